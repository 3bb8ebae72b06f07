// SPDX-License-Identifier: GPL-2.0-only
/*
 * The two ends of some associations, to be looked at from outside.
 *
 *	client			  server
 *	10.1.0.1, 10.2.0.1	  10.1.0.2, 10.2.0.2
 *	fd01::1			  fd01::2
 *
 *	1-1 v4 :7001, 2 addresses -> 1-n v4 :6001, 2 addresses, listening
 *	1-n v6 :7002		  -> 1-1 v6 :6002, listening; and accepted
 *	1-1 v4 :7003, any	  -> 1-1 v4 :6003, any, listening; and accepted
 *				     1-n v6 :6004, any, bound only
 *
 * Each says "ready" when there is something to see, and takes a line on stdin
 * for the word to go on: first to shut down, which the client does, then to
 * end.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/sctp.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

/* Milliseconds until anything at all has to have happened. */
#define PATIENCE	20000

#define MAX_ADDRS	2

/* Long enough to be cut in two on an MTU of 1500. */
#define MESSAGE		2000
#define MESSAGES	3

/**
 * struct end - addresses of one end of an association
 * @family: of them
 * @port: of them
 * @texts: the addresses, up to a NULL
 */
struct end {
	int family;
	unsigned short port;
	const char *texts[MAX_ADDRS];
};

/**
 * struct link - an association, or a socket that waits for some
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 * @from: this end
 * @to: the other end, or no family
 * @listening: whether to wait
 */
struct link {
	int type;
	struct end from;
	struct end to;
	bool listening;
};

static const struct link servers[] = {
	{
		.type = SOCK_SEQPACKET,
		.from = { AF_INET, 6001, { "10.1.0.2", "10.2.0.2" } },
		.listening = true,
	}, {
		.type = SOCK_STREAM,
		.from = { AF_INET6, 6002, { "fd01::2" } },
		.listening = true,
	}, {
		.type = SOCK_STREAM,
		.from = { AF_INET, 6003, { "0.0.0.0" } },
		.listening = true,
	}, {
		.type = SOCK_SEQPACKET,
		.from = { AF_INET6, 6004, { "::" } },
	},
};

static const struct link clients[] = {
	{
		.type = SOCK_STREAM,
		.from = { AF_INET, 7001, { "10.1.0.1", "10.2.0.1" } },
		.to = { AF_INET, 6001, { "10.1.0.2", "10.2.0.2" } },
	}, {
		.type = SOCK_SEQPACKET,
		.from = { AF_INET6, 7002, { "fd01::1" } },
		.to = { AF_INET6, 6002, { "fd01::2" } },
	}, {
		.type = SOCK_STREAM,
		.from = { AF_INET, 7003, { "0.0.0.0" } },
		.to = { AF_INET, 6003, { "10.1.0.2" } },
	},
};

static void fatal(const char *what)
{
	fprintf(stderr, "proc_peer: %s: %s\n", what, strerror(errno));
	exit(2);
}

static socklen_t make_addr(void *addr, int family, const char *text,
			   unsigned short port)
{
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in in = { .sin_family = AF_INET };

	if (family == AF_INET) {
		in.sin_port = htons(port);
		inet_pton(AF_INET, text, &in.sin_addr);
		memcpy(addr, &in, sizeof(in));
		return sizeof(in);
	}
	in6.sin6_port = htons(port);
	inet_pton(AF_INET6, text, &in6.sin6_addr);
	memcpy(addr, &in6, sizeof(in6));

	return sizeof(in6);
}

/* All addresses of an end, one right after the other. */
static socklen_t make_list(unsigned char *list, const struct end *end)
{
	socklen_t len = 0;
	size_t i;

	for (i = 0; i < MAX_ADDRS && end->texts[i]; i++)
		len += make_addr(list + len, end->family, end->texts[i],
				 end->port);

	return len;
}

static void wait_for(int fd, short events, const char *what)
{
	struct pollfd p = { .fd = fd, .events = events };

	if (poll(&p, 1, PATIENCE) != 1) {
		errno = ETIMEDOUT;
		fatal(what);
	}
}

static int open_link(const struct link *link)
{
	unsigned char list[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	socklen_t len = make_list(list, &link->from);
	int fd;

	fd = socket(link->from.family, link->type, IPPROTO_SCTP);
	if (fd < 0)
		fatal("socket");
	if (setsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_BINDX_ADD, list, len))
		fatal("SCTP_SOCKOPT_BINDX_ADD");
	if (link->listening && listen(fd, 7))
		fatal("listen");

	return fd;
}

/* One-to-one sockets know where to. Returns 0 if all was sent. */
static int send_to(int fd, int type, const char *message, size_t size,
		   const unsigned char *to, socklen_t len)
{
	const void *addr = type == SOCK_STREAM ? NULL : to;

	if (!addr)
		len = 0;

	return sendto(fd, message, size, 0, addr, len) != (ssize_t)size;
}

