// SPDX-License-Identifier: GPL-2.0-only
/* FORWARD TSN received, RFC 3758 section 3.6 */
#include "core/recv/instream.h"
#include "core/caps.h"
#include "core/recv/reasm.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))

static int setup(void **state)
{
	unit_setup_up(state);
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	return 0;
}

static void arrives(u32 n, u16 sid, u16 ssn, u8 flags)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(n), sid, ssn, flags, 100);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
}

static void forward(u32 n, u32 nskips, const struct unit_skip *skips)
{
	struct unit_build b = { 0 };

	unit_forward(&b, SCTP_CT_FORWARD_TSN, TSN(n), nskips, skips);
	unit_input(&b);
	unit_flush();
}

static void give_up(u32 n, u16 sid, u16 ssn)
{
	const struct unit_skip s = { .sid = sid, .mid = ssn };

	forward(n, 1, &s);
}

static void expect(u16 sid, u16 ssn)
{
	struct sctp_rx_msg *m = unit_next_msg();

	assert_non_null(m);
	assert_int_equal(m->sid, sid);
	assert_int_equal(m->mid, ssn);
	unit_read(m);
}

static u32 acked(void)
{
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	return get_unaligned_be32(unit_find(U.sent[U.nsent - 1],
					    SCTP_CT_SACK, 0) + 4) -
	       UNIT_PEER_TSN;
}

static void forward__closes_a_gap(void **state)
{
	arrives(1, 0, 1, SCTP_DATA_BE);
	arrives(2, 0, 2, SCTP_DATA_BE);
	arrives(4, 0, 4, SCTP_DATA_BE);
	assert_null(unit_next_msg());
	give_up(0, 0, 0);
	expect(0, 1);
	expect(0, 2);
	/* a SACK at once, which goes on to what was received */
	assert_int_equal(acked(), 2);
	assert_null(unit_next_msg());
	arrives(3, 0, 3, SCTP_DATA_BE);
	expect(0, 3);
	expect(0, 4);
	unit_nothing_held();
	assert_int_equal(U.mib[SCTP_MIB_IN_FORWARD_TSNS], 1);
}

static void forward__over_several_gaps(void **state)
{
	arrives(1, 0, 1, SCTP_DATA_BE);
	arrives(3, 1, 0, SCTP_DATA_BE);
	arrives(5, 0, 3, SCTP_DATA_BE);
	expect(1, 0);
	give_up(4, 0, 2);
	expect(0, 1);
	expect(0, 3);
	assert_int_equal(acked(), 5);
	unit_nothing_held();
}

static void forward__skipped_tsn_is_a_duplicate(void **state)
{
	give_up(0, 0, 0);
	unit_forget_sent();
	arrives(0, 0, 0, SCTP_DATA_BE);
	assert_int_equal(U.mib[SCTP_MIB_IN_DUP_TSN], 1);
	unit_nothing_held();
	arrives(1, 0, 1, SCTP_DATA_BE);
	expect(0, 1);
}

static void forward__old_one_is_only_acknowledged(void **state)
{
	arrives(0, 0, 0, SCTP_DATA_BE);
	arrives(1, 0, 1, SCTP_DATA_BE);
	expect(0, 0);
	expect(0, 1);
	give_up(1, 0, 9);
	assert_int_equal(acked(), 1);
	unit_forget_sent();
	give_up(-5, 0, 9);
	assert_int_equal(acked(), 1);
	unit_forget_sent();
	/* half of all TSNs ahead is behind */
	give_up(2 + 0x80000000u, 0, 9);
	assert_int_equal(acked(), 1);
	assert_int_equal(U.mib[SCTP_MIB_IN_FORWARD_TSNS], 0);
	arrives(2, 0, 2, SCTP_DATA_BE);
	expect(0, 2);
}

static void forward__unordered_has_no_stream(void **state)
{
	arrives(1, 0, 0, SCTP_DATA_BE);
	expect(0, 0);
	forward(0, 0, NULL);
	assert_int_equal(acked(), 1);
	arrives(2, 0, 1, SCTP_DATA_BE);
	expect(0, 1);
}

static void forward__drops_incomplete_messages(void **state)
{
	/* in order, and in the ring */
	arrives(0, 0, 0, SCTP_DATA_B);
	arrives(2, 0, 0, SCTP_DATA_E);
	arrives(4, 0, 1, SCTP_DATA_E);
	arrives(5, 0, 2, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.wnd.buffered, 400);
	give_up(4, 0, 1);
	expect(0, 2);
	assert_int_equal(acked(), 5);
	unit_nothing_held();
}

