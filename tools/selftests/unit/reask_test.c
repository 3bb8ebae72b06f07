// SPDX-License-Identifier: GPL-2.0-only
/* RE-CONFIG (RFC 6525): our requests, and what an answer does */
#include "core/errors.h"
#include "core/send/hold.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit_reconfig.h"

static void ask__needs_leave(void **state)
{
	U.a.hs.caps = 0;
	assert_int_equal(reset(OUT, 0, NULL), -ENOPROTOOPT);
	U.a.hs.caps = SCTP_CAP_RECONFIG;
	unit_set_cfg(U.a, strreset_enable, SCTP_RECONFIG_MAY_ADD);
	assert_int_equal(reset(OUT, 0, NULL), -ENOPROTOOPT);
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), -ENOPROTOOPT);
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 0, 1, U.now), 0);
	unit_set_cfg(U.a, strreset_enable, MAY_ALL);
	assert_int_equal(reset(OUT, 0, NULL), -EINPROGRESS);
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), -EINPROGRESS);
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 0, 1, U.now),
			 -EINPROGRESS);
	assert_int_equal(chunks_sent(), 1);
}

static void ask__wrong_arguments(void **state)
{
	const u16 sids[] = { 1, 10 }, in = 100;

	assert_int_equal(reset(0, 0, NULL), -EINVAL);
	assert_int_equal(reset(OUT, 2, sids), -EINVAL);
	assert_int_equal(reset(IN, 1, &in), -EINVAL);
	assert_int_equal(reset(IN | OUT, 2, sids), -EINVAL);
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 0, 0, U.now), -EINVAL);
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 0, 65526, U.now),
			 -EINVAL);
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 65436, 0, U.now),
			 -EINVAL);
	assert_int_equal(chunks_sent(), 0);
	assert_false(sctp_hold_active(&U.a));
	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(reset(OUT, 0, NULL), -ESHUTDOWN);
}

/* A1 to A6, H4 */
static void reset_out__streams_listed(void **state)
{
	const u16 sids[] = { 3, 1 };
	const u8 *p;

	unit_send(10, 1, 0);
	unit_send(10, 2, 0);
	unit_flush();
	assert_int_equal(reset(OUT, 2, sids), 0);
	p = last_of(SCTP_PT_RESET_OUT, 20);
	assert_int_equal(get_unaligned_be32(p + 4), UNIT_MY_TSN);
	assert_int_equal(get_unaligned_be32(p + 8), UNIT_PEER_TSN - 1);
	assert_int_equal(get_unaligned_be32(p + 12), UNIT_MY_TSN + 1);
	assert_int_equal(get_unaligned_be16(p + 16), 3);
	assert_int_equal(get_unaligned_be16(p + 18), 1);
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
	assert_int_equal(mid_of(1), 0);
	assert_int_equal(mid_of(2), 1);
	assert_false(sctp_hold_active(&U.a));
}

