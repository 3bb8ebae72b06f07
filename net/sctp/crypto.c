// SPDX-License-Identifier: GPL-2.0-only
/*
 * What SCTP takes from cryptography: random bytes, a MAC for the State Cookie
 * (RFC 9260 section 5.1.3), CRC32c for the packet (section 6.8).
 *
 * The MAC is the library's keyed BLAKE2s, which needs neither an allocation nor
 * a lock, and is the fastest the kernel has for a few bytes: whoever floods us
 * with cookies makes us compute it. CRC32c comes from the fastest driver the
 * crypto layer knows; without one, from tables. Both are called in softirq.
 */
#include <crypto/blake2s.h>
#include <crypto/hash.h>
#include <linux/crc32.h>
#include <linux/random.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "crypto.h"

static struct crypto_shash *crc32c_tfm;

/**
 * sctp_crc32c() - continue a CRC32c
 * @crc: value so far
 * @data: bytes
 * @len: how many
 *
 * Return: the new value.
 */
u32 sctp_crc32c(u32 crc, const void *data, unsigned int len)
{
	SHASH_DESC_ON_STACK(desc, crc32c_tfm);
	u32 *ctx;

	if (!crc32c_tfm)
		return __crc32c_le(crc, data, len);

	/* Every driver keeps the plain value in its context */
	desc->tfm = crc32c_tfm;
	ctx = shash_desc_ctx(desc);
	*ctx = crc;
	if (crypto_shash_update(desc, data, len))
		return __crc32c_le(crc, data, len);
	return *ctx;
}

/**
 * sctp_random() - random bytes for core
 * @buf: to fill
 * @len: bytes
 *
 * Words, as tags and TSNs are, come from the batch each processor has.
 */
void sctp_random(void *buf, size_t len)
{
	if (len == sizeof(u32))
		put_unaligned(get_random_u32(), (u32 *)buf);
	else if (len == sizeof(u64))
		put_unaligned(get_random_u64(), (u64 *)buf);
	else
		get_random_bytes(buf, len);
}

/**
 * sctp_mac() - keyed BLAKE2s (RFC 7693)
 * @key: key
 * @data: bytes to authenticate
 * @len: how many
 * @mac: result
 *
 * Return: 0.
 */
int sctp_mac(const u8 key[SCTP_SECRET_LEN], const void *data, size_t len,
	     u8 mac[SCTP_MAC_LEN])
{
	BUILD_BUG_ON(SCTP_MAC_LEN != BLAKE2S_HASH_SIZE);
	BUILD_BUG_ON(SCTP_SECRET_LEN != BLAKE2S_KEY_SIZE);

	blake2s(mac, data, key, SCTP_MAC_LEN, len, SCTP_SECRET_LEN);
	return 0;
}

/*
 * Keyed BLAKE2s under the key 0, 1, ... 31 of "SCTP", and the check value every
 * CRC catalogue gives for CRC32c. A module whose packets no peer would accept
 * must not load.
 */
static int selftest(void)
{
	static const u8 want[SCTP_MAC_LEN] = {
		0xc3, 0xa6, 0xd6, 0x75, 0xa0, 0xd5, 0x97, 0x4f,
		0x4c, 0x25, 0x6b, 0x74, 0xa7, 0x3f, 0xd6, 0x00,
		0x76, 0x52, 0xe7, 0xd8, 0x14, 0x93, 0x9d, 0xbb,
		0x92, 0xf5, 0xb5, 0xb9, 0x11, 0xea, 0x7c, 0xf7,
	};
	static const char digits[] = "123456789";
	u8 key[SCTP_SECRET_LEN];
	u8 mac[SCTP_MAC_LEN];
	int i;

	for (i = 0; i < SCTP_SECRET_LEN; i++)
		key[i] = i;
	if (sctp_mac(key, "SCTP", 4, mac) || memcmp(mac, want, sizeof(mac)))
		return -EINVAL;
	if (~sctp_crc32c(~0, digits, 9) != 0xe3069283)
		return -EINVAL;
	/* the driver's context must be the value itself, see above */
	if (~sctp_crc32c(sctp_crc32c(~0, digits, 4), digits + 4, 5) !=
	    0xe3069283)
		return -EINVAL;
	return 0;
}

/**
 * sctp_crypto_init() - get ready and prove it
 *
 * Return: 0 or a negative errno.
 */
int sctp_crypto_init(void)
{
	int err;

	crc32c_tfm = crypto_alloc_shash("crc32c", 0, 0);
	if (IS_ERR(crc32c_tfm))
		crc32c_tfm = NULL;

	err = selftest();
	if (err) {
		pr_err("BLAKE2s or CRC32c is broken\n");
		sctp_crypto_exit();
	}
	return err;
}

/**
 * sctp_crypto_exit() - undo sctp_crypto_init()
 */
void sctp_crypto_exit(void)
{
	crypto_free_shash(crc32c_tfm);
	crc32c_tfm = NULL;
}
