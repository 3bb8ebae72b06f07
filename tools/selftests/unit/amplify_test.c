// SPDX-License-Identifier: GPL-2.0-only
/*
 * Amplification: what a peer gets for the bytes it sends.
 *
 * Hostile sequences of each chunk type are fed to an association, whose reader
 * stands still, or to the endpoint. After each packet two things are compared:
 *
 *   memory held: allocations, and all packets of which a piece is kept,
 *                each with its true size
 *   with memory charged, which bounds what the peer may have
 *
 *   work: branches that core and the stand-ins take, counted by the compiler's
 *         coverage (this program links objects of its own)
 *   with bytes received
 */
#include <stdio.h>

#include "core/recv/instream.h"
#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/ext/nrsack.h"
#include "core/ext/pktdrop.h"
#include "core/ext/reconfig.h"
#include "core/life/cookie.h"
#include "core/pathset.h"
#include "core/recv/reasm.h"
#include "core/recv/rxring.h"
#include "core/send/abandon.h"
#include "core/send/ostream.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit.h"

/* A packet of a network, in the memory a driver takes for it */
#define PACKET		1468U
#define TRUESIZE	2560U

/* What an association may hold that nobody charged: descriptors kept for the
 * next messages, duplicate TSNs
 */
#define FREE_BYTES	(8 * 1024)
/* Work for an empty packet: to find out what to answer, and to do so */
#define PACKET_WORK	8000
/* And for each byte of it; a chunk has at least four */
#define BYTE_WORK	256

static unsigned long work;

/* Called at each branch of objects built with -fsanitize-coverage=trace-pc */
void __sanitizer_cov_trace_pc(void)
{
	work++;
}

/* A packet that was received, as long as a piece of it is alive */
struct kept {
	struct shim_head *buf;
	u32 truesize;
};

#define MAX_PACKETS	4096

static struct kept kept[MAX_PACKETS];
static u32 nkept;
static long bytes_before;
static u64 fed, packets, peak_held, peak_charged, peak_free;

static void begin(void)
{
	nkept = 0;
	work = 0;
	fed = 0;
	packets = 0;
	peak_held = 0;
	peak_charged = 0;
	peak_free = 0;
	bytes_before = shim_counts.bytes;
}

static u64 held(void)
{
	u64 sum = shim_counts.bytes - bytes_before;
	u32 i;

	for (i = 0; i < nkept; i++) {
		if (kept[i].buf->users > 1) {
			sum += kept[i].truesize;
			continue;
		}
		shim_head_put(kept[i].buf);
		kept[i--] = kept[--nkept];
	}
	return sum;
}

static void measure(void)
{
	u64 charged = U.a.rx.wnd.charged + sctp_rxring_memory(&U.a.rx.ring);
	u64 now = held();

	peak_held = max(peak_held, now);
	peak_charged = max(peak_charged, charged);
	if (now > charged)
		peak_free = max(peak_free, now - charged);
	/* and what the allocator rounds up */
	charged += charged / 16;
	if (now > charged + FREE_BYTES)
		print_error("packet %llu: %llu held, %llu charged\n", packets,
			    now, charged);
	assert_true(now <= charged + FREE_BYTES);
	/* and that stays what the buffer allows, with the ring of its span */
	assert_true(charged <= 4 * UNIT_RCVBUF);
}

/* Feed a packet, then flush and forget what was sent */
static void feed_tag(const struct unit_build *b, u32 vtag, u32 truesize,
		     bool ep)
{
	struct sctp_rx rx;
	unsigned long before = work;

	assert_true(nkept < MAX_PACKETS);
	unit_rx(&rx, b, b->len);
	rx.vtag = vtag;
	rx.skb->truesize = truesize;
	kept[nkept].buf = rx.skb->buf;
	kept[nkept].buf->users++;
	kept[nkept++].truesize = truesize;
	work = before;
	if (ep)
		sctp_ep_input(&U.ep, &rx);
	else
		sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	if (!ep)
		unit_flush();
	before = work;
	fed += b->len;
	packets++;
	unit_forget_sent();
	measure();
	work = before;
}

static void feed(const struct unit_build *b)
{
	feed_tag(b, U.a.hs.my_tag, TRUESIZE, false);
}

static void report(const char *name)
{
	struct sctp_rx_msg *m;
	u32 i;

	print_message("# %s: %llu packets, %llu bytes: ", name, packets, fed);
	print_message("%llu held at most, %llu charged, %llu of them not; ",
		      peak_held, peak_charged, peak_free);
	print_message("work %lu, %.1f a byte\n", work, (double)work / fed);
	assert_true(work <= PACKET_WORK * packets + BYTE_WORK * fed);
	while ((m = unit_next_msg()))
		unit_read(m);
	for (i = 0; i < nkept; i++)
		shim_head_put(kept[i].buf);
	nkept = 0;
}

static u32 tsn(u32 n)
{
	return UNIT_PEER_TSN + n;
}

/* Fill up a packet with duplicates of DATA, which are dropped */
static void fill_dups(struct unit_build *b)
{
	while (b->len + 20 <= PACKET)
		unit_data(b, tsn(-1), 0, 0, SCTP_DATA_BE, 1);
}

/* --- DATA --- */

static void data__bytes_in_order(void **state)
{
	u32 i, n = 0;

	begin();
	for (i = 0; i < 1000; i++) {
		struct unit_build b = { 0 };

		for (; b.len + 20 <= PACKET; n++)
			unit_data(&b, tsn(n), 0, n, SCTP_DATA_BE, 1);
		n = U.a.rx.ring.cum_tsn + 1 - UNIT_PEER_TSN;
		feed(&b);
	}
	report("bytes in order");
}

