// SPDX-License-Identifier: GPL-2.0-only
/* From fragments to messages, RFC 9260 section 6.9 */
#include "core/recv/reasm.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))

static u8 bytes[65536];

static void arrives(u32 n, u16 sid, u16 ssn, u8 flags, u32 len)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(n), sid, ssn, flags, len);
	unit_input(&b);
	unit_flush();
}

/* The next message: @frags fragments of @len bytes, from TSN(@n) on */
static void expect(u32 n, u32 frags, u32 len, u16 flags)
{
	struct sctp_rx_msg *m = unit_next_msg();
	u32 i;

	assert_non_null(m);
	assert_int_equal(m->len, frags * len);
	assert_int_equal(m->flags & (SCTP_RX_FIRST | SCTP_RX_LAST), flags);
	assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)),
			 frags * len);
	for (i = 0; i < frags * len; i++)
		assert_int_equal(bytes[i], (u8)TSN(n + i / len));
	sctp_rx_msg_free(m);
}

#define WHOLE	(SCTP_RX_FIRST | SCTP_RX_LAST)

static void reasm__in_order(void **state)
{
	arrives(0, 1, 0, SCTP_DATA_B, 100);
	arrives(1, 1, 0, 0, 100);
	assert_null(unit_next_msg());
	arrives(2, 1, 0, SCTP_DATA_E, 100);
	expect(0, 3, 100, WHOLE);
	assert_null(unit_next_msg());
	/* nothing had to wait in the ring */
	assert_null(U.a.rx.ring.slot);
}

static void reasm__every_order_of_four(void **state)
{
	u32 base = 0, perm, i, left, pick, order[4];

	for (perm = 0; perm < 24; perm++, base += 4) {
		u32 code = perm;

		for (i = 0; i < 4; i++)
			order[i] = i;
		for (i = 0; i < 4; i++) {
			left = 4 - i;
			pick = code % left;
			code /= left;
			swap(order[i], order[i + pick]);
			arrives(base + order[i], 1, perm,
				(order[i] == 0 ? SCTP_DATA_B : 0) |
				(order[i] == 3 ? SCTP_DATA_E : 0), 10);
		}
		expect(base, 4, 10, WHOLE);
	}
	assert_int_equal(U.a.rx.ring.held, 0);
	assert_int_equal(U.a.rx.wnd.buffered, 24 * 40);
}

static void reasm__unordered_behind_a_gap_does_not_wait(void **state)
{
	arrives(3, 1, 0, SCTP_DATA_E | SCTP_DATA_U, 10);
	arrives(2, 1, 0, SCTP_DATA_B | SCTP_DATA_U, 10);
	expect(2, 2, 10, WHOLE);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
}

/* RFC 9260 section 6.6: it may hold anything */
static void reasm__ssn_of_unordered_data_is_ignored(void **state)
{
	arrives(0, 1, 77, SCTP_DATA_B | SCTP_DATA_U, 10);
	arrives(1, 1, 5, SCTP_DATA_E | SCTP_DATA_U, 10);
	expect(0, 2, 10, WHOLE);
	arrives(4, 1, 3, SCTP_DATA_E | SCTP_DATA_U, 10);
	arrives(3, 1, 9, SCTP_DATA_B | SCTP_DATA_U, 10);
	expect(3, 2, 10, WHOLE);
}

static void reasm__ordered_behind_a_gap_waits_for_its_stream_only(void **state)
{
	arrives(1, 5, 0, SCTP_DATA_BE, 10);
	expect(1, 1, 10, WHOLE);
	arrives(2, 6, 1, SCTP_DATA_BE, 10);
	assert_null(unit_next_msg());
	arrives(0, 6, 0, SCTP_DATA_BE, 10);
	expect(0, 1, 10, WHOLE);
	expect(2, 1, 10, WHOLE);
}

static void reasm__bundled_fragments_keep_their_packets(void **state)
{
	struct unit_build b = { 0 };

	/* the end of one message, a whole one, and the beginning of a third */
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	unit_data(&b, TSN(1), 1, 0, SCTP_DATA_E, 10);
	unit_data(&b, TSN(2), 1, 1, SCTP_DATA_BE, 10);
	unit_data(&b, TSN(3), 1, 2, SCTP_DATA_B, 10);
	unit_input(&b);
	arrives(4, 1, 2, SCTP_DATA_E, 10);
	expect(0, 2, 10, WHOLE);
	expect(2, 1, 10, WHOLE);
	expect(3, 2, 10, WHOLE);
}

static void reasm__bundled_fragments_behind_a_gap(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(1), 1, 1, SCTP_DATA_B, 10);
	unit_data(&b, TSN(2), 1, 1, SCTP_DATA_E, 10);
	unit_data(&b, TSN(3), 1, 2, SCTP_DATA_BE, 10);
	unit_input(&b);
	arrives(0, 1, 0, SCTP_DATA_BE, 10);
	expect(0, 1, 10, WHOLE);
	expect(1, 2, 10, WHOLE);
	expect(3, 1, 10, WHOLE);
}

