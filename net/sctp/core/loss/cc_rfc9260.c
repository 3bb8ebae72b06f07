// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control as in RFC 9260 section 7.2:
 *
 *   slow start            cwnd <= ssthresh, grows by what is acknowledged
 *   congestion avoidance  cwnd >  ssthresh, grows by one PMDCS a round trip
 *
 * Sizes are those of DATA chunks, with header and padding.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>

#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"

/* Its state in @room, RFC 9260 section 7.2.2 */
struct rfc9260 {
	u32 partial_bytes_acked;
};

static struct rfc9260 *rfc9260_of(struct sctp_path *p)
{
	BUILD_BUG_ON(sizeof(struct rfc9260) > sizeof(p->cc.room));
	return (struct rfc9260 *)&p->cc.room;
}

static void rfc9260_init(struct sctp_path *p)
{
	rfc9260_of(p)->partial_bytes_acked = 0;
}

static void rfc9260_avoidance(struct sctp_path *p,
			      const struct sctp_cc_ack *ack)
{
	struct rfc9260 *own = rfc9260_of(p);

	own->partial_bytes_acked += ack->bytes;
	if (own->partial_bytes_acked < p->cc.cwnd)
		return;
	if (sctp_cc_window_full(p, ack)) {
		own->partial_bytes_acked -= p->cc.cwnd;
		sctp_cc_window_grow(p, sctp_path_pmdcs(p));
	} else {
		own->partial_bytes_acked = p->cc.cwnd;
	}
}

/**
 * sctp_cc_rfc9260_acked() - @acked of struct sctp_cc_ops
 * @p: path
 * @ack: what was acknowledged
 *
 * The window grows only when it was fully used. Most paths have this algorithm:
 * cc.c calls it by its name, and the compiler inlines it.
 */
void sctp_cc_rfc9260_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	if (p->cc.cwnd <= p->cc.ssthresh)
		sctp_cc_window_slow_start(p, ack);
	else
		rfc9260_avoidance(p, ack);
	if (!p->flight.size)
		rfc9260_of(p)->partial_bytes_acked = 0;
}

/* Halve the window */
static void rfc9260_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	sctp_cc_window_reduce(p, p->cc.cwnd / 2, signal);
	rfc9260_of(p)->partial_bytes_acked = 0;
}

static u32 rfc9260_partial(const struct sctp_path *p)
{
	return ((const struct rfc9260 *)&p->cc.room)->partial_bytes_acked;
}

const struct sctp_cc_ops sctp_cc_rfc9260 = {
	.name = "reno",
	.init = rfc9260_init,
	.acked = sctp_cc_rfc9260_acked,
	.congestion = rfc9260_congestion,
	.undo = sctp_cc_window_undo,
	.idle = sctp_cc_window_idle,
	.partial = rfc9260_partial,
};
