/* SPDX-License-Identifier: GPL-2.0-only */
/* Random bytes, the MAC of cookies, and hash functions */
#ifndef _SCTP_CRYPTO_H
#define _SCTP_CRYPTO_H

#include "core/seam.h"

void sctp_random(void *buf, size_t len);
u64 sctp_mac(const u64 key[SCTP_SECRET_WORDS], const void *data, size_t len);
int sctp_hash_block(u16 id, const u8 block[SCTP_HASH_BLOCK],
		    u8 state[SCTP_HASH_STATE]);
int sctp_hash(u16 id, const u8 *state, const struct sctp_piece *p, u32 n,
	      const struct sk_buff *skb, u32 off, u8 *digest);
bool sctp_hash_there(u16 id);
int sctp_crypto_init(void);
void sctp_crypto_exit(void);

#endif
