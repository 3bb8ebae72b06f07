/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Setting up associations: connect(2), sctp_connectx(3) and the implicit
 * connect of sendmsg(2).
 */
#ifndef _SCTP_CONNECTX_H
#define _SCTP_CONNECTX_H

#include "sctp.h"
#include "uaddr.h"

int sctp_connect(struct sock *sk, const struct sockaddr_unsized *uaddr,
		 int len, int flags);
int sctp_connectx(struct sock *sk, const void *addrs, int len, int flags,
		  sctp_assoc_t *id);
struct sctp_kassoc *sctp_connect_new(struct sock *sk,
				     const struct sctp_taddr *first,
				     const struct sctp_initmsg *init);
struct sctp_kassoc *sctp_connect_find(struct sock *sk,
				      const struct sctp_taddr *t);
int sctp_connect_check(const struct sock *sk);
int sctp_connect_start(struct sctp_kassoc *ka);
int sctp_connect_wait(struct sock *sk, struct sctp_kassoc *ka, long timeo);
int sctp_connect_add_peer(struct sctp_kassoc *ka, const struct sctp_taddr *t);

#endif
