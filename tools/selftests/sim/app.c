// SPDX-License-Identifier: GPL-2.0-only
/*
 * The applications: they send the messages of a plan, read at their own
 * pace, and compare every byte with what the plan says. The payload protocol
 * identifier carries a message's number in the plan.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <asm/byteorder.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/ext/auth.h"
#include "core/recv/extent.h"
#include "core/send/abandon.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "sim.h"

static u64 content(u64 key, u32 nr, u32 word)
{
	return rng_mix(key ^ ((u64)nr << 32 | word));
}

/* @len bytes that begin at @off, a multiple of 8, of message @nr */
static void fill(u64 key, u32 nr, u32 off, u8 *to, u32 len)
{
	u32 i, n;
	u64 w;

	for (i = 0; i < len; i += n) {
		w = content(key, nr, (off + i) / 8);
		n = min(8U, len - i);
		memcpy(to + i, &w, n);
	}
}

/* Compare @len bytes that begin at @off of message @nr */
static bool matches(u64 key, u32 nr, u32 off, const u8 *p, u32 len)
{
	u32 skip, n;
	u64 w;

	for (; len; off += n, p += n, len -= n) {
		w = content(key, nr, off / 8);
		skip = off % 8;
		n = min(8 - skip, len);
		if (memcmp(p, (u8 *)&w + skip, n))
			return false;
	}
	return true;
}

static void *zalloc(size_t n, size_t size)
{
	void *p = calloc(n + !n, size);

	if (!p)
		abort();
	return p;
}

/**
 * sim_flow_new() - plan what one side sends
 * @key: what contents are made of
 * @nr: how many messages
 * @streams: on how many streams
 * @max_len: the longest
 * @max_bytes: all together; the plan ends there
 * @unordered_percent: how many are unordered
 * @r: randomness
 *
 * Return: the plan.
 */
struct sim_flow *sim_flow_new(u64 key, u32 nr, u32 streams, u32 max_len,
			      u64 max_bytes, u32 unordered_percent,
			      struct rng *r)
{
	struct sim_flow *f = zalloc(1, sizeof(*f));
	u32 *seq = zalloc(streams, sizeof(*seq));
	bool few = rng_percent(r, 50);
	struct sim_msg *m;

	f->key = key;
	f->msg = zalloc(nr, sizeof(*f->msg));
	f->stream_next = zalloc(streams, sizeof(*f->stream_next));
	f->streams = streams;
	while (f->nr < nr && f->bytes < max_bytes) {
		m = &f->msg[f->nr++];
		m->len = rng_log(r, 1, max_len);
		m->len = min_t(u64, m->len, max_bytes - f->bytes);
		m->sid = rng_below(r, few ? min(streams, 3U) : streams);
		if (few && rng_percent(r, 10))
			m->sid = streams - 1;
		m->unordered = rng_percent(r, unordered_percent);
		if (!m->unordered)
			m->seq = seq[m->sid]++;
		m->parts = !(rng_mix(key + f->nr) % 8);
		f->bytes += m->len;
	}
	free(seq);
	return f;
}

/**
 * sim_flow_free() - the counterpart of sim_flow_new()
 * @f: plan or NULL
 */
void sim_flow_free(struct sim_flow *f)
{
	if (!f)
		return;
	free(f->msg);
	free(f->stream_next);
	free(f);
}

/**
 * sim_flow_forget_order() - the receiver of a plan lost its memory
 * @f: plan or NULL; what was sent of it may be lost
 */
void sim_flow_forget_order(struct sim_flow *f)
{
	u32 i;

	if (!f)
		return;
	memset(f->stream_next, 0, f->streams * sizeof(*f->stream_next));
	for (i = 0; i < f->nr; i++)
		f->msg[i].lossy |= f->msg[i].given > 0;
}

/**
 * sim_flow_forget_part() - a message that was begun cannot be gone on with
 * @f: plan
 */
void sim_flow_forget_part(struct sim_flow *f)
{
	struct sim_msg *plan = &f->msg[f->next];

	if (f->next == f->nr || !plan->given)
		return;
	sim_require(plan->lossy, "message %u was lost", f->next);
	f->next++;
}

/**
 * sim_flow_limit() - some messages of a plan may be given up
 * @f: plan
 * @percent: how many
 */
