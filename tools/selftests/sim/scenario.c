// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenarios: each draws the details of a life from its seed. What a scenario
 * does not touch stays as base() drew it: a good network, both sides sending
 * a moderate plan, a graceful end.
 */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "core/caps.h"
#include "scenario.h"

struct rng R;

static void base_config(struct sim_side *s)
{
	struct sctp_config *cfg = &s->cfg;

	sctp_config_default(cfg);
	cfg->sack_freq = rng_range(&R, 1, 4);
	cfg->sack_delay = rng_range(&R, 0, 4) * 100;
	s->nodelay = rng_percent(&R, 50);
	cfg->max_burst = rng_below(&R, 6);
	if (rng_percent(&R, 20))
		cfg->maxseg = rng_range(&R, 16, 1400);
	if (rng_percent(&R, 20))
		cfg->pd_point = rng_log(&R, 1, 16384);
	cfg->rto_max = 10000;
	if (rng_percent(&R, 50))
		cfg->rto_min = rng_range(&R, 50, 1000);
}

static void base_side(struct sim_side *s)
{
	memset(s, 0, sizeof(*s));
	s->messages = rng_log(&R, 1, 200);
	s->max_len = rng_log(&R, 1, 8192);
	s->max_bytes = 100 * 1024;
	s->unordered = rng_percent(&R, 50) ? 0 : rng_below(&R, 101);
	s->ostreams = rng_log(&R, 1, 64);
	s->instreams = rng_log(&R, 1, 64);
	s->sndbuf = rng_log(&R, 1, 128 * 1024);
	s->rcvbuf = rng_log(&R, 16 * 1024, 256 * 1024);
	s->then = rng_percent(&R, 50) ? SIM_THEN_SHUTDOWN_LAST :
					SIM_THEN_NOTHING;
	base_config(s);
}

static void base_delays(void)
{
	u64 delay = rng_log(&R, MS / 20, 150 * MS);

	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = delay;
}

static void base(void)
{
	sim_net_reset();
	S.nets = 1;
	S.v6 = rng_below(&R, 2) ? 0 : rng_below(&R, 1 << SIM_MAX_ADDRS);
	S.expect = BIT(SCTP_END_SHUTDOWN);
	S.deadline = SIM_START + 6 * 3600 * SEC;
	S.slack = rng_percent(&R, 50) ? 0 : 4 * MS;
	S.paged = rng_percent(&R, 50) ? 0 : rng_log(&R, 1, 1500);
	S.split_reads = rng_percent(&R, 20);
	S.memory = U32_MAX;
	S.early_send = rng_percent(&R, 30);
	S.tsn_near_wrap = rng_percent(&R, 20);
	base_delays();
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		base_side(s);
	if (rng_percent(&R, 20))
		S.side[1].messages = 0;
	/* one side has to end it */
	if (S.side[0].then == SIM_THEN_NOTHING &&
	    S.side[1].then == SIM_THEN_NOTHING)
		S.side[rng_below(&R, 2)].then = SIM_THEN_SHUTDOWN_LAST;
	sim_step_at(0, SIM_STEP_CONNECT, 0);
}

/**
 * sim_patient() - enough attempts for a network that loses much
 */
void sim_patient(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.max_retrans = 60;
		s->cfg.max_init_attempts = 60;
		s->cfg.shutdown_guard = 3600 * 1000;
		s->cfg.rto_max = 4000;
	}
}

static void plain(void)
{
}

/* Good links and defaults: a scenario adds what goes wrong */
static void swift(void)
{
	u64 delay = rng_log(&R, MS / 20, 30 * MS);

	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = delay;
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		sctp_config_default(&s->cfg);
		s->nodelay = true;
		s->rcvbuf = rng_log(&R, 128 * 1024, 1024 * 1024);
		s->sndbuf = s->rcvbuf;
		s->messages = rng_log(&R, 1, 40);
		s->max_len = rng_log(&R, 1, 65536);
		s->max_bytes = 256 * 1024;
	}
}

/* Nothing gets lost, so nothing may wait for a timer or be sent twice */
static void prompt(void)
{
	swift();
	S.prompt = true;
}

