// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCTP over IPv4.
 */
#include <linux/inetdevice.h>
#include <linux/ip.h>
#include <linux/netdevice.h>
#include <linux/security.h>
#include <net/icmp.h>
#include <net/ip.h>
#include <net/l3mdev.h>
#include <net/protocol.h>
#include <net/route.h>

#include "bindx.h"
#include "drop.h"
#include "icmp.h"
#include "input.h"
#include "ip.h"
#include "kassoc.h"
#include "xmit.h"

static u32 v4_headers(const struct sock *sk)
{
	const struct ip_options_rcu *opt;
	u32 len = sizeof(struct iphdr);

	rcu_read_lock();
	opt = rcu_dereference(inet_sk(sk)->inet_opt);
	if (opt)
		len += opt->opt.optlen;
	rcu_read_unlock();
	return len;
}

/* --- addresses --- */

/* No host's address */
static bool v4_unusable(__be32 a)
{
	return ipv4_is_zeronet(a) || ipv4_is_multicast(a) || ipv4_is_lbcast(a);
}

static enum sctp_scope v4_scope(const struct sctp_addr *addr)
{
	__be32 a = addr->v4;

	if (v4_unusable(a))
		return SCTP_SCOPE_UNUSABLE;
	if (ipv4_is_loopback(a))
		return SCTP_SCOPE_LOOPBACK;
	if (ipv4_is_linklocal_169(a))
		return SCTP_SCOPE_LINK;
	if (ipv4_is_private_10(a) || ipv4_is_private_172(a) ||
	    ipv4_is_private_192(a))
		return SCTP_SCOPE_PRIVATE;
	return SCTP_SCOPE_GLOBAL;
}

static bool v4_is_local(struct sock *sk, int dev, const struct sctp_addr *addr)
{
	struct net *net = sock_net(sk);
	u32 table = RT_TABLE_LOCAL;
	unsigned int type;

	if (dev)
		table = l3mdev_fib_table_by_index(net, dev) ?: table;
	type = inet_addr_type_table(net, addr->v4, table);
	if (type == RTN_BROADCAST || type == RTN_MULTICAST)
		return false;
	return type == RTN_LOCAL || inet_can_nonlocal_bind(net, inet_sk(sk));
}

/* Does the walk want this device's addresses? */
static bool v4_dev_wanted(const struct sctp_addr_iter *it,
			  const struct net_device *dev)
{
	if (!(dev->flags & IFF_UP))
		return false;
	if (!it->ifindex)
		return !netif_is_l3_slave(dev) && !netif_is_l3_master(dev);
	return dev->ifindex == it->ifindex ||
	       l3mdev_master_ifindex_rcu(dev) == it->ifindex;
}

static bool v4_for_each_local(struct net *net, struct sctp_addr_iter *it)
{
	struct sctp_addr addr = { .family = AF_INET };
	const struct in_ifaddr *ifa;
	struct in_device *in_dev;
	struct net_device *dev;

	for_each_netdev_rcu(net, dev) {
		in_dev = __in_dev_get_rcu(dev);
		if (!in_dev || !v4_dev_wanted(it, dev))
			continue;
		in_dev_for_each_ifa_rcu(ifa, in_dev) {
			addr.v4 = ifa->ifa_local;
			if (it->fn(it, &addr))
				return true;
		}
	}
	return false;
}

/* --- routes --- */

static struct rtable *v4_lookup(struct sctp_kpath *kp, struct flowi4 *fl4,
				__be32 saddr)
{
	const struct sctp_assoc *a = &kp->ka->a;
	struct sock *sk = kp->ka->sk;

	flowi4_init_output(fl4, sctp_kassoc_dev(kp->ka),
			   READ_ONCE(sk->sk_mark), ip_sock_rt_tos(sk),
			   ip_sock_rt_scope(sk), IPPROTO_SCTP,
			   inet_sk_flowi_flags(sk), kp->p.addr.v4, saddr,
			   a->pport, a->lport, sk->sk_uid);
	security_sk_classify_flow(sk, flowi4_to_flowi_common(fl4));
	return ip_route_output_flow(sock_net(sk), fl4, sk);
}

static bool v4_dev_has(const struct net_device *dev, __be32 addr)
{
	const struct in_device *in_dev = __in_dev_get_rcu(dev);
	const struct in_ifaddr *ifa;

	if (!in_dev)
		return false;
	in_dev_for_each_ifa_rcu(ifa, in_dev)
		if (ifa->ifa_local == addr)
			return true;
	return false;
}

