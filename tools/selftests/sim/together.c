// SPDX-License-Identifier: GPL-2.0-only
/*
 * All extensions together: each side has or lacks each of them, in lives in
 * which whatever else goes wrong, too.
 */
#include <linux/kernel.h>

#include "core/caps.h"
#include "scenario.h"

/* Extensions that a side may have or lack, each with what belongs to it. Those
 * with a switch of their own are on unless drawn away.
 */
static void may_auth(struct sim_side *s, bool has)
{
	if (!has) {
		s->cfg.caps &= ~SCTP_CAP_AUTH;
		return;
	}
	s->cfg.caps |= SCTP_CAP_AUTH;
	/* others could not restart it: COOKIE ECHO has no AUTH then */
	s->auth = rng_below(&R, 64) & ~(SIM_AUTH_COOKIE | SIM_AUTH_ABORT);
}

static void may_cap(struct sim_side *s, u32 cap, bool has)
{
	s->cfg.caps = has ? s->cfg.caps | cap : s->cfg.caps & ~cap;
}

static void may_idata(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_I_DATA, has);
}

static void may_prsctp(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_PRSCTP, has);
	s->limited = rng_percent(&R, 70) ? rng_range(&R, 1, 100) : 0;
}

static void may_reconfig(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_RECONFIG, has);
	s->cfg.strreset_enable = rng_percent(&R, 80) ? 7 : rng_below(&R, 8);
	s->instreams = max(s->instreams, (u16)200);
}

static void may_ecn(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_ECN, has);
}

static void may_pf(struct sim_side *s, bool has)
{
	s->cfg.path.pf_enabled = has;
	s->cfg.path.pf_max_retrans = rng_below(&R, 4);
}

/* It needs AUTH for its chunks, unless both sides do without */
static void may_asconf(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_ASCONF, has);
	if (!has)
		return;
	s->auth |= SIM_AUTH_ASCONF;
	s->auto_asconf = rng_percent(&R, 60);
}

/* Probing for the MTU: RFC 8899 */
static void may_probe(struct sim_side *s, bool has)
{
	s->cfg.probe_interval = has ? rng_range(&R, 5000, 10000) : 0;
}

static void may_nrsack(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_NR_SACK, has);
}

static void may_pktdrop(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_PKTDROP, has);
}

/* All packets have checksums here: only the agreement is shown */
static void may_zero(struct sim_side *s, bool has)
{
	may_cap(s, SCTP_CAP_ZERO_CHECKSUM, has);
}

/* Disable Restart, where no host restarts. The scenario natsupp has a
 * translator
 */
static void may_nat(struct sim_side *s, bool has)
{
	has &= !(S.expect & BIT(SCTP_END_PEER_ABORT));
	may_cap(s, SCTP_CAP_NAT, has);
	may_cap(s, SCTP_CAP_NAT_INIT, has && rng_percent(&R, 70));
}

static void (* const extensions[])(struct sim_side *s, bool has) = {
	may_auth, may_idata, may_prsctp, may_reconfig, may_ecn, may_pf,
	may_asconf, may_probe, may_nrsack, may_zero, may_pktdrop, may_nat,
};

/* Addresses of hosts change, in the first seconds as a rule */
static void draw_addrs(void)
{
	u32 n = rng_log(&R, 1, 60);

	if (rng_percent(&R, 40))
		return;
	/* what is left may be addresses on a network that is down for long */
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++)
		s->cfg.max_retrans = 400;
	if (S.nets == 1 && rng_percent(&R, 60))
		S.nets = rng_range(&R, 2, SIM_MAX_ADDRS);
	while (n--)
		sim_step_at(rng_log(&R, MS, 30 * SEC), SIM_STEP_ADDRS,
			    rng_below(&R, 2));
	/* who restarts elsewhere is a stranger */
	if (S.expect & BIT(SCTP_END_PEER_ABORT))
		S.expect |= BIT(SCTP_END_TIMEOUT);
}

/* Host 0 is behind an address translator, which sometimes changes its port */
static void translated(void)
{
	u64 at = 0;
	u32 n;

	S.nat_port = 20000;
	S.side[0].cfg.path.encap_port = SIM_UDP_PORT;
	S.side[1].cfg.path.encap_port = S.nat_port;
	for (n = rng_below(&R, 6); n; n--) {
		at += rng_log(&R, MS, 5 * SEC);
		sim_step_at(at, SIM_STEP_REBIND, 1);
	}
}

