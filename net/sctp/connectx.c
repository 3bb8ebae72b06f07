// SPDX-License-Identifier: GPL-2.0-only
/*
 * Setting up associations from this end.
 *
 * sctp_connect_new() makes the association, sctp_connect_add_peer() adds peer
 * addresses, sctp_connect_start() sends the INIT. A caller that waits for the
 * handshake holds a reference. The association may end or be peeled off while
 * the caller sleeps.
 */
#include <net/sock.h>

#include "bindx.h"
#include "cgroup.h"
#include "connectx.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "pause.h"
#include "socket.h"
#include "core/life/state.h"
#include "core/pathset.h"
#include "core/send/sendq.h"

/* The association that packets to and from that peer belong to */
static struct sctp_kassoc *find_peer(struct sock *sk,
				     const struct sctp_taddr *t)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_query q = {
		.net = sock_net(sk),
		.laddr = &t->addr,
		.paddr = &t->addr,
		.lport = inet_sk(sk)->inet_sport,
		.pport = t->port,
		.dev = sk->sk_bound_dev_if,
		.near = SCTP_NEAR_ANY,
	};
	const struct sctp_laddr *la;
	struct sctp_kassoc *ka;

	if (!sp->bucket)
		return NULL;
	la = list_first_entry_or_null(&sp->bind_addrs, struct sctp_laddr,
				      list);
	if (la)
		q.laddr = &la->addr;
	/* mostly there is none, wherever one looks */
	ka = sctp_lookup_assoc(&q);
	if (!ka)
		return NULL;
	sctp_kassoc_put(ka);
	q.near = SCTP_NEAR_SHARED;
	ka = sctp_lookup_assoc(&q);
	if (ka)
		return ka;
	/* also an association that was accepted in a VRF */
	q.near = SCTP_NEAR_ANY;
	q.sk = sk;
	return sctp_lookup_assoc(&q);
}

/**
 * sctp_connect_find() - the socket's association with a peer
 * @sk: the socket, owned by the caller
 * @t: an address of the peer
 *
 * Return: the association, no reference; NULL if there is none;
 * ERR_PTR(-EADDRNOTAVAIL) when another socket with our port has it, as after
 * sctp_peeloff().
 */
struct sctp_kassoc *sctp_connect_find(struct sock *sk,
				      const struct sctp_taddr *t)
{
	struct sctp_kassoc *ka = find_peer(sk, t);
	bool ours;

	if (!ka)
		return NULL;
	ours = ka->sk == sk;
	/* its socket's list keeps it while the socket is owned */
	sctp_kassoc_put(ka);
	return ours ? ka : ERR_PTR(-EADDRNOTAVAIL);
}

/* Is a link-local address on a link the socket may use? True for others */
static bool peer_link_ok(const struct sock *sk, const struct sctp_addr *addr)
{
	if (addr->family != AF_INET6 ||
	    sctp_addr_scope(addr) != SCTP_SCOPE_LINK)
		return true;
	return addr->scope && sk_dev_equal_l3scope((struct sock *)sk,
						   addr->scope);
}

/* May @sk set up an association with that address? */
static int check_peer(struct sock *sk, const struct sctp_taddr *t,
		      const struct sctp_kassoc *self)
{
	struct sctp_kassoc *ka;

	if (!sctp_addr_peer_ok(sk, &t->addr) || !peer_link_ok(sk, &t->addr))
		return -EINVAL;
	/* RFC 9260 section 3.1: port 0 is not used */
	if (!t->port)
		return -ECONNREFUSED;
	ka = sctp_connect_find(sk, t);
	if (IS_ERR(ka))
		return PTR_ERR(ka);
	if (!ka || ka == self)
		return 0;
	return ka->a.state >= SCTP_ST_ESTABLISHED ? -EISCONN : -EALREADY;
}

