// SPDX-License-Identifier: GPL-2.0-only
/* Serial number arithmetic, RFC 9260 section 1.5 */
#include "core/wire/serial.h"
#include "unit.h"

static void tsn_lt__plain(void **state)
{
	assert_true(sctp_tsn_lt(1, 2));
	assert_false(sctp_tsn_lt(2, 1));
	assert_false(sctp_tsn_lt(7, 7));
}

static void tsn_lt__across_wrap(void **state)
{
	assert_true(sctp_tsn_lt(0xffffffff, 0));
	assert_true(sctp_tsn_lt(0xfffffff0, 0x10));
	assert_false(sctp_tsn_lt(0, 0xffffffff));
}

static void tsn_lt__half_the_space_apart(void **state)
{
	/* the furthest two numbers that still compare as expected */
	assert_true(sctp_tsn_lt(0, 0x7fffffff));
	assert_true(sctp_tsn_gt(0, 0x80000001));
}

static void tsn_lte_gte__equal(void **state)
{
	assert_true(sctp_tsn_lte(5, 5));
	assert_true(sctp_tsn_gte(5, 5));
	assert_true(sctp_tsn_lte(0xffffffff, 0));
	assert_true(sctp_tsn_gte(0, 0xffffffff));
	assert_false(sctp_tsn_gte(0xffffffff, 0));
	assert_false(sctp_tsn_lte(0, 0xffffffff));
}

static void ssn_lt__across_wrap(void **state)
{
	assert_true(sctp_ssn_lt(1, 2));
	assert_true(sctp_ssn_lt(0xffff, 0));
	assert_false(sctp_ssn_lt(0, 0xffff));
	assert_false(sctp_ssn_lt(3, 3));
	assert_true(sctp_ssn_lt(0, 0x7fff));
	assert_false(sctp_ssn_lt(0, 0x8001));
}

static const struct CMUnitTest tests[] = {
	UNIT(tsn_lt__plain),
	UNIT(tsn_lt__across_wrap),
	UNIT(tsn_lt__half_the_space_apart),
	UNIT(tsn_lte_gte__equal),
	UNIT(ssn_lt__across_wrap),
};

int main(void)
{
	return cmocka_run_group_tests_name("serial", tests, NULL, NULL);
}
