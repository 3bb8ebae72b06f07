// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers: who shares them, messages larger than they are, what they are
 * charged to.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "limits.h"
#include "sock.h"

#define MSG	1000
#define LARGE	1048576

static char bytes[LARGE];

static void set_buffer(int fd, int opt, int size)
{
	CHECK_OK(setsockopt(fd, SOL_SOCKET, opt, &size, sizeof(size)));
}

/* Send messages until there is no room; how many. */
static int fill(int fd, sctp_assoc_t id)
{
	struct sctp_sndinfo info = { .snd_assoc_id = id };
	int n = 0;

	while (tx_info(fd, NULL, &info, bytes, MSG,
		       MSG_DONTWAIT | MSG_NOSIGNAL) == MSG)
		n++;
	CHECK_EQ(errno, EAGAIN);
	return n;
}

/* Read @n messages of MSG bytes, which is all there are. */
static void drain(int fd, int n)
{
	struct rx r;

	while (n--)
		CHECK_EQ(rx(fd, &r, 0), MSG);
	CHECK(rx_nothing(fd));
}

/*
 * Clients of one socket, each of which may fill half of its buffer; what the
 * last may send when the others did.
 */
static unsigned int last_window(const struct variant *v)
{
	struct variant client = *v;
	int s = sock(v), c[3], i, n = 0;
	unsigned int window;

	client.type = SOCK_STREAM;
	set_buffer(s, SO_RCVBUF, 64 << 10);
	CHECK_OK(bind_to(s, host(v, 1, PORT)));
	CHECK_OK(listen(s, 1));
	for (i = 0; i < 3; i++) {
		c[i] = sock(&client);
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	}
	n = fill(c[0], 0) + fill(c[1], 0);
	CHECK_EQ(tx(c[2], 0, bytes, MSG), MSG);
	n++;
	WAIT_UNTIL(tx_arrived(c[2], 0));
	window = assoc_status(c[2], 0).sstat_rwnd;
	diag("%d messages, then a window of %u", n, window);
	/* All callers are woken, the last one, too. */
	n += fill(c[2], 0);
	drain(s, n);
	WAIT_UNTIL(!sock_rmem(s));
	return window;
}

NETTEST(rcvbuf__shared_by_associations, .variants = V_SEQ_V4 | V_SEQ_V6,
	.smoke = true)
{
	CHECK(last_window(v) < 10000);
}

NETTEST(rcvbuf__each_its_own, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	sysctl_set("rcvbuf_policy", 1);
	CHECK(last_window(v) > 40000);
	sysctl_set("rcvbuf_policy", 0);
}

/* Send messages one by one until the window is as good as closed; how many. */
static int fill_window(int fd)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_SACK_IMMEDIATELY };
	int n = 0;

	do {
		CHECK_EQ(tx_info(fd, NULL, &info, bytes, MSG, 0), MSG);
		n++;
		WAIT_UNTIL(tx_arrived(fd, 0));
	} while (assoc_status(fd, 0).sstat_rwnd > 4 * MSG);
	return n;
}

/* A peer that fills the buffer and aborts cannot do so again and again. */
NETTEST(rcvbuf__shared_with_the_dead, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct variant client = *v;
	int s = sock(v), c, i, n = 0;

	client.type = SOCK_STREAM;
	set_buffer(s, SO_RCVBUF, 64 << 10);
	CHECK_OK(bind_to(s, host(v, 1, PORT)));
	CHECK_OK(listen(s, 1));
	for (i = 0; i < 2; i++) {
		c = sock(&client);
		CHECK_OK(connect_to(c, host(v, 1, PORT)));
		n += fill_window(c);
		close(c);
		WAIT_UNTIL(!assoc_count(s));
	}
	diag("%d messages, %d bytes left to be read", n, sock_rmem(s));
	c = sock(&client);
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_EQ(tx(c, 0, bytes, MSG), MSG);
	WAIT_UNTIL(tx_arrived(c, 0));
	CHECK(assoc_status(c, 0).sstat_rwnd < 10000);
	drain(s, n + 1);
	WAIT_UNTIL(!sock_rmem(s));
}

/* Connect, send a message and abort; false when there was no answer. */
static bool come_and_go(const struct variant *v)
{
	struct sctp_initmsg init = { .sinit_max_attempts = 2,
				     .sinit_max_init_timeo = 200 };
	struct linger lin = { 1, 0 };
	int c = sock(v);

	CHECK_OK(opt_set(c, SCTP_INITMSG, &init, sizeof(init)));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	if (connect_to(c, host(v, 1, PORT))) {
		close(c);
		return false;
	}
	CHECK_EQ(tx(c, 0, bytes, MSG), MSG);
	close(c);
	return true;
}

