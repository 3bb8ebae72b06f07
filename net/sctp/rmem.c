// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of received data and notifications, charged to the socket.
 *
 * Core counts what it holds for an association: behind gaps, in unfinished
 * messages, out of turn, and with the reader. Once per train of packets, and
 * when the reader freed some, the socket is charged with the difference to what
 * it was charged with before, and through it the limits of the protocol
 * (sctp_mem) and of the memory cgroup:
 *
 *   core's count + notifications = sctp_kassoc.rmem
 *   sctp_kassoc.rmem of all its associations = sk_rmem_alloc
 *
 * What is freed stays charged for up to a second, if it is little, nobody
 * shares the buffer, and memory is not short: the next message takes its place
 * (sctp_rmem_may_wait()).
 *
 * The charge is made even when a limit is reached, as what arrived is here
 * already: the socket owes it then. Core gives up what it can and takes no more
 * than it must (sctp_assoc_press()), until debts are paid.
 *
 * The associations of a socket share its receive buffer, unless sysctl
 * rcvbuf_policy gives each its own.
 */
#include "netns.h"
#include "rmem.h"

/* The buffer is shared with others, or with what the dead left to be read */
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

/* What is beyond a limit makes sk_forward_alloc negative: that is the debt */
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

/* There is a debt, or was one: see sctp_rmem_settle() */
static bool rmem_settle_debt(struct sctp_kassoc *ka, struct sock *sk)
{
	bool pressed = ka->a.rx.pressed;
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
 * sctp_rmem_follow() - sctp_rmem_settle() when there is something to do
 * @ka: association
 * @sk: the socket to charge, owned by the caller
 * @held: what is held
 *
 * Return: see there.
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
	if (likely(sk->sk_forward_alloc >= 0 && !ka->a.rx.pressed))
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

/* A one-to-many socket may hold that many times its receive buffer */
#define SCTP_RMEM_MULTIPLE	4

/**
 * sctp_rmem_refuses() - is a socket's reader too far behind for more peers?
 * @sk: a listening socket, owned by the caller
 *
 * Every association may send a packet, however little room there is, and leaves
 * it, and notifications, to be read when it goes: who comes back again and
 * again is refused while the socket owes memory, while memory is short and it
 * holds much, and when it is one-to-many, where nobody has to accept them,
 * while it holds several times its buffer.
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
 * sctp_rmem_migrate() - what is held for an association changes hands
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
	/* if that is too much the next packet will find out */
	rmem_charge(ka, to, ka->rmem);
}
