// SPDX-License-Identifier: GPL-2.0-only
/* Control chunks on their way out, and the order they are bundled in */
#include "core/heartbeat.h"
#include "core/life/end.h"
#include "core/pathset.h"
#include "core/send/bundle.h"
#include "core/send/ctl.h"
#include "unit.h"

static void ctl_add__builds_the_chunk(void **state)
{
	const u8 *ch;

	assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, "abcd", 4,
				      "xyz", 3), 0);
	unit_flush();
	ch = unit_find(U.sent[0], SCTP_CT_ERROR, 0);
	assert_non_null(ch);
	assert_int_equal(get_unaligned_be16(ch + 2), 11);
	assert_memory_equal(ch + 4, "abcdxyz\0", 8);
	assert_int_equal(U.a.ctl.count, 0);
}

static void ctl_add__is_limited(void **state)
{
	u32 i;

	for (i = 0; i < SCTP_MAX_CTL; i++)
		assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL,
					      0, NULL, 0), 0);
	assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0,
				      NULL, 0), -ENOBUFS);
	assert_int_equal(U.mib[SCTP_MIB_CTRL_QUEUE_LIMIT], 1);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_ERROR), SCTP_MAX_CTL);
}

static void ctl_add__too_long_and_no_memory(void **state)
{
	assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0xffff,
				      NULL, 0xffff), -EMSGSIZE);
	shim_fail_nth(1);
	assert_int_equal(sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0,
				      NULL, 0), -ENOMEM);
	assert_int_equal(U.a.ctl.count, 0);
}

static void ctl_error__cuts_the_information(void **state)
{
	static const u8 info[1000];

	sctp_ctl_error(&U.a, NULL, 6, info, sizeof(info));
	unit_flush();
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_ERROR,
						      0) + 2), 460);
}

/* Our own causes are not cut; what a cause returns to the peer is */
static void abort__cuts_what_the_peer_sent(void **state)
{
	static const u8 info[1000];

	sctp_assoc_violation(&U.a, 6, info, sizeof(info));
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_ABORT,
						      0) + 2), 460);
}

static void abort__keeps_the_users_reason(void **state)
{
	static const u8 info[1000];

	sctp_assoc_abort(&U.a, info, sizeof(info), U.now);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_ABORT,
						      0) + 2), 4 + 4 + 1000);
}

/* RFC 9260 section 5.4 */
static void ctl__unconfirmed_gets_probes_only(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_UNCONFIRMED);
	struct unit_build b = { 0 };

	sctp_ctl_error(&U.a, q, 6, NULL, 0);
	sctp_ctl_pend(&U.a, SCTP_PEND_SHUTDOWN, q);
	sctp_path_hb_request(&U.a, q, U.now);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SHUTDOWN, 0));
	assert_non_null(unit_find(U.sent[0], SCTP_CT_ERROR, 0));
	assert_non_null(unit_find(U.sent[0], SCTP_CT_SACK, 0));
	assert_ptr_equal(U.sent[1]->path, q);
	assert_int_equal(get_unaligned_be16(U.sent[1]->bytes + 2),
			 U.sent[1]->len);
}

/* The primary address, too, may be one that is not confirmed */
static void control__waits_when_no_address_is_confirmed(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct unit_build b = { 0 };

	p->confirmed = false;
	p->state = SCTP_PATH_UNCONFIRMED;
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE | SCTP_DATA_I, 4);
	unit_input(&b);
	sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0, NULL, 0);
	sctp_path_hb_request(&U.a, p, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_int_equal(unit_count(SCTP_CT_SACK), 0);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
	p->confirmed = true;
	p->state = SCTP_PATH_ACTIVE;
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 1);
}

static void ctl_forget_path__drops_its_chunks(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	sctp_ctl_add(&U.a, q, SCTP_CT_HEARTBEAT, NULL, 0, NULL, 0);
	sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0, NULL, 0);
	sctp_ctl_pend(&U.a, SCTP_PEND_COOKIE_ACK, q);
	sctp_path_remove(&U.a, q);
	assert_int_equal(U.a.ctl.count, 1);
	assert_null(U.a.ctl.path);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
}