/* Messages larger than the buffer that receives them: delivered in parts */
static void prompt_parts(void)
{
	prompt();
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->rcvbuf = rng_log(&R, 32 * 1024, 256 * 1024);
		s->messages = rng_log(&R, 1, 10);
		s->max_len = 4 * s->rcvbuf;
		s->max_bytes = 1024 * 1024;
		s->sndbuf = s->max_bytes;
		s->reader = rng_percent(&R, 50) ? SIM_READ_AT_ONCE :
						  SIM_READ_SLOW;
	}
}

static void loss(void)
{
	u32 ppm = rng_log(&R, 1 * PERCENT, 30 * PERCENT);

	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->loss = ppm;
	sim_patient();
}

/* Packets overtake each other by less than the reordering window: the least
 * round trip is twice the delay, a quarter of it what both ways may be late.
 */
static void late(void)
{
	u64 delay = rng_log(&R, MS, 100 * MS);

	swift();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->delay = delay;
		l->jitter = rng_range(&R, 1, delay / 4);
	}
	S.late = true;
}

/* The rate is limited, and nothing else is slow: no timer expires */
static void paced(void)
{
	swift();
	S.late = true;
	S.paced = true;
}

/* A queue that marks packets, so early that it never overflows: at the end of
 * slow start it holds twice of what it marks at, and a round trip
 */
static void marked(void)
{
	u64 round;

	swift();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->rate = rng_log(&R, 200000, 5000000);
		round = l->rate * 2 * l->delay / NSEC_PER_SEC;
		l->mark_at = rng_log(&R, 3000, 30000);
		l->queue = 2 * round + 4 * l->mark_at + 65536;
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->reader = SIM_READ_AT_ONCE;
		s->rcvbuf = 2 * 1024 * 1024;
		s->sndbuf = s->rcvbuf;
		s->messages = 600;
		s->max_len = rng_log(&R, 100, 65536);
		s->max_bytes = 512 * 1024;
		if (rng_percent(&R, 20))
			s->cfg.caps &= ~SCTP_CAP_ECN;
	}
	S.marks = true;
}

/* A long way, on which packets get lost, and some overtake all others */
static void overtaken(void)
{
	u64 delay = rng_log(&R, 5 * MS, 50 * MS);

	swift();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->delay = delay;
		l->loss = PERCENT;
		l->early = PERCENT;
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->reader = SIM_READ_AT_ONCE;
		s->rcvbuf = 1024 * 1024;
	}
	S.side[0].messages = 4000;
	S.side[0].max_len = 1400;
	S.side[0].max_bytes = 4 * 1024 * 1024;
	sim_patient();
	S.overtaken = 2 * delay;
}

/* Packets are lost at the end of bursts only */
static void tail_loss(void)
{
	swift();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = rng_log(&R, MS / 20, 100 * MS);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->sndbuf = rng_log(&R, 2048, 65536);
	S.tails = true;
}

/**
 * sim_limits() - messages may be given up; the peer may not know of that
 */
void sim_limits(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->limited = rng_range(&R, 10, 100);
		if (rng_percent(&R, 15))
			s->cfg.caps &= ~SCTP_CAP_PRSCTP;
	}
}

/* Data passes, acknowledgements do not, or the other way round */
static void one_way_loss(void)
{
	u8 host = rng_below(&R, 2);

	S.link[0][host].loss = rng_range(&R, 10 * PERCENT, 60 * PERCENT);
	sim_patient();
}

static void reorder(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->jitter = rng_log(&R, MS / 10, 200 * MS);
		l->dup = rng_below(&R, 5 * PERCENT);
	}
}

static void duplicate(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->dup = rng_range(&R, 5 * PERCENT, 60 * PERCENT);
}

static void corrupt(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->corrupt = rng_range(&R, 1 * PERCENT, 15 * PERCENT);
	sim_patient();
}

static void congested(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->rate = rng_log(&R, 20000, 2000000);
		l->queue = rng_log(&R, 3000, 64 * 1024);
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->max_bytes = 200 * 1024;
	sim_patient();
}

static void streams(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->ostreams = rng_percent(&R, 50) ? 65535 :
						    rng_range(&R, 1, 65535);
		s->instreams = rng_percent(&R, 50) ? 65535 :
						     rng_range(&R, 1, 65535);
	}
	if (rng_percent(&R, 50))
		loss();
}

