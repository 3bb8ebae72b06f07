// SPDX-License-Identifier: GPL-2.0-only
/* Address translators that know SCTP, draft-ietf-tsvwg-natsupp */
#include "core/caps.h"
#include "core/ext/nat.h"
#include "core/life/cookie.h"
#include "unit_asconf.h"

#define OTHER_TAG	0x33333333u
#define NAT_BOTH	(SCTP_CAP_NAT | SCTP_CAP_NAT_INIT)

/* --- Disable Restart --- */

/* Does the INIT or INIT ACK sent last have a parameter? */
static bool has_param(u8 type, u16 param)
{
	const u8 *pos = unit_last(type), *end;

	assert_non_null(pos);
	end = pos + get_unaligned_be16(pos + 2);
	for (pos += sizeof(struct sctpw_init); pos < end;
	     pos += SCTP_ALIGN4(get_unaligned_be16(pos + 2)))
		if (get_unaligned_be16(pos) == param)
			return true;
	return false;
}

static void connect_with(u32 caps)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	unit_set_cfg(U.a, caps, U.a.cfg->caps | caps);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
}

static void init_has__disable_restart(void **state)
{
	connect_with(NAT_BOTH);
	assert_true(has_param(SCTP_CT_INIT, SCTP_PT_DISABLE_RESTART));
}

static void init_has__nothing_without_nat_friendly_init(void **state)
{
	connect_with(SCTP_CAP_NAT);
	assert_false(has_param(SCTP_CT_INIT, SCTP_PT_DISABLE_RESTART));
}

static void init_has__nothing_without_nat_friendly(void **state)
{
	connect_with(SCTP_CAP_NAT_INIT);
	assert_false(has_param(SCTP_CT_INIT, SCTP_PT_DISABLE_RESTART));
}

/* An INIT, or an INIT ACK if @cookie is set, with Disable Restart or without */
static void put_init(struct unit_build *b, u32 tag, bool param, bool cookie)
{
	u32 len = 16 + (cookie ? 8 : 0) + (param ? 4 : 0);
	struct sctpw_init *h;
	u8 *pos;

	h = unit_chunk(b, cookie ? SCTP_CT_INIT_ACK : SCTP_CT_INIT, 0, NULL,
		       len);
	h->init_tag = htonl(tag);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(10);
	h->num_istreams = htons(10);
	h->initial_tsn = htonl(600);
	pos = (u8 *)(h + 1);
	if (cookie) {
		put_unaligned_be16(SCTP_PT_STATE_COOKIE, pos);
		put_unaligned_be16(8, pos + 2);
		pos += 8;
	}
	if (!param)
		return;
	put_unaligned_be16(SCTP_PT_DISABLE_RESTART, pos);
	put_unaligned_be16(4, pos + 2);
}

static void init(u32 tag, bool param)
{
	struct unit_build b = { 0 };

	put_init(&b, tag, param, false);
	unit_forget_sent();
	unit_input_tag(&b, 0);
	unit_flush();
}

static void init_ack(bool param)
{
	struct unit_build b = { 0 };

	put_init(&b, UNIT_PEER_TAG, param, true);
	unit_input_tag(&b, U.a.hs.my_tag);
	unit_flush();
}

static void init_ack__has_it_if_the_init_has(void **state)
{
	unit_set_cfg(U.a, caps, SCTP_CAP_NAT);
	init(OTHER_TAG, true);
	assert_true(has_param(SCTP_CT_INIT_ACK, SCTP_PT_DISABLE_RESTART));
	init(OTHER_TAG, false);
	assert_false(has_param(SCTP_CT_INIT_ACK, SCTP_PT_DISABLE_RESTART));
}

/* Off, the parameter is unknown: it is reported */
static void init_ack__off(void **state)
{
	init(OTHER_TAG, true);
	assert_false(has_param(SCTP_CT_INIT_ACK, SCTP_PT_DISABLE_RESTART));
	assert_true(has_param(SCTP_CT_INIT_ACK, SCTP_PT_UNRECOGNIZED));
}

static void init_ack__agreed(void **state)
{
	connect_with(NAT_BOTH);
	init_ack(true);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_true(sctp_nat_on(&U.a));
}

