// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sending: message boundaries, flags, errors, blocking.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/uio.h>

#include "sock.h"

static char big[1 << 20];

static int sndbuf(int fd)
{
	return opt_int(fd, SOL_SOCKET, SO_SNDBUF);
}

/* Give both sides small fixed buffers, so that they fill quickly. */
static struct pair small_pair(const struct variant *v)
{
	int l = sock(v), c = sock(v), size = 16384;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	return pair_of(v, l, c);
}

/* Send until there is no room; how many there was room for. */
static int fill(struct pair *p, size_t len)
{
	struct sctp_sndinfo info = { .snd_assoc_id = p->cid };
	int n = 0;

	while (tx_info(p->c, NULL, &info, big, len, MSG_DONTWAIT) > 0)
		n++;
	CHECK_EQ(errno, EAGAIN);
	return n;
}

/* The same, until SACKs that are still to come make no room either, be it of
 * a probe of the closed window
 */
static void fill_for_good(struct pair *p, size_t len)
{
	while (fill(p, len))
		usleep(1200000 * (ktap_scale() > 1 ? 2 : 1));
}

/* sinfo_timetolive: not sent in time, not sent at all. */
NETTEST(send__life_time, .variants = V_ALL, .smoke = true)
{
	struct pair p = small_pair(v);
	struct sctp_sndrcvinfo info = {
		.sinfo_assoc_id = p.cid, .sinfo_timetolive = 100,
		.sinfo_context = 77,
	};
	struct sctp_send_failed *sf;
	struct rx r;

	event_on(p.c, SCTP_SEND_FAILED);
	/* What it waits behind: the reader stands still. */
	fill_for_good(&p, 1000);
	rx_len(p.s, &r, 1000, 0);
	while (tx_cmsg(p.c, NULL, SCTP_SNDRCV, &info, sizeof(info), "mortal",
		       6, MSG_DONTWAIT) < 0) {
		CHECK_EQ(errno, EAGAIN);
		rx_len(p.s, &r, 1000, 0);
	}
	sf = &rx_until(p.c, &r, SCTP_SEND_FAILED)->sn_send_failed;
	CHECK_EQ(sf->ssf_info.sinfo_context, 77);
	CHECK_EQ(sf->ssf_flags, SCTP_DATA_UNSENT);
	CHECK_EQ(tx(p.c, p.cid, "last", 4), 4);
	do {
		CHECK_OK(rx_len(p.s, &r, 1000, 0));
		CHECK(r.len != 6);
	} while (r.len != 4);
	pair_close(&p);
}

/* SCTP_PR_SCTP_PRIO: less important messages make room */
NETTEST(send__priority_makes_room, .variants = V_V4, .smoke = true,
	.intree = "takes a message of SCTP_SNDINFO for one without priority")
{
	struct sctp_default_prinfo low = {
		.pr_policy = SCTP_PR_SCTP_PRIO, .pr_value = 10,
	};
	struct sctp_prinfo high = { SCTP_PR_SCTP_PRIO, 1 };
	struct sctp_prstatus st = { .sprstat_policy = SCTP_PR_SCTP_PRIO };
	struct pair p = small_pair(v);
	union addr a = host(v, 1, PORT);
	struct rx r;

	low.pr_assoc_id = p.cid;
	st.sprstat_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_DEFAULT_PRINFO, &low, sizeof(low)));
	fill_for_good(&p, 1000);
	CHECK_EQ(tx_cmsg(p.c, v->type == SOCK_STREAM ? NULL : &a, SCTP_PRINFO,
			 &high, sizeof(high), "urgent", 6, MSG_DONTWAIT), 6);
	CHECK_OK(opt_get(p.c, SCTP_PR_ASSOC_STATUS, &st, sizeof(st)));
	CHECK(st.sprstat_abandoned_unsent + st.sprstat_abandoned_sent > 0);
	st.sprstat_policy = SCTP_PR_SCTP_ALL;
	CHECK_OK(opt_get(p.c, SCTP_PR_STREAM_STATUS, &st, sizeof(st)));
	CHECK(st.sprstat_abandoned_unsent + st.sprstat_abandoned_sent > 0);
	do
		CHECK_OK(rx_len(p.s, &r, 1000, 0));
	while (r.len != 6);
	pair_close(&p);
}

/* Write, write, read: the second waits for the SACK of the first (Nagle), and
 * there is no answer that could bring it. SACK.Delay may pass once, not each
 * time.
 */
