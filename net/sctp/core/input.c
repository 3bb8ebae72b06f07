// SPDX-License-Identifier: GPL-2.0-only
/*
 * A packet for an association: verification tag (RFC 9260 section 8.5),
 * frame, then chunk by chunk through one table. Handlers change state and
 * note what is to be sent; the caller flushes when the packet is done.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "ctl.h"
#include "data.h"
#include "end.h"
#include "ep.h"
#include "frame.h"
#include "handshake.h"
#include "input.h"
#include "sackin.h"
#include "shutdown.h"

/* No HEARTBEAT is longer than this but to do harm */
#define SCTP_HEARTBEAT_MAX	61440

enum verdict {
	NEXT,	/* go on with the next chunk */
	STOP,	/* ignore the rest of the packet */
};

#define IN(state)	(1U << SCTP_ST_##state)
#define IN_UP		(IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) | \
			 IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED) | \
			 IN(SHUTDOWN_ACK_SENT))
#define IN_ANY		(~0U)

/* How the packet's verification tag must look, RFC 9260 section 8.5.1 */
enum tag_rule {
	TAG_MINE,	/* ours */
	TAG_T_BIT,	/* ours, or the peer's when the T bit is set */
	TAG_ANY,	/* the handler looks at it */
};

/**
 * struct row - how a chunk type is treated
 * @states: states it is processed in, ignored in others
 * @tag: rule for the verification tag
 * @handle: the handler
 */
struct row {
	u32 states;
	enum tag_rule tag;
	enum verdict (*handle)(struct sctp_assoc *a, struct sctp_rx *rx,
			       const struct sctp_view *v);
};

static enum verdict on_data(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctp_view *v)
{
	sctp_data_input(a, rx, v);
	return NEXT;
}

static enum verdict on_init(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctp_view *v)
{
	if (rx->vtag)
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
	else
		sctp_init_input(a->ep, a, rx, v);
	return STOP;
}

static enum verdict on_init_ack(struct sctp_assoc *a, struct sctp_rx *rx,
				const struct sctp_view *v)
{
	sctp_handshake_init_ack(a, rx, v);
	return STOP;
}

static enum verdict on_sack(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctp_view *v)
{
	/* a peer sends one per packet; more would only cost us time */
	if (rx->sacked)
		return NEXT;
	rx->sacked = true;
	sctp_sack_input(a, v, rx->now);
	return NEXT;
}

static enum verdict on_heartbeat(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_view *v)
{
	const u32 skip = sizeof(struct sctpw_chunk);

	/* the answer may need larger headers than the question */
	if (v->len > SCTP_HEARTBEAT_MAX) {
		sctp_mib_add(a->mib, SCTP_MIB_CTRL_QUEUE_LIMIT, 1);
		return NEXT;
	}
	sctp_ctl_add(a, rx->path, SCTP_CT_HEARTBEAT_ACK, NULL, 0,
		     v->hdr + skip, v->len - skip);
	return NEXT;
}

static enum verdict on_heartbeat_ack(struct sctp_assoc *a, struct sctp_rx *rx,
				     const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view p;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	if (sctp_param_next(&it, &p) && p.type == SCTP_PT_HEARTBEAT_INFO)
		sctp_path_hb_ack(a, p.hdr, p.len, rx->now);
	return NEXT;
}

static enum verdict on_abort(struct sctp_assoc *a, struct sctp_rx *rx,
			     const struct sctp_view *v)
{
	const u32 skip = sizeof(struct sctpw_chunk);
	struct sctp_param_iter it;
	struct sctp_view cause;
	u16 code = 0;

	sctp_param_begin(&it, v, skip);
	while (sctp_param_next(&it, &cause))
		code = code ? code : cause.type;
	/* 3.3.7: one with a format error is as good as none */
	if (it.bad) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		return STOP;
	}
	sctp_assoc_end(a, SCTP_END_PEER_ABORT, code, v->hdr + skip,
		       v->len - skip);
	return STOP;
}

static enum verdict on_shutdown(struct sctp_assoc *a, struct sctp_rx *rx,
				const struct sctp_view *v)
{
	sctp_shutdown_input(a, rx, v);
	return NEXT;
}

static enum verdict on_shutdown_ack(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v)
{
	/* section 8.5.1 E: as if there were no association */
	if (sctp_assoc_connecting(a))
		sctp_ep_shutdown_complete(a->ep, rx);
	else
		sctp_shutdown_ack_input(a, rx);
	return STOP;
}

static void remote_error(struct sctp_assoc *a, const struct sctp_view *cause)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_REMOTE_ERROR,
		.error = cause->type,
		.data = cause->hdr + sizeof(struct sctpw_cause),
		.len = cause->len - sizeof(struct sctpw_cause),
	};

	a->ops->notify(a, &ev);
}

static enum verdict on_error(struct sctp_assoc *a, struct sctp_rx *rx,
			     const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view cause;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &cause)) {
		if (cause.type == SCTP_CAUSE_STALE_COOKIE &&
		    cause.len == sizeof(struct sctpw_stale_cookie)) {
			sctp_handshake_stale(a,
					     get_unaligned_be32(cause.hdr + 4),
					     rx->now);
			return STOP;
		}
		if (sctp_is_up(a))
			remote_error(a, &cause);
	}
	return NEXT;
}

