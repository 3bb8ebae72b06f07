// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses that hosts get, lose and change, and that users bind sockets to,
 * while an association is up: the peer is told by ASCONF (RFC 5061).
 *
 * Two hosts that lose all that the other one knows at the same time never meet
 * again. So either there is a network where both have an address that the other
 * one knows. Or one of them has none, nothing else was under way when it lost
 * the last one, and nothing changes until the other one knows where it is.
 */
#include <string.h>

#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/ext/asconf.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "sim.h"

enum change {
	ADDR_LOST,
	ADDR_GOT,
	ADDR_MOVED,
	ADDR_BOUND,
	ADDR_UNBOUND,
	ADDR_PRIMARY,
};

static const char * const change_name[] = {
	[ADDR_LOST] = "lost",
	[ADDR_GOT] = "got",
	[ADDR_MOVED] = "moved",
	[ADDR_BOUND] = "bound",
	[ADDR_UNBOUND] = "unbound",
	[ADDR_PRIMARY] = "wanted as primary",
};

/* Addresses that a host has on a network, one after the other */
#define GENERATIONS	4

static bool is_known(const struct sim_assoc *sa, u8 net)
{
	const struct sctp_asconf *s = sctp_locals(&sa->a);
	struct sctp_addr addr = sim_net_addr(sa->host, net);
	const struct sctp_local *l = s ? sctp_local_find(s, &addr) : NULL;

	return l && l->state == SCTP_LOCAL_KNOWN && !l->lost;
}

/* @sure: the peer has confirmed it */
static bool is_usable(const struct sim_assoc *sa, const struct sim_assoc *peer,
		      u8 net, bool sure)
{
	struct sctp_addr addr = sim_net_addr(sa->host, net);
	const struct sctp_path *p = sctp_path_find(&peer->a, &addr);
	const struct sim_host *h = &S.host[sa->host];

	return h->mine & h->bound & BIT(net) && is_known(sa, net) && p &&
	       (p->confirmed || !sure);
}

/* Is there a network where both have an address that the other one knows? */
static bool in_touch(const struct sim_assoc *sa, const struct sim_assoc *peer,
		     bool sure)
{
	u8 net;

	for (net = 0; net < S.nets; net++)
		if (is_usable(sa, peer, net, sure) &&
		    is_usable(peer, sa, net, sure))
			return true;
	return false;
}

/* Does it know which port an address translator gave the other host? */
static bool knows_port(const struct sim_assoc *sa, u8 net)
{
	struct sctp_addr addr = sim_net_addr(!sa->host, net);
	const struct sctp_path *p = sctp_path_find(&sa->a, &addr);

	return !S.nat_port || !sa->host ||
	       (p && p->cfg.encap_port == S.nat_port);
}

/* Is there one where only @sa has none that is known? As long as it has a known
 * one anywhere, if only of the wrong family, no other one is used.
 */
static bool can_tell(const struct sim_assoc *sa, const struct sim_assoc *peer)
{
	const struct sim_host *h = &S.host[sa->host];
	u8 net;

	for (net = 0; net < S.nets; net++)
		if (h->mine & BIT(net) && is_known(sa, net))
			return false;
	for (net = 0; net < S.nets; net++)
		if (h->mine & h->bound & BIT(net) &&
		    is_usable(peer, sa, net, true) &&
		    knows_port(sa, net))
			return true;
	return false;
}

/* Nothing is asked for */
static bool settled(const struct sim_assoc *sa)
{
	const struct sctp_asconf *s = sctp_locals(&sa->a);
	const struct sctp_local *l;

	if (!s || s->r.out)
		return false;
	list_for_each_entry(l, &s->locals, list)
		if (l->state != SCTP_LOCAL_KNOWN || l->lost)
			return false;
	return true;
}

