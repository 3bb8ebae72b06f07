// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications: what comes, in which order, with which contents.
 */
#include <stdlib.h>

#include "limits.h"
#include "sock.h"

static const int normal_events[] = {
	SCTP_ASSOC_CHANGE, SCTP_PEER_ADDR_CHANGE, SCTP_SEND_FAILED,
	SCTP_REMOTE_ERROR, SCTP_SHUTDOWN_EVENT, SCTP_PARTIAL_DELIVERY_EVENT,
};

static int sock_with_events(const struct variant *v)
{
	int fd = sock(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(normal_events); i++)
		event_on(fd, normal_events[i]);
	return fd;
}

static struct pair pair_with_events(const struct variant *v)
{
	int l = sock_with_events(v), c = sock_with_events(v);

	return pair_of(v, l, c);
}

NETTEST(comm_up__comes_first, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_with_events(v);
	struct sctp_assoc_change *ac;
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "data", 4));
	ac = rx_change(p.s, &r, SCTP_COMM_UP);
	CHECK_EQ(ac->sac_length, sizeof(*ac));
	CHECK_EQ(ac->sac_flags, 0);
	CHECK_EQ(ac->sac_error, 0);
	CHECK_EQ(ac->sac_inbound_streams, 10);
	CHECK_EQ(ac->sac_outbound_streams, 10);
	CHECK(ac->sac_assoc_id > SCTP_ALL_ASSOC);
	if (p.sid)
		CHECK_EQ(ac->sac_assoc_id, p.sid);
	rx_data(p.s, "data");
	ac = rx_change(p.c, &r, SCTP_COMM_UP);
	if (p.cid)
		CHECK_EQ(ac->sac_assoc_id, p.cid);
	CHECK(rx_nothing(p.c) && rx_nothing(p.s));
}

#ifndef SCTP_ASSOC_FEATURES
#define SCTP_ASSOC_FEATURES		202
#define SCTP_ASSOC_SUPPORTS_PR			1
#define SCTP_ASSOC_SUPPORTS_MULTIBUF		4
#define SCTP_ASSOC_SUPPORTS_RE_CONFIG		5
#define SCTP_ASSOC_SUPPORTS_INTERLEAVING	6
#endif

/* How often does the list of an association have a feature? */
static int listed(const struct sctp_assoc_change *ac, uint8_t feature)
{
	unsigned int i;
	int n = 0;

	for (i = 0; i < ac->sac_length - sizeof(*ac); i++)
		n += ac->sac_info[i] == feature;
	return n;
}

static int set_value(int fd, int opt, unsigned int val)
{
	struct sctp_assoc_value av = { 0, val };

	return opt_set(fd, opt, &av, sizeof(av));
}

NETTEST(comm_up__features, .variants = V_V4 | V_STREAM_V6, .smoke = true,
	.intree = "not in Linux")
{
	int l = sock_with_events(v), c = sock_with_events(v);
	bool own = v->type == SOCK_STREAM;
	struct sctp_assoc_change *ac;
	struct pair p;
	struct rx r;

	CHECK_EQ(opt_int(l, IPPROTO_SCTP, SCTP_ASSOC_FEATURES), 0);
	CHECK_OK(opt_set_int(l, SCTP_ASSOC_FEATURES, 1));
	CHECK_EQ(opt_int(l, IPPROTO_SCTP, SCTP_ASSOC_FEATURES), 1);
	p = pair_of(v, l, c);
	ac = rx_change(p.s, &r, SCTP_COMM_UP);
	CHECK_EQ(ac->sac_length, sizeof(*ac) + own + 1);
	CHECK_EQ(r.len, ac->sac_length);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_MULTIBUF), own);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_PR), 1);
	/* the other side did not ask */
	ac = rx_change(p.c, &r, SCTP_COMM_UP);
	CHECK_EQ(ac->sac_length, sizeof(*ac));
}

static struct pair pair_with_features(const struct variant *v, int l, int c,
				      struct rx *r)
{
	struct pair p;

	CHECK_OK(opt_set_int(l, SCTP_ASSOC_FEATURES, 1));
	p = pair_of(v, l, c);
	rx_change(p.s, r, SCTP_COMM_UP);
	return p;
}

