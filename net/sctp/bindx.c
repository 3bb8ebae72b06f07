// SPDX-License-Identifier: GPL-2.0-only
/*
 * The addresses a socket is bound to.
 *
 * A call collects the addresses it wants in a struct sctp_claim.
 * sctp_port_get() checks them against other sockets and binds them, under the
 * lock of the port. An address that is removed while there are associations is
 * retired: their peers were told of it and go on using it.
 */
#include <linux/rculist.h>
#include <linux/slab.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "core/ep.h"
#include "bindx.h"
#include "cgroup.h"
#include "ip.h"
#include "port.h"
#include "socket.h"
#include "uaddr.h"

static bool list_has(const struct list_head *list, const struct sctp_addr *addr)
{
	const struct sctp_laddr *la;

	list_for_each_entry_rcu(la, list, list, true)
		if (sctp_addr_eq(&la->addr, addr))
			return true;
	return false;
}

static bool retired_has(const struct sock *sk, const struct sctp_addr *addr)
{
	const struct sctp_laddr *la;

	hlist_for_each_entry_rcu(la, &sctp_sk(sk)->retired_addrs, retired, true)
		if (sctp_addr_eq(&la->addr, addr))
			return true;
	return false;
}

/**
 * sctp_bind_match() - is a socket bound to an address?
 * @sk: the socket
 * @addr: address of this host
 *
 * Context: RCU or the socket is owned.
 * Return: true if so, also by a wildcard of its family.
 */
bool sctp_bind_match(const struct sock *sk, const struct sctp_addr *addr)
{
	const struct sctp_sock *sp = sctp_sk(sk);

	if (!sp->bind_any)
		return list_has(&sp->bind_addrs, addr);
	return sctp_ep_has_family(&sp->ep, addr->family);
}

/**
 * sctp_bind_match_assoc() - may an association have an address?
 * @sk: its socket
 * @addr: address of this host
 *
 * Context: RCU or the socket is owned.
 * Return: true for what sctp_bind_match() matches, and for addresses that
 * were removed since.
 */
bool sctp_bind_match_assoc(const struct sock *sk, const struct sctp_addr *addr)
{
	return sctp_bind_match(sk, addr) || retired_has(sk, addr);
}

/**
 * sctp_bind_has_family() - can a socket use addresses of a family?
 * @sk: the socket, owned by the caller
 * @family: AF_INET or AF_INET6
 *
 * Fixed when the socket gets its port; until then IPV6_V6ONLY decides.
 *
 * Return: true if so.
 */
bool sctp_bind_has_family(const struct sock *sk, u16 family)
{
	if (sctp_sk(sk)->bucket)
		return sctp_ep_has_family(&sctp_sk(sk)->ep, family);
	if (family == AF_INET)
		return sk->sk_family == AF_INET || !ipv6_only_sock(sk);
	return sk->sk_family == AF_INET6;
}

static u32 list_count(const struct list_head *list)
{
	const struct sctp_laddr *la;
	u32 n = 0;

	list_for_each_entry(la, list, list)
		n++;
	return n;
}

static u32 retired_count(const struct sock *sk)
{
	const struct sctp_laddr *la;
	u32 n = 0;

	hlist_for_each_entry(la, &sctp_sk(sk)->retired_addrs, retired)
		n++;
	return n;
}

static void retired_free(struct sctp_laddr *la)
{
	hlist_del_rcu(&la->retired);
	kfree_rcu(la, rcu);
}

static void free_list(struct list_head *list)
{
	struct sctp_laddr *la, *next;

	list_for_each_entry_safe(la, next, list, list) {
		list_del_rcu(&la->list);
		kfree_rcu(la, rcu);
	}
}

static struct sctp_laddr *copy_laddr(const struct sctp_addr *addr)
{
	struct sctp_laddr *copy = kmalloc(sizeof(*copy), GFP_KERNEL_ACCOUNT);

	if (copy)
		copy->addr = *addr;
	return copy;
}

/* --- adding --- */

static void claim_init(const struct sock *sk, struct sctp_claim *c,
		       struct list_head *addrs)
{
	memset(c, 0, sizeof(*c));
	INIT_LIST_HEAD(addrs);
	c->addrs = addrs;
	c->v4 = sctp_bind_has_family(sk, AF_INET);
	c->v6 = sctp_bind_has_family(sk, AF_INET6);
	c->port = sctp_sk(sk)->bucket ? inet_sk(sk)->inet_num : 0;
}

/* May @addr be added to what the socket has, and to what is claimed already? */
static int claim_check(const struct sock *sk, const struct sctp_claim *c,
		       const struct sctp_addr *addr, u16 port)
{
	const struct sctp_sock *sp = sctp_sk(sk);

	if (port && port != c->port)
		return -EINVAL;
	if (sp->bind_any || c->any || sctp_addr_is_any(addr) ||
	    sctp_bind_match(sk, addr) || list_has(c->addrs, addr))
		return -EINVAL;
	/* no peer is told of more; a retired address is counted below */
	if (!retired_has(sk, addr) &&
	    list_count(&sp->bind_addrs) + retired_count(sk) +
	    list_count(c->addrs) >= SCTP_MAX_LOCAL_ADDRS)
		return -ENOMEM;
	return 0;
}

