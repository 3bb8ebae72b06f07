/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 6.16 GRO is told which sockets belong to tunnels. */
#ifndef _SCTP_COMPAT_NET_UDP_TUNNEL_H
#define _SCTP_COMPAT_NET_UDP_TUNNEL_H

#include_next <net/udp_tunnel.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
static inline void udp_tunnel_update_gro_lookup(struct net *net,
						struct sock *sk, bool add)
{
}

static inline void udp_tunnel_update_gro_rcv(struct sock *sk, bool add)
{
}
#endif

#endif
