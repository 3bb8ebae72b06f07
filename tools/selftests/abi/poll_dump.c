// SPDX-License-Identifier: GPL-2.0-only
/*
 * Say what poll(2) and each call of the socket API do in each state of a
 * socket, in lines that can be compared with those of another implementation.
 *
 * Each line is: call, kinds of sockets it holds for, state and what came of it.
 * Kinds are as for sockopt_dump, and u: "s", bound to any address. Every call
 * gets a socket of its own, unless it only looks at it, and the socket is
 * polled again after it.
 *
 * Wants a network namespace of its own, with 192.0.2.1/24 and fd77::9/64 on a
 * dummy device.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/sockios.h>

#include "output.h"
#include "subject.h"

static const char * const kind_names[] = {
	"4s", "4m", "4a", "4p", "4u", "6s", "6m", "6a", "6p", "6u",
};

static const struct kind kinds[] = {
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET, SOCK_STREAM, ORIGIN_ACCEPT, STAGE_READY },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_READY },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT_ANY, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET6, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_ACCEPT, STAGE_READY },
	{ AF_INET6, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_CONNECT_ANY, STAGE_READY },
};

/* States, and whether they are those of an association. */
static const struct state {
	const char *name;
	enum stage stage;
	bool has_assoc;
} states[] = {
	{ "new", STAGE_READY, false },
	{ "bound", STAGE_BOUND, false },
	{ "listening", STAGE_LISTENING, false },
	{ "acceptable", STAGE_ACCEPTABLE, false },
	{ "connecting", STAGE_CONNECTING, false },
	{ "refused", STAGE_REFUSED, false },
	{ "established", STAGE_READY, true },
	{ "data", STAGE_DATA, true },
	{ "full", STAGE_FULL, true },
	{ "pending", STAGE_PENDING, true },
	{ "sent", STAGE_SENT, true },
	{ "received", STAGE_RECEIVED, true },
	{ "done", STAGE_DONE, true },
	{ "lost", STAGE_LOST, true },
};

/* ------------------------------------------------------------------------
 * What can be asked of a socket. Each writes its result.
 */

static void put_result(FILE *out, long ret)
{
	if (ret < 0)
		fputs(strerrorname_np(errno), out);
	else
		fprintf(out, "%ld", ret);
}

static void put_bits(FILE *out, unsigned int bits)
{
	static const struct {
		unsigned int bit;
		const char *name;
	} names[] = {
		{ POLLIN, "IN" }, { POLLPRI, "PRI" }, { POLLOUT, "OUT" },
		{ POLLERR, "ERR" }, { POLLHUP, "HUP" }, { POLLNVAL, "NVAL" },
		{ POLLRDNORM, "RDNORM" }, { POLLRDBAND, "RDBAND" },
		{ POLLWRNORM, "WRNORM" }, { POLLWRBAND, "WRBAND" },
		{ POLLRDHUP, "RDHUP" },
	};
	const char *separator = "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(bits & names[i].bit))
			continue;
		fprintf(out, "%s%s", separator, names[i].name);
		separator = "|";
	}
	if (!bits)
		fputs("nothing", out);
}

static void do_poll(FILE *out, const struct subject *s)
{
	struct pollfd p = { .fd = s->fd, .events = ~0 };

	if (poll(&p, 1, 0) < 0)
		fatal("poll");
	put_bits(out, p.revents);
}

static void do_epoll(FILE *out, const struct subject *s)
{
	struct epoll_event e = {
		.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI | EPOLLET,
	};
	int i, n, fd = epoll_create1(0);

	if (fd < 0 || epoll_ctl(fd, EPOLL_CTL_ADD, s->fd, &e))
		fatal("epoll_ctl");
	/* The edge comes once. */
	for (i = 0; i < 2; i++) {
		n = epoll_wait(fd, &e, 1, 0);
		put_bits(out, n ? e.events : 0);
		fputs(i ? "" : ", then ", out);
	}
	close(fd);
}

static void do_error(FILE *out, const struct subject *s)
{
	socklen_t len = sizeof(int);
	int i, error = 0;

	/* It is told once. */
	for (i = 0; i < 2; i++) {
		getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &len);
		fprintf(out, "%s%s", error ? strerrorname_np(error) : "none",
			i ? "" : ", then ");
	}
}

/* A datagram socket of this host that is connected to itself */
static int echo_open(void)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, AF_INET, loopback(AF_INET), 0);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&ss, len) ||
	    getsockname(fd, (struct sockaddr *)&ss, &len) ||
	    connect(fd, (struct sockaddr *)&ss, len))
		fatal("a datagram socket");
	return fd;
}

