// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one timer of an association, and work that had to wait.
 *
 * Core keeps the deadlines: T1, T2, T3-rtx and heartbeat per path, T5, SACK
 * delay, autoclose. The kernel timer follows the earliest of them lazily: it
 * is moved only when a deadline comes before it, and one that fires too early
 * is armed again. So a bulk transfer, which pushes T3-rtx on with every SACK,
 * leaves the timer wheel alone.
 *
 * When a process owns the socket at the moment the timer fires, or an ICMP
 * error comes, the association is put on sctp_sock.deferred, and the process
 * does the work when it lets the socket go. That list belongs to the socket's
 * spinlock.
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
	struct sctp_kassoc *ka = from_timer(ka, t, timer);
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
 * sctp_timer_arm() - see to it that core runs at its next deadline
 * @ka: association; its socket is owned
 * @now: time, as core was told last
 */
void sctp_timer_arm(struct sctp_kassoc *ka, u64 now)
{
	u64 at = sctp_assoc_deadline(&ka->a);

	if (ka->timer_at && ka->timer_at <= at)
		return;
	timer_set(ka, at, at > now ? at - now : 0);
}

/**
 * sctp_timer_soon() - see to it that core runs within a tick or two
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
 * sctp_defer_migrate() - an association goes to another socket
 * @ka: association, with or without work deferred
 * @from: the socket it leaves; owned by this process
 * @to: the socket it belongs to from now on; owned by this process
 *
 * Both happen under the spinlock, so that whoever looks at the association
 * under it either defers before, or finds the new socket. Work that was
 * deferred moves along: it is done when @to is let go.
 */
void sctp_defer_migrate(struct sctp_kassoc *ka, struct sock *from,
			struct sock *to)
{
	spin_lock_bh(&from->sk_lock.slock);
	/* nobody else comes to the list of @to before it is published */
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
	/* what has waited for its time is no timer of core's */
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
 * @sk: socket that its owner is about to let go; its spinlock is held
 */
void sctp_release_cb(struct sock *sk)
{
	struct list_head *list = &sctp_sk(sk)->deferred;

	if (!list_empty(list))
		deferred_work(list);
}
