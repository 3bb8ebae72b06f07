/* SPDX-License-Identifier: GPL-2.0-only */
/* Tail loss probe, RFC 8985 section 7 */
#ifndef _SCTP_CORE_TLP_H
#define _SCTP_CORE_TLP_H

#include <linux/types.h>

#include "core/deadline.h"

struct sctp_assoc;
struct sctp_path;

/* State of the last loss probe */
enum sctp_tlp_state {
	SCTP_TLP_NONE,	/* none is outstanding */
	SCTP_TLP_NEW,	/* new data, not acknowledged */
	SCTP_TLP_AGAIN,	/* a retransmission, not acknowledged */
};

/**
 * struct sctp_tlp - tail loss probe
 * @at: deadline of the probe timer, 0 = stopped
 * @tsn: TSN that was retransmitted as a probe
 * @end: TSN whose acknowledgment answers the probe
 * @state: enum sctp_tlp_state
 * @spent: no round trip time was measured since the last probe
 * @restart: data was sent or acknowledged since the last flush
 */
struct sctp_tlp {
	u64 at;
	u32 tsn;
	u32 end;
	u8 state;
	bool spent;
	bool restart;
};

/**
 * sctp_tlp_restart() - let the next flush set the probe timer again
 * @tlp: of a path on which data was sent or acknowledged
 */
static inline void sctp_tlp_restart(struct sctp_tlp *tlp)
{
	tlp->restart = true;
}

/**
 * sctp_tlp_measured() - a round trip was measured: allow another probe
 * @tlp: of a path
 */
static inline void sctp_tlp_measured(struct sctp_tlp *tlp)
{
	tlp->spent = false;
}

/**
 * sctp_tlp_due() - has the probe timer expired?
 * @tlp: of a path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_tlp_due(struct sctp_tlp *tlp, u64 now)
{
	return sctp_deadline_over(&tlp->at, now);
}

void sctp_tlp_schedule(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_dup(struct sctp_assoc *a, u32 tsn);
void sctp_tlp_acked(struct sctp_assoc *a, u32 cum);
void sctp_tlp_forget(struct sctp_path *p);
void sctp_tlp_reset(struct sctp_path *p);

#endif
