// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loss detection by time, RFC 8985 section 6, and fast recovery that is
 * undone. One message is one chunk and one packet here, the round trip time is
 * 40 ms, so the reordering window is 10 ms.
 */
#include <time.h>

#include "core/loss/rack.h"
#include "core/loss/rto.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define RTT	(40 * MS)

static struct sctp_path *P;

static void got(const struct unit_build *b)
{
	unit_input(b);
	unit_flush();
}

/* A SACK that reports duplicates */
static void sack_dups(u32 cum, u32 n, const u32 *tsn)
{
	struct unit_build b = { 0 };
	struct sctpw_sack *s = unit_chunk(&b, SCTP_CT_SACK, 0, NULL,
					  12 + 4 * n);
	__be32 *dup = (__be32 *)(s + 1);
	u32 i;

	s->cum_tsn_ack = htonl(cum);
	s->a_rwnd = htonl(1000000);
	s->num_dups = htons(n);
	for (i = 0; i < n; i++)
		dup[i] = htonl(tsn[i]);
	got(&b);
}

/* TSN(0) is acknowledged after a round trip, from here on @n are in flight */
static int setup(void **state)
{
	unit_setup_up(state);
	unit_set_cfg(U.a, tail_loss_probe, false);
	unit_set_cfg(U.a, rto_min, 1000);
	P = unit_measured(100000, RTT);
	assert_int_equal(P->rack.min_rtt, RTT);
	return 0;
}

static void expire(void)
{
	unit_wait(sctp_assoc_deadline(&U.a) - U.now);
}

static u32 resent(u32 n)
{
	return get_unaligned_be32(unit_find(U.sent[n], SCTP_CT_DATA, 0) + 4);
}

static void rack__lost_when_the_window_is_over(void **state)
{
	unit_send_chunks(5);
	U.now += RTT;
	/* TSN(1) is missing: once, but as late as it may be */
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(P->rack.at, U.now + RTT / 4);
	assert_int_equal(sctp_assoc_deadline(&U.a), P->rack.at);
	expire();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(resent(0), TSN(1));
	assert_true(P->recovering);
	assert_int_equal(P->cc.cwnd, 50000);
	assert_int_equal(P->rack.at, 0);
}

static void rack__many_reports_within_the_window_are_none(void **state)
{
	u32 i;

	unit_send_chunks(9);
	U.now += RTT;
	for (i = 2; i < 9; i++) {
		U.now += MS;
		unit_gap_acked(TSN(0), 1000000, 2, i);
	}
	assert_int_equal(U.nsent, 0);
	/* and then it comes */
	U.now += MS;
	unit_acked(TSN(9), 1000000);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(P->cc.cwnd, 100000);
	assert_true(P->rack.reordered);
	assert_int_equal(P->rack.at, 0);
}

static void rack__what_was_sent_later_is_not_lost(void **state)
{
	unit_send_chunks(2);
	U.now += 30 * MS;
	unit_send_chunks(3);
	U.now += 10 * MS;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	expire();
	/* of TSN(3) to TSN(5) no news is due */
	assert_int_equal(U.nsent, 1);
	assert_int_equal(resent(0), TSN(1));
	assert_int_equal(U.a.tx.ring.nr_rtx, 0);
}

/* TSN(3) takes a quarter of the time of the others, which are not late */
static void rack__overtaken_on_a_shorter_way(void **state)
{
	unit_send_chunks(3);
	U.now += RTT / 4;
	unit_gap_acked(TSN(0), 1000000, 3, 3);
	assert_int_equal(U.nsent, 0);
	assert_true(P->rack.at > U.now + RTT / 2);
	U.now += RTT - RTT / 4;
	unit_acked(TSN(3), 1000000);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(P->cc.cwnd, 100000);
	assert_int_equal(P->rack.at, 0);
}

