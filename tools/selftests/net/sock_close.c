// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ends of an association: shutdown(), close(), SO_LINGER, ABORT.
 */
#include <stdlib.h>
#include <sys/wait.h>

#include "sock.h"

static void linger(int fd, int on, int seconds)
{
	struct linger lin = { on, seconds };

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
}

/* Reading at the end of an association that was shut down on this side */
static void read_end(int fd)
{
	char c;

	CHECK_ERR(recv(fd, &c, 1, 0), ENOTCONN);
}

static void watch(int fd)
{
	event_on(fd, SCTP_ASSOC_CHANGE);
	event_on(fd, SCTP_SHUTDOWN_EVENT);
}

/* EPIPE when the association is gone already */
static void cannot_send(int fd)
{
	CHECK_EQ(send(fd, "x", 1, MSG_NOSIGNAL), -1);
	CHECK(errno == ESHUTDOWN || errno == EPIPE);
}

NETTEST(shutdown__write, .variants = V_STREAM, .smoke = true)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(tx(p.c, 0, "last", 4));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	cannot_send(p.c);
	rx_data(p.s, "last");
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	/* SCTP has no half-open state (RFC 9260 section 9). */
	cannot_send(p.s);
	read_end(p.c);
	CHECK_EQ(counter("SctpCurrEstab"), 0);
}

NETTEST(shutdown__peer_data_still_arrives, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.s, 0, "one", 3));
	CHECK_OK(tx(p.s, 0, "two", 3));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	rx_data(p.c, "one");
	rx_data(p.c, "two");
	read_end(p.c);
}

NETTEST(shutdown__read_is_local, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(shutdown(p.s, SHUT_RD));
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	/* The other direction is as before, and the peer knows nothing. */
	CHECK_OK(tx(p.s, 0, "out", 3));
	rx_data(p.c, "out");
	CHECK_EQ(assoc_state(p.c, 0), SCTP_ESTABLISHED);
	CHECK_EQ(poll_now(p.c, POLLIN | POLLRDHUP), 0);
}

NETTEST(shutdown__both, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(shutdown(p.c, SHUT_RDWR));
	CHECK_EQ(recv(p.c, &c, 1, 0), 0);
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	cannot_send(p.c);
}

NETTEST(shutdown__connecting, .variants = V_STREAM, .smoke = true)
{
	int fd = sock(v);
	char c;

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	CHECK_ERR(recv(fd, &c, 1, 0), EAGAIN);
	CHECK_ERR(shutdown(fd, SHUT_RD), ENOTCONN);
	CHECK_EQ(poll_now(fd, POLLIN | POLLOUT | POLLRDHUP),
		 POLLIN | POLLRDHUP);
	CHECK_EQ(proc_rows("assocs"), 1);
	/* The connection is given up, which the caller need not be told. */
	CHECK_ERR(shutdown(fd, SHUT_WR), ENOTCONN);
	CHECK_EQ(proc_rows("assocs"), 0);
	CHECK_EQ(poll_now(fd, POLLIN | POLLOUT | POLLRDHUP),
		 POLLIN | POLLOUT | POLLRDHUP | POLLHUP);
	CHECK_EQ(recv(fd, &c, 1, 0), 0);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EISCONN);
}

NETTEST(shutdown__connecting_wakes_connect, .variants = V_STREAM_V4,
	.intree = "connect() says that it worked")
{
	int fd = sock(v);

	if (!fork()) {
		WAIT_UNTIL(asleep(getppid()));
		shutdown(fd, SHUT_RDWR);
		_exit(0);
	}
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), ECONNABORTED);
	CHECK_EQ(sock_error(fd), 0);
}

NETTEST(shutdown__wakes_own_reader, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	struct pair p = pair_open(v);

	if (!fork()) {
		WAIT_UNTIL(asleep(getppid()));
		CHECK_OK(shutdown(p.c, SHUT_WR));
		_exit(0);
	}
	read_end(p.c);
}

NETTEST(shutdown__twice, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_OK(shutdown(p.s, SHUT_WR));
}

NETTEST(shutdown__not_connected, .variants = V_ALL)
{
	CHECK_ERR(shutdown(sock(v), SHUT_WR), ENOTCONN);
	CHECK_ERR(shutdown(sock(v), 17), EINVAL);
}

