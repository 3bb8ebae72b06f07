// SPDX-License-Identifier: GPL-2.0-only
/*
 * User messages on their way out.
 *
 *   sctp_assoc_send() -> queue -> sctp_sendq_took() per fragment
 *                                      |
 *                          slots of the TSN ring hold the message
 *                                      |
 *            sctp_sendq_chunk_acked() per fragment -> released
 *
 * A message is on the queue until its last fragment has a TSN. It is released
 * when its last fragment is acknowledged. It gets its SSN with the first TSN,
 * so a message that is never sent uses none.
 *
 * A message can come in parts (SCTP_EXPLICIT_EOR). Each part is a struct
 * sctp_tx_msg with some of the message's fragments, and is acknowledged by
 * itself:
 *
 *   part, OPEN      |  part, CONT | OPEN  |  part, CONT
 *   [B      ] [   ]    [   ] [   ] [   ]     [   ] [      E]
 *
 * No other message may come between the parts, since the TSNs of a message are
 * consecutive. While a message is open, another is refused; with I-DATA only
 * one of its stream (parts.c). An association that is shut down with an open
 * message is aborted.
 *
 * A message may have a life time (RFC 9260 section 11.1.5), or another limit
 * (RFC 7496): abandon.c gives it up.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/ext/auth.h"
#include "core/ext/prsctp.h"
#include "core/life/idle.h"
#include "core/life/state.h"
#include "core/wire/dataformat.h"
#include "core/telemetry.h"
#include "core/tidy.h"
#include "door.h"
#include "parts.h"
#include "sched.h"
#include "sendq.h"
#include "txring.h"

#define SCTP_LIFE_MAX		0x7fffffffU

static void msg_release(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	a->tx.released = true;
	if (unlikely(msg->key))
		sctp_auth_drop(a, msg->key);
	sctp_ostream_left(sctp_ostream(&a->tx.streams, msg->sid));
	sctp_tx_msg_release(a, msg);
}

static void msg_fail(struct sctp_assoc *a, struct sctp_tx_msg *msg, u16 error)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_SEND_FAILED,
		.value = msg->sent > 0,
		.error = error,
		.msg = msg,
	};

	sctp_ops(a)->notify(a, &ev);
	msg_release(a, msg);
}

/* Is a message open, or was one lost? */
static void note_open(struct sctp_assoc *a)
{
	a->tx.open = sctp_parts_any(a, false);
	a->tx.open_lost = sctp_parts_any(a, true);
}

static void set_format(struct sctp_assoc *a, enum sctp_data_format_nr nr)
{
	a->tx.format = nr;
	a->tx.data_hdr = sctp_data_formats[nr].hdr_len;
}

/**
 * sctp_sendq_init() - begin with an empty queue
 * @a: association
 */
void sctp_sendq_init(struct sctp_assoc *a)
{
	sctp_sched_init(a);
	set_format(a, SCTP_FORMAT_DATA);
	sctp_ostreams_set_num(&a->tx.streams, a->cfg->num_ostreams);
}

/**
 * sctp_sendq_set_streams() - set the number of outbound streams, SSNs at 0
 * @a: association
 * @n: how many
 */
void sctp_sendq_set_streams(struct sctp_assoc *a, u16 n)
{
	sctp_assoc_entered(a);
	sctp_ostream_restart(a);
	sctp_ostreams_set_num(&a->tx.streams, n);
}

/**
 * sctp_sendq_add_streams() - add outbound streams (RFC 6525 section 5.2.7 rule
 * H6)
 * @a: association
 * @n: how many; with those that are there at most 65535
 */
void sctp_sendq_add_streams(struct sctp_assoc *a, u16 n)
{
	sctp_ostreams_set_num(&a->tx.streams, a->tx.streams.num + n);
}

/**
 * sctp_sendq_drop_all() - release all messages without notifications
 * @a: association in CLOSED
 */
