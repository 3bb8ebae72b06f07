// SPDX-License-Identifier: GPL-2.0-only
/*
 * What SCTP takes from cryptography: random bytes, a MAC for the State Cookie
 * (RFC 9260 section 5.1.3), and the hash functions for authenticated chunks
 * (RFC 4895).
 *
 * The MAC is SipHash-2-4, which is fast for few bytes: a flood of COOKIE ECHOs
 * makes us compute it for each. The hash functions come from the fastest
 * drivers of the crypto layer. All are called in softirq.
 */
#include <crypto/hash.h>
#include <linux/highmem.h>
#include <linux/random.h>
#include <linux/skbuff.h>
#include <linux/siphash.h>
#include <linux/string.h>
#include <asm/unaligned.h>
#include <uapi/linux/sctp.h>

#include "crypto.h"

/* They have no keys, so that all can use them at once */
static struct crypto_shash *sha1_tfm;
static struct crypto_shash *sha256_tfm;

/**
 * sctp_random() - random bytes for core
 * @buf: to fill
 * @len: bytes
 *
 * Four bytes, the size of a tag or TSN, come from a batch per processor.
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

static int hash_page_frag(struct shash_desc *desc, const skb_frag_t *f, u32 off)
{
	u32 n, at, end = skb_frag_off(f) + skb_frag_size(f);
	void *page;
	int err;

	for (at = skb_frag_off(f) + off; at < end; at += n) {
		n = min_t(u32, end - at, PAGE_SIZE - offset_in_page(at));
		page = kmap_local_page(skb_frag_page(f) + (at >> PAGE_SHIFT));
		err = crypto_shash_update(desc, page + offset_in_page(at), n);
		kunmap_local(page);
		if (err)
			return err;
	}
	return 0;
}

/* A packet without a frag_list, from byte @off on */
static int hash_packet(struct shash_desc *desc, const struct sk_buff *skb,
		       u32 off)
{
	u32 i, size, linear = skb_headlen(skb);
	const skb_frag_t *f;
	int err = 0;

	if (off < linear)
		err = crypto_shash_update(desc, skb->data + off, linear - off);
	off -= min(off, linear);
	for (i = 0; i < skb_shinfo(skb)->nr_frags && !err; i++) {
		f = &skb_shinfo(skb)->frags[i];
		size = skb_frag_size(f);
		if (off < size)
			err = hash_page_frag(desc, f, off);
		off -= min(off, size);
	}
	return err;
}

static struct crypto_shash *hash_of(u16 id)
{
	return id == SCTP_AUTH_HMAC_ID_SHA1 ? sha1_tfm : sha256_tfm;
}

/**
 * sctp_hash_block() - the hash_block() of struct sctp_ops
 * @id: HMAC identifier, RFC 4895 table 2
 * @block: first block
 * @state: result
 *
 * Return: 0 or a negative errno.
 */
int sctp_hash_block(u16 id, const u8 block[SCTP_HASH_BLOCK],
		    u8 state[SCTP_HASH_STATE])
{
	struct crypto_shash *tfm = hash_of(id);
	SHASH_DESC_ON_STACK(desc, tfm);
	int err;

	if (!tfm)
		return -ENOENT;
	desc->tfm = tfm;
	err = crypto_shash_init(desc) ?:
	      crypto_shash_update(desc, block, SCTP_HASH_BLOCK) ?:
	      crypto_shash_export(desc, state);
	shash_desc_zero(desc);
	return err;
}

/**
 * sctp_hash() - the hash() of struct sctp_ops
 * @id: HMAC identifier, RFC 4895 table 2
 * @state: after the first block, or NULL to begin
 * @p: pieces of memory
 * @n: how many
 * @skb: packet that follows, or NULL
 * @off: its first byte that counts
 * @digest: result
 *
 * Return: 0 or a negative errno.
 */
