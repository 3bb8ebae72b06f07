// SPDX-License-Identifier: GPL-2.0-only
/*
 * What sock_diag(7) says about SCTP, in the form inet_diag has, with whatever
 * differs from one time to the next masked.
 *
 *	one process, one namespace, loopback
 *
 *	1-1 v4 :7001, 2 addresses  -> 1-1 v4 :6001, 2 addresses
 *	1-1 v4 :7002, :7003	   -> 1-n v4 :6002, any; one was peeled off
 *	1-n v6 :7004		   -> 1-1 v6 :6003
 *	1-1 v4 :7005		   -> 1-1 v6 :6004, any
 *	1-1 v4 :7006		   -> 1-1 v4 :6005, any; not accepted
 *				      1-n v4 :6006, bound only
 *				      1-1 v6 :6007, bound only
 *				      1-1 v4 not even bound
 *
 * Each line begins with the question; then come the family, the ports, whether
 * it is a socket or an association, and what was asked for. What lies in hash
 * tables comes in any order: sort the lines.
 *
 * usage: diag_dump [COMMAND...]
 *	what the command says, while there are these sockets
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/sctp.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

#define PATIENCE	10000	/* milliseconds */
#define ALL_STATES	0xfff
#define EVERYTHING	0xff
#define MESSAGE		700

#define STATE(s)	(1U << (s))
#define ESTABLISHED	1
#define CLOSE		7
#define LISTEN		10

static void fatal(const char *what)
{
	fprintf(stderr, "diag_dump: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* --- the sockets --- */

union addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static socklen_t make_addr(union addr *a, int family, const char *text,
			   unsigned short port)
{
	memset(a, 0, sizeof(*a));
	a->sa.sa_family = family;
	if (family == AF_INET) {
		a->v4.sin_port = htons(port);
		inet_pton(AF_INET, text, &a->v4.sin_addr);
		return sizeof(a->v4);
	}
	a->v6.sin6_port = htons(port);
	inet_pton(AF_INET6, text, &a->v6.sin6_addr);
	return sizeof(a->v6);
}

/* One or two addresses, one right after the other */
static void bindx(int fd, int option, int family, const char *one,
		  const char *two, unsigned short port)
{
	unsigned char list[2 * sizeof(union addr)];
	socklen_t len, more;
	union addr a;

	len = make_addr(&a, family, one, port);
	memcpy(list, &a, len);
	if (two) {
		more = make_addr(&a, family, two, port);
		memcpy(list + len, &a, more);
		len += more;
	}
	if (setsockopt(fd, SOL_SCTP, option, list, len) < 0)
		fatal(option == SCTP_SOCKOPT_BINDX_ADD ? "bindx" : "connectx");
}

static int make_socket(int family, int type)
{
	int fd = socket(family, type, IPPROTO_SCTP);

	if (fd < 0)
		fatal("socket");
	return fd;
}

static int bound(int family, int type, const char *one, const char *two,
		 unsigned short port)
{
	int fd = make_socket(family, type);

	bindx(fd, SCTP_SOCKOPT_BINDX_ADD, family, one, two, port);
	return fd;
}

static int listening(int family, int type, const char *one, const char *two,
		     unsigned short port)
{
	int fd = bound(family, type, one, two, port);

	if (listen(fd, 7))
		fatal("listen");
	return fd;
}

static void wait_readable(int fd, const char *what)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (poll(&p, 1, PATIENCE) != 1) {
		errno = ETIMEDOUT;
		fatal(what);
	}
}

/* The association of a one-to-many socket, by the order of ids */
static sctp_assoc_t nth_id(int fd, unsigned int n)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[8];
	} u;
	socklen_t len = sizeof(u);

	if (getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len) ||
	    u.list.gaids_number_of_ids <= n)
		fatal("SCTP_GET_ASSOC_ID_LIST");
	return u.list.gaids_assoc_id[n];
}

/* Until nothing is on its way: what was sent is read, or waits to be */
static void settle(int fd)
{
	struct sctp_status status;
	int left = PATIENCE;
	socklen_t len;

	for (; left > 0; left -= 10) {
		memset(&status, 0, sizeof(status));
		len = sizeof(status);
		if (!getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len) &&
		    status.sstat_state == SCTP_ESTABLISHED &&
		    !status.sstat_unackdata && !status.sstat_penddata)
			return;
		usleep(10000);
	}
	errno = ETIMEDOUT;
	fatal("settle");
}

