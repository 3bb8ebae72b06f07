/* SPDX-License-Identifier: GPL-2.0-only */
/* CRC32c of bytes and of packets. */
#ifndef _SCTP_CRC32C_H
#define _SCTP_CRC32C_H

#include <linux/skbuff.h>

u32 sctp_crc32c(u32 crc, const void *data, unsigned int len);
u32 sctp_crc32c_skb(u32 crc, const struct sk_buff *skb, unsigned int offset,
		    unsigned int len);
int sctp_crc32c_init(void);
void sctp_crc32c_exit(void);

#endif