void sctp_sendq_drop_all(struct sctp_assoc *a)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg;

	for (; !sctp_txring_empty(r); sctp_txring_pop(r)) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, r->base);

		if (c->msg && !--c->msg->chunks &&
		    c->msg->sent == c->msg->len)
			sctp_tx_msg_release(a, c->msg);
	}
	while ((msg = sctp_sched_next(a, NULL)) != NULL) {
		sctp_sched_dequeue(a, msg);
		sctp_tx_msg_release(a, msg);
	}
}

/**
 * sctp_sendq_free() - free the ring and the streams
 * @a: association that has ended
 */
void sctp_sendq_free(struct sctp_assoc *a)
{
	sctp_txring_free(&a->tx.ring);
	sctp_parts_drop(a, 0);
	if (a->tx.streams.pr)
		sctp_pr_free(a);
	sctp_ostream_free(a);
}

/**
 * sctp_sendq_frag_point() - largest user data of one chunk, by AMDCS
 * @a: association whose paths, MTUs or SCTP_MAXSEG changed
 */
void sctp_sendq_frag_point(struct sctp_assoc *a)
{
	u32 size = SCTP_CHUNK_MAX + a->tx.data_hdr;
	struct sctp_path *p;

	sctp_assoc_entered(a);
	list_for_each_entry(p, &a->paths, list)
		size = min(size, sctp_door_room(a, p));
	size -= a->tx.data_hdr;
	if (a->cfg->maxseg)
		size = min_t(u32, size, a->cfg->maxseg);
	/* a multiple of 4, so that only the last chunk of a message has padding
	 */
	a->tx.frag_point = max_t(u32, size & ~3U, 4);
}

/**
 * sctp_sendq_set_format() - user data travels in another kind of chunk
 * @a: association with nothing outstanding
 * @nr: which
 *
 * Messages that were laid out for headers of another length are copied.
 */
void sctp_sendq_set_format(struct sctp_assoc *a, enum sctp_data_format_nr nr)
{
	if (nr == SCTP_FORMAT_DATA)
		sctp_parts_drop(a, 0);
	set_format(a, nr);
	sctp_sendq_frag_point(a);
}

/**
 * sctp_sendq_cell() - the cell size for a message
 * @a: association it will be sent on
 * @len: bytes of user data
 *
 * Return: @cell of struct sctp_tx_msg: user bytes of a chunk.
 */
u16 sctp_sendq_cell(const struct sctp_assoc *a, u32 len)
{
	return min(SCTP_ALIGN4(len), a->tx.frag_point);
}

/* The same with I-DATA. Until the peer has agreed upon it there is one open
 * message, as with DATA.
 */
static int join_mixed(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_tx *tx = &a->tx;
	__be32 ppid;
	int ret;

	if (a->state != SCTP_ST_ESTABLISHED && tx->open &&
	    msg->sid != tx->open_sid)
		return -EINVAL;
	ret = sctp_parts_join(a, msg, &ppid);
	note_open(a);
	if (ret < 0)
		return ret;
	if (ret) {
		msg->flags |= SCTP_TX_CONT;
		msg->ppid = ppid;
	}
	tx->open_sid = msg->sid;
	tx->open_ppid = msg->ppid;
	tx->open_unordered = msg->flags & SCTP_TX_UNORDERED;
	return 0;
}

/* Check a part of a message against the first part, and take over its values */
static int join_parts(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	bool unordered = msg->flags & SCTP_TX_UNORDERED;
	struct sctp_tx *tx = &a->tx;

	/* one that was open before a restart is no part of that */
	if (tx->format == SCTP_FORMAT_I_DATA &&
	    (!tx->open_lost || sctp_parts_any(a, true)))
		return join_mixed(a, msg);
	if (tx->open_lost) {
		tx->open_lost = false;
		return -ECONNRESET;
	}
	if (tx->open) {
		if (msg->sid != tx->open_sid ||
		    unordered != tx->open_unordered)
			return -EINVAL;
		msg->flags |= SCTP_TX_CONT;
		msg->ppid = tx->open_ppid;
	}
	tx->open = msg->flags & SCTP_TX_OPEN;
	tx->open_sid = msg->sid;
	tx->open_ppid = msg->ppid;
	tx->open_unordered = unordered;
	return 0;
}

