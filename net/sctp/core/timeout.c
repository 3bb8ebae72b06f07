// SPDX-License-Identifier: GPL-2.0-only
/*
 * Time. An association has these deadlines, 0 meaning that the timer is
 * stopped:
 *
 *   T1   INIT or COOKIE ECHO unanswered          handshake.c
 *   T2   SHUTDOWN or SHUTDOWN ACK unanswered     shutdown.c
 *   T5   shutting down takes too long            shutdown.c
 *   SACK delayed acknowledgment                 sack.c
 *   autoclose   nothing sent or received
 *   tidy        a message outlived its life time  sendq.c
 *               memory for data is not needed    here
 *   and for each path:
 *   T3-rtx      DATA unanswered                  here
 *   PTO         DATA unanswered for 2 * SRTT     tlp.c
 *   reordering  DATA behind DATA that arrived    rack.c
 *   HB          next HEARTBEAT, or its answer    path.c
 *
 * The departure of data that is paced is none of them: pace.c.
 */
#include <linux/kernel.h>

#include "cc.h"
#include "end.h"
#include "handshake.h"
#include "idle.h"
#include "rack.h"
#include "recovery.h"
#include "rto.h"
#include "rxmsg.h"
#include "rxring.h"
#include "sack.h"
#include "sendq.h"
#include "shutdown.h"
#include "t3.h"
#include "timeout.h"
#include "tlp.h"
#include "txring.h"

#define SCTP_TRIM_AFTER	(2 * NSEC_PER_SEC)

/* One less than a deadline, so that 0, a timer that is stopped, comes last */
static void earlier(u64 *best, u64 deadline)
{
	*best = min(*best, deadline - 1);
}

/**
 * sctp_assoc_deadline() - when sctp_assoc_timeout() wants to be called
 * @a: association
 *
 * Return: time in nanoseconds, U64_MAX when no timer runs.
 */
u64 sctp_assoc_deadline(const struct sctp_assoc *a)
{
	const struct sctp_path *p;
	u64 best = U64_MAX;

	if (a->state == SCTP_ST_CLOSED)
		return U64_MAX;
	earlier(&best, a->t1);
	earlier(&best, a->t5);
	earlier(&best, a->sack.at);
	earlier(&best, a->autoclose_at);
	earlier(&best, a->tidy_at);
	list_for_each_entry(p, &a->paths, list) {
		earlier(&best, p->t3_rtx);
		earlier(&best, p->tlp.at);
		earlier(&best, p->rack.at);
		earlier(&best, p->hb_at);
	}
	return best == U64_MAX ? best : best + 1;
}

static bool is_due(u64 deadline, u64 now)
{
	return deadline && deadline <= now;
}

static bool expired(u64 *deadline, u64 now)
{
	if (!is_due(*deadline, now))
		return false;
	*deadline = 0;
	return true;
}

/* Everything in flight on the path is lost, RFC 9260 section 6.3.3. It goes to
 * another path, and so does what waits to be sent again.
 */
static u32 mark_all(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 marked = 0;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (!sctp_tx_chunk_in_flight(c) || c->path != p)
			continue;
		sctp_txring_mark_rtx(a, tsn);
		marked++;
	}
	sctp_txring_rtx_away(p);
	return marked;
}

/* Nothing in flight: the peer's window is closed, or memory was short */
static void allow_one_packet(struct sctp_assoc *a)
{
	struct sctp_path *p;

	sctp_peerwin_probe(&a->tx.peer);
	list_for_each_entry(p, &a->paths, list)
		sctp_txring_rtx_now(p);
}

static void t3_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	/* a window probe says nothing about congestion (6.1 rule A) */
	bool probe = a->tx.peer.zero_window;

	if (!p->flight.size) {
		allow_one_packet(a);
		return;
	}
	sctp_mib_add(a->mib, SCTP_MIB_T3_RTX_EXPIREDS, 1);
	if (!probe)
		sctp_cc_congestion(p, SCTP_CC_TIMEOUT);
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	sctp_path_error(a, p, true);
	if (a->state == SCTP_ST_CLOSED)
		return;
	sctp_mib_add(a->mib, SCTP_MIB_T3_RETRANSMITS, mark_all(a, p));
	sctp_recovery_stop(p);
	sctp_tlp_forget(p);
}

static void autoclose(struct sctp_assoc *a, u64 now)
{
	sctp_idle_stop(a);
	sctp_mib_add(a->mib, SCTP_MIB_AUTOCLOSE_EXPIREDS, 1);
	sctp_assoc_shutdown(a, now);
}

/* T1 or T2: what was sent last is sent again */
static void retry(struct sctp_assoc *a, u64 now)
{
	if (sctp_assoc_connecting(a))
		sctp_handshake_t1(a, now);
	else
		sctp_shutdown_t2(a, now);
}

static void assoc_timers(struct sctp_assoc *a, u64 now)
{
	if (expired(&a->t5, now))
		sctp_shutdown_t5(a);
	if (expired(&a->t1, now))
		retry(a, now);
	if (is_due(a->sack.at, now)) {
		sctp_mib_add(a->mib, SCTP_MIB_DELAY_SACK_EXPIREDS, 1);
		sctp_sack_expired(a);
	}
	if (is_due(a->autoclose_at, now))
		autoclose(a, now);
}

/*
 * Memory for data is given back once no data came or went for a while: who
 * sends now and then would have to ask for it every time.
 */
static void trim(struct sctp_assoc *a, u64 now)
{
	u32 seen = a->tx.ring.next + a->rx.ring.cum_tsn;
	bool spare = a->tx.ring.slot || a->rx.ring.slot || a->rx.spare;

	if (spare && a->trim_seen != seen) {
		a->trim_seen = seen;
		a->tidy_at = now + SCTP_TRIM_AFTER;
	}
	if (a->tidy_at > now)
		return;
	a->tidy_at = 0;
	sctp_rx_msg_trim(a);
	sctp_txring_trim(&a->tx.ring);
	sctp_rxring_trim(&a->rx.ring);
}

/**
 * sctp_tidy_by() - there is something to give back
 * @a: association
 * @at: when
 */
void sctp_tidy_by(struct sctp_assoc *a, u64 at)
{
	if (!a->tidy_at || at < a->tidy_at)
		a->tidy_at = at;
}

/* What outlived its use. True when messages did, and the user was told. */
static bool tidy(struct sctp_assoc *a, u64 now)
{
	bool expired = false;
	u64 next = 0;

	if (unlikely(a->tx.mortal)) {
		next = sctp_sendq_expire(a, now);
		expired = a->tx.released;
	}
	trim(a, now);
	if (next)
		sctp_tidy_by(a, next);
	return expired;
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
		if (sctp_rack_due(p, now))
			sctp_rack_expired(a, p, now);
		if (sctp_tlp_due(p, now))
			sctp_tlp_expired(a, p, now);
		if (sctp_path_hb_due(p, now))
			sctp_path_hb_expired(a, p, now);
	}
}

/**
 * sctp_assoc_timeout() - run whatever timer has expired
 * @a: association; may be closed afterwards
 * @now: time
 *
 * Return: true when one had, and the caller is to flush the association.
 */
bool sctp_assoc_timeout(struct sctp_assoc *a, u64 now)
{
	bool expired = tidy(a, now);

	if (sctp_assoc_deadline(a) > now)
		return expired;
	assoc_timers(a, now);
	path_timers(a, now);
	return true;
}
