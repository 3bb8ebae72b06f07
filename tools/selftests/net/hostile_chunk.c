// SPDX-License-Identifier: GPL-2.0-only
/*
 * Control chunks that are unknown, malformed, unexpected, or random, in the
 * middle of an association; and forged ICMP.
 */
#include <arpa/inet.h>
#include <stdlib.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

/* Section 3.2: unknown chunk types, by their upper two bits. */
static void unknown_chunk(const struct variant *v, int type, bool stop,
			  bool report)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *error = NULL, *cause;
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, type, 0x5a, "unknown", 7);
	put_data(&pk, p->tsn, 0, 0, DATA_B | DATA_E, "behind", 6);
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p)) {
		CHECK(!find_chunk(&p->got, ABORT));
		if (find_chunk(&p->got, ERROR)) {
			CHECK(!error);
			error = find_chunk(&p->got, ERROR);
			CHECK(report);
			cause = find_cause(error, UNRECOGNIZED_CHUNK);
			CHECK(cause);
			/* The chunk as it came, flags and all. */
			CHECK(get16(cause + 2) >= 4 + 11);
			CHECK_EQ(cause[4], type);
			CHECK_EQ(cause[5], 0x5a);
			CHECK_EQ(get16(cause + 6), 11);
			CHECK(!memcmp(cause + 8, "unknown", 7));
		}
	}
	CHECK_EQ(!!error, report);
	if (stop) {
		CHECK(rx_nothing(fd));
	} else {
		rx_data(fd, "behind");
		p->tsn++;
		p->ssn++;
	}
	peer_alive(p, fd);
}

NETTEST(unknown_chunk__stop, .variants = FAMILIES, .smoke = true)
{
	unknown_chunk(v, 0x3c, true, false);
}

NETTEST(unknown_chunk__stop_and_report, .variants = FAMILIES, .smoke = true)
{
	unknown_chunk(v, 0x7c, true, true);
}

NETTEST(unknown_chunk__skip, .variants = FAMILIES, .smoke = true)
{
	unknown_chunk(v, 0xbc, false, false);
}

NETTEST(unknown_chunk__skip_and_report, .variants = FAMILIES, .smoke = true)
{
	unknown_chunk(v, 0xfc, false, true);
}

/* End the association, whatever is left of it, and set up another one. */
static void renew(struct peer *p, int *fd)
{
	close(*fd);
	peer_fence(p);
	while (peer_next(p))
		;
	p->my_tag++;
	p->tsn = 1000;
	p->ssn = 0;
	*fd = victim(p);
}

/*
 * The real peer breaks the rules: the victim may ABORT or not care.  It may
 * not crash, hang, or refuse to go on with others.
 */
static void survives(struct peer *p, struct packet *pk, int *fd)
{
	peer_send(p, pk);
	if (peer_verdict(p) == 0)
		return;
	/* A new association for the next blow. */
	renew(p, fd);
}

NETTEST(length__every_chunk, .variants = FAMILIES, .smoke = true, .timeout = 40)
{
	static const uint8_t types[] = { DATA, INIT, INIT_ACK, SACK, HEARTBEAT,
		HEARTBEAT_ACK, SHUTDOWN, ERROR, COOKIE_ECHO, COOKIE_ACK, ECNE,
		CWR, AUTH, I_DATA, ASCONF_ACK, RE_CONFIG, PAD, FORWARD_TSN,
		ASCONF, I_FORWARD_TSN, 0x99 };
	static const int lengths[] = { 0, 3, 4, 5, 8, 21, 65535 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		for (j = 0; j < ARRAY_SIZE(lengths); j++) {
			packet_start(&pk, p, p->its_tag);
			put_chunk(&pk, types[i], 0, NULL, 16);
			chunk_length(&pk, lengths[j]);
			survives(p, &pk, &fd);
		}
	}
	renew(p, &fd);
	peer_alive(p, fd);
}

