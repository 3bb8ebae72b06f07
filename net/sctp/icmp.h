/* SPDX-License-Identifier: GPL-2.0-only */
/* ICMP errors about our packets, RFC 9260 section 10. */
#ifndef _SCTP_ICMP_H
#define _SCTP_ICMP_H

#include "sctp.h"

/* Kinds of errors, worse ones last. Also in struct sctp_kpath.icmp */
enum sctp_icmp_kind {
	SCTP_ICMP_NONE,
	SCTP_ICMP_TOO_BIG,
	SCTP_ICMP_TOLD,		/* only reported to the socket */
	SCTP_ICMP_UNREACH,	/* network or host */
	SCTP_ICMP_PROTO,	/* the host has no SCTP */
	SCTP_ICMP_REDIRECT,
};

/**
 * struct sctp_icmp - an ICMP error
 * @src: our address, source of the packet quoted
 * @dst: the peer's address, its destination
 * @skb: the ICMP packet
 * @off: offset of the quoted common header from skb->data; its first eight
 *       bytes are there
 * @dif: interface it came in by: the VRF, where that is a VRF's
 * @encap: UDP port that the packet quoted was sent to in UDP, 0 = not in UDP
 * @kind: what it means
 * @mtu: for SCTP_ICMP_TOO_BIG: largest packet, IP header included
 * @err: errno for the socket
 */
struct sctp_icmp {
	struct sctp_addr src;
	struct sctp_addr dst;
	struct sk_buff *skb;
	u32 off;
	int dif;
	u16 encap;
	enum sctp_icmp_kind kind;
	u32 mtu;
	int err;
};

int sctp_icmp_input(struct net *net, const struct sctp_icmp *icmp);
void sctp_icmp_deferred(struct sctp_kassoc *ka);

#endif
