// SPDX-License-Identifier: GPL-2.0-only
/*
 * User data in I-DATA, whose header has 20 bytes: cells, packets that many
 * messages share, and super-packets have no gaps either.
 */
#include "core/caps.h"
#include "core/recv/superin.h"
#include "core/send/sendq.h"
#include "core/send/super.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "unit.h"

#define HDR	20

static int setup(void **state)
{
	int err = unit_setup_up(state);

	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	U.a.primary->cc.cwnd = 1000000;
	U.a.hs.caps |= SCTP_CAP_I_DATA;
	return err;
}

/* A message that lies in cells with headers of @hdr bytes */
static void send_laid_out(u32 len, u16 sid, u16 flags, u8 hdr)
{
	struct shim_msg *msg = shim_msg_new(len);
	u32 i;

	for (i = 0; i < len; i++)
		shim_msg_data(msg)[i] = i * 7;
	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.ppid = htonl(0x12345678);
	msg->m.hdr = hdr;
	msg->m.cell = sctp_sendq_cell(&U.a, len);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/* The chunk at @off is fragment @fsn of a message; returns where the next is */
static u32 check_chunk(const struct unit_packet *p, u32 off, u32 tsn, u16 sid,
		       u32 mid, u32 fsn, u32 from, u32 len, u8 flags)
{
	const struct sctpw_idata *d = (const void *)(p->bytes + off);
	const u8 *data = (const u8 *)(d + 1);
	u32 i;

	assert_true(off + HDR + ALIGN(len, 4) <= p->len);
	assert_int_equal(d->ch.type, 64);
	assert_int_equal(d->ch.flags & ~SCTP_DATA_I, flags);
	assert_int_equal(ntohs(d->ch.len), HDR + len);
	assert_int_equal(ntohl(d->tsn), tsn);
	assert_int_equal(ntohs(d->sid), sid);
	assert_int_equal(d->reserved, 0);
	assert_int_equal(ntohl(d->mid), mid);
	assert_int_equal(ntohl(d->ppid),
			 flags & SCTP_DATA_B ? 0x12345678 : fsn);
	for (i = 0; i < len; i++)
		assert_int_equal(data[i], (u8)((from + i) * 7));
	for (; i & 3; i++)
		assert_int_equal(data[i], 0);
	return off + HDR + ALIGN(len, 4);
}

static void format__fragment_size(void **state)
{
	assert_int_equal(U.a.tx.frag_point, UNIT_PMDCS - HDR);
	assert_int_equal(sctp_data_size(U.a.tx.data_hdr, 5), 28);
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_DATA);
	assert_int_equal(U.a.tx.frag_point, UNIT_PMDCS - 16);
	assert_int_equal(sctp_data_size(U.a.tx.data_hdr, 5), 24);
}

static void format__small_messages_share_a_packet(void **state)
{
	static const u32 len[] = { 10, 1, 100, 7 };
	u32 i, off = 0;

	for (i = 0; i < 4; i++)
		send_laid_out(len[i], i & 1, 0, HDR);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->linear, 0);
	assert_int_equal(U.sent[0]->seg, 0);
	for (i = 0; i < 4; i++)
		off = check_chunk(U.sent[0], off, UNIT_MY_TSN + i, i & 1, i / 2,
				  0, 0, len[i], SCTP_DATA_BE);
	assert_int_equal(off, U.sent[0]->len);
	assert_int_equal(U.a.primary->flight.size, U.sent[0]->len);
}

static void format__large_message_is_a_super_packet(void **state)
{
	const u32 cell = U.a.tx.frag_point, len = 20 * cell + 9;
	u32 i, off = 0;

	U.whole = true;
	send_laid_out(len, 3, 0, HDR);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->seg, cell + HDR);
	for (i = 0; i <= 20; i++)
		off = check_chunk(U.sent[0], off, UNIT_MY_TSN + i, 3, 0, i,
				  i * cell, i < 20 ? cell : 9,
				  (i ? 0 : SCTP_DATA_B) |
				  (i < 20 ? 0 : SCTP_DATA_E));
	assert_int_equal(off, U.sent[0]->len);
}

/* To a peer that counts as Linux does, also in fragments sent again */
static void format__counted_from_the_second_fragment(void **state)
{
	const u32 cell = U.a.tx.frag_point;
	u32 i, off = 0;

	U.whole = true;
	U.a.hs.caps |= SCTP_CAP_FSN_APART;
	send_laid_out(4 * cell, 3, 0, HDR);
	unit_flush();
	for (i = 0; i < 4; i++)
		off = check_chunk(U.sent[0], off, UNIT_MY_TSN + i, 3, 0, i - 1,
				  i * cell, cell, (i ? 0 : SCTP_DATA_B) |
				  (i < 3 ? 0 : SCTP_DATA_E));
	assert_int_equal(off, U.sent[0]->len);
}

