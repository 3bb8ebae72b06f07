// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets: creation, destruction, and calls too small for a file of their own.
 * References to struct sock:
 *
 *   socket() --- file descriptor's reference --- close()
 *                    each association's reference, from its allocation to
 *                    the end of its memory
 *
 * A socket that was closed while associations still shut down is an orphan. The
 * last association to go destroys it: sctp_sock_assoc_gone().
 */
#include <linux/export.h>
#include <linux/percpu_counter.h>
#include <linux/sockios.h>
#include <net/inet_common.h>
#include <net/ipv6.h>
#include <net/rps.h>
#include <net/sock.h>
#include <asm/ioctls.h>

#include "core/send/sched.h"
#include "autoaddr.h"
#include "bindx.h"
#include "cgroup.h"
#include "connectx.h"
#include "epstats.h"
#include "input.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "mib.h"
#include "netns.h"
#include "pages.h"
#include "pause.h"
#include "port.h"
#include "recvmsg.h"
#include "rxq.h"
#include "sendmsg.h"
#include "socket.h"
#include "sockopt/sockopt.h"
#include "sysctl.h"
#include "timer.h"
#include "uaddr.h"

#define SCTP_MIN_RWND	1500	/* RFC 9260 section 6 */

static struct percpu_counter sockets_allocated;
static atomic_long_t memory_allocated;
static DEFINE_PER_CPU(int, memory_per_cpu_fw_alloc);
static unsigned long memory_pressure;

static void enter_memory_pressure(struct sock *sk)
{
	WRITE_ONCE(memory_pressure, 1);
}

/**
 * sctp_sock_mem_pressure() - is memory for SCTP sockets short?
 *
 * Return: true under memory pressure.
 */
bool sctp_sock_mem_pressure(void)
{
	return READ_ONCE(memory_pressure);
}

/**
 * sctp_sock_mem_init() - set up the counter of sockets that both protos share
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_sock_mem_init(void)
{
	return percpu_counter_init(&sockets_allocated, 0, GFP_KERNEL);
}

/**
 * sctp_sock_mem_exit() - the counterpart of sctp_sock_mem_init()
 */
void sctp_sock_mem_exit(void)
{
	percpu_counter_destroy(&sockets_allocated);
}

static void sctp_write_space(struct sock *sk)
{
	struct socket *sock = sk->sk_socket;
	struct socket_wq *wq;

	if (!sock || !test_bit(SOCK_NOSPACE, &sock->flags))
		return;
	clear_bit(SOCK_NOSPACE, &sock->flags);
	rcu_read_lock();
	wq = rcu_dereference(sk->sk_wq);
	if (skwq_has_sleeper(wq))
		wake_up_interruptible_poll(&wq->wait, EPOLLOUT | EPOLLWRNORM |
					   EPOLLWRBAND);
	if (wq && wq->fasync_list && !(sk->sk_shutdown & SEND_SHUTDOWN))
		sock_wake_async(wq, SOCK_WAKE_SPACE, POLL_OUT);
	rcu_read_unlock();
}

static void init_lists(struct sctp_sock *sp)
{
	INIT_LIST_HEAD(&sp->assocs);
	INIT_LIST_HEAD(&sp->rxq);
	INIT_LIST_HEAD(&sp->acceptq);
	INIT_LIST_HEAD(&sp->lobby);
	INIT_LIST_HEAD(&sp->bind_addrs);
	INIT_HLIST_HEAD(&sp->retired_addrs);
	INIT_LIST_HEAD(&sp->deferred);
	sctp_pages_init(&sp->pages);
	init_waitqueue_head(&sp->wait);
	INIT_HLIST_NODE(&sp->port_node);
	INIT_HLIST_NODE(&sp->ep_node);
}

/**
 * sctp_sock_adopt() - reset a clone
 * @sk: made by sk_clone_lock(): a copy of another socket
 *
 * Resets what is not shared: queues, lists, the port.
 */
