/* SPDX-License-Identifier: GPL-2.0-only */
/* TSNs received, and the fragments that wait behind a gap */
#ifndef _SCTP_CORE_RXRING_H
#define _SCTP_CORE_RXRING_H

#include "core/ring.h"
#include "core/wire/serial.h"

struct sk_buff;

/* A received fragment that waits behind a missing TSN */
struct sctp_rx_slot {
	struct sk_buff *skb;	/* NULL: received and taken */
	u32 off;
	u32 run;		/* TSN of the other end of its run */
	union {
		__be32 ppid;
		u32 fsn;	/* of I-DATA without the B bit */
	};
	u32 mid;
	u16 len;
	u16 sid;
	u8 flags;		/* SCTP_DATA_* */
	bool shared;		/* the packet holds other DATA too */
};

/**
 * struct sctp_rxring - TSNs received out of order
 * @slot: fragments, index = TSN & @mask; NULL until the first gap
 * @have: bit per slot: TSN received; then as many: see
 *        sctp_rxring_kept_map()
 * @mask: size - 1, a power of two
 * @cum_tsn: highest TSN received without a gap before it
 * @highest: highest TSN received
 * @held: fragments in slots
 */
struct sctp_rxring {
	struct sctp_rx_slot *slot;
	unsigned long *have;
	u32 mask;
	u32 cum_tsn;
	u32 highest;
	u32 held;
};

static inline struct sctp_rx_slot *sctp_rxring_slot(struct sctp_rxring *r,
						    u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

/* Was this TSN received? */
static inline bool sctp_rxring_seen(const struct sctp_rxring *r, u32 tsn)
{
	if (sctp_tsn_lte(tsn, r->cum_tsn))
		return true;
	return r->slot && sctp_tsn_lte(tsn, r->highest) &&
	       sctp_ring_test(r->have, r->mask, tsn);
}

/* A bit per slot of a TSN received: its data will not be dropped. Only NR-SACK
 * asks.
 */
static inline unsigned long *sctp_rxring_kept_map(const struct sctp_rxring *r)
{
	return r->have + BITS_TO_LONGS(r->mask + 1);
}

/**
 * sctp_rxring_keep() - the data of a TSN will not be dropped
 * @r: the ring
 * @tsn: the TSN, received and above the cumulative one
 */
static inline void sctp_rxring_keep(struct sctp_rxring *r, u32 tsn)
{
	sctp_ring_set(sctp_rxring_kept_map(r), r->mask, tsn);
}

/* Memory of the ring itself: slots and bitmaps, bytes */
static inline u32 sctp_rxring_memory(const struct sctp_rxring *r)
{
	u32 size = r->mask + 1;

	return r->slot ? size * sizeof(struct sctp_rx_slot) + size / 4 : 0;
}

void sctp_rxring_init(struct sctp_rxring *r, u32 peer_initial_tsn);
void sctp_rxring_free(struct sctp_rxring *r);
void sctp_rxring_shrink(struct sctp_rxring *r);
void sctp_rxring_trim(struct sctp_rxring *r);
int sctp_rxring_reserve(struct sctp_rxring *r, u32 tsn, u32 limit);
bool sctp_rxring_store(struct sctp_rxring *r, u32 tsn,
		       const struct sctp_rx_slot *s, u32 *first, u32 *last);
void sctp_rxring_take(struct sctp_rx_slot *s, u32 tsn);
struct sctp_rx_slot *sctp_rxring_peek(struct sctp_rxring *r);
void sctp_rxring_advance(struct sctp_rxring *r);
void sctp_rxring_skip(struct sctp_rxring *r, u32 n);
u32 sctp_rxring_forward(struct sctp_rxring *r, u32 tsn, u32 *len);
u32 sctp_rxring_forget(struct sctp_rxring *r);
void sctp_rxring_unsee(struct sctp_rxring *r, u32 tsn);
u32 sctp_rxring_renege(struct sctp_rxring *r, u32 *len);

#endif
