// SPDX-License-Identifier: GPL-2.0-only
/* RE-CONFIG (RFC 6525): the peer's requests */
#include "core/ext/ecn.h"
#include "core/recv/instream.h"
#include "core/send/ctl.h"
#include "core/send/hold.h"
#include "unit_reconfig.h"

/* E3, E5; the same chunk again does nothing but get the same answer */
static void asked_out__once(void **state)
{
	const u16 two = 2;

	data(UNIT_PEER_TSN, 2, 0);
	data(UNIT_PEER_TSN + 1, 3, 0);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN + 1, 1, &two);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, IN));
	data(UNIT_PEER_TSN + 2, 2, 0);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN + 1, 1, &two);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(chunks_sent(), 2);
	assert_int_equal(U.nnotices, 1);
	data(UNIT_PEER_TSN + 3, 2, 1);
	data(UNIT_PEER_TSN + 4, 3, 1);
	assert_int_equal(delivered(), 5);
}

/* E2: wait for what was sent before; then the peer is told */
static void asked_out__before_the_data(void **state)
{
	data(UNIT_PEER_TSN, 2, 0);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN + 2, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_IN_PROGRESS);
	data(UNIT_PEER_TSN + 2, 2, 2);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN + 2, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_IN_PROGRESS);
	assert_int_equal(U.nnotices, 0);
	data(UNIT_PEER_TSN + 1, 2, 1);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, IN));
	assert_int_equal(delivered(), 3);
	data(UNIT_PEER_TSN + 3, 2, 0);
	assert_int_equal(delivered(), 1);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN + 2, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.nnotices, 1);
}

static void asked__denied(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u8 body[16];
	const u8 *p;

	unit_set_cfg(U.a, strreset_enable, 0);
	ask_out(serial, UNIT_PEER_TSN - 1, 0, NULL);
	sent_answer(serial, SCTP_RECONFIG_DENIED);
	ask_in(++serial, 0, NULL);
	sent_answer(serial, SCTP_RECONFIG_DENIED);
	ask_add(SCTP_PT_ADD_OUT, ++serial, 1);
	sent_answer(serial, SCTP_RECONFIG_DENIED);
	ask_add(SCTP_PT_ADD_IN, ++serial, 1);
	sent_answer(serial, SCTP_RECONFIG_DENIED);
	serial++;
	say(body, put_words(body, SCTP_PT_RESET_TSN, 1, &serial));
	p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);
	assert_int_equal(get_unaligned_be32(p + 8), SCTP_RECONFIG_DENIED);
	assert_int_equal(U.nnotices, 0);
	assert_int_equal(U.a.rx.streams.num, 100);
	assert_false(sctp_hold_active(&U.a));
}

static void asked__streams_that_do_not_exist(void **state)
{
	const u16 sids[] = { 1, 100 };

	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN - 1, 2, sids);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_BAD_STREAM);
	ask_in(UNIT_PEER_TSN + 1, 2, sids);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_BAD_STREAM);
	assert_int_equal(U.nnotices, 0);
}

static void asked__wrong_serial_number(void **state)
{
	ask_out(UNIT_PEER_TSN + 1, UNIT_PEER_TSN - 1, 0, NULL);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_BAD_SERIAL);
	ask_out(UNIT_PEER_TSN - 1, UNIT_PEER_TSN - 1, 0, NULL);
	sent_answer(UNIT_PEER_TSN - 1, SCTP_RECONFIG_BAD_SERIAL);
	assert_int_equal(U.nnotices, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], 2);
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN - 1, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
}

