// SPDX-License-Identifier: GPL-2.0-only
/*
 * DCTCP, RFC 8257, with alpha by windows: g is 1/16.
 */
#include "unit_cc.h"

static int setup(void **state)
{
	return cc_setup(SCTP_CC_ALGO_DCTCP);
}

static void windows(u32 n)
{
	while (n--)
		sctp_cc_rtt(&p, 1 * MS, now);
}

/* Thousandths of alpha that a mark shows */
static u32 alpha(void)
{
	cc_window(1000 * PKT, 1000 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	return 2000 - (u64)p.cc.cwnd * 2 / PKT;
}

/* Alpha is 1 at first */
static void dctcp__first_mark_halves(void **state)
{
	cc_window(1000 * PKT, 1000 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(p.cc.cwnd, 500 * PKT);
	assert_int_equal(p.cc.ssthresh, 500 * PKT);
	assert_true(sctp_cc_may_send(&p));
}

/* 3.3: (15/16)^n without marks: 937, 879, 524 after 10, 356 after 16 */
static void dctcp__alpha_decays(void **state)
{
	windows(1);
	assert_in_range(alpha(), 936, 938);
	setup(state);
	windows(2);
	assert_in_range(alpha(), 878, 880);
	setup(state);
	windows(10);
	assert_in_range(alpha(), 523, 525);
	setup(state);
	windows(16);
	assert_in_range(alpha(), 355, 357);
	setup(state);
	windows(1000);
	assert_int_equal(alpha(), 0);
}

/* 3.3: a window with a mark: 15/16 of 524 and 1/16 of 1000 */
static void dctcp__alpha_grows(void **state)
{
	windows(10);
	assert_in_range(alpha(), 523, 525);
	windows(1);
	assert_in_range(alpha(), 553, 555);
	/* two marks in a window are one */
	windows(1);
	assert_in_range(alpha(), 580, 583);
	/* that was a mark, and then there are none */
	windows(2);
	assert_in_range(alpha(), 568, 572);
}

/* Each window is marked: alpha stays 1 */
static void dctcp__all_marked(void **state)
{
	u32 i;

	for (i = 0; i < 100; i++) {
		assert_in_range(alpha(), 999, 1000);
		windows(1);
	}
}

/* 3.5 */
static void dctcp__a_loss_halves(void **state)
{
	windows(16);
	cc_window(1000 * PKT, 1000 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.cwnd, 500 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.cwnd, PKT);
	assert_int_equal(p.cc.ssthresh, 250 * PKT);
	/* that was no mark */
	windows(1);
	assert_in_range(alpha(), 333, 335);
}

static void dctcp__small_window(void **state)
{
	cc_window(5 * PKT, 5 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(p.cc.cwnd, 4 * PKT);
	cc_window(2 * PKT, 5 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(p.cc.cwnd, 2 * PKT);
}

static void dctcp__grows_as_rfc9260_says(void **state)
{
	cc_window(10 * PKT, 20 * PKT);
	cc_acked(3000, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 10 * PKT + 3000);
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(10 * PKT - 1, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 10 * PKT);
	assert_int_equal(sctp_cc_partial(&p), 10 * PKT - 1);
	cc_acked(1, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 11 * PKT);
	/* one packet for a SACK */
	cc_acked(100 * PKT, 11 * PKT, false);
	assert_int_equal(p.cc.cwnd, 12 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void dctcp__no_growth_in_recovery(void **state)
{
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(10 * PKT, 10 * PKT, true);
	assert_int_equal(p.cc.cwnd, 10 * PKT);
	cc_acked(9 * PKT, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 10 * PKT);
}

static void dctcp__begins_anew(void **state)
{
	windows(100);
	sctp_cc_reset(&p);
	assert_int_equal(p.cc.cwnd, 4404);
	assert_in_range(alpha(), 999, 1000);
}

#define CC(fn) cmocka_unit_test_setup_teardown(fn, setup, cc_teardown)

static const struct CMUnitTest tests[] = {
	CC(dctcp__first_mark_halves),
	CC(dctcp__alpha_decays),
	CC(dctcp__alpha_grows),
	CC(dctcp__all_marked),
	CC(dctcp__a_loss_halves),
	CC(dctcp__small_window),
	CC(dctcp__grows_as_rfc9260_says),
	CC(dctcp__no_growth_in_recovery),
	CC(dctcp__begins_anew),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_dctcp", tests, NULL, NULL);
}
