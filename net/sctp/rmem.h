/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of received data and notifications, charged to the socket */
#ifndef _SCTP_RMEM_H
#define _SCTP_RMEM_H

#include <linux/jiffies.h>
#include <net/proto_memory.h>
#include <net/sock.h>

#include "core/rxring.h"
#include "sctp.h"

/*
 * Memory that is held for an association and not yet freed, bytes. One that is
 * dead is there only for what is to be read, which so holds it, too.
 */
static inline u32 sctp_rmem_held(const struct sctp_kassoc *ka)
{
	u32 held = ka->a.rx.charged + ka->noted +
		   sctp_rxring_memory(&ka->a.rx.ring);

	return unlikely(ka->dead) && held ? held + sizeof(*ka) : held;
}

bool sctp_rmem_follow(struct sctp_kassoc *ka, struct sock *sk, u32 held);

/* What the reader freed is given back in pieces of that size */
#define SCTP_RMEM_STEP	16384U

/*
 * A little less is held than the socket is charged with: the next message may
 * need as much. If none comes, the timer settles it, which is to fire within a
 * second anyway; so an idle socket is charged with what it holds and no more,
 * and no timer runs for this. Who shares a receive buffer does not keep that
 * from others, and when memory is short nobody does.
 */
static inline bool sctp_rmem_may_wait(const struct sctp_kassoc *ka,
				      const struct sock *sk, u32 held)
{
	return ka->rmem - held < SCTP_RMEM_STEP && ka->timer_at &&
	       time_before(ka->timer.expires, jiffies + HZ) &&
	       sctp_sk(sk)->nassocs == 1 && !sk_under_memory_pressure(sk);
}

/**
 * sctp_rmem_settle() - charge a socket for what is held now
 * @ka: association, of which packets came or messages were freed
 * @sk: its socket, owned by the caller; or the one that has its last messages
 *
 * Return: true when the peer ought to be told of memory that is there again, or
 * the reader of data: the caller owes sctp_kassoc_run().
 */
static inline bool sctp_rmem_settle(struct sctp_kassoc *ka, struct sock *sk)
{
	u32 held = sctp_rmem_held(ka);

	if (likely(!ka->a.rx.pressed) &&
	    (held == ka->rmem || sctp_rmem_may_wait(ka, sk, held)))
		return false;
	return sctp_rmem_follow(ka, sk, held);
}

bool sctp_rmem_has_room(const struct sctp_kassoc *ka);
bool sctp_rmem_refuses(struct sock *sk);
void sctp_rmem_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to);

#endif
