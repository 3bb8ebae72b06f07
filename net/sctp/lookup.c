// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding associations and endpoints. See lookup.h for the three tables.
 */
#include <linux/export.h>
#include <linux/jhash.h>
#include <linux/rculist.h>
#include <net/inet_sock.h>
#include <net/l3mdev.h>
#include <net/sock_reuseport.h>

#include "bindx.h"
#include "kassoc.h"
#include "lookup.h"
#include "netns.h"

/* --- paths --- */

struct path_key {
	const struct net *net;
	const struct sctp_addr *addr;
	__be16 lport;
	__be16 pport;
};

static struct rhltable path_table;

static u32 path_hash(const struct path_key *k, u32 seed)
{
	u32 ports = (__force u32)k->lport << 16 | (__force u32)k->pport;
	u32 a;

	if (k->addr->family == AF_INET)
		a = (__force u32)k->addr->v4;
	else
		a = jhash2((__force const u32 *)k->addr->v6, 4, seed);
	return jhash_3words(a, ports, net_hash_mix(k->net), seed);
}

static u32 path_key_hash(const void *data, u32 len, u32 seed)
{
	return path_hash(data, seed);
}

static struct path_key path_key(const struct sctp_kpath *kp)
{
	return (struct path_key) {
		.net = sock_net(READ_ONCE(kp->ka->sk)),
		.addr = &kp->p.addr,
		.lport = kp->ka->a.lport,
		.pport = kp->ka->a.pport,
	};
}

static u32 path_obj_hash(const void *data, u32 len, u32 seed)
{
	struct path_key k = path_key(data);

	return path_hash(&k, seed);
}

static int path_cmp(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct path_key *k = arg->key;
	const struct sctp_kpath *kp = obj;

	return k->lport != kp->ka->a.lport || k->pport != kp->ka->a.pport ||
	       !net_eq(k->net, sock_net(READ_ONCE(kp->ka->sk))) ||
	       !sctp_addr_eq(k->addr, &kp->p.addr);
}

static const struct rhashtable_params path_params = {
	.head_offset = offsetof(struct sctp_kpath, node),
	.hashfn = path_key_hash,
	.obj_hashfn = path_obj_hash,
	.obj_cmpfn = path_cmp,
	.automatic_shrinking = true,
};

/**
 * sctp_path_hash() - make a path reachable for lookup
 * @kp: path with its address set, of an association with its ports set
 *
 * Return: 0 or a negative errno.
 */
int sctp_path_hash(struct sctp_kpath *kp)
{
	struct path_key k = path_key(kp);
	int err;

	/* paths that differ only in the local address share a list */
	err = rhltable_insert_key(&path_table, &k, &kp->node, path_params);
	kp->hashed = !err;
	return err;
}

/**
 * sctp_path_unhash() - undo sctp_path_hash()
 * @kp: path; readers may see it until a grace period has passed
 */
void sctp_path_unhash(struct sctp_kpath *kp)
{
	if (!kp->hashed)
		return;
	rhltable_remove(&path_table, &kp->node, path_params);
	kp->hashed = false;
}

/* Does a socket bound to that device (0 = none) receive the packet? */
static bool dev_match(const struct sock *sk, int bound, int dif, int sdif)
{
	bool l3mdev_accept = true;

	if (sdif)
		l3mdev_accept =
			READ_ONCE(sctp_sk_net(sk)->tun.l3mdev_accept);
	return inet_bound_dev_eq(l3mdev_accept, bound, dif, sdif);
}

/*
 * An association bound to no device takes a packet of a VRF only if its own
 * packets leave by that VRF. (Listeners may take packets of any VRF.)
 */
static bool path_dev_match(const struct sctp_kpath *kp, const struct sock *sk,
			   int dif, int sdif)
{
	int bound = READ_ONCE(sk->sk_bound_dev_if) ?: kp->ka->l3_if;

	if (unlikely(!bound && sdif && kp->l3_if != dif && kp->l3_if != sdif))
		return false;
	return dev_match(sk, bound, dif, sdif);
}

/**
 * sctp_lookup_path() - the path a packet came from
 * @net: network namespace
 * @laddr: its destination address
 * @paddr: its source address
 * @lport: its destination port
 * @pport: its source port
 * @dif: interface it came in by
 * @sdif: the same before a layer 3 master device took it over
 *
 * Several associations may have the same peer address and ports. The one whose
 * socket is bound to @laddr, and to @dif or @sdif, is returned.
 *
 * Context: RCU.
 * Return: the path or NULL. Lock its association and look again.
 */