/* One byte of each packet is kept */
static void one_byte(u32 step, u8 flags, u32 far)
{
	u32 i;

	for (i = 0; i < 3000; i++) {
		struct unit_build b = { 0 };

		unit_data(&b, tsn(step * i + step - 1), 0, i, flags, 1);
		if (far)
			unit_data(&b, tsn(step * i + far), 0, 0, SCTP_DATA_B,
				  PACKET - 20 - 16);
		else
			fill_dups(&b);
		feed(&b);
	}
}

static void data__byte_among_duplicates(void **state)
{
	begin();
	one_byte(1, SCTP_DATA_BE, 0);
	report("byte among duplicates");
}

static void data__byte_before_what_is_too_far(void **state)
{
	begin();
	one_byte(1, SCTP_DATA_BE, 60000);
	report("byte before what is too far ahead");
}

static void data__bytes_behind_gaps(void **state)
{
	begin();
	one_byte(2, SCTP_DATA_BE, 0);
	report("bytes behind gaps");
}

static void data__unordered_behind_gaps(void **state)
{
	begin();
	one_byte(2, SCTP_DATA_BE | SCTP_DATA_U, 0);
	report("unordered bytes behind gaps");
}

static void data__fragments_behind_gaps(void **state)
{
	begin();
	one_byte(2, 0, 0);
	report("fragments behind gaps");
}

/* One TSN far ahead, and what is before it comes in order, a byte a packet */
static void data__bytes_fill_a_gap(void **state)
{
	struct unit_build b = { 0 };

	begin();
	unit_data(&b, tsn(1000), 60000, 0, SCTP_DATA_BE, 1);
	feed(&b);
	one_byte(1, SCTP_DATA_BE, 0);
	report("bytes that fill a gap");
}

/* The same, but nothing can be read: a message before it is missing */
static void data__unreadable_bytes_fill_a_gap(void **state)
{
	u32 i;

	begin();
	for (i = 1000; i < 4000; i++) {
		struct unit_build b = { 0 };
		u32 n = i % 1000;

		if (i == 1000)
			unit_data(&b, tsn(1000), 60000, 0, SCTP_DATA_BE, 1);
		unit_data(&b, tsn(n), 0, 5, n ? 0 : SCTP_DATA_B, 1);
		fill_dups(&b);
		feed(&b);
	}
	report("unreadable bytes that fill a gap");
}

/* A message that never ends, a byte a packet */
static void data__message_without_end(void **state)
{
	u32 i;

	begin();
	for (i = 0; i < 3000; i++) {
		struct unit_build b = { 0 };

		unit_data(&b, tsn(i), 0, 0, i ? 0 : SCTP_DATA_B, 1);
		fill_dups(&b);
		feed(&b);
	}
	report("message without end");
}

/* A packet's first chunk is read at once, its last is never read */
static void data__all_but_one_is_read(void **state)
{
	struct sctp_rx_msg *m;
	u32 i;

	begin();
	for (i = 0; i < 3000; i++) {
		struct unit_build b = { 0 };

		unit_data(&b, tsn(i), 0, i, SCTP_DATA_BE, 1400);
		unit_data(&b, tsn(500 + 2 * i), 1, i, SCTP_DATA_BE, 1);
		feed(&b);
		while ((m = unit_next_msg()))
			unit_read(m);
	}
	report("all but one chunk is read");
}

