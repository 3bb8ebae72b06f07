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
 * A message is on the queue until its last fragment has a TSN, and lives
 * until its last fragment is acknowledged. The SSN is given with the first
 * TSN, so that messages never sent use none up.
 *
 * A message can come in parts (SCTP_EXPLICIT_EOR): each is a struct sctp_tx_msg,
 * sent and acknowledged by itself, whose fragments are some of the message's:
 *
 *   part, OPEN      |  part, CONT | OPEN  |  part, CONT
 *   [B      ] [   ]    [   ] [   ] [   ]     [   ] [      E]
 *
 * No other message may come between them, since the TSNs of a message count up:
 * while one is open, another is refused. One that stays open ends the
 * association, as a message once begun cannot be taken back.
 *
 * A message that is whole may have a life time (RFC 9260 section 11.1.5). If it
 * is over before anything of the message was sent, the message fails; once
 * begun it is as reliable as any other.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "end.h"
#include "idle.h"
#include "sendq.h"
#include "timeout.h"
#include "txring.h"

/* Messages that are not next are not looked at more often, milliseconds */
#define SCTP_EXPIRE_EVERY	10
#define SCTP_LIFE_MAX		0x7fffffffU

/* SSNs come at least so many at a time */
#define SCTP_SSNS_MIN	64U

/**
 * sctp_sendq_init() - an empty queue
 * @a: association
 */
void sctp_sendq_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->tx.queue);
	a->tx.num_streams = a->cfg->num_ostreams;
}

/* Every stream begins anew */
static void reset_ssns(struct sctp_assoc *a)
{
	struct sctp_ssns *more = a->tx.more;

	memset(a->tx.few, 0, sizeof(a->tx.few));
	if (more)
		memset(more->ssn, 0, more->n * sizeof(*more->ssn));
}

/**
 * sctp_sendq_set_streams() - set the number of outbound streams, SSNs at 0
 * @a: association
 * @n: how many
 */
void sctp_sendq_set_streams(struct sctp_assoc *a, u16 n)
{
	reset_ssns(a);
	a->tx.num_streams = n;
}

/* SSNs for a stream that is not one of the few: the caller may sleep */
static int reserve_ssn(struct sctp_assoc *a, u16 sid)
{
	struct sctp_ssns *old = a->tx.more, *more;
	u32 n = sid - SCTP_FEW_STREAMS + 1, had = old ? old->n : 0;

	if (n <= had)
		return 0;
	n = roundup_pow_of_two(max(n, SCTP_SSNS_MIN));
	more = kvzalloc(struct_size(more, ssn, n), GFP_KERNEL_ACCOUNT);
	if (!more)
		return -ENOMEM;
	if (old)
		memcpy(more->ssn, old->ssn, had * sizeof(*old->ssn));
	more->n = n;
	a->tx.more = more;
	kvfree(old);
	return 0;
}

/**
 * sctp_sendq_drop_all() - give all messages back without telling anyone
 * @a: association in CLOSED
 */
void sctp_sendq_drop_all(struct sctp_assoc *a)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg, *tmp;

	for (; !sctp_txring_empty(r); sctp_txring_pop(r)) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, r->base);

		if (c->msg && !--c->msg->chunks &&
		    c->msg->sent == c->msg->len)
			sctp_tx_msg_release(a, c->msg);
	}
	list_for_each_entry_safe(msg, tmp, &a->tx.queue, list) {
		list_del_init(&msg->list);
		sctp_tx_msg_release(a, msg);
	}
}

/**
 * sctp_sendq_free() - free what is left, silently
 * @a: association that has ended
 */
void sctp_sendq_free(struct sctp_assoc *a)
{
	sctp_txring_free(&a->tx.ring);
	kvfree(a->tx.more);
	a->tx.more = NULL;
}

/**
 * sctp_sendq_frag_point() - largest user data of one chunk, by AMDCS
 * @a: association whose paths, MTUs or SCTP_MAXSEG changed
 */
void sctp_sendq_frag_point(struct sctp_assoc *a)
{
	u32 size = SCTP_CHUNK_MAX + sizeof(struct sctpw_data);
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		size = min(size, sctp_path_pmdcs(p));
	size -= sizeof(struct sctpw_data);
	if (a->cfg->maxseg)
		size = min_t(u32, size, a->cfg->maxseg);
	/* whole words, so that only a message's last chunk needs padding */
	a->tx.frag_point = max_t(u32, size & ~3U, 4);
}

/**
 * sctp_sendq_cell() - how to lay out a message
 * @a: association it will be sent on
 * @len: bytes of user data
 *
 * Return: @cell of struct sctp_tx_msg: what a chunk takes of it.
 */
u16 sctp_sendq_cell(const struct sctp_assoc *a, u32 len)
{
	return min(SCTP_ALIGN4(len), a->tx.frag_point);
}

