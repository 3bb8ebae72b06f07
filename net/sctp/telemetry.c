// SPDX-License-Identifier: GPL-2.0-only
/* Telemetry as users read it: SCTP_TELEMETRY_INFO, sock_diag, /proc */
#include <linux/export.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include "core/telemetry.h"
#include "telemetry.h"
#include "timer.h"

static u64 to_micros(u64 ns)
{
	return div_u64(ns, NSEC_PER_USEC);
}

static u64 limited_for(const struct sctp_assoc *a, enum sctp_limit limit,
		       u64 now)
{
	return to_micros(sctp_telemetry_time(a, limit, now));
}

static void telemetry_counts(struct sctp_telemetry_info *info,
			     const struct sctp_path_counts *n)
{
	info->sti_busy = to_micros(n->busy);
	info->sti_delivered = n->delivered;
	info->sti_resent = n->resent;
	info->sti_lost_acks = n->events[SCTP_PE_LOST_ACKS];
	info->sti_lost_timeout = n->events[SCTP_PE_LOST_TIMEOUT];
	info->sti_lost_probe = n->events[SCTP_PE_LOST_PROBE];
	info->sti_lost_route = n->events[SCTP_PE_LOST_ROUTE];
	info->sti_lost_size = n->events[SCTP_PE_LOST_SIZE];
	info->sti_spurious = n->events[SCTP_PE_SPURIOUS];
	info->sti_ecn = n->events[SCTP_PE_MARKED];
	info->sti_reordered = n->events[SCTP_PE_REORDERED];
	info->sti_reordering = n->reordering;
}

/* What kept the association from sending more */
static void telemetry_limits(struct sctp_telemetry_info *info,
			     const struct sctp_assoc *a, u64 now)
{
	info->sti_cwnd_limited = limited_for(a, SCTP_LIMIT_CWND, now);
	info->sti_rwnd_limited = limited_for(a, SCTP_LIMIT_RWND, now);
	info->sti_sndbuf_limited = limited_for(a, SCTP_LIMIT_SNDBUF, now);
	info->sti_user_limited = limited_for(a, SCTP_LIMIT_USER, now);
	info->sti_busy = info->sti_cwnd_limited + info->sti_rwnd_limited +
			 info->sti_sndbuf_limited + info->sti_user_limited;
}

static void telemetry_rtt(struct sctp_telemetry_info *info,
			  const struct sctp_path *p)
{
	info->sti_srtt = to_micros(p->rto.srtt);
	info->sti_rttvar = to_micros(p->rto.rttvar);
	info->sti_min_rtt = to_micros(p->rack.min_rtt);
	info->sti_pacing_rate = p->pace ? p->pace->rate : 0;
}

/**
 * sctp_telemetry_info() - what is known of an association or a path
 * @ka: the association, its socket owned
 * @p: the path; NULL: all of the association
 * @info: to fill, all of it; zeroed when telemetry is off
 */
void sctp_telemetry_info(const struct sctp_kassoc *ka,
			 const struct sctp_path *p,
			 struct sctp_telemetry_info *info)
{
	const struct sctp_assoc *a = &ka->a;
	struct sctp_path_counts n;
	u64 now = sctp_now();
	bool short_of_data;

	memset(info, 0, sizeof(*info));
	if (!sctp_telemetry_on(a))
		return;
	sctp_telemetry_counts(a, p, now, &n);
	telemetry_counts(info, &n);
	if (!p)
		telemetry_limits(info, a, now);
	info->sti_delivery_rate = sctp_telemetry_rate(a, p, &short_of_data);
	info->sti_flags = SCTP_TELEMETRY_ON |
			  (short_of_data ? SCTP_TELEMETRY_SHORT : 0);
	if (!p)
		p = a->primary;
	if (p)
		telemetry_rtt(info, p);
}
EXPORT_SYMBOL_GPL(sctp_telemetry_info);
