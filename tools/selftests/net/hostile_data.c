// SPDX-License-Identifier: GPL-2.0-only
/*
 * DATA and SACK as no honest peer would send them.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* Send one DATA chunk. */
static void send_data(struct peer *p, uint32_t tsn, int sid, int ssn,
		      int flags, const char *text)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, tsn, sid, ssn, flags, text, strlen(text));
	peer_send(p, &pk);
}

/* The next SACK; sent late at worst. */
static const uint8_t *next_sack(struct peer *p)
{
	const uint8_t *sack;

	do {
		if (!peer_recv(p, 10000))
			FAIL("no SACK came");
		sack = find_chunk(&p->got, SACK);
		CHECK(sack || find_chunk(&p->got, HEARTBEAT));
	} while (!sack);
	return sack;
}

/* Wait for a SACK with this cumulative TSN. */
static const uint8_t *sack_of(struct peer *p, uint32_t cum)
{
	const uint8_t *sack;

	do {
		sack = next_sack(p);
	} while (get32(sack + 4) != cum);
	return sack;
}

/* Two packets behind a gap: each is acknowledged at once. DAC changes nothing
 * of that while the peer has one address.
 */
static void gap_acknowledged(const struct variant *v, int dac)
{
	struct peer *p = peer_open(v);
	const uint8_t *sack;
	int fd;

	sysctl_set("cmt_on_off", 1);
	sysctl_set("cmt_use_dac", dac);
	fd = victim(p);
	sysctl_set("cmt_on_off", 0);
	sysctl_set("cmt_use_dac", 0);
	peer_data(p, "first");
	sack_of(p, p->tsn - 1);
	rx_data(fd, "first");
	send_data(p, p->tsn + 1, 0, p->ssn + 1, DATA_B | DATA_E, "third");
	send_data(p, p->tsn + 2, 0, p->ssn + 2, DATA_B | DATA_E, "fourth");
	sack = next_sack(p);
	CHECK_EQ(get16(sack + 12), 1);
	CHECK_EQ(get16(sack + 16), 2);
	CHECK_EQ(get16(sack + 18), 2);
	CHECK_EQ(sack[1], 0);
	/* what fills the gap does not wait */
	peer_data(p, "second");
	sack = sack_of(p, p->tsn + 1);
	CHECK_EQ(sack[1], 0);
	rx_data(fd, "second");
	rx_data(fd, "third");
	rx_data(fd, "fourth");
}

NETTEST(data__dac_needs_two_paths, .variants = FAMILIES, .smoke = true,
	.intree = "has no multipath transfer")
{
	gap_acknowledged(v, 1);
}

NETTEST(data__without_dac_gap_at_once, .variants = FAMILIES,
	.intree = "has no multipath transfer")
{
	gap_acknowledged(v, 0);
}

/* Section 6.5 */
NETTEST(data__invalid_stream, .variants = FAMILIES, .smoke = true)
{
	static const int sids[] = { 10, 4711, 65535 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *error, *cause;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sids); i++) {
		send_data(p, p->tsn++, sids[i], 0, DATA_B | DATA_E, "lost");
		error = peer_expect(p, ERROR);
		cause = find_cause(error, INVALID_STREAM);
		CHECK(cause);
		CHECK_EQ(get16(cause + 2), 8);
		CHECK_EQ(get16(cause + 4), sids[i]);
	}
	CHECK(rx_nothing(fd));
	/* It was acknowledged: the next TSN is in order. */
	peer_alive(p, fd);
}

/* Section 6.2: a DATA chunk without data. */
NETTEST(data__empty, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *abort, *cause;
	char c;

	send_data(p, p->tsn, 0, 0, DATA_B | DATA_E, "");
	abort = peer_expect(p, ABORT);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	cause = find_cause(abort, NO_USER_DATA);
	CHECK(cause);
	CHECK_EQ(get16(cause + 2), 8);
	CHECK_EQ(get32(cause + 4), p->tsn);
	/* The victim aborts, not the peer. */
	CHECK_ERR(recv(fd, &c, 1, 0), ECONNABORTED);
}

NETTEST(data__twice, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *sack;

	send_data(p, p->tsn, 0, 0, DATA_B | DATA_E, "once");
	sack_of(p, p->tsn);
	send_data(p, p->tsn, 0, 0, DATA_B | DATA_E, "once");
	/* Section 6.2: a duplicate alone is acknowledged without delay. */
	sack = sack_of(p, p->tsn);
	CHECK_EQ(get16(sack + 14), 1);
	CHECK_EQ(get32(sack + 16), p->tsn);
	p->tsn++;
	p->ssn++;
	rx_data(fd, "once");
	CHECK(rx_nothing(fd));
	peer_alive(p, fd);
}

