// SPDX-License-Identifier: GPL-2.0-only
/* I-FORWARD-TSN received and sent, RFC 8260 section 2.3.1 */
#include "core/recv/instream.h"
#include "core/caps.h"
#include "core/ext/prsctp.h"
#include "core/pathroute.h"
#include "core/recv/reasm.h"
#include "core/recv/unfinished.h"
#include "core/send/abandon.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))
#define MINE(n)	(UNIT_MY_TSN + (n))
#define HDR	20
#define B	SCTP_DATA_B
#define E	SCTP_DATA_E
#define UN	SCTP_DATA_U
#define WHOLE	(SCTP_RX_FIRST | SCTP_RX_LAST)

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_I_DATA | SCTP_CAP_PRSCTP | SCTP_CAP_I_FORWARD;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	unit_set_cfg(U.a, tail_loss_probe, false);
	U.a.primary->cc.cwnd = 100000;
	return err;
}

/* --- received --- */

static void arrives(u32 n, u16 sid, u32 mid, u32 fsn, u8 flags)
{
	struct unit_build b = { 0 };
	struct sctpw_idata *d = unit_chunk(&b, SCTP_CT_I_DATA, flags, NULL,
					   HDR - 4 + 100);

	d->tsn = htonl(TSN(n));
	d->sid = htons(sid);
	d->mid = htonl(mid);
	if (!(flags & B))
		d->fsn = htonl(fsn);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
}

static void forward(u32 n, u32 nskips, const struct unit_skip *skips)
{
	struct unit_build b = { 0 };

	unit_forward(&b, SCTP_CT_I_FORWARD_TSN, TSN(n), nskips, skips);
	unit_input(&b);
	unit_flush();
}

static void give_up(u32 n, u16 sid, u16 flags, u32 mid)
{
	struct unit_skip s = { sid, flags, mid };

	forward(n, 1, &s);
}

/* The next message, or part of one */
static void expect(u16 sid, u32 mid, u32 len, u8 flags)
{
	struct sctp_rx_msg *m = unit_next_msg();

	assert_non_null(m);
	assert_int_equal(m->sid, sid);
	assert_int_equal(m->mid, mid);
	assert_int_equal(m->len, len);
	assert_int_equal(m->flags & WHOLE, flags);
	unit_read(m);
}

static u32 sacked(void)
{
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	return get_unaligned_be32(unit_find(U.sent[U.nsent - 1],
					    SCTP_CT_SACK, 0) + 4) -
	       UNIT_PEER_TSN;
}

static void iforward__closes_a_gap(void **state)
{
	arrives(1, 0, 1, 0, B | E);
	arrives(2, 0, 2, 0, B | E);
	arrives(4, 0, 4, 0, B | E);
	assert_null(unit_next_msg());
	give_up(0, 0, 0, 0);
	expect(0, 1, 100, WHOLE);
	expect(0, 2, 100, WHOLE);
	assert_int_equal(sacked(), 2);
	assert_null(unit_next_msg());
	arrives(3, 0, 3, 0, B | E);
	expect(0, 3, 100, WHOLE);
	expect(0, 4, 100, WHOLE);
	unit_nothing_held();
	assert_int_equal(U.mib[SCTP_MIB_IN_FORWARD_TSNS], 1);
}

/* Of messages that are mixed only those that are listed are dropped */
static void iforward__other_messages_go_on(void **state)
{
	static const struct unit_skip skips[] = { { 1, 0, 0 }, { 2, 1, 0 } };

	arrives(0, 1, 0, 0, B);
	arrives(1, 2, 0, 0, B | UN);
	arrives(2, 3, 0, 0, B);
	arrives(3, 2, 1, 0, B | UN);
	arrives(4, 2, 0, 0, B);
	arrives(7, 1, 0, 3, E);
	arrives(8, 2, 0, 3, E | UN);
	assert_int_equal(U.a.rx.wnd.buffered, 700);
	forward(6, 2, skips);
	/* the ends that came are of messages that were given up */
	assert_int_equal(sacked(), 8);
	assert_int_equal(U.a.rx.wnd.buffered, 300);
	arrives(9, 3, 0, 1, E);
	expect(3, 0, 200, WHOLE);
	arrives(10, 2, 1, 1, E | UN);
	expect(2, 1, 200, WHOLE);
	arrives(11, 2, 0, 1, E);
	expect(2, 0, 200, WHOLE);
	arrives(12, 1, 1, 0, B | E);
	expect(1, 1, 100, WHOLE);
	unit_nothing_held();
}

