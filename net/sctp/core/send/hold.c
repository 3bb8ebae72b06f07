// SPDX-License-Identifier: GPL-2.0-only
/*
 * Streams that are held back. Meanwhile the association has a scheduler that
 * surrounds the one it had. It parks new messages of those streams, and leaves
 * all others to that scheduler. So sending costs no more when no stream is held
 * back, and all who walk or remove messages find the parked ones.
 *
 * Messages that were queued before are sent. Further parts of a message that
 * was begun follow it. So FCFS, which would send what was held back between the
 * parts, stays surrounded until that message is complete.
 */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <asm/byteorder.h>

#include "core/ext/prsctp.h"
#include "hold.h"
#include "parts.h"
#include "sched.h"
#include "sendq.h"

/**
 * struct sctp_hold - streams held back
 * @ops: the surrounding scheduler
 * @inner: the scheduler that the association had
 * @parked: messages that wait, in their order
 * @left: messages of the streams in the queue of @inner
 * @over: none is held back any more
 * @torn: FCFS has messages between the parts of one
 * @end: the last part of that one, once it is queued
 * @all: all streams are held back
 * @n: bits of @sid
 * @sid: a bit for each stream
 */
struct sctp_hold {
	struct sctp_sched_ops ops;
	const struct sctp_sched_ops *inner;
	struct list_head parked;
	const struct sctp_tx_msg *end;
	u32 left;
	bool over;
	bool torn;
	bool all;
	u32 n;
	unsigned long sid[];
};

static struct sctp_hold *hold_of(const struct sctp_assoc *a)
{
	return (struct sctp_hold *)container_of(a->tx.sched, struct sctp_hold,
						ops);
}

static bool is_held(const struct sctp_hold *h, u16 sid)
{
	if (h->over)
		return false;
	return h->all || (sid < h->n && test_bit(sid, h->sid));
}

/* Does a message of a stream wait? Then further parts of it do, too */
static bool is_parked(const struct sctp_hold *h, u16 sid)
{
	const struct sctp_tx_msg *msg;

	list_for_each_entry_reverse(msg, &h->parked, list)
		if (msg->sid == sid)
			return true;
	return false;
}

static void park_msg(struct sctp_hold *h, struct sctp_tx_msg *msg)
{
	sctp_tx_msg_hold(msg);
	sctp_fcfs_add(&h->parked, msg);
}

/* Is it the last part of a message? */
static bool ends_parts(const struct sctp_tx_msg *msg)
{
	return (msg->flags & SCTP_TX_PART) == SCTP_TX_CONT;
}

static void hold_enqueue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_hold *h = hold_of(a);
	bool held = is_held(h, msg->sid);

	if (held && (!(msg->flags & SCTP_TX_CONT) ||
		     is_parked(h, msg->sid))) {
		park_msg(h, msg);
		return;
	}
	h->left += held;
	/* no other message can be begun before the torn one ends */
	if (h->torn && !h->end && ends_parts(msg))
		h->end = msg;
	h->inner->enqueue(a, msg);
}

static void hold_dequeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_hold *h = hold_of(a);

	if (msg->flags & SCTP_TX_HELD) {
		sctp_tx_msg_unhold(msg);
		sctp_fcfs_dequeue(a, msg);
		return;
	}
	h->left -= is_held(h, msg->sid);
	if (msg == h->end)
		h->torn = false;
	h->inner->dequeue(a, msg);
}

static struct sctp_tx_msg *first_parked(struct sctp_hold *h)
{
	return list_first_entry_or_null(&h->parked, struct sctp_tx_msg, list);
}

/* First the messages of the inner scheduler, then the parked ones */
static struct sctp_tx_msg *hold_next(struct sctp_assoc *a,
				     struct sctp_tx_msg *msg)
{
	struct sctp_hold *h = hold_of(a);

