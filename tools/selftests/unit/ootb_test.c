// SPDX-License-Identifier: GPL-2.0-only
/* Packets for no association, RFC 9260 sections 5.1 and 8.4 */
#include "core/life/cookie.h"
#include "unit.h"

/* Why the last packet was not taken */
static enum sctp_counter refused;

static struct sctp_assoc *input_tag(const struct unit_build *b, u32 vtag)
{
	struct sctp_assoc *a;
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.vtag = vtag;
	a = sctp_ep_input(&U.ep, &rx);
	refused = rx.refused;
	kfree_skb(rx.skb);
	return a;
}

static void expect_one(u8 type, u8 flags, u32 vtag)
{
	const u8 *ch;

	assert_int_equal(U.nsent, 1);
	ch = unit_find(U.sent[0], type, 0);
	assert_non_null(ch);
	assert_int_equal(ch[1], flags);
	assert_int_equal(U.sent[0]->vtag, vtag);
	unit_forget_sent();
}

static void build_init(struct unit_build *b)
{
	struct sctpw_init *h = unit_chunk(b, SCTP_CT_INIT, 0, NULL, 16);

	h->init_tag = htonl(0x77);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(3);
	h->num_istreams = htons(4);
	h->initial_tsn = htonl(600);
}

static void ootb__other_chunks_are_answered_with_abort(void **state)
{
	static const u8 type[] = {
		SCTP_CT_DATA, SCTP_CT_SACK, SCTP_CT_HEARTBEAT,
		SCTP_CT_SHUTDOWN, SCTP_CT_ERROR, SCTP_CT_INIT_ACK, 0x40,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(type); i++) {
		struct unit_build b = { 0 };

		unit_chunk(&b, type[i], 0, NULL, 16);
		input_tag(&b, 0xabcd);
		/* the tag is reflected, and the T bit says so */
		expect_one(SCTP_CT_ABORT, SCTP_FLAG_T, 0xabcd);
	}
	assert_int_equal(U.mib[SCTP_MIB_OUTOFBLUES], ARRAY_SIZE(type));
}

/* The reason in words, with the code that the administrator chose */
static void ootb__says_why(void **state)
{
	struct unit_build b = { 0 };
	const u8 *abort;

	U.ep.listening = false;
	U.ep.diag_code = 0x1234;
	unit_chunk(&b, SCTP_CT_DATA, 0, NULL, 16);
	input_tag(&b, 0xabcd);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_int_equal(get_unaligned_be32(abort + 4),
			 0x12340000 + 4 + strlen("out of the blue"));
	assert_memory_equal(abort + 8, "out of the blue", 15);
	expect_one(SCTP_CT_ABORT, SCTP_FLAG_T, 0xabcd);

	b.len = 0;
	build_init(&b);
	input_tag(&b, 0);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_memory_equal(abort + 8, "no listener", 11);
	expect_one(SCTP_CT_ABORT, 0, 0x77);

	U.ep.diag_code = 0;
	input_tag(&b, 0);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_int_equal(get_unaligned_be16(abort + 2), 4);
}

static void ootb__silently_dropped(void **state)
{
	static const u8 type[] = {
		SCTP_CT_ABORT, SCTP_CT_SHUTDOWN_COMPLETE, SCTP_CT_COOKIE_ACK,
	};
	struct sctpw_stale_cookie c = {
		.c.code = htons(SCTP_CAUSE_STALE_COOKIE),
		.c.len = htons(sizeof(c)),
	};
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(type); i++) {
		b.len = 0;
		unit_chunk(&b, type[i], 0, NULL, 0);
		input_tag(&b, 0xabcd);
	}
	/* an ABORT anywhere in the packet */
	b.len = 0;
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 4);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	input_tag(&b, 0xabcd);
	b.len = 0;
	unit_chunk(&b, SCTP_CT_ERROR, 0, &c, sizeof(c));
	input_tag(&b, 0xabcd);
	assert_int_equal(U.nsent, 0);
}

