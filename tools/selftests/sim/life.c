// SPDX-License-Identifier: GPL-2.0-only
/*
 * One life: everything in it follows from the seed. It ends when no
 * association is left, and then nothing else may be left either.
 */
#include <string.h>

#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/caps.h"
#include "core/encap.h"
#include "core/ext/reconfig.h"
#include "core/heartbeat.h"
#include "sim.h"

#define MAX_EVENTS	4000000u

struct sim_life S;

/* No super-packets: the command line says so */
bool sim_plain;
/* How losses are found, if the command line says so */
int sim_recovery = -1;

static struct rng mem_rng;

static bool memory_fails(void)
{
	return rng_ppm(&mem_rng, S.alloc_fail);
}

static void on_warn(const char *expr, const char *file, int line)
{
	sim_fail("%s:%d: WARN_ON(%s)", file, line, expr);
}

static struct sim_flow *flow_for(u8 host, u32 boot)
{
	const struct sim_side *s = &S.side[host];
	u32 streams = min(s->ostreams, S.side[!host].instreams);
	struct sim_flow *f;

	f = sim_flow_new(rng_mix(S.seed ^ (host + 2 * boot)), s->messages,
			 streams, s->max_len, s->max_bytes, s->unordered,
			 &S.app_rng);
	sim_flow_limit(f, s->limited);
	return f;
}

static void reboot(u8 host)
{
	/* before it ever spoke, its memory is not worth much */
	S.side[host].then = SIM_THEN_SHUTDOWN_LAST;
	sim_host_reboot(host, flow_for(host, S.host[host].boots + 1));
	sim_addrs_rebooted(host);
}

static void set_link(u8 net, bool down)
{
	sim_trace("network %u is %s", net, down ? "down" : "up");
	S.link[net][0].down = down;
	S.link[net][1].down = down;
}

static void set_mtu(u8 net, u32 mtu)
{
	u8 host;

	mtu = max(mtu, S.mtu_floor);
	sim_trace("network %u: MTU %u", net, mtu);
	for (host = 0; host < SIM_HOSTS; host++) {
		/* a larger MTU is seen when the route is looked up again */
		if (mtu > S.host[host].pmtu[net])
			S.host[host].pmtu[net] = mtu;
		S.link[net][host].mtu = mtu;
	}
}

static void give_up(void)
{
	struct sim_assoc *sa;
	u8 host;

	for (host = 0; host < SIM_HOSTS; host++)
		while ((sa = sim_host_assoc(host))) {
			sctp_assoc_abort(&sa->a, NULL, 0, S.now);
			sim_assoc_run(sa);
		}
	S.over = true;
}

static void set_rcvbuf(u8 host, u32 bytes)
{
	struct sim_assoc *sa = sim_host_assoc(host);

	if (!sa)
		return;
	sim_trace("host %u: receive buffer %u", host, bytes);
	sctp_assoc_set_rcvbuf(&sa->a, bytes);
	sim_assoc_run(sa);
}

static struct sctp_path *any_path(struct sim_assoc *sa)
{
	u32 skip = rng_below(&S.net_rng, sa->a.npaths);
	struct sctp_path *p;

	list_for_each_entry(p, &sa->a.paths, list)
		if (!skip--)
			return p;
	return sa->a.primary;
}

static void on_path(struct sim_assoc *sa, enum sim_step step)
{
	struct sctp_path *p = any_path(sa);

	sim_trace("host %u: step %u on network %d", sa->host, step,
		  sim_net_of(&p->addr, NULL));
	if (step == SIM_STEP_PRIMARY)
		sctp_path_set_primary(&sa->a, p);
	else
		sctp_path_unreachable(&sa->a, p, S.now);
	sim_assoc_run(sa);
}

