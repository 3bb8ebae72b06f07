// SPDX-License-Identifier: GPL-2.0-only
/*
 * Coupled congestion control: what counts for growth, and what congestion
 * takes. What coupled paths get beside other flows: cc_share_test.c.
 */
#include "core/loss/couple.h"
#include "unit.h"

#define PKT	UNIT_PMDCS

static struct sctp_path *first, *second;

static void path_is(struct sctp_path *p, u32 cwnd, u32 ssthresh, u64 rtt_ms)
{
	p->cc.cwnd = cwnd * PKT;
	p->cc.ssthresh = ssthresh * PKT;
	p->rto.srtt = rtt_ms * MS;
}

/* 30 packets, 20 ms and 10 packets, 10 ms, in congestion avoidance */
static void two_paths(enum sctp_multipath cmt)
{
	first = U.a.primary;
	second = unit_path(0x0a010101, SCTP_PATH_ACTIVE);
	path_is(first, 30, 12, 20);
	path_is(second, 10, 4, 10);
	unit_set_cfg(U.a, cmt, cmt);
}

static void counts(const struct sctp_path *p, u32 of_1024)
{
	u32 bytes = sctp_couple_acked(&U.a, p, 102400);

	assert_in_range(bytes, (of_1024 - 1) * 100, (of_1024 + 1) * 100);
}

static void couple__rpv1_by_ssthresh(void **state)
{
	two_paths(SCTP_MP_RPV1);
	counts(first, 1024 * 12 / 16);
	counts(second, 1024 * 4 / 16);
}

/* 1.5 and 1 packets a millisecond */
static void couple__rpv2_by_rate(void **state)
{
	two_paths(SCTP_MP_RPV2);
	counts(first, 1024 * 3 / 5);
	counts(second, 1024 * 2 / 5);
}

/* max(c / r^2) is that of the second path, 0.1; sum(c / r)^2 is 6.25 */
static void couple__mptcp_linked_increases(void **state)
{
	two_paths(SCTP_MP_LINKED);
	counts(first, 1024 * 300 / 625);
	counts(second, 1024 * 100 / 625);
}

/* A path of which the part would be more than all has no more than alone */
static void couple__mptcp_no_more_than_alone(void **state)
{
	two_paths(SCTP_MP_LINKED);
	path_is(first, 1000, 12, 200);
	counts(first, 1024);
}

static void couple__mptcp_slow_start_is_its_own(void **state)
{
	two_paths(SCTP_MP_LINKED);
	path_is(first, 12, 12, 20);
	counts(first, 1024);
}

static void couple__paths_that_do_not_work_do_not_count(void **state)
{
	two_paths(SCTP_MP_RPV1);
	second->state = SCTP_PATH_PF;
	counts(first, 1024);
}

static void couple__off_with_one_path_or_uncoupled(void **state)
{
	unit_set_cfg(U.a, cmt, SCTP_MP_RPV1);
	assert_false(sctp_couple_on(&U.a));
	two_paths(SCTP_MP_UNCOUPLED);
	assert_false(sctp_couple_on(&U.a));
	unit_set_cfg(U.a, cmt, SCTP_MP_LINKED);
	assert_true(sctp_couple_on(&U.a));
}

/* An acknowledgment makes cwnd larger by that part */
static void couple__sack_grows_by_a_part(void **state)
{
	two_paths(SCTP_MP_RPV1);
	path_is(first, 4, 12, 20);
	second->state = SCTP_PATH_PF;
	unit_send_chunks(4);
	second->state = SCTP_PATH_ACTIVE;
	assert_int_equal(first->flight.size, 4 * 1416);
	path_is(first, 3, 12, 20);
	unit_acked(U.a.tx.ring.next - 1, 65536);
	assert_int_equal(first->cc.cwnd, 3 * PKT + 3 * 1416);
}

/* Half of 40 packets is taken from where the loss is */
static void pooled(enum sctp_multipath cmt)
{
	two_paths(cmt);
	sctp_couple_congestion(&U.a, first, SCTP_CC_LOSS);
	assert_int_equal(first->cc.cwnd, 10 * PKT);
	assert_int_equal(first->cc.ssthresh, 10 * PKT);
	assert_int_equal(second->cc.cwnd, 10 * PKT);
	/* it has not that much: four packets are left */
	path_is(first, 30, 12, 20);
	sctp_couple_congestion(&U.a, second, SCTP_CC_LOSS);
	assert_int_equal(second->cc.cwnd, 4 * PKT);
}

static void couple__rp_takes_half_of_all(void **state)
{
	pooled(SCTP_MP_RPV1);
	sctp_couple_congestion(&U.a, first, SCTP_CC_TIMEOUT);
	assert_int_equal(first->cc.cwnd, PKT);
}

static void couple__rpv2_takes_half_of_all(void **state)
{
	pooled(SCTP_MP_RPV2);
}

static void couple__mptcp_takes_half_of_one(void **state)
{
	two_paths(SCTP_MP_LINKED);
	sctp_couple_congestion(&U.a, first, SCTP_CC_LOSS);
	assert_int_equal(first->cc.cwnd, 15 * PKT);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(couple__rpv1_by_ssthresh),
	UNIT_UP(couple__rpv2_by_rate),
	UNIT_UP(couple__mptcp_linked_increases),
	UNIT_UP(couple__mptcp_no_more_than_alone),
	UNIT_UP(couple__mptcp_slow_start_is_its_own),
	UNIT_UP(couple__paths_that_do_not_work_do_not_count),
	UNIT_UP(couple__off_with_one_path_or_uncoupled),
	UNIT_UP(couple__sack_grows_by_a_part),
	UNIT_UP(couple__rp_takes_half_of_all),
	UNIT_UP(couple__rpv2_takes_half_of_all),
	UNIT_UP(couple__mptcp_takes_half_of_one),
};

int main(void)
{
	return cmocka_run_group_tests_name("couple", tests, NULL, NULL);
}
