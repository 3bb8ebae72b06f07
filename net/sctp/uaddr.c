// SPDX-License-Identifier: GPL-2.0-only
/*
 * Conversion between struct sockaddr of user space and struct sctp_addr.
 *
 * A struct sctp_addr is never an IPv4-mapped IPv6 address. It becomes AF_INET
 * here, and is mapped again for the user of an IPv6 socket with
 * SCTP_I_WANT_MAPPED_V4_ADDR.
 */
#include <net/ipv6.h>
#include <net/l3mdev.h>

#include "uaddr.h"

static int sctp_uaddr_parse_v4(const struct sock *sk,
			       const struct sockaddr_in *sin,
			       struct sctp_taddr *t)
{
	if (sk->sk_family == AF_INET6 && ipv6_only_sock(sk))
		return -EINVAL;
	t->addr.family = AF_INET;
	t->addr.v4 = sin->sin_addr.s_addr;
	t->port = sin->sin_port;
	return 0;
}

/* The link of a link-local address without scope id: the socket's device. 0 if
 * the socket is bound to no device, or to a VRF: any link.
 */
static int link_of(const struct sock *sk)
{
	int dev = sk->sk_bound_dev_if;

	return netif_index_is_l3_master(sock_net(sk), dev) ? 0 : dev;
}

static int sctp_uaddr_parse_v6(const struct sock *sk,
			       const struct sockaddr_in6 *sin6,
			       struct sctp_taddr *t)
{
	if (sk->sk_family != AF_INET6)
		return -EINVAL;
	t->port = sin6->sin6_port;
	if (ipv6_addr_v4mapped(&sin6->sin6_addr)) {
		if (ipv6_only_sock(sk))
			return -EINVAL;
		t->addr.family = AF_INET;
		t->addr.v4 = sin6->sin6_addr.s6_addr32[3];
		return 0;
	}
	t->addr.family = AF_INET6;
	memcpy(t->addr.v6, &sin6->sin6_addr, sizeof(t->addr.v6));
	if (ipv6_addr_type(&sin6->sin6_addr) & IPV6_ADDR_LINKLOCAL)
		t->addr.scope = sin6->sin6_scope_id ?: link_of(sk);
	return 0;
}

/**
 * sctp_uaddr_parse() - convert a socket address
 * @sk: the socket: says which families it may have
 * @u: the address, in kernel memory
 * @len: bytes of it
 * @t: filled in
 *
 * Return: the length of the address by its family, or -EINVAL.
 */
int sctp_uaddr_parse(const struct sock *sk, const void *u, int len,
		     struct sctp_taddr *t)
{
	const struct sockaddr *sa = u;
	int err;

	if (len < (int)offsetofend(struct sockaddr, sa_family))
		return -EINVAL;
	memset(t, 0, sizeof(*t));
	switch (sa->sa_family) {
	case AF_INET:
		if (len < (int)sizeof(struct sockaddr_in))
			return -EINVAL;
		err = sctp_uaddr_parse_v4(sk, u, t);
		return err ?: (int)sizeof(struct sockaddr_in);
	case AF_INET6:
		if (len < (int)sizeof(struct sockaddr_in6))
			return -EINVAL;
		err = sctp_uaddr_parse_v6(sk, u, t);
		return err ?: (int)sizeof(struct sockaddr_in6);
	default:
		return -EINVAL;
	}
}

/**
 * sctp_uaddr_next() - take the next address of a packed array
 * @sk: the socket
 * @buf: where the next address begins; moved behind it
 * @left: bytes left; reduced
 * @t: filled in
 *
 * Return: 1 with an address, 0 at the end, -EINVAL when the bytes left are no
 * address.
 */
int sctp_uaddr_next(const struct sock *sk, const void **buf, int *left,
		    struct sctp_taddr *t)
{
	int used;

	if (!*left)
		return 0;
	used = sctp_uaddr_parse(sk, *buf, *left, t);
	if (used < 0)
		return used;
	*buf += used;
	*left -= used;
	return 1;
}

static int sctp_uaddr_fill_v6(const struct sctp_addr *addr, __be16 port,
			      struct sockaddr_in6 *sin6)
{
	memset(sin6, 0, sizeof(*sin6));
	sin6->sin6_family = AF_INET6;
	sin6->sin6_port = port;
	if (addr->family == AF_INET) {
		ipv6_addr_set_v4mapped(addr->v4, &sin6->sin6_addr);
	} else {
		memcpy(&sin6->sin6_addr, addr->v6, sizeof(addr->v6));
		sin6->sin6_scope_id = addr->scope;
	}
	return sizeof(*sin6);
}

static int sctp_uaddr_fill_v4(const struct sctp_addr *addr, __be16 port,
			      struct sockaddr_in *sin)
{
	memset(sin, 0, sizeof(*sin));
	sin->sin_family = AF_INET;
	sin->sin_port = port;
	sin->sin_addr.s_addr = addr->v4;
	return sizeof(*sin);
}

/**
 * sctp_uaddr_fill() - make a socket address for the user of a socket
 * @sk: the socket; its family and SCTP_I_WANT_MAPPED_V4_ADDR decide the form
 * @addr: the address
 * @port: the port
 * @u: filled in, unused bytes of the family's structure zeroed
 *
 * Return: the length.
 */
int sctp_uaddr_fill(const struct sock *sk, const struct sctp_addr *addr,
		    __be16 port, union sctp_uaddr *u)
{
	if (addr->family == AF_INET6 ||
	    (sk->sk_family == AF_INET6 && sctp_sk(sk)->v4mapped))
		return sctp_uaddr_fill_v6(addr, port, &u->v6);
	return sctp_uaddr_fill_v4(addr, port, &u->v4);
}

/**
 * sctp_uaddr_fill_family() - make a socket address of a family
 * @family: AF_INET, and so is the address; or AF_INET6
 * @t: the address
 * @u: filled in, unused bytes of the family's structure zeroed
 *
 * Return: the length.
 */
int sctp_uaddr_fill_family(int family, const struct sctp_taddr *t,
			   union sctp_uaddr *u)
{
	if (family == AF_INET6)
		return sctp_uaddr_fill_v6(&t->addr, t->port, &u->v6);
	return sctp_uaddr_fill_v4(&t->addr, t->port, &u->v4);
}

/**
 * sctp_uaddr_fill_plain() - make a socket address that is not mapped
 * @t: the address
 * @u: filled in, unused bytes of the family's structure zeroed
 *
 * Return: the length.
 */
int sctp_uaddr_fill_plain(const struct sctp_taddr *t, union sctp_uaddr *u)
{
	return sctp_uaddr_fill_family(t->addr.family, t, u);
}

/**
 * sctp_addr_is_any() - is it the wildcard address?
 * @addr: the address; family 0 counts as one
 *
 * Return: true if so.
 */
bool sctp_addr_is_any(const struct sctp_addr *addr)
{
	switch (addr->family) {
	case AF_INET:
		return addr->v4 == htonl(INADDR_ANY);
	case AF_INET6:
		return ipv6_addr_any((const struct in6_addr *)addr->v6);
	default:
		return true;
	}
}