/*
 * What a call has sent, and what was sent in return, has arrived: packets of
 * one CPU pass the loopback device one after the other. A busy machine takes
 * its time for that.
 */
static void settle(void)
{
	static int echo = -1;
	char byte = 0;
	int i;

	if (echo < 0)
		echo = echo_open();
	/* No exchange is longer. */
	for (i = 0; i < 8; i++) {
		if (send(echo, &byte, 1, 0) != 1 ||
		    recv(echo, &byte, 1, 0) != 1)
			fatal("a datagram");
	}
}

static void do_recv(FILE *out, const struct subject *s)
{
	char byte;
	int i;

	for (i = 0; i < 3; i++) {
		put_result(out, recv(s->fd, &byte, 1, MSG_DONTWAIT));
		fputs(i < 2 ? ", " : "", out);
	}
}

static void do_recv_nothing(FILE *out, const struct subject *s)
{
	put_result(out, recv(s->fd, NULL, 0, MSG_DONTWAIT));
}

static void do_recv_queue(FILE *out, const struct subject *s)
{
	char byte;

	put_result(out, recv(s->fd, &byte, 1, MSG_ERRQUEUE));
}

static void do_send(FILE *out, const struct subject *s)
{
	int i;

	for (i = 0; i < 2; i++) {
		put_result(out, send(s->fd, "x", 1, MSG_NOSIGNAL |
				     MSG_DONTWAIT));
		fputs(i ? "" : ", then ", out);
	}
}

/* The same, when nothing keeps the state of the association from showing. */
static void do_send_room(FILE *out, const struct subject *s)
{
	int size = 1 << 16;

	if (setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)))
		fatal("SO_SNDBUF");
	do_send(out, s);
}

static void do_send_to(FILE *out, const struct subject *s, const char *text,
		       unsigned short port)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, s->kind->family, text, port);

	put_result(out, sendto(s->fd, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT,
			       (struct sockaddr *)&ss, len));
}

static void do_send_peer(FILE *out, const struct subject *s)
{
	do_send_to(out, s, loopback(s->kind->family), SERVER_PORT);
}

static void do_send_nobody(FILE *out, const struct subject *s)
{
	do_send_to(out, s, nowhere(s->kind->family), OTHER_PORT);
}

static void do_connect_to(FILE *out, const struct subject *s, const char *text,
			  unsigned short port)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, s->kind->family, text, port);
	int i;

	for (i = 0; i < 2; i++) {
		put_result(out, connect(s->fd, (struct sockaddr *)&ss, len));
		fputs(i ? "" : ", then ", out);
		settle();
	}
}

static void do_connect(FILE *out, const struct subject *s)
{
	do_connect_to(out, s, loopback(s->kind->family), SERVER_PORT);
}

static void do_connect_nobody(FILE *out, const struct subject *s)
{
	do_connect_to(out, s, nowhere(s->kind->family), OTHER_PORT);
}

static void do_connect_unspec(FILE *out, const struct subject *s)
{
	struct sockaddr sa = { .sa_family = AF_UNSPEC };

	put_result(out, connect(s->fd, &sa, sizeof(sa)));
}

static void do_bind(FILE *out, const struct subject *s)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, s->kind->family,
				  loopback(s->kind->family), 0);

	put_result(out, bind(s->fd, (struct sockaddr *)&ss, len));
}

static void do_listen(FILE *out, const struct subject *s)
{
	put_result(out, listen(s->fd, 1));
}

static void do_listen_none(FILE *out, const struct subject *s)
{
	put_result(out, listen(s->fd, 0));
}

static void do_accept(FILE *out, const struct subject *s)
{
	int fd = accept4(s->fd, NULL, NULL, SOCK_NONBLOCK);

	fputs(fd < 0 ? strerrorname_np(errno) : "a socket", out);
	if (fd >= 0)
		close(fd);
}

static void do_shut_rd(FILE *out, const struct subject *s)
{
	put_result(out, shutdown(s->fd, SHUT_RD));
}

static void do_shut_wr(FILE *out, const struct subject *s)
{
	put_result(out, shutdown(s->fd, SHUT_WR));
}

static void do_shut_rdwr(FILE *out, const struct subject *s)
{
	put_result(out, shutdown(s->fd, SHUT_RDWR));
}

static void do_shut_accept(FILE *out, const struct subject *s)
{
	do_shut_rd(out, s);
	fputs(", then ", out);
	do_accept(out, s);
	fputs(", then ", out);
	do_listen(out, s);
}