void sim_flow_limit(struct sim_flow *f, u32 percent)
{
	struct sim_msg *m;
	u64 dice;

	for (m = f->msg; m < f->msg + f->nr; m++) {
		dice = rng_mix(f->key + 77 * (m - f->msg));
		if (dice % 100 >= percent)
			continue;
		m->policy = (1 + dice / 100 % 3) << 4;
		m->limit = m->policy == SCTP_TX_PR_TTL ?
			   1 << (dice / 300 % 12) : dice / 300 % 4;
	}
}

static const char *fate_name(const struct sim_msg *m)
{
	static const char * const name[] = {
		[SIM_MSG_PLANNED] = "never sent",
		[SIM_MSG_SENT] = "lost",
		[SIM_MSG_DELIVERED] = "delivered",
		[SIM_MSG_FAILED] = "reported failed",
	};

	return name[m->fate];
}

/**
 * sim_flow_complete() - everything handed to core must have arrived
 * @f: plan
 * @host: whose
 * @all: and everything must have been handed over
 */
void sim_flow_complete(const struct sim_flow *f, u8 host, bool all)
{
	const struct sim_msg *m;
	u32 i;

	for (i = 0; i < f->nr; i++) {
		m = &f->msg[i];
		sim_require(m->fate == SIM_MSG_DELIVERED || m->lossy ||
			    m->given_up ||
			    (m->fate == SIM_MSG_PLANNED && !all),
			    "message %u of host %u (stream %u, %u bytes) was %s",
			    i, host, m->sid, m->len, fate_name(m));
	}
}

/* How much of a message goes to core at once; parts have whole words */
static u32 part_len(const struct sim_flow *f, u32 nr)
{
	const struct sim_msg *plan = &f->msg[nr];
	u32 left = plan->len - plan->given;

	if (!plan->parts || S.prompt || S.late || S.tails || S.measured)
		return left;
	return min_t(u32, left, 8 + rng_mix(f->key + plan->given) %
				    plan->len / 16 * 8);
}

static struct shim_msg *message(struct sim_flow *f, u32 nr)
{
	const struct sim_msg *plan = &f->msg[nr];
	u32 len = part_len(f, nr);
	struct shim_msg *msg = shim_msg_new(len);

	fill(f->key, nr, plan->given, shim_msg_data(msg), len);
	if (plan->given + len < plan->len)
		msg->m.flags |= SCTP_TX_OPEN;
	msg->cookie = nr;
	msg->m.sid = plan->sid;
	msg->m.ppid = cpu_to_be32(nr);
	msg->m.context = nr;
	if (plan->unordered)
		msg->m.flags |= SCTP_TX_UNORDERED;
	msg->m.flags |= plan->policy;
	msg->m.value = plan->limit;
	if (rng_percent(&S.app_rng, 5))
		msg->m.flags |= SCTP_TX_SACK_NOW;
	return msg;
}

/* Another of our keys becomes the active one */
static void rekey(struct sim_assoc *sa)
{
	u8 percent = S.side[sa->host].rekey;

	if (!percent || !sctp_auth_on(&sa->a) ||
	    !rng_percent(&S.app_rng, percent))
		return;
	sctp_auth_keys_activate(&sa->a.auth->keys,
				rng_below(&S.app_rng, SIM_AUTH_KEYS));
}

static void choose_path(struct sim_assoc *sa, struct shim_msg *msg)
{
	struct sctp_path *p;

	if (sa->a.npaths < 2 || !rng_percent(&S.app_rng, 5))
		return;
	p = list_last_entry(&sa->a.paths, struct sctp_path, list);
	if (p->state == SCTP_PATH_UNCONFIRMED)
		return;
	msg->m.flags |= SCTP_TX_ADDR_OVER;
	msg->m.path = p;
}

static bool all_sent(const struct sim_assoc *sa)
{
	return !sa->tx || sa->tx->next == sa->tx->nr;
}

/* Nothing more will come that could still come */
static bool all_received(const struct sim_assoc *sa)
{
	const struct sim_flow *f = sa->rx;
	u32 i;

	if (!f || f->next < f->nr)
		return false;
	for (i = f->delivered == f->nr ? f->nr : 0; i < f->nr; i++)
		if (f->msg[i].fate == SIM_MSG_SENT && !f->msg[i].lossy &&
		    !f->msg[i].given_up)
			return false;
	return true;
}

