// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that belong to no association, or pretend to: checksums, tags, and
 * what comes out of the blue (RFC 9260 sections 6.8, 8.4, 8.5).
 */
#include <arpa/inet.h>
#include <stdio.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* One chunk, nothing else, with a tag. */
static void send_chunk(struct peer *p, uint32_t tag, int type, int flags,
		       const void *val, size_t len)
{
	struct packet pk;

	packet_start(&pk, p, tag);
	put_chunk(&pk, type, flags, val, len);
	peer_send(p, &pk);
}

/* Section 8.4 (8): ABORT, T bit set, the tag reflected. */
static void expect_abort(struct peer *p, uint32_t tag)
{
	const uint8_t *abort = peer_expect(p, ABORT);

	CHECK_SET(abort[1], T_BIT);
	CHECK_EQ(packet_tag(&p->got), tag);
	peer_silent(p);
}

NETTEST(checksum__wrong, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i;
	long errors = counter("SctpChecksumErrors");
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn, 0, 0, DATA_B | DATA_E, "bad", 3);
	packet_checksum(&pk);
	for (i = 0; i < 32; i += 5) {
		pk.data[8 + i / 8] ^= 1 << i % 8;
		peer_send_as_is(p, &pk);
		pk.data[8 + i / 8] ^= 1 << i % 8;
	}
	/* No checksum, and one that would pass if zero meant none. */
	memset(pk.data + 8, 0, 4);
	peer_send_as_is(p, &pk);
	memset(pk.data + 8, 0xff, 4);
	peer_send_as_is(p, &pk);
	peer_silent(p);
	CHECK_EQ(counter("SctpChecksumErrors"), errors + 9);
	peer_alive(p, fd);
}

NETTEST(checksum__damaged_payload, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	long errors = counter("SctpChecksumErrors");
	struct packet pk;
	size_t at;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn, 0, 0, DATA_B | DATA_E, "bad", 3);
	packet_checksum(&pk);
	for (at = HDR; at < pk.len; at++) {
		pk.data[at] ^= 0x10;
		peer_send_as_is(p, &pk);
		pk.data[at] ^= 0x10;
	}
	peer_silent(p);
	CHECK_EQ(counter("SctpChecksumErrors"), errors + 20);
	peer_alive(p, fd);
}

NETTEST(header__truncated, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn, 0, 0, DATA_B | DATA_E, "cut", 3);
	packet_checksum(&pk);
	for (pk.len = 0; pk.len < HDR; pk.len++)
		peer_send_as_is(p, &pk);
	/* All of the header, and nothing else; and then parts of a chunk. */
	for (pk.len = HDR; pk.len < HDR + 4; pk.len++)
		peer_send(p, &pk);
	peer_silent(p);
	peer_alive(p, fd);
}

/* Ports of zero must not be used (section 3.1): nothing to answer to. */
NETTEST(header__port_zero, .variants = FAMILIES,
	.intree = "answers from and to port 0 (RFC 9260 section 3.1)")
{
	struct peer *p = peer_open(v);
	struct packet pk;
	int i;

	for (i = 0; i < 4; i += 2) {
		packet_start(&pk, p, 0);
		pk.data[i] = 0;
		pk.data[i + 1] = 0;
		put_init(&pk, p, INIT);
		chunk_end(&pk);
		peer_send(p, &pk);
		peer_silent(p);
	}
}

/* Section 8.5: a wrong tag, and the packet is silently discarded. */
NETTEST(tag__wrong, .variants = FAMILIES, .smoke = true)
{
	static const int types[] = { DATA, INIT_ACK, SACK, HEARTBEAT,
		HEARTBEAT_ACK, SHUTDOWN, ERROR, COOKIE_ACK, ECNE, CWR,
		SHUTDOWN_COMPLETE, I_DATA, FORWARD_TSN, RE_CONFIG, 0x55, 0xd5 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	unsigned int i, bit;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		/* Near misses, zero, and the tag of the other direction. */
		for (bit = 0; bit < 32; bit += 9)
			send_chunk(p, p->its_tag ^ 1U << bit, types[i], 0,
				   NULL, 24);
		send_chunk(p, 0, types[i], 0, NULL, 24);
		send_chunk(p, p->my_tag, types[i], 0, NULL, 24);
	}
	peer_silent(p);
	CHECK_EQ(assoc_state(fd, 0), SCTP_ESTABLISHED);
	peer_alive(p, fd);
}

