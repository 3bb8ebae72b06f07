/* SPDX-License-Identifier: GPL-2.0-only */
/* Random bytes, the MAC of cookies, and CRC32c. */
#ifndef _SCTP_CRYPTO_H
#define _SCTP_CRYPTO_H

#include "core/seam.h"

void sctp_random(void *buf, size_t len);
u64 sctp_mac(const u64 key[SCTP_SECRET_WORDS], const void *data, size_t len);
u32 sctp_crc32c(u32 crc, const void *data, unsigned int len);
int sctp_crypto_init(void);
void sctp_crypto_exit(void);

#endif
