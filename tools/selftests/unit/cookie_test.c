// SPDX-License-Identifier: GPL-2.0-only
/* The State Cookie: tampered with, stale, after the key was changed */
#include "core/life/cookie.h"
#include "core/life/keys.h"
#include "unit.h"

static struct sctp_addr listed[SCTP_MAX_PATHS];
static struct sctp_cookie c, back;
static u8 *opened;	/* what @back refers to */
static u8 buf[SCTP_COOKIE_MAX];
static int len;

static int setup(void **state)
{
	int err = unit_setup(state);
	u32 i;

	memset(&c, 0, sizeof(c));
	c.created = U.now;
	c.life = 60000;
	c.my_tag = 0x01020304;
	c.peer_tag = 0x05060708;
	c.my_tie_tag = 0x090a0b0c;
	c.peer_tie_tag = 0x0d0e0f10;
	c.my_tsn = 0x11121314;
	c.peer_tsn = 0x15161718;
	c.peer_rwnd = 123456;
	c.num_ostreams = 77;
	c.num_istreams = 65535;
	c.lport = htons(1000);
	c.pport = htons(2000);
	c.adaptation = 0x191a1b1c;
	c.adaptation_set = true;
	c.paddr = unit_v6(9);
	c.paddr.scope = 3;
	for (i = 0; i < 3; i++)
		listed[i] = i & 1 ? unit_v6(i) : unit_v4(i + 1);
	c.addrs = unit_listed(listed, 3);
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	return err;
}

static int teardown(void **state)
{
	kfree(opened);
	opened = NULL;
	return unit_teardown(state);
}

static int open_at(u64 now)
{
	kfree(opened);
	/* exactly @len bytes, for ASan to guard */
	opened = kmemdup(buf, len, GFP_KERNEL);
	return sctp_cookie_open(&U.ep, opened, len, &back, now);
}

/* The addresses of the cookie that was opened, in order, and no others */
static void expect_addrs(const struct sctp_addr *want, u32 n)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	sctp_addr_walk_begin(&w, &back.addrs);
	while (n--) {
		assert_true(sctp_addr_walk_next(&w, &addr));
		assert_true(sctp_addr_eq(&addr, want++));
	}
	assert_false(sctp_addr_walk_next(&w, &addr));
	assert_int_equal(w.it.left, 0);
}

static void cookie_open__gives_all_back(void **state)
{
	struct sctp_addr want[] = {
		c.paddr, listed[0], listed[1], listed[2],
	};

	assert_int_equal(len, sctp_cookie_size(&c));
	assert_true(len > 0 && len % 4 == 0);
	assert_int_equal(open_at(U.now), 0);
	assert_int_equal(back.created, c.created);
	assert_int_equal(back.life, c.life);
	assert_int_equal(back.my_tag, c.my_tag);
	assert_int_equal(back.peer_tag, c.peer_tag);
	assert_int_equal(back.my_tie_tag, c.my_tie_tag);
	assert_int_equal(back.peer_tie_tag, c.peer_tie_tag);
	assert_int_equal(back.my_tsn, c.my_tsn);
	assert_int_equal(back.peer_tsn, c.peer_tsn);
	assert_int_equal(back.peer_rwnd, c.peer_rwnd);
	assert_int_equal(back.num_ostreams, c.num_ostreams);
	assert_int_equal(back.num_istreams, c.num_istreams);
	assert_int_equal(back.lport, c.lport);
	assert_int_equal(back.pport, c.pport);
	assert_int_equal(back.adaptation, c.adaptation);
	assert_true(back.adaptation_set);
	assert_true(sctp_addr_eq(&back.paddr, &c.paddr));
	assert_int_equal(back.paddr.scope, 3);
	expect_addrs(want, ARRAY_SIZE(want));
}

