// SPDX-License-Identifier: GPL-2.0-only
/*
 * listen(2) and accept(2).
 *
 *   INIT ... COOKIE ECHO --> association on the listener, on its acceptq
 *                                    | accept()
 *                                    v
 *                            a clone of the listener
 *
 * A one-to-many socket can listen, too. Its associations need no accept().
 */
#include <linux/memcontrol.h>
#include <net/inet_common.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "bindx.h"
#include "kassoc.h"
#include "lookup.h"
#include "pause.h"
#include "port.h"
#include "rxq.h"
#include "socket.h"

static int listen_start(struct sock *sk, int backlog)
{
	struct sctp_sock *sp = sctp_sk(sk);
	bool bound = sp->bucket;
	int err;

	err = sctp_sock_autobind(sk);
	if (err)
		return err;
	sctp_sock_sync_rcvbuf(sk);
	WRITE_ONCE(sk->sk_max_ack_backlog, backlog);
	err = sctp_port_listen(sk) ?: sctp_ep_hash(sk);
	if (!err) {
		sp->ep.listening = true;
		return 0;
	}
	inet_sk_set_state(sk, SCTP_SS_CLOSED);
	if (!bound)
		sctp_unbind(sk);
	return err;
}

static void abort_unaccepted(struct sock *sk)
{
	struct sctp_kassoc *ka, *next;

	list_for_each_entry_safe(ka, next, &sctp_sk(sk)->assocs, list) {
		if (!ka->unaccepted)
			continue;
		sctp_rxq_purge_early(ka);
		sctp_assoc_abort(&ka->a, NULL, 0, sctp_now());
		sctp_kassoc_run(ka, sctp_now());
	}
}

/**
 * sctp_listen_stop() - stop listening
 * @sk: listening socket, owned by the caller
 *
 * Associations that wait for accept() are aborted.
 */
void sctp_listen_stop(struct sock *sk)
{
	sctp_ep_unhash(sk);
	sctp_sk(sk)->ep.listening = false;
	inet_sk_set_state(sk, SCTP_SS_CLOSED);
	sctp_sock_acceptq_purge(sk);
	abort_unaccepted(sk);
	sk->sk_state_change(sk);
}

/**
 * sctp_listen() - the listen of struct proto_ops
 * @sock: the socket
 * @backlog: associations to keep for accept(2); 0 stops listening
 *
 * Return: 0; -EINVAL for a socket that cannot listen; -EADDRINUSE, -EAGAIN
 * when there is no port.
 */
int sctp_listen(struct socket *sock, int backlog)
{
	struct sock *sk = sock->sk;
	int err = -EINVAL;

	lock_sock(sk);
	if (sctp_sk(sk)->style == SCTP_STYLE_PEELED ||
	    sock->state != SS_UNCONNECTED)
		goto out;
	if (sk->sk_state != SCTP_SS_LISTENING && sk->sk_state != SCTP_SS_CLOSED)
		goto out;
	if (sctp_sock_connecting(sk))
		goto out;
	if (sk->sk_state == SCTP_SS_LISTENING) {
		err = 0;
		if (backlog)
			WRITE_ONCE(sk->sk_max_ack_backlog, backlog);
		else
			sctp_listen_stop(sk);
	} else if (backlog) {
		err = listen_start(sk, backlog);
	}
out:
	release_sock(sk);
	return err;
}

/**
 * sctp_disconnect() - the disconnect of struct proto
 * @sk: the socket, owned
 * @flags: unused
 *
 * Comes from shutdown(2) on a listener, which stops it, and from
 * connect(AF_UNSPEC), which SCTP does not have.
 *
 * Return: 0 or -EOPNOTSUPP.
 */
int sctp_disconnect(struct sock *sk, int flags)
{
	if (sk->sk_state != SCTP_SS_LISTENING || sctp_is_one_to_many(sk))
		return -EOPNOTSUPP;
	sctp_listen_stop(sk);
	return 0;
}

