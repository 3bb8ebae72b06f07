/* SPDX-License-Identifier: GPL-2.0-only */
/* Acknowledging what was received */
#ifndef _SCTP_CORE_SACK_H
#define _SCTP_CORE_SACK_H

#include <linux/types.h>

struct sctp_assoc;
struct sctp_path;
struct sctp_rx;
struct sk_buff;

#define SCTP_MAX_DUPS	32

/**
 * struct sctp_sack_state - when a SACK is to be sent
 * @at: deadline of the delayed SACK, 0 = stopped
 * @path: path that the last DATA came from
 * @bytes: user bytes received since the last SACK
 * @packets: packets with DATA since the last SACK
 * @now: send one at the next flush
 * @started: DATA was received before
 * @first: the first DATA of the association is not acknowledged yet
 * @gap: a TSN was missing after the last packet with DATA
 * @answered: DATA was sent since the last packet with DATA
 * @alone: the SACK was sent before there was such an answer
 * @quick: after such a SACK more DATA came: the peer waits for SACKs
 * @turn: DAC: the last SACK for two paths took the one of an earlier packet
 * @ndups: entries in @dup
 * @dup: duplicate TSNs to report, NULL without
 */
struct sctp_sack_state {
	u64 at;
	struct sctp_path *path;
	u32 *dup;
	u32 bytes;
	u16 packets;
	u8 ndups;
	bool now:1;
	bool started:1;
	bool first:1;
	bool gap:1;
	bool answered:1;
	bool alone:1;
	bool quick:1;
	bool turn:1;
};

void sctp_sack_packets(struct sctp_assoc *a, const struct sctp_rx *rx);
void sctp_sack_dup(struct sctp_assoc *a, u32 tsn);
u32 sctp_sack_size(const struct sctp_assoc *a, u32 room);
void sctp_sack_build(struct sctp_assoc *a, struct sk_buff *skb, u32 room);
void sctp_sack_sent(struct sctp_assoc *a);
void sctp_sack_hurry(struct sctp_assoc *a);
void sctp_sack_data(struct sctp_assoc *a, u8 flags, u32 len);
void sctp_sack_answered(struct sctp_assoc *a);
void sctp_sack_expired(struct sctp_assoc *a);
void sctp_sack_stop(struct sctp_assoc *a);
void sctp_sack_flushed(struct sctp_assoc *a, u64 now);
void sctp_sack_forget_path(struct sctp_assoc *a, const struct sctp_path *p);
void sctp_sack_reset(struct sctp_assoc *a);
void sctp_sack_free(struct sctp_assoc *a);

/* Is there anything to acknowledge? */
static inline bool sctp_sack_pending(const struct sctp_sack_state *sack)
{
	return sack->now || sack->packets;
}

#endif
