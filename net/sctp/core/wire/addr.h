/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An address without port: the two ports of an association are kept once. It is
 * compared word by word.
 */
#ifndef _SCTP_CORE_ADDR_H
#define _SCTP_CORE_ADDR_H

#include <linux/types.h>
#include <linux/string.h>
#include <linux/socket.h>

/**
 * struct sctp_addr - an IPv4 or IPv6 address
 * @family: AF_INET or AF_INET6, 0 when unset
 * @scope: interface index of a link-local IPv6 address, else 0
 * @v4: the IPv4 address
 * @v6: the IPv6 address
 *
 * Unused words are zero. It is never an IPv4-mapped IPv6 address: the kernel
 * half converts these to AF_INET.
 */
struct sctp_addr {
	u16 family;
	u32 scope;
	union {
		__be32 v4;
		__be32 v6[4];
	};
};

static inline bool sctp_addr_eq(const struct sctp_addr *a,
				const struct sctp_addr *b)
{
	if (a->family != b->family)
		return false;
	if (a->family == AF_INET)
		return a->v4 == b->v4;
	return !memcmp(a->v6, b->v6, sizeof(a->v6)) &&
	       (a->scope == b->scope || !a->scope || !b->scope);
}

#endif
