// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stream schedulers: what sched.c does for all of them, with one that takes
 * the streams in turn.
 */
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "unit.h"

/* What it keeps for a stream; the links are on U.a.tx.queue */
struct turn {
	struct list_head list;
	struct list_head msgs;
};

static u32 taken;

static struct turn *turn_of(struct sctp_assoc *a, u16 sid)
{
	struct turn *t = sctp_ostream_room(a, sid);

	if (!t->list.next) {
		INIT_LIST_HEAD(&t->list);
		INIT_LIST_HEAD(&t->msgs);
	}
	return t;
}

static void turns_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->tx.queue);
}

static void turns_put(struct sctp_assoc *a, struct sctp_tx_msg *msg, bool first)
{
	struct turn *t = turn_of(a, msg->sid);

	if (list_empty(&t->msgs))
		list_add_tail(&t->list, &a->tx.queue);
	if (first)
		list_add(&msg->list, &t->msgs);
	else
		list_add_tail(&msg->list, &t->msgs);
}

static void turns_enqueue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	turns_put(a, msg, false);
}

static void turns_requeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	turns_put(a, msg, true);
}

static struct sctp_tx_msg *turns_first(struct sctp_assoc *a, u16 sid)
{
	return list_first_entry_or_null(&turn_of(a, sid)->msgs,
					struct sctp_tx_msg, list);
}

static struct sctp_tx_msg *turns_pick(struct sctp_assoc *a)
{
	struct turn *t = list_first_entry_or_null(&a->tx.queue, struct turn,
						  list);

	return t ? list_first_entry(&t->msgs, struct sctp_tx_msg, list) : NULL;
}

static void turns_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len)
{
	taken += len;
}

static void turns_dequeue(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct turn *t = turn_of(a, msg->sid);

	list_del_init(&msg->list);
	list_del_init(&t->list);
	if (!list_empty(&t->msgs))
		list_add_tail(&t->list, &a->tx.queue);
}

static struct sctp_tx_msg *turns_next(struct sctp_assoc *a,
				      struct sctp_tx_msg *msg)
{
	struct turn *t = msg ? turn_of(a, msg->sid) : NULL;

	if (!msg)
		return turns_pick(a);
	if (!list_is_last(&msg->list, &t->msgs))
		return list_next_entry(msg, list);
	if (list_is_last(&t->list, &a->tx.queue))
		return NULL;
	return list_first_entry(&list_next_entry(t, list)->msgs,
				struct sctp_tx_msg, list);
}

static const struct sctp_sched_ops turns = {
	.name		= "turns",
	.room		= sizeof(struct turn),
	.init		= turns_init,
	.enqueue	= turns_enqueue,
	.requeue	= turns_requeue,
	.pick		= turns_pick,
	.first		= turns_first,
	.took		= turns_took,
	.dequeue	= turns_dequeue,
	.next		= turns_next,
};

static void use_turns(void)
{
	taken = 0;
	assert_int_equal(sctp_sched_set(&U.a, &turns, GFP_KERNEL), 0);
}

static u16 sent_sid(u32 nth)
{
	const u8 *d;
	u32 i, k;

	for (i = 0; i < U.nsent; i++)
		for (k = 0; (d = unit_find(U.sent[i], SCTP_CT_DATA, k)); k++)
			if (!nth--)
				return get_unaligned_be16(d + 8);
	fail_msg("no such chunk");
	return 0;
}

static void expect_sids(u32 n, const u16 *sid)
{
	u32 i;

	assert_int_equal(unit_count(SCTP_CT_DATA), n);
	for (i = 0; i < n; i++)
		assert_int_equal(sent_sid(i), sid[i]);
}

static void sched__turns_of_streams(void **state)
{
	static const u16 sid[] = { 0, 3, 17, 0, 3, 0 };

	sctp_sendq_set_streams(&U.a, 20);
	use_turns();
	unit_send(10, 0, 0);
	unit_send(10, 0, 0);
	unit_send(10, 0, 0);
	unit_send(10, 3, 0);
	unit_send(10, 3, 0);
	unit_send(10, 17, 0);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->msgs, 3);
	unit_flush();
	expect_sids(6, sid);
	assert_int_equal(taken, 60);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->mid, 3);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 17)->mid, 1);
}