/* A message that is queued has a life time */
static void msg_mortal(struct sctp_assoc *a, u64 end)
{
	a->tx.mortal = true;
	sctp_tidy_by(a, end);
	if (a->tx.streams.pr)
		sctp_pr_lives_until(a, end);
}

/* Convert the life time of a message to the time when it ends */
static void set_life(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now)
{
	u32 left = min(msg->value, SCTP_LIFE_MAX);

	if (!left || ((msg->flags & SCTP_TX_PART) && !a->tx.streams.pr)) {
		msg->value = 0;
		return;
	}
	/* 0 means that there is no end */
	msg->value = (sctp_life_clock(now) + left) ?: 1;
	msg_mortal(a, now + (u64)left * NSEC_PER_MSEC);
}

/* A part has the life time of its message, which may be over */
static void inherit_life(struct sctp_assoc *a, const struct sctp_tx_msg *msg,
			 u64 now)
{
	s32 left = msg->value - sctp_life_clock(now);

	if (msg->value)
		msg_mortal(a, now + max(left, 0) * (u64)NSEC_PER_MSEC);
}

/* What the policy of a message says. All its parts have that of the first */
static void set_policy(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now)
{
	u8 policy = msg->flags & SCTP_TX_PR;

	if (a->tx.streams.pr && (msg->flags & SCTP_TX_CONT)) {
		msg->flags &= ~SCTP_TX_PR;
		policy = sctp_pr_of(a)->open_policy;
		msg->flags |= policy;
		msg->value = sctp_pr_of(a)->open_value;
		if (!policy || policy == SCTP_TX_PR_TTL)
			inherit_life(a, msg, now);
		return;
	}
	if (!policy || policy == SCTP_TX_PR_TTL)
		set_life(a, msg, now);
	if (!a->tx.streams.pr)
		return;
	sctp_pr_begin(a, msg);
	if ((msg->flags & SCTP_TX_OPEN) && a->tx.format == SCTP_FORMAT_I_DATA)
		sctp_parts_limit(a, msg);
}

/* May a message be given up, this one or an earlier one? */
static bool is_limited(const struct sctp_assoc *a,
		       const struct sctp_tx_msg *msg)
{
	return unlikely(a->tx.streams.pr || msg->value ||
			(msg->flags & SCTP_TX_PR));
}

/* Its stream limits a message that does not say how long it lives. A part of a
 * message has what its first part got
 */
static void life_of_stream(const struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	if (!msg->value && !(msg->flags & SCTP_TX_PR))
		msg->value = sctp_ostream_life(a, msg->sid);
}

/* The state for messages that may be given up after they were sent */
static int reserve_pr(struct sctp_assoc *a)
{
	return a->tx.streams.pr ? 0 : sctp_pr_reserve(a);
}

static void msg_queue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	sctp_sched_enqueue(a, msg);
	a->tx.queued_msgs++;
	a->tx.queued_bytes += msg->len;
	if (unlikely(msg->path)) {
		a->tx.addressed = true;
		msg->path->preferred = true;
	}
	a->tx.dry = false;
}

/**
 * sctp_assoc_send() - queue a user message
 * @a: association, the caller flushes it and may sleep
 * @msg: message, or with SCTP_TX_OPEN a part of one, at least one byte; it
 *       belongs to core when 0 is returned
 * @now: time
 *
 * Return: 0; -ESHUTDOWN once shutting down, RFC 6458 section 3.1.3; -EPIPE when
 * closed; -EINVAL for a stream that does not exist, or that is not the one of
 * the message that is open, nor unordered if that is; -EMSGSIZE when it would
 * need the fragmentation that is turned off; -ENOMEM; -ECONNRESET, once, when
 * the message that was open was lost in a restart of the peer.
 */