static void what_then(struct sim_assoc *sa)
{
	if (!sa->up || !all_sent(sa) || sa->then == SIM_THEN_NOTHING ||
	    sa->a.state == SCTP_ST_CLOSED)
		return;
	if (sa->then == SIM_THEN_SHUTDOWN_LAST && !all_received(sa))
		return;
	if (sa->then == SIM_THEN_ABORT) {
		sim_trace("host %u: application aborts", sa->host);
		sctp_assoc_abort(&sa->a, "enough", 6, S.now);
	} else {
		sim_trace("host %u: application shuts down", sa->host);
		sctp_assoc_shutdown(&sa->a, S.now);
	}
	/* as long as the peer takes data, an orphan lives on */
	if (sa->then == SIM_THEN_CLOSE || rng_mix(S.seed + sa->host) & 1)
		sctp_assoc_orphan(&sa->a, S.now);
	sa->then = SIM_THEN_NOTHING;
	sa->acted = true;
}

/**
 * sim_app_end() - the peer may have given up the last message that was missing
 * @sa: association; the caller runs it
 */
void sim_app_end(struct sim_assoc *sa)
{
	if (S.side[!sa->host].limited && sa->then == SIM_THEN_SHUTDOWN_LAST)
		what_then(sa);
}

/* Messages lie ready to be sent, in chunks of whatever size: tiny ones cost the
 * receiver more memory than its window says, and so time. Or, as if they were
 * the user's own pages, they have no room for headers.
 */
static void choose_cell(struct sim_assoc *sa, struct shim_msg *msg)
{
	u32 cell = sctp_sendq_cell(&sa->a, msg->m.len);

	if (!S.prompt && !S.tails && !S.late && S.supers &&
	    rng_percent(&S.super_rng, 10))
		cell = 4 + rng_below(&S.super_rng, cell);
	/* fragments of I-DATA are cells */
	if (rng_percent(&S.super_rng, 10) &&
	    sa->a.tx.data_hdr == sizeof(struct sctpw_data))
		cell = 0;
	msg->m.cell = cell & ~3U;
	msg->m.hdr = sa->a.tx.data_hdr;
}

/* Less important messages make room for others now and then */
static void make_room(struct sim_assoc *sa, const struct sctp_tx_msg *msg)
{
	u8 policy = msg->flags & SCTP_TX_PR;

	if (sa->a.tx.streams.pr && rng_percent(&S.app_rng, 30))
		sctp_assoc_make_room(&sa->a, policy == SCTP_TX_PR_PRIO ?
				     msg->value : 0, msg->len);
}

/* Core gets it, or a part of it, and may give it back at once */
static void message_begins(struct sim_assoc *sa, u32 len)
{
	struct sim_msg *plan = &sa->tx->msg[sa->tx->next];

	sa->sndused += len;
	if (!plan->given) {
		plan->at = S.now;
		plan->early = !sa->up;
	}
	plan->given += len;
	if (plan->fate == SIM_MSG_PLANNED)
		plan->fate = SIM_MSG_SENT;
}

/* Core did not take it */
static void message_refused(struct sim_assoc *sa, u32 len)
{
	struct sim_msg *plan = &sa->tx->msg[sa->tx->next];

	sa->sndused -= len;
	plan->given -= len;
	if (!plan->given)
		plan->fate = SIM_MSG_PLANNED;
}

/* Core has it, or a part of it */
static void message_sent(struct sim_assoc *sa)
{
	struct sim_flow *f = sa->tx;
	struct sim_msg *plan = &f->msg[f->next];

	if (plan->given < plan->len)
		return;
	f->next++;
	f->accepted++;
}

/* Another scheduler, or another priority or weight of a stream */
static void change_scheduler(struct sim_assoc *sa)
{
	struct rng *r = &S.sched_rng;
	int err;

	if (rng_percent(r, 30))
		err = sctp_sched_set(&sa->a, sim_scheduler(r), GFP_KERNEL);
	else
		err = sctp_sched_set_value(&sa->a,
					   rng_below(r, sa->a.tx.streams.num),
					   rng_range(r, 1, 4));
	sim_trace("host %u: scheduler %s", sa->host, sa->a.tx.sched->name);
	/* a reset of streams may be under way */
	sim_require(!err || err == -EBUSY || (err == -ENOMEM && S.scarce),
		    "host %u: scheduler not changed: %d", sa->host, err);
}

/**
 * sim_scheduler() - draw a stream scheduler
 * @r: randomness
 *
 * Return: the scheduler.
 */
