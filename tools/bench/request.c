// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exchanges per second, with and without a new association each.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"

static void answer(const struct bench *b, int fd)
{
	char *buf = request_new(b);

	while (recv_all(fd, buf, b->size))
		send_all(fd, buf, b->size);
	errx(1, "recv: end of stream");
}

static void ask(const struct bench *b, int fd, struct meter *m)
{
	char *buf = request_new(b);

	for (;;) {
		send_all(fd, buf, b->size);
		if (!recv_all(fd, buf, b->size))
			errx(1, "recv: end of stream");
		meter_add(m, 1);
	}
}

/**
 * bench_request() - measure request/response exchanges on one association
 * @b: the measurement; its size is that of a request and of a response
 *
 * Both ends send without delay, as a program that waits for answers does.
 *
 * Return: exchanges per second.
 */
double bench_request(const struct bench *b)
{
	struct meter *m = meter_new();
	struct bench_pair pair;
	pid_t server, client;
	double rate;

	bench_open(b, &pair);
	bench_nodelay(b, pair.client);
	bench_nodelay(b, pair.server);
	server = child_start();
	if (!server) {
		close(pair.client);
		answer(b, pair.server);
	}
	client = child_start();
	if (!client) {
		close(pair.server);
		ask(b, pair.client, m);
	}
	rate = meter_rate(m, b);
	child_stop(client, "client");
	child_stop(server, "server");
	bench_close(&pair);
	meter_free(m);
	return rate;
}

static void serve_connections(const struct bench *b, int listener)
{
	char *buf = request_new(b);

	for (;;) {
		int fd = bench_accept(listener);

		bench_nodelay(b, fd);
		if (recv_all(fd, buf, b->size))
			send_all(fd, buf, b->size);
		close(fd);
	}
}

static void make_connections(const struct bench *b, struct meter *m)
{
	char *buf = request_new(b);

	bench_enter(b->connect_ns);
	for (;;) {
		int fd = bench_socket(b);

		bench_connect(b, fd);
		bench_nodelay(b, fd);
		send_all(fd, buf, b->size);
		if (!recv_all(fd, buf, b->size))
			errx(1, "recv: end of stream");
		close(fd);
		meter_add(m, 1);
	}
}

/**
 * bench_connections() - measure connect, request, response, close
 * @b: the measurement; its size is that of a request and of a response
 *
 * Return: associations per second.
 */
double bench_connections(const struct bench *b)
{
	struct meter *m = meter_new();
	int listener = bench_listen(b);
	pid_t server, client;
	double rate;

	server = child_start();
	if (!server)
		serve_connections(b, listener);
	client = child_start();
	if (!client) {
		close(listener);
		make_connections(b, m);
	}
	rate = meter_rate(m, b);
	child_stop(client, "client");
	child_stop(server, "server");
	close(listener);
	meter_free(m);
	return rate;
}