/* Wait until there is something to accept */
static int accept_wait(struct sock *sk, long timeo)
{
	struct list_head *acceptq = &sctp_sk(sk)->acceptq;
	DEFINE_WAIT(wait);
	int err;

	for (;;) {
		prepare_to_wait_exclusive(sk_sleep(sk), &wait,
					  TASK_INTERRUPTIBLE);
		err = -EINVAL;
		if (sk->sk_state != SCTP_SS_LISTENING)
			break;
		err = 0;
		if (!list_empty(acceptq))
			break;
		err = -EAGAIN;
		if (!timeo)
			break;
		err = sock_intr_errno(timeo);
		if (signal_pending(current))
			break;
		release_sock(sk);
		timeo = schedule_timeout(timeo);
		sched_annotate_sleep();
		sctp_pause(SCTP_PAUSE_ACCEPT_WAKE);
		lock_sock(sk);
	}
	finish_wait(sk_sleep(sk), &wait);
	return err;
}

/* Reset what a copy of an inet socket must not share with the original */
static void clone_inet(struct sock *newsk, const struct sock *sk)
{
	struct ipv6_pinfo *np;

	RCU_INIT_POINTER(inet_sk(newsk)->inet_opt, NULL);
	RCU_INIT_POINTER(inet_sk(newsk)->mc_list, NULL);
	if (newsk->sk_family != AF_INET6)
		return;
	np = &((struct sctp6_sock *)newsk)->inet6;
	inet_sk(newsk)->pinet6 = np;
	RCU_INIT_POINTER(np->ipv6_mc_list, NULL);
	np->ipv6_ac_list = NULL;
	np->pktoptions = NULL;
	np->rxpmtu = NULL;
	RCU_INIT_POINTER(inet6_flowlabel_list(newsk), NULL);
	np->dst_cookie = 0;
	RCU_INIT_POINTER(np->opt, NULL);
}

/* Set the state of a new socket by the state of its association */
static void clone_state(struct sock *newsk, const struct sctp_assoc *a)
{
	if (a->state == SCTP_ST_CLOSED) {
		inet_sk_set_state(newsk, SCTP_SS_CLOSING);
		newsk->sk_shutdown = RCV_SHUTDOWN;
	} else if (a->state == SCTP_ST_SHUTDOWN_RECEIVED ||
	    a->state == SCTP_ST_SHUTDOWN_ACK_SENT) {
		inet_sk_set_state(newsk, SCTP_SS_CLOSING);
		newsk->sk_shutdown = RCV_SHUTDOWN;
		sctp_sk(newsk)->peer_shut = 1;
	} else {
		inet_sk_set_state(newsk, SCTP_SS_ESTABLISHED);
	}
}

static void clone_names(struct sock *newsk, const struct sctp_kassoc *ka)
{
	const struct sctp_path *primary = ka->a.primary;

	sctp_sock_set_peer(newsk, primary ? &primary->addr : &ka->early_peer,
			   ka->a.pport);
	sctp_sock_set_local(newsk, primary ? &primary->saddr :
					     &ka->first.p.saddr);
}

/* Copy the IP options. Security labels of packets are IP options */
static int clone_options(struct sock *newsk, struct sock *sk)
{
	struct ipv6_txoptions *opt6 = NULL;
	struct ip_options_rcu *opt;

	opt = rcu_dereference_protected(inet_sk(sk)->inet_opt,
					lockdep_sock_is_held(sk));
	if (opt) {
		opt = kmemdup(opt, sizeof(*opt) + opt->opt.optlen,
			      newsk->sk_allocation);
		if (!opt)
			return -ENOMEM;
		RCU_INIT_POINTER(inet_sk(newsk)->inet_opt, opt);
	}
	if (newsk->sk_family == AF_INET6)
		opt6 = rcu_dereference_protected(inet6_sk(sk)->opt,
						 lockdep_sock_is_held(sk));
	if (opt6) {
		opt6 = ipv6_dup_options(newsk, opt6);
		if (!opt6)
			return -ENOMEM;
		RCU_INIT_POINTER(inet6_sk(newsk)->opt, opt6);
	}
	return 0;
}

static int clone_fill(struct sock *newsk, struct sock *sk,
		      struct sctp_kassoc *ka)
{
	int err;