const struct sctp_sched_ops *sim_scheduler(struct rng *r)
{
	static const u32 nr[] = {
		SCTP_SCHED_FCFS, SCTP_SCHED_PRIO, SCTP_SCHED_RR,
		SCTP_SCHED_FC, SCTP_SCHED_WFQ, SCTP_SCHED_RR_PKT,
	};

	return sctp_sched_find(nr[rng_below(r, ARRAY_SIZE(nr))]);
}

/**
 * sim_congestion() - draw an algorithm of congestion control
 * @r: randomness
 *
 * Return: the algorithm.
 */
enum sctp_cc_algo sim_congestion(struct rng *r)
{
	u32 algo;

	do {
		algo = rng_below(r, SCTP_CC_ALGOS);
	} while (!sctp_cc_name(algo));
	return algo;
}

/* Another algorithm, for one path or all. cwnd stays, whether it is changed or
 * not
 */
static void change_congestion(struct sim_assoc *sa)
{
	struct sctp_path *p = rng_percent(&S.cc_rng, 50) ? sa->a.primary : NULL;
	enum sctp_cc_algo algo = sim_congestion(&S.cc_rng);
	u32 cwnd = p ? p->cc.cwnd : 0;
	int err = sctp_cc_set(&sa->a, p, algo);

	sim_trace("host %u: congestion control %s", sa->host,
		  sctp_cc_name(algo));
	sim_require(!err || (err == -ENOMEM && S.scarce),
		    "host %u: congestion control not changed: %d", sa->host,
		    err);
	sim_require(!p || (p->cc.cwnd == cwnd && (err || p->cc.algo == algo)),
		    "host %u: cwnd %u changed, or algorithm not", sa->host,
		    cwnd);
}

/**
 * sim_app_send() - hand over messages until the send buffer is full
 * @sa: association; the caller runs it
 */
void sim_app_send(struct sim_assoc *sa)
{
	struct sim_flow *f = sa->tx;
	struct shim_msg *msg;
	u32 nr, len;
	int err;

	while (f && f->next < f->nr) {
		if (sa->sndused >= sa->sndbuf) {
			sa->blocked = true;
			return;
		}
		if (S.side[sa->host].sched_changes &&
		    rng_percent(&S.sched_rng, 10))
			change_scheduler(sa);
		if (S.side[sa->host].cc_changes && rng_percent(&S.cc_rng, 5))
			change_congestion(sa);
		nr = f->next;
		msg = message(f, nr);
		len = msg->m.len;
		rekey(sa);
		choose_path(sa, msg);
		choose_cell(sa, msg);
		/* an application that gets no memory tries again */
		make_room(sa, &msg->m);
		message_begins(sa, len);
		do
			err = sctp_assoc_send(&sa->a, &msg->m, S.now);
		while (err == -ENOMEM && S.scarce);
		if (err) {
			message_refused(sa, len);
			shim_msg_free(msg);
			if (err == -EPIPE || err == -ESHUTDOWN)
				return;
			if (err == -ECONNRESET) {
				sim_flow_forget_part(f);
				continue;
			}
			/* a mutated INIT may ask for fewer streams */
			if (S.hostile && err == -EINVAL)
				return;
			sim_fail("host %u: send of message %u failed: %d",
				 sa->host, f->next, err);
			return;
		}
		message_sent(sa);
		/* the next part comes when this one has arrived, if ever */
		if (nr == f->next && !S.cut_short &&
		    rng_mix(f->key + len) & 1) {
			sa->blocked = true;
			return;
		}
	}
	sa->blocked = false;
	what_then(sa);
}

/**
 * sim_app_released() - core gave a message back
 * @a: association
 * @msg: message
 */
void sim_app_released(struct sctp_assoc *a, struct shim_msg *msg)
{
	struct sim_assoc *sa = container_of(a, struct sim_assoc, a);
	struct sim_msg *plan = &sa->tx->msg[msg->cookie];

	sim_require(plan->back + msg->m.len <= plan->given,
		    "message %u was released twice", (u32)msg->cookie);
	plan->back += msg->m.len;
	sa->sndused -= msg->m.len;
	if (plan->back < plan->len)
		return;
	plan->released = true;
	sa->tx->released++;
}