static void reset_out__all_streams(void **state)
{
	unit_send(10, 1, 0);
	unit_send(10, 2, 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(reset(OUT, 0, NULL), 0);
	last_of(SCTP_PT_RESET_OUT, 16);
	unit_acked(UNIT_MY_TSN + 2, 1000000);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(mid_of(0), 0);
	assert_int_equal(mid_of(1), 0);
	assert_int_equal(mid_of(2), 0);
}

/* Ordered and unordered messages are numbered apart (RFC 8260 section 2.3.2) */
static void reset_out__numbers_of_i_data(void **state)
{
	const u16 one = 1;

	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	unit_send(10, 1, 0);
	unit_send(10, 1, SCTP_TX_UNORDERED);
	unit_send(10, 2, SCTP_TX_UNORDERED);
	unit_flush();
	unit_acked(UNIT_MY_TSN + 2, 1000000);
	assert_int_equal(umid_of(1), 1);
	assert_int_equal(reset(OUT, 1, &one), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(mid_of(1), 0);
	assert_int_equal(umid_of(1), 0);
	assert_int_equal(umid_of(2), 1);
}

static void send_for_20_ms(u16 sid)
{
	struct shim_msg *msg = shim_msg_new(10);

	msg->m.sid = sid;
	msg->m.flags = SCTP_TX_PR_TTL;
	msg->m.value = 20;
	msg->m.cell = sctp_sendq_cell(&U.a, 10);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
}

/* Send a message, which is given up 50 ms later */
static void give_up(u16 sid)
{
	send_for_20_ms(sid);
	U.now += 50 * MS;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

static const u8 *last_forward(void)
{
	const u8 *f = unit_last(SCTP_CT_FORWARD_TSN);

	assert_non_null(f);
	return f;
}

/* The peer has reset the stream: so it knows of what was given up before, and
 * must not take the SSN of that for one of now
 */
static void reset_out__what_was_given_up_before(void **state)
{
	const u16 one = 1;
	const u8 *f;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give_up(1);
	give_up(1);
	f = last_forward();
	assert_int_equal(get_unaligned_be16(f + 2), 12);
	assert_int_equal(reset(OUT, 1, &one), 0);
	/* a SACK was lost */
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(mid_of(1), 0);
	assert_int_equal(U.a.tx.ring.base, UNIT_MY_TSN);
	give_up(2);
	f = last_forward();
	assert_int_equal(get_unaligned_be32(f + 4), UNIT_MY_TSN + 2);
	assert_int_equal(get_unaligned_be16(f + 2), 12);
	assert_int_equal(get_unaligned_be16(f + 8), 2);
	give_up(1);
	f = last_forward();
	assert_int_equal(get_unaligned_be16(f + 2), 16);
	assert_int_equal(get_unaligned_be16(f + 12), 1);
	assert_int_equal(get_unaligned_be16(f + 14), 0);
}

/* The peer has reset the stream: so all that was sent before has arrived there,
 * and is not given up any more, though a SACK was lost
 */
static void reset_out__what_has_arrived_is_not_given_up(void **state)
{
	const u16 one = 1;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	send_for_20_ms(1);
	assert_int_equal(reset(OUT, 1, &one), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	U.now += 50 * MS;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	assert_int_equal(U.released, 0);
	unit_acked(UNIT_MY_TSN, 1000000);
	assert_int_equal(U.released, 1);
}

/* One stream waits, the others go on */
static void reset_out__holds_the_stream(void **state)
{
	const u16 one = 1;

	unit_send(10, 1, 0);
	unit_send(10, 0, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, 0);
	unit_send(10, 1, 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	unit_acked(UNIT_MY_TSN + 2, 1000000);
	/* no timer runs but that of the request */
	assert_int_equal(U.a.primary->t3_rtx, 0);
	assert_int_equal(U.a.tx.queued_msgs, 2);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 5);
	assert_int_equal(mid_of(1), 2);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_true(sctp_sched_is_fcfs(&U.a));
}

static void reset_out__not_while_messages_wait(void **state)
{
	const u16 one = 1, two = 2;

	U.a.tx.peer.rwnd = 0;
	unit_send(10, 0, 0);
	unit_flush();
	unit_send(10, 1, 0);
	assert_int_equal(reset(OUT, 1, &one), -EAGAIN);
	assert_int_equal(reset(OUT, 0, NULL), -EAGAIN);
	assert_false(sctp_hold_active(&U.a));
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), -EAGAIN);
	assert_int_equal(reset(OUT, 1, &two), 0);
}

/* The rest of a message that was begun must go first */
static void reset_out__not_while_a_message_is_open(void **state)
{
	const u16 one = 1;

	unit_send(10, 1, SCTP_TX_OPEN);
	unit_flush();
	assert_int_equal(reset(OUT, 1, &one), -EAGAIN);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, SCTP_TX_OPEN);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	unit_acked(UNIT_MY_TSN + 3, 1000000);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(mid_of(1), 1);
}

/* A message of another stream is sent in part: what was held back must not
 * come between its parts
 */
static void reset_out__ends_within_a_message(void **state)
{
	const u16 one = 1;

	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, 0);
	unit_send(10, 2, SCTP_TX_OPEN);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 1000000);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_false(sctp_hold_active(&U.a));
	assert_int_equal(reset(OUT, 1, &one), -EAGAIN);
	unit_send(10, 2, SCTP_TX_OPEN);
	unit_flush();
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_send(10, 2, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN + 3, 1000000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(mid_of(1), 1);
	assert_true(sctp_sched_is_fcfs(&U.a));
	assert_int_equal(reset(OUT, 1, &one), 0);
}

