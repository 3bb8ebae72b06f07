// SPDX-License-Identifier: GPL-2.0-only
/* Outstanding chunks, with TSNs that wrap */
#include "core/send/txring.h"
#include "unit.h"

static struct sctp_tx_chunk *add(struct sctp_path *p, u32 len)
{
	struct sctp_txring *r = &U.a.tx.ring;
	struct sctp_tx_chunk *c;

	assert_int_equal(sctp_txring_reserve(r, 1), 0);
	c = sctp_txring_slot(r, r->next++);
	memset(c, 0, sizeof(*c));
	c->len = len;
	sctp_txring_sent(&U.a, c, r->next - 1, p, U.now);
	return c;
}

/* The chunks have no message: remove them before the end */
static void clear_ring(void)
{
	struct sctp_txring *r = &U.a.tx.ring;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		sctp_txring_unmark_rtx(&U.a, tsn);
		sctp_txring_landed(&U.a, tsn);
		sctp_ring_clear(r->acked, r->mask, tsn);
	}
	r->base = r->next;
}

static void txring_start__has_no_memory(void **state)
{
	long allocs = shim_counts.allocs;
	struct sctp_txring r = { 0 };

	sctp_txring_start(&r, 0xfffffffe);
	assert_true(sctp_txring_empty(&r));
	assert_int_equal(shim_counts.allocs, allocs);
	sctp_txring_free(&r);
}

static void txring_reserve__grows_across_wrap(void **state)
{
	struct sctp_txring r = { 0 };
	u32 i;

	sctp_txring_start(&r, 0xffffffe0);
	for (i = 0; i < 500; i++) {
		assert_int_equal(sctp_txring_reserve(&r, 1), 0);
		sctp_txring_slot(&r, r.next)->off = i;
		if (i % 3 == 0)
			sctp_ring_set(r.acked, r.mask, r.next);
		if (i % 3 == 1)
			sctp_ring_set(sctp_txring_rtx_map(&r), r.mask,
				      r.next);
		r.next++;
	}
	assert_true(r.mask + 1 >= 500);
	for (i = 0; i < 500; i++) {
		assert_int_equal(sctp_txring_slot(&r, r.base + i)->off, i);
		assert_int_equal(sctp_ring_test(r.acked, r.mask, r.base + i),
				 i % 3 == 0);
		assert_int_equal(sctp_ring_test(sctp_txring_rtx_map(&r),
						r.mask, r.base + i),
				 i % 3 == 1);
	}
	sctp_txring_free(&r);
}

static void txring_reserve__no_memory_changes_nothing(void **state)
{
	struct sctp_txring r = { 0 };
	u32 mask;

	sctp_txring_start(&r, 5);
	shim_fail_nth(1);
	assert_int_equal(sctp_txring_reserve(&r, 1), -ENOMEM);
	assert_null(r.slot);
	assert_int_equal(sctp_txring_reserve(&r, 1), 0);
	mask = r.mask;
	r.next = r.base + mask + 1;
	shim_fail_nth(1);
	assert_int_equal(sctp_txring_reserve(&r, 1), -ENOMEM);
	assert_int_equal(r.mask, mask);
	assert_non_null(r.slot);
	sctp_txring_free(&r);
}

static void txring_trim__keeps_what_is_outstanding(void **state)
{
	struct sctp_txring r = { 0 };

	sctp_txring_start(&r, 5);
	assert_int_equal(sctp_txring_reserve(&r, 100), 0);
	r.next = r.base + 1;
	sctp_txring_trim(&r);
	assert_true(r.mask >= 99);
	assert_non_null(r.slot);
	r.base = r.next;
	sctp_txring_trim(&r);
	assert_null(r.slot);
	assert_int_equal(sctp_txring_reserve(&r, 1), 0);
	assert_true(r.mask < 99);
	sctp_txring_free(&r);
}

