// SPDX-License-Identifier: GPL-2.0-only
/*
 * ICMP about packets of an association: which is believed (RFC 9260 section
 * 10), and which anybody could have sent.
 */
#include <linux/icmp.h>
#include <linux/icmpv6.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

enum news { TOO_BIG, PROTOCOL, PORT_UNREACH, HOST_UNREACH, PROHIBITED };

/* An ICMP message about a packet, of which len bytes are quoted. */
static void icmp(struct peer *p, enum news kind, uint32_t field,
		 const struct packet *quoted, size_t len)
{
	static const int types[2][5][2] = {
		{
			{ ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED },
			{ ICMP_DEST_UNREACH, ICMP_PROT_UNREACH },
			{ ICMP_DEST_UNREACH, ICMP_PORT_UNREACH },
			{ ICMP_DEST_UNREACH, ICMP_HOST_UNREACH },
			{ ICMP_DEST_UNREACH, ICMP_PKT_FILTERED },
		}, {
			{ ICMPV6_PKT_TOOBIG, 0 },
			{ ICMPV6_PARAMPROB, ICMPV6_UNK_NEXTHDR },
			{ ICMPV6_DEST_UNREACH, ICMPV6_PORT_UNREACH },
			{ ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH },
			{ ICMPV6_DEST_UNREACH, ICMPV6_ADM_PROHIBITED },
		},
	};
	const int *t = types[p->v->family == AF_INET6][kind];

	/* ICMPv6 points at the Next Header field of the quoted header. */
	if (kind == PROTOCOL)
		field = p->v->family == AF_INET6 ? 6 : 0;
	peer_send_icmp(p, t[0], t[1], field, quoted, len);
}

/* A packet as the victim would have sent it. */
static void quote(struct packet *pk, struct peer *p, uint32_t tag)
{
	pk->len = 0;
	put16(pk, addr_port(&p->it));
	put16(pk, addr_port(&p->me));
	put32(pk, tag);
	put32(pk, 0);
	put_data(pk, p->its_tsn, 0, 0, DATA_B | DATA_E, NULL, 1400);
}

static unsigned int path_mtu(int fd)
{
	return assoc_status(fd, 0).sstat_primary.spinfo_mtu;
}

/* DATA is sent now; it is how a new path MTU comes to be looked at. */
static void exchange(struct peer *p, int fd)
{
	peer_alive(p, fd);
	peer_fence(p);
	while (peer_next(p))
		;
}

NETTEST(too_big__believed, .variants = FAMILIES, .smoke = true, .dirty = true)
{
	static char block[4000];
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	CHECK_EQ(path_mtu(fd), 9000);
	quote(&pk, p, p->my_tag);
	icmp(p, TOO_BIG, 1300, &pk, 64);
	exchange(p, fd);
	CHECK_EQ(path_mtu(fd), 1300);
	CHECK_EQ(send(fd, block, sizeof(block), 0), sizeof(block));
	peer_expect(p, DATA);
	CHECK(p->got.len <= 1300 - (v->family == AF_INET ? 20 : 40));
}

/* ICMP6: the tag must match. */
NETTEST(too_big__wrong_tag, .variants = FAMILIES, .smoke = true, .dirty = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	quote(&pk, p, p->my_tag ^ 1);
	icmp(p, TOO_BIG, 1300, &pk, 64);
	quote(&pk, p, 0);
	icmp(p, TOO_BIG, 1300, &pk, 64);
	exchange(p, fd);
	CHECK_EQ(path_mtu(fd), 9000);
}

/* Another association's ports. */
NETTEST(too_big__other_port, .variants = FAMILIES, .dirty = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	quote(&pk, p, p->my_tag);
	pk.data[0] ^= 1;
	icmp(p, TOO_BIG, 1300, &pk, 64);
	exchange(p, fd);
	CHECK_EQ(path_mtu(fd), 9000);
}

NETTEST(too_big__absurd, .variants = FAMILIES, .smoke = true, .dirty = true)
{
	static const unsigned int mtus[] = { 0, 1, 68, 0xffffffff, 65535 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(mtus); i++) {
		quote(&pk, p, p->my_tag);
		icmp(p, TOO_BIG, mtus[i], &pk, 64);
		exchange(p, fd);
		diag("told %u, path MTU is %u", mtus[i], path_mtu(fd));
		CHECK(path_mtu(fd) >= 512 && path_mtu(fd) <= 9000);
	}
}

NETTEST(too_big__cut, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	size_t len;

	quote(&pk, p, p->my_tag);
	for (len = 0; len < 8; len++)
		icmp(p, TOO_BIG, 1300, &pk, len);
	exchange(p, fd);
	CHECK_EQ(path_mtu(fd), 9000);
}

/* ICMP3 */
NETTEST(port_unreachable__ignored, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	quote(&pk, p, p->my_tag);
	icmp(p, PORT_UNREACH, 0, &pk, 64);
	exchange(p, fd);
}

NETTEST(host_unreachable__no_harm, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i;
	struct packet pk;

	quote(&pk, p, p->my_tag);
	for (i = 0; i < 20; i++)
		icmp(p, HOST_UNREACH, 0, &pk, 64);
	CHECK_EQ(assoc_state(fd, 0), SCTP_ESTABLISHED);
	sock_error(fd);
	exchange(p, fd);
}

