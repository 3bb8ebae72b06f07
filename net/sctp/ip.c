// SPDX-License-Identifier: GPL-2.0-only
/*
 * What IPv4 and IPv6 have in common: the choice between them, which addresses
 * may be used and offered, the cached route of a path and its MTU.
 */
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <net/dst.h>
#include <net/l3mdev.h>

#include "core/ep.h"
#include "core/ext/plpmtud.h"
#include "core/pathroute.h"
#include "bindx.h"
#include "input.h"
#include "ip.h"
#include "kassoc.h"
#include "netns.h"
#include "udp.h"

/* A path MTU from an ICMP error is forgotten after that many minutes */
#define PMTU_MINUTES	10

/**
 * sctp_af() - operations of an address family
 * @family: AF_INET or AF_INET6
 *
 * Return: the operations, NULL if the host does not have the family.
 */
const struct sctp_af *sctp_af(u16 family)
{
	switch (family) {
	case AF_INET:
		return &sctp_af_v4;
	case AF_INET6:
		return ipv6_mod_enabled() ? &sctp_af_v6 : NULL;
	}
	return NULL;
}

/* --- addresses --- */

/**
 * sctp_addr_scope() - how far an address reaches
 * @addr: address
 *
 * Return: its scope.
 */
enum sctp_scope sctp_addr_scope(const struct sctp_addr *addr)
{
	const struct sctp_af *af = sctp_af(addr->family);

	return af ? af->scope(addr) : SCTP_SCOPE_UNUSABLE;
}

/**
 * sctp_addr_iter_wants() - does a walk want a device's addresses?
 * @it: walk
 * @dev: device
 *
 * Context: RCU.
 * Return: true when the device is up, and the walk's own or in its VRF. A walk
 * without a device wants those that are in no VRF.
 */
bool sctp_addr_iter_wants(const struct sctp_addr_iter *it,
			  const struct net_device *dev)
{
	if (!(dev->flags & IFF_UP))
		return false;
	if (!it->ifindex)
		return !netif_is_l3_slave(dev) && !netif_is_l3_master(dev);
	return dev->ifindex == it->ifindex ||
	       l3mdev_master_ifindex_rcu(dev) == it->ifindex;
}

/**
 * sctp_addr_check_local() - may a socket bind to an address?
 * @sk: socket
 * @addr: address, not the wildcard
 *
 * Return: 0, -EADDRNOTAVAIL, -EAFNOSUPPORT.
 */
int sctp_addr_check_local(struct sock *sk, const struct sctp_addr *addr)
{
	const struct sctp_af *af = sctp_af(addr->family);

	if (!af || !sctp_bind_has_family(sk, addr->family))
		return -EAFNOSUPPORT;
	if (af->scope(addr) == SCTP_SCOPE_UNUSABLE)
		return -EADDRNOTAVAIL;
	return af->is_local(sk, sk->sk_bound_dev_if, addr) ? 0 :
							    -EADDRNOTAVAIL;
}

/**
 * sctp_addr_peer_ok() - can an address be a peer's?
 * @sk: socket
 * @addr: address
 *
 * Return: true for a unicast address of a family the socket may use.
 */
bool sctp_addr_peer_ok(const struct sock *sk, const struct sctp_addr *addr)
{
	return sctp_bind_has_family(sk, addr->family) &&
	       sctp_addr_scope(addr) != SCTP_SCOPE_UNUSABLE;
}

/* RFC 9260 section 5.1.2: an address is worth offering when the peer, seen at
 * @peer, can be expected to reach it.
 */
static bool scope_allows(const struct sctp_net *sn, enum sctp_scope peer,
			 enum sctp_scope scope)
{
	if (scope == SCTP_SCOPE_UNUSABLE)
		return false;
	switch (READ_ONCE(sn->tun.addr_scope_policy)) {
	case SCTP_SCOPE_POLICY_OFF:
		return true;
	case SCTP_SCOPE_POLICY_PRIVATE:
		if (scope == SCTP_SCOPE_PRIVATE)
			return true;
		break;
	case SCTP_SCOPE_POLICY_LINK:
		if (scope == SCTP_SCOPE_LINK)
			return true;
		break;
	}
	return scope <= peer;
}

