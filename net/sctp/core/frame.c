// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checked reading of packets. sctp_frame_check() runs once, before anything
 * acts on any chunk: afterwards every control chunk is in the linear part and
 * within the packet, and every DATA chunk is where its sender put it: what
 * lies in pages stays there.
 *
 * DATA is known by number here: it is the only chunk whose value nobody reads,
 * so that it need not be pulled, and is found without a look at its row.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "chunk.h"
#include "frame.h"

/*
 * A chunk's header, of DATA all 16 bytes: where it lies, or a copy of it in
 * @rx->data when it is in pages.
 */
static const struct sctpw_chunk *chunk_header(struct sctp_skb_walk *w,
					      struct sctp_rx *rx, u32 off)
{
	const struct sctpw_chunk *ch = (const void *)(rx->skb->data + off);
	u32 linear = skb_headlen(rx->skb);

	if (off + sizeof(struct sctpw_data) <= linear ||
	    (off + sizeof(*ch) <= linear && ch->type != SCTP_CT_DATA))
		return ch;
	if (!sctp_skb_walk_data(w, off, &rx->data) &&
	    !sctp_skb_walk_read(w, off, &rx->data, sizeof(*ch)))
		return NULL;
	return &rx->data.ch;
}

/*
 * Have a control chunk in the linear part. Nobody else can write there: what
 * is pulled is read again.
 */
static int chunk_pull(struct sctp_skb_walk *w, struct sctp_rx *rx, u32 off,
		      u32 len)
{
	/* @ch is gone after the pull */
	const bool in_pages = off + sizeof(struct sctpw_chunk) >
			      skb_headlen(rx->skb);
	struct sk_buff *skb = rx->skb;

	/* headers of DATA would move there, too */
	if (rx->data_off != U32_MAX)
		return -EAGAIN;
	if (!pskb_may_pull(skb, off + len))
		return -ENOMEM;
	sctp_skb_walk_begin(w, skb);
	if (in_pages && memcmp(&rx->data, skb->data + off,
			       sizeof(struct sctpw_chunk)))
		return 0;
	return len;
}

/*
 * The chunk at @off: its length, with all of a control chunk in the linear
 * part; 0 when it lies; -ENOMEM; -EAGAIN when it lies in pages behind DATA.
 */
static int chunk_check(struct sctp_skb_walk *w, struct sctp_rx *rx, u32 off,
		       const struct sctpw_chunk *ch,
		       const struct sctp_chunk_row *row)
{
	u32 len = be16_to_cpu(ch->len), min_len = sizeof(*ch);
	const struct sk_buff *skb = rx->skb;

	if (row)
		min_len = row->min_len;
	if (len < min_len || len > skb->len - off)
		return 0;
	if (ch->type == SCTP_CT_DATA || off + len <= skb_headlen(skb))
		return len;
	return chunk_pull(w, rx, off, len);
}

static void note_data(struct sctp_rx *rx, const struct sctpw_chunk *ch, u32 off)
{
	if (ch == &rx->data.ch)
		rx->data_off = off;
	rx->ndata++;
}

static void check_begin(struct sctp_rx *rx)
{
	rx->npackets = 1;
	rx->ndata = 0;
	rx->taken = 0;
	rx->aborts = false;
	rx->sacked = false;
	rx->data_off = U32_MAX;
}

static int check_chunks(struct sctp_rx *rx)
{
	const struct sctp_chunk_row *row;
	const struct sctpw_chunk *ch;
	struct sk_buff *skb = rx->skb;
	struct sctp_skb_walk w;
	unsigned int count = 0;
	u32 off = 0;
	u8 type, flags = 0;
	int len;

	check_begin(rx);
	if (!skb->len)
		return -EBADMSG;
	sctp_skb_walk_begin(&w, skb);
	while (off < skb->len) {
		ch = chunk_header(&w, rx, off);
		if (!ch)
			return -EBADMSG;
		type = ch->type;
		row = sctp_chunk_row(type);
		len = chunk_check(&w, rx, off, ch, row);
		if (len <= 0)
			return len ?: -EBADMSG;
		if (type == SCTP_CT_DATA)
			note_data(rx, ch, off);
		if (row)
			flags |= row->flags;
		off += SCTP_ALIGN4(len);
		count++;
	}
	rx->aborts = flags & SCTP_CHUNK_ABORTS;
	return (flags & SCTP_CHUNK_ALONE) && count > 1 ? -EBADMSG : 0;
}

/**
 * sctp_frame_check() - validate the frame of every chunk of a packet
 * @rx: packet; its skb is not shared. @rx->ndata is set.
 *
 * The last chunk may lack its padding. INIT, INIT ACK and SHUTDOWN COMPLETE
 * must be alone (RFC 9260 section 6.10).
 *
 * What lies in pages may be changed meanwhile by who shares them. A packet
 * with a control chunk behind DATA in pages, which is rare, is copied as a
 * whole before the check that counts.
 *
 * Return: 0, -EBADMSG when a length lies, -ENOMEM.
 */
