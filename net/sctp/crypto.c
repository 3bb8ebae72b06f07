// SPDX-License-Identifier: GPL-2.0-only
/*
 * What SCTP takes from cryptography: random bytes, a MAC for the State Cookie
 * (RFC 9260 section 5.1.3), CRC32c for the packet (section 6.8).
 *
 * The MAC is SipHash-2-4, which is made for few bytes: whoever floods us with
 * cookies makes us compute it. CRC32c comes from the fastest driver the
 * crypto layer knows; without one, from tables. Both are called in softirq.
 */
#include <crypto/hash.h>
#include <linux/crc32.h>
#include <linux/random.h>
#include <linux/siphash.h>
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
 * sctp_mac() - SipHash-2-4
 * @key: key
 * @data: bytes to authenticate
 * @len: how many
 *
 * Return: the MAC.
 */
u64 sctp_mac(const u64 key[SCTP_SECRET_WORDS], const void *data, size_t len)
{
	const siphash_key_t k = { { key[0], key[1] } };

	return siphash(data, len, &k);
}

/*
 * The example in the paper on SipHash: key and data are 0, 1, 2, ...; and the
 * check value every CRC catalogue gives for CRC32c. A module whose packets no
 * peer would accept must not load.
 */
static int selftest(void)
{
	static const u64 key[SCTP_SECRET_WORDS] = {
		0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL,
	};
	static const char digits[] = "123456789";
	u8 data[15];
	u8 i;

	for (i = 0; i < sizeof(data); i++)
		data[i] = i;
	if (sctp_mac(key, data, sizeof(data)) != 0xa129ca6149be45e5ULL)
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
		pr_err("SipHash or CRC32c is broken\n");
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
