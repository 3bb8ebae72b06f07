// SPDX-License-Identifier: GPL-2.0-only
/* The receive window */
#include "core/recv/rwnd.h"
#include "unit.h"

static void rwnd__half_of_the_buffer(void **state)
{
	assert_int_equal(sctp_rwnd(&U.a), UNIT_RCVBUF / 2);
	U.a.rx.wnd.buffered = 1000;
	assert_int_equal(sctp_rwnd(&U.a), UNIT_RCVBUF / 2 - 1000);
	U.a.rx.wnd.buffered = 0;
}

static void rwnd__never_more_than_the_memory_left(void **state)
{
	U.a.rx.wnd.buffered = 1000;
	U.a.rx.wnd.charged = UNIT_RCVBUF - 5000;
	assert_int_equal(sctp_rwnd(&U.a), 5000);
	U.a.rx.wnd.charged = UNIT_RCVBUF + 5000;
	assert_int_equal(sctp_rwnd(&U.a), 0);
	U.a.rx.wnd.charged = 0;
	U.a.rx.wnd.buffered = 0;
}

static void rwnd__too_small_for_a_packet_is_none(void **state)
{
	/* RFC 1122 4.2.3.3 */
	U.a.rx.wnd.buffered = UNIT_RCVBUF / 2 - UNIT_PMDCS;
	assert_int_equal(sctp_rwnd(&U.a), UNIT_PMDCS);
	U.a.rx.wnd.buffered++;
	assert_int_equal(sctp_rwnd(&U.a), 0);
	U.a.rx.wnd.buffered = 0;
}

static void rwnd__tiny_buffer_still_offers_a_window(void **state)
{
	sctp_assoc_set_rcvbuf(&U.a, 1);
	assert_int_equal(sctp_rwnd(&U.a), SCTP_RWND_MIN);
}

static void rwnd_span__is_bounded(void **state)
{
	sctp_assoc_set_rcvbuf(&U.a, 1);
	assert_int_equal(sctp_rwnd_span(&U.a), 1024);
	sctp_assoc_set_rcvbuf(&U.a, U32_MAX);
	/* the ring grows with its use */
	assert_int_equal(sctp_rwnd_span(&U.a), 1024);
	U.a.rx.ring.held = 1000;
	assert_int_equal(sctp_rwnd_span(&U.a), 1024 + 4000);
	U.a.rx.ring.held = 10000;
	/* gap blocks can tell of 65535 TSNs */
	assert_in_range(sctp_rwnd_span(&U.a), 32767, 65535);
	assert_true(U.a.rx.wnd.rcvbuf <= 0x7fffffff);
	U.a.rx.ring.held = 0;
}

static void consumed__tells_when_the_window_opens(void **state)
{
	U.a.rx.wnd.buffered = UNIT_RCVBUF / 2;
	U.a.rx.wnd.charged = UNIT_RCVBUF;
	U.a.rx.wnd.unread = UNIT_RCVBUF / 2;
	U.a.rx.wnd.a_rwnd = 0;
	U.a.rx.wnd.scarce = true;
	assert_false(sctp_assoc_consumed(&U.a, 100, 200));
	assert_false(U.a.sack.now);
	/* a sixteenth of the buffer, by default */
	assert_true(sctp_assoc_consumed(&U.a, UNIT_RCVBUF / 16,
					UNIT_RCVBUF / 8));
	assert_true(U.a.sack.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_SACK,
						      0) + 8),
			 UNIT_RCVBUF / 16 + 100);
	U.a.rx.wnd.buffered = 0;
	U.a.rx.wnd.charged = 0;
	U.a.rx.wnd.unread = 0;
}

static void consumed__tells_when_nothing_is_left_to_read(void **state)
{
	/* part of a message fills the buffer, but for more than a packet */
	U.a.rx.wnd.buffered = UNIT_RCVBUF / 2 - UNIT_PMDCS;
	U.a.rx.wnd.charged = U.a.rx.wnd.buffered;
	U.a.rx.wnd.unread = 200;
	U.a.rx.wnd.a_rwnd = 0;
	U.a.rx.wnd.scarce = true;
	assert_false(sctp_assoc_consumed(&U.a, 100, 100));
	assert_true(sctp_assoc_consumed(&U.a, 100, 100));
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_SACK,
						      0) + 8),
			 UNIT_PMDCS + 200);
	U.a.rx.wnd.buffered = 0;
	U.a.rx.wnd.charged = 0;
}

