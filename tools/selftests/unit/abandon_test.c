// SPDX-License-Identifier: GPL-2.0-only
/* Messages given up, and FORWARD TSN sent: RFC 3758 section 3.5, RFC 7496 */
#include "core/caps.h"
#include "core/ext/prsctp.h"
#include "core/send/abandon.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))

static int setup(void **state)
{
	unit_setup_up(state);
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	unit_set_cfg(U.a, tail_loss_probe, false);
	U.a.primary->cc.cwnd = 100000;
	return 0;
}

/* Queue a message, or with SCTP_TX_OPEN a part of one */
static void queue(u32 len, u16 sid, u16 flags, u32 value)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.value = value;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

static void give(u32 len, u16 sid, u16 flags, u32 value)
{
	queue(len, sid, flags, value);
	unit_flush();
}

/* Time passes, whether there is something to do or not */
static void pass(u64 ns)
{
	U.now += ns;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The last FORWARD TSN: up to TSN(@n), with @nskips streams */
static const u8 *forward(u32 n, u32 nskips)
{
	return unit_sent_forward(SCTP_CT_FORWARD_TSN, TSN(n), nskips);
}

static void skips(const u8 *skip, u16 sid, u16 ssn)
{
	assert_int_equal(get_unaligned_be16(skip), sid);
	assert_int_equal(get_unaligned_be16(skip + 2), ssn);
}

static void ttl__ends_after_it_was_sent(void **state)
{
	give(100, 3, SCTP_TX_PR_TTL, 100);
	assert_int_equal(U.a.tx.ring.flight, 100);
	pass(99 * MS);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_in_range(sctp_assoc_deadline(&U.a), U.now, U.now + 12 * MS);
	unit_wait(11 * MS);
	skips(forward(0, 1), 3, 0);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_false(U.a.tx.mortal);
	assert_false(unit_noticed(SCTP_EV_SENDER_DRY, 0));
	unit_acked(TSN(0), 50000);
	unit_nothing_left();
	assert_true(unit_noticed(SCTP_EV_SENDER_DRY, 0));
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[0], 1);
	assert_int_equal(sctp_pr_stream_count(&U.a, 3)->sent[0], 1);
	assert_null(sctp_pr_stream_count(&U.a, 30));
	/* the next one of the stream */
	unit_forget_sent();
	give(100, 3, 0, 0);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 10), 1);
}

/* Not while the acknowledgment may be on its way */
static void ttl__in_flight_has_two_round_trips(void **state)
{
	give(100, 0, 0, 0);
	U.now += 20 * MS;
	unit_acked(TSN(0), 50000);
	give(100, 0, SCTP_TX_PR_TTL, 10);
	pass(30 * MS);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(U.a.tx.ring.flight, 100);
	assert_in_range(sctp_assoc_deadline(&U.a), U.now, U.now + 12 * MS);
	pass(12 * MS);
	forward(1, 1);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

static void ttl__before_it_was_sent_uses_no_tsn(void **state)
{
	U.a.tx.peer.rwnd = 0;
	give(100, 0, SCTP_TX_PR_TTL, 50);
	unit_wait(60 * MS);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(sctp_pr_of(&U.a)->count.unsent[0], 1);
	unit_nothing_left();
}

/* Three messages wait for the window, and live for 50, @second and 100 ms */
static void wait_for_window(u32 second)
{
	U.a.tx.peer.rwnd = 0;
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, SCTP_TX_PR_TTL, second);
	give(100, 0, SCTP_TX_PR_TTL, 100);
}

/* It opens @ns later. No timer has expired, but @gone messages are over */
static void window_opens(u64 ns, u32 gone)
{
	U.now += ns;
	U.a.tx.peer.rwnd = 50000;
	unit_flush();
	assert_int_equal(U.released, gone);
	assert_int_equal(U.a.tx.ring.flight, (3 - gone) * 100);
}

static void ttl__is_looked_at_before_sending(void **state)
{
	wait_for_window(63);
	window_opens(51 * MS, 1);
}

static void ttl__is_looked_at_again_before_sending(void **state)
{
	wait_for_window(55);
	pass(51 * MS);
	assert_int_equal(U.released, 1);
	window_opens(5 * MS, 2);
}

