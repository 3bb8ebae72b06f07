// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an association keeps for partial reliability. It is made with the first
 * message that may be given up, and hangs on the streams: an association that
 * sends no such messages has a bit for it.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/send/ostream.h"
#include "prsctp.h"

/* Could the peer be told with FORWARD TSN? During the handshake: perhaps */
static bool pr_possible(const struct sctp_assoc *a)
{
	return sctp_pr_agreed(a) ||
	       (!a->was_up && (a->cfg->caps & SCTP_CAP_PRSCTP));
}

/**
 * sctp_pr_reserve() - make sure there is state for messages to be given up
 * @a: association; the caller may sleep
 *
 * Return: 0, also when both sides do not agree upon PR-SCTP and
 * @a->tx.streams.pr stays unset; -ENOMEM.
 */
int sctp_pr_reserve(struct sctp_assoc *a)
{
	u32 n = DIV_ROUND_UP(a->tx.streams.num, SCTP_PR_BLOCK);
	struct sctp_pr *pr;

	if (!pr_possible(a))
		return 0;
	if (sctp_ostreams_need(a))
		return -ENOMEM;
	pr = kvzalloc(struct_size(pr, block, n), GFP_KERNEL_ACCOUNT);
	if (!pr)
		return -ENOMEM;
	pr->nblocks = n;
	pr->first_end = a->tx.mortal ? 0 : U64_MAX;
	sctp_ostreams_set_pr(a, pr);
	return 0;
}

/**
 * sctp_pr_free() - free all
 * @a: association that has ended, with @a->tx.streams.pr set
 */
void sctp_pr_free(struct sctp_assoc *a)
{
	struct sctp_pr *pr = sctp_pr_of(a);
	u32 i;

	for (i = 0; i < pr->nblocks; i++)
		kfree(pr->block[i]);
	kvfree(pr);
	sctp_ostreams_set_pr(a, NULL);
}

/**
 * sctp_pr_reset() - all messages failed, TSNs begin anew
 * @a: association with @a->tx.streams.pr set; it may have ended
 */
void sctp_pr_reset(struct sctp_assoc *a)
{
	sctp_pr_of(a)->open_gone = false;
}

/**
 * sctp_pr_lives_until() - a message with a life time is queued
 * @a: association with @a->tx.streams.pr set
 * @end: when it ends
 */
void sctp_pr_lives_until(struct sctp_assoc *a, u64 end)
{
	struct sctp_pr *pr = sctp_pr_of(a);

	pr->first_end = min(pr->first_end, end);
}

/**
 * sctp_pr_all_live_until() - all life times were looked at, or are to be
 * @a: association with @a->tx.streams.pr set
 * @end: when the first of them ends, U64_MAX when there is none, 0 when it is
 *       not known
 */
void sctp_pr_all_live_until(struct sctp_assoc *a, u64 end)
{
	sctp_pr_of(a)->first_end = end;
}

/**
 * sctp_pr_begin() - a message is to be sent
 * @a: association with @a->tx.streams.pr set
 * @msg: it, or its first part
 */
void sctp_pr_begin(struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	struct sctp_pr *pr = sctp_pr_of(a);

	pr->open_policy = msg->flags & SCTP_TX_PR;
	pr->open_value = msg->value;
	if (pr->open_policy == SCTP_TX_PR_PRIO)
		pr->prio = true;
}

/**
 * sctp_pr_resume() - a part follows of a message that was begun, with I-DATA
 * @a: association with @a->tx.streams.pr set
 * @policy: SCTP_TX_PR of the message
 * @value: what it says
 * @gone: the message was given up
 */
void sctp_pr_resume(struct sctp_assoc *a, u8 policy, u32 value, bool gone)
{
	struct sctp_pr *pr = sctp_pr_of(a);

	pr->open_policy = policy;
	pr->open_value = value;
	pr->open_gone = gone;
}

/**
 * sctp_pr_swallow() - the parts that follow of a message are not to be sent
 * @a: association with @a->tx.streams.pr set
 */
void sctp_pr_swallow(struct sctp_assoc *a)
{
	sctp_pr_of(a)->open_gone = true;
}

/**
 * sctp_pr_swallows() - does a part belong to a message that was given up?
 * @a: association with @a->tx.streams.pr set
 * @msg: message or part to be sent
 *
 * Return: true if so: it fails.
 */
bool sctp_pr_swallows(struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	struct sctp_pr *pr = sctp_pr_of(a);
	bool gone = pr->open_gone && (msg->flags & SCTP_TX_CONT);

	if (!(msg->flags & SCTP_TX_OPEN))
		pr->open_gone = false;
	return gone;
}

static void count_one(struct sctp_pr_count *n, u8 policy, bool sent)
{
	u32 i = (policy >> 4) - 1;

	if (sent)
		n->sent[i]++;
	else
		n->unsent[i]++;
}

/**
 * sctp_pr_count() - a message was given up
 * @a: association with @a->tx.streams.pr set
 * @sid: its stream
 * @policy: SCTP_TX_PR of it; a mere life time, 0, is not counted
 * @sent: something of it was sent
 *
 * Without memory it is not counted for its stream.
 */
void sctp_pr_count(struct sctp_assoc *a, u16 sid, u8 policy, bool sent)
{
	struct sctp_pr *pr = sctp_pr_of(a);
	u32 i = sid / SCTP_PR_BLOCK;

	sctp_mib_add(a->mib, SCTP_MIB_ABANDONED, 1);
	if (!policy)
		return;
	count_one(&pr->count, policy, sent);
	if (i >= pr->nblocks)
		return;
	if (!pr->block[i])
		pr->block[i] = kcalloc(SCTP_PR_BLOCK, sizeof(*pr->block[i]),
				       GFP_ATOMIC | __GFP_ACCOUNT);
	if (pr->block[i])
		count_one(&pr->block[i][sid % SCTP_PR_BLOCK], policy, sent);
}

/**
 * sctp_pr_stream_count() - the messages of a stream that were given up
 * @a: association with @a->tx.streams.pr set
 * @sid: the stream
 *
 * Return: the counts, NULL if there were none.
 */
const struct sctp_pr_count *sctp_pr_stream_count(const struct sctp_assoc *a,
						 u16 sid)
{
	const struct sctp_pr *pr = sctp_pr_of(a);
	u32 i = sid / SCTP_PR_BLOCK;

	return i < pr->nblocks && pr->block[i] ?
	       &pr->block[i][sid % SCTP_PR_BLOCK] : NULL;
}
