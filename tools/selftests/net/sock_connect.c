// SPDX-License-Identifier: GPL-2.0-only
/*
 * connect(), sctp_connectx(), associations set up by sending.
 */
#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "sock.h"

NETTEST(connect__establishes, .variants = V_ALL, .smoke = true)
{
	long active = counter("SctpActiveEstabs");
	long passive = counter("SctpPassiveEstabs");
	struct pair p = pair_open(v);
	union addr a = local_addr(p.c), want = host(v, 1, PORT);

	CHECK_EQ(assoc_state(p.c, p.cid), SCTP_ESTABLISHED);
	CHECK_EQ(assoc_state(p.s, p.sid), SCTP_ESTABLISHED);
	CHECK(addr_port(&a) != 0);
	if (v->type == SOCK_STREAM) {
		a = peer_addr(p.c);
		CHECK(addr_same(&a, &want));
	}
	CHECK_EQ(counter("SctpCurrEstab"), 2);
	CHECK_EQ(counter("SctpActiveEstabs"), active + 1);
	CHECK_EQ(counter("SctpPassiveEstabs"), passive + 1);
	CHECK_OK(tx(p.c, p.cid, "ping", 4));
	rx_data(p.s, "ping");
	CHECK_OK(tx(p.s, p.sid, "pong", 4));
	rx_data(p.c, "pong");
}

NETTEST(connect__refused, .variants = V_ALL, .smoke = true)
{
	int fd = sock(v);

	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), ECONNREFUSED);
	/* It can be used again. */
	sock_listening(v, PORT);
	CHECK_OK(connect_to(fd, host(v, 1, PORT)));
}

NETTEST(connect__nonblocking, .variants = V_ALL, .smoke = true)
{
	int l = sock_listening(v, PORT), fd = sock(v);

	(void)l;
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, host(v, 1, PORT)), EINPROGRESS);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
	if (v->type == SOCK_SEQPACKET)
		WAIT_UNTIL(assoc_state(fd, assoc_id(fd)) == SCTP_ESTABLISHED);
	CHECK_ERR(connect_to(fd, host(v, 1, PORT)), EISCONN);
}

NETTEST(connect__nonblocking_refused, .variants = V_STREAM)
{
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), EINPROGRESS);
	CHECK_SET(poll_until(fd, POLLOUT), POLLERR);
	CHECK_EQ(sock_error(fd), ECONNREFUSED);
	CHECK_EQ(sock_error(fd), 0);
}

NETTEST(connect__in_progress, .variants = V_ALL)
{
	int fd = sock(v);

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EALREADY);
	if (v->type == SOCK_STREAM) {
		CHECK_CLEAR(poll_now(fd, POLLOUT), POLLOUT);
		CHECK_EQ(assoc_state(fd, 0), -1);
	} else {
		CHECK_SET(poll_now(fd, POLLOUT), POLLOUT);
		CHECK_EQ(assoc_count(fd), 1);
	}
}

NETTEST(connect__again, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	int l2 = sock_bound(v, 2, PORT);

	CHECK_OK(listen(l2, 1));
	CHECK_ERR(connect_to(p.c, host(v, 1, PORT)), EISCONN);
	if (v->type == SOCK_STREAM) {
		CHECK_ERR(connect_to(p.c, host(v, 2, PORT)), EISCONN);
		CHECK_ERR(connect_to(p.s, host(v, 2, PORT)), EISCONN);
	} else {
		CHECK_OK(connect_to(p.c, host(v, 2, PORT)));
		CHECK_EQ(assoc_count(p.c), 2);
	}
}

NETTEST(connect__listening_stream, .variants = V_STREAM_V4)
{
	int fd = sock_listening(v, PORT);

	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), EISCONN);
}

