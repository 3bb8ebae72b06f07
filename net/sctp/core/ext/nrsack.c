// SPDX-License-Identifier: GPL-2.0-only
/*
 * The gap blocks of an NR-SACK. A run of TSNs that were received is cut where
 * what may be reneged on, R, meets what may not, NR.
 *
 *   received   . x x x x . x x
 *   kept       . . . x x . x x
 *   blocks       |-R-|NR | |NR|
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "nrsack.h"

/* A block, from @from to before @end */
struct nr_block {
	u32 from;
	u32 end;
	bool nr;
};

/* The first block from @tsn on. False when there is none */
static bool block_find(const struct sctp_rxring *r, u32 tsn,
		       struct nr_block *b)
{
	const unsigned long *kept = sctp_rxring_kept_map(r);
	u32 most = r->cum_tsn + U16_MAX, end = r->highest;

	if (sctp_tsn_gt(end, most))
		end = most;
	b->from = sctp_ring_find(r->have, r->mask, tsn, end + 1, true);
	if (b->from == end + 1)
		return false;
	b->nr = sctp_ring_test(kept, r->mask, b->from);
	b->end = sctp_ring_find(r->have, r->mask, b->from, end + 1, false);
	b->end = sctp_ring_find(kept, r->mask, b->from, b->end, !b->nr);
	return true;
}

/* Write those of the first @n blocks that are NR, or are not. Returns how many
 * are
 */
static u32 write_blocks(const struct sctp_rxring *r, struct sctpw_gap *out,
			u32 n, bool nr)
{
	struct nr_block b = { .end = r->cum_tsn + 1 };
	u32 i, wrote = 0;

	for (i = 0; i < n && block_find(r, b.end, &b); i++) {
		if (b.nr != nr)
			continue;
		out[wrote].start = cpu_to_be16(b.from - r->cum_tsn);
		out[wrote].end = cpu_to_be16(b.end - 1 - r->cum_tsn);
		wrote++;
	}
	return wrote;
}

/**
 * sctp_nrsack_blocks() - gap blocks of an NR-SACK
 * @a: association
 * @out: where to write them, R before NR, or NULL to count them
 * @max: most of both together; those with the highest TSNs are left out
 * @num_nr: how many are NR, set with @out
 *
 * Return: how many of both.
 */
u32 sctp_nrsack_blocks(const struct sctp_assoc *a, struct sctpw_gap *out,
		       u32 max, u32 *num_nr)
{
	const struct sctp_rxring *r = &a->rx.ring;
	struct nr_block b = { .end = r->cum_tsn + 1 };
	u32 n = 0;

	*num_nr = 0;
	if (!r->slot || r->highest == r->cum_tsn)
		return 0;
	while (n < max && block_find(r, b.end, &b))
		n++;
	if (out)
		*num_nr = write_blocks(r, out + write_blocks(r, out, n, false),
				       n, true);
	return n;
}
