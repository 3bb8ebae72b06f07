// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sends control chunks, then retransmissions, then new data, as far as the
 * congestion windows and the peer's window allow (RFC 9260 section 6.1). It
 * runs once after each batch of events.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/time64.h>

#include "core/choice.h"
#include "core/ext/regrant.h"
#include "core/life/end.h"
#include "core/life/handshake.h"
#include "core/life/shutdown.h"
#include "core/life/state.h"
#include "core/loss/cc.h"
#include "core/loss/rack.h"
#include "core/loss/recovery.h"
#include "core/loss/t3.h"
#include "core/loss/tlp.h"
#include "core/recv/reasm.h"
#include "core/recv/sackout.h"
#include "core/telemetry.h"
#include "core/wire/dataformat.h"
#include "abandon.h"
#include "advance.h"
#include "bundle.h"
#include "door.h"
#include "flush.h"
#include "multipath.h"
#include "packet.h"
#include "parts.h"
#include "sched.h"
#include "sendq.h"
#include "super.h"
#include "txring.h"

/* How many queued messages flush_around() looks at */
#define SCTP_LOOK_AHEAD	64U

/* Least bytes of a fragment that fills up a packet with other chunks in it */
#define SCTP_FRAG_MIN	256U

/* Inlined, since it runs for each chunk */
static __always_inline void chunk_left(struct sctp_out *o,
				       struct sctp_tx_chunk *c, u32 tsn,
				       struct sctp_path *p)
{
	struct sctp_assoc *a = o->a;

	sctp_tlp_restart(&p->tlp);
	if (sctp_txring_sent(a, c, tsn, p, o->now))
		sctp_rack_begin(&p->rack, tsn);
	sctp_t3_start(p, o->now);
	sctp_cc_sent(&p->cc, o->now);
	if (unlikely(p->pace))
		sctp_pace_sent(p, sctp_data_size(a->tx.data_hdr, c->len));
	if (c->flags & SCTP_DATA_U) {
		a->counts.ouodchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_OUTUNORDERCHUNKS, 1);
	} else {
		a->counts.oodchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_OUTORDERCHUNKS, 1);
	}
}

/* Do cwnd and pacing allow another packet? Pacing does not delay a loss probe.
 * After ASCONF there may be no address that is confirmed: then data waits.
 */
static __always_inline bool may_send(struct sctp_out *o, struct sctp_path *p)
{
	if (!sctp_cc_may_send(p) || unlikely(!p->confirmed))
		return false;
	if (likely(!p->pace) || sctp_cc_probes(&p->cc) ||
	    sctp_pace_may_send(o->a, p, o->now))
		return true;
	o->a->tx.flush.paced = true;
	return false;
}

/* --- retransmission --- */

/* After T3-rtx retransmissions take another path, else the same path (6.4) */
static struct sctp_path *rtx_path(const struct sctp_assoc *a,
				  struct sctp_path *from)
{
	return sctp_choose(a, from->rtx_away ? SCTP_FOR_TIMED_OUT :
					       SCTP_FOR_LOST, from);
}

static void chunk_resent(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn,
			 struct sctp_path *p)
{
	struct sctp_path *from = c->path;
	struct sctp_assoc *a = o->a;

	sctp_txring_again(a, tsn);
	chunk_left(o, c, tsn, p);
	sctp_recovery_resent(from, p, tsn);
	a->counts.rtxchunks++;
	sctp_telemetry_resent(a, p, sctp_data_size(a->tx.data_hdr, c->len));
	sctp_trace_retransmit(a, p, tsn, c);
}

/* With rtx_now the first packet of retransmissions leaves even when cwnd is
 * used up or pacing would delay it. Chunks are added until that packet is full.
 */
static bool put_rtx(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn,
		    struct sctp_path *to)
{
	if (may_send(o, to))
		return sctp_out_data(o, to, c, tsn);
	if (!c->path->rtx_now || !to->confirmed)
		return false;
	return to->rtx_sent ? sctp_out_join(o, to, c, tsn) :
			      sctp_out_data(o, to, c, tsn);
}

