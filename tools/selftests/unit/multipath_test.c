// SPDX-License-Identifier: GPL-2.0-only
/*
 * Concurrent multipath transfer: what several paths carry together. With
 * MULTIPATH=1 in the environment numbers are printed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/send/multipath.h"
#include "unit_links.h"

static void show(const char *what)
{
	u32 i;

	if (!getenv("MULTIPATH"))
		return;
	printf("# %s: %llu kbyte, %llu in order, stall %llu ms, dups %u;",
	       what, N.bytes / 1000, N.ordered / 1000, N.stall / MS, N.dups);
	for (i = 0; i < LINKS && N.link[i].rate; i++)
		printf(" link %u: %u packets, %u lost", i, N.link[i].packets,
		       N.link[i].overflow);
	printf("; SACKs %u, T3 %llu, fast %llu, reneges %llu, probes %llu\n",
	       N.sacks, U.mib[SCTP_MIB_T3_RTX_EXPIREDS],
	       U.mib[SCTP_MIB_FAST_RETRANSMITS], U.mib[SCTP_MIB_RENEGES],
	       U.mib[SCTP_MIB_LOSS_PROBES]);
}

struct way {
	u64 kbyte;
	u64 delay_ms;
	u64 queue;
};

/* Both sides use DAC */
static bool with_dac;

/* Begin on two paths */
static void begin_two(u8 cmt, const struct way *first, const struct way *second)
{
	unit_setup_up(NULL);
	unit_set_cfg(U.a, cmt, cmt);
	unit_set_cfg(U.a, cmt_dac, with_dac);
	unit_links_begin(2);
	N.dac = with_dac;
	unit_links_link(0, first->kbyte, first->delay_ms, first->queue);
	unit_links_link(1, second->kbyte, second->delay_ms, second->queue);
}

static void end(void)
{
	unit_links_end();
	assert_int_equal(unit_teardown(NULL), 0);
}

/* User bytes that two paths carry in order in a time, with a window */
static u64 carry(const char *what, u8 cmt, const struct way *first,
		 const struct way *second, u32 window, u64 time)
{
	u64 bytes;

	begin_two(cmt, first, second);
	N.window = window;
	U.a.tx.peer.rwnd = window;
	unit_links_run(time);
	show(what);
	bytes = N.ordered;
	end();
	return bytes;
}

#define PLENTY	(4 * 1024 * 1024)

static void multipath__two_equal_paths_carry_twice_as_much(void **state)
{
	static const struct way way = { 1000, 10, 40000 };
	u64 one = carry("one of two equal", 0, &way, &way, PLENTY, 20 * SEC);
	u64 two = carry("two equal", 1, &way, &way, PLENTY, 20 * SEC);
	u8 cmt;

	assert_true(two * 100 >= one * 195);
	/* coupled paths take longer to use up a bottleneck of their own */
	for (cmt = SCTP_MP_RPV1; cmt < SCTP_MP_VALUES; cmt++)
		assert_true(carry("two equal, coupled", cmt, &way, &way,
				  PLENTY, 20 * SEC) * 100 >= one * 185);
}

/* Rates 10:1, and round trips 1:10, too; the peer's window is large or small */
static void multipath__a_slow_path_does_no_harm(void **state)
{
	static const struct way fast = { 2000, 10, 80000 };
	static const struct way slow[] = {
		{ 200, 10, 30000 },
		{ 200, 100, 30000 },
		{ 2000, 100, 80000 },
	};
	static const u32 window[] = { PLENTY, 256 * 1024, 100000 };
	u64 one;
	u32 i, w;
	u8 cmt;

	for (w = 0; w < ARRAY_SIZE(window); w++) {
		one = carry("fast alone", 0, &fast, &fast, window[w], 20 * SEC);
		for (i = 0; i < ARRAY_SIZE(slow); i++)
			assert_true(carry("fast and slow", 1, &fast, &slow[i],
					  window[w], 20 * SEC) >= one);
		/* coupled ones give up a little */
		for (cmt = SCTP_MP_RPV1; cmt < SCTP_MP_VALUES; cmt++)
			assert_true(carry("coupled", cmt, &fast, &slow[1],
					  window[w], 20 * SEC) * 100 >=
				    one * 99);
	}
}

