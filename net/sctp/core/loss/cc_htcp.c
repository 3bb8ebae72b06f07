// SPDX-License-Identifier: GPL-2.0-only
/*
 * H-TCP, draft-leith-tcp-htcp-06: the longer it is since the last congestion,
 * the faster cwnd grows. How much a loss takes depends on the queue that the
 * round trip times show.
 *
 *   time since congestion  up to 1 s: alpha = 1
 *                          D more:    alpha = 1 + 10 D + (D / 2)^2
 *   a loss leaves          beta = RTTmin / RTTmax, between 0.5 and 0.8; 0.5 if
 *                          the throughput has changed by more than a fifth
 *   a window acknowledged  cwnd += 2 (1 - beta) alpha packets
 *
 * The time does not go on while cwnd is not fully used.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"

/* Beta is a fraction of this: 0.5 and 0.8 */
#define HTCP_ONE	1024U
#define HTCP_BETA_MIN	512U
#define HTCP_BETA_MAX	819U
/* Delta_L, milliseconds, and the longest time that is looked at */
#define HTCP_DELTA_L	1000U
#define HTCP_MS_MAX	BIT_ULL(20)
/* A thousandth of alpha is counted */
#define HTCP_ALPHA_ONE	1000U
/* The throughput has changed: by more than one part of so many */
#define HTCP_CHANGE	5

/**
 * struct htcp_epoch - since the last congestion
 * @t: for how long cwnd was fully used, nanoseconds
 * @rtt_max: largest round trip time, nanoseconds
 * @rate: throughput of its best round trip, bytes in a millisecond
 * @rate_before: the same of the epoch before, 0 = there was none
 * @beta: what the last congestion left, of HTCP_ONE
 */
struct htcp_epoch {
	u64 t;
	u64 rtt_max;
	u64 rate;
	u64 rate_before;
	u32 beta;
};

/**
 * struct htcp - state of a path
 * @epoch: since the last congestion
 * @past: @epoch before cwnd was reduced last
 * @past_cwnd: cwnd before that
 * @rtt_min: least round trip time, nanoseconds, 0 = none known
 * @acked_at: when data was acknowledged last
 * @round_at: when the last round trip was measured, 0 = never
 * @round_bytes: what was acknowledged since
 * @rest: what was acknowledged and did not make a byte of cwnd yet
 */
struct htcp {
	struct htcp_epoch epoch;
	struct htcp_epoch past;
	u32 past_cwnd;
	u64 rtt_min;
	u64 acked_at;
	u64 round_at;
	u64 round_bytes;
	u64 rest;
};

static struct htcp *htcp_of(const struct sctp_path *p)
{
	return sctp_cc_state(&p->cc);
}

static void htcp_init(struct sctp_path *p)
{
	struct htcp *own = htcp_of(p);

	memset(own, 0, sizeof(*own));
	own->epoch.beta = HTCP_BETA_MIN;
}

/* Alpha in thousandths */
static u64 htcp_alpha(const struct htcp_epoch *e)
{
	u64 ms = min_t(u64, div_u64(e->t, NSEC_PER_MSEC), HTCP_MS_MAX);
	u64 d = ms > HTCP_DELTA_L ? ms - HTCP_DELTA_L : 0;

	return HTCP_ALPHA_ONE + 10 * d + div_u64(d * d, 4000);
}

/* Bytes of growth for a window that is acknowledged. Not more than in slow
 * start
 */
static u32 htcp_gain(const struct sctp_path *p, const struct htcp_epoch *e)
{
	u64 gain = htcp_alpha(e) * 2 * (HTCP_ONE - e->beta);

	gain = div_u64(gain * sctp_path_pmdcs(p), HTCP_ALPHA_ONE * HTCP_ONE);
	return min_t(u64, gain, p->cc.cwnd);
}

static void htcp_avoidance(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct htcp *own = htcp_of(p);
	u64 gain;

	if (!sctp_cc_window_full(p, ack))
		return;
	own->epoch.t += min(ack->now - own->acked_at, p->rto.srtt);
	if (ack->recovering)
		return;
	gain = (u64)htcp_gain(p, &own->epoch) * sctp_cc_window_acked(p, ack);
	sctp_cc_window_grow_part(p, gain, &own->rest);
}

static void htcp_see_rtt(struct htcp *own, u64 rtt)
{
	if (!rtt)
		return;
	if (!own->rtt_min || rtt < own->rtt_min)
		own->rtt_min = rtt;
	own->epoch.rtt_max = max(own->epoch.rtt_max, rtt);
}

static void htcp_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct htcp *own = htcp_of(p);

	htcp_see_rtt(own, p->rack.rtt);
	own->round_bytes += ack->bytes;
	if (p->cc.cwnd < p->cc.ssthresh)
		sctp_cc_window_slow_start(p, ack);
	else
		htcp_avoidance(p, ack);
	own->acked_at = ack->now;
}

/* The throughput of a round trip */
static void htcp_rtt(struct sctp_path *p, u64 rtt, u64 now)
{
	struct htcp *own = htcp_of(p);
	u64 rate;

	if (own->round_at && now > own->round_at) {
		rate = div64_u64(own->round_bytes * NSEC_PER_MSEC,
				 now - own->round_at);
		own->epoch.rate = max(own->epoch.rate, rate);
	}
	own->round_at = now;
	own->round_bytes = 0;
}

static bool throughput_changed(const struct htcp_epoch *e)
{
	u64 change = e->rate > e->rate_before ? e->rate - e->rate_before :
						e->rate_before - e->rate;

	return change * HTCP_CHANGE > e->rate_before;
}

/* How much of cwnd is left. At the first congestion it is half */
static u32 htcp_beta(const struct htcp *own)
{
	const struct htcp_epoch *e = &own->epoch;
	u64 ratio;

	if (!e->rtt_max || !e->rate_before || throughput_changed(e))
		return HTCP_BETA_MIN;
	ratio = div64_u64(own->rtt_min * HTCP_ONE, e->rtt_max);
	return clamp_t(u64, ratio, HTCP_BETA_MIN, HTCP_BETA_MAX);
}

static void htcp_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	struct htcp *own = htcp_of(p);
	u32 beta = htcp_beta(own);

	own->past = own->epoch;
	own->past_cwnd = p->cc.cwnd;
	own->epoch = (struct htcp_epoch) {
		.rate_before = own->epoch.rate,
		.beta = beta,
	};
	own->rest = 0;
	sctp_cc_window_reduce(p, (u64)p->cc.cwnd * beta / HTCP_ONE, signal);
}

/* Go on with the epoch before, if it was ended for the same window */
static void htcp_undo(struct sctp_path *p, const struct sctp_cc_was *was)
{
	struct htcp *own = htcp_of(p);

	sctp_cc_window_undo(p, was);
	if (was->cwnd == own->past_cwnd)
		own->epoch = own->past;
}

const struct sctp_cc_ops sctp_cc_htcp = {
	.name = "htcp",
	.size = sizeof(struct htcp),
	.init = htcp_init,
	.acked = htcp_acked,
	.congestion = htcp_congestion,
	.undo = htcp_undo,
	.idle = sctp_cc_window_idle,
	.rtt = htcp_rtt,
};