static void control__order_in_a_packet(void **state)
{
	struct unit_build b = { 0 };
	static const u8 want[] = {
		SCTP_CT_COOKIE_ACK, SCTP_CT_ERROR, SCTP_CT_SACK, SCTP_CT_DATA,
	};
	u32 off = 0, i;

	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE | SCTP_DATA_I, 4);
	unit_input(&b);
	sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0, NULL, 0);
	sctp_ctl_pend(&U.a, SCTP_PEND_COOKIE_ACK, NULL);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	for (i = 0; i < ARRAY_SIZE(want); i++) {
		assert_int_equal(U.sent[0]->bytes[off], want[i]);
		off += SCTP_ALIGN4(get_unaligned_be16(U.sent[0]->bytes + off +
						      2));
	}
	assert_int_equal(off, U.sent[0]->len);
}

static void control__each_goes_to_its_path(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	u32 i;

	sctp_ctl_add(&U.a, q, SCTP_CT_HEARTBEAT, NULL, 0, NULL, 0);
	sctp_ctl_add(&U.a, U.a.primary, SCTP_CT_HEARTBEAT_ACK, NULL, 0, NULL,
		     0);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	for (i = 0; i < 2; i++)
		assert_ptr_equal(U.sent[i]->path,
				 unit_find(U.sent[i], SCTP_CT_HEARTBEAT, 0) ?
				 q : U.a.primary);
}

/* A SACK is not in the packet of a probe, which may get lost */
static void control__sack_does_not_go_with_a_probe(void **state)
{
	struct sctp_path *q = unit_path(2, SCTP_PATH_INACTIVE);
	struct unit_build b = { 0 };

	/* the first DATA is acknowledged at once */
	U.a.sack.started = true;
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	sctp_ctl_add(&U.a, q, SCTP_CT_HEARTBEAT, NULL, 0, NULL, 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_int_equal(unit_count(SCTP_CT_SACK), 0);
	unit_wait(U.a.sack.at - U.now);
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[1]->path, U.a.primary);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
}

static void control__no_memory_keeps_it(void **state)
{
	sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, NULL, 0, NULL, 0);
	shim_fail_nth(1);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_true(sctp_bundle_due(&U.a));
	unit_flush();
	assert_int_equal(U.nsent, 1);
}

static void abort_build__cause(void **state)
{
	struct sk_buff *skb = sctp_abort_build(SCTP_FLAG_T, 12, "why", 3);

	assert_non_null(skb);
	assert_int_equal(skb->len, 12);
	assert_int_equal(skb->data[1], SCTP_FLAG_T);
	assert_int_equal(get_unaligned_be16(skb->data + 2), 11);
	assert_int_equal(get_unaligned_be16(skb->data + 4), 12);
	assert_int_equal(get_unaligned_be16(skb->data + 6), 7);
	assert_memory_equal(skb->data + 8, "why\0", 4);
	kfree_skb(skb);
	skb = sctp_abort_build(0, 0, NULL, 0);
	assert_int_equal(skb->len, 4);
	kfree_skb(skb);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(ctl_add__builds_the_chunk),
	UNIT_UP(ctl_add__is_limited),
	UNIT_UP(ctl_add__too_long_and_no_memory),
	UNIT_UP(ctl_error__cuts_the_information),
	UNIT_UP(abort__cuts_what_the_peer_sent),
	UNIT_UP(abort__keeps_the_users_reason),
	UNIT_UP(ctl__unconfirmed_gets_probes_only),
	UNIT_UP(control__waits_when_no_address_is_confirmed),
	UNIT_UP(ctl_forget_path__drops_its_chunks),
	UNIT_UP(control__order_in_a_packet),
	UNIT_UP(control__each_goes_to_its_path),
	UNIT_UP(control__sack_does_not_go_with_a_probe),
	UNIT_UP(control__no_memory_keeps_it),
	UNIT(abort_build__cause),
};

int main(void)
{
	return cmocka_run_group_tests_name("ctl", tests, NULL, NULL);
}