/* False if that is not possible. No host is without any address */
static bool change_host(struct sim_host *h, enum change what, u8 net)
{
	u8 bit = BIT(net), others = h->mine & h->bound & ~bit;

	switch (what) {
	case ADDR_LOST:
		if (!(h->mine & bit) || !others)
			return false;
		h->mine &= ~bit;
		return true;
	case ADDR_GOT:
		if (h->mine & bit)
			return false;
		h->mine |= bit;
		return true;
	case ADDR_MOVED:
		if (!(h->mine & bit))
			return false;
		h->gen[net] += rng_range(&S.net_rng, 1, GENERATIONS - 1);
		h->gen[net] %= GENERATIONS;
		return true;
	case ADDR_BOUND:
		if (h->bound & bit)
			return false;
		h->bound |= bit;
		return true;
	case ADDR_UNBOUND:
		if (!(h->bound & bit) || !others)
			return false;
		h->bound &= ~bit;
		return true;
	default:
		return h->mine & h->bound & bit;
	}
}

static int tell_core(struct sim_assoc *sa, enum change what, u8 net)
{
	struct sctp_addr addr = sim_net_addr(sa->host, net);

	switch (what) {
	case ADDR_BOUND:
		return sctp_asconf_add(&sa->a, &addr, S.now);
	case ADDR_UNBOUND:
		return sctp_asconf_remove(&sa->a, &addr, S.now);
	case ADDR_PRIMARY:
		return sctp_asconf_set_primary(&sa->a, &addr, S.now);
	default:
		sctp_asconf_follow(&sa->a, S.now);
		return 0;
	}
}

/* Routes by an address that is gone are looked up again, and dead ones */
static void reroute(struct sim_assoc *sa)
{
	struct sctp_path *p;

	list_for_each_entry(p, &sa->a.paths, list)
		if (p->saddr.family &&
		    (p->route_dead || !sim_host_has(sa->host, &p->saddr)))
			sctp_path_reroute(&sa->a, p, S.now);
}

static bool same_assoc(const struct sim_assoc *sa, const struct sim_assoc *peer)
{
	return sa->a.hs.my_tag == peer->a.hs.peer_tag &&
	       sa->a.hs.peer_tag == peer->a.hs.my_tag;
}

static bool may_change(const struct sim_assoc *sa, const struct sim_assoc *peer)
{
	return sa && peer && same_assoc(sa, peer) && sctp_asconf_on(&sa->a) &&
	       sctp_asconf_on(&peer->a) && sctp_locals(&sa->a) &&
	       sctp_locals(&peer->a) && sa->a.state == SCTP_ST_ESTABLISHED &&
	       peer->a.state == SCTP_ST_ESTABLISHED;
}

static enum change some_change(u8 host)
{
	if (rng_percent(&S.net_rng, 20))
		return ADDR_PRIMARY;
	if (S.side[host].auto_asconf)
		return rng_range(&S.net_rng, ADDR_LOST, ADDR_MOVED);
	return rng_range(&S.net_rng, ADDR_BOUND, ADDR_UNBOUND);
}

/**
 * sim_addrs_change() - an address of a host changes
 * @host: host
 */
void sim_addrs_change(u8 host)
{
	struct sim_assoc *sa = sim_host_assoc(host);
	struct sim_assoc *peer = sim_host_assoc(!host);
	struct sim_host *h = &S.host[host], was = *h;
	enum change what = some_change(host);
	u8 net = rng_below(&S.net_rng, S.nets);
	bool quiet, loses;
	int err;

	if (!may_change(sa, peer) || (!S.hostile && !in_touch(sa, peer, false)))
		return;
	quiet = settled(sa) && settled(peer);
	if (!change_host(h, what, net))
		return;
	loses = what == ADDR_LOST || what == ADDR_MOVED || what == ADDR_UNBOUND;
	if (!S.hostile && !in_touch(sa, peer, false) &&
	    !(quiet && can_tell(sa, peer))) {
		h->mine = was.mine;
		h->bound = was.bound;
		memcpy(h->gen, was.gen, sizeof(h->gen));
		return;
	}
	/* one that is not confirmed yet is not probed any more in a shutdown,
	 * while others are confirmed that are gone
	 */
	if (loses && in_touch(sa, peer, false) && !in_touch(sa, peer, true))
		S.expect |= BIT(SCTP_END_TIMEOUT) | BIT(SCTP_END_PEER_ABORT);
	sim_trace("host %u: address on network %u %s%s", host, net,
		  change_name[what], in_touch(sa, peer, false) ? "" :
		  ", the peer knows none");
	err = tell_core(sa, what, net);
	sim_require(!err || S.scarce || (err == -ENOMEM && S.hostile) ||
		    (what == ADDR_PRIMARY && err == -EADDRNOTAVAIL) ||
		    (what == ADDR_PRIMARY && err == -EPERM && S.hostile),
		    "host %u: ASCONF says %d", host, err);
	reroute(sa);
	sim_assoc_run(sa);
}