NETTEST(shutdown__one_to_many_does_nothing, .variants = V_SEQ)
{
	struct pair p = pair_open(v);

	/* Not meant for one-to-many (RFC 6458 section 3); quietly ignored. */
	CHECK_ERR(shutdown(p.c, SHUT_WR), ENOTCONN);
	CHECK_EQ(assoc_state(p.c, p.cid), SCTP_ESTABLISHED);
}

NETTEST(close__graceful, .variants = V_ALL, .smoke = true)
{
	long aborted = counter("SctpAborteds"), shut = counter("SctpShutdowns");
	struct pair p = pair_open(v);
	struct rx r;
	char c;

	watch(p.s);
	CHECK_OK(tx(p.c, p.cid, "bye", 3));
	close(p.c);
	rx_data(p.s, "bye");
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
	CHECK_EQ(r.len, sizeof(struct sctp_shutdown_event));
	rx_change(p.s, &r, SCTP_SHUTDOWN_COMP);
	if (v->type == SOCK_STREAM)
		CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	WAIT_UNTIL(counter("SctpShutdowns") == shut + 2);
	CHECK_EQ(counter("SctpAborteds"), aborted);
}

NETTEST(close__unread_data_aborts, .variants = V_ALL, .smoke = true)
{
	long aborted = counter("SctpAborteds");
	struct pair p = pair_open(v);
	struct rx r;

	event_on(p.c, SCTP_ASSOC_CHANGE);
	CHECK_OK(tx(p.c, p.cid, "unread", 6));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	close(p.s);
	rx_change(p.c, &r, SCTP_COMM_LOST);
	CHECK(counter("SctpAborteds") > aborted);
}

NETTEST(close__linger_zero_aborts, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_change *ac;
	struct rx r;
	char c;

	watch(p.s);
	linger(p.c, 1, 0);
	close(p.c);
	ac = rx_change(p.s, &r, SCTP_COMM_LOST);
	/* RFC 9260 section 9.1: User-Initiated Abort, no reason given. */
	CHECK_EQ(ac->sac_error, htons(12));
	CHECK_EQ(ac->sac_length, sizeof(*ac) + 4);
	CHECK(!memcmp(ac->sac_info, "\0\14\0\4", 4));
	if (v->type == SOCK_STREAM)
		CHECK_ERR(recv(p.s, &c, 1, 0), ECONNRESET);
	CHECK_EQ(counter("SctpCurrEstab"), 0);
}

NETTEST(close__linger_zero_reset_without_events, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	linger(p.c, 1, 0);
	close(p.c);
	CHECK_ERR(recv(p.s, &c, 1, 0), ECONNRESET);
}

NETTEST(close__linger_time_waits, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.c, 0, "data", 4));
	linger(p.c, 1, 5);
	close(p.c);
	/* It is all over when close() returns. */
	CHECK_EQ(counter("SctpCurrEstab"), 0);
	rx_data(p.s, "data");
}

NETTEST(close__undelivered_data_arrives, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	char buf[1000];
	struct rx r;
	int i;

	for (i = 0; i < 50; i++) {
		memset(buf, i, sizeof(buf));
		CHECK_OK(tx(p.c, p.cid, buf, sizeof(buf)));
	}
	close(p.c);
	for (i = 0; i < 50; i++) {
		CHECK_EQ(rx(p.s, &r, 0), sizeof(buf));
		CHECK_EQ(r.buf[sizeof(buf) - 1], i);
	}
}

NETTEST(close__all_associations, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	int l[4], c = sock(v), i;
	struct rx r;

	for (i = 0; i < 4; i++) {
		l[i] = sock_listening(v, PORT + i);
		CHECK_OK(connect_to(c, host(v, 1, PORT + i)));
		watch(l[i]);
	}
	CHECK_EQ(assoc_count(c), 4);
	close(c);
	for (i = 0; i < 4; i++) {
		rx_event(l[i], &r, SCTP_SHUTDOWN_EVENT);
		rx_change(l[i], &r, SCTP_SHUTDOWN_COMP);
	}
}