static void consumed__silent_while_the_peer_has_plenty(void **state)
{
	U.a.rx.wnd.buffered = UNIT_RCVBUF / 4;
	U.a.rx.wnd.charged = UNIT_RCVBUF / 4;
	sctp_rwnd_offer(&U.a);
	assert_int_equal(U.a.rx.wnd.a_rwnd, UNIT_RCVBUF / 4);
	/* also when the buffer has grown since */
	sctp_assoc_set_rcvbuf(&U.a, 4 * UNIT_RCVBUF);
	assert_false(sctp_assoc_consumed(&U.a, UNIT_RCVBUF / 4 - 10,
					 UNIT_RCVBUF / 4));
	sctp_assoc_set_rcvbuf(&U.a, UNIT_RCVBUF);
	/* less is not enough to update the window */
	U.a.rx.wnd.buffered = UNIT_RCVBUF / 4 + 10;
	sctp_rwnd_offer(&U.a);
	assert_true(sctp_assoc_consumed(&U.a, UNIT_RCVBUF / 4, 0));
	U.a.rx.wnd.buffered = 0;
}

static void consumed__cannot_go_below_zero(void **state)
{
	U.a.rx.wnd.buffered = 10;
	U.a.rx.wnd.charged = 10;
	sctp_assoc_consumed(&U.a, 100, 100);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

static void rwnd_accepts__fills_a_gap_in_a_closed_window(void **state)
{
	const struct sctp_rx rx = { .taken = 0 };

	U.a.rx.ring.highest = UNIT_PEER_TSN + 10;
	U.a.rx.wnd.buffered = UNIT_RCVBUF;
	assert_true(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN + 3, 0));
	assert_false(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN + 11, 0));
	/* up to a limit of memory */
	U.a.rx.wnd.charged = 4 * UNIT_RCVBUF;
	assert_false(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN + 3, 0));
	U.a.rx.ring.highest = UNIT_PEER_TSN - 1;
	U.a.rx.wnd.buffered = 0;
	U.a.rx.wnd.charged = 0;
}

static void rwnd__shared_with_others(void **state)
{
	const struct sctp_rx rx = { .taken = 0 };

	U.a.rx.wnd.buffered = 1000;
	U.a.rx.wnd.charged = 2000;
	U.ep.held = UNIT_RCVBUF - 5000;
	assert_int_equal(sctp_rwnd(&U.a), 5000);
	assert_true(sctp_rwnd_low(&U.a));
	U.ep.held = UNIT_RCVBUF + 5000;
	assert_int_equal(sctp_rwnd(&U.a), 0);
	/* nobody tells it when others were read: it may send a packet */
	U.a.rx.wnd.buffered = 0;
	assert_int_equal(sctp_rwnd(&U.a), UNIT_PMDCS);
	/* what was offered is honoured, within limits; to get on is always */
	U.a.rx.wnd.buffered = 1000;
	assert_true(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN, 0));
	U.ep.held = 4 * UNIT_RCVBUF;
	assert_false(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN, 0));
	U.a.rx.wnd.buffered = 0;
	assert_true(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN, 0));
	assert_false(sctp_rwnd_accepts(&U.a, &rx, UNIT_PEER_TSN + 1, 0));
	U.a.rx.wnd.charged = 0;
	U.ep.held = 0;
}

static void arrives(u32 tsn, u16 ssn, u8 flags)
{
	struct unit_build b = { 0 };

	unit_data(&b, UNIT_PEER_TSN + tsn, 0, ssn, flags, 100);
	unit_input(&b);
}

