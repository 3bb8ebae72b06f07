// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sending what may be sent: control chunks, then retransmissions, then new
 * data, as far as the congestion windows and the peer's window allow
 * (RFC 9260 section 6.1). Runs once after each batch of events.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/time64.h>

#include "assoc.h"
#include "cc.h"
#include "control.h"
#include "end.h"
#include "handshake.h"
#include "packet.h"
#include "reasm.h"
#include "recovery.h"
#include "sack.h"
#include "sendq.h"
#include "shutdown.h"
#include "super.h"
#include "t3.h"
#include "tlp.h"
#include "txring.h"

/* A fragment is not made smaller than this to fill up a packet */
#define SCTP_FRAG_MIN	256U

static void chunk_left(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn,
		       struct sctp_path *p)
{
	struct sctp_assoc *a = o->a;

	sctp_tlp_restart(p);
	sctp_txring_sent(a, tsn, p, o->now);
	sctp_t3_start(p, o->now);
	sctp_cc_sent(&p->cc, o->now);
	if (unlikely(p->pace))
		sctp_pace_sent(p, sctp_tx_chunk_size(c->len));
	if (c->flags & SCTP_DATA_U) {
		a->counts.ouodchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_OUTUNORDERCHUNKS, 1);
	} else {
		a->counts.oodchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_OUTORDERCHUNKS, 1);
	}
}

/* Do cwnd and pacing let another packet leave? A probe's time is now. */
static bool may_send(struct sctp_out *o, struct sctp_path *p)
{
	if (!sctp_cc_may_send(p))
		return false;
	if (likely(!p->pace) || sctp_cc_probes(&p->cc) ||
	    sctp_pace_may_send(o->a, p, o->now))
		return true;
	o->a->tx.paced = true;
	return false;
}

/* --- retransmission --- */

/* What timed out takes another path, what was lost otherwise the same (6.4) */
static struct sctp_path *rtx_path(const struct sctp_assoc *a,
				  struct sctp_path *from)
{
	return from->rtx_away ? sctp_path_next(a, from) :
				sctp_path_choose(a, from);
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
	sctp_trace_retransmit(a, p, tsn, c);
}

/* One packet may go whatever cwnd and pacing say: the first to its path, which
 * is full once and no more
 */