static void ootb__shutdown_ack(void **state)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_SHUTDOWN_ACK, 0, NULL, 0);
	input_tag(&b, 0xabcd);
	expect_one(SCTP_CT_SHUTDOWN_COMPLETE, SCTP_FLAG_T, 0xabcd);
}

static void ootb__init_where_nobody_listens(void **state)
{
	struct unit_build b = { 0 };

	U.ep.listening = false;
	build_init(&b);
	input_tag(&b, 0);
	expect_one(SCTP_CT_ABORT, 0, 0x77);
}

static u32 tags;

static bool fourth_tag(struct sctp_ep *ep, u32 tag, __be16 pport)
{
	assert_ptr_equal(ep, &U.ep);
	assert_int_equal(ntohs(pport), 2000);
	return ++tags == 4;
}

static void ootb__tag_for_the_cookie_may_be_chosen(void **state)
{
	struct sctp_ops ops = unit_ops;
	struct unit_build b = { 0 };

	tags = 0;
	ops.tag_ok = fourth_tag;
	U.ep.ops = &ops;
	build_init(&b);
	input_tag(&b, 0);
	U.ep.ops = &unit_ops;
	expect_one(SCTP_CT_INIT_ACK, 0, 0x77);
	assert_int_equal(tags, 4);
}

static void ootb__init_with_a_tag_is_dropped(void **state)
{
	struct unit_build b = { 0 };

	build_init(&b);
	input_tag(&b, 5);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 1);
}

static void ootb__refused_for_a_reason(void **state)
{
	struct unit_build data = { 0 }, abort = { 0 }, init = { 0 };

	unit_chunk(&data, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	input_tag(&data, 0xabcd);
	assert_int_equal(refused, SCTP_MIB_OUTOFBLUES);
	input_tag(&data, 0);
	assert_int_equal(refused, SCTP_MIB_IN_BAD_VTAG);
	unit_chunk(&abort, SCTP_CT_ABORT, 0, NULL, 0);
	input_tag(&abort, 0xabcd);
	assert_int_equal(refused, SCTP_MIB_OUTOFBLUES);
	build_init(&init);
	input_tag(&init, 0);
	assert_int_equal(refused, 0);
	U.ep.listening = false;
	input_tag(&init, 0);
	assert_int_equal(refused, SCTP_MIB_OUTOFBLUES);
}

static void ootb__bad_frame(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_chunk *ch = unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 4);

	ch->len = htons(40);
	input_tag(&b, 5);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 1);
	assert_int_equal(refused, SCTP_MIB_IN_BAD_FRAME);
}

static void init__is_answered_without_remembering_it(void **state)
{
	const struct sctpw_init *h;
	struct unit_build b = { 0 };
	long before;

	build_init(&b);
	/* the first one makes the endpoint's key */
	assert_null(input_tag(&b, 0));
	unit_forget_sent();
	before = shim_counts.allocs;
	assert_null(input_tag(&b, 0));
	assert_int_equal(shim_counts.allocs, before);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, 0x77);
	h = (const void *)unit_find(U.sent[0], SCTP_CT_INIT_ACK, 0);
	assert_non_null(h);
	/* no more than the peer takes */
	assert_int_equal(ntohs(h->num_ostreams), 4);
	assert_int_equal(ntohl(h->a_rwnd), U.ep.rwnd);
}

static void init__that_cannot_be_accepted_is_aborted(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h = (void *)b.bytes;

	build_init(&b);
	h->a_rwnd = htonl(10);
	input_tag(&b, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_INIT], 1);
	expect_one(SCTP_CT_ABORT, 0, 0x77);
	h->init_tag = 0;
	input_tag(&b, 0);
	assert_int_equal(U.nsent, 0);
}

