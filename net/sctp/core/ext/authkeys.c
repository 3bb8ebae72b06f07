// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared keys, RFC 4895 section 6.1.
 *
 *   endpoint pair shared key | smaller vector | larger vector
 *
 * is the association shared key. The vectors are what both sides sent: RANDOM,
 * CHUNKS and HMAC-ALGO. The user sets endpoint pair shared keys; an endpoint
 * has at least the empty one with identifier 0. An association begins with
 * those of its endpoint.
 *
 * Number and length of keys are limited, and their memory is charged. It is
 * cleared before it is freed.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "authkeys.h"

#define KEYS_GFP	(GFP_ATOMIC | __GFP_ACCOUNT)

/* Bytes of an endpoint pair shared key, which never change */
struct sctp_auth_secret {
	refcount_t users;
	u32 len;
	u8 bytes[];
};

static void secret_put(struct sctp_auth_secret *s)
{
	if (s && refcount_dec_and_test(&s->users))
		kfree_sensitive(s);
}

static struct sctp_auth_secret *secret_get(struct sctp_auth_secret *s)
{
	if (s)
		refcount_inc(&s->users);
	return s;
}

static u32 secret_len(const struct sctp_auth_secret *s)
{
	return s ? s->len : 0;
}

static void key_forget_made(struct sctp_auth_key *key)
{
	u32 i;

	for (i = 0; i < SCTP_HMAC_NR; i++)
		kfree_sensitive(key->made[i]);
	memset(key->made, 0, sizeof(key->made));
}

static void key_free(struct sctp_auth_keys *k, struct sctp_auth_key *key)
{
	k->bytes -= secret_len(key->secret);
	key_forget_made(key);
	secret_put(key->secret);
	memset(key, 0, sizeof(*key));
}

/**
 * sctp_auth_keys_init() - begin with the empty key 0, which is active
 * @k: keys, zeroed
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_keys_init(struct sctp_auth_keys *k)
{
	k->slot = kzalloc(sizeof(*k->slot), KEYS_GFP);
	if (!k->slot)
		return -ENOMEM;
	k->nr_slots = 1;
	k->slot->there = true;
	return 0;
}

/**
 * sctp_auth_keys_copy() - an association begins with its endpoint's keys
 * @to: keys, zeroed
 * @from: those to copy
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_keys_copy(struct sctp_auth_keys *to,
			const struct sctp_auth_keys *from)
{
	struct sctp_auth_key *key;

	to->slot = kcalloc(from->nr_slots, sizeof(*key), KEYS_GFP);
	if (!to->slot)
		return -ENOMEM;
	to->nr_slots = from->nr_slots;
	to->active = from->active;
	to->bytes = from->bytes;
	memcpy(to->slot, from->slot, from->nr_slots * sizeof(*key));
	for (key = to->slot; key < to->slot + to->nr_slots; key++) {
		key->secret = secret_get(key->secret);
		memset(key->made, 0, sizeof(key->made));
		key->users = 0;
	}
	return 0;
}

/**
 * sctp_auth_keys_free() - free all keys
 * @k: keys; nothing when they were never begun
 */
void sctp_auth_keys_free(struct sctp_auth_keys *k)
{
	u32 i;

	for (i = 0; i < k->nr_slots; i++)
		key_free(k, &k->slot[i]);
	kfree(k->slot);
	memset(k, 0, sizeof(*k));
}

/**
 * sctp_auth_keys_forget_made() - the key vectors are others now
 * @k: keys of an association
 */
void sctp_auth_keys_forget_made(struct sctp_auth_keys *k)
{
	u32 i;

	for (i = 0; i < k->nr_slots; i++)
		key_forget_made(&k->slot[i]);
}

/**
 * sctp_auth_keys_find() - find a key
 * @k: keys
 * @id: shared key identifier
 *
 * Return: the key or NULL.
 */
struct sctp_auth_key *sctp_auth_keys_find(const struct sctp_auth_keys *k,
					  u16 id)
{
	struct sctp_auth_key *key;

	for (key = k->slot; key < k->slot + k->nr_slots; key++)
		if (key->there && !key->deleted && key->id == id)
			return key;
	return NULL;
}

static int keys_grow(struct sctp_auth_keys *k)
{
	u32 n = min(k->nr_slots * 2U, SCTP_AUTH_KEYS_MAX);
	struct sctp_auth_key *slot;

	if (k->nr_slots == SCTP_AUTH_KEYS_MAX)
		return -ENOBUFS;
	slot = kcalloc(n, sizeof(*slot), KEYS_GFP);
	if (!slot)
		return -ENOMEM;
	memcpy(slot, k->slot, k->nr_slots * sizeof(*slot));
	kfree(k->slot);
	k->slot = slot;
	k->nr_slots = n;
	return 0;
}

/* A slot for a new key, NULL if there is none and @err says why */
static struct sctp_auth_key *keys_slot(struct sctp_auth_keys *k, int *err)
{
	u32 i, n = k->nr_slots;

	for (i = 0; i < n; i++)
		if (!k->slot[i].there)
			return &k->slot[i];
	*err = keys_grow(k);
	return *err ? NULL : &k->slot[n];
}

static struct sctp_auth_secret *secret_new(const void *bytes, u32 len)
{
	struct sctp_auth_secret *s;

	s = kmalloc(struct_size(s, bytes, len), GFP_KERNEL_ACCOUNT);
	if (!s)
		return NULL;
	refcount_set(&s->users, 1);
	s->len = len;
	memcpy(s->bytes, bytes, len);
	return s;
}

