// SPDX-License-Identifier: GPL-2.0-only
/* Errors of paths: potentially failed, failed, another primary (RFC 7829) */
#include "core/errors.h"
#include "core/heartbeat.h"
#include "core/life/shutdown.h"
#include "core/pathset.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))

static struct sctp_path *second(void)
{
	return unit_path(0x0a000102, SCTP_PATH_ACTIVE);
}

static void t3(struct sctp_path *p)
{
	assert_true(p->t3_rtx);
	U.now = p->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The heartbeat timer */
static void hb(struct sctp_path *p)
{
	assert_true(p->hb_at);
	U.now = p->hb_at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* By default the first timeout is enough: the next packet is elsewhere */
static void pf__after_the_first_error(void **state)
{
	struct sctp_path *p = U.a.primary, *q = second();

	unit_send(100, 0, 0);
	unit_flush();
	unit_forget_sent();
	t3(p);
	assert_int_equal(p->state, SCTP_PATH_PF);
	assert_int_equal(U.nnotices, 1);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE,
				 SCTP_PC_POTENTIALLY_FAILED));
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	assert_ptr_equal(U.a.primary, p);
	assert_int_equal(q->flight.size, 116);
	/* it is probed from then on */
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_true(p->hb_pending);
	assert_int_equal(p->hb_at, U.now + p->rto.rto);
}

static void pf__after_more_than_pf_max_retrans(void **state)
{
	struct sctp_path *p = U.a.primary;

	second();
	p->cfg.pf_max_retrans = 2;
	sctp_path_error(&U.a, p, false);
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_PF);
}

static void pf__off(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	second();
	p->cfg.pf_enabled = false;
	for (i = 0; i < p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
}

static void pf__not_beyond_path_max_retrans(void **state)
{
	struct sctp_path *p = U.a.primary;

	second();
	p->cfg.max_retrans = 0;
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_int_equal(U.nnotices, 1);
}

static void pf__never_of_an_unconfirmed_address(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);

	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_UNCONFIRMED);
}

/* HEARTBEATs once per RTO, which doubles, until Path.Max.Retrans */
static void pf__then_inactive(void **state)
{
	struct sctp_path *p = U.a.primary;
	u64 rto, began;
	u32 i;

	second();
	unit_send(100, 0, 0);
	unit_flush();
	t3(p);
	unit_acked(TSN(0), 50000);
	for (i = 1; i < p->cfg.max_retrans; i++) {
		began = U.now;
		rto = p->rto.rto;
		unit_forget_sent();
		hb(p);
		assert_int_equal(U.now - began, rto);
		assert_int_equal(p->rto.rto, 2 * rto);
		assert_int_equal(p->state, SCTP_PATH_PF);
		assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	}
	unit_forget_sent();
	hb(p);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_UNREACHABLE));
	/* at the usual pace from now on */
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	assert_true(p->hb_at - U.now >= 30 * SEC);
	/* the association has another path all the time */
	assert_int_equal(U.a.error_count, 0);
}

static void pf__until_a_heartbeat_ack(void **state)
{
	struct sctp_path *p = U.a.primary;

	second();
	unit_send(100, 0, 0);
	unit_flush();
	unit_forget_sent();
	t3(p);
	unit_acked(TSN(0), 50000);
	unit_forget_sent();
	hb(p);
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(p->error_count, 0);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_NOT_FAILED));
	assert_false(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_AVAILABLE));
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_true(p->hb_at - U.now >= 30 * SEC);
}

/* There is only one: its data tells enough, and counts once */
static void pf__the_only_path(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	unit_send(100, 0, 0);
	unit_flush();
	for (i = 0; i < 3; i++) {
		unit_forget_sent();
		t3(p);
		assert_int_equal(p->state, SCTP_PATH_PF);
		assert_int_equal(unit_count(SCTP_CT_DATA), 1);
		assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
		assert_int_equal(U.a.error_count, i + 1);
		assert_int_equal(p->error_count, i + 1);
		/* HB.interval does not count meanwhile */
		assert_int_equal(p->hb_at, U.now + p->rto.rto);
	}
	unit_acked(TSN(0), 50000);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(p->error_count, 0);
}

/* Which of its transmissions arrived cannot be told */
static void pf__not_by_data_of_two_paths(void **state)
{
	struct sctp_path *p;

	second();
	unit_send(100, 0, 0);
	unit_flush();
	t3(U.a.primary);
	p = sctp_path_for_data(&U.a);
	assert_ptr_not_equal(p, U.a.primary);
	t3(p);
	p = sctp_txring_slot(&U.a.tx.ring, TSN(0))->path;
	assert_int_equal(p->state, SCTP_PATH_PF);
	unit_acked(TSN(0), 50000);
	assert_int_equal(p->state, SCTP_PATH_PF);
	assert_int_equal(p->error_count, 1);
	assert_int_equal(U.a.error_count, 0);
	/* but by data of one */
	p = sctp_path_for_data(&U.a);
	assert_int_equal(p->state, SCTP_PATH_PF);
	unit_send(100, 0, 0);
	unit_flush();
	unit_acked(TSN(1), 50000);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(p->error_count, 0);
}

