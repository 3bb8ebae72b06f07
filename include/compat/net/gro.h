/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 6.10 the transport checks if the network headers allow a merge */
#ifndef _SCTP_COMPAT_NET_GRO_H
#define _SCTP_COMPAT_NET_GRO_H

#include_next <net/gro.h>

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
static inline int sctp_gro_network_flush(const void *th, const void *th2,
					 struct sk_buff *p)
{
	/* a packet that may be fragmented keeps its IP id */
	return NAPI_GRO_CB(p)->flush |
	       (NAPI_GRO_CB(p)->is_atomic ? 0 : NAPI_GRO_CB(p)->flush_id);
}

static inline void sctp_gro_no_inner_ip(struct sk_buff *skb)
{
}
#else
/* Since 6.18 packets that may be fragmented are merged if all have the same id.
 * When they are cut again only those of TCP get it back.
 */
static inline bool sctp_gro_lost_id(const struct iphdr *h,
				    const struct sk_buff *p)
{
	return h->version == 4 && !(h->frag_off & htons(IP_DF)) &&
	       NAPI_GRO_CB(p)->ip_fixedid;
}

static inline int sctp_gro_network_flush(const void *th, const void *th2,
					 struct sk_buff *p)
{
	int len = skb_transport_offset(p) - NAPI_GRO_CB(p)->network_offset;

	return gro_receive_network_flush(th, th2, p) |
	       sctp_gro_lost_id(th - len, p);
}

/* It looks at an inner IP header in each tunnel: let it look at the only one */
static inline void sctp_gro_no_inner_ip(struct sk_buff *skb)
{
	NAPI_GRO_CB(skb)->inner_network_offset =
		NAPI_GRO_CB(skb)->network_offset;
}
#endif

#endif