static void rack__a_retransmission_is_found_lost_too(void **state)
{
	unit_send_chunks(3);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	expire();
	assert_int_equal(U.nsent, 1);
	U.now += MS;
	unit_send_chunks(1);
	U.now += RTT;
	/* TSN(4), sent after it, has arrived */
	unit_gap_acked(TSN(0), 1000000, 2, 4);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(resent(0), TSN(1));
	assert_int_equal(sctp_txring_slot(&U.a.tx.ring, TSN(1))->rtx, 2);
}

/* Its retransmission tells that the end of the burst is lost as well */
static void rack__tail_by_a_retransmission(void **state)
{
	unit_send_chunks(4);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	expire();
	/* TSN(3) and TSN(4) are younger than what has arrived */
	assert_int_equal(U.nsent, 1);
	U.now += RTT;
	unit_acked(TSN(2), 1000000);
	assert_int_equal(U.nsent, 3);
	assert_int_equal(resent(1), TSN(3));
	assert_int_equal(resent(2), TSN(4));
}

/* The first transmission was late: of the other nothing is known */
static void rack__early_answer_to_a_retransmission(void **state)
{
	u64 rtt, sent_at;

	unit_send_chunks(2);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	expire();
	rtt = P->rack.rtt;
	sent_at = P->rack.sent_at;
	U.now += 3 * MS;
	unit_acked(TSN(2), 1000000);
	assert_int_equal(P->rack.rtt, rtt);
	assert_int_equal(P->rack.sent_at, sent_at);
}

static void rack__paths_are_not_compared(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	unit_send_chunks(1);
	q->cc.cwnd = 100000;
	unit_send(1400, 0, 0);
	list_last_entry(&U.a.tx.queue, struct sctp_tx_msg, list)->path = q;
	U.now += MS;
	unit_flush();
	unit_forget_sent();
	/* the second path is so much faster */
	U.now += MS;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	assert_int_equal(P->rack.at, 0);
	assert_int_equal(q->rack.at, 0);
	U.now += 200 * MS;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
}

/* SACKs were reordered: the older one seems to take a chunk back */
static void rack__reneging_is_no_loss_yet(void **state)
{
	unit_send_chunks(4);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 3);
	unit_gap_acked(TSN(0), 1000000, 3, 3);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 1);
	U.now += MS;
	unit_acked(TSN(3), 1000000);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(P->rack.min_rtt, RTT);
}

static void rack__a_burst_of_losses_is_sent_in_bits(void **state)
{
	unit_send_chunks(60);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 60, 60);
	assert_int_equal(U.nsent, 0);
	expire();
	/* Max.Burst, exceeded by less than a packet */
	assert_int_equal(U.nsent, U.a.cfg->max_burst + 1);
	assert_int_equal(U.a.tx.ring.nr_rtx, 59 - U.nsent);
}

/* ---- undo ---- */

/* TSN(1) is late, and sent again at the end of the reordering window */
static void needless(void)
{
	unit_send_chunks(5);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 5);
	expire();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(P->cc.cwnd, 50000);
	unit_forget_sent();
}

static void undo__when_it_was_a_duplicate(void **state)
{
	const u32 dup[] = { TSN(1) };

	needless();
	U.now += 2 * MS;
	unit_acked(TSN(5), 1000000);
	assert_false(P->recovering);
	assert_true(P->cc.cwnd < 60000);
	U.now += RTT;
	sack_dups(TSN(5), 1, dup);
	assert_int_equal(P->cc.cwnd, 100000);
	assert_int_equal(P->cc.ssthresh, 50000);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 1);
	/* the reordering window was too short */
	assert_int_equal(P->rack.widened, 1);
	/* once */
	P->cc.cwnd = 7000;
	sack_dups(TSN(5), 1, dup);
	assert_int_equal(P->cc.cwnd, 7000);
}

/* It had the time to be the retransmission that arrived: a duplicate reported
 * then is not believed
 */
static void undo__not_when_acknowledged_late(void **state)
{
	const u32 dup[] = { TSN(1) };

	needless();
	U.now += RTT;
	unit_acked(TSN(5), 1000000);
	sack_dups(TSN(5), 1, dup);
	assert_true(P->cc.cwnd < 60000);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 0);
	/* the reordering window grows all the same */
	assert_int_equal(P->rack.widened, 1);
}