/* The device that has this address, in the VRF the association is in or in
 * none. RCU.
 */
static struct net_device *v4_source_dev(const struct sctp_kassoc *ka,
					__be32 saddr)
{
	struct net *net = sock_net(ka->sk);
	struct net_device *dev;
	int domain;

	domain = l3mdev_master_ifindex_by_index(net, sctp_kassoc_dev(ka));
	dev = __ip_dev_find(net, saddr, false);
	if (!dev || l3mdev_master_ifindex_rcu(dev) == domain)
		return dev;
	/* another VRF has the same address */
	for_each_netdev_rcu(net, dev)
		if (l3mdev_master_ifindex_rcu(dev) == domain &&
		    v4_dev_has(dev, saddr))
			return dev;
	return NULL;
}

/* Is the device that has this address fit to send from? */
static bool v4_source_works(const struct sctp_kassoc *ka, __be32 saddr)
{
	const struct sock *sk = ka->sk;
	struct net_device *dev;
	bool works = false;

	if (inet_test_bit(FREEBIND, sk) || inet_test_bit(TRANSPARENT, sk))
		return true;
	rcu_read_lock();
	dev = v4_source_dev(ka, saddr);
	if (dev)
		works = netif_running(dev) && netif_carrier_ok(dev);
	rcu_read_unlock();
	return works;
}

static bool v4_bound(const struct sock *sk, __be32 saddr)
{
	struct sctp_addr addr = { .family = AF_INET, .v4 = saddr };

	return sctp_bind_match(sk, &addr);
}

/* A bound address, best one of the device the route leaves by */
static struct rtable *v4_lookup_bound(struct sctp_kpath *kp,
				      struct flowi4 *fl4)
{
	bool loopback = v4_scope(&kp->p.addr) == SCTP_SCOPE_LOOPBACK;
	const struct sctp_sock *sp = sctp_sk(kp->ka->sk);
	struct rtable *rt, *best = ERR_PTR(-ENETUNREACH);
	const struct sctp_laddr *la;
	struct flowi4 fl;
	bool fits;

	rcu_read_lock();
	list_for_each_entry_rcu(la, &sp->bind_addrs, list) {
		if (la->addr.family != AF_INET ||
		    (v4_scope(&la->addr) == SCTP_SCOPE_LOOPBACK && !loopback))
			continue;
		rt = v4_lookup(kp, &fl, la->addr.v4);
		if (IS_ERR(rt))
			continue;
		fits = v4_source_dev(kp->ka, la->addr.v4) == rt->dst.dev;
		if (!IS_ERR(best) && !fits) {
			ip_rt_put(rt);
			continue;
		}
		if (!IS_ERR(best))
			ip_rt_put(best);
		best = rt;
		*fl4 = fl;
		if (fits)
			break;
	}
	rcu_read_unlock();
	return best;
}

/* Where only loopback has addresses none of them can be the source */
static bool v4_source_fits(const struct flowi4 *fl4, const struct rtable *rt)
{
	if (rt->dst.dev->flags & IFF_LOOPBACK ||
	    ipv4_is_loopback(fl4->daddr))
		return true;
	return fl4->saddr && !ipv4_is_loopback(fl4->saddr);
}

/*
 * The source address in use stays in use: the peer knows it. Otherwise the
 * address its COOKIE ECHO came to, otherwise what the route suggests, as far
 * as the socket is bound to it.
 */
static struct rtable *v4_route_source(struct sctp_kpath *kp,
				      struct flowi4 *fl4)
{
	const struct sctp_kassoc *ka = kp->ka;
	const struct sctp_addr *want = &kp->p.saddr;
	struct rtable *rt;

	if (want->family != AF_INET &&
	    (!ka->a.primary || ka->a.primary == &kp->p))
		want = &ka->laddr;
	if (want->family == AF_INET && v4_bound(ka->sk, want->v4) &&
	    v4_source_works(ka, want->v4)) {
		rt = v4_lookup(kp, fl4, want->v4);
		if (!IS_ERR(rt))
			return rt;
	}
	rt = v4_lookup(kp, fl4, 0);
	if (IS_ERR(rt))
		return rt;
	if (v4_source_fits(fl4, rt) && v4_bound(ka->sk, fl4->saddr))
		return rt;
	ip_rt_put(rt);
	return v4_lookup_bound(kp, fl4);
}

