// SPDX-License-Identifier: GPL-2.0-only
/* Packets as they are built: copies, references, sizes, bursts */
#include "core/pathroute.h"
#include "core/send/packet.h"
#include "core/send/txring.h"
#include "unit.h"

/* What is sent of messages of @len, as many as a large cwnd lets go */
static void send_many(u32 n, u32 len)
{
	U.a.primary->cc.cwnd = 1000000;
	U.a.tx.peer.rwnd = 1000000;
	while (n--)
		unit_send(len, 0, 0);
	unit_flush();
}

static void packet__never_larger_than_the_path(void **state)
{
	u32 len, i;

	for (len = 1; len < 1600; len += 37) {
		send_many(7, len);
		for (i = 0; i < U.nsent; i++)
			assert_true(U.sent[i]->len <= UNIT_PMDCS);
		unit_forget_sent();
		U.a.tx.peer.rwnd = 1000000;
	}
}

static void packet__content_survives_reference(void **state)
{
	u32 sizes[] = { 1, 511, 512, 513, 700, 733, 734, 1200, 1451, 1452 };
	u32 s, i, nth;
	const u8 *d;

	for (s = 0; s < ARRAY_SIZE(sizes); s++) {
		send_many(3, sizes[s]);
		for (i = 0; i < U.nsent; i++)
			for (nth = 0; (d = unit_find(U.sent[i], SCTP_CT_DATA,
						     nth)); nth++) {
				u32 j, len = get_unaligned_be16(d + 2) - 16;

				assert_int_equal(len, sizes[s]);
				for (j = 0; j < len; j++)
					assert_int_equal(d[16 + j], (u8)j);
			}
		unit_forget_sent();
	}
}

/* Bytes of a whole buffer that went out, as xmit() saw it */
static void packet__messages_are_not_copied(void **state)
{
	u32 i;

	send_many(20, 100);
	assert_int_equal(unit_count(SCTP_CT_DATA), 20);
	for (i = 0; i < U.nsent; i++)
		assert_int_equal(U.sent[i]->linear, 0);
}

/* Laid out for a path that took more */
static void packet__copied_when_mtu_sank(void **state)
{
	const u8 *d;
	u32 i, j, n = 0;

	unit_send(1400, 0, 0);
	sctp_path_pmtu(&U.a, U.a.primary, 600, U.now);
	unit_flush();
	for (i = 0; i < U.nsent; i++) {
		d = unit_find(U.sent[i], SCTP_CT_DATA, 0);
		assert_true(U.sent[i]->len <= 600 - 12);
		assert_int_equal(U.sent[i]->linear, U.sent[i]->len);
		for (j = 16; j < get_unaligned_be16(d + 2); j++)
			assert_int_equal(d[j], (u8)n++);
	}
	assert_int_equal(n, 1400);
	assert_int_equal(U.a.tx.queued_msgs, 0);
}

/* The user's own pages: no room for headers */
static void packet__message_without_cells(void **state)
{
	struct shim_msg *msg = shim_msg_new(3001);
	u32 i, j, n = 0;
	const u8 *d;

	for (i = 0; i < 3001; i++)
		shim_msg_data(msg)[i] = i;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 4);
	for (i = 0; i < 3; i++) {
		d = unit_find(U.sent[i], SCTP_CT_DATA, 0);
		assert_int_equal(U.sent[i]->linear, 16);
		for (j = 16; j < get_unaligned_be16(d + 2); j++)
			assert_int_equal(d[j], (u8)n++);
	}
	assert_int_equal(n, 3001);
	assert_int_equal(U.sent[3]->len, 28);
}

/* References run out before the path's MTU does */
static void packet__more_pieces_than_it_refers_to(void **state)
{
	u32 i, n = MAX_SKB_FRAGS + 3;

	U.a.primary->cc.cwnd = 1000000;
	for (i = 0; i < n; i++) {
		struct shim_msg *msg = shim_msg_new(20);

		msg->m.cell = 20;
		/* each in memory of its own */
		shim_msg_scatter(msg);
		assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	}
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[0]->len, MAX_SKB_FRAGS * 36);
	assert_int_equal(U.sent[1]->len, 3 * 36);
	assert_int_equal(U.sent[0]->seg, 0);
}

static void packet__control_chunks_that_fill_it(void **state)
{
	struct unit_build b = { 0 };
	static const u8 info[1440];
	u32 i;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, info, sizeof(info));
	unit_input(&b);
	unit_input(&b);
	unit_send(1400, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK), 2);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	for (i = 0; i < U.nsent; i++)
		assert_true(U.sent[i]->len <= UNIT_PMDCS);
}

