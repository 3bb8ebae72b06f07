// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets on their way out. A packet has references to the pages of its
 * messages (payload.c). So a message can be freed while a packet is in a device
 * queue.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/skbuff.h>

#include "payload.h"
#include "xmit.h"

static u32 cell_stride(const struct sctp_kmsg *km)
{
	return km->m.cell + km->m.hdr;
}

/* The place of user byte @off among all bytes of the pages, with headers */
static u32 kmsg_phys(const struct sctp_kmsg *km, u32 off)
{
	if (!km->m.cell)
		return off;
	return off + (off / km->m.cell + 1) * km->m.hdr;
}

/* The fragment that holds byte @off, and where in it. Fast if @off ascends */
static struct page_frag *kmsg_seek(struct sctp_kmsg *km, u32 off, u32 *in)
{
	if (off < km->seek_off) {
		km->seek_frag = 0;
		km->seek_off = 0;
	}
	while (off - km->seek_off >= km->frag[km->seek_frag].size) {
		km->seek_off += km->frag[km->seek_frag].size;
		km->seek_frag++;
	}
	*in = off - km->seek_off;
	return &km->frag[km->seek_frag];
}

/**
 * sctp_kmsg_copy() - read a message's bytes
 * @km: message
 * @off: first byte
 * @to: where to
 * @len: how many; @off + @len lies within the message
 */
void sctp_kmsg_copy(struct sctp_kmsg *km, u32 off, void *to, u32 len)
{
	while (len) {
		u32 in, n;
		struct page_frag *f = kmsg_seek(km, kmsg_phys(km, off), &in);

		n = min(len, f->size - in);
		if (km->m.cell)
			n = min(n, km->m.cell - off % km->m.cell);
		in += f->offset;
		n = min_t(u32, n, PAGE_SIZE - offset_in_page(in));
		/* a user's page may be in high memory */
		memcpy_from_page(to, f->page + (in >> PAGE_SHIFT),
				 offset_in_page(in), n);
		to += n;
		off += n;
		len -= n;
	}
}

static bool skb_ends_at(struct sk_buff *skb, struct page *page, u32 off)
{
	return skb_can_coalesce(skb, skb_shinfo(skb)->nr_frags, page, off);
}

/* Extend the last reference of the packet by @len bytes */
static void skb_extend(struct sk_buff *skb, u32 len)
{
	struct skb_shared_info *si = skb_shinfo(skb);

	skb_frag_size_add(&si->frags[si->nr_frags - 1], len);
	skb->len += len;
	skb->data_len += len;
	skb->truesize += len;
}

static void skb_add_page(struct sk_buff *skb, struct page *page, u32 off,
			 u32 len)
{
	if (!skb_ends_at(skb, page, off)) {
		get_page(page);
		skb_fill_page_desc(skb, skb_shinfo(skb)->nr_frags, page, off,
				   0);
	}
	skb_extend(skb, len);
}

/*
 * How many of the @len bytes at @in of fragment @f the packet can refer to, if
 * @spare references have to be left.
 */
static u32 skb_takes(struct sk_buff *skb, const struct page_frag *f, u32 in,
		     u32 len, int spare)
{
	int n = MAX_SKB_FRAGS - skb_shinfo(skb)->nr_frags - spare;
	u32 have = 0;

	if (skb_ends_at(skb, f->page, f->offset + in))
		n++;
	for (; n > 0 && have < len; n--, f++, in = 0)
		have += f->size - in;
	return min(have, len);
}

static void skb_add_pages(struct sk_buff *skb, const struct page_frag *f,
			  u32 in, u32 len)
{
	u32 n;

	for (; len; len -= n, f++, in = 0) {
		n = min(len, f->size - in);
		skb_add_page(skb, f->page, f->offset + in, n);
	}
}

/*
 * Mark that others can write to the packet's pages, and set the completion that
 * waits for it. False if the packet has another completion already.
 */
static bool skb_share(struct sk_buff *skb, struct sctp_kmsg *km)
{
	if (!km->uarg) {
		skb_shinfo(skb)->flags |= SKBFL_SHARED_FRAG;
		return true;
	}
	if (skb_zcopy(skb))
		return skb_zcopy(skb) == km->uarg;
	skb_zcopy_set(skb, km->uarg, NULL);
	return true;
}

static noinline bool skb_ref_new(struct sk_buff *skb, const struct page_frag *f,
				 u32 in, u32 len)
{
	if (skb_takes(skb, f, in, len, 0) < len)
		return false;
	skb_add_pages(skb, f, in, len);
	return true;
}

/* Append @len bytes at @in of fragment @f. False if the packet cannot refer to
 * all of them.
 */