/* Messages wait for an SSN that never comes, those of each stream backwards */
static void data__ssns_backwards(void **state)
{
	u32 i, n = 0;

	sctp_instream_set(&U.a, 65535);
	begin();
	/* as many as may wait in each block of streams */
	for (i = 0; i < 200; i++) {
		struct unit_build b = { 0 };

		for (; b.len + 20 <= PACKET; n++)
			unit_data(&b, tsn(n), n / 256 * SCTP_INSTREAM_BLOCK,
				  300 - n % 256, SCTP_DATA_BE, 1);
		feed(&b);
		n = U.a.rx.ring.cum_tsn + 1 - UNIT_PEER_TSN;
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	report("SSNs backwards");
}

/* Each chunk is of a stream that was never used */
static void data__many_streams(void **state)
{
	u32 i, n = 0;

	sctp_instream_set(&U.a, 65535);
	begin();
	for (i = 0; i < 400; i++) {
		struct unit_build b = { 0 };

		for (; b.len + 20 <= PACKET; n++)
			unit_data(&b, tsn(n), n * 64 % 65535, 0,
				  SCTP_DATA_BE, 1);
		feed(&b);
	}
	report("streams never used");
}

static void data__streams_that_do_not_exist(void **state)
{
	u32 i, n = 0;

	begin();
	for (i = 0; i < 1000; i++) {
		struct unit_build b = { 0 };

		while (b.len + 20 <= PACKET)
			unit_data(&b, tsn(2 * n++), 60000, 0, SCTP_DATA_BE, 1);
		feed(&b);
	}
	report("streams that do not exist");
}

/* The ring grows, then nothing waits in it any more */
static void data__ring_for_nothing(void **state)
{
	u32 i, j, first = 0;

	begin();
	for (i = 0; i < 30; i++) {
		for (j = 1; j < 700; j += 66) {
			struct unit_build b = { 0 };
			u32 k;

			for (k = 0; k < 66; k++)
				unit_data(&b, tsn(first + j + k), 0, 0,
					  SCTP_DATA_BE | SCTP_DATA_U, 1);
			feed(&b);
		}
		{
			struct sctp_rx_msg *m;
			struct unit_build b = { 0 };

			unit_data(&b, tsn(first), 0, 0,
				  SCTP_DATA_BE | SCTP_DATA_U, 1);
			feed(&b);
			while ((m = unit_next_msg()))
				unit_read(m);
		}
		first = U.a.rx.ring.cum_tsn + 1 - UNIT_PEER_TSN;
	}
	report("ring for nothing");
}

/* --- I-DATA --- */

#define IDATA_LEN	24

static void idata_begin(void)
{
	U.a.hs.caps |= SCTP_CAP_I_DATA;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	sctp_instream_set(&U.a, 65535);
	begin();
}

/* A fragment of one byte; its FSN counts unless it has a B bit */
static void unit_idata(struct unit_build *b, u32 tsn, u16 sid, u32 mid,
		       u32 fsn, u8 flags)
{
	struct sctpw_idata *d = unit_chunk(b, SCTP_CT_I_DATA, flags, NULL, 17);

	d->tsn = htonl(tsn);
	d->sid = htons(sid);
	d->mid = htonl(mid);
	d->fsn = htonl(flags & SCTP_DATA_B ? 0 : fsn);
}

/* What chunk @n of a sequence is */
struct idata {
	u32 tsn;
	u16 sid;
	u32 mid;
	u32 fsn;
	u8 flags;
};

static void idata_feed(const char *name, u32 n,
		       void (*make)(u32 n, struct idata *c))
{
	u32 i;

	idata_begin();
	for (i = 0; i < n && U.a.state != SCTP_ST_CLOSED; ) {
		struct unit_build b = { 0 };

		for (; b.len + IDATA_LEN <= PACKET; i++) {
			struct idata c = { .tsn = i };

			make(i, &c);
			unit_idata(&b, tsn(c.tsn), c.sid, c.mid, c.fsn,
				   c.flags);
		}
		feed(&b);
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	report(name);
}

static void begins_in_a_stream(u32 n, struct idata *c)
{
	c->sid = n;
	c->flags = SCTP_DATA_B;
}

static void idata__messages_of_all_streams(void **state)
{
	idata_feed("beginnings in all streams", 60000, begins_in_a_stream);
}

static void begins_behind_a_gap(u32 n, struct idata *c)
{
	begins_in_a_stream(n, c);
	c->tsn = n % 2000 + 1;
}

static void idata__messages_behind_a_gap(void **state)
{
	idata_feed("beginnings behind a gap", 60000, begins_behind_a_gap);
}

static void begins_unordered(u32 n, struct idata *c)
{
	c->mid = n;
	c->flags = SCTP_DATA_B | SCTP_DATA_U;
}

static void idata__unordered_messages_of_a_stream(void **state)
{
	idata_feed("unordered beginnings", 60000, begins_unordered);
}

static void fsn_backwards(u32 n, struct idata *c)
{
	c->fsn = 100000 - n;
}

static void idata__fragments_backwards(void **state)
{
	idata_feed("fragments backwards", 60000, fsn_backwards);
}

static void fsn_mixed(u32 n, struct idata *c)
{
	c->tsn = n % 4001 + 1;
	c->fsn = 1 + n * 40503 % 65536;
}

static void idata__fragments_in_no_order(void **state)
{
	idata_feed("fragments in no order", 4000, fsn_mixed);
}

/* Of each pair of TSNs the second comes first, so that a gap is closed */
static void two_by_two(u32 n, struct idata *c)
{
	c->tsn = n ^ 1;
	c->sid = n % 500;
	c->mid = 1 + n / 500 % 3;
	c->fsn = 1 + n;
}

static void idata__gaps_that_close(void **state)
{
	idata_feed("fragments whose gap is closed", 60000, two_by_two);
}

/* Nothing can be delivered, and the window is used up: sent again and again */
static void next_again(u32 n, struct idata *c)
{
	c->mid = 1;
	c->sid = n;
	c->flags = SCTP_DATA_B;
	if (n > 20000)
		c->tsn = U.a.rx.ring.cum_tsn + 1 - UNIT_PEER_TSN;
}

static void idata__refused_again_and_again(void **state)
{
	idata_feed("fragments that are refused", 60000, next_again);
}

/* Messages that are complete, but for which it is not the turn */
static void complete_early(u32 n, struct idata *c)
{
	c->tsn = n % 2000 + 1;
	c->sid = n / 600 * 64;
	c->mid = 1 + n % 600 / 2;
	c->fsn = n & 1;
	c->flags = n & 1 ? SCTP_DATA_E : SCTP_DATA_B;
}

static void idata__complete_and_early(void **state)
{
	idata_feed("complete messages that are early", 2000, complete_early);
}

/* Parts of many messages, a byte each */
static void byte_parts(u32 n, struct idata *c)
{
	c->sid = n % 1000;
	c->fsn = n / 1000;
	c->flags = n < 1000 ? SCTP_DATA_B : 0;
}

static void idata__parts_of_a_byte(void **state)
{
	unit_set_cfg(U.a, pd_point, 1);
	idata_feed("parts of a byte", 60000, byte_parts);
}

/* --- control chunks --- */

/* Packets full of one chunk, which is @len long without its header */
static void many_chunks(const char *name, u8 type, const void *body, u32 len)
{
	u32 i;

	begin();
	for (i = 0; i < 300 && U.a.state != SCTP_ST_CLOSED; i++) {
		struct unit_build b = { 0 };

		while (b.len + 4 + SCTP_ALIGN4(len) <= PACKET)
			unit_chunk(&b, type, 0, body, len);
		feed(&b);
	}
	report(name);
}

static void control__small_chunks(void **state)
{
	static const u8 type[] = {
		SCTP_CT_HEARTBEAT, SCTP_CT_HEARTBEAT_ACK, SCTP_CT_ERROR,
		SCTP_CT_COOKIE_ECHO, SCTP_CT_COOKIE_ACK, SCTP_CT_PAD, 0x3f,
		0x7f, 0xbf, 0xff, SCTP_CT_FORWARD_TSN,
		SCTP_CT_I_FORWARD_TSN,
	};
	static const u8 zeros[16];
	char name[32];
	u32 i, len;

	for (len = 0; len <= 16; len += 16) {
		for (i = 0; i < ARRAY_SIZE(type); i++) {
			snprintf(name, sizeof(name), "chunks 0x%02x of %u",
				 type[i], 4 + len);
			many_chunks(name, type[i], zeros, len);
		}
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* FORWARD TSN with as many streams as fit: the @n-th has stream @sid, and an
 * SSN that the one before it does not reach
 */
static void forward(u32 to, u32 sid, u32 step)
{
	struct unit_skip s[(PACKET - 8) / 4] = { 0 };
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(s); i++) {
		s[i].sid = sid + i * step;
		s[i].mid = step ? 0 : 300 + i;
	}
	unit_forward(&b, SCTP_CT_FORWARD_TSN, to, ARRAY_SIZE(s), s);
	feed(&b);
}

static void forward__streams_never_used(void **state)
{
	u32 i, n = (PACKET - 8) / 4;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	sctp_instream_set(&U.a, 65535);
	begin();
	for (i = 0; i < 400; i++)
		forward(tsn(i * 0x7fffffffu), i * n * 64 + i, 64);
	report("streams given up that were never used");
}

static void forward__many_wait(void **state)
{
	u32 i, n;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	begin();
	for (i = 0; i < 20; i++) {
		for (n = 1; n < 257;) {
			struct unit_build b = { 0 };

			for (; n < 257 && b.len + 20 <= PACKET; n++)
				unit_data(&b, U.a.rx.ring.cum_tsn + 1 + n, 2,
					  30000 + n, SCTP_DATA_BE, 1);
			feed(&b);
		}
		forward(U.a.rx.ring.cum_tsn + 1000, 1, 0);
	}
	report("messages given up while others wait");
}

/* I-FORWARD-TSN with as many entries as fit, all of one stream */
static void iforward(u32 to, u32 mid, u32 step, u16 flags)
{
	struct unit_skip s[(PACKET - 8) / 8];
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(s); i++) {
		s[i].sid = 1;
		s[i].flags = flags;
		s[i].mid = mid + i * step;
	}
	unit_forward(&b, SCTP_CT_I_FORWARD_TSN, to, ARRAY_SIZE(s), s);
	feed(&b);
}

/* Messages that are not complete are dropped one by one, or never */
static void iforward__many_unfinished(void **state)
{
	u32 i, n = 0, step;

	U.a.hs.caps |= SCTP_CAP_PRSCTP | SCTP_CAP_I_FORWARD;
	idata_begin();
	for (i = 0; i < 20; i++) {
		struct unit_build b = { 0 };

		for (; b.len + IDATA_LEN <= PACKET; n++)
			unit_idata(&b, tsn(n + 1), 1, 1 + n, 0,
				   SCTP_DATA_B | SCTP_DATA_U);
		feed(&b);
	}
	for (step = 0; step < 2; step++)
		for (i = 0; i < 400; i++)
			iforward(U.a.rx.ring.cum_tsn + 1, step * i * 100,
				 step, SCTP_ISKIP_U);
	report("messages given up that are not complete");
}

/* The same numbers, and ones that are behind, over and over */
static void iforward__late(void **state)
{
	u32 i, n = 0;

	U.a.hs.caps |= SCTP_CAP_PRSCTP | SCTP_CAP_I_FORWARD;
	idata_begin();
	for (i = 0; i < 20; i++) {
		struct unit_build b = { 0 };

		for (; b.len + IDATA_LEN <= PACKET; n++)
			unit_idata(&b, tsn(n), 1, n, 0,
				   SCTP_DATA_B | SCTP_DATA_U);
		feed(&b);
	}
	for (i = 0; i < 400; i++)
		iforward(tsn(0), 5, 1, SCTP_ISKIP_U);
	report("messages given up late");
}

/* --- RE-CONFIG: each chunk is the next request --- */

static u32 next_serial;

static void reconfig_begin(void)
{
	u32 i;

	U.a.hs.caps |= SCTP_CAP_RECONFIG;
	unit_set_cfg(U.a, strreset_enable, SCTP_RECONFIG_MAY_RESET |
		     SCTP_RECONFIG_MAY_RESET_TSN | SCTP_RECONFIG_MAY_ADD);
	unit_set_cfg(U.a, max_instreams, 65535);
	sctp_instream_set(&U.a, 65535);
	sctp_sendq_set_streams(&U.a, 65535);
	for (i = 0; i < 65535; i += 16) {
		assert_int_equal(sctp_instream_reserve(&U.a, i), 0);
		assert_int_equal(sctp_ostream_reserve(&U.a, i), 0);
	}
	begin();
}

/* The next number of the peer's requests */
static u32 peer_serial(void)
{
	const struct sctp_request *r = sctp_request_first(&U.a);

	return U.a.hs.peer_initial_tsn + (r ? r->handled : 0);
}

/* Packets of at most @max bytes full of a request with @n words, the first of
 * which is its number
 */
static void requests(const char *name, u32 max, u16 type, u32 n,
		     const u32 *words)
{
	const u32 len = 4 + 4 * n;
	u8 body[32];
	u32 i, j;

	reconfig_begin();
	for (i = 0; i < 100; i++) {
		struct unit_build b = { 0 };

		next_serial = peer_serial();
		while (!b.len || b.len + 4 + len <= max) {
			put_unaligned_be16(type, body);
			put_unaligned_be16(len, body + 2);
			put_unaligned_be32(next_serial++, body + 4);
			for (j = 1; j < n; j++)
				put_unaligned_be32(words[j], body + 4 + 4 * j);
			unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, len);
		}
		feed(&b);
	}
	assert_true(sctp_request_first(&U.a)->handled >= 100);
	report(name);
}

static void reconfig__reset_out(void **state)
{
	const u32 words[] = { 0, 0, UNIT_PEER_TSN - 1 };

	requests("all inbound streams reset", PACKET, SCTP_PT_RESET_OUT, 3,
		 words);
}

static void reconfig__reset_in(void **state)
{
	requests("all outbound streams reset", PACKET, SCTP_PT_RESET_IN, 1,
		 NULL);
}

static void reconfig__reset_tsn(void **state)
{
	requests("TSNs reset", PACKET, SCTP_PT_RESET_TSN, 1, NULL);
}

static void reconfig__small_packets(void **state)
{
	requests("TSNs reset once a packet", 0, SCTP_PT_RESET_TSN, 1, NULL);
}

/* A request to reset @n times stream @sid, and stream 0, cannot be done yet:
 * work for each packet until then
 */
static void wait_for(const char *name, u16 type, u16 sid, u32 n)
{
	u32 head = type == SCTP_PT_RESET_OUT ? 16 : 8, i;
	struct unit_build b = { 0 };
	u8 body[8000] = { 0 };

	put_unaligned_be16(type, body);
	put_unaligned_be16(head + 2 * (n + 1), body + 2);
	put_unaligned_be32(peer_serial(), body + 4);
	if (type == SCTP_PT_RESET_OUT)
		put_unaligned_be32(tsn(1000), body + 12);
	for (i = 0; i < n; i++)
		put_unaligned_be16(sid, body + head + 2 * i);
	unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, head + 2 * (n + 1));
	feed(&b);
	for (i = 0; i < 1000; i++) {
		b.len = 0;
		unit_chunk(&b, SCTP_CT_PAD, 0, NULL, 0);
		feed(&b);
	}
	report(name);
}