static void say_to(int fd, int bytes)
{
	char message[MESSAGE];

	memset(message, 'm', sizeof(message));
	if (send(fd, message, bytes, 0) != bytes)
		fatal("send");
	settle(fd);
}

static int accepted(int l)
{
	int fd;

	wait_readable(l, "accept");
	fd = accept(l, NULL, NULL);
	if (fd < 0)
		fatal("accept");
	return fd;
}

static int peel_off(int fd, sctp_assoc_t id)
{
	sctp_peeloff_arg_t arg = { .associd = id };
	socklen_t len = sizeof(arg);

	if (getsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &len) < 0)
		fatal("peeloff");
	return arg.sd;
}

static void two_addresses(void)
{
	int one = 1, tos = 0x20;
	int l, c, s;

	l = listening(AF_INET, SOCK_STREAM, "127.0.0.1", "127.0.0.2", 6001);
	c = bound(AF_INET, SOCK_STREAM, "127.0.0.3", "127.0.0.4", 7001);
	setsockopt(c, IPPROTO_IP, IP_TOS, &tos, sizeof(tos));
	setsockopt(c, SOL_SOCKET, SO_MARK, &one, sizeof(one));
	bindx(c, SCTP_SOCKOPT_CONNECTX, AF_INET, "127.0.0.1", "127.0.0.2",
	      6001);
	s = accepted(l);
	say_to(c, MESSAGE);
	settle(s);
}

static void one_to_many(void)
{
	int l, c, i;

	l = listening(AF_INET, SOCK_SEQPACKET, "0.0.0.0", NULL, 6002);
	for (i = 0; i < 2; i++) {
		c = bound(AF_INET, SOCK_STREAM, "127.0.0.1", NULL, 7002 + i);
		bindx(c, SCTP_SOCKOPT_CONNECTX, AF_INET, "127.0.0.1", NULL,
		      6002);
		say_to(c, 10 + i);
		wait_readable(l, "one-to-many");
	}
	peel_off(l, nth_id(l, 1));
}

static void ipv6(void)
{
	union addr to;
	int l, c;

	l = listening(AF_INET6, SOCK_STREAM, "::1", NULL, 6003);
	c = bound(AF_INET6, SOCK_SEQPACKET, "::1", NULL, 7004);
	make_addr(&to, AF_INET6, "::1", 6003);
	if (sendto(c, "hello", 5, 0, &to.sa, sizeof(to.v6)) != 5)
		fatal("sendto");
	settle(accepted(l));
}

static void mapped(void)
{
	int l, c;

	l = listening(AF_INET6, SOCK_STREAM, "::", NULL, 6004);
	c = bound(AF_INET, SOCK_STREAM, "127.0.0.1", NULL, 7005);
	bindx(c, SCTP_SOCKOPT_CONNECTX, AF_INET, "127.0.0.1", NULL, 6004);
	say_to(c, 1);
	accepted(l);
}

static void not_accepted(void)
{
	int l, c;

	l = listening(AF_INET, SOCK_STREAM, "0.0.0.0", NULL, 6005);
	c = bound(AF_INET, SOCK_STREAM, "127.0.0.1", NULL, 7006);
	bindx(c, SCTP_SOCKOPT_CONNECTX, AF_INET, "127.0.0.1", NULL, 6005);
	wait_readable(l, "association");
	settle(c);
}

static void make_sockets(void)
{
	two_addresses();
	one_to_many();
	ipv6();
	mapped();
	not_accepted();
	bound(AF_INET, SOCK_SEQPACKET, "127.0.0.1", NULL, 6006);
	bound(AF_INET6, SOCK_STREAM, "::1", NULL, 6007);
	make_socket(AF_INET, SOCK_STREAM);
}

/* --- what is said of them --- */

/**
 * struct reply - a record
 * @question: what was asked
 * @m: its first part
 * @assoc: it is an association's
 */
struct reply {
	const char *question;
	const struct inet_diag_msg *m;
	bool assoc;
};

