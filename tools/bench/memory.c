// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an idle association weighs, both ends together.
 *
 * The kernel's free memory is read before and after opening many associations
 * that have exchanged one request and one response and then rest. Page cache
 * and reclaimable slab are dropped before each reading, and pages that rest in
 * the per-CPU lists count as free, which they are; without that, they alone
 * would move the result by a tenth.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define SETTLE		0.5	/* seconds for RCU and delayed work */
#define WARM_ASSOCS	64	/* fill the slabs once before reading */

struct ends {
	int client;
	int server;
};

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

/* Memory in use that is neither page cache nor buffers, in KiB. */
static double memory_used(void)
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

/* One request and one response, so that both ends have sent and received. */
static void exchange(const struct bench *b, int client, int server, char *buf)
{
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	ssize_t n;

	send_to(b, client, buf, &b->addr);
	n = recvfrom(server, buf, b->size, MSG_WAITALL,
		     (struct sockaddr *)&from, &len);
	if (n != (ssize_t)b->size)
		err(1, "recvfrom");
	send_to(b, server, buf, &from);
	if (!recv_all(client, buf, b->size))
		errx(1, "recv: end of stream");
}

static void open_clients(const struct bench *b, struct ends *e, unsigned int n)
{
	while (n--)
		e++->client = bench_socket(b);
}

static void open_assocs(const struct bench *b, int listener, struct ends *e,
			unsigned int n)
{
	char *buf = calloc(1, b->size);

	if (!buf)
		err(1, "calloc");
	for (; n--; e++) {
		bench_connect(b, e->client);
		e->server = b->type == SOCK_STREAM ? bench_accept(listener) :
						     listener;
		bench_nodelay(b, e->client);
		bench_nodelay(b, e->server);
		bench_abort_on_close(e->client);
		bench_abort_on_close(e->server);
		exchange(b, e->client, e->server, buf);
	}
	free(buf);
}

static void close_assocs(int listener, struct ends *e, unsigned int n)
{
	for (; n--; e++) {
		close(e->client);
		if (e->server != listener)
			close(e->server);
	}
}

/**
 * bench_memory() - weigh idle associations
 * @b: the measurement; says how many, and the size of the one request
 *
 * Between one-to-one sockets the weight includes the sockets and their inodes,
 * two for each association, as it does for TCP. A one-to-many server has one
 * socket for all, and the clients' are opened before the first reading: what
 * is left is the associations alone.
 *
 * Return: KiB per association, both ends together.
 */
double bench_memory(const struct bench *b)
{
	struct rlimit files = { 2 * b->assocs + 64, 2 * b->assocs + 64 };
	unsigned int n = b->assocs - WARM_ASSOCS;
	int listener = bench_listen(b);
	double before, after;
	struct ends *warm;
	struct ends *e;

	if (setrlimit(RLIMIT_NOFILE, &files))
		err(1, "RLIMIT_NOFILE");
	warm = calloc(b->assocs, sizeof(*warm));
	if (!warm)
		err(1, "calloc");
	/* not to count our own pages */
	memset(warm, 0xff, b->assocs * sizeof(*warm));
	e = warm + WARM_ASSOCS;

	bench_enter(b->connect_ns);
	open_clients(b, warm, WARM_ASSOCS);
	open_assocs(b, listener, warm, WARM_ASSOCS);
	if (b->type != SOCK_STREAM)
		open_clients(b, e, n);
	before = memory_used();
	if (b->type == SOCK_STREAM)
		open_clients(b, e, n);
	open_assocs(b, listener, e, n);
	after = memory_used();

	close_assocs(listener, warm, b->assocs);
	free(warm);
	close(listener);
	return (after - before) / n;
}
