// SPDX-License-Identifier: GPL-2.0-only
/* When a SACK is sent and what it says, RFC 9260 section 6.2 and 3.3.4 */
#include "core/caps.h"
#include "core/ext/nrsack.h"
#include "core/recv/rxring.h"
#include "core/recv/sackout.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))

/* A packet with one single-chunk message on an unordered stream */
static void arrives(u32 n)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(n), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	unit_input(&b);
}

static const struct sctpw_sack *sack(u32 packet)
{
	assert_true(packet < U.nsent);
	return (const void *)unit_find(U.sent[packet], SCTP_CT_SACK, 0);
}

static void expect_gap(const struct sctpw_sack *s, u32 nth, u16 start, u16 end)
{
	const struct sctpw_gap *gap = (const void *)(s + 1);

	assert_true(nth < ntohs(s->num_gaps));
	assert_int_equal(ntohs(gap[nth].start), start);
	assert_int_equal(ntohs(gap[nth].end), end);
}

/* The first DATA of an association: at once, with an answer or without (5.1) */
static void sack__of_the_first_data(void **state)
{
	arrives(0);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	unit_wait(1 * MS);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(0));
	unit_forget_sent();
}

/* ... and right away if no reader waits that could answer */
static void sack__of_the_first_data_unanswered(void **state)
{
	arrives(0);
	sctp_assoc_unanswered(&U.a);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(0));
	/* later SACKs are delayed */
	arrives(1);
	sctp_assoc_unanswered(&U.a);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.a.sack.at, U.now + 200 * MS);
}

static void answer(void)
{
	unit_send(10, 0, 0);
	unit_flush();
	assert_non_null(sack(U.nsent - 1));
	unit_forget_sent();
}

static void acked(void)
{
	struct unit_build b = { 0 };

	unit_sack(&b, U.a.tx.ring.next - 1, 100000, 0);
	unit_input(&b);
}

/* Two packets before each answer, the second not before the SACK */
static void sack__of_half_a_message_does_not_wait_twice(void **state)
{
	u32 n = 0, round;

	arrives(n);
	answer();
	acked();
	arrives(++n);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	unit_wait(200 * MS);
	assert_int_equal(U.nsent, 1);
	unit_forget_sent();
	for (round = 0; round < 3; round++) {
		arrives(++n);
		unit_flush();
		answer();
		acked();
		/* the first half: at once */
		arrives(++n);
		unit_flush();
		assert_int_equal(U.nsent, 1);
		assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(n));
		unit_forget_sent();
	}
}

/* The first round tells it already */
static void sack__of_half_a_message_does_not_wait_once(void **state)
{
	sack__of_the_first_data(state);
	arrives(1);
	answer();
	acked();
	arrives(2);
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

/* An answer to each: its SACK travels with it, again after all */
static void sack__waits_again_when_answers_come_first(void **state)
{
	sack__of_half_a_message_does_not_wait_twice(state);
	/* the answer came before the rest */
	unit_send(10, 0, 0);
	unit_flush();
	unit_forget_sent();
	acked();
	arrives(8);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.sack.at, U.now + 200 * MS);
}

/* A slow reader does not make a sender wait for SACKs */
static void sack__of_a_slow_answer_waits(void **state)
{
	u32 n;

	sack__of_the_first_data(state);
	for (n = 1; n < 4; n++) {
		arrives(n);
		unit_flush();
		assert_int_equal(U.nsent, 0);
		unit_wait(200 * MS);
		assert_int_equal(U.nsent, 1);
		unit_send(10, 0, 0);
		unit_flush();
		unit_forget_sent();
		acked();
	}
}

static void sack__every_second_packet(void **state)
{
	sack__of_the_first_data(state);
	arrives(1);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.sack.at, U.now + 200 * MS);
	arrives(2);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(2));
	assert_int_equal(ntohs(sack(0)->num_gaps), 0);
	assert_int_equal(U.a.sack.at, 0);
}

static void sack__delayed_at_most_200_ms(void **state)
{
	sack__of_the_first_data(state);
	arrives(1);
	unit_flush();
	unit_wait(200 * MS);
	assert_int_equal(U.nsent, 1);
	assert_non_null(sack(0));
}

static void sack__at_once_when_there_is_a_gap(void **state)
{
	arrives(1);
	unit_flush();
	assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(-1));
	assert_int_equal(ntohs(sack(0)->num_gaps), 1);
	expect_gap(sack(0), 0, 2, 2);
	/* and when it is filled */
	arrives(0);
	unit_flush();
	assert_int_equal(ntohl(sack(1)->cum_tsn_ack), TSN(1));
	assert_int_equal(ntohs(sack(1)->num_gaps), 0);
	arrives(2);
	unit_flush();
	assert_int_equal(U.nsent, 2);
}

