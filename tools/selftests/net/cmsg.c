// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ancillary data, both directions.
 */
#include <linux/filter.h>

#include "sock.h"

static void data_io(int fd)
{
	struct sctp_event_subscribe ev = { .sctp_data_io_event = 1 };

	CHECK_OK(opt_set(fd, SCTP_EVENTS, &ev, sizeof(ev)));
}

NETTEST(cmsg__none_by_default, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK(!r.has_rcv && !r.has_nxt && !r.has_snd);
}

NETTEST(cmsg__sndrcv, .variants = V_ALL, .smoke = true)
{
	struct sctp_sndrcvinfo si = {
		.sinfo_stream = 2,
		.sinfo_ppid = htonl(0xabcd),
		.sinfo_flags = SCTP_UNORDERED,
		.sinfo_context = 55,
	};
	struct pair p = pair_open(v);
	struct rx r;

	data_io(p.s);
	si.sinfo_assoc_id = p.cid;
	CHECK_OK(tx_cmsg(p.c, NULL, SCTP_SNDRCV, &si, sizeof(si), "x", 1, 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK(r.has_snd && !r.has_rcv);
	CHECK_EQ(r.snd.sinfo_stream, 2);
	CHECK_EQ(r.snd.sinfo_ppid, htonl(0xabcd));
	CHECK_EQ(r.snd.sinfo_flags, SCTP_UNORDERED);
	/* The sender's context stays with the sender. */
	CHECK_EQ(r.snd.sinfo_context, 0);
	CHECK_EQ(r.snd.sinfo_timetolive, 0);
	CHECK(r.snd.sinfo_assoc_id > SCTP_ALL_ASSOC);
	if (p.sid)
		CHECK_EQ(r.snd.sinfo_assoc_id, p.sid);
}

NETTEST(cmsg__tsns_count_up, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_rcvinfo last = {};
	struct rx r;
	int i;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	for (i = 0; i < 10; i++) {
		CHECK_OK(tx(p.c, p.cid, "x", 1));
		CHECK_EQ(rx(p.s, &r, 0), 1);
		CHECK_EQ(r.rcv.rcv_ssn, i);
		/* The cumulative TSN is for unordered messages. */
		CHECK_EQ(r.rcv.rcv_cumtsn, 0);
		if (i)
			CHECK_EQ(r.rcv.rcv_tsn, last.rcv_tsn + 1);
		last = r.rcv;
	}
}

NETTEST(cmsg__unordered_has_cumtsn, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid,
				     .snd_flags = SCTP_UNORDERED };
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(tx_info(p.c, NULL, &info, "x", 1, 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.rcv.rcv_flags, SCTP_UNORDERED);
	CHECK_EQ(r.rcv.rcv_ssn, 0);
	CHECK_EQ(r.rcv.rcv_cumtsn, r.rcv.rcv_tsn);
}

NETTEST(cmsg__rcvinfo, .variants = V_ALL, .smoke = true)
{
	struct sctp_sndinfo info = { .snd_sid = 9, .snd_ppid = 77 };
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "x", 1, 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK(r.has_rcv && !r.has_snd);
	CHECK_EQ(r.rcv.rcv_sid, 9);
	CHECK_EQ(r.rcv.rcv_ppid, 77);
	CHECK_EQ(r.rcv.rcv_flags, 0);
}

NETTEST(cmsg__nxtinfo, .variants = V_V4 | V_V6, .smoke = true)
{
	struct sctp_sndinfo info = { .snd_sid = 5, .snd_ppid = 88,
				     .snd_flags = SCTP_UNORDERED };
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	CHECK_OK(tx(p.c, p.cid, "one", 3));
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "second", 6, 0));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	CHECK_EQ(rx(p.s, &r, 0), 3);
	CHECK(r.has_nxt);
	CHECK_EQ(r.nxt.nxt_sid, 5);
	CHECK_EQ(r.nxt.nxt_ppid, 88);
	CHECK_EQ(r.nxt.nxt_length, 6);
	CHECK_EQ(r.nxt.nxt_flags, SCTP_UNORDERED);
	CHECK_EQ(rx(p.s, &r, 0), 6);
	/* Nothing is next. */
	CHECK(!r.has_nxt);
}

