// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stream schedulers: what all have in common except FCFS, which does not need
 * it. Fragments of a message have consecutive TSNs. So when a fragment of a
 * message was sent, the rest of the message must be sent next, with all its
 * parts (SCTP_EXPLICIT_EOR). With I-DATA that need not be: messages of other
 * streams may go between its fragments (RFC 8260 section 2.2.2).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>

#include "core/ext/prsctp.h"
#include "core/wire/dataformat.h"
#include "sched.h"
#include "sched_turns.h"

/**
 * sctp_sched_init() - begin with an empty queue and FCFS
 * @a: association
 */
void sctp_sched_init(struct sctp_assoc *a)
{
	a->tx.sched = &sctp_sched_fcfs;
	a->tx.sched->init(a);
}

static const struct sctp_sched_ops *const all_scheds[] = {
	&sctp_sched_fcfs, &sctp_sched_prio, &sctp_sched_rr,
	&sctp_sched_fc, &sctp_sched_wfq, &sctp_sched_rr_pkt,
};

/**
 * sctp_sched_find() - a scheduler by its number
 * @nr: enum sctp_sched_nr, or what a user takes for it
 *
 * Return: the scheduler, or NULL.
 */
const struct sctp_sched_ops *sctp_sched_find(u32 nr)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(all_scheds); i++)
		if (all_scheds[i]->nr == nr)
			return all_scheds[i];
	return NULL;
}

/**
 * sctp_sched_index() - a number of a scheduler that fits a byte
 * @ops: the scheduler
 *
 * Return: the number, for sctp_sched_at(); 0 is FCFS.
 */
u8 sctp_sched_index(const struct sctp_sched_ops *ops)
{
	u8 i = 0;

	while (all_scheds[i] != ops)
		i++;
	return i;
}

/**
 * sctp_sched_at() - a scheduler by sctp_sched_index()
 * @index: its index
 *
 * Return: the scheduler.
 */
const struct sctp_sched_ops *sctp_sched_at(u8 index)
{
	return all_scheds[index];
}

/* FCFS does not note which message was begun. It is the first one in the queue,
 * or the open one if all its parts were sent.
 */
static void note_begun(struct sctp_assoc *a, struct sctp_ostreams *streams)
{
	const struct sctp_tx_msg *msg = sctp_fcfs_pick(a);

	streams->begun = false;
	if (a->tx.format != SCTP_FORMAT_DATA)
		return;
	if (!msg) {
		streams->begun = a->tx.open && !sctp_pr_swallowing(a);
		streams->begun_sid = a->tx.open_sid;
		return;
	}
	streams->begun = msg->sent || (msg->flags & SCTP_TX_CONT);
	streams->begun_sid = msg->sid;
}

static void take_over(struct sctp_assoc *a, struct sctp_tx_msg *msg,
		      struct list_head *to)
{
	a->tx.sched->dequeue(a, msg);
	sctp_fcfs_add(to, msg);
}

/* The message that was begun, with its parts */
static void take_over_begun(struct sctp_assoc *a, struct list_head *to)
{
	const struct sctp_ostreams *streams = a->tx.streams.more;
	bool more = !sctp_sched_is_fcfs(a) && streams->begun;
	struct sctp_tx_msg *msg;

	while (more && (msg = a->tx.sched->first(a, streams->begun_sid))) {
		more = msg->flags & SCTP_TX_OPEN;
		take_over(a, msg, to);
	}
}

/* Empty the queue. For FCFS the message that was begun comes first, and one
 * that has no end yet last.
 */
static void take_over_all(struct sctp_assoc *a, struct list_head *to)
{
	struct sctp_tx_msg *msg, *next;

	take_over_begun(a, to);
	for (msg = sctp_sched_next(a, NULL); msg; msg = next) {
		next = sctp_sched_next(a, msg);
		if (sctp_sched_is_fcfs(a) || !a->tx.open ||
		    msg->sid != a->tx.open_sid)
			take_over(a, msg, to);
	}
	while ((msg = sctp_sched_next(a, NULL)) != NULL)
		take_over(a, msg, to);
}

/**
 * sctp_sched_set() - change the scheduler
 * @a: association
 * @ops: the scheduler
 * @gfp: how to allocate
 *
 * Queued messages move to it, those of a stream in their order. Parameters of
 * streams have their defaults again. Nothing changes if @ops is in use already.
 *
 * Return: 0; -ENOMEM; -EBUSY when a reset of streams ended within a message
 * that comes in parts, which is not complete yet.
 */
