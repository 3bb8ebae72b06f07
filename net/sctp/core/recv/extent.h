/* SPDX-License-Identifier: GPL-2.0-only */
/* Fragments of one message that lie one behind the other in a packet */
#ifndef _SCTP_CORE_EXTENT_H
#define _SCTP_CORE_EXTENT_H

#include "core/seam.h"

bool sctp_rx_extent_join(struct sctp_rx_extent *e, u32 off, u32 len, u32 hdr);
u32 sctp_rx_extent_at(const struct sctp_rx_extent *e, u32 pos, u32 hdr,
		      u32 *len);

/* The part of @skb, which is in the chain of @msg, that belongs to @msg */
static inline struct sctp_rx_extent *
sctp_rx_msg_extent(struct sctp_rx_msg *msg, const struct sk_buff *skb)
{
	return skb == msg->head ? &msg->first : &SCTP_RX_CB(skb)->extent;
}

#endif
