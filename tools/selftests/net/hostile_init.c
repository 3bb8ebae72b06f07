// SPDX-License-Identifier: GPL-2.0-only
/*
 * INIT with every kind of wrong contents (RFC 9260 sections 3.2.1, 3.3.2, 5.1
 * and 5.2).
 */
#include <arpa/inet.h>
#include <stdlib.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* What to do with a parameter of an unknown type. */
#define UNKNOWN_STOP		0x1234
#define UNKNOWN_STOP_REPORT	0x5234
#define UNKNOWN_SKIP		0x9234
#define UNKNOWN_SKIP_REPORT	0xd234

/* An INIT whose fixed part can be changed before it is sent. */
static void init_start(struct packet *pk, struct peer *p)
{
	packet_start(pk, p, 0);
	put_init(pk, p, INIT);
}

static void set32(struct packet *pk, size_t at, uint32_t val)
{
	val = htonl(val);
	memcpy(pk->data + at, &val, 4);
}

/* ABORT, with the Initiate Tag, not reflected. Returns it. */
static const uint8_t *expect_refusal(struct peer *p)
{
	const uint8_t *abort = peer_expect(p, ABORT);

	CHECK_CLEAR(abort[1], T_BIT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	return abort;
}

/* INIT ACK or not, but no harm. Returns whether there was an INIT ACK. */
static bool answer(struct peer *p)
{
	bool ack = false;

	peer_fence(p);
	while (peer_next(p)) {
		CHECK_EQ(packet_tag(&p->got), p->my_tag);
		ack |= !!find_chunk(&p->got, INIT_ACK);
		CHECK(ack || find_chunk(&p->got, ABORT));
	}
	CHECK_EQ(proc_rows("assocs"), 0);
	return ack;
}

/* After all that, the listener still serves others. */
static void serves(struct peer *p, int l)
{
	int fd;

	p->my_tag++;
	peer_handshake(p);
	fd = victim_accept(l);
	peer_alive(p, fd);
}

NETTEST(init__answered, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	serves(p, l);
}

NETTEST(init__tag_zero, .variants = FAMILIES, .smoke = true,
	.intree = "sends an ABORT instead of nothing (section 3.3.2)")
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	init_start(&pk, p);
	set32(&pk, HDR + 4, 0);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_silent(p);
	serves(p, l);
}

static void refused_field(const struct variant *v, size_t at, int len,
			  uint32_t val)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	init_start(&pk, p);
	if (len == 4)
		set32(&pk, at, val);
	else
		memset(pk.data + at, 0, 2);
	chunk_end(&pk);
	peer_send(p, &pk);
	expect_refusal(p);
	peer_silent(p);
	serves(p, l);
}

NETTEST(init__no_outbound_streams, .variants = FAMILIES, .smoke = true)
{
	refused_field(v, HDR + 12, 2, 0);
}

NETTEST(init__no_inbound_streams, .variants = FAMILIES, .smoke = true)
{
	refused_field(v, HDR + 14, 2, 0);
}

NETTEST(init__small_window, .variants = FAMILIES)
{
	refused_field(v, HDR + 8, 4, 1499);
}

NETTEST(init__smallest_window, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	(void)l;
	init_start(&pk, p);
	set32(&pk, HDR + 8, 1500);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_expect(p, INIT_ACK);
}

/* Section 3.2.1: unknown parameter types, by their upper two bits. */
static void unknown_param(const struct variant *v, int type, bool stop,
			  bool report)
{
	static const char value[] = "whatever";
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	const uint8_t *ack, *param;
	struct packet pk;

	init_start(&pk, p);
	put_param(&pk, type, value, sizeof(value));
	/* Reported if the victim has come as far as this. */
	put_param(&pk, UNKNOWN_SKIP_REPORT + 1, "next", 4);
	chunk_end(&pk);
	peer_send(p, &pk);
	ack = peer_expect(p, INIT_ACK);
	param = find_param(ack, 20, UNRECOGNIZED);
	if (report) {
		CHECK(param);
		CHECK_EQ(get16(param + 4), type);
		CHECK_EQ(get16(param + 6), 4 + sizeof(value));
		CHECK(!memcmp(param + 8, value, sizeof(value)));
		param += (get16(param + 2) + 3) & ~3;
		if (param >= ack + get16(ack + 2) ||
		    get16(param) != UNRECOGNIZED)
			param = NULL;
	}
	CHECK_EQ(!param, stop);
	if (param)
		CHECK_EQ(get16(param + 4), UNKNOWN_SKIP_REPORT + 1);
	serves(p, l);
}

NETTEST(unknown_param__stop, .variants = FAMILIES)
{
	unknown_param(v, UNKNOWN_STOP, true, false);
}

NETTEST(unknown_param__stop_and_report, .variants = FAMILIES, .smoke = true)
{
	unknown_param(v, UNKNOWN_STOP_REPORT, true, true);
}