void sctp_sock_adopt(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	init_lists(sp);
	sp->ep.listening = false;
	sp->ep.held = 0;
	sp->ep.keys = NULL;
	sp->ep.auth = NULL;
	sctp_config_get(sp->ep.cfg);
	sp->nassocs = 0;
	sp->rx_waiting = 0;
	sp->read_bytes = 0;
	sp->released = 0;
	sp->cut_id = 0;
	sp->rx_news = false;
	sp->pd_ka = NULL;
	sp->batch = NULL;
	sp->bucket = NULL;
	sp->stats = NULL;
	sp->bind_any = 0;
	sp->hashed = 0;
	sp->peer_shut = 0;
	sk->sk_frag.page = NULL;
	sk->sk_frag.offset = 0;
	sock_reset_flag(sk, SOCK_RCU_FREE);
	sk->sk_shutdown = 0;
	sk->sk_ack_backlog = 0;
	sk->sk_max_ack_backlog = 0;
	inet_sk_set_state(sk, SCTP_SS_CLOSED);
	sock_prot_inuse_add(sock_net(sk), sk->sk_prot, 1);
}

static int sctp_init_sock(struct sock *sk)
{
	struct net *net = sock_net(sk);
	struct sctp_net *sn = sctp_net(net);
	struct sctp_sock *sp = sctp_sk(sk);
	const struct sctp_sched_ops *sched;
	const struct sctp_config *cfg;

	switch (sk->sk_type) {
	case SOCK_SEQPACKET:
		sp->style = SCTP_STYLE_ONE_TO_MANY;
		break;
	case SOCK_STREAM:
		sp->style = SCTP_STYLE_ONE_TO_ONE;
		break;
	default:
		return -ESOCKTNOSUPPORT;
	}
	cfg = sctp_net_config(sn);
	if (!cfg)
		return -ENOMEM;
	init_lists(sp);
	sctp_ep_init(&sp->ep, &sctp_kernel_ops, sn, cfg);
	sp->ep.diag_code = READ_ONCE(sn->ctl_ep.diag_code);
	sp->prefs.pf_expose = READ_ONCE(sn->tun.pf_expose);
	sched = sctp_sched_find(READ_ONCE(sn->tun.scheduler));
	sp->prefs.sched = sctp_sched_index(sched);
	sp->frag_interleave = READ_ONCE(sn->tun.frag_interleave);
	if (sctp_asconf_list(&sp->ep)) {
		sctp_ep_destroy(&sp->ep);
		sp->ep.ops = NULL;
		return -ENOMEM;
	}
	sctp_auto_asconf_begin(sk, READ_ONCE(sn->tun.default_auto_asconf));
	sp->v4mapped = true;
	sk->sk_write_space = sctp_write_space;
	sock_want_sol_socket(sk->sk_socket);
	sock_set_flag(sk, SOCK_USE_WRITE_QUEUE);
	sctp_sock_sync_rcvbuf(sk);
	sk_sockets_allocated_inc(sk);
	sock_prot_inuse_add(net, sk->sk_prot, 1);
	return 0;
}

static void sctp_destroy_sock(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	/* also called when sctp_init_sock() failed */
	if (!sp->ep.ops)
		return;
	sctp_ep_unhash(sk);
	sctp_port_put(sk);
	sctp_bind_clear(sk);
	sctp_pages_free(sk);
	sctp_epstats_free(sk);
	sctp_ep_destroy(&sp->ep);
	sk_sockets_allocated_dec(sk);
	sock_prot_inuse_add(sock_net(sk), sk->sk_prot, -1);
}

/**
 * sctp_sock_sync_rcvbuf() - take a change of SO_RCVBUF into account
 * @sk: the socket, owned by the caller
 *
 * There is no callback for it, so this is called where the window matters.
 */
void sctp_sock_sync_rcvbuf(struct sock *sk)
{
	struct sctp_ep *ep = &sctp_sk(sk)->ep;

	ep->rwnd = max(READ_ONCE(sk->sk_rcvbuf) / 2, SCTP_MIN_RWND);
}

