// SPDX-License-Identifier: GPL-2.0-only
/*
 * What algorithms of congestion control have in common, RFC 9260 section 7.2
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/socket.h>

#include "core/pmdcs.h"
#include "cc_window.h"

/**
 * sctp_cc_window_init() - the initial window, RFC 9260 section 7.2.1
 * @p: path
 */
void sctp_cc_window_init(struct sctp_path *p)
{
	u32 pmdcs = sctp_path_pmdcs(p);
	u32 floor = p->addr.family == AF_INET ? 4404 : 4344;

	p->cc.cwnd = min(4 * pmdcs, max(2 * pmdcs, floor));
	if (p->cfg.initial_window)
		p->cc.cwnd = min(p->cfg.initial_window * pmdcs, SCTP_CWND_MAX);
	p->cc.ssthresh = SCTP_SSTHRESH_INIT;
}

/**
 * sctp_cc_window_grow() - make cwnd larger
 * @p: path
 * @bytes: by how much
 */
void sctp_cc_window_grow(struct sctp_path *p, u32 bytes)
{
	p->cc.cwnd = min_t(u64, (u64)p->cc.cwnd + bytes, SCTP_CWND_MAX);
}

/**
 * sctp_cc_window_grow_part() - make cwnd larger by a part of itself
 * @p: path
 * @gain: bytes for a whole window that is acknowledged, times those
 *        acknowledged
 * @rest: what made no byte yet
 */
void sctp_cc_window_grow_part(struct sctp_path *p, u64 gain, u64 *rest)
{
	const u32 cwnd = p->cc.cwnd;
	u64 more;

	*rest += gain;
	more = div64_u64(*rest, cwnd);
	*rest -= more * cwnd;
	sctp_cc_window_grow(p, more);
}

/**
 * sctp_cc_window_slow_start() - grow by what was acknowledged, RFC 9260 section
 * 7.2.1
 * @p: path in slow start
 * @ack: what a SACK acknowledges
 */
void sctp_cc_window_slow_start(struct sctp_path *p,
			       const struct sctp_cc_ack *ack)
{
	u32 most = sctp_cc_window_abc_l(p) * sctp_path_pmdcs(p);

	if (sctp_cc_window_full(p, ack) && !ack->recovering)
		sctp_cc_window_grow(p, min(ack->bytes, most));
}

/**
 * sctp_cc_window_avoid() - grow in congestion avoidance, RFC 9260 section
 * 7.2.2, by a number of packets for each window acknowledged; not while what
 * was in flight at the last reduction is (RFC 3168 section 6.1.2)
 * @p: path
 * @ack: what a SACK acknowledges
 * @partial_bytes_acked: what was acknowledged and made no packet yet, bytes
 * @packets: how many PMDCS for a window, at least 1, also the most for a SACK
 */
void sctp_cc_window_avoid(struct sctp_path *p, const struct sctp_cc_ack *ack,
			  u32 *partial_bytes_acked, u32 packets)
{
	u32 step = DIV_ROUND_UP(p->cc.cwnd, packets);
	u32 n;

	if (ack->recovering)
		return;
	*partial_bytes_acked += sctp_cc_window_acked(p, ack);
	n = min(*partial_bytes_acked / step, packets);
	if (!n)
		return;
	if (sctp_cc_window_full(p, ack)) {
		*partial_bytes_acked -= n * step;
		sctp_cc_window_grow(p, n * sctp_path_pmdcs(p));
	} else {
		*partial_bytes_acked = step;
	}
}

/**
 * sctp_cc_window_reduce() - there is congestion, RFC 9260 section 7.2.3
 * @p: path
 * @to: the new ssthresh, bytes; it will be 4 PMDCS at least
 * @signal: how congestion was noticed
 *
 * After a timeout cwnd is one packet. A loss never makes it larger, also if it
 * is below the least ssthresh.
 */
void sctp_cc_window_reduce(struct sctp_path *p, u32 to,
			   enum sctp_cc_signal signal)
{
	p->cc.ssthresh = max(to, 4 * sctp_path_pmdcs(p));
	if (signal == SCTP_CC_TIMEOUT)
		p->cc.cwnd = sctp_path_pmdcs(p);
	else
		p->cc.cwnd = min(p->cc.cwnd, p->cc.ssthresh);
}

/**
 * sctp_cc_window_undo() - restore the window; growth since then is kept
 * @p: path
 * @was: the window before it was reduced
 */
void sctp_cc_window_undo(struct sctp_path *p, const struct sctp_cc_was *was)
{
	p->cc.cwnd = max(p->cc.cwnd, was->cwnd);
	p->cc.ssthresh = max(p->cc.ssthresh, was->ssthresh);
}

/**
 * sctp_cc_window_idle() - halve the window for each RTO of idleness, RFC 9260
 * section 7.2.1
 * @p: path
 * @time: for how long nothing was sent on it
 * @again: called again, with nothing sent since the last call
 *
 * Return: true when the window was changed.
 */
bool sctp_cc_window_idle(struct sctp_path *p, u64 time, bool again)
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