static bool retransmit_one(struct sctp_out *o, u32 tsn, struct sctp_path *to)
{
	struct sctp_assoc *a = o->a;
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	if (!put_rtx(o, c, tsn, to))
		return false;

	to->rtx_sent = true;
	chunk_resent(o, c, tsn, to);
	if (tsn == to->flight.oldest)
		sctp_t3_restart(to, o->now);
	return true;
}

/* Retransmit the lost chunks that were sent on @from last, in TSN order */
static void retransmit_from(struct sctp_out *o, struct sctp_path *from)
{
	struct sctp_txring *r = &o->a->tx.ring;
	struct sctp_path *to = rtx_path(o->a, from);
	u32 tsn = sctp_txring_first_rtx(r, from);

	/* chunks in the packet may have higher TSNs: begin another one */
	if (o->last_data)
		sctp_out_close(o);
	while (tsn != r->next && retransmit_one(o, tsn, to))
		tsn = sctp_txring_next_rtx(r, from, tsn + 1);
	sctp_txring_rtx_tried(from, tsn);
}

/* Does one path wait to retransmit an older chunk than another? */
static bool rtx_older(const struct sctp_assoc *a, const struct sctp_path *p,
		      const struct sctp_path *than)
{
	const struct sctp_txring *r = &a->tx.ring;

	return sctp_tsn_lt(sctp_txring_first_rtx(r, p),
			   sctp_txring_first_rtx(r, than));
}

/* The path that last sent the oldest lost chunk; each path once */
static struct sctp_path *rtx_next_from(const struct sctp_assoc *a)
{
	struct sctp_path *p, *best = NULL;

	list_for_each_entry(p, &a->paths, list)
		if (p->flight.nr_rtx && !p->rtx_tried &&
		    (!best || rtx_older(a, p, best)))
			best = p;
	return best;
}

/* The oldest chunks go first, whatever path they were lost on: a peer that has
 * no memory may take nothing else.
 */
static void flush_rtx(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	struct sctp_path *p;

	if (!a->tx.ring.nr_rtx)
		return;
	list_for_each_entry(p, &a->paths, list) {
		p->rtx_sent = false;
		p->rtx_tried = false;
	}
	while ((p = rtx_next_from(a)) != NULL) {
		p->rtx_tried = true;
		retransmit_from(o, p);
	}
}

/* --- new data --- */

/* Is there enough queued to fill a packet? */
static bool makes_packet(const struct sctp_assoc *a, const struct sctp_path *p)
{
	return a->tx.queued_bytes +
	       a->tx.queued_msgs * a->tx.data_hdr >=
	       sctp_door_room(a, p);
}

/* RFC 9260 section 6.1: small messages wait while data is in flight */
static bool nagle_waits(const struct sctp_assoc *a, const struct sctp_path *p,
			const struct sctp_tx_msg *msg)
{
	if (a->ep->nodelay || !a->tx.ring.flight ||
	    msg->len > a->tx.frag_point || a->tx.flush.push)
		return false;
	return a->state == SCTP_ST_ESTABLISHED && !makes_packet(a, p);
}

/* A packet with DATA is being built: a message that fits into it need not wait
 */
static bool joins_packet(const struct sctp_out *o,
			 const struct sctp_tx_msg *msg)
{
	return o->last_data && !o->sealed &&
	       sctp_data_size(o->a->tx.data_hdr, msg->len - msg->sent) <=
	       o->room;
}

/* With I-DATA a cell is never cut, as FSNs count cells. If the MTU sank since
 * the message was laid out, IP fragments the packet.
 */
static bool numbers_cells(const struct sctp_assoc *a)
{
	return unlikely(a->tx.format == SCTP_FORMAT_I_DATA);
}

