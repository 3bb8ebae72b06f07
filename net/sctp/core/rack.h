/* SPDX-License-Identifier: GPL-2.0-only */
/* Loss detection by time, RFC 8985 section 6 */
#ifndef _SCTP_CORE_RACK_H
#define _SCTP_CORE_RACK_H

#include "assoc.h"
#include "deadline.h"

/**
 * sctp_rack_begin() - a chunk leaves for a path with nothing in flight
 * @p: path
 * @tsn: its TSN
 */
static inline void sctp_rack_begin(struct sctp_path *p, u32 tsn)
{
	p->rack.fresh = tsn;
}

/**
 * sctp_rack_due() - has the reordering timer expired?
 * @p: path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_rack_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->rack.at, now);
}

void sctp_rack_arrived(struct sctp_path *p, const struct sctp_tx_chunk *c,
		       u32 tsn, u64 now);
void sctp_rack_detect(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_rack_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_rack_widen(struct sctp_path *p);
void sctp_rack_recovered(struct sctp_path *p);
void sctp_rack_reset(struct sctp_path *p);

#endif
