// SPDX-License-Identifier: GPL-2.0-only
/*
 * sendmmsg() and recvmmsg(): batches leave together, and nothing is left
 * behind when they end early.
 */
#include "sock.h"

#define BATCH	0x40000	/* what sendmmsg() sets but for the last message */
#define N	10

static char data[N][1000];
static union control ctl[N];

/* N messages of @len bytes, and what they need to get there. */
static struct mmsghdr *batch(const struct pair *p, size_t len)
{
	static struct mmsghdr mm[N];
	static struct iovec iov[N];
	struct sctp_sndinfo info = { .snd_assoc_id = p->cid };
	struct cmsghdr *cm;
	int i;

	memset(mm, 0, sizeof(mm));
	for (i = 0; i < N; i++) {
		memset(data[i], 'a' + i, sizeof(data[i]));
		iov[i] = (struct iovec){ data[i], len };
		mm[i].msg_hdr.msg_iov = &iov[i];
		mm[i].msg_hdr.msg_iovlen = 1;
		mm[i].msg_hdr.msg_control = &ctl[i];
		mm[i].msg_hdr.msg_controllen = CMSG_SPACE(sizeof(info));
		cm = CMSG_FIRSTHDR(&mm[i].msg_hdr);
		cm->cmsg_level = IPPROTO_SCTP;
		cm->cmsg_type = SCTP_SNDINFO;
		cm->cmsg_len = CMSG_LEN(sizeof(info));
		memcpy(CMSG_DATA(cm), &info, sizeof(info));
	}
	return mm;
}

static void rx_batch(int fd, int n, size_t len)
{
	struct rx r;
	int i;

	for (i = 0; i < n; i++) {
		CHECK_EQ(rx(fd, &r, 0), len);
		CHECK_SET(r.flags, MSG_EOR);
		CHECK(!memcmp(r.buf, data[i], len));
	}
	CHECK(rx_nothing(fd));
}

static long packets_out(const struct pair *p)
{
	struct sctp_assoc_stats st = { .sas_assoc_id = p->cid };

	CHECK_OK(opt_get(p->c, SCTP_GET_ASSOC_STATS, &st, sizeof(st)));
	return st.sas_opackets;
}

/* How many packets a batch of N small messages takes. */
static long packets_of_batch(const struct pair *p)
{
	struct mmsghdr *mm = batch(p, 100);
	long before = packets_out(p);
	long sent;
	int i;

	CHECK_EQ(sendmmsg(p->c, mm, N, 0), N);
	for (i = 0; i < N; i++)
		CHECK_EQ(mm[i].msg_len, 100);
	sent = packets_out(p) - before;
	rx_batch(p->s, N, 100);
	return sent;
}

/*
 * One packet, unless a tick comes in between and sends what is there: on a
 * slow or busy machine that is every other message, so one batch that got
 * through between two ticks must do.
 */
NETTEST(batch__shares_packets, .variants = V_V4 | V_V6, .smoke = true,
	.intree = "each message is a packet")
{
	struct pair p = pair_open(v);
	long fewest = N;
	int tries;

	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	CHECK_OK(tx(p.c, p.cid, "first", 5));
	rx_data(p.s, "first");
	for (tries = 0; tries < 30 && fewest > N / 3; tries++) {
		long sent = packets_of_batch(&p);

		if (sent < fewest)
			fewest = sent;
	}
	CHECK(fewest <= N / 3);
}

NETTEST(batch__large, .variants = V_V4)
{
	struct pair p = pair_open(v);
	int i;

	for (i = 0; i < 20; i++) {
		CHECK_EQ(sendmmsg(p.c, batch(&p, 1000), N, 0), N);
		rx_batch(p.s, N, 1000);
	}
}

/* The fourth message fails: the three before it are on their way. */
NETTEST(batch__fails_in_between, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	struct mmsghdr *mm = batch(&p, 100);

	mm[3].msg_hdr.msg_iov->iov_base = (void *)8;
	CHECK_EQ(sendmmsg(p.c, mm, N, 0), 3);
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	rx_batch(p.s, 3, 100);
}