	err = clone_options(newsk, sk);
	if (err)
		return err;
	err = sctp_port_share(newsk, sk);
	if (err)
		return err;
	err = sctp_bind_copy(newsk, sk);
	if (err)
		return err;
	sctp_sk(newsk)->accepted_dead = ka->dead;
	if (ka->dead)
		sctp_rxq_migrate(ka, sk, newsk);
	else
		err = sctp_kassoc_migrate(ka, newsk);
	if (err)
		return err;
	clone_names(newsk, ka);
	clone_state(newsk, &ka->a);
	return 0;
}

/*
 * Charge the clone's memory to the cgroup of the calling process, as for any
 * new socket. Version 1 cgroups limit only TCP.
 */
static void clone_memcg(struct sock *newsk)
{
#ifdef CONFIG_MEMCG
	struct mem_cgroup *memcg;

	if (!mem_cgroup_sockets_enabled ||
	    !cgroup_subsys_on_dfl(memory_cgrp_subsys))
		return;
	memcg = get_mem_cgroup_from_mm(current->mm);
	if (parent_mem_cgroup(memcg))
		newsk->sk_memcg = memcg;
	else
		mem_cgroup_put(memcg);
#endif
}

/**
 * sctp_sock_clone() - a new socket for an association
 * @sk: the socket it is on, owned by the caller
 * @ka: the association
 * @style: style of the new socket
 *
 * The new socket has @sk's options, addresses and port.
 *
 * Return: the socket, not owned; ERR_PTR, and @ka is still on @sk.
 */
struct sock *sctp_sock_clone(struct sock *sk, struct sctp_kassoc *ka,
			     enum sctp_style style)
{
	struct sock *newsk;
	int err;

	/* sk_clone_lock() expects softirq: it takes the clone's spinlock */
	local_bh_disable();
	newsk = sk_clone_lock(sk, GFP_ATOMIC);
	if (newsk) {
		__acquire(&newsk->sk_lock.slock);
		clone_inet(newsk, sk);
		clone_memcg(newsk);
		sctp_sock_adopt(newsk);
		sctp_sk(newsk)->style = style;
		WRITE_ONCE(newsk->sk_bound_dev_if, sctp_kassoc_dev(ka));
		newsk->sk_priority = sk->sk_priority;
		if (ka->a.was_up)
			sctp_lsm_clone(&ka->lsm, sk, newsk);
		bh_unlock_sock(newsk);
	}
	local_bh_enable();
	if (!newsk)
		return ERR_PTR(-ENOMEM);
	lock_sock_nested(newsk, SINGLE_DEPTH_NESTING);
	err = clone_fill(newsk, sk, ka);
	release_sock(newsk);
	/* the clone came with two references */
	sock_put(newsk);
	if (!err)
		return newsk;
	sk_common_release(newsk);
	return ERR_PTR(err);
}

/**
 * sctp_accept() - take an association off a listener
 * @sk: the listening socket
 * @flags: O_NONBLOCK
 * @err: set to a negative errno on failure
 * @kern: the socket is the kernel's, not a user's
 *
 * Return: the association's own socket or NULL.
 */
struct sock *sctp_accept(struct sock *sk, int flags, int *err, bool kern)
{
	struct sock *newsk = NULL;
	struct sctp_kassoc *ka;

	lock_sock(sk);
	*err = -EOPNOTSUPP;
	if (sctp_sk(sk)->style != SCTP_STYLE_ONE_TO_ONE)
		goto out;
	*err = accept_wait(sk, sock_rcvtimeo(sk, flags & O_NONBLOCK));
	if (*err)
		goto out;
	ka = list_first_entry(&sctp_sk(sk)->acceptq, struct sctp_kassoc,
			      accept_node);
	list_del_init(&ka->accept_node);
	sk_acceptq_removed(sk);
	newsk = sctp_sock_clone(sk, ka, SCTP_STYLE_ONE_TO_ONE);
	if (IS_ERR(newsk)) {
		*err = PTR_ERR(newsk);
		newsk = NULL;
		list_add(&ka->accept_node, &sctp_sk(sk)->acceptq);
		sk_acceptq_added(sk);
		/* one waiter was woken for it, this one: wake another */
		sk->sk_data_ready(sk);
		goto out;
	}
	sctp_kassoc_put(ka);
out:
	release_sock(sk);
	return newsk;
}