static void big_messages(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->messages = rng_range(&R, 1, 3);
		s->max_len = 1024 * 1024;
		s->max_bytes = 1024 * 1024;
		s->cfg.maxseg = 0;
	}
	if (rng_percent(&R, 30))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 3 * PERCENT);
}

static void tiny_messages(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->messages = rng_range(&R, 100, 600);
		s->max_len = rng_range(&R, 1, 16);
		s->nodelay = rng_percent(&R, 30);
	}
	if (rng_percent(&R, 50))
		loss();
}

static void slow_reader(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->rcvbuf = rng_log(&R, 1500, 16 * 1024);
		s->reader = rng_range(&R, SIM_READ_SLOW, SIM_READ_STOPS);
		s->max_bytes = 40 * 1024;
		s->messages = min(s->messages, 60U);
	}
	sim_patient();
	if (rng_percent(&R, 30))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 10 * PERCENT);
}

/* There is less memory than the windows offer: all data arrives all the same */
static void short_memory(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->reader = rng_range(&R, SIM_READ_AT_ONCE, SIM_READ_STOPS);
		s->max_len = rng_log(&R, 1, 65536);
		s->max_bytes = 40 * 1024;
		s->messages = min(s->messages, 60U);
	}
	/* none at all: others have it */
	S.memory = rng_percent(&R, 20) ? 0 : rng_log(&R, 1, 64 * 1024);
	sim_patient();
	if (rng_percent(&R, 50))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 10 * PERCENT);
}

static void window_changes(void)
{
	int i;

	slow_reader();
	for (i = 0; i < 4; i++)
		sim_step_at(rng_below(&R, 2 * SEC), SIM_STEP_RCVBUF,
			    rng_log(&R, 1, 128 * 1024) << 1 |
			    rng_below(&R, 2));
}

static void collision(void)
{
	u64 delay = S.link[0][0].delay;

	sim_step_at(rng_below(&R, 3 * delay), SIM_STEP_CONNECT, 1);
	if (rng_percent(&R, 50))
		loss();
	if (rng_percent(&R, 30))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->jitter = rng_below(&R, 4 * delay + 1);
}

static void both_shut_down(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = SIM_THEN_SHUTDOWN_LAST;
	if (rng_percent(&R, 30))
		for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
			s->messages = rng_below(&R, 2);
	if (rng_percent(&R, 50))
		loss();
}

/* The other side's plan is cut short */
static void early_shutdown(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = rng_percent(&R, 50) ? SIM_THEN_SHUTDOWN :
						SIM_THEN_NOTHING;
	S.side[rng_below(&R, 2)].then = SIM_THEN_SHUTDOWN;
	S.cut_short = true;
	if (rng_percent(&R, 50))
		loss();
}

/* Closed with data that the peer never takes: its memory is not kept long */
static void orphan(void)
{
	struct sim_side *s = &S.side[0], *peer = &S.side[1];

	s->messages = 400;
	s->max_len = 4096;
	s->sndbuf = 1024 * 1024;
	s->then = SIM_THEN_CLOSE;
	peer->messages = 0;
	peer->then = SIM_THEN_NOTHING;
	peer->rcvbuf = rng_log(&R, 1500, 16 * 1024);
	peer->reader = SIM_READ_NEVER;
	S.cut_short = true;
	S.deadline = SIM_START + 300 * SEC;
	S.expect = BIT(SCTP_END_TIMEOUT) | BIT(SCTP_END_PEER_ABORT);
}

static void aborts(void)
{
	S.side[rng_below(&R, 2)].then = SIM_THEN_ABORT;
	sim_step_at(rng_log(&R, MS, 10 * SEC), SIM_STEP_ABORT,
		    rng_below(&R, 2));
	if (rng_percent(&R, 50))
		loss();
	S.cut_short = true;
	S.expect = BIT(SCTP_END_SHUTDOWN) | BIT(SCTP_END_LOCAL_ABORT) |
		   BIT(SCTP_END_PEER_ABORT) | BIT(SCTP_END_TIMEOUT);
}

