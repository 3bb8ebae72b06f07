// SPDX-License-Identifier: GPL-2.0-only
/*
 * What leaves, and when: windows, Nagle, fragments, bundling, bursts (RFC
 * 9260 sections 6.1, 6.9 and 6.10).
 */
#include "core/send/txring.h"
#include "unit.h"

static u32 user_bytes(void)
{
	u32 i, nth, n = 0;
	const u8 *d;

	for (i = 0; i < U.nsent; i++)
		for (nth = 0; (d = unit_find(U.sent[i], SCTP_CT_DATA, nth));
		     nth++)
			n += get_unaligned_be16(d + 2) - 16;
	return n;
}

static void flush__stops_at_cwnd(void **state)
{
	u32 i;

	for (i = 0; i < 20; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	/* cwnd is 4404: rule B lets the packet begin that fills it */
	assert_int_equal(U.nsent, 4);
	assert_int_equal(U.a.primary->flight.size, 4 * 1416);
	assert_true(U.a.primary->t3_rtx);
	unit_flush();
	assert_int_equal(U.nsent, 4);
}

static void flush__stops_at_the_peers_window(void **state)
{
	u32 i;

	U.a.primary->cc.cwnd = 100000;
	U.a.tx.peer.rwnd = 5000;
	for (i = 0; i < 20; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 3);
	/* the I bit asks for the SACK that lets the rest go */
	assert_int_equal(unit_find(U.sent[2], SCTP_CT_DATA, 0)[1] &
			 SCTP_DATA_I, SCTP_DATA_I);
	assert_int_equal(unit_find(U.sent[0], SCTP_CT_DATA, 0)[1] &
			 SCTP_DATA_I, 0);
}

static void flush__fragments_a_large_message(void **state)
{
	u32 i, off = 0;

	U.a.primary->cc.cwnd = 100000;
	unit_send(5000, 3, 0);
	unit_flush();
	assert_int_equal(user_bytes(), 5000);
	for (i = 0; i < U.nsent; i++) {
		const u8 *d = unit_find(U.sent[i], SCTP_CT_DATA, 0);
		u32 len = get_unaligned_be16(d + 2) - 16;
		u32 j;

		assert_true(U.sent[i]->len <= UNIT_PMDCS);
		assert_int_equal(get_unaligned_be16(d + 8), 3);
		assert_int_equal(get_unaligned_be32(d + 4), UNIT_MY_TSN + i);
		assert_int_equal(!!(d[1] & SCTP_DATA_B), i == 0);
		assert_int_equal(!!(d[1] & SCTP_DATA_E), i == U.nsent - 1);
		for (j = 0; j < len; j++)
			assert_int_equal(d[16 + j], (u8)(off + j));
		off += len;
	}
	assert_int_equal(U.mib[SCTP_MIB_FRAGUSRMSGS], 1);
}

static void flush__bundles_small_messages(void **state)
{
	u32 i;

	for (i = 0; i < 20; i++)
		unit_send(33, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 20);
	/* 20 * (16 + 33 + 3 bytes of padding, which are zero) */
	assert_int_equal(U.sent[0]->len, 20 * 52);
	assert_int_equal(U.sent[0]->bytes[51], 0);
}

static void flush__one_large_and_one_small(void **state)
{
	unit_send(1000, 0, 0);
	unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(user_bytes(), 1100);
}

static void flush__nagle_holds_small_ones_back(void **state)
{
	U.ep.nodelay = false;
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	unit_acked(UNIT_MY_TSN, 100000);
	assert_int_equal(U.nsent, 2);
}

static void flush__nagle_lets_a_full_packet_go(void **state)
{
	u32 i;

	U.ep.nodelay = false;
	unit_send(10, 0, 0);
	unit_flush();
	for (i = 0; i < 4; i++)
		unit_send(400, 0, 0);
	unit_flush();
	assert_true(U.nsent >= 2);
}

static void flush__lost_data_goes_before_new(void **state)
{
	u32 i;

	U.a.primary->cc.cwnd = 100000;
	for (i = 0; i < 3; i++)
		unit_send(1452, 0, 0);
	unit_flush();
	unit_forget_sent();
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_send(1400, 0, 0);
	unit_flush();
	/* cwnd is one packet: the oldest, and nothing new */
	assert_int_equal(U.nsent, 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_DATA,
						      0) + 4), UNIT_MY_TSN);
	assert_int_equal(U.a.tx.ring.next, UNIT_MY_TSN + 3);
}

