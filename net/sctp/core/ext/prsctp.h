/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Partial reliability, RFC 3758 and RFC 7496: what an association keeps for it
 * from the first message on that may be given up.
 *
 *   abandon.c   which messages are given up, and when
 *   advance.c   FORWARD TSN or I-FORWARD-TSN, which tells the peer
 *   forward.c   that of the peer
 */
#ifndef _SCTP_CORE_PRSCTP_H
#define _SCTP_CORE_PRSCTP_H

#include <linux/math64.h>

#include "core/assoc.h"
#include "core/caps.h"

#define SCTP_PR_POLICIES	3	/* TTL, RTX, PRIO */
#define SCTP_PR_BLOCK		16

/**
 * struct sctp_pr_count - messages that were given up, by policy
 * @unsent: nothing of them was sent
 * @sent: something was
 */
struct sctp_pr_count {
	u64 unsent[SCTP_PR_POLICIES];
	u64 sent[SCTP_PR_POLICIES];
};

/**
 * struct sctp_pr - partial reliability of an association
 * @first_end: no life time of a queued message ends before; U64_MAX = never
 * @sent_at: when the last FORWARD TSN was sent, 0 = none is outstanding
 * @wanted: Advanced.Peer.Ack.Point then
 * @point: the TSN it named: @wanted, or less if it would have been too large
 * @open_value: what the policy of the message says that comes in parts; with
 *              I-DATA of the one that was gone on with last (parts.c)
 * @open_policy: SCTP_TX_PR of it
 * @open_gone: it was given up: the parts that follow fail
 * @prio: some message had a priority
 * @nblocks: entries in @block
 * @count: of all streams
 * @block: by stream, SCTP_PR_BLOCK each; NULL while nothing was given up there
 */
struct sctp_pr {
	u64 first_end;
	u64 sent_at;
	u32 wanted;
	u32 point;
	u32 open_value;
	u8 open_policy;
	bool open_gone;
	bool prio;
	u16 nblocks;
	struct sctp_pr_count count;
	struct sctp_pr_count *block[];
};

/**
 * sctp_pr_of() - what an association keeps
 * @a: association with @a->tx.streams.pr set
 *
 * Return: it.
 */
static inline struct sctp_pr *sctp_pr_of(const struct sctp_assoc *a)
{
	return a->tx.streams.more->pr;
}

/**
 * sctp_pr_agreed() - may FORWARD TSN be sent?
 * @a: association
 *
 * Return: true when both sides offered it.
 */
static inline bool sctp_pr_agreed(const struct sctp_assoc *a)
{
	return a->hs.caps & SCTP_CAP_PRSCTP;
}

/**
 * sctp_pr_swallowing() - was the message given up that the user has not ended?
 * @a: association
 *
 * Return: true if so: none of its parts is sent any more.
 */
static inline bool sctp_pr_swallowing(const struct sctp_assoc *a)
{
	return a->tx.streams.pr && sctp_pr_of(a)->open_gone;
}

/**
 * sctp_life_clock() - the clock of life times
 * @now: time
 *
 * Return: milliseconds, which wrap; life times are less than half of that.
 */
static inline u32 sctp_life_clock(u64 now)
{
	return div_u64(now, NSEC_PER_MSEC);
}

/**
 * sctp_pr_first_end() - when does the first life time end?
 * @a: association
 *
 * Return: time, 0 when it is not known.
 */
static inline u64 sctp_pr_first_end(const struct sctp_assoc *a)
{
	return a->tx.streams.pr ? sctp_pr_of(a)->first_end : 0;
}

int sctp_pr_reserve(struct sctp_assoc *a);
void sctp_pr_free(struct sctp_assoc *a);
void sctp_pr_reset(struct sctp_assoc *a);
void sctp_pr_lives_until(struct sctp_assoc *a, u64 end);
void sctp_pr_all_live_until(struct sctp_assoc *a, u64 end);
void sctp_pr_begin(struct sctp_assoc *a, const struct sctp_tx_msg *msg);
void sctp_pr_resume(struct sctp_assoc *a, u8 policy, u32 value, bool gone);
bool sctp_pr_swallows(struct sctp_assoc *a, const struct sctp_tx_msg *msg);
void sctp_pr_swallow(struct sctp_assoc *a);
void sctp_pr_count(struct sctp_assoc *a, u16 sid, u8 policy, bool sent);
const struct sctp_pr_count *sctp_pr_stream_count(const struct sctp_assoc *a,
						 u16 sid);

#endif