/* All up to the MID, ordered or not, and none behind it */
static void iforward__up_to_the_mid(void **state)
{
	u32 i;

	for (i = 0; i < 10; i++)
		arrives(i, 5, i, 0, B | UN);
	give_up(11, 5, SCTP_ISKIP_U, 6);
	assert_int_equal(U.a.rx.wnd.buffered, 300);
	for (i = 7; i < 10; i++) {
		arrives(5 + i, 5, i, 1, E | UN);
		expect(5, i, 200, WHOLE);
	}
	unit_nothing_held();
	for (i = 0; i < 10; i++)
		arrives(15 + i, 5, i, 0, B);
	give_up(26, 5, 0, 6);
	assert_int_equal(U.a.rx.wnd.buffered, 300);
	for (i = 7; i < 10; i++) {
		arrives(20 + i, 5, i, 1, E);
		expect(5, i, 200, WHOLE);
	}
	unit_nothing_held();
}

static void iforward__mids_wrap(void **state)
{
	u32 mid = 0xfffffffeu, i;

	for (i = 0; i < 5; i++)
		arrives(i, 5, mid + i, 0, B | UN);
	/* half of all MIDs ahead is behind */
	give_up(5, 5, SCTP_ISKIP_U, mid - 1);
	assert_int_equal(U.a.rx.wnd.buffered, 500);
	give_up(6, 5, SCTP_ISKIP_U, mid + 2);
	assert_int_equal(U.a.rx.wnd.buffered, 200);
	give_up(7, 5, SCTP_ISKIP_U, 0x80000002u);
	assert_int_equal(U.a.rx.wnd.buffered, 200);
	give_up(8, 5, SCTP_ISKIP_U, 0x7fffffffu);
	unit_nothing_held();
}

static void iforward__messages_that_wait_are_delivered(void **state)
{
	arrives(0, 1, 0, 0, B);
	arrives(1, 1, 1, 0, B | E);
	arrives(3, 1, 3, 0, B | E);
	arrives(4, 1, 2, 0, B);
	assert_null(unit_next_msg());
	/* 0 and 2 were given up */
	give_up(5, 1, 0, 2);
	expect(1, 1, 100, WHOLE);
	expect(1, 3, 100, WHOLE);
	unit_nothing_held();
}

static void iforward__ends_a_partial_delivery(void **state)
{
	unit_set_cfg(U.a, pd_point, 50);
	arrives(0, 3, 0, 0, B);
	expect(3, 0, 100, SCTP_RX_FIRST);
	arrives(1, 4, 0, 0, B | UN);
	expect(4, 0, 100, SCTP_RX_FIRST);
	give_up(2, 3, 0, 0);
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 3 << 16));
	assert_false(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 4 << 16));
	give_up(3, 4, SCTP_ISKIP_U, 0);
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 4 << 16));
	unit_nothing_held();
	arrives(4, 4, 1, 0, B | E | UN);
	expect(4, 1, 100, WHOLE);
	arrives(5, 3, 1, 0, B | E);
	expect(3, 1, 100, WHOLE);
}

/* The next message has its turn, and is delivered in parts */
static void iforward__the_next_one_has_its_turn(void **state)
{
	unit_set_cfg(U.a, pd_point, 50);
	arrives(1, 3, 1, 0, B);
	arrives(2, 3, 1, 1, 0);
	assert_null(unit_next_msg());
	give_up(0, 3, 0, 0);
	expect(3, 1, 200, SCTP_RX_FIRST);
	arrives(3, 3, 1, 2, E);
	expect(3, 1, 100, SCTP_RX_LAST);
	unit_nothing_held();
}

/* A fragment behind a gap is as if in order when the gap is jumped over */
static void iforward__reaches_early_fragments(void **state)
{
	unit_set_cfg(U.a, pd_point, 50);
	arrives(1, 3, 0, 0, B);
	arrives(3, 3, 0, 1, 0);
	assert_null(unit_next_msg());
	/* jumps over them, too */
	give_up(4, 2, 0, 0);
	expect(3, 0, 200, SCTP_RX_FIRST);
	sctp_reasm_renege(&U.a);
	arrives(5, 3, 0, 2, E);
	expect(3, 0, 100, SCTP_RX_LAST);
	unit_nothing_held();
}

/* All that was sent of a message has arrived, and no more of it was sent */
static void iforward__late(void **state)
{
	arrives(0, 3, 0, 0, B);
	arrives(1, 3, 0, 1, 0);
	arrives(2, 4, 7, 0, B | UN);
	give_up(1, 3, SCTP_ISKIP_U, 0);
	give_up(1, 3, 0, 5);
	give_up(0, 3, 0, 0);
	assert_int_equal(U.a.rx.wnd.buffered, 300);
	give_up(1, 3, 0, 0);
	assert_int_equal(U.a.rx.wnd.buffered, 100);
	give_up(2, 4, SCTP_ISKIP_U, 7);
	unit_nothing_held();
	arrives(3, 3, 1, 0, B | E);
	expect(3, 1, 100, WHOLE);
	assert_int_equal(U.mib[SCTP_MIB_IN_FORWARD_TSNS], 0);
}

