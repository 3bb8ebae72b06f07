// SPDX-License-Identifier: GPL-2.0-only
/*
 * splice() and sendfile(): what a file or pipe holds becomes messages, and
 * nothing happens to the file.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

#include "sock.h"

static char want[300000];
static char got[400000];

static int file(size_t len)
{
	int fd = CHECK_OK(memfd_create("file", 0));
	size_t i;

	for (i = 0; i < sizeof(want); i++)
		want[i] = (i * 17 + i / 1009) & 0xff;
	CHECK_EQ(write(fd, want, len), len);
	return fd;
}

/* Receive @len bytes in whatever messages; returns how many these are. */
static int rx_bytes(int fd, size_t len)
{
	int messages = 0;
	size_t n = 0;
	ssize_t ret;

	while (n < len) {
		struct iovec iov = { got + n, sizeof(got) - n };
		struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };

		ret = CHECK_OK(recvmsg(fd, &mh, 0));
		CHECK(ret > 0);
		n += ret;
		messages += !!(mh.msg_flags & MSG_EOR);
	}
	CHECK_EQ(n, len);
	CHECK(!memcmp(got, want, len));
	return messages;
}

NETTEST(splice__file, .variants = V_STREAM, .smoke = true)
{
	struct pair p = pair_open(v);
	int fd = file(100000);
	off_t off = 0;

	CHECK_EQ(sendfile(p.c, fd, &off, 100000), 100000);
	CHECK_EQ(off, 100000);
	/* Not more messages than pages. */
	CHECK(rx_bytes(p.s, 100000) <= 25);
}

NETTEST(splice__unaligned, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	int fd = file(100001);
	off_t off = 1235;

	CHECK_OK(opt_set_int(p.c, SCTP_MAXSEG, 600));
	CHECK_EQ(sendfile(p.c, fd, &off, 80001), 80001);
	memmove(want, want + 1235, 80001);
	rx_bytes(p.s, 80001);
}

/* The kernel believes that more will come, and then the file ends. */
NETTEST(splice__more_than_there_is, .variants = V_STREAM_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	int fd = file(70100);
	off_t off = 0;

	CHECK_EQ(sendfile(p.c, fd, &off, 1 << 20), 70100);
	rx_bytes(p.s, 70100);
}

NETTEST(splice__peeled_off, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	int fd = file(50000), sd;
	off_t off = 0;

	sd = CHECK_OK(sctp_peeloff(p.c, p.cid));
	CHECK_EQ(sendfile(sd, fd, &off, 50000), 50000);
	rx_bytes(p.s, 50000);
}

NETTEST(splice__pipe, .variants = V_STREAM_V4 | V_STREAM_V6, .smoke = true)
{
	struct pair p = pair_open(v);
	int pipefd[2];

	CHECK_OK(pipe(pipefd));
	CHECK_EQ(write(pipefd[1], "one", 3), 3);
	CHECK_EQ(splice(pipefd[0], NULL, p.c, NULL, 3, 0), 3);
	rx_data(p.s, "one");
	CHECK_EQ(write(pipefd[1], "hold me", 7), 7);
	/* A tick or two, not for ever. */
	CHECK_EQ(splice(pipefd[0], NULL, p.c, NULL, 7, SPLICE_F_MORE), 7);
	rx_data(p.s, "hold me");
}

NETTEST(splice__user_pages, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	struct iovec iov = { want, 40000 };
	int pipefd[2];

	close(file(1));
	CHECK_OK(pipe(pipefd));
	CHECK_EQ(vmsplice(pipefd[1], &iov, 1, 0), 40000);
	CHECK_EQ(splice(pipefd[0], NULL, p.c, NULL, 40000, 0), 40000);
	rx_bytes(p.s, 40000);
}

/* Never EMSGSIZE: the kernel chose the size of the message. */
NETTEST(splice__small_buffer, .variants = V_STREAM_V4,
	.intree = "EMSGSIZE")
{
	int l = sock(v), c = sock(v), size = 8192, fd = file(200000);
	struct pair p;
	off_t off = 0;

	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	if (!fork()) {
		rx_bytes(p.s, 200000);
		_exit(0);
	}
	while (off < 200000)
		CHECK(CHECK_OK(sendfile(p.c, fd, &off, 200000 - off)) > 0);
}

/* Headers are not written where the file is. */
NETTEST(splice__file_is_unchanged, .variants = V_STREAM_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	int fd = file(100000);
	off_t off = 0;

	CHECK_OK(opt_set_int(p.c, SCTP_MAXSEG, 600));
	CHECK_EQ(sendfile(p.c, fd, &off, 100000), 100000);
	rx_bytes(p.s, 100000);
	CHECK_EQ(pread(fd, got, 100000, 0), 100000);
	CHECK(!memcmp(got, want, 100000));
}

NETTEST(splice__not_connected, .variants = V_STREAM_V4)
{
	int fd = file(10000), c = sock(v);
	off_t off = 0;

	signal(SIGPIPE, SIG_IGN);
	CHECK_ERR(sendfile(c, fd, &off, 10000), EPIPE);
	CHECK_EQ(off, 0);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
