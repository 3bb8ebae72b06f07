// SPDX-License-Identifier: GPL-2.0-only
/*
 * The victim connects to us: INIT ACK with every kind of wrong contents, and
 * answers that come at the wrong time (RFC 9260 sections 3.3.3, 5.2).
 */
#include <arpa/inet.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* Read the INIT and start the answer to it. */
static void answer(struct peer *p, struct packet *pk)
{
	const uint8_t *init = peer_expect(p, INIT);

	CHECK_EQ(packet_tag(&p->got), 0);
	p->its_tag = get32(init + 4);
	p->its_tsn = get32(init + 16);
	packet_start(pk, p, p->its_tag);
	put_init(pk, p, INIT_ACK);
}

static void add_cookie(struct packet *pk)
{
	put_param(pk, STATE_COOKIE, "biscuit", 7);
	chunk_end(pk);
}

/* The rest of the handshake, after an INIT ACK that was good. */
static void complete(struct peer *p, int fd)
{
	struct packet pk;

	peer_expect(p, COOKIE_ECHO);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

static void failed(int fd)
{
	CHECK_SET(poll_until(fd, POLLOUT), POLLERR);
	CHECK(sock_error(fd) != 0);
	CHECK_EQ(proc_rows("assocs"), 0);
}

NETTEST(init_ack__good, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	complete(p, fd);
}

/* Section 8.5: somebody else's. The connection attempt goes on. */
NETTEST(init_ack__wrong_tag, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk, bad;

	answer(p, &pk);
	add_cookie(&pk);
	bad = pk;
	bad.data[4] ^= 0x80;
	peer_send(p, &bad);
	memset(bad.data + 4, 0, 4);
	peer_send(p, &bad);
	peer_silent(p);
	peer_send(p, &pk);
	complete(p, fd);
}

/* Section 3.3.3: TCB destroyed, ABORT sent. */
static void fatal_field(const struct variant *v, size_t at, size_t len)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	memset(pk.data + at, 0, len);
	add_cookie(&pk);
	peer_send(p, &pk);
	peer_expect(p, ABORT);
	failed(fd);
}

/* Send the first DATA; was its SACK late? */
static bool waits_for_answer(struct peer *p)
{
	long expired = counter("SctpDelaySackExpireds");

	peer_data(p, "hello");
	do {
		CHECK(peer_recv(p, 10000));
	} while (!find_chunk(&p->got, SACK));
	return counter("SctpDelaySackExpireds") != expired;
}

/*
 * Section 5.1: who sent a request is about to read the answer, and may answer
 * that. Who sent nothing and does not read is not.
 */
NETTEST(first_data__somebody_asked, .variants = FAMILIES, .smoke = true,
	.intree = "the SACK leaves at once")
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);

	peer_accept(p);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(send(fd, "request", 7, 0), 7);
	peer_expect(p, DATA);
	peer_ack(p);
	CHECK(waits_for_answer(p));
	rx_data(fd, "hello");
}

NETTEST(first_data__nobody_asked, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);

	peer_accept(p);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK(!waits_for_answer(p));
	rx_data(fd, "hello");
}

/* Section 3.3.3: the association ends; an ABORT may tell the peer. */
NETTEST(init_ack__tag_zero, .variants = FAMILIES, .smoke = true,
	.intree = "the ABORT has tag 0")
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	memset(pk.data + HDR + 4, 0, 4);
	add_cookie(&pk);
	peer_send(p, &pk);
	CHECK(find_cause(peer_expect(p, ABORT), INVALID_PARAM));
	CHECK_EQ(packet_tag(&p->got), p->its_tag);
	failed(fd);
}

NETTEST(init_ack__no_outbound_streams, .variants = FAMILIES)
{
	fatal_field(v, HDR + 12, 2);
}

NETTEST(init_ack__no_inbound_streams, .variants = FAMILIES)
{
	fatal_field(v, HDR + 14, 2);
}