	if (!msg || !(msg->flags & SCTP_TX_HELD))
		return h->inner->next(a, msg) ?: first_parked(h);
	return list_is_last(&msg->list, &h->parked) ?
	       NULL : list_next_entry(msg, list);
}

/* The first message of a stream. first() of FCFS is for the whole queue */
static struct sctp_tx_msg *hold_first(struct sctp_assoc *a, u16 sid)
{
	const struct sctp_hold *h = hold_of(a);
	struct sctp_tx_msg *msg = NULL;

	if (h->inner != &sctp_sched_fcfs)
		return h->inner->first(a, sid);
	while ((msg = h->inner->next(a, msg)) != NULL && msg->sid != sid)
		;
	return msg;
}

/* FCFS has no other(): it sends no message before an older one */
static struct sctp_tx_msg *hold_other(struct sctp_assoc *a)
{
	const struct sctp_hold *h = hold_of(a);

	return h->inner->other ? h->inner->other(a) : NULL;
}

static int hold_change(struct sctp_assoc *a, const struct sctp_sched_ops *ops,
		       gfp_t gfp);

/* Surround the scheduler that the association has now */
static void hold_wrap(struct sctp_assoc *a, struct sctp_hold *h)
{
	h->inner = a->tx.sched;
	h->ops = *h->inner;
	h->ops.enqueue = hold_enqueue;
	h->ops.dequeue = hold_dequeue;
	h->ops.next = hold_next;
	h->ops.first = hold_first;
	h->ops.other = hold_other;
	h->ops.change = hold_change;
	sctp_sched_use(a, &h->ops);
}

/* The user chooses another scheduler: it replaces the inner one */
static int hold_change(struct sctp_assoc *a, const struct sctp_sched_ops *ops,
		       gfp_t gfp)
{
	struct sctp_hold *h = hold_of(a);
	int err;

	/* FCFS does not note which message has others between its parts */
	if (h->torn)
		return -EBUSY;
	sctp_sched_use(a, h->inner);
	err = sctp_sched_set(a, ops, gfp);
	hold_wrap(a, h);
	return err;
}

static struct sctp_hold *hold_new(u32 n)
{
	struct sctp_hold *h;

	h = kvzalloc(struct_size(h, sid, BITS_TO_LONGS(n)), GFP_ATOMIC);
	if (!h)
		return NULL;
	INIT_LIST_HEAD(&h->parked);
	h->n = n;
	return h;
}

static bool is_wrapped(const struct sctp_assoc *a)
{
	return a->tx.sched->enqueue == hold_enqueue;
}

/* Has one of the streams a message, queued or sent? */
static bool have_msgs(struct sctp_assoc *a, const __be16 *sids, u32 n)
{
	u32 i;

	if (!n)
		return a->tx.queued_msgs;
	for (i = 0; i < n; i++) {
		u16 sid = be16_to_cpu(sids[i]);

		if (sctp_ostream_exists(a, sid) &&
		    sctp_ostream(&a->tx.streams, sid)->msgs)
			return true;
	}
	return false;
}

static void count_left(struct sctp_assoc *a, struct sctp_hold *h)
{
	struct sctp_tx_msg *msg = NULL;

	while ((msg = sctp_sched_next(a, msg)) != NULL)
		h->left += is_held(h, msg->sid);
}

/**
 * sctp_hold_begin() - hold streams back
 * @a: association without streams that are held back; the caller owns it
 * @sids: their numbers, each less than the number of streams
 * @n: how many; 0 means all streams
 *
 * Return: 0; -ENOMEM; -EBUSY when some are held back already; -EAGAIN when they
 * were, and the user owes a part of a message (SCTP_EXPLICIT_EOR).
 */
