// SPDX-License-Identifier: GPL-2.0-only
/*
 * Processing SACKs, RFC 9260 sections 6.2.1, 6.3 and 7.2.4. Our TSNs begin
 * at 0xfffffff0, so that the 16th chunk has TSN 0.
 */
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))

/* Send @n messages of one chunk each, and forget the packets */
static void send_chunks(u32 n)
{
	u32 i, next = U.a.tx.ring.next;

	U.a.primary->cc.cwnd = 100000;
	for (i = 0; i < n; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.ring.next, next + n);
	unit_forget_sent();
}

static void got(const struct unit_build *b)
{
	unit_input(b);
	unit_flush();
}

static struct sctp_tx_chunk *chunk(u32 n)
{
	return sctp_txring_slot(&U.a.tx.ring, TSN(n));
}

static void sackin__cumulative_across_wrap(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(20);
	unit_sack(&b, TSN(17), 100000, 0);
	got(&b);
	assert_int_equal(U.a.tx.ring.base, TSN(18));
	assert_int_equal(U.a.tx.ring.flight, 2 * 1400);
	assert_int_equal(U.a.primary->flight.size, 2 * 1416);
	assert_int_equal(U.released, 18);
	assert_int_equal(U.a.tx.peer.rwnd, 100000 - 2 * 1400);
}

static void sackin__older_one_is_ignored(void **state)
{
	struct unit_build b = { 0 }, old = { 0 };

	send_chunks(5);
	unit_sack(&b, TSN(3), 50000, 0);
	got(&b);
	unit_sack(&old, TSN(1), 99999, 0);
	got(&old);
	assert_int_equal(U.a.tx.ring.base, TSN(4));
	assert_int_equal(U.a.tx.peer.rwnd, 50000 - 1400);
}

/* By counting misses, with all that was sent acknowledged by the same SACK */
static void sackin__gaps_of_what_was_never_sent(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, rack, false);
	send_chunks(5);
	unit_sack(&b, TSN(4), 50000, 1, 90, 95);
	got(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.tx.ring.base, TSN(5));
	assert_false(U.a.tx.sackin.gaps);
	assert_int_equal(U.a.counts.gapcnt, 0);
}

static void sackin__of_what_was_never_sent_aborts(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(2);
	unit_sack(&b, TSN(2), 50000, 0);
	got(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PROTOCOL);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

static void sackin__counts_that_lie(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_sack *s = (void *)b.bytes;

	send_chunks(5);
	unit_sack(&b, TSN(-1), 50000, 1, 2, 3);
	s->num_gaps = htons(2);
	got(&b);
	s->num_gaps = htons(1);
	s->num_dups = htons(0xffff);
	got(&b);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], 2);
	assert_int_equal(U.a.tx.ring.flight, 5 * 1400);
}

static void sackin__gap_blocks(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(20);
	/* 4..6 and 15..17, the latter across the wrap */
	unit_sack(&b, TSN(0), 100000, 2, 4, 6, 15, 17);
	got(&b);
	assert_int_equal(U.a.tx.ring.base, TSN(1));
	assert_int_equal(U.a.tx.ring.flight, 13 * 1400);
	assert_true(sctp_tx_chunk_in_flight(chunk(3)));
	assert_false(sctp_tx_chunk_in_flight(chunk(4)));
	assert_false(sctp_tx_chunk_in_flight(chunk(17)));
	assert_true(sctp_tx_chunk_in_flight(chunk(18)));
	/* kept until acknowledged for good: the peer may renege */
	assert_int_equal(U.released, 1);
	b.len = 0;
	unit_sack(&b, TSN(19), 100000, 0);
	got(&b);
	assert_int_equal(U.released, 20);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

static void sackin__bad_gap_blocks_are_ignored(void **state)
{
	static const int bad[][4] = {
		{ 3, 2, 0, 0 },		/* ends before it begins */
		{ 0, 3, 0, 0 },		/* covers the cumulative TSN */
		{ 5, 6, 4, 4 },		/* out of order */
		{ 5, 6, 6, 7 },		/* overlap */
		{ 5, 30, 0, 0 },	/* beyond what was sent */
	};
	struct unit_build b = { 0 };
	u32 i;

	send_chunks(10);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, bad[i][2] ? 2 : 1, bad[i][0],
			  bad[i][1], bad[i][2], bad[i][3]);
		got(&b);
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], i + 1);
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	}
}

