// SPDX-License-Identifier: GPL-2.0-only
/*
 * Authenticated chunks, RFC 4895: what an association needs for them.
 *
 *   INIT      --- our vector ------->  in its cookie: both vectors
 *   INIT ACK  <-- its vector --------
 *
 * The association that connects keeps its vector from the first INIT on: an
 * INIT that is sent again, and an INIT ACK in a collision, have the same random
 * number. The other side has both from its cookie. A restart brings new ones.
 *
 * A message has the number of its key from the time it is queued: the key's
 * slot, counted from 1; 0 means the key that is active when it is sent.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "core/life/cookie.h"
#include "core/life/initchunk.h"
#include "auth.h"

#define AUTH_GFP	(GFP_ATOMIC | __GFP_ACCOUNT)

/**
 * sctp_auth_put() - free what an association needed
 * @au: it, or NULL
 */
void sctp_auth_put(struct sctp_auth *au)
{
	if (!au)
		return;
	sctp_auth_keys_free(&au->keys);
	kfree(au->my.pos);
	kfree(au->peer.pos);
	kfree(au);
}

static struct sctp_auth *auth_new(const struct sctp_ep *ep,
				  const struct sctp_auth_keys *keys)
{
	struct sctp_auth *au = kzalloc(sizeof(*au), AUTH_GFP);
	int err;

	if (!au)
		return NULL;
	if (!keys && ep->auth)
		keys = &ep->auth->keys;
	err = keys ? sctp_auth_keys_copy(&au->keys, keys) :
		     sctp_auth_keys_init(&au->keys);
	if (!err)
		return au;
	sctp_auth_put(au);
	return NULL;
}

static void take_types(struct sctp_chunk_set *set, const struct sctp_view *v)
{
	u32 i;

	for (i = sizeof(struct sctpw_param); i < v->len; i++)
		if (sctp_auth_may_list(v->hdr[i]))
			sctp_chunk_set_add(set, v->hdr[i]);
}

/* Which of the listed algorithms we have, and the first of them */
static u8 take_algos(const struct sctp_view *v, u8 *first)
{
	u8 algos = 0;
	int nr;
	u32 i;

	for (i = sizeof(struct sctpw_param); i + 2 <= v->len; i += 2) {
		nr = sctp_hmac_find(get_unaligned_be16(v->hdr + i));
		if (nr < 0)
			continue;
		if (!algos)
			*first = nr;
		algos |= 1U << nr;
	}
	return algos;
}

/* Read a key vector */
static u8 take_vector(struct sctp_param_list vector, struct sctp_chunk_set *set,
		      u8 *first)
{
	struct sctp_view v;
	u8 algos = 0;

	memset(set, 0, sizeof(*set));
	while (sctp_auth_vector_next(&vector, &v)) {
		if (v.type == SCTP_PT_CHUNKS)
			take_types(set, &v);
		else if (v.type == SCTP_PT_HMAC_ALGO)
			algos = take_algos(&v, first);
	}
	return algos;
}

static int vector_copy(struct sctp_param_list *to,
		       const struct sctp_param_list *from)
{
	const u8 *bytes = kmemdup(from->pos, from->len, AUTH_GFP);

	if (!bytes)
		return -ENOMEM;
	kfree(to->pos);
	to->pos = bytes;
	to->len = from->len;
	return 0;
}

static int set_mine(struct sctp_auth *au, const struct sctp_param_list *my)
{
	u8 first;

	if (vector_copy(&au->my, my))
		return -ENOMEM;
	sctp_auth_keys_forget_made(&au->keys);
	au->takes = take_vector(au->my, &au->mine, &first);
	return 0;
}

/* ASCONF is authenticated even if the peer does not list it (RFC 5061 4.1) */
static void add_asconf(struct sctp_auth *au)
{
	sctp_chunk_set_add(&au->peers, SCTP_CT_ASCONF);
	sctp_chunk_set_add(&au->peers, SCTP_CT_ASCONF_ACK);
}

