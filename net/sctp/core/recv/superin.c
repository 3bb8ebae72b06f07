// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received super-packets (super.c): the chunks are read in place, and fragments
 * of a message become one extent of it.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "core/encap.h"
#include "core/ext/auth.h"
#include "core/ext/ecn.h"
#include "core/life/end.h"
#include "core/life/shutdown.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "datain.h"
#include "superin.h"

/* A super-packet while it is checked */
struct pieces {
	struct sctp_rx *rx;
	struct sctp_skb_walk walk;
	const struct sctp_data_format *format;
	union sctpw_any_data first;	/* header of the first chunk */
	u32 seg;
	u32 off;	/* offset of the next chunk */
	u32 n;		/* chunks */
	u32 len;	/* user bytes */
	u8 flags;	/* the flags of all chunks, ORed */
	bool extent;	/* all are fragments of one message, one per packet */
};

static void pieces_begin(struct pieces *p)
{
	p->off = 0;
	sctp_skb_walk_begin(&p->walk, p->rx->skb);
}

/* Read the next chunk's header; false if it is not DATA within its packet */
static bool pieces_next(struct pieces *p, union sctpw_any_data *d)
{
	u32 room = min(p->seg - p->off % p->seg, p->rx->skb->len - p->off);
	u32 len;

	if (!sctp_skb_walk_data(&p->walk, p->off, d, p->format->hdr_len))
		return false;
	len = be16_to_cpu(d->ch.len);
	if (d->ch.type != p->format->type || len < p->format->hdr_len ||
	    len > room)
		return false;
	/* the last chunk may have no padding */
	p->off += min(SCTP_ALIGN4(len), room);
	return true;
}

/* Is the chunk the next fragment of the message of those before it? */
static bool super_continues(const struct pieces *p,
			    const union sctpw_any_data *d)
{
	const union sctpw_any_data *first = &p->first;

	return be32_to_cpu(d->tsn) == be32_to_cpu(first->tsn) + p->n &&
	       sctp_data_follows(p->format - sctp_data_formats, first, d,
				 p->n) &&
	       !(p->flags & SCTP_DATA_E) && !(d->ch.flags & SCTP_DATA_B) &&
	       !((d->ch.flags ^ first->ch.flags) & SCTP_DATA_U);
}

static bool all_data(struct pieces *p)
{
	u32 total = p->rx->skb->len, len;
	union sctpw_any_data d;

	p->extent = true;
	pieces_begin(p);
	while (p->off < total) {
		if (!pieces_next(p, &d))
			return false;
		len = be16_to_cpu(d.ch.len);
		if (!p->n)
			p->first = d;
		else if (p->extent && !super_continues(p, &d))
			p->extent = false;
		/* no extent with padding inside: it would count as user data */
		if ((len != p->seg && p->off < total) ||
		    len == p->format->hdr_len)
			p->extent = false;
		p->flags |= d.ch.flags;
		p->len += len - p->format->hdr_len;
		p->n++;
	}
	return true;
}

static void piece_input(struct sctp_assoc *a, struct pieces *p, u32 off,
			const union sctpw_any_data *d)
{
	const struct sctp_view v = {
		.type = d->ch.type,
		.flags = d->ch.flags,
		.len = be16_to_cpu(d->ch.len),
		.hdr = (const u8 *)d,
		.off = off,
	};

	sctp_assoc_obey(a, p->rx, likely(d->ch.type == SCTP_CT_DATA) ?
			sctp_data_input(a, p->rx, &v) :
			sctp_idata_input(a, p->rx, &v));
}

/* Process the chunks one by one. A sender on this host may write to the pages,
 * so headers are read and checked again. If there was one chunk there must be
 * no more now: its message takes the packet itself, not a clone.
 */
static void one_by_one(struct sctp_assoc *a, struct pieces *p)
{
	union sctpw_any_data d;
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
		.off = p->format->hdr_len,
		.len = p->len,
		.seg = p->seg - p->format->hdr_len,
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
 * Return: false, with nothing done, when it is not only DATA, or the
 * association does not take data now, or wants DATA authenticated. Then the
 * caller cuts it into packets.
 */
bool sctp_assoc_input_super(struct sctp_assoc *a, struct sctp_rx *rx, u32 seg)
{
	struct pieces p = {
		.rx = rx,
		.format = &sctp_data_formats[a->tx.format],
		.seg = seg,
	};

	sctp_assoc_entered(a);
	if (sctp_auth_on(a) &&
	    sctp_chunk_set_has(&a->auth->mine, p.format->type))
		return false;
	if (a->state < SCTP_ST_ESTABLISHED || a->state > SCTP_ST_SHUTDOWN_SENT)
		return false;
	if (rx->vtag != a->hs.my_tag || !IS_ALIGNED(seg, 4) ||
	    seg <= p.format->hdr_len || !all_data(&p))
		return false;

	sctp_rx_begin(rx, DIV_ROUND_UP(rx->skb->len, seg), p.n);
	sctp_rx_came_by(rx, sctp_path_find(a, &rx->src));
	sctp_encap_came(a, rx);
	a->counts.ipackets += rx->npackets;
	if (!all_at_once(a, &p))
		one_by_one(a, &p);
	sctp_data_settle(a, rx);
	if (a->state == SCTP_ST_CLOSED)
		return true;
	sctp_data_done(a, rx);
	if (unlikely(rx->ce))
		sctp_ecn_marked(a, be32_to_cpu(p.first.tsn), rx->npackets);
	if (a->state == SCTP_ST_SHUTDOWN_SENT)
		sctp_shutdown_data(a, rx->now);
	return true;
}
