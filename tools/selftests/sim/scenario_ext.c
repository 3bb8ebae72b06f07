// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenarios of extensions, one or a few at a time: together.c has all of them.
 * scenario.c has those without.
 */
#include <linux/kernel.h>

#include "core/caps.h"
#include "scenario.h"

/**
 * sim_abused() - peers abuse extensions now and then
 * @most: how often at most
 */
void sim_abused(u32 most)
{
	u32 n = rng_log(&R, 1, most);
	u64 at = 0;

	while (n--) {
		at += rng_log(&R, MS / 10, 20 * S.link[0][0].delay);
		sim_step_at(at, SIM_STEP_ABUSE, rng_below(&R, 2));
	}
}

/* UDP encapsulation through an address translator, which changes the port now
 * and then, while somebody who does not know the tags sends from another one
 */
static void encap(void)
{
	u64 at = SEC;
	int i, n = rng_below(&R, 4);

	S.nets = 1;
	S.nat_port = 20000;
	S.side[0].cfg.path.encap_port = SIM_UDP_PORT;
	for (i = 0; i < n; i++) {
		at += rng_log(&R, 100 * MS, 10 * SEC);
		sim_step_at(at, SIM_STEP_REBIND, 0);
	}
	sim_scenario_part("blind_attacker");
	if (rng_percent(&R, 30))
		S.link[0][rng_below(&R, 2)].mtu = rng_range(&R, 600, 1400);
}

/* An address translator that knows SCTP, forgets associations now and then, and
 * has the tags of others
 */
static void natsupp(void)
{
	u64 at = 0;
	u32 n;

	S.nets = 1;
	S.natbox.on = true;
	S.natbox.taken = rng_below(&R, 4);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.caps |= SCTP_CAP_NAT | SCTP_CAP_NAT_INIT |
			       SCTP_CAP_ASCONF;
		if (rng_percent(&R, 50))
			s->cfg.caps |= SCTP_CAP_AUTH;
		s->auth |= SIM_AUTH_ASCONF;
		s->cfg.path.hb_interval = 1000;
		s->messages = 400;
	}
	/* both have it or both do without */
	if (!(S.side[0].cfg.caps & S.side[1].cfg.caps & SCTP_CAP_AUTH))
		for (n = 0; n < SIM_HOSTS; n++)
			S.side[n].cfg.caps |= SCTP_CAP_NOAUTH;
	if (rng_percent(&R, 50))
		for (struct sim_link *l = link_after(NULL); l;
		     l = link_after(l))
			l->loss = rng_below(&R, 20 * PERCENT);
	for (n = rng_below(&R, 6); n; n--) {
		at += rng_log(&R, MS, 3 * SEC);
		sim_step_at(at, SIM_STEP_FORGET, 0);
	}
	sim_patient();
}

/* Authenticated chunks: what, how and with which keys */
static void auth(void)
{
	u8 key = rng_below(&R, 3);

	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.caps |= SCTP_CAP_AUTH;
		s->auth = rng_below(&R, 64);
		s->auth_key = key;
		s->rekey = key ? rng_below(&R, 30) : 0;
	}
}

static void auth_loss(void)
{
	auth();
	sim_scenario_part("loss");
}

/* The peer does not do it */
static void auth_alone(void)
{
	auth();
	S.side[rng_below(&R, 2)].cfg.caps = 0;
}

/* Others cannot restart an association: COOKIE ECHO is not authenticated */
static void auth_restart(void)
{
	auth();
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->auth &= ~(SIM_AUTH_COOKIE | SIM_AUTH_ABORT);
	sim_scenario_part("restart");
}

static void auth_collision(void)
{
	auth();
	sim_scenario_part("collision");
}

static void auth_no_memory(void)
{
	auth();
	sim_scenario_part("no_memory");
}

static void auth_hostile(void)
{
	auth();
	sim_scenario_part("hostile");
}

static void limited(void)
{
	sim_scenario_part("loss");
	if (rng_percent(&R, 30))
		S.link[0][0].jitter = rng_log(&R, MS / 10, 50 * MS);
	if (rng_percent(&R, 20))
		S.nets = 2;
	sim_limits();
}

static void limited_restart(void)
{
	sim_scenario_part("restart");
	sim_limits();
}

/* Messages larger than the windows on the way */
static void limited_slow(void)
{
	sim_scenario_part("slow_reader");
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->max_len = rng_log(&R, 1, 30000);
	sim_limits();
}

static void fuzz_idata(void)
{
	sim_scenario_part("fuzz");
	S.side[0].cfg.caps |= SCTP_CAP_I_DATA;
	S.side[1].cfg.caps |= SCTP_CAP_I_DATA;
}

static void fuzz_nrsack(void)
{
	sim_scenario_part("fuzz");
	S.side[0].cfg.caps |= SCTP_CAP_NR_SACK;
	S.side[1].cfg.caps |= SCTP_CAP_NR_SACK;
}