static bool put_rtx(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn,
		    struct sctp_path *to)
{
	if (may_send(o, to))
		return sctp_out_data(o, to, c, tsn);
	if (!c->path->rtx_now)
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

/* What one path was last to send goes to one path, in the order of TSNs */
static void retransmit_from(struct sctp_out *o, struct sctp_path *from)
{
	struct sctp_txring *r = &o->a->tx.ring;
	struct sctp_path *to = rtx_path(o->a, from);
	u32 tsn = sctp_txring_first_rtx(r, from);

	/* what another path had in this packet may have higher TSNs */
	if (o->last_data)
		sctp_out_close(o);
	while (tsn != r->next && retransmit_one(o, tsn, to))
		tsn = sctp_txring_next_rtx(r, from, tsn + 1);
	sctp_txring_rtx_tried(from, tsn);
}

static void retransmit(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	struct sctp_path *p;

	if (!a->tx.ring.nr_rtx)
		return;
	list_for_each_entry(p, &a->paths, list)
		p->rtx_sent = false;
	list_for_each_entry(p, &a->paths, list)
		if (p->flight.nr_rtx)
			retransmit_from(o, p);
}

/* --- new data --- */

/* Is there enough to fill a packet? */
static bool makes_packet(const struct sctp_assoc *a, const struct sctp_path *p)
{
	return a->tx.queued_bytes +
	       a->tx.queued_msgs * sizeof(struct sctpw_data) >=
	       sctp_path_pmdcs(p);
}

/* RFC 9260 section 6.1: small messages wait while data is in flight */
static bool nagle_waits(const struct sctp_assoc *a, const struct sctp_path *p,
			const struct sctp_tx_msg *msg)
{
	if (a->ep->nodelay || !a->tx.flight || msg->len > a->tx.frag_point ||
	    a->tx.push)
		return false;
	return a->state == SCTP_ST_ESTABLISHED && !makes_packet(a, p);
}

/* A packet with DATA leaves anyway: what fits into it need not wait */
static bool joins_packet(const struct sctp_out *o,
			 const struct sctp_tx_msg *msg)
{
	return o->last_data && !o->sealed &&
	       sctp_tx_chunk_size(msg->len - msg->sent) <= o->room;
}

/* How much of a message the next chunk takes, given the packet's room */
static u32 fragment_len(const struct sctp_out *o,
			const struct sctp_tx_msg *msg)
{
	u32 left = msg->len - msg->sent;
	u32 max_len = o->a->tx.frag_point;
	u32 room;

	/* never more than a cell: that lies ready to be sent */
	if (msg->cell)
		return min3(left, max_len, msg->cell - msg->sent % msg->cell);
	if (left <= max_len && (msg->sent || msg->len <= max_len) &&
	    (!o->skb || o->sealed || sctp_tx_chunk_size(left) <= o->room))
		return left;
	if (msg->len <= max_len)
		return left;
	left = min(left, max_len);
	if (!o->skb || o->sealed || o->room <= sizeof(struct sctpw_data))
		return left;
	room = (o->room - sizeof(struct sctpw_data)) & ~3U;
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

static void chunk_new(struct sctp_out *o, struct sctp_tx_chunk *c,
		      struct sctp_tx_msg *msg, u32 len)
{
	sctp_tx_chunk_fill(c, msg, len, data_flags(msg, len));
}

/* A fragment is in a packet */
static void fragment_left(struct sctp_out *o, struct sctp_tx_chunk *c,
			  struct sctp_path *p)
{
	struct sctp_assoc *a = o->a;
	struct sctp_tx_msg *msg = c->msg;
	u32 tsn = sctp_txring_push(&a->tx.ring);

	sctp_sendq_took(a, msg, c->len);
	chunk_left(o, c, tsn, p);
	p->last_used = o->now;
	sctp_txring_time(p, tsn);
	if ((c->flags & SCTP_DATA_BE) == SCTP_DATA_E)
		sctp_mib_add(a->mib, SCTP_MIB_FRAGUSRMSGS, 1);
}

/* How many cells of a message may leave at once */
static u32 cells_allowed(const struct sctp_assoc *a,
			 const struct sctp_tx_msg *msg,
			 const struct sctp_path *p, u64 now)
{
	u32 size = sctp_tx_chunk_size(msg->cell);
	u32 window = sctp_cc_allowance(p);

	if (unlikely(p->pace))
		window = min(window, sctp_pace_room(p, now));
	return min3(DIV_ROUND_UP(window, size),
		    DIV_ROUND_UP(msg->len - msg->sent, msg->cell),
		    a->tx.peer.rwnd / msg->cell);
}

/* The fragments of a large message that follow the first, all at once */
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

static bool flush_one(struct sctp_out *o, struct sctp_tx_msg *msg)
{
	struct sctp_assoc *a = o->a;
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_path *p = sctp_path_choose(a, msg->path);
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
		a->tx.nagled = true;
		return false;
	}
	len = fragment_len(o, msg);
	if (!sctp_peerwin_admits(&a->tx.peer, len, a->tx.flight))
		return false;
	if (sctp_txring_reserve(r, 1))
		return false;
	tsn = r->next;
	c = sctp_txring_slot(r, tsn);
	chunk_new(o, c, msg, len);
	if (!msg->sent)
		msg->ssn = *sctp_sendq_ssn(a, msg->sid);
	if (!sctp_out_data(o, p, c, tsn))
		return false;

	fragment_left(o, c, p);
	if (msg->cell && msg->sent < msg->len && !(msg->sent % msg->cell))
		send_cells(o, msg, p);
	return true;
}

/* Have the SACK of the last DATA chunk sent at once (RFC 7053) */
static void sack_now(struct sctp_out *o)
{
	struct sctp_txring *r = &o->a->tx.ring;
	u32 tsn = be32_to_cpu(o->last_data->tsn);

	o->last_data->ch.flags |= SCTP_DATA_I;
	sctp_tx_chunk_hurry(sctp_txring_slot(r, tsn));
}

/* Is the last DATA chunk the end of a message of many? */
static bool ends_large_message(const struct sctp_out *o)
{
	return (o->last_data->ch.flags & SCTP_DATA_BE) == SCTP_DATA_E;
}

/* What is over its life time is not sent any more */
static struct sctp_tx_msg *next_msg(const struct sctp_out *o)
{
	if (unlikely(o->a->tx.mortal))
		sctp_sendq_expire_head(o->a, o->now);
	return sctp_sendq_head(o->a);
}

static void flush_new(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	u32 flight = a->tx.flight, first = a->tx.ring.next;
	struct sctp_tx_msg *msg;

	/* what is lost goes first (rule C) */
	if (a->tx.ring.nr_rtx)
		return;
	while ((msg = next_msg(o)) != NULL)
		if (!flush_one(o, msg))
			break;
	if (a->tx.ring.next != first)
		sctp_sack_answered(a);
	a->tx.held = msg && !o->failed;
	/* The I bit asks for the SACK that lets the rest go, that ends the
	 * association, or that tells soon of a loss at the end of a burst. What
	 * waits for its time needs no SACK, and comes soon.
	 */
	if (o->last_data && o->fresh && !a->tx.paced &&
	    (msg || a->tx.push || ends_large_message(o) ||
	     a->state == SCTP_ST_SHUTDOWN_PENDING ||
	     a->tx.flight - flight > a->tx.frag_point))
		sack_now(o);
}

/* Data that waits must never be without a timer, whatever went wrong */
static void watch(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;
	bool runs = false;

	if (sctp_sendq_drained(a) || !sctp_may_send_data(a))
		return;
	list_for_each_entry(p, &a->paths, list) {
		/* as with what went with the COOKIE ECHO */
		if (p->flight.size)
			sctp_t3_start(p, now);
		runs |= sctp_t3_runs(p);
	}
	if (runs || a->tx.paced)
		return;
	p = sctp_path_for_data(a);
	if (p)
		sctp_t3_start(p, now);
}

/* COOKIE ACK comes before DATA also where that takes another path (3.3.12) */
static void cookie_ack_first(struct sctp_out *o)
{
	const struct sctp_assoc *a = o->a;

	if ((a->ctl.pending & SCTP_PEND_COOKIE_ACK) && a->ctl.path &&
	    a->ctl.path != sctp_path_for_data(a))
		sctp_out_control(o, a->ctl.path);
}

/* A whole message on a stream there is, which the peer has room for */
static bool goes_with_cookie(const struct sctp_assoc *a,
			     const struct sctp_tx_msg *msg)
{
	return msg->sid < a->tx.num_streams && !(msg->flags & SCTP_TX_PART) &&
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
	msg->ssn = *sctp_sendq_ssn(a, msg->sid);
	if (!sctp_out_join(o, p, c, r->next))
		return false;
	tsn = sctp_txring_push(r);
	sctp_sendq_took(a, msg, msg->len);
	chunk_left(o, c, tsn, p);
	return true;
}

/* DATA may go with a COOKIE ECHO, in its packet, and nothing else until that is
 * answered (5.1 C). T1-cookie watches over both, and repeats the COOKIE ECHO
 * alone: the packet may have been too large for the path.
 */
static void echo_cookie(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	struct sctp_path *p = sctp_control_path(a);
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
		/* nothing waited for it any more */
		if (unlikely(p->pace))
			sctp_pace_flushed(p->pace, now);
		if (p->flight.size || p->tlp.at)
			sctp_tlp_schedule(a, p, now);
	}
}

