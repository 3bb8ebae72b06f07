// SPDX-License-Identifier: GPL-2.0-only
/*
 * The addresses a socket is bound to.
 *
 * sctp_port_get() adds an address, under the lock of the port, so that no
 * other socket can claim it meanwhile. Removal is done here: the address
 * retires while there are associations, since their peers were told of it
 * and go on using it.
 */
#include <linux/rculist.h>
#include <linux/slab.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/sock.h>

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
	return sctp_bind_match(sk, addr) ||
	       list_has(&sctp_sk(sk)->retired_addrs, addr);
}

/* Which families a wildcard stands for may have changed since socket() */
static void set_families(struct sock *sk, const struct sctp_addr *addr)
{
	struct sctp_ep *ep = &sctp_sk(sk)->ep;

	ep->addr_v4 = sk->sk_family == AF_INET || !ipv6_only_sock(sk);
	ep->addr_v6 = sk->sk_family == AF_INET6;
	if (ep->addr_v6 && addr->family == AF_INET)
		ep->addr_v6 = false;
}

/**
 * sctp_bind_addr() - bind a socket to an address
 * @sk: the socket, owned by the caller
 * @addr: the address; a wildcard stands for all of this host
 * @port: host order; 0 for any, or the one the socket has
 * @flags: BIND_NO_CAP_NET_BIND_SERVICE
 *
 * Return: 0 or a negative errno: -EADDRNOTAVAIL, -EADDRINUSE, -EACCES,
 * -EINVAL when the port differs or the socket has the address already.
 */
int sctp_bind_addr(struct sock *sk, const struct sctp_addr *addr, u16 port,
		   u32 flags)
{
	const struct sctp_addr any = {};
	struct sctp_sock *sp = sctp_sk(sk);
	bool first = !sp->bucket;
	int err;

	if (sctp_addr_is_any(addr)) {
		set_families(sk, addr);
		err = 0;
	} else {
		err = sctp_addr_check_local(sk, addr);
	}
	if (err)
		return err;
	if (!first) {
		if (port && port != inet_sk(sk)->inet_num)
			return -EINVAL;
		if (sp->bind_any || sctp_addr_is_any(addr) ||
		    sctp_bind_match(sk, addr))
			return -EINVAL;
		port = inet_sk(sk)->inet_num;
	}
	err = sctp_port_get(sk, sctp_addr_is_any(addr) ? &any : addr, port,
			    flags);
	if (!err && first)
		sctp_sock_set_local(sk, addr);
	return err;
}

static void unbind(struct sock *sk)
{
	sctp_port_put(sk);
	sctp_bind_clear(sk);
	inet_sk(sk)->inet_sport = 0;
	inet_reset_saddr(sk);
}

/* Bind to what user space names, if the control group has nothing against it */
static int bind_named(struct sock *sk, struct sctp_taddr *t)
{
	bool first = !sctp_sk(sk)->bucket;
	u32 flags = 0;
	int err;

	err = sctp_cgroup_bind(sk, t, &flags) ?:
	      sctp_bind_addr(sk, &t->addr, ntohs(t->port), flags);
	if (err || !first)
		return err;
	err = sctp_cgroup_post_bind(sk);
	if (err)
		unbind(sk);
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
int sctp_bind(struct sock *sk, struct sockaddr *uaddr, int len)
{
	struct sctp_taddr t;
	int err = -EINVAL;

	lock_sock(sk);
	if (!sctp_sk(sk)->bucket) {
		err = sctp_uaddr_parse(sk, uaddr, len, &t);
		if (err > 0)
			err = bind_named(sk, &t);
	}
	release_sock(sk);
	return err;
}

static struct sctp_laddr *find_addr(struct sock *sk,
				    const struct sctp_addr *addr)
{
	struct sctp_laddr *la;

	list_for_each_entry(la, &sctp_sk(sk)->bind_addrs, list)
		if (sctp_addr_eq(&la->addr, addr))
			return la;
	return NULL;
}

static int remove_addr(struct sock *sk, const struct sctp_addr *addr)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_laddr *la = find_addr(sk, addr);
	struct sctp_laddr *old;

	if (!la)
		return -EINVAL;
	if (!list_empty(&sp->assocs) && !list_has(&sp->retired_addrs, addr)) {
		old = kzalloc(sizeof(*old), GFP_KERNEL);
		if (!old)
			return -ENOMEM;
		old->addr = *addr;
		list_add_tail_rcu(&old->list, &sp->retired_addrs);
	}
	list_del_rcu(&la->list);
	kfree_rcu(la, rcu);
	return 0;
}