static void packet__control_chunk_larger_than_the_path(void **state)
{
	struct unit_build b = { 0 };
	static const u8 info[4000];

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, info, sizeof(info));
	unit_input(&b);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.ctl.count, 0);
}

/* It has its TSN, so it has to go, in a packet that IP fragments */
static void packet__chunk_larger_than_the_path(void **state)
{
	unit_send(512, 0, 0);
	unit_flush();
	unit_forget_sent();
	sctp_path_pmtu(&U.a, U.a.primary, 512, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->len, 16 + 512);
	assert_int_equal(U.a.tx.ring.flight, 512);
}

/* A chunk is no larger than what a packet can refer to */
static void packet__chunks_of_the_largest_path(void **state)
{
	U.mtu = 65535;
	sctp_path_reroute(&U.a, U.a.primary, U.now);
	send_many(2, 65000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.a.tx.ring.flight, 2 * 65000);
}

static void packet__burst_is_handed_over_in_parts(void **state)
{
	send_many(200, 1400);
	assert_int_equal(U.nsent, 200);
	assert_int_equal(U.a.counts.opackets, 200);
	assert_int_equal(U.mib[SCTP_MIB_OUTSCTPPACKS], 200);
}

static void out_alone__no_memory_is_counted(void **state)
{
	sctp_door_alone(&U.a, U.a.primary, NULL, 1);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_NO_MEMORY], 1);
}

/* The cell of the chunk sent last, with its header */
static struct sctpw_data *last_cell(void)
{
	const struct sctp_tx_chunk *c = sctp_txring_slot(&U.a.tx.ring,
							 U.a.tx.ring.next - 1);

	return &sctp_tx_msg_header(c->msg, c->off)->data;
}

/*
 * The first packet may still be in a queue, with its checksum: what it refers
 * to stays as it is, and the I bit is in a header of its own.
 */
static void packet__sent_again_leaves_the_cell(void **state)
{
	struct sctp_path *p = unit_measured(100000, 20 * MS);
	struct sctpw_data *cell, before;
	const struct unit_packet *again;

	unit_send(101, 0, 0);
	unit_flush();
	unit_forget_sent();
	cell = last_cell();
	before = *cell;
	assert_false(before.ch.flags & SCTP_DATA_I);
	/* nothing may be written there, not even the same bytes */
	assert_true(p->tlp.at);
	unit_wait(p->tlp.at - U.now);
	assert_int_equal(U.nsent, 1);
	again = U.sent[0];
	assert_int_equal(again->len, 16 + 104);
	assert_int_equal(again->linear, 16);
	assert_int_equal(again->bytes[1], SCTP_DATA_BE | SCTP_DATA_I);
	assert_memory_equal(again->bytes + 4, &before.tsn, 12);
	assert_memory_equal(again->bytes + 16, cell + 1, 104);
	assert_memory_equal(cell, &before, sizeof(before));
}

/* A retransmission refers to its cell, whose header gets no I bit */
static void packet__sent_again_from_its_cell(void **state)
{
	struct sctp_path *p = unit_measured(100000, 20 * MS);
	struct sctpw_data *cell, before;

	unit_send(101, 0, 0);
	unit_flush();
	unit_forget_sent();
	cell = last_cell();
	before = *cell;
	unit_set_cfg(U.a, tail_loss_probe, false);
	U.a.tx.flush.push = true;
	unit_wait(p->t3_rtx - U.now);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->linear, 0);
	assert_memory_equal(U.sent[0]->bytes, &before, sizeof(before));
	assert_memory_equal(cell, &before, sizeof(before));
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(packet__sent_again_leaves_the_cell),
	UNIT_UP(packet__sent_again_from_its_cell),
	UNIT_UP(packet__never_larger_than_the_path),
	UNIT_UP(packet__content_survives_reference),
	UNIT_UP(packet__messages_are_not_copied),
	UNIT_UP(packet__copied_when_mtu_sank),
	UNIT_UP(packet__message_without_cells),
	UNIT_UP(packet__more_pieces_than_it_refers_to),
	UNIT_UP(packet__control_chunks_that_fill_it),
	UNIT_UP(packet__control_chunk_larger_than_the_path),
	UNIT_UP(packet__chunk_larger_than_the_path),
	UNIT_UP(packet__chunks_of_the_largest_path),
	UNIT_UP(packet__burst_is_handed_over_in_parts),
	UNIT_UP(out_alone__no_memory_is_counted),
};

int main(void)
{
	return cmocka_run_group_tests_name("packet", tests, NULL, NULL);
}
