// SPDX-License-Identifier: GPL-2.0-only
/* Probing for the MTU, RFC 8899 */
#include "core/ext/plpmtud.h"
#include "core/heartbeat.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/send/txring.h"
#include "unit.h"

#define INTERVAL	5000
#define ROUND		(INTERVAL * MS)
#define BASE		1200
#define LEAST		472

static struct sctp_path *P;
static u32 nlost;

static void run(u64 at)
{
	U.now = at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* The probe sent last: its size, with the common header */
static u32 probe_size(void)
{
	u32 i;

	for (i = U.nsent; i--;)
		if (unit_find(U.sent[i], SCTP_CT_PAD, 0))
			return U.sent[i]->len + 12;
	return 0;
}

static const u8 *last_probe(void)
{
	u32 i;

	for (i = U.nsent; i--;)
		if (unit_find(U.sent[i], SCTP_CT_PAD, 0))
			return unit_find(U.sent[i], SCTP_CT_HEARTBEAT, 0);
	return NULL;
}

/* Without heartbeats of other kinds */
static void begin(u32 route)
{
	P = U.a.primary;
	P->cfg.hb_enabled = false;
	sctp_path_hb_stop(P);
	U.mtu = route;
	sctp_path_pmtu(&U.a, P, route, U.now);
	assert_int_equal(sctp_plpmtud_reserve(P), 0);
	sctp_path_set_probing(&U.a, P, INTERVAL, U.now);
	unit_forget_sent();
}

/* Send the probe that is due, on a path that takes packets of up to @passes
 * bytes. True if it was answered.
 */
static bool probe_once(u32 passes)
{
	unit_forget_sent();
	run(P->plpmtud->at);
	if (!probe_size() || probe_size() > passes)
		return false;
	unit_heartbeat_ack(last_probe());
	return true;
}

/* Until the search is complete. Returns how many probes it took */
static u32 search(u32 passes)
{
	u32 n = 0;

	nlost = 0;
	while (P->plpmtud->state != SCTP_PLPMTUD_COMPLETE) {
		nlost += !probe_once(passes);
		assert_true(++n < 200);
	}
	return n;
}

static void begin__uses_the_base_size_at_once(void **state)
{
	begin(1480);
	assert_int_equal(P->mtu, BASE);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_BASE);
	run(U.now);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(probe_size(), BASE);
}

static void begin__waits_for_the_address(void **state)
{
	struct sctp_path *q;

	unit_set_cfg(U.a, probe_interval, INTERVAL);
	q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	assert_int_equal(sctp_plpmtud_interval(q), INTERVAL);
	assert_false(sctp_path_probing(q));
	assert_int_equal(q->plpmtud->at, 0);
	sctp_path_hb_request(&U.a, q, U.now);
	unit_flush();
	/* nor when its route is looked up */
	assert_false(sctp_path_probing(q));
	unit_heartbeat_ack(unit_find(U.sent[U.nsent - 1], SCTP_CT_HEARTBEAT,
				     0));
	assert_true(q->confirmed);
	assert_true(sctp_path_probing(q));
	assert_int_equal(q->mtu, BASE);
	assert_int_equal(q->plpmtud->route, UNIT_MTU);
}

static void begin__no_memory_no_probing(void **state)
{
	struct sctp_path *q;

	unit_set_cfg(U.a, probe_interval, INTERVAL);
	shim_fail_nth(2);
	q = unit_path(2, SCTP_PATH_ACTIVE);
	assert_non_null(q);
	assert_null(q->plpmtud);
	assert_int_equal(q->mtu, UNIT_MTU);
	assert_int_equal(U.mib[SCTP_MIB_NO_MEMORY], 1);
}

static void begin__not_on_this_host(void **state)
{
	begin(65515);
	assert_int_equal(P->mtu, 65515);
	assert_false(sctp_path_probing(P));
	assert_int_equal(P->plpmtud->at, 0);
}

