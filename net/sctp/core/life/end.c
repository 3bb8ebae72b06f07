// SPDX-License-Identifier: GPL-2.0-only
/*
 * The end of an association. For any reason, sctp_assoc_end() stops all timers,
 * reports undelivered messages, tells the user, and enters CLOSED, which the
 * caller of core sees. It frees nothing that a caller may still use.
 */
#include <linux/kernel.h>

#include "core/choice.h"
#include "core/ext/plpmtud.h"
#include "core/heartbeat.h"
#include "core/loss/t3.h"
#include "core/recv/reasm.h"
#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/send/sendq.h"
#include "end.h"
#include "idle.h"
#include "state.h"
#include "t1.h"
#include "t2.h"
#include "t5.h"

static u32 change_of(const struct sctp_assoc *a, enum sctp_end why)
{
	if (why == SCTP_END_SHUTDOWN)
		return SCTP_AC_SHUTDOWN_COMP;
	return a->was_up ? SCTP_AC_COMM_LOST : SCTP_AC_CANT_START;
}

static void stop_all(struct sctp_assoc *a)
{
	struct sctp_path *p;

	sctp_t1_stop(a);
	sctp_t2_stop(a);
	sctp_t5_stop(a);
	sctp_idle_stop(a);
	sctp_sack_stop(a);
	list_for_each_entry(p, &a->paths, list) {
		sctp_t3_stop(p);
		sctp_path_hb_stop(p);
		if (p->plpmtud)
			sctp_plpmtud_stop(p);
	}
	sctp_ctl_purge(a);
	sctp_reasm_abort_partial(a);
}

/**
 * sctp_assoc_end() - end the association
 * @a: association, in any state; a second call does nothing
 * @why: reason
 * @error: cause code for the notifications, 0 if none
 * @data: ABORT chunk's causes for the notification, or NULL
 * @len: their length
 *
 * After it, do not use paths or messages of @a: return to the caller of core.
 */
void sctp_assoc_end(struct sctp_assoc *a, enum sctp_end why, u16 error,
		    const void *data, u32 len)
{
	sctp_assoc_entered(a);
	if (a->state == SCTP_ST_CLOSED)
		return;
	a->end = why;
	stop_all(a);
	if (a->was_up)
		sctp_mib_add(a->mib, SCTP_MIB_CURRESTAB, -1);
	sctp_mib_add(a->mib, why == SCTP_END_SHUTDOWN ? SCTP_MIB_SHUTDOWNS :
							SCTP_MIB_ABORTEDS, 1);
	sctp_tell_change(a, change_of(a, why), error, data, len);
	sctp_sendq_fail_all(a, error);
	sctp_set_state(a, SCTP_ST_CLOSED);
}

/* The path that an ABORT takes, or NULL. Before the INIT ACK the peer's tag is
 * unknown, and the peer has no TCB. An unconfirmed address may get only probes
 * (RFC 9260 section 5.4).
 */
static struct sctp_path *abort_path(struct sctp_assoc *a)
{
	struct sctp_path *p = sctp_choose(a, SCTP_FOR_CONTROL, NULL);

	return p && p->confirmed && a->hs.peer_tag ? p : NULL;
}

static void abort_peer(struct sctp_assoc *a, u16 code, const void *info,
		       u16 len)
{
	struct sctp_path *p = abort_path(a);

	if (p)
		sctp_door_alone(a, p, sctp_abort_build(0, code, info, len),
				a->hs.peer_tag);
}

/**
 * sctp_assoc_abort() - the user aborts, RFC 9260 section 9.1
 * @a: association
 * @reason: upper layer abort reason, or NULL
 * @len: its length
 * @now: time
 */
void sctp_assoc_abort(struct sctp_assoc *a, const void *reason, u16 len,
		      u64 now)
{
	sctp_assoc_entered(a);
	if (a->state == SCTP_ST_CLOSED)
		return;
	abort_peer(a, SCTP_CAUSE_USER_ABORT, reason, len);
	sctp_assoc_end(a, SCTP_END_LOCAL_ABORT, SCTP_CAUSE_USER_ABORT, NULL,
		       0);
}

/**
 * sctp_assoc_give_up() - the peer does not answer: ABORT
 * @a: association
 * @why: what it does not answer, in words
 *
 * The ABORT is sent in case the peer still exists.
 */
void sctp_assoc_give_up(struct sctp_assoc *a, const char *why)
{
	struct sctp_path *p = abort_path(a);

	if (p)
		sctp_door_alone(a, p, sctp_ep_abort(a->ep, 0, why),
				a->hs.peer_tag);
	sctp_assoc_end(a, SCTP_END_TIMEOUT, 0, NULL, 0);
}

/**
 * sctp_assoc_violation() - the peer broke a rule: ABORT with a cause
 * @a: association
 * @code: cause code
 * @info: cause-specific information, or NULL
 * @len: its length; truncated to fit a small packet
 */
void sctp_assoc_violation(struct sctp_assoc *a, u16 code, const void *info,
			  u16 len)
{
	if (a->state == SCTP_ST_CLOSED)
		return;
	abort_peer(a, code, info, min_t(u16, len, SCTP_CAUSE_MAX));
	sctp_assoc_end(a, SCTP_END_PROTOCOL, code, NULL, 0);
}

/**
 * sctp_assoc_obey() - carry out a handler's verdict
 * @a: association; may be closed afterwards
 * @rx: packet
 * @verdict: what the handler of one of its chunks returned
 *
 * Return: true to go on with the next chunk.
 */
bool sctp_assoc_obey(struct sctp_assoc *a, const struct sctp_rx *rx,
		     enum sctp_verdict verdict)
{
	const struct sctp_fate *f = &rx->fate;

	if (verdict == SCTP_V_ABORT)
		sctp_assoc_violation(a, f->code, f->info, f->len);
	else if (verdict == SCTP_V_GONE)
		sctp_assoc_end(a, f->why, f->code, f->info, f->len);
	return verdict == SCTP_V_NEXT;
}