/* A life time without a policy does the same, and is not counted */
static void ttl__without_policy(void **state)
{
	give(100, 0, 0, 50);
	unit_wait(60 * MS);
	forward(0, 1);
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[0], 0);
	assert_int_equal(U.mib[SCTP_MIB_ABANDONED], 1);
}

static void ttl__not_agreed_upon(void **state)
{
	U.a.hs.caps = 0;
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, SCTP_TX_PR_RTX, 0);
	assert_false(U.a.tx.streams.pr);
	unit_wait(60 * MS);
	unit_wait(2 * SEC);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(U.released, 0);
	unit_acked(TSN(1), 50000);
	unit_nothing_left();
}

static void abandon__only_from_the_oldest_on(void **state)
{
	give(100, 0, 0, 0);
	give(100, 1, SCTP_TX_PR_TTL, 50);
	unit_wait(60 * MS);
	assert_int_equal(U.released, 1);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	unit_acked(TSN(0), 50000);
	skips(forward(1, 1), 1, 0);
	unit_acked(TSN(1), 50000);
	unit_nothing_left();
}

static void abandon__streams_are_listed_once(void **state)
{
	const u8 *s;

	give(10, 1, SCTP_TX_PR_TTL, 50);
	give(10, 2, SCTP_TX_PR_TTL, 50);
	give(10, 1, SCTP_TX_PR_TTL, 50);
	give(10, 5, SCTP_TX_PR_TTL | SCTP_TX_UNORDERED, 50);
	unit_wait(60 * MS);
	s = forward(3, 2);
	skips(s, 1, 1);
	skips(s + 4, 2, 0);
}

/* As many streams as there is room for; the others follow */
static void abandon__many_streams(void **state)
{
	u32 i;

	sctp_sendq_set_streams(&U.a, 200);
	for (i = 0; i < 150; i++)
		queue(4, i, SCTP_TX_PR_TTL, 50);
	unit_flush();
	unit_wait(60 * MS);
	forward(63, 64);
	unit_forget_sent();
	unit_acked(TSN(63), 50000);
	forward(127, 64);
	unit_acked(TSN(127), 50000);
	skips(forward(149, 22), 128, 0);
	unit_acked(TSN(149), 50000);
	unit_nothing_left();
}

static void abandon__all_fragments(void **state)
{
	give(4000, 0, SCTP_TX_PR_TTL, 50);
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	unit_gap_acked(TSN(-1), 50000, 2, 2);
	unit_wait(60 * MS);
	skips(forward(2, 1), 0, 0);
	assert_int_equal(U.released, 1);
	unit_acked(TSN(2), 50000);
	unit_nothing_left();
}

static void abandon__what_is_acknowledged_is_not(void **state)
{
	give(100, 0, 0, 0);
	give(100, 0, SCTP_TX_PR_TTL, 50);
	unit_gap_acked(TSN(-1), 50000, 2, 2);
	unit_wait(60 * MS);
	assert_int_equal(U.released, 0);
	assert_false(U.a.tx.mortal);
	unit_acked(TSN(1), 50000);
	unit_nothing_left();
}

/* The peer may have all that was sent of it: one TSN more is given up */
static void abandon__the_rest_is_not_sent(void **state)
{
	U.a.primary->cc.cwnd = 2000;
	give(8000, 4, SCTP_TX_PR_TTL, 50);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_wait(60 * MS);
	skips(forward(2, 1), 4, 0);
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.a.tx.queued_bytes, 0);
	unit_acked(TSN(2), 50000);
	unit_nothing_left();
	unit_forget_sent();
	give(10, 4, 0, 0);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 10), 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 4), TSN(3));
}

/* All that was sent is acknowledged */
static void abandon__only_the_rest(void **state)
{
	U.a.primary->cc.cwnd = 2000;
	give(8000, 4, SCTP_TX_PR_TTL, 50);
	unit_acked(TSN(1), 0);
	assert_int_equal(U.a.tx.ring.base, U.a.tx.ring.next);
	unit_wait(60 * MS);
	skips(forward(2, 1), 4, 0);
	assert_int_equal(U.released, 1);
	unit_acked(TSN(2), 50000);
	unit_nothing_left();
}

