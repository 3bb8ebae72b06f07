/* SPDX-License-Identifier: GPL-2.0-only */
/* The packets of a message that is being received */
#ifndef _SCTP_CORE_CHAIN_H
#define _SCTP_CORE_CHAIN_H

#include "core/assoc.h"

/* A fragment that is an extent of its own */
static inline struct sctp_rx_extent
sctp_chain_extent(const struct sctp_rx_slot *s)
{
	return (struct sctp_rx_extent) {
		.off = s->off,
		.len = s->len,
		.seg = s->len,
	};
}

/**
 * sctp_chain_mark() - say which part of its message it holds
 * @msg: a message, or a part of one
 * @flags: SCTP_RX_FIRST and SCTP_RX_LAST
 */
static inline void sctp_chain_mark(struct sctp_rx_msg *msg, u8 flags)
{
	msg->flags |= flags;
}

/**
 * sctp_chain_begun() - what a message is said to begin with
 * @msg: message without packets
 * @tsn: TSN of its first fragment, or of the first of this part
 * @ppid: payload protocol identifier
 */
static inline void sctp_chain_begun(struct sctp_rx_msg *msg, u32 tsn,
				    __be32 ppid)
{
	msg->tsn = tsn;
	msg->ppid = ppid;
}

struct sctp_rx_msg *sctp_chain_new(struct sctp_assoc *a, u32 tsn,
				   const struct sctp_rx_slot *s);
struct sctp_rx_msg *sctp_chain_whole(struct sctp_assoc *a, u32 tsn,
				     const struct sctp_rx_slot *s,
				     const struct sctp_rx_extent *e);
struct sctp_rx_msg *sctp_chain_rest(struct sctp_assoc *a, u32 tsn,
				    const struct sctp_rx_msg *msg);
int sctp_chain_add(struct sctp_rx_msg *msg, const struct sctp_rx_slot *s,
		   const struct sctp_rx_extent *e);
struct sk_buff *sctp_chain_piece(struct sctp_assoc *a,
				 const struct sctp_rx_slot *s);
void sctp_chain_link(struct sctp_rx_msg *msg, struct sk_buff *skb,
		     const struct sctp_rx_extent *e);

#endif