static void format__packets_of_small_messages_are_one(void **state)
{
	const u32 n = UNIT_PMDCS / (HDR + 104);
	u32 i, off = 0;

	U.whole = true;
	for (i = 0; i < 5 * n; i++)
		send_laid_out(101, 0, 0, HDR);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->seg, n * (HDR + 104));
	for (i = 0; i < 5 * n; i++)
		off = check_chunk(U.sent[0], off, UNIT_MY_TSN + i, 0, i, 0, 0,
				  101, SCTP_DATA_BE);
	assert_int_equal(off, U.sent[0]->len);
}

/* What was queued before both agreed upon it has less room for headers. A cell
 * is sent whole all the same
 */
static void format__laid_out_for_data_is_copied(void **state)
{
	const u32 cell = UNIT_PMDCS - 16;
	u32 off;

	sctp_sendq_set_format(&U.a, SCTP_FORMAT_DATA);
	send_laid_out(50, 0, 0, 16);
	send_laid_out(cell, 0, 0, 16);
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[0]->linear, U.sent[0]->len);
	off = check_chunk(U.sent[0], 0, UNIT_MY_TSN, 0, 0, 0, 0, 50,
			  SCTP_DATA_BE);
	assert_int_equal(off, U.sent[0]->len);
	check_chunk(U.sent[1], 0, UNIT_MY_TSN + 1, 0, 1, 0, 0, cell,
		    SCTP_DATA_BE);
	assert_int_equal(U.sent[1]->len, UNIT_PMDCS + 4);
}

static void format__without_cells(void **state)
{
	struct shim_msg *msg = shim_msg_new(21);
	u32 i;

	for (i = 0; i < 21; i++)
		shim_msg_data(msg)[i] = i * 7;
	msg->m.ppid = htonl(0x12345678);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->linear, HDR);
	assert_int_equal(check_chunk(U.sent[0], 0, UNIT_MY_TSN, 0, 0, 0, 0, 21,
				     SCTP_DATA_BE), U.sent[0]->len);
}

/* Ordered and unordered messages are numbered apart (RFC 8260 section 2.1) */
static void format__mids_of_unordered_messages(void **state)
{
	static const u16 flags[] = {
		0, SCTP_TX_UNORDERED, SCTP_TX_UNORDERED, 0
	};
	static const u32 mid[] = { 0, 0, 1, 1 };
	u32 i, off = 0;

	for (i = 0; i < 4; i++)
		send_laid_out(4, 2, flags[i], HDR);
	unit_flush();
	for (i = 0; i < 4; i++)
		off = check_chunk(U.sent[0], off, UNIT_MY_TSN + i, 2, mid[i], 0,
				  0, 4, SCTP_DATA_BE |
				  (flags[i] ? SCTP_DATA_U : 0));
}

static void format__mid_does_not_wrap_as_an_ssn(void **state)
{
	U.a.tx.streams.first.mid = 65535;
	send_laid_out(4, 0, 0, HDR);
	send_laid_out(4, 0, 0, HDR);
	unit_flush();
	check_chunk(U.sent[0], check_chunk(U.sent[0], 0, UNIT_MY_TSN, 0, 65535,
					   0, 0, 4, SCTP_DATA_BE),
		    UNIT_MY_TSN + 1, 0, 65536, 0, 0, 4, SCTP_DATA_BE);
}

/* --- in --- */

static u8 bytes[65536];

static void put_chunk(struct unit_build *b, u32 nth, u32 mid, u32 fsn, u8 flags,
		      u32 len)
{
	struct sctpw_idata *d = unit_chunk(b, SCTP_CT_I_DATA, flags, NULL,
					   16 + len);

	d->tsn = htonl(UNIT_PEER_TSN + nth);
	d->sid = htons(1);
	d->mid = htonl(mid);
	d->ppid = htonl(flags & SCTP_DATA_B ? 77 : fsn);
	memset(d + 1, nth, len);
}

static void input_super(const struct unit_build *b, u32 seg)
{
	struct sctp_rx rx;

	unit_rx(&rx, b, 0);
	assert_true(sctp_assoc_input_super(&U.a, &rx, seg));
	kfree_skb(rx.skb);
	unit_flush();
}

static void expect_message(u32 first, u32 n, u32 each, u32 last, u32 mid)
{
	struct sctp_rx_msg *m = unit_next_msg();
	u32 i, len = (n - 1) * each + last;

	assert_non_null(m);
	assert_int_equal(m->mid, mid);
	assert_int_equal(ntohl(m->ppid), 77);
	assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)), len);
	for (i = 0; i < len; i++)
		assert_int_equal(bytes[i], (u8)(first + i / each));
	sctp_rx_msg_free(m);
}

static void put_fragments(struct unit_build *b)
{
	u32 i;

	for (i = 0; i < 6; i++)
		put_chunk(b, i, 0, i,
			  (i ? 0 : SCTP_DATA_B) | (i < 5 ? 0 : SCTP_DATA_E),
			  i < 5 ? 100 : 33);
}

