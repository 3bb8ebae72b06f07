// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCTP_EXPLICIT_EOR: messages that take several calls.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/wait.h>

#include "sock.h"
#include "zerocopy.h"

#ifndef SCTP_EXPLICIT_EOR
#define SCTP_EXPLICIT_EOR	200
#define SCTP_EOR		0x2000
#endif

#define HUGE	(3 << 20)	/* bytes; no send buffer holds them */

#define INTREE	.intree = "not in Linux"

static char big[HUGE], got[HUGE];

static void pattern(void)
{
	size_t i;

	for (i = 0; i < sizeof(big); i++)
		big[i] = i * 31 + i / 977;
}

static struct pair eor_pair(const struct variant *v)
{
	struct pair p = pair_open(v);

	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 1));
	return p;
}

/* Small buffers, so that they fill quickly. */
static struct pair eor_small(const struct variant *v)
{
	int l = sock(v), c = sock(v), size = 16384;
	struct pair p;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 1));
	return p;
}

static ssize_t part_on(const struct pair *p, int sid, const void *buf,
		       size_t len, int snd_flags, int flags)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = p->cid,
		.snd_sid = sid,
		.snd_flags = snd_flags,
		.snd_ppid = htonl(len),
	};

	return tx_info(p->c, NULL, &info, buf, len, flags);
}

static ssize_t part(const struct pair *p, const char *text, int snd_flags)
{
	return part_on(p, 0, text, strlen(text), snd_flags, 0);
}

static int sock_mixed(const struct variant *v)
{
	struct sctp_assoc_value on = { 0, 1 };
	int fd = sock(v);

	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, 1));
	CHECK_OK(opt_set(fd, SCTP_INTERLEAVING_SUPPORTED, &on, sizeof(on)));
	return fd;
}

/* A part of a message of stream @sid; with @end it is the last one */
static void rx_part(int fd, int sid, const char *text, bool end)
{
	struct rx r;

	CHECK_EQ(rx(fd, &r, 0), strlen(text));
	CHECK(!memcmp(r.buf, text, strlen(text)));
	CHECK_EQ(!!(r.flags & MSG_EOR), end);
	CHECK(r.has_rcv);
	CHECK_EQ(r.rcv.rcv_sid, sid);
}

/* With I-DATA one message may be open in each stream, and parts of several are
 * received at a time
 */
NETTEST(eor__messages_of_streams_are_mixed, .variants = V_ALL, INTREE)
{
	static const char * const text[] = { "one", "two", "three" };
	struct pair p;
	int l, c, i;

	sysctl_set("intl_enable", 1);
	l = sock_mixed(v);
	c = sock_mixed(v);
	CHECK_OK(opt_set_int(l, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set_int(l, SCTP_PARTIAL_DELIVERY_POINT, 1));
	CHECK_OK(opt_set_int(c, SCTP_NODELAY, 1));
	CHECK_OK(opt_set_int(c, SCTP_EXPLICIT_EOR, 1));
	p = pair_of(v, l, c);
	sysctl_set("intl_enable", 0);
	for (i = 0; i < 3; i++) {
		CHECK_OK(part_on(&p, i, text[i], strlen(text[i]), 0, 0));
		rx_part(p.s, i, text[i], false);
	}
	CHECK_OK(part_on(&p, 3, "whole", 5, SCTP_EOR, 0));
	rx_part(p.s, 3, "whole", true);
	for (i = 2; i >= 0; i--) {
		CHECK_OK(part_on(&p, i, text[i], strlen(text[i]), SCTP_EOR, 0));
		rx_part(p.s, i, text[i], true);
	}
}

/* Receive a whole message into got. */
static size_t rx_message(int fd)
{
	struct iovec iov;
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	size_t n = 0;

	do {
		iov.iov_base = got + n;
		iov.iov_len = sizeof(got) - n;
		n += CHECK_OK(recvmsg(fd, &mh, 0));
	} while (!(mh.msg_flags & MSG_EOR) && n < sizeof(got));
	return n;
}

/* Do so in another process, which says how with its status. */
static pid_t reader(const struct pair *p, size_t len, size_t then)
{
	pid_t pid = CHECK_OK(fork());

	if (pid)
		return pid;
	CHECK_EQ(rx_message(p->s), len);
	CHECK(!memcmp(got, big, len));
	if (then)
		CHECK_EQ(rx_message(p->s), then);
	_exit(0);
}

static void reader_done(pid_t pid)
{
	int status;

	CHECK_EQ(waitpid(pid, &status, 0), pid);
	CHECK_EQ(status, 0);
}

NETTEST(eor__option, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = pair_open(v);

	CHECK_EQ(opt_int(p.c, IPPROTO_SCTP, SCTP_EXPLICIT_EOR), 0);
	/* Off, a call is a message, and the flag is one that Linux lacks. */
	CHECK_ERR(part(&p, "x", SCTP_EOR), EINVAL);
	CHECK_EQ(part(&p, "one", 0), 3);
	rx_data(p.s, "one");
	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 7));
	CHECK_EQ(opt_int(p.c, IPPROTO_SCTP, SCTP_EXPLICIT_EOR), 1);
	CHECK_EQ(opt_int(p.s, IPPROTO_SCTP, SCTP_EXPLICIT_EOR), 0);
}