/* How many bytes of a message the next chunk takes, with the packet's room */
static u32 fragment_len(const struct sctp_out *o,
			const struct sctp_tx_msg *msg)
{
	u32 left = msg->len - msg->sent;
	u32 max_len = o->a->tx.frag_point;
	u32 room;

	/* at most a cell, which is laid out as a chunk */
	if (msg->cell) {
		room = msg->cell - msg->sent % msg->cell;
		return min3(left, room, numbers_cells(o->a) ? room : max_len);
	}
	if (left <= max_len && (msg->sent || msg->len <= max_len) &&
	    (!o->skb || o->sealed ||
	     sctp_data_size(o->a->tx.data_hdr, left) <= o->room))
		return left;
	if (msg->len <= max_len)
		return left;
	left = min(left, max_len);
	if (!o->skb || o->sealed || o->room <= o->a->tx.data_hdr)
		return left;
	room = (o->room - o->a->tx.data_hdr) & ~3U;
	return room >= SCTP_FRAG_MIN ? min(left, room) : left;
}

static u8 data_flags(const struct sctp_tx_msg *msg, u32 len)
{
	u8 flags = 0;

	if (msg->flags & SCTP_TX_UNORDERED)
		flags |= SCTP_DATA_U;
	if (!msg->sent && !(msg->flags & SCTP_TX_CONT))
		flags |= SCTP_DATA_B;
	if (msg->sent + len == msg->len) {
		if (!(msg->flags & SCTP_TX_OPEN))
			flags |= SCTP_DATA_E;
		if (msg->flags & SCTP_TX_SACK_NOW)
			flags |= SCTP_DATA_I;
	}
	return flags;
}

static __always_inline void chunk_new(struct sctp_out *o,
				      struct sctp_tx_chunk *c,
				      struct sctp_tx_msg *msg, u32 len)
{
	sctp_tx_chunk_fill(c, msg, len, data_flags(msg, len));
}

/* A new fragment is in a packet */
static __always_inline void fragment_left(struct sctp_out *o,
					  struct sctp_tx_chunk *c,
					  struct sctp_path *p)
{
	struct sctp_assoc *a = o->a;
	struct sctp_tx_msg *msg = c->msg;
	u32 tsn = sctp_txring_push(&a->tx.ring);

	sctp_sendq_took(a, msg, c->len);
	chunk_left(o, c, tsn, p);
	sctp_path_used(p, o->now);
	sctp_txring_time(p, tsn);
	if ((c->flags & SCTP_DATA_BE) == SCTP_DATA_E)
		sctp_mib_add(a->mib, SCTP_MIB_FRAGUSRMSGS, 1);
}

/* How many cells of a message may be sent at once */
static u32 cells_allowed(const struct sctp_assoc *a,
			 const struct sctp_tx_msg *msg,
			 const struct sctp_path *p, u64 now)
{
	u32 size = sctp_data_size(a->tx.data_hdr, msg->cell);
	u32 window = sctp_cc_allowance(p);

	if (unlikely(p->pace))
		window = min(window, sctp_pace_room(p, now));
	return min3(DIV_ROUND_UP(window, size),
		    DIV_ROUND_UP(msg->len - msg->sent, msg->cell),
		    a->tx.peer.rwnd / msg->cell);
}

/* Send the fragments of a large message after the first, all at once */
static void send_cells(struct sctp_out *o, struct sctp_tx_msg *msg,
		       struct sctp_path *p)
{
	struct sctp_txring *r = &o->a->tx.ring;
	u32 n = cells_allowed(o->a, msg, p, o->now);
	struct sctp_tx_chunk *c;

	if (!n || sctp_txring_reserve(r, n))
		return;
	for (n = sctp_super_cells(o, msg, n); n; n--) {
		c = sctp_txring_slot(r, r->next);
		chunk_new(o, c, msg, min_t(u32, msg->cell,
					   msg->len - msg->sent));
		sctp_out_cell_header(o, c, r->next);
		fragment_left(o, c, p);
	}
}