static void search__the_largest_first(void **state)
{
	begin(1480);
	assert_true(probe_once(1480));
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_SEARCH);
	assert_int_equal(P->mtu, BASE);
	assert_true(probe_once(1480));
	assert_int_equal(probe_size(), 1480);
	assert_int_equal(P->mtu, 1480);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_COMPLETE);
}

/* Chunks are padded: the route's last bytes are used without a probe */
static void search__mtu_that_is_no_multiple_of_four(void **state)
{
	begin(1479);
	assert_int_equal(search(1479), 2);
	assert_int_equal(probe_size(), 1476);
	assert_int_equal(P->mtu, 1479);
}

static void search__finds_each_size(void **state)
{
	u32 passes;

	for (passes = BASE; passes <= 1480; passes += 4) {
		begin(1480);
		search(passes);
		assert_int_equal(P->mtu, passes);
		sctp_path_set_probing(&U.a, P, 0, U.now);
		assert_int_equal(P->mtu, 1480);
	}
}

static void search__losses_are_few(void **state)
{
	begin(8980);
	search(4012);
	assert_int_equal(P->mtu, 4012);
	/* four sizes, thrice each */
	assert_true(nlost <= 12);
}

static void search__small_links(void **state)
{
	begin(556);
	assert_int_equal(P->mtu, 556);
	assert_int_equal(search(556), 1);
	assert_int_equal(P->mtu, 556);
}

static void probe__is_a_heartbeat_with_padding(void **state)
{
	const u8 *pad;

	begin(1480);
	run(U.now);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->bytes[0], SCTP_CT_HEARTBEAT);
	pad = unit_find(U.sent[0], SCTP_CT_PAD, 0);
	assert_non_null(pad);
	assert_ptr_equal(pad + get_unaligned_be16(pad + 2),
			 U.sent[0]->bytes + U.sent[0]->len);
	assert_true(U.sent[0]->probe);
}

static void probe__at_most_one_in_an_interval(void **state)
{
	u64 until;
	u32 n = 0;

	begin(1480);
	for (until = U.now + 100 * ROUND; U.now < until; n++)
		run(sctp_assoc_deadline(&U.a));
	assert_true(n <= 101);
}

static void probe__its_loss_is_no_error(void **state)
{
	u64 rto;
	u32 i;

	begin(1480);
	rto = P->rto.rto;
	for (i = 0; i < 50; i++)
		probe_once(0);
	assert_int_equal(P->error_count, 0);
	assert_int_equal(U.a.error_count, 0);
	assert_int_equal(P->rto.rto, rto);
	assert_int_equal(P->state, SCTP_PATH_ACTIVE);
}

static void probe__none_while_the_path_does_not_work(void **state)
{
	begin(1480);
	P->state = SCTP_PATH_INACTIVE;
	assert_false(probe_once(1480));
	assert_int_equal(probe_size(), 0);
	assert_int_equal(P->plpmtud->at, U.now + ROUND);
	assert_int_equal(P->plpmtud->lost, 0);
	P->state = SCTP_PATH_ACTIVE;
	assert_true(probe_once(1480));
}

static void probe__without_memory_is_not_lost(void **state)
{
	begin(1480);
	shim_fail_nth(1);
	run(U.now);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(P->plpmtud->lost, 0);
	assert_false(P->plpmtud->pending);
	assert_true(probe_once(1480));
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_SEARCH);
}

static void ack__forged(void **state)
{
	u8 hb[64];

	begin(1480);
	run(U.now);
	memcpy(hb, last_probe(), 20);
	hb[12] ^= 1;
	unit_heartbeat_ack(hb);
	assert_true(P->plpmtud->pending);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_BASE);
}

/* The answer to a probe before says nothing about this one */
static void ack__late(void **state)
{
	u8 hb[64];

	begin(1480);
	run(U.now);
	memcpy(hb, last_probe(), 20);
	run(P->plpmtud->at);
	unit_heartbeat_ack(hb);
	assert_true(P->plpmtud->pending);
	unit_heartbeat_ack(last_probe());
	unit_heartbeat_ack(last_probe());
	assert_int_equal(P->mtu, BASE);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_SEARCH);
}

