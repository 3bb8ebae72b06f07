// SPDX-License-Identifier: GPL-2.0-only
/* Packet drop reports, draft-stewart-sctp-pktdrprep */
#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)
/* <linux/sctp.h>, which the system's is not */
#define SCTP_PKTDROP_SUPPORTED	209

/* Flags of a report, and bytes in front of the packet that it returns */
#define MIDDLEBOX	1
#define BAD_CRC		2
#define TRUNCATED	4
#define REPORT_HDR	16

static const char no_reports[] = "has no SCTP_PKTDROP_SUPPORTED";

/* An association, in which the victim offers reports or does not. On slow
 * machines T3-rtx would expire while reports are sent.
 */
static int drop_victim(struct peer *p, bool offers)
{
	struct sctp_rtoinfo slow = { .srto_initial = 60000,
				     .srto_min = 60000 };
	int l = victim_listening(p->v), fd;

	CHECK_OK(opt_set(l, SCTP_RTOINFO, &slow, sizeof(slow)));
	CHECK_OK(val_set(l, SCTP_PKTDROP_SUPPORTED, 0, offers));
	p->pktdrop = true;
	peer_handshake(p);
	fd = victim_accept(l);
	close(l);
	return fd;
}

/* A packet whose checksum is wrong */
static void send_damaged(struct peer *p, struct packet *pk)
{
	packet_checksum(pk);
	pk->data[pk->len - 1] ^= 0x40;
	peer_send_as_is(p, pk);
}

static void start_data(struct packet *pk, const struct peer *p, uint32_t tag)
{
	static const char text[400];

	packet_start(pk, p, tag);
	put_data(pk, p->tsn, 0, p->ssn, DATA_B | DATA_E, text, sizeof(text));
}

/* How many packets with a chunk of that type have come */
static unsigned int heard(struct peer *p, int type)
{
	unsigned int n = 0;

	peer_fence(p);
	while (peer_next(p))
		n += !!find_chunk(&p->got, type);
	return n;
}

NETTEST(report__of_a_damaged_packet, .variants = FAMILIES, .smoke = true,
	.intree = no_reports)
{
	struct peer *p = peer_open(v);
	long errors = counter("SctpChecksumErrors");
	int fd = drop_victim(p, true);
	const uint8_t *report;
	struct packet pk;

	start_data(&pk, p, p->its_tag);
	send_damaged(p, &pk);
	report = peer_expect(p, PKTDROP);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	CHECK_EQ(report[1], BAD_CRC | TRUNCATED);
	CHECK(p->got.len <= pk.len);
	CHECK_EQ(get16(report + 12), pk.len);
	CHECK_EQ(get16(report + 14), 0);
	CHECK_EQ(get16(report + 2), REPORT_HDR + pk.len - HDR - REPORT_HDR);
	CHECK(!memcmp(report + REPORT_HDR, pk.data,
		      get16(report + 2) - REPORT_HDR));
	CHECK_EQ(counter("SctpChecksumErrors"), errors + 1);
	/* once more, whole */
	peer_alive(p, fd);
}

NETTEST(report__not_agreed_upon, .variants = FAMILIES, .intree = no_reports)
{
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, false);
	struct packet pk;

	start_data(&pk, p, p->its_tag);
	send_damaged(p, &pk);
	peer_silent(p);
	peer_alive(p, fd);
}

/* Silence, whoever else sends damaged packets, or what is in them */
NETTEST(report__silence, .variants = FAMILIES, .smoke = true,
	.intree = no_reports)
{
	static const int types[] = {
		PKTDROP, ABORT, INIT, INIT_ACK, SHUTDOWN_COMPLETE,
	};
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, true);
	char zero[60] = { 0 };
	struct packet pk;
	unsigned int i;

	start_data(&pk, p, p->its_tag ^ 1);
	send_damaged(p, &pk);
	start_data(&pk, p, p->my_tag);
	send_damaged(p, &pk);
	start_data(&pk, p, 0);
	send_damaged(p, &pk);
	for (i = 0; i < sizeof(types) / sizeof(*types); i++) {
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, types[i], 0, zero, sizeof(zero));
		send_damaged(p, &pk);
		start_data(&pk, p, p->its_tag);
		put_chunk(&pk, types[i], 0, zero, 4);
		send_damaged(p, &pk);
	}
	/* too small */
	packet_start(&pk, p, p->its_tag);
	put_sack(&pk, p->its_tsn - 1, 100000);
	send_damaged(p, &pk);
	peer_silent(p);
	peer_alive(p, fd);
}

