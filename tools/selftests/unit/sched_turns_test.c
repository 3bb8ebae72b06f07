// SPDX-License-Identifier: GPL-2.0-only
/*
 * The stream schedulers of RFC 8260 sections 3.2 to 3.6: who is served when,
 * and how much of the bytes each stream gets.
 */
#include <string.h>

#include "core/send/sched.h"
#include "core/send/sched_turns.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define STREAMS	64

static void use(const struct sctp_sched_ops *ops)
{
	sctp_sendq_set_streams(&U.a, STREAMS);
	assert_int_equal(sctp_sched_set(&U.a, ops, GFP_KERNEL), 0);
	U.a.primary->cc.cwnd = 1000000;
	U.a.tx.peer.rwnd = 1000000;
}

static void value(u16 sid, u16 val)
{
	assert_int_equal(sctp_sched_set_value(&U.a, sid, val), 0);
	assert_int_equal(sctp_sched_value(&U.a, sid), val);
}

static void queue(u16 sid, u32 len, u32 n)
{
	while (n--)
		unit_send(len, sid, 0);
}

/* Send the next fragment as flush.c does, without packets; return its stream */
static u16 serve(u32 *len)
{
	struct sctp_tx_msg *msg = sctp_sched_pick(&U.a);
	u16 sid;

	assert_non_null(msg);
	sid = msg->sid;
	*len = min(msg->len - msg->sent, 1000U);
	msg->sent += *len;
	U.a.tx.queued_bytes -= *len;
	if (msg->sent == msg->len)
		U.a.tx.queued_msgs--;
	sctp_sched_took(&U.a, msg, *len);
	if (msg->sent == msg->len)
		sctp_tx_msg_release(&U.a, msg);
	return sid;
}

static void expect_order(const char *sids)
{
	u32 len;

	for (; *sids; sids++)
		assert_int_equal(serve(&len), *sids - '0');
	assert_null(sctp_sched_pick(&U.a));
}

/* Serve @total bytes, and count those of each stream */
static void serve_bytes(u32 total, u32 *bytes)
{
	u32 len, sum;
	u16 sid;

	memset(bytes, 0, STREAMS * sizeof(*bytes));
	for (sum = 0; sum < total; sum += len) {
		sid = serve(&len);
		bytes[sid] += len;
	}
}

static void expect_near(u32 val, u32 want, u32 off)
{
	assert_in_range(val, want - off, want + off);
}

static void rr__a_message_each(void **state)
{
	use(&sctp_sched_rr);
	queue(1, 10, 3);
	queue(2, 900, 2);
	queue(3, 10, 1);
	expect_order("123121");
}

/* A stream that comes back is behind those that wait */
static void rr__who_comes_back_waits(void **state)
{
	u32 len;

	use(&sctp_sched_rr);
	queue(1, 10, 1);
	queue(2, 10, 2);
	assert_int_equal(serve(&len), 1);
	queue(1, 10, 1);
	expect_order("212");
}

static void rr__fragments_stay_together(void **state)
{
	use(&sctp_sched_rr);
	queue(1, 3000, 2);
	queue(2, 10, 2);
	expect_order("11121112");
}

/* But with I-DATA, which numbers them (RFC 8260 section 2.2.2) */
static void rr__fragments_of_i_data_are_mixed(void **state)
{
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	use(&sctp_sched_rr);
	queue(1, 3000, 1);
	queue(2, 10, 2);
	expect_order("12121");
}

static void fcfs__requeued_message_is_first(void **state)
{
	struct sctp_tx_msg *msg;

	use(&sctp_sched_fcfs);
	queue(1, 10, 1);
	queue(2, 10, 1);
	msg = sctp_sched_pick(&U.a);
	sctp_sched_dequeue(&U.a, msg);
	U.a.tx.sched->requeue(&U.a, msg);
	expect_order("12");
}

static void rr__requeued_message_is_first_of_its_stream(void **state)
{
	struct sctp_tx_msg *msg;

	use(&sctp_sched_rr);
	queue(1, 10, 1);
	queue(1, 20, 1);
	queue(2, 10, 1);
	msg = sctp_sched_pick(&U.a);
	sctp_sched_dequeue(&U.a, msg);
	U.a.tx.sched->requeue(&U.a, msg);
	assert_ptr_equal(sctp_turns_first(&U.a, 1), msg);
	expect_order("121");
}

