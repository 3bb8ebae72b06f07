// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions of libsctp that send and receive: sctp_sendmsg(), sctp_send(),
 * sctp_recvmsg(), sctp_sendv(), sctp_recvv().
 */
#include "sock.h"

#define PPID	htonl(0x1234)

static void data_io(int fd)
{
	struct sctp_event_subscribe ev = { .sctp_data_io_event = 1 };

	CHECK_OK(opt_set(fd, SCTP_EVENTS, &ev, sizeof(ev)));
}

/* What sctp_recvmsg() is to give: one whole message and where it came from. */
static struct sctp_sndrcvinfo recv_info(int fd, const char *want)
{
	struct sctp_sndrcvinfo info = {};
	union addr from = {};
	socklen_t len = sizeof(from);
	int flags = 0, n;
	char buf[64];

	n = CHECK_OK(sctp_recvmsg(fd, buf, sizeof(buf), &from.sa, &len, &info,
				  &flags));
	CHECK_SET(flags, MSG_EOR);
	CHECK_CLEAR(flags, MSG_NOTIFICATION);
	CHECK_EQ(n, strlen(want));
	CHECK(!memcmp(buf, want, n));
	CHECK_EQ(len, addr_len(&from));
	return info;
}

NETTEST(lib_sendmsg__all_arguments, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	union addr to = host(v, 1, PORT);
	struct sctp_sndrcvinfo info;

	data_io(p.s);
	CHECK_EQ(sctp_sendmsg(p.c, "one", 3, &to.sa, addr_len(&to), PPID,
			      SCTP_UNORDERED, 4, 60000, 77), 3);
	info = recv_info(p.s, "one");
	CHECK_EQ(info.sinfo_stream, 4);
	CHECK_EQ(info.sinfo_ppid, PPID);
	CHECK_SET(info.sinfo_flags, SCTP_UNORDERED);
	CHECK_EQ(info.sinfo_context, 0);
	if (p.sid)
		CHECK_EQ(info.sinfo_assoc_id, p.sid);
}

NETTEST(lib_sendmsg__sets_up, .variants = V_SEQ)
{
	int s = sock_listening(v, PORT), c = sock(v);
	union addr to = host(v, 1, PORT);

	data_io(s);
	CHECK_EQ(sctp_sendmsg(c, "hello", 5, &to.sa, addr_len(&to), PPID, 0, 2,
			      0, 0), 5);
	CHECK_EQ(recv_info(s, "hello").sinfo_stream, 2);
}

NETTEST(lib_sendmsg__end, .variants = V_SEQ)
{
	struct pair p = pair_open(v);
	union addr to = host(v, 1, PORT);
	struct rx r;

	event_on(p.s, SCTP_ASSOC_CHANGE);
	CHECK_OK(sctp_sendmsg(p.c, NULL, 0, &to.sa, addr_len(&to), 0, SCTP_EOF,
			      0, 0, 0));
	rx_change(p.s, &r, SCTP_SHUTDOWN_COMP);
}

NETTEST(lib_send__info, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_sndrcvinfo info = {
		.sinfo_stream = 3,
		.sinfo_ppid = PPID,
		.sinfo_assoc_id = p.cid,
	};

	data_io(p.s);
	CHECK_EQ(sctp_send(p.c, "two", 3, &info, 0), 3);
	info = recv_info(p.s, "two");
	CHECK_EQ(info.sinfo_stream, 3);
	CHECK_EQ(info.sinfo_ppid, PPID);
	CHECK_EQ(info.sinfo_flags, 0);
}

NETTEST(lib_send__bad_stream, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct sctp_sndrcvinfo info = {
		.sinfo_stream = 10,
		.sinfo_assoc_id = p.cid,
	};

	CHECK_ERR(sctp_send(p.c, "x", 1, &info, 0), EINVAL);
}

NETTEST(lib_recvmsg__notification, .variants = V_ALL)
{
	union {
		union sctp_notification	sn;
		char			room[256];
	} buf;
	struct pair p = pair_open(v);
	int flags = 0;

	event_on(p.s, SCTP_SHUTDOWN_EVENT);
	close(p.c);
	CHECK_EQ(sctp_recvmsg(p.s, &buf, sizeof(buf), NULL, NULL, NULL, &flags),
		 sizeof(buf.sn.sn_shutdown_event));
	CHECK_SET(flags, MSG_NOTIFICATION | MSG_EOR);
	CHECK_EQ(buf.sn.sn_header.sn_type, SCTP_SHUTDOWN_EVENT);
}

