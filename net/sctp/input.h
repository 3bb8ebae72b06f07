/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets in: from IPv4 and IPv6 to the association or endpoint.
 *
 *   sctp_rcv -> length, checksum -> lookup -> lock -+-> core
 *                                                   '-> backlog -> core
 */
#ifndef _SCTP_INPUT_H
#define _SCTP_INPUT_H

#include "sctp.h"

int sctp_rcv(struct net *net, struct sctp_rx *rx);

/**
 * sctp_rx_l3_if() - the VRF a packet came by
 * @rx: packet
 *
 * Return: index of its device, 0 = none.
 */
static inline int sctp_rx_l3_if(const struct sctp_rx *rx)
{
	return rx->sdif ? rx->skb->skb_iif : 0;
}

/* struct proto.backlog_rcv */
int sctp_backlog_rcv(struct sock *sk, struct sk_buff *skb);

#endif
