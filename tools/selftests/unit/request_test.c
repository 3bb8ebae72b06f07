// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that must arrive (RFC 5061 section 5, RFC 6525 section 5), with
 * chunk types made up for this: rows beside those of chunk.c, so that requests
 * and answers take the way of any other chunk.
 *
 *   ASK | serial | what        SAY | serial | result
 */
#define sctp_chunk_row plain_chunk_row
#define sctp_chunk_caps plain_chunk_caps
#define sctp_chunk_types plain_chunk_types
#include "core/chunk.c"
#undef sctp_chunk_row
#undef sctp_chunk_caps
#undef sctp_chunk_types

#include "core/ext/request.h"
#include "core/life/state.h"
#include "core/pathset.h"
#include "core/send/ctl.h"
#include "unit.h"

#define ASK	0x3d
#define SAY	0x3e
#define UP	(BIT(SCTP_ST_ESTABLISHED) | BIT(SCTP_ST_SHUTDOWN_PENDING))

/* What the peer has seen */
static struct {
	u32 failed;
	u32 gone;
	u32 handled;
	u32 what;		/* of the last one handled */
	u32 said;		/* of the last answer */
	enum sctp_answer answer;
	enum sctp_asked asked;
	u8 n;			/* serial numbers in a request */
	bool slow;		/* the answer is that it takes time */
} seen;

static void ask_failed(struct sctp_assoc *a, struct sctp_request *r)
{
	/* what is in it may be read */
	assert_non_null(r->out);
	seen.failed++;
}

static void ask_gone(struct sctp_assoc *a, struct sctp_request *r)
{
	assert_null(r->out);
	seen.gone++;
}

static const struct sctp_request_kind kind = {
	.failed = ask_failed,
	.gone = ask_gone,
	.size = sizeof(struct sctp_request),
	.type = ASK,
	.answer = SAY,
	.states = UP,
	.expired = SCTP_MIB_T4_RTO_EXPIREDS,
};

static const struct sctp_request_kind other_kind = {
	.size = sizeof(struct sctp_request),
	.type = 0x3c,
	.answer = 0x3b,
	.states = UP,
	.expired = SCTP_MIB_T4_RTO_EXPIREDS,
	.anywhere = true,
};

static enum sctp_verdict ask_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	u32 serial = get_unaligned_be32(v->hdr + 4);
	struct sctp_request *r = sctp_request_of(a, &kind);
	__be32 *answer;

	if (!r)
		return SCTP_V_NEXT;
	seen.asked = sctp_request_input(a, r, serial, seen.n, 8, rx->path);
	if (seen.asked != SCTP_ASKED_NEXT)
		return SCTP_V_NEXT;
	seen.handled++;
	seen.what = get_unaligned_be32(v->hdr + 8);
	answer = sctp_request_room(r);
	answer[0] = cpu_to_be32(serial);
	answer[1] = cpu_to_be32(seen.what + 1);
	sctp_request_reply(a, r, 8, rx->path);
	return SCTP_V_NEXT;
}

static enum sctp_verdict say_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	u32 serial = get_unaligned_be32(v->hdr + 4);
	struct sctp_request *r = sctp_request_find(a, &kind);

	if (!r)
		return SCTP_V_NEXT;
	if (seen.slow) {
		sctp_request_wait(a, r, rx->now);
		return SCTP_V_NEXT;
	}
	seen.answer = sctp_request_answered(a, r, serial);
	if (seen.answer == SCTP_ANSWER_UNASKED)
		return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION,
					  NULL, 0);
	if (seen.answer == SCTP_ANSWER_LAST)
		seen.said = get_unaligned_be32(v->hdr + 8);
	return SCTP_V_NEXT;
}

const struct plain_chunk_row *sctp_chunk_row(u8 type);

const struct plain_chunk_row *sctp_chunk_row(u8 type)
{
	static const struct plain_chunk_row ask_row = {
		.handle = ask_input, .states = UP, .min_len = 12,
	};
	static const struct plain_chunk_row say_row = {
		.handle = say_input, .states = UP, .min_len = 12,
	};

	if (type == ASK)
		return &ask_row;
	return type == SAY ? &say_row : plain_chunk_row(type);
}

