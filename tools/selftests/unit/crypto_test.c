// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC32c against RFC 3720 appendix B.4, SipHash against its known
 * answers, and the checksum of a packet.
 */
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

/* Of the known answers that come with the reference implementation: key and
 * data are 0, 1, 2, ...
 */
static void mac__siphash_vectors(void **state)
{
	static const u64 key[] = { 0x0706050403020100, 0x0f0e0d0c0b0a0908 };
	u8 data[63];
	int i;

	for (i = 0; i < 63; i++)
		data[i] = i;
	assert_int_equal(shim_mac(key, data, 0), 0x726fdb47dd0e0e31);
	assert_int_equal(shim_mac(key, data, 1), 0x74f839c593dc67fd);
	assert_int_equal(shim_mac(key, data, 8), 0x93f5f5799a932462);
	assert_int_equal(shim_mac(key, data, 15), 0xa129ca6149be45e5);
	assert_int_equal(shim_mac(key, data, 63), 0x958a324ceb064572);
}

static const struct CMUnitTest tests[] = {
	UNIT(crc32c__rfc3720_vectors),
	UNIT(crc32c__in_pieces),
	UNIT(sctp_checksum__own_field_counts_as_zero),
	UNIT(mac__siphash_vectors),
};

int main(void)
{
	return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
