// SPDX-License-Identifier: GPL-2.0-only
/*
 * One end of one scenario.
 *
 *	peer-kernel [options] SCENARIO [REMOTE ADDRESS ...]
 *	peer-usrsctp [options] SCENARIO [REMOTE ADDRESS ...]
 *
 *	-l ADDRESS	bind this address; twice for two paths
 *	-p PORT		the server's port			(5000)
 *	-u PORT		SCTP in UDP, with this port at both ends
 *	-b BYTES	volume of a bulk transfer, each way	(4 MiB)
 *	-m BYTES	length of its largest messages		(64 KiB)
 *	-n STREAMS	how many to ask for, allow and use
 *	-e		offer every extension the stack has
 *	-E LIST		offer these and no others: auth,asconf,reconfig,pr,
 *			idata,ecn,nrsack,pktdrop
 *	-P POLICY	give messages up: ttl:MILLISECONDS, rtx:TIMES, prio:
 *	-S NUMBER	stream scheduler
 *	-C NUMBER	congestion control
 *	-M NUMBER	use all paths at once, like that
 *	-D		and delay acknowledgments
 *	-N		take part in what address translators do
 *	-B BYTES	buffers of the socket, each way
 *	-r		something must be sent again because of a report
 *	-A ADDRESS	the address that is added, by whichever end
 *	-t SECONDS	give up then				(60)
 *	-x		the client spoils a byte, to see the server notice
 *	-f		give a dead path up quickly
 *	-H COMMAND	run it when half of the data is sent
 *	-R FILE		create it when listening
 *
 * Without a remote address this is the server.
 */
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "peer.h"

static const char *role = "?";

/**
 * say() - explain a failure on stderr
 * @fmt: as for printf(), without the newline
 */
void say(const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	fprintf(stderr, "# %s %s: %s\n", stack_name(), role, text);
}

static void time_is_up(int sig)
{
	static const char text[] = ": time is up\n";

	(void)sig;
	if (write(2, "# ", 2) < 0 || write(2, role, strlen(role)) < 0 ||
	    write(2, text, sizeof(text) - 1) < 0)
		_exit(USAGE);
	_exit(FAIL);
}

static void add_addr(struct sockaddr_storage *list, int *n, const char *text)
{
	struct sockaddr_in6 *sin6 = (struct sockaddr_in6 *)&list[*n];
	struct sockaddr_in *sin = (struct sockaddr_in *)&list[*n];

	if (*n == MAX_ADDRS)
		errx(USAGE, "more than %d addresses", MAX_ADDRS);
	if (inet_pton(AF_INET, text, &sin->sin_addr) == 1)
		sin->sin_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &sin6->sin6_addr) == 1)
		sin6->sin6_family = AF_INET6;
	else
		errx(USAGE, "not an address: %s", text);
	++*n;
}

static unsigned int parse_features(char *list)
{
	static const struct {
		const char *name;
		unsigned int features;
	} known[] = {
		{ "auth", FEATURE_AUTH },
		{ "asconf", FEATURE_ASCONF | FEATURE_AUTH },
		{ "reconfig", FEATURE_RECONFIG },
		{ "pr", FEATURE_PR },
		{ "idata", FEATURE_IDATA },
		{ "ecn", FEATURE_ECN },
		{ "nrsack", FEATURE_NRSACK },
		{ "pktdrop", FEATURE_PKTDROP },
	};
	unsigned int features = 0;
	const char *name;
	size_t i;

	for (name = strtok(list, ","); name; name = strtok(NULL, ",")) {
		for (i = 0; i < ARRAY_SIZE(known); i++)
			if (!strcmp(name, known[i].name))
				break;
		if (i == ARRAY_SIZE(known))
			errx(USAGE, "no such extension: %s", name);
		features |= known[i].features;
	}
	return features;
}

static void parse_policy(struct config *c, const char *text)
{
	static const char * const names[] = {
		[POLICY_TTL] = "ttl:",
		[POLICY_RTX] = "rtx:",
		[POLICY_PRIO] = "prio:",
	};
	size_t i;

	for (i = POLICY_TTL; i < ARRAY_SIZE(names); i++) {
		if (strncmp(text, names[i], strlen(names[i])))
			continue;
		c->policy = i;
		c->policy_value = atoi(text + strlen(names[i]));
		return;
	}
	errx(USAGE, "no such policy: %s", text);
}

