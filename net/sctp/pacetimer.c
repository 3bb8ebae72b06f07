// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing of paths. Core says when the next train leaves (core/send/pace.c).
 * Each path that is paced has a high-resolution timer for it.
 *
 * A queued timer has a reference to its association and one to its own memory.
 * Its callback may wait for the socket on another CPU while the timer is queued
 * again or the path is removed.
 *
 * SO_MAX_PACING_RATE is honoured with and without the fq qdisc. So data does
 * not queue up in fq, where round trips would grow and packets could be
 * dropped.
 */
#include <linux/hrtimer.h>
#include <linux/slab.h>

#include "kassoc.h"
#include "pacetimer.h"
#include "timer.h"

/**
 * struct sctp_pace_timer - core's struct sctp_pace and its timer
 * @pace: core's
 * @timer: fires when data that waits may leave
 * @ka: the association
 * @ref: the path has one, and the timer while it is queued
 * @rcu: freed after a grace period, since the callback may be about to return
 */
struct sctp_pace_timer {
	struct sctp_pace pace;
	struct hrtimer timer;
	struct sctp_kassoc *ka;
	refcount_t ref;
	struct rcu_head rcu;
};

static void pace_timer_put(struct sctp_pace_timer *pt)
{
	if (refcount_dec_and_test(&pt->ref))
		kfree_rcu(pt, rcu);
}

static enum hrtimer_restart pace_timer_fired(struct hrtimer *t)
{
	struct sctp_pace_timer *pt =
		container_of(t, struct sctp_pace_timer, timer);
	struct sctp_kassoc *ka = pt->ka;
	struct sock *sk;

	rcu_read_lock();
	sk = sctp_kassoc_lock(ka);
	if (!ka->dead) {
		if (sock_owned_by_user(sk))
			sctp_defer(ka, SCTP_DEFER_PACE);
		else
			sctp_kassoc_run(ka, sctp_now());
	}
	bh_unlock_sock(sk);
	rcu_read_unlock();
	pace_timer_put(pt);
	sctp_kassoc_put(ka);
	return HRTIMER_NORESTART;
}

/**
 * sctp_pace_timer_new() - allocate what a path needs to be paced
 * @ka: its association
 *
 * Return: value for path->pace; NULL without memory: the path is not paced.
 */
struct sctp_pace *sctp_pace_timer_new(struct sctp_kassoc *ka)
{
	struct sctp_pace_timer *pt = kzalloc(sizeof(*pt), GFP_ATOMIC);

	if (!pt)
		return NULL;
	pt->ka = ka;
	refcount_set(&pt->ref, 1);
	hrtimer_setup(&pt->timer, pace_timer_fired, CLOCK_MONOTONIC,
		      HRTIMER_MODE_ABS_PINNED_SOFT);
	return &pt->pace;
}

static void pace_timer_stop(struct sctp_pace_timer *pt)
{
	if (hrtimer_try_to_cancel(&pt->timer) == 1) {
		pace_timer_put(pt);
		sctp_kassoc_put(pt->ka);
	}
}

/**
 * sctp_pace_timer_free() - the path is removed
 * @pace: its pacing; the socket is owned
 */
void sctp_pace_timer_free(struct sctp_pace *pace)
{
	struct sctp_pace_timer *pt =
		container_of(pace, struct sctp_pace_timer, pace);

	pace_timer_stop(pt);
	pace_timer_put(pt);
}

static void limit_path(struct sctp_kassoc *ka, struct sctp_path *p, u64 limit)
{
	if (!p->pace && limit)
		p->pace = sctp_pace_timer_new(ka);
	if (!p->pace || p->pace->limit == limit)
		return;
	/* with the new limit, waiting data may leave earlier */
	pace_timer_stop(container_of(p->pace, struct sctp_pace_timer, pace));
	sctp_pace_limit(p->pace, limit);
}

/**
 * sctp_pace_timer_follow() - take a change of SO_MAX_PACING_RATE into account
 * @ka: association, about to be flushed; its socket is owned
 *
 * There is no callback for it. The caller sees that it was set once by the
 * socket's sk_pacing_status. It is a limit for each path.
 */
noinline void sctp_pace_timer_follow(struct sctp_kassoc *ka)
{
	unsigned long rate = READ_ONCE(ka->sk->sk_max_pacing_rate);
	struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		limit_path(ka, p, rate == ~0UL ? 0 : rate);
	/*
	 * the socket layer lowers sk_pacing_rate, fq's limit, but never raises
	 * it
	 */
	if (READ_ONCE(ka->sk->sk_pacing_rate) != rate)
		WRITE_ONCE(ka->sk->sk_pacing_rate, rate);
}

static void arm_path(struct sctp_kassoc *ka, const struct sctp_path *p)
{
	struct sctp_pace_timer *pt =
		container_of(p->pace, struct sctp_pace_timer, pace);

	if (hrtimer_is_queued(&pt->timer))
		return;
	refcount_inc(&pt->ref);
	sctp_kassoc_get(ka);
	hrtimer_start(&pt->timer, ns_to_ktime(p->pace->at),
		      HRTIMER_MODE_ABS_PINNED_SOFT);
}

/**
 * sctp_pace_timer_arm() - start the timers of paths where data waits
 * @ka: association, flushed, with ->a.tx.flush.paced; its socket is owned
 */
noinline void sctp_pace_timer_arm(struct sctp_kassoc *ka)
{
	const struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		if (p->pace && p->pace->at)
			arm_path(ka, p);
}
