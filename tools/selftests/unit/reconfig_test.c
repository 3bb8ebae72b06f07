// SPDX-License-Identifier: GPL-2.0-only
/* RE-CONFIG (RFC 6525): our requests, the peer's, and what they do */
#include "core/caps.h"
#include "core/ext/reask.h"
#include "core/ext/reconfig.h"
#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "core/send/hold.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "unit.h"

#define MAY_ALL	(SCTP_RECONFIG_MAY_RESET | SCTP_RECONFIG_MAY_RESET_TSN | \
		 SCTP_RECONFIG_MAY_ADD)
#define IN	SCTP_RECONFIG_IN
#define OUT	SCTP_RECONFIG_OUT
#define DENIED	SCTP_RECONFIG_EV_DENIED
#define FAILED	SCTP_RECONFIG_EV_FAILED

static int reconfig_setup(void **state)
{
	unit_setup_up(state);
	U.a.hs.caps = SCTP_CAP_RECONFIG;
	unit_set_cfg(U.a, strreset_enable, MAY_ALL);
	unit_set_cfg(U.a, max_instreams, 65535);
	U.nnotices = 0;
	return 0;
}

/* --- what was sent --- */

/* The last parameter of a type that was sent, NULL if none was */
static const u8 *sent(u16 type, u32 *chunks)
{
	const u8 *c, *found = NULL;
	u32 i, nth, off, len;

	*chunks = 0;
	for (i = 0; i < U.nsent; i++) {
		for (nth = 0; (c = unit_find(U.sent[i], SCTP_CT_RECONFIG,
					     nth)); nth++) {
			++*chunks;
			len = get_unaligned_be16(c + 2);
			for (off = 4; off < len; off +=
			     SCTP_ALIGN4(get_unaligned_be16(c + off + 2)))
				if (get_unaligned_be16(c + off) == type)
					found = c + off;
		}
	}
	return found;
}

static u32 chunks_sent(void)
{
	u32 n;

	unit_flush();
	sent(0, &n);
	return n;
}

/* Bytes of the last such parameter */
static const u8 *last_of(u16 type, u16 len)
{
	const u8 *p;
	u32 n;

	unit_flush();
	p = sent(type, &n);
	assert_non_null(p);
	assert_int_equal(get_unaligned_be16(p + 2), len);
	return p;
}

static void sent_answer(u32 serial, u32 result)
{
	const u8 *p = last_of(SCTP_PT_RECONFIG_ANSWER, 12);

	assert_int_equal(get_unaligned_be32(p + 4), serial);
	assert_int_equal(get_unaligned_be32(p + 8), result);
}

/* --- what the peer says --- */

static u32 put_words(u8 *to, u16 type, u32 n, const u32 *words)
{
	u32 i;

	put_unaligned_be16(type, to);
	put_unaligned_be16(4 + 4 * n, to + 2);
	for (i = 0; i < n; i++)
		put_unaligned_be32(words[i], to + 4 + 4 * i);
	return 4 + 4 * n;
}

static u32 put_sids(u8 *p, u32 len, u32 n, const u16 *sids)
{
	u32 i;

	for (i = 0; i < n; i++)
		put_unaligned_be16(sids[i], p + len + 2 * i);
	put_unaligned_be16(len + 2 * n, p + 2);
	return len + 2 * n;
}

static void say(const u8 *body, u32 len)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, len);
	unit_input(&b);
	unit_flush();
}

static void say_answer(u32 serial, u32 result)
{
	const u32 words[] = { serial, result };
	u8 body[16];

	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 2, words));
}

static u32 put_reset_out(u8 *p, u32 serial, u32 answers, u32 last, u32 n,
			 const u16 *sids)
{
	const u32 words[] = { serial, answers, last };

	return put_sids(p, put_words(p, SCTP_PT_RESET_OUT, 3, words), n, sids);
}

static u32 put_reset_in(u8 *p, u32 serial, u32 n, const u16 *sids)
{
	return put_sids(p, put_words(p, SCTP_PT_RESET_IN, 1, &serial), n, sids);
}

static u32 put_add(u8 *p, u16 type, u32 serial, u16 n)
{
	const u32 words[] = { serial, (u32)n << 16 };

	return put_words(p, type, 2, words);
}

static void ask_out(u32 serial, u32 last, u32 n, const u16 *sids)
{
	u8 body[512];

	say(body, put_reset_out(body, serial, UNIT_MY_TSN - 1, last, n, sids));
}

static void ask_in(u32 serial, u32 n, const u16 *sids)
{
	u8 body[512];

	say(body, put_reset_in(body, serial, n, sids));
}