NETTEST(init_ack__no_cookie, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	const uint8_t *abort, *cause;
	struct packet pk;

	answer(p, &pk);
	chunk_end(&pk);
	peer_send(p, &pk);
	/* Section 5.1: the ABORT SHOULD name the missing parameter. */
	abort = peer_expect(p, ABORT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	cause = find_cause(abort, MISSING_PARAM);
	CHECK(cause);
	CHECK_EQ(get32(cause + 4), 1);
	CHECK_EQ(get16(cause + 8), STATE_COOKIE);
	failed(fd);
}

/* Section 5.1.3: a cookie may hold anything. */
NETTEST(init_ack__empty_cookie, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	put_param(&pk, STATE_COOKIE, NULL, 0);
	chunk_end(&pk);
	peer_send(p, &pk);
	CHECK_EQ(get16(peer_expect(p, COOKIE_ECHO) + 2), 4);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

NETTEST(init_ack__host_name, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	put_param(&pk, HOST_NAME, "sctp.example", 13);
	add_cookie(&pk);
	peer_send(p, &pk);
	peer_expect(p, ABORT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	failed(fd);
}

/* Section 3.2.2: reported in an ERROR with the COOKIE ECHO. */
NETTEST(init_ack__unknown_param, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	const uint8_t *error, *cause;
	struct packet pk;

	answer(p, &pk);
	put_param(&pk, 0xd234, "what?", 5);
	add_cookie(&pk);
	peer_send(p, &pk);
	CHECK(peer_expect(p, COOKIE_ECHO) == p->got.data + HDR);
	error = find_chunk(&p->got, ERROR);
	CHECK(error);
	cause = find_cause(error, UNRECOGNIZED_PARAMS);
	CHECK(cause);
	CHECK_EQ(get16(cause + 4), 0xd234);
	CHECK(!memcmp(cause + 8, "what?", 5));
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

NETTEST(init_ack__cut_short, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	add_cookie(&pk);
	/* The cookie is longer than the packet. */
	pk.data[HDR + 22] = 0x10;
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p))
		CHECK(!find_chunk(&p->got, COOKIE_ECHO));
	close(fd);
}

NETTEST(init_ack__large_cookie, .variants = FAMILIES, .smoke = true)
{
	static uint8_t cookie[6000];
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	const uint8_t *echo;
	struct packet pk;
	size_t i;

	for (i = 0; i < sizeof(cookie); i++)
		cookie[i] = i * 7;
	answer(p, &pk);
	put_param(&pk, STATE_COOKIE, cookie, sizeof(cookie));
	chunk_end(&pk);
	peer_send(p, &pk);
	echo = peer_expect(p, COOKIE_ECHO);
	CHECK_EQ(get16(echo + 2), 4 + sizeof(cookie));
	CHECK(!memcmp(echo + 4, cookie, sizeof(cookie)));
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

/* Sections 5.2.3 and 5.2.5: too late, discarded. */
NETTEST(init_ack__while_established, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p), i;
	struct packet pk;

	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	complete(p, fd);
	for (i = 0; i < 3; i++)
		peer_send(p, &pk);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	peer_silent(p);
	peer_alive(p, fd);
}

NETTEST(cookie_wait__abort, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk;

	answer(p, &pk);
	packet_start(&pk, p, p->its_tag ^ 1);
	put_chunk(&pk, ABORT, 0, NULL, 0);
	peer_send(p, &pk);
	peer_silent(p);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, ABORT, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLERR);
	CHECK_EQ(sock_error(fd), ECONNREFUSED);
	peer_silent(p);
}

NETTEST(cookie_wait__noise, .variants = FAMILIES)
{
	static const int types[] = { DATA, SACK, HEARTBEAT, HEARTBEAT_ACK,
		SHUTDOWN, SHUTDOWN_COMPLETE, COOKIE_ACK, ECNE, 0xc7 };
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk, ack;
	unsigned int i;

	answer(p, &ack);
	add_cookie(&ack);
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, types[i], 0, NULL, 16);
		peer_send(p, &pk);
	}
	peer_fence(p);
	while (peer_next(p))
		;
	CHECK_EQ(proc_rows("assocs"), 1);
	peer_send(p, &ack);
	complete(p, fd);
}

