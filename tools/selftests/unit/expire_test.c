// SPDX-License-Identifier: GPL-2.0-only
/* Timers, RFC 9260 sections 6.3.3, 8.1 and RFC 6458's autoclose */
#include "core/errors.h"
#include "core/pathset.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))

static void expire(u64 at)
{
	assert_true(at);
	unit_wait(at - U.now);
}

static void send_chunks(u32 n, u32 len)
{
	while (n--)
		unit_send(len, 0, 0);
	unit_flush();
	unit_forget_sent();
}

static void deadline__is_the_earliest(void **state)
{
	assert_int_equal(sctp_assoc_deadline(&U.a), U.a.primary->hb_at);
	send_chunks(1, 10);
	assert_int_equal(sctp_assoc_deadline(&U.a), U.a.primary->t3_rtx);
	U.a.sack.at = U.now + 1;
	assert_int_equal(sctp_assoc_deadline(&U.a), U.now + 1);
	U.a.sack.at = 0;
}

static void timeout__too_early_does_nothing(void **state)
{
	u64 t3;

	send_chunks(1, 10);
	t3 = U.a.primary->t3_rtx;
	U.now = t3 - 1;
	assert_false(sctp_assoc_timeout(&U.a, U.now));
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.primary->t3_rtx, t3);
	U.now = t3;
	assert_true(sctp_assoc_timeout(&U.a, U.now));
}

static void t3__sends_one_packet_again(void **state)
{
	struct sctp_path *p = U.a.primary;

	p->cc.cwnd = 20000;
	send_chunks(5, 1452);
	expire(p->t3_rtx);
	/* cwnd is one packet now */
	assert_int_equal(p->cc.cwnd, UNIT_PMDCS);
	assert_int_equal(p->cc.ssthresh, 10000);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 4), TSN(0));
	assert_int_equal(p->rto.rto, 2 * SEC);
	assert_int_equal(p->t3_rtx, U.now + 2 * SEC);
	assert_int_equal(U.a.tx.ring.nr_rtx, 4);
	assert_int_equal(U.a.tx.ring.flight, 1452);
	assert_int_equal(U.mib[SCTP_MIB_T3_RTX_EXPIREDS], 1);
	assert_int_equal(U.mib[SCTP_MIB_T3_RETRANSMITS], 5);
}

/* Only one until it is acknowledged, however small it is (7.2.1) */
static void t3__one_packet_although_cwnd_has_room(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(3, 1000);
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.a.primary->flight.size, 1016);
	assert_int_equal(U.a.tx.ring.nr_rtx, 2);
	unit_sack(&b, TSN(0), 50000, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 3);
	assert_int_equal(U.a.tx.ring.nr_rtx, 0);
}

static void t3__bundles_small_chunks(void **state)
{
	send_chunks(5, 100);
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 5);
}

static void t3__goes_to_another_path(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	U.a.primary->cfg.pf_enabled = false;
	send_chunks(1, 100);
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, p);
	assert_int_equal(U.a.primary->flight.size, 0);
	assert_int_equal(p->flight.size, 116);
	assert_true(p->t3_rtx);
	assert_int_equal(U.a.primary->t3_rtx, 0);
}

static void t3__never_to_an_unconfirmed_one(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);
	u32 i;

	send_chunks(1, 100);
	for (i = 0; i < 8; i++)
		expire(U.a.primary->t3_rtx);
	assert_int_equal(unit_count(SCTP_CT_DATA), 8);
	for (i = 0; i < U.nsent; i++)
		assert_ptr_not_equal(U.sent[i]->path, p);
}

static void t3__path_then_association_fail(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	/* unanswered heartbeats would count, too */
	p->cfg.hb_enabled = false;
	p->cfg.pf_enabled = false;
	p->hb_at = 0;
	send_chunks(1, 100);
	for (i = 0; i <= p->cfg.max_retrans; i++) {
		assert_int_equal(p->state, SCTP_PATH_ACTIVE);
		expire(p->t3_rtx);
	}
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_UNREACHABLE));
	for (; i < U.a.cfg->max_retrans; i++)
		expire(p->t3_rtx);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	expire(p->t3_rtx);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_COMM_LOST));
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
}