static void undo__not_before_it_is_acknowledged(void **state)
{
	const u32 dup[] = { TSN(1), TSN(1), TSN(1) };

	needless();
	U.now += 2 * MS;
	sack_dups(TSN(0), 3, dup);
	assert_int_equal(P->cc.cwnd, 50000);
}

/* Gap-acknowledged, then reneged on: nothing is undone any more */
static void undo__not_after_reneging(void **state)
{
	const u32 dup[] = { TSN(2) };

	unit_send_chunks(6);
	U.now += RTT;
	unit_gap_acked(TSN(1), 1000000, 2, 5);
	expire();
	assert_int_equal(resent(0), TSN(2));
	U.now += MS;
	unit_gap_acked(TSN(1), 1000000, 1, 5);
	unit_gap_acked(TSN(1), 1000000, 2, 5);
	unit_acked(TSN(6), 1000000);
	sack_dups(TSN(6), 1, dup);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 0);
}

static void undo__all_of_them(void **state)
{
	const u32 dup[] = { TSN(1), TSN(2) };

	unit_send_chunks(6);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 3, 6);
	expire();
	assert_int_equal(U.nsent, 2);
	U.now += 2 * MS;
	unit_acked(TSN(6), 1000000);
	U.now += RTT;
	sack_dups(TSN(6), 1, dup);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 0);
	/* the same duplicate again does not count */
	sack_dups(TSN(6), 1, dup);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 0);
	sack_dups(TSN(6), 1, dup + 1);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 1);
}

static void undo__not_after_t3(void **state)
{
	const u32 dup[] = { TSN(1) };

	needless();
	U.now = P->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	U.now += MS;
	unit_acked(TSN(5), 1000000);
	sack_dups(TSN(5), 1, dup);
	assert_true(P->cc.cwnd < 10000);
}

static void undo__not_for_ever(void **state)
{
	const u32 dup[] = { TSN(1) };

	needless();
	U.now += 2 * MS;
	unit_acked(TSN(5), 1000000);
	U.now += P->rto.rto + 1;
	sack_dups(TSN(5), 1, dup);
	assert_true(P->cc.cwnd < 60000);
}

/* Sixteen recoveries that were needed make the window short again */
static void rack__widened_window_is_forgotten(void **state)
{
	u32 i;

	P->rack.reordered = true;
	sctp_rack_widen(P);
	unit_send_chunks(2);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 2);
	assert_int_equal(P->rack.at, U.now + P->rto.rttvar + RTT / 2);
	for (i = 0; i < 15; i++)
		sctp_rack_recovered(P);
	assert_int_equal(P->rack.widened, 1);
	sctp_rack_recovered(P);
	assert_int_equal(P->rack.widened, 0);
	/* but never more than SRTT */
	for (i = 0; i < 300; i++)
		sctp_rack_widen(P);
	sctp_rack_detect(&U.a, P, U.now);
	assert_int_equal(P->rack.at, U.now + P->rto.rttvar + P->rto.srtt);
}

/* Packets that overtake make SRTT small; others take as long as before */
static void rack__who_overtakes_does_not_hurry_others(void **state)
{
	u64 sent;
	u32 i;

	for (i = 0; i < 20; i++)
		sctp_rto_measured(&P->rto, U.a.cfg, RTT);
	for (i = 0; i < 3; i++)
		sctp_rto_measured(&P->rto, U.a.cfg, RTT / 2);
	P->rack.reordered = true;
	unit_send_chunks(5);
	sent = U.now;
	U.now += RTT / 2;
	unit_gap_acked(TSN(0), 1000000, 5, 5);
	assert_true(P->rack.at > sent + RTT);
	/* but not for ever */
	expire();
	assert_true(U.now < sent + 3 * RTT / 2);
	assert_true(U.nsent > 0);
}

static void undo__not_without_memory(void **state)
{
	const u32 dup[] = { TSN(1) };

	unit_send_chunks(5);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 5);
	shim_fail_nth(1);
	expire();
	assert_int_equal(P->cc.cwnd, 50000);
	U.now += 2 * MS;
	unit_acked(TSN(5), 1000000);
	sack_dups(TSN(5), 1, dup);
	assert_true(P->cc.cwnd < 60000);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 0);
}