static void prio__highest_first(void **state)
{
	use(&sctp_sched_prio);
	value(1, 7);
	value(2, 3);
	value(3, 65535);
	queue(3, 10, 2);
	queue(1, 10, 2);
	queue(2, 10, 2);
	queue(4, 10, 1);
	expect_order("4221133");
}

static void prio__equal_ones_take_turns(void **state)
{
	use(&sctp_sched_prio);
	value(1, 7);
	value(2, 7);
	queue(1, 10, 3);
	queue(2, 10, 2);
	queue(5, 10, 2);
	expect_order("5512121");
}

/* Strict: who has low priority waits as long as others send */
static void prio__low_one_waits(void **state)
{
	u32 len, i;

	use(&sctp_sched_prio);
	value(1, 1);
	queue(1, 10, 1);
	queue(2, 10, 1);
	for (i = 0; i < 1000; i++) {
		queue(2, 10, 1);
		assert_int_equal(serve(&len), 2);
	}
	expect_order("21");
}

static void prio__changes_while_messages_wait(void **state)
{
	use(&sctp_sched_prio);
	value(1, 5);
	value(2, 6);
	queue(1, 10, 2);
	queue(2, 10, 2);
	value(2, 1);
	expect_order("2211");
}

/* With DATA a message that was begun is not overtaken */
static void prio__begun_message_goes_on(void **state)
{
	u32 len;

	use(&sctp_sched_prio);
	value(1, 5);
	queue(1, 2000, 1);
	queue(1, 10, 1);
	assert_int_equal(serve(&len), 1);
	queue(2, 10, 1);
	expect_order("121");
}

/* Equal bytes, whatever the lengths of messages: each within one message */
static void fc__equal_bytes(void **state)
{
	u32 bytes[STREAMS], i;

	use(&sctp_sched_fc);
	queue(0, 10, 10000);
	queue(1, 100, 1000);
	queue(2, 1000, 100);
	queue(3, 5000, 20);
	serve_bytes(200000, bytes);
	for (i = 0; i < 4; i++)
		expect_near(bytes[i], 50000, 5000);
}

static void wfq__bytes_by_weight(void **state)
{
	static const u16 weight[] = { 1, 2, 4, 8 };
	u32 bytes[STREAMS], i;

	use(&sctp_sched_wfq);
	for (i = 0; i < 4; i++) {
		value(i, weight[i]);
		queue(i, i % 2 ? 100 : 1000, i % 2 ? 2000 : 200);
	}
	serve_bytes(150000, bytes);
	for (i = 0; i < 4; i++)
		expect_near(bytes[i], 10000 * weight[i], 1000);
}

static void wfq__extreme_weights(void **state)
{
	u32 bytes[STREAMS];

	use(&sctp_sched_wfq);
	value(1, 65535);
	value(2, 1);
	queue(1, 1000, 1000);
	queue(2, 1000, 10);
	serve_bytes(900000, bytes);
	/* it is served once at first, and then waits, but not for ever */
	assert_int_equal(bytes[2], 1000);
	serve_bytes(110000, bytes);
	assert_int_equal(bytes[2], 9000);
}

static void wfq__weight_is_1_and_never_0(void **state)
{
	use(&sctp_sched_wfq);
	assert_int_equal(sctp_sched_value(&U.a, 3), 1);
	value(3, 5);
	assert_int_equal(sctp_sched_set_value(&U.a, 3, 0), -EINVAL);
	assert_int_equal(sctp_sched_value(&U.a, 3), 5);
	/* a stream whose weight was not set has as much as one of weight 1 */
	value(3, 1);
	queue(3, 1000, 4);
	queue(4, 1000, 4);
	expect_order("34343434");
}

/* Who was idle does not get what it did not use, nor does it wait */
static void fc__idleness_is_not_saved(void **state)
{
	u32 bytes[STREAMS];

	use(&sctp_sched_fc);
	queue(1, 1000, 1000);
	queue(2, 1000, 1);
	serve_bytes(500000, bytes);
	queue(2, 1000, 100);
	serve_bytes(100000, bytes);
	expect_near(bytes[1], 50000, 1000);
	expect_near(bytes[2], 50000, 1000);
}