/* A part of a message: what its first part says holds for all of them */
static int join_parts(struct sctp_tx *tx, struct sctp_tx_msg *msg)
{
	bool unordered = msg->flags & SCTP_TX_UNORDERED;

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

/* Milliseconds that wrap: lives are shorter than half of that */
static u32 life_clock(u64 now)
{
	return div_u64(now, NSEC_PER_MSEC);
}

/* From how long it lives to when it dies */
static void set_life(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now)
{
	u32 left = min(msg->life, SCTP_LIFE_MAX);

	if (!left || (msg->flags & SCTP_TX_PART)) {
		msg->life = 0;
		return;
	}
	/* 0 is for those that live for ever */
	msg->life = (life_clock(now) + left) ?: 1;
	a->tx.mortal = true;
	sctp_tidy_by(a, now + (u64)left * NSEC_PER_MSEC);
}

/**
 * sctp_assoc_send() - queue a user message
 * @a: association, the caller flushes it and may sleep
 * @msg: message, or with SCTP_TX_OPEN a part of one, at least one byte; core's
 *       from here on when 0 is returned
 * @now: time
 *
 * Return: 0; -ESHUTDOWN once shutting down, RFC 6458 section 3.1.3; -EPIPE when
 * closed; -EINVAL for a stream that does not exist, or that is not the one of
 * the message that is open, nor unordered if that is; -EMSGSIZE when it would
 * need the fragmentation that is turned off; -ENOMEM; -ECONNRESET, once, when the
 * message that was open was lost in a restart of the peer.
 */
int sctp_assoc_send(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now)
{
	int err;

	if (a->state == SCTP_ST_CLOSED)
		return -EPIPE;
	if (a->shutdown_requested || a->state > SCTP_ST_ESTABLISHED)
		return -ESHUTDOWN;
	if (!msg->len || msg->sid >= a->tx.num_streams)
		return -EINVAL;
	if (a->cfg->disable_fragments && msg->len > a->tx.frag_point)
		return -EMSGSIZE;
	if (msg->sid >= SCTP_FEW_STREAMS && reserve_ssn(a, msg->sid))
		return -ENOMEM;
	if (a->tx.open || a->tx.open_lost || (msg->flags & SCTP_TX_OPEN)) {
		err = join_parts(&a->tx, msg);
		if (err)
			return err;
	}
	msg->sent = 0;
	set_life(a, msg, now);
	list_add_tail(&msg->list, &a->tx.queue);
	a->tx.queued_msgs++;
	a->tx.queued_bytes += msg->len;
	a->tx.dry = false;
	sctp_idle_touch(a, now);
	return 0;
}

/**
 * sctp_sendq_head() - the message whose fragment goes out next
 * @a: association
 *
 * Return: the message or NULL.
 */
struct sctp_tx_msg *sctp_sendq_head(struct sctp_assoc *a)
{
	return list_first_entry_or_null(&a->tx.queue, struct sctp_tx_msg,
					list);
}

/**
 * sctp_sendq_took() - a fragment of a message got its TSN
 * @a: association
 * @msg: the message sctp_sendq_head() gave
 * @len: user bytes taken
 */
void sctp_sendq_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len)
{
	if (!msg->sent && !(msg->flags & SCTP_TX_UNORDERED)) {
		u16 *next = sctp_sendq_ssn(a, msg->sid);

		msg->ssn = *next;
		/* the parts that follow have the same */
		if (!(msg->flags & SCTP_TX_OPEN))
			++*next;
	}
	if (!msg->sent)
		msg->chunks = 0;
	msg->sent += len;
	msg->chunks++;
	a->tx.queued_bytes -= len;
	if (msg->sent == msg->len) {
		list_del_init(&msg->list);
		a->tx.queued_msgs--;
	}
}

static void release(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	a->tx.released = true;
	sctp_tx_msg_release(a, msg);
}

/**
 * sctp_sendq_chunk_acked() - the peer has a fragment
 * @a: association
 * @c: its slot; its message pointer is cleared
 */
void sctp_sendq_chunk_acked(struct sctp_assoc *a, struct sctp_tx_chunk *c)
{
	struct sctp_tx_msg *msg = sctp_tx_chunk_take_msg(c);

	if (!--msg->chunks && msg->sent == msg->len)
		release(a, msg);
}

/**
 * sctp_sendq_tell_room() - tell the user that there is room again
 * @a: association; if a message was given back since
 */
void sctp_sendq_tell_room(struct sctp_assoc *a)
{
	if (!a->tx.released)
		return;
	a->tx.released = false;
	a->ops->wspace(a);
}

static void fail(struct sctp_assoc *a, struct sctp_tx_msg *msg, u16 error)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_SEND_FAILED,
		.value = msg->sent > 0,
		.error = error,
		.msg = msg,
	};

	a->ops->notify(a, &ev);
	release(a, msg);
}

static void fail_queued(struct sctp_assoc *a, struct sctp_tx_msg *msg,
			u16 error)
{
	list_del_init(&msg->list);
	a->tx.queued_msgs--;
	a->tx.queued_bytes -= msg->len - msg->sent;
	fail(a, msg, error);
}

/* How long has it yet to live, milliseconds? Not more than 0 when it is over */
static s32 life_left(const struct sctp_tx_msg *msg, u64 now)
{
	if (msg->sent || !msg->life)
		return S32_MAX;
	return msg->life - life_clock(now);
}