/* How many parameters of a type the INIT ACK sent last has */
static u32 init_ack_params(u16 type)
{
	const u8 *h = unit_find(U.sent[U.nsent - 1], SCTP_CT_INIT_ACK, 0);
	const u8 *pos = h + sizeof(struct sctpw_init);
	const u8 *end = h + get_unaligned_be16(h + 2);
	u32 n = 0;

	for (; pos < end; pos += SCTP_ALIGN4(get_unaligned_be16(pos + 2)))
		n += get_unaligned_be16(pos) == type;
	return n;
}

/* An INIT with parameters */
static void init_with(const void *params, u32 len)
{
	struct unit_build b = { 0 };

	build_init(&b);
	memcpy(b.bytes + b.len, params, len);
	b.len += len;
	put_unaligned_be16(b.len, b.bytes + 2);
	assert_null(input_tag(&b, 0));
}

static void init__supported_address_types(void **state)
{
	static const u8 v4_only[8] = { 0, 12, 0, 6, 0, 5, 0, 0 };
	static const u8 v6_only[8] = { 0, 12, 0, 6, 0, 6, 0, 0 };
	static const u8 host_name[8] = { 0, 12, 0, 8, 0, 11, 0, 6 };
	static const u8 v4_and_v6[28] = {
		0, 12, 0, 6, 0, 5, 0, 0, 0, 6, 0, 20, 0xfd, [27] = 9,
	};

	U.local_v6 = true;
	init_with(v4_only, 0);
	assert_int_equal(init_ack_params(SCTP_PT_IPV4_ADDR), 2);
	assert_int_equal(init_ack_params(SCTP_PT_IPV6_ADDR), 1);
	init_with(v4_only, sizeof(v4_only));
	assert_int_equal(init_ack_params(SCTP_PT_IPV4_ADDR), 2);
	assert_int_equal(init_ack_params(SCTP_PT_IPV6_ADDR), 0);
	/* it came by IPv4, so that is supported, too */
	init_with(v6_only, sizeof(v6_only));
	assert_int_equal(init_ack_params(SCTP_PT_IPV4_ADDR), 2);
	assert_int_equal(init_ack_params(SCTP_PT_IPV6_ADDR), 1);
	init_with(host_name, sizeof(host_name));
	assert_int_equal(init_ack_params(SCTP_PT_IPV6_ADDR), 1);
	/* and what it lists an address of */
	init_with(v4_and_v6, sizeof(v4_and_v6));
	assert_int_equal(init_ack_params(SCTP_PT_IPV6_ADDR), 1);
}

static void init__host_name_is_unresolvable(void **state)
{
	static const u8 name[8] = { 0, 11, 0, 8, 'h', 'o', 's', 0 };
	const u8 *abort;

	init_with(name, sizeof(name));
	assert_int_equal(U.nsent, 1);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(U.sent[0]->vtag, 0x77);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_UNRESOLVABLE_ADDR);
	assert_int_equal(get_unaligned_be16(abort + 6), 4 + sizeof(name));
	assert_memory_equal(abort + 8, name, sizeof(name));
}

static void init__no_memory(void **state)
{
	struct unit_build b = { 0 };
	u32 nth;

	build_init(&b);
	for (nth = 1; nth < 20; nth++) {
		shim_fail_nth(nth);
		input_tag(&b, 0);
		if (U.nsent)
			break;
	}
	/* work space, MAC and packet can be missing */
	assert_in_range(nth, 4, 10);
}

/* The COOKIE ECHO that answers the INIT ACK sent last */
static void echo(struct unit_build *b)
{
	const struct sctpw_init *h = (void *)unit_find(U.sent[0],
						       SCTP_CT_INIT_ACK, 0);
	const u8 *pos = (const u8 *)(h + 1);

	while (get_unaligned_be16(pos) != SCTP_PT_STATE_COOKIE)
		pos += SCTP_ALIGN4(get_unaligned_be16(pos + 2));
	unit_chunk(b, SCTP_CT_COOKIE_ECHO, 0, pos + 4,
		   get_unaligned_be16(pos + 2) - 4);
}