static int apply_initmsg(struct sctp_assoc *a, const struct sctp_initmsg *init)
{
	struct sctp_config cfg = *a->cfg;
	int err;

	if (init->sinit_max_instreams)
		cfg.max_instreams = init->sinit_max_instreams;
	if (init->sinit_max_attempts)
		cfg.max_init_attempts = init->sinit_max_attempts;
	if (init->sinit_max_init_timeo)
		cfg.max_init_timeo = init->sinit_max_init_timeo;
	if (init->sinit_num_ostreams)
		cfg.num_ostreams = init->sinit_num_ostreams;
	err = sctp_config_set(&a->cfg, &cfg, NULL);
	if (!err && init->sinit_num_ostreams)
		sctp_sendq_set_streams(a, init->sinit_num_ostreams);
	return err;
}

/**
 * sctp_connect_add_peer() - give a new association another peer address
 * @ka: association that did not send its INIT yet; its socket owned
 * @t: the address; its port must be the association's
 *
 * Return: 0 or a negative errno.
 */
int sctp_connect_add_peer(struct sctp_kassoc *ka, const struct sctp_taddr *t)
{
	int err;

	if (t->port != ka->a.pport)
		return -EINVAL;
	err = check_peer(ka->sk, t, ka);
	if (err)
		return err;
	if (sctp_path_find(&ka->a, &t->addr))
		return 0;
	/* the upper layer vouches for it, RFC 9260 section 5.4 */
	if (!sctp_path_add(&ka->a, &t->addr, SCTP_PATH_ACTIVE))
		return -ENOMEM;
	return 0;
}

/**
 * sctp_connect_new() - make an association to be set up from this end
 * @sk: the socket, owned by the caller; gets a port if it has none
 * @first: an address of the peer
 * @init: what to change of the socket's defaults, or NULL
 *
 * Return: the association, of which the socket has the only reference, or
 * ERR_PTR.
 */
struct sctp_kassoc *sctp_connect_new(struct sock *sk,
				     const struct sctp_taddr *first,
				     const struct sctp_initmsg *init)
{
	struct sctp_kassoc *ka;
	int err;

	err = check_peer(sk, first, NULL);
	if (err)
		return ERR_PTR(err);
	err = sctp_sock_autobind(sk);
	if (err)
		return ERR_PTR(err);
	sctp_sock_sync_rcvbuf(sk);
	ka = sctp_kassoc_new(sk, first->port, GFP_KERNEL);
	if (IS_ERR_OR_NULL(ka))
		return ka ?: ERR_PTR(-ENOMEM);
	if (init)
		err = apply_initmsg(&ka->a, init);
	if (!err)
		err = sctp_connect_add_peer(ka, first);
	if (err) {
		sctp_kassoc_teardown(ka);
		return ERR_PTR(err);
	}
	return ka;
}

/* As with TCP, connecting fails at once when no path has a route */
static int connect_route(struct sctp_kassoc *ka)
{
	struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		if (!p->route_dead)
			return 0;
	return sctp_path_route(&ka->a, ka->a.primary);
}

/**
 * sctp_connect_start() - send the INIT
 * @ka: association from sctp_connect_new(); its socket owned
 *
 * The caller runs sctp_kassoc_run() once all is queued that shall go with it.
 *
 * Return: 0, or a negative errno: the caller tears the association down.
 */
int sctp_connect_start(struct sctp_kassoc *ka)
{
	struct sock *sk = ka->sk;
	int err;

	err = connect_route(ka) ?: sctp_assoc_connect(&ka->a, sctp_now());
	if (err)
		return err;
	if (!sctp_is_one_to_many(sk))
		sctp_sock_set_peer(sk, &ka->a.primary->addr, ka->a.pport);
	if (sk->sk_state != SCTP_SS_LISTENING)
		sctp_sock_set_local(sk, &ka->a.primary->saddr);
	return 0;
}

/*
 * What connect() returns when the association has ended. If it was up, the
 * connect succeeded: recvmsg() tells of data and of a graceful end.
 */
