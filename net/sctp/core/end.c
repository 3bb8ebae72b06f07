// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states of an association change here and nowhere else, and here it
 * ends: whatever the reason, sctp_assoc_end() stops every timer, reports
 * what was not delivered, tells the user, and leaves SCTP_ST_CLOSED for the
 * owner to find. Nothing is freed that a caller further up may still hold.
 */
#include <linux/kernel.h>

#include "assoc.h"
#include "ctl.h"
#include "end.h"
#include "handshake.h"
#include "idle.h"
#include "reasm.h"
#include "sack.h"
#include "sendq.h"
#include "t3.h"

/**
 * sctp_set_state() - enter a state
 * @a: association
 * @state: the new state
 */
void sctp_set_state(struct sctp_assoc *a, enum sctp_state state)
{
	enum sctp_state old = a->state;

	if (old == state)
		return;
	a->state = state;
	a->ops->state_change(a, old);
}

static void assoc_change(struct sctp_assoc *a, u32 state, u16 error,
			 const void *data, u32 len)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_ASSOC_CHANGE,
		.value = state,
		.error = error,
		.data = data,
		.len = len,
	};

	a->ops->notify(a, &ev);
}

/**
 * sctp_assoc_established() - the handshake is complete
 * @a: association in COOKIE-ECHOED, or just made from a cookie
 * @now: time
 */
void sctp_assoc_established(struct sctp_assoc *a, u64 now)
{
	bool first = !a->was_up;

	a->t1 = 0;
	a->t2_path = NULL;
	a->error_count = 0;
	a->was_up = true;
	sctp_handshake_drop_cookie(a);
	if (first) {
		sctp_mib_add(a->mib, SCTP_MIB_CURRESTAB, 1);
		sctp_mib_add(a->mib, a->hs.passive ? SCTP_MIB_PASSIVEESTABS :
						     SCTP_MIB_ACTIVEESTABS, 1);
	}
	sctp_set_state(a, SCTP_ST_ESTABLISHED);
	if (first)
		assoc_change(a, SCTP_AC_COMM_UP, 0, NULL, 0);
	if (first && a->hs.peer_adaptation_set) {
		struct sctp_notice ev = {
			.type = SCTP_EV_ADAPTATION,
			.value = a->hs.peer_adaptation,
		};

		a->ops->notify(a, &ev);
	}
	if (first) {
		struct sctp_notice ev = { .type = SCTP_EV_NO_AUTH };

		a->ops->notify(a, &ev);
	}
	sctp_idle_start(a, now);
	sctp_path_probe_all(a, now);
	sctp_sendq_drop_bad_streams(a);
	if (a->shutdown_requested)
		sctp_set_state(a, SCTP_ST_SHUTDOWN_PENDING);
}

static u32 change_of(const struct sctp_assoc *a, enum sctp_end why)
{
	if (why == SCTP_END_SHUTDOWN)
		return SCTP_AC_SHUTDOWN_COMP;
	return a->was_up ? SCTP_AC_COMM_LOST : SCTP_AC_CANT_START;
}

static void stop_timers(struct sctp_assoc *a)
{
	struct sctp_path *p;

	a->t1 = 0;
	a->t5 = 0;
	sctp_idle_stop(a);
	sctp_sack_stop(a);
	list_for_each_entry(p, &a->paths, list) {
		sctp_t3_stop(p);
		sctp_path_hb_stop(p);
	}
}

/**
 * sctp_assoc_end() - the association is over
 * @a: association, in any state; a second call does nothing
 * @why: reason
 * @error: cause code for the notifications, 0 if none
 * @data: ABORT chunk's causes for the notification, or NULL
 * @len: their length
 *
 * Callers return to whoever owns @a without touching its paths or messages
 * any further.
 */
void sctp_assoc_end(struct sctp_assoc *a, enum sctp_end why, u16 error,
		    const void *data, u32 len)
{
	if (a->state == SCTP_ST_CLOSED)
		return;
	a->end = why;
	stop_timers(a);
	sctp_ctl_purge(a);
	sctp_reasm_abort_partial(a);
	if (a->was_up)
		sctp_mib_add(a->mib, SCTP_MIB_CURRESTAB, -1);
	sctp_mib_add(a->mib, why == SCTP_END_SHUTDOWN ? SCTP_MIB_SHUTDOWNS :
							SCTP_MIB_ABORTEDS, 1);
	assoc_change(a, change_of(a, why), error, data, len);
	sctp_sendq_fail_all(a, error);
	sctp_set_state(a, SCTP_ST_CLOSED);
}

static void abort_peer(struct sctp_assoc *a, u16 code, const void *info,
		       u16 len)
{
	struct sctp_path *p = sctp_path_for_data(a);
	struct sk_buff_head burst;
	struct sk_buff *skb;

	/* before INIT ACK the peer's tag is not known, nor is there a TCB */
	if (!p || !a->hs.peer_tag)
		return;
	skb = sctp_abort_build(0, code, info, len);
	if (!skb) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	a->counts.octrlchunks++;
	a->counts.opackets++;
	sctp_mib_add(a->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
	sctp_mib_add(a->mib, SCTP_MIB_OUTSCTPPACKS, 1);
	__skb_queue_head_init(&burst);
	__skb_queue_tail(&burst, skb);
	a->ops->xmit(a, p, &burst, a->hs.peer_tag);
}

/**
 * sctp_assoc_abort() - end the association at once, RFC 9260 section 9.1
 * @a: association
 * @reason: upper layer abort reason, or NULL
 * @len: its length
 * @now: time
 */
void sctp_assoc_abort(struct sctp_assoc *a, const void *reason, u16 len,
		      u64 now)
{
	if (a->state == SCTP_ST_CLOSED)
		return;
	abort_peer(a, SCTP_CAUSE_USER_ABORT, reason, len);
	sctp_assoc_end(a, SCTP_END_LOCAL_ABORT, SCTP_CAUSE_USER_ABORT, NULL,
		       0);
}

/**
 * sctp_assoc_give_up() - the peer takes too long: ABORT
 * @a: association
 *
 * Should it be there after all it need not find out by itself.
 */
void sctp_assoc_give_up(struct sctp_assoc *a)
{
	abort_peer(a, 0, NULL, 0);
	sctp_assoc_end(a, SCTP_END_TIMEOUT, 0, NULL, 0);
}

/**
 * sctp_assoc_violation() - the peer broke a rule: ABORT with a cause
 * @a: association
 * @code: cause code
 * @info: cause-specific information, or NULL
 * @len: its length; cut to what fits a small packet
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
 * sctp_assoc_obey() - do what a handler's verdict asks for
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
