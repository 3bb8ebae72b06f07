// SPDX-License-Identifier: GPL-2.0-only
/* Packets for an association: tags, states, unknown chunks, RFC 9260 8.5 */
#include "core/caps.h"
#include "unit.h"

static void one(u8 type, u8 flags, u32 len, u32 tag)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, type, flags, NULL, len);
	unit_input_tag(&b, tag);
	unit_flush();
}

static void tag__wrong_one_is_dropped(void **state)
{
	static const u8 type[] = {
		SCTP_CT_DATA, SCTP_CT_SACK, SCTP_CT_HEARTBEAT, SCTP_CT_ABORT,
		SCTP_CT_SHUTDOWN, SCTP_CT_SHUTDOWN_ACK, SCTP_CT_ERROR,
		SCTP_CT_COOKIE_ACK, SCTP_CT_SHUTDOWN_COMPLETE, 0xc1,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(type); i++) {
		one(type[i], 0, 16, UNIT_MY_TAG ^ 1);
		one(type[i], 0, 16, UNIT_PEER_TAG);
		one(type[i], 0, 16, 0);
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 3 * ARRAY_SIZE(type));
}

/* SACK behind DATA, and what may be there */
static void order__control_behind_data(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, UNIT_PEER_TSN, 0, 0, 3, 10);
	unit_sack(&b, UNIT_MY_TSN - 1, 50000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);

	unit_set_cfg(U.a, strict_data_order, true);
	b.len = 0;
	unit_sack(&b, UNIT_MY_TSN - 1, 50000, 0);
	unit_data(&b, UNIT_PEER_TSN + 1, 0, 1, 3, 10);
	unit_data(&b, UNIT_PEER_TSN + 2, 0, 2, 3, 10);
	unit_chunk(&b, SCTP_CT_PAD, 0, NULL, 20);
	unit_input(&b);
	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 3, 0, 3, 3, 10);
	unit_chunk(&b, 0xfe, 0, NULL, 20);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);

	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 4, 0, 4, 3, 10);
	unit_sack(&b, UNIT_MY_TSN - 1, 50000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PROTOCOL);
	assert_int_equal(get_unaligned_be16(unit_last(SCTP_CT_ABORT) + 4),
			 SCTP_CAUSE_PROTOCOL_VIOLATION);
}

/* FORWARD TSN is treated as data, but it is none */
static void order__control_behind_forward_tsn(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, strict_data_order, true);
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	unit_forward(&b, SCTP_CT_FORWARD_TSN, UNIT_PEER_TSN, 0, NULL);
	unit_sack(&b, UNIT_MY_TSN - 1, 50000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	/* and it has its place before DATA */
	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 1, 0, 0, 3, 10);
	unit_forward(&b, SCTP_CT_FORWARD_TSN, UNIT_PEER_TSN + 1, 0, NULL);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* The peer ends it: that is not answered */
static void order__abort_behind_data(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, strict_data_order, true);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, 3, 10);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(U.a.end, SCTP_END_PEER_ABORT);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 0);
}

static void tag__t_bit_means_the_peers(void **state)
{
	one(SCTP_CT_ABORT, SCTP_FLAG_T, 0, UNIT_MY_TAG);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	one(SCTP_CT_ABORT, SCTP_FLAG_T, 0, UNIT_PEER_TAG);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PEER_ABORT);
	/* an ABORT is never answered */
	assert_int_equal(U.nsent, 0);
}

static void tag__t_bit_before_the_peers_is_known(void **state)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	sctp_assoc_connect(&U.a, U.now);
	unit_flush();
	one(SCTP_CT_ABORT, SCTP_FLAG_T, 0, 0);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	one(SCTP_CT_ABORT, 0, 0, U.a.hs.my_tag);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_CANT_START));
}

static void abort__tells_the_cause(void **state)
{
	struct unit_build b = { 0 };
	__be32 cause[2] = { htonl(0x000c0008), htonl(5) };
	u32 i;

	unit_send(100, 0, 0);
	unit_chunk(&b, SCTP_CT_ABORT, 0, cause, 8);
	unit_input(&b);
	/* the failed messages are reported after it */
	assert_int_equal(U.notice[U.nnotices - 1].type, SCTP_EV_SEND_FAILED);
	for (i = 0; i < U.nnotices; i++)
		if (U.notice[i].type == SCTP_EV_ASSOC_CHANGE)
			break;
	assert_true(i < U.nnotices);
	assert_int_equal(U.notice[i].value, SCTP_AC_COMM_LOST);
	assert_int_equal(U.notice[i].error, 12);
}

static void abort__with_a_bad_cause_is_none(void **state)
{
	struct unit_build b = { 0 };
	__be32 cause[3] = { htonl(0x000c0008), 0, htonl(0x000d0009) };

	unit_chunk(&b, SCTP_CT_ABORT, 0, cause, sizeof(cause));
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 1);
}

