// SPDX-License-Identifier: GPL-2.0-only
/*
 * listen() and accept().
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "sock.h"

NETTEST(listen__unbound, .variants = V_ALL, .smoke = true)
{
	union addr a;
	int fd = sock(v);

	CHECK_OK(listen(fd, 5));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ACCEPTCONN), 1);
	a = local_addr(fd);
	CHECK(addr_port(&a) != 0);
	CHECK_OK(connect_to(sock(v), host(v, 1, addr_port(&a))));
}

NETTEST(listen__not_called, .variants = V_ALL, .smoke = true)
{
	sock_bound(v, 1, PORT);
	CHECK_ERR(connect_to(sock(v), host(v, 1, PORT)), ECONNREFUSED);
}

NETTEST(listen__twice, .variants = V_V4)
{
	int fd = sock_listening(v, PORT);

	CHECK_OK(listen(fd, 1));
	CHECK_OK(listen(fd, 100));
	CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
}

NETTEST(listen__zero_stops, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int fd = sock_listening(v, PORT);

	CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
	CHECK_OK(listen(fd, 0));
	CHECK_ERR(connect_to(sock(v), host(v, 1, PORT)), ECONNREFUSED);
	CHECK_ERR(listen(fd, 0), EINVAL);
}

NETTEST(listen__connected_stream, .variants = V_STREAM)
{
	struct pair p = pair_open(v);

	CHECK_ERR(listen(p.c, 5), EINVAL);
	CHECK_ERR(listen(p.s, 5), EINVAL);
}

NETTEST(listen__connected_seqpacket, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	union addr a = local_addr(p.c);
	int fd = sock(v);

	/* A one-to-many socket may listen while it has associations. */
	CHECK_OK(listen(p.c, 5));
	CHECK_OK(connect_to(fd, host(v, 1, addr_port(&a))));
	CHECK_EQ(assoc_count(p.c), 2);
}

NETTEST(accept__not_listening, .variants = V_STREAM)
{
	CHECK_ERR(accept(sock(v), NULL, NULL), EINVAL);
	CHECK_ERR(accept(sock_bound(v, 1, PORT), NULL, NULL), EINVAL);
}

NETTEST(accept__seqpacket, .variants = V_SEQ)
{
	CHECK_ERR(accept(sock_listening(v, PORT), NULL, NULL), EOPNOTSUPP);
}

NETTEST(accept__would_block, .variants = V_STREAM, .smoke = true)
{
	int fd = sock_listening(v, PORT);

	sock_nonblock(fd, true);
	CHECK_ERR(accept(fd, NULL, NULL), EAGAIN);
}

NETTEST(accept__receive_timeout, .variants = V_STREAM_V4)
{
	int fd = sock_listening(v, PORT);
	long long start = now_ms();

	sock_timeout(fd, SO_RCVTIMEO, 400);
	CHECK_ERR(accept(fd, NULL, NULL), EAGAIN);
	CHECK(now_ms() - start >= 200);
}

NETTEST(accept__interrupted, .variants = V_STREAM_V4)
{
	int fd = sock_listening(v, PORT);

	alarm_in(50);
	CHECK_ERR(accept(fd, NULL, NULL), EINTR);
	CHECK(alarms > 0);
}

NETTEST(accept__peer_address, .variants = V_STREAM, .smoke = true)
{
	int l = sock_listening(v, PORT), c = sock_bound(v, 2, PORT + 1);
	union addr got, want = host(v, 2, PORT + 1);
	socklen_t len = sizeof(got);

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_OK(accept(l, &got.sa, &len));
	CHECK_EQ(len, addr_len(&want));
	CHECK(addr_same(&got, &want));
}

NETTEST(accept__flags, .variants = V_STREAM_V4)
{
	int l = sock_listening(v, PORT), s;

	sock_nonblock(l, true);
	CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
	s = CHECK_OK(accept4(l, NULL, NULL, SOCK_CLOEXEC));
	CHECK_SET(fcntl(s, F_GETFD), FD_CLOEXEC);
	/* O_NONBLOCK of the listener is not inherited. */
	CHECK_CLEAR(fcntl(s, F_GETFL), O_NONBLOCK);
}

