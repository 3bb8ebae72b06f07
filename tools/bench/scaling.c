// SPDX-License-Identifier: GPL-2.0-only
/*
 * How much a second processor helps.
 *
 * One pair of sender and receiver runs on one processor, then two pairs, each
 * on a processor of its own. A busy host can only make a run slower. So there
 * are many short runs, of one pair and two in turn, and the best of each
 * counts.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <sched.h>
#include <unistd.h>

#include "bench.h"

#define ROUNDS	8
#define CPUS	2

static void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(1, "sched_setaffinity");
}

/* Bytes per second of so many pairs together. */
static double run_pairs(const struct bench *b, int pairs)
{
	double *rate = shared_new(CPUS * sizeof(*rate));
	pid_t child[CPUS];
	double sum = 0;
	int i;

	for (i = 0; i < pairs; i++) {
		struct bench own = *b;

		own.addr.sin_port = htons(ntohs(b->addr.sin_port) + i);
		own.bind.sin_port = own.addr.sin_port;
		child[i] = child_start();
		if (child[i])
			continue;
		pin(i);
		rate[i] = bench_stream(&own);
		_exit(0);
	}
	for (i = 0; i < pairs; i++) {
		child_wait(child[i], "pair");
		sum += rate[i];
	}
	shared_free(rate, CPUS * sizeof(*rate));
	return sum;
}

/**
 * bench_scaling() - measure two processors beside one
 * @b: the measurement; its size is that of a message
 *
 * Return: throughput of two pairs on two processors, as a multiple of what
 * one pair on one processor has.
 */
double bench_scaling(const struct bench *b)
{
	double best[CPUS] = { 0 };
	double rate;
	int i, pairs;

	if (sysconf(_SC_NPROCESSORS_ONLN) < CPUS)
		errx(1, "there is one processor only");
	for (i = 0; i < ROUNDS; i++) {
		for (pairs = 1; pairs <= CPUS; pairs++) {
			rate = run_pairs(b, pairs);
			if (rate > best[pairs - 1])
				best[pairs - 1] = rate;
		}
	}
	return best[1] / best[0];
}
