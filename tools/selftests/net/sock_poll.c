// SPDX-License-Identifier: GPL-2.0-only
/*
 * poll(), select(), epoll: which state shows which bits.
 */
#include <sys/epoll.h>
#include <sys/select.h>

#include "sock.h"

#define ALL_EVENTS	(POLLIN | POLLOUT | POLLPRI | POLLRDHUP)

static char block[1000];

static void small_buffers(int fd)
{
	int size = 16384;

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
}

NETTEST(poll__fresh, .variants = V_ALL)
{
	int fd = sock(v);

	/* A one-to-many socket can be sent on from the first. */
	CHECK_EQ(poll_now(fd, ALL_EVENTS),
		 v->type == SOCK_STREAM ? 0 : POLLOUT);
}

NETTEST(poll__listening, .variants = V_ALL, .smoke = true)
{
	long up = counter("SctpPassiveEstabs");
	int l = sock_listening(v, PORT);

	CHECK_EQ(poll_now(l, ALL_EVENTS),
		 v->type == SOCK_STREAM ? 0 : POLLOUT);
	CHECK_OK(connect_to(sock(v), host(v, 1, PORT)));
	WAIT_UNTIL(counter("SctpPassiveEstabs") > up);
	CHECK_EQ(poll_now(l, ALL_EVENTS),
		 v->type == SOCK_STREAM ? POLLIN : POLLOUT);
	if (v->type == SOCK_STREAM) {
		CHECK_OK(accept(l, NULL, NULL));
		CHECK_EQ(poll_now(l, ALL_EVENTS), 0);
	}
}

NETTEST(poll__connecting, .variants = V_STREAM)
{
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	CHECK_EQ(poll_now(fd, ALL_EVENTS), 0);
}

NETTEST(poll__connected, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);

	CHECK_EQ(poll_now(p.c, ALL_EVENTS), POLLOUT);
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLOUT);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(poll_until(p.s, POLLIN), POLLIN);
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLIN | POLLOUT);
	rx_data(p.s, "x");
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLOUT);
}

NETTEST(poll__notification_is_input, .variants = V_V4)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF };
	struct pair p = pair_open(v);

	event_on(p.s, SCTP_SHUTDOWN_EVENT);
	info.snd_assoc_id = p.cid;
	if (v->type == SOCK_STREAM)
		CHECK_OK(shutdown(p.c, SHUT_WR));
	else
		CHECK_OK(tx_info(p.c, NULL, &info, NULL, 0, 0));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
}

/* Send until the buffer is full, and stays so: SACKs may still make room */
static void fill_for_good(int fd, const struct sctp_sndinfo *info)
{
	do {
		while (tx_info(fd, NULL, info, block, sizeof(block),
			       MSG_DONTWAIT) > 0)
			;
		CHECK_EQ(errno, EAGAIN);
	} while (poll_wait(fd, POLLOUT, 300));
}

NETTEST(poll__send_buffer_full,
	.variants = V_STREAM_V4 | V_STREAM_V6 | V_SEQ_V4, .smoke = true)
{
	struct sctp_sndinfo info = {};
	int l = sock(v), c = sock(v);
	struct pair p;
	struct rx r;

	small_buffers(l);
	small_buffers(c);
	p = pair_of(v, l, c);
	info.snd_assoc_id = p.cid;
	fill_for_good(c, &info);
	CHECK_EQ(poll_now(c, POLLOUT), 0);
	while (poll_wait(p.s, POLLIN, 200))
		CHECK_EQ(rx(p.s, &r, 0), sizeof(block));
	CHECK_EQ(poll_until(c, POLLOUT), POLLOUT);
}

NETTEST(poll__peer_shut_down, .variants = V_STREAM, .smoke = true)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(tx(p.c, 0, "x", 1));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_SET(poll_until(p.s, POLLRDHUP), POLLRDHUP);
	CHECK_SET(poll_now(p.s, ALL_EVENTS), POLLIN | POLLRDHUP);
	rx_data(p.s, "x");
	/* End of file can be read as often as one likes. */
	CHECK_SET(poll_now(p.s, ALL_EVENTS), POLLIN | POLLRDHUP);
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	CHECK_SET(poll_now(p.s, ALL_EVENTS), POLLIN | POLLRDHUP);
}

/* A program that takes POLLHUP for the end would lose what is there to read. */
NETTEST(poll__no_hangup_before_the_end, .variants = V_STREAM, .smoke = true)
{
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.c, 0, "x", 1));
	close(p.c);
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLIN | POLLOUT | POLLRDHUP);
	rx_data(p.s, "x");
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLIN | POLLOUT | POLLRDHUP);
}

NETTEST(poll__both_directions_shut, .variants = V_STREAM)
{
	struct pair p = pair_open(v);

	CHECK_OK(shutdown(p.c, SHUT_RDWR));
	CHECK_SET(poll_now(p.c, ALL_EVENTS), POLLHUP | POLLRDHUP | POLLIN);
}

NETTEST(poll__aborted, .variants = V_STREAM, .smoke = true)
{
	struct pair p = pair_open(v);
	struct linger lin = { 1, 0 };

	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	CHECK_SET(poll_until(p.s, POLLIN), POLLERR);
	CHECK_EQ(sock_error(p.s), ECONNRESET);
	CHECK_CLEAR(poll_now(p.s, ALL_EVENTS), POLLERR);
}

