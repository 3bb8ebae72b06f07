// SPDX-License-Identifier: GPL-2.0-only
/*
 * Telemetry of an association and its paths.
 *
 * The delivery rate of a path is measured once a round trip: from when a TSN is
 * the next to be sent until it, or a later one, is acknowledged
 *
 *   round_at                                            now
 *      |--- bytes acknowledged meanwhile: round_bytes ---|
 *      ^ round_end is sent next       round_end is acknowledged ^
 *
 * or, if it was longer, for the time in which those bytes were sent. So it
 * takes no state for each chunk. As in TCP a rate of a round trip in which the
 * user had too little to send counts only if it is higher than the one before.
 */
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "core/wire/serial.h"
#include "telemetry.h"

/* What a path has, NULL if it was not used yet */
static struct sctp_path_telemetry *telemetry_find(const struct sctp_assoc *a,
						  const struct sctp_path *p)
{
	struct sctp_path_telemetry *t = a->telemetry->paths;

	while (t && t->path != p)
		t = t->next;
	return t;
}

/* The same, made if need be; NULL without memory: it is not counted then */
static struct sctp_path_telemetry *telemetry_path(struct sctp_assoc *a,
						  const struct sctp_path *p)
{
	struct sctp_path_telemetry *t = telemetry_find(a, p);

	if (t)
		return t;
	t = kzalloc(sizeof(*t), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!t)
		return NULL;
	t->path = p;
	t->next = a->telemetry->paths;
	a->telemetry->paths = t;
	return t;
}

/**
 * sctp_telemetry_set() - begin or end telemetry
 * @a: association, owned
 * @on: begin; if it has begun already nothing changes
 * @now: time
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_telemetry_set(struct sctp_assoc *a, bool on, u64 now)
{
	if (!on)
		sctp_telemetry_free(a);
	if (!on || a->telemetry)
		return 0;
	a->telemetry = kzalloc(sizeof(*a->telemetry),
			       GFP_ATOMIC | __GFP_ACCOUNT);
	if (!a->telemetry)
		return -ENOMEM;
	a->telemetry->since = now;
	return 0;
}

/**
 * sctp_telemetry_free() - end telemetry
 * @a: association
 */
void sctp_telemetry_free(struct sctp_assoc *a)
{
	struct sctp_path_telemetry *t;

	if (!a->telemetry)
		return;
	while ((t = a->telemetry->paths) != NULL) {
		a->telemetry->paths = t->next;
		kfree(t);
	}
	kfree(a->telemetry);
	a->telemetry = NULL;
}

/**
 * sctp_telemetry_renumbered() - TSNs begin anew, with nothing in flight
 * @a: association
 */
void sctp_telemetry_renumbered(struct sctp_assoc *a)
{
	struct sctp_path_telemetry *t;

	if (!sctp_telemetry_on(a))
		return;
	for (t = a->telemetry->paths; t; t = t->next)
		t->round_at = 0;
}

static void counts_sum(struct sctp_path_counts *sum,
		       const struct sctp_path_counts *n)
{
	u32 i;

	sum->delivered += n->delivered;
	sum->resent += n->resent;
	sum->busy += n->busy;
	for (i = 0; i < SCTP_PE_MAX; i++)
		sum->events[i] += n->events[i];
	sum->reordering = max(sum->reordering, n->reordering);
}

/* Add up the time a path has data in flight */
static void telemetry_busy(struct sctp_path_telemetry *t, bool busy, u64 now)
{
	if (t->busy_since)
		t->n.busy += now - t->busy_since;
	t->busy_since = busy ? now : 0;
}

/**
 * sctp_telemetry_forget_path() - a path is removed
 * @a: association
 * @p: the path
 *
 * The association keeps what was counted, but for the time it was busy last.
 */