NETTEST(connect__unspec, .variants = V_V4 | V_V6)
{
	struct pair p = pair_open(v);
	union addr a = { .sa.sa_family = AF_UNSPEC };

	CHECK_ERR(connect(p.c, &a.sa, sizeof(a.v4)), EOPNOTSUPP);
	CHECK_ERR(connect(sock(v), &a.sa, sizeof(a.v4)), EOPNOTSUPP);
}

NETTEST(connect__bad_address, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 1, PORT), b = a;
	int fd = sock(v);

	CHECK_ERR(connect(fd, &a.sa, 4), EINVAL);
	CHECK_ERR(connect(fd, &a.sa, addr_len(&a) - 8), EINVAL);
	a.sa.sa_family = AF_UNIX;
	CHECK_ERR(connect(fd, &a.sa, addr_len(&b)), EINVAL);
}

static void init_fast(int fd)
{
	struct sctp_initmsg init = {
		.sinit_max_attempts = 2,
		.sinit_max_init_timeo = 50,
	};
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };

	CHECK_OK(opt_set(fd, SCTP_INITMSG, &init, sizeof(init)));
	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto)));
}

/* connectx in one of its three forms. Returns the id. */
static sctp_assoc_t connectx(int fd, int form, const union addr *a, int n)
{
	struct sctp_getaddrs_old arg = {};
	char buf[256];
	size_t len = 0;
	int i, ret;

	for (i = 0; i < n; i++)
		len = addr_pack(buf, &a[i], len);
	if (form != SCTP_SOCKOPT_CONNECTX3)
		return opt_set(fd, form, buf, len);
	/* What libsctp does: the length goes in where the count is. */
	arg.addr_num = len;
	arg.addrs = (struct sockaddr *)buf;
	ret = opt_get(fd, form, &arg, sizeof(arg));
	return ret < 0 && errno != EINPROGRESS ? ret : arg.assoc_id;
}

/* Each way to set up an association, all of which fail with @err at once. */
static void refused_at_once(const struct variant *v, union addr a, int err)
{
	static const int forms[] = { SCTP_SOCKOPT_CONNECTX_OLD,
				     SCTP_SOCKOPT_CONNECTX,
				     SCTP_SOCKOPT_CONNECTX3 };
	long sent = counter("SctpOutSCTPPacks");
	int fd = sock(v), block;
	union addr got;
	size_t i;

	for (block = 0; block < 2; block++) {
		sock_nonblock(fd, !block);
		CHECK_ERR(connect_to(fd, a), err);
		CHECK_EQ(sock_error(fd), 0);
		for (i = 0; i < ARRAY_SIZE(forms); i++)
			CHECK_ERR(connectx(fd, forms[i], &a, 1), err);
		CHECK_ERR(tx_info(fd, &a, NULL, "x", 1, 0), err);
	}
	CHECK_EQ(counter("SctpOutSCTPPacks"), sent);
	/* Nothing has happened to the socket. */
	CHECK_EQ(sock_error(fd), 0);
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), 0);
}

/* RFC 9260 section 3.1: the port numbers 0 must not be used. */
NETTEST(connect__port_zero, .variants = V_ALL,
	.intree = "sends an INIT to port 0 (RFC 9260 section 3.1)")
{
	refused_at_once(v, host(v, 1, 0), ECONNREFUSED);
}

/* Of the networks for documentation, one that nothing here leads to. */
static union addr outside(const struct variant *v)
{
	union addr a = host(v, 1, PORT);

	if (v->family == AF_INET)
		a.v4.sin_addr.s_addr = htonl(0xc6336401);
	else if (v->mapped)
		a.v6.sin6_addr.s6_addr32[3] = htonl(0xc6336401);
	else
		inet_pton(AF_INET6, "2001:db8::1", &a.v6.sin6_addr);
	return a;
}

NETTEST(connect__no_route, .variants = V_ALL, .smoke = true,
	.intree = "sends INITs to nowhere, or says so later")
{
	refused_at_once(v, outside(v), ENETUNREACH);
	/* An address of its own makes no way there. */
	CHECK_ERR(connect_to(sock_bound(v, 1, 0), outside(v)), ENETUNREACH);
}