static void init_ack__peer_does_not(void **state)
{
	connect_with(NAT_BOTH);
	init_ack(false);
	assert_false(sctp_nat_on(&U.a));
}

static void init_ack__unasked(void **state)
{
	connect_with(SCTP_CAP_NAT);
	init_ack(true);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_false(sctp_nat_on(&U.a));
}

static u16 abort_cause(void)
{
	const u8 *abort = unit_last(SCTP_CT_ABORT);

	assert_non_null(abort);
	assert_int_equal(abort[1], 0);
	assert_int_equal(get_unaligned_be16(abort + 2), 8);
	return get_unaligned_be16(abort + 4);
}

static void restart__refused(void **state)
{
	U.a.hs.caps |= SCTP_CAP_NAT;
	init(OTHER_TAG, true);
	assert_int_equal(abort_cause(), SCTP_CAUSE_NAT_PORTS);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
}

/* Whether it crashed is found out by a HEARTBEAT, also if these are off */
static void restart__refused_and_the_peer_asked(void **state)
{
	u32 i, n = 0;

	U.a.hs.caps |= SCTP_CAP_NAT;
	for (i = 0; i < 100; i++) {
		unit_forget_sent();
		init(OTHER_TAG, true);
		unit_flush();
		n += unit_count(SCTP_CT_HEARTBEAT);
	}
	assert_int_equal(n, 1);
}

/* The same INIT may arrive late or twice */
static void restart__same_tag_is_no_restart(void **state)
{
	U.a.hs.caps |= SCTP_CAP_NAT;
	init(UNIT_PEER_TAG, true);
	assert_int_equal(unit_count(SCTP_CT_INIT_ACK), 1);
}

static void restart__allowed_unless_both_said_so(void **state)
{
	unit_set_cfg(U.a, caps, NAT_BOTH);
	init(OTHER_TAG, true);
	assert_int_equal(unit_count(SCTP_CT_INIT_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 0);
}

/* A cookie from before the association was up */
static void restart__cookie_refused(void **state)
{
	u8 sealed[SCTP_COOKIE_MAX];
	struct unit_build b = { 0 };
	struct sctp_cookie c = {
		.created = U.now,
		.life = 60000,
		.my_tag = 77,
		.peer_tag = OTHER_TAG,
		.my_tie_tag = 1,
		.peer_tie_tag = 2,
		.peer_rwnd = 40000,
		.num_ostreams = 10,
		.num_istreams = 10,
		.lport = htons(1000),
		.pport = htons(2000),
		.paddr = unit_peer(),
	};
	int len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), U.now);

	U.a.hs.caps |= SCTP_CAP_NAT;
	U.a.hs.my_tie_tag = 1;
	U.a.hs.peer_tie_tag = 2;
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	unit_input_tag(&b, 77);
	unit_flush();
	assert_int_equal(abort_cause(), SCTP_CAUSE_NAT_PORTS);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	assert_false(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
}

/* --- the tag is another's --- */

static void refuse_tag(u8 flags, u16 code, u32 vtag)
{
	const u8 cause[] = { code >> 8, code, 0, 4 };
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_ABORT, flags, cause, sizeof(cause));
	unit_input_tag(&b, vtag);
	unit_flush();
}

static void collision__another_tag(void **state)
{
	u32 old;

	connect_with(SCTP_CAP_NAT);
	old = U.a.hs.my_tag;
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, old);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	assert_int_not_equal(U.a.hs.my_tag, old);
	assert_int_equal(unit_count(SCTP_CT_INIT), 2);
	assert_int_equal(get_unaligned_be32(unit_last(SCTP_CT_INIT) + 4),
			 U.a.hs.my_tag);
	assert_int_equal(U.a.t1, U.now + U.a.t1_rto);
	/* the old tag is nobody's now */
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, old);
	assert_int_equal(unit_count(SCTP_CT_INIT), 2);
	init_ack(false);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
}