NETTEST(comm_up__feature_of_one_side, .variants = V_SEQ_V4,
	.intree = "not in Linux")
{
	int l = sock_with_events(v), c = sock_with_events(v);
	struct rx r;

	CHECK_OK(set_value(c, SCTP_PR_SUPPORTED, 0));
	pair_with_features(v, l, c, &r);
	CHECK_EQ(r.len, sizeof(struct sctp_assoc_change));
}

NETTEST(comm_up__features_of_both_sides, .variants = V_SEQ_V4,
	.intree = "not in Linux")
{
	int l = sock_with_events(v), c = sock_with_events(v);
	int fd[] = { l, c };
	struct rx r;
	struct sctp_assoc_change *ac = (void *)r.buf;
	unsigned int i;

	sysctl_set("intl_enable", 1);
	for (i = 0; i < ARRAY_SIZE(fd); i++) {
		CHECK_OK(opt_set_int(fd[i], SCTP_FRAGMENT_INTERLEAVE, 2));
		CHECK_OK(set_value(fd[i], SCTP_INTERLEAVING_SUPPORTED, 1));
		CHECK_OK(set_value(fd[i], SCTP_RECONFIG_SUPPORTED, 1));
	}
	pair_with_features(v, l, c, &r);
	sysctl_set("intl_enable", 0);
	CHECK_EQ(r.len, sizeof(*ac) + 3);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_PR), 1);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_RE_CONFIG), 1);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_INTERLEAVING), 1);
}

NETTEST(comm_up__own_send_buffer, .variants = V_SEQ_V4,
	.intree = "not in Linux")
{
	int l = sock_with_events(v), c = sock_with_events(v);
	struct rx r;
	struct sctp_assoc_change *ac = (void *)r.buf;

	sysctl_set("sndbuf_policy", 1);
	pair_with_features(v, l, c, &r);
	sysctl_set("sndbuf_policy", 0);
	CHECK_EQ(listed(ac, SCTP_ASSOC_SUPPORTS_MULTIBUF), 1);
}

NETTEST(events__off_by_default, .variants = V_ALL)
{
	struct pair p = pair_open(v);

	CHECK(rx_nothing(p.c) && rx_nothing(p.s));
	close(p.c);
	sleep_ms(50);
	if (v->type == SOCK_SEQPACKET)
		CHECK(rx_nothing(p.s));
}

NETTEST(shutdown_event__then_comp, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_with_events(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid,
				     .snd_flags = SCTP_EOF };
	struct rx r;

	rx_change(p.c, &r, SCTP_COMM_UP);
	rx_change(p.s, &r, SCTP_COMM_UP);
	if (v->type == SOCK_STREAM)
		CHECK_OK(shutdown(p.c, SHUT_WR));
	else
		CHECK_OK(tx_info(p.c, NULL, &info, NULL, 0, 0));
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
	CHECK_EQ(r.len, 12);
	rx_change(p.s, &r, SCTP_SHUTDOWN_COMP);
	CHECK_EQ(r.len, 20);
	CHECK_EQ(r.sn.sn_assoc_change.sac_error, 0);
	/* The side that began gets no SHUTDOWN_EVENT. */
	rx_change(p.c, &r, SCTP_SHUTDOWN_COMP);
	CHECK(rx_nothing(p.c) || v->type == SOCK_STREAM);
}

NETTEST(cant_start__refused, .variants = V_ALL, .smoke = true)
{
	int fd = sock_with_events(v);
	struct sctp_assoc_change *ac;
	struct rx r;

	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), EINPROGRESS);
	CHECK_SET(poll_until(fd, POLLIN), POLLIN);
	ac = rx_change(fd, &r, SCTP_CANT_STR_ASSOC);
	CHECK_EQ(ac->sac_inbound_streams, 0);
	CHECK_EQ(ac->sac_outbound_streams, 0);
	/* After the event the error, on a one-to-one socket. */
	CHECK_ERR(recv(fd, &r, 1, 0),
		  v->type == SOCK_STREAM ? ECONNREFUSED : EAGAIN);
}

NETTEST(cant_start__timed_out, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	struct sctp_initmsg im = { .sinit_max_attempts = 1,
				   .sinit_max_init_timeo = 50 };
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	int fd = sock_with_events(v);
	struct rx r;

	CHECK_OK(opt_set(fd, SCTP_INITMSG, &im, sizeof(im)));
	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), ETIMEDOUT);
	rx_change(fd, &r, SCTP_CANT_STR_ASSOC);
}