static void sched__messages_that_wait_change_over(void **state)
{
	static const u16 sid[] = { 0, 3, 0, 3 };
	static const u16 by_stream[] = { 0, 0, 3, 3 };

	unit_send(10, 0, 0);
	unit_send(10, 0, 0);
	unit_send(10, 3, 0);
	unit_send(10, 3, 0);
	use_turns();
	assert_int_equal(U.a.tx.queued_msgs, 4);
	unit_flush();
	expect_sids(4, sid);
	unit_forget_sent();

	unit_send(10, 0, 0);
	unit_send(10, 0, 0);
	unit_send(10, 3, 0);
	unit_send(10, 3, 0);
	assert_int_equal(sctp_sched_set(&U.a, &sctp_sched_fcfs, GFP_KERNEL), 0);
	U.a.tx.flush.push = true;
	unit_flush();
	expect_sids(4, by_stream);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 3)->mid, 4);
}

/* RFC 9260 section 6.9: with DATA no other message comes between fragments */
static void sched__begun_message_goes_on(void **state)
{
	static const u16 sid[] = { 2, 2, 2, 2, 5, 0 };

	use_turns();
	U.a.primary->cc.cwnd = 100000;
	unit_send(5000, 2, 0);
	unit_send(10, 5, 0);
	unit_send(10, 0, 0);
	unit_flush();
	expect_sids(6, sid);
}

static int send_part(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags;
	return sctp_assoc_send(&U.a, &msg->m, U.now);
}

static void sched__open_message_goes_on(void **state)
{
	static const u16 sid[] = { 2, 2, 4 };

	use_turns();
	unit_send(10, 4, 0);
	assert_int_equal(send_part(10, 2, SCTP_TX_OPEN), 0);
	/* the one that is open was begun first */
	U.a.tx.streams.more->begun = true;
	U.a.tx.streams.more->begun_sid = 2;
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(sent_sid(0), 2);
	assert_true(U.a.tx.queued_msgs);
	assert_int_equal(send_part(10, 2, 0), 0);
	U.a.tx.flush.push = true;
	unit_flush();
	expect_sids(3, sid);
}

static void sched__all_messages_fail(void **state)
{
	use_turns();
	U.a.primary->cc.cwnd = 1;
	unit_send(5000, 2, 0);
	unit_send(10, 5, 0);
	unit_send(10, 5, 0);
	unit_flush();
	assert_true(U.a.tx.streams.more->begun);
	sctp_sendq_reset(&U.a);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.released, 3);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 2)->msgs, 0);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 5)->msgs, 0);
	assert_false(U.a.tx.streams.more->begun);
	assert_null(sctp_sched_pick(&U.a));
}

static void sched__no_memory(void **state)
{
	u32 n;

	unit_send(10, 3, 0);
	for (n = 1; n <= 2; n++) {
		shim_fail_nth(n);
		assert_int_equal(sctp_sched_set(&U.a, &turns, GFP_KERNEL),
				 -ENOMEM);
		shim_fail_nth(0);
		assert_ptr_equal(U.a.tx.sched, &sctp_sched_fcfs);
		assert_int_equal(U.a.tx.queued_msgs, 1);
	}
	unit_flush();
	assert_int_equal(sent_sid(0), 3);
}

/* A stream's messages are counted until they are acknowledged */
static void ostream__counts_messages(void **state)
{
	struct unit_build b = { 0 };

	unit_send(10, 0, 0);
	unit_send(10, 7, SCTP_TX_UNORDERED);
	unit_flush();
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->msgs, 1);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 7)->msgs, 1);
	unit_sack(&b, UNIT_MY_TSN, 100000, 0);
	unit_input(&b);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 0)->msgs, 0);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 7)->msgs, 1);
	assert_int_equal(sctp_ostream(&U.a.tx.streams, 7)->mid, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(sched__turns_of_streams),
	UNIT_UP(sched__messages_that_wait_change_over),
	UNIT_UP(sched__begun_message_goes_on),
	UNIT_UP(sched__open_message_goes_on),
	UNIT_UP(sched__all_messages_fail),
	UNIT_UP(sched__no_memory),
	UNIT_UP(ostream__counts_messages),
};

int main(void)
{
	return cmocka_run_group_tests_name("sched", tests, NULL, NULL);
}