static void forward__into_the_middle_of_a_message(void **state)
{
	arrives(1, 0, 0, 0);
	arrives(2, 0, 0, 0);
	arrives(4, 0, 0, SCTP_DATA_E);
	arrives(5, 0, 1, SCTP_DATA_BE);
	give_up(1, 0, 0);
	assert_int_equal(acked(), 2);
	assert_int_equal(U.a.rx.wnd.buffered, 200);
	/* the rest of it is dropped until another one begins */
	arrives(3, 0, 0, 0);
	expect(0, 1);
	unit_nothing_held();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	arrives(6, 0, 2, SCTP_DATA_BE);
	expect(0, 2);
	arrives(7, 0, 3, 0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void forward__ends_a_partial_delivery(void **state)
{
	struct sctp_rx_msg *m;

	unit_set_cfg(U.a, pd_point, 50);
	arrives(0, 3, 0, SCTP_DATA_B);
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->flags & SCTP_RX_LAST, 0);
	unit_read(m);
	/* complete ones of other streams are held back meanwhile */
	arrives(2, 4, 0, SCTP_DATA_BE);
	assert_null(unit_next_msg());
	give_up(1, 3, 0);
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 3 << 16));
	expect(4, 0);
	unit_nothing_held();
	arrives(3, 3, 1, SCTP_DATA_BE);
	expect(3, 1);
}

/* A FORWARD TSN from before a reset of the stream comes again: the message that
 * has the same SSN now is another
 */
static void forward__late_is_not_about_a_new_message(void **state)
{
	give_up(0, 2, 0);
	sctp_instream_restart(&U.a, 2);
	arrives(1, 2, 0, SCTP_DATA_B);
	give_up(0, 2, 0);
	arrives(2, 2, 0, SCTP_DATA_E);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	expect(2, 0);
	unit_nothing_held();
}

/* All that was sent of a message has arrived, and no more of it was sent */
static void forward__late_drops_the_incomplete_message(void **state)
{
	arrives(0, 3, 0, SCTP_DATA_B);
	arrives(1, 3, 0, 0);
	give_up(0, 2, 0);
	assert_non_null(U.a.rx.reasm.partial);
	give_up(1, 3, 0);
	assert_null(U.a.rx.reasm.partial);
	unit_nothing_held();
	arrives(2, 3, 1, SCTP_DATA_BE);
	expect(3, 1);
}

static void data__begins_while_another_is_incomplete(void **state)
{
	arrives(0, 3, 0, SCTP_DATA_B | SCTP_DATA_U);
	arrives(1, 3, 0, SCTP_DATA_BE | SCTP_DATA_U);
	expect(3, 0);
	unit_nothing_held();
	arrives(2, 3, 0, SCTP_DATA_B);
	U.a.hs.caps = 0;
	arrives(3, 3, 1, SCTP_DATA_BE);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void forward__as_far_as_it_goes(void **state)
{
	u32 far = 0x7fffffff, i;

	arrives(2, 0, 1, SCTP_DATA_BE);
	/* work for what was received only: this would take minutes else */
	for (i = 1; i <= 4096; i++) {
		give_up(far * i - 1, 0, i);
		unit_forget_sent();
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(far * i - 1));
		assert_int_equal(U.a.rx.ring.highest, U.a.rx.ring.cum_tsn);
	}
	expect(0, 1);
	unit_nothing_held();
	arrives(far * 4096, 0, 4097, SCTP_DATA_BE);
	expect(0, 4097);
}

/* The answer to a TSN reset was lost: the peer has other TSNs already, and says
 * it again when we know
 */
static void forward__of_after_a_tsn_reset(void **state)
{
	U.a.hs.caps |= SCTP_CAP_RECONFIG;
	arrives(0, 0, 0, SCTP_DATA_BE);
	expect(0, 0);
	give_up(0x40000002, 1, 0);
	assert_int_equal(acked(), 0);
	unit_forget_sent();
	give_up(0x20000000, 1, 0);
	assert_int_equal(acked(), 0);
	unit_forget_sent();
	give_up(0x1fffffff, 1, 0);
	assert_int_equal(acked(), 0x1fffffff);
}

/* CVE-2023-53372: a stream number of the peer's indexed the streams */
static void cve_2023_53372__streams_out_of_range(void **state)
{
	static const struct unit_skip skips[] = {
		{ 65535, 0, 0 }, { 0, 0, 0 }, { 10, 0, 5 }, { 1, 0, 3 },
		{ 32768, 0, 7 },
	};

	sctp_instream_set(&U.a, 10);
	arrives(1, 0, 1, SCTP_DATA_BE);
	forward(0, 5, skips);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_STREAM], 2 * 3);
	expect(0, 1);
	assert_int_equal(acked(), 1);
	arrives(2, 1, 4, SCTP_DATA_BE);
	expect(1, 4);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* An entry that is cut off, and chunks of every length */