/* Each field that is there only if it has a value */
static void cookie_open__without_what_is_not_needed(void **state)
{
	u32 all = len;

	c.paddr = unit_peer();
	c.addrs = (struct sctp_param_list){ 0 };
	c.my_tie_tag = 0;
	c.peer_tie_tag = 0;
	c.adaptation_set = false;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_true(len < all);
	assert_int_equal(open_at(U.now), 0);
	assert_int_equal(back.my_tie_tag | back.peer_tie_tag, 0);
	assert_false(back.adaptation_set);
	assert_true(sctp_addr_eq(&back.paddr, &c.paddr));
	expect_addrs(&c.paddr, 1);
}

/* The source of an INIT that lists it, too */
static void cookie_seal__an_address_is_there_once(void **state)
{
	c.paddr = listed[1];
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_int_equal(len, sctp_cookie_size(&c));
	assert_int_equal(open_at(U.now), 0);
	swap(listed[0], listed[1]);
	expect_addrs(listed, 3);
}

static void cookie_open__every_bit_counts(void **state)
{
	int i;

	for (i = 0; i < len * 8; i++) {
		buf[i / 8] ^= 1 << (i % 8);
		assert_int_equal(open_at(U.now), -EBADMSG);
		buf[i / 8] ^= 1 << (i % 8);
	}
	assert_int_equal(open_at(U.now), 0);
}

static void cookie_open__every_other_length(void **state)
{
	int whole = len;

	for (len = 0; len < whole; len++)
		assert_int_equal(open_at(U.now), -EBADMSG);
	len = whole + 4;
	assert_int_equal(open_at(U.now), -EBADMSG);
	len = sizeof(buf);
	assert_int_equal(open_at(U.now), -EBADMSG);
}

/* Even with the right MAC the content is checked */
static void cookie_open__well_signed_nonsense(void **state)
{
	static const u32 word[] = { 0, 0xffffffff, 0x00ff00ff };
	int off;
	u32 i;

	for (off = SCTP_MAC_LEN; off + 4 <= len; off += 2)
		for (i = 0; i < ARRAY_SIZE(word); i++) {
			u32 keep;

			memcpy(&keep, buf + off, 4);
			memcpy(buf + off, &word[i], 4);
			put_unaligned_be64(shim_mac(U.ep.keys->secret[0],
						    buf + SCTP_MAC_LEN,
						    len - SCTP_MAC_LEN), buf);
			if (!open_at(U.now))
				assert_true(back.my_tag && back.peer_tag &&
					    back.num_ostreams &&
					    back.num_istreams &&
					    back.paddr.family);
			memcpy(buf + off, &keep, 4);
		}
}

static void cookie_open__stale(void **state)
{
	assert_int_equal(open_at(U.now + 60 * SEC), 0);
	assert_int_equal(open_at(U.now + 60 * SEC + 1), -ESTALE);
	/* with its content, since the ERROR goes to the peer's tag */
	assert_int_equal(back.peer_tag, c.peer_tag);
}

static void cookie_open__from_the_future(void **state)
{
	assert_int_equal(open_at(U.now - 1), -ESTALE);
}

static void cookie_open__previous_key(void **state)
{
	u8 other[SCTP_COOKIE_MAX];
	u64 later = U.now + 3601 * SEC;

	c.created = later - 1 * SEC;
	U.ep.keys->since = later - 100 * SEC;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), later - SEC);
	/* sealing is when the key is changed: an hour after it was made */
	U.ep.keys->since = later - 3600 * SEC;
	assert_true(sctp_cookie_seal(&U.ep, &c, other, sizeof(other),
				     later) > 0);
	assert_memory_not_equal(buf, other, SCTP_MAC_LEN);
	assert_int_equal(open_at(later), 0);
	assert_int_equal(open_at(later + 10 * SEC), 0);
}

static void cookie_open__key_before_the_previous(void **state)
{
	u8 other[SCTP_COOKIE_MAX];
	int i;

	c.life = U32_MAX;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	for (i = 0; i < 2; i++) {
		U.now += 3600 * SEC;
		sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	}
	assert_int_equal(open_at(U.now), -EBADMSG);
}