static int v4_route(struct sctp_kassoc *ka, struct sctp_kpath *kp)
{
	struct sctp_addr saddr = { .family = AF_INET };
	struct flowi4 fl4;
	struct rtable *rt;

	sctp_kpath_drop_route(kp);
	rt = v4_route_source(kp, &fl4);
	if (IS_ERR(rt))
		return PTR_ERR(rt);
	sctp_kpath_set_route(kp, &rt->dst, 0);
	saddr.v4 = fl4.saddr;
	sctp_path_set_source(&kp->p, &saddr);
	return 0;
}

/* --- out --- */

static int v4_xmit(struct sock *sk, struct sctp_kpath *kp,
		   struct sk_buff *skb)
{
	struct flowi fl;

	/* all that is read of it, as the packet has its route */
	fl.u.ip4.saddr = kp->p.saddr.v4;
	fl.u.ip4.daddr = kp->p.addr.v4;
	return __ip_queue_xmit(sk, skb, &fl,
			       sctp_kpath_dscp(kp, READ_ONCE(inet_sk(sk)->tos)));
}

static void v4_reply(struct sock *sk, const struct sctp_rx *rx,
		     struct sk_buff *skb)
{
	struct net *net = sock_net(sk);
	u32 mark = IP4_REPLY_MARK(net, rx->skb->mark);
	struct ip_options_rcu *opt;
	struct rtable *rt;
	struct flowi4 fl4;
	int oif;

	oif = READ_ONCE(sk->sk_bound_dev_if);
	if (!oif)
		oif = l3mdev_master_ifindex_by_index(net, rx->skb->skb_iif);
	opt = rcu_dereference(inet_sk(sk)->inet_opt);
	flowi4_init_output(&fl4, oif, mark ?: READ_ONCE(sk->sk_mark),
			   ip_sock_rt_tos(sk), ip_sock_rt_scope(sk),
			   IPPROTO_SCTP, inet_sk_flowi_flags(sk),
			   opt && opt->opt.srr ? opt->opt.faddr : rx->src.v4,
			   rx->dst.v4, rx->sport, rx->dport, sk->sk_uid);
	security_skb_classify_flow(rx->skb, flowi4_to_flowi_common(&fl4));
	rt = ip_route_output_flow(net, &fl4, sk);
	if (IS_ERR(rt)) {
		kfree_skb_reason(skb, SKB_DROP_REASON_IP_OUTNOROUTES);
		return;
	}
	/* section 8.4 rule 1: the source was no unicast address */
	if (rt->rt_flags & (RTCF_BROADCAST | RTCF_MULTICAST)) {
		ip_rt_put(rt);
		kfree_skb_reason(skb, SKB_DROP_REASON_IP_OUTNOROUTES);
		return;
	}
	skb_dst_set(skb, &rt->dst);
	skb->mark = mark;
	skb->ignore_df = 1;
	sctp_xmit_checksum(skb, &rt->dst,
			   dst_mtu(&rt->dst) - v4_headers(sk));
	ip_build_and_send_pkt(skb, sk, fl4.saddr, rx->src.v4, opt,
			      READ_ONCE(inet_sk(sk)->tos));
}

/* --- in --- */

/* The socket that says more of a route than the ICMP packet: its mark, user */
static struct sock *v4_flow_sk(const struct sctp_kassoc *ka)
{
	struct sock *sk = ka->sk;

	return READ_ONCE(sk->sk_bound_dev_if) == sctp_kassoc_dev(ka) ? sk : NULL;
}

/*
 * The routing tables are asked by mark, user and device, not by ports, and may
 * learn for another route than that of the packet.
 */
static u32 v4_learn_mtu(struct sctp_kpath *kp, struct sk_buff *icmp, u32 mtu)
{
	const struct iphdr *iph = (const struct iphdr *)icmp->data;
	const struct net *net = sock_net(kp->ka->sk);
	struct flowi4 fl4;
	struct rtable *rt;
	bool learnt;

	rt = v4_lookup(kp, &fl4, iph->saddr);
	if (IS_ERR(rt))
		return 0;
	if (dst_metric_locked(&rt->dst, RTAX_MTU)) {
		ip_rt_put(rt);
		return 0;
	}
	sctp_kpath_update_pmtu(&rt->dst, v4_flow_sk(kp->ka), icmp, mtu);
	ip_rt_put(rt);
	rt = v4_lookup(kp, &fl4, iph->saddr);
	if (IS_ERR(rt))
		return 0;
	mtu = max_t(u32, mtu, READ_ONCE(net->ipv4.ip_rt_min_pmtu));
	learnt = dst_mtu(&rt->dst) <= mtu;
	ip_rt_put(rt);
	return learnt ? 0 : mtu;
}