NETTEST(batch__bad_iovec, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct mmsghdr *mm = batch(&p, 100);

	mm[3].msg_hdr.msg_iov = (void *)8;
	CHECK_EQ(sendmmsg(p.c, mm, N, 0), 3);
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	sleep_ms(100);
	rx_batch(p.s, 3, 100);
}

/* Only the timer ends this batch. */
NETTEST(batch__never_ends, .variants = V_V4 | V_V6, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	int i;

	for (i = 0; i < 5; i++) {
		CHECK_EQ(tx_info(p.c, NULL, &info, "alone", 5, BATCH), 5);
		CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
		rx_data(p.s, "alone");
	}
}

NETTEST(batch__closed, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };

	CHECK_EQ(tx_info(p.c, NULL, &info, "last", 4, BATCH), 4);
	close(p.c);
	rx_data(p.s, "last");
}

NETTEST(batch__peeled_off, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	int fd;

	CHECK_EQ(tx_info(p.c, NULL, &info, "moves", 5, BATCH), 5);
	fd = CHECK_OK(sctp_peeloff(p.c, p.cid));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	rx_data(p.s, "moves");
	CHECK_EQ(send(fd, "on", 2, 0), 2);
	rx_data(p.s, "on");
}

/* Messages to two peers in turn, and to a new one at the end. */
NETTEST(batch__to_many, .variants = V_SEQ_V4, .smoke = true)
{
	int l[3], c = sock(v), i;
	union addr to[3];

	for (i = 0; i < 3; i++) {
		l[i] = sock_listening(v, PORT + i);
		to[i] = host(v, 1, PORT + i);
	}
	CHECK_OK(connect_to(c, to[0]));
	CHECK_OK(connect_to(c, to[1]));
	for (i = 0; i < 6; i++)
		CHECK_EQ(tx_info(c, &to[i % 2], NULL, "in turn", 7, BATCH), 7);
	CHECK_EQ(tx_info(c, &to[2], NULL, "new", 3, BATCH), 3);
	for (i = 0; i < 6; i++) {
		CHECK_SET(poll_until(l[i % 2], POLLIN), POLLIN);
		rx_data(l[i % 2], "in turn");
	}
	rx_data(l[2], "new");
}

NETTEST(batch__would_block, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	int n = 0, i;
	struct rx r;

	memset(data, 1, sizeof(data));
	while (tx_info(p.c, NULL, &info, data, 4000, BATCH | MSG_DONTWAIT) > 0)
		n++;
	CHECK_EQ(errno, EAGAIN);
	for (i = 0; i < n; i++)
		CHECK_EQ(rx(p.s, &r, 0), 4000);
	CHECK_SET(poll_until(p.c, POLLOUT), POLLOUT);
}

NETTEST(batch__received, .variants = V_V4 | V_V6, .smoke = true)
{
	static char buf[N + 2][200];
	struct pair p = pair_open(v);
	struct mmsghdr in[N + 2] = {};
	struct iovec iov[N + 2];
	int i, n = 0;

	for (i = 0; i < N + 2; i++) {
		iov[i] = (struct iovec){ buf[i], sizeof(buf[i]) };
		in[i].msg_hdr.msg_iov = &iov[i];
		in[i].msg_hdr.msg_iovlen = 1;
	}
	CHECK_ERR(recvmmsg(p.s, in, N, MSG_DONTWAIT, NULL), EAGAIN);
	CHECK_EQ(sendmmsg(p.c, batch(&p, 100), N, 0), N);
	while (n < N)
		n += CHECK_OK(recvmmsg(p.s, in + n, N + 2 - n, MSG_WAITFORONE,
				       NULL));
	CHECK_EQ(n, N);
	for (i = 0; i < N; i++) {
		CHECK_EQ(in[i].msg_len, 100);
		CHECK_SET(in[i].msg_hdr.msg_flags, MSG_EOR);
		CHECK(!memcmp(buf[i], data[i], 100));
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