NETTEST(eor__flags, .variants = V_ALL, .smoke = true, INTREE)
{
	struct pair p = eor_pair(v);
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_EQ(part(&p, "one ", 0), 4);
	CHECK_EQ(part(&p, "message", SCTP_EOR), 7);
	CHECK_EQ(part_on(&p, 3, "an", 2, 0, 0), 2);
	CHECK_EQ(part_on(&p, 3, "other", 5, 0, MSG_EOR), 5);
	CHECK_EQ(part(&p, "alone", SCTP_EOR), 5);
	CHECK_EQ(rx(p.s, &r, 0), 11);
	CHECK_SET(r.flags, MSG_EOR);
	CHECK(!memcmp(r.buf, "one message", 11));
	/* The first part decides the PPID. */
	CHECK_EQ(r.rcv.rcv_ppid, htonl(4));
	CHECK_EQ(r.rcv.rcv_ssn, 0);
	CHECK_EQ(rx(p.s, &r, 0), 7);
	CHECK(!memcmp(r.buf, "another", 7));
	CHECK_EQ(r.rcv.rcv_sid, 3);
	CHECK_EQ(rx(p.s, &r, 0), 5);
	CHECK_EQ(r.rcv.rcv_ssn, 1);
}

NETTEST(eor__send, .variants = V_STREAM_V4, INTREE)
{
	struct pair p = eor_pair(v);

	CHECK_EQ(write(p.c, "by ", 3), 3);
	CHECK_EQ(send(p.c, "send", 4, MSG_MORE), 4);
	CHECK_EQ(send(p.c, "(2)", 3, MSG_EOR), 3);
	rx_data(p.s, "by send(2)");
	/* Turned off, the next call ends what is open. */
	CHECK_EQ(write(p.c, "by ", 3), 3);
	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 0));
	CHECK_EQ(write(p.c, "option", 6), 6);
	rx_data(p.s, "by option");
}

NETTEST(eor__other_message_refused, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = eor_pair(v);

	CHECK_EQ(part_on(&p, 1, "a", 1, 0, 0), 1);
	CHECK_ERR(part_on(&p, 2, "b", 1, 0, 0), EINVAL);
	CHECK_ERR(part_on(&p, 1, "b", 1, SCTP_UNORDERED, 0), EINVAL);
	CHECK_ERR(part_on(&p, 1, "", 0, SCTP_EOR, 0), EINVAL);
	CHECK_EQ(part_on(&p, 1, "c", 1, SCTP_EOR, 0), 1);
	rx_data(p.s, "ac");
	CHECK_EQ(part_on(&p, 2, "d", 1, SCTP_UNORDERED, 0), 1);
	CHECK_EQ(part_on(&p, 2, "e", 1, SCTP_UNORDERED, MSG_EOR), 1);
	rx_data(p.s, "de");
}

