// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tail loss probe, RFC 8985 section 7. The round trip time is 20 ms, RTO.Min a
 * second, the delay of a SACK 200 ms.
 */
#include "core/loss/tlp.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define RTT	(20 * MS)

static struct sctp_path *P;

static void sack_dup(u32 cum, u32 tsn)
{
	struct unit_build b = { 0 };
	struct sctpw_sack *s = unit_chunk(&b, SCTP_CT_SACK, 0, NULL, 16);
	__be32 dup = htonl(tsn);

	s->cum_tsn_ack = htonl(cum);
	s->a_rwnd = htonl(1000000);
	s->num_dups = htons(1);
	memcpy(s + 1, &dup, sizeof(dup));
	unit_input(&b);
	unit_flush();
}

static int setup(void **state)
{
	unit_setup_up(state);
	P = unit_measured(100000, RTT);
	return 0;
}

static void expire(u64 after)
{
	assert_int_equal(sctp_assoc_deadline(&U.a), U.now + after);
	unit_wait(after);
}

/* Nothing is measured yet */
static void tlp__not_before_a_round_trip(void **state)
{
	unit_send_chunks(1);
	assert_int_equal(U.a.primary->rto.srtt, 0);
	assert_int_equal(U.a.primary->tlp.at, 0);
}

static const struct sctpw_data *sent_data(u32 n)
{
	return (const void *)unit_find(U.sent[n], SCTP_CT_DATA, 0);
}

static void tlp__the_last_packet_is_sent_again(void **state)
{
	/* TSN(1) to TSN(5), the last has the I bit */
	unit_send_chunks(5);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	expire(2 * RTT);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(5));
	assert_true(sent_data(0)->ch.flags & SCTP_DATA_I);
	assert_int_equal(P->t3_rtx, U.now + P->rto.rto);
	assert_int_equal(U.mib[SCTP_MIB_LOSS_PROBES], 1);
	assert_int_equal(U.mib[SCTP_MIB_T3_RTX_EXPIREDS], 0);
	assert_int_equal(P->error_count, 0);
	/* one only: T3-rtx is next */
	assert_int_equal(P->tlp.at, 0);
	unit_flush();
	assert_int_equal(P->tlp.at, 0);
}

static void tlp__finds_what_else_is_lost(void **state)
{
	unit_send_chunks(5);
	U.now += RTT;
	unit_acked(TSN(2), 1000000);
	expire(2 * RTT);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(5));
	unit_forget_sent();
	U.now += RTT;
	unit_gap_acked(TSN(2), 1000000, 3, 3);
	/* TSN(3) and TSN(4), and cwnd is halved once */
	assert_int_equal(U.nsent, 2);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(3));
	assert_int_equal(P->cc.cwnd, 50000);
	U.now += RTT;
	unit_acked(TSN(5), 1000000);
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(6), 1000000);
	assert_true(P->cc.cwnd >= 50000);
}

static void tlp__waits_for_a_delayed_sack(void **state)
{
	unit_send_chunks(1);
	expire(2 * RTT + 200 * MS);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void tlp__user_asked_for_the_sack(void **state)
{
	unit_send(1400, 0, SCTP_TX_SACK_NOW);
	unit_flush();
	unit_forget_sent();
	expire(2 * RTT);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void tlp__not_sooner_than_timers_can_tell(void **state)
{
	P->rto.srtt = 100000;
	unit_send_chunks(2);
	expire(10 * MS);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* With new data that only cwnd holds back: one packet of it */
static void tlp__new_data_if_there_is(void **state)
{
	u32 flight;

	P->cc.cwnd = 3 * 1416;
	unit_send_chunks(10);
	assert_int_equal(U.a.tx.ring.next, TSN(4));
	flight = P->flight.size;
	expire(2 * RTT);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(4));
	assert_true(sent_data(0)->ch.flags & SCTP_DATA_I);
	assert_int_equal(P->flight.size, flight + 1416);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	/* and no more than one until it is answered */
	assert_int_equal(P->tlp.at, 0);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	assert_true(P->tlp.at);
}

/* The peer's window is closed to new data */
static void tlp__again_if_the_window_is_full(void **state)
{
	U.a.tx.peer.rwnd = 3 * 1400;
	unit_send_chunks(10);
	assert_int_equal(U.a.tx.ring.next, TSN(4));
	expire(2 * RTT);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(3));
}

static void tlp__off(void **state)
{
	unit_set_cfg(U.a, tail_loss_probe, false);
	unit_send_chunks(5);
	assert_int_equal(sctp_assoc_deadline(&U.a), P->t3_rtx);
}

static void tlp__not_where_rack_looks(void **state)
{
	unit_send_chunks(5);
	assert_true(P->tlp.at);
	U.now += RTT;
	unit_gap_acked(TSN(1), 1000000, 2, 2);
	assert_int_equal(P->tlp.at, 0);
	assert_true(P->rack.at);
}

static void tlp__not_on_a_path_that_is_down(void **state)
{
	P->state = SCTP_PATH_INACTIVE;
	unit_send_chunks(5);
	assert_int_equal(P->tlp.at, 0);
}

static void tlp__not_after_t3(void **state)
{
	unit_send_chunks(5);
	U.now = P->t3_rtx;
	P->tlp.at = 0;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(P->tlp.at, 0);
}

/* A round trip that takes as long as RTO */
static void tlp__not_when_t3_is_sooner(void **state)
{
	P->rto.srtt = 600 * MS;
	unit_send_chunks(5);
	assert_int_equal(P->tlp.at, 0);
}

/* The probe repaired the loss, nothing else told of it (7.4) */
static void tlp__loss_repaired_by_the_probe(void **state)
{
	unit_send_chunks(5);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	expire(2 * RTT);
	U.now += RTT;
	unit_acked(TSN(5), 1000000);
	/* a report of a duplicate could still come */
	assert_int_equal(P->cc.cwnd, 100000);
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(6), 1000000);
	assert_int_equal(P->cc.cwnd, 50000);
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(7), 1000000);
	assert_int_equal(P->cc.cwnd, 50000);
}

