// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stream schedulers (RFC 8260 section 3): which stream is served when, seen by
 * the reader after a window that was closed.
 */
#include <string.h>

#include "sock.h"

#define RR_PKT		1024	/* SCTP_SS_RR_PKT; not in <linux/sctp.h> */
#define FC		3	/* not in old headers */
#define WFQ		4

#define LINUX_6_1	.intree = "not in Linux 6.1"
#define FILLERS		20	/* messages of stream 0, more than the window */

static int set_sched(int fd, sctp_assoc_t id, unsigned int nr)
{
	return val_set(fd, SCTP_STREAM_SCHEDULER, id, nr);
}

static int get_sched(int fd, sctp_assoc_t id)
{
	return val_get(fd, SCTP_STREAM_SCHEDULER, id);
}

static int set_value(int fd, sctp_assoc_t id, int sid, int val)
{
	struct sctp_stream_value sv = { id, sid, val };

	return opt_set(fd, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv));
}

static int get_value(int fd, sctp_assoc_t id, int sid)
{
	struct sctp_stream_value sv = { id, sid, 4711 };

	CHECK_EQ(opt_get(fd, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)),
		 sizeof(sv));
	return sv.stream_value;
}

static void send_on(const struct pair *p, int sid, size_t len, int n)
{
	struct sctp_sndinfo info = { .snd_assoc_id = p->cid, .snd_sid = sid };
	static char buf[16384];

	while (n--)
		CHECK_EQ(tx_info(p->c, NULL, &info, buf, len, 0), len);
}

/* A pair whose window is used up: what is sent from now on waits. */
static struct pair pair_full(const struct variant *v, unsigned int nr)
{
	int l = sock(v), c = sock(v), size = 4096;
	struct pair p;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	CHECK_OK(set_sched(p.c, p.cid, nr));
	send_on(&p, 0, 1000, FILLERS);
	return p;
}

/* Read @n messages; the streams of those that are no fillers, as digits. */
static const char *order(const struct pair *p, int n)
{
	static char sids[1000];
	char *end = sids;
	struct rx r;

	for (n += FILLERS; n; n--) {
		CHECK(rx(p->s, &r, 0) > 0);
		if (r.rcv.rcv_sid)
			*end++ = '0' + r.rcv.rcv_sid;
		while (!(r.flags & MSG_EOR))
			CHECK(rx(p->s, &r, 0) > 0);
	}
	*end = '\0';
	CHECK(rx_nothing(p->s));
	return sids;
}

static void expect_order(const struct pair *p, const char *want)
{
	const char *sids = order(p, strlen(want));

	if (strcmp(sids, want))
		FAIL("order is %s, not %s", sids, want);
}

/* How many of the first @n digits are @sid. */
static int share(const char *sids, int n, int sid)
{
	int count = 0;

	while (n--)
		count += *sids++ == '0' + sid;
	return count;
}

NETTEST(option__numbers, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	int i;

	for (i = SCTP_SS_FCFS; i <= SCTP_SS_RR; i++) {
		CHECK_OK(set_sched(p.c, p.cid, i));
		CHECK_EQ(get_sched(p.c, p.cid), i);
	}
	CHECK_ERR(set_sched(p.c, p.cid, 5), EINVAL);
	CHECK_ERR(set_sched(p.c, p.cid, 0x10000), EINVAL);
	CHECK_ERR(set_sched(p.c, p.cid, -1), EINVAL);
	CHECK_EQ(get_sched(p.c, p.cid), SCTP_SS_RR);
}

NETTEST(option__new_numbers, .variants = V_V4, LINUX_6_1)
{
	struct pair p = pair_open(v);

	CHECK_OK(set_sched(p.c, p.cid, FC));
	CHECK_OK(set_sched(p.c, p.cid, WFQ));
	CHECK_OK(set_sched(p.c, p.cid, RR_PKT));
	CHECK_EQ(get_sched(p.c, p.cid), RR_PKT);
}

NETTEST(option__new_associations_begin_with_it, .variants = V_V4)
{
	int l = sock(v), c = sock(v);
	struct pair p;

	CHECK_OK(set_sched(l, 0, SCTP_SS_PRIO));
	CHECK_OK(set_sched(c, 0, SCTP_SS_RR));
	p = pair_of(v, l, c);
	CHECK_EQ(get_sched(p.c, p.cid), SCTP_SS_RR);
	CHECK_EQ(get_sched(p.s, p.sid), SCTP_SS_PRIO);
	CHECK_OK(tx(p.s, p.sid, "x", 1));
	rx_data(p.c, "x");
	CHECK_OK(tx(p.c, p.cid, "y", 1));
	rx_data(p.s, "y");
}

NETTEST(option__packets_in_turn_from_the_socket, .variants = V_V4,
	.intree = "not in Linux")
{
	int l = sock(v), c = sock(v);
	struct pair p;

	CHECK_OK(set_sched(c, 0, RR_PKT));
	CHECK_EQ(get_sched(c, 0), RR_PKT);
	p = pair_of(v, l, c);
	CHECK_EQ(get_sched(p.c, p.cid), RR_PKT);
}