/* Section 9.2: a SHUTDOWN ACK of an older association. */
NETTEST(cookie_wait__shutdown_ack, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	struct packet pk, ack;
	const uint8_t *chunk;

	answer(p, &ack);
	add_cookie(&ack);
	packet_start(&pk, p, 0x0a0b0c0d);
	put_chunk(&pk, SHUTDOWN_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	chunk = peer_expect(p, SHUTDOWN_COMPLETE);
	CHECK_SET(chunk[1], T_BIT);
	CHECK_EQ(packet_tag(&p->got), 0x0a0b0c0d);
	peer_send(p, &ack);
	complete(p, fd);
}

/* Section 5.1 C: data that is there already saves a round trip. */
NETTEST(cookie_echo__with_data, .variants = V_SEQ_V4 | V_SEQ_V6, .smoke = true)
{
	struct peer *p = peer_open(v);
	const uint8_t *data;
	struct packet pk;
	int fd = sock(v), i;

	end_quickly(fd);
	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_EQ(tx_info(fd, &p->me, NULL, "waiting", 7, 0), 7);
	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	/* Unanswered, it is sent again, without DATA. */
	for (i = 0; i < 2; i++) {
		CHECK(peer_expect(p, COOKIE_ECHO) == p->got.data + HDR);
		data = find_chunk(&p->got, DATA);
		CHECK(!!data == !i);
		if (i)
			continue;
		CHECK(!memcmp(data + 16, "waiting", 7));
		CHECK_EQ(get32(data + 4), p->its_tsn);
	}
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	put_sack(&pk, p->its_tsn, 100000);
	peer_send(p, &pk);
	p->its_tsn++;
	peer_silent(p);
	CHECK_EQ(tx_info(fd, &p->me, NULL, "more", 4, 0), 4);
	data = peer_expect(p, DATA);
	CHECK_EQ(get32(data + 4), p->its_tsn);
	CHECK_EQ(get16(data + 10), 1);
}

/* Section 5.2.6: begin anew or give up, but do not hang or crash. */
NETTEST(cookie_echoed__stale_error, .variants = FAMILIES, .smoke = true)
{
	static const uint8_t cause[] = { 0, STALE_COOKIE, 0, 8, 0, 0, 0, 99 };
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p), i;
	struct packet pk;

	for (i = 0; i < 3; i++) {
		answer(p, &pk);
		add_cookie(&pk);
		peer_send(p, &pk);
		peer_expect(p, COOKIE_ECHO);
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, ERROR, 0, cause, sizeof(cause));
		peer_send(p, &pk);
	}
	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	complete(p, fd);
}

/* The same with data that already waits to be sent. */
NETTEST(cookie_echoed__stale_error_with_data, .variants = V_SEQ_V4 | V_SEQ_V6,
	.smoke = true,
	.intree = "the data that waits is lost")
{
	static const uint8_t cause[] = { 0, STALE_COOKIE, 0, 8, 0, 0, 0, 99 };
	struct peer *p = peer_open(v);
	struct packet pk;
	const uint8_t *data;
	int fd = sock(v);

	end_quickly(fd);
	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_EQ(tx_info(fd, &p->me, NULL, "waiting", 7, 0), 7);
	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ECHO);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, ERROR, 0, cause, sizeof(cause));
	peer_send(p, &pk);
	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ECHO);
	data = find_chunk(&p->got, DATA);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	if (!data)
		data = peer_expect(p, DATA);
	CHECK(!memcmp(data + 16, "waiting", 7));
	CHECK_EQ(get32(data + 4), p->its_tsn);
	p->its_tsn++;
	peer_ack(p);
}

/* Section 5.2.1: INIT crosses INIT. */
NETTEST(collision__init, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	const uint8_t *chunk, *cookie;
	struct packet pk;

	chunk = peer_expect(p, INIT);
	p->its_tag = get32(chunk + 4);
	p->its_tsn = get32(chunk + 16);
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	/* Its own tag has not changed. */
	chunk = peer_expect(p, INIT_ACK);
	CHECK_EQ(get32(chunk + 4), p->its_tag);
	CHECK_EQ(get32(chunk + 16), p->its_tsn);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	cookie = find_param(chunk, 20, STATE_COOKIE);
	CHECK(cookie);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, cookie + 4, get16(cookie + 2) - 4);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ACK);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
	CHECK_EQ(proc_rows("assocs"), 1);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

/* ... sent from another address than the one we went to, which it lists. */
NETTEST(collision__init_from_elsewhere, .variants = FAMILIES, .smoke = true,
	.intree = "refused with an ABORT")
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	union addr named = p->me;
	const uint8_t *chunk, *cookie;
	struct packet pk;

	chunk = peer_expect(p, INIT);
	p->its_tag = get32(chunk + 4);
	p->its_tsn = get32(chunk + 16);
	p->me = raw_addr(v, 2, PEER_PORT);
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	if (v->family == AF_INET)
		put_param(&pk, IPV4_ADDRESS, &named.v4.sin_addr, 4);
	else
		put_param(&pk, IPV6_ADDRESS, &named.v6.sin6_addr, 16);
	chunk_end(&pk);
	peer_send(p, &pk);
	chunk = peer_expect(p, INIT_ACK);
	CHECK_EQ(get32(chunk + 4), p->its_tag);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	cookie = find_param(chunk, 20, STATE_COOKIE);
	CHECK(cookie);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, cookie + 4, get16(cookie + 2) - 4);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ACK);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
	sock_nonblock(fd, false);
	p->me = named;
	peer_alive(p, fd);
}

/* The INIT of the other one comes when ours is already answered. */
NETTEST(collision__init_after_cookie_echo, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);
	const uint8_t *chunk;
	struct packet pk;

	answer(p, &pk);
	add_cookie(&pk);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ECHO);
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	chunk = peer_expect(p, INIT_ACK);
	CHECK_EQ(get32(chunk + 4), p->its_tag);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	sock_nonblock(fd, false);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