static void head(const struct reply *r)
{
	printf("%s %d %d-%d %s ", r->question,
	       r->m->idiag_family == AF_INET6 ? 6 : 4,
	       ntohs(r->m->id.idiag_sport), ntohs(r->m->id.idiag_dport),
	       r->assoc ? "assoc" : "socket");
}

static const char *text_of(int family, const void *addr)
{
	static char text[2][INET6_ADDRSTRLEN];
	static int turn;

	turn = !turn;
	return inet_ntop(family, addr, text[turn], sizeof(text[turn]));
}

static void show_addresses(const struct reply *r, const char *name,
			   const unsigned char *p, int len)
{
	const struct sockaddr_storage *ss = (const void *)p;
	int n;

	head(r);
	printf("%s", name);
	for (n = 0; len >= (int)sizeof(*ss); n++) {
		const struct sockaddr_in6 *in6 = (const void *)ss;
		const struct sockaddr_in *in = (const void *)ss;

		if (ss->ss_family == AF_INET6)
			printf(" %s:%d", text_of(AF_INET6, &in6->sin6_addr),
			       ntohs(in6->sin6_port));
		else
			printf(" %s:%d", text_of(AF_INET, &in->sin_addr),
			       ntohs(in->sin_port));
		ss++;
		len -= sizeof(*ss);
	}
	printf("%s\n", len ? " and more" : "");
}

static void show_info(const struct reply *r, const unsigned char *p, int len)
{
	union addr *addr;
	struct sctp_info i = {};

	memcpy(&i, p, len < (int)sizeof(i) ? len : (int)sizeof(i));
	addr = (union addr *)&i.sctpi_p_address;
	head(r);
	printf("info length %d\n", len);
#define SHOW(f) (head(r), printf("info " #f " %llu\n", \
				 (unsigned long long)i.sctpi_##f))
/* Depends on how busy the machine is */
#define SHOW_BUSY(f) (head(r), printf("info " #f " *\n"))
#define SHOW_IF(f) (head(r), printf("info " #f " %s\n", \
				    i.sctpi_##f ? "set" : "0"))
	SHOW_IF(tag);
	SHOW(state);
	SHOW(rwnd);
	SHOW(unackdata);
	SHOW(penddata);
	SHOW(instrms);
	SHOW(outstrms);
	SHOW(fragmentation_point);
	SHOW(inqueue);
	SHOW(outqueue);
	SHOW(overall_error);
	SHOW(max_burst);
	SHOW(maxseg);
	SHOW(peer_rwnd);
	SHOW_IF(peer_tag);
	SHOW(peer_capable);
	SHOW_BUSY(peer_sack);
	SHOW_BUSY(isacks);
	SHOW_BUSY(osacks);
	SHOW_BUSY(opackets);
	SHOW_BUSY(ipackets);
	SHOW(rtxchunks);
	SHOW(outofseqtsns);
	SHOW(idupchunks);
	SHOW(gapcnt);
	SHOW(ouodchunks);
	SHOW(iuodchunks);
	SHOW(oodchunks);
	SHOW(iodchunks);
	SHOW_BUSY(octrlchunks);
	SHOW_BUSY(ictrlchunks);
	head(r);
	if (addr->sa.sa_family == AF_INET6)
		printf("info p_address %s:%d\n",
		       text_of(AF_INET6, &addr->v6.sin6_addr),
		       ntohs(addr->v6.sin6_port));
	else
		printf("info p_address %s:%d family %d\n",
		       text_of(AF_INET, &addr->v4.sin_addr),
		       ntohs(addr->v4.sin_port), addr->sa.sa_family);
	SHOW(p_state);
	SHOW(p_cwnd);
	SHOW_BUSY(p_srtt);
	SHOW_BUSY(p_rto);
	SHOW(p_hbinterval);
	SHOW(p_pathmaxrxt);
	SHOW(p_sackdelay);
	SHOW(p_sackfreq);
	SHOW(p_ssthresh);
	SHOW(p_partial_bytes_acked);
	SHOW(p_flight_size);
	SHOW(p_error);
	SHOW(s_autoclose);
	SHOW(s_adaptation_ind);
	SHOW(s_pd_point);
	SHOW(s_nodelay);
	SHOW(s_disable_fragments);
	SHOW(s_v4mapped);
	SHOW(s_frag_interleave);
	SHOW(s_type);
#undef SHOW
#undef SHOW_BUSY
#undef SHOW_IF
}

