// SPDX-License-Identifier: GPL-2.0-only
/*
 * DCTCP, RFC 8257, as far as ECNE allows: a mark takes alpha / 2 of cwnd, where
 * alpha says how often there are marks. Otherwise as RFC 9260 section 7.2.
 *
 * A DCTCP receiver tells of each mark, so that alpha is the share of marked
 * bytes. ECNE tells only that there was a mark since the last CWR, about once
 * in a round trip. So alpha is the share of windows of data with a mark.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>

#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"

/* Alpha is a fraction of this */
#define DCTCP_SHIFT_ONE	20
#define DCTCP_ONE	0x100000U
/* g is 1 / 16 (section 4) */
#define DCTCP_G		16

/**
 * struct dctcp - its state in @room
 * @partial_bytes_acked: RFC 9260 section 7.2.2
 * @alpha: alpha, of DCTCP_ONE
 * @marked: there was a mark in this window
 */
struct dctcp {
	u32 partial_bytes_acked;
	u32 alpha : 31;
	u32 marked : 1;
};

static struct dctcp *dctcp_of(struct sctp_path *p)
{
	BUILD_BUG_ON(sizeof(struct dctcp) > sizeof(p->cc.room));
	return (struct dctcp *)&p->cc.room;
}

/* Alpha is 1 at first, so that the first mark halves cwnd (section 4) */
static void dctcp_init(struct sctp_path *p)
{
	*dctcp_of(p) = (struct dctcp) { .alpha = DCTCP_ONE };
}

static void dctcp_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct dctcp *own = dctcp_of(p);

	if (p->cc.cwnd < p->cc.ssthresh)
		sctp_cc_window_slow_start(p, ack);
	else
		sctp_cc_window_avoid(p, ack, &own->partial_bytes_acked, 1);
	if (!p->flight.size)
		own->partial_bytes_acked = 0;
}

/* A window of data is acknowledged: alpha = (1 - g) alpha + g M (section 3.3).
 * It is what was sent until the round trip that was measured was over
 */
static void dctcp_rtt(struct sctp_path *p, u64 rtt, u64 now)
{
	struct dctcp *own = dctcp_of(p);

	/* rounded up, so that it reaches 0 */
	own->alpha -= DIV_ROUND_UP(own->alpha, DCTCP_G);
	if (own->marked)
		own->alpha += DCTCP_ONE / DCTCP_G;
	own->marked = false;
}

/* cwnd = cwnd (1 - alpha / 2) for a mark (section 3.3), half of it for a loss
 * (section 3.5)
 */
static void dctcp_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	struct dctcp *own = dctcp_of(p);
	u64 less = p->cc.cwnd / 2;

	if (signal == SCTP_CC_ECN) {
		own->marked = true;
		less = less * own->alpha >> DCTCP_SHIFT_ONE;
	}
	sctp_cc_window_reduce(p, p->cc.cwnd - less, signal);
	own->partial_bytes_acked = 0;
}

static u32 dctcp_partial(const struct sctp_path *p)
{
	return ((const struct dctcp *)&p->cc.room)->partial_bytes_acked;
}

const struct sctp_cc_ops sctp_cc_dctcp = {
	.name = "dctcp",
	.init = dctcp_init,
	.acked = dctcp_acked,
	.congestion = dctcp_congestion,
	.undo = sctp_cc_window_undo,
	.idle = sctp_cc_window_idle,
	.rtt = dctcp_rtt,
	.partial = dctcp_partial,
};
