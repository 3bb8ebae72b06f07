/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 6.10 the transport asks whether the network headers let it merge */
#ifndef _SCTP_COMPAT_NET_GRO_H
#define _SCTP_COMPAT_NET_GRO_H

#include_next <net/gro.h>

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
static inline int gro_receive_network_flush(const void *th, const void *th2,
					    struct sk_buff *p)
{
	/* what may be fragmented on its way keeps the id it came with */
	return NAPI_GRO_CB(p)->flush |
	       (NAPI_GRO_CB(p)->is_atomic ? 0 : NAPI_GRO_CB(p)->flush_id);
}
#endif

#endif
