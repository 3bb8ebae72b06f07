// SPDX-License-Identifier: GPL-2.0-only
/*
 * Super-packets: packets of equal length for one path in one skb. It is cut
 * every @seg bytes, with the common header in front of each piece, by the
 * device or the receiver.
 *
 *   | common header | DATA | DATA | DATA | DATA | DATA | DATA | DATA | DATA |
 *                   |<------- seg ------>|<------- seg ------>|<---------->|
 *
 * The skb refers to cells. Messages lie one behind the other, so few references
 * are needed. Each fragment of a large message is a packet; small messages
 * share one. How they are received: superin.c.
 *
 * Packets with other chunks than DATA, and those that IP has to fragment, are
 * never part of a super-packet.
 */
#include <linux/kernel.h>

#include "core/ext/ecn.h"
#include "core/pmdcs.h"
#include "core/wire/dataformat.h"
#include "bundle.h"
#include "super.h"
#include "txring.h"

/* Most bytes of a super-packet: with all headers it fits into an IP packet */
#define SCTP_SUPER_BYTES	63000U

/* Is the length near enough to the path's MTU for all packets to have it? */
static bool good_length(const struct sctp_out *o, u32 len, u32 need)
{
	u32 pmdcs = sctp_path_pmdcs(o->path);

	return len <= pmdcs && (len == need || len >= pmdcs - pmdcs / 8);
}

/* Can another packet be built behind the finished one in the same skb? */
static bool can_continue(const struct sctp_out *o, u32 need)
{
	u32 len = o->skb->len - o->begin;

	if (skb_headlen(o->skb) || need > len || sctp_bundle_due(o->a) ||
	    sctp_door_overhead(o->a))
		return false;
	return o->seg ? len == o->seg : good_length(o, len, need);
}

/* How many more packets of length @seg the skb can take */
static u32 super_room(const struct sctp_out *o, u32 seg)
{
	return o->skb->len < SCTP_SUPER_BYTES ?
	       (SCTP_SUPER_BYTES - o->skb->len) / seg : 0;
}

/**
 * sctp_super_next() - begin the next packet in the same skb
 * @o: builder; its packet has no room for a chunk
 * @need: size of that chunk, which is added by reference
 *
 * Return: false when another skb is needed.
 */
bool sctp_super_next(struct sctp_out *o, u32 need)
{
	u32 len = o->skb->len - o->begin;

	if (!can_continue(o, need) || !super_room(o, len))
		return false;
	o->seg = len;
	o->begin = o->skb->len;
	sctp_out_may_grow(o, len);
	return true;
}

/**
 * sctp_super_cells() - append the next cells of a message, a packet each
 * @o: builder; its last chunk is the cell before
 * @msg: message with cells
 * @n: how many cells may be sent
 *
 * Return: how many were appended. The caller calls sctp_out_cell_header() for
 * each.
 */
u32 sctp_super_cells(struct sctp_out *o, const struct sctp_tx_msg *msg, u32 n)
{
	u32 seg = sctp_data_size(o->a->tx.data_hdr, msg->cell);

	if (!o->skb || o->sealed || o->skb->len - o->begin != seg ||
	    o->room >= seg || !can_continue(o, seg))
		return 0;
	n = min(n, super_room(o, seg));
	if (n)
		n = sctp_skb_ref_cells(o->skb, msg, msg->sent, n);
	if (!n)
		return 0;
	o->seg = seg;
	/* the last packet may be shorter and have room for more */
	o->begin = o->skb->len - ((o->skb->len - 1) % seg + 1);
	sctp_out_may_grow(o, seg - (o->skb->len - o->begin));
	return n;
}

/**
 * sctp_super_close() - say what kind of packet a finished skb is
 * @o: builder with an skb
 */
void sctp_super_close(struct sctp_out *o)
{
	/* not if the second packet found no room for its references */
	if (o->seg && o->skb->len > o->seg) {
		SCTP_TX_CB(o->skb)->seg = o->seg;
		SCTP_TX_CB(o->skb)->packets = DIV_ROUND_UP(o->skb->len, o->seg);
	}
	SCTP_TX_CB(o->skb)->ect = o->last_data && sctp_ecn_on(o->a);
	o->seg = 0;
	o->begin = 0;
}
