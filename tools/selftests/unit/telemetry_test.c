// SPDX-License-Identifier: GPL-2.0-only
/*
 * Telemetry: what limits an association, delivery rates, what is lost and why.
 * One message is one chunk of 1416 bytes and one packet, the round trip time is
 * 40 ms.
 */
#include "core/loss/cc.h"
#include "core/loss/rto.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/send/txring.h"
#include "core/telemetry.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define RTT	(40 * MS)
#define CHUNK	1416

static struct sctp_path *P;

static int setup(void **state)
{
	unit_setup_up(state);
	unit_set_cfg(U.a, tail_loss_probe, false);
	P = unit_measured(100000, RTT);
	assert_int_equal(sctp_telemetry_set(&U.a, true, U.now), 0);
	return 0;
}

static u64 limited(enum sctp_limit limit)
{
	return sctp_telemetry_time(&U.a, limit, U.now);
}

static u64 rate(const struct sctp_path *p)
{
	bool short_of_data;

	return sctp_telemetry_rate(&U.a, p, &short_of_data);
}

static bool rate_short(void)
{
	bool short_of_data;

	sctp_telemetry_rate(&U.a, NULL, &short_of_data);
	return short_of_data;
}

static struct sctp_path_counts counts(const struct sctp_path *p)
{
	struct sctp_path_counts n;

	sctp_telemetry_counts(&U.a, p, U.now, &n);
	return n;
}

static u32 events(enum sctp_path_event event)
{
	return counts(NULL).events[event];
}

/* Only this one moved, by so much, and the association's sum has it, too */
static void only(enum sctp_path_event event, u32 n)
{
	u32 i;

	for (i = 0; i < SCTP_PE_MAX; i++) {
		assert_int_equal(counts(P).events[i], i == event ? n : 0);
		assert_int_equal(events(i), i == event ? n : 0);
	}
}

static void telemetry__off_unless_asked_for(void **state)
{
	unit_setup_up(state);
	unit_send_chunks(3);
	unit_acked(TSN(2), 1000000);
	assert_null(U.a.telemetry);
}

static void telemetry__a_new_association_has_it(void **state)
{
	unit_setup(state);
	unit_set_cfg(U.a, telemetry, true);
	unit_up();
	assert_non_null(U.a.telemetry);
	assert_int_equal(sctp_telemetry_set(&U.a, false, U.now), 0);
	assert_null(U.a.telemetry);
	unit_send_chunks(1);
	unit_acked(TSN(0), 1000000);
	assert_null(U.a.telemetry);
}

/* What is there counts on when it is turned on again */
static void telemetry__on_twice(void **state)
{
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(1), 1000000);
	assert_int_equal(sctp_telemetry_set(&U.a, true, U.now), 0);
	assert_int_equal(counts(P).delivered, CHUNK);
}

/* --- limits --- */

static void limit__idle_then_the_user(void **state)
{
	U.now += 5 * MS;
	unit_send_chunks(1);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_IDLE), 5 * MS);
	assert_int_equal(limited(SCTP_LIMIT_USER), RTT);
	unit_acked(TSN(1), 1000000);
	U.now += 3 * MS;
	unit_flush();
	assert_int_equal(limited(SCTP_LIMIT_IDLE), 8 * MS);
	assert_int_equal(limited(SCTP_LIMIT_USER), RTT);
	assert_int_equal(limited(SCTP_LIMIT_CWND), 0);
	assert_int_equal(counts(P).busy, RTT);
}

static void limit__cwnd(void **state)
{
	P->cc.cwnd = 3 * CHUNK;
	unit_send_chunks(5);
	assert_true(U.a.tx.queued_msgs > 0);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_CWND), RTT);
	assert_int_equal(limited(SCTP_LIMIT_USER), 0);
}

/* Also when all was sent, but more could not be */
static void limit__cwnd_is_used_up(void **state)
{
	P->cc.cwnd = 3 * CHUNK;
	U.sender_waits = true;
	unit_send_chunks(3);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_CWND), RTT);
}

