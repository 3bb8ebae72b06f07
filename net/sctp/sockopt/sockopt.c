// SPDX-License-Identifier: GPL-2.0-only
/*
 * setsockopt(2) and getsockopt(2): lengths, association ids, dispatch.
 *
 * The rules for association ids, as in Linux:
 *
 *   one-to-one, peeled off   the id is ignored: the association if there is
 *                            one, else the socket
 *   one-to-many              0 (FUTURE) the socket, 1 (CURRENT) every
 *                            association, 2 (ALL) both, if the option allows;
 *                            other ids: an association
 */
#include <linux/compat.h>
#include <linux/slab.h>
#include <net/inet_ecn.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "core/loss/recovery.h"
#include "kassoc.h"
#include "socket.h"
#include "sockopt.h"

/* Longer arguments are truncated; no option needs more */
#define OPT_MAX	(PAGE_ALIGN(sizeof(struct sctp_reset_streams) + 2 * 65535))

/* In order of search: options that most programs set come first */
static const struct sctp_opt *const opt_tables[] = {
	sctp_opts_send,
	sctp_opts_recv,
	sctp_opts_assoc,
	sctp_opts_path,
	sctp_opts_addr,
	sctp_opts_auth,
	sctp_opts_sched,
	sctp_opts_congestion,
	sctp_opts_reconfig,
	sctp_opts_ext,
	sctp_opts_telemetry,
};

static const struct sctp_opt *opt_find(int num)
{
	const struct sctp_opt *o;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(opt_tables); i++)
		for (o = opt_tables[i]; o->set || o->get || o->fields; o++)
			if (o->num == num)
				return o;
	return NULL;
}

static bool is_one(const struct sock *sk)
{
	return sctp_sk(sk)->style == SCTP_STYLE_ONE_TO_ONE;
}

static sctp_assoc_t opt_id(const struct sctp_opt *o,
			   const struct sctp_opt_call *c)
{
	sctp_assoc_t id;

	if (c->len == o->alt && o->alt == sizeof(int))
		return SCTP_FUTURE_ASSOC;
	memcpy(&id, c->val + o->id_at, sizeof(id));
	return id;
}

/* Has the caller's struct no hole after the id, as in 32-bit programs? */
static bool opt_is_narrow(const struct sctp_opt *o)
{
	return o->size32 && in_compat_syscall();
}

/* Bytes of the caller's argument */
static u32 opt_size(const struct sctp_opt *o)
{
	return opt_is_narrow(o) ? o->size32 : o->size;
}

/* Insert the hole; @val has room for the 64-bit argument */
static void opt_widen(const struct sctp_opt *o, u8 *val)
{
	memmove(val + 2 * SCTP_OPT_HOLE, val + SCTP_OPT_HOLE,
		o->size32 - SCTP_OPT_HOLE);
}

static void opt_narrow(const struct sctp_opt *o, u8 *val)
{
	memmove(val + SCTP_OPT_HOLE, val + 2 * SCTP_OPT_HOLE,
		o->size32 - SCTP_OPT_HOLE);
}

/* Set c->ka for a call without CURRENT or ALL */
static int opt_target(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	sctp_assoc_t id = opt_id(o, c);

	c->ka = sctp_sock_assoc(c->sk, id);
	if (c->ka)
		return 0;
	if (!(o->flags & SCTP_OPT_FUTURE))
		return -EINVAL;
	if (sctp_is_one_to_many(c->sk) && id != SCTP_FUTURE_ASSOC)
		return -EINVAL;
	return 0;
}

static int opt_set_one(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	return o->set ? o->set(c) : sctp_opt_set_fields(o, c);
}

/* Set the option on every association. The first error is returned */
static int opt_set_each(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	struct sctp_kassoc *next;
	int err, ret = 0;

	list_for_each_entry_safe(c->ka, next, &sctp_sk(c->sk)->assocs, list) {
		err = opt_set_one(o, c);
		if (!ret)
			ret = err;
	}
	return ret;
}

static int opt_set_targets(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	sctp_assoc_t id;
	int err;

	if (o->id_at == SCTP_OPT_NO_ID)
		return opt_set_one(o, c);
	id = opt_id(o, c);
	if (!sctp_is_one_to_many(c->sk) || !(o->flags & SCTP_OPT_SETS) ||
	    id == SCTP_FUTURE_ASSOC || id > SCTP_ALL_ASSOC) {
		err = opt_target(o, c);
		return err ?: opt_set_one(o, c);
	}
	/* as in Linux, a negative id means nobody and is no error here */
	if (id < 0)
		return 0;
	if (id == SCTP_ALL_ASSOC) {
		err = opt_set_one(o, c);
		if (err)
			return err;
	}
	return opt_set_each(o, c);
}

