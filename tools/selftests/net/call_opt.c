// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls: socket options.
 */
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "call.h"

/* How long the arguments of options usually are. */
static size_t option_length(void)
{
	static const uint16_t lengths[] = {
		1, 4, 8, 8, 8, 12, 14, 16, 16, 20, 24, 32, 132, 144, 152, 156,
		176, 256, 300,
	};

	return RNG_PICK(&rng, lengths);
}

/* Most begin with an id; some have an address behind it, others are a list. */
static void put_option(struct call *c, char *at)
{
	uint32_t *words = (uint32_t *)at;
	unsigned int i;

	for (i = 0; i < 80; i++)
		words[i] = percent(50) ? below(8) : some_word();
	switch (below(4)) {
	case 0:
		put_addresses(at, 1 + below(4));
		return;
	case 1:
		put_address(at + 4);
		break;
	case 2:
		put_address(at + 8);
		break;
	}
	put_id(c, at);
}

static const uint8_t addresses_options[] = {
	SCTP_SOCKOPT_BINDX_ADD, SCTP_SOCKOPT_BINDX_REM,
	SCTP_SOCKOPT_CONNECTX_OLD, SCTP_SOCKOPT_CONNECTX,
};

/* Neither buffers nor waiting may be without a limit here. */
static bool bad_socket_option(uint32_t opt)
{
	return opt == SO_SNDBUFFORCE || opt == SO_RCVBUFFORCE ||
	       opt == SO_BUSY_POLL;
}

/* Of the three ranges of numbers that have options. */
static unsigned int some_option(void)
{
	switch (below(8)) {
	case 0: return 200 + below(4);
	case 1:
	case 2:
	case 3: return 100 + below(35);
	default: return below(38);
	}
}

static void with_option(struct call *c)
{
	static const int others[] = { SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6 };

	if (percent(75)) {
		c->args[1] = IPPROTO_SCTP;
		c->args[2] = some_option();
		return;
	}
	c->args[1] = percent(95) ? RNG_PICK(&rng, others) : (int)some_word();
	c->args[2] = percent(95) ? below(80) : some_word();
	if (c->args[1] == SOL_SOCKET && bad_socket_option(c->args[2]))
		c->args[2] = SO_ERROR;
}

/* A closed association may go on for five times RTO.Max: not for hours. */
static void patience(char *at)
{
	struct sctp_rtoinfo *rto = (struct sctp_rtoinfo *)at;

	rto->srto_initial &= 127;
	rto->srto_min &= 127;
	rto->srto_max &= 127;
}

static void make_setsockopt(struct call *c)
{
	char *at = room(320);

	on_socket(c, "setsockopt", SYS_setsockopt);
	with_option(c);
	put_option(c, at);
	if (c->args[1] == IPPROTO_SCTP && c->args[2] == SCTP_RTOINFO)
		patience(at);
	c->args[3] = pointer(at);
	c->args[4] = length(option_length());
}

/* bindx and connectx, with as many bytes as there are addresses. */
static void make_addresses(struct call *c)
{
	char *at = room(8 * sizeof(struct sockaddr_in6));

	on_socket(c, "setsockopt", SYS_setsockopt);
	c->args[1] = IPPROTO_SCTP;
	c->args[2] = RNG_PICK(&rng, addresses_options);
	c->args[4] = length(put_addresses(at, 1 + below(8)));
	c->args[3] = pointer(at);
}

static void make_connectx3(struct call *c)
{
	char *list = room(4 * sizeof(struct sockaddr_in6));
	uint32_t *len = room(sizeof(*len));
	struct {
		int	id;
		int	size;
		void	*addrs;
	} *arg = room(sizeof(*arg));

	on_socket(c, "getsockopt", SYS_getsockopt);
	arg->id = some_word();
	arg->size = length(put_addresses(list, 1 + below(4)));
	arg->addrs = (void *)pointer(list);
	*len = length(sizeof(*arg));
	c->args[1] = IPPROTO_SCTP;
	c->args[2] = SCTP_SOCKOPT_CONNECTX3;
	c->args[3] = pointer(arg);
	c->args[4] = pointer(len);
}

static void make_getsockopt(struct call *c)
{
	uint32_t *len = room(sizeof(*len));
	char *at = room(320);

	on_socket(c, "getsockopt", SYS_getsockopt);
	with_option(c);
	put_option(c, at);
	*len = length(option_length());
	c->args[3] = pointer(at);
	c->args[4] = pointer(len);
	if (c->args[1] == IPPROTO_SCTP &&
	    (c->args[2] == SCTP_SOCKOPT_PEELOFF ||
	     c->args[2] == SCTP_SOCKOPT_PEELOFF_FLAGS))
		c->into = below(SOCKETS);
}

static void make_peeloff(struct call *c)
{
	uint32_t *len = room(sizeof(*len));
	uint32_t *arg = room(12);

	on_socket(c, "getsockopt", SYS_getsockopt);
	c->args[1] = IPPROTO_SCTP;
	c->args[2] = SCTP_SOCKOPT_PEELOFF_FLAGS;
	put_id(c, arg);
	arg[2] = percent(90) ? SOCK_NONBLOCK : some_word();
	*len = length(12);
	c->args[3] = pointer(arg);
	c->args[4] = pointer(len);
	c->into = below(SOCKETS);
}

static const struct maker list[] = {
	{ make_setsockopt, 20 },
	{ make_getsockopt, 12 },
	{ make_addresses, 4 },
	{ make_connectx3, 2 },
	{ make_peeloff, 2 },
};

const struct makers call_opt = { list, ARRAY_SIZE(list) };
