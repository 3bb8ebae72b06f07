// SPDX-License-Identifier: GPL-2.0-only
/*
 * socket(), bind(), sctp_bindx().
 */
#include <fcntl.h>
#include <stdlib.h>

#include "sock.h"

static int bindx(int fd, const union addr *a, int n, int flag)
{
	char buf[256];
	size_t len = 0;
	int i;

	for (i = 0; i < n; i++)
		len = addr_pack(buf, &a[i], len);
	return opt_set(fd, flag == SCTP_BINDX_ADD_ADDR ?
		       SCTP_SOCKOPT_BINDX_ADD : SCTP_SOCKOPT_BINDX_REM,
		       buf, len);
}

static int nr_local(int fd)
{
	struct sockaddr *list;
	int n = CHECK_OK(sctp_getladdrs(fd, 0, &list));

	sctp_freeladdrs(list);
	return n;
}

NETTEST(socket__types, .variants = V_V4 | V_V6, .smoke = true)
{
	int fd = sock(v);

	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_TYPE), v->type);
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_DOMAIN), v->family);
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_PROTOCOL), IPPROTO_SCTP);
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ACCEPTCONN), 0);
	CHECK_EQ(sock_error(fd), 0);
}

NETTEST(socket__unsupported_types, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	CHECK_ERR(socket(v->family, SOCK_DGRAM, IPPROTO_SCTP), EPROTONOSUPPORT);
	CHECK_ERR(socket(v->family, SOCK_RDM, IPPROTO_SCTP), ESOCKTNOSUPPORT);
	CHECK_ERR(socket(AF_UNIX, SOCK_STREAM, IPPROTO_SCTP), EPROTONOSUPPORT);
}

NETTEST(socket__protocol_zero_is_tcp)
{
	int fd = CHECK_OK(socket(AF_INET, SOCK_STREAM, 0));

	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_PROTOCOL), IPPROTO_TCP);
}

NETTEST(socket__flags, .variants = V_V4)
{
	int fd = CHECK_OK(socket(v->family, v->type | SOCK_NONBLOCK |
				 SOCK_CLOEXEC, IPPROTO_SCTP));

	CHECK_SET(fcntl(fd, F_GETFL), O_NONBLOCK);
	CHECK_SET(fcntl(fd, F_GETFD), FD_CLOEXEC);
}

NETTEST(socket__socketpair)
{
	int sv[2];

	CHECK_ERR(socketpair(AF_INET, SOCK_STREAM, IPPROTO_SCTP, sv),
		  EOPNOTSUPP);
}

NETTEST(bind__ephemeral_port, .variants = V_ALL, .smoke = true)
{
	union addr want = host(v, 1, 0), got;
	int fd = sock_bound(v, 1, 0);

	got = local_addr(fd);
	CHECK(addr_port(&got) >= 1024);
	want = host(v, 1, addr_port(&got));
	CHECK(addr_same(&got, &want));
}

NETTEST(bind__ephemeral_ports_differ, .variants = V_V4)
{
	union addr a = local_addr(sock_bound(v, 1, 0));
	union addr b = local_addr(sock_bound(v, 1, 0));

	CHECK(addr_port(&a) != addr_port(&b));
}

NETTEST(bind__wildcard, .variants = V_ALL, .smoke = true)
{
	union addr got, want = any(v, PORT);
	int fd = sock(v);

	CHECK_OK(bind_to(fd, want));
	got = local_addr(fd);
	CHECK(addr_same(&got, &want));
}

NETTEST(bind__twice, .variants = V_ALL)
{
	int fd = sock_bound(v, 1, PORT);

	CHECK_ERR(bind_to(fd, host(v, 2, PORT)), EINVAL);
	CHECK_ERR(bind_to(fd, host(v, 1, PORT)), EINVAL);
}