int sctp_hash(u16 id, const u8 *state, const struct sctp_piece *p, u32 n,
	      const struct sk_buff *skb, u32 off, u8 *digest)
{
	struct crypto_shash *tfm = hash_of(id);
	SHASH_DESC_ON_STACK(desc, tfm);
	u32 i;
	int err;

	if (!tfm)
		return -ENOENT;
	desc->tfm = tfm;
	err = state ? crypto_shash_import(desc, state) :
		      crypto_shash_init(desc);
	for (i = 0; i < n && !err; i++)
		err = crypto_shash_update(desc, p[i].at, p[i].len);
	if (skb && !err)
		err = hash_packet(desc, skb, off);
	if (!err)
		err = crypto_shash_final(desc, digest);
	shash_desc_zero(desc);
	return err;
}

static struct crypto_shash *hash_alloc(const char *name)
{
	struct crypto_shash *tfm = crypto_alloc_shash(name, 0, 0);

	if (IS_ERR(tfm))
		return NULL;
	if (crypto_shash_statesize(tfm) <= SCTP_HASH_STATE)
		return tfm;
	pr_err("%s keeps %u bytes of state, too many\n",
	       crypto_tfm_alg_driver_name(crypto_shash_tfm(tfm)),
	       crypto_shash_statesize(tfm));
	crypto_free_shash(tfm);
	return NULL;
}

/**
 * sctp_hash_there() - can an HMAC be computed?
 * @id: HMAC identifier
 *
 * Return: true if the kernel has its hash function.
 */
bool sctp_hash_there(u16 id)
{
	return hash_of(id);
}

static bool digest_begins(u16 id, const u8 *state, u32 first)
{
	static const struct sctp_piece p[] = { { "a", 1 }, { "bc", 2 } };
	u8 digest[SCTP_HASH_MAX];

	return !sctp_hash(id, state, p, 2, NULL, 0, digest) &&
	       get_unaligned_be32(digest) == first;
}

/* "abc" in two pieces, as FIPS 180 has it, and behind a block of zeros */
static bool hash_ok(u16 id, u32 first, u32 behind)
{
	static const u8 zeros[SCTP_HASH_BLOCK];
	u8 state[SCTP_HASH_STATE];

	return !sctp_hash_there(id) ||
	       (digest_begins(id, NULL, first) &&
		!sctp_hash_block(id, zeros, state) &&
		digest_begins(id, state, behind));
}

/* The test vectors in the paper on SipHash and in FIPS 180 */
static int crypto_selftest(void)
{
	static const u64 key[SCTP_SECRET_WORDS] = {
		0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL,
	};
	u8 data[15];
	u8 i;

	for (i = 0; i < sizeof(data); i++)
		data[i] = i;
	if (sctp_mac(key, data, sizeof(data)) != 0xa129ca6149be45e5ULL)
		return -EINVAL;
	if (!hash_ok(SCTP_AUTH_HMAC_ID_SHA1, 0xa9993e36, 0x75c85702) ||
	    !hash_ok(SCTP_AUTH_HMAC_ID_SHA256, 0xba7816bf, 0xda6d13e0))
		return -EINVAL;
	return 0;
}

/**
 * sctp_crypto_init() - get the drivers, test them and the MAC
 *
 * Return: 0 or a negative errno.
 */
int sctp_crypto_init(void)
{
	int err;

	sha1_tfm = hash_alloc("sha1");
	sha256_tfm = hash_alloc("sha256");
	err = crypto_selftest();
	if (err) {
		pr_err("SipHash, SHA-1 or SHA-256 is broken\n");
		sctp_crypto_exit();
	}
	return err;
}

/**
 * sctp_crypto_exit() - undo sctp_crypto_init()
 */
void sctp_crypto_exit(void)
{
	crypto_free_shash(sha1_tfm);
	crypto_free_shash(sha256_tfm);
	sha1_tfm = NULL;
	sha256_tfm = NULL;
}
