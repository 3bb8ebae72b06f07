/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * First come, first served (RFC 8260 section 3.1): one queue for all streams.
 * Its functions are inline: sched.h calls them without a pointer.
 */
#ifndef _SCTP_CORE_SCHED_FCFS_H
#define _SCTP_CORE_SCHED_FCFS_H

#include "core/assoc.h"

/* Add a message as the last of a list */
static inline void sctp_fcfs_add(struct list_head *list,
				 struct sctp_tx_msg *msg)
{
	list_add_tail(&msg->list, list);
}

static inline void sctp_fcfs_enqueue(struct sctp_assoc *a,
				     struct sctp_tx_msg *msg)
{
	sctp_fcfs_add(&a->tx.queue, msg);
}

static inline void sctp_fcfs_dequeue(struct sctp_assoc *a,
				     struct sctp_tx_msg *msg)
{
	list_del_init(&msg->list);
}

static inline struct sctp_tx_msg *sctp_fcfs_pick(struct sctp_assoc *a)
{
	return list_first_entry_or_null(&a->tx.queue, struct sctp_tx_msg,
					list);
}

#endif