/* One that comes again after a reset of the stream: MIDs are the same */
static void iforward__of_before_a_reset(void **state)
{
	arrives(0, 3, 0, 0, B);
	give_up(1, 3, 0, 0);
	sctp_instream_restart(&U.a, 3);
	arrives(2, 3, 0, 0, B);
	give_up(1, 3, 0, 0);
	arrives(3, 3, 0, 1, E);
	expect(3, 0, 200, WHOLE);
	unit_nothing_held();
}

/* A fragment that was sent before its message was given up comes later. It is
 * not in the way of a message with the same MID after a reset of the stream
 */
static void iforward__late_fragment_before_a_reset(void **state)
{
	arrives(0, 3, 0, 0, B | UN);
	give_up(1, 3, SCTP_ISKIP_U, 0);
	arrives(2, 3, 0, 2, UN);
	sctp_instream_restart(&U.a, 3);
	arrives(3, 3, 0, 0, B | UN);
	arrives(4, 3, 0, 1, E | UN);
	expect(3, 0, 200, WHOLE);
	unit_nothing_held();
}

/* TSNs tell nothing: fragments of the next message came before */
static void iforward__turn_of_what_came_before(void **state)
{
	unit_set_cfg(U.a, pd_point, 50);
	arrives(0, 3, 1, 0, B);
	assert_null(unit_next_msg());
	give_up(1, 3, 0, 0);
	/* with the next packet that has data */
	arrives(2, 4, 0, 0, B | E);
	expect(3, 1, 100, SCTP_RX_FIRST);
	expect(4, 0, 100, WHOLE);
}

static void iforward__as_far_as_it_goes(void **state)
{
	u32 far = 0x7fffffff, i;

	arrives(2, 0, 1, 0, B);
	/* work for what was received only: this would take minutes else */
	for (i = 1; i <= 4096; i++) {
		give_up(far * i - 1, 0, 0, far * i - 1);
		give_up(far * i - 1, 0, SCTP_ISKIP_U, far * i - 1);
		unit_forget_sent();
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(far * i - 1));
	}
	unit_nothing_held();
	arrives(far * 4096, 0, far * 4096, 0, B | E);
	expect(0, far * 4096, 100, WHOLE);
}

/* CVE-2023-53372: a stream number of the peer's indexed the streams */
static void cve_2023_53372__streams_out_of_range(void **state)
{
	static const struct unit_skip skips[] = {
		{ 65535, 0, 0 }, { 0, 0, 0 }, { 10, 1, 5 }, { 1, 0xfffe, 3 },
		{ 32768, 0, 7 }, { 9, 1, 1 },
	};

	sctp_instream_set(&U.a, 10);
	arrives(1, 0, 1, 0, B | E);
	forward(0, ARRAY_SIZE(skips), skips);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_STREAM], 2 * 3);
	expect(0, 1, 100, WHOLE);
	/* bits that are reserved mean nothing */
	arrives(2, 1, 4, 0, B | E);
	expect(1, 4, 100, WHOLE);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* An entry that is cut off, and chunks of every length */
static void cve_2016_9555__entry_cut_off(void **state)
{
	u8 body[20] = { 0 };
	u32 len;

	for (len = 4; len <= sizeof(body); len++) {
		struct unit_build b = { 0 };

		put_unaligned_be32(TSN(len), body);
		unit_chunk(&b, SCTP_CT_I_FORWARD_TSN, 0, body, len);
		unit_input(&b);
		unit_flush();
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(len));
	}
	for (len = 0; len < 4; len++) {
		struct unit_build b = { 0 };

		unit_chunk(&b, SCTP_CT_I_FORWARD_TSN, 0, body, len);
		unit_input(&b);
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(20));
	}
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 4);
}

static void iforward__without_memory_changes_nothing(void **state)
{
	sctp_instream_set(&U.a, 65535);
	arrives(1, 0, 1, 0, B | E);
	shim_fail_nth(1);
	give_up(0, 1000, 0, 0);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	give_up(0, 0, 0, 0);
	expect(0, 1, 100, WHOLE);
}