NETTEST(bind__port_in_use, .variants = V_ALL, .smoke = true)
{
	int fd = sock_bound(v, 1, PORT), fd2 = sock(v);

	CHECK_ERR(bind_to(fd2, host(v, 1, PORT)), EADDRINUSE);
	CHECK_ERR(bind_to(fd2, any(v, PORT)), EADDRINUSE);
	CHECK_OK(bind_to(fd2, host(v, 2, PORT)));
	close(fd);
	CHECK_OK(bind_to(sock(v), host(v, 1, PORT)));
}

NETTEST(bind__under_wildcard, .variants = V_ALL)
{
	int fd = sock(v);

	CHECK_OK(bind_to(fd, any(v, PORT)));
	CHECK_ERR(bind_to(sock(v), host(v, 2, PORT)), EADDRINUSE);
}

NETTEST(bind__reuseaddr, .variants = V_V4 | V_V6)
{
	int a = sock(v), b = sock(v), c = sock(v), one = 1;

	CHECK_OK(setsockopt(a, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	CHECK_OK(setsockopt(b, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	CHECK_OK(bind_to(a, host(v, 1, PORT)));
	/* Both must have asked for it. */
	CHECK_ERR(bind_to(c, host(v, 1, PORT)), EADDRINUSE);
	CHECK_OK(bind_to(b, host(v, 1, PORT)));
	/* Only one can listen. */
	CHECK_OK(listen(a, 1));
	CHECK_ERR(listen(b, 1), EADDRINUSE);
}

NETTEST(bind__reuseaddr_of_listener, .variants = V_V4)
{
	int a = sock(v), b = sock(v), one = 1;

	CHECK_OK(setsockopt(a, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	CHECK_OK(setsockopt(b, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	CHECK_OK(bind_to(a, host(v, 1, PORT)));
	CHECK_OK(listen(a, 1));
	CHECK_ERR(bind_to(b, host(v, 1, PORT)), EADDRINUSE);
}

NETTEST(bind__not_local, .variants = V_ALL)
{
	CHECK_ERR(bind_to(sock(v), blackhole(v, PORT)), EADDRNOTAVAIL);
}

NETTEST(bind__multicast, .variants = V_STREAM_V4)
{
	union addr a = host(v, 1, PORT);

	a.v4.sin_addr.s_addr = htonl(0xe0000001);
	CHECK_ERR(bind_to(sock(v), a), EADDRNOTAVAIL);
}

NETTEST(bind__privileged_port, .variants = V_V4 | V_V6)
{
	int fd = sock(v);

	CHECK_OK(setuid(65534));
	CHECK_ERR(bind_to(fd, host(v, 1, 80)), EACCES);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
}

NETTEST(bind__address_too_short, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 1, PORT);
	int fd = sock(v);

	CHECK_ERR(bind(fd, &a.sa, 4), EINVAL);
	CHECK_ERR(bind(fd, &a.sa, addr_len(&a) - 8), EINVAL);
}

NETTEST(bind__other_family, .variants = V_V4 | V_V6)
{
	struct variant o = *v;

	o.family = v->family == AF_INET ? AF_INET6 : AF_INET;
	if (v->family == AF_INET)
		CHECK_ERR(bind_to(sock(v), host(&o, 1, PORT)), EINVAL);
	else	/* a v6 socket takes plain IPv4 addresses, too */
		CHECK_OK(bind_to(sock(v), host(&o, 1, PORT)));
}

NETTEST(bind__v6only, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = *v, mapped = *v;
	int fd = sock(v), one = 1;

	v4.family = AF_INET;
	mapped.mapped = true;
	CHECK_OK(setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one)));
	CHECK_ERR(bind_to(fd, host(&mapped, 1, PORT)), EINVAL);
	CHECK_ERR(bind_to(fd, host(&v4, 1, PORT)), EINVAL);
	CHECK_OK(bind_to(fd, any(v, PORT)));
	/* The IPv4 side of the port is still free. */
	CHECK_OK(bind_to(sock(&v4), any(&v4, PORT)));
}

NETTEST(bind__dual_stack_conflict, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = *v;

	v4.family = AF_INET;
	CHECK_OK(bind_to(sock(v), any(v, PORT)));
	CHECK_ERR(bind_to(sock(&v4), any(&v4, PORT)), EADDRINUSE);
	CHECK_ERR(bind_to(sock(&v4), host(&v4, 1, PORT)), EADDRINUSE);
}

NETTEST(bindx__add_remove, .variants = V_ALL, .smoke = true)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT),
			   host(v, 3, PORT) };
	int fd = sock(v);

	CHECK_OK(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 2);
	CHECK_OK(bindx(fd, a + 2, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 3);
	CHECK_OK(bindx(fd, a + 1, 2, SCTP_BINDX_REM_ADDR));
	CHECK_EQ(nr_local(fd), 1);
	/* The removed address is free again. */
	CHECK_OK(bind_to(sock(v), a[1]));
}

NETTEST(bindx__library, .variants = V_V4)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT) };
	char buf[64];
	int fd = sock(v);
	size_t len;

	len = addr_pack(buf, &a[0], 0);
	addr_pack(buf, &a[1], len);
	CHECK_OK(sctp_bindx(fd, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 2);
	CHECK_OK(sctp_bindx(fd, (struct sockaddr *)buf, 1,
			    SCTP_BINDX_REM_ADDR));
	CHECK_EQ(nr_local(fd), 1);
}

NETTEST(bindx__remove_last, .variants = V_V4 | V_V6)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT) };
	int fd = sock(v);

	CHECK_OK(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_ERR(bindx(fd, a, 2, SCTP_BINDX_REM_ADDR), EBUSY);
	/* As much as could be undone was undone. */
	CHECK_EQ(nr_local(fd), 2);
}