static void v4_learn_redirect(struct sctp_kpath *kp, struct sk_buff *icmp)
{
	const struct iphdr *iph = (const struct iphdr *)icmp->data;
	struct flowi4 fl4;
	struct rtable *rt;

	rt = v4_lookup(kp, &fl4, iph->saddr);
	if (IS_ERR(rt))
		return;
	rt->dst.ops->redirect(&rt->dst, v4_flow_sk(kp->ka), icmp);
	ip_rt_put(rt);
}

static int v4_rcv(struct sk_buff *skb)
{
	const struct iphdr *iph = ip_hdr(skb);
	struct sctp_rx rx = {
		.skb = skb,
		.src = { .family = AF_INET, .v4 = iph->saddr },
		.dst = { .family = AF_INET, .v4 = iph->daddr },
		.dif = inet_iif(skb),
		.sdif = inet_sdif(skb),
	};

	/* nothing that came to more than us or from no one may be answered */
	if (skb->pkt_type != PACKET_HOST ||
	    skb_rtable(skb)->rt_flags & (RTCF_BROADCAST | RTCF_MULTICAST) ||
	    v4_unusable(iph->saddr)) {
		sctp_drop(&rx, SKB_DROP_REASON_IP_INADDRERRORS);
		return 0;
	}
	return sctp_rcv(dev_net(skb->dev), &rx);
}

static bool v4_icmp_unreach(struct sctp_icmp *icmp, int code)
{
	if (code > NR_ICMP_UNREACH)
		return false;
	icmp->err = icmp_err_convert[code].errno;
	switch (code) {
	case ICMP_FRAG_NEEDED:
		icmp->kind = SCTP_ICMP_TOO_BIG;
		return true;
	case ICMP_PROT_UNREACH:
		icmp->kind = SCTP_ICMP_PROTO;
		return true;
	case ICMP_PORT_UNREACH:
		/* RFC 9260 section 10, ICMP3: SCTP answers with ABORT */
		icmp->kind = SCTP_ICMP_TOLD;
		return true;
	}
	icmp->kind = SCTP_ICMP_UNREACH;
	return true;
}

static int v4_err(struct sk_buff *skb, u32 info)
{
	const struct iphdr *iph = (const struct iphdr *)skb->data;
	struct sctp_icmp icmp = {
		.src = { .family = AF_INET, .v4 = iph->saddr },
		.dst = { .family = AF_INET, .v4 = iph->daddr },
		.skb = skb,
		.off = iph->ihl * 4,
		.dif = inet_iif(skb),
		.mtu = info,
	};

	switch (icmp_hdr(skb)->type) {
	case ICMP_DEST_UNREACH:
		if (!v4_icmp_unreach(&icmp, icmp_hdr(skb)->code))
			return 0;
		break;
	case ICMP_REDIRECT:
		icmp.kind = SCTP_ICMP_REDIRECT;
		break;
	case ICMP_TIME_EXCEEDED:
		icmp.kind = SCTP_ICMP_UNREACH;
		icmp.err = EHOSTUNREACH;
		break;
	default:
		return 0;
	}
	return sctp_icmp_input(dev_net(skb->dev), &icmp);
}

static const struct net_protocol v4_protocol = {
	.handler = v4_rcv,
	.err_handler = v4_err,
	.no_policy = 1,
	.icmp_strict_tag_validation = 1,
};

const struct sctp_af sctp_af_v4 = {
	.headers = v4_headers,
	.route = v4_route,
	.xmit = v4_xmit,
	.reply = v4_reply,
	.learn_mtu = v4_learn_mtu,
	.learn_redirect = v4_learn_redirect,
	.scope = v4_scope,
	.is_local = v4_is_local,
	.for_each_local = v4_for_each_local,
};

/**
 * sctp_ip4_start() - receive from IPv4
 *
 * Return: 0, or -EBUSY when another SCTP does already.
 */
int sctp_ip4_start(void)
{
	return inet_add_protocol(&v4_protocol, IPPROTO_SCTP) ? -EBUSY : 0;
}

/**
 * sctp_ip4_stop() - undo sctp_ip4_start()
 *
 * No packet is in our hands when it returns.
 */
void sctp_ip4_stop(void)
{
	inet_del_protocol(&v4_protocol, IPPROTO_SCTP);
}