static void cookie_open__previous_key_is_not_for_ever(void **state)
{
	u8 other[SCTP_COOKIE_MAX];

	c.life = U32_MAX;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	U.now += 3600 * SEC;
	sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	assert_int_equal(open_at(U.now), 0);
	assert_int_equal(open_at(U.now + 1000 * SEC), -EBADMSG);
}

/* A key for ten minutes */
static void cookie_seal__life_of_a_key(void **state)
{
	u8 other[SCTP_COOKIE_MAX];
	struct sctp_keys *first = U.ep.keys;

	unit_set_cfg(U.ep, secret_life, 600);
	U.now = first->since + 600 * SEC - 1;
	sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	assert_ptr_equal(U.ep.keys, first);
	U.now++;
	sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	assert_int_equal(U.ep.keys->since, U.now);
}

/* Cookies live longer than keys: no cookie is left without its key */
static void cookie_seal__key_before_is_needed(void **state)
{
	u8 other[SCTP_COOKIE_MAX];
	u64 until;

	unit_set_cfg(U.ep, secret_life, 1);
	c.life = U32_MAX;
	U.now += 1 * SEC;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	until = U.ep.keys->prev_until;
	assert_int_equal(until, U.now + 120 * SEC);
	U.now = until - 1;
	sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	assert_int_equal(U.ep.keys->prev_until, until);
	U.now = until;
	sctp_cookie_seal(&U.ep, &c, other, sizeof(other), U.now);
	assert_int_equal(U.ep.keys->since, U.now);
	assert_int_equal(open_at(U.now), 0);
}

static void cookie_open__another_endpoint(void **state)
{
	struct sctp_ep other;

	sctp_ep_init(&other, &unit_ops, U.mib, sctp_config_get(U.ep.cfg));
	assert_int_equal(sctp_cookie_open(&other, buf, len, &back, U.now),
			 -EBADMSG);
	sctp_ep_inherit(&other, &U.ep);
	assert_int_equal(sctp_cookie_open(&other, buf, len, &back, U.now), 0);
	/* each endpoint changes its own keys */
	U.ep.keys->since = 0;
	U.now = 7200 * SEC;
	assert_true(sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now) > 0);
	assert_ptr_not_equal(U.ep.keys, other.keys);
	assert_int_equal(sctp_cookie_open(&other, buf, len, &back, U.now),
			 -EBADMSG);
	sctp_ep_destroy(&other);
}

static void cookie_seal__no_memory_for_the_key(void **state)
{
	struct sctp_ep other;

	sctp_ep_init(&other, &unit_ops, U.mib, sctp_config_get(U.ep.cfg));
	shim_fail_nth(1);
	assert_int_equal(sctp_cookie_seal(&other, &c, buf, sizeof(buf), U.now),
			 -ENOMEM);
	assert_int_equal(sctp_cookie_seal(&other, &c, buf, sizeof(buf), U.now),
			 len);
	/* the key before is still used */
	shim_fail_nth(1);
	assert_int_equal(sctp_cookie_seal(&other, &c, buf, sizeof(buf),
					  U.now + 7200 * SEC), len);
	sctp_ep_destroy(&other);
}

static void cookie_seal__no_room(void **state)
{
	int room;

	for (room = 0; room < len; room++) {
		u8 *out = kmalloc(room, GFP_KERNEL);

		assert_true(sctp_cookie_seal(&U.ep, &c, out, room, U.now) < 0);
		kfree(out);
	}
	assert_int_equal(sctp_cookie_seal(&U.ep, &c, buf, len, U.now), len);
}

