// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loss detection by time (RACK), RFC 8985 section 6 for TSNs and paths.
 *
 *   a chunk is lost when one sent later on the same path has arrived, and
 *
 *      sent_at      rack.rtt        reordering window
 *         |---------------------------|----------->|  is over
 *
 * The reordering window is a quarter of the least round trip time, more of
 * them after retransmissions that turned out to be needless, never more than
 * SRTT. Each chunk's slot says when it was sent last; nothing else is kept
 * for a chunk.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "cc.h"
#include "rack.h"
#include "recovery.h"
#include "txring.h"

/* For how long the least round trip time counts */
#define SCTP_MIN_RTT_LIFE	(10 * (u64)NSEC_PER_SEC)
/* Recoveries without a needless retransmission that forget those before */
#define SCTP_RACK_PERSIST	16

/* Was the chunk sent before the latest one that is known to have arrived? */
static bool sent_before(const struct sctp_tx_chunk *c, u32 tsn,
			const struct sctp_rack *rack)
{
	if (c->sent_at != rack->sent_at)
		return c->sent_at < rack->sent_at;
	return sctp_tsn_lt(tsn, rack->tsn);
}

static void min_rtt(struct sctp_rack *rack, u64 rtt, u64 now)
{
	if (rack->min_rtt && rtt > rack->min_rtt &&
	    now - rack->min_rtt_at < SCTP_MIN_RTT_LIFE)
		return;
	rack->min_rtt = max_t(u64, rtt, 1);
	rack->min_rtt_at = now;
}

/**
 * sctp_rack_arrived() - a chunk reached the peer
 * @p: path it was last sent to
 * @c: the chunk
 * @tsn: its TSN
 * @now: time
 *
 * What is answered sooner after a retransmission than any round trip takes
 * was the transmission before, which was late, and of which no time is known
 * any more.
 */
void sctp_rack_arrived(struct sctp_path *p, const struct sctp_tx_chunk *c,
		       u32 tsn, u64 now)
{
	struct sctp_rack *rack = &p->rack;
	u64 rtt = now - c->sent_at;

	if (!rack->sent_at || sctp_tsn_gt(tsn, rack->highest))
		rack->highest = tsn;
	else if (!c->rtx)
		rack->reordered = true;
	if (!c->rtx) {
		min_rtt(rack, rtt, now);
	} else if (!rack->min_rtt || rtt < rack->min_rtt) {
		rack->reordered |= rack->min_rtt != 0;
		return;
	}
	if (rack->sent_at && sent_before(c, tsn, rack))
		return;
	rack->sent_at = c->sent_at;
	rack->tsn = tsn;
	rack->rtt = rtt;
}

/* Section 6.2 step 4. While no reordering was ever seen, what a recovery finds
 * missing is lost.
 */
static u64 reordering_window(const struct sctp_assoc *a,
			     const struct sctp_path *p)
{
	u64 most = p->rto.srtt ?: p->rack.rtt;

	if (!p->rack.reordered && p->recovering)
		return 0;
	return min((p->rack.min_rtt ?: most) / 4 * (1 + p->rack.widened),
		   most);
}

/* What overtook had a shorter way: the others take as long as ever. Its own
 * round trip makes SRTT smaller than that, RTTVAR larger.
 */
static u64 usual_rtt(const struct sctp_path *p)
{
	return p->rto.srtt + (p->rack.reordered ? p->rto.rttvar : 0);
}

/* Is the chunk lost? If not, but it was overtaken, the timer waits for it. */
static bool chunk_overdue(struct sctp_path *p, const struct sctp_tx_chunk *c,
			  u32 tsn, u64 wait, u64 now)
{
	u64 due = c->sent_at + wait;

	if (!sent_before(c, tsn, &p->rack))
		return false;
	if (due <= now)
		return true;
	if (!p->rack.at || due < p->rack.at)
		p->rack.at = due;
	return false;
}

/* First transmissions are in the order of TSNs: behind one that is not lost
 * none is. What was looked at before is sent again or acknowledged.
 */
static void detect_fresh(struct sctp_assoc *a, struct sctp_path *p, u64 wait,
			 u64 now)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn = p->rack.fresh;

	if (sctp_tsn_lt(tsn, r->base))
		tsn = r->base;
	for (; (tsn = sctp_txring_in_flight(r, tsn)) != r->next; tsn++) {
		const struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (c->path != p || c->rtx)
			continue;
		if (!chunk_overdue(p, c, tsn, wait, now))
			break;
		sctp_recovery_lost(a, tsn);
	}
	p->rack.fresh = tsn;
}

/* Retransmissions are in a list of their own, in the order they left */
static void detect_resent(struct sctp_assoc *a, struct sctp_path *p, u64 wait,
			  u64 now)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	while (p->resent) {
		tsn = sctp_txring_first_resent(r, p);
		if (!chunk_overdue(p, sctp_txring_slot(r, tsn), tsn, wait, now))
			break;
		sctp_recovery_lost(a, tsn);
	}
}

/**
 * sctp_rack_detect() - find out what is lost on a path
 * @a: association
 * @p: path
 * @now: time
 *
 * It costs what is found lost, and a look at one chunk that was sent once and
 * one that was sent again.
 */
void sctp_rack_detect(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u64 wait = max(p->rack.rtt, usual_rtt(p)) + reordering_window(a, p);

	p->rack.at = 0;
	if (!p->rack.sent_at || !p->flight.size)
		return;
	detect_fresh(a, p, wait, now);
	if (unlikely(p->resent))
		detect_resent(a, p, wait, now);
}

/**
 * sctp_rack_expired() - the reordering window is over
 * @a: association, the caller flushes it
 * @p: path
 * @now: time
 */
void sctp_rack_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_rack_detect(a, p, now);
	if (!p->lost)
		return;
	sctp_cc_burst(p, a->cfg->max_burst, p->flight.size);
	sctp_recovery_enter(a);
}

/**
 * sctp_rack_widen() - the reordering window was too short
 * @p: path on which a chunk was retransmitted needlessly
 */
void sctp_rack_widen(struct sctp_path *p)
{
	p->rack.reordered = true;
	if (p->rack.widened < U8_MAX)
		p->rack.widened++;
	p->rack.persist = SCTP_RACK_PERSIST;
}

/**
 * sctp_rack_recovered() - a fast recovery has ended
 * @p: path
 */
void sctp_rack_recovered(struct sctp_path *p)
{
	if (p->rack.persist && !--p->rack.persist)
		p->rack.widened = 0;
}

/**
 * sctp_rack_reset() - TSNs begin anew, and with them what is known of times
 * @p: path with nothing in flight
 */
void sctp_rack_reset(struct sctp_path *p)
{
	memset(&p->rack, 0, sizeof(p->rack));
}
