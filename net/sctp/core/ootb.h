/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets that belong to no association, RFC 9260 section 8.4 */
#ifndef _SCTP_CORE_OOTB_H
#define _SCTP_CORE_OOTB_H

#include "assoc.h"

void sctp_ep_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		   struct sk_buff *skb, u32 vtag);
bool sctp_ep_admits(struct sctp_ep *ep, struct sctp_assoc *a,
		    struct sctp_rx *rx, u8 type);
void sctp_ootb_shutdown_ack(struct sctp_ep *ep, const struct sctp_rx *rx);
void sctp_ootb_no_resource(struct sctp_ep *ep, const struct sctp_rx *rx,
			   u32 tag);
void sctp_assoc_chunks(struct sctp_assoc *a, struct sctp_rx *rx, u32 off);

#endif
