// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one timer of an association, and deferred work.
 *
 * Core keeps the deadlines (core/expire.c). The kernel timer follows the
 * earliest one lazily: it is moved only when a deadline is before it, and if it
 * fires too early it is armed again. So it need not be moved when T3-rtx
 * restarts, which a bulk transfer does with every SACK.
 *
 * If the timer fires, or an ICMP error comes, while a process owns the socket,
 * the association is put on sctp_sock.deferred. The process does the work when
 * it releases the socket. The socket's spinlock guards the list.
 */
#include <linux/jiffies.h>

#include "icmp.h"
#include "kassoc.h"
#include "pages.h"
#include "rmem.h"
#include "timer.h"

static void timer_run(struct sctp_kassoc *ka)
{
	u64 now = sctp_now();
	bool soon = ka->soon;

	ka->timer_at = 0;
	ka->soon = false;
	if (!ka->sk->sk_wmem_queued)
		sctp_pages_free(ka->sk);
	if (sctp_assoc_timeout(&ka->a, now) || soon ||
	    sctp_rmem_settle(ka, ka->sk))
		sctp_kassoc_run(ka, now);
	else
		sctp_timer_arm(ka, now);
}

static void timer_fired(struct timer_list *t)
{
	struct sctp_kassoc *ka = timer_container_of(ka, t, timer);
	struct sock *sk;

	rcu_read_lock();
	sk = sctp_kassoc_lock(ka);
	if (!ka->dead) {
		if (sock_owned_by_user(sk))
			sctp_defer(ka, SCTP_DEFER_TIMER);
		else
			timer_run(ka);
	}
	bh_unlock_sock(sk);
	rcu_read_unlock();
	sctp_kassoc_put(ka);
}

/**
 * sctp_timer_init() - prepare the timer of a new association
 * @ka: association
 */
void sctp_timer_init(struct sctp_kassoc *ka)
{
	timer_setup(&ka->timer, timer_fired, 0);
}

/* Jiffies from now until @ns from now, rounded up, at least one */
static unsigned long timer_delay(u64 ns)
{
	return min_t(u64, nsecs_to_jiffies64(ns) + 1, MAX_JIFFY_OFFSET);
}

static void timer_set(struct sctp_kassoc *ka, u64 at, u64 delay)
{
	ka->timer_at = at;
	if (!mod_timer(&ka->timer, jiffies + timer_delay(delay)))
		sctp_kassoc_get(ka);
}

/**
 * sctp_timer_arm() - arm the timer for core's next deadline
 * @ka: association; its socket is owned
 * @now: the time that core was called with last
 */
void sctp_timer_arm(struct sctp_kassoc *ka, u64 now)
{
	u64 at = sctp_assoc_deadline(&ka->a);

	if (ka->timer_at && ka->timer_at <= at)
		return;
	timer_set(ka, at, at > now ? at - now : 0);
}

/**
 * sctp_timer_soon() - arm the timer to run core within two ticks
 * @ka: association; its socket is owned
 */
void sctp_timer_soon(struct sctp_kassoc *ka)
{
	u64 now = sctp_now();

	ka->soon = true;
	if (!ka->timer_at || ka->timer_at > now)
		timer_set(ka, now, 0);
}

/**
 * sctp_timer_stop() - disarm the timer for good
 * @ka: association that is dead; its socket is owned
 */
void sctp_timer_stop(struct sctp_kassoc *ka)
{
	ka->timer_at = 0;
	if (timer_delete(&ka->timer))
		sctp_kassoc_put(ka);
}

/* --- deferred work --- */

/**
 * sctp_defer() - leave work to the process that owns the socket
 * @ka: association
 * @what: SCTP_DEFER_*
 *
 * Context: holds the spinlock of @ka->sk, which a process owns.
 */
void sctp_defer(struct sctp_kassoc *ka, u8 what)
{
	ka->deferred |= what;
	if (!list_empty(&ka->deferred_node))
		return;
	sctp_kassoc_get(ka);
	list_add_tail(&ka->deferred_node, &sctp_sk(ka->sk)->deferred);
}

/**
 * sctp_defer_migrate() - change the socket of an association
 * @ka: association, with or without work deferred
 * @from: the socket it leaves; owned by this process
 * @to: the socket it belongs to from now on; owned by this process
 *
 * Sets ->sk and moves deferred work under the spinlock of @from. So softirq
 * either defers before, or finds the new socket. The work is done when @to is
 * released.
 */
void sctp_defer_migrate(struct sctp_kassoc *ka, struct sock *from,
			struct sock *to)
{
	spin_lock_bh(&from->sk_lock.slock);
	/* no lock for the list of @to: @ka is the first on that socket */
	if (!list_empty(&ka->deferred_node))
		list_move_tail(&ka->deferred_node, &sctp_sk(to)->deferred);
	/* pairs with READ_ONCE() in sctp_kassoc_lock() */
	smp_store_release(&ka->sk, to);
	spin_unlock_bh(&from->sk_lock.slock);
}

static void deferred_run(struct sctp_kassoc *ka, u8 what)
{
	if (what & SCTP_DEFER_ICMP)
		sctp_icmp_deferred(ka);
	if (what & SCTP_DEFER_TIMER && !ka->dead)
		timer_run(ka);
	/* pacing is no deadline of core's, so run core */
	if (what & SCTP_DEFER_PACE)
		sctp_kassoc_run(ka, sctp_now());
}

static noinline void deferred_work(struct list_head *list)
{
	while (!list_empty(list)) {
		struct sctp_kassoc *ka;
		u8 what;

		ka = list_first_entry(list, struct sctp_kassoc, deferred_node);
		list_del_init(&ka->deferred_node);
		what = ka->deferred;
		ka->deferred = 0;
		if (!ka->dead)
			deferred_run(ka, what);
		sctp_kassoc_put(ka);
	}
}

/**
 * sctp_release_cb() - the release_cb() of struct proto
 * @sk: socket that its owner is about to release; its spinlock is held
 */
void sctp_release_cb(struct sock *sk)
{
	struct list_head *list = &sctp_sk(sk)->deferred;

	if (!list_empty(list))
		deferred_work(list);
}