static int connect_result(const struct sctp_assoc *a)
{
	int err = sctp_sock_end_error(a);

	return a->was_up ? err : err ?: -ECONNREFUSED;
}

/**
 * sctp_connect_wait() - wait until an association is up
 * @sk: the socket, owned by the caller
 * @ka: its association; the caller has a reference
 * @timeo: jiffies to wait
 *
 * Return: 0 when it is up, or was and ended gracefully; -EINPROGRESS when the
 * time is over; -EINTR and its kin on a signal; why it failed.
 */
int sctp_connect_wait(struct sock *sk, struct sctp_kassoc *ka, long timeo)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	int err;

	add_wait_queue(&sctp_sk(sk)->wait, &wait);
	for (;;) {
		/* peeled off */
		err = -ECONNABORTED;
		if (ka->sk != sk)
			break;
		err = connect_result(&ka->a);
		if (ka->dead || ka->a.state == SCTP_ST_CLOSED)
			break;
		err = 0;
		if (!sctp_assoc_connecting(&ka->a))
			break;
		err = -EINPROGRESS;
		if (!timeo)
			break;
		err = sock_intr_errno(timeo);
		if (signal_pending(current))
			break;
		release_sock(sk);
		sctp_pause(SCTP_PAUSE_CONNECT_SLEEP);
		timeo = wait_woken(&wait, TASK_INTERRUPTIBLE, timeo);
		sctp_pause(SCTP_PAUSE_CONNECT_WAKE);
		lock_sock(sk);
	}
	remove_wait_queue(&sctp_sk(sk)->wait, &wait);
	return err;
}

/**
 * sctp_connect_check() - may a socket have one (more) association at all?
 * @sk: the socket, owned by the caller
 *
 * Return: 0, -EALREADY, -EISCONN.
 */
int sctp_connect_check(const struct sock *sk)
{
	if (sctp_is_one_to_many(sk))
		return 0;
	if (sctp_sock_connecting(sk))
		return -EALREADY;
	return sk->sk_state == SCTP_SS_CLOSED ? 0 : -EISCONN;
}

/* The next address of a packed array. BPF programs may have changed it */
static int next_peer(struct sock *sk, const void **addrs, int *left,
		     struct sctp_taddr *t)
{
	int ret, err;

	ret = sctp_uaddr_next(sk, addrs, left, t);
	if (ret <= 0)
		return ret;
	err = sctp_cgroup_connect(sk, t);
	return err < 0 ? err : ret;
}

static int add_from_array(struct sctp_kassoc *ka, const void *addrs, int len)
{
	struct sctp_taddr t;
	int err;

	while ((err = next_peer(ka->sk, &addrs, &len, &t)) > 0) {
		err = sctp_connect_add_peer(ka, &t);
		if (err)
			return err;
	}
	return err;
}

/* A new association with a peer of these addresses; no INIT was sent yet */
static struct sctp_kassoc *begin_with_array(struct sock *sk, const void *addrs,
					    int len)
{
	struct sctp_kassoc *ka;
	struct sctp_taddr t;
	int err;

	err = next_peer(sk, &addrs, &len, &t);
	if (err <= 0)
		return ERR_PTR(err ?: -EINVAL);
	if (!sctp_addr_has_source(sk, &t.addr))
		return ERR_PTR(-ENETUNREACH);
	ka = sctp_connect_new(sk, &t, NULL);
	if (IS_ERR(ka))
		return ka;
	err = add_from_array(ka, addrs, len) ?: sctp_connect_start(ka);
	if (err) {
		sctp_kassoc_teardown(ka);
		return ERR_PTR(err);
	}
	return ka;
}