static void show_attr(const struct reply *r, const struct nlattr *na)
{
	static const char * const names[] = {
		[INET_DIAG_MEMINFO] = "meminfo",
		[INET_DIAG_TOS] = "tos",
		[INET_DIAG_TCLASS] = "tclass",
		[INET_DIAG_SKMEMINFO] = "skmeminfo",
		[INET_DIAG_SHUTDOWN] = "shutdown",
		[INET_DIAG_SKV6ONLY] = "v6only",
		[INET_DIAG_MARK] = "mark",
		[INET_DIAG_CLASS_ID] = "class_id",
		[INET_DIAG_CGROUP_ID] = "cgroup_id",
		[INET_DIAG_SOCKOPT] = "sockopt",
	};
	const unsigned char *p = (const void *)(na + 1);
	int len = na->nla_len - sizeof(*na);
	int type = na->nla_type & NLA_TYPE_MASK;

	switch (type) {
	case INET_DIAG_PAD:
		return;
	case INET_DIAG_INFO:
		show_info(r, p, len);
		return;
	case INET_DIAG_LOCALS:
		show_addresses(r, "locals", p, len);
		return;
	case INET_DIAG_PEERS:
		show_addresses(r, "peers", p, len);
		return;
	case INET_DIAG_MARK:
		head(r);
		printf("mark %u\n", *(const unsigned int *)p);
		return;
	case INET_DIAG_CONG:
		head(r);
		printf("congestion control %s\n", (const char *)p);
		return;
	}
	if (type >= (int)ARRAY_SIZE(names) || !names[type]) {
		head(r);
		printf("attribute %d of %d bytes\n", type, len);
	} else if (len == 1) {
		head(r);
		printf("%s %d\n", names[type], *p);
	} else {
		head(r);
		printf("%s of %d bytes\n", names[type], len);
	}
}

static void show_msg(const struct reply *r, int type)
{
	const struct inet_diag_msg *m = r->m;
	int family = m->idiag_family;

	head(r);
	printf("%s > %s\n", text_of(family, m->id.idiag_src),
	       text_of(family, m->id.idiag_dst));
	head(r);
	printf("state %d type %d uid %u inode %s cookie %s", m->idiag_state,
	       type, m->idiag_uid, m->idiag_inode ? "set" : "0",
	       m->id.idiag_cookie[0] ? "set" : "0");
	/* of an association, the one of the last packet, if any was sent */
	if (r->assoc)
		puts("");
	else
		printf(" device %u\n", m->id.idiag_if);
	head(r);
	printf("timer %d retrans %d expires %s\n", m->idiag_timer,
	       m->idiag_retrans, m->idiag_expires ? "set" : "0");
	/* of a listening socket these are numbers, else memory */
	head(r);
	if (r->assoc)
		printf("rqueue %s wqueue %s\n", m->idiag_rqueue ? "set" : "0",
		       m->idiag_wqueue ? "set" : "0");
	else
		printf("rqueue %u wqueue %u\n", m->idiag_rqueue,
		       m->idiag_wqueue);
}

/* All attributes, one after the other. Returns whether there is @type. */
static bool each_attr(const struct reply *r, int left, int type,
		      void (*fn)(const struct reply *r,
				 const struct nlattr *na))
{
	const struct nlattr *na = (const void *)(r->m + 1);
	bool found = false;

	while (left >= (int)sizeof(*na) && na->nla_len <= left) {
		found |= na->nla_type == type;
		if (fn)
			fn(r, na);
		left -= NLA_ALIGN(na->nla_len);
		na = (const void *)((const char *)na + NLA_ALIGN(na->nla_len));
	}
	return found;
}

static void show(const char *question, const struct nlmsghdr *n, bool wordy)
{
	struct reply r = { question, NLMSG_DATA(n) };
	int left = n->nlmsg_len - NLMSG_LENGTH(sizeof(*r.m));

	r.assoc = each_attr(&r, left, INET_DIAG_PEERS, NULL);
	if (wordy) {
		show_msg(&r, n->nlmsg_type);
		each_attr(&r, left, INET_DIAG_PEERS, show_attr);
	} else {
		head(&r);
		printf("state %d\n", r.m->idiag_state);
	}
}

