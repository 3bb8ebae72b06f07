// SPDX-License-Identifier: GPL-2.0-only
/*
 * HyStart++, RFC 9406 section 4: slow start of CUBIC, seen from its functions.
 */
#include "core/loss/cc_hystart.h"
#include "unit_cc.h"

static struct sctp_hystart h;

static int setup(void **state)
{
	cc_setup(SCTP_CC_ALGO_RFC9260);
	sctp_hystart_begin(&h);
	cc_window(10 * PKT, SCTP_SSTHRESH_INIT);
	return 0;
}

static void acked(u32 bytes, u32 flight_before, bool recovering)
{
	sctp_hystart_acked(&h, &p, &(struct sctp_cc_ack) {
		.bytes = bytes,
		.flight_before = flight_before,
		.recovering = recovering,
	});
}

/* So many SACKs with a round trip time */
static void samples(u32 n, u64 rtt)
{
	p.rack.rtt = rtt;
	while (n--)
		acked(PKT, p.cc.cwnd, false);
}

/* A round, and then SACKs of the next one */
static void two_rounds(u64 first, u64 then, u32 n)
{
	samples(8, first);
	sctp_hystart_round(&h, &p);
	samples(n, then);
}

static bool is_conservative(void)
{
	u32 cwnd = p.cc.cwnd;

	acked(4, cwnd, false);
	assert_in_range(p.cc.cwnd - cwnd, 1, 4);
	return p.cc.cwnd - cwnd == 1;
}

/* 4.2: an eighth of 100 ms more */
static void hystart__rtt_grew_by_an_eighth(void **state)
{
	two_rounds(100 * MS, 112 * MS, 8);
	assert_false(is_conservative());
	setup(state);
	two_rounds(100 * MS, 112500 * MS / 1000, 8);
	assert_true(is_conservative());
}

/* MIN_RTT_THRESH: 4 ms */
static void hystart__by_four_milliseconds_at_least(void **state)
{
	two_rounds(16 * MS, 19 * MS, 8);
	assert_false(is_conservative());
	setup(state);
	two_rounds(16 * MS, 20 * MS, 8);
	assert_true(is_conservative());
}

/* MAX_RTT_THRESH: 16 ms */
static void hystart__by_sixteen_milliseconds_at_most(void **state)
{
	two_rounds(400 * MS, 415 * MS, 8);
	assert_false(is_conservative());
	setup(state);
	two_rounds(400 * MS, 416 * MS, 8);
	assert_true(is_conservative());
}

/* N_RTT_SAMPLE: 8; the least of a round counts */
static void hystart__eight_samples_are_needed(void **state)
{
	p.cc.cwnd = 100 * PKT;
	two_rounds(100 * MS, 200 * MS, 6);
	assert_false(is_conservative());
	samples(1, 200 * MS);
	assert_true(is_conservative());
	setup(state);
	two_rounds(100 * MS, 200 * MS, 5);
	samples(1, 101 * MS);
	samples(20, 200 * MS);
	assert_false(is_conservative());
}

/* There is nothing to compare the first round with */
static void hystart__first_round(void **state)
{
	samples(8, 100 * MS);
	samples(8, 300 * MS);
	assert_false(is_conservative());
	sctp_hystart_round(&h, &p);
	/* a round without any, and one after that */
	sctp_hystart_round(&h, &p);
	samples(8, 500 * MS);
	assert_false(is_conservative());
}

/* CSS_GROWTH_DIVISOR: 4 */
static void hystart__grows_by_a_quarter(void **state)
{
	u32 cwnd;

	two_rounds(100 * MS, 200 * MS, 8);
	cwnd = p.cc.cwnd;
	acked(4000, cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + 1000);
	acked(1 << 20, p.cc.cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + 1000 + SCTP_CC_ABC_L * PKT / 4);
}

/* CSS_ROUNDS: 5, and the one in which it began counts */
static void hystart__five_rounds(void **state)
{
	u32 i;

	two_rounds(100 * MS, 200 * MS, 8);
	for (i = 0; i < 4; i++) {
		sctp_hystart_round(&h, &p);
		samples(8, 200 * MS);
		assert_int_equal(p.cc.ssthresh, SCTP_SSTHRESH_INIT);
	}
	sctp_hystart_round(&h, &p);
	assert_int_equal(p.cc.ssthresh, p.cc.cwnd);
}

/* The RTT shrinks again: it was no queue */
static void hystart__resumes_slow_start(void **state)
{
	two_rounds(100 * MS, 200 * MS, 8);
	sctp_hystart_round(&h, &p);
	samples(7, 199 * MS);
	assert_true(h.css_baseline_min_rtt);
	samples(1, 199 * MS);
	assert_false(is_conservative());
	assert_int_equal(h.css_rounds, 0);
}

static void hystart__grows_as_slow_start_does(void **state)
{
	u32 cwnd = p.cc.cwnd;

	acked(3000, cwnd - 1, false);
	acked(3000, cwnd, true);
	assert_int_equal(p.cc.cwnd, cwnd);
	acked(3000, cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + 3000);
	/* L */
	cwnd = p.cc.cwnd;
	acked(1 << 20, cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + SCTP_CC_ABC_L * PKT);
	sctp_cc_set_abc_l(&p.cc, 3);
	cwnd = p.cc.cwnd;
	acked(1 << 20, cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + 3 * PKT);
}

/* 4.3: L is infinite for who paces */
static void hystart__paced_has_no_limit(void **state)
{
	u32 cwnd = p.cc.cwnd;

	p.pace = (struct sctp_pace *)&h;
	acked(1 << 20, cwnd, false);
	assert_int_equal(p.cc.cwnd, cwnd + (1 << 20));
	p.pace = NULL;
}

#define CC(fn) cmocka_unit_test_setup_teardown(fn, setup, cc_teardown)

static const struct CMUnitTest tests[] = {
	CC(hystart__rtt_grew_by_an_eighth),
	CC(hystart__by_four_milliseconds_at_least),
	CC(hystart__by_sixteen_milliseconds_at_most),
	CC(hystart__eight_samples_are_needed),
	CC(hystart__first_round),
	CC(hystart__grows_by_a_quarter),
	CC(hystart__five_rounds),
	CC(hystart__resumes_slow_start),
	CC(hystart__grows_as_slow_start_does),
	CC(hystart__paced_has_no_limit),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_hystart", tests, NULL, NULL);
}
