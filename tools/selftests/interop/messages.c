// SPDX-License-Identifier: GPL-2.0-only
/*
 * The messages of one direction, and the account of those that arrived.
 *
 * Everything about message number i, its length, stream, order and content,
 * follows from i and a seed. The receiver computes the same message again and
 * compares it as a whole, so nothing can change unseen. The number travels as
 * the payload protocol identifier.
 */
#include <stdlib.h>
#include <string.h>

#include "peer.h"

/**
 * struct tally - what has arrived of a plan
 * @plan: the plan
 * @expect: scratch for the message as it should be
 * @seen: by message number
 * @next: by stream, the lowest ordered message number that may come next
 * @got: messages so far
 */
struct tally {
	struct plan plan;
	struct message expect;
	unsigned int *next;
	unsigned int got;
	bool seen[];
};

/* A fixed scrambling of 32 bits: neighbours get unrelated values. */
static unsigned int scramble(unsigned int x)
{
	x = (x ^ (x >> 16)) * 0x7feb352d;
	x = (x ^ (x >> 15)) * 0x846ca68b;
	return x ^ (x >> 16);
}

/* Tiny, about a packet, some packets, up to the largest. */
static size_t wish(const struct plan *p, unsigned int index)
{
	unsigned int r = scramble(p->seed + index);

	switch (r & 3) {
	case 0:
		return 1 + (r >> 8) % 128;
	case 1:
		return 1380 + (r >> 8) % 128;
	case 2:
		return 1 + (r >> 8) % 16384;
	default:
		return r & 4 ? p->largest : 1 + (r >> 8) % p->largest;
	}
}

static size_t plan_len(const struct plan *p, unsigned int index)
{
	size_t len = wish(p, index);

	return len < p->largest ? len : p->largest;
}

/**
 * plan_init() - lay out the messages of one direction
 * @p: the plan, all set but the number of messages
 */
void plan_init(struct plan *p)
{
	size_t sum = 0;

	p->seed = scramble(p->seed);
	for (p->count = 0; sum < p->bytes; p->count++)
		sum += plan_len(p, p->count);
}

/**
 * plan_message() - make one message
 * @p: the plan
 * @index: which, below p->count
 * @m: filled in
 */
void plan_message(const struct plan *p, unsigned int index, struct message *m)
{
	unsigned int r = scramble(p->seed ^ index);
	size_t i;

	m->len = plan_len(p, index);
	/* whatever the number of messages, the last stream is used */
	m->sid = index ? r % p->streams : p->streams - 1;
	m->ppid = index;
	m->policy = POLICY_NONE;
	m->unordered = p->unordered_every &&
		       index % p->unordered_every == p->unordered_every - 1;
	/* MAX_MESSAGE is a multiple of four, so this never leaves the buffer */
	for (i = 0; i < m->len; i += sizeof(r)) {
		r = r * 1664525 + 1013904223;
		memcpy(m->data + i, &r, sizeof(r));
	}
}

/**
 * tally_new() - open an account
 * @p: the plan
 *
 * Return: the account, with nothing received.
 */
struct tally *tally_new(const struct plan *p)
{
	struct tally *t = calloc(1, sizeof(*t) + p->count * sizeof(t->seen[0]));

	if (t)
		t->next = calloc(p->streams, sizeof(*t->next));
	if (!t || !t->next)
		abort();
	t->plan = *p;
	return t;
}

/**
 * tally_free() - close an account
 * @t: the account
 */
void tally_free(struct tally *t)
{
	free(t->next);
	free(t);
}

/**
 * tally_add() - compare a message with the plan and enter it
 * @t: the account
 * @m: what was received
 *
 * Return: true if it is as planned, in order, and here for the first time.
 */
bool tally_add(struct tally *t, const struct message *m)
{
	struct message *e = &t->expect;
	unsigned int index = m->ppid;

	if (index >= t->plan.count) {
		say("no message %u in the plan", index);
		return false;
	}
	plan_message(&t->plan, index, e);
	if (t->seen[index]) {
		say("message %u came twice", index);
		return false;
	}
	if (m->sid != e->sid || m->unordered != e->unordered) {
		say("message %u on stream %u%s, want %u%s", index,
		    m->sid, m->unordered ? " unordered" : "",
		    e->sid, e->unordered ? " unordered" : "");
		return false;
	}
	if (m->len != e->len || memcmp(m->data, e->data, m->len)) {
		say("message %u changed: %zu bytes, want %zu", index, m->len,
		    e->len);
		return false;
	}
	if (!m->unordered) {
		if (index < t->next[m->sid]) {
			say("message %u out of order on stream %u", index,
			    m->sid);
			return false;
		}
		t->next[m->sid] = index + 1;
	}
	t->seen[index] = true;
	t->got++;
	return true;
}

/**
 * tally_complete() - has everything arrived?
 * @t: the account
 *
 * Each message is entered once only, so counting is enough.
 *
 * Return: true if so.
 */
bool tally_complete(const struct tally *t)
{
	return t->got == t->plan.count;
}

/**
 * tally_missing() - what has not arrived?
 * @t: the account
 *
 * Return: how many messages.
 */
unsigned int tally_missing(const struct tally *t)
{
	return t->plan.count - t->got;
}
