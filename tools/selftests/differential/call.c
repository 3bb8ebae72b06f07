// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls about sockets as such.
 */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "output.h"
#include "place.h"
#include "slot.h"

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

#define MAX_ADDRS	(MAX_WORDS * sizeof(struct sockaddr_in6))

static __thread atomic_int broken_pipes;

/**
 * call_pipe() - SIGPIPE came, to the thread that called
 * @sig: SIGPIPE
 */
void call_pipe(int sig)
{
	(void)sig;
	broken_pipes++;
}

/**
 * call_enter() - the next thing to happen is the system call
 * @c: the call
 */
void call_enter(struct call *c)
{
	broken_pipes = 0;
	errno = 0;
	c->phase = CALL_INSIDE;
}

/**
 * call_leave() - the system call returned: write down what, if it failed
 * @c: the call
 * @ret: what it returned
 *
 * Return: @ret.
 */
long call_leave(struct call *c, long ret)
{
	c->err = errno;
	c->phase = CALL_RETURNED;
	if (ret < 0)
		fputs(strerrorname_np(c->err), c->out);
	if (broken_pipes)
		fputs(" SIGPIPE", c->out);

	return ret;
}

static void say_zero(struct call *c, long ret)
{
	if (call_leave(c, ret) >= 0)
		fprintf(c->out, "%ld", ret);
}

/* The addresses that are words of the step, in one piece. */
static socklen_t all_addrs(const struct call *c, int family, int first,
			   char *room)
{
	struct sockaddr_storage ss;
	socklen_t len, sum = 0;
	int i;

	for (i = first; i < c->step->num; i++) {
		len = place_addr(family, c->step->word[i], &ss);
		memcpy(room + sum, &ss, len);
		sum += len;
	}

	return sum;
}

static void make_socket(struct call *c, int unused)
{
	const char *kind = c->step->word[2];
	int family = kind[0] == '6' ? AF_INET6 : AF_INET;
	int type = kind[1] == 'm' ? SOCK_SEQPACKET : SOCK_STREAM;
	int fd;

	(void)unused;
	call_enter(c);
	fd = call_leave(c, socket(family, type, IPPROTO_SCTP));
	if (fd < 0)
		return;
	if (slots[c->step->slot].fd >= 0)
		close(slots[c->step->slot].fd);
	slot_open(c->step->slot, fd, family, type);
	fputs("ok", c->out);
}

static void make_bind(struct call *c, int fd)
{
	struct sockaddr_storage ss;
	socklen_t len = place_addr(slots[c->step->slot].family,
				   c->step->word[2], &ss);

	call_enter(c);
	say_zero(c, bind(fd, (struct sockaddr *)&ss, len));
}

static void make_bindx(struct call *c, int fd)
{
	int option = strcmp(c->step->word[2], "rem") ?
		     SCTP_SOCKOPT_BINDX_ADD : SCTP_SOCKOPT_BINDX_REM;
	char addrs[MAX_ADDRS];
	socklen_t len = all_addrs(c, slots[c->step->slot].family, 3, addrs);

	call_enter(c);
	say_zero(c, setsockopt(fd, SOL_SCTP, option, addrs, len));
}

static void make_listen(struct call *c, int fd)
{
	int backlog = atoi(c->step->word[2]);

	call_enter(c);
	say_zero(c, listen(fd, backlog));
}

static void put_new(struct call *c, int fd, int family, int type)
{
	int number = atoi(c->step->word[2]) % NUM_SLOTS;

	if (slots[number].fd >= 0)
		close(slots[number].fd);
	slot_open(number, fd, family, type);
}

static void make_accept(struct call *c, int fd)
{
	struct sockaddr_storage ss = { .ss_family = AF_UNSPEC };
	int family = slots[c->step->slot].family;
	socklen_t len = sizeof(ss);
	int new;

	call_enter(c);
	new = call_leave(c, accept(fd, (struct sockaddr *)&ss, &len));
	if (new < 0)
		return;
	put_new(c, new, family, SOCK_STREAM);
	place_put(c->out, &ss);
}