NETTEST(accept__in_order, .variants = V_STREAM_V4)
{
	int l = sock_listening(v, PORT), i;
	union addr a, b;

	for (i = 0; i < 5; i++)
		CHECK_OK(connect_to(sock_bound(v, 2, 6000 + i),
				    host(v, 1, PORT)));
	for (i = 0; i < 5; i++) {
		a = peer_addr(CHECK_OK(accept(l, NULL, NULL)));
		b = host(v, 2, 6000 + i);
		CHECK(addr_same(&a, &b));
	}
}

NETTEST(accept__data_before_accept, .variants = V_STREAM, .smoke = true)
{
	int l = sock_listening(v, PORT), c = sock(v), s;

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_EQ(send(c, "one", 3, 0), 3);
	CHECK_EQ(send(c, "two", 3, 0), 3);
	sleep_ms(20);
	s = CHECK_OK(accept(l, NULL, NULL));
	rx_data(s, "one");
	rx_data(s, "two");
}

NETTEST(accept__peer_closed_first, .variants = V_STREAM)
{
	int l = sock_listening(v, PORT), c = sock(v), s;
	char buf[8];

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_EQ(send(c, "last", 4, 0), 4);
	close(c);
	WAIT_UNTIL(counter("SctpCurrEstab") == 0);
	s = CHECK_OK(accept(l, NULL, NULL));
	rx_data(s, "last");
	CHECK_EQ(recv(s, buf, sizeof(buf), 0), 0);
}

NETTEST(accept__peer_aborted_first, .variants = V_STREAM_V4)
{
	struct linger lin = { 1, 0 };
	int l = sock_listening(v, PORT), c = sock(v), s;
	char buf[8];

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_SET(poll_until(l, POLLIN), POLLIN);
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(c);
	WAIT_UNTIL(counter("SctpCurrEstab") == 0);
	/* As with TCP, it can still be accepted, and is at its end. */
	CHECK_SET(poll_now(l, POLLIN), POLLIN);
	s = CHECK_OK(accept(l, NULL, NULL));
	CHECK_EQ(recv(s, buf, sizeof(buf), 0), 0);
	CHECK_ERR(send(s, buf, 1, MSG_NOSIGNAL), EPIPE);
}