static void parts__all_together(void **state)
{
	give(100, 2, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 50);
	give(100, 2, SCTP_TX_OPEN, 0);
	U.a.tx.peer.rwnd = 0;
	give(100, 2, SCTP_TX_OPEN, 0);
	give(100, 2, SCTP_TX_OPEN, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_wait(60 * MS);
	skips(forward(2, 1), 2, 0);
	assert_int_equal(U.released, 4);
	/* what follows of it fails, too */
	U.a.tx.peer.rwnd = 50000;
	give(100, 2, SCTP_TX_OPEN, 0);
	assert_int_equal(U.released, 5);
	give(100, 2, 0, 0);
	assert_int_equal(U.released, 6);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[0], 1);
	/* and another one of the stream is sent, with the next SSN */
	unit_acked(TSN(2), 50000);
	unit_forget_sent();
	give(100, 2, 0, 0);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 10), 1);
	unit_acked(TSN(3), 50000);
	unit_nothing_left();
}

static void parts__nothing_was_sent(void **state)
{
	U.a.tx.peer.rwnd = 0;
	give(100, 2, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 50);
	give(100, 2, SCTP_TX_OPEN, 0);
	unit_wait(60 * MS);
	assert_int_equal(U.released, 2);
	give(100, 2, 0, 0);
	assert_int_equal(U.released, 3);
	U.a.tx.peer.rwnd = 50000;
	give(100, 2, 0, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 10), 0);
	assert_int_equal(sctp_pr_of(&U.a)->count.unsent[0], 1);
}

/* The first part is acknowledged, and what is looked at meanwhile lives long */
static void parts__the_life_time_of_the_first(void **state)
{
	give(100, 2, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 100);
	unit_acked(TSN(0), 0);
	U.a.tx.peer.rwnd = 0;
	give(100, 2, SCTP_TX_OPEN, 0);
	pass(50 * MS);
	U.a.tx.peer.rwnd = 50000;
	unit_flush();
	unit_acked(TSN(1), 50000);
	pass(51 * MS);
	assert_int_equal(U.released, 2);
	U.a.tx.peer.rwnd = 0;
	give(100, 2, 0, 0);
	U.a.tx.peer.rwnd = 50000;
	U.now += MS;
	unit_flush();
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_int_equal(U.released, 3);
}

static void parts__the_last_has_begun(void **state)
{
	give(100, 2, SCTP_TX_PR_TTL | SCTP_TX_OPEN, 50);
	U.a.primary->cc.cwnd = 1500;
	give(8000, 2, 0, 0);
	unit_wait(60 * MS);
	assert_int_equal(U.released, 2);
	unit_acked(TSN(2), 50000);
	U.a.primary->cc.cwnd = 15000;
	unit_forget_sent();
	give(100, 2, 0, 0);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 10), 1);
}

static void rtx__not_retransmitted(void **state)
{
	give(100, 0, SCTP_TX_PR_RTX, 0);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	forward(0, 1);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[1], 1);
	unit_acked(TSN(0), 50000);
	unit_nothing_left();
}

static void rtx__as_often_as_allowed(void **state)
{
	give(100, 0, SCTP_TX_PR_RTX, 2);
	unit_wait(U.a.primary->t3_rtx - U.now);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	assert_int_equal(U.released, 0);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
	assert_int_equal(U.released, 1);
}

static void forward__sent_again_by_t3(void **state)
{
	u64 rto = U.a.primary->rto.rto;

	give(100, 0, SCTP_TX_PR_TTL, 50);
	unit_wait(60 * MS);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 2);
	assert_int_equal(U.a.primary->error_count, 1);
	assert_int_equal(U.a.primary->rto.rto, 2 * rto);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 3);
	/* until the association is given up */
	while (U.a.state != SCTP_ST_CLOSED)
		unit_wait(sctp_assoc_deadline(&U.a) - U.now);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
}

static void forward__sent_again_when_a_sack_lacks_it(void **state)
{
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, 0, 0);
	unit_wait(60 * MS);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
	/* at once is too early: it is on its way */
	unit_gap_acked(TSN(-1), 50000, 2, 2);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
	pass(500 * MS);
	U.a.primary->rto.srtt = 100 * MS;
	unit_gap_acked(TSN(-1), 50000, 2, 2);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 2);
	unit_acked(TSN(1), 50000);
	unit_nothing_left();
}

