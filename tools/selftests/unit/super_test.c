// SPDX-License-Identifier: GPL-2.0-only
/* Many packets in one buffer, out and in */
#include "core/pathroute.h"
#include "core/recv/superin.h"
#include "core/send/super.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))
#define CELL	(U.a.tx.frag_point)

static u8 bytes[65536];

/* --- out --- */

static void send_cells(u32 len, u16 cell)
{
	struct shim_msg *msg = shim_msg_new(len);
	u32 i;

	for (i = 0; i < len; i++)
		shim_msg_data(msg)[i] = i * 7;
	msg->m.sid = 3;
	msg->m.cell = cell;
	U.whole = true;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
}

/* A super-packet with fragments @first to @first + @n - 1 of a message */
static void check_super(const struct unit_packet *p, u32 first, u32 n, u32 len,
			u32 cell)
{
	u32 nfrags = DIV_ROUND_UP(len, cell), off = 0, i, j;

	assert_int_equal(p->seg, cell + 16);
	for (i = first; i < first + n; i++) {
		const struct sctpw_data *d = (const void *)(p->bytes + off);
		u32 want = min(cell, len - i * cell);

		assert_int_equal(d->ch.type, SCTP_CT_DATA);
		assert_int_equal(ntohs(d->ch.len), 16 + want);
		assert_int_equal(ntohl(d->tsn), U.a.hs.my_initial_tsn + i);
		assert_int_equal(ntohs(d->sid), 3);
		assert_int_equal(!!(d->ch.flags & SCTP_DATA_B), !i);
		assert_int_equal(!!(d->ch.flags & SCTP_DATA_E),
				 i == nfrags - 1);
		for (j = 0; j < want; j++)
			assert_int_equal(((const u8 *)(d + 1))[j],
					 (u8)((i * cell + j) * 7));
		for (; j & 3; j++)
			assert_int_equal(((const u8 *)(d + 1))[j], 0);
		off += 16 + ALIGN(want, 4);
	}
	assert_int_equal(off, p->len);
}

static void super_send__what_cwnd_allows(void **state)
{
	u32 n = DIV_ROUND_UP(U.a.primary->cc.cwnd, CELL + 16);

	send_cells(40 * CELL, CELL);
	assert_int_equal(U.nsent, 1);
	check_super(U.sent[0], 0, n, 40 * CELL, CELL);
	assert_int_equal(U.a.tx.ring.next - U.a.tx.ring.base, n);
	assert_int_equal(U.a.tx.ring.flight, n * CELL);
	assert_int_equal(U.a.primary->flight.size, n * (CELL + 16));
	assert_true(U.a.primary->t3_rtx);
	/* cwnd stops it, so it asks for a SACK */
	assert_true(U.sent[0]->bytes[(n - 1) * (CELL + 16) + 1] & SCTP_DATA_I);
}

static void super_send__what_the_peer_has_room_for(void **state)
{
	U.a.primary->cc.cwnd = 1 << 20;
	U.a.tx.peer.rwnd = 5 * CELL + 10;
	send_cells(40 * CELL, CELL);
	assert_int_equal(U.nsent, 1);
	check_super(U.sent[0], 0, 5, 40 * CELL, CELL);
	assert_int_equal(U.a.tx.peer.rwnd, 10);
}

static void super_send__whole_message_with_a_short_end(void **state)
{
	U.a.primary->cc.cwnd = 1 << 20;
	send_cells(5 * CELL + 9, CELL);
	assert_int_equal(U.nsent, 1);
	check_super(U.sent[0], 0, 6, 5 * CELL + 9, CELL);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.a.counts.opackets, 6);
}

/* What follows a packet that is shorter needs another buffer */
static void super_send__ends_with_a_shorter_packet(void **state)
{
	U.a.primary->cc.cwnd = 1 << 20;
	U.whole = true;
	unit_send(3 * CELL + 9, 3, 0);
	unit_send(2 * CELL, 3, 0);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[0]->len, 3 * (16 + CELL) + 16 + 12);
	assert_int_equal(U.sent[1]->len, 2 * (16 + CELL));
}

static void super_send__small_messages_share_packets(void **state)
{
	u32 n = (CELL + 16) / 116;

	U.a.primary->cc.cwnd = 1 << 20;
	U.whole = true;
	for (u32 i = 0; i < 5 * n + 2; i++)
		unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->seg, n * 116);
	assert_int_equal(U.sent[0]->len, (5 * n + 2) * 116);
	assert_int_equal(U.a.counts.opackets, 6);
}

