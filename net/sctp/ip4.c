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
#include <net/udp.h>

#include "core/pathroute.h"
#include "bindx.h"
#include "drop.h"
#include "icmp.h"
#include "input.h"
#include "ip.h"
#include "kassoc.h"
#include "offload.h"
#include "udp.h"
#include "xmit.h"

/* --- addresses --- */

/* Is it no unicast address? */
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

static bool v4_for_each_local(struct net *net, struct sctp_addr_iter *it)
{
	struct sctp_addr addr = { .family = AF_INET };
	const struct in_ifaddr *ifa;
	struct in_device *in_dev;
	struct net_device *dev;

	for_each_netdev_rcu(net, dev) {
		in_dev = __in_dev_get_rcu(dev);
		if (!in_dev || !sctp_addr_iter_wants(it, dev))
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
	const struct sctp_udp_ports udp = sctp_udp_ports(kp);
	const struct sctp_assoc *a = &kp->ka->a;
	struct sock *sk = kp->ka->sk;

	flowi4_init_output(fl4, sctp_kassoc_dev(kp->ka),
			   READ_ONCE(sk->sk_mark), ip_sock_rt_tos(sk),
			   ip_sock_rt_scope(sk),
			   udp.peer ? IPPROTO_UDP : IPPROTO_SCTP,
			   inet_sk_flowi_flags(sk), kp->p.addr.v4, saddr,
			   udp.peer ? htons(udp.peer) : a->pport,
			   udp.peer ? htons(udp.local) : a->lport, sk->sk_uid);
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

/* The device that has this address: in the VRF of the association, or in none
 * if the association is in none. RCU.
 */
static struct net_device *v4_source_dev(const struct sctp_kassoc *ka,
					const struct sctp_addr *addr)
{
	struct net *net = sock_net(ka->sk);
	__be32 saddr = addr->v4;
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
static bool v4_source_works(const struct sctp_kassoc *ka,
			    const struct sctp_addr *saddr)
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

/* A loopback address reaches this host only */
static bool v4_bound_fits(const struct sctp_addr *src,
			  const struct sctp_addr *peer)
{
	return src->family == AF_INET &&
	       (v4_scope(src) != SCTP_SCOPE_LOOPBACK ||
		v4_scope(peer) == SCTP_SCOPE_LOOPBACK);
}

/* A host with only loopback addresses has no source for other hosts */
static bool v4_suggested_fits(const struct flowi *fl,
			      const struct dst_entry *dst)
{
	const struct flowi4 *fl4 = &fl->u.ip4;

	if (dst->dev->flags & IFF_LOOPBACK || ipv4_is_loopback(fl4->daddr))
		return true;
	return fl4->saddr && !ipv4_is_loopback(fl4->saddr);
}

static struct dst_entry *v4_route_lookup(struct sctp_kpath *kp,
					 struct flowi *fl,
					 const struct sctp_addr *saddr)
{
	struct rtable *rt;

	rt = v4_lookup(kp, &fl->u.ip4, saddr ? saddr->v4 : 0);
	return IS_ERR(rt) ? ERR_CAST(rt) : &rt->dst;
}

static struct sctp_addr v4_source(const struct flowi *fl,
				  const struct dst_entry *dst)
{
	return (struct sctp_addr) {
		.family = AF_INET,
		.v4 = fl->u.ip4.saddr,
	};
}

/* A route of IPv4 is validated without a cookie */
static u32 v4_cookie(struct dst_entry *dst)
{
	return 0;
}

/* --- out --- */

static int v4_xmit(struct sock *sk, struct sctp_kpath *kp,
		   struct sk_buff *skb, u8 ecn)
{
	/* nothing else is read, as the packet has a route */
	struct flowi4 fl4 = {
		.saddr = kp->p.saddr.v4,
		.daddr = kp->p.addr.v4,
	};

	return __ip_queue_xmit(sk, skb, flowi4_to_flowi(&fl4),
			       sctp_kpath_dscp(kp,
					       READ_ONCE(inet_sk(sk)->tos)) |
			       ecn);
}

/* Put UDP and IP headers in front of a packet that has a route, and send it.
 * The socket's IP options are left out, as __ip_queue_xmit() is for its
 * protocol only.
 */
static int v4_udp_send(struct sk_buff *skb, struct sock *sk, __be32 saddr,
		       __be32 daddr, u8 tos,
		       const struct sctp_udp_ports *ports)
{
	struct dst_entry *dst = skb_dst(skb);
	struct net *net = sock_net(sk);
	int ttl = READ_ONCE(inet_sk(sk)->uc_ttl);
	struct iphdr *iph;

	sctp_udp_push(skb, ports);
	udp_set_csum(false, skb, saddr, daddr, skb->len);
	iph = __skb_push(skb, sizeof(*iph));
	skb_reset_network_header(skb);
	iph->version = 4;
	iph->ihl = sizeof(*iph) / 4;
	iph->tos = tos;
	iph->frag_off = ip_dont_fragment(sk, dst) && !skb->ignore_df ?
			htons(IP_DF) : 0;
	iph->ttl = ttl < 0 ? ip4_dst_hoplimit(dst) : ttl;
	iph->protocol = IPPROTO_UDP;
	iph->saddr = saddr;
	iph->daddr = daddr;
	ip_select_ident_segs(net, skb, sk, skb_shinfo(skb)->gso_segs ?: 1);
	skb->priority = READ_ONCE(sk->sk_priority);
	if (!skb->mark)
		skb->mark = READ_ONCE(sk->sk_mark);
	return ip_local_out(net, sk, skb);
}

static int v4_udp_xmit(struct sock *sk, struct sctp_kpath *kp,
		       struct sk_buff *skb, u8 ecn,
		       const struct sctp_udp_ports *ports)
{
	u8 tos = sctp_kpath_dscp(kp, READ_ONCE(inet_sk(sk)->tos)) | ecn;
	int err;

	rcu_read_lock();
	err = v4_udp_send(skb, sk, kp->p.saddr.v4, kp->p.addr.v4, tos, ports);
	rcu_read_unlock();
	return err;
}

static void v4_reply(struct sock *sk, const struct sctp_rx *rx,
		     struct sk_buff *skb)
{
	const struct sctp_udp_ports udp = sctp_udp_reply_ports(sk, rx);
	struct net *net = sock_net(sk);
	u32 mark = IP4_REPLY_MARK(net, rx->skb->mark);
	struct ip_options_rcu *opt;
	struct rtable *rt;
	struct flowi4 fl4;
	int oif;
	u8 tos;

	if (rx->encap && !udp.local) {
		kfree_skb_reason(skb, SKB_DROP_REASON_NO_SOCKET);
		return;
	}
	oif = READ_ONCE(sk->sk_bound_dev_if);
	if (!oif)
		oif = l3mdev_master_ifindex_by_index(net, rx->skb->skb_iif);
	opt = rcu_dereference(inet_sk(sk)->inet_opt);
	flowi4_init_output(&fl4, oif, mark ?: READ_ONCE(sk->sk_mark),
			   ip_sock_rt_tos(sk), ip_sock_rt_scope(sk),
			   rx->encap ? IPPROTO_UDP : IPPROTO_SCTP,
			   inet_sk_flowi_flags(sk),
			   opt && opt->opt.srr ? opt->opt.faddr : rx->src.v4,
			   rx->dst.v4,
			   rx->encap ? htons(udp.peer) : rx->sport,
			   rx->encap ? htons(udp.local) : rx->dport,
			   sk->sk_uid);
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
	tos = sctp_dscp(READ_ONCE(inet_sk(sk)->tos));
	if (rx->encap) {
		sctp_checksum_fill(skb, 0);
		v4_udp_send(skb, sk, fl4.saddr, rx->src.v4, tos, &udp);
		return;
	}
	sctp_xmit_checksum(skb, &rt->dst,
			   dst_mtu(&rt->dst) - sctp_v4_headers(sk));
	sctp_ip_send_routed(skb, sk, fl4.saddr, rx->src.v4, opt, tos);
}

/* --- in --- */

/* The socket, for its mark and user. NULL if the association is in a VRF that
 * the socket is not bound to: then the ICMP packet decides.
 */
static struct sock *v4_flow_sk(const struct sctp_kassoc *ka)
{
	struct sock *sk = ka->sk;

	return READ_ONCE(sk->sk_bound_dev_if) == sctp_kassoc_dev(ka) ?
	       sk : NULL;
}

/* The routing tables look up the route by mark, user and device, but not by
 * ports. So they may learn the MTU for another route than that of the packet.
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

/* A packet, without its UDP header if it came in one from port @encap */
static __always_inline int v4_input(struct sk_buff *skb, u16 encap)
{
	const struct iphdr *iph = ip_hdr(skb);
	struct sctp_rx rx = {
		.skb = skb,
		.src = { .family = AF_INET, .v4 = iph->saddr },
		.dst = { .family = AF_INET, .v4 = iph->daddr },
		.encap = encap,
		.ce = INET_ECN_is_ce(iph->tos),
		.dif = inet_iif(skb),
		.sdif = inet_sdif(skb),
	};

	/* only unicast packets may be answered */
	if (skb->pkt_type != PACKET_HOST ||
	    skb_rtable(skb)->rt_flags & (RTCF_BROADCAST | RTCF_MULTICAST) ||
	    v4_unusable(iph->saddr)) {
		sctp_drop(&rx, SKB_DROP_REASON_IP_INADDRERRORS);
		return 0;
	}
	return sctp_rcv(dev_net(skb->dev), &rx);
}

static int v4_rcv(struct sk_buff *skb)
{
	return v4_input(skb, 0);
}

static int v4_udp_rcv(struct sock *sk, struct sk_buff *skb)
{
	return v4_input(skb, sctp_udp_pull(skb));
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
		/* RFC 9260 section 10, ICMP3: SCTP answers with ABORT. In UDP
		 * the host has no SCTP (RFC 6951 section 5.5).
		 */
		icmp->kind = icmp->encap ? SCTP_ICMP_PROTO : SCTP_ICMP_TOLD;
		return true;
	}
	icmp->kind = SCTP_ICMP_UNREACH;
	return true;
}

/* @icmp has the common header quoted; its addresses are filled in */
static int v4_icmp_input(struct sctp_icmp *icmp, const struct icmphdr *ih)
{
	struct sk_buff *skb = icmp->skb;
	const struct iphdr *iph = (const struct iphdr *)skb->data;

	icmp->src = (struct sctp_addr){ .family = AF_INET, .v4 = iph->saddr };
	icmp->dst = (struct sctp_addr){ .family = AF_INET, .v4 = iph->daddr };
	icmp->dif = inet_iif(skb);
	switch (ih->type) {
	case ICMP_DEST_UNREACH:
		if (!v4_icmp_unreach(icmp, ih->code))
			return 0;
		break;
	case ICMP_REDIRECT:
		icmp->kind = SCTP_ICMP_REDIRECT;
		break;
	case ICMP_TIME_EXCEEDED:
		icmp->kind = SCTP_ICMP_UNREACH;
		icmp->err = EHOSTUNREACH;
		break;
	default:
		return 0;
	}
	return sctp_icmp_input(dev_net(skb->dev), icmp);
}

static int v4_err(struct sk_buff *skb, u32 info)
{
	const struct iphdr *iph = (const struct iphdr *)skb->data;
	struct sctp_icmp icmp = {
		.skb = skb,
		.off = iph->ihl * 4,
		.mtu = info,
	};

	return v4_icmp_input(&icmp, icmp_hdr(skb));
}

/* An ICMP error about a packet in UDP. Everything is done here, after its tag
 * was verified, and UDP is told that no socket is concerned.
 */
static int v4_udp_err(struct sock *sk, struct sk_buff *skb)
{
	const struct iphdr *iph = (const struct iphdr *)skb->data;
	const struct icmphdr *ih = (const void *)(skb->data - sizeof(*ih));
	struct sctp_icmp icmp = {
		.skb = skb,
		.off = iph->ihl * 4 + sizeof(struct udphdr),
		.encap = ntohs(udp_hdr(skb)->dest),
		.mtu = ntohs(ih->un.frag.mtu),
	};

	if (icmp.encap)
		v4_icmp_input(&icmp, ih);
	return -ENOENT;
}

static const struct net_protocol v4_protocol = {
	.handler = v4_rcv,
	.err_handler = v4_err,
	.no_policy = 1,
	.icmp_strict_tag_validation = 1,
};

const struct sctp_af sctp_af_v4 = {
	.headers = sctp_v4_headers,
	.lookup = v4_route_lookup,
	.source = v4_source,
	.source_dev = v4_source_dev,
	.source_works = v4_source_works,
	.bound_fits = v4_bound_fits,
	.suggested_fits = v4_suggested_fits,
	.cookie = v4_cookie,
	.xmit = v4_xmit,
	.udp_xmit = v4_udp_xmit,
	.reply = v4_reply,
	.udp_rcv = v4_udp_rcv,
	.udp_err = v4_udp_err,
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
