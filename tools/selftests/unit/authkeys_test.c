// SPDX-License-Identifier: GPL-2.0-only
/* Shared keys, key vectors and HMACs (RFC 4895, RFC 2104) */
#include <linux/slab.h>

#include "core/ext/authkeys.h"
#include "core/ext/authlist.h"
#include "unit.h"

static void hash_is(u16 id, u32 len, u64 begins)
{
	u8 data[1000], digest[SCTP_HASH_MAX];
	struct sctp_piece p[2] = { { data, len / 3 } };
	u32 i;

	for (i = 0; i < len; i++)
		data[i] = 7 * i + 1;
	p[1] = (struct sctp_piece){ data + p[0].len, len - p[0].len };
	assert_int_equal(shim_hash(id, NULL, p, 2, NULL, 0, digest), 0);
	assert_int_equal(get_unaligned_be64(digest), begins);
}

/* What openssl says, around the lengths where padding needs another block */
static void hash__known_answers(void **state)
{
	hash_is(1, 0, 0xda39a3ee5e6b4b0d);
	hash_is(1, 55, 0x04bb34aef4880b62);
	hash_is(1, 56, 0x83b9fcb6d3e3b20f);
	hash_is(1, 64, 0x54305ee7e4c7bc5a);
	hash_is(1, 119, 0x6839d6c27f22ed88);
	hash_is(1, 1000, 0xf50d11c8ae2b20fe);
	hash_is(3, 0, 0xe3b0c44298fc1c14);
	hash_is(3, 55, 0x16fa57a0a3423a71);
	hash_is(3, 56, 0xc37b44e5f1b18554);
	hash_is(3, 64, 0x66bd4633ed6f71c4);
	hash_is(3, 119, 0xa3ed307b730fa77c);
	hash_is(3, 1000, 0x095ecb62e30793ab);
}

static void hmac_is(u8 nr, u8 fill, u32 len, const char *data, u64 begins)
{
	const struct sctp_hmac_text text = { data, strlen(data), NULL, 0 };
	u8 bytes[131], mac[SCTP_HASH_MAX];
	const struct sctp_piece p = { bytes, len };
	struct sctp_hmac_key key;

	memset(bytes, fill, sizeof(bytes));
	assert_int_equal(sctp_hmac_prepare(&unit_ops, nr, &p, 1, &key), 0);
	assert_int_equal(sctp_hmac(&unit_ops, nr, &key, &text, mac), 0);
	assert_int_equal(get_unaligned_be64(mac), begins);
}

/* RFC 2202 cases 1 and 6, RFC 4231 cases 1 and 6 */
static void hmac__rfc_vectors(void **state)
{
	static const char *const large =
		"Test Using Larger Than Block-Size Key - Hash Key First";

	hmac_is(SCTP_HMAC_SHA1, 0x0b, 20, "Hi There", 0xb617318655057264);
	hmac_is(SCTP_HMAC_SHA256, 0x0b, 20, "Hi There", 0xb0344c61d8db3853);
	hmac_is(SCTP_HMAC_SHA1, 0xaa, 80, large, 0xaa4ae5e15272d00e);
	hmac_is(SCTP_HMAC_SHA256, 0xaa, 131, large, 0x60e431591ee0b67f);
}

static void hmac_same__wherever_they_differ(void **state)
{
	u8 a[32] = { 1, 2, 3 }, b[32] = { 1, 2, 3 };
	u32 i;

	assert_true(sctp_hmac_same(a, b, sizeof(a)));
	for (i = 0; i < sizeof(a); i++) {
		b[i] ^= 0x10;
		assert_false(sctp_hmac_same(a, b, sizeof(a)));
		b[i] ^= 0x10;
	}
}

static bool vector_first(const char *a, u32 la, const char *b, u32 lb)
{
	const struct sctp_param_list x = { (const u8 *)a, la };
	const struct sctp_param_list y = { (const u8 *)b, lb };

	return sctp_auth_vector_first(&x, &y);
}

static void vector_first__as_numbers(void **state)
{
	assert_true(vector_first("\x01", 1, "\x02", 1));
	assert_false(vector_first("\x02", 1, "\x01", 1));
	/* longer, but smaller as a number */
	assert_true(vector_first("\0\0\x01", 3, "\x02", 1));
	assert_false(vector_first("\x02", 1, "\0\0\x01", 3));
	/* longer and larger, though its first byte is smaller */
	assert_true(vector_first("\xff", 1, "\x01\0", 2));
	assert_false(vector_first("\x01\0", 2, "\xff", 1));
}

static void vector_first__ties_by_length(void **state)
{
	assert_true(vector_first("\x05\x06", 2, "\0\x05\x06", 3));
	assert_false(vector_first("\0\x05\x06", 3, "\x05\x06", 2));
	assert_true(vector_first("\x05", 1, "\x05", 1));
	assert_true(vector_first("", 0, "\0", 1));
}

