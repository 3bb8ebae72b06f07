// SPDX-License-Identifier: GPL-2.0-only
/*
 * Concurrent multipath transfer, draft-tuexen-tsvwg-sctp-multipath: new data
 * takes all paths that work, as far as their congestion windows allow.
 *
 *   messages ---> the fastest path, until its cwnd is used up
 *                 the next fastest one, and so on
 *
 * What a slower path carries is missing at the peer for a while. The peer keeps
 * what comes later, and its window may be used up by that. Then the faster path
 * would wait for the slower one, and both together could be slower than the
 * faster one alone. So a slower path is used only if the peer's window has room
 * for what the fastest path can send meanwhile.
 *
 * Loss detection and congestion control are by path anyway. See
 * Documentation/multipath.md.
 */
#include <linux/kernel.h>
#include <linux/math64.h>

#include "core/choice.h"
#include "core/loss/cc.h"
#include "core/loss/recovery.h"
#include "core/loss/t3.h"
#include "core/loss/tlp.h"
#include "multipath.h"
#include "pace.h"
#include "sendq.h"
#include "txring.h"

static u64 short_rtt(const struct sctp_path *p)
{
	return sctp_rto_srtt_short(&p->rto);
}

/* Paths of which no round trip was measured come last */
static bool is_faster(const struct sctp_path *p, const struct sctp_path *than)
{
	return !than || short_rtt(p) - 1 < short_rtt(than) - 1;
}

/* A timeout without RTO.Min, and with twice the time for the round trip */
static u64 path_patience(const struct sctp_path *p)
{
	return min(2 * p->rto.srtt + 4 * p->rto.rttvar, p->rto.rto);
}

/* Is what is in flight not answered for that long? Perhaps the path is dead */
static bool is_late(const struct sctp_assoc *a, const struct sctp_path *p,
		    u64 now)
{
	const struct sctp_txring *r = &a->tx.ring;

	if (!p->flight.size || !p->rto.srtt)
		return false;
	return r->slot[p->flight.oldest & r->mask].sent_at + path_patience(p) <
	       now;
}

/* Does pacing allow another packet now? */
static bool pace_allows(const struct sctp_assoc *a, struct sctp_path *p,
			u64 now)
{
	return likely(!p->pace) || sctp_pace_may_send(a, p, now);
}

/* How much may a path send in a round trip from now on? After cwnd was halved
 * SRTT sinks slowly, and in slow start cwnd grows.
 */
static u64 most_sent(const struct sctp_path *p)
{
	u64 cwnd = sctp_cc_cwnd(&p->cc);

	return cwnd <= sctp_cc_ssthresh(&p->cc) ? 4 * cwnd : 2 * cwnd;
}

/* Would the fastest path have to wait for what @p takes now? */
static bool holds_up(const struct sctp_assoc *a, const struct sctp_path *p,
		     const struct sctp_path *fastest)
{
	u64 longer = short_rtt(p) - short_rtt(fastest);

	if (!short_rtt(p) || !short_rtt(fastest) || p == fastest)
		return false;
	return div64_u64(most_sent(fastest) * longer, short_rtt(fastest)) >
	       a->tx.peer.rwnd;
}

/**
 * sctp_multipath_choose() - the path for new data without a preference
 * @a: association
 * @now: time
 *
 * A path with a loss probe due takes data first: its cwnd may be exceeded. One
 * that does not answer takes none while others do.
 *
 * Return: the path. If none may send now, one that pacing delays, or else the
 * path for data. NULL only when there are no paths at all.
 */
struct sctp_path *sctp_multipath_choose(const struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p, *best = NULL, *fastest = NULL, *paced = NULL;

	list_for_each_entry(p, &a->paths, list) {
		if (!sctp_path_works(p))
			continue;
		if (sctp_cc_probes(&p->cc))
			return p;
		if (is_late(a, p, now))
			continue;
		if (is_faster(p, fastest))
			fastest = p;
		sctp_cc_idle(p, now);
		if (!sctp_cc_may_send(p))
			continue;
		if (!pace_allows(a, p, now))
			paced = p;
		else if (is_faster(p, best))
			best = p;
	}
	if (best && !holds_up(a, best, fastest))
		return best;
	return paced ?: best ? fastest : sctp_path_for_data(a);
}

/* The fastest path other than @not that may send now */
static struct sctp_path *path_with_room(const struct sctp_assoc *a,
					const struct sctp_path *not)
{
	struct sctp_path *p, *best = NULL;

	list_for_each_entry(p, &a->paths, list)
		if (p != not && sctp_path_works(p) && sctp_cc_may_send(p) &&
		    is_faster(p, best))
			best = p;
	return best;
}

/* Does the next message wait for the peer's window? */
static bool window_blocks(struct sctp_assoc *a)
{
	const struct sctp_tx_msg *msg = sctp_sendq_head(a);

	return msg && a->tx.ring.flight && a->tx.peer.rwnd <
	       min(msg->len - msg->sent, a->tx.frag_point);
}

/* What is missing at the peer while the window is used up for what came later:
 * the oldest chunk, if it is in flight
 */
static const struct sctp_tx_chunk *blocking_chunk(struct sctp_assoc *a)
{
	const struct sctp_tx_chunk *c;

	if (!a->tx.sackin.gaps || !window_blocks(a))
		return NULL;
	c = sctp_txring_slot(&a->tx.ring, a->tx.ring.base);
	return sctp_tx_chunk_in_flight(c) ? c : NULL;
}

/**
 * sctp_multipath_unblock() - see to it that the peer's window opens
 * @a: association, before a flush
 *
 * What is missing at the peer keeps the window closed while another path has
 * room. If a slower path has it, that path carries too much: its cwnd is
 * reduced, once for all outstanding. And the path may be dead: T3-rtx does not
 * wait for RTO.Min there. It does after it expired: the network may have an
 * outage, which the association is to survive.
 */
void sctp_multipath_unblock(struct sctp_assoc *a)
{
	const struct sctp_tx_chunk *c = blocking_chunk(a);
	struct sctp_path *p, *other;

	if (!c || !c->path->rto.srtt)
		return;
	p = c->path;
	other = path_with_room(a, p);
	if (!other)
		return;
	if (is_faster(other, p))
		sctp_recovery_blocks(a, p);
	/* a loss probe must not be due after it */
	if (!sctp_cc_in_timeout(&p->cc) &&
	    sctp_t3_hasten(p, c->sent_at + path_patience(p)))
		sctp_tlp_restart(&p->tlp);
}

/**
 * sctp_multipath_window() - how much the user should be able to have in flight
 * @a: association
 *
 * While the slowest path has one round trip the others have several.
 *
 * Return: bytes.
 */
u64 sctp_multipath_window(const struct sctp_assoc *a)
{
	const struct sctp_path *p;
	u64 most = 0, sum = 0;

	list_for_each_entry(p, &a->paths, list)
		if (sctp_path_works(p))
			most = max(most, short_rtt(p));
	list_for_each_entry(p, &a->paths, list) {
		if (!sctp_path_works(p))
			continue;
		sum += short_rtt(p) ?
		       div64_u64(sctp_cc_cwnd(&p->cc) * most, short_rtt(p)) :
		       sctp_cc_cwnd(&p->cc);
	}
	return sum;
}