static void send_mortal(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags | SCTP_TX_PR_TTL;
	msg->m.value = 10;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/* PR-SCTP is agreed upon, and a message waits for the reset of stream 1 */
static void park_a_message(void)
{
	const u16 one = 1;

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, 0);
}

static void life_times_end(void)
{
	U.now += 20 * MS;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The same while a message in parts, which is complete, waits before it */
static void reset_out__ends_behind_another_in_parts(void **state)
{
	const u16 one = 1;

	unit_send(10, 0, 0);
	unit_flush();
	U.a.tx.peer.rwnd = 0;
	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, 0);
	unit_send(10, 2, SCTP_TX_OPEN);
	unit_send(10, 2, 0);
	unit_send(10, 3, SCTP_TX_OPEN);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	unit_acked(UNIT_MY_TSN, 1000000);
	unit_acked(UNIT_MY_TSN + 3, 1000000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	unit_send(10, 3, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN + 5, 1000000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 6);
	assert_int_equal(mid_of(1), 1);
	unit_flush();
	assert_true(sctp_sched_is_fcfs(&U.a));
}

/* A message behind it is given up first */
static void reset_out__ends_before_another_in_parts(void **state)
{
	park_a_message();
	unit_send(10, 2, SCTP_TX_OPEN);
	unit_flush();
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	U.a.tx.peer.rwnd = 0;
	unit_send(10, 2, 0);
	send_mortal(10, 3, SCTP_TX_OPEN);
	unit_send(10, 3, 0);
	life_times_end();
	assert_false(sctp_sched_is_fcfs(&U.a));
	unit_acked(UNIT_MY_TSN, 1000000);
	unit_acked(UNIT_MY_TSN + 2, 1000000);
	unit_flush();
	assert_true(sctp_sched_is_fcfs(&U.a));
}

/* It is given up itself */
static void reset_out__ends_without_the_message(void **state)
{
	park_a_message();
	send_mortal(10, 2, SCTP_TX_OPEN);
	unit_flush();
	U.a.tx.peer.rwnd = 0;
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_false(sctp_sched_is_fcfs(&U.a));
	life_times_end();
	assert_true(sctp_sched_is_fcfs(&U.a));
}

static void reset_out__denied(void **state)
{
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(reset(OUT, 0, NULL), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DENIED);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT | DENIED));
	assert_int_equal(mid_of(1), 1);
	assert_false(sctp_hold_active(&U.a));
	assert_int_equal(reset(OUT, 0, NULL), 0);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_BAD_STREAM);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT | FAILED));
}

/* H2 */
static void reset_out__in_progress(void **state)
{
	struct sctp_request *r;

	assert_int_equal(reset(OUT, 0, NULL), 0);
	unit_flush();
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_IN_PROGRESS);
	assert_int_equal(U.nnotices, 0);
	assert_true(sctp_hold_active(&U.a));
	r = sctp_request_first(&U.a);
	U.now = r->at;
	U.a.primary->hb_at = 0;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(chunks_sent(), 2);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(U.mib[SCTP_MIB_RECONFIG_EXPIREDS], 1);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
}

/* B1 to B4: the answer is a request */
static void reset_in__answered_by_a_request(void **state)
{
	const u16 two = 2;
	u8 body[64];

	data(UNIT_PEER_TSN, 2, 0);
	assert_int_equal(reset(IN, 1, &two), 0);
	last_of(SCTP_PT_RESET_IN, 10);
	say(body, put_reset_out(body, UNIT_PEER_TSN, UNIT_MY_TSN,
				UNIT_PEER_TSN, 1, &two));
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, IN));
	assert_int_equal(U.nnotices, 1);
	assert_null(sctp_request_first(&U.a)->out);
	data(UNIT_PEER_TSN + 1, 2, 0);
	assert_int_equal(delivered(), 2);
}

