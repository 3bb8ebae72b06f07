// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets for SCTP and TCP by the same calls.
 *
 * Both protocols run the same code: SOCK_STREAM, connect(), accept(), send()
 * and recv(). What differs is the protocol number and the name of the option
 * that turns Nagle's algorithm off. One memory row uses one-to-many sockets,
 * which TCP does not have.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/sctp.h>

#include "bench.h"

#define BACKLOG	1024

/**
 * bench_enter() - move this process into a network namespace
 * @ns: name as `ip netns` knows it; NULL stays where we are
 */
void bench_enter(const char *ns)
{
	char path[256];
	int fd;

	if (!ns)
		return;
	snprintf(path, sizeof(path), "/run/netns/%s", ns);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	if (setns(fd, CLONE_NEWNET))
		err(1, "setns %s", path);
	close(fd);
}

/**
 * bench_socket() - open a socket where this process is
 * @b: the measurement
 *
 * Return: the socket.
 */
int bench_socket(const struct bench *b)
{
	int fd = socket(AF_INET, b->type | SOCK_CLOEXEC, b->protocol);

	if (fd < 0)
		err(1, "socket");
	return fd;
}

/**
 * bench_listen() - enter the server's namespace and listen there
 * @b: the measurement
 *
 * Return: the listening socket.
 */
int bench_listen(const struct bench *b)
{
	int one = 1;
	int fd;

	bench_enter(b->listen_ns);
	fd = bench_socket(b);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)))
		err(1, "SO_REUSEADDR");
	if (bind(fd, (const struct sockaddr *)&b->addr, sizeof(b->addr)))
		err(1, "bind");
	if (listen(fd, BACKLOG))
		err(1, "listen");
	return fd;
}

/**
 * bench_connect() - connect to the server
 * @b: the measurement
 * @fd: socket of the client's namespace
 */
void bench_connect(const struct bench *b, int fd)
{
	if (connect(fd, (const struct sockaddr *)&b->addr, sizeof(b->addr)))
		err(1, "connect");
}

/**
 * bench_accept() - take one association from a listening socket
 * @listener: the listening socket
 *
 * Return: the accepted socket.
 */
int bench_accept(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		err(1, "accept");
	return fd;
}

/**
 * bench_open() - open one association, both ends in this process
 * @b: the measurement
 * @pair: filled in; its listener stays open
 *
 * Both ends abort when closed, so that nothing of this association is left
 * to disturb the measurement after it.
 */
void bench_open(const struct bench *b, struct bench_pair *pair)
{
	pair->listener = bench_listen(b);
	bench_enter(b->connect_ns);
	pair->client = bench_socket(b);
	bench_connect(b, pair->client);
	pair->server = bench_accept(pair->listener);
	bench_abort_on_close(pair->client);
	bench_abort_on_close(pair->server);
}

/**
 * bench_close() - close what bench_open() opened
 * @pair: the sockets
 */
void bench_close(struct bench_pair *pair)
{
	close(pair->client);
	close(pair->server);
	close(pair->listener);
}

/**
 * bench_nodelay() - send small messages at once
 * @b: the measurement
 * @fd: one end of an association
 */
void bench_nodelay(const struct bench *b, int fd)
{
	int opt = b->protocol == IPPROTO_SCTP ? SCTP_NODELAY : TCP_NODELAY;
	int one = 1;

	if (setsockopt(fd, b->protocol, opt, &one, sizeof(one)))
		err(1, "NODELAY");
}

/**
 * bench_abort_on_close() - leave nothing behind when @fd is closed
 * @fd: one end of an association
 */
void bench_abort_on_close(int fd)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now)))
		err(1, "SO_LINGER");
}

/**
 * send_all() - send one message
 * @fd: socket
 * @buf: message
 * @len: its length in bytes
 *
 * SCTP takes a message whole or not at all; TCP may take a part.
 */
void send_all(int fd, const void *buf, size_t len)
{
	const char *p = buf;

	while (len) {
		ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

		if (n < 0)
			err(1, "send");
		p += n;
		len -= n;
	}
}

/**
 * recv_all() - receive an exact number of bytes
 * @fd: socket
 * @buf: where to
 * @len: how many
 *
 * Return: @len, or 0 when the peer closed before the first byte.
 */
size_t recv_all(int fd, void *buf, size_t len)
{
	size_t got = 0;

	while (got < len) {
		ssize_t n = recv(fd, (char *)buf + got, len - got, 0);

		if (n < 0)
			err(1, "recv");
		if (!n && !got)
			return 0;
		if (!n)
			errx(1, "peer closed after %zu of %zu bytes", got, len);
		got += n;
	}
	return got;
}