/* One chunk may be lost that often, although the peer answers others */
static void t3__chunk_is_worn_out(void **state)
{
	u32 i;

	unit_set_cfg(U.a, max_chunk_rtx, 3);
	send_chunks(1, 100);
	for (i = 0; i < 3; i++) {
		expire(U.a.primary->t3_rtx);
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
		assert_int_equal(unit_count(SCTP_CT_DATA), i + 1);
	}
	expire(U.a.primary->t3_rtx);
	assert_int_equal(unit_count(SCTP_CT_DATA), 3);
	assert_int_equal(U.a.error_count, 4);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_non_null(unit_last(SCTP_CT_ABORT));
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_COMM_LOST));
}

/* The ABORT says why, if it is to */
static void t3__abort_says_why(void **state)
{
	const u8 *abort;

	U.ep.diag_code = 99;
	unit_set_cfg(U.a, max_retrans, 0);
	send_chunks(1, 100);
	expire(U.a.primary->t3_rtx);
	abort = unit_last(SCTP_CT_ABORT);
	assert_int_equal(get_unaligned_be16(abort + 4), 99);
	assert_memory_equal(abort + 8, "no answer to DATA", 17);
}

/* What waits to be sent again for the first time is no reason */
static void t3__other_chunks_are_not_worn_out(void **state)
{
	unit_set_cfg(U.a, max_chunk_rtx, 1);
	U.a.primary->cc.cwnd = 20000;
	send_chunks(5, 1452);
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.a.tx.ring.nr_rtx, 4);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* A closed window is probed for ever, with the same chunk */
static void t3__window_probe_is_not_worn_out(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	unit_set_cfg(U.a, max_chunk_rtx, 1);
	U.a.tx.peer.rwnd = 0;
	send_chunks(1, 100);
	for (i = 0; i < 6; i++) {
		expire(U.a.primary->t3_rtx);
		b.len = 0;
		unit_sack(&b, TSN(-1), 0, 0);
		unit_input(&b);
		unit_flush();
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	}
	assert_int_equal(sctp_txring_slot(&U.a.tx.ring, TSN(0))->rtx, 1);
	/* the window opens, and the chunk is lost once more */
	unit_set_cfg(U.a, max_chunk_rtx, 2);
	b.len = 0;
	unit_sack(&b, TSN(-1), 5000, 0);
	unit_input(&b);
	unit_flush();
	expire(U.a.primary->t3_rtx);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(sctp_txring_slot(&U.a.tx.ring, TSN(0))->rtx, 2);
}

