// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options that bind, connect, peel off and list addresses. They implement
 * sctp_bindx(3), sctp_connectx(3), sctp_peeloff(3) and sctp_getpaddrs(3).
 */
#include <linux/compat.h>
#include <linux/file.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "autoaddr.h"
#include "bindx.h"
#include "connectx.h"
#include "ip.h"
#include "kassoc.h"
#include "peeloff.h"
#include "socket.h"
#include "sockopt.h"
#include "uaddr.h"

#define ADDRS_MAX	(128 * 1024)	/* bytes of a packed array */

/* Check that the array has only whole addresses, before any is used */
static int check_array(const struct sctp_opt_call *c)
{
	const void *pos = c->val;
	struct sctp_taddr t;
	int left = c->len;
	int err;

	if (!left)
		return -EINVAL;
	do
		err = sctp_uaddr_next(c->sk, &pos, &left, &t);
	while (err > 0);
	return err;
}

static int set_bindx_add(struct sctp_opt_call *c)
{
	int err = check_array(c);

	if (!err)
		err = security_sctp_bind_connect(c->sk, SCTP_SOCKOPT_BINDX_ADD,
						 c->val, c->len);
	if (err)
		return err;
	err = sctp_bindx_add(c->sk, c->val, c->len);
	if (!err)
		sctp_sock_tell_addrs(c->sk, c->val, c->len, true);
	return err;
}

static int set_bindx_rem(struct sctp_opt_call *c)
{
	int err = check_array(c);

	if (err)
		return err;
	err = sctp_bindx_remove(c->sk, c->val, c->len);
	if (!err)
		sctp_sock_tell_addrs(c->sk, c->val, c->len, false);
	return err;
}

static int file_flags(const struct sock *sk)
{
	const struct socket *sock = sk->sk_socket;

	return sock && sock->file ? sock->file->f_flags : 0;
}

static int opt_connectx(struct sock *sk, void *addrs, int len, sctp_assoc_t *id)
{
	int err;

	err = security_sctp_bind_connect(sk, SCTP_SOCKOPT_CONNECTX, addrs,
					 len);
	if (err)
		return err;
	return sctp_connectx(sk, addrs, len, file_flags(sk), id);
}

static int set_connectx_old(struct sctp_opt_call *c)
{
	return opt_connectx(c->sk, c->val, c->len, NULL);
}

static int set_connectx(struct sctp_opt_call *c)
{
	sctp_assoc_t id = 0;
	int err;

	err = opt_connectx(c->sk, c->val, c->len, &id);
	return err ?: id;
}

/* Read struct sctp_getaddrs_old, also of a 32-bit program */
static int getaddrs_old(const struct sctp_opt_call *c, u32 *size, int *len,
			const char __user **addrs)
{
	struct sctp_getaddrs_old g;
#ifdef CONFIG_COMPAT
	struct {
		compat_int_t assoc_id;
		compat_int_t addr_num;
		compat_uptr_t addrs;
	} g32;

	if (in_compat_syscall()) {
		*size = sizeof(g32);
		if (c->len < sizeof(g32))
			return -EINVAL;
		if (copy_from_user(&g32, c->user, sizeof(g32)))
			return -EFAULT;
		*len = g32.addr_num;
		*addrs = compat_ptr(g32.addrs);
		return 0;
	}
#endif
	*size = sizeof(g);
	if (c->len < sizeof(g))
		return -EINVAL;
	if (copy_from_user(&g, c->user, sizeof(g)))
		return -EFAULT;
	*len = g.addr_num;
	*addrs = (const char __user *)g.addrs;
	return 0;
}

/* Can the id be written to the caller? Checked before the association is made
 */
static bool can_tell_id(const struct sctp_opt_call *c)
{
	sctp_assoc_t id;

	return !copy_from_user(&id, c->user, sizeof(id)) &&
	       !copy_to_user(c->user, &id, sizeof(id));
}

