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
#include <net/ip6_checksum.h>
#include <net/protocol.h>

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

static const struct in6_addr *addr_in6(const struct sctp_addr *addr)
{
	return (const struct in6_addr *)addr->v6;
}

/* @ifindex becomes the scope of a link-local address */
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

	if (likely(!rcu_access_pointer(np->opt)))
		return len;
	rcu_read_lock();
	opt = rcu_dereference(np->opt);
	if (opt)
		len += opt->opt_flen + opt->opt_nflen;
	rcu_read_unlock();
	return len;
}

/* --- addresses --- */

/* Unique local addresses, fc00::/7 (RFC 4193) */
static bool v6_unique_local(const struct in6_addr *a)
{
	return (a->s6_addr[0] & 0xfe) == 0xfc;
}

static enum sctp_scope v6_scope(const struct sctp_addr *addr)
{
	int type = ipv6_addr_type(addr_in6(addr));

	if (type == IPV6_ADDR_ANY || type & IPV6_ADDR_MULTICAST ||
	    type & IPV6_ADDR_MAPPED)
		return SCTP_SCOPE_UNUSABLE;
	if (type & IPV6_ADDR_LOOPBACK)
		return SCTP_SCOPE_LOOPBACK;
	if (type & IPV6_ADDR_LINKLOCAL)
		return SCTP_SCOPE_LINK;
	if (type & IPV6_ADDR_SITELOCAL || v6_unique_local(addr_in6(addr)))
		return SCTP_SCOPE_PRIVATE;
	return SCTP_SCOPE_GLOBAL;
}

/* Is device @ifindex the device @dev, or in the VRF @dev? */
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
		 ipv6_chk_addr(net, addr_in6(addr), dev, 0));
	rcu_read_unlock();
	return local;
}