static void sackin__reneging(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(4);
	unit_sack(&b, TSN(0), 100000, 1, 2, 3);
	got(&b);
	assert_int_equal(U.a.tx.ring.flight, 1400);
	b.len = 0;
	unit_sack(&b, TSN(0), 100000, 0);
	got(&b);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 2);
	assert_int_equal(U.a.tx.ring.flight, 3 * 1400);
	assert_true(U.a.primary->t3_rtx);
}

/* Gap blocks of a peer that reneges too much are ignored for a while. */
static void sackin__reneging_over_and_over(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	send_chunks(6);
	for (i = 0; i < SCTP_RENEGED_MAX / 3 + 1; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 4);
		got(&b);
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 0);
		got(&b);
		unit_forget_sent();
	}
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], SCTP_RENEGED_MAX + 2);
	b.len = 0;
	unit_sack(&b, TSN(0), 100000, 1, 2, 3);
	got(&b);
	assert_int_equal(U.a.tx.ring.flight, 5 * 1400);
	b.len = 0;
	unit_sack(&b, TSN(2), 100000, 1, 2, 2);
	got(&b);
	assert_int_equal(U.a.tx.ring.flight, 2 * 1400);
}

static void sackin__third_miss_is_fast_retransmission(void **state)
{
	struct unit_build b = { 0 };
	u32 i, cwnd;

	send_chunks(10);
	cwnd = U.a.primary->cc.cwnd;
	for (i = 0; i < 3; i++) {
		assert_int_equal(unit_count(SCTP_CT_DATA), 0);
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 2 + i);
		got(&b);
	}
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 4), TSN(0));
	assert_true(U.a.primary->recovering);
	assert_int_equal(U.a.primary->recovery_exit, TSN(9));
	assert_int_equal(U.a.primary->cc.ssthresh, cwnd / 2);
	assert_int_equal(U.a.primary->cc.cwnd, cwnd / 2);
}

static void sackin__same_gaps_again_are_no_miss(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	send_chunks(10);
	unit_sack(&b, TSN(-1), 100000, 1, 2, 3);
	for (i = 0; i < 5; i++)
		got(&b);
	/* nothing newly acknowledged above it: HTNA rule */
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
}

static void sackin__fast_retransmitted_once_only(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	send_chunks(10);
	for (i = 0; i < 8; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 2 + i);
		got(&b);
	}
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void sackin__recovery_ends_at_its_exit(void **state)
{
	struct unit_build b = { 0 };
	u32 i, cwnd;

	send_chunks(10);
	for (i = 0; i < 3; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 2 + i);
		got(&b);
	}
	cwnd = U.a.primary->cc.cwnd;
	b.len = 0;
	unit_sack(&b, TSN(8), 100000, 0);
	got(&b);
	assert_true(U.a.primary->recovering);
	assert_int_equal(U.a.primary->cc.cwnd, cwnd);
	b.len = 0;
	unit_sack(&b, TSN(9), 100000, 0);
	got(&b);
	assert_false(U.a.primary->recovering);
}

/* In fast recovery a SACK that moves the cumulative TSN counts for all it
 * misses, and a further loss does not cut cwnd again (7.2.4)
 */
