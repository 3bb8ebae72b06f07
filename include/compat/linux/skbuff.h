/* SPDX-License-Identifier: GPL-2.0-only */
/* What <linux/skbuff.h> of the kernels we build for spells differently. */
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

#endif