static void limit__peer_window(void **state)
{
	U.a.tx.peer.rwnd = 3000;
	unit_send_chunks(5);
	assert_int_equal(U.a.tx.queued_msgs, 3);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_RWND), RTT);
	/* closed, and nothing is in flight */
	unit_acked(TSN(2), 0);
	U.now += RTT;
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_int_equal(limited(SCTP_LIMIT_RWND), 2 * RTT);
	assert_int_equal(counts(P).busy, RTT);
}

static void limit__send_buffer(void **state)
{
	U.sender_waits = true;
	unit_send_chunks(2);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_SNDBUF), RTT);
	U.sender_waits = false;
	unit_flush();
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_SNDBUF), RTT);
	assert_int_equal(limited(SCTP_LIMIT_USER), RTT);
}

/* A user that begins to wait after the flush, which nothing else tells */
static void limit__the_user_begins_to_wait(void **state)
{
	unit_send_chunks(2);
	assert_int_equal(U.a.telemetry->limit, SCTP_LIMIT_USER);
	sctp_telemetry_user_waits(&U.a, U.now);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_SNDBUF), RTT);
	assert_int_equal(limited(SCTP_LIMIT_USER), 0);
	/* but with cwnd used up that is what limits it */
	P->cc.cwnd = 3 * CHUNK;
	unit_send_chunks(3);
	sctp_telemetry_user_waits(&U.a, U.now);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_CWND), RTT);
	assert_int_equal(limited(SCTP_LIMIT_SNDBUF), RTT);
}

/* With several paths in use any that has room counts */
static void limit__one_of_two_paths_is_full(void **state)
{
	struct sctp_path *q = unit_path(0x0a000003, SCTP_PATH_ACTIVE);

	unit_set_cfg(U.a, cmt, SCTP_MP_UNCOUPLED);
	q->cc.cwnd = 100000;
	unit_send_chunks(3);
	P->cc.cwnd = min_t(u32, P->flight.size, P->cc.cwnd);
	q->cc.cwnd = q->flight.size + 50000;
	unit_flush();
	assert_int_equal(U.a.telemetry->limit, SCTP_LIMIT_USER);
	P->cc.cwnd = 0;
	q->cc.cwnd = 0;
	unit_flush();
	assert_int_equal(U.a.telemetry->limit, SCTP_LIMIT_CWND);
}

/* A small message that waits for more is the user's, not the network's */
static void limit__nagle(void **state)
{
	U.a.ep->nodelay = false;
	unit_send_chunks(1);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 1);
	U.now += RTT;
	assert_int_equal(limited(SCTP_LIMIT_USER), RTT);
}

/* --- delivery rate --- */

/* A window of ten packets each round trip, of which two are acknowledged at
 * once and eight later, and the user has more
 */
