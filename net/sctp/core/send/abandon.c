// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages that are not worth sending any more are given up:
 *
 *   life time   when it is over; what was sent by then, only with PR-SCTP, and
 *               if it was not acknowledged in two round trips
 *   RTX         when a chunk would be retransmitted more often than allowed
 *   PRIO        when the send buffer has no room for a more important message
 *
 * Of a message that was sent, all chunks are given up together, with the parts
 * of it that wait or are still to come (RFC 3758 section 3.5 A3):
 *
 *   TSN    5    6    7    8        queue
 *        [B ] [  ] [  ] (none)   [   ] [   ] [ E]
 *        '--- given up ------'   '--- dropped --'
 *
 * A chunk that the peer keeps for good (NR-SACK) has no message any more. It is
 * known by its stream and number: it is given up only with what is missing of
 * its message.
 *
 * If its end was not sent the peer may have all of it that was: then a FORWARD
 * TSN up to 7 would change nothing there. So it uses up another TSN, 8, of
 * which nothing is ever sent.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include "core/choice.h"
#include "core/ext/prsctp.h"
#include "core/life/state.h"
#include "abandon.h"
#include "hold.h"
#include "parts.h"
#include "sched.h"
#include "sendq.h"
#include "txring.h"

/* How often life times of messages that are not next are checked, milliseconds
 */
#define SCTP_EXPIRE_EVERY	10

/**
 * struct outgoing - a message of which something was sent
 * @msg: the message, or one of its parts
 * @mid: its number
 * @sid: stream
 * @flags: SCTP_TX_*
 * @first: TSN of its first chunk that is outstanding, valid with @any
 * @last: and of the last one
 * @any: there is one
 * @ended: the last one ends the message
 * @numbered: its last part has begun
 */
struct outgoing {
	const struct sctp_tx_msg *msg;
	u32 mid;
	u16 sid;
	u8 flags;
	u32 first;
	u32 last;
	bool any;
	bool ended;
	bool numbered;
};

/* Can chunks be given up that were sent? */
static bool pr_works(const struct sctp_assoc *a)
{
	return a->tx.streams.pr && sctp_pr_agreed(a) && sctp_may_send_data(a);
}

/* Milliseconds until the life time of a message ends, <= 0 when it has ended */
static s32 life_left(const struct sctp_assoc *a, const struct sctp_tx_msg *msg,
		     u64 now)
{
	u8 policy = msg->flags & SCTP_TX_PR;

	if (!msg->value || (policy && policy != SCTP_TX_PR_TTL))
		return S32_MAX;
	if ((msg->sent || (msg->flags & SCTP_TX_CONT)) && !pr_works(a))
		return S32_MAX;
	return msg->value - sctp_life_clock(now);
}

/* The same of a chunk that the peer keeps */
static bool kept_is_part_of(const struct sctp_tx_chunk *c,
			    const struct outgoing *o)
{
	return sctp_tx_chunk_kept(c) && c->gone.sid == o->sid &&
	       c->gone.mid == o->mid &&
	       !((c->gone.tx_flags ^ o->flags) & SCTP_TX_UNORDERED);
}

static bool is_part_of(const struct sctp_tx_chunk *c, const struct outgoing *o)
{
	const struct sctp_tx_msg *m = c->msg;

	if (!m)
		return kept_is_part_of(c, o);
	if (m == o->msg)
		return true;
	return (m->flags & SCTP_TX_PART) && (o->flags & SCTP_TX_PART) &&
	       m->sid == o->sid && m->mid == o->mid &&
	       !((m->flags ^ o->flags) & SCTP_TX_UNORDERED);
}

static struct outgoing outgoing_of(const struct sctp_tx_msg *msg)
{
	return (struct outgoing) {
		.msg = msg,
		.mid = msg->mid,
		.sid = msg->sid,
		.flags = msg->flags,
		.numbered = msg->sent && !(msg->flags & SCTP_TX_OPEN),
	};
}

static void add_chunk(struct outgoing *o, const struct sctp_tx_chunk *c,
		      u32 tsn)
{
	u8 flags = c->msg ? c->msg->flags : c->gone.tx_flags;

	if (!o->any || sctp_tsn_lt(tsn, o->first))
		o->first = tsn;
	if (!o->any || sctp_tsn_gt(tsn, o->last))
		o->last = tsn;
	o->any = true;
	o->ended |= c->flags & SCTP_DATA_E;
	o->numbered |= !(flags & SCTP_TX_OPEN);
}

/* Find the outstanding chunks of a message, from one of them. With DATA they
 * have consecutive TSNs, with I-DATA chunks of other messages may be between
 * them.
 */