NETTEST(unknown_param__skip, .variants = FAMILIES)
{
	unknown_param(v, UNKNOWN_SKIP, false, false);
}

NETTEST(unknown_param__skip_and_report, .variants = FAMILIES, .smoke = true)
{
	unknown_param(v, UNKNOWN_SKIP_REPORT, false, true);
}

/* Each is to be reported, in an INIT ACK that holds the cookie as well. */
NETTEST(unknown_param__very_many, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), i;
	struct packet pk;

	init_start(&pk, p);
	for (i = 0; i < 2000 && pk.len < 8800; i++)
		put_param(&pk, UNKNOWN_SKIP_REPORT, NULL, 0);
	chunk_end(&pk);
	peer_send(p, &pk);
	answer(p);
	/* And one that fills all there is room for. */
	init_start(&pk, p);
	put_param(&pk, UNKNOWN_SKIP_REPORT, NULL, 8700);
	chunk_end(&pk);
	peer_send(p, &pk);
	answer(p);
	serves(p, l);
}

NETTEST(init__cut_short, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;
	size_t full;

	init_start(&pk, p);
	chunk_end(&pk);
	for (full = pk.len; pk.len > HDR; pk.len--) {
		pk.chunk = HDR;
		chunk_length(&pk, pk.len == full ? 19 : pk.len - HDR);
		peer_send(p, &pk);
		CHECK(!answer(p));
	}
	serves(p, l);
}

/* Parameters whose length leads out of the chunk, or nowhere. */
NETTEST(init__param_length_lies, .variants = FAMILIES, .smoke = true)
{
	static const int types[] = { IPV4_ADDRESS, IPV6_ADDRESS, STATE_COOKIE,
		COOKIE_PRESERVATIVE, SUPPORTED_TYPES, UNKNOWN_SKIP_REPORT,
		UNKNOWN_SKIP, 0x8000, 0x8002, 0x8003, 0x8004, 0x8008, 0xc000,
		0xc006 };
	static const int lengths[] = { 0, 1, 3, 4, 5, 7, 9, 13, 255, 65535 };
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;
	unsigned int i, j;
	size_t at;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		for (j = 0; j < ARRAY_SIZE(lengths); j++) {
			init_start(&pk, p);
			at = pk.len;
			put_param(&pk, types[i], NULL, 8);
			chunk_end(&pk);
			pk.data[at + 2] = lengths[j] >> 8;
			pk.data[at + 3] = lengths[j];
			peer_send(p, &pk);
		}
	}
	answer(p);
	serves(p, l);
}

NETTEST(init__host_name, .variants = FAMILIES, .smoke = true)
{
	static const char name[] = "sctp.example";
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;

	init_start(&pk, p);
	put_param(&pk, HOST_NAME, name, sizeof(name));
	chunk_end(&pk);
	peer_send(p, &pk);
	/* Section 3.3.2.1.4: MUST send ABORT. */
	expect_refusal(p);
	peer_silent(p);
	serves(p, l);
}

NETTEST(init__other_family_only, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	struct packet pk;
	uint8_t type[2];

	/* Section 5.1.2: the family it comes with is supported as well. */
	type[0] = 0;
	type[1] = v->family == AF_INET ? IPV6_ADDRESS : IPV4_ADDRESS;
	init_start(&pk, p);
	put_param(&pk, SUPPORTED_TYPES, type, 2);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_expect(p, INIT_ACK);
	serves(p, l);
}

/* Not all of these can be told from good ones; but these can. */
static void unicast(const union addr *a)
{
	const struct in6_addr *v6 = &a->v6.sin6_addr;
	in_addr_t v4 = ntohl(a->v4.sin_addr.s_addr);
	char text[INET6_ADDRSTRLEN];

	if (a->sa.sa_family == AF_INET)
		inet_ntop(AF_INET, &a->v4.sin_addr, text, sizeof(text));
	else
		inet_ntop(AF_INET6, v6, text, sizeof(text));
	diag("taken: %s", text);
	if (a->sa.sa_family == AF_INET)
		CHECK(v4 && v4 != ~0U && !IN_MULTICAST(v4));
	else
		CHECK(!IN6_IS_ADDR_MULTICAST(v6) &&
		      !IN6_IS_ADDR_UNSPECIFIED(v6));
}

