// SPDX-License-Identifier: GPL-2.0-only
/*
 * Streams take turns: the tree of streams that have messages, and the queue of
 * each.
 *
 * While a message is begun its stream stays where it is, as the fragments must
 * follow each other. place() is told of all of them when the last has left.
 */
#include <linux/kernel.h>
#include <linux/limits.h>

#include "sched.h"
#include "sched_turns.h"

/* The key of a stream without messages is ahead of the clock by the cost of its
 * last message at most. A key that differs by more is behind.
 */
#define SCTP_TURN_AHEAD	((u64)U32_MAX << SCTP_TURN_SHIFT)

static struct sctp_turn *turn_of(const struct sctp_assoc *a, u16 sid)
{
	struct sctp_turn *t = sctp_ostream_room(a, sid);

	if (!t->msgs.next)
		INIT_LIST_HEAD(&t->msgs);
	return t;
}

static bool turn_before(struct rb_node *node, const struct rb_node *than)
{
	const struct sctp_turn *t = rb_entry(node, struct sctp_turn, node);
	const struct sctp_turn *u = rb_entry(than, struct sctp_turn, node);

	if (t->rank != u->rank)
		return t->rank < u->rank;
	return (s64)(t->key - u->key) < 0;
}

static void turn_insert(struct sctp_assoc *a, struct sctp_turn *t)
{
	rb_add_cached(&t->node, &a->tx.turns, turn_before);
}

static void turn_erase(struct sctp_assoc *a, struct sctp_turn *t)
{
	rb_erase_cached(&t->node, &a->tx.turns);
}

static struct sctp_tx_msg *first_msg(struct sctp_turn *t)
{
	return list_first_entry_or_null(&t->msgs, struct sctp_tx_msg, list);
}

/* The first message of the stream at a place in the tree, which may be NULL */
static struct sctp_tx_msg *msg_at(struct rb_node *node)
{
	return node ? first_msg(rb_entry(node, struct sctp_turn, node)) : NULL;
}

/* A stream has messages again: it is placed as if nothing had been sent */
static void turn_begin(struct sctp_assoc *a, struct sctp_turn *t)
{
	t->owed = 0;
	a->tx.sched->place(a, t, 0);
	turn_insert(a, t);
}

/**
 * sctp_turns_init() - begin with no stream that has messages
 * @a: association
 */
void sctp_turns_init(struct sctp_assoc *a)
{
	a->tx.turns = RB_ROOT_CACHED;
}

/**
 * sctp_turns_enqueue() - add a message as the last of its stream
 * @a: association
 * @msg: message
 */
void sctp_turns_enqueue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_turn *t = turn_of(a, msg->sid);

	if (list_empty(&t->msgs))
		turn_begin(a, t);
	list_add_tail(&msg->list, &t->msgs);
}

/**
 * sctp_turns_requeue() - add a message as the first of its stream
 * @a: association
 * @msg: message
 */
void sctp_turns_requeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_turn *t = turn_of(a, msg->sid);

	if (list_empty(&t->msgs))
		turn_begin(a, t);
	list_add(&msg->list, &t->msgs);
}

/**
 * sctp_turns_pick() - the first message of the stream whose turn it is
 * @a: association
 *
 * Return: the message, or NULL.
 */
struct sctp_tx_msg *sctp_turns_pick(struct sctp_assoc *a)
{
	return msg_at(rb_first_cached(&a->tx.turns));
}

/**
 * sctp_turns_other() - the first message of the stream whose turn is next
 * @a: association with messages
 *
 * Return: the message, or NULL.
 */
struct sctp_tx_msg *sctp_turns_other(struct sctp_assoc *a)
{
	return msg_at(rb_next(rb_first_cached(&a->tx.turns)));
}

/**
 * sctp_turns_first() - the first message of a stream
 * @a: association
 * @sid: stream that was used
 *
 * Return: the message, or NULL.
 */
