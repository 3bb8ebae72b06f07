// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers that grow by themselves, as TCP's do. They grow up to the third value
 * of the sctp_rmem and sctp_wmem sysctls, unless the application set SO_RCVBUF
 * or SO_SNDBUF. They do not grow while memory is short.
 *
 * The receive buffer doubles when a quarter of it was read within two round
 * trips: then the window may be what limits the peer. A quarter, since the
 * window is half of the buffer, and a window of 104 KiB holds only one message
 * of 64 KiB. All associations that share the buffer count together.
 *
 * The send buffer holds two congestion windows, one in flight and one that
 * follows; of all paths if data takes several. It does so for each association
 * that shares it: data that one peer has not acknowledged must not keep a
 * one-to-many socket from answering the others. The socket layer shrinks it
 * when memory is short. It grows back when a message would not fit otherwise.
 */
#include <net/proto_memory.h>
#include <net/sock.h>

#include "core/send/multipath.h"
#include "autotune.h"
#include "kassoc.h"
#include "netns.h"
#include "rxq.h"
#include "sysctl.h"

/* A reader may be scheduled later than a round trip on one host takes */
#define ROUND_MIN	(2 * NSEC_PER_MSEC)

static bool may_grow(const struct sock *sk, u8 lock)
{
	if (sk->sk_userlocks & lock)
		return false;
	if (sk_under_memory_pressure(sk))
		return false;
	return sk_memory_allocated(sk) < sk_prot_mem_limits(sk, 0);
}

static u64 two_round_trips(const struct sctp_assoc *a)
{
	const struct sctp_path *p = a->primary;

	return max_t(u64, p ? 2 * p->rto.srtt : 0, ROUND_MIN);
}

/**
 * sctp_autotune_read() - the reader took user data
 * @ka: association it came from; its socket is owned
 * @len: bytes
 */
void sctp_autotune_read(struct sctp_kassoc *ka, u32 len)
{
	struct sock *sk = ka->sk;
	struct sctp_sock *sp = sctp_sk(sk);
	u32 rcvbuf = READ_ONCE(sk->sk_rcvbuf);
	u64 began = sp->read_since;

	sp->read_bytes += len;
	if (sp->read_bytes < rcvbuf / 4)
		return;
	sp->read_bytes = 0;
	sp->read_since = sctp_now();
	if (sp->read_since - began > two_round_trips(&ka->a) ||
	    !may_grow(sk, SOCK_RCVBUF_LOCK))
		return;
	if (rcvbuf < READ_ONCE(sctp_rmem[2])) {
		WRITE_ONCE(sk->sk_rcvbuf,
			   min_t(u32, 2 * rcvbuf, READ_ONCE(sctp_rmem[2])));
		sctp_rxq_follow_rcvbuf(ka);
	}
}

/* How many associations share the send buffer */
static u32 sndbuf_sharers(const struct sock *sk)
{
	if (READ_ONCE(sctp_sk_net(sk)->tun.sndbuf_policy))
		return 1;
	return sctp_sk(sk)->nassocs;
}

/**
 * sctp_autotune_send() - the peer acknowledged data
 * @ka: association; its socket is owned
 */
void sctp_autotune_send(struct sctp_kassoc *ka)
{
	const struct sctp_path *p = ka->a.active;
	struct sock *sk = ka->sk;
	u64 window;
	u32 want;

	if (!p)
		return;
	window = sctp_multipath_on(&ka->a) ? sctp_multipath_window(&ka->a) :
					     sctp_cc_cwnd(&p->cc);
	want = min_t(u64, 2 * window * sndbuf_sharers(sk),
		     READ_ONCE(sctp_wmem[2]));
	if (want > READ_ONCE(sk->sk_sndbuf) && may_grow(sk, SOCK_SNDBUF_LOCK)) {
		WRITE_ONCE(sk->sk_sndbuf, want);
		sctp_sk(sk)->sndbuf_grown = want;
	}
}

/**
 * sctp_autotune_restore() - undo what shortage of memory did to a send buffer
 * @sk: the socket, owned by the caller
 *
 * The socket layer shrinks it to half of what is queued when a memory limit is
 * reached. On an idle socket nothing is acknowledged, so sctp_autotune_send()
 * would never enlarge it again, and a message that fitted before would be too
 * long. If memory is still short, the next message shrinks it again.
 */
void sctp_autotune_restore(struct sock *sk)
{
	u32 had = max_t(u32, READ_ONCE(sctp_wmem[1]),
			sctp_sk(sk)->sndbuf_grown);

	if (!(sk->sk_userlocks & SOCK_SNDBUF_LOCK) &&
	    READ_ONCE(sk->sk_sndbuf) < had)
		WRITE_ONCE(sk->sk_sndbuf, had);
}
