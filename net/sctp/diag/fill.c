// SPDX-License-Identifier: GPL-2.0-only
/*
 * One record: a socket, or an association of it. Attributes and their order are
 * those of Linux.
 */
#include <linux/inet_diag.h>
#include <linux/slab.h>
#include <linux/sock_diag.h>
#include <net/dst.h>
#include <net/ipv6.h>

#include "diag.h"
#include "ip.h"
#include "kassoc.h"
#include "telemetry.h"

/* idiag_timer */
#define TIMER_RETRANSMISSION	1
#define TIMER_GIVES_UP		3	/* ss says "timewait" */

static void put_addr(__be32 to[4], int family, const struct sctp_addr *addr)
{
	if (addr->family == AF_INET6)
		memcpy(to, addr->v6, sizeof(addr->v6));
	else if (family == AF_INET6)
		ipv6_addr_set_v4mapped(addr->v4, (struct in6_addr *)to);
	else
		to[0] = addr->v4;
}

/**
 * sctp_diag_id() - fill in ports, addresses and device of an association
 * @id: to fill; the cookie, which is the socket's, is not changed
 * @ka: the association
 * @owned: its socket is owned; else the caller is under RCU
 *
 * Addresses and device are those of the primary path. If the socket is not
 * owned they are those of the first path, whose memory stays.
 */
void sctp_diag_id(struct inet_diag_sockid *id, const struct sctp_kassoc *ka,
		  bool owned)
{
	const struct sctp_path *p = owned ? ka->a.primary : &ka->first.p;
	int family = READ_ONCE(ka->sk)->sk_family;
	const struct dst_entry *dst;

	id->idiag_sport = ka->a.lport;
	id->idiag_dport = ka->a.pport;
	memset(id->idiag_src, 0, sizeof(id->idiag_src));
	memset(id->idiag_dst, 0, sizeof(id->idiag_dst));
	if (!p)
		return;
	put_addr(id->idiag_dst, family, &p->addr);
	if (p->saddr.family)
		put_addr(id->idiag_src, family, &p->saddr);
	dst = owned ? sctp_kp(p)->dst : NULL;
	if (dst && dst->dev)
		id->idiag_if = dst->dev->ifindex;
}

static void msg_sock(struct inet_diag_msg *r, const struct sock *sk)
{
	r->idiag_state = sk->sk_state;
	if (sk->sk_state != SCTP_SS_LISTENING)
		return;
	r->idiag_rqueue = READ_ONCE(sk->sk_ack_backlog);
	r->idiag_wqueue = READ_ONCE(sk->sk_max_ack_backlog);
}

static u64 earlier_of(u64 a, u64 b)
{
	return a && (!b || a < b) ? a : b;
}

/* When the next retransmission timer expires, 0 = none runs */
static u64 retransmission_at(const struct sctp_assoc *a)
{
	u64 at = earlier_of(a->t1, a->t2);
	const struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		at = earlier_of(p->t3_rtx, at);
	return at;
}

static void msg_busy(struct inet_diag_msg *r, const struct sctp_kassoc *ka,
		     bool owned)
{
	sctp_diag_id(&r->id, ka, owned);
	r->idiag_state = ka->a.state;
	r->idiag_rqueue = ka->a.rx.wnd.charged;
	r->idiag_wqueue = ka->wmem;
}

static void msg_assoc(struct inet_diag_msg *r, const struct sctp_kassoc *ka)
{
	const struct sctp_assoc *a = &ka->a;
	u64 at = retransmission_at(a), now = sctp_now();

	msg_busy(r, ka, true);
	r->idiag_timer = TIMER_RETRANSMISSION;
	/* an orphan: when it ends at the latest */
	if (sock_flag(ka->sk, SOCK_DEAD) && a->t5) {
		r->idiag_timer = TIMER_GIVES_UP;
		at = a->t5;
	}
	if (!at) {
		r->idiag_timer = 0;
		return;
	}
	r->idiag_retrans = min_t(u32, U8_MAX, a->t1 ? a->hs.attempts :
						      a->error_count);
	r->idiag_expires = at > now ? div_u64(at - now, NSEC_PER_MSEC) : 0;
}

static int put_meminfo(struct sk_buff *skb, struct sock *sk,
		       const struct sctp_kassoc *ka)
{
	struct inet_diag_meminfo m = {
		.idiag_rmem = ka ? ka->a.rx.wnd.charged : sk_rmem_alloc_get(sk),
		.idiag_wmem = ka ? ka->wmem : READ_ONCE(sk->sk_wmem_queued),
		.idiag_fmem = READ_ONCE(sk->sk_forward_alloc),
		.idiag_tmem = sk_wmem_alloc_get(sk),
	};

	return nla_put(skb, INET_DIAG_MEMINFO, sizeof(m), &m);
}