/* Some streams that exist in both directions, some of them twice */
static u16 some_streams(const struct sim_assoc *sa, u16 *sids)
{
	u16 i, n = rng_range(&S.app_rng, 1, 8);
	u16 most = min(sa->a.tx.streams.num, sa->a.rx.streams.num);

	for (i = 0; i < n; i++)
		sids[i] = rng_below(&S.app_rng, most);
	return rng_percent(&S.app_rng, 30) ? 0 : n;
}

static int reconfig(struct sim_assoc *sa)
{
	u16 sids[8], what = rng_below(&S.app_rng, 6);

	if (what == 4)
		return sctp_reconfig_add_streams(&sa->a,
						 rng_below(&S.app_rng, 100),
						 rng_below(&S.app_rng, 100),
						 S.now);
	if (what == 5)
		return sctp_reconfig_reset_tsns(&sa->a, S.now);
	return sctp_reconfig_reset_streams(&sa->a, what, sids,
					   some_streams(sa, sids), S.now);
}

/* What the user may be told then */
static void reconfig_step(u8 host)
{
	static const int may[] = {
		0, -ENOPROTOOPT, -EINPROGRESS, -EAGAIN, -EINVAL, -ESHUTDOWN,
		-ENOTCONN, -ENOMEM,
	};
	struct sim_assoc *sa = sim_host_assoc(host);
	size_t i;
	int err;

	if (!sa)
		return;
	err = reconfig(sa);
	sim_trace("host %u: RE-CONFIG is asked for: %d", host, err);
	for (i = 0; i < ARRAY_SIZE(may) && err != may[i]; i++)
		;
	sim_require(i < ARRAY_SIZE(may), "host %u: RE-CONFIG: error %d", host,
		    err);
	sim_assoc_run(sa);
}

static bool is_up(u8 host)
{
	const struct sim_assoc *sa = sim_host_assoc(host);

	return sa && sa->a.state == SCTP_ST_ESTABLISHED;
}

/* Who is not up cannot be found again: it sends nothing by itself */
static void rebind(bool careful)
{
	if (careful && !(is_up(0) && is_up(1) && sim_addrs_known()))
		return;
	S.nat_port++;
	sim_trace("UDP port %u", S.nat_port);
}

/* The user changes how packets to an address are sent. The peer follows */
static void change_encap(struct sim_assoc *sa)
{
	struct sctp_path *p = any_path(sa);
	u16 port = p->cfg.encap_port ? 0 : SIM_UDP_PORT;

	if (!is_up(0) || !is_up(1))
		return;
	sim_trace("host %u: UDP port %u on network %d", sa->host, port,
		  sim_net_of(&p->addr, NULL));
	sctp_encap_set(&sa->a, p, port, S.now);
	sim_assoc_run(sa);
}

/**
 * sim_step() - take a step of the scenario
 * @step: which
 * @value: its argument
 */
void sim_step(enum sim_step step, u32 value)
{
	struct sim_assoc *sa = sim_host_assoc(value & 1);

	switch (step) {
	case SIM_STEP_CONNECT:
		if (!sa && !S.host[value].flow->used &&
		    (S.restarted || !S.host[!value].flow->used))
			sim_host_connect(value);
		break;
	case SIM_STEP_ABORT:
		if (sa) {
			sctp_assoc_abort(&sa->a, NULL, 0, S.now);
			sim_assoc_run(sa);
		}
		break;
	case SIM_STEP_REBOOT:
		reboot(value);
		break;
	case SIM_STEP_LINK_DOWN:
	case SIM_STEP_LINK_UP:
		set_link(value, step == SIM_STEP_LINK_DOWN);
		break;
	case SIM_STEP_MTU:
		set_mtu(value & 0xff, value >> 8);
		break;
	case SIM_STEP_RCVBUF:
		set_rcvbuf(value & 1, value >> 1);
		break;
	case SIM_STEP_PRIMARY:
	case SIM_STEP_UNREACHABLE:
		if (sa)
			on_path(sa, step);
		break;
	case SIM_STEP_INJECT:
		sim_blind_packet(value);
		break;
	case SIM_STEP_ABUSE:
		sim_abuse_packet(value);
		break;
	case SIM_STEP_RECONFIG:
		reconfig_step(value);
		break;
	case SIM_STEP_REBIND:
		rebind(value);
		break;
	case SIM_STEP_FORGET:
		if (is_up(0) && is_up(1))
			sim_natbox_forget();
		break;
	case SIM_STEP_ENCAP:
		if (sa)
			change_encap(sa);
		break;
	case SIM_STEP_ADDRS:
		sim_addrs_change(value);
		break;
	case SIM_STEP_MEMORY_OK:
		sim_trace("memory is back");
		S.alloc_fail = 0;
		break;
	case SIM_STEP_GIVE_UP:
		give_up();
		break;
	}
}