static void press__keeps_what_it_cannot_give_up(void **state)
{
	struct sctp_rx_msg *m;
	u32 charged;

	arrives(0, 0, SCTP_DATA_BE);
	charged = U.a.rx.wnd.charged;
	arrives(2, 1, SCTP_DATA_B);
	arrives(5, 7, SCTP_DATA_E);
	assert_true(U.a.rx.wnd.charged > charged);
	sctp_assoc_press(&U.a);
	assert_int_equal(U.a.rx.wnd.charged, charged);
	assert_int_equal(U.a.rx.wnd.buffered, 100);
	assert_int_equal(U.a.rx.ring.held, 0);
	assert_int_equal(sctp_rwnd(&U.a), 0);
	/* no more until the reader took what there is */
	arrives(2, 1, SCTP_DATA_BE);
	arrives(1, 1, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN);
	assert_int_equal(U.a.rx.wnd.charged, charged);
	m = unit_next_msg();
	unit_read(m);
	assert_int_equal(sctp_rwnd(&U.a), UNIT_PMDCS);
	arrives(2, 2, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.wnd.charged, 0);
	arrives(1, 1, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 1);
	m = unit_next_msg();
	unit_read(m);
}

static void press__takes_the_packet_it_offered_room_for(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;
	u32 i;

	sctp_assoc_press(&U.a);
	assert_int_equal(sctp_rwnd(&U.a), UNIT_PMDCS);
	for (i = 0; i < 3; i++)
		unit_data(&b, UNIT_PEER_TSN + i, 0, i, SCTP_DATA_BE, 100);
	unit_input(&b);
	assert_int_equal(sctp_rwnd(&U.a), 0);
	arrives(3, 3, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 2);
	for (i = 0; i < 3; i++) {
		m = unit_next_msg();
		unit_read(m);
	}
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

static void press__delivers_part_of_a_message(void **state)
{
	struct sctp_rx_msg *m;

	arrives(0, 0, SCTP_DATA_B);
	assert_null(unit_next_msg());
	sctp_assoc_press(&U.a);
	m = unit_next_msg();
	assert_int_equal(m->len, 100);
	assert_int_equal(m->flags, SCTP_RX_FIRST);
	unit_read(m);
	arrives(1, 0, 0);
	m = unit_next_msg();
	assert_int_equal(m->len, 100);
	unit_read(m);
	arrives(2, 0, SCTP_DATA_E);
	m = unit_next_msg();
	assert_int_equal(m->flags, SCTP_RX_LAST);
	unit_read(m);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* A smaller buffer, and all of it is taken by what waits behind a gap */
static void rwnd_accepts__gives_up_what_waits_behind_a_gap(void **state)
{
	arrives(2, 1, SCTP_DATA_B);
	U.a.rx.wnd.rcvbuf = 3000;
	U.a.rx.wnd.charged += 9000;
	/* not the next of its stream */
	arrives(0, 1, SCTP_DATA_B);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN - 1);
	assert_int_equal(U.a.rx.ring.held, 0);
	U.a.rx.wnd.charged -= 9000;
	arrives(0, 0, SCTP_DATA_B);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN);
}

/* Whole messages that wait take all memory, and the one they wait for comes in
 * fragments: a part at a time is taken, and read
 */
static void data__part_that_is_delivered_at_once_is_taken(void **state)
{
	struct sctp_rx_msg *m;
	u32 i;

	arrives(3, 1, SCTP_DATA_BE);
	arrives(4, 2, SCTP_DATA_BE);
	arrives(6, 3, SCTP_DATA_B);
	U.a.rx.wnd.charged += 4 * UNIT_RCVBUF;
	for (i = 0; i < 3; i++) {
		arrives(i, 0, i == 0 ? SCTP_DATA_B : i == 2 ? SCTP_DATA_E : 0);
		assert_int_equal(U.a.rx.ring.cum_tsn,
				 UNIT_PEER_TSN + (i == 2 ? 4 : i));
		/* the rest has to wait for the reader */
		arrives(i + 1, 0, i == 1 ? SCTP_DATA_E : 0);
		assert_int_equal(U.a.rx.ring.cum_tsn,
				 UNIT_PEER_TSN + (i == 2 ? 4 : i));
		m = unit_next_msg();
		assert_int_equal(m->len, 100);
		unit_read(m);
	}
	for (i = 1; i < 3; i++) {
		m = unit_next_msg();
		assert_int_equal(m->mid, i);
		unit_read(m);
	}
	assert_int_equal(U.a.rx.ring.held, 0);
	U.a.rx.wnd.charged -= 4 * UNIT_RCVBUF;
}

