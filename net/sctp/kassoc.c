// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of an association in the kernel: see the drawing in kassoc.h.
 *
 * All functions expect the socket to be owned, by a process or by its spinlock
 * in softirq, unless they say otherwise.
 */
#include <linux/export.h>
#include <linux/memcontrol.h>
#include <linux/sched/mm.h>
#include <linux/security.h>
#include <linux/slab.h>

#include "core/ext/localaddr.h"
#include "core/pathroute.h"
#include "core/send/sched.h"
#include "crypto.h"
#include "epstats.h"
#include "ip.h"
#include "kassoc.h"
#include "leak.h"
#include "lookup.h"
#include "pacetimer.h"
#include "pause.h"
#include "event.h"
#include "input.h"
#include "payload.h"
#include "rmem.h"
#include "rxq.h"
#include "socket.h"
#include "tagwait.h"
#include "timer.h"
#include "uaddr.h"
#include "xmit.h"

static struct kmem_cache *assoc_cache;
static struct kmem_cache *path_cache;

/* FCFS, which core begins with, needs no memory */
static int init_sched(struct sctp_kassoc *ka, gfp_t gfp)
{
	const struct sctp_sched_ops *ops = sctp_sched_at(ka->prefs.sched);

	return ops->nr == SCTP_SCHED_FCFS ? 0 :
	       sctp_sched_set(&ka->a, ops, gfp);
}

/**
 * sctp_kassoc_new() - make an association
 * @sk: its socket, owned by the caller, bound
 * @pport: the peer's port
 * @gfp: how to allocate
 *
 * It has no paths yet and its state is SCTP_ST_CLOSED. If setting it up fails,
 * call sctp_kassoc_teardown().
 *
 * Return: the association, on @sk's list, which holds its reference; or NULL.
 */
struct sctp_kassoc *sctp_kassoc_new(struct sock *sk, __be16 pport, gfp_t gfp)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_kassoc *ka;

	sctp_assert_owned(sk);
	ka = kmem_cache_zalloc(assoc_cache, gfp);
	if (!ka)
		return NULL;
	ka->sk = sk;
	refcount_set(&ka->ref, 1);
	INIT_LIST_HEAD(&ka->deferred_node);
	sctp_timer_init(ka);
	sctp_assoc_init(&ka->a, &sp->ep, sp->ep.port, pport,
			READ_ONCE(sk->sk_rcvbuf));
	sctp_sock_assoc_init(ka);
	sock_hold(sk);
	if (init_sched(ka, gfp) || sctp_assoc_id_new(ka, gfp))
		goto err_destroy;

	list_add_tail(&ka->list, &sp->assocs);
	sp->nassocs++;
	sctp_obj_new(SCTP_OBJ_ASSOC);
	return ka;

err_destroy:
	sock_put(sk);
	sctp_assoc_destroy(&ka->a);
	kmem_cache_free(assoc_cache, ka);
	return NULL;
}

/* An RCU reader that found the association may have gone on to its socket */
static void kassoc_free_rcu(struct rcu_head *rcu)
{
	struct sctp_kassoc *ka = container_of(rcu, struct sctp_kassoc, rcu);
	struct sock *sk = ka->sk;

	kmem_cache_free(assoc_cache, ka);
	sctp_obj_gone(SCTP_OBJ_ASSOC);
	sock_put(sk);
}

/**
 * sctp_kassoc_free() - the last reference is gone
 * @ka: association, torn down
 */
void sctp_kassoc_free(struct sctp_kassoc *ka)
{
	WARN_ON_ONCE(!ka->dead);
	call_rcu(&ka->rcu, kassoc_free_rcu);
}
EXPORT_SYMBOL_GPL(sctp_kassoc_free);

/**
 * sctp_kpath_partial() - sctp_cc_partial() for files that are compiled apart
 * @p: path
 *
 * Return: bytes.
 */
u32 sctp_kpath_partial(const struct sctp_path *p)
{
	return sctp_cc_partial(p);
}
EXPORT_SYMBOL_GPL(sctp_kpath_partial);

/**
 * sctp_kpath_cc_name() - congestion control of a path, for files that are
 * compiled apart
 * @p: path
 *
 * Return: the name of its algorithm.
 */
const char *sctp_kpath_cc_name(const struct sctp_path *p)
{
	return sctp_cc_name(sctp_cc_algo(&p->cc));
}
EXPORT_SYMBOL_GPL(sctp_kpath_cc_name);

/* Keep both addresses for an accept() that comes after the end */
static void keep_names(struct sctp_kassoc *ka)
{
	const struct sctp_path *primary = ka->a.primary;

	sctp_path_set_source(&ka->first.p, primary->saddr.family ?
			     &primary->saddr : &ka->laddr);
	ka->early_peer = primary->addr;
}