static void t3__zero_window_probe_every_rto(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	U.a.tx.peer.rwnd = 0;
	send_chunks(3, 100);
	assert_int_equal(U.a.tx.ring.flight, 0);
	/* the first probe is one chunk */
	expire(U.a.primary->t3_rtx);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	/* as long as it is answered the association lives */
	for (i = 0; i < 30; i++) {
		b.len = 0;
		unit_sack(&b, TSN(-1), 0, 0);
		unit_input(&b);
		unit_flush();
		assert_int_equal(U.a.error_count, 0);
		expire(U.a.primary->t3_rtx);
		/* this is no congestion */
		assert_int_equal(U.a.primary->cc.cwnd, 4404);
		unit_forget_sent();
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	b.len = 0;
	unit_sack(&b, TSN(0), 5000, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

static void t3__no_memory_for_the_packet(void **state)
{
	send_chunks(1, 100);
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	shim_fail_nth(1);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	/* a timer watches over what waits */
	expire(U.a.primary->t3_rtx);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void autoclose__after_idleness(void **state)
{
	unit_set_cfg(U.a, autoclose, 10);
	U.a.autoclose_at = U.now + 10 * SEC;
	U.now += 5 * SEC;
	unit_send(10, 0, 0);
	assert_int_equal(U.a.autoclose_at, U.now + 10 * SEC);
	expire(U.a.autoclose_at);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	assert_int_equal(U.mib[SCTP_MIB_AUTOCLOSE_EXPIREDS], 1);
}

static void timeout__gives_back_what_is_not_in_use(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(3, 10);
	sctp_assoc_timeout(&U.a, U.now);
	assert_non_null(U.a.tx.ring.slot);
	unit_sack(&b, TSN(2), 60000, 0);
	unit_input(&b);
	/* not at once: there may be more soon */
	sctp_assoc_timeout(&U.a, U.now);
	assert_non_null(U.a.tx.ring.slot);
	send_chunks(1, 10);
	b.len = 0;
	unit_sack(&b, TSN(3), 60000, 0);
	unit_input(&b);
	unit_wait(2 * SEC);
	assert_non_null(U.a.tx.ring.slot);
	unit_wait(2 * SEC);
	assert_null(U.a.tx.ring.slot);
	assert_int_equal(U.a.tidy_at, 0);
	/* until it is */
	send_chunks(1, 10);
	assert_int_equal(U.a.tx.ring.next - U.a.tx.ring.base, 1);
}

/* Two of three addresses are dead: the third is tried before anything is given
 * up, and gets what else times out
 */
static void t3__tries_each_address(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(0x0a000103, SCTP_PATH_ACTIVE);
	struct unit_build b = { 0 };

	p->hb_at = 0;
	p->cfg.pf_enabled = false;
	q->cfg.pf_enabled = false;
	send_chunks(1, 100);
	expire(p->t3_rtx);
	assert_ptr_equal(U.sent[0]->path, q);
	expire(q->t3_rtx);
	assert_ptr_equal(U.sent[1]->path, r);
	unit_sack(&b, TSN(0), 50000, 0);
	unit_input(&b);
	assert_int_equal(r->error_count, 0);
	unit_flush();
	/* then the first two are not tried any more */
	send_chunks(1, 100);
	expire(p->t3_rtx);
	assert_ptr_equal(U.sent[0]->path, r);
}

static void t3__all_that_are_down_are_tried(void **state)
{
	struct sctp_path *p[3] = {
		U.a.primary, unit_path(0x0a000102, SCTP_PATH_ACTIVE),
		unit_path(0x0a000103, SCTP_PATH_ACTIVE),
	};
	struct sctp_path *at;
	u32 i, n, seen = 0;

	for (i = 0; i < 3; i++) {
		p[i]->hb_at = 0;
		for (n = 0; n <= p[i]->cfg.max_retrans; n++)
			sctp_path_error(&U.a, p[i], false);
		assert_int_equal(p[i]->state, SCTP_PATH_INACTIVE);
	}
	send_chunks(1, 100);
	at = sctp_txring_slot(&U.a.tx.ring, TSN(0))->path;
	for (i = 0; i < 3; i++) {
		expire(at->t3_rtx);
		assert_int_equal(U.nsent, i + 1);
		at = U.sent[i]->path;
		for (n = 0; n < 3; n++)
			seen |= (at == p[n]) << n;
	}
	assert_int_equal(seen, 7);
}

static void down(struct sctp_path *p)
{
	while (p->state != SCTP_PATH_INACTIVE)
		sctp_path_error(&U.a, p, false);
}

static void sack(u32 cum)
{
	struct unit_build b = { 0 };

	unit_sack(&b, cum, 50000, 0);
	unit_input(&b);
}

/* T3-rtx has moved chunks to another path, and then the SACK for their first
 * transmission comes: it is no news of the path they were not sent to
 */
static void t3__late_sack_credits_the_path_last_sent_on(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	p->cc.cwnd = 100000;
	send_chunks(8, 1400);
	q->error_count = 3;
	U.now = p->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(p->error_count, 1);
	sack(TSN(7));
	assert_int_equal(p->error_count, 0);
	assert_int_equal(q->error_count, 3);
	assert_int_equal(q->rack.sent_at, 0);
	assert_int_equal(q->cc.cwnd, 4404);
}

/* The same when both are down: the one that was answered is up again */
static void t3__late_sack_brings_the_right_path_back(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	p->cc.cwnd = 100000;
	send_chunks(8, 1400);
	down(q);
	p->error_count = p->cfg.max_retrans;
	q->cc.cwnd = 1;
	expire(p->t3_rtx);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_ptr_equal(sctp_txring_slot(&U.a.tx.ring, TSN(0))->path, q);
	assert_ptr_equal(sctp_txring_slot(&U.a.tx.ring, TSN(7))->path, p);
	/* what was not sent again is in gap blocks */
	{
		struct unit_build b = { 0 };

		unit_sack(&b, TSN(-1), 50000, 1, 2, 8);
		unit_input(&b);
	}
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(q->state, SCTP_PATH_INACTIVE);
}

/* The path it was sent on was removed */
static void t3__no_credit_for_what_another_path_sent(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	send_chunks(2, 1000);
	q->error_count = 3;
	U.a.error_count = 5;
	q->cc.cwnd = 1;
	sctp_path_remove(&U.a, p);
	assert_int_equal(U.a.tx.ring.nr_rtx, 2);
	sack(TSN(0));
	assert_int_equal(q->error_count, 3);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(q->rto.srtt, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	/* then it counts for q */
	sack(TSN(1));
	assert_int_equal(q->error_count, 0);
}

/* Lost chunks wait for cwnd on one path, not on the other */
/* A peer without memory may take nothing but the oldest */
static void rtx__oldest_goes_first_whatever_its_path(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);
	struct shim_msg *msg = shim_msg_new(100);

	msg->m.flags = SCTP_TX_ADDR_OVER;
	msg->m.path = q;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(p->flight.oldest, UNIT_MY_TSN + 1);
	assert_int_equal(q->flight.oldest, UNIT_MY_TSN);
	/* both expire at once; one path is left, with a small window */
	p->state = SCTP_PATH_INACTIVE;
	q->state = SCTP_PATH_INACTIVE;
	r->cc.cwnd = 1;
	U.now = max(p->t3_rtx, q->t3_rtx);
	sctp_assoc_timeout(&U.a, U.now);
	unit_forget_sent();
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, r);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 4), UNIT_MY_TSN);
}

static void rtx__one_path_does_not_hold_up_another(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	u32 i;

	p->cc.cwnd = 100000;
	send_chunks(3, 1000);
	unit_send(1000, 0, 0);
	list_last_entry(&U.a.tx.queue, struct sctp_tx_msg, list)->path = q;
	unit_flush();
	unit_forget_sent();
	for (i = 0; i < 4; i += 1 + (i == 0))
		sctp_txring_mark_rtx(&U.a, TSN(i));
	p->cc.cwnd = 1000;
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_int_equal(p->flight.nr_rtx, 2);
	assert_int_equal(q->flight.nr_rtx, 0);
}

/* The packet T3-rtx lets go takes the path for what timed out, although another
 * one has something to send again, too, whose window is open
 */
static void t3__one_packet_leaves_whatever_others_do(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(0x0a000103, SCTP_PATH_ACTIVE);
	u32 i;

	for (i = 0; i < 5; i++) {
		unit_send(1400, 0, 0);
		list_last_entry(&U.a.tx.queue, struct sctp_tx_msg,
				list)->path = i < 1 ? q : i < 3 ? p : r;
	}
	p->cc.cwnd = 100000;
	r->cc.cwnd = 2800;
	unit_flush();
	unit_forget_sent();
	assert_int_equal(r->flight.size, 2 * 1416);
	/* the first chunk is lost on q, and goes there again */
	sctp_txring_mark_rtx(&U.a, TSN(0));
	/* p's go to r, whose window is full */
	q->error_count = 2;
	p->cfg.pf_enabled = false;
	q->t3_rtx += SEC;
	r->t3_rtx += SEC;
	expire(p->t3_rtx);
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(sctp_txring_slot(&U.a.tx.ring, TSN(0))->path, q);
	assert_ptr_equal(sctp_txring_slot(&U.a.tx.ring, TSN(1))->path, r);
	assert_int_equal(U.a.tx.ring.nr_rtx, 1);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(deadline__is_the_earliest),
	UNIT_UP(timeout__too_early_does_nothing),
	UNIT_UP(t3__sends_one_packet_again),
	UNIT_UP(t3__one_packet_although_cwnd_has_room),
	UNIT_UP(t3__bundles_small_chunks),
	UNIT_UP(t3__goes_to_another_path),
	UNIT_UP(t3__never_to_an_unconfirmed_one),
	UNIT_UP(t3__path_then_association_fail),
	UNIT_UP(t3__chunk_is_worn_out),
	UNIT_UP(t3__abort_says_why),
	UNIT_UP(t3__other_chunks_are_not_worn_out),
	UNIT_UP(t3__window_probe_is_not_worn_out),
	UNIT_UP(t3__zero_window_probe_every_rto),
	UNIT_UP(t3__no_memory_for_the_packet),
	UNIT_UP(autoclose__after_idleness),
	UNIT_UP(timeout__gives_back_what_is_not_in_use),
	UNIT_UP(t3__tries_each_address),
	UNIT_UP(t3__all_that_are_down_are_tried),
	UNIT_UP(t3__late_sack_credits_the_path_last_sent_on),
	UNIT_UP(t3__late_sack_brings_the_right_path_back),
	UNIT_UP(t3__no_credit_for_what_another_path_sent),
	UNIT_UP(rtx__oldest_goes_first_whatever_its_path),
	UNIT_UP(rtx__one_path_does_not_hold_up_another),
	UNIT_UP(t3__one_packet_leaves_whatever_others_do),
};

int main(void)
{
	return cmocka_run_group_tests_name("timeout", tests, NULL, NULL);
}