/* --- the questions --- */

/**
 * struct question - what is asked
 * @name: of it
 * @family: AF_INET if 0
 * @states: all if 0
 * @ext: bits for attributes
 * @sport: local port or 0
 * @dport: the peer's or 0
 * @src: address or NULL
 * @dst: the peer's or NULL
 * @wordy: print all of the records
 * @one: not a dump
 * @cookie: which to send: none, that of the last answer, or a wrong one
 * @type: SOCK_DIAG_BY_FAMILY if 0
 * @filter: port to find with a condition in bytecode, or 0
 * @condition: which
 */
struct question {
	const char *name;
	int family;
	unsigned int states;
	unsigned int ext;
	unsigned short sport;
	unsigned short dport;
	const char *src;
	const char *dst;
	bool wordy;
	bool one;
	enum { COOKIE_NONE, COOKIE_LAST, COOKIE_WRONG } cookie;
	int type;
	unsigned short filter;
	int condition;
};

static struct inet_diag_sockid last_id;

struct request {
	struct nlmsghdr n;
	struct inet_diag_req_v2 r;
	struct nlattr na;
	struct inet_diag_bc_op op[2];
};

static void make_id(struct inet_diag_sockid *id, const struct question *q)
{
	int family = q->family ?: AF_INET;

	id->idiag_sport = htons(q->sport);
	id->idiag_dport = htons(q->dport);
	if (q->src)
		inet_pton(family, q->src, id->idiag_src);
	if (q->dst)
		inet_pton(family, q->dst, id->idiag_dst);
	id->idiag_cookie[0] = INET_DIAG_NOCOOKIE;
	id->idiag_cookie[1] = INET_DIAG_NOCOOKIE;
	if (q->cookie != COOKIE_NONE)
		memcpy(id->idiag_cookie, last_id.idiag_cookie,
		       sizeof(id->idiag_cookie));
	if (q->cookie == COOKIE_WRONG)
		id->idiag_cookie[0] ^= 0x1000;
}

static void make_request(struct request *req, const struct question *q)
{
	memset(req, 0, sizeof(*req));
	req->n.nlmsg_len = NLMSG_LENGTH(sizeof(req->r));
	req->n.nlmsg_type = q->type ?: SOCK_DIAG_BY_FAMILY;
	req->n.nlmsg_flags = NLM_F_REQUEST | (q->one ? 0 : NLM_F_DUMP) |
			     (q->type == SOCK_DESTROY ? NLM_F_ACK : 0);
	req->r.sdiag_family = q->family ?: AF_INET;
	req->r.sdiag_protocol = IPPROTO_SCTP;
	req->r.idiag_states = q->states ?: ALL_STATES;
	req->r.idiag_ext = q->ext;
	make_id(&req->r.id, q);
	if (!q->filter)
		return;
	/* past the end if it does not hold, to the end if it does */
	req->na.nla_type = INET_DIAG_REQ_BYTECODE;
	req->na.nla_len = sizeof(req->na) + sizeof(req->op);
	req->op[0].code = q->condition;
	req->op[0].yes = sizeof(req->op);
	req->op[0].no = sizeof(req->op) + 4;
	req->op[1].no = q->filter;
	req->n.nlmsg_len += NLA_ALIGN(req->na.nla_len);
}

/* One message. Returns whether it is the last. */
static bool take(const struct question *q, const struct nlmsghdr *n,
		 int *count)
{
	const struct nlmsgerr *e = NLMSG_DATA(n);

	if (n->nlmsg_type == NLMSG_DONE)
		return true;
	if (n->nlmsg_type == NLMSG_ERROR) {
		printf("%s error %s\n", q->name, strerror(-e->error));
		return true;
	}
	++*count;
	last_id = ((const struct inet_diag_msg *)NLMSG_DATA(n))->id;
	show(q->name, n, q->wordy);
	return q->one;
}