/* An active path's errors are forgiven all the same (RFC 9260 section 8.2) */
static void pf__active_by_data_of_two_paths(void **state)
{
	struct sctp_path *p;

	second();
	unit_send(100, 0, 0);
	unit_flush();
	t3(U.a.primary);
	p = sctp_txring_slot(&U.a.tx.ring, TSN(0))->path;
	assert_ptr_not_equal(p, U.a.primary);
	sctp_path_error(&U.a, U.a.primary, false);
	p->cfg.pf_max_retrans = 1;
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	unit_acked(TSN(0), 50000);
	assert_int_equal(p->error_count, 0);
	assert_int_equal(U.a.primary->state, SCTP_PATH_PF);
}

/* HB.interval may be anything; off is off */
/* A HEARTBEAT was lost. Meanwhile data went there: it tells as much as the next
 * HEARTBEAT
 */
static void pf__data_instead_of_a_heartbeat(void **state)
{
	struct sctp_path *p = U.a.primary;

	p->state = SCTP_PATH_PF;
	sctp_path_hb_request(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	unit_send(100, 0, 0);
	unit_flush();
	U.now = p->hb_at;
	sctp_path_hb_expired(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_int_equal(p->hb_at, U.now + p->rto.rto);
}

static void pf__heartbeats_turned_off(void **state)
{
	struct sctp_path *p = U.a.primary;

	second();
	p->cfg.hb_enabled = false;
	unit_send(100, 0, 0);
	unit_flush();
	t3(p);
	assert_int_equal(p->state, SCTP_PATH_PF);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	assert_int_equal(p->hb_at, 0);
}

/* An idle path fails by HEARTBEATs alone */
static void pf__by_heartbeats(void **state)
{
	struct sctp_path *q = second();

	q->hb_at = U.now + SEC;
	hb(q);
	assert_true(q->hb_pending);
	unit_forget_sent();
	hb(q);
	assert_int_equal(q->state, SCTP_PATH_PF);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
}

static void ps__another_primary(void **state)
{
	struct sctp_path *p = U.a.primary, *q = second();

	p->cfg.ps_max_retrans = 1;
	sctp_path_error(&U.a, p, false);
	assert_ptr_equal(U.a.primary, p);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	sctp_path_error(&U.a, p, false);
	assert_ptr_equal(U.a.primary, q);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	/* and stays */
	sctp_path_answered(&U.a, p, SCTP_PC_BY_HEARTBEAT);
	assert_ptr_equal(U.a.primary, q);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
}

static void ps__off(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	second();
	for (i = 0; i < 10; i++)
		sctp_path_error(&U.a, p, false);
	assert_ptr_equal(U.a.primary, p);
}

static void ps__no_other_path(void **state)
{
	struct sctp_path *p = U.a.primary;

	p->cfg.ps_max_retrans = 0;
	sctp_path_error(&U.a, p, false);
	assert_ptr_equal(U.a.primary, p);
	assert_false(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
}

static void restart__nothing_is_potentially_failed(void **state)
{
	struct sctp_path *p = U.a.primary;

	second();
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_PF);
	sctp_path_reset_all(&U.a);
	assert_int_equal(p->state, SCTP_PATH_UNCONFIRMED);
	assert_int_equal(p->error_count, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(pf__after_the_first_error),
	UNIT_UP(pf__after_more_than_pf_max_retrans),
	UNIT_UP(pf__off),
	UNIT_UP(pf__not_beyond_path_max_retrans),
	UNIT_UP(pf__never_of_an_unconfirmed_address),
	UNIT_UP(pf__then_inactive),
	UNIT_UP(pf__until_a_heartbeat_ack),
	UNIT_UP(pf__the_only_path),
	UNIT_UP(pf__not_by_data_of_two_paths),
	UNIT_UP(pf__active_by_data_of_two_paths),
	UNIT_UP(pf__data_instead_of_a_heartbeat),
	UNIT_UP(pf__heartbeats_turned_off),
	UNIT_UP(pf__by_heartbeats),
	UNIT_UP(ps__another_primary),
	UNIT_UP(ps__off),
	UNIT_UP(ps__no_other_path),
	UNIT_UP(restart__nothing_is_potentially_failed),
};

int main(void)
{
	return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