static int request_setup(void **state)
{
	memset(&seen, 0, sizeof(seen));
	seen.n = 1;
	return unit_setup_up(state);
}

static struct sctp_request *ask(u32 what)
{
	struct sctp_request *r = sctp_request_of(&U.a, &kind);
	__be32 body[2];

	assert_non_null(r);
	body[0] = cpu_to_be32(sctp_request_serial(&U.a, r));
	body[1] = cpu_to_be32(what);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), 0);
	unit_flush();
	return r;
}

static void input(u8 type, u32 serial, u32 what)
{
	__be32 body[2] = { cpu_to_be32(serial), cpu_to_be32(what) };
	struct unit_build b = { 0 };

	unit_chunk(&b, type, 0, body, sizeof(body));
	unit_input(&b);
	unit_flush();
}

static void expire(u64 at)
{
	assert_true(at);
	U.now = at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The one packet sent last has a chunk like this */
static void sent_last(u8 type, u32 serial, u32 what, struct sctp_path *p)
{
	const u8 *c;

	assert_true(U.nsent);
	c = unit_find(U.sent[U.nsent - 1], type, 0);
	assert_non_null(c);
	assert_int_equal(get_unaligned_be16(c + 2), 12);
	assert_int_equal(get_unaligned_be32(c + 4), serial);
	assert_int_equal(get_unaligned_be32(c + 8), what);
	assert_ptr_equal(U.sent[U.nsent - 1]->path, p);
}

static void request__is_sent_and_answered(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_request *r = ask(7);

	sent_last(ASK, UNIT_MY_TSN, 7, p);
	assert_int_equal(r->at, U.now + p->rto.rto);
	assert_int_equal(sctp_assoc_deadline(&U.a), r->at);
	p->error_count = 1;
	U.a.error_count = 1;
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_LAST);
	assert_int_equal(seen.said, 8);
	assert_int_equal(r->at, 0);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
	/* the next one has the next number */
	ask(9);
	sent_last(ASK, UNIT_MY_TSN + 1, 9, p);
	assert_int_equal(unit_count(ASK), 2);
}

static void request__one_at_a_time(void **state)
{
	struct sctp_request *r = ask(1);
	u8 body[8] = { 0 };

	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), -EBUSY);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 0, U.now),
			 -EINVAL);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 9, U.now),
			 -EINVAL);
	unit_flush();
	assert_int_equal(unit_count(ASK), 1);
	/* one of another kind has its own numbers */
	r = sctp_request_of(&U.a, &other_kind);
	assert_int_equal(sctp_request_serial(&U.a, r), UNIT_MY_TSN);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), 0);
	assert_ptr_equal(sctp_request_of(&U.a, &other_kind), r);
}

/* B1 to B5: counted, backed off, the same again on another path */
static void request__lost_is_sent_again(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_request *r;
	u64 rto = p->rto.rto;

	p->hb_at = 0;
	q->hb_at = 0;
	r = ask(7);
	expire(r->at);
	assert_int_equal(U.mib[SCTP_MIB_T4_RTO_EXPIREDS], 1);
	sent_last(ASK, UNIT_MY_TSN, 7, q);
	assert_int_equal(unit_count(ASK), 2);
	assert_int_equal(p->rto.rto, 2 * rto);
	assert_int_equal(p->error_count, 1);
	assert_int_equal(U.a.error_count, 1);
	assert_int_equal(r->at, U.now + q->rto.rto);
	assert_int_equal(r->tries, 1);
	expire(r->at);
	sent_last(ASK, UNIT_MY_TSN, 7, p);
	assert_int_equal(q->error_count, 1);
	assert_int_equal(r->at, U.now + 2 * rto);
	/* the path it went last is the one that answers */
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_LAST);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(q->error_count, 1);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(seen.failed, 0);
}

/* After ASCONF the only address of the peer may be one to be confirmed: a
 * request waits until it is (RFC 9260 section 5.4), and that is no error
 */
