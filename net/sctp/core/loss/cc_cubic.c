// SPDX-License-Identifier: GPL-2.0-only
/*
 * CUBIC, RFC 9438. Windows are in bytes, time is in milliseconds.
 *
 *   cwnd
 *    |             W_max              /   After a loss cwnd returns to where
 *    |. . . . . . . . .______________/    the loss was, stays near it, and goes
 *    |\        _______/ :                 on to look for more: it follows
 *    | \     _/         :
 *    |  \  _/           :                 W_cubic(t) = C (t - K)^3 + W_max
 *    |   \/             :
 *    '---:--------------:------------ t
 *        0              K
 *
 * Where this is less than a flow of RFC 9260 would have, W_est, cwnd is that.
 *
 * A stage of congestion avoidance begins when cwnd is ssthresh. Its time does
 * not go on while cwnd is not fully used, and in fast recovery.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "core/pmdcs.h"
#include "cc.h"
#include "cc_hystart.h"
#include "cc_window.h"

/* C is 0.4 (section 5.1): packets per cubic second. One of milliseconds is
 * 1e-9 of these
 */
#define CUBIC_C_NUM		4ULL
#define CUBIC_C_DEN		10ULL
#define CUBIC_CUBE_MS		1000000000ULL
/* Beta is 0.7 (section 4.6), with fast convergence W_max is (1 + beta) / 2 of
 * cwnd (section 4.7)
 */
#define CUBIC_BETA_NUM		7
#define CUBIC_BETA_DEN		10
/* Alpha is 3 (1 - beta) / (1 + beta) = 9 / 17 (section 4.3) */
#define CUBIC_ALPHA_NUM		9
#define CUBIC_ALPHA_DEN		17
/* Longest time from K that is looked at, milliseconds: 17 minutes */
#define CUBIC_MS_MAX		BIT_ULL(20)

/**
 * struct cubic_stage - a stage of congestion avoidance
 * @t: for how long it has lasted, nanoseconds
 * @k: K, milliseconds
 * @w_max: W_max, bytes; 0 = cwnd when it begins
 * @w_est: W_est, bytes
 * @cwnd_prior: cwnd before it was reduced last
 * @rest: what was acknowledged and did not make a byte of cwnd yet
 * @est_rest: the same of W_est
 * @begun: it has begun
 */
struct cubic_stage {
	u64 t;
	u64 k;
	u32 w_max;
	u32 w_est;
	u32 cwnd_prior;
	u64 rest;
	u64 est_rest;
	bool begun;
};

/**
 * struct cubic - state of a path
 * @hystart: its first slow start
 * @stage: congestion avoidance
 * @past: @stage before cwnd was reduced last
 * @past_cwnd: cwnd before that
 * @acked_at: when data was acknowledged last
 */
struct cubic {
	struct sctp_hystart hystart;
	struct cubic_stage stage;
	struct cubic_stage past;
	u32 past_cwnd;
	u64 acked_at;
};

static struct cubic *cubic_of(const struct sctp_path *p)
{
	return sctp_cc_state(&p->cc);
}

static void cubic_init(struct sctp_path *p)
{
	struct cubic *own = cubic_of(p);

	memset(own, 0, sizeof(*own));
	sctp_hystart_begin(&own->hystart);
}

/* The cube root of a number, rounded down, digit by digit */
static u32 cubic_root(u64 n)
{
	u64 root = 0, step;
	int shift;

	for (shift = 63; shift >= 0; shift -= 3) {
		root *= 2;
		step = 3 * root * (root + 1) + 1;
		if (n >> shift >= step) {
			n -= step << shift;
			root++;
		}
	}
	return root;
}

/* K = cbrt((W_max - cwnd) / C), section 4.2 */
static u64 cubic_k(const struct sctp_path *p, u32 w_max)
{
	u64 packets_c = CUBIC_C_NUM * sctp_path_pmdcs(p);
	u64 gap = w_max - p->cc.cwnd;

	return cubic_root(div64_u64(gap * CUBIC_C_DEN * CUBIC_CUBE_MS,
				    packets_c));
}

/* W_cubic(t) = C (t - K)^3 + W_max, section 4.2. What is divided first loses
 * less than a thousandth of a packet
 */
static u32 cubic_w(const struct sctp_path *p, const struct cubic_stage *s,
		   u64 t)
{
	u64 ms = div_u64(t, NSEC_PER_MSEC);
	u64 far = min(ms > s->k ? ms - s->k : s->k - ms, CUBIC_MS_MAX);
	u64 cube = div_u64(far * far * far, 1000000);
	u64 diff = div_u64(cube * CUBIC_C_NUM * sctp_path_pmdcs(p),
			   CUBIC_C_DEN * 1000);

	if (ms < s->k)
		return s->w_max - min_t(u64, diff, s->w_max);
	return min_t(u64, s->w_max + diff, SCTP_CWND_MAX);
}

static void stage_begin(struct sctp_path *p, struct cubic_stage *s)
{
	bool below = p->cc.cwnd < s->w_max;

	/* sections 4.8 and 4.10: also after a timeout or without a loss */
	if (!below)
		s->w_max = p->cc.cwnd;
	s->k = below ? cubic_k(p, s->w_max) : 0;
	s->t = 0;
	s->w_est = p->cc.cwnd;
	s->rest = 0;
	s->est_rest = 0;
	s->begun = true;
}

