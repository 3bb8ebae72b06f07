// SPDX-License-Identifier: GPL-2.0-only
/* The State Cookie: tampered with, stale, after the key was changed */
#include "cookie.h"
#include "unit.h"

static struct sctp_cookie c, back;
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
	c.laddr = unit_local();
	c.paddr = unit_v6(9);
	c.paddr.scope = 3;
	c.naddrs = 3;
	for (i = 0; i < c.naddrs; i++)
		c.addrs[i] = i & 1 ? unit_v6(i) : unit_v4(i + 1);
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	return err;
}

static int open_at(u64 now)
{
	/* exactly @len bytes, for ASan to guard */
	u8 *copy = kmemdup(buf, len, GFP_KERNEL);
	int err = sctp_cookie_open(&U.ep, copy, len, &back, now);

	kfree(copy);
	return err;
}

static void cookie_open__gives_all_back(void **state)
{
	u32 i;

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
	assert_true(sctp_addr_eq(&back.laddr, &c.laddr));
	assert_true(sctp_addr_eq(&back.paddr, &c.paddr));
	assert_int_equal(back.paddr.scope, 3);
	assert_int_equal(back.naddrs, c.naddrs);
	for (i = 0; i < c.naddrs; i++)
		assert_true(sctp_addr_eq(&back.addrs[i], &c.addrs[i]));
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

/* Even with the right MAC the content is read like anything hostile */
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
			shim_hmac(U.ep.secret[0], buf + SCTP_MAC_LEN,
				  len - SCTP_MAC_LEN, buf);
			if (!open_at(U.now))
				assert_true(back.my_tag && back.peer_tag &&
					    back.num_ostreams &&
					    back.num_istreams &&
					    back.naddrs <= SCTP_MAX_PATHS);
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
	U.ep.secret_since = later - 100 * SEC;
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), later - SEC);
	/* sealing is when the key is changed: an hour after it was made */
	U.ep.secret_since = later - 3600 * SEC;
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

static void cookie_open__another_endpoint(void **state)
{
	struct sctp_ep other;

	sctp_ep_init(&other, &unit_ops, U.mib, U.now);
	assert_int_equal(sctp_cookie_open(&other, buf, len, &back, U.now),
			 -EBADMSG);
	sctp_ep_inherit(&other, &U.ep);
	assert_int_equal(sctp_cookie_open(&other, buf, len, &back, U.now), 0);
}

static void cookie_open__no_memory_for_the_mac(void **state)
{
	shim_fail_nth(1);
	assert_int_equal(sctp_cookie_open(&U.ep, buf, len, &back, U.now),
			 -EBADMSG);
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

static void cookie_seal__largest(void **state)
{
	u32 i;

	c.naddrs = SCTP_MAX_PATHS;
	c.laddr = unit_v6(1);
	for (i = 0; i < c.naddrs; i++)
		c.addrs[i] = unit_v6(i);
	len = sctp_cookie_seal(&U.ep, &c, buf, sizeof(buf), U.now);
	assert_true(len > 0);
	assert_int_equal(open_at(U.now), 0);
	assert_int_equal(back.naddrs, SCTP_MAX_PATHS);
	assert_true(sctp_addr_eq(&back.addrs[63], &c.addrs[63]));
}

static void cookie_peek__does_not_verify(void **state)
{
	buf[0] ^= 1;
	assert_true(sctp_cookie_peek(buf, len, &back));
	assert_true(sctp_addr_eq(&back.paddr, &c.paddr));
	assert_false(sctp_cookie_peek(buf, SCTP_MAC_LEN, &back));
	assert_false(sctp_cookie_peek(buf, len - 4, &back));
}

#define COOKIE(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	COOKIE(cookie_open__gives_all_back),
	COOKIE(cookie_open__every_bit_counts),
	COOKIE(cookie_open__every_other_length),
	COOKIE(cookie_open__well_signed_nonsense),
	COOKIE(cookie_open__stale),
	COOKIE(cookie_open__from_the_future),
	COOKIE(cookie_open__previous_key),
	COOKIE(cookie_open__key_before_the_previous),
	COOKIE(cookie_open__previous_key_is_not_for_ever),
	COOKIE(cookie_open__another_endpoint),
	COOKIE(cookie_open__no_memory_for_the_mac),
	COOKIE(cookie_seal__no_room),
	COOKIE(cookie_seal__largest),
	COOKIE(cookie_peek__does_not_verify),
};

int main(void)
{
	return cmocka_run_group_tests_name("cookie", tests, NULL, NULL);
}