/**
 * sctp_sock_set_peer() - set the peer address of a one-to-one socket
 * @sk: the socket, owned by the caller
 * @addr: the peer's primary address
 * @port: the peer's port
 */
void sctp_sock_set_peer(struct sock *sk, const struct sctp_addr *addr,
			__be16 port)
{
	inet_sk(sk)->inet_dport = port;
	if (addr->family == AF_INET) {
		inet_sk(sk)->inet_daddr = addr->v4;
		ipv6_addr_set_v4mapped(addr->v4, &sk->sk_v6_daddr);
	} else {
		memcpy(&sk->sk_v6_daddr, addr->v6, sizeof(addr->v6));
	}
}

/**
 * sctp_sock_set_local() - set the local address of a socket
 * @sk: the socket, owned by the caller
 * @addr: an address of this host, which getsockname(2) returns
 */
void sctp_sock_set_local(struct sock *sk, const struct sctp_addr *addr)
{
	struct inet_sock *inet = inet_sk(sk);

	if (addr->family == AF_INET) {
		inet->inet_saddr = addr->v4;
		inet->inet_rcv_saddr = addr->v4;
		ipv6_addr_set_v4mapped(addr->v4, &sk->sk_v6_rcv_saddr);
	} else if (addr->family == AF_INET6) {
		memcpy(&sk->sk_v6_rcv_saddr, addr->v6, sizeof(addr->v6));
	}
}

/* The one in use of the IPv4 and the IPv6 address in struct inet_sock */
static struct sctp_addr inet_addr(const struct sock *sk, __be32 v4,
				  const struct in6_addr *v6)
{
	struct sctp_addr addr = { .family = AF_INET, .v4 = v4 };

	if (sk->sk_family == AF_INET6 && !ipv6_addr_v4mapped(v6)) {
		addr.family = AF_INET6;
		memcpy(addr.v6, v6, sizeof(addr.v6));
	}
	return addr;
}

static struct sctp_addr inet_local(const struct sock *sk)
{
	return inet_addr(sk, inet_sk(sk)->inet_rcv_saddr, &sk->sk_v6_rcv_saddr);
}

/**
 * sctp_sock_autobind() - get a port, if the socket has none
 * @sk: the socket, owned by the caller
 *
 * The address is the wildcard, unless bpf_bind() set one when the socket
 * connected.
 *
 * Return: 0 or -EAGAIN.
 */
int sctp_sock_autobind(struct sock *sk)
{
	struct sctp_addr addr = inet_local(sk);

	if (sctp_sk(sk)->bucket)
		return 0;
	return sctp_bind_addr(sk, &addr, 0, 0) ? -EAGAIN : 0;
}

/**
 * sctp_sock_only_assoc() - the association of a one-to-one socket
 * @sk: the socket, owned by the caller
 *
 * Return: the association, in any state, without a reference; or NULL.
 */
struct sctp_kassoc *sctp_sock_only_assoc(const struct sock *sk)
{
	if (sctp_is_one_to_many(sk) || sk->sk_state == SCTP_SS_LISTENING)
		return NULL;
	return list_first_entry_or_null(&sctp_sk(sk)->assocs,
					struct sctp_kassoc, list);
}

/**
 * sctp_sock_connecting() - is a one-to-one socket connecting?
 * @sk: the socket, owned by the caller
 *
 * Return: true from connect() until the association is up or gone.
 */
bool sctp_sock_connecting(const struct sock *sk)
{
	return sk->sk_state == SCTP_SS_CLOSED && sctp_sock_only_assoc(sk);
}

/**
 * sctp_sock_is_over() - is the association of a one-to-one socket gone?
 * @sk: the socket; poll() does not own it
 *
 * Return: true if so: the socket cannot have another one.
 */
