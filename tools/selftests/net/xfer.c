// SPDX-License-Identifier: GPL-2.0-only
/*
 * Move seeded messages between two namespaces and check every one of them.
 *
 *	client in -A NS  --- association ---  server in -B NS
 *
 * One process plays both ends, non-blocking.  -x runs a command when a part
 * of the messages has arrived: the network changes mid-transfer, at the same
 * place every time.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"
#include "message.h"
#include "netns.h"
#include "zerocopy.h"

#define PORT		5000
#define MAX_ADDRS	4
#define READ_SIZE	(256 * 1024)
#define MAX_TAKEN	1000

struct end {
	const char		*name;
	int			fd;
	sctp_assoc_t		id;
	struct plan		plan;	/* what it sends */
	unsigned int		sent;
	bool			*completed;	/* with -Z: those calls */
	unsigned int		completions;
	struct books		books;	/* what it receives */
	unsigned int		drops;	/* SO_RXQ_OVFL */
	bool			eof;
	long long		silent_until;	/* it does not read before */
	long long		sent_at;	/* the last message */
	unsigned int		timed;		/* how many are in @taken */
	unsigned int		taken[MAX_TAKEN]; /* with -1: ms for each */
};

static struct options {
	char		*ns[2];			/* client, server */
	char		*addrs[2];
	char		*to;			/* where the client connects */
	bool		many;
	struct plan	plan;
	bool		both;
	bool		events;
	bool		nodelay;
	bool		zerocopy;
	bool		single;
	unsigned int	pause;			/* ms */
	unsigned int	gap;			/* ms */
	int		sndbuf, rcvbuf;
	unsigned int	rate;			/* kbit/s */
	unsigned int	rto_min, rto_max;	/* ms */
	unsigned int	path_max, assoc_max;
	unsigned int	heartbeat;		/* ms */
	unsigned int	limit;			/* seconds */
	unsigned int	idle;			/* ms */
	unsigned int	mark;			/* SO_MARK */
	unsigned int	pathmtu;		/* bytes */
	unsigned int	at;			/* percent */
	char		*command;
} opt = {
	.plan = { 1, 1000, 10, 0, 1, 2000 },
	.limit = 90,
};

static unsigned char buffer[1 << 20];

static void die(const char *fmt, ...) __printf(1, 2) __noreturn;

static void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("# xfer: ", stdout);
	vprintf(fmt, ap);
	putchar('\n');
	va_end(ap);
	exit(1);
}

static long long now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

static unsigned int scale(void)
{
	const char *s = getenv("KTAP_SCALE");

	return s && atoi(s) > 0 ? atoi(s) : 1;
}

/* A list of addresses as text to a packed array. Returns their number. */
static int parse_addrs(const char *list, int port, unsigned char *out)
{
	char *copy = strdup(list), *tok;
	int n = 0;

	for (tok = strtok(copy, ","); tok; tok = strtok(NULL, ",")) {
		struct sockaddr_in v4 = { .sin_family = AF_INET };
		struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

		if (n++ == MAX_ADDRS)
			die("too many addresses");
		v4.sin_port = htons(port);
		v6.sin6_port = htons(port);
		if (inet_pton(AF_INET, tok, &v4.sin_addr) == 1) {
			memcpy(out, &v4, sizeof(v4));
			out += sizeof(v4);
		} else if (inet_pton(AF_INET6, tok, &v6.sin6_addr) == 1) {
			memcpy(out, &v6, sizeof(v6));
			out += sizeof(v6);
		} else {
			die("not an address: %s", tok);
		}
	}
	free(copy);
	return n;
}

static void set(int fd, int level, int name, const void *val, size_t len)
{
	if (setsockopt(fd, level, name, val, len))
		die("option %d/%d: %s", level, name, strerror(errno));
}