static void restart(void)
{
	u8 host = rng_below(&R, 2);
	u64 at = rng_log(&R, MS, 5 * SEC);

	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = SIM_THEN_NOTHING;
	sim_step_at(at, SIM_STEP_REBOOT, host);
	at += rng_log(&R, 1, 3 * SEC);
	sim_step_at(at, SIM_STEP_CONNECT, host);
	if (rng_percent(&R, 50))
		loss();
	S.cut_short = true;
	S.expect = BIT(SCTP_END_SHUTDOWN) | BIT(SCTP_END_PEER_ABORT);
}

/* The peer reboots: it does not know the association, and says so */
static void vanish(void)
{
	u8 host = rng_below(&R, 2);

	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = SIM_THEN_NOTHING;
	sim_step_at(rng_log(&R, MS, 5 * SEC), SIM_STEP_REBOOT, host);
	S.cut_short = true;
	S.expect = BIT(SCTP_END_SHUTDOWN) | BIT(SCTP_END_PEER_ABORT) |
		   BIT(SCTP_END_TIMEOUT);
}

/* The network dies for good */
static void black_hole(void)
{
	u64 at = rng_log(&R, MS, 10 * SEC);
	u8 net;

	S.nets = rng_range(&R, 1, SIM_MAX_ADDRS);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = SIM_THEN_NOTHING;
	for (net = 0; net < S.nets; net++)
		sim_step_at(at, SIM_STEP_LINK_DOWN, net);
	S.cut_short = true;
	S.expect = BIT(SCTP_END_TIMEOUT);
}

static void small_mtu(void)
{
	u32 mtu = rng_range(&R, 512, 700);

	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->mtu = mtu;
	if (rng_percent(&R, 50))
		loss();
}

static void mtu_changes(void)
{
	u32 mtu;
	int i;

	S.nets = rng_range(&R, 1, 2);
	for (i = 0; i < 3; i++) {
		mtu = rng_range(&R, 512, 9000);
		sim_step_at(rng_log(&R, MS, 5 * SEC), SIM_STEP_MTU,
			    mtu << 8 | rng_below(&R, S.nets));
	}
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->mtu = rng_range(&R, 1000, 9000);
	if (rng_percent(&R, 30))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 5 * PERCENT);
	sim_patient();
}

static void probing(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->cfg.probe_interval = rng_range(&R, 5000, 10000);
}

/* Routers drop what is too big and do not say so */
static void silent_mtu(void)
{
	int i;

	S.nets = rng_range(&R, 1, 2);
	for (i = 0; i < 3; i++)
		sim_step_at(rng_log(&R, MS, 100 * SEC), SIM_STEP_MTU,
			    rng_range(&R, 1200, 9000) << 8 |
			    rng_below(&R, S.nets));
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->mtu = rng_range(&R, 1200, 9000);
		l->silent = true;
	}
	probing();
	sim_patient();
}

/* They say so, and packets get lost */
static void probed(void)
{
	mtu_changes();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->mtu = rng_range(&R, 1200, 9000);
	probing();
}

static void multihome(void)
{
	int i;

	S.nets = rng_range(&R, 2, SIM_MAX_ADDRS);
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = rng_log(&R, MS / 10, 100 * MS);
	if (rng_percent(&R, 50))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 20 * PERCENT);
	for (i = 0; i < 4; i++)
		sim_step_at(rng_log(&R, MS, 10 * SEC),
			    rng_range(&R, SIM_STEP_PRIMARY,
				      SIM_STEP_UNREACHABLE),
			    rng_below(&R, 2));
	sim_patient();
}

/* Paths fail and come back, at least one works at any time */
static void path_failure(void)
{
	u64 at = 0;
	int i;

	multihome();
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.path.max_retrans = rng_below(&R, 6);
		s->cfg.path.hb_interval = rng_log(&R, 100, 30000);
		s->max_bytes = 200 * 1024;
		s->messages = 200;
	}
	for (i = 0; i < 5; i++) {
		u8 net = rng_below(&R, S.nets);

		at += rng_log(&R, MS, 4 * SEC);
		sim_step_at(at, SIM_STEP_LINK_DOWN, net);
		at += rng_log(&R, MS, 30 * SEC);
		sim_step_at(at, SIM_STEP_LINK_UP, net);
	}
}

/* The primary path dies for good, perhaps with others, while data is sent. By
 * default each costs one timeout (RFC 7829); without that it would be six.
 */
