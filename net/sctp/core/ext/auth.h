/* SPDX-License-Identifier: GPL-2.0-only */
/* Authenticated chunks (RFC 4895) of an association */
#ifndef _SCTP_CORE_AUTH_H
#define _SCTP_CORE_AUTH_H

#include "core/assoc.h"
#include "core/caps.h"
#include "authlist.h"

struct sctp_init_info;

/* Bytes of the longest AUTH chunk */
#define SCTP_AUTH_MAX	(sizeof(struct sctpw_auth) + SCTP_HASH_MAX)

/**
 * struct sctp_auth - what an association needs to authenticate chunks
 * @keys: its shared keys
 * @mine: chunk types that the peer has to authenticate
 * @peers: chunk types that it wants authenticated
 * @my: our key vector
 * @peer: the peer's; empty before its INIT or INIT ACK
 * @algo: the algorithm to send with, enum sctp_hmac_nr
 * @takes: bit for each algorithm that we listed
 * @of_data: bytes of an AUTH chunk if DATA is authenticated, else 0
 * @seen: key that the peer was last seen to use
 */
struct sctp_auth {
	struct sctp_auth_keys keys;
	struct sctp_chunk_set mine;
	struct sctp_chunk_set peers;
	struct sctp_param_list my;
	struct sctp_param_list peer;
	u8 algo;
	u8 takes;
	u8 of_data;
	u16 seen;
};

/**
 * sctp_auth_on() - do both sides authenticate chunks?
 * @a: association
 *
 * Return: true if so; then @a->auth is set.
 */
static inline bool sctp_auth_on(const struct sctp_assoc *a)
{
	return unlikely(a->hs.caps & SCTP_CAP_AUTH);
}

/**
 * sctp_auth_vector() - our key vector
 * @a: association
 *
 * Return: the vector, empty without AUTH.
 */
static inline struct sctp_param_list
sctp_auth_vector(const struct sctp_assoc *a)
{
	return a->auth ? a->auth->my : (struct sctp_param_list){};
}

struct sctp_auth *sctp_auth_of_cookie(struct sctp_ep *ep,
				      const struct sctp_auth_keys *keys,
				      const struct sctp_cookie *c);
void sctp_auth_put(struct sctp_auth *au);
int sctp_auth_begin(struct sctp_assoc *a);
int sctp_auth_agree(struct sctp_assoc *a, const struct sctp_init_info *info);
int sctp_auth_accept(struct sctp_assoc *a, const struct sctp_cookie *c);
void sctp_auth_settle(struct sctp_assoc *a);
void sctp_auth_free(struct sctp_assoc *a);
bool sctp_auth_lists(const struct sctp_param_list *vector, u8 type);
void sctp_auth_peer_key(struct sctp_assoc *a, u16 id);
u8 sctp_auth_hold(struct sctp_assoc *a, const struct sctp_tx_msg *msg);
void sctp_auth_drop(struct sctp_assoc *a, u8 nr);
u8 sctp_auth_key_nr(const struct sctp_assoc *a, u16 id);
int sctp_auth_deactivate(struct sctp_assoc *a, u16 id);

#endif
