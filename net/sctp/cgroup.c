// SPDX-License-Identifier: GPL-2.0-only
/*
 * BPF programs of a control group that decide about addresses.
 *
 *   bind(), each address of bindx          sctp_cgroup_bind()
 *   after that, with the port known        sctp_cgroup_post_bind()
 *   connect(), each address of connectx,
 *   sendmsg() without an association yet   sctp_cgroup_connect()
 *   getsockname(), getpeername()           sctp_cgroup_name()
 *
 * As with TCP, the programs for the family of the socket are run: for an IPv6
 * socket an IPv4 address is mapped. They may refuse, or change the address.
 * Without any program, each of these costs a jump label.
 */
#include <linux/bpf-cgroup.h>
#include <net/inet_common.h>
#include <net/sock.h>

#include "cgroup.h"

/* The attach type must be a constant: there is a jump label for each */
#define cgroup_asks(op)							\
	(cgroup_bpf_enabled(CGROUP_INET4_##op) ||			\
	 cgroup_bpf_enabled(CGROUP_INET6_##op))
#define cgroup_ask(op, v6, ...)						\
	((v6) ?								\
		BPF_CGROUP_RUN_ADDR_PROG(CGROUP_INET6_##op, __VA_ARGS__) : \
		BPF_CGROUP_RUN_ADDR_PROG(CGROUP_INET4_##op, __VA_ARGS__))

/**
 * sctp_cgroup_bind() - may a socket bind to an address?
 * @sk: the socket, owned by the caller
 * @t: the address; changed to the one the programs want
 * @flags: BIND_NO_CAP_NET_BIND_SERVICE is added if the port needs no privilege
 *
 * Return: 0 or a negative errno, -EPERM unless the programs chose another.
 */
int sctp_cgroup_bind(struct sock *sk, struct sctp_taddr *t, u32 *flags)
{
	union sctp_uaddr u;
	u32 answer = 0;
	int err, len;

	if (!cgroup_asks(BIND))
		return 0;
	len = sctp_uaddr_fill_family(sk->sk_family, t, &u);
	err = cgroup_ask(BIND, sk->sk_family == AF_INET6, sk, &u.sa,
			 &len, &answer);
	if (answer & BPF_RET_BIND_NO_CAP_NET_BIND_SERVICE)
		*flags |= BIND_NO_CAP_NET_BIND_SERVICE;
	if (!err)
		err = sctp_uaddr_parse(sk, &u, len, t);
	return min(err, 0);
}

/**
 * sctp_cgroup_post_bind() - may a socket have the port and address it got?
 * @sk: the socket, owned by the caller
 *
 * Return: 0 or a negative errno: the caller undoes the bind.
 */
int sctp_cgroup_post_bind(struct sock *sk)
{
	if (sk->sk_family == AF_INET6)
		return BPF_CGROUP_RUN_PROG_INET6_POST_BIND(sk);
	return BPF_CGROUP_RUN_PROG_INET4_POST_BIND(sk);
}

/**
 * sctp_cgroup_connect() - may a socket connect to an address?
 * @sk: the socket, owned by the caller
 * @t: the address; changed to the one the programs want
 *
 * A program may bind the socket meanwhile, by bpf_bind().
 *
 * Return: 0; 1 when @t may have changed; a negative errno, -EPERM unless the
 * programs chose another.
 */
int sctp_cgroup_connect(struct sock *sk, struct sctp_taddr *t)
{
	union sctp_uaddr u;
	int err, len;

	if (!cgroup_asks(CONNECT))
		return 0;
	len = sctp_uaddr_fill_family(sk->sk_family, t, &u);
	err = cgroup_ask(CONNECT, sk->sk_family == AF_INET6, sk, &u.sa,
			 &len, NULL);
	if (!err)
		err = sctp_uaddr_parse(sk, &u, len, t);
	return min(err, 1);
}

/**
 * sctp_cgroup_name() - what user space is told of an address
 * @sk: the socket, owned by the caller
 * @u: the address; changed to the one the programs want
 * @len: bytes of it
 * @peer: it is the peer's
 *
 * Return: bytes of it.
 */
int sctp_cgroup_name(struct sock *sk, union sctp_uaddr *u, int len, bool peer)
{
	bool v6 = u->sa.sa_family == AF_INET6;

	/* these programs cannot refuse */
	if (peer)
		(void)cgroup_ask(GETPEERNAME, v6, sk, &u->sa, &len, NULL);
	else
		(void)cgroup_ask(GETSOCKNAME, v6, sk, &u->sa, &len, NULL);
	return len;
}