int sctp_assoc_send(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now)
{
	bool limited;
	int err;

	sctp_assoc_entered(a);
	if (a->state == SCTP_ST_CLOSED)
		return -EPIPE;
	if (a->shutdown_requested || a->state > SCTP_ST_ESTABLISHED)
		return -ESHUTDOWN;
	if (!msg->len || msg->sid >= a->tx.streams.num)
		return -EINVAL;
	if (a->cfg->disable_fragments && msg->len > a->tx.frag_point)
		return -EMSGSIZE;
	if (unlikely(a->tx.streams.lives))
		life_of_stream(a, msg);
	limited = is_limited(a, msg);
	if ((msg->sid && sctp_ostream_reserve(a, msg->sid)) ||
	    (limited && reserve_pr(a)))
		return -ENOMEM;
	if (a->tx.open || a->tx.open_lost || (msg->flags & SCTP_TX_OPEN)) {
		err = join_parts(a, msg);
		if (err)
			return err;
	}
	msg->sent = 0;
	if (unlikely(msg->key) || sctp_auth_on(a))
		msg->key = sctp_auth_hold(a, msg);
	msg->chunks = 0;
	sctp_ostream_joined(sctp_ostream(&a->tx.streams, msg->sid));
	if (limited)
		set_policy(a, msg, now);
	if (unlikely(a->tx.streams.pr) && sctp_pr_swallows(a, msg))
		msg_fail(a, msg, 0);
	else
		msg_queue(a, msg);
	sctp_idle_touch(a, now);
	return 0;
}

/**
 * sctp_sendq_head() - the message whose fragment is sent next
 * @a: association
 *
 * Return: the message or NULL.
 */
struct sctp_tx_msg *sctp_sendq_head(struct sctp_assoc *a)
{
	return sctp_sched_pick(a);
}

/**
 * sctp_sendq_number() - give a message its number, RFC 8260 section 2.1
 * @a: association
 * @msg: message whose first fragment is to be sent; it uses the number up when
 *       that has left
 */
void sctp_sendq_number(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	const struct sctp_ostream *s = sctp_ostream(&a->tx.streams, msg->sid);

	msg->mid = s->mid;
	if (a->tx.format == SCTP_FORMAT_I_DATA &&
	    (msg->flags & SCTP_TX_UNORDERED))
		msg->mid = s->umid;
}

static void number_use(struct sctp_assoc *a, u16 sid, bool unordered)
{
	struct sctp_ostream *s = sctp_ostream(&a->tx.streams, sid);

	if (sid)
		sctp_ostreams_numbered(a->tx.streams.more);
	if (unordered)
		sctp_ostream_unumbered(s);
	else
		sctp_ostream_numbered(s);
}

/* The parts that follow one that is open have the same number */
static void number_used(struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	if (!(msg->flags & SCTP_TX_OPEN))
		number_use(a, msg->sid, msg->flags & SCTP_TX_UNORDERED);
}

/**
 * sctp_sendq_took() - a fragment of a message got its TSN
 * @a: association
 * @msg: the message that sctp_sendq_head() returned, with its number
 * @len: user bytes taken
 */
void sctp_sendq_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len)
{
	if (!msg->sent)
		number_used(a, msg);
	msg->sent += len;
	msg->chunks++;
	a->tx.queued_bytes -= len;
	if (msg->sent == msg->len)
		a->tx.queued_msgs--;
	sctp_sched_took(a, msg, len);
}

/**
 * sctp_sendq_chunk_acked() - a fragment was acknowledged
 * @a: association
 * @c: its slot; its message pointer is cleared
 */
