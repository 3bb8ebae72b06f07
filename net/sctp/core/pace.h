/* SPDX-License-Identifier: GPL-2.0-only */
/* Pacing: packets leave at a rate rather than in bursts */
#ifndef _SCTP_CORE_PACE_H
#define _SCTP_CORE_PACE_H

#include <linux/types.h>

#include "deadline.h"

struct sctp_assoc;
struct sctp_path;

/**
 * struct sctp_pace - pacing of a path (pace.c)
 * @limit: what the user allows, bytes a second, 0 = no limit
 * @rate: what the last train had, 0 = it was not paced
 * @train: time that a train's bytes take at @rate, nanoseconds
 * @next: when what left so far has had its time
 * @at: departure of the next train, data waits for it; 0 = nothing waits
 *
 * Allocated outside of core, by whom the path is.
 */
struct sctp_pace {
	u64 limit;
	u64 rate;
	u64 train;
	u64 next;
	u64 at;
};

/**
 * sctp_pace_flushed() - nothing waits for a departure that is over
 * @pace: pacing of a path
 * @now: time
 */
static inline void sctp_pace_flushed(struct sctp_pace *pace, u64 now)
{
	sctp_deadline_over(&pace->at, now);
}

void sctp_pace_limit(struct sctp_pace *pace, u64 limit);
bool sctp_pace_may_send(const struct sctp_assoc *a, struct sctp_path *p,
			u64 now);
u32 sctp_pace_room(const struct sctp_path *p, u64 now);
void sctp_pace_sent(struct sctp_path *p, u32 bytes);
void sctp_pace_packets(struct sctp_path *p, u32 packets);
u64 sctp_assoc_departure(const struct sctp_assoc *a);

#endif