static void ask(const struct question *q)
{
	static union {
		struct nlmsghdr n;
		char room[1 << 16];
	} buf;
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG);
	bool done;
	struct request req;
	struct nlmsghdr *n;
	int count = 0;
	ssize_t len;

	make_request(&req, q);
	if (fd < 0 || send(fd, &req, req.n.nlmsg_len, 0) < 0)
		fatal("netlink");
	do {
		wait_readable(fd, q->name);
		len = recv(fd, &buf, sizeof(buf), 0);
		if (len < 0)
			fatal(q->name);
		done = false;
		for (n = &buf.n; NLMSG_OK(n, len); n = NLMSG_NEXT(n, len))
			done |= take(q, n, &count);
	} while (!done);
	close(fd);
	printf("%s answers %d\n", q->name, count);
}

int main(int argc, char **argv)
{
	static const struct question questions[] = {
		{ .name = "all4", .ext = EVERYTHING, .wordy = true },
		{ .name = "all6", .ext = EVERYTHING, .wordy = true,
		  .family = AF_INET6 },
		{ .name = "plain4", .wordy = true },
		{ .name = "listen", .states = STATE(LISTEN) },
		{ .name = "established", .states = STATE(ESTABLISHED) },
		{ .name = "close", .states = STATE(CLOSE) },
		{ .name = "not-listen", .states = ALL_STATES & ~STATE(LISTEN) },
		{ .name = "sport", .sport = 6002 },
		{ .name = "dport", .dport = 6002 },
		{ .name = "both", .sport = 7001, .dport = 6001 },
		{ .name = "filter-sport", .filter = 6002,
		  .condition = INET_DIAG_BC_S_EQ },
		{ .name = "filter-dport", .filter = 7002,
		  .condition = INET_DIAG_BC_D_EQ },
		{ .name = "src-ignored", .src = "127.0.0.9" },
		{ .name = "one", .one = true, .src = "127.0.0.3",
		  .dst = "127.0.0.1", .sport = 7001, .dport = 6001 },
		{ .name = "one-cookie", .one = true, .src = "127.0.0.3",
		  .dst = "127.0.0.1", .sport = 7001, .dport = 6001,
		  .cookie = COOKIE_LAST },
		{ .name = "one-stale-cookie", .one = true, .src = "127.0.0.3",
		  .dst = "127.0.0.1", .sport = 7001, .dport = 6001,
		  .cookie = COOKIE_WRONG },
		{ .name = "one-second", .one = true, .src = "127.0.0.4",
		  .dst = "127.0.0.2", .sport = 7001, .dport = 6001 },
		{ .name = "one-foreign", .one = true, .src = "127.0.0.9",
		  .dst = "127.0.0.2", .sport = 7001, .dport = 6001 },
		{ .name = "one-listen", .one = true, .src = "127.0.0.1",
		  .sport = 6001 },
		{ .name = "one-listen-any", .one = true, .src = "127.0.0.1",
		  .sport = 6005 },
		{ .name = "one-listen-dst", .one = true, .src = "127.0.0.1",
		  .dst = "127.0.0.5", .sport = 6005, .dport = 4444 },
		{ .name = "one-nobody", .one = true, .src = "127.0.0.1",
		  .sport = 6999 },
		{ .name = "one6", .one = true, .src = "::1", .dst = "::1",
		  .family = AF_INET6, .sport = 7004, .dport = 6003 },
		{ .name = "one-mapped", .one = true,
		  .src = "::ffff:127.0.0.1", .dst = "::ffff:127.0.0.1",
		  .family = AF_INET6, .sport = 6004, .dport = 7005 },
		{ .name = "one-mapped4", .one = true,
		  .src = "127.0.0.1", .dst = "127.0.0.1",
		  .sport = 6004, .dport = 7005 },
		{ .name = "destroy", .one = true, .src = "127.0.0.1",
		  .dst = "127.0.0.1", .sport = 7006, .dport = 6005,
		  .type = SOCK_DESTROY },
		{ .name = "destroy-nobody", .one = true, .src = "127.0.0.1",
		  .sport = 6999, .type = SOCK_DESTROY },
	};
	size_t i;

	make_sockets();
	if (argc > 1) {
		execvp(argv[1], argv + 1);
		fatal(argv[1]);
	}
	for (i = 0; i < ARRAY_SIZE(questions); i++)
		ask(&questions[i]);
	return 0;
}
