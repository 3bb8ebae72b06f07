// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests of the peer to reconfigure streams, RFC 6525 section 5.2.
 *
 *   request -> granted or denied -> answer
 *         '--> in progress -> sctp_regrant_progress() -> answer
 *
 * What is in progress waits for:
 *
 *   Outgoing SSN Reset   DATA up to the sender's last TSN
 *   Incoming SSN Reset   our messages of these streams, a request of ours
 *   SSN/TSN Reset        all that we have sent or queued
 *   Add Incoming         a request of ours
 *
 * The request is kept behind its answer, in the same buffer.
 *
 * After an SSN/TSN Reset the next TSN is as if there was none (5.2.4 rule G2).
 * If the answer is lost the peer must not take our next DATA for DATA of
 * before, whose SSNs go on. So streams stay held back until a HEARTBEAT is
 * answered that was in the packet of the answer.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "core/send/ctl.h"
#include "core/send/hold.h"
#include "core/send/txring.h"
#include "core/wire/frame.h"
#include "reask.h"
#include "regrant.h"
#include "renumber.h"

/* A result that is not sent: a request of ours was, which is the answer */
#define SCTP_RECONFIG_ASKED	U32_MAX
/* The next TSN of the peer is that far from the last one. One less than in RFC
 * 6525 section 5.2.4 rule G1: so the last SACK is older than all others, not
 * newer.
 */
#define SCTP_RENUMBER_PEER	0x80000000U
/* The length of an answer without TSNs */
#define SCTP_ANSWER_SHORT	\
	offsetof(struct sctpw_reconfig_answer, sender_next)

static u16 answer_size(u16 type)
{
	return type == SCTP_PT_RESET_TSN ?
	       sizeof(struct sctpw_reconfig_answer) : SCTP_ANSWER_SHORT;
}

/* --- each kind of request: the result --- */

static bool may_reset(const struct sctp_assoc *a, u8 what)
{
	return a->cfg->strreset_enable & what;
}

static bool listed_exist(const __be16 *sids, u32 n, u16 streams)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (be16_to_cpu(sids[i]) >= streams)
			return false;
	return true;
}

/* Is a request in progress? Then its list was read before: that is not done
 * again for each packet that comes until it is granted.
 */
static bool in_progress(const struct sctp_reconfig *rc,
			const struct sctpw_reconfig *q)
{
	u8 i = 0;

	while (rc->asked[i] != q)
		i++;
	return rc->later & 1U << i;
}

static void restart_listed(struct sctp_assoc *a, const __be16 *sids, u32 n)
{
	u32 i;

	if (!n)
		sctp_instream_restart_all(a);
	for (i = 0; i < n; i++)
		sctp_instream_restart(a, be16_to_cpu(sids[i]));
}

/* E1 to E6 */
static u32 grant_reset_out(struct sctp_assoc *a, struct sctp_reconfig *rc,
			   const struct sctpw_reconfig *q)
{
	const struct sctpw_reset_out *out = (const void *)q;
	u32 n;
	const __be16 *sids = sctp_reconfig_sids(q, &n);

	sctp_reask_implied(a, rc, q);
	if (!may_reset(a, SCTP_RECONFIG_MAY_RESET))
		return SCTP_RECONFIG_DENIED;
	if (!in_progress(rc, q) && !listed_exist(sids, n, a->rx.streams.num))
		return SCTP_RECONFIG_BAD_STREAM;
	if (sctp_tsn_gt(be32_to_cpu(out->last_tsn), a->rx.ring.cum_tsn))
		return SCTP_RECONFIG_IN_PROGRESS;
	restart_listed(a, sids, n);
	sctp_reconfig_tell_reset(a, SCTP_RECONFIG_EV_IN, q);
	return SCTP_RECONFIG_DONE;
}

/* The result while a request of ours is outstanding */
static u32 grant_after_ours(const struct sctp_assoc *a,
			    const struct sctp_reconfig *rc)
{
	return sctp_reask_waits_for_peer(a, rc) ? SCTP_RECONFIG_BUSY :
						  SCTP_RECONFIG_IN_PROGRESS;
}