void sctp_sendq_chunk_acked(struct sctp_assoc *a, struct sctp_tx_chunk *c)
{
	struct sctp_tx_msg *msg = sctp_tx_chunk_take_msg(c);

	if (!--msg->chunks && msg->sent == msg->len)
		msg_release(a, msg);
}

/**
 * sctp_sendq_tell_room() - tell the user if there is room to send again
 * @a: association
 */
void sctp_sendq_tell_room(struct sctp_assoc *a)
{
	if (!a->tx.released)
		return;
	a->tx.released = false;
	sctp_ops(a)->wspace(a);
}

/**
 * sctp_sendq_fail() - fail a message, or a part of one, that is queued
 * @a: association
 * @msg: message
 * @error: cause code, 0 if there is none
 *
 * Chunks of it that were sent were detached from it before.
 */
void sctp_sendq_fail(struct sctp_assoc *a, struct sctp_tx_msg *msg, u16 error)
{
	sctp_sched_dequeue(a, msg);
	a->tx.queued_msgs--;
	a->tx.queued_bytes -= msg->len - msg->sent;
	msg_fail(a, msg, error);
}

/**
 * sctp_sendq_chunk_gone() - a fragment is given up
 * @a: association
 * @msg: its message, which fails with the last of them
 */
void sctp_sendq_chunk_gone(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	if (!--msg->chunks && msg->sent == msg->len)
		msg_fail(a, msg, 0);
}

/**
 * sctp_sendq_number_gone() - a message is given up before its last part began
 * @a: association
 * @sid: its stream
 * @unordered: it has the U bit
 *
 * Its number was used, although no part that uses it up was sent.
 */
void sctp_sendq_number_gone(struct sctp_assoc *a, u16 sid, bool unordered)
{
	number_use(a, sid, unordered);
}

/**
 * sctp_sendq_tell_dry() - tell the user once that nothing is left to send
 * @a: association
 */
void sctp_sendq_tell_dry(struct sctp_assoc *a)
{
	static const struct sctp_notice ev = { .type = SCTP_EV_SENDER_DRY };

	if (a->tx.dry || !sctp_sendq_drained(&a->tx))
		return;
	a->tx.dry = true;
	sctp_ops(a)->notify(a, &ev);
}

/* Fail messages that were sent and not acknowledged. A message with fragments
 * not sent yet stays on the queue.
 */
static void fail_sent(struct sctp_assoc *a, u16 error)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		sctp_txring_forget(a, tsn);
		msg = sctp_tx_chunk_take_msg(c);
		if (msg && !--msg->chunks && msg->sent == msg->len)
			msg_fail(a, msg, error);
	}
	while (!sctp_txring_empty(r))
		sctp_txring_pop(r);
}

/**
 * sctp_sendq_resend() - mark all outstanding chunks for retransmission
 * @a: association whose COOKIE ECHO was not answered
 */
void sctp_sendq_resend(struct sctp_assoc *a)
{
	u32 tsn;

	for (tsn = a->tx.ring.base; tsn != a->tx.ring.next; tsn++)
		sctp_txring_mark_rtx(a, tsn);
}

/**
 * sctp_sendq_unsend() - requeue messages that were sent with a COOKIE ECHO
 * @a: association whose COOKIE ECHO was refused, so that the peer has none of
 *     them; all are whole messages
 */
void sctp_sendq_unsend(struct sctp_assoc *a)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg;

	while (r->next != r->base) {
		u32 tsn = sctp_txring_unpush(r);

		msg = sctp_tx_chunk_take_msg(sctp_txring_slot(r, tsn));
		sctp_txring_forget(a, tsn);
		msg->sent = 0;
		msg->chunks = 0;
		a->tx.sched->requeue(a, msg);
		a->tx.queued_msgs++;
		a->tx.queued_bytes += msg->len;
	}
	if (a->tx.streams.pr)
		sctp_pr_all_live_until(a, 0);
	sctp_ostream_restart(a);
}

