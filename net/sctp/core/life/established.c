// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last step of the handshake: COOKIE ACK arrives or is sent, and the
 * association is up.
 */
#include <linux/kernel.h>

#include "core/ep.h"
#include "core/errors.h"
#include "core/ext/asconf.h"
#include "core/ext/auth.h"
#include "core/heartbeat.h"
#include "core/send/ctl.h"
#include "core/send/sendq.h"
#include "core/telemetry.h"
#include "established.h"
#include "handshake.h"
#include "idle.h"
#include "state.h"
#include "t1.h"

/**
 * sctp_assoc_established() - the handshake is complete
 * @a: association in COOKIE-ECHOED, or just made from a cookie
 * @now: time
 */
void sctp_assoc_established(struct sctp_assoc *a, u64 now)
{
	bool first = !a->was_up;

	sctp_t1_stop(a);
	sctp_errors_clear(a);
	a->was_up = true;
	sctp_handshake_drop_cookie(a);
	sctp_auth_settle(a);
	sctp_asconf_begin(a);
	if (first) {
		sctp_mib_add(a->mib, SCTP_MIB_CURRESTAB, 1);
		sctp_mib_add(a->mib, a->hs.passive ? SCTP_MIB_PASSIVEESTABS :
						     SCTP_MIB_ACTIVEESTABS, 1);
	}
	sctp_set_state(a, SCTP_ST_ESTABLISHED);
	if (first)
		sctp_tell_change(a, SCTP_AC_COMM_UP, 0, NULL, 0);
	if (first && a->hs.peer_adaptation_set) {
		struct sctp_notice ev = {
			.type = SCTP_EV_ADAPTATION,
			.value = a->hs.peer_adaptation,
		};

		sctp_ops(a)->notify(a, &ev);
	}
	if (first && !sctp_auth_on(a)) {
		struct sctp_notice ev = { .type = SCTP_EV_NO_AUTH };

		sctp_ops(a)->notify(a, &ev);
	}
	if (unlikely(a->cfg->telemetry) && first &&
	    sctp_telemetry_set(a, true, now))
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	sctp_idle_start(a, now);
	sctp_path_probe_all(a, now);
	sctp_sendq_drop_bad_streams(a);
	if (a->shutdown_requested)
		sctp_set_state(a, SCTP_ST_SHUTDOWN_PENDING);
}

/**
 * sctp_handshake_cookie_ack() - a COOKIE ACK arrived
 * @a: association in COOKIE-ECHOED
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_handshake_cookie_ack(struct sctp_assoc *a,
					    struct sctp_rx *rx,
					    const struct sctp_view *v)
{
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ACK))
		return SCTP_V_STOP;
	sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
	sctp_ctl_anywhere(a);
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/**
 * sctp_cookie_ack_due() - make a COOKIE ACK pending
 * @a: association
 * @p: path the COOKIE ECHO came from
 * @now: time
 *
 * To an unconfirmed address it is bundled with a HEARTBEAT (5.4).
 */
void sctp_cookie_ack_due(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_ctl_pend(a, SCTP_PEND_COOKIE_ACK, p);
	if (!p || p->confirmed)
		return;
	sctp_path_hb_request(a, p, now);
	if (p->hb_pending)
		sctp_ctl_direct(a, p);
}
