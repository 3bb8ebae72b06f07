// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reassembly, RFC 9260 section 6.9.
 *
 * With I-DATA it is done by unfinished.c, except for messages of one chunk.
 *
 * The fragments of a message have consecutive TSNs. So in TSN order at most one
 * message is incomplete, @partial. Fragments that arrive in order are added to
 * it. A message of one chunk is complete at once. Fragments behind a gap
 * stay in the ring until their message is complete there (sctp_reasm_run()), or
 * the gap is closed and they are taken in order (sctp_reasm_next()).
 *
 * User data is never copied: a message is a chain of packets.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/caps.h"
#include "core/ext/nrsack.h"
#include "core/wire/dataformat.h"
#include "chain.h"
#include "instream.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxmsg.h"
#include "rxring.h"
#include "unfinished.h"

/* May messages be mixed, so that unfinished.c has those not complete? */
static bool is_mixed(const struct sctp_assoc *a)
{
	return unlikely(a->tx.format == SCTP_FORMAT_I_DATA);
}

/**
 * sctp_reasm_init() - begin with nothing received
 * @a: association
 */
void sctp_reasm_init(struct sctp_assoc *a)
{
	sctp_rx_msg_init(a);
	a->rx.reasm.partial = NULL;
}

static void count_reassembled(struct sctp_assoc *a)
{
	sctp_mib_add(a->mib, SCTP_MIB_REASMUSRMSGS, 1);
}

static int partial_finished(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.reasm.partial;
	bool ordered = !(msg->flags & SCTP_RX_UNORDERED);
	u16 sid = msg->sid;

	a->rx.reasm.partial = NULL;
	sctp_chain_mark(msg, SCTP_RX_LAST);
	if (!a->rx.delivery.partial) {
		sctp_chain_mark(msg, SCTP_RX_FIRST);
		return sctp_instream_message(a, msg);
	}
	a->rx.delivery.partial = false;
	sctp_instream_deliver(a, msg);
	sctp_instream_partial_done(a, sid, ordered);
	return 0;
}

/* Does the fragment continue the message (RFC 9260 section 6.9)? */
static bool fragment_fits(const struct sctp_rx_msg *msg,
			  const struct sctp_rx_slot *s)
{
	bool unordered = s->flags & SCTP_DATA_U;

	if (!msg)
		return s->flags & SCTP_DATA_B;
	return !(s->flags & SCTP_DATA_B) && msg->sid == s->sid &&
	       unordered == !!(msg->flags & SCTP_RX_UNORDERED) &&
	       (unordered || msg->mid == s->mid);
}

/* A message of one chunk, or of chunks that came together */
static int message_whole(struct sctp_assoc *a, u32 tsn,
			 const struct sctp_rx_slot *s,
			 const struct sctp_rx_extent *e)
{
	struct sctp_rx_msg *msg = sctp_chain_whole(a, tsn, s, e);

	if (!msg)
		return -ENOMEM;
	a->rx.delivery.skipped = false;
	return sctp_instream_message(a, msg);
}

/**
 * sctp_reasm_next() - take the fragment whose TSN is next in order
 * @a: association
 * @tsn: its TSN
 * @s: the fragment; the caller keeps its reference to the packet
 *
 * Return: 0; -ENOMEM; -EPROTO when the fragment does not fit the message;
 * -E2BIG when it completed a message that was dropped, since too many of its
 * stream wait. For the last two the association is to be aborted.
 */
int sctp_reasm_next(struct sctp_assoc *a, u32 tsn, const struct sctp_rx_slot *s)
{
	struct sctp_rx_extent e = sctp_chain_extent(s);

	if (likely((s->flags & SCTP_DATA_BE) == SCTP_DATA_BE &&
		   !a->rx.reasm.partial))
		return message_whole(a, tsn, s, &e);
	return sctp_reasm_next_extent(a, tsn, s, &e);
}

/* A fragment does not continue the message being assembled. With PR-SCTP the
 * peer may have given up that message. The rest of another one that it skipped
 * may still be on its way.
 */
