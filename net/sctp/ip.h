/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between IPv4 and IPv6, and the choice between them.
 */
#ifndef _SCTP_IP_H
#define _SCTP_IP_H

#include <net/inet_ecn.h>

#include "sctp.h"

/* Scope of an address, RFC 9260 section 5.1.2 and the scoping draft */
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
 * @ifindex: only addresses of this device, 0 = all
 */
struct sctp_addr_iter {
	bool (*fn)(struct sctp_addr_iter *it, const struct sctp_addr *addr);
	int ifindex;
};

/**
 * struct sctp_af - the operations of an address family
 * @headers: bytes of IP header and options in front of a packet of @sk
 * @route: look a path's route up, cache it and set the source address
 * @xmit: prepend the IP header and send by the route set; consumes the packet
 * @reply: send a packet that belongs to no association; consumes it
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
	int (*route)(struct sctp_kassoc *ka, struct sctp_kpath *kp);
	int (*xmit)(struct sock *sk, struct sctp_kpath *kp,
		    struct sk_buff *skb);
	void (*reply)(struct sock *sk, const struct sctp_rx *rx,
		      struct sk_buff *skb);
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

/* Addresses */
enum sctp_scope sctp_addr_scope(const struct sctp_addr *addr);
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
void sctp_kpath_drop_route(struct sctp_kpath *kp);
void sctp_kpath_set_route(struct sctp_kpath *kp, struct dst_entry *dst,
			  u32 cookie);
struct dst_entry *sctp_kpath_dst(struct sctp_kpath *kp, u32 *mtu);
void sctp_ip_rerouted(struct sctp_kassoc *ka);
void sctp_kpath_update_pmtu(struct dst_entry *dst, struct sock *sk,
			    struct sk_buff *icmp, u32 mtu);
void sctp_kpath_remember_pmtu(struct sctp_kpath *kp, u32 mtu);

/**
 * sctp_kpath_dscp() - the traffic class of a path's packets
 * @kp: path
 * @tos: IP_TOS or IPV6_TCLASS of its socket
 *
 * Return: what SCTP_PEER_ADDR_PARAMS set, with the ECN bits of @tos; or @tos.
 */
static inline u8 sctp_kpath_dscp(const struct sctp_kpath *kp, u8 tos)
{
	return kp->ip.has_dscp ? kp->ip.dscp | (tos & INET_ECN_MASK) : tos;
}

/* Registration with the IP layers: last to start, first to stop */
int sctp_ip4_start(void);
void sctp_ip4_stop(void);
int sctp_ip6_start(void);
void sctp_ip6_stop(void);

#endif