/* Compare what one packet has of a message, which begins at byte @at */
static bool piece_matches(struct sim_assoc *sa, u32 hdr,
			  const struct sk_buff *skb,
			  const struct sctp_rx_extent *e, u32 nr, u32 at)
{
	static u8 buf[65536];
	u32 off, len, pos;

	for (pos = 0; pos < e->len; pos += len) {
		off = sctp_rx_extent_at(e, pos, hdr, &len);
		if (len > sizeof(buf) || skb_copy_bits(skb, off, buf, len)) {
			sim_fail("host %u: %u bytes at %u, a packet of %u",
				 sa->host, len, off, skb->len);
			return false;
		}
		if (!S.hostile && !matches(sa->rx->key, nr, at + pos, buf, len))
			return false;
	}
	return true;
}

static void compare_bytes(struct sim_assoc *sa, struct sctp_rx_msg *m, u32 nr,
			  u32 at)
{
	u32 total = 0;
	const struct sctp_rx_extent *e;
	const struct sk_buff *skb;

	for (skb = m->head; skb; skb = skb->next) {
		e = sctp_rx_msg_extent(m, skb);
		if (!piece_matches(sa, m->hdr, skb, e, nr, at + total)) {
			sim_fail("host %u: message %u has wrong bytes %u to %u",
				 sa->host, nr, at + total,
				 at + total + e->len);
			return;
		}
		total += e->len;
		if (skb == m->tail)
			break;
	}
	sim_require(total == m->len, "host %u: message of %u bytes has %u",
		    sa->host, m->len, total);
}

static void compare_order(struct sim_assoc *sa, struct sim_msg *plan, u32 nr)
{
	u32 *next = &sa->rx->stream_next[plan->sid];
	u32 i;

	if (plan->unordered)
		return;
	if (plan->seq != *next) {
		/* only what a restart lost may be missing */
		sim_require(plan->seq > *next,
			    "host %u: message %u of stream %u came after %u",
			    sa->host, plan->seq, plan->sid, *next);
		for (i = 0; i < nr; i++)
			sim_require(sa->rx->msg[i].sid != plan->sid ||
				    sa->rx->msg[i].unordered ||
				    sa->rx->msg[i].seq < *next ||
				    sa->rx->msg[i].lossy ||
				    sa->rx->msg[i].given_up,
				    "host %u: message %u of stream %u is missing before %u",
				    sa->host, sa->rx->msg[i].seq, plan->sid,
				    plan->seq);
	}
	*next = plan->seq + 1;
}

static void whole_message(struct sim_assoc *sa, struct sim_msg *plan, u32 nr,
			  struct sim_part *part)
{
	sim_require(part->off == plan->len,
		    "host %u: message %u has %u bytes instead of %u",
		    sa->host, nr, part->off, plan->len);
	sim_require(plan->fate != SIM_MSG_DELIVERED || plan->lossy,
		    "host %u: message %u came twice", sa->host, nr);
	sim_require(!plan->expired,
		    "host %u: message %u was for a former life", sa->host, nr);
	compare_order(sa, plan, nr);
	plan->fate = SIM_MSG_DELIVERED;
	sa->rx->delivered++;
	part->msg = 0;
	part->off = 0;
}

/* Flag of the last part of a message that will not be complete */
#define SIM_RX_CUT	0x80

/**
 * sim_app_part_ends() - the rest of a message delivered in parts will not come
 * @sa: association
 * @sid: its stream
 * @unordered: it is unordered; told of I-DATA only
 */
void sim_app_part_ends(struct sim_assoc *sa, u16 sid, bool unordered)
{
	bool mixed = sa->a.tx.data_hdr != sizeof(struct sctpw_data);
	struct sctp_rx_msg *m;

	list_for_each_entry_reverse(m, &sa->rxq, list) {
		if (m->sid != sid ||
		    (mixed && unordered != !!(m->flags & SCTP_RX_UNORDERED)))
			continue;
		if (!(m->flags & SCTP_RX_LAST)) {
			m->flags |= SIM_RX_CUT;
			return;
		}
		break;
	}
	sim_part_of(sa, sid, unordered)->msg = 0;
}

/**
 * sim_app_compare() - is it what was sent, and its turn?
 * @sa: association
 * @m: message or part of one
 */
