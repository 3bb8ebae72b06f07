/* SPDX-License-Identifier: GPL-2.0-only */
/* Pacing: packets are sent at a rate, not in bursts */
#ifndef _SCTP_CORE_PACE_H
#define _SCTP_CORE_PACE_H

#include <linux/types.h>

#include "core/deadline.h"

struct sctp_assoc;
struct sctp_path;

/**
 * struct sctp_pace - pacing of a path (pace.c)
 * @limit: the user's limit, bytes a second, 0 = none
 * @rate: rate of the last train, bytes a second, 0 = not paced
 * @train: time that a train takes at @rate, nanoseconds
 * @next: when all bytes sent so far have taken their time at @rate
 * @at: departure of the next train if data waits for it; 0 = no data waits
 *
 * Allocated outside of core, with the path.
 */
struct sctp_pace {
	u64 limit;
	u64 rate;
	u64 train;
	u64 next;
	u64 at;
};

/**
 * sctp_pace_flushed() - clear a departure that is over
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
