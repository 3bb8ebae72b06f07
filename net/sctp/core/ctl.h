/* SPDX-License-Identifier: GPL-2.0-only */
/* Control chunks on their way out, and error causes */
#ifndef _SCTP_CORE_CTL_H
#define _SCTP_CORE_CTL_H

#include "assoc.h"

struct sctp_view;

/* What a peer sent is returned to it cut to this: with the headers of packet,
 * chunk and cause it fits the smallest path
 */
#define SCTP_CAUSE_MAX	(SCTP_MTU_MIN - sizeof(struct sctpw_common) - \
			 sizeof(struct sctpw_chunk) - sizeof(struct sctpw_cause))

void sctp_ctl_init(struct sctp_assoc *a);
void sctp_ctl_purge(struct sctp_assoc *a);
void sctp_ctl_forget_path(struct sctp_assoc *a, struct sctp_path *p);
void sctp_ctl_pend(struct sctp_assoc *a, u16 what, struct sctp_path *p);
void sctp_ctl_unpend(struct sctp_assoc *a, u16 what);
void sctp_ctl_drop(struct sctp_assoc *a, struct sctp_ctl *c);
void sctp_ctl_cookie_ack(struct sctp_assoc *a, struct sctp_path *p, u64 now);
int sctp_ctl_add(struct sctp_assoc *a, struct sctp_path *p, u8 type,
		 const void *head, u16 head_len, const void *body,
		 u16 body_len);
void sctp_ctl_error(struct sctp_assoc *a, struct sctp_path *p, u16 code,
		    const void *info, u16 len);

struct sk_buff *sctp_abort_build(u8 flags, u16 code, const void *info,
				 u16 len);
struct sk_buff *sctp_chunk_build(u8 type, u8 flags, const void *body,
				 u16 len);

#endif
