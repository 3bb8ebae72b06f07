// SPDX-License-Identifier: GPL-2.0-only
/*
 * Many associations of one server, both ends in this process.
 *
 * The kernel shakes hands without the help of the process, so one is enough:
 * connect(), accept(), and a request and a response, each sent and received
 * before the next. A one-to-many server has one socket for all.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

/**
 * request_new() - allocate a message
 * @b: the measurement; says how long it is
 *
 * Return: the message, for free().
 */
char *request_new(const struct bench *b)
{
	char *buf = malloc(b->size);

	if (!buf)
		err(1, "malloc");
	memset(buf, 'x', b->size);
	return buf;
}

/* Without an association of its own, a one-to-many socket wants an address. */
static void send_to(const struct bench *b, int fd, const char *buf,
		    const struct sockaddr_in *to)
{
	const struct sockaddr *sa = (const struct sockaddr *)to;

	if (b->type == SOCK_STREAM)
		send_all(fd, buf, b->size);
	else if (sendto(fd, buf, b->size, MSG_NOSIGNAL, sa, sizeof(*to)) < 0)
		err(1, "sendto");
}

/**
 * assoc_exchange() - send a request and a response
 * @b: the measurement; its size is that of both
 * @e: the association
 * @buf: room for a message
 * @stream: stream of the request, if the measurement has streams
 */
void assoc_exchange(const struct bench *b, const struct bench_ends *e,
		    char *buf, unsigned int stream)
{
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	ssize_t n;

	if (b->streams)
		send_stream(b, e->client, buf, stream);
	else
		send_to(b, e->client, buf, &b->addr);
	n = recvfrom(e->server, buf, b->size, MSG_WAITALL,
		     (struct sockaddr *)&from, &len);
	if (n != (ssize_t)b->size)
		err(1, "recvfrom");
	send_to(b, e->server, buf, &from);
	if (!recv_all(e->client, buf, b->size))
		errx(1, "recv: end of stream");
}

/**
 * assoc_sockets() - open the sockets of connecting ends
 * @b: the measurement
 * @e: where to put them
 * @n: how many
 */
void assoc_sockets(const struct bench *b, struct bench_ends *e, unsigned int n)
{
	while (n--)
		e++->client = bench_socket(b);
}

static int accept_from(const struct bench *b, int listener)
{
	int fd = bench_accept(listener);

	bench_nodelay(b, fd);
	bench_abort_on_close(fd);
	return fd;
}

/**
 * assoc_open() - connect, accept and exchange one request
 * @b: the measurement
 * @listener: the listening socket
 * @e: ends with their client's sockets
 * @n: how many
 */
void assoc_open(const struct bench *b, int listener, struct bench_ends *e,
		unsigned int n)
{
	bool many = b->type != SOCK_STREAM;
	char *buf = request_new(b);

	for (; n--; e++) {
		bench_nodelay(b, e->client);
		bench_abort_on_close(e->client);
		bench_connect(b, e->client);
		e->server = many ? listener : accept_from(b, listener);
		assoc_exchange(b, e, buf, 0);
	}
	free(buf);
}

/**
 * assoc_close() - close what assoc_open() opened
 * @listener: the listening socket, which stays open
 * @e: the associations
 * @n: how many
 */
void assoc_close(int listener, struct bench_ends *e, unsigned int n)
{
	for (; n--; e++) {
		close(e->client);
		if (e->server != listener)
			close(e->server);
	}
}
