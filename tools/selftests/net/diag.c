// SPDX-License-Identifier: GPL-2.0-only
/*
 * sock_diag(7): what ss(8) asks. All of a record, compared with what Linux's
 * own says, is in ../abi/diag_dump.c; here are long dumps, things that change
 * meanwhile, who may do what, and SOCK_DESTROY.
 */
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "congestion.h"
#include "pause.h"
#include "sock.h"

#define MANY	120

/* What is kept of a record */
struct record {
	struct inet_diag_msg	m;
	bool			assoc;
	bool			mark;
	char			cong[16];
};

/* A dump, message by message */
struct dump {
	int		fd;
	bool		done;
	int		n;
	struct record	r[4 * MANY];
};

static const char cannot[] = "Linux's own cannot be told to";

static struct inet_diag_req_v2 request(const struct variant *v,
				       unsigned int states)
{
	return (struct inet_diag_req_v2) {
		.sdiag_family = v->family,
		.sdiag_protocol = IPPROTO_SCTP,
		.idiag_states = states,
		.id.idiag_cookie = { INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE },
	};
}

static int ask(const struct inet_diag_req_v2 *r, int type, int flags)
{
	struct {
		struct nlmsghdr		n;
		struct inet_diag_req_v2	r;
	} req = {
		.n = {
			.nlmsg_len = sizeof(req),
			.nlmsg_type = type,
			.nlmsg_flags = NLM_F_REQUEST | flags,
		},
		.r = *r,
	};
	int fd = CHECK_OK(socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG));

	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	CHECK_EQ(send(fd, &req, sizeof(req), 0), sizeof(req));
	return fd;
}

static void keep(struct dump *d, const struct nlmsghdr *n)
{
	int left = n->nlmsg_len - NLMSG_LENGTH(sizeof(struct inet_diag_msg));
	const struct inet_diag_msg *m = NLMSG_DATA(n);
	const struct nlattr *na = (const void *)(m + 1);
	struct record *r = &d->r[d->n++];

	CHECK(d->n <= (int)ARRAY_SIZE(d->r));
	*r = (struct record){ .m = *m };
	while (left >= (int)sizeof(*na)) {
		r->assoc |= na->nla_type == INET_DIAG_PEERS;
		r->mark |= na->nla_type == INET_DIAG_MARK;
		if (na->nla_type == INET_DIAG_CONG)
			snprintf(r->cong, sizeof(r->cong), "%s",
				 (const char *)(na + 1));
		left -= NLA_ALIGN(na->nla_len);
		na = (const void *)((const char *)na + NLA_ALIGN(na->nla_len));
	}
}

static void dump_begin(struct dump *d, const struct inet_diag_req_v2 *r)
{
	d->fd = ask(r, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP);
	d->done = false;
	d->n = 0;
}

/* One message; returns the number of records in it. */
static int dump_more(struct dump *d)
{
	/* small reads make the kernel's messages small */
	static union {
		struct nlmsghdr	n;
		char		room[4096];
	} buf;
	int before = d->n, len;
	struct nlmsghdr *n;

	len = CHECK_OK(recv(d->fd, &buf, sizeof(buf), 0));
	for (n = &buf.n; NLMSG_OK(n, len); n = NLMSG_NEXT(n, len)) {
		CHECK(n->nlmsg_type != NLMSG_ERROR);
		if (n->nlmsg_type == NLMSG_DONE)
			d->done = true;
		else
			keep(d, n);
	}
	return d->n - before;
}

static int dump_rest(struct dump *d)
{
	int messages = 0;

	while (!d->done)
		messages += dump_more(d) > 0;
	close(d->fd);
	return messages;
}

static void dump_all(struct dump *d, const struct variant *v,
		     unsigned int states)
{
	struct inet_diag_req_v2 r = request(v, states);

	dump_begin(d, &r);
	dump_rest(d);
}

static int count(const struct dump *d, int sport, int dport, bool assoc)
{
	int i, n = 0;

	for (i = 0; i < d->n; i++)
		n += d->r[i].assoc == assoc &&
		     d->r[i].m.id.idiag_sport == htons(sport) &&
		     d->r[i].m.id.idiag_dport == htons(dport);
	return n;
}