/**
 * sctp_assoc_entered() - only the owner of an association has core change it
 * @a: association
 */
void sctp_assoc_entered(const struct sctp_assoc *a)
{
	sctp_assert_owned(container_of(a, struct sctp_kassoc, a)->sk);
}

/**
 * sctp_kassoc_teardown() - the end of an association, whatever its state
 * @ka: association; its socket is owned
 *
 * The only place where an association leaves its socket for good. No lookup
 * finds it afterwards. Holders of a reference see ->dead.
 */
void sctp_kassoc_teardown(struct sctp_kassoc *ka)
{
	struct sctp_sock *sp = sctp_sk(ka->sk);

	sctp_assert_owned(ka->sk);
	if (ka->dead)
		return;
	WRITE_ONCE(ka->dead, true);
	sctp_assoc_id_free(ka);
	sctp_timer_stop(ka);
	if (ka->a.primary)
		keep_names(ka);
	sctp_tagwait_add(ka);
	sctp_epstats_leave(ka);
	sctp_assoc_destroy(&ka->a);
	sctp_kmsg_settle(ka->sk);
	sctp_rmem_settle(ka, ka->sk);
	DEBUG_NET_WARN_ON_ONCE(ka->wmem);

	list_del_init(&ka->list);
	sp->nassocs--;
	if (sp->batch == ka)
		sp->batch = NULL;
	sctp_sock_assoc_gone(ka);
	sctp_kassoc_put(ka);
}

/**
 * sctp_kassoc_run() - finish what a call into core began
 * @ka: association that was connected, or made by a COOKIE ECHO; its socket
 *      is owned
 * @now: when the call was
 *
 * Sends what may be sent, arms the timer, and tears the association down if
 * it is closed.
 *
 * Return: false when it was torn down. Then @ka may be freed already, unless
 * the caller has a reference or is under RCU.
 */
bool sctp_kassoc_run(struct sctp_kassoc *ka, u64 now)
{
	sctp_assert_owned(ka->sk);
	if (ka->dead)
		return false;
	if (sctp_sk(ka->sk)->batch == ka)
		sctp_sk(ka->sk)->batch = NULL;
	if (READ_ONCE(ka->sk->sk_pacing_status) != SK_PACING_NONE)
		sctp_pace_timer_follow(ka);
	/* before the flush, so that a SACK has the right window */
	sctp_rmem_settle(ka, ka->sk);
	sctp_assoc_flush(&ka->a, now);
	if (ka->rerouted) {
		sctp_ip_rerouted(ka);
		sctp_assoc_flush(&ka->a, now);
	}
	sctp_kmsg_settle(ka->sk);
	sctp_rxq_wake(ka->sk);
	if (ka->a.state == SCTP_ST_CLOSED) {
		sctp_kassoc_teardown(ka);
		return false;
	}
	if (unlikely(ka->a.tx.flush.paced))
		sctp_pace_timer_arm(ka);
	sctp_timer_arm(ka, now);
	return true;
}

/**
 * sctp_kassoc_migrate() - move an association to another socket
 * @ka: association
 * @newsk: a new socket of the same namespace, with its port and addresses;
 *         owned by the caller, as is the socket @ka is on
 *
 * Unread and unsent messages and their charges move along. Packets in the old
 * socket's backlog follow, since sctp_backlog_rcv() looks at ->sk again.
 *
 * Return: 0, or -ENOENT when the association is gone.
 */
int sctp_kassoc_migrate(struct sctp_kassoc *ka, struct sock *newsk)
{
	struct sctp_sock *newsp = sctp_sk(newsk);
	struct sock *oldsk = ka->sk;
	struct sctp_sock *oldsp = sctp_sk(oldsk);

	sctp_assert_owned(oldsk);
	sctp_assert_owned(newsk);
	if (ka->dead)
		return -ENOENT;

	sctp_pause(SCTP_PAUSE_MOVE);
	if (unlikely(ka->unheard))
		sctp_sock_heard(ka);
	sctp_epstats_leave(ka);
	sctp_kmsg_migrate(ka, oldsk, newsk);
	sctp_rxq_migrate(ka, oldsk, newsk);

	list_move_tail(&ka->list, &newsp->assocs);
	oldsp->nassocs--;
	newsp->nassocs++;

	sctp_ep_inherit(&newsp->ep, &oldsp->ep);
	ka->a.ep = &newsp->ep;

	sock_hold(newsk);
	sctp_defer_migrate(ka, oldsk, newsk);
	if (oldsp->batch == ka) {
		oldsp->batch = NULL;
		sctp_timer_soon(ka);
	}
	sctp_sock_assoc_left(oldsk);
	/* RCU readers may still be on their way to it */
	sock_set_flag(oldsk, SOCK_RCU_FREE);
	sock_put(oldsk);
	return 0;
}