/* It leaves without its end: the peer has read all there is of it. */
NETTEST(eor__leaves_as_it_comes, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = eor_small(v);
	struct iovec iov = { got, sizeof(got) };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	size_t n = 0, sent = 0;
	ssize_t ret;

	pattern();
	CHECK_OK(opt_set_int(p.s, SCTP_PARTIAL_DELIVERY_POINT, 1));
	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	while (sent < 100000) {
		ret = CHECK_OK(part_on(&p, 0, big + sent, 5000, 0, 0));
		sent += ret;
		while (n < sent) {
			iov.iov_base = got + n;
			n += CHECK_OK(recvmsg(p.s, &mh, 0));
			CHECK_CLEAR(mh.msg_flags, MSG_EOR);
		}
	}
	CHECK_EQ(part_on(&p, 0, big + sent, 1, SCTP_EOR, 0), 1);
	iov.iov_base = got + n;
	CHECK_EQ(recvmsg(p.s, &mh, 0), 1);
	CHECK_SET(mh.msg_flags, MSG_EOR);
	CHECK(!memcmp(got, big, sent + 1));
}

NETTEST(eor__larger_than_sndbuf, .variants = V_ALL, .smoke = true, INTREE)
{
	size_t len = ktap_scale() > 1 ? HUGE / 8 : HUGE;
	struct pair p = eor_small(v);
	pid_t pid;

	pattern();
	pid = reader(&p, len, 5);
	CHECK_EQ(part_on(&p, 0, big, len, SCTP_EOR, 0), (ssize_t)len);
	CHECK_EQ(part_on(&p, 1, "after", 5, SCTP_EOR, 0), 5);
	reader_done(pid);
}

/* What is not taken has to be sent again, with the flag. */
NETTEST(eor__nonblocking, .variants = V_ALL, .smoke = true, INTREE)
{
	size_t len = 300000, n = 0, calls = 0;
	struct pair p = eor_small(v);
	ssize_t ret;
	pid_t pid;

	pattern();
	/* SACKs may still make room */
	do {
		for (;;) {
			ret = part_on(&p, 0, big + n, len - n, SCTP_EOR,
				      MSG_DONTWAIT);
			if (ret < 0)
				break;
			n += ret;
		}
		CHECK_EQ(errno, EAGAIN);
	} while (poll_wait(p.c, POLLOUT, 300));
	CHECK(n > 4096 && n < 150000);
	CHECK_CLEAR(poll_now(p.c, POLLOUT), POLLOUT);
	pid = reader(&p, len, 0);
	while (n < len) {
		CHECK_SET(poll_until(p.c, POLLOUT), POLLOUT);
		ret = part_on(&p, 0, big + n, len - n, SCTP_EOR, MSG_DONTWAIT);
		if (ret < 0)
			CHECK_EQ(errno, EAGAIN);
		else
			n += ret;
		calls++;
	}
	CHECK(calls > 1);
	reader_done(pid);
}

NETTEST(eor__timeout, .variants = V_V4, INTREE)
{
	struct pair p = eor_small(v);
	ssize_t ret;

	sock_timeout(p.c, SO_SNDTIMEO, 300);
	ret = CHECK_OK(part_on(&p, 0, big, HUGE, 0, 0));
	CHECK(ret < HUGE);
	CHECK_ERR(part_on(&p, 0, big, HUGE, 0, 0), EAGAIN);
}

/* The first part of a message and its end, which came by itself */
static void two_parts(const struct pair *p)
{
	CHECK_OK(opt_set_int(p->s, SCTP_PARTIAL_DELIVERY_POINT, 1));
	CHECK_OK(opt_set_int(p->c, SCTP_NODELAY, 1));
	CHECK_EQ(part(p, "one ", 0), 4);
	CHECK_SET(poll_until(p->s, POLLIN), POLLIN);
	CHECK_EQ(part(p, "message", SCTP_EOR), 7);
	CHECK_EQ(part(p, "next", SCTP_EOR), 4);
	WAIT_UNTIL(tx_arrived(p->c, p->cid));
}

NETTEST(eor__parts_read_together, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = eor_pair(v);
	struct rx r;

	two_parts(&p);
	rx_data(p.s, "one message");
	rx_data(p.s, "next");
	two_parts(&p);
	/* A look is one at the first of them. */
	CHECK_EQ(rx(p.s, &r, MSG_PEEK), 4);
	CHECK_CLEAR(r.flags, MSG_EOR);
	CHECK_EQ(rx_len(p.s, &r, 6, 0), 6);
	CHECK(!memcmp(r.buf, "one me", 6));
	CHECK_CLEAR(r.flags, MSG_EOR);
	rx_data(p.s, "ssage");
	rx_data(p.s, "next");
}

