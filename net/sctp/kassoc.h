/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The life of an association in the kernel, from one allocation to one
 * teardown.
 *
 *   sctp_kassoc_new ----> on the socket's list, has an id, timer idle
 *        |
 *        v
 *   core works; after every call into it: sctp_kassoc_run
 *        |                                    |
 *        | accept, peeloff:                   | core says CLOSED
 *        |   sctp_kassoc_migrate              v
 *        '----------------------------> sctp_kassoc_teardown
 *                                             |
 *                            last reference gone: freed after a grace period
 *
 * An association holds a reference to its socket until its own memory is freed.
 * So a closed socket lives until its associations have shut down, and for a
 * grace period after them. Sockets that RCU readers can find in another way, or
 * that an association left, have SOCK_RCU_FREE.
 *
 * A reference to an association keeps only its memory. After sleeping, or after
 * waiting in a backlog, look at ->dead and ->sk again under the socket lock.
 */
#ifndef _SCTP_KASSOC_H
#define _SCTP_KASSOC_H

#include <linux/ktime.h>

#include "sctp.h"

/* How long a reader of /proc or sock_diag(7) waits for owners of sockets, in
 * all: jiffies
 */
#define SCTP_PATIENCE	(HZ / 5)

extern const struct sctp_ops sctp_kernel_ops;

struct sctp_kassoc *sctp_kassoc_new(struct sock *sk, __be16 pport, gfp_t gfp);
void sctp_kassoc_free(struct sctp_kassoc *ka) __visible;
u32 sctp_kpath_partial(const struct sctp_path *p) __visible;
const char *sctp_kpath_cc_name(const struct sctp_path *p) __visible;
bool sctp_kassoc_run(struct sctp_kassoc *ka, u64 now);
void sctp_kassoc_teardown(struct sctp_kassoc *ka);
int sctp_kassoc_migrate(struct sctp_kassoc *ka, struct sock *newsk);
bool sctp_sock_own(struct sock *sk, long *patience) __visible;
struct sock *sctp_kassoc_own(struct sctp_kassoc *ka, long *patience) __visible;

int sctp_kassoc_init(void);
void sctp_kassoc_exit(void);

/**
 * sctp_kassoc_get() - take a reference
 * @ka: association that the caller has a reference to, or has locked
 *
 * Return: @ka
 */
static inline struct sctp_kassoc *sctp_kassoc_get(struct sctp_kassoc *ka)
{
	refcount_inc(&ka->ref);
	return ka;
}

/**
 * sctp_kassoc_put() - give a reference back
 * @ka: association
 */
static inline void sctp_kassoc_put(struct sctp_kassoc *ka)
{
	if (refcount_dec_and_test(&ka->ref))
		sctp_kassoc_free(ka);
}

/**
 * sctp_kassoc_disown() - undo sctp_kassoc_own()
 * @sk: what it returned
 */
static inline void sctp_kassoc_disown(struct sock *sk)
{
	release_sock(sk);
	sock_put(sk);
}

/**
 * sctp_kassoc_dev() - the device an association is bound to
 * @ka: association
 *
 * Context: RCU or its socket is owned.
 * Return: index of the device of its socket, or of the VRF it was accepted
 * in; 0 = none.
 */
static inline int sctp_kassoc_dev(const struct sctp_kassoc *ka)
{
	const struct sock *sk = READ_ONCE(ka->sk);

	return READ_ONCE(sk->sk_bound_dev_if) ?: ka->l3_if;
}

/**
 * sctp_kassoc_lock() - lock the socket of an association in softirq
 * @ka: association; it may be dead, and it may move to another socket until
 *      the lock is held
 *
 * Context: softirq, RCU.
 * Return: the socket, with its spinlock held; a process may own it.
 */
static inline struct sock *sctp_kassoc_lock(struct sctp_kassoc *ka)
{
	struct sock *sk = READ_ONCE(ka->sk);

	bh_lock_sock(sk);
	while (unlikely(READ_ONCE(ka->sk) != sk)) {
		bh_unlock_sock(sk);
		sk = READ_ONCE(ka->sk);
		bh_lock_sock(sk);
	}
	return sk;
}

/**
 * sctp_now() - core's clock
 *
 * Return: monotonic time in nanoseconds, never 0
 */
static inline u64 sctp_now(void)
{
	return ktime_get_ns();
}

#endif
