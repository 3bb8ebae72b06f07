/* SPDX-License-Identifier: GPL-2.0-only */
/* The addresses that a chunk or a cookie lists, read in place */
#ifndef _SCTP_CORE_ADDRLIST_H
#define _SCTP_CORE_ADDRLIST_H

#include "frame.h"

/**
 * struct sctp_param_list - parameters, some of which may be addresses
 * @pos: the first one
 * @len: bytes of all of them
 *
 * Valid as long as the chunk or cookie.
 */
struct sctp_param_list {
	const u8 *pos;
	u32 len;
};

/**
 * struct sctp_addr_walk - walks the addresses among parameters
 * @it: where it is
 * @left: how many addresses it still returns; SCTP_MAX_PATHS at first
 */
struct sctp_addr_walk {
	struct sctp_param_iter it;
	u32 left;
};

void sctp_addr_walk_begin(struct sctp_addr_walk *w,
			  const struct sctp_param_list *list);
bool sctp_addr_walk_next(struct sctp_addr_walk *w, struct sctp_addr *addr);
bool sctp_addr_listed(const struct sctp_param_list *list,
		      const struct sctp_addr *addr);

/**
 * sctp_addr_param_size() - length of an address parameter
 * @addr: the address
 *
 * Return: bytes.
 */
static inline u32 sctp_addr_param_size(const struct sctp_addr *addr)
{
	return addr->family == AF_INET ? sizeof(struct sctpw_ipv4_param) :
					 sizeof(struct sctpw_ipv6_param);
}

u32 sctp_addr_param_put(u8 *out, u32 room, const struct sctp_addr *addr);

#endif