/* The port is at the same place in both families. */
static void set_ports(struct sockaddr_storage *list, int n, unsigned short port)
{
	while (n--)
		((struct sockaddr_in *)&list[n])->sin_port = htons(port);
}

static void create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	if (fd < 0)
		err(FAIL, "%s", path);
	close(fd);
}

/* The server may not be there yet: try until the alarm goes off. */
static void connect_patiently(const struct config *c)
{
	struct timespec pause = { .tv_nsec = 100 * 1000 * 1000 };

	while (!stack_connect(c))
		nanosleep(&pause, NULL);
}

static int run(const struct config *c, const struct scenario *s)
{
	int rc;

	stack_init(c);
	if (c->server) {
		stack_listen(c);
		if (c->ready)
			create(c->ready);
		stack_accept();
		rc = s->server(c);
	} else {
		connect_patiently(c);
		rc = s->client(c);
	}
	if (rc == PASS)
		stack_close();
	return rc;
}

int main(int argc, char **argv)
{
	struct config c = {
		.port = 5000,
		.bytes = 4 << 20,
		.largest = 64 << 10,
		.scheduler = -1,
		.cc = -1,
	};
	const struct scenario *s;
	unsigned int limit = 60;
	int more = 0;
	int opt;

	while ((opt = getopt(argc, argv,
			     "l:p:u:b:m:n:eE:P:S:C:M:DNB:rA:t:xfH:R:")) != -1) {
		switch (opt) {
		case 'l':
			add_addr(c.local, &c.n_local, optarg);
			break;
		case 'p':
			c.port = atoi(optarg);
			break;
		case 'u':
			c.udp_port = atoi(optarg);
			break;
		case 'b':
			c.bytes = atol(optarg);
			break;
		case 'm':
			c.largest = atol(optarg);
			break;
		case 'n':
			c.streams = atoi(optarg);
			break;
		case 'e':
			c.extensions = true;
			break;
		case 'E':
			c.features = parse_features(optarg);
			break;
		case 'P':
			parse_policy(&c, optarg);
			break;
		case 'S':
			c.scheduler = atoi(optarg);
			break;
		case 'C':
			c.cc = atoi(optarg);
			break;
		case 'M':
			c.cmt = atoi(optarg);
			break;
		case 'D':
			c.dac = true;
			break;
		case 'N':
			c.nat = true;
			break;
		case 'B':
			c.buffer = atoi(optarg);
			break;
		case 'r':
			c.told = true;
			break;
		case 'A':
			add_addr(&c.more, &more, optarg);
			break;
		case 't':
			limit = atoi(optarg);
			break;
		case 'x':
			c.flip = true;
			break;
		case 'f':
			c.failover = true;
			break;
		case 'H':
			c.hook = optarg;
			break;
		case 'R':
			c.ready = optarg;
			break;
		default:
			return USAGE;
		}
	}
	if (optind == argc)
		errx(USAGE, "which scenario?");
	if (!c.largest || c.largest > MAX_MESSAGE || c.streams > 65535)
		errx(USAGE, "out of range");
	s = scenario_find(argv[optind]);
	if (!s)
		errx(USAGE, "no such scenario: %s", argv[optind]);
	while (++optind < argc)
		add_addr(c.remote, &c.n_remote, argv[optind]);
	c.server = !c.n_remote;
	c.flip = c.flip && !c.server;
	role = c.server ? "server" : "client";
	/* an address that is added has to have the port of the first one */
	set_ports(c.local, c.n_local, c.server || more ? c.port : 0);
	set_ports(c.remote, c.n_remote, c.port);
	set_ports(&c.more, more, c.port);

	signal(SIGALRM, time_is_up);
	signal(SIGPIPE, SIG_IGN);
	alarm(limit);
	/* exit() would wait for threads of usrsctp; _exit() does not */
	_exit(run(&c, s));
}