static void format_input__fragments_are_one_extent(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	put_fragments(&b);
	input_super(&b, HDR + 100);
	m = list_first_entry(&U.delivered, struct sctp_rx_msg, list);
	assert_ptr_equal(m->head, m->tail);
	assert_int_equal(m->first.off, HDR);
	assert_int_equal(m->first.seg, 100);
	assert_int_equal(m->first.len, 533);
	expect_message(0, 6, 100, 33, 0);
}

/* Fragment 1 is missing: it comes last */
static void format_input__fsns_with_a_gap(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	put_chunk(&b, 0, 0, 0, SCTP_DATA_B, 100);
	put_chunk(&b, 1, 0, 2, 0, 100);
	put_chunk(&b, 2, 0, 3, SCTP_DATA_E, 100);
	input_super(&b, HDR + 100);
	assert_null(unit_next_msg());
	b.len = 0;
	put_chunk(&b, 3, 0, 1, 0, 100);
	unit_input(&b);
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->len, 400);
	sctp_rx_msg_free(m);
}

/* FSNs go on, but of another message */
static void format_input__fragments_of_two_messages(void **state)
{
	struct unit_build b = { 0 };

	put_chunk(&b, 0, 0, 0, SCTP_DATA_B, 100);
	put_chunk(&b, 1, 1, 1, 0, 100);
	put_chunk(&b, 2, 1, 2, SCTP_DATA_E, 100);
	input_super(&b, HDR + 100);
	assert_null(unit_next_msg());
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* One by one, those that lie behind one another are an extent again */
static void format_input__fragments_of_a_packet(void **state)
{
	struct unit_build b = { 0 };

	put_chunk(&b, 9, 5, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	b.len = 0;
	put_fragments(&b);
	input_super(&b, HDR + 100);
	expect_message(0, 6, 100, 33, 0);
	assert_int_equal(U.a.counts.iodchunks, 7);
}

static void format_input__small_messages(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < 8; i++)
		put_chunk(&b, i, i, 0, SCTP_DATA_BE, 50);
	input_super(&b, 2 * (HDR + 52));
	for (i = 0; i < 8; i++)
		expect_message(i, 1, 50, 50, i);
	assert_int_equal(U.a.counts.ipackets, 4);
}

/* A chunk of the other type is none of the association's user data */
static void format_input__other_type(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_data(&b, UNIT_PEER_TSN, 1, 0, SCTP_DATA_BE, 100);
	unit_data(&b, UNIT_PEER_TSN + 1, 1, 1, SCTP_DATA_BE, 100);
	unit_rx(&rx, &b, 0);
	assert_false(sctp_assoc_input_super(&U.a, &rx, 116));
	kfree_skb(rx.skb);
}

static void format_frame__stays_in_pages(void **state)
{
	struct sctp_chunk_iter it;
	struct unit_build b = { 0 };
	struct sctp_view v;
	struct sctp_rx rx;
	u32 i;

	for (i = 0; i < 3; i++)
		put_chunk(&b, i, i, 0, SCTP_DATA_BE, 10 + i);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_I_DATA), 0);
	assert_int_equal(skb_headlen(rx.skb), 0);
	assert_int_equal(rx.ndata, 3);
	it = sctp_chunk_begin(&rx, 0);
	for (i = 0; i < 3; i++) {
		struct sctp_data_head h = { .flags = SCTP_DATA_BE };

		assert_true(sctp_chunk_next(&it, &v));
		assert_int_equal(v.len, HDR + 10 + i);
		sctp_data_get(SCTP_FORMAT_I_DATA, v.hdr, &h);
		assert_int_equal(h.tsn, UNIT_PEER_TSN + i);
		assert_int_equal(h.mid, i);
	}
	assert_false(sctp_chunk_next(&it, &v));
	kfree_skb(rx.skb);
}

static void format_frame__shorter_than_its_header(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_I_DATA, SCTP_DATA_BE, NULL, 12);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_I_DATA), -EBADMSG);
	kfree_skb(rx.skb);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), -EBADMSG);
	kfree_skb(rx.skb);
}

#define FORMAT(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	FORMAT(format__fragment_size),
	FORMAT(format__small_messages_share_a_packet),
	FORMAT(format__large_message_is_a_super_packet),
	FORMAT(format__counted_from_the_second_fragment),
	FORMAT(format__packets_of_small_messages_are_one),
	FORMAT(format__laid_out_for_data_is_copied),
	FORMAT(format__without_cells),
	FORMAT(format__mids_of_unordered_messages),
	FORMAT(format__mid_does_not_wrap_as_an_ssn),
	FORMAT(format_input__fragments_are_one_extent),
	FORMAT(format_input__fsns_with_a_gap),
	FORMAT(format_input__fragments_of_two_messages),
	FORMAT(format_input__fragments_of_a_packet),
	FORMAT(format_input__small_messages),
	FORMAT(format_input__other_type),
	FORMAT(format_frame__stays_in_pages),
	FORMAT(format_frame__shorter_than_its_header),
};

int main(void)
{
	return cmocka_run_group_tests_name("dataformat", tests, NULL, NULL);
}