/* Notifications of peers that come and go have a limit while nobody reads. */
NETTEST(rcvbuf__left_by_those_who_went, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = "without limit", .timeout = 120)
{
	struct variant client = *v;
	int s = sock(v), n = 0, buf;
	struct rx r;

	client.type = SOCK_STREAM;
	set_buffer(s, SO_RCVBUF, 16 << 10);
	buf = opt_int(s, SOL_SOCKET, SO_RCVBUF);
	event_on(s, SCTP_ASSOC_CHANGE);
	CHECK_OK(bind_to(s, host(v, 1, PORT)));
	CHECK_OK(listen(s, 1));
	while (n < 400 && come_and_go(&client))
		n++;
	diag("%d came, %d bytes left, a buffer of %d", n, sock_rmem(s), buf);
	CHECK(n < 400);
	CHECK(sock_rmem(s) < 5 * buf);
	while (poll_wait(s, POLLIN, 500) & POLLIN)
		CHECK(rx(s, &r, MSG_DONTWAIT) > 0);
	WAIT_UNTIL(!sock_rmem(s));
	WAIT_UNTIL(come_and_go(&client));
}

/* Two servers of one socket: what the second takes when the first is full. */
static int second_room(const struct variant *v)
{
	struct variant server = *v;
	struct sctp_assoc_ids *ids = calloc(1, 64);
	int c = sock(v), l[2], i, n[2], more;

	server.type = SOCK_STREAM;
	set_buffer(c, SO_SNDBUF, 64 << 10);
	for (i = 0; i < 2; i++) {
		l[i] = sock(&server);
		set_buffer(l[i], SO_RCVBUF, 32 << 10);
		CHECK_OK(bind_to(l[i], host(v, 1, PORT + i)));
		CHECK_OK(listen(l[i], 1));
		CHECK_OK(connect_to(c, host(v, 1, PORT + i)));
		l[i] = CHECK_OK(accept(l[i], NULL, NULL));
		sock_timeout(l[i], SO_RCVTIMEO, IO_TIMEOUT_MS);
	}
	CHECK_OK(opt_get(c, SCTP_GET_ASSOC_ID_LIST, ids, 64));
	CHECK_EQ(ids->gaids_number_of_ids, 2);
	/* what the servers take at once comes before what stays here */
	for (i = 0; i < 2; i++) {
		n[i] = 0;
		do {
			more = fill(c, ids->gaids_assoc_id[i]);
			n[i] += more;
			sleep_ms(300);
		} while (more);
	}
	diag("%d messages for the first, %d for the second", n[0], n[1]);
	drain(l[0], n[0]);
	free(ids);
	return n[1];
}

NETTEST(sndbuf__shared_by_associations, .variants = V_SEQ_V4)
{
	CHECK(second_room(v) < 10);
}

NETTEST(sndbuf__each_its_own, .variants = V_SEQ_V4)
{
	sysctl_set("sndbuf_policy", 1);
	CHECK(second_room(v) > 50);
	sysctl_set("sndbuf_policy", 0);
}

/* A message larger than the buffer is read in parts. */
static void larger_than(const struct variant *v, int rcvbuf)
{
	int l = sock(v), c = sock(v), status, len = 0;
	long long start;
	struct pair p;
	struct rx r;

	set_buffer(l, SO_RCVBUF, rcvbuf);
	set_buffer(c, SO_SNDBUFFORCE, 2 * LARGE);
	p = pair_of(v, l, c);
	start = now_ms();
	if (!fork()) {
		CHECK_EQ(tx(p.c, p.cid, bytes, LARGE), LARGE);
		_exit(0);
	}
	do {
		CHECK(rx(p.s, &r, 0) > 0);
		len += r.len;
	} while (!(r.flags & MSG_EOR));
	CHECK_EQ(len, LARGE);
	CHECK_OK(wait(&status));
	CHECK_EQ(status, 0);
	WAIT_UNTIL(!sock_rmem(p.s));
	diag("%lld ms with a buffer of %d", now_ms() - start,
	     opt_int(p.s, SOL_SOCKET, SO_RCVBUF));
}

NETTEST(rcvbuf__smaller_than_a_message, .variants = V_ALL, .smoke = true)
{
	larger_than(v, 1);
}

NETTEST(rcvbuf__half_of_a_message, .variants = V_STREAM_V4 | V_SEQ_V6)
{
	larger_than(v, LARGE / 4);
}

NETTEST(rmem__goes_with_the_association, .variants = V_SEQ_V4 | V_SEQ_V6,
	.smoke = true)
{
	struct variant client = *v;
	int s = sock_listening(v, PORT), c[2], i, peeled, before;
	sctp_assoc_t id = 0;
	struct rx r;

	client.type = SOCK_STREAM;
	CHECK_OK(opt_set_int(s, SCTP_RECVRCVINFO, 1));
	for (i = 0; i < 2; i++) {
		c[i] = sock(&client);
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
		CHECK_EQ(tx(c[i], 0, bytes, MSG), MSG);
		CHECK_EQ(tx(c[i], 0, bytes, MSG), MSG);
		WAIT_UNTIL(tx_arrived(c[i], 0));
	}
	before = sock_rmem(s);
	CHECK(before > 4 * MSG);
	CHECK_EQ(rx(s, &r, MSG_PEEK), MSG);
	id = r.rcv.rcv_assoc_id;
	peeled = CHECK_OK(sctp_peeloff(s, id));
	CHECK(sock_rmem(peeled) > 2 * MSG);
	CHECK_EQ(sock_rmem(peeled) + sock_rmem(s), before);
	drain(s, 2);
	WAIT_UNTIL(!sock_rmem(s));
	CHECK_EQ(rx(peeled, &r, 0), MSG);
	CHECK(sock_rmem(peeled) > MSG);
	CHECK_EQ(rx(peeled, &r, 0), MSG);
	WAIT_UNTIL(!sock_rmem(peeled));
}

