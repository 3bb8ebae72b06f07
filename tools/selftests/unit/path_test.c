// SPDX-License-Identifier: GPL-2.0-only
/* Paths: choice, failure, heartbeats, PMTU (RFC 9260 sections 5.4, 6.4, 8) */
#include <stdlib.h>

#include "core/errors.h"
#include "core/heartbeat.h"
#include "core/life/end.h"
#include "core/loss/cc_window.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/pmdcs.h"
#include "core/send/ctl.h"
#include "core/send/txring.h"
#include "unit.h"

static void expire(u64 at)
{
	assert_true(at);
	U.now = at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

static void path_add__first_is_primary(void **state)
{
	struct sctp_path *p = unit_path(1, SCTP_PATH_ACTIVE);
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);

	assert_ptr_equal(U.a.primary, p);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_int_equal(U.a.npaths, 2);
	assert_ptr_equal(unit_path(2, SCTP_PATH_ACTIVE), q);
	assert_int_equal(U.a.npaths, 2);
	/* the user or the handshake confirmed it meanwhile */
	assert_int_equal(q->state, SCTP_PATH_ACTIVE);
}

static void path_add__limits(void **state)
{
	struct sctp_addr addr;
	u32 i;

	for (i = 0; i < SCTP_MAX_PATHS; i++)
		unit_path(i + 1, SCTP_PATH_ACTIVE);
	addr = unit_v4(i + 1);
	assert_null(sctp_path_add(&U.a, &addr, SCTP_PATH_ACTIVE));
	assert_int_equal(U.mib[SCTP_MIB_IN_ADDR_LIMIT], 1);
	assert_int_equal(U.a.npaths, SCTP_MAX_PATHS);
}

static void path_add__no_memory(void **state)
{
	struct sctp_addr addr = unit_v4(1);

	shim_fail_nth(1);
	assert_null(sctp_path_add(&U.a, &addr, SCTP_PATH_ACTIVE));
	assert_null(U.a.primary);
	assert_int_equal(U.mib[SCTP_MIB_NO_MEMORY], 1);
}

static void path_add__tiny_mtu_is_not_believed(void **state)
{
	struct sctp_path *p;

	U.mtu = 20;
	p = unit_path(1, SCTP_PATH_ACTIVE);
	assert_int_equal(p->mtu, 472);
	assert_int_equal(sctp_path_pmdcs(p), 460);
}

/* Most associations need one address, many are over soon */
static void path_add__unconfirmed_is_routed_with_its_probe(void **state)
{
	struct sctp_path *p, *q;

	U.mtu = 65515;
	p = unit_path(1, SCTP_PATH_ACTIVE);
	U.mtu = 1480;
	q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	assert_int_equal(q->mtu, 65515);
	assert_int_equal(q->saddr.family, 0);

	sctp_path_hb_request(&U.a, q, U.now);
	assert_int_equal(q->mtu, 1480);
	assert_int_equal(q->saddr.family, AF_INET);
	assert_false(q->moved);
	assert_int_equal(p->mtu, 65515);
	/* nothing that was measured on the other route is left */
	U.mtu = 1480;
	p = unit_path(3, SCTP_PATH_ACTIVE);
	assert_int_equal(q->cc.cwnd, p->cc.cwnd);
	assert_int_equal(q->cc.ssthresh, p->cc.ssthresh);
}

static void path_remove__moves_what_it_held(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	unit_send(100, 0, 0);
	unit_flush();
	sctp_path_remove(&U.a, p);
	assert_ptr_equal(U.a.primary, q);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	assert_int_equal(U.a.tx.ring.flight, 0);
	unit_forget_sent();
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_ptr_equal(U.sent[0]->path, q);
}

static void path_error__fails_over_and_comes_back(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 i;

	for (i = 0; i <= p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, true);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_ptr_equal(U.a.primary, p);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	sctp_path_answered(&U.a, p, SCTP_PC_BY_SACK);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_AVAILABLE));
	/* back to the primary path (6.4.1) */
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_int_equal(U.a.error_count, 0);
}

