// SPDX-License-Identifier: GPL-2.0-only
/*
 * Authenticated chunks, RFC 4895: two associations talk to each other, and a
 * third party has a try. U.a connects, U.made is the server.
 */
#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/ext/auth.h"
#include "core/ext/authin.h"
#include "core/ext/authmac.h"
#include "core/ext/plpmtud.h"
#include "core/life/cookie.h"
#include "core/life/handshake.h"
#include "core/pathroute.h"
#include "core/recv/superin.h"
#include "core/send/door.h"
#include "core/send/sendq.h"
#include "unit.h"

static u32 passed;	/* packets of U.sent that were handed over */

static int setup_auth(void **state)
{
	int err = unit_setup(state);

	passed = 0;
	unit_set_cfg(U.ep, caps, SCTP_CAP_AUTH);
	return err;
}

static void require(u8 type)
{
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, type), 0);
}

static void set_key(u16 id, const char *key)
{
	struct sctp_auth_ep *e = sctp_auth_ep_own(&U.ep);

	assert_non_null(e);
	assert_int_equal(sctp_auth_keys_set(&e->keys, id, key, strlen(key)), 0);
}

/* The association that U.a begins with has the endpoint's settings */
static void begin(void)
{
	unit_set_cfg(U.a, caps, U.ep.cfg->caps);
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
}

/* @linear bytes of a packet in its linear part */
static void hand_over(const struct unit_packet *p, struct sctp_assoc *to,
		      u32 linear)
{
	struct unit_build b = { .len = p->len };
	struct sctp_assoc *made;
	struct sctp_rx rx;

	memcpy(b.bytes, p->bytes, p->len);
	unit_rx(&rx, &b, linear);
	rx.vtag = p->vtag;
	if (to) {
		sctp_assoc_input(to, &rx);
		made = to;
	} else {
		made = sctp_ep_input(&U.ep, &rx);
	}
	kfree_skb(rx.skb);
	if (made)
		sctp_assoc_flush(made, U.now);
}

static const struct unit_packet *next_packet(void)
{
	assert_true(passed < U.nsent);
	return U.sent[passed++];
}

static void to_server(void)
{
	const struct unit_packet *p = next_packet();

	hand_over(p, U.made_used ? &U.made : NULL, p->len);
}

static void to_client(void)
{
	const struct unit_packet *p = next_packet();

	hand_over(p, &U.a, p->len);
}

static void come_up(void)
{
	begin();
	to_server();	/* INIT */
	to_client();	/* INIT ACK */
	to_server();	/* COOKIE ECHO */
	assert_true(U.made_used);
	to_client();	/* COOKIE ACK */
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.made.state, SCTP_ST_ESTABLISHED);
	unit_flush();
	passed = U.nsent;
}

/* The length of the next message that was delivered, 0 if there is none */
static u32 got(void)
{
	struct sctp_rx_msg *m = unit_next_msg();
	u32 len = m ? m->len : 0;

	if (m)
		sctp_rx_msg_free(m);
	return len;
}

static u8 first_type(u32 n)
{
	return U.sent[n]->bytes[0];
}

static void up__the_same_keys_on_both_sides(void **state)
{
	require(SCTP_CT_DATA);
	set_key(0, "between us");
	come_up();
	assert_true(sctp_auth_on(&U.a) && sctp_auth_on(&U.made));
	assert_int_equal(U.a.auth->my.len, U.made.auth->peer.len);
	assert_memory_equal(U.a.auth->my.pos, U.made.auth->peer.pos,
			    U.a.auth->my.len);
	assert_memory_equal(U.a.auth->peer.pos, U.made.auth->my.pos,
			    U.a.auth->peer.len);
	assert_false(unit_noticed(SCTP_EV_NO_AUTH, 0));
	unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(first_type(passed), SCTP_CT_AUTH);
	to_server();
	assert_int_equal(got(), 100);
}

static void up__data_in_pages_is_copied_and_checked(void **state)
{
	struct sctp_rx_msg *m;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(1000, 0, 0);
	unit_flush();
	hand_over(U.sent[passed], &U.made, 40);
	m = unit_next_msg();
	assert_non_null(m);
	assert_false(skb_is_nonlinear(m->head));
	sctp_rx_msg_free(m);
}