NETTEST(value__priorities, .variants = V_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_PRIO));
	CHECK_OK(set_value(p.c, p.cid, 3, 65535));
	CHECK_EQ(get_value(p.c, p.cid, 3), 65535);
	CHECK_OK(set_value(p.c, p.cid, 3, 0));
	CHECK_EQ(get_value(p.c, p.cid, 3), 0);
	CHECK_OK(set_value(p.c, p.cid, 9, 1));
	CHECK_ERR(set_value(p.c, p.cid, 10, 1), EINVAL);
	/* they are gone with the scheduler */
	CHECK_OK(set_value(p.c, p.cid, 3, 7));
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_PRIO));
	CHECK_EQ(get_value(p.c, p.cid, 3), 7);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_FCFS));
	CHECK_EQ(get_value(p.c, p.cid, 3), 0);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_PRIO));
	CHECK_EQ(get_value(p.c, p.cid, 3), 0);
}

NETTEST(value__weights, .variants = V_V4, LINUX_6_1)
{
	struct pair p = pair_open(v);

	CHECK_OK(set_sched(p.c, p.cid, WFQ));
	CHECK_OK(set_value(p.c, p.cid, 3, 65535));
	CHECK_EQ(get_value(p.c, p.cid, 3), 65535);
	CHECK_ERR(set_value(p.c, p.cid, 3, 0), EINVAL);
	CHECK_EQ(get_value(p.c, p.cid, 3), 65535);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_FCFS));
	CHECK_OK(set_sched(p.c, p.cid, WFQ));
	CHECK_EQ(get_value(p.c, p.cid, 3), 1);
}

/* As in Linux: who has no values takes them, and tells nothing of them. */
NETTEST(value__of_schedulers_without_values, .variants = V_V4)
{
	struct pair p = pair_open(v);

	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_RR));
	CHECK_OK(set_value(p.c, p.cid, 3, 8));
	CHECK_EQ(get_value(p.c, p.cid, 3), 4711);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_FCFS));
	CHECK_OK(set_value(p.c, p.cid, 3, 8));
	CHECK_EQ(get_value(p.c, p.cid, 3), 0);
}

/* Messages of one stream, sent one after the other */
struct burst {
	int sid;
	size_t len;
	int n;
};

/* What was sent while the window was closed comes in this order */
static void in_order(const struct variant *v, unsigned int nr,
		     const struct burst *b, const char *want)
{
	struct pair p = pair_full(v, nr);

	for (; b->n; b++)
		send_on(&p, b->sid, b->len, b->n);
	expect_order(&p, want);
}

NETTEST(fcfs__in_order, .variants = V_V4)
{
	static const struct burst sent[] = {
		{ 1, 100, 2 }, { 2, 100, 2 }, { 1, 100, 1 }, {}
	};

	in_order(v, SCTP_SS_FCFS, sent, "11221");
}

NETTEST(rr__in_turn, .smoke = true)
{
	static const struct burst sent[] = {
		{ 1, 100, 4 }, { 2, 900, 2 }, { 3, 50, 3 }, {}
	};

	in_order(v, SCTP_SS_RR, sent, "123123131");
}

NETTEST(rr__large_messages_are_whole, .variants = V_V4)
{
	static const struct burst sent[] = { { 1, 9000, 2 }, { 2, 10, 3 }, {} };

	in_order(v, SCTP_SS_RR, sent, "12122");
}

NETTEST(prio__lowest_value_first, .smoke = true)
{
	struct pair p = pair_full(v, SCTP_SS_PRIO);

	CHECK_OK(set_value(p.c, p.cid, 1, 9));
	CHECK_OK(set_value(p.c, p.cid, 2, 2));
	CHECK_OK(set_value(p.c, p.cid, 3, 5));
	send_on(&p, 1, 100, 2);
	send_on(&p, 3, 100, 2);
	send_on(&p, 2, 100, 2);
	expect_order(&p, "223311");
}

NETTEST(prio__changed_while_messages_wait, .variants = V_V4)
{
	struct pair p = pair_full(v, SCTP_SS_PRIO);

	CHECK_OK(set_value(p.c, p.cid, 1, 4));
	CHECK_OK(set_value(p.c, p.cid, 2, 5));
	send_on(&p, 1, 100, 2);
	send_on(&p, 2, 100, 2);
	CHECK_OK(set_value(p.c, p.cid, 2, 3));
	expect_order(&p, "2211");
}

NETTEST(fc__equal_bytes, .variants = V_V4, LINUX_6_1)
{
	struct pair p = pair_full(v, FC);
	const char *sids;

	send_on(&p, 1, 100, 80);
	send_on(&p, 2, 400, 20);
	sids = order(&p, 100);
	CHECK(share(sids, 50, 1) >= 36 && share(sids, 50, 1) <= 44);
}