static void error__the_base_size_does_not_pass(void **state)
{
	begin(1480);
	search(600);
	assert_int_equal(P->mtu, 600);
}

static void error__nothing_passes(void **state)
{
	u32 i;

	begin(1480);
	for (i = 0; i < 3; i++)
		probe_once(0);
	run(P->plpmtud->at);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_ERROR);
	assert_int_equal(P->mtu, LEAST);
	/* an outage that was shorter than the path took to fail */
	search(1480);
	assert_int_equal(P->mtu, 1480);
}

/* Then the size is not what matters */
static void error__not_even_the_least_size(void **state)
{
	u32 i;

	begin(1480);
	for (i = 0; i < 6; i++)
		probe_once(0);
	run(P->plpmtud->at);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_BASE);
	assert_int_equal(probe_size(), BASE);
	assert_int_equal(P->mtu, LEAST);
}

static void complete__confirms_each_interval(void **state)
{
	u64 at;

	begin(1480);
	search(1480);
	at = P->plpmtud->at;
	assert_int_equal(at, U.now + ROUND);
	assert_true(probe_once(1480));
	assert_int_equal(probe_size(), 1480);
	assert_int_equal(P->plpmtud->at, at + ROUND);
}

static void black_hole__three_probes(void **state)
{
	begin(1480);
	search(1480);
	probe_once(1300);
	probe_once(1300);
	probe_once(1300);
	assert_int_equal(P->mtu, 1480);
	run(P->plpmtud->at);
	assert_int_equal(P->mtu, BASE);
	search(1300);
	assert_int_equal(P->mtu, 1300);
}

static void black_hole__t3_twice(void **state)
{
	begin(1480);
	search(1480);
	unit_send(1400, 0, 0);
	unit_flush();
	run(P->t3_rtx);
	assert_int_equal(P->mtu, 1480);
	assert_int_equal(P->error_count, 1);
	unit_forget_sent();
	run(P->t3_rtx);
	assert_int_equal(P->mtu, BASE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_BASE);
}

/* T3-rtx expires for another reason */
static void black_hole__not_of_small_packets(void **state)
{
	begin(1480);
	search(600);
	unit_send(400, 0, 0);
	unit_flush();
	run(P->t3_rtx);
	run(P->t3_rtx);
	assert_int_equal(P->error_count, 2);
	assert_int_equal(P->mtu, 600);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_COMPLETE);
}

static void raise__after_thirty_intervals(void **state)
{
	u32 i;

	begin(1480);
	search(1300);
	for (i = 0; i < 29; i++)
		assert_true(probe_once(1480));
	assert_int_equal(P->mtu, 1300);
	assert_true(probe_once(1480));
	assert_true(probe_once(1480));
	assert_int_equal(probe_size(), 1304);
	search(1480);
	assert_int_equal(P->mtu, 1480);
}

static void raise__costs_three_probes(void **state)
{
	u32 i;

	begin(1480);
	search(1300);
	for (i = 0; i < 30; i++)
		assert_true(probe_once(1300));
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_SEARCH);
	assert_true(search(1300) <= 4);
	assert_int_equal(P->mtu, 1300);
}

static void too_big__below_the_probe_is_tried_next(void **state)
{
	begin(1480);
	probe_once(1480);
	run(P->plpmtud->at);
	assert_int_equal(probe_size(), 1480);
	sctp_path_too_big(&U.a, P, 1382, U.now);
	assert_int_equal(P->mtu, BASE);
	assert_true(probe_once(1382));
	assert_int_equal(probe_size(), 1380);
	assert_int_equal(P->mtu, 1380);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_COMPLETE);
}

static void too_big__below_the_size_in_use(void **state)
{
	begin(1480);
	search(1480);
	unit_send(1400, 0, 0);
	unit_flush();
	unit_forget_sent();
	sctp_path_too_big(&U.a, P, 1380, U.now);
	unit_flush();
	/* data goes on at once */
	assert_int_equal(P->mtu, BASE);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_true(probe_once(1380));
	assert_true(probe_once(1380));
	assert_int_equal(P->mtu, 1380);
}

