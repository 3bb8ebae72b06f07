// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reassembly, RFC 9260 section 6.9.
 *
 * The fragments of a message have consecutive TSNs. In TSN order there is
 * therefore at most one unfinished message at a time, @partial; fragments
 * that arrive in order go straight there, and a message of one chunk never
 * waits at all. Behind a gap fragments stay in the ring until either their
 * message is complete there (sctp_reasm_run) or the gap closes and they are
 * taken in order (sctp_reasm_next).
 *
 * User data is never copied: a message is a chain of packets.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "end.h"
#include "extent.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxmsg.h"
#include "rxring.h"

/**
 * sctp_reasm_init() - nothing received
 * @a: association
 */
void sctp_reasm_init(struct sctp_assoc *a)
{
	sctp_instream_init(a);
	sctp_rx_msg_init(a);
	a->rx.partial = NULL;
}

static struct sctp_rx_msg *msg_new(struct sctp_assoc *a, u32 tsn,
				   const struct sctp_rx_slot *s)
{
	struct sctp_rx_msg *msg = sctp_rx_msg_new(a);

	if (!msg)
		return NULL;
	sctp_rx_charge(a, sizeof(*msg));
	msg->tsn = tsn;
	msg->sid = s->sid;
	msg->ssn = s->ssn;
	msg->ppid = s->ppid;
	if (s->flags & SCTP_DATA_U)
		msg->flags |= SCTP_RX_UNORDERED;
	return msg;
}

static struct sctp_rx_extent slot_extent(const struct sctp_rx_slot *s)
{
	struct sctp_rx_extent e = { .off = s->off, .len = s->len,
				    .seg = s->len };

	return e;
}

/* Does the fragment follow the last one within the same packet? */
static bool msg_extend(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s)
{
	struct sk_buff *tail = msg->tail;

	/* the tail may be a clone of the packet: the bytes are what counts */
	return s->shared && tail && tail->head == s->skb->head &&
	       sctp_rx_extent_join(sctp_rx_msg_extent(msg, tail), s->off,
				   s->len);
}

/* A clone refers to the packet, which so has a reference for each piece */
static struct sk_buff *clone_piece(struct sctp_assoc *a, struct sk_buff *whole)
{
	struct sk_buff *skb = skb_clone(whole, GFP_ATOMIC);

	if (!skb)
		return NULL;
	SCTP_RX_CB(skb)->whole = skb_get(whole);
	sctp_rx_charge(a, sizeof(*skb));
	return skb;
}

/* Chain a fragment's packet. One that holds other DATA too cannot be chained
 * by its own link, so the chain gets a clone of it.
 */
static int msg_chain(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s,
		     const struct sctp_rx_extent *e)
{
	struct sk_buff *skb;

	SCTP_RX_CB(s->skb)->whole = NULL;
	if (s->shared && (s->flags & SCTP_DATA_BE) != SCTP_DATA_BE)
		skb = clone_piece(msg->assoc, s->skb);
	else
		skb = skb_get(s->skb);
	if (!skb)
		return -ENOMEM;
	if (!msg->head) {
		msg->head = skb;
	} else {
		msg->tail->next = skb;
		skb->next = NULL;
	}
	msg->tail = skb;
	*sctp_rx_msg_extent(msg, skb) = *e;
	return 0;
}

/* Add fragments; the message takes references of its own */
static int msg_append(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s,
		      const struct sctp_rx_extent *e)
{
	if (!msg_extend(msg, s)) {
		int err = msg_chain(msg, s, e);

		if (err)
			return err;
	}
	msg->len += e->len;
	return 0;
}

static void count_reassembled(struct sctp_assoc *a)
{
	sctp_mib_add(a->mib, SCTP_MIB_REASMUSRMSGS, 1);
}

static void partial_finished(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.partial;
	bool ordered = !(msg->flags & SCTP_RX_UNORDERED);
	u16 sid = msg->sid;

	a->rx.partial = NULL;
	msg->flags |= SCTP_RX_LAST;
	if (!a->rx.pd_active) {
		msg->flags |= SCTP_RX_FIRST;
		sctp_instream_message(a, msg);
		return;
	}
	a->rx.pd_active = false;
	sctp_instream_deliver(a, msg);
	sctp_instream_partial_done(a, sid, ordered);
}

