// SPDX-License-Identifier: GPL-2.0-only
/* Making an association, and freeing what it holds */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/ext/auth.h"
#include "core/ext/request.h"
#include "core/life/handshake.h"
#include "core/recv/reasm.h"
#include "core/recv/rxring.h"
#include "core/send/ctl.h"
#include "core/send/sendq.h"
#include "assoc.h"
#include "pathset.h"
#include "telemetry.h"

/**
 * sctp_assoc_init() - begin an association in CLOSED, without paths and tags
 * @a: to initialise; zeroed
 * @ep: its endpoint
 * @lport: our port
 * @pport: the peer's port
 * @rcvbuf: memory for received data, bytes
 */
void sctp_assoc_init(struct sctp_assoc *a, struct sctp_ep *ep, __be16 lport,
		     __be16 pport, u32 rcvbuf)
{
	sctp_assoc_entered(a);
	a->ep = ep;
	a->ops = ep->ops;
	a->mib = ep->mib;
	a->cfg = sctp_config_get(ep->cfg);
	a->lport = lport;
	a->pport = pport;
	sctp_paths_init(a);
	sctp_ctl_init(a);
	sctp_assoc_set_rcvbuf(a, rcvbuf);
	sctp_reasm_init(a);
	sctp_rxring_init(&a->rx.ring, 0);
	sctp_sendq_init(a);
	sctp_sendq_frag_point(a);
}

/**
 * sctp_assoc_destroy() - free what an association holds, not itself
 * @a: association in CLOSED that nothing refers to any more
 *
 * Undelivered data and queued messages are freed without notifications.
 */
void sctp_assoc_destroy(struct sctp_assoc *a)
{
	sctp_assoc_entered(a);
	WARN_ON_ONCE(a->state != SCTP_ST_CLOSED);
	sctp_ctl_purge(a);
	sctp_sendq_drop_all(a);
	sctp_reasm_free(a);
	sctp_paths_free(a);
	sctp_sack_free(a);
	sctp_timeouts_free(a);
	sctp_request_reset(a);
	sctp_auth_free(a);
	sctp_telemetry_free(a);
	sctp_handshake_free(a);
	sctp_config_put(a->cfg);
	a->cfg = NULL;
	sctp_sendq_free(a);
}