/* All packets but the last would be this small */
static void super_send__not_of_small_packets(void **state)
{
	u32 i;

	U.a.primary->cc.cwnd = 1 << 20;
	unit_send(500, 0, 0);
	for (i = 0; i < 4; i++)
		unit_send(1000, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 5);
	assert_int_equal(U.sent[0]->seg, 0);
	assert_int_equal(U.sent[1]->seg, 1016);
}

static void super_send__begins_behind_control_chunks(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	U.a.primary->cc.cwnd = 1 << 20;
	U.whole = true;
	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE, 8);
	unit_input(&b);
	for (i = 0; i < 6; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[0]->seg, 0);
	assert_int_equal(U.sent[1]->seg, 1416);
	assert_int_equal(U.sent[1]->len, 5 * 1416);
}

/* The path's MTU sank below the cells: packets are as large as it takes */
static void super_send__not_when_mtu_sank(void **state)
{
	u32 i, cell = CELL;

	U.a.primary->cc.cwnd = 1 << 20;
	sctp_path_pmtu(&U.a, U.a.primary, 600, U.now);
	send_cells(8 * cell, cell);
	for (i = 0; i < U.nsent; i++) {
		assert_int_equal(U.sent[i]->seg, 0);
		assert_true(U.sent[i]->len <= 600 - 12);
	}
	assert_int_equal(U.a.tx.queued_msgs, 0);
}

static void super_send__retransmission_is_a_packet(void **state)
{
	send_cells(40 * CELL, CELL);
	unit_forget_sent();
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->seg, 0);
	assert_int_equal(U.sent[0]->len, 16 + CELL);
	assert_int_equal(U.sent[0]->bytes[16 + 5], 5 * 7);
}

/* T3-rtx expired on a path: one packet until it is acknowledged (7.2.1) */
static void super_send__not_until_a_timeout_is_over(void **state)
{
	U.a.primary->cc.cwnd = 1 << 20;
	U.a.primary->cc.one_packet = true;
	send_cells(40 * CELL, CELL);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->seg, 0);
}

static void super_send__no_memory(void **state)
{
	assert_int_equal(sctp_ostream_reserve(&U.a, 3), 0);
	shim_fail_nth(1);
	send_cells(40 * CELL, CELL);
	U.now += NSEC_PER_SEC;
	unit_flush();
	/* the ring's slots, or the buffer: it goes out one way or the other */
	assert_true(U.nsent > 0);
	assert_true(U.a.tx.ring.flight > 0);
}

/* --- in --- */

static bool input_super(const struct unit_build *b, u32 seg, u32 linear)
{
	struct sctp_rx rx;
	bool taken;

	unit_rx(&rx, b, linear);
	taken = sctp_assoc_input_super(&U.a, &rx, seg);
	kfree_skb(rx.skb);
	if (taken)
		unit_flush();
	return taken;
}

/* @n fragments of one message from TSN(@first) on, the last one shorter */
static void fragments(struct unit_build *b, u32 first, u32 n, u16 ssn)
{
	u32 i;

	for (i = 0; i < n; i++)
		unit_data(b, TSN(first + i), 1, ssn,
			  (i ? 0 : SCTP_DATA_B) |
			  (i == n - 1 ? SCTP_DATA_E : 0),
			  i == n - 1 ? 33 : 100);
}

static void expect_fragments(u32 first, u32 n)
{
	struct sctp_rx_msg *m = unit_next_msg();
	u32 i, len = (n - 1) * 100 + 33;

	assert_non_null(m);
	assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)), len);
	for (i = 0; i < len; i++)
		assert_int_equal(bytes[i], (u8)TSN(first + i / 100));
	sctp_rx_msg_free(m);
}

static void super_input__is_one_extent(void **state)
{
	u32 linear;

	for (linear = 0; linear < 3; linear++) {
		struct unit_build b = { 0 };
		struct sctp_rx_msg *m;

		fragments(&b, linear * 6, 6, linear);
		assert_true(input_super(&b, 116, linear * 300));
		m = list_first_entry(&U.delivered, struct sctp_rx_msg, list);
		assert_ptr_equal(m->head, m->tail);
		assert_int_equal(m->first.seg, 100);
		assert_int_equal(m->first.len, 533);
		expect_fragments(linear * 6, 6);
	}
	assert_int_equal(U.a.counts.iodchunks, 18);
	assert_int_equal(U.a.counts.ipackets, 18);
	assert_int_equal(U.mib[SCTP_MIB_REASMUSRMSGS], 3);
	/* two packets or more are acknowledged at once */
	assert_int_equal(unit_count(SCTP_CT_SACK), 3);
}

