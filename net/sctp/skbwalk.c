// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading packets that lie in pages, from front to back: the position is kept,
 * so that a super-packet of dozens of chunks is walked once and not from its
 * beginning for each of them.
 */
#include <linux/mm.h>

#include "core/wire.h"
#include "skbwalk.h"

/**
 * sctp_skb_walk_begin() - begin to read a packet
 * @w: walk
 * @skb: packet
 */
void sctp_skb_walk_begin(struct sctp_skb_walk *w, const struct sk_buff *skb)
{
	w->skb = skb;
	w->frag = 0;
	w->start = skb_headlen(skb);
}

/**
 * sctp_skb_walk_frag() - the page fragment that holds a byte
 * @w: walk; @w->start is set to the fragment's offset in the packet
 * @off: the byte, not before that of the last call
 *
 * Return: the fragment; NULL when the byte is in the linear part, in another
 * packet of a list, or behind the end.
 */
const skb_frag_t *sctp_skb_walk_frag(struct sctp_skb_walk *w, u32 off)
{
	const struct skb_shared_info *si = skb_shinfo(w->skb);

	if (off < w->start)
		return NULL;
	while (w->frag < si->nr_frags) {
		const skb_frag_t *f = &si->frags[w->frag];

		if (off - w->start < skb_frag_size(f))
			return f;
		w->start += skb_frag_size(f);
		w->frag++;
	}
	return NULL;
}

/* Where @len bytes lie in one piece, or NULL */
static const void *walk_at(struct sctp_skb_walk *w, u32 off, u32 len)
{
	const skb_frag_t *f;

	if (off + len <= skb_headlen(w->skb))
		return w->skb->data + off;
	f = sctp_skb_walk_frag(w, off);
	if (!f || PageHighMem(skb_frag_page(f)) ||
	    len > skb_frag_size(f) - (off - w->start))
		return NULL;
	return skb_frag_address(f) + (off - w->start);
}

/**
 * sctp_skb_walk_read() - copy bytes out of a packet
 * @w: walk
 * @off: first byte, not before that of the last read
 * @to: where to
 * @len: how many
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_read(struct sctp_skb_walk *w, u32 off, void *to, u32 len)
{
	return !skb_copy_bits(w->skb, off, to, len);
}

/**
 * sctp_skb_walk_data() - the same for a DATA header
 * @w: walk
 * @off: its first byte, not before that of the last read
 * @d: where to
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_data(struct sctp_skb_walk *w, u32 off, struct sctpw_data *d)
{
	const void *p = walk_at(w, off, sizeof(*d));

	if (!p)
		return sctp_skb_walk_read(w, off, d, sizeof(*d));
	memcpy(d, p, sizeof(*d));
	return true;
}
