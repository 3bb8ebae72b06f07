/* SPDX-License-Identifier: GPL-2.0-only */
/* UDP encapsulation, RFC 6951: the sockets it comes to, and the UDP header. */
#ifndef _SCTP_UDP_H
#define _SCTP_UDP_H

#include <linux/udp.h>

#include "netns.h"

/**
 * struct sctp_udp_ports - both ports of a UDP header, host order
 * @local: source port
 * @peer: destination port
 */
struct sctp_udp_ports {
	u16 local;
	u16 peer;
};

int sctp_udp_listen(struct sctp_net *sn, u16 port);
void sctp_udp_exit(struct sctp_net *sn);
u16 sctp_udp_pull(struct sk_buff *skb);
void sctp_udp_push(struct sk_buff *skb, const struct sctp_udp_ports *ports);
void sctp_udp_learn_whole(struct sctp_kassoc *ka, const struct sctp_rx *rx);
bool sctp_udp_must_cut(const struct sctp_kassoc *ka, const struct sk_buff *skb,
		       const struct net_device *dev);
struct sctp_udp_ports sctp_udp_reply_ports(const struct sock *sk,
					   const struct sctp_rx *rx);
struct sctp_udp_ports __sctp_udp_ports(const struct sctp_kpath *kp);

/**
 * sctp_udp_ports() - the UDP ports of a path
 * @kp: path
 *
 * Return: both; both 0 if its packets are not sent in UDP.
 */
static inline struct sctp_udp_ports sctp_udp_ports(const struct sctp_kpath *kp)
{
	if (likely(!kp->p.cfg.encap_port))
		return (struct sctp_udp_ports){};
	return __sctp_udp_ports(kp);
}

#endif
