/* SPDX-License-Identifier: GPL-2.0-only */
/* CRC32c, and splitting GSO trains for devices that cannot. */
#ifndef _SCTP_OFFLOAD_H
#define _SCTP_OFFLOAD_H

#include <linux/skbuff.h>

__le32 sctp_crc(const struct sk_buff *skb, unsigned int offset);
bool sctp_checksum_ok(const struct sk_buff *skb, unsigned int offset);
void sctp_checksum_fill(struct sk_buff *skb, unsigned int offset);
void sctp_checksum_open(struct sk_buff *skb);
int sctp_offload_init(void);
void sctp_offload_exit(void);

#endif