/* Chunks of extensions that were not agreed upon. */
NETTEST(extension__not_negotiated, .variants = FAMILIES, .smoke = true)
{
	static const uint8_t types[] = { AUTH, I_DATA, ASCONF_ACK, RE_CONFIG,
					 FORWARD_TSN, ASCONF, I_FORWARD_TSN };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	uint8_t junk[64];
	struct packet pk;
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		for (j = 0; j < sizeof(junk); j++)
			junk[j] = i * 64 + j;
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, types[i], 0, junk, sizeof(junk));
		survives(p, &pk, &fd);
	}
	CHECK(rx_nothing(fd));
	close(fd);
}

/* Section 8.3: the information comes back as it was. */
NETTEST(heartbeat__echoed, .variants = FAMILIES, .smoke = true)
{
	static uint8_t info[1200];
	static const size_t sizes[] = { 4, 5, 40, 1000, 1200 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	const uint8_t *ack;
	struct packet pk;
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		for (j = 4; j < sizes[i]; j++)
			info[j] = i + j;
		info[1] = HB_INFO;
		info[2] = sizes[i] >> 8;
		info[3] = sizes[i];
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, HEARTBEAT, 0, info, sizes[i]);
		peer_send(p, &pk);
		ack = peer_expect(p, HEARTBEAT_ACK);
		CHECK_EQ(packet_tag(&p->got), p->my_tag);
		CHECK(get16(ack + 2) >= 4 + sizes[i]);
		CHECK(!memcmp(ack + 4, info, sizes[i]));
	}
	peer_alive(p, fd);
}

/* Answers that were not asked for. */
NETTEST(heartbeat_ack__forged, .variants = FAMILIES)
{
	static const size_t sizes[] = { 0, 3, 4, 20, 60, 200 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	uint8_t info[200] = { 0, HB_INFO };
	struct packet pk;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		info[3] = sizes[i];
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, HEARTBEAT_ACK, 0, info, sizes[i]);
		survives(p, &pk, &fd);
	}
	close(fd);
}

NETTEST(error__causes_lie, .variants = FAMILIES, .smoke = true)
{
	static const int lengths[] = { 0, 1, 3, 4, 9, 1000, 65535 };
	static const int codes[] = { 0, 1, 2, 3, 6, 8, 13, 0x100, 0xffff };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	unsigned int i, j;
	struct rx r;

	event_on(fd, SCTP_REMOTE_ERROR);
	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		for (j = 0; j < ARRAY_SIZE(lengths); j++) {
			packet_start(&pk, p, p->its_tag);
			chunk_start(&pk, ERROR, 0);
			put16(&pk, codes[i]);
			put16(&pk, lengths[j]);
			put32(&pk, 0x61626364);
			chunk_end(&pk);
			survives(p, &pk, &fd);
			while (rx(fd, &r, MSG_DONTWAIT) > 0)
				CHECK_EQ(r.sn.sn_header.sn_length, r.len);
		}
	}
	close(fd);
}

NETTEST(error__reported, .variants = FAMILIES)
{
	static const uint8_t cause[] = { 0, 13, 0, 8, 'w', 'h', 'y', 0 };
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct sctp_remote_error *re;
	struct packet pk;
	struct rx r;

	event_on(fd, SCTP_REMOTE_ERROR);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, ERROR, 0, cause, sizeof(cause));
	peer_send(p, &pk);
	rx_event(fd, &r, SCTP_REMOTE_ERROR);
	re = &r.sn.sn_remote_error;
	CHECK_EQ(re->sre_error, htons(PROTOCOL_VIOLATION));
	CHECK_EQ(re->sre_length, sizeof(*re) + 4);
	CHECK(!memcmp(re->sre_data, "why", 4));
	peer_alive(p, fd);
}

