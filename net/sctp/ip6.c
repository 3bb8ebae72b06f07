// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCTP over IPv6.
 */
#include <linux/icmpv6.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/security.h>
#include <net/addrconf.h>
#include <net/inet6_hashtables.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/ndisc.h>
#include <net/protocol.h>

#include "bindx.h"
#include "drop.h"
#include "icmp.h"
#include "input.h"
#include "ip.h"
#include "kassoc.h"
#include "xmit.h"

static const struct in6_addr *in6(const struct sctp_addr *addr)
{
	return (const struct in6_addr *)addr->v6;
}

/* @ifindex is kept where the address means nothing without it */
static struct sctp_addr from_in6(const struct in6_addr *a, int ifindex)
{
	struct sctp_addr addr = { .family = AF_INET6 };

	memcpy(addr.v6, a, sizeof(addr.v6));
	if (ipv6_addr_type(a) & IPV6_ADDR_LINKLOCAL)
		addr.scope = ifindex;
	return addr;
}

static u32 v6_headers(const struct sock *sk)
{
	const struct ipv6_pinfo *np = inet6_sk(sk);
	const struct ipv6_txoptions *opt;
	u32 len = sizeof(struct ipv6hdr);

	rcu_read_lock();
	opt = rcu_dereference(np->opt);
	if (opt)
		len += opt->opt_flen + opt->opt_nflen;
	rcu_read_unlock();
	return len;
}

/* --- addresses --- */

/* fc00::/7, RFC 4193: what 10.0.0.0/8 is to IPv4 */
static bool v6_unique_local(const struct in6_addr *a)
{
	return (a->s6_addr[0] & 0xfe) == 0xfc;
}

static enum sctp_scope v6_scope(const struct sctp_addr *addr)
{
	int type = ipv6_addr_type(in6(addr));

	if (type == IPV6_ADDR_ANY || type & IPV6_ADDR_MULTICAST ||
	    type & IPV6_ADDR_MAPPED)
		return SCTP_SCOPE_UNUSABLE;
	if (type & IPV6_ADDR_LOOPBACK)
		return SCTP_SCOPE_LOOPBACK;
	if (type & IPV6_ADDR_LINKLOCAL)
		return SCTP_SCOPE_LINK;
	if (type & IPV6_ADDR_SITELOCAL || v6_unique_local(in6(addr)))
		return SCTP_SCOPE_PRIVATE;
	return SCTP_SCOPE_GLOBAL;
}

/* Is a device another, or in it when that is a VRF's? */
static bool v6_dev_in(struct net *net, int ifindex, int dev)
{
	return ifindex == dev ||
	       l3mdev_master_ifindex_by_index(net, ifindex) == dev;
}

static bool v6_is_local(struct sock *sk, int ifindex,
			const struct sctp_addr *addr)
{
	struct net *net = sock_net(sk);
	struct net_device *dev = NULL;
	bool local;

	if (ifindex && addr->scope && !v6_dev_in(net, addr->scope, ifindex))
		return false;
	if (addr->scope)
		ifindex = addr->scope;
	if (v6_scope(addr) == SCTP_SCOPE_LINK && !ifindex)
		return false;
	rcu_read_lock();
	if (ifindex)
		dev = dev_get_by_index_rcu(net, ifindex);
	local = (dev || !ifindex) &&
		(ipv6_can_nonlocal_bind(net, inet_sk(sk)) ||
		 ipv6_chk_addr(net, in6(addr), dev, 0));
	rcu_read_unlock();
	return local;
}

static bool v6_dev_wanted(const struct sctp_addr_iter *it,
			  const struct net_device *dev)
{
	if (!(dev->flags & IFF_UP))
		return false;
	if (!it->ifindex)
		return !netif_is_l3_slave(dev) && !netif_is_l3_master(dev);
	return dev->ifindex == it->ifindex ||
	       l3mdev_master_ifindex_rcu(dev) == it->ifindex;
}