NETTEST(accept__inherits_options, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	struct sctp_rtoinfo rto = { 0, 500, 5000, 240 };
	struct sctp_initmsg init = { 7, 5, 3, 1000 };
	struct sctp_assoc_value av = { 0, 8 };
	struct sctp_sack_info sack = { 0, 60, 3 };
	struct sctp_event_subscribe ev = {};
	int l = sock(v);
	struct pair p;

	CHECK_OK(opt_set_int(l, SCTP_NODELAY, 1));
	CHECK_OK(opt_set_int(l, SCTP_DISABLE_FRAGMENTS, 1));
	CHECK_OK(opt_set_int(l, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set(l, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_OK(opt_set(l, SCTP_INITMSG, &init, sizeof(init)));
	CHECK_OK(opt_set(l, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_OK(opt_set(l, SCTP_DELAYED_ACK_TIME, &sack, sizeof(sack)));
	event_on(l, SCTP_SHUTDOWN_EVENT);
	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 5));
	p = pair_join(v, l, sock(v));

	CHECK_EQ(opt_int(p.s, SOL_SCTP, SCTP_NODELAY), 1);
	CHECK_EQ(opt_int(p.s, SOL_SCTP, SCTP_DISABLE_FRAGMENTS), 1);
	CHECK_EQ(opt_int(p.s, SOL_SCTP, SCTP_RECVRCVINFO), 1);
	memset(&rto, 0, sizeof(rto));
	CHECK_OK(opt_get(p.s, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_EQ(rto.srto_max, 5000);
	CHECK_EQ(rto.srto_min, 240);
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 8);
	CHECK_OK(opt_get(p.s, SCTP_DELAYED_ACK_TIME, &sack, sizeof(sack)));
	CHECK_EQ(sack.sack_delay, 60);
	CHECK_EQ(sack.sack_freq, 3);
	CHECK_OK(opt_get(p.s, SCTP_EVENTS, &ev, sizeof(ev)));
	CHECK_EQ(ev.sctp_shutdown_event, 1);
	CHECK_EQ(ev.sctp_association_event, 0);
}

NETTEST(accept__backlog_is_bounded, .variants = V_STREAM_V4)
{
	int l = sock_bound(v, 1, PORT), fds[8], i, up = 0, refused = 0;

	CHECK_OK(listen(l, 2));
	for (i = 0; i < 8; i++) {
		fds[i] = sock(v);
		sock_nonblock(fds[i], true);
		CHECK_ERR(connect_to(fds[i], host(v, 1, PORT)), EINPROGRESS);
	}
	for (i = 0; i < 8; i++) {
		CHECK(poll_until(fds[i], POLLOUT));
		switch (sock_error(fds[i])) {
		case 0:
			up++;
			break;
		case ECONNREFUSED:
			refused++;
			break;
		default:
			FAIL("neither connected nor refused");
		}
	}
	diag("backlog 2: %d up, %d refused", up, refused);
	CHECK(up >= 2 && up <= 3);
	for (i = 0; i < up; i++)
		CHECK_OK(accept(l, NULL, NULL));
	CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
}

NETTEST(accept__closed_listener, .variants = V_STREAM_V4,
	.intree = "shuts down what has sent nothing yet")
{
	int l = sock_listening(v, PORT), c = sock(v), s, n = sock(v);

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	s = CHECK_OK(accept(l, NULL, NULL));
	CHECK_OK(connect_to(n, host(v, 1, PORT)));
	close(l);
	/* Associations not accepted are aborted, the others go on. */
	CHECK_SET(poll_until(n, POLLIN), POLLIN);
	CHECK_ERR(recv(n, &n, 1, 0), ECONNRESET);
	CHECK_EQ(send(c, "hello", 5, 0), 5);
	rx_data(s, "hello");
	/* And the port can be listened on again. */
	CHECK_ERR(bind_to(sock(v), host(v, 1, PORT)), EADDRINUSE);
}

/* Its clients learn that nobody was there, and the port is free at once. */
NETTEST(accept__closed_listener_frees_port, .variants = V_STREAM)
{
	int l = sock_listening(v, PORT), c[3], i;
	long aborted = counter("SctpAborteds");

	for (i = 0; i < 3; i++) {
		c[i] = sock(v);
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	}
	CHECK_EQ(send(c[1], "unread", 6, 0), 6);
	WAIT_UNTIL(tx_arrived(c[1], 0));
	CHECK_OK(shutdown(c[2], SHUT_WR));
	close(l);
	CHECK_OK(bind_to(sock(v), host(v, 1, PORT)));
	for (i = 0; i < 2; i++)
		CHECK_ERR(recv(c[i], &i, 1, 0), ECONNRESET);
	CHECK(counter("SctpAborteds") >= aborted + 2);
}

NETTEST(accept__killed_listener, .variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "shuts down what has sent nothing yet")
{
	int c = sock(v), ready[2], status;
	pid_t pid;
	char x;

	CHECK_OK(pipe(ready));
	pid = CHECK_OK(fork());
	if (!pid) {
		sock_listening(v, PORT);
		CHECK_EQ(write(ready[1], "x", 1), 1);
		pause();
	}
	CHECK_EQ(read(ready[0], &x, 1), 1);
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_OK(kill(pid, SIGKILL));
	CHECK_OK(waitpid(pid, &status, 0));
	CHECK_ERR(recv(c, &x, 1, 0), ECONNRESET);
	CHECK_OK(bind_to(sock(v), host(v, 1, PORT)));
}

/* An association that ended before accept() still has its names. */
NETTEST(accept__names_of_the_dead, .variants = V_STREAM,
	.intree = "has forgotten them")
{
	union addr local = host(v, 1, PORT), peer = host(v, 2, PORT + 1), got;
	int l = sock(v), c = sock_bound(v, 2, PORT + 1), s;
	struct linger lin = { 1, 0 };

	CHECK_OK(bind_to(l, any(v, PORT)));
	CHECK_OK(listen(l, 1));
	CHECK_OK(connect_to(c, local));
	CHECK_SET(poll_until(l, POLLIN), POLLIN);
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(c);
	WAIT_UNTIL(counter("SctpCurrEstab") == 0);
	s = CHECK_OK(accept(l, NULL, NULL));
	got = local_addr(s);
	CHECK(addr_same(&got, &local));
	got = peer_addr(s);
	CHECK(addr_same(&got, &peer));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
