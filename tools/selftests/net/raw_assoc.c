// SPDX-License-Identifier: GPL-2.0-only
/*
 * Associations between the victim's socket and the raw peer.
 */
#include "raw.h"

/* Chunks that come by themselves and do not matter to most tests. */
static bool chatter(const struct packet *pk)
{
	size_t at;

	for (at = HDR; at < pk->len; at += (get16(pk->data + at + 2) + 3) & ~3)
		if (pk->data[at] != SACK && pk->data[at] != HEARTBEAT &&
		    pk->data[at] != CWR)
			return false;
	return true;
}

/**
 * peer_expect - wait for a packet with a chunk of a type
 * @p: peer; the packet is in p->got
 * @type: chunk type
 *
 * SACK, HEARTBEAT and CWR are passed over; anything else fails the test.
 *
 * Return: the chunk.
 */
const uint8_t *peer_expect(struct peer *p, int type)
{
	const uint8_t *chunk;

	do {
		if (!peer_recv(p, 10000))
			FAIL("no chunk of type %d came", type);
		chunk = find_chunk(&p->got, type);
	} while (!chunk && chatter(&p->got));
	if (!chunk)
		FAIL("chunk %u came instead of %d", p->got.data[HDR], type);
	return chunk;
}

/**
 * peer_verdict - what did the victim make of a malformed packet?
 * @p: peer, with an association
 *
 * A packet with the right tag comes from the real peer, which has broken the
 * rules: to ABORT it is as good as to ignore the packet. Packets that are
 * waiting are thrown away.
 *
 * Return: ABORT, or 0 if the association goes on.
 */
int peer_verdict(struct peer *p)
{
	uint8_t info[] = {
		0, HB_INFO, 0, 12, 'f', 'e', 'n', 'c', 'e', 0, 0, 0
	};
	bool aborted = false, alive = false;
	struct packet pk;

	/* There is always an answer to HEARTBEAT, of one kind or the other. */
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, HEARTBEAT, 0, info, sizeof(info));
	peer_send(p, &pk);
	peer_fence(p);
	while (peer_next(p)) {
		aborted |= !!find_chunk(&p->got, ABORT);
		alive |= !!find_chunk(&p->got, HEARTBEAT_ACK);
	}
	if (!aborted && !alive)
		FAIL("no answer to a HEARTBEAT");
	return aborted ? ABORT : 0;
}

/**
 * end_quickly - let close() abort: the raw peer does not answer a SHUTDOWN
 * @fd: socket
 */
void end_quickly(int fd)
{
	struct linger lin = { 1, 0 };

	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
}

/**
 * victim_listening - a listening one-to-one socket of the victim
 * @v: family and style
 *
 * Return: descriptor.
 */
int victim_listening(const struct variant *v)
{
	int fd = sock(v);

	end_quickly(fd);
	CHECK_OK(bind_to(fd, victim_addr(v, PORT)));
	CHECK_OK(listen(fd, 16));
	return fd;
}

/**
 * victim_accept - accept the association just set up
 * @l: listening socket
 *
 * Return: descriptor.
 */
int victim_accept(int l)
{
	int fd = CHECK_OK(accept(l, NULL, NULL));

	end_quickly(fd);
	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	return fd;
}

/**
 * victim_connecting - a socket that connects to a peer, which has not answered
 * @p: peer
 *
 * Return: the socket.
 */
int victim_connecting(struct peer *p)
{
	struct variant v = *p->v;
	int fd;

	v.type = SOCK_STREAM;
	fd = sock(&v);
	end_quickly(fd);
	CHECK_OK(bind_to(fd, victim_addr(&v, PORT)));
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, p->me), EINPROGRESS);
	return fd;
}

/* What the INIT or INIT ACK of the peer says that it can do */
static void put_abilities(struct packet *pk, const struct peer *p)
{
	static const uint8_t asconf[] = { ASCONF, ASCONF_ACK };
	const uint8_t pktdrop = PKTDROP;
	uint32_t edmid = htonl(p->edmid);

	if (p->ecn)
		put_param(pk, ECN_CAPABLE, NULL, 0);
	if (p->nat) {
		put_param(pk, DISABLE_RESTART, NULL, 0);
		put_param(pk, SUPPORTED_EXT, asconf, sizeof(asconf));
	}
	if (p->edmid)
		put_param(pk, ZERO_CHECKSUM, &edmid, sizeof(edmid));
	if (p->pktdrop)
		put_param(pk, SUPPORTED_EXT, &pktdrop, 1);
}