/* Who had a large message and comes back waits as long as others had to */
static void fc__large_message_is_remembered(void **state)
{
	u32 len, sum = 0;

	use(&sctp_sched_fc);
	queue(1, 10000, 1);
	queue(2, 100, 200);
	do
		assert_int_equal(serve(&len), 1);
	while ((sum += len) < 10000);
	queue(1, 100, 1);
	for (sum = 0; serve(&len) != 1; )
		sum += len;
	expect_near(sum, 10000, 100);
}

/* The order of keys is right when they wrap, also for who was idle for long */
static void fc__keys_wrap(void **state)
{
	u32 bytes[STREAMS], i;

	use(&sctp_sched_fc);
	U.a.tx.streams.more->clock = -2000ULL;
	queue(1, 1000, 100);
	queue(2, 100, 1000);
	serve_bytes(100000, bytes);
	expect_near(bytes[1], 50000, 1000);
	for (i = 0; i < 8; i++) {
		U.a.tx.streams.more->clock = (u64)i << 61;
		queue(3, 1000, 10);
		queue(4, 1000, 10);
		serve_bytes(20000, bytes);
		if (i)
			continue;
		assert_int_equal(bytes[3] + bytes[4] + bytes[1] + bytes[2],
				 20000);
	}
}

/* A stream that joins is served after at most one message of each other */
static void wfq__nobody_starves(void **state)
{
	u32 i, n, len;

	use(&sctp_sched_wfq);
	for (i = 0; i < 32; i++) {
		value(i, 1 + i);
		queue(i, 500, 200);
	}
	for (i = 0; i < 1000; i++)
		serve(&len);
	value(40, 1);
	queue(40, 500, 1);
	for (n = 0; serve(&len) != 40; n++)
		assert_in_range(n, 0, 40 * 32);
}

static void sched__each_changes_to_each(void **state)
{
	static const u32 nr[] = { 0, 1, 2, 3, 4, 1024 };
	u32 i, j, k, len;

	for (i = 0; i < ARRAY_SIZE(nr); i++)
		for (j = 0; j < ARRAY_SIZE(nr); j++) {
			use(sctp_sched_find(nr[i]));
			/* one message was begun */
			queue(20, 3000, 1);
			assert_int_equal(serve(&len), 20);
			queue(1, 10, 2);
			queue(2, 10, 2);
			use(sctp_sched_find(nr[j]));
			assert_int_equal(U.a.tx.sched->nr, nr[j]);
			assert_int_equal(serve(&len), 20);
			assert_int_equal(serve(&len), 20);
			for (k = 0; k < 4; k++)
				assert_in_range(serve(&len), 1, 2);
			assert_null(sctp_sched_pick(&U.a));
		}
}

static void sched__values_go_with_a_change(void **state)
{
	use(&sctp_sched_prio);
	value(1, 7);
	use(&sctp_sched_prio);
	assert_int_equal(sctp_sched_value(&U.a, 1), 7);
	use(&sctp_sched_wfq);
	assert_int_equal(sctp_sched_value(&U.a, 1), 1);
	use(&sctp_sched_prio);
	assert_int_equal(sctp_sched_value(&U.a, 1), 0);
}

static void sched__unknown_numbers(void **state)
{
	assert_null(sctp_sched_find(5));
	assert_null(sctp_sched_find(1023));
	assert_null(sctp_sched_find(65536));
	assert_null(sctp_sched_find(U32_MAX));
}

static void sched__index_of_each(void **state)
{
	static const u32 nr[] = { 0, 1, 2, 3, 4, 1024 };
	u32 i, index;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		index = sctp_sched_index(sctp_sched_find(nr[i]));
		assert_int_equal(sctp_sched_at(index)->nr, nr[i]);
	}
	assert_int_equal(sctp_sched_index(&sctp_sched_fcfs), 0);
}

static int send_part(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags;
	return sctp_assoc_send(&U.a, &msg->m, U.now);
}