NETTEST(bindx__remove_unbound_address, .variants = V_V4 | V_V6)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT),
			   host(v, 3, PORT) };
	int fd = sock(v);

	/* That nothing would be left is noticed first. */
	CHECK_ERR(bindx(fd, a, 1, SCTP_BINDX_REM_ADDR), EBUSY);
	CHECK_OK(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_ERR(bindx(fd, a + 2, 1, SCTP_BINDX_REM_ADDR), EINVAL);
	CHECK_EQ(nr_local(fd), 2);
}

NETTEST(bindx__duplicate_address, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 1, PORT);
	int fd = sock_bound(v, 1, PORT);

	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	CHECK_EQ(nr_local(fd), 1);
}

NETTEST(bindx__other_port, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 2, PORT + 1), b = host(v, 2, PORT);
	int fd = sock_bound(v, 1, PORT);

	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	CHECK_OK(bindx(fd, &b, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_REM_ADDR), EINVAL);
}

NETTEST(bindx__port_zero_means_ours, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 2, 0);
	int fd = sock_bound(v, 1, PORT);

	CHECK_OK(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR));
	a = host(v, 2, PORT);
	CHECK_ERR(bind_to(sock(v), a), EADDRINUSE);
}

NETTEST(bindx__one_in_use, .variants = V_V4 | V_V6)
{
	union addr a[] = { host(v, 2, PORT), host(v, 3, PORT) };
	int fd = sock_bound(v, 1, PORT), other = sock_bound(v, 3, PORT);

	CHECK_ERR(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR), EADDRINUSE);
	/* All or nothing. */
	CHECK_EQ(nr_local(fd), 1);
	close(other);
	CHECK_OK(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 3);
}

NETTEST(bindx__not_local, .variants = V_V4 | V_V6)
{
	union addr a = blackhole(v, PORT);
	int fd = sock_bound(v, 1, PORT);

	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), EADDRNOTAVAIL);
}

