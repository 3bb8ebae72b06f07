// SPDX-License-Identifier: GPL-2.0-only
/*
 * First come, first served: messages are sent in the order they were queued,
 * whatever their streams. So the fragments and parts of a message follow each
 * other without further rules.
 */
#include <linux/kernel.h>
#include <linux/list.h>

#include "sched.h"
#include "sched_fcfs.h"

static void fcfs_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->tx.queue);
}

static void fcfs_requeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	list_add(&msg->list, &a->tx.queue);
}

static struct sctp_tx_msg *fcfs_first(struct sctp_assoc *a, u16 sid)
{
	return sctp_fcfs_pick(a);
}

static struct sctp_tx_msg *fcfs_next(struct sctp_assoc *a,
				     struct sctp_tx_msg *msg)
{
	if (!msg)
		return sctp_fcfs_pick(a);
	if (list_is_last(&msg->list, &a->tx.queue))
		return NULL;
	return list_next_entry(msg, list);
}

const struct sctp_sched_ops sctp_sched_fcfs = {
	.name		= "fcfs",
	.nr		= SCTP_SCHED_FCFS,
	.init		= fcfs_init,
	.enqueue	= sctp_fcfs_enqueue,
	.requeue	= fcfs_requeue,
	.pick		= sctp_fcfs_pick,
	.first		= fcfs_first,
	.dequeue	= sctp_fcfs_dequeue,
	.next		= fcfs_next,
};