static u32 reads;	/* until the first chunk becomes shorter */

static void shorten_first(const struct sk_buff *skb)
{
	if (!reads--)
		put_unaligned_be16(116, (u8 *)skb->frag[0].p + 2);
}

/*
 * A chunk that becomes two while it is looked at: the packet is kept for one,
 * and must not be linked to itself.
 */
static void super_input__one_chunk_stays_one(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_B, 100);
	unit_data(&b, TSN(1), 0, 0, SCTP_DATA_E, 84);
	put_unaligned_be16(b.len, b.bytes + 2);
	reads = 1;
	shim_on_read = shorten_first;
	assert_true(input_super(&b, 1000, 0));
	shim_on_read = NULL;
	b.len = 0;
	unit_data(&b, TSN(1), 0, 0, SCTP_DATA_E, 10);
	unit_input(&b);
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->len, 210);
	assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)), 210);
	sctp_rx_msg_free(m);
}

static void super_input__message_in_two(void **state)
{
	struct unit_build all = { 0 }, b = { 0 };

	fragments(&all, 0, 9, 0);
	memcpy(b.bytes, all.bytes, 4 * 116);
	b.len = 4 * 116;
	assert_true(input_super(&b, 116, 0));
	assert_null(unit_next_msg());
	memcpy(b.bytes, all.bytes + 4 * 116, all.len - 4 * 116);
	b.len = all.len - 4 * 116;
	assert_true(input_super(&b, 116, 0));
	expect_fragments(0, 9);
}

static void super_input__messages_one_by_one(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < 4; i++)
		unit_data(&b, TSN(i), i, 0, SCTP_DATA_BE, 100);
	assert_true(input_super(&b, 116, 0));
	for (i = 0; i < 4; i++) {
		struct sctp_rx_msg *m = unit_next_msg();

		assert_non_null(m);
		assert_int_equal(m->sid, i);
		assert_int_equal(m->len, 100);
		sctp_rx_msg_free(m);
	}
}

static void super_input__packets_of_small_messages(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;
	u32 i;

	/* three packets: four messages each, but for the last */
	for (i = 0; i < 10; i++)
		unit_data(&b, TSN(i), i, 0, SCTP_DATA_BE, 34);
	assert_true(input_super(&b, 4 * 52, 0));
	for (i = 0; i < 10; i++) {
		m = unit_next_msg();
		assert_non_null(m);
		assert_int_equal(m->sid, i);
		assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)), 34);
		assert_int_equal(bytes[33], (u8)TSN(i));
		sctp_rx_msg_free(m);
	}
	assert_int_equal(U.a.counts.ipackets, 3);
	assert_int_equal(U.a.counts.iodchunks, 10);
}

static void super_input__behind_a_gap(void **state)
{
	struct unit_build b = { 0 }, first = { 0 };

	fragments(&b, 1, 6, 1);
	assert_true(input_super(&b, 116, 0));
	assert_null(unit_next_msg());
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	unit_data(&first, TSN(0), 1, 0, SCTP_DATA_BE, 10);
	unit_input(&first);
	sctp_rx_msg_free(unit_next_msg());
	expect_fragments(1, 6);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(6));
}

/* One new chunk keeps all the duplicates it came with */
static void super_input__charged_for_duplicates(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u32 i;

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE, 100);
	unit_input(&b);
	unit_read(unit_next_msg());
	b.len = 0;
	for (i = 0; i < 60; i++)
		unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE, 100);
	unit_data(&b, TSN(2), 0, 1, SCTP_DATA_B, 100);
	unit_rx(&rx, &b, 0);
	rx.skb->truesize = 61 * 768;
	assert_true(sctp_assoc_input_super(&U.a, &rx, 116));
	kfree_skb(rx.skb);
	assert_int_equal(U.a.rx.wnd.charged, 61 * 768);
}

/* The reader frees a message while its packet is still processed */
static void super_input__charged_for_what_nobody_reads(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, pd_point, 50);
	U.deaf = true;
	fragments(&b, 0, 6, 0);
	b.len = 5 * 116;
	assert_true(input_super(&b, 116, 0));
	assert_int_equal(U.a.rx.wnd.charged, sizeof(struct sctp_rx_msg));
}