/* The path for a new message */
static __always_inline struct sctp_path *data_path(const struct sctp_out *o,
						   const struct sctp_tx_msg *m)
{
	if (unlikely(o->spread) && !m->path)
		return sctp_multipath_choose(o->a, o->now);
	return sctp_choose(o->a, SCTP_FOR_DATA, m->path);
}

static bool flush_one(struct sctp_out *o, struct sctp_tx_msg *msg)
{
	struct sctp_assoc *a = o->a;
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_path *p = data_path(o, msg);
	struct sctp_tx_chunk *c;
	u32 tsn, len;

	if (!p)
		return false;
	sctp_cc_idle(p, o->now);
	if (!may_send(o, p))
		return false;
	if (o->path != p)
		sctp_out_close(o);
	if (!joins_packet(o, msg) && nagle_waits(a, p, msg)) {
		a->tx.flush.nagled = true;
		return false;
	}
	len = fragment_len(o, msg);
	if (!sctp_peerwin_admits(&a->tx.peer, len, a->tx.ring.flight))
		return false;
	if (sctp_txring_reserve(r, 1))
		return false;
	tsn = r->next;
	c = sctp_txring_slot(r, tsn);
	chunk_new(o, c, msg, len);
	if (!msg->sent)
		sctp_sendq_number(a, msg);
	if (!sctp_out_data(o, p, c, tsn))
		return false;

	fragment_left(o, c, p);
	if (msg->cell && msg->sent < msg->len && !(msg->sent % msg->cell))
		send_cells(o, msg, p);
	return true;
}

/* Set the I bit in the last DATA chunk (RFC 7053) */
static void sack_now(struct sctp_out *o)
{
	struct sctp_txring *r = &o->a->tx.ring;
	u32 tsn = be32_to_cpu(o->last_data->tsn);

	o->last_data->ch.flags |= SCTP_DATA_I;
	sctp_tx_chunk_hurry(sctp_txring_slot(r, tsn));
}

/* Is the last DATA chunk the last fragment of a message? */
static bool ends_large_message(const struct sctp_out *o)
{
	return (o->last_data->ch.flags & SCTP_DATA_BE) == SCTP_DATA_E;
}

/* Has the packet being built other streams' DATA, so that a message must not be
 * added (RFC 8260 section 3.3)?
 */
static bool other_streams_packet(const struct sctp_out *o,
				 const struct sctp_tx_msg *msg)
{
	return o->last_data && be16_to_cpu(o->last_data->sid) != msg->sid;
}

/* The next message where a packet has DATA of one stream only */
static struct sctp_tx_msg *next_by_packet(struct sctp_out *o)
{
	struct sctp_tx_msg *msg = sctp_sendq_head(o->a);

	if (!msg)
		return NULL;
	if (other_streams_packet(o, msg) || !joins_packet(o, msg)) {
		sctp_sched_new_packet(o->a);
		msg = sctp_sendq_head(o->a);
	}
	if (other_streams_packet(o, msg))
		sctp_out_close(o);
	return msg;
}

/* The next message, after failing those that are over their life time */
static noinline struct sctp_tx_msg *next_alive(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;

	if (sctp_abandon_due(a, o->now))
		sctp_abandon_expired_head(a, o->now);
	return a->tx.by_packet ? next_by_packet(o) : sctp_sendq_head(a);
}

static __always_inline struct sctp_tx_msg *next_msg(struct sctp_out *o)
{
	if (likely(!o->a->tx.by_packet && !sctp_abandon_due(o->a, o->now)))
		return sctp_sendq_head(o->a);
	return next_alive(o);
}

/* May a message be sent before earlier ones of other streams? Only one that
 * fits into one chunk: the fragments of a message have consecutive TSNs.
 */
static bool may_overtake(const struct sctp_assoc *a,
			 const struct sctp_tx_msg *msg)
{
	return !msg->sent && !(msg->flags & (SCTP_TX_PART | SCTP_TX_HELD)) &&
	       msg->len <= a->tx.frag_point &&
	       (!msg->cell || msg->len <= msg->cell);
}