static void reset_in__denied(void **state)
{
	assert_int_equal(reset(IN, 0, NULL), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DENIED);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, IN | DENIED));
	assert_int_equal(reset(IN, 0, NULL), 0);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_NOTHING);
	assert_int_equal(U.nnotices, 1);
	assert_int_equal(reset(IN, 0, NULL), 0);
}

/* Both in one chunk: each has an answer. An odd list is padded */
static void reset_both__in_one_chunk(void **state)
{
	const u16 one = 1;
	const u8 *p;

	assert_int_equal(reset(IN | OUT, 1, &one), 0);
	assert_int_equal(chunks_sent(), 1);
	last_of(SCTP_PT_RESET_OUT, 18);
	p = last_of(SCTP_PT_RESET_IN, 10);
	assert_int_equal(get_unaligned_be32(p + 4), UNIT_MY_TSN + 1);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
	assert_int_equal(reset(OUT, 0, NULL), -EINPROGRESS);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_DENIED);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, IN | DENIED));
	assert_int_equal(reset(OUT, 0, NULL), 0);
}

/* C1 to C4, H5 */
static void reset_tsn__asked_by_us(void **state)
{
	const u32 words[] = { UNIT_MY_TSN, SCTP_RECONFIG_DONE,
			      UNIT_PEER_TSN + 70, 9000 };
	u8 body[32];

	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), -EAGAIN);
	unit_acked(UNIT_MY_TSN, 1000000);
	data(UNIT_PEER_TSN, 3, 0);
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	last_of(SCTP_PT_RESET_TSN, 8);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 4, words));
	assert_true(unit_noticed(SCTP_EV_ASSOC_RESET, 0));
	assert_int_equal(U.a.tx.ring.base, 9000);
	assert_int_equal(U.a.tx.ring.next, 9001);
	assert_int_equal(mid_of(1), 1);
	data(UNIT_PEER_TSN + 70, 3, 0);
	assert_int_equal(delivered(), 2);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 70);
	unit_acked(9000, 1000000);
	assert_int_equal(U.a.tx.ring.flight, 0);
	/* a SACK from before comes late */
	unit_acked(UNIT_MY_TSN, 1000000);
	unit_acked(UNIT_MY_TSN - 1, 1000000);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* A TSN that is lower than those of before did not arrive too late */
static void reset_tsn__order_of_arrival(void **state)
{
	const u32 words[] = { UNIT_MY_TSN, SCTP_RECONFIG_DONE,
			      UNIT_PEER_TSN + 70, UNIT_MY_TSN - 1000 };
	u8 body[32];

	unit_send(10, 1, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 1000000);
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 4, words));
	unit_send(10, 1, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN - 1000, 1000000);
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_false(U.a.primary->rack.reordered);
}

/* The peer's TSNs go on from the last one, and the first DATA came before the
 * answer
 */
static void reset_tsn__data_before_the_answer(void **state)
{
	const u32 words[] = { UNIT_MY_TSN, SCTP_RECONFIG_DONE, UNIT_PEER_TSN,
			      UNIT_MY_TSN };
	u8 body[32];

	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	data(UNIT_PEER_TSN, 3, 0);
	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 4, words));
	assert_true(unit_noticed(SCTP_EV_ASSOC_RESET, 0));
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN);
	data(UNIT_PEER_TSN, 3, 0);
	assert_int_equal(delivered(), 1);
}

/* The peer began anew, its answer was lost, and it shuts down */
static void reset_tsn__answer_lost_before_a_shutdown(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(9000 - 1);

	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, sizeof(cum));
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 0);
}

/* What was sent before may be on its way for as long (section 5.1.4) */
static void reset_tsn__again_after_30_s(void **state)
{
	const u32 words[] = { UNIT_MY_TSN, SCTP_RECONFIG_DONE,
			      UNIT_PEER_TSN + 70, 9000 };
	u64 began = U.now;
	u8 body[32];

	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, began), 0);
	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 4, words));
	assert_int_equal(U.a.tx.ring.next, 9000);
	U.now = began + 30 * SEC - 1;
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), -EAGAIN);
	assert_false(sctp_hold_active(&U.a));
	U.now++;
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
}