/**
 * sctp_addr_has_source() - can a socket's own addresses reach a peer?
 * @sk: the socket, owned by the caller
 * @peer: where the peer is
 *
 * A socket bound to the wildcard can: the route decides.
 *
 * Return: false when it is bound to none that can be the source.
 */
bool sctp_addr_has_source(struct sock *sk, const struct sctp_addr *peer)
{
	const struct sctp_sock *sp = sctp_sk(sk);
	enum sctp_scope scope = sctp_addr_scope(peer);
	const struct sctp_laddr *la;

	/* behind a NAT a private address reaches the whole world */
	if (scope == SCTP_SCOPE_GLOBAL)
		scope = SCTP_SCOPE_LINK;
	list_for_each_entry(la, &sp->bind_addrs, list)
		if (scope_allows(sctp_sk_net(sk), scope,
				 sctp_addr_scope(&la->addr)))
			return true;
	return list_empty(&sp->bind_addrs);
}

/**
 * sctp_peer_addr_ok() - the peer_addr_ok() of struct sctp_ops
 * @a: association
 * @src: source address of the packet that lists @addr
 * @addr: address the peer says is its own
 *
 * An address of this host is the peer's only if the peer is on this host.
 *
 * Return: true when packets may be sent there.
 */
bool sctp_peer_addr_ok(struct sctp_assoc *a, const struct sctp_addr *src,
		       const struct sctp_addr *addr)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	const struct sctp_af *af = sctp_af(addr->family);
	int dev = sctp_kassoc_dev(ka);
	struct sock *sk = ka->sk;

	if (!af || !sctp_addr_peer_ok(sk, addr) ||
	    !scope_allows(sctp_sk_net(sk), sctp_addr_scope(src),
			  sctp_addr_scope(addr)))
		return false;
	return !af->is_local(sk, dev, addr) ||
	       sctp_af(src->family)->is_local(sk, dev, src);
}

/* Collects local addresses for sctp_local_addrs() */
struct local_addrs {
	struct sctp_addr_iter it;
	const struct sctp_sock *sp;
	const struct sctp_net *sn;
	const struct sctp_addr *peer;
	enum sctp_scope peer_scope;
	struct sctp_addr *out;
	int max;
	int n;
};

static bool local_addrs_add(struct local_addrs *la,
			    const struct sctp_addr *addr)
{
	if (!sctp_ep_has_family(&la->sp->ep, addr->family) ||
	    !scope_allows(la->sn, la->peer_scope, sctp_addr_scope(addr)))
		return false;
	/* a link-local address is valid on its own link only */
	if (addr->scope && addr->scope != la->peer->scope)
		return false;
	if (la->out)
		la->out[la->n] = *addr;
	la->n++;
	return la->n == la->max;
}

static bool local_addrs_found(struct sctp_addr_iter *it,
			      const struct sctp_addr *addr)
{
	return local_addrs_add(container_of(it, struct local_addrs, it), addr);
}

/* The device or VRF whose addresses are offered; 0: all that are in no VRF */
static int local_dev(const struct sock *sk, const struct sctp_assoc *a,
		     const struct sctp_rx *rx)
{
	if (a)
		return sctp_kassoc_dev(sctp_ka(a));
	return READ_ONCE(sk->sk_bound_dev_if) ?: (rx ? sctp_rx_l3_if(rx) : 0);
}

/**
 * sctp_local_addrs() - the local_addrs() of struct sctp_ops
 * @ep: endpoint of a socket
 * @a: association, NULL while there is none
 * @rx: the packet that is answered, NULL when none is
 * @peer: where the peer is
 * @out: to fill; NULL to count only
 * @max: room in @out
 *
 * Return: how many addresses were stored.
 */