static void sackin__recovery_counts_by_progress_too(void **state)
{
	struct unit_build b = { 0 };
	u32 i, cwnd;

	send_chunks(10);
	for (i = 0; i < 3; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 2 + i);
		got(&b);
	}
	assert_true(U.a.primary->recovering);
	cwnd = U.a.primary->cc.cwnd;
	/* TSN(5) is lost, too: once by HTNA */
	b.len = 0;
	unit_sack(&b, TSN(-1), 100000, 2, 2, 5, 7, 7);
	got(&b);
	assert_int_equal(chunk(5)->misses, 1);
	/* TSN(0) arrived, nothing behind TSN(5) is new */
	b.len = 0;
	unit_sack(&b, TSN(4), 100000, 1, 2, 2);
	got(&b);
	assert_int_equal(chunk(5)->misses, 2);
	b.len = 0;
	unit_sack(&b, TSN(4), 100000, 1, 2, 3);
	got(&b);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 2);
	assert_true(U.a.primary->recovering);
	assert_int_equal(U.a.primary->cc.cwnd, cwnd);
}

/* Acknowledged chunks count before missing ones of the same SACK */
static void sackin__window_grows_before_it_is_halved(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(10);
	unit_sack(&b, TSN(-1), 100000, 1, 3, 3);
	got(&b);
	b.len = 0;
	unit_sack(&b, TSN(-1), 100000, 1, 3, 4);
	got(&b);
	U.a.primary->cc.cwnd = 8 * 1416;
	b.len = 0;
	unit_sack(&b, TSN(0), 100000, 1, 2, 4);
	got(&b);
	assert_true(U.a.primary->recovering);
	assert_int_equal(U.a.primary->cc.cwnd, (8 + 2) * 1416 / 2);
}

static void sackin__measures_rtt_but_not_of_retransmissions(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *p = U.a.primary;

	unit_set_cfg(U.a, rto_min, 1);
	send_chunks(1);
	U.now += 80 * MS;
	unit_sack(&b, TSN(0), 100000, 0);
	got(&b);
	assert_int_equal(p->rto.srtt, 80 * MS);
	assert_int_equal(p->rto.rto, 240 * MS);

	send_chunks(2);
	U.now = p->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	U.now += 10 * MS;
	b.len = 0;
	unit_sack(&b, TSN(2), 100000, 0);
	got(&b);
	assert_int_equal(p->rto.srtt, 80 * MS);
}

static void sackin__t3_stops_and_restarts(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *p = U.a.primary;
	u64 t3;

	send_chunks(3);
	t3 = p->t3_rtx;
	assert_int_equal(t3, U.now + p->rto.rto);
	U.now += 100 * MS;
	/* R3: the earliest outstanding one was acknowledged */
	unit_sack(&b, TSN(0), 100000, 0);
	got(&b);
	assert_int_equal(p->t3_rtx, U.now + p->rto.rto);
	t3 = p->t3_rtx;
	U.now += 100 * MS;
	/* but not for a gap block */
	b.len = 0;
	unit_sack(&b, TSN(0), 100000, 1, 2, 2);
	got(&b);
	assert_int_equal(p->t3_rtx, t3);
	b.len = 0;
	unit_sack(&b, TSN(2), 100000, 0);
	got(&b);
	assert_int_equal(p->t3_rtx, 0);
}

/* A chunk on another path, which the user chose */
static void send_on(struct sctp_path *p)
{
	unit_send(1400, 0, 0);
	list_last_entry(&U.a.tx.queue, struct sctp_tx_msg, list)->path = p;
	unit_flush();
}

/* Rule R3 is about each address: a gap block may hold its earliest TSN */
static void sackin__t3_restarts_by_path(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct unit_build b = { 0 };
	u64 begin = U.now;

	send_chunks(2);
	send_on(q);
	send_on(q);
	send_on(q);
	U.now += 100 * MS;
	unit_sack(&b, TSN(-1), 100000, 1, 4, 4);
	got(&b);
	/* TSN(3) is not the earliest on the second path */
	assert_int_equal(p->t3_rtx, begin + p->rto.rto);
	assert_int_equal(q->t3_rtx, begin + q->rto.rto);
	b.len = 0;
	unit_sack(&b, TSN(-1), 100000, 1, 3, 4);
	got(&b);
	/* TSN(2) is */
	assert_int_equal(p->t3_rtx, begin + p->rto.rto);
	assert_int_equal(q->t3_rtx, U.now + q->rto.rto);
}

