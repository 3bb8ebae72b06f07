// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an idle association weighs, both ends together.
 *
 * Many associations are opened. Each exchanges one request and one response,
 * then rests. The kernel's free memory is read before and after. Page cache and
 * reclaimable slab are dropped before each reading. Pages in the per-CPU lists
 * count as free; otherwise they would change the result by a tenth.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define SETTLE		2.5	/* seconds, for RCU and spare memory */
#define WARM_ASSOCS	64	/* fill the slabs once before reading */

static void drop_page_cache(void)
{
	FILE *f = fopen("/proc/sys/vm/drop_caches", "w");

	if (!f)
		err(1, "drop_caches");
	fputs("3\n", f);
	if (fclose(f))
		err(1, "drop_caches");
}

/* Pages that the per-CPU lists hold, in KiB. */
static double percpu_free(void)
{
	unsigned long page = sysconf(_SC_PAGESIZE);
	unsigned long count, sum = 0;
	char line[256];
	FILE *f;

	f = fopen("/proc/zoneinfo", "r");
	if (!f)
		err(1, "zoneinfo");
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, " count: %lu", &count) == 1)
			sum += count;
	fclose(f);
	return sum * (page / 1024.0);
}

/**
 * memory_used() - read how much memory is in use
 *
 * Return: KiB that are neither free nor page cache nor buffers.
 */
double memory_used(void)
{
	unsigned long kib, used = 0;
	char name[64], line[256];
	FILE *f;

	meter_sleep(SETTLE);
	drop_page_cache();
	meter_sleep(SETTLE);
	f = fopen("/proc/meminfo", "r");
	if (!f)
		err(1, "meminfo");
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%63[^:]: %lu", name, &kib) != 2)
			continue;
		if (!strcmp(name, "MemTotal"))
			used += kib;
		else if (!strcmp(name, "MemFree") || !strcmp(name, "Buffers") ||
			 !strcmp(name, "Cached"))
			used -= kib;
	}
	fclose(f);
	return used - percpu_free();
}

/**
 * bench_memory() - weigh idle associations
 * @b: the measurement; says how many, and the size of the one request
 *
 * Between one-to-one sockets the weight includes two sockets and their inodes
 * for each association, as for TCP. A one-to-many server has one socket for
 * all, and the clients' sockets are opened before the first reading. So only
 * the associations are weighed there.
 *
 * Return: KiB per association, both ends together.
 */
double bench_memory(const struct bench *b)
{
	unsigned int n = b->assocs - WARM_ASSOCS;
	int listener = bench_listen(b);
	double before, after;
	struct bench_ends *warm;
	struct bench_ends *e;

	bench_files(2 * b->assocs);
	warm = calloc(b->assocs, sizeof(*warm));
	if (!warm)
		err(1, "calloc");
	/* not to count our own pages */
	memset(warm, 0xff, b->assocs * sizeof(*warm));
	e = warm + WARM_ASSOCS;

	bench_enter(b->connect_ns);
	assoc_sockets(b, warm, WARM_ASSOCS);
	assoc_open(b, listener, warm, WARM_ASSOCS);
	if (b->type != SOCK_STREAM)
		assoc_sockets(b, e, n);
	before = memory_used();
	if (b->type == SOCK_STREAM)
		assoc_sockets(b, e, n);
	assoc_open(b, listener, e, n);
	after = memory_used();

	assoc_close(listener, warm, b->assocs);
	free(warm);
	close(listener);
	return (after - before) / n;
}
