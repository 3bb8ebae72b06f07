// SPDX-License-Identifier: GPL-2.0-only
/* Many fragments of a message in one packet */
#include "unit.h"

static struct sctp_rx_extent one(u32 off, u32 len)
{
	return (struct sctp_rx_extent){ .off = off, .len = len, .seg = len };
}

static void extent_join__right_behind(void **state)
{
	struct sctp_rx_extent e = one(16, 100);

	assert_true(sctp_rx_extent_join(&e, 16 + 100 + 16, 100, 16));
	assert_true(sctp_rx_extent_join(&e, 16 + 2 * 116, 100, 16));
	assert_int_equal(e.len, 300);
	assert_int_equal(e.seg, 100);
}

static void extent_join__shorter_one_is_the_last(void **state)
{
	struct sctp_rx_extent e = one(16, 100);

	assert_true(sctp_rx_extent_join(&e, 132, 7, 16));
	assert_false(sctp_rx_extent_join(&e, 132 + 7 + 16, 7, 16));
	assert_false(sctp_rx_extent_join(&e, 132 + 8 + 16, 100, 16));
	assert_int_equal(e.len, 107);
}

static void extent_join__refused(void **state)
{
	struct sctp_rx_extent e = one(16, 100);
	u32 off;

	/* not right behind the last one */
	for (off = 0; off < 400; off++)
		if (off != 132)
			assert_false(sctp_rx_extent_join(&e, off, 100, 16));
	/* longer than those before */
	assert_false(sctp_rx_extent_join(&e, 132, 101, 16));
	/* padding between them */
	e = one(16, 99);
	assert_false(sctp_rx_extent_join(&e, 16 + 99 + 16, 99, 16));
	assert_false(sctp_rx_extent_join(&e, 16 + 100 + 16, 99, 16));
	assert_int_equal(e.len, 99);
}

static void extent_at__every_byte(void **state)
{
	struct sctp_rx_extent e = { .off = 40, .len = 2 * 8 + 5, .seg = 8 };
	u32 pos, n;

	for (pos = 0; pos < e.len; pos++) {
		assert_int_equal(sctp_rx_extent_at(&e, pos, 16, &n),
				 40 + pos / 8 * (8 + 16) + pos % 8);
		assert_int_equal(n, min(8 - pos % 8, e.len - pos));
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(extent_join__right_behind),
	cmocka_unit_test(extent_join__shorter_one_is_the_last),
	cmocka_unit_test(extent_join__refused),
	cmocka_unit_test(extent_at__every_byte),
};

int main(void)
{
	return cmocka_run_group_tests_name("extent", tests, NULL, NULL);
}
