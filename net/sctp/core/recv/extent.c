// SPDX-License-Identifier: GPL-2.0-only
/*
 * Extents. A super-packet is one skb with dozens of fragments of the same
 * message, all of one size. Together they are one extent of that message,
 * without an object for each.
 */
#include <linux/kernel.h>

#include "extent.h"

/**
 * sctp_rx_extent_join() - add the next fragment of the message
 * @e: extent
 * @off: where the fragment's user data begins in the same packet
 * @len: its length
 * @hdr: length of a header
 *
 * Return: false when there is more than a header between it and the
 * last one, or their sizes differ.
 */
bool sctp_rx_extent_join(struct sctp_rx_extent *e, u32 off, u32 len, u32 hdr)
{
	u32 n = e->len / e->seg;

	if (len > e->seg || n * e->seg != e->len || !IS_ALIGNED(e->seg, 4) ||
	    off != e->off + e->len + n * hdr)
		return false;
	e->len += len;
	return true;
}

/**
 * sctp_rx_extent_at() - find a byte of an extent
 * @e: extent
 * @pos: which byte, less than @e->len
 * @hdr: length of a header
 * @len: set to how many bytes lie there in one piece
 *
 * Return: its offset from skb->data.
 */
u32 sctp_rx_extent_at(const struct sctp_rx_extent *e, u32 pos, u32 hdr,
		      u32 *len)
{
	u32 nth = pos / e->seg;
	u32 in = pos - nth * e->seg;

	*len = min(e->seg - in, e->len - pos);
	return e->off + pos + nth * hdr;
}