static void failover(void)
{
	u64 at = rng_range(&R, 5, 7) * SEC;
	u8 net, alive;

	swift();
	S.nets = rng_range(&R, 2, SIM_MAX_ADDRS);
	S.name_all = true;
	alive = rng_range(&R, 1, S.nets - 1);
	for (net = 0; net < S.nets; net++)
		if (!net || (net != alive && rng_percent(&R, 50)))
			sim_step_at(at, SIM_STEP_LINK_DOWN, net);
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->rate = 100000;
		l->queue = 20000;
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->reader = SIM_READ_AT_ONCE;
		s->messages = 1000;
		s->max_len = 20000;
		s->max_bytes = 1000000;
	}
	S.failover = SIM_START + at;
}

/* Data takes several paths at once, which may differ in all they have. Some
 * fail and come back; with nothing known of that but what is sent.
 */
static void cmt(void)
{
	u64 at = 0;
	u32 n;

	S.nets = rng_range(&R, 2, SIM_MAX_ADDRS);
	S.name_all = rng_percent(&R, 70);
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->delay = rng_log(&R, MS / 10, 200 * MS);
		if (rng_percent(&R, 70)) {
			l->rate = rng_log(&R, 50000, 5000000);
			l->queue = rng_log(&R, 3000, 256 * 1024);
		}
		if (rng_percent(&R, 30))
			l->loss = rng_below(&R, 10 * PERCENT);
		if (rng_percent(&R, 20))
			l->jitter = rng_log(&R, MS / 10, 50 * MS);
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->messages = rng_log(&R, 10, 600);
		s->max_len = rng_log(&R, 1, 65536);
		s->max_bytes = 500 * 1024;
		s->sndbuf = rng_log(&R, 16 * 1024, 512 * 1024);
		if (rng_percent(&R, 85))
			s->cfg.cmt = rng_range(&R, 1, SCTP_MP_VALUES - 1);
		s->cfg.cmt_dac = rng_percent(&S.dac_rng, 50);
	}
	for (n = rng_below(&R, 4); n; n--) {
		u8 net = rng_below(&R, S.nets);

		at += rng_log(&R, MS, 10 * SEC);
		sim_step_at(at, SIM_STEP_LINK_DOWN, net);
		at += rng_log(&R, MS, 20 * SEC);
		sim_step_at(at, SIM_STEP_LINK_UP, net);
	}
	sim_patient();
}

/* All networks but one are dead, or die once addresses can be confirmed, and
 * nothing but what is sent finds that out: with the usual limits of
 * retransmissions
 */
static void all_but_one(void)
{
	u8 net, alive;

	S.nets = rng_range(&R, 3, SIM_MAX_ADDRS);
	S.name_all = true;
	alive = rng_below(&R, S.nets);
	for (net = 0; net < S.nets; net++)
		if (net != alive)
			sim_step_at(rng_percent(&R, 50) ? 0 :
				    rng_log(&R, 4 * SEC, 30 * SEC),
				    SIM_STEP_LINK_DOWN, net);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.path.hb_interval = 3600 * 1000;
		s->rcvbuf = rng_log(&R, 1500, 16 * 1024);
		s->reader = SIM_READ_SLOW;
	}
}

/* T3-rtx expires while SACKs are on their way, and what is moved to another
 * path then is acknowledged before, or just when, it is sent there
 */
static void late_sacks(void)
{
	u32 i;

	multihome();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->delay = rng_log(&R, 50 * MS, 500 * MS);
		l->jitter = rng_log(&R, 10 * MS, 500 * MS);
	}
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.rto_min = rng_range(&R, 1, 100);
		s->cfg.path.max_retrans = rng_below(&R, 4);
		s->cfg.path.hb_interval = rng_log(&R, 100, 30000);
		s->messages = 200;
	}
	for (i = 1; i < S.nets; i++) {
		sim_step_at(rng_log(&R, SEC, 20 * SEC), SIM_STEP_LINK_DOWN, i);
		sim_step_at(rng_log(&R, 20 * SEC, 90 * SEC), SIM_STEP_LINK_UP,
			    i);
	}
}