/* The cwnd of the path of the next message is used up: send one of the first
 * SCTP_LOOK_AHEAD messages that is for another path.
 */
static bool flush_around(struct sctp_out *o, const struct sctp_tx_msg *next)
{
	struct sctp_assoc *a = o->a;
	struct sctp_path *full = data_path(o, next);
	struct sctp_tx_msg *msg = NULL;
	u64 passed = 0, sid;
	struct sctp_path *p;
	u32 n;

	if (!full || o->failed || next->sent ||
	    (next->flags & SCTP_TX_CONT) || sctp_cc_may_send(full))
		return false;
	for (n = 0; n < SCTP_LOOK_AHEAD; n++) {
		msg = sctp_sched_next(a, msg);
		if (!msg)
			break;
		/* Streams that are equal modulo 64 share a bit. That may pass
		 * over a message which could be sent.
		 */
		sid = BIT_ULL(msg->sid % 64);
		p = data_path(o, msg);
		if (p != full && !(passed & sid) && sctp_cc_may_send(p) &&
		    may_overtake(a, msg))
			return flush_one(o, msg);
		passed |= sid;
	}
	return false;
}

/* Send new data, after the retransmissions (6.1 rule C). If retransmissions
 * still wait, the cwnd of their path is used up, so no new data is sent there.
 */
static void flush_new(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	u32 flight = a->tx.ring.flight, first = a->tx.ring.next;
	struct sctp_tx_msg *msg;

	if (numbers_cells(a))
		sctp_parts_renumber(a);
	while ((msg = next_msg(o)) != NULL)
		if (!flush_one(o, msg) &&
		    (likely(!a->tx.addressed) || !flush_around(o, msg)))
			break;
	if (a->tx.ring.next != first)
		sctp_sack_answered(a);
	if (unlikely(a->tx.addressed) && !msg)
		sctp_sendq_addressed_none(&a->tx);
	a->tx.flush.held = msg && !o->failed && !a->tx.addressed;
	/* Set the I bit if the SACK opens the window, ends the association, or
	 * shows a loss at the end of a burst. Not if paced data follows.
	 */
	if (o->last_data && o->fresh && !a->tx.flush.paced &&
	    (msg || a->tx.flush.push || ends_large_message(o) ||
	     a->state == SCTP_ST_SHUTDOWN_PENDING ||
	     a->tx.ring.flight - flight > a->tx.frag_point))
		sack_now(o);
}

/* Ensure that a timer runs while data waits, even if something failed */
static void flush_watch_paths(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;
	bool runs = false;

	if (sctp_sendq_drained(&a->tx) || !sctp_may_send_data(a))
		return;
	list_for_each_entry(p, &a->paths, list) {
		/* data sent with the COOKIE ECHO has not started T3-rtx */
		if (p->flight.size)
			sctp_t3_start(p, now);
		runs |= sctp_t3_runs(p);
	}
	if (runs || a->tx.flush.paced)
		return;
	/* nothing waits but messages of streams that are held back */
	if (sctp_txring_empty(&a->tx.ring) && !sctp_sendq_head(a))
		return;
	p = sctp_path_for_data(a);
	if (p)
		sctp_t3_start(p, now);
}

/* Send COOKIE ACK before DATA, also if that takes another path (3.3.12) */
static void cookie_ack_first(struct sctp_out *o)
{
	const struct sctp_assoc *a = o->a;

	if ((a->ctl.pending & SCTP_PEND_COOKIE_ACK) && a->ctl.path &&
	    a->ctl.path != sctp_path_for_data(a))
		sctp_out_control(o, a->ctl.path);
}

/* May a message be sent with the COOKIE ECHO: whole, with a valid stream, and
 * within the peer's window?
 */
static bool goes_with_cookie(const struct sctp_assoc *a,
			     const struct sctp_tx_msg *msg)
{
	return msg->sid < a->tx.streams.num && !(msg->flags & SCTP_TX_PART) &&
	       msg->len <= a->tx.frag_point && msg->len <= a->tx.peer.rwnd;
}

