// SPDX-License-Identifier: GPL-2.0-only
/* Packets with a zero instead of the checksum, RFC 9653 */
#include "raw.h"

#define FAMILIES	(V_STREAM_V4 | V_STREAM_V6)
#define DTLS		1
/* <linux/sctp.h>, which the system's is not */
#define SCTP_ACCEPT_ZERO_CHECKSUM	212

static const char no_zero[] = "has no SCTP_ACCEPT_ZERO_CHECKSUM";

static int accept_zero(int fd, unsigned int edmid)
{
	return opt_set(fd, SCTP_ACCEPT_ZERO_CHECKSUM, &edmid, sizeof(edmid));
}

static unsigned int accepts_zero(int fd)
{
	unsigned int edmid = 47;

	CHECK_EQ(opt_get(fd, SCTP_ACCEPT_ZERO_CHECKSUM, &edmid,
			 sizeof(edmid)), sizeof(edmid));
	return edmid;
}

/* An association of a victim that takes zeros, or does not */
static int zero_victim(struct peer *p, unsigned int edmid)
{
	int l = victim_listening(p->v), fd;

	CHECK_OK(accept_zero(l, edmid));
	peer_handshake(p);
	fd = victim_accept(l);
	close(l);
	return fd;
}

static void send_zero(struct peer *p, struct packet *pk)
{
	memset(pk->data + 8, 0, 4);
	peer_send_as_is(p, pk);
}

static void send_zero_data(struct peer *p)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E, "zero", 4);
	send_zero(p, &pk);
}

/* Does a message leave without checksum? */
static bool sends_zero(struct peer *p, int fd)
{
	bool zero;

	CHECK_EQ(send(fd, "x", 1, 0), 1);
	peer_expect(p, DATA);
	zero = p->got_zero;
	p->its_tsn++;
	peer_ack(p);
	return zero;
}

NETTEST(zerosum__option, .variants = V_ALL, .smoke = true, .intree = no_zero)
{
	unsigned int edmid = DTLS;
	int fd = sock(v);

	CHECK_EQ(accepts_zero(fd), 0);
	CHECK_OK(accept_zero(fd, DTLS));
	CHECK_EQ(accepts_zero(fd), DTLS);
	CHECK_ERR(accept_zero(fd, 2), EINVAL);
	CHECK_ERR(accept_zero(fd, ~0U), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_ACCEPT_ZERO_CHECKSUM, &edmid, 3), EINVAL);
	CHECK_EQ(accepts_zero(fd), DTLS);
	CHECK_OK(accept_zero(fd, 0));
	CHECK_EQ(accepts_zero(fd), 0);
}

NETTEST(zerosum__both_offer_it, .variants = FAMILIES, .smoke = true,
	.intree = no_zero)
{
	struct peer *p = peer_open(v);
	long errors = counter("SctpChecksumErrors");
	int l = victim_listening(v), fd;
	const uint8_t *par;

	p->edmid = DTLS;
	CHECK_OK(accept_zero(l, DTLS));
	peer_invite(p);
	par = find_param(find_chunk(&p->got, INIT_ACK), 20, ZERO_CHECKSUM);
	CHECK(par);
	CHECK_EQ(get16(par + 2), 8);
	CHECK_EQ(get32(par + 4), DTLS);
	peer_handshake(p);
	fd = victim_accept(l);
	close(l);
	send_zero_data(p);
	rx_data(fd, "zero");
	CHECK(sends_zero(p, fd));
	/* a checksum that is there has to be right, and may be there */
	peer_data(p, "sum");
	rx_data(fd, "sum");
	CHECK_EQ(counter("SctpChecksumErrors"), errors);
	peer_alive(p, fd);
}

NETTEST(zerosum__we_do_not, .variants = FAMILIES, .intree = no_zero)
{
	struct peer *p = peer_open(v);
	long errors;
	int fd;

	p->edmid = DTLS;
	fd = zero_victim(p, 0);
	errors = counter("SctpChecksumErrors");
	CHECK(!sends_zero(p, fd));
	send_zero_data(p);
	p->tsn--;
	p->ssn--;
	peer_silent(p);
	CHECK_EQ(counter("SctpChecksumErrors"), errors + 1);
	peer_alive(p, fd);
}

/* We said that we take zeros, whatever the peer takes */
NETTEST(zerosum__peer_does_not, .variants = FAMILIES, .intree = no_zero)
{
	struct peer *p = peer_open(v);
	int fd = zero_victim(p, DTLS);

	CHECK(!sends_zero(p, fd));
	send_zero_data(p);
	rx_data(fd, "zero");
	peer_alive(p, fd);
}

NETTEST(zerosum__peer_has_another_method, .variants = FAMILIES,
	.intree = no_zero)
{
	struct peer *p = peer_open(v);
	int fd;

	p->edmid = 2;
	fd = zero_victim(p, DTLS);
	CHECK(!sends_zero(p, fd));
	peer_alive(p, fd);
}

/* INIT and COOKIE ECHO have checksums (section 5.2): raw.c looks */
NETTEST(zerosum__client, .variants = FAMILIES, .intree = no_zero)
{
	struct peer *p = peer_open(v);
	int fd = sock(v);

	end_quickly(fd);
	p->edmid = DTLS;
	CHECK_OK(accept_zero(fd, DTLS));
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, p->me), EINPROGRESS);
	peer_accept(p);
	CHECK(poll_until(fd, POLLOUT) & POLLOUT);
	sock_nonblock(fd, false);
	CHECK(sends_zero(p, fd));
	send_zero_data(p);
	rx_data(fd, "zero");
	peer_alive(p, fd);
}

NETTEST(zerosum__not_taken, .variants = FAMILIES, .smoke = true,
	.intree = no_zero)
{
	struct peer *p = peer_open(v);
	struct packet pk;
	long errors;
	int fd;

	p->edmid = DTLS;
	fd = zero_victim(p, DTLS);
	errors = counter("SctpChecksumErrors");
	/* a restart */
	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	chunk_end(&pk);
	send_zero(p, &pk);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	send_zero(p, &pk);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, AUTH, 0, "\0\0\0\1", 4);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	send_zero(p, &pk);
	/* behind another chunk it is one, too */
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, HEARTBEAT, 0, "\0\1\0\4", 4);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	send_zero(p, &pk);
	/* not our tag, not for anybody's, and a wrong sum */
	packet_start(&pk, p, p->its_tag + 1);
	put_chunk(&pk, HEARTBEAT, 0, "\0\1\0\4", 4);
	send_zero(p, &pk);
	packet_start(&pk, p, p->my_tag);
	put_chunk(&pk, ABORT, T_BIT, NULL, 0);
	send_zero(p, &pk);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, HEARTBEAT, 0, "\0\1\0\4", 4);
	memset(pk.data + 8, 1, 4);
	peer_send_as_is(p, &pk);
	peer_silent(p);
	CHECK_EQ(counter("SctpChecksumErrors"), errors + 7);
	peer_alive(p, fd);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