int sctp_local_addrs(struct sctp_ep *ep, struct sctp_assoc *a,
		     const struct sctp_rx *rx,
		     const struct sctp_addr *peer, struct sctp_addr *out,
		     int max)
{
	const struct sctp_sock *sp = container_of(ep, struct sctp_sock, ep);
	struct net *net = sock_net(&sp->inet.sk);
	struct local_addrs la = {
		.it.fn = local_addrs_found,
		.it.ifindex = local_dev(&sp->inet.sk, a, rx),
		.sp = sp,
		.sn = sctp_sk_net(&sp->inet.sk),
		.peer = peer,
		.peer_scope = sctp_addr_scope(peer),
		.out = out,
		.max = max,
	};
	const struct sctp_laddr *bound;

	if (!max)
		return 0;
	rcu_read_lock();
	if (!sp->bind_any) {
		list_for_each_entry_rcu(bound, &sp->bind_addrs, list)
			if (local_addrs_add(&la, &bound->addr))
				break;
	} else if (!sctp_af_v4.for_each_local(net, &la.it) &&
		   sp->ep.addr_v6 && ipv6_mod_enabled()) {
		sctp_af_v6.for_each_local(net, &la.it);
	}
	rcu_read_unlock();
	return la.n;
}
EXPORT_SYMBOL_GPL(sctp_local_addrs);

/* --- routes --- */

/**
 * sctp_kpath_drop_route() - forget the cached route of a path
 * @kp: path
 */
void sctp_kpath_drop_route(struct sctp_kpath *kp)
{
	dst_release(kp->dst);
	kp->dst = NULL;
}

/**
 * sctp_kpath_set_route() - cache a route
 * @kp: path
 * @dst: route, with a reference that becomes the path's
 * @cookie: to validate it
 */
void sctp_kpath_set_route(struct sctp_kpath *kp, struct dst_entry *dst,
			  u32 cookie)
{
	dst_release(kp->dst);
	kp->dst = dst;
	kp->dst_cookie = cookie;
	kp->l3_if = l3mdev_master_ifindex(dst->dev);
}

/* Core's MTUs are without IP header and options, and UDP header */
static __always_inline u32 without_headers(const struct sctp_kpath *kp, u32 mtu)
{
	u16 family = kp->p.addr.family;
	u32 headers = family == AF_INET ? sctp_v4_headers(kp->ka->sk) :
					  sctp_af(family)->headers(kp->ka->sk);

	if (sctp_udp_ports(kp).peer)
		headers += sizeof(struct udphdr);
	return mtu - min(mtu, headers);
}

/* The MTU that core uses, when the route's is @mtu */
static __always_inline u32 kpath_mtu(const struct sctp_kpath *kp, u32 mtu)
{
	const struct sctp_path_config *cfg = &kp->p.cfg;

	if (!cfg->pmtud_enabled && cfg->pathmtu)
		mtu = without_headers(kp, cfg->pathmtu);
	return clamp_t(u32, mtu, SCTP_MTU_MIN, SCTP_MTU_MAX);
}

/* The time in minutes, modulo 256, as in struct sctp_kassoc.pmtu_until */
static u8 pmtu_minute(void)
{
	return jiffies / (60 * HZ);
}

static __always_inline u32 kpath_route_mtu(struct sctp_kpath *kp)
{
	u32 pmtu = READ_ONCE(kp->pmtu);
	u32 mtu = dst_mtu(kp->dst);

	if (unlikely(pmtu) && !sctp_path_probing(&kp->p)) {
		if ((s8)(pmtu_minute() - READ_ONCE(kp->ka->pmtu_until)) < 0)
			mtu = min(mtu, pmtu);
		else
			WRITE_ONCE(kp->pmtu, 0);
	}
	return without_headers(kp, mtu);
}

/**
 * sctp_kpath_remember_pmtu() - a path MTU that the routing tables do not keep
 * @kp: path
 * @mtu: bytes, with IP header
 *
 * It is forgotten after ten minutes, since the path may have a larger one again
 * (RFC 8201 section 5.3).
 *
 * Context: the spinlock of the socket is held; a process may own it.
 */