static void reconfig__reset_out_waits_for_data(void **state)
{
	reconfig_begin();
	wait_for("inbound streams are to be reset", SCTP_PT_RESET_OUT, 5, 3900);
	/* all of the list was read once */
	assert_true(work < 1001 * PACKET_WORK / 4);
}

/* Does our request reset all of the streams that the peer's is about? */
static void reconfig__reset_in_waits_for_our_request(void **state)
{
	u16 sids[255];
	u32 i;

	reconfig_begin();
	for (i = 0; i < ARRAY_SIZE(sids); i++)
		sids[i] = 1 + i;
	assert_int_equal(sctp_reconfig_reset_streams(&U.a, SCTP_RECONFIG_OUT,
						     sids, i, U.now), 0);
	unit_flush();
	begin();
	wait_for("outbound streams are to be reset", SCTP_PT_RESET_IN, i, 256);
}

/* Each packet answers our request and asks for the next, of an idle stream,
 * while another one has a long queue
 */
static void reconfig__reset_in_beside_a_long_queue(void **state)
{
	u32 i;

	reconfig_begin();
	U.a.tx.peer.rwnd = 0;
	for (i = 0; i < 10000; i++)
		unit_send(1, 0, 0);
	begin();
	for (i = 0; i < 100; i++) {
		struct unit_build b = { 0 };
		u8 body[12] = { 0 };

		put_unaligned_be16(SCTP_PT_RECONFIG_ANSWER, body);
		put_unaligned_be16(sizeof(body), body + 2);
		put_unaligned_be32(UNIT_MY_TSN + i - 1, body + 4);
		put_unaligned_be32(SCTP_RECONFIG_DONE, body + 8);
		unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, sizeof(body));
		put_unaligned_be16(SCTP_PT_RESET_IN, body);
		put_unaligned_be16(10, body + 2);
		put_unaligned_be32(peer_serial(), body + 4);
		put_unaligned_be16(5, body + 8);
		unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, 10);
		feed(&b);
	}
	/* each of them was asked for */
	assert_int_equal(sctp_request_first(&U.a)->handled, 100);
	assert_int_equal(sctp_request_first(&U.a)->numbered, 100);
	report("an idle outbound stream reset beside a long queue");
}

