// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of the two ends, and the SOL_SOCKET options.
 */
#include <stdlib.h>
#include <net/if.h>

#include "sock.h"

static bool in_list(const struct sockaddr *list, int n, const union addr *a)
{
	const char *at = (const char *)list;
	union addr b;
	int i;

	for (i = 0; i < n; i++) {
		memcpy(&b, at, sizeof(b.v4));
		memcpy(&b, at, addr_len(&b));
		if (addr_same(&b, a))
			return true;
		at += addr_len(&b);
	}
	return false;
}

NETTEST(names__connected, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_join(v, sock_listening(v, PORT),
				  sock_bound(v, 2, PORT + 1));
	union addr srv = host(v, 1, PORT), cl = host(v, 2, PORT + 1), a;

	a = local_addr(p.c);
	CHECK(addr_same(&a, &cl));
	a = local_addr(p.s);
	CHECK(addr_same(&a, &srv));
	if (v->type == SOCK_SEQPACKET) {
		socklen_t len = sizeof(a);

		/* Which of its peers would it be? */
		CHECK_ERR(getpeername(p.c, &a.sa, &len), ENOTCONN);
		return;
	}
	a = peer_addr(p.c);
	CHECK(addr_same(&a, &srv));
	a = peer_addr(p.s);
	CHECK(addr_same(&a, &cl));
}

NETTEST(names__unbound, .variants = V_V4 | V_V6)
{
	union addr a = local_addr(sock(v)), want = any(v, 0);
	socklen_t len = sizeof(a);

	CHECK(addr_same(&a, &want));
	CHECK_ERR(getpeername(sock(v), &a.sa, &len), ENOTCONN);
}

/* A socket bound to any address names the source of its packets. */
NETTEST(names__bound_to_any, .variants = V_ALL, .smoke = true)
{
	union addr server = host(v, 1, PORT), a;
	int l = sock(v), c = sock(v);
	struct pair p;

	CHECK_OK(bind_to(l, any(v, PORT)));
	CHECK_OK(listen(l, 1));
	p = pair_join_to(v, l, c, server);
	a = local_addr(p.c);
	server.v4.sin_port = htons(addr_port(&a));
	CHECK(addr_same(&a, &server));
	if (v->type == SOCK_SEQPACKET)
		return;
	server.v4.sin_port = htons(PORT);
	a = local_addr(p.s);
	CHECK(addr_same(&a, &server));
	/* It is known to the end, and beyond. */
	close(p.c);
	WAIT_UNTIL(!proc_rows("assocs"));
	a = local_addr(p.s);
	CHECK(addr_same(&a, &server));
}

NETTEST(names__truncated, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	socklen_t len = 4;
	union addr a = {};

	CHECK_OK(getsockname(p.c, &a.sa, &len));
	CHECK_EQ(len, sizeof(a.v4));
	CHECK_EQ(a.v4.sin_addr.s_addr, 0);
}

/* Options in the IPv4 header, of sockets with and without an association */
NETTEST(ip_options__leave_with_each_packet, .variants = V_V4, .smoke = true)
{
	static const uint8_t nops[] = { 1, 1, 1, 1 };
	struct pair p = pair_open(v);
	uint8_t got[40];
	socklen_t len = sizeof(got);

	CHECK_OK(setsockopt(sock(v), IPPROTO_IP, IP_OPTIONS, nops,
			    sizeof(nops)));
	CHECK_OK(setsockopt(p.c, IPPROTO_IP, IP_OPTIONS, nops, sizeof(nops)));
	CHECK_OK(getsockopt(p.c, IPPROTO_IP, IP_OPTIONS, got, &len));
	CHECK_EQ(len, sizeof(nops));
	CHECK_EQ(tx(p.c, p.cid, "with", 4), 4);
	rx_data(p.s, "with");
}

/* A socket has those of the one it comes from. */
static void check_clone(const struct variant *v, int level, int opt,
			const uint8_t *want, socklen_t size)
{
	int l = sock_listening(v, PORT);
	uint8_t got[64];
	socklen_t len = sizeof(got);
	struct pair p;

	CHECK_OK(setsockopt(l, level, opt, want, size));
	p = pair_join(v, l, sock(v));
	if (v->type == SOCK_SEQPACKET)
		p.s = CHECK_OK(sctp_peeloff(p.s, p.sid));
	CHECK_OK(getsockopt(p.s, level, opt, got, &len));
	CHECK_EQ(len, size);
	CHECK(!memcmp(got, want, size));
	CHECK_EQ(tx(p.s, 0, "with", 4), 4);
	rx_data(p.c, "with");
}

NETTEST(ip_options__of_a_clone, .variants = V_V4)
{
	static const uint8_t nops[] = { 1, 1, 1, 1 };

	check_clone(v, IPPROTO_IP, IP_OPTIONS, nops, sizeof(nops));
}

