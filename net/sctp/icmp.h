/* SPDX-License-Identifier: GPL-2.0-only */
/* ICMP errors about packets of ours, RFC 9260 section 10. */
#ifndef _SCTP_ICMP_H
#define _SCTP_ICMP_H

#include "sctp.h"

/* What an error means to us, worse ones last; also struct sctp_kpath.icmp */
enum sctp_icmp_kind {
	SCTP_ICMP_NONE,
	SCTP_ICMP_TOO_BIG,
	SCTP_ICMP_TOLD,		/* nothing, but the socket may show it */
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
	enum sctp_icmp_kind kind;
	u32 mtu;
	int err;
};

int sctp_icmp_input(struct net *net, const struct sctp_icmp *icmp);
void sctp_icmp_deferred(struct sctp_kassoc *ka);

#endif