/* Wait until an association is up; gives the caller's reference back */
static int connect_finish(struct sock *sk, struct sctp_kassoc *ka, long timeo)
{
	int err;

	sctp_kassoc_get(ka);
	err = sctp_connect_wait(sk, ka, timeo);
	/* the error is returned now: SO_ERROR must not report it again */
	if (ka->dead && !sctp_is_one_to_many(sk))
		err = sock_error(sk) ?: err;
	/* the call may be restarted after a signal: connect_resume() */
	if (err == -ERESTARTSYS)
		sctp_sk(sk)->cut_id = ka->id;
	sctp_kassoc_put(ka);
	return err;
}

/* What a restarted connect() returns when its association is gone */
static int connect_ended(struct sock *sk)
{
	int err;

	if (sctp_is_one_to_many(sk))
		return -ENOENT;
	err = sock_error(sk);
	if (err)
		return err;
	return sk->sk_state == SCTP_SS_CLOSING ? 0 : -ENOENT;
}

/*
 * A call that a signal interrupted is restarted with the same arguments
 * (SA_RESTART). As with TCP it then waits for the same association. Returns
 * -ENOENT when no call was interrupted.
 */
static int connect_resume(struct sock *sk, const void *addrs, int len,
			  long timeo, sctp_assoc_t *id)
{
	struct sctp_sock *sp = sctp_sk(sk);
	sctp_assoc_t cut = sp->cut_id;
	struct sctp_kassoc *ka;
	struct sctp_taddr t;
	int err;

	if (likely(!cut) || next_peer(sk, &addrs, &len, &t) <= 0)
		return -ENOENT;
	ka = sctp_assoc_by_id(sk, cut);
	if (!ka) {
		sp->cut_id = 0;
		return connect_ended(sk);
	}
	if (ka->a.pport != t.port || !sctp_path_find(&ka->a, &t.addr))
		return -ENOENT;
	if (id)
		*id = cut;
	err = connect_finish(sk, ka, timeo);
	if (err == -EINPROGRESS)
		return -EALREADY;
	if (err != -ERESTARTSYS)
		sp->cut_id = 0;
	return err;
}

/**
 * sctp_connectx() - connect to a peer by some of its addresses
 * @sk: the socket, owned by the caller
 * @addrs: packed array of socket addresses
 * @len: its bytes
 * @flags: O_NONBLOCK
 * @id: set to the id of the association once there is one, or NULL
 *
 * RFC 6458 section 9.9.
 *
 * Return: 0 or a negative errno.
 */
int sctp_connectx(struct sock *sk, const void *addrs, int len, int flags,
		  sctp_assoc_t *id)
{
	long timeo = sock_sndtimeo(sk, flags & O_NONBLOCK);
	bool bound = sctp_sk(sk)->bucket;
	struct sctp_kassoc *ka;
	int err;

	err = connect_resume(sk, addrs, len, timeo, id);
	if (err != -ENOENT)
		return err;
	err = sctp_connect_check(sk);
	if (err)
		return err;
	ka = begin_with_array(sk, addrs, len);
	if (IS_ERR(ka)) {
		if (!bound)
			sctp_unbind(sk);
		return PTR_ERR(ka);
	}
	if (id)
		*id = ka->id;
	WRITE_ONCE(sk->sk_err, 0);
	sctp_kassoc_get(ka);
	sctp_kassoc_run(ka, sctp_now());
	err = connect_finish(sk, ka, timeo);
	sctp_kassoc_put(ka);
	return err;
}

/**
 * sctp_connect() - connect to a peer
 * @sk: the socket, owned by the caller
 * @uaddr: address of the peer
 * @len: bytes of it
 * @flags: O_NONBLOCK
 *
 * Return: 0 or a negative errno.
 */
int sctp_connect(struct sock *sk, const struct sockaddr_unsized *uaddr,
		 int len, int flags)
{
	struct sctp_taddr t;
	int used;

	if (len >= (int)sizeof(sa_family_t) && uaddr->sa_family == AF_UNSPEC)
		return -EOPNOTSUPP;
	used = sctp_uaddr_parse(sk, uaddr, len, &t);
	if (used < 0)
		return used;
	return sctp_connectx(sk, uaddr, used, flags, NULL);
}
