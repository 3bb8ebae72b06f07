// SPDX-License-Identifier: GPL-2.0-only
/* Order within inbound streams, RFC 9260 section 6.6 */
#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))

static void arrives(u32 n, u16 sid, u16 ssn)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(n), sid, ssn, SCTP_DATA_BE, 4);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
}

static void expect(u16 sid, u16 ssn)
{
	struct sctp_rx_msg *m = unit_next_msg();

	assert_non_null(m);
	assert_int_equal(m->sid, sid);
	assert_int_equal(m->mid, ssn);
	unit_read(m);
}

static void instream__early_ones_wait_in_order(void **state)
{
	arrives(0, 3, 2);
	arrives(1, 3, 3);
	arrives(2, 3, 1);
	assert_null(unit_next_msg());
	arrives(3, 3, 0);
	expect(3, 0);
	expect(3, 1);
	expect(3, 2);
	expect(3, 3);
}

static void instream__streams_are_independent(void **state)
{
	arrives(0, 3, 1);
	arrives(1, 99, 0);
	expect(99, 0);
	assert_null(unit_next_msg());
	arrives(2, 3, 0);
	expect(3, 0);
	expect(3, 1);
}

static void instream__ssn_wraps(void **state)
{
	u32 i;

	for (i = 0; i < 65536 + 10; i++) {
		arrives(i, 0, i);
		expect(0, i);
	}
	arrives(i + 1, 0, 12);
	arrives(i, 0, 10);
	expect(0, 10);
	arrives(i + 2, 0, 11);
	expect(0, 11);
	expect(0, 12);
}

static void instream__used_ssn_is_dropped(void **state)
{
	arrives(0, 0, 0);
	expect(0, 0);
	arrives(1, 0, 0);
	assert_null(unit_next_msg());
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_STREAM], 1);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	/* the stream goes on */
	arrives(2, 0, 1);
	expect(0, 1);
}

static void instream__memory_only_for_blocks_in_use(void **state)
{
	long before;

	sctp_instream_set(&U.a, 65535);
	before = shim_counts.allocs;
	assert_int_equal(sctp_instream_reserve(&U.a, 63), 0);
	assert_int_equal(shim_counts.allocs, before + 1);
	assert_int_equal(U.a.rx.wnd.charged, 0);
	/* and the list of all of them */
	assert_int_equal(sctp_instream_reserve(&U.a, 65534), 0);
	assert_int_equal(sctp_instream_reserve(&U.a, 65534), 0);
	assert_int_equal(shim_counts.allocs, before + 3);
	assert_in_range(U.a.rx.wnd.charged, 8192 + 2 * 128, 8192 + 2 * 192);
	sctp_instream_set(&U.a, 10);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* A peer that uses all streams there are gets no more than this for it */
static void instream__all_streams_take_little_memory(void **state)
{
	u32 sid, blocks = 65536 / SCTP_INSTREAM_BLOCK;
	long before;

	sctp_instream_set(&U.a, 65535);
	before = shim_counts.allocs;
	for (sid = 0; sid < 65535; sid++)
		assert_int_equal(sctp_instream_reserve(&U.a, sid), 0);
	assert_int_equal(shim_counts.allocs, before + blocks + 1);
	assert_true(U.a.rx.wnd.charged >= blocks * 128);
	assert_true(blocks * (sizeof(struct sctp_instream_block) +
			      sizeof(void *)) <= 160 * 1024);
}

static void instream__neighbours_wait_apart(void **state)
{
	arrives(0, 3, 2);
	arrives(1, 4, 1);
	arrives(2, 3, 1);
	arrives(3, 4, 2);
	arrives(4, 4, 0);
	expect(4, 0);
	expect(4, 1);
	expect(4, 2);
	assert_null(unit_next_msg());
	arrives(5, 3, 0);
	expect(3, 0);
	expect(3, 1);
	expect(3, 2);
}

/* Two with the same SSN wait: one is delivered, later ones follow */
static void instream__same_ssn_waits_twice(void **state)
{
	arrives(0, 3, 1);
	arrives(1, 3, 1);
	arrives(2, 3, 2);
	arrives(3, 3, 0);
	expect(3, 0);
	expect(3, 1);
	expect(3, 2);
	assert_null(unit_next_msg());
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_STREAM], 1);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
}

/* Early messages have a limit; those beyond it wait in the ring */
static void instream__too_many_early_ones(void **state)
{
	u32 i;

	for (i = 1; i < 400; i++)
		arrives(i, 3, i);
	assert_int_equal(U.a.rx.streams.only->nwaiting, 256);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	arrives(0, 3, 0);
	for (i = 0; i < 400; i++)
		expect(3, i);
}

static void instream__no_memory_for_a_stream(void **state)
{
	shim_fail_nth(1);
	arrives(0, 5, 0);
	assert_null(unit_next_msg());
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(-1));
	arrives(0, 5, 0);
	expect(5, 0);
}

static void instream__what_waits_is_freed_at_the_end(void **state)
{
	arrives(0, 3, 2);
	arrives(1, 3, 1);
	assert_int_equal(U.a.rx.wnd.buffered, 8);
	/* the leak audit looks at the rest */
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(instream__early_ones_wait_in_order),
	UNIT_UP(instream__streams_are_independent),
	UNIT_UP(instream__ssn_wraps),
	UNIT_UP(instream__used_ssn_is_dropped),
	UNIT_UP(instream__memory_only_for_blocks_in_use),
	UNIT_UP(instream__all_streams_take_little_memory),
	UNIT_UP(instream__neighbours_wait_apart),
	UNIT_UP(instream__same_ssn_waits_twice),
	UNIT_UP(instream__too_many_early_ones),
	UNIT_UP(instream__no_memory_for_a_stream),
	UNIT_UP(instream__what_waits_is_freed_at_the_end),
};

int main(void)
{
	return cmocka_run_group_tests_name("instream", tests, NULL, NULL);
}