static bool opt_set_len_ok(const struct sctp_opt *o, u32 len)
{
	if (o->flags & SCTP_OPT_SET_ANY)
		return true;
	if (o->flags & SCTP_OPT_SET_MIN)
		return len >= opt_size(o);
	return len == opt_size(o) || (o->alt && len == o->alt);
}

/* Convert the argument of a 32-bit program to the 64-bit form */
static int opt_set_widen(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	void *val = krealloc(c->val, o->size, GFP_KERNEL);

	if (!val)
		return -ENOMEM;
	opt_widen(o, val);
	c->val = val;
	return 0;
}

static int opt_set(struct sctp_opt_call *c)
{
	const struct sctp_opt *o = opt_find(c->num);
	int err = 0;

	if (!o || !(o->set || o->fields))
		return -ENOPROTOOPT;
	if ((o->flags & (is_one(c->sk) ? SCTP_OPT_MANY : SCTP_OPT_SET_ONE)))
		return -EOPNOTSUPP;
	if (!opt_set_len_ok(o, c->len))
		return -EINVAL;
	if (opt_is_narrow(o))
		err = opt_set_widen(o, c);
	return err ?: opt_set_targets(o, c);
}

/* IP_TOS and IPV6_TCLASS without the ECN bits */
static u16 sock_dscp(const struct sock *sk)
{
	u8 tos = READ_ONCE(inet_sk(sk)->tos);
	u8 tclass = sk->sk_family == AF_INET6 ?
		    READ_ONCE(inet6_sk(sk)->tclass) : 0;

	return (tos & ~INET_ECN_MASK) << 8 | (tclass & ~INET_ECN_MASK);
}

/* RFC 9260 section 7.2.5.1: a new DSCP may mean another queue */
static void dscp_changed(struct sock *sk)
{
	struct sctp_kassoc *ka;
	struct sctp_path *p;

	lock_sock(sk);
	list_for_each_entry(ka, &sctp_sk(sk)->assocs, list)
		list_for_each_entry(p, &ka->a.paths, list)
			if (!sctp_kp(p)->ip.has_dscp)
				sctp_recovery_restart_cc(p);
	release_sock(sk);
}

static int opt_other_set(struct sock *sk, int level, int num, sockptr_t val,
			 unsigned int len)
{
	u16 dscp = sock_dscp(sk);
	int err;

	if (sk->sk_family == AF_INET6)
		err = ipv6_setsockopt(sk, level, num, val, len);
	else
		err = ip_setsockopt(sk, level, num, val, len);
	if (sock_dscp(sk) != dscp)
		dscp_changed(sk);
	return err;
}

/* Copy the argument to @small if it fits, as a number does, or to memory of its
 * own, as opt_set_widen() needs it
 */
static int opt_arg_get(struct sctp_opt_call *c, sockptr_t optval, u64 *small)
{
	if (c->len > sizeof(*small) || in_compat_syscall()) {
		c->val = memdup_sockptr(optval, c->len);
		return PTR_ERR_OR_ZERO(c->val);
	}
	c->val = small;
	return copy_from_sockptr(small, optval, c->len) ? -EFAULT : 0;
}

/* Keys do not stay in memory; none fits into @small */
static void opt_arg_put(struct sctp_opt_call *c, const u64 *small)
{
	if (c->val != small)
		kfree_sensitive(c->val);
}

/**
 * sctp_setsockopt() - the setsockopt of struct proto
 * @sk: the socket
 * @level: SOL_SCTP; others go to the socket or IP
 * @optname: the option
 * @optval: its argument
 * @optlen: bytes of it
 *
 * Return: 0, an association id for SCTP_SOCKOPT_CONNECTX, or a negative
 * errno.
 */
int sctp_setsockopt(struct sock *sk, int level, int optname,
		    sockptr_t optval, unsigned int optlen)
{
	struct sctp_opt_call c = { .num = optname, .sk = sk };
	u64 small = 0;
	int ret;

	/* the generic code allows SO_ZEROCOPY for few protocols only */
	if (level == SOL_SOCKET && optname == SO_ZEROCOPY) {
		level = SOL_SCTP;
		c.num = SCTP_ZEROCOPY;
	}
	if (level == SOL_SOCKET)
		return sock_setsockopt(sk->sk_socket, level, optname, optval,
				       optlen);
	if (level != SOL_SCTP)
		return opt_other_set(sk, level, optname, optval, optlen);
	c.len = min_t(unsigned int, optlen, OPT_MAX);
	ret = opt_arg_get(&c, optval, &small);
	if (ret)
		return ret;
	lock_sock(sk);
	ret = opt_set(&c);
	release_sock(sk);
	opt_arg_put(&c, &small);
	return ret;
}