NETTEST(send__in_two_goes, .variants = V_ALL, .smoke = true,
	.intree = "each round takes SACK.Delay")
{
	struct pair p = pair_open(v);
	long expired = counter("SctpDelaySackExpireds");
	int i;

	for (i = 0; i < 12; i++) {
		CHECK_EQ(tx(p.c, p.cid, "head", 4), 4);
		CHECK_EQ(tx(p.c, p.cid, "body", 4), 4);
		rx_data(p.s, "head");
		rx_data(p.s, "body");
		CHECK_EQ(tx(p.s, p.sid, "answer", 6), 6);
		rx_data(p.c, "answer");
	}
	CHECK(counter("SctpDelaySackExpireds") - expired <= 6);
	pair_close(&p);
}

NETTEST(send__keeps_boundaries, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct rx r;
	int i;

	for (i = 1; i <= 40; i++) {
		memset(big, i, i * 37);
		CHECK_EQ(tx(p.c, p.cid, big, i * 37), i * 37);
	}
	for (i = 1; i <= 40; i++) {
		CHECK_EQ(rx(p.s, &r, 0), i * 37);
		CHECK_SET(r.flags, MSG_EOR);
		memset(big, i, i * 37);
		CHECK(!memcmp(r.buf, big, r.len));
	}
}

NETTEST(send__gathers, .variants = V_V4)
{
	struct iovec iov[] = { { "gath", 4 }, { "", 0 }, { "ered", 4 } };
	struct pair p = pair_open(v);
	union addr a = local_addr(p.s);
	struct msghdr mh = { .msg_iov = iov, .msg_iovlen = 3 };

	if (v->type == SOCK_SEQPACKET) {
		mh.msg_name = &a;
		mh.msg_namelen = addr_len(&a);
	}
	CHECK_EQ(sendmsg(p.c, &mh, 0), 8);
	rx_data(p.s, "gathered");
}

NETTEST(send__write_calls, .variants = V_STREAM_V4)
{
	struct iovec iov[] = { { "ve", 2 }, { "ctor", 4 } };
	struct pair p = pair_open(v);
	struct mmsghdr mm[2] = {};

	CHECK_EQ(write(p.c, "plain", 5), 5);
	CHECK_EQ(writev(p.c, iov, 2), 6);
	mm[0].msg_hdr.msg_iov = &iov[0];
	mm[1].msg_hdr.msg_iov = &iov[1];
	mm[0].msg_hdr.msg_iovlen = 1;
	mm[1].msg_hdr.msg_iovlen = 1;
	CHECK_EQ(sendmmsg(p.c, mm, 2, 0), 2);
	rx_data(p.s, "plain");
	rx_data(p.s, "vector");
	rx_data(p.s, "ve");
	rx_data(p.s, "ctor");
}

NETTEST(send__library, .variants = V_V4)
{
	struct sctp_event_subscribe ev = { .sctp_data_io_event = 1 };
	struct sctp_sndrcvinfo info = {};
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	char buf[16];
	int flags = 0;

	CHECK_EQ(sctp_sendmsg(p.c, "one", 3, &a.sa, addr_len(&a), htonl(7), 0,
			      4, 0, 0), 3);
	CHECK_OK(opt_set(p.s, SCTP_EVENTS, &ev, sizeof(ev)));
	CHECK_EQ(sctp_recvmsg(p.s, buf, sizeof(buf), NULL, NULL, &info,
			      &flags), 3);
	CHECK_EQ(info.sinfo_stream, 4);
	CHECK_EQ(info.sinfo_ppid, htonl(7));
	CHECK_SET(flags, MSG_EOR);
}

NETTEST(send__one_byte_to_fragmented, .variants = V_V4 | V_V6, .smoke = true)
{
	static const int sizes[] = { 1, 2, 3, 4, 5, 1000, 1451, 1452, 1453,
				     3000, 4096 };
	struct pair p = pair_open(v);
	struct rx r;
	unsigned int i;

	/* Loopback's MTU would fragment nothing. */
	CHECK_OK(opt_set_int(p.c, SCTP_MAXSEG, 600));
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		memset(big, i + 1, sizes[i]);
		CHECK_EQ(tx(p.c, p.cid, big, sizes[i]), sizes[i]);
		CHECK_EQ(rx(p.s, &r, 0), sizes[i]);
		CHECK(!memcmp(r.buf, big, r.len));
	}
}

NETTEST(send__nothing, .variants = V_ALL)
{
	struct pair p = pair_open(v);

	CHECK_ERR(tx(p.c, p.cid, "", 0), EINVAL);
}