NETTEST(connect__only_loopback, .variants = V_ALL,
	.intree = "sends INITs to nowhere, or says so later")
{
	CHECK_OK(unshare(CLONE_NEWNET));
	CHECK_EQ(system("ip link set lo up"), 0);
	refused_at_once(v, outside(v), ENETUNREACH);
}

NETTEST(connect__route_without_address, .variants = V_ALL,
	.intree = "sends from nowhere, or from loopback")
{
	CHECK_OK(unshare(CLONE_NEWNET));
	CHECK_EQ(system("ip -batch - <<-EOF\n"
			"link set lo up\n"
			"link add d0 type dummy\n"
			"link set d0 addrgenmode none\n"
			"link set d0 up\n"
			"route add 0.0.0.0/0 dev d0\n"
			"route add ::/0 dev d0\n"
			"EOF\n"), 0);
	refused_at_once(v, outside(v), ENETUNREACH);
}

/* One of its addresses is enough. */
NETTEST(connectx__one_has_a_route, .variants = V_V4 | V_V6)
{
	union addr a[] = { outside(v), beside(v, PORT) };
	int l = sock(v), c = sock(v);

	CHECK_OK(bind_to(l, a[1]));
	CHECK_OK(listen(l, 1));
	init_fast(c);
	CHECK_OK(connectx(c, SCTP_SOCKOPT_CONNECTX, a, 2));
}

static union addr link_local(const char *dev)
{
	union addr a = { .v6 = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(PORT),
		.sin6_scope_id = dev ? if_nametoindex(dev) : 0,
	} };

	inet_pton(AF_INET6, "fe80::1", &a.v6.sin6_addr);
	return a;
}

NETTEST(connect__link_local_needs_a_link, .variants = V_V6,
	.intree = "takes any link")
{
	int fd = sock(v);

	refused_at_once(v, link_local(NULL), EINVAL);
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, link_local("d0")), EINPROGRESS);
	/* Bound to a device it is that one's, and no other's. */
	fd = sock(v);
	sock_nonblock(fd, true);
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, "d0", 3));
	CHECK_ERR(connect_to(fd, link_local("lo")), EINVAL);
	CHECK_ERR(connect_to(fd, link_local(NULL)), EINPROGRESS);
}

NETTEST(connect__v6_address_on_v4_socket, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct variant v6 = { .family = AF_INET6 };

	CHECK_ERR(connect_to(sock(v), host(&v6, 1, PORT)), EINVAL);
}

NETTEST(connect__v4_address_on_v6_socket, .variants = V_STREAM_V6 | V_SEQ_V6)
{
	struct variant v4 = { .type = v->type, .family = AF_INET };
	int l = sock_listening(&v4, PORT), fd = sock(v);

	(void)l;
	CHECK_OK(connect_to(fd, host(&v4, 1, PORT)));
}

NETTEST(connect__multicast, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	union addr a = host(v, 1, PORT);

	a.v4.sin_addr.s_addr = htonl(0xe0000001);
	CHECK_ERR(connect_to(sock(v), a), EINVAL);
}

NETTEST(connect__times_out, .variants = V_ALL, .smoke = true)
{
	long expired = counter("SctpT1InitExpireds");
	long long start = now_ms();
	int fd = sock(v);

	init_fast(fd);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), ETIMEDOUT);
	/* INIT, two retransmissions, 50 ms each, less a late tick. */
	CHECK(now_ms() - start >= 75);
	CHECK_EQ(counter("SctpT1InitExpireds"), expired + 3);
}

NETTEST(connect__send_timeout, .variants = V_ALL)
{
	int fd = sock(v);

	sock_timeout(fd, SO_SNDTIMEO, 50);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EALREADY);
}