/* F1, F2 */
static void asked_in__answered_by_a_request(void **state)
{
	const u16 two = 2;
	const u8 *p;

	unit_send(10, 2, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 1000000);
	ask_in(UNIT_PEER_TSN, 1, &two);
	p = last_of(SCTP_PT_RESET_OUT, 18);
	assert_int_equal(get_unaligned_be32(p + 4), UNIT_MY_TSN);
	assert_int_equal(get_unaligned_be32(p + 8), UNIT_PEER_TSN);
	assert_int_equal(get_unaligned_be32(p + 12), UNIT_MY_TSN);
	assert_int_equal(get_unaligned_be16(p + 16), 2);
	assert_int_equal(chunks_sent(), 1);
	/* asked again: the same */
	ask_in(UNIT_PEER_TSN, 1, &two);
	assert_int_equal(chunks_sent(), 2);
	unit_send(10, 2, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(mid_of(2), 1);
}

/* Messages that wait go first, new ones wait */
static void asked_in__while_messages_wait(void **state)
{
	const u16 two = 2;
	struct unit_build b = { 0 };

	U.a.tx.peer.rwnd = 10;
	unit_send(10, 2, 0);
	unit_send(10, 2, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	ask_in(UNIT_PEER_TSN, 1, &two);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_IN_PROGRESS);
	assert_int_equal(reset(OUT, 0, NULL), -EINPROGRESS);
	unit_send(10, 2, 0);
	unit_sack(&b, UNIT_MY_TSN, 10, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	last_of(SCTP_PT_RESET_OUT, 18);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	assert_int_equal(mid_of(2), 1);
}

/* Outgoing and incoming at once: one chunk has the answer and the request */
static void asked_both__answered_in_one_chunk(void **state)
{
	const u16 one = 1;
	u8 body[64];
	u32 len;

	len = SCTP_ALIGN4(put_reset_out(body, UNIT_PEER_TSN, UNIT_MY_TSN - 1,
					UNIT_PEER_TSN - 1, 1, &one));
	len += put_reset_in(body + len, UNIT_PEER_TSN + 1, 1, &one);
	say(body, len);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	last_of(SCTP_PT_RESET_OUT, 18);
	assert_int_equal(chunks_sent(), 1);
	say(body, len);
	assert_int_equal(chunks_sent(), 2);
	assert_int_equal(U.nnotices, 1);
}

/* 5.2.3: they are being reset, or will be when our request is answered */
static void asked_in__while_we_ask(void **state)
{
	const u16 one = 1, two = 2;

	assert_int_equal(reset(OUT, 1, &one), 0);
	ask_in(UNIT_PEER_TSN, 1, &one);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_NOTHING);
	ask_in(UNIT_PEER_TSN + 1, 1, &two);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_IN_PROGRESS);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(get_unaligned_be16(last_of(SCTP_PT_RESET_OUT, 18) +
					    16), 2);
	say_answer(UNIT_MY_TSN + 1, SCTP_RECONFIG_DONE);
	assert_false(sctp_hold_active(&U.a));
}

/* Both ask for what only the other can do: nobody waits for ever */
static void asked_in__while_both_wait(void **state)
{
	assert_int_equal(reset(IN, 0, NULL), 0);
	ask_in(UNIT_PEER_TSN, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_BUSY);
	assert_false(sctp_hold_active(&U.a));
}

/* Streams that do not fit into a request of ours, which is longer */
static void asked_in__more_than_can_be_asked_for(void **state)
{
	static u8 chunk[65404];
	static u16 sids[32696];
	struct unit_build b = { .len = 4 };
	struct sctp_rx rx;
	u32 len = 4 + put_reset_in(chunk + 4, UNIT_PEER_TSN, 32696, sids);

	assert_int_equal(len, sizeof(chunk));
	chunk[0] = SCTP_CT_RECONFIG;
	put_unaligned_be16(len, chunk + 2);
	unit_rx(&rx, &b, b.len);
	kfree_skb(rx.skb);
	rx.skb = shim_skb_from(chunk, len, len);
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DENIED);
	assert_false(sctp_hold_active(&U.a));
}

/* The HEARTBEAT behind the answer is answered */
static void arrived(void)
{
	struct unit_build b = { 0 };
	const u8 *hb = unit_find(U.sent[U.nsent - 1], SCTP_CT_HEARTBEAT, 0);

	assert_non_null(hb);
	unit_chunk(&b, SCTP_CT_HEARTBEAT_ACK, 0, hb + 4,
		   get_unaligned_be16(hb + 2) - 4);
	unit_input(&b);
	unit_flush();
}

