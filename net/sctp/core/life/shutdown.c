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

#include "core/choice.h"
#include "core/ep.h"
#include "core/errors.h"
#include "core/heartbeat.h"
#include "core/loss/rto.h"
#include "core/loss/sackin.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/send/hold.h"
#include "core/send/sendq.h"
#include "core/wire/frame.h"
#include "end.h"
#include "shutdown.h"
#include "state.h"
#include "t2.h"
#include "t5.h"

/* Make SHUTDOWN or SHUTDOWN ACK pending on a path, and start T2-shutdown */
static void pend_for_t2(struct sctp_assoc *a, u16 what, struct sctp_path *p,
			u64 now)
{
	sctp_ctl_pend(a, what, p);
	sctp_t2_start(a, p, now);
}

/* Stop HEARTBEATs. If no address is confirmed they go on: only probes may be
 * sent there (RFC 9260 section 5.4), and only they can confirm one. This
 * happens after ASCONF.
 */
static void stop_heartbeats(struct sctp_assoc *a)
{
	struct sctp_path *p;

	if (!sctp_path_for_data(a)->confirmed)
		return;
	list_for_each_entry(p, &a->paths, list)
		sctp_path_hb_stop(p);
}

static void send_shutdown(struct sctp_assoc *a, u64 now)
{
	sctp_set_state(a, SCTP_ST_SHUTDOWN_SENT);
	stop_heartbeats(a);
	pend_for_t2(a, SCTP_PEND_SHUTDOWN,
		    sctp_choose(a, SCTP_FOR_CONTROL, NULL), now);
	sctp_t5_start(a, now);
}

/* Send SHUTDOWN ACK. T5-shutdown-guard is only for the side that sent SHUTDOWN;
 * here T2-shutdown ends it after Association.Max.Retrans.
 */
static void send_shutdown_ack(struct sctp_assoc *a, struct sctp_path *p,
			      u64 now)
{
	if (a->state != SCTP_ST_SHUTDOWN_SENT)
		sctp_t5_stop(a);
	sctp_set_state(a, SCTP_ST_SHUTDOWN_ACK_SENT);
	stop_heartbeats(a);
	sctp_ctl_unpend(a, SCTP_PEND_SHUTDOWN);
	pend_for_t2(a, SCTP_PEND_SHUTDOWN_ACK, p, now);
}

/**
 * sctp_shutdown_progress() - proceed with the shutdown if all is acknowledged
 * @a: association; aborted if the user left a message incomplete, since that is
 *     no graceful end
 * @now: time
 *
 * SHUTDOWN waits until no stream is held back. After it requests to reset are
 * not sent again, so one side might begin anew and the other not. T5 guards the
 * wait, too.
 */
void sctp_shutdown_progress(struct sctp_assoc *a, u64 now)
{
	static const char reason[] = "message incomplete";

	if (!sctp_sendq_drained(&a->tx))
		return;
	if (a->tx.open)
		sctp_assoc_abort(a, reason, sizeof(reason) - 1, now);
	else if (a->state == SCTP_ST_SHUTDOWN_PENDING && sctp_hold_active(a))
		sctp_t5_start(a, now);
	else if (a->state == SCTP_ST_SHUTDOWN_PENDING)
		send_shutdown(a, now);
	else if (a->state == SCTP_ST_SHUTDOWN_RECEIVED)
		send_shutdown_ack(a, sctp_choose(a, SCTP_FOR_REPLY, a->t2_path),
				  now);
}

/**
 * sctp_assoc_shutdown() - shut down: send all data, then end
 * @a: association, the caller flushes it
 * @now: time
 *
 * A handshake in progress is completed if there is data to send, else it ends.
 */
void sctp_assoc_shutdown(struct sctp_assoc *a, u64 now)
{
	sctp_assoc_entered(a);
	if (a->shutdown_requested || a->state == SCTP_ST_CLOSED)
		return;
	a->shutdown_requested = true;
	if (a->state == SCTP_ST_ESTABLISHED)
		sctp_set_state(a, SCTP_ST_SHUTDOWN_PENDING);
	else if (a->state == SCTP_ST_COOKIE_WAIT && sctp_sendq_drained(&a->tx))
		sctp_assoc_end(a, SCTP_END_LOCAL_ABORT, 0, NULL, 0);
}

