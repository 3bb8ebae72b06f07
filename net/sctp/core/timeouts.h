/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often the timers of an association expired: SCTP_TIMEOUTS.
 *
 * SACKs are delayed and HEARTBEATs become due on any association. These two
 * kinds are counted in the association, in 8 bytes. The others mean that
 * something was lost: the first of them allocates a block for all kinds, and
 * these bytes are a pointer to it.
 *
 *   bit 0 set or all 0   bits 1 to 31: SACKs; 32 to 63: HEARTBEATs
 *   bit 0 clear          u32[SCTP_TIMEOUT_KINDS]
 */
#ifndef _SCTP_CORE_TIMEOUTS_H
#define _SCTP_CORE_TIMEOUTS_H

#include <linux/types.h>

struct sctp_assoc;

/* Kinds of timers */
enum sctp_timeout {
	SCTP_TIMEOUT_INIT,		/* T1-init */
	SCTP_TIMEOUT_DATA,		/* T3-rtx */
	SCTP_TIMEOUT_SACK,		/* the delay of a SACK */
	SCTP_TIMEOUT_SHUTDOWN,		/* T2-shutdown, for SHUTDOWN */
	SCTP_TIMEOUT_HEARTBEAT,		/* one is due, or was not answered */
	SCTP_TIMEOUT_COOKIE,		/* T1-cookie */
	SCTP_TIMEOUT_SHUTDOWN_ACK,	/* T2-shutdown, for SHUTDOWN ACK */
	SCTP_TIMEOUT_KINDS
};

/**
 * struct sctp_timeout_counts - how often timers expired
 * @word: counts or a pointer: see above
 */
struct sctp_timeout_counts {
	u64 word;
};

void sctp_timeouts_count(struct sctp_assoc *a, enum sctp_timeout what);
u32 sctp_timeouts_of(const struct sctp_assoc *a, enum sctp_timeout what);
void sctp_timeouts_free(struct sctp_assoc *a);

#endif
