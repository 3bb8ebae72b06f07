// SPDX-License-Identifier: GPL-2.0-only
/* User messages from sctp_assoc_send() to their release */
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "unit.h"

static int try_send(u32 len, u16 sid)
{
	struct shim_msg *msg = shim_msg_new(len);
	int err;

	msg->m.sid = sid;
	err = sctp_assoc_send(&U.a, &msg->m, U.now);
	if (err)
		shim_msg_free(msg);
	return err;
}

static void acked(u32 cum)
{
	struct unit_build b = { 0 };

	unit_sack(&b, cum, 1000000, 0);
	unit_input(&b);
}

static void send__refused(void **state)
{
	assert_int_equal(try_send(0, 0), -EINVAL);
	assert_int_equal(try_send(1, 10), -EINVAL);
	unit_set_cfg(U.a, disable_fragments, true);
	assert_int_equal(try_send(U.a.tx.frag_point + 1, 0), -EMSGSIZE);
	assert_int_equal(try_send(U.a.tx.frag_point, 9), 0);
	assert_int_equal(U.a.tx.queued_msgs, 1);
}

static void send__after_the_end(void **state)
{
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(try_send(1, 0), -EPIPE);
}

static void send__queue_is_counted(void **state)
{
	U.a.tx.peer.rwnd = 0;
	unit_send(100, 0, 0);
	unit_send(5000, 1, 0);
	assert_int_equal(U.a.tx.queued_msgs, 2);
	assert_int_equal(U.a.tx.queued_bytes, 5100);
}

static void send__ssn_per_stream(void **state)
{
	u32 i;

	unit_send(10, 1, 0);
	unit_send(10, 2, 0);
	unit_send(10, 1, SCTP_TX_UNORDERED);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	for (i = 0; i < 4; i++) {
		static const u16 ssn[] = { 0, 0, 0, 1 };
		const u8 *d = unit_find(U.sent[0], SCTP_CT_DATA, i);

		assert_int_equal(get_unaligned_be16(d + 10), ssn[i]);
		assert_int_equal(!!(d[1] & SCTP_DATA_U), i == 2);
	}
}

/* Flags of the n-th DATA chunk of all that was sent, U and BE only */
static u8 sent_flags(u32 nth)
{
	const u8 *d;
	u32 i, k;

	for (i = 0; i < U.nsent; i++) {
		for (k = 0; (d = unit_find(U.sent[i], SCTP_CT_DATA, k)); k++)
			if (!nth--)
				return d[1] & (SCTP_DATA_BE | SCTP_DATA_U);
	}
	fail_msg("no such chunk");
	return 0;
}

static int try_part(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);
	int err;

	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.ppid = htonl(len);
	err = sctp_assoc_send(&U.a, &msg->m, U.now);
	if (err)
		shim_msg_free(msg);
	return err;
}

static void parts__one_message(void **state)
{
	const u8 *d;
	u32 i;

	unit_send(10, 3, 0);
	assert_int_equal(try_part(100, 3, SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(4, 3, SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(7, 3, 0), 0);
	unit_send(20, 3, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 5);
	assert_int_equal(sent_flags(0), SCTP_DATA_BE);
	assert_int_equal(sent_flags(1), SCTP_DATA_B);
	assert_int_equal(sent_flags(2), 0);
	assert_int_equal(sent_flags(3), SCTP_DATA_E);
	assert_int_equal(sent_flags(4), SCTP_DATA_BE);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 3)->mid, 3);
	for (i = 0; U.nsent == 1 && i < 5; i++) {
		static const u16 ssn[] = { 0, 1, 1, 1, 2 };

		d = unit_find(U.sent[0], SCTP_CT_DATA, i);
		assert_int_equal(get_unaligned_be16(d + 10), ssn[i]);
		if (ssn[i] == 1)
			assert_int_equal(get_unaligned_be32(d + 12), 100);
	}
}

static void parts__leave_before_the_end(void **state)
{
	assert_int_equal(try_part(100, 0, SCTP_TX_OPEN), 0);
	unit_flush();
	assert_int_equal(sent_flags(0), SCTP_DATA_B);
	acked(UNIT_MY_TSN);
	assert_int_equal(U.released, 1);
	assert_int_equal(try_part(100, 0, 0), 0);
	unit_flush();
	assert_int_equal(sent_flags(1), SCTP_DATA_E);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->mid, 1);
	assert_false(U.a.tx.open);
}

static void parts__large(void **state)
{
	U.a.primary->cc.cwnd = 100000;
	assert_int_equal(try_part(4000, 0, SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(4000, 0, 0), 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 6);
	assert_int_equal(sent_flags(0), SCTP_DATA_B);
	assert_int_equal(sent_flags(2), 0);
	assert_int_equal(sent_flags(3), 0);
	assert_int_equal(sent_flags(5), SCTP_DATA_E);
	assert_int_equal(U.mib[SCTP_MIB_FRAGUSRMSGS], 1);
}

static void parts__no_other_message_between(void **state)
{
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(10, 2, 0), -EINVAL);
	assert_int_equal(try_part(10, 1, SCTP_TX_UNORDERED), -EINVAL);
	assert_int_equal(try_part(10, 1, 0), 0);
	assert_int_equal(try_part(10, 2, SCTP_TX_UNORDERED | SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(10, 2, 0), -EINVAL);
	assert_int_equal(try_part(10, 2, SCTP_TX_UNORDERED), 0);
	unit_flush();
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 1)->mid, 1);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 2)->mid, 0);
}

