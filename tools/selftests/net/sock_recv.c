// SPDX-License-Identifier: GPL-2.0-only
/*
 * Receiving: partial reads, flags, errors, blocking.
 */
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "sock.h"

NETTEST(recv__partial_reads, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "0123456789", 10));
	CHECK_OK(tx(p.c, p.cid, "next", 4));
	CHECK_EQ(rx_len(p.s, &r, 4, 0), 4);
	CHECK_CLEAR(r.flags, MSG_EOR | MSG_TRUNC);
	CHECK_EQ(rx_len(p.s, &r, 4, 0), 4);
	CHECK_CLEAR(r.flags, MSG_EOR);
	CHECK(!memcmp(r.buf, "4567", 4));
	CHECK_EQ(rx_len(p.s, &r, 4, 0), 2);
	CHECK_SET(r.flags, MSG_EOR);
	CHECK(!memcmp(r.buf, "89", 2));
	rx_data(p.s, "next");
}

NETTEST(recv__exact_read, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "0123", 4));
	CHECK_EQ(rx_len(p.s, &r, 4, 0), 4);
	CHECK_SET(r.flags, MSG_EOR);
}

NETTEST(recv__partial_notification, .variants = V_V4)
{
	struct sctp_assoc_change ac;
	int l = sock(v), c = sock(v);
	struct pair p;
	struct rx r;

	event_on(l, SCTP_ASSOC_CHANGE);
	p = pair_of(v, l, c);
	CHECK_EQ(rx_len(p.s, &r, 8, 0), 8);
	CHECK_SET(r.flags, MSG_NOTIFICATION);
	CHECK_CLEAR(r.flags, MSG_EOR);
	memcpy(&ac, r.buf, 8);
	CHECK_EQ(rx(p.s, &r, 0), sizeof(ac) - 8);
	CHECK_SET(r.flags, MSG_NOTIFICATION | MSG_EOR);
	memcpy((char *)&ac + 8, r.buf, r.len);
	CHECK_EQ(ac.sac_type, SCTP_ASSOC_CHANGE);
	CHECK_EQ(ac.sac_length, sizeof(ac));
	CHECK_EQ(ac.sac_state, SCTP_COMM_UP);
}

NETTEST(recv__peek, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct rx r;
	int i;

	CHECK_OK(tx(p.c, p.cid, "peekaboo", 8));
	for (i = 0; i < 3; i++) {
		CHECK_EQ(rx(p.s, &r, MSG_PEEK), 8);
		CHECK(!memcmp(r.buf, "peekaboo", 8));
		CHECK_SET(r.flags, MSG_EOR);
	}
	CHECK_EQ(rx_len(p.s, &r, 4, MSG_PEEK), 4);
	CHECK_CLEAR(r.flags, MSG_EOR);
	rx_data(p.s, "peekaboo");
	CHECK(rx_nothing(p.s));
}

/*
 * A message larger than the receive buffer, read as Erlang reads it: it gives
 * up a message of which it got five pieces in a row without the end.
 */
NETTEST(recv__larger_than_rcvbuf, .variants = V_ALL, .smoke = true)
{
	static char block[14001], got[2 * sizeof(block)];
	struct iovec iov = { got, sizeof(block) };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	int l = sock(v), c = sock(v), size = 1024, pieces = 0;
	struct pair p;
	ssize_t n;
	size_t i;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(opt_set_int(c, SCTP_MAXSEG, 1400));
	p = pair_of(v, l, c);
	for (i = 0; i < sizeof(block); i++)
		block[i] = i * 31 + i / 977;
	CHECK_OK(tx(p.c, p.cid, block, sizeof(block)));
	do {
		n = recvmsg(p.s, &mh, MSG_DONTWAIT);
		if (n < 0) {
			CHECK_EQ(errno, EAGAIN);
			CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
			pieces = 0;
			continue;
		}
		iov.iov_base = (char *)iov.iov_base + n;
		CHECK(++pieces < 5 || (mh.msg_flags & MSG_EOR));
	} while (n < 0 || !(mh.msg_flags & MSG_EOR));
	CHECK_EQ((char *)iov.iov_base - got, sizeof(block));
	CHECK(!memcmp(got, block, sizeof(block)));
}

NETTEST(recv__scatters, .variants = V_STREAM_V4)
{
	char a[3], b[20];
	struct iovec iov[] = { { a, 3 }, { b, sizeof(b) } };
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.c, p.cid, "scattered", 9));
	CHECK_EQ(readv(p.s, iov, 2), 9);
	CHECK(!memcmp(a, "sca", 3) && !memcmp(b, "ttered", 6));
}

NETTEST(recv__many_at_once, .variants = V_V4)
{
	struct iovec iov[4];
	struct mmsghdr mm[4] = {};
	struct pair p = pair_open(v);
	char buf[4][16];
	int i;

	for (i = 0; i < 4; i++) {
		iov[i] = (struct iovec){ buf[i], 16 };
		mm[i].msg_hdr.msg_iov = &iov[i];
		mm[i].msg_hdr.msg_iovlen = 1;
		CHECK_OK(tx(p.c, p.cid, "0123456789", i + 1));
	}
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	sleep_ms(20);
	CHECK_EQ(recvmmsg(p.s, mm, 4, 0, NULL), 4);
	for (i = 0; i < 4; i++)
		CHECK_EQ(mm[i].msg_len, i + 1);
}

NETTEST(recv__would_block, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_ERR(recv(p.s, &c, 1, MSG_DONTWAIT), EAGAIN);
	sock_nonblock(p.s, true);
	CHECK_ERR(recv(p.s, &c, 1, 0), EAGAIN);
}