/**
 * sim_step_at() - plan a step
 * @after: when, nanoseconds after the life begins
 * @step: which
 * @value: its argument
 */
void sim_step_at(u64 after, enum sim_step step, u32 value)
{
	struct sim_event ev = {
		.at = SIM_START + after,
		.type = SIM_EV_STEP,
		.id = step,
		.value = value,
	};

	S.steps++;
	sim_event_add(&ev);
}

static void happen(struct sim_event *ev)
{
	struct sim_assoc *sa;

	switch (ev->type) {
	case SIM_EV_ARRIVE:
		sim_host_arrive(ev->host, ev->pkt);
		break;
	case SIM_EV_ICMP:
		sim_host_icmp(ev->host, ev->pkt, ev->value);
		break;
	case SIM_EV_STEP:
		S.steps--;
		sim_step(ev->id, ev->value);
		break;
	case SIM_EV_TIMER:
		sa = sim_assoc_by_id(ev->id);
		if (sa)
			sim_host_timer(sa);
		break;
	case SIM_EV_READ:
		sa = sim_assoc_by_id(ev->id);
		if (sa)
			sim_app_read(sa);
		break;
	}
}

static bool alive(void)
{
	struct sim_assoc *sa;
	u8 host;

	for (host = 0; host < SIM_HOSTS; host++)
		list_for_each_entry(sa, &S.host[host].assocs, list)
			if (!sa->ghost)
				return true;
	return false;
}

static void report_alive(void)
{
	struct sim_assoc *sa;
	u8 host;

	for (host = 0; host < SIM_HOSTS; host++)
		list_for_each_entry(sa, &S.host[host].assocs, list)
			sim_fail("host %u: state %u, sent %u/%u, got %u/%u",
				 host, sa->a.state,
				 sa->tx ? sa->tx->accepted : 0,
				 sa->tx ? sa->tx->nr : 0,
				 sa->rx ? sa->rx->delivered : 0,
				 sa->rx ? sa->rx->nr : 0);
}

/* Steps may still bring associations to life; stray packets may not */
static bool over(void)
{
	return S.over || (!alive() && !S.steps);
}

/* It does not go back: a fuzzer may have set it past an event */
static void clock_set(u64 at)
{
	S.now = max(S.now, at);
}

/**
 * sim_life_next() - let the next event happen
 *
 * Return: false when there is none, or the life lasts too long.
 */
bool sim_life_next(void)
{
	struct sim_event ev;

	if (!sim_event_next(&ev))
		return false;
	if (ev.at > S.deadline || ++S.events > MAX_EVENTS) {
		sim_event_add(&ev);
		return false;
	}
	clock_set(ev.at);
	happen(&ev);
	return true;
}

static void run(void)
{
	while (!S.failed && !over())
		if (!sim_life_next())
			break;
	if (!S.failed && !over())
		report_alive();
}

/* Packets that are on the way at the end must do no harm */
static void aftermath(void)
{
	u64 until = S.now + 10 * (u64)NSEC_PER_SEC;
	struct sim_event ev;

	while (!S.failed && sim_event_next(&ev)) {
		if (ev.at > until) {
			sim_event_add(&ev);
			break;
		}
		clock_set(ev.at);
		happen(&ev);
	}
}

