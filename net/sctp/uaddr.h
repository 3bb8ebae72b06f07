/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Addresses of user space: struct sockaddr_in and _in6, IPv4-mapped IPv6,
 * packed arrays of both.
 */
#ifndef _SCTP_UADDR_H
#define _SCTP_UADDR_H

#include <linux/in.h>
#include <linux/in6.h>

#include "sctp.h"

/**
 * union sctp_uaddr - an address for user space
 * @sa: by its family
 * @v4: AF_INET
 * @v6: AF_INET6
 * @ss: room for any
 */
union sctp_uaddr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage ss;
};

/**
 * struct sctp_taddr - a transport address
 * @addr: the address
 * @port: the port
 */
struct sctp_taddr {
	struct sctp_addr addr;
	__be16 port;
};

int sctp_uaddr_parse(const struct sock *sk, const void *u, int len,
		     struct sctp_taddr *t);
int sctp_uaddr_next(const struct sock *sk, const void **buf, int *left,
		    struct sctp_taddr *t);
int sctp_uaddr_fill(const struct sock *sk, const struct sctp_addr *addr,
		    __be16 port, union sctp_uaddr *u);
int sctp_uaddr_fill_family(int family, const struct sctp_taddr *t,
			   union sctp_uaddr *u);
int sctp_uaddr_fill_plain(const struct sctp_taddr *t, union sctp_uaddr *u);
bool sctp_addr_is_any(const struct sctp_addr *addr);

#endif