/* Hold streams back for a request of the peer */
static bool hold_for_peer(struct sctp_assoc *a, struct sctp_reconfig *rc,
			  const __be16 *sids, u32 n)
{
	if (!rc->holding)
		rc->holding = !sctp_hold_begin(a, sids, n);
	return rc->holding && sctp_hold_clear(a);
}

static void end_hold_for_peer(struct sctp_assoc *a, struct sctp_reconfig *rc)
{
	if (rc->holding)
		sctp_hold_end(a);
	rc->holding = false;
	if (rc->unsure)
		sctp_request_sure(a, &rc->r);
	rc->unsure = false;
}

/* Send a request of ours that is the answer, at the end of the answer */
static u32 ask_back(struct sctp_assoc *a, struct sctp_reconfig *rc, u8 *answer,
		    u32 len, u64 now)
{
	int err = sctp_request_send(a, &rc->r, answer, len, 1, now);

	if (err == -EPIPE)
		return SCTP_RECONFIG_DENIED;
	return err ? SCTP_RECONFIG_IN_PROGRESS : SCTP_RECONFIG_ASKED;
}

/* F1, F2 */
static u32 grant_reset_in(struct sctp_assoc *a, struct sctp_reconfig *rc,
			  const struct sctpw_reconfig *q, u64 now)
{
	u8 *answer = sctp_request_room(&rc->r);
	u32 n, len, result;
	const __be16 *sids = sctp_reconfig_sids(q, &n);

	if (!may_reset(a, SCTP_RECONFIG_MAY_RESET))
		return SCTP_RECONFIG_DENIED;
	if (!in_progress(rc, q) && !listed_exist(sids, n, a->tx.streams.num))
		return SCTP_RECONFIG_BAD_STREAM;
	len = rc->answer_len + sizeof(struct sctpw_reset_out) +
	      n * sizeof(*sids);
	if (len > SCTP_RECONFIG_MAX)
		return SCTP_RECONFIG_DENIED;
	if (!in_progress(rc, q) && sctp_reask_covers(a, rc, q))
		return SCTP_RECONFIG_NOTHING;
	if (rc->r.out)
		return grant_after_ours(a, rc);
	if (!hold_for_peer(a, rc, sids, n))
		return SCTP_RECONFIG_IN_PROGRESS;
	sctp_reask_put_reset(a, rc, q, answer + rc->answer_len);
	result = ask_back(a, rc, answer, len, now);
	if (result == SCTP_RECONFIG_ASKED) {
		/* from now on they are held back for our request */
		rc->holding = false;
		rc->answer_len = len;
	}
	return result;
}

/* G1 to G5 */
static u32 grant_reset_tsn(struct sctp_assoc *a, struct sctp_reconfig *rc,
			   struct sctpw_reconfig_answer *reply, u64 now)
{
	u32 next = a->tx.ring.next, peer_next;

	if (!may_reset(a, SCTP_RECONFIG_MAY_RESET_TSN) ||
	    a->state != SCTP_ST_ESTABLISHED)
		return SCTP_RECONFIG_DENIED;
	if (rc->r.out)
		return SCTP_RECONFIG_BUSY;
	if (!hold_for_peer(a, rc, NULL, 0) || !sctp_txring_empty(&a->tx.ring))
		return SCTP_RECONFIG_IN_PROGRESS;
	peer_next = a->rx.ring.cum_tsn + SCTP_RENUMBER_PEER;
	sctp_renumber(a, next, peer_next);
	reply->sender_next = cpu_to_be32(next);
	reply->receiver_next = cpu_to_be32(peer_next);
	sctp_reconfig_tell_tsns(a, 0, peer_next, next);
	sctp_ops(a)->random(&rc->nonce, sizeof(rc->nonce));
	rc->unsure = true;
	sctp_request_unsure(a, &rc->r, now);
	return SCTP_RECONFIG_DONE;
}