NETTEST(abort__causes_lie, .variants = FAMILIES, .smoke = true)
{
	static const int lengths[] = { 0, 1, 3, 4, 9, 1000, 65535 };
	struct peer *p = peer_open(v);
	struct packet pk;
	unsigned int j;
	struct rx r;
	int fd;

	for (j = 0; j < ARRAY_SIZE(lengths); j++) {
		fd = victim(p);
		event_on(fd, SCTP_ASSOC_CHANGE);
		packet_start(&pk, p, p->its_tag);
		chunk_start(&pk, ABORT, 0);
		put16(&pk, USER_ABORT);
		put16(&pk, lengths[j]);
		put32(&pk, 0x61626364);
		chunk_end(&pk);
		peer_send(p, &pk);
		/* An ABORT with nonsense in it may be ignored. */
		peer_silent(p);
		if (rx(fd, &r, MSG_DONTWAIT) > 0) {
			CHECK_EQ(r.sn.sn_assoc_change.sac_state,
				 SCTP_COMM_LOST);
			CHECK_EQ(r.sn.sn_header.sn_length, r.len);
			CHECK(r.len <= 20 + 12);
		}
		close(fd);
		peer_fence(p);
		while (peer_next(p))
			;
		p->my_tag++;
	}
}

/* A SHUTDOWN that acknowledges what was never sent. */
NETTEST(shutdown__beyond_sent, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;
	uint32_t cum = htonl(p->its_tsn + 1000);

	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN, 0, &cum, 4);
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, ABORT) ||
		      find_chunk(&p->got, SHUTDOWN_ACK) ||
		      find_chunk(&p->got, ERROR));
	close(fd);
}

NETTEST(shutdown__normal, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	uint32_t cum = htonl(p->its_tsn - 1);
	struct packet pk;
	char c;

	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN, 0, &cum, 4);
	peer_send(p, &pk);
	peer_expect(p, SHUTDOWN_ACK);
	packet_start(&pk, p, p->its_tag ^ 1);
	put_chunk(&pk, SHUTDOWN_COMPLETE, 0, NULL, 0);
	peer_send(p, &pk);
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 1);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN_COMPLETE, 0, NULL, 0);
	peer_send(p, &pk);
	CHECK_EQ(recv(fd, &c, 1, 0), 0);
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 0);
}

static void set_max_retrans(int fd, int n)
{
	struct sctp_assocparams par = { .sasoc_asocmaxrxt = n };

	CHECK_OK(opt_set(fd, SCTP_ASSOCINFO, &par, sizeof(par)));
}

/* Section 9.2: Association.Max.Retrans times, and no guard cuts it short. */
NETTEST(shutdown__never_completed, .variants = FAMILIES, .timeout = 40)
{
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 100), acks = 0;
	uint32_t cum = htonl(p->its_tsn - 1);
	struct packet pk;
	char c;

	set_max_retrans(fd, 10);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN, 0, &cum, 4);
	peer_send(p, &pk);
	do {
		CHECK(peer_recv(p, 10000));
		acks += !!find_chunk(&p->got, SHUTDOWN_ACK);
	} while (!find_chunk(&p->got, ABORT));
	CHECK_EQ(acks, 11);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	CHECK_ERR(recv(fd, &c, 1, 0), ETIMEDOUT);
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* Section 8.1: unreachable; if it is there after all, it is told. */
NETTEST(data__never_acknowledged, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 100), times = 0;
	char c;

	set_max_retrans(fd, 2);
	CHECK_EQ(send(fd, "hello", 5, 0), 5);
	do {
		CHECK(peer_recv(p, 10000));
		times += !!find_chunk(&p->got, DATA);
	} while (!find_chunk(&p->got, ABORT));
	CHECK(times >= 3);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	CHECK_ERR(recv(fd, &c, 1, 0), ETIMEDOUT);
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* The state of the only path, or -errno */
static int path_state(const struct peer *p, int fd)
{
	struct sctp_paddrinfo info = { 0 };

	memcpy(&info.spinfo_address, &p->me, addr_len(&p->me));
	if (opt_get(fd, SCTP_GET_PEER_ADDR_INFO, &info, sizeof(info)) < 0)
		return -errno;
	return info.spinfo_state;
}