/* Section 8.5.1 B: which ABORT counts. */
NETTEST(tag__abort, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	char c;

	send_chunk(p, p->its_tag + 1, ABORT, 0, NULL, 0);
	send_chunk(p, p->its_tag, ABORT, T_BIT, NULL, 0);
	send_chunk(p, p->my_tag, ABORT, 0, NULL, 0);
	send_chunk(p, p->my_tag + 1, ABORT, T_BIT, NULL, 0);
	send_chunk(p, 0, ABORT, 0, NULL, 0);
	send_chunk(p, 0, ABORT, T_BIT, NULL, 0);
	peer_silent(p);
	peer_alive(p, fd);
	/* Reflected: it is the answer to something the victim sent. */
	send_chunk(p, p->my_tag, ABORT, T_BIT, NULL, 0);
	CHECK_ERR(recv(fd, &c, 1, 0), ECONNRESET);
	peer_silent(p);
}

NETTEST(tag__abort_own, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	char c;

	send_chunk(p, p->its_tag, ABORT, 0, NULL, 0);
	CHECK_ERR(recv(fd, &c, 1, 0), ECONNRESET);
	peer_silent(p);
}

/* Sections 8.5.1 C and 9.2: only in SHUTDOWN-ACK-SENT. */
NETTEST(shutdown_complete__while_established, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);

	send_chunk(p, p->its_tag, SHUTDOWN_COMPLETE, 0, NULL, 0);
	send_chunk(p, p->my_tag, SHUTDOWN_COMPLETE, T_BIT, NULL, 0);
	peer_silent(p);
	peer_alive(p, fd);
}

/* A blind attacker knows addresses and ports, not tags. */
NETTEST(shutdown_ack__wrong_tag, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);

	send_chunk(p, p->its_tag ^ 4, SHUTDOWN_ACK, 0, NULL, 0);
	/* Whether that is out of the blue is a matter of taste. */
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, SHUTDOWN_COMPLETE) ||
		      find_chunk(&p->got, ABORT));
	peer_alive(p, fd);
}

NETTEST(ootb__most_chunks_abort, .variants = FAMILIES, .smoke = true)
{
	static const int types[] = { DATA, SACK, HEARTBEAT, HEARTBEAT_ACK,
				     SHUTDOWN };
	struct peer *p = peer_open(v);
	long ootb = counter("SctpOutOfBlues");
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		send_chunk(p, 0xabcd0000 + i, types[i], 0, NULL, 16);
		expect_abort(p, 0xabcd0000 + i);
	}
	CHECK(counter("SctpOutOfBlues") >= ootb + (long)ARRAY_SIZE(types));
}

NETTEST(ootb__to_listener, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	(void)l;
	send_chunk(p, 77, DATA, DATA_B | DATA_E, NULL, 16);
	expect_abort(p, 77);
	send_chunk(p, 78, SHUTDOWN, 0, NULL, 4);
	expect_abort(p, 78);
}

NETTEST(ootb__abort_is_discarded, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	struct packet pk;

	send_chunk(p, 5, ABORT, 0, NULL, 0);
	send_chunk(p, 5, ABORT, T_BIT, NULL, 0);
	/* Anywhere in the packet. */
	packet_start(&pk, p, 6);
	put_data(&pk, 1, 0, 0, DATA_B | DATA_E, "x", 1);
	put_chunk(&pk, ABORT, 0, NULL, 0);
	peer_send(p, &pk);
	packet_start(&pk, p, 7);
	put_chunk(&pk, SHUTDOWN_ACK, 0, NULL, 0);
	put_chunk(&pk, ABORT, 0, NULL, 0);
	peer_send(p, &pk);
	peer_silent(p);
}

NETTEST(ootb__shutdown_ack, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	const uint8_t *chunk;

	send_chunk(p, 0x12345678, SHUTDOWN_ACK, 0, NULL, 0);
	chunk = peer_expect(p, SHUTDOWN_COMPLETE);
	CHECK_SET(chunk[1], T_BIT);
	CHECK_EQ(packet_tag(&p->got), 0x12345678);
	CHECK_EQ(get16(chunk + 2), 4);
	peer_silent(p);
}

NETTEST(ootb__silence, .variants = FAMILIES, .smoke = true)
{
	static const uint8_t stale[] = { 0, STALE_COOKIE, 0, 8, 0, 0, 0, 1 };
	struct peer *p = peer_open(v);

	send_chunk(p, 8, SHUTDOWN_COMPLETE, 0, NULL, 0);
	send_chunk(p, 8, SHUTDOWN_COMPLETE, T_BIT, NULL, 0);
	send_chunk(p, 8, COOKIE_ACK, 0, NULL, 0);
	send_chunk(p, 8, ERROR, 0, stale, sizeof(stale));
	peer_silent(p);
}