static bool join_cookie(struct sctp_out *o, struct sctp_path *p,
			struct sctp_tx_msg *msg)
{
	struct sctp_assoc *a = o->a;
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c;
	u32 tsn;

	if (!goes_with_cookie(a, msg) || sctp_txring_reserve(r, 1))
		return false;
	c = sctp_txring_slot(r, r->next);
	chunk_new(o, c, msg, msg->len);
	sctp_sendq_number(a, msg);
	if (!sctp_out_join(o, p, c, r->next))
		return false;
	tsn = sctp_txring_push(r);
	sctp_sendq_took(a, msg, msg->len);
	chunk_left(o, c, tsn, p);
	return true;
}

/* Send COOKIE ECHO. DATA may be bundled with it; nothing else is sent until the
 * COOKIE ACK (5.1 C). T1-cookie runs for both, and retransmits the COOKIE ECHO
 * alone: the packet may have been too large for the path.
 */
static void echo_cookie(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	struct sctp_path *p = sctp_bundle_path(a);
	struct sctp_tx_msg *msg;

	if (!p || !sctp_out_control(o, p))
		return;
	while (!a->hs.attempts && (msg = next_msg(o)) != NULL)
		if (!join_cookie(o, p, msg))
			break;
	sctp_t3_stop(p);
}

static void end_bursts(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		sctp_cc_flushed(&p->cc);
		/* clear a departure that is over */
		if (unlikely(p->pace))
			sctp_pace_flushed(p->pace, now);
		if (p->flight.size || p->tlp.at)
			sctp_tlp_schedule(a, p, now);
	}
}

/**
 * sctp_assoc_held() - would a flush not send a message that was just queued?
 * @a: association
 *
 * Return: true when no flush is needed: earlier messages wait for a window, or
 * for more data.
 */
bool sctp_assoc_held(const struct sctp_assoc *a)
{
	const struct sctp_path *p = sctp_path_for_data(a);

	return a->tx.flush.held && p &&
	       !(a->tx.flush.nagled && (a->ep->nodelay || makes_packet(a, p)));
}

/**
 * sctp_assoc_push() - send small messages that Nagle holds back
 * @a: association whose user cannot queue more until some are sent
 *
 * They are sent with the I bit.
 *
 * Return: true when any wait: then the caller flushes.
 */
bool sctp_assoc_push(struct sctp_assoc *a)
{
	sctp_assoc_entered(a);
	a->tx.flush.push = a->tx.flush.nagled;
	return a->tx.flush.push;
}

/* Fast path: is there nothing to send? */
static bool nothing_to_send(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_ESTABLISHED && !a->tx.queued_msgs &&
	       !a->tx.ring.nr_rtx && !a->ctl.pending &&
	       !sctp_ctl_urgent(&a->ctl) && !a->sack.now;
}

/* May a chunk not be sent once more? A window probe may. What would end it is
 * sctp_assoc_give_up()
 */
static bool chunk_fails(struct sctp_assoc *a)
{
	u8 limit = a->cfg->max_chunk_rtx;

	return unlikely(limit) && !a->tx.peer.zero_window &&
	       sctp_txring_worn_out(&a->tx.ring, limit);
}

/* Not inlined: after most packets that arrive there is nothing to send. False
 * when the association ended.
 */