static void expose_pf(int fd, unsigned int how)
{
	struct sctp_assoc_value val = { .assoc_value = how };

	CHECK_OK(opt_set(fd, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, &val,
			 sizeof(val)));
}

static void expect_change(int fd, unsigned int state)
{
	struct rx r;

	CHECK_EQ(rx_event(fd, &r, SCTP_PEER_ADDR_CHANGE)->
		 sn_paddr_change.spc_state, state);
}

/* RFC 7829: one timeout, and what the user sees of it */
NETTEST(pf__as_exposed, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim_rto(p, 100);

	set_max_retrans(fd, 50);
	event_on(fd, SCTP_PEER_ADDR_CHANGE);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	p->its_tsn++;
	WAIT_UNTIL(path_state(p, fd) == SCTP_PF);
	expose_pf(fd, 1);
	CHECK_EQ(path_state(p, fd), -EACCES);
	expose_pf(fd, 2);
	CHECK_EQ(path_state(p, fd), SCTP_PF);
	peer_ack(p);
	/* that it began was not told */
	expect_change(fd, SCTP_ADDR_AVAILABLE);
	CHECK_EQ(path_state(p, fd), SCTP_ACTIVE);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	expect_change(fd, SCTP_ADDR_PF);
	p->its_tsn++;
	peer_ack(p);
	expect_change(fd, SCTP_ADDR_AVAILABLE);
	/* nor is it now */
	expose_pf(fd, 0);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
	WAIT_UNTIL(path_state(p, fd) == SCTP_PF);
	p->its_tsn++;
	peer_ack(p);
	WAIT_UNTIL(path_state(p, fd) == SCTP_ACTIVE);
	CHECK(rx_nothing(fd));
	close(fd);
}

/* A SHUTDOWN ACK while nobody shuts down. */
NETTEST(shutdown_ack__while_established, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN_ACK, 0, NULL, 0);
	survives(p, &pk, &fd);
	close(fd);
}

/* Chunks with the right tag, and bits flipped at random; the same each time. */
NETTEST(fuzz__chunks, .variants = FAMILIES, .smoke = true, .timeout = 60)
{
	static const uint8_t types[] = { DATA, INIT, INIT_ACK, SACK, HEARTBEAT,
		HEARTBEAT_ACK, ERROR, COOKIE_ECHO, COOKIE_ACK, ECNE, CWR, AUTH,
		I_DATA, ASCONF_ACK, RE_CONFIG, PAD, FORWARD_TSN, ASCONF,
		I_FORWARD_TSN };
	struct peer *p = peer_open(v);
	int fd = victim(p), i, n = ktap_scale() > 1 ? 300 : 2000, aborts = 0;
	struct packet pk;
	char sink[4096];
	size_t j, len;
	long r;

	srandom(4711);
	for (i = 0; i < n; i++) {
		packet_start(&pk, p, p->its_tag);
		for (r = 1 + random() % 4; r; r--) {
			uint8_t junk[80];

			len = random() % sizeof(junk);
			/* Often values near those that mean something. */
			for (j = 0; j < sizeof(junk); j++)
				junk[j] = random() % 3 ? random() % 24 :
							 random();
			if (random() & 1) {
				uint32_t near = htonl(p->tsn + random() % 8);

				memcpy(junk, &near, 4);
			}
			put_chunk(&pk, types[random() % ARRAY_SIZE(types)],
				  random() % 16, junk, len);
		}
		if (random() % 8 == 0)
			chunk_length(&pk, random() % 128);
		peer_send(p, &pk);
		while (recv(fd, sink, sizeof(sink), MSG_DONTWAIT) > 0)
			;
		if (i % 10 == 9 && peer_verdict(p) == ABORT) {
			aborts++;
			renew(p, &fd);
		}
	}
	diag("%d packets, %d ABORTs", n, aborts);
	renew(p, &fd);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
