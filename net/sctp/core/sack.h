/* SPDX-License-Identifier: GPL-2.0-only */
/* Acknowledging what was received */
#ifndef _SCTP_CORE_SACK_H
#define _SCTP_CORE_SACK_H

#include "assoc.h"

void sctp_sack_packets(struct sctp_assoc *a, const struct sctp_rx *rx);
void sctp_sack_dup(struct sctp_assoc *a, u32 tsn);
u32 sctp_sack_size(const struct sctp_assoc *a, u32 room);
void sctp_sack_build(struct sctp_assoc *a, struct sk_buff *skb, u32 room);
void sctp_sack_sent(struct sctp_assoc *a);
void sctp_sack_hurry(struct sctp_assoc *a);
void sctp_sack_data(struct sctp_assoc *a, u8 flags, u32 len);
void sctp_sack_answered(struct sctp_assoc *a);
void sctp_sack_expired(struct sctp_assoc *a);
void sctp_sack_stop(struct sctp_assoc *a);
void sctp_sack_flushed(struct sctp_assoc *a, u64 now);
void sctp_sack_forget_path(struct sctp_assoc *a, const struct sctp_path *p);
void sctp_sack_reset(struct sctp_assoc *a);

/* Anything to acknowledge at all? */
static inline bool sctp_sack_pending(const struct sctp_assoc *a)
{
	return a->sack.now || a->sack.packets;
}

#endif