/* Rule C is about each path's own window */
static void flush__full_path_does_not_stop_others(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct shim_msg *msg = shim_msg_new(10);
	u32 i;

	p->cfg.pf_enabled = false;
	p->cc.cwnd = 20000;
	for (i = 0; i < 5; i++)
		unit_send(1452, 0, 0);
	unit_flush();
	unit_forget_sent();
	U.now = p->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	/* q takes three and a bit, the fifth still waits */
	assert_int_equal(q->flight.size, 4 * 1468 - (q->cc.cwnd < 4404 ?
							1468 : 0) - 1468);
	assert_int_not_equal(U.a.tx.ring.nr_rtx, 0);
	assert_int_equal(p->flight.size, 0);
	/* not on the path that is full ... */
	msg->m.flags = SCTP_TX_ADDR_OVER;
	msg->m.path = q;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 1);
	/* ... but on another one */
	msg->m.path = p;
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(p->flight.size, 28);
	assert_int_not_equal(U.a.tx.ring.nr_rtx, 0);
}

static void send_to(struct sctp_path *p, u32 len, u16 sid)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.path = p;
	msg->m.flags = p ? SCTP_TX_ADDR_OVER : 0;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/* What waits for a path that is full is overtaken by what has another one, but
 * not within a stream, nor by what takes more than a chunk
 */
static void flush__full_path_is_gone_around(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 tsn = UNIT_MY_TSN;

	p->cc.cwnd = 1000;
	send_to(NULL, 1400, 0);
	send_to(NULL, 100, 0);
	send_to(q, 101, 0);
	send_to(q, 5000, 1);
	send_to(q, 102, 2);
	send_to(NULL, 103, 3);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(q->flight.size, 120);
	assert_int_equal(U.a.tx.queued_msgs, 4);
	/* more may come that need not wait */
	assert_false(sctp_assoc_held(&U.a));
	send_to(q, 50, 4);
	unit_flush();
	assert_int_equal(q->flight.size, 120 + 68);
	/* in order once there is room */
	q->cc.cwnd = 100000;
	unit_acked(tsn + 2, 200000);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_false(U.a.tx.addressed);
}

/* The other way around, too */
static void flush__full_path_of_the_users_choice_is_gone_around(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	q->cc.cwnd = 1000;
	send_to(q, 1400, 0);
	send_to(q, 100, 0);
	send_to(NULL, 100, 1);
	unit_flush();
	assert_int_equal(p->flight.size, 116);
	assert_int_equal(U.a.tx.queued_msgs, 1);
}

/* The parts of a message stay together */
static void flush__full_path_of_a_message_begun_stops_all(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	q->cc.cwnd = 1000;
	send_to(q, 5000, 0);
	send_to(NULL, 100, 1);
	unit_flush();
	assert_int_equal(U.a.primary->flight.size, 0);
	assert_int_equal(U.a.tx.queued_msgs, 2);
}

static void flush__max_burst_after_a_sack(void **state)
{
	u32 i;

	unit_set_cfg(U.a, max_burst, 2);
	U.a.primary->cc.cwnd = 20 * 1416;
	for (i = 0; i < 60; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 20);
	unit_forget_sent();
	unit_acked(UNIT_MY_TSN + 18, 200000);
	/* 19 acknowledged at once, but flight is let grow by 2 packets only */
	assert_in_range(U.nsent, 19, 22);
}

static void flush__no_memory_keeps_everything(void **state)
{
	u32 nth;

	for (nth = 1; nth <= 4; nth++) {
		unit_send(700, 0, 0);
		shim_fail_nth(nth);
		unit_flush();
		shim_fail_nth(0);
		assert_true(U.a.primary->t3_rtx);
	}
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	unit_acked(U.a.tx.ring.next - 1, 100000);
	unit_flush();
	unit_acked(U.a.tx.ring.next - 1, 100000);
	assert_int_equal(U.released, 4);
}

