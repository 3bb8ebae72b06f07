// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statistics of a socket: what its associations counted, those that ended or
 * moved to another socket, too. Nothing is counted twice for it: an association
 * is asked when the user asks, and when it leaves.
 */
#include <linux/math64.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "epstats.h"
#include "socket.h"

/* Add @n so many @times: 1, or -1 to take it away; modulo 2^64 */
static void counts_add(struct sctp_assoc_counts *to,
		       const struct sctp_assoc_counts *n, u64 times)
{
	to->isacks += times * n->isacks;
	to->osacks += times * n->osacks;
	to->opackets += times * n->opackets;
	to->ipackets += times * n->ipackets;
	to->rtxchunks += times * n->rtxchunks;
	to->outofseqtsns += times * n->outofseqtsns;
	to->idupchunks += times * n->idupchunks;
	to->gapcnt += times * n->gapcnt;
	to->ouodchunks += times * n->ouodchunks;
	to->iuodchunks += times * n->iuodchunks;
	to->oodchunks += times * n->oodchunks;
	to->iodchunks += times * n->iodchunks;
	to->octrlchunks += times * n->octrlchunks;
	to->ictrlchunks += times * n->ictrlchunks;
}

/* Charged to the socket's cgroup, as its associations are */
static struct sctp_epstats *epstats_of(struct sock *sk, gfp_t gfp)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct mem_cgroup *old;

	if (!sp->stats) {
		old = set_active_memcg(sctp_sock_memcg(sk));
		sp->stats = kzalloc(sizeof(*sp->stats), gfp | __GFP_ACCOUNT);
		set_active_memcg(old);
	}
	return sp->stats;
}

/**
 * sctp_epstats_leave() - an association ends, or moves to another socket
 * @ka: association, still on the list of its socket, which is owned
 *
 * What it counted stays with the socket it leaves. If there is no memory for
 * the first one's, that is lost. Nobody can ask a closed socket.
 */
void sctp_epstats_leave(struct sctp_kassoc *ka)
{
	struct sctp_epstats *st;

	sctp_assert_owned(ka->sk);
	if (sock_flag(ka->sk, SOCK_DEAD))
		return;
	st = epstats_of(ka->sk, GFP_ATOMIC | __GFP_NOWARN);
	if (!st)
		return;
	counts_add(&st->n, &ka->a.counts, 1);
	st->max_rto = max(st->max_rto, sctp_path_max_rto(&ka->a));
}

static void epstats_fill(struct sctp_endpoint_stats *s,
			 const struct sctp_assoc_counts *n)
{
	s->sas_rtxchunks = n->rtxchunks;
	s->sas_gapcnt = n->gapcnt;
	s->sas_outofseqtsns = n->outofseqtsns;
	s->sas_osacks = n->osacks;
	s->sas_isacks = n->isacks;
	s->sas_octrlchunks = n->octrlchunks;
	s->sas_ictrlchunks = n->ictrlchunks;
	s->sas_oodchunks = n->oodchunks;
	s->sas_iodchunks = n->iodchunks;
	s->sas_ouodchunks = n->ouodchunks;
	s->sas_iuodchunks = n->iuodchunks;
	s->sas_idupchunks = n->idupchunks;
	s->sas_opackets = n->opackets;
	s->sas_ipackets = n->ipackets;
}

/* What all associations of the socket have counted until now, so many times */
static void sum_assocs(const struct sock *sk, struct sctp_assoc_counts *n,
		       u64 times)
{
	const struct sctp_kassoc *ka;

	list_for_each_entry(ka, &sctp_sk(sk)->assocs, list)
		counts_add(n, &ka->a.counts, times);
}

/* The largest RTO since the last call, nanoseconds */
static u64 take_max_rto(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_kassoc *ka;
	u64 most = 0;

	if (sp->stats) {
		most = sp->stats->max_rto;
		sp->stats->max_rto = 0;
	}
	list_for_each_entry(ka, &sp->assocs, list)
		most = max(most, sctp_path_take_max_rto(&ka->a));
	return most;
}

/**
 * sctp_epstats_get() - read the statistics of a socket
 * @sk: the socket, owned by the caller
 * @s: to fill. Its largest RTO is that since the last call
 */
void sctp_epstats_get(struct sock *sk, struct sctp_endpoint_stats *s)
{
	const struct sctp_epstats *st = sctp_sk(sk)->stats;
	struct sctp_assoc_counts n = {};

	sctp_assert_owned(sk);
	if (st)
		n = st->n;
	sum_assocs(sk, &n, 1);
	epstats_fill(s, &n);
	s->sas_maxrto = div_u64(take_max_rto(sk), NSEC_PER_MSEC);
}

/**
 * sctp_epstats_reset() - begin to count at 0
 * @sk: the socket, owned by the caller
 *
 * Associations go on counting for SCTP_GET_ASSOC_STATS.
 *
 * Return: 0; -ENOMEM and nothing has changed.
 */
int sctp_epstats_reset(struct sock *sk)
{
	struct sctp_epstats *st;

	sctp_assert_owned(sk);
	st = epstats_of(sk, GFP_KERNEL);
	if (!st)
		return -ENOMEM;
	memset(&st->n, 0, sizeof(st->n));
	sum_assocs(sk, &st->n, -1);
	take_max_rto(sk);
	return 0;
}

/**
 * sctp_epstats_free() - the socket is destroyed
 * @sk: the socket
 */
void sctp_epstats_free(struct sock *sk)
{
	kfree(sctp_sk(sk)->stats);
	sctp_sk(sk)->stats = NULL;
}