static void no_memory(void)
{
	S.alloc_fail = rng_log(&R, PERCENT / 10, 30 * PERCENT);
	if (rng_percent(&R, 50))
		loss();
	else
		sim_patient();
	if (rng_percent(&R, 30))
		S.nets = 2;
	sim_step_at(rng_log(&R, SEC, 60 * SEC), SIM_STEP_MEMORY_OK, 0);
	/* in case there was none for the first attempt */
	sim_step_at(61 * SEC, SIM_STEP_CONNECT, 0);
}

static void blind_attacker(void)
{
	u64 at = 0;
	int i;

	for (i = 0; i < 60; i++) {
		at += rng_log(&R, MS / 10, 20 * S.link[0][0].delay);
		sim_step_at(at, SIM_STEP_INJECT, rng_below(&R, 2));
	}
}

static void hostile(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		l->mutate = rng_log(&R, PERCENT, 50 * PERCENT);
		l->dup = rng_below(&R, 10 * PERCENT);
		l->jitter = rng_below(&R, 50 * MS);
	}
	S.nets = rng_range(&R, 1, 2);
	S.hostile = true;
	S.cut_short = true;
	S.expect = ~0U;
	sim_step_at(60 * SEC, SIM_STEP_GIVE_UP, 0);
	if (rng_percent(&R, 50))
		sim_limits();
}

static void autoclose(void)
{
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->then = SIM_THEN_NOTHING;
	S.side[rng_below(&R, 2)].cfg.autoclose = rng_range(&R, 1, 60);
	S.cut_short = true;
}

/* Cookies live shorter than a round trip takes: the peer must get more */
static void stale_cookie(void)
{
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = rng_range(&R, 60 * MS, 200 * MS);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->cfg.cookie_life = rng_range(&R, 50, 400);
	sim_patient();
	S.expect |= BIT(SCTP_END_TIMEOUT) | BIT(SCTP_END_PEER_ABORT) |
		    BIT(SCTP_END_PROTOCOL);
	S.cut_short = true;
}

/* Small, fast and without chance: the fuzzers begin with it */
static void fuzz(void)
{
	struct sim_side *s;

	for (s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->messages = 12;
		s->max_len = 4000;
		s->max_bytes = 16 * 1024;
		s->ostreams = 4;
		s->instreams = 4;
		s->sndbuf = 65536;
		s->rcvbuf = 32768;
		s->then = SIM_THEN_NOTHING;
		s->nodelay = true;
	}
	S.cut_short = true;
	sim_step_at(60 * SEC, SIM_STEP_GIVE_UP, 0);
	S.expect = ~0U;
}

static void everything(void)
{
	static void (* const part[])(void) = {
		loss, reorder, duplicate, corrupt, congested, streams,
		slow_reader, collision, small_mtu, mtu_changes, multihome,
		path_failure, blind_attacker, both_shut_down, window_changes,
	};
	u32 n = rng_range(&R, 2, 5);

	while (n--)
		part[rng_below(&R, ARRAY_SIZE(part))]();
	sim_patient();
}

/* All that can go wrong at once: only the invariants have to hold */
static void chaos(void)
{
	u64 at;

	everything();
	if (rng_percent(&R, 50))
		hostile();
	S.hostile = true;
	S.cut_short = true;
	S.expect = ~0U;
	if (rng_percent(&R, 50))
		S.alloc_fail = rng_log(&R, PERCENT / 10, 10 * PERCENT);
	if (rng_percent(&R, 50)) {
		at = rng_log(&R, MS, 10 * SEC);
		sim_step_at(at, SIM_STEP_REBOOT, 1);
		sim_step_at(at + rng_log(&R, 1, SEC), SIM_STEP_CONNECT, 1);
	}
	if (rng_percent(&R, 20))
		sim_step_at(rng_log(&R, MS, 10 * SEC), SIM_STEP_ABORT,
			    rng_below(&R, 2));
	sim_step_at(90 * SEC, SIM_STEP_GIVE_UP, 0);
}

