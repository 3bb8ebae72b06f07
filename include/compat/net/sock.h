/* SPDX-License-Identifier: GPL-2.0-only */
/* Differences of <net/sock.h> between kernels */
#ifndef _SCTP_COMPAT_NET_SOCK_H
#define _SCTP_COMPAT_NET_SOCK_H

#include <linux/bvec.h>
#include <linux/net.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/version.h>
#include_next <net/sock.h>

/*
 * Since 6.5 the ioctl of struct proto stores its answer in kernel memory;
 * @fn does that, on every kernel.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
#define DEFINE_PROTO_IOCTL(name, fn)					\
static int name(struct sock *sk, int cmd, unsigned long arg)		\
{									\
	int val = 0;							\
	int err = fn(sk, cmd, &val);					\
									\
	return err ?: put_user(val, (int __user *)arg);			\
}
#else
#define DEFINE_PROTO_IOCTL(name, fn)					\
static int name(struct sock *sk, int cmd, int *karg)			\
{									\
	return fn(sk, cmd, karg);					\
}
#endif

/* Since 6.10 the accept of struct proto gets its arguments in a struct */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#define DEFINE_PROTO_ACCEPT(name, fn)					\
static struct sock *name(struct sock *sk, int flags, int *err, bool kern) \
{									\
	return fn(sk, flags, err, kern);				\
}
#else
#define DEFINE_PROTO_ACCEPT(name, fn)					\
static struct sock *name(struct sock *sk, struct proto_accept_arg *arg)	\
{									\
	return fn(sk, arg->flags, &arg->err, arg->kern);		\
}
#endif

/* That of struct proto_ops, likewise: @fn looks at inet_accept()'s result */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#define DEFINE_PROTO_OPS_ACCEPT(name, fn)				\
static int name(struct socket *sock, struct socket *newsock, int flags,	\
		bool kern)						\
{									\
	return fn(inet_accept(sock, newsock, flags, kern), newsock);	\
}
#else
#define DEFINE_PROTO_OPS_ACCEPT(name, fn)				\
static int name(struct socket *sock, struct socket *newsock,		\
		struct proto_accept_arg *arg)				\
{									\
	return fn(inet_accept(sock, newsock, arg), newsock);		\
}
#endif

/* Since 7.1 the recvmsg of struct proto has the name's length in @msg */
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 1, 0)
#define DEFINE_PROTO_RECVMSG(name, fn)					\
static int name(struct sock *sk, struct msghdr *msg, size_t size, int flags, \
		int *addr_len)						\
{									\
	return fn(sk, msg, size, flags, addr_len);			\
}
#else
#define DEFINE_PROTO_RECVMSG(name, fn)					\
static int name(struct sock *sk, struct msghdr *msg, size_t size, int flags) \
{									\
	return fn(sk, msg, size, flags, &msg->msg_namelen);		\
}
#endif

/* The owner's uid was the inode's before 6.17 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define sk_uid(sk)	sock_i_uid(sk)
#endif

/* The packets of an skb are counted as drops under another name since 6.18 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
#define sk_drops_skbadd(sk, skb)	sk_drops_add(sk, skb)
#endif

/* Without this only MPTCP's setsockopt() gets SOL_SOCKET options */
static inline void sock_want_sol_socket(struct socket *sock)
{
#ifdef SOCK_CUSTOM_SOCKOPT
	set_bit(SOCK_CUSTOM_SOCKOPT, &sock->flags);
#endif
}

/*
 * Before 6.5 splice(2) handed pages over one by one, by a call of its own in
 * struct proto_ops; since then it sends messages with MSG_SPLICE_PAGES.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
#define DEFINE_PROTO_OPS_SENDPAGE(name)					\
static ssize_t name(struct socket *sock, struct page *page, int offset,	\
		    size_t size, int flags)				\
{									\
	struct bio_vec bv = {						\
		.bv_page = page,					\
		.bv_len = size,						\
		.bv_offset = offset,					\
	};								\
	struct msghdr msg = { .msg_flags = flags | MSG_SPLICE_PAGES };	\
									\
	if (flags & MSG_SENDPAGE_NOTLAST)				\
		msg.msg_flags |= MSG_MORE;				\
	iov_iter_bvec(&msg.msg_iter, ITER_SOURCE, &bv, 1, size);	\
	return sock_sendmsg(sock, &msg);				\
}

#define PROTO_OPS_SENDPAGE(name)	.sendpage = (name),
#else
#define DEFINE_PROTO_OPS_SENDPAGE(name)
#define PROTO_OPS_SENDPAGE(name)
#endif

/* Since 6.4 struct proto says where a socket's struct ipv6_pinfo is */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
#define PROTO_IPV6_PINFO_OFFSET(type, member)
#else
#define PROTO_IPV6_PINFO_OFFSET(type, member)				\
	.ipv6_pinfo_offset = offsetof(type, member),
#endif

#endif