NETTEST(data__old, .variants = FAMILIES)
{
	static const uint32_t back[] = { 1, 2, 100, 0x10000, 0x7fffffff };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(back); i++)
		send_data(p, p->tsn - back[i], 0, 0, DATA_B | DATA_E, "old");
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, SACK));
	CHECK(rx_nothing(fd));
	peer_alive(p, fd);
}

/* Beyond any window: kept nowhere, acknowledged in no SACK. */
NETTEST(data__far_ahead, .variants = FAMILIES, .smoke = true)
{
	static const uint32_t ahead[] = { 1000000, 0x10000000, 0x7ffffffe };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *sack;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ahead); i++)
		send_data(p, p->tsn + ahead[i], 0, 1, DATA_B | DATA_E, "far");
	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		CHECK(sack);
		CHECK_EQ(get32(sack + 4), p->tsn - 1);
		CHECK_EQ(get16(sack + 12), 0);
	}
	CHECK(rx_nothing(fd));
	peer_alive(p, fd);
}

NETTEST(data__gap_reported_and_filled, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *sack;

	send_data(p, p->tsn + 2, 0, 2, DATA_B | DATA_E, "three");
	sack = next_sack(p);
	CHECK_EQ(get32(sack + 4), p->tsn - 1);
	CHECK_EQ(get16(sack + 12), 1);
	CHECK_EQ(get16(sack + 16), 3);
	CHECK_EQ(get16(sack + 18), 3);
	CHECK(rx_nothing(fd));
	send_data(p, p->tsn, 0, 0, DATA_B | DATA_E, "one");
	send_data(p, p->tsn + 1, 0, 1, DATA_B | DATA_E, "two");
	sack_of(p, p->tsn + 2);
	rx_data(fd, "one");
	rx_data(fd, "two");
	rx_data(fd, "three");
	p->tsn += 3;
	p->ssn += 3;
	peer_alive(p, fd);
}

/* Every second TSN is missing; then they come, last first. */
NETTEST(data__many_gaps, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i, n = 400;
	const uint8_t *sack;
	char text[16];
	struct rx r;

	for (i = 1; i < n; i += 2) {
		snprintf(text, sizeof(text), "%d", i);
		send_data(p, p->tsn + i, 0, i, DATA_B | DATA_E, text);
	}
	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		CHECK(sack);
		CHECK_EQ(get32(sack + 4), p->tsn - 1);
	}
	for (i = n - 2; i >= 0; i -= 2) {
		snprintf(text, sizeof(text), "%d", i);
		send_data(p, p->tsn + i, 0, i, DATA_B | DATA_E, text);
	}
	for (i = 0; i < n; i++) {
		CHECK_OK(rx(fd, &r, 0));
		r.buf[r.len] = 0;
		CHECK_EQ(atoi(r.buf), i);
	}
	p->tsn += n;
	p->ssn += n;
	peer_fence(p);
	while (peer_next(p))
		;
	peer_alive(p, fd);
}

/* Section 6.2: as many blocks as fit into a packet. */
NETTEST(data__all_gaps_reported, .variants = FAMILIES,
	.intree = "at most 16 Gap Ack Blocks are reported (section 6.2)")
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i, most = 0;
	const uint8_t *sack;

	(void)fd;
	for (i = 1; i < 200; i += 2)
		send_data(p, p->tsn + i, 0, i, DATA_B | DATA_E, "x");
	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		CHECK(sack);
		if (get16(sack + 12) > most)
			most = get16(sack + 12);
	}
	diag("at most %d blocks", most);
	CHECK_EQ(most, 100);
}

/* Fragments that make no message. */
NETTEST(data__bad_fragments, .variants = FAMILIES, .smoke = true)
{
	static const struct {
		int	flags[4], ssn[4];
	} bad[] = {
		{ { 0, 0, 0, 0 }, { 0, 0, 0, 0 } },
		{ { DATA_E, DATA_E, 0, DATA_E }, { 0, 0, 0, 0 } },
		{ { DATA_B, DATA_B, DATA_B, 0 }, { 0, 0, 0, 0 } },
		{ { DATA_B, 0, DATA_B, DATA_E }, { 0, 0, 1, 1 } },
		{ { DATA_B, DATA_U, DATA_E, 0 }, { 0, 0, 0, 0 } },
		{ { DATA_B, 0, 0, DATA_B }, { 0, 5, 0, 7 } },
		{ { DATA_B | DATA_U, 0, DATA_E | DATA_U, DATA_E },
		  { 0, 1, 2, 3 } },
	};
	struct peer *p;
	unsigned int i, j;
	struct rx r;
	int fd;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		p = peer_open(v);
		fd = victim(p);
		for (j = 0; j < 4; j++)
			send_data(p, p->tsn++, 0, bad[i].ssn[j],
				  bad[i].flags[j], "part");
		if (peer_verdict(p) == ABORT)
			diag("case %u: aborted", i);
		/* No message was complete, so none may be read to its end. */
		while (rx(fd, &r, MSG_DONTWAIT) > 0)
			CHECK(!(r.flags & MSG_EOR) || r.len > 4);
		close(fd);
		close(p->fd);
	}
}

