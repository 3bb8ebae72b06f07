// SPDX-License-Identifier: GPL-2.0-only
/*
 * One association, one direction, messages of one size.
 *
 * Socket options stay at their defaults: no NODELAY, no buffer sizes. What is
 * measured is what an application gets that does not tune anything.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define RECV_SIZE	65536

/**
 * stream_send() - send messages until killed
 * @b: the measurement; its size is that of a message
 * @fd: the sending end
 */
void stream_send(const struct bench *b, int fd)
{
	char *buf = request_new(b);
	unsigned int i;

	while (!b->streams)
		send_all(fd, buf, b->size);
	for (i = 0;; i++)
		send_stream(b, fd, buf, i % b->streams);
}

/**
 * stream_receive() - receive until killed
 * @fd: the receiving end
 * @m: counts bytes
 */
void stream_receive(int fd, struct meter *m)
{
	static char buf[RECV_SIZE];
	ssize_t n;

	for (;;) {
		n = recv(fd, buf, sizeof(buf), 0);
		if (n < 0)
			err(1, "recv");
		if (!n)
			errx(1, "recv: end of stream");
		meter_add(m, n);
	}
}

/**
 * bench_stream() - measure throughput
 * @b: the measurement; its size is that of a message
 *
 * Return: Mbit/s of user data as the receiver counts it.
 */
double bench_stream(const struct bench *b)
{
	struct meter *m = meter_new();
	struct bench_pair pair;
	pid_t sender, receiver;
	double rate;

	bench_open(b, &pair);
	receiver = child_start();
	if (!receiver) {
		close(pair.client);
		stream_receive(pair.server, m);
	}
	sender = child_start();
	if (!sender) {
		close(pair.server);
		stream_send(b, pair.client);
	}
	rate = meter_rate(m, b);
	child_stop(sender, "sender");
	child_stop(receiver, "receiver");
	bench_close(&pair);
	meter_free(m);
	return rate * 8 / 1e6;
}
