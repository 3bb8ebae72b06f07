// SPDX-License-Identifier: GPL-2.0-only
/* Graceful end, RFC 9260 section 9.2 */
#include "unit.h"

static void chunk(u8 type)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, type, 0, NULL, 0);
	unit_input(&b);
	unit_flush();
}

static void peer_shuts_down(u32 cum)
{
	struct unit_build b = { 0 };
	__be32 be = htonl(cum);

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &be, 4);
	unit_input(&b);
	unit_flush();
}

static void shutdown__nothing_to_send(void **state)
{
	const u8 *ch;

	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	ch = unit_find(U.sent[0], SCTP_CT_SHUTDOWN, 0);
	assert_non_null(ch);
	assert_int_equal(get_unaligned_be32(ch + 4), UNIT_PEER_TSN - 1);
	assert_true(U.a.t2 && U.a.t5);
	assert_int_equal(U.a.primary->hb_at, 0);
}

static void shutdown__data_first(void **state)
{
	unit_send(100, 0, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
	assert_int_equal(unit_find(U.sent[0], SCTP_CT_DATA, 0)[1] &
			 SCTP_DATA_I, SCTP_DATA_I);
	unit_acked(UNIT_MY_TSN, 100000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 1);
}

static void shutdown__nothing_is_taken_any_more(void **state)
{
	struct shim_msg *msg = shim_msg_new(1);

	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), -ESHUTDOWN);
	shim_msg_free(msg);
}

static void shutdown_received__nothing_is_taken_any_more(void **state)
{
	struct shim_msg *msg = shim_msg_new(1);

	unit_send(100, 0, 0);
	unit_flush();
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), -ESHUTDOWN);
	shim_msg_free(msg);
}

static void shutdown__answered(void **state)
{
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	chunk(SCTP_CT_SHUTDOWN_ACK);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_SHUTDOWN);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_COMPLETE), 1);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE,
				 SCTP_AC_SHUTDOWN_COMP));
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
}

static void shutdown__of_the_peer(void **state)
{
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_true(unit_noticed(SCTP_EV_SHUTDOWN, 0));
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	chunk(SCTP_CT_SHUTDOWN_COMPLETE);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_SHUTDOWN);
}

static void shutdown__of_the_peer_with_data_outstanding(void **state)
{
	unit_send(100, 0, 0);
	unit_send(100, 0, 0);
	unit_flush();
	/* its cumulative TSN acknowledges like a SACK */
	peer_shuts_down(UNIT_MY_TSN);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(U.a.tx.ring.flight, 100);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 0);
	/* lost chunks are still repeated */
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	unit_acked(UNIT_MY_TSN + 1, 100000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
}

static void shutdown__both_at_once(void **state)
{
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	chunk(SCTP_CT_SHUTDOWN_ACK);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_COMPLETE), 1);
}

static void shutdown__cum_tsn_never_sent_aborts(void **state)
{
	peer_shuts_down(UNIT_MY_TSN);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PROTOCOL);
}

static void shutdown_ack__out_of_place(void **state)
{
	chunk(SCTP_CT_SHUTDOWN_ACK);
	chunk(SCTP_CT_SHUTDOWN_COMPLETE);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.nsent, 0);
}

/* Other chunks in the packet are processed */
static void shutdown_ack__out_of_place_before_a_sack(void **state)
{
	struct unit_build b = { 0 };

	unit_send(100, 0, 0);
	unit_flush();
	unit_chunk(&b, SCTP_CT_SHUTDOWN_ACK, 0, NULL, 0);
	unit_sack(&b, UNIT_MY_TSN, 100000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

static void shutdown__t2_repeats_and_gives_up(void **state)
{
	u32 i;

	unit_set_cfg(U.a, shutdown_guard, 3600 * 1000);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	for (i = 0; i < 10; i++) {
		U.now = U.a.t2;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), i + 2);
	}
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	U.now = U.a.t2;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	/* if the peer is alive it gets an ABORT at once */
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

static void shutdown__t2_counts_on_every_path(void **state)
{
	u32 i;

	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	unit_set_cfg(U.a, shutdown_guard, 3600 * 1000);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	for (i = 0; i <= U.a.cfg->max_retrans; i++) {
		assert_int_equal(U.a.error_count, i);
		U.now = U.a.t2;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), i);
	/* each retransmission took the other path */
	assert_ptr_not_equal(U.sent[0]->path, U.sent[1]->path);
}

static void shutdown__t5_guards(void **state)
{
	unit_set_cfg(U.a, shutdown_guard, 1500);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.t5, U.now + 1500 * MS);
	U.now = U.a.t5;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