NETTEST(comm_lost__peer_aborted, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_with_events(v);
	struct linger lin = { 1, 0 };
	struct rx r;

	rx_change(p.s, &r, SCTP_COMM_UP);
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	rx_change(p.s, &r, SCTP_COMM_LOST);
	CHECK_EQ(r.sn.sn_assoc_change.sac_outbound_streams, 0);
	if (p.sid)
		CHECK_EQ(r.sn.sn_assoc_change.sac_assoc_id, p.sid);
	if (v->type == SOCK_STREAM)
		CHECK_ERR(recv(p.s, &r, 1, 0), ECONNRESET);
	else
		CHECK(rx_nothing(p.s));
}

/* The address of the peer is taken away: every retransmission is lost. */
static struct pair silent_peer(const struct variant *v)
{
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	struct sctp_assocparams ap = { .sasoc_asocmaxrxt = 2 };
	int l = sock(v), c = sock_with_events(v);
	struct pair p;
	struct rx r;

	CHECK_OK(opt_set(c, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_OK(opt_set(c, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_OK(bind_to(l, beside(v, PORT)));
	CHECK_OK(listen(l, 1));
	p = pair_join(v, l, c);
	rx_change(c, &r, SCTP_COMM_UP);
	CHECK_EQ(system("ip addr flush dev d0"), 0);
	return p;
}

NETTEST(comm_lost__peer_silent, .variants = V_STREAM_V4 | V_SEQ_V4,
	.dirty = true, .smoke = true)
{
	struct pair p = silent_peer(v);
	long t3 = counter("SctpT3RtxExpireds");
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "lost", 4));
	do {
		rx_event(p.c, &r, 0);
	} while (r.sn.sn_header.sn_type != SCTP_ASSOC_CHANGE);
	CHECK_EQ(r.sn.sn_assoc_change.sac_state, SCTP_COMM_LOST);
	CHECK(counter("SctpT3RtxExpireds") >= t3 + 3);
	if (v->type == SOCK_SEQPACKET)
		return;
	/* After all that is to be told comes the error. */
	while (rx(p.c, &r, 0) > 0)
		CHECK_SET(r.flags, MSG_NOTIFICATION);
	CHECK_EQ(errno, ETIMEDOUT);
}

NETTEST(send_failed__after_silence, .variants = V_STREAM_V4 | V_SEQ_V4,
	.dirty = true, .smoke = true)
{
	struct sctp_sndinfo info = { .snd_sid = 3, .snd_ppid = 0x55,
				     .snd_context = 0x1234 };
	struct pair p = silent_peer(v);
	struct sctp_send_failed *sf;
	struct rx r;

	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "undeliverable", 13, 0));
	sf = &rx_until(p.c, &r, SCTP_SEND_FAILED)->sn_send_failed;
	CHECK_EQ(sf->ssf_flags, SCTP_DATA_SENT);
	CHECK_EQ(sf->ssf_length, sizeof(*sf) + 13);
	CHECK_EQ(sf->ssf_info.sinfo_stream, 3);
	CHECK_EQ(sf->ssf_info.sinfo_ppid, 0x55);
	CHECK_EQ(sf->ssf_info.sinfo_context, 0x1234);
	if (p.cid)
		CHECK_EQ(sf->ssf_assoc_id, p.cid);
	CHECK(!memcmp(sf->ssf_data, "undeliverable", 13));
}

NETTEST(send_failed_event__after_silence, .variants = V_STREAM_V4 | V_SEQ_V4,
	.dirty = true)
{
	struct sctp_sndinfo info = { .snd_sid = 4, .snd_ppid = 0x66,
				     .snd_context = 0x4321 };
	struct pair p = silent_peer(v);
	struct sctp_send_failed_event *sf;
	struct rx r;

	event_set(p.c, SCTP_SEND_FAILED, false);
	event_on(p.c, SCTP_SEND_FAILED_EVENT);
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "undeliverable", 13, 0));
	sf = (void *)rx_until(p.c, &r, SCTP_SEND_FAILED_EVENT);
	CHECK_EQ(sf->ssf_flags, SCTP_DATA_SENT);
	CHECK_EQ(sf->ssf_length, sizeof(*sf) + 13);
	CHECK_EQ(sf->ssfe_info.snd_sid, 4);
	CHECK_EQ(sf->ssfe_info.snd_ppid, 0x66);
	CHECK_EQ(sf->ssfe_info.snd_context, 0x4321);
	CHECK(!memcmp(sf->ssf_data, "undeliverable", 13));
}