static void ask_add(u16 type, u32 serial, u16 n)
{
	u8 body[16];

	say(body, put_add(body, type, serial, n));
}

static void data(u32 tsn, u16 sid, u16 ssn)
{
	struct unit_build b = { 0 };

	unit_data(&b, tsn, sid, ssn, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
}

static void acked(u32 cum)
{
	struct unit_build b = { 0 };

	unit_sack(&b, cum, 1000000, 0);
	unit_input(&b);
	unit_flush();
}

static u32 delivered(void)
{
	struct sctp_rx_msg *m;
	u32 n = 0;

	for (; (m = unit_next_msg()) != NULL; n++)
		unit_read(m);
	return n;
}

static u16 mid_of(u16 sid)
{
	return sctp_ostream(&U.a.tx.streams, sid)->mid;
}

static int reset(u16 what, u32 n, const u16 *sids)
{
	return sctp_reconfig_reset_streams(&U.a, what, sids, n, U.now);
}

/* --- our requests --- */

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
	acked(UNIT_MY_TSN + 1);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_true(unit_noticed(SCTP_EV_STREAM_RESET, OUT));
	assert_int_equal(mid_of(1), 0);
	assert_int_equal(mid_of(2), 1);
	assert_false(sctp_hold_active(&U.a));
}

