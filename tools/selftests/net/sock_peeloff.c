// SPDX-License-Identifier: GPL-2.0-only
/*
 * sctp_peeloff(), sctp_peeloff_flags(): an association moves to a socket of
 * its own.
 */
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "sock.h"

static int peel(const struct pair *p)
{
	int fd = CHECK_OK(sctp_peeloff(p->s, p->sid));

	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	sock_timeout(fd, SO_SNDTIMEO, IO_TIMEOUT_MS);
	return fd;
}

NETTEST(peeloff__moves_association, .variants = V_SEQ, .smoke = true)
{
	struct pair p = pair_open(v);
	union addr peer = host(v, 2, 0), got;
	int fd = peel(&p);

	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_TYPE), SOCK_SEQPACKET);
	CHECK_EQ(assoc_count(p.s), 0);
	CHECK_EQ(assoc_state(fd, 0), SCTP_ESTABLISHED);
	/* Any id will do there: there is but one association. */
	CHECK_EQ(assoc_state(fd, 12345), SCTP_ESTABLISHED);
	CHECK_OK(tx(p.c, p.cid, "to peeled", 9));
	rx_data(fd, "to peeled");
	CHECK(rx_nothing(p.s));
	CHECK_EQ(send(fd, "from peeled", 11, 0), 11);
	rx_data(p.c, "from peeled");
	got = peer_addr(fd);
	peer = local_addr(p.c);
	CHECK_EQ(addr_port(&got), addr_port(&peer));
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), PORT);
}

NETTEST(peeloff__can_send_eof, .variants = V_SEQ_V4)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF };
	struct pair p = pair_open(v);
	int fd = peel(&p);
	struct rx r;

	event_on(p.c, SCTP_SHUTDOWN_EVENT);
	CHECK_OK(tx_info(fd, NULL, &info, NULL, 0, 0));
	rx_event(p.c, &r, SCTP_SHUTDOWN_EVENT);
}

NETTEST(peeloff__queued_data_moves_along, .variants = V_SEQ, .smoke = true)
{
	struct pair p = pair_open(v), q;
	int fd;

	q = p;
	q.c = sock(v);
	CHECK_OK(connect_to(q.c, host(v, 1, PORT)));
	q.cid = assoc_id(q.c);
	CHECK_OK(tx(p.c, p.cid, "mine 1", 6));
	CHECK_OK(tx(q.c, q.cid, "other 1", 7));
	CHECK_OK(tx(p.c, p.cid, "mine 2", 6));
	CHECK_OK(tx(q.c, q.cid, "other 2", 7));
	sleep_ms(20);
	fd = peel(&p);
	rx_data(fd, "mine 1");
	rx_data(fd, "mine 2");
	CHECK(rx_nothing(fd));
	rx_data(p.s, "other 1");
	rx_data(p.s, "other 2");
	CHECK(rx_nothing(p.s));
}

NETTEST(peeloff__flags, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	int fd;

	fd = CHECK_OK(sctp_peeloff_flags(p.s, p.sid, SOCK_CLOEXEC |
					 SOCK_NONBLOCK));
	CHECK_SET(fcntl(fd, F_GETFL), O_NONBLOCK);
	CHECK_SET(fcntl(fd, F_GETFD), FD_CLOEXEC);
}

NETTEST(peeloff__bad_id, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = pair_open(v);
	int fd;

	CHECK_ERR(sctp_peeloff(p.s, 0), EINVAL);
	CHECK_ERR(sctp_peeloff(p.s, SCTP_CURRENT_ASSOC), EINVAL);
	CHECK_ERR(sctp_peeloff(p.s, SCTP_ALL_ASSOC), EINVAL);
	CHECK_ERR(sctp_peeloff(p.s, -1), EINVAL);
	CHECK_ERR(sctp_peeloff(p.s, p.sid + 1000), EINVAL);
	fd = peel(&p);
	CHECK_ERR(sctp_peeloff(p.s, p.sid), EINVAL);
	CHECK_ERR(sctp_peeloff(fd, p.sid), EINVAL);
}