static void rate__of_a_round_trip(void **state)
{
	u32 i;

	P->cc.cwnd = 10 * CHUNK;
	P->cc.ssthresh = 10 * CHUNK;
	for (i = 0; i < 60; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	assert_true(U.a.tx.queued_msgs > 0);
	U.now += RTT - RTT / 10 * 9;
	for (i = 0; i < 30; i += 10) {
		U.now += RTT / 10 * 9;
		unit_acked(TSN(i + 2), 1000000);
		P->cc.cwnd = 10 * CHUNK;
		unit_forget_sent();
		assert_true(!i || rate(P) == 10ULL * CHUNK * 1000 / 40);
		U.now += RTT / 10;
		unit_acked(TSN(i + 10), 1000000);
		P->cc.cwnd = 10 * CHUNK;
		unit_forget_sent();
	}
	assert_int_equal(rate(NULL), rate(P));
	assert_false(rate_short());
	assert_int_equal(counts(P).delivered, 30 * CHUNK);
}

/* SACKs that are held up come all at once, and what leaves then is acknowledged
 * by one: 18 packets in the round trip after the first of them
 */
static void rate__of_late_acknowledgments(void **state)
{
	u32 i;

	P->cc.cwnd = 10 * CHUNK;
	P->cc.ssthresh = 10 * CHUNK;
	for (i = 0; i < 60; i++)
		unit_send(1400, 0, 0);
	unit_flush();
	for (i = 2; i <= 30; i += 2) {
		U.now += i == 2 ? RTT : i == 22 ? RTT : i > 22 ? 0 : RTT / 5;
		unit_acked(TSN(i), 1000000);
		P->cc.cwnd = 10 * CHUNK;
		unit_forget_sent();
	}
	U.now += RTT;
	unit_acked(U.a.tx.ring.next - 1, 1000000);
	assert_true(rate(P) <= 12ULL * CHUNK * 1000 / 40);
	assert_true(rate(P) >= 8ULL * CHUNK * 1000 / 40);
}

/* A user that sends one message a round trip does not show what the path can */
static void rate__user_has_little(void **state)
{
	u64 full;

	unit_send_chunks(4);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	full = rate(P);
	assert_int_equal(full, 4ULL * CHUNK * 1000 / 40);
	assert_true(rate_short());
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(5), 1000000);
	assert_int_equal(rate(P), full);
	unit_send_chunks(8);
	U.now += RTT;
	unit_acked(TSN(13), 1000000);
	assert_int_equal(rate(P), 2 * full);
}

/* The time a path was idle is in no rate */
static void rate__after_a_pause(void **state)
{
	unit_send_chunks(4);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	U.now += 300 * MS;
	unit_send_chunks(8);
	U.now += RTT;
	unit_acked(TSN(12), 1000000);
	assert_int_equal(rate(P), 8ULL * CHUNK * 1000 / 40);
}

/* What is in flight already when counting begins says nothing about the rate */
static void rate__begins_in_the_middle(void **state)
{
	sctp_telemetry_free(&U.a);
	unit_send_chunks(10);
	U.now += RTT - 1000;
	assert_int_equal(sctp_telemetry_set(&U.a, true, U.now), 0);
	unit_flush();
	U.now += 1000;
	unit_acked(TSN(10), 1000000);
	assert_int_equal(rate(P), 0);
	unit_send_chunks(10);
	U.now += RTT;
	unit_acked(TSN(20), 1000000);
	assert_int_equal(rate(P), 10ULL * CHUNK * 1000 / 40);
}

/* After T3-rtx they go to another path. The first transmission is acknowledged
 * soon after that, which is no round trip there.
 */
static void rate__of_what_came_from_another_path(void **state)
{
	struct sctp_path *q = unit_path(0x0a000003, SCTP_PATH_ACTIVE);

	q->rack.highest = TSN(0);
	q->rack.sent_at = 1;
	unit_send_chunks(10);
	unit_wait(P->t3_rtx - U.now);
	assert_true(q->flight.size > 0);
	U.now += 1000;
	unit_acked(TSN(10), 1000000);
	assert_int_equal(rate(q), 0);
}

/* --- losses --- */

static void lost__by_acknowledgments(void **state)
{
	unit_send_chunks(6);
	U.now += 2 * RTT;
	unit_gap_acked(TSN(0), 1000000, 3, 6);
	unit_wait(sctp_assoc_deadline(&U.a) - U.now);
	only(SCTP_PE_LOST_ACKS, 2);
	assert_int_equal(counts(P).resent, 2 * CHUNK);
}

static void lost__by_timeout(void **state)
{
	unit_send_chunks(4);
	unit_wait(P->t3_rtx - U.now);
	only(SCTP_PE_LOST_TIMEOUT, 4);
}

/* A window probe that is lost is no loss (RFC 9260 section 6.1 rule A) */
static void lost__not_window_probes(void **state)
{
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(1), 0);
	unit_send_chunks(1);
	unit_wait(sctp_assoc_deadline(&U.a) - U.now);
	assert_true(U.a.tx.ring.flight > 0);
	unit_wait(P->t3_rtx - U.now);
	only(SCTP_PE_MAX, 0);
}