/* G1 to G7 */
static void asked_tsn__resets_all(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u32 peer_next = UNIT_PEER_TSN + 1 + 0x7fffffff;
	u8 body[8];
	const u8 *p;

	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	unit_send(10, 1, 0);
	unit_flush();
	data(UNIT_PEER_TSN, 3, 0);
	say(body, 8);
	p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);
	assert_int_equal(get_unaligned_be32(p + 8), SCTP_RECONFIG_IN_PROGRESS);
	unit_send(10, 1, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 1000000);
	p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);
	assert_int_equal(get_unaligned_be32(p + 8), SCTP_RECONFIG_DONE);
	assert_int_equal(get_unaligned_be32(p + 12), UNIT_MY_TSN + 1);
	assert_int_equal(get_unaligned_be32(p + 16), peer_next);
	assert_true(unit_noticed(SCTP_EV_ASSOC_RESET, 0));
	/* the answer was lost */
	unit_forget_sent();
	say(body, 8);
	p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);
	assert_int_equal(get_unaligned_be32(p + 16), peer_next);
	assert_int_equal(U.nnotices, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	arrived();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(mid_of(1), 1);
	data(peer_next, 3, 0);
	assert_int_equal(delivered(), 2);
}

/* Nothing shows that the answer arrived: it is sent again, DATA is not sent */
static void asked_tsn__answer_is_sent_until_it_arrives(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u8 body[8];
	u32 i;

	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	for (i = 0; i < 3; i++) {
		unit_send(10, 1, 0);
		unit_flush();
		assert_int_equal(unit_count(SCTP_CT_DATA), 0);
		last_of(SCTP_PT_RECONFIG_ANSWER, 20);
		assert_non_null(unit_find(U.sent[U.nsent - 1],
					  SCTP_CT_HEARTBEAT, 0));
		unit_forget_sent();
		assert_int_equal(sctp_reconfig_reset_tsns(&U.a, U.now),
				 -EINPROGRESS);
		assert_true(sctp_assoc_deadline(&U.a) != U64_MAX);
		unit_wait(sctp_request_first(&U.a)->at - U.now);
	}
	arrived();
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	assert_int_equal(sctp_request_first(&U.a)->at, 0);
	assert_int_equal(U.a.error_count, 0);
}

/* The peer shuts down instead: what was held back is sent all the same */
static void asked_tsn__peer_shuts_down_before_that(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);
	u8 body[8];

	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, sizeof(cum));
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* The user shuts down: the peer would not ask again */
static void asked_tsn__user_shuts_down_before_that(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u8 body[8];

	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
	unit_wait(sctp_request_first(&U.a)->at - U.now);
	arrived();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 1);
}

/* The peer's next request shows it, too */
static void asked_tsn__next_request_shows_that_it_arrived(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u8 body[8];

	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	unit_send(10, 1, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 1, 1);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(sctp_request_first(&U.a)->at, 0);
}

static void ask_tsn(u32 serial)
{
	u8 body[8];

	say(body, put_words(body, SCTP_PT_RESET_TSN, 1, &serial));
}

static void tsn_answer(u32 result)
{
	const u8 *p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);

	assert_int_equal(get_unaligned_be32(p + 8), result);
}

static void asked_tsn__while_we_ask(void **state)
{
	assert_int_equal(reset(OUT, 0, NULL), 0);
	ask_tsn(UNIT_PEER_TSN);
	tsn_answer(SCTP_RECONFIG_BUSY);
	assert_int_equal(U.a.tx.ring.next, UNIT_MY_TSN);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	ask_tsn(UNIT_PEER_TSN + 1);
	tsn_answer(SCTP_RECONFIG_DONE);
}