static bool v6_for_each_local(struct net *net, struct sctp_addr_iter *it)
{
	const struct inet6_ifaddr *ifp;
	struct inet6_dev *idev;
	struct net_device *dev;
	struct sctp_addr addr;

	for_each_netdev_rcu(net, dev) {
		idev = __in6_dev_get(dev);
		if (!idev || !v6_dev_wanted(it, dev))
			continue;
		list_for_each_entry_rcu(ifp, &idev->addr_list, if_list) {
			if (ifp->flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED |
					  IFA_F_DEPRECATED))
				continue;
			addr = from_in6(&ifp->addr, dev->ifindex);
			if (it->fn(it, &addr))
				return true;
		}
	}
	return false;
}

/* --- routes --- */

static __be32 v6_flowinfo(const struct sock *sk, const struct sctp_kpath *kp)
{
	const struct ipv6_pinfo *np = inet6_sk(sk);
	__be32 label = kp->ip.has_flowlabel ? htonl(kp->ip.flowlabel) :
					      np->flow_label;

	return ip6_make_flowinfo(sctp_kpath_dscp(kp, READ_ONCE(np->tclass)),
				 label);
}

static struct dst_entry *v6_lookup(struct sctp_kpath *kp, struct flowi6 *fl6,
				   const struct in6_addr *saddr)
{
	const struct sctp_assoc *a = &kp->ka->a;
	struct sock *sk = kp->ka->sk;
	const struct ipv6_pinfo *np = inet6_sk(sk);
	struct in6_addr *final_p, final;

	memset(fl6, 0, sizeof(*fl6));
	fl6->flowi6_proto = IPPROTO_SCTP;
	fl6->daddr = *in6(&kp->p.addr);
	if (saddr)
		fl6->saddr = *saddr;
	fl6->flowlabel = v6_flowinfo(sk, kp);
	fl6->flowi6_oif = kp->p.addr.scope ?: sctp_kassoc_dev(kp->ka);
	fl6->flowi6_mark = READ_ONCE(sk->sk_mark);
	fl6->fl6_dport = a->pport;
	fl6->fl6_sport = a->lport;
	fl6->flowi6_uid = sk->sk_uid;
	security_sk_classify_flow(sk, flowi6_to_flowi_common(fl6));

	rcu_read_lock();
	final_p = fl6_update_dst(fl6, rcu_dereference(np->opt), &final);
	rcu_read_unlock();
	return ip6_dst_lookup_flow(sock_net(sk), sk, fl6, final_p);
}

/* The device that has this address, in the VRF the association is in or in
 * none. RCU.
 */
static struct net_device *v6_find_dev(const struct sctp_kassoc *ka,
				      const struct in6_addr *saddr)
{
	struct net *net = sock_net(ka->sk);
	struct net_device *dev;
	int domain;

	domain = l3mdev_master_ifindex_by_index(net, sctp_kassoc_dev(ka));
	if (!domain)
		return ipv6_dev_find(net, saddr, NULL);
	for_each_netdev_rcu(net, dev)
		if (l3mdev_master_ifindex_rcu(dev) == domain &&
		    ipv6_chk_addr(net, saddr, dev, 1))
			return dev;
	return NULL;
}

/* The same, when it is fit to send from */
static struct net_device *v6_source_dev(const struct sctp_kassoc *ka,
					const struct sctp_addr *saddr)
{
	struct net_device *dev = NULL;

	if (saddr->scope)
		dev = dev_get_by_index_rcu(sock_net(ka->sk), saddr->scope);
	else
		dev = v6_find_dev(ka, in6(saddr));
	return dev && netif_running(dev) && netif_carrier_ok(dev) ? dev : NULL;
}

static bool v6_source_works(const struct sctp_kassoc *ka,
			    const struct sctp_addr *saddr)
{
	const struct sock *sk = ka->sk;
	struct net_device *dev;
	bool works;

	if (inet_test_bit(FREEBIND, sk) || inet_test_bit(TRANSPARENT, sk))
		return true;
	rcu_read_lock();
	dev = v6_source_dev(ka, saddr);
	works = dev && ipv6_chk_addr(sock_net(sk), in6(saddr), dev, 0);
	rcu_read_unlock();
	return works;
}

