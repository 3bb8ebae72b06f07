// SPDX-License-Identifier: GPL-2.0-only
/*
 * ICMP errors about packets of ours, RFC 9260 section 10. Anybody can send
 * one: it counts only when the packet it quotes carries the peer's tag, or is
 * the INIT we sent.
 */
#include <linux/errqueue.h>
#include <net/icmp.h>
#include <net/ip.h>

#include "core/chunk.h"
#include "core/end.h"
#include "icmp.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "timer.h"

/* ICMP6: the tag of the packet quoted, or of the INIT in it, must be right */
static bool quote_is_ours(const struct sctp_assoc *a,
			  const struct sctp_icmp *icmp, bool *init)
{
	struct {
		struct sctpw_common h;
		struct sctpw_chunk ch;
		__be32 init_tag;
	} q;
	const u32 tag_end = offsetofend(struct sctpw_common, vtag);
	const struct sctp_chunk_row *row;

	if (skb_copy_bits(icmp->skb, icmp->off, &q, tag_end))
		return false;
	*init = !q.h.vtag;
	if (q.h.vtag)
		return be32_to_cpu(q.h.vtag) == a->hs.peer_tag;
	if (skb_copy_bits(icmp->skb, icmp->off, &q, sizeof(q)))
		return false;
	row = sctp_chunk_row(q.ch.type);
	return row && (row->flags & SCTP_CHUNK_TAG_0) &&
	       be32_to_cpu(q.init_tag) == a->hs.my_tag;
}

static bool wants_errors(const struct sock *sk, u16 family)
{
	return family == AF_INET ? inet_test_bit(RECVERR, sk) :
				   inet6_test_bit(RECVERR6, sk);
}

/* Something for the socket to show when all else fails */
static void report(struct sctp_kassoc *ka, const struct sctp_icmp *icmp)
{
	struct sock *sk = ka->sk;
	int err = icmp->err;

	if (!err || icmp->kind == SCTP_ICMP_TOO_BIG || ka->unaccepted ||
	    sctp_is_one_to_many(sk))
		return;
	if (!sock_owned_by_user(sk) && wants_errors(sk, icmp->dst.family)) {
		WRITE_ONCE(sk->sk_err, err);
		sk_error_report(sk);
	} else {
		WRITE_ONCE(sk->sk_err_soft, err);
	}
}

/* Do what the error asks for; the socket is owned, the caller runs @ka */
static void path_error(struct sctp_kpath *kp, enum sctp_icmp_kind kind)
{
	struct sctp_assoc *a = &kp->ka->a;

	switch (kind) {
	case SCTP_ICMP_TOO_BIG:
		/* the routing tables know, and may not believe it. The path's
		 * route can be another next hop's than the one that learnt:
		 * it was chosen before there was a source address.
		 */
		sctp_kpath_drop_route(kp);
		kp->ka->rerouted = true;
		break;
	case SCTP_ICMP_UNREACH:
		sctp_path_unreachable(a, &kp->p, sctp_now());
		break;
	case SCTP_ICMP_PROTO:
		/* ICMP8: like an ABORT with the T bit */
		sctp_assoc_end(a, SCTP_END_PEER_ABORT, 0, NULL, 0);
		break;
	case SCTP_ICMP_REDIRECT:
	case SCTP_ICMP_TOLD:
	case SCTP_ICMP_NONE:
		break;
	}
}

/* What routing makes of it needs no lock of ours; false when that is all */
static bool learn(struct sctp_kpath *kp, struct sock *sk,
		  const struct sctp_icmp *icmp)
{
	const struct sctp_af *af = sctp_af(icmp->dst.family);
	u32 mtu;

	switch (icmp->kind) {
	case SCTP_ICMP_TOO_BIG:
		if (!kp->p.cfg.pmtud_enabled || !ip_sk_accept_pmtu(sk))
			return false;
		mtu = af->learn_mtu(kp, icmp->skb, icmp->mtu);
		if (mtu)
			sctp_kpath_remember_pmtu(kp, mtu);
		return true;
	case SCTP_ICMP_REDIRECT:
		af->learn_redirect(kp, icmp->skb);
		return false;
	default:
		return true;
	}
}

static void handle(struct sctp_kpath *kp, struct sock *sk,
		   const struct sctp_icmp *icmp)
{
	struct sctp_kassoc *ka = kp->ka;
	bool init;

	if (!quote_is_ours(&ka->a, icmp, &init))
		return;
	/* an INIT can only be refused while nothing else was agreed upon */
	if (init && icmp->kind == SCTP_ICMP_PROTO &&
	    ka->a.state != SCTP_ST_COOKIE_WAIT)
		return;
	if (!learn(kp, sk, icmp))
		return;
	report(ka, icmp);
	if (icmp->kind == SCTP_ICMP_TOLD)
		return;
	if (sock_owned_by_user(sk)) {
		/* what is worst counts */
		kp->icmp = max_t(u8, kp->icmp, icmp->kind);
		sctp_defer(ka, SCTP_DEFER_ICMP);
		return;
	}
	path_error(kp, icmp->kind);
	sctp_kassoc_run(ka, sctp_now());
}

/**
 * sctp_icmp_input() - an ICMP error arrived
 * @net: network namespace
 * @icmp: what it says
 *
 * Context: softirq, RCU.
 * Return: 0, or -ENOENT when it is about no association.
 */
int sctp_icmp_input(struct net *net, const struct sctp_icmp *icmp)
{
	struct sctp_query q = {
		.net = net,
		.laddr = &icmp->src,
		.paddr = &icmp->dst,
		.dev = icmp->dif,
		.near = SCTP_NEAR_DOMAIN,
	};
	struct sctp_kpath *kp;
	struct sock *sk;
	__be16 port[2];

	if (skb_copy_bits(icmp->skb, icmp->off, port, sizeof(port)))
		return -ENOENT;
	q.lport = port[0];
	q.pport = port[1];
	kp = sctp_lookup_near(&q);
	if (!kp)
		return -ENOENT;
	sk = sctp_kassoc_lock(kp->ka);
	/* the path may have been removed; RCU keeps its memory */
	if (!kp->ka->dead && kp->hashed)
		handle(kp, sk, icmp);
	bh_unlock_sock(sk);
	return 0;
}

/**
 * sctp_icmp_deferred() - handle errors that came while the socket was owned
 * @ka: association; its socket is about to be let go
 */
void sctp_icmp_deferred(struct sctp_kassoc *ka)
{
	enum sctp_icmp_kind kind;
	struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list) {
		struct sctp_kpath *kp = sctp_kp(p);

		kind = kp->icmp;
		kp->icmp = SCTP_ICMP_NONE;
		path_error(kp, kind);
		if (ka->a.state == SCTP_ST_CLOSED)
			break;
	}
	sctp_kassoc_run(ka, sctp_now());
}