NETTEST(close__while_connecting, .variants = V_ALL)
{
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	close(fd);
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* The peer is gone without a word: SHUTDOWN is retransmitted for long. */
NETTEST(close__peer_gone, .variants = V_STREAM_V4 | V_SEQ_V6, .dirty = true,
	.smoke = true)
{
	struct pair p = { .s = sock(v), .c = sock(v) };

	CHECK_OK(bind_to(p.s, beside(v, PORT)));
	CHECK_OK(listen(p.s, 1));
	CHECK_OK(connect_to(p.c, beside(v, PORT)));
	/* The namespace is destroyed with this association half closed. */
	CHECK_EQ(system("ip addr flush dev d0"), 0);
	close(p.c);
	CHECK_EQ(proc_rows("assocs"), 2);
}

/* A peer that never reads cannot keep the data of a closed socket. */
NETTEST(close__closed_window_is_given_up, .variants = V_STREAM_V4 | V_SEQ_V6,
	.smoke = true)
{
	long guard = counter("SctpT5ShutdownGuardExpireds");
	struct sctp_rtoinfo rto = { 0, 100, 200, 100 };
	struct pair p = pair_open(v);
	char buf[4096] = { 0 };
	long long start;

	rto.srto_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_RTOINFO, &rto, sizeof(rto)));
	sock_nonblock(p.c, true);
	while (tx(p.c, p.cid, buf, sizeof(buf)) > 0)
		;
	CHECK_EQ(errno, EAGAIN);
	start = now_ms();
	close(p.c);
	CHECK_EQ(proc_rows("assocs"), 2);
	/* T5-shutdown-guard, 5 * RTO.Max */
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK(now_ms() - start >= 900);
	CHECK_EQ(counter("SctpT5ShutdownGuardExpireds"), guard + 1);
}

NETTEST(close__shared_descriptor, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	/* Only the last close counts. */
	if (!fork()) {
		close(p.c);
		_exit(0);
	}
	CHECK_OK(wait(NULL));
	close(dup(p.c));
	CHECK_OK(tx(p.c, 0, "alive", 5));
	rx_data(p.s, "alive");
}

NETTEST(close__both_at_once, .variants = V_ALL)
{
	long aborted = counter("SctpAborteds");
	struct pair p = pair_open(v);

	/* SHUTDOWN crosses SHUTDOWN (RFC 9260 section 9.2). */
	if (!fork()) {
		close(p.s);
		close(p.c);
		_exit(0);
	}
	pair_close(&p);
	CHECK_OK(wait(NULL));
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_EQ(counter("SctpAborteds"), aborted);
}

NETTEST(abort__wakes_connect_side, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	struct pair p = pair_open(v);

	linger(p.s, 1, 0);
	close(p.s);
	CHECK_SET(poll_until(p.c, POLLIN), POLLERR);
	CHECK_ERR(send(p.c, "x", 1, MSG_NOSIGNAL), ECONNRESET);
	CHECK_ERR(send(p.c, "x", 1, MSG_NOSIGNAL), EPIPE);
}

NETTEST(reconnect__after_close, .variants = V_ALL, .smoke = true)
{
	int l = sock_listening(v, PORT), i, s, c;

	/* The same addresses and ports again and again. */
	for (i = 0; i < 20; i++) {
		struct pair p;

		c = sock_bound(v, 2, PORT + 1);
		p = pair_join(v, l, c);
		CHECK_OK(tx(c, p.cid, "hello", 5));
		rx_data(p.s, "hello");
		s = p.s;
		close(c);
		if (v->type == SOCK_STREAM)
			close(s);
		WAIT_UNTIL(!proc_rows("assocs"));
	}
}

NETTEST(autoclose__idle, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = { .s = sock_listening(v, PORT), .c = sock(v) };
	long long start = now_ms();
	struct rx r;

	CHECK_OK(opt_set_int(p.c, SCTP_AUTOCLOSE, 1));
	p = pair_join(v, p.s, p.c);
	watch(p.s);
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
	CHECK(now_ms() - start >= 900);
	rx_change(p.s, &r, SCTP_SHUTDOWN_COMP);
	CHECK_EQ(counter("SctpAutocloseExpireds") > 0, true);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