/* Whole waiting messages are not reneged on: what they wait for is taken */
static void data__what_is_delivered_at_once_is_taken(void **state)
{
	struct sctp_rx_msg *m;
	u32 i;

	arrives(1, 1, SCTP_DATA_BE);
	arrives(2, 2, SCTP_DATA_BE);
	U.a.rx.wnd.charged += 4 * UNIT_RCVBUF;
	/* nothing to be delivered: of no use */
	arrives(0, 5, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN - 1);
	arrives(0, 0, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 2);
	/* now the reader has to make room */
	arrives(4, 4, SCTP_DATA_BE);
	arrives(3, 3, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 2);
	for (i = 0; i < 3; i++) {
		m = unit_next_msg();
		assert_int_equal(m->mid, i);
		unit_read(m);
	}
	U.a.rx.wnd.charged -= 4 * UNIT_RCVBUF;
}

/* Reading makes room, so chunks behind the gap stay as long as there is data */
static void rwnd_accepts__lets_the_reader_make_room(void **state)
{
	struct sctp_rx_msg *m;

	arrives(0, 0, SCTP_DATA_BE);
	arrives(2, 2, SCTP_DATA_BE);
	U.a.rx.wnd.charged += 3 * UNIT_RCVBUF;
	arrives(1, 1, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN);
	assert_int_equal(U.a.rx.ring.held, 1);
	U.a.rx.wnd.charged -= 3 * UNIT_RCVBUF;
	arrives(1, 1, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 2);
	while ((m = unit_next_msg()))
		unit_read(m);
}

static void press__fills_a_gap_others_wait_for(void **state)
{
	struct sctp_rx_msg *m;
	u32 i;

	/* a complete message is not reneged on: it is delivered */
	arrives(1, 1, SCTP_DATA_BE);
	sctp_assoc_press(&U.a);
	assert_int_equal(U.a.rx.ring.held, 1);
	arrives(3, 3, SCTP_DATA_BE);
	assert_int_equal(U.a.rx.ring.held, 1);
	arrives(0, 0, SCTP_DATA_BE);
	for (i = 0; i < 2; i++) {
		m = unit_next_msg();
		assert_int_equal(m->mid, i);
		unit_read(m);
	}
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

static void relieve__tells_the_peer(void **state)
{
	struct sctp_rx_msg *m;

	arrives(0, 0, SCTP_DATA_BE);
	sctp_assoc_press(&U.a);
	U.a.sack.now = true;
	unit_flush();
	assert_int_equal(U.a.rx.wnd.a_rwnd, 0);
	unit_forget_sent();
	sctp_assoc_relieve(&U.a);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_SACK,
						      0) + 8),
			 UNIT_RCVBUF / 2 - 100);
	m = unit_next_msg();
	unit_read(m);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(rwnd__half_of_the_buffer),
	UNIT_UP(rwnd__never_more_than_the_memory_left),
	UNIT_UP(rwnd__too_small_for_a_packet_is_none),
	UNIT_UP(rwnd__tiny_buffer_still_offers_a_window),
	UNIT_UP(rwnd_span__is_bounded),
	UNIT_UP(consumed__tells_when_the_window_opens),
	UNIT_UP(consumed__tells_when_nothing_is_left_to_read),
	UNIT_UP(consumed__silent_while_the_peer_has_plenty),
	UNIT_UP(consumed__cannot_go_below_zero),
	UNIT_UP(rwnd_accepts__fills_a_gap_in_a_closed_window),
	UNIT_UP(rwnd__shared_with_others),
	UNIT_UP(press__keeps_what_it_cannot_give_up),
	UNIT_UP(press__takes_the_packet_it_offered_room_for),
	UNIT_UP(press__delivers_part_of_a_message),
	UNIT_UP(rwnd_accepts__gives_up_what_waits_behind_a_gap),
	UNIT_UP(data__what_is_delivered_at_once_is_taken),
	UNIT_UP(data__part_that_is_delivered_at_once_is_taken),
	UNIT_UP(rwnd_accepts__lets_the_reader_make_room),
	UNIT_UP(press__fills_a_gap_others_wait_for),
	UNIT_UP(relieve__tells_the_peer),
};

int main(void)
{
	return cmocka_run_group_tests_name("rwnd", tests, NULL, NULL);
}