/**
 * sim_addrs_known() - do both hosts know how to reach each other?
 *
 * Return: false while one tells the other where it is.
 */
bool sim_addrs_known(void)
{
	struct sim_assoc *sa = sim_host_assoc(0), *peer = sim_host_assoc(1);

	return !may_change(sa, peer) || in_touch(sa, peer, true);
}

/**
 * sim_addrs_rebooted() - a host has restarted
 * @host: host
 *
 * If the peer knew none of its addresses it gets back one that it did:
 * otherwise the peer would take it for another one, and have two associations.
 */
void sim_addrs_rebooted(u8 host)
{
	struct sim_assoc *peer = sim_host_assoc(!host);
	struct sim_host *h = &S.host[host];
	struct sctp_path *p;
	u8 net, gen;

	if (!peer)
		return;
	list_for_each_entry(p, &peer->a.paths, list)
		if (sim_host_has(host, &p->addr))
			return;
	p = list_first_entry(&peer->a.paths, struct sctp_path, list);
	net = max(sim_net_of(&p->addr, NULL), 0);
	for (gen = 0; gen < GENERATIONS && !sim_host_has(host, &p->addr);
	     gen++) {
		h->mine |= BIT(net);
		h->bound |= BIT(net);
		h->gen[net] = gen;
	}
}

/**
 * sim_addrs_source() - the source address for a path
 * @sa: association
 * @to: where packets go
 * @net: network of that
 * @src: result
 *
 * As the kernel half: one that the peer knows, if possible of that network, or
 * else the one that an ASCONF adds.
 *
 * Return: false when there is none.
 */
bool sim_addrs_source(const struct sim_assoc *sa, const struct sctp_addr *to,
		      u8 net, struct sctp_addr *src)
{
	const struct sim_host *h = &S.host[sa->host];
	bool listed = sctp_locals(&sa->a);
	u32 i, pass;
	u8 n;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < S.nets; i++) {
			n = (net + i) % S.nets;
			*src = sim_net_addr(sa->host, n);
			if (src->family != to->family || !(h->mine & BIT(n)) ||
			    (!listed && !(h->bound & BIT(n))))
				continue;
			if (pass ? sctp_local_is_new_source(&sa->a, src) :
				   sctp_local_is_source(&sa->a, src))
				return true;
		}
	return false;
}

/**
 * sim_addrs_check() - when nothing is asked for, the peer has a path to each
 * address of this host
 * @sa: association
 */
void sim_addrs_check(const struct sim_assoc *sa)
{
	const struct sctp_asconf *s = sctp_locals(&sa->a);
	const struct sim_assoc *peer = sim_host_assoc(!sa->host);
	const struct sctp_local *l;
	u32 n = 0;

	if (!s || s->r.out || s->never || !peer || !same_assoc(sa, peer) ||
	    S.hostile || S.scarce || S.restarted)
		return;
	list_for_each_entry(l, &s->locals, list) {
		if (l->state == SCTP_LOCAL_NEW)
			continue;
		n++;
		sim_require(sctp_path_find(&peer->a, &l->addr),
			    "host %u: the peer does not have the address on network %d",
			    sa->host, sim_net_of(&l->addr, NULL));
	}
	sim_require(n == peer->a.npaths,
		    "host %u: %u addresses, of which the peer has %u", sa->host,
		    n, peer->a.npaths);
}
