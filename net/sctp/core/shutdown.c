// SPDX-License-Identifier: GPL-2.0-only
/*
 * Graceful end, RFC 9260 section 9.2:
 *
 *   ESTABLISHED -> SHUTDOWN-PENDING -> SHUTDOWN -> SHUTDOWN-SENT ----.
 *   ESTABLISHED -> SHUTDOWN arrives -> SHUTDOWN-RECEIVED             |
 *                    -> SHUTDOWN ACK -> SHUTDOWN-ACK-SENT <----------'
 *                    -> SHUTDOWN COMPLETE -> CLOSED
 */
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "ctl.h"
#include "end.h"
#include "ep.h"
#include "frame.h"
#include "packet.h"
#include "rto.h"
#include "sackin.h"
#include "sendq.h"
#include "shutdown.h"

static u64 guard_time(const struct sctp_assoc *a)
{
	if (a->cfg->shutdown_guard)
		return sctp_ms(a->cfg->shutdown_guard);
	return 5 * sctp_ms(a->cfg->rto_max);
}

static void start_t5(struct sctp_assoc *a, u64 now)
{
	if (!a->t5)
		a->t5 = now + guard_time(a);
}

/* Replies go to where the question came from (6.4), if it is confirmed */
static struct sctp_path *reply_path(const struct sctp_assoc *a,
				    const struct sctp_rx *rx)
{
	return rx->path && rx->path->confirmed ? rx->path :
						 sctp_path_for_data(a);
}

/* SHUTDOWN or SHUTDOWN ACK takes a path, and T2-shutdown runs for that */
static void pend_for_t2(struct sctp_assoc *a, u16 what, struct sctp_path *p,
			u64 now)
{
	sctp_ctl_pend(a, what, p);
	a->t2_path = p;
	a->t2 = now + p->rto.rto;
}

static void stop_heartbeats(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_path_hb_stop(p);
}

static void send_shutdown(struct sctp_assoc *a, u64 now)
{
	sctp_set_state(a, SCTP_ST_SHUTDOWN_SENT);
	stop_heartbeats(a);
	pend_for_t2(a, SCTP_PEND_SHUTDOWN, sctp_path_for_data(a), now);
	start_t5(a, now);
}

/* T5-shutdown-guard is for who sent a SHUTDOWN; T2 alone ends this, after
 * Association.Max.Retrans
 */
static void send_shutdown_ack(struct sctp_assoc *a, struct sctp_path *p,
			      u64 now)
{
	if (a->state != SCTP_ST_SHUTDOWN_SENT)
		a->t5 = 0;
	sctp_set_state(a, SCTP_ST_SHUTDOWN_ACK_SENT);
	stop_heartbeats(a);
	sctp_ctl_unpend(a, SCTP_PEND_SHUTDOWN);
	pend_for_t2(a, SCTP_PEND_SHUTDOWN_ACK, p, now);
}

/**
 * sctp_shutdown_progress() - go on when all data is acknowledged
 * @a: association; closed afterwards if a message was left open: what the peer
 *     has of it must not pass for a graceful end
 * @now: time
 */
void sctp_shutdown_progress(struct sctp_assoc *a, u64 now)
{
	static const char reason[] = "message incomplete";

	if (!sctp_sendq_drained(a))
		return;
	if (a->tx.open)
		sctp_assoc_abort(a, reason, sizeof(reason) - 1, now);
	else if (a->state == SCTP_ST_SHUTDOWN_PENDING)
		send_shutdown(a, now);
	else if (a->state == SCTP_ST_SHUTDOWN_RECEIVED)
		send_shutdown_ack(a, sctp_path_for_data(a), now);
}

/**
 * sctp_assoc_shutdown() - the user closes: send everything, then end
 * @a: association, the caller flushes it
 * @now: time
 *
 * While the handshake runs it goes on if there is data to send, and is given
 * up otherwise.
 */
void sctp_assoc_shutdown(struct sctp_assoc *a, u64 now)
{
	if (a->shutdown_requested || a->state == SCTP_ST_CLOSED)
		return;
	a->shutdown_requested = true;
	if (a->state == SCTP_ST_ESTABLISHED)
		sctp_set_state(a, SCTP_ST_SHUTDOWN_PENDING);
	else if (a->state == SCTP_ST_COOKIE_WAIT && sctp_sendq_drained(a))
		sctp_assoc_end(a, SCTP_END_LOCAL_ABORT, 0, NULL, 0);
}

/**
 * sctp_assoc_orphan() - nobody is left to look after the association
 * @a: association that was shut down; may be closed already
 * @now: time
 *
 * T5-shutdown-guard runs from now on, although the SHUTDOWN may have to wait
 * for data: a peer that keeps its window closed must not hold memory here for
 * ever. What it acknowledges in time starts the guard anew. A SHUTDOWN ACK is
 * not repeated for ever anyway.
 */
