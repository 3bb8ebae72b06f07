// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure one row of the benchmark, or one curve, for one protocol.
 *
 *	bench [options] ROW[+EXTENSION]
 *
 *	-p sctp|tcp	protocol				(sctp)
 *	-l NETNS	namespace of the listening end		(our own)
 *	-c NETNS	namespace of the connecting end		(our own)
 *	-a ADDRESS	IPv4 address to connect to		(127.0.0.1)
 *	-b ADDRESS	IPv4 address to listen on		(that of -a)
 *	-s SECONDS	measured time				(1)
 *	-w SECONDS	warm-up					(0.3)
 *	-r COUNT	repeats					(3)
 *	-n COUNT	associations of a row or end of a curve	(4000)
 *
 * Prints the unit, the median, the smallest and the largest value of the
 * repeats, separated by tabs; or "-" for a row the protocol does not have or
 * cannot do. A curve is a line for each point.
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
#define CURVE_SIZE	100
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/**
 * struct row - one row of the benchmark
 * @name: what it is called
 * @unit: of its values
 * @size: bytes in a message, a request, a response
 * @type: of SCTP's sockets; TCP has SOCK_STREAM always
 * @sndbuf: see struct bench
 * @assocs: how many associations, 0 for what -n says
 * @streams: see struct bench
 * @unordered: see struct bench
 * @sctp_only: TCP has nothing that compares
 * @run: measure it once
 */
struct row {
	const char *name;
	const char *unit;
	size_t size;
	int type;
	int sndbuf;
	unsigned int assocs;
	unsigned int streams;
	bool unordered;
	bool sctp_only;
	double (*run)(const struct bench *b);
};

#define STREAM(_name, _size, ...)					\
	{ .name = (_name), .unit = "Mbit/s", .size = (_size),		\
	  .type = SOCK_STREAM, .run = bench_stream, ##__VA_ARGS__ }
#define MANY(_name, _assocs)						\
	{ .name = (_name), .unit = "exchanges/s", .size = 100,		\
	  .type = SOCK_SEQPACKET, .run = bench_many, .assocs = (_assocs) }
#define ROW(_name, _unit, _size, _type, _run, ...)			\
	{ .name = (_name), .unit = (_unit), .size = (_size),		\
	  .type = (_type), .run = (_run), ##__VA_ARGS__ }

static const struct row rows[] = {
	STREAM("stream-2m", 2 << 20, .sndbuf = 4 << 20),
	STREAM("stream-64k", 65536),
	STREAM("stream-1400", 1400),
	STREAM("stream-100", 100),
	STREAM("streams-1400", 1400, .streams = 16, .sctp_only = true),
	STREAM("unordered-1400", 1400, .streams = 1, .unordered = true,
	       .sctp_only = true),
	STREAM("small-4k", 1400, .sndbuf = 4 << 10),
	STREAM("small-16k", 1400, .sndbuf = 16 << 10),
	ROW("request-100", "exchanges/s", 100, SOCK_STREAM, bench_request),
	ROW("latency-100", "ms", 100, SOCK_STREAM, bench_latency),
	ROW("ontime-1000", "%", 1000, SOCK_STREAM, bench_ontime),
	ROW("hmac-1400", "ns", 1400, SOCK_STREAM, bench_hmac,
	    .sctp_only = true),
	ROW("connect-100", "connections/s", 100, SOCK_STREAM,
	    bench_connections),
	MANY("many-1", 1),
	MANY("many-100", 100),
	MANY("many-10k", 10000),
	ROW("scaling-64k", "times", 65536, SOCK_STREAM, bench_scaling),
	ROW("memory", "KiB", 100, SOCK_STREAM, bench_memory),
	ROW("memory-many", "KiB", 100, SOCK_SEQPACKET, bench_memory,
	    .sctp_only = true),
};

/**
 * struct curve - one curve
 * @name: what it is called
 * @type: of SCTP's sockets
 * @sctp_only: TCP has nothing that compares
 * @run: print its points
 */
struct curve {
	const char *name;
	int type;
	bool sctp_only;
	void (*run)(const struct bench *b);
};

static const struct curve curves[] = {
	{ "assocs", SOCK_SEQPACKET, false, curve_assocs },
	{ "ports", SOCK_STREAM, false, curve_ports },
	{ "streams", SOCK_STREAM, true, curve_streams },
};

static const struct row *find_row(const char *name)
{
	size_t i, len = strcspn(name, "+");

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (!strncmp(rows[i].name, name, len) && !rows[i].name[len])
			return &rows[i];
	errx(2, "no such row: %s", name);
}

static const struct curve *find_curve(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(curves); i++)
		if (!strcmp(curves[i].name, name))
			return &curves[i];
	return NULL;
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

static bool is_tcp(const struct bench *b)
{
	return b->protocol == IPPROTO_TCP;
}

static void measure(const struct row *row, struct bench *b, int repeat)
{
	double v[MAX_REPEAT];
	int i;

	b->size = row->size;
	b->type = is_tcp(b) ? SOCK_STREAM : row->type;
	b->sndbuf = row->sndbuf;
	b->streams = row->streams;
	b->unordered = row->unordered;
	if (row->assocs)
		b->assocs = row->assocs;
	if (is_tcp(b) && (row->sctp_only || b->extension)) {
		printf("-\n");
		return;
	}
	for (i = 0; i < repeat; i++)
		v[i] = row->run(b);
	qsort(v, repeat, sizeof(v[0]), compare);
	printf("%s\t%.2f\t%.2f\t%.2f\n", row->unit,
	       (v[(repeat - 1) / 2] + v[repeat / 2]) / 2, v[0], v[repeat - 1]);
}

static void draw(const struct curve *curve, struct bench *b)
{
	b->size = CURVE_SIZE;
	b->type = is_tcp(b) ? SOCK_STREAM : curve->type;
	if (!curve->sctp_only || !is_tcp(b))
		curve->run(b);
}

static struct in_addr parse_address(const char *text)
{
	struct in_addr addr;

	if (inet_pton(AF_INET, text, &addr) != 1)
		errx(2, "not an IPv4 address: %s", text);
	return addr;
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
		.bind.sin_family = AF_INET,
		.bind.sin_port = htons(PORT),
		.assocs = 4000,
		.warmup = 0.3,
		.seconds = 1,
	};
	const struct curve *curve;
	bool bind_given = false;
	const char *plus;
	int repeat = 3;
	int opt;

	while ((opt = getopt(argc, argv, "p:l:c:a:b:s:w:r:n:")) != -1) {
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
			b.addr.sin_addr = parse_address(optarg);
			break;
		case 'b':
			b.bind.sin_addr = parse_address(optarg);
			bind_given = true;
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
			b.assocs = number(optarg, 1, 1e6);
			break;
		default:
			return 2;
		}
	}
	if (optind != argc - 1)
		errx(2, "exactly one row is wanted");
	if (!bind_given)
		b.bind.sin_addr = b.addr.sin_addr;
	plus = strchr(argv[optind], '+');
	if (plus)
		b.extension = extension_find(plus + 1);
	curve = find_curve(argv[optind]);
	if (curve)
		draw(curve, &b);
	else
		measure(find_row(argv[optind]), &b, repeat);
	return 0;
}