/**
 * sctp_assoc_orphan() - the socket of the association was closed
 * @a: association that was shut down; may be closed already
 * @now: time
 *
 * Starts T5-shutdown-guard now, although SHUTDOWN may have to wait for data: a
 * peer that keeps its window closed must not hold memory here for ever. It is
 * restarted when data is acknowledged. It is not needed in SHUTDOWN-ACK-SENT:
 * T2 ends that.
 */
void sctp_assoc_orphan(struct sctp_assoc *a, u64 now)
{
	sctp_assoc_entered(a);
	if (a->state != SCTP_ST_CLOSED &&
	    a->state != SCTP_ST_SHUTDOWN_ACK_SENT)
		sctp_t5_start(a, now);
}

static void notify_shutdown(struct sctp_assoc *a)
{
	struct sctp_notice ev = { .type = SCTP_EV_SHUTDOWN };

	sctp_ops(a)->notify(a, &ev);
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
		sctp_t2_aim(a, rx->path);
		notify_shutdown(a);
		break;
	case SCTP_ST_SHUTDOWN_RECEIVED:
		sctp_t2_aim(a, rx->path);
		break;
	case SCTP_ST_SHUTDOWN_SENT:
		/* both sides sent SHUTDOWN */
		notify_shutdown(a);
		send_shutdown_ack(a, sctp_choose(a, SCTP_FOR_REPLY, rx->path),
				  rx->now);
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
	struct sctp_path *p = sctp_choose(a, SCTP_FOR_REPLY, rx->path);

	/* section 8.5.1 E: treat it as out of the blue */
	if (sctp_assoc_connecting(a)) {
		sctp_ep_shutdown_complete(a->ep, rx);
		return SCTP_V_STOP;
	}
	if (a->state != SCTP_ST_SHUTDOWN_SENT &&
	    a->state != SCTP_ST_SHUTDOWN_ACK_SENT) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_NEXT;
	}
	/* an unconfirmed address gets none (section 5.4). The peer's next
	 * SHUTDOWN ACK is out of the blue then
	 */
	if (p && p->confirmed)
		sctp_door_alone(a, p,
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
 * Sends SHUTDOWN at once and restarts T2-shutdown. If there are gaps a SACK is
 * due already.
 */
void sctp_shutdown_data(struct sctp_assoc *a, u64 now)
{
	sctp_errors_clear(a);
	pend_for_t2(a, SCTP_PEND_SHUTDOWN, a->t2_path, now);
}

/**
 * sctp_shutdown_repeat() - SHUTDOWN or SHUTDOWN ACK did not arrive
 * @a: association; nothing is done unless it waits for the answer to one
 *
 * It is sent once more. T2-shutdown goes on.
 */
void sctp_shutdown_repeat(struct sctp_assoc *a)
{
	if (a->state == SCTP_ST_SHUTDOWN_SENT)
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN, a->t2_path);
	else if (a->state == SCTP_ST_SHUTDOWN_ACK_SENT)
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN_ACK, a->t2_path);
}

/**
 * sctp_shutdown_t2() - T2-shutdown expired
 * @a: association; may be closed afterwards
 * @now: time
 */
void sctp_shutdown_t2(struct sctp_assoc *a, u64 now)
{
	bool ack = a->state == SCTP_ST_SHUTDOWN_ACK_SENT;
	struct sctp_path *p = a->t2_path;

	sctp_mib_add(a->mib, SCTP_MIB_T2_SHUTDOWN_EXPIREDS, 1);
	sctp_timeouts_count(a, ack ? SCTP_TIMEOUT_SHUTDOWN_ACK :
				     SCTP_TIMEOUT_SHUTDOWN);
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	if (sctp_path_error(a, p, true)) {
		sctp_assoc_give_up(a, "no answer to SHUTDOWN");
		return;
	}
	pend_for_t2(a, a->state == SCTP_ST_SHUTDOWN_SENT ?
		       SCTP_PEND_SHUTDOWN : SCTP_PEND_SHUTDOWN_ACK,
		    sctp_choose(a, SCTP_FOR_REPEAT, p), now);
}

/**
 * sctp_shutdown_t5() - T5-shutdown-guard expired: ABORT
 * @a: association; closed afterwards
 */
void sctp_shutdown_t5(struct sctp_assoc *a)
{
	sctp_mib_add(a->mib, SCTP_MIB_T5_SHUTDOWN_GUARD_EXPIREDS, 1);
	sctp_assoc_give_up(a, "shutting down takes too long");
}