static void forward__delays_the_shutdown(void **state)
{
	give(100, 0, SCTP_TX_PR_TTL, 50);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_wait(60 * MS);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	forward(0, 1);
	unit_acked(TSN(0), 50000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
}

/* It is lost, as others are that were not given up (3.5 F5) */
static void abandon__loss_is_congestion(void **state)
{
	u32 i, cwnd = U.a.primary->cc.cwnd;

	give(100, 0, 0, 0);
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, 0, 0);
	unit_wait(60 * MS);
	for (i = 0; i < 3; i++) {
		assert_int_equal(U.a.primary->cc.cwnd, cwnd);
		unit_gap_acked(TSN(-1), 50000, 3, 3);
	}
	assert_int_equal(U.a.primary->cc.cwnd, cwnd / 2);
	for (i = 0; i < 6; i++)
		unit_gap_acked(TSN(-1), 50000, 3, 3);
	assert_int_equal(U.a.primary->cc.cwnd, cwnd / 2);
}

/* A SACK that reports nothing of it does not bring it back */
static void abandon__is_final(void **state)
{
	give(100, 0, 0, 0);
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, 0, 0);
	unit_gap_acked(TSN(-1), 50000, 2, 3);
	pass(60 * MS);
	assert_int_equal(U.released, 0);
	unit_gap_acked(TSN(-1), 50000, 3, 3);
	pass(20 * MS);
	/* the peer reneged on it, and it is given up after all */
	U.a.tx.mortal = true;
	sctp_abandon_expired(&U.a, U.now);
	assert_int_equal(U.released, 1);
	unit_gap_acked(TSN(-1), 50000, 3, 3);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 1);
	unit_acked(TSN(2), 50000);
	unit_nothing_left();
}

static void prio__makes_room(void **state)
{
	U.a.tx.peer.rwnd = 250;
	give(100, 0, SCTP_TX_PR_PRIO, 5);
	give(100, 0, SCTP_TX_PR_PRIO, 9);
	give(100, 0, SCTP_TX_PR_PRIO, 7);
	give(100, 0, SCTP_TX_PR_PRIO, 9);
	give(100, 0, 0, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_false(sctp_assoc_make_room(&U.a, 9, 100));
	/* the least important first, of these one that was not sent */
	assert_true(sctp_assoc_make_room(&U.a, 5, 100));
	assert_int_equal(U.released, 1);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
	assert_true(sctp_assoc_make_room(&U.a, 5, 150));
	assert_int_equal(U.released, 3);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_false(sctp_assoc_make_room(&U.a, 5, 100));
	assert_true(sctp_assoc_make_room(&U.a, 0, 1000));
	assert_int_equal(U.released, 4);
	assert_int_equal(U.a.tx.queued_msgs, 1);
	assert_int_equal(sctp_pr_of(&U.a)->count.sent[2], 2);
	assert_int_equal(sctp_pr_of(&U.a)->count.unsent[2], 2);
	unit_flush();
	forward(1, 1);
}

/* T3-rtx has ended with the data in flight: it runs for the FORWARD TSN */
static void forward__t3_runs_without_data(void **state)
{
	give(100, 0, 0, 0);
	give(100, 1, SCTP_TX_PR_TTL, 50);
	unit_wait(60 * MS);
	unit_acked(TSN(0), 50000);
	forward(1, 1);
	assert_true(U.a.primary->t3_rtx > U.now);
	unit_forget_sent();
	unit_wait(U.a.primary->t3_rtx - U.now);
	forward(1, 1);
}

/* What was sent before the peer told that it lacks PR-SCTP is sent for good */
static void ttl__peer_lacks_it(void **state)
{
	give(100, 0, SCTP_TX_PR_TTL, 50);
	assert_non_null(U.a.tx.streams.pr);
	U.a.hs.caps = 0;
	pass(60 * MS);
	unit_wait(U.a.primary->t3_rtx - U.now);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(U.released, 0);
	unit_acked(TSN(0), 50000);
	unit_nothing_left();
}

/* SCTP_SET_STREAM_TIMEOUTS */
static void set_life(u16 first, u16 last, u32 ms)
{
	assert_int_equal(sctp_ostream_set_life(&U.a, first, last, ms), 0);
}

static void life__of_its_stream(void **state)
{
	set_life(3, 4, 50);
	U.a.tx.peer.rwnd = 0;
	give(100, 2, 0, 0);
	give(100, 3, 0, 0);
	give(100, 4, 0, 0);
	give(100, 5, 0, 0);
	pass(51 * MS);
	assert_int_equal(U.released, 2);
	assert_int_equal(U.a.tx.queued_msgs, 2);
}

static void life__what_the_message_says_is_first(void **state)
{
	set_life(0, 0, 50);
	U.a.tx.peer.rwnd = 0;
	give(100, 0, SCTP_TX_PR_RTX, 0);
	assert_int_equal(sctp_sendq_head(&U.a)->value, 0);
	give(100, 0, 0, 200);
	pass(60 * MS);
	assert_int_equal(U.released, 0);
	pass(150 * MS);
	assert_int_equal(U.released, 1);
	set_life(0, 0, 0);
	give(100, 0, 0, 0);
	pass(60 * MS);
	assert_int_equal(U.released, 1);
}

static void life__stays_when_streams_are_moved(void **state)
{
	sctp_sendq_set_streams(&U.a, 65535);
	give(100, 9, 0, 0);
	set_life(5, 100, 50);
	assert_int_equal(sctp_ostream_life(&U.a, 4), 0);
	assert_int_equal(sctp_ostream_life(&U.a, 100), 50);
	assert_int_equal(sctp_ostream_life(&U.a, 101), 0);
	assert_int_equal(sctp_ostream_life(&U.a, 65534), 0);
	give(100, 1000, 0, 0);
	assert_int_equal(sctp_sched_set(&U.a, &sctp_sched_rr, GFP_KERNEL), 0);
	set_life(65534, 65534, 70);
	assert_int_equal(sctp_ostream_life(&U.a, 5), 50);
	assert_int_equal(sctp_ostream_life(&U.a, 100), 50);
	assert_int_equal(sctp_ostream_life(&U.a, 65534), 70);
	give(100, 9, 0, 0);
	/* its stream is the one that was there before */
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 9)->mid, 2);
}

