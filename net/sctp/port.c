// SPDX-License-Identifier: GPL-2.0-only
/*
 * Local ports. See port.h for the structure.
 *
 * Sockets may share a port if:
 *
 *   - their addresses or devices differ
 *   - all of them set SO_REUSEADDR or SCTP_REUSE_PORT, and none listens
 *   - all of them set SO_REUSEPORT, and are of one user
 *   - one was made from the other by accept() or peeloff
 */
#include <linux/capability.h>
#include <linux/export.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sock_diag.h>
#include <linux/user_namespace.h>
#include <net/inet_common.h>
#include <net/ip.h>
#include <net/l3mdev.h>

#include "bindx.h"
#include "leak.h"
#include "netns.h"
#include "port.h"

#define PORT_HASH_BITS	11
#define PORT_HASH_SIZE	BIT(PORT_HASH_BITS)

struct port_head {
	spinlock_t lock;	/* for @chain and its buckets' owners */
	struct hlist_head chain;
};

static struct port_head *port_table;
static struct kmem_cache *bucket_cache;

static struct port_head *port_head(const struct net *net, u16 port)
{
	return &port_table[(port + net_hash_mix(net)) & (PORT_HASH_SIZE - 1)];
}

static struct sctp_bucket *bucket_find(struct port_head *head,
				       const struct net *net, u16 port)
{
	struct sctp_bucket *b;

	hlist_for_each_entry(b, &head->chain, node)
		if (b->port == port && net_eq(b->net, net))
			return b;
	return NULL;
}

static struct sctp_bucket *bucket_new(struct port_head *head, struct net *net,
				      u16 port)
{
	struct sctp_bucket *b = kmem_cache_alloc(bucket_cache, GFP_ATOMIC);

	if (!b)
		return NULL;
	b->net = net;
	b->port = port;
	INIT_HLIST_HEAD(&b->owners);
	INIT_HLIST_HEAD(&b->heirs);
	hlist_add_head(&b->node, &head->chain);
	sctp_obj_new(SCTP_OBJ_BUCKET);
	return b;
}

static void bucket_free_if_empty(struct sctp_bucket *b)
{
	if (!hlist_empty(&b->owners) || !hlist_empty(&b->heirs))
		return;
	hlist_del(&b->node);
	kmem_cache_free(bucket_cache, b);
	sctp_obj_gone(SCTP_OBJ_BUCKET);
}

/* --- conflicts --- */

/* Do a wildcard and any address of @other overlap? */
static bool any_conflicts(const struct sctp_claim *c,
			  const struct sctp_sock *other)
{
	const struct sctp_laddr *la;

	if (other->bind_any)
		return (c->v4 && other->ep.addr_v4) ||
		       (c->v6 && other->ep.addr_v6);
	list_for_each_entry_rcu(la, &other->bind_addrs, list)
		if (la->addr.family == AF_INET ? c->v4 : c->v6)
			return true;
	return false;
}

static bool addr_conflicts(const struct sctp_claim *c,
			   const struct sctp_sock *other)
{
	const struct sctp_laddr *la;

	if (c->any)
		return any_conflicts(c, other);
	list_for_each_entry_rcu(la, c->addrs, list)
		if (sctp_bind_match(&other->inet.sk, &la->addr))
			return true;
	return false;
}

/* Can a packet be for both sockets? A socket bound to no device is in no VRF.
 * With sysctl l3mdev_accept it listens in all of them.
 */
static bool dev_conflicts(const struct sock *sk, const struct sock *sk2)
{
	int dev = READ_ONCE(sk->sk_bound_dev_if);
	int dev2 = READ_ONCE(sk2->sk_bound_dev_if);

	if (dev == dev2)
		return true;
	if (dev && dev2)
		return false;
	return READ_ONCE(sctp_sk_net(sk)->tun.l3mdev_accept) ||
	       !l3mdev_master_ifindex_by_index(sock_net(sk), dev ?: dev2);
}

static bool may_share(struct sock *sk, struct sock *sk2)
{
	bool reuse = sk->sk_reuse || sctp_sk(sk)->reuse_port;
	bool reuse2 = sk2->sk_reuse || sctp_sk(sk2)->reuse_port;

	if (reuse && reuse2 && READ_ONCE(sk2->sk_state) != SCTP_SS_LISTENING)
		return true;
	return sk->sk_reuseport && sk2->sk_reuseport &&
	       uid_eq(sk_uid(sk), sk_uid(sk2));
}

static bool one_conflicts(struct sock *sk, const struct sctp_claim *c,
			  const struct hlist_head *list)
{
	struct sctp_sock *other;

	hlist_for_each_entry(other, list, port_node) {
		struct sock *sk2 = &other->inet.sk;

		if (sk2 != sk && dev_conflicts(sk, sk2) &&
		    !may_share(sk, sk2) && addr_conflicts(c, other))
			return true;
	}
	return false;
}

