// SPDX-License-Identifier: GPL-2.0-only
/*
 * The algorithms the kernel lends core: CRC32c (RFC 9260 appendix A) and
 * keyed BLAKE2s.
 */
#include <stddef.h>

#include <openssl/evp.h>

#include <linux/errno.h>
#include <asm/byteorder.h>

#include "shim.h"

#define CRC32C_POLY	0x82f63b78u	/* reflected */
#define CRC32C_SLICES	8

static u32 crc_table[CRC32C_SLICES][256];

/* Entry [k][b]: the CRC of byte b with k zero bytes behind it */
static void crc_table_build(void)
{
	unsigned int k, b, bit;
	u32 crc;

	for (b = 0; b < 256; b++) {
		crc = b;
		for (bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (crc & 1 ? CRC32C_POLY : 0);
		crc_table[0][b] = crc;
	}
	for (k = 1; k < CRC32C_SLICES; k++)
		for (b = 0; b < 256; b++) {
			crc = crc_table[k - 1][b];
			crc_table[k][b] = (crc >> 8) ^ crc_table[0][crc & 0xff];
		}
}

/**
 * shim_crc32c() - CRC32c of some bytes
 * @crc: of the bytes before them, ~0 at the beginning
 * @p: bytes
 * @len: how many
 *
 * Eight bytes at a time: each is looked up in the table that knows how many
 * bytes follow it.
 *
 * Return: the CRC, not yet inverted.
 */
u32 shim_crc32c(u32 crc, const void *p, size_t len)
{
	const u8 *b = p;
	u32 lo, hi;

	if (!crc_table[0][1])
		crc_table_build();
	for (; len >= 8; len -= 8, b += 8) {
		memcpy(&lo, b, sizeof(lo));
		memcpy(&hi, b + 4, sizeof(hi));
		lo ^= crc;
		crc = crc_table[7][lo & 0xff] ^
		      crc_table[6][(lo >> 8) & 0xff] ^
		      crc_table[5][(lo >> 16) & 0xff] ^
		      crc_table[4][lo >> 24] ^
		      crc_table[3][hi & 0xff] ^
		      crc_table[2][(hi >> 8) & 0xff] ^
		      crc_table[1][(hi >> 16) & 0xff] ^
		      crc_table[0][hi >> 24];
	}
	while (len--)
		crc = (crc >> 8) ^ crc_table[0][(crc ^ *b++) & 0xff];
	return crc;
}

/**
 * shim_sctp_checksum() - the checksum field of an SCTP packet
 * @packet: from its common header on
 * @len: bytes; the checksum field itself counts as zero
 *
 * Return: what belongs into the field.
 */
__le32 shim_sctp_checksum(const void *packet, size_t len)
{
	static const u8 zero[4];
	const u8 *p = packet;
	u32 crc;

	crc = shim_crc32c(~0U, p, 8);
	crc = shim_crc32c(crc, zero, 4);
	crc = shim_crc32c(crc, p + 12, len - 12);
	return cpu_to_le32(~crc);
}

/**
 * shim_mac() - keyed BLAKE2s, as sctp_ops.mac wants it
 * @key: secret
 * @data: bytes
 * @len: how many
 * @mac: result
 *
 * Return: 0, or -ENOMEM when an allocation was made to fail.
 */
int shim_mac(const u8 key[SCTP_SECRET_LEN], const void *data, size_t len,
	     u8 mac[SCTP_MAC_LEN])
{
	if (shim_alloc_fails && shim_alloc_fails()) {
		shim_counts.refused++;
		return -ENOMEM;
	}
	if (!EVP_Q_mac(NULL, "BLAKE2SMAC", NULL, NULL, NULL, key,
		       SCTP_SECRET_LEN, data, len, mac, SCTP_MAC_LEN, NULL))
		return -EINVAL;
	return 0;
}