/* It is the primary path, too */
static void multipath__a_slow_primary_does_no_harm(void **state)
{
	static const struct way fast = { 2000, 10, 80000 };
	static const struct way slow = { 200, 100, 30000 };
	u64 one = carry("fast primary", 0, &fast, &slow, PLENTY, 20 * SEC);
	u64 two = carry("slow primary", 1, &slow, &fast, PLENTY, 20 * SEC);

	assert_true(two >= one);
}

/* One of two dies: nothing is lost, and the other goes on */
static void one_path_dies(u32 which, u32 window)
{
	static const struct way way = { 1000, 10, 40000 };
	u64 rto;

	begin_two(1, &way, &way);
	N.window = window;
	U.a.tx.peer.rwnd = window;
	N.messages = 10000;
	unit_links_run(3 * SEC);
	assert_true(N.link[which].packets > 1000);
	N.link[which].dies_at = U.now;
	rto = unit_links_path(which)->rto.rto;
	unit_links_run(20 * SEC);
	show("one dies");
	assert_int_equal(N.ordered, 10000 * LINK_MSG);
	assert_true(sctp_txring_empty(&U.a.tx.ring));
	assert_true(N.stall <= rto);
	end();
}

static void multipath__a_path_dies_without_a_long_stall(void **state)
{
	one_path_dies(0, PLENTY);
	one_path_dies(1, PLENTY);
	one_path_dies(0, 100000);
	one_path_dies(1, 100000);
}

static u32 sacks_percent(void)
{
	return N.sacks * 100 / (N.link[0].packets + N.link[1].packets);
}

/* Fewer SACKs, and nothing else changes: as much is carried, and nothing is
 * sent again without need
 */
static void dac_carries(const struct way *one, const struct way *other,
			u32 percent)
{
	u64 bytes = carry("without DAC", 1, one, other, PLENTY, 20 * SEC);

	assert_true(sacks_percent() >= 90);
	with_dac = true;
	assert_true(carry("DAC", 1, one, other, PLENTY, 20 * SEC) * 1000 >=
		    bytes * 998);
	with_dac = false;
	assert_true(sacks_percent() <= percent);
	assert_int_equal(N.dups, 0);
}

static void multipath__dac_saves_sacks(void **state)
{
	static const struct way way = { 1000, 10, 40000 };
	static const struct way fast = { 2000, 10, 80000 };
	static const struct way slow[] = {
		{ 200, 10, 30000 },
		{ 200, 100, 30000 },
		{ 2000, 100, 80000 },
	};
	u32 i;

	dac_carries(&way, &way, 65);
	for (i = 0; i < ARRAY_SIZE(slow); i++)
		dac_carries(&fast, &slow[i], 71);
}

static void multipath__dac_a_path_dies_without_a_long_stall(void **state)
{
	with_dac = true;
	multipath__a_path_dies_without_a_long_stall(state);
	with_dac = false;
}

/* --- what each rule is --- */

static struct sctp_path *first, *second;

/* Two paths of so many milliseconds and packets of cwnd */
static void two_paths(u64 first_ms, u32 first_cwnd, u64 second_ms,
		      u32 second_cwnd)
{
	first = U.a.primary;
	second = unit_path(0x0a010101, SCTP_PATH_ACTIVE);
	unit_set_cfg(U.a, cmt, SCTP_MP_UNCOUPLED);
	first->rto.srtt = first_ms * MS;
	second->rto.srtt = second_ms * MS;
	first->cc.cwnd = first_cwnd * UNIT_PMDCS;
	second->cc.cwnd = second_cwnd * UNIT_PMDCS;
	U.a.tx.peer.rwnd = PLENTY;
}