static void sent__pages_that_users_write_to_are_copied(void **state)
{
	require(SCTP_CT_DATA);
	come_up();
	shim_pages_shared = true;
	unit_send(1000, 0, 0);
	unit_flush();
	assert_int_equal(U.sent[passed]->linear, U.sent[passed]->len);
	shim_pages_shared = false;
	unit_send(1000, 0, 0);
	unit_flush();
	assert_int_not_equal(U.sent[passed + 1]->linear,
			     U.sent[passed + 1]->len);
}

static void sent__only_what_the_peer_asks_for(void **state)
{
	require(SCTP_CT_HEARTBEAT);
	come_up();
	assert_int_equal(sctp_door_overhead(&U.a), 0);
	unit_send(1000, 0, 0);
	unit_flush();
	assert_int_equal(first_type(passed), SCTP_CT_DATA);
}

static void sent__a_packet_has_room_for_its_auth_chunk(void **state)
{
	u32 i;

	require(SCTP_CT_DATA);
	come_up();
	U.a.primary->cc.cwnd = 100000;
	unit_send(30000, 0, 0);
	unit_flush();
	assert_true(U.nsent > passed + 10);
	for (i = passed; i < U.nsent; i++) {
		assert_int_equal(first_type(i), SCTP_CT_AUTH);
		assert_true(U.sent[i]->len <= UNIT_PMDCS);
		assert_int_equal(U.sent[i]->seg, 0);
	}
	/* and they are full */
	assert_true(U.sent[passed]->len > UNIT_PMDCS - 4);
}

/* Fragments leave room for an AUTH chunk */
static void sent__fragments_are_smaller(void **state)
{
	u32 point;

	require(SCTP_CT_DATA);
	begin();
	point = U.a.tx.frag_point;
	to_server();
	to_client();
	assert_int_equal(U.a.tx.frag_point, point - 28);
}

static void sent__super_packets_if_data_is_not_authenticated(void **state)
{
	require(SCTP_CT_SACK);
	come_up();
	U.whole = true;
	U.a.primary->cc.cwnd = 100000;
	unit_send(30000, 0, 0);
	unit_flush();
	assert_true(U.sent[passed]->seg);
	assert_int_equal(first_type(passed), SCTP_CT_DATA);
}

/* A probe for the MTU (RFC 8899): its AUTH chunk is a part of its size */
static void probe__of_who_authenticates(void **state)
{
	struct sctp_path *p;

	require(SCTP_CT_HEARTBEAT);
	come_up();
	p = U.a.primary;
	assert_int_equal(sctp_plpmtud_reserve(p), 0);
	sctp_path_set_probing(&U.a, p, 5000, U.now);
	U.now = p->plpmtud->at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.nsent, passed + 1);
	assert_int_equal(first_type(passed), SCTP_CT_AUTH);
	assert_non_null(unit_find(U.sent[passed], SCTP_CT_PAD, 0));
	assert_int_equal(U.sent[passed]->len + 12, 1200);
	to_server();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK), 1);
}

static void abort__is_sealed(void **state)
{
	require(SCTP_CT_ABORT);
	come_up();
	sctp_assoc_abort(&U.a, "bye", 3, U.now);
	assert_int_equal(first_type(passed), SCTP_CT_AUTH);
	to_server();
	assert_int_equal(U.made.state, SCTP_ST_CLOSED);
}

/* A packet with chunk @type of a third party */
static void forged(struct unit_build *b, u8 type)
{
	if (type == SCTP_CT_DATA)
		unit_data(b, U.made.hs.peer_initial_tsn, 0, 0, SCTP_DATA_BE,
			  100);
	else
		unit_chunk(b, type, 0, NULL, 0);
}

static void input_tagged(struct sctp_assoc *a, const struct unit_build *b,
			 u32 vtag)
{
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.vtag = vtag;
	sctp_assoc_input(a, &rx);
	kfree_skb(rx.skb);
	sctp_assoc_flush(a, U.now);
}

static void input_made(const struct unit_build *b)
{
	input_tagged(&U.made, b, U.made.hs.my_tag);
}