/**
 * sctp_sendq_fail_all() - fail all messages
 * @a: association that ends, or whose peer restarted
 * @error: cause code, 0 if there is none
 *
 * Further parts of a message that is open will be refused.
 */
void sctp_sendq_fail_all(struct sctp_assoc *a, u16 error)
{
	struct sctp_tx_msg *msg;

	fail_sent(a, error);
	while ((msg = sctp_sched_next(a, NULL)) != NULL)
		sctp_sendq_fail(a, msg, error);
	sctp_sched_reset(a);
	a->tx.open_lost |= a->tx.open;
	a->tx.open = false;
	sctp_parts_lose(a);
	if (a->tx.streams.pr)
		sctp_pr_reset(a);
}

/**
 * sctp_sendq_reset() - the peer restarted: fail all messages, reset the streams
 * @a: association
 *
 * Messages not sent yet fail, too: they were not meant for the restarted peer.
 */
void sctp_sendq_reset(struct sctp_assoc *a)
{
	sctp_sendq_fail_all(a, 0);
	sctp_ostream_restart(a);
}

/**
 * sctp_sendq_drop_bad_streams() - fail messages for streams that do not exist
 * @a: association just established: the peer may have granted fewer streams
 */
void sctp_sendq_drop_bad_streams(struct sctp_assoc *a)
{
	struct sctp_tx_msg *msg, *next;

	for (msg = sctp_sched_next(a, NULL); msg; msg = next) {
		next = sctp_sched_next(a, msg);
		if (msg->sid >= a->tx.streams.num)
			sctp_sendq_fail(a, msg, 0);
	}
	if (a->tx.format == SCTP_FORMAT_I_DATA) {
		sctp_parts_drop(a, a->tx.streams.num);
		note_open(a);
	} else if (a->tx.open_sid >= a->tx.streams.num) {
		a->tx.open = false;
	}
}

/* Messages have no preference for a path any more */
static void unprefer_path(struct sctp_assoc *a, const struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg = NULL;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (c->msg && c->msg->path == p)
			c->msg->path = NULL;
	}
	while ((msg = sctp_sched_next(a, msg)) != NULL)
		if (msg->path == p)
			msg->path = NULL;
}

/**
 * sctp_sendq_forget_path() - a path is removed
 * @a: association
 * @p: the path
 * @other: path that its chunks take instead
 */
void sctp_sendq_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			    struct sctp_path *other)
{
	if (p->preferred)
		unprefer_path(a, p);
	sctp_txring_forget_path(a, p, other);
}

/**
 * sctp_sendq_arrived() - the peer has all up to a TSN, acknowledged or not
 * @a: association
 * @tsn: the TSN
 *
 * It has reset streams (RFC 6525), of which the numbers mean other messages
 * now. So what has arrived is not given up any more.
 */
void sctp_sendq_arrived(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 i;

	for (i = r->base; i != r->next && sctp_tsn_lte(i, tsn); i++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, i);

		if (!c->msg || !(c->flags & SCTP_DATA_E ||
				 c->msg->flags & SCTP_TX_PART))
			continue;
		c->msg->flags &= ~SCTP_TX_PR;
		c->msg->value = 0;
	}
	sctp_txring_known(a, tsn);
}

/**
 * sctp_sendq_pmtu_rtx() - retransmit chunks that are larger than a new MTU
 * @a: association
 * @p: path
 */
void sctp_sendq_pmtu_rtx(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 max_size = sctp_door_room(a, p);
	u32 tsn;

	if (!p->carried)
		return;
	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (!sctp_tx_chunk_in_flight(c) || c->path != p ||
		    sctp_data_size(a->tx.data_hdr, c->len) <= max_size)
			continue;
		sctp_txring_mark_rtx(a, tsn);
		sctp_mib_add(a->mib, SCTP_MIB_PMTUD_RETRANSMITS, 1);
		sctp_telemetry_count(a, p, SCTP_PE_LOST_SIZE, 1);
	}
}