static void reset_tsn__answer_without_tsns(void **state)
{
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_ASSOC_RESET, FAILED));
	assert_int_equal(U.a.tx.ring.next, UNIT_MY_TSN);
	assert_false(sctp_hold_active(&U.a));
}

/* H6. CVE-2026-89476 class: the same answer again adds and takes nothing */
static void add_out__cve_2026_89476_answered_twice(void **state)
{
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 0, 5, U.now), 0);
	last_of(SCTP_PT_ADD_OUT, 12);
	assert_int_equal(U.a.tx.streams.num, 10);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.tx.streams.num, 15);
	assert_true(unit_noticed(SCTP_EV_STREAM_CHANGE, 5));
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DENIED);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.tx.streams.num, 15);
	assert_int_equal(U.nnotices, 1);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], 2);
	unit_send(10, 14, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* CVE-2026-52929 class: nothing was added that had to be taken back */
static void add_out__cve_2026_52929_denied(void **state)
{
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 2, 5, U.now), 0);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_DENIED);
	assert_true(unit_noticed(SCTP_EV_STREAM_CHANGE, 2 << 16));
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DENIED);
	assert_true(unit_noticed(SCTP_EV_STREAM_CHANGE, 5));
	assert_int_equal(U.notice[1].error, DENIED);
	assert_int_equal(U.a.tx.streams.num, 10);
	assert_int_equal(U.a.rx.streams.num, 100);
}

static void add_in__answered_by_a_request(void **state)
{
	assert_int_equal(sctp_reconfig_add_streams(&U.a, 60, 0, U.now), 0);
	last_of(SCTP_PT_ADD_IN, 12);
	data(UNIT_PEER_TSN, 99, 0);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 60);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.rx.streams.num, 160);
	assert_null(sctp_request_first(&U.a)->out);
	/* the block that was not full has its SSNs */
	data(UNIT_PEER_TSN + 1, 99, 1);
	data(UNIT_PEER_TSN + 2, 159, 0);
	assert_int_equal(delivered(), 3);
}

static void answer__unasked(void **state)
{
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(reset(OUT, 0, NULL), 0);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_DONE);
	say_answer(UNIT_MY_TSN - 1, SCTP_RECONFIG_DENIED);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], 3);
	assert_int_equal(U.nnotices, 0);
	assert_true(sctp_hold_active(&U.a));
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void end__with_messages_held_back(void **state)
{
	assert_int_equal(reset(OUT, 0, NULL), 0);
	unit_send(10, 1, 0);
	unit_flush();
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.released, 1);
}

static void end__shutdown_waits_for_the_answer(void **state)
{
	assert_int_equal(reset(OUT, 0, NULL), 0);
	unit_send(10, 1, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	unit_acked(UNIT_MY_TSN, 1000000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
}

/* The peer may have begun anew. Once SHUTDOWN was sent our request would not be
 * sent again, and what the peer sends would be taken for what was before.
 */
static void end__shutdown_waits_for_new_tsns(void **state)
{
	const u32 words[] = { UNIT_MY_TSN, SCTP_RECONFIG_DONE,
			      UNIT_PEER_TSN + 1, 9000 };
	u8 body[32];

	data(UNIT_PEER_TSN, 3, 0);
	assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now), 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
	unit_forget_sent();
	/* the answer is lost */
	unit_wait(sctp_request_first(&U.a)->at - U.now);
	last_of(SCTP_PT_RESET_TSN, 8);
	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 4, words));
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 1);
	data(UNIT_PEER_TSN + 1, 3, 0);
	assert_int_equal(delivered(), 2);
}

static struct sctp_request *peer_shuts_down(void)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	assert_int_equal(reset(OUT, 0, NULL), 0);
	unit_send(10, 1, 0);
	unit_flush();
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
	return sctp_request_first(&U.a);
}

