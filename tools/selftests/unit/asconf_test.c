// SPDX-License-Identifier: GPL-2.0-only
/* ASCONF (RFC 5061): the peer's requests */
#include "core/pathset.h"
#include "core/send/sendq.h"
#include "unit_asconf.h"

static void asked_add__unconfirmed_and_probed(void **state)
{
	struct sctp_path *p;

	ask(SCTP_PT_ADD_IP, P2);
	all_done(UNIT_PEER_TSN);
	p = path_to(P2);
	assert_non_null(p);
	assert_int_equal(p->state, SCTP_PATH_UNCONFIRMED);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_ADDED));
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_ptr_equal(U.a.primary, path_to(P1));
}

static void asked_add__twice_is_no_error(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	ask(SCTP_PT_ADD_IP, P2);
	all_done(UNIT_PEER_TSN + 1);
	assert_int_equal(U.a.npaths, 2);
}

static void asked_add__wildcard_is_the_source(void **state)
{
	ask_from(P3, SCTP_PT_ADD_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_non_null(path_to(P3));
	assert_ptr_equal(sent_on, path_to(P3));
}

/* A peer that is reached in UDP only is reached so at its new addresses: the
 * answer goes there
 */
static void asked_add__in_udp(void **state)
{
	T.encap = 9900;
	ask_from(P3, SCTP_PT_ADD_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_ptr_equal(sent_on, path_to(P3));
	assert_int_equal(path_to(P3)->cfg.encap_port, 9900);
	ask(SCTP_PT_ADD_IP, P2);
	assert_int_equal(path_to(P2)->cfg.encap_port, 9900);
}

static void asked_add__address_that_cannot_be(void **state)
{
	T.unusable = P2;
	ask(SCTP_PT_ADD_IP, P2);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
	assert_null(path_to(P2));
}

/* Another association has it, or a security module says no */
static void asked_add__not_allowed(void **state)
{
	T.refuse = SCTP_PT_ADD_IP;
	ask(SCTP_PT_ADD_IP, P2);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
	assert_null(path_to(P2));
	T.refuse = SCTP_PT_SET_PRIMARY;
	ask(SCTP_PT_ADD_IP, P2);
	assert_non_null(path_to(P2));
	ask(SCTP_PT_SET_PRIMARY, P2);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
}

/* A refused address ends adding and deleting (5.3 rule F11) */
static void asked_add__refused_no_deletion(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	T.refuse = SCTP_PT_ADD_IP;
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P3);
	want(SCTP_PT_DEL_IP, P2);
	want(SCTP_PT_SET_PRIMARY, P2);
	say();
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
	answered(1, 102, SCTP_CAUSE_RESOURCE_SHORTAGE);
	answered(2, 103, 0);
	assert_non_null(path_to(P2));
	assert_ptr_equal(U.a.primary, path_to(P2));
}

static void asked_add__limit(void **state)
{
	u32 i;

	for (i = 0; i < SCTP_MAX_PATHS + 3; i++)
		ask(SCTP_PT_ADD_IP, 0x0a010000 + i);
	assert_int_equal(U.a.npaths, SCTP_MAX_PATHS);
	answered(0, 101, SCTP_CAUSE_RESOURCE_SHORTAGE);
}

static void asked_delete__moves_its_data(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_flush();
	assert_ptr_equal(U.sent[U.nsent - 1]->path, path_to(P1));
	ask_from(P2, SCTP_PT_DEL_IP, P1);
	all_done(UNIT_PEER_TSN);
	assert_null(path_to(P1));
	assert_ptr_equal(U.a.primary, path_to(P2));
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_REMOVED));
}

/* Two paths go at once: what the first one carried is not left to the second,
 * which carried nothing itself. The peer reneges on it then.
 */
static void asked_delete__two_with_data(void **state)
{
	struct unit_build b = { 0 };

	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_path(P3, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_send(1400, 0, 0);
	unit_flush();
	unit_sack(&b, UNIT_MY_TSN - 1, 65536, 1, 2, 2);
	unit_input(&b);
	unit_flush();
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_DEL_IP, P1);
	want(SCTP_PT_DEL_IP, P2);
	say_from(P3, SCTP_CT_ASCONF);
	assert_int_equal(U.a.npaths, 1);
	b.len = 0;
	unit_sack(&b, UNIT_MY_TSN, 65536, 0);
	unit_input(&b);
	unit_flush();
	b.len = 0;
	unit_sack(&b, UNIT_MY_TSN + 1, 65536, 0);
	unit_input(&b);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

/* The user wanted a message to go to the address that is deleted */
static void asked_delete__one_that_a_message_prefers(void **state)
{
	struct shim_msg *msg = shim_msg_new(100);
	struct unit_build b = { 0 };

	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_flush();
	U.a.tx.peer.rwnd = 0;
	msg->m.path = path_to(P2);
	msg->m.cell = sctp_sendq_cell(&U.a, 100);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	assert_int_equal(U.a.tx.queued_msgs, 1);
	ask(SCTP_PT_DEL_IP, P2);
	assert_null(path_to(P2));
	assert_int_equal(U.a.tx.queued_msgs, 1);
	assert_ptr_equal(msg->m.path, NULL);
	unit_sack(&b, UNIT_MY_TSN, 65536, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_ptr_equal(U.sent[U.nsent - 1]->path, path_to(P1));
}

/* CVE-2026-64564: the path the packet came from is deleted */
static void asked_delete__cve_2026_64564_the_source(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_SOURCE_IP);
	assert_non_null(path_to(P1));
}

static void asked_delete__the_last(void **state)
{
	ask(SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_LAST_IP);
	ask_from(P3, SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_LAST_IP);
	assert_int_equal(U.a.npaths, 1);
}

static void asked_delete__one_that_is_not_there(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_DEL_IP, P3);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
}