/* lock_sock(), if nobody owns the socket */
static bool own_at_once(struct sock *sk)
{
	bool own;

	spin_lock_bh(&sk->sk_lock.slock);
	own = !sk->sk_lock.owned;
	if (own)
		sk->sk_lock.owned = 1;
	spin_unlock_bh(&sk->sk_lock.slock);
	if (own)
		mutex_acquire(&sk->sk_lock.dep_map, 0, 1, _RET_IP_);
	return own;
}

/**
 * sctp_sock_own() - own a socket, with a time limit
 * @sk: the socket
 * @patience: jiffies to wait at most; set to what is left
 *
 * A process may own a socket while it waits for a page fault (sendmsg,
 * recvmsg). A reader of /proc must not wait that long.
 *
 * Context: process, no socket is owned.
 * Return: true when the caller owns it.
 */
bool sctp_sock_own(struct sock *sk, long *patience)
{
	DEFINE_WAIT(wait);
	bool own = own_at_once(sk);

	while (!own && *patience > 0) {
		prepare_to_wait(&sk->sk_lock.wq, &wait, TASK_UNINTERRUPTIBLE);
		own = own_at_once(sk);
		if (!own)
			*patience = schedule_timeout(*patience);
	}
	finish_wait(&sk->sk_lock.wq, &wait);
	return own;
}
EXPORT_SYMBOL_GPL(sctp_sock_own);

/**
 * sctp_kassoc_own() - own the socket of an association
 * @ka: association on which the caller has a reference
 * @patience: jiffies to wait at most; set to what is left
 *
 * Context: process, no socket is owned.
 * Return: the socket, to be given back with sctp_kassoc_disown(); NULL when
 * the association is dead; ERR_PTR(-EBUSY) when the time is over.
 */
struct sock *sctp_kassoc_own(struct sctp_kassoc *ka, long *patience)
{
	struct sock *sk;

	while (!READ_ONCE(ka->dead)) {
		rcu_read_lock();
		sk = READ_ONCE(ka->sk);
		if (!refcount_inc_not_zero(&sk->sk_refcnt))
			sk = NULL;
		rcu_read_unlock();
		if (!sk)
			continue;
		sctp_pause(SCTP_PAUSE_LOOK);
		if (!sctp_sock_own(sk, patience)) {
			sock_put(sk);
			return ERR_PTR(-EBUSY);
		}
		if (!ka->dead && ka->sk == sk)
			return sk;
		sctp_kassoc_disown(sk);
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(sctp_kassoc_own);

/* --- struct sctp_ops --- */

/* RCU readers may be at ka->first while the association exists: use it once */
static struct sctp_kpath *kpath_alloc(struct sctp_kassoc *ka)
{
	struct mem_cgroup *old;
	struct sctp_kpath *kp;

	if (!ka->first.ka)
		return &ka->first;
	old = set_active_memcg(sctp_sock_memcg(ka->sk));
	kp = kmem_cache_zalloc(path_cache, GFP_ATOMIC);
	set_active_memcg(old);
	return kp;
}

static struct sctp_path *ops_path_new(struct sctp_assoc *a,
				      const struct sctp_addr *addr)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	struct sctp_kpath *kp = kpath_alloc(ka);

	if (!kp)
		return NULL;
	kp->ka = ka;
	kp->ip = ka->prefs.ip;
	kp->p.addr = *addr;
	if (sctp_path_hash(kp)) {
		if (kp != &ka->first)
			kmem_cache_free(path_cache, kp);
		return NULL;
	}
	if (a->cfg->pacing)
		kp->p.pace = sctp_pace_timer_new(ka);
	sctp_obj_new(SCTP_OBJ_PATH);
	return &kp->p;
}

static void kpath_free_rcu(struct rcu_head *rcu)
{
	kmem_cache_free(path_cache, container_of(rcu, struct sctp_kpath, rcu));
	sctp_obj_gone(SCTP_OBJ_PATH);
}

static void ops_path_free(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_kpath *kp = sctp_kp(p);

	sctp_path_unhash(kp);
	sctp_kpath_drop_route(kp);
	if (p->pace)
		sctp_pace_timer_free(p->pace);
	if (kp == &kp->ka->first)
		sctp_obj_gone(SCTP_OBJ_PATH);
	else
		call_rcu(&kp->rcu, kpath_free_rcu);
}

static struct sctp_assoc *ops_assoc_new(struct sctp_ep *ep,
					const struct sctp_rx *rx)
{
	struct sock *sk = &container_of(ep, struct sctp_sock, ep)->inet.sk;
	struct sctp_kassoc *ka;
	struct mem_cgroup *old;

	if (sctp_sock_accept_full(sk) || sctp_rmem_refuses(sk)) {
		sk_drops_skbadd(sk, rx->skb);
		return NULL;
	}
	old = set_active_memcg(sctp_sock_memcg(sk));
	ka = sctp_kassoc_new(sk, rx->sport, GFP_ATOMIC);
	set_active_memcg(old);
	if (!ka)
		return NULL;
	sctp_sock_unheard(ka);
	ka->laddr = rx->dst;
	if (!READ_ONCE(sk->sk_bound_dev_if))
		ka->l3_if = sctp_rx_l3_if(rx);
	return &ka->a;
}

/* Ask the security modules. The association keeps the labels they give, but not
 * those for an INIT: that makes no association and changes none
 */
static bool ops_admit(struct sctp_ep *ep, struct sctp_assoc *a,
		      const struct sctp_rx *rx, enum sctp_step step)
{
	struct sock *sk = &container_of(ep, struct sctp_sock, ep)->inet.sk;
	struct sk_buff *skb = rx->train ?: rx->skb;
	struct sctp_lsm none = {};

	if (step == SCTP_STEP_INIT)
		return !sctp_lsm_request(sk, skb, &none);
	if (step == SCTP_STEP_COOKIE_ECHO)
		return !sctp_lsm_request(sk, skb, &sctp_ka(a)->lsm);
	return !sctp_lsm_established(sk, skb, &sctp_ka(a)->lsm);
}

/* Does another association have this address of the peer, with one of our
 * addresses? Then packets from there are for that association.
 */
static bool addr_taken(const struct sctp_kassoc *ka, const struct sctp_rx *rx,
		       const struct sctp_addr *addr)
{
	const struct sctp_local *l = NULL;
	const struct sctp_addr *laddr = &rx->dst;
	struct sctp_kpath *kp;
	bool taken = false;

	rcu_read_lock();
	do {
		kp = sctp_lookup_path(sock_net(ka->sk), laddr, addr,
				      ka->a.lport, ka->a.pport, rx->dif,
				      rx->sdif);
		taken = kp && kp->ka != ka;
		l = sctp_local_next(&ka->a, l);
		laddr = l ? &l->addr : NULL;
	} while (!taken && laddr);
	rcu_read_unlock();
	return taken;
}

/* Security modules are asked about what a peer's ASCONF wants, as
 * Documentation/security/SCTP.rst of Linux says
 */
static bool ops_asconf_ok(struct sctp_assoc *a, const struct sctp_rx *rx,
			  u16 what, const struct sctp_addr *addr)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	const struct sctp_taddr t = { .addr = *addr, .port = a->pport };
	union sctp_uaddr u;
	int len;

