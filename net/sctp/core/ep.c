// SPDX-License-Identifier: GPL-2.0-only
/*
 * The endpoint: what the associations of a socket have in common, and answers
 * to packets that belong to no association. The address of such a packet is not
 * verified, so there is at most one packet in answer to one.
 */
#include <linux/string.h>

#include "core/ext/authlist.h"
#include "core/life/keys.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/wire/rx.h"
#include "ep.h"

/**
 * sctp_ep_init() - begin an endpoint for both address families
 * @ep: to initialise
 * @ops: functions outside of core
 * @mib: counter block
 * @cfg: its parameters; the endpoint takes over the caller's reference
 */
void sctp_ep_init(struct sctp_ep *ep, const struct sctp_ops *ops, void *mib,
		  const struct sctp_config *cfg)
{
	memset(ep, 0, sizeof(*ep));
	ep->ops = ops;
	ep->mib = mib;
	ep->cfg = cfg;
	ep->addr_v4 = true;
	ep->addr_v6 = true;
}

/**
 * sctp_ep_destroy() - free what an endpoint holds
 * @ep: endpoint without associations
 */
void sctp_ep_destroy(struct sctp_ep *ep)
{
	sctp_keys_put(ep);
	sctp_auth_ep_put(ep);
	sctp_config_put(ep->cfg);
	ep->cfg = NULL;
}

/**
 * sctp_ep_inherit() - an association moves to another endpoint
 * @to: endpoint it moves to, without associations of its own
 * @from: endpoint it comes from
 *
 * The cookie of a duplicate COOKIE ECHO was signed with the old endpoint's
 * keys.
 */
void sctp_ep_inherit(struct sctp_ep *to, const struct sctp_ep *from)
{
	sctp_keys_share(to, from);
	sctp_auth_ep_share(to, from);
}

/**
 * sctp_ep_abort() - build a packet with an ABORT that RFC 9260 has no cause for
 * @ep: endpoint
 * @flags: SCTP_FLAG_T or 0
 * @why: the reason, in words
 *
 * Return: the packet, or NULL.
 */
struct sk_buff *sctp_ep_abort(const struct sctp_ep *ep, u8 flags,
			      const char *why)
{
	return sctp_abort_build(flags, READ_ONCE(ep->diag_code), why,
				strlen(why));
}

/**
 * sctp_ep_admits() - may there be an association with the sender of a packet?
 * @ep: endpoint
 * @a: its association, NULL if there is none
 * @rx: packet, refused if not
 * @step: step of the handshake
 *
 * Return: true if so.
 */
bool sctp_ep_admits(struct sctp_ep *ep, struct sctp_assoc *a,
		    struct sctp_rx *rx, enum sctp_step step)
{
	if (!ep->ops->admit || ep->ops->admit(ep, a, rx, step))
		return true;
	sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_PKT_DISCARDS);
	return false;
}

/**
 * sctp_ep_shutdown_complete() - answer a SHUTDOWN ACK out of the blue (8.4 rule
 * 5)
 * @ep: endpoint
 * @rx: packet
 */
void sctp_ep_shutdown_complete(struct sctp_ep *ep, const struct sctp_rx *rx)
{
	sctp_door_reply(ep, rx,
			sctp_chunk_build(SCTP_CT_SHUTDOWN_COMPLETE, SCTP_FLAG_T,
					 NULL, 0),
			rx->vtag);
}

/**
 * sctp_ep_no_resource() - ABORT: no association can be made for a cookie
 * @ep: endpoint
 * @rx: packet with the COOKIE ECHO
 * @tag: the peer's tag
 */
void sctp_ep_no_resource(struct sctp_ep *ep, const struct sctp_rx *rx, u32 tag)
{
	sctp_door_reply(ep, rx,
			sctp_abort_build(0, SCTP_CAUSE_OUT_OF_RESOURCE, NULL,
					 0),
			tag);
}