NETTEST(send_failed__never_sent, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	union addr a = host(v, 1, NO_PORT);
	struct sctp_send_failed *sf;
	int fd = sock_with_events(v);
	struct rx r;

	CHECK_OK(tx_info(fd, &a, NULL, "queued", 6, 0));
	sf = &rx_until(fd, &r, SCTP_SEND_FAILED)->sn_send_failed;
	CHECK_EQ(sf->ssf_flags, SCTP_DATA_UNSENT);
	CHECK_EQ(sf->ssf_length, sizeof(*sf) + 6);
	CHECK(!memcmp(sf->ssf_data, "queued", 6));
}

NETTEST(peer_addr_change__unreachable, .variants = V_STREAM_V4 | V_SEQ_V4,
	.dirty = true)
{
	struct pair p = silent_peer(v);
	struct sctp_paddrparams pp = { .spp_assoc_id = p.cid,
				       .spp_pathmaxrxt = 1 };
	struct sctp_paddr_change *pc;
	struct rx r;

	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	pc = &rx_until(p.c, &r, SCTP_PEER_ADDR_CHANGE)->sn_paddr_change;
	CHECK_EQ(pc->spc_length, sizeof(*pc));
	CHECK_EQ(pc->spc_state, SCTP_ADDR_UNREACHABLE);
	if (p.cid)
		CHECK_EQ(pc->spc_assoc_id, p.cid);
	rx_until(p.c, &r, SCTP_ASSOC_CHANGE);
	CHECK_EQ(r.sn.sn_assoc_change.sac_state, SCTP_COMM_LOST);
}

NETTEST(peer_addr_change__confirmed, .variants = V_ALL, .smoke = true)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT), got;
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	int l = sock(v), c = sock_with_events(v);
	struct sctp_paddr_change *pc;
	char buf[64];
	struct rx r;

	addr_pack(buf, &b, addr_pack(buf, &a, 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	CHECK_OK(opt_set(c, SCTP_RTOINFO, &rto, sizeof(rto)));
	pair_join_to(v, l, c, a);
	/* COMM_UP comes before what is told of addresses. */
	rx_change(c, &r, SCTP_COMM_UP);
	do {
		pc = &rx_until(c, &r, SCTP_PEER_ADDR_CHANGE)->sn_paddr_change;
		memcpy(&got, &pc->spc_aaddr, sizeof(got));
	} while (!addr_same(&got, &b));
	CHECK_EQ(pc->spc_state, SCTP_ADDR_CONFIRMED);
}

/*
 * What became of its other addresses is not what one wants to hear first of a
 * peer. How long may it take to say something?
 */
NETTEST(peer_addr_change__after_data, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int l = sock(v), c = sock_with_events(v), i, seen = 0;
	struct sctp_paddr_change *pc;
	long long up, first = 0;
	size_t len = 0;
	union addr a;
	char buf[128];
	struct pair p;
	struct rx r;

	for (i = 1; i <= 4; i++) {
		a = host(v, 1, PORT);
		a.v4.sin_addr.s_addr = htonl(0x7f000000 + i);
		len = addr_pack(buf, &a, len);
	}
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 4,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	p = pair_join_to(v, l, c, host(v, 1, PORT));
	up = now_ms();
	rx_change(c, &r, SCTP_COMM_UP);
	sleep_ms(400);
	CHECK_OK(tx(p.s, p.sid, "hello", 5));
	while (seen < 3 && rx(c, &r, 0) > 0) {
		if (!(r.flags & MSG_NOTIFICATION)) {
			diag("data after %lld ms", now_ms() - up);
			CHECK_EQ(seen, 0);
			continue;
		}
		if (r.sn.sn_header.sn_type != SCTP_PEER_ADDR_CHANGE)
			continue;
		pc = &r.sn.sn_paddr_change;
		if (!first)
			first = now_ms() - up;
		diag("state %d error %d after %lld ms", pc->spc_state,
		     pc->spc_error, now_ms() - up);
		seen++;
	}
	CHECK_EQ(seen, 3);
}

NETTEST(partial_delivery__aborted, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	static char block[400000];
	int l = sock(v), c = sock(v), size = 100000, bulk = 1000000;
	struct linger lin = { 1, 0 };
	struct sctp_pdapi_event *pd;
	long long end;
	struct pair p;
	struct rx r;

	event_on(l, SCTP_PARTIAL_DELIVERY_EVENT);
	event_on(l, SCTP_ASSOC_CHANGE);
	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_SNDBUF, &bulk, sizeof(bulk)));
	p = pair_of(v, l, c);
	rx_change(p.s, &r, SCTP_COMM_UP);
	/* More than the receiver holds: it is handed out in pieces. */
	CHECK_OK(tx(p.c, p.cid, block, sizeof(block)));
	end = now_ms() + 15000 * ktap_scale();
	CHECK_EQ(rx(p.s, &r, 0), sizeof(r.buf));
	CHECK_CLEAR(r.flags, MSG_EOR | MSG_NOTIFICATION);
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.c);
	do {
		CHECK_OK(rx(p.s, &r, 0));
		CHECK(now_ms() < end);
	} while (!(r.flags & MSG_NOTIFICATION));
	CHECK_EQ(r.sn.sn_header.sn_type, SCTP_PARTIAL_DELIVERY_EVENT);
	pd = &r.sn.sn_pdapi_event;
	CHECK_EQ(pd->pdapi_length, sizeof(*pd));
	CHECK_EQ(pd->pdapi_indication, SCTP_PARTIAL_DELIVERY_ABORTED);
	CHECK_EQ(pd->pdapi_stream, 0);
	rx_change(p.s, &r, SCTP_COMM_LOST);
}