/* After three of them a TSN of before the first seems to be one to come */
static void asked_tsn__thrice_and_a_late_sack(void **state)
{
	u32 i;

	unit_send(10, 1, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 1000000);
	for (i = 0; i < 3; i++)
		ask_tsn(UNIT_PEER_TSN + i);
	tsn_answer(SCTP_RECONFIG_DONE);
	unit_acked(UNIT_MY_TSN, 1000000);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* TSNs of before mean nothing to the peer */
static void asked_tsn__forgets_marks_and_duplicates(void **state)
{
	struct unit_build b = { 0 };
	u32 serial = UNIT_PEER_TSN;
	const u8 *sack;
	u8 body[8];

	U.a.hs.caps |= SCTP_CAP_ECN;
	data(UNIT_PEER_TSN, 0, 0);
	sctp_ecn_marked(&U.a, UNIT_PEER_TSN, 1);
	unit_forget_sent();
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 10);
	unit_chunk(&b, SCTP_CT_RECONFIG, 0, body,
		   put_words(body, SCTP_PT_RESET_TSN, 1, &serial));
	unit_input(&b);
	unit_flush();
	tsn_answer(SCTP_RECONFIG_DONE);
	sack = unit_find(U.sent[U.nsent - 1], SCTP_CT_SACK, 0);
	assert_true(!sack || !get_unaligned_be16(sack + 14));
	assert_int_equal(unit_count(SCTP_CT_ECNE), 0);
	assert_false(sctp_ctl_has_ecne(&U.a.ctl));
}

/* Which TSNs were probed, and in which order others arrived: of before */
static void asked_tsn__forgets_a_loss_probe(void **state)
{
	struct sctp_path *p = unit_measured(20000, 100 * MS);
	u32 cwnd, next;

	unit_send(1400, 0, 0);
	unit_flush();
	unit_wait(p->tlp.at - U.now);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_acked(UNIT_MY_TSN + 1, 1000000);
	cwnd = p->cc.cwnd;
	ask_tsn(UNIT_PEER_TSN);
	tsn_answer(SCTP_RECONFIG_DONE);
	next = U.a.tx.ring.next;
	unit_send(1400, 0, 0);
	unit_flush();
	unit_acked(next, 1000000);
	assert_int_equal(p->cc.cwnd, cwnd);
}

/* An incomplete message of before is not continued */
static void asked_tsn__drops_what_is_incomplete(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	struct unit_build b = { 0 };
	u8 body[8];

	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_B, 10);
	unit_data(&b, UNIT_PEER_TSN + 2, 0, 1, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	assert_int_equal(delivered(), 1);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	data(UNIT_PEER_TSN + 0x80000000, 0, 0);
	assert_int_equal(delivered(), 1);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void asked_add__limits(void **state)
{
	unit_set_cfg(U.a, max_instreams, 102);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 3);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DENIED);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 1, 0);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_DENIED);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 2, 2);
	sent_answer(UNIT_PEER_TSN + 2, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_CHANGE, 2 << 16));
	assert_int_equal(U.a.rx.streams.num, 102);
	ask_add(SCTP_PT_ADD_IN, UNIT_PEER_TSN + 3, 65526);
	sent_answer(UNIT_PEER_TSN + 3, SCTP_RECONFIG_DENIED);
}

static void asked_add__memory_is_charged(void **state)
{
	u32 charged;

	data(UNIT_PEER_TSN, 0, 0);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 100);
	data(UNIT_PEER_TSN + 1, 199, 0);
	assert_int_equal(delivered(), 2);
	charged = U.a.rx.wnd.charged;
	assert_true(charged > 0);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 1, 65335);
	assert_int_equal(U.a.rx.streams.num, 65535);
	assert_true(U.a.rx.wnd.charged > charged);
	data(UNIT_PEER_TSN + 2, 199, 1);
	data(UNIT_PEER_TSN + 3, 65534, 0);
	assert_int_equal(delivered(), 2);
	/* there are no more than that */
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 2, 1);
	sent_answer(UNIT_PEER_TSN + 2, SCTP_RECONFIG_DENIED);
}

