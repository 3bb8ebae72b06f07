/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of received data and notifications, charged to the socket */
#ifndef _SCTP_RMEM_H
#define _SCTP_RMEM_H

#include <linux/jiffies.h>
#include <net/proto_memory.h>
#include <net/sock.h>

#include "core/recv/rxring.h"
#include "sctp.h"

/*
 * Memory that is held for an association, bytes. A dead one exists only for its
 * unread messages, so its own memory counts, too.
 */
static inline u32 sctp_rmem_held(const struct sctp_kassoc *ka)
{
	u32 held = ka->a.rx.wnd.charged + ka->noted +
		   sctp_rxring_memory(&ka->a.rx.ring);

	return unlikely(ka->dead) && held ? held + sizeof(*ka) : held;
}

int sctp_rmem_init(void);
void sctp_rmem_exit(void);
bool sctp_rmem_follow(struct sctp_kassoc *ka, struct sock *sk, u32 held);

/* Memory freed by the reader is uncharged in steps of that size, bytes */
#define SCTP_RMEM_STEP	16384U

/*
 * May the socket stay charged with more than is held? Yes, if it is little
 * more: the next message may need it. If none comes, the timer settles it: it
 * fires within a second anyway. Not if the buffer is shared, or memory is
 * short.
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
 * @ka: association with packets received or messages freed
 * @sk: its socket, owned by the caller; or the one that has its last messages
 *
 * Return: true when the peer or the reader has to be told, since a debt began
 * or ended: the caller must call sctp_kassoc_run().
 */
static inline bool sctp_rmem_settle(struct sctp_kassoc *ka, struct sock *sk)
{
	u32 held = sctp_rmem_held(ka);

	if (likely(!ka->a.rx.wnd.pressed) &&
	    (held == ka->rmem || sctp_rmem_may_wait(ka, sk, held)))
		return false;
	return sctp_rmem_follow(ka, sk, held);
}

bool sctp_rmem_has_room(const struct sctp_kassoc *ka);
bool sctp_rmem_refuses(struct sock *sk);
void sctp_rmem_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to);

#endif
