/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The operations that differ between IPv4 and IPv6.
 */
#ifndef _SCTP_IP_H
#define _SCTP_IP_H

#include <net/flow.h>
#include <net/inet_ecn.h>

#include "sctp.h"

struct sctp_udp_ports;

/* Scope of an address, RFC 9260 section 5.1.2 */
enum sctp_scope {
	SCTP_SCOPE_GLOBAL,
	SCTP_SCOPE_PRIVATE,
	SCTP_SCOPE_LINK,
	SCTP_SCOPE_LOOPBACK,
	SCTP_SCOPE_UNUSABLE,	/* multicast, broadcast, unspecified ... */
};

/**
 * struct sctp_addr_iter - a walk over the namespace's local addresses
 * @fn: called for each, under RCU; true ends the walk
 * @ifindex: only addresses of this device or VRF, 0 = all that are in no VRF
 */
struct sctp_addr_iter {
	bool (*fn)(struct sctp_addr_iter *it, const struct sctp_addr *addr);
	int ifindex;
};

/**
 * struct sctp_af - the operations of an address family
 * @headers: bytes of IP header and options in front of a packet of @sk
 * @lookup: ask the routing tables for the way to a path's address, from @saddr
 *          or, when that is NULL, from any; @fl is filled in
 * @source: the source address that a lookup chose
 * @source_dev: the device that has a source address, under RCU, or NULL
 * @source_works: is that device fit to send from? True as well when the socket
 *                may use any address
 * @bound_fits: can @src, an address the socket is bound to, reach @peer?
 * @suggested_fits: can the source be used that the tables suggest?
 * @cookie: what a cached route is validated with
 * @xmit: prepend the IP header, with @ecn (INET_ECN_*), and send by the skb's
 *        route; consumes the skb
 * @udp_xmit: the same, in UDP
 * @reply: send a packet that belongs to no association, in UDP if what it
 *         answers came so; consumes it
 * @udp_rcv: the encap_rcv() of a UDP socket
 * @udp_err: its encap_err_lookup()
 * @learn_mtu: the routing tables learn an MTU from an ICMP error about a packet
 *             to this path; returns the MTU if that failed, else 0
 * @learn_redirect: they learn another first hop
 *                  (the spinlock of the socket is held for both)
 * @scope: how far an address reaches
 * @is_local: may @sk, bound to device @dev (0 = none), use it as an address of
 *            this host?
 * @for_each_local: walk the addresses of this host, under RCU; true when the
 *                  iterator ended it
 */
struct sctp_af {
	u32 (*headers)(const struct sock *sk);
	struct dst_entry *(*lookup)(struct sctp_kpath *kp, struct flowi *fl,
				    const struct sctp_addr *saddr);
	struct sctp_addr (*source)(const struct flowi *fl,
				   const struct dst_entry *dst);
	struct net_device *(*source_dev)(const struct sctp_kassoc *ka,
					 const struct sctp_addr *saddr);
	bool (*source_works)(const struct sctp_kassoc *ka,
			     const struct sctp_addr *saddr);
	bool (*bound_fits)(const struct sctp_addr *src,
			   const struct sctp_addr *peer);
	bool (*suggested_fits)(const struct flowi *fl,
			       const struct dst_entry *dst);
	u32 (*cookie)(struct dst_entry *dst);
	int (*xmit)(struct sock *sk, struct sctp_kpath *kp,
		    struct sk_buff *skb, u8 ecn);
	int (*udp_xmit)(struct sock *sk, struct sctp_kpath *kp,
			struct sk_buff *skb, u8 ecn,
			const struct sctp_udp_ports *ports);
	void (*reply)(struct sock *sk, const struct sctp_rx *rx,
		      struct sk_buff *skb);
	int (*udp_rcv)(struct sock *sk, struct sk_buff *skb);
	int (*udp_err)(struct sock *sk, struct sk_buff *skb);
	u32 (*learn_mtu)(struct sctp_kpath *kp, struct sk_buff *icmp, u32 mtu);
	void (*learn_redirect)(struct sctp_kpath *kp, struct sk_buff *icmp);
	enum sctp_scope (*scope)(const struct sctp_addr *addr);
	bool (*is_local)(struct sock *sk, int dev,
			 const struct sctp_addr *addr);
	bool (*for_each_local)(struct net *net, struct sctp_addr_iter *it);
};

