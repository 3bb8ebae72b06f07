/* SPDX-License-Identifier: GPL-2.0-only */
/* Fast recovery: entered, left, and undone when nothing was lost */
#ifndef _SCTP_CORE_RECOVERY_H
#define _SCTP_CORE_RECOVERY_H

#include "assoc.h"

void sctp_recovery_lost(struct sctp_assoc *a, u32 tsn);
void sctp_recovery_enter(struct sctp_assoc *a);
void sctp_recovery_acked(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_recovery_resent(struct sctp_path *from, const struct sctp_path *to,
			  u32 tsn);
void sctp_recovery_arrived(const struct sctp_tx_chunk *c, u32 tsn, u64 now);
void sctp_recovery_dup(struct sctp_assoc *a, u32 tsn, u64 now);
void sctp_recovery_end_undo(struct sctp_path *p);
void sctp_recovery_reneged(struct sctp_assoc *a);
void sctp_recovery_reset(struct sctp_assoc *a);
void sctp_recovery_stop(struct sctp_path *p);
void sctp_recovery_restart_cc(struct sctp_path *p);

#endif
