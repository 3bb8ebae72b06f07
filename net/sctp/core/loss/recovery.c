// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fast recovery (RFC 9260 section 7.2.4), however the loss was detected, and
 * its undoing if nothing was lost. Each path has its own.
 *
 *   first loss -> cwnd halved, retransmissions -> all that was sent until then
 *                                                 on the path is acknowledged
 *
 * An episode is undone if for every chunk that was retransmitted in it
 *
 *   - the acknowledgment came sooner after the retransmission than a round trip
 *     takes, so it was for the first transmission,
 *   - and the peer reported the retransmission as a duplicate.
 *
 * Both are required, since a misbehaving peer can report duplicates at no cost.
 * A false acknowledgment costs it the data; if it reneges the episode is not
 * undone. Both are recorded for the first 64 TSNs of an episode. An episode
 * that retransmits later TSNs is not undone.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/send/txring.h"
#include "core/telemetry.h"
#include "cc.h"
#include "couple.h"
#include "lost.h"
#include "rack.h"
#include "recovery.h"
#include "tlp.h"

#define SCTP_UNDO_TSNS	64

/**
 * sctp_recovery_end_undo() - the last reduction of cwnd is final
 * @p: path
 */
void sctp_recovery_end_undo(struct sctp_path *p)
{
	kfree(p->undo);
	p->undo = NULL;
}

/**
 * sctp_recovery_reneged() - the peer reneged on chunks
 * @a: association
 *
 * Its acknowledgments cannot be relied on: no episode is undone.
 */
void sctp_recovery_reneged(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_stop() - end fast recovery; it can no longer be undone
 * @p: path
 */
void sctp_recovery_stop(struct sctp_path *p)
{
	p->recovering = false;
	p->ecn_cut = false;
	sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_restart_cc() - the route may have changed, RFC 9260 section
 * 7.2.5
 * @p: path; data in flight stays in flight
 */
void sctp_recovery_restart_cc(struct sctp_path *p)
{
	sctp_cc_reset(p);
	sctp_txring_time_over(p);
	sctp_recovery_end_undo(p);
}

/**
 * sctp_recovery_reset() - end all recoveries: TSNs begin anew
 * @a: association whose peer restarted, with nothing in flight
 */
void sctp_recovery_reset(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_recovery_stop(p);
}

/* Record an episode, so that it can be undone. Without memory it cannot */
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

static noinline void recovery_begin(struct sctp_assoc *a, struct sctp_path *p)
{
	begin_undo(a, p);
	/* not twice in a window (RFC 3168 section 6.1.2) */
	if (!p->ecn_cut)
		sctp_couple_congestion(a, p, SCTP_CC_LOSS);
	sctp_tlp_forget(p);
	p->ecn_cut = false;
	p->recovering = true;
	p->recovery_exit = a->tx.ring.next - 1;
	sctp_txring_rtx_now(p);
}

/**
 * sctp_recovery_enter() - enter fast recovery on paths with losses
 * @a: association, the caller flushes it
 *
 * cwnd of these paths is halved, once per recovery.
 */
void sctp_recovery_enter(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (sctp_lost_taken(p) && !p->recovering)
			recovery_begin(a, p);
	}
}

static void recovery_leave(struct sctp_path *p, u64 now)
{
	p->ecn_cut = false;
	if (!p->recovering)
		return;
	p->recovering = false;
	sctp_rack_recovered(p);
	/* reports of duplicates come within a round trip */
	if (p->undo)
		p->undo->until = now + p->rto.rto;
}

/* cwnd is reduced once for all that is outstanding now, without a loss */
static void recovery_cut(struct sctp_assoc *a, struct sctp_path *p,
			 enum sctp_cc_signal signal)
{
	sctp_recovery_end_undo(p);
	sctp_tlp_forget(p);
	sctp_couple_congestion(a, p, signal);
	p->ecn_cut = !p->recovering;
	p->recovery_exit = a->tx.ring.next - 1;
}

/**
 * sctp_recovery_blocks() - what a path carries holds up faster paths
 * @a: association
 * @p: the slow path
 *
 * Its cwnd is reduced as for a loss, once for all that is outstanding now.
 */
void sctp_recovery_blocks(struct sctp_assoc *a, struct sctp_path *p)
{
	if (!sctp_path_reduced(p))
		recovery_cut(a, p, SCTP_CC_LOSS);
}

/**
 * sctp_recovery_marked() - the network marked a packet (RFC 3168)
 * @a: association
 * @p: path it was sent on
 * @tsn: its lowest TSN
 *
 * cwnd is reduced once for all that is outstanding now, and not if it was
 * reduced for a loss since @tsn was sent.
 */
void sctp_recovery_marked(struct sctp_assoc *a, struct sctp_path *p, u32 tsn)
{
	if (sctp_path_reduced(p) && sctp_tsn_lte(tsn, p->recovery_exit))
		return;
	sctp_mib_add(a->mib, SCTP_MIB_ECN_REDUCTIONS, 1);
	sctp_telemetry_count(a, p, SCTP_PE_MARKED, 1);
	recovery_cut(a, p, SCTP_CC_ECN);
}

/**
 * sctp_recovery_acked() - end fast recovery if its exit point is acknowledged
 * @a: association
 * @p: path in fast recovery, or whose cwnd was reduced because of ECNE
 * @now: time
 *
 * Only chunks that were sent on this path count.
 */
void sctp_recovery_acked(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	const struct sctp_txring *r = &a->tx.ring;

	if (sctp_tsn_gt(r->base, p->recovery_exit) ||
	    sctp_tsn_gt(sctp_txring_oldest(r, p), p->recovery_exit))
		recovery_leave(p, now);
}

/* The bit of a TSN in the masks of the episode, 0 when it has none */
static u64 undo_bit(const struct sctp_undo *u, u32 tsn)
{
	u32 n = tsn - u->tsn;

	return n < SCTP_UNDO_TSNS ? BIT_ULL(n) : 0;
}

/**
 * sctp_recovery_resent() - a chunk was retransmitted
 * @from: path it was lost on
 * @to: path it was retransmitted on
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
	/* on another path, or twice: a duplicate could not be told apart */
	if (to != from || !bit || (u->resent & bit))
		sctp_recovery_end_undo(from);
	else
		u->resent |= bit;
}

/**
 * sctp_recovery_arrived() - a chunk was acknowledged
 * @c: the chunk
 * @tsn: its TSN
 * @now: time
 */
void sctp_recovery_arrived(const struct sctp_tx_chunk *c, u32 tsn, u64 now)
{
	struct sctp_undo *u = c->path->undo;

	/* not if it is marked for another retransmission */
	if (u && sctp_tx_chunk_in_flight(c) &&
	    now - c->sent_at < c->path->rack.min_rtt)
		u->early |= u->resent & undo_bit(u, tsn);
}

static void recovery_undo(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_cc_undo(p, &p->undo->was);
	if (p->recovering)
		recovery_leave(p, now);
	sctp_recovery_end_undo(p);
	sctp_mib_add(a->mib, SCTP_MIB_RECOVERIES_UNDONE, 1);
	sctp_telemetry_count(a, p, SCTP_PE_SPURIOUS, 1);
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
	/* once per episode */
	if (!u->likely)
		sctp_rack_widen(p);
	u->likely = true;
	if ((u->dup & u->early) == u->resent && !p->flight.nr_rtx)
		recovery_undo(a, p, now);
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