/* Without them it is as long as ever; with them all comes back */
static void cookie_seal__caps_and_auth(void **state)
{
	static const u8 mine[] = { 0x80, 2, 0, 6, 'r', 'n' };
	static const u8 peers[] = { 0x80, 4, 0, 6, 0, 1, 0x80, 3, 0, 5, 0xc1 };
	int without = len, room;

	c.caps = 0x80000001;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_int_equal(len, without + 4);
	assert_int_equal(len, sctp_cookie_size(&c));
	c.my_auth.pos = mine;
	c.my_auth.len = sizeof(mine);
	c.peer_auth.pos = peers;
	c.peer_auth.len = sizeof(peers);
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_int_equal(len, without + 4 + 4 + 8 + 12);
	assert_int_equal(len, sctp_cookie_size(&c));
	assert_int_equal(open_at(U.now), 0);
	assert_int_equal(back.caps, c.caps);
	assert_int_equal(back.my_auth.len, sizeof(mine));
	assert_memory_equal(back.my_auth.pos, mine, sizeof(mine));
	assert_int_equal(back.peer_auth.len, sizeof(peers));
	assert_memory_equal(back.peer_auth.pos, peers, sizeof(peers));
	assert_true(sctp_addr_listed(&back.addrs, &listed[2]));
	for (room = without; room < len; room++)
		assert_true(sctp_cookie_seal(&U.ep, &c, buf, room, U.now) < 0);
}

static void cookie_seal__auth_too_long(void **state)
{
	static const u8 bytes[SCTP_COOKIE_AUTH_MAX + 4];

	c.peer_auth.pos = bytes;
	c.peer_auth.len = SCTP_COOKIE_AUTH_MAX + 1;
	assert_true(sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now) < 0);
}

static void cookie_seal__largest(void **state)
{
	static const u8 auth[SCTP_COOKIE_AUTH_MAX];
	u32 i;

	c.caps = 1;
	c.my_auth.pos = auth;
	c.my_auth.len = sizeof(auth);
	c.peer_auth = c.my_auth;
	for (i = 0; i < SCTP_MAX_PATHS; i++)
		listed[i] = unit_v6(i + 100);
	c.addrs = unit_listed(listed, SCTP_MAX_PATHS);
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_int_equal(len, SCTP_COOKIE_MAX);
	assert_int_equal(open_at(U.now), 0);
	/* with the source they are one too many */
	assert_true(sctp_addr_listed(&back.addrs, &c.paddr));
	assert_true(sctp_addr_listed(&back.addrs, &listed[62]));
	assert_false(sctp_addr_listed(&back.addrs, &listed[63]));
}

static void cookie_peek__does_not_verify(void **state)
{
	buf[0] ^= 1;
	assert_true(sctp_cookie_peek(buf, len, &back));
	assert_true(sctp_addr_eq(&back.paddr, &c.paddr));
	assert_false(sctp_cookie_peek(buf, SCTP_MAC_LEN, &back));
	assert_false(sctp_cookie_peek(buf, len - 4, &back));
}

#define COOKIE(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

static const struct CMUnitTest tests[] = {
	COOKIE(cookie_open__gives_all_back),
	COOKIE(cookie_open__without_what_is_not_needed),
	COOKIE(cookie_open__every_bit_counts),
	COOKIE(cookie_open__every_other_length),
	COOKIE(cookie_open__well_signed_nonsense),
	COOKIE(cookie_open__stale),
	COOKIE(cookie_open__from_the_future),
	COOKIE(cookie_open__previous_key),
	COOKIE(cookie_seal__life_of_a_key),
	COOKIE(cookie_seal__key_before_is_needed),
	COOKIE(cookie_open__key_before_the_previous),
	COOKIE(cookie_open__previous_key_is_not_for_ever),
	COOKIE(cookie_open__another_endpoint),
	COOKIE(cookie_seal__an_address_is_there_once),
	COOKIE(cookie_seal__no_memory_for_the_key),
	COOKIE(cookie_seal__no_room),
	COOKIE(cookie_seal__caps_and_auth),
	COOKIE(cookie_seal__auth_too_long),
	COOKIE(cookie_seal__largest),
	COOKIE(cookie_peek__does_not_verify),
};

int main(void)
{
	return cmocka_run_group_tests_name("cookie", tests, NULL, NULL);
}
