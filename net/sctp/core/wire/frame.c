// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checked reading of packets. sctp_frame_check() runs once, before any chunk is
 * processed. After it every chunk is within the packet, and every control chunk
 * is in the linear part. DATA chunks that lie in pages stay there.
 *
 * DATA, or I-DATA where that is agreed upon, is treated by its type number,
 * without its row: its user data is not read, so it need not be pulled.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/chunk.h"
#include "dataformat.h"
#include "frame.h"
#include "rx.h"

/*
 * Get the header of a chunk, all of it for DATA. If it lies in pages it is
 * copied to @rx->data.
 */
static const struct sctpw_chunk *chunk_header(struct sctp_skb_walk *w,
					      struct sctp_rx *rx, u32 off)
{
	const struct sctpw_chunk *ch = (const void *)(rx->skb->data + off);
	u32 linear = skb_headlen(rx->skb);

	if (off + rx->format->hdr_len <= linear ||
	    (off + sizeof(*ch) <= linear && ch->type != rx->format->type))
		return ch;
	if (!sctp_skb_walk_data(w, off, &rx->data, rx->format->hdr_len) &&
	    !sctp_skb_walk_read(w, off, &rx->data, sizeof(*ch)))
		return NULL;
	return &rx->data.ch;
}

/*
 * Pull a control chunk into the linear part, where nobody else can write. Its
 * length is read again there.
 */
