// SPDX-License-Identifier: GPL-2.0-only
/*
 * Costs as numbers grow: of associations, ports, streams. A good stack's curves
 * are flat.
 *
 * Both ends are in one process, so that the stack is timed and not the
 * scheduler. Every curve prints a line for each point: how many, and then
 * microseconds or KiB, separated by tabs.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define EXCHANGES	2000	/* timed at each point */
#define BINDS		500
#define CONNECTIONS	100
#define PER_ADDRESS	20000	/* clients, before the next address is used */
#define ENOUGH		1000	/* associations, to weigh them */
#define SPARE		0.1	/* part of the memory that is left alone */
#define TOO_SLOW	1000	/* us an exchange takes, which end a curve */

/* The next of 1, 2, 5, 10, 20, 50, ... */
static unsigned int next_point(unsigned int at)
{
	unsigned int digit = at;

	while (digit >= 10)
		digit /= 10;
	return digit == 2 ? at / 2 * 5 : at * 2;
}

static double microseconds(double start, unsigned int n)
{
	return (meter_now() - start) * 1e6 / n;
}

static bool memory_is_short(void)
{
	unsigned long total = 1, available = 1;
	char line[256];
	FILE *f;

	f = fopen("/proc/meminfo", "r");
	if (!f)
		err(1, "meminfo");
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "MemTotal: %lu", &total) != 1)
			sscanf(line, "MemAvailable: %lu", &available);
	fclose(f);
	return available < total * SPARE;
}

/*
 * A client's address and port, from 127.0.1.1 port 10000 on. One address does
 * not have enough ports for all clients. The first ones choose a port
 * themselves, the others get addresses of their own.
 */
static void bind_client(int fd, unsigned int index)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons(10000 + index % PER_ADDRESS),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK +
					 (index / PER_ADDRESS << 8)),
	};

	if (index < PER_ADDRESS)
		return;
	if (bind(fd, (struct sockaddr *)&addr, sizeof(addr)))
		err(1, "bind client %u", index);
}

/* Microseconds an exchange takes, over @n associations in turn. */
static double time_exchanges(const struct bench *b, const struct bench_ends *e,
			     unsigned int n)
{
	unsigned int step = n > EXCHANGES ? n / EXCHANGES : 1;
	char *buf = request_new(b);
	double start;
	int i;

	start = meter_now();
	for (i = 0; i < EXCHANGES; i++)
		assoc_exchange(b, &e[(unsigned long)i * step % n], buf, 0);
	free(buf);
	return microseconds(start, EXCHANGES);
}

/* Open associations up to @to, or until memory is short. Returns how many. */
static unsigned int grow(const struct bench *b, int listener,
			 struct bench_ends *e, unsigned int from,
			 unsigned int to)
{
	unsigned int i;

	for (i = from; i < to; i++) {
		if (!(i % ENOUGH) && memory_is_short())
			break;
		assoc_sockets(b, &e[i], 1);
		bind_client(e[i].client, i);
		assoc_open(b, listener, &e[i], 1);
	}
	return i;
}

/* False when the curve is to end. */
static bool assocs_point(const struct bench *b, const struct bench_ends *e,
			 unsigned int n, double setup, double before)
{
	double exchange = time_exchanges(b, e, n);

	printf("%u\t%.2f\t%.2f\t", n, setup, exchange);
	if (n < ENOUGH)
		printf("-\n");
	else
		printf("%.2f\n", (memory_used() - before) / n);
	fflush(stdout);
	return exchange < TOO_SLOW;
}

/**
 * curve_assocs() - associations of one server
 * @b: the measurement; says how many at most
 *
 * Prints how many there are, the time to set one of the last ones up (with
 * sockets and one exchange), the time of an exchange over all of them in turn,
 * and the memory of one, both ends, sockets included.
 */
void curve_assocs(const struct bench *b)
{
	struct bench_ends *e = calloc(b->assocs, sizeof(*e));
	unsigned int have = 0, want = 1, n;
	int listener = bench_listen(b);
	double before, start;
	bool more = true;

	if (!e)
		err(1, "calloc");
	/* not to count our own pages */
	memset(e, 0xff, b->assocs * sizeof(*e));
	bench_files(2 * b->assocs);
	bench_enter(b->connect_ns);
	before = memory_used();
	while (more && want <= b->assocs) {
		start = meter_now();
		n = grow(b, listener, e, have, want);
		if (n == have)
			break;
		more = assocs_point(b, e, n, microseconds(start, n - have),
				    before);
		have = n;
		want = next_point(want);
	}
	assoc_close(listener, e, have);
	close(listener);
	free(e);
}

