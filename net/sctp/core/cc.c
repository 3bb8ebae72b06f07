// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control of a path, RFC 9260 section 7.2:
 *
 *   slow start            cwnd <= ssthresh, grows by what is acknowledged
 *   congestion avoidance  cwnd >  ssthresh, grows by one PMDCS a round trip
 *
 * Sizes are those of DATA chunks, with header and padding.
 */
#include <linux/kernel.h>
#include <linux/socket.h>
#include <linux/string.h>

#include "cc.h"
#include "path.h"

#define SCTP_SSTHRESH_INIT	0x7fffffffU
#define SCTP_CWND_MAX		0x40000000U

/**
 * sctp_cc_init() - initial window, RFC 9260 section 7.2.1
 * @p: path, its MTU known, with nothing in flight
 */
void sctp_cc_init(struct sctp_path *p)
{
	memset(&p->cc, 0, sizeof(p->cc));
	sctp_cc_reset(p);
}

/**
 * sctp_cc_reset() - begin anew under unknown conditions, RFC 9260 7.2.5
 * @p: path; what is in flight stays so
 */
void sctp_cc_reset(struct sctp_path *p)
{
	u32 pmdcs = sctp_path_pmdcs(p);
	u32 floor = p->addr.family == AF_INET ? 4404 : 4344;

	p->cc.cwnd = min(4 * pmdcs, max(2 * pmdcs, floor));
	if (p->cfg.initial_window)
		p->cc.cwnd = min(p->cfg.initial_window * pmdcs, SCTP_CWND_MAX);
	p->cc.ssthresh = SCTP_SSTHRESH_INIT;
	p->cc.partial_bytes_acked = 0;
	p->cc.rtt_busy = false;
	p->cc.one_packet = false;
	p->cc.idle = false;
}

/**
 * sctp_cc_sack() - grow the window for what a SACK newly acknowledged
 * @p: path the chunks were last sent to
 * @acked: bytes of chunks newly acknowledged
 * @flight_before: flight size before the SACK arrived
 * @in_fast_recovery: no growth then in slow start
 */
void sctp_cc_sack(struct sctp_path *p, u32 acked, u32 flight_before,
		  bool in_fast_recovery)
{
	u32 pmdcs = sctp_path_pmdcs(p);
	struct sctp_cc *cc = &p->cc;
	bool full = flight_before >= cc->cwnd;

	cc->one_packet = false;
	if (cc->cwnd <= cc->ssthresh) {
		if (full && !in_fast_recovery)
			cc->cwnd += min(acked, SCTP_CC_ABC_L * pmdcs);
	} else {
		cc->partial_bytes_acked += acked;
		if (cc->partial_bytes_acked >= cc->cwnd) {
			if (full) {
				cc->partial_bytes_acked -= cc->cwnd;
				cc->cwnd += pmdcs;
			} else {
				cc->partial_bytes_acked = cc->cwnd;
			}
		}
	}
	cc->cwnd = min(cc->cwnd, SCTP_CWND_MAX);
	if (!cc->flight_size)
		cc->partial_bytes_acked = 0;
}

/**
 * sctp_cc_fast_rtx() - halve the window, RFC 9260 section 7.2.3
 * @p: path a chunk was lost on; the caller is not yet in fast recovery
 *
 * A window that is smaller than the new ssthresh stays as it is.
 */
void sctp_cc_fast_rtx(struct sctp_path *p)
{
	p->cc.ssthresh = max(p->cc.cwnd / 2, 4 * sctp_path_pmdcs(p));
	p->cc.cwnd = min(p->cc.cwnd, p->cc.ssthresh);
	p->cc.partial_bytes_acked = 0;
}

/**
 * sctp_cc_undo() - nothing was lost: the window is what it was
 * @p: path that sctp_cc_fast_rtx() was called for
 * @cwnd: before that
 * @ssthresh: before that
 */
void sctp_cc_undo(struct sctp_path *p, u32 cwnd, u32 ssthresh)
{
	p->cc.cwnd = max(p->cc.cwnd, cwnd);
	p->cc.ssthresh = max(p->cc.ssthresh, ssthresh);
}

/**
 * sctp_cc_burst() - limit the burst that follows, RFC 9260 6.1 rule D
 * @p: path
 * @max_burst: Max.Burst, 0 = no limit
 * @flight: flight size it is counted from
 */
void sctp_cc_burst(struct sctp_path *p, u32 max_burst, u32 flight)
{
	u64 limit = flight + (u64)max_burst * sctp_path_pmdcs(p);

	if (max_burst)
		p->cc.burst_limit = min_t(u64, limit, U32_MAX);
}

/**
 * sctp_cc_timeout() - back to one packet, RFC 9260 section 7.2.3
 * @p: path whose T3-rtx expired
 */
void sctp_cc_timeout(struct sctp_path *p)
{
	p->cc.ssthresh = max(p->cc.cwnd / 2, 4 * sctp_path_pmdcs(p));
	p->cc.cwnd = sctp_path_pmdcs(p);
	p->cc.partial_bytes_acked = 0;
	p->cc.one_packet = true;
}

/**
 * sctp_cc_sent() - data leaves on a path
 * @p: path
 * @now: time
 */
void sctp_cc_sent(struct sctp_path *p, u64 now)
{
	p->cc.idle_since = now;
	p->cc.idle = false;
}

/**
 * sctp_cc_idle() - shrink the window of an unused path, RFC 9260 7.2.1
 * @p: path about to be used for new data
 * @now: time
 *
 * Called before data is sent on a path with nothing in flight: applies the
 * halvings that were due once per RTO, so that no timer is needed for them.
 */
void sctp_cc_idle(struct sctp_path *p, u64 now)
{
	u32 floor = 4 * sctp_path_pmdcs(p);
	u64 idle;

	if (p->cc.flight_size || !p->cc.idle_since)
		return;
	idle = now - p->cc.idle_since;
	if (idle < p->rto.rto)
		return;
	if (!p->cc.idle && p->cc.cwnd > floor) {
		p->cc.idle = true;
		p->cc.ssthresh = p->cc.cwnd;
	}
	while (idle >= p->rto.rto && p->cc.cwnd > floor) {
		p->cc.cwnd = max(p->cc.cwnd / 2, floor);
		idle -= p->rto.rto;
	}
	p->cc.idle_since = now;
}

/**
 * sctp_cc_may_send() - may another packet leave, RFC 9260 6.1 rules B and D
 * @p: path
 *
 * After T3-rtx expired only one may be in flight (7.2.1). A loss probe goes
 * beyond cwnd.
 *
 * Return: true when neither cwnd nor the burst limit is reached; the packet
 * may exceed them by less than one PMDCS.
 */
bool sctp_cc_may_send(const struct sctp_path *p)
{
	u32 cwnd = p->cc.one_packet ? 1 : p->cc.cwnd;

	if (p->cc.flight_size >= max(cwnd, p->cc.probe_limit))
		return false;
	return !p->cc.burst_limit || p->cc.flight_size < p->cc.burst_limit;
}