static bool v6_bound(const struct sock *sk, const struct flowi6 *fl6,
		     const struct dst_entry *dst)
{
	struct sctp_addr addr = from_in6(&fl6->saddr, dst->dev->ifindex);

	return sctp_bind_match(sk, &addr);
}

/*
 * An address can be the source if it reaches at least as far as @peer. Whether
 * a private one reaches the world is for the network to know.
 */
static bool v6_source_fits(const struct sctp_addr *src,
			   const struct sctp_addr *peer)
{
	enum sctp_scope need = max(v6_scope(peer), SCTP_SCOPE_PRIVATE);

	return src->family == AF_INET6 && v6_scope(src) <= need &&
	       (!src->scope || src->scope == peer->scope);
}

/* A bound address, best one of the device the route leaves by */
static struct dst_entry *v6_lookup_bound(struct sctp_kpath *kp,
					 struct flowi6 *fl6)
{
	const struct sctp_sock *sp = sctp_sk(kp->ka->sk);
	struct dst_entry *dst, *best = ERR_PTR(-ENETUNREACH);
	const struct sctp_laddr *la;
	struct flowi6 fl;
	bool fits;

	rcu_read_lock();
	list_for_each_entry_rcu(la, &sp->bind_addrs, list) {
		if (!v6_source_fits(&la->addr, &kp->p.addr))
			continue;
		dst = v6_lookup(kp, &fl, in6(&la->addr));
		if (IS_ERR(dst))
			continue;
		fits = v6_source_dev(kp->ka, &la->addr) == dst->dev;
		if (!IS_ERR(best) && !fits) {
			dst_release(dst);
			continue;
		}
		if (!IS_ERR(best))
			dst_release(best);
		best = dst;
		*fl6 = fl;
		if (fits)
			break;
	}
	rcu_read_unlock();
	return best;
}

/* Where only loopback has addresses none of them can be the source */
static bool v6_chosen_fits(const struct flowi6 *fl6,
			   const struct dst_entry *dst)
{
	return dst->dev->flags & IFF_LOOPBACK ||
	       !ipv6_addr_loopback(&fl6->saddr);
}

/* As for IPv4: see v4_route_source() */
static struct dst_entry *v6_route_source(struct sctp_kpath *kp,
					 struct flowi6 *fl6)
{
	const struct sctp_kassoc *ka = kp->ka;
	const struct sctp_addr *want = &kp->p.saddr;
	struct dst_entry *dst;

	if (want->family != AF_INET6 &&
	    (!ka->a.primary || ka->a.primary == &kp->p))
		want = &ka->laddr;
	if (want->family == AF_INET6 && sctp_bind_match(ka->sk, want) &&
	    v6_source_works(ka, want)) {
		dst = v6_lookup(kp, fl6, in6(want));
		if (!IS_ERR(dst))
			return dst;
	}
	dst = v6_lookup(kp, fl6, NULL);
	/* no source at all: then it is no use that there is a route */
	if (dst == ERR_PTR(-EADDRNOTAVAIL))
		return ERR_PTR(-ENETUNREACH);
	if (IS_ERR(dst))
		return dst;
	if (v6_chosen_fits(fl6, dst) && v6_bound(ka->sk, fl6, dst))
		return dst;
	dst_release(dst);
	return v6_lookup_bound(kp, fl6);
}

static int v6_route(struct sctp_kassoc *ka, struct sctp_kpath *kp)
{
	struct sctp_addr saddr;
	struct dst_entry *dst;
	struct flowi6 fl6;

	sctp_kpath_drop_route(kp);
	dst = v6_route_source(kp, &fl6);
	if (IS_ERR(dst))
		return PTR_ERR(dst);
	sctp_kpath_set_route(kp, dst,
			     rt6_get_cookie(container_of(dst, struct rt6_info,
							 dst)));
	saddr = from_in6(&fl6.saddr, dst->dev->ifindex);
	sctp_path_set_source(&kp->p, &saddr);
	return 0;
}