bool sctp_sock_is_over(const struct sock *sk)
{
	return !sctp_is_one_to_many(sk) &&
	       READ_ONCE(sk->sk_state) == SCTP_SS_CLOSING &&
	       list_empty_careful(&sctp_sk(sk)->assocs);
}

/**
 * sctp_sock_assoc() - the association an option or message is about
 * @sk: the socket, owned by the caller
 * @id: its id; ignored unless the socket is one-to-many
 *
 * Return: the association, without a reference; or NULL.
 */
struct sctp_kassoc *sctp_sock_assoc(const struct sock *sk, sctp_assoc_t id)
{
	struct sctp_kassoc *ka;

	if (!sctp_is_one_to_many(sk)) {
		if (sk->sk_state != SCTP_SS_ESTABLISHED &&
		    sk->sk_state != SCTP_SS_CLOSING)
			return NULL;
		return sctp_sock_only_assoc(sk);
	}
	if (id <= SCTP_ALL_ASSOC)
		return NULL;
	ka = sctp_assoc_by_id(sk, id);
	return ka;
}

/* SO_LINGER: wait at most @timeo jiffies for all associations to end */
static void wait_for_close(struct sock *sk, long timeo)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);

	add_wait_queue(&sctp_sk(sk)->wait, &wait);
	while (timeo && !signal_pending(current) && sctp_sock_only_assoc(sk)) {
		release_sock(sk);
		sctp_pause(SCTP_PAUSE_LINGER_SLEEP);
		timeo = wait_woken(&wait, TASK_INTERRUPTIBLE, timeo);
		sctp_pause(SCTP_PAUSE_LINGER_WAKE);
		lock_sock(sk);
	}
	remove_wait_queue(&sctp_sk(sk)->wait, &wait);
}

static void close_assocs(struct sock *sk, bool abort)
{
	struct sctp_kassoc *ka, *next;
	u64 now = sctp_now();

	list_for_each_entry_safe(ka, next, &sctp_sk(sk)->assocs, list) {
		if (abort)
			sctp_assoc_abort(&ka->a, NULL, 0, now);
		else
			sctp_assoc_shutdown(&ka->a, now);
		sctp_assoc_orphan(&ka->a, now);
		sctp_kassoc_run(ka, now);
	}
}

static void destroy_assoc(struct sctp_kassoc *ka)
{
	sctp_assoc_abort(&ka->a, NULL, 0, sctp_now());
	sctp_kassoc_run(ka, sctp_now());
}

/**
 * sctp_sock_destroy() - abort associations of a socket: SOCK_DESTROY
 * @sk: the socket, owned by the caller
 * @ka: the association to abort; NULL for all of them: then the socket stops
 *      listening, too
 */
void sctp_sock_destroy(struct sock *sk, struct sctp_kassoc *ka)
{
	struct sctp_kassoc *next;

	sctp_assert_owned(sk);
	if (ka) {
		destroy_assoc(ka);
		return;
	}
	if (sk->sk_state == SCTP_SS_LISTENING)
		sctp_listen_stop(sk);
	list_for_each_entry_safe(ka, next, &sctp_sk(sk)->assocs, list)
		destroy_assoc(ka);
	WRITE_ONCE(sk->sk_err, ECONNABORTED);
	sk_error_report(sk);
}
EXPORT_SYMBOL_GPL(sctp_sock_destroy);

static void sctp_close(struct sock *sk, long timeout)
{
	bool abort;

	lock_sock(sk);
	if (sk->sk_state == SCTP_SS_LISTENING)
		sctp_listen_stop(sk);
	WRITE_ONCE(sk->sk_shutdown, SHUTDOWN_MASK);
	sctp_sk(sk)->peer_shut = 0;
	if (sk->sk_state != SCTP_SS_CLOSED || sctp_sock_connecting(sk))
		inet_sk_set_state(sk, SCTP_SS_CLOSING);
	/* as with TCP, unread data means ABORT */
	abort = sctp_rxq_purge(sk);
	if (sock_flag(sk, SOCK_LINGER) && !sk->sk_lingertime)
		abort = true;
	close_assocs(sk, abort);
	if (!sctp_is_one_to_many(sk))
		wait_for_close(sk, timeout);
	sock_hold(sk);
	sctp_sock_orphan(sk);
	release_sock(sk);
	sock_put(sk);
}

