/* SPDX-License-Identifier: GPL-2.0-only */
/* Fast recovery, and undoing it when nothing was lost */
#ifndef _SCTP_CORE_RECOVERY_H
#define _SCTP_CORE_RECOVERY_H

#include "cc.h"

struct sctp_assoc;
struct sctp_path;
struct sctp_tx_chunk;

/**
 * struct sctp_undo - a fast recovery that may have been needless
 * @resent: retransmitted TSNs; a bit for each TSN from @tsn on, also below
 * @early: those acknowledged before their retransmission can have arrived
 * @dup: those reported as duplicates
 * @until: when it can no longer be undone, valid after fast recovery
 * @was: the window before it
 * @tsn: oldest TSN the path had outstanding when it began
 * @likely: at least one retransmission was needless
 */
struct sctp_undo {
	u64 resent;
	u64 early;
	u64 dup;
	u64 until;
	struct sctp_cc_was was;
	u32 tsn;
	bool likely;
};

void sctp_recovery_enter(struct sctp_assoc *a);
void sctp_recovery_blocks(struct sctp_assoc *a, struct sctp_path *p);
void sctp_recovery_marked(struct sctp_assoc *a, struct sctp_path *p, u32 tsn);
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