static void heartbeat__after_the_interval(void **state)
{
	struct sctp_path *p = U.a.primary;
	u64 rto = p->rto.rto;

	/* HB.interval + RTO, give or take half an RTO (8.3) */
	assert_in_range(p->hb_at - U.now, 30 * SEC + rto / 2,
			30 * SEC + rto / 2 + rto);
	expire(p->hb_at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_int_equal(p->hb_at, U.now + p->rto.rto);
	U.now += 70 * MS;
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_int_equal(p->rto.srtt, 70 * MS);
	assert_true(p->hb_at > U.now + 29 * SEC);
}

/* How long after HB.interval a path is probed */
static u64 hb_after(struct sctp_path *p)
{
	sctp_path_hb_restart(&U.a, p, U.now);
	return p->hb_at - U.now - 30 * SEC;
}

/* From half an RTO to one and a half, evenly */
static void heartbeat__has_jitter(void **state)
{
	u64 rto = U.a.primary->rto.rto, after;
	u32 n[10] = {}, i;

	for (i = 0; i < 1000; i++) {
		U.now += 37 * MS;
		after = hb_after(U.a.primary);
		assert_in_range(after, rto / 2, rto / 2 + rto - 1);
		n[(after - rto / 2) * 10 / rto]++;
	}
	for (i = 0; i < 10; i++)
		assert_in_range(n[i], 50, 150);
}

/* Paths that are restarted at once are not probed at once */
static void heartbeat__has_jitter_by_path(void **state)
{
	struct sctp_addr addr = { .family = AF_INET6 };
	struct sctp_path *p[2];
	int i;

	for (i = 0; i < 2; i++) {
		memset(addr.v6, 0xfd, sizeof(addr.v6));
		((u8 *)addr.v6)[15] = i;
		p[i] = sctp_path_add(&U.a, &addr, SCTP_PATH_ACTIVE);
		assert_non_null(p[i]);
	}
	assert_int_not_equal(hb_after(p[0]), hb_after(p[1]));
	assert_int_not_equal(hb_after(p[0]), hb_after(U.a.primary));
}

static void heartbeat__unanswered_counts(void **state)
{
	struct sctp_path *p = U.a.primary;

	expire(p->hb_at);
	expire(p->hb_at);
	assert_int_equal(p->error_count, 1);
	/* data takes this path */
	assert_int_equal(U.a.error_count, 1);
	assert_int_equal(p->rto.rto, 2 * SEC);
}

static void heartbeat__not_while_data_is_sent(void **state)
{
	struct sctp_path *p = U.a.primary;
	u64 at = p->hb_at;

	U.now = at - SEC;
	unit_send(10, 0, 0);
	unit_flush();
	p->t3_rtx = U.now + 1000 * SEC;
	unit_forget_sent();
	expire(at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	assert_true(p->hb_at > at + 28 * SEC);
}

/* What the association's parameters say of new paths */
static void path_add__takes_the_limit_of_growth(void **state)
{
	struct sctp_path *p = unit_path(2, SCTP_PATH_ACTIVE);

	assert_int_equal(sctp_cc_window_abc_l(p), SCTP_CC_ABC_L);
	unit_set_cfg(U.a, abc_l, 7);
	p = unit_path(3, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_cc_window_abc_l(p), 7);
}

static void heartbeat__confirms_an_address(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);

	sctp_path_probe_all(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	expire(q->hb_at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_ptr_equal(U.sent[0]->path, q);
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_int_equal(q->state, SCTP_PATH_ACTIVE);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_CONFIRMED));
	assert_int_equal(U.notice[U.nnotices - 1].error, SCTP_PC_BY_HEARTBEAT);
	assert_false(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	sctp_path_set_primary(&U.a, q);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
}

static void set_primary__takes_data_once_it_is_confirmed(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);

	sctp_path_set_primary(&U.a, q);
	assert_ptr_equal(U.a.primary, q);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	sctp_path_probe_all(&U.a, U.now);
	expire(q->hb_at);
	assert_ptr_equal(U.sent[U.nsent - 1]->path, q);
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
}

static void heartbeat__wrong_nonce_confirms_nothing(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	struct unit_build b = { 0 };
	const u8 *hb;
	u32 i, len;

	sctp_path_probe_all(&U.a, U.now);
	expire(q->hb_at);
	hb = unit_find(U.sent[0], SCTP_CT_HEARTBEAT, 0);
	len = get_unaligned_be16(hb + 2) - 4;
	for (i = 12; i < len; i++) {
		b.len = 0;
		unit_chunk(&b, SCTP_CT_HEARTBEAT_ACK, 0, hb + 4, len);
		b.bytes[4 + i] ^= 1;
		unit_input(&b);
	}
	/* nor does a short one, nor one without the parameter */
	b.len = 0;
	unit_chunk(&b, SCTP_CT_HEARTBEAT_ACK, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(q->state, SCTP_PATH_UNCONFIRMED);
}

static void heartbeat__unconfirmed_are_probed_one_by_one(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	struct sctp_path *r = unit_path(3, SCTP_PATH_UNCONFIRMED);

	sctp_path_probe_all(&U.a, U.now);
	expire(q->hb_at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_true(q->hb_pending);
	assert_false(r->hb_pending);
	assert_true(r->hb_at > U.now);
}

/* The user hears of other addresses after the first data, as a rule */
static void heartbeat__unconfirmed_wait_for_the_first_data(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);

	sctp_path_probe_all(&U.a, U.now);
	assert_true(q->hb_at > U.now + U.a.primary->rto.rto);
	expire(q->hb_at);
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_CONFIRMED));
}