/* How many packets went to a path */
static u32 sent_on(const struct sctp_path *p)
{
	u32 i, n = 0;

	for (i = 0; i < U.nsent; i++)
		n += U.sent[i]->path == p;
	return n;
}

static void send_packets(u32 n)
{
	while (n--)
		unit_send(UNIT_PMDCS - 16, 0, 0);
	unit_flush();
}

static void multipath__fastest_path_first_then_the_next(void **state)
{
	two_paths(20, 3, 10, 4);
	send_packets(3);
	assert_int_equal(sent_on(second), 3);
	send_packets(7);
	assert_int_equal(sent_on(second), 4);
	assert_int_equal(sent_on(first), 3);
	assert_int_equal(U.a.tx.queued_msgs, 3);
}

static void multipath__off_one_path_takes_all(void **state)
{
	two_paths(20, 3, 10, 4);
	unit_set_cfg(U.a, cmt, SCTP_MP_OFF);
	send_packets(10);
	assert_int_equal(sent_on(first), 3);
	assert_int_equal(sent_on(second), 0);
}

/* Fragments of a message may take several paths */
static void multipath__fragments_take_several_paths(void **state)
{
	two_paths(10, 3, 20, 4);
	unit_send(7 * (UNIT_PMDCS - 16), 0, 0);
	unit_flush();
	assert_int_equal(sent_on(first), 3);
	assert_int_equal(sent_on(second), 4);
}

static void multipath__unmeasured_path_comes_last(void **state)
{
	two_paths(1000, 3, 0, 4);
	send_packets(2);
	assert_int_equal(sent_on(first), 2);
}

static void multipath__potentially_failed_path_takes_none(void **state)
{
	two_paths(20, 3, 10, 4);
	second->state = SCTP_PATH_PF;
	send_packets(10);
	assert_int_equal(sent_on(first), 3);
	assert_int_equal(sent_on(second), 0);
}

/* It does not wait for T3-rtx to avoid a path that may be dead */
static void multipath__path_that_does_not_answer_takes_none(void **state)
{
	two_paths(20, 30, 10, 4);
	send_packets(1);
	assert_int_equal(sent_on(second), 1);
	U.now += 20 * MS;
	send_packets(1);
	assert_int_equal(sent_on(second), 2);
	U.now += 1;
	send_packets(1);
	assert_int_equal(sent_on(second), 2);
	assert_int_equal(sent_on(first), 1);
	assert_int_equal(second->state, SCTP_PATH_ACTIVE);
}

/* Of 40 ms the fast path has 4 round trips, and twice cwnd in each */
static void slow_path_used(u32 room, u32 packets)
{
	two_paths(10, 4, 50, 4);
	first->cc.ssthresh = 1;
	U.a.tx.peer.rwnd = (4 + room) * (UNIT_PMDCS - 16);
	send_packets(5);
	assert_int_equal(sent_on(first), 4);
	assert_int_equal(sent_on(second), packets);
}

static void multipath__slow_path_if_the_window_has_room(void **state)
{
	slow_path_used(33, 1);
}

static void multipath__slow_path_must_not_block_the_window(void **state)
{
	slow_path_used(32, 0);
}

/* One packet is missing, sent on @missing; the rest arrived on the other path
 * and used up the window. That has room again.
 */
static void window_blocked(u64 first_ms, u64 second_ms)
{
	struct unit_build b = { 0 };
	u32 tsn = U.a.tx.ring.next;

	two_paths(first_ms, 1, second_ms, 4);
	first->cc.cwnd = 8 * UNIT_PMDCS;
	U.a.tx.peer.rwnd = 5 * (UNIT_PMDCS - 16);
	second->state = SCTP_PATH_PF;
	send_packets(1);
	second->state = SCTP_PATH_ACTIVE;
	first->state = SCTP_PATH_PF;
	send_packets(6);
	first->state = SCTP_PATH_ACTIVE;
	assert_int_equal(sent_on(first), 1);
	assert_int_equal(sent_on(second), 4);
	U.now += 10 * MS;
	unit_sack(&b, tsn - 1, UNIT_PMDCS, 1, 2, 5);
	unit_input(&b);
	assert_int_equal(second->flight.size, 0);
	unit_flush();
}