static void life__without_memory_nothing_changes(void **state)
{
	set_life(5, 5, 50);
	sctp_sendq_set_streams(&U.a, 65535);
	shim_fail_nth(1);
	assert_int_equal(sctp_ostream_set_life(&U.a, 0, 65534, 70), -ENOMEM);
	assert_int_equal(sctp_ostream_life(&U.a, 5), 50);
	assert_int_equal(sctp_ostream_life(&U.a, 6), 0);
}

/* The timer that looks at life times comes later (4.1 TR4) */
static void ttl__ends_before_a_retransmission(void **state)
{
	u32 i;

	unit_set_cfg(U.a, rack, false);
	give(100, 0, SCTP_TX_PR_TTL, 50);
	for (i = 0; i < 3; i++)
		give(100, 0, 0, 0);
	unit_gap_acked(TSN(-1), 50000, 2, 2);
	unit_gap_acked(TSN(-1), 50000, 2, 3);
	assert_int_equal(U.released, 0);
	U.now += 51 * MS;
	unit_gap_acked(TSN(-1), 50000, 2, 4);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(U.released, 1);
	forward(0, 1);
}

/* A chunk in the middle is lost: those before it go, too, though the peer has
 * them
 */
static void rtx__all_fragments(void **state)
{
	u32 i;

	give(100, 1, 0, 0);
	give(4000, 0, SCTP_TX_PR_RTX, 0);
	give(100, 1, 0, 0);
	assert_int_equal(U.a.tx.ring.next, TSN(5));
	for (i = 0; i < 4; i++) {
		struct unit_build b = { 0 };

		unit_sack(&b, TSN(-1), 50000, 2, 2, 2, 4, 5);
		unit_input(&b);
		unit_flush();
	}
	assert_int_equal(U.released, 1);
	unit_acked(TSN(0), 50000);
	skips(forward(3, 1), 0, 0);
}

