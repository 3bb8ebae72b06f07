// SPDX-License-Identifier: GPL-2.0-only
/* Bitmaps indexed by TSN */
#include <linux/bitmap.h>

#include "core/ring.h"
#include "unit.h"

#define MASK	127u

static DECLARE_BITMAP(map, MASK + 1);

static int clear_map(void **state)
{
	bitmap_zero(map, MASK + 1);
	return 0;
}

static void ring_find__set_bit_before_the_fold(void **state)
{
	sctp_ring_set(map, MASK, 10);
	assert_int_equal(sctp_ring_find(map, MASK, 3, 100, true), 10);
	assert_int_equal(sctp_ring_find(map, MASK, 10, 100, true), 10);
	assert_int_equal(sctp_ring_find(map, MASK, 11, 100, true), 100);
}

static void ring_find__folds_at_the_end_of_the_map(void **state)
{
	/* 200 lies at bit 72 of the second turn */
	sctp_ring_set(map, MASK, 200);
	assert_int_equal(sctp_ring_find(map, MASK, 100, 220, true), 200);
	assert_int_equal(sctp_ring_find(map, MASK, 100, 200, true), 200);
	assert_int_equal(sctp_ring_find(map, MASK, 201, 220, true), 220);
}

static void ring_find__across_tsn_wrap(void **state)
{
	sctp_ring_set(map, MASK, 5);
	assert_int_equal(sctp_ring_find(map, MASK, 0xfffffff0, 20, true), 5);
	assert_int_equal(sctp_ring_find(map, MASK, 0xfffffff0, 5, true), 5);
	sctp_ring_set(map, MASK, 0xffffffff);
	assert_true(sctp_ring_find(map, MASK, 0xfffffff0, 20, true) ==
		    0xffffffff);
}

static void ring_find__clear_bit(void **state)
{
	u32 tsn;

	for (tsn = 0xfffffff0; tsn != 8; tsn++)
		sctp_ring_set(map, MASK, tsn);
	assert_int_equal(sctp_ring_find(map, MASK, 0xfffffff0, 20, false), 8);
	sctp_ring_clear(map, MASK, 0);
	assert_int_equal(sctp_ring_find(map, MASK, 0xfffffff0, 20, false), 0);
}

static void ring_find__empty_range(void **state)
{
	sctp_ring_set(map, MASK, 7);
	assert_int_equal(sctp_ring_find(map, MASK, 7, 7, true), 7);
	assert_int_equal(sctp_ring_find(map, MASK, 7, 7, false), 7);
}

static void ring_find__whole_ring(void **state)
{
	assert_int_equal(sctp_ring_find(map, MASK, 50, 50 + MASK + 1, true),
			 50 + MASK + 1);
	sctp_ring_set(map, MASK, 49 + MASK + 1);
	assert_int_equal(sctp_ring_find(map, MASK, 50, 50 + MASK + 1, true),
			 49 + MASK + 1);
}

#define RING(fn) cmocka_unit_test_setup(fn, clear_map)

static const struct CMUnitTest tests[] = {
	RING(ring_find__set_bit_before_the_fold),
	RING(ring_find__folds_at_the_end_of_the_map),
	RING(ring_find__across_tsn_wrap),
	RING(ring_find__clear_bit),
	RING(ring_find__empty_range),
	RING(ring_find__whole_ring),
};

int main(void)
{
	return cmocka_run_group_tests_name("ring", tests, NULL, NULL);
}
