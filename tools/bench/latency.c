// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long the slowest exchanges take, one at a time on one association.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"

#define SAMPLES		250000	/* more than any row has */
#define PERCENTILE	99

struct samples {
	unsigned long count;
	double seconds[SAMPLES];
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static void ask(const struct bench *b, int fd, void *arg)
{
	char *buf = request_new(b);
	struct samples *s = arg;
	double start, end;

	for (start = meter_now();; start = end) {
		send_all(fd, buf, b->size);
		if (!recv_all(fd, buf, b->size))
			errx(1, "recv: end of stream");
		end = meter_now();
		s->seconds[s->count % SAMPLES] = end - start;
		__atomic_store_n(&s->count, s->count + 1, __ATOMIC_RELEASE);
	}
}

static unsigned long count(const struct samples *s)
{
	return __atomic_load_n(&s->count, __ATOMIC_ACQUIRE);
}

/**
 * bench_latency() - measure the 99th percentile of an exchange's time
 * @b: the measurement; its size is that of a request and of a response
 *
 * Return: milliseconds.
 */
double bench_latency(const struct bench *b)
{
	struct samples *s = shared_new(sizeof(*s));
	unsigned long from, n;
	struct exchanges x;
	double worst;

	exchanges_start(b, &x, ask, s);
	meter_sleep(b->warmup);
	from = count(s);
	meter_sleep(b->seconds);
	exchanges_stop(&x);
	n = count(s) - from;
	if (!n || count(s) > SAMPLES)
		errx(1, "%lu samples are too few or too many", n);
	qsort(s->seconds + from, n, sizeof(double), compare);
	worst = s->seconds[from + (n - 1) * PERCENTILE / 100];
	shared_free(s, sizeof(*s));
	return worst * 1e3;
}