static void parts__shutdown_while_open(void **state)
{
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	acked(UNIT_MY_TSN);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_LOCAL_ABORT);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
}

static void parts__abort_fails_each(void **state)
{
	U.a.tx.peer.rwnd = 0;
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.released, 2);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
}

static void parts__lost_in_a_restart(void **state)
{
	U.a.tx.peer.rwnd = 1000;
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	unit_flush();
	acked(UNIT_MY_TSN);
	U.a.tx.peer.rwnd = 0;
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	sctp_sendq_reset(&U.a);
	assert_int_equal(U.released, 2);
	assert_int_equal(U.a.tx.queued_bytes, 0);
	assert_int_equal(try_part(10, 1, 0), -ECONNRESET);
	assert_int_equal(try_part(10, 2, 0), 0);
}

static void parts__lost_in_a_restart_before_they_left(void **state)
{
	U.a.tx.peer.rwnd = 0;
	assert_int_equal(try_part(10, 1, SCTP_TX_OPEN), 0);
	sctp_sendq_reset(&U.a);
	assert_int_equal(U.released, 1);
	assert_int_equal(try_part(10, 1, 0), -ECONNRESET);
	assert_int_equal(try_part(10, 2, 0), 0);
	assert_int_equal(U.a.tx.queued_msgs, 1);
}

static void parts__stream_not_granted(void **state)
{
	assert_int_equal(try_part(10, 9, SCTP_TX_OPEN), 0);
	sctp_sendq_set_streams(&U.a, 5);
	sctp_sendq_drop_bad_streams(&U.a);
	assert_int_equal(U.released, 1);
	assert_int_equal(try_part(10, 9, 0), -EINVAL);
	assert_int_equal(try_part(10, 4, 0), 0);
}

static void release__when_the_last_fragment_is_acked(void **state)
{
	U.a.primary->cc.cwnd = 100000;
	unit_send(4000, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.ring.next - U.a.tx.ring.base, 3);
	acked(UNIT_MY_TSN + 1);
	assert_int_equal(U.released, 0);
	acked(UNIT_MY_TSN + 2);
	assert_int_equal(U.released, 1);
}

static void fail_all__each_message_once(void **state)
{
	U.a.primary->cc.cwnd = 1500;
	unit_send(100, 0, 0);
	unit_send(4000, 0, 0);	/* partly sent */
	unit_send(100, 0, 0);	/* not at all */
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 2);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.released, 3);
	assert_int_equal(U.a.tx.queued_bytes, 0);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.a.primary->flight.size, 0);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
}

/* RFC 6458 section 6.1.11: the cause that the peer's ABORT gives */
static void fail_all__says_why(void **state)
{
	const __be16 cause[] = { htons(SCTP_CAUSE_USER_ABORT), htons(4) };
	struct unit_build b = { 0 };

	unit_send(100, 0, 0);
	unit_flush();
	unit_send(100, 0, 0);
	unit_chunk(&b, SCTP_CT_ABORT, 0, cause, sizeof(cause));
	unit_input(&b);
	assert_int_equal(U.nnotices, 3);
	assert_int_equal(U.notice[1].type, SCTP_EV_SEND_FAILED);
	assert_int_equal(U.notice[1].error, SCTP_CAUSE_USER_ABORT);
	assert_int_equal(U.notice[2].type, SCTP_EV_SEND_FAILED);
	assert_int_equal(U.notice[2].error, SCTP_CAUSE_USER_ABORT);
}

/* A message of 10 bytes that is to be sent within @ms */
static void send_mortal(u32 ms, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(10);

	msg->m.value = ms;
	msg->m.flags = flags;
	msg->m.cell = sctp_sendq_cell(&U.a, 10);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

static void life__over_before_it_was_sent(void **state)
{
	U.a.tx.peer.rwnd = 0;
	send_mortal(100, 0);
	unit_send(10, 0, 0);
	unit_flush();
	unit_wait(100 * MS);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.tx.queued_msgs, 1);
	assert_int_equal(U.a.tx.queued_bytes, 10);
	assert_int_equal(U.wspaces, 1);
	assert_false(U.a.tx.mortal);
}