static void request__waits_for_a_confirmed_address(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	struct sctp_request *r;

	assert_int_equal(sctp_path_remove(&U.a, U.a.primary), 0);
	r = ask(7);
	expire(r->at);
	assert_int_equal(unit_count(ASK), 0);
	assert_int_equal(U.a.error_count, 0);
	sctp_path_confirm(&U.a, q);
	expire(r->at);
	sent_last(ASK, UNIT_MY_TSN, 7, q);
}

/* B2: Association.Max.Retrans */
static void request__unanswered_ends_the_association(void **state)
{
	struct sctp_request *r = ask(7);
	u32 i;

	unit_set_cfg(U.a, max_retrans, 3);
	for (i = 0; i < 3; i++) {
		U.a.primary->hb_at = 0;
		expire(r->at);
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	}
	assert_int_equal(unit_count(ASK), 4);
	expire(r->at);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_int_equal(unit_count(ASK), 4);
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
	/* the association has ended */
	assert_int_equal(seen.failed, 0);
}

static void request__other_numbers_are_no_answer(void **state)
{
	struct sctp_request *r = ask(7);

	/* neither old ones nor those to come, while one is outstanding */
	input(SAY, UNIT_MY_TSN - 1, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_OLD);
	input(SAY, UNIT_MY_TSN + 1, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_OLD);
	assert_int_not_equal(r->at, 0);
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_LAST);
	/* a duplicate */
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_OLD);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	/* nobody asked (RFC 5061 section 5.3 rule F0) */
	input(SAY, UNIT_MY_TSN + 1, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_UNASKED);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* RE-CONFIG may ask for two things at once, with a number each */
static void request__of_several_numbers(void **state)
{
	struct sctp_request *r = sctp_request_of(&U.a, &kind);
	u8 body[16] = { 0 };

	assert_int_equal(sctp_request_send(&U.a, r, body, 16, 2, U.now), 0);
	input(SAY, UNIT_MY_TSN + 1, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_PART);
	assert_int_not_equal(r->at, 0);
	input(SAY, UNIT_MY_TSN + 1, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_OLD);
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_LAST);
	assert_int_equal(r->at, 0);
	assert_int_equal(sctp_request_serial(&U.a, r), UNIT_MY_TSN + 2);
}

/* RFC 6525 section 5.2.7 rule H2 */
static void request__that_takes_time_is_no_error(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_request *r;
	u64 rto = p->rto.rto;

	unit_path(2, SCTP_PATH_ACTIVE);
	r = ask(7);
	seen.slow = true;
	U.now += MS;
	input(SAY, UNIT_MY_TSN, 0);
	assert_int_equal(r->at, U.now + rto);
	expire(r->at);
	sent_last(ASK, UNIT_MY_TSN, 7, p);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(p->rto.rto, rto);
	/* but if it does not answer any more */
	expire(r->at);
	assert_int_equal(p->error_count, 1);
}

static void request__path_removed_takes_another(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_request *r = ask(7);
	u64 at = r->at;

	sctp_path_remove(&U.a, p);
	assert_ptr_equal(r->path, q);
	unit_flush();
	sent_last(ASK, UNIT_MY_TSN, 7, q);
	assert_int_equal(r->at, at);
	assert_int_equal(U.a.error_count, 0);
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_LAST);
}

/* It is with the timer, too, when it was queued and not sent */
static void request__path_removed_while_it_waits(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_request *r = sctp_request_of(&U.a, &kind);
	__be32 body[2] = { cpu_to_be32(UNIT_MY_TSN), cpu_to_be32(7) };

	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), 0);
	sctp_path_remove(&U.a, p);
	unit_flush();
	assert_int_equal(unit_count(ASK), 1);
	sent_last(ASK, UNIT_MY_TSN, 7, q);
}

/* Without memory no error is counted, and it is sent later */
static void request__no_memory(void **state)
{
	struct sctp_request *r = sctp_request_of(&U.a, &kind);
	struct sctp_path *p = U.a.primary;
	__be32 body[2] = { cpu_to_be32(UNIT_MY_TSN), cpu_to_be32(7) };

	shim_fail_nth(1);
	assert_null(sctp_request_of(&U.a, &other_kind));
	shim_fail_nth(1);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now),
			 -ENOMEM);
	assert_int_equal(sctp_request_serial(&U.a, r), UNIT_MY_TSN);
	/* the second is the chunk's */
	shim_fail_nth(2);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), 0);
	unit_flush();
	assert_int_equal(unit_count(ASK), 0);
	expire(r->at);
	sent_last(ASK, UNIT_MY_TSN, 7, p);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(U.mib[SCTP_MIB_NO_MEMORY], 3);
}