static void wrong_chunk(u8 type)
{
	struct unit_build b = { 0 };
	__be32 tsn = htonl(TSN(0));
	const u8 *abort;

	unit_chunk(&b, type, 0, &tsn, 4);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	abort = unit_find(U.sent[U.nsent - 1], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_PROTOCOL_VIOLATION);
}

static void forward__with_i_data(void **state)
{
	wrong_chunk(SCTP_CT_FORWARD_TSN);
}

static void iforward__with_data(void **state)
{
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_DATA);
	wrong_chunk(SCTP_CT_I_FORWARD_TSN);
}

static void iforward__without_negotiation_is_unknown(void **state)
{
	const u8 *err;

	U.a.hs.caps = SCTP_CAP_I_DATA;
	give_up(0, 0, 0, 0);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	err = unit_find(U.sent[U.nsent - 1], SCTP_CT_ERROR, 0);
	assert_non_null(err);
	assert_int_equal(err[8], SCTP_CT_I_FORWARD_TSN);
}

/* --- sent --- */

/* Queue a message, or with SCTP_TX_OPEN a part of one */
static void queue(u32 len, u16 sid, u16 flags, u32 value)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.value = value;
	msg->m.cell = sctp_sendq_cell(&U.a, len);
	msg->m.hdr = U.a.tx.data_hdr;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/* The last I-FORWARD-TSN: up to MINE(@n), with @nskips streams */
static const u8 *sent_forward(u32 n, u32 nskips)
{
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	return unit_sent_forward(SCTP_CT_I_FORWARD_TSN, MINE(n), nskips);
}

static void skips(const u8 *skip, u16 sid, u16 flags, u32 mid)
{
	assert_int_equal(get_unaligned_be16(skip), sid);
	assert_int_equal(get_unaligned_be16(skip + 2), flags);
	assert_int_equal(get_unaligned_be32(skip + 4), mid);
}

/* Each stream once for its ordered, once for its unordered messages */
static void abandon__streams_are_listed(void **state)
{
	const u8 *s;

	queue(10, 1, SCTP_TX_PR_TTL, 50);
	queue(10, 1, SCTP_TX_PR_TTL | SCTP_TX_UNORDERED, 50);
	queue(10, 2, SCTP_TX_PR_TTL, 50);
	queue(10, 1, SCTP_TX_PR_TTL, 50);
	queue(10, 1, SCTP_TX_PR_TTL, 50);
	queue(10, 1, SCTP_TX_PR_TTL | SCTP_TX_UNORDERED, 50);
	unit_flush();
	unit_wait(60 * MS);
	s = sent_forward(5, 3);
	skips(s, 1, 0, 2);
	skips(s + 8, 1, SCTP_ISKIP_U, 1);
	skips(s + 16, 2, 0, 0);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(U.released, 6);
	unit_acked(MINE(5), 50000);
	unit_nothing_left();
}

static void abandon__many_streams(void **state)
{
	u32 i;

	sctp_sendq_set_streams(&U.a, 200);
	for (i = 0; i < 100; i++)
		queue(4, i, SCTP_TX_PR_TTL, 50);
	unit_flush();
	unit_wait(60 * MS);
	sent_forward(63, 64);
	unit_forget_sent();
	unit_acked(MINE(63), 50000);
	skips(sent_forward(99, 36), 64, 0, 0);
	unit_acked(MINE(99), 50000);
	unit_nothing_left();
}

/* A packet of a small path has no room for as many as a chunk may list */
static void abandon__streams_of_a_small_path(void **state)
{
	u32 i;

	sctp_sendq_set_streams(&U.a, 100);
	U.mtu = 472;
	sctp_path_pmtu(&U.a, U.a.primary, 472, U.now);
	for (i = 0; i < 64; i++)
		queue(4, i, SCTP_TX_PR_TTL, 50);
	unit_flush();
	unit_forget_sent();
	unit_wait(60 * MS);
	for (i = 0; i < U.nsent; i++)
		assert_true(U.sent[i]->len <= 472 - 12);
	sent_forward(55, 56);
	unit_acked(MINE(55), 50000);
	sent_forward(63, 8);
	unit_acked(MINE(63), 50000);
	unit_nothing_left();
}

/* Fragments that lie between those of another stream's message */
static void abandon__mixed_fragments(void **state)
{
	queue(100, 1, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 50);
	queue(100, 2, SCTP_TX_OPEN, 0);
	queue(100, 1, 0, 0);
	queue(100, 2, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.ring.next - U.a.tx.ring.base, 4);
	unit_wait(60 * MS);
	assert_int_equal(U.released, 2);
	/* the first TSN only: the next one is the other message's */
	skips(sent_forward(0, 1), 1, 0, 0);
	assert_int_equal(U.a.tx.ring.flight, 200);
	unit_forget_sent();
	unit_acked(MINE(1), 50000);
	skips(sent_forward(2, 1), 1, 0, 0);
	unit_acked(MINE(3), 50000);
	unit_nothing_left();
	assert_int_equal(U.released, 4);
}

