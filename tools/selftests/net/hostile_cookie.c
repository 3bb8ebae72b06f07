// SPDX-License-Identifier: GPL-2.0-only
/*
 * COOKIE ECHO: forged, damaged, late, twice, from elsewhere, and in the middle
 * of things (RFC 9260 sections 5.1.5 and 5.2.4).
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)

static void echo(struct peer *p, uint32_t tag, const void *cookie, size_t len)
{
	struct packet pk;

	packet_start(&pk, p, tag);
	put_chunk(&pk, COOKIE_ECHO, 0, cookie, len);
	peer_send(p, &pk);
}

/* The cookie as it should be still works. */
static void accepted(struct peer *p, int l)
{
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_expect(p, COOKIE_ACK);
	peer_alive(p, victim_accept(l));
}

NETTEST(cookie__bit_flipped, .variants = FAMILIES, .smoke = true,
	.intree = "four bytes of padding are not covered by the MAC")
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	size_t at, step;

	peer_invite(p);
	/* Every byte on a fast kernel. */
	step = ktap_scale() > 1 ? 7 : 1;
	for (at = 0; at < p->cookie_len; at += step) {
		p->cookie[at] ^= 1 << at % 8;
		echo(p, p->its_tag, p->cookie, p->cookie_len);
		p->cookie[at] ^= 1 << at % 8;
		peer_fence(p);
		if (peer_next(p))
			FAIL("bit %zu of byte %zu of %zu was flipped", at % 8,
			     at, p->cookie_len);
	}
	CHECK_EQ(proc_rows("assocs"), 0);
	accepted(p, l);
}

NETTEST(cookie__cut, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	size_t len;

	peer_invite(p);
	for (len = 0; len < p->cookie_len; len += 1 + len / 16)
		echo(p, p->its_tag, p->cookie, len);
	/* And longer than it was. */
	memset(p->cookie + p->cookie_len, 0, 64);
	for (len = p->cookie_len + 4; len <= p->cookie_len + 64; len += 12)
		echo(p, p->its_tag, p->cookie, len);
	peer_fence(p);
	while (peer_next(p))
		CHECK(!find_chunk(&p->got, COOKIE_ACK));
	CHECK_EQ(proc_rows("assocs"), 0);
	accepted(p, l);
}

NETTEST(cookie__made_up, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), i;
	uint8_t junk[1024];
	size_t j;

	peer_invite(p);
	srandom(1);
	for (i = 0; i < 100; i++) {
		for (j = 0; j < sizeof(junk); j++)
			junk[j] = random();
		echo(p, p->its_tag, junk, i < 50 ? p->cookie_len :
						   (size_t)random() % 1024);
	}
	peer_silent(p);
	accepted(p, l);
}

/* Section 5.1.5 (3): tag and ports are those the cookie was made for. */
NETTEST(cookie__wrong_tag, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	peer_invite(p);
	echo(p, p->its_tag ^ 1, p->cookie, p->cookie_len);
	echo(p, p->my_tag, p->cookie, p->cookie_len);
	echo(p, 0, p->cookie, p->cookie_len);
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 0);
	accepted(p, l);
}

NETTEST(cookie__from_other_port, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);
	union addr me = p->me;

	peer_invite(p);
	p->me = raw_addr(v, 1, PEER_PORT + 1);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 0);
	p->me = me;
	accepted(p, l);
}

NETTEST(cookie__to_other_port, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), other = sock(v);
	union addr it = p->it;

	CHECK_OK(bind_to(other, victim_addr(v, PORT + 1)));
	CHECK_OK(listen(other, 1));
	peer_invite(p);
	p->it = victim_addr(v, PORT + 1);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_fence(p);
	while (peer_next(p))
		CHECK(!find_chunk(&p->got, COOKIE_ACK));
	CHECK_EQ(proc_rows("assocs"), 0);
	p->it = it;
	accepted(p, l);
}

/* Section 5.1.5 (4) */
NETTEST(cookie__stale, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	struct sctp_assocparams ap = { .sasoc_cookie_life = 50 };
	int l = victim_listening(v);
	const uint8_t *error, *cause;

	CHECK_OK(opt_set(l, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	peer_invite(p);
	sleep_ms(200);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	error = peer_expect(p, ERROR);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	cause = find_cause(error, STALE_COOKIE);
	CHECK(cause);
	CHECK_EQ(get16(cause + 2), 8);
	diag("%u us too late", get32(cause + 4));
	peer_silent(p);
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* Section 5.2.4 action D: the COOKIE ACK was lost. */
NETTEST(cookie__again, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i;

	for (i = 0; i < 3; i++) {
		echo(p, p->its_tag, p->cookie, p->cookie_len);
		peer_expect(p, COOKIE_ACK);
		peer_silent(p);
	}
	CHECK_EQ(proc_rows("assocs"), 1);
	peer_alive(p, fd);
}

NETTEST(cookie__again_after_abort, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);

	close(fd);
	peer_expect(p, ABORT);
	/* No one listens any more. */
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, ABORT));
	CHECK_EQ(proc_rows("assocs"), 0);
}

