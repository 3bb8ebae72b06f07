// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors of received messages. Each association keeps a few that were
 * read, for the next small messages, instead of freeing and allocating them.
 * They are freed when the association has been idle.
 *
 * All memory of a message is charged: its descriptor, clones made for it, and
 * its packets. A packet is charged once, with all its memory
 * (sctp_data_settle()). Each piece of it that is kept, here or in the ring, has
 * a reference to it. The charge is returned with the last reference.
 */
#include "core/assoc.h"
#include "rxmsg.h"

/* About the number of small messages in a packet, or between two reads */
#define SCTP_SPARE_MAX	64

/**
 * sctp_rx_msg_init() - begin without spare descriptors
 * @a: association
 */
void sctp_rx_msg_init(struct sctp_assoc *a)
{
	a->rx.spare.list = NULL;
	a->rx.spares.n = 0;
	a->rx.spares.max = SCTP_SPARE_MAX;
}

/**
 * sctp_rx_msg_get() - memory for a message
 * @a: association it is from
 *
 * Return: a message of which only @assoc is set, or NULL.
 */
struct sctp_rx_msg *sctp_rx_msg_get(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = a->rx.spare.list;

	if (likely(msg)) {
		a->rx.spare.list = msg->spare;
		a->rx.spares.n--;
	} else {
		msg = sctp_rx_msg_alloc();
		if (!msg)
			return NULL;
	}
	msg->assoc = a;
	return msg;
}

/**
 * sctp_rx_msg_new() - an empty message
 * @a: association it is from
 *
 * Return: the message or NULL.
 */
struct sctp_rx_msg *sctp_rx_msg_new(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg = sctp_rx_msg_get(a);

	if (msg)
		*msg = (struct sctp_rx_msg){ .assoc = a };
	return msg;
}

/* Free a clone. Returns the memory freed, as the two that follow do */
static noinline u32 clone_put(struct sk_buff *skb)
{
	struct sk_buff *whole = SCTP_RX_CB(skb)->whole;

	consume_skb(skb);
	return sizeof(*skb) + sctp_rx_packet_put(whole);
}

/**
 * sctp_rx_piece_put() - release a reference that a message has to a packet
 * @skb: the packet, or a clone of it
 *
 * Return: bytes to uncharge.
 */
u32 sctp_rx_piece_put(struct sk_buff *skb)
{
	return likely(!SCTP_RX_CB(skb)->whole) ? sctp_rx_packet_put(skb) :
						 clone_put(skb);
}

/* Free a chain of several packets */
static noinline u32 pieces_put(struct sk_buff *skb)
{
	struct sk_buff *next;
	u32 freed = 0;

	for (; skb; skb = next) {
		next = skb->next;
		skb->next = NULL;
		freed += sctp_rx_piece_put(skb);
	}
	return freed;
}

/**
 * sctp_rx_msg_free() - free a message and release its packets
 * @msg: message, not on any list; the caller accounts for its user data
 *
 * Return: bytes to uncharge.
 */
u32 sctp_rx_msg_free(struct sctp_rx_msg *msg)
{
	struct sctp_assoc *a = msg->assoc;
	u32 freed = sizeof(*msg);

	if (unlikely(msg->tail != msg->head))
		freed += pieces_put(msg->head);
	else if (msg->head)
		freed += sctp_rx_piece_put(msg->head);
	if (a->rx.spares.n >= a->rx.spares.max) {
		sctp_rx_msg_dealloc(msg);
		return freed;
	}
	msg->spare = a->rx.spare.list;
	a->rx.spare.list = msg;
	a->rx.spares.n++;
	return freed;
}

/**
 * sctp_rx_msg_trim() - free spare descriptors
 * @a: association
 */
void sctp_rx_msg_trim(struct sctp_assoc *a)
{
	struct sctp_rx_msg *msg;

	while ((msg = a->rx.spare.list) != NULL) {
		a->rx.spare.list = msg->spare;
		sctp_rx_msg_dealloc(msg);
	}
	a->rx.spares.n = 0;
}

/**
 * sctp_rx_msg_exit() - free spare descriptors and keep none from now on
 * @a: association that ends; unread messages may exist longer
 */
void sctp_rx_msg_exit(struct sctp_assoc *a)
{
	a->rx.spares.max = 0;
	sctp_rx_msg_trim(a);
}
