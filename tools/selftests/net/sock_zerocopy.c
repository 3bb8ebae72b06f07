// SPDX-License-Identifier: GPL-2.0-only
/*
 * MSG_ZEROCOPY: the option, completions, what becomes of the user's pages.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>

#include "sock.h"
#include "zerocopy.h"

#define LARGE	40000	/* bytes; is referred to, not copied */

static char big[1 << 20];
static char got[1 << 20];

static void fill(size_t len, unsigned int seed)
{
	size_t i;

	for (i = 0; i < len; i++)
		big[i] = (i * 31 + i / 977 + seed) & 0xff;
}

static struct pair zc_pair(const struct variant *v)
{
	struct pair p = pair_open(v);

	CHECK_OK(zerocopy_on(p.c));
	return p;
}

static ssize_t zc_tx(const struct pair *p, const void *buf, size_t len)
{
	struct sctp_sndinfo info = { .snd_assoc_id = p->cid };

	return tx_info(p->c, NULL, p->cid ? &info : NULL, buf, len,
		       MSG_ZEROCOPY);
}

/* Receive a message of @len bytes into got. */
static void rx_large(int fd, size_t len)
{
	size_t n = 0;

	while (n < len)
		n += CHECK_OK(recv(fd, got + n, sizeof(got) - n, 0));
	CHECK_EQ(n, len);
}

static void rx_same(int fd, size_t len)
{
	rx_large(fd, len);
	CHECK(!memcmp(got, big, len));
}

static bool nothing_completed(int fd)
{
	struct completion c;

	return !CHECK_OK(zerocopy_read(fd, &c));
}

/* Calls @lo to @hi complete, each once, in any number of ranges in order. */
static void completed(int fd, uint32_t lo, uint32_t hi, bool copied)
{
	struct completion c;

	while (lo <= hi) {
		CHECK_SET(poll_until(fd, 0), POLLERR);
		CHECK_EQ(zerocopy_read(fd, &c), 1);
		CHECK_EQ(c.lo, lo);
		CHECK(c.hi >= c.lo && c.hi <= hi);
		CHECK_EQ(c.copied, copied);
		lo = c.hi + 1;
	}
	CHECK(nothing_completed(fd));
	CHECK_CLEAR(poll_now(fd, 0), POLLERR);
}

/* From now on packets vanish, or arrive again. */
static void lose(bool all)
{
	CHECK_EQ(system(all ? "tc qdisc add dev lo root netem loss 100%" :
			      "tc qdisc del dev lo root"), 0);
}

static int level(void)
{
	const char *kernel = getenv("SCTP_KERNEL");

	/* Before 6.3 no protocol is asked about options of SOL_SOCKET. */
	return kernel && !strcmp(kernel, "6.12") ? SOL_SOCKET : IPPROTO_SCTP;
}

static int option(void)
{
	return level() == SOL_SOCKET ? SO_ZEROCOPY : SCTP_ZEROCOPY;
}

#define INTREE	.intree = "it copies everything"

NETTEST(zerocopy__option, .variants = V_ALL, .smoke = true, INTREE)
{
	int fd = sock(v), one = 1, bad = 2;

	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ZEROCOPY), 0);
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_ZEROCOPY), 0);
	CHECK_ERR(setsockopt(fd, level(), option(), &bad, 4), EINVAL);
	bad = -1;
	CHECK_ERR(setsockopt(fd, level(), option(), &bad, 4), EINVAL);
	CHECK_ERR(setsockopt(fd, level(), option(), &one, 3), EINVAL);
	CHECK_ERR(setsockopt(fd, level(), option(), (void *)8, 4), EFAULT);
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ZEROCOPY), 0);
	CHECK_EQ(zerocopy_on(fd), level());
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ZEROCOPY), 1);
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_ZEROCOPY), 1);
	one = 0;
	CHECK_OK(setsockopt(fd, level(), option(), &one, 4));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ZEROCOPY), 0);
}

/* The other options of SOL_SOCKET are what they are on any socket. */
static void options_work(int fd)
{
	struct linger lin = { 1, 7 };
	int val = 1, size = 20000;

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	lin.l_linger = 0;
	CHECK_OK(getsockopt(fd, SOL_SOCKET, SO_LINGER, &lin,
			    &(socklen_t){ sizeof(lin) }));
	CHECK_EQ(lin.l_linger, 7);
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &val, sizeof(val)));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_RCVBUF), 2 * size);
	CHECK_ERR(setsockopt(fd, SOL_SOCKET, 12345, &val, 4), ENOPROTOOPT);
	CHECK_ERR(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &val, 2), EINVAL);
	CHECK_ERR(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, (void *)8, 4), EFAULT);
	lin.l_onoff = 0;
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	CHECK_EQ(zerocopy_on(fd), level());
}

NETTEST(zerocopy__other_options, .variants = V_ALL, INTREE)
{
	struct pair p = pair_open(v);

	options_work(p.c);
	options_work(p.s);
	if (v->type == SOCK_SEQPACKET)
		options_work(CHECK_OK(sctp_peeloff(p.c, p.cid)));
}

