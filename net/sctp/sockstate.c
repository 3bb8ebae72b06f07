// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a socket follows its associations: they come up and end, the peer shuts
 * down, there is room to send again.
 *
 * A one-to-one socket takes its state and its error from its association. A
 * one-to-many socket does not: notifications tell its user. An association that
 * waits for accept() does not change the listener's state. If it ends before,
 * it can still be accepted, and its data read.
 */
#include <net/sock.h>

#include "autotune.h"
#include "kassoc.h"
#include "netns.h"
#include "rxq.h"
#include "socket.h"
#include "trace.h"

/**
 * sctp_sock_assoc_init() - copy the socket's defaults to a new association
 * @ka: association on its socket's list; the socket is owned
 */
void sctp_sock_assoc_init(struct sctp_kassoc *ka)
{
	const struct sctp_sock *sp = sctp_sk(ka->sk);

	INIT_LIST_HEAD(&ka->accept_node);
	ka->prefs = sp->prefs;
	ka->unaccepted = sp->style == SCTP_STYLE_ONE_TO_ONE &&
			 ka->sk->sk_state == SCTP_SS_LISTENING;
}

/**
 * sctp_sock_accept_full() - must a listener refuse associations?
 * @sk: the listening socket
 *
 * Return: true if so.
 */
bool sctp_sock_accept_full(const struct sock *sk)
{
	u32 limit;

	if (!sctp_is_one_to_many(sk))
		return sk_acceptq_is_full(sk);
	limit = READ_ONCE(sctp_sk_net(sk)->tun.max_half_open);
	return limit && READ_ONCE(sk->sk_ack_backlog) >= limit;
}

/**
 * sctp_sock_unheard() - a peer sets up an association with a listener
 * @ka: association, its socket owned
 *
 * A one-to-many socket has no accept(). With sysctl max_half_open an
 * association counts like one that waits for it until something is read.
 */
void sctp_sock_unheard(struct sctp_kassoc *ka)
{
	if (!sctp_is_one_to_many(ka->sk) ||
	    !READ_ONCE(sctp_sk_net(ka->sk)->tun.max_half_open))
		return;
	ka->unheard = true;
	sk_acceptq_added(ka->sk);
}

/**
 * sctp_sock_heard() - something was read, or it leaves the socket
 * @ka: association with ->unheard set, its socket owned
 */
void sctp_sock_heard(struct sctp_kassoc *ka)
{
	ka->unheard = false;
	sk_acceptq_removed(ka->sk);
}

/* Does a process wait on the socket, in a call, poll(2) or epoll? */
static bool sock_has_waiter(const struct sock *sk)
{
	bool has;

	rcu_read_lock();
	has = skwq_has_sleeper(rcu_dereference(sk->sk_wq));
	rcu_read_unlock();
	return has;
}

/**
 * sctp_sock_first_data() - the first DATA of an association came
 * @ka: association, its socket owned
 *
 * An answer may come soon, with which the SACK can travel: from who waited in
 * accept() for the association, and may be on the way to recv() now; from who
 * has sent a request, and may be on the way from send() to recv(); or from a
 * process that waits on the socket. If there is none, or we have shut down, the
 * SACK leaves at once.
 */
void sctp_sock_first_data(struct sctp_kassoc *ka)
{
	if (ka->a.state == SCTP_ST_ESTABLISHED &&
	    (ka->awaited || sctp_assoc_has_sent(&ka->a) ||
	     (!ka->unaccepted && sock_has_waiter(ka->sk))))
		return;
	sctp_assoc_unanswered(&ka->a);
}

static void accept_enqueue(struct sctp_kassoc *ka)
{
	struct sock *sk = ka->sk;

	if (!list_empty(&ka->accept_node))
		return;
	sctp_kassoc_get(ka);
	ka->awaited = sock_has_waiter(sk);
	list_add_tail(&ka->accept_node, &sctp_sk(sk)->acceptq);
	sk_acceptq_added(sk);
	sk->sk_data_ready(sk);
}

/**
 * sctp_sock_acceptq_purge() - empty the accept queue
 * @sk: listener that closes, owned by the caller
 *
 * Dead associations are released. Those that are alive only leave the queue.
 */
void sctp_sock_acceptq_purge(struct sock *sk)
{
	struct sctp_kassoc *ka, *next;

	list_for_each_entry_safe(ka, next, &sctp_sk(sk)->acceptq,
				 accept_node) {
		list_del_init(&ka->accept_node);
		sk_acceptq_removed(sk);
		if (ka->dead)
			sctp_rxq_purge_early(ka);
		sctp_kassoc_put(ka);
	}
}