static bool v6_for_each_local(struct net *net, struct sctp_addr_iter *it)
{
	const struct inet6_ifaddr *ifp;
	struct inet6_dev *idev;
	struct net_device *dev;
	struct sctp_addr addr;

	for_each_netdev_rcu(net, dev) {
		idev = __in6_dev_get(dev);
		if (!idev || !sctp_addr_iter_wants(it, dev))
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
	const struct sctp_udp_ports udp = sctp_udp_ports(kp);
	const struct sctp_assoc *a = &kp->ka->a;
	struct sock *sk = kp->ka->sk;
	const struct ipv6_pinfo *np = inet6_sk(sk);
	struct in6_addr *final_p, final;

	memset(fl6, 0, sizeof(*fl6));
	fl6->flowi6_proto = udp.peer ? IPPROTO_UDP : IPPROTO_SCTP;
	fl6->daddr = *addr_in6(&kp->p.addr);
	if (saddr)
		fl6->saddr = *saddr;
	fl6->flowlabel = v6_flowinfo(sk, kp);
	fl6->flowi6_oif = kp->p.addr.scope ?: sctp_kassoc_dev(kp->ka);
	fl6->flowi6_mark = READ_ONCE(sk->sk_mark);
	fl6->fl6_dport = udp.peer ? htons(udp.peer) : a->pport;
	fl6->fl6_sport = udp.peer ? htons(udp.local) : a->lport;
	fl6->flowi6_uid = sk->sk_uid;
	security_sk_classify_flow(sk, flowi6_to_flowi_common(fl6));

	rcu_read_lock();
	final_p = fl6_update_dst(fl6, rcu_dereference(np->opt), &final);
	rcu_read_unlock();
	return ip6_dst_lookup_flow(sock_net(sk), sk, fl6, final_p);
}

/* The device that has this address: in the VRF of the association, or in none
 * if the association is in none. RCU.
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

/* The same, NULL if the device cannot send now */
static struct net_device *v6_source_dev(const struct sctp_kassoc *ka,
					const struct sctp_addr *saddr)
{
	struct net_device *dev = NULL;

	if (saddr->scope)
		dev = dev_get_by_index_rcu(sock_net(ka->sk), saddr->scope);
	else
		dev = v6_find_dev(ka, addr_in6(saddr));
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
	works = dev && ipv6_chk_addr(sock_net(sk), addr_in6(saddr), dev, 0);
	rcu_read_unlock();
	return works;
}

/* An address can be the source if its scope is at least that of @peer. A
 * private one can for a global peer, too: there may be address translation.
 */
static bool v6_bound_fits(const struct sctp_addr *src,
			  const struct sctp_addr *peer)
{
	enum sctp_scope need = max(v6_scope(peer), SCTP_SCOPE_PRIVATE);

	return src->family == AF_INET6 && v6_scope(src) <= need &&
	       (!src->scope || src->scope == peer->scope);
}

/* A host with only loopback addresses has no source for other hosts */
static bool v6_suggested_fits(const struct flowi *fl,
			      const struct dst_entry *dst)
{
	return dst->dev->flags & IFF_LOOPBACK ||
	       !ipv6_addr_loopback(&fl->u.ip6.saddr);
}

static struct dst_entry *v6_route_lookup(struct sctp_kpath *kp,
					 struct flowi *fl,
					 const struct sctp_addr *saddr)
{
	struct dst_entry *dst;

	dst = v6_lookup(kp, &fl->u.ip6, saddr ? addr_in6(saddr) : NULL);
	/* a route without any source address is of no use */
	if (!saddr && dst == ERR_PTR(-EADDRNOTAVAIL))
		return ERR_PTR(-ENETUNREACH);
	return dst;
}

static struct sctp_addr v6_source(const struct flowi *fl,
				  const struct dst_entry *dst)
{
	return from_in6(&fl->u.ip6.saddr, dst->dev->ifindex);
}

static u32 v6_cookie(struct dst_entry *dst)
{
	return rt6_get_cookie(container_of(dst, struct rt6_info, dst));
}

/* --- out --- */

static int v6_send(struct sock *sk, struct sctp_kpath *kp, struct sk_buff *skb,
		   u8 ecn, u8 proto)
{
	const struct ipv6_pinfo *np = inet6_sk(sk);
	struct flowi6 fl6 = {
		.flowi6_proto = proto,
		.flowlabel = v6_flowinfo(sk, kp),
		.flowi6_oif = skb_dst(skb)->dev->ifindex,
		.saddr = *addr_in6(&kp->p.saddr),
		.daddr = *addr_in6(&kp->p.addr),
	};
	int err;

	rcu_read_lock();
	err = ip6_xmit(sk, skb, &fl6, READ_ONCE(sk->sk_mark),
		       rcu_dereference(np->opt),
		       sctp_kpath_dscp(kp, READ_ONCE(np->tclass)) | ecn,
		       READ_ONCE(sk->sk_priority));
	rcu_read_unlock();
	return err;
}

static int v6_xmit(struct sock *sk, struct sctp_kpath *kp,
		   struct sk_buff *skb, u8 ecn)
{
	return v6_send(sk, kp, skb, ecn, IPPROTO_SCTP);
}

/* The UDP header, with its checksum */
static void v6_udp_push(struct sk_buff *skb, const struct in6_addr *saddr,
			const struct in6_addr *daddr,
			const struct sctp_udp_ports *ports)
{
	sctp_udp_push(skb, ports);
	udp6_set_csum(false, skb, saddr, daddr, skb->len);
}

static int v6_udp_xmit(struct sock *sk, struct sctp_kpath *kp,
		       struct sk_buff *skb, u8 ecn,
		       const struct sctp_udp_ports *ports)
{
	v6_udp_push(skb, addr_in6(&kp->p.saddr), addr_in6(&kp->p.addr), ports);
	return v6_send(sk, kp, skb, ecn, IPPROTO_UDP);
}

static void v6_reply(struct sock *sk, const struct sctp_rx *rx,
		     struct sk_buff *skb)
{
	const struct sctp_udp_ports udp = sctp_udp_reply_ports(sk, rx);
	struct net *net = sock_net(sk);
	const struct ipv6_pinfo *np = inet6_sk(sk);
	u32 mark = IP6_REPLY_MARK(net, rx->skb->mark);
	struct in6_addr *final_p, final;
	struct ipv6_txoptions *opt;
	struct dst_entry *dst;
	struct flowi6 fl6;
	int oif;

	if (rx->encap && !udp.local) {
		kfree_skb_reason(skb, SKB_DROP_REASON_NO_SOCKET);
		return;
	}
	oif = rx->src.scope ?: READ_ONCE(sk->sk_bound_dev_if);
	if (!oif)
		oif = l3mdev_master_ifindex_by_index(net, rx->skb->skb_iif);
	memset(&fl6, 0, sizeof(fl6));
	fl6.flowi6_proto = rx->encap ? IPPROTO_UDP : IPPROTO_SCTP;
	fl6.daddr = *addr_in6(&rx->src);
	fl6.saddr = *addr_in6(&rx->dst);
	fl6.flowi6_oif = oif;
	fl6.flowi6_mark = mark ?: READ_ONCE(sk->sk_mark);
	fl6.fl6_dport = rx->encap ? htons(udp.peer) : rx->sport;
	fl6.fl6_sport = rx->encap ? htons(udp.local) : rx->dport;
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
	if (rx->encap) {
		sctp_checksum_fill(skb, 0);
		v6_udp_push(skb, &fl6.saddr, addr_in6(&rx->src), &udp);
	} else {
		sctp_xmit_checksum(skb, dst, dst_mtu(dst) - v6_headers(sk));
	}
	ip6_xmit(sk, skb, &fl6, fl6.flowi6_mark, opt,
		 sctp_dscp(READ_ONCE(np->tclass)), READ_ONCE(sk->sk_priority));
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

/* A packet, without its UDP header if it came in one from port @encap */
static __always_inline int v6_input(struct sk_buff *skb, u16 encap)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	int dif = inet6_iif(skb), sdif = inet6_sdif(skb);
	struct sctp_rx rx = {
		.skb = skb,
		.src = from_in6(&ip6h->saddr, sdif ?: dif),
		.dst = from_in6(&ip6h->daddr, sdif ?: dif),
		.encap = encap,
		.ce = INET_ECN_is_ce(ipv6_get_dsfield(ip6h)),
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

static int v6_rcv(struct sk_buff *skb)
{
	return v6_input(skb, 0);
}

static int v6_udp_rcv(struct sock *sk, struct sk_buff *skb)
{
	return v6_input(skb, sctp_udp_pull(skb));
}

static bool v6_icmp_kind(struct sctp_icmp *icmp, u8 type, u8 code)
{
	icmpv6_err_convert(type, code, &icmp->err);
	switch (type) {
	case ICMPV6_PKT_TOOBIG:
		icmp->kind = SCTP_ICMP_TOO_BIG;
		return true;
	case ICMPV6_DEST_UNREACH:
		icmp->kind = SCTP_ICMP_UNREACH;
		/* RFC 9260 section 10, ICMP3: SCTP answers with ABORT. In UDP
		 * the host has no SCTP (RFC 6951 section 5.5).
		 */
		if (code == ICMPV6_PORT_UNREACH)
			icmp->kind = icmp->encap ? SCTP_ICMP_PROTO :
						   SCTP_ICMP_TOLD;
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

/* @icmp has the common header quoted; its addresses are filled in */
static int v6_icmp_input(struct sctp_icmp *icmp, u8 type, u8 code)
{
	struct sk_buff *skb = icmp->skb;
	const struct ipv6hdr *ip6h = (const struct ipv6hdr *)skb->data;
	int dif = inet6_iif(skb), link = inet6_sdif(skb) ?: dif;

	icmp->src = from_in6(&ip6h->saddr, link);
	icmp->dst = from_in6(&ip6h->daddr, link);
	icmp->dif = dif;
	if (!v6_icmp_kind(icmp, type, code))
		return 0;
	return sctp_icmp_input(dev_net(skb->dev), icmp);
}

static int v6_err(struct sk_buff *skb, struct inet6_skb_parm *opt, u8 type,
		  u8 code, int offset, __be32 info)
{
	struct sctp_icmp icmp = {
		.skb = skb,
		.off = offset,
		.mtu = ntohl(info),
	};

	return v6_icmp_input(&icmp, type, code);
}

/* An ICMP error about a packet in UDP. Everything is done here, after its tag
 * was verified, and UDP is told that no socket is concerned. In front of the
 * quoted packet is the ICMP header. For a redirect it is an option: as an ICMP
 * type it is none of the errors handled here with its code.
 */
static int v6_udp_err(struct sock *sk, struct sk_buff *skb)
{
	const struct icmp6hdr *ih = (const void *)(skb->data - sizeof(*ih));
	struct sctp_icmp icmp = {
		.skb = skb,
		.off = skb_transport_offset(skb) + sizeof(struct udphdr),
		.encap = ntohs(udp_hdr(skb)->dest),
		.mtu = ntohl(ih->icmp6_mtu),
	};

	if (icmp.encap)
		v6_icmp_input(&icmp, ih->icmp6_type, ih->icmp6_code);
	return -ENOENT;
}

static const struct inet6_protocol v6_protocol = {
	.handler = v6_rcv,
	.err_handler = v6_err,
	.flags = INET6_PROTO_NOPOLICY | INET6_PROTO_FINAL,
};

const struct sctp_af sctp_af_v6 = {
	.headers = v6_headers,
	.lookup = v6_route_lookup,
	.source = v6_source,
	.source_dev = v6_source_dev,
	.source_works = v6_source_works,
	.bound_fits = v6_bound_fits,
	.suggested_fits = v6_suggested_fits,
	.cookie = v6_cookie,
	.xmit = v6_xmit,
	.udp_xmit = v6_udp_xmit,
	.reply = v6_reply,
	.udp_rcv = v6_udp_rcv,
	.udp_err = v6_udp_err,
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
