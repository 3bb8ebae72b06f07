// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fast recovery (RFC 9260 section 7.2.4), however the loss was found out, and
 * its undoing when what was retransmitted turns out not to have been lost.
 *
 *   first loss -> cwnd halved, retransmissions -> all sent until then is
 *                                                 acknowledged
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
	struct sctp_cc *cc = &c->path->cc;

	if (cc->burst_limit)
		cc->burst_limit -= min(sctp_tx_chunk_size(c->len),
				       cc->burst_limit - 1);
	c->fast_rtx = true;
	cc->lost = true;
	sctp_txring_mark_rtx(a, tsn);
	sctp_mib_add(a->mib, SCTP_MIB_FAST_RETRANSMITS, 1);
}

/**
 * sctp_recovery_end_undo() - what was done to cwnd was right
 * @a: association
 */
void sctp_recovery_end_undo(struct sctp_assoc *a)
{
	kfree(a->tx.undo);
	a->tx.undo = NULL;
}

/**
 * sctp_recovery_reset() - TSNs begin anew: no recovery of theirs goes on
 * @a: association whose peer restarted, with nothing in flight
 */
void sctp_recovery_reset(struct sctp_assoc *a)
{
	a->tx.in_fast_recovery = false;
	sctp_recovery_end_undo(a);
}

/* Without memory it will not be undone */
static void begin_undo(struct sctp_assoc *a)
{
	sctp_recovery_end_undo(a);
	a->tx.undo = kzalloc(sizeof(*a->tx.undo), GFP_ATOMIC);
	if (a->tx.undo)
		a->tx.undo->tsn = a->tx.ring.base;
}

static bool any_lost(struct sctp_assoc *a)
{
	struct sctp_path *p;
	bool lost = false;

	list_for_each_entry(p, &a->paths, list)
		lost |= p->cc.lost;
	return lost;
}

/**
 * sctp_recovery_enter() - enter fast recovery if something was found lost
 * @a: association, the caller flushes it
 *
 * The windows of the paths it was lost on are halved, once for a recovery.
 */
void sctp_recovery_enter(struct sctp_assoc *a)
{
	bool anew = !a->tx.in_fast_recovery;
	struct sctp_path *p;

	if (!any_lost(a))
		return;
	list_for_each_entry(p, &a->paths, list) {
		if (anew) {
			p->cc.undo_cwnd = p->cc.lost ? p->cc.cwnd : 0;
			p->cc.undo_ssthresh = p->cc.ssthresh;
			if (p->cc.lost) {
				sctp_cc_fast_rtx(p);
				sctp_txring_rtx_now(p);
			}
			sctp_tlp_forget(p);
		}
		p->cc.lost = false;
	}
	if (!anew)
		return;
	a->tx.in_fast_recovery = true;
	a->tx.fast_recovery_exit = a->tx.ring.next - 1;
	begin_undo(a);
}

static void leave(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;
	u64 longest = 0;

	a->tx.in_fast_recovery = false;
	list_for_each_entry(p, &a->paths, list) {
		if (p->cc.undo_cwnd)
			sctp_rack_recovered(p);
		longest = max(longest, p->rto.rto);
	}
	/* reports of duplicates are at most a round trip behind */
	if (a->tx.undo)
		a->tx.undo->until = now + longest;
}

/**
 * sctp_recovery_acked() - the cumulative acknowledgment may end the recovery
 * @a: association
 * @cum: cumulative TSN
 * @now: time
 */
void sctp_recovery_acked(struct sctp_assoc *a, u32 cum, u64 now)
{
	if (a->tx.in_fast_recovery &&
	    sctp_tsn_gte(cum, a->tx.fast_recovery_exit))
		leave(a, now);
}

/* The bit of a TSN of the episode, 0 when it is none */
static u64 undo_bit(const struct sctp_undo *u, u32 tsn)
{
	u32 n = tsn - u->tsn;

	return n < SCTP_UNDO_TSNS ? BIT_ULL(n) : 0;
}

/**
 * sctp_recovery_resent() - a chunk was retransmitted
 * @a: association
 * @tsn: its TSN
 */
void sctp_recovery_resent(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_undo *u = a->tx.undo;
	u64 bit;

	if (!u)
		return;
	bit = undo_bit(u, tsn);
	/* twice in an episode: which one is a duplicate would be a guess */
	if (!bit || (u->resent & bit))
		sctp_recovery_end_undo(a);
	else
		u->resent |= bit;
}

/**
 * sctp_recovery_arrived() - a chunk reached the peer
 * @a: association
 * @c: the chunk
 * @tsn: its TSN
 * @now: time
 */
void sctp_recovery_arrived(struct sctp_assoc *a, const struct sctp_tx_chunk *c,
			   u32 tsn, u64 now)
{
	struct sctp_undo *u = a->tx.undo;

	/* unless marked for another retransmission */
	if (u && c->in_flight && now - c->sent_at < c->path->rack.min_rtt)
		u->early |= u->resent & undo_bit(u, tsn);
}

static void undo(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->cc.undo_cwnd)
			sctp_cc_undo(p);
	if (a->tx.in_fast_recovery)
		leave(a, now);
	sctp_recovery_end_undo(a);
	sctp_mib_add(a->mib, SCTP_MIB_RECOVERIES_UNDONE, 1);
}

/* The first needless retransmission of an episode */
static void widen(struct sctp_assoc *a)
{
	struct sctp_path *p;

	a->tx.undo->likely = true;
	list_for_each_entry(p, &a->paths, list)
		if (p->cc.undo_cwnd)
			sctp_rack_widen(p);
}

/**
 * sctp_recovery_dup() - the peer reports a duplicate TSN
 * @a: association
 * @tsn: the TSN
 * @now: time
 */
void sctp_recovery_dup(struct sctp_assoc *a, u32 tsn, u64 now)
{
	struct sctp_undo *u = a->tx.undo;
	u64 bit;

	if (!u)
		return;
	if (!a->tx.in_fast_recovery && now > u->until) {
		sctp_recovery_end_undo(a);
		return;
	}
	bit = undo_bit(u, tsn);
	if (!(u->resent & bit))
		return;
	u->dup |= bit;
	if (!u->likely)
		widen(a);
	if ((u->dup & u->early) == u->resent && !a->tx.ring.nr_rtx)
		undo(a, now);
}
