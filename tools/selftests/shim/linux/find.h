/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: searching bitmaps. */
#ifndef _SHIM_LINUX_FIND_H
#define _SHIM_LINUX_FIND_H

#include <linux/bits.h>
#include <linux/types.h>

unsigned long find_next_bit(const unsigned long *map, unsigned long size,
			    unsigned long from);
unsigned long find_next_zero_bit(const unsigned long *map, unsigned long size,
				 unsigned long from);
unsigned long find_last_bit(const unsigned long *map, unsigned long size);

static inline unsigned long find_first_bit(const unsigned long *map,
					   unsigned long size)
{
	return find_next_bit(map, size, 0);
}

static inline unsigned long find_first_zero_bit(const unsigned long *map,
						unsigned long size)
{
	return find_next_zero_bit(map, size, 0);
}

#define for_each_set_bit(bit, map, size)			\
	for ((bit) = find_first_bit(map, size); (bit) < (size);	\
	     (bit) = find_next_bit(map, size, (bit) + 1))

#endif