/* --- out --- */

static int v6_xmit(struct sock *sk, struct sctp_kpath *kp,
		   struct sk_buff *skb)
{
	const struct ipv6_pinfo *np = inet6_sk(sk);
	struct flowi6 fl6 = {
		.flowi6_proto = IPPROTO_SCTP,
		.flowlabel = v6_flowinfo(sk, kp),
		.flowi6_oif = skb_dst(skb)->dev->ifindex,
		.saddr = *in6(&kp->p.saddr),
		.daddr = *in6(&kp->p.addr),
	};
	int err;

	rcu_read_lock();
	err = ip6_xmit(sk, skb, &fl6, READ_ONCE(sk->sk_mark),
		       rcu_dereference(np->opt),
		       sctp_kpath_dscp(kp, READ_ONCE(np->tclass)),
		       READ_ONCE(sk->sk_priority));
	rcu_read_unlock();
	return err;
}

static void v6_reply(struct sock *sk, const struct sctp_rx *rx,
		     struct sk_buff *skb)
{
	struct net *net = sock_net(sk);
	const struct ipv6_pinfo *np = inet6_sk(sk);
	u32 mark = IP6_REPLY_MARK(net, rx->skb->mark);
	struct in6_addr *final_p, final;
	struct ipv6_txoptions *opt;
	struct dst_entry *dst;
	struct flowi6 fl6;
	int oif;

	oif = rx->src.scope ?: READ_ONCE(sk->sk_bound_dev_if);
	if (!oif)
		oif = l3mdev_master_ifindex_by_index(net, rx->skb->skb_iif);
	memset(&fl6, 0, sizeof(fl6));
	fl6.flowi6_proto = IPPROTO_SCTP;
	fl6.daddr = *in6(&rx->src);
	fl6.saddr = *in6(&rx->dst);
	fl6.flowi6_oif = oif;
	fl6.flowi6_mark = mark ?: READ_ONCE(sk->sk_mark);
	fl6.fl6_dport = rx->sport;
	fl6.fl6_sport = rx->dport;
	fl6.flowi6_uid = sk->sk_uid;
	security_skb_classify_flow(rx->skb, flowi6_to_flowi_common(&fl6));
	opt = rcu_dereference(np->opt);
	final_p = fl6_update_dst(&fl6, opt, &final);
	dst = ip6_dst_lookup_flow(net, sk, &fl6, final_p);
	if (IS_ERR(dst)) {
		kfree_skb_reason(skb, SKB_DROP_REASON_IP_OUTNOROUTES);
		return;
	}
	skb_dst_set(skb, dst);
	skb->ignore_df = 1;
	sctp_xmit_checksum(skb, dst, dst_mtu(dst) - v6_headers(sk));
	ip6_xmit(sk, skb, &fl6, fl6.flowi6_mark, opt, READ_ONCE(np->tclass),
		 READ_ONCE(sk->sk_priority));
}

/* --- in --- */

static u32 v6_learn_mtu(struct sctp_kpath *kp, struct sk_buff *icmp, u32 mtu)
{
	const struct ipv6hdr *ip6h = (const struct ipv6hdr *)icmp->data;
	struct dst_entry *dst;
	struct flowi6 fl6;
	bool learnt;

	dst = v6_lookup(kp, &fl6, &ip6h->saddr);
	if (IS_ERR(dst))
		return 0;
	sctp_kpath_update_pmtu(dst, NULL, icmp, mtu);
	dst_release(dst);
	dst = v6_lookup(kp, &fl6, &ip6h->saddr);
	if (IS_ERR(dst))
		return 0;
	mtu = max_t(u32, mtu, IPV6_MIN_MTU);
	learnt = dst_mtu(dst) <= mtu;
	dst_release(dst);
	return learnt ? 0 : mtu;
}

