// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every packet leaves core here: no other file calls xmit() or reply(). A
 * packet of an association passes door_add() when it is complete, and does not
 * change after that:
 *
 *   packets, super-packets  sctp_door_packet() -> door_add() -> burst -> xmit()
 *   a chunk by itself       sctp_door_alone() ------^
 *   a probe for the MTU     sctp_door_probe() ------^
 *   no association          sctp_door_reply() -> reply()
 *
 * Here packets are sealed with an AUTH chunk (RFC 4895), if the peer wants one
 * of their chunks authenticated. It is the first chunk: packet.c leaves
 * sctp_door_headroom() bytes in front, and sctp_door_overhead() bytes of the
 * packet's size. Control chunks are in the linear part, before DATA. There are
 * no super-packets when there is an overhead, since they have no room between
 * their packets. Such packets go out one by one, and are trains (xmit.c) as
 * others are.
 */
#include <linux/kernel.h>

#include "door.h"
#include "pace.h"

/* A burst of this size is handed over */
#define SCTP_BURST_BYTES	57344U
#define SCTP_BURST_PACKETS	44

/* Add a complete packet, or super-packet, to a burst. Returns how many packets
 * it is.
 */
static u32 door_add(struct sctp_burst *b, struct sk_buff *skb)
{
	u32 packets = SCTP_TX_CB(skb)->packets ?: 1;

	__skb_queue_tail(&b->list, skb);
	b->bytes += skb->len;
	b->packets += packets;
	return packets;
}

/* There is no memory for the MAC: the packet counts as lost on its way */
static void not_sealed(struct sctp_assoc *a, struct sk_buff *skb)
{
	sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	kfree_skb(skb);
}

/**
 * sctp_door_burst() - send a burst
 * @a: association
 * @p: path
 * @b: packets for it; may be empty
 * @vtag: verification tag
 */
void sctp_door_burst(struct sctp_assoc *a, struct sctp_path *p,
		     struct sctp_burst *b, u32 vtag)
{
	if (skb_queue_empty(&b->list))
		return;
	a->counts.opackets += b->packets;
	sctp_mib_add(a->mib, SCTP_MIB_OUTSCTPPACKS, b->packets);
	sctp_ops(a)->xmit(a, p, &b->list, vtag);
	b->bytes = 0;
	b->packets = 0;
}

/**
 * sctp_door_packet() - a packet is complete
 * @a: association whose peer's tag is known
 * @p: path
 * @b: burst for it, which is sent when it is large enough
 * @skb: the packet, or super-packet, with sctp_door_headroom()
 * @key: number of the key that its DATA is authenticated with, 0 for any
 */
void sctp_door_packet(struct sctp_assoc *a, struct sctp_path *p,
		      struct sctp_burst *b, struct sk_buff *skb, u8 key)
{
	u32 packets;

	if (sctp_auth_on(a) && sctp_auth_needed(a, skb) &&
	    sctp_auth_seal(a, skb, key)) {
		not_sealed(a, skb);
		return;
	}
	packets = door_add(b, skb);
	if (unlikely(p->pace))
		sctp_pace_packets(p, packets);
	if (b->bytes >= SCTP_BURST_BYTES || b->packets >= SCTP_BURST_PACKETS)
		sctp_door_burst(a, p, b, a->hs.peer_tag);
}

static struct sk_buff *seal_alone(struct sctp_assoc *a, struct sk_buff *skb)
{
	skb = sctp_auth_with_room(a, skb);
	if (skb && !sctp_auth_seal(a, skb, 0))
		return skb;
	not_sealed(a, skb);
	return NULL;
}

static void send_alone(struct sctp_assoc *a, struct sctp_path *p,
		       struct sk_buff *skb, u32 vtag, bool probe)
{
	struct sctp_burst b;

	if (!skb) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	if (sctp_auth_on(a) && sctp_auth_needed(a, skb)) {
		skb = seal_alone(a, skb);
		if (!skb)
			return;
	}
	a->counts.octrlchunks++;
	sctp_mib_add(a->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
	SCTP_TX_CB(skb)->probe = probe;
	sctp_burst_begin(&b);
	door_add(&b, skb);
	sctp_door_burst(a, p, &b, vtag);
}

/**
 * sctp_door_alone() - send a packet of one control chunk by itself
 * @a: association
 * @p: path
 * @skb: the packet, NULL is counted as lack of memory
 * @vtag: verification tag
 */
void sctp_door_alone(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff *skb, u32 vtag)
{
	send_alone(a, p, skb, vtag, false);
}

/**
 * sctp_door_probe() - send a probe for the path's MTU (RFC 8899)
 * @a: association whose peer's tag is known
 * @p: path
 * @skb: the packet, NULL is counted as lack of memory; it may be larger than
 *       the path's MTU, and is never fragmented
 */
void sctp_door_probe(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff *skb)
{
	send_alone(a, p, skb, a->hs.peer_tag, true);
}

/**
 * sctp_door_reply() - answer a packet that belongs to no association
 * @ep: endpoint
 * @rx: packet
 * @skb: the answer, NULL is counted as lack of memory
 * @vtag: its verification tag
 */
void sctp_door_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag)
{
	if (!skb) {
		sctp_mib_add(ep->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	sctp_mib_add(ep->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
	ep->ops->reply(ep, rx, skb, vtag);
}