static void sack__gap_blocks_across_wrap(void **state)
{
	static const u32 got[] = { 1, 2, 4, 6, 7, 8, 9, 20, 11 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(got); i++)
		arrives(got[i]);
	unit_flush();
	/* the wrap lies between 7 and 8 */
	assert_int_equal(TSN(8), 0);
	assert_int_equal(ntohs(sack(0)->num_gaps), 5);
	expect_gap(sack(0), 0, 2, 3);
	expect_gap(sack(0), 1, 5, 5);
	expect_gap(sack(0), 2, 7, 10);
	expect_gap(sack(0), 3, 12, 12);
	expect_gap(sack(0), 4, 21, 21);
}

static void sack__reports_duplicates_once(void **state)
{
	const __be32 *dup;

	arrives(0);
	arrives(0);
	arrives(0);
	unit_flush();
	assert_int_equal(ntohs(sack(0)->num_dups), 2);
	dup = (const void *)(sack(0) + 1);
	assert_int_equal(ntohl(dup[0]), TSN(0));
	arrives(1);
	arrives(2);
	unit_flush();
	assert_int_equal(ntohs(sack(1)->num_dups), 0);
	/* one alone is answered, too */
	arrives(2);
	unit_flush();
	assert_int_equal(ntohs(sack(2)->num_dups), 1);
}

static void sack__duplicates_are_limited(void **state)
{
	u32 i;

	arrives(0);
	for (i = 0; i < 100; i++)
		arrives(0);
	unit_flush();
	assert_int_equal(ntohs(sack(0)->num_dups), SCTP_MAX_DUPS);
}