static int claim_addr(struct sctp_claim *c, const struct sctp_addr *addr,
		      gfp_t gfp)
{
	struct sctp_laddr *la = kmalloc(sizeof(*la), gfp | __GFP_ACCOUNT);

	if (!la)
		return -ENOMEM;
	la->addr = *addr;
	list_add_tail(&la->list, c->addrs);
	return 0;
}

/* An IPv6 socket bound to the wildcard of IPv4 uses IPv4 only */
static void claim_any(struct sctp_claim *c, const struct sctp_addr *addr)
{
	c->any = true;
	if (addr->family == AF_INET)
		c->v6 = false;
}

static int claim_add(struct sock *sk, struct sctp_claim *c,
		     const struct sctp_addr *addr, u16 port, u32 flags,
		     gfp_t gfp)
{
	bool any = sctp_addr_is_any(addr);
	int err;

	err = any ? 0 : sctp_addr_check_local(sk, addr);
	if (err)
		return err;
	if (sctp_sk(sk)->bucket || c->any || !list_empty(c->addrs)) {
		err = claim_check(sk, c, addr, port);
		if (err)
			return err;
	} else {
		c->name = *addr;
		c->port = port;
		c->flags = flags;
	}
	if (!any)
		return claim_addr(c, addr, gfp);
	claim_any(c, addr);
	return 0;
}

/* Forget retired addresses that no association uses, or that are bound again */
static void drop_retired(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct hlist_node *next;
	struct sctp_laddr *la;

	hlist_for_each_entry_safe(la, next, &sp->retired_addrs, retired)
		if (list_empty(&sp->assocs) ||
		    list_has(&sp->bind_addrs, &la->addr))
			retired_free(la);
}

/* Bind what was claimed, or free it after an error */
static int claim_end(struct sock *sk, struct sctp_claim *c, int err)
{
	bool first = !sctp_sk(sk)->bucket;

	if (!err)
		err = sctp_port_get(sk, c);
	if (err) {
		free_list(c->addrs);
		return err;
	}
	drop_retired(sk);
	if (first)
		sctp_sock_set_local(sk, &c->name);
	return 0;
}

/**
 * sctp_bind_addr() - bind a socket to an address
 * @sk: the socket, owned by the caller
 * @addr: the address; a wildcard stands for all of this host
 * @port: host order; 0 for any, or the one the socket has
 * @flags: BIND_NO_CAP_NET_BIND_SERVICE
 *
 * Context: process; it does not sleep for a port that is not 0.
 * Return: 0 or a negative errno: -EADDRNOTAVAIL, -EADDRINUSE, -EACCES,
 * -EINVAL when the port differs or the socket has the address already.
 */
int sctp_bind_addr(struct sock *sk, const struct sctp_addr *addr, u16 port,
		   u32 flags)
{
	struct list_head addrs;
	struct sctp_claim c;
	int err;

	claim_init(sk, &c, &addrs);
	err = claim_add(sk, &c, addr, port, flags,
			port ? GFP_ATOMIC : GFP_KERNEL);
	return claim_end(sk, &c, err);
}

/**
 * sctp_unbind() - give up the port and the addresses
 * @sk: the socket, owned by the caller; it has no associations
 */
void sctp_unbind(struct sock *sk)
{
	sctp_port_put(sk);
	sctp_bind_clear(sk);
	inet_sk(sk)->inet_sport = 0;
	inet_reset_saddr(sk);
}

/**
 * sctp_bindx_add() - bind a socket to addresses
 * @sk: the socket, owned by the caller
 * @addrs: packed array of socket addresses
 * @len: its bytes
 *
 * Return: 0, or a negative errno and nothing has changed.
 */
int sctp_bindx_add(struct sock *sk, const void *addrs, int len)
{
	bool first = !sctp_sk(sk)->bucket;
	struct list_head claimed;
	struct sctp_claim c;
	struct sctp_taddr t;
	int err;

	drop_retired(sk);
	claim_init(sk, &c, &claimed);
	while ((err = sctp_uaddr_next(sk, &addrs, &len, &t)) > 0) {
		u32 flags = 0;

		err = sctp_cgroup_bind(sk, &t, &flags) ?:
		      claim_add(sk, &c, &t.addr, ntohs(t.port), flags,
				GFP_KERNEL);
		if (err)
			break;
	}
	err = claim_end(sk, &c, err);
	if (err || !first)
		return err;
	err = sctp_cgroup_post_bind(sk);
	if (err)
		sctp_unbind(sk);
	return err;
}

/**
 * sctp_bind() - the bind of struct proto
 * @sk: the socket
 * @uaddr: address
 * @len: bytes of it
 *
 * Return: 0 or a negative errno.
 */
int sctp_bind(struct sock *sk, struct sockaddr_unsized *uaddr, int len)
{
	struct sctp_taddr t;
	int err = -EINVAL;

	lock_sock(sk);
	if (!sctp_sk(sk)->bucket) {
		err = sctp_uaddr_parse(sk, uaddr, len, &t);
		if (err > 0)
			err = sctp_bindx_add(sk, uaddr, err);
	}
	release_sock(sk);
	return err;
}

