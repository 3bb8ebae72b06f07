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

/**
 * exchanges_start() - begin to exchange requests and responses
 * @b: the measurement; its size is that of a request and of a response
 * @x: filled in
 * @ask: the client, which does not return
 * @arg: its last argument
 *
 * Both ends send without delay, as a program that waits for answers does.
 */
void exchanges_start(const struct bench *b, struct exchanges *x,
		     void (*ask)(const struct bench *b, int fd, void *arg),
		     void *arg)
{
	bench_open(b, &x->pair);
	bench_nodelay(b, x->pair.client);
	bench_nodelay(b, x->pair.server);
	x->server = child_start();
	if (!x->server) {
		close(x->pair.client);
		answer(b, x->pair.server);
	}
	x->client = child_start();
	if (!x->client) {
		close(x->pair.server);
		ask(b, x->pair.client, arg);
	}
}

/**
 * exchanges_stop() - end both processes and their association
 * @x: from exchanges_start()
 */
void exchanges_stop(struct exchanges *x)
{
	child_stop(x->client, "client");
	child_stop(x->server, "server");
	bench_close(&x->pair);
}

static void ask(const struct bench *b, int fd, void *arg)
{
	char *buf = request_new(b);
	struct meter *m = arg;

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
 * Return: exchanges per second.
 */
double bench_request(const struct bench *b)
{
	struct meter *m = meter_new();
	struct exchanges x;
	double rate;

	exchanges_start(b, &x, ask, m);
	rate = meter_rate(m, b);
	exchanges_stop(&x);
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
