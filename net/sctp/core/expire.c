// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timers. An association has these deadlines; 0 means stopped:
 *
 *   T1          INIT or COOKIE ECHO unanswered       handshake.c
 *   T2          SHUTDOWN or SHUTDOWN ACK unanswered  shutdown.c
 *   T5          shutting down takes too long         shutdown.c
 *   SACK        delayed acknowledgment               sackout.c
 *   T4, T-reconf   a request unanswered          request.c
 *   autoclose   no data sent or received             here
 *   tidy        the life time of a message ended     abandon.c
 *               memory for data is not used          here
 *   and for each path:
 *   T3-rtx      DATA unanswered                      here
 *   PTO         DATA unanswered for 2 * SRTT         tlp.c
 *   reordering  DATA that was overtaken is missing   here
 *   HB          next HEARTBEAT, or its answer        heartbeat.c
 *   probe       next probe for the MTU, or its answer   plpmtud.c
 *
 * The departure of paced data is not among them: pace.c.
 */
#include <linux/kernel.h>

#include "core/ext/plpmtud.h"
#include "core/ext/request.h"
#include "core/life/end.h"
#include "core/life/handshake.h"
#include "core/life/idle.h"
#include "core/life/shutdown.h"
#include "core/life/state.h"
#include "core/life/t1.h"
#include "core/life/t2.h"
#include "core/life/t5.h"
#include "core/loss/cc.h"
#include "core/loss/couple.h"
#include "core/loss/rack.h"
#include "core/loss/recovery.h"
#include "core/loss/rto.h"
#include "core/loss/t3.h"
#include "core/loss/tlp.h"
#include "core/recv/rxmsg.h"
#include "core/recv/rxring.h"
#include "core/recv/sackout.h"
#include "core/send/abandon.h"
#include "core/send/advance.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "errors.h"
#include "heartbeat.h"
#include "pathroute.h"
#include "telemetry.h"
#include "tidy.h"

#define SCTP_TRIM_AFTER	(2 * NSEC_PER_SEC)

/* Compare deadlines minus one, so that 0, a stopped timer, comes last */
static void deadline_earlier(u64 *best, u64 deadline)
{
	*best = min(*best, deadline - 1);
}

/**
 * sctp_assoc_deadline() - when sctp_assoc_timeout() has to be called
 * @a: association
 *
 * Return: time in nanoseconds, U64_MAX when no timer runs.
 */
u64 sctp_assoc_deadline(const struct sctp_assoc *a)
{
	const struct sctp_request *r;
	const struct sctp_path *p;
	u64 best = U64_MAX;

	if (a->state == SCTP_ST_CLOSED)
		return U64_MAX;
	deadline_earlier(&best, a->t1);
	deadline_earlier(&best, a->t5);
	deadline_earlier(&best, a->sack.at);
	deadline_earlier(&best, a->autoclose_at);
	deadline_earlier(&best, a->tidy_at);
	for (r = sctp_request_first(a); r; r = r->next)
		deadline_earlier(&best, r->at);
	list_for_each_entry(p, &a->paths, list) {
		deadline_earlier(&best, p->t3_rtx);
		deadline_earlier(&best, p->tlp.at);
		deadline_earlier(&best, p->rack.at);
		deadline_earlier(&best, p->hb_at);
		if (unlikely(p->plpmtud))
			deadline_earlier(&best, p->plpmtud->at);
	}
	return best == U64_MAX ? best : best + 1;
}

static bool is_due(u64 deadline, u64 now)
{
	return deadline && deadline <= now;
}

/* T3-rtx with nothing in flight: the peer's window is closed, or there was no
 * memory. Allow a packet.
 */
static void allow_one_packet(struct sctp_assoc *a)
{
	struct sctp_path *p;

	sctp_peerwin_probe(&a->tx.peer);
	list_for_each_entry(p, &a->paths, list)
		sctp_txring_rtx_now(p);
}

/* T3-rtx expires again: are packets lost because of their size? */
static void suspect_size(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	if (p->error_count < 2)
		return;
	sctp_plpmtud_black_hole(p, now);
	sctp_path_probed(a, p);
}

static void t3_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	/* a lost window probe is no sign of congestion (6.1 rule A) */
	bool probe = a->tx.peer.zero_window;
	bool forward = sctp_advance_expired(a);
	u32 lost;

	if (!p->flight.size) {
		allow_one_packet(a);
		if (!forward)
			return;
	}
	sctp_mib_add(a->mib, SCTP_MIB_T3_RTX_EXPIREDS, 1);
	sctp_timeouts_count(a, SCTP_TIMEOUT_DATA);
	if (!probe)
		sctp_couple_congestion(a, p, SCTP_CC_TIMEOUT);
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	if (sctp_path_error(a, p, true)) {
		sctp_assoc_give_up(a, "no answer to DATA");
		return;
	}
	lost = sctp_txring_path_lost(a, p);
	sctp_mib_add(a->mib, SCTP_MIB_T3_RETRANSMITS, lost);
	if (!probe)
		sctp_telemetry_count(a, p, SCTP_PE_LOST_TIMEOUT, lost);
	sctp_recovery_stop(p);
	sctp_tlp_forget(p);
	if (unlikely(p->plpmtud))
		suspect_size(a, p, now);
	sctp_path_hb_failing(a, p, now);
}