NETTEST(send__more_than_sndbuf, .variants = V_ALL)
{
	struct pair p = small_pair(v);

	CHECK_ERR(tx(p.c, p.cid, big, sndbuf(p.c) + 1), EMSGSIZE);
	CHECK_EQ(tx(p.c, p.cid, big, sndbuf(p.c)), sndbuf(p.c));
}

NETTEST(send__bad_stream, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_status st = assoc_status(p.c, p.cid);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	struct rx r;

	info.snd_sid = st.sstat_outstrms;
	CHECK_ERR(tx_info(p.c, NULL, &info, "x", 1, 0), EINVAL);
	info.snd_sid = 65535;
	CHECK_ERR(tx_info(p.c, NULL, &info, "x", 1, 0), EINVAL);
	info.snd_sid = st.sstat_outstrms - 1;
	CHECK_OK(tx_info(p.c, NULL, &info, "x", 1, 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
}

NETTEST(send__bad_flags, .variants = V_V4)
{
	static const unsigned short bad[] = { 0x400, 0x800, 0x1000, 0x2000,
					      0x4000, 0x8000, 0x100 };
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		info.snd_flags = bad[i];
		CHECK_ERR(tx_info(p.c, NULL, &info, "x", 1, 0), EINVAL);
	}
	info.snd_flags = SCTP_UNORDERED | SCTP_SACK_IMMEDIATELY;
	CHECK_OK(tx_info(p.c, NULL, &info, "x", 1, 0));
	rx_data(p.s, "x");
}

NETTEST(send__eof_with_data, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid,
				     .snd_flags = SCTP_EOF };

	CHECK_ERR(tx_info(p.c, NULL, &info, "x", 1, 0), EINVAL);
}

NETTEST(send__eof_or_abort_on_stream, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF };

	CHECK_ERR(tx_info(p.c, NULL, &info, NULL, 0, 0), EINVAL);
	info.snd_flags = SCTP_ABORT;
	CHECK_ERR(tx_info(p.c, NULL, &info, NULL, 0, 0), EINVAL);
	CHECK_EQ(assoc_state(p.c, 0), SCTP_ESTABLISHED);
}

NETTEST(send__addr_over_without_address, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid,
				     .snd_flags = SCTP_ADDR_OVER };

	CHECK_ERR(tx_info(p.c, NULL, &info, "x", 1, 0), EINVAL);
}

NETTEST(send__not_connected, .variants = V_ALL, .smoke = true)
{
	int fd = sock(v);

	CHECK_ERR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
	CHECK_OK(listen(fd, 1));
	CHECK_ERR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
}

NETTEST(send__connecting, .variants = V_STREAM, .smoke = true)
{
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	CHECK_ERR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
}

NETTEST(send__no_address_reaches_the_peer, .variants = V_V4)
{
	union addr to = blackhole(v, PORT);
	struct sctp_sndinfo info = {};
	int fd = sock_bound(v, 1, 0);

	CHECK_ERR(tx_info(fd, &to, &info, "x", 1, 0), ENETUNREACH);
	CHECK_ERR(connect_to(fd, to), ENETUNREACH);
	CHECK_EQ(proc_rows("assocs"), 0);
}

NETTEST(send__keeps_the_error_of_connect, .variants = V_STREAM)
{
	int l = sock_listening(v, PORT), fd = sock(v);
	union addr to = local_addr(l);
	struct sctp_sndinfo info = {};

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), EINPROGRESS);
	CHECK_SET(poll_until(fd, POLLIN), POLLERR);
	CHECK_EQ(tx_info(fd, &to, &info, "x", 1, 0), 1);
	CHECK_EQ(sock_error(fd), ECONNREFUSED);
}

NETTEST(send__unknown_association, .variants = V_SEQ)
{
	struct pair p = pair_open(v);

	CHECK_ERR(tx(p.c, p.cid + 1000, "x", 1), EPIPE);
	CHECK_ERR(tx(p.c, SCTP_CURRENT_ASSOC, "x", 1), EPIPE);
	/* The id of the other socket's end is not ours. */
	if (p.sid != p.cid)
		CHECK_ERR(tx(p.c, p.sid, "x", 1), EPIPE);
}

static atomic_int sigpipes;

static void on_sigpipe(int sig __unused)
{
	sigpipes++;
}

