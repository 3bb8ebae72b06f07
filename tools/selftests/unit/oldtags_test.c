// SPDX-License-Identifier: GPL-2.0-only
/* Tags of associations that have ended, RFC 9260 section 5.3.1 */
#include "core/life/oldtags.h"
#include "unit.h"

static struct sctp_old_tags t;

static struct sctp_old_tag tag_of(u32 tag, u16 lport, u16 pport)
{
	return (struct sctp_old_tag) {
		.until = 100 * SEC,
		.tag = tag,
		.lport = htons(lport),
		.pport = htons(pport),
	};
}

static bool have(u32 tag, u16 lport, u16 pport, u64 now)
{
	struct sctp_old_tag old = tag_of(tag, lport, pport);

	return sctp_old_tags_have(&t, &old, now);
}

static void add(u32 tag)
{
	struct sctp_old_tag old = tag_of(tag, 1, 2);

	sctp_old_tags_add(&t, &old);
}

static int setup(void **state)
{
	memset(&t, 0, sizeof(t));
	return 0;
}

static void old_tags__until_the_time_is_over(void **state)
{
	assert_false(have(7, 1, 2, 0));
	add(7);
	assert_true(have(7, 1, 2, 100 * SEC - 1));
	assert_false(have(7, 1, 2, 100 * SEC));
	assert_false(have(8, 1, 2, 0));
}

static void old_tags__of_the_same_ports(void **state)
{
	add(7);
	assert_false(have(7, 2, 2, 0));
	assert_false(have(7, 1, 1, 0));
	assert_true(have(7, 1, 2, 0));
}

static void old_tags__oldest_makes_room(void **state)
{
	u32 i;

	for (i = 1; i <= SCTP_OLD_TAGS + 1; i++)
		add(i);
	assert_false(have(1, 1, 2, 0));
	for (i = 2; i <= SCTP_OLD_TAGS + 1; i++)
		assert_true(have(i, 1, 2, 0));
}

#define OLD(fn) cmocka_unit_test_setup(fn, setup)

static const struct CMUnitTest tests[] = {
	OLD(old_tags__until_the_time_is_over),
	OLD(old_tags__of_the_same_ports),
	OLD(old_tags__oldest_makes_room),
};

int main(void)
{
	return cmocka_run_group_tests_name("oldtags", tests, NULL, NULL);
}