static int chunk_pull(struct sctp_skb_walk *w, struct sctp_rx *rx, u32 off,
		      u32 len)
{
	/* @ch is not valid after the pull */
	const bool in_pages = off + sizeof(struct sctpw_chunk) >
			      skb_headlen(rx->skb);
	struct sk_buff *skb = rx->skb;

	/* DATA before it would be pulled, too */
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
 * Check the chunk at @off and pull it, unless it is DATA. Returns its length; 0
 * when the length is wrong; -ENOMEM; -EAGAIN for a control chunk in pages
 * behind DATA.
 */
static int chunk_check(struct sctp_skb_walk *w, struct sctp_rx *rx, u32 off,
		       const struct sctpw_chunk *ch,
		       const struct sctp_chunk_row *row, bool data)
{
	u32 len = be16_to_cpu(ch->len), min_len = sizeof(*ch);
	const struct sk_buff *skb = rx->skb;

	if (row)
		min_len = row->min_len;
	else if (data)
		min_len = rx->format->hdr_len;
	if (len < min_len || len > skb->len - off)
		return 0;
	if (data || off + len <= skb_headlen(skb))
		return len;
	return chunk_pull(w, rx, off, len);
}

static void note_data(struct sctp_rx *rx, const struct sctpw_chunk *ch, u32 off)
{
	if (ch == &rx->data.ch)
		rx->data_off = off;
	sctp_rx_has_data(rx);
}

static void check_begin(struct sctp_rx *rx)
{
	sctp_rx_begin(rx, 1, 0);
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
	u8 flags = 0;
	bool data;
	int len;

	sctp_skb_walk_begin(&w, skb);
	check_begin(rx);
	if (!skb->len)
		return -EBADMSG;
	while (off < skb->len) {
		ch = chunk_header(&w, rx, off);
		if (!ch)
			return -EBADMSG;
		data = ch->type == rx->format->type;
		row = data ? NULL : sctp_chunk_row(ch->type);
		/* afterwards @ch is valid only for DATA */
		len = chunk_check(&w, rx, off, ch, row, data);
		if (len <= 0)
			return len ?: -EBADMSG;
		if (data)
			note_data(rx, ch, off);
		if (row)
			flags |= row->flags;
		off += SCTP_ALIGN4(len);
		count++;
	}
	sctp_rx_has_abort(rx, flags & SCTP_CHUNK_ABORTS);
	return (flags & SCTP_CHUNK_ALONE) && count > 1 ? -EBADMSG : 0;
}

/**
 * sctp_frame_check() - validate the frame of every chunk of a packet
 * @rx: packet; its skb is not shared. @rx->ndata is set.
 * @nr: what user data travels in, enum sctp_data_format_nr
 *
 * The last chunk may lack its padding. INIT, INIT ACK and SHUTDOWN COMPLETE
 * must be alone (RFC 9260 section 6.10).
 *
 * The sender may still be able to write to the pages of a packet. If a control
 * chunk lies in pages behind DATA, which is rare, the whole packet is copied
 * and checked again.
 *
 * Return: 0, -EBADMSG when a length is wrong, -ENOMEM.
 */
int sctp_frame_check(struct sctp_rx *rx, u8 nr)
{
	int err;

	rx->format = &sctp_data_formats[nr];
	err = check_chunks(rx);
	if (likely(err != -EAGAIN))
		return err;
	return skb_linearize(rx->skb) ? -ENOMEM : check_chunks(rx);
}

/**
 * sctp_chunk_begin() - walk the chunks of a packet
 * @rx: packet that passed sctp_frame_check()
 * @off: offset of the chunk to begin with
 *
 * Return: the iterator.
 */
struct sctp_chunk_iter sctp_chunk_begin(struct sctp_rx *rx, u32 off)
{
	struct sctp_chunk_iter it = { .rx = rx, .off = off };

	sctp_skb_walk_begin(&it.walk, rx->skb);
	return it;
}

/**
 * sctp_chunk_again() - look through the rest of the packet again
 * @it: iterator whose packet passed sctp_frame_check() again
 */
void sctp_chunk_again(struct sctp_chunk_iter *it)
{
	*it = sctp_chunk_begin(it->rx, it->off);
}

/*
 * A DATA chunk in pages, where a sender on this host may still write. Its
 * header is copied, and the copy is checked again.
 */
static const struct sctpw_chunk *chunk_in_pages(struct sctp_chunk_iter *it,
						struct sctp_rx *rx, u32 off)
{
	const struct sctp_data_format *format = rx->format;
	union sctpw_any_data *d = &rx->data;
	u32 len;

	/* the last one is the copy that was checked */
	if (rx->data_off == off)
		return &d->ch;
	if (!sctp_skb_walk_data(&it->walk, off, d, format->hdr_len))
		return NULL;
	rx->data_off = off;
	len = be16_to_cpu(d->ch.len);
	if (d->ch.type != format->type || len < format->hdr_len ||
	    len > rx->skb->len - off)
		return NULL;
	return &d->ch;
}

/* Is the chunk, or the header of DATA, in the linear part? */
static bool in_linear(const struct sctp_rx *rx, u32 off)
{
	const struct sctpw_chunk *ch = (const void *)(rx->skb->data + off);
	const struct sctp_data_format *format = rx->format;
	u32 linear = skb_headlen(rx->skb);

	if (off + sizeof(*ch) > linear)
		return false;
	if (ch->type == format->type)
		return off + format->hdr_len <= linear;
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
	const struct sctpw_chunk *ch;
	struct sctp_rx *rx = it->rx;
	u32 off = it->off;

	if (off >= rx->skb->len)
		return false;
	if (in_linear(rx, off))
		ch = (const void *)(rx->skb->data + off);
	else
		ch = chunk_in_pages(it, rx, off);
	if (!ch)
		return false;
	v->type = ch->type;
	v->flags = ch->flags;
	v->len = be16_to_cpu(ch->len);
	v->hdr = (const u8 *)ch;
	v->off = off;
	it->off = off + SCTP_ALIGN4(v->len);
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

/**
 * sctp_quote_begin() - walk the chunks of a packet that another one quotes
 * @it: iterator
 * @at: the first one
 * @len: bytes that are quoted
 */
void sctp_quote_begin(struct sctp_quote_iter *it, const void *at, u32 len)
{
	it->pos = at;
	it->left = len;
}

/**
 * sctp_quote_next() - step to the next chunk of a quoted packet
 * @it: iterator
 * @v: the chunk, with the length it says it has
 * @there: bytes of it that can be read, at most that; fewer when the quote ends
 *         in it
 *
 * Return: false at the end, or when a length is wrong.
 */
bool sctp_quote_next(struct sctp_quote_iter *it, struct sctp_view *v,
		     u32 *there)
{
	const struct sctpw_chunk *ch = (const void *)it->pos;
	u32 len;

	if (it->left < sizeof(*ch))
		return false;
	len = get_unaligned_be16(&ch->len);
	if (len < sizeof(*ch))
		return false;
	v->type = ch->type;
	v->flags = ch->flags;
	v->len = len;
	v->hdr = it->pos;
	v->off = 0;
	*there = min(len, it->left);
	len = min(SCTP_ALIGN4(len), it->left);
	it->pos += len;
	it->left -= len;
	return true;
}