void sim_app_compare(struct sim_assoc *sa, struct sctp_rx_msg *m)
{
	u32 nr = be32_to_cpu(m->ppid);
	struct sim_part *part;
	struct sim_msg *plan;

	if (S.hostile) {
		compare_bytes(sa, m, 0, 0);
		return;
	}
	/* from a peer that restarted meanwhile */
	if (m->consumed != sa->rx_gen || (!sa->rx && S.restarted))
		return;
	/* a replayed COOKIE ECHO may carry DATA */
	if (sa->ghost)
		return;
	if (!sa->rx || nr >= sa->rx->nr) {
		sim_fail("host %u: message %u was never sent", sa->host, nr);
		return;
	}
	plan = &sa->rx->msg[nr];
	sim_require(m->sid == plan->sid &&
		    !(m->flags & SCTP_RX_UNORDERED) == !plan->unordered,
		    "host %u: message %u has stream %u and flags %x",
		    sa->host, nr, m->sid, m->flags);
	part = sim_part_of(sa, m->sid, plan->unordered);
	if (m->flags & SCTP_RX_FIRST) {
		sim_require(!part->msg,
			    "host %u: message %u begins within message %u",
			    sa->host, nr, part->msg - 1);
		part->msg = nr + 1;
		part->off = 0;
	}
	sim_require(part->msg == nr + 1,
		    "host %u: part of message %u within %u", sa->host, nr,
		    part->msg - 1);
	compare_bytes(sa, m, nr, part->off);
	part->off += m->len;
	if (m->flags & SCTP_RX_LAST)
		whole_message(sa, plan, nr, part);
	else if (m->flags & SIM_RX_CUT)
		part->msg = 0;
}

/* Give it back, and its window; sometimes in two steps, like a short read */
static bool consume(struct sim_assoc *sa, struct sctp_rx_msg *m)
{
	u32 len = m->len, part = S.split_reads ? len / 2 : 0;
	bool flush = false;

	if (part) {
		sa->rxq_len -= part;
		flush = sctp_assoc_consumed(&sa->a, part, 0);
	}
	sa->rxq_len -= len - part;
	return sctp_assoc_consumed(&sa->a, len - part, sctp_rx_msg_free(m)) ||
	       flush;
}

static bool read_one(struct sim_assoc *sa)
{
	struct sctp_rx_msg *m;
	bool flush;

	m = list_first_entry(&sa->rxq, struct sctp_rx_msg, list);
	list_del(&m->list);
	sim_app_compare(sa, m);
	flush = consume(sa, m);
	flush |= sim_assoc_settle(sa);
	if (sa->then == SIM_THEN_SHUTDOWN_LAST)
		what_then(sa);
	return flush || sa->acted;
}

static u64 pause_of(const struct sim_assoc *sa)
{
	if (sa->reader == SIM_READ_SLOW)
		return rng_log(&S.app_rng, NSEC_PER_MSEC / 10,
			       20 * NSEC_PER_MSEC);
	return rng_log(&S.app_rng, NSEC_PER_SEC / 10, 20 * NSEC_PER_SEC);
}

static void read_later(struct sim_assoc *sa)
{
	struct sim_event ev = {
		.at = S.now + pause_of(sa),
		.type = SIM_EV_READ,
		.host = sa->host,
		.id = sa->id,
	};

	if (sa->read_at)
		return;
	S.pauses += ev.at - S.now;
	sa->read_at = ev.at;
	sim_event_add(&ev);
}

/**
 * sim_app_readable() - something was delivered
 * @sa: association; the caller runs it
 */
void sim_app_readable(struct sim_assoc *sa)
{
	if (list_empty(&sa->rxq))
		return;
	if (sa->reader == SIM_READ_AT_ONCE)
		sim_app_drain(sa);
	else if (sa->reader != SIM_READ_NEVER)
		read_later(sa);
}

/**
 * sim_app_read() - the time to read has come
 * @sa: association
 */
void sim_app_read(struct sim_assoc *sa)
{
	bool flush = false;

	sa->read_at = 0;
	do {
		if (list_empty(&sa->rxq))
			break;
		flush |= read_one(sa);
	} while (sa->reader == SIM_READ_STOPS);
	if (!list_empty(&sa->rxq))
		read_later(sa);
	if (flush)
		sim_assoc_run(sa);
}

/**
 * sim_app_drain() - read all there is
 * @sa: association
 */
void sim_app_drain(struct sim_assoc *sa)
{
	while (!list_empty(&sa->rxq)) {
		bool flush = false;

		while (!list_empty(&sa->rxq))
			flush |= read_one(sa);
		/* which may begin a partial delivery: there is more to read */
		if (flush && sa->a.state != SCTP_ST_CLOSED)
			sctp_assoc_flush(&sa->a, S.now);
	}
}