NETTEST(ipv6_options__of_a_clone, .variants = V_V6)
{
	/* a header of hop-by-hop options: padding */
	static const uint8_t pad[] = { 0, 0, 1, 4, 0, 0, 0, 0 };

	check_clone(v, IPPROTO_IPV6, IPV6_HOPOPTS, pad, sizeof(pad));
}

NETTEST(getladdrs__association, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	struct sockaddr *list;
	int n;

	n = CHECK_OK(sctp_getladdrs(p.s, p.sid, &list));
	CHECK_EQ(n, 1);
	CHECK(in_list(list, n, &a));
	n = CHECK_OK(sctp_getpaddrs(p.c, p.cid, &list));
	CHECK_EQ(n, 1);
	CHECK(in_list(list, n, &a));
}

NETTEST(getladdrs__wildcard, .variants = V_V4 | V_V6, .smoke = true)
{
	union addr a = beside(v, PORT);
	struct sockaddr *list;
	int fd = sock(v), n;

	CHECK_OK(bind_to(fd, any(v, PORT)));
	n = CHECK_OK(sctp_getladdrs(fd, 0, &list));
	CHECK(n >= 1);
	CHECK(in_list(list, n, &a));
}

NETTEST(getladdrs__bad_requests, .variants = V_V4)
{
	struct sctp_getaddrs ga = {};
	struct pair p = pair_open(v);
	int fd = sock(v);

	ga.assoc_id = p.sid;
	/* Too short for one address: ENOMEM, of all things. */
	CHECK_ERR(opt_get(p.s, SCTP_GET_LOCAL_ADDRS, &ga, sizeof(ga)), ENOMEM);
	CHECK_ERR(opt_get(p.s, SCTP_GET_PEER_ADDRS, &ga, sizeof(ga)), ENOMEM);
	CHECK_ERR(opt_get(p.s, SCTP_GET_LOCAL_ADDRS, &ga, 4), EINVAL);
	CHECK_ERR(opt_get(p.s, SCTP_GET_PEER_ADDRS, &ga, 4), EINVAL);
	ga.assoc_id = 0;
	CHECK_ERR(opt_get(fd, SCTP_GET_PEER_ADDRS, &ga, sizeof(ga)), EINVAL);
	if (v->type == SOCK_SEQPACKET) {
		ga.assoc_id = p.sid + 999;
		CHECK_ERR(opt_get(p.s, SCTP_GET_LOCAL_ADDRS, &ga, sizeof(ga)),
			  EINVAL);
	}
}

NETTEST(mapped__switched_off, .variants = V_STREAM_MAPPED | V_SEQ_MAPPED,
	.smoke = true)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	struct pair p = pair_open(v);
	union addr want = host(&v4, 1, PORT);
	struct sockaddr *list;
	struct rx r;

	CHECK_EQ(opt_int(p.c, SOL_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR), 1);
	CHECK_OK(opt_set_int(p.c, SCTP_I_WANT_MAPPED_V4_ADDR, 0));
	CHECK_EQ(opt_int(p.c, SOL_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR), 0);
	CHECK_OK(tx(p.s, p.sid, "x", 1));
	CHECK_EQ(rx(p.c, &r, 0), 1);
	CHECK_EQ(r.fromlen, sizeof(want.v4));
	CHECK(addr_same(&r.from, &want));
	CHECK_EQ(sctp_getpaddrs(p.c, p.cid, &list), 1);
	CHECK_EQ(list->sa_family, AF_INET);
}

NETTEST(mapped__switched_on, .variants = V_STREAM_MAPPED | V_SEQ_MAPPED)
{
	struct pair p = pair_open(v);
	union addr want = host(v, 1, PORT);
	struct sockaddr *list;
	struct rx r;

	CHECK_OK(tx(p.s, p.sid, "x", 1));
	CHECK_EQ(rx(p.c, &r, 0), 1);
	CHECK_EQ(r.fromlen, sizeof(want.v6));
	CHECK(addr_same(&r.from, &want));
	CHECK_EQ(sctp_getpaddrs(p.c, p.cid, &list), 1);
	CHECK_EQ(list->sa_family, AF_INET6);
}

NETTEST(buffers__sizes, .variants = V_V4)
{
	static const int opts[] = { SO_SNDBUF, SO_RCVBUF };
	int fd = sock(v), size = 50000;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(opts); i++) {
		CHECK_OK(setsockopt(fd, SOL_SOCKET, opts[i], &size,
				    sizeof(size)));
		CHECK_EQ(opt_int(fd, SOL_SOCKET, opts[i]), 2 * size);
	}
}

NETTEST(buffers__advertised_window, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int l = sock(v), c = sock(v), size = 40000;
	struct sctp_status st;
	struct pair p;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	st = assoc_status(c, p.cid);
	diag("SO_RCVBUF %d, peer sees a window of %u", 2 * size, st.sstat_rwnd);
	CHECK(st.sstat_rwnd >= 0U + size && st.sstat_rwnd <= 2U * size);
}