/* CVE class: forged ICMP errors */
static void too_big__forged(void **state)
{
	static const u32 bad[] = { 0, 20, 68, 471, 1196, 1480, 1484, 9000,
				   U32_MAX };
	u32 i;

	begin(1480);
	search(1480);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		sctp_path_too_big(&U.a, P, bad[i], U.now);
	assert_int_equal(P->mtu, 1480);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_COMPLETE);
	/* nor above the probe that is unanswered, nor without one */
	sctp_path_probe_begin(&U.a, P, U.now);
	probe_once(1480);
	sctp_path_too_big(&U.a, P, 1300, U.now);
	assert_int_equal(P->plpmtud->failed, 0);
	run(P->plpmtud->at);
	sctp_path_too_big(&U.a, P, 1480, U.now);
	assert_int_equal(P->plpmtud->failed, 0);
}

/* CVE class: timer storms. Each error costs a probe at most, and there is an
 * end
 */
static void too_big__flood(void **state)
{
	u32 mtu, n = 0;

	begin(1480);
	search(1480);
	unit_forget_sent();
	for (mtu = 1480; mtu; mtu--) {
		sctp_path_too_big(&U.a, P, mtu, U.now);
		if (P->plpmtud->at <= U.now)
			n++;
		unit_forget_sent();
		run(U.now);
		if (last_probe())
			unit_heartbeat_ack(last_probe());
	}
	assert_true(n <= 280);
	assert_true(P->mtu >= BASE);
}

static void route__smaller_one_is_used_at_once(void **state)
{
	begin(1480);
	search(1480);
	sctp_path_pmtu(&U.a, P, 1300, U.now);
	assert_int_equal(P->mtu, 1300);
	assert_int_equal(sctp_path_route_mtu(P), 1300);
	sctp_path_pmtu(&U.a, P, 1000, U.now);
	assert_int_equal(P->mtu, 1000);
}

static void route__larger_one_is_probed_first(void **state)
{
	begin(1480);
	search(1480);
	sctp_path_pmtu(&U.a, P, 8980, U.now);
	assert_int_equal(P->mtu, 1480);
	assert_true(probe_once(8980));
	assert_int_equal(probe_size(), 8980);
	assert_int_equal(P->mtu, 8980);
}

static void route__probe_that_is_too_large_is_lost_at_once(void **state)
{
	begin(1480);
	probe_once(1480);
	run(P->plpmtud->at);
	assert_int_equal(probe_size(), 1480);
	sctp_path_pmtu(&U.a, P, 1400, U.now);
	assert_true(P->plpmtud->at <= U.now);
	assert_true(probe_once(1400));
	assert_int_equal(P->mtu, 1400);
}

/* Where the MTU changes with each packet probes would cause each other */
static void route__probe_under_way_is_waited_for(void **state)
{
	u64 at;

	begin(1480);
	run(U.now);
	assert_int_equal(probe_size(), BASE);
	at = P->plpmtud->at;
	sctp_path_pmtu(&U.a, P, 1400, U.now);
	assert_int_equal(P->plpmtud->at, at);
	assert_true(P->plpmtud->pending);
	unit_heartbeat_ack(last_probe());
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_SEARCH);
	assert_true(probe_once(1400));
	assert_int_equal(P->mtu, 1400);
}

/* Nothing is to be found for an association that ends */
static void end__stops_after_a_shutdown(void **state)
{
	begin(1480);
	run(U.now);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	run(P->plpmtud->at);
	assert_int_equal(probe_size(), 0);
	assert_int_equal(P->plpmtud->at, 0);
}