static void asked_delete__all_by_wildcard(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_path(P3, SCTP_PATH_ACTIVE);
	ask_from(P2, SCTP_PT_DEL_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_int_equal(U.a.npaths, 1);
	assert_non_null(path_to(P2));
	ask_from(P3, SCTP_PT_DEL_IP, 0);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
}

/* The peer moves: what is new is added, all others are deleted */
static void asked_both__no_data_before_it_is_confirmed(void **state)
{
	unit_send(100, 0, 0);
	unit_flush();
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, 0);
	want(SCTP_PT_DEL_IP, 0);
	say_from(P2, SCTP_CT_ASCONF);
	all_done(UNIT_PEER_TSN);
	assert_int_equal(U.a.npaths, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	unit_heartbeat_ack(unit_last(SCTP_CT_HEARTBEAT));
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

static void asked_primary__set(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_SET_PRIMARY, P2);
	all_done(UNIT_PEER_TSN);
	assert_ptr_equal(U.a.primary, path_to(P2));
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	ask(SCTP_PT_SET_PRIMARY, P3);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
	ask(SCTP_PT_SET_PRIMARY, 0);
	assert_ptr_equal(U.a.primary, path_to(P1));
}

static void asked__again_is_answered_again(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	assert_int_equal(sctp_path_remove(&U.a, path_to(P2)), 0);
	say();
	assert_int_equal(unit_count(SCTP_CT_ASCONF_ACK), 2);
	assert_null(path_to(P2));
}

/* What is kept is much longer than this, and would go wherever the packet seems
 * to come from
 */
static void asked__again_but_shorter(void **state)
{
	u32 i;

	begin(UNIT_PEER_TSN);
	for (i = 0; i < 10; i++)
		want(SCTP_PT_DEL_IP, P2);
	want(SCTP_PT_ADD_IP, P3);
	say();
	assert_non_null(answer(9));
	assert_non_null(path_to(P3));
	unit_forget_sent();
	begin(UNIT_PEER_TSN);
	say_from(P3, SCTP_CT_ASCONF);
	assert_int_equal(unit_count(SCTP_CT_ASCONF_ACK), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ASCONF], 1);
}

/* A replay of an old one, or a number to come: silence */
static void asked__wrong_serial_number(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	ask(SCTP_PT_ADD_IP, P3);
	begin(UNIT_PEER_TSN);
	say();
	begin(UNIT_PEER_TSN + 3);
	want(SCTP_PT_DEL_IP, P2);
	say();
	assert_int_equal(unit_count(SCTP_CT_ASCONF_ACK), 2);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ASCONF], 2);
	assert_non_null(path_to(P2));
}

/* Without AUTH it is discarded, with the rest of the packet */
static void asked__without_auth(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, caps, SCTP_CAP_ASCONF | SCTP_CAP_AUTH);
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	unit_chunk(&b, SCTP_CT_ASCONF, 0, C.bytes, C.len);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_null(path_to(P2));
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_NOT_AUTH], 1);
}

static void asked__not_agreed_upon(void **state)
{
	const u8 *err;

	U.a.hs.caps = 0;
	begin(UNIT_PEER_TSN);
	say();
	err = last_sent(SCTP_CT_ERROR);
	assert_non_null(err);
	assert_int_equal(get_unaligned_be16(err + 4),
			 SCTP_CAUSE_UNRECOGNIZED_CHUNK);
	U.a.hs.caps = SCTP_CAP_ASCONF;
}

/* CVE-2021-3655: each length is checked before it is used */
static void asked__cve_2021_3655_truncated(void **state)
{
	u32 len, full;

	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	full = C.len;
	for (len = 4; len < full; len++) {
		if (len == 12)	/* no request is none */
			continue;
		unit_teardown(state);
		asconf_setup(state);
		begin(UNIT_PEER_TSN);
		want(SCTP_PT_ADD_IP, P2);
		C.len = len;
		say();
		assert_int_equal(U.a.state, SCTP_ST_CLOSED);
		assert_null(path_to(P2));
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ASCONF], 1);
	}
}