static noinline bool flush_all(struct sctp_assoc *a, u64 now)
{
	struct sctp_out o = {
		.a = a,
		.now = now,
		.spread = sctp_multipath_on(a),
	};
	struct sctp_path *p;

	if (unlikely(a->tx.ring.nr_rtx) && chunk_fails(a)) {
		sctp_assoc_give_up(a, "a chunk was lost too often");
		return false;
	}
	if (a->ctl.pending & SCTP_PEND_INIT)
		sctp_handshake_send_init(a, now);
	sctp_out_begin(&o);
	cookie_ack_first(&o);
	if (sctp_may_send_data(a)) {
		if (unlikely(o.spread))
			sctp_multipath_unblock(a);
		flush_rtx(&o);
		flush_new(&o);
	} else if (a->ctl.pending & SCTP_PEND_COOKIE_ECHO) {
		echo_cookie(&o);
	}
	o.failed = false;
	while (sctp_bundle_due(a) && (p = sctp_bundle_path(a)) != NULL) {
		sctp_out_close(&o);
		if (!sctp_out_control(&o, p) || !o.skb->len)
			break;
	}
	sctp_out_end(&o);
	sctp_sack_flushed(a, now);
	return true;
}

/* Is there anything to do before what may be sent is known? */
static bool has_chores(const struct sctp_assoc *a)
{
	return a->state > SCTP_ST_ESTABLISHED || a->rx.reasm.partial ||
	       a->tx.mortal || a->tx.streams.pr || sctp_request_first(a);
}

static noinline void flush_chores(struct sctp_assoc *a, u64 now)
{
	/* the reader made room: a partial delivery may begin */
	if (a->rx.reasm.partial && !a->rx.delivery.partial)
		sctp_reasm_partial_delivery(a);
	/* before the shutdown looks whether messages are left */
	if (sctp_abandon_due(a, now))
		sctp_abandon_expired_head(a, now);
	if (sctp_request_first(a))
		sctp_regrant_progress(a, now);
	if (a->tx.streams.pr) {
		sctp_abandon_lost(a, now);
		sctp_advance_flush(a, now);
	}
	if (a->state > SCTP_ST_ESTABLISHED)
		sctp_shutdown_progress(a, now);
}

/* Has a path that new data may take room in its cwnd? */
static bool cwnd_open(const struct sctp_assoc *a)
{
	const struct sctp_path *p;

	if (!sctp_multipath_on(a)) {
		p = sctp_path_for_data(a);
		return p && sctp_cc_may_send(p);
	}
	list_for_each_entry(p, &a->paths, list)
		if (p->state == SCTP_PATH_ACTIVE && sctp_cc_may_send(p))
			return true;
	return false;
}

/* Why is no more sent? */
static enum sctp_limit what_limits(struct sctp_assoc *a)
{
	const struct sctp_tx_msg *msg = NULL;
	u32 len;

	if (sctp_sendq_drained(&a->tx))
		return SCTP_LIMIT_IDLE;
	if (a->tx.flush.paced || !cwnd_open(a))
		return SCTP_LIMIT_CWND;
	if (!a->tx.flush.nagled)
		msg = sctp_sendq_head(a);
	if (!msg)
		return sctp_ops(a)->sender_waits(a) ? SCTP_LIMIT_SNDBUF :
						      SCTP_LIMIT_USER;
	len = min(msg->len - msg->sent, msg->cell ?: a->tx.frag_point);
	return sctp_peerwin_admits(&a->tx.peer, len, a->tx.ring.flight) ?
	       SCTP_LIMIT_CWND : SCTP_LIMIT_RWND;
}

/**
 * sctp_assoc_flush() - send what may be sent
 * @a: association; may be closed afterwards
 * @now: time
 */
void sctp_assoc_flush(struct sctp_assoc *a, u64 now)
{
	sctp_assoc_entered(a);
	if (a->state == SCTP_ST_CLOSED)
		return;
	if (unlikely(has_chores(a))) {
		flush_chores(a, now);
		if (a->state == SCTP_ST_CLOSED)
			return;
	}
	a->tx.flush.held = false;
	a->tx.flush.nagled = false;
	a->tx.flush.paced = false;
	if (!nothing_to_send(a) && !flush_all(a, now))
		return;
	a->tx.flush.push = false;
	end_bursts(a, now);
	flush_watch_paths(a, now);
	sctp_sendq_tell_room(a);
	if (sctp_telemetry_on(a))
		sctp_telemetry_limit(a, what_limits(a), now);
}