/* RFC 9260 section 6.9: fragments of a message follow each other */
static bool fits(const struct sctp_rx_msg *msg, const struct sctp_rx_slot *s)
{
	bool unordered = s->flags & SCTP_DATA_U;

	if (!msg)
		return s->flags & SCTP_DATA_B;
	return !(s->flags & SCTP_DATA_B) && msg->sid == s->sid &&
	       unordered == !!(msg->flags & SCTP_RX_UNORDERED) &&
	       (unordered || msg->ssn == s->ssn);
}

/**
 * sctp_reasm_next() - take the fragment whose TSN is next in order
 * @a: association; closed afterwards when the fragment fits nowhere
 * @tsn: its TSN
 * @s: the fragment; the reference to its packet stays the caller's
 *
 * Return: 0, -ENOMEM, or -EPROTO when the association was aborted.
 */
int sctp_reasm_next(struct sctp_assoc *a, u32 tsn, const struct sctp_rx_slot *s)
{
	struct sctp_rx_extent e = slot_extent(s);

	return sctp_reasm_next_extent(a, tsn, s, &e);
}

/**
 * sctp_reasm_next_extent() - the same for many fragments of a message
 * @a: association
 * @tsn: TSN of the first
 * @s: what holds for all of them; its packet holds no others
 * @e: where their user data is
 *
 * Return: see sctp_reasm_next().
 */
int sctp_reasm_next_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e)
{
	struct sctp_rx_msg *msg = a->rx.partial;
	bool fresh = !msg;
	int err;

	if (!fits(msg, s)) {
		sctp_assoc_violation(a, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
		return -EPROTO;
	}
	if (fresh) {
		msg = msg_new(a, tsn, s);
		if (!msg)
			return -ENOMEM;
	}
	err = msg_append(msg, s, e);
	if (err) {
		if (fresh)
			sctp_rx_uncharge(a, sctp_rx_msg_free(msg));
		return err;
	}
	a->rx.partial = msg;
	if (s->flags & SCTP_DATA_E) {
		if (!fresh || e->len > e->seg)
			count_reassembled(a);
		partial_finished(a);
	}
	return 0;
}

/* Make a message of complete fragments in the ring, which stay there */
static struct sctp_rx_msg *run_msg(struct sctp_assoc *a, u32 first, u32 last)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_msg *msg = msg_new(a, first,
					  sctp_rxring_slot(r, first));
	u32 tsn;

	for (tsn = first; msg && tsn != last + 1; tsn++) {
		struct sctp_rx_slot *s = sctp_rxring_slot(r, tsn);
		struct sctp_rx_extent e = slot_extent(s);

		if (!msg_append(msg, s, &e))
			continue;
		sctp_rx_uncharge(a, sctp_rx_msg_free(msg));
		return NULL;
	}
	return msg;
}

/* The TSN stays, its packet goes */
static void slot_taken(struct sctp_assoc *a, struct sctp_rx_slot *s, u32 tsn)
{
	sctp_rx_uncharge(a, sctp_rx_packet_put(s->skb));
	sctp_rxring_take(s, tsn);
}

/**
 * sctp_reasm_run() - take a message that is complete behind a gap
 * @a: association
 * @first: TSN of its first fragment
 * @last: TSN of its last fragment
 *
 * If it cannot be taken now the fragments stay in the ring and are taken in
 * order later.
 */
void sctp_reasm_run(struct sctp_assoc *a, u32 first, u32 last)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_slot *s = sctp_rxring_slot(r, first);
	struct sctp_rx_msg *msg;
	u32 tsn;

	/* too many of its stream wait already */
	if (!(s->flags & SCTP_DATA_U) &&
	    !sctp_instream_has_room(a, s->sid, s->ssn))
		return;
	msg = run_msg(a, first, last);
	if (!msg)
		return;
	if (first != last)
		count_reassembled(a);
	for (tsn = first; tsn != last + 1; tsn++)
		slot_taken(a, sctp_rxring_slot(r, tsn), tsn);
	msg->flags |= SCTP_RX_FIRST | SCTP_RX_LAST;
	sctp_instream_message(a, msg);
}