static void do_peer_name(FILE *out, const struct subject *s)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);

	put_result(out, getpeername(s->fd, (struct sockaddr *)&ss, &len));
	fprintf(out, " of %u bytes", len);
}

static void do_name(FILE *out, const struct subject *s)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	char text[NI_MAXHOST], port[NI_MAXSERV];

	put_result(out, getsockname(s->fd, (struct sockaddr *)&ss, &len));
	if (getnameinfo((struct sockaddr *)&ss, len, text, sizeof(text), port,
			sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV))
		fatal("getnameinfo");
	fprintf(out, " %s%s", text, strcmp(port, "0") ? " with a port" : "");
}

static void do_inq(FILE *out, const struct subject *s)
{
	int n = -1, ret = ioctl(s->fd, SIOCINQ, &n);

	put_result(out, ret);
	fprintf(out, " %d", n);
}

static void do_outq(FILE *out, const struct subject *s)
{
	int n = -1, ret = ioctl(s->fd, SIOCOUTQ, &n);

	put_result(out, ret);
	fprintf(out, " %d", n);
}

static void do_mark(FILE *out, const struct subject *s)
{
	int n = -1;

	put_result(out, ioctl(s->fd, SIOCATMARK, &n));
}

/* The first of them leave everything as it was. */
#define LOOKS	8

static const struct {
	const char *name;
	void (*run)(FILE *out, const struct subject *s);
} calls[] = {
	{ "poll", do_poll },
	{ "epoll", do_epoll },
	{ "getpeername", do_peer_name },
	{ "getsockname", do_name },
	{ "SIOCINQ", do_inq },
	{ "SIOCOUTQ", do_outq },
	{ "SIOCATMARK", do_mark },
	{ "recv-errqueue", do_recv_queue },
	{ "connect-unspec", do_connect_unspec },
	{ "SO_ERROR", do_error },
	{ "recv", do_recv },
	{ "recv-0", do_recv_nothing },
	{ "send", do_send },
	{ "send-room", do_send_room },
	{ "sendto-peer", do_send_peer },
	{ "sendto-nobody", do_send_nobody },
	{ "connect", do_connect },
	{ "connect-nobody", do_connect_nobody },
	{ "bind", do_bind },
	{ "listen", do_listen },
	{ "listen-0", do_listen_none },
	{ "accept", do_accept },
	{ "shutdown-RD", do_shut_rd },
	{ "shutdown-RD-accept", do_shut_accept },
	{ "shutdown-WR", do_shut_wr },
	{ "shutdown-RDWR", do_shut_rdwr },
};

/* What came of each. */
static char *said[ARRAY_SIZE(calls)][ARRAY_SIZE(states)][ARRAY_SIZE(kinds)];

static void stay_on_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fatal("sched_setaffinity");
}

/* One call, then poll(2). */
static void make_call(const struct subject *s, size_t call, char **text)
{
	size_t size;
	FILE *out;

	out = text_open(text, &size);
	calls[call].run(out, s);
	settle();
	fputs("; then ", out);
	do_poll(out, s);
	fclose(out);
}

/* Every call in one state of one kind of socket. */
static void examine(size_t state, size_t kind)
{
	struct kind wanted = kinds[kind];
	struct subject s;
	size_t call;

	wanted.stage = states[state].stage;
	if (!states[state].has_assoc) {
		if (wanted.origin != ORIGIN_CONNECT)
			return;
		wanted.origin = ORIGIN_NONE;
	}
	subject_open(&s, &wanted);
	for (call = 0; call < ARRAY_SIZE(calls); call++) {
		if (call > LOOKS)
			subject_renew(&s);
		make_call(&s, call, &said[call][state][kind]);
	}
	subject_close(&s);
}

static void print_call(size_t call)
{
	size_t state, kind;

	for (state = 0; state < ARRAY_SIZE(states); state++) {
		for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
			if (!said[call][state][kind])
				continue;
			output_source(kind);
			say("%s: %s", states[state].name,
			    said[call][state][kind]);
			free(said[call][state][kind]);
		}
	}
	output_merge(calls[call].name, kind_names, ARRAY_SIZE(kinds));
}

int main(void)
{
	size_t call, state, kind;

	stay_on_cpu(0);
	shrink_buffers();
	for (state = 0; state < ARRAY_SIZE(states); state++) {
		for (kind = 0; kind < ARRAY_SIZE(kinds); kind++)
			examine(state, kind);
	}
	for (call = 0; call < ARRAY_SIZE(calls); call++)
		print_call(call);

	return 0;
}