static void sctp_shutdown(struct sock *sk, int how)
{
	struct sctp_kassoc *ka = sctp_sock_only_assoc(sk);

	/* RCV_SHUTDOWN is the user's now: a restart of the peer keeps it */
	if (how & RCV_SHUTDOWN)
		sctp_sk(sk)->peer_shut = 0;
	if (!(how & SEND_SHUTDOWN) || !ka)
		return;
	inet_sk_set_state(sk, SCTP_SS_CLOSING);
	sctp_assoc_shutdown(&ka->a, sctp_now());
	sctp_kassoc_run(ka, sctp_now());
}

static int sctp_ioctl_value(struct sock *sk, int cmd, int *val)
{
	const struct sctp_rx_msg *rx;
	int err = 0;

	lock_sock(sk);
	if (!sctp_is_one_to_many(sk) && sk->sk_state == SCTP_SS_LISTENING) {
		err = -ENOTCONN;
	} else if (cmd == SIOCINQ) {
		rx = sctp_rxq_first(sk);
		*val = rx ? rx->len - rx->consumed : 0;
	} else {
		err = -ENOIOCTLCMD;
	}
	release_sock(sk);
	return err;
}

DEFINE_PROTO_IOCTL(sctp_ioctl, sctp_ioctl_value)
DEFINE_PROTO_ACCEPT(sctp_proto_accept, sctp_accept)

static __poll_t poll_writable(struct sock *sk)
{
	if (!sctp_is_one_to_many(sk) && sk->sk_state == SCTP_SS_CLOSED)
		return 0;
	if (sk->sk_wmem_queued < READ_ONCE(sk->sk_sndbuf))
		return EPOLLOUT | EPOLLWRNORM;
	sk_set_bit(SOCKWQ_ASYNC_NOSPACE, sk);
	set_bit(SOCK_NOSPACE, &sk->sk_socket->flags);
	/* there may be space since the check before the bit was set */
	smp_mb__after_atomic();
	if (sk->sk_wmem_queued < READ_ONCE(sk->sk_sndbuf))
		return EPOLLOUT | EPOLLWRNORM;
	return 0;
}

static __poll_t sctp_poll(struct file *file, struct socket *sock,
			  struct poll_table_struct *wait)
{
	struct sock *sk = sock->sk;
	__poll_t mask = 0;
	u8 shutdown;

	sock_poll_wait(file, sock, wait);
	sock_rps_record_flow(sk);
	if (!sctp_is_one_to_many(sk) && sk->sk_state == SCTP_SS_LISTENING)
		return list_empty_careful(&sctp_sk(sk)->acceptq) ?
			0 : EPOLLIN | EPOLLRDNORM;
	shutdown = READ_ONCE(sk->sk_shutdown);
	/* We shut down, and the association is over. poll() tells the end of
	 * file, and recv() reads it. Nobody clears the bit any more.
	 */
	if (sctp_sock_is_over(sk) && !(shutdown & RCV_SHUTDOWN)) {
		shutdown |= RCV_SHUTDOWN;
		WRITE_ONCE(sk->sk_shutdown, shutdown);
	}
	smp_rmb();	/* pairs with the one in one_to_one_closed() */
	if (READ_ONCE(sk->sk_err) ||
	    !skb_queue_empty_lockless(&sk->sk_error_queue))
		mask |= EPOLLERR | (sock_flag(sk, SOCK_SELECT_ERR_QUEUE) ?
				    EPOLLPRI : 0);
	if (shutdown & RCV_SHUTDOWN)
		mask |= EPOLLRDHUP | EPOLLIN | EPOLLRDNORM;
	if (shutdown == SHUTDOWN_MASK)
		mask |= EPOLLHUP;
	if (!list_empty_careful(&sctp_sk(sk)->rxq))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask | poll_writable(sk);
}

