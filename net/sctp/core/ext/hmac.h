/* SPDX-License-Identifier: GPL-2.0-only */
/* HMAC, RFC 2104, over pieces of memory and packets */
#ifndef _SCTP_CORE_HMAC_H
#define _SCTP_CORE_HMAC_H

#include "core/seam.h"

/* The algorithms of RFC 4895 table 2, the best of them last */
enum sctp_hmac_nr {
	SCTP_HMAC_SHA1,
	SCTP_HMAC_SHA256,
	SCTP_HMAC_NR,
};

/**
 * struct sctp_hmac_key - a key as the algorithm takes it
 * @inner: the hash function's state after K ^ ipad
 * @outer: after K ^ opad
 *
 * They are computed once, which saves two blocks of each MAC (RFC 2104
 * section 4).
 */
struct sctp_hmac_key {
	u8 inner[SCTP_HASH_STATE];
	u8 outer[SCTP_HASH_STATE];
};

/**
 * struct sctp_hmac_text - what is authenticated
 * @head: first bytes
 * @head_len: how many
 * @skb: packet whose bytes follow, NULL for none
 * @off: the first of them
 */
struct sctp_hmac_text {
	const void *head;
	u32 head_len;
	const struct sk_buff *skb;
	u32 off;
};

int sctp_hmac_find(u16 id);
u16 sctp_hmac_id(u8 nr);
u32 sctp_hmac_len(u8 nr);
int sctp_hmac_prepare(const struct sctp_ops *ops, u8 nr,
		      const struct sctp_piece *p, u32 n,
		      struct sctp_hmac_key *key);
int sctp_hmac(const struct sctp_ops *ops, u8 nr,
	      const struct sctp_hmac_key *key,
	      const struct sctp_hmac_text *text, u8 *mac);
bool sctp_hmac_same(const u8 *a, const u8 *b, u32 len);

#endif