struct sctp_kpath *sctp_lookup_path(struct net *net,
				    const struct sctp_addr *laddr,
				    const struct sctp_addr *paddr,
				    __be16 lport, __be16 pport, int dif,
				    int sdif)
{
	struct path_key k = {
		.net = net,
		.addr = paddr,
		.lport = lport,
		.pport = pport,
	};
	struct rhlist_head *list, *pos;
	struct sctp_kpath *kp;

	list = rhltable_lookup(&path_table, &k, path_params);
	rhl_for_each_entry_rcu(kp, pos, list, node) {
		const struct sock *sk = READ_ONCE(kp->ka->sk);

		if (READ_ONCE(kp->ka->dead))
			continue;
		if (!path_dev_match(kp, sk, dif, sdif))
			continue;
		if (sctp_bind_match_assoc(sk, laddr))
			return kp;
	}
	return NULL;
}

/* The VRF a device is in; a VRF's device is in itself; 0 = none */
static int dev_domain(struct net *net, int dev)
{
	return dev ? l3mdev_master_ifindex_by_index(net, dev) : 0;
}

static enum sctp_near path_nearness(const struct sctp_kpath *kp,
				    const struct sctp_query *q)
{
	int bound = sctp_kassoc_dev(kp->ka);
	int domain, theirs;

	if (bound == q->dev)
		return SCTP_NEAR_SAME;
	domain = dev_domain(q->net, q->dev);
	theirs = bound ? dev_domain(q->net, bound) : kp->l3_if;
	if (domain != theirs)
		return SCTP_NEAR_ANY;
	if (!bound || !q->dev || bound == domain || q->dev == domain)
		return SCTP_NEAR_SHARED;
	return SCTP_NEAR_DOMAIN;
}

/**
 * sctp_lookup_near() - find a path by addresses, ports and device
 * @q: the query
 *
 * Context: RCU.
 * Return: the path of the association nearest to @q->dev, or NULL. Lock it and
 * look again.
 */
struct sctp_kpath *sctp_lookup_near(const struct sctp_query *q)
{
	struct path_key k = {
		.net = q->net,
		.addr = q->paddr,
		.lport = q->lport,
		.pport = q->pport,
	};
	struct sctp_kpath *kp, *best = NULL;
	enum sctp_near near, least = q->near;
	struct rhlist_head *list, *pos;

	list = rhltable_lookup(&path_table, &k, path_params);
	rhl_for_each_entry_rcu(kp, pos, list, node) {
		const struct sock *sk = READ_ONCE(kp->ka->sk);

		if (READ_ONCE(kp->ka->dead) || (q->sk && q->sk != sk) ||
		    !sctp_bind_match_assoc(sk, q->laddr))
			continue;
		near = path_nearness(kp, q);
		if (near < least || (best && near == least))
			continue;
		best = kp;
		least = near;
	}
	return best;
}

/**
 * sctp_lookup_assoc() - find an association by its addresses
 * @q: the query
 *
 * Return: the association with a reference for the caller, or NULL.
 */
struct sctp_kassoc *sctp_lookup_assoc(const struct sctp_query *q)
{
	struct sctp_kassoc *ka = NULL;
	struct sctp_kpath *kp;

	rcu_read_lock();
	kp = sctp_lookup_near(q);
	if (kp && refcount_inc_not_zero(&kp->ka->ref))
		ka = kp->ka;
	rcu_read_unlock();
	return ka;
}
EXPORT_SYMBOL_GPL(sctp_lookup_assoc);

/* --- association ids --- */

/*
 * The first id of each node of the xarray is reserved while ids of that node
 * are given out. It keeps the node: with one short association after the other
 * the node would be allocated and freed each time.
 */
static int ids_next_node(struct sctp_net *sn, u32 pin)
{
	int err = xa_err(__xa_store(&sn->ids, pin, XA_ZERO_ENTRY, GFP_ATOMIC));

	if (err)
		return err;
	__xa_erase(&sn->ids, sn->pin);
	sn->pin = pin;
	return 0;
}

/* Advance last_id; ids wrap to SCTP_ASSOC_ID_MIN */
static int ids_next(struct sctp_net *sn)
{
	u32 id, pin;
	int err = 0;

	id = sn->last_id == S32_MAX ? SCTP_ASSOC_ID_MIN : sn->last_id + 1;
	pin = round_down(id, XA_CHUNK_SIZE);
	if (pin != sn->pin)
		err = ids_next_node(sn, pin);
	if (!err)
		sn->last_id = id == pin ? id + 1 : id;
	return err;
}

/**
 * sctp_assoc_id_new() - give an association its id and publish it
 * @ka: association, complete but for its id
 * @gfp: how to allocate
 *
 * Ids are given out in ascending order and wrap. So the next one is nearly
 * always free, and the xarray need not track free ones.
 *
 * Return: 0 or a negative errno.
 */
