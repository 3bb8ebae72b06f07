// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls: what any file can do.
 */
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include "call.h"

static void make_ioctl(struct call *c)
{
	static const unsigned long requests[] = {
		FIONREAD, TIOCOUTQ, FIONBIO, FIOASYNC, 0x8905 /* SIOCATMARK */,
		0x8906 /* SIOCGSTAMP */, 0x8907 /* SIOCGSTAMPNS */, 0x894b,
	};

	on_socket(c, "ioctl", SYS_ioctl);
	c->args[1] = RNG_PICK(&rng, requests);
	c->args[2] = pointer(BASE);
}

static void make_poll(struct call *c)
{
	struct pollfd *pfd = room(4 * sizeof(*pfd));
	unsigned int i;

	c->name = "poll";
	c->nr = SYS_poll;
	/* Descriptors are small numbers: these are some of ours. */
	for (i = 0; i < 4; i++) {
		pfd[i].fd = 3 + below(SLOTS);
		pfd[i].events = some_word();
	}
	c->args[0] = pointer(pfd);
	c->args[1] = below(5);
	c->args[2] = below(3);
}

static void make_epoll(struct call *c)
{
	struct epoll_event *ev = room(sizeof(*ev));

	c->name = "epoll_ctl";
	c->nr = SYS_epoll_ctl;
	c->args[0] = EPOLL;
	c->args[1] = 1 + below(3);
	c->args[2] = some_socket();
	c->fd_args = 1 << 0 | 1 << 2;
	ev->events = some_word();
	c->args[3] = pointer(ev);
}

static void make_splice(struct call *c)
{
	bool to_socket = percent(50);

	c->name = "splice";
	c->nr = SYS_splice;
	c->args[0] = to_socket ? PIPE_OUT : some_socket();
	c->args[2] = to_socket ? some_socket() : PIPE_IN;
	c->fd_args = 1 << 0 | 1 << 2;
	c->args[4] = some_size();
	c->args[5] = below(16) | 2 /* SPLICE_F_NONBLOCK */;
}

static void make_sendfile(struct call *c)
{
	c->name = "sendfile";
	c->nr = SYS_sendfile;
	c->args[0] = some_socket();
	c->args[1] = ZERO;
	c->fd_args = 1 << 0 | 1 << 1;
	c->args[3] = some_size();
}

static void make_fcntl(struct call *c)
{
	on_socket(c, "fcntl", SYS_fcntl);
	c->args[1] = F_SETFL;
	c->args[2] = percent(90) ? O_NONBLOCK : 0;
	if (percent(20))
		c->args[2] |= O_ASYNC;
}

/* A second descriptor for a socket; what was in its slot is closed. */
static void make_dup(struct call *c)
{
	on_socket(c, "dup", SYS_dup);
	c->args[0] = below(SOCKETS);
	c->into = below(SOCKETS);
}

static const struct maker list[] = {
	{ make_ioctl, 1 },
	{ make_poll, 2 },
	{ make_epoll, 1 },
	{ make_splice, 1 },
	{ make_sendfile, 1 },
	{ make_fcntl, 1 },
	{ make_dup, 1 },
};

const struct makers call_file = { list, ARRAY_SIZE(list) };
