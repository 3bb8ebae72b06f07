/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NR-SACK, draft-natarajan-tsvwg-sctp-nrsack: the receiver tells what it will
 * not renege on, so that the sender frees it although a TSN before is missing.
 *
 *   cumulative TSN    R block            NR block
 *         v             v                   v
 *     ----+ . . [part of a message] . [whole messages] .
 *
 * What waits behind a gap for the rest of its message may be dropped for want
 * of memory. Whole messages are kept, whether they were delivered or wait for
 * their turn.
 */
#ifndef _SCTP_CORE_NRSACK_H
#define _SCTP_CORE_NRSACK_H

#include "core/assoc.h"
#include "core/caps.h"

#define SCTP_CT_NR_SACK	0x10

/* Lists of blocks follow: R, which may be reneged on, then NR; then duplicates
 */
struct sctpw_nrsack {
	struct sctpw_chunk ch;
	__be32 cum_tsn_ack;
	__be32 a_rwnd;
	__be16 num_gaps;
	__be16 num_nr;
	__be16 num_dups;
	__be16 reserved;
};

static_assert(sizeof(struct sctpw_nrsack) == 20);

/**
 * sctp_nrsack_on() - does the association use NR-SACK?
 * @a: association
 *
 * Return: true when both sides offered it. Either side sends NR-SACK instead of
 * SACK then, and takes both.
 */
static inline bool sctp_nrsack_on(const struct sctp_assoc *a)
{
	return unlikely(a->hs.caps & SCTP_CAP_NR_SACK);
}

/**
 * sctp_nrsack_hdr() - length of the header of a SACK or NR-SACK
 * @a: association
 *
 * Return: bytes.
 */
static inline u32 sctp_nrsack_hdr(const struct sctp_assoc *a)
{
	return sctp_nrsack_on(a) ? sizeof(struct sctpw_nrsack) :
				   sizeof(struct sctpw_sack);
}

/**
 * sctp_nrsack_keep() - the data of a TSN will not be dropped
 * @a: association
 * @tsn: the TSN; nothing is done unless it was received behind a gap
 */
static inline void sctp_nrsack_keep(struct sctp_assoc *a, u32 tsn)
{
	if (sctp_nrsack_on(a) && sctp_tsn_gt(tsn, a->rx.ring.cum_tsn) &&
	    sctp_rxring_seen(&a->rx.ring, tsn))
		sctp_rxring_keep(&a->rx.ring, tsn);
}

u32 sctp_nrsack_blocks(const struct sctp_assoc *a, struct sctpw_gap *out,
		       u32 max, u32 *num_nr);

#endif
