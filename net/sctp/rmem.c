// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of received data and notifications, charged to the socket.
 *
 * Core counts the memory it holds for an association: data behind gaps, parts
 * of unfinished messages, messages that wait for their turn, and messages that
 * are not read. The socket's charge follows that count once per train of
 * packets and when the reader freed some. The charge counts for the limits of
 * the protocol (sctp_mem) and of the memory cgroup:
 *
 *   core's count + notifications = sctp_kassoc.rmem
 *   sctp_kassoc.rmem of all its associations = sk_rmem_alloc
 *
 * A small amount that is freed stays charged for up to a second, for the next
 * message, unless the buffer is shared or memory is short: see
 * sctp_rmem_may_wait().
 *
 * Data that has arrived is charged even when a limit is reached: then the
 * socket is in debt. Until the debt is paid, core drops what it may and takes
 * no more than it must (sctp_assoc_press()).
 *
 * The associations of a socket share its receive buffer, unless sysctl
 * rcvbuf_policy gives each its own.
 */
#include <linux/slab.h>

#include "netns.h"
#include "rmem.h"

/* --- the memory of messages; the functions of core/seam.h --- */

static struct kmem_cache *msg_cache;

/* As in payload.c: an object need not be cleared before it is set up */
static void msg_ctor(void *msg)
{
	memset(msg, 0, sizeof(struct sctp_rx_msg));
}

struct sctp_rx_msg *sctp_rx_msg_alloc(void)
{
	return kmem_cache_alloc(msg_cache, GFP_ATOMIC);
}

void sctp_rx_msg_dealloc(struct sctp_rx_msg *msg)
{
	kmem_cache_free(msg_cache, msg);
}

/**
 * sctp_rmem_init() - make the cache of received messages
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_rmem_init(void)
{
	msg_cache = kmem_cache_create("sctp_rx_msg", sizeof(struct sctp_rx_msg),
				      0, 0, msg_ctor);
	return msg_cache ? 0 : -ENOMEM;
}

/**
 * sctp_rmem_exit() - undo sctp_rmem_init()
 */
void sctp_rmem_exit(void)
{
	kmem_cache_destroy(msg_cache);
}

/* --- charging --- */

/* Do several associations, or messages of dead ones, share the buffer? */
static bool rmem_shared(const struct sock *sk, u32 own, u32 total)
{
	return (sctp_sk(sk)->nassocs > 1 || total > own) &&
	       !READ_ONCE(sctp_sk_net(sk)->tun.rcvbuf_policy);
}

static void rmem_count(struct sctp_kassoc *ka, struct sock *sk, int n)
{
	u32 total = atomic_add_return(n, &sk->sk_rmem_alloc);

	sctp_sk(sk)->ep.held = rmem_shared(sk, ka->rmem, total) ? total : 0;
}

/* Beyond a limit sk_forward_alloc becomes negative: that is the debt */
static void rmem_charge(struct sctp_kassoc *ka, struct sock *sk, u32 n)
{
	rmem_count(ka, sk, n);
	__sk_rmem_schedule(sk, n, false);
	sk_mem_charge(sk, n);
}

static void rmem_uncharge(struct sctp_kassoc *ka, struct sock *sk, u32 n)
{
	rmem_count(ka, sk, -(int)n);
	sk_mem_uncharge(sk, n);
}

static bool rmem_in_debt(struct sock *sk)
{
	return sk->sk_forward_alloc < 0 && !__sk_rmem_schedule(sk, 0, false) &&
	       !sock_flag(sk, SOCK_MEMALLOC);
}

/* Follow a debt that began or ended. Returns what sctp_rmem_settle() returns */
static bool rmem_settle_debt(struct sctp_kassoc *ka, struct sock *sk)
{
	bool pressed = ka->a.rx.wnd.pressed;
	u32 before = ka->rmem;

	if (ka->dead)
		return false;
	if (!rmem_in_debt(sk)) {
		sctp_assoc_relieve(&ka->a);
		return pressed;
	}
	sctp_assoc_press(&ka->a);
	ka->rmem = sctp_rmem_held(ka);
	rmem_uncharge(ka, sk, before - ka->rmem);
	return !pressed;
}

/**
 * sctp_rmem_follow() - the slow path of sctp_rmem_settle()
 * @ka: association
 * @sk: the socket to charge, owned by the caller
 * @held: memory that is held, bytes
 *
 * Return: the same as sctp_rmem_settle().
 */
bool sctp_rmem_follow(struct sctp_kassoc *ka, struct sock *sk, u32 held)
{
	u32 before = ka->rmem;

	sctp_assert_owned(sk);
	ka->rmem = held;
	if (held > before)
		rmem_charge(ka, sk, held - before);
	else
		rmem_uncharge(ka, sk, before - held);
	if (likely(sk->sk_forward_alloc >= 0 && !ka->a.rx.wnd.pressed))
		return false;
	return rmem_settle_debt(ka, sk);
}

/**
 * sctp_rmem_has_room() - may a peer cause one more notification?
 * @ka: association; its socket is owned
 *
 * Return: false when the receive buffer is full.
 */
bool sctp_rmem_has_room(const struct sctp_kassoc *ka)
{
	return max(sctp_rmem_held(ka), ka->a.ep->held) <
	       (u32)READ_ONCE(ka->sk->sk_rcvbuf);
}

/* A one-to-many socket may hold at most that many times its receive buffer */
#define SCTP_RMEM_MULTIPLE	4

/**
 * sctp_rmem_refuses() - does a socket hold too much memory for a new
 * association?
 * @sk: a listening socket, owned by the caller
 *
 * Each association can send one packet however full the buffer is. That packet
 * and notifications stay to be read when the association ends. So a peer that
 * associates again and again could fill memory. It is refused:
 *
 *   - while the socket is in debt
 *   - while memory is short and the socket holds much
 *   - while a one-to-many socket, which needs no accept(), holds
 *     SCTP_RMEM_MULTIPLE times its buffer
 *
 * Return: true when there is to be no new association.
 */
bool sctp_rmem_refuses(struct sock *sk)
{
	u32 held = sk_rmem_alloc_get(sk), buf = READ_ONCE(sk->sk_rcvbuf);

	sctp_assert_owned(sk);
	if (rmem_in_debt(sk))
		return true;
	if (held > buf / 2 && sk_under_memory_pressure(sk))
		return true;
	return sctp_is_one_to_many(sk) && held / SCTP_RMEM_MULTIPLE > buf;
}

/**
 * sctp_rmem_migrate() - move the charge of an association to another socket
 * @ka: the association
 * @from: the socket that was charged
 * @to: the socket to be charged
 *
 * Context: both sockets are owned.
 */
void sctp_rmem_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to)
{
	rmem_uncharge(ka, from, ka->rmem);
	/* a debt, if any, is noticed with the next packet */
	rmem_charge(ka, to, ka->rmem);
}
