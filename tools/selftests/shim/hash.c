// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hash functions the kernel lends core for authenticated chunks: SHA-1 and
 * SHA-256, FIPS 180-4.
 */
#include <stdlib.h>

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "shim.h"

static u32 rol(u32 x, int n)
{
	return x << n | x >> (32 - n);
}

static u32 ror(u32 x, int n)
{
	return x >> n | x << (32 - n);
}

struct hash {
	u64 len;
	u32 state[8];
	u8 block[SCTP_HASH_BLOCK];
	u32 used;
	bool sha256;
};

static void sha1_block(u32 *h, const u8 *in)
{
	u32 a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	u32 w[80], f, k, t;
	int i;

	for (i = 0; i < 16; i++)
		w[i] = get_unaligned_be32(in + 4 * i);
	for (; i < 80; i++)
		w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (i = 0; i < 80; i++) {
		if (i < 20) {
			f = (b & c) | (~b & d);
			k = 0x5a827999;
		} else if (i < 40) {
			f = b ^ c ^ d;
			k = 0x6ed9eba1;
		} else if (i < 60) {
			f = (b & c) | (b & d) | (c & d);
			k = 0x8f1bbcdc;
		} else {
			f = b ^ c ^ d;
			k = 0xca62c1d6;
		}
		t = rol(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = rol(b, 30);
		b = a;
		a = t;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

static const u32 sha256_k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
	0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
	0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static void sha256_block(u32 *h, const u8 *in)
{
	u32 v[8], w[64], s0, s1, t1, t2;
	int i;

	memcpy(v, h, sizeof(v));
	for (i = 0; i < 16; i++)
		w[i] = get_unaligned_be32(in + 4 * i);
	for (; i < 64; i++) {
		s0 = ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3;
		s1 = ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10;
		w[i] = w[i - 16] + s0 + w[i - 7] + s1;
	}
	for (i = 0; i < 64; i++) {
		s1 = ror(v[4], 6) ^ ror(v[4], 11) ^ ror(v[4], 25);
		t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
		     sha256_k[i] + w[i];
		s0 = ror(v[0], 2) ^ ror(v[0], 13) ^ ror(v[0], 22);
		t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (i = 0; i < 8; i++)
		h[i] += v[i];
}

static void hash_begin(struct hash *h, bool sha256)
{
	static const u32 sha1_at[5] = {
		0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0,
	};
	static const u32 sha256_at[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	};

	memset(h, 0, sizeof(*h));
	h->sha256 = sha256;
	if (sha256)
		memcpy(h->state, sha256_at, sizeof(sha256_at));
	else
		memcpy(h->state, sha1_at, sizeof(sha1_at));
}

static void hash_add(struct hash *h, const u8 *p, u32 len)
{
	u32 n;

	h->len += len;
	for (; len; p += n, len -= n) {
		n = min_t(u32, len, sizeof(h->block) - h->used);
		memcpy(h->block + h->used, p, n);
		h->used += n;
		if (h->used < sizeof(h->block))
			continue;
		if (h->sha256)
			sha256_block(h->state, h->block);
		else
			sha1_block(h->state, h->block);
		h->used = 0;
	}
}

static void hash_end(struct hash *h, u8 *digest)
{
	u64 bits = 8 * h->len;
	u8 last[8];
	int i;

	hash_add(h, (const u8 *)"\x80", 1);
	while (h->used != sizeof(h->block) - sizeof(last))
		hash_add(h, (const u8 *)"", 1);
	put_unaligned_be64(bits, last);
	hash_add(h, last, sizeof(last));
	for (i = 0; i < (h->sha256 ? 8 : 5); i++)
		put_unaligned_be32(h->state[i], digest + 4 * i);
}

/**
 * shim_hash_block() - the hash_block() of struct sctp_ops
 * @id: HMAC identifier
 * @block: first block
 * @state: result
 *
 * Return: 0.
 */
int shim_hash_block(u16 id, const u8 block[SCTP_HASH_BLOCK],
		    u8 state[SCTP_HASH_STATE])
{
	struct hash h;

	BUILD_BUG_ON(sizeof(h) > SCTP_HASH_STATE);
	hash_begin(&h, id == 3);
	hash_add(&h, block, SCTP_HASH_BLOCK);
	memcpy(state, &h, sizeof(h));
	return 0;
}

/**
 * shim_hash() - the hash() of struct sctp_ops
 * @id: HMAC identifier
 * @state: after the first block, or NULL to begin
 * @p: pieces
 * @n: how many
 * @skb: packet that follows, or NULL
 * @off: its first byte that counts
 * @digest: result
 *
 * Return: 0.
 */
int shim_hash(u16 id, const u8 *state, const struct sctp_piece *p, u32 n,
	      const struct sk_buff *skb, u32 off, u8 *digest)
{
	struct hash h;
	u8 byte[256];
	u32 i, len;

	if (state)
		memcpy(&h, state, sizeof(h));
	else
		hash_begin(&h, id == 3);
	for (i = 0; i < n; i++)
		hash_add(&h, p[i].at, p[i].len);
	for (; skb && off < skb->len; off += len) {
		len = min_t(u32, skb->len - off, sizeof(byte));
		if (skb_copy_bits(skb, off, byte, len))
			return -EFAULT;
		hash_add(&h, byte, len);
	}
	hash_end(&h, digest);
	return 0;
}
