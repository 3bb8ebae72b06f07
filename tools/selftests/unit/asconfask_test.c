// SPDX-License-Identifier: GPL-2.0-only
/* ASCONF (RFC 5061): our requests, and which source is used */
#include "core/ext/zerosum.h"
#include "unit_asconf.h"

static int add(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_add(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static int del(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_remove(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static int prim(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_set_primary(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static void follow(void)
{
	sctp_asconf_follow(&U.a, U.now);
	unit_flush();
}

static bool is_source(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);

	return sctp_local_is_source(&U.a, &a);
}

/* The nth request of the last ASCONF */
static void asked_for(u32 nth, u16 type, u32 addr)
{
	const u8 *p = param_of(SCTP_CT_ASCONF, nth + 1);

	assert_non_null(p);
	assert_int_equal(get_unaligned_be16(p), type);
	assert_int_equal(get_unaligned_be32(p + 4), nth + 1);
	assert_int_equal(get_unaligned_be32(p + 12), addr);
}

static void asked_no_more(u32 n)
{
	assert_null(param_of(SCTP_CT_ASCONF, n + 1));
}

static u32 asconfs(void)
{
	return unit_count(SCTP_CT_ASCONF);
}

static void begin_ack(u32 nth)
{
	begin_chunk(UNIT_MY_TSN + nth);
}

static void ack_error(u32 id, u16 code)
{
	u8 *p = C.bytes + C.len;

	put_unaligned_be16(SCTP_PT_ASCONF_ERROR, p);
	put_unaligned_be16(12, p + 2);
	put_unaligned_be32(id, p + 4);
	put_unaligned_be16(code, p + 8);
	put_unaligned_be16(4, p + 10);
	C.len += 12;
}

static void ack_success(u32 id)
{
	u8 *p = C.bytes + C.len;

	put_unaligned_be16(SCTP_PT_ASCONF_SUCCESS, p);
	put_unaligned_be16(8, p + 2);
	put_unaligned_be32(id, p + 4);
	C.len += 8;
}

static void say_ack(void)
{
	say_from(P1, SCTP_CT_ASCONF_ACK);
}

static void acked(u32 nth)
{
	begin_ack(nth);
	say_ack();
}

/* RFC 9653 section 5.2: a packet with an ASCONF has a checksum */
static void add__no_zero_checksum_until_acked(void **state)
{
	host_has(2, OLD, NEW);
	U.a.hs.caps |= SCTP_CAP_ZERO_CHECKSUM;
	assert_true(sctp_zero_may_send(&U.a));
	assert_int_equal(add(NEW), 0);
	assert_int_equal(asconfs(), 1);
	assert_false(sctp_zero_may_send(&U.a));
	acked(0);
	assert_true(sctp_zero_may_send(&U.a));
}

static void add__no_source_until_acked(void **state)
{
	host_has(2, OLD, NEW);
	assert_false(is_source(NEW));
	assert_int_equal(add(NEW), 0);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_no_more(1);
	assert_false(is_source(NEW));
	assert_true(is_source(OLD));
	acked(0);
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 1);
}

static void add__refused(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_error(1, SCTP_CAUSE_RESOURCE_SHORTAGE);
	say_ack();
	assert_false(is_source(NEW));
	assert_int_equal(asconfs(), 1);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(asconfs(), 2);
}

/* What the peer does not understand it is not asked again (5.3 rule F3a) */
static void add__not_understood(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_error(1, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	say_ack();
	assert_int_equal(add(NEW), 0);
	assert_int_equal(asconfs(), 1);
	assert_int_equal(prim(OLD), 0);
	assert_int_equal(asconfs(), 2);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	say_ack();
	assert_int_equal(prim(OLD), -EPERM);
}

static void add__waits_for_the_last(void **state)
{
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(asconfs(), 1);
	acked(0);
	assert_int_equal(asconfs(), 2);
	asked_for(0, SCTP_PT_ADD_IP, THIRD);
	assert_int_equal(get_unaligned_be32(last_sent(SCTP_CT_ASCONF) + 4),
			 UNIT_MY_TSN + 1);
}

/* What was taken back meanwhile is not sent, or undone */
static void add__taken_back(void **state)
{
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(del(THIRD), 0);
	assert_int_equal(del(NEW), 0);
	acked(0);
	asked_for(0, SCTP_PT_DEL_IP, NEW);
	asked_no_more(1);
	assert_int_equal(add(NEW), 0);
	acked(1);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(2);
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 3);
}

static void say_to(const struct unit_build *b, u32 dst)
{
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.dst = unit_v4(dst);
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

static void delete__no_source_any_more(void **state)
{
	struct sctp_addr old = unit_local();

	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(OLD), 0);
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	assert_false(is_source(OLD));
	assert_true(sctp_local_unsure(&U.a, &old));
	/* it is not sent from what it deletes (5.3 rule F6) */
	assert_int_equal(ntohl(U.a.primary->saddr.v4), NEW);
	assert_int_equal(get_unaligned_be32(param_of(SCTP_CT_ASCONF, 0) + 4),
			 NEW);
	acked(1);
	assert_false(is_source(OLD));
	assert_true(sctp_local_unsure(&U.a, &old));
	assert_int_equal(sctp_locals(&U.a)->n, 1);
}

/* OLD is to be deleted: the peer is asked */
static void delete_old(void)
{
	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(OLD), 0);
}

/* An ABORT to it may answer a late packet (5.3.1), after the answer, too */
static void delete__late_abort(void **state)
{
	struct unit_build b = { 0 };

	delete_old();
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	acked(1);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	say_to(&b, NEW);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void delete__late_abort_while_it_is_added_again(void **state)
{
	struct unit_build b = { 0 };

	delete_old();
	acked(1);
	assert_int_equal(add(OLD), 0);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	acked(2);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void delete__the_last_waits(void **state)
{
	assert_int_equal(del(OLD), 0);
	assert_int_equal(asconfs(), 0);
	assert_true(is_source(OLD));
	assert_int_equal(add(NEW), 0);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_no_more(1);
	acked(0);
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	assert_int_equal(asconfs(), 2);
}

static void delete__refused(void **state)
{
	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(NEW), 0);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_DEL_SOURCE_IP);
	say_ack();
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 2);
}

static void primary__asked_for(void **state)
{
	assert_int_equal(prim(NEW), -EADDRNOTAVAIL);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(prim(NEW), 0);
	assert_int_equal(asconfs(), 1);
	acked(0);
	asked_for(0, SCTP_PT_SET_PRIMARY, NEW);
	acked(1);
	assert_int_equal(asconfs(), 2);
}

/* All that is noted goes into one chunk; an answer says what failed (A7) */
static void ask__in_one_chunk(void **state)
{
	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(add(SECOND), 0);
	assert_int_equal(prim(THIRD), 0);
	assert_int_equal(del(OLD), 0);
	acked(0);
	asked_for(0, SCTP_PT_ADD_IP, THIRD);
	asked_for(1, SCTP_PT_ADD_IP, SECOND);
	asked_for(2, SCTP_PT_SET_PRIMARY, THIRD);
	asked_for(3, SCTP_PT_DEL_IP, OLD);
	asked_no_more(4);
	begin_ack(1);
	ack_error(2, SCTP_CAUSE_RESOURCE_SHORTAGE);
	ack_success(4);
	say_ack();
	assert_true(is_source(THIRD));
	assert_false(is_source(SECOND));
	assert_false(is_source(OLD));
	assert_int_equal(sctp_locals(&U.a)->n, 2);
}

static void ask__what_follows_an_error_failed(void **state)
{
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(SECOND), 0);
	acked(0);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_RESOURCE_SHORTAGE);
	say_ack();
	assert_false(is_source(NEW));
	assert_false(is_source(SECOND));
}