NETTEST(bindtodevice__other_device, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int l = sock_listening(v, PORT), c = sock(v);
	struct sctp_initmsg init = { 0, 0, 1, 50 };

	(void)l;
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_BINDTODEVICE, "d0", 3));
	CHECK_OK(opt_set(c, SCTP_INITMSG, &init, sizeof(init)));
	/* Not reachable through d0. */
	CHECK(connect_to(c, host(v, 1, PORT)) < 0);
}

NETTEST(bindtodevice__right_device, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int l = sock_listening(v, PORT), c = sock(v);
	char name[IFNAMSIZ];
	socklen_t len = sizeof(name);

	(void)l;
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3));
	CHECK_OK(getsockopt(c, SOL_SOCKET, SO_BINDTODEVICE, name, &len));
	CHECK(!strcmp(name, "lo"));
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
}

NETTEST(sockopt__generic_values, .variants = V_V4)
{
	int fd = sock(v), val = 5;

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_PRIORITY, &val, sizeof(val)));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_PRIORITY), 5);
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_MARK, &val, sizeof(val)));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_MARK), 5);
	val = 0x28;
	CHECK_OK(setsockopt(fd, IPPROTO_IP, IP_TOS, &val, sizeof(val)));
	CHECK_EQ(opt_int(fd, IPPROTO_IP, IP_TOS), 0x28);
	val = 33;
	CHECK_OK(setsockopt(fd, IPPROTO_IP, IP_TTL, &val, sizeof(val)));
	CHECK_EQ(opt_int(fd, IPPROTO_IP, IP_TTL), 33);
}

NETTEST(reuseport__one_to_one_only, .variants = V_V4)
{
	int fd = sock(v);

	if (v->type == SOCK_SEQPACKET) {
		CHECK_ERR(opt_set_int(fd, SCTP_REUSE_PORT, 1), EOPNOTSUPP);
		return;
	}
	CHECK_OK(opt_set_int(fd, SCTP_REUSE_PORT, 1));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_REUSE_PORT), 1);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
	CHECK_ERR(opt_set_int(fd, SCTP_REUSE_PORT, 0), EFAULT);
}

NETTEST(reuseport__two_clients_one_port, .variants = V_STREAM_V4)
{
	int l1 = sock_listening(v, PORT), l2 = sock_bound(v, 2, PORT), i;
	int c[2];

	(void)l1;
	CHECK_OK(listen(l2, 1));
	for (i = 0; i < 2; i++) {
		c[i] = sock(v);
		CHECK_OK(opt_set_int(c[i], SCTP_REUSE_PORT, 1));
		CHECK_OK(bind_to(c[i], host(v, 1, PORT + 1)));
		CHECK_OK(connect_to(c[i], host(v, i + 1, PORT)));
	}
	for (i = 0; i < 2; i++)
		CHECK_EQ(assoc_state(c[i], 0), SCTP_ESTABLISHED);
}

NETTEST(reuseport__group_shares_load, .variants = V_STREAM_V4)
{
	int l[2], i, one = 1, n[2] = {};

	for (i = 0; i < 2; i++) {
		l[i] = sock(v);
		CHECK_OK(setsockopt(l[i], SOL_SOCKET, SO_REUSEPORT, &one,
				    sizeof(one)));
		CHECK_OK(bind_to(l[i], host(v, 1, PORT)));
		CHECK_OK(listen(l[i], 64));
		sock_nonblock(l[i], true);
	}
	for (i = 0; i < 32; i++)
		CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
	for (i = 0; i < 2; i++)
		while (accept(l[i], NULL, NULL) >= 0)
			n[i]++;
	CHECK_EQ(n[0] + n[1], 32);
	CHECK(n[0] && n[1]);
}

NETTEST(reuseport__other_user, .variants = V_STREAM_V4)
{
	int a = sock(v), b, one = 1;

	CHECK_OK(setsockopt(a, SOL_SOCKET, SO_REUSEPORT, &one, sizeof(one)));
	CHECK_OK(bind_to(a, host(v, 1, PORT)));
	CHECK_OK(setuid(65534));
	b = sock(v);
	CHECK_OK(setsockopt(b, SOL_SOCKET, SO_REUSEPORT, &one, sizeof(one)));
	CHECK_ERR(bind_to(b, host(v, 1, PORT)), EADDRINUSE);
}

NETTEST(descriptor__passed_to_child, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	if (!fork()) {
		rx_data(p.s, "question");
		CHECK_EQ(send(p.s, "answer", 6, 0), 6);
		_exit(0);
	}
	CHECK_EQ(send(p.c, "question", 8, 0), 8);
	rx_data(p.c, "answer");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
