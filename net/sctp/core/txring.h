/* SPDX-License-Identifier: GPL-2.0-only */
/* Outstanding DATA chunks by TSN */
#ifndef _SCTP_CORE_TXRING_H
#define _SCTP_CORE_TXRING_H

#include "assoc.h"
#include "ring.h"
#include "serial.h"

static inline struct sctp_tx_chunk *sctp_txring_slot(struct sctp_txring *r,
						     u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

static inline bool sctp_txring_empty(const struct sctp_txring *r)
{
	return r->base == r->next;
}

/* Size of a DATA chunk on the wire, as congestion control counts it */
static inline u32 sctp_tx_chunk_size(u32 len)
{
	return SCTP_ALIGN4(sizeof(struct sctpw_data) + len);
}

/**
 * sctp_txring_time() - a chunk was sent for the first time
 * @p: path
 * @tsn: its TSN; its round trip is timed unless another one's is
 */
static inline void sctp_txring_time(struct sctp_path *p, u32 tsn)
{
	if (p->timing)
		return;
	p->timing = true;
	p->flight.timed = tsn;
}

/**
 * sctp_txring_time_over() - no round trip is timed any more
 * @p: path
 */
static inline void sctp_txring_time_over(struct sctp_path *p)
{
	p->timing = false;
}

/**
 * sctp_txring_timed() - is it the chunk whose round trip is timed?
 * @p: path it was last sent on
 * @tsn: its TSN; it has arrived
 *
 * Return: true, once, if it is.
 */
static inline bool sctp_txring_timed(struct sctp_path *p, u32 tsn)
{
	if (!p->timing || p->flight.timed != tsn)
		return false;
	p->timing = false;
	return true;
}

bool sctp_txring_oldest_acked(const struct sctp_txring *r, struct sctp_path *p);
u32 sctp_txring_first_resent(const struct sctp_txring *r,
			     const struct sctp_path *p);
u32 sctp_txring_oldest(const struct sctp_txring *r, const struct sctp_path *p);
u32 sctp_txring_in_flight(const struct sctp_txring *r, u32 tsn);
u32 sctp_txring_next_rtx(const struct sctp_txring *r, const struct sctp_path *p,
			 u32 tsn);
u32 sctp_txring_first_rtx(const struct sctp_txring *r,
			  const struct sctp_path *p);
void sctp_txring_rtx_tried(struct sctp_path *p, u32 tsn);
void sctp_txring_rtx_now(struct sctp_path *p);
void sctp_txring_rtx_away(struct sctp_path *p);
void sctp_txring_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			     struct sctp_path *other);
void sctp_txring_start(struct sctp_txring *r, u32 initial_tsn);
void sctp_txring_free(struct sctp_txring *r);
void sctp_txring_trim(struct sctp_txring *r);
int sctp_txring_reserve(struct sctp_txring *r, u32 n);
void sctp_txring_sent(struct sctp_assoc *a, u32 tsn, struct sctp_path *p);
void sctp_txring_landed(struct sctp_assoc *a, u32 tsn);
void sctp_txring_relaunch(struct sctp_assoc *a, u32 tsn, u64 now);
void sctp_txring_mark_rtx(struct sctp_assoc *a, u32 tsn);
void sctp_txring_unmark_rtx(struct sctp_assoc *a, u32 tsn);

#endif