NETTEST(connect__interrupted, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int fd = sock(v);

	/* With a send timeout set, as with TCP, the call is not restarted. */
	alarm_in(50);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINTR);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EALREADY);
}

NETTEST(connect__bound_address_is_source, .variants = V_ALL)
{
	int l = sock_listening(v, PORT), c = sock_bound(v, 2, PORT + 1);
	union addr want = host(v, 2, PORT + 1), a;
	struct pair p = pair_join(v, l, c);
	struct rx r;

	CHECK_OK(tx(c, p.cid, "x", 1));
	CHECK_OK(rx(p.s, &r, 0));
	CHECK(addr_same(&r.from, &want));
	a = local_addr(c);
	CHECK(addr_same(&a, &want));
}

NETTEST(connect__streams_negotiated, .variants = V_V4 | V_V6, .smoke = true)
{
	struct sctp_initmsg ci = { 20, 5, 0, 0 }, si = { 8, 12, 0, 0 };
	int l = sock(v), c = sock(v);
	struct sctp_status st;
	struct pair p;

	CHECK_OK(opt_set(l, SCTP_INITMSG, &si, sizeof(si)));
	CHECK_OK(opt_set(c, SCTP_INITMSG, &ci, sizeof(ci)));
	p = pair_of(v, l, c);

	/* RFC 9260 section 5.1.1: the smaller of wish and permission. */
	st = assoc_status(p.c, p.cid);
	CHECK_EQ(st.sstat_outstrms, 12);
	CHECK_EQ(st.sstat_instrms, 5);
	st = assoc_status(p.s, p.sid);
	CHECK_EQ(st.sstat_outstrms, 5);
	CHECK_EQ(st.sstat_instrms, 12);
}

static void connectx_form(const struct variant *v, int form)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT) };
	int l = sock(v), c = sock(v), id;
	struct sockaddr *list;
	char buf[64];

	addr_pack(buf, &a[1], addr_pack(buf, &a[0], 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	id = CHECK_OK(connectx(c, form, a, 2));
	if (form == SCTP_SOCKOPT_CONNECTX_OLD)
		CHECK_EQ(id, 0);
	else
		CHECK(id > SCTP_ALL_ASSOC);
	if (v->type == SOCK_SEQPACKET) {
		if (id)
			CHECK_EQ(assoc_id(c), id);
		id = assoc_id(c);
	}
	CHECK_EQ(assoc_state(c, id), SCTP_ESTABLISHED);
	CHECK_EQ(sctp_getpaddrs(c, id, &list), 2);
	sctp_freepaddrs(list);
}

NETTEST(connectx__old_form, .variants = V_ALL)
{
	connectx_form(v, SCTP_SOCKOPT_CONNECTX_OLD);
}

NETTEST(connectx__setsockopt_form, .variants = V_ALL)
{
	connectx_form(v, SCTP_SOCKOPT_CONNECTX);
}

NETTEST(connectx__getsockopt_form, .variants = V_ALL, .smoke = true)
{
	connectx_form(v, SCTP_SOCKOPT_CONNECTX3);
}

NETTEST(connectx__library, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 1, PORT);
	int l = sock_listening(v, PORT), c = sock(v);
	sctp_assoc_t id = 0;

	(void)l;
	CHECK_OK(sctp_connectx(c, &a.sa, 1, &id));
	CHECK(id > SCTP_ALL_ASSOC);
}