void sctp_assoc_orphan(struct sctp_assoc *a, u64 now)
{
	if (a->state != SCTP_ST_CLOSED &&
	    a->state != SCTP_ST_SHUTDOWN_ACK_SENT)
		start_t5(a, now);
}

/**
 * sctp_shutdown_acked() - the peer acknowledged more of what was sent
 * @a: association
 * @now: time
 */
void sctp_shutdown_acked(struct sctp_assoc *a, u64 now)
{
	if (a->t5)
		a->t5 = now + guard_time(a);
}

static void notify_shutdown(struct sctp_assoc *a)
{
	struct sctp_notice ev = { .type = SCTP_EV_SHUTDOWN };

	a->ops->notify(a, &ev);
}

/**
 * sctp_shutdown_input() - a SHUTDOWN arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_shutdown_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	const struct sctpw_shutdown *h = (const void *)v->hdr;

	if (!sctp_cum_ack_input(a, get_unaligned_be32(&h->cum_tsn_ack),
				rx->now))
		return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION,
					  NULL, 0);
	switch (a->state) {
	case SCTP_ST_ESTABLISHED:
	case SCTP_ST_SHUTDOWN_PENDING:
		sctp_set_state(a, SCTP_ST_SHUTDOWN_RECEIVED);
		notify_shutdown(a);
		break;
	case SCTP_ST_SHUTDOWN_SENT:
		/* both sides at once */
		notify_shutdown(a);
		send_shutdown_ack(a, reply_path(a, rx), rx->now);
		break;
	default:
		break;
	}
	return SCTP_V_NEXT;
}

/**
 * sctp_shutdown_ack_input() - a SHUTDOWN ACK arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_shutdown_ack_input(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_view *v)
{
	struct sctp_path *p = reply_path(a, rx);

	/* section 8.5.1 E: as if there were no association */
	if (sctp_assoc_connecting(a)) {
		sctp_ep_shutdown_complete(a->ep, rx);
		return SCTP_V_STOP;
	}
	if (a->state != SCTP_ST_SHUTDOWN_SENT &&
	    a->state != SCTP_ST_SHUTDOWN_ACK_SENT) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_NEXT;
	}
	if (p)
		sctp_out_alone(a, p,
			       sctp_chunk_build(SCTP_CT_SHUTDOWN_COMPLETE, 0,
						NULL, 0), a->hs.peer_tag);
	return sctp_verdict_gone(rx, SCTP_END_SHUTDOWN, 0, NULL, 0);
}

/**
 * sctp_shutdown_complete_input() - a SHUTDOWN COMPLETE arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_shutdown_complete_input(struct sctp_assoc *a,
					       struct sctp_rx *rx,
					       const struct sctp_view *v)
{
	if (a->state != SCTP_ST_SHUTDOWN_ACK_SENT) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_STOP;
	}
	return sctp_verdict_gone(rx, SCTP_END_SHUTDOWN, 0, NULL, 0);
}

/**
 * sctp_shutdown_data() - DATA arrived in SHUTDOWN-SENT
 * @a: association
 * @now: time
 *
 * Answered at once with SHUTDOWN; T2 starts over. A SACK for what is out of
 * order is due already.
 */
void sctp_shutdown_data(struct sctp_assoc *a, u64 now)
{
	a->error_count = 0;
	pend_for_t2(a, SCTP_PEND_SHUTDOWN, a->t2_path, now);
}

/**
 * sctp_shutdown_t2() - T2-shutdown expired
 * @a: association; may be closed afterwards
 * @now: time
 */
void sctp_shutdown_t2(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p = a->t2_path;

	sctp_mib_add(a->mib, SCTP_MIB_T2_SHUTDOWN_EXPIREDS, 1);
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	sctp_path_error(a, p, true);
	if (a->state == SCTP_ST_CLOSED)
		return;
	pend_for_t2(a, a->state == SCTP_ST_SHUTDOWN_SENT ?
		       SCTP_PEND_SHUTDOWN : SCTP_PEND_SHUTDOWN_ACK,
		    sctp_path_next(a, p), now);
}

/**
 * sctp_shutdown_reset() - the peer restarted: no SHUTDOWN is unanswered
 * @a: association
 *
 * T5-shutdown-guard runs on: who wants to end it does so still.
 */
void sctp_shutdown_reset(struct sctp_assoc *a)
{
	a->t2 = 0;
	a->t2_path = NULL;
}

/**
 * sctp_shutdown_t5() - T5-shutdown-guard expired: ABORT
 * @a: association; closed afterwards
 */
void sctp_shutdown_t5(struct sctp_assoc *a)
{
	sctp_mib_add(a->mib, SCTP_MIB_T5_SHUTDOWN_GUARD_EXPIREDS, 1);
	sctp_assoc_give_up(a);
}