/* Section 5.2.5. The limit is what we offer in INIT */
static u32 grant_add_out(struct sctp_assoc *a, struct sctp_reconfig *rc,
			 const struct sctpw_reconfig *q)
{
	u16 n = sctp_reconfig_added(q);

	sctp_reask_implied(a, rc, q);
	if (!may_reset(a, SCTP_RECONFIG_MAY_ADD) || !n ||
	    a->rx.streams.num + (u32)n > a->cfg->max_instreams)
		return SCTP_RECONFIG_DENIED;
	if (sctp_instream_add(a, n)) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return SCTP_RECONFIG_DENIED;
	}
	sctp_reconfig_tell_added(a, 0, n, 0);
	return SCTP_RECONFIG_DONE;
}

/* Section 5.2.6 */
static u32 grant_add_in(struct sctp_assoc *a, struct sctp_reconfig *rc,
			const struct sctpw_reconfig *q, u64 now)
{
	u8 body[sizeof(struct sctpw_add_streams)];
	u16 n = sctp_reconfig_added(q);

	if (!may_reset(a, SCTP_RECONFIG_MAY_ADD) || !n ||
	    a->tx.streams.num + (u32)n > U16_MAX)
		return SCTP_RECONFIG_DENIED;
	if (rc->r.out)
		return grant_after_ours(a, rc);
	/* it may not be beside an answer (3.1): that goes first */
	if (!rc->later)
		sctp_request_reply(a, &rc->r, rc->answer_len, NULL);
	sctp_reask_put_add(SCTP_PT_ADD_OUT, n, sctp_request_serial(a, &rc->r),
			   body);
	return ask_back(a, rc, body, sizeof(body), now);
}

/* Is a request of this type answered by a request of ours, unless it is denied?
 */
static bool asks_back(const struct sctpw_reconfig *q)
{
	u16 type = sctp_reconfig_type(q);

	return type == SCTP_PT_RESET_IN || type == SCTP_PT_ADD_IN;
}

static u32 grant_by_type(struct sctp_assoc *a, struct sctp_reconfig *rc,
			 const struct sctpw_reconfig *q,
			 struct sctpw_reconfig_answer *reply, u64 now)
{
	switch (sctp_reconfig_type(q)) {
	case SCTP_PT_RESET_OUT:
		return grant_reset_out(a, rc, q);
	case SCTP_PT_RESET_IN:
		return grant_reset_in(a, rc, q, now);
	case SCTP_PT_RESET_TSN:
		return grant_reset_tsn(a, rc, reply, now);
	case SCTP_PT_ADD_OUT:
		return grant_add_out(a, rc, q);
	default:
		return grant_add_in(a, rc, q, now);
	}
}

/* At most one request of a chunk holds streams back, until it is answered */
static u32 grant_one(struct sctp_assoc *a, struct sctp_reconfig *rc,
		     const struct sctpw_reconfig *q,
		     struct sctpw_reconfig_answer *reply, u64 now)
{
	u16 type = sctp_reconfig_type(q);
	u32 result = grant_by_type(a, rc, q, reply, now);

	if (result != SCTP_RECONFIG_IN_PROGRESS && !rc->unsure &&
	    (type == SCTP_PT_RESET_IN || type == SCTP_PT_RESET_TSN))
		end_hold_for_peer(a, rc);
	return result;
}

/* --- the answer --- */

static struct sctpw_reconfig_answer *answer_of(struct sctp_reconfig *rc, u32 i)
{
	return sctp_request_room(&rc->r) + rc->answer_at[i];
}

/* Append the answer for a request */
static void put_answer(struct sctp_reconfig *rc, u32 i, u32 result)
{
	const struct sctpw_reconfig *q = rc->asked[i];
	u16 len = answer_size(sctp_reconfig_type(q));
	struct sctpw_reconfig_answer *reply;

	rc->answer_at[i] = rc->answer_len;
	rc->answer_len += len;
	reply = answer_of(rc, i);
	reply->p.type = cpu_to_be16(SCTP_PT_RECONFIG_ANSWER);
	reply->p.len = cpu_to_be16(len);
	reply->serial = q->serial;
	reply->result = cpu_to_be32(result);
}