NETTEST(cookie__listener_gone, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	peer_invite(p);
	close(l);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_fence(p);
	while (peer_next(p))
		CHECK(find_chunk(&p->got, ABORT));
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* Another socket on the same port did not make it. */
NETTEST(cookie__listener_replaced, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v);

	peer_invite(p);
	close(l);
	l = victim_listening(v);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_fence(p);
	while (peer_next(p))
		;
	p->my_tag++;
	peer_invite(p);
	echo(p, p->its_tag, p->cookie, p->cookie_len);
	peer_expect(p, COOKIE_ACK);
	close(l);
}

NETTEST(cookie__with_data, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), fd;
	const uint8_t *sack;
	struct packet pk;
	uint32_t cum = 0;

	peer_invite(p);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E, "first", 5);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E, "second", 6);
	peer_send(p, &pk);
	/* COOKIE ACK is first, and the data is acknowledged at once. */
	CHECK(peer_expect(p, COOKIE_ACK) == p->got.data + HDR);
	sack = find_chunk(&p->got, SACK);
	if (sack)
		cum = get32(sack + 4);
	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		if (sack)
			cum = get32(sack + 4);
	}
	CHECK_EQ(cum, p->tsn - 1);
	fd = victim_accept(l);
	rx_data(fd, "first");
	rx_data(fd, "second");
	peer_alive(p, fd);
}

/* Another association, from another port */
static void next_peer(struct peer *p)
{
	in_port_t *port = p->v->family == AF_INET ? &p->me.v4.sin_port :
						    &p->me.v6.sin6_port;

	*port = htons(ntohs(*port) + 1);
	p->my_tag++;
	p->tsn = 1000;
	p->ssn = 0;
	peer_handshake(p);
}

static void next_sack(struct peer *p)
{
	do {
		CHECK(peer_recv(p, 10000));
	} while (packet_tag(&p->got) != p->my_tag ||
		 !find_chunk(&p->got, SACK));
}

/* Section 5.1: no reader waits, so the SACK does not wait for an answer. */
NETTEST(first_data__nobody_waits, .variants = FAMILIES | V_SEQ_V4 | V_SEQ_V6,
	.smoke = true)
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), fd;
	long expired;

	peer_handshake(p);
	fd = v->type == SOCK_STREAM ? -1 :
		CHECK_OK(sctp_peeloff(l, assoc_id(l)));
	expired = counter("SctpDelaySackExpireds");
	peer_data(p, "hello");
	next_sack(p);
	CHECK_EQ(counter("SctpDelaySackExpireds"), expired);
	if (fd < 0)
		fd = victim_accept(l);
	end_quickly(fd);
	rx_data(fd, "hello");
}

/* A process in accept() may answer: the SACK travels with that. */
NETTEST(first_data__somebody_accepts, .variants = FAMILIES, .smoke = true,
	.intree = "the SACK leaves alone")
{
	struct peer *p = peer_open(v);
	int l = victim_listening(v), fd, i;
	struct packet pk;
	char buf[8];
	pid_t pid;

	pid = CHECK_OK(fork());
	while (!pid) {
		fd = victim_accept(l);
		CHECK_EQ(recv(fd, buf, sizeof(buf), 0), 5);
		CHECK_EQ(send(fd, "world", 5, 0), 5);
		recv(fd, buf, sizeof(buf), 0);
		close(fd);
	}
	WAIT_UNTIL(asleep(pid));
	peer_handshake(p);
	/* a slow machine may need a second try */
	for (i = 0; i < 20; i++) {
		peer_data(p, "hello");
		next_sack(p);
		if (find_chunk(&p->got, DATA))
			break;
		peer_expect(p, DATA);
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, ABORT, 0, NULL, 0);
		peer_send(p, &pk);
		/* it is in accept() again */
		WAIT_UNTIL(asleep(pid));
		next_peer(p);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	CHECK(i < 20);
}

static void restart(struct peer *p)
{
	p->my_tag = 0xaaaaaaaa;
	p->tsn = 5000;
	p->ssn = 0;
	peer_handshake(p);
}

/* Section 5.2.4 action A: the peer has restarted. */
NETTEST(restart__same_addresses, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct rx r;

	event_on(fd, SCTP_ASSOC_CHANGE);
	peer_alive(p, fd);
	restart(p);
	rx_change(fd, &r, SCTP_RESTART);
	CHECK_EQ(proc_rows("assocs"), 1);
	CHECK_EQ(counter("SctpCurrEstab"), 1);
	peer_alive(p, fd);
}

/* What the peer held back or was sent and not acknowledged. */
NETTEST(restart__with_data_queued, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i;
	struct rx r;

	event_on(fd, SCTP_ASSOC_CHANGE);
	peer_data(p, "unread");
	for (i = 0; i < 20; i++)
		CHECK_EQ(send(fd, "never acknowledged", 18, MSG_DONTWAIT), 18);
	peer_fence(p);
	while (peer_next(p))
		;
	restart(p);
	do {
		CHECK_OK(rx(fd, &r, 0));
	} while (!(r.flags & MSG_NOTIFICATION));
	CHECK_EQ(r.sn.sn_assoc_change.sac_state, SCTP_RESTART);
	peer_data(p, "anew");
	rx_data(fd, "anew");
}