static int put_info(struct sk_buff *skb, const struct sock *sk,
		    const struct sctp_kassoc *ka)
{
	struct nlattr *attr = nla_reserve_64bit(skb, INET_DIAG_INFO,
						sizeof(struct sctp_info_long),
						INET_DIAG_PAD);
	struct sctp_info_long *all;

	if (!attr)
		return -EMSGSIZE;
	all = nla_data(attr);
	memset(all, 0, sizeof(*all));
	if (!ka) {
		sctp_diag_info_sock(&all->info, sk);
		return 0;
	}
	sctp_diag_info_assoc(&all->info, ka);
	sctp_telemetry_info(ka, NULL, &all->telemetry);
	return 0;
}

static struct sockaddr_storage *reserve_addrs(struct sk_buff *skb, int type,
					      int n)
{
	struct nlattr *attr;

	attr = nla_reserve(skb, type, n * sizeof(struct sockaddr_storage));
	return attr ? nla_data(attr) : NULL;
}

/* The addresses the socket is bound to */
static int put_bound(struct sk_buff *skb, const struct sock *sk)
{
	const struct sctp_addr any = { .family = sk->sk_family };
	const struct sctp_sock *sp = sctp_sk(sk);
	struct sockaddr_storage *ss, *at;
	const struct sctp_laddr *la;
	int n = sp->bind_any;

	rcu_read_lock();
	list_for_each_entry_rcu(la, &sp->bind_addrs, list)
		n++;
	n = min(n, SCTP_MAX_LOCAL_ADDRS);
	ss = reserve_addrs(skb, INET_DIAG_LOCALS, n);
	if (!ss)
		goto out;
	/* addresses may have been removed since they were counted */
	memset(ss, 0, n * sizeof(*ss));
	at = ss;
	if (sp->bind_any && n--)
		sctp_diag_sockaddr(at++, &any, sp->ep.port);
	list_for_each_entry_rcu(la, &sp->bind_addrs, list) {
		if (n-- <= 0)
			break;
		sctp_diag_sockaddr(at++, &la->addr, sp->ep.port);
	}
out:
	rcu_read_unlock();
	return ss ? 0 : -EMSGSIZE;
}

/* The local addresses that the peer was told of */
static int put_locals(struct sk_buff *skb, struct sctp_kassoc *ka)
{
	const struct sctp_path *primary = ka->a.primary;
	struct sockaddr_storage *ss;
	struct sctp_addr *addrs;
	int i, n = 0;

	addrs = kcalloc(SCTP_MAX_LOCAL_ADDRS, sizeof(*addrs), GFP_KERNEL);
	if (addrs && primary)
		n = sctp_local_addrs(ka->a.ep, &ka->a, NULL, &primary->addr,
				     addrs, SCTP_MAX_LOCAL_ADDRS);
	ss = reserve_addrs(skb, INET_DIAG_LOCALS, n);
	for (i = 0; ss && i < n; i++)
		sctp_diag_sockaddr(&ss[i], &addrs[i], ka->a.lport);
	kfree(addrs);
	return ss ? 0 : -EMSGSIZE;
}

static int put_peers(struct sk_buff *skb, const struct sctp_kassoc *ka)
{
	struct sockaddr_storage *ss;
	const struct sctp_path *p;

	ss = reserve_addrs(skb, INET_DIAG_PEERS, ka->a.npaths);
	if (!ss)
		return -EMSGSIZE;
	list_for_each_entry(p, &ka->a.paths, list)
		sctp_diag_sockaddr(ss++, &p->addr, ka->a.pport);
	return 0;
}

static bool attr_asked(const struct sctp_diag *d, int attr)
{
	return d->req->idiag_ext & (1 << (attr - 1));
}

/* Attributes of a socket that need no lock */
static int put_sock(const struct sctp_diag *d, struct inet_diag_msg *r,
		    struct sock *sk, const struct sctp_kassoc *ka)
{
	struct sock *asker = NETLINK_CB(d->cb->skb).sk;
	struct sk_buff *skb = d->skb;