/* Process a request for the first time. If a request of ours answers it there
 * is no other answer. True when that request had all the answers.
 */
static bool grant_first(struct sctp_assoc *a, struct sctp_reconfig *rc, u32 i,
			u64 now)
{
	const struct sctpw_reconfig *q = rc->asked[i];
	u32 result;

	if (asks_back(q)) {
		result = grant_one(a, rc, q, NULL, now);
		if (result != SCTP_RECONFIG_ASKED)
			put_answer(rc, i, result);
	} else {
		put_answer(rc, i, SCTP_RECONFIG_IN_PROGRESS);
		result = grant_one(a, rc, q, answer_of(rc, i), now);
		answer_of(rc, i)->result = cpu_to_be32(result);
	}
	if (result == SCTP_RECONFIG_IN_PROGRESS)
		rc->later |= 1U << i;
	return result == SCTP_RECONFIG_ASKED;
}

/* Copy the requests behind the room for the answer */
static void keep_asked(struct sctp_reconfig *rc, const struct sctp_view *q,
		       u8 n, u32 at)
{
	u8 *to = sctp_request_room(&rc->r) + at;
	u8 i;

	rc->n = n;
	rc->later = 0;
	rc->answer_len = 0;
	for (i = 0; i < n; i++) {
		memcpy(to, q[i].hdr, q[i].len);
		rc->asked[i] = (const void *)to;
		to += SCTP_ALIGN4(q[i].len);
	}
}

/* The longest answer: answers, and the largest request as one of ours */
static u32 answer_max(const struct sctp_view *q, u8 n)
{
	u32 max = n * sizeof(struct sctpw_reconfig_answer);
	u32 longest = 0;
	u8 i;

	for (i = 0; i < n; i++)
		longest = max_t(u32, longest, SCTP_ALIGN4(q[i].len));
	return max + sizeof(struct sctpw_reset_out) + longest;
}

static u32 asked_size(const struct sctp_view *q, u8 n)
{
	u32 size = 0;
	u8 i;

	for (i = 0; i < n; i++)
		size += SCTP_ALIGN4(q[i].len);
	return size;
}

/* Requests that need none of ours come first. Their answers are in the chunk of
 * ours, which may have an answer beside an Outgoing SSN Reset Request.
 */
static void grant_all(struct sctp_assoc *a, struct sctp_reconfig *rc,
		      struct sctp_path *from, u64 now)
{
	bool sent = false;
	u8 i;

	for (i = 0; i < rc->n; i++)
		if (!asks_back(rc->asked[i]))
			grant_first(a, rc, i, now);
	for (i = 0; i < rc->n; i++)
		if (asks_back(rc->asked[i]))
			sent |= grant_first(a, rc, i, now);
	if (sent)
		sctp_request_keep(&rc->r, rc->answer_len);
	else
		sctp_request_reply(a, &rc->r, rc->answer_len, from);
}

static u32 view_serial(const struct sctp_view *q)
{
	const struct sctpw_reconfig *hdr = (const void *)q->hdr;

	return get_unaligned_be32(&hdr->serial);
}

/* Wrong serial numbers: this is not kept */
static void refuse_serial(struct sctp_assoc *a, const struct sctp_view *q, u8 n,
			  struct sctp_path *from)
{
	u8 body[SCTP_RECONFIG_PARAMS * SCTP_ANSWER_SHORT];
	u32 len = 0;
	u8 i;

	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_RECONFIG, 1);
	for (i = 0; i < n; i++, len += SCTP_ANSWER_SHORT) {
		struct sctpw_reconfig_answer reply = {
			.p.type = cpu_to_be16(SCTP_PT_RECONFIG_ANSWER),
			.p.len = cpu_to_be16(SCTP_ANSWER_SHORT),
			.serial = cpu_to_be32(view_serial(&q[i])),
			.result = cpu_to_be32(SCTP_RECONFIG_BAD_SERIAL),
		};

		memcpy(body + len, &reply, SCTP_ANSWER_SHORT);
	}
	sctp_ctl_add(a, from && from->confirmed ? from : NULL,
		     SCTP_CT_RECONFIG, NULL, 0, body, len);
}