static enum verdict on_cookie_echo(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	if (sctp_collision_cookie(a, rx, v) == SCTP_COOKIE_TAKEN)
		return NEXT;
	return STOP;
}

static enum verdict on_cookie_ack(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	if (!sctp_ep_admits(a->ep, a, rx, v->type))
		return STOP;
	sctp_handshake_cookie_ack(a, rx->now);
	return NEXT;
}

static enum verdict on_shutdown_complete(struct sctp_assoc *a,
					 struct sctp_rx *rx,
					 const struct sctp_view *v)
{
	sctp_shutdown_complete_input(a);
	return STOP;
}

static enum verdict on_ignored(struct sctp_assoc *a, struct sctp_rx *rx,
			       const struct sctp_view *v)
{
	return NEXT;
}

static const struct row rows[] = {
	[SCTP_CT_DATA] = {
		IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) | IN(SHUTDOWN_SENT),
		TAG_MINE, on_data },
	[SCTP_CT_INIT] = { IN_ANY, TAG_ANY, on_init },
	[SCTP_CT_INIT_ACK] = { IN_ANY, TAG_MINE, on_init_ack },
	[SCTP_CT_SACK] = {
		IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) | IN(SHUTDOWN_RECEIVED),
		TAG_MINE, on_sack },
	[SCTP_CT_HEARTBEAT] = { IN_UP | IN(COOKIE_ECHOED), TAG_MINE,
				on_heartbeat },
	[SCTP_CT_HEARTBEAT_ACK] = { IN_UP, TAG_MINE, on_heartbeat_ack },
	[SCTP_CT_ABORT] = { IN_ANY, TAG_T_BIT, on_abort },
	[SCTP_CT_SHUTDOWN] = {
		IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) | IN(SHUTDOWN_SENT) |
		IN(SHUTDOWN_RECEIVED), TAG_MINE, on_shutdown },
	[SCTP_CT_SHUTDOWN_ACK] = { IN_ANY, TAG_ANY, on_shutdown_ack },
	[SCTP_CT_ERROR] = { IN_UP | IN(COOKIE_ECHOED), TAG_MINE, on_error },
	[SCTP_CT_COOKIE_ECHO] = { IN_ANY, TAG_ANY, on_cookie_echo },
	[SCTP_CT_COOKIE_ACK] = { IN(COOKIE_ECHOED), TAG_MINE, on_cookie_ack },
	[SCTP_CT_ECNE] = { IN_UP, TAG_MINE, on_ignored },
	[SCTP_CT_CWR] = { IN_UP, TAG_MINE, on_ignored },
	[SCTP_CT_SHUTDOWN_COMPLETE] = { IN_ANY, TAG_T_BIT,
					on_shutdown_complete },
};

static const struct row *row_of(u8 type)
{
	static const struct row ignored = { IN_ANY, TAG_MINE, on_ignored };

	if (type < ARRAY_SIZE(rows) && rows[type].handle)
		return &rows[type];
	return type == SCTP_CT_PAD ? &ignored : NULL;
}

static bool tag_ok(const struct sctp_assoc *a, const struct sctp_rx *rx,
		   const struct row *row, const struct sctp_view *v)
{
	if (row && row->tag == TAG_ANY) {
		/* SHUTDOWN ACK counts as out of the blue during set-up */
		if (v->type != SCTP_CT_SHUTDOWN_ACK || !sctp_is_up(a))
			return rx->vtag || v->type == SCTP_CT_INIT;
	} else if (row && row->tag == TAG_T_BIT && (v->flags & SCTP_FLAG_T)) {
		return a->hs.peer_tag && rx->vtag == a->hs.peer_tag;
	}
	return rx->vtag == a->hs.my_tag;
}

/* RFC 9260 section 3.2: the two high bits say what to do */
static enum verdict unknown(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctp_view *v)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_UNKNOWN_CHUNK, 1);
	/* nothing but the COOKIE ECHO may be sent before it is acknowledged */
	if ((v->type & SCTP_CT_UNKNOWN_REPORT) && sctp_is_up(a))
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_UNRECOGNIZED_CHUNK,
			       v->hdr, v->len);
	return v->type & SCTP_CT_UNKNOWN_SKIP ? NEXT : STOP;
}

static enum verdict one_chunk(struct sctp_assoc *a, struct sctp_rx *rx,
			      const struct sctp_view *v)
{
	const struct row *row = row_of(v->type);

	if (!tag_ok(a, rx, row, v)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
		sctp_mib_add(a->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return STOP;
	}
	if (!row)
		return unknown(a, rx, v);
	if (v->type != SCTP_CT_DATA) {
		a->counts.ictrlchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_INCTRLCHUNKS, 1);
	}
	if (!(row->states & (1U << a->state))) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return NEXT;
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
	struct sctp_chunk_iter it;
	bool data = false;
	struct sctp_view v;

	rx->path = sctp_path_find(a, &rx->src);
	sctp_chunk_begin(&it, rx, off);
	while (a->state != SCTP_ST_CLOSED && sctp_chunk_next(&it, &v)) {
		/* nothing that could ask for an answer (9.1) */
		if (rx->aborts && v.type != SCTP_CT_ABORT &&
		    v.type != SCTP_CT_ERROR)
			continue;
		data |= v.type == SCTP_CT_DATA && (rows[SCTP_CT_DATA].states &
						   (1U << a->state));
		if (one_chunk(a, rx, &v) == STOP)
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