int sctp_frame_check(struct sctp_rx *rx)
{
	int err = check_chunks(rx);

	if (likely(err != -EAGAIN))
		return err;
	return skb_linearize(rx->skb) ? -ENOMEM : check_chunks(rx);
}

/**
 * sctp_chunk_begin() - walk the chunks of a packet
 * @it: iterator
 * @rx: packet that passed sctp_frame_check()
 * @off: offset of the chunk to begin with
 */
void sctp_chunk_begin(struct sctp_chunk_iter *it, const struct sctp_rx *rx,
		      u32 off)
{
	sctp_skb_walk_begin(&it->walk, rx->skb);
	it->off = off;
	it->data_off = rx->data_off;
	it->data = rx->data;
}

/*
 * Only DATA was left in pages, where somebody on this host may still write
 * to it: no more is believed than what was read, be it now or by the check.
 */
static const struct sctpw_chunk *chunk_in_pages(struct sctp_chunk_iter *it)
{
	struct sctpw_data *d = &it->data;
	u32 len;

	if (it->data_off != it->off &&
	    !sctp_skb_walk_data(&it->walk, it->off, d))
		return NULL;
	it->data_off = it->off;
	len = be16_to_cpu(d->ch.len);
	if (d->ch.type != SCTP_CT_DATA || len < sizeof(*d) ||
	    len > it->walk.skb->len - it->off)
		return NULL;
	return &d->ch;
}

/* Can it be read where it lies, of DATA the header? */
static bool in_linear(const struct sk_buff *skb, u32 off)
{
	const struct sctpw_chunk *ch = (const void *)(skb->data + off);
	u32 linear = skb_headlen(skb);

	if (off + sizeof(*ch) > linear)
		return false;
	if (ch->type == SCTP_CT_DATA)
		return off + sizeof(struct sctpw_data) <= linear;
	return off + be16_to_cpu(ch->len) <= linear;
}

/**
 * sctp_chunk_next() - step to the next chunk
 * @it: iterator
 * @v: the chunk
 *
 * Return: false at the end of the packet.
 */
bool sctp_chunk_next(struct sctp_chunk_iter *it, struct sctp_view *v)
{
	const struct sk_buff *skb = it->walk.skb;
	const struct sctpw_chunk *ch;

	if (it->off >= skb->len)
		return false;
	if (in_linear(skb, it->off))
		ch = (const void *)(skb->data + it->off);
	else
		ch = chunk_in_pages(it);
	if (!ch)
		return false;
	v->type = ch->type;
	v->flags = ch->flags;
	v->len = be16_to_cpu(ch->len);
	v->hdr = (const u8 *)ch;
	v->off = it->off;
	it->off += SCTP_ALIGN4(v->len);
	return true;
}

/**
 * sctp_param_begin() - walk what follows the fixed part of a chunk
 * @it: iterator
 * @v: chunk or parameter that holds the list
 * @skip: length of its fixed part, header included, at most @v->len
 */
void sctp_param_begin(struct sctp_param_iter *it, const struct sctp_view *v,
		      u32 skip)
{
	it->pos = v->hdr + skip;
	it->left = v->len - skip;
	it->bad = false;
}

/**
 * sctp_param_next() - step to the next parameter or cause
 * @it: iterator
 * @v: the parameter
 *
 * Return: false at the end, or when a length is wrong (then @it->bad).
 */
bool sctp_param_next(struct sctp_param_iter *it, struct sctp_view *v)
{
	const struct sctpw_param *p = (const void *)it->pos;
	u32 len;

	if (!it->left)
		return false;
	if (it->left < sizeof(*p))
		goto bad;
	len = be16_to_cpu(p->len);
	if (len < sizeof(*p) || len > it->left)
		goto bad;
	v->type = be16_to_cpu(p->type);
	v->flags = 0;
	v->len = len;
	v->hdr = it->pos;
	v->off = 0;
	len = min(SCTP_ALIGN4(len), it->left);
	it->pos += len;
	it->left -= len;
	return true;
bad:
	it->bad = true;
	it->left = 0;
	return false;
}

/**
 * sctp_param_addr() - read an address parameter
 * @v: the parameter
 * @addr: result
 *
 * Return: false when it is not an address or has the wrong length.
 */
bool sctp_param_addr(const struct sctp_view *v, struct sctp_addr *addr)
{
	memset(addr, 0, sizeof(*addr));
	if (v->type == SCTP_PT_IPV4_ADDR &&
	    v->len == sizeof(struct sctpw_ipv4_param)) {
		addr->family = AF_INET;
		memcpy(&addr->v4, v->hdr + 4, 4);
		return true;
	}
	if (v->type == SCTP_PT_IPV6_ADDR &&
	    v->len == sizeof(struct sctpw_ipv6_param)) {
		addr->family = AF_INET6;
		memcpy(addr->v6, v->hdr + 4, 16);
		return true;
	}
	return false;
}