int sctp_hold_begin(struct sctp_assoc *a, const __be16 *sids, u32 n)
{
	struct sctp_hold *h;
	u32 i;

	sctp_hold_settle(a);
	if (is_wrapped(a))
		return hold_of(a)->over ? -EAGAIN : -EBUSY;
	h = hold_new(n ? a->tx.streams.num : 0);
	if (!h)
		return -ENOMEM;
	/* all schedulers but FCFS need the streams */
	if (sctp_ostreams_make(a)) {
		kvfree(h);
		return -ENOMEM;
	}
	h->all = !n;
	for (i = 0; i < n; i++)
		__set_bit(be16_to_cpu(sids[i]), h->sid);
	/* the peer may ask often: do not walk a long queue for idle streams */
	if (have_msgs(a, sids, n))
		count_left(a, h);
	hold_wrap(a, h);
	return 0;
}

/**
 * sctp_hold_active() - are streams held back?
 * @a: association
 *
 * Return: true if so.
 */
bool sctp_hold_active(const struct sctp_assoc *a)
{
	return is_wrapped(a) && !hold_of(a)->over;
}

/* Is the open message of a stream to be completed before the stream is clear?
 * Not if it is parked.
 */
static bool is_owed(const struct sctp_hold *h, u16 sid)
{
	return is_held(h, sid) && !is_parked(h, sid);
}

/**
 * sctp_hold_clear() - was all sent that was queued before the streams were held
 * @a: association that holds streams back
 *
 * Return: true when all messages of these streams that are not parked have
 * their TSNs, and none of them is open (SCTP_EXPLICIT_EOR).
 */
bool sctp_hold_clear(const struct sctp_assoc *a)
{
	const struct sctp_hold *h = hold_of(a);
	const struct sctp_open_msg *m = NULL;

	if (h->left)
		return false;
	if (!a->tx.open)
		return true;
	if (a->tx.format == SCTP_FORMAT_DATA)
		return !is_owed(h, a->tx.open_sid);
	while ((m = sctp_parts_next(a, m)) != NULL)
		if (!m->lost && is_owed(h, m->sid))
			return false;
	return true;
}

/**
 * sctp_hold_settle() - leave the messages to their scheduler once none is held
 * back
 * @a: association
 */
void sctp_hold_settle(struct sctp_assoc *a)
{
	struct sctp_hold *h;

	if (!is_wrapped(a))
		return;
	h = hold_of(a);
	if (!h->over || h->torn)
		return;
	sctp_sched_use(a, h->inner);
	kvfree(h);
}

/* Will other messages be queued between the parts of one? */
static bool will_tear(const struct sctp_assoc *a, const struct sctp_hold *h)
{
	return h->inner == &sctp_sched_fcfs && a->tx.open &&
	       a->tx.format == SCTP_FORMAT_DATA && !sctp_pr_swallowing(a) &&
	       !is_parked(h, a->tx.open_sid);
}

/**
 * sctp_hold_swallowed() - the message that is open was given up
 * @a: association
 *
 * No part of it is sent any more.
 */
void sctp_hold_swallowed(struct sctp_assoc *a)
{
	if (is_wrapped(a))
		hold_of(a)->torn = false;
}

/**
 * sctp_hold_end() - queue what was held back
 * @a: association; the caller flushes it
 */
void sctp_hold_end(struct sctp_assoc *a)
{
	struct sctp_tx_msg *msg, *tmp;
	struct sctp_hold *h;
	bool tears;

	if (!sctp_hold_active(a))
		return;
	h = hold_of(a);
	h->over = true;
	tears = will_tear(a, h);
	list_for_each_entry_safe(msg, tmp, &h->parked, list) {
		sctp_tx_msg_unhold(msg);
		sctp_fcfs_dequeue(a, msg);
		sctp_sched_enqueue(a, msg);
	}
	h->torn = tears;
	sctp_hold_settle(a);
}

/**
 * sctp_hold_free() - free what is left of it
 * @a: association whose messages will all fail, or have
 */
void sctp_hold_free(struct sctp_assoc *a)
{
	struct sctp_hold *h;

	sctp_hold_end(a);
	if (!is_wrapped(a))
		return;
	h = hold_of(a);
	sctp_sched_use(a, h->inner);
	kvfree(h);
}
