// SPDX-License-Identifier: GPL-2.0-only
/* The association's own life: made, and taken apart once it has ended */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "ctl.h"
#include "end.h"
#include "reasm.h"
#include "recovery.h"
#include "rxring.h"
#include "sendq.h"

/**
 * sctp_assoc_init() - an association in CLOSED, without paths and tags
 * @a: to initialise; zeroed
 * @ep: its endpoint
 * @lport: our port
 * @pport: the peer's port
 * @rcvbuf: memory for received data, bytes
 */
void sctp_assoc_init(struct sctp_assoc *a, struct sctp_ep *ep, __be16 lport,
		     __be16 pport, u32 rcvbuf)
{
	a->ep = ep;
	a->ops = ep->ops;
	a->mib = ep->mib;
	a->cfg = sctp_config_get(ep->cfg);
	a->lport = lport;
	a->pport = pport;
	INIT_LIST_HEAD(&a->paths);
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
 * Undelivered data and queued messages go silently.
 */
void sctp_assoc_destroy(struct sctp_assoc *a)
{
	struct sctp_path *p, *tmp;

	WARN_ON_ONCE(a->state != SCTP_ST_CLOSED);
	sctp_ctl_purge(a);
	sctp_sendq_drop_all(a);
	sctp_reasm_free(a);
	list_for_each_entry_safe(p, tmp, &a->paths, list) {
		list_del(&p->list);
		a->npaths--;
		sctp_recovery_end_undo(p);
		a->ops->path_free(a, p);
	}
	a->primary = NULL;
	a->active = NULL;
	kfree(a->sack.dup);
	kfree(a->hs.echo);
	a->hs.echo = NULL;
	sctp_config_put(a->cfg);
	a->cfg = NULL;
	sctp_sendq_free(a);
}