NETTEST(connectx__nonblocking, .variants = V_V4 | V_V6)
{
	union addr a[] = { blackhole(v, PORT), host(v, 1, PORT) };
	struct sctp_getaddrs_old arg = {};
	int fd = sock(v);
	char buf[64];

	sock_nonblock(fd, true);
	arg.addr_num = addr_pack(buf, &a[1], addr_pack(buf, &a[0], 0));
	arg.addrs = (struct sockaddr *)buf;
	CHECK_ERR(opt_get(fd, SCTP_SOCKOPT_CONNECTX3, &arg, sizeof(arg)),
		  EINPROGRESS);
	/* The id is there although the call "failed". */
	CHECK(arg.assoc_id > SCTP_ALL_ASSOC);
	CHECK_EQ(assoc_state(fd, arg.assoc_id),
		 v->type == SOCK_STREAM ? -1 : SCTP_COOKIE_WAIT);
	CHECK_ERR(connectx(fd, SCTP_SOCKOPT_CONNECTX, a, 2), EALREADY);
}

NETTEST(connectx__second_address_answers, .variants = V_V4 | V_V6)
{
	union addr a[] = { blackhole(v, PORT), beside(v, PORT) };
	int l = sock(v), c = sock(v);

	CHECK_OK(bind_to(l, a[1]));
	CHECK_OK(listen(l, 1));
	init_fast(c);
	/*
	 * RFC 9260 section 5.1: retransmissions of INIT should use all
	 * addresses of the peer.
	 */
	CHECK_OK(connectx(c, SCTP_SOCKOPT_CONNECTX, a, 2));
}

NETTEST(connectx__bad_list, .variants = V_V4 | V_V6)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT + 1) };
	struct sctp_getaddrs_old arg = {};
	int fd = sock(v);
	char buf[64] = {};

	sock_listening(v, PORT);
	CHECK_ERR(connectx(fd, SCTP_SOCKOPT_CONNECTX, a, 2), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_CONNECTX, a, 0), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_CONNECTX, a, 8), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_CONNECTX, buf, 28), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_SOCKOPT_CONNECTX, NULL, 28), EFAULT);
	CHECK_ERR(opt_get(fd, SCTP_SOCKOPT_CONNECTX3, &arg, 4), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_SOCKOPT_CONNECTX3, &arg, sizeof(arg)),
		  EINVAL);
	/* And none of it left a trace. */
	CHECK_OK(connectx(fd, SCTP_SOCKOPT_CONNECTX, a, 1));
}

/* A socket that could not even begin has no port. */
NETTEST(connectx__bad_list_takes_no_port, .variants = V_V4 | V_V6,
	.intree = "keeps the port it chose")
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT + 1) }, got;
	int fd = sock(v);

	CHECK_ERR(connectx(fd, SCTP_SOCKOPT_CONNECTX, a, 2), EINVAL);
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), 0);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
}

/* An id that cannot be told: then there is none. */
NETTEST(connectx__id_cannot_be_written, .variants = V_SEQ_V4 | V_STREAM_V4,
	.intree = "connects")
{
	union addr a = host(v, 1, PORT), got;
	int l = sock_listening(v, PORT), fd = sock(v);
	struct sctp_getaddrs_old *arg;
	socklen_t len = sizeof(*arg);

	(void)l;
	arg = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(arg != MAP_FAILED);
	arg->addr_num = addr_len(&a);
	arg->addrs = &a.sa;
	CHECK_OK(mprotect(arg, 4096, PROT_READ));
	CHECK_ERR(getsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_CONNECTX3, arg, &len),
		  EFAULT);
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), 0);
	CHECK_OK(connect_to(fd, a));
}

/* The message cannot be sent on that stream: nothing is set up. */
NETTEST(implicit__bad_stream_takes_no_port, .variants = V_V4 | V_V6,
	.intree = "keeps the port it chose")
{
	struct sctp_sndinfo info = { .snd_sid = 1000 };
	union addr a = host(v, 1, PORT), got;
	int fd = sock(v);

	CHECK_ERR(tx_info(fd, &a, &info, "x", 1, 0), EINVAL);
	got = local_addr(fd);
	CHECK_EQ(addr_port(&got), 0);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
}