NETTEST(rmem__goes_with_accept, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	int l = sock_listening(v, PORT), c = sock(v), s;
	struct rx r;

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_EQ(tx(c, 0, bytes, MSG), MSG);
	WAIT_UNTIL(tx_arrived(c, 0));
	CHECK(sock_rmem(l) > MSG);
	s = CHECK_OK(accept(l, NULL, NULL));
	CHECK_EQ(sock_rmem(l), 0);
	CHECK(sock_rmem(s) > MSG);
	CHECK_EQ(rx(s, &r, 0), MSG);
	WAIT_UNTIL(!sock_rmem(s));
}

/* --- cgroups --- */

#define CGROUPS	"/tmp/sctp-cgroups"
#define GROUP	CGROUPS "/sctp-mem"

static void put_file(const char *path, const char *text)
{
	int fd = CHECK_OK(open(path, O_WRONLY | O_CLOEXEC));

	CHECK_OK(write(fd, text, strlen(text)));
	close(fd);
}

static void group_leave(void)
{
	int fd = open(CGROUPS "/cgroup.procs", O_WRONLY | O_CLOEXEC);

	if (write(fd, "0", 1) == 1)
		rmdir(GROUP);
	close(fd);
	umount2(CGROUPS, MNT_DETACH);
	rmdir(CGROUPS);
}

static void group_enter(void)
{
	mkdir(CGROUPS, 0700);
	if (mount("none", CGROUPS, "cgroup2", 0, NULL) && errno != EBUSY)
		ktap_skip("no cgroups");
	if (access(CGROUPS "/cgroup.subtree_control", W_OK))
		ktap_skip("no cgroups");
	put_file(CGROUPS "/cgroup.subtree_control", "+memory");
	CHECK(!mkdir(GROUP, 0700) || errno == EEXIST);
}

/* Bytes of socket memory the group is charged with. */
static long group_sock(void)
{
	return file_number(GROUP "/memory.stat", "sock %ld");
}

/* Memory is charged to the receiver's group, not to the listener's. */
NETTEST(memcg__is_charged, .variants = V_STREAM_V4 | V_SEQ_V4, .timeout = 60)
{
	int l, s, c = sock(v), n;

	group_enter();
	if (v->type == SOCK_STREAM) {
		l = sock_listening(v, PORT);
		put_file(GROUP "/cgroup.procs", "0");
	} else {
		put_file(GROUP "/cgroup.procs", "0");
		l = sock_listening(v, PORT);
	}
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	s = v->type == SOCK_STREAM ? CHECK_OK(accept(l, NULL, NULL)) : l;
	n = fill(c, v->type == SOCK_STREAM ? 0 : assoc_id(c));
	WAIT_UNTIL(sock_rmem(s) > 50000);
	WAIT_UNTIL(group_sock() > 50000);
	diag("%d messages, %d bytes, group has %ld", n, sock_rmem(s),
	     group_sock());
	drain(s, n);
	WAIT_UNTIL(group_sock() < 50000);
	close(s);
	close(c);
	WAIT_UNTIL(!group_sock());
	group_leave();
}

/* Kernel memory the group is charged with, bytes */
static long group_slab(void)
{
	return file_number(GROUP "/memory.stat", "slab_unreclaimable %ld");
}

#define ASSOCS		400
#define ASSOC_BYTES	1000	/* at least, of each */

/* Received data is charged to the socket's group, whatever process runs */
NETTEST(memcg__is_charged_for_associations, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = "nobody is", .timeout = 60)
{
	static int c[ASSOCS];
	long before;
	int l, i;

	group_enter();
	put_file(GROUP "/cgroup.procs", "0");
	l = sock_listening(v, PORT);
	put_file(CGROUPS "/cgroup.procs", "0");
	before = group_slab();
	for (i = 0; i < ASSOCS; i++) {
		c[i] = sock(v);
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	}
	WAIT_UNTIL(group_slab() - before > ASSOCS * ASSOC_BYTES);
	diag("%ld bytes", group_slab() - before);
	for (i = 0; i < ASSOCS; i++)
		close(c[i]);
	close(l);
	WAIT_UNTIL(group_slab() - before < ASSOCS * ASSOC_BYTES / 2);
	group_leave();
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