static void expire(struct sctp_request *r)
{
	U.now = r->at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The peer shuts down. It may have reset the streams, and its answer was lost.
 * If there is no answer what was held back is sent all the same.
 */
static void end__peer_shuts_down(void **state)
{
	struct sctp_request *r = peer_shuts_down();
	u32 i;

	for (i = 0; i < 3; i++) {
		assert_int_equal(unit_count(SCTP_CT_DATA), 0);
		expire(r);
		last_of(SCTP_PT_RESET_OUT, 16);
		unit_forget_sent();
	}
	assert_false(unit_noticed(SCTP_EV_STREAM_RESET, OUT | FAILED));
	expire(r);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT | FAILED));
	assert_int_equal(unit_count(SCTP_CT_RECONFIG), 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void end__peer_shuts_down_and_answers(void **state)
{
	struct sctp_request *r = peer_shuts_down();

	expire(r);
	last_of(SCTP_PT_RESET_OUT, 16);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
}

/* It is no error that it ignores the request */
static void end__peer_shuts_down_with_few_errors_allowed(void **state)
{
	struct sctp_request *r;
	u32 i;

	unit_set_cfg(U.a, max_retrans, 1);
	r = peer_shuts_down();
	for (i = 0; i < 4; i++)
		expire(r);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* HEARTBEATs are answered, the request never */
static void end__shutdown_does_not_wait_for_ever(void **state)
{
	struct sctp_request *r;
	u32 i;

	assert_int_equal(reset(OUT, 0, NULL), 0);
	unit_flush();
	r = sctp_request_first(&U.a);
	sctp_assoc_shutdown(&U.a, U.now);
	for (i = 0; i < 30 && U.a.state == SCTP_ST_SHUTDOWN_PENDING; i++) {
		expire(r);
		sctp_path_answered(&U.a, U.a.primary, SCTP_PC_BY_HEARTBEAT);
		U.a.primary->rto.rto = 1000 * MS;
	}
	assert_int_equal(i, U.a.cfg->max_retrans + 1);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT | FAILED));
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
}

static const struct CMUnitTest tests[] = {
	RECONFIG(ask__needs_leave),
	RECONFIG(ask__wrong_arguments),
	RECONFIG(reset_out__streams_listed),
	RECONFIG(reset_out__all_streams),
	RECONFIG(reset_out__numbers_of_i_data),
	RECONFIG(reset_out__what_was_given_up_before),
	RECONFIG(reset_out__what_has_arrived_is_not_given_up),
	RECONFIG(reset_out__holds_the_stream),
	RECONFIG(reset_out__not_while_messages_wait),
	RECONFIG(reset_out__not_while_a_message_is_open),
	RECONFIG(reset_out__ends_within_a_message),
	RECONFIG(reset_out__ends_behind_another_in_parts),
	RECONFIG(reset_out__ends_before_another_in_parts),
	RECONFIG(reset_out__ends_without_the_message),
	RECONFIG(reset_out__denied),
	RECONFIG(reset_out__in_progress),
	RECONFIG(reset_in__answered_by_a_request),
	RECONFIG(reset_in__denied),
	RECONFIG(reset_both__in_one_chunk),
	RECONFIG(reset_tsn__asked_by_us),
	RECONFIG(reset_tsn__order_of_arrival),
	RECONFIG(reset_tsn__data_before_the_answer),
	RECONFIG(reset_tsn__again_after_30_s),
	RECONFIG(reset_tsn__answer_lost_before_a_shutdown),
	RECONFIG(reset_tsn__answer_without_tsns),
	RECONFIG(add_out__cve_2026_89476_answered_twice),
	RECONFIG(add_out__cve_2026_52929_denied),
	RECONFIG(add_in__answered_by_a_request),
	RECONFIG(answer__unasked),
	RECONFIG(end__with_messages_held_back),
	RECONFIG(end__shutdown_waits_for_the_answer),
	RECONFIG(end__shutdown_waits_for_new_tsns),
	RECONFIG(end__peer_shuts_down),
	RECONFIG(end__peer_shuts_down_and_answers),
	RECONFIG(end__peer_shuts_down_with_few_errors_allowed),
	RECONFIG(end__shutdown_does_not_wait_for_ever),
};

int main(void)
{
	return cmocka_run_group_tests_name("reask", tests, NULL, NULL);
}