/* ---- several paths ---- */

static struct sctp_path *Q;

/* TSN(1) to TSN(4) on the first path, TSN(5) to TSN(8) on the second */
static void send_on_two(void)
{
	u32 i;

	Q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	Q->cc.cwnd = 100000;
	unit_send_chunks(4);
	for (i = 0; i < 4; i++) {
		unit_send(1400, 0, 0);
		list_last_entry(&U.a.tx.queue, struct sctp_tx_msg,
				list)->path = Q;
	}
	unit_flush();
	unit_forget_sent();
}

static void sack2(u32 cum, int a, int b, int c, int d)
{
	struct unit_build s = { 0 };

	unit_sack(&s, cum, 1000000, 2, a, b, c, d);
	got(&s);
}

static void recovery__of_each_path(void **state)
{
	send_on_two();
	U.now += RTT;
	/* TSN(1) is missing on the first path, the second has no news yet */
	unit_gap_acked(TSN(0), 1000000, 2, 4);
	expire();
	assert_true(P->recovering);
	assert_false(Q->recovering);
	assert_int_equal(P->cc.cwnd, 50000);
	/* TSN(5) on the second: its window is halved as well */
	U.now += MS;
	sack2(TSN(0), 2, 4, 6, 8);
	U.now += RTT;
	sctp_assoc_timeout(&U.a, U.now);
	assert_true(Q->recovering);
	assert_int_equal(Q->cc.cwnd, 50000);
	assert_int_equal(P->cc.cwnd, 50000);
	unit_flush();
	/* the first has all it sent, the second has not */
	sack2(TSN(4), 2, 3, 4, 4);
	assert_false(P->recovering);
	assert_true(Q->recovering);
	unit_acked(TSN(8), 1000000);
	assert_false(Q->recovering);
}

/* What another path still has outstanding does not keep one in recovery */
static void recovery__ends_by_gap_blocks(void **state)
{
	send_on_two();
	U.now += RTT;
	/* TSN(5) of the second path, the first has no news */
	unit_gap_acked(TSN(0), 1000000, 6, 8);
	U.now += RTT;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_true(Q->recovering);
	assert_false(P->recovering);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 5, 8);
	assert_false(Q->recovering);
}

/* T3-rtx of one path says nothing of the other's recovery */
static void recovery__t3_of_another_path(void **state)
{
	send_on_two();
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 2, 4);
	expire();
	assert_true(P->recovering);
	assert_non_null(P->undo);
	U.now = max(U.now, Q->t3_rtx);
	P->t3_rtx = U.now + SEC;
	P->rack.at = 0;
	sctp_assoc_timeout(&U.a, U.now);
	assert_true(P->recovering);
	assert_non_null(P->undo);
	assert_int_equal(Q->cc.cwnd, UNIT_PMDCS);
	assert_int_equal(P->cc.cwnd, 50000);
}

static void undo__of_each_path(void **state)
{
	const u32 dup[] = { TSN(1) };

	send_on_two();
	U.now += RTT;
	sack2(TSN(0), 2, 4, 6, 8);
	expire();
	assert_true(P->recovering && Q->recovering);
	assert_int_equal(U.nsent, 2);
	/* TSN(1) was late, TSN(5) is lost */
	U.now += 2 * MS;
	unit_gap_acked(TSN(4), 1000000, 2, 4);
	U.now += RTT;
	sack_dups(TSN(8), 1, dup);
	assert_int_equal(P->cc.cwnd, 100000);
	assert_true(Q->cc.cwnd < 60000);
	assert_int_equal(U.mib[SCTP_MIB_RECOVERIES_UNDONE], 1);
}

/* ---- cost ---- */

static u64 cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * SEC + t.tv_nsec;
}

#define MANY	30000