/* Take back the last @n addresses: no packet has seen them */
static void add_rollback(struct sock *sk, int n, bool was_bound)
{
	struct list_head *bound = &sctp_sk(sk)->bind_addrs;
	struct sctp_laddr *la;

	if (!was_bound) {
		unbind(sk);
		return;
	}
	while (n--) {
		la = list_last_entry(bound, struct sctp_laddr, list);
		list_del_rcu(&la->list);
		kfree_rcu(la, rcu);
	}
}

/**
 * sctp_bindx_add() - bind a socket to more addresses
 * @sk: the socket, owned by the caller
 * @addrs: packed array of socket addresses
 * @len: its bytes
 *
 * Return: 0, or a negative errno and nothing has changed.
 */
int sctp_bindx_add(struct sock *sk, const void *addrs, int len)
{
	bool was_bound = sctp_sk(sk)->bucket;
	struct sctp_taddr t;
	int err, n = 0;

	while ((err = sctp_uaddr_next(sk, &addrs, &len, &t)) > 0) {
		err = bind_named(sk, &t);
		if (err)
			break;
		n++;
	}
	if (err)
		add_rollback(sk, n, was_bound);
	return err;
}

static int bindx_remove_one(struct sock *sk, const struct sctp_taddr *t)
{
	if (sctp_addr_scope(&t->addr) == SCTP_SCOPE_UNUSABLE)
		return -EADDRNOTAVAIL;
	if (t->port && ntohs(t->port) != inet_sk(sk)->inet_num)
		return -EINVAL;
	return remove_addr(sk, &t->addr);
}

/* Bind again to the first @n addresses of an array that was being removed */
static void remove_rollback(struct sock *sk, const void *addrs, int len, int n)
{
	struct sctp_taddr t;

	while (n-- && sctp_uaddr_next(sk, &addrs, &len, &t) > 0)
		if (sctp_bind_addr(sk, &t.addr, 0, 0))
			net_dbg_ratelimited("an address was lost\n");
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
	const struct list_head *bound = &sctp_sk(sk)->bind_addrs;
	const void *pos = addrs;
	struct sctp_taddr t;
	int err = 0, n = 0;
	int left = len;

	while (left && !err) {
		err = -EBUSY;
		if (list_empty(bound) || list_is_singular(bound))
			break;
		err = sctp_uaddr_next(sk, &pos, &left, &t);
		if (err > 0)
			err = bindx_remove_one(sk, &t);
		if (!err)
			n++;
	}
	if (err)
		remove_rollback(sk, addrs, len, n);
	return err;
}

static int copy_list(struct list_head *to, const struct list_head *from)
{
	const struct sctp_laddr *la;
	struct sctp_laddr *copy;

	list_for_each_entry(la, from, list) {
		copy = kzalloc(sizeof(*copy), GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
		copy->addr = la->addr;
		list_add_tail_rcu(&copy->list, to);
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
		err = copy_list(&tp->retired_addrs, &fp->retired_addrs);
	return err;
}

static void clear_list(struct list_head *list)
{
	struct sctp_laddr *la, *next;

	list_for_each_entry_safe(la, next, list, list) {
		list_del_rcu(&la->list);
		kfree_rcu(la, rcu);
	}
}

/**
 * sctp_bind_clear() - forget all addresses
 * @sk: the socket, owned or unreachable; it has given its port back
 */
void sctp_bind_clear(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	sp->bind_any = false;
	clear_list(&sp->bind_addrs);
	clear_list(&sp->retired_addrs);
}
