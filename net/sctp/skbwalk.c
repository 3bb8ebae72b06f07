// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading packets that lie in pages, from front to back: the position is kept,
 * so that a super-packet of dozens of chunks is walked once and not from its
 * beginning for each of them.
 */
#include <linux/mm.h>

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
	const skb_frag_t *f = sctp_skb_walk_frag(w, off);
	u32 in = off - w->start;

	if (f && !PageHighMem(skb_frag_page(f)) &&
	    len <= skb_frag_size(f) - in) {
		memcpy(to, skb_frag_address(f) + in, len);
		return true;
	}
	return !skb_copy_bits(w->skb, off, to, len);
}