void sctp_telemetry_forget_path(struct sctp_assoc *a,
				const struct sctp_path *p)
{
	struct sctp_path_telemetry **at, *t;

	if (!sctp_telemetry_on(a))
		return;
	t = telemetry_find(a, p);
	if (!t)
		return;
	counts_sum(&a->telemetry->gone, &t->n);
	for (at = &a->telemetry->paths; *at != t; at = &(*at)->next)
		;
	*at = t->next;
	kfree(t);
}

/* Which TSN ends a round trip that begins at a flush: the oldest in flight if
 * it was sent just now, for the first time; else the next one
 */
static u32 first_end(const struct sctp_assoc *a, const struct sctp_path *p,
		     u64 now)
{
	const struct sctp_txring *r = &a->tx.ring;
	const struct sctp_tx_chunk *c = &r->slot[p->flight.oldest & r->mask];

	return c->rtx || c->sent_at < now ? r->next : p->flight.oldest;
}

/* A round trip begins: from now until @end is acknowledged */
static void round_begin(struct sctp_path_telemetry *t, u32 end, u64 sent,
			u64 now)
{
	t->round_at = now;
	t->round_sent = sent;
	t->round_bytes = 0;
	t->round_end = end;
	t->short_of_data = false;
}

static void telemetry_flushed(struct sctp_assoc *a, const struct sctp_path *p,
			      bool short_of_data, u64 now)
{
	struct sctp_path_telemetry *t;
	bool busy = p->flight.size;

	t = busy ? telemetry_path(a, p) : telemetry_find(a, p);
	if (!t)
		return;
	if (busy != !!t->busy_since)
		telemetry_busy(t, busy, now);
	if (!busy)
		t->round_at = 0;
	else if (!t->round_at)
		round_begin(t, first_end(a, p, now), now, now);
	t->short_of_data |= short_of_data;
}

/**
 * sctp_telemetry_limit() - the association was flushed
 * @a: association with telemetry
 * @limit: what keeps it from sending more
 * @now: time
 */
void sctp_telemetry_limit(struct sctp_assoc *a, enum sctp_limit limit, u64 now)
{
	bool short_of_data = limit == SCTP_LIMIT_USER ||
			     limit == SCTP_LIMIT_SNDBUF;
	struct sctp_telemetry *t = a->telemetry;
	struct sctp_path *p;

	if (limit != t->limit) {
		t->time[t->limit] += now - t->since;
		t->since = now;
		t->limit = limit;
	}
	list_for_each_entry(p, &a->paths, list)
		telemetry_flushed(a, p, short_of_data, now);
}

/**
 * sctp_telemetry_user_waits() - the user waits for room in the send buffer
 * @a: association with telemetry
 * @now: time
 *
 * It does since the last flush, which found that the user had no more to send.
 */
void sctp_telemetry_user_waits(struct sctp_assoc *a, u64 now)
{
	if (a->telemetry->limit == SCTP_LIMIT_USER)
		sctp_telemetry_limit(a, SCTP_LIMIT_SNDBUF, now);
}

static void round_over(struct sctp_path_telemetry *t, u64 now)
{
	u64 sent = t->path->rack.sent_at;
	u64 took, rate;

	/* late acknowledgments come close together: data left no faster */
	took = max3(now - t->round_at, (u64)1,
		    sent > t->round_sent ? sent - t->round_sent : 0);
	rate = div64_u64(t->round_bytes * NSEC_PER_SEC, took);

	if (t->short_of_data && rate < t->rate)
		return;
	t->rate = rate;
	t->rate_short = t->short_of_data;
}

static void telemetry_path_acked(const struct sctp_assoc *a,
				 struct sctp_path_telemetry *t, u64 now)
{
	const struct sctp_path *p = t->path;

	t->n.delivered += p->sacked.bytes;
	if (!t->round_at)
		return;
	t->round_bytes += p->sacked.bytes;
	if (!p->rack.sent_at || sctp_tsn_lt(p->rack.highest, t->round_end))
		return;
	round_over(t, now);
	round_begin(t, a->tx.ring.next, p->rack.sent_at, now);
}