/* CVE-2026-68300: what has to be authenticated is dropped without it */
static void cve_2026_68300__no_way_around(void **state)
{
	static const u8 types[] = { SCTP_CT_DATA, SCTP_CT_ABORT,
				    SCTP_CT_SHUTDOWN_ACK };
	struct unit_build b;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		require(types[i]);
	come_up();
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		b.len = 0;
		forged(&b, types[i]);
		input_made(&b);
		assert_int_equal(U.made.state, SCTP_ST_ESTABLISHED);
		assert_int_equal(U.mib[SCTP_MIB_IN_NOT_AUTH], i + 1);
	}
	assert_int_equal(got(), 0);
	assert_int_equal(U.nsent, passed);
}

/* What is behind the AUTH chunk lies in pages, and the tag is wrong */
static void forged__auth_between_data(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u32 linear;

	require(SCTP_CT_DATA);
	come_up();
	forged(&b, SCTP_CT_DATA);
	unit_chunk(&b, SCTP_CT_AUTH, 0, NULL, 24);
	linear = b.len;
	forged(&b, SCTP_CT_DATA);
	unit_rx(&rx, &b, linear);
	rx.vtag = 76;
	sctp_assoc_input(&U.made, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 1);
}

/* A super-packet has no AUTH chunk: it is not taken as a whole */
static void cve_2026_68300__super_packets(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	require(SCTP_CT_DATA);
	come_up();
	forged(&b, SCTP_CT_DATA);
	forged(&b, SCTP_CT_DATA);
	unit_rx(&rx, &b, b.len);
	rx.vtag = U.made.hs.my_tag;
	assert_false(sctp_assoc_input_super(&U.made, &rx, b.len / 2));
	kfree_skb(rx.skb);
}

/* Sealed DATA, changed in one place each time: nothing is taken (CVE-2025-40204
 * is about the time this takes: sctp_hmac_same())
 */
static void cve_2025_40204__any_wrong_byte(void **state)
{
	struct unit_packet p;
	u32 i;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	for (i = 4; i < U.sent[passed]->len; i++) {
		p = *U.sent[passed];
		p.bytes[i] ^= 1;
		hand_over(&p, &U.made, p.len);
		assert_int_equal(got(), 0);
	}
	assert_true(U.mib[SCTP_MIB_IN_BAD_AUTH] > 40);
	hand_over(U.sent[passed], &U.made, U.sent[passed]->len);
	assert_int_not_equal(got(), 0);
}

static void input__behind_auth_only(void **state)
{
	struct unit_build b = { 0 };
	u32 len;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	/* the DATA chunk before a good AUTH chunk, and it again behind it */
	forged(&b, SCTP_CT_DATA);
	len = b.len;
	memcpy(b.bytes + len, U.sent[passed]->bytes, U.sent[passed]->len);
	b.len += U.sent[passed]->len;
	input_made(&b);
	assert_int_equal(U.mib[SCTP_MIB_IN_NOT_AUTH], 1);
	assert_int_equal(got(), 40);
}

static void input__two_auth_chunks(void **state)
{
	const struct unit_packet *p;
	struct unit_build b = { 0 };
	struct sk_buff *skb;
	u32 skip;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	p = U.sent[passed];
	skip = get_unaligned_be16(p->bytes + 2);
	/* the second covers the DATA, and the first is a good one of nothing */
	memcpy(b.bytes, p->bytes, skip);
	memcpy(b.bytes + skip, p->bytes, p->len);
	b.len = skip + p->len;
	input_made(&b);
	assert_int_equal(got(), 0);
	/* the first covers the second */
	skb = sctp_skb_alloc(b.len);
	assert_non_null(skb);
	skb_reserve(skb, skip);
	skb_put_data(skb, p->bytes, p->len);
	assert_int_equal(sctp_auth_seal(&U.a, skb, 0), 0);
	memcpy(b.bytes, skb->data, b.len);
	kfree_skb(skb);
	input_made(&b);
	assert_int_equal(got(), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 2);
}

static void input__an_unsupported_hmac_is_reported(void **state)
{
	struct unit_packet p;
	const u8 *error;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	p = *U.sent[passed];
	put_unaligned_be16(3, p.bytes + 6);
	unit_forget_sent();
	hand_over(&p, &U.made, p.len);
	assert_int_equal(got(), 0);
	error = unit_find(U.sent[0], SCTP_CT_ERROR, 0);
	assert_non_null(error);
	assert_int_equal(get_unaligned_be32(error + 4), 0x01050006);
	assert_int_equal(get_unaligned_be16(error + 8), 3);
}

