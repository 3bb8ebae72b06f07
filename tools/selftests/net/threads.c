// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads that do everything at the same time to the same sockets: what one
 * sleeps on, another closes, peels off or shuts down.
 *
 *	slots[]    +----+----+----+-- -+----+   a descriptor each, or -1;
 *	           | fd | fd | -1 |    | fd |   whoever takes one out closes it
 *	           +----+----+----+- --+----+
 *	             ^    ^ ^    ^
 *	worker 0 ----+    | |    |              each with random numbers of its
 *	worker 1 ---------+ +--- worker N       own: what, with which of them
 *
 * Each byte of a message is what the low byte of its payload protocol
 * identifier says, so that whoever reads a piece of one can tell whether it is
 * intact. All else the kernel says and the harness: nobody may hang, nothing
 * may be left behind, and lockdep and KASAN see what they see.
 *
 * KTAP_SEED and KTAP_SECONDS are the seed and the time for each test.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/time.h>

#include "rng.h"
#include "sock.h"

#define WORKERS		8
#define SLOTS		14
#define HOSTS		3
#define PORTS		3
#define BLOCK_US	4000		/* how long a call may sleep */
#define MORE_MS		20000		/* if not everything happened in time */
#define LONGEST		100000		/* bytes of a message */

struct worker {
	struct rng	rng;
	pthread_t	thread;
	char		buf[LONGEST];
};

struct op {
	void	(*run)(struct worker *w, int fd);
	int	weight;
};

static atomic_int slots[SLOTS];
static atomic_long sent, received, accepted, peeled;

static struct variant family;	/* and style, unless both */
static bool both_styles;
static long long end_ms;

static uint32_t below(struct worker *w, uint32_t n)
{
	return rng_below(&w->rng, n);
}

static bool percent(struct worker *w, unsigned int p)
{
	return rng_percent(&w->rng, p);
}

static void linger(int fd, bool on, int seconds)
{
	struct linger lin = { on, seconds };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin));
}

/* Put a descriptor into a slot, and close the one that was there. */
static void put(struct worker *w, int fd)
{
	fd = atomic_exchange(&slots[below(w, SLOTS)], fd);
	if (fd < 0)
		return;
	if (percent(w, 30))
		linger(fd, true, 0);
	close(fd);
}

static union addr somewhere(struct worker *w)
{
	return host(&family, 1 + below(w, HOSTS), PORT + below(w, PORTS));
}

/* Nothing may take long: neither a call, nor to find out that a peer is gone */
static void hurry(int fd)
{
	struct sctp_rtoinfo rto = { 0, 50, 200, 50 };
	struct sctp_assocparams ap = { .sasoc_asocmaxrxt = 3 };
	struct timeval tv = { 0, BLOCK_US };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
	opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto));
	opt_set(fd, SCTP_ASSOCINFO, &ap, sizeof(ap));
}

static void set_events(struct worker *w, int fd)
{
	struct sctp_event ev = { .se_assoc_id = SCTP_ALL_ASSOC };

	for (ev.se_type = SCTP_ASSOC_CHANGE; ev.se_type <= SCTP_SN_TYPE_MAX;
	     ev.se_type++) {
		ev.se_on = percent(w, 40);
		opt_set(fd, SCTP_EVENT, &ev, sizeof(ev));
	}
}

static void open_one(struct worker *w, int fd __unused)
{
	int type = family.type;

	if (both_styles)
		type = percent(w, 50) ? SOCK_STREAM : SOCK_SEQPACKET;
	if (percent(w, 30))
		type |= SOCK_NONBLOCK;
	fd = socket(family.family, type, IPPROTO_SCTP);
	if (fd < 0)
		return;
	hurry(fd);
	opt_set_int(fd, SCTP_RECVRCVINFO, 1);
	if (percent(w, 50))
		set_events(w, fd);
	bind_to(fd, percent(w, 20) ? any(&family, PORT + below(w, PORTS)) :
				     somewhere(w));
	if (percent(w, 80))
		listen(fd, 1 + below(w, 8));
	put(w, fd);
}