static void ask__as_many_as_fit(void **state)
{
	u32 i, n;

	for (i = 0; i < 60; i++)
		assert_int_equal(add(0x0a020000 + i), 0);
	acked(0);
	for (n = 0; param_of(SCTP_CT_ASCONF, n + 1); n++)
		;
	assert_true(n > 20 && n < 32);
	assert_true(get_unaligned_be16(last_sent(SCTP_CT_ASCONF) + 2) <=
		    SCTP_ASCONF_MAX + 4);
	acked(1);
	acked(2);
	acked(3);
	for (i = 0; i < 60; i++)
		assert_true(is_source(0x0a020000 + i));
}

static void ask__errors(void **state)
{
	U.a.hs.caps = 0;
	assert_int_equal(add(NEW), -EPERM);
	assert_int_equal(prim(OLD), -EPERM);
	assert_true(is_source(NEW));
	U.a.hs.caps = SCTP_CAP_ASCONF;
	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(add(NEW), -ENOTCONN);
	assert_int_equal(del(OLD), -ENOTCONN);
}

static void t4__sends_it_again(void **state)
{
	struct sctp_request *r;
	u32 i;

	assert_int_equal(add(NEW), 0);
	r = &sctp_locals(&U.a)->r;
	for (i = 1; i <= 3; i++) {
		U.now = r->at;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(asconfs(), 1 + i);
		assert_int_equal(U.mib[SCTP_MIB_T4_RTO_EXPIREDS], i);
	}
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(0);
	assert_true(is_source(NEW));
	assert_int_equal(U.a.error_count, 0);
}