/* T5 is for who sent a SHUTDOWN; this side has T2 and its count (9.2) */
static void shutdown_ack__is_repeated_although_t5_is_short(void **state)
{
	u32 i;

	unit_set_cfg(U.a, shutdown_guard, 1500);
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_int_equal(U.a.t5, 0);
	sctp_assoc_orphan(&U.a, U.now);
	for (i = 0; i < U.a.cfg->max_retrans; i++) {
		assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), i + 1);
		assert_int_equal(sctp_assoc_deadline(&U.a), U.a.t2);
		U.now = U.a.t2;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
	U.now = U.a.t2;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), i + 1);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

/* T5 runs for who closed with data outstanding, then T2 does */
static void shutdown_ack__ends_the_guard_of_an_orphan(void **state)
{
	unit_send(100, 0, 0);
	unit_flush();
	peer_shuts_down(UNIT_MY_TSN - 1);
	sctp_assoc_orphan(&U.a, U.now);
	assert_true(U.a.t5);
	unit_acked(UNIT_MY_TSN, 100000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_int_equal(U.a.t5, 0);
}

/* Its next one is out of the blue, and answered so */
static void shutdown_ack__from_an_unconfirmed_address(void **state)
{
	struct unit_build b = { 0 };

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	/* the only one left after ASCONF */
	U.a.primary->confirmed = false;
	unit_chunk(&b, SCTP_CT_SHUTDOWN_ACK, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.nsent, 0);
}

/* T5 goes on for who sent a SHUTDOWN, too */
static void shutdown_ack__leaves_the_guard_of_a_shutdown(void **state)
{
	u64 t5;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	t5 = U.a.t5;
	assert_true(t5);
	U.now += MS;
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_int_equal(U.a.t5, t5);
}

/* The next timer that is not the guard */
static void next_probe(void)
{
	U.now = min(sctp_assoc_deadline(&U.a), U.a.t5);
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

static void orphan__ends_although_probes_are_answered(void **state)
{
	u64 closed_at = U.now;

	unit_acked(UNIT_MY_TSN - 1, 0);
	unit_send(100, 0, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	sctp_assoc_orphan(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.t5, closed_at + 5 * 60 * SEC);
	while (U.a.state != SCTP_ST_CLOSED) {
		assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
		assert_true(U.now < closed_at + 5 * 60 * SEC);
		unit_forget_sent();
		next_probe();
		unit_acked(UNIT_MY_TSN - 1, 0);
	}
	assert_int_equal(U.now, closed_at + 5 * 60 * SEC);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

static void orphan__of_a_peer_that_shuts_down_ends(void **state)
{
	unit_send(100, 0, 0);
	unit_flush();
	peer_shuts_down(UNIT_MY_TSN - 1);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	assert_int_equal(U.a.t5, 0);
	sctp_assoc_orphan(&U.a, U.now);
	assert_int_equal(U.a.t5, U.now + 5 * 60 * SEC);
}

static void orphan__acknowledged_data_gives_time(void **state)
{
	u64 t5;

	unit_send(100, 0, 0);
	unit_send(100, 0, 0);
	unit_flush();
	sctp_assoc_shutdown(&U.a, U.now);
	sctp_assoc_orphan(&U.a, U.now);
	t5 = U.a.t5;
	U.now += SEC;
	unit_acked(UNIT_MY_TSN - 1, 0);
	assert_int_equal(U.a.t5, t5);
	unit_acked(UNIT_MY_TSN, 100000);
	assert_int_equal(U.a.t5, t5 + SEC);
	/* the SHUTDOWN that follows the last of it does not */
	unit_acked(UNIT_MY_TSN + 1, 100000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(U.a.t5, t5 + SEC);
}

static void orphan__after_its_end(void **state)
{
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	sctp_assoc_orphan(&U.a, U.now);
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
	assert_int_equal(U.a.t5, 0);
}

static void shutdown__data_meanwhile_is_acknowledged(void **state)
{
	struct unit_build b = { 0 };
	const u8 *ch;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	U.now += 100 * MS;
	U.a.error_count = 3;
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	assert_int_equal(U.a.error_count, 0);
	unit_flush();
	ch = unit_find(U.sent[0], SCTP_CT_SHUTDOWN, 0);
	assert_non_null(ch);
	assert_int_equal(get_unaligned_be32(ch + 4), UNIT_PEER_TSN);
	assert_int_equal(U.a.t2, U.now + U.a.primary->rto.rto);
}

/* Gaps need a SACK, in the packet of the SHUTDOWN */
static void shutdown__gap_meanwhile_takes_a_sack(void **state)
{
	struct unit_build b = { 0 };

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	unit_data(&b, UNIT_PEER_TSN + 1, 0, 1, SCTP_DATA_BE, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SHUTDOWN, 0));
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SACK, 0));
	unit_forget_sent();
	/* and so does a duplicate */
	unit_input(&b);
	unit_flush();
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SHUTDOWN, 0));
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SACK, 0));
}

