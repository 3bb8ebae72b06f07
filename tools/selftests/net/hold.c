// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hold something of SCTP until killed: for tests of what it holds up.
 *
 *	hold socket		a socket
 *	hold listen		a listening socket
 *	hold associations N	N associations over loopback, data in flight
 *	hold peers NS ADDR NS ADDR N  the same between two namespaces
 *	hold refused NS ADDR	nothing: a connection to where nobody listens
 *
 * Prints "ready" once it does.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netns.h"

#define PORT	6000

static void die(const char *what)
{
	fprintf(stderr, "hold: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int open_socket(const char *ns)
{
	/* Gone soon when the peer does not answer any more. */
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	struct sctp_assocparams ap = { .sasoc_asocmaxrxt = 3 };
	int fd;

	if (ns && netns_enter(ns))
		die(ns);
	fd = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
	if (fd < 0)
		die("socket");
	if (setsockopt(fd, SOL_SCTP, SCTP_RTOINFO, &rto, sizeof(rto)) ||
	    setsockopt(fd, SOL_SCTP, SCTP_ASSOCINFO, &ap, sizeof(ap)))
		die("setsockopt");
	return fd;
}

static void associations(const char *ns_a, const char *from, const char *ns_b,
			 const char *to, int n)
{
	struct sockaddr_in a = { .sin_family = AF_INET }, b = a;
	int l = open_socket(ns_b), i, c, s;

	b.sin_port = htons(PORT);
	if (inet_pton(AF_INET, from, &a.sin_addr) != 1 ||
	    inet_pton(AF_INET, to, &b.sin_addr) != 1)
		die("address");
	if (bind(l, (struct sockaddr *)&b, sizeof(b)) || listen(l, n))
		die("bind");
	for (i = 0; i < n; i++) {
		c = open_socket(ns_a);
		if (bind(c, (struct sockaddr *)&a, sizeof(a)) ||
		    connect(c, (struct sockaddr *)&b, sizeof(b)))
			die("connect");
		s = accept(l, NULL, NULL);
		if (s < 0)
			die("accept");
		/* Unread at one end, unsent at the other. */
		if (send(s, "hello", 5, 0) != 5 || send(c, "hello", 5, 0) != 5)
			die("send");
	}
}

static void refused(const char *ns, const char *to)
{
	struct sockaddr_in b = {
		.sin_family = AF_INET,
		.sin_port = htons(PORT),
	};
	int fd = open_socket(ns);

	if (inet_pton(AF_INET, to, &b.sin_addr) != 1)
		die("address");
	if (!connect(fd, (struct sockaddr *)&b, sizeof(b)) ||
	    errno != ECONNREFUSED)
		die("connect");
	exit(0);
}

int main(int argc, char **argv)
{
	int fd;

	if (argc == 2 && !strcmp(argv[1], "socket")) {
		open_socket(NULL);
	} else if (argc == 2 && !strcmp(argv[1], "listen")) {
		fd = open_socket(NULL);
		if (listen(fd, 1))
			die("listen");
	} else if (argc == 3 && !strcmp(argv[1], "associations")) {
		associations(NULL, "127.0.0.2", NULL, "127.0.0.1",
			     atoi(argv[2]));
	} else if (argc == 7 && !strcmp(argv[1], "peers")) {
		associations(argv[2], argv[3], argv[4], argv[5],
			     atoi(argv[6]));
	} else if (argc == 4 && !strcmp(argv[1], "refused")) {
		refused(argv[2], argv[3]);
	} else {
		fprintf(stderr, "usage: see hold.c\n");
		return 2;
	}
	puts("ready");
	fflush(stdout);
	for (;;)
		pause();
}
