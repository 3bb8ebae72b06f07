// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generate and check seeded messages.
 */
#include <stdlib.h>
#include <string.h>

#include "message.h"

/* The finalizer of SplitMix64: every bit of the input reaches every bit. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

/**
 * plan_message - the properties of one message
 * @p: plan
 * @number: which one
 *
 * Sizes are spread evenly over the magnitudes, so that a wide range has as
 * many tiny messages as huge ones.
 *
 * Return: the message.
 */
struct message plan_message(const struct plan *p, unsigned int number)
{
	uint64_t h = mix(((uint64_t)p->seed << 32) +
			 (number + 1) * 0x9e3779b97f4a7c15ULL);
	struct message m = {
		.number = number,
		.stream = h % p->streams,
		.unordered = (h >> 16) % 100 < p->unordered,
		.state = h | 1,
	};
	size_t low = p->min, high = p->max;

	while (high / 4 > low && !(h >> 32 & 3)) {
		high /= 4;
		h = mix(h);
	}
	m.size = low + mix(h) % (high - low + 1);
	return m;
}

/**
 * message_fill - generate the next bytes of a message's content
 * @m: message; its generator moves on
 * @buf: where to
 * @len: bytes
 */
void message_fill(struct message *m, unsigned char *buf, size_t len)
{
	size_t n;

	while (len) {
		if (!m->left) {
			m->state ^= m->state << 13;
			m->state ^= m->state >> 7;
			m->state ^= m->state << 17;
			m->word = m->state;
			m->left = 8;
		}
		n = len < m->left ? len : m->left;
		memcpy(buf, &m->word, n);
		m->word >>= n < 8 ? 8 * n : 0;
		m->left -= n;
		buf += n;
		len -= n;
	}
}

/**
 * books_open - prepare to receive
 * @b: books
 * @p: plan the sender follows
 */
void books_open(struct books *b, const struct plan *p)
{
	memset(b, 0, sizeof(*b));
	b->plan = p;
	b->seen = calloc(p->messages, 1);
	b->next = calloc(p->streams, sizeof(*b->next));
	b->ssn = calloc(p->streams, sizeof(*b->ssn));
	if (!b->seen || !b->next || !b->ssn)
		abort();
}

/* An ordered message must be the next one of its stream. */
static const char *check_order(struct books *b,
			       const struct sctp_rcvinfo *info)
{
	const struct message *m = &b->cur;
	unsigned int i = b->next[m->stream];

	for (; i < m->number; i++) {
		struct message o = plan_message(b->plan, i);

		if (!o.unordered && o.stream == m->stream)
			return "overtook another one of its stream";
	}
	if (i > m->number)
		return "came after a later one of its stream";
	b->next[m->stream] = i + 1;
	if (info->rcv_ssn != (b->ssn[m->stream]++ & 0xffff))
		return "has the wrong stream sequence number";
	return NULL;
}

static const char *begin(struct books *b, const struct sctp_rcvinfo *info)
{
	unsigned int number = ntohl(info->rcv_ppid);

	if (number >= b->plan->messages)
		return "was never sent";
	b->cur = plan_message(b->plan, number);
	b->offset = 0;
	if (b->seen[number]++)
		return "came twice";
	if (info->rcv_sid != b->cur.stream)
		return "came on another stream";
	if (!!(info->rcv_flags & SCTP_UNORDERED) != b->cur.unordered)
		return "lost or gained its unordered flag";
	return b->cur.unordered ? NULL : check_order(b, info);
}

/**
 * books_enter - check what recvmsg() returned
 * @b: books
 * @info: its RCVINFO
 * @buf: data
 * @len: bytes of it
 * @end: MSG_EOR was set
 *
 * Return: true if all is as it should be, else b->error says what is not.
 */
bool books_enter(struct books *b, const struct sctp_rcvinfo *info,
		 const unsigned char *buf, size_t len, bool end)
{
	static unsigned char want[1 << 16];
	size_t n;

	if (!b->partial)
		b->error = begin(b, info);
	b->partial = !end;
	b->bytes += len;
	if (!b->error && b->offset + len > b->cur.size)
		b->error = "grew";
	if (!b->error && end && b->offset + len < b->cur.size)
		b->error = "was cut short";
	for (; !b->error && len; len -= n, buf += n, b->offset += n) {
		n = len < sizeof(want) ? len : sizeof(want);
		message_fill(&b->cur, want, n);
		if (memcmp(buf, want, n))
			b->error = "changed";
	}
	if (end)
		b->received++;
	return !b->error;
}