/**
 * sctp_assoc_held() - would a flush send a message just queued?
 * @a: association
 *
 * Return: true when it would not: what is before it waits for the window, or
 * for more data than there is yet. Nothing has to be flushed then.
 */
bool sctp_assoc_held(const struct sctp_assoc *a)
{
	const struct sctp_path *p = sctp_path_for_data(a);

	return a->tx.held && p &&
	       !(a->tx.nagled && (a->ep->nodelay || makes_packet(a, p)));
}

/**
 * sctp_assoc_push() - let small messages wait no longer
 * @a: association whose user cannot queue more until some are sent
 *
 * The peer is asked to acknowledge them at once.
 *
 * Return: true when any wait: the caller flushes then.
 */
bool sctp_assoc_push(struct sctp_assoc *a)
{
	a->tx.push = a->tx.nagled;
	return a->tx.push;
}

/* Every other flush is for a packet that asks for no answer yet */
static bool nothing_to_send(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_ESTABLISHED && list_empty(&a->tx.queue) &&
	       !a->tx.ring.nr_rtx && !a->ctl.pending &&
	       list_empty(&a->ctl.list) && !a->sack.now;
}

static void flush_all(struct sctp_assoc *a, u64 now)
{
	struct sctp_out o;
	struct sctp_path *p;

	if (a->ctl.pending & SCTP_PEND_INIT)
		sctp_handshake_send_init(a, now);
	sctp_out_begin(&o, a, now);
	cookie_ack_first(&o);
	if (sctp_may_send_data(a)) {
		retransmit(&o);
		flush_new(&o);
	} else if (a->ctl.pending & SCTP_PEND_COOKIE_ECHO) {
		echo_cookie(&o);
	}
	o.failed = false;
	while (sctp_control_due(a) && (p = sctp_control_path(a)) != NULL) {
		sctp_out_close(&o);
		if (!sctp_out_control(&o, p) || !o.skb->len)
			break;
	}
	sctp_out_end(&o);
	sctp_sack_flushed(a, now);
}

/**
 * sctp_assoc_flush() - send what may be sent
 * @a: association; may be closed afterwards
 * @now: time
 */
void sctp_assoc_flush(struct sctp_assoc *a, u64 now)
{
	if (a->state == SCTP_ST_CLOSED)
		return;
	/* the reader made room: that may be what a partial delivery waits for */
	if (a->rx.partial && !a->rx.pd_active)
		sctp_reasm_partial_delivery(a);
	/* before it matters what is left */
	if (unlikely(a->tx.mortal))
		sctp_sendq_expire_head(a, now);
	if (a->state > SCTP_ST_ESTABLISHED) {
		sctp_shutdown_progress(a, now);
		if (a->state == SCTP_ST_CLOSED)
			return;
	}
	a->tx.held = false;
	a->tx.nagled = false;
	a->tx.paced = false;
	if (!nothing_to_send(a))
		flush_all(a, now);
	a->tx.push = false;
	end_bursts(a, now);
	watch(a, now);
	sctp_sendq_tell_room(a);
}