static noinline int fragment_stray(struct sctp_assoc *a, u32 tsn,
				   const struct sctp_rx_slot *s,
				   const struct sctp_rx_extent *e)
{
	if ((s->flags & SCTP_DATA_B) && (a->hs.caps & SCTP_CAP_PRSCTP)) {
		sctp_reasm_abort_partial(a);
		return sctp_reasm_next_extent(a, tsn, s, e);
	}
	if (a->rx.reasm.partial || !a->rx.delivery.skipped)
		return -EPROTO;
	sctp_rx_drop(&a->rx.wnd, e->len);
	return 0;
}

/**
 * sctp_reasm_next_extent() - take many fragments of a message
 * @a: association
 * @tsn: TSN of the first, which is next in order
 * @s: the fields they have in common; its packet has no other DATA
 * @e: where their user data is
 *
 * Return: see sctp_reasm_next().
 */
int sctp_reasm_next_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e)
{
	struct sctp_rx_msg *msg = a->rx.reasm.partial;
	bool fresh = !msg;
	int err;

	if (!fragment_fits(msg, s))
		return fragment_stray(a, tsn, s, e);
	if (fresh) {
		msg = sctp_chain_new(a, tsn, s);
		if (!msg)
			return -ENOMEM;
		a->rx.delivery.skipped = false;
	}
	err = sctp_chain_add(msg, s, e);
	if (err) {
		if (fresh)
			sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(msg));
		return err;
	}
	a->rx.reasm.partial = msg;
	if (!(s->flags & SCTP_DATA_E))
		return 0;
	if (!fresh || e->len > e->seg)
		count_reassembled(a);
	return partial_finished(a);
}

/**
 * sctp_reasm_whole() - take a message of I-DATA that is next in order of TSNs
 * @a: association
 * @tsn: its TSN, or that of its first fragment
 * @s: the fields that all fragments have in common
 * @e: where the user data is
 *
 * Return: see sctp_reasm_next().
 */
int sctp_reasm_whole(struct sctp_assoc *a, u32 tsn,
		     const struct sctp_rx_slot *s,
		     const struct sctp_rx_extent *e)
{
	int err;

	if (sctp_unfinished_has(a, s->sid, s->flags, s->mid))
		return -EPROTO;
	err = message_whole(a, tsn, s, e);
	if (err == -ENOMEM)
		return err;
	if (e->len > e->seg)
		count_reassembled(a);
	if (!(s->flags & SCTP_DATA_U))
		sctp_unfinished_turn(a, s->sid);
	return err;
}

/**
 * sctp_reasm_next_idata() - sctp_reasm_next() with I-DATA
 * @a: association
 * @tsn: TSN of the fragment
 * @s: the fragment; the caller keeps its reference to the packet
 *
 * Return: see sctp_reasm_next().
 */
int sctp_reasm_next_idata(struct sctp_assoc *a, u32 tsn,
			  const struct sctp_rx_slot *s)
{
	struct sctp_rx_extent e = sctp_chain_extent(s);

	return (s->flags & SCTP_DATA_BE) == SCTP_DATA_BE ?
		       sctp_reasm_whole(a, tsn, s, &e) :
		       sctp_unfinished_add(a, tsn, s);
}

/* Make a message of the fragments in the ring; they stay in the ring */
static struct sctp_rx_msg *run_msg(struct sctp_assoc *a, u32 first, u32 last)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_msg *msg = sctp_chain_new(a, first,
					  sctp_rxring_slot(r, first));
	u32 tsn;

	for (tsn = first; msg && tsn != last + 1; tsn++) {
		struct sctp_rx_slot *s = sctp_rxring_slot(r, tsn);
		struct sctp_rx_extent e = sctp_chain_extent(s);

		if (!sctp_chain_add(msg, s, &e))
			continue;
		sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(msg));
		return NULL;
	}
	return msg;
}

/* Drop the packet of a slot; its TSN stays received */
static void slot_taken(struct sctp_assoc *a, struct sctp_rx_slot *s, u32 tsn)
{
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_packet_put(s->skb));
	sctp_rxring_take(s, tsn);
	sctp_nrsack_keep(a, tsn);
}

/* May a message of I-DATA be taken before earlier TSNs? */
static bool may_precede(struct sctp_assoc *a, const struct sctp_rx_slot *s)
{
	if ((s->flags & SCTP_DATA_U) && sctp_instream_is_parted(a, s->sid))
		return false;
	return !sctp_unfinished_has(a, s->sid, s->flags, s->mid);
}