/**
 * sctp_regrant_input() - requests of the peer arrived
 * @a: association, the caller flushes it
 * @rc: its requests
 * @rx: packet
 * @q: the requests of the chunk, of lengths that are right
 * @n: how many, at least 1
 *
 * RFC 6525 section 5.2.1. The last chunk again gets the same answer.
 */
void sctp_regrant_input(struct sctp_assoc *a, struct sctp_reconfig *rc,
			struct sctp_rx *rx, const struct sctp_view *q, u8 n)
{
	u32 serial = view_serial(q), max = answer_max(q, n);

	if (n > 1 && view_serial(&q[1]) != serial + 1) {
		refuse_serial(a, q, n, rx->path);
		return;
	}
	switch (sctp_request_input(a, &rc->r, serial, n,
				   max + asked_size(q, n), rx->path)) {
	case SCTP_ASKED_NEXT:
		/* the peer has given up what was in progress */
		end_hold_for_peer(a, rc);
		keep_asked(rc, q, n, max);
		grant_all(a, rc, rx->path, rx->now);
		break;
	case SCTP_ASKED_WRONG:
		refuse_serial(a, q, n, rx->path);
		break;
	default:
		break;
	}
}

/* Process a request again that was in progress. True when there is an answer to
 * be sent.
 */
static bool grant_later(struct sctp_assoc *a, struct sctp_reconfig *rc, u32 i,
			u64 now)
{
	const struct sctpw_reconfig *q = rc->asked[i];
	u16 had = rc->answer_len;
	u32 result;

	/* its answer is the last: a request of ours takes its place */
	if (asks_back(q))
		rc->answer_len = rc->answer_at[i];
	result = grant_one(a, rc, q, answer_of(rc, i), now);
	if (result == SCTP_RECONFIG_ASKED) {
		rc->later &= ~(1U << i);
		sctp_request_keep(&rc->r, rc->answer_len);
		return false;
	}
	if (asks_back(q))
		put_answer(rc, i, result);
	rc->answer_len = had;
	answer_of(rc, i)->result = cpu_to_be32(result);
	if (result == SCTP_RECONFIG_IN_PROGRESS)
		return false;
	rc->later &= ~(1U << i);
	return true;
}

/**
 * sctp_regrant_arrived() - a HEARTBEAT ACK of no path arrived
 * @a: association, the caller flushes it
 * @nonce: what it has
 */
void sctp_regrant_arrived(struct sctp_assoc *a, u64 nonce)
{
	struct sctp_reconfig *rc = sctp_reconfig_find(a);

	if (rc && rc->unsure && rc->nonce == nonce)
		end_hold_for_peer(a, rc);
}

/**
 * sctp_regrant_progress() - go on with requests that are in progress
 * @a: association that is up, the caller flushes it
 * @now: time
 *
 * The peer is told at once when one is done, and need not ask again.
 */
void sctp_regrant_progress(struct sctp_assoc *a, u64 now)
{
	struct sctp_reconfig *rc = sctp_reconfig_find(a);
	bool told = false;
	u8 i;

	if (!rc)
		return;
	sctp_hold_settle(a);
	/* the peer waits for our DATA, and asks for nothing any more */
	if (rc->unsure && a->state > SCTP_ST_SHUTDOWN_PENDING)
		end_hold_for_peer(a, rc);
	if (!rc->later)
		return;
	for (i = 0; i < rc->n; i++)
		if (rc->later & 1U << i)
			told |= grant_later(a, rc, i, now);
	if (told)
		sctp_request_reply(a, &rc->r, rc->answer_len, NULL);
}
