/* SPDX-License-Identifier: GPL-2.0-only */
/* User messages from sctp_assoc_send() to their release */
#ifndef _SCTP_CORE_SENDQ_H
#define _SCTP_CORE_SENDQ_H

#include "assoc.h"

void sctp_sendq_init(struct sctp_assoc *a);
void sctp_sendq_set_streams(struct sctp_assoc *a, u16 n);
void sctp_sendq_reset(struct sctp_assoc *a);
void sctp_sendq_resend(struct sctp_assoc *a);
void sctp_sendq_unsend(struct sctp_assoc *a);
void sctp_sendq_drop_all(struct sctp_assoc *a);
void sctp_sendq_free(struct sctp_assoc *a);
void sctp_sendq_frag_point(struct sctp_assoc *a);
u16 sctp_sendq_cell(const struct sctp_assoc *a, u32 len);
void sctp_sendq_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			    struct sctp_path *other);
void sctp_sendq_pmtu_rtx(struct sctp_assoc *a, struct sctp_path *p);
void sctp_sendq_drop_bad_streams(struct sctp_assoc *a);
void sctp_sendq_fail_all(struct sctp_assoc *a, u16 error);
u64 sctp_sendq_expire(struct sctp_assoc *a, u64 now);
void sctp_sendq_expire_head(struct sctp_assoc *a, u64 now);
void sctp_sendq_tell_room(struct sctp_assoc *a);
void sctp_sendq_tell_dry(struct sctp_assoc *a);
void sctp_sendq_chunk_acked(struct sctp_assoc *a, struct sctp_tx_chunk *c);
struct sctp_tx_msg *sctp_sendq_head(struct sctp_assoc *a);
void sctp_sendq_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len);

/* The next SSN of a stream that a message was queued for */
static inline u16 *sctp_sendq_ssn(struct sctp_assoc *a, u16 sid)
{
	return sid < SCTP_FEW_STREAMS ? &a->tx.few[sid] :
					&a->tx.more->ssn[sid - SCTP_FEW_STREAMS];
}

/* Nothing waits and nothing is outstanding */
static inline bool sctp_sendq_drained(const struct sctp_assoc *a)
{
	return list_empty(&a->tx.queue) &&
	       a->tx.ring.base == a->tx.ring.next;
}

#endif