static void multipath__path_that_blocks_faster_ones_is_reduced(void **state)
{
	window_blocked(20, 10);
	assert_int_equal(first->cc.cwnd, 4 * UNIT_PMDCS);
	unit_flush();
	assert_int_equal(first->cc.cwnd, 4 * UNIT_PMDCS);
}

static void multipath__path_that_blocks_slower_ones_is_not_reduced(void **state)
{
	window_blocked(10, 20);
	assert_int_equal(first->cc.cwnd, 8 * UNIT_PMDCS);
}

/* T3-rtx expires after two round trips, not after RTO.Min */
static void multipath__path_that_blocks_times_out_early(void **state)
{
	u64 began = U.now;

	window_blocked(20, 10);
	assert_int_equal(first->t3_rtx, began + 40 * MS);
	unit_forget_sent();
	unit_wait(30 * MS);
	assert_int_equal(U.mib[SCTP_MIB_T3_RTX_EXPIREDS], 1);
	assert_int_equal(sent_on(second), 1);
}

/* Nothing arrives any more. Each path times out early once, then the timeouts
 * get longer as on one path
 */
static void multipath__outage_does_not_end_it(void **state)
{
	u64 until;

	window_blocked(20, 10);
	first->cfg.pf_enabled = false;
	second->cfg.pf_enabled = false;
	for (until = U.now + 1500 * MS; U.now < until;) {
		U.now += 5 * MS;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		unit_forget_sent();
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_true(U.mib[SCTP_MIB_T3_RTX_EXPIREDS] <= 3);
}

/* The first of four is missing; the SACK for the last two comes after the one
 * for all three
 */
static void overtaken_sack(u8 cmt, u32 reneges)
{
	u32 tsn = U.a.tx.ring.next;
	u32 window;

	two_paths(10, 9, 20, 9);
	unit_set_cfg(U.a, cmt, cmt);
	send_packets(4);
	unit_gap_acked(tsn - 1, 100000, 2, 4);
	window = U.a.tx.peer.rwnd;
	unit_gap_acked(tsn - 1, 200000, 3, 4);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], reneges);
	if (!reneges)
		assert_int_equal(U.a.tx.peer.rwnd, window);
}

static void multipath__sack_that_was_overtaken_is_ignored(void **state)
{
	overtaken_sack(SCTP_MP_UNCOUPLED, 0);
}

static void multipath__off_such_a_sack_reneges(void **state)
{
	overtaken_sack(SCTP_MP_OFF, 1);
}

/* A SACK that tells something new was not overtaken: what it lacks is gone */
static void multipath__peer_may_renege(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(10, 9, 20, 9);
	send_packets(4);
	unit_gap_acked(tsn - 1, 100000, 2, 3);
	unit_gap_acked(tsn - 1, 100000, 3, 4);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 1);
}

/* It dropped all behind the gap for want of memory, and takes nothing, but it
 * answers. After a timeout that is no SACK that was overtaken.
 */
static void multipath__peer_without_memory_is_alive(void **state)
{
	u32 tsn = U.a.tx.ring.next, i;

	two_paths(10, 9, 20, 9);
	send_packets(4);
	unit_gap_acked(tsn - 1, 100000, 2, 4);
	for (i = 0; i < 20; i++) {
		if (sctp_assoc_deadline(&U.a) > U.now)
			U.now = sctp_assoc_deadline(&U.a);
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		unit_forget_sent();
		U.now += 10 * MS;
		unit_acked(tsn - 1, 0);
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_true(U.a.error_count <= 1);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 3);
}

/* A window update says the same as the SACK before */
static void multipath__window_update_is_not_overtaken(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(10, 9, 20, 9);
	send_packets(4);
	unit_gap_acked(tsn - 1, 100000, 2, 3);
	unit_gap_acked(tsn - 1, 200000, 2, 3);
	assert_int_equal(U.a.tx.peer.rwnd,
			 200000 - 2 * (UNIT_PMDCS - 16));
}