static u32 handshake(struct unit_build *b)
{
	struct unit_build init = { 0 };
	u32 tag;

	build_init(&init);
	input_tag(&init, 0);
	tag = get_unaligned_be32(unit_find(U.sent[0], SCTP_CT_INIT_ACK, 0) +
				 4);
	memset(b, 0, sizeof(*b));
	echo(b);
	unit_forget_sent();
	return tag;
}

static void cookie_echo__makes_an_association(void **state)
{
	struct sctp_assoc *a;
	struct unit_build b;
	u32 tag = handshake(&b);

	a = input_tag(&b, tag);
	assert_ptr_equal(a, &U.made);
	assert_int_equal(a->state, SCTP_ST_ESTABLISHED);
	assert_int_equal(a->hs.my_tag, tag);
	assert_int_equal(a->hs.peer_tag, 0x77);
	assert_int_equal(a->tx.streams.num, 4);
	assert_int_equal(a->rx.streams.num, 3);
	assert_int_equal(a->rx.ring.cum_tsn, 599);
	assert_int_equal(a->tx.peer.rwnd, 40000);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_COMM_UP));
	assert_int_equal(U.mib[SCTP_MIB_PASSIVEESTABS], 1);
	sctp_assoc_flush(a, U.now);
	expect_one(SCTP_CT_COOKIE_ACK, 0, 0x77);
}

static void cookie_echo__with_data_behind_it(void **state)
{
	struct sctp_rx_msg *m;
	struct unit_build b;
	u32 tag = handshake(&b);

	unit_data(&b, 600, 0, 0, SCTP_DATA_BE, 7);
	assert_non_null(input_tag(&b, tag));
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->len, 7);
	sctp_rx_msg_free(m);
}

static void cookie_echo__with_an_abort_behind_it(void **state)
{
	struct unit_build b;
	u32 tag = handshake(&b);

	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	assert_null(input_tag(&b, tag));
	assert_int_equal(U.nsent, 0);
	assert_false(U.made_used);
}

static void cookie_echo__forged(void **state)
{
	struct unit_build b;
	u32 tag = handshake(&b);

	b.bytes[50] ^= 1;
	assert_null(input_tag(&b, tag));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_COOKIE], 1);
	assert_int_equal(U.nsent, 0);
	b.bytes[50] ^= 1;
	assert_null(input_tag(&b, tag + 1));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_COOKIE], 2);
}

static void cookie_echo__stale(void **state)
{
	struct unit_build b;
	u32 tag = handshake(&b);

	U.now += 61 * SEC;
	assert_null(input_tag(&b, tag));
	expect_one(SCTP_CT_ERROR, 0, 0x77);
	assert_int_equal(U.mib[SCTP_MIB_IN_STALE_COOKIE], 1);
}

static void cookie_echo__backlog_full(void **state)
{
	struct unit_build b;
	u32 tag = handshake(&b);

	U.accept_full = true;
	assert_null(input_tag(&b, tag));
	expect_one(SCTP_CT_ABORT, 0, 0x77);
}

static void cookie_echo__where_nobody_listens_any_more(void **state)
{
	struct unit_build b;
	u32 tag = handshake(&b);

	U.ep.listening = false;
	assert_null(input_tag(&b, tag));
	expect_one(SCTP_CT_ABORT, SCTP_FLAG_T, tag);
}

static void cookie_echo__no_memory(void **state)
{
	struct sctp_assoc *a = NULL;
	struct unit_build b;
	u32 tag = handshake(&b);
	u32 nth;

	for (nth = 1; nth < 30; nth++) {
		shim_fail_nth(nth);
		a = input_tag(&b, tag);
		if (a && a->state == SCTP_ST_ESTABLISHED)
			break;
		/* it gets an ABORT */
		expect_one(SCTP_CT_ABORT, 0, 0x77);
		unit_forget_sent();
		if (!a)
			continue;
		assert_int_equal(a->state, SCTP_ST_CLOSED);
		sctp_assoc_destroy(a);
		U.made_used = false;
	}
	assert_in_range(nth, 2, 20);
}