static void reconfig__add_out(void **state)
{
	const u32 words[] = { 0, 1 << 16 };

	requests("streams added", PACKET, SCTP_PT_ADD_OUT, 2, words);
}

/* --- ASCONF: an address is added and deleted, again and again --- */

/* The peer asks that an address is added and deleted, @n times */
static void add_and_delete(struct unit_build *b, u32 n)
{
	struct sctp_addr peer = unit_peer();
	u32 at = 12, type = SCTP_PT_ADD_IP;
	u8 body[PACKET - 4];

	put_unaligned_be32(next_serial++, body);
	put_unaligned_be32(SCTP_PT_IPV4_ADDR << 16 | 8, body + 4);
	memcpy(body + 8, &peer.v4, 4);
	for (n *= 2; n; n--, at += 16) {
		put_unaligned_be32(type << 16 | 16, body + at);
		put_unaligned_be32(at, body + at + 4);
		put_unaligned_be32(SCTP_PT_IPV4_ADDR << 16 | 8, body + at + 8);
		put_unaligned_be32(0x0a030001, body + at + 12);
		type = SCTP_PT_ADD_IP + SCTP_PT_DEL_IP - type;
	}
	unit_chunk(b, SCTP_CT_ASCONF, 0, body, at);
}

static void asconf(const char *name, u32 n)
{
	u32 i;

	U.a.hs.caps |= SCTP_CAP_ASCONF;
	unit_set_cfg(U.a, caps, SCTP_CAP_ASCONF | SCTP_CAP_NOAUTH);
	for (i = 1; i < SCTP_MAX_PATHS - 1; i++)
		unit_path(0x0a020000 + i, SCTP_PATH_ACTIVE);
	sctp_asconf_begin(&U.a);
	U.a.primary->cc.cwnd = 10000000;
	U.a.tx.peer.rwnd = 10000000;
	/* there is much in flight, and waiting */
	for (i = 0; i < 8000; i++)
		unit_send(1, 0, 0);
	unit_flush();
	unit_forget_sent();
	assert_int_equal(U.a.tx.ring.next - U.a.tx.ring.base, 8000);
	U.a.tx.peer.rwnd = 0;
	for (i = 0; i < 1000; i++)
		unit_send(1, 0, 0);
	/* the way to the new address takes less */
	U.mtu = 1000;
	next_serial = U.a.hs.peer_initial_tsn;
	begin();
	for (i = 0; i < 100; i++) {
		struct unit_build b = { 0 };

		while (b.len + 16 + 32 * n <= PACKET)
			add_and_delete(&b, n);
		feed(&b);
	}
	report(name);
}