static void close_one(struct worker *w, int fd __unused)
{
	put(w, -1);
}

/* One of the associations of a socket, or an id that means something else. */
static sctp_assoc_t some_id(struct worker *w, int fd)
{
	struct {
		struct sctp_assoc_ids	ids;
		sctp_assoc_t		room[64];
	} buf;
	socklen_t len = sizeof(buf);

	if (percent(w, 10))
		return below(w, 4);
	if (getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &buf, &len) ||
	    !buf.ids.gaids_number_of_ids)
		return 0;
	return buf.ids.gaids_assoc_id[below(w, buf.ids.gaids_number_of_ids)];
}

/* Mostly small, sometimes of several packets, seldom very large. */
static size_t some_length(struct worker *w)
{
	static const size_t limits[] = { 10, 100, 1400, 4000, 20000, LONGEST };
	unsigned int i = below(w, ARRAY_SIZE(limits));

	return 1 + below(w, limits[below(w, i + 1)]);
}

static int some_flags(struct worker *w)
{
	static const int often[] = { 0, 0, 0, MSG_DONTWAIT };
	static const int seldom[] = { MSG_MORE, MSG_PEEK, MSG_WAITALL,
				      MSG_ZEROCOPY, MSG_EOR };

	return RNG_PICK(&w->rng, often) |
	       (percent(w, 10) ? RNG_PICK(&w->rng, seldom) : 0);
}

static void send_one(struct worker *w, int fd)
{
	struct sctp_sndinfo info = { .snd_assoc_id = some_id(w, fd) };
	bool has_to = percent(w, 20);
	union addr to = somewhere(w);
	size_t len = some_length(w);

	info.snd_sid = below(w, 4);
	info.snd_ppid = 1 + below(w, 255);
	if (percent(w, 20))
		info.snd_flags |= SCTP_UNORDERED;
	if (percent(w, 1))
		info.snd_flags |= percent(w, 50) ? SCTP_EOF : SCTP_ABORT;
	if (percent(w, 2))
		info.snd_flags |= SCTP_SENDALL;
	memset(w->buf, info.snd_ppid, len);
	if (tx_info(fd, has_to ? &to : NULL, &info, w->buf, len,
		    some_flags(w)) > 0)
		atomic_fetch_add(&sent, 1);
}

/* Without control message: the identifier is 0 then, and so the bytes are. */
static void send_plain(struct worker *w, int fd)
{
	size_t len = some_length(w);

	memset(w->buf, 0, len);
	if (send(fd, w->buf, len, MSG_NOSIGNAL | some_flags(w)) > 0)
		atomic_fetch_add(&sent, 1);
}

static const struct sctp_rcvinfo *find_rcvinfo(struct msghdr *mh)
{
	struct cmsghdr *cm;

	for (cm = CMSG_FIRSTHDR(mh); cm; cm = CMSG_NXTHDR(mh, cm))
		if (cm->cmsg_level == IPPROTO_SCTP &&
		    cm->cmsg_type == SCTP_RCVINFO)
			return (const void *)CMSG_DATA(cm);
	return NULL;
}

static void check_data(const char *buf, size_t len,
		       const struct sctp_rcvinfo *info)
{
	size_t i;

	if (!info)
		FAIL("%zu bytes of data without SCTP_RCVINFO", len);
	for (i = 0; i < len; i++)
		if (buf[i] != (char)info->rcv_ppid)
			FAIL("byte %zu of %zu is %#x, not %#x", i, len,
			     buf[i] & 0xff, info->rcv_ppid);
}