/**
 * sctp_telemetry_acked() - a SACK acknowledged data
 * @a: association with telemetry; ->sacked of its paths says how much
 * @now: time
 */
void sctp_telemetry_acked(struct sctp_assoc *a, u64 now)
{
	struct sctp_path_telemetry *t;
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		t = p->sacked.bytes ? telemetry_path(a, p) : NULL;
		if (t)
			telemetry_path_acked(a, t, now);
	}
}

/**
 * sctp_telemetry_add() - something happened on a path
 * @a: association with telemetry
 * @p: the path
 * @event: what
 * @n: how often
 */
void sctp_telemetry_add(struct sctp_assoc *a, const struct sctp_path *p,
			enum sctp_path_event event, u32 n)
{
	struct sctp_path_telemetry *t = telemetry_path(a, p);

	if (t)
		t->n.events[event] += n;
}

/**
 * sctp_telemetry_add_resent() - a chunk was retransmitted
 * @a: association with telemetry
 * @p: the path it took
 * @bytes: bytes of the chunk
 */
void sctp_telemetry_add_resent(struct sctp_assoc *a, const struct sctp_path *p,
			       u32 bytes)
{
	struct sctp_path_telemetry *t = telemetry_path(a, p);

	if (t)
		t->n.resent += bytes;
}

/**
 * sctp_telemetry_add_overtaken() - a chunk arrived after later ones of its path
 * @a: association with telemetry
 * @p: the path
 * @by: how many TSNs the highest one acknowledged is later
 */
void sctp_telemetry_add_overtaken(struct sctp_assoc *a,
				  const struct sctp_path *p, u32 by)
{
	struct sctp_path_telemetry *t = telemetry_path(a, p);

	if (!t)
		return;
	t->n.events[SCTP_PE_REORDERED]++;
	t->n.reordering = max(t->n.reordering, by);
}

/**
 * sctp_telemetry_time() - for how long has something limited an association?
 * @a: association with telemetry
 * @limit: what
 * @now: time
 *
 * Return: nanoseconds since telemetry began.
 */
u64 sctp_telemetry_time(const struct sctp_assoc *a, enum sctp_limit limit,
			u64 now)
{
	const struct sctp_telemetry *t = a->telemetry;

	return t->time[limit] + (t->limit == limit ? now - t->since : 0);
}

/**
 * sctp_telemetry_rate() - delivery rate
 * @a: association with telemetry
 * @p: path; NULL: all that have data in flight, together
 * @short_of_data: set when the user had too little to send meanwhile
 *
 * Return: bytes of DATA chunks a second, 0 before the first round trip.
 */
u64 sctp_telemetry_rate(const struct sctp_assoc *a, const struct sctp_path *p,
			bool *short_of_data)
{
	const struct sctp_path_telemetry *t;
	u64 busy = 0, idle = 0;

	*short_of_data = false;
	for (t = a->telemetry->paths; t; t = t->next) {
		if (p && t->path != p)
			continue;
		if (t->busy_since)
			busy += t->rate;
		else
			idle = max(idle, t->rate);
		*short_of_data |= t->rate_short;
	}
	return busy ?: idle;
}

/**
 * sctp_telemetry_counts() - what happened on a path
 * @a: association with telemetry
 * @p: path; NULL: all, also those that were removed
 * @now: time
 * @n: to fill
 */
void sctp_telemetry_counts(const struct sctp_assoc *a,
			   const struct sctp_path *p, u64 now,
			   struct sctp_path_counts *n)
{
	const struct sctp_path_telemetry *t;

	memset(n, 0, sizeof(*n));
	if (!p)
		counts_sum(n, &a->telemetry->gone);
	for (t = a->telemetry->paths; t; t = t->next) {
		if (p && t->path != p)
			continue;
		counts_sum(n, &t->n);
		n->busy += t->busy_since ? now - t->busy_since : 0;
	}
}