static void find_chunks(struct sctp_assoc *a, struct outgoing *o, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	bool row = a->tx.format == SCTP_FORMAT_DATA;
	const struct sctp_tx_chunk *c;
	u32 pos;

	for (pos = tsn + 1; pos != r->base; pos--) {
		c = sctp_txring_slot(r, pos - 1);
		if (is_part_of(c, o))
			add_chunk(o, c, pos - 1);
		else if (row)
			break;
		if (is_part_of(c, o) && (c->flags & SCTP_DATA_B))
			break;
	}
	for (pos = tsn; pos != r->next && !o->ended; pos++) {
		c = sctp_txring_slot(r, pos);
		if (is_part_of(c, o))
			add_chunk(o, c, pos);
		else if (row)
			break;
	}
}

/* The same for a message of which a part is still queued. With DATA its last
 * outstanding chunk has the highest TSN of all, or it has none.
 */
static void find_last_chunk(struct sctp_assoc *a, struct outgoing *o)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	for (tsn = r->next; tsn != r->base; tsn--) {
		if (is_part_of(sctp_txring_slot(r, tsn - 1), o)) {
			find_chunks(a, o, tsn - 1);
			return;
		}
		if (a->tx.format == SCTP_FORMAT_DATA)
			return;
	}
}

/* Is a queued message of the same stream the rest of @o? */
static bool goes_on(const struct sctp_tx_msg *m, const struct outgoing *o)
{
	return (m->sent || (m->flags & SCTP_TX_CONT)) &&
	       !((m->flags ^ o->flags) & SCTP_TX_UNORDERED);
}

/* Parts of a message that the user hands over from now on are not sent */
static void swallow_rest(struct sctp_assoc *a, u16 sid)
{
	if (a->tx.format != SCTP_FORMAT_DATA) {
		sctp_parts_swallow(a, sid);
		return;
	}
	sctp_pr_swallow(a);
	sctp_hold_swallowed(a);
}

/* Drop the queued rest of a message, from @from in the queue on, and the parts
 * that the user hands over later. Other messages of the stream are behind it.
 */
static void drop_rest(struct sctp_assoc *a, const struct outgoing *o,
		      struct sctp_tx_msg *from)
{
	bool open = o->flags & SCTP_TX_OPEN;
	struct sctp_tx_msg *msg, *next;

	for (msg = from; msg; msg = next) {
		next = sctp_sched_next(a, msg);
		if (msg->sid != o->sid)
			continue;
		if (!goes_on(msg, o))
			break;
		open = msg->flags & SCTP_TX_OPEN;
		sctp_sendq_fail(a, msg, 0);
		if (!open)
			break;
	}
	if (open && a->tx.open)
		swallow_rest(a, o->sid);
}

static void abandon_chunks(struct sctp_assoc *a, const struct outgoing *o)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	for (tsn = o->first; tsn != o->last + 1; tsn++) {
		const struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (!is_part_of(c, o))
			continue;
		if (c->msg)
			sctp_sendq_chunk_gone(a, sctp_txring_abandon(a, tsn));
		else
			sctp_txring_abandon_kept(a, tsn);
	}
}

/* Give up a message of which something was sent. Returns false without memory:
 * then it is tried again later.
 */
static bool abandon_sent(struct sctp_assoc *a, struct outgoing *o)
{
	bool unordered = o->flags & SCTP_TX_UNORDERED;

	if (!o->ended && sctp_txring_reserve(&a->tx.ring, 1))
		return false;
	sctp_pr_count(a, o->sid, o->flags & SCTP_TX_PR, true);
	if (o->any)
		abandon_chunks(a, o);
	if (o->ended)
		return true;
	sctp_txring_abandon_next(a, sctp_path_for_data(a), o->mid, o->sid,
				 unordered ? SCTP_DATA_U : 0);
	if (!o->numbered)
		sctp_sendq_number_gone(a, o->sid, unordered);
	sctp_sched_given_up(a, o->sid);
	drop_rest(a, o, sctp_sched_next(a, NULL));
	return true;
}

/* Give up the message of an outstanding chunk */
static bool abandon_tsn(struct sctp_assoc *a, u32 tsn)
{
	struct outgoing o =
		outgoing_of(sctp_txring_slot(&a->tx.ring, tsn)->msg);

	find_chunks(a, &o, tsn);
	return abandon_sent(a, &o);
}

/* Give up a queued message of which nothing was sent */
static void abandon_unsent(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_tx_msg *next = sctp_sched_next(a, msg);
	struct outgoing o = outgoing_of(msg);

	if (a->tx.streams.pr)
		sctp_pr_count(a, o.sid, o.flags & SCTP_TX_PR, false);
	sctp_sendq_fail(a, msg, 0);
	if (o.flags & SCTP_TX_OPEN)
		drop_rest(a, &o, next);
}

