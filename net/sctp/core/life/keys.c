// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cookie keys. An endpoint gets them with its first INIT ACK, as most endpoints
 * never send one. After @secret_life there is a new key: a new object is made,
 * with the old key as its second. An object never changes, so endpoints can
 * share it without a lock.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/loss/rto.h"
#include "cookie.h"
#include "keys.h"

/* Is it too early for another key? Cookies of the one before the current one
 * may be valid yet, and there are two keys at most.
 */
static bool keys_serve(const struct sctp_ep *ep, const struct sctp_keys *k,
		       u64 now)
{
	return now - k->since < (u64)ep->cfg->secret_life * NSEC_PER_SEC ||
	       now < k->prev_until;
}

/**
 * sctp_keys_put() - release the keys of an endpoint
 * @ep: endpoint, with or without keys
 */
void sctp_keys_put(struct sctp_ep *ep)
{
	if (ep->keys && refcount_dec_and_test(&ep->keys->ref))
		kfree_sensitive(ep->keys);
	ep->keys = NULL;
}

/**
 * sctp_keys_share() - give an endpoint the keys of another
 * @to: endpoint
 * @from: the other one, with or without keys
 */
void sctp_keys_share(struct sctp_ep *to, const struct sctp_ep *from)
{
	struct sctp_keys *k = from->keys;

	if (k)
		refcount_inc(&k->ref);
	sctp_keys_put(to);
	to->keys = k;
}

/**
 * sctp_keys_current() - the keys to sign with
 * @ep: endpoint
 * @now: time
 *
 * The current key is younger than @secret_life, unless there was no memory for
 * a new one, or the old key is still needed. The old key is accepted for as
 * long as a cookie can be valid, with Cookie Preservative.
 *
 * Return: the keys, NULL when there is no memory for the first ones.
 */
const struct sctp_keys *sctp_keys_current(struct sctp_ep *ep, u64 now)
{
	const struct sctp_keys *old = ep->keys;
	struct sctp_keys *k;

	if (old && keys_serve(ep, old, now))
		return old;
	k = kzalloc(sizeof(*k), GFP_ATOMIC);
	if (!k)
		return old;
	refcount_set(&k->ref, 1);
	ep->ops->random(k->secret[0], sizeof(k->secret[0]));
	k->since = now;
	if (old) {
		memcpy(k->secret[1], old->secret[0], sizeof(k->secret[1]));
		k->prev_until = now + sctp_ms(ep->cfg->cookie_life) +
				sctp_ms(SCTP_PRESERVE_MAX);
	}
	sctp_keys_put(ep);
	ep->keys = k;
	return k;
}