/* Section 7.2.4 step 4 */
static void sackin__fast_retransmission_of_the_first_restarts_t3(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct unit_build b = { 0 };
	u64 begin = U.now;
	u32 i;

	send_chunks(1);
	send_on(q);
	for (i = 0; i < 4; i++) {
		q->cc.cwnd = 100000;
		send_on(q);
	}
	U.now += 100 * MS;
	for (i = 0; i < 3; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 3, 3 + i);
		got(&b);
	}
	/* TSN(0) and TSN(1) are missed, each is its path's first */
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 2);
	assert_int_equal(p->t3_rtx, begin + 100 * MS + p->rto.rto);
	assert_int_equal(q->t3_rtx, begin + 100 * MS + q->rto.rto);
}

static void sackin__fast_retransmission_of_another_leaves_t3(void **state)
{
	struct sctp_path *p = U.a.primary;
	u64 t3 = U.now + p->rto.rto;

	send_chunks(10);
	assert_int_equal(p->t3_rtx, t3);
	U.now += 100 * MS;
	sctp_txring_mark_rtx(&U.a, TSN(5));
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(p->t3_rtx, t3);
}

/* Although more is in flight than half of cwnd (7.2.4 rule 3) */
static void sackin__fast_retransmission_whatever_cwnd_says(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct unit_build b = { 0 };
	u32 i;

	send_chunks(20);
	p->cc.cwnd = p->flight.size;
	for (i = 0; i < 3; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 100000, 1, 2, 2 + i);
		got(&b);
	}
	assert_true(p->recovering);
	assert_true(p->flight.size > p->cc.cwnd);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void sackin__window_smaller_than_the_flight(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(5);
	unit_sack(&b, TSN(0), 3000, 0);
	got(&b);
	assert_int_equal(U.a.tx.peer.rwnd, 0);
}

/* Two packets a round trip, from chunk @i on */
static void send_little(u32 i)
{
	struct unit_build b = { 0 };

	unit_send(1000, 0, 0);
	unit_send(1000, 0, 0);
	unit_flush();
	U.now += 10 * MS;
	unit_sack(&b, TSN(i + 1), 100000, 0);
	got(&b);
	unit_forget_sent();
}

/* cwnd does not grow while an application sends little */
static void sackin__window_that_is_not_used_stays(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i, cwnd = p->cc.cwnd;

	for (i = 0; i < 400; i += 2) {
		send_little(i);
		assert_int_equal(p->cc.cwnd, cwnd);
	}
	/* nor in congestion avoidance */
	p->cc.ssthresh = cwnd - 1;
	for (; i < 800; i += 2) {
		send_little(i);
		assert_int_equal(p->cc.cwnd, cwnd);
	}
}

static void sackin__sender_dry(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(2);
	unit_sack(&b, TSN(0), 100000, 0);
	got(&b);
	assert_false(unit_noticed(SCTP_EV_SENDER_DRY, 0));
	b.len = 0;
	unit_sack(&b, TSN(1), 100000, 0);
	got(&b);
	assert_true(unit_noticed(SCTP_EV_SENDER_DRY, 0));
	U.nnotices = 0;
	got(&b);
	assert_false(unit_noticed(SCTP_EV_SENDER_DRY, 0));
}

static void sackin__gives_send_buffer_back(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(2);
	unit_sack(&b, TSN(-1), 100000, 1, 2, 2);
	got(&b);
	assert_int_equal(U.wspaces, 0);
	b.len = 0;
	unit_sack(&b, TSN(1), 100000, 0);
	got(&b);
	assert_int_equal(U.wspaces, 1);
}

static void sackin__clears_error_counters(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *p = U.a.primary;

	send_chunks(2);
	U.now = p->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(p->error_count, 1);
	assert_int_equal(U.a.error_count, 1);
	unit_sack(&b, TSN(0), 100000, 0);
	got(&b);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
}

