// SPDX-License-Identifier: GPL-2.0-only
/* How often timers expired: SCTP_TIMEOUTS */
#include "core/timeouts.h"
#include "unit.h"

static void counted(u32 data, u32 sack, u32 shutdown, u32 heartbeat,
		    u32 shutdown_ack)
{
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_INIT), 0);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_COOKIE), 0);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_DATA), data);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_SACK), sack);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_SHUTDOWN),
			 shutdown);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_HEARTBEAT),
			 heartbeat);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_SHUTDOWN_ACK),
			 shutdown_ack);
}

static void count_times(u32 n, enum sctp_timeout what)
{
	while (n--)
		sctp_timeouts_count(&U.a, what);
}

static void expire(u64 at)
{
	assert_true(at);
	unit_wait(at - U.now);
}

static void count__ordinary_ones_take_no_memory(void **state)
{
	counted(0, 0, 0, 0, 0);
	/* an allocation would fail */
	shim_fail_nth(1);
	count_times(3, SCTP_TIMEOUT_SACK);
	count_times(2, SCTP_TIMEOUT_HEARTBEAT);
	counted(0, 3, 0, 2, 0);
	shim_alloc_fails = NULL;
}

static void count__heartbeats_alone(void **state)
{
	count_times(1, SCTP_TIMEOUT_HEARTBEAT);
	counted(0, 0, 0, 1, 0);
	count_times(1, SCTP_TIMEOUT_SHUTDOWN);
	counted(0, 0, 1, 1, 0);
}

static void count__a_loss_takes_the_others_along(void **state)
{
	count_times(3, SCTP_TIMEOUT_SACK);
	count_times(2, SCTP_TIMEOUT_HEARTBEAT);
	count_times(5, SCTP_TIMEOUT_DATA);
	counted(5, 3, 0, 2, 0);
	count_times(1, SCTP_TIMEOUT_SACK);
	count_times(1, SCTP_TIMEOUT_HEARTBEAT);
	count_times(1, SCTP_TIMEOUT_SHUTDOWN_ACK);
	counted(5, 4, 0, 3, 1);
}

static void count__without_memory(void **state)
{
	count_times(3, SCTP_TIMEOUT_SACK);
	shim_fail_nth(1);
	count_times(1, SCTP_TIMEOUT_DATA);
	counted(0, 3, 0, 0, 0);
	count_times(1, SCTP_TIMEOUT_DATA);
	counted(1, 3, 0, 0, 0);
}

static void count__more_sacks_than_fit(void **state)
{
	count_times(1, SCTP_TIMEOUT_HEARTBEAT);
	count_times(1, SCTP_TIMEOUT_SACK);
	U.a.timeouts.word |= U32_MAX - 2;
	U.a.timeouts.word &= ~2ULL;
	counted(0, U32_MAX / 2 - 1, 0, 1, 0);
	count_times(1, SCTP_TIMEOUT_SACK);
	counted(0, U32_MAX / 2, 0, 1, 0);
	count_times(1, SCTP_TIMEOUT_SACK);
	counted(0, U32_MAX / 2 + 1, 0, 1, 0);
}

static void count__more_heartbeats_than_fit(void **state)
{
	count_times(1, SCTP_TIMEOUT_SACK);
	U.a.timeouts.word |= (u64)(U32_MAX - 1) << 32;
	count_times(1, SCTP_TIMEOUT_HEARTBEAT);
	counted(0, 1, 0, U32_MAX, 0);
	/* modulo 2^32, and the other is left alone */
	count_times(2, SCTP_TIMEOUT_HEARTBEAT);
	counted(0, 1, 0, 1, 0);
}

static void t3__is_data(void **state)
{
	unit_send(100, 0, 0);
	unit_flush();
	expire(U.a.primary->t3_rtx);
	counted(1, 0, 0, 0, 0);
	expire(U.a.primary->t3_rtx);
	counted(2, 0, 0, 0, 0);
}

static void sack__only_when_its_delay_is_over(void **state)
{
	struct unit_build b = { 0 }, c = { 0 };

	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 10);
	unit_data(&b, UNIT_PEER_TSN + 1, 0, 1, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
	expire(U.a.sack.at);
	counted(0, 1, 0, 0, 0);
	/* at once, by the I bit */
	unit_data(&c, UNIT_PEER_TSN + 2, 0, 2, SCTP_DATA_BE | SCTP_DATA_I, 10);
	unit_input(&c);
	unit_flush();
	counted(0, 1, 0, 0, 0);
}

static void heartbeat__due_and_unanswered(void **state)
{
	expire(U.a.primary->hb_at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	counted(0, 0, 0, 1, 0);
	expire(U.a.primary->hb_at);
	counted(0, 0, 0, 2, 0);
}

/* A path that data was sent on needs none, when the timer fires */
static void heartbeat__not_due(void **state)
{
	u64 at = U.a.primary->hb_at;

	U.now = at - SEC;
	unit_send(100, 0, 0);
	unit_flush();
	unit_acked(UNIT_MY_TSN, 100000);
	expire(at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	counted(0, 0, 0, 0, 0);
}

static void t2__shutdown(void **state)
{
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	expire(U.a.t2);
	counted(0, 0, 1, 0, 0);
}

static void t2__shutdown_ack(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, sizeof(cum));
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	expire(U.a.t2);
	counted(0, 0, 0, 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT_UP(count__ordinary_ones_take_no_memory),
		UNIT_UP(count__heartbeats_alone),
		UNIT_UP(count__a_loss_takes_the_others_along),
		UNIT_UP(count__without_memory),
		UNIT_UP(count__more_sacks_than_fit),
		UNIT_UP(count__more_heartbeats_than_fit),
		UNIT_UP(t3__is_data),
		UNIT_UP(sack__only_when_its_delay_is_over),
		UNIT_UP(heartbeat__due_and_unanswered),
		UNIT_UP(heartbeat__not_due),
		UNIT_UP(t2__shutdown),
		UNIT_UP(t2__shutdown_ack),
	};

	return cmocka_run_group_tests_name("timeouts", tests, NULL, NULL);
}
