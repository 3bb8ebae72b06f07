/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared keys of an endpoint or association, RFC 4895 section 6.1 */
#ifndef _SCTP_CORE_AUTHKEYS_H
#define _SCTP_CORE_AUTHKEYS_H

#include "core/wire/addrlist.h"
#include "hmac.h"

/* Limits of one endpoint or association */
#define SCTP_AUTH_KEYS_MAX	64U
#define SCTP_AUTH_SECRETS_MAX	131072U	/* bytes of all its keys */

struct sctp_auth_secret;

/**
 * struct sctp_auth_key - a shared key
 * @secret: the endpoint pair shared key, NULL if it is empty. Endpoint and
 *          associations share it
 * @made: association shared key for each algorithm, NULL before it is used;
 *        of an association only
 * @users: messages that are sent with it
 * @id: shared key identifier
 * @there: the slot is in use
 * @deactivated: no new message is sent with it
 * @deleted: it cannot be found any more; it is freed with its last user
 */
struct sctp_auth_key {
	struct sctp_auth_secret *secret;
	struct sctp_hmac_key *made[SCTP_HMAC_NR];
	u32 users;
	u16 id;
	bool there:1;
	bool deactivated:1;
	bool deleted:1;
};

/**
 * struct sctp_auth_keys - all shared keys of an endpoint or association
 * @slot: keys; a key keeps its slot
 * @bytes: length of all secrets
 * @nr_slots: how many slots there are
 * @active: slot of the active key
 */
struct sctp_auth_keys {
	struct sctp_auth_key *slot;
	u32 bytes;
	u8 nr_slots;
	u8 active;
};

int sctp_auth_keys_init(struct sctp_auth_keys *k);
int sctp_auth_keys_copy(struct sctp_auth_keys *to,
			const struct sctp_auth_keys *from);
void sctp_auth_keys_free(struct sctp_auth_keys *k);
void sctp_auth_keys_forget_made(struct sctp_auth_keys *k);
struct sctp_auth_key *sctp_auth_keys_find(const struct sctp_auth_keys *k,
					  u16 id);
int sctp_auth_keys_set(struct sctp_auth_keys *k, u16 id, const void *bytes,
		       u32 len);
int sctp_auth_keys_activate(struct sctp_auth_keys *k, u16 id);
int sctp_auth_keys_delete(struct sctp_auth_keys *k, u16 id);
int sctp_auth_keys_deactivate(struct sctp_auth_keys *k, u16 id);
void sctp_auth_key_hold(struct sctp_auth_key *key);
bool sctp_auth_key_drop(struct sctp_auth_keys *k, struct sctp_auth_key *key);
bool sctp_auth_vector_first(const struct sctp_param_list *a,
			    const struct sctp_param_list *b);
const struct sctp_hmac_key *
sctp_auth_key_made(const struct sctp_ops *ops, struct sctp_auth_key *key,
		   u8 nr, const struct sctp_param_list *a,
		   const struct sctp_param_list *b);

#endif