/* --- removing --- */

/**
 * struct removal - the addresses that a call removes
 * @going: which of the socket's addresses, by their place in its list
 * @left: how many stay
 * @retired: struct sctp_laddr: copies for the socket's list of retired
 *           addresses
 */
struct removal {
	DECLARE_BITMAP(going, SCTP_MAX_LOCAL_ADDRS);
	u32 left;
	struct list_head retired;
};

/* A copy of @addr: RCU readers may still be at the old one in its list */
static int removal_retire(const struct sock *sk, struct removal *r,
			  const struct sctp_addr *addr)
{
	struct sctp_laddr *old;

	if (list_empty(&sctp_sk(sk)->assocs))
		return 0;
	old = copy_laddr(addr);
	if (!old)
		return -ENOMEM;
	list_add_tail(&old->list, &r->retired);
	return 0;
}

static int removal_add(const struct sock *sk, struct removal *r,
		       const struct sctp_taddr *t)
{
	const struct sctp_laddr *la;
	u32 i = 0;

	if (sctp_addr_scope(&t->addr) == SCTP_SCOPE_UNUSABLE)
		return -EADDRNOTAVAIL;
	if (t->port && ntohs(t->port) != inet_sk(sk)->inet_num)
		return -EINVAL;
	list_for_each_entry(la, &sctp_sk(sk)->bind_addrs, list) {
		if (sctp_addr_eq(&la->addr, &t->addr) &&
		    !__test_and_set_bit(i, r->going)) {
			r->left--;
			return removal_retire(sk, r, &t->addr);
		}
		i++;
	}
	return -EINVAL;
}

static void removal_commit(struct sock *sk, struct removal *r)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_laddr *la, *next;
	u32 i = 0;

	list_for_each_entry_safe(la, next, &r->retired, list) {
		list_del(&la->list);
		hlist_add_head_rcu(&la->retired, &sp->retired_addrs);
	}
	list_for_each_entry_safe(la, next, &sp->bind_addrs, list) {
		if (!test_bit(i++, r->going))
			continue;
		list_del_rcu(&la->list);
		kfree_rcu(la, rcu);
	}
}

/**
 * sctp_bindx_remove() - unbind a socket from some of its addresses
 * @sk: the socket, owned by the caller
 * @addrs: packed array of socket addresses
 * @len: its bytes
 *
 * Return: 0; a negative errno and nothing has changed: -EBUSY when no
 * address would be left.
 */
int sctp_bindx_remove(struct sock *sk, const void *addrs, int len)
{
	struct removal r = {
		.left = list_count(&sctp_sk(sk)->bind_addrs),
		.retired = LIST_HEAD_INIT(r.retired),
	};
	struct sctp_taddr t;
	int err = 0;

	while (len && !err) {
		err = -EBUSY;
		if (r.left < 2)
			break;
		err = sctp_uaddr_next(sk, &addrs, &len, &t);
		if (err > 0)
			err = removal_add(sk, &r, &t);
	}
	if (err)
		free_list(&r.retired);
	else
		removal_commit(sk, &r);
	return err;
}

static int copy_list(struct list_head *to, const struct list_head *from)
{
	const struct sctp_laddr *la;
	struct sctp_laddr *copy;

	list_for_each_entry(la, from, list) {
		copy = copy_laddr(&la->addr);
		if (!copy)
			return -ENOMEM;
		list_add_tail_rcu(&copy->list, to);
	}
	return 0;
}

static int copy_retired(struct hlist_head *to, const struct hlist_head *from)
{
	const struct sctp_laddr *la;
	struct sctp_laddr *copy;

	hlist_for_each_entry(la, from, retired) {
		copy = copy_laddr(&la->addr);
		if (!copy)
			return -ENOMEM;
		hlist_add_head_rcu(&copy->retired, to);
	}
	return 0;
}

/**
 * sctp_bind_copy() - bind a new socket to the addresses of another
 * @to: the new socket, which shares the port already
 * @from: the other one; both are owned by the caller
 *
 * Return: 0 or -ENOMEM; sctp_bind_clear() frees what was copied.
 */
int sctp_bind_copy(struct sock *to, const struct sock *from)
{
	struct sctp_sock *tp = sctp_sk(to);
	const struct sctp_sock *fp = sctp_sk(from);
	int err;

	tp->bind_any = fp->bind_any;
	err = copy_list(&tp->bind_addrs, &fp->bind_addrs);
	if (!err)
		err = copy_retired(&tp->retired_addrs, &fp->retired_addrs);
	return err;
}

/**
 * sctp_bind_clear() - forget all addresses
 * @sk: the socket, owned or unreachable; it has given its port back
 */
void sctp_bind_clear(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct hlist_node *next;
	struct sctp_laddr *la;

	sp->bind_any = false;
	free_list(&sp->bind_addrs);
	hlist_for_each_entry_safe(la, next, &sp->retired_addrs, retired)
		retired_free(la);
}