/* The rest is not sent; its place is taken by a TSN, its number is used */
static void abandon__the_rest_is_not_sent(void **state)
{
	u32 len = U.a.tx.frag_point;

	U.a.primary->cc.cwnd = 2 * 1480;
	queue(20 * len, 3, SCTP_TX_PR_TTL | SCTP_TX_UNORDERED, 50);
	unit_flush();
	unit_wait(60 * MS);
	skips(sent_forward(U.a.tx.ring.next - 1 - UNIT_MY_TSN, 1), 3,
	      SCTP_ISKIP_U, 0);
	assert_int_equal(U.released, 1);
	unit_acked(U.a.tx.ring.next - 1, 50000);
	unit_nothing_left();
	unit_forget_sent();
	queue(10, 3, SCTP_TX_UNORDERED, 0);
	unit_flush();
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0],
						      SCTP_CT_I_DATA, 0) + 12),
			 1);
}

/* Parts of messages of several streams, each with a policy of its own */
static void parts__each_as_its_first_says(void **state)
{
	queue(100, 1, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 50);
	queue(100, 2, SCTP_TX_OPEN, 0);
	queue(100, 3, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 500);
	queue(100, 2, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 10);
	queue(100, 1, SCTP_TX_OPEN, 0);
	unit_flush();
	unit_wait(60 * MS);
	assert_int_equal(U.released, 2);
	/* what follows fails, and is not sent */
	queue(100, 1, SCTP_TX_OPEN, 0);
	queue(100, 1, 0, 0);
	assert_int_equal(U.released, 4);
	/* a message of the stream begins with the next number */
	unit_forget_sent();
	queue(100, 1, 0, 0);
	unit_flush();
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0],
						      SCTP_CT_I_DATA, 0) + 12),
			 1);
	queue(100, 2, 0, 0);
	queue(100, 3, SCTP_TX_OPEN, 0);
	unit_flush();
	assert_int_equal(U.released, 4);
	unit_wait(500 * MS);
	queue(100, 3, 0, 0);
	assert_int_equal(U.released, 7);
	unit_acked(U.a.tx.ring.next - 1, 50000);
	unit_nothing_left();
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[0], 2);
}

static void rtx__not_retransmitted(void **state)
{
	queue(100, 1, SCTP_TX_PR_RTX | SCTP_TX_UNORDERED, 0);
	unit_flush();
	unit_wait(2 * SEC);
	assert_int_equal(unit_count(SCTP_CT_I_DATA), 1);
	skips(sent_forward(0, 1), 1, SCTP_ISKIP_U, 0);
	unit_acked(MINE(0), 50000);
	unit_nothing_left();
}

#define IFORWARD(test) \
	cmocka_unit_test_setup_teardown(test, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	IFORWARD(iforward__closes_a_gap),
	IFORWARD(iforward__other_messages_go_on),
	IFORWARD(iforward__up_to_the_mid),
	IFORWARD(iforward__mids_wrap),
	IFORWARD(iforward__messages_that_wait_are_delivered),
	IFORWARD(iforward__ends_a_partial_delivery),
	IFORWARD(iforward__the_next_one_has_its_turn),
	IFORWARD(iforward__reaches_early_fragments),
	IFORWARD(iforward__late),
	IFORWARD(iforward__of_before_a_reset),
	IFORWARD(iforward__late_fragment_before_a_reset),
	IFORWARD(iforward__turn_of_what_came_before),
	IFORWARD(iforward__as_far_as_it_goes),
	IFORWARD(cve_2023_53372__streams_out_of_range),
	IFORWARD(cve_2016_9555__entry_cut_off),
	IFORWARD(iforward__without_memory_changes_nothing),
	IFORWARD(forward__with_i_data),
	IFORWARD(iforward__with_data),
	IFORWARD(iforward__without_negotiation_is_unknown),
	IFORWARD(abandon__streams_are_listed),
	IFORWARD(abandon__many_streams),
	IFORWARD(abandon__streams_of_a_small_path),
	IFORWARD(abandon__mixed_fragments),
	IFORWARD(abandon__the_rest_is_not_sent),
	IFORWARD(parts__each_as_its_first_says),
	IFORWARD(rtx__not_retransmitted),
};

int main(void)
{
	return cmocka_run_group_tests_name("iforward", tests, NULL, NULL);
}