NETTEST(peeloff__one_to_one, .variants = V_STREAM)
{
	struct pair p = pair_open(v);

	CHECK_ERR(sctp_peeloff(p.c, 0), EINVAL);
	CHECK_ERR(sctp_peeloff(p.s, 0), EINVAL);
}

NETTEST(peeloff__not_for_listening_or_connecting, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	int fd = peel(&p);

	CHECK_ERR(listen(fd, 1), EINVAL);
	CHECK_ERR(accept(fd, NULL, NULL), EOPNOTSUPP);
	CHECK_ERR(connect_to(fd, host(v, 2, PORT)), EISCONN);
}

NETTEST(peeloff__address_ignored, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	union addr elsewhere = host(v, 2, NO_PORT);
	int fd = peel(&p);

	/* RFC 6458 section 9.2: it has one peer, whatever msg_name says. */
	CHECK_EQ(tx_info(fd, &elsewhere, NULL, "here", 4, 0), 4);
	rx_data(p.c, "here");
}

NETTEST(peeloff__parent_goes_on, .variants = V_SEQ, .smoke = true)
{
	struct pair p = pair_open(v);
	int fd = peel(&p), c2 = sock(v);
	sctp_assoc_t id;

	CHECK_OK(connect_to(c2, host(v, 1, PORT)));
	id = assoc_id(c2);
	CHECK_OK(tx(c2, id, "second", 6));
	rx_data(p.s, "second");
	close(p.s);
	CHECK_OK(tx(p.c, p.cid, "first", 5));
	rx_data(fd, "first");
}

NETTEST(peeloff__close_ends_only_it, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v), q = p;
	struct rx r;
	int fd;

	q.c = sock(v);
	CHECK_OK(connect_to(q.c, host(v, 1, PORT)));
	q.cid = assoc_id(q.c);
	fd = peel(&p);
	event_on(p.c, SCTP_ASSOC_CHANGE);
	close(fd);
	rx_change(p.c, &r, SCTP_SHUTDOWN_COMP);
	CHECK_OK(tx(q.c, q.cid, "still", 5));
	rx_data(p.s, "still");
}

/* RFC 6458 section 9.2: the new socket is a one-to-one style socket. */
NETTEST(peeloff__shutdown, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = "shutdown() of a peeled-off socket sends no SHUTDOWN")
{
	struct pair p = pair_open(v);
	struct rx r;
	int fd = peel(&p);

	event_on(p.c, SCTP_SHUTDOWN_EVENT);
	CHECK_OK(shutdown(fd, SHUT_WR));
	rx_event(p.c, &r, SCTP_SHUTDOWN_EVENT);
	CHECK_ERR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
}

NETTEST(peeloff__peer_closes, .variants = V_SEQ,
	.intree = "a peeled-off socket never reads end of file: ENOTCONN")
{
	struct pair p = pair_open(v);
	int fd = peel(&p);
	char c;

	CHECK_OK(tx(p.c, p.cid, "end", 3));
	close(p.c);
	rx_data(fd, "end");
	CHECK_EQ(recv(fd, &c, 1, 0), 0);
	CHECK_SET(poll_now(fd, POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
}

NETTEST(peeloff__peer_aborts, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = pair_open(v);
	struct linger lin = { 1, 0 };
	int fd = peel(&p);
	char c;

	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	CHECK_ERR(recv(fd, &c, 1, 0), ECONNRESET);
}

NETTEST(peeloff__options_move_along, .variants = V_SEQ_V4)
{
	int l = sock(v), c = sock(v), fd;
	struct sctp_assoc_value av = { 0, 9 };
	struct pair p;
	struct rx r;

	CHECK_OK(opt_set_int(l, SCTP_NODELAY, 1));
	CHECK_OK(opt_set_int(l, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set(l, SCTP_MAX_BURST, &av, sizeof(av)));
	event_on(l, SCTP_SHUTDOWN_EVENT);
	p = pair_of(v, l, c);
	fd = peel(&p);
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_NODELAY), 1);
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_RECVRCVINFO), 1);
	CHECK_OK(opt_get(fd, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 9);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(rx(fd, &r, 0), 1);
	CHECK(r.has_rcv);
	close(p.c);
	rx_event(fd, &r, SCTP_SHUTDOWN_EVENT);
}

