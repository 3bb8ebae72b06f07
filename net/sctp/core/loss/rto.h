/* SPDX-License-Identifier: GPL-2.0-only */
/* Round trip time and retransmission timeout, RFC 9260 section 6.3 */
#ifndef _SCTP_CORE_RTO_H
#define _SCTP_CORE_RTO_H

#include <linux/types.h>
#include <linux/time64.h>

struct sctp_config;

/**
 * struct sctp_rto - round trip time of a path
 * @srtt: smoothed RTT, nanoseconds, 0 before the first measurement
 * @rttvar: its variation, nanoseconds
 * @rto: retransmission timeout with back-off, nanoseconds
 */
struct sctp_rto {
	u64 srtt;
	u64 rttvar;
	u64 rto;
};

/**
 * sctp_rto_srtt_short() - the smoothed RTT, so that products with windows fit
 * into 64 bits
 * @r: round trip time of a path
 *
 * Return: units of 1024 ns, 0 before the first measurement.
 */
static inline u64 sctp_rto_srtt_short(const struct sctp_rto *r)
{
	return r->srtt >> 10;
}

static inline u64 sctp_ms(u32 ms)
{
	return (u64)ms * NSEC_PER_MSEC;
}

void sctp_rto_init(struct sctp_rto *r, const struct sctp_config *cfg);
void sctp_rto_measured(struct sctp_rto *r, const struct sctp_config *cfg,
		       u64 rtt);
void sctp_rto_restore(struct sctp_rto *r, const struct sctp_config *cfg);
void sctp_rto_backoff(struct sctp_rto *r, const struct sctp_config *cfg);

#endif