/**
 * sctp_sendq_expire() - fail messages that outlived their life time
 * @a: association; the caller flushes it
 * @now: time
 *
 * Return: when to look again, 0 when none of them has such a time.
 */
u64 sctp_sendq_expire(struct sctp_assoc *a, u64 now)
{
	struct sctp_tx_msg *msg, *tmp;
	s32 left, least = S32_MAX;

	list_for_each_entry_safe(msg, tmp, &a->tx.queue, list) {
		left = life_left(msg, now);
		if (left <= 0)
			fail_queued(a, msg, 0);
		else
			least = min(least, left);
	}
	sctp_sendq_tell_dry(a);
	a->tx.mortal = least != S32_MAX;
	if (!a->tx.mortal)
		return 0;
	return now + max(least, SCTP_EXPIRE_EVERY) * (u64)NSEC_PER_MSEC;
}

/**
 * sctp_sendq_expire_head() - the same for those that are next
 * @a: association with @a->tx.mortal set
 * @now: time
 */
void sctp_sendq_expire_head(struct sctp_assoc *a, u64 now)
{
	struct sctp_tx_msg *msg;

	while ((msg = sctp_sendq_head(a)) != NULL && life_left(msg, now) <= 0)
		fail_queued(a, msg, 0);
	sctp_sendq_tell_dry(a);
}

/**
 * sctp_sendq_tell_dry() - tell the user once that nothing is left to send
 * @a: association
 */
void sctp_sendq_tell_dry(struct sctp_assoc *a)
{
	struct sctp_notice ev = { .type = SCTP_EV_SENDER_DRY };

	if (a->tx.dry || !sctp_sendq_drained(a))
		return;
	a->tx.dry = true;
	a->ops->notify(a, &ev);
}

/* Give up on what was sent and not acknowledged. A message of which some
 * fragments are still queued stays there.
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
			fail(a, msg, error);
	}
	while (!sctp_txring_empty(r))
		sctp_txring_pop(r);
}

/**
 * sctp_sendq_resend() - all that was sent is to be sent again
 * @a: association whose COOKIE ECHO was not answered
 */
void sctp_sendq_resend(struct sctp_assoc *a)
{
	u32 tsn;

	for (tsn = a->tx.ring.base; tsn != a->tx.ring.next; tsn++)
		sctp_txring_mark_rtx(a, tsn);
}

/**
 * sctp_sendq_unsend() - what went with a COOKIE ECHO counts as never sent
 * @a: association whose COOKIE ECHO was refused: what was sent are whole
 *     messages, of which the peer has none
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
		list_add(&msg->list, &a->tx.queue);
		a->tx.queued_msgs++;
		a->tx.queued_bytes += msg->len;
	}
	reset_ssns(a);
}

/**
 * sctp_sendq_fail_all() - give up on everything
 * @a: association that ends, or whose peer restarted
 * @error: cause code why, 0 if there is none
 *
 * Of a message that is open the parts still to come are refused.
 */
void sctp_sendq_fail_all(struct sctp_assoc *a, u16 error)
{
	struct sctp_tx_msg *msg, *tmp;

	fail_sent(a, error);
	list_for_each_entry_safe(msg, tmp, &a->tx.queue, list)
		fail_queued(a, msg, error);
	a->tx.open_lost |= a->tx.open;
	a->tx.open = false;
}

/**
 * sctp_sendq_reset() - the peer restarted: begin to send anew
 * @a: association
 *
 * What was for its former life fails, all of it: a new life would take what it
 * never asked for.
 */
void sctp_sendq_reset(struct sctp_assoc *a)
{
	sctp_sendq_fail_all(a, 0);
	reset_ssns(a);
}

/**
 * sctp_sendq_drop_bad_streams() - fail messages for streams we did not get
 * @a: association just established: the peer may have granted fewer streams
 */
void sctp_sendq_drop_bad_streams(struct sctp_assoc *a)
{
	struct sctp_tx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &a->tx.queue, list)
		if (msg->sid >= a->tx.num_streams)
			fail_queued(a, msg, 0);
	if (a->tx.open_sid >= a->tx.num_streams)
		a->tx.open = false;
}

/**
 * sctp_sendq_forget_path() - a path goes away
 * @a: association
 * @p: the path
 * @other: where its chunks go instead
 */
void sctp_sendq_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			    struct sctp_path *other)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (c->msg && c->msg->path == p)
			c->msg->path = NULL;
	}
	sctp_txring_forget_path(a, p, other);
	list_for_each_entry(msg, &a->tx.queue, list)
		if (msg->path == p)
			msg->path = NULL;
}

/**
 * sctp_sendq_pmtu_rtx() - send again what is larger than a path's new MTU
 * @a: association
 * @p: path
 */
void sctp_sendq_pmtu_rtx(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 max_size = sctp_path_pmdcs(p);
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (!sctp_tx_chunk_in_flight(c) || c->path != p ||
		    sctp_tx_chunk_size(c->len) <= max_size)
			continue;
		sctp_txring_mark_rtx(a, tsn);
		sctp_mib_add(a->mib, SCTP_MIB_PMTUD_RETRANSMITS, 1);
	}
}