/* A message in pieces: the end is marked on the last of them only. */
NETTEST(lib_recvmsg__small_buffer, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	int flags = 0;
	char buf[4];

	CHECK_OK(tx(p.c, p.cid, "abcdef", 6));
	CHECK_EQ(sctp_recvmsg(p.s, buf, 4, NULL, NULL, NULL, &flags), 4);
	CHECK_CLEAR(flags, MSG_EOR);
	CHECK(!memcmp(buf, "abcd", 4));
	flags = 0;
	CHECK_EQ(sctp_recvmsg(p.s, buf, 4, NULL, NULL, NULL, &flags), 2);
	CHECK_SET(flags, MSG_EOR);
	CHECK(!memcmp(buf, "ef", 2));
}

/* sctp_sendv() of "left" and "right", in two pieces. */
static int sendv(int fd, struct sockaddr *to, int nr, void *info,
		 socklen_t len, unsigned int type)
{
	struct iovec iov[] = { { "left ", 5 }, { "right", 5 } };

	return sctp_sendv(fd, iov, 2, to, nr, info, len, type, 0);
}

/* What came along, as SCTP_RCVINFO. */
static struct sctp_rcvinfo recvv(int fd)
{
	struct sctp_rcvinfo info = {};
	socklen_t len = sizeof(info), fromlen;
	union addr from = {};
	unsigned int type = 0;
	char a[4], b[60];
	struct iovec iov[] = { { a, sizeof(a) }, { b, sizeof(b) } };
	int flags = 0;

	fromlen = sizeof(from);
	CHECK_EQ(sctp_recvv(fd, iov, 2, &from.sa, &fromlen, &info, &len, &type,
			    &flags), 10);
	CHECK_SET(flags, MSG_EOR);
	CHECK(!memcmp(a, "left", 4) && !memcmp(b, " right", 6));
	CHECK_EQ(type, SCTP_RECVV_RCVINFO);
	CHECK_EQ(len, sizeof(info));
	CHECK_EQ(fromlen, addr_len(&from));
	return info;
}

static struct pair pair_rcvinfo(const struct variant *v)
{
	struct pair p = pair_open(v);

	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	return p;
}

NETTEST(lib_sendv__no_info, .variants = V_ALL)
{
	struct pair p = pair_rcvinfo(v);
	union addr to = host(v, 1, PORT);

	CHECK_EQ(sendv(p.c, &to.sa, 1, NULL, 0, SCTP_SENDV_NOINFO), 10);
	CHECK_EQ(recvv(p.s).rcv_sid, 0);
}

NETTEST(lib_sendv__sndinfo, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_rcvinfo(v);
	struct sctp_sndinfo info = {
		.snd_sid = 5,
		.snd_flags = SCTP_UNORDERED,
		.snd_ppid = PPID,
		.snd_assoc_id = p.cid,
	};
	struct sctp_rcvinfo got;

	CHECK_EQ(sendv(p.c, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO),
		 10);
	got = recvv(p.s);
	CHECK_EQ(got.rcv_sid, 5);
	CHECK_EQ(got.rcv_ppid, PPID);
	CHECK_SET(got.rcv_flags, SCTP_UNORDERED);
}

NETTEST(lib_sendv__prinfo, .variants = V_ALL)
{
	struct sctp_prinfo info = { SCTP_PR_SCTP_TTL, 60000 };
	struct pair p = pair_rcvinfo(v);
	union addr to = host(v, 1, PORT);

	CHECK_EQ(sendv(p.c, &to.sa, 1, &info, sizeof(info), SCTP_SENDV_PRINFO),
		 10);
	CHECK_EQ(recvv(p.s).rcv_sid, 0);
	info.pr_policy = 0x40;
	CHECK_ERR(sendv(p.c, &to.sa, 1, &info, sizeof(info),
			SCTP_SENDV_PRINFO), EINVAL);
}

/* As long as AUTH is off it does not matter which key it is. */
NETTEST(lib_sendv__authinfo, .variants = V_ALL)
{
	struct pair p = pair_rcvinfo(v);
	union addr to = host(v, 1, PORT);
	struct sctp_authinfo info = { 0 };

	CHECK_EQ(sendv(p.c, &to.sa, 1, &info, sizeof(info),
		       SCTP_SENDV_AUTHINFO), 10);
	CHECK_EQ(recvv(p.s).rcv_sid, 0);
	info.auth_keynumber = 7;
	CHECK_EQ(sendv(p.c, &to.sa, 1, &info, sizeof(info),
		       SCTP_SENDV_AUTHINFO), 10);
	CHECK_EQ(recvv(p.s).rcv_sid, 0);
}

