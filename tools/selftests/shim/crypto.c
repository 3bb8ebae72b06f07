// SPDX-License-Identifier: GPL-2.0-only
/*
 * The algorithms the kernel lends core: CRC32c (RFC 9260 appendix A) and
 * SipHash-2-4.
 */
#include <stddef.h>

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

#define ROTL(x, n)	((x) << (n) | (x) >> (64 - (n)))

static void sip_rounds(u64 v[4], int n)
{
	while (n--) {
		v[0] += v[1];
		v[1] = ROTL(v[1], 13) ^ v[0];
		v[0] = ROTL(v[0], 32);
		v[2] += v[3];
		v[3] = ROTL(v[3], 16) ^ v[2];
		v[0] += v[3];
		v[3] = ROTL(v[3], 21) ^ v[0];
		v[2] += v[1];
		v[1] = ROTL(v[1], 17) ^ v[2];
		v[2] = ROTL(v[2], 32);
	}
}

/**
 * shim_mac() - SipHash-2-4, as sctp_ops.mac wants it
 * @key: secret
 * @data: bytes
 * @len: how many
 *
 * Return: the MAC.
 */
u64 shim_mac(const u64 key[SCTP_SECRET_WORDS], const void *data, size_t len)
{
	u64 v[4] = {
		key[0] ^ 0x736f6d6570736575ULL, key[1] ^ 0x646f72616e646f6dULL,
		key[0] ^ 0x6c7967656e657261ULL, key[1] ^ 0x7465646279746573ULL,
	};
	const u8 *p = data;
	size_t left = len;
	bool last = false;

	while (!last) {
		__le64 raw = 0;
		u64 word;

		last = left < sizeof(raw);
		memcpy(&raw, p, last ? left : sizeof(raw));
		word = le64_to_cpu(raw) | (last ? (u64)len << 56 : 0);
		v[3] ^= word;
		sip_rounds(v, 2);
		v[0] ^= word;
		p += sizeof(raw);
		left -= last ? left : sizeof(raw);
	}
	v[2] ^= 0xff;
	sip_rounds(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