/* C4: not in every state */
static void request__states(void **state)
{
	struct sctp_request *r = ask(7);
	u8 body[8] = { 0 };

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	U.a.t2 = 0;
	expire(r->at);
	assert_int_equal(unit_count(ASK), 1);
	assert_int_equal(seen.failed, 1);
	assert_int_equal(r->at, 0);
	assert_int_equal(sctp_request_send(&U.a, r, body, 8, 1, U.now), -EPIPE);
}

/* A9: the peer does not know such chunks */
static void request__given_up(void **state)
{
	struct sctp_request *r = ask(7);

	sctp_request_give_up(&U.a, r);
	assert_int_equal(seen.failed, 1);
	sctp_request_give_up(&U.a, r);
	assert_int_equal(seen.failed, 1);
	assert_int_equal(r->at, 0);
	input(SAY, UNIT_MY_TSN, 8);
	assert_int_equal(seen.answer, SCTP_ANSWER_OLD);
}

/* E1 to E5: handled once, whatever becomes of the answer */
static void asked__again_says_the_same(void **state)
{
	struct sctp_path *p = U.a.primary;

	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.handled, 1);
	sent_last(SAY, UNIT_PEER_TSN, 41, p);
	/* the answer was lost; what is asked does not count */
	input(ASK, UNIT_PEER_TSN, 90);
	assert_int_equal(seen.asked, SCTP_ASKED_AGAIN);
	assert_int_equal(seen.handled, 1);
	assert_int_equal(unit_count(SAY), 2);
	sent_last(SAY, UNIT_PEER_TSN, 41, p);
	input(ASK, UNIT_PEER_TSN + 1, 50);
	assert_int_equal(seen.handled, 2);
	sent_last(SAY, UNIT_PEER_TSN + 1, 51, p);
	input(ASK, UNIT_PEER_TSN + 1, 50);
	sent_last(SAY, UNIT_PEER_TSN + 1, 51, p);
	assert_int_equal(seen.handled, 2);
}

static void asked__wrong_number_is_dropped(void **state)
{
	input(ASK, UNIT_PEER_TSN - 1, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_WRONG);
	input(ASK, UNIT_PEER_TSN + 1, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_WRONG);
	input(ASK, UNIT_PEER_TSN, 40);
	input(ASK, UNIT_PEER_TSN + 1, 50);
	/* its answer is not kept any more */
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_WRONG);
	input(ASK, UNIT_PEER_TSN + 3, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_WRONG);
	assert_int_equal(seen.handled, 2);
	assert_int_equal(unit_count(SAY), 2);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void asked__for_several_at_once(void **state)
{
	seen.n = 9;
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_WRONG);
	seen.n = 2;
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_NEXT);
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_AGAIN);
	input(ASK, UNIT_PEER_TSN + 1, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_AGAIN);
	input(ASK, UNIT_PEER_TSN + 2, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_NEXT);
}

/* The result is known later, and is the answer then */
static void asked__answer_may_change(void **state)
{
	__be32 *answer;

	input(ASK, UNIT_PEER_TSN, 40);
	answer = sctp_request_room(sctp_request_find(&U.a, &kind));
	answer[1] = cpu_to_be32(99);
	input(ASK, UNIT_PEER_TSN, 40);
	sent_last(SAY, UNIT_PEER_TSN, 99, U.a.primary);
}

/* A request is not carried out if there is no memory for the answer */
static void asked__no_memory(void **state)
{
	sctp_request_of(&U.a, &kind);
	shim_fail_nth(1);
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.asked, SCTP_ASKED_UNABLE);
	assert_int_equal(seen.handled, 0);
	input(ASK, UNIT_PEER_TSN, 40);
	assert_int_equal(seen.handled, 1);
}