/**
 * sctp_reasm_run() - take a message that is complete behind a gap
 * @a: association
 * @first: TSN of its first fragment
 * @last: TSN of its last fragment
 *
 * If it cannot be taken now, its fragments stay in the ring until the gap is
 * closed.
 */
void sctp_reasm_run(struct sctp_assoc *a, u32 first, u32 last)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_slot *s = sctp_rxring_slot(r, first);
	bool ordered = !(s->flags & SCTP_DATA_U);
	struct sctp_rx_msg *msg;
	u16 sid = s->sid;
	u32 tsn;

	/* too many messages wait for their turn */
	if (ordered && !sctp_instream_has_room(a, sid, s->mid))
		return;
	if (is_mixed(a) && !may_precede(a, s))
		return;
	msg = run_msg(a, first, last);
	if (!msg)
		return;
	if (first != last)
		count_reassembled(a);
	for (tsn = first; tsn != last + 1; tsn++)
		slot_taken(a, sctp_rxring_slot(r, tsn), tsn);
	sctp_chain_mark(msg, SCTP_RX_FIRST | SCTP_RX_LAST);
	sctp_instream_message(a, msg);
	if (is_mixed(a) && ordered)
		sctp_unfinished_turn(a, sid);
}

/**
 * sctp_reasm_wants_delivery() - should a part of a message be delivered now?
 * @a: association
 *
 * Not while the reader has other data: reading that opens the window.
 *
 * Return: true when sctp_reasm_partial_delivery() will deliver.
 */
bool sctp_reasm_wants_delivery(struct sctp_assoc *a)
{
	const struct sctp_rx_msg *msg = a->rx.reasm.partial;

	if (!msg)
		return false;
	if (is_mixed(a))
		return sctp_unfinished_wants_delivery(a);
	if (!msg->len)
		return false;
	if (a->rx.delivery.partial)
		return true;
	if (!(a->cfg->pd_point && msg->len >= a->cfg->pd_point) &&
	    (a->rx.wnd.unread || !sctp_rwnd_exhausted(a)))
		return false;
	return (msg->flags & SCTP_RX_UNORDERED) ||
	       sctp_instream_is_next(a, msg->sid, msg->mid);
}

/**
 * sctp_reasm_partial_delivery() - deliver the part of a message that is there
 * @a: association
 *
 * Begins when the message reaches the partial delivery point, or when it fills
 * the window and could not be completed. Goes on with each packet until the
 * message is complete.
 */
void sctp_reasm_partial_delivery(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.reasm.partial;
	struct sctp_rx_msg *rest;

	if (!sctp_reasm_wants_delivery(a))
		return;
	if (is_mixed(a)) {
		sctp_unfinished_deliver(a);
		return;
	}
	rest = sctp_chain_rest(a, a->rx.ring.cum_tsn + 1, msg);
	if (!rest)
		return;
	if (!a->rx.delivery.partial)
		sctp_chain_mark(msg, SCTP_RX_FIRST);
	a->rx.delivery.partial = true;
	a->rx.reasm.partial = rest;
	sctp_instream_deliver(a, msg);
}

/* Tell the reader, who has a part of the message, that the rest will not come
 */
static void stop_delivery(struct sctp_assoc *a, const struct sctp_rx_msg *msg)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_PARTIAL_ABORTED,
		.value = (u32)msg->sid << 16 | (u16)msg->mid,
		.mid = msg->mid,
	};

	a->rx.delivery.partial = false;
	sctp_ops(a)->notify(a, &ev);
	sctp_instream_partial_done(a, msg->sid, false);
}

/**
 * sctp_reasm_abort_partial() - drop the incomplete message
 * @a: association that ends or restarts
 *
 * Messages that were held back for a partial delivery are delivered: they were
 * acknowledged.
 */
void sctp_reasm_abort_partial(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.reasm.partial;

	if (is_mixed(a)) {
		sctp_unfinished_abort(a, true);
		return;
	}
	if (!msg)
		return;
	a->rx.reasm.partial = NULL;
	if (a->rx.delivery.partial)
		stop_delivery(a, msg);
	sctp_rx_drop(&a->rx.wnd, msg->len);
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(msg));
}