/* The same with all extensions: I-DATA in every other life, and AUTH, which
 * asks for nothing, so that what is made up is processed
 */
static void fuzz_together(void)
{
	u32 n;

	sim_scenario_part("fuzz");
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.caps |= SCTP_CAP_AUTH | SCTP_CAP_RECONFIG |
			       SCTP_CAP_ECN | SCTP_CAP_PRSCTP |
			       SCTP_CAP_NR_SACK | SCTP_CAP_PKTDROP;
		if (S.seed & 1)
			s->cfg.caps |= SCTP_CAP_I_DATA;
		s->cfg.strreset_enable = 7;
		s->limited = 50;
		s->unordered = 50;
	}
	for (n = 0; n < 6; n++)
		sim_step_at((n + 1) * 100 * MS, SIM_STEP_RECONFIG, n & 1);
}

/* Addresses come and go by ASCONF, which needs no AUTH here, and both sides
 * probe for the MTU; in every other pair of lives packets are in UDP
 */
static void fuzz_moving(void)
{
	u32 n;

	fuzz_together();
	S.nets = 2;
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.caps |= SCTP_CAP_ASCONF | SCTP_CAP_NOAUTH;
		s->auto_asconf = true;
		s->cfg.probe_interval = 5000;
		s->cfg.path.encap_port = S.seed & 2 ? SIM_UDP_PORT : 0;
	}
	for (n = 0; n < 6; n++)
		sim_step_at((n + 1) * 70 * MS, SIM_STEP_ADDRS, n & 1);
}

/* RE-CONFIG again and again, by both users, while messages are on their way */
static void reconfig(void)
{
	struct sim_side *s;
	u32 n = rng_range(&R, 1, 30);

	for (s = S.side; s < S.side + SIM_HOSTS; s++) {
		s->cfg.caps |= SCTP_CAP_RECONFIG;
		s->cfg.strreset_enable = rng_percent(&R, 80) ? 7 :
						rng_below(&R, 8);
		s->cfg.max_instreams = max(s->cfg.max_instreams, (u16)200);
	}
	/* the peer lacks it */
	if (rng_percent(&R, 10))
		S.side[rng_below(&R, 2)].cfg.caps &= ~SCTP_CAP_RECONFIG;
	while (n--)
		sim_step_at(rng_log(&R, MS, 20 * SEC), SIM_STEP_RECONFIG,
			    rng_below(&R, 2));
}

static void reconfig_lossy(void)
{
	sim_scenario_part("loss");
	reconfig();
}

static void reconfig_restart(void)
{
	sim_scenario_part("restart");
	reconfig();
}

static void reconfig_hostile(void)
{
	sim_scenario_part("hostile");
	reconfig();
}

/* I-DATA (RFC 8260): schedulers mix fragments. One side may lack it */
static void interleaved(void)
{
	static const char *const part[] = {
		"plain", "loss", "reorder", "streams", "slow_reader",
		"short_memory", "window_changes", "collision", "restart",
		"mtu_changes", "no_memory", "big_messages", "aborts",
		"hostile", "everything", "chaos",
	};
	bool both = rng_percent(&R, 85);

	sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	S.side[0].cfg.caps |= SCTP_CAP_I_DATA;
	if (both)
		S.side[1].cfg.caps |= SCTP_CAP_I_DATA;
}

/* NR-SACK: what is kept behind a gap leaves small send buffers, while memory is
 * short for the rest. One side may lack it
 */
static void nrsack(void)
{
	static const char *const part[] = {
		"loss", "reorder", "congested", "streams", "slow_reader",
		"short_memory", "window_changes", "big_messages",
		"tiny_messages", "restart", "no_memory", "limited",
		"limited_slow", "interleaved", "multihome", "path_failure",
		"everything",
	};

	sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	if (rng_percent(&R, 50))
		S.side[rng_below(&R, SIM_HOSTS)].sndbuf =
			rng_log(&R, 2048, 65536);
	S.side[0].cfg.caps |= SCTP_CAP_NR_SACK;
	if (rng_percent(&R, 90))
		S.side[1].cfg.caps |= SCTP_CAP_NR_SACK;
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->unordered = rng_below(&R, 101);
}

/* Two megabytes from host 0, on links of 50 ms there and back: for measurements
 */
static void bulk(u32 sndbuf)
{
	S.measured = true;
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->delay = 25 * MS;
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		sctp_config_default(&s->cfg);
		s->rcvbuf = 4 << 20;
		s->reader = SIM_READ_AT_ONCE;
		s->then = SIM_THEN_SHUTDOWN_LAST;
		s->messages = 0;
		s->sndbuf = sndbuf;
	}
	S.side[0].messages = 20000;
	S.side[0].max_len = 1400;
	S.side[0].max_bytes = 2 << 20;
}

/* How fast is a sender whose buffer is small, while packets get lost? It has 4,
 * 16 or 64 KiB, by the seed. The same life with NR-SACK and without
 */
