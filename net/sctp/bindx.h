/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The addresses a socket is bound to: bind(2), sctp_bindx(3).
 *
 * sctp_sock.bind_addrs is written under the socket lock and read under RCU
 * by lookup. A wildcard bind has bind_any set and an empty list.
 */
#ifndef _SCTP_BINDX_H
#define _SCTP_BINDX_H

#include "sctp.h"

int sctp_bind(struct sock *sk, struct sockaddr_unsized *uaddr, int len);
int sctp_bind_addr(struct sock *sk, const struct sctp_addr *addr, u16 port,
		   u32 flags);
void sctp_unbind(struct sock *sk);
bool sctp_bind_has_family(const struct sock *sk, u16 family);
int sctp_bindx_add(struct sock *sk, const void *addrs, int len);
int sctp_bindx_remove(struct sock *sk, const void *addrs, int len);
int sctp_bind_copy(struct sock *to, const struct sock *from);
void sctp_bind_clear(struct sock *sk);
bool sctp_bind_match(const struct sock *sk, const struct sctp_addr *addr);
bool sctp_bind_match_assoc(const struct sock *sk,
			   const struct sctp_addr *addr);

#endif
