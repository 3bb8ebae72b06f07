// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of authenticated chunks (RFC 4895), RFC 6458 sections 8.1.15, 8.1.16,
 * 8.2.3, 8.2.4 and 8.3.3 to 8.3.6. They are refused while AUTH is off for the
 * socket, or was not agreed upon by the association.
 */
#include <linux/sched.h>
#include <net/sock.h>

#include "core/ext/auth.h"
#include "autoaddr.h"
#include "crypto.h"
#include "netns.h"
#include "sockopt.h"

/* Most identifiers that SCTP_HMAC_IDENT takes, with those that come twice */
#define HMAC_IDENTS_MAX	4

static bool auth_offered(const struct sock *sk)
{
	return sctp_sk(sk)->ep.cfg->caps & SCTP_CAP_AUTH;
}

/* Log once what is wrong, as the errno says little */
static int auth_refused(void)
{
	pr_info_once("%s[%d] asked for AUTH, which is off: net.sctp.auth_enable or SCTP_AUTH_SUPPORTED turns it on\n",
		     current->comm, task_pid_nr(current));
	return -EACCES;
}

/* The keys a call is about, NULL without AUTH or memory: then @err says why */
static struct sctp_auth_keys *auth_keys(const struct sctp_opt_call *c, int *err)
{
	struct sctp_auth_ep *e;

	*err = 0;
	if (c->ka && sctp_auth_on(&c->ka->a))
		return &c->ka->a.auth->keys;
	if (c->ka || !auth_offered(c->sk)) {
		*err = auth_refused();
		return NULL;
	}
	e = sctp_auth_ep_own(&sctp_sk(c->sk)->ep);
	*err = -ENOMEM;
	return e ? &e->keys : NULL;
}

static int auth_write_only(struct sctp_opt_call *c)
{
	return -EOPNOTSUPP;
}

static int set_auth_supported(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;
	struct sctp_config cfg = *sctp_sk(c->sk)->ep.cfg;

	if (v->assoc_value && !sctp_hash_there(SCTP_AUTH_HMAC_ID_SHA1))
		return -EOPNOTSUPP;
	cfg.caps &= ~SCTP_CAP_AUTH;
	if (v->assoc_value)
		cfg.caps |= SCTP_CAP_AUTH;
	return sctp_opt_set_cfg(c->sk, NULL, &cfg) ?:
	       sctp_asconf_list(&sctp_sk(c->sk)->ep);
}

static int get_auth_supported(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = c->ka ? sctp_auth_on(&c->ka->a) : auth_offered(c->sk);
	return 0;
}

static int set_auth_chunk(struct sctp_opt_call *c)
{
	const struct sctp_authchunk *chunk = c->val;

	if (!auth_offered(c->sk))
		return auth_refused();
	if (c->len != sizeof(*chunk))
		return -EINVAL;
	return sctp_auth_ep_chunk(&sctp_sk(c->sk)->ep, chunk->sauth_chunk);
}

/* The algorithms of a list, each once. Returns how many, or a negative errno */
static int hmac_list(const u16 *ids, u32 n, u8 *algo)
{
	bool sha1 = false;
	int nr, used = 0;
	u32 i;

	for (i = 0; i < n; i++) {
		nr = sctp_hmac_find(ids[i]);
		if (nr < 0 || !sctp_hash_there(ids[i]))
			return -EOPNOTSUPP;
		sha1 |= nr == SCTP_HMAC_SHA1;
		if (!memchr(algo, nr, used))
			algo[used++] = nr;
	}
	return sha1 ? used : -EINVAL;
}

static int set_hmac_ident(struct sctp_opt_call *c)
{
	const struct sctp_hmacalgo *h = c->val;
	u8 algo[SCTP_HMAC_NR];
	int n;

	if (!auth_offered(c->sk))
		return auth_refused();
	if (c->len < sizeof(*h) || !h->shmac_num_idents ||
	    h->shmac_num_idents > HMAC_IDENTS_MAX ||
	    c->len < struct_size(h, shmac_idents, h->shmac_num_idents))
		return -EINVAL;
	n = hmac_list(h->shmac_idents, h->shmac_num_idents, algo);
	return n < 0 ? n : sctp_auth_ep_algos(&sctp_sk(c->sk)->ep, algo, n);
}

static int get_hmac_ident(struct sctp_opt_call *c)
{
	const struct sctp_auth_ep *e = sctp_sk(c->sk)->ep.auth;
	u32 i, n = e ? e->nr_algos : 1;
	struct sctp_hmacalgo *h = c->val;

	if (!auth_offered(c->sk))
		return auth_refused();
	if (c->len < struct_size(h, shmac_idents, n))
		return -EINVAL;
	c->len = struct_size(h, shmac_idents, n);
	h->shmac_num_idents = n;
	for (i = 0; i < n; i++)
		h->shmac_idents[i] = sctp_hmac_id(e ? e->algo[i] :
						      SCTP_HMAC_SHA1);
	return 0;
}

static int set_auth_key(struct sctp_opt_call *c)
{
	const struct sctp_authkey *key = c->val;
	struct sctp_auth_keys *k;
	int err;

	if (key->sca_keylength > c->len - sizeof(*key))
		return -EINVAL;
	k = auth_keys(c, &err);
	return k ? sctp_auth_keys_set(k, key->sca_keynumber, key->sca_key,
				      key->sca_keylength) : err;
}