static const struct record *find(const struct dump *d, int sport, int dport,
				 bool assoc)
{
	int i;

	for (i = 0; i < d->n; i++)
		if (d->r[i].assoc == assoc &&
		    d->r[i].m.id.idiag_sport == htons(sport) &&
		    d->r[i].m.id.idiag_dport == htons(dport))
			return &d->r[i];
	FAIL("no record of %d to %d", sport, dport);
}

/* As ss -K does it: a record is sent back. Returns 0 or the errno. */
static int destroy(const struct record *r)
{
	struct inet_diag_req_v2 req = {
		.sdiag_family = r->m.idiag_family,
		.sdiag_protocol = IPPROTO_SCTP,
		.id = r->m.id,
	};
	struct {
		struct nlmsghdr	n;
		struct nlmsgerr	e;
		char		rest[512];
	} answer;
	int fd = ask(&req, SOCK_DESTROY, NLM_F_ACK);

	CHECK(recv(fd, &answer, sizeof(answer), 0) >=
	      (ssize_t)NLMSG_LENGTH(sizeof(answer.e)));
	CHECK_EQ(answer.n.nlmsg_type, NLMSG_ERROR);
	close(fd);
	return -answer.e.error;
}

static void destroy_all(const struct variant *v, int sport, int dport)
{
	struct dump *d = calloc(1, sizeof(*d));

	dump_all(d, v, ~0);
	CHECK_EQ(destroy(find(d, sport, dport, true)), 0);
	CHECK_EQ(destroy(find(d, sport, dport, true)), ENOENT);
	free(d);
}

static int local_port(int fd)
{
	union addr a = local_addr(fd);

	return addr_port(&a);
}

/* --- dumps --- */

static int clients[MANY];

/* Clients on ports of their own, all to one server */
static int many_open(const struct variant *v)
{
	struct rlimit rl = { MANY * 3, MANY * 3 };
	struct variant client = *v;
	int s, i;

	CHECK_OK(setrlimit(RLIMIT_NOFILE, &rl));
	client.type = SOCK_STREAM;
	s = sock_listening(v, PORT);
	CHECK_OK(listen(s, MANY));
	for (i = 0; i < MANY; i++) {
		clients[i] = sock_bound(&client, 1, PORT + 1 + i);
		CHECK_OK(connect_to(clients[i], host(v, 1, PORT)));
	}
	WAIT_UNTIL(counter("SctpCurrEstab") == 2 * MANY);
	return s;
}

static void seen_once(const struct dump *d, int i)
{
	int port = PORT + 1 + i;

	CHECK_EQ(count(d, port, PORT, false), 1);
	CHECK_EQ(count(d, port, PORT, true), 1);
	CHECK_EQ(count(d, PORT, port, true), 1);
}

/* Associations not accepted yet are the listener's, as with one-to-many */
NETTEST(diag_dump__in_many_messages,
	.variants = V_STREAM_V4 | V_SEQ_V4 | V_SEQ_V6, .smoke = true)
{
	struct inet_diag_req_v2 r = request(v, ~0);
	struct dump *d = calloc(1, sizeof(*d));
	int s = many_open(v), i;

	dump_begin(d, &r);
	CHECK(dump_rest(d) > 10);
	CHECK_EQ(d->n, 1 + 3 * MANY);
	CHECK_EQ(count(d, PORT, 0, false), 1);
	for (i = 0; i < MANY; i++)
		seen_once(d, i);
	close(s);
}

/* ss -i shows it: that of the primary path */
NETTEST(diag_dump__congestion_control, .variants = V_V4, .intree = no_choice)
{
	struct inet_diag_req_v2 req = request(v, ~0);
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);
	int port = local_port(p.c);

	CHECK_OK(val_set(p.c, SCTP_PLUGGABLE_CC, p.cid, SCTP_CC_CUBIC));
	req.idiag_ext = 1 << (INET_DIAG_CONG - 1);
	dump_begin(d, &req);
	dump_rest(d);
	CHECK(!strcmp(find(d, port, PORT, true)->cong, "cubic"));
	CHECK(!strcmp(find(d, PORT, port, true)->cong, "reno"));
	free(d);
}

/* Some go between two messages, some come: all others are seen once. */
NETTEST(diag_dump__while_some_go, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct linger abort = { .l_onoff = 1 };
	struct inet_diag_req_v2 r = request(v, ~0);
	struct dump *d = calloc(1, sizeof(*d));
	int s = many_open(v), i, gone = 0;

	dump_begin(d, &r);
	for (i = 0; !d->done; i += 3) {
		dump_more(d);
		if (i >= MANY)
			continue;
		CHECK_OK(setsockopt(clients[i], SOL_SOCKET, SO_LINGER, &abort,
				    sizeof(abort)));
		CHECK_OK(close(clients[i]));
		gone++;
		clients[i] = -1;
	}
	CHECK(gone > 10);
	for (i = 0; i < MANY; i++)
		if (clients[i] >= 0)
			seen_once(d, i);
	close(d->fd);
	close(s);
}