/* Send a message, which is given up 50 ms later */
static void give_up(u16 sid)
{
	struct shim_msg *msg = shim_msg_new(10);

	msg->m.sid = sid;
	msg->m.flags = SCTP_TX_PR_TTL;
	msg->m.value = 20;
	msg->m.cell = sctp_sendq_cell(&U.a, 10);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
	U.now += 50 * MS;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

static const u8 *last_forward(void)
{
	const u8 *f = NULL;
	u32 i;

	for (i = U.nsent; i && !f; i--)
		f = unit_find(U.sent[i - 1], SCTP_CT_FORWARD_TSN, 0);
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

/* One stream waits, the others go on */
static void reset_out__holds_the_stream(void **state)
{
	const u16 one = 1;

	unit_send(10, 1, 0);
	unit_send(10, 0, 0);
	unit_flush();
	acked(UNIT_MY_TSN + 1);
	assert_int_equal(reset(OUT, 1, &one), 0);
	unit_send(10, 1, 0);
	unit_send(10, 1, 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	acked(UNIT_MY_TSN + 2);
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
	acked(UNIT_MY_TSN + 1);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	acked(UNIT_MY_TSN + 3);
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
	acked(UNIT_MY_TSN);
	say_answer(UNIT_MY_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_false(sctp_hold_active(&U.a));
	assert_int_equal(reset(OUT, 1, &one), -EAGAIN);
	unit_send(10, 2, SCTP_TX_OPEN);
	unit_flush();
	acked(UNIT_MY_TSN + 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	unit_send(10, 2, 0);
	unit_flush();
	acked(UNIT_MY_TSN + 3);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(mid_of(1), 1);
	assert_true(sctp_sched_is_fcfs(&U.a));
	assert_int_equal(reset(OUT, 1, &one), 0);
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
	acked(UNIT_MY_TSN);
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
	acked(9000);
	assert_int_equal(U.a.tx.ring.flight, 0);
	/* a SACK from before comes late */
	acked(UNIT_MY_TSN);
	acked(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
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

/* --- the peer's requests --- */

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
	acked(UNIT_MY_TSN);
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
	acked(UNIT_MY_TSN + 1);
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
	acked(UNIT_MY_TSN);
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

/* Whichever allocation fails, what was not added is not charged */
static void asked_add__no_memory(void **state)
{
	u32 charged, i;

	data(UNIT_PEER_TSN, 99, 0);
	assert_int_equal(delivered(), 1);
	charged = U.a.rx.wnd.charged;
	sctp_reconfig_of(&U.a);
	for (i = 1; U.a.rx.streams.num == 100; i++) {
		assert_int_equal(U.a.rx.wnd.charged, charged);
		shim_fail_nth(i);
		ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN +
			sctp_request_first(&U.a)->handled, 100);
		shim_fail_nth(0);
	}
	assert_true(i > 3);
	data(UNIT_PEER_TSN + 1, 99, 1);
	data(UNIT_PEER_TSN + 2, 199, 0);
	assert_int_equal(delivered(), 2);
	charged = U.a.rx.wnd.charged;
	sctp_instream_set(&U.a, 1);
	assert_int_equal(U.a.rx.wnd.charged, 0);
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

/* --- what must not be --- */

/* A peer does not ask again before it has the answer */
static void chunk__one_with_requests_in_a_packet(void **state)
{
	struct unit_build b = { 0 };
	u8 body[16];
	u32 i;

	for (i = 0; i < 3; i++)
		unit_chunk(&b, SCTP_CT_RECONFIG, 0, body,
			   put_add(body, SCTP_PT_ADD_OUT, UNIT_PEER_TSN + i,
				   1));
	unit_input(&b);
	unit_flush();
	sent_answer(UNIT_PEER_TSN, SCTP_RECONFIG_DONE);
	assert_int_equal(U.a.rx.streams.num, 101);
	ask_add(SCTP_PT_ADD_OUT, UNIT_PEER_TSN + 1, 1);
	assert_int_equal(U.a.rx.streams.num, 102);
}

static void chunk__malformed(void **state)
{
	static const struct {
		u32 len;
		u8 bytes[40];
	} bad[] = {
		{ 0, "" },
		{ 3, { 0, 13, 0 } },
		{ 4, { 0, 13, 0, 4 } },
		{ 8, { 0, 14, 0, 12 } },
		{ 9, { 0, 14, 0, 9 } },
		{ 12, { 0, 15, 0, 12 } },
		{ 12, { 0, 16, 0, 11 } },
		{ 16, { 0, 16, 0, 16 } },
		{ 16, { 0, 17, 0, 16 } },
		{ 17, { 0, 13, 0, 17 } },
		/* not listed in section 3.1 */
		{ 16, { 0, 15, 0, 8, 0, 0, 0, 0, 0, 14, 0, 8 } },
		{ 16, { 0, 14, 0, 8, 0, 0, 0, 0, 0, 14, 0, 8 } },
		{ 24, { 0, 17, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 12 } },
		{ 36, { 0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 16, 0, 12 } },
		{ 15, { 0, 16, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0 } },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		say(bad[i].bytes, bad[i].len);
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_RECONFIG], i + 1);
		assert_int_equal(unit_count(SCTP_CT_ERROR), i + 1);
	}
	assert_int_equal(chunks_sent(), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void chunk__unknown_parameter_ends_it(void **state)
{
	u8 body[32] = { 0, 99, 0, 4 };

	say(body, 4);
	put_reset_in(body + 4, UNIT_PEER_TSN, 0, NULL);
	say(body, 12);
	assert_int_equal(chunks_sent(), 0);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
}

static void chunk__not_agreed_upon(void **state)
{
	U.a.hs.caps = 0;
	ask_out(UNIT_PEER_TSN, UNIT_PEER_TSN - 1, 0, NULL);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNKNOWN_CHUNK], 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
	assert_int_equal(chunks_sent(), 0);
}

static const struct CMUnitTest tests[] = {
	RECONFIG(ask__needs_leave),
	RECONFIG(ask__wrong_arguments),
	RECONFIG(reset_out__streams_listed),
	RECONFIG(reset_out__what_was_given_up_before),
	RECONFIG(reset_out__holds_the_stream),
	RECONFIG(reset_out__not_while_messages_wait),
	RECONFIG(reset_out__not_while_a_message_is_open),
	RECONFIG(reset_out__ends_within_a_message),
	RECONFIG(reset_out__denied),
	RECONFIG(reset_out__in_progress),
	RECONFIG(reset_in__answered_by_a_request),
	RECONFIG(reset_in__denied),
	RECONFIG(reset_both__in_one_chunk),
	RECONFIG(reset_tsn__asked_by_us),
	RECONFIG(reset_tsn__again_after_30_s),
	RECONFIG(reset_tsn__answer_lost_before_a_shutdown),
	RECONFIG(reset_tsn__answer_without_tsns),
	RECONFIG(add_out__cve_2026_89476_answered_twice),
	RECONFIG(add_out__cve_2026_52929_denied),
	RECONFIG(add_in__answered_by_a_request),
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
	RECONFIG(asked_tsn__resets_all),
	RECONFIG(asked_tsn__answer_is_sent_until_it_arrives),
	RECONFIG(asked_tsn__next_request_shows_that_it_arrived),
	RECONFIG(asked_tsn__peer_shuts_down_before_that),
	RECONFIG(asked_tsn__drops_what_is_incomplete),
	RECONFIG(asked_add__limits),
	RECONFIG(asked_add__memory_is_charged),
	RECONFIG(asked_add__no_memory),
	RECONFIG(asked_add_in__answered_by_a_request),
	RECONFIG(chunk__one_with_requests_in_a_packet),
	RECONFIG(chunk__malformed),
	RECONFIG(chunk__unknown_parameter_ends_it),
	RECONFIG(chunk__not_agreed_upon),
};

int main(void)
{
	return cmocka_run_group_tests_name("reconfig", tests, NULL, NULL);
}