static void set_options(int fd)
{
	struct sctp_initmsg im = { .sinit_num_ostreams = opt.plan.streams };
	struct sctp_rtoinfo rto = { 0, opt.rto_min, opt.rto_max, opt.rto_min };
	struct sctp_assocparams ap = { .sasoc_asocmaxrxt = opt.assoc_max };
	struct sctp_paddrparams pp = {
		.spp_pathmaxrxt = opt.path_max,
		.spp_hbinterval = opt.heartbeat,
		.spp_pathmtu = opt.pathmtu,
		.spp_flags = (opt.heartbeat ? SPP_HB_ENABLE : 0) |
			     (opt.pathmtu ? SPP_PMTUD_DISABLE : 0),
	};
	struct sctp_event_subscribe ev = {
		.sctp_association_event = 1,
		.sctp_address_event = opt.events,
		.sctp_shutdown_event = 1,
	};
	unsigned int rate = opt.rate * 1000 / 8;
	int one = 1;

	set(fd, SOL_SCTP, SCTP_INITMSG, &im, sizeof(im));
	set(fd, SOL_SCTP, SCTP_EVENTS, &ev, sizeof(ev));
	set(fd, SOL_SCTP, SCTP_RECVRCVINFO, &one, sizeof(one));
	set(fd, SOL_SOCKET, SO_RXQ_OVFL, &one, sizeof(one));
	if (opt.zerocopy && zerocopy_on(fd) < 0)
		die("SO_ZEROCOPY: %s", strerror(errno));
	if (opt.nodelay)
		set(fd, SOL_SCTP, SCTP_NODELAY, &one, sizeof(one));
	if (opt.rto_max)
		set(fd, SOL_SCTP, SCTP_RTOINFO, &rto, sizeof(rto));
	if (opt.assoc_max)
		set(fd, SOL_SCTP, SCTP_ASSOCINFO, &ap, sizeof(ap));
	if (opt.path_max || opt.heartbeat || opt.pathmtu)
		set(fd, SOL_SCTP, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp));
	if (opt.sndbuf)
		set(fd, SOL_SOCKET, SO_SNDBUFFORCE, &opt.sndbuf,
		    sizeof(opt.sndbuf));
	if (opt.rcvbuf)
		set(fd, SOL_SOCKET, SO_RCVBUFFORCE, &opt.rcvbuf,
		    sizeof(opt.rcvbuf));
	if (opt.mark)
		set(fd, SOL_SOCKET, SO_MARK, &opt.mark, sizeof(opt.mark));
	if (rate)
		set(fd, SOL_SOCKET, SO_MAX_PACING_RATE, &rate, sizeof(rate));
}