NETTEST(bindx__wildcard_with_specific, .variants = V_V4 | V_V6)
{
	union addr a = any(v, PORT), b = host(v, 1, PORT);
	int fd = sock_bound(v, 2, PORT), wild = sock(v);

	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	CHECK_OK(bind_to(wild, any(v, PORT + 1)));
	b = host(v, 1, PORT + 1);
	CHECK_ERR(bindx(wild, &b, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
}

NETTEST(bindx__mixed_families, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = *v;
	union addr a[2] = { host(v, 1, PORT) };
	int fd = sock(v), fd4;

	v4.family = AF_INET;
	a[1] = host(&v4, 1, PORT);
	CHECK_OK(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 2);
	CHECK_ERR(bind_to(sock(&v4), a[1]), EADDRINUSE);

	fd4 = sock_bound(&v4, 2, PORT);
	CHECK_ERR(bindx(fd4, a, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
}

NETTEST(bindx__bad_arguments, .variants = V_V4)
{
	union addr a = host(v, 1, PORT);
	int fd = sock(v);
	char buf[64];

	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_BINDX_ADD, &a, 0), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_BINDX_ADD, &a, 8), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_BINDX_ADD, NULL, 16), EFAULT);
	/* One and a half addresses. */
	addr_pack(buf, &a, addr_pack(buf, &a, 0));
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_BINDX_ADD, buf, 24), EINVAL);
	a.sa.sa_family = AF_UNIX;
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_BINDX_ADD, &a, 16), EINVAL);
	errno = 0;
	CHECK_ERR(sctp_bindx(fd, &a.sa, 1, 7), EINVAL);
}

/* An IPv4 wildcard, or address, for a socket of either family. */
static union addr v4_any(int port)
{
	const struct variant v4 = { .family = AF_INET };

	return any(&v4, port);
}

static void set_v6only(int fd, int on)
{
	CHECK_OK(setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)));
}

/* Whose is a connection to @to? Accepts it from @l. */
static void reaches(const struct variant *v, union addr to, int l)
{
	int c = sock(v), s;

	CHECK_OK(connect_to(c, to));
	sock_nonblock(l, true);
	s = CHECK_OK(accept(l, NULL, NULL));
	close(s);
	close(c);
}

