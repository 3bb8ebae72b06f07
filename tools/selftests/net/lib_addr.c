// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions of libsctp that are about addresses, and what they make of an
 * association with two of them on each side.
 */
#include "connectx.h"
#include "sock.h"

/* Addresses from..from + 1 of this host, as the library wants them. */
static struct sockaddr *both(const struct variant *v, int from, int port)
{
	static union {
		struct sockaddr	sa;
		char		room[2 * sizeof(union addr)];
	} buf;
	union addr a = host(v, from, port), b = host(v, from + 1, port);

	addr_pack(&buf, &b, addr_pack(&buf, &a, 0));
	return &buf.sa;
}

static int listener(const struct variant *v)
{
	int l = sock(v);

	CHECK_OK(sctp_bindx(l, both(v, 1, PORT), 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	return l;
}

/* Is the n-th of a list of two this address, or the other one? */
static void check_list(const struct sockaddr *list, union addr a, union addr b)
{
	const union addr *first = (const union addr *)list;
	const union addr *second = (const void *)((const char *)list +
						   addr_len(first));

	CHECK((addr_same(first, &a) && addr_same(second, &b)) ||
	      (addr_same(first, &b) && addr_same(second, &a)));
}

static void check_peer(const struct variant *v, int fd, sctp_assoc_t id)
{
	struct sockaddr *list = NULL;

	CHECK_EQ(assoc_state(fd, id), SCTP_ESTABLISHED);
	CHECK_EQ(sctp_getpaddrs(fd, id, &list), 2);
	check_list(list, host(v, 1, PORT), host(v, 2, PORT));
	CHECK_EQ(sctp_freepaddrs(list), 0);
}

static sctp_assoc_t id_of(const struct variant *v, int fd)
{
	return v->type == SOCK_SEQPACKET ? assoc_id(fd) : 0;
}

NETTEST(lib_bindx__add_and_remove, .variants = V_ALL, .smoke = true)
{
	struct sockaddr *list = NULL;
	int fd = sock(v);
	union addr a;

	CHECK_OK(sctp_bindx(fd, both(v, 1, PORT), 2, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(sctp_getladdrs(fd, 0, &list), 2);
	check_list(list, host(v, 1, PORT), host(v, 2, PORT));
	CHECK_EQ(sctp_freeladdrs(list), 0);
	a = host(v, 1, PORT);
	CHECK_OK(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_REM_ADDR));
	CHECK_EQ(sctp_getladdrs(fd, 0, &list), 1);
	a = host(v, 2, PORT);
	CHECK(addr_same((const union addr *)list, &a));
	CHECK_EQ(sctp_freeladdrs(list), 0);
}

NETTEST(lib_bindx__bad_arguments, .variants = V_V4)
{
	struct sockaddr *a = both(v, 1, PORT);
	int fd = sock(v);

	CHECK_ERR(sctp_bindx(fd, a, 2, 0), EINVAL);
	CHECK_ERR(sctp_bindx(fd, a, 2, SCTP_BINDX_ADD_ADDR |
			     SCTP_BINDX_REM_ADDR), EINVAL);
	a->sa_family = AF_UNIX;
	CHECK_ERR(sctp_bindx(fd, a, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
}

NETTEST(lib_getaddrlen__families)
{
	CHECK_EQ(sctp_getaddrlen(AF_INET), sizeof(struct sockaddr_in));
	CHECK_EQ(sctp_getaddrlen(AF_INET6), sizeof(struct sockaddr_in6));
}

NETTEST(lib_connectx__first_version, .variants = V_ALL)
{
	int l = listener(v), c = sock(v);

	(void)l;
	CHECK_OK(__sctp_connectx(c, both(v, 1, PORT), 2));
	check_peer(v, c, id_of(v, c));
}

NETTEST(lib_connectx__second_version, .variants = V_ALL)
{
	int l = listener(v), c = sock(v);
	sctp_assoc_t id = 0;

	(void)l;
	CHECK_OK(sctp_connectx2(c, both(v, 1, PORT), 2, &id));
	CHECK(id > SCTP_ALL_ASSOC);
	check_peer(v, c, id);
}

NETTEST(lib_connectx__third_version, .variants = V_ALL)
{
	int l = listener(v), c = sock(v);
	sctp_assoc_t id = 0;

	(void)l;
	CHECK_OK(sctp_connectx3(c, both(v, 1, PORT), 2, &id));
	CHECK(id > SCTP_ALL_ASSOC);
	check_peer(v, c, id);
}

/* What new programs get. The id is not everybody's business. */
NETTEST(lib_connectx__default_version, .variants = V_ALL, .smoke = true)
{
	int l = listener(v), c = sock(v);

	(void)l;
	CHECK_OK(sctp_connectx(c, both(v, 1, PORT), 2, NULL));
	check_peer(v, c, id_of(v, c));
}

NETTEST(lib_connectx__nonblocking, .variants = V_ALL)
{
	int l = listener(v), c = sock(v);
	sctp_assoc_t id = 0;

	(void)l;
	sock_nonblock(c, true);
	CHECK_ERR(sctp_connectx(c, both(v, 1, PORT), 2, &id), EINPROGRESS);
	CHECK(id > SCTP_ALL_ASSOC);
	WAIT_UNTIL(assoc_state(c, id) == SCTP_ESTABLISHED);
	check_peer(v, c, id);
}

NETTEST(lib_connectx__refused, .variants = V_ALL)
{
	sctp_assoc_t id = 0;

	CHECK_ERR(sctp_connectx(sock(v), both(v, 1, NO_PORT), 2, &id),
		  ECONNREFUSED);
}

/* Both ends of an association know both addresses of either. */
NETTEST(lib_getladdrs__both_ends, .variants = V_ALL, .smoke = true)
{
	struct sockaddr *local = NULL, *remote = NULL;
	int l = listener(v), c = sock(v);
	struct pair p;

	CHECK_OK(sctp_bindx(c, both(v, 2, PORT + 1), 2, SCTP_BINDX_ADD_ADDR));
	p = pair_join_to(v, l, c, host(v, 1, PORT));
	CHECK_EQ(sctp_getladdrs(p.s, p.sid, &local), 2);
	check_list(local, host(v, 1, PORT), host(v, 2, PORT));
	CHECK_EQ(sctp_getpaddrs(p.s, p.sid, &remote), 2);
	check_list(remote, host(v, 2, PORT + 1), host(v, 3, PORT + 1));
	CHECK_EQ(sctp_freeladdrs(local), 0);
	CHECK_EQ(sctp_freepaddrs(remote), 0);
}

NETTEST(lib_getpaddrs__no_association, .variants = V_ALL)
{
	struct sockaddr *list;

	CHECK_ERR(sctp_getpaddrs(sock(v), 0, &list), EINVAL);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
