/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bitmaps indexed by TSN, for the rings of outstanding and of received chunks.
 * A ring has a power-of-two size, and bit (tsn & mask) is the TSN's. Ranges are
 * half open and never longer than the ring.
 */
#ifndef _SCTP_CORE_RING_H
#define _SCTP_CORE_RING_H

#include <linux/bitops.h>
#include <linux/find.h>
#include <linux/kernel.h>
#include <linux/types.h>

static inline bool sctp_ring_test(const unsigned long *map, u32 mask, u32 tsn)
{
	return test_bit(tsn & mask, map);
}

static inline void sctp_ring_set(unsigned long *map, u32 mask, u32 tsn)
{
	__set_bit(tsn & mask, map);
}

static inline void sctp_ring_clear(unsigned long *map, u32 mask, u32 tsn)
{
	__clear_bit(tsn & mask, map);
}

/* First TSN in [tsn, end) whose bit is @value, or @end */
static inline u32 sctp_ring_find(const unsigned long *map, u32 mask, u32 tsn,
				 u32 end, bool value)
{
	while (tsn != end) {
		u32 idx = tsn & mask;
		u32 lim = min(end - tsn, mask + 1 - idx) + idx;
		u32 pos = value ? find_next_bit(map, lim, idx) :
				  find_next_zero_bit(map, lim, idx);

		if (pos < lim)
			return tsn + (pos - idx);
		tsn += lim - idx;
	}
	return end;
}

/* First TSN in [tsn, end) whose bit is @value and that is not in @but, or @end.
 * A word at a time, however the bits of both maps alternate
 */
static inline u32 sctp_ring_find_but(const unsigned long *map,
				     const unsigned long *but, u32 mask,
				     u32 tsn, u32 end, bool value)
{
	while (tsn != end) {
		u32 idx = tsn & mask, bit = idx % BITS_PER_LONG;
		u32 lim = min3((u32)BITS_PER_LONG - bit, mask + 1 - idx,
			       end - tsn);
		unsigned long word = map[idx / BITS_PER_LONG];
		u32 pos;

		word = (value ? word : ~word) & ~but[idx / BITS_PER_LONG];
		pos = find_next_bit(&word, bit + lim, bit);
		if (pos < bit + lim)
			return tsn + (pos - bit);
		tsn += lim;
	}
	return end;
}

#endif