/* Connects, although it is a getsockopt(2): so it can return the id */
static int get_connectx3(struct sctp_opt_call *c)
{
	const char __user *addrs;
	sctp_assoc_t id = 0;
	int err, len;
	void *buf;
	u32 size;

	err = getaddrs_old(c, &size, &len, &addrs);
	if (err)
		return err;
	if (len <= 0 || len > ADDRS_MAX)
		return -EINVAL;
	if (!can_tell_id(c))
		return -EFAULT;
	buf = memdup_user(addrs, len);
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	lock_sock(c->sk);
	err = opt_connectx(c->sk, buf, len, &id);
	release_sock(c->sk);
	kfree(buf);
	if (err && err != -EINPROGRESS)
		return err;
	c->len = size;
	if (copy_to_user(c->user, &id, sizeof(id)))
		return -EFAULT;
	return err;
}

/* -EINVAL for a bad id, else -EFAULT: the order in which Linux checks */
static int untold_error(struct sock *sk, sctp_assoc_t id)
{
	bool there;

	lock_sock(sk);
	there = sctp_is_one_to_many(sk) && sctp_sock_assoc(sk, id);
	release_sock(sk);
	return there ? -EFAULT : -EINVAL;
}

static int opt_peeloff(struct sctp_opt_call *c, sctp_peeloff_flags_arg_t *arg,
		       u32 size)
{
	struct file *file;
	int fd;

	if (copy_from_user(arg, c->user, size))
		return -EFAULT;
	/* before peeling off: later an error would lose the new socket */
	if (copy_to_user(c->user, arg, size))
		return untold_error(c->sk, arg->p_arg.associd);
	fd = sctp_peeloff(c->sk, arg->p_arg.associd, arg->flags, &file);
	if (fd < 0)
		return fd;
	arg->p_arg.sd = fd;
	c->len = size;
	if (copy_to_user(c->user, arg, size)) {
		fput(file);
		put_unused_fd(fd);
		return -EFAULT;
	}
	fd_install(fd, file);
	return fd;
}

static int get_peeloff(struct sctp_opt_call *c)
{
	sctp_peeloff_flags_arg_t arg = {};

	if (c->len < sizeof(arg.p_arg))
		return -EINVAL;
	return opt_peeloff(c, &arg, sizeof(arg.p_arg));
}

static int get_peeloff_flags(struct sctp_opt_call *c)
{
	sctp_peeloff_flags_arg_t arg = {};

	if (c->len < sizeof(arg))
		return -EINVAL;
	return opt_peeloff(c, &arg, sizeof(arg));
}

/* A packed array of addresses on its way to user space */
struct addr_list {
	struct sctp_addr_iter it;
	const struct sock *sk;
	__be16 port;
	u8 *buf;
	int size;
	int used;
	int count;
	bool full;
};

/* Returns true when there is no room for more */
static bool addr_list_add(struct addr_list *l, const struct sctp_addr *addr)
{
	union sctp_uaddr u;
	int len = sctp_uaddr_fill(l->sk, addr, l->port, &u);

	if (l->used + len > l->size) {
		l->full = true;
		return true;
	}
	memcpy(l->buf + l->used, &u, len);
	l->used += len;
	l->count++;
	return false;
}

static bool addr_list_local(struct sctp_addr_iter *it,
			    const struct sctp_addr *addr)
{
	struct addr_list *l = container_of(it, struct addr_list, it);

	/* a link-local address is of no use without its link */
	if (!sctp_bind_match(l->sk, addr))
		return false;
	return addr_list_add(l, addr);
}

static void list_peers(struct addr_list *l, const struct sctp_kassoc *ka)
{
	const struct sctp_path *p;

	l->port = ka->a.pport;
	list_for_each_entry(p, &ka->a.paths, list)
		if (addr_list_add(l, &p->addr))
			break;
}

