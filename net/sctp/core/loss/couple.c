// SPDX-License-Identifier: GPL-2.0-only
/*
 * Coupled congestion control. Paths that share a bottleneck take together what
 * one flow takes, not what as many flows would (RFC 6356 section 1).
 *
 * It is a layer over the algorithm of each path (cc.c), which grows by what is
 * acknowledged: a part of that counts. With c = cwnd, s = ssthresh, r = SRTT,
 * sums over all paths that work:
 *
 *   RPv1    s / sum(s)
 *   RPv2    c / r / sum(c / r)
 *   MPTCP   c * max(c / r^2) / sum(c / r)^2, at most 1, and 1 in slow start:
 *           the linked increases of RFC 6356 section 3
 *
 * With RPv1 and RPv2, which pool all windows as one resource, congestion takes
 * half of sum(c) from the path where it is. With MPTCP it takes what the
 * algorithm takes.
 */
#include <linux/kernel.h>
#include <linux/math64.h>

#include "core/choice.h"
#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"
#include "couple.h"

/* Parts are in units of 1/1024 */
#define SCTP_COUPLE_ONE	1024U

/* Sums over the paths that work, and the path itself */
struct couple_sums {
	u64 cwnd;
	u64 ssthresh;
	u64 rate;
	const struct sctp_path *best;	/* largest c / r^2 */
};

/* What a window makes in a round trip, bytes per 2^-10 ns or so: only ratios
 * count
 */
static u64 rate_with_rtt(const struct sctp_path *p, u64 rtt)
{
	return rtt ? div64_u64((u64)sctp_cc_cwnd(&p->cc) << 20, rtt) : 0;
}

static u64 couple_rate(const struct sctp_path *p)
{
	return rate_with_rtt(p, sctp_rto_srtt_short(&p->rto));
}

/* c / r^2 */
static u64 couple_worth(const struct sctp_path *p)
{
	u64 rtt = sctp_rto_srtt_short(&p->rto);

	return rtt ? div64_u64(couple_rate(p) << 10, rtt) : 0;
}

static void couple_sum(const struct sctp_assoc *a, const struct sctp_path *p,
		       struct couple_sums *sum)
{
	const struct sctp_path *q;

	*sum = (struct couple_sums) { .best = p };
	list_for_each_entry(q, &a->paths, list) {
		if (q != p && !sctp_path_works(q))
			continue;
		sum->cwnd += sctp_cc_cwnd(&q->cc);
		sum->ssthresh += sctp_cc_ssthresh(&q->cc);
		sum->rate += couple_rate(q);
		if (couple_worth(q) > couple_worth(sum->best))
			sum->best = q;
	}
}

static u64 part_of(u64 value, u64 sum)
{
	return sum ? div64_u64(value * SCTP_COUPLE_ONE, sum) :
		     SCTP_COUPLE_ONE;
}

/* RFC 6356 section 3, beside what the path would grow by alone */
static u64 linked_part(const struct sctp_path *p, const struct couple_sums *sum)
{
	u64 rtt = sctp_rto_srtt_short(&sum->best->rto);
	u64 mine = part_of(rate_with_rtt(p, rtt), sum->rate);
	u64 best = part_of(couple_rate(sum->best), sum->rate);

	return min_t(u64, mine * best / SCTP_COUPLE_ONE, SCTP_COUPLE_ONE);
}

/* What part of its growth alone a path has, or of the least window */
static u64 couple_part(const struct sctp_assoc *a, const struct sctp_path *p,
		       const struct couple_sums *sum)
{
	switch (a->cfg->cmt) {
	case SCTP_MP_RPV1:
		return part_of(sctp_cc_ssthresh(&p->cc), sum->ssthresh);
	case SCTP_MP_RPV2:
		return part_of(couple_rate(p), sum->rate);
	default:
		break;
	}
	if (sctp_cc_cwnd(&p->cc) <= sctp_cc_ssthresh(&p->cc))
		return SCTP_COUPLE_ONE;
	return linked_part(p, sum);
}

/**
 * sctp_couple_acked() - how much of what a SACK acknowledges counts for growth
 * @a: association whose paths are coupled
 * @p: path
 * @bytes: bytes newly acknowledged on it
 *
 * Return: bytes.
 */
u32 sctp_couple_acked(const struct sctp_assoc *a, const struct sctp_path *p,
		      u32 bytes)
{
	struct couple_sums sum;

	couple_sum(a, p, &sum);
	return bytes * couple_part(a, p, &sum) / SCTP_COUPLE_ONE;
}

/* Half of all windows is taken from this one, as far as it goes */
static void pool_congestion(struct sctp_assoc *a, struct sctp_path *p,
			    enum sctp_cc_signal signal)
{
	u64 cwnd = sctp_cc_cwnd(&p->cc), half, least, to;
	struct couple_sums sum;

	couple_sum(a, p, &sum);
	half = sum.cwnd / 2;
	least = 4 * sctp_path_pmdcs(p) * couple_part(a, p, &sum) /
		SCTP_COUPLE_ONE;
	to = max(cwnd - min(cwnd, half), least);
	sctp_cc_congestion(p, signal);
	if (to < sctp_cc_ssthresh(&p->cc))
		sctp_cc_window_reduce(p, to, signal);
}

/**
 * sctp_couple_congestion() - react to congestion on a path
 * @a: association
 * @p: path, not yet in fast recovery
 * @signal: how congestion was noticed
 */
void sctp_couple_congestion(struct sctp_assoc *a, struct sctp_path *p,
			    enum sctp_cc_signal signal)
{
	if (sctp_couple_on(a) && a->cfg->cmt != SCTP_MP_LINKED)
		pool_congestion(a, p, signal);
	else
		sctp_cc_congestion(p, signal);
}