/* One packet on the slow path, then eight on the fast one, which arrive one by
 * one
 */
static void counted(u8 cmt, u32 fast_rtx)
{
	u32 tsn = U.a.tx.ring.next, i;

	two_paths(100, 9, 10, 9);
	unit_set_cfg(U.a, rack, false);
	second->state = SCTP_PATH_PF;
	send_packets(1);
	second->state = SCTP_PATH_ACTIVE;
	send_packets(8);
	assert_int_equal(sent_on(first), 1);
	unit_set_cfg(U.a, cmt, cmt);
	for (i = 2; i <= 6; i++)
		unit_gap_acked(tsn - 1, 100000, 2, i);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], fast_rtx);
}

static void multipath__misses_count_by_path(void **state)
{
	counted(SCTP_MP_UNCOUPLED, 0);
}

static void multipath__off_misses_count_whatever_the_path(void **state)
{
	counted(SCTP_MP_OFF, 1);
}

/* The third later packet of the same path that arrives shows a loss */
static void multipath__misses_of_the_same_path_count(void **state)
{
	u32 tsn = U.a.tx.ring.next, i;

	two_paths(10, 9, 20, 9);
	unit_set_cfg(U.a, rack, false);
	send_packets(5);
	assert_int_equal(sent_on(first), 5);
	for (i = 2; i <= 4; i++) {
		assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 0);
		U.now += MS;
		unit_gap_acked(tsn - 1, 100000, 2, i);
	}
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 1);
}

/* A SACK with DAC's count, for @from to @to behind a gap */
static void dac_gap_acked(u32 cum, u8 packets, u32 from, u32 to)
{
	struct unit_build b = { 0 };

	U.now += MS;
	unit_sack(&b, cum, 100000, 1, from, to);
	b.bytes[1] = packets << 6;
	unit_input(&b);
	unit_flush();
}

/* The first of six packets of a path is missing; those up to @to are
 * acknowledged. Returns whether it was sent again.
 */
static u64 dac_counted(bool on, u8 cmt, u8 packets, u32 to)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(10, 9, 20, 9);
	unit_set_cfg(U.a, cmt, cmt);
	unit_set_cfg(U.a, rack, false);
	unit_set_cfg(U.a, cmt_dac, on);
	send_packets(6);
	dac_gap_acked(tsn - 1, packets, 2, to);
	return U.mib[SCTP_MIB_FAST_RETRANSMITS];
}

static void multipath__dac_counts_packets(void **state)
{
	assert_int_equal(dac_counted(true, 1, 3, 4), 1);
}

static void multipath__dac_one_packet_is_one(void **state)
{
	assert_int_equal(dac_counted(true, 1, 1, 4), 0);
}

static void multipath__dac_two_packets_are_two(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	assert_int_equal(dac_counted(true, 1, 2, 3), 0);
	dac_gap_acked(tsn - 1, 1, 2, 4);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 1);
}

/* Not more than what is newly acknowledged, whatever the peer says */
static void multipath__dac_more_than_arrived(void **state)
{
	assert_int_equal(dac_counted(true, 1, 3, 3), 0);
}

static void multipath__dac_off_flags_are_ignored(void **state)
{
	assert_int_equal(dac_counted(false, 1, 3, 4), 0);
}

static void multipath__dac_without_cmt_flags_are_ignored(void **state)
{
	assert_int_equal(dac_counted(true, 0, 3, 4), 0);
}

/* The other path's packets show nothing, so the SACK counts once */
static void multipath__dac_packets_of_two_paths(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(10, 3, 20, 9);
	unit_set_cfg(U.a, rack, false);
	unit_set_cfg(U.a, cmt_dac, true);
	send_packets(6);
	assert_int_equal(sent_on(second), 3);
	dac_gap_acked(tsn - 1, 3, 2, 5);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 0);
}

/* The first packet arrives, too: of four that do, three were sent after the one
 * that is missing, but which of them these packets are is not known
 */
