// SPDX-License-Identifier: GPL-2.0-only
/* User messages from sctp_assoc_send() to their release */
#include "sendq.h"
#include "txring.h"
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
	U.a.cfg.disable_fragments = true;
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
	U.a.tx.peer_rwnd = 0;
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
	assert_int_equal(U.a.primary->cc.flight_size, 0);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
}

static void set_streams__no_memory_keeps_the_old_ones(void **state)
{
	U.a.tx.ssn[9] = 77;
	shim_fail_nth(1);
	assert_int_equal(sctp_sendq_set_streams(&U.a, 20), -ENOMEM);
	assert_int_equal(U.a.tx.num_streams, 10);
	assert_int_equal(U.a.tx.ssn[9], 77);
	assert_int_equal(sctp_sendq_set_streams(&U.a, 65535), 0);
	assert_int_equal(U.a.tx.ssn[65534], 0);
}

static void reset_ssns__all_streams(void **state)
{
	U.a.tx.ssn[0] = 1;
	U.a.tx.ssn[9] = 77;
	sctp_sendq_reset_ssns(&U.a);
	assert_int_equal(U.a.tx.ssn[0], 0);
	assert_int_equal(U.a.tx.ssn[9], 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(send__refused),
	UNIT_UP(send__after_the_end),
	UNIT_UP(send__queue_is_counted),
	UNIT_UP(send__ssn_per_stream),
	UNIT_UP(release__when_the_last_fragment_is_acked),
	UNIT_UP(fail_all__each_message_once),
	UNIT_UP(set_streams__no_memory_keeps_the_old_ones),
	UNIT_UP(reset_ssns__all_streams),
};

int main(void)
{
	return cmocka_run_group_tests_name("sendq", tests, NULL, NULL);
}