static void send_many(u32 n, struct sctp_path *p)
{
	u32 i;

	U.a.active = p;
	U.a.primary = p;
	for (i = 0; i < n; i++) {
		U.a.tx.peer.rwnd = 1U << 30;
		unit_send(20, 0, 0);
		if (i % 1000 == 999 || i == n - 1) {
			unit_flush();
			unit_forget_sent();
		}
	}
}

/* Time for SACKs that acknowledge one chunk each, from TSN(@n) on */
static u64 time_sacks(u32 n, u32 count)
{
	u64 begin = cpu_ns();
	u32 i;

	for (i = 0; i < count; i++) {
		struct unit_build b = { 0 };

		U.now += 1000;
		unit_sack(&b, TSN(n + i), 1U << 30, 0);
		unit_input(&b);
	}
	return cpu_ns() - begin;
}

/* The peer reneged on everything once: later SACKs cost no more than before */
static void rack__cost_after_reneging(void **state)
{
	struct unit_build b = { 0 };
	u64 before, after;

	P->cc.cwnd = 1 << 29;
	send_many(MANY, P);
	before = time_sacks(1, 200);
	U.now += MS;
	unit_sack(&b, TSN(200), 1U << 30, 1, 2, MANY - 200);
	unit_input(&b);
	unit_acked(TSN(200), 1000000);
	assert_true(U.mib[SCTP_MIB_RENEGES] > MANY - 300);
	after = time_sacks(201, 200);
	assert_true(after < 10 * before + 20 * MS);
}

/* Half is outstanding on one path, half is sent again on another: neither the
 * flush nor a SACK looks at all of the first for each chunk of the second
 */
static void rack__cost_with_two_paths(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	u64 begin;
	u32 i;

	P->cc.cwnd = 1 << 29;
	q->cc.cwnd = 1 << 29;
	send_many(MANY / 2, q);
	send_many(MANY / 2, P);
	for (i = 1; i <= MANY / 2; i++)
		sctp_txring_mark_rtx(&U.a, TSN(MANY / 2 + i));
	P->recovering = true;
	P->recovery_exit = TSN(MANY);
	U.whole = true;
	begin = cpu_ns();
	unit_flush();
	assert_int_equal(U.a.tx.ring.nr_rtx, 0);
	assert_true(cpu_ns() - begin < SEC);
	begin = cpu_ns();
	for (i = 0; i < 1000; i++) {
		struct unit_build b = { 0 };

		U.now += 1000;
		unit_sack(&b, TSN(0), 1U << 30, 1, MANY / 2 + 1,
			  MANY / 2 + 1 + i);
		unit_input(&b);
	}
	assert_true(cpu_ns() - begin < SEC / 4);
}

#define RACK(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	RACK(rack__lost_when_the_window_is_over),
	RACK(rack__many_reports_within_the_window_are_none),
	RACK(rack__what_was_sent_later_is_not_lost),
	RACK(rack__overtaken_on_a_shorter_way),
	RACK(rack__a_retransmission_is_found_lost_too),
	RACK(rack__tail_by_a_retransmission),
	RACK(rack__early_answer_to_a_retransmission),
	RACK(rack__paths_are_not_compared),
	RACK(rack__reneging_is_no_loss_yet),
	RACK(rack__a_burst_of_losses_is_sent_in_bits),
	RACK(rack__widened_window_is_forgotten),
	RACK(rack__who_overtakes_does_not_hurry_others),
	RACK(undo__when_it_was_a_duplicate),
	RACK(undo__not_when_acknowledged_late),
	RACK(undo__not_before_it_is_acknowledged),
	RACK(undo__not_after_reneging),
	RACK(undo__all_of_them),
	RACK(undo__not_after_t3),
	RACK(undo__not_for_ever),
	RACK(undo__not_without_memory),
	RACK(recovery__of_each_path),
	RACK(recovery__ends_by_gap_blocks),
	RACK(recovery__t3_of_another_path),
	RACK(undo__of_each_path),
	RACK(rack__cost_after_reneging),
	RACK(rack__cost_with_two_paths),
};

int main(void)
{
	return cmocka_run_group_tests_name("rack", tests, NULL, NULL);
}