void sctp_kpath_remember_pmtu(struct sctp_kpath *kp, u32 mtu)
{
	if (mtu > U16_MAX || (kp->pmtu && kp->pmtu < mtu))
		return;
	WRITE_ONCE(kp->ka->pmtu_until, pmtu_minute() + PMTU_MINUTES);
	WRITE_ONCE(kp->pmtu, mtu);
}

/**
 * sctp_kpath_hint_pmtu() - what an ICMP error said about a path that is probed
 * @kp: path; its socket is owned
 *
 * It is forgotten then.
 *
 * Return: the MTU as core counts it, 0 if there is none.
 */
u32 sctp_kpath_hint_pmtu(struct sctp_kpath *kp)
{
	u32 mtu = READ_ONCE(kp->pmtu);

	WRITE_ONCE(kp->pmtu, 0);
	return without_headers(kp, mtu);
}

/**
 * sctp_kpath_update_pmtu() - let a route learn an MTU
 * @dst: the route of the packet that was too big
 * @sk: socket whose mark and user say which route it was; NULL = the ICMP
 *      packet does
 * @icmp: ICMP packet; its data begins with the IP header quoted
 * @mtu: bytes, with IP header
 */
void sctp_kpath_update_pmtu(struct dst_entry *dst, struct sock *sk,
			    struct sk_buff *icmp, u32 mtu)
{
	int outer = skb_network_offset(icmp);

	/* update_pmtu() reads addresses from the network header */
	skb_reset_network_header(icmp);
	dst->ops->update_pmtu(dst, sk, icmp, mtu, true);
	skb_set_network_header(icmp, outer);
}

/**
 * sctp_path_route() - the path_route() of struct sctp_ops
 * @a: association
 * @p: path
 *
 * Return: 0 or a negative errno when there is no route.
 */
int sctp_path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_kpath *kp = sctp_kp(p);
	int err = sctp_kpath_route(kp);

	if (!err)
		p->mtu = kpath_mtu(kp, kpath_route_mtu(kp));
	return err;
}

/**
 * sctp_kpath_dst() - the route to send by
 * @kp: path
 * @mtu: set to the largest SCTP packet it takes whole
 *
 * Looks it up again when the cached one is stale. This may be called from core,
 * so core is told of a new MTU or source, or of a missing route, by the next
 * sctp_kassoc_run().
 *
 * Return: the route, held by the path; NULL when there is none.
 */
struct dst_entry *sctp_kpath_dst(struct sctp_kpath *kp, u32 *mtu)
{
	struct dst_entry *dst = kp->dst;

	if (unlikely(!dst || (dst->obsolete &&
			      !dst->ops->check(dst, kp->dst_cookie)))) {
		if (sctp_kpath_route(kp)) {
			kp->ka->rerouted |= !kp->p.route_dead;
			return NULL;
		}
		kp->ka->rerouted = true;
	}
	/* the MTU of a valid route can change, too */
	*mtu = kpath_route_mtu(kp);
	if (unlikely(kpath_mtu(kp, *mtu) != kp->p.mtu) &&
	    kpath_mtu(kp, *mtu) != sctp_path_route_mtu(&kp->p))
		kp->ka->rerouted = true;
	return kp->dst;
}

/**
 * sctp_ip_rerouted() - tell core about routes that changed
 * @ka: association; its socket is owned
 */
void sctp_ip_rerouted(struct sctp_kassoc *ka)
{
	struct sctp_path *p;
	u32 mtu;

	list_for_each_entry(p, &ka->a.paths, list)
		if (sctp_kpath_dst(sctp_kp(p), &mtu))
			sctp_path_rerouted(&ka->a, p,
					   kpath_mtu(sctp_kp(p), mtu),
					   sctp_now());
		else
			sctp_path_unrouted(&ka->a, p);
	ka->rerouted = false;
}
