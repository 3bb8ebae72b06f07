// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls on SCTP sockets, with the arguments of a program that
 * has gone mad or wants to do harm.
 *
 *	syscalls [-s SEED] [-t SECONDS] [-n CALLS] [-p] [-d]
 *
 *	-p	print each call before it is made
 *	-d	make none of them, print a sum over what they would have been
 *
 * What is called depends on the seed alone: numbers are drawn to make a call
 * and none because of what came of it. So the same seed gives the same calls,
 * up to where time ends, and -p shows which one a kernel died of.
 */
#include <err.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "call.h"

static int slots[SLOTS];

static const struct makers *const all_makers[] = {
	&call_sock, &call_msg, &call_opt, &call_file,
};

/* One of the makers: each is as likely as its weight says. */
static const struct maker *some_maker(void)
{
	const struct maker *m;
	unsigned int i, j;
	int at = -1, sum;

	for (;;) {
		for (sum = 0, i = 0; i < ARRAY_SIZE(all_makers); i++) {
			for (j = 0; j < all_makers[i]->nr; j++) {
				m = &all_makers[i]->list[j];
				if (at >= sum && at < sum + m->weight)
					return m;
				sum += m->weight;
			}
		}
		at = below(sum);
	}
}

static void make(struct call *c)
{
	uint64_t *words = (uint64_t *)BASE;
	unsigned int i;

	memset(c, 0, sizeof(*c));
	c->into = -1;
	room_anew();
	for (i = 0; i < IN_SIZE / sizeof(*words); i++)
		words[i] = rng_next(&rng);
	some_maker()->make(c);
}

/* The id of one of the associations, into the argument. */
static void look_up_id(const struct call *c, int fd)
{
	uint32_t ids[65];
	socklen_t len = sizeof(ids);

	if (!getsockopt(fd, IPPROTO_SCTP, SCTP_GET_ASSOC_ID_LIST, ids, &len) &&
	    ids[0])
		memcpy(c->id_at, &ids[1 + c->id % ids[0]], sizeof(ids[0]));
}

static long perform(const struct call *c)
{
	unsigned long a[6];
	unsigned int i;
	long ret;

	memcpy(a, c->args, sizeof(a));
	for (i = 0; i < 6; i++)
		if (c->fd_args & 1 << i)
			a[i] = slots[a[i]];
	if (c->id_at)
		look_up_id(c, a[0]);
	ret = syscall(c->nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (c->into >= 0 && ret > 2) {
		close(slots[c->into]);
		slots[c->into] = ret;
	}
	return ret;
}

static void print(const struct call *c, unsigned long nr)
{
	int i;

	printf("%lu %s(", nr, c->name);
	for (i = 0; i < 6; i++)
		printf("%s%#lx%s", c->fd_args & 1 << i ? "slot " : "",
		       c->args[i], i < 5 ? ", " : ")\n");
	fflush(stdout);
}

/* One number for a call and all that it reads. */
static uint64_t digest(const struct call *c, uint64_t sum)
{
	const uint64_t *words = (const uint64_t *)BASE;
	unsigned int i;

	sum = (sum ^ c->nr) * 0x100000001b3ULL;
	for (i = 0; i < 6; i++)
		sum = (sum ^ c->args[i]) * 0x100000001b3ULL;
	for (i = 0; i < IN_SIZE / sizeof(*words); i++)
		sum = (sum ^ words[i]) * 0x100000001b3ULL;
	return sum;
}

static void map(char *at, size_t len, int prot)
{
	if (mmap(at, len, prot, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_FIXED_NOREPLACE, -1, 0) != at)
		err(1, "mmap");
}

static void on_alarm(int sig __unused)
{
}

/* Whatever a call waits for, it is interrupted soon. */
static void set_up(void)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	struct itimerval it = { { 0, 3000 }, { 0, 3000 } };
	int pipes[2], i;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGIO, SIG_IGN);
	signal(SIGURG, SIG_IGN);
	sigaction(SIGALRM, &sa, NULL);
	setitimer(ITIMER_REAL, &it, NULL);
	for (i = 0; i < SOCKETS; i++) {
		slots[i] = socket(i & 1 ? AF_INET6 : AF_INET, SOCK_NONBLOCK |
				  (i & 2 ? SOCK_STREAM : SOCK_SEQPACKET),
				  IPPROTO_SCTP);
		if (slots[i] < 0)
			err(1, "socket");
	}
	if (pipe2(pipes, O_NONBLOCK))
		err(1, "pipe");
	slots[PIPE_OUT] = pipes[0];
	slots[PIPE_IN] = pipes[1];
	slots[EPOLL] = epoll_create1(0);
	slots[ZERO] = open("/dev/zero", O_RDWR);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static void bad_usage(void)
{
	fprintf(stderr,
		"usage: syscalls [-s SEED] [-t SECONDS] [-n CALLS] [-p] [-d]\n");
	exit(2);
}

/* What the command line says. */
static struct {
	uint64_t	seed;
	double		seconds;
	unsigned long	calls;
	bool		print;
	bool		dry;
} opts = { .seed = 1, .seconds = 1e9, .calls = ~0UL };

static void parse(int argc, char **argv)
{
	int opt;

	while ((opt = getopt(argc, argv, "s:t:n:pd")) != -1) {
		if (opt == 's')
			opts.seed = strtoull(optarg, NULL, 0);
		else if (opt == 't')
			opts.seconds = atof(optarg);
		else if (opt == 'n')
			opts.calls = strtoul(optarg, NULL, 0);
		else if (opt == 'p')
			opts.print = true;
		else if (opt == 'd')
			opts.dry = true;
		else
			bad_usage();
	}
	if (optind < argc)
		bad_usage();
}

int main(int argc, char **argv)
{
	unsigned long nr, well = 0;
	uint64_t sum = 0;
	struct call c;
	double end;

	parse(argc, argv);
	map(BASE, IN_SIZE + OUT_SIZE, PROT_READ | PROT_WRITE);
	map(READ_ONLY, RO_SIZE, PROT_READ);
	rng_seed(&rng, opts.seed, 0);
	if (!opts.dry)
		set_up();
	end = now() + opts.seconds;
	for (nr = 0; nr < opts.calls && now() < end; nr++) {
		make(&c);
		if (opts.print)
			print(&c, nr);
		if (opts.dry)
			sum = digest(&c, sum);
		else if (perform(&c) >= 0)
			well++;
	}
	if (opts.dry)
		printf("%016llx\n", (unsigned long long)sum);
	else
		printf("%lu calls, %lu went well\n", nr, well);
	return 0;
}