NETTEST(cmsg__nxtinfo_of_notification, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	event_on(p.s, SCTP_SHUTDOWN_EVENT);
	CHECK_OK(tx(p.c, 0, "one", 3));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_SET(poll_until(p.s, POLLRDHUP), POLLRDHUP);
	CHECK_EQ(rx(p.s, &r, 0), 3);
	CHECK(r.has_nxt);
	CHECK_EQ(r.nxt.nxt_flags, SCTP_NOTIFICATION);
}

NETTEST(cmsg__all_at_once, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct rx r;

	data_io(p.s);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	CHECK_OK(tx(p.c, p.cid, "one", 3));
	CHECK_OK(tx(p.c, p.cid, "two", 3));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	CHECK_EQ(rx(p.s, &r, 0), 3);
	CHECK(r.has_rcv && r.has_nxt && r.has_snd);
	CHECK_EQ(r.rcv.rcv_tsn, r.snd.sinfo_tsn);
}

NETTEST(cmsg__order, .variants = V_STREAM_V4)
{
	static const int want[] = { SCTP_NXTINFO, SCTP_RCVINFO, SCTP_SNDRCV };
	struct pair p = pair_open(v);
	union control ctl;
	struct cmsghdr *cm;
	struct msghdr mh;
	unsigned int i = 0;

	data_io(p.s);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	CHECK_OK(tx(p.c, 0, "one", 3));
	CHECK_OK(tx(p.c, 0, "two", 3));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	rx_control(p.s, "one", &mh, &ctl);
	for (cm = CMSG_FIRSTHDR(&mh); cm; cm = CMSG_NXTHDR(&mh, cm)) {
		CHECK(i < ARRAY_SIZE(want));
		CHECK_EQ(cm->cmsg_type, want[i++]);
	}
	CHECK_EQ(i, ARRAY_SIZE(want));
}

/* The count of SO_RXQ_OVFL with the next message, 0 when there is none */
static unsigned int rx_drops(int fd, const char *want)
{
	union control ctl;
	unsigned int n = 0;
	struct cmsghdr *cm;
	struct msghdr mh;

	rx_control(fd, want, &mh, &ctl);
	for (cm = CMSG_FIRSTHDR(&mh); cm; cm = CMSG_NXTHDR(&mh, cm)) {
		CHECK_EQ(cm->cmsg_level, SOL_SOCKET);
		CHECK_EQ(cm->cmsg_type, SO_RXQ_OVFL);
		memcpy(&n, CMSG_DATA(cm), sizeof(n));
	}
	return n;
}

NETTEST(cmsg__drops_are_counted, .variants = V_ALL, .smoke = true)
{
	struct sock_filter nothing = { BPF_RET | BPF_K, 0, 0, 0 };
	struct sock_fprog prog = { 1, &nothing };
	struct pair p = pair_open(v);
	int one = 1;
	long before;

	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_RXQ_OVFL, &one, sizeof(one)));
	CHECK_OK(tx(p.c, p.cid, "none yet", 8));
	CHECK_EQ(rx_drops(p.s, "none yet"), 0);

	before = counter("SctpInPktDiscards");
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_ATTACH_FILTER, &prog,
			    sizeof(prog)));
	CHECK_OK(tx(p.c, p.cid, "late", 4));
	WAIT_UNTIL(counter("SctpInPktDiscards") != before);
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_DETACH_FILTER, &one,
			    sizeof(one)));
	/* sent again */
	CHECK_EQ(rx_drops(p.s, "late"),
		 counter("SctpInPktDiscards") - before);
	CHECK_OK(tx(p.c, p.cid, "as before", 9));
	CHECK_EQ(rx_drops(p.s, "as before"),
		 counter("SctpInPktDiscards") - before);
	pair_close(&p);
}