static void prio__the_least_important_first(void **state)
{
	U.a.tx.peer.rwnd = 0;
	queue(100, 0, SCTP_TX_PR_PRIO, 7);
	queue(30, 0, SCTP_TX_PR_PRIO, 9);
	queue(100, 0, SCTP_TX_PR_PRIO, 8);
	queue(100, 0, SCTP_TX_PR_TTL, 500);
	queue(100, 0, SCTP_TX_PR_PRIO, 5);
	unit_flush();
	assert_true(sctp_assoc_make_room(&U.a, 5, 30));
	assert_int_equal(U.a.tx.queued_bytes, 400);
	/* no more than that, none that has no priority or the same */
	assert_int_equal(U.released, 1);
	assert_true(sctp_assoc_make_room(&U.a, 5, 1000));
	assert_int_equal(U.a.tx.queued_msgs, 2);
	assert_int_equal(U.released, 3);
}

/* The same of those that were sent: the second one goes */
static void prio__the_least_important_that_was_sent(void **state)
{
	give(100, 1, SCTP_TX_PR_PRIO, 7);
	give(100, 2, SCTP_TX_PR_PRIO, 9);
	assert_true(sctp_assoc_make_room(&U.a, 5, 100));
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	unit_acked(TSN(0), 50000);
	skips(forward(1, 1), 2, 0);
}

static void restart__forgets_what_was_given_up(void **state)
{
	give(100, 0, SCTP_TX_PR_TTL, 50);
	give(100, 0, 0, 0);
	unit_wait(60 * MS);
	sctp_sendq_reset(&U.a);
	assert_int_equal(U.released, 2);
	assert_true(sctp_txring_empty(&U.a.tx.ring));
	assert_int_equal(U.a.tx.ring.flight, 0);
	unit_forget_sent();
	give(100, 0, 0, 0);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
}

static void abandon__across_growth_of_the_ring(void **state)
{
	u32 i;

	give(10, 0, 0, 0);
	for (i = 0; i < 10; i++)
		queue(10, 0, SCTP_TX_PR_TTL, 50);
	unit_flush();
	unit_wait(60 * MS);
	for (i = 0; i < 100; i++)
		give(10, 0, 0, 0);
	unit_acked(TSN(0), 50000);
	forward(10, 1);
	unit_acked(TSN(10), 50000);
	unit_acked(TSN(110), 50000);
	unit_nothing_left();
}

#define PR(test) \
	cmocka_unit_test_setup_teardown(test, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	PR(ttl__ends_after_it_was_sent),
	PR(ttl__in_flight_has_two_round_trips),
	PR(ttl__before_it_was_sent_uses_no_tsn),
	PR(ttl__is_looked_at_before_sending),
	PR(ttl__is_looked_at_again_before_sending),
	PR(ttl__without_policy),
	PR(ttl__not_agreed_upon),
	PR(abandon__only_from_the_oldest_on),
	PR(abandon__streams_are_listed_once),
	PR(abandon__many_streams),
	PR(abandon__all_fragments),
	PR(abandon__what_is_acknowledged_is_not),
	PR(abandon__the_rest_is_not_sent),
	PR(abandon__only_the_rest),
	PR(parts__all_together),
	PR(parts__nothing_was_sent),
	PR(parts__the_life_time_of_the_first),
	PR(parts__the_last_has_begun),
	PR(rtx__not_retransmitted),
	PR(rtx__as_often_as_allowed),
	PR(forward__sent_again_by_t3),
	PR(forward__sent_again_when_a_sack_lacks_it),
	PR(forward__delays_the_shutdown),
	PR(abandon__loss_is_congestion),
	PR(abandon__is_final),
	PR(prio__makes_room),
	PR(forward__t3_runs_without_data),
	PR(ttl__peer_lacks_it),
	PR(ttl__ends_before_a_retransmission),
	PR(rtx__all_fragments),
	PR(prio__the_least_important_first),
	PR(prio__the_least_important_that_was_sent),
	PR(restart__forgets_what_was_given_up),
	PR(abandon__across_growth_of_the_ring),
	PR(life__of_its_stream),
	PR(life__what_the_message_says_is_first),
	PR(life__stays_when_streams_are_moved),
	PR(life__without_memory_nothing_changes),
};

int main(void)
{
	return cmocka_run_group_tests_name("abandon", tests, NULL, NULL);
}
