// SPDX-License-Identifier: GPL-2.0-only
/*
 * Peers that fill memory with data nobody can read yet, or nobody reads.
 */
#include <stdio.h>

#include "limits.h"
#include "raw.h"

#define PEERS	8
#define CHUNKS	300	/* of each; all of them would take 40 MB */
#define CHUNK	8000
#define LIMIT	2048L	/* pages */
#define BUFFER	(16 << 20)

static struct peer *peer[PEERS];
static int fd[PEERS];
static long before;
static char bytes[CHUNK];

/* Associations that could each hold all there is, were it for them alone. */
static void set_up(const struct variant *v)
{
	int l, size = BUFFER, i;

	before = proto_pages();
	limit_pages(LIMIT);
	l = victim_listening(v);
	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUFFORCE, &size,
			    sizeof(size)));
	for (i = 0; i < PEERS; i++) {
		peer[i] = peer_open(v);
		peer[i]->me = raw_addr(v, 1, PEER_PORT + i);
		peer_handshake(peer[i]);
		fd[i] = victim_accept(l);
	}
	close(l);
}

static void send_chunk(struct peer *p, uint32_t tsn, int flags, size_t len)
{
	struct packet pk;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, tsn, 0, 0, flags, bytes, len);
	peer_send(p, &pk);
}

/* Memory of all of them, pages */
static long held(void)
{
	long sum = 0;
	int i;

	for (i = 0; i < PEERS; i++)
		sum += sock_rmem(fd[i]);
	return sum / 4096;
}

/*
 * Everybody sends chunk after chunk, with flags for each; the most that was
 * held. One packet of each may be too much before it is noticed.
 */
static void flood(int first, int (*flags)(int n))
{
	long most = 0, most_pages = 0;
	int i, n;

	for (n = first; n < CHUNKS; n++) {
		for (i = 0; i < PEERS; i++)
			send_chunk(peer[i], peer[i]->tsn + n, flags(n), CHUNK);
		if (n % 10 && n < CHUNKS - 1)
			continue;
		peer_fence(peer[0]);
		while (peer_next(peer[0]))
			;
		if (held() > most)
			most = held();
		if (proto_pages() > most_pages)
			most_pages = proto_pages();
	}
	diag("at most %ld pages held, %ld charged", most, most_pages);
	CHECK(most > LIMIT / 2 && most_pages > LIMIT / 4);
	CHECK(most < LIMIT + PEERS * 8 + proto_pages_reserve());
	CHECK(most_pages <= LIMIT + proto_pages_reserve());
}

static void close_all(void)
{
	int i;

	for (i = 0; i < PEERS; i++)
		close(fd[i]);
	diag("%ld pages before, %ld now", before, proto_pages());
	WAIT_UNTIL(proto_pages() <= before + proto_pages_reserve());
}

/* Read what there is; the flags of the last read. */
static int read_all(int fd)
{
	struct rx r = {};
	int flags = 0;

	while (rx(fd, &r, MSG_DONTWAIT) > 0)
		flags = r.flags;
	CHECK_EQ(errno, EAGAIN);
	return flags;
}

/* The last SACK that came before the fence, if any */
static void sacked(struct peer *p, uint32_t *cum, uint32_t *rwnd)
{
	const uint8_t *sack;

	peer_fence(p);
	while (peer_next(p)) {
		sack = find_chunk(&p->got, SACK);
		/* it sees those of the others, too */
		if (!sack || memcmp(p->got.data + 2, &p->me.v4.sin_port, 2))
			continue;
		*cum = get32(sack + 4);
		*rwnd = get32(sack + 8);
	}
}

/* Send chunks that there is window for, but always one, and ask for a SACK. */
static void send_more(struct peer *p, uint32_t tsn, uint32_t rwnd)
{
	uint32_t end = p->tsn + CHUNKS;
	int n = rwnd < 20 * CHUNK ? rwnd / CHUNK : 20;

	do {
		send_chunk(p, tsn, DATA_I | (tsn == p->tsn ? DATA_B : 0) |
			   (tsn == end ? DATA_E : 0), CHUNK);
	} while (tsn++ != end && --n > 0);
}

/*
 * Each of them goes on: what was not taken of its message comes again, then the
 * end. However little memory there is, each round takes it further.
 */
static void finish_one(struct peer *p, int fd)
{
	uint32_t cum = p->tsn - 1, rwnd = 0, before;
	int flags = 0;

	while (cum != p->tsn + CHUNKS) {
		before = cum;
		send_more(p, cum + 1, rwnd);
		sacked(p, &cum, &rwnd);
		CHECK(cum > before);
		flags |= read_all(fd);
	}
	CHECK_SET(flags, MSG_EOR);
}

static void finish(void)
{
	int i;

	for (i = 0; i < PEERS; i++)
		finish_one(peer[i], fd[i]);
}

static int whole(int n __unused)
{
	return DATA_B | DATA_E | DATA_U;
}

static int fragment(int n)
{
	return n ? 0 : DATA_B;
}

/* Nothing but fragments behind a gap: they are given up. */
NETTEST(mem__behind_a_gap, .variants = V_STREAM_V4 | V_STREAM_V6,
	.smoke = true, .timeout = 120)
{
	set_up(v);
	flood(1, fragment);
	finish();
	close_all();
}

/* A message without an end: the reader gets its parts. */
NETTEST(mem__unfinished, .variants = V_STREAM_V4 | V_STREAM_V6, .timeout = 120)
{
	set_up(v);
	flood(0, fragment);
	finish();
	close_all();
}

/* Complete messages that nobody reads */
NETTEST(mem__unread, .variants = V_STREAM_V4, .timeout = 120)
{
	int i;

	set_up(v);
	flood(0, whole);
	for (i = 0; i < PEERS; i++)
		CHECK_SET(read_all(fd[i]), MSG_EOR);
	CHECK(held() < LIMIT / 8);
	close_all();
}

/* Send until there is no room or memory for more; how many that were. */
static int send_until_none(int fd)
{
	int n = 0;

	while (send(fd, bytes, 100, MSG_DONTWAIT) == 100)
		n++;
	CHECK(errno == ENOBUFS || errno == EAGAIN);
	return n;
}

/*
 * Senders ask for memory as well, also on a socket that owes received data: but
 * for what is left of a page there is none. When there is some again a message
 * may be as long as it could be before.
 */
NETTEST(mem__sender_asks_too, .variants = V_STREAM_V4 | V_STREAM_V6,
	.timeout = 120)
{
	int i, size = 1 << 20;
	bool none;

	set_up(v);
	/* of the others the buffer shrinks */
	for (i = 0; i < PEERS; i += 2)
		CHECK_OK(setsockopt(fd[i], SOL_SOCKET, SO_SNDBUFFORCE, &size,
				    sizeof(size)));
	flood(0, whole);
	/* some kernels stop the flood before all there is was used up */
	none = held() >= LIMIT;
	for (i = 0; i < PEERS; i++)
		CHECK(send_until_none(fd[i]) < 64 || !none);
	for (i = 0; i < PEERS; i++)
		read_all(fd[i]);
	for (i = 0; i < PEERS; i++)
		CHECK_EQ(send(fd[i], bytes, sizeof(bytes), MSG_DONTWAIT),
			 sizeof(bytes));
	close_all();
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