NETTEST(ootb__other_errors_abort, .variants = FAMILIES)
{
	static const uint8_t cause[] = { 0, INVALID_STREAM, 0, 8, 0, 1, 0, 0 };
	struct peer *p = peer_open(v);

	send_chunk(p, 9, ERROR, 0, cause, sizeof(cause));
	expect_abort(p, 9);
}

/* Section 8.4 (3): the tag is the Initiate Tag, not reflected. */
NETTEST(ootb__init_to_closed_port, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	const uint8_t *abort;
	struct packet pk;

	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	abort = peer_expect(p, ABORT);
	CHECK_CLEAR(abort[1], T_BIT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	peer_silent(p);
}

/* A tag on an INIT: section 8.4 (8) if anything, and never an INIT ACK. */
static void send_init(struct peer *p)
{
	struct packet pk;

	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
}

/* No ABORT for an INIT, then nothing for anything; listeners go on. */
NETTEST(ootb__black_hole, .variants = FAMILIES, .intree = "not in Linux")
{
	struct peer *p = peer_open(v);
	int l;

	sysctl_set("blackhole", 1);
	send_init(p);
	peer_silent(p);
	send_chunk(p, 21, DATA, DATA_B | DATA_E, NULL, 16);
	expect_abort(p, 21);

	sysctl_set("blackhole", 2);
	l = victim_listening(v);
	send_chunk(p, 22, DATA, DATA_B | DATA_E, NULL, 16);
	send_chunk(p, 22, SHUTDOWN_ACK, 0, NULL, 0);
	CHECK(!peer_recv(p, 300));
	send_init(p);
	peer_expect(p, INIT_ACK);
	close(l);
	send_init(p);
	send_chunk(p, 23, SHUTDOWN_ACK, 0, NULL, 0);
	CHECK(!peer_recv(p, 300));

	sysctl_set("blackhole", 0);
	send_init(p);
	peer_expect(p, ABORT);
	send_chunk(p, 24, SHUTDOWN_ACK, 0, NULL, 0);
	peer_expect(p, SHUTDOWN_COMPLETE);
}

/* The sysctl is heard of at once. */
NETTEST(ootb__says_why, .variants = FAMILIES, .intree = "not in Linux")
{
	struct peer *p = peer_open(v);
	const uint8_t *cause;

	sysctl_set("diag_info_code", 4711);
	send_init(p);
	cause = find_cause(peer_expect(p, ABORT), 4711);
	CHECK(cause && !memcmp(cause + 4, "no listener", 11));
	sysctl_set("diag_info_code", 0);
	send_init(p);
	CHECK_EQ(get16(peer_expect(p, ABORT) + 2), 4);
}

NETTEST(ootb__init_with_tag, .variants = FAMILIES,
	.intree = "answers with the Initiate Tag (section 8.4)")
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	(void)l;
	packet_start(&pk, p, 0x5555);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p)) {
		CHECK(find_chunk(&p->got, ABORT));
		CHECK_EQ(packet_tag(&p->got), 0x5555);
	}
}

/* Sections 3 and 8.5.1 A: INIT comes alone, or the packet is discarded. */
NETTEST(ootb__init_bundled, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	(void)l;
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	put_data(&pk, 1, 0, 0, DATA_B | DATA_E, "x", 1);
	peer_send(p, &pk);
	packet_start(&pk, p, 0);
	put_data(&pk, 1, 0, 0, DATA_B | DATA_E, "x", 1);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_silent(p);
}

NETTEST(ootb__tag_zero, .variants = FAMILIES,
	.intree = "answers packets with tag 0 that are no INIT (section 8.5.1)")
{
	struct peer *p = peer_open(v);

	send_chunk(p, 0, DATA, DATA_B | DATA_E, NULL, 16);
	send_chunk(p, 0, HEARTBEAT, 0, NULL, 8);
	peer_silent(p);
}

NETTEST(ootb__cookie_echo_not_first, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	peer_invite(p);
	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn, 0, 0, DATA_B | DATA_E, "x", 1);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	peer_send(p, &pk);
	expect_abort(p, p->its_tag);
	CHECK_EQ(poll_now(l, POLLIN), 0);
}