int sctp_assoc_id_new(struct sctp_kassoc *ka, gfp_t gfp)
{
	struct sctp_net *sn = sctp_sk_net(ka->sk);
	int err;

	xa_lock_bh(&sn->ids);
	do {
		err = ids_next(sn);
		if (err)
			break;
		/* set the id before readers can see the entry */
		ka->id = sn->last_id;
		err = __xa_insert(&sn->ids, ka->id, ka, gfp);
	} while (err == -EBUSY);
	xa_unlock_bh(&sn->ids);
	return err;
}

/**
 * sctp_assoc_id_free() - remove an association from the table of ids
 * @ka: association; its ->id stays
 */
void sctp_assoc_id_free(struct sctp_kassoc *ka)
{
	struct sctp_net *sn = sctp_sk_net(ka->sk);

	xa_lock_bh(&sn->ids);
	__xa_erase(&sn->ids, ka->id);
	xa_unlock_bh(&sn->ids);
}

/**
 * sctp_assoc_ids_exit() - free the table of ids
 * @sn: namespace without associations
 */
void sctp_assoc_ids_exit(struct sctp_net *sn)
{
	xa_erase_bh(&sn->ids, sn->pin);
	WARN_ON_ONCE(!xa_empty(&sn->ids));
	xa_destroy(&sn->ids);
}

/**
 * sctp_assoc_by_id() - the socket's association of that id
 * @sk: socket, owned by the caller
 * @id: association id
 *
 * Return: the association or NULL. It stays valid while @sk is owned.
 */
struct sctp_kassoc *sctp_assoc_by_id(const struct sock *sk, sctp_assoc_t id)
{
	struct sctp_kassoc *ka;

	sctp_assert_owned(sk);
	if (id < SCTP_ASSOC_ID_MIN)
		return NULL;

	rcu_read_lock();
	ka = xa_load(&sctp_sk_net(sk)->ids, id);
	if (ka && (READ_ONCE(ka->sk) != sk || ka->dead))
		ka = NULL;
	rcu_read_unlock();
	return ka;
}

/**
 * sctp_assoc_next() - walk the associations of a namespace
 * @net: network namespace
 * @id: where to begin; set to the id of what was found
 *
 * Return: the association with the lowest id not below *@id, with a reference
 * for the caller; NULL at the end.
 */
struct sctp_kassoc *sctp_assoc_next(struct net *net, unsigned long *id)
{
	struct sctp_net *sn = sctp_net(net);
	struct sctp_kassoc *ka;

	rcu_read_lock();
	ka = xa_find(&sn->ids, id, ULONG_MAX, XA_PRESENT);
	while (ka && !refcount_inc_not_zero(&ka->ref))
		ka = xa_find_after(&sn->ids, id, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return ka;
}
EXPORT_SYMBOL_GPL(sctp_assoc_next);

/* --- endpoints --- */

static struct hlist_head ep_table[SCTP_EP_HASH_SIZE];
static DEFINE_SPINLOCK(ep_lock);	/* changes of ep_table */

static struct hlist_head *ep_head(const struct net *net, __be16 port)
{
	u32 h = ntohs(port) + net_hash_mix(net);