/* Addresses that are no host's, and the victim's own. */
NETTEST(init__absurd_addresses, .variants = FAMILIES, .smoke = true,
	.intree = "takes :: for an address of the peer")
{
	static const char *const v4[] = { "255.255.255.255", "224.0.0.1",
		"0.0.0.0", "127.0.0.1", "10.77.1.255", "240.0.0.1",
		"10.77.1.2" };
	static const char *const v6[] = { "::", "::1", "ff02::1",
		"::ffff:10.77.1.2", "::ffff:127.0.0.1", "fd77:1::2",
		"2001:db8::1" };
	struct peer *p = peer_open(v);
	int l = victim_listening(v), n, i;
	struct sockaddr *list;
	const uint8_t *ack;
	struct packet pk;
	char buf[16];

	init_start(&pk, p);
	for (i = 0; i < (int)ARRAY_SIZE(v4); i++) {
		inet_pton(AF_INET, v4[i], buf);
		put_param(&pk, IPV4_ADDRESS, buf, 4);
		inet_pton(AF_INET6, v6[i], buf);
		put_param(&pk, IPV6_ADDRESS, buf, 16);
	}
	chunk_end(&pk);
	peer_send(p, &pk);
	if (!peer_recv(p, 1000) || find_chunk(&p->got, ABORT))
		goto out;
	ack = find_chunk(&p->got, INIT_ACK);
	CHECK(ack);
	p->its_tag = get32(ack + 4);
	p->its_tsn = get32(ack + 16);
	ack = find_param(ack, 20, STATE_COOKIE);
	CHECK(ack);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, ack + 4, get16(ack + 2) - 4);
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p))
		CHECK(!find_chunk(&p->got, DATA));
	if (!poll_now(l, POLLIN))
		goto out;
	i = victim_accept(l);
	n = CHECK_OK(sctp_getpaddrs(i, 0, &list));
	for (; n; n--) {
		union addr a;

		memcpy(&a, list, sizeof(a.v4));
		memcpy(&a, list, addr_len(&a));
		unicast(&a);
		list = (void *)((char *)list + addr_len(&a));
	}
	peer_alive(p, i);
out:
	close(l);
}

NETTEST(init__a_thousand_addresses, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), i;
	struct packet pk;
	uint32_t addr;

	init_start(&pk, p);
	for (i = 0; i < 1000; i++) {
		addr = htonl(0x0a640000 + i);
		put_param(&pk, IPV4_ADDRESS, &addr, 4);
	}
	chunk_end(&pk);
	peer_send(p, &pk);
	answer(p);
	serves(p, l);
}

NETTEST(init__same_address_many_times, .variants = V_STREAM_V4)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), i;
	struct packet pk;
	uint32_t addr = htonl(0x0a4d0143);

	init_start(&pk, p);
	for (i = 0; i < 50; i++)
		put_param(&pk, IPV4_ADDRESS, &addr, 4);
	chunk_end(&pk);
	peer_send(p, &pk);
	answer(p);
	serves(p, l);
}

/* No state before the cookie comes back (section 5.1 B). */
NETTEST(init__flood, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), i, acks = 0;
	uint32_t tag = p->my_tag;
	struct packet pk;

	for (i = 0; i < 500; i++) {
		p->my_tag = 0x10000 + i;
		init_start(&pk, p);
		pk.data[0] = 0x50 + i / 256;
		pk.data[1] = i;
		chunk_end(&pk);
		peer_send(p, &pk);
	}
	peer_fence(p);
	while (peer_next(p))
		acks++;
	diag("%d of 500 answered", acks);
	CHECK_EQ(proc_rows("assocs"), 0);
	CHECK_EQ(counter("SctpCurrEstab"), 0);
	p->my_tag = tag;
	serves(p, l);
}

/* How much an attacker gets for a packet with a false source address. */
NETTEST(init__amplification, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	peer_invite(p);
	diag("INIT of 32 bytes, INIT ACK of %zu, cookie of %zu", p->got.len,
	     p->cookie_len);
	CHECK(p->got.len <= 1280);
	serves(p, l);
}

/* Section 5.2.2: while there is an association. */
NETTEST(init__while_established, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	const uint8_t *ack;
	uint32_t tag = p->my_tag;

	p->my_tag = 0x99999999;
	init_start(&pk, p);
	chunk_end(&pk);
	peer_send(p, &pk);
	ack = peer_expect(p, INIT_ACK);
	CHECK_EQ(packet_tag(&p->got), 0x99999999);
	CHECK(get32(ack + 4) != p->its_tag);
	p->my_tag = tag;
	peer_silent(p);
	peer_alive(p, fd);
}

NETTEST(init__while_established_new_address, .variants = FAMILIES,
	.smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	union addr other = raw_addr(v, 2, 0);
	struct packet pk;
	uint32_t tag = p->my_tag;

	p->my_tag = 0x99999999;
	init_start(&pk, p);
	if (v->family == AF_INET)
		put_param(&pk, IPV4_ADDRESS, &other.v4.sin_addr, 4);
	else
		put_param(&pk, IPV6_ADDRESS, &other.v6.sin6_addr, 16);
	chunk_end(&pk);
	peer_send(p, &pk);
	expect_refusal(p);
	p->my_tag = tag;
	peer_silent(p);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
