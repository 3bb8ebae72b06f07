// SPDX-License-Identifier: GPL-2.0-only
/*
 * A packet for an association. Its frame and verification tag are checked (RFC
 * 9260 section 8.5). Then the handler of each chunk is called, by the rows of
 * chunk.c. Handlers change state, queue what is to be sent, and return a
 * verdict, which is carried out here. The caller flushes when the packet is
 * done.
 */
#include <linux/kernel.h>

#include "core/ext/authin.h"
#include "core/ext/ecn.h"
#include "core/ext/nat.h"
#include "core/life/end.h"
#include "core/life/shutdown.h"
#include "core/life/state.h"
#include "core/recv/datain.h"
#include "core/send/ctl.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "chunk.h"
#include "encap.h"
#include "input.h"

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
	case SCTP_TAG_NAT:
		if (!sctp_nat_says(a, v->flags))
			break;
		fallthrough;
	case SCTP_TAG_T_BIT:
		if (v->flags & SCTP_FLAG_T)
			return a->hs.peer_tag && rx->vtag == a->hs.peer_tag;
		break;
	}
	return rx->vtag == a->hs.my_tag;
}

/* Unknown chunk types, by their two high bits (RFC 9260 section 3.2) */
static enum sctp_verdict unknown_chunk(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *v)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_UNKNOWN_CHUNK, 1);
	/* before the COOKIE ACK only COOKIE ECHO may be sent: no ERROR */
	if ((v->type & SCTP_CT_UNKNOWN_REPORT) && sctp_is_up(a))
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_UNRECOGNIZED_CHUNK,
			       v->hdr, v->len);
	return v->type & SCTP_CT_UNKNOWN_SKIP ? SCTP_V_NEXT : SCTP_V_STOP;
}

static __always_inline enum sctp_verdict
one_chunk(struct sctp_assoc *a, struct sctp_rx *rx,
	  const struct sctp_chunk_row *row, const struct sctp_view *v)
{
	if (!tag_ok(a, rx, row, v)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
		sctp_mib_add(a->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return SCTP_V_STOP;
	}
	if (!row)
		return unknown_chunk(a, rx, v);
	if (v->type != rx->format->type) {
		a->counts.ictrlchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_INCTRLCHUNKS, 1);
	}
	if (!(row->states & (1U << a->state))) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_NEXT;
	}
	return row->handle(a, rx, v);
}

/* Does a chunk lack the AUTH chunk that we asked for? It is dropped silently
 * (RFC 4895 section 6.3). A COOKIE ECHO in the packet may have changed what we
 * ask for.
 */
static noinline bool lacks_auth(struct sctp_assoc *a, struct sctp_rx *rx,
				u8 type)
{
	const struct sctp_chunk_set *wants = sctp_auth_wants(a);

	if (rx->authentic || !wants || !sctp_chunk_set_has(wants, type))
		return false;
	sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_NOT_AUTH);
	return true;
}

/* A COOKIE ECHO may change user data from DATA to I-DATA. Then the rest of the
 * packet is checked again. False if it is wrong.
 */
static bool follow_format(const struct sctp_assoc *a, struct sctp_rx *rx,
			  struct sctp_chunk_iter *it)
{
	bool authentic = rx->authentic;

	if (likely(rx->format == &sctp_data_formats[a->tx.format]))
		return true;
	if (sctp_frame_check(rx, a->tx.format))
		return false;
	if (authentic)
		sctp_rx_is_authentic(rx);
	sctp_chunk_again(it);
	return true;
}

/* Is a control chunk behind user data, where it must not be (6.10)? PAD may be
 * there (RFC 4820).
 */
static bool breaks_order(const struct sctp_assoc *a, const struct sctp_rx *rx,
			 const struct sctp_view *v)
{
	return a->cfg->strict_data_order && v->type != SCTP_CT_PAD &&
	       !rx->aborts;
}

static enum sctp_verdict order_broken(struct sctp_rx *rx)
{
	return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
}