	return &ep_table[h & (SCTP_EP_HASH_SIZE - 1)];
}

/**
 * sctp_ep_bucket() - a chain of the endpoint table, for /proc
 * @i: which, below SCTP_EP_HASH_SIZE
 *
 * Return: list of sctp_sock.ep_node, of all namespaces, to be walked under
 * RCU.
 */
struct hlist_head *sctp_ep_bucket(unsigned int i)
{
	return &ep_table[i];
}

/* Are both bound to the same addresses? Then SO_REUSEPORT can group them */
static bool ep_same_address(const struct sctp_sock *a,
			    const struct sctp_sock *b)
{
	const struct sctp_laddr *la;

	if (a->bind_any || b->bind_any)
		return a->bind_any && b->bind_any &&
		       a->ep.addr_v4 == b->ep.addr_v4 &&
		       a->ep.addr_v6 == b->ep.addr_v6;
	list_for_each_entry_rcu(la, &a->bind_addrs, list)
		if (!sctp_bind_match(&b->inet.sk, &la->addr))
			return false;
	list_for_each_entry_rcu(la, &b->bind_addrs, list)
		if (!sctp_bind_match(&a->inet.sk, &la->addr))
			return false;
	return true;
}

/* Join the group of a socket like this one, or begin one */
static int ep_reuseport(struct sock *sk, struct hlist_head *head)
{
	struct sctp_sock *sp = sctp_sk(sk);
	bool any = sp->bind_any;
	struct sctp_sock *other;

	if (!sk->sk_reuseport || rcu_access_pointer(sk->sk_reuseport_cb))
		return 0;
	hlist_for_each_entry(other, head, ep_node) {
		struct sock *sk2 = &other->inet.sk;

		if (net_eq(sock_net(sk2), sock_net(sk)) &&
		    other->ep.port == sp->ep.port && sk2->sk_reuseport &&
		    sk2->sk_family == sk->sk_family &&
		    sk2->sk_bound_dev_if == sk->sk_bound_dev_if &&
		    uid_eq(sk_uid(sk2), sk_uid(sk)) &&
		    ep_same_address(sp, other))
			return reuseport_add_sock(sk, sk2, any);
	}
	return reuseport_alloc(sk, any);
}

/**
 * sctp_ep_hash() - let a socket take INITs
 * @sk: socket that is bound; owned by the caller
 *
 * Return: 0 or a negative errno.
 */
int sctp_ep_hash(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct hlist_head *head = ep_head(sock_net(sk), sp->ep.port);
	int err = 0;

	sctp_assert_owned(sk);
	if (sp->hashed)
		return 0;
	sock_set_flag(sk, SOCK_RCU_FREE);
	spin_lock_bh(&ep_lock);
	rcu_read_lock();
	err = ep_reuseport(sk, head);
	rcu_read_unlock();
	if (!err) {
		sp->hashed = true;
		hlist_add_head_rcu(&sp->ep_node, head);
	}
	spin_unlock_bh(&ep_lock);
	return err;
}

/**
 * sctp_ep_unhash() - undo sctp_ep_hash()
 * @sk: socket; owned by the caller, or unreachable otherwise
 */
void sctp_ep_unhash(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	if (!sp->hashed)
		return;
	spin_lock_bh(&ep_lock);
	hlist_del_init_rcu(&sp->ep_node);
	sp->hashed = false;
	if (rcu_access_pointer(sk->sk_reuseport_cb))
		reuseport_detach_sock(sk);
	spin_unlock_bh(&ep_lock);
}

/* How specific the binding that matches a packet is; 0 = no match */
static int ep_score(const struct sctp_sock *sp, const struct net *net,
		    const struct sctp_addr *laddr, __be16 lport, int dif,
		    int sdif)
{
	const struct sock *sk = &sp->inet.sk;
	int bound;

	if (sp->ep.port != lport || !net_eq(sock_net(sk), net) ||
	    !sctp_bind_match(sk, laddr))
		return 0;
	bound = READ_ONCE(sk->sk_bound_dev_if);
	if (!dev_match(sk, bound, dif, sdif))
		return 0;
	return 1 + (sp->bind_any ? 0 : 2) + (bound ? 4 : 0) +
	       (bound && bound == sdif ? 8 : 0);
}

static struct sock *ep_reuseport_select(struct sock *sk, struct sk_buff *skb,
					const struct sctp_addr *paddr,
					__be16 lport, __be16 pport)
{
	struct path_key k = {
		.net = sock_net(sk),
		.addr = paddr,
		.lport = lport,
		.pport = pport,
	};

	return reuseport_select_sock(sk, path_hash(&k, 0), skb,
				     sizeof(struct sctpw_common)) ?: sk;
}

/**
 * sctp_lookup_ep() - the socket for a packet that belongs to no association
 * @net: network namespace
 * @skb: the packet, beginning with the common header
 * @laddr: its destination address
 * @paddr: its source address
 * @lport: its destination port
 * @pport: its source port
 * @dif: interface it came in by
 * @sdif: the same before a layer 3 master device took it over
 *
 * The socket with the most specific binding wins.
 *
 * Context: RCU.
 * Return: the socket or NULL. Lock it and look whether it is still hashed.
 */
struct sock *sctp_lookup_ep(struct net *net, struct sk_buff *skb,
			    const struct sctp_addr *laddr,
			    const struct sctp_addr *paddr, __be16 lport,
			    __be16 pport, int dif, int sdif)
{
	struct sctp_sock *sp, *best = NULL;
	int score, best_score = 0;

	hlist_for_each_entry_rcu(sp, ep_head(net, lport), ep_node) {
		score = ep_score(sp, net, laddr, lport, dif, sdif);
		if (score > best_score) {
			best_score = score;
			best = sp;
		}
	}
	if (!best)
		return NULL;
	if (rcu_access_pointer(best->inet.sk.sk_reuseport_cb))
		return ep_reuseport_select(&best->inet.sk, skb, paddr, lport,
					   pport);
	return &best->inet.sk;
}

/**
 * sctp_lookup_init() - make the tables
 *
 * Return: 0 or a negative errno.
 */
int sctp_lookup_init(void)
{
	return rhltable_init(&path_table, &path_params);
}

/**
 * sctp_lookup_exit() - undo sctp_lookup_init(); the tables are empty
 */
void sctp_lookup_exit(void)
{
	rhltable_destroy(&path_table);
}
