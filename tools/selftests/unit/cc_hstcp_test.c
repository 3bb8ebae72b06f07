// SPDX-License-Identifier: GPL-2.0-only
/*
 * HighSpeed TCP, RFC 3649: a(w) and b(w) of appendix B and section 7.
 */
#include "unit_cc.h"

static int setup(void **state)
{
	return cc_setup(SCTP_CC_ALGO_HSTCP);
}

static void avoid_with(u32 packets)
{
	cc_window(packets * PKT, packets * PKT);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	cc_window(packets * PKT, packets * PKT);
}

/* a(w): packets more when a window is acknowledged */
static void grows_by(u32 packets, u32 a)
{
	avoid_with(packets);
	cc_acked(packets * PKT - 1, packets * PKT, false);
	assert_int_equal(p.cc.cwnd, (packets + a - 1) * PKT);
	cc_acked(2 * PKT, p.cc.cwnd, false);
	assert_int_equal(p.cc.cwnd, (packets + a) * PKT);
}

/* b(w): hundredths less after a loss */
static void loses(u32 packets, u32 b)
{
	avoid_with(packets);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.cwnd, packets * (u64)PKT * (100 - b) / 100);
	assert_int_equal(p.cc.ssthresh, p.cc.cwnd);
}

/* 5: up to Low_Window as RFC 9260 */
static void hstcp__small_windows(void **state)
{
	grows_by(4, 1);
	grows_by(37, 1);
	grows_by(38, 1);
	loses(10, 50);
	loses(38, 50);
}

static void hstcp__rows_of_appendix_b(void **state)
{
	grows_by(117, 1);
	loses(117, 50);
	grows_by(118, 2);
	loses(118, 44);
	grows_by(221, 3);
	loses(221, 41);
	grows_by(1058, 8);
	loses(1058, 33);
	grows_by(10660, 29);
	grows_by(10661, 30);
	loses(10661, 21);
	grows_by(79517, 70);
	loses(79517, 10);
}

/* 7: a(83000) is 72, b(83000) is High_Decrease */
static void hstcp__high_window(void **state)
{
	grows_by(83000, 72);
	loses(83000, 10);
	grows_by(500000, 72);
	loses(500000, 10);
}

/* A part of a window gives a part of the growth */
static void hstcp__growth_is_spread(void **state)
{
	avoid_with(1058);
	cc_acked(1058 * PKT / 4, 1058 * PKT, false);
	assert_int_equal(p.cc.cwnd, 1060 * PKT);
	cc_acked(1058 * PKT, 1060 * PKT, false);
	assert_int_equal(p.cc.cwnd, 1067 * PKT);
}

static void hstcp__needs_a_used_window(void **state)
{
	avoid_with(118);
	cc_acked(1180 * PKT, 118 * PKT - 1, false);
	assert_int_equal(p.cc.cwnd, 118 * PKT);
	/* that counts for one packet, not more */
	cc_acked(1, 118 * PKT, false);
	assert_int_equal(p.cc.cwnd, 119 * PKT);
	assert_int_equal(sctp_cc_partial(&p), 1);
	p.flight.size = 0;
	sctp_cc_acked(&p, &(struct sctp_cc_ack) { .bytes = 1 });
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void hstcp__most_for_a_sack(void **state)
{
	avoid_with(118);
	cc_acked(1180 * PKT, 118 * PKT, false);
	assert_int_equal(p.cc.cwnd, 120 * PKT);
	/* of what was sent before cwnd was reduced a window counts, not more */
	cc_acked(PKT, 120 * PKT, false);
	assert_int_equal(p.cc.cwnd, 120 * PKT);
	/* nor all that was left of another window */
	cc_acked(50 * PKT, 120 * PKT, false);
	cc_window(4 * PKT, 4 * PKT);
	cc_acked(PKT, 4 * PKT, false);
	assert_int_equal(p.cc.cwnd, 5 * PKT);
}

static void hstcp__no_growth_in_recovery(void **state)
{
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(10 * PKT, 10 * PKT, true);
	assert_int_equal(p.cc.cwnd, 10 * PKT);
	cc_acked(9 * PKT, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 10 * PKT);
}

static void hstcp__timeout_and_slow_start(void **state)
{
	avoid_with(1058);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.cwnd, PKT);
	assert_int_equal(p.cc.ssthresh, 1058 * PKT * 67ULL / 100);
	cc_acked(PKT, PKT, false);
	assert_int_equal(p.cc.cwnd, 2 * PKT);
}

static void hstcp__undo(void **state)
{
	struct sctp_cc_was was;

	avoid_with(1058);
	was = sctp_cc_was(&p);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	sctp_cc_undo(&p, &was);
	assert_int_equal(p.cc.cwnd, 1058 * PKT);
}

#define CC(fn) cmocka_unit_test_setup_teardown(fn, setup, cc_teardown)

static const struct CMUnitTest tests[] = {
	CC(hstcp__small_windows),
	CC(hstcp__rows_of_appendix_b),
	CC(hstcp__high_window),
	CC(hstcp__growth_is_spread),
	CC(hstcp__needs_a_used_window),
	CC(hstcp__most_for_a_sack),
	CC(hstcp__no_growth_in_recovery),
	CC(hstcp__timeout_and_slow_start),
	CC(hstcp__undo),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_hstcp", tests, NULL, NULL);
}
