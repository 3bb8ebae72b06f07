/* SPDX-License-Identifier: GPL-2.0-only */
/* Loss detection by time, RFC 8985 section 6 */
#ifndef _SCTP_CORE_RACK_H
#define _SCTP_CORE_RACK_H

#include <linux/types.h>

#include "core/deadline.h"

struct sctp_assoc;
struct sctp_path;
struct sctp_tx_chunk;

/**
 * struct sctp_rack - loss detection by time
 * @at: deadline of the reordering timer, 0 = stopped
 * @sent_at: when the chunk sent last of those acknowledged was sent, 0 = none
 * @rtt: its round trip time, nanoseconds
 * @min_rtt: the least recent round trip time, nanoseconds, 0 = none known
 * @min_rtt_at: when it was measured
 * @tsn: TSN of the chunk of @sent_at
 * @highest: highest TSN acknowledged, valid with @sent_at
 * @fresh: no lower TSN is in flight and was sent only once
 * @widened: how often the reordering window was too short
 * @persist: recoveries until @widened is reset
 * @reordered: a TSN arrived after a higher one
 */
struct sctp_rack {
	u64 at;
	u64 sent_at;
	u64 rtt;
	u64 min_rtt;
	u64 min_rtt_at;
	u32 tsn;
	u32 highest;
	u32 fresh;
	u8 widened;
	u8 persist;
	bool reordered;
};

/**
 * sctp_rack_begin() - a chunk is sent on a path with nothing in flight
 * @rack: of the path
 * @tsn: its TSN
 */
static inline void sctp_rack_begin(struct sctp_rack *rack, u32 tsn)
{
	rack->fresh = tsn;
}

/**
 * sctp_rack_due() - has the reordering timer expired?
 * @rack: of a path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_rack_due(struct sctp_rack *rack, u64 now)
{
	return sctp_deadline_over(&rack->at, now);
}

void sctp_rack_arrived(struct sctp_assoc *a, struct sctp_path *p,
		       const struct sctp_tx_chunk *c, u32 tsn, u64 now);
bool sctp_rack_overtaken(const struct sctp_tx_chunk *c, u32 tsn, u64 now);
bool sctp_rack_gap(const struct sctp_path *p);
void sctp_rack_detect(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_rack_widen(struct sctp_path *p);
void sctp_rack_recovered(struct sctp_path *p);
void sctp_rack_reset(struct sctp_path *p);

#endif