NETTEST(sender_dry__when_acknowledged, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct rx r;

	event_on(p.c, SCTP_SENDER_DRY_EVENT);
	/* Subscribing while nothing is queued says so at once. */
	rx_event(p.c, &r, SCTP_SENDER_DRY_EVENT);
	CHECK(rx_nothing(p.c));
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	rx_event(p.c, &r, SCTP_SENDER_DRY_EVENT);
	CHECK_EQ(r.len, sizeof(struct sctp_sender_dry_event));
}

static void event_switch(int fd, sctp_assoc_t id, int type, int on)
{
	struct sctp_event e = { .se_assoc_id = id, .se_type = type,
				.se_on = on };

	CHECK_OK(opt_set(fd, SCTP_EVENT, &e, sizeof(e)));
}

NETTEST(sender_dry__once_for_a_subscription, .variants = V_STREAM_V4 | V_SEQ_V4,
	.intree = "reported each time")
{
	struct pair p = pair_open(v);
	struct rx r;
	int i;

	for (i = 0; i < 3; i++)
		event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 1);
	rx_event(p.c, &r, SCTP_SENDER_DRY_EVENT);
	CHECK(rx_nothing(p.c));
	event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 0);
	event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 1);
	rx_event(p.c, &r, SCTP_SENDER_DRY_EVENT);
	CHECK(rx_nothing(p.c));
}

#define NOTIFICATIONS_STOPPED	0x80c8

/* Read all notifications: @n of @type, then one that tells of lost ones */
static void rx_lost(int fd, int type, int most)
{
	struct rx r;
	int n = 0;

	for (;;) {
		CHECK_OK(rx(fd, &r, 0));
		CHECK_SET(r.flags, MSG_NOTIFICATION);
		if (r.sn.sn_header.sn_type != type)
			break;
		n++;
	}
	diag("%d of %d notifications came", n, most);
	CHECK(n > 0 && n < most);
	CHECK_EQ(r.sn.sn_header.sn_type, NOTIFICATIONS_STOPPED);
	CHECK_EQ(r.len, sizeof(r.sn.sn_header));
}

/* Notifications that a user can cause have a limit: the receive buffer */
NETTEST(sender_dry__at_will, .variants = V_STREAM_V4 | V_SEQ_V6,
	.intree = "without limit", .timeout = 60)
{
	struct pair p = pair_open(v);
	int i, buf = opt_int(p.c, SOL_SOCKET, SO_RCVBUF);
	struct rx r;

	for (i = 0; i < 2000; i++) {
		event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 0);
		event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 1);
	}
	diag("%d bytes held, a buffer of %d", sock_rmem(p.c), buf);
	CHECK(sock_rmem(p.c) < buf + 8192);
	rx_lost(p.c, SCTP_SENDER_DRY_EVENT, 2000);
	CHECK(rx_nothing(p.c));
	WAIT_UNTIL(!sock_rmem(p.c));
	event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 0);
	event_switch(p.c, p.cid, SCTP_SENDER_DRY_EVENT, 1);
	rx_event(p.c, &r, SCTP_SENDER_DRY_EVENT);
}