static void input__an_unknown_key(void **state)
{
	struct unit_packet p;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	p = *U.sent[passed];
	put_unaligned_be16(77, p.bytes + 4);
	unit_forget_sent();
	hand_over(&p, &U.made, p.len);
	assert_int_equal(got(), 0);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 1);
}

static void input__short_and_long_chunks(void **state)
{
	struct unit_build b;
	u32 len;

	require(SCTP_CT_DATA);
	come_up();
	for (len = 0; len < 64; len++) {
		b.len = 0;
		unit_chunk(&b, SCTP_CT_AUTH, 0, NULL, len);
		forged(&b, SCTP_CT_DATA);
		input_made(&b);
		assert_int_equal(got(), 0);
	}
	b.len = 0;
	unit_chunk(&b, SCTP_CT_AUTH, 0, NULL, 0);
	input_made(&b);
	assert_int_equal(U.made.state, SCTP_ST_ESTABLISHED);
}

/* --- keys --- */

static void use_key(u16 id)
{
	assert_int_equal(sctp_auth_keys_activate(&U.a.auth->keys, id), 0);
}

static u16 key_of(u32 n)
{
	assert_int_equal(first_type(n), SCTP_CT_AUTH);
	return get_unaligned_be16(U.sent[n]->bytes + 4);
}

/* A longer chunk than its algorithm has, whose MAC is right for it */
static void input__a_chunk_longer_than_its_mac(void **state)
{
	struct unit_build b = { 0 };
	const struct sctp_hmac_key *key;
	struct sctp_hmac_text text;
	const struct unit_packet *p;
	u8 head[32] = { 0 };
	struct sctp_auth *au;
	struct sk_buff *skb;

	require(SCTP_CT_DATA);
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	p = U.sent[passed];
	assert_int_equal(get_unaligned_be16(p->bytes + 2), 28);
	memcpy(head, p->bytes, 8);
	put_unaligned_be16(sizeof(head), head + 2);
	memcpy(b.bytes, head, sizeof(head));
	memcpy(b.bytes + sizeof(head), p->bytes + 28, p->len - 28);
	b.len = p->len + 4;
	skb = shim_skb_from(b.bytes, b.len, b.len);
	text = (struct sctp_hmac_text){ head, sizeof(head), skb, sizeof(head) };
	au = U.made.auth;
	key = sctp_auth_key_made(&unit_ops, &au->keys.slot[0], au->algo,
				 &au->my, &au->peer);
	assert_non_null(key);
	assert_int_equal(sctp_hmac(&unit_ops, au->algo, key, &text,
				   b.bytes + 8), 0);
	kfree_skb(skb);
	input_made(&b);
	assert_int_equal(got(), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 1);
}

/* The secret is that of another key: it is not tried */
static void input__an_unknown_key_with_a_known_secret(void **state)
{
	require(SCTP_CT_DATA);
	come_up();
	assert_int_equal(sctp_auth_keys_set(&U.a.auth->keys, 77, "", 0), 0);
	use_key(77);
	unit_send(40, 0, 0);
	unit_flush();
	assert_int_equal(key_of(passed), 77);
	to_server();
	assert_int_equal(got(), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 1);
}

static void keys__one_for_a_packet(void **state)
{
	require(SCTP_CT_DATA);
	set_key(1, "one");
	set_key(2, "two");
	come_up();
	use_key(1);
	unit_send(40, 0, 0);
	unit_send(40, 0, 0);
	use_key(2);
	unit_send(40, 0, 0);
	unit_flush();
	assert_int_equal(U.nsent, passed + 2);
	assert_int_equal(key_of(passed), 1);
	assert_non_null(unit_find(U.sent[passed], SCTP_CT_DATA, 1));
	assert_int_equal(key_of(passed + 1), 2);
	U.nnotices = 0;
	to_server();
	assert_true(unit_noticed(SCTP_EV_AUTH_KEY, SCTP_AUTH_EV_NEW_KEY));
	to_server();
	assert_int_equal(U.nnotices, 2);
	assert_int_equal(U.notice[1].error, 2);
}

