/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ancillary data of level IPPROTO_SCTP, RFC 6458 section 5.3.
 */
#ifndef _SCTP_CMSG_H
#define _SCTP_CMSG_H

#include "sctp.h"
#include "uaddr.h"

/**
 * struct sctp_cmsgs - what came along with a sendmsg(2); NULL = absent
 * @init: SCTP_INIT
 * @sndrcv: SCTP_SNDRCV
 * @sndinfo: SCTP_SNDINFO
 * @prinfo: SCTP_PRINFO
 * @authinfo: SCTP_AUTHINFO
 * @has_dstaddrs: SCTP_DSTADDRV4 or _V6 are among them
 * @short_dstaddr: and one of them has no room for its address
 */
struct sctp_cmsgs {
	const struct sctp_initmsg *init;
	const struct sctp_sndrcvinfo *sndrcv;
	const struct sctp_sndinfo *sndinfo;
	const struct sctp_prinfo *prinfo;
	const struct sctp_authinfo *authinfo;
	bool has_dstaddrs;
	bool short_dstaddr;
};

int sctp_cmsg_parse(const struct msghdr *msg, struct sctp_cmsgs *c);
bool sctp_cmsg_dstaddr(const struct msghdr *msg, struct cmsghdr **pos,
		       union sctp_uaddr *u);
bool sctp_cmsg_tells_next(const struct sock *sk);
void sctp_cmsg_put(struct sock *sk, struct msghdr *msg,
		   const struct sctp_rx_msg *rx,
		   const struct sctp_rx_msg *next);

#endif