static void super_input__twice(void **state)
{
	struct unit_build b = { 0 };

	fragments(&b, 0, 6, 0);
	assert_true(input_super(&b, 116, 0));
	assert_true(input_super(&b, 116, 0));
	expect_fragments(0, 6);
	assert_null(unit_next_msg());
	assert_int_equal(U.a.counts.idupchunks, 6);
}

/* More than the window: what fits is taken */
static void super_input__beyond_the_window(void **state)
{
	struct unit_build b = { 0 };

	sctp_assoc_set_rcvbuf(&U.a, 3000);
	fragments(&b, 0, 30, 0);
	assert_true(input_super(&b, 116, 0));
	assert_true(sctp_tsn_lt(U.a.rx.ring.cum_tsn, TSN(29)));
	assert_true(sctp_tsn_gt(U.a.rx.ring.cum_tsn, TSN(0)));
}

static void super_input__left_to_the_caller(void **state)
{
	struct unit_build b = { 0 }, sack = { 0 };
	struct sctp_rx rx;

	fragments(&b, 0, 3, 0);
	/* a wrong length of packets, or none */
	assert_false(input_super(&b, 112, 0));
	assert_false(input_super(&b, 115, 0));
	assert_false(input_super(&b, 16, 0));
	assert_false(input_super(&b, 0, 0));
	/* a tag that is not ours */
	unit_rx(&rx, &b, 0);
	rx.vtag++;
	assert_false(sctp_assoc_input_super(&U.a, &rx, 116));
	kfree_skb(rx.skb);
	/* more than DATA */
	unit_data(&sack, TSN(0), 1, 0, SCTP_DATA_BE, 8);
	unit_sack(&sack, U.a.hs.my_initial_tsn - 1, 1000, 2, 2, 2, 4, 4);
	assert_int_equal(sack.len, 48);
	assert_false(input_super(&sack, 24, 0));
	/* another state */
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	assert_false(input_super(&b, 116, 0));
	U.a.state = SCTP_ST_ESTABLISHED;
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	assert_null(unit_next_msg());
	assert_int_equal(U.nsent, 0);
}

static void super_input__no_user_data_aborts(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 1, 0, SCTP_DATA_B, 100);
	unit_data(&b, TSN(1), 1, 0, SCTP_DATA_E, 0);
	assert_true(input_super(&b, 116, 0));
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void super_input__no_memory(void **state)
{
	u32 i;

	for (i = 1; i < 8; i++) {
		struct unit_build b = { 0 };

		fragments(&b, (i - 1) * 6, 6, i - 1);
		shim_fail_nth(i);
		assert_true(input_super(&b, 116, 0));
		shim_alloc_fails = NULL;
		/* whatever was dropped comes again */
		if (U.a.rx.ring.cum_tsn != TSN(i * 6 - 1))
			assert_true(input_super(&b, 116, 0));
		expect_fragments((i - 1) * 6, 6);
	}
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(super_send__what_cwnd_allows),
	UNIT_UP(super_send__what_the_peer_has_room_for),
	UNIT_UP(super_send__whole_message_with_a_short_end),
	UNIT_UP(super_send__ends_with_a_shorter_packet),
	UNIT_UP(super_send__small_messages_share_packets),
	UNIT_UP(super_send__not_of_small_packets),
	UNIT_UP(super_send__begins_behind_control_chunks),
	UNIT_UP(super_send__not_when_mtu_sank),
	UNIT_UP(super_send__retransmission_is_a_packet),
	UNIT_UP(super_send__not_until_a_timeout_is_over),
	UNIT_UP(super_send__no_memory),
	UNIT_UP(super_input__is_one_extent),
	UNIT_UP(super_input__one_chunk_stays_one),
	UNIT_UP(super_input__message_in_two),
	UNIT_UP(super_input__messages_one_by_one),
	UNIT_UP(super_input__packets_of_small_messages),
	UNIT_UP(super_input__behind_a_gap),
	UNIT_UP(super_input__charged_for_duplicates),
	UNIT_UP(super_input__charged_for_what_nobody_reads),
	UNIT_UP(super_input__twice),
	UNIT_UP(super_input__beyond_the_window),
	UNIT_UP(super_input__left_to_the_caller),
	UNIT_UP(super_input__no_user_data_aborts),
	UNIT_UP(super_input__no_memory),
};

int main(void)
{
	return cmocka_run_group_tests_name("super", tests, NULL, NULL);
}