NETTEST(bindx__failed_takes_no_port_over, .variants = V_STREAM_V6,
	.smoke = true, .intree = "lets but one of the two listen")
{
	union addr wild = any(v, 0);
	int a = sock(v), b = sock(v);

	set_v6only(a, 1);
	CHECK_OK(bind_to(a, any(v, PORT)));
	CHECK_OK(listen(a, 5));
	CHECK_OK(bind_to(b, v4_any(PORT)));
	CHECK_OK(listen(b, 5));
	CHECK_ERR(bindx(b, &wild, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	wild = any(v, PORT);
	CHECK_ERR(bindx(b, &wild, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	CHECK_ERR(bind_to(b, wild), EINVAL);
	reaches(v, host(v, 1, PORT), a);
}

NETTEST(bindx__failed_keeps_families, .variants = V_STREAM_V6)
{
	union addr wild = v4_any(0);
	int fd = sock(v);

	CHECK_OK(bind_to(fd, any(v, PORT)));
	CHECK_OK(listen(fd, 5));
	CHECK_ERR(bindx(fd, &wild, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	wild = v4_any(PORT);
	CHECK_ERR(bindx(fd, &wild, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	reaches(v, host(v, 1, PORT), fd);
}

NETTEST(bind__failed_keeps_families, .variants = V_V6)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	union addr a[] = { v4_any(PORT + 1), host(v, 1, PORT + 1) };
	int taken = sock_bound(&v4, 1, PORT), fd = sock(v), l;

	(void)taken;
	CHECK_ERR(bind_to(fd, v4_any(PORT)), EADDRINUSE);
	CHECK_ERR(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR), EINVAL);
	l = sock_bound(v, 1, PORT + 2);
	CHECK_OK(listen(l, 1));
	CHECK_OK(connect_to(fd, host(v, 1, PORT + 2)));
}

NETTEST(bind__v6only_after_socket, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	int fd, l = sock_listening(&v4, PORT);

	(void)l;
	fd = sock(v);
	set_v6only(fd, 1);
	set_v6only(fd, 0);
	CHECK_OK(connect_to(fd, host(&v4, 1, PORT)));
	fd = sock(v);
	set_v6only(fd, 1);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
	/* Settled with the port. */
	CHECK_EQ(opt_int(fd, IPPROTO_IPV6, IPV6_V6ONLY), 1);
	CHECK_ERR(connect_to(fd, host(&v4, 1, PORT)), EINVAL);
}

/* A private IPv4 address is offered to a peer with a unique local one. */
NETTEST(bindx__private_beside_unique_local, .variants = V_STREAM_V6,
	.intree = "takes unique local addresses for global ones")
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	union addr a[] = { beside(v, PORT), host(&v4, 1, PORT) };
	int l = sock(v), c = sock(v);
	struct sockaddr *list;

	CHECK_EQ(system("ip addr add 10.11.12.13/32 dev d0"), 0);
	a[1].v4.sin_addr.s_addr = htonl(0x0a0b0c0d);
	CHECK_OK(bindx(l, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	CHECK_OK(connect_to(c, a[0]));
	CHECK_EQ(sctp_getpaddrs(c, 0, &list), 2);
	sctp_freepaddrs(list);
	CHECK_EQ(system("ip addr del 10.11.12.13/32 dev d0"), 0);
}

NETTEST(bind__bindv6only, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	int fd, l = sock_listening(&v4, PORT);

	(void)l;
	CHECK_EQ(system("echo 1 >/proc/sys/net/ipv6/bindv6only"), 0);
	fd = sock(v);
	CHECK_EQ(system("echo 0 >/proc/sys/net/ipv6/bindv6only"), 0);
	CHECK_EQ(opt_int(fd, IPPROTO_IPV6, IPV6_V6ONLY), 1);
	set_v6only(fd, 0);
	CHECK_OK(bind_to(fd, host(&v4, 2, PORT)));
	CHECK_OK(connect_to(fd, host(&v4, 1, PORT)));
}

/* What IPV6_V6ONLY refuses to send to must not come in by an INIT ACK. */
NETTEST(bind__v6only_peer_has_both, .variants = V_STREAM_V6)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	union addr a[] = { beside(v, PORT), beside(&v4, PORT) };
	int l = sock(v), c = sock(v);
	struct sockaddr *list;

	CHECK_OK(bindx(l, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	set_v6only(c, 1);
	CHECK_OK(bind_to(c, host(v, 2, 0)));
	CHECK_OK(connect_to(c, a[0]));
	CHECK_EQ(sctp_getpaddrs(c, 0, &list), 1);
	sctp_freepaddrs(list);
}

NETTEST(bindx__failed_removal_keeps_order, .variants = V_V4 | V_V6,
	.intree = "puts what it gives back at the end")
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT),
			   host(v, 3, PORT) };
	union addr gone[] = { host(v, 1, PORT), host(v, 2, PORT + 1) };
	int fd = sock(v), twice = sock(v);
	union addr got;

	CHECK_OK(bindx(fd, a, 3, SCTP_BINDX_ADD_ADDR));
	CHECK_ERR(bindx(fd, gone, 2, SCTP_BINDX_REM_ADDR), EINVAL);
	gone[1] = gone[0];
	CHECK_ERR(bindx(fd, gone, 2, SCTP_BINDX_REM_ADDR), EINVAL);
	CHECK_ERR(bindx(fd, a, 3, SCTP_BINDX_REM_ADDR), EBUSY);
	CHECK_EQ(nr_local(fd), 3);
	got = local_addr(fd);
	CHECK(addr_same(&got, &a[0]));
	CHECK_ERR(bind_to(twice, a[0]), EADDRINUSE);
}

NETTEST(bindx__adds_all_or_none, .variants = V_V4 | V_V6,
	.intree = "keeps the port")
{
	union addr a[] = { host(v, 1, PORT), host(v, 1, PORT),
			   host(v, 3, PORT) };
	int fd = sock(v), one = 1, other = sock(v);
	union addr got;

	CHECK_ERR(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR), EINVAL);
	a[1] = host(v, 2, PORT + 1);
	CHECK_ERR(bindx(fd, a, 3, SCTP_BINDX_ADD_ADDR), EINVAL);
	a[1] = any(v, PORT);
	CHECK_ERR(bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR), EINVAL);
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), 0);
	CHECK_OK(bind_to(other, host(v, 1, PORT)));
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	CHECK_OK(bind_to(fd, host(v, 2, PORT)));
}

/* The peer was told of it, and goes on using it. */
NETTEST(bindx__removed_address_is_the_associations, .variants = V_ALL)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT) };
	int l = sock(v), c = sock_bound(v, 3, 0), other = sock(v);
	struct pair p;

	CHECK_OK(bindx(l, a, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	p = pair_join_to(v, l, c, a[1]);
	CHECK_OK(bindx(p.s, &a[1], 1, SCTP_BINDX_REM_ADDR));
	CHECK_EQ(tx(p.c, p.cid, "to", 2), 2);
	rx_data(p.s, "to");
	CHECK_EQ(tx(p.s, p.sid, "from", 4), 4);
	rx_data(p.c, "from");
	if (v->type == SOCK_STREAM)
		return;
	/* But for new ones it is gone. */
	CHECK_OK(bind_to(other, a[1]));
	CHECK_EQ(nr_local(p.s), 1);
}

/* Of 127.0.0.0/8 there are 16 million, and an INIT lists but so many. */
NETTEST(bindx__bounded, .variants = V_STREAM_V4, .intree = "takes any number")
{
	int l = sock_listening(v, PORT), fd = sock(v), i, s;
	union addr a = host(v, 1, PORT + 1);

	CHECK_OK(bind_to(fd, a));
	for (i = 1; i < 64; i++) {
		a.v4.sin_addr.s_addr = htonl(0x7f010000 + i);
		CHECK_OK(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR));
	}
	a.v4.sin_addr.s_addr = htonl(0x7f010000 + i);
	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), ENOMEM);
	CHECK_EQ(nr_local(fd), 64);
	CHECK_OK(connect_to(fd, host(v, 1, PORT)));
	s = CHECK_OK(accept(l, NULL, NULL));
	/* Addresses that the association still uses count, too. */
	for (i = 1; i < 64; i++) {
		a.v4.sin_addr.s_addr = htonl(0x7f010000 + i);
		CHECK_OK(bindx(fd, &a, 1, SCTP_BINDX_REM_ADDR));
	}
	a.v4.sin_addr.s_addr = htonl(0x7f010000 + i);
	CHECK_ERR(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR), ENOMEM);
	a.v4.sin_addr.s_addr = htonl(0x7f010001);
	CHECK_OK(bindx(fd, &a, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(nr_local(fd), 2);
	close(s);
}

static void set_reuseport(int fd)
{
	int one = 1;

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof(one)));
}

/* Wildcards of different families are no group. */
NETTEST(bind__reuseport_by_family, .variants = V_STREAM_V6,
	.intree = "makes them a group")
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	int a = sock(v), b = sock(v), i;

	set_reuseport(a);
	set_reuseport(b);
	set_v6only(a, 1);
	CHECK_OK(bind_to(a, any(v, PORT)));
	CHECK_OK(listen(a, 5));
	CHECK_OK(bind_to(b, v4_any(PORT)));
	CHECK_OK(listen(b, 5));
	for (i = 0; i < 10; i++) {
		reaches(v, host(v, 1, PORT), a);
		reaches(&v4, host(&v4, 1, PORT), b);
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