static void collision__as_often_as_t1(void **state)
{
	u32 i;

	connect_with(SCTP_CAP_NAT);
	unit_set_cfg(U.a, max_init_attempts, 3);
	for (i = 0; i < 3; i++) {
		assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
		refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION,
			   U.a.hs.my_tag);
	}
	assert_int_equal(unit_count(SCTP_CT_INIT), 4);
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, U.a.hs.my_tag);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_INIT), 4);
}

static void collision__wrong_tag(void **state)
{
	u32 old;

	connect_with(SCTP_CAP_NAT);
	old = U.a.hs.my_tag;
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, old + 1);
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, 0);
	refuse_tag(SCTP_FLAG_M | SCTP_FLAG_T, SCTP_CAUSE_NAT_COLLISION, 0);
	assert_int_equal(U.a.hs.my_tag, old);
	assert_int_equal(unit_count(SCTP_CT_INIT), 1);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
}

static void ends(u32 caps, u8 flags, u16 code)
{
	connect_with(caps);
	refuse_tag(flags, code, U.a.hs.my_tag);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_INIT), 1);
}

static void collision__off(void **state)
{
	ends(SCTP_CAP_NAT_INIT, SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION);
}

static void collision__not_from_a_translator(void **state)
{
	ends(NAT_BOTH, 0, SCTP_CAUSE_NAT_COLLISION);
}

/* Other ports would help, but these are the user's */
static void collision__of_ports(void **state)
{
	ends(NAT_BOTH, SCTP_FLAG_M, SCTP_CAUSE_NAT_PORTS);
}

static void collision__too_late(void **state)
{
	connect_with(NAT_BOTH);
	init_ack(true);
	refuse_tag(SCTP_FLAG_M, SCTP_CAUSE_NAT_COLLISION, U.a.hs.my_tag);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* --- a translator without state --- */

static int nat_setup(void **state)
{
	asconf_setup(state);
	U.a.hs.caps |= SCTP_CAP_NAT;
	return 0;
}

static void error(u8 flags, u16 code, u32 vtag)
{
	const u8 cause[] = { code >> 8, code, 0, 4 };
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_ERROR, flags, cause, sizeof(cause));
	unit_input_tag(&b, vtag);
	unit_flush();
}

static void no_state(void)
{
	error(SCTP_FLAG_M | SCTP_FLAG_T, SCTP_CAUSE_NAT_NO_STATE,
	      UNIT_PEER_TAG);
}

static u32 asconfs(void)
{
	return unit_count(SCTP_CT_ASCONF);
}

static void expect_tags(void)
{
	const u8 *p = param_of(SCTP_CT_ASCONF, 1);

	assert_int_equal(get_unaligned_be16(p), SCTP_PT_VTAGS);
	assert_int_equal(get_unaligned_be16(p + 2), 16);
	assert_int_equal(get_unaligned_be32(p + 4), 1);
	assert_int_equal(get_unaligned_be32(p + 8), UNIT_MY_TAG);
	assert_int_equal(get_unaligned_be32(p + 12), UNIT_PEER_TAG);
}