static void cve_2016_9555__entry_cut_off(void **state)
{
	u8 body[12] = { 0 };
	u32 len;

	for (len = 4; len <= sizeof(body); len++) {
		struct unit_build b = { 0 };

		put_unaligned_be32(TSN(len), body);
		unit_chunk(&b, SCTP_CT_FORWARD_TSN, 0, body, len);
		unit_input(&b);
		unit_flush();
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(len));
	}
	/* shorter than its fixed part: the packet is refused */
	for (len = 0; len < 4; len++) {
		struct unit_build b = { 0 };

		unit_chunk(&b, SCTP_CT_FORWARD_TSN, 0, body, len);
		unit_input(&b);
		assert_int_equal(U.a.rx.ring.cum_tsn, TSN(12));
	}
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 4);
}

static void forward__ssn_far_away(void **state)
{
	arrives(1, 0, 5, SCTP_DATA_BE);
	/* behind: the stream stays as it is */
	give_up(0, 0, 40000);
	assert_null(unit_next_msg());
	give_up(2, 0, 4);
	expect(0, 5);
	give_up(3, 0, 32000);
	give_up(4, 0, 64000);
	arrives(5, 0, 64001, SCTP_DATA_BE);
	expect(0, 64001);
	unit_nothing_held();
}

/* All earlier TSNs are there, and more messages wait than may */
static void forward__names_no_stream(void **state)
{
	u32 n;

	for (n = 1; n < 600; n++)
		arrives(n, 0, n, SCTP_DATA_BE);
	forward(0, 0, NULL);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void forward__delivers_from_the_ring(void **state)
{
	u32 n;

	for (n = 1; n < 600; n++)
		arrives(n, 0, n, SCTP_DATA_BE);
	give_up(0, 0, 0);
	for (n = 1; n < 600; n++)
		expect(0, n);
	unit_nothing_held();
}

/* What was not taken, since too many wait, may be given up with the others */
static void forward__over_what_has_no_room(void **state)
{
	u32 n;

	for (n = 1; n < 600; n++)
		arrives(n, 0, n, SCTP_DATA_BE);
	give_up(599, 0, 599);
	for (n = 1; n <= 256; n++)
		expect(0, n);
	unit_nothing_held();
	arrives(600, 0, 600, SCTP_DATA_BE);
	expect(0, 600);
}

static void forward__without_memory_changes_nothing(void **state)
{
	sctp_instream_set(&U.a, 65535);
	arrives(1, 0, 1, SCTP_DATA_BE);
	shim_fail_nth(1);
	give_up(0, 1000, 0);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	give_up(0, 0, 0);
	expect(0, 1);
}

static void forward__without_negotiation_is_unknown(void **state)
{
	const u8 *err;

	U.a.hs.caps = 0;
	arrives(1, 0, 1, SCTP_DATA_BE);
	give_up(0, 0, 0);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	assert_null(unit_next_msg());
	assert_int_equal(unit_count(SCTP_CT_ERROR), 1);
	err = unit_find(U.sent[U.nsent - 1], SCTP_CT_ERROR, 0);
	assert_int_equal(get_unaligned_be16(err + 4),
			 SCTP_CAUSE_UNRECOGNIZED_CHUNK);
	assert_int_equal(err[8], SCTP_CT_FORWARD_TSN);
}

static void forward__in_shutdown_sent(void **state)
{
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	unit_forget_sent();
	give_up(0, 0, 0);
	/* as DATA there (RFC 9260 section 9.2) */
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 1);
	assert_int_equal(acked(), 0);
}

static void forward__not_after_the_peers_shutdown(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	unit_send(10, 0, 0);
	unit_flush();
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	give_up(0, 0, 0);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
}

#define FORWARD(test) \
	cmocka_unit_test_setup_teardown(test, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	FORWARD(forward__closes_a_gap),
	FORWARD(forward__over_several_gaps),
	FORWARD(forward__skipped_tsn_is_a_duplicate),
	FORWARD(forward__old_one_is_only_acknowledged),
	FORWARD(forward__unordered_has_no_stream),
	FORWARD(forward__drops_incomplete_messages),
	FORWARD(forward__into_the_middle_of_a_message),
	FORWARD(forward__ends_a_partial_delivery),
	FORWARD(forward__late_is_not_about_a_new_message),
	FORWARD(forward__late_drops_the_incomplete_message),
	FORWARD(data__begins_while_another_is_incomplete),
	FORWARD(forward__as_far_as_it_goes),
	FORWARD(forward__of_after_a_tsn_reset),
	FORWARD(cve_2023_53372__streams_out_of_range),
	FORWARD(cve_2016_9555__entry_cut_off),
	FORWARD(forward__ssn_far_away),
	FORWARD(forward__names_no_stream),
	FORWARD(forward__delivers_from_the_ring),
	FORWARD(forward__over_what_has_no_room),
	FORWARD(forward__without_memory_changes_nothing),
	FORWARD(forward__without_negotiation_is_unknown),
	FORWARD(forward__in_shutdown_sent),
	FORWARD(forward__not_after_the_peers_shutdown),
};

int main(void)
{
	return cmocka_run_group_tests_name("forward", tests, NULL, NULL);
}