static __always_inline bool skb_ref(struct sk_buff *skb,
				    const struct page_frag *f, u32 in, u32 len)
{
	/* they follow the packet's last bytes: no new reference needed */
	if (len <= f->size - in && skb_ends_at(skb, f->page, f->offset + in)) {
		skb_extend(skb, len);
		return true;
	}
	return skb_ref_new(skb, f, in, len);
}

static union sctpw_any_data *header_at(const struct page_frag *f, u32 in)
{
	return page_address(f->page) + f->offset + in;
}

/**
 * sctp_skb_ref_cell() - append a cell of a message by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: its first user byte, a multiple of @msg->cell
 *
 * Return: where its header is; NULL, with nothing appended, when the packet
 * cannot refer to more.
 */
union sctpw_any_data *sctp_skb_ref_cell(struct sk_buff *skb,
					const struct sctp_tx_msg *msg, u32 off)
{
	u32 len = msg->hdr + SCTP_ALIGN4(min(msg->len - off, (u32)msg->cell));
	struct sctp_kmsg *km = sctp_km(msg);
	struct page_frag *f;
	u32 in;

	if (unlikely(km->shared) && !skb_share(skb, km))
		return NULL;
	f = kmsg_seek(km, off / msg->cell * cell_stride(km), &in);
	return skb_ref(skb, f, in, len) ? header_at(f, in) : NULL;
}

/**
 * sctp_skb_ref_cells() - append cells of a message by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: first user byte of the first, a multiple of @msg->cell
 * @n: how many there are to append
 *
 * Return: how many were appended, fewer when the packet cannot refer to more.
 */
u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *msg,
		       u32 off, u32 n)
{
	struct sctp_kmsg *km = sctp_km(msg);
	u32 len = sctp_cells_size(min(n * msg->cell, msg->len - off),
				  msg->cell, msg->hdr);
	struct page_frag *f;
	u32 in;

	if (unlikely(km->shared) && !skb_share(skb, km))
		return 0;
	f = kmsg_seek(km, off / msg->cell * cell_stride(km), &in);
	if (skb_ref(skb, f, in, len))
		return n;
	n = skb_takes(skb, f, in, len, 0) / cell_stride(km);
	skb_add_pages(skb, f, in, n * cell_stride(km));
	return n;
}

/**
 * sctp_skb_freeze() - nobody can change the bytes of a packet any more
 * @skb: packet
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_skb_freeze(struct sk_buff *skb)
{
	return skb_has_shared_frag(skb) || skb_zcopy(skb) ?
	       skb_linearize(skb) : 0;
}

/**
 * sctp_tx_msg_header() - the room for a header in front of a cell
 * @msg: message with cells
 * @off: first user byte of the cell
 *
 * Return: where to write it.
 */
union sctpw_any_data *sctp_tx_msg_header(const struct sctp_tx_msg *msg,
					 u32 off)
{
	struct sctp_kmsg *km = sctp_km(msg);
	struct page_frag *f;
	u32 in;

	f = kmsg_seek(km, off / msg->cell * cell_stride(km), &in);
	return header_at(f, in);
}

/**
 * sctp_skb_alloc() - a packet with room for @linear bytes and all headers
 * @linear: bytes core will put with skb_put()
 *
 * Return: the packet or NULL.
 */
struct sk_buff *sctp_skb_alloc(unsigned int linear)
{
	struct sk_buff *skb;

	skb = alloc_skb(SCTP_LEAST_HEADROOM + linear, GFP_ATOMIC);
	if (skb)
		skb_reserve(skb, min_t(unsigned int, SCTP_HEADROOM,
				       skb_tailroom(skb) - linear));
	return skb;
}

/**
 * sctp_skb_copy_payload() - append message bytes to the linear part
 * @skb: packet with tail-room
 * @msg: message
 * @off: first byte
 * @len: bytes
 */
void sctp_skb_copy_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			   u32 off, u32 len)
{
	sctp_kmsg_copy(sctp_km(msg), off, skb_put(skb, len), len);
}

/**
 * sctp_skb_ref_payload() - append message bytes by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message
 * @off: first byte, of a cell if it has cells
 * @len: bytes; padding to 4 bytes is added
 *
 * Return: 0, or -ENOSPC when the packet holds no more references; nothing was
 * appended then.
 */
int sctp_skb_ref_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			 u32 off, u32 len)
{
	u32 pad = SCTP_ALIGN4(len) - len;
	struct sctp_kmsg *km = sctp_km(msg);
	struct page_frag *f;
	u32 in;

	if (km->shared && !skb_share(skb, km))
		return -ENOSPC;
	f = kmsg_seek(km, kmsg_phys(km, off), &in);
	if (skb_takes(skb, f, in, len, !!pad) < len)
		return -ENOSPC;
	skb_add_pages(skb, f, in, len);
	if (pad)
		skb_add_page(skb, ZERO_PAGE(0), 0, pad);
	return 0;
}