NETTEST(diag_dump__other_namespace)
{
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);

	dump_all(d, v, ~0);
	CHECK_EQ(d->n, 5);
	CHECK_OK(unshare(CLONE_NEWNET));
	dump_all(d, v, ~0);
	CHECK_EQ(d->n, 0);
	pair_close(&p);
}

/* Marks are shown to who may set them. */
NETTEST(diag_dump__unprivileged)
{
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);

	dump_all(d, v, ~0);
	CHECK(find(d, PORT, 0, false)->mark);
	CHECK_OK(setresuid(65534, 65534, 65534));
	dump_all(d, v, ~0);
	CHECK_EQ(d->n, 5);
	CHECK(!find(d, PORT, 0, false)->mark);
	pair_close(&p);
}

/* An association that is being set up is shown as with TCP, with its timer. */
NETTEST(diag_dump__setting_up, .variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "shows neither states nor timers")
{
	struct dump *d = calloc(1, sizeof(*d));
	const struct record *r;
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, beside(v, PORT + 1)));
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	dump_all(d, v, 1 << 1);
	CHECK_EQ(d->n, 0);
	dump_all(d, v, 1 << 2);
	CHECK_EQ(d->n, 2);
	r = find(d, PORT + 1, PORT, true);
	CHECK_EQ(r->m.idiag_state, 1);
	CHECK_EQ(r->m.idiag_timer, 1);
	CHECK(r->m.idiag_expires > 0);
	CHECK(r->m.id.idiag_if > 1);
}

/* --- a socket that somebody owns for long --- */

static atomic_int owner;	/* the thread that owns it */

static void *run_accept(void *arg)
{
	owner = gettid();
	*(int *)arg = accept(*(int *)arg, NULL, NULL);
	return NULL;
}

static void *run_peeloff(void *arg)
{
	owner = gettid();
	*(int *)arg = sctp_peeloff(*(int *)arg, assoc_id(*(int *)arg));
	return NULL;
}

/* A dump does not wait for the socket's owner; ending it fails with EBUSY. */
NETTEST(diag__socket_owned_for_long, .variants = V_STREAM_V6 | V_SEQ_V4)
{
	struct dump *d = calloc(1, sizeof(*d));
	int s = sock_listening(v, PORT), c = sock_bound(v, 1, PORT + 1);
	pthread_t thread;
	int fd = s;

	if (ktap_on_intree())
		ktap_skip("nobody owns one for long");
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	WAIT_UNTIL(counter("SctpCurrEstab") == 2);
	/* the first dump of all loads modules, which takes its time */
	dump_all(d, v, ~0);
	pause_at(PAUSE_MOVE, 6000);
	CHECK_EQ(pthread_create(&thread, NULL, v->type == SOCK_STREAM ?
				run_accept : run_peeloff, &fd), 0);
	WAIT_UNTIL(owner && asleep(owner));
	dump_all(d, v, ~0);
	/* those of both sockets, and of both ends of the association */
	CHECK_EQ(count(d, PORT, 0, false), 1);
	CHECK_EQ(count(d, PORT, PORT + 1, true), 1);
	CHECK_EQ(count(d, PORT + 1, PORT, true), 1);
	CHECK_EQ(destroy(find(d, PORT, PORT + 1, true)), EBUSY);
	/* it has not been waited for */
	CHECK(asleep(owner));
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_OK(fd);
	pause_at(0, 0);
	dump_all(d, v, ~0);
	CHECK_EQ(destroy(find(d, PORT, PORT + 1, true)), 0);
	free(d);
}

/* When it will be given up: until then it holds the module. */
NETTEST(diag_dump__orphan, .variants = V_V4 | V_V6,
	.intree = "shows no timers")
{
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);
	const struct record *r;
	char block[4096] = {};
	int port;

	port = local_port(p.c);
	sock_timeout(p.s, SO_SNDTIMEO, 300);
	while (tx(p.s, p.sid, block, sizeof(block)) > 0)
		;
	close(p.s);
	dump_all(d, v, ~0);
	r = find(d, PORT, port, true);
	CHECK_EQ(r->m.idiag_inode, 0);
	CHECK_EQ(r->m.idiag_timer, 3);
	CHECK(r->m.idiag_expires > 200000 && r->m.idiag_expires <= 300000);
	CHECK_EQ(destroy(r), 0);
	free(d);
}

