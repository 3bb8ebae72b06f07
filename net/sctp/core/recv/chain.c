// SPDX-License-Identifier: GPL-2.0-only
/*
 * The chain of packets of a message. User data is never copied: a fragment is
 * added by a reference to its packet. Fragments that lie one behind the other
 * in a packet are one extent (extent.c).
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "chain.h"
#include "extent.h"
#include "rwnd.h"
#include "rxmsg.h"

/**
 * sctp_chain_new() - a message without packets
 * @a: association
 * @tsn: TSN of its first fragment
 * @s: a fragment of it
 *
 * Return: the message, charged, or NULL.
 */
struct sctp_rx_msg *sctp_chain_new(struct sctp_assoc *a, u32 tsn,
				   const struct sctp_rx_slot *s)
{
	struct sctp_rx_msg *msg = sctp_rx_msg_get(a);

	if (!msg)
		return NULL;
	sctp_rx_charge(&a->rx.wnd, sizeof(*msg));
	/* one by one, which is faster than to clear all of it before */
	msg->head = NULL;
	msg->tail = NULL;
	msg->len = 0;
	msg->tsn = tsn;
	msg->mid = s->mid;
	msg->sid = s->sid;
	msg->flags = s->flags & SCTP_DATA_U ? SCTP_RX_UNORDERED : 0;
	msg->hdr = a->tx.data_hdr;
	msg->ppid = s->ppid;
	msg->consumed = 0;
	return msg;
}

/**
 * sctp_chain_rest() - the next part of a message that is delivered in parts
 * @a: association
 * @tsn: TSN of its first fragment
 * @msg: the part before
 *
 * Return: a message without packets, charged, or NULL.
 */
struct sctp_rx_msg *sctp_chain_rest(struct sctp_assoc *a, u32 tsn,
				    const struct sctp_rx_msg *msg)
{
	struct sctp_rx_msg *rest = sctp_rx_msg_new(a);

	if (!rest)
		return NULL;
	sctp_rx_charge(&a->rx.wnd, sizeof(*rest));
	rest->tsn = tsn;
	rest->sid = msg->sid;
	rest->mid = msg->mid;
	rest->hdr = msg->hdr;
	rest->ppid = msg->ppid;
	rest->flags = msg->flags & SCTP_RX_UNORDERED;
	return rest;
}

/* Extend the last extent if the fragment follows it in the same packet */
static bool chain_extend(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s)
{
	struct sk_buff *tail = msg->tail;

	/* the tail may be a clone: compare the data, not the skb */
	return s->shared && tail && tail->head == s->skb->head &&
	       sctp_rx_extent_join(sctp_rx_msg_extent(msg, tail), s->off,
				   s->len, msg->hdr);
}

/* A clone holds a reference to the packet: one for each piece that is kept */
static struct sk_buff *clone_piece(struct sctp_assoc *a, struct sk_buff *whole)
{
	struct sk_buff *skb = skb_clone(whole, GFP_ATOMIC);

	if (!skb)
		return NULL;
	SCTP_RX_CB(skb)->whole = skb_get(whole);
	sctp_rx_charge(&a->rx.wnd, sizeof(*skb));
	return skb;
}

/**
 * sctp_chain_piece() - a reference to a fragment's packet
 * @a: association
 * @s: the fragment
 *
 * If the packet has other DATA chunks, too, it is a clone, since the skb has
 * only one link.
 *
 * Return: the packet, for sctp_chain_link(), or NULL.
 */
struct sk_buff *sctp_chain_piece(struct sctp_assoc *a,
				 const struct sctp_rx_slot *s)
{
	SCTP_RX_CB(s->skb)->whole = NULL;
	if (s->shared && (s->flags & SCTP_DATA_BE) != SCTP_DATA_BE)
		return clone_piece(a, s->skb);
	return skb_get(s->skb);
}

/* Make a packet the last of the chain */
static void chain_tail(struct sctp_rx_msg *msg, struct sk_buff *skb,
		       const struct sctp_rx_extent *e)
{
	if (!msg->head) {
		msg->head = skb;
	} else {
		msg->tail->next = skb;
		skb->next = NULL;
	}
	msg->tail = skb;
	*sctp_rx_msg_extent(msg, skb) = *e;
}

/**
 * sctp_chain_link() - add a packet whose reference is there already
 * @msg: the message, which takes over the reference
 * @skb: the packet
 * @e: the part of it that belongs to the message
 */
void sctp_chain_link(struct sctp_rx_msg *msg, struct sk_buff *skb,
		     const struct sctp_rx_extent *e)
{
	chain_tail(msg, skb, e);
	msg->len += e->len;
}

/**
 * sctp_chain_whole() - a message whose chunks are all there
 * @a: association
 * @tsn: TSN of its first fragment
 * @s: what its fragments have in common; if there are several the packet has no
 *     other DATA
 * @e: where they are
 *
 * Return: the message with its own reference to the packet, charged, or NULL.
 */
struct sctp_rx_msg *sctp_chain_whole(struct sctp_assoc *a, u32 tsn,
				     const struct sctp_rx_slot *s,
				     const struct sctp_rx_extent *e)
{
	struct sctp_rx_msg *msg = sctp_chain_new(a, tsn, s);

	if (!msg)
		return NULL;
	SCTP_RX_CB(s->skb)->whole = NULL;
	sctp_chain_link(msg, skb_get(s->skb), e);
	sctp_chain_mark(msg, SCTP_RX_FIRST | SCTP_RX_LAST);
	return msg;
}

/**
 * sctp_chain_add() - add fragments
 * @msg: the message, which takes its own reference to the packet
 * @s: what the fragments have in common
 * @e: where they are
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_chain_add(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s,
		   const struct sctp_rx_extent *e)
{
	if (!chain_extend(msg, s)) {
		struct sk_buff *skb = sctp_chain_piece(msg->assoc, s);

		if (!skb)
			return -ENOMEM;
		chain_tail(msg, skb, e);
	}
	msg->len += e->len;
	return 0;
}