static void sack__immediate_bit(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE | SCTP_DATA_I, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

static void sack__frequency_one_turns_delay_off(void **state)
{
	unit_set_cfg(U.a, sack_freq, 1);
	arrives(0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

static void sack__gap_blocks_fill_a_packet_at_most(void **state)
{
	u32 i;

	for (i = 1; i < 1200; i += 2)
		arrives(i);
	unit_flush();
	assert_non_null(sack(0));
	assert_true(U.sent[0]->len <= UNIT_PMDCS);
	/* (1468 - 16) / 4 */
	assert_int_equal(ntohs(sack(0)->num_gaps), 363);
	expect_gap(sack(0), 362, 726, 726);
}

static void sack__rides_along_with_data(void **state)
{
	arrives(0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_non_null(sack(0));
	assert_non_null(unit_find(U.sent[0], SCTP_CT_DATA, 0));
	assert_int_equal(U.a.sack.at, 0);
}

static void sack__window_shrinks_with_what_is_not_read(void **state)
{
	u32 before, after;

	arrives(0);
	arrives(1);
	unit_flush();
	before = ntohl(sack(0)->a_rwnd);
	assert_int_equal(before, UNIT_RCVBUF / 2 - 8);
	arrives(2);
	arrives(3);
	unit_flush();
	after = ntohl(sack(1)->a_rwnd);
	assert_int_equal(after, before - 8);
}

static void arrives_from(struct sctp_path *p, u32 n)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_data(&b, TSN(n), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	unit_rx(&rx, &b, b.len);
	rx.src = p->addr;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
}

static void sack__goes_where_the_data_came_from(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	arrives_from(p, 1);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, p);
}

/* The first DATA was acknowledged; what follows comes with DAC */
static void use_dac(void)
{
	unit_set_cfg(U.a, cmt, SCTP_MP_UNCOUPLED);
	unit_set_cfg(U.a, cmt_dac, true);
	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	arrives(0);
	unit_flush();
	unit_wait(1 * MS);
	assert_int_equal(sack(0)->ch.flags, 1 << 6);
	unit_forget_sent();
}

/* There a gap is a loss, and some senders count misses without reading flags */
static void dac__not_with_one_path(void **state)
{
	unit_set_cfg(U.a, cmt, SCTP_MP_UNCOUPLED);
	unit_set_cfg(U.a, cmt_dac, true);
	arrives(0);
	unit_flush();
	unit_forget_sent();
	arrives(2);
	unit_flush();
	expect_gap(sack(0), 0, 2, 2);
	assert_int_equal(sack(0)->ch.flags, 0);
}

static void dac__gap_waits_for_the_second_packet(void **state)
{
	use_dac();
	arrives(2);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.sack.at, U.now + 200 * MS);
	arrives(3);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	expect_gap(sack(0), 0, 2, 3);
	assert_int_equal(sack(0)->ch.flags, 2 << 6);
}

static void dac__gap_waits_200_ms_at_most(void **state)
{
	use_dac();
	arrives(2);
	unit_flush();
	unit_wait(200 * MS);
	assert_int_equal(sack(0)->ch.flags, 1 << 6);
}

static void dac__filled_gap_at_once(void **state)
{
	use_dac();
	arrives(2);
	arrives(3);
	unit_flush();
	unit_forget_sent();
	arrives(1);
	unit_flush();
	assert_int_equal(ntohl(sack(0)->cum_tsn_ack), TSN(3));
	assert_int_equal(sack(0)->ch.flags, 1 << 6);
}

static void dac__duplicate_at_once(void **state)
{
	use_dac();
	arrives(0);
	unit_flush();
	assert_int_equal(ntohs(sack(0)->num_dups), 1);
}

static void dac__three_or_more(void **state)
{
	u32 i;

	use_dac();
	for (i = 2; i < 7; i++)
		arrives(i);
	unit_flush();
	assert_int_equal(sack(0)->ch.flags, 3 << 6);
}

static void dac__only_with_cmt(void **state)
{
	use_dac();
	unit_set_cfg(U.a, cmt, SCTP_MP_OFF);
	arrives(2);
	unit_flush();
	assert_int_equal(sack(0)->ch.flags, 0);
}

static void dac__nr_sack_has_the_count(void **state)
{
	const u8 *nr;

	use_dac();
	U.a.hs.caps |= SCTP_CAP_NR_SACK;
	arrives(2);
	arrives(3);
	unit_flush();
	nr = unit_find(U.sent[0], SCTP_CT_NR_SACK, 0);
	assert_non_null(nr);
	assert_int_equal(nr[1], 2 << 6);
}

/* One that is for packets of two paths takes either in turn */
static void dac__sack_of_two_paths(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	u32 i;

	use_dac();
	for (i = 0; i < 4; i++) {
		arrives_from(U.a.primary, 2 + 2 * i);
		unit_flush();
		assert_int_equal(U.nsent, 0);
		arrives_from(p, 3 + 2 * i);
		unit_flush();
		assert_int_equal(U.nsent, 1);
		assert_ptr_equal(U.sent[0]->path, i % 2 ? p : U.a.primary);
		unit_forget_sent();
	}
	/* what came twice may have been answered where nothing goes back */
	arrives_from(U.a.primary, 20);
	arrives_from(p, 3);
	unit_flush();
	assert_ptr_equal(U.sent[0]->path, p);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(sack__of_the_first_data),
	UNIT_UP(sack__of_the_first_data_unanswered),
	UNIT_UP(sack__of_half_a_message_does_not_wait_twice),
	UNIT_UP(sack__of_half_a_message_does_not_wait_once),
	UNIT_UP(sack__waits_again_when_answers_come_first),
	UNIT_UP(sack__of_a_slow_answer_waits),
	UNIT_UP(sack__every_second_packet),
	UNIT_UP(sack__delayed_at_most_200_ms),
	UNIT_UP(sack__at_once_when_there_is_a_gap),
	UNIT_UP(sack__gap_blocks_across_wrap),
	UNIT_UP(sack__reports_duplicates_once),
	UNIT_UP(sack__duplicates_are_limited),
	UNIT_UP(sack__immediate_bit),
	UNIT_UP(sack__frequency_one_turns_delay_off),
	UNIT_UP(sack__gap_blocks_fill_a_packet_at_most),
	UNIT_UP(sack__rides_along_with_data),
	UNIT_UP(sack__window_shrinks_with_what_is_not_read),
	UNIT_UP(sack__goes_where_the_data_came_from),
	UNIT_UP(dac__not_with_one_path),
	UNIT_UP(dac__gap_waits_for_the_second_packet),
	UNIT_UP(dac__gap_waits_200_ms_at_most),
	UNIT_UP(dac__filled_gap_at_once),
	UNIT_UP(dac__duplicate_at_once),
	UNIT_UP(dac__three_or_more),
	UNIT_UP(dac__only_with_cmt),
	UNIT_UP(dac__nr_sack_has_the_count),
	UNIT_UP(dac__sack_of_two_paths),
};

int main(void)
{
	return cmocka_run_group_tests_name("sack", tests, NULL, NULL);
}
