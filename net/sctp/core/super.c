// SPDX-License-Identifier: GPL-2.0-only
/*
 * Super-packets: fragments of a large message, a packet each, that travel
 * through the host as one buffer. Whoever needs single packets cuts it every
 * @seg bytes and puts the common header in front of each piece.
 *
 *   | common header | DATA header | user data | DATA header | user data | ...
 *                   |<-------- seg -------->|<-------- seg -------->|
 *
 * Out: the pages of such a message leave room for a DATA header in front of
 * every @cell bytes of user data (seam.h), so that the packets lie there
 * ready to be sent once the headers are filled in. That is done once, when
 * they get their TSNs; a retransmission has a header of its own elsewhere.
 *
 * In: the pieces are looked at where they lie, and what belongs to a message
 * becomes one extent of it.
 *
 * All else, be it bundled, fragmented by IP or not DATA, goes one packet at a
 * time.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "data.h"
#include "frame.h"
#include "shutdown.h"
#include "super.h"
#include "txring.h"

/* --- in --- */

/* A super-packet while it is looked at */
struct pieces {
	struct sctp_rx *rx;
	struct sctp_skb_walk walk;
	struct sctpw_data first;	/* header of the first chunk */
	u32 seg;
	u32 n;
	u32 len;	/* user bytes */
	u8 flags;	/* of all of them */
	bool extent;	/* fragments of one message, in order */
};

/* Read the header at @off; false if what begins there is not one DATA chunk */
static bool piece_data(struct pieces *p, u32 off, struct sctpw_data *d)
{
	u32 room = min(p->seg, p->rx->skb->len - off);
	u32 len;

	if (!sctp_skb_walk_read(&p->walk, off, d, sizeof(*d)))
		return false;
	len = be16_to_cpu(d->ch.len);
	return d->ch.type == SCTP_CT_DATA && len >= sizeof(*d) &&
	       len <= room && room - len < 4;
}

/* Does the chunk continue the message of those before it? */
static bool continues(const struct pieces *p, const struct sctpw_data *d)
{
	const struct sctpw_data *first = &p->first;

	return be32_to_cpu(d->tsn) == be32_to_cpu(first->tsn) + p->n &&
	       d->sid == first->sid && d->ssn == first->ssn &&
	       d->ppid == first->ppid && !(p->flags & SCTP_DATA_E) &&
	       !(d->ch.flags & SCTP_DATA_B) &&
	       !((d->ch.flags ^ first->ch.flags) & SCTP_DATA_U);
}

static bool all_data(struct pieces *p)
{
	u32 total = p->rx->skb->len;
	struct sctpw_data d;
	u32 off;

	p->extent = true;
	sctp_skb_walk_begin(&p->walk, p->rx->skb);
	for (off = 0; off < total; off += p->seg) {
		if (!piece_data(p, off, &d))
			return false;
		if (!p->n)
			p->first = d;
		else if (p->extent && !continues(p, &d))
			p->extent = false;
		/* padding within it would be taken for user data */
		if (be16_to_cpu(d.ch.len) != p->seg && total - off > p->seg)
			p->extent = false;
		if (be16_to_cpu(d.ch.len) == sizeof(d))
			p->extent = false;
		p->flags |= d.ch.flags;
		p->len += be16_to_cpu(d.ch.len) - sizeof(d);
		p->n++;
	}
	return true;
}

static void one_by_one(struct sctp_assoc *a, struct pieces *p)
{
	struct sctpw_data d;
	struct sctp_view v;
	u32 off;

	sctp_skb_walk_begin(&p->walk, p->rx->skb);
	for (off = 0; off < p->rx->skb->len; off += p->seg) {
		if (!piece_data(p, off, &d))
			return;
		v.type = SCTP_CT_DATA;
		v.flags = d.ch.flags;
		v.len = be16_to_cpu(d.ch.len);
		v.hdr = (const u8 *)&d;
		v.off = off;
		sctp_data_input(a, p->rx, &v);
		if (a->state == SCTP_ST_CLOSED)
			return;
	}
}

static bool all_at_once(struct sctp_assoc *a, struct pieces *p)
{
	struct sctp_rx_extent e = {
		.off = sizeof(struct sctpw_data),
		.len = p->len,
		.seg = p->seg - sizeof(struct sctpw_data),
	};

	return p->extent && p->len && p->n > 1 &&
	       sctp_data_input_extent(a, p->rx, &p->first, p->flags, &e);
}

/**
 * sctp_assoc_input_super() - a super-packet arrived
 * @a: association, the caller flushes it; may be closed afterwards
 * @rx: as for sctp_assoc_input(); its skb holds the packets one behind the
 *      other, each beginning with its first chunk
 * @seg: length of each but the last, which may be shorter
 *
 * Return: false when it is more than DATA for an association that takes it;
 * nothing was done then, and the caller has to cut it into packets.
 */
bool sctp_assoc_input_super(struct sctp_assoc *a, struct sctp_rx *rx, u32 seg)
{
	struct pieces p = { .rx = rx, .seg = seg };

	if (a->state < SCTP_ST_ESTABLISHED || a->state > SCTP_ST_SHUTDOWN_SENT)
		return false;
	if (rx->vtag != a->hs.my_tag || !IS_ALIGNED(seg, 4) ||
	    seg <= sizeof(struct sctpw_data) || !all_data(&p))
		return false;

	rx->npackets = p.n;
	rx->ndata = p.n;
	rx->data_len = SCTP_ALIGN4(rx->skb->len);
	rx->weighed = true;
	rx->aborts = false;
	rx->sacked = false;
	rx->path = sctp_path_find(a, &rx->src);
	a->counts.ipackets += p.n;
	if (!all_at_once(a, &p))
		one_by_one(a, &p);
	if (a->state == SCTP_ST_CLOSED)
		return true;
	sctp_data_done(a, rx);
	if (a->state == SCTP_ST_SHUTDOWN_SENT)
		sctp_shutdown_data(a, rx->now);
	return true;
}

/* --- out --- */

/* Bytes of a super-packet: all headers fit on top into an IP packet */
#define SCTP_SUPER_BYTES	63000U

/**
 * sctp_out_super() - begin a super-packet
 * @o: builder
 * @p: path; a cell with its header fits into its packets
 * @msg: message with cells, its next fragment begins one
 * @n: how many cells may be sent
 *
 * Return: how many are in it, for each of which the caller owes
 * sctp_out_cell(); 0 when the caller should send a single chunk.
 */
u32 sctp_out_super(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_msg *msg, u32 n)
{
	u32 seg = sctp_tx_chunk_size(msg->cell);
	struct sk_buff *skb;

	n = min(n, SCTP_SUPER_BYTES / seg);
	if (n < 2)
		return 0;
	sctp_out_to(o, p);
	skb = sctp_skb_alloc(0);
	if (!skb)
		return 0;
	n = sctp_skb_ref_cells(skb, msg, msg->sent, n);
	if (!n) {
		kfree_skb(skb);
		return 0;
	}
	SCTP_TX_CB(skb)->seg = seg;
	SCTP_TX_CB(skb)->packets = n;
	o->skb = skb;
	o->sealed = true;
	return n;
}

/**
 * sctp_out_cell() - fill in the DATA header of a cell
 * @o: builder with the super-packet that holds it
 * @c: the cell's chunk
 * @tsn: its TSN
 */
void sctp_out_cell(struct sctp_out *o, const struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctpw_data *d = sctp_tx_msg_header(c->msg, c->off);

	sctp_out_data_header(d, c, tsn);
	o->last_data = d;
}
