// SPDX-License-Identifier: GPL-2.0-only
/*
 * CUBIC, RFC 9438, with numbers worked by hand: C is 0.4, beta 0.7. From 100
 * packets a loss leaves 70, and K is cbrt(30 / 0.4) = 4.217 seconds.
 */
#include "unit_cc.h"

static int setup(void **state)
{
	return cc_setup(SCTP_CC_ALGO_CUBIC);
}

/* Congestion is avoided with so many packets; SACKs came until now */
static void avoid_with(u32 packets)
{
	cc_window(packets * PKT, packets * PKT);
	cc_acked(PKT, 0, false);
}

static void lose_at(u32 packets)
{
	avoid_with(packets);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	cc_acked(PKT, 0, true);
}

/* 4.6 */
static void cubic__a_loss_leaves_seven_tenths(void **state)
{
	avoid_with(100);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.cwnd, 70 * PKT);
	assert_int_equal(p.cc.ssthresh, 70 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(p.cc.cwnd, 49 * PKT);
	/* RFC 9260 section 7.2.3 */
	cc_window(5 * PKT, PKT);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.ssthresh, 4 * PKT);
	assert_int_equal(p.cc.cwnd, 4 * PKT);
}

/* 4.2 4.4 W_cubic(t) = 0.4 (t - 4.217)^3 + 100 */
static void cubic__concave_up_to_w_max(void **state)
{
	lose_at(100);
	cc_rounds(100 * MS, 10);
	cc_is_about(8668, 60);
	cc_rounds(100 * MS, 11);
	cc_is_about(9621, 30);
	cc_rounds(100 * MS, 21);
	cc_is_about(10000, 5);
}

/* 4.5 */
static void cubic__convex_beyond_w_max(void **state)
{
	lose_at(100);
	cc_rounds(300 * MS, 14);
	cc_is_about(10000, 5);
	cc_rounds(300 * MS, 7);
	cc_is_about(10361, 60);
	cc_rounds(300 * MS, 7);
	cc_is_about(12928, 250);
}

/* 4.2 the target is 1.5 cwnd at most: half a window more in a round trip */
static void cubic__target_is_limited(void **state)
{
	avoid_with(10);
	/* long ago W_max was far above */
	cc_window(1000 * PKT, 1000 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(PKT, 0, true);
	cc_round(100 * MS);
	assert_in_range(p.cc.cwnd, 14 * PKT, 17 * PKT);
}

/* 4.3 with alpha 9 / 17 up to where cwnd was, then 1 packet a round trip */
static void cubic__as_much_as_reno(void **state)
{
	lose_at(10);
	cc_is_about(700, 0);
	cc_rounds(10 * MS, 5);
	cc_is_about(700 + 5 * 53, 12);
	cc_rounds(10 * MS, 3);
	cc_rounds(10 * MS, 10);
	cc_is_about(700 + 3 * 100 + 123 + 10 * 100, 90);
}

/* 4.7 a loss at 80 packets on the way to 100: W_max is 0.85 * 80 = 68, cwnd 56,
 * K = cbrt(12 / 0.4) = 3.107 seconds
 */
static void cubic__fast_convergence(void **state)
{
	lose_at(100);
	cc_window(80 * PKT, 70 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.cwnd, 56 * PKT);
	cc_acked(PKT, 0, true);
	cc_rounds(300 * MS, 10);
	cc_is_about(6800, 10);
	/* K is over: what follows is slow */
	cc_rounds(300 * MS, 2);
	cc_is_about(6800, 20);
}

/* 4.8 */
static void cubic__after_a_timeout(void **state)
{
	avoid_with(100);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.cwnd, PKT);
	assert_int_equal(p.cc.ssthresh, 70 * PKT);
	/* slow start */
	cc_acked(PKT, PKT, false);
	assert_int_equal(p.cc.cwnd, 2 * PKT);
	/* then K is 0: 50 + 0.4 * 3^3 packets after 3 seconds */
	cc_window(50 * PKT, 50 * PKT);
	cc_rounds(500 * MS, 6);
	cc_is_about(6080, 150);
}

/* 4.9 */
static void cubic__undo_goes_back(void **state)
{
	struct sctp_cc_was was;

	lose_at(100);
	cc_rounds(300 * MS, 7);
	cc_is_about(9621, 30);
	was = sctp_cc_was(&p);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	cc_is_about(6735, 30);
	sctp_cc_undo(&p, &was);
	assert_int_equal(p.cc.cwnd, was.cwnd);
	assert_int_equal(p.cc.ssthresh, 70 * PKT);
	/* W_max, K and the time of before: 103.6 packets at 1.5 K */
	cc_rounds(300 * MS, 14);
	cc_is_about(10361, 60);
}

/* An episode that did not reduce cwnd has nothing to give back */
static void cubic__undo_of_another_window(void **state)
{
	struct sctp_cc_was was;

	lose_at(100);
	cc_rounds(100 * MS, 21);
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	was = sctp_cc_was(&p);
	sctp_cc_undo(&p, &was);
	cc_is_about(6735, 30);
	/* W_max is 0.85 * 96.2 = 81.8 */
	cc_rounds(300 * MS, 11);
	cc_is_about(8178, 30);
}

/* Another algorithm halved 1000 packets: from there a packet a round trip */
static void cubic__undo_for_another_algorithm(void **state)
{
	struct sctp_cc_was was = { 1000 * PKT, 1000 * PKT };

	avoid_with(500);
	cc_round(100 * MS);
	sctp_cc_undo(&p, &was);
	cc_rounds(100 * MS, 31);
	cc_is_about(103100, 50);
}