/* Give up a queued message, or the message that a queued part belongs to */
static bool abandon_queued(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct outgoing o;

	if (!msg->sent && !(msg->flags & SCTP_TX_CONT)) {
		abandon_unsent(a, msg);
		return true;
	}
	if (!msg->sent)
		sctp_sendq_number(a, msg);
	o = outgoing_of(msg);
	find_last_chunk(a, &o);
	return abandon_sent(a, &o);
}

/* If a message is given up, may other parts of it leave the queue with it? */
static bool has_parts(const struct sctp_tx_msg *msg)
{
	return msg->sent || (msg->flags & SCTP_TX_PART);
}

static s32 expire_queued(struct sctp_assoc *a, u64 now)
{
	struct sctp_tx_msg *msg, *next;
	s32 left, least = S32_MAX;
	bool again;

	for (msg = sctp_sched_next(a, NULL); msg; msg = next) {
		next = sctp_sched_next(a, msg);
		left = life_left(a, msg, now);
		again = left <= 0 && has_parts(msg);
		if (left <= 0 && !abandon_queued(a, msg)) {
			left = SCTP_EXPIRE_EVERY;
			again = false;
		}
		if (again)
			next = sctp_sched_next(a, NULL);
		if (left > 0)
			least = min(least, left);
	}
	return least;
}

/* Milliseconds until the acknowledgment of a chunk should have come, two round
 * trips after it was sent; 0 if it should have. Before that its message is not
 * given up: it may have arrived, and what takes its place in flight would be as
 * late when it is sent.
 */
static s32 answer_left(const struct sctp_tx_chunk *c, u64 now)
{
	u64 srtt, due;

	if (!sctp_tx_chunk_in_flight(c))
		return 0;
	srtt = c->path->rto.srtt;
	due = c->sent_at + 2 * srtt;
	if (!srtt || due <= now)
		return 0;
	return div_u64(due - now, NSEC_PER_MSEC) + 1;
}

static s32 expire_sent(struct sctp_assoc *a, u64 now)
{
	struct sctp_txring *r = &a->tx.ring;
	const struct sctp_tx_chunk *c;
	s32 left, least = S32_MAX;
	u32 tsn = r->base;

	for (; (tsn = sctp_ring_find(r->acked, r->mask, tsn, r->next,
				     false)) != r->next; tsn++) {
		c = sctp_txring_slot(r, tsn);
		left = max(life_left(a, c->msg, now), answer_left(c, now));
		if (left <= 0 && abandon_tsn(a, tsn))
			continue;
		least = min(least, left > 0 ? left : SCTP_EXPIRE_EVERY);
	}
	return least;
}

/* Was data sent with a COOKIE ECHO that is not answered yet? Its life time is
 * checked when the association is up.
 */
static bool sent_early(const struct sctp_assoc *a)
{
	return a->tx.streams.pr && sctp_assoc_connecting(a) &&
	       !sctp_txring_empty(&a->tx.ring);
}

/**
 * sctp_abandon_expired() - give up messages whose life time has ended
 * @a: association; the caller flushes it
 * @now: time
 *
 * Return: when to check again, 0 when no message has a life time.
 */
u64 sctp_abandon_expired(struct sctp_assoc *a, u64 now)
{
	s32 least = S32_MAX;
	bool any;

	if (pr_works(a))
		least = expire_sent(a, now);
	else if (sent_early(a))
		least = MSEC_PER_SEC;
	least = min(least, expire_queued(a, now));
	sctp_sendq_tell_dry(a);
	any = least != S32_MAX;
	sctp_sendq_mortal(&a->tx, any);
	if (a->tx.streams.pr)
		sctp_pr_all_live_until(a, any ?
				       now + (u64)least * NSEC_PER_MSEC :
				       U64_MAX);
	if (!any)
		return 0;
	return now + max(least, SCTP_EXPIRE_EVERY) * (u64)NSEC_PER_MSEC;
}

/**
 * sctp_abandon_expired_head() - the same for messages that are next
 * @a: association with @a->tx.mortal set
 * @now: time
 */
void sctp_abandon_expired_head(struct sctp_assoc *a, u64 now)
{
	struct sctp_tx_msg *msg;

	while ((msg = sctp_sendq_head(a)) != NULL &&
	       life_left(a, msg, now) <= 0 && abandon_queued(a, msg))
		;
	sctp_sendq_tell_dry(a);
}

/* Was the message retransmitted as often as it may be? */
static bool worn_out(const struct sctp_tx_chunk *c)
{
	return (c->msg->flags & SCTP_TX_PR) == SCTP_TX_PR_RTX &&
	       c->rtx >= c->msg->value;
}

/**
 * sctp_abandon_lost() - give up messages instead of retransmitting them
 * @a: association with @a->tx.streams.pr set
 * @now: time
 *
 * Those that were retransmitted as often as they may be, and those whose life
 * time has ended (RFC 3758 section 4.1 TR4).
 */
