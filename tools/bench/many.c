// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exchanges with many clients of one server, taken in turn.
 *
 * An SCTP server has one one-to-many socket, a TCP server an epoll set of
 * accepted ones. The clients are one-to-one sockets of one process, which asks
 * on each in turn and waits for the answer.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define POLL	0.01	/* seconds between looks at the clients' start */

static void serve_one_to_many(const struct bench *b, int fd)
{
	struct sockaddr_in from;
	char *buf = request_new(b);

	for (;;) {
		struct sockaddr *sa = (struct sockaddr *)&from;
		socklen_t len = sizeof(from);

		if (recvfrom(fd, buf, b->size, 0, sa, &len) < 0)
			err(1, "recvfrom");
		if (sendto(fd, buf, b->size, MSG_NOSIGNAL, sa, len) < 0)
			err(1, "sendto");
	}
}

static void watch(int set, int fd)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(set, EPOLL_CTL_ADD, fd, &ev))
		err(1, "epoll_ctl");
}

static void accept_one(const struct bench *b, int set, int listener)
{
	int fd = bench_accept(listener);

	bench_nodelay(b, fd);
	bench_abort_on_close(fd);
	watch(set, fd);
}

static void answer_one(const struct bench *b, int fd, char *buf)
{
	ssize_t size = b->size;

	if (recv(fd, buf, size, MSG_WAITALL) != size ||
	    send(fd, buf, size, MSG_NOSIGNAL) != size)
		close(fd);
}

static void serve_epoll(const struct bench *b, int listener)
{
	int set = epoll_create1(EPOLL_CLOEXEC);
	char *buf = request_new(b);
	struct epoll_event ev;

	if (set < 0)
		err(1, "epoll_create1");
	watch(set, listener);
	for (;;) {
		if (epoll_wait(set, &ev, 1, -1) != 1)
			err(1, "epoll_wait");
		if (ev.data.fd == listener)
			accept_one(b, set, listener);
		else
			answer_one(b, ev.data.fd, buf);
	}
}

static void ask(const struct bench *b, int fd, char *buf)
{
	send_all(fd, buf, b->size);
	if (!recv_all(fd, buf, b->size))
		errx(1, "recv: end of stream");
}

static void ask_in_turn(const struct bench *b, struct meter *ready,
			struct meter *m)
{
	int *fds = calloc(b->assocs, sizeof(*fds));
	struct bench client = *b;
	char *buf = request_new(b);
	unsigned int i;

	if (!fds)
		err(1, "calloc");
	client.type = SOCK_STREAM;
	bench_enter(b->connect_ns);
	for (i = 0; i < b->assocs; i++) {
		fds[i] = bench_socket(&client);
		bench_connect(&client, fds[i]);
		bench_nodelay(&client, fds[i]);
		bench_abort_on_close(fds[i]);
		ask(b, fds[i], buf);
	}
	meter_add(ready, 1);
	for (i = 0;; i = (i + 1) % b->assocs) {
		ask(b, fds[i], buf);
		meter_add(m, 1);
	}
}

/**
 * bench_many() - measure exchanges, over many associations in turn
 * @b: the measurement; says how many, and the size of request and response
 *
 * Return: exchanges per second.
 */
double bench_many(const struct bench *b)
{
	struct meter *ready = meter_new();
	struct meter *m = meter_new();
	pid_t server, client;
	double rate;
	int fd;

	bench_files(b->assocs);
	fd = bench_listen(b);
	server = child_start();
	if (!server && b->type == SOCK_STREAM)
		serve_epoll(b, fd);
	if (!server)
		serve_one_to_many(b, fd);
	close(fd);
	client = child_start();
	if (!client)
		ask_in_turn(b, ready, m);
	while (!__atomic_load_n(&ready->done, __ATOMIC_RELAXED)) {
		meter_sleep(POLL);
		child_check(client, "client");
		child_check(server, "server");
	}
	rate = meter_rate(m, b);
	child_check(server, "server");
	child_stop(client, "client");
	child_end(server);
	meter_free(m);
	meter_free(ready);
	return rate;
}