/* Memory that is charged, but for the kept answer */
static u32 charged_for_streams(void)
{
	const struct sctp_request *r = sctp_request_first(&U.a);

	return U.a.rx.wnd.charged -
	       (r->kept ? struct_size(r->kept, data, r->kept->room) : 0);
}

/* The peer decides how long the kept answer is: it is charged until the next */
static void kept__is_charged(void **state)
{
	const struct sctp_request *r;
	u32 charged;

	sctp_reconfig_of(&U.a);
	charged = U.a.rx.wnd.charged;
	r = sctp_request_first(&U.a);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + r->handled, 0);
	assert_non_null(r->kept);
	assert_int_equal(U.a.rx.wnd.charged - charged,
			 struct_size(r->kept, data, r->kept->room));
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + r->handled, 0);
	assert_int_equal(U.a.rx.wnd.charged - charged,
			 struct_size(r->kept, data, r->kept->room));
	sctp_request_reset(&U.a);
	assert_int_equal(U.a.rx.wnd.charged, charged);
}

/* Whichever allocation fails, what was not added is not charged */
static void asked_add__no_memory(void **state)
{
	u32 charged, i;

	data(UNIT_PEER_TSN, 99, 0);
	assert_int_equal(delivered(), 1);
	charged = U.a.rx.wnd.charged;
	sctp_reconfig_of(&U.a);
	for (i = 1; U.a.rx.streams.num == 100; i++) {
		assert_int_equal(charged_for_streams(), charged);
		shim_fail_nth(i);
		ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN +
			sctp_request_first(&U.a)->handled, 100);
		shim_fail_nth(0);
	}
	assert_true(i > 3);
	data(UNIT_PEER_TSN + 1, 99, 1);
	data(UNIT_PEER_TSN + 2, 199, 0);
	assert_int_equal(delivered(), 2);
	sctp_instream_set(&U.a, 1);
	assert_int_equal(charged_for_streams(), 0);
}

static void asked_add_in__answered_by_a_request(void **state)
{
	u8 body[32];
	u32 len;

	len = put_add(body, SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 1);
	len += put_add(body + len, SCTP_PT_ADD_IN, UNIT_PEER_TSN + 1, 2);
	say(body, len);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	last_of(SCTP_PT_ADD_OUT, 12);
	/* these may not be in one chunk (3.1) */
	assert_int_equal(chunks_sent(), 2);
	assert_int_equal(U.a.tx.streams.num, 10);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.tx.streams.num, 12);
	assert_true(unit_noticed(SCTP_EV_STREAM_CHANGE, 2));
}

/* With what was not acknowledged yet the peer gets on (5.2.1), also if the
 * answer takes another path
 */
static void asked__sends_the_sack_that_waits(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	u8 body[512];

	data(UNIT_PEER_TSN, 0, 0);
	U.now += SEC;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	data(UNIT_PEER_TSN + 1, 0, 1);
	assert_int_equal(unit_count(SCTP_CT_SACK), 0);
	say_from(&q->addr, body, put_reset_out(body, UNIT_PEER_TSN,
					       UNIT_MY_TSN - 1,
					       UNIT_PEER_TSN + 1, 0, NULL));
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
}

static void asked_both__numbers_not_in_a_row(void **state)
{
	u8 body[32];
	u32 len;

	len = put_add(body, SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 1);
	len += put_add(body + len, SCTP_PT_ADD_IN, UNIT_PEER_TSN + 2, 2);
	say(body, len);
	sent_answer(UNIT_PEER_TSN + 2, SCTP_RECONFIG_BAD_SERIAL);
	assert_int_equal(U.a.rx.streams.num, 100);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], 1);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN, 1);
	assert_int_equal(U.a.rx.streams.num, 101);
}

/* As many duplicates as a packet takes: done once per entry */
static void asked_out__duplicates(void **state)
{
	u8 body[4096];
	u16 sids[2000] = { 0 };

	data(UNIT_PEER_TSN, 0, 0);
	say(body, put_reset_out(body, UNIT_PEER_TSN, 0, UNIT_PEER_TSN, 2000,
				sids));
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.nnotices, 1);
}