static void flush__rtt_is_timed_once_per_flight(void **state)
{
	struct sctp_path *p = U.a.primary;

	unit_send(10, 0, 0);
	unit_flush();
	assert_true(p->timing);
	assert_int_equal(p->flight.timed, UNIT_MY_TSN);
	U.now += 5 * MS;
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(p->flight.timed, UNIT_MY_TSN);
}

static void flush__of_a_closed_association(void **state)
{
	unit_send(10, 0, 0);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	unit_forget_sent();
	unit_flush();
	assert_int_equal(U.nsent, 0);
}

static void flush__chosen_destination(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct shim_msg *msg = shim_msg_new(10);

	msg->m.flags = SCTP_TX_ADDR_OVER;
	msg->m.path = q;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_ptr_equal(U.sent[1]->path, U.a.primary);
}

static void push__what_nagle_holds(void **state)
{
	U.ep.nodelay = false;
	assert_false(sctp_assoc_push(&U.a));
	unit_send(10, 0, 0);
	unit_flush();
	assert_false(sctp_assoc_held(&U.a));
	unit_send(10, 0, 0);
	unit_flush();
	unit_send(10, 0, 0);
	assert_true(sctp_assoc_held(&U.a));
	assert_int_equal(U.nsent, 1);
	unit_forget_sent();
	assert_true(sctp_assoc_push(&U.a));
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	/* and asks for a SACK */
	assert_true(unit_find(U.sent[0], SCTP_CT_DATA, 1)[1] & SCTP_DATA_I);
	assert_false(sctp_assoc_held(&U.a));
	/* once */
	unit_forget_sent();
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 0);
}

/* A flush is needed once there is enough for a packet */
static void held__until_it_makes_a_packet(void **state)
{
	u32 n = 0;

	U.ep.nodelay = false;
	unit_send(100, 0, 0);
	unit_flush();
	unit_send(100, 0, 0);
	unit_flush();
	unit_forget_sent();
	do {
		assert_true(++n < 100);
		unit_send(100, 0, 0);
	} while (sctp_assoc_held(&U.a));
	assert_in_range(n * 116 + 116, UNIT_PMDCS, UNIT_PMDCS + 116);
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

static void held__by_the_window_whatever_comes(void **state)
{
	U.a.tx.peer.rwnd = 1452;
	unit_send(1452, 0, 0);
	unit_send(1452, 0, 0);
	unit_flush();
	unit_send(1452, 0, 0);
	assert_true(sctp_assoc_held(&U.a));
	unit_forget_sent();
	unit_flush();
	assert_int_equal(U.nsent, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(push__what_nagle_holds),
	UNIT_UP(held__until_it_makes_a_packet),
	UNIT_UP(held__by_the_window_whatever_comes),
	UNIT_UP(flush__stops_at_cwnd),
	UNIT_UP(flush__stops_at_the_peers_window),
	UNIT_UP(flush__fragments_a_large_message),
	UNIT_UP(flush__bundles_small_messages),
	UNIT_UP(flush__one_large_and_one_small),
	UNIT_UP(flush__nagle_holds_small_ones_back),
	UNIT_UP(flush__nagle_lets_a_full_packet_go),
	UNIT_UP(flush__lost_data_goes_before_new),
	UNIT_UP(flush__full_path_does_not_stop_others),
	UNIT_UP(flush__full_path_is_gone_around),
	UNIT_UP(flush__full_path_of_the_users_choice_is_gone_around),
	UNIT_UP(flush__full_path_of_a_message_begun_stops_all),
	UNIT_UP(flush__max_burst_after_a_sack),
	UNIT_UP(flush__no_memory_keeps_everything),
	UNIT_UP(flush__rtt_is_timed_once_per_flight),
	UNIT_UP(flush__of_a_closed_association),
	UNIT_UP(flush__chosen_destination),
};

int main(void)
{
	return cmocka_run_group_tests_name("flush", tests, NULL, NULL);
}
