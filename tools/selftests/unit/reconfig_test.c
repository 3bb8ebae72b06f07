// SPDX-License-Identifier: GPL-2.0-only
/* The RE-CONFIG chunk (RFC 6525 section 3.1), and what it must not be */
#include "unit_reconfig.h"

/* A peer does not ask again before it has the answer */
static void chunk__one_with_requests_in_a_packet(void **state)
{
	struct unit_build b = { 0 };
	u8 body[16];
	u32 i;

	for (i = 0; i < 3; i++)
		unit_chunk(&b, SCTP_CT_RECONFIG, 0, body,
			   put_add(body, SCTP_PT_ADD_OUT, UNIT_PEER_TSN + i,
				   1));
	unit_input(&b);
	unit_flush();
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.rx.streams.num, 101);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 1, 1);
	assert_int_equal(U.a.rx.streams.num, 102);
}

static void chunk__malformed(void **state)
{
	static const struct {
		u32 len;
		u8 bytes[40];
	} bad[] = {
		{ 0, "" },
		{ 3, { 0, 13, 0 } },
		{ 4, { 0, 13, 0, 4 } },
		{ 8, { 0, 14, 0, 12 } },
		{ 9, { 0, 14, 0, 9 } },
		{ 12, { 0, 15, 0, 12 } },
		{ 12, { 0, 16, 0, 11 } },
		{ 16, { 0, 16, 0, 16 } },
		{ 16, { 0, 17, 0, 16 } },
		{ 17, { 0, 13, 0, 17 } },
		/* not listed in section 3.1 */
		{ 16, { 0, 15, 0, 8, 0, 0, 0, 0, 0, 14, 0, 8 } },
		{ 16, { 0, 14, 0, 8, 0, 0, 0, 0, 0, 14, 0, 8 } },
		{ 24, { 0, 17, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 12 } },
		{ 36, { 0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 16, 0, 12 } },
		{ 15, { 0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0 } },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		say(bad[i].bytes, bad[i].len);
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], i + 1);
		assert_int_equal(unit_count(SCTP_CT_ERROR), i + 1);
	}
	assert_int_equal(chunks_sent(), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void chunk__unknown_parameter_ends_it(void **state)
{
	u8 body[32] = { 0, 99, 0, 4 };

	say(body, 4);
	put_reset_in(body + 4, UNIT_PEER_TSN, 0, NULL);
	say(body, 12);
	assert_int_equal(chunks_sent(), 0);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
}

static void chunk__not_agreed_upon(void **state)
{
	U.a.hs.caps = 0;
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN - 1, 0, NULL);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNKNOWN_CHUNK], 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
	assert_int_equal(chunks_sent(), 0);
}

static const struct CMUnitTest tests[] = {
	RECONFIG(chunk__one_with_requests_in_a_packet),
	RECONFIG(chunk__malformed),
	RECONFIG(chunk__unknown_parameter_ends_it),
	RECONFIG(chunk__not_agreed_upon),
};

int main(void)
{
	return cmocka_run_group_tests_name("reconfig", tests, NULL, NULL);
}