/* RANDOM, CHUNKS if @b, HMAC-ALGO */
static void vectors(u8 *a, u8 *b)
{
	u32 i;

	memcpy(a, "\x80\x02\0\x24", 4);
	memcpy(b, "\x80\x02\0\x24", 4);
	for (i = 0; i < 32; i++) {
		a[4 + i] = i;
		b[4 + i] = i + 1;
	}
	memcpy(a + 36, "\x80\x04\0\x06\0\x01", 6);
	memcpy(b + 36, "\x80\x03\0\x05\0\x80\x04\0\x08\0\x01\0\x03", 13);
}

/* As Python's hmac says of b"secret" + smaller + larger */
static void key_made__the_smaller_vector_first(void **state)
{
	u8 a[42], b[49], data[210], mac[SCTP_HASH_MAX];
	const struct sctp_param_list x = { a, sizeof(a) };
	const struct sctp_param_list y = { b, sizeof(b) };
	const struct sctp_hmac_text text = { data, sizeof(data), NULL, 0 };
	static const u64 begins[] = { 0x14e56171f0120ddc, 0xdeb6353376c476da };
	struct sctp_auth_keys k = {};
	const struct sctp_hmac_key *made;
	u32 i, turn;

	vectors(a, b);
	for (i = 0; i < sizeof(data); i++)
		data[i] = 'a' + i % 7;
	assert_int_equal(sctp_auth_keys_init(&k), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 0, "secret", 6), 0);
	for (i = 0; i < 4; i++) {
		turn = i / 2;
		made = sctp_auth_key_made(&unit_ops, k.slot, i % 2,
					  turn ? &y : &x, turn ? &x : &y);
		assert_non_null(made);
		assert_int_equal(sctp_hmac(&unit_ops, i % 2, made, &text, mac),
				 0);
		assert_int_equal(get_unaligned_be64(mac), begins[i % 2]);
		if (i == 1)
			sctp_auth_keys_forget_made(&k);
	}
	sctp_auth_keys_free(&k);
}

static void keys__set_replace_delete(void **state)
{
	struct sctp_auth_keys k = {};

	assert_int_equal(sctp_auth_keys_init(&k), 0);
	assert_non_null(sctp_auth_keys_find(&k, 0));
	assert_null(sctp_auth_keys_find(&k, 7));
	assert_int_equal(sctp_auth_keys_set(&k, 7, "abc", 3), 0);
	assert_int_equal(k.bytes, 3);
	assert_int_equal(sctp_auth_keys_set(&k, 7, "abcde", 5), 0);
	assert_int_equal(k.bytes, 5);
	assert_int_equal(sctp_auth_keys_delete(&k, 0), -EINVAL);
	assert_int_equal(sctp_auth_keys_delete(&k, 8), -EINVAL);
	assert_int_equal(sctp_auth_keys_activate(&k, 7), 0);
	assert_int_equal(sctp_auth_keys_delete(&k, 7), -EINVAL);
	assert_int_equal(sctp_auth_keys_deactivate(&k, 7), -EINVAL);
	assert_int_equal(sctp_auth_keys_delete(&k, 0), 0);
	assert_null(sctp_auth_keys_find(&k, 0));
	assert_int_equal(sctp_auth_keys_set(&k, 9, "x", 1), 0);
	assert_int_equal(sctp_auth_keys_deactivate(&k, 9), 0);
	assert_int_equal(sctp_auth_keys_activate(&k, 9), -EINVAL);
	/* set again it can be used again */
	assert_int_equal(sctp_auth_keys_set(&k, 9, "y", 1), 0);
	assert_int_equal(sctp_auth_keys_activate(&k, 9), 0);
	sctp_auth_keys_free(&k);
}

static void keys__deleted_with_messages_left(void **state)
{
	struct sctp_auth_keys k = {};
	struct sctp_auth_key *key;

	assert_int_equal(sctp_auth_keys_init(&k), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 1, "one", 3), 0);
	key = sctp_auth_keys_find(&k, 1);
	sctp_auth_key_hold(key);
	sctp_auth_key_hold(key);
	assert_int_equal(sctp_auth_keys_deactivate(&k, 1), 2);
	assert_int_equal(sctp_auth_keys_delete(&k, 1), 0);
	assert_null(sctp_auth_keys_find(&k, 1));
	assert_int_equal(sctp_auth_keys_set(&k, 1, "another", 7), 0);
	assert_ptr_not_equal(sctp_auth_keys_find(&k, 1), key);
	key = &k.slot[1];
	assert_true(key->there);
	assert_false(sctp_auth_key_drop(&k, key));
	assert_true(sctp_auth_key_drop(&k, key));
	assert_false(key->there);
	assert_int_equal(k.bytes, 7);
	sctp_auth_keys_free(&k);
}

static void keys__number_and_length_have_limits(void **state)
{
	u8 *big = kzalloc(65535, GFP_KERNEL);
	struct sctp_auth_keys k = {};
	u32 id;

	assert_int_equal(sctp_auth_keys_init(&k), 0);
	for (id = 1; id < SCTP_AUTH_KEYS_MAX; id++)
		assert_int_equal(sctp_auth_keys_set(&k, id, "key", 3), 0);
	assert_int_equal(sctp_auth_keys_set(&k, id, "key", 3), -ENOBUFS);
	assert_int_equal(sctp_auth_keys_set(&k, 5, "other", 5), 0);
	sctp_auth_keys_free(&k);

	assert_int_equal(sctp_auth_keys_init(&k), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 1, big, 65535), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 2, big, 65535), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 3, big, 65535), -ENOBUFS);
	assert_int_equal(sctp_auth_keys_set(&k, 2, big, 65535), 0);
	sctp_auth_keys_free(&k);
	kfree(big);
}