extern const struct sctp_af sctp_af_v4;
extern const struct sctp_af sctp_af_v6;

const struct sctp_af *sctp_af(u16 family);

/**
 * sctp_v4_headers() - bytes of an IPv4 header with a socket's options
 * @sk: socket
 *
 * Return: the length.
 */
static inline u32 sctp_v4_headers(const struct sock *sk)
{
	const struct ip_options_rcu *opt;
	u32 len = sizeof(struct iphdr);

	if (likely(!rcu_access_pointer(inet_sk(sk)->inet_opt)))
		return len;
	rcu_read_lock();
	opt = rcu_dereference(inet_sk(sk)->inet_opt);
	if (opt)
		len += opt->opt.optlen;
	rcu_read_unlock();
	return len;
}

/* Addresses */
enum sctp_scope sctp_addr_scope(const struct sctp_addr *addr);
bool sctp_addr_iter_wants(const struct sctp_addr_iter *it,
			  const struct net_device *dev);
int sctp_addr_check_local(struct sock *sk, const struct sctp_addr *addr);
bool sctp_addr_has_source(struct sock *sk, const struct sctp_addr *peer);
bool sctp_addr_peer_ok(const struct sock *sk, const struct sctp_addr *addr);
bool sctp_peer_addr_ok(struct sctp_assoc *a, const struct sctp_addr *src,
		       const struct sctp_addr *addr);
int sctp_local_addrs(struct sctp_ep *ep, struct sctp_assoc *a,
		     const struct sctp_rx *rx,
		     const struct sctp_addr *peer, struct sctp_addr *out,
		     int max) __visible;

/* Routes */
int sctp_path_route(struct sctp_assoc *a, struct sctp_path *p);
int sctp_kpath_route(struct sctp_kpath *kp);
void sctp_kpath_drop_route(struct sctp_kpath *kp);
void sctp_kpath_set_route(struct sctp_kpath *kp, struct dst_entry *dst,
			  u32 cookie);
struct dst_entry *sctp_kpath_dst(struct sctp_kpath *kp, u32 *mtu);
void sctp_ip_rerouted(struct sctp_kassoc *ka);
void sctp_kpath_update_pmtu(struct dst_entry *dst, struct sock *sk,
			    struct sk_buff *icmp, u32 mtu);
void sctp_kpath_remember_pmtu(struct sctp_kpath *kp, u32 mtu);
u32 sctp_kpath_hint_pmtu(struct sctp_kpath *kp);

/**
 * sctp_dscp() - the traffic class of a socket without the ECN bits
 * @tos: IP_TOS or IPV6_TCLASS
 *
 * These bits are set for associations that use ECN, by nobody else.
 *
 * Return: the DSCP in the upper six bits.
 */
static inline u8 sctp_dscp(u8 tos)
{
	return tos & ~INET_ECN_MASK;
}

/**
 * sctp_kpath_dscp() - the traffic class of a path's packets
 * @kp: path
 * @tos: IP_TOS or IPV6_TCLASS of its socket
 *
 * Return: what SCTP_PEER_ADDR_PARAMS set, or that of @tos; without ECN bits.
 */
static inline u8 sctp_kpath_dscp(const struct sctp_kpath *kp, u8 tos)
{
	return kp->ip.has_dscp ? kp->ip.dscp : sctp_dscp(tos);
}

/* Registration with IPv4 and IPv6: last to start, first to stop */
int sctp_ip4_start(void);
void sctp_ip4_stop(void);
int sctp_ip6_start(void);
void sctp_ip6_stop(void);

#endif