/* After shutdown(SHUT_RD) the end of a message is dropped. Nothing waits for it
 * any more.
 */
NETTEST(eor__end_unwanted, .variants = V_SEQ_V4 | V_SEQ_V6, INTREE)
{
	struct pair back = pair_open(v);
	struct pair p = { .c = back.s, .s = back.c, .cid = back.sid };
	struct rx r;

	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 1));
	CHECK_OK(opt_set_int(p.s, SCTP_PARTIAL_DELIVERY_POINT, 1));
	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	CHECK_EQ(part(&p, "one ", 0), 4);
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	/* The call fails on a one-to-many socket, and has its effect. */
	CHECK_ERR(shutdown(p.s, SHUT_RD), ENOTCONN);
	CHECK_EQ(part(&p, "message", SCTP_EOR), 7);
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	event_on(p.s, SCTP_SENDER_DRY_EVENT);
	rx_event(p.s, &r, SCTP_SENDER_DRY_EVENT);
}

/* With SCTP_RECVNXTINFO each part is read by itself. */
NETTEST(eor__parts_told_of, .variants = V_V4, INTREE)
{
	struct pair p = eor_pair(v);
	struct rx r;

	two_parts(&p);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	CHECK_CLEAR(r.flags, MSG_EOR);
	CHECK(r.has_nxt);
	CHECK_EQ(r.nxt.nxt_length, 7);
	rx_data(p.s, "message");
	rx_data(p.s, "next");
}

/* An association with an open message is aborted, not shut down. */
static void ends_with_abort(const struct pair *p, int fd)
{
	struct rx r;

	event_on(p->s, SCTP_ASSOC_CHANGE);
	CHECK_OK(part(p, "unfinished", 0));
	if (p->cid)
		CHECK_EQ(part_on(p, 0, "", 0, SCTP_EOF, 0), 0);
	else if (fd < 0)
		CHECK_OK(shutdown(p->c, SHUT_WR));
	else
		CHECK_OK(close(fd));
	rx_change(p->s, &r, SCTP_COMM_LOST);
}

NETTEST(eor__shutdown_while_open, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = eor_pair(v);

	ends_with_abort(&p, -1);
}

NETTEST(eor__close_while_open, .variants = V_STREAM_V4, INTREE)
{
	struct pair p = eor_pair(v);

	ends_with_abort(&p, p.c);
}

NETTEST(eor__peer_shuts_down_while_open, .variants = V_STREAM_V4, INTREE)
{
	struct pair p = eor_pair(v);
	struct rx r;

	event_on(p.c, SCTP_ASSOC_CHANGE);
	event_on(p.s, SCTP_ASSOC_CHANGE);
	CHECK_OK(part(&p, "unfinished", 0));
	CHECK_OK(shutdown(p.s, SHUT_WR));
	rx_change(p.c, &r, SCTP_COMM_LOST);
	rx_change(p.s, &r, SCTP_COMM_LOST);
}

NETTEST(eor__send_failed, .variants = V_SEQ_V4, INTREE)
{
	struct pair p = eor_small(v);
	struct sctp_send_failed_event *ssf;
	struct sctp_sndinfo info = {
		.snd_assoc_id = p.cid, .snd_flags = SCTP_ABORT,
	};
	int n = 0;
	struct rx r;

	event_on(p.c, SCTP_SEND_FAILED_EVENT);
	while (part_on(&p, 0, big, 1000, 0, MSG_DONTWAIT) > 0)
		n++;
	CHECK_EQ(tx_info(p.c, NULL, &info, "", 0, 0), 0);
	ssf = &rx_event(p.c, &r, SCTP_SEND_FAILED_EVENT)->sn_send_failed_event;
	/* Each call's part comes back, with the flags it was given. */
	CHECK_EQ(ssf->ssf_length, sizeof(*ssf) + 1000);
	CHECK_EQ(ssf->ssfe_info.snd_flags, 0);
}

