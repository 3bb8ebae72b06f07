// SPDX-License-Identifier: GPL-2.0-only
/* Packets as they are built: copies, references, sizes, bursts */
#include "packet.h"
#include "unit.h"

/* What is sent of messages of @len, as many as a large cwnd lets go */
static void send_many(u32 n, u32 len)
{
	U.a.primary->cc.cwnd = 1000000;
	U.a.tx.peer_rwnd = 1000000;
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
		U.a.tx.peer_rwnd = 1000000;
	}
}

static void packet__content_survives_copy_and_reference(void **state)
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

static void packet__large_message_is_not_copied(void **state)
{
	long heads = shim_counts.heads;
	struct shim_msg *msg;

	unit_send(1400, 0, 0);
	msg = shim_msg_of(list_first_entry(&U.a.tx.queue, struct sctp_tx_msg,
					   list));
	assert_int_equal(msg->bytes->users, 1);
	unit_flush();
	/* the packet is gone again, the message's bytes are as before */
	assert_int_equal(msg->bytes->users, 1);
	assert_int_equal(shim_counts.heads, heads + 1);
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
static void packet__copied_chunk_larger_than_the_path(void **state)
{
	unit_send(SCTP_COPY_MAX, 0, 0);
	unit_flush();
	unit_forget_sent();
	sctp_path_pmtu(&U.a, U.a.primary, 512, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->len, 16 + SCTP_COPY_MAX);
	assert_int_equal(U.a.tx.flight, SCTP_COPY_MAX);
}

/* A chunk is no larger than what a packet can refer to */
static void packet__chunks_of_the_largest_path(void **state)
{
	U.mtu = 65535;
	sctp_path_reroute(&U.a, U.a.primary, U.now);
	send_many(2, 65000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_int_equal(U.a.tx.flight, 2 * 65000);
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
	sctp_out_alone(&U.a, U.a.primary, NULL, 1);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_NO_MEMORY], 1);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(packet__never_larger_than_the_path),
	UNIT_UP(packet__content_survives_copy_and_reference),
	UNIT_UP(packet__large_message_is_not_copied),
	UNIT_UP(packet__control_chunks_that_fill_it),
	UNIT_UP(packet__control_chunk_larger_than_the_path),
	UNIT_UP(packet__copied_chunk_larger_than_the_path),
	UNIT_UP(packet__chunks_of_the_largest_path),
	UNIT_UP(packet__burst_is_handed_over_in_parts),
	UNIT_UP(out_alone__no_memory_is_counted),
};

int main(void)
{
	return cmocka_run_group_tests_name("packet", tests, NULL, NULL);
}
