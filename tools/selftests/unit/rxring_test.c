// SPDX-License-Identifier: GPL-2.0-only
/* TSNs received out of order, with TSNs that wrap */
#include <linux/errno.h>

#include "core/recv/rxring.h"
#include "unit.h"

#define FIRST	0xfffffff8u	/* the peer's initial TSN */

static struct sctp_rxring r;

static int setup(void **state)
{
	int err = unit_setup(state);

	sctp_rxring_init(&r, FIRST);
	return err;
}

static int teardown(void **state)
{
	sctp_rxring_free(&r);
	return unit_teardown(state);
}

/* Memory of a packet made by store() */
#define PACKET	(sizeof(struct sk_buff) + 1)

/* Store a fragment at FIRST + @at, returns whether a message is complete */
static bool store(u32 at, u8 flags, u16 ssn, u32 *first, u32 *last)
{
	struct sctp_rx_slot s = {
		.skb = shim_skb_from("x", 1, 1),
		.len = 1,
		.sid = 1,
		.mid = ssn,
		.flags = flags,
	};
	bool whole;

	assert_int_equal(sctp_rxring_reserve(&r, FIRST + at, 65535), 0);
	whole = sctp_rxring_store(&r, FIRST + at, &s, first, last);
	*first -= FIRST;
	*last -= FIRST;
	return whole;
}

static void take(void)
{
	struct sctp_rx_slot *s = sctp_rxring_peek(&r);

	assert_non_null(s);
	kfree_skb(s->skb);
	s->skb = NULL;
	sctp_rxring_advance(&r);
}

static void rxring_trim__keeps_what_waits(void **state)
{
	u32 first, last;

	store(1, SCTP_DATA_B, 0, &first, &last);
	sctp_rxring_trim(&r);
	assert_true(sctp_rxring_seen(&r, FIRST + 1));
	store(0, SCTP_DATA_B, 0, &first, &last);
	take();
	take();
	assert_non_null(r.slot);
	sctp_rxring_trim(&r);
	assert_null(r.slot);
	assert_true(sctp_rxring_seen(&r, FIRST + 1));
	assert_false(sctp_rxring_seen(&r, FIRST + 2));
}

static void rxring_seen__new_ring(void **state)
{
	assert_true(sctp_rxring_seen(&r, FIRST - 1));
	assert_false(sctp_rxring_seen(&r, FIRST));
	assert_false(sctp_rxring_seen(&r, FIRST + 20));
	assert_null(sctp_rxring_peek(&r));
}

static void rxring_reserve__beyond_limit(void **state)
{
	assert_int_equal(sctp_rxring_reserve(&r, FIRST + 100, 100), -ERANGE);
	assert_null(r.slot);
	assert_int_equal(sctp_rxring_reserve(&r, FIRST + 99, 100), 0);
}

static void rxring_reserve__no_memory_changes_nothing(void **state)
{
	u32 first, last, nth;

	store(3, SCTP_DATA_BE, 0, &first, &last);
	for (nth = 1; nth <= 2; nth++) {
		shim_fail_nth(nth);
		assert_int_equal(sctp_rxring_reserve(&r, FIRST + 5000, 65535),
				 -ENOMEM);
		assert_true(sctp_rxring_seen(&r, FIRST + 3));
	}
}

static void rxring_store__single_chunk_is_complete(void **state)
{
	u32 first, last;

	assert_true(store(4, SCTP_DATA_BE, 0, &first, &last));
	assert_int_equal(first, 4);
	assert_int_equal(last, 4);
	assert_true(sctp_rxring_seen(&r, FIRST + 4));
	assert_false(sctp_rxring_seen(&r, FIRST + 3));
	assert_int_equal(r.highest, FIRST + 4);
	assert_int_equal(r.held, 1);
}

static void rxring_store__runs_join_in_any_order(void **state)
{
	u32 first, last;

	/* B m m E at 5..8, across the wrap of the TSN */
	assert_false(store(7, 0, 9, &first, &last));
	assert_false(store(5, SCTP_DATA_B, 9, &first, &last));
	assert_false(store(8, SCTP_DATA_E, 9, &first, &last));
	assert_int_equal(first, 7);
	assert_true(store(6, 0, 9, &first, &last));
	assert_int_equal(first, 5);
	assert_int_equal(last, 8);
}

static void rxring_store__neighbours_of_other_messages(void **state)
{
	u32 first, last;

	assert_false(store(5, SCTP_DATA_B, 1, &first, &last));
	/* another SSN, and an end that follows an end */
	assert_false(store(6, SCTP_DATA_E, 2, &first, &last));
	assert_int_equal(first, 6);
	assert_false(store(7, SCTP_DATA_E, 2, &first, &last));
	assert_int_equal(first, 7);
	assert_false(store(4, SCTP_DATA_B, 1, &first, &last));
	assert_int_equal(last, 4);
}

static void rxring_store__unordered_beside_ordered(void **state)
{
	u32 first, last;

	assert_false(store(5, SCTP_DATA_B, 0, &first, &last));
	assert_false(store(6, SCTP_DATA_E | SCTP_DATA_U, 0, &first, &last));
	assert_int_equal(first, 6);
}

