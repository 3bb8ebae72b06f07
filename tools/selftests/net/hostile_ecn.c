// SPDX-License-Identifier: GPL-2.0-only
/* ECN: marked packets, ECNE and CWR (RFC 3168, RFC 4960 appendix A) */
#include "raw.h"

#define ECN_MASK	3
#define ECT_0		2
#define CE		3
#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* A one-to-one socket of the victim, and an association that has ECN */
static int ecn_victim(struct peer *p)
{
	p->ecn = true;
	return victim(p);
}

static void send_marked(struct peer *p, int tos)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E | DATA_I, "x", 1);
	peer_send_tos(p, &pk, tos);
}

static void send_tsn(struct peer *p, int type, uint32_t tsn)
{
	uint32_t val = htonl(tsn);
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, type, 0, &val, sizeof(val));
	peer_send(p, &pk);
}

/* The SACK of what was sent last, and the ECNE with it or NULL */
static const uint8_t *sack_with(struct peer *p)
{
	const uint8_t *sack;

	do {
		sack = peer_expect(p, SACK);
	} while (get32(sack + 4) != p->tsn - 1);
	return find_chunk(&p->got, ECNE);
}

NETTEST(ecn__offered_and_agreed, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	struct sctp_assoc_value val = { 0 };
	int l = victim_listening(v), fd;

	p->ecn = true;
	peer_handshake(p);
	fd = victim_accept(l);
	CHECK_OK(opt_get(fd, SCTP_ECN_SUPPORTED, &val, sizeof(val)));
	CHECK_EQ(val.assoc_value, 1);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	p->its_tsn++;
	CHECK_EQ(p->got_tos & ECN_MASK, ECT_0);
	peer_ack(p);
	close(fd);
	close(l);
}

NETTEST(ecn__peer_lacks_it, .variants = FAMILIES)
{
	struct sctp_assoc_value val = { .assoc_value = 7 };
	struct peer *p = peer_open(v);
	int fd = victim(p);

	CHECK_OK(opt_get(fd, SCTP_ECN_SUPPORTED, &val, sizeof(val)));
	CHECK_EQ(val.assoc_value, 0);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	p->its_tsn++;
	if (!ktap_on_intree())
		CHECK_EQ(p->got_tos & ECN_MASK, 0);
	peer_ack(p);
	send_marked(p, CE);
	CHECK(!sack_with(p));
	rx_data(fd, "x");
	send_tsn(p, ECNE, p->its_tsn - 1);
	peer_alive(p, fd);
	close(fd);
}

NETTEST(ce__echoed_until_cwr, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = ecn_victim(p);
	const uint8_t *ecne;
	uint32_t first;

	send_marked(p, ECT_0);
	CHECK(!sack_with(p));
	first = p->tsn;
	send_marked(p, CE | 0x48);
	ecne = sack_with(p);
	CHECK(ecne);
	CHECK_EQ(get16(ecne + 2), 8);
	CHECK_EQ(get32(ecne + 4), first);
	send_marked(p, ECT_0);
	ecne = sack_with(p);
	CHECK(ecne);
	CHECK_EQ(get32(ecne + 4), first);
	send_tsn(p, CWR, first);
	send_marked(p, ECT_0);
	CHECK(!sack_with(p));
	close(fd);
}

/* The user's DSCP stays, the other two bits are not his */
NETTEST(ecn__dscp_of_the_user, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = ecn_victim(p), tos = 0x48 | 1;
	bool v4 = v->family == AF_INET;

	CHECK_OK(setsockopt(fd, v4 ? IPPROTO_IP : IPPROTO_IPV6,
			    v4 ? IP_TOS : IPV6_TCLASS, &tos, sizeof(tos)));
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	p->its_tsn++;
	CHECK_EQ(p->got_tos, 0x48 | ECT_0);
	peer_ack(p);
	close(fd);
}

static uint32_t cwnd_of(int fd)
{
	struct sctp_status st = { 0 };

	CHECK_OK(opt_get(fd, SCTP_STATUS, &st, sizeof(st)));
	return st.sstat_primary.spinfo_cwnd;
}

/* Throw away what has come; how many CWR, and the TSN of the last */
static unsigned int cwrs(struct peer *p, uint32_t *tsn)
{
	const uint8_t *cwr;
	unsigned int n = 0;

	peer_fence(p);
	while (peer_next(p)) {
		cwr = find_chunk(&p->got, CWR);
		n += !!cwr;
		if (cwr)
			*tsn = get32(cwr + 4);
	}
	return n;
}

/* cwnd does not grow; CWR is no packet of its own, and once for all ECNE */
NETTEST(ecne__answered_with_data, .variants = FAMILIES,
	.intree = "sends CWR in packets of its own")
{
	struct peer *p = peer_open(v);
	int fd = ecn_victim(p), i;
	uint32_t cwnd, tsn = 0;
	char buf[1000] = { 0 };

	/* more than the first window */
	for (i = 0; i < 60; i++)
		CHECK_EQ(send(fd, buf, sizeof(buf), 0), sizeof(buf));
	p->its_tsn = get32(peer_expect(p, DATA) + 4) + 1;
	cwrs(p, &tsn);
	cwnd = cwnd_of(fd);
	for (i = 0; i < 5; i++)
		send_tsn(p, ECNE, p->its_tsn);
	CHECK_EQ(cwrs(p, &tsn), 0);
	CHECK(cwnd_of(fd) <= cwnd);
	CHECK(cwnd_of(fd) >= cwnd / 2);
	p->its_tsn += 10;
	peer_ack(p);
	CHECK_EQ(cwrs(p, &tsn), 1);
	CHECK_EQ(tsn, p->its_tsn - 10);
	close(fd);
}

/* TSNs never sent, long acknowledged, and many of them */
NETTEST(ecne__hostile, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = ecn_victim(p), i;
	uint32_t cwnd = cwnd_of(fd), tsn;
	struct packet pk;

	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	p->its_tsn++;
	peer_ack(p);
	for (i = 0; i < 100; i++)
		send_tsn(p, ECNE, p->its_tsn + 1 + i * 40000000U);
	/* many in one packet */
	packet_start(&pk, p, p->its_tag);
	for (i = 0; i < 150; i++) {
		uint32_t val = htonl(p->its_tsn - 1);

		put_chunk(&pk, ECNE, 0, &val, sizeof(val));
	}
	peer_send(p, &pk);
	/* too short, too long */
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, ECNE, 0, "abcdefghijkl", 12);
	peer_send(p, &pk);
	if (!ktap_on_intree())
		CHECK_EQ(cwrs(p, &tsn), 0);
	CHECK_EQ(cwnd_of(fd), cwnd);
	peer_alive(p, fd);
	close(fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