static int set_peers(struct sctp_auth *au, const struct sctp_param_list *peer,
		     u32 caps)
{
	if (vector_copy(&au->peer, peer))
		return -ENOMEM;
	sctp_auth_keys_forget_made(&au->keys);
	au->algo = SCTP_HMAC_SHA1;
	take_vector(au->peer, &au->peers, &au->algo);
	if (caps & SCTP_CAP_ASCONF)
		add_asconf(au);
	au->of_data = 0;
	if (sctp_chunk_set_has(&au->peers, SCTP_CT_DATA) ||
	    sctp_chunk_set_has(&au->peers, SCTP_CT_I_DATA))
		au->of_data = sizeof(struct sctpw_auth) +
			      sctp_hmac_len(au->algo);
	au->seen = au->keys.slot[au->keys.active].id;
	return 0;
}

static int set_both(struct sctp_auth *au, const struct sctp_cookie *c)
{
	return set_mine(au, &c->my_auth) ?:
	       set_peers(au, &c->peer_auth, c->caps);
}

/**
 * sctp_auth_of_cookie() - what the association of a cookie would have
 * @ep: endpoint
 * @keys: shared keys, NULL for those of the endpoint
 * @c: cookie that was opened
 *
 * Return: it, to be freed with sctp_auth_put(); NULL without memory.
 */
struct sctp_auth *sctp_auth_of_cookie(struct sctp_ep *ep,
				      const struct sctp_auth_keys *keys,
				      const struct sctp_cookie *c)
{
	struct sctp_auth *au = auth_new(ep, keys);

	if (!au || !set_both(au, c))
		return au;
	sctp_auth_put(au);
	return NULL;
}

/**
 * sctp_auth_begin() - an association is to be set up
 * @a: association
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_begin(struct sctp_assoc *a)
{
	struct sctp_param_list my = { .len = sctp_auth_vector_size(a->ep) };
	u8 *bytes;
	int err;

	if (likely(!(a->cfg->caps & SCTP_CAP_AUTH)) || a->auth)
		return 0;
	bytes = kmalloc(my.len, GFP_ATOMIC);
	a->auth = auth_new(a->ep, NULL);
	if (!bytes || !a->auth) {
		kfree(bytes);
		sctp_auth_free(a);
		return -ENOMEM;
	}
	sctp_auth_vector_put(a->ep, bytes);
	my.pos = bytes;
	err = set_mine(a->auth, &my);
	kfree(bytes);
	return err;
}

/**
 * sctp_auth_agree() - an INIT ACK arrived
 * @a: association; @a->hs.caps says what was agreed upon
 * @info: the INIT ACK
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_agree(struct sctp_assoc *a, const struct sctp_init_info *info)
{
	struct sctp_param_list peer = { .len = sctp_init_auth_size(info) };
	u8 *bytes;
	int err;

	if (!sctp_auth_on(a))
		return 0;
	if (!a->auth)
		return -ENOMEM;
	bytes = kmalloc(peer.len, GFP_ATOMIC);
	if (!bytes)
		return -ENOMEM;
	sctp_init_auth(info, bytes);
	peer.pos = bytes;
	err = set_peers(a->auth, &peer, a->hs.caps);
	kfree(bytes);
	return err;
}

/**
 * sctp_auth_accept() - an association is made from a cookie, or restarts
 * @a: association; @a->hs.caps is that of the cookie
 * @c: cookie that was opened
 *
 * Shared keys stay as they are.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_accept(struct sctp_assoc *a, const struct sctp_cookie *c)
{
	if (!sctp_auth_on(a))
		return 0;
	if (!a->auth)
		a->auth = auth_new(a->ep, NULL);
	return a->auth ? set_both(a->auth, c) : -ENOMEM;
}

/**
 * sctp_auth_settle() - the association is up
 * @a: association
 */
void sctp_auth_settle(struct sctp_assoc *a)
{
	if (!sctp_auth_on(a))
		sctp_auth_free(a);
}