/**
 * sctp_sock_end_error() - why an association ended, as errno
 * @a: association in SCTP_ST_CLOSED
 *
 * Return: a negative errno, 0 after a graceful shutdown.
 */
int sctp_sock_end_error(const struct sctp_assoc *a)
{
	switch ((enum sctp_end)a->end) {
	case SCTP_END_NONE:
	case SCTP_END_SHUTDOWN:
		return 0;
	case SCTP_END_PEER_ABORT:
		return a->was_up ? -ECONNRESET : -ECONNREFUSED;
	case SCTP_END_TIMEOUT:
		return -ETIMEDOUT;
	case SCTP_END_LOCAL_ABORT:
	case SCTP_END_PROTOCOL:
		return -ECONNABORTED;
	case SCTP_END_NOMEM:
		return -ENOBUFS;
	}
	return -ECONNABORTED;
}

/* The peer restarted: its SHUTDOWN from before counts no more */
static void one_to_one_reopen(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	if (!sp->peer_shut)
		return;
	sp->peer_shut = 0;
	WRITE_ONCE(sk->sk_shutdown, sk->sk_shutdown & ~RCV_SHUTDOWN);
	if (!(sk->sk_shutdown & SEND_SHUTDOWN))
		inet_sk_set_state(sk, SCTP_SS_ESTABLISHED);
}

static void one_to_one_up(struct sock *sk)
{
	if (sk->sk_state != SCTP_SS_CLOSED) {
		one_to_one_reopen(sk);
		return;
	}
	inet_sk_set_state(sk, SCTP_SS_ESTABLISHED);
	sk->sk_state_change(sk);
	sk_wake_async(sk, SOCK_WAKE_IO, POLL_OUT);
}

static void one_to_one_peer_closed(struct sock *sk)
{
	if (sk->sk_shutdown & RCV_SHUTDOWN)
		return;
	inet_sk_set_state(sk, SCTP_SS_CLOSING);
	if (!(sk->sk_shutdown & RCV_SHUTDOWN))
		sctp_sk(sk)->peer_shut = 1;
	WRITE_ONCE(sk->sk_shutdown, sk->sk_shutdown | RCV_SHUTDOWN);
	sk->sk_state_change(sk);
	sk_wake_async(sk, SOCK_WAKE_WAITD, POLL_IN);
}

static void one_to_one_closed(struct sock *sk, const struct sctp_assoc *a)
{
	/* shutdown(2) was called before the association was up */
	bool given_up = !a->was_up && a->shutdown_requested;
	int err = given_up ? 0 : sctp_sock_end_error(a);
	/*
	 * it ended since we shut down: the peer's end of file is set elsewhere
	 */
	bool ours = a->was_up && a->shutdown_requested && !err;

	if (sock_flag(sk, SOCK_DEAD))
		err = 0;
	/* poll() may look just now: who sees the end sees the error, too */
	if (err)
		WRITE_ONCE(sk->sk_err, -err);
	smp_wmb();	/* pairs with the one in sctp_poll() */
	if ((a->was_up || given_up) && !ours)
		WRITE_ONCE(sk->sk_shutdown, sk->sk_shutdown | RCV_SHUTDOWN);
	/* after a failed connect() the socket may connect again */
	inet_sk_set_state(sk, a->was_up || given_up ? SCTP_SS_CLOSING :
						      SCTP_SS_CLOSED);
	if (err)
		sk_error_report(sk);
	sk->sk_state_change(sk);
}

/*
 * Wake processes in connect() or close(); those for other associations sleep on
 */
static void wake_waiters(struct sock *sk)
{
	wait_queue_head_t *wait = &sctp_sk(sk)->wait;

	/* no barrier: waiters queue up with the socket owned, as it is now */
	if (waitqueue_active(wait))
		wake_up_interruptible_all(wait);
}

/* Wake processes that wait for space to send: the association has ended */
static void wake_writers(struct sock *sk)
{
	if (sk->sk_socket && test_bit(SOCK_NOSPACE, &sk->sk_socket->flags))
		sk->sk_state_change(sk);
}

/**
 * sctp_sock_state_change() - the state_change() of struct sctp_ops
 * @a: association in its new state, its socket owned
 * @old: its state before
 */