static void tlp__needless(void **state)
{
	unit_send_chunks(5);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	expire(2 * RTT);
	unit_acked(TSN(5), 1000000);
	U.now += RTT;
	sack_dup(TSN(5), TSN(5));
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(6), 1000000);
	assert_int_equal(P->cc.cwnd, 100000);
}

/* The next loss before it is known: the first one counts then */
static void tlp__second_tail(void **state)
{
	unit_send_chunks(5);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	expire(2 * RTT);
	U.now += RTT;
	unit_acked(TSN(5), 1000000);
	/* a round trip has to be measured before another probe (7.3) */
	unit_send_chunks(4);
	assert_int_equal(P->tlp.at, 0);
	U.now += RTT;
	unit_acked(TSN(8), 1000000);
	assert_int_equal(P->cc.cwnd, 50000);
	unit_forget_sent();
	expire(2 * RTT);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(be32_to_cpu(sent_data(0)->tsn), TSN(9));
}

static void tlp__no_memory_for_the_packet(void **state)
{
	unit_send_chunks(5);
	U.now = P->tlp.at;
	sctp_assoc_timeout(&U.a, U.now);
	shim_fail_nth(1);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	/* the next flush sends it */
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

/* Asked for at the end of a burst, not of each packet */
static void i_bit__last_of_a_burst(void **state)
{
	u32 i;

	for (i = 0; i < 3; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 3);
	for (i = 0; i < 3; i++)
		assert_int_equal(!!(sent_data(i)->ch.flags & SCTP_DATA_I),
				 i == 2);
	unit_forget_sent();
	unit_send(1400, 0, 0);
	unit_flush();
	assert_false(sent_data(0)->ch.flags & SCTP_DATA_I);
}

/* One probe after another has repaired tails: cwnd is no larger for that */
static void tlp__repair_does_not_raise_a_small_window(void **state)
{
	u32 cwnd;

	P->cc.cwnd = 2 * 1416;
	unit_send_chunks(2);
	expire(2 * RTT);
	U.now += RTT;
	unit_acked(TSN(2), 1000000);
	cwnd = P->cc.cwnd;
	assert_true(cwnd < 4 * UNIT_PMDCS);
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(3), 1000000);
	assert_int_equal(P->cc.cwnd, cwnd);
	assert_int_equal(P->cc.ssthresh, 4 * UNIT_PMDCS);
}

#define TLP(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	UNIT_UP(tlp__not_before_a_round_trip),
	TLP(tlp__the_last_packet_is_sent_again),
	TLP(tlp__finds_what_else_is_lost),
	TLP(tlp__waits_for_a_delayed_sack),
	TLP(tlp__user_asked_for_the_sack),
	TLP(tlp__not_sooner_than_timers_can_tell),
	TLP(tlp__new_data_if_there_is),
	TLP(tlp__again_if_the_window_is_full),
	TLP(tlp__off),
	TLP(tlp__not_where_rack_looks),
	TLP(tlp__not_on_a_path_that_is_down),
	TLP(tlp__not_after_t3),
	TLP(tlp__not_when_t3_is_sooner),
	TLP(tlp__loss_repaired_by_the_probe),
	TLP(tlp__needless),
	TLP(tlp__second_tail),
	TLP(tlp__no_memory_for_the_packet),
	TLP(i_bit__last_of_a_burst),
	TLP(tlp__repair_does_not_raise_a_small_window),
};

int main(void)
{
	return cmocka_run_group_tests_name("tlp", tests, NULL, NULL);
}