static bool port_conflicts(struct sock *sk, const struct sctp_claim *c,
			   struct sctp_bucket *b)
{
	bool conflict;

	rcu_read_lock();	/* addresses go without the lock */
	conflict = one_conflicts(sk, c, &b->owners) ||
		   one_conflicts(sk, c, &b->heirs);
	rcu_read_unlock();
	return conflict;
}

/* --- claiming --- */

/* Give @sk the port and the claimed addresses. The slot's lock is held */
static void port_take(struct sock *sk, struct sctp_bucket *b,
		      const struct sctp_claim *c)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_laddr *la, *next;

	if (!sp->bucket) {
		sp->bucket = b;
		hlist_add_head(&sp->port_node, &b->owners);
		inet_sk(sk)->inet_num = b->port;
		inet_sk(sk)->inet_sport = htons(b->port);
		sp->ep.port = htons(b->port);
		sp->ep.addr_v4 = c->v4;
		sp->ep.addr_v6 = c->v6;
		sp->bind_any = c->any;
	}
	list_for_each_entry_safe(la, next, c->addrs, list) {
		list_del(&la->list);
		list_add_tail_rcu(&la->list, &sp->bind_addrs);
	}
}

static int port_try(struct sock *sk, const struct sctp_claim *c, u16 port,
		    bool must_be_free)
{
	struct net *net = sock_net(sk);
	struct port_head *head = port_head(net, port);
	struct sctp_bucket *b;
	int err = -EADDRINUSE;

	spin_lock_bh(&head->lock);
	b = bucket_find(head, net, port);
	if (b && (must_be_free || port_conflicts(sk, c, b)))
		goto out;
	if (!b) {
		err = -ENOMEM;
		b = bucket_new(head, net, port);
		if (!b)
			goto out;
	}
	port_take(sk, b, c);
	err = 0;
out:
	spin_unlock_bh(&head->lock);
	return err;
}

/*
 * Take a free port of net.ipv4.ip_local_port_range, beginning at a random one
 */
static int port_search(struct sock *sk, const struct sctp_claim *c)
{
	struct net *net = sock_net(sk);
	int low, high, count, i, err;
	u32 at;

	inet_sk_get_local_port_range(sk, &low, &high);
	count = high - low + 1;
	at = get_random_u32_below(count);
	for (i = 0; i < count; i++, at++) {
		u16 port = low + at % count;

		if (inet_is_local_reserved_port(net, port))
			continue;
		err = port_try(sk, c, port, true);
		if (err != -EADDRINUSE)
			return err;
		cond_resched();
	}
	return -EADDRINUSE;
}

/**
 * sctp_port_get() - bind a socket to a port and addresses, or to more of them
 * @sk: socket, owned by the caller
 * @c: what it wants; its addresses are local, and its port is the one that @sk
 *     has, if any
 *
 * All or nothing: other sockets never see a part of it.
 *
 * Context: process; it does not sleep for a port that is not 0.
 * Return: 0, and the addresses of @c are the socket's; -EADDRINUSE, -EACCES for
 * a privileged port, -ENOMEM, and nothing has changed.
 */
int sctp_port_get(struct sock *sk, const struct sctp_claim *c)
{
	sctp_assert_owned(sk);
	if (!sctp_sk(sk)->bucket && c->port &&
	    !(c->flags & BIND_NO_CAP_NET_BIND_SERVICE) &&
	    inet_port_requires_bind_service(sock_net(sk), c->port) &&
	    !ns_capable(sock_net(sk)->user_ns, CAP_NET_BIND_SERVICE))
		return -EACCES;
	if (c->port)
		return port_try(sk, c, c->port, false);
	return port_search(sk, c);
}

/**
 * sctp_port_listen() - a bound socket begins to listen, if it may
 * @sk: socket, owned by the caller
 *
 * Sockets that share a port by SO_REUSEADDR cannot all listen. The state
 * changes under the lock of the port, so if two try at once one succeeds.
 *
 * Return: 0, and sk_state is SCTP_SS_LISTENING; or -EADDRINUSE.
 */
int sctp_port_listen(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	const struct sctp_claim has = {
		.addrs = &sp->bind_addrs,
		.any = sp->bind_any,
		.v4 = sp->ep.addr_v4,
		.v6 = sp->ep.addr_v6,
	};
	struct sctp_bucket *b = sp->bucket;
	struct port_head *head;
	bool conflict;

	sctp_assert_owned(sk);
	if (WARN_ON_ONCE(!b))
		return -EADDRINUSE;
	head = port_head(b->net, b->port);
	spin_lock_bh(&head->lock);
	conflict = port_conflicts(sk, &has, b);
	if (!conflict)
		inet_sk_set_state(sk, SCTP_SS_LISTENING);
	spin_unlock_bh(&head->lock);
	return conflict ? -EADDRINUSE : 0;
}

