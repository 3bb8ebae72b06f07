// SPDX-License-Identifier: GPL-2.0-only
/*
 * RTO, RFC 9260 section 6.3.1, worked by hand with alpha = 1/8, beta = 1/4:
 *
 *   R  = 200 ms   SRTT = 200        RTTVAR = 100          RTO = 600
 *   R' = 300 ms   RTTVAR = 3/4 * 100 + 1/4 * 100 = 100
 *                 SRTT = 7/8 * 200 + 1/8 * 300 = 212.5    RTO = 612.5
 *   R' = 100 ms   RTTVAR = 3/4 * 100 + 1/4 * 112.5 = 103.125
 *                 SRTT = 7/8 * 212.5 + 1/8 * 100 = 198.4375
 *                                                         RTO = 610.9375
 */
#include "core/config.h"
#include "core/loss/rto.h"
#include "core/path.h"
#include "unit.h"

static struct sctp_config cfg;
static struct sctp_rto r;

static int setup(void **state)
{
	sctp_config_default(&cfg);
	cfg.rto_min = 1;
	sctp_rto_init(&r, &cfg);
	return 0;
}

static void rto_init__is_rto_initial(void **state)
{
	assert_int_equal(r.rto, 1 * SEC);
	assert_int_equal(r.srtt, 0);
	cfg.rto_initial = 3000;
	sctp_rto_init(&r, &cfg);
	assert_int_equal(r.rto, 3 * SEC);
}

static void rto_measured__first(void **state)
{
	sctp_rto_measured(&r, &cfg, 200 * MS);
	assert_int_equal(r.srtt, 200 * MS);
	assert_int_equal(r.rttvar, 100 * MS);
	assert_int_equal(r.rto, 600 * MS);
}

static void rto_measured__later_ones(void **state)
{
	sctp_rto_measured(&r, &cfg, 200 * MS);
	sctp_rto_measured(&r, &cfg, 300 * MS);
	assert_int_equal(r.rttvar, 100 * MS);
	assert_int_equal(r.srtt, 212500000);
	assert_int_equal(r.rto, 612500000);
	sctp_rto_measured(&r, &cfg, 100 * MS);
	assert_int_equal(r.rttvar, 103125000);
	assert_int_equal(r.srtt, 198437500);
	assert_int_equal(r.rto, 610937500);
}

static void rto_measured__not_below_rto_min(void **state)
{
	cfg.rto_min = 1000;
	sctp_rto_measured(&r, &cfg, 1 * MS);
	assert_int_equal(r.rto, 1 * SEC);
	assert_int_equal(r.srtt, 1 * MS);
}

static void rto_measured__not_above_rto_max(void **state)
{
	sctp_rto_measured(&r, &cfg, 100 * SEC);
	assert_int_equal(r.rto, 60 * SEC);
}

static void rto_measured__zero_counts_as_measured(void **state)
{
	sctp_rto_measured(&r, &cfg, 0);
	assert_true(r.srtt);
	/* rule G1: RTTVAR is at least the clock's granularity */
	assert_true(r.rttvar);
	sctp_rto_measured(&r, &cfg, 0);
	assert_true(r.srtt && r.rttvar);
}

static void rto_measured__useless_shifts(void **state)
{
	cfg.rto_alpha = 255;
	cfg.rto_beta = 255;
	sctp_rto_measured(&r, &cfg, 200 * MS);
	sctp_rto_measured(&r, &cfg, 50 * SEC);
	assert_in_range(r.srtt, 199 * MS, 201 * MS);
}

static void rto_measured__ends_back_off(void **state)
{
	sctp_rto_measured(&r, &cfg, 200 * MS);
	sctp_rto_backoff(&r, &cfg);
	sctp_rto_backoff(&r, &cfg);
	assert_int_equal(r.rto, 2400 * MS);
	sctp_rto_measured(&r, &cfg, 200 * MS);
	/* RTTVAR = 3/4 * 100 = 75, SRTT = 200 */
	assert_int_equal(r.rto, 500 * MS);
}

static void rto_backoff__doubles_up_to_rto_max(void **state)
{
	sctp_rto_backoff(&r, &cfg);
	assert_int_equal(r.rto, 2 * SEC);
	r.rto = 40 * SEC;
	sctp_rto_backoff(&r, &cfg);
	assert_int_equal(r.rto, 60 * SEC);
}

#define RTO(fn) cmocka_unit_test_setup(fn, setup)

static const struct CMUnitTest tests[] = {
	RTO(rto_init__is_rto_initial),
	RTO(rto_measured__first),
	RTO(rto_measured__later_ones),
	RTO(rto_measured__not_below_rto_min),
	RTO(rto_measured__not_above_rto_max),
	RTO(rto_measured__zero_counts_as_measured),
	RTO(rto_measured__useless_shifts),
	RTO(rto_measured__ends_back_off),
	RTO(rto_backoff__doubles_up_to_rto_max),
};

int main(void)
{
	return cmocka_run_group_tests_name("rto", tests, NULL, NULL);
}