/* As with TCP, the flag alone means nothing: old programs may set it. */
NETTEST(zerocopy__flag_alone, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);

	fill(LARGE, 1);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	rx_same(p.s, LARGE);
	sleep_ms(50);
	CHECK(nothing_completed(p.c));
}

NETTEST(zerocopy__completes, .variants = V_ALL, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);
	int i;

	for (i = 0; i < 3; i++) {
		fill(LARGE, i);
		CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
		rx_same(p.s, LARGE);
		/* Towards this host there was a copy. */
		completed(p.c, i, i, true);
	}
}

NETTEST(zerocopy__ranges, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);
	struct completion c;
	int i;

	fill(LARGE, 1);
	for (i = 0; i < 10; i++) {
		CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
		rx_same(p.s, LARGE);
	}
	/* What nobody reads is one range: it costs the same for ever. */
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	WAIT_UNTIL(poll_now(p.c, 0) & POLLERR);
	sleep_ms(300);
	CHECK_EQ(zerocopy_read(p.c, &c), 1);
	CHECK_EQ(c.lo, 0);
	CHECK_EQ(c.hi, 9);
	CHECK(nothing_completed(p.c));
}

NETTEST(zerocopy__small_is_copied, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);

	CHECK_EQ(zc_tx(&p, "small", 5), 5);
	completed(p.c, 0, 0, true);
	rx_data(p.s, "small");
}

/* Cells of every alignment, cut at page boundaries or not. */
NETTEST(zerocopy__fragments, .variants = V_V4 | V_V6, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);
	unsigned int i, at, len;

	CHECK_OK(opt_set_int(p.c, SCTP_MAXSEG, 600));
	fill(sizeof(big), 1);
	for (i = 0; i < 12; i++) {
		at = i * 1031;
		len = 4096 + i * 3001;
		CHECK_EQ(zc_tx(&p, big + at, len), len);
		rx_large(p.s, len);
		CHECK(!memcmp(got, big + at, len));
	}
	completed(p.c, 0, 11, true);
}

NETTEST(zerocopy__large, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);
	const unsigned int len = 180001;

	fill(len + 1, 5);
	if (!fork()) {
		rx_large(p.s, len);
		_exit(memcmp(got, big + 1, len) != 0);
	}
	CHECK_EQ(zc_tx(&p, big + 1, len), len);
	completed(p.c, 0, 0, true);
}

static ssize_t zc_gather(const struct pair *p, struct iovec *iov, int n)
{
	struct msghdr mh = { .msg_iov = iov, .msg_iovlen = n };
	union addr a = local_addr(p->s);

	if (p->cid) {
		mh.msg_name = &a;
		mh.msg_namelen = addr_len(&a);
	}
	return sendmsg(p->c, &mh, MSG_ZEROCOPY);
}

/* More pieces than a packet can refer to, and just a few. */
NETTEST(zerocopy__gathers, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);
	struct iovec iov[200];
	unsigned int i;

	fill(sizeof(big), 3);
	for (i = 0; i < 200; i++)
		iov[i] = (struct iovec){ big + i * 101, 101 };
	CHECK_EQ(zc_gather(&p, iov, 200), 20200);
	rx_same(p.s, 20200);
	iov[0] = (struct iovec){ big, 3001 };
	iov[1] = (struct iovec){ "", 0 };
	iov[2] = (struct iovec){ big + 3001, 9 };
	iov[3] = (struct iovec){ big + 3010, 20001 };
	CHECK_EQ(zc_gather(&p, iov, 4), 23011);
	rx_same(p.s, 23011);
	completed(p.c, 0, 1, true);
}

/* Calls that fail have no number, wherever they fail. */
NETTEST(zerocopy__failing_call, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid, .snd_sid = 60000 };
	struct iovec iov[2] = { { big, LARGE }, { (void *)8, LARGE } };

	fill(LARGE, 1);
	CHECK_ERR(zc_tx(&p, (void *)8, LARGE), EFAULT);
	CHECK_ERR(zc_tx(&p, (void *)8, 100), EFAULT);
	CHECK_ERR(zc_gather(&p, iov, 2), EFAULT);
	CHECK_ERR(zc_tx(&p, big, 0), EINVAL);
	CHECK_ERR(zc_tx(&p, big, sizeof(big)), EMSGSIZE);
	CHECK_ERR(tx_info(p.c, NULL, &info, big, LARGE, MSG_ZEROCOPY), EINVAL);
	CHECK(nothing_completed(p.c));
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	rx_same(p.s, LARGE);
	completed(p.c, 0, 0, true);
}

NETTEST(zerocopy__would_block, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid };
	int n = 0, i;

	fill(LARGE, 1);
	while (tx_info(p.c, NULL, &info, big, LARGE,
		       MSG_ZEROCOPY | MSG_DONTWAIT) > 0)
		n++;
	CHECK_EQ(errno, EAGAIN);
	CHECK(n > 0);
	for (i = 0; i < n; i++)
		rx_same(p.s, LARGE);
	completed(p.c, 0, n - 1, true);
}

