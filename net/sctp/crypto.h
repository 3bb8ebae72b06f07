/* SPDX-License-Identifier: GPL-2.0-only */
/* What core takes from cryptography: random bytes and HMAC-SHA256. */
#ifndef _SCTP_CRYPTO_H
#define _SCTP_CRYPTO_H

#include "core/seam.h"

void sctp_random(void *buf, size_t len);
int sctp_hmac(const u8 key[SCTP_SECRET_LEN], const void *data, size_t len,
	      u8 mac[SCTP_MAC_LEN]);
int sctp_crypto_selftest(void);

#endif
