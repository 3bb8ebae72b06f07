// SPDX-License-Identifier: GPL-2.0-only
/* Received DATA chunks, RFC 9260 sections 6.2, 6.5 and 3.3.10.9 */
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))

static void arrives(u32 n, u16 sid, u8 flags, u32 len)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(n), sid, 0, flags, len);
	unit_input(&b);
	unit_flush();
}

static void data__without_user_data_aborts(void **state)
{
	const u8 *abort;

	arrives(0, 0, SCTP_DATA_BE, 0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.nsent, 1);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_NO_USER_DATA);
	assert_int_equal(get_unaligned_be32(abort + 8), TSN(0));
	assert_int_equal(U.sent[0]->vtag, UNIT_PEER_TAG);
}

static void data__on_a_stream_that_does_not_exist(void **state)
{
	const u8 *error;

	arrives(0, 100, SCTP_DATA_BE | SCTP_DATA_I, 4);
	assert_int_equal(U.nsent, 1);
	error = unit_find(U.sent[0], SCTP_CT_ERROR, 0);
	assert_non_null(error);
	assert_int_equal(get_unaligned_be16(error + 4),
			 SCTP_CAUSE_INVALID_STREAM);
	assert_int_equal(get_unaligned_be16(error + 8), 100);
	/* it is acknowledged all the same (6.5) */
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(0));
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	/* behind a gap, too */
	arrives(2, 101, SCTP_DATA_BE, 4);
	arrives(1, 0, SCTP_DATA_BE, 4);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(2));
	assert_int_equal(U.a.rx.wnd.buffered, 4);
}

