// SPDX-License-Identifier: GPL-2.0-only
/*
 * All sockets and associations, in as many messages as needed.
 *
 *   1. sockets that listen or are one-to-many, in the order of the port table
 *      and, in the same slot, of their cookies
 *   2. the others, in the order of the id of their only association
 *
 * Cookies and ids do not change, and new ones are larger. So what exists during
 * the whole dump is shown once.
 */
#include <linux/inet_diag.h>
#include <linux/slab.h>
#include <linux/sock_diag.h>

#include "diag.h"
#include "kassoc.h"
#include "lookup.h"
#include "port.h"

/**
 * struct dump - where the next message of a dump goes on
 * @port: step 1
 * @assoc: step 2: id of an association
 * @cookie: cookie of the socket that the last message ended in
 * @inside: id of the association to go on with, 0 = the first
 * @headed: the socket's own record was shown
 * @step2: step 1 is done
 */
struct dump {
	struct sctp_port_pos port;
	unsigned long assoc;
	u64 cookie;
	sctp_assoc_t inside;
	bool headed;
	bool step2;
};

/**
 * struct dumper - the work on one message
 * @d: request and answer
 * @at: where the dump is
 * @filter: conditions for records, in inet_diag's bytecode; NULL without any
 * @stand_in: a socket with the data of an association, for that bytecode
 * @patience: jiffies that are left to wait for sockets
 */
struct dumper {
	struct sctp_diag d;
	struct dump *at;
	const struct inet_diag_dump_data *filter;
	struct inet_sock *stand_in;
	long patience;
};

/* --- what is wanted --- */

/* The states of TCP that correspond best: these are what a request names */
static u32 states_of(const struct sctp_assoc *a)
{
	switch ((enum sctp_state)a->state) {
	case SCTP_ST_COOKIE_WAIT:
	case SCTP_ST_COOKIE_ECHOED:
		return TCPF_SYN_SENT;
	case SCTP_ST_ESTABLISHED:
		return TCPF_ESTABLISHED;
	case SCTP_ST_SHUTDOWN_PENDING:
		return TCPF_FIN_WAIT1;
	case SCTP_ST_SHUTDOWN_SENT:
		return TCPF_FIN_WAIT2;
	case SCTP_ST_SHUTDOWN_RECEIVED:
		return TCPF_CLOSE_WAIT;
	case SCTP_ST_SHUTDOWN_ACK_SENT:
		return TCPF_LAST_ACK;
	default:
		return TCPF_CLOSE;
	}
}

static bool sock_wanted(const struct dumper *m, struct sock *sk)
{
	const struct inet_diag_req_v2 *req = m->d.req;

	return sk->sk_state == SCTP_SS_LISTENING &&
	       (req->idiag_states & TCPF_LISTEN) && !req->id.idiag_dport &&
	       (!m->filter || inet_diag_passes(m->filter, sk));
}

static bool passes_filter(const struct dumper *m, const struct sctp_kassoc *ka,
			  bool owned)
{
	const struct sock *from = READ_ONCE(ka->sk);
	struct inet_diag_sockid id = { .idiag_if = from->sk_bound_dev_if };
	struct sock *sk = &m->stand_in->sk;

	if (!m->filter)
		return true;
	sctp_diag_id(&id, ka, owned);
	sk->sk_family = from->sk_family;
	sk->sk_state = TCP_ESTABLISHED;
	sk->sk_num = ntohs(id.idiag_sport);
	sk->sk_dport = id.idiag_dport;
	sk->sk_bound_dev_if = id.idiag_if;
	sk->sk_userlocks = from->sk_userlocks;
	sk->sk_mark = READ_ONCE(from->sk_mark);
#ifdef CONFIG_SOCK_CGROUP_DATA
	sk->sk_cgrp_data = from->sk_cgrp_data;
#endif
	sk->sk_rcv_saddr = id.idiag_src[0];
	sk->sk_daddr = id.idiag_dst[0];
	memcpy(&sk->sk_v6_rcv_saddr, id.idiag_src, sizeof(id.idiag_src));
	memcpy(&sk->sk_v6_daddr, id.idiag_dst, sizeof(id.idiag_dst));
	return inet_diag_passes(m->filter, sk);
}