/* Does user data need none of the checks that other chunks do? Then it is found
 * by its type number, without its row: there may be many DATA chunks in a
 * packet. A control chunk may change the answer.
 */
static bool takes_data(const struct sctp_assoc *a, const struct sctp_rx *rx)
{
	return a->state == SCTP_ST_ESTABLISHED && !sctp_auth_on(a) &&
	       a->tx.format == SCTP_FORMAT_DATA && !rx->aborts &&
	       rx->vtag == a->hs.my_tag;
}

/* Inlined, since it runs for each packet */
static __always_inline void process_chunks(struct sctp_assoc *a,
					   struct sctp_rx *rx, u32 off)
{
	struct sctp_chunk_iter it = sctp_chunk_begin(rx, off);
	const struct sctp_chunk_row *row;
	bool data = false, user = false, control, plain = false;
	enum sctp_verdict verdict = SCTP_V_NEXT;
	struct sctp_view v;

	sctp_rx_came_by(rx, sctp_path_find(a, &rx->src));
	sctp_encap_came(a, rx);
	while (a->state != SCTP_ST_CLOSED && sctp_chunk_next(&it, &v)) {
		if (v.type == SCTP_CT_DATA && (plain || takes_data(a, rx))) {
			plain = true;
			data = true;
			user = true;
			verdict = sctp_data_input(a, rx, &v);
			if (likely(verdict == SCTP_V_NEXT))
				continue;
			break;
		}
		plain = false;
		if (sctp_auth_on(a) && lacks_auth(a, rx, v.type))
			continue;
		row = sctp_chunk_row(v.type);
		if (row && (row->cap & ~a->hs.caps))
			row = NULL;
		/* a chunk that may cause an answer is ignored beside an ABORT
		 * (9.1)
		 */
		if (rx->aborts && !(row && (row->flags & SCTP_CHUNK_BESIDE)))
			continue;
		control = v.type != rx->format->type;
		if (unlikely(user) && control && row &&
		    breaks_order(a, rx, &v)) {
			verdict = order_broken(rx);
			break;
		}
		data |= row &&
			(!control || (row->flags & SCTP_CHUNK_AS_DATA)) &&
			(row->states & (1U << a->state));
		user |= data && !control;
		verdict = one_chunk(a, rx, row, &v);
		if (verdict != SCTP_V_NEXT)
			break;
		if (control && !follow_format(a, rx, &it))
			break;
	}
	if (unlikely(verdict != SCTP_V_NEXT))
		sctp_assoc_obey(a, rx, verdict);
	sctp_data_settle(a, rx);
	if (a->state == SCTP_ST_CLOSED || !data || rx->vtag != a->hs.my_tag)
		return;
	sctp_data_done(a, rx);
	if (unlikely(rx->ce))
		sctp_ecn_came(a, rx);
	if (a->state == SCTP_ST_SHUTDOWN_SENT)
		sctp_shutdown_data(a, rx->now);
}

/**
 * sctp_assoc_chunks() - process the chunks of a checked packet
 * @a: association; may be closed afterwards
 * @rx: packet, its frame checked
 * @off: offset of the first chunk to process
 */
void sctp_assoc_chunks(struct sctp_assoc *a, struct sctp_rx *rx, u32 off)
{
	process_chunks(a, rx, off);
}

/**
 * sctp_assoc_input() - a packet arrived for an association
 * @a: association, the caller flushes it; may be closed afterwards
 * @rx: packet with a verified checksum and an unshared skb, which stays the
 *      caller's; @rx->path is set
 */
void sctp_assoc_input(struct sctp_assoc *a, struct sctp_rx *rx)
{
	u32 off = 0;

	sctp_assoc_entered(a);
	if (a->state == SCTP_ST_CLOSED)
		return;
	if (sctp_frame_check(rx, a->tx.format)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		sctp_mib_add(a->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return;
	}
	a->counts.ipackets++;
	if ((unlikely(sctp_assoc_connecting(a)) || sctp_auth_on(a)) &&
	    !sctp_auth_begins(a, rx, &off))
		return;
	process_chunks(a, rx, off);
}