/*
 * What an error is to the socket: to be asked for, once, and no end of
 * anything.
 */
static void expect_error(struct peer *p, int fd, enum news news,
			 const struct packet *about, int wanted)
{
	int got;

	icmp(p, news, 0, about, 64);
	/* it is there when what came after it was answered */
	peer_fence(p);
	while (peer_next(p))
		;
	got = sock_error(fd);
	CHECK_EQ(got, wanted);
	CHECK_EQ(sock_error(fd), 0);
}

static int prohibited(const struct peer *p)
{
	return p->v->family == AF_INET ? EHOSTUNREACH : EACCES;
}

NETTEST(unreachable__so_error, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i;
	struct packet pk;

	quote(&pk, p, p->my_tag);
	for (i = 0; i < 2; i++) {
		expect_error(p, fd, PORT_UNREACH, &pk, ECONNREFUSED);
		expect_error(p, fd, PROHIBITED, &pk, prohibited(p));
		expect_error(p, fd, HOST_UNREACH, &pk, EHOSTUNREACH);
	}
	exchange(p, fd);
}

NETTEST(unreachable__so_error_while_connecting, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	struct packet init;
	int fd = sock(v);

	end_quickly(fd);
	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_ERR(connect_to(fd, p->me), EINPROGRESS);
	peer_expect(p, INIT);
	init = p->got;
	expect_error(p, fd, PORT_UNREACH, &init, ECONNREFUSED);
	expect_error(p, fd, PROHIBITED, &init, prohibited(p));
	/* and it goes on */
	CHECK_EQ(proc_rows("assocs"), 1);
	close(fd);
}

/* With IP_RECVERR, IPV6_RECVERR a wait ends, too. */
NETTEST(unreachable__recverr, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), on = 1;
	struct packet pk;

	if (v->family == AF_INET)
		CHECK_OK(setsockopt(fd, SOL_IP, IP_RECVERR, &on, sizeof(on)));
	else
		CHECK_OK(setsockopt(fd, SOL_IPV6, IPV6_RECVERR, &on,
				    sizeof(on)));
	quote(&pk, p, p->my_tag);
	icmp(p, PORT_UNREACH, 0, &pk, 64);
	CHECK_SET(poll_until(fd, POLLIN), POLLERR);
	CHECK_EQ(sock_error(fd), ECONNREFUSED);
	exchange(p, fd);
}

/* A fixed path MTU is that of whole IP packets. What it says is sent. */
NETTEST(path_mtu__fixed, .variants = FAMILIES, .smoke = true)
{
	static const char block[4000];
	struct peer *p = peer_open(v);
	int header = v->family == AF_INET ? 20 : 40;
	struct sctp_paddrparams pp = {
		.spp_flags = SPP_PMTUD_DISABLE,
		.spp_pathmtu = 512,
	};
	int fd = victim(p);
	socklen_t len = sizeof(pp);

	CHECK_OK(setsockopt(fd, SOL_SCTP, SCTP_PEER_ADDR_PARAMS, &pp,
			    sizeof(pp)));
	CHECK_OK(getsockopt(fd, SOL_SCTP, SCTP_PEER_ADDR_PARAMS, &pp, &len));
	CHECK_EQ(pp.spp_pathmtu, 512);
	CHECK_EQ(path_mtu(fd), 512);
	CHECK_EQ(send(fd, block, sizeof(block), 0), sizeof(block));
	peer_expect(p, DATA);
	diag("%zu bytes of SCTP", p->got.len);
	CHECK(p->got.len + header <= 512);
	CHECK(p->got.len + header > 500);
}

/* ICMP8: as good as an ABORT; but only with the right tag (ICMP6). */
NETTEST(protocol_unreachable__wrong_tag, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	quote(&pk, p, p->my_tag + 1);
	icmp(p, PROTOCOL, 0, &pk, 64);
	exchange(p, fd);
}

NETTEST(protocol_unreachable__aborts, .variants = FAMILIES,
	.intree = "an established association lives on (section 10, ICMP8)")
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	quote(&pk, p, p->my_tag);
	icmp(p, PROTOCOL, 0, &pk, 64);
	peer_silent(p);
	WAIT_UNTIL(!proc_rows("assocs"));
	close(fd);
}

/* The answer to our INIT. */
NETTEST(protocol_unreachable__while_connecting, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	struct packet init;
	int fd = sock(v);

	end_quickly(fd);
	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_ERR(connect_to(fd, p->me), EINPROGRESS);
	peer_expect(p, INIT);
	init = p->got;
	/* Tag 0, and a wrong Initiate Tag: not about this INIT. */
	init.data[HDR + 4] ^= 0xff;
	icmp(p, PROTOCOL, 0, &init, 32);
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 1);
	init = p->got;
	close(fd);
}

NETTEST(protocol_unreachable__ends_connecting, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = sock(v);

	end_quickly(fd);
	sock_nonblock(fd, true);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_ERR(connect_to(fd, p->me), EINPROGRESS);
	peer_expect(p, INIT);
	icmp(p, PROTOCOL, 0, &p->got, 32);
	CHECK_SET(poll_until(fd, POLLOUT), POLLERR);
	CHECK(sock_error(fd) != 0);
	WAIT_UNTIL(!proc_rows("assocs"));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
