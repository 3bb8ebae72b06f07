// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fast recovery (RFC 9260 section 7.2.4), however the loss was found out, and
 * its undoing when what was retransmitted turns out not to have been lost. Each
 * path has its own: losses on one say nothing of another.
 *
 *   first loss -> cwnd halved, retransmissions -> all that was sent until then
 *                                                 on the path is acknowledged
 *
 * An episode is undone when of every chunk retransmitted in it
 *
 *   - the acknowledgment came sooner than a round trip after the
 *     retransmission, so that it was the transmission before that arrived,
 *   - and the peer reported a duplicate, the retransmission.
 *
 * Reporting duplicates costs a misbehaving peer nothing, but to acknowledge
 * what it does not have costs it the data, or an episode that cannot be undone
 * when it takes that back. Both are kept for the first 64 TSNs of an episode; one
 * that retransmits more than those is not undone.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "cc.h"
#include "rack.h"
#include "recovery.h"
#include "tlp.h"
#include "txring.h"

#define SCTP_UNDO_TSNS	64

/**
 * sctp_recovery_lost() - a chunk in flight is considered lost
 * @a: association; sctp_recovery_enter() follows
 * @tsn: its TSN
 *
 * What the burst limit was counted from shrinks with the flight: a SACK that
 * reveals many losses does not let as many retransmissions go at once.
 */
void sctp_recovery_lost(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_cc_burst_lost(c->path, sctp_tx_chunk_size(c->len));
	c->fast_rtx = true;
	c->path->lost = true;
	sctp_txring_mark_rtx(a, tsn);
	sctp_mib_add(a->mib, SCTP_MIB_FAST_RETRANSMITS, 1);
}

/**
 * sctp_recovery_end_undo() - what was done to cwnd of a path was right
 * @p: path
 */
void sctp_recovery_end_undo(struct sctp_path *p)
{
	kfree(p->undo);
	p->undo = NULL;
}

/**
 * sctp_recovery_reneged() - the peer took back what it had acknowledged
 * @a: association
 *
 * Nothing it said is believed any more.
 */
void sctp_recovery_reneged(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_stop() - something else recovers what a path has lost
 * @p: path
 */
void sctp_recovery_stop(struct sctp_path *p)
{
	p->recovering = false;
	sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_restart_cc() - a path begins anew under unknown conditions
 * @p: path; what is in flight stays so, RFC 9260 section 7.2.5
 */
void sctp_recovery_restart_cc(struct sctp_path *p)
{
	sctp_cc_reset(p);
	sctp_txring_time_over(p);
	sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_reset() - TSNs begin anew: no recovery of theirs goes on
 * @a: association whose peer restarted, with nothing in flight
 */
void sctp_recovery_reset(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_recovery_stop(p);
}

/* Without memory it will not be undone */
static void begin_undo(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_undo *u = kzalloc(sizeof(*u), GFP_ATOMIC);

	sctp_recovery_end_undo(p);
	p->undo = u;
	if (!u)
		return;
	u->tsn = sctp_txring_oldest(&a->tx.ring, p);
	u->was = sctp_cc_was(p);
}

static void recovery_begin(struct sctp_assoc *a, struct sctp_path *p)
{
	begin_undo(a, p);
	sctp_cc_congestion(p, SCTP_CC_LOSS);
	sctp_tlp_forget(p);
	p->recovering = true;
	p->recovery_exit = a->tx.ring.next - 1;
	sctp_txring_rtx_now(p);
}

/**
 * sctp_recovery_enter() - enter fast recovery if something was found lost
 * @a: association, the caller flushes it
 *
 * The windows of the paths it was lost on are halved, once for a recovery.
 */
void sctp_recovery_enter(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (!p->lost)
			continue;
		p->lost = false;
		if (!p->recovering)
			recovery_begin(a, p);
	}
}

static void leave(struct sctp_path *p, u64 now)
{
	p->recovering = false;
	sctp_rack_recovered(p);
	/* reports of duplicates are at most a round trip behind */
	if (p->undo)
		p->undo->until = now + p->rto.rto;
}

/**
 * sctp_recovery_acked() - a SACK may end the recovery
 * @a: association
 * @p: path in fast recovery
 * @now: time
 *
 * What other paths have sent until then does not matter.
 */
void sctp_recovery_acked(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	const struct sctp_txring *r = &a->tx.ring;

	if (sctp_tsn_gt(r->base, p->recovery_exit) ||
	    sctp_tsn_gt(sctp_txring_oldest(r, p), p->recovery_exit))
		leave(p, now);
}

/* The bit of a TSN of the episode, 0 when it is none */
static u64 undo_bit(const struct sctp_undo *u, u32 tsn)
{
	u32 n = tsn - u->tsn;

	return n < SCTP_UNDO_TSNS ? BIT_ULL(n) : 0;
}

/**
 * sctp_recovery_resent() - a chunk was retransmitted
 * @from: path it was lost on
 * @to: path it takes now
 * @tsn: its TSN
 */
void sctp_recovery_resent(struct sctp_path *from, const struct sctp_path *to,
			  u32 tsn)
{
	struct sctp_undo *u = from->undo;
	u64 bit;

	if (!u)
		return;
	bit = undo_bit(u, tsn);
	/* twice in an episode: which one is a duplicate would be a guess */
	if (to != from || !bit || (u->resent & bit))
		sctp_recovery_end_undo(from);
	else
		u->resent |= bit;
}

/**
 * sctp_recovery_arrived() - a chunk reached the peer
 * @c: the chunk
 * @tsn: its TSN
 * @now: time
 */
void sctp_recovery_arrived(const struct sctp_tx_chunk *c, u32 tsn, u64 now)
{
	struct sctp_undo *u = c->path->undo;

	/* unless marked for another retransmission */
	if (u && sctp_tx_chunk_in_flight(c) &&
	    now - c->sent_at < c->path->rack.min_rtt)
		u->early |= u->resent & undo_bit(u, tsn);
}

static void undo(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_cc_undo(p, &p->undo->was);
	if (p->recovering)
		leave(p, now);
	sctp_recovery_end_undo(p);
	sctp_mib_add(a->mib, SCTP_MIB_RECOVERIES_UNDONE, 1);
}

static void path_dup(struct sctp_assoc *a, struct sctp_path *p, u32 tsn,
		     u64 now)
{
	struct sctp_undo *u = p->undo;
	u64 bit;

	if (!p->recovering && now > u->until) {
		sctp_recovery_end_undo(p);
		return;
	}
	bit = undo_bit(u, tsn);
	if (!(u->resent & bit))
		return;
	u->dup |= bit;
	/* the first needless retransmission of an episode */
	if (!u->likely)
		sctp_rack_widen(p);
	u->likely = true;
	if ((u->dup & u->early) == u->resent && !p->flight.nr_rtx)
		undo(a, p, now);
}

/**
 * sctp_recovery_dup() - the peer reports a duplicate TSN
 * @a: association
 * @tsn: the TSN
 * @now: time
 */
void sctp_recovery_dup(struct sctp_assoc *a, u32 tsn, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->undo)
			path_dup(a, p, tsn, now);
}
