// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing. The round trip time is 20 ms. Each packet holds a chunk of 1416
 * bytes and is 1462 long on the link; the limit is 5 MB a second, so a train is
 * 4882 bytes and takes 976 us.
 */
#include "core/loss/cc.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define RTT	(20 * MS)
#define LIMIT	5000000
#define PACKET	1462
#define TRAIN	(SEC * (LIMIT / 1024) / LIMIT)

static struct sctp_pace pace;
static struct sctp_path *P;

static int setup(void **state)
{
	unit_setup_up(state);
	P = unit_measured(1000000, RTT);
	memset(&pace, 0, sizeof(pace));
	sctp_pace_limit(&pace, LIMIT);
	P->pace = &pace;
	return 0;
}

static void queue(u32 n)
{
	while (n--)
		unit_send(1400, 0, 0);
	unit_flush();
}

/* Let time pass until the next train leaves; how many packets are in it? */
static u32 depart(void)
{
	u32 n;

	assert_true(U.a.tx.flush.paced);
	U.now = sctp_assoc_departure(&U.a);
	unit_forget_sent();
	unit_flush();
	n = U.nsent;
	unit_forget_sent();
	return n;
}

static void pace__a_train_leaves_the_rest_waits(void **state)
{
	queue(40);
	/* for time not used at most half a train leaves early */
	assert_in_range(U.nsent, 4, 6);
	assert_true(U.a.tx.flush.paced);
	assert_true(sctp_assoc_held(&U.a));
	assert_int_equal(sctp_assoc_departure(&U.a), pace.at);
	assert_in_range(pace.at, U.now + TRAIN / 2, U.now + 2 * TRAIN);
	unit_forget_sent();
	U.now = pace.at - 1;
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_true(U.a.tx.flush.paced);
	U.now = pace.at;
	unit_flush();
	assert_in_range(U.nsent, 4, 5);
}

static void pace__keeps_to_the_rate(void **state)
{
	u64 begin, bytes = 0;
	u32 i;

	queue(10);
	begin = U.now;
	for (i = 0; i < 1000; i++) {
		queue(5);
		bytes += depart() * PACKET;
		if (i % 10 == 9)
			unit_acked(U.a.tx.ring.next - 1, 10000000);
	}
	bytes = bytes * SEC / (U.now - begin);
	assert_in_range(bytes, LIMIT - LIMIT / 100, LIMIT + LIMIT / 100);
}