/* Messages for a life of the peer that is over: each fails, none arrives. */
NETTEST(restart__fails_what_was_queued, .variants = FAMILIES, .smoke = true)
{
	struct peer *p = peer_open(v);
	int fd = victim(p), i, failed = 0, sent = 0;
	struct rx r;

	event_on(fd, SCTP_ASSOC_CHANGE);
	event_on(fd, SCTP_SEND_FAILED_EVENT);
	for (i = 0; i < 20; i++)
		CHECK_EQ(send(fd, "for the dead", 12, MSG_DONTWAIT), 12);
	peer_expect(p, DATA);
	restart(p);
	for (i = 0; i < 21; i++) {
		CHECK_OK(rx(fd, &r, 0));
		CHECK(r.flags & MSG_NOTIFICATION);
		if (r.sn.sn_header.sn_type == SCTP_ASSOC_CHANGE) {
			CHECK_EQ(r.sn.sn_assoc_change.sac_state, SCTP_RESTART);
			continue;
		}
		CHECK_EQ(r.sn.sn_header.sn_type, SCTP_SEND_FAILED_EVENT);
		failed++;
		sent += r.sn.sn_send_failed_event.ssf_flags == SCTP_DATA_SENT;
	}
	CHECK_EQ(failed, 20);
	CHECK(sent >= 1 && sent < 20);
	peer_alive(p, fd);
}

/* One-to-one, or peeled off: the association has the socket to itself. */
static int victim_of_its_own(struct peer *p)
{
	int l, fd;

	if (p->v->type == SOCK_STREAM)
		return victim(p);
	l = victim_listening(p->v);
	peer_handshake(p);
	fd = CHECK_OK(sctp_peeloff(l, assoc_id(l)));
	end_quickly(fd);
	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	close(l);
	return fd;
}

/* A SHUTDOWN from before a restart does not end what is read after it. */
NETTEST(restart__after_shutdown, .smoke = true,
	.variants = FAMILIES | V_SEQ_V4 | V_SEQ_V6,
	.intree = "the socket stays shut down")
{
	struct peer *p = peer_open(v);
	int fd = victim_of_its_own(p);
	struct packet pk;
	char buf[8];

	CHECK_EQ(send(fd, "wait", 4, 0), 4);
	peer_expect(p, DATA);
	packet_start(&pk, p, p->its_tag);
	chunk_start(&pk, SHUTDOWN, 0);
	put32(&pk, p->its_tsn - 1);
	chunk_end(&pk);
	peer_send(p, &pk);
	CHECK_SET(poll_until(fd, POLLRDHUP), POLLRDHUP);
	CHECK_EQ(recv(fd, buf, sizeof(buf), 0), 0);
	restart(p);
	CHECK_EQ(poll_now(fd, POLLRDHUP | POLLIN), 0);
	peer_alive(p, fd);
}

/* But after shutdown(SHUT_RD) nothing is read any more. */
NETTEST(restart__after_shutdown_read, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	char buf[8];

	CHECK_OK(shutdown(fd, SHUT_RD));
	restart(p);
	peer_data(p, "ignored");
	CHECK_EQ(recv(fd, buf, sizeof(buf), 0), 0);
}

/* A restart's cookie, but the INIT was another one's: tie-tags. */
NETTEST(restart__old_cookie, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	int fd = victim(p);
	struct peer old;

	peer_alive(p, fd);
	old = *p;
	restart(p);
	peer_alive(p, fd);
	/* The first cookie belongs to neither this nor a new association. */
	echo(&old, old.its_tag, old.cookie, old.cookie_len);
	peer_fence(p);
	while (peer_next(p))
		CHECK(!find_chunk(&p->got, COOKIE_ACK));
	peer_alive(p, fd);
}

/* Section 9.2: while it is being shut down. */
NETTEST(restart__in_shutdown_ack_sent, .variants = FAMILIES)
{
	struct peer *p = peer_open(v);
	struct packet pk;
	uint8_t cum[4];
	int fd = victim(p);
	uint32_t tag = p->my_tag;

	cum[0] = (p->its_tsn - 1) >> 24;
	cum[1] = (p->its_tsn - 1) >> 16;
	cum[2] = (p->its_tsn - 1) >> 8;
	cum[3] = p->its_tsn - 1;
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN, 0, cum, 4);
	peer_send(p, &pk);
	peer_expect(p, SHUTDOWN_ACK);
	/* INIT: discarded, SHUTDOWN ACK sent again. */
	p->my_tag = 0xbbbbbbbb;
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	peer_send(p, &pk);
	peer_expect(p, SHUTDOWN_ACK);
	CHECK_EQ(packet_tag(&p->got), tag);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, SHUTDOWN_COMPLETE, 0, NULL, 0);
	peer_send(p, &pk);
	WAIT_UNTIL(!proc_rows("assocs"));
	close(fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
