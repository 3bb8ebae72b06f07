/* SPDX-License-Identifier: GPL-2.0-only */
/* What an endpoint wants authenticated, and how: the parameters of RFC 4895 */
#ifndef _SCTP_CORE_AUTHLIST_H
#define _SCTP_CORE_AUTHLIST_H

#include <linux/refcount.h>

#include "core/chunk.h"
#include "authkeys.h"

struct sctp_ep;

#define SCTP_AUTH_RANDOM_LEN	32U
/* Most chunk types that can be listed: all but the four that must not */
#define SCTP_AUTH_CHUNKS_MAX	(U8_MAX + 1 - 4)

/**
 * struct sctp_auth_ep - what an endpoint has set; its associations begin so
 * @users: endpoints that share it
 * @nr_chunks: entries in @chunk
 * @nr_algos: entries in @algo
 * @algo: enum sctp_hmac_nr, by preference
 * @chunk: chunk types that the peer has to authenticate
 * @keys: shared keys
 */
struct sctp_auth_ep {
	refcount_t users;
	u8 nr_chunks;
	u8 nr_algos;
	u8 algo[SCTP_HMAC_NR];
	u8 chunk[SCTP_AUTH_CHUNKS_MAX];
	struct sctp_auth_keys keys;
};

bool sctp_auth_may_list(u8 type);
struct sctp_auth_ep *sctp_auth_ep_own(struct sctp_ep *ep);
void sctp_auth_ep_put(struct sctp_ep *ep);
void sctp_auth_ep_share(struct sctp_ep *to, const struct sctp_ep *from);
int sctp_auth_ep_chunk(struct sctp_ep *ep, u8 type);
int sctp_auth_ep_algos(struct sctp_ep *ep, const u8 *algo, u32 n);
u32 sctp_auth_vector_size(const struct sctp_ep *ep);
void sctp_auth_vector_put(const struct sctp_ep *ep, u8 *out);
u32 sctp_auth_vector_types(const struct sctp_param_list *vector, u8 *out);
bool sctp_auth_vector_next(struct sctp_param_list *left,
			   struct sctp_view *v);

#endif