NETTEST(eor__peeled_off_while_open, .variants = V_SEQ_V4 | V_SEQ_V6, INTREE)
{
	struct pair p = eor_pair(v);
	int fd;

	CHECK_EQ(part(&p, "here ", 0), 5);
	fd = CHECK_OK(sctp_peeloff(p.c, p.cid));
	CHECK_EQ(opt_int(fd, IPPROTO_SCTP, SCTP_EXPLICIT_EOR), 1);
	CHECK_EQ(send(fd, "and there", 9, MSG_EOR), 9);
	rx_data(p.s, "here and there");
}

NETTEST(eor__sendall, .variants = V_SEQ_V4, INTREE)
{
	struct pair p = eor_pair(v);
	struct sctp_sndinfo info = { .snd_flags = SCTP_SENDALL };
	int size = 16384;

	CHECK_EQ(tx_info(p.c, NULL, &info, "to ", 3, 0), 3);
	CHECK_EQ(tx_info(p.c, NULL, &info, "all", 3, MSG_EOR), 3);
	rx_data(p.s, "to all");
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_ERR(tx_info(p.c, NULL, &info, big, 100000, 0), EMSGSIZE);
}

/* A call that makes its association goes on with it. */
NETTEST(eor__implicit_connect, .variants = V_SEQ_V4 | V_SEQ_V6, INTREE)
{
	struct pair p = { .l = -1, .c = sock(v), .s = sock_listening(v, PORT) };
	union addr a = host(v, 1, PORT);
	int size = 16384;
	pid_t pid;

	pattern();
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 1));
	pid = reader(&p, 200000, 0);
	CHECK_EQ(tx_info(p.c, &a, NULL, big, 200000, MSG_EOR), 200000);
	reader_done(pid);
}

NETTEST(eor__batch, .variants = V_STREAM_V4, INTREE)
{
	struct iovec iov[] = { { "al", 2 }, { "to", 2 }, { "get", 3 },
			       { "her", 3 } };
	struct pair p = eor_pair(v);
	struct mmsghdr mm[4] = {};
	int i;

	for (i = 0; i < 4; i++) {
		mm[i].msg_hdr.msg_iov = &iov[i];
		mm[i].msg_hdr.msg_iovlen = 1;
	}
	CHECK_EQ(sendmmsg(p.c, mm, 4, 0), 4);
	CHECK_EQ(send(p.c, ".", 1, MSG_EOR), 1);
	rx_data(p.s, "altogether.");
}

/* A file as one message. */
NETTEST(eor__sendfile, .variants = V_STREAM_V4, .smoke = true, INTREE)
{
	struct pair p = eor_small(v);
	int fd = CHECK_OK(memfd_create("eor", 0));
	size_t len = 300001;
	off_t off = 0;
	pid_t pid;

	pattern();
	CHECK_EQ(write(fd, big, len - 1), (ssize_t)len - 1);
	pid = reader(&p, len, 0);
	while (off < (off_t)len - 1)
		CHECK(CHECK_OK(sendfile(p.c, fd, &off, len - 1 - off)) > 0);
	CHECK_EQ(send(p.c, big + len - 1, 1, MSG_EOR), 1);
	reader_done(pid);
}

/* One call, one completion, however many parts it took. */
NETTEST(eor__zerocopy, .variants = V_V4, INTREE)
{
	size_t len = 400000;
	struct pair p = eor_small(v);
	struct completion c;
	pid_t pid;

	pattern();
	CHECK_OK(zerocopy_on(p.c));
	pid = reader(&p, 2 * len, 0);
	CHECK_EQ(part_on(&p, 0, big, len, 0, MSG_ZEROCOPY), (ssize_t)len);
	CHECK_EQ(part_on(&p, 0, big + len, len, SCTP_EOR, MSG_ZEROCOPY),
		 (ssize_t)len);
	reader_done(pid);
	CHECK_SET(poll_until(p.c, 0), POLLERR);
	CHECK_EQ(zerocopy_read(p.c, &c), 1);
	CHECK_EQ(c.lo, 0);
	if (c.hi == 0) {
		CHECK_SET(poll_until(p.c, 0), POLLERR);
		CHECK_EQ(zerocopy_read(p.c, &c), 1);
		CHECK_EQ(c.lo, 1);
	}
	CHECK_EQ(c.hi, 1);
	CHECK_EQ(zerocopy_read(p.c, &c), 0);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
