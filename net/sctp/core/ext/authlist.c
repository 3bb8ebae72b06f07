// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an endpoint wants authenticated, and how: the user's settings, and the
 * parameters RANDOM, CHUNKS and HMAC-ALGO (RFC 4895 section 3) that tell them
 * to the peer.
 *
 * A key vector is these parameters one behind the other, in this order, without
 * padding. In this form they are in the cookie, and in the association.
 *
 * An endpoint whose user has set nothing has no memory for it.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "core/ep.h"
#include "authlist.h"

/**
 * sctp_auth_may_list() - may a chunk type have to be authenticated?
 * @type: the type
 *
 * Return: false for the four that RFC 4895 section 3.2 excludes.
 */
bool sctp_auth_may_list(u8 type)
{
	return type != SCTP_CT_INIT && type != SCTP_CT_INIT_ACK &&
	       type != SCTP_CT_SHUTDOWN_COMPLETE && type != SCTP_CT_AUTH;
}

static void auth_ep_free(struct sctp_auth_ep *e)
{
	sctp_auth_keys_free(&e->keys);
	kfree(e);
}

static struct sctp_auth_ep *auth_ep_new(const struct sctp_auth_ep *like)
{
	struct sctp_auth_ep *e = kzalloc(sizeof(*e),
					 GFP_ATOMIC | __GFP_ACCOUNT);
	int err;

	if (!e)
		return NULL;
	refcount_set(&e->users, 1);
	if (like) {
		e->nr_chunks = like->nr_chunks;
		e->nr_algos = like->nr_algos;
		memcpy(e->algo, like->algo, sizeof(e->algo));
		memcpy(e->chunk, like->chunk, sizeof(e->chunk));
		err = sctp_auth_keys_copy(&e->keys, &like->keys);
	} else {
		e->nr_algos = 1;
		e->algo[0] = SCTP_HMAC_SHA1;
		err = sctp_auth_keys_init(&e->keys);
	}
	if (!err)
		return e;
	auth_ep_free(e);
	return NULL;
}

/**
 * sctp_auth_ep_put() - an endpoint forgets what was set
 * @ep: endpoint, with or without settings
 */
void sctp_auth_ep_put(struct sctp_ep *ep)
{
	if (ep->auth && refcount_dec_and_test(&ep->auth->users))
		auth_ep_free(ep->auth);
	ep->auth = NULL;
}

/**
 * sctp_auth_ep_share() - an endpoint takes over the settings of another
 * @to: endpoint
 * @from: the other one
 */
void sctp_auth_ep_share(struct sctp_ep *to, const struct sctp_ep *from)
{
	struct sctp_auth_ep *e = from->auth;

	if (e)
		refcount_inc(&e->users);
	sctp_auth_ep_put(to);
	to->auth = e;
}

/**
 * sctp_auth_ep_own() - the settings of an endpoint, to change them
 * @ep: endpoint
 *
 * Return: settings that no other endpoint shares; NULL without memory.
 */
struct sctp_auth_ep *sctp_auth_ep_own(struct sctp_ep *ep)
{
	struct sctp_auth_ep *e = ep->auth;

	if (e && refcount_read(&e->users) == 1)
		return e;
	e = auth_ep_new(e);
	if (!e)
		return NULL;
	sctp_auth_ep_put(ep);
	ep->auth = e;
	return e;
}

/**
 * sctp_auth_ep_chunk() - one more chunk type has to be authenticated
 * @ep: endpoint
 * @type: the type
 *
 * Associations that are there do not change.
 *
 * Return: 0, -EINVAL for a type that must not be listed, -ENOMEM.
 */
int sctp_auth_ep_chunk(struct sctp_ep *ep, u8 type)
{
	struct sctp_auth_ep *e;

	if (!sctp_auth_may_list(type))
		return -EINVAL;
	if (ep->auth && memchr(ep->auth->chunk, type, ep->auth->nr_chunks))
		return 0;
	e = sctp_auth_ep_own(ep);
	if (!e)
		return -ENOMEM;
	e->chunk[e->nr_chunks++] = type;
	return 0;
}