NETTEST(send__sigpipe, .variants = V_STREAM_V4 | V_SEQ_V4, .smoke = true)
{
	int fd = sock(v);

	signal(SIGPIPE, on_sigpipe);
	CHECK_ERR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(sigpipes, 0);
	CHECK_ERR(send(fd, "x", 1, 0), EPIPE);
	CHECK_EQ(sigpipes, 1);
}

NETTEST(send__bad_pointer, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	CHECK_ERR(send(p.c, (void *)8, 100, 0), EFAULT);
	/* Nothing of it was sent. */
	CHECK_OK(tx(p.c, p.cid, "good", 4));
	rx_data(p.s, "good");
}

NETTEST(send__would_block, .variants = V_ALL, .smoke = true)
{
	struct pair p = small_pair(v);
	int n = fill(&p, 1000), i;
	struct rx r;

	for (i = 0; i < n; i++)
		CHECK_EQ(rx(p.s, &r, 0), 1000);
	CHECK(rx_nothing(p.s));
	CHECK_SET(poll_until(p.c, POLLOUT), POLLOUT);
	CHECK_OK(tx(p.c, p.cid, "more", 4));
	rx_data(p.s, "more");
}

NETTEST(send__timeout, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = small_pair(v);
	long long start;

	fill_for_good(&p, 1000);
	sock_timeout(p.c, SO_SNDTIMEO, 400);
	start = now_ms();
	CHECK_ERR(tx(p.c, p.cid, big, 1000), EAGAIN);
	CHECK(now_ms() - start >= 200);
}

NETTEST(send__interrupted, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = small_pair(v);

	fill_for_good(&p, 1000);
	alarm_in(50);
	CHECK_ERR(tx(p.c, p.cid, big, 1000), EINTR);
}

NETTEST(send__blocks_until_read, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct pair p = small_pair(v);
	struct rx r;
	int i;

	/* The child reads what the parent can only send bit by bit. */
	if (!fork()) {
		for (i = 0; i < 200; i++)
			if (rx(p.s, &r, 0) != 1000 || r.buf[999] != (char)i)
				_exit(1);
		CHECK_OK(tx(p.s, p.sid, "done", 4));
		_exit(0);
	}
	for (i = 0; i < 200; i++) {
		memset(big, i, 1000);
		CHECK_EQ(tx(p.c, p.cid, big, 1000), 1000);
	}
	rx_data(p.c, "done");
}

/* RFC 6458 section 3.1.3; without a SIGPIPE. */
NETTEST(send__shutting_down, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	struct pair p = small_pair(v);
	union addr to = host(v, 1, PORT), other = host(v, 2, PORT);
	struct sctp_sndinfo info = {};
	int size = 1 << 20;

	fill_for_good(&p, 1000);
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_ERR(send(p.c, "x", 1, 0), ESHUTDOWN);
	CHECK_ERR(tx_info(p.c, &to, &info, "x", 1, 0), ESHUTDOWN);
	other.v4.sin_port++;
	CHECK_ERR(tx_info(p.c, &other, &info, "x", 1, 0), EADDRNOTAVAIL);
}

NETTEST(send__to_another_peer_at_the_end, .variants = V_STREAM)
{
	union addr other = blackhole(v, PORT);
	struct sctp_sndinfo info = {};
	struct pair p = pair_open(v);

	CHECK_OK(shutdown(p.c, SHUT_WR));
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_ERR(send(p.s, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_ERR(tx_info(p.s, &other, &info, "x", 1, 0), EADDRNOTAVAIL);
}

NETTEST(send__sleeper_wakes_on_abort, .variants = V_STREAM_V4 | V_SEQ_V4,
	.smoke = true)
{
	struct pair p = small_pair(v);
	struct linger lin = { 1, 0 };

	fill_for_good(&p, 1000);
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	if (!fork()) {
		sleep_ms(100);
		close(p.s);
		_exit(0);
	}
	close(p.s);
	CHECK(tx(p.c, p.cid, big, 1000) < 0);
	CHECK(errno == EPIPE || errno == ECONNRESET || errno == ESRCH);
}

NETTEST(send__more_corks, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);

	/* A hint about packets, never about messages. */
	CHECK_EQ(send(p.c, "one", 3, MSG_MORE), 3);
	CHECK_EQ(send(p.c, "two", 3, 0), 3);
	rx_data(p.s, "one");
	rx_data(p.s, "two");
}

NETTEST(send__abort_carries_reason, .variants = V_SEQ, .smoke = true)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT };
	struct pair p = pair_open(v);
	struct sctp_assoc_change *ac;
	struct rx r;

	event_on(p.s, SCTP_ASSOC_CHANGE);
	info.snd_assoc_id = p.cid;
	/* The data of an ABORT is a reason, not a message: 0 bytes sent. */
	CHECK_EQ(tx_info(p.c, NULL, &info, "because", 7, 0), 0);
	ac = rx_change(p.s, &r, SCTP_COMM_LOST);
	/*
	 * Linux hands out the causes of the ABORT, without its header: one,
	 * User-Initiated Abort (12), which holds our reason.
	 */
	CHECK_EQ(ac->sac_error, htons(12));
	CHECK_EQ(ac->sac_length, sizeof(*ac) + 4 + 7);
	CHECK_EQ(ac->sac_info[0] << 8 | ac->sac_info[1], 12);
	CHECK_EQ(ac->sac_info[2] << 8 | ac->sac_info[3], 4 + 7);
	CHECK(!memcmp(ac->sac_info + 4, "because", 7));
	CHECK_EQ(assoc_count(p.c), 0);
	CHECK_EQ(assoc_count(p.s), 0);
}