	if (inet_diag_msg_attrs_fill(sk, skb, r, d->req->idiag_ext,
				     sk_user_ns(asker), d->net_admin))
		return -EMSGSIZE;
	if (attr_asked(d, INET_DIAG_MEMINFO) && put_meminfo(skb, sk, ka))
		return -EMSGSIZE;
	if (attr_asked(d, INET_DIAG_SKMEMINFO) &&
	    sock_diag_put_meminfo(sk, skb, INET_DIAG_SKMEMINFO))
		return -EMSGSIZE;
	return 0;
}

/* The addresses of the first path, for a socket that is not owned */
static int put_first(struct sk_buff *skb, const struct sctp_kassoc *ka)
{
	const struct sctp_path *p = &ka->first.p;
	struct sockaddr_storage *ss;

	ss = reserve_addrs(skb, INET_DIAG_LOCALS, 1);
	if (!ss)
		return -EMSGSIZE;
	sctp_diag_sockaddr(ss, &p->saddr, ka->a.lport);
	ss = reserve_addrs(skb, INET_DIAG_PEERS, 1);
	if (!ss)
		return -EMSGSIZE;
	sctp_diag_sockaddr(ss, &p->addr, ka->a.pport);
	return 0;
}

static int put_all(const struct sctp_diag *d, struct inet_diag_msg *r,
		   struct sock *sk, struct sctp_kassoc *ka)
{
	struct sk_buff *skb = d->skb;

	if (put_sock(d, r, sk, ka))
		return -EMSGSIZE;
	if (attr_asked(d, INET_DIAG_INFO) && put_info(skb, sk, ka))
		return -EMSGSIZE;
	if (!ka)
		return put_bound(skb, sk);
	if (put_locals(skb, ka))
		return -EMSGSIZE;
	if (attr_asked(d, INET_DIAG_CONG) && ka->a.primary &&
	    nla_put_string(skb, INET_DIAG_CONG,
			   sctp_kpath_cc_name(ka->a.primary)))
		return -EMSGSIZE;
	return put_peers(skb, ka);
}

static struct nlmsghdr *begin_record(const struct sctp_diag *d, struct sock *sk)
{
	struct inet_diag_msg *r;
	struct nlmsghdr *nlh;

	nlh = nlmsg_put(d->skb, NETLINK_CB(d->cb->skb).portid,
			d->cb->nlh->nlmsg_seq, d->cb->nlh->nlmsg_type,
			sizeof(*r), d->flags);
	if (!nlh)
		return NULL;
	r = nlmsg_data(nlh);
	memset(r, 0, sizeof(*r));
	inet_diag_msg_common_fill(r, sk);
	return nlh;
}

static int put_few(const struct sctp_diag *d, struct inet_diag_msg *r,
		   struct sock *sk, struct sctp_kassoc *ka)
{
	return put_sock(d, r, sk, ka) ?:
	       ka ? put_first(d->skb, ka) : put_bound(d->skb, sk);
}

/* Append a record; a short one unless the socket is @owned */
static int append_record(const struct sctp_diag *d, struct sock *sk,
			 struct sctp_kassoc *ka, bool owned)
{
	struct nlmsghdr *nlh = begin_record(d, sk);
	struct inet_diag_msg *r;
	int err;

	if (!nlh)
		return -EMSGSIZE;
	r = nlmsg_data(nlh);
	if (!ka)
		msg_sock(r, sk);
	else if (owned)
		msg_assoc(r, ka);
	else
		msg_busy(r, ka, false);
	err = owned ? put_all(d, r, sk, ka) : put_few(d, r, sk, ka);
	if (err) {
		nlmsg_cancel(d->skb, nlh);
		return err;
	}
	nlmsg_end(d->skb, nlh);
	return 0;
}

/**
 * sctp_diag_fill() - append a record
 * @d: request and answer
 * @sk: the socket, owned
 * @ka: an association of it, or NULL for the socket itself
 *
 * Context: process.
 * Return: 0, or -EMSGSIZE when there is no room; nothing was appended then.
 */
int sctp_diag_fill(const struct sctp_diag *d, struct sock *sk,
		   struct sctp_kassoc *ka)
{
	return append_record(d, sk, ka, true);
}

/**
 * sctp_diag_fill_busy() - append a short record, without owning the socket
 * @d: request and answer
 * @sk: the socket, which another process owns
 * @ka: an association of it, or NULL for the socket itself
 *
 * Context: RCU.
 * Return: 0, or -EMSGSIZE when there is no room; nothing was appended then.
 */
int sctp_diag_fill_busy(const struct sctp_diag *d, struct sock *sk,
			struct sctp_kassoc *ka)
{
	return append_record(d, sk, ka, false);
}
