/* SPDX-License-Identifier: GPL-2.0-only */
/* What an endpoint says without an association */
#ifndef _SCTP_CORE_EP_H
#define _SCTP_CORE_EP_H

#include "assoc.h"

void sctp_ep_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		   struct sk_buff *skb, u32 vtag);
bool sctp_ep_admits(struct sctp_ep *ep, struct sctp_assoc *a,
		    struct sctp_rx *rx, enum sctp_step step);
void sctp_ep_shutdown_complete(struct sctp_ep *ep, const struct sctp_rx *rx);
void sctp_ep_no_resource(struct sctp_ep *ep, const struct sctp_rx *rx, u32 tag);

#endif