NETTEST(poll__aborted_is_at_its_end, .variants = V_STREAM,
	.intree = "who has seen the error waits for ever")
{
	struct pair p = pair_open(v);
	struct linger lin = { 1, 0 };
	char c;

	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_EQ(poll_now(p.s, ALL_EVENTS),
		 POLLERR | POLLIN | POLLOUT | POLLRDHUP);
	CHECK_ERR(recv(p.s, &c, 1, 0), ECONNRESET);
	CHECK_EQ(recv(p.s, &c, 1, MSG_DONTWAIT), 0);
	CHECK_EQ(poll_now(p.s, ALL_EVENTS), POLLIN | POLLOUT | POLLRDHUP);
}

NETTEST(poll__many_associations, .variants = V_SEQ_V4)
{
	int s = sock_listening(v, PORT), i;
	struct rx r;

	for (i = 0; i < 5; i++) {
		int c = sock(v);

		CHECK_OK(connect_to(c, host(v, 1, PORT)));
		CHECK_OK(tx(c, assoc_id(c), "x", 1));
	}
	for (i = 0; i < 5; i++) {
		CHECK_EQ(poll_until(s, POLLIN), POLLIN);
		CHECK_EQ(rx(s, &r, 0), 1);
	}
	CHECK_EQ(poll_now(s, POLLIN), 0);
}

NETTEST(select__readable_writable, .variants = V_STREAM_V4)
{
	struct timeval tv = { 2, 0 };
	struct pair p = pair_open(v);
	fd_set rd, wr;

	CHECK_OK(tx(p.c, 0, "x", 1));
	FD_ZERO(&rd);
	FD_SET(p.s, &rd);
	CHECK_EQ(select(p.s + 1, &rd, NULL, NULL, &tv), 1);
	FD_ZERO(&rd);
	FD_ZERO(&wr);
	FD_SET(p.c, &rd);
	FD_SET(p.c, &wr);
	CHECK_EQ(select(p.c + 1, &rd, &wr, NULL, &tv), 1);
	CHECK(FD_ISSET(p.c, &wr) && !FD_ISSET(p.c, &rd));
}

NETTEST(epoll__level_triggered, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct epoll_event ev = { .events = EPOLLIN };
	struct pair p = pair_open(v);
	int ep = CHECK_OK(epoll_create1(0));

	CHECK_OK(epoll_ctl(ep, EPOLL_CTL_ADD, p.s, &ev));
	CHECK_EQ(epoll_wait(ep, &ev, 1, 0), 0);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(epoll_wait(ep, &ev, 1, 10000 * ktap_scale()), 1);
	CHECK_EQ(epoll_wait(ep, &ev, 1, 0), 1);
	CHECK_EQ(ev.events, EPOLLIN);
	rx_data(p.s, "x");
	CHECK_EQ(epoll_wait(ep, &ev, 1, 0), 0);
}

NETTEST(epoll__edge_triggered,
	.variants = V_STREAM_V4 | V_SEQ_V4, .smoke = true)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLET };
	struct pair p = pair_open(v);
	int ep = CHECK_OK(epoll_create1(0)), i;

	CHECK_OK(epoll_ctl(ep, EPOLL_CTL_ADD, p.s, &ev));
	epoll_wait(ep, &ev, 1, 0);
	/* Every arrival is a new edge, read or not. */
	for (i = 0; i < 3; i++) {
		CHECK_OK(tx(p.c, p.cid, "x", 1));
		CHECK_EQ(epoll_wait(ep, &ev, 1, 10000 * ktap_scale()), 1);
		CHECK_SET(ev.events, EPOLLIN);
		sleep_ms(20);
		while (epoll_wait(ep, &ev, 1, 0))
			;
	}
	for (i = 0; i < 3; i++)
		rx_data(p.s, "x");
}

NETTEST(epoll__edge_on_write_space, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct epoll_event ev = { .events = EPOLLOUT | EPOLLET };
	int l = sock(v), c = sock(v), ep = CHECK_OK(epoll_create1(0));
	struct sctp_sndinfo info = {};
	struct pair p;
	struct rx r;

	small_buffers(l);
	small_buffers(c);
	p = pair_of(v, l, c);
	info.snd_assoc_id = p.cid;
	fill_for_good(c, &info);
	CHECK_OK(epoll_ctl(ep, EPOLL_CTL_ADD, c, &ev));
	CHECK_EQ(epoll_wait(ep, &ev, 1, 50), 0);
	while (poll_wait(p.s, POLLIN, 200))
		CHECK_EQ(rx(p.s, &r, 0), sizeof(block));
	CHECK_EQ(epoll_wait(ep, &ev, 1, 10000 * ktap_scale()), 1);
	CHECK_EQ(ev.events, EPOLLOUT);
}

NETTEST(epoll__hangup, .variants = V_STREAM_V4)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP };
	struct pair p = pair_open(v);
	int ep = CHECK_OK(epoll_create1(0));

	CHECK_OK(epoll_ctl(ep, EPOLL_CTL_ADD, p.s, &ev));
	close(p.c);
	CHECK_EQ(epoll_wait(ep, &ev, 1, 10000 * ktap_scale()), 1);
	CHECK_SET(ev.events, EPOLLIN | EPOLLRDHUP);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