static int name_local(const struct sock *sk, union sctp_uaddr *u)
{
	const struct inet_sock *inet = inet_sk(sk);
	const struct sctp_laddr *la;
	struct sctp_addr addr;

	la = list_first_entry_or_null(&sctp_sk(sk)->bind_addrs,
				      struct sctp_laddr, list);
	if (la)
		addr = la->addr;
	else
		addr = inet_local(sk);
	return sctp_uaddr_fill(sk, &addr, inet->inet_sport, u);
}

static int name_peer(const struct sock *sk, union sctp_uaddr *u, bool connected)
{
	const struct sctp_kassoc *ka = sctp_sock_only_assoc(sk);
	const struct inet_sock *inet = inet_sk(sk);
	struct sctp_addr addr;

	if (!inet->inet_dport || sctp_is_one_to_many(sk))
		return -ENOTCONN;
	if (connected && sk->sk_state == SCTP_SS_CLOSED)
		return -ENOTCONN;
	if (ka && ka->a.primary)
		return sctp_uaddr_fill(sk, &ka->a.primary->addr, ka->a.pport,
				       u);
	addr = inet_addr(sk, inet->inet_daddr, &sk->sk_v6_daddr);
	return sctp_uaddr_fill(sk, &addr, inet->inet_dport, u);
}

/* @peer: 1 for getpeername(2); 2 for accept(2), also of a dead association */
static int sctp_getname(struct socket *sock, struct sockaddr *uaddr, int peer)
{
	union sctp_uaddr *u = (union sctp_uaddr *)uaddr;
	struct sock *sk = sock->sk;
	int len;

	lock_sock(sk);
	len = peer ? name_peer(sk, u, peer == 1) : name_local(sk, u);
	if (len > 0)
		len = sctp_cgroup_name(sk, u, len, peer);
	release_sock(sk);
	return len;
}

static int sctp_inet_connect(struct socket *sock,
			     struct sockaddr_unsized *uaddr, int len, int flags)
{
	struct sock *sk = sock->sk;
	int err;

	lock_sock(sk);
	err = sctp_connect(sk, uaddr, len, flags);
	release_sock(sk);
	return err;
}

static int sctp_accept_done(int err, struct socket *newsock)
{
	if (!err)
		sock_want_sol_socket(newsock);
	return err;
}

DEFINE_PROTO_OPS_ACCEPT(sctp_inet_accept, sctp_accept_done)

static int sctp_proto_connect(struct sock *sk, struct sockaddr_unsized *uaddr,
			      int len)
{
	return sctp_connect(sk, uaddr, len, 0);
}

DEFINE_PROTO_RECVMSG(sctp_proto_recvmsg, sctp_recvmsg)

static void sctp_unhash(struct sock *sk)
{
	sctp_ep_unhash(sk);
}

/* Called for SO_BINDTODEVICE: routes may change */
static void sctp_rehash(struct sock *sk)
{
	struct sctp_kassoc *ka;
	struct sctp_path *p;

	list_for_each_entry(ka, &sctp_sk(sk)->assocs, list)
		list_for_each_entry(p, &ka->a.paths, list)
			sctp_kpath_drop_route(sctp_kp(p));
}

/* Called for bpf_bind(), which has set the address and checked privileges */
static int sctp_get_port(struct sock *sk, unsigned short snum)
{
	struct sctp_addr addr = inet_local(sk);

	return sctp_bind_addr(sk, &addr, snum, BIND_NO_CAP_NET_BIND_SERVICE);
}

/* The network core zeroes every new socket. With init_on_alloc the slab
 * allocator would do so before, except for SLAB_TYPESAFE_BY_RCU: so this flag
 * saves time. Nothing relies on its guarantee, since sockets that RCU readers
 * can see are freed after a grace period. With it KASAN would not detect a use
 * after free.
 */