/**
 * sctp_port_share() - let a new socket share its parent's port
 * @newsk: socket made by accept() or peeloff, without a port
 * @sk: its parent, owned by the caller, with a port
 *
 * Return: 0, or -EINVAL when @newsk has a port or @sk has none.
 */
int sctp_port_share(struct sock *newsk, struct sock *sk)
{
	struct sctp_sock *newsp = sctp_sk(newsk);
	struct sctp_bucket *b = sctp_sk(sk)->bucket;
	struct port_head *head;

	if (WARN_ON_ONCE(!b || newsp->bucket))
		return -EINVAL;
	head = port_head(b->net, b->port);
	spin_lock_bh(&head->lock);
	newsp->bucket = b;
	hlist_add_head(&newsp->port_node, &b->heirs);
	spin_unlock_bh(&head->lock);

	inet_sk(newsk)->inet_num = b->port;
	inet_sk(newsk)->inet_sport = htons(b->port);
	newsp->ep.port = htons(b->port);
	return 0;
}

/**
 * sctp_port_put() - give the port back
 * @sk: socket; nothing happens when it has none
 *
 * The addresses stay; their owner frees them.
 */
void sctp_port_put(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_bucket *b = sp->bucket;
	struct port_head *head;

	if (!b)
		return;
	head = port_head(b->net, b->port);
	spin_lock_bh(&head->lock);
	hlist_del(&sp->port_node);
	sp->bucket = NULL;
	bucket_free_if_empty(b);
	spin_unlock_bh(&head->lock);
	inet_sk(sk)->inet_num = 0;
}

/* --- walking --- */

static u64 cookie_of(struct sock *sk)
{
	u32 cookie[2];

	sock_diag_save_cookie(sk, cookie);
	return (u64)cookie[1] << 32 | cookie[0];
}

/* The socket with the lowest cookie above @after, with a reference, or NULL */
static struct sock *slot_next(struct port_head *head, const struct net *net,
			      u64 after, bool (*want)(const struct sock *sk))
{
	struct sock *best = NULL;
	struct sctp_bucket *b;
	struct sctp_sock *sp;
	u64 lowest = U64_MAX;

	spin_lock_bh(&head->lock);
	hlist_for_each_entry(b, &head->chain, node) {
		if (!net_eq(b->net, net))
			continue;
		hlist_for_each_entry(sp, &b->owners, port_node) {
			u64 cookie;

			if (!want(&sp->inet.sk))
				continue;
			cookie = cookie_of(&sp->inet.sk);
			if (cookie <= after || cookie > lowest)
				continue;
			lowest = cookie;
			best = &sp->inet.sk;
		}
	}
	/* a socket with a port has references: it gives the port back first */
	if (best)
		sock_hold(best);
	spin_unlock_bh(&head->lock);
	return best;
}

/**
 * sctp_port_next() - walk the sockets of a namespace that have a port
 * @net: network namespace
 * @pos: where to go on, zero to begin with; stays before the socket until
 *       sctp_port_pass()
 * @want: which sockets; the port's lock is held
 *
 * A socket that exists during the whole walk is found once. Sockets made by
 * accept() and peeloff are not found: there may be many.
 *
 * Context: process.
 * Return: the next one, with a reference for the caller, or NULL.
 */
struct sock *sctp_port_next(struct net *net, struct sctp_port_pos *pos,
			    bool (*want)(const struct sock *sk))
{
	struct sock *sk;

	for (; pos->slot < PORT_HASH_SIZE; pos->slot++, pos->cookie = 0) {
		sk = slot_next(&port_table[pos->slot], net, pos->cookie, want);
		if (sk)
			return sk;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(sctp_port_next);

/**
 * sctp_port_pass() - advance a walk behind a socket
 * @pos: where the walk is
 * @sk: the socket
 */
void sctp_port_pass(struct sctp_port_pos *pos, struct sock *sk)
{
	pos->cookie = cookie_of(sk);
}
EXPORT_SYMBOL_GPL(sctp_port_pass);

/**
 * sctp_port_init() - make the table
 *
 * Return: 0 or a negative errno.
 */
int sctp_port_init(void)
{
	int i;

	bucket_cache = KMEM_CACHE(sctp_bucket, 0);
	if (!bucket_cache)
		return -ENOMEM;
	port_table = kvmalloc_array(PORT_HASH_SIZE, sizeof(*port_table),
				    GFP_KERNEL);
	if (!port_table) {
		kmem_cache_destroy(bucket_cache);
		return -ENOMEM;
	}
	for (i = 0; i < PORT_HASH_SIZE; i++) {
		spin_lock_init(&port_table[i].lock);
		INIT_HLIST_HEAD(&port_table[i].chain);
	}
	return 0;
}

/**
 * sctp_port_exit() - undo sctp_port_init(); no port is held
 */
void sctp_port_exit(void)
{
	kvfree(port_table);
	kmem_cache_destroy(bucket_cache);
}
