// SPDX-License-Identifier: GPL-2.0-only
/*
 * Receive by asking the device: SO_BUSY_POLL, poll(2), epoll(7).
 *
 *	busy recv|poll|epoll NS ADDR NS ADDR ROUNDS
 *
 * The client in the first namespace sends, the server in the second waits for
 * it, ROUNDS times. The network in between has to hold each message back for a
 * moment, so that the server is waiting when it comes. Prints the server's
 * SO_INCOMING_NAPI_ID.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netns.h"

#define PORT	7000
#define WAIT	20000	/* ms */

static void die(const char *what)
{
	fprintf(stderr, "busy: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int open_socket(const char *ns, const char *text, int port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
	};
	int fd, one = 1;

	if (netns_enter(ns))
		die(ns);
	fd = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
	if (fd < 0)
		die("socket");
	if (inet_pton(AF_INET, text, &addr.sin_addr) != 1 ||
	    bind(fd, (struct sockaddr *)&addr, sizeof(addr)))
		die("bind");
	if (setsockopt(fd, SOL_SCTP, SCTP_NODELAY, &one, sizeof(one)))
		die("SCTP_NODELAY");
	return fd;
}

static void wait_poll(int fd)
{
	struct pollfd pfd = { fd, POLLIN, 0 };

	if (poll(&pfd, 1, WAIT) != 1 || !(pfd.revents & POLLIN))
		die("poll");
}

static void wait_epoll(int fd)
{
	struct epoll_event ev = { .events = EPOLLIN };
	static int ep;

	if (!ep) {
		ep = epoll_create1(EPOLL_CLOEXEC);
		if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev))
			die("epoll");
	}
	if (epoll_wait(ep, &ev, 1, WAIT) != 1 || !(ev.events & EPOLLIN))
		die("epoll_wait");
}

static void exchange(const char *how, int from, int to, unsigned int n)
{
	char text[32], got[64];
	int len, ret;

	len = snprintf(text, sizeof(text), "message %u", n);
	if (send(from, text, len, 0) != len)
		die("send");
	if (!strcmp(how, "poll"))
		wait_poll(to);
	else if (!strcmp(how, "epoll"))
		wait_epoll(to);
	ret = recv(to, got, sizeof(got),
		   strcmp(how, "recv") ? MSG_DONTWAIT : 0);
	if (ret < 0)
		die("recv");
	if (ret != len || memcmp(text, got, len)) {
		fprintf(stderr, "busy: another message arrived\n");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	struct timeval limit = { .tv_sec = WAIT / 1000 };
	int listener, client, server, rounds, i;
	struct sockaddr_in addr;
	socklen_t len = sizeof(addr);
	unsigned int id = 0;
	int us = 50000;

	if (argc != 7) {
		fprintf(stderr,
			"usage: busy recv|poll|epoll NS ADDR NS ADDR ROUNDS\n");
		return 2;
	}
	rounds = atoi(argv[6]);
	listener = open_socket(argv[4], argv[5], PORT);
	client = open_socket(argv[2], argv[3], 0);
	if (listen(listener, 1) ||
	    getsockname(listener, (struct sockaddr *)&addr, &len) ||
	    connect(client, (struct sockaddr *)&addr, len))
		die("connect");
	server = accept(listener, NULL, NULL);
	if (server < 0)
		die("accept");
	if (setsockopt(server, SOL_SOCKET, SO_BUSY_POLL, &us, sizeof(us)) ||
	    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)))
		die("setsockopt");
	/* the device is known once something came from it */
	exchange("poll", client, server, 0);
	for (i = 1; i <= rounds; i++)
		exchange(argv[1], client, server, i);
	len = sizeof(id);
	if (getsockopt(server, SOL_SOCKET, SO_INCOMING_NAPI_ID, &id, &len))
		die("SO_INCOMING_NAPI_ID");
	printf("%u\n", id);
	return 0;
}
