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
	w->at = skb->data;
	w->start = 0;
	w->end = skb_headlen(skb);
	w->next = 0;
}

static bool walk_on(struct sctp_skb_walk *w, u32 off)
{
	const struct skb_shared_info *si = skb_shinfo(w->skb);
	const skb_frag_t *f;

	while (off >= w->end) {
		if (w->next == si->nr_frags)
			return false;
		f = &si->frags[w->next++];
		w->start = w->end;
		w->end += skb_frag_size(f);
		w->at = PageHighMem(skb_frag_page(f)) ? NULL :
							skb_frag_address(f);
	}
	return off >= w->start;
}

/**
 * sctp_skb_walk_at() - where a byte lies
 * @w: walk
 * @off: the byte, not before that of the last call
 * @len: set to how many lie there in one piece
 *
 * Return: address of the byte; NULL when it is not mapped, in another packet
 * of a list, or behind the end.
 */
const u8 *sctp_skb_walk_at(struct sctp_skb_walk *w, u32 off, u32 *len)
{
	if ((off >= w->end || off < w->start) && !walk_on(w, off))
		return NULL;
	*len = w->end - off;
	return w->at ? w->at + (off - w->start) : NULL;
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
	const u8 *at;
	u32 len;

	at = sctp_skb_walk_at(w, off, &len);
	if (!at || len < sizeof(*d))
		return sctp_skb_walk_read(w, off, d, sizeof(*d));
	memcpy(d, at, sizeof(*d));
	/* what is checked is the copy: not read again for a register */
	barrier();
	return true;
}