/* Listen on @port, unless it is taken; -1 then. */
static int listen_on(const struct bench *b, unsigned int port)
{
	struct bench other = *b;
	int fd = bench_socket(b);

	other.bind.sin_port = htons(port);
	if (!bind(fd, (struct sockaddr *)&other.bind, sizeof(other.bind)) &&
	    !listen(fd, 1))
		return fd;
	if (errno != EADDRINUSE)
		err(1, "port %u", port);
	close(fd);
	return -1;
}

/* All ports from 1024 to 65535, in an order that is always the same. */
static unsigned int nth_port(unsigned int n)
{
	return 1024 + (n * 40507u + 977) % 64512;
}

static double time_binds(const struct bench *b)
{
	struct sockaddr_in any = b->bind;
	double start = meter_now();
	int i, fd;

	any.sin_port = 0;
	for (i = 0; i < BINDS; i++) {
		fd = bench_socket(b);
		if (bind(fd, (struct sockaddr *)&any, sizeof(any)))
			err(1, "bind to port 0");
		close(fd);
	}
	return microseconds(start, BINDS);
}

static double time_connections(const struct bench *b, int listener)
{
	double start = meter_now();
	struct bench_ends e;
	int i;

	for (i = 0; i < CONNECTIONS; i++) {
		assoc_sockets(b, &e, 1);
		assoc_open(b, listener, &e, 1);
		assoc_close(listener, &e, 1);
	}
	return microseconds(start, CONNECTIONS);
}

/**
 * curve_ports() - ports that listeners have
 * @b: the measurement; says how many at most
 *
 * Prints how many there are, the time to open a socket, have a port chosen for
 * it and close it, and the time to connect, exchange and close.
 */
void curve_ports(const struct bench *b)
{
	int listener = bench_listen(b);
	unsigned int have = 0, want = 1, n = 0;
	double binding;

	bench_files(b->assocs + 16);
	bench_enter(b->connect_ns);
	for (;;) {
		while (have < want)
			have += listen_on(b, nth_port(n++)) >= 0;
		binding = time_binds(b);
		printf("%u\t%.2f\t%.2f\n", have, binding,
		       time_connections(b, listener));
		fflush(stdout);
		if (want == b->assocs)
			break;
		want = next_point(want);
		if (want > b->assocs)
			want = b->assocs;
	}
	close(listener);
}

static void streams_point(const struct bench *b)
{
	struct bench_ends e[CONNECTIONS];
	char *buf = request_new(b);
	int listener = bench_listen(b);
	double before, start, setup, exchange;
	int i;

	bench_enter(b->connect_ns);
	before = memory_used();
	start = meter_now();
	assoc_sockets(b, e, CONNECTIONS);
	assoc_open(b, listener, e, CONNECTIONS);
	setup = microseconds(start, CONNECTIONS);
	start = meter_now();
	for (i = 0; i < EXCHANGES; i++)
		assoc_exchange(b, &e[0], buf, i * 33 % b->streams);
	exchange = microseconds(start, EXCHANGES);
	printf("%u\t%.2f\t%.2f\t%.2f\n", b->streams, setup, exchange,
	       (memory_used() - before) / CONNECTIONS);
	fflush(stdout);
	assoc_close(listener, e, CONNECTIONS);
	close(listener);
	free(buf);
}

/**
 * curve_streams() - streams of an association
 * @b: the measurement; says how many at most
 *
 * Prints how many streams there are each way, the time to set an association
 * up, the time of an exchange over its streams in turn, and the memory of an
 * association, both ends, sockets included.
 */
void curve_streams(const struct bench *b)
{
	struct bench own = *b;

	for (own.streams = 1;;) {
		streams_point(&own);
		if (own.streams == b->assocs)
			break;
		own.streams = next_point(own.streams);
		if (own.streams > b->assocs)
			own.streams = b->assocs;
	}
}