/* The peer gives up what is in progress, and asks for something else */
static void asked__instead_of_what_is_in_progress(void **state)
{
	U.a.tx.peer.rwnd = 0;
	unit_send(10, 2, 0);
	unit_send(10, 2, 0);
	unit_flush();
	ask_in(UNIT_PEER_TSN, 0, NULL);
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_IN_PROGRESS);
	assert_true(sctp_hold_active(&U.a));
	ask_out(UNIT_PEER_TSN + 1, UNIT_PEER_TSN - 1, 0, NULL);
	sent_answer(UNIT_PEER_TSN + 1, SCTP_RECONFIG_DONE);
	assert_false(sctp_hold_active(&U.a));
	unit_acked(UNIT_MY_TSN, 1000000);
	assert_int_equal(U.a.tx.queued_msgs, 0);
}

static void asked__no_memory(void **state)
{
	u32 i;

	sctp_reconfig_of(&U.a);
	for (i = 1; i < 6; i++) {
		shim_fail_nth(i);
		ask_in(UNIT_PEER_TSN, 0, NULL);
		shim_fail_nth(0);
		ask_in(UNIT_PEER_TSN, 0, NULL);
		if (sctp_request_first(&U.a)->out)
			break;
	}
	last_of(SCTP_PT_RESET_OUT, 16);
}

/* The user shuts down while the peer's request is in progress: denied */
static void end__shutdown_while_in_progress(void **state)
{
	u32 serial = UNIT_PEER_TSN;
	u8 body[8];
	const u8 *p;

	unit_send(10, 1, 0);
	unit_flush();
	put_words(body, SCTP_PT_RESET_TSN, 1, &serial);
	say(body, 8);
	unit_send(10, 1, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	p = last_of(SCTP_PT_RECONFIG_ANSWER, 20);
	assert_int_equal(get_unaligned_be32(p + 8), SCTP_RECONFIG_DENIED);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

static const struct CMUnitTest tests[] = {
	RECONFIG(asked_out__once),
	RECONFIG(asked_out__before_the_data),
	RECONFIG(asked__denied),
	RECONFIG(asked__streams_that_do_not_exist),
	RECONFIG(asked__wrong_serial_number),
	RECONFIG(asked_in__answered_by_a_request),
	RECONFIG(asked_in__while_messages_wait),
	RECONFIG(asked_both__answered_in_one_chunk),
	RECONFIG(asked_in__while_we_ask),
	RECONFIG(asked_in__while_both_wait),
	RECONFIG(asked_in__more_than_can_be_asked_for),
	RECONFIG(asked_tsn__resets_all),
	RECONFIG(asked_tsn__answer_is_sent_until_it_arrives),
	RECONFIG(asked_tsn__next_request_shows_that_it_arrived),
	RECONFIG(asked_tsn__peer_shuts_down_before_that),
	RECONFIG(asked_tsn__user_shuts_down_before_that),
	RECONFIG(asked_tsn__while_we_ask),
	RECONFIG(asked_tsn__thrice_and_a_late_sack),
	RECONFIG(asked_tsn__forgets_marks_and_duplicates),
	RECONFIG(asked_tsn__forgets_a_loss_probe),
	RECONFIG(asked_tsn__drops_what_is_incomplete),
	RECONFIG(asked_add__limits),
	RECONFIG(asked_add__memory_is_charged),
	RECONFIG(kept__is_charged),
	RECONFIG(asked_add__no_memory),
	RECONFIG(asked_add_in__answered_by_a_request),
	RECONFIG(asked__sends_the_sack_that_waits),
	RECONFIG(asked_both__numbers_not_in_a_row),
	RECONFIG(asked_out__duplicates),
	RECONFIG(asked__instead_of_what_is_in_progress),
	RECONFIG(asked__no_memory),
	RECONFIG(end__shutdown_while_in_progress),
};

int main(void)
{
	return cmocka_run_group_tests_name("regrant", tests, NULL, NULL);
}