static void keys__a_retransmission_has_the_first_one(void **state)
{
	require(SCTP_CT_DATA);
	set_key(1, "one");
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	assert_int_equal(key_of(passed), 0);
	use_key(1);
	passed = U.nsent;
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(key_of(passed), 0);
	to_server();
	assert_int_not_equal(got(), 0);
}

static void keys__free_key_when_the_last_message_is_done(void **state)
{
	require(SCTP_CT_DATA);
	set_key(1, "one");
	come_up();
	unit_send(40, 0, 0);
	unit_flush();
	use_key(1);
	assert_int_equal(sctp_auth_deactivate(&U.a, 0), 0);
	assert_false(unit_noticed(SCTP_EV_AUTH_KEY, SCTP_AUTH_EV_FREE_KEY));
	assert_int_equal(sctp_auth_key_nr(&U.a, 0), 0);
	to_server();
	assert_int_equal(got(), 40);
	U.now += SEC / 5;
	sctp_assoc_timeout(&U.made, U.now);
	sctp_assoc_flush(&U.made, U.now);
	to_client();
	assert_true(unit_noticed(SCTP_EV_AUTH_KEY, SCTP_AUTH_EV_FREE_KEY));
	assert_int_equal(sctp_auth_deactivate(&U.a, 1), -EINVAL);
}

/* --- setting up --- */

static void cookie__without_the_auth_chunk_it_has_to_have(void **state)
{
	struct unit_packet p;
	u32 skip;

	require(SCTP_CT_COOKIE_ECHO);
	begin();
	to_server();
	to_client();
	assert_int_equal(first_type(passed), SCTP_CT_AUTH);
	p = *U.sent[passed];
	skip = get_unaligned_be16(p.bytes + 2);
	p.len -= skip;
	memmove(p.bytes, p.bytes + skip, p.len);
	hand_over(&p, NULL, p.len);
	assert_false(U.made_used);
	/* with a wrong one, too */
	p = *U.sent[passed];
	p.bytes[10] ^= 1;
	hand_over(&p, NULL, p.len);
	assert_false(U.made_used);
	to_server();
	assert_true(U.made_used);
	assert_int_equal(U.made.state, SCTP_ST_ESTABLISHED);
}

static void cookie__of_who_has_another_key(void **state)
{
	require(SCTP_CT_COOKIE_ECHO);
	set_key(0, "the client's");
	begin();
	set_key(0, "the server's");
	to_server();
	to_client();
	to_server();
	assert_false(U.made_used);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 1);
}

static void cookie__with_data_in_pages(void **state)
{
	require(SCTP_CT_COOKIE_ECHO);
	require(SCTP_CT_DATA);
	begin();
	unit_send(500, 0, 0);
	to_server();
	to_client();
	assert_non_null(unit_find(U.sent[passed], SCTP_CT_DATA, 0));
	hand_over(U.sent[passed], NULL, 60);
	assert_true(U.made_used);
	assert_int_not_equal(got(), 0);
}

static void peer_lacks_it__nothing_is_left_of_it(void **state)
{
	require(SCTP_CT_DATA);
	begin();
	assert_non_null(U.a.auth);
	unit_set_cfg(U.ep, caps, 0);
	to_server();
	to_client();
	to_server();
	to_client();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_null(U.a.auth);
	assert_null(U.made.auth);
	assert_true(unit_noticed(SCTP_EV_NO_AUTH, 0));
	unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(first_type(U.nsent - 1), SCTP_CT_DATA);
}

/* Our own cookie with its AUTH part cut off does not open: its MAC is wrong
 * (CVE-2026-74752: AUTH state of a COOKIE ECHO was believed)
 */
static void cve_2026_74752__cookies_cannot_be_changed(void **state)
{
	struct unit_packet p;
	u32 i;

	require(SCTP_CT_DATA);
	begin();
	to_server();
	to_client();
	for (i = 4; i < U.sent[passed]->len; i++) {
		p = *U.sent[passed];
		p.bytes[i] ^= 0x10;
		hand_over(&p, NULL, p.len);
		assert_false(U.made_used);
	}
}

static struct sctp_cookie restart_cookie(u32 caps)
{
	return (struct sctp_cookie) {
		.caps = caps,
		.my_tag = U.made.hs.my_tag,
		.peer_tag = 77,
		.num_ostreams = 1,
		.num_istreams = 1,
	};
}