static void sack_zero(u32 cum)
{
	struct unit_build b = { 0 };

	unit_sack(&b, cum, 0, 0);
	got(&b);
}

/* The answer to a window probe says that the peer is alive, and the path that
 * was probed; of others it says nothing
 */
static void sackin__closed_window_clears_where_it_was_probed(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct unit_build b = { 0 };
	u64 rto = q->rto.rto;

	U.a.tx.peer.rwnd = 0;
	q->error_count = 3;
	q->rto.srtt = 10 * MS;
	unit_send(100, 0, 0);
	unit_flush();
	unit_wait(p->t3_rtx - U.now);
	assert_true(U.a.tx.peer.zero_window);
	assert_true(p->flight.size);
	p->error_count = 2;
	U.a.error_count = 5;
	sack_zero(TSN(-1));
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(q->error_count, 3);
	/* nor does the one that opens the window */
	unit_sack(&b, TSN(0), 5000, 0);
	got(&b);
	assert_false(U.a.tx.peer.zero_window);
	assert_int_equal(q->error_count, 3);
	assert_int_equal(q->rto.rto, rto);
}

static void sackin__closed_window_without_a_probe_clears_nothing(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	send_chunks(2);
	sack_zero(TSN(1));
	assert_int_equal(U.a.tx.ring.flight, 0);
	p->error_count = 2;
	q->error_count = 3;
	U.a.error_count = 5;
	sack_zero(TSN(1));
	assert_int_equal(p->error_count, 2);
	assert_int_equal(q->error_count, 3);
	assert_int_equal(U.a.error_count, 5);
}

/* Losses found by counting, as RFC 9260 has it */
static int setup_counting(void **state)
{
	unit_setup_up(state);
	unit_set_cfg(U.a, rack, false);
	return 0;
}

#define COUNTING(fn) \
	cmocka_unit_test_setup_teardown(fn, setup_counting, unit_teardown)

static const struct CMUnitTest tests[] = {
	UNIT_UP(sackin__cumulative_across_wrap),
	UNIT_UP(sackin__gaps_of_what_was_never_sent),
	UNIT_UP(sackin__older_one_is_ignored),
	UNIT_UP(sackin__of_what_was_never_sent_aborts),
	UNIT_UP(sackin__counts_that_lie),
	UNIT_UP(sackin__gap_blocks),
	UNIT_UP(sackin__bad_gap_blocks_are_ignored),
	UNIT_UP(sackin__reneging),
	UNIT_UP(sackin__reneging_over_and_over),
	COUNTING(sackin__third_miss_is_fast_retransmission),
	COUNTING(sackin__same_gaps_again_are_no_miss),
	COUNTING(sackin__fast_retransmitted_once_only),
	COUNTING(sackin__recovery_ends_at_its_exit),
	COUNTING(sackin__recovery_counts_by_progress_too),
	COUNTING(sackin__window_grows_before_it_is_halved),
	UNIT_UP(sackin__measures_rtt_but_not_of_retransmissions),
	UNIT_UP(sackin__t3_stops_and_restarts),
	UNIT_UP(sackin__t3_restarts_by_path),
	COUNTING(sackin__fast_retransmission_of_the_first_restarts_t3),
	COUNTING(sackin__fast_retransmission_of_another_leaves_t3),
	COUNTING(sackin__fast_retransmission_whatever_cwnd_says),
	UNIT_UP(sackin__window_smaller_than_the_flight),
	UNIT_UP(sackin__window_that_is_not_used_stays),
	UNIT_UP(sackin__sender_dry),
	UNIT_UP(sackin__gives_send_buffer_back),
	UNIT_UP(sackin__clears_error_counters),
	UNIT_UP(sackin__closed_window_clears_where_it_was_probed),
	UNIT_UP(sackin__closed_window_without_a_probe_clears_nothing),
};

int main(void)
{
	return cmocka_run_group_tests_name("sackin", tests, NULL, NULL);
}
