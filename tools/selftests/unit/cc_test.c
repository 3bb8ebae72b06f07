// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control, RFC 9260 section 7.2, traces worked by hand. With an
 * IP payload of 1480 bytes PMDCS is 1480 - 12 = 1468.
 */
#include "core/loss/cc.h"
#include "core/path.h"
#include "unit.h"

static struct sctp_path p;

static int setup(void **state)
{
	memset(&p, 0, sizeof(p));
	p.addr.family = AF_INET;
	p.mtu = UNIT_MTU;
	p.rto.rto = 1 * SEC;
	sctp_cc_init(&p, SCTP_CC_ALGO_RFC9260);
	return 0;
}

static void acked(u32 bytes, u32 flight_before, bool recovering)
{
	sctp_cc_acked(&p, &(struct sctp_cc_ack) {
		.bytes = bytes,
		.flight_before = flight_before,
		.recovering = recovering,
	});
}

/* Some data is acknowledged while congestion is avoided */
static void set_partial(u32 bytes)
{
	u32 ssthresh = p.cc.ssthresh;

	p.cc.ssthresh = p.cc.cwnd - 1;
	p.flight.size = 1;
	acked(bytes, 0, false);
	p.cc.ssthresh = ssthresh;
	p.flight.size = 0;
	assert_int_equal(sctp_cc_partial(&p), bytes);
}

