// SPDX-License-Identifier: GPL-2.0-only
/* Round trip time and retransmission timeout, RFC 9260 section 6.3 */
#include <linux/kernel.h>

#include "core/config.h"
#include "core/path.h"
#include "rto.h"

/* Limit of the shifts that sysctl sets */
#define SCTP_RTO_MAX_SHIFT	31

/* Bound the RTO by RTO.Min and RTO.Max. It is at least a millisecond, so that
 * no timer is always due.
 */
static u64 rto_bounded(const struct sctp_config *cfg, u64 rto)
{
	rto = max(rto, sctp_ms(cfg->rto_min));
	rto = min(rto, sctp_ms(cfg->rto_max));
	return max_t(u64, rto, NSEC_PER_MSEC);
}

/**
 * sctp_rto_init() - begin without a measurement, RFC 9260 6.3.1 rule C1
 * @r: the estimate
 * @cfg: parameters
 */
void sctp_rto_init(struct sctp_rto *r, const struct sctp_config *cfg)
{
	r->srtt = 0;
	r->rttvar = 0;
	r->rto = max_t(u64, sctp_ms(cfg->rto_initial), NSEC_PER_MSEC);
}

/**
 * sctp_rto_measured() - a round trip was measured, RFC 9260 6.3.1 rules C2 to
 * C7
 * @r: the estimate
 * @cfg: parameters
 * @rtt: measured round trip time, nanoseconds
 */
void sctp_rto_measured(struct sctp_rto *r, const struct sctp_config *cfg,
		       u64 rtt)
{
	u32 alpha = min_t(u32, cfg->rto_alpha, SCTP_RTO_MAX_SHIFT);
	u32 beta = min_t(u32, cfg->rto_beta, SCTP_RTO_MAX_SHIFT);
	u64 diff;

	/* srtt 0 means "not measured"; the clock granularity of rule G1 */
	rtt = max_t(u64, rtt, 1);
	if (!r->srtt) {
		r->srtt = rtt;
		r->rttvar = rtt / 2;
	} else {
		diff = r->srtt > rtt ? r->srtt - rtt : rtt - r->srtt;
		r->rttvar = r->rttvar - (r->rttvar >> beta) + (diff >> beta);
		r->srtt = r->srtt - (r->srtt >> alpha) + (rtt >> alpha);
	}
	r->rttvar = max_t(u64, r->rttvar, 1);
	r->srtt = max_t(u64, r->srtt, 1);
	sctp_rto_restore(r, cfg);
}

/**
 * sctp_rto_restore() - undo back-off: the timeout from SRTT and RTTVAR
 * @r: the estimate
 * @cfg: parameters
 */
void sctp_rto_restore(struct sctp_rto *r, const struct sctp_config *cfg)
{
	if (r->srtt)
		r->rto = rto_bounded(cfg, r->srtt + 4 * r->rttvar);
}

/**
 * sctp_rto_backoff() - double the timeout, RFC 9260 6.3.3 rule E2
 * @r: the estimate
 * @cfg: parameters
 */
void sctp_rto_backoff(struct sctp_rto *r, const struct sctp_config *cfg)
{
	r->rto = min(r->rto * 2,
		     max_t(u64, sctp_ms(cfg->rto_max), NSEC_PER_MSEC));
}
