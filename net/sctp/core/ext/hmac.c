// SPDX-License-Identifier: GPL-2.0-only
/*
 * HMAC, RFC 2104, with the hash functions that RFC 4895 names. Core is lent the
 * hash functions only: so a key is never in anybody else's memory, and nothing
 * is allocated.
 *
 *   MAC = H(K ^ opad | H(K ^ ipad | text))
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "hmac.h"

/**
 * struct hmac_row - an algorithm
 * @id: HMAC identifier
 * @len: bytes of a MAC
 */
struct hmac_row {
	u16 id;
	u8 len;
};

static const struct hmac_row hmac_rows[SCTP_HMAC_NR] = {
	[SCTP_HMAC_SHA1]	= { 1, 20 },
	[SCTP_HMAC_SHA256]	= { 3, SCTP_HASH_MAX },
};

/**
 * sctp_hmac_find() - find an algorithm
 * @id: HMAC identifier, RFC 4895 section 3.3
 *
 * Return: enum sctp_hmac_nr, or -ENOENT when it is not known.
 */
int sctp_hmac_find(u16 id)
{
	int i;

	for (i = 0; i < SCTP_HMAC_NR; i++)
		if (hmac_rows[i].id == id)
			return i;
	return -ENOENT;
}

/**
 * sctp_hmac_id() - the identifier of an algorithm
 * @nr: enum sctp_hmac_nr
 *
 * Return: HMAC identifier.
 */
u16 sctp_hmac_id(u8 nr)
{
	return hmac_rows[nr].id;
}

/**
 * sctp_hmac_len() - the length of a MAC
 * @nr: enum sctp_hmac_nr
 *
 * Return: bytes, a multiple of 4.
 */
u32 sctp_hmac_len(u8 nr)
{
	return hmac_rows[nr].len;
}

static int hmac_begin(const struct sctp_ops *ops, u8 nr, u8 *block, u8 with,
		      u8 *state)
{
	u32 i;

	for (i = 0; i < SCTP_HASH_BLOCK; i++)
		block[i] ^= with;
	return ops->hash_block(hmac_rows[nr].id, block, state);
}

/**
 * sctp_hmac_prepare() - prepare a key
 * @ops: functions outside of core
 * @nr: enum sctp_hmac_nr
 * @p: the key, in pieces
 * @n: how many
 * @key: result
 *
 * Return: 0 or a negative errno.
 */
int sctp_hmac_prepare(const struct sctp_ops *ops, u8 nr,
		      const struct sctp_piece *p, u32 n,
		      struct sctp_hmac_key *key)
{
	u8 block[SCTP_HASH_BLOCK] = {};
	u32 i, len = 0;
	int err = 0;

	for (i = 0; i < n; i++)
		len += p[i].len;
	if (len > SCTP_HASH_BLOCK)
		err = ops->hash(hmac_rows[nr].id, NULL, p, n, NULL, 0, block);
	else
		for (i = 0, len = 0; i < n; len += p[i++].len)
			if (p[i].len)
				memcpy(block + len, p[i].at, p[i].len);
	if (!err)
		err = hmac_begin(ops, nr, block, 0x36, key->inner);
	if (!err)
		err = hmac_begin(ops, nr, block, 0x36 ^ 0x5c, key->outer);
	memzero_explicit(block, sizeof(block));
	return err;
}

/**
 * sctp_hmac() - compute a MAC
 * @ops: functions outside of core
 * @nr: enum sctp_hmac_nr
 * @key: prepared key
 * @text: what is authenticated
 * @mac: result, sctp_hmac_len() bytes
 *
 * Return: 0 or a negative errno.
 */
int sctp_hmac(const struct sctp_ops *ops, u8 nr,
	      const struct sctp_hmac_key *key,
	      const struct sctp_hmac_text *text, u8 *mac)
{
	const struct hmac_row *row = &hmac_rows[nr];
	const struct sctp_piece head = { text->head, text->head_len };
	u8 inner[SCTP_HASH_MAX];
	const struct sctp_piece in = { inner, row->len };
	int err;

	err = ops->hash(row->id, key->inner, &head, 1, text->skb, text->off,
			inner);
	if (!err)
		err = ops->hash(row->id, key->outer, &in, 1, NULL, 0, mac);
	return err;
}

/**
 * sctp_hmac_same() - are two MACs equal?
 * @a: one
 * @b: the other
 * @len: bytes
 *
 * Takes the same time wherever they differ: who sends guesses must not learn
 * how many bytes were right.
 *
 * Return: true if so.
 */
bool sctp_hmac_same(const u8 *a, const u8 *b, u32 len)
{
	u8 differ = 0;
	u32 i;

	for (i = 0; i < len; i++)
		differ |= READ_ONCE(a[i]) ^ READ_ONCE(b[i]);
	return !differ;
}