NETTEST(ootb__unknown_chunk, .variants = FAMILIES)
{
	static const int types[] = { 0x3e, 0x7e, 0xbe, 0xfe };
	struct peer *p = peer_open(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		send_chunk(p, 0x700 + i, types[i], 0, NULL, 8);
		expect_abort(p, 0x700 + i);
	}
}

/* A chunk shorter than its header or longer than the packet. */
NETTEST(ootb__length_lies, .variants = FAMILIES, .smoke = true)
{
	static const int lengths[] = { 0, 1, 2, 3, 21, 24, 255, 65535 };
	static const int types[] = { DATA, INIT, INIT_ACK, HEARTBEAT, ABORT,
				     SHUTDOWN_ACK, ERROR, COOKIE_ECHO, 0x99 };
	struct peer *p = peer_open(v);
	struct packet pk;
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		for (j = 0; j < ARRAY_SIZE(lengths); j++) {
			packet_start(&pk, p, types[i] == INIT ? 0 : 66);
			put_chunk(&pk, types[i], 0, NULL, 16);
			chunk_length(&pk, lengths[j]);
			peer_send(p, &pk);
		}
	}
	/* Silence, or section 8.4 (8). */
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, ABORT));
}

/* Section 8.4 (1): to or from an address that is not unicast. */
NETTEST(ootb__not_unicast, .variants = V_STREAM_V4, .smoke = true,
	.intree = "answers to the broadcast address of a network (section 8.4)")
{
	static const in_addr_t dst[] = { 0x0a4d01ff, 0xffffffff, 0xe0000001 };
	static const in_addr_t src[] = { 0x0a4d01ff, 0xffffffff, 0xe0000001,
					 0, 0x7f000001 };
	struct peer *p = peer_open(v);
	struct packet pk;
	union addr a;
	unsigned int i;

	packet_start(&pk, p, 99);
	put_chunk(&pk, SHUTDOWN_ACK, 0, NULL, 0);
	packet_checksum(&pk);
	for (i = 0; i < ARRAY_SIZE(dst); i++) {
		a = p->it;
		a.v4.sin_addr.s_addr = htonl(dst[i]);
		diag("to %s", inet_ntoa(a.v4.sin_addr));
		peer_send_to(p, &pk, p->me, a);
		peer_silent(p);
	}
	for (i = 0; i < ARRAY_SIZE(src); i++) {
		a = p->me;
		a.v4.sin_addr.s_addr = htonl(src[i]);
		diag("from %s", inet_ntoa(a.v4.sin_addr));
		peer_send_to(p, &pk, a, p->it);
		peer_silent(p);
	}
}

#define RATE	"/sys/module/sctp/parameters/reply_rate"

static void reply_rate(int rate)
{
	FILE *f = fopen(RATE, "w");

	CHECK(f);
	CHECK(fprintf(f, "%d", rate) > 0);
	CHECK(!fclose(f));
}

/* Packets for a port that nobody has, and INITs without streams. */
static void flood(struct peer *p)
{
	struct packet stray, bad;
	int i;

	packet_start(&stray, p, 0x1234);
	put_chunk(&stray, COOKIE_ACK, 0, NULL, 0);
	stray.data[2] ^= 1;
	packet_start(&bad, p, 0);
	put_init(&bad, p, INIT);
	chunk_end(&bad);
	memset(bad.data + HDR + 12, 0, 4);
	for (i = 0; i < 20; i++) {
		peer_send(p, &stray);
		peer_send(p, &bad);
	}
}

/* One kind of packets does not use up the answers to another. */
NETTEST(flood__leaves_listeners_alone, .variants = FAMILIES, .smoke = true,
	.intree = "answers are not limited")
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), tries, aborts = 0, most;
	long long start = now_ms();
	struct packet init;
	bool invited = false;

	packet_start(&init, p, 0);
	put_init(&init, p, INIT);
	chunk_end(&init);
	reply_rate(1);
	for (tries = 0; tries < 30 && !invited; tries++) {
		flood(p);
		peer_send(p, &init);
		while (peer_recv(p, 100)) {
			aborts += !!find_chunk(&p->got, ABORT);
			invited |= !!find_chunk(&p->got, INIT_ACK);
		}
	}
	reply_rate(50000);
	diag("answered at try %d, %d packets were refused", tries, aborts);
	CHECK(invited);
	/* one of each kind in a second, which a try may last */
	most = 2 + 2 * (tries + (now_ms() - start) / 1000);
	CHECK(aborts <= most);
	close(l);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
