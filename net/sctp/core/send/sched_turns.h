/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all schedulers but FCFS have in common: each stream has a queue of
 * messages, and streams that have messages are in a tree, in the order of
 * their turns.
 *
 *   struct sctp_tx.turns      (rank 0, key 7) (rank 0, key 9) (rank 3, key 1)
 *                                   |               |               |
 *   struct sctp_turn.msgs       msg, msg           msg          msg, msg
 *
 * A scheduler says by place() where in the tree a stream goes next. That costs
 * O(log n) for a message, n being streams with messages.
 */
#ifndef _SCTP_CORE_SCHED_TURNS_H
#define _SCTP_CORE_SCHED_TURNS_H

#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/types.h>

struct sctp_assoc;
struct sctp_tx_msg;

/**
 * struct sctp_turn - what a scheduler keeps of a stream
 * @node: in the tree of struct sctp_tx, while @msgs is not empty
 * @msgs: its messages
 * @key: order of streams of the same @rank, the least first; it may wrap
 * @owed: user bytes sent that place() has not been told of
 * @rank: what comes before @key
 * @value: the user's parameter, SCTP_STREAM_SCHEDULER_VALUE
 *
 * All 0 before the first use.
 */
struct sctp_turn {
	struct rb_node node;
	struct list_head msgs;
	u64 key;
	u32 owed;
	u16 rank;
	u16 value;
};

/* What a byte costs with the weight 1, so that other weights divide it */
#define SCTP_TURN_SHIFT	16

/* The functions of struct sctp_sched_ops that are the same for all of them */
#define SCTP_SCHED_TURNS						\
	.room		= sizeof(struct sctp_turn),			\
	.init		= sctp_turns_init,				\
	.enqueue	= sctp_turns_enqueue,				\
	.requeue	= sctp_turns_requeue,				\
	.pick		= sctp_turns_pick,				\
	.other		= sctp_turns_other,				\
	.first		= sctp_turns_first,				\
	.took		= sctp_turns_took,				\
	.dequeue	= sctp_turns_dequeue,				\
	.next		= sctp_turns_next

void sctp_turns_init(struct sctp_assoc *a);
void sctp_turns_enqueue(struct sctp_assoc *a, struct sctp_tx_msg *msg);
void sctp_turns_requeue(struct sctp_assoc *a, struct sctp_tx_msg *msg);
struct sctp_tx_msg *sctp_turns_pick(struct sctp_assoc *a);
struct sctp_tx_msg *sctp_turns_other(struct sctp_assoc *a);
struct sctp_tx_msg *sctp_turns_first(struct sctp_assoc *a, u16 sid);
void sctp_turns_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len);
void sctp_turns_dequeue(struct sctp_assoc *a, struct sctp_tx_msg *msg);
struct sctp_tx_msg *sctp_turns_next(struct sctp_assoc *a,
				    struct sctp_tx_msg *msg);
void sctp_turns_set_value(struct sctp_assoc *a, u16 sid, u16 value);
u16 sctp_turns_value(const struct sctp_assoc *a, u16 sid);
void sctp_turns_pass(struct sctp_assoc *a);
void sctp_turn_last(struct sctp_assoc *a, struct sctp_turn *t, u32 len);
void sctp_turn_share(struct sctp_assoc *a, struct sctp_turn *t, u64 cost);

#endif