static void v6_learn_redirect(struct sctp_kpath *kp, struct sk_buff *icmp)
{
	struct sock *sk = kp->ka->sk;

	ip6_redirect(icmp, sock_net(sk), inet6_iif(icmp),
		     READ_ONCE(sk->sk_mark), sk->sk_uid);
}

static int v6_rcv(struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	int dif = inet6_iif(skb), sdif = inet6_sdif(skb);
	struct sctp_rx rx = {
		.skb = skb,
		.src = from_in6(&ip6h->saddr, sdif ?: dif),
		.dst = from_in6(&ip6h->daddr, sdif ?: dif),
		.dif = dif,
		.sdif = sdif,
	};

	if (skb->pkt_type != PACKET_HOST ||
	    ipv6_addr_is_multicast(&ip6h->daddr) ||
	    v6_scope(&rx.src) == SCTP_SCOPE_UNUSABLE) {
		sctp_drop(&rx, SKB_DROP_REASON_IP_INADDRERRORS);
		return 0;
	}
	return sctp_rcv(dev_net(skb->dev), &rx);
}

static bool v6_icmp_kind(struct sctp_icmp *icmp, u8 type, u8 code)
{
	icmpv6_err_convert(type, code, &icmp->err);
	switch (type) {
	case ICMPV6_PKT_TOOBIG:
		icmp->kind = SCTP_ICMP_TOO_BIG;
		return true;
	case ICMPV6_DEST_UNREACH:
		/* RFC 9260 section 10, ICMP3: SCTP answers with ABORT */
		icmp->kind = code == ICMPV6_PORT_UNREACH ? SCTP_ICMP_TOLD :
							   SCTP_ICMP_UNREACH;
		return true;
	case ICMPV6_PARAMPROB:
		icmp->kind = SCTP_ICMP_PROTO;
		return code == ICMPV6_UNK_NEXTHDR;
	case ICMPV6_TIME_EXCEED:
		icmp->kind = SCTP_ICMP_UNREACH;
		return true;
	case NDISC_REDIRECT:
		icmp->kind = SCTP_ICMP_REDIRECT;
		return true;
	}
	return false;
}

static int v6_err(struct sk_buff *skb, struct inet6_skb_parm *opt, u8 type,
		  u8 code, int offset, __be32 info)
{
	const struct ipv6hdr *ip6h = (const struct ipv6hdr *)skb->data;
	int dif = inet6_iif(skb), link = inet6_sdif(skb) ?: dif;
	struct sctp_icmp icmp = {
		.src = from_in6(&ip6h->saddr, link),
		.dst = from_in6(&ip6h->daddr, link),
		.skb = skb,
		.off = offset,
		.dif = dif,
		.mtu = ntohl(info),
	};

	if (!v6_icmp_kind(&icmp, type, code))
		return 0;
	return sctp_icmp_input(dev_net(skb->dev), &icmp);
}

static const struct inet6_protocol v6_protocol = {
	.handler = v6_rcv,
	.err_handler = v6_err,
	.flags = INET6_PROTO_NOPOLICY | INET6_PROTO_FINAL,
};

const struct sctp_af sctp_af_v6 = {
	.headers = v6_headers,
	.route = v6_route,
	.xmit = v6_xmit,
	.reply = v6_reply,
	.learn_mtu = v6_learn_mtu,
	.learn_redirect = v6_learn_redirect,
	.scope = v6_scope,
	.is_local = v6_is_local,
	.for_each_local = v6_for_each_local,
};

/**
 * sctp_ip6_start() - receive from IPv6, if it is there
 *
 * Return: 0, or -EBUSY when another SCTP does already.
 */
int sctp_ip6_start(void)
{
	if (!ipv6_mod_enabled())
		return 0;
	return inet6_add_protocol(&v6_protocol, IPPROTO_SCTP) ? -EBUSY : 0;
}

/**
 * sctp_ip6_stop() - undo sctp_ip6_start()
 *
 * No packet is in our hands when it returns.
 */
void sctp_ip6_stop(void)
{
	if (ipv6_mod_enabled())
		inet6_del_protocol(&v6_protocol, IPPROTO_SCTP);
}