static void asconf__many_requests(void **state)
{
	asconf("addresses added and deleted", 44);
}

static void asconf__many_chunks(void **state)
{
	asconf("addresses added and deleted, one at a time", 1);
}

/* What a user gets for the messages he queues: one pushes out many of lower
 * priorities, each of another
 */
static void make_room__many_priorities(void **state)
{
	u32 i, n = 4000;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	U.a.tx.peer.rwnd = 0;
	for (i = 0; i < n; i++) {
		struct shim_msg *msg = shim_msg_new(1);

		msg->m.flags = SCTP_TX_PR_PRIO;
		msg->m.value = 1 + i;
		msg->m.cell = sctp_sendq_cell(&U.a, 1);
		assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	}
	begin();
	assert_true(sctp_assoc_make_room(&U.a, 0, n));
	assert_int_equal(U.a.tx.queued_msgs, 0);
	print_message("# many priorities: work %lu, %.1f a message\n", work,
		      (double)work / n);
	assert_true(work <= n * (u64)BYTE_WORK);
}

static void control__ecne_cwr(void **state)
{
	static const u8 zeros[4];

	many_chunks("ECNE", SCTP_CT_ECNE, zeros, 4);
	many_chunks("CWR", SCTP_CT_CWR, zeros, 4);
}

/* FORWARD TSN, which counts as data, then as many small chunks as fit into a
 * jumbo frame
 */
