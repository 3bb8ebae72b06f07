// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading packets that lie in pages, from front to back. The position is kept,
 * so that a super-packet of dozens of chunks is walked only once.
 */
#include <linux/mm.h>

#include "core/wire/wire.h"
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

/* Apart from its callers, for which most bytes are in the same piece */
static noinline bool walk_on(struct sctp_skb_walk *w, u32 off)
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
 * Return: address of the byte; NULL when it is in a page that is not mapped, in
 * the frag_list, or behind the end.
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

/* Copy a DATA header that is in the piece of the last read */
static __always_inline bool walk_copy(const struct sctp_skb_walk *w, u32 off,
				      union sctpw_any_data *d, u32 len)
{
	const u8 *at = w->at + (off - w->start);

	if (off < w->start || (u64)off + len > w->end || !w->at)
		return false;
	/* of a known length: no call */
	if (likely(len == sizeof(d->data)))
		memcpy(d, at, sizeof(d->data));
	else
		memcpy(d, at, len);
	/*
	 * the compiler must not read the bytes again after a check of the copy
	 */
	barrier();
	return true;
}

/* Copy one that is not: go on to the next piece, or it is in two */
static noinline bool walk_far(struct sctp_skb_walk *w, u32 off,
			      union sctpw_any_data *d, u32 len)
{
	return (walk_on(w, off) && walk_copy(w, off, d, len)) ||
	       sctp_skb_walk_read(w, off, d, len);
}

/**
 * sctp_skb_walk_data() - copy a DATA header out of a packet
 * @w: walk
 * @off: its first byte, not before that of the last read
 * @d: where to
 * @len: its length
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_data(struct sctp_skb_walk *w, u32 off,
			union sctpw_any_data *d, u32 len)
{
	return likely(walk_copy(w, off, d, len)) || walk_far(w, off, d, len);
}