static void life__is_none_once_begun(void **state)
{
	U.a.primary->cc.cwnd = 1000;
	send_mortal(100, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	unit_wait(200 * MS);
	U.now += 10 * SEC;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.released, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	acked(UNIT_MY_TSN);
	assert_int_equal(U.released, 1);
	assert_false(unit_noticed(SCTP_EV_SEND_FAILED, 0));
	assert_false(unit_noticed(SCTP_EV_SEND_FAILED, 1));
}

/* There is room after the life time, before the timer expires */
static void life__over_when_there_is_room(void **state)
{
	U.a.tx.peer.rwnd = 0;
	send_mortal(100, 0);
	send_mortal(200, 0);
	unit_send(20, 0, 0);
	unit_flush();
	U.now += 150 * MS;
	U.a.tx.peer.rwnd = 1000;
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(U.released, 1);
}

/* The first in the queue has a longer life time */
static void life__of_one_behind_others(void **state)
{
	U.a.tx.peer.rwnd = 0;
	unit_send(20, 0, 0);
	send_mortal(1000, 0);
	send_mortal(100, 0);
	unit_flush();
	U.now += 100 * MS;
	assert_true(sctp_assoc_timeout(&U.a, U.now));
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.tx.queued_msgs, 2);
	unit_flush();
	assert_true(sctp_assoc_deadline(&U.a) <= U.now + 900 * MS);
}

static void life__of_parts_is_none(void **state)
{
	U.a.tx.peer.rwnd = 0;
	send_mortal(100, SCTP_TX_OPEN);
	send_mortal(100, 0);
	assert_false(U.a.tx.mortal);
}

/* The clock of life times wraps, and 0 means none */
static void life__across_the_wrap(void **state)
{
	U.a.tx.peer.rwnd = 0;
	U.now = (BIT_ULL(32) - 100) * MS;
	send_mortal(100, 0);
	unit_flush();
	U.now += 99 * MS;
	unit_flush();
	assert_int_equal(U.released, 0);
	U.now += 2 * MS;
	unit_flush();
	assert_int_equal(U.released, 1);
}

/* Nothing else keeps it open */
static void life__over_lets_the_association_end(void **state)
{
	U.a.tx.peer.rwnd = 0;
	send_mortal(100, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	U.now += 100 * MS;
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_true(unit_noticed(SCTP_EV_SENDER_DRY, 0));
}

/* Memory comes with the first message of a stream, not with the stream */
static void send__memory_for_streams_in_use(void **state)
{
	struct shim_msg *msg;
	long before;
	u32 i;

	sctp_sendq_set_streams(&U.a, 65535);
	before = shim_counts.allocs;
	unit_send(10, 0, 0);
	assert_int_equal(shim_counts.allocs, before);
	for (i = 1; i <= 2; i++) {
		/* the pointers, the block */
		msg = shim_msg_new(10);
		msg->m.sid = 10;
		shim_fail_nth(i);
		assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now),
				 -ENOMEM);
		shim_msg_free(msg);
		shim_fail_nth(0);
	}
	assert_int_equal(U.a.tx.queued_msgs, 1);
	before = shim_counts.allocs;
	unit_send(10, 10, 0);
	unit_send(10, 15, 0);
	assert_int_equal(shim_counts.allocs, before + 1);
	unit_send(10, 70, 0);
	unit_flush();
	/* streams in use are kept when more are needed */
	unit_send(10, 10, 0);
	unit_send(10, 65534, 0);
	unit_send(10, 70, SCTP_TX_UNORDERED);
	unit_flush();
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 10)->mid, 2);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 70)->mid, 1);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 65534)->mid, 1);
	sctp_sendq_reset(&U.a);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 10)->mid, 0);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 65534)->mid, 0);
}

static void reset__ssns_of_all_streams(void **state)
{
	assert_int_equal(sctp_ostream_reserve(&U.a, 9), 0);
	sctp_ostream(&U.a.tx.streams, 0)->mid = 1;
	sctp_ostream(&U.a.tx.streams, 9)->mid = 77;
	sctp_ostreams_numbered(U.a.tx.streams.more);
	sctp_sendq_reset(&U.a);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->mid, 0);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 9)->mid, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(send__refused),
	UNIT_UP(send__after_the_end),
	UNIT_UP(send__queue_is_counted),
	UNIT_UP(send__ssn_per_stream),
	UNIT_UP(parts__one_message),
	UNIT_UP(parts__leave_before_the_end),
	UNIT_UP(parts__large),
	UNIT_UP(parts__no_other_message_between),
	UNIT_UP(parts__shutdown_while_open),
	UNIT_UP(parts__abort_fails_each),
	UNIT_UP(parts__lost_in_a_restart),
	UNIT_UP(parts__lost_in_a_restart_before_they_left),
	UNIT_UP(parts__stream_not_granted),
	UNIT_UP(release__when_the_last_fragment_is_acked),
	UNIT_UP(fail_all__each_message_once),
	UNIT_UP(fail_all__says_why),
	UNIT_UP(life__over_before_it_was_sent),
	UNIT_UP(life__is_none_once_begun),
	UNIT_UP(life__over_when_there_is_room),
	UNIT_UP(life__of_one_behind_others),
	UNIT_UP(life__of_parts_is_none),
	UNIT_UP(life__across_the_wrap),
	UNIT_UP(life__over_lets_the_association_end),
	UNIT_UP(send__memory_for_streams_in_use),
	UNIT_UP(reset__ssns_of_all_streams),
};

int main(void)
{
	return cmocka_run_group_tests_name("sendq", tests, NULL, NULL);
}