static void multipath__dac_packets_from_before(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(10, 9, 20, 9);
	unit_set_cfg(U.a, rack, false);
	unit_set_cfg(U.a, cmt_dac, true);
	send_packets(6);
	dac_gap_acked(tsn, 3, 2, 4);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 0);
}

/* Packets of the fast path have arrived: loss probes of the slow path go on */
static void multipath__gaps_of_others_do_not_stop_probes(void **state)
{
	u32 tsn = U.a.tx.ring.next;

	two_paths(100, 9, 10, 9);
	second->state = SCTP_PATH_PF;
	send_packets(2);
	second->state = SCTP_PATH_ACTIVE;
	send_packets(2);
	unit_gap_acked(tsn - 1, 100000, 3, 4);
	assert_true(first->tlp.at);
	unit_gap_acked(tsn - 1, 100000, 2, 4);
	assert_int_equal(first->tlp.at, 0);
}

/* While the slow path has a round trip the fast one has ten */
static void multipath__send_buffer_for_all_paths(void **state)
{
	two_paths(100, 3, 10, 4);
	assert_in_range(sctp_multipath_window(&U.a), 43 * UNIT_PMDCS,
			44 * UNIT_PMDCS);
	second->state = SCTP_PATH_PF;
	assert_int_equal(sctp_multipath_window(&U.a), 3 * UNIT_PMDCS);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(multipath__fastest_path_first_then_the_next),
	UNIT_UP(multipath__off_one_path_takes_all),
	UNIT_UP(multipath__fragments_take_several_paths),
	UNIT_UP(multipath__unmeasured_path_comes_last),
	UNIT_UP(multipath__potentially_failed_path_takes_none),
	UNIT_UP(multipath__path_that_does_not_answer_takes_none),
	UNIT_UP(multipath__slow_path_if_the_window_has_room),
	UNIT_UP(multipath__slow_path_must_not_block_the_window),
	UNIT_UP(multipath__path_that_blocks_faster_ones_is_reduced),
	UNIT_UP(multipath__path_that_blocks_slower_ones_is_not_reduced),
	UNIT_UP(multipath__path_that_blocks_times_out_early),
	UNIT_UP(multipath__outage_does_not_end_it),
	UNIT_UP(multipath__sack_that_was_overtaken_is_ignored),
	UNIT_UP(multipath__off_such_a_sack_reneges),
	UNIT_UP(multipath__peer_may_renege),
	UNIT_UP(multipath__peer_without_memory_is_alive),
	UNIT_UP(multipath__window_update_is_not_overtaken),
	UNIT_UP(multipath__misses_count_by_path),
	UNIT_UP(multipath__off_misses_count_whatever_the_path),
	UNIT_UP(multipath__misses_of_the_same_path_count),
	UNIT_UP(multipath__dac_counts_packets),
	UNIT_UP(multipath__dac_one_packet_is_one),
	UNIT_UP(multipath__dac_two_packets_are_two),
	UNIT_UP(multipath__dac_more_than_arrived),
	UNIT_UP(multipath__dac_off_flags_are_ignored),
	UNIT_UP(multipath__dac_without_cmt_flags_are_ignored),
	UNIT_UP(multipath__dac_packets_of_two_paths),
	UNIT_UP(multipath__dac_packets_from_before),
	UNIT_UP(multipath__gaps_of_others_do_not_stop_probes),
	UNIT_UP(multipath__send_buffer_for_all_paths),
	cmocka_unit_test(multipath__two_equal_paths_carry_twice_as_much),
	cmocka_unit_test(multipath__a_slow_path_does_no_harm),
	cmocka_unit_test(multipath__a_slow_primary_does_no_harm),
	cmocka_unit_test(multipath__a_path_dies_without_a_long_stall),
	cmocka_unit_test(multipath__dac_saves_sacks),
	cmocka_unit_test(multipath__dac_a_path_dies_without_a_long_stall),
};

int main(void)
{
	return cmocka_run_group_tests_name("multipath", tests, NULL, NULL);
}