/* E6, F1: to where the request came from, confirmed or not, by its kind */
static void asked__where_the_answer_goes(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *u = unit_path(3, SCTP_PATH_UNCONFIRMED);
	struct sctp_request *r;

	r = sctp_request_of(&U.a, &kind);
	assert_int_equal(sctp_request_input(&U.a, r, UNIT_PEER_TSN, 1, 8, q),
			 SCTP_ASKED_NEXT);
	sctp_request_reply(&U.a, r, 8, q);
	unit_flush();
	sent_last(SAY, 0, 0, q);
	sctp_request_reply(&U.a, r, 8, u);
	unit_flush();
	sent_last(SAY, 0, 0, U.a.primary);
	r = sctp_request_of(&U.a, &other_kind);
	assert_int_equal(sctp_request_input(&U.a, r, UNIT_PEER_TSN, 1, 8, u),
			 SCTP_ASKED_NEXT);
	/* nothing yet */
	assert_int_equal(sctp_request_input(&U.a, r, UNIT_PEER_TSN, 1, 8, u),
			 SCTP_ASKED_AGAIN);
	assert_true(list_empty(&U.a.ctl.list));
	/* no more than there is room for */
	sctp_request_reply(&U.a, r, 80, u);
	unit_flush();
	sent_last(0x3b, 0, 0, u);
}

/* A restart of the peer resets all of it */
static void request__restart_begins_anew(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_cookie c = {
		.created = U.now,
		.life = 60000,
		.my_tag = 0x33333333,
		.peer_tag = 0x44444444,
		.my_tsn = 1000,
		.peer_tsn = 2000,
		.peer_rwnd = 65536,
		.num_ostreams = 10,
		.num_istreams = 10,
		.lport = U.a.lport,
		.pport = U.a.pport,
		.paddr = unit_peer(),
	};
	u8 sealed[512];
	int len;

	input(ASK, UNIT_PEER_TSN, 40);
	ask(7);
	U.a.hs.my_tie_tag = 5;
	U.a.hs.peer_tie_tag = 6;
	c.my_tie_tag = 5;
	c.peer_tie_tag = 6;
	len = sctp_cookie_seal(&U.ep, &c, sealed, sctp_cookie_size(&c), U.now);
	assert_true(len > 0);
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	unit_input_tag(&b, c.my_tag);
	unit_flush();
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_int_equal(seen.failed, 1);
	assert_int_equal(seen.gone, 1);
	assert_null(sctp_request_first(&U.a));

	ask(8);
	sent_last(ASK, 1000, 8, U.a.primary);
	seen.asked = SCTP_ASKED_WRONG;
	b.len = 0;
	unit_chunk(&b, ASK, 0, "\0\0\x07\xd0\0\0\0\x09", 8);
	unit_input_tag(&b, c.my_tag);
	unit_flush();
	assert_int_equal(seen.asked, SCTP_ASKED_NEXT);
	sent_last(SAY, 2000, 10, U.a.primary);
}

#define REQUEST(fn) \
	cmocka_unit_test_setup_teardown(fn, request_setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	REQUEST(request__is_sent_and_answered),
	REQUEST(request__one_at_a_time),
	REQUEST(request__lost_is_sent_again),
	REQUEST(request__waits_for_a_confirmed_address),
	REQUEST(request__unanswered_ends_the_association),
	REQUEST(request__other_numbers_are_no_answer),
	REQUEST(request__of_several_numbers),
	REQUEST(request__that_takes_time_is_no_error),
	REQUEST(request__path_removed_takes_another),
	REQUEST(request__path_removed_while_it_waits),
	REQUEST(request__no_memory),
	REQUEST(request__states),
	REQUEST(request__given_up),
	REQUEST(asked__again_says_the_same),
	REQUEST(asked__wrong_number_is_dropped),
	REQUEST(asked__for_several_at_once),
	REQUEST(asked__answer_may_change),
	REQUEST(asked__no_memory),
	REQUEST(asked__where_the_answer_goes),
	REQUEST(request__restart_begins_anew),
};

int main(void)
{
	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
