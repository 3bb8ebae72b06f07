// SPDX-License-Identifier: GPL-2.0-only
/*
 * HyStart++, RFC 9406 section 4.2:
 *
 *   slow start --RTT grew--> conservative slow start --5 rounds--> avoidance
 *        ^                             |
 *        '-------RTT shrank again------'
 *
 * A round is from one measured round trip to the next, since the next chunk
 * sent after a measurement is measured again. The RTT that a SACK shows is that
 * of the chunk sent last of those it acknowledges.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "core/pmdcs.h"
#include "cc_hystart.h"
#include "cc_window.h"

/* RFC 9406 section 4.3 */
#define HYSTART_MIN_RTT_THRESH		(4 * (u64)NSEC_PER_MSEC)
#define HYSTART_MAX_RTT_THRESH		(16 * (u64)NSEC_PER_MSEC)
#define HYSTART_MIN_RTT_DIVISOR		8
#define HYSTART_N_RTT_SAMPLE		8
#define HYSTART_CSS_GROWTH_DIVISOR	4
#define HYSTART_CSS_ROUNDS		5

/**
 * sctp_hystart_begin() - nothing was measured in slow start yet
 * @h: slow start of a path
 */
void sctp_hystart_begin(struct sctp_hystart *h)
{
	memset(h, 0, sizeof(*h));
}

/**
 * sctp_hystart_round() - a round is over
 * @h: slow start of a path
 * @p: the path
 *
 * Conservative slow start ends after its fifth round. The round in which it
 * began counts.
 */
void sctp_hystart_round(struct sctp_hystart *h, struct sctp_path *p)
{
	h->last_round_min_rtt = h->current_round_min_rtt;
	h->current_round_min_rtt = 0;
	h->rtt_sample_count = 0;
	if (h->css_baseline_min_rtt && ++h->css_rounds >= HYSTART_CSS_ROUNDS)
		p->cc.ssthresh = p->cc.cwnd;
}

static u64 rtt_threshold(const struct sctp_hystart *h)
{
	return clamp(h->last_round_min_rtt / HYSTART_MIN_RTT_DIVISOR,
		     HYSTART_MIN_RTT_THRESH, HYSTART_MAX_RTT_THRESH);
}

/* Enter conservative slow start, or leave it since the RTT shrank again */
static void judge_round(struct sctp_hystart *h)
{
	u64 rtt = h->current_round_min_rtt;

	if (h->css_baseline_min_rtt) {
		if (rtt < h->css_baseline_min_rtt) {
			h->css_baseline_min_rtt = 0;
			h->css_rounds = 0;
		}
	} else if (h->last_round_min_rtt &&
		   rtt >= h->last_round_min_rtt + rtt_threshold(h)) {
		h->css_baseline_min_rtt = rtt;
	}
}

static void take_sample(struct sctp_hystart *h, u64 rtt)
{
	if (!rtt)
		return;
	if (!h->current_round_min_rtt || rtt < h->current_round_min_rtt)
		h->current_round_min_rtt = rtt;
	h->rtt_sample_count++;
	if (h->rtt_sample_count >= HYSTART_N_RTT_SAMPLE)
		judge_round(h);
}

/**
 * sctp_hystart_acked() - data was acknowledged in slow start
 * @h: slow start of a path
 * @p: the path, its ssthresh still the initial one
 * @ack: what a SACK acknowledges
 *
 * L is large, since one SACK acknowledges a train of packets. A path that is
 * paced has no L.
 */
void sctp_hystart_acked(struct sctp_hystart *h, struct sctp_path *p,
			const struct sctp_cc_ack *ack)
{
	u32 most = sctp_cc_window_abc_l(p) * sctp_path_pmdcs(p);
	u32 bytes = p->pace ? ack->bytes : min(ack->bytes, most);

	take_sample(h, p->rack.rtt);
	if (!sctp_cc_window_full(p, ack) || ack->recovering)
		return;
	if (h->css_baseline_min_rtt)
		bytes /= HYSTART_CSS_GROWTH_DIVISOR;
	sctp_cc_window_grow(p, bytes);
}