static void sched__open_message_is_taken_over(void **state)
{
	u32 len;

	use(&sctp_sched_rr);
	assert_int_equal(send_part(10, 2, SCTP_TX_OPEN), 0);
	assert_int_equal(serve(&len), 2);
	use(&sctp_sched_fcfs);
	use(&sctp_sched_rr);
	assert_true(U.a.tx.streams.more->begun);
	assert_null(sctp_sched_pick(&U.a));
	assert_int_equal(send_part(10, 2, 0), 0);
	queue(1, 10, 1);
	use(&sctp_sched_prio);
	expect_order("21");
}

/* Nothing else could be sent before it ends: it lets all others go first */
static void sched__open_message_waits_for_others(void **state)
{
	static const u32 nr[] = { 1, 2, 3, 4, 1024 };
	u32 i, len;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		use(sctp_sched_find(nr[i]));
		queue(1, 10, 2);
		queue(3, 10, 1);
		assert_int_equal(send_part(10, 2, SCTP_TX_OPEN), 0);
		assert_int_equal(send_part(10, 2, SCTP_TX_OPEN), 0);
		assert_int_not_equal(serve(&len), 2);
		assert_int_not_equal(serve(&len), 2);
		assert_int_not_equal(serve(&len), 2);
		assert_int_equal(serve(&len), 2);
		assert_int_equal(send_part(10, 2, 0), 0);
		queue(1, 10, 1);
		expect_order("221");
	}
}

/* FCFS has no rule for it: it is behind all others then */
static void sched__open_message_is_last_for_fcfs(void **state)
{
	u32 len;

	use(&sctp_sched_rr);
	queue(2, 10, 1);
	queue(5, 10, 2);
	assert_int_equal(send_part(10, 2, SCTP_TX_OPEN), 0);
	assert_int_equal(serve(&len), 2);
	use(&sctp_sched_fcfs);
	expect_order("552");
	assert_int_equal(send_part(10, 2, 0), 0);
	queue(5, 10, 1);
	expect_order("25");
}

/* A message that fails when it is begun holds nobody back. CVE-2026-52924: the
 * scheduler kept what was freed.
 */
static void sched__cve_2026_52924_nothing_kept_of_failed_messages(void **state)
{
	static const u32 nr[] = { 0, 1, 2, 3, 4, 1024 };
	u32 i, len;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		use(sctp_sched_find(nr[i]));
		queue(1, 3000, 2);
		serve(&len);
		queue(2, 10, 2);
		sctp_sendq_fail_all(&U.a, 0);
		assert_null(sctp_sched_pick(&U.a));
		assert_null(sctp_sched_next(&U.a, NULL));
		queue(2, 10, 1);
		queue(1, 10, 1);
		expect_order("21");
	}
}

/* CVE-2023-53590: the peer grants fewer streams than have messages, values */
static void sched__cve_2023_53590_streams_that_are_gone(void **state)
{
	static const u32 nr[] = { 0, 1, 2, 3, 4, 1024 };
	u32 i, sid, len;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		use(sctp_sched_find(nr[i]));
		for (sid = 0; sid < STREAMS; sid++) {
			if (U.a.tx.sched->valued)
				value(sid, 1 + sid % 3);
			queue(sid, 10, 2);
		}
		sctp_sendq_set_streams(&U.a, 3);
		sctp_sendq_drop_bad_streams(&U.a);
		for (sid = 0; sid < 6; sid++)
			assert_in_range(serve(&len), 0, 2);
		assert_null(sctp_sched_pick(&U.a));
	}
}

static void sched__no_memory_for_a_value(void **state)
{
	use(&sctp_sched_prio);
	shim_fail_nth(1);
	assert_int_equal(sctp_sched_set_value(&U.a, 40, 1), -ENOMEM);
	shim_fail_nth(0);
	assert_false(sctp_ostream_exists(&U.a, 40));
	assert_int_equal(sctp_sched_set_value(&U.a, 40, 1), 0);
	assert_true(sctp_ostream_exists(&U.a, 40));
	assert_true(sctp_ostream_exists(&U.a, 47));
	assert_false(sctp_ostream_exists(&U.a, 48));
	assert_false(sctp_ostream_exists(&U.a, 65535));
}