static ssize_t recv_one(struct worker *w, int fd, int flags)
{
	union addr from;
	union control ctl;
	struct iovec iov = { w->buf, some_length(w) };
	struct msghdr mh = {
		.msg_name = percent(w, 50) ? &from : NULL,
		.msg_namelen = sizeof(from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = sizeof(ctl),
	};
	ssize_t n;

	n = recvmsg(fd, &mh, flags | (percent(w, 10) ? MSG_PEEK : 0));
	if (n <= 0 || mh.msg_flags & MSG_NOTIFICATION)
		return n;
	check_data(w->buf, n, find_rcvinfo(&mh));
	atomic_fetch_add(&received, 1);
	return n;
}

/* Read what there is, perhaps after a sleep. */
static void recv_some(struct worker *w, int fd)
{
	int flags = percent(w, 30) ? 0 : MSG_DONTWAIT, i;

	for (i = 0; i < 20 && recv_one(w, fd, flags) > 0; i++)
		flags = MSG_DONTWAIT;
}

static void accept_one(struct worker *w, int fd)
{
	fd = accept4(fd, NULL, NULL, percent(w, 30) ? SOCK_NONBLOCK : 0);
	if (fd < 0)
		return;
	hurry(fd);
	atomic_fetch_add(&accepted, 1);
	put(w, fd);
}

static void peeloff_one(struct worker *w, int fd)
{
	sctp_assoc_t id = some_id(w, fd);

	fd = percent(w, 50) ? sctp_peeloff(fd, id) :
			      sctp_peeloff_flags(fd, id, SOCK_NONBLOCK);
	if (fd < 0)
		return;
	hurry(fd);
	atomic_fetch_add(&peeled, 1);
	put(w, fd);
}

static void connect_one(struct worker *w, int fd)
{
	connect_to(fd, somewhere(w));
}

static size_t some_addrs(struct worker *w, void *buf, int n, int port)
{
	size_t len = 0;
	union addr a;

	while (n--) {
		a = host(&family, 1 + below(w, HOSTS), port);
		len = addr_pack(buf, &a, len);
	}
	return len;
}

static void connectx_one(struct worker *w, int fd)
{
	char buf[HOSTS * sizeof(union addr)];
	int n = 1 + below(w, HOSTS);
	sctp_assoc_t id;

	some_addrs(w, buf, n, PORT + below(w, PORTS));
	sctp_connectx(fd, (struct sockaddr *)buf, n, &id);
}

static void bindx_one(struct worker *w, int fd)
{
	char buf[HOSTS * sizeof(union addr)];
	int n = 1 + below(w, HOSTS);
	union addr a = {};
	socklen_t len = sizeof(a);

	if (getsockname(fd, &a.sa, &len))
		return;
	some_addrs(w, buf, n, addr_port(&a));
	sctp_bindx(fd, (struct sockaddr *)buf, n, percent(w, 60) ?
		   SCTP_BINDX_ADD_ADDR : SCTP_BINDX_REM_ADDR);
}

static void shutdown_one(struct worker *w, int fd)
{
	shutdown(fd, below(w, 3));
}

static void listen_one(struct worker *w, int fd)
{
	listen(fd, below(w, 4));
}

static void poll_one(struct worker *w, int fd)
{
	struct pollfd pfd[2] = {
		{ .fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP },
		{ .fd = atomic_load(&slots[below(w, SLOTS)]),
		  .events = percent(w, 50) ? POLLIN : POLLPRI },
	};
	int n;

	poll(pfd, 2, below(w, 10));
	ioctl(fd, FIONREAD, &n);
}

static void set_value(struct worker *w, int fd)
{
	static const int opts[] = {
		SCTP_MAXSEG, SCTP_MAX_BURST, SCTP_CONTEXT,
		SCTP_STREAM_SCHEDULER, SCTP_ENABLE_STREAM_RESET,
		SCTP_PR_SUPPORTED, SCTP_RECONFIG_SUPPORTED,
		SCTP_INTERLEAVING_SUPPORTED, SCTP_ASCONF_SUPPORTED,
		SCTP_AUTH_SUPPORTED, SCTP_ECN_SUPPORTED,
		SCTP_EXPOSE_POTENTIALLY_FAILED_STATE,
	};
	struct sctp_assoc_value av = {
		.assoc_id = some_id(w, fd),
		.assoc_value = below(w, percent(w, 70) ? 8 : 2000),
	};

	opt_set(fd, RNG_PICK(&w->rng, opts), &av, sizeof(av));
}

static void set_int(struct worker *w, int fd)
{
	static const int opts[] = {
		SCTP_NODELAY, SCTP_DISABLE_FRAGMENTS, SCTP_RECVNXTINFO,
		SCTP_FRAGMENT_INTERLEAVE, SCTP_PARTIAL_DELIVERY_POINT,
		SCTP_I_WANT_MAPPED_V4_ADDR, SCTP_AUTO_ASCONF, SCTP_REUSE_PORT,
		SCTP_ADAPTATION_LAYER,
	};
	int opt = RNG_PICK(&w->rng, opts);

	opt_set_int(fd, opt, below(w, 2) * (opt == SCTP_PARTIAL_DELIVERY_POINT ?
					    1000 : 1));
}

static void set_buffer(struct worker *w, int fd)
{
	static const int opts[] = { SO_SNDBUF, SO_RCVBUF, SO_RCVLOWAT,
				    SO_ZEROCOPY };
	int opt = RNG_PICK(&w->rng, opts);
	int val = below(w, opt == SO_SNDBUF || opt == SO_RCVBUF ? 200000 : 2);

	setsockopt(fd, SOL_SOCKET, opt, &val, sizeof(val));
}

static void set_path(struct worker *w, int fd)
{
	struct sctp_paddrparams pp = {
		.spp_assoc_id = some_id(w, fd),
		.spp_hbinterval = 1 + below(w, 50),
		.spp_pathmaxrxt = 1 + below(w, 3),
		.spp_pathmtu = 512 + below(w, 3000),
	};
	static const int flags[] = {
		SPP_HB_ENABLE, SPP_HB_DISABLE, SPP_HB_DEMAND,
		SPP_PMTUD_ENABLE, SPP_PMTUD_DISABLE, SPP_SACKDELAY_ENABLE,
	};
	union addr a = somewhere(w);

	pp.spp_flags = RNG_PICK(&w->rng, flags);
	if (percent(w, 50))
		memcpy(&pp.spp_address, &a, sizeof(a));
	opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp));
	opt_set(fd, SCTP_PRIMARY_ADDR, &pp, sizeof(struct sctp_prim));
}