static void init__not_admitted(void **state)
{
	struct unit_build init = { 0 };

	U.admits = 0;
	build_init(&init);
	assert_null(input_tag(&init, 0));
	assert_int_equal(U.nsent, 0);
	assert_int_equal(refused, SCTP_MIB_IN_PKT_DISCARDS);
}

static void cookie_echo__not_admitted(void **state)
{
	struct sctp_assoc *a;
	struct unit_build b;
	u32 tag = handshake(&b);

	U.admits = 0;
	a = input_tag(&b, tag);
	assert_non_null(a);
	assert_int_equal(a->state, SCTP_ST_CLOSED);
	assert_int_equal(refused, SCTP_MIB_IN_PKT_DISCARDS);
	sctp_assoc_flush(a, U.now);
	assert_int_equal(U.nsent, 0);
}

static void init_addrs__of_init_and_cookie(void **state)
{
	struct sctp_addr want = unit_peer(), addr;
	struct sctp_param_list list = { 0 };
	struct unit_build b = { 0 };
	struct sctp_addr_walk w;
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_INIT_ACK, 0, NULL, 16 + 8 + 20);
	put_unaligned_be32(0x00050008, b.bytes + 20);
	put_unaligned_be32(0x0a000101, b.bytes + 24);
	put_unaligned_be32(0x00060014, b.bytes + 28);
	unit_rx(&rx, &b, 5);
	assert_true(sctp_init_addrs(&rx, &list));
	sctp_addr_walk_begin(&w, &list);
	assert_true(sctp_addr_walk_next(&w, &addr));
	assert_true(sctp_addr_eq(&addr, &want));
	assert_true(sctp_addr_walk_next(&w, &addr));
	assert_int_equal(addr.family, AF_INET6);
	assert_false(sctp_addr_walk_next(&w, &addr));
	kfree_skb(rx.skb);

	handshake(&b);
	unit_rx(&rx, &b, 5);
	assert_true(sctp_init_addrs(&rx, &list));
	assert_true(sctp_addr_listed(&list, &want));
	kfree_skb(rx.skb);

	b.len = 0;
	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 4);
	unit_rx(&rx, &b, 5);
	assert_false(sctp_init_addrs(&rx, &list));
	kfree_skb(rx.skb);
}

static const struct CMUnitTest tests[] = {
	UNIT(ootb__other_chunks_are_answered_with_abort),
	UNIT(ootb__silently_dropped),
	UNIT(ootb__says_why),
	UNIT(ootb__shutdown_ack),
	UNIT(ootb__init_where_nobody_listens),
	UNIT(ootb__init_with_a_tag_is_dropped),
	UNIT(ootb__tag_for_the_cookie_may_be_chosen),
	UNIT(ootb__refused_for_a_reason),
	UNIT(ootb__bad_frame),
	UNIT(init__is_answered_without_remembering_it),
	UNIT(init__that_cannot_be_accepted_is_aborted),
	UNIT(init__supported_address_types),
	UNIT(init__host_name_is_unresolvable),
	UNIT(init__no_memory),
	UNIT(cookie_echo__makes_an_association),
	UNIT(cookie_echo__with_data_behind_it),
	UNIT(cookie_echo__with_an_abort_behind_it),
	UNIT(cookie_echo__forged),
	UNIT(cookie_echo__stale),
	UNIT(cookie_echo__backlog_full),
	UNIT(cookie_echo__where_nobody_listens_any_more),
	UNIT(cookie_echo__no_memory),
	UNIT(init__not_admitted),
	UNIT(cookie_echo__not_admitted),
	UNIT(init_addrs__of_init_and_cookie),
};

int main(void)
{
	return cmocka_run_group_tests_name("ootb", tests, NULL, NULL);
}