NETTEST(lib_sendv__spa, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_rcvinfo(v);
	struct sctp_sendv_spa spa = {
		.sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID,
		.sendv_sndinfo.snd_sid = 6,
		.sendv_sndinfo.snd_ppid = PPID,
		.sendv_sndinfo.snd_assoc_id = p.cid,
		.sendv_prinfo.pr_policy = SCTP_PR_SCTP_RTX,
		.sendv_prinfo.pr_value = 3,
	};
	struct sctp_rcvinfo got;

	CHECK_EQ(sendv(p.c, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA), 10);
	got = recvv(p.s);
	CHECK_EQ(got.rcv_sid, 6);
	CHECK_EQ(got.rcv_ppid, PPID);
	/* What is not said to be valid is not looked at. */
	spa.sendv_flags = SCTP_SEND_SNDINFO_VALID;
	spa.sendv_prinfo.pr_policy = 0x40;
	CHECK_EQ(sendv(p.c, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA), 10);
	recvv(p.s);
}

/* With several addresses an association is set up, with all of them. */
NETTEST(lib_sendv__addresses, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	struct sctp_sndinfo info = { .snd_sid = 1 };
	int l = sock(v), c = sock(v);
	struct sockaddr *list;
	union {
		struct sockaddr	sa;
		char		room[64];
	} buf;

	addr_pack(&buf, &b, addr_pack(&buf, &a, 0));
	CHECK_OK(sctp_bindx(l, &buf.sa, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	CHECK_OK(opt_set_int(l, SCTP_RECVRCVINFO, 1));
	CHECK_EQ(sendv(c, &buf.sa, 2, &info, sizeof(info), SCTP_SENDV_SNDINFO),
		 10);
	CHECK_EQ(recvv(l).rcv_sid, 1);
	CHECK_EQ(sctp_getpaddrs(c, assoc_id(c), &list), 2);
	sctp_freepaddrs(list);
}

/* One sctp_recvv(); returns the type of what came along, in @rn. */
static unsigned int recvv_type(int fd, void *info, socklen_t len)
{
	unsigned int type = 99;
	struct iovec iov;
	int flags = 0;
	char buf[64];

	iov = (struct iovec){ buf, sizeof(buf) };
	CHECK_OK(sctp_recvv(fd, &iov, 1, NULL, NULL, info, &len, &type,
			    &flags));
	return type;
}

NETTEST(lib_recvv__no_info, .variants = V_ALL)
{
	struct sctp_recvv_rn rn = {};
	struct pair p = pair_open(v);

	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(recvv_type(p.s, &rn, sizeof(rn)), SCTP_RECVV_NOINFO);
}

/* Two messages there, of which the second is announced with the first. */
static void two(struct pair *p)
{
	struct sctp_sndinfo info = { .snd_sid = 1, .snd_assoc_id = p->cid };

	CHECK_OK(tx_info(p->c, NULL, &info, "first", 5, 0));
	info.snd_sid = 2;
	info.snd_ppid = PPID;
	CHECK_OK(tx_info(p->c, NULL, &info, "second one", 10, 0));
	WAIT_UNTIL(tx_arrived(p->c, p->cid));
}

static void check_next(const struct sctp_nxtinfo *next)
{
	CHECK_EQ(next->nxt_sid, 2);
	CHECK_EQ(next->nxt_ppid, PPID);
	CHECK_EQ(next->nxt_length, 10);
}

NETTEST(lib_recvv__nxtinfo, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct sctp_nxtinfo next = {};

	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	two(&p);
	CHECK_EQ(recvv_type(p.s, &next, sizeof(next)), SCTP_RECVV_NXTINFO);
	check_next(&next);
	CHECK_EQ(recvv_type(p.s, &next, sizeof(next)), SCTP_RECVV_NOINFO);
}

NETTEST(lib_recvv__rn, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_rcvinfo(v);
	struct sctp_recvv_rn rn = {};

	CHECK_OK(opt_set_int(p.s, SCTP_RECVNXTINFO, 1));
	two(&p);
	CHECK_EQ(recvv_type(p.s, &rn, sizeof(rn)), SCTP_RECVV_RN);
	CHECK_EQ(rn.recvv_rcvinfo.rcv_sid, 1);
	check_next(&rn.recvv_nxtinfo);
	CHECK_EQ(recvv_type(p.s, &rn, sizeof(rn)), SCTP_RECVV_RCVINFO);
	CHECK_EQ(rn.recvv_rcvinfo.rcv_sid, 2);
	CHECK_EQ(rn.recvv_rcvinfo.rcv_ppid, PPID);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
