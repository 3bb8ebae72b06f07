/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: bits in words and in arrays of words. */
#ifndef _SHIM_LINUX_BITOPS_H
#define _SHIM_LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/math.h>
#include <linux/types.h>

#define BITS_TO_LONGS(n)	DIV_ROUND_UP(n, BITS_PER_LONG)

static inline void __set_bit(unsigned long n, unsigned long *map)
{
	map[BIT_WORD(n)] |= BIT_MASK(n);
}

static inline void __clear_bit(unsigned long n, unsigned long *map)
{
	map[BIT_WORD(n)] &= ~BIT_MASK(n);
}

static inline void __change_bit(unsigned long n, unsigned long *map)
{
	map[BIT_WORD(n)] ^= BIT_MASK(n);
}

static inline bool test_bit(unsigned long n, const unsigned long *map)
{
	return map[BIT_WORD(n)] & BIT_MASK(n);
}

static inline bool __test_and_set_bit(unsigned long n, unsigned long *map)
{
	bool old = test_bit(n, map);

	__set_bit(n, map);
	return old;
}

static inline bool __test_and_clear_bit(unsigned long n, unsigned long *map)
{
	bool old = test_bit(n, map);

	__clear_bit(n, map);
	return old;
}

static inline void __assign_bit(unsigned long n, unsigned long *map, bool v)
{
	if (v)
		__set_bit(n, map);
	else
		__clear_bit(n, map);
}

static inline unsigned int hweight32(u32 w)
{
	return __builtin_popcount(w);
}

static inline unsigned int hweight_long(unsigned long w)
{
	return __builtin_popcountl(w);
}

static inline unsigned long __ffs(unsigned long w)
{
	return __builtin_ctzl(w);
}

static inline unsigned long __fls(unsigned long w)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(w);
}

static inline int fls(unsigned int w)
{
	return w ? 32 - __builtin_clz(w) : 0;
}

static inline int fls64(u64 w)
{
	return w ? 64 - __builtin_clzll(w) : 0;
}

static inline u32 rol32(u32 w, unsigned int shift)
{
	return (w << (shift & 31)) | (w >> (-shift & 31));
}

static inline u32 ror32(u32 w, unsigned int shift)
{
	return rol32(w, -shift);
}

#include <linux/find.h>

#endif