/* --- SOCK_DESTROY --- */

NETTEST(diag_destroy__association,
	.variants = V_STREAM_V4 | V_STREAM_V6 | V_STREAM_MAPPED,
	.smoke = true, .intree = cannot)
{
	struct pair p = pair_open(v);
	int port = local_port(p.c);
	char c;

	destroy_all(v, port, PORT);
	CHECK_ERR(recv(p.c, &c, 1, 0), ECONNABORTED);
	CHECK_ERR(recv(p.s, &c, 1, 0), ECONNRESET);
	/* the listener goes on */
	p.c = sock(v);
	CHECK_OK(connect_to(p.c, host(v, 1, PORT)));
	pair_close(&p);
}

/* One association of a socket that has others */
NETTEST(diag_destroy__one_of_many, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = cannot)
{
	struct variant client = *v;
	int s = sock_listening(v, PORT), a, b;
	struct rx r;
	char c;

	client.type = SOCK_STREAM;
	event_on(s, SCTP_ASSOC_CHANGE);
	a = sock_bound(&client, 1, PORT + 1);
	b = sock_bound(&client, 1, PORT + 2);
	CHECK_OK(connect_to(a, host(v, 1, PORT)));
	CHECK_OK(connect_to(b, host(v, 1, PORT)));
	rx_change(s, &r, SCTP_COMM_UP);
	rx_change(s, &r, SCTP_COMM_UP);
	destroy_all(v, PORT, PORT + 1);
	rx_change(s, &r, SCTP_COMM_LOST);
	CHECK_EQ(assoc_count(s), 1);
	CHECK_ERR(recv(a, &c, 1, 0), ECONNRESET);
	CHECK_EQ(send(b, "x", 1, 0), 1);
	rx_data(s, "x");
	close(s);
}

/* A listener with all it holds */
NETTEST(diag_destroy__listener, .variants = V_STREAM_V4 | V_SEQ_V6,
	.intree = cannot)
{
	struct dump *d = calloc(1, sizeof(*d));
	struct variant client = *v;
	int s = sock_listening(v, PORT), a;
	char c;

	client.type = SOCK_STREAM;
	a = sock_bound(&client, 1, PORT + 1);
	CHECK_OK(connect_to(a, host(v, 1, PORT)));
	WAIT_UNTIL(counter("SctpCurrEstab") == 2);
	dump_all(d, v, ~0);
	CHECK_EQ(destroy(find(d, PORT, 0, false)), 0);
	CHECK_EQ(sock_error(s), ECONNABORTED);
	CHECK_ERR(recv(a, &c, 1, 0), ECONNRESET);
	dump_all(d, v, ~0);
	CHECK_EQ(count(d, PORT, 0, false), 0);
	close(a);
	a = sock(&client);
	CHECK_ERR(connect_to(a, host(v, 1, PORT)), ECONNREFUSED);
	close(s);
}

NETTEST(diag_destroy__not_permitted, .intree = cannot)
{
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);
	int port = local_port(p.c);

	CHECK_OK(setresuid(65534, 65534, 65534));
	dump_all(d, v, ~0);
	CHECK_EQ(destroy(find(d, port, PORT, true)), EPERM);
	CHECK_EQ(destroy(find(d, PORT, 0, false)), EPERM);
	CHECK_EQ(send(p.c, "x", 1, 0), 1);
	rx_data(p.s, "x");
	pair_close(&p);
}

/* The number may be used again: the cookie tells. */
NETTEST(diag_destroy__another_cookie, .intree = cannot)
{
	struct dump *d = calloc(1, sizeof(*d));
	struct pair p = pair_open(v);
	int port = local_port(p.c);
	struct record r;

	dump_all(d, v, ~0);
	r = *find(d, port, PORT, true);
	r.m.id.idiag_cookie[0] ^= 1 << 20;
	CHECK_EQ(destroy(&r), ESTALE);
	CHECK_EQ(send(p.c, "x", 1, 0), 1);
	rx_data(p.s, "x");
	pair_close(&p);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