static const struct sim_scenario scenarios[] = {
	{ "plain", plain, 4 },
	{ "prompt", prompt, 3 },
	{ "prompt_parts", prompt_parts, 1 },
	{ "loss", loss, 6 },
	{ "late", late, 2 },
	{ "paced", paced, 2 },
	{ "marked", marked, 2 },
	{ "tail_loss", tail_loss, 3 },
	{ "overtaken", overtaken, 1 },
	{ "one_way_loss", one_way_loss, 3 },
	{ "reorder", reorder, 5 },
	{ "duplicate", duplicate, 3 },
	{ "corrupt", corrupt, 3 },
	{ "congested", congested, 4 },
	{ "streams", streams, 2 },
	{ "big_messages", big_messages, 1 },
	{ "tiny_messages", tiny_messages, 3 },
	{ "slow_reader", slow_reader, 5 },
	{ "window_changes", window_changes, 3 },
	{ "short_memory", short_memory, 3 },
	{ "collision", collision, 6 },
	{ "both_shut_down", both_shut_down, 5 },
	{ "early_shutdown", early_shutdown, 4 },
	{ "orphan", orphan, 2 },
	{ "aborts", aborts, 4 },
	{ "restart", restart, 6 },
	{ "vanish", vanish, 2 },
	{ "black_hole", black_hole, 2 },
	{ "small_mtu", small_mtu, 3 },
	{ "mtu_changes", mtu_changes, 4 },
	{ "silent_mtu", silent_mtu, 3 },
	{ "probed", probed, 2 },
	{ "multihome", multihome, 4 },
	{ "path_failure", path_failure, 5 },
	{ "failover", failover, 1 },
	{ "cmt", cmt, 6 },
	{ "all_but_one", all_but_one, 3 },
	{ "late_sacks", late_sacks, 3 },
	{ "no_memory", no_memory, 6 },
	{ "blind_attacker", blind_attacker, 4 },
	{ "hostile", hostile, 8 },
	{ "autoclose", autoclose, 1 },
	{ "stale_cookie", stale_cookie, 2 },
	{ "everything", everything, 8 },
	{ "chaos", chaos, 6 },
	{ "together", sim_together, 20 },
	{ "together_hostile", sim_together_hostile, 10 },
	{ "fuzz", fuzz, 0 },
	{ NULL, NULL, 0 },
};

/* The next one: the first for NULL, those of extensions behind these, then NULL
 */
static const struct sim_scenario *scenario_after(const struct sim_scenario *sc)
{
	const struct sim_scenario *next = sc ? sc + 1 : scenarios;

	if (next == &scenarios[ARRAY_SIZE(scenarios) - 1])
		next = sim_scenarios_ext;
	return next->name ? next : NULL;
}

/**
 * sim_scenario_list() - print the names of all scenarios
 */
void sim_scenario_list(void)
{
	const struct sim_scenario *sc = NULL;

	while ((sc = scenario_after(sc)) != NULL)
		printf("%s\n", sc->name);
}

static const struct sim_scenario *by_weight(void)
{
	const struct sim_scenario *sc = NULL;
	u32 sum = 0, pick;

	while ((sc = scenario_after(sc)) != NULL)
		sum += sc->weight;
	pick = rng_below(&R, sum);
	sc = scenario_after(NULL);
	for (; pick >= sc->weight; sc = scenario_after(sc))
		pick -= sc->weight;
	return sc;
}

static const struct sim_scenario *by_name(const char *name)
{
	const struct sim_scenario *sc = NULL;

	while ((sc = scenario_after(sc)) != NULL)
		if (!strcmp(sc->name, name))
			break;
	return sc;
}

/**
 * sim_scenario_part() - let what another scenario does happen, too
 * @name: that scenario
 */
void sim_scenario_part(const char *name)
{
	by_name(name)->draw();
}

/* In every other life streams are not served first come, first served */
static void draw_schedulers(void)
{
	struct rng *r = &S.sched_rng;

	rng_seed(r, S.seed, 30);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		if (rng_percent(r, 50))
			continue;
		s->sched = sim_scheduler(r);
		s->sched_changes = rng_percent(r, 50);
	}
}

/**
 * sim_scenario_draw() - decide what the life will be like
 * @name: scenario, or NULL to draw it, too
 *
 * Return: false when there is no scenario of that name.
 */
bool sim_scenario_draw(const char *name)
{
	const struct sim_scenario *sc;

	/* drawn in any case, so that the rest is the same with a name */
	rng_seed(&R, S.seed, 1);
	sc = by_weight();
	if (name)
		sc = by_name(name);
	if (!sc)
		return false;
	S.scenario = sc->name;
	base();
	sc->draw();
	draw_schedulers();
	return true;
}
