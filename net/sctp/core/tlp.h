/* SPDX-License-Identifier: GPL-2.0-only */
/* Tail loss probe, RFC 8985 section 7 */
#ifndef _SCTP_CORE_TLP_H
#define _SCTP_CORE_TLP_H

#include "assoc.h"

void sctp_tlp_schedule(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_dup(struct sctp_assoc *a, u32 tsn);
void sctp_tlp_acked(struct sctp_assoc *a, u32 cum);
void sctp_tlp_forget(struct sctp_path *p);
void sctp_tlp_reset(struct sctp_path *p);

#endif