static void set_streams(struct worker *w, int fd)
{
	struct {
		struct sctp_reset_streams	reset;
		__u16				list[4];
	} rs = {};
	struct sctp_add_streams as = { .sas_assoc_id = some_id(w, fd) };

	if (percent(w, 50)) {
		as.sas_outstrms = below(w, 3);
		as.sas_instrms = below(w, 3);
		opt_set(fd, SCTP_ADD_STREAMS, &as, sizeof(as));
		return;
	}
	rs.reset.srs_assoc_id = as.sas_assoc_id;
	rs.reset.srs_flags = 1 + below(w, 3);
	rs.reset.srs_number_streams = below(w, 4);
	rs.list[1] = below(w, 12);
	opt_set(fd, SCTP_RESET_STREAMS, &rs, sizeof(rs));
}

static void set_prinfo(struct worker *w, int fd)
{
	static const int policies[] = { SCTP_PR_SCTP_NONE, SCTP_PR_SCTP_TTL,
					SCTP_PR_SCTP_RTX, SCTP_PR_SCTP_PRIO };
	struct sctp_default_prinfo pi = {
		.pr_assoc_id = some_id(w, fd),
		.pr_value = below(w, 20),
		.pr_policy = RNG_PICK(&w->rng, policies),
	};

	opt_set(fd, SCTP_DEFAULT_PRINFO, &pi, sizeof(pi));
}

static void set_one(struct worker *w, int fd)
{
	static void (*const setters[])(struct worker *w, int fd) = {
		set_value, set_int, set_buffer, set_path, set_streams,
		set_prinfo, set_events,
	};

	RNG_PICK(&w->rng, setters)(w, fd);
}

