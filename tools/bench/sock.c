// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets for SCTP and TCP by the same calls.
 *
 * Both protocols run the same code: SOCK_STREAM, connect(), accept(), send()
 * and recv(). The protocol number differs, and the name of the option that
 * turns Nagle's algorithm off. TCP does not have one-to-many sockets, streams,
 * and unordered messages.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/sctp.h>

#include "bench.h"

#define BACKLOG	1024
#define SCTP_CONGESTION_NAME	205	/* this stack's SCTP_CONGESTION */

/* Its argument */
struct congestion_name {
	sctp_assoc_t assoc_id;
	char name[16];
};

/**
 * bench_enter() - move this process into a network namespace
 * @ns: name as `ip netns` knows it; NULL stays where we are
 */
void bench_enter(const char *ns)
{
	char path[256];
	int fd;

	if (!ns)
		return;
	snprintf(path, sizeof(path), "/run/netns/%s", ns);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	if (setns(fd, CLONE_NEWNET))
		err(1, "setns %s", path);
	close(fd);
}

/**
 * bench_files() - let this process have many files
 * @count: how many
 */
void bench_files(unsigned int count)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files))
		err(1, "RLIMIT_NOFILE");
	count += 64;
	if (files.rlim_cur >= count)
		return;
	files.rlim_cur = count;
	if (files.rlim_max < count)
		files.rlim_max = count;
	if (setrlimit(RLIMIT_NOFILE, &files))
		err(1, "RLIMIT_NOFILE");
}

static void offer_streams(int fd, unsigned int streams)
{
	struct sctp_initmsg init = {
		.sinit_num_ostreams = streams,
		.sinit_max_instreams = streams,
	};

	if (setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &init, sizeof(init)))
		err(1, "SCTP_INITMSG");
}

static void use_congestion(const struct bench *b, int fd)
{
	struct congestion_name sc = { 0 };
	int rc;

	snprintf(sc.name, sizeof(sc.name), "%s", b->congestion);
	if (b->protocol == IPPROTO_SCTP)
		rc = setsockopt(fd, IPPROTO_SCTP, SCTP_CONGESTION_NAME, &sc,
				sizeof(sc));
	else
		rc = setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, sc.name,
				strlen(sc.name));
	if (rc)
		err(1, "congestion control %s", b->congestion);
}

/**
 * bench_socket() - open a socket where this process is
 * @b: the measurement
 *
 * Return: the socket.
 */
int bench_socket(const struct bench *b)
{
	int fd = socket(AF_INET, b->type | SOCK_CLOEXEC, b->protocol);

	if (fd < 0)
		err(1, "socket");
	if (b->sndbuf && setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &b->sndbuf,
				    sizeof(b->sndbuf)))
		err(1, "SO_SNDBUFFORCE");
	if (b->streams)
		offer_streams(fd, b->streams);
	extension_on(b->extension, fd);
	if (b->congestion)
		use_congestion(b, fd);
	return fd;
}

/**
 * bench_listen() - enter the server's namespace and listen there
 * @b: the measurement
 *
 * A one-to-many socket is where the server's data is sent and received, too.
 *
 * Return: the listening socket.
 */
int bench_listen(const struct bench *b)
{
	int one = 1;
	int fd;

	bench_enter(b->listen_ns);
	fd = bench_socket(b);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)))
		err(1, "SO_REUSEADDR");
	if (bind(fd, (const struct sockaddr *)&b->bind, sizeof(b->bind)))
		err(1, "bind");
	if (listen(fd, BACKLOG))
		err(1, "listen");
	if (b->type != SOCK_STREAM)
		bench_nodelay(b, fd);
	return fd;
}

/**
 * bench_connect() - connect to the server
 * @b: the measurement
 * @fd: socket of the client's namespace
 */
void bench_connect(const struct bench *b, int fd)
{
	if (connect(fd, (const struct sockaddr *)&b->addr, sizeof(b->addr)))
		err(1, "connect");
}

/**
 * bench_accept() - take one association from a listening socket
 * @listener: the listening socket
 *
 * Return: the accepted socket.
 */
int bench_accept(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		err(1, "accept");
	return fd;
}

/**
 * bench_open() - open one association, both ends in this process
 * @b: the measurement
 * @pair: filled in; its listener stays open
 *
 * Both ends abort when closed, so that nothing of this association is left
 * to disturb the measurement after it.
 */
void bench_open(const struct bench *b, struct bench_pair *pair)
{
	pair->listener = bench_listen(b);
	bench_enter(b->connect_ns);
	pair->client = bench_socket(b);
	bench_connect(b, pair->client);
	pair->server = bench_accept(pair->listener);
	bench_abort_on_close(pair->client);
	bench_abort_on_close(pair->server);
}

/**
 * bench_close() - close what bench_open() opened
 * @pair: the sockets
 */
void bench_close(struct bench_pair *pair)
{
	close(pair->client);
	close(pair->server);
	close(pair->listener);
}

/**
 * bench_nodelay() - send small messages at once
 * @b: the measurement
 * @fd: one end of an association
 */
void bench_nodelay(const struct bench *b, int fd)
{
	int opt = b->protocol == IPPROTO_SCTP ? SCTP_NODELAY : TCP_NODELAY;
	int one = 1;

	if (setsockopt(fd, b->protocol, opt, &one, sizeof(one)))
		err(1, "NODELAY");
}

/**
 * bench_abort_on_close() - leave nothing behind when @fd is closed
 * @fd: one end of an association
 */
void bench_abort_on_close(int fd)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now)))
		err(1, "SO_LINGER");
}

/**
 * send_all() - send one message
 * @fd: socket
 * @buf: message
 * @len: its length in bytes
 *
 * SCTP takes a message whole or not at all; TCP may take a part.
 */
void send_all(int fd, const void *buf, size_t len)
{
	const char *p = buf;

	while (len) {
		ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EMSGSIZE)
			cannot("send");
		if (n < 0)
			err(1, "send");
		p += n;
		len -= n;
	}
}

/**
 * send_stream() - send one message on one stream
 * @b: the measurement; says how long the message is, and whether ordered
 * @fd: socket
 * @buf: message
 * @stream: stream identifier
 */
void send_stream(const struct bench *b, int fd, const void *buf,
		 unsigned int stream)
{
	struct sctp_sndinfo info = {
		.snd_sid = stream,
		.snd_flags = b->unordered ? SCTP_UNORDERED : 0,
	};
	union {
		char space[CMSG_SPACE(sizeof(info))];
		struct cmsghdr header;
	} control = {
		.header = {
			.cmsg_level = IPPROTO_SCTP,
			.cmsg_type = SCTP_SNDINFO,
			.cmsg_len = CMSG_LEN(sizeof(info)),
		},
	};
	struct iovec iov = { (void *)buf, b->size };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	memcpy(CMSG_DATA(&control.header), &info, sizeof(info));
	if (sendmsg(fd, &msg, MSG_NOSIGNAL) != (ssize_t)b->size)
		err(1, "sendmsg");
}

/**
 * recv_all() - receive an exact number of bytes
 * @fd: socket
 * @buf: where to
 * @len: how many
 *
 * Return: @len, or 0 when the peer closed before the first byte.
 */
size_t recv_all(int fd, void *buf, size_t len)
{
	size_t got = 0;

	while (got < len) {
		ssize_t n = recv(fd, (char *)buf + got, len - got, 0);

		if (n < 0)
			err(1, "recv");
		if (!n && !got)
			return 0;
		if (!n)
			errx(1, "peer closed after %zu of %zu bytes", got, len);
		got += n;
	}
	return got;
}