NETTEST(implicit__sendto, .variants = V_ALL, .smoke = true)
{
	int l = sock_listening(v, PORT), c = sock(v), s = l;
	union addr a = host(v, 1, PORT);

	CHECK_OK(tx_info(c, &a, NULL, "hello", 5, 0));
	if (v->type == SOCK_STREAM)
		s = CHECK_OK(accept(l, NULL, NULL));
	rx_data(s, "hello");
	/* The second message finds the association. */
	CHECK_OK(tx_info(c, v->type == SOCK_STREAM ? NULL : &a, NULL, "again",
			 5, 0));
	rx_data(s, "again");
}

NETTEST(implicit__many_peers, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	int l1 = sock_listening(v, PORT), l2 = sock_listening(v, PORT + 1);
	union addr a = host(v, 1, PORT), b = host(v, 1, PORT + 1);
	int fd = sock(v);

	CHECK_OK(tx_info(fd, &a, NULL, "one", 3, 0));
	CHECK_OK(tx_info(fd, &b, NULL, "two", 3, 0));
	rx_data(l1, "one");
	rx_data(l2, "two");
	CHECK_EQ(assoc_count(fd), 2);
}

NETTEST(implicit__init_cmsg, .variants = V_SEQ_V4 | V_SEQ_V6, .smoke = true)
{
	struct sctp_initmsg init = { .sinit_num_ostreams = 33,
				     .sinit_max_instreams = 3 };
	int l = sock_listening(v, PORT), c = sock(v);
	union addr a = host(v, 1, PORT);
	struct sctp_status st;

	CHECK_OK(tx_cmsg(c, &a, SCTP_INIT, &init, sizeof(init), "hi", 2, 0));
	rx_data(l, "hi");
	st = assoc_status(c, assoc_id(c));
	CHECK_EQ(st.sstat_outstrms, 33);
	CHECK_EQ(st.sstat_instrms, 3);
}

NETTEST(implicit__refused, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	union addr a = host(v, 1, NO_PORT);
	int fd = sock(v);
	struct rx r;

	event_on(fd, SCTP_ASSOC_CHANGE);
	CHECK_OK(tx_info(fd, &a, NULL, "hello", 5, 0));
	rx_change(fd, &r, SCTP_CANT_STR_ASSOC);
	CHECK_EQ(assoc_count(fd), 0);
	/* An association that never was leaves no error on the socket. */
	CHECK_EQ(sock_error(fd), 0);
}

NETTEST(implicit__nonblocking, .variants = V_SEQ_V4 | V_STREAM_V4)
{
	int l = sock_listening(v, PORT), c = sock(v), s = l;
	union addr a = host(v, 1, PORT);

	sock_nonblock(c, true);
	/* The message is queued and goes out with the COOKIE ECHO. */
	CHECK_EQ(tx_info(c, &a, NULL, "hello", 5, 0), 5);
	if (v->type == SOCK_STREAM)
		s = CHECK_OK(accept(l, NULL, NULL));
	rx_data(s, "hello");
}

NETTEST(implicit__connected_stream_elsewhere, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT + 1);

	CHECK_ERR(tx_info(p.c, &a, NULL, "x", 1, 0), EADDRNOTAVAIL);
}

/* Associations that differ in nothing but the local address */
NETTEST(connect__from_each_address, .variants = V_STREAM, .smoke = true)
{
	int l = sock(v), c[3], s, i, round;
	struct rx r;

	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 3));
	for (i = 0; i < 3; i++) {
		c[i] = sock(v);
		CHECK_OK(bind_to(c[i], host(v, i + 1, PORT + 1)));
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	}
	for (i = 0; i < 3; i++) {
		s = CHECK_OK(accept(l, NULL, NULL));
		for (round = 0; round < 2; round++) {
			CHECK_EQ(send(s, "x", 1, 0), 1);
			CHECK_EQ(rx(c[i], &r, 0), 1);
			CHECK_EQ(send(c[i], "yz", 2, 0), 2);
			CHECK_EQ(rx(s, &r, 0), 2);
		}
		close(s);
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
