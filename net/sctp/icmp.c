// SPDX-License-Identifier: GPL-2.0-only
/*
 * ICMP errors about our packets, RFC 9260 section 10. Anybody can send one, so
 * it counts only if the packet it quotes has the peer's verification tag, or is
 * our INIT.
 */
#include <linux/errqueue.h>
#include <net/icmp.h>
#include <net/ip.h>

#include "core/chunk.h"
#include "core/ext/plpmtud.h"
#include "core/heartbeat.h"
#include "core/life/end.h"
#include "core/life/state.h"
#include "core/pathroute.h"
#include "icmp.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "timer.h"
#include "udp.h"

/* ICMP6: check the verification tag quoted, or the Initiate Tag of the INIT */
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

/* Report the error to the socket: an error for the application, or sk_err_soft
 */
static void icmp_report(struct sctp_kassoc *ka, const struct sctp_icmp *icmp)
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

/* Act upon the error. The socket is owned; the caller calls sctp_kassoc_run()
 */
static void path_error(struct sctp_kpath *kp, enum sctp_icmp_kind kind)
{
	struct sctp_assoc *a = &kp->ka->a;

	switch (kind) {
	case SCTP_ICMP_TOO_BIG:
		if (sctp_path_probing(&kp->p)) {
			sctp_path_too_big(a, &kp->p, sctp_kpath_hint_pmtu(kp),
					  sctp_now());
			break;
		}
		/* The routing tables have the MTU now, unless they ignored it.
		 * Look the route up again: the path's may go by another next
		 * hop, since it was chosen before the source was known.
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

/* Tell the routing tables, which needs no socket lock. False if that was all */
static bool icmp_learn(struct sctp_kpath *kp, struct sock *sk,
		       const struct sctp_icmp *icmp)
{
	const struct sctp_af *af = sctp_af(icmp->dst.family);
	u32 mtu;

	switch (icmp->kind) {
	case SCTP_ICMP_TOO_BIG:
		if (!kp->p.cfg.pmtud_enabled || !ip_sk_accept_pmtu(sk))
			return false;
		/* where the path is probed it is only a hint (RFC 8899) */
		if (READ_ONCE(kp->p.plpmtud))
			mtu = icmp->mtu;
		else
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

static void icmp_handle(struct sctp_kpath *kp, struct sock *sk,
			const struct sctp_icmp *icmp)
{
	struct sctp_kassoc *ka = kp->ka;
	bool init;

	if (icmp->encap != sctp_udp_ports(kp).peer ||
	    !quote_is_ours(&ka->a, icmp, &init))
		return;
	/* once the INIT was answered, an error about it counts no more */
	if (init && icmp->kind == SCTP_ICMP_PROTO &&
	    ka->a.state != SCTP_ST_COOKIE_WAIT)
		return;
	/* A NAT that gave the peer another port says the same of the old one */
	if (!init && icmp->kind == SCTP_ICMP_PROTO && icmp->encap)
		return;
	if (!icmp_learn(kp, sk, icmp))
		return;
	icmp_report(ka, icmp);
	if (icmp->kind == SCTP_ICMP_TOLD)
		return;
	if (sock_owned_by_user(sk)) {
		/* the worst error counts */
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
		icmp_handle(kp, sk, icmp);
	bh_unlock_sock(sk);
	return 0;
}

/**
 * sctp_icmp_deferred() - handle errors that came while the socket was owned
 * @ka: association; its socket is about to be released
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
