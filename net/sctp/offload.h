/* SPDX-License-Identifier: GPL-2.0-only */
/* CRC32c, and splitting GSO trains for devices that cannot. */
#ifndef _SCTP_OFFLOAD_H
#define _SCTP_OFFLOAD_H

#include <linux/skbuff.h>

#include "core/wire/wire.h"

/* Least gso_size: a DATA chunk with one byte */
#define SCTP_GSO_MIN	SCTP_ALIGN4(sizeof(struct sctpw_data) + 1)

/**
 * sctp_checksum_is_zero() - is there a zero instead of a checksum?
 * @skb: received packet
 * @offset: of its common header, which is linear
 *
 * Return: true if so, and neither device nor sender vouches for the packet.
 */
static inline bool sctp_checksum_is_zero(const struct sk_buff *skb,
					 unsigned int offset)
{
	const struct sctpw_common *h = (const void *)(skb->data + offset);

	return !h->checksum && skb->ip_summed != CHECKSUM_PARTIAL &&
	       skb->ip_summed != CHECKSUM_UNNECESSARY;
}

bool sctp_gso_ok(const struct sk_buff *skb);
__le32 sctp_crc(const struct sk_buff *skb, unsigned int offset);
bool sctp_checksum_is_open(const struct sk_buff *skb, unsigned int offset);
bool sctp_checksum_right(const struct sk_buff *skb, unsigned int offset);
bool sctp_checksum_ok(const struct sk_buff *skb, unsigned int offset);
void sctp_checksum_fill(struct sk_buff *skb, unsigned int offset);
void sctp_checksum_open(struct sk_buff *skb);
struct sk_buff *sctp_gso_cut(struct sk_buff *skb, netdev_features_t features);
int sctp_offload_init(void);
void sctp_offload_exit(void);

#endif