/**
 * sctp_auth_keys_set() - set a key
 * @k: keys
 * @id: shared key identifier
 * @bytes: the endpoint pair shared key
 * @len: its length
 *
 * A key that is there is replaced, and is not deactivated any more.
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, -ENOBUFS when there would be too many or too long keys.
 */
int sctp_auth_keys_set(struct sctp_auth_keys *k, u16 id, const void *bytes,
		       u32 len)
{
	struct sctp_auth_key *key = sctp_auth_keys_find(k, id);
	u32 others = k->bytes - (key ? secret_len(key->secret) : 0);
	struct sctp_auth_secret *s = NULL;
	int err = 0;

	if (len > SCTP_AUTH_SECRETS_MAX - others)
		return -ENOBUFS;
	if (!key)
		key = keys_slot(k, &err);
	if (!key)
		return err;
	if (len) {
		s = secret_new(bytes, len);
		if (!s)
			return -ENOMEM;
	}
	key_forget_made(key);
	secret_put(key->secret);
	key->secret = s;
	key->id = id;
	key->there = true;
	key->deactivated = false;
	k->bytes = others + len;
	return 0;
}

/**
 * sctp_auth_keys_activate() - messages that name no key get another one
 * @k: keys
 * @id: shared key identifier
 *
 * Return: 0 or -EINVAL.
 */
int sctp_auth_keys_activate(struct sctp_auth_keys *k, u16 id)
{
	struct sctp_auth_key *key = sctp_auth_keys_find(k, id);

	if (!key || key->deactivated)
		return -EINVAL;
	k->active = key - k->slot;
	return 0;
}

/**
 * sctp_auth_keys_delete() - delete a key
 * @k: keys
 * @id: shared key identifier
 *
 * Messages that were queued with it are sent with it.
 *
 * Return: 0; -EINVAL if it is active or does not exist.
 */
int sctp_auth_keys_delete(struct sctp_auth_keys *k, u16 id)
{
	struct sctp_auth_key *key = sctp_auth_keys_find(k, id);

	if (!key || key == &k->slot[k->active])
		return -EINVAL;
	if (key->users)
		key->deleted = true;
	else
		key_free(k, key);
	return 0;
}

/**
 * sctp_auth_keys_deactivate() - send no new messages with a key
 * @k: keys
 * @id: shared key identifier
 *
 * What the peer sends with it is still taken.
 *
 * Return: how many messages are to be sent with it; -EINVAL if it is active or
 * does not exist.
 */
int sctp_auth_keys_deactivate(struct sctp_auth_keys *k, u16 id)
{
	struct sctp_auth_key *key = sctp_auth_keys_find(k, id);

	if (!key || key == &k->slot[k->active])
		return -EINVAL;
	key->deactivated = true;
	return min_t(u32, key->users, S32_MAX);
}

/**
 * sctp_auth_key_hold() - a message is to be sent with a key
 * @key: the key
 */
void sctp_auth_key_hold(struct sctp_auth_key *key)
{
	key->users++;
}

/**
 * sctp_auth_key_drop() - a message is not to be sent any more
 * @k: keys
 * @key: its key, which is freed if it was deleted
 *
 * Return: true when that was the last use of a deactivated key.
 */
bool sctp_auth_key_drop(struct sctp_auth_keys *k, struct sctp_auth_key *key)
{
	bool last = !--key->users && key->deactivated;

	if (!key->users && key->deleted)
		key_free(k, key);
	return last;
}

/**
 * sctp_auth_vector_first() - does a key vector come before another?
 * @a: a vector
 * @b: another one
 *
 * Return: true when it is the smaller number, or the shorter of two that are
 * equal as numbers.
 */
bool sctp_auth_vector_first(const struct sctp_param_list *a,
			    const struct sctp_param_list *b)
{
	u32 i;

	if (a->len > b->len)
		return !sctp_auth_vector_first(b, a);
	for (i = 0; i < b->len - a->len; i++)
		if (b->pos[i])
			return true;
	return memcmp(a->pos, b->pos + i, a->len) <= 0;
}

/**
 * sctp_auth_key_made() - the association shared key
 * @ops: functions outside of core
 * @key: endpoint pair shared key
 * @nr: the algorithm it is for
 * @a: key vector of one side
 * @b: that of the other
 *
 * Computed once.
 *
 * Return: the key, NULL without memory.
 */
const struct sctp_hmac_key *
sctp_auth_key_made(const struct sctp_ops *ops, struct sctp_auth_key *key,
		   u8 nr, const struct sctp_param_list *a,
		   const struct sctp_param_list *b)
{
	bool first = sctp_auth_vector_first(a, b);
	const struct sctp_param_list *one = first ? a : b;
	const struct sctp_param_list *two = first ? b : a;
	struct sctp_hmac_key *made = key->made[nr];
	const struct sctp_piece p[] = {
		{ key->secret ? key->secret->bytes : NULL,
		  secret_len(key->secret) },
		{ one->pos, one->len },
		{ two->pos, two->len },
	};

	if (made)
		return made;
	made = kzalloc(sizeof(*made), KEYS_GFP);
	if (made && sctp_hmac_prepare(ops, nr, p, ARRAY_SIZE(p), made)) {
		kfree_sensitive(made);
		made = NULL;
	}
	key->made[nr] = made;
	return made;
}