static void list_locals(struct addr_list *l, const struct sctp_kassoc *ka)
{
	const struct sctp_sock *sp = sctp_sk(l->sk);
	struct net *net = sock_net(l->sk);
	const struct sctp_laddr *la;

	l->port = inet_sk(l->sk)->inet_sport;
	if (!sp->bind_any) {
		list_for_each_entry(la, &sp->bind_addrs, list)
			if (addr_list_add(l, &la->addr))
				break;
		return;
	}
	l->it.fn = addr_list_local;
	l->it.ifindex = ka ? sctp_kassoc_dev(ka) : l->sk->sk_bound_dev_if;
	rcu_read_lock();
	if (!sctp_af_v4.for_each_local(net, &l->it) && sp->ep.addr_v6)
		sctp_af_v6.for_each_local(net, &l->it);
	rcu_read_unlock();
}

static int collect_addrs(struct addr_list *l, struct sock *sk, sctp_assoc_t id,
			 bool peers)
{
	struct sctp_kassoc *ka;

	ka = sctp_sock_assoc(sk, id);
	/* without association, local addresses are those of the socket */
	if (!ka && (peers || id != SCTP_FUTURE_ASSOC))
		return -EINVAL;
	if (peers)
		list_peers(l, ka);
	else
		list_locals(l, ka);
	return l->full ? -ENOMEM : 0;
}

static int get_addrs(struct sctp_opt_call *c, bool peers)
{
	struct sctp_getaddrs head;
	struct addr_list l = {
		.sk = c->sk,
	};
	int err;

	if (c->len < sizeof(head))
		return -EINVAL;
	if (copy_from_user(&head, c->user, sizeof(head)))
		return -EFAULT;
	l.size = min_t(u32, c->len - sizeof(head), ADDRS_MAX);
	l.buf = kvzalloc(max(l.size, 1), GFP_USER | __GFP_NOWARN);
	if (!l.buf)
		return -ENOMEM;
	lock_sock(c->sk);
	err = collect_addrs(&l, c->sk, head.assoc_id, peers);
	release_sock(c->sk);
	head.addr_num = l.count;
	if (!err && (copy_to_user(c->user, &head, sizeof(head)) ||
		     copy_to_user(c->user + sizeof(head), l.buf, l.used)))
		err = -EFAULT;
	kvfree(l.buf);
	c->len = l.used;
	return err;
}

static int get_peer_addrs(struct sctp_opt_call *c)
{
	int err = get_addrs(c, true);

	c->len += sizeof(struct sctp_getaddrs);
	return err;
}

/* As in Linux, the length returned does not include the header */
static int get_local_addrs(struct sctp_opt_call *c)
{
	return get_addrs(c, false);
}

const struct sctp_opt sctp_opts_addr[] = {
	{ SCTP_SOCKOPT_BINDX_ADD, SCTP_OPT_SET_ANY, 0, 0, SCTP_OPT_NO_ID,
	  set_bindx_add, NULL },
	{ SCTP_SOCKOPT_BINDX_REM, SCTP_OPT_SET_ANY, 0, 0, SCTP_OPT_NO_ID,
	  set_bindx_rem, NULL },
	{ SCTP_SOCKOPT_CONNECTX_OLD, SCTP_OPT_SET_ANY, 0, 0, SCTP_OPT_NO_ID,
	  set_connectx_old, NULL },
	{ SCTP_SOCKOPT_CONNECTX, SCTP_OPT_SET_ANY, 0, 0, SCTP_OPT_NO_ID,
	  set_connectx, NULL },
	{ SCTP_SOCKOPT_CONNECTX3, SCTP_OPT_RAW, 0, 0, SCTP_OPT_NO_ID,
	  NULL, get_connectx3 },
	{ SCTP_SOCKOPT_PEELOFF, SCTP_OPT_RAW, 0, 0, SCTP_OPT_NO_ID,
	  NULL, get_peeloff },
	{ SCTP_SOCKOPT_PEELOFF_FLAGS, SCTP_OPT_RAW, 0, 0, SCTP_OPT_NO_ID,
	  NULL, get_peeloff_flags },
	{ SCTP_GET_PEER_ADDRS, SCTP_OPT_RAW, 0, 0, SCTP_OPT_NO_ID,
	  NULL, get_peer_addrs },
	{ SCTP_GET_LOCAL_ADDRS, SCTP_OPT_RAW, 0, 0, SCTP_OPT_NO_ID,
	  NULL, get_local_addrs },
	{ }
};