/* W_est += alpha * acked / cwnd, section 4.3. Alpha is 1 when W_est is where
 * cwnd was
 */
static void stage_estimate(const struct sctp_path *p, struct cubic_stage *s,
			   u32 bytes)
{
	u32 alpha = s->w_est < s->cwnd_prior ? CUBIC_ALPHA_NUM :
					       CUBIC_ALPHA_DEN;
	u64 unit = (u64)p->cc.cwnd * CUBIC_ALPHA_DEN;
	u64 more;

	s->est_rest += (u64)bytes * sctp_path_pmdcs(p) * alpha;
	more = div64_u64(s->est_rest, unit);
	s->est_rest -= more * unit;
	s->w_est = min_t(u64, s->w_est + more, SCTP_CWND_MAX);
}

/* cwnd += (target - cwnd) / cwnd, sections 4.4 and 4.5. The target is between
 * cwnd and 1.5 cwnd, section 4.2
 */
static void stage_follow(struct sctp_path *p, struct cubic_stage *s, u32 bytes)
{
	u32 cwnd = p->cc.cwnd;
	u32 target = clamp(cubic_w(p, s, s->t + p->rto.srtt), cwnd,
			   cwnd + cwnd / 2);

	sctp_cc_window_grow_part(p, (u64)(target - cwnd) * bytes, &s->rest);
}

/* Time goes on by a round trip at most: SACKs come sooner unless the path was
 * not used
 */
static void cubic_avoidance(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct cubic *own = cubic_of(p);
	struct cubic_stage *s = &own->stage;
	u32 bytes = sctp_cc_window_acked(p, ack);

	if (!sctp_cc_window_full(p, ack) || ack->recovering)
		return;
	if (!s->begun)
		stage_begin(p, s);
	else
		s->t += min(ack->now - own->acked_at, p->rto.srtt);
	stage_estimate(p, s, bytes);
	if (cubic_w(p, s, s->t) >= s->w_est)
		stage_follow(p, s, bytes);
	else if (p->cc.cwnd < s->w_est)
		sctp_cc_window_grow(p, s->w_est - p->cc.cwnd);
}

static void cubic_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct cubic *own = cubic_of(p);

	if (p->cc.cwnd >= p->cc.ssthresh)
		cubic_avoidance(p, ack);
	else if (p->cc.ssthresh == SCTP_SSTHRESH_INIT)
		sctp_hystart_acked(&own->hystart, p, ack);
	else
		sctp_cc_window_slow_start(p, ack);
	own->acked_at = ack->now;
}

/* W_max is where cwnd was, and less if it did not get to the last one (fast
 * convergence, section 4.7). After a timeout it is where slow start ends
 * (section 4.8)
 */
static void set_w_max(const struct sctp_path *p, struct cubic_stage *s,
		      enum sctp_cc_signal signal)
{
	u64 cwnd = p->cc.cwnd;

	if (signal == SCTP_CC_TIMEOUT)
		s->w_max = 0;
	else if (cwnd < s->w_max)
		s->w_max = div_u64(cwnd * (CUBIC_BETA_DEN + CUBIC_BETA_NUM),
				   2 * CUBIC_BETA_DEN);
	else
		s->w_max = cwnd;
}

static void cubic_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	struct cubic *own = cubic_of(p);
	struct cubic_stage *s = &own->stage;
	u64 cwnd = p->cc.cwnd;

	own->past = *s;
	own->past_cwnd = cwnd;
	set_w_max(p, s, signal);
	s->cwnd_prior = cwnd;
	s->begun = false;
	sctp_hystart_begin(&own->hystart);
	sctp_cc_window_reduce(p, div_u64(cwnd * CUBIC_BETA_NUM,
					 CUBIC_BETA_DEN), signal);
}

/* Restore the stage, too, if it is that of the same window (section 4.9). If
 * another algorithm has reduced it a stage begins
 */
static void cubic_undo(struct sctp_path *p, const struct sctp_cc_was *was)
{
	struct cubic *own = cubic_of(p);
	u32 cwnd = p->cc.cwnd;

	sctp_cc_window_undo(p, was);
	if (was->cwnd == own->past_cwnd)
		own->stage = own->past;
	else if (p->cc.cwnd > cwnd)
		own->stage.begun = false;
}

static bool cubic_idle(struct sctp_path *p, u64 time, bool again)
{
	bool changed = sctp_cc_window_idle(p, time, again);

	if (changed)
		cubic_of(p)->stage.begun = false;
	return changed;
}

/* A round of slow start is over */
static void cubic_rtt(struct sctp_path *p, u64 rtt, u64 now)
{
	if (p->cc.ssthresh == SCTP_SSTHRESH_INIT)
		sctp_hystart_round(&cubic_of(p)->hystart, p);
}

const struct sctp_cc_ops sctp_cc_cubic = {
	.name = "cubic",
	.size = sizeof(struct cubic),
	.init = cubic_init,
	.acked = cubic_acked,
	.congestion = cubic_congestion,
	.undo = cubic_undo,
	.idle = cubic_idle,
	.rtt = cubic_rtt,
};
