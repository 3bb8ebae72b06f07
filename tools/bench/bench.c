// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure one row of the benchmark for one protocol.
 *
 *	bench [options] ROW
 *
 *	-p sctp|tcp	protocol				(sctp)
 *	-l NETNS	namespace of the listening end		(our own)
 *	-c NETNS	namespace of the connecting end		(our own)
 *	-a ADDRESS	IPv4 address of the listening end	(127.0.0.1)
 *	-s SECONDS	measured time				(1)
 *	-w SECONDS	warm-up					(0.3)
 *	-r COUNT	repeats					(3)
 *	-n COUNT	associations for the memory row		(4000)
 *
 * Prints the unit, the median, the smallest and the largest value of the
 * repeats, separated by tabs; or "-" for a row the protocol does not have.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define PORT		5201
#define MAX_REPEAT	99
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

struct row {
	const char *name;
	const char *unit;
	size_t size;
	int type;
	double (*run)(const struct bench *b);
};

static const struct row rows[] = {
	{ "stream-64k", "Mbit/s", 65536, SOCK_STREAM, bench_stream },
	{ "stream-1400", "Mbit/s", 1400, SOCK_STREAM, bench_stream },
	{ "stream-100", "Mbit/s", 100, SOCK_STREAM, bench_stream },
	{ "request-100", "exchanges/s", 100, SOCK_STREAM, bench_request },
	{ "connect-100", "connections/s", 100, SOCK_STREAM, bench_connections },
	{ "memory", "KiB", 100, SOCK_STREAM, bench_memory },
	{ "memory-many", "KiB", 100, SOCK_SEQPACKET, bench_memory },
};

static const struct row *find_row(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	errx(2, "no such row: %s", name);
}

static double number(const char *text, double min, double max)
{
	char *end;
	double v = strtod(text, &end);

	if (end == text || *end || v < min || v > max)
		errx(2, "'%s' is not between %g and %g", text, min, max);
	return v;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static void measure(const struct row *row, struct bench *b, int repeat)
{
	double v[MAX_REPEAT];
	int i;

	b->size = row->size;
	b->type = row->type;
	if (b->type != SOCK_STREAM && b->protocol != IPPROTO_SCTP) {
		printf("-\n");
		return;
	}
	for (i = 0; i < repeat; i++)
		v[i] = row->run(b);
	qsort(v, repeat, sizeof(v[0]), compare);
	printf("%s\t%.2f\t%.2f\t%.2f\n", row->unit,
	       (v[(repeat - 1) / 2] + v[repeat / 2]) / 2, v[0], v[repeat - 1]);
}

static int parse_protocol(const char *name)
{
	if (!strcmp(name, "sctp"))
		return IPPROTO_SCTP;
	if (!strcmp(name, "tcp"))
		return IPPROTO_TCP;
	errx(2, "protocol is sctp or tcp, not %s", name);
}

int main(int argc, char **argv)
{
	struct bench b = {
		.protocol = IPPROTO_SCTP,
		.addr.sin_family = AF_INET,
		.addr.sin_port = htons(PORT),
		.addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.assocs = 4000,
		.warmup = 0.3,
		.seconds = 1,
	};
	int repeat = 3;
	int opt;

	while ((opt = getopt(argc, argv, "p:l:c:a:s:w:r:n:")) != -1) {
		switch (opt) {
		case 'p':
			b.protocol = parse_protocol(optarg);
			break;
		case 'l':
			b.listen_ns = optarg;
			break;
		case 'c':
			b.connect_ns = optarg;
			break;
		case 'a':
			if (inet_pton(AF_INET, optarg, &b.addr.sin_addr) != 1)
				errx(2, "not an IPv4 address: %s", optarg);
			break;
		case 's':
			b.seconds = number(optarg, 0.01, 3600);
			break;
		case 'w':
			b.warmup = number(optarg, 0, 3600);
			break;
		case 'r':
			repeat = number(optarg, 1, MAX_REPEAT);
			break;
		case 'n':
			b.assocs = number(optarg, 128, 1e6);
			break;
		default:
			return 2;
		}
	}
	if (optind != argc - 1)
		errx(2, "exactly one row is wanted");
	measure(find_row(argv[optind]), &b, repeat);
	return 0;
}