static void check_end(u8 host)
{
	const struct sim_host *h = &S.host[host];
	u32 end;

	for (end = 0; end < ARRAY_SIZE(h->ended); end++)
		sim_require(!h->ended[end] || (S.expect & BIT(end)),
			    "host %u: %u associations ended with %u", host,
			    h->ended[end], end);
}

static bool ended_well(void)
{
	u8 host;
	u32 end;

	for (host = 0; host < SIM_HOSTS; host++)
		for (end = 0; end < ARRAY_SIZE(S.host[host].ended); end++) {
			bool good = end == SCTP_END_SHUTDOWN;

			if (good != !!S.host[host].ended[end])
				return false;
		}
	return true;
}

static void check_delivery(void)
{
	u8 host;

	if (S.hostile || !ended_well())
		return;
	for (host = 0; host < SIM_HOSTS; host++)
		sim_flow_complete(S.host[host].flow, host, !S.cut_short);
}

/* Without loss nothing is sent twice, and no timer has to help */
static void check_prompt(void)
{
	u64 bytes = S.host[0].flow->bytes + S.host[1].flow->bytes;
	u64 rounds = 40 + bytes / 4000;
	/* the last SACK before the SHUTDOWN may be a delayed one */
	u64 limit = rounds * 2 * S.link[0][0].delay + 250 * NSEC_PER_MSEC +
		    S.pauses;
	u8 host;

	if (!S.prompt)
		return;
	for (host = 0; host < SIM_HOSTS; host++)
		sim_require(!S.host[host].mib[SCTP_MIB_T3_RTX_EXPIREDS] &&
			    !S.host[host].mib[SCTP_MIB_FAST_RETRANSMITS],
			    "host %u retransmitted without loss", host);
	sim_require(S.now - SIM_START < limit,
		    "%llu bytes took %llu ms instead of at most %llu", bytes,
		    (S.now - SIM_START) / NSEC_PER_MSEC,
		    limit / NSEC_PER_MSEC);
}

/* What is late is no loss. And a round trip is known since the handshake:
 * probes find what is lost.
 */
static void check_recovery(void)
{
	u8 host;

	if (sim_recovery >= 0 && sim_recovery != 3)
		return;
	for (host = 0; S.late && host < SIM_HOSTS; host++)
		sim_require(!S.host[host].mib[SCTP_MIB_FAST_RETRANSMITS] &&
			    !S.host[host].mib[SCTP_MIB_T3_RTX_EXPIREDS],
			    "host %u retransmitted what was only late", host);
	for (host = 0; S.overtaken && host < SIM_HOSTS; host++)
		sim_require(S.host[host].mib[SCTP_MIB_FAST_RETRANSMITS] <=
			    S.lost[host] + S.needless[host] + 30,
			    "host %u retransmitted what was only overtaken",
			    host);
	if (!S.tails)
		return;
	for (host = 0; host < SIM_HOSTS; host++)
		sim_require(!S.host[host].mib[SCTP_MIB_T3_RTX_EXPIREDS],
			    "host %u waited for T3-rtx", host);
}

/* A queue that marks before it is full never overflows: nothing is lost, unless
 * one of them does not know what a mark means
 */
static void check_marks(void)
{
	bool both = S.side[0].cfg.caps & S.side[1].cfg.caps & SCTP_CAP_ECN;
	u64 cuts;
	u8 host;

	for (host = 0; S.marks && host < SIM_HOSTS; host++) {
		cuts = S.host[host].mib[SCTP_MIB_ECN_REDUCTIONS];
		sim_require(both || !S.marked[host],
			    "host %u: marked without ECN", host);
		sim_require(!both ||
			    (!S.host[host].mib[SCTP_MIB_T3_RTX_EXPIREDS] &&
			     !S.host[host].mib[SCTP_MIB_FAST_RETRANSMITS]),
			    "host %u: something was lost", host);
		/* what a SHUTDOWN acknowledges goes without ECNE */
		sim_require(cuts <= S.marked[host] &&
			    (cuts || S.marked[host] < 20),
			    "host %u: %u packets marked, cwnd reduced %llu times",
			    host, S.marked[host], cuts);
	}
}