static void malformed(u32 at, u16 val)
{
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	put_unaligned_be16(val, C.bytes + at);
	say();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void asked__parameter_too_short(void **state)
{
	malformed(14, 4);
}

static void asked__parameter_too_long(void **state)
{
	malformed(14, 20);
}

static void asked__no_address_in_it(void **state)
{
	malformed(20, SCTP_PT_HOST_NAME);
}

static void asked__first_is_no_address(void **state)
{
	malformed(4, SCTP_PT_ADD_IP);
}

static void put_unknown(u16 type, u32 len)
{
	memset(C.bytes + C.len, 0, len);
	put_unaligned_be16(type, C.bytes + C.len);
	put_unaligned_be16(len, C.bytes + C.len + 2);
	put_unaligned_be32(++C.id, C.bytes + C.len + 4);
	C.len += len;
}

static void asked__unknown_parameters(void **state)
{
	begin(UNIT_PEER_TSN);
	put_unknown(0x8123, 8);		/* skipped */
	put_unknown(0xc123, 12);	/* reported */
	want(SCTP_PT_ADD_IP, P2);
	put_unknown(0x0123, 8);		/* the end */
	want(SCTP_PT_ADD_IP, P3);
	say();
	answered(0, 102, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	answered(1, 103, 0);
	assert_null(answer(2));
	assert_non_null(path_to(P2));
	assert_null(path_to(P3));
}

/* A large one: the answer fits the least MTU, and says what was not done */
static void asked__more_than_can_be_answered(void **state)
{
	const u8 *c, *p;
	u32 i, n, done = 0;

	T.refuse = SCTP_PT_SET_PRIMARY;
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_SET_PRIMARY, P1);
	for (i = 0; i < 200; i++)
		want(SCTP_PT_ADD_IP, 0x0a010000 + i);
	say();
	c = last_sent(SCTP_CT_ASCONF_ACK);
	assert_true(get_unaligned_be16(c + 2) <= SCTP_ASCONF_MAX + 4);
	for (n = 0; (p = answer(n)); n++)
		done += get_unaligned_be16(p) == SCTP_PT_ASCONF_SUCCESS;
	assert_true(done > 10);
	assert_int_equal(done, U.a.npaths - 1);
	answered(n - 1, 100 + n, SCTP_CAUSE_RESOURCE_SHORTAGE);
}

static void addr_list__the_first_address(void **state)
{
	struct sctp_param_list list;
	struct sctp_view v = { .type = SCTP_CT_ASCONF, .hdr = C.bytes };
	struct sctp_addr addr = unit_v4(P1), other = unit_v4(P2);

	begin_chunk(0);
	C.len = 8;
	put_v4(P1);
	want(SCTP_PT_ADD_IP, P2);
	v.len = C.len;
	assert_true(sctp_asconf_addr_list(&v, &list));
	assert_true(sctp_addr_listed(&list, &addr));
	assert_false(sctp_addr_listed(&list, &other));
	v.len = 15;
	assert_false(sctp_asconf_addr_list(&v, &list));
}

static const struct CMUnitTest tests[] = {
	ASCONF(asked_add__unconfirmed_and_probed),
	ASCONF(asked_add__twice_is_no_error),
	ASCONF(asked_add__wildcard_is_the_source),
	ASCONF(asked_add__in_udp),
	ASCONF(asked_add__address_that_cannot_be),
	ASCONF(asked_add__not_allowed),
	ASCONF(asked_add__refused_no_deletion),
	ASCONF(asked_add__limit),
	ASCONF(asked_delete__moves_its_data),
	ASCONF(asked_delete__two_with_data),
	ASCONF(asked_delete__one_that_a_message_prefers),
	ASCONF(asked_delete__cve_2026_64564_the_source),
	ASCONF(asked_delete__the_last),
	ASCONF(asked_delete__one_that_is_not_there),
	ASCONF(asked_delete__all_by_wildcard),
	ASCONF(asked_both__no_data_before_it_is_confirmed),
	ASCONF(asked_primary__set),
	ASCONF(asked__again_is_answered_again),
	ASCONF(asked__again_but_shorter),
	ASCONF(asked__wrong_serial_number),
	ASCONF(asked__without_auth),
	ASCONF(asked__not_agreed_upon),
	ASCONF(asked__cve_2021_3655_truncated),
	ASCONF(asked__parameter_too_short),
	ASCONF(asked__parameter_too_long),
	ASCONF(asked__no_address_in_it),
	ASCONF(asked__first_is_no_address),
	ASCONF(asked__unknown_parameters),
	ASCONF(asked__more_than_can_be_answered),
	ASCONF(addr_list__the_first_address),
};

int main(void)
{
	return cmocka_run_group_tests_name("asconf", tests, NULL, NULL);
}
