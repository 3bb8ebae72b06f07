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
#include <linux/socket.h>

#include "core/pmdcs.h"
#include "cc.h"

/* Its state in @room, RFC 9260 section 7.2.2 */
struct rfc9260 {
	u32 partial_bytes_acked;
};

static struct rfc9260 *rfc9260_of(struct sctp_path *p)
{
	BUILD_BUG_ON(sizeof(struct rfc9260) > sizeof(p->cc.room));
	return (struct rfc9260 *)&p->cc.room;
}

/* The initial window, section 7.2.1 */
static void rfc9260_init(struct sctp_path *p)
{
	u32 pmdcs = sctp_path_pmdcs(p);
	u32 floor = p->addr.family == AF_INET ? 4404 : 4344;

	p->cc.cwnd = min(4 * pmdcs, max(2 * pmdcs, floor));
	if (p->cfg.initial_window)
		p->cc.cwnd = min(p->cfg.initial_window * pmdcs, SCTP_CWND_MAX);
	p->cc.ssthresh = SCTP_SSTHRESH_INIT;
	rfc9260_of(p)->partial_bytes_acked = 0;
}

static void rfc9260_slow_start(struct sctp_path *p,
			       const struct sctp_cc_ack *ack, bool full)
{
	u32 most = SCTP_CC_ABC_L * sctp_path_pmdcs(p);

	if (full && !ack->recovering)
		p->cc.cwnd += min(ack->bytes, most);
}

static void rfc9260_avoidance(struct sctp_path *p,
			      const struct sctp_cc_ack *ack, bool full)
{
	struct rfc9260 *own = rfc9260_of(p);

	own->partial_bytes_acked += ack->bytes;
	if (own->partial_bytes_acked < p->cc.cwnd)
		return;
	if (full) {
		own->partial_bytes_acked -= p->cc.cwnd;
		p->cc.cwnd += sctp_path_pmdcs(p);
	} else {
		own->partial_bytes_acked = p->cc.cwnd;
	}
}

/* The window grows only when it was fully used */
static void rfc9260_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	bool full = ack->flight_before >= p->cc.cwnd;

	if (p->cc.cwnd <= p->cc.ssthresh)
		rfc9260_slow_start(p, ack, full);
	else
		rfc9260_avoidance(p, ack, full);
	p->cc.cwnd = min(p->cc.cwnd, SCTP_CWND_MAX);
	if (!p->flight.size)
		rfc9260_of(p)->partial_bytes_acked = 0;
}

/* Halve the window; after a timeout it is one packet (section 7.2.3). A loss
 * never makes it larger, also if it is below the least ssthresh.
 */
static void rfc9260_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	p->cc.ssthresh = max(p->cc.cwnd / 2, 4 * sctp_path_pmdcs(p));
	if (signal == SCTP_CC_TIMEOUT)
		p->cc.cwnd = sctp_path_pmdcs(p);
	else
		p->cc.cwnd = min(p->cc.cwnd, p->cc.ssthresh);
	rfc9260_of(p)->partial_bytes_acked = 0;
}

/* Restore the window; growth since then is kept */
static void rfc9260_undo(struct sctp_path *p, const struct sctp_cc_was *was)
{
	p->cc.cwnd = max(p->cc.cwnd, was->cwnd);
	p->cc.ssthresh = max(p->cc.ssthresh, was->ssthresh);
}

/* Halve the window for each RTO of idleness, section 7.2.1 */
static bool rfc9260_idle(struct sctp_path *p, u64 time, bool again)
{
	u32 floor = 4 * sctp_path_pmdcs(p);

	if (p->cc.cwnd <= floor)
		return false;
	if (!again)
		p->cc.ssthresh = p->cc.cwnd;
	while (time >= p->rto.rto && p->cc.cwnd > floor) {
		p->cc.cwnd = max(p->cc.cwnd / 2, floor);
		time -= p->rto.rto;
	}
	return true;
}

static u32 rfc9260_partial(const struct sctp_path *p)
{
	return ((const struct rfc9260 *)&p->cc.room)->partial_bytes_acked;
}

const struct sctp_cc_ops sctp_cc_rfc9260 = {
	.name = "rfc9260",
	.init = rfc9260_init,
	.acked = rfc9260_acked,
	.congestion = rfc9260_congestion,
	.undo = rfc9260_undo,
	.idle = rfc9260_idle,
	.partial = rfc9260_partial,
};
