// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC32c against RFC 3720 appendix B.4, HMAC-SHA256 against RFC 4231 and
 * against libcrypto's own one-shot, and the checksum of a packet.
 */
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <crypto/algapi.h>

#include "unit.h"

static u32 crc(const void *p, size_t len)
{
	return ~shim_crc32c(~0U, p, len);
}

static void crc32c__rfc3720_vectors(void **state)
{
	static const u8 iscsi[48] = {
		0x01, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
		0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00,
		0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18,
		0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
		0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	};
	u8 b[32];
	int i;

	memset(b, 0, sizeof(b));
	assert_int_equal(crc(b, 32), 0x8a9136aa);
	memset(b, 0xff, sizeof(b));
	assert_int_equal(crc(b, 32), 0x62a8ab43);
	for (i = 0; i < 32; i++)
		b[i] = i;
	assert_int_equal(crc(b, 32), 0x46dd794e);
	for (i = 0; i < 32; i++)
		b[i] = 31 - i;
	assert_int_equal(crc(b, 32), 0x113fdb5c);
	assert_int_equal(crc(iscsi, sizeof(iscsi)), 0xd9963a56);
	assert_int_equal(crc("123456789", 9), 0xe3069283);
}

static void crc32c__in_pieces(void **state)
{
	u8 b[100];
	u32 whole, i;

	for (i = 0; i < sizeof(b); i++)
		b[i] = i * 7;
	whole = shim_crc32c(~0U, b, sizeof(b));
	for (i = 0; i <= sizeof(b); i++)
		assert_int_equal(shim_crc32c(shim_crc32c(~0U, b, i), b + i,
					     sizeof(b) - i), whole);
}

static void sctp_checksum__own_field_counts_as_zero(void **state)
{
	u8 b[32] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	__le32 sum = shim_sctp_checksum(b, sizeof(b));

	assert_int_equal(le32_to_cpu(sum), crc(b, sizeof(b)));
	memcpy(b + 8, &sum, sizeof(sum));
	assert_int_equal(shim_sctp_checksum(b, sizeof(b)), sum);
}

static void compare_hmac(const u8 *key, const void *data, size_t len,
			 const char *hex)
{
	char byte[3] = "";
	u8 mac[32], want[32];
	int i;

	assert_int_equal(shim_hmac(key, data, len, mac), 0);
	for (i = 0; i < 32; i++) {
		memcpy(byte, hex + 2 * i, 2);
		want[i] = strtoul(byte, NULL, 16);
	}
	assert_memory_equal(mac, want, 32);
}

/* Keys shorter than the block are padded with zeros, so 32 bytes do */
static void hmac__rfc4231_vectors(void **state)
{
	u8 key[32], data[50];
	int i;

	memset(key, 0, sizeof(key));
	memset(key, 0x0b, 20);
	compare_hmac(key, "Hi There", 8,
		     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	memset(key, 0, sizeof(key));
	memcpy(key, "Jefe", 4);
	compare_hmac(key, "what do ya want for nothing?", 28,
		     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0, sizeof(key));
	memset(key, 0xaa, 20);
	memset(data, 0xdd, sizeof(data));
	compare_hmac(key, data, sizeof(data),
		     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
	memset(key, 0, sizeof(key));
	for (i = 0; i < 25; i++)
		key[i] = i + 1;
	memset(data, 0xcd, sizeof(data));
	compare_hmac(key, data, sizeof(data),
		     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
}

static void hmac__same_as_libcrypto(void **state)
{
	u8 key[32], data[300], mac[32], want[32];
	u32 i, len;

	for (i = 0; i < sizeof(data); i++)
		data[i] = i * 13;
	memcpy(key, data + 77, sizeof(key));
	for (len = 0; len <= sizeof(data); len += 23) {
		assert_int_equal(shim_hmac(key, data, len, mac), 0);
		assert_non_null(HMAC(EVP_sha256(), key, sizeof(key), data, len,
				     want, NULL));
		assert_memory_equal(mac, want, sizeof(mac));
	}
}

static void hmac__no_memory(void **state)
{
	u8 key[32] = { 0 }, mac[32];

	shim_fail_nth(1);
	assert_int_equal(shim_hmac(key, "x", 1, mac), -ENOMEM);
}

static void memneq__every_byte_counts(void **state)
{
	u8 a[32] = { 0 }, b[32] = { 0 };
	int i;

	assert_int_equal(crypto_memneq(a, b, sizeof(a)), 0);
	for (i = 0; i < 32; i++) {
		b[i] = 0x80;
		assert_int_not_equal(crypto_memneq(a, b, sizeof(a)), 0);
		b[i] = 0;
	}
}

static const struct CMUnitTest tests[] = {
	UNIT(crc32c__rfc3720_vectors),
	UNIT(crc32c__in_pieces),
	UNIT(sctp_checksum__own_field_counts_as_zero),
	UNIT(hmac__rfc4231_vectors),
	UNIT(hmac__same_as_libcrypto),
	UNIT(hmac__no_memory),
	UNIT(memneq__every_byte_counts),
};

int main(void)
{
	return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