/* A few timeouts of a second, and what was still to be sent */
static void check_failover(void)
{
	sim_require(!S.failover || S.now < S.failover + 25 * (u64)NSEC_PER_SEC,
		    "it took %llu ms to get on after a path failed",
		    (S.now - S.failover) / NSEC_PER_MSEC);
}

static void check_leaks(const struct shim_counts *before)
{
	const struct shim_counts *c = &shim_counts;

	sim_require(c->allocs == before->allocs && c->skbs == before->skbs &&
		    c->msgs == before->msgs && c->heads == before->heads,
		    "leaked: %ld allocations, %ld packets, %ld messages, %ld buffers",
		    c->allocs - before->allocs, c->skbs - before->skbs,
		    c->msgs - before->msgs, c->heads - before->heads);
}

static void begin(u64 seed)
{
	void (*tap)(u8 host, const struct sim_pkt *pkt) = S.tap;

	memset(&S, 0, sizeof(S));
	S.tap = tap;
	S.seed = seed;
	S.now = SIM_START;
	rng_seed(&S.net_rng, seed, 2);
	rng_seed(&S.app_rng, seed, 3);
	rng_seed(&S.core_rng, seed, 4);
	rng_seed(&mem_rng, seed, 5);
	rng_seed(&S.super_rng, seed, 6);
	/* drawn apart, so that a seed gives the same life otherwise */
	S.supers = !sim_plain && rng_percent(&S.super_rng, 50);
	rng_seed(&S.recovery_rng, seed, 7);
	rng_seed(&S.pacing_rng, seed, 8);
	rng_seed(&S.ecn_rng, seed, 9);
	rng_seed(&S.cc_rng, seed, 10);
	rng_seed(&S.cmt_rng, seed, 11);
	rng_seed(&S.dac_rng, seed, 12);
	shim_on_warn = on_warn;
	shim_on_release = sim_app_released;
}

static bool orderly(void)
{
	u8 host;

	for (host = 0; host < SIM_HOSTS; host++)
		if (S.link[0][host].jitter || S.link[0][host].dup)
			return false;
	return S.nets == 1;
}

/* Drawn apart, so that a seed gives the same life otherwise */
static void draw_recovery(struct sctp_config *cfg)
{
	struct rng *r = &S.recovery_rng;

	if (!S.tails && !S.late && !S.overtaken) {
		cfg->rack = rng_percent(r, 80);
		cfg->tail_loss_probe = rng_percent(r, 80);
		/* a burst may need more memory than its window says */
		if (!S.prompt && rng_percent(r, 10))
			cfg->path.initial_window = rng_range(r, 1, 20);
	}
	if (sim_recovery < 0)
		return;
	cfg->rack = sim_recovery & 1;
	cfg->tail_loss_probe = sim_recovery & 2;
}

/* The same */
static void draw_pacing(struct sim_side *s)
{
	struct rng *r = &S.pacing_rng;

	if (S.paced || (!S.prompt && !S.failover && !S.measured &&
			rng_percent(r, 10)))
		s->rate = rng_log(r, 20000, 20000000);
	if (S.paced || rng_percent(r, 10))
		s->cfg.pacing = rng_percent(r, 50);
}

/* The same: in some lives congestion control is not RFC 9260's */
static void draw_congestion(struct sim_side *s)
{
	struct rng *r = &S.cc_rng;

	if (sim_plain || S.prompt || S.measured || rng_percent(r, 50))
		return;
	s->cfg.cc_algo = sim_congestion(r);
	s->cc_changes = rng_percent(r, 30);
}