static void small_buffer(void)
{
	bulk(4096 << 2 * (S.seed % 3));
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->loss = PERCENT;
}

static void small_buffer_nrsack(void)
{
	small_buffer();
	S.side[0].cfg.caps |= SCTP_CAP_NR_SACK;
	S.side[1].cfg.caps |= SCTP_CAP_NR_SACK;
}

/* Bits flip, as a rule without anything else that goes wrong: reports tell what
 * is missing. One side may lack them
 */
static void pktdrop(void)
{
	static const char *const part[] = {
		"plain", "plain", "plain", "loss", "reorder", "duplicate",
		"streams", "congested", "slow_reader", "multihome",
		"restart", "collision", "both_shut_down", "nrsack",
		"interleaved", "limited", "reconfig",
	};

	sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	sim_scenario_part("corrupt");
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		if (rng_percent(&R, 95))
			s->cfg.caps |= SCTP_CAP_PKTDROP;
}

/* Bits flip in 1, 3 or 10 % of the packets, by the seed. The same life with and
 * without reports
 */
static void noisy(void)
{
	static const u32 ppm[] = { PERCENT, 3 * PERCENT, 10 * PERCENT };

	bulk(1 << 20);
	sim_patient();
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l))
		l->corrupt = ppm[S.seed % ARRAY_SIZE(ppm)];
}

static void noisy_pktdrop(void)
{
	noisy();
	S.side[0].cfg.caps |= SCTP_CAP_PKTDROP;
	S.side[1].cfg.caps |= SCTP_CAP_PKTDROP;
}

/* A peer that abuses it */
static void pktdrop_hostile(void)
{
	sim_scenario_part("hostile");
	pktdrop();
	S.hostile = true;
	sim_abused(100);
	S.cut_short = true;
	S.expect = ~0U;
	sim_step_at(90 * SEC, SIM_STEP_GIVE_UP, 0);
}

/* A peer that abuses it */
static void nrsack_hostile(void)
{
	sim_scenario_part("hostile");
	nrsack();
	S.hostile = true;
	sim_abused(100);
	S.cut_short = true;
	S.expect = ~0U;
}

/* I-DATA and messages that may be given up */
static void limited_mixed(void)
{
	static const char *const part[] = {
		"limited", "limited", "limited_slow", "limited_restart",
		"hostile",
	};

	sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		if (rng_percent(&R, 95))
			s->cfg.caps |= SCTP_CAP_I_DATA;
}

/* The same with Linux's own on one side */
static void interleaved_apart(void)
{
	static const char *const part[] = {
		"plain", "loss", "reorder", "streams", "slow_reader",
		"short_memory", "window_changes", "collision", "restart",
		"mtu_changes", "no_memory", "big_messages", "aborts",
		"everything", "limited", "limited_slow", "limited_restart",
	};

	sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->cfg.caps |= SCTP_CAP_I_DATA | SCTP_CAP_PRSCTP;
	S.side[rng_below(&R, SIM_HOSTS)].apart = true;
}

const struct sim_scenario sim_scenarios_ext[] = {
	{ "encap", encap, 0 },
	{ "natsupp", natsupp, 4 },
	{ "reconfig", reconfig, 3 },
	{ "reconfig_lossy", reconfig_lossy, 4 },
	{ "reconfig_restart", reconfig_restart, 2 },
	{ "reconfig_hostile", reconfig_hostile, 3 },
	{ "interleaved", interleaved, 10 },
	{ "interleaved_apart", interleaved_apart, 4 },
	{ "nrsack", nrsack, 8 },
	{ "nrsack_hostile", nrsack_hostile, 4 },
	{ "small_buffer", small_buffer, 0 },
	{ "small_buffer_nrsack", small_buffer_nrsack, 0 },
	{ "pktdrop", pktdrop, 6 },
	{ "pktdrop_hostile", pktdrop_hostile, 3 },
	{ "noisy", noisy, 0 },
	{ "noisy_pktdrop", noisy_pktdrop, 0 },
	{ "limited", limited, 6 },
	{ "limited_restart", limited_restart, 3 },
	{ "limited_slow", limited_slow, 3 },
	{ "limited_mixed", limited_mixed, 6 },
	{ "auth", auth, 0 },
	{ "auth_loss", auth_loss, 0 },
	{ "auth_alone", auth_alone, 0 },
	{ "auth_restart", auth_restart, 0 },
	{ "auth_collision", auth_collision, 0 },
	{ "auth_no_memory", auth_no_memory, 0 },
	{ "auth_hostile", auth_hostile, 0 },
	{ "fuzz_idata", fuzz_idata, 0 },
	{ "fuzz_nrsack", fuzz_nrsack, 0 },
	{ "fuzz_together", fuzz_together, 0 },
	{ "fuzz_moving", fuzz_moving, 0 },
	{ NULL, NULL, 0 },
};