/* More than the window we were given. */
NETTEST(data__beyond_window, .variants = FAMILIES)
{
	static char block[8000];
	struct peer *p = peer_open(v);
	int fd = victim(p), i;
	const uint8_t *sack = NULL;
	uint32_t cum = p->tsn - 1;
	struct packet pk;
	long got = 0;
	struct rx r;

	for (i = 0; i < 200; i++) {
		packet_start(&pk, p, p->its_tag);
		put_data(&pk, p->tsn + i, 0, i, DATA_B | DATA_E, block,
			 sizeof(block));
		peer_send(p, &pk);
		if (i % 20 == 19) {
			peer_fence(p);
			while (peer_next(p))
				;
		}
	}
	/* All that was acknowledged can be read, and nothing else. */
	send_data(p, p->tsn + 10000, 0, 0, DATA_B | DATA_E, "x");
	send_data(p, p->tsn, 0, 0, DATA_B | DATA_E, "x");
	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		CHECK(sack);
		cum = get32(sack + 4);
	}
	CHECK(sack);
	while (rx_len(fd, &r, sizeof(r.buf), MSG_DONTWAIT) > 0)
		got += r.len;
	diag("%u of 200 messages of 8000 bytes acknowledged, %ld bytes read",
	     cum - (p->tsn - 1), got);
	CHECK(got >= (cum - (p->tsn - 1)) * 8000L);
	CHECK(cum - (p->tsn - 1) < 200);
}

/* Invalid SACKs. Chunks that are missing are sent again all the same. */
static void bad_sack(const struct variant *v, uint32_t cum, int gaps,
		     const uint16_t *block, int dups, int chunk_len)
{
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 300), i;
	const uint8_t *data;
	struct packet pk;

	CHECK_EQ(send(fd, "important", 9, 0), 9);
	peer_expect(p, DATA);
	packet_start(&pk, p, p->its_tag);
	chunk_start(&pk, SACK, 0);
	put32(&pk, p->its_tsn + cum);
	put32(&pk, 100000);
	put16(&pk, gaps);
	put16(&pk, dups);
	for (i = 0; block && i < 4; i++)
		put16(&pk, block[i]);
	chunk_end(&pk);
	if (chunk_len)
		chunk_length(&pk, chunk_len);
	peer_send(p, &pk);
	if (peer_verdict(p) == ABORT) {
		diag("aborted");
		close(fd);
		return;
	}
	data = peer_expect(p, DATA);
	CHECK_EQ(get32(data + 4), p->its_tsn);
	p->its_tsn++;
	peer_ack(p);
	peer_fence(p);
	while (peer_next(p))
		;
	peer_alive(p, fd);
	close(fd);
	close(p->fd);
}

/* A packet with HEARTBEAT behind DATA (section 6.10). */
static struct peer *behind_data(const struct variant *v, bool strict)
{
	struct peer *p = peer_open(v);
	struct packet pk;

	sysctl_set("strict_data_order", strict);
	victim(p);
	sysctl_set("strict_data_order", 0);
	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E, "x", 1);
	put_chunk(&pk, HEARTBEAT, 0, NULL, 0);
	peer_send(p, &pk);
	return p;
}

NETTEST(order__strict, .variants = FAMILIES, .intree = "not in Linux")
{
	struct peer *p = behind_data(v, true);

	CHECK(find_cause(peer_expect(p, ABORT), PROTOCOL_VIOLATION));
}

NETTEST(order__any, .variants = FAMILIES, .intree = "not in Linux")
{
	peer_expect(behind_data(v, false), HEARTBEAT_ACK);
}