/* Nobody restarts an association without the keys of the old one */
static void restart__needs_the_old_keys(void **state)
{
	struct unit_packet p;
	struct sctp_cookie c;
	struct sctp_rx rx = {};

	require(SCTP_CT_COOKIE_ECHO);
	come_up();
	c = restart_cookie(0);
	assert_false(sctp_auth_cookie_ok(&U.made, &c, &rx));
	c.caps = SCTP_CAP_AUTH;
	c.my_auth = U.made.auth->my;
	assert_false(sctp_auth_cookie_ok(&U.made, &c, &rx));
	rx.authentic = true;
	assert_true(sctp_auth_cookie_ok(&U.made, &c, &rx));
	/* a COOKIE ECHO behind an AUTH chunk with other keys */
	memset(&p, 0, sizeof(p));
	p = *U.sent[2];
	assert_int_equal(p.bytes[0], SCTP_CT_AUTH);
	p.bytes[12] ^= 1;
	hand_over(&p, &U.made, p.len);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_AUTH], 1);
}

/* Nor does a cookie without authentication take it away. The COOKIE ECHO itself
 * need not be authenticated
 */
static void restart__cannot_end_authentication(void **state)
{
	u8 sealed[SCTP_COOKIE_MAX];
	struct unit_build b = { 0 };
	struct sctp_cookie c;
	int len;

	require(SCTP_CT_DATA);
	come_up();
	sctp_handshake_tie(&U.made);
	c = restart_cookie(0);
	c.created = U.now;
	c.life = 60000;
	c.my_tag = 76;
	c.peer_rwnd = 40000;
	c.lport = htons(1000);
	c.pport = htons(2000);
	c.paddr = unit_peer();
	c.my_tie_tag = U.made.hs.my_tie_tag;
	c.peer_tie_tag = U.made.hs.peer_tie_tag;
	len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), U.now);
	assert_true(len > 0);
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	U.nnotices = 0;
	input_tagged(&U.made, &b, 76);
	assert_false(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_true(sctp_auth_on(&U.made));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_COOKIE], 1);
}

/* Put a key vector into @out: a random number, that DATA is to be
 * authenticated, and SHA-1
 */
static struct sctp_param_list vector_of(u8 *out, u8 random)
{
	static const u8 rest[] = {
		0x80, 0x03, 0, 5, SCTP_CT_DATA, 0x80, 0x04, 0, 6, 0, 1,
	};

	put_unaligned_be16(SCTP_PT_RANDOM, out);
	put_unaligned_be16(36, out + 2);
	memset(out + 4, random, 32);
	memcpy(out + 36, rest, sizeof(rest));
	return (struct sctp_param_list){ .pos = out, .len = 36 + sizeof(rest) };
}

static void vector__four_types_are_ignored(void **state)
{
	static const u8 chunks[] = {
		0x80, 0x03, 0, 9, SCTP_CT_INIT, SCTP_CT_INIT_ACK,
		SCTP_CT_SHUTDOWN_COMPLETE, SCTP_CT_AUTH, SCTP_CT_DATA,
	};
	const struct sctp_param_list v = { chunks, sizeof(chunks) };

	assert_true(sctp_auth_lists(&v, SCTP_CT_DATA));
	assert_false(sctp_auth_lists(&v, SCTP_CT_INIT));
	assert_false(sctp_auth_lists(&v, SCTP_CT_INIT_ACK));
	assert_false(sctp_auth_lists(&v, SCTP_CT_SHUTDOWN_COMPLETE));
	assert_false(sctp_auth_lists(&v, SCTP_CT_AUTH));
}

/* The peer lists one that nobody knows, SHA-256 and SHA-1 */
static void vector__first_algorithm_we_have(void **state)
{
	static const u8 hmacs[] = { 0x80, 0x04, 0, 10, 0, 99, 0, 3, 0, 1 };
	u8 my[64];
	const struct sctp_cookie c = {
		.caps = SCTP_CAP_AUTH,
		.my_auth = vector_of(my, 1),
		.peer_auth = { hmacs, sizeof(hmacs) },
	};
	struct sctp_auth *au = sctp_auth_of_cookie(&U.ep, NULL, &c);

	assert_non_null(au);
	assert_int_equal(sctp_hmac_id(au->algo), 3);
	sctp_auth_put(au);
}