	if (what == SCTP_PT_ADD_IP && addr_taken(ka, rx, addr))
		return false;
	len = sctp_uaddr_fill_plain(&t, &u);
	/* SCTP_PARAM_ADD_IP or _SET_PRIMARY, which are in network order */
	return !security_sctp_bind_connect(ka->sk, (__force u16)htons(what),
					   &u.sa, len);
}

const struct sctp_ops sctp_kernel_ops = {
	.xmit		= sctp_xmit_burst,
	.reply		= sctp_xmit_reply,
	.deliver	= sctp_sock_deliver,
	.notify		= sctp_sock_notify,
	.wspace		= sctp_sock_wspace,
	.sender_waits	= sctp_sock_sender_waits,
	.state_change	= sctp_sock_state_change,
	.path_new	= ops_path_new,
	.path_free	= ops_path_free,
	.path_route	= sctp_path_route,
	.local_addrs	= sctp_local_addrs,
	.peer_addr_ok	= sctp_peer_addr_ok,
	.asconf_ok	= ops_asconf_ok,
	.assoc_new	= ops_assoc_new,
	.admit		= ops_admit,
	.tag_ok		= sctp_tagwait_ok,
	.random		= sctp_random,
	.mac		= sctp_mac,
	.hash_block	= sctp_hash_block,
	.hash		= sctp_hash,
};

/**
 * sctp_kassoc_init() - make the caches
 *
 * Return: 0 or a negative errno.
 */
int sctp_kassoc_init(void)
{
	assoc_cache = KMEM_CACHE(sctp_kassoc, SLAB_ACCOUNT);
	if (!assoc_cache)
		return -ENOMEM;
	path_cache = KMEM_CACHE(sctp_kpath, SLAB_ACCOUNT);
	if (!path_cache) {
		kmem_cache_destroy(assoc_cache);
		return -ENOMEM;
	}
	return 0;
}

/**
 * sctp_kassoc_exit() - undo sctp_kassoc_init()
 *
 * Waits for what is still to be freed after a grace period.
 */
void sctp_kassoc_exit(void)
{
	rcu_barrier();
	kmem_cache_destroy(path_cache);
	kmem_cache_destroy(assoc_cache);
}