NETTEST(peeloff__reader_asleep_on_parent, .variants = V_SEQ_V4, .smoke = true)
{
	struct pair p = pair_open(v), q = p;
	int fd, status;
	struct rx r;

	q.c = sock(v);
	CHECK_OK(connect_to(q.c, host(v, 1, PORT)));
	q.cid = assoc_id(q.c);
	if (!fork())
		_exit(rx(p.s, &r, 0) != 6 || memcmp(r.buf, "parent", 6));
	sleep_ms(50);
	fd = peel(&p);
	/* The sleeper stays with the parent. */
	CHECK_OK(tx(p.c, p.cid, "peeled", 6));
	rx_data(fd, "peeled");
	CHECK_OK(tx(q.c, q.cid, "parent", 6));
	CHECK_OK(wait(&status));
	CHECK_EQ(status, 0);
}

NETTEST(peeloff__writer_asleep_on_parent, .variants = V_SEQ_V4, .smoke = true)
{
	static char block[1000];
	int l = sock(v), c = sock(v), size = 16384, status, fd;
	struct sctp_sndinfo info = {};
	struct pair p;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	info.snd_assoc_id = p.sid;
	while (tx_info(l, NULL, &info, block, sizeof(block), MSG_DONTWAIT) > 0)
		;
	CHECK_EQ(errno, EAGAIN);
	if (!fork()) {
		/* With any argument it must not hang or crash. */
		sock_timeout(l, SO_SNDTIMEO, 300);
		tx(l, p.sid, block, sizeof(block));
		_exit(0);
	}
	sleep_ms(50);
	fd = peel(&p);
	CHECK_OK(wait(&status));
	CHECK_EQ(status, 0);
	CHECK_EQ(assoc_state(fd, 0), SCTP_ESTABLISHED);
}

NETTEST(peeloff__other_namespace, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(unshare(CLONE_NEWNET));
	CHECK_ERR(sctp_peeloff(p.s, p.sid), EINVAL);
}

NETTEST(peeloff__no_descriptor_left, .variants = V_SEQ_V4,
	.intree = "the association is lost with the failed call")
{
	struct pair p = pair_open(v);

	while (dup(0) >= 0)
		;
	CHECK_EQ(errno, EMFILE);
	CHECK_ERR(sctp_peeloff(p.s, p.sid), EMFILE);
	/* The association is where it was. */
	CHECK_EQ(assoc_state(p.s, p.sid), SCTP_ESTABLISHED);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	rx_data(p.s, "x");
}

/* An answer that cannot be written: then the association stays. */
NETTEST(peeloff__answer_cannot_be_written, .variants = V_SEQ_V4,
	.intree = "closes the association")
{
	sctp_peeloff_arg_t *arg;
	struct pair p = pair_open(v);
	socklen_t len = sizeof(*arg), *readonly;

	arg = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(arg != MAP_FAILED);
	arg->associd = p.sid;
	readonly = (socklen_t *)(arg + 1);
	*readonly = len;
	CHECK_OK(mprotect(arg, 4096, PROT_READ));
	CHECK_ERR(getsockopt(p.s, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, arg, &len),
		  EFAULT);
	CHECK_ERR(getsockopt(p.s, SOL_SCTP, SCTP_SOCKOPT_PEELOFF,
			     &(sctp_peeloff_arg_t){ p.sid, 0 }, readonly),
		  EFAULT);
	CHECK_EQ(assoc_count(p.s), 1);
	CHECK_OK(tx(p.c, p.cid, "here", 4));
	rx_data(p.s, "here");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
