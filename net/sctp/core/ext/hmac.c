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
	u32 i, len = 0;

	memset(key, 0, sizeof(*key));
	for (i = 0; i < n; i++)
		len += p[i].len;
	if (len > SCTP_HASH_BLOCK)
		return ops->hash(hmac_rows[nr].id, p, n, NULL, 0, key->block);
	for (i = 0, len = 0; i < n; len += p[i++].len)
		if (p[i].len)
			memcpy(key->block + len, p[i].at, p[i].len);
	return 0;
}

static void hmac_pad(u8 *pad, const struct sctp_hmac_key *key, u8 with)
{
	u32 i;

	for (i = 0; i < SCTP_HASH_BLOCK; i++)
		pad[i] = key->block[i] ^ with;
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
	u8 pad[SCTP_HASH_BLOCK], inner[SCTP_HASH_MAX];
	struct sctp_piece p[2] = {
		{ pad, sizeof(pad) },
		{ text->head, text->head_len },
	};
	int err;

	hmac_pad(pad, key, 0x36);
	err = ops->hash(row->id, p, 2, text->skb, text->off, inner);
	hmac_pad(pad, key, 0x5c);
	p[1] = (struct sctp_piece){ inner, row->len };
	if (!err)
		err = ops->hash(row->id, p, 2, NULL, 0, mac);
	memzero_explicit(pad, sizeof(pad));
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
