// SPDX-License-Identifier: GPL-2.0-only
/*
 * A packet for an association: frame, verification tag (RFC 9260 section 8.5),
 * then chunk by chunk by the rows of chunk.c. Handlers change state, note what
 * is to be sent, and say what is to come of it; that is done here. The caller
 * flushes when the packet is done.
 */
#include <linux/kernel.h>

#include "chunk.h"
#include "ctl.h"
#include "data.h"
#include "end.h"
#include "frame.h"
#include "input.h"
#include "shutdown.h"

static bool tag_ok(const struct sctp_assoc *a, const struct sctp_rx *rx,
		   const struct sctp_chunk_row *row, const struct sctp_view *v)
{
	switch (row ? row->tag : SCTP_TAG_MINE) {
	case SCTP_TAG_ANY:
		return true;
	case SCTP_TAG_LATE:
		if (sctp_is_up(a))
			break;
		fallthrough;
	case SCTP_TAG_TOLD:
		return rx->vtag;
	case SCTP_TAG_T_BIT:
		if (v->flags & SCTP_FLAG_T)
			return a->hs.peer_tag && rx->vtag == a->hs.peer_tag;
		break;
	}
	return rx->vtag == a->hs.my_tag;
}

/* RFC 9260 section 3.2: the two high bits say what to do */
static enum sctp_verdict unknown(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_view *v)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_UNKNOWN_CHUNK, 1);
	/* nothing but the COOKIE ECHO may be sent before it is acknowledged */
	if ((v->type & SCTP_CT_UNKNOWN_REPORT) && sctp_is_up(a))
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_UNRECOGNIZED_CHUNK,
			       v->hdr, v->len);
	return v->type & SCTP_CT_UNKNOWN_SKIP ? SCTP_V_NEXT : SCTP_V_STOP;
}

static enum sctp_verdict one_chunk(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_chunk_row *row,
				   const struct sctp_view *v)
{
	if (!tag_ok(a, rx, row, v)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
		sctp_mib_add(a->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return SCTP_V_STOP;
	}
	if (!row)
		return unknown(a, rx, v);
	if (v->type != SCTP_CT_DATA) {
		a->counts.ictrlchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_INCTRLCHUNKS, 1);
	}
	if (!(row->states & (1U << a->state))) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_NEXT;
	}
	return row->handle(a, rx, v);
}

/**
 * sctp_assoc_chunks() - process the chunks of a checked packet
 * @a: association; may be closed afterwards
 * @rx: packet, its frame checked
 * @off: offset of the first chunk to process
 */
void sctp_assoc_chunks(struct sctp_assoc *a, struct sctp_rx *rx, u32 off)
{
	const struct sctp_chunk_row *row;
	struct sctp_chunk_iter it;
	bool data = false;
	struct sctp_view v;

	rx->path = sctp_path_find(a, &rx->src);
	sctp_chunk_begin(&it, rx, off);
	while (a->state != SCTP_ST_CLOSED && sctp_chunk_next(&it, &v)) {
		row = sctp_chunk_row(v.type);
		if (row && (row->cap & ~a->hs.caps))
			row = NULL;
		/* nothing that could ask for an answer (9.1) */
		if (rx->aborts && !(row && (row->flags & SCTP_CHUNK_BESIDE)))
			continue;
		data |= v.type == SCTP_CT_DATA &&
			(row->states & (1U << a->state));
		if (!sctp_assoc_obey(a, rx, one_chunk(a, rx, row, &v)))
			break;
	}
	sctp_data_settle(a, rx);
	if (a->state == SCTP_ST_CLOSED || !data || rx->vtag != a->hs.my_tag)
		return;
	sctp_data_done(a, rx);
	if (a->state == SCTP_ST_SHUTDOWN_SENT)
		sctp_shutdown_data(a, rx->now);
}

/**
 * sctp_assoc_input() - a packet arrived for an association
 * @a: association, the caller flushes it; may be closed afterwards
 * @rx: packet with a verified checksum and an unshared skb, which stays the
 *      caller's; @rx->path is set
 */
void sctp_assoc_input(struct sctp_assoc *a, struct sctp_rx *rx)
{
	if (a->state == SCTP_ST_CLOSED)
		return;
	if (sctp_frame_check(rx)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		sctp_mib_add(a->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return;
	}
	a->counts.ipackets++;
	sctp_assoc_chunks(a, rx, 0);
}