static void lost__by_probe(void **state)
{
	unit_set_cfg(U.a, tail_loss_probe, true);
	unit_send_chunks(2);
	unit_wait(sctp_assoc_deadline(&U.a) - U.now);
	assert_int_equal(U.mib[SCTP_MIB_LOSS_PROBES], 1);
	U.now += RTT;
	unit_acked(TSN(2), 1000000);
	unit_send_chunks(1);
	U.now += RTT;
	unit_acked(TSN(3), 1000000);
	only(SCTP_PE_LOST_PROBE, 1);
}

static void lost__with_the_route(void **state)
{
	unit_path(0x0a000003, SCTP_PATH_ACTIVE);
	unit_send_chunks(3);
	sctp_path_unrouted(&U.a, P);
	only(SCTP_PE_LOST_ROUTE, 3);
}

static void lost__too_large(void **state)
{
	unit_send_chunks(3);
	sctp_path_pmtu(&U.a, P, 1000, U.now);
	only(SCTP_PE_LOST_SIZE, 3);
}

static void reordered__is_not_lost(void **state)
{
	unit_send_chunks(6);
	U.now += RTT;
	unit_gap_acked(TSN(0), 1000000, 5, 5);
	U.now += MS;
	unit_acked(TSN(6), 1000000);
	/* TSN(1) to TSN(4) were overtaken by TSN(5), by four at most */
	only(SCTP_PE_REORDERED, 4);
	assert_int_equal(counts(P).reordering, 4);
}

/* --- paths that go, TSNs that begin anew --- */

static void path__removed_its_counts_stay(void **state)
{
	unit_path(0x0a000003, SCTP_PATH_ACTIVE);
	unit_send_chunks(4);
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	assert_int_equal(sctp_path_remove(&U.a, P), 0);
	assert_int_equal(counts(NULL).delivered, 4 * CHUNK);
	assert_int_equal(counts(U.a.primary).delivered, 0);
	assert_null(U.a.telemetry->paths);
}

/* A round trip that was being measured would not end */
static void rate__tsns_begin_anew(void **state)
{
	unit_send_chunks(4);
	assert_true(U.a.telemetry->paths->round_at);
	sctp_telemetry_renumbered(&U.a);
	assert_false(U.a.telemetry->paths->round_at);
	unit_flush();
	U.now += RTT;
	unit_acked(TSN(4), 1000000);
	assert_int_equal(rate(P), 4ULL * CHUNK * 1000 / 40);
}

static void telemetry__no_memory(void **state)
{
	sctp_telemetry_free(&U.a);
	shim_fail_nth(1);
	assert_int_equal(sctp_telemetry_set(&U.a, true, U.now), -ENOMEM);
	assert_null(U.a.telemetry);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)
#define BARE(fn) cmocka_unit_test_teardown(fn, unit_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(telemetry__off_unless_asked_for),
		BARE(telemetry__a_new_association_has_it),
		TEST(telemetry__on_twice),
		TEST(telemetry__no_memory),
		TEST(limit__idle_then_the_user),
		TEST(limit__cwnd),
		TEST(limit__cwnd_is_used_up),
		TEST(limit__peer_window),
		TEST(limit__send_buffer),
		TEST(limit__nagle),
		TEST(limit__the_user_begins_to_wait),
		TEST(limit__one_of_two_paths_is_full),
		TEST(rate__of_a_round_trip),
		TEST(rate__of_late_acknowledgments),
		TEST(rate__user_has_little),
		TEST(rate__after_a_pause),
		TEST(rate__tsns_begin_anew),
		TEST(rate__begins_in_the_middle),
		TEST(rate__of_what_came_from_another_path),
		TEST(lost__by_acknowledgments),
		TEST(lost__by_timeout),
		TEST(lost__not_window_probes),
		TEST(lost__by_probe),
		TEST(lost__with_the_route),
		TEST(lost__too_large),
		TEST(reordered__is_not_lost),
		TEST(path__removed_its_counts_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