/* It is sent three times, then it is over, and the ABORT says why. */
NETTEST(data__sent_too_often, .variants = FAMILIES, .intree = "not in Linux")
{
	struct peer *p = peer_open(v);
	const uint8_t *cause;
	int fd, i;

	sysctl_set("max_retran_chunk", 2);
	sysctl_set("diag_info_code", 4711);
	fd = victim_rto(p, 100);
	sysctl_set("max_retran_chunk", 0);
	sysctl_set("diag_info_code", 0);
	CHECK_OK(tx(fd, 0, "x", 1));
	for (i = 0; i < 3; i++)
		peer_expect(p, DATA);
	cause = find_cause(peer_expect(p, ABORT), 4711);
	CHECK(cause);
	CHECK(!memcmp(cause + 4, "a chunk was lost too often", 26));
	peer_silent(p);
	CHECK_EQ(poll_until(fd, POLLIN) & POLLIN, POLLIN);
}

NETTEST(sack__beyond_sent, .variants = FAMILIES, .smoke = true)
{
	bad_sack(v, 5, 0, NULL, 0, 0);
	bad_sack(v, 0x70000000, 0, NULL, 0, 0);
}

NETTEST(sack__before_all, .variants = FAMILIES)
{
	bad_sack(v, -100, 0, NULL, 0, 0);
}

NETTEST(sack__gap_beyond_sent, .variants = FAMILIES, .smoke = true)
{
	static const uint16_t far[] = { 5, 65535, 0, 0 };

	bad_sack(v, -1, 1, far, 0, 0);
}

NETTEST(sack__gap_upside_down, .variants = FAMILIES)
{
	static const uint16_t inverted[] = { 9, 2, 0, 0 };
	static const uint16_t overlap[] = { 2, 9, 3, 4 };

	bad_sack(v, -1, 2, inverted, 0, 0);
	bad_sack(v, -1, 2, overlap, 0, 0);
}

NETTEST(sack__counts_lie, .variants = FAMILIES, .smoke = true)
{
	bad_sack(v, -1, 65535, NULL, 0, 0);
	bad_sack(v, -1, 0, NULL, 65535, 0);
	bad_sack(v, -1, 1, NULL, 1, 0);
	bad_sack(v, -1, 0, NULL, 0, 15);
}

/* Section 6.2.1 D iii: a chunk of a Gap Ack Block is missing again. */
NETTEST(sack__reneges, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 100), i, seen = 0;
	long long end = now_ms() + 15000 * ktap_scale();
	const uint8_t *data;
	struct packet pk;

	CHECK_OK(opt_set_int(fd, SCTP_NODELAY, 1));
	for (i = 0; i < 3; i++) {
		CHECK_EQ(send(fd, "abc" + i, 1, 0), 1);
		peer_expect(p, DATA);
	}
	packet_start(&pk, p, p->its_tag);
	chunk_start(&pk, SACK, 0);
	put32(&pk, p->its_tsn - 1);
	put32(&pk, 100000);
	put16(&pk, 1);
	put16(&pk, 0);
	put16(&pk, 2);
	put16(&pk, 3);
	chunk_end(&pk);
	peer_send(p, &pk);
	packet_start(&pk, p, p->its_tag);
	put_sack(&pk, p->its_tsn - 1, 100000);
	peer_send(p, &pk);
	/* All three are sent again, sooner or later. */
	while (seen != 7 && now_ms() < end) {
		if (!peer_recv(p, 500))
			continue;
		for (data = p->got.data + HDR; data < p->got.data + p->got.len;
		     data += (get16(data + 2) + 3) & ~3)
			if (data[0] == DATA)
				seen |= 1 << (get32(data + 4) - p->its_tsn);
	}
	CHECK_EQ(seen, 7);
}

/* A window of a few bytes, then none: one packet at a time (section 6.1 A). */
NETTEST(sack__window_shrinks, .variants = FAMILIES)
{
	static char block[1000];
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 100), i, outstanding = 0;
	const uint8_t *data;
	struct packet pk;
	uint32_t last = p->its_tsn - 1;

	CHECK_EQ(send(fd, block, sizeof(block), 0), sizeof(block));
	data = peer_expect(p, DATA);
	p->its_tsn = get32(data + 4) + 1;
	packet_start(&pk, p, p->its_tag);
	put_sack(&pk, p->its_tsn - 1, 0);
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p))
		;
	for (i = 0; i < 20; i++)
		CHECK_EQ(send(fd, block, sizeof(block), MSG_DONTWAIT),
			 sizeof(block));
	while (peer_recv(p, 150)) {
		for (data = p->got.data + HDR; data < p->got.data + p->got.len;
		     data += (get16(data + 2) + 3) & ~3) {
			if (data[0] != DATA ||
			    (int)(get32(data + 4) - last) <= 0)
				continue;
			last = get32(data + 4);
			outstanding++;
		}
		if (outstanding > 2)
			break;
	}
	diag("%d new chunks against a closed window", outstanding);
	CHECK(outstanding <= 2);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