static void get_one(struct worker *w, int fd)
{
	char buf[512] = {};
	sctp_assoc_t id = some_id(w, fd);
	int opt = below(w, 140);
	socklen_t len = sizeof(buf);

	/* Peeling off has a place of its own, and so has connecting. */
	if (opt == SCTP_SOCKOPT_PEELOFF || opt == SCTP_SOCKOPT_PEELOFF_FLAGS ||
	    opt == SCTP_SOCKOPT_CONNECTX3)
		opt = SCTP_STATUS;
	memcpy(buf, &id, sizeof(id));
	getsockopt(fd, SOL_SCTP, opt, buf, &len);
}

static void look(struct worker *w, int fd __unused)
{
	static const char *const files[] = { "assocs", "eps", "remaddr",
					     "snmp" };
	char path[64];
	int f;

	snprintf(path, sizeof(path), "/proc/thread-self/net/sctp/%s",
		 RNG_PICK(&w->rng, files));
	f = open(path, O_RDONLY);
	if (f < 0)
		return;
	while (read(f, w->buf, 4096) > 0)
		;
	close(f);
}

static const struct op ops[] = {
	{ send_one, 30 }, { send_plain, 6 }, { recv_some, 20 },
	{ open_one, 2 }, { close_one, 3 }, { accept_one, 6 },
	{ connect_one, 5 }, { connectx_one, 2 }, { peeloff_one, 2 },
	{ shutdown_one, 1 }, { bindx_one, 2 }, { listen_one, 1 },
	{ poll_one, 4 }, { set_one, 6 }, { get_one, 6 }, { look, 1 },
};

static const struct op *some_op(struct worker *w)
{
	unsigned int i;
	int sum = 0, at;

	for (i = 0; i < ARRAY_SIZE(ops); i++)
		sum += ops[i].weight;
	at = below(w, sum);
	for (i = 0; at >= ops[i].weight; i++)
		at -= ops[i].weight;
	return &ops[i];
}

/* Something of each kind happened: a slow machine gets more time for that. */
static bool all_happened(void)
{
	return sent && received &&
	       (accepted || family.type == SOCK_SEQPACKET) &&
	       (peeled || family.type == SOCK_STREAM);
}

static bool is_over(void)
{
	long long late = now_ms() - end_ms;

	return late > MORE_MS || (late > 0 && all_happened());
}

static void *work(void *arg)
{
	struct worker *w = arg;
	int fd;

	while (!is_over()) {
		fd = atomic_load(&slots[below(w, SLOTS)]);
		if (fd < 0)
			open_one(w, -1);
		else
			some_op(w)->run(w, fd);
	}
	return NULL;
}

static void close_all(void)
{
	int i, fd;

	for (i = 0; i < SLOTS; i++) {
		fd = atomic_exchange(&slots[i], -1);
		if (fd >= 0)
			close(fd);
	}
}

static void stress(const struct variant *v, bool both)
{
	static struct worker workers[WORKERS];
	int i;

	diag("KTAP_SEED=%u, %u s", ktap_seed(), ktap_seconds());
	family = *v;
	both_styles = both;
	end_ms = now_ms() + 1000LL * ktap_seconds();
	for (i = 0; i < SLOTS; i++)
		atomic_store(&slots[i], -1);
	for (i = 0; i < WORKERS; i++) {
		rng_seed(&workers[i].rng, ktap_seed(), i);
		CHECK_EQ(pthread_create(&workers[i].thread, NULL, work,
					&workers[i]), 0);
	}
	for (i = 0; i < WORKERS; i++)
		CHECK_EQ(pthread_join(workers[i].thread, NULL), 0);
	close_all();
	diag("sent %ld, received %ld, accepted %ld, peeled off %ld", sent,
	     received, accepted, peeled);
	/* All of it was worth nothing if nothing happened. */
	CHECK(all_happened());
}

NETTEST(threads__one_style, .variants = V_ALL)
{
	stress(v, false);
}

NETTEST(threads__both_styles, .variants = V_STREAM_V4 | V_STREAM_V6 |
	V_STREAM_MAPPED, .smoke = true)
{
	stress(v, true);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
