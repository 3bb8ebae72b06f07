// SPDX-License-Identifier: GPL-2.0-only
/*
 * Super-packets: packets of equal length for one path, that travel through
 * the host as one buffer. Whoever needs single packets cuts it every @seg
 * bytes and puts the common header in front of each piece.
 *
 *   | common header | DATA | DATA | DATA | DATA | DATA | DATA | DATA | DATA |
 *                   |<------- seg ------>|<------- seg ------>|<---------->|
 *
 * Out: the chunks lie in their messages' memory, header and all, and are
 * referred to; messages lie one behind the other, so that this takes few
 * references. Fragments of a large message are a packet each, small messages
 * share one.
 *
 * In: the chunks are looked at where they lie, and fragments of a message
 * become one extent of it.
 *
 * All else, be it fragmented by IP or not DATA, goes one packet at a time.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "control.h"
#include "data.h"
#include "end.h"
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
	u32 off;	/* of the chunk to come */
	u32 n;		/* chunks */
	u32 len;	/* user bytes */
	u8 flags;	/* of all of them */
	bool extent;	/* fragments of one message, in order, a packet each */
};

static void pieces_begin(struct pieces *p)
{
	p->off = 0;
	sctp_skb_walk_begin(&p->walk, p->rx->skb);
}

/* Read the next chunk's header; false if it is not DATA within its packet */
static bool pieces_next(struct pieces *p, struct sctpw_data *d)
{
	u32 room = min(p->seg - p->off % p->seg, p->rx->skb->len - p->off);
	u32 len;

	if (!sctp_skb_walk_data(&p->walk, p->off, d))
		return false;
	len = be16_to_cpu(d->ch.len);
	if (d->ch.type != SCTP_CT_DATA || len < sizeof(*d) || len > room)
		return false;
	/* the last one's padding may be missing */
	p->off += min(SCTP_ALIGN4(len), room);
	return true;
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
	u32 total = p->rx->skb->len, len;
	struct sctpw_data d;

	p->extent = true;
	pieces_begin(p);
	while (p->off < total) {
		if (!pieces_next(p, &d))
			return false;
		len = be16_to_cpu(d.ch.len);
		if (!p->n)
			p->first = d;
		else if (p->extent && !continues(p, &d))
			p->extent = false;
		/* padding within it would be taken for user data */
		if ((len != p->seg && p->off < total) || len == sizeof(d))
			p->extent = false;
		p->flags |= d.ch.flags;
		p->len += len - sizeof(d);
		p->n++;
	}
	return true;
}

static void piece_input(struct sctp_assoc *a, struct pieces *p, u32 off,
			const struct sctpw_data *d)
{
	const struct sctp_view v = {
		.type = SCTP_CT_DATA,
		.flags = d->ch.flags,
		.len = be16_to_cpu(d->ch.len),
		.hdr = (const u8 *)d,
		.off = off,
	};

	sctp_assoc_obey(a, p->rx, sctp_data_input(a, p->rx, &v));
}

/*
 * The headers are read a second time, and checked again: others may write to
 * the pages they lie in. A packet that had one chunk has no more than that,
 * since the message then takes the packet and not a clone of it.
 */
static void one_by_one(struct sctp_assoc *a, struct pieces *p)
{
	struct sctpw_data d;
	u32 off;

	if (p->n == 1) {
		piece_input(a, p, 0, &p->first);
		return;
	}
	pieces_begin(p);
	while (p->off < p->rx->skb->len && a->state != SCTP_ST_CLOSED) {
		off = p->off;
		if (!pieces_next(p, &d))
			return;
		piece_input(a, p, off, &d);
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

	rx->npackets = DIV_ROUND_UP(rx->skb->len, seg);
	rx->ndata = p.n;
	rx->taken = 0;
	rx->aborts = false;
	rx->sacked = false;
	rx->path = sctp_path_find(a, &rx->src);
	a->counts.ipackets += rx->npackets;
	if (!all_at_once(a, &p))
		one_by_one(a, &p);
	sctp_data_settle(a, rx);
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

/* Packets that are cut to this length should be nearly as large as they may */
static bool good_length(const struct sctp_out *o, u32 len, u32 need)
{
	u32 pmdcs = sctp_path_pmdcs(o->path);

	return len <= pmdcs && (len == need || len >= pmdcs - pmdcs / 8);
}

/* Is the packet in the buffer finished such that others can follow there? */
static bool can_continue(const struct sctp_out *o, u32 need)
{
	u32 len = o->skb->len - o->begin;

	if (skb_headlen(o->skb) || need > len || sctp_control_due(o->a))
		return false;
	return o->seg ? len == o->seg : good_length(o, len, need);
}

/* How many more packets like those in the buffer it can take */
static u32 super_room(const struct sctp_out *o, u32 seg)
{
	return o->skb->len < SCTP_SUPER_BYTES ?
	       (SCTP_SUPER_BYTES - o->skb->len) / seg : 0;
}

/**
 * sctp_super_next() - begin the next packet in the same buffer
 * @o: builder; the packet in it has no room for a chunk
 * @need: size of that chunk, which goes in by reference
 *
 * Return: false when it takes another buffer.
 */
bool sctp_super_next(struct sctp_out *o, u32 need)
{
	u32 len = o->skb->len - o->begin;

	if (!can_continue(o, need) || !super_room(o, len))
		return false;
	o->seg = len;
	o->begin = o->skb->len;
	o->room = len;
	return true;
}

/**
 * sctp_super_cells() - append what follows in a message, a packet each
 * @o: builder; its last chunk ended where they begin
 * @msg: message with cells
 * @n: how many cells may be sent
 *
 * Return: how many are in it, for each of which the caller owes
 * sctp_out_cell_header().
 */
u32 sctp_super_cells(struct sctp_out *o, const struct sctp_tx_msg *msg, u32 n)
{
	u32 seg = sctp_tx_chunk_size(msg->cell);

	if (!o->skb || o->sealed || o->skb->len - o->begin != seg ||
	    o->room >= seg || !can_continue(o, seg))
		return 0;
	n = min(n, super_room(o, seg));
	if (n)
		n = sctp_skb_ref_cells(o->skb, msg, msg->sent, n);
	if (!n)
		return 0;
	o->seg = seg;
	/* the last one may be shorter and have room for more */
	o->begin = o->skb->len - ((o->skb->len - 1) % seg + 1);
	o->room = seg - (o->skb->len - o->begin);
	return n;
}

/**
 * sctp_super_close() - say what the finished buffer holds
 * @o: builder with a buffer
 */
void sctp_super_close(struct sctp_out *o)
{
	/* the last one may have found no room for references after all */
	if (o->seg && o->skb->len > o->seg) {
		SCTP_TX_CB(o->skb)->seg = o->seg;
		SCTP_TX_CB(o->skb)->packets = DIV_ROUND_UP(o->skb->len, o->seg);
	}
	o->seg = 0;
	o->begin = 0;
}