/* A socket in a namespace, bound to its addresses. */
static int open_socket(int side, int port)
{
	unsigned char list[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	int fd, n;

	if (netns_enter(opt.ns[side]))
		die("namespace %s: %s", opt.ns[side], strerror(errno));
	n = parse_addrs(opt.addrs[side], port, list);
	fd = socket(((struct sockaddr *)list)->sa_family,
		    opt.many ? SOCK_SEQPACKET : SOCK_STREAM, IPPROTO_SCTP);
	if (fd < 0)
		die("socket: %s", strerror(errno));
	set_options(fd);
	if (sctp_bindx(fd, (struct sockaddr *)list, n, SCTP_BINDX_ADD_ADDR))
		die("bind to %s: %s", opt.addrs[side], strerror(errno));
	return fd;
}

static void nonblock(int fd)
{
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static void establish(struct end *c, struct end *s)
{
	unsigned char list[MAX_ADDRS * sizeof(struct sockaddr_in6)];
	int l = open_socket(1, PORT);

	if (listen(l, 1))
		die("listen: %s", strerror(errno));
	c->fd = open_socket(0, 0);
	parse_addrs(opt.to ? opt.to : opt.addrs[1], PORT, list);
	if (connect(c->fd, (struct sockaddr *)list,
		    sctp_getaddrlen(((struct sockaddr *)list)->sa_family)))
		die("connect: %s", strerror(errno));
	s->fd = l;
	if (!opt.many) {
		s->fd = accept(l, NULL, NULL);
		if (s->fd < 0)
			die("accept: %s", strerror(errno));
		close(l);
	}
	nonblock(c->fd);
	nonblock(s->fd);
}

static void address_event(const struct end *e, struct sctp_paddr_change *pc)
{
	static const char *const states[] = { "available", "unreachable",
		"removed", "added", "primary", "confirmed", "failing" };
	struct sockaddr_storage ss;
	char text[INET6_ADDRSTRLEN] = "?";

	memcpy(&ss, &pc->spc_aaddr, sizeof(ss));
	inet_ntop(ss.ss_family, ss.ss_family == AF_INET ?
		  (void *)&((struct sockaddr_in *)&ss)->sin_addr :
		  (void *)&((struct sockaddr_in6 *)&ss)->sin6_addr,
		  text, sizeof(text));
	printf("# %s: %s is %s\n", e->name, text, (unsigned int)pc->spc_state <
	       ARRAY_SIZE(states) ? states[pc->spc_state] : "?");
}

static void notification(struct end *e, union sctp_notification *sn)
{
	switch (sn->sn_header.sn_type) {
	case SCTP_ASSOC_CHANGE:
		if (sn->sn_assoc_change.sac_state == SCTP_COMM_UP)
			e->id = sn->sn_assoc_change.sac_assoc_id;
		else if (sn->sn_assoc_change.sac_state == SCTP_SHUTDOWN_COMP)
			e->eof = true;
		else
			die("%s: association change %d, error %#x", e->name,
			    sn->sn_assoc_change.sac_state,
			    sn->sn_assoc_change.sac_error);
		break;
	case SCTP_PEER_ADDR_CHANGE:
		address_event(e, &sn->sn_paddr_change);
		break;
	}
}

/* How often the socket had to drop something is a small number that grows. */
static void drops(struct end *e, const struct cmsghdr *cm)
{
	unsigned int n;

	memcpy(&n, CMSG_DATA(cm), sizeof(n));
	if (n < e->drops || n > 1000000)
		die("%s: %u packets dropped, after %u", e->name, n, e->drops);
	e->drops = n;
}

/* Control data that comes with a message. Returns false without RCVINFO. */
static bool control(struct end *e, struct msghdr *mh, struct sctp_rcvinfo *info)
{
	struct cmsghdr *cm;
	bool found = false;

	for (cm = CMSG_FIRSTHDR(mh); cm; cm = CMSG_NXTHDR(mh, cm)) {
		if (cm->cmsg_level == SOL_SOCKET &&
		    cm->cmsg_type == SO_RXQ_OVFL) {
			drops(e, cm);
		} else if (cm->cmsg_type == SCTP_RCVINFO) {
			memcpy(info, CMSG_DATA(cm), sizeof(*info));
			found = true;
		}
	}
	return found;
}

/* Read what there is. Returns false when nothing was there. */
static bool receive(struct end *e)
{
	union control ctl;
	struct iovec iov = { buffer, READ_SIZE };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1,
			     .msg_control = &ctl,
			     .msg_controllen = sizeof(ctl) };
	struct sctp_rcvinfo info = {};
	ssize_t n = recvmsg(e->fd, &mh, 0);

	if (n < 0 && errno == EAGAIN)
		return false;
	if (n < 0)
		die("%s: recvmsg: %s", e->name, strerror(errno));
	if (mh.msg_flags & MSG_NOTIFICATION) {
		notification(e, (union sctp_notification *)buffer);
		return true;
	}
	if (n == 0) {
		e->eof = true;
		return false;
	}
	if (!control(e, &mh, &info))
		die("%s: a message without RCVINFO", e->name);
	if (!books_enter(&e->books, &info, buffer, n,
			 mh.msg_flags & MSG_EOR))
		die("%s: message %u (stream %u, ssn %u, %zu bytes) %s",
		    e->name, ntohl(info.rcv_ppid), info.rcv_sid, info.rcv_ssn,
		    e->books.cur.size, e->books.error);
	return true;
}

/* Each call completes once, in whatever order */
static void read_completions(struct end *e)
{
	struct completion c;
	int ret;

	while ((ret = zerocopy_read(e->fd, &c)) > 0) {
		for (; c.lo <= c.hi; c.lo++) {
			if (c.lo >= e->sent || e->completed[c.lo])
				die("%s: call %u of %u completed %s", e->name,
				    c.lo, e->sent,
				    c.lo < e->sent ? "twice" : "early");
			e->completed[c.lo] = true;
			e->completions++;
		}
	}
	if (ret)
		die("%s: error queue: %s", e->name, strerror(errno));
}

/* How to send: with -Z from memory of its own, which is given up at once */
static ssize_t send_it(struct end *e, struct msghdr *mh)
{
	size_t len = mh->msg_iov->iov_len;
	ssize_t n;
	void *m;

	if (!opt.zerocopy)
		return sendmsg(e->fd, mh, MSG_NOSIGNAL);
	m = mmap(NULL, len, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (m == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	memcpy(m, mh->msg_iov->iov_base, len);
	mh->msg_iov->iov_base = m;
	n = sendmsg(e->fd, mh, MSG_NOSIGNAL | MSG_ZEROCOPY);
	munmap(m, len);
	/* as many on their way as there may be */
	if (n < 0 && errno == ENOBUFS)
		errno = EAGAIN;
	return n;
}

/* Send the next message. Returns false when there is no room or no more. */
static bool transmit(struct end *e)
{
	union control ctl;
	struct message m;
	struct sctp_sndinfo *si;
	struct iovec iov = { .iov_base = buffer };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1,
			     .msg_control = &ctl,
			     .msg_controllen = CMSG_SPACE(sizeof(*si)) };
	struct cmsghdr *cm = CMSG_FIRSTHDR(&mh);

	if (e->sent == e->plan.messages || !e->id)
		return false;
	memset(&ctl, 0, sizeof(ctl));
	m = plan_message(&e->plan, e->sent);
	iov.iov_len = m.size;
	cm->cmsg_level = IPPROTO_SCTP;
	cm->cmsg_type = SCTP_SNDINFO;
	cm->cmsg_len = CMSG_LEN(sizeof(*si));
	si = (struct sctp_sndinfo *)CMSG_DATA(cm);
	si->snd_sid = m.stream;
	si->snd_flags = m.unordered ? SCTP_UNORDERED : 0;
	si->snd_ppid = htonl(m.number);
	si->snd_assoc_id = e->id;
	message_fill(&m, buffer, m.size);
	if (send_it(e, &mh) < 0) {
		if (errno == EAGAIN)
			return false;
		die("%s: sendmsg of message %u, %zu bytes: %s", e->name,
		    m.number, m.size, strerror(errno));
	}
	e->sent++;
	return true;
}

/* With -1, when the message before has arrived, which has taken some time */
static bool may_transmit(struct end *e, const struct end *peer)
{
	unsigned int n = e->sent;

	if (n == e->plan.messages)
		return false;
	if (!opt.single)
		return true;
	if (peer->books.received < n)
		return false;
	if (e->timed < n)
		e->taken[e->timed++ % MAX_TAKEN] = now() - e->sent_at;
	if (n && now() < e->sent_at + opt.gap)
		return false;
	e->sent_at = now();
	return true;
}

static int by_value(const void *a, const void *b)
{
	return *(const unsigned int *)a - *(const unsigned int *)b;
}

static void report_taken(struct end *e)
{
	unsigned int n = e->sent < MAX_TAKEN ? e->sent : MAX_TAKEN;

	if (!opt.single || n < 2)
		return;
	if (e->timed < n)
		e->taken[n - 1] = now() - e->sent_at;
	qsort(e->taken, n, sizeof(*e->taken), by_value);
	printf("# %s: a message takes %u ms, the slowest %u ms\n", e->name,
	       e->taken[n / 2], e->taken[n - 1]);
}

static void report(struct end *e)
{
	struct sctp_assoc_stats st = { .sas_assoc_id = e->id };
	socklen_t len = sizeof(st);

	if (getsockopt(e->fd, SOL_SCTP, SCTP_GET_ASSOC_STATS, &st, &len))
		memset(&st, 0, sizeof(st));
	printf("# %s: received %u messages, %llu bytes\n", e->name,
	       e->books.received, e->books.bytes);
	printf("# %s: %llu packets, %llu chunks sent again", e->name,
	       (unsigned long long)st.sas_opackets,
	       (unsigned long long)st.sas_rtxchunks);
	printf(", %llu came twice, %llu came early\n",
	       (unsigned long long)st.sas_idupchunks,
	       (unsigned long long)st.sas_outofseqtsns);
}

/* Let one end send and read what it can. */
static void serve(struct end *e, int revents)
{
	int i;

	if (opt.zerocopy)
		read_completions(e);
	if (revents & (POLLIN | POLLERR | POLLHUP) &&
	    now() >= e->silent_until)
		for (i = 0; i < 32 && receive(e); i++)
			;
	if (revents & POLLOUT)
		for (i = 0; i < (opt.single ? 1 : 32) && transmit(e); i++)
			;
}

static bool complete(const struct end *e, const struct end *peer)
{
	return e->books.received == peer->plan.messages;
}

/* What the command takes is no message's time. */
static void run_command(struct end *c, struct end *s)
{
	unsigned int all = c->plan.messages + s->plan.messages;
	unsigned int done = c->books.received + s->books.received;
	long long start = now();

	if (!opt.command || done * 100ULL < (unsigned long long)all * opt.at)
		return;
	printf("# %u of %u messages received: %s\n", done, all, opt.command);
	fflush(stdout);
	if (system(opt.command))
		die("the command failed");
	opt.command = NULL;
	c->sent_at += now() - start;
	s->sent_at += now() - start;
}

static void transfer(struct end *c, struct end *s)
{
	long long end = now() + opt.limit * 1000LL * scale();
	struct pollfd pfd[2] = { { c->fd }, { s->fd } };
	struct end *const ends[] = { c, s };
	int i;

	while (!complete(c, s) || !complete(s, c)) {
		if (now() > end) {
			report(c);
			report(s);
			die("no end after %u s: %u of %u and %u of %u messages",
			    opt.limit, s->books.received, c->plan.messages,
			    c->books.received, s->plan.messages);
		}
		for (i = 0; i < 2; i++) {
			pfd[i].events = now() < ends[i]->silent_until ? 0 :
								       POLLIN;
			if (may_transmit(ends[i], ends[!i]))
				pfd[i].events |= POLLOUT;
		}
		if (poll(pfd, 2, 50) < 0)
			die("poll: %s", strerror(errno));
		for (i = 0; i < 2; i++)
			serve(ends[i], pfd[i].revents);
		run_command(c, s);
	}
}

/* All was sent and read: see for a while that nothing else happens. */
static void idle(struct end *c, struct end *s)
{
	struct pollfd pfd[2] = { { c->fd, POLLIN, 0 }, { s->fd, POLLIN, 0 } };
	long long end = now() + (long long)opt.idle * scale();

	while (now() < end) {
		poll(pfd, 2, 20);
		serve(c, pfd[0].revents);
		serve(s, pfd[1].revents);
	}
}

/* A graceful end, after which nothing more may have come. */
static void finish(struct end *c, struct end *s)
{
	struct pollfd pfd = { s->fd, POLLIN, 0 };
	long long end = now() + 60000LL * scale();

	while (opt.zerocopy && (c->completions < c->sent ||
				s->completions < s->sent)) {
		if (now() > end)
			die("%u of %u and %u of %u calls completed",
			    c->completions, c->sent, s->completions, s->sent);
		usleep(1000);
		read_completions(c);
		read_completions(s);
	}
	report(c);
	report(s);
	close(c->fd);
	while (!s->eof) {
		if (now() > end)
			die("the association does not end");
		poll(&pfd, 1, 100);
		while (receive(s))
			;
	}
	if (!complete(s, c))
		die("%s: %u messages too many", s->name,
		    s->books.received - c->plan.messages);
	close(s->fd);
}

/* The options: what they mean, and where their values go. */
static const struct {
	char		letter;
	enum { FLAG, TEXT, NUMBER, RANGE } kind;
	void		*to, *to2;
	const char	*help;
} letters[] = {
	{ 'A', TEXT, &opt.ns[0], NULL, "NS: of the client" },
	{ 'a', TEXT, &opt.addrs[0], NULL, "ADDR[,ADDR]: of the client" },
	{ 'B', TEXT, &opt.ns[1], NULL, "NS: of the server" },
	{ 'b', TEXT, &opt.addrs[1], NULL, "ADDR[,ADDR]: of the server" },
	{ 'c', TEXT, &opt.to, NULL, "ADDR: the client connects to (-b)" },
	{ 'Q', FLAG, &opt.many, NULL, "one-to-many sockets" },
	{ 'D', FLAG, &opt.both, NULL, "both directions" },
	{ 'N', FLAG, &opt.nodelay, NULL, "SCTP_NODELAY" },
	{ 'Z', FLAG, &opt.zerocopy, NULL, "MSG_ZEROCOPY" },
	{ '1', FLAG, &opt.single, NULL, "one at a time; how long each?" },
	{ 'g', NUMBER, &opt.gap, NULL, "MS: with -1, not more often" },
	{ 'e', FLAG, &opt.events, NULL, "show what happens to addresses" },
	{ 'n', NUMBER, &opt.plan.messages, NULL, "N: messages (1000)" },
	{ 'z', RANGE, &opt.plan.min, &opt.plan.max, "MIN:MAX: their sizes" },
	{ 's', NUMBER, &opt.plan.streams, NULL, "N: streams (10)" },
	{ 'u', NUMBER, &opt.plan.unordered, NULL, "PERCENT: unordered ones" },
	{ 'S', NUMBER, &opt.plan.seed, NULL, "N: seed" },
	{ 'p', NUMBER, &opt.pause, NULL, "MS: the server does not read" },
	{ 'w', NUMBER, &opt.sndbuf, NULL, "BYTES: SO_SNDBUF" },
	{ 'r', NUMBER, &opt.rcvbuf, NULL, "BYTES: SO_RCVBUF" },
	{ 'R', NUMBER, &opt.rate, NULL, "KBIT/S: SO_MAX_PACING_RATE" },
	{ 'o', RANGE, &opt.rto_min, &opt.rto_max, "MIN:MAX: RTO in ms" },
	{ 'm', NUMBER, &opt.path_max, NULL, "N: Path.Max.Retrans" },
	{ 'M', NUMBER, &opt.assoc_max, NULL, "N: Association.Max.Retrans" },
	{ 'h', NUMBER, &opt.heartbeat, NULL, "MS: HB.interval" },
	{ 'i', NUMBER, &opt.idle, NULL, "MS: idle when all was moved" },
	{ 'k', NUMBER, &opt.mark, NULL, "N: SO_MARK" },
	{ 'P', NUMBER, &opt.pathmtu, NULL, "BYTES: path MTU, not discovered" },
	{ 't', NUMBER, &opt.limit, NULL, "SECONDS: limit (90)" },
	{ 'x', TEXT, &opt.command, NULL, "PERCENT:COMMAND: run it then" },
};

static void bad_usage(void)
{
	unsigned int i;

	fputs("usage: xfer OPTION...\n", stderr);
	for (i = 0; i < ARRAY_SIZE(letters); i++)
		fprintf(stderr, "  -%c  %s\n", letters[i].letter,
			letters[i].help);
	exit(2);
}

static void option(unsigned int i, char *arg)
{
	char *end;

	switch (letters[i].kind) {
	case FLAG:
		*(bool *)letters[i].to = true;
		break;
	case TEXT:
		*(char **)letters[i].to = arg;
		break;
	case NUMBER:
		*(unsigned int *)letters[i].to = strtoul(arg, NULL, 0);
		break;
	case RANGE:
		*(unsigned int *)letters[i].to = strtoul(arg, &end, 0);
		if (*end++ != ':')
			bad_usage();
		*(unsigned int *)letters[i].to2 = strtoul(end, NULL, 0);
		break;
	}
}

static void parse_options(int argc, char **argv)
{
	char list[2 * ARRAY_SIZE(letters) + 1], *at = list;
	unsigned int i;
	int o;

	for (i = 0; i < ARRAY_SIZE(letters); i++) {
		*at++ = letters[i].letter;
		if (letters[i].kind != FLAG)
			*at++ = ':';
	}
	*at = 0;
	while ((o = getopt(argc, argv, list)) != -1) {
		for (i = 0; i < ARRAY_SIZE(letters); i++)
			if (letters[i].letter == o)
				break;
		if (i == ARRAY_SIZE(letters))
			bad_usage();
		option(i, optarg);
	}
	if (!opt.ns[0] || !opt.ns[1] || !opt.addrs[0] || !opt.addrs[1] ||
	    !opt.plan.min || opt.plan.max > sizeof(buffer) ||
	    opt.plan.min > opt.plan.max || !opt.plan.streams || optind < argc)
		bad_usage();
	if (opt.command) {
		opt.at = strtoul(opt.command, &at, 10);
		if (*at != ':')
			bad_usage();
		opt.command = at + 1;
	}
}

int main(int argc, char **argv)
{
	struct end c = { .name = "client" }, s = { .name = "server" };
	long long start;

	setvbuf(stdout, NULL, _IOLBF, 0);
	parse_options(argc, argv);
	c.plan = opt.plan;
	s.plan = opt.plan;
	s.plan.seed ^= 0x55555555;
	if (!opt.both)
		s.plan.messages = 0;
	c.completed = calloc(opt.plan.messages, sizeof(bool));
	s.completed = calloc(opt.plan.messages, sizeof(bool));
	books_open(&c.books, &s.plan);
	books_open(&s.books, &c.plan);
	establish(&c, &s);
	start = now();
	s.silent_until = start + opt.pause;
	transfer(&c, &s);
	printf("# %lld ms\n", now() - start);
	report_taken(&c);
	idle(&c, &s);
	finish(&c, &s);
	return 0;
}