static void route__other_source_begins_again(void **state)
{
	struct sctp_addr other = unit_v4(0x0a000909);

	begin(1480);
	search(1480);
	sctp_path_set_source(P, &other);
	sctp_path_rerouted(&U.a, P, 1480, U.now);
	assert_int_equal(P->mtu, BASE);
	assert_int_equal(P->plpmtud->state, SCTP_PLPMTUD_BASE);
}

static void route__fixed_mtu_ends_it(void **state)
{
	begin(1480);
	search(1300);
	P->cfg.pmtud_enabled = false;
	sctp_path_pmtu(&U.a, P, 1480, U.now);
	assert_int_equal(P->mtu, 1480);
	assert_false(sctp_path_probing(P));
	P->cfg.pmtud_enabled = true;
	sctp_path_pmtu(&U.a, P, 1480, U.now);
	assert_int_equal(P->mtu, BASE);
	assert_true(sctp_path_probing(P));
}

static void set__longer_and_shorter(void **state)
{
	begin(1480);
	search(1480);
	sctp_path_set_probing(&U.a, P, 60000, U.now);
	assert_int_equal(P->mtu, 1480);
	probe_once(1480);
	assert_int_equal(P->plpmtud->at, U.now + 60 * SEC);
	sctp_path_set_probing(&U.a, P, 5000, U.now);
	assert_int_equal(P->plpmtud->at, U.now + 5 * SEC);
}

static void end__stops_it(void **state)
{
	begin(1480);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(P->plpmtud->at, 0);
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
}

static void restart__begins_again(void **state)
{
	begin(1480);
	search(1480);
	sctp_path_reset_all(&U.a);
	assert_false(sctp_path_probing(P));
	sctp_path_confirm(&U.a, P);
	sctp_path_probe_begin(&U.a, P, U.now);
	assert_int_equal(P->mtu, BASE);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(begin__uses_the_base_size_at_once),
	UNIT_UP(begin__waits_for_the_address),
	UNIT_UP(begin__no_memory_no_probing),
	UNIT_UP(begin__not_on_this_host),
	UNIT_UP(search__the_largest_first),
	UNIT_UP(search__mtu_that_is_no_multiple_of_four),
	UNIT_UP(search__finds_each_size),
	UNIT_UP(search__losses_are_few),
	UNIT_UP(search__small_links),
	UNIT_UP(probe__is_a_heartbeat_with_padding),
	UNIT_UP(probe__at_most_one_in_an_interval),
	UNIT_UP(probe__its_loss_is_no_error),
	UNIT_UP(probe__none_while_the_path_does_not_work),
	UNIT_UP(probe__without_memory_is_not_lost),
	UNIT_UP(ack__forged),
	UNIT_UP(ack__late),
	UNIT_UP(error__the_base_size_does_not_pass),
	UNIT_UP(error__nothing_passes),
	UNIT_UP(error__not_even_the_least_size),
	UNIT_UP(complete__confirms_each_interval),
	UNIT_UP(black_hole__three_probes),
	UNIT_UP(black_hole__t3_twice),
	UNIT_UP(black_hole__not_of_small_packets),
	UNIT_UP(raise__after_thirty_intervals),
	UNIT_UP(raise__costs_three_probes),
	UNIT_UP(too_big__below_the_probe_is_tried_next),
	UNIT_UP(too_big__below_the_size_in_use),
	UNIT_UP(too_big__forged),
	UNIT_UP(too_big__flood),
	UNIT_UP(route__smaller_one_is_used_at_once),
	UNIT_UP(route__larger_one_is_probed_first),
	UNIT_UP(route__probe_that_is_too_large_is_lost_at_once),
	UNIT_UP(route__probe_under_way_is_waited_for),
	UNIT_UP(end__stops_after_a_shutdown),
	UNIT_UP(route__other_source_begins_again),
	UNIT_UP(route__fixed_mtu_ends_it),
	UNIT_UP(set__longer_and_shorter),
	UNIT_UP(end__stops_it),
	UNIT_UP(restart__begins_again),
};

int main(void)
{
	return cmocka_run_group_tests_name("plpmtud", tests, NULL, NULL);
}