static void rxring_advance__in_order_without_ring(void **state)
{
	sctp_rxring_advance(&r);
	assert_int_equal(r.cum_tsn, FIRST);
	assert_int_equal(r.highest, FIRST);
	assert_null(r.slot);
}

static void rxring_advance__through_a_run(void **state)
{
	u32 first, last, i;

	for (i = 1; i < 20; i++)
		store(i, i == 1 ? SCTP_DATA_B : 0, 0, &first, &last);
	assert_null(sctp_rxring_peek(&r));
	sctp_rxring_advance(&r);
	for (i = 1; i < 10; i++)
		take();
	/* the rest of the run knows its new first TSN */
	assert_false(store(20, 0, 0, &first, &last));
	assert_int_equal(first, 10);
	assert_int_equal(r.held, 11);
	assert_int_equal(r.cum_tsn, FIRST + 9);
}

static void rxring_forget__counts_as_not_received(void **state)
{
	u32 first, last;

	store(1, SCTP_DATA_B, 0, &first, &last);
	store(2, SCTP_DATA_E, 0, &first, &last);
	sctp_rxring_advance(&r);
	sctp_rxring_forget(&r);
	assert_false(sctp_rxring_seen(&r, FIRST + 1));
	assert_true(sctp_rxring_seen(&r, FIRST + 2));
	assert_int_equal(r.cum_tsn, FIRST);
	/* and completes the message when it comes again */
	assert_true(store(1, SCTP_DATA_B, 0, &first, &last));
}

static void rxring_forget__the_only_one(void **state)
{
	u32 first, last;

	store(1, SCTP_DATA_BE, 0, &first, &last);
	sctp_rxring_advance(&r);
	sctp_rxring_forget(&r);
	assert_int_equal(r.highest, r.cum_tsn);
	assert_int_equal(r.held, 0);
}

static void rxring_renege__gives_up_what_has_data(void **state)
{
	u32 first, last, len = 0;
	struct sctp_rx_slot none = { .skb = NULL };

	store(1, SCTP_DATA_B, 0, &first, &last);
	store(2, 0, 0, &first, &last);
	store(5, SCTP_DATA_BE, 0, &first, &last);
	assert_false(sctp_rxring_store(&r, FIRST + 20, &none, &first, &last));
	store(30, SCTP_DATA_BE, 0, &first, &last);
	assert_int_equal(sctp_rxring_renege(&r, &len), 4 * PACKET);
	assert_int_equal(len, 4);
	assert_int_equal(r.held, 1);
	assert_int_equal(r.highest, FIRST + 20);
	assert_true(sctp_rxring_seen(&r, FIRST + 20));
	assert_false(sctp_rxring_seen(&r, FIRST + 1));
	assert_false(sctp_rxring_seen(&r, FIRST + 30));
	/* they may come again */
	store(2, SCTP_DATA_E, 0, &first, &last);
	assert_true(store(1, SCTP_DATA_B, 0, &first, &last));
	assert_int_equal(first, 1);
	assert_int_equal(last, 2);
	assert_int_equal(sctp_rxring_renege(&r, &len), 2 * PACKET);
	assert_int_equal(r.highest, FIRST + 20);
}

static void rxring_renege__nothing_but_data(void **state)
{
	u32 first, last, len = 0;

	assert_int_equal(sctp_rxring_renege(&r, &len), 0);
	store(7, SCTP_DATA_BE, 0, &first, &last);
	assert_true(sctp_rxring_memory(&r));
	assert_int_equal(sctp_rxring_renege(&r, &len), PACKET);
	assert_int_equal(r.highest, r.cum_tsn);
	assert_int_equal(len, 1);
	/* it is there until somebody has time to free it */
	assert_true(sctp_rxring_memory(&r));
	sctp_rxring_trim(&r);
	assert_int_equal(sctp_rxring_memory(&r), 0);
}

static void rxring_reserve__keeps_runs_when_it_grows(void **state)
{
	u32 first, last;

	store(2, SCTP_DATA_B, 0, &first, &last);
	store(3, 0, 0, &first, &last);
	store(3000, SCTP_DATA_BE, 0, &first, &last);
	assert_true(r.mask >= 3000);
	assert_true(store(4, SCTP_DATA_E, 0, &first, &last));
	assert_int_equal(first, 2);
}

#define RX(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

static const struct CMUnitTest tests[] = {
	RX(rxring_trim__keeps_what_waits),
	RX(rxring_seen__new_ring),
	RX(rxring_reserve__beyond_limit),
	RX(rxring_reserve__no_memory_changes_nothing),
	RX(rxring_store__single_chunk_is_complete),
	RX(rxring_store__runs_join_in_any_order),
	RX(rxring_store__neighbours_of_other_messages),
	RX(rxring_store__unordered_beside_ordered),
	RX(rxring_advance__in_order_without_ring),
	RX(rxring_advance__through_a_run),
	RX(rxring_forget__counts_as_not_received),
	RX(rxring_forget__the_only_one),
	RX(rxring_renege__gives_up_what_has_data),
	RX(rxring_renege__nothing_but_data),
	RX(rxring_reserve__keeps_runs_when_it_grows),
};

int main(void)
{
	return cmocka_run_group_tests_name("rxring", tests, NULL, NULL);
}