NETTEST(send_failed__of_many_messages, .variants = V_STREAM_V4 | V_SEQ_V4,
	.intree = "without limit", .timeout = 60)
{
	struct linger lin = { 1, 0 };
	struct pair p = pair_open(v);
	int buf, n = 0, size = 16 << 20;
	struct rx r;

	event_on(p.c, SCTP_SEND_FAILED_EVENT);
	buf = opt_int(p.c, SOL_SOCKET, SO_RCVBUF);
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_SNDBUFFORCE, &size,
			    sizeof(size)));
	/* far more than the peer takes, which reads nothing */
	while (n < 20000 && tx(p.c, p.cid, "x", 1) == 1)
		n++;
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	close(p.s);
	CHECK(poll_until(p.c, POLLIN) & POLLIN);
	diag("%d bytes held, a buffer of %d", sock_rmem(p.c), buf);
	CHECK(sock_rmem(p.c) < buf + 8192);
	rx_lost(p.c, SCTP_SEND_FAILED_EVENT, n);
	CHECK(rx(p.c, &r, MSG_DONTWAIT) <= 0);
}

NETTEST(adaptation__indicated, .variants = V_V4)
{
	struct sctp_setadaptation ad = { 0x01020304 };
	int l = sock(v), c = sock(v);
	struct pair p;
	struct rx r;

	event_on(l, SCTP_ASSOC_CHANGE);
	event_on(l, SCTP_ADAPTATION_INDICATION);
	CHECK_OK(opt_set(c, SCTP_ADAPTATION_LAYER, &ad, sizeof(ad)));
	p = pair_of(v, l, c);
	rx_change(p.s, &r, SCTP_COMM_UP);
	rx_event(p.s, &r, SCTP_ADAPTATION_INDICATION);
	CHECK_EQ(r.sn.sn_adaptation_event.sai_adaptation_ind, 0x01020304);
	CHECK_EQ(r.len, sizeof(struct sctp_adaptation_event));
}

NETTEST(authentication__not_there, .variants = V_V4)
{
	int l = sock(v), c = sock(v);
	struct sctp_authkey_event *auth;
	struct pair p;
	struct rx r;

	event_on(l, SCTP_ASSOC_CHANGE);
	event_on(l, SCTP_AUTHENTICATION_EVENT);
	p = pair_of(v, l, c);
	rx_change(p.s, &r, SCTP_COMM_UP);
	auth = &rx_event(p.s, &r, SCTP_AUTHENTICATION_EVENT)->sn_authkey_event;
	CHECK_EQ(auth->auth_indication, SCTP_AUTH_NO_AUTH);
	CHECK_EQ(r.len, sizeof(*auth));
}

NETTEST(primary__made, .variants = V_V4)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	int l = sock(v), c = sock_with_events(v);
	struct sctp_paddr_change *pc;
	struct sctp_prim prim = {};
	char buf[64];
	struct rx r;
	int i;

	addr_pack(buf, &b, addr_pack(buf, &a, 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	CHECK_OK(opt_set(c, SCTP_RTOINFO, &rto, sizeof(rto)));
	prim.ssp_assoc_id = pair_join_to(v, l, c, a).cid;
	pc = &rx_until(c, &r, SCTP_PEER_ADDR_CHANGE)->sn_paddr_change;
	CHECK_EQ(pc->spc_state, SCTP_ADDR_CONFIRMED);
	CHECK_EQ(pc->spc_error, SCTP_HEARTBEAT_SUCCESS);
	memcpy(&prim.ssp_addr, &b, sizeof(b));
	/* The second time it is the primary one already. */
	for (i = 0; i < 2; i++) {
		CHECK_OK(opt_set(c, SCTP_PRIMARY_ADDR, &prim, sizeof(prim)));
		pc = &rx_until(c, &r, SCTP_PEER_ADDR_CHANGE)->sn_paddr_change;
		CHECK_EQ(pc->spc_state, SCTP_ADDR_MADE_PRIM);
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
