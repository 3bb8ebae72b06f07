/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers from a seed (xorshift64*), for the tests that do random things.
 */
#ifndef SELFTESTS_NET_RNG_H
#define SELFTESTS_NET_RNG_H

#include <stdbool.h>
#include <stdint.h>

struct rng {
	uint64_t s;
};

/* Every pair of seed and stream is a sequence of its own. */
static inline void rng_seed(struct rng *r, uint64_t seed, uint64_t stream)
{
	uint64_t x = seed * 0x9e3779b97f4a7c15ULL + stream;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	r->s = (x ^ (x >> 31)) | 1;
}

static inline uint64_t rng_next(struct rng *r)
{
	r->s ^= r->s >> 12;
	r->s ^= r->s << 25;
	r->s ^= r->s >> 27;
	return r->s * 0x2545f4914f6cdd1dULL;
}

/* 0 .. n - 1, n up to 2^32 */
static inline uint32_t rng_below(struct rng *r, uint64_t n)
{
	return (rng_next(r) >> 32) * n >> 32;
}

static inline bool rng_percent(struct rng *r, unsigned int percent)
{
	return rng_below(r, 100) < percent;
}

/* One of an array's elements. */
#define RNG_PICK(r, a)							\
	((a)[rng_below((r), sizeof(a) / sizeof((a)[0]))])

#endif