/* The packet with a chunk, which has to begin with AUTH */
static const struct unit_packet *sealed_packet(u8 type)
{
	u32 i;

	for (i = passed; i < U.nsent && !unit_find(U.sent[i], type, 0); i++)
		;
	assert_true(i < U.nsent);
	assert_int_equal(first_type(i), SCTP_CT_AUTH);
	return U.sent[i];
}

/* The peer did not ask for it (RFC 5061 section 4.1.1) */
static void asconf__sealed_though_it_was_not_listed(void **state)
{
	struct sctp_addr addr = unit_v4(0x0a000009);
	const struct unit_packet *p;

	unit_set_cfg(U.ep, caps, SCTP_CAP_AUTH | SCTP_CAP_ASCONF);
	come_up();
	assert_int_equal(sctp_asconf_add(&U.a, &addr, U.now), 0);
	unit_flush();
	p = sealed_packet(SCTP_CT_ASCONF);
	hand_over(p, &U.made, p->len);
	sealed_packet(SCTP_CT_ASCONF_ACK);
}

/* The COOKIE ECHO of a restart turns on what was off: DATA behind it in its
 * packet has to be authenticated already
 */
static void restart__data_behind_the_cookie_is_not_authentic(void **state)
{
	u8 my[64], peer[64], sealed[SCTP_COOKIE_MAX];
	struct unit_build b = { 0 };
	struct sctp_cookie c;
	int len;

	unit_up();
	assert_false(sctp_auth_on(&U.a));
	unit_set_cfg(U.a, caps, SCTP_CAP_AUTH);
	sctp_handshake_tie(&U.a);
	c = (struct sctp_cookie) {
		.created = U.now,
		.life = 60000,
		.caps = SCTP_CAP_AUTH,
		.my_tag = 76,
		.my_tsn = 500,
		.peer_tag = 77,
		.peer_tsn = 600,
		.peer_rwnd = 40000,
		.num_ostreams = 1,
		.num_istreams = 1,
		.lport = htons(1000),
		.pport = htons(2000),
		.paddr = unit_peer(),
		.my_tie_tag = U.a.hs.my_tie_tag,
		.peer_tie_tag = U.a.hs.peer_tie_tag,
		.my_auth = vector_of(my, 1),
		.peer_auth = vector_of(peer, 2),
	};
	len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), U.now);
	assert_true(len > 0);
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	unit_data(&b, 600, 0, 0, SCTP_DATA_BE, 100);
	unit_input_tag(&b, 76);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_true(sctp_auth_on(&U.a));
	assert_int_equal(got(), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_NOT_AUTH], 1);
	assert_int_equal(U.a.rx.ring.cum_tsn, 599);
}

/* Where a random number is in a packet, NULL if it is not there */
static u8 *find_random(u8 *bytes, u32 len, const u8 *random)
{
	u32 i;

	for (i = 0; i + 32 <= len; i++)
		if (!memcmp(bytes + i, random, 32))
			return bytes + i;
	return NULL;
}

/* CVE-2015-1421: INITs cross, and the keys of the association are replaced
 * while it has them. Both sides come up with the same ones
 */
static void cve_2015_1421__inits_cross(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_param_list mine;
	u8 random[32], *theirs;
	struct sctpw_init *h;
	const u8 *ack;

	require(SCTP_CT_DATA);
	begin();
	mine = U.a.auth->my;
	memcpy(random, mine.pos + 4, sizeof(random));
	/* the peer's INIT is ours, with another tag and random number */
	memcpy(b.bytes, U.sent[0]->bytes, U.sent[0]->len);
	b.len = U.sent[0]->len;
	h = (void *)b.bytes;
	h->init_tag = htonl(UNIT_PEER_TAG);
	theirs = find_random(b.bytes, b.len, random);
	assert_non_null(theirs);
	theirs[31] ^= 1;
	unit_input_tag(&b, 0);
	unit_flush();
	ack = unit_find(U.sent[U.nsent - 1], SCTP_CT_INIT_ACK, 0);
	assert_non_null(ack);
	/* the random number is that of our INIT, as the tag is */
	assert_int_equal(get_unaligned_be32(ack + 4), U.a.hs.my_tag);
	assert_non_null(find_random(U.sent[U.nsent - 1]->bytes,
				    U.sent[U.nsent - 1]->len, random));
	assert_ptr_equal(U.a.auth->my.pos, mine.pos);
	/* and the peer's COOKIE ECHO brings it up with these keys */
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
}