static int set_active_key(struct sctp_opt_call *c)
{
	const struct sctp_authkeyid *id = c->val;
	struct sctp_auth_keys *k;
	int err;

	k = auth_keys(c, &err);
	return k ? sctp_auth_keys_activate(k, id->scact_keynumber) : err;
}

static int get_active_key(struct sctp_opt_call *c)
{
	const struct sctp_auth_ep *e = sctp_sk(c->sk)->ep.auth;
	struct sctp_authkeyid *id = c->val;
	const struct sctp_auth_keys *k;

	if (c->ka ? !sctp_auth_on(&c->ka->a) : !auth_offered(c->sk))
		return auth_refused();
	k = c->ka ? &c->ka->a.auth->keys : e ? &e->keys : NULL;
	id->scact_keynumber = k ? k->slot[k->active].id : 0;
	return 0;
}

static int set_delete_key(struct sctp_opt_call *c)
{
	const struct sctp_authkeyid *id = c->val;
	struct sctp_auth_keys *k;
	int err;

	k = auth_keys(c, &err);
	return k ? sctp_auth_keys_delete(k, id->scact_keynumber) : err;
}

static int set_deactivate_key(struct sctp_opt_call *c)
{
	const struct sctp_authkeyid *id = c->val;
	struct sctp_auth_keys *k;
	int err;

	k = auth_keys(c, &err);
	if (!k)
		return err;
	if (c->ka)
		return sctp_auth_deactivate(&c->ka->a, id->scact_keynumber);
	return min(sctp_auth_keys_deactivate(k, id->scact_keynumber), 0);
}

/* The chunk types in a key vector, in their order there */
static int put_chunks(struct sctp_opt_call *c,
		      const struct sctp_param_list *vector)
{
	u32 n = sctp_auth_vector_types(vector, NULL);
	struct sctp_authchunks *list = c->val;

	if (c->len < sizeof(*list) + n)
		return -EINVAL;
	list->gauth_number_of_chunks = n;
	sctp_auth_vector_types(vector, list->gauth_chunks);
	c->len = sizeof(*list) + n;
	return 0;
}

static int get_peer_chunks(struct sctp_opt_call *c)
{
	if (c->len < sizeof(struct sctp_authchunks))
		return -EINVAL;
	if (!sctp_auth_on(&c->ka->a))
		return auth_refused();
	return put_chunks(c, &c->ka->a.auth->peer);
}

static int get_local_chunks(struct sctp_opt_call *c)
{
	const struct sctp_auth_ep *e = sctp_sk(c->sk)->ep.auth;
	struct sctp_authchunks *list = c->val;
	u32 n = e ? e->nr_chunks : 0;

	if (c->len < sizeof(*list))
		return -EINVAL;
	if (!auth_offered(c->sk))
		return auth_refused();
	if (c->ka && c->ka->a.auth)
		return put_chunks(c, &c->ka->a.auth->my);
	if (c->len < sizeof(*list) + n)
		return -EINVAL;
	list->gauth_number_of_chunks = n;
	if (n)
		memcpy(list->gauth_chunks, e->chunk, n);
	c->len = sizeof(*list) + n;
	return 0;
}

#define OPT_AUTH_KEY_ID(num, setter)					\
	{ num, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_RAW,		\
	  sizeof(struct sctp_authkeyid), 0, 0, setter, auth_write_only }

/* The longest list of chunk types */
#define AUTH_CHUNKS_SIZE	(sizeof(struct sctp_authchunks) + U8_MAX + 1)

const struct sctp_opt sctp_opts_auth[] = {
	{ SCTP_AUTH_SUPPORTED, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_auth_supported, get_auth_supported },
	{ SCTP_AUTH_CHUNK, SCTP_OPT_SET_ANY | SCTP_OPT_RAW, 0, 0,
	  SCTP_OPT_NO_ID, set_auth_chunk, auth_write_only },
	{ SCTP_HMAC_IDENT, SCTP_OPT_SET_ANY | SCTP_OPT_GET_ANY |
	  SCTP_OPT_READS_ID,
	  sizeof(struct sctp_hmacalgo) + SCTP_HMAC_NR * sizeof(u16), 0,
	  SCTP_OPT_NO_ID, set_hmac_ident, get_hmac_ident },
	{ SCTP_AUTH_KEY, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_SET_MIN |
	  SCTP_OPT_RAW, sizeof(struct sctp_authkey) + 1, 0, 0,
	  set_auth_key, auth_write_only },
	{ SCTP_AUTH_ACTIVE_KEY, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_authkeyid), 0, 0, set_active_key, get_active_key },
	OPT_AUTH_KEY_ID(SCTP_AUTH_DELETE_KEY, set_delete_key),
	OPT_AUTH_KEY_ID(SCTP_AUTH_DEACTIVATE_KEY, set_deactivate_key),
	{ SCTP_PEER_AUTH_CHUNKS, SCTP_OPT_GET_ANY | SCTP_OPT_READS_ID,
	  AUTH_CHUNKS_SIZE, 0, 0, NULL, get_peer_chunks },
	{ SCTP_LOCAL_AUTH_CHUNKS, SCTP_OPT_GET_ANY | SCTP_OPT_FUTURE |
	  SCTP_OPT_READS_ID, AUTH_CHUNKS_SIZE, 0, 0, NULL, get_local_chunks },
	{ }
};