/**
 * sctp_auth_ep_algos() - set the algorithms to ask the peer for
 * @ep: endpoint
 * @algo: enum sctp_hmac_nr, by preference
 * @n: how many, 1 to SCTP_HMAC_NR
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_ep_algos(struct sctp_ep *ep, const u8 *algo, u32 n)
{
	struct sctp_auth_ep *e = sctp_auth_ep_own(ep);

	if (!e)
		return -ENOMEM;
	memcpy(e->algo, algo, n);
	e->nr_algos = n;
	return 0;
}

static const struct sctp_auth_ep *ep_settings(const struct sctp_ep *ep)
{
	static const struct sctp_auth_ep unset = {
		.nr_algos = 1,
		.algo = { SCTP_HMAC_SHA1 },
	};

	return ep->auth ?: &unset;
}

static u32 vector_param(u32 len)
{
	return sizeof(struct sctpw_param) + len;
}

/**
 * sctp_auth_vector_size() - the length of our key vector
 * @ep: endpoint
 *
 * Return: bytes, at most SCTP_COOKIE_AUTH_MAX.
 */
u32 sctp_auth_vector_size(const struct sctp_ep *ep)
{
	const struct sctp_auth_ep *e = ep_settings(ep);

	return vector_param(SCTP_AUTH_RANDOM_LEN) +
	       (e->nr_chunks ? vector_param(e->nr_chunks) : 0) +
	       vector_param(2 * e->nr_algos);
}

/* Write the header of a parameter; returns where its value is */
static u8 *vector_head(u8 *out, u16 type, u32 len)
{
	put_unaligned_be16(type, out);
	put_unaligned_be16(vector_param(len), out + 2);
	return out + sizeof(struct sctpw_param);
}

/**
 * sctp_auth_vector_put() - make a key vector, with a new random number
 * @ep: endpoint
 * @out: where to write sctp_auth_vector_size() bytes
 */
void sctp_auth_vector_put(const struct sctp_ep *ep, u8 *out)
{
	const struct sctp_auth_ep *e = ep_settings(ep);
	u32 i;

	out = vector_head(out, SCTP_PT_RANDOM, SCTP_AUTH_RANDOM_LEN);
	ep->ops->random(out, SCTP_AUTH_RANDOM_LEN);
	out += SCTP_AUTH_RANDOM_LEN;
	if (e->nr_chunks) {
		out = vector_head(out, SCTP_PT_CHUNKS, e->nr_chunks);
		memcpy(out, e->chunk, e->nr_chunks);
		out += e->nr_chunks;
	}
	out = vector_head(out, SCTP_PT_HMAC_ALGO, 2 * e->nr_algos);
	for (i = 0; i < e->nr_algos; i++, out += 2)
		put_unaligned_be16(sctp_hmac_id(e->algo[i]), out);
}

/**
 * sctp_auth_vector_next() - read the parameters of a key vector
 * @left: what is left of it
 * @v: the next parameter
 *
 * Return: false at its end, or when a length is wrong.
 */
bool sctp_auth_vector_next(struct sctp_param_list *left, struct sctp_view *v)
{
	if (left->len < sizeof(struct sctpw_param))
		return false;
	v->type = get_unaligned_be16(left->pos);
	v->len = get_unaligned_be16(left->pos + 2);
	v->hdr = left->pos;
	if (v->len < sizeof(struct sctpw_param) || v->len > left->len)
		return false;
	left->pos += v->len;
	left->len -= v->len;
	return true;
}

/**
 * sctp_auth_vector_types() - the chunk types in a key vector
 * @vector: key vector
 * @out: where to write them, or NULL
 *
 * Return: how many.
 */
u32 sctp_auth_vector_types(const struct sctp_param_list *vector, u8 *out)
{
	struct sctp_param_list left = *vector;
	const u32 skip = sizeof(struct sctpw_param);
	struct sctp_view v;

	while (sctp_auth_vector_next(&left, &v)) {
		if (v.type != SCTP_PT_CHUNKS)
			continue;
		if (out)
			memcpy(out, v.hdr + skip, v.len - skip);
		return v.len - skip;
	}
	return 0;
}