/* A peer lists many addresses that are not its own */
static void heartbeat__one_per_rto_for_all_unconfirmed(void **state)
{
	u64 begin = U.now;
	u32 i;

	U.a.primary->hb_at = 0;
	for (i = 0; i < 20; i++)
		unit_path(0x0b000000 + i, SCTP_PATH_UNCONFIRMED);
	sctp_path_probe_all(&U.a, U.now);
	U.a.primary->hb_at = 0;
	unit_flush();
	while (U.now < begin + 100 * SEC) {
		U.now = sctp_assoc_deadline(&U.a);
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_true(unit_count(SCTP_CT_HEARTBEAT) <=
			    1 + (U.now - begin) / SEC);
	}
	/* each had its turn */
	assert_true(unit_count(SCTP_CT_HEARTBEAT) >= 40);
	assert_int_equal(U.a.error_count, 0);
}

/* So many in one RTO, and as many in the next */
static void heartbeat__burst_of_unconfirmed(void **state)
{
	u64 begin = U.now, first;
	struct sctp_path *p;
	u32 i;

	unit_set_cfg(U.a, hb_max_burst, 3);
	for (i = 0; i < 6; i++)
		unit_path(0x0b000000 + i, SCTP_PATH_UNCONFIRMED);
	sctp_path_probe_all(&U.a, U.now);
	U.a.primary->hb_at = 0;
	first = U.now + 1500 * MS;
	i = 0;
	list_for_each_entry(p, &U.a.paths, list)
		if (p->state == SCTP_PATH_UNCONFIRMED)
			assert_int_equal(p->hb_at, first + i++ / 3 * SEC);
	while (U.now < begin + 50 * SEC) {
		U.now = sctp_assoc_deadline(&U.a);
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_true(unit_count(SCTP_CT_HEARTBEAT) <=
			    3 * (1 + (U.now - begin) / SEC));
	}
	/* not one by one */
	assert_true(unit_count(SCTP_CT_HEARTBEAT) >= 30);
}