static void make_connect(struct call *c, int fd)
{
	struct sockaddr_storage ss;
	socklen_t len = place_addr(slots[c->step->slot].family,
				   c->step->word[2], &ss);

	call_enter(c);
	say_zero(c, connect(fd, (struct sockaddr *)&ss, len));
}

/* Its result is an id, or an error. */
static void make_connectx(struct call *c, int fd)
{
	char addrs[MAX_ADDRS], name[16];
	struct slot *slot = &slots[c->step->slot];
	socklen_t len = all_addrs(c, slot->family, 2, addrs);
	struct sctp_getaddrs_old arg = {
		.addr_num = len, .addrs = (struct sockaddr *)addrs,
	};
	int ret;

	len = sizeof(arg);
	call_enter(c);
	ret = getsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_CONNECTX3, &arg, &len);
	if (call_leave(c, ret) < 0 && c->err != EINPROGRESS)
		return;
	slot_id_name(slot, arg.assoc_id, name, sizeof(name));
	fprintf(c->out, " %s", slot->type == SOCK_STREAM ? "ok" : name);
}

static void make_peeloff(struct call *c, int fd)
{
	struct slot *slot = &slots[c->step->slot];
	sctp_peeloff_arg_t arg = {
		.associd = slot_id(slot, c->step->num > 3 ?
				   c->step->word[3] : "0"),
	};
	socklen_t len = sizeof(arg);
	int family = slot->family;
	int ret;

	call_enter(c);
	ret = getsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &len);
	if (call_leave(c, ret) < 0)
		return;
	put_new(c, arg.sd, family, SOCK_STREAM);
	fputs("ok", c->out);
}

static void make_shutdown(struct call *c, int fd)
{
	const char *word = c->step->word[2];
	int how = !strcmp(word, "rd") ? SHUT_RD :
		  !strcmp(word, "wr") ? SHUT_WR : SHUT_RDWR;

	call_enter(c);
	say_zero(c, shutdown(fd, how));
}

static void make_close(struct call *c, int fd)
{
	slot_forget(c->step->slot);
	call_enter(c);
	say_zero(c, close(fd));
}

static void make_abort(struct call *c, int fd)
{
	struct linger linger = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	make_close(c, fd);
}

static void make_poll(struct call *c, int fd)
{
	const char *word = c->step->word[2];
	struct pollfd p = {
		.fd = fd,
		.events = !strcmp(word, "in") ? POLLIN | POLLRDHUP :
			  !strcmp(word, "out") ? POLLOUT : POLLIN | POLLOUT,
	};

	call_enter(c);
	if (call_leave(c, poll(&p, 1, -1)) >= 0)
		fprintf(c->out, "%#x", p.revents);
}

static const struct verb {
	const char *name;
	int words;
	void (*make)(struct call *c, int fd);
} verbs[] = {
	{ "socket", 3, make_socket }, { "bind", 3, make_bind },
	{ "bindx", 4, make_bindx }, { "listen", 3, make_listen },
	{ "accept", 3, make_accept }, { "connect", 3, make_connect },
	{ "connectx", 3, make_connectx }, { "peeloff", 3, make_peeloff },
	{ "send", 3, call_send }, { "recv", 3, call_recv },
	{ "fill", 2, call_fill }, { "drain", 2, call_drain },
	{ "shutdown", 3, make_shutdown }, { "close", 2, make_close },
	{ "abort", 2, make_abort }, { "poll", 3, make_poll },
	{ "set", 4, call_set }, { "get", 3, call_get },
};

/**
 * call_make() - make it, and write down what came of it
 * @c: the call
 */
void call_make(struct call *c)
{
	size_t i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(verbs); i++) {
		if (strcmp(c->step->word[0], verbs[i].name))
			continue;
		if (c->step->num < verbs[i].words)
			break;
		fd = slots[c->step->slot].fd;
		if (fd >= 0 || verbs[i].make == make_socket)
			verbs[i].make(c, fd);
		else
			fputs("EBADF", c->out);
		return;
	}
	fputs("?", c->out);
}
