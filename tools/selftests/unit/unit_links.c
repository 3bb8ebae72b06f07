// SPDX-License-Identifier: GPL-2.0-only
/*
 * Links for the paths of the association of the unit tests, see unit_links.h.
 */
#include <stdlib.h>

#include <linux/bits.h>

#include "core/ext/dac.h"
#include "core/loss/rto.h"
#include "core/ops.h"
#include "core/wire/wire.h"
#include "unit_links.h"

#define TSNS		BIT(18)
#define GAPS		300
#define SACK_DELAY	(200 * MS)
#define HEADERS		(20 + sizeof(struct sctpw_common))

/* A packet on its way, in either direction */
struct parcel {
	struct parcel *next;
	u64 at;
	u32 nr;			/* path */
	bool to_peer;
	struct unit_build b;
};

struct unit_net N;

static struct parcel *first;	/* by the time of arrival */
static struct sctp_ops ops;
static u8 have[TSNS];
static u32 base;		/* first TSN */
static u32 cum;			/* TSNs without a gap */
static u32 highest;		/* TSNs up to the last one that arrived */
static u32 held;		/* user bytes behind a gap */
static u32 unacked;		/* packets */
static u64 sack_at;		/* it is due, 0 = none is */
static u32 sack_nr;		/* the path it takes */
static bool turn;		/* the path of an earlier packet */
static u32 given;		/* messages queued so far */
static u64 last_at;

static void parcel_add(struct parcel *c)
{
	struct parcel **at = &first;

	while (*at && (*at)->at <= c->at)
		at = &(*at)->next;
	c->next = *at;
	*at = c;
}

/* Not zeroed: a packet is far shorter than there is room */
static struct parcel *parcel_new(u32 nr, bool to_peer, u64 at)
{
	struct parcel *c = malloc(sizeof(*c));

	assert_non_null(c);
	c->at = at;
	c->nr = nr;
	c->to_peer = to_peer;
	c->b.len = 0;
	return c;
}

static struct unit_link *link_of(u32 nr)
{
	return &N.link[N.through[nr]];
}

static bool link_dead(const struct unit_link *l, u64 at)
{
	return l->dies_at && at >= l->dies_at;
}

/* When a packet comes out, 0: it is lost */
static u64 link_pass(struct unit_link *l, u32 len)
{
	u64 start = max(l->busy_until, U.now), at;

	if ((start - U.now) * l->rate / SEC + len > l->queue) {
		l->overflow++;
		return 0;
	}
	l->busy_until = start + len * SEC / l->rate;
	at = l->busy_until + l->delay;
	return link_dead(l, at) ? 0 : at;
}

/**
 * unit_links_path() - a path by its number
 * @nr: number, in the order of the association's list
 *
 * Return: the path.
 */
struct sctp_path *unit_links_path(u32 nr)
{
	struct sctp_path *p;

	list_for_each_entry(p, &U.a.paths, list)
		if (!nr--)
			return p;
	fail();
	return NULL;
}

static u32 path_nr(const struct sctp_path *path)
{
	u32 nr = 0;

	while (unit_links_path(nr) != path)
		nr++;
	return nr;
}

static void send_packet(struct sk_buff *skb, u32 off, u32 len, u32 nr)
{
	u64 at = link_pass(link_of(nr), len + HEADERS);
	struct parcel *c;

	if (!at)
		return;
	c = parcel_new(nr, true, at);
	assert_true(len <= sizeof(c->b.bytes));
	c->b.len = len;
	assert_int_equal(skb_copy_bits(skb, off, c->b.bytes, len), 0);
	parcel_add(c);
}

static void links_xmit(struct sctp_assoc *a, struct sctp_path *p,
		       struct sk_buff_head *burst, u32 vtag)
{
	u32 nr = path_nr(p), off, step;
	struct sk_buff *skb;

	while ((skb = __skb_dequeue(burst))) {
		step = SCTP_TX_CB(skb)->seg ?: skb->len;
		for (off = 0; off < skb->len; off += step)
			send_packet(skb, off, min(step, skb->len - off), nr);
		kfree_skb(skb);
	}
}

static struct parcel *answer(u32 nr)
{
	return parcel_new(nr, false, U.now + link_of(nr)->delay);
}

static void answer_send(struct parcel *c)
{
	if (link_dead(link_of(c->nr), c->at))
		free(c);
	else
		parcel_add(c);
}

/* What follows the chunk header of a SACK */
struct sack_body {
	__be32 cum;
	__be32 rwnd;
	__be16 num_gaps;
	__be16 num_dups;
	struct sctpw_gap gap[GAPS];
};

static void send_sack(u32 nr)
{
	struct parcel *c = answer(nr);
	struct sack_body s = {
		.cum = htonl(base + cum - 1),
		.rwnd = htonl(N.window - min(N.window, held)),
	};
	u32 i = cum, n;

	for (n = 0; i < highest && n < GAPS; n++) {
		while (!have[i])
			i++;
		s.gap[n].start = htons(i + 1 - cum);
		while (i < highest && have[i])
			i++;
		s.gap[n].end = htons(i - cum);
	}
	s.num_gaps = htons(n);
	unit_chunk(&c->b, SCTP_CT_SACK,
		   N.dac ? min(unacked, SCTP_DAC_MOST) << SCTP_DAC_SHIFT : 0,
		   &s, offsetof(struct sack_body, gap[n]));
	answer_send(c);
	N.sacks++;
	unacked = 0;
	sack_at = 0;
}

