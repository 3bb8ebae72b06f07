/* SPDX-License-Identifier: GPL-2.0-only */
/* TSNs received, and the fragments that wait behind a gap */
#ifndef _SCTP_CORE_RXRING_H
#define _SCTP_CORE_RXRING_H

#include "assoc.h"
#include "ring.h"
#include "serial.h"

static inline struct sctp_rx_slot *sctp_rxring_slot(struct sctp_rxring *r,
						    u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

/* Was this TSN received already? */
static inline bool sctp_rxring_seen(const struct sctp_rxring *r, u32 tsn)
{
	if (sctp_tsn_lte(tsn, r->cum_tsn))
		return true;
	return r->slot && sctp_tsn_lte(tsn, r->highest) &&
	       sctp_ring_test(r->have, r->mask, tsn);
}

/* Memory of the ring itself, slots and bits */
static inline u32 sctp_rxring_memory(const struct sctp_rxring *r)
{
	u32 size = r->mask + 1;

	return r->slot ? size * sizeof(struct sctp_rx_slot) + size / 8 : 0;
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
u32 sctp_rxring_forget(struct sctp_rxring *r);
u32 sctp_rxring_renege(struct sctp_rxring *r, u32 *len);

#endif
