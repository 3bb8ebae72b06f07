// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC32c against RFC 3720 appendix B.4, keyed BLAKE2s against its known
 * answers, and the checksum of a packet.
 */
#include <stdlib.h>

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

static void compare_mac(const void *data, size_t len, const char *hex)
{
	u8 key[32], mac[32], want[32];
	char byte[3] = "";
	int i;

	for (i = 0; i < 32; i++) {
		key[i] = i;
		memcpy(byte, hex + 2 * i, 2);
		want[i] = strtoul(byte, NULL, 16);
	}
	assert_int_equal(shim_mac(key, data, len, mac), 0);
	assert_memory_equal(mac, want, 32);
}

/* Of the known answers that come with the reference implementation */
static void mac__blake2s_vectors(void **state)
{
	u8 data[255];
	int i;

	for (i = 0; i < 255; i++)
		data[i] = i;
	compare_mac(data, 0,
		    "48a8997da407876b3d79c0d92325ad3b89cbb754d86ab71aee047ad345fd2c49");
	compare_mac(data, 64,
		    "8975b0577fd35566d750b362b0897a26c399136df07bababbde6203ff2954ed4");
	compare_mac(data, 255,
		    "3fb735061abc519dfe979e54c1ee5bfad0a9d858b3315bad34bde999efd724dd");
}

static void mac__no_memory(void **state)
{
	u8 key[32] = { 0 }, mac[32];

	shim_fail_nth(1);
	assert_int_equal(shim_mac(key, "x", 1, mac), -ENOMEM);
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
	UNIT(mac__blake2s_vectors),
	UNIT(mac__no_memory),
	UNIT(memneq__every_byte_counts),
};

int main(void)
{
	return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