/* TSNs up to @tsn count as received: I-DATA fragments waited for that */
static int fragments_reached(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_rxring *r = &a->rx.ring;
	u32 end = (sctp_tsn_lt(tsn, r->highest) ? tsn : r->highest) + 1;
	u32 pos = r->cum_tsn + 1;
	int err = 0;

	for (; !err && r->slot &&
	     (pos = sctp_ring_find(r->have, r->mask, pos, end, true)) != end;
	     pos++) {
		const struct sctp_rx_slot *s = sctp_rxring_slot(r, pos);

		if (!s->skb)
			err = sctp_unfinished_reached(a, pos, s);
	}
	return err;
}

/**
 * sctp_reasm_forward() - the peer gave up all TSNs that are missing up to one
 * @a: association
 * @tsn: that one, above the cumulative TSN, which it becomes
 *
 * With DATA the message that is incomplete in order misses the first of them.
 * Messages behind it that were complete were taken, unless too many waited or
 * memory was short: what the ring still has of these TSNs is dropped.
 *
 * Return: 0, or -E2BIG as sctp_reasm_next().
 */
int sctp_reasm_forward(struct sctp_assoc *a, u32 tsn)
{
	u32 len = 0, freed;
	int err = 0;

	if (is_mixed(a))
		err = fragments_reached(a, tsn);
	else
		sctp_reasm_abort_partial(a);
	freed = sctp_rxring_forward(&a->rx.ring, tsn, &len);
	sctp_rx_drop(&a->rx.wnd, len);
	sctp_rx_uncharge(&a->rx.wnd, freed);
	a->rx.delivery.skipped = true;
	return err;
}

/**
 * sctp_reasm_skip() - the peer gave up an ordered message
 * @a: association
 * @sid: its stream, which exists
 * @mid: its number
 * @tsn: the last TSN the peer gave up; a message that has a later one is
 *       another, which a reset of the stream gave the same number
 *
 * All fragments that were sent may have been received, and no more come.
 *
 * Return: true when that is the incomplete message, which is dropped.
 */
bool sctp_reasm_skip(struct sctp_assoc *a, u16 sid, u32 mid, u32 tsn)
{
	const struct sctp_rx_msg *msg = a->rx.reasm.partial;

	/* its last fragment came last */
	if (!msg || sctp_tsn_lt(tsn, a->rx.ring.cum_tsn) || msg->sid != sid ||
	    msg->mid != mid || (msg->flags & SCTP_RX_UNORDERED))
		return false;
	sctp_reasm_abort_partial(a);
	a->rx.delivery.skipped = true;
	return true;
}

/**
 * sctp_reasm_renege() - drop chunks behind a gap
 * @a: association
 *
 * The peer keeps them until they are acknowledged cumulatively (RFC 9260
 * section 6.2). Complete messages are not dropped.
 */
void sctp_reasm_renege(struct sctp_assoc *a)
{
	u32 len = 0, freed;

	if (is_mixed(a) && a->rx.reasm.unfinished)
		sctp_unfinished_renege(a);
	freed = sctp_rxring_renege(&a->rx.ring, &len);
	sctp_rx_drop(&a->rx.wnd, len);
	sctp_rx_uncharge(&a->rx.wnd, freed);
}

/**
 * sctp_reasm_reset() - the peer restarted: drop incomplete messages
 * @a: association
 *
 * Complete messages that were held back only for a partial delivery are
 * delivered. Streams are reset by sctp_instream_set().
 */
void sctp_reasm_reset(struct sctp_assoc *a)
{
	sctp_reasm_abort_partial(a);
	sctp_reasm_renege(a);
	sctp_rxring_free(&a->rx.ring);
	a->rx.delivery.skipped = false;
}

static void drop_partial(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.reasm.partial;

	if (is_mixed(a)) {
		sctp_unfinished_abort(a, false);
		return;
	}
	if (msg) {
		sctp_rx_drop(&a->rx.wnd, msg->len);
		sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(msg));
	}
	a->rx.reasm.partial = NULL;
}

/**
 * sctp_reasm_free() - drop everything received and not delivered
 * @a: association; unread messages stay charged to it
 */
void sctp_reasm_free(struct sctp_assoc *a)
{
	drop_partial(a);
	sctp_instream_free(a);
	sctp_reasm_renege(a);
	sctp_rxring_free(&a->rx.ring);
	sctp_rx_msg_exit(a);
}
