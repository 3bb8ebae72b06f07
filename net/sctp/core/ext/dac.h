/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Delayed acknowledgments for concurrent multipath transfer, DAC: Iyengar, Amer
 * and Stewart, "Concurrent Multipath Transfer Using SCTP Multihoming Over
 * Independent End-to-End Paths", 2006, and draft-tuexen-tsvwg-sctp-multipath.
 *
 * With several paths something is missing nearly always, since what was sent on
 * a slower one comes later. So a SACK is delayed in spite of gaps, and says in
 * the two upper bits of its flags how many packets it is for:
 *
 *    7 6 5 4 3 2 1 0
 *   +---+-----------+
 *   | n |     0     |    n: 1, 2, or 3 and more; 0: without DAC
 *   +---+-----------+
 */
#ifndef _SCTP_CORE_DAC_H
#define _SCTP_CORE_DAC_H

#include "core/assoc.h"

#define SCTP_DAC_SHIFT	6
#define SCTP_DAC_MOST	3U

/**
 * sctp_dac_on() - does an association use DAC?
 * @a: association
 *
 * A peer that does not know it ignores the flags. With one path a gap is a
 * loss, which a sender that counts misses has to learn soon.
 *
 * Return: true with CMT, several paths, and sysctl cmt_use_dac or
 * SCTP_CMT_USE_DAC.
 */
static inline bool sctp_dac_on(const struct sctp_assoc *a)
{
	return unlikely(a->cfg->cmt_dac) && a->cfg->cmt && a->npaths > 1;
}

/**
 * sctp_dac_flags() - flags of a SACK to be sent
 * @a: association
 *
 * Return: flags of the chunk.
 */
static inline u8 sctp_dac_flags(const struct sctp_assoc *a)
{
	return sctp_dac_on(a) ? min_t(u32, a->sack.packets, SCTP_DAC_MOST) <<
				SCTP_DAC_SHIFT : 0;
}

/**
 * sctp_dac_packets() - packets that a received SACK is for
 * @a: association
 * @flags: flags of the chunk
 *
 * Return: up to 3, 0 if it does not say.
 */
static inline u8 sctp_dac_packets(const struct sctp_assoc *a, u8 flags)
{
	return sctp_dac_on(a) ? flags >> SCTP_DAC_SHIFT : 0;
}

#endif