struct sctp_tx_msg *sctp_turns_first(struct sctp_assoc *a, u16 sid)
{
	return first_msg(turn_of(a, sid));
}

/**
 * sctp_turns_took() - a fragment was sent: place its stream anew
 * @a: association
 * @msg: its message, still queued
 * @len: user bytes
 */
void sctp_turns_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len)
{
	struct sctp_turn *t = turn_of(a, msg->sid);

	t->owed += len;
	if (a->tx.streams.more->begun || a->tx.by_packet)
		return;
	turn_erase(a, t);
	a->tx.sched->place(a, t, t->owed);
	t->owed = 0;
	turn_insert(a, t);
}

/**
 * sctp_turns_dequeue() - remove a message
 * @a: association
 * @msg: message that was sent or failed
 */
void sctp_turns_dequeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_turn *t = turn_of(a, msg->sid);

	list_del_init(&msg->list);
	if (list_empty(&t->msgs))
		turn_erase(a, t);
}

/**
 * sctp_turns_next() - walk all messages, stream by stream
 * @a: association
 * @msg: the last one looked at, NULL to begin
 *
 * Return: the next one, or NULL.
 */
struct sctp_tx_msg *sctp_turns_next(struct sctp_assoc *a,
				    struct sctp_tx_msg *msg)
{
	struct sctp_turn *t;

	if (!msg)
		return sctp_turns_pick(a);
	t = turn_of(a, msg->sid);
	if (!list_is_last(&msg->list, &t->msgs))
		return list_next_entry(msg, list);
	return msg_at(rb_next(&t->node));
}

/**
 * sctp_turns_set_value() - set the parameter of a stream
 * @a: association
 * @sid: stream that was reserved
 * @value: the parameter, which counts for messages that wait, too
 */
void sctp_turns_set_value(struct sctp_assoc *a, u16 sid, u16 value)
{
	struct sctp_turn *t = turn_of(a, sid);

	t->value = value;
	if (list_empty(&t->msgs))
		return;
	turn_erase(a, t);
	a->tx.sched->place(a, t, 0);
	turn_insert(a, t);
}

/**
 * sctp_turns_value() - the parameter of a stream
 * @a: association
 * @sid: stream that was reserved
 *
 * Return: the parameter, 0 if it was never set.
 */
u16 sctp_turns_value(const struct sctp_assoc *a, u16 sid)
{
	return turn_of(a, sid)->value;
}

/**
 * sctp_turns_pass() - the stream that has sent since its turn began goes on
 *                     after all others
 * @a: association
 */
void sctp_turns_pass(struct sctp_assoc *a)
{
	struct rb_node *node = rb_first_cached(&a->tx.turns);
	struct sctp_turn *t;

	if (!node)
		return;
	t = rb_entry(node, struct sctp_turn, node);
	if (!t->owed)
		return;
	turn_erase(a, t);
	turn_begin(a, t);
}

/**
 * sctp_turn_last() - place a stream behind all others of its rank
 * @a: association
 * @t: the stream, not in the tree
 * @len: not used: messages count, whatever their length
 */
void sctp_turn_last(struct sctp_assoc *a, struct sctp_turn *t, u32 len)
{
	t->key = ++a->tx.streams.more->clock;
}

/**
 * sctp_turn_share() - place a stream by what it used
 * @a: association
 * @t: the stream, not in the tree
 * @cost: what it used since it was placed
 *
 * Start-time fair queueing: a key is the sum of what a stream used. The clock
 * is the key of the stream that was served last. A stream that had no messages
 * begins at the clock, so that it gets no more than its share afterwards.
 */
void sctp_turn_share(struct sctp_assoc *a, struct sctp_turn *t, u64 cost)
{
	u64 *clock = &a->tx.streams.more->clock;

	if (cost)
		*clock = t->key;
	else if (t->key - *clock > SCTP_TURN_AHEAD)
		t->key = *clock;
	t->key += cost;
}