static void init__random_of_another_length(void **state)
{
	static const u8 params[] = { 0x80, 0x02, 0, 8, 1, 2, 3, 4,
				     0x80, 0x04, 0, 6, 0, 1, 0, 0 };
	struct unit_build b = { 0 };
	struct sctpw_init *h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL,
					  16 + sizeof(params));
	struct sctp_rx rx;
	const u8 *abort;

	h->init_tag = htonl(5);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(1);
	h->num_istreams = htons(1);
	memcpy(h + 1, params, sizeof(params));
	unit_rx(&rx, &b, b.len);
	rx.vtag = 0;
	assert_null(sctp_ep_input(&U.ep, &rx));
	kfree_skb(rx.skb);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_PROTOCOL_VIOLATION);
}

static void memory__none_is_no_harm(void **state)
{
	u32 i;

	require(SCTP_CT_COOKIE_ECHO);
	require(SCTP_CT_DATA);
	set_key(0, "a key");
	begin();
	to_server();
	for (i = 1; i < 12; i++) {
		shim_fail_nth(i);
		hand_over(U.sent[1], &U.a, U.sent[1]->len);
		shim_fail_nth(0);
		if (U.a.state == SCTP_ST_COOKIE_ECHOED)
			break;
	}
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	unit_flush();
	for (i = 1; i < 40 && !U.made_used; i++) {
		shim_fail_nth(i);
		hand_over(U.sent[U.nsent - 1], NULL, U.sent[U.nsent - 1]->len);
		shim_fail_nth(0);
	}
	assert_true(i > 1);
}

#define AUTH(test) \
	cmocka_unit_test_setup_teardown(test, setup_auth, unit_teardown)

static const struct CMUnitTest tests[] = {
	AUTH(up__the_same_keys_on_both_sides),
	AUTH(up__data_in_pages_is_copied_and_checked),
	AUTH(sent__pages_that_users_write_to_are_copied),
	AUTH(sent__only_what_the_peer_asks_for),
	AUTH(sent__a_packet_has_room_for_its_auth_chunk),
	AUTH(sent__fragments_are_smaller),
	AUTH(sent__super_packets_if_data_is_not_authenticated),
	AUTH(probe__of_who_authenticates),
	AUTH(abort__is_sealed),
	AUTH(cve_2026_68300__no_way_around),
	AUTH(forged__auth_between_data),
	AUTH(cve_2026_68300__super_packets),
	AUTH(cve_2025_40204__any_wrong_byte),
	AUTH(input__behind_auth_only),
	AUTH(input__two_auth_chunks),
	AUTH(input__an_unsupported_hmac_is_reported),
	AUTH(input__an_unknown_key),
	AUTH(input__short_and_long_chunks),
	AUTH(input__a_chunk_longer_than_its_mac),
	AUTH(input__an_unknown_key_with_a_known_secret),
	AUTH(keys__one_for_a_packet),
	AUTH(keys__a_retransmission_has_the_first_one),
	AUTH(keys__free_key_when_the_last_message_is_done),
	AUTH(cookie__without_the_auth_chunk_it_has_to_have),
	AUTH(cookie__of_who_has_another_key),
	AUTH(cookie__with_data_in_pages),
	AUTH(peer_lacks_it__nothing_is_left_of_it),
	AUTH(cve_2026_74752__cookies_cannot_be_changed),
	AUTH(restart__needs_the_old_keys),
	AUTH(restart__cannot_end_authentication),
	AUTH(vector__four_types_are_ignored),
	AUTH(vector__first_algorithm_we_have),
	AUTH(asconf__sealed_though_it_was_not_listed),
	AUTH(restart__data_behind_the_cookie_is_not_authentic),
	AUTH(cve_2015_1421__inits_cross),
	AUTH(init__random_of_another_length),
	AUTH(memory__none_is_no_harm),
};

int main(void)
{
	return cmocka_run_group_tests_name("auth", tests, NULL, NULL);
}