/* A TSN arrives. Returns whether it was there already */
static bool peer_data(u32 tsn, u32 len)
{
	u32 n = tsn - base;

	assert_true(n < TSNS);
	if (have[n]) {
		N.dups++;
		return true;
	}
	if (n != cum && held + len > N.window)
		return false;
	have[n] = 1;
	highest = max(highest, n + 1);
	held += len;
	N.bytes += len;
	N.stall = max(N.stall, U.now - last_at);
	last_at = U.now;
	while (have[cum]) {
		cum++;
		held -= LINK_MSG;
		N.ordered += LINK_MSG;
	}
	return false;
}

static void peer_heartbeat(u32 nr, const u8 *chunk)
{
	struct parcel *c = answer(nr);

	unit_chunk(&c->b, SCTP_CT_HEARTBEAT_ACK, 0, chunk + 4,
		   get_unaligned_be16(chunk + 2) - 4);
	answer_send(c);
}

/* A SACK for packets of two paths takes either in turn */
static u32 sack_path(u32 nr)
{
	if (!N.dac || !unacked || nr == sack_nr)
		return nr;
	turn = !turn;
	return turn ? sack_nr : nr;
}

static void peer_input(const struct parcel *c)
{
	bool data = false, gap = cum != highest, now = false;
	u32 off = 0, len, nr;

	for (; off + 4 <= c->b.len; off += SCTP_ALIGN4(len)) {
		const u8 *chunk = c->b.bytes + off;

		len = get_unaligned_be16(chunk + 2);
		assert_true(len >= 4);
		if (chunk[0] == SCTP_CT_HEARTBEAT)
			peer_heartbeat(c->nr, chunk);
		if (chunk[0] != SCTP_CT_DATA)
			continue;
		assert_int_equal(len, sizeof(struct sctpw_data) + LINK_MSG);
		data = true;
		now |= chunk[1] & SCTP_DATA_I;
		now |= peer_data(get_unaligned_be32(chunk + 4), LINK_MSG);
	}
	if (!data)
		return;
	link_of(c->nr)->packets++;
	nr = sack_path(c->nr);
	now |= cum != highest ? !N.dac : gap;
	if (++unacked >= 2 || now) {
		send_sack(nr);
		return;
	}
	sack_nr = nr;
	if (!sack_at)
		sack_at = U.now + SACK_DELAY;
}

static void queue_messages(void)
{
	while (N.messages && given - U.released < N.sndbuf &&
	       U.a.tx.queued_msgs < 100) {
		unit_send(LINK_MSG, 0, 0);
		given++;
		if (N.messages != U32_MAX)
			N.messages--;
	}
}

static void parcel_arrives(void)
{
	struct parcel *c = first;

	first = c->next;
	if (c->to_peer)
		peer_input(c);
	else
		unit_input(&c->b);
	free(c);
}

/**
 * unit_links_run() - let data flow
 * @time: for how long, nanoseconds
 */
void unit_links_run(u64 time)
{
	u64 end = U.now + time, timer;

	for (;;) {
		queue_messages();
		unit_flush();
		timer = sctp_assoc_deadline(&U.a);
		U.now = min(first ? first->at : U64_MAX, max(timer, U.now));
		U.now = min(U.now, sack_at ?: U64_MAX);
		if (U.now >= end)
			break;
		if (sack_at && sack_at <= U.now)
			send_sack(sack_nr);
		else if (first && first->at <= U.now)
			parcel_arrives();
		else
			sctp_assoc_timeout(&U.a, U.now);
	}
	U.now = end;
}

/**
 * unit_links_link() - describe a link; a heartbeat went through it
 * @nr: its number, and that of the path through it
 * @kbyte: rate, 1000 bytes a second
 * @delay_ms: delay, milliseconds
 * @queue: bytes
 */
void unit_links_link(u32 nr, u64 kbyte, u64 delay_ms, u64 queue)
{
	N.through[nr] = nr;
	N.link[nr] = (struct unit_link) {
		.rate = kbyte * 1000,
		.delay = delay_ms * MS,
		.queue = queue,
	};
	if (nr < U.a.npaths)
		sctp_rto_measured(&unit_links_path(nr)->rto, U.a.cfg,
				  2 * delay_ms * MS);
}

/**
 * unit_links_begin() - begin with an association that is established
 * @paths: how many it is to have
 */
void unit_links_begin(u32 paths)
{
	memset(&N, 0, sizeof(N));
	memset(have, 0, sizeof(have));
	ops = unit_ops;
	ops.xmit = links_xmit;
	U.a.ops = &ops;
	while (U.a.npaths < paths)
		unit_path(0x0a000101 + (U.a.npaths << 16), SCTP_PATH_ACTIVE);
	base = U.a.tx.ring.next;
	cum = 0;
	highest = 0;
	held = 0;
	unacked = 0;
	sack_at = 0;
	given = 0;
	last_at = U.now;
	N.window = 4 * 1024 * 1024;
	N.sndbuf = 10000;
	N.messages = U32_MAX;
	U.a.tx.peer.rwnd = N.window;
}

/**
 * unit_links_end() - forget what is still on its way
 */
void unit_links_end(void)
{
	struct parcel *c;

	while ((c = first)) {
		first = c->next;
		free(c);
	}
	U.a.ops = &unit_ops;
}
