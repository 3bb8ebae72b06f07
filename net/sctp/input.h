/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets in: from the IP layers to the association or endpoint they are for.
 *
 *   sctp_rcv -> length, checksum -> lookup -> lock -+-> core
 *                                                   '-> backlog -> core
 */
#ifndef _SCTP_INPUT_H
#define _SCTP_INPUT_H

#include "sctp.h"

/**
 * struct sctp_icmp - what an ICMP error says about one of our packets
 * @src: our address, source of the packet quoted
 * @dst: the peer's address
 * @skb: the ICMP packet; skb->data is at the quoted common header
 * @kind: what it means
 * @mtu: for SCTP_ICMP_TOO_BIG: largest packet, IP header included
 * @err: errno for the socket
 * @hard: @err is worth more than a soft error
 */
struct sctp_icmp {
	struct sctp_addr src;
	struct sctp_addr dst;
	struct sk_buff *skb;
	enum {
		SCTP_ICMP_OTHER,
		SCTP_ICMP_TOO_BIG,
		SCTP_ICMP_PORT,		/* port unreachable */
		SCTP_ICMP_PROTO,	/* the host has no SCTP */
	} kind;
	u32 mtu;
	int err;
	bool hard;
};

/* From the IP layers; skb->data is at the common header */
int sctp_rcv(struct net *net, struct sk_buff *skb,
	     const struct sctp_addr *src, const struct sctp_addr *dst,
	     int dif, int sdif);
int sctp_icmp_input(struct net *net, const struct sctp_icmp *icmp);

/* struct proto.backlog_rcv */
int sctp_backlog_rcv(struct sock *sk, struct sk_buff *skb);

#endif
