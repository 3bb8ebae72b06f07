// SPDX-License-Identifier: GPL-2.0-only
/* What address translators that know SCTP say, draft-ietf-tsvwg-natsupp */
#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)
#define M_BIT		2
#define VTAGS		0xc008
#define ADD_IP		0xc001
#define COLLISION	0xb0
#define MISSING_STATE	0xb1
#define PORT_COLLISION	0xb2

static const char no_nat[] = "has no sysctl nat_friendly";

static void friendly(int on, int init)
{
	sysctl_set("nat_friendly", on);
	sysctl_set("nat_friendly_init", init);
}

/* The tag of the victim's next INIT; does it have Disable Restart? */
static uint32_t init_tag(struct peer *p, bool has)
{
	const uint8_t *init = peer_expect(p, INIT);

	CHECK_EQ(!!find_param(init, 20, DISABLE_RESTART), has);
	return get32(init + 4);
}

static void say(struct peer *p, int type, int flags, int code, uint32_t tag)
{
	struct packet pk;

	packet_start(&pk, p, tag);
	chunk_start(&pk, type, flags);
	put16(&pk, code);
	put16(&pk, 4);
	chunk_end(&pk);
	peer_send(p, &pk);
}

NETTEST(nat__init_has_it, .variants = FAMILIES, .smoke = true,
	.intree = no_nat)
{
	struct peer *p = peer_open(v);

	friendly(1, 1);
	init_tag(p, victim_connecting(p) >= 0);
	friendly(0, 0);
}

NETTEST(nat__init_has_it_not, .variants = FAMILIES, .intree = no_nat)
{
	struct peer *p = peer_open(v);

	friendly(1, 0);
	init_tag(p, victim_connecting(p) < 0);
	friendly(0, 0);
}

/* Another association of the translator has the tag: each INIT has another. */
NETTEST(nat__tag_collision, .variants = FAMILIES, .smoke = true,
	.intree = no_nat)
{
	struct peer *p = peer_open(v);
	uint32_t tag, last = 0;
	int fd, i;

	friendly(1, 0);
	fd = victim_connecting(p);
	friendly(0, 0);
	for (i = 0; i < 3; i++) {
		tag = init_tag(p, false);
		CHECK(tag != last);
		last = tag;
		say(p, ABORT, M_BIT, COLLISION, tag + 1);
		say(p, ABORT, M_BIT, COLLISION, tag);
	}
	peer_accept(p);
	CHECK_SET(poll_until(fd, POLLOUT), POLLOUT);
	CHECK_EQ(sock_error(fd), 0);
}

NETTEST(nat__tag_collision_off, .variants = FAMILIES, .intree = no_nat)
{
	struct peer *p = peer_open(v);
	int fd = victim_connecting(p);

	say(p, ABORT, M_BIT, COLLISION, init_tag(p, false));
	CHECK_SET(poll_until(fd, POLLOUT), POLLERR);
	CHECK_EQ(sock_error(fd), ECONNREFUSED);
	peer_silent(p);
}

/* An association with a victim that has ASCONF without AUTH. */
static int nat_victim(struct peer *p)
{
	int fd;

	p->nat = true;
	friendly(1, 0);
	sysctl_set("addip_enable", 1);
	sysctl_set("addip_noauth_enable", 1);
	fd = victim(p);
	friendly(0, 0);
	sysctl_set("addip_enable", 0);
	sysctl_set("addip_noauth_enable", 0);
	return fd;
}

/* An INIT with another tag may be another host's. */
NETTEST(nat__restart_refused, .variants = FAMILIES, .smoke = true,
	.intree = no_nat)
{
	struct peer *p = peer_open(v);
	int fd = nat_victim(p);
	struct packet pk;
	const uint8_t *abort;

	p->my_tag ^= 1;
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	abort = peer_expect(p, ABORT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	CHECK(find_cause(abort, PORT_COLLISION));
	p->my_tag ^= 1;
	peer_alive(p, fd);
}

NETTEST(nat__missing_state, .variants = FAMILIES, .smoke = true,
	.intree = no_nat)
{
	struct peer *p = peer_open(v);
	int fd = nat_victim(p);
	const uint8_t *asconf, *tags;
	struct packet pk;
	size_t addr;

	/* tags that only others guess, and what is not from a translator */
	say(p, ERROR, M_BIT | T_BIT, MISSING_STATE, p->my_tag + 1);
	say(p, ERROR, T_BIT, MISSING_STATE, p->my_tag);
	peer_silent(p);
	say(p, ERROR, M_BIT | T_BIT, MISSING_STATE, p->my_tag);
	asconf = peer_expect(p, ASCONF);
	addr = get16(asconf + 10);
	CHECK_EQ(get32(asconf + 12), 0);
	tags = asconf + 8 + addr;
	CHECK_EQ(get16(tags), VTAGS);
	CHECK_EQ(get32(tags + 8), p->its_tag);
	CHECK_EQ(get32(tags + 12), p->my_tag);
	CHECK_EQ(get16(tags + 16), ADD_IP);
	CHECK_EQ(get32(tags + 16 + 12), 0);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, ASCONF_ACK, 0, asconf + 4, 4);
	peer_send(p, &pk);
	/* again, too soon */
	say(p, ERROR, M_BIT | T_BIT, MISSING_STATE, p->my_tag);
	peer_silent(p);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