/* Send messages and wait for each to come back. */
static void exchange(int fd, const struct link *link)
{
	unsigned char to[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	char message[MESSAGE], back[MESSAGE + 1];
	socklen_t len;
	int i;

	memset(message, 'm', sizeof(message));
	len = make_addr(to, link->to.family, link->to.texts[0], link->to.port);
	for (i = 0; i < MESSAGES; i++) {
		if (send_to(fd, link->type, message, sizeof(message), to, len))
			fatal("sendto");
		wait_for(fd, POLLIN, "the message to come back");
		if (recv(fd, back, sizeof(back), 0) != sizeof(message))
			fatal("recv");
	}
}

/* Is every address of the peer known to be there? */
static bool all_active(int fd, const struct end *peer)
{
	struct sctp_paddrinfo info;
	socklen_t len;
	size_t i;

	for (i = 0; i < MAX_ADDRS && peer->texts[i]; i++) {
		memset(&info, 0, sizeof(info));
		make_addr(&info.spinfo_address, peer->family, peer->texts[i],
			  peer->port);
		len = sizeof(info);
		if (getsockopt(fd, SOL_SCTP, SCTP_GET_PEER_ADDR_INFO, &info,
			       &len))
			fatal("SCTP_GET_PEER_ADDR_INFO");
		if (info.spinfo_state != SCTP_ACTIVE)
			return false;
	}

	return true;
}

static void connect_link(int fd, const struct link *link)
{
	unsigned char list[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	socklen_t len = make_list(list, &link->to);
	int left = PATIENCE;

	if (setsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_CONNECTX, list, len) < 0)
		fatal("SCTP_SOCKOPT_CONNECTX");
	exchange(fd, link);
	for (; !all_active(fd, &link->to); left -= 10) {
		if (left <= 0) {
			errno = ETIMEDOUT;
			fatal("all addresses to be active");
		}
		usleep(10000);
	}
}

/* Tell who started this, and wait for the word to go on. */
static void ready(void)
{
	char line[16];

	puts("ready");
	fflush(stdout);
	if (!fgets(line, sizeof(line), stdin))
		exit(0);
}

static int run_client(void)
{
	int fds[ARRAY_SIZE(clients)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(clients); i++) {
		fds[i] = open_link(&clients[i]);
		connect_link(fds[i], &clients[i]);
	}
	ready();
	for (i = 0; i < ARRAY_SIZE(clients); i++)
		close(fds[i]);
	ready();

	return 0;
}

/* Send a message back to where it came from. Returns false at the end. */
static bool echo(int fd, int type)
{
	unsigned char from[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	socklen_t len = sizeof(from);
	char message[MESSAGE + 1];
	ssize_t size;

	size = recvfrom(fd, message, sizeof(message), 0, (void *)from, &len);
	if (size <= 0)
		return false;
	if (send_to(fd, type, message, size, from, len))
		fatal("sendto");

	return true;
}

/*
 * 0 to 3 are the servers, 4 is standard input, the rest was accepted. A line
 * on standard input ends it.
 */
static int run_server(void)
{
	enum { INPUT = ARRAY_SIZE(servers), MAX_FDS = INPUT + 5 };
	struct pollfd fds[MAX_FDS];
	size_t count = INPUT + 1;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(servers); i++) {
		fds[i].fd = open_link(&servers[i]);
		fds[i].events = servers[i].listening ? POLLIN : 0;
	}
	fds[INPUT].fd = STDIN_FILENO;
	fds[INPUT].events = POLLIN;
	puts("ready");
	fflush(stdout);

	while (poll(fds, count, -1) > 0 && !fds[INPUT].revents) {
		for (i = 0; i < count; i++) {
			if (!(fds[i].revents & POLLIN))
				continue;
			if (i < INPUT && servers[i].type == SOCK_STREAM) {
				if (count == MAX_FDS)
					fatal("too many");
				fds[count].fd = accept(fds[i].fd, NULL, NULL);
				fds[count].events = POLLIN;
				fds[count++].revents = 0;
			} else if (!echo(fds[i].fd, i < INPUT ?
					 SOCK_SEQPACKET : SOCK_STREAM)) {
				/* The peer has shut down. */
				close(fds[i].fd);
				fds[i].fd = -1;
			}
		}
	}

	return 0;
}

int main(int argc, char **argv)
{
	const char *role = argc == 2 ? argv[1] : "";

	if (!strcmp(role, "client"))
		return run_client();
	if (!strcmp(role, "server"))
		return run_server();
	fputs("usage: proc_peer client|server\n", stderr);

	return 2;
}