int sctp_sched_set(struct sctp_assoc *a, const struct sctp_sched_ops *ops,
		   gfp_t gfp)
{
	struct sctp_tx_msg *msg, *tmp;
	struct sctp_ostreams *streams;
	LIST_HEAD(all);

	sctp_assoc_entered(a);
	if (a->tx.sched->change)
		return a->tx.sched->change(a, ops, gfp);
	if (ops == a->tx.sched)
		return 0;
	streams = sctp_ostreams_copy(a, ops->room, gfp);
	if (!streams)
		return -ENOMEM;
	if (sctp_sched_is_fcfs(a))
		note_begun(a, streams);
	take_over_all(a, &all);
	sctp_ostreams_replace(a, streams);
	sctp_sched_use(a, ops);
	a->tx.by_packet = ops->by_packet;
	ops->init(a);
	list_for_each_entry_safe(msg, tmp, &all, list) {
		sctp_fcfs_dequeue(a, msg);
		sctp_sched_enqueue(a, msg);
	}
	return 0;
}

/**
 * sctp_sched_set_value() - set the parameter of a stream
 * @a: association; the caller may sleep
 * @sid: the stream, less than their number
 * @value: its priority or weight; without a meaning for other schedulers
 *
 * Return: 0; -EINVAL for a weight of 0; -ENOMEM.
 */
int sctp_sched_set_value(struct sctp_assoc *a, u16 sid, u16 value)
{
	sctp_assoc_entered(a);
	if (value < a->tx.sched->least)
		return -EINVAL;
	if (sctp_ostream_reserve(a, sid))
		return -ENOMEM;
	if (a->tx.sched->valued)
		sctp_turns_set_value(a, sid, value);
	return 0;
}

/**
 * sctp_sched_value() - the parameter of a stream
 * @a: association
 * @sid: a stream that exists
 *
 * Return: the parameter, 0 if the scheduler has none.
 */
u16 sctp_sched_value(const struct sctp_assoc *a, u16 sid)
{
	return a->tx.sched->valued ?
	       max(sctp_turns_value(a, sid), a->tx.sched->least) : 0;
}

/**
 * sctp_sched_new_packet() - the next message is for another packet
 * @a: association with @a->tx.by_packet
 *
 * It is another stream's, if there is one. But a message that was begun goes
 * on.
 */
void sctp_sched_new_packet(struct sctp_assoc *a)
{
	if (!a->tx.streams.more->begun)
		sctp_turns_pass(a);
}

/**
 * sctp_sched_reset() - the queue is empty: no message was sent in part
 * @a: association
 */
void sctp_sched_reset(struct sctp_assoc *a)
{
	if (a->tx.streams.more)
		a->tx.streams.more->begun = false;
}

/* Is a message open, so that the user has to hand over its end? Once it has
 * begun no other message can be sent. So it begins only when no other waits.
 */
static bool has_no_end(const struct sctp_assoc *a,
		       const struct sctp_tx_msg *msg)
{
	return unlikely(a->tx.open) && a->tx.format == SCTP_FORMAT_DATA &&
	       msg && msg->sid == a->tx.open_sid && (msg->flags & SCTP_TX_OPEN);
}

/**
 * sctp_sched_given_up() - the rest of a message is not sent
 * @a: association
 * @sid: its stream
 */
void sctp_sched_given_up(struct sctp_assoc *a, u16 sid)
{
	if (a->tx.streams.more && a->tx.streams.more->begun_sid == sid)
		a->tx.streams.more->begun = false;
}

/**
 * sctp_sched_pick_fair() - sctp_sched_pick() for schedulers other than FCFS
 * @a: association
 *
 * Return: the message, or NULL.
 */
struct sctp_tx_msg *sctp_sched_pick_fair(struct sctp_assoc *a)
{
	const struct sctp_ostreams *streams = a->tx.streams.more;
	struct sctp_tx_msg *msg;

	if (streams->begun)
		return a->tx.sched->first(a, streams->begun_sid);
	msg = a->tx.sched->pick(a);
	return has_no_end(a, msg) ? a->tx.sched->other(a) ?: msg : msg;
}

/**
 * sctp_sched_took_fair() - sctp_sched_took() for schedulers other than FCFS
 * @a: association
 * @msg: the message
 * @len: user bytes
 */
void sctp_sched_took_fair(struct sctp_assoc *a, struct sctp_tx_msg *msg,
			  u32 len)
{
	a->tx.streams.more->begun = a->tx.format == SCTP_FORMAT_DATA &&
			       (msg->sent < msg->len ||
				(msg->flags & SCTP_TX_OPEN));
	a->tx.streams.more->begun_sid = msg->sid;
	if (a->tx.sched->took)
		a->tx.sched->took(a, msg, len);
	if (msg->sent == msg->len)
		a->tx.sched->dequeue(a, msg);
}

/**
 * sctp_sched_dequeue_fair() - sctp_sched_dequeue() for schedulers other than
 *                             FCFS
 * @a: association
 * @msg: message that failed
 *
 * If it had been begun, nothing of it follows.
 */
void sctp_sched_dequeue_fair(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_ostreams *streams = a->tx.streams.more;

	if (streams->begun && msg->sent && msg->sid == streams->begun_sid)
		streams->begun = false;
	a->tx.sched->dequeue(a, msg);
}
