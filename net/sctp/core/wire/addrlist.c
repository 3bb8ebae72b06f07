// SPDX-License-Identifier: GPL-2.0-only
/*
 * The addresses that a chunk or a cookie lists. They are never copied: whoever
 * needs them walks the parameters.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "addrlist.h"

/**
 * sctp_addr_walk_begin() - walk the addresses among parameters
 * @w: walk
 * @list: the parameters
 */
void sctp_addr_walk_begin(struct sctp_addr_walk *w,
			  const struct sctp_param_list *list)
{
	w->it = (struct sctp_param_iter){
		.pos = list->pos,
		.left = list->len,
	};
	w->left = SCTP_MAX_PATHS;
}

/**
 * sctp_addr_walk_next() - step to the next address
 * @w: walk
 * @addr: the address
 *
 * Return: false at the end, or after SCTP_MAX_PATHS addresses.
 */
bool sctp_addr_walk_next(struct sctp_addr_walk *w, struct sctp_addr *addr)
{
	struct sctp_view v;

	while (w->left && sctp_param_next(&w->it, &v)) {
		if (!sctp_param_addr(&v, addr))
			continue;
		w->left--;
		return true;
	}
	return false;
}

/**
 * sctp_addr_listed() - is an address listed?
 * @list: parameters
 * @addr: the address
 *
 * Return: true if so.
 */
bool sctp_addr_listed(const struct sctp_param_list *list,
		      const struct sctp_addr *addr)
{
	struct sctp_addr_walk w;
	struct sctp_addr one;

	sctp_addr_walk_begin(&w, list);
	while (sctp_addr_walk_next(&w, &one))
		if (sctp_addr_eq(&one, addr))
			return true;
	return false;
}

/**
 * sctp_addr_param_put() - write an address parameter
 * @out: where to
 * @room: bytes there
 * @addr: the address
 *
 * Return: its length; 0 when it does not fit: then nothing is written.
 */
u32 sctp_addr_param_put(u8 *out, u32 room, const struct sctp_addr *addr)
{
	u32 len = sctp_addr_param_size(addr);

	if (room < len)
		return 0;
	put_unaligned_be16(addr->family == AF_INET ? SCTP_PT_IPV4_ADDR :
						     SCTP_PT_IPV6_ADDR, out);
	put_unaligned_be16(len, out + 2);
	memcpy(out + 4, addr->v6, len - 4);
	return len;
}
