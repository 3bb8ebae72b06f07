// SPDX-License-Identifier: GPL-2.0-only
/*
 * One association, by any of its addresses; or, if the request has no peer
 * port, a socket by the address it is bound to. A cookie, if given, must match.
 */
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <net/ipv6.h>

#include "diag.h"
#include "kassoc.h"
#include "lookup.h"
#include "port.h"
#include "socket.h"

static void get_addr(struct sctp_addr *addr, const __be32 from[4], int family,
		     u32 ifindex)
{
	const struct in6_addr *in6 = (const struct in6_addr *)from;

	memset(addr, 0, sizeof(*addr));
	addr->family = family;
	if (family == AF_INET) {
		addr->v4 = from[0];
	} else if (ipv6_addr_v4mapped(in6)) {
		addr->family = AF_INET;
		addr->v4 = from[3];
	} else {
		memcpy(addr->v6, from, sizeof(addr->v6));
		if (ipv6_addr_type(in6) & IPV6_ADDR_LINKLOCAL)
			addr->scope = ifindex;
	}
}

static struct sctp_kassoc *find_assoc(struct net *net,
				      const struct inet_diag_req_v2 *req)
{
	const struct inet_diag_sockid *id = &req->id;
	struct sctp_addr laddr, paddr;
	struct sctp_query q = {
		.net = net,
		.laddr = &laddr,
		.paddr = &paddr,
		.lport = id->idiag_sport,
		.pport = id->idiag_dport,
		.dev = id->idiag_if,
		.near = id->idiag_if ? SCTP_NEAR_DOMAIN : SCTP_NEAR_ANY,
	};

	get_addr(&laddr, id->idiag_src, req->sdiag_family, id->idiag_if);
	get_addr(&paddr, id->idiag_dst, req->sdiag_family, id->idiag_if);
	return sctp_lookup_assoc(&q);
}

static bool sock_matches(struct sock *sk, const struct inet_diag_req_v2 *req)
{
	const struct inet_diag_sockid *id = &req->id;
	struct inet_diag_msg m = {};

	if (sk->sk_family != req->sdiag_family ||
	    id->idiag_sport != htons(inet_sk(sk)->inet_num))
		return false;
	if (id->idiag_cookie[0] != INET_DIAG_NOCOOKIE ||
	    id->idiag_cookie[1] != INET_DIAG_NOCOOKIE)
		return !sock_diag_check_cookie(sk, id->idiag_cookie);
	inet_diag_msg_common_fill(&m, sk);
	return sk->sk_state == SCTP_SS_LISTENING &&
	       (sctp_sk(sk)->bind_any ||
		!memcmp(m.id.idiag_src, id->idiag_src, sizeof(m.id.idiag_src)));
}

static struct sock *find_sock(struct net *net,
			      const struct inet_diag_req_v2 *req)
{
	struct sctp_port_pos pos = {};
	struct sock *sk;

	while ((sk = sctp_port_next(net, &pos, sctp_diag_shared))) {
		if (sock_matches(sk, req))
			return sk;
		sctp_port_pass(&pos, sk);
		sock_put(sk);
		cond_resched();
	}
	return NULL;
}

/*
 * Find the socket and association of @req. The socket is owned until let_go().
 * NULL when there is none, ERR_PTR(-EBUSY) when another process owns it for
 * long.
 */
static struct sock *get_owned(struct net *net,
			      const struct inet_diag_req_v2 *req,
			      struct sctp_kassoc **ka)
{
	long patience = SCTP_PATIENCE;
	struct sock *sk;

	*ka = NULL;
	if (req->id.idiag_dport) {
		*ka = find_assoc(net, req);
		if (!*ka)
			return NULL;
		sk = sctp_kassoc_own(*ka, &patience);
		if (IS_ERR_OR_NULL(sk))
			sctp_kassoc_put(*ka);
		return sk;
	}
	sk = find_sock(net, req);
	if (sk && !sctp_sock_own(sk, &patience)) {
		sock_put(sk);
		return ERR_PTR(-EBUSY);
	}
	return sk;
}

static void let_go(struct sock *sk, struct sctp_kassoc *ka)
{
	sctp_kassoc_disown(sk);
	if (ka)
		sctp_kassoc_put(ka);
}

static bool family_ok(const struct inet_diag_req_v2 *req)
{
	return req->sdiag_family == AF_INET || req->sdiag_family == AF_INET6;
}

/**
 * sctp_diag_dump_one() - the dump_one of struct inet_diag_handler
 * @cb: netlink's state
 * @req: the request
 *
 * Return: 0; -ENOENT when there is none; -ESTALE when the cookie does not
 * match; -EBUSY when another process owns its socket for long; or an errno of
 * netlink.
 */
int sctp_diag_dump_one(struct netlink_callback *cb,
		       const struct inet_diag_req_v2 *req)
{
	struct sk_buff *in_skb = cb->skb;
	struct net *net = sock_net(in_skb->sk);
	struct sctp_diag d = {
		.cb = cb,
		.req = req,
		.net_admin = netlink_net_capable(in_skb, CAP_NET_ADMIN),
	};
	struct sctp_kassoc *ka;
	struct sock *sk;
	int err;

	if (!family_ok(req))
		return -EINVAL;
	d.skb = nlmsg_new(SCTP_DIAG_RECORD, GFP_KERNEL);
	if (!d.skb)
		return -ENOMEM;
	sk = get_owned(net, req, &ka);
	err = PTR_ERR_OR_ZERO(sk) ?: -ENOENT;
	if (!IS_ERR_OR_NULL(sk)) {
		err = sock_diag_check_cookie(sk, req->id.idiag_cookie) ?:
		      sctp_diag_fill(&d, sk, ka);
		let_go(sk, ka);
	}
	if (err) {
		nlmsg_free(d.skb);
		return err;
	}
	return nlmsg_unicast(net->diag_nlsk, d.skb, NETLINK_CB(in_skb).portid);
}

/**
 * sctp_diag_destroy() - the destroy of struct inet_diag_handler
 * @in_skb: the request
 * @req: the request
 *
 * Aborts the association, or all associations of the socket, which also stops
 * listening.
 *
 * Return: 0; -EPERM; -EINVAL for another address family; -ENOENT when there is
 * none; -ESTALE when the cookie does not match; -EBUSY when another process
 * owns the socket for long.
 */
int sctp_diag_destroy(struct sk_buff *in_skb,
		      const struct inet_diag_req_v2 *req)
{
	struct net *net = sock_net(in_skb->sk);
	struct sctp_kassoc *ka;
	struct sock *sk;
	int err;

	if (!netlink_net_capable(in_skb, CAP_NET_ADMIN))
		return -EPERM;
	if (!family_ok(req))
		return -EINVAL;
	sk = get_owned(net, req, &ka);
	if (IS_ERR_OR_NULL(sk))
		return sk ? PTR_ERR(sk) : -ENOENT;
	err = sock_diag_check_cookie(sk, req->id.idiag_cookie);
	if (!err)
		sctp_sock_destroy(sk, ka);
	let_go(sk, ka);
	return err;
}