/* 4.2 5.8 */
static void cubic__time_stops_while_cwnd_is_not_used(void **state)
{
	u32 i, cwnd;

	lose_at(100);
	cc_round(100 * MS);
	cwnd = p.cc.cwnd;
	for (i = 0; i < 100; i++) {
		now += 100 * MS;
		cc_acked(PKT, p.cc.cwnd - 1, false);
	}
	assert_int_equal(p.cc.cwnd, cwnd);
	cc_rounds(100 * MS, 20);
	cc_is_about(9621, 30);
	/* nor while nothing comes at all: by a round trip at most */
	now += 10 * SEC;
	cc_round(100 * MS);
	cc_is_about(9697, 30);
}

static void cubic__no_growth_in_recovery(void **state)
{
	u32 i;

	lose_at(100);
	for (i = 0; i < 100; i++) {
		now += 100 * MS;
		cc_acked(PKT, 200 * PKT, true);
	}
	assert_int_equal(p.cc.cwnd, 70 * PKT);
	cc_rounds(100 * MS, 10);
	cc_is_about(8668, 60);
}

/* 4.3 of what was sent before cwnd was reduced a window counts, not more */
static void cubic__most_for_a_sack(void **state)
{
	avoid_with(4);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	cc_window(4 * PKT, 4 * PKT);
	cc_acked(10000 * PKT, 4 * PKT, false);
	assert_in_range(p.cc.cwnd, 4 * PKT, 5 * PKT);
}

static void be_idle(u64 time)
{
	p.flight.size = 0;
	sctp_cc_sent(&p.cc, now);
	now += time;
	sctp_cc_idle(&p, now);
}

static void cubic__idle_begins_anew(void **state)
{
	lose_at(100);
	cc_rounds(100 * MS, 21);
	be_idle(2 * SEC);
	cc_is_about(9621 / 4, 10);
	assert_in_range(p.cc.ssthresh, 95 * PKT, 98 * PKT);
	/* from 60 K is cbrt(40 / 0.4) = 4.64 seconds */
	cc_window(60 * PKT, 60 * PKT);
	cc_rounds(100 * MS, 20);
	cc_is_about(9264, 80);
}

/* 4.10: HyStart++ ends slow start at 50 packets, and K is 0 */
static void cubic__hystart_ends_slow_start(void **state)
{
	cc_window(10 * PKT, SCTP_SSTHRESH_INIT);
	cc_round(100 * MS);
	assert_in_range(p.cc.cwnd, 19 * PKT, 27 * PKT);
	cc_round(113 * MS);
	cc_rounds(113 * MS, 4);
	assert_int_equal(p.cc.ssthresh, p.cc.cwnd);
	cc_window(50 * PKT, 50 * PKT);
	cc_rounds(500 * MS, 10);
	cc_is_about(10000, 400);
}

/* RFC 9406 section 4.3: only in the first slow start */
static void cubic__no_hystart_after_a_loss(void **state)
{
	lose_at(100);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	cc_round(100 * MS);
	cc_round(200 * MS);
	cc_round(200 * MS);
	assert_true(p.cc.cwnd > 7 * PKT);
	assert_int_equal(p.cc.ssthresh, 49 * PKT);
}

static void cubic__no_hystart_after_idleness(void **state)
{
	u32 i;

	cc_window(10 * PKT, SCTP_SSTHRESH_INIT);
	cc_round(100 * MS);
	cc_round(200 * MS);
	be_idle(1 * SEC);
	cc_window(10 * PKT, 30 * PKT);
	cc_acked(4000, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 10 * PKT + 4000);
	for (i = 0; i < 6; i++)
		sctp_cc_rtt(&p, 200 * MS, now);
	assert_int_equal(p.cc.ssthresh, 30 * PKT);
}

static void cubic__never_too_large(void **state)
{
	lose_at(100);
	cc_window(SCTP_CWND_MAX - 1, PKT);
	p.rto.srtt = 3600 * SEC;
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	cc_rounds(3600 * SEC, 5);
	assert_in_range(p.cc.cwnd, 1 << 29, SCTP_CWND_MAX);
	cc_acked(SCTP_CWND_MAX, SCTP_CWND_MAX, false);
	assert_in_range(p.cc.cwnd, 1 << 29, SCTP_CWND_MAX);
}

static void cubic__begins_as_rfc9260_says(void **state)
{
	assert_int_equal(p.cc.cwnd, 4404);
	lose_at(100);
	sctp_cc_reset(&p);
	assert_int_equal(p.cc.cwnd, 4404);
	assert_int_equal(p.cc.ssthresh, SCTP_SSTHRESH_INIT);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

#define CC(fn) cmocka_unit_test_setup_teardown(fn, setup, cc_teardown)

static const struct CMUnitTest tests[] = {
	CC(cubic__a_loss_leaves_seven_tenths),
	CC(cubic__concave_up_to_w_max),
	CC(cubic__convex_beyond_w_max),
	CC(cubic__target_is_limited),
	CC(cubic__as_much_as_reno),
	CC(cubic__fast_convergence),
	CC(cubic__after_a_timeout),
	CC(cubic__undo_goes_back),
	CC(cubic__undo_of_another_window),
	CC(cubic__undo_for_another_algorithm),
	CC(cubic__time_stops_while_cwnd_is_not_used),
	CC(cubic__no_growth_in_recovery),
	CC(cubic__most_for_a_sack),
	CC(cubic__idle_begins_anew),
	CC(cubic__hystart_ends_slow_start),
	CC(cubic__no_hystart_after_a_loss),
	CC(cubic__no_hystart_after_idleness),
	CC(cubic__never_too_large),
	CC(cubic__begins_as_rfc9260_says),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_cubic", tests, NULL, NULL);
}