static void data__duplicates_are_counted_not_delivered(void **state)
{
	arrives(0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	arrives(0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	arrives(2, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	arrives(2, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	assert_int_equal(U.mib[SCTP_MIB_IN_DUP_TSN], 2);
	assert_int_equal(U.a.counts.idupchunks, 2);
	assert_int_equal(U.a.rx.wnd.buffered, 8);
}

static void data__too_far_ahead_is_dropped(void **state)
{
	arrives(1024, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	assert_int_equal(U.mib[SCTP_MIB_IN_BEYOND_WINDOW], 1);
	assert_null(U.a.rx.ring.slot);
	arrives(1023, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	assert_int_equal(U.a.rx.wnd.buffered, 4);
	/* what is held lets the ring grow */
	arrives(1024, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	assert_int_equal(U.a.rx.wnd.buffered, 8);
	arrives(0x7ffffffe, 0, SCTP_DATA_BE, 4);
	assert_int_equal(U.mib[SCTP_MIB_IN_BEYOND_WINDOW], 2);
}

static void data__beyond_the_window_is_dropped_and_answered(void **state)
{
	u32 n = 0;

	sctp_assoc_set_rcvbuf(&U.a, 16384);
	while (!U.mib[SCTP_MIB_IN_BEYOND_WINDOW] && n < 100)
		arrives(n++, 0, SCTP_DATA_BE | SCTP_DATA_U, 1400);
	assert_in_range(n, 6, 8);
	unit_forget_sent();
	/* each of them: it may be a window probe */
	arrives(n - 1, 0, SCTP_DATA_BE | SCTP_DATA_U, 1400);
	assert_int_equal(U.nsent, 1);
	arrives(n - 1, 0, SCTP_DATA_BE | SCTP_DATA_U, 1400);
	assert_int_equal(U.nsent, 2);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[1], SCTP_CT_SACK,
						      0) + 8), 0);
}

/* Feed a packet of @truesize bytes of memory. Return: what was charged */
static u32 charge_of(const struct unit_build *b, u32 truesize)
{
	u32 before = U.a.rx.wnd.charged;
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.skb->truesize = truesize;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	return U.a.rx.wnd.charged - before;
}

static void read_next(void)
{
	struct sctp_rx_msg *m = unit_next_msg();

	assert_non_null(m);
	unit_read(m);
}

/* The last message to be read returns the packet's charge */
static void data__packet_is_charged_until_its_last_chunk_goes(void **state)
{
	const u32 msg = sizeof(struct sctp_rx_msg);
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 100);
	unit_data(&b, TSN(1), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 300);
	assert_int_equal(charge_of(&b, 10000), 10000 + 2 * msg);
	read_next();
	assert_int_equal(U.a.rx.wnd.charged, 10000 + msg);
	read_next();
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* A byte in order, and one behind a gap, of packets filled with what is
 * dropped: duplicates, and what lies beyond the window
 */
static void data__byte_that_keeps_a_packet_is_charged_with_it(void **state)
{
	const u32 msg = sizeof(struct sctp_rx_msg);
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 1);
	unit_data(&b, TSN(60000), 0, 0, SCTP_DATA_B, 8000);
	assert_int_equal(charge_of(&b, 16384), 16384 + msg);
	b.len = 0;
	unit_data(&b, TSN(2), 0, 0, SCTP_DATA_B, 1);
	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE, 8000);
	assert_int_equal(charge_of(&b, 16384), 16384);
	/* nothing of it is kept */
	assert_int_equal(charge_of(&b, 16384), 0);
}

/* A packet whose other chunk was read long ago, while one behind a gap waits */
static void data__what_waits_keeps_what_was_read(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4000);
	unit_data(&b, TSN(2), 0, 0, SCTP_DATA_B, 1);
	charge_of(&b, 5000);
	read_next();
	assert_int_equal(U.a.rx.wnd.charged, 5000);
	sctp_assoc_press(&U.a);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* Chunks that are dropped do not pay for the packet */
static void data__charge_of_one_among_duplicates(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u32 i;

	arrives(0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	sctp_rx_msg_free(unit_next_msg());
	sctp_assoc_consumed(&U.a, 4, U.a.rx.wnd.charged);
	for (i = 0; i < 20; i++)
		unit_data(&b, TSN(0), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	unit_data(&b, TSN(1), 100, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	for (i = 0; i < 20; i++)
		unit_data(&b, TSN(2), 0, 0, SCTP_DATA_BE | SCTP_DATA_U, 4);
	unit_rx(&rx, &b, b.len);
	sctp_assoc_input(&U.a, &rx);
	assert_int_equal(U.a.rx.wnd.charged, rx.skb->truesize +
			 sizeof(struct sctp_rx_msg));
	kfree_skb(rx.skb);
}

/* Clones of it are charged, too; and go with the message */
static void data__charge_of_fragments_in_a_packet(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_B, 4);
	unit_data(&b, TSN(1), 0, 0, 0, 8);
	assert_int_equal(charge_of(&b, 3000),
			 3000 + sizeof(struct sctp_rx_msg) +
			 2 * sizeof(struct sk_buff));
	b.len = 0;
	unit_data(&b, TSN(2), 0, 0, SCTP_DATA_E, 4);
	unit_data(&b, TSN(3), 0, 1, SCTP_DATA_B, 4);
	charge_of(&b, 3000);
	read_next();
	assert_int_equal(U.a.rx.wnd.charged,
			 3000 + sizeof(struct sctp_rx_msg) +
			 sizeof(struct sk_buff));
}

/* Fragments behind a gap that become a message there */
static void data__charge_of_a_message_behind_a_gap(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(1), 0, 0, SCTP_DATA_B, 4);
	unit_data(&b, TSN(2), 0, 0, 0, 4);
	assert_int_equal(charge_of(&b, 3000), 3000);
	b.len = 0;
	unit_data(&b, TSN(3), 0, 0, SCTP_DATA_E, 4);
	unit_data(&b, TSN(9), 0, 0, SCTP_DATA_E, 4);
	assert_int_equal(charge_of(&b, 3000),
			 3000 + sizeof(struct sctp_rx_msg) +
			 2 * sizeof(struct sk_buff));
	read_next();
	assert_int_equal(U.a.rx.wnd.charged, 3000);
	sctp_assoc_press(&U.a);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

static void data__fields_reach_the_receiver(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;
	struct sctpw_data *d;

	unit_data(&b, TSN(0), 17, 0, SCTP_DATA_BE, 3);
	d = (void *)b.bytes;
	d->ppid = htonl(0x01020304);
	unit_input(&b);
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->sid, 17);
	assert_int_equal(ntohl(m->ppid), 0x01020304);
	assert_int_equal(m->tsn, TSN(0));
	assert_int_equal(m->cum_tsn, TSN(0) - 1);
	assert_ptr_equal(m->assoc, &U.a);
	sctp_rx_msg_free(m);
}

static void data__not_taken_after_the_peer_shut_down(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	arrives(0, 0, SCTP_DATA_BE, 4);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_null(unit_next_msg());
}

/* Any message may be the last that keeps the packet */
static void data__charge_of_many_small_messages(void **state)
{
	const u32 msg = sizeof(struct sctp_rx_msg);
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < 100; i++)
		unit_data(&b, TSN(i), 1, 99 - i, SCTP_DATA_BE, 8);
	assert_int_equal(charge_of(&b, 4000), 4000 + 100 * msg);
	for (i = 0; i < 99; i++)
		read_next();
	assert_int_equal(U.a.rx.wnd.charged, 4000 + msg);
	read_next();
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* The reader frees a message while its packet is still processed */
static void data__charge_of_what_nobody_reads(void **state)
{
	const u32 msg = sizeof(struct sctp_rx_msg);
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, pd_point, 50);
	U.deaf = true;
	unit_data(&b, TSN(0), 0, 0, SCTP_DATA_B, 100);
	assert_int_equal(charge_of(&b, 4000), msg);
	b.len = 0;
	unit_data(&b, TSN(1), 0, 0, 0, 100);
	unit_data(&b, TSN(2), 0, 0, 0, 100);
	assert_int_equal(charge_of(&b, 4000), 0);
	b.len = 0;
	unit_data(&b, TSN(3), 0, 0, SCTP_DATA_E, 100);
	unit_data(&b, TSN(4), 0, 0, SCTP_DATA_BE, 100);
	charge_of(&b, 4000);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(data__without_user_data_aborts),
	UNIT_UP(data__on_a_stream_that_does_not_exist),
	UNIT_UP(data__duplicates_are_counted_not_delivered),
	UNIT_UP(data__too_far_ahead_is_dropped),
	UNIT_UP(data__beyond_the_window_is_dropped_and_answered),
	UNIT_UP(data__packet_is_charged_until_its_last_chunk_goes),
	UNIT_UP(data__byte_that_keeps_a_packet_is_charged_with_it),
	UNIT_UP(data__charge_of_what_nobody_reads),
	UNIT_UP(data__what_waits_keeps_what_was_read),
	UNIT_UP(data__charge_of_one_among_duplicates),
	UNIT_UP(data__charge_of_fragments_in_a_packet),
	UNIT_UP(data__charge_of_a_message_behind_a_gap),
	UNIT_UP(data__charge_of_many_small_messages),
	UNIT_UP(data__fields_reach_the_receiver),
	UNIT_UP(data__not_taken_after_the_peer_shut_down),
};

int main(void)
{
	return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