static bool assoc_wanted(const struct dumper *m, const struct sctp_kassoc *ka,
			 bool owned)
{
	const struct inet_diag_req_v2 *req = m->d.req;

	return (req->idiag_states & states_of(&ka->a)) &&
	       (!req->id.idiag_dport || req->id.idiag_dport == ka->a.pport) &&
	       passes_filter(m, ka, owned);
}

static bool family_wanted(const struct dumper *m, const struct sock *sk)
{
	const struct inet_diag_req_v2 *req = m->d.req;

	if (req->sdiag_family != AF_UNSPEC &&
	    req->sdiag_family != sk->sk_family)
		return false;
	return !req->id.idiag_sport ||
	       req->id.idiag_sport == htons(inet_sk(sk)->inet_num);
}

/* --- one socket --- */

static u64 cookie_of(struct sock *sk)
{
	u32 cookie[2];

	sock_diag_save_cookie(sk, cookie);
	return (u64)cookie[1] << 32 | cookie[0];
}

/* The first association of @sk whose id is not below @id */
static struct sctp_kassoc *assoc_from(const struct sock *sk, sctp_assoc_t id)
{
	unsigned long pos = id;
	struct sctp_kassoc *ka;

	while ((ka = sctp_assoc_next(sock_net(sk), &pos))) {
		bool found = READ_ONCE(ka->sk) == sk && !ka->dead;

		/* if found, the list of @sk, which is owned, keeps it */
		sctp_kassoc_put(ka);
		if (found)
			return ka;
		pos++;
	}
	return NULL;
}

static struct sctp_kassoc *first_assoc(const struct dumper *m,
				       const struct sock *sk)
{
	if (m->at->inside)
		return assoc_from(sk, m->at->inside);
	return list_first_entry_or_null(&sctp_sk(sk)->assocs,
					struct sctp_kassoc, list);
}

static int show_head(struct dumper *m, struct sock *sk)
{
	int err = 0;

	if (!m->at->headed)
		err = sctp_diag_fill(&m->d, sk, NULL);
	if (!err)
		m->at->headed = true;
	return err;
}

static int show_assocs(struct dumper *m, struct sock *sk)
{
	struct sctp_kassoc *ka = first_assoc(m, sk);
	int err;

	if (!ka)
		return 0;
	list_for_each_entry_from(ka, &sctp_sk(sk)->assocs, list) {
		m->at->inside = ka->id;
		if (!assoc_wanted(m, ka, true))
			continue;
		err = show_head(m, sk) ?: sctp_diag_fill(&m->d, sk, ka);
		if (err)
			return err;
	}
	return 0;
}

/* Go on in this socket if the last message ended in it; else begin with it */
static void enter_sock(struct dump *at, struct sock *sk)
{
	u64 cookie = cookie_of(sk);

	if (at->cookie == cookie)
		return;
	at->cookie = cookie;
	at->inside = 0;
	at->headed = false;
}

/* Show a socket, which is owned, from where the last message ended */
static int show_sock(struct dumper *m, struct sock *sk)
{
	int err = 0;

	if (!family_wanted(m, sk))
		return 0;
	enter_sock(m->at, sk);
	if (sock_wanted(m, sk))
		err = show_head(m, sk);
	return err ?: show_assocs(m, sk);
}

/* --- sockets that another process owns for long --- */

static int show_busy_head(struct dumper *m, struct sock *sk)
{
	int err = 0;

	if (!m->at->headed)
		err = sctp_diag_fill_busy(&m->d, sk, NULL);
	if (!err)
		m->at->headed = true;
	return err;
}

static int show_busy(struct dumper *m, struct sctp_kassoc *ka, struct sock *sk)
{
	if (!family_wanted(m, sk) || !assoc_wanted(m, ka, false))
		return 0;
	enter_sock(m->at, sk);
	return show_busy_head(m, sk) ?: sctp_diag_fill_busy(&m->d, sk, ka);
}