/* No limit: all at once, those that are added later, too */
static void heartbeat__all_unconfirmed_at_once(void **state)
{
	struct sctp_path *p, *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	struct sctp_path *r = unit_path(3, SCTP_PATH_UNCONFIRMED);

	unit_set_cfg(U.a, hb_max_burst, 0);
	sctp_path_probe_all(&U.a, U.now);
	assert_int_equal(q->hb_at, r->hb_at);
	p = unit_path(4, SCTP_PATH_UNCONFIRMED);
	sctp_path_probe(&U.a, p, 5, U.now);
	assert_true(p->hb_pending);
}

static void heartbeat__of_an_unconfirmed_path_counts_there_only(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	u32 i;

	U.a.primary->state = SCTP_PATH_INACTIVE;
	U.a.primary->hb_at = 0;
	sctp_path_probe_all(&U.a, U.now);
	U.a.primary->hb_at = 0;
	expire(q->hb_at);
	for (i = 0; i <= q->cfg.max_retrans; i++) {
		assert_int_equal(q->state, SCTP_PATH_UNCONFIRMED);
		assert_int_equal(q->error_count, i);
		expire(q->hb_at);
	}
	assert_int_equal(q->state, SCTP_PATH_INACTIVE);
	assert_int_equal(U.a.error_count, 0);
}

static void rto_seen__the_largest_and_where(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	sctp_path_take_max_rto(&U.a);
	assert_int_equal(sctp_path_max_rto(&U.a), 0);
	q->hb_at = U.now + 1;
	p->hb_at = 0;
	U.now = q->hb_at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	/* unanswered: twice as long */
	expire(q->hb_at);
	assert_in_range(sctp_path_max_rto(&U.a), q->rto.rto,
			q->rto.rto + 65536);
	assert_int_equal(sctp_path_max_rto(&U.a) / MS, q->rto.rto / MS);
	assert_true(sctp_path_max_rto(&U.a) > p->rto.rto);
	/* a user may set more than what is recorded */
	q->rto.rto = 400000 * (u64)NSEC_PER_SEC;
	sctp_path_rto_seen(&U.a, q);
	assert_true(sctp_path_max_rto(&U.a) > 80000 * (u64)NSEC_PER_SEC);
	assert_ptr_equal(sctp_path_rto_peak(&U.a), q);
	sctp_path_rto_seen(&U.a, p);
	assert_ptr_equal(sctp_path_rto_peak(&U.a), q);
	sctp_path_remove(&U.a, q);
	assert_ptr_equal(sctp_path_rto_peak(&U.a), p);
}

/* The largest RTO.Max there is does not overflow */
static void rto_seen__a_day(void **state)
{
	struct sctp_path *p = U.a.primary;

	sctp_path_take_max_rto(&U.a);
	p->rto.rto = 86400 * SEC;
	sctp_path_rto_seen(&U.a, p);
	p->rto.rto = SEC;
	sctp_path_rto_seen(&U.a, p);
	assert_int_equal(sctp_path_take_max_rto(&U.a) / MS, 86400 * 1000);
	assert_int_equal(sctp_path_max_rto(&U.a), 0);
	sctp_path_rto_seen(&U.a, p);
	assert_int_equal(sctp_path_max_rto(&U.a) / MS, 1000);
}

static void heartbeat__is_not_lost_for_want_of_memory(void **state)
{
	struct sctp_path *p = U.a.primary;

	U.now = p->hb_at;
	shim_fail_nth(1);
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	expire(p->hb_at);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_int_equal(p->error_count, 0);
}

static void heartbeat__is_answered_on_its_path(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	const u8 *ack;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, "anything at all", 15);
	unit_rx(&rx, &b, 4);
	rx.src = q->addr;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, q);
	ack = unit_find(U.sent[0], SCTP_CT_HEARTBEAT_ACK, 0);
	assert_non_null(ack);
	assert_int_equal(get_unaligned_be16(ack + 2), 19);
	assert_memory_equal(ack + 4, "anything at all", 15);
}

