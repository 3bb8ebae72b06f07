// SPDX-License-Identifier: GPL-2.0-only
/*
 * The route of a path, and the source address that goes with it. In order:
 *
 *   1. the source address in use: the peer knows it
 *   2. for the first path, the address the peer's COOKIE ECHO came to
 *   3. what the routing tables suggest
 *   4. an address the socket is bound to
 *
 * All of them must be bound. With ASCONF the peer must know them: if the host
 * has none of those any more, the one that is being added is used, for ASCONF
 * only. ip4.c and ip6.c know how to ask the tables.
 */
#include <linux/err.h>
#include <net/dst.h>

#include "core/ext/localaddr.h"
#include "core/pathroute.h"
#include "bindx.h"
#include "ip.h"
#include "kassoc.h"

/* Does the peer know an address, or can an ASCONF tell it of no other one? */
static bool may_be_source(const struct sctp_kpath *kp,
			  const struct sctp_addr *addr)
{
	return sctp_local_is_source(&kp->ka->a, addr) ||
	       sctp_local_is_new_source(&kp->ka->a, addr);
}

/* The next address that the peer knows, of a socket bound to the wildcard */
static struct dst_entry *route_from_list(const struct sctp_af *af,
					 struct sctp_kpath *kp,
					 struct flowi *fl)
{
	const struct sctp_local *l = NULL;
	struct dst_entry *dst;

	while ((l = sctp_local_next(&kp->ka->a, l)) != NULL) {
		if (!af->bound_fits(&l->addr, &kp->p.addr) ||
		    !af->source_works(kp->ka, &l->addr))
			continue;
		dst = af->lookup(kp, fl, &l->addr);
		if (!IS_ERR(dst))
			return dst;
	}
	return ERR_PTR(-ENETUNREACH);
}

/* A bound address, best one of the device that the route leaves by */
static struct dst_entry *route_from_bound(const struct sctp_af *af,
					  struct sctp_kpath *kp,
					  struct flowi *fl)
{
	const struct sctp_sock *sp = sctp_sk(kp->ka->sk);
	struct dst_entry *dst, *best = ERR_PTR(-ENETUNREACH);
	const struct sctp_laddr *la;
	struct flowi other;
	bool fits;

	rcu_read_lock();
	list_for_each_entry_rcu(la, &sp->bind_addrs, list) {
		if (!af->bound_fits(&la->addr, &kp->p.addr) ||
		    !may_be_source(kp, &la->addr))
			continue;
		dst = af->lookup(kp, &other, &la->addr);
		if (IS_ERR(dst))
			continue;
		fits = af->source_dev(kp->ka, &la->addr) == dst->dev;
		if (!IS_ERR(best) && !fits) {
			dst_release(dst);
			continue;
		}
		if (!IS_ERR(best))
			dst_release(best);
		best = dst;
		*fl = other;
		if (fits)
			break;
	}
	rcu_read_unlock();
	return best;
}

/* The route from the address that the peer knows, if it can still be used */
static struct dst_entry *route_from_known(const struct sctp_af *af,
					  struct sctp_kpath *kp,
					  struct flowi *fl)
{
	const struct sctp_kassoc *ka = kp->ka;
	const struct sctp_addr *want = &kp->p.saddr;
	u16 family = kp->p.addr.family;

	if (want->family != family &&
	    (!ka->a.primary || ka->a.primary == &kp->p))
		want = &ka->laddr;
	if (want->family != family || !sctp_bind_match_assoc(ka->sk, want) ||
	    !sctp_local_is_source(&ka->a, want) || !af->source_works(ka, want))
		return ERR_PTR(-EADDRNOTAVAIL);
	return af->lookup(kp, fl, want);
}

static struct dst_entry *route_find(const struct sctp_af *af,
				    struct sctp_kpath *kp, struct flowi *fl)
{
	struct dst_entry *dst;
	struct sctp_addr src;

	dst = route_from_known(af, kp, fl);
	if (!IS_ERR(dst))
		return dst;
	dst = af->lookup(kp, fl, NULL);
	if (IS_ERR(dst))
		return dst;
	src = af->source(fl, dst);
	if (af->suggested_fits(fl, dst) && sctp_bind_match(kp->ka->sk, &src) &&
	    may_be_source(kp, &src))
		return dst;
	dst_release(dst);
	if (sctp_sk(kp->ka->sk)->bind_any)
		return route_from_list(af, kp, fl);
	return route_from_bound(af, kp, fl);
}

/**
 * sctp_kpath_route() - look a path's route up
 * @kp: path
 *
 * Caches the route and sets the path's source address. The old route is gone
 * when there is no new one.
 *
 * Return: 0 or a negative errno.
 */
int sctp_kpath_route(struct sctp_kpath *kp)
{
	const struct sctp_af *af = sctp_af(kp->p.addr.family);
	struct dst_entry *dst;
	struct sctp_addr src;
	struct flowi fl;

	if (!af)
		return -EAFNOSUPPORT;
	sctp_kpath_drop_route(kp);
	dst = route_find(af, kp, &fl);
	if (IS_ERR(dst))
		return PTR_ERR(dst);
	sctp_kpath_set_route(kp, dst, af->cookie(dst));
	src = af->source(&fl, dst);
	sctp_path_set_source(&kp->p, &src);
	return 0;
}