/**
 * sctp_auth_free() - nothing is authenticated any more
 * @a: association
 */
void sctp_auth_free(struct sctp_assoc *a)
{
	sctp_auth_put(a->auth);
	a->auth = NULL;
}

/**
 * sctp_auth_lists() - does a key vector list a chunk type?
 * @vector: key vector
 * @type: chunk type
 *
 * Return: true if so.
 */
bool sctp_auth_lists(const struct sctp_param_list *vector, u8 type)
{
	struct sctp_chunk_set set;
	u8 first;

	take_vector(*vector, &set, &first);
	return sctp_chunk_set_has(&set, type);
}

static void auth_tell(struct sctp_assoc *a, u16 key, u32 indication)
{
	const struct sctp_notice ev = {
		.type = SCTP_EV_AUTH_KEY,
		.value = indication,
		.error = key,
	};

	sctp_ops(a)->notify(a, &ev);
}

/**
 * sctp_auth_peer_key() - the peer uses a key
 * @a: association
 * @id: shared key identifier
 *
 * The user is told when it is another one than before, and not our active one.
 */
void sctp_auth_peer_key(struct sctp_assoc *a, u16 id)
{
	struct sctp_auth *au = a->auth;

	if (id == au->seen)
		return;
	au->seen = id;
	if (id != au->keys.slot[au->keys.active].id)
		auth_tell(a, id, SCTP_AUTH_EV_NEW_KEY);
}

/* --- keys of messages --- */

static struct sctp_auth_key *key_of_nr(const struct sctp_auth *au, u8 nr)
{
	return nr && nr <= au->keys.nr_slots ? &au->keys.slot[nr - 1] : NULL;
}

/**
 * sctp_auth_key_nr() - the number of a key, for @key of struct sctp_tx_msg
 * @a: association
 * @id: shared key identifier
 *
 * Return: the number; 0 if there is no such key, or it is deactivated.
 */
u8 sctp_auth_key_nr(const struct sctp_assoc *a, u16 id)
{
	const struct sctp_auth_key *key;

	if (!a->auth)
		return 0;
	key = sctp_auth_keys_find(&a->auth->keys, id);
	return key && !key->deactivated ? key - a->auth->keys.slot + 1 : 0;
}

/**
 * sctp_auth_hold() - a message is queued
 * @a: association
 * @msg: message; if it has no key, and DATA is authenticated, it gets the
 *       active one
 *
 * Return: the number of its key, 0 if it has none.
 */
u8 sctp_auth_hold(struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	struct sctp_auth *au = a->auth;
	struct sctp_auth_key *key;
	u8 nr = msg->key;

	if (!au)
		return 0;
	if (!nr && sctp_auth_on(a) && au->of_data)
		nr = au->keys.active + 1;
	key = key_of_nr(au, nr);
	if (!key)
		return 0;
	sctp_auth_key_hold(key);
	return nr;
}

/**
 * sctp_auth_drop() - a message with a key is done
 * @a: association
 * @nr: number of the key
 */
void sctp_auth_drop(struct sctp_assoc *a, u8 nr)
{
	struct sctp_auth_key *key = a->auth ? key_of_nr(a->auth, nr) : NULL;
	u16 id;

	if (!key)
		return;
	id = key->id;
	if (sctp_auth_key_drop(&a->auth->keys, key))
		auth_tell(a, id, SCTP_AUTH_EV_FREE_KEY);
}

/**
 * sctp_auth_deactivate() - send no new messages with a key
 * @a: association with a->auth
 * @id: shared key identifier
 *
 * The user is told when no message is left that is sent with it.
 *
 * Return: 0; -EINVAL if it is active or does not exist.
 */
int sctp_auth_deactivate(struct sctp_assoc *a, u16 id)
{
	int users;

	sctp_assoc_entered(a);
	users = sctp_auth_keys_deactivate(&a->auth->keys, id);
	if (!users)
		auth_tell(a, id, SCTP_AUTH_EV_FREE_KEY);
	return min(users, 0);
}