static void control__behind_forward_tsn(void **state)
{
	u32 i;

	unit_set_cfg(U.a, strict_data_order, true);
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	begin();
	for (i = 0; i < 30; i++) {
		struct unit_build b = { 0 };

		unit_forward(&b, SCTP_CT_FORWARD_TSN, tsn(i), 0, NULL);
		while (b.len + 4 <= sizeof(b.bytes))
			unit_chunk(&b, SCTP_CT_COOKIE_ACK, 0, NULL, 0);
		feed(&b);
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	report("small chunks behind FORWARD TSN, order is strict");
}

/* Causes of four bytes in one ERROR, and parameters in one HEARTBEAT */
static void control__small_parameters(void **state)
{
	static u8 body[PACKET - 4];
	u32 i;

	for (i = 0; i + 4 <= sizeof(body); i += 4) {
		put_unaligned_be16(99, body + i);
		put_unaligned_be16(4, body + i + 2);
	}
	many_chunks("causes", SCTP_CT_ERROR, body, sizeof(body));
	many_chunks("heartbeat info", SCTP_CT_HEARTBEAT, body, sizeof(body));
	many_chunks("heartbeat ack info", SCTP_CT_HEARTBEAT_ACK, body,
		    sizeof(body));
}

static void control__sacks_in_flight(void **state)
{
	u32 i;

	U.a.primary->cc.cwnd = 1 << 20;
	U.a.tx.peer.rwnd = 1 << 20;
	for (i = 0; i < 10; i++)
		unit_send_chunks(50);
	begin();
	/* every other chunk, as many blocks as fit, and the other ones */
	for (i = 0; i < 300; i++) {
		struct unit_build b = { 0 };
		struct sctpw_sack *s;
		u32 j, n = 230;
		__be16 *gap;

		s = unit_chunk(&b, SCTP_CT_SACK, 0, NULL, 12 + 4 * n);
		s->cum_tsn_ack = htonl(UNIT_MY_TSN - 1);
		s->a_rwnd = htonl(1 << 20);
		s->num_gaps = htons(n);
		gap = (__be16 *)(s + 1);
		for (j = 0; j < n; j++) {
			gap[2 * j] = htons(2 * j + 2 + i % 2);
			gap[2 * j + 1] = htons(2 * j + 2 + i % 2);
		}
		feed(&b);
	}
	report("SACKs that flip");
}

/* All but the first chunk is gap-acknowledged, then reneged on */
static void control__sacks_that_renege(void **state)
{
	u32 i;

	U.a.primary->cc.cwnd = 4 << 20;
	U.a.tx.peer.rwnd = 4 << 20;
	for (i = 0; i < 40; i++)
		unit_send_chunks(50);
	begin();
	for (i = 0; i < 1000; i++) {
		struct unit_build b = { 0 };

		if (i % 2)
			unit_sack(&b, UNIT_MY_TSN - 1, 4 << 20, 0);
		else
			unit_sack(&b, UNIT_MY_TSN - 1, 4 << 20, 1, 2, 2000);
		feed(&b);
	}
	report("SACKs that renege");
}

/* Every other chunk is kept for good. Then short NR-SACKs say that nothing is
 * there, or all of it
 */
static void control__nrsacks_of_every_other_chunk(void **state)
{
	u32 i, j;

	U.a.hs.caps |= SCTP_CAP_NR_SACK;
	U.a.primary->cc.cwnd = 8 << 20;
	U.a.tx.peer.rwnd = 8 << 20;
	for (i = 0; i < 80; i++)
		unit_send_chunks(50);
	begin();
	for (i = 0; i < 2000; i++) {
		u32 n = i < 10 ? 200 : i % 2, from = i < 10 ? i * 400 : 0;
		struct unit_build b = { 0 };
		struct sctpw_nrsack *s;
		__be16 *gap;

		s = unit_chunk(&b, SCTP_CT_NR_SACK, 0, NULL, 16 + 4 * n);
		s->cum_tsn_ack = htonl(UNIT_MY_TSN - 1);
		s->a_rwnd = htonl(8 << 20);
		s->num_nr = htons(n);
		s->num_gaps = 0;
		s->num_dups = 0;
		gap = (__be16 *)(s + 1);
		for (j = 0; j < n; j++) {
			gap[2 * j] = htons(from + 2 * j + 2);
			gap[2 * j + 1] = htons(from + 2 * j + 2);
		}
		feed(&b);
	}
	report("NR-SACKs of every other chunk");
	assert_true(work < 2000 * PACKET_WORK / 4);
}

/* A packet full of reports, each of the same short message, or one report of as
 * many as fit. Then what is damaged, again and again
 */
static void pktdrop_quote(struct unit_build *b, u32 first, u32 n)
{
	struct sctpw_pktdrop *h = unit_chunk(b, SCTP_CT_PKTDROP,
					     SCTP_PKTDROP_B, NULL,
					     24 + 20 * n);
	struct sctpw_common *c = (void *)(h + 1);
	struct sctpw_data *d = (void *)(c + 1);
	u32 i;

	c->sport = htons(1000);
	c->dport = htons(2000);
	c->vtag = htonl(UNIT_PEER_TAG);
	for (i = 0; i < n; i++, d = (void *)((u8 *)(d + 1) + 4)) {
		u32 tsn = UNIT_MY_TSN + first + i;
		struct sctp_tx_chunk *t = sctp_txring_slot(&U.a.tx.ring, tsn);

		d->ch.flags = SCTP_DATA_BE;
		d->ch.len = htons(20);
		d->tsn = htonl(tsn);
		d->ssn = htons(t->msg->mid);
		d->ppid = t->msg->ppid;
	}
}

static void control__reports_of_damaged_packets(void **state)
{
	u32 i, k, again;

	U.a.hs.caps |= SCTP_CAP_PKTDROP;
	U.a.primary->cc.cwnd = 8 << 20;
	U.a.tx.peer.rwnd = 8 << 20;
	U.ep.nodelay = true;
	for (i = 0; i < 2000; i++)
		unit_send(4, 0, 0);
	unit_flush();
	unit_forget_sent();
	assert_int_equal(U.a.tx.ring.next, UNIT_MY_TSN + 2000);
	again = U.a.counts.rtxchunks;
	begin();
	for (i = 0; i < 2000; i++) {
		struct unit_build b = { 0 };

		if (i % 2)
			pktdrop_quote(&b, i % 1900, 60);
		else
			for (k = 0; k < 25; k++)
				pktdrop_quote(&b, i % 1900 + k % 20, 1);
		feed(&b);
	}
	report("reports of damaged packets");
	/* each once: there was no round trip */
	assert_true(U.a.counts.rtxchunks - again <= 2000);
}

static void control__damaged_packets(void **state)
{
	struct unit_build b = { 0 };
	u64 bytes = 0;
	u32 i;

	U.a.hs.caps |= SCTP_CAP_PKTDROP;
	for (i = 0; i < 350; i++)
		unit_chunk(&b, 0x3f, 0, NULL, 0);
	for (i = 0; i < 2000; i++) {
		struct sctp_rx rx;

		unit_rx(&rx, &b, b.len);
		sctp_pktdrop_report(&U.a, &rx);
		kfree_skb(rx.skb);
		unit_flush();
		if (U.nsent)
			bytes += U.sent[0]->len + 12;
		unit_forget_sent();
		U.now += NSEC_PER_USEC;
	}
	assert_true(bytes && bytes <= 128ULL * b.len);
}

/* INIT with as many parameters as fit, for the association and endpoint */
static void control__init(void **state)
{
	static const u16 param[][2] = {
		{ SCTP_PT_IPV4_ADDR, 8 }, { SCTP_PT_IPV6_ADDR, 20 },
		{ 0xffff, 4 }, { 0x7fff, 4 }, { 12, 4 }, { 9, 8 },
		{ SCTP_PT_SUPPORTED_EXT, 4 }, { SCTP_PT_SUPPORTED_EXT, 8 },
	};
	u32 i, k, ep;

	for (k = 0; k < 2 * ARRAY_SIZE(param); k++) {
		const u16 *p = param[k / 2];

		ep = k % 2;
		begin();
		for (i = 0; i < 200; i++) {
			struct unit_build b = { 0 };
			struct sctpw_init *h;
			u32 off;

			h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL, PACKET - 4);
			h->init_tag = htonl(0x77);
			h->a_rwnd = htonl(40000);
			h->num_ostreams = htons(0xffff);
			h->num_istreams = htons(0xffff);
			h->initial_tsn = htonl(600);
			for (off = 20; off + p[1] <= b.len; off += p[1]) {
				put_unaligned_be16(p[0], b.bytes + off);
				put_unaligned_be16(p[1], b.bytes + off + 2);
				put_unaligned_be32(0x0a010000 + off,
						   b.bytes + off + p[1] - 4);
				if (p[1] == 4)
					put_unaligned_be32((u32)p[0] << 16 | 4,
							   b.bytes + off);
			}
			put_unaligned_be16(off, b.bytes + 2);
			b.len = off;
			feed_tag(&b, 0, TRUESIZE, ep);
		}
		report(ep ? "INIT to the endpoint" : "INIT");
	}
}