/* Pages that may have to be sent again are not completed yet. */
NETTEST(zerocopy__lost_packets, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);

	fill(LARGE, 1);
	lose(true);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	sleep_ms(300);
	CHECK(nothing_completed(p.c));
	lose(false);
	rx_same(p.s, LARGE);
	completed(p.c, 0, 0, true);
}

NETTEST(zerocopy__abort, .variants = V_SEQ_V4 | V_SEQ_V6, INTREE)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT };
	struct linger lin = { 1, 0 };
	struct pair p = zc_pair(v);

	info.snd_assoc_id = p.cid;
	fill(LARGE, 1);
	lose(true);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	sleep_ms(50);
	CHECK(nothing_completed(p.c));
	/* The reason is no message: such a call is never completed. */
	CHECK_EQ(tx_info(p.c, NULL, &info, big, 100, MSG_ZEROCOPY), 0);
	/* They were not received, so they were not copied. */
	completed(p.c, 0, 1, false);
	lose(false);
	/* the ABORT was lost */
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
}

/* The association moves, the call was made on the old socket. */
NETTEST(zerocopy__peeled_off, .variants = V_SEQ_V4 | V_SEQ_V6, INTREE)
{
	struct pair p = zc_pair(v);
	int fd;

	fill(LARGE, 1);
	lose(true);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	fd = CHECK_OK(sctp_peeloff(p.c, p.cid));
	CHECK_EQ(opt_int(fd, SOL_SOCKET, SO_ZEROCOPY), 1);
	CHECK_EQ(send(fd, big, LARGE, MSG_ZEROCOPY), LARGE);
	lose(false);
	rx_same(p.s, LARGE);
	rx_same(p.s, LARGE);
	completed(p.c, 0, 0, true);
	completed(fd, 0, 0, true);
}

NETTEST(zerocopy__to_all, .variants = V_SEQ_V4, INTREE)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_SENDALL };
	int l[3], c = sock(v), i;

	fill(LARGE, 1);
	CHECK_OK(zerocopy_on(c));
	for (i = 0; i < 3; i++) {
		l[i] = sock_listening(v, PORT + i);
		CHECK_OK(connect_to(c, host(v, 1, PORT + i)));
	}
	CHECK_OK(tx_info(c, NULL, &info, big, LARGE, MSG_ZEROCOPY));
	for (i = 0; i < 3; i++)
		rx_same(l[i], LARGE);
	completed(c, 0, 0, true);
}

/* The first message goes along with the handshake. */
NETTEST(zerocopy__connects, .variants = V_SEQ_V4, INTREE)
{
	int l = sock_listening(v, PORT), c = sock(v);
	union addr a = host(v, 1, PORT);
	struct linger lin = { 1, 0 };

	fill(LARGE, 1);
	CHECK_OK(zerocopy_on(c));
	CHECK_EQ(tx_info(c, &a, NULL, big, LARGE, MSG_ZEROCOPY), LARGE);
	rx_same(l, LARGE);
	completed(c, 0, 0, true);
	a = blackhole(v, PORT);
	CHECK_EQ(tx_info(c, &a, NULL, big, LARGE, MSG_ZEROCOPY | MSG_DONTWAIT),
		 LARGE);
	CHECK(nothing_completed(c));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
}

/* A change of the pages is not seen in what was received before. */
NETTEST(zerocopy__receiver_has_a_copy, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);

	fill(LARGE, 1);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	memset(big, 0, LARGE);
	rx_large(p.s, LARGE);
	fill(LARGE, 1);
	CHECK(!memcmp(got, big, LARGE));
}

/* The pages are held, also when the address is unmapped. */
NETTEST(zerocopy__unmapped, .variants = V_V4, INTREE)
{
	struct pair p = zc_pair(v);
	char *m;

	m = mmap(NULL, LARGE, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(m != MAP_FAILED);
	fill(LARGE, 9);
	memcpy(m, big, LARGE);
	lose(true);
	CHECK_EQ(zc_tx(&p, m, LARGE), LARGE);
	CHECK_OK(munmap(m, LARGE));
	lose(false);
	rx_same(p.s, LARGE);
	completed(p.c, 0, 0, true);
}

NETTEST(zerocopy__locked_memory, .variants = V_STREAM_V4, INTREE)
{
	struct rlimit none = { 0, 0 };
	struct pair p = zc_pair(v);

	fill(LARGE, 1);
	CHECK_OK(setrlimit(RLIMIT_MEMLOCK, &none));
	CHECK_OK(seteuid(12345));
	CHECK_ERR(zc_tx(&p, big, LARGE), ENOBUFS);
	CHECK_OK(seteuid(0));
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	rx_same(p.s, LARGE);
	completed(p.c, 0, 0, true);
}

/* Neither data on its way nor unread data is left behind. */
NETTEST(zerocopy__closed, .variants = V_V4, .smoke = true, INTREE)
{
	struct pair p = zc_pair(v);

	fill(LARGE, 1);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	CHECK_EQ(zc_tx(&p, big, LARGE), LARGE);
	close(p.c);
	rx_same(p.s, LARGE);
	rx_same(p.s, LARGE);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
