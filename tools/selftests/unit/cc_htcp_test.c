// SPDX-License-Identifier: GPL-2.0-only
/*
 * H-TCP, draft-leith-tcp-htcp-06, with numbers worked by hand. At first beta is
 * 0.5, so a window gives alpha packets.
 */
#include "unit_cc.h"

static int setup(void **state)
{
	cc_setup(SCTP_CC_ALGO_HTCP);
	cc_window(1000 * PKT, 1000 * PKT);
	cc_acked(1, 0, false);
	return 0;
}

/* Hundredths of a packet that one more round trip gives, in a window of so many
 * packets
 */
static u32 gain(u64 rtt, u32 packets)
{
	cc_window(packets * PKT, packets * PKT);
	cc_round(rtt);
	return (p.cc.cwnd - packets * PKT) * 100ULL / PKT;
}

/* A round trip with a full window of 1000 packets, as all of them */
static void epoch(u64 least, u64 most, u32 packets)
{
	u32 i;

	for (i = 0; i < 4; i++) {
		cc_window(packets * PKT, packets * PKT);
		cc_round(i ? least : most);
	}
	cc_window(1000 * PKT, 1000 * PKT);
}

static u32 left_of_1000(void)
{
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	return p.cc.cwnd / PKT;
}

/* Delta up to 1 s: alpha is 1 */
static void htcp__as_reno_in_the_first_second(void **state)
{
	assert_in_range(gain(100 * MS, 1000), 97, 101);
	cc_rounds(100 * MS, 7);
	assert_in_range(gain(100 * MS, 1000), 97, 101);
}

/* 2 s more: 1 + 20 + 1; 4 s more: 1 + 40 + 4 */
static void htcp__then_faster_and_faster(void **state)
{
	cc_rounds(100 * MS, 30);
	assert_in_range(gain(1 * MS, 10000), 2180, 2220);
	cc_rounds(100 * MS, 20);
	assert_in_range(gain(1 * MS, 10000), 4450, 4550);
	/* and from the beginning after a loss */
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_in_range(gain(100 * MS, 1000), 97, 101);
}

/* The time is that in which cwnd was used, and a round trip at most per SACK */
static void htcp__time_stops(void **state)
{
	u32 i;

	cc_rounds(100 * MS, 5);
	for (i = 0; i < 100; i++) {
		now += 100 * MS;
		cc_acked(PKT, p.cc.cwnd - 1, false);
	}
	assert_in_range(gain(100 * MS, 1000), 97, 101);
	now += 100 * SEC;
	assert_in_range(gain(100 * MS, 1000), 97, 101);
}

/* Not faster than slow start */
static void htcp__growth_is_limited(void **state)
{
	cc_rounds(1 * SEC, 100);
	assert_true(gain(100 * MS, 100000) > 330000);
	assert_in_range(gain(100 * MS, 10), 990, 1600);
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(1000 * PKT, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 20 * PKT);
}

static void htcp__first_loss_halves(void **state)
{
	cc_window(1000 * PKT, 1000 * PKT);
	assert_int_equal(left_of_1000(), 500);
	cc_teardown(state);
	setup(state);
	epoch(100 * MS, 110 * MS, 1000);
	assert_int_equal(left_of_1000(), 500);
}

/* RTTmin / RTTmax: 100 / 150, not below 0.5, not above 0.8 */
static void htcp__beta_by_round_trip_times(void **state)
{
	epoch(100 * MS, 150 * MS, 1000);
	left_of_1000();
	epoch(100 * MS, 150 * MS, 1000);
	assert_in_range(left_of_1000(), 665, 667);
	epoch(100 * MS, 250 * MS, 1000);
	assert_int_equal(left_of_1000(), 500);
	epoch(100 * MS, 105 * MS, 1000);
	assert_in_range(left_of_1000(), 799, 800);
	/* then growth is 2 (1 - 0.8) */
	assert_in_range(gain(100 * MS, 1000), 38, 41);
}

/* The throughput changed: by less than a fifth, by more, and back */
static void htcp__beta_by_throughput(void **state)
{
	epoch(100 * MS, 110 * MS, 1000);
	left_of_1000();
	epoch(100 * MS, 110 * MS, 1150);
	assert_in_range(left_of_1000(), 799, 800);
	epoch(100 * MS, 110 * MS, 1500);
	assert_int_equal(left_of_1000(), 500);
	epoch(100 * MS, 110 * MS, 1000);
	assert_int_equal(left_of_1000(), 500);
	epoch(100 * MS, 110 * MS, 1000);
	assert_in_range(left_of_1000(), 799, 800);
}

/* Of what was sent before cwnd was reduced a window counts, not more */
static void htcp__most_for_a_sack(void **state)
{
	cc_window(10 * PKT, 10 * PKT);
	cc_acked(1000 * PKT, 10 * PKT, false);
	assert_int_equal(p.cc.cwnd, 11 * PKT);
}

static void htcp__no_growth_in_recovery(void **state)
{
	cc_window(1000 * PKT, 1000 * PKT);
	cc_acked(1000 * PKT, 1000 * PKT, true);
	assert_int_equal(p.cc.cwnd, 1000 * PKT);
}

static void htcp__timeout_and_slow_start(void **state)
{
	cc_window(1000 * PKT, 1000 * PKT);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.cwnd, PKT);
	assert_int_equal(p.cc.ssthresh, 500 * PKT);
	cc_acked(PKT, PKT, false);
	assert_int_equal(p.cc.cwnd, 2 * PKT);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void htcp__undo_goes_back(void **state)
{
	struct sctp_cc_was was;

	cc_rounds(100 * MS, 30);
	was = sctp_cc_was(&p);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	sctp_cc_undo(&p, &was);
	assert_int_equal(p.cc.cwnd, was.cwnd);
	assert_in_range(gain(1 * MS, 10000), 2180, 2220);
	/* not if it was for another window */
	was = sctp_cc_was(&p);
	was.cwnd--;
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	sctp_cc_undo(&p, &was);
	assert_in_range(gain(1 * MS, 1000), 97, 101);
}

#define CC(fn) cmocka_unit_test_setup_teardown(fn, setup, cc_teardown)

static const struct CMUnitTest tests[] = {
	CC(htcp__as_reno_in_the_first_second),
	CC(htcp__then_faster_and_faster),
	CC(htcp__time_stops),
	CC(htcp__growth_is_limited),
	CC(htcp__first_loss_halves),
	CC(htcp__beta_by_round_trip_times),
	CC(htcp__beta_by_throughput),
	CC(htcp__most_for_a_sack),
	CC(htcp__no_growth_in_recovery),
	CC(htcp__timeout_and_slow_start),
	CC(htcp__undo_goes_back),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_htcp", tests, NULL, NULL);
}
