/* SPDX-License-Identifier: GPL-2.0-only */
/* Inbound streams: messages in stream order */
#ifndef _SCTP_CORE_INSTREAM_H
#define _SCTP_CORE_INSTREAM_H

#include <linux/list.h>
#include <linux/types.h>

#include "core/seam.h"

struct sctp_assoc;

#define SCTP_INSTREAM_BLOCK	64

/* Some streams: next SSNs, and complete messages that wait for their turn */
struct sctp_instream_block {
	struct list_head waiting;	/* those of a stream by SSN */
	u16 nwaiting;
	u16 ssn[];
};

/* With I-DATA a block has this behind it, and no SSNs */
struct sctp_instream_mids {
	u64 parted;	/* bits: an unordered message is delivered in parts */
	u32 next[];	/* MIDs of the next ordered messages */
};

/* Messages of a block that may wait for earlier ones. A limit to the work that
 * a peer can cause by sending them in the worst order
 */
#define SCTP_MAX_WAITING	256

/**
 * struct sctp_rx_fifo - messages in a row: a ring of their @list without a head
 * @last: the last one, NULL if there is none
 */
struct sctp_rx_fifo {
	struct sctp_rx_msg *last;
};

/**
 * sctp_rx_fifo_add() - append a message
 * @f: messages
 * @msg: the message
 */
static inline void sctp_rx_fifo_add(struct sctp_rx_fifo *f,
				    struct sctp_rx_msg *msg)
{
	if (f->last)
		list_add(&msg->list, &f->last->list);
	else
		INIT_LIST_HEAD(&msg->list);
	f->last = msg;
}

/**
 * sctp_rx_fifo_take() - take all messages
 * @f: messages
 * @head: becomes the head of the list of them
 */
static inline void sctp_rx_fifo_take(struct sctp_rx_fifo *f,
				     struct list_head *head)
{
	INIT_LIST_HEAD(head);
	if (f->last)
		list_add(head, &f->last->list);
	f->last = NULL;
}

/**
 * struct sctp_instreams - inbound streams
 * @only: the first block, allocated on first use
 * @block: all blocks, once another one is used; see @many_blocks
 * @held_msgs: whole messages held back during a partial delivery
 * @num: how many streams there are
 * @many_blocks: the union has @block, not @only
 */
struct sctp_instreams {
	union {
		struct sctp_instream_block *only;
		struct sctp_instream_block **block;
	};
	struct sctp_rx_fifo held_msgs;
	u16 num;
	bool many_blocks;
};

void sctp_instream_set(struct sctp_assoc *a, u16 n);
int sctp_instream_reserve(struct sctp_assoc *a, u16 sid);
void sctp_instream_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg);
int sctp_instream_message(struct sctp_assoc *a, struct sctp_rx_msg *msg);
bool sctp_instream_has_room(struct sctp_assoc *a, u16 sid, u32 mid);
bool sctp_instream_is_next(struct sctp_assoc *a, u16 sid, u32 mid);
bool sctp_instream_is_used(struct sctp_assoc *a, u16 sid, u32 mid);
u32 sctp_instream_next_mid(struct sctp_assoc *a, u16 sid);
void sctp_instream_set_parted(struct sctp_assoc *a, u16 sid, bool parted);
bool sctp_instream_is_parted(struct sctp_assoc *a, u16 sid);
void sctp_instream_restart(struct sctp_assoc *a, u16 sid);
void sctp_instream_restart_all(struct sctp_assoc *a);
int sctp_instream_add(struct sctp_assoc *a, u16 n);
void sctp_instream_skip(struct sctp_assoc *a, u16 sid, u32 mid);
void sctp_instream_free(struct sctp_assoc *a);
void sctp_instream_partial_done(struct sctp_assoc *a, u16 sid, bool ordered);

#endif