/* A message with cells is a super-packet: it is cut, too */
static void pace__cuts_super_packets(void **state)
{
	U.whole = true;
	unit_send(60000, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_true(U.sent[0]->seg);
	assert_in_range(U.sent[0]->len, 4000, 3 * LIMIT / 1024 / 2 + 1468);
	assert_true(U.a.tx.flush.paced);
}

static void pace__a_late_timer_is_made_up_for(void **state)
{
	u64 begin, bytes = 0;
	u32 i;

	queue(10);
	begin = U.now;
	for (i = 0; i < 1000; i++) {
		queue(5);
		U.now = sctp_assoc_departure(&U.a) + TRAIN / 3;
		unit_forget_sent();
		unit_flush();
		bytes += U.nsent * PACKET;
		if (i % 10 == 9)
			unit_acked(U.a.tx.ring.next - 1, 10000000);
		unit_forget_sent();
	}
	bytes = bytes * SEC / (U.now - begin);
	assert_in_range(bytes, LIMIT - LIMIT / 100, LIMIT + LIMIT / 100);
}

/* However long nothing was sent */
static void pace__idleness_is_not_made_up_for(void **state)
{
	queue(1);
	unit_forget_sent();
	U.now += RTT;
	unit_acked(TSN(1), 10000000);
	queue(40);
	assert_in_range(U.nsent, 4, 6);
}

static void pace__rtt_counts_from_departure(void **state)
{
	u32 tsn;

	queue(7);
	tsn = U.a.tx.ring.next;
	unit_acked(tsn - 1, 10000000);
	P->rto.srtt = 0;
	assert_true(depart() > 0);
	assert_int_equal(sctp_txring_slot(&U.a.tx.ring, tsn)->sent_at, U.now);
	assert_int_equal(P->t3_rtx, U.now + P->rto.rto);
	U.now += RTT;
	unit_acked(tsn, 10000000);
	assert_int_equal(P->rto.srtt, RTT);
}

/* Nothing is in flight: only the departure is a deadline */
static void pace__no_t3_while_data_waits(void **state)
{
	queue(20);
	unit_acked(U.a.tx.ring.next - 1, 10000000);
	assert_true(U.a.tx.flush.paced);
	assert_int_equal(P->t3_rtx, 0);
	assert_int_equal(sctp_assoc_deadline(&U.a), P->hb_at);
}

static void pace__a_slow_rate_has_trains_of_two_packets(void **state)
{
	u64 at;

	sctp_pace_limit(&pace, 10000);
	queue(10);
	assert_in_range(U.nsent, 2, 4);
	at = U.now;
	assert_in_range(depart(), 2, 3);
	assert_in_range(U.now - at, SEC * 2 * PACKET / 10000,
			SEC * 4 * PACKET / 10000);
}

/* At least one at a time, however high the rate */
static void pace__a_rate_too_high_to_matter(void **state)
{
	sctp_pace_limit(&pace, U64_MAX - 1);
	queue(100);
	assert_int_equal(U.nsent, 100);
	assert_false(U.a.tx.flush.paced);
}

static void pace__without_limit(void **state)
{
	queue(40);
	assert_true(U.a.tx.flush.paced);
	unit_forget_sent();
	sctp_pace_limit(&pace, 0);
	unit_flush();
	assert_in_range(U.nsent, 34, 36);
	assert_false(U.a.tx.flush.paced);
}

static void pace__twice_the_window_in_slow_start(void **state)
{
	sctp_pace_limit(&pace, 0);
	unit_set_cfg(U.a, pacing, true);
	P->cc.cwnd = 100000;
	P->cc.ssthresh = 1000000;
	queue(40);
	assert_int_equal(pace.rate, 2 * 100000 * (SEC / RTT));
}

static void pace__a_fifth_more_than_the_window_after(void **state)
{
	sctp_pace_limit(&pace, 0);
	unit_set_cfg(U.a, pacing, true);
	P->cc.cwnd = 100000;
	P->cc.ssthresh = 100000;
	queue(40);
	assert_int_equal(pace.rate, 120000 * (SEC / RTT));
	assert_true(U.a.tx.flush.paced);
	/* the user's limit is the lower one */
	sctp_pace_limit(&pace, LIMIT);
	unit_flush();
	assert_int_equal(pace.rate, LIMIT);
}

static void pace__no_rtt_no_rate(void **state)
{
	sctp_pace_limit(&pace, 0);
	unit_set_cfg(U.a, pacing, true);
	P->rto.srtt = 0;
	queue(40);
	assert_int_equal(U.nsent, 40);
}

/* The data takes another path: the departure is cleared */
static void pace__the_other_path_does_not_wait(void **state)
{
	struct sctp_path *q = unit_path(0x0a000003, SCTP_PATH_ACTIVE);
	struct sctp_pace other = { 0 };

	sctp_pace_limit(&other, LIMIT);
	q->pace = &other;
	q->cc.cwnd = 1000000;
	queue(40);
	assert_true(U.a.tx.flush.paced && pace.at);
	unit_forget_sent();
	U.a.active = q;
	U.now = pace.at;
	unit_flush();
	assert_true(U.nsent > 0);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_true(U.a.tx.flush.paced);
	assert_true(sctp_assoc_departure(&U.a) > U.now);
	assert_int_equal(pace.at, 0);
}

/* The packet that T3-rtx sends at once is not paced; other lost chunks are */
static void pace__t3_does_not_wait(void **state)
{
	sctp_pace_limit(&pace, 1000);
	queue(10);
	assert_in_range(U.nsent, 2, 4);
	unit_forget_sent();
	U.now = P->t3_rtx;
	P->tlp.at = 0;
	assert_true(U.now < pace.at);
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_true(U.a.tx.ring.nr_rtx > 0);
}

static void pace__a_loss_probe_does_not_wait(void **state)
{
	sctp_pace_limit(&pace, 1000);
	queue(10);
	unit_forget_sent();
	assert_true(P->tlp.at && P->tlp.at < pace.at);
	U.now = P->tlp.at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.mib[SCTP_MIB_LOSS_PROBES], 1);
}

static void pace__a_sack_does_not_wait(void **state)
{
	struct unit_build b = { 0 };

	queue(40);
	unit_forget_sent();
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE | SCTP_DATA_I, 10);
	unit_input(&b);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
}

/* The next train is no answer to a SACK */
static void pace__no_i_bit_while_more_is_to_come(void **state)
{
	const struct sctpw_data *d;

	queue(9);
	d = (const void *)unit_find(U.sent[U.nsent - 1], SCTP_CT_DATA, 0);
	assert_false(d->ch.flags & SCTP_DATA_I);
	while (U.a.tx.flush.paced) {
		U.now = sctp_assoc_departure(&U.a);
		unit_flush();
	}
	d = (const void *)unit_find(U.sent[U.nsent - 1], SCTP_CT_DATA, 0);
	assert_true(d->ch.flags & SCTP_DATA_I);
}

#define PACE(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	PACE(pace__a_train_leaves_the_rest_waits),
	PACE(pace__keeps_to_the_rate),
	PACE(pace__cuts_super_packets),
	PACE(pace__a_late_timer_is_made_up_for),
	PACE(pace__idleness_is_not_made_up_for),
	PACE(pace__rtt_counts_from_departure),
	PACE(pace__no_t3_while_data_waits),
	PACE(pace__a_slow_rate_has_trains_of_two_packets),
	PACE(pace__a_rate_too_high_to_matter),
	PACE(pace__without_limit),
	PACE(pace__twice_the_window_in_slow_start),
	PACE(pace__a_fifth_more_than_the_window_after),
	PACE(pace__no_rtt_no_rate),
	PACE(pace__the_other_path_does_not_wait),
	PACE(pace__t3_does_not_wait),
	PACE(pace__a_loss_probe_does_not_wait),
	PACE(pace__a_sack_does_not_wait),
	PACE(pace__no_i_bit_while_more_is_to_come),
};

int main(void)
{
	return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