static void heartbeat__not_after_a_shutdown(void **state)
{
	struct sctp_path *p = U.a.primary;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(p->hb_at, 0);
	sctp_path_hb_restart(&U.a, p, U.now);
	sctp_path_unreachable(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(p->hb_at, 0);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
}

/* Without potentially failed paths (RFC 7829) data stays to the last error */
static void path_error__fails_over_at_once(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 i;

	p->cfg.pf_enabled = false;
	for (i = 0; i < p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, true);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	sctp_path_error(&U.a, p, true);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
}

/* After ASCONF the only address of the peer may be one to be confirmed: nothing
 * but probes may be sent there (RFC 9260 section 5.4)
 */
static struct sctp_path *only_unconfirmed(void)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);

	assert_int_equal(sctp_path_remove(&U.a, U.a.primary), 0);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	unit_forget_sent();
	return q;
}

static void unconfirmed_only__no_abort(void **state)
{
	only_unconfirmed();
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void unconfirmed_only__what_waits_lets_probes_go(void **state)
{
	struct sctp_path *q = only_unconfirmed();
	struct sctp_path *other = unit_path(3, SCTP_PATH_UNCONFIRMED);

	assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0, NULL,
				      0), 0);
	sctp_path_hb_request(&U.a, other, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
	sctp_path_confirm(&U.a, q);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_ERROR), 1);
}

/* Without probes the shutdown would never be sent */
static void unconfirmed_only__probed_in_the_shutdown(void **state)
{
	struct sctp_path *q = only_unconfirmed();

	sctp_path_probe(&U.a, q, 1, U.now);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
	assert_int_not_equal(q->hb_at, 0);
	unit_wait(q->hb_at - U.now);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
}

static void heartbeat__too_long_is_not_answered(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u8 *skb;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 4);
	unit_rx(&rx, &b, b.len);
	kfree_skb(rx.skb);
	skb = calloc(1, 61444);
	assert_non_null(skb);
	skb[0] = SCTP_CT_HEARTBEAT;
	put_unaligned_be16(61444, skb + 2);
	rx.skb = shim_skb_from(skb, 61444, 61444);
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	free(skb);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_CTRL_QUEUE_LIMIT], 1);
}

static void path_pmtu__smaller_sends_again_at_once(void **state)
{
	struct sctp_path *p = U.a.primary;

	p->cc.cwnd = 100000;
	unit_send(1400, 0, 0);
	unit_send(400, 0, 0);
	unit_send(1400, 0, 0);
	unit_flush();
	unit_forget_sent();
	sctp_path_pmtu(&U.a, p, 1000, U.now);
	assert_int_equal(p->mtu, 1000);
	assert_int_equal(U.a.tx.frag_point, (1000 - 12 - 16) & ~3);
	unit_flush();
	/* not smaller: each keeps its TSN, IP has to cut them */
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(U.mib[SCTP_MIB_PMTUD_RETRANSMITS], 2);
	assert_int_equal(p->rto.rto, 1 * SEC);
}

static void path_pmtu__absurd_values(void **state)
{
	struct sctp_path *p = U.a.primary;

	sctp_path_pmtu(&U.a, p, 0, U.now);
	assert_int_equal(p->mtu, 472);
	sctp_path_pmtu(&U.a, p, 9000, U.now);
	assert_int_equal(p->mtu, 9000);
	assert_int_equal(U.a.tx.frag_point, 9000 - 12 - 16);
}

static void path_pmtu__smallest_path_decides(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	sctp_path_pmtu(&U.a, q, 800, U.now);
	assert_int_equal(U.a.tx.frag_point, (800 - 12 - 16) & ~3);
	unit_set_cfg(U.a, maxseg, 99);
	sctp_path_pmtu(&U.a, q, 900, U.now);
	assert_int_equal(U.a.tx.frag_point, 96);
}