/* Packets in UDP, RFC 6951: both sides begin with that, or without, and change
 * their minds
 */
static void encapsulated(void)
{
	u16 port = rng_percent(&R, 70) ? SIM_UDP_PORT : 0;
	u32 n;

	S.side[0].cfg.path.encap_port = port;
	S.side[1].cfg.path.encap_port = port;
	for (n = rng_below(&R, 6); n; n--)
		sim_step_at(rng_log(&R, MS, 20 * SEC), SIM_STEP_ENCAP,
			    rng_below(&R, 2));
}

static void draw_encap(void)
{
	u32 dice = rng_below(&R, 100);

	if (dice >= 50)
		return;
	if (dice < 25)
		translated();
	else
		encapsulated();
	/* who restarts with another port is refused, and cannot be found */
	if (S.expect & BIT(SCTP_END_PEER_ABORT))
		S.expect |= BIT(SCTP_END_TIMEOUT);
}

/* Routers that drop what is too big, and do not tell who probes for that */
static void draw_black_holes(void)
{
	u32 n = rng_below(&R, 4);
	u8 host;

	S.hints = rng_percent(&R, 50);
	if (rng_percent(&R, 40))
		return;
	S.mtu_floor = 1216;
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		host = (l - S.link[0]) % SIM_HOSTS;
		l->mtu = max(l->mtu, S.mtu_floor);
		l->silent = S.side[host].cfg.probe_interval &&
			    rng_percent(&R, 70);
	}
	while (n--)
		sim_step_at(rng_log(&R, MS, 60 * SEC), SIM_STEP_MTU,
			    rng_range(&R, S.mtu_floor, 9000) << 8 |
			    rng_below(&R, S.nets));
}

/* Both sides have most of them, often the same ones */
static void draw_extensions(void)
{
	u32 has = rng_percent(&R, 30) ? ~0U : rng_next(&R) | rng_next(&R);
	u32 noauth = rng_percent(&R, 25) ? SCTP_CAP_NOAUTH : 0;
	u8 key = rng_below(&R, 3);
	u32 i, n;

	S.together = true;
	for (struct sim_side *s = S.side; s < S.side + SIM_HOSTS; s++) {
		if (rng_percent(&R, 40))
			has &= rng_next(&R) | rng_next(&R);
		for (i = 0; i < ARRAY_SIZE(extensions); i++)
			extensions[i](s, has & BIT(i));
		s->cfg.caps |= noauth;
		s->auth_key = key;
		s->rekey = key ? rng_below(&R, 30) : 0;
		s->unordered = rng_below(&R, 101);
	}
	for (n = rng_below(&R, 20); n; n--)
		sim_step_at(rng_log(&R, MS, 20 * SEC), SIM_STEP_RECONFIG,
			    rng_below(&R, 2));
	for (struct sim_link *l = link_after(NULL); l; l = link_after(l)) {
		if (rng_percent(&R, 50))
			l->mark_at = rng_log(&R, 1500, 64 * 1024);
		if (rng_percent(&R, 20))
			l->mark = rng_log(&R, 1000, 500000);
	}
	draw_addrs();
	draw_encap();
	draw_black_holes();
}

/**
 * sim_together() - all extensions, and faults of the network, not of the peer
 */
void sim_together(void)
{
	static const char * const part[] = {
		"loss", "reorder", "duplicate", "congested", "streams",
		"slow_reader", "collision", "mtu_changes", "multihome",
		"path_failure", "both_shut_down", "window_changes",
		"late_sacks", "big_messages", "tiny_messages", "corrupt",
	};
	u32 n = rng_range(&R, 1, 4);

	while (n--)
		sim_scenario_part(part[rng_below(&R, ARRAY_SIZE(part))]);
	if (rng_percent(&R, 20))
		sim_scenario_part("restart");
	sim_patient();
	draw_extensions();
}

/**
 * sim_together_hostile() - the peer breaks the rules of extensions, agreed upon
 * or not
 */
void sim_together_hostile(void)
{
	if (rng_percent(&R, 30))
		sim_together();
	if (rng_percent(&R, 30))
		sim_scenario_part("hostile");
	draw_extensions();
	sim_abused(60);
	if (rng_percent(&R, 10))
		S.alloc_fail = rng_log(&R, PERCENT / 10, 10 * PERCENT);
	S.hostile = true;
	S.cut_short = true;
	S.expect = ~0U;
	sim_step_at(90 * SEC, SIM_STEP_GIVE_UP, 0);
}
