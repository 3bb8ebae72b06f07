// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls: the life of a socket.
 */
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "call.h"

static void make_socket(struct call *c)
{
	static const int types[] = { SOCK_STREAM, SOCK_SEQPACKET };

	c->name = "socket";
	c->nr = SYS_socket;
	c->args[0] = percent(50) ? AF_INET : AF_INET6;
	c->args[1] = percent(98) ? RNG_PICK(&rng, types) : (int)below(12);
	if (percent(70))
		c->args[1] |= SOCK_NONBLOCK;
	c->args[2] = IPPROTO_SCTP;
	c->into = below(SOCKETS);
}

static void with_address(struct call *c)
{
	void *at = room(sizeof(struct sockaddr_in6));

	c->args[2] = length(put_address(at));
	c->args[1] = pointer(at);
}

static void make_bind(struct call *c)
{
	on_socket(c, "bind", SYS_bind);
	with_address(c);
}

static void make_connect(struct call *c)
{
	on_socket(c, "connect", SYS_connect);
	with_address(c);
}

static void make_listen(struct call *c)
{
	on_socket(c, "listen", SYS_listen);
	c->args[1] = percent(80) ? 1 + below(16) : some_word();
}

/* Arguments 1 and 2: where an address goes, and where its length is. */
static void with_address_out(struct call *c)
{
	uint32_t *len = room(sizeof(*len));

	*len = length(sizeof(struct sockaddr_in6));
	c->args[1] = percent(30) ? 0 : out(sizeof(struct sockaddr_in6));
	c->args[2] = pointer(len);
}

static void make_accept(struct call *c)
{
	static const int flags[] = { 0, SOCK_NONBLOCK, SOCK_CLOEXEC };

	on_socket(c, "accept4", SYS_accept4);
	with_address_out(c);
	c->args[3] = percent(95) ? RNG_PICK(&rng, flags) : (int)some_word();
	c->into = below(SOCKETS);
}

static void make_name(struct call *c)
{
	if (percent(50))
		on_socket(c, "getsockname", SYS_getsockname);
	else
		on_socket(c, "getpeername", SYS_getpeername);
	with_address_out(c);
}

static void make_shutdown(struct call *c)
{
	on_socket(c, "shutdown", SYS_shutdown);
	c->args[1] = percent(90) ? below(3) : some_word();
}

static const struct maker list[] = {
	{ make_socket, 5 },
	{ make_bind, 5 },
	{ make_connect, 9 },
	{ make_listen, 7 },
	{ make_accept, 6 },
	{ make_name, 2 },
	{ make_shutdown, 1 },
};

const struct makers call_sock = { list, ARRAY_SIZE(list) };
