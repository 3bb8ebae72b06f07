/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stream schedulers, RFC 8260 section 3: which message is sent next.
 *
 *   sctp_assoc_send() -> enqueue() -> pick(), took() per fragment -> dequeue()
 *
 * A scheduler is a struct sctp_sched_ops. It writes @list of queued messages,
 * @queue or @turns of struct sctp_tx, and its own data of each stream
 * (sctp_ostream_room()). sched.c ensures for all schedulers that the fragments
 * of a message follow each other (RFC 9260 section 6.9).
 */
#ifndef _SCTP_CORE_SCHED_H
#define _SCTP_CORE_SCHED_H

#include <linux/compiler.h>

#include "core/assoc.h"
#include "sched_fcfs.h"

struct sctp_turn;

/* Numbers of the schedulers, Linux's SCTP_SS_*; the last one is ours */
enum sctp_sched_nr {
	SCTP_SCHED_FCFS,
	SCTP_SCHED_PRIO,
	SCTP_SCHED_RR,
	SCTP_SCHED_FC,
	SCTP_SCHED_WFQ,
	SCTP_SCHED_RR_PKT = 1024,
};

/**
 * struct sctp_sched_ops - a stream scheduler
 * @name: its name
 * @nr: its number, enum sctp_sched_nr
 * @least: the least parameter of a stream, and the default
 * @valued: streams have a parameter
 * @by_packet: it is told of packets: sctp_sched_new_packet()
 * @room: bytes it keeps for each stream, zeroed at first
 * @init: begin with an empty queue
 * @enqueue: add a message, or a part of one, as the last of its stream
 * @requeue: add a message that was dequeued as the first of its stream
 * @pick: the message to send next, which stays queued; NULL if there is none
 * @other: of the stream that is next after the one of pick(); NULL if there is
 *         none
 * @first: the first message of a stream; NULL if there is none
 * @took: a fragment with that many user bytes was sent; may be NULL
 * @dequeue: remove a message that was sent or failed
 * @next: walk all messages: the next one, or the first for NULL. In any order
 *        that keeps the order within a stream
 * @place: of those of sched_turns.c: set @rank and @key of a stream that has
 *         sent @len user bytes, or that has messages again
 * @change: another scheduler is to be used; NULL but for one that surrounds
 *          another (hold.c)
 */
struct sctp_sched_ops {
	const char *name;
	u16 nr;
	u16 least;
	bool valued;
	bool by_packet;
	u32 room;
	void (*init)(struct sctp_assoc *a);
	void (*enqueue)(struct sctp_assoc *a, struct sctp_tx_msg *msg);
	void (*requeue)(struct sctp_assoc *a, struct sctp_tx_msg *msg);
	struct sctp_tx_msg *(*pick)(struct sctp_assoc *a);
	struct sctp_tx_msg *(*other)(struct sctp_assoc *a);
	struct sctp_tx_msg *(*first)(struct sctp_assoc *a, u16 sid);
	void (*took)(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len);
	void (*dequeue)(struct sctp_assoc *a, struct sctp_tx_msg *msg);
	struct sctp_tx_msg *(*next)(struct sctp_assoc *a,
				    struct sctp_tx_msg *msg);
	void (*place)(struct sctp_assoc *a, struct sctp_turn *t, u32 len);
	int (*change)(struct sctp_assoc *a, const struct sctp_sched_ops *ops,
		      gfp_t gfp);
};

extern const struct sctp_sched_ops sctp_sched_fcfs;
extern const struct sctp_sched_ops sctp_sched_prio;
extern const struct sctp_sched_ops sctp_sched_rr;
extern const struct sctp_sched_ops sctp_sched_fc;
extern const struct sctp_sched_ops sctp_sched_wfq;
extern const struct sctp_sched_ops sctp_sched_rr_pkt;

void sctp_sched_init(struct sctp_assoc *a);
const struct sctp_sched_ops *sctp_sched_find(u32 nr);
const struct sctp_sched_ops *sctp_sched_at(u8 index);
u8 sctp_sched_index(const struct sctp_sched_ops *ops);
int sctp_sched_set(struct sctp_assoc *a, const struct sctp_sched_ops *ops,
		   gfp_t gfp);
int sctp_sched_set_value(struct sctp_assoc *a, u16 sid, u16 value);
u16 sctp_sched_value(const struct sctp_assoc *a, u16 sid);
void sctp_sched_new_packet(struct sctp_assoc *a);
void sctp_sched_dequeue_fair(struct sctp_assoc *a, struct sctp_tx_msg *msg);
void sctp_sched_reset(struct sctp_assoc *a);
void sctp_sched_given_up(struct sctp_assoc *a, u16 sid);
struct sctp_tx_msg *sctp_sched_pick_fair(struct sctp_assoc *a);
void sctp_sched_took_fair(struct sctp_assoc *a, struct sctp_tx_msg *msg,
			  u32 len);

/* Is the scheduler FCFS, which is the default? */
static inline bool sctp_sched_is_fcfs(const struct sctp_assoc *a)
{
	return likely(a->tx.sched == &sctp_sched_fcfs);
}

/**
 * sctp_sched_use() - use a scheduler that has the messages, or surrounds the
 * one that has them
 * @a: association
 * @ops: the scheduler
 *
 * FCFS keeps no note of a message that was sent in part.
 */
static inline void sctp_sched_use(struct sctp_assoc *a,
				  const struct sctp_sched_ops *ops)
{
	a->tx.sched = ops;
	if (a->tx.streams.more && sctp_sched_is_fcfs(a))
		a->tx.streams.more->begun = false;
}

/**
 * sctp_sched_enqueue() - queue a message
 * @a: association
 * @msg: message of a stream that was reserved
 */
static inline void sctp_sched_enqueue(struct sctp_assoc *a,
				      struct sctp_tx_msg *msg)
{
	if (sctp_sched_is_fcfs(a))
		sctp_fcfs_enqueue(a, msg);
	else
		a->tx.sched->enqueue(a, msg);
}

/**
 * sctp_sched_dequeue() - remove a message from the queue
 * @a: association
 * @msg: message
 */
static inline void sctp_sched_dequeue(struct sctp_assoc *a,
				      struct sctp_tx_msg *msg)
{
	if (sctp_sched_is_fcfs(a))
		sctp_fcfs_dequeue(a, msg);
	else
		sctp_sched_dequeue_fair(a, msg);
}

/**
 * sctp_sched_pick() - the message to send next
 * @a: association
 *
 * Return: the message, or NULL.
 */
static inline struct sctp_tx_msg *sctp_sched_pick(struct sctp_assoc *a)
{
	return sctp_sched_is_fcfs(a) ? sctp_fcfs_pick(a) :
				       sctp_sched_pick_fair(a);
}

/**
 * sctp_sched_took() - a fragment of a message was sent
 * @a: association
 * @msg: the message, its @sent as it is now
 * @len: user bytes
 */
static inline void sctp_sched_took(struct sctp_assoc *a,
				   struct sctp_tx_msg *msg, u32 len)
{
	if (!sctp_sched_is_fcfs(a))
		sctp_sched_took_fair(a, msg, len);
	else if (msg->sent == msg->len)
		sctp_fcfs_dequeue(a, msg);
}

/**
 * sctp_sched_next() - walk all queued messages
 * @a: association
 * @msg: the last one looked at, NULL to begin
 *
 * Return: the next one, or NULL.
 */
static inline struct sctp_tx_msg *sctp_sched_next(struct sctp_assoc *a,
						  struct sctp_tx_msg *msg)
{
	return a->tx.sched->next(a, msg);
}

#endif
