/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 7.0 modules have no ip_build_and_send_pkt(). */
#ifndef _SCTP_COMPAT_NET_IP_H
#define _SCTP_COMPAT_NET_IP_H

#include_next <net/ip.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 0, 0)
#include <net/route.h>

static inline int sctp_ip_send_routed(struct sk_buff *skb, struct sock *sk,
				      __be32 saddr, __be32 daddr,
				      const struct ip_options_rcu *opt, u8 tos)
{
	struct dst_entry *dst = skb_dst(skb);
	int ttl = READ_ONCE(inet_sk(sk)->uc_ttl);
	struct net *net = sock_net(sk);
	struct flowi4 fl4 = {
		.saddr = saddr,
		.daddr = daddr,
	};
	struct iphdr *ip;

	/* nothing else writes IP options; it takes the mark of the socket */
	if (opt)
		return __ip_queue_xmit(sk, skb, flowi4_to_flowi(&fl4), tos);
	ip = skb_push(skb, sizeof(*ip));
	memset(ip, 0, sizeof(*ip));
	skb_reset_network_header(skb);
	ip->version = 4;
	ip->ihl = sizeof(*ip) / 4;
	ip->tos = tos;
	ip->ttl = ttl < 0 ? ip4_dst_hoplimit(dst) : ttl;
	ip->protocol = sk->sk_protocol;
	ip->saddr = saddr;
	ip->daddr = daddr;
	ip->frag_off = ip_dont_fragment(sk, dst) ? htons(IP_DF) : 0;
	ip_select_ident(net, skb, sk);
	skb->priority = READ_ONCE(sk->sk_priority);
	if (!skb->mark)
		skb->mark = READ_ONCE(sk->sk_mark);
	return ip_local_out(net, sk, skb);
}
#else
#define sctp_ip_send_routed(skb, sk, saddr, daddr, opt, tos)		\
	ip_build_and_send_pkt(skb, sk, saddr, daddr, opt, tos)
#endif

#endif
