// SPDX-License-Identifier: GPL-2.0-only
/*
 * What SCTP takes from cryptography: random bytes, HMAC-SHA256 for the State
 * Cookie (RFC 9260 section 5.1.3), CRC32c for the packet (section 6.8).
 *
 * HMAC is built from the library's SHA-256, which needs neither an allocation
 * nor a lock. CRC32c comes from the fastest driver the crypto layer knows;
 * without one, from tables. Both are called in softirq.
 */
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <linux/crc32.h>
#include <linux/random.h>
#include <linux/string.h>

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
 */
void sctp_random(void *buf, size_t len)
{
	get_random_bytes(buf, len);
}

static void hmac_pad(struct sha256_state *s, const u8 *key, u8 pad)
{
	u8 block[SHA256_BLOCK_SIZE];
	int i;

	for (i = 0; i < SCTP_SECRET_LEN; i++)
		block[i] = key[i] ^ pad;
	memset(block + SCTP_SECRET_LEN, pad, sizeof(block) - SCTP_SECRET_LEN);
	sha256_init(s);
	sha256_update(s, block, sizeof(block));
	memzero_explicit(block, sizeof(block));
}

/**
 * sctp_hmac() - HMAC-SHA256 (RFC 2104)
 * @key: key
 * @data: bytes to authenticate
 * @len: how many
 * @mac: result
 *
 * Return: 0.
 */
int sctp_hmac(const u8 key[SCTP_SECRET_LEN], const void *data, size_t len,
	      u8 mac[SCTP_MAC_LEN])
{
	struct sha256_state s;

	BUILD_BUG_ON(SCTP_MAC_LEN != SHA256_DIGEST_SIZE);
	BUILD_BUG_ON(SCTP_SECRET_LEN > SHA256_BLOCK_SIZE);

	hmac_pad(&s, key, 0x36);
	sha256_update(&s, data, len);
	sha256_final(&s, mac);

	hmac_pad(&s, key, 0x5c);
	sha256_update(&s, mac, SHA256_DIGEST_SIZE);
	sha256_final(&s, mac);
	memzero_explicit(&s, sizeof(s));
	return 0;
}

/*
 * HMAC-SHA256 under the key 0, 1, ... 31 of "SCTP", and the check value every
 * CRC catalogue gives for CRC32c. A module whose packets no peer would accept
 * must not load.
 */
static int selftest(void)
{
	static const u8 want[SCTP_MAC_LEN] = {
		0x89, 0x8e, 0x30, 0x09, 0xee, 0xbd, 0x26, 0xfa,
		0x0e, 0x68, 0x28, 0xfb, 0xb3, 0xf0, 0x43, 0xcb,
		0x86, 0x24, 0xf5, 0x64, 0x1b, 0xb8, 0x67, 0x08,
		0x5a, 0x20, 0xba, 0x90, 0xae, 0xf8, 0xc3, 0x05,
	};
	static const char digits[] = "123456789";
	u8 key[SCTP_SECRET_LEN];
	u8 mac[SCTP_MAC_LEN];
	int i;

	for (i = 0; i < SCTP_SECRET_LEN; i++)
		key[i] = i;
	if (sctp_hmac(key, "SCTP", 4, mac) || memcmp(mac, want, sizeof(mac)))
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
		pr_err("HMAC-SHA256 or CRC32c is broken\n");
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
