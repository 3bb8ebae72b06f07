// SPDX-License-Identifier: GPL-2.0-only
/*
 * Extents: how a message that came in many chunks is kept without an object
 * for each of them. A run (run.c) is one packet buffer with dozens of
 * fragments of the same message, all of one size; together they are a single
 * extent.
 */
#include <linux/kernel.h>

#include "extent.h"
#include "wire.h"

/**
 * sctp_rx_extent_join() - add the fragment that follows
 * @e: extent
 * @off: where the fragment's user data begins in the same packet
 * @len: its length
 *
 * Return: false when it does not lie right behind the last one with only a
 * DATA chunk header between them, or their sizes do not make an extent.
 */
bool sctp_rx_extent_join(struct sctp_rx_extent *e, u32 off, u32 len)
{
	u32 n = e->len / e->seg;

	if (len > e->seg || n * e->seg != e->len || !IS_ALIGNED(e->seg, 4) ||
	    off != e->off + e->len + n * sizeof(struct sctpw_data))
		return false;
	e->len += len;
	return true;
}

/**
 * sctp_rx_extent_at() - find a byte of an extent
 * @e: extent
 * @pos: which byte, less than @e->len
 * @len: set to how many bytes lie there together
 *
 * Return: its offset from skb->data.
 */
u32 sctp_rx_extent_at(const struct sctp_rx_extent *e, u32 pos, u32 *len)
{
	u32 nth = pos / e->seg;
	u32 in = pos - nth * e->seg;

	*len = min(e->seg - in, e->len - pos);
	return e->off + pos + nth * sizeof(struct sctpw_data);
}