/* The reordering window is over */
static void rack_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_rack_detect(a, p, now);
	if (!p->lost)
		return;
	sctp_cc_burst(p, a->cfg->max_burst, p->flight.size);
	sctp_recovery_enter(a);
}

static void autoclose_expired(struct sctp_assoc *a, u64 now)
{
	sctp_idle_stop(a);
	sctp_mib_add(a->mib, SCTP_MIB_AUTOCLOSE_EXPIREDS, 1);
	sctp_assoc_shutdown(a, now);
}

/* T1 or T2: retransmit the control chunk */
static void t1_t2_expired(struct sctp_assoc *a, u64 now)
{
	if (sctp_assoc_connecting(a)) {
		if (sctp_t1_due(a, now))
			sctp_handshake_t1(a, now);
	} else if (sctp_t2_due(a, now)) {
		sctp_shutdown_t2(a, now);
	}
}

static void assoc_timers(struct sctp_assoc *a, u64 now)
{
	if (sctp_t5_due(a, now))
		sctp_shutdown_t5(a);
	t1_t2_expired(a, now);
	if (is_due(a->sack.at, now)) {
		sctp_mib_add(a->mib, SCTP_MIB_DELAY_SACK_EXPIREDS, 1);
		sctp_timeouts_count(a, SCTP_TIMEOUT_SACK);
		sctp_sack_expired(a);
	}
	if (is_due(a->autoclose_at, now))
		autoclose_expired(a, now);
	if (sctp_request_expired(a, now))
		sctp_assoc_give_up(a, "no answer to a request");
}

/* Free memory for data when none was sent or received for a while. At once
 * would cost more: the next data needs it again.
 */
static void trim_memory(struct sctp_assoc *a, u64 now)
{
	u32 seen = a->tx.ring.next + a->rx.ring.cum_tsn;
	bool spare = a->tx.ring.slot || a->rx.ring.slot || a->rx.spare.list;

	if (spare && a->tx.ring.trim_seen != seen) {
		a->tx.ring.trim_seen = seen;
		sctp_tidy_at(a, now + SCTP_TRIM_AFTER);
	}
	if (a->tidy_at > now)
		return;
	sctp_tidy_at(a, 0);
	sctp_rx_msg_trim(a);
	sctp_txring_trim(&a->tx.ring);
	sctp_rxring_trim(&a->rx.ring);
}

/* Fail messages over their life time, and free unused memory. True when
 * messages failed.
 */
static bool drop_outlived(struct sctp_assoc *a, u64 now)
{
	bool expired = false;
	u64 next = 0;

	if (unlikely(a->tx.mortal)) {
		next = sctp_abandon_expired(a, now);
		expired = a->tx.released;
	}
	trim_memory(a, now);
	if (next)
		sctp_tidy_by(a, next);
	return expired;
}

/* The probe for the MTU is due, or it was not answered */
static void mtu_probe_expired(struct sctp_assoc *a, struct sctp_path *p,
			      u64 now)
{
	sctp_plpmtud_expired(a, p, now);
	sctp_path_probed(a, p);
}

static void path_timers(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (a->state == SCTP_ST_CLOSED)
			return;
		if (sctp_t3_due(p, now))
			t3_expired(a, p, now);
		if (a->state == SCTP_ST_CLOSED)
			return;
		if (sctp_rack_due(&p->rack, now))
			rack_expired(a, p, now);
		if (sctp_tlp_due(&p->tlp, now))
			sctp_tlp_expired(a, p, now);
		if (unlikely(p->plpmtud) && sctp_plpmtud_due(p, now))
			mtu_probe_expired(a, p, now);
		if (sctp_path_hb_due(p, now) &&
		    sctp_path_hb_expired(a, p, now))
			sctp_assoc_give_up(a, "no answer to HEARTBEAT");
	}
}

/**
 * sctp_assoc_timeout() - run all timers that have expired
 * @a: association; may be closed afterwards
 * @now: time
 *
 * Return: true when one had: then the caller flushes the association.
 */
bool sctp_assoc_timeout(struct sctp_assoc *a, u64 now)
{
	bool expired;

	sctp_assoc_entered(a);
	expired = drop_outlived(a, now);
	if (sctp_assoc_deadline(a) > now)
		return expired;
	assoc_timers(a, now);
	path_timers(a, now);
	return true;
}