/* Beyond what an answer to a peer would repeat. */
NETTEST(send__abort_carries_long_reason, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT };
	struct pair p = pair_open(v);
	struct sctp_assoc_change *ac;
	char reason[1200];
	struct rx r;

	memset(reason, 'r', sizeof(reason));
	event_on(p.s, SCTP_ASSOC_CHANGE);
	info.snd_assoc_id = p.cid;
	CHECK_EQ(tx_info(p.c, NULL, &info, reason, sizeof(reason), 0), 0);
	ac = rx_change(p.s, &r, SCTP_COMM_LOST);
	CHECK_EQ(ac->sac_length, sizeof(*ac) + 4 + sizeof(reason));
	CHECK(!memcmp(ac->sac_info + 4, reason, sizeof(reason)));
}

NETTEST(send__eof_shuts_down, .variants = V_SEQ, .smoke = true)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF };
	struct pair p = pair_open(v);
	struct rx r;

	event_on(p.c, SCTP_ASSOC_CHANGE);
	event_on(p.s, SCTP_ASSOC_CHANGE);
	event_on(p.s, SCTP_SHUTDOWN_EVENT);
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx(p.c, p.cid, "last", 4));
	CHECK_EQ(tx_info(p.c, NULL, &info, NULL, 0, 0), 0);
	CHECK_EQ(tx(p.c, p.cid, "late", 4), -1);
	CHECK(errno == ESHUTDOWN || errno == EPIPE);
	rx_data(p.s, "last");
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
	CHECK_EQ(r.sn.sn_shutdown_event.sse_assoc_id, p.sid);
	rx_change(p.s, &r, SCTP_SHUTDOWN_COMP);
	rx_change(p.c, &r, SCTP_SHUTDOWN_COMP);
	CHECK_EQ(assoc_count(p.c), 0);
}

NETTEST(send__to_all, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_SENDALL };
	int l[3], c = sock(v), i;

	for (i = 0; i < 3; i++) {
		l[i] = sock_listening(v, PORT + i);
		CHECK_OK(connect_to(c, host(v, 1, PORT + i)));
	}
	CHECK_OK(tx_info(c, NULL, &info, "all", 3, 0));
	for (i = 0; i < 3; i++)
		rx_data(l[i], "all");
	info.snd_flags |= SCTP_EOF;
	CHECK_OK(tx_info(c, NULL, &info, NULL, 0, 0));
	WAIT_UNTIL(!assoc_count(c));
}

NETTEST(send__streams_and_ppid, .variants = V_V4 | V_V6, .smoke = true)
{
	struct pair p = pair_open(v);
	struct rx r;
	int i;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	for (i = 0; i < 30; i++) {
		struct sctp_sndinfo info = {
			.snd_assoc_id = p.cid,
			.snd_sid = i % 10,
			.snd_ppid = htonl(i * 1000003),
		};

		CHECK_OK(tx_info(p.c, NULL, &info, &i, sizeof(i), 0));
	}
	for (i = 0; i < 30; i++) {
		CHECK_EQ(rx(p.s, &r, 0), sizeof(i));
		CHECK(r.has_rcv);
		CHECK_EQ(r.rcv.rcv_sid, i % 10);
		CHECK_EQ(r.rcv.rcv_ssn, i / 10);
		CHECK_EQ(r.rcv.rcv_ppid, htonl(i * 1000003));
		CHECK_EQ(r.rcv.rcv_assoc_id != 0, true);
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