/* The length of the argument to use, 0 if the user's length is not allowed */
static u32 opt_get_len(const struct sctp_opt *o, u32 len)
{
	u32 size = opt_size(o);

	if (o->flags & SCTP_OPT_GET_ANY)
		return opt_is_narrow(o) ? min(len, size) : len;
	if (len >= size)
		return size;
	if (o->alt && (len == o->alt ||
		       ((o->flags & SCTP_OPT_ALT_MIN) && len > o->alt)))
		return o->alt;
	return 0;
}

/* How many bytes of the argument are read */
static u32 opt_get_reads(const struct sctp_opt *o,
			 const struct sctp_opt_call *c)
{
	u32 reads = opt_size(o);

	if (o->flags & SCTP_OPT_READS_ID)
		reads = o->id_at == SCTP_OPT_NO_ID ?
			0 : o->id_at + sizeof(sctp_assoc_t);
	return min(reads, c->len);
}

/* Read the argument, call the handler, copy the answer to the user */
static int opt_get_val(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	bool narrow = opt_is_narrow(o);
	int err = 0;

	if (copy_from_user(c->val, c->user, opt_get_reads(o, c)))
		return -EFAULT;
	if (narrow)
		opt_widen(o, c->val);
	lock_sock(c->sk);
	if (o->id_at != SCTP_OPT_NO_ID)
		err = opt_target(o, c);
	if (!err)
		err = o->get ? o->get(c) : sctp_opt_get_fields(o, c);
	release_sock(c->sk);
	if (narrow)
		opt_narrow(o, c->val);
	if (!err && copy_to_user(c->user, c->val,
				 min_t(u32, c->len, opt_size(o))))
		err = -EFAULT;
	return err;
}

static int opt_get(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	u32 len = c->len;
	int err;

	if ((o->flags & SCTP_OPT_MANY) && is_one(c->sk))
		return -EOPNOTSUPP;
	if (o->flags & SCTP_OPT_RAW)
		return o->get(c);
	c->len = opt_get_len(o, len);
	if (!c->len && !(o->flags & SCTP_OPT_READS_ID))
		return -EINVAL;
	c->val = kzalloc(o->size, GFP_KERNEL);
	if (!c->val)
		return -ENOMEM;
	err = opt_get_val(o, c);
	kfree(c->val);
	if (o->flags & SCTP_OPT_KEEP_LEN)
		c->len = len;
	return err;
}

static int opt_other_get(struct sock *sk, int level, int num,
			 char __user *val, int __user *len)
{
	if (sk->sk_family == AF_INET6)
		return ipv6_getsockopt(sk, level, num, val, len);
	return ip_getsockopt(sk, level, num, val, len);
}

/**
 * sctp_getsockopt() - the getsockopt of struct proto
 * @sk: the socket
 * @level: SOL_SCTP; others go to IP
 * @optname: the option
 * @optval: its argument, read and written
 * @optlen: bytes of it, read and written
 *
 * Return: 0, a file descriptor for SCTP_SOCKOPT_PEELOFF, or a negative errno.
 */
int sctp_getsockopt(struct sock *sk, int level, int optname,
		    char __user *optval, int __user *optlen)
{
	struct sctp_opt_call c = { .num = optname, .sk = sk, .user = optval };
	const struct sctp_opt *o;
	int len, ret;

	if (level != SOL_SCTP)
		return opt_other_get(sk, level, optname, optval, optlen);
	if (get_user(len, optlen))
		return -EFAULT;
	if (len < 0)
		return -EINVAL;
	o = opt_find(optname);
	if (!o || !(o->get || o->fields))
		return -ENOPROTOOPT;
	/* options with an effect: fail before that, not after */
	if (sctp_bpf_bypass_getsockopt(level, optname) && put_user(len, optlen))
		return -EFAULT;
	c.len = len;
	ret = opt_get(o, &c);
	if (ret >= 0 && put_user(c.len, optlen))
		return -EFAULT;
	return ret;
}

/**
 * sctp_bpf_bypass_getsockopt() - must BPF programs not see an option?
 * @level: level
 * @optname: option
 *
 * Return: true for options of getsockopt(2) that have an effect.
 */
bool sctp_bpf_bypass_getsockopt(int level, int optname)
{
	if (level != SOL_SCTP)
		return false;
	switch (optname) {
	case SCTP_SOCKOPT_PEELOFF:
	case SCTP_SOCKOPT_PEELOFF_FLAGS:
	case SCTP_SOCKOPT_CONNECTX3:
		return true;
	default:
		return false;
	}
}