static void cc_init__ethernet(void **state)
{
	/* min(4 * 1468, max(2 * 1468, 4404)) */
	assert_int_equal(p.cc.cwnd, 4404);
	p.addr.family = AF_INET6;
	sctp_cc_init(&p, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(p.cc.cwnd, 4344);
	assert_true(p.cc.ssthresh >= 0x7fffffff);
}

static void cc_init__small_and_large_mtu(void **state)
{
	p.mtu = 512;	/* PMDCS 500: min(2000, max(1000, 4404)) */
	sctp_cc_init(&p, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(p.cc.cwnd, 2000);
	p.mtu = 8980;	/* PMDCS 8968: min(35872, max(17936, 4404)) */
	sctp_cc_init(&p, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(p.cc.cwnd, 17936);
}

static void cc_init__as_the_administrator_says(void **state)
{
	p.cfg.initial_window = 10;
	sctp_cc_init(&p, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(p.cc.cwnd, 14680);
}

static void cc_undo__what_was_there_and_no_more(void **state)
{
	p.cc.cwnd = 10000;
	p.cc.ssthresh = 10000;
	sctp_cc_undo(&p, &(struct sctp_cc_was) { 20000, 8000 });
	assert_int_equal(p.cc.cwnd, 20000);
	assert_int_equal(p.cc.ssthresh, 10000);
	p.cc.cwnd = 70000;
	sctp_cc_undo(&p, &(struct sctp_cc_was) { 20000, 12000 });
	assert_int_equal(p.cc.cwnd, 70000);
	assert_int_equal(p.cc.ssthresh, 12000);
}

static void cc_acked__slow_start_grows_by_what_was_acked(void **state)
{
	p.flight.size = 1468;
	acked(2936, 4404, false);
	assert_int_equal(p.cc.cwnd, 7340);
	acked(100, 7340, false);
	assert_int_equal(p.cc.cwnd, 7440);
}

static void cc_acked__slow_start_needs_a_used_window(void **state)
{
	acked(1468, 4403, false);
	assert_int_equal(p.cc.cwnd, 4404);
}

static void cc_acked__no_growth_in_fast_recovery(void **state)
{
	acked(1468, 4404, true);
	assert_int_equal(p.cc.cwnd, 4404);
}

static void cc_acked__growth_per_sack_is_limited(void **state)
{
	p.cc.cwnd = 1000000;
	acked(500000, 1000000, false);
	assert_int_equal(p.cc.cwnd, 1000000 + SCTP_CC_ABC_L * 1468);
}

static void cc_acked__limit_of_growth_can_be_set(void **state)
{
	sctp_cc_set_abc_l(&p.cc, 2);
	p.cc.cwnd = 1000000;
	acked(500000, 1000000, false);
	assert_int_equal(p.cc.cwnd, 1000000 + 2 * 1468);
	sctp_cc_restart(&p);
	p.cc.cwnd = 1000000;
	acked(500000, 1000000, false);
	assert_int_equal(p.cc.cwnd, 1000000 + 2 * 1468);
}

static void cc_acked__congestion_avoidance(void **state)
{
	p.cc.cwnd = 10000;
	p.cc.ssthresh = 5000;
	p.flight.size = 4000;
	acked(6000, 10000, false);
	assert_int_equal(p.cc.cwnd, 10000);
	assert_int_equal(sctp_cc_partial(&p), 6000);
	/* 11000 >= 10000: one PMDCS more, 1000 left over */
	acked(5000, 10000, false);
	assert_int_equal(p.cc.cwnd, 11468);
	assert_int_equal(sctp_cc_partial(&p), 1000);
}

static void cc_acked__avoidance_needs_a_used_window(void **state)
{
	p.cc.cwnd = 10000;
	p.cc.ssthresh = 5000;
	p.flight.size = 4000;
	acked(11000, 9999, false);
	assert_int_equal(p.cc.cwnd, 10000);
	assert_int_equal(sctp_cc_partial(&p), 10000);
}

static void cc_acked__all_acked_resets_partial_bytes(void **state)
{
	p.cc.cwnd = 10000;
	p.cc.ssthresh = 5000;
	p.flight.size = 0;
	acked(6000, 6000, false);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void cc_acked__cwnd_equal_to_ssthresh_is_slow_start(void **state)
{
	p.cc.cwnd = 10000;
	p.cc.ssthresh = 10000;
	acked(1468, 10000, false);
	assert_int_equal(p.cc.cwnd, 11468);
}

static void cc_congestion__halves(void **state)
{
	p.cc.cwnd = 20000;
	set_partial(77);
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.ssthresh, 10000);
	assert_int_equal(p.cc.cwnd, 10000);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void cc_congestion__not_below_four_packets(void **state)
{
	p.cc.cwnd = 8000;
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.ssthresh, 4 * 1468);
	assert_int_equal(p.cc.cwnd, 4 * 1468);
}

static void cc_congestion__timeout_leaves_one_packet(void **state)
{
	p.cc.cwnd = 20000;
	set_partial(77);
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.ssthresh, 10000);
	assert_int_equal(p.cc.cwnd, 1468);
	assert_int_equal(sctp_cc_partial(&p), 0);
}

static void cc_congestion__timeout_not_below_four_packets(void **state)
{
	p.cc.cwnd = 4404;
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	assert_int_equal(p.cc.ssthresh, 4 * 1468);
	assert_int_equal(p.cc.cwnd, 1468);
}

static void cc_idle__halves_once_per_rto(void **state)
{
	p.cc.cwnd = 40000;
	p.cc.idle_since = 10 * SEC;
	sctp_cc_idle(&p, 10 * SEC + 999 * MS);
	assert_int_equal(p.cc.cwnd, 40000);
	sctp_cc_idle(&p, 12 * SEC + 500 * MS);
	assert_int_equal(p.cc.cwnd, 10000);
}

static void cc_idle__floor_and_ssthresh(void **state)
{
	p.cc.cwnd = 40000;
	p.cc.ssthresh = 20000;
	p.cc.idle_since = 10 * SEC;
	sctp_cc_idle(&p, 1000 * SEC);
	assert_int_equal(p.cc.cwnd, 4 * 1468);
	/* 7.2.1: slow start goes up to what was reached before */
	assert_int_equal(p.cc.ssthresh, 40000);
}

static void cc_idle__ssthresh_is_set_once(void **state)
{
	p.cc.cwnd = 40000;
	sctp_cc_sent(&p.cc, 10 * SEC);
	sctp_cc_idle(&p, 11 * SEC);
	assert_int_equal(p.cc.cwnd, 20000);
	assert_int_equal(p.cc.ssthresh, 40000);
	sctp_cc_idle(&p, 12 * SEC);
	assert_int_equal(p.cc.cwnd, 10000);
	assert_int_equal(p.cc.ssthresh, 40000);
	/* until it is idle again */
	sctp_cc_sent(&p.cc, 12 * SEC);
	sctp_cc_idle(&p, 13 * SEC);
	assert_int_equal(p.cc.ssthresh, 10000);
}

static void cc_idle__small_window_stays(void **state)
{
	sctp_cc_sent(&p.cc, 10 * SEC);
	sctp_cc_idle(&p, 100 * SEC);
	assert_int_equal(p.cc.cwnd, 4404);
	assert_true(p.cc.ssthresh >= 0x7fffffff);
}

static void cc_idle__not_while_in_flight(void **state)
{
	p.cc.cwnd = 40000;
	p.cc.idle_since = 10 * SEC;
	p.flight.size = 1;
	sctp_cc_idle(&p, 1000 * SEC);
	assert_int_equal(p.cc.cwnd, 40000);
}

static void cc_may_send__cwnd_and_burst(void **state)
{
	p.flight.size = 4403;
	assert_true(sctp_cc_may_send(&p));
	p.flight.size = 4404;
	assert_false(sctp_cc_may_send(&p));
	p.flight.size = 3000;
	p.cc.burst_limit = 3000;
	assert_false(sctp_cc_may_send(&p));
	p.cc.burst_limit = 3001;
	assert_true(sctp_cc_may_send(&p));
}

/* A small cwnd, as after T3-rtx, does not grow by a loss */
static void cc_congestion__small_window_stays(void **state)
{
	p.cc.cwnd = 1468;
	p.cc.ssthresh = 20000;
	sctp_cc_congestion(&p, SCTP_CC_LOSS);
	assert_int_equal(p.cc.ssthresh, 4 * 1468);
	assert_int_equal(p.cc.cwnd, 1468);
}

static void cc_may_send__one_packet_after_a_timeout(void **state)
{
	sctp_cc_congestion(&p, SCTP_CC_TIMEOUT);
	p.cc.cwnd = 10000;
	assert_true(sctp_cc_may_send(&p));
	assert_int_equal(sctp_cc_allowance(&p), 0);
	p.flight.size = 1;
	assert_false(sctp_cc_may_send(&p));
	acked(1, 1, false);
	assert_true(sctp_cc_may_send(&p));
	assert_int_equal(sctp_cc_allowance(&p), 9999);
}

static void cc_probe__one_chunk_beyond_cwnd(void **state)
{
	p.flight.size = 5000;
	assert_false(sctp_cc_may_send(&p));
	sctp_cc_probe(&p.cc);
	assert_true(sctp_cc_may_send(&p));
	sctp_cc_sent(&p.cc, SEC);
	assert_false(sctp_cc_may_send(&p));
	/* one that was not needed does not wait for the next flush */
	sctp_cc_probe(&p.cc);
	sctp_cc_flushed(&p.cc);
	assert_false(sctp_cc_may_send(&p));
}

static void cc_allowance__cwnd_and_burst(void **state)
{
	p.flight.size = 1000;
	assert_int_equal(sctp_cc_allowance(&p), 3404);
	p.cc.burst_limit = 1500;
	assert_int_equal(sctp_cc_allowance(&p), 500);
	p.flight.size = 1500;
	assert_int_equal(sctp_cc_allowance(&p), 0);
	sctp_cc_burst_lost(&p, 100);
	assert_int_equal(p.cc.burst_limit, 1400);
	sctp_cc_burst_lost(&p, 5000);
	assert_int_equal(p.cc.burst_limit, 1);
}

static void cc_congestion__ecn_is_as_a_loss(void **state)
{
	p.cc.cwnd = 20000;
	sctp_cc_congestion(&p, SCTP_CC_ECN);
	assert_int_equal(p.cc.ssthresh, 10000);
	assert_int_equal(p.cc.cwnd, 10000);
	assert_true(sctp_cc_may_send(&p));
}

static void cc_burst__never_wraps(void **state)
{
	p.mtu = 65515;
	p.flight.size = 100000;
	sctp_cc_burst(&p, U16_MAX, p.flight.size);
	assert_true(p.cc.burst_limit > p.flight.size + 4 * 65500);
	sctp_cc_burst(&p, U32_MAX, 0x40000000);
	assert_true(p.cc.burst_limit > 0x40000000);
	p.mtu = U16_MAX;
	sctp_cc_burst(&p, U32_MAX, U32_MAX);
	assert_int_equal(p.cc.burst_limit, U32_MAX);
}

/* --- Choosing the algorithm --- */

static void cc_set__keeps_the_window(void **state)
{
	struct sctp_path *q = U.a.primary;
	void *own;

	q->cc.cwnd = 33333;
	q->cc.ssthresh = 22222;
	assert_int_equal(sctp_cc_set(&U.a, NULL, SCTP_CC_ALGO_CUBIC), 0);
	assert_int_equal(sctp_cc_algo(&q->cc), SCTP_CC_ALGO_CUBIC);
	assert_int_equal(q->cc.cwnd, 33333);
	assert_int_equal(q->cc.ssthresh, 22222);
	/* what it has already does not begin again */
	own = sctp_cc_state(&q->cc);
	assert_int_equal(sctp_cc_set(&U.a, q, SCTP_CC_ALGO_CUBIC), 0);
	assert_ptr_equal(sctp_cc_state(&q->cc), own);
	assert_int_equal(sctp_cc_set(&U.a, NULL, SCTP_CC_ALGO_RFC9260), 0);
	assert_int_equal(q->cc.cwnd, 33333);
	assert_int_equal(sctp_cc_partial(q), 0);
}

static void cc_set__one_path(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	assert_int_equal(sctp_cc_set(&U.a, q, SCTP_CC_ALGO_CUBIC), 0);
	assert_int_equal(q->cc.algo, SCTP_CC_ALGO_CUBIC);
	assert_int_equal(U.a.primary->cc.algo, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(sctp_cc_set(&U.a, NULL, SCTP_CC_ALGO_CUBIC), 0);
	assert_int_equal(U.a.primary->cc.algo, SCTP_CC_ALGO_CUBIC);
}

/* All paths or none */
static void cc_set__no_memory(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	long allocs = shim_counts.allocs;

	shim_fail_nth(2);
	assert_int_equal(sctp_cc_set(&U.a, NULL, SCTP_CC_ALGO_CUBIC), -ENOMEM);
	assert_int_equal(U.a.primary->cc.algo, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(q->cc.algo, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(shim_counts.allocs, allocs);
}

static void cc_init__new_paths_have_what_was_chosen(void **state)
{
	struct sctp_path *q;

	unit_set_cfg(U.a, cc_algo, SCTP_CC_ALGO_CUBIC);
	q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	assert_int_equal(q->cc.algo, SCTP_CC_ALGO_CUBIC);
	assert_int_equal(q->cc.cwnd, 4404);
	assert_int_equal(U.a.primary->cc.algo, SCTP_CC_ALGO_RFC9260);
}

static void cc_init__without_memory_it_is_rfc9260(void **state)
{
	struct sctp_path q = { .mtu = UNIT_MTU, .addr.family = AF_INET };

	shim_fail_nth(1);
	assert_false(sctp_cc_init(&q, SCTP_CC_ALGO_CUBIC));
	assert_int_equal(q.cc.algo, SCTP_CC_ALGO_RFC9260);
	assert_int_equal(q.cc.cwnd, 4404);
	sctp_cc_release(&q);
}

static void cc_restart__keeps_the_algorithm(void **state)
{
	struct sctp_path *q = U.a.primary;

	assert_int_equal(sctp_cc_set(&U.a, NULL, SCTP_CC_ALGO_CUBIC), 0);
	q->cc.cwnd = 33333;
	q->cc.one_packet = true;
	sctp_cc_restart(q);
	assert_int_equal(q->cc.algo, SCTP_CC_ALGO_CUBIC);
	assert_int_equal(q->cc.cwnd, 4404);
	assert_false(sctp_cc_in_timeout(&q->cc));
}

static void cc_name__of_each(void **state)
{
	assert_string_equal(sctp_cc_name(SCTP_CC_ALGO_RFC9260), "reno");
	assert_string_equal(sctp_cc_name(SCTP_CC_ALGO_HSTCP), "highspeed");
	assert_string_equal(sctp_cc_name(SCTP_CC_ALGO_HTCP), "htcp");
	assert_string_equal(sctp_cc_name(SCTP_CC_ALGO_CUBIC), "cubic");
	assert_string_equal(sctp_cc_name(SCTP_CC_ALGO_DCTCP), "dctcp");
	/* FreeBSD's RTCC */
	assert_null(sctp_cc_name(3));
	assert_null(sctp_cc_name(SCTP_CC_ALGOS));
	assert_null(sctp_cc_name(U32_MAX));
}

#define CC(fn) cmocka_unit_test_setup(fn, setup)

static const struct CMUnitTest tests[] = {
	CC(cc_init__ethernet),
	CC(cc_init__small_and_large_mtu),
	CC(cc_init__as_the_administrator_says),
	CC(cc_undo__what_was_there_and_no_more),
	CC(cc_acked__slow_start_grows_by_what_was_acked),
	CC(cc_acked__slow_start_needs_a_used_window),
	CC(cc_acked__no_growth_in_fast_recovery),
	CC(cc_acked__growth_per_sack_is_limited),
	CC(cc_acked__limit_of_growth_can_be_set),
	CC(cc_acked__congestion_avoidance),
	CC(cc_acked__avoidance_needs_a_used_window),
	CC(cc_acked__all_acked_resets_partial_bytes),
	CC(cc_acked__cwnd_equal_to_ssthresh_is_slow_start),
	CC(cc_congestion__halves),
	CC(cc_congestion__not_below_four_packets),
	CC(cc_congestion__timeout_leaves_one_packet),
	CC(cc_congestion__timeout_not_below_four_packets),
	CC(cc_idle__halves_once_per_rto),
	CC(cc_idle__floor_and_ssthresh),
	CC(cc_idle__ssthresh_is_set_once),
	CC(cc_idle__small_window_stays),
	CC(cc_idle__not_while_in_flight),
	CC(cc_may_send__cwnd_and_burst),
	CC(cc_congestion__small_window_stays),
	CC(cc_burst__never_wraps),
	CC(cc_may_send__one_packet_after_a_timeout),
	CC(cc_probe__one_chunk_beyond_cwnd),
	CC(cc_allowance__cwnd_and_burst),
	CC(cc_congestion__ecn_is_as_a_loss),
	UNIT_UP(cc_set__keeps_the_window),
	UNIT_UP(cc_set__one_path),
	UNIT_UP(cc_set__no_memory),
	UNIT_UP(cc_init__new_paths_have_what_was_chosen),
	CC(cc_init__without_memory_it_is_rfc9260),
	UNIT_UP(cc_restart__keeps_the_algorithm),
	CC(cc_name__of_each),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc", tests, NULL, NULL);
}