/* Its list of associations cannot be walked: walk all of the namespace */
static int show_busy_sock(struct dumper *m, struct net *net, struct sock *sk)
{
	struct sctp_kassoc *ka;
	unsigned long pos;
	int err = 0;

	if (!family_wanted(m, sk))
		return 0;
	enter_sock(m->at, sk);
	rcu_read_lock();
	if (sock_wanted(m, sk))
		err = show_busy_head(m, sk);
	rcu_read_unlock();
	pos = m->at->inside;
	while (!err && (ka = sctp_assoc_next(net, &pos))) {
		m->at->inside = pos++;
		rcu_read_lock();
		if (READ_ONCE(ka->sk) == sk)
			err = show_busy(m, ka, sk);
		rcu_read_unlock();
		sctp_kassoc_put(ka);
		cond_resched();
	}
	return err;
}

/* --- all of them --- */

static int show_one_shared(struct dumper *m, struct net *net, struct sock *sk)
{
	int err;

	if (!sctp_sock_own(sk, &m->patience))
		return show_busy_sock(m, net, sk);
	err = sctp_diag_shared(sk) ? show_sock(m, sk) : 0;
	release_sock(sk);
	return err;
}

static int show_one_single(struct dumper *m, struct sctp_kassoc *ka)
{
	struct sock *sk = sctp_kassoc_own(ka, &m->patience);
	int err = 0;

	if (!sk)
		return 0;
	if (!IS_ERR(sk)) {
		err = sctp_diag_shared(sk) ? 0 : show_sock(m, sk);
		sctp_kassoc_disown(sk);
		return err;
	}
	rcu_read_lock();
	sk = READ_ONCE(ka->sk);
	if (!sctp_diag_shared(sk))
		err = show_busy(m, ka, sk);
	rcu_read_unlock();
	return err;
}

static int show_shared(struct dumper *m, struct net *net)
{
	struct sock *sk;
	int err;

	while ((sk = sctp_port_next(net, &m->at->port, sctp_diag_shared))) {
		err = show_one_shared(m, net, sk);
		if (!err)
			sctp_port_pass(&m->at->port, sk);
		sock_put(sk);
		if (err)
			return err;
		cond_resched();
	}
	return 0;
}

static int show_single(struct dumper *m, struct net *net)
{
	struct sctp_kassoc *ka;
	int err = 0;

	while (!err && (ka = sctp_assoc_next(net, &m->at->assoc))) {
		err = show_one_single(m, ka);
		if (!err)
			m->at->assoc++;
		sctp_kassoc_put(ka);
		cond_resched();
	}
	return err;
}

static int show_all(struct dumper *m, struct net *net)
{
	int err;

	if (!m->at->step2) {
		err = show_shared(m, net);
		if (err)
			return err;
		m->at->step2 = true;
	}
	if (!(m->d.req->idiag_states & ~TCPF_LISTEN))
		return 0;
	return show_single(m, net);
}

/**
 * sctp_diag_dump() - the dump of struct inet_diag_handler
 * @skb: to append records to
 * @cb: netlink's state; its ctx is zero at first
 * @req: the request
 */
void sctp_diag_dump(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct inet_diag_req_v2 *req)
{
	const struct inet_diag_dump_data *data = cb->data;
	struct dumper m = {
		.d = {
			.skb = skb,
			.cb = cb,
			.req = req,
			.flags = NLM_F_MULTI,
			.net_admin = netlink_net_capable(cb->skb,
							 CAP_NET_ADMIN),
		},
		.at = (struct dump *)cb->ctx,
		.filter = data->inet_diag_nla_bc ? data : NULL,
		.patience = SCTP_PATIENCE,
	};

	BUILD_BUG_ON(sizeof(struct dump) > sizeof(cb->ctx));
	if (m.filter) {
		m.stand_in = kzalloc(sizeof(*m.stand_in), GFP_KERNEL);
		if (!m.stand_in)
			return;
	}
	/* not even one record fits: ask inet_diag for a larger skb */
	if (show_all(&m, sock_net(skb->sk)) && !skb->len)
		cb->min_dump_alloc = SCTP_DIAG_RECORD;
	kfree(m.stand_in);
}