static void reasm__fragment_of_another_message_aborts(void **state)
{
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	arrives(1, 2, 0, SCTP_DATA_E, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PROTOCOL);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

static void reasm__fragment_of_the_next_message_aborts(void **state)
{
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	arrives(1, 1, 1, SCTP_DATA_E, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void reasm__unordered_fragment_of_an_ordered_one_aborts(void **state)
{
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	arrives(1, 1, 0, SCTP_DATA_E | SCTP_DATA_U, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void reasm__middle_without_beginning_aborts(void **state)
{
	arrives(0, 1, 0, 0, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void reasm__two_beginnings_abort(void **state)
{
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	arrives(1, 1, 0, SCTP_DATA_B, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void reasm__beginning_that_does_not_fit_found_later_aborts(void **state)
{
	arrives(1, 1, 0, SCTP_DATA_B, 10);
	arrives(0, 1, 0, SCTP_DATA_B, 10);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void reasm__partial_delivery_at_its_point(void **state)
{
	unit_set_cfg(U.a, pd_point, 250);
	arrives(0, 1, 0, SCTP_DATA_B, 100);
	arrives(1, 1, 0, 0, 100);
	assert_null(unit_next_msg());
	arrives(2, 1, 0, 0, 100);
	expect(0, 3, 100, SCTP_RX_FIRST);
	arrives(3, 1, 0, 0, 100);
	expect(3, 1, 100, 0);
	arrives(4, 1, 0, SCTP_DATA_E, 100);
	expect(4, 1, 100, SCTP_RX_LAST);
	assert_false(U.a.rx.delivery.partial);
}

static void reasm__nothing_comes_between_its_parts(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 1, 0, SCTP_DATA_B, 100);
	expect(0, 1, 100, SCTP_RX_FIRST);
	/* complete behind a gap, and unordered: still it has to wait */
	arrives(3, 2, 0, SCTP_DATA_BE, 10);
	arrives(4, 2, 0, SCTP_DATA_BE | SCTP_DATA_U, 10);
	assert_null(unit_next_msg());
	arrives(1, 1, 0, 0, 100);
	expect(1, 1, 100, 0);
	arrives(2, 1, 0, SCTP_DATA_E, 100);
	expect(2, 1, 100, SCTP_RX_LAST);
	expect(3, 1, 10, WHOLE);
	expect(4, 1, 10, WHOLE);
}

static void reasm__no_partial_delivery_out_of_turn(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	/* SSN 1 of its stream: SSN 0 is somewhere behind it */
	arrives(0, 1, 1, SCTP_DATA_B, 200);
	assert_null(unit_next_msg());
	arrives(1, 1, 1, SCTP_DATA_E, 200);
	assert_null(unit_next_msg());
	arrives(2, 1, 0, SCTP_DATA_BE, 10);
	expect(2, 1, 10, WHOLE);
	expect(0, 2, 200, WHOLE);
}

static void reasm__aborted_partial_delivery_is_told(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 7, 0, SCTP_DATA_B, 100);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 7 << 16));
	expect(0, 1, 100, SCTP_RX_FIRST);
}

/* Each allocation fails once: after a retransmission the data is there */
static void reasm__no_memory(void **state)
{
	u32 nth, base = 0, i, round;

	for (nth = 1; nth < 12; nth++, base += 4) {
		shim_fail_nth(nth);
		for (round = 0; round < 6; round++)
			for (i = 4; i--;)
				arrives(base + i, 1, nth - 1,
					(i == 0 ? SCTP_DATA_B : 0) |
					(i == 3 ? SCTP_DATA_E : 0), 10);
		shim_fail_nth(0);
		expect(base, 4, 10, WHOLE);
		unit_forget_sent();
	}
	assert_null(unit_next_msg());
	assert_true(U.mib[SCTP_MIB_NO_MEMORY]);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(reasm__in_order),
	UNIT_UP(reasm__every_order_of_four),
	UNIT_UP(reasm__unordered_behind_a_gap_does_not_wait),
	UNIT_UP(reasm__ssn_of_unordered_data_is_ignored),
	UNIT_UP(reasm__ordered_behind_a_gap_waits_for_its_stream_only),
	UNIT_UP(reasm__bundled_fragments_keep_their_packets),
	UNIT_UP(reasm__bundled_fragments_behind_a_gap),
	UNIT_UP(reasm__fragment_of_another_message_aborts),
	UNIT_UP(reasm__fragment_of_the_next_message_aborts),
	UNIT_UP(reasm__unordered_fragment_of_an_ordered_one_aborts),
	UNIT_UP(reasm__middle_without_beginning_aborts),
	UNIT_UP(reasm__two_beginnings_abort),
	UNIT_UP(reasm__beginning_that_does_not_fit_found_later_aborts),
	UNIT_UP(reasm__partial_delivery_at_its_point),
	UNIT_UP(reasm__nothing_comes_between_its_parts),
	UNIT_UP(reasm__no_partial_delivery_out_of_turn),
	UNIT_UP(reasm__aborted_partial_delivery_is_told),
	UNIT_UP(reasm__no_memory),
};

int main(void)
{
	return cmocka_run_group_tests_name("reasm", tests, NULL, NULL);
}