/* The streams of the DATA chunks of a packet as digits */
static const char *sids_of(u32 packet)
{
	static char sids[64];
	const u8 *d;
	u32 k;

	for (k = 0; (d = unit_find(U.sent[packet], SCTP_CT_DATA, k)); k++)
		sids[k] = '0' + get_unaligned_be16(d + 8);
	sids[k] = '\0';
	return sids;
}

static void expect_packets(u32 n, const char *const *sids)
{
	u32 i;

	assert_int_equal(U.nsent, n);
	for (i = 0; i < n; i++)
		assert_string_equal(sids_of(i), sids[i]);
}

/* Section 3.3: a packet has DATA of one stream only */
static void rr_pkt__a_packet_each(void **state)
{
	static const char *const sids[] = { "11", "22", "33", "11", "2", "1" };

	U.ep.nodelay = true;
	use(&sctp_sched_rr_pkt);
	queue(1, 600, 5);
	queue(2, 600, 3);
	queue(3, 600, 2);
	unit_flush();
	expect_packets(6, sids);
}

/* A new flush begins a new packet: it is another stream's */
static void rr_pkt__goes_on_after_a_flush(void **state)
{
	static const char *const first[] = { "11" };
	static const char *const then[] = { "2", "11" };

	U.ep.nodelay = true;
	use(&sctp_sched_rr_pkt);
	queue(1, 600, 4);
	queue(2, 600, 1);
	U.a.primary->cc.cwnd = 1000;
	unit_flush();
	expect_packets(1, first);
	unit_forget_sent();
	U.a.primary->cc.cwnd = 100000;
	unit_flush();
	expect_packets(2, then);
}

static void rr_pkt__large_message_goes_on(void **state)
{
	U.ep.nodelay = true;
	use(&sctp_sched_rr_pkt);
	queue(1, 5000, 2);
	queue(2, 10, 2);
	unit_flush();
	assert_string_equal(sids_of(0), "1");
	assert_string_equal(sids_of(1), "1");
	assert_string_equal(sids_of(2), "1");
	assert_int_equal(U.a.tx.queued_msgs, 0);
	for (u32 i = 0; i < U.nsent; i++)
		assert_true(!strchr(sids_of(i), '1') ||
			    !strchr(sids_of(i), '2'));
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(rr__a_message_each),
	UNIT_UP(rr__who_comes_back_waits),
	UNIT_UP(rr__fragments_stay_together),
	UNIT_UP(rr__fragments_of_i_data_are_mixed),
	UNIT_UP(fcfs__requeued_message_is_first),
	UNIT_UP(rr__requeued_message_is_first_of_its_stream),
	UNIT_UP(prio__highest_first),
	UNIT_UP(prio__equal_ones_take_turns),
	UNIT_UP(prio__low_one_waits),
	UNIT_UP(prio__changes_while_messages_wait),
	UNIT_UP(prio__begun_message_goes_on),
	UNIT_UP(fc__equal_bytes),
	UNIT_UP(wfq__bytes_by_weight),
	UNIT_UP(wfq__extreme_weights),
	UNIT_UP(wfq__weight_is_1_and_never_0),
	UNIT_UP(fc__idleness_is_not_saved),
	UNIT_UP(fc__large_message_is_remembered),
	UNIT_UP(fc__keys_wrap),
	UNIT_UP(wfq__nobody_starves),
	UNIT_UP(sched__each_changes_to_each),
	UNIT_UP(sched__values_go_with_a_change),
	UNIT_UP(sched__unknown_numbers),
	UNIT_UP(sched__index_of_each),
	UNIT_UP(sched__open_message_is_taken_over),
	UNIT_UP(sched__open_message_waits_for_others),
	UNIT_UP(sched__open_message_is_last_for_fcfs),
	UNIT_UP(sched__cve_2026_52924_nothing_kept_of_failed_messages),
	UNIT_UP(sched__cve_2023_53590_streams_that_are_gone),
	UNIT_UP(sched__no_memory_for_a_value),
	UNIT_UP(rr_pkt__a_packet_each),
	UNIT_UP(rr_pkt__goes_on_after_a_flush),
	UNIT_UP(rr_pkt__large_message_goes_on),
};

int main(void)
{
	return cmocka_run_group_tests_name("sched_turns", tests, NULL, NULL);
}
