// SPDX-License-Identifier: GPL-2.0-only
/*
 * A stream scheduler that changes streams with each fragment, where it may: one
 * queue, of which the first message of one of its first streams is sent.
 */
#include "core/send/sched.h"
#include "sim.h"

#define STREAMS	4

static void mix_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->tx.queue);
}

static void mix_enqueue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	list_add_tail(&msg->list, &a->tx.queue);
}

static void mix_requeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	list_add(&msg->list, &a->tx.queue);
}

static struct sctp_tx_msg *mix_first(struct sctp_assoc *a, u16 sid)
{
	struct sctp_tx_msg *msg;

	list_for_each_entry(msg, &a->tx.queue, list)
		if (msg->sid == sid)
			return msg;
	return NULL;
}

/* Is it the first of its stream among those before it in @first? */
static bool is_first(struct sctp_tx_msg *const *first, u32 n,
		     const struct sctp_tx_msg *msg)
{
	while (n--)
		if (first[n]->sid == msg->sid)
			return false;
	return true;
}

static struct sctp_tx_msg *mix_pick(struct sctp_assoc *a)
{
	struct sctp_tx_msg *first[STREAMS], *msg;
	u32 n = 0;

	list_for_each_entry(msg, &a->tx.queue, list) {
		if (n == STREAMS)
			break;
		if (is_first(first, n, msg))
			first[n++] = msg;
	}
	return n ? first[a->tx.ring.next % n] : NULL;
}

static void mix_dequeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	list_del_init(&msg->list);
}

static struct sctp_tx_msg *mix_next(struct sctp_assoc *a,
				    struct sctp_tx_msg *msg)
{
	struct list_head *at = msg ? &msg->list : &a->tx.queue;

	return at->next == &a->tx.queue ? NULL :
	       list_entry(at->next, struct sctp_tx_msg, list);
}

const struct sctp_sched_ops sim_mix = {
	.name		= "mix",
	.init		= mix_init,
	.enqueue	= mix_enqueue,
	.requeue	= mix_requeue,
	.pick		= mix_pick,
	.first		= mix_first,
	.dequeue	= mix_dequeue,
	.next		= mix_next,
};