/* 64 in a quarter of a second, 2^28 ns, however long they take to send */
NETTEST(report__flood, .variants = FAMILIES, .intree = no_reports)
{
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, true);
	struct packet pk;
	unsigned int i, n, most;
	long long start = now_ms();

	for (i = 0; i < 5000; i++) {
		start_data(&pk, p, p->its_tag);
		send_damaged(p, &pk);
	}
	n = heard(p, PKTDROP);
	most = 64 * ((now_ms() - start) / 268 + 2);
	diag("%u reports of %u packets, %u at most", n, i, most);
	CHECK(n > 0 && n <= most && n < i);
	peer_alive(p, fd);
}

/* A report that the packet with this DATA chunk was dropped */
static void send_report(struct peer *p, int flags, uint32_t tag,
			const uint8_t *data)
{
	struct packet pk, mine;

	packet_start(&mine, p, 0);
	packet_start(&pk, p, tag);
	chunk_start(&pk, PKTDROP, flags);
	put32(&pk, 0);
	put32(&pk, 0);
	put32(&pk, 0);
	/* the victim's packet: ports the other way round */
	put_bytes(&pk, mine.data + 2, 2);
	put_bytes(&pk, mine.data, 2);
	put32(&pk, p->my_tag);
	put32(&pk, 0);
	put_bytes(&pk, data, 16);
	chunk_end(&pk);
	peer_send(p, &pk);
}

/* Data of the victim is reported: it comes again, at once and once */
NETTEST(heard__sent_again, .variants = FAMILIES, .smoke = true,
	.intree = no_reports)
{
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, true), i;
	uint8_t data[16];

	CHECK_EQ(send(fd, "abcd", 4, 0), 4);
	memcpy(data, peer_expect(p, DATA), sizeof(data));
	CHECK_EQ(get32(data + 4), p->its_tsn);
	send_report(p, BAD_CRC, p->its_tag, data);
	CHECK_EQ(get32(peer_expect(p, DATA) + 4), p->its_tsn);
	/* it was sent twice: nothing else counts */
	for (i = 0; i < 1000; i++)
		send_report(p, BAD_CRC, p->its_tag, data);
	CHECK_EQ(heard(p, DATA), 0);
	p->its_tsn++;
	peer_ack(p);
	/* it is acknowledged */
	send_report(p, BAD_CRC, p->its_tag, data);
	CHECK_EQ(heard(p, DATA), 0);
	peer_alive(p, fd);
}

/* From a router: the tag is the one of what was dropped */
NETTEST(heard__of_a_router, .variants = FAMILIES, .intree = no_reports)
{
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, true);
	uint8_t data[16];

	CHECK_EQ(send(fd, "abcd", 4, 0), 4);
	memcpy(data, peer_expect(p, DATA), sizeof(data));
	send_report(p, MIDDLEBOX, p->its_tag, data);
	send_report(p, BAD_CRC, p->my_tag, data);
	CHECK_EQ(heard(p, DATA), 0);
	send_report(p, MIDDLEBOX, p->my_tag, data);
	CHECK_EQ(get32(peer_expect(p, DATA) + 4), p->its_tsn);
	p->its_tsn++;
	peer_ack(p);
	peer_alive(p, fd);
}

/* Anything at all in a report */
NETTEST(heard__rubbish, .variants = FAMILIES, .smoke = true,
	.intree = no_reports)
{
	struct peer *p = peer_open(v);
	int fd = drop_victim(p, true), i, j;
	uint8_t data[16], lie[16];
	struct packet pk;

	CHECK_EQ(send(fd, "abcd", 4, 0), 4);
	memcpy(data, peer_expect(p, DATA), sizeof(data));
	/* a bit of the header is wrong: it is not what was sent */
	for (i = 0; i < 128; i++) {
		memcpy(lie, data, sizeof(lie));
		lie[i / 8] ^= 1 << i % 8;
		if (i != 8 + 3)
			send_report(p, BAD_CRC, p->its_tag, lie);
	}
	/* cut anywhere */
	for (i = 0; i < REPORT_HDR + HDR + 16; i++) {
		packet_start(&pk, p, p->its_tag);
		chunk_start(&pk, PKTDROP, BAD_CRC | TRUNCATED);
		for (j = 0; j < i; j++)
			put8(&pk, i * 37 + j * 11);
		chunk_end(&pk);
		peer_send(p, &pk);
	}
	CHECK_EQ(heard(p, DATA), 0);
	p->its_tsn++;
	peer_ack(p);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