static void t4__too_often_ends_it(void **state)
{
	u32 i;

	assert_int_equal(add(NEW), 0);
	for (i = 0; i < 20 && U.a.state != SCTP_ST_CLOSED; i++) {
		U.now = sctp_locals(&U.a)->r.at;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* The peer answers what nobody asked: the association ends (5.3 rule F0) */
static void ack__unasked(void **state)
{
	const u8 *abort;

	acked(0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	abort = last_sent(SCTP_CT_ABORT);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_ILLEGAL_ASCONF_ACK);
}

static void ack__late_is_ignored(void **state)
{
	assert_int_equal(add(NEW), 0);
	acked(0);
	acked(0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* CVE-2026-98123: a last parameter without padding, and wrong lengths */
static void ack__cve_2026_98123_unpadded(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_success(1);
	put_unaligned_be16(0xc777, C.bytes + C.len);
	put_unaligned_be16(9, C.bytes + C.len + 2);
	put_unaligned_be32(1, C.bytes + C.len + 4);
	C.len += 9;
	say_ack();
	assert_true(is_source(NEW));
	begin_ack(1);
	ack_success(1);
	put_unaligned_be16(4, C.bytes + C.len - 6);
	say_ack();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void unknown__to_the_peer(void **state)
{
	struct unit_build b = { 0 };
	const u8 *c;
	u8 body[64];
	u32 len;

	assert_int_equal(add(NEW), 0);
	c = last_sent(SCTP_CT_ASCONF);
	len = get_unaligned_be16(c + 2);
	put_unaligned_be16(SCTP_CAUSE_UNRECOGNIZED_CHUNK, body);
	put_unaligned_be16(4 + len, body + 2);
	memcpy(body + 4, c, len);
	unit_chunk(&b, SCTP_CT_ERROR, 0, body, 4 + len);
	unit_input(&b);
	unit_flush();
	assert_null(sctp_locals(&U.a)->r.out);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(asconfs(), 1);
	assert_true(is_source(OLD));
}

/* --- addresses of this host come and go --- */

static void follow__a_new_one(void **state)
{
	host_has(2, OLD, NEW);
	follow();
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(0);
	follow();
	assert_int_equal(asconfs(), 1);
	host_has(1, NEW, 0);
	follow();
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	acked(1);
	assert_int_equal(asconfs(), 2);
}

/* All that the peer knows is gone: the new one announces itself */
static void follow__all_of_them(void **state)
{
	struct unit_build b = { 0 };
	struct sk_buff *skb;

	host_has(0, 0, 0);
	follow();
	assert_int_equal(asconfs(), 0);
	assert_false(is_source(OLD));
	host_has(1, NEW, 0);
	follow();
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_for(1, SCTP_PT_DEL_IP, OLD);
	assert_int_equal(get_unaligned_be32(param_of(SCTP_CT_ASCONF, 0) + 4),
			 OLD);
	/* from there, and nothing else is */
	assert_int_equal(ntohl(U.a.primary->saddr.v4), NEW);
	unit_chunk(&b, SCTP_CT_ASCONF, 0, NULL, 0);
	skb = shim_skb_from(b.bytes, b.len, b.len);
	assert_true(sctp_local_may_leave(&U.a, U.a.primary, skb));
	kfree_skb(skb);
	b.len = 0;
	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 10);
	skb = shim_skb_from(b.bytes, b.len, b.len);
	assert_false(sctp_local_may_leave(&U.a, U.a.primary, skb));
	acked(0);
	assert_true(sctp_local_may_leave(&U.a, U.a.primary, skb));
	kfree_skb(skb);
	assert_true(is_source(NEW));
	assert_int_equal(sctp_locals(&U.a)->n, 1);
}

/* It comes back before the peer was told */
static void follow__back_again(void **state)
{
	host_has(0, 0, 0);
	follow();
	host_has(1, OLD, 0);
	follow();
	assert_true(is_source(OLD));
	assert_int_equal(asconfs(), 0);
}

static void follow__many_changes_stay_bounded(void **state)
{
	u32 i;

	for (i = 0; i < 1000; i++) {
		host_has(1, 0x0a030000 + i, 0);
		follow();
		assert_true(sctp_locals(&U.a)->n <= 3);
	}
	assert_int_equal(asconfs(), 1);
}

static const struct CMUnitTest tests[] = {
	ASCONF(add__no_zero_checksum_until_acked),
	ASCONF(add__no_source_until_acked),
	ASCONF(add__refused),
	ASCONF(add__not_understood),
	ASCONF(add__waits_for_the_last),
	ASCONF(add__taken_back),
	ASCONF(delete__no_source_any_more),
	ASCONF(delete__late_abort),
	ASCONF(delete__late_abort_while_it_is_added_again),
	ASCONF(delete__the_last_waits),
	ASCONF(delete__refused),
	ASCONF(primary__asked_for),
	ASCONF(ask__in_one_chunk),
	ASCONF(ask__what_follows_an_error_failed),
	ASCONF(ask__as_many_as_fit),
	ASCONF(ask__errors),
	ASCONF(t4__sends_it_again),
	ASCONF(t4__too_often_ends_it),
	ASCONF(ack__unasked),
	ASCONF(ack__late_is_ignored),
	ASCONF(ack__cve_2026_98123_unpadded),
	ASCONF(unknown__to_the_peer),
	ASCONF(follow__a_new_one),
	ASCONF(follow__all_of_them),
	ASCONF(follow__back_again),
	ASCONF(follow__many_changes_stay_bounded),
};

int main(void)
{
	return cmocka_run_group_tests_name("asconfask", tests, NULL, NULL);
}