NETTEST(recv__timeout, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = pair_open(v);
	long long start = now_ms();
	char c;

	/* a late tick of a busy machine takes some of it away */
	sock_timeout(p.s, SO_RCVTIMEO, 400);
	CHECK_ERR(recv(p.s, &c, 1, 0), EAGAIN);
	CHECK(now_ms() - start >= 200);
}

NETTEST(recv__interrupted, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = pair_open(v);
	char c;

	alarm_in(50);
	CHECK_ERR(recv(p.s, &c, 1, 0), EINTR);
}

NETTEST(recv__sleeper_wakes_on_data, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = pair_open(v);

	if (!fork()) {
		sleep_ms(50);
		CHECK_OK(tx(p.c, p.cid, "wake", 4));
		_exit(0);
	}
	rx_data(p.s, "wake");
}

NETTEST(recv__sleeper_wakes_on_abort, .variants = V_STREAM_V4 | V_STREAM_V6,
	.smoke = true)
{
	struct pair p = pair_open(v);
	struct linger lin = { 1, 0 };
	char c;

	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	if (!fork()) {
		sleep_ms(50);
		close(p.c);
		_exit(0);
	}
	close(p.c);
	CHECK_ERR(recv(p.s, &c, 1, 0), ECONNRESET);
}

NETTEST(recv__two_sleepers, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	struct rx r;
	int i, status;

	/* Each message wakes one reader, and each reader gets one. */
	for (i = 0; i < 2; i++)
		if (!fork())
			_exit(rx(p.s, &r, 0) != 5);
	sleep_ms(50);
	CHECK_OK(tx(p.c, p.cid, "first", 5));
	CHECK_OK(tx(p.c, p.cid, "other", 5));
	for (i = 0; i < 2; i++) {
		CHECK_OK(wait(&status));
		CHECK_EQ(status, 0);
	}
}

NETTEST(recv__not_connected, .variants = V_STREAM)
{
	char c;

	/* Nothing can come, but something may one day. */
	CHECK_ERR(recv(sock(v), &c, 1, MSG_DONTWAIT), EAGAIN);
	CHECK_ERR(recv(sock_listening(v, PORT), &c, 1, 0), ENOTCONN);
}

NETTEST(recv__bad_pointer, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.c, p.cid, "lost", 4));
	CHECK_OK(tx(p.c, p.cid, "kept", 4));
	CHECK_ERR(recv(p.s, (void *)8, 100, 0), EFAULT);
	/* The message whose copy failed is gone. */
	rx_data(p.s, "kept");
}

NETTEST(recv__source_address, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_join(v, sock_listening(v, PORT),
				  sock_bound(v, 2, PORT + 1));
	union addr want = host(v, 2, PORT + 1);
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.fromlen, addr_len(&want));
	CHECK(addr_same(&r.from, &want));
}

NETTEST(recv__notification_has_no_cmsg, .variants = V_V4)
{
	int l = sock(v), c = sock(v);
	struct pair p;
	struct rx r;

	event_on(l, SCTP_ASSOC_CHANGE);
	event_on(l, SCTP_DATA_IO_EVENT);
	CHECK_OK(opt_set_int(l, SCTP_RECVRCVINFO, 1));
	p = pair_of(v, l, c);
	rx_change(p.s, &r, SCTP_COMM_UP);
	CHECK(!r.has_rcv && !r.has_snd);
}

NETTEST(recv__control_buffer_too_small, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	char buf[8], ctl[8];
	struct iovec iov = { buf, sizeof(buf) };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = ctl,
		.msg_controllen = sizeof(ctl),
	};

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(recvmsg(p.s, &mh, 0), 1);
	CHECK_SET(mh.msg_flags, MSG_EOR | MSG_CTRUNC);
	CHECK_EQ(mh.msg_controllen, 0);
}

NETTEST(recv__error_queue_empty, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_ERR(rx(p.s, &r, MSG_ERRQUEUE), EAGAIN);
}

NETTEST(recv__inq, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	int n = -1;

	CHECK_OK(ioctl(p.s, FIONREAD, &n));
	CHECK_EQ(n, 0);
	CHECK_OK(tx(p.c, p.cid, "hello", 5));
	CHECK_OK(tx(p.c, p.cid, "wonderful", 9));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	CHECK_OK(ioctl(p.s, FIONREAD, &n));
	CHECK_EQ(n, 5);
	if (p.l >= 0)
		CHECK_ERR(ioctl(p.l, FIONREAD, &n), ENOTCONN);
	/* Output is not counted for user space. */
	CHECK_ERR(ioctl(p.s, TIOCOUTQ, &n), ENOTTY);
}

NETTEST(recv__timestamp, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = pair_open(v);
	union control ctl;
	char buf[8];
	struct iovec iov = { buf, sizeof(buf) };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = sizeof(ctl),
	};
	struct cmsghdr *cm;
	int one = 1;

	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_TIMESTAMP, &one, sizeof(one)));
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(recvmsg(p.s, &mh, 0), 1);
	cm = CMSG_FIRSTHDR(&mh);
	CHECK(cm && cm->cmsg_level == SOL_SOCKET &&
	      cm->cmsg_type == SO_TIMESTAMP);
}

NETTEST(recv__queued_data_survives_abort, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = pair_open(v);
	struct linger lin = { 1, 0 };

	CHECK_OK(tx(p.c, p.cid, "before", 6));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	WAIT_UNTIL(counter("SctpCurrEstab") == 0);
	rx_data(p.s, "before");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