/* RFC 9260 section 7.2.5.2 */
static void path_rerouted__another_source_starts_over(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_addr saddr;

	unit_send(1000, 0, 0);
	unit_flush();
	p->cc.cwnd = 77777;
	p->cc.ssthresh = 55555;
	p->cc.room = 5;
	/* not for the same source, nor for another MTU */
	sctp_path_rerouted(&U.a, p, 1400, U.now);
	assert_int_equal(p->cc.cwnd, 77777);
	assert_int_equal(p->mtu, 1400);
	saddr = unit_v4(0x0a000002);
	sctp_path_set_source(p, &saddr);
	sctp_path_rerouted(&U.a, p, UNIT_MTU, U.now);
	assert_int_equal(p->cc.cwnd, 4404);
	assert_true(p->cc.ssthresh >= 0x7fffffff);
	assert_int_equal(sctp_cc_partial(p), 0);
	assert_int_equal(p->flight.size, 1016);
	/* once */
	p->cc.cwnd = 77777;
	sctp_path_rerouted(&U.a, p, UNIT_MTU, U.now);
	assert_int_equal(p->cc.cwnd, 77777);
}

static void path_rerouted__first_route_is_no_change(void **state)
{
	struct sctp_path *q;

	U.no_route = true;
	q = unit_path(2, SCTP_PATH_ACTIVE);
	q->cc.cwnd = 77777;
	U.no_route = false;
	sctp_path_reroute(&U.a, q, U.now);
	assert_int_equal(q->mtu, UNIT_MTU);
	assert_int_equal(q->cc.cwnd, 77777);
}

static void path_unreachable__is_only_a_hint(void **state)
{
	struct sctp_path *p = U.a.primary;

	sctp_path_unreachable(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	/* a flood of them does not make a flood of probes */
	sctp_path_unreachable(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
}

static void lose_route(struct sctp_path *p)
{
	U.no_route = true;
	sctp_path_reroute(&U.a, p, U.now);
	U.no_route = false;
	assert_true(p->route_dead);
}

static void path_route__data_leaves_a_path_without_one(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	lose_route(p);
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	unit_send(100, 0, 0);
	unit_flush();
	assert_ptr_equal(U.sent[0]->path, q);
	/* also what the user wants to go there (6.4.1) */
	unit_send(100, 0, 0);
	list_last_entry(&U.a.tx.queue, struct sctp_tx_msg, list)->path = p;
	unit_flush();
	assert_ptr_equal(U.sent[1]->path, q);
	sctp_path_reroute(&U.a, p, U.now);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
}

static void path_route__data_leaves_an_alternate_without_one(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);
	u32 i;

	for (i = 0; i <= p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, false);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	lose_route(q);
	assert_ptr_equal(sctp_path_for_data(&U.a), r);
	/* and stays there */
	sctp_path_reroute(&U.a, q, U.now);
	assert_ptr_equal(sctp_path_for_data(&U.a), r);
}

/* The route was found missing when a packet was sent */
static void path_route__none_when_a_packet_leaves(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	sctp_path_unrouted(&U.a, p);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	sctp_path_rerouted(&U.a, p, UNIT_MTU, U.now);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
}

/* It does not wait for T3-rtx, and is no error of the path */
static void path_route__what_is_in_flight_leaves_a_path_without_one(void **st)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	unit_send(100, 0, 0);
	unit_flush();
	assert_ptr_equal(U.sent[0]->path, p);
	sctp_path_unrouted(&U.a, p);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_DATA, 0));
	assert_ptr_equal(U.sent[1]->path, q);
	assert_int_equal(p->flight.size, 0);
	assert_int_equal(p->t3_rtx, 0);
	assert_int_equal(p->error_count, 0);
	assert_true(q->t3_rtx);
	unit_acked(UNIT_MY_TSN, 50000);
	unit_nothing_left();
}

static void path_route__what_is_in_flight_waits_without_another(void **state)
{
	struct sctp_path *p = U.a.primary;

	unit_send(100, 0, 0);
	unit_flush();
	sctp_path_unrouted(&U.a, p);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_true(p->t3_rtx);
}

