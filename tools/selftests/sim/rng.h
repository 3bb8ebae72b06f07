/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers from a seed (xorshift64*). The network, the applications and core
 * draw from generators of their own, so that a change in how often one of
 * them asks does not change what the others get.
 */
#ifndef _SIM_RNG_H
#define _SIM_RNG_H

#include <linux/types.h>

struct rng {
	u64 s;
};

/* Spreads a number over 64 bits; also what message contents are made of */
static inline u64 rng_mix(u64 x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

static inline void rng_seed(struct rng *r, u64 seed, u64 which)
{
	r->s = rng_mix(seed ^ rng_mix(which)) | 1;
}

static inline u64 rng_next(struct rng *r)
{
	r->s ^= r->s >> 12;
	r->s ^= r->s << 25;
	r->s ^= r->s >> 27;
	return r->s * 0x2545f4914f6cdd1dULL;
}

/* 0 .. n - 1 */
static inline u64 rng_below(struct rng *r, u64 n)
{
	return (u64)(((u128)rng_next(r) * n) >> 64);
}

/* lo .. hi */
static inline u64 rng_range(struct rng *r, u64 lo, u64 hi)
{
	return lo + rng_below(r, hi - lo + 1);
}

static inline bool rng_ppm(struct rng *r, u32 ppm)
{
	return ppm && rng_below(r, 1000000) < ppm;
}

static inline bool rng_percent(struct rng *r, u32 percent)
{
	return rng_ppm(r, percent * 10000);
}

/* lo .. hi, each power of two as likely as the next */
static inline u64 rng_log(struct rng *r, u64 lo, u64 hi)
{
	unsigned int bits = 64 - __builtin_clzll(lo);
	unsigned int top = 64 - __builtin_clzll(hi);
	u64 v, base;

	bits = rng_range(r, bits, top);
	base = 1ULL << (bits - 1);
	v = rng_range(r, base, base * 2 - 1);
	return v < lo ? lo : v > hi ? hi : v;
}

#endif
