// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loss detection by time (RACK), RFC 8985 section 6 for TSNs and paths.
 *
 *   A chunk is lost when one sent later on the same path has arrived, and
 *
 *      sent_at      rack.rtt        reordering window
 *         |---------------------------|----------->|  is over
 *
 * The reordering window is a quarter of the least round trip time. It is raised
 * by another quarter for each episode with needless retransmissions, up to
 * SRTT. The only state per chunk is when it was sent last.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "core/send/txring.h"
#include "core/telemetry.h"
#include "lost.h"
#include "rack.h"

/* How long the least round trip time is valid */
#define SCTP_MIN_RTT_LIFE	(10 * (u64)NSEC_PER_SEC)
/* Recoveries without needless retransmission until the window is reset */
#define SCTP_RACK_PERSIST	16

/* Was the chunk sent before the one sent last of those that have arrived? */
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

/* A chunk that was sent once arrived after a later one */
static noinline void rack_reordered(struct sctp_assoc *a, struct sctp_path *p,
				    u32 tsn)
{
	p->rack.reordered = true;
	sctp_telemetry_overtaken(a, p, p->rack.highest - tsn);
}

/**
 * sctp_rack_arrived() - a chunk was acknowledged
 * @a: association
 * @p: path it was last sent to
 * @c: the chunk
 * @tsn: its TSN
 * @now: time
 *
 * If the acknowledgment comes sooner after a retransmission than the least
 * round trip, it is for the transmission before. When that was sent is not
 * known any more, so the chunk tells nothing.
 */
void sctp_rack_arrived(struct sctp_assoc *a, struct sctp_path *p,
		       const struct sctp_tx_chunk *c, u32 tsn, u64 now)
{
	struct sctp_rack *rack = &p->rack;
	u64 rtt = now - c->sent_at;

	if (!rack->sent_at || sctp_tsn_gt(tsn, rack->highest))
		rack->highest = tsn;
	else if (!c->rtx)
		rack_reordered(a, p, tsn);
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

/**
 * sctp_rack_overtaken() - does a SACK newly acknowledge what was sent after a
 * chunk on the same path?
 * @c: the chunk
 * @tsn: its TSN
 * @now: when the SACK arrived
 *
 * Return: true if so.
 */
bool sctp_rack_overtaken(const struct sctp_tx_chunk *c, u32 tsn, u64 now)
{
	const struct sctp_rack *rack = &c->path->rack;

	return rack->sent_at && rack->sent_at + rack->rtt == now &&
	       sent_before(c, tsn, rack);
}

/**
 * sctp_rack_gap() - is something missing that was sent before what has arrived?
 * @p: path with chunks in flight
 *
 * Return: true if so.
 */
bool sctp_rack_gap(const struct sctp_path *p)
{
	return p->rack.sent_at &&
	       sctp_tsn_lt(p->flight.oldest, p->rack.highest);
}

/* Section 6.2 step 4. Without reordering seen so far the window is 0 in a
 * recovery.
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

/* How long a chunk usually takes if no later one overtakes it. Where packets
 * are reordered, chunks that overtake others have shorter round trips. These
 * lower SRTT and raise RTTVAR, so RTTVAR is added.
 */
static u64 usual_rtt(const struct sctp_path *p)
{
	return p->rto.srtt + (p->rack.reordered ? p->rto.rttvar : 0);
}

/* Is the chunk lost? If not yet, but a later one has arrived, set the timer */
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

/* Chunks sent once are in TSN order, so the first that is not lost ends the
 * search. Those before rack.fresh were found lost or acknowledged before.
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
		sctp_lost_chunk(a, tsn);
	}
	p->rack.fresh = tsn;
}

/* Retransmitted chunks are in a list, in the order they were sent */
static void detect_resent(struct sctp_assoc *a, struct sctp_path *p, u64 wait,
			  u64 now)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	while (p->resent) {
		tsn = sctp_txring_first_resent(r, p);
		if (!chunk_overdue(p, sctp_txring_slot(r, tsn), tsn, wait, now))
			break;
		sctp_lost_chunk(a, tsn);
	}
}

/* There is something in flight, and something later arrived */
static noinline void detect_lost(struct sctp_assoc *a, struct sctp_path *p,
				 u64 now)
{
	u64 wait = max(p->rack.rtt, usual_rtt(p)) + reordering_window(a, p);

	detect_fresh(a, p, wait, now);
	if (unlikely(p->resent))
		detect_resent(a, p, wait, now);
}

/**
 * sctp_rack_detect() - find the lost chunks of a path
 * @a: association
 * @p: path
 * @now: time
 *
 * The work is proportional to the chunks found lost. Besides these it looks at
 * one chunk that was sent once and one that was retransmitted.
 */
void sctp_rack_detect(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	p->rack.at = 0;
	if (p->rack.sent_at && p->flight.size)
		detect_lost(a, p, now);
}

/**
 * sctp_rack_widen() - raise the reordering window
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
 * sctp_rack_reset() - forget all: TSNs begin anew
 * @p: path with nothing in flight
 */
void sctp_rack_reset(struct sctp_path *p)
{
	memset(&p->rack, 0, sizeof(p->rack));
}