static void keys__a_copy_shares_the_secrets(void **state)
{
	struct sctp_auth_keys k = {}, copy = {};

	assert_int_equal(sctp_auth_keys_init(&k), 0);
	assert_int_equal(sctp_auth_keys_set(&k, 1, "one", 3), 0);
	assert_int_equal(sctp_auth_keys_activate(&k, 1), 0);
	sctp_auth_key_hold(sctp_auth_keys_find(&k, 1));
	assert_int_equal(sctp_auth_keys_copy(&copy, &k), 0);
	assert_int_equal(sctp_auth_keys_find(&copy, 1)->users, 0);
	assert_int_equal(copy.active, k.active);
	assert_ptr_equal(sctp_auth_keys_find(&copy, 1)->secret,
			 sctp_auth_keys_find(&k, 1)->secret);
	assert_int_equal(sctp_auth_keys_set(&k, 1, "other", 5), 0);
	assert_int_equal(copy.bytes, 3);
	sctp_auth_keys_free(&k);
	sctp_auth_keys_free(&copy);
}

static void ep__lists(void **state)
{
	u8 both[] = { SCTP_HMAC_SHA256, SCTP_HMAC_SHA1 };
	struct sctp_param_list left;
	struct sctp_view v;
	u8 bytes[512];

	assert_int_equal(sctp_auth_vector_size(&U.ep), 36 + 6);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_INIT), -EINVAL);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_INIT_ACK), -EINVAL);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_AUTH), -EINVAL);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_SHUTDOWN_COMPLETE),
			 -EINVAL);
	assert_null(U.ep.auth);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_DATA), 0);
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_DATA), 0);
	assert_int_equal(sctp_auth_ep_algos(&U.ep, both, 2), 0);
	assert_int_equal(sctp_auth_vector_size(&U.ep), 36 + 5 + 8);
	sctp_auth_vector_put(&U.ep, bytes);
	left = (struct sctp_param_list){ bytes, 36 + 5 + 8 };
	assert_true(sctp_auth_vector_next(&left, &v));
	assert_int_equal(v.type, SCTP_PT_RANDOM);
	assert_true(sctp_auth_vector_next(&left, &v));
	assert_int_equal(v.type, SCTP_PT_CHUNKS);
	assert_int_equal(v.hdr[4], SCTP_CT_DATA);
	assert_true(sctp_auth_vector_next(&left, &v));
	assert_int_equal(v.type, SCTP_PT_HMAC_ALGO);
	assert_int_equal(get_unaligned_be32(v.hdr + 4), 0x00030001);
	assert_false(sctp_auth_vector_next(&left, &v));
}

static void ep__all_types_fit(void **state)
{
	u32 type, n = 0;

	for (type = 0; type <= U8_MAX; type++)
		n += !sctp_auth_ep_chunk(&U.ep, type);
	assert_int_equal(n, SCTP_AUTH_CHUNKS_MAX);
	assert_int_equal(U.ep.auth->nr_chunks, SCTP_AUTH_CHUNKS_MAX);
	assert_true(sctp_auth_vector_size(&U.ep) <= 512);
}

static void ep__shared_until_it_is_changed(void **state)
{
	struct sctp_ep other = U.ep;

	other.auth = NULL;
	assert_int_equal(sctp_auth_ep_chunk(&U.ep, SCTP_CT_DATA), 0);
	sctp_auth_ep_share(&other, &U.ep);
	assert_ptr_equal(other.auth, U.ep.auth);
	assert_int_equal(sctp_auth_ep_chunk(&other, SCTP_CT_SACK), 0);
	assert_ptr_not_equal(other.auth, U.ep.auth);
	assert_int_equal(other.auth->nr_chunks, 2);
	assert_int_equal(U.ep.auth->nr_chunks, 1);
	sctp_auth_ep_put(&other);
}

static const struct CMUnitTest tests[] = {
	UNIT(hash__known_answers),
	UNIT(hmac__rfc_vectors),
	UNIT(hmac_same__wherever_they_differ),
	UNIT(vector_first__as_numbers),
	UNIT(vector_first__ties_by_length),
	UNIT(key_made__the_smaller_vector_first),
	UNIT(keys__set_replace_delete),
	UNIT(keys__deleted_with_messages_left),
	UNIT(keys__number_and_length_have_limits),
	UNIT(keys__a_copy_shares_the_secrets),
	UNIT(ep__lists),
	UNIT(ep__all_types_fit),
	UNIT(ep__shared_until_it_is_changed),
};

int main(void)
{
	return cmocka_run_group_tests_name("authkeys", tests, NULL, NULL);
}