void sctp_sock_state_change(struct sctp_assoc *a, enum sctp_state old)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	struct sock *sk = ka->sk;

	sctp_assert_owned(sk);
	trace_sctp_set_state(a, old);
	if (ka->unaccepted) {
		/* not if the listener is closing */
		if (a->state == SCTP_ST_ESTABLISHED &&
		    sk->sk_state == SCTP_SS_LISTENING)
			accept_enqueue(ka);
		return;
	}
	wake_waiters(sk);
	if (old == SCTP_ST_ESTABLISHED)
		wake_writers(sk);
	if (sctp_is_one_to_many(sk))
		return;
	switch ((enum sctp_state)a->state) {
	case SCTP_ST_ESTABLISHED:
		one_to_one_up(sk);
		break;
	case SCTP_ST_SHUTDOWN_RECEIVED:
	case SCTP_ST_SHUTDOWN_ACK_SENT:
		one_to_one_peer_closed(sk);
		break;
	case SCTP_ST_CLOSED:
		one_to_one_closed(sk, a);
		break;
	default:
		break;
	}
}

/**
 * sctp_sock_wmem() - bytes that count against the send buffer
 * @sk: the socket
 * @ka: the association to send on, or NULL for any
 *
 * With sysctl sndbuf_policy each association has a send buffer of its own.
 *
 * Return: bytes.
 */
u32 sctp_sock_wmem(const struct sock *sk, const struct sctp_kassoc *ka)
{
	if (ka && READ_ONCE(sctp_sk_net(sk)->tun.sndbuf_policy))
		return READ_ONCE(ka->wmem);
	return READ_ONCE(sk->sk_wmem_queued);
}

/**
 * sctp_sock_wspace() - the wspace() of struct sctp_ops
 * @a: association that released messages, its socket owned
 */
void sctp_sock_wspace(struct sctp_assoc *a)
{
	struct sctp_kassoc *ka = sctp_ka(a);

	sctp_autotune_send(ka);
	/* wake writers when a third is free, not for each message */
	if (sctp_sock_wmem(ka->sk, ka) <= READ_ONCE(ka->sk->sk_sndbuf) / 3 * 2)
		ka->sk->sk_write_space(ka->sk);
}

/**
 * sctp_sock_sender_waits() - the sender_waits() of struct sctp_ops
 * @a: association, its socket owned
 *
 * Return: true when a send was refused, or sleeps, for want of room.
 */
bool sctp_sock_sender_waits(const struct sctp_assoc *a)
{
	const struct sock *sk = container_of(a, struct sctp_kassoc, a)->sk;

	return sk->sk_socket && test_bit(SOCK_NOSPACE, &sk->sk_socket->flags);
}

/**
 * sctp_sock_assoc_left() - an association moved to another socket
 * @sk: the socket it was on, owned
 *
 * Wakes all processes that wait on the socket, so that they check again.
 */
void sctp_sock_assoc_left(struct sock *sk)
{
	/* only accept() waits on a one-to-one listener: do not wake it */
	if (!sctp_is_one_to_many(sk))
		return;
	wake_waiters(sk);
	sk->sk_state_change(sk);
}

/* The last association of a closed socket has gone */
static void orphan_end(struct sock *sk)
{
	inet_sk_set_state(sk, SCTP_SS_CLOSED);
	sk_common_release(sk);
}

/**
 * sctp_sock_orphan() - the socket was closed
 * @sk: the socket, owned; the caller holds a reference of its own
 *
 * The socket is destroyed now, or with its last association.
 */
void sctp_sock_orphan(struct sock *sk)
{
	sock_orphan(sk);
	/* notifications of associations that ended hold references */
	sctp_rxq_purge(sk);
	if (list_empty(&sctp_sk(sk)->assocs))
		orphan_end(sk);
}

/* Has a one-to-many socket no association left, and can none come? */
static bool last_one_gone(const struct sock *sk)
{
	return sctp_is_one_to_many(sk) && list_empty(&sctp_sk(sk)->assocs) &&
	       sk->sk_state != SCTP_SS_LISTENING;
}

/**
 * sctp_sock_assoc_gone() - an association left its socket's list for good
 * @ka: the association, torn down; its socket owned
 *
 * The last step of the teardown on the socket. The socket's memory is kept by
 * @ka's reference.
 */
void sctp_sock_assoc_gone(struct sctp_kassoc *ka)
{
	struct sock *sk = ka->sk;

	if (unlikely(ka->unheard))
		sctp_sock_heard(ka);
	sctp_rxq_end_partial(ka);
	if (ka->unaccepted && list_empty(&ka->accept_node))
		sctp_rxq_purge_early(ka);
	wake_waiters(sk);
	if (sock_flag(sk, SOCK_DEAD)) {
		if (list_empty(&sctp_sk(sk)->assocs))
			orphan_end(sk);
		return;
	}
	sctp_rxq_wake(sk);
	if (last_one_gone(sk))
		sk->sk_state_change(sk);
	else
		wake_writers(sk);
}