void sctp_abandon_lost(struct sctp_assoc *a, u64 now)
{
	struct sctp_txring *r = &a->tx.ring;
	const struct sctp_tx_chunk *c;
	u32 tsn = r->base;

	if (!r->nr_rtx || !pr_works(a))
		return;
	for (; (tsn = sctp_txring_marked(r, tsn)) != r->next; tsn++) {
		c = sctp_txring_slot(r, tsn);
		if (worn_out(c) || life_left(a, c->msg, now) <= 0)
			abandon_tsn(a, tsn);
	}
	sctp_sendq_tell_dry(a);
}

/* May a message be given up for one of priority @prio? */
static bool matters_less(const struct sctp_tx_msg *msg, u32 prio)
{
	return msg && (msg->flags & SCTP_TX_PR) == SCTP_TX_PR_PRIO &&
	       msg->value > prio;
}

/* The lowest priority below @prio of all messages; @prio if there is none */
static u32 lowest_prio(struct sctp_assoc *a, u32 prio)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg = NULL;
	u32 tsn = r->base;

	while ((msg = sctp_sched_next(a, msg)) != NULL)
		if (matters_less(msg, prio))
			prio = msg->value;
	for (; (tsn = sctp_ring_find(r->acked, r->mask, tsn, r->next,
				     false)) != r->next; tsn++)
		if (matters_less(sctp_txring_slot(r, tsn)->msg, prio))
			prio = sctp_txring_slot(r, tsn)->msg->value;
	return prio;
}

/* Bytes that giving up all messages of a priority below @prio would free */
static u64 bytes_below(struct sctp_assoc *a, u32 prio)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_msg *msg = NULL;
	u32 tsn = r->base;
	u64 sum = 0;

	while ((msg = sctp_sched_next(a, msg)) != NULL)
		if (matters_less(msg, prio) && !has_parts(msg))
			sum += msg->len;
	for (; (tsn = sctp_ring_find(r->acked, r->mask, tsn, r->next,
				     false)) != r->next; tsn++)
		if (matters_less(sctp_txring_slot(r, tsn)->msg, prio))
			sum += sctp_txring_slot(r, tsn)->len;
	return sum;
}

/* Those below which priority, from @prio to @worst, are to be given up for
 * @need bytes? There may be as many priorities as messages, so it is not asked
 * of each.
 */
static u32 enough_below(struct sctp_assoc *a, u32 prio, u32 worst, u32 need)
{
	u32 middle;

	while (prio < worst) {
		middle = prio + (worst - prio + 1) / 2;
		if (bytes_below(a, middle) >= need)
			prio = middle;
		else
			worst = middle - 1;
	}
	return prio;
}

/* Give up queued messages of a priority below @prio */
static u32 drop_queued(struct sctp_assoc *a, u32 prio, u32 need)
{
	struct sctp_tx_msg *msg, *next;
	u32 len;

	for (msg = sctp_sched_next(a, NULL); msg && need; msg = next) {
		next = sctp_sched_next(a, msg);
		if (!matters_less(msg, prio) || has_parts(msg))
			continue;
		len = min(need, msg->len);
		abandon_unsent(a, msg);
		need -= len;
	}
	return need;
}

/* The same for those that were sent */
static u32 drop_sent(struct sctp_assoc *a, u32 prio, u32 need)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn = r->base, len;

	for (; need && (tsn = sctp_ring_find(r->acked, r->mask, tsn, r->next,
					     false)) != r->next; tsn++) {
		if (!matters_less(sctp_txring_slot(r, tsn)->msg, prio))
			continue;
		len = min(need, sctp_txring_slot(r, tsn)->msg->len);
		if (abandon_tsn(a, tsn))
			need -= len;
	}
	return need;
}

/**
 * sctp_assoc_make_room() - give up messages for a more important one
 * @a: association, the caller flushes it
 * @prio: priority of the message to be sent, 0 if it has none
 * @need: bytes of user data that there is no room for
 *
 * Those of the lowest priority go first, and of these those that were not sent
 * (RFC 7496 section 3.2).
 *
 * Return: true when something was given up.
 */
bool sctp_assoc_make_room(struct sctp_assoc *a, u32 prio, u32 need)
{
	u32 before = need, worst, last;

	sctp_assoc_entered(a);
	if (!a->tx.streams.pr || !sctp_pr_of(a)->prio || !pr_works(a))
		return false;
	while (need && (worst = lowest_prio(a, prio)) != prio) {
		u32 was = need;

		/* all that matter less than the last ones that have to go */
		last = enough_below(a, prio, worst - 1, need);
		need = drop_queued(a, last + 1, need);
		need = drop_sent(a, last + 1, need);
		need = drop_queued(a, last, need);
		need = drop_sent(a, last, need);
		if (need == was)
			break;
	}
	sctp_sendq_tell_dry(a);
	return need != before;
}