#define SCTP_SLAB_FLAGS	(IS_ENABLED(CONFIG_KASAN) ? 0 : SLAB_TYPESAFE_BY_RCU)

#define SCTP_PROTO_COMMON						\
	.owner			= THIS_MODULE,				\
	.close			= sctp_close,				\
	.connect		= sctp_proto_connect,			\
	.disconnect		= sctp_disconnect,			\
	.accept			= sctp_proto_accept,			\
	.ioctl			= sctp_ioctl,				\
	.init			= sctp_init_sock,			\
	.destroy		= sctp_destroy_sock,			\
	.shutdown		= sctp_shutdown,			\
	.setsockopt		= sctp_setsockopt,			\
	.getsockopt		= sctp_getsockopt,			\
	.bpf_bypass_getsockopt	= sctp_bpf_bypass_getsockopt,		\
	.sendmsg		= sctp_sendmsg,				\
	.recvmsg		= sctp_proto_recvmsg,			\
	.bind			= sctp_bind,				\
	.backlog_rcv		= sctp_backlog_rcv,			\
	.release_cb		= sctp_release_cb,			\
	.hash			= sctp_ep_hash,				\
	.rehash			= sctp_rehash,				\
	.unhash			= sctp_unhash,				\
	.get_port		= sctp_get_port,			\
	.no_autobind		= true,					\
	.sysctl_mem		= sctp_mem,				\
	.sysctl_rmem		= sctp_rmem,				\
	.sysctl_wmem		= sctp_wmem,				\
	.memory_pressure	= &memory_pressure,			\
	.slab_flags		= SCTP_SLAB_FLAGS,			\
	.enter_memory_pressure	= enter_memory_pressure,		\
	.memory_allocated	= &memory_allocated,			\
	.per_cpu_fw_alloc	= &memory_per_cpu_fw_alloc,		\
	.sockets_allocated	= &sockets_allocated

struct proto sctp_prot = {
	.name			= "SCTP",
	.obj_size		= sizeof(struct sctp_sock),
	SCTP_PROTO_COMMON
};

struct proto sctpv6_prot = {
	.name			= "SCTPv6",
	.obj_size		= sizeof(struct sctp6_sock),
	PROTO_IPV6_PINFO_OFFSET(struct sctp6_sock, inet6)
	SCTP_PROTO_COMMON
};

DEFINE_PROTO_OPS_SENDPAGE(sctp_sendpage)

#define SCTP_OPS_COMMON							\
	.owner			= THIS_MODULE,				\
	.connect		= sctp_inet_connect,			\
	.socketpair		= sock_no_socketpair,			\
	.accept			= sctp_inet_accept,			\
	.getname		= sctp_getname,				\
	.poll			= sctp_poll,				\
	.gettstamp		= sock_gettstamp,			\
	.listen			= sctp_listen,				\
	.shutdown		= inet_shutdown,			\
	.setsockopt		= sock_common_setsockopt,		\
	.getsockopt		= sock_common_getsockopt,		\
	.sendmsg		= inet_sendmsg,				\
	.recvmsg		= inet_recvmsg,				\
	PROTO_OPS_SENDPAGE(sctp_sendpage)				\
	.mmap			= sock_no_mmap

const struct proto_ops sctp_inet_ops = {
	.family			= PF_INET,
	.release		= inet_release,
	.bind			= inet_bind,
	.ioctl			= inet_ioctl,
	SCTP_OPS_COMMON
};

const struct proto_ops sctp_inet6_ops = {
	.family			= PF_INET6,
	.release		= inet6_release,
	.bind			= inet6_bind,
	.ioctl			= inet6_ioctl,
#ifdef CONFIG_COMPAT
	.compat_ioctl		= inet6_compat_ioctl,
#endif
	SCTP_OPS_COMMON
};
