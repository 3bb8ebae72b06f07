/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistics of a socket: SCTP_GET_ENDPOINT_STATS.
 *
 *   what its associations have counted          struct sctp_assoc_counts
 *   + those that ended, or left the socket      struct sctp_epstats, allocated
 *   - what was counted before the last reset       when the first one does
 */
#ifndef _SCTP_EPSTATS_H
#define _SCTP_EPSTATS_H

#include "sctp.h"

struct sctp_endpoint_stats;

/**
 * struct sctp_epstats - counts that are in no association of the socket
 * @n: what those counted that are gone, less what all had at the last reset;
 *     modulo 2^64
 * @max_rto: largest RTO of those that are gone, since read, nanoseconds
 */
struct sctp_epstats {
	struct sctp_assoc_counts n;
	u64 max_rto;
};

void sctp_epstats_leave(struct sctp_kassoc *ka);
void sctp_epstats_get(struct sock *sk, struct sctp_endpoint_stats *s);
int sctp_epstats_reset(struct sock *sk);
void sctp_epstats_free(struct sock *sk);

#endif