/* Everything that belongs to no association */
static void control__out_of_the_blue(void **state)
{
	u32 i, type;

	for (type = 0; type < 256; type++) {
		begin();
		for (i = 0; i < 20; i++) {
			struct unit_build b = { 0 };

			while (b.len + 20 <= PACKET)
				unit_chunk(&b, type, 0, NULL, 16);
			feed_tag(&b, 0x1234, TRUESIZE, true);
		}
		assert_true(work <= PACKET_WORK * packets + BYTE_WORK * fed);
		held();
		assert_int_equal(nkept, 0);
	}
}

static void control__shutdown(void **state)
{
	__be32 cum = htonl(UNIT_MY_TSN - 1);
	u32 i;

	unit_send(100, 0, 0);
	unit_flush();
	unit_forget_sent();
	begin();
	for (i = 0; i < 300; i++) {
		struct unit_build b = { 0 };

		while (b.len + 8 <= PACKET)
			unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
		feed(&b);
	}
	report("SHUTDOWN");
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(data__bytes_in_order),
	UNIT_UP(data__byte_among_duplicates),
	UNIT_UP(data__byte_before_what_is_too_far),
	UNIT_UP(data__bytes_behind_gaps),
	UNIT_UP(data__unordered_behind_gaps),
	UNIT_UP(data__fragments_behind_gaps),
	UNIT_UP(data__bytes_fill_a_gap),
	UNIT_UP(data__unreadable_bytes_fill_a_gap),
	UNIT_UP(data__message_without_end),
	UNIT_UP(data__all_but_one_is_read),
	UNIT_UP(data__ssns_backwards),
	UNIT_UP(data__many_streams),
	UNIT_UP(data__streams_that_do_not_exist),
	UNIT_UP(data__ring_for_nothing),
	UNIT_UP(idata__messages_of_all_streams),
	UNIT_UP(idata__messages_behind_a_gap),
	UNIT_UP(idata__unordered_messages_of_a_stream),
	UNIT_UP(idata__fragments_backwards),
	UNIT_UP(idata__fragments_in_no_order),
	UNIT_UP(idata__gaps_that_close),
	UNIT_UP(idata__refused_again_and_again),
	UNIT_UP(idata__complete_and_early),
	UNIT_UP(idata__parts_of_a_byte),
	UNIT_UP(control__small_chunks),
	UNIT_UP(forward__streams_never_used),
	UNIT_UP(forward__many_wait),
	UNIT_UP(iforward__many_unfinished),
	UNIT_UP(iforward__late),
	UNIT_UP(reconfig__reset_out),
	UNIT_UP(reconfig__reset_in),
	UNIT_UP(reconfig__reset_tsn),
	UNIT_UP(reconfig__small_packets),
	UNIT_UP(reconfig__reset_out_waits_for_data),
	UNIT_UP(reconfig__reset_in_waits_for_our_request),
	UNIT_UP(reconfig__reset_in_beside_a_long_queue),
	UNIT_UP(reconfig__add_out),
	UNIT_UP(asconf__many_requests),
	UNIT_UP(asconf__many_chunks),
	UNIT_UP(make_room__many_priorities),
	UNIT_UP(control__behind_forward_tsn),
	UNIT_UP(control__ecne_cwr),
	UNIT_UP(control__small_parameters),
	UNIT_UP(control__sacks_in_flight),
	UNIT_UP(control__sacks_that_renege),
	UNIT_UP(control__nrsacks_of_every_other_chunk),
	UNIT_UP(control__reports_of_damaged_packets),
	UNIT_UP(control__damaged_packets),
	UNIT_UP(control__init),
	UNIT_UP(control__out_of_the_blue),
	UNIT_UP(control__shutdown),
};

int main(void)
{
	return cmocka_run_group_tests_name("amplify", tests, NULL, NULL);
}