static void shutdown__t2_tries_each_address(void **state)
{
	struct sctp_path *p[3] = {
		U.a.primary, unit_path(0x0a000102, SCTP_PATH_ACTIVE),
		unit_path(0x0a000103, SCTP_PATH_ACTIVE),
	};
	u32 i;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	for (i = 0; i < 6; i++) {
		assert_int_equal(U.nsent, i + 1);
		assert_ptr_equal(U.sent[i]->path, p[i % 3]);
		U.now = U.a.t2;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
}

static void chunk_from(struct sctp_path *p, u8 type)
{
	__be32 cum = htonl(UNIT_MY_TSN - 1);
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, type, 0, &cum, type == SCTP_CT_SHUTDOWN ? 4 : 0);
	unit_rx(&rx, &b, b.len);
	rx.src = p->addr;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

/* Replies go to where the question came from (6.4) */
static void shutdown__replies_take_its_path(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
	chunk_from(q, SCTP_CT_SHUTDOWN);
	assert_int_equal(U.nsent, 2);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_SHUTDOWN_ACK, 0));
	assert_ptr_equal(U.sent[1]->path, q);
	chunk_from(q, SCTP_CT_SHUTDOWN_ACK);
	assert_int_equal(U.nsent, 3);
	assert_non_null(unit_find(U.sent[2], SCTP_CT_SHUTDOWN_COMPLETE, 0));
	assert_ptr_equal(U.sent[2]->path, q);
}

/* It may be the only path that works, what this side cannot know yet */
static void shutdown__of_the_peer_is_answered_there(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	chunk_from(q, SCTP_CT_SHUTDOWN);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SHUTDOWN_ACK, 0));
	assert_ptr_equal(U.sent[0]->path, q);
}

/* The last SHUTDOWN counts when data has to be acknowledged first */
static void shutdown__of_the_peer_is_answered_there_after_data(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	unit_send(100, 0, 0);
	unit_flush();
	chunk_from(U.a.primary, SCTP_CT_SHUTDOWN);
	chunk_from(q, SCTP_CT_SHUTDOWN);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	unit_forget_sent();
	unit_acked(UNIT_MY_TSN, 100000);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SHUTDOWN_ACK, 0));
	assert_ptr_equal(U.sent[0]->path, q);
}

/* A SHUTDOWN from an address that is not confirmed: the answer takes another
 * path, and T2 counts for that one
 */
static void shutdown__t2_counts_where_it_was_sent(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	chunk_from(q, SCTP_CT_SHUTDOWN);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	assert_ptr_equal(U.sent[0]->path, p);
	assert_ptr_equal(U.a.t2_path, p);
	U.now = U.a.t2;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(p->error_count, 1);
	assert_int_equal(q->error_count, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(shutdown__nothing_to_send),
	UNIT_UP(shutdown__data_first),
	UNIT_UP(shutdown__nothing_is_taken_any_more),
	UNIT_UP(shutdown_received__nothing_is_taken_any_more),
	UNIT_UP(shutdown__answered),
	UNIT_UP(shutdown__of_the_peer),
	UNIT_UP(shutdown__of_the_peer_with_data_outstanding),
	UNIT_UP(shutdown__both_at_once),
	UNIT_UP(shutdown__cum_tsn_never_sent_aborts),
	UNIT_UP(shutdown_ack__out_of_place),
	UNIT_UP(shutdown_ack__out_of_place_before_a_sack),
	UNIT_UP(shutdown__t2_repeats_and_gives_up),
	UNIT_UP(shutdown__t2_counts_on_every_path),
	UNIT_UP(shutdown__t5_guards),
	UNIT_UP(shutdown_ack__is_repeated_although_t5_is_short),
	UNIT_UP(shutdown_ack__ends_the_guard_of_an_orphan),
	UNIT_UP(shutdown_ack__leaves_the_guard_of_a_shutdown),
	UNIT_UP(shutdown_ack__from_an_unconfirmed_address),
	UNIT_UP(orphan__ends_although_probes_are_answered),
	UNIT_UP(orphan__of_a_peer_that_shuts_down_ends),
	UNIT_UP(orphan__acknowledged_data_gives_time),
	UNIT_UP(orphan__after_its_end),
	UNIT_UP(shutdown__data_meanwhile_is_acknowledged),
	UNIT_UP(shutdown__gap_meanwhile_takes_a_sack),
	UNIT_UP(shutdown__t2_tries_each_address),
	UNIT_UP(shutdown__replies_take_its_path),
	UNIT_UP(shutdown__of_the_peer_is_answered_there),
	UNIT_UP(shutdown__of_the_peer_is_answered_there_after_data),
	UNIT_UP(shutdown__t2_counts_where_it_was_sent),
};

int main(void)
{
	return cmocka_run_group_tests_name("shutdown", tests, NULL, NULL);
}
