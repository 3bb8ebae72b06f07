// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing of paths. Core says when the next train leaves (core/pace.c); here is
 * the clock that is exact enough to keep to it, a high-resolution timer for
 * each path that is paced. Others have none.
 *
 * A timer that is queued has a reference to its association and one to its
 * memory: it may be in its callback on another processor, waiting for the
 * socket, when it is queued again or its path goes.
 *
 * SO_MAX_PACING_RATE is kept to whether the device has the fq qdisc or not. So
 * data does not pile up there, where round trips would grow, and be dropped
 * when fq has enough of a flow; fq finds little left to do.
 */
#include <linux/hrtimer.h>
#include <linux/slab.h>

#include "kassoc.h"
#include "pacer.h"
#include "timer.h"

/**
 * struct sctp_pacer - the surroundings of core's struct sctp_pace
 * @pace: core's
 * @timer: fires when data that waits may leave
 * @ka: the association
 * @ref: the path has one, and the timer while it is queued
 * @rcu: freed after a grace period, since the timer may just return
 */
struct sctp_pacer {
	struct sctp_pace pace;
	struct hrtimer timer;
	struct sctp_kassoc *ka;
	refcount_t ref;
	struct rcu_head rcu;
};

static void pacer_put(struct sctp_pacer *pacer)
{
	if (refcount_dec_and_test(&pacer->ref))
		kfree_rcu(pacer, rcu);
}

static enum hrtimer_restart pacer_fired(struct hrtimer *t)
{
	struct sctp_pacer *pacer = container_of(t, struct sctp_pacer, timer);
	struct sctp_kassoc *ka = pacer->ka;
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
	pacer_put(pacer);
	sctp_kassoc_put(ka);
	return HRTIMER_NORESTART;
}

/**
 * sctp_pacer_new() - what a path needs to be paced
 * @ka: its association
 *
 * Return: for path->pace; NULL when there is no memory: it is not paced then.
 */
struct sctp_pace *sctp_pacer_new(struct sctp_kassoc *ka)
{
	struct sctp_pacer *pacer = kzalloc(sizeof(*pacer), GFP_ATOMIC);

	if (!pacer)
		return NULL;
	pacer->ka = ka;
	refcount_set(&pacer->ref, 1);
	hrtimer_init(&pacer->timer, CLOCK_MONOTONIC,
		     HRTIMER_MODE_ABS_PINNED_SOFT);
	pacer->timer.function = pacer_fired;
	return &pacer->pace;
}

static void pacer_stop(struct sctp_pacer *pacer)
{
	if (hrtimer_try_to_cancel(&pacer->timer) == 1) {
		pacer_put(pacer);
		sctp_kassoc_put(pacer->ka);
	}
}

/**
 * sctp_pacer_free() - the path goes
 * @pace: its pacing; the socket is owned
 */
void sctp_pacer_free(struct sctp_pace *pace)
{
	struct sctp_pacer *pacer = container_of(pace, struct sctp_pacer, pace);

	pacer_stop(pacer);
	pacer_put(pacer);
}

static void limit_path(struct sctp_kassoc *ka, struct sctp_path *p, u64 limit)
{
	if (!p->pace && limit)
		p->pace = sctp_pacer_new(ka);
	if (!p->pace || p->pace->limit == limit)
		return;
	/* what waits may leave sooner now */
	pacer_stop(container_of(p->pace, struct sctp_pacer, pace));
	sctp_pace_limit(p->pace, limit);
}

/**
 * sctp_pacer_follow() - take a change of SO_MAX_PACING_RATE into account
 * @ka: association, about to be flushed; its socket is owned
 *
 * Nothing tells us of it but the socket's sk_pacing_status, which is no more
 * what it was at first. It is a limit for each path.
 */
noinline void sctp_pacer_follow(struct sctp_kassoc *ka)
{
	unsigned long rate = READ_ONCE(ka->sk->sk_max_pacing_rate);
	struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		limit_path(ka, p, rate == ~0UL ? 0 : rate);
	/* what fq goes by follows a limit that falls only */
	if (READ_ONCE(ka->sk->sk_pacing_rate) != rate)
		WRITE_ONCE(ka->sk->sk_pacing_rate, rate);
}

static void arm_path(struct sctp_kassoc *ka, const struct sctp_path *p)
{
	struct sctp_pacer *pacer = container_of(p->pace, struct sctp_pacer,
						pace);

	if (hrtimer_is_queued(&pacer->timer))
		return;
	refcount_inc(&pacer->ref);
	sctp_kassoc_get(ka);
	hrtimer_start(&pacer->timer, ns_to_ktime(p->pace->at),
		      HRTIMER_MODE_ABS_PINNED_SOFT);
}

/**
 * sctp_pacer_arm() - see to it that core runs when data may leave
 * @ka: association, flushed, with ->a.tx.paced; its socket is owned
 */
noinline void sctp_pacer_arm(struct sctp_kassoc *ka)
{
	const struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		if (p->pace && p->pace->at)
			arm_path(ka, p);
}
