// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tail loss probe, RFC 8985 section 7 for TSNs and paths.
 *
 *   data is sent          2 * SRTT (and the peer's
 *   or acknowledged       SACK delay) without a SACK
 *        |------------------------>| probe: one chunk, new if there is one,
 *                                    else the highest TSN once more
 *
 * The probe has the I bit. From its SACK rack.c finds the losses a round trip
 * later, where T3-rtx would have waited for RTO.Min. If the probe itself
 * repaired the loss, which shows when it is not reported as a duplicate,
 * congestion control is told.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "core/choice.h"
#include "core/life/state.h"
#include "core/pmdcs.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/telemetry.h"
#include "cc.h"
#include "couple.h"
#include "rack.h"
#include "rto.h"
#include "t3.h"
#include "tlp.h"

/*
 * Least time until a probe, for the delays of timers and schedulers,
 * nanoseconds
 */
#define SCTP_TLP_MIN	(10 * (u64)NSEC_PER_MSEC)

/* Is a probe outstanding? */
static bool tlp_unanswered(const struct sctp_assoc *a,
			   const struct sctp_path *p)
{
	return p->tlp.state != SCTP_TLP_NONE &&
	       sctp_tsn_gte(p->tlp.end, a->tx.ring.base);
}

/* Are there gaps, which rack.c watches? With several paths in use the others'
 * do not count.
 */
static bool rack_watches(const struct sctp_assoc *a, const struct sctp_path *p)
{
	return a->tx.sackin.gaps && a->cfg->rack &&
	       (likely(!a->cfg->cmt) || sctp_rack_gap(p));
}

/* May a probe be scheduled? Not during recovery or with gaps (section 7.2), and
 * only once until another round trip was measured (7.3)
 */
static __always_inline bool may_probe(const struct sctp_assoc *a,
				      const struct sctp_path *p)
{
	return a->cfg->tail_loss_probe && p->flight.size &&
	       p->state == SCTP_PATH_ACTIVE && p->rto.srtt &&
	       !p->tlp.spent && !tlp_unanswered(a, p) &&
	       !sctp_cc_in_timeout(&p->cc) && !p->recovering &&
	       !p->flight.nr_rtx && !a->tx.peer.zero_window &&
	       !rack_watches(a, p) &&
	       sctp_may_send_data(a);
}

/* How long the peer may delay its SACK: if there is only one packet without I
 * bit
 */
static u64 sack_delay(const struct sctp_assoc *a, const struct sctp_path *p)
{
	const struct sctp_txring *r = &a->tx.ring;
	const struct sctp_tx_chunk *last = &r->slot[(r->next - 1) & r->mask];

	if (p->flight.size > sctp_path_pmdcs(p) ||
	    (last->path == p && (last->flags & SCTP_DATA_I)))
		return 0;
	return sctp_ms(a->cfg->sack_delay);
}

/**
 * sctp_tlp_schedule() - set the probe timer after a flush
 * @a: association
 * @p: path
 * @now: time
 *
 * The deadline moves if data was sent or acknowledged since the last flush.
 * There is none if T3-rtx will expire first.
 */
void sctp_tlp_schedule(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	bool restart = p->tlp.restart || !p->tlp.at;

	p->tlp.restart = false;
	if (!p->flight.size || !may_probe(a, p)) {
		p->tlp.at = 0;
		return;
	}
	if (!restart)
		return;
	p->tlp.at = now + max(2 * p->rto.srtt, SCTP_TLP_MIN) +
		    sack_delay(a, p);
	if (p->tlp.at >= p->t3_rtx)
		p->tlp.at = 0;
}

/* Is there new data that only cwnd holds back? */
static bool new_data(struct sctp_assoc *a, const struct sctp_path *p)
{
	const struct sctp_tx_msg *msg = sctp_sendq_head(a);
	u32 len;

	if (!msg || msg->path || sctp_path_for_data(a) != p ||
	    a->tx.ring.nr_rtx)
		return false;
	len = min(msg->len - msg->sent, a->tx.frag_point);
	if (len > a->tx.peer.rwnd)
		return false;
	return a->ep->nodelay || a->tx.queued_bytes >= sctp_path_pmdcs(p) ||
	       msg->len > a->tx.frag_point;
}

static void send_again(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c;
	u32 tsn = r->next;

	do {
		c = sctp_txring_slot(r, --tsn);
	} while (tsn != r->base &&
		 (c->path != p || !sctp_tx_chunk_in_flight(c)));
	if (c->path != p || !sctp_tx_chunk_in_flight(c))
		return;
	p->tlp.state = SCTP_TLP_AGAIN;
	p->tlp.tsn = tsn;
	p->tlp.end = r->next - 1;
	sctp_tx_chunk_hurry(c);
	sctp_txring_mark_rtx(a, tsn);
	sctp_txring_rtx_now(p);
}

/* The probe repaired a loss: tell congestion control (section 7.4) */
static void tlp_repaired(struct sctp_assoc *a, struct sctp_path *p)
{
	if (p->tlp.state == SCTP_TLP_AGAIN) {
		sctp_couple_congestion(a, p, SCTP_CC_LOSS);
		sctp_telemetry_count(a, p, SCTP_PE_LOST_PROBE, 1);
	}
	p->tlp.state = SCTP_TLP_NONE;
}

/**
 * sctp_tlp_expired() - send a probe
 * @a: association, the caller flushes it
 * @p: path
 * @now: time
 *
 * Restarts T3-rtx, so that the probe can be acknowledged before (7.3).
 */
void sctp_tlp_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	if (!may_probe(a, p))
		return;
	tlp_repaired(a, p);
	p->tlp.spent = true;
	sctp_t3_restart(p, now);
	sctp_mib_add(a->mib, SCTP_MIB_LOSS_PROBES, 1);
	if (!new_data(a, p)) {
		send_again(a, p);
		return;
	}
	p->tlp.state = SCTP_TLP_NEW;
	p->tlp.end = a->tx.ring.next;
	sctp_cc_probe(&p->cc);
}

/**
 * sctp_tlp_dup() - the peer reports a duplicate TSN
 * @a: association
 * @tsn: the TSN
 */
void sctp_tlp_dup(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->tlp.state == SCTP_TLP_AGAIN && p->tlp.tsn == tsn)
			p->tlp.state = SCTP_TLP_NONE;
}

/**
 * sctp_tlp_acked() - the Cumulative TSN Ack may show that a probe repaired a
 * loss
 * @a: association; the duplicates of the same SACK were reported before
 * @cum: cumulative TSN
 */
void sctp_tlp_acked(struct sctp_assoc *a, u32 cum)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (p->tlp.state == SCTP_TLP_NEW &&
		    sctp_tsn_gte(cum, p->tlp.end))
			p->tlp.state = SCTP_TLP_NONE;
		if (p->tlp.state == SCTP_TLP_AGAIN &&
		    sctp_tsn_gt(cum, p->tlp.end))
			tlp_repaired(a, p);
	}
}

/**
 * sctp_tlp_forget() - stop probing: T3-rtx or a recovery takes over
 * @p: path
 */
void sctp_tlp_forget(struct sctp_path *p)
{
	p->tlp.state = SCTP_TLP_NONE;
	p->tlp.at = 0;
}

/**
 * sctp_tlp_reset() - forget all: TSNs begin anew
 * @p: path with nothing in flight
 */
void sctp_tlp_reset(struct sctp_path *p)
{
	memset(&p->tlp, 0, sizeof(p->tlp));
}
