// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received messages' descriptors. A reader gives them back about as fast as
 * packets need new ones, so an association keeps a few instead of asking the
 * allocator for each small message; what is kept goes when its timer fires.
 *
 * What a message keeps is charged: its descriptor, clones made for it, and its
 * packets, each of them once with all its memory (sctp_data_settle()). The
 * references to a packet are the pieces of it that are kept, here and in the
 * ring: who gives the last one back gives back the charge.
 */
#include <linux/slab.h>

#include "rxmsg.h"

/* As many as small messages arrive in a packet, or between two reads */
#define SCTP_SPARE_MAX	64

/**
 * sctp_rx_msg_init() - nothing is kept yet
 * @a: association
 */
void sctp_rx_msg_init(struct sctp_assoc *a)
{
	a->rx.spare = NULL;
	a->rx.nr_spare = 0;
	a->rx.max_spare = SCTP_SPARE_MAX;
}

/**
 * sctp_rx_msg_new() - an empty message
 * @a: association it is from
 *
 * Return: the message or NULL.
 */
struct sctp_rx_msg *sctp_rx_msg_new(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.spare;

	if (msg) {
		a->rx.spare = msg->spare;
		a->rx.nr_spare--;
	} else {
		msg = kmalloc(sizeof(*msg), GFP_ATOMIC);
		if (!msg)
			return NULL;
	}
	*msg = (struct sctp_rx_msg){ .assoc = a };
	return msg;
}

/* A packet of a message's chain, or a clone of one */
static u32 piece_put(struct sk_buff *skb)
{
	struct sk_buff *whole = SCTP_RX_CB(skb)->whole;

	if (likely(!whole))
		return sctp_rx_packet_put(skb);
	consume_skb(skb);
	return sizeof(*skb) + sctp_rx_packet_put(whole);
}

/**
 * sctp_rx_msg_free() - free a message and give its packets back
 * @msg: message, not on any list; its window is the caller's
 *
 * Return: bytes of memory given back, of what was charged for it.
 */
u32 sctp_rx_msg_free(struct sctp_rx_msg *msg)
{
	struct sctp_assoc *a = msg->assoc;
	bool chained = msg->tail != msg->head;
	struct sk_buff *skb, *next;
	u32 freed = sizeof(*msg);

	for (skb = msg->head; skb; skb = next) {
		next = chained ? skb->next : NULL;
		if (chained)
			skb->next = NULL;
		freed += piece_put(skb);
	}
	if (a->rx.nr_spare >= a->rx.max_spare) {
		kfree(msg);
		return freed;
	}
	msg->spare = a->rx.spare;
	a->rx.spare = msg;
	a->rx.nr_spare++;
	return freed;
}

/**
 * sctp_rx_msg_trim() - keep no spare ones
 * @a: association
 */
void sctp_rx_msg_trim(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg;

	while ((msg = a->rx.spare) != NULL) {
		a->rx.spare = msg->spare;
		kfree(msg);
	}
	a->rx.nr_spare = 0;
}

/**
 * sctp_rx_msg_exit() - keep none from now on
 * @a: association that ends; its messages may live on
 */
void sctp_rx_msg_exit(struct sctp_assoc *a)
{
	a->rx.max_spare = 0;
	sctp_rx_msg_trim(a);
}