NETTEST(wfq__bytes_by_weight, .variants = V_V4, LINUX_6_1)
{
	struct pair p = pair_full(v, WFQ);
	const char *sids;

	CHECK_OK(set_value(p.c, p.cid, 1, 1));
	CHECK_OK(set_value(p.c, p.cid, 2, 3));
	send_on(&p, 1, 100, 60);
	send_on(&p, 2, 100, 60);
	sids = order(&p, 120);
	CHECK(share(sids, 60, 2) >= 42 && share(sids, 60, 2) <= 48);
}

NETTEST(rr_pkt__a_packet_of_each, .variants = V_V4,
	.intree = "not in Linux")
{
	struct pair p = pair_full(v, RR_PKT);
	const char *sids;

	send_on(&p, 1, 100, 30);
	send_on(&p, 2, 100, 30);
	sids = order(&p, 60);
	CHECK_EQ(share(sids, 60, 1), 30);
}

NETTEST(change__while_messages_wait, .variants = V_V4)
{
	struct pair p = pair_full(v, SCTP_SS_FCFS);

	send_on(&p, 1, 100, 3);
	send_on(&p, 2, 100, 3);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_RR));
	expect_order(&p, "121212");
}

NETTEST(change__through_all, .variants = V_V4,
	.intree = "has other schedulers")
{
	static const int nr[] = { SCTP_SS_RR, FC, WFQ, RR_PKT, SCTP_SS_PRIO };
	struct pair p = pair_full(v, SCTP_SS_FCFS);
	unsigned int i, k;

	send_on(&p, 1, 9000, 2);
	send_on(&p, 2, 100, 3);
	for (i = 0; i < ARRAY_SIZE(nr); i++)
		for (k = 0; k < ARRAY_SIZE(nr); k++) {
			CHECK_OK(set_sched(p.c, p.cid, nr[k]));
			CHECK_OK(set_sched(p.c, p.cid, nr[i]));
		}
	CHECK_EQ(share(order(&p, 5), 5, 2), 3);
}

/* CVE-2026-52924, CVE-2023-2177: messages that never leave, and streams that
 * the peer does not grant, with each scheduler.
 */
NETTEST(change__cve_2026_52924_refused_streams, .variants = V_V4,
	.intree = "has other schedulers")
{
	static const int nr[] = { 0, 1, 2, FC, WFQ, RR_PKT };
	struct sctp_initmsg many = { .sinit_num_ostreams = 64 };
	struct sctp_initmsg few = { .sinit_max_instreams = 4 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		int l = sock(v), c = sock(v);
		struct pair p;

		CHECK_OK(opt_set(l, SCTP_INITMSG, &few, sizeof(few)));
		CHECK_OK(opt_set(c, SCTP_INITMSG, &many, sizeof(many)));
		CHECK_OK(set_sched(c, 0, nr[i]));
		p = pair_of(v, l, c);
		send_on(&p, 3, 10, 1);
		CHECK_ERR(set_value(p.c, p.cid, 4, 1), EINVAL);
		CHECK_OK(tx(p.c, p.cid, "x", 1));
		pair_close(&p);
	}
}

/* An association takes its scheduler and what waits along. */
NETTEST(peeloff__keeps_its_scheduler, .variants = V_SEQ_V4)
{
	struct pair p = pair_full(v, SCTP_SS_PRIO);
	sctp_peeloff_arg_t arg = { .associd = p.cid };
	socklen_t len = sizeof(arg);

	CHECK_OK(set_value(p.c, p.cid, 1, 2));
	CHECK_OK(set_value(p.c, p.cid, 2, 1));
	send_on(&p, 1, 100, 2);
	send_on(&p, 2, 100, 2);
	CHECK(getsockopt(p.c, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF, &arg,
			 &len) >= 0);
	CHECK_EQ(get_sched(arg.sd, 0), SCTP_SS_PRIO);
	CHECK_EQ(get_value(arg.sd, 0, 1), 2);
	expect_order(&p, "2211");
}

/* Values of all streams there can be take memory, and nothing else. */
NETTEST(value__of_65535_streams, .variants = V_V4,
	.intree = "makes all streams one by one, which takes long")
{
	struct sctp_initmsg init = {
		.sinit_num_ostreams = 65535,
		.sinit_max_instreams = 65535,
	};
	int l = sock(v), c = sock(v), i;
	struct pair p;

	CHECK_OK(opt_set(l, SCTP_INITMSG, &init, sizeof(init)));
	CHECK_OK(opt_set(c, SCTP_INITMSG, &init, sizeof(init)));
	p = pair_of(v, l, c);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_PRIO));
	for (i = 0; i < 65535; i += 13)
		CHECK_OK(set_value(p.c, p.cid, i, i));
	CHECK_EQ(get_value(p.c, p.cid, 65533), 65533);
	send_on(&p, 65534, 10, 1);
	CHECK_OK(set_sched(p.c, p.cid, SCTP_SS_FCFS));
	send_on(&p, 65534, 10, 1);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