static void path_route__what_is_down_may_be_better_than_none(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 i;

	for (i = 0; i <= q->cfg.max_retrans; i++)
		sctp_path_error(&U.a, q, false);
	lose_route(p);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
}

/* Down by T3-rtx, then probed with HEARTBEATs; the last is answered */
static void heartbeat__brings_a_path_back(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 i, n;

	q->cfg.hb_enabled = false;
	q->hb_at = 0;
	for (i = 0; i <= p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, true);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	for (n = 0; n < 3; n++) {
		unit_forget_sent();
		expire(p->hb_at);
		assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
		assert_ptr_equal(U.sent[0]->path, p);
		if (n == 2)
			break;
		/* not answered */
		expire(p->hb_at);
	}
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_AVAILABLE));
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
}

static const struct CMUnitTest tests[] = {
	UNIT(path_add__first_is_primary),
	UNIT(path_add__limits),
	UNIT(path_add__no_memory),
	UNIT(path_add__tiny_mtu_is_not_believed),
	UNIT(path_add__unconfirmed_is_routed_with_its_probe),
	UNIT_UP(path_remove__moves_what_it_held),
	UNIT_UP(path_error__fails_over_and_comes_back),
	UNIT_UP(unconfirmed_only__no_abort),
	UNIT_UP(unconfirmed_only__what_waits_lets_probes_go),
	UNIT_UP(unconfirmed_only__probed_in_the_shutdown),
	UNIT_UP(path_error__fails_over_at_once),
	UNIT_UP(heartbeat__after_the_interval),
	UNIT_UP(heartbeat__has_jitter),
	UNIT_UP(heartbeat__has_jitter_by_path),
	UNIT_UP(heartbeat__unanswered_counts),
	UNIT_UP(heartbeat__not_while_data_is_sent),
	UNIT_UP(path_add__takes_the_limit_of_growth),
	UNIT_UP(heartbeat__confirms_an_address),
	UNIT_UP(set_primary__takes_data_once_it_is_confirmed),
	UNIT_UP(heartbeat__wrong_nonce_confirms_nothing),
	UNIT_UP(heartbeat__unconfirmed_are_probed_one_by_one),
	UNIT_UP(heartbeat__unconfirmed_wait_for_the_first_data),
	UNIT_UP(heartbeat__one_per_rto_for_all_unconfirmed),
	UNIT_UP(heartbeat__burst_of_unconfirmed),
	UNIT_UP(heartbeat__all_unconfirmed_at_once),
	UNIT_UP(heartbeat__of_an_unconfirmed_path_counts_there_only),
	UNIT_UP(rto_seen__the_largest_and_where),
	UNIT_UP(rto_seen__a_day),
	UNIT_UP(heartbeat__is_not_lost_for_want_of_memory),
	UNIT_UP(heartbeat__is_answered_on_its_path),
	UNIT_UP(heartbeat__not_after_a_shutdown),
	UNIT_UP(heartbeat__too_long_is_not_answered),
	UNIT_UP(path_pmtu__smaller_sends_again_at_once),
	UNIT_UP(path_pmtu__absurd_values),
	UNIT_UP(path_pmtu__smallest_path_decides),
	UNIT_UP(path_rerouted__another_source_starts_over),
	UNIT_UP(path_rerouted__first_route_is_no_change),
	UNIT_UP(path_unreachable__is_only_a_hint),
	UNIT_UP(path_route__data_leaves_a_path_without_one),
	UNIT_UP(path_route__data_leaves_an_alternate_without_one),
	UNIT_UP(path_route__none_when_a_packet_leaves),
	UNIT_UP(path_route__what_is_in_flight_leaves_a_path_without_one),
	UNIT_UP(path_route__what_is_in_flight_waits_without_another),
	UNIT_UP(path_route__what_is_down_may_be_better_than_none),
	UNIT_UP(heartbeat__brings_a_path_back),
};

int main(void)
{
	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