/**
 * peer_invite - INIT there, INIT ACK with a cookie back
 * @p: peer
 */
void peer_invite(struct peer *p)
{
	const uint8_t *ack, *cookie;
	struct packet pk;

	packet_start(&pk, p, 0);
	put_init(&pk, p, INIT);
	put_abilities(&pk, p);
	chunk_end(&pk);
	peer_send(p, &pk);
	ack = peer_expect(p, INIT_ACK);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	p->its_tag = get32(ack + 4);
	CHECK(p->its_tag != 0);
	p->its_tsn = get32(ack + 16);
	cookie = find_param(ack, 20, STATE_COOKIE);
	CHECK(cookie);
	p->cookie_len = get16(cookie + 2) - 4;
	CHECK(p->cookie_len <= sizeof(p->cookie));
	memcpy(p->cookie, cookie + 4, p->cookie_len);
}

/**
 * peer_handshake - set up an association with a listening socket
 * @p: peer
 */
void peer_handshake(struct peer *p)
{
	struct packet pk;

	peer_invite(p);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ECHO, 0, p->cookie, p->cookie_len);
	peer_send(p, &pk);
	peer_expect(p, COOKIE_ACK);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
}

/**
 * peer_accept - answer the INIT of a socket that connects to us
 * @p: peer
 */
void peer_accept(struct peer *p)
{
	const uint8_t *chunk = peer_expect(p, INIT);
	struct packet pk;

	CHECK_EQ(packet_tag(&p->got), 0);
	p->its_tag = get32(chunk + 4);
	p->its_tsn = get32(chunk + 16);
	/* It sends from whatever port it got. */
	if (p->v->family == AF_INET)
		memcpy(&p->it.v4.sin_port, p->got.data, 2);
	else
		memcpy(&p->it.v6.sin6_port, p->got.data, 2);
	packet_start(&pk, p, p->its_tag);
	put_init(&pk, p, INIT_ACK);
	put_abilities(&pk, p);
	put_param(&pk, STATE_COOKIE, "biscuit", 7);
	chunk_end(&pk);
	peer_send(p, &pk);
	chunk = peer_expect(p, COOKIE_ECHO);
	CHECK(chunk == p->got.data + HDR);
	CHECK_EQ(get16(chunk + 2), 4 + 7);
	CHECK(!memcmp(chunk + 4, "biscuit", 7));
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	packet_start(&pk, p, p->its_tag);
	put_chunk(&pk, COOKIE_ACK, 0, NULL, 0);
	peer_send(p, &pk);
}

/**
 * peer_data - send the next message on stream 0, without waiting
 * @p: peer
 * @text: message
 */
void peer_data(struct peer *p, const char *text)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, p->tsn++, 0, p->ssn++, DATA_B | DATA_E, text,
		 strlen(text));
	peer_send(p, &pk);
}

/**
 * peer_ack - acknowledge all the victim has sent so far
 * @p: peer
 */
void peer_ack(struct peer *p)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_sack(&pk, p->its_tsn - 1, 100000);
	peer_send(p, &pk);
}

/**
 * peer_alive - the association carries data, both ways
 * @p: peer
 * @fd: the victim's socket, one-to-one
 */
void peer_alive(struct peer *p, int fd)
{
	const uint8_t *data;

	peer_data(p, "alive?");
	rx_data(fd, "alive?");
	CHECK_EQ(send(fd, "yes", 3, MSG_NOSIGNAL), 3);
	data = peer_expect(p, DATA);
	CHECK_EQ(packet_tag(&p->got), p->my_tag);
	CHECK_EQ(get16(data + 2), 16 + 3);
	CHECK_EQ(get32(data + 4), p->its_tsn);
	p->its_tsn++;
	peer_ack(p);
}

/**
 * victim - an association with the raw peer
 * @p: peer
 *
 * Return: the victim's socket.
 */
int victim(struct peer *p)
{
	return victim_rto(p, 0);
}

/**
 * victim_rto - an association whose retransmissions do not take their time
 * @p: peer
 * @rto: RTO in ms; 0 for the default
 *
 * Return: the victim's socket.
 */
int victim_rto(struct peer *p, unsigned int rto)
{
	struct sctp_rtoinfo info = { 0, rto, 2 * rto, rto };
	struct variant v = *p->v;
	int l, fd;

	v.type = SOCK_STREAM;
	l = victim_listening(&v);
	CHECK_OK(opt_set(l, SCTP_RTOINFO, &info, sizeof(info)));
	peer_handshake(p);
	fd = victim_accept(l);
	close(l);
	return fd;
}