/* Whatever else is in such a packet, it is not answered (9.1) */
static void abort__is_never_answered(void **state)
{
	struct unit_build b = { 0 };
	__be32 cause = htonl(0x00060004);

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 4);
	unit_chunk(&b, SCTP_CT_ERROR, 0, &cause, 4);
	unit_sack(&b, UNIT_MY_TSN + 100, 5000, 0);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 0);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PEER_ABORT);
	assert_true(unit_noticed(SCTP_EV_REMOTE_ERROR, 0));
	assert_int_equal(U.nsent, 0);
}

/* Section 6: SACK and DATA in states in which they are discarded */
static void sack__in_shutdown_sent_is_ignored(void **state)
{
	struct unit_build b = { 0 };

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	unit_sack(&b, UNIT_MY_TSN + 100, 5000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNEXPECTED_CHUNK], 1);
}

/* Section 3.2: what the two high bits of an unknown type ask for */
static void unknown__types(void **state)
{
	static const struct {
		u8 type;
		u32 errors;
		u32 acks;
	} row[] = {
		{ 0x3f, 0, 0 }, { 0x7f, 1, 0 }, { 0xbf, 0, 1 }, { 0xfe, 1, 1 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(row); i++) {
		struct unit_build b = { 0 };

		unit_chunk(&b, row[i].type, 0, "abc", 3);
		unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 0);
		unit_input(&b);
		unit_flush();
		assert_int_equal(unit_count(SCTP_CT_ERROR), row[i].errors);
		assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK),
				 row[i].acks);
		if (row[i].errors)
			assert_memory_equal(unit_find(U.sent[0], SCTP_CT_ERROR,
						      0) + 8,
					    b.bytes, 7);
		unit_forget_sent();
	}
}

static void unknown__not_reported_without_the_peers_tag(void **state)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	sctp_assoc_connect(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	one(0xfe, 0, 4, U.a.hs.my_tag);
	assert_int_equal(U.nsent, 0);
}

static void pad__is_ignored(void **state)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_PAD, 0, NULL, 100);
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
}

static void bad_frame__touches_nothing(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_chunk *ch;

	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	ch = unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 0);
	ch->len = htons(3);
	unit_input(&b);
	/* not even the good chunk in front of the bad one */
	assert_null(unit_next_msg());
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 1);
}

static void error__reaches_the_user(void **state)
{
	struct unit_build b = { 0 };
	__be32 cause = htonl(0x00060004);

	unit_chunk(&b, SCTP_CT_ERROR, 0, &cause, 4);
	unit_input(&b);
	assert_true(unit_noticed(SCTP_EV_REMOTE_ERROR, 0));
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void shutdown_ack__during_set_up_is_out_of_the_blue(void **state)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	sctp_assoc_connect(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	/* tag 0 is for INIT alone (8.5.1 A) */
	one(SCTP_CT_SHUTDOWN_ACK, 0, 0, 0);
	assert_int_equal(U.nsent, 0);
	one(SCTP_CT_SHUTDOWN_ACK, 0, 0, 0x7777);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, 0x7777);
	assert_int_equal(unit_find(U.sent[0], SCTP_CT_SHUTDOWN_COMPLETE,
				   0)[1], SCTP_FLAG_T);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
}

static void input__after_the_end(void **state)
{
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	unit_forget_sent();
	one(SCTP_CT_HEARTBEAT, 0, 4, UNIT_MY_TAG);
	assert_int_equal(U.nsent, 0);
}

static void input__stops_when_a_chunk_ends_the_association(void **state)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_null(unit_next_msg());
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(tag__wrong_one_is_dropped),
	UNIT_UP(order__control_behind_data),
	UNIT_UP(order__control_behind_forward_tsn),
	UNIT_UP(order__abort_behind_data),
	UNIT_UP(tag__t_bit_means_the_peers),
	UNIT(tag__t_bit_before_the_peers_is_known),
	UNIT_UP(abort__tells_the_cause),
	UNIT_UP(abort__with_a_bad_cause_is_none),
	UNIT_UP(abort__is_never_answered),
	UNIT_UP(sack__in_shutdown_sent_is_ignored),
	UNIT_UP(unknown__types),
	UNIT(unknown__not_reported_without_the_peers_tag),
	UNIT_UP(pad__is_ignored),
	UNIT_UP(bad_frame__touches_nothing),
	UNIT_UP(error__reaches_the_user),
	UNIT(shutdown_ack__during_set_up_is_out_of_the_blue),
	UNIT_UP(input__after_the_end),
	UNIT_UP(input__stops_when_a_chunk_ends_the_association),
};

int main(void)
{
	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
