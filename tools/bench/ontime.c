// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages at a steady rate that are worth something for a tenth of a second
 * only, as those of a call are: how many arrive before that?
 *
 * A message for which the socket has no room is not sent, and counts as late.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define INTERVAL	0.002	/* seconds from one to the next */
#define DEADLINE	0.1	/* seconds after it was due */

/**
 * struct ontime - what both ends counted
 * @due: messages that should have been sent
 * @came: messages that came
 * @in_time: those of them that did before their deadline
 */
struct ontime {
	unsigned long due;
	unsigned long came;
	unsigned long in_time;
};

static void wait_until(double when)
{
	struct timespec ts = {
		.tv_sec = (time_t)when,
		.tv_nsec = (long)((when - (time_t)when) * 1e9),
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL))
		;
}

/* For the seconds that count; then no more, so that the last can arrive */
static void speak(const struct bench *b, int fd, struct ontime *o)
{
	char *buf = request_new(b);
	double due = meter_now();
	double end = due + b->seconds;

	for (; due < end; due += INTERVAL) {
		wait_until(due);
		o->due++;
		memcpy(buf, &due, sizeof(due));
		if (send(fd, buf, b->size, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 &&
		    errno != EAGAIN)
			err(1, "send");
	}
	for (;;)
		pause();
}

static void listen_to(const struct bench *b, int fd, struct ontime *o)
{
	char *buf = request_new(b);
	double due;

	for (;;) {
		if (!recv_all(fd, buf, b->size))
			errx(1, "recv: end of stream");
		memcpy(&due, buf, sizeof(due));
		o->came++;
		if (meter_now() - due <= DEADLINE)
			o->in_time++;
	}
}

/**
 * bench_ontime() - measure how many messages arrive in time
 * @b: the measurement; its size is that of a message
 *
 * Return: percent of those that were to be sent. Standard error has the counts.
 */
double bench_ontime(const struct bench *b)
{
	struct ontime *o = shared_new(sizeof(*o));
	struct bench_pair pair;
	pid_t sender, receiver;
	double percent;

	bench_open(b, &pair);
	bench_nodelay(b, pair.client);
	receiver = child_start();
	if (!receiver) {
		close(pair.client);
		listen_to(b, pair.server, o);
	}
	sender = child_start();
	if (!sender) {
		close(pair.server);
		speak(b, pair.client, o);
	}
	meter_sleep(b->seconds + DEADLINE + INTERVAL);
	child_stop(sender, "sender");
	child_stop(receiver, "receiver");
	bench_close(&pair);
	if (!o->due)
		errx(1, "nothing was sent");
	warnx("due %lu, came %lu, in time %lu", o->due, o->came, o->in_time);
	percent = 100.0 * o->in_time / o->due;
	shared_free(o, sizeof(*o));
	return percent;
}
