/* SPDX-License-Identifier: GPL-2.0-only */
/* Differences of <linux/skbuff.h> between kernels */
#ifndef _COMPAT_LINUX_SKBUFF_H
#define _COMPAT_LINUX_SKBUFF_H

#include <linux/version.h>
#include_next <linux/skbuff.h>

/* Since 6.12 a packet may lie in a device's memory */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
static inline bool skb_frags_readable(const struct sk_buff *skb)
{
	return true;
}
#endif

/*
 * Since 6.16 the network core computes CRC32c itself. Before that it calls what
 * a module puts there: see net/sctp/crc32c.c.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define SKB_CRC32C_STUB
#endif

/* Since 6.16 zero copy to a device may be asked for */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define msg_zerocopy_realloc(sk, size, uarg, devmem)			\
	msg_zerocopy_realloc(sk, size, uarg)
#endif

#endif