NETTEST(cmsg__wrong_length, .variants = V_V4, .smoke = true)
{
	static const struct {
		int	type;
		size_t	len;
	} good[] = {
		{ SCTP_SNDRCV, sizeof(struct sctp_sndrcvinfo) },
		{ SCTP_SNDINFO, sizeof(struct sctp_sndinfo) },
		{ SCTP_INIT, sizeof(struct sctp_initmsg) },
		{ SCTP_PRINFO, sizeof(struct sctp_prinfo) },
		{ SCTP_AUTHINFO, sizeof(struct sctp_authinfo) },
	};
	struct pair p = pair_open(v);
	char zero[64] = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		CHECK_ERR(tx_cmsg(p.c, NULL, good[i].type, zero,
				  good[i].len - 1, "x", 1, 0), EINVAL);
		CHECK_ERR(tx_cmsg(p.c, NULL, good[i].type, zero,
				  good[i].len + 1, "x", 1, 0), EINVAL);
		CHECK_ERR(tx_cmsg(p.c, NULL, good[i].type, zero, 0, "x", 1, 0),
			  EINVAL);
	}
	CHECK(rx_nothing(p.s));
}

NETTEST(cmsg__unknown_type, .variants = V_V4)
{
	static const int types[] = { SCTP_RCVINFO, SCTP_NXTINFO, 9, 100, 255 };
	struct pair p = pair_open(v);
	char zero[64] = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		CHECK_ERR(tx_cmsg(p.c, NULL, types[i], zero, 16, "x", 1, 0),
			  EINVAL);
}

NETTEST(cmsg__other_level_skipped, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	union control ctl = {};
	struct iovec iov = { "x", 1 };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = CMSG_SPACE(4),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&mh);

	cm->cmsg_level = IPPROTO_UDP;
	cm->cmsg_type = 99;
	cm->cmsg_len = CMSG_LEN(4);
	CHECK_EQ(sendmsg(p.c, &mh, 0), 1);
	rx_data(p.s, "x");
}

NETTEST(cmsg__malformed, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	union control ctl = {};
	struct iovec iov = { "x", 1 };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = CMSG_SPACE(16),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&mh);

	cm->cmsg_level = IPPROTO_SCTP;
	cm->cmsg_type = SCTP_SNDINFO;
	cm->cmsg_len = 4;		/* shorter than its header */
	CHECK_ERR(sendmsg(p.c, &mh, 0), EINVAL);
	cm->cmsg_len = 1000;		/* beyond the buffer */
	CHECK_ERR(sendmsg(p.c, &mh, 0), EINVAL);
}

NETTEST(cmsg__two_in_one, .variants = V_STREAM_V4)
{
	struct sctp_sndinfo si = { .snd_sid = 6 };
	struct sctp_prinfo pr = { SCTP_PR_SCTP_TTL, 1000 };
	struct pair p = pair_open(v);
	union control ctl = {};
	struct iovec iov = { "x", 1 };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = CMSG_SPACE(sizeof(si)) +
				  CMSG_SPACE(sizeof(pr)),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&mh);
	struct rx r;

	cm->cmsg_level = IPPROTO_SCTP;
	cm->cmsg_type = SCTP_SNDINFO;
	cm->cmsg_len = CMSG_LEN(sizeof(si));
	memcpy(CMSG_DATA(cm), &si, sizeof(si));
	cm = CMSG_NXTHDR(&mh, cm);
	cm->cmsg_level = IPPROTO_SCTP;
	cm->cmsg_type = SCTP_PRINFO;
	cm->cmsg_len = CMSG_LEN(sizeof(pr));
	memcpy(CMSG_DATA(cm), &pr, sizeof(pr));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_EQ(sendmsg(p.c, &mh, 0), 1);
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.rcv.rcv_sid, 6);
}

NETTEST(cmsg__dstaddr, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	int l = sock(v), c = sock(v);
	struct sockaddr *list;
	char buf[64];

	addr_pack(buf, &b, addr_pack(buf, &a, 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	/* A second address of the peer for the association to be made. */
	if (v->family == AF_INET)
		CHECK_OK(tx_cmsg(c, &a, SCTP_DSTADDRV4, &b.v4.sin_addr, 4,
				 "x", 1, 0));
	else
		CHECK_OK(tx_cmsg(c, &a, SCTP_DSTADDRV6, &b.v6.sin6_addr, 16,
				 "x", 1, 0));
	CHECK_EQ(sctp_getpaddrs(c, assoc_id(c), &list), 2);
	rx_data(l, "x");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