static void txring_sent__counts_flight_and_window(void **state)
{
	struct sctp_path *p = U.a.primary;

	U.a.tx.peer.rwnd = 1000;
	add(p, 301);
	/* 16 + 301 padded to 320 for the path, 301 for the peer */
	assert_int_equal(p->flight.size, 320);
	assert_int_equal(U.a.tx.ring.flight, 301);
	assert_int_equal(U.a.tx.peer.rwnd, 699);
	add(p, 800);
	assert_int_equal(U.a.tx.peer.rwnd, 0);
	clear_ring();
	assert_int_equal(p->flight.size, 0);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

static void txring_landed__counts_once(void **state)
{
	struct sctp_path *p = U.a.primary;

	add(p, 100);
	add(p, 100);
	sctp_txring_landed(&U.a, U.a.tx.ring.base);
	sctp_txring_landed(&U.a, U.a.tx.ring.base);
	assert_int_equal(U.a.tx.ring.flight, 100);
	assert_int_equal(p->flight.size, 116);
	clear_ring();
}

static void txring_mark_rtx__gives_the_window_back(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_txring *r = &U.a.tx.ring;

	U.a.tx.peer.rwnd = 1000;
	add(p, 100);
	p->timing = true;
	sctp_txring_mark_rtx(&U.a, r->base);
	sctp_txring_mark_rtx(&U.a, r->base);
	assert_int_equal(U.a.tx.peer.rwnd, 1000);
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_int_equal(r->nr_rtx, 1);
	/* Karn's rule */
	assert_false(p->timing);
	sctp_txring_unmark_rtx(&U.a, r->base);
	sctp_txring_unmark_rtx(&U.a, r->base);
	assert_int_equal(r->nr_rtx, 0);
	clear_ring();
}

static void txring_relaunch__is_in_flight_again(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_tx_chunk *c = add(p, 100);

	sctp_txring_landed(&U.a, U.a.tx.ring.base);
	sctp_txring_relaunch(&U.a, U.a.tx.ring.base, U.now + 1);
	assert_true(sctp_tx_chunk_in_flight(c));
	assert_int_equal(U.a.tx.ring.flight, 100);
	assert_int_equal(p->flight.size, 116);
	clear_ring();
}

/* A chunk that was sent before leaves for a path */
static void again(struct sctp_path *p, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&U.a.tx.ring, tsn);

	c->rtx++;
	sctp_txring_sent(&U.a, c, tsn, p, U.now);
}

static void txring_resent__in_the_order_they_left(void **state)
{
	static const u8 order[] = { 7, 3, 5, 0, 9 };
	static const u8 landed[] = { 5, 9, 7, 3, 0 };
	static const u8 first[] = { 7, 7, 3, 0 };
	struct sctp_path *p = U.a.primary;
	struct sctp_txring *r = &U.a.tx.ring;
	u32 i, base = r->base;

	for (i = 0; i < 10; i++)
		add(p, 100);
	for (i = 0; i < 10; i++)
		sctp_txring_landed(&U.a, base + i);
	assert_false(p->resent);
	for (i = 0; i < ARRAY_SIZE(order); i++)
		again(p, base + order[i]);
	/* links outlive that the ring grows */
	for (i = 0; i < 500; i++)
		add(p, 100);
	for (i = 0; i < ARRAY_SIZE(landed); i++) {
		assert_true(p->resent);
		sctp_txring_landed(&U.a, base + landed[i]);
		if (i < ARRAY_SIZE(first))
			assert_int_equal(sctp_txring_first_resent(r, p),
					 base + first[i]);
	}
	assert_false(p->resent);
	clear_ring();
}

static void txring_oldest__of_each_path(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct sctp_txring *r = &U.a.tx.ring;
	u32 base = r->base;

	add(p, 100);
	add(q, 100);
	add(p, 100);
	add(q, 100);
	assert_int_equal(sctp_txring_oldest(r, p), base);
	assert_int_equal(sctp_txring_oldest(r, q), base + 1);
	sctp_txring_mark_rtx(&U.a, base);
	assert_int_equal(p->flight.oldest, base + 2);
	/* what waits to be retransmitted is outstanding, too */
	assert_int_equal(sctp_txring_oldest(r, p), base);
	sctp_txring_unmark_rtx(&U.a, base);
	again(q, base);
	assert_int_equal(sctp_txring_oldest(r, p), base + 2);
	assert_int_equal(sctp_txring_oldest(r, q), base);
	sctp_txring_landed(&U.a, base);
	sctp_ring_set(r->acked, r->mask, base);
	assert_true(sctp_txring_oldest_acked(r, q));
	assert_int_equal(q->flight.oldest, base + 1);
	assert_false(sctp_txring_oldest_acked(r, q));
	clear_ring();
	assert_int_equal(sctp_txring_oldest(r, p), r->next);
}

static const struct CMUnitTest tests[] = {
	UNIT(txring_start__has_no_memory),
	UNIT(txring_reserve__grows_across_wrap),
	UNIT(txring_reserve__no_memory_changes_nothing),
	UNIT(txring_trim__keeps_what_is_outstanding),
	UNIT_UP(txring_sent__counts_flight_and_window),
	UNIT_UP(txring_landed__counts_once),
	UNIT_UP(txring_mark_rtx__gives_the_window_back),
	UNIT_UP(txring_relaunch__is_in_flight_again),
	UNIT_UP(txring_resent__in_the_order_they_left),
	UNIT_UP(txring_oldest__of_each_path),
};

int main(void)
{
	return cmocka_run_group_tests_name("txring", tests, NULL, NULL);
}