/**
 * sctp_reasm_wants_delivery() - is it time to hand over part of a message?
 * @a: association
 *
 * While the reader has other data to take, taking it opens the window again.
 *
 * Return: true when sctp_reasm_partial_delivery() will.
 */
bool sctp_reasm_wants_delivery(struct sctp_assoc *a)
{
	const struct sctp_rx_msg *msg = a->rx.partial;

	if (!msg || !msg->len)
		return false;
	if (a->rx.pd_active)
		return true;
	if (!(a->cfg->pd_point && msg->len >= a->cfg->pd_point) &&
	    (a->rx.unread || !sctp_rwnd_exhausted(a)))
		return false;
	return (msg->flags & SCTP_RX_UNORDERED) ||
	       sctp_instream_is_next(a, msg->sid, msg->ssn);
}

/**
 * sctp_reasm_partial_delivery() - hand over what there is of a message
 * @a: association
 *
 * Begins when the message reached the partial delivery point, or when the
 * window is used up by it and it could never be completed otherwise; then
 * goes on with every packet until the message ends.
 */
void sctp_reasm_partial_delivery(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.partial;
	struct sctp_rx_msg *rest;

	if (!sctp_reasm_wants_delivery(a))
		return;
	rest = sctp_rx_msg_new(a);
	if (!rest)
		return;
	sctp_rx_charge(a, sizeof(*rest));
	rest->tsn = a->rx.ring.cum_tsn + 1;
	rest->sid = msg->sid;
	rest->ssn = msg->ssn;
	rest->ppid = msg->ppid;
	rest->flags = msg->flags & SCTP_RX_UNORDERED;
	if (!a->rx.pd_active)
		msg->flags |= SCTP_RX_FIRST;
	a->rx.pd_active = true;
	a->rx.partial = rest;
	sctp_instream_deliver(a, msg);
}

/* The reader has a part of the message, and no more of it will come */
static void stop_delivery(struct sctp_assoc *a, const struct sctp_rx_msg *msg)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_PARTIAL_ABORTED,
		.value = (u32)msg->sid << 16 | msg->ssn,
	};

	a->rx.pd_active = false;
	a->ops->notify(a, &ev);
	sctp_instream_partial_done(a, msg->sid, false);
}

/**
 * sctp_reasm_abort_partial() - no more of a message will come
 * @a: association that ends or restarts
 *
 * What was held back until the message was complete is delivered: the peer
 * knows that it arrived.
 */
void sctp_reasm_abort_partial(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.partial;

	if (!msg)
		return;
	a->rx.partial = NULL;
	if (a->rx.pd_active)
		stop_delivery(a, msg);
	sctp_rx_drop(a, msg->len);
	sctp_rx_uncharge(a, sctp_rx_msg_free(msg));
}

/**
 * sctp_reasm_renege() - give up what waits behind a gap
 * @a: association
 *
 * The peer keeps it until it is acknowledged cumulatively (RFC 9260 section
 * 6.2). Messages that are complete are not given up.
 */
void sctp_reasm_renege(struct sctp_assoc *a)
{
	u32 len = 0, freed = sctp_rxring_renege(&a->rx.ring, &len);

	sctp_rx_drop(a, len);
	sctp_rx_uncharge(a, freed);
}

/**
 * sctp_reasm_reset() - the peer restarted: what it was about to say is lost
 * @a: association
 *
 * Messages that are complete and that nothing but a partial delivery held back
 * are delivered. Streams begin anew when their number is known.
 */
void sctp_reasm_reset(struct sctp_assoc *a)
{
	sctp_reasm_abort_partial(a);
	sctp_reasm_renege(a);
	sctp_rxring_free(&a->rx.ring);
}

/**
 * sctp_reasm_free() - drop everything received and not delivered
 * @a: association; only what the reader has stays charged to it
 */
void sctp_reasm_free(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.partial;

	if (msg) {
		sctp_rx_drop(a, msg->len);
		sctp_rx_uncharge(a, sctp_rx_msg_free(msg));
	}
	a->rx.partial = NULL;
	sctp_instream_free(a);
	sctp_reasm_renege(a);
	sctp_rxring_free(&a->rx.ring);
	sctp_rx_msg_exit(a);
}