/* The same: in lives of all extensions new data may take several paths */
static void draw_multipath(struct sim_side *s)
{
	if (S.together && !sim_plain && rng_percent(&S.cmt_rng, 40))
		s->cfg.cmt = rng_range(&S.cmt_rng, 1, SCTP_MP_VALUES - 1);
	if (S.together)
		s->cfg.cmt_dac = rng_percent(&S.dac_rng, 50);
}

/* By the seed, without a draw: it changes nothing of a life, but for the
 * allocations that fail
 */
static void choose_telemetry(void)
{
	u8 host;

	if (S.alloc_fail)
		return;
	for (host = 0; host < SIM_HOSTS; host++)
		S.side[host].cfg.telemetry = S.seed >> host & 1;
}

/* The same: networks that mark, and peers that know nothing of it */
static void draw_ecn(void)
{
	struct rng *r = &S.ecn_rng;
	u8 net, host;

	if (S.prompt || S.late || S.overtaken || S.marks || S.failover)
		return;
	if (rng_percent(r, 20))
		S.side[rng_below(r, 2)].cfg.caps &= ~SCTP_CAP_ECN;
	if (!rng_percent(r, 30))
		return;
	for (net = 0; net < SIM_MAX_ADDRS; net++) {
		for (host = 0; host < SIM_HOSTS; host++) {
			struct sim_link *l = &S.link[net][host];

			l->mark = rng_log(r, 1000, 1000000);
			l->mark_at = rng_log(r, 1500, 64 * 1024);
		}
	}
}

static void populate(void)
{
	u8 host;

	S.orderly = orderly();
	draw_ecn();
	choose_telemetry();

	for (host = 0; host < SIM_HOSTS; host++) {
		struct sim_side *s = &S.side[host];

		draw_recovery(&s->cfg);
		draw_pacing(s);
		draw_congestion(s);
		draw_multipath(s);
		s->cfg.num_ostreams = s->ostreams;
		s->cfg.max_instreams = s->instreams;
		sim_host_init(host);
	}
	for (host = 0; host < SIM_HOSTS; host++)
		S.host[host].flow = flow_for(host, 0);
	S.scarce = S.alloc_fail;
	shim_alloc_fails = S.scarce ? memory_fails : NULL;
}

/**
 * sim_life_begin() - two hosts and a network between them
 * @seed: what all of it is made from
 * @scenario: its scenario, or NULL to draw it
 *
 * Return: false when there is no such scenario.
 */
bool sim_life_begin(u64 seed, const char *scenario)
{
	begin(seed);
	if (!sim_scenario_draw(scenario))
		return false;
	sim_trace("seed %llu, scenario %s", seed, S.scenario);
	populate();
	return true;
}

/**
 * sim_life_end() - take apart what is left; nothing may be left after that
 * @before: objects alive before the life began
 *
 * Return: true when every invariant held.
 */
bool sim_life_end(const struct shim_counts *before)
{
	u8 host;

	shim_alloc_fails = NULL;
	for (host = 0; host < SIM_HOSTS; host++)
		sim_host_exit(host);
	for (host = 0; host < SIM_HOSTS; host++) {
		sim_flow_free(S.host[host].flow);
		S.host[host].flow = NULL;
	}
	sim_event_reset();
	check_leaks(before);
	return !S.failed;
}

/**
 * sim_life_run() - live one life
 * @seed: what it is made from
 * @scenario: its scenario, or NULL to draw it
 *
 * Return: true when every invariant held.
 */
bool sim_life_run(u64 seed, const char *scenario)
{
	struct shim_counts before = shim_counts;
	u8 host;

	if (!sim_life_begin(seed, scenario))
		return false;
	run();
	S.over_at = S.now;
	if (!S.failed) {
		check_delivery();
		for (host = 0; host < SIM_HOSTS; host++)
			check_end(host);
		check_prompt();
		check_recovery();
	check_marks();
	check_failover();
		aftermath();
	}
	return sim_life_end(&before);
}