static void no_state__asconf_with_the_tags(void **state)
{
	const u8 *p;

	no_state();
	assert_int_equal(asconfs(), 1);
	p = param_of(SCTP_CT_ASCONF, 0);
	assert_int_equal(get_unaligned_be16(p), SCTP_PT_IPV4_ADDR);
	assert_int_equal(get_unaligned_be32(p + 4), 0);
	expect_tags();
	p = param_of(SCTP_CT_ASCONF, 2);
	assert_int_equal(get_unaligned_be16(p), SCTP_PT_ADD_IP);
	assert_int_equal(get_unaligned_be32(p + 4), 2);
	assert_int_equal(get_unaligned_be32(p + 12), 0);
	assert_null(param_of(SCTP_CT_ASCONF, 3));
	assert_int_equal(U.nnotices, 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* The translator may know our tag */
static void no_state__with_our_tag(void **state)
{
	error(SCTP_FLAG_M, SCTP_CAUSE_NAT_NO_STATE, UNIT_MY_TAG);
	assert_int_equal(asconfs(), 1);
}

static void no_state__wrong_tag(void **state)
{
	error(SCTP_FLAG_M | SCTP_FLAG_T, SCTP_CAUSE_NAT_NO_STATE,
	      UNIT_PEER_TAG + 1);
	error(SCTP_FLAG_M | SCTP_FLAG_T, SCTP_CAUSE_NAT_NO_STATE, 0);
	error(SCTP_FLAG_M, SCTP_CAUSE_NAT_NO_STATE, UNIT_PEER_TAG);
	error(SCTP_FLAG_T, SCTP_CAUSE_NAT_NO_STATE, UNIT_PEER_TAG);
	assert_int_equal(asconfs(), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 4);
}

/* One in a round trip timeout, and one at a time */
static void no_state__again(void **state)
{
	no_state();
	no_state();
	assert_int_equal(asconfs(), 1);
	begin_chunk(UNIT_MY_TSN);
	say_from(P1, SCTP_CT_ASCONF_ACK);
	assert_false(sctp_asconf_asking(&U.a));
	no_state();
	assert_int_equal(asconfs(), 1);
	U.now += U.a.primary->rto.rto;
	no_state();
	assert_int_equal(asconfs(), 2);
}

static void no_state__off(void **state)
{
	U.a.hs.caps &= ~SCTP_CAP_NAT;
	no_state();
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 1);
	error(SCTP_FLAG_M, SCTP_CAUSE_NAT_NO_STATE, UNIT_MY_TAG);
	assert_int_equal(asconfs(), 0);
}

static void no_state__without_asconf(void **state)
{
	U.a.hs.caps = SCTP_CAP_NAT;
	no_state();
	assert_int_equal(asconfs(), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* COOKIE ECHO is not answered yet */
static void no_state__not_up(void **state)
{
	connect_with(NAT_BOTH | SCTP_CAP_ASCONF | SCTP_CAP_NOAUTH);
	init_ack(true);
	U.a.hs.caps |= SCTP_CAP_ASCONF;
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	error(SCTP_FLAG_M, SCTP_CAUSE_NAT_NO_STATE, U.a.hs.my_tag);
	assert_int_equal(asconfs(), 0);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
}

/* A translator cannot say what only the peer may */
static void no_state__other_causes(void **state)
{
	error(SCTP_FLAG_M | SCTP_FLAG_T, SCTP_CAUSE_OUT_OF_RESOURCE,
	      UNIT_PEER_TAG);
	assert_int_equal(asconfs(), 0);
	assert_int_equal(U.nnotices, 0);
}

/* Whatever else is asked for: it may be the first packet through it */
static void asconf__has_the_tags(void **state)
{
	struct sctp_addr addr = unit_v4(SECOND);
	const u8 *p;

	assert_int_equal(sctp_asconf_add(&U.a, &addr, U.now), 0);
	unit_flush();
	assert_int_equal(get_unaligned_be32(param_of(SCTP_CT_ASCONF, 0) + 4),
			 OLD);
	expect_tags();
	p = param_of(SCTP_CT_ASCONF, 2);
	assert_int_equal(get_unaligned_be16(p), SCTP_PT_ADD_IP);
	assert_int_equal(get_unaligned_be32(p + 4), 2);
	assert_int_equal(get_unaligned_be32(p + 12), SECOND);
	/* and it is the answer to that which counts */
	begin_chunk(UNIT_MY_TSN);
	say_from(P1, SCTP_CT_ASCONF_ACK);
	assert_true(sctp_local_is_source(&U.a, &addr));
}

static void asconf__without_nat_has_none(void **state)
{
	struct sctp_addr addr = unit_v4(SECOND);

	U.a.hs.caps &= ~SCTP_CAP_NAT;
	assert_int_equal(sctp_asconf_add(&U.a, &addr, U.now), 0);
	unit_flush();
	assert_int_equal(get_unaligned_be16(param_of(SCTP_CT_ASCONF, 1)),
			 SCTP_PT_ADD_IP);
}

/* --- the peer's ASCONF --- */

static void tell(u32 mine, u32 yours, u32 src)
{
	begin_chunk(UNIT_PEER_TSN + sctp_locals(&U.a)->r.handled);
	put_v4(0);
	put_unaligned_be16(SCTP_PT_VTAGS, C.bytes + C.len);
	put_unaligned_be16(16, C.bytes + C.len + 2);
	put_unaligned_be32(++C.id, C.bytes + C.len + 4);
	put_unaligned_be32(mine, C.bytes + C.len + 8);
	put_unaligned_be32(yours, C.bytes + C.len + 12);
	C.len += 16;
	want(SCTP_PT_ADD_IP, 0);
	say_from(src, SCTP_CT_ASCONF);
}

static void tags__right(void **state)
{
	tell(UNIT_PEER_TAG, UNIT_MY_TAG, P1);
	all_done(UNIT_PEER_TSN);
	assert_int_equal(U.a.npaths, 1);
}

/* The translator has another address now, which is to be confirmed */
static void tags__from_a_new_address(void **state)
{
	tell(UNIT_PEER_TAG, UNIT_MY_TAG, P2);
	all_done(UNIT_PEER_TSN);
	assert_non_null(path_to(P2));
	assert_false(path_to(P2)->confirmed);
}

static void tags__wrong(void **state)
{
	tell(UNIT_MY_TAG, UNIT_PEER_TAG, P1);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
	tell(UNIT_PEER_TAG, UNIT_MY_TAG + 1, P1);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
}

/* The right tags in a parameter of another length */
static void tags_with_length(u16 len)
{
	begin_chunk(UNIT_PEER_TSN + sctp_locals(&U.a)->r.handled);
	put_v4(0);
	memset(C.bytes + C.len, 0, len);
	put_unaligned_be16(SCTP_PT_VTAGS, C.bytes + C.len);
	put_unaligned_be16(len, C.bytes + C.len + 2);
	put_unaligned_be32(101, C.bytes + C.len + 4);
	put_unaligned_be32(UNIT_PEER_TAG, C.bytes + C.len + 8);
	if (len >= 16)
		put_unaligned_be32(UNIT_MY_TAG, C.bytes + C.len + 12);
	C.len += len;
	say();
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
}

static void tags__wrong_length(void **state)
{
	tags_with_length(12);
	tags_with_length(20);
}

static void tags__off(void **state)
{
	U.a.hs.caps &= ~SCTP_CAP_NAT;
	tell(UNIT_PEER_TAG, UNIT_MY_TAG, P1);
	answered(0, 101, SCTP_CAUSE_UNRECOGNIZED_PARAM);
}

#define NAT(fn) cmocka_unit_test_setup_teardown(fn, nat_setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	UNIT(init_has__disable_restart),
	UNIT(init_has__nothing_without_nat_friendly_init),
	UNIT(init_has__nothing_without_nat_friendly),
	UNIT_UP(init_ack__has_it_if_the_init_has),
	UNIT_UP(init_ack__off),
	UNIT(init_ack__agreed),
	UNIT(init_ack__peer_does_not),
	UNIT(init_ack__unasked),
	UNIT_UP(restart__refused),
	UNIT_UP(restart__refused_and_the_peer_asked),
	UNIT_UP(restart__same_tag_is_no_restart),
	UNIT_UP(restart__allowed_unless_both_said_so),
	UNIT_UP(restart__cookie_refused),
	UNIT(collision__another_tag),
	UNIT(collision__as_often_as_t1),
	UNIT(collision__wrong_tag),
	UNIT(collision__off),
	UNIT(collision__not_from_a_translator),
	UNIT(collision__of_ports),
	UNIT(collision__too_late),
	NAT(no_state__asconf_with_the_tags),
	NAT(no_state__with_our_tag),
	NAT(no_state__wrong_tag),
	NAT(no_state__again),
	NAT(no_state__off),
	NAT(no_state__without_asconf),
	NAT(no_state__other_causes),
	UNIT(no_state__not_up),
	NAT(asconf__has_the_tags),
	NAT(asconf__without_nat_has_none),
	NAT(tags__right),
	NAT(tags__from_a_new_address),
	NAT(tags__wrong),
	NAT(tags__wrong_length),
	NAT(tags__off),
};

int main(void)
{
	return cmocka_run_group_tests_name("nat", tests, NULL, NULL);
}
