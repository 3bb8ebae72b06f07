// SPDX-License-Identifier: GPL-2.0-only
/*
 * The endpoint: what the associations of a socket have in common, and its
 * answers to packets without an association to answer for it. What goes out
 * here goes to an unverified address: one packet for one packet.
 */
#include <linux/string.h>

#include "ctl.h"
#include "ep.h"
#include "keys.h"

/**
 * sctp_ep_init() - an endpoint for both families of addresses
 * @ep: to initialise
 * @ops: the surroundings
 * @mib: counter block
 * @cfg: its parameters; the caller's use of them becomes the endpoint's
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
 * sctp_ep_destroy() - the end of an endpoint
 * @ep: endpoint without associations
 */
void sctp_ep_destroy(struct sctp_ep *ep)
{
	sctp_keys_put(ep);
	sctp_config_put(ep->cfg);
	ep->cfg = NULL;
}

/**
 * sctp_ep_inherit() - an association moves to another endpoint
 * @to: endpoint it moves to, without associations of its own
 * @from: endpoint it comes from
 *
 * A COOKIE ECHO repeated by the peer was made with the old endpoint's keys.
 */
void sctp_ep_inherit(struct sctp_ep *to, const struct sctp_ep *from)
{
	sctp_keys_share(to, from);
}

/**
 * sctp_ep_reply() - answer a packet without an association to answer for it
 * @ep: endpoint
 * @rx: packet
 * @skb: the answer, NULL is counted as lack of memory
 * @vtag: its verification tag
 */
void sctp_ep_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		   struct sk_buff *skb, u32 vtag)
{
	if (!skb) {
		sctp_mib_add(ep->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	sctp_mib_add(ep->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
	ep->ops->reply(ep, rx, skb, vtag);
}

/**
 * sctp_ep_admits() - may there be an association with who sent a packet?
 * @ep: endpoint
 * @a: association it is for, or NULL with the first INIT
 * @rx: packet, refused if not
 * @step: what it is to do
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
 * sctp_ep_shutdown_complete() - answer a SHUTDOWN ACK for nobody (8.4 rule 5)
 * @ep: endpoint
 * @rx: packet
 */
void sctp_ep_shutdown_complete(struct sctp_ep *ep, const struct sctp_rx *rx)
{
	sctp_ep_reply(ep, rx,
		      sctp_chunk_build(SCTP_CT_SHUTDOWN_COMPLETE, SCTP_FLAG_T,
				       NULL, 0),
		      rx->vtag);
}

/**
 * sctp_ep_no_resource() - ABORT: there is no association for a cookie
 * @ep: endpoint
 * @rx: packet the cookie came in
 * @tag: the peer's tag
 *
 * The association may not know yet where its peer is.
 */
void sctp_ep_no_resource(struct sctp_ep *ep, const struct sctp_rx *rx, u32 tag)
{
	sctp_ep_reply(ep, rx,
		      sctp_abort_build(0, SCTP_CAUSE_OUT_OF_RESOURCE, NULL, 0),
		      tag);
}
