/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What user data travels in: DATA (RFC 9260 section 3.3.1), or I-DATA (RFC 8260
 * section 2.1). The header is written, and read, in one place for each; all
 * else knows its length, and what both begin with.
 *
 *   DATA     type flags length | TSN | SID SSN      | PPID        | user data
 *   I-DATA   type flags length | TSN | SID reserved | MID | PPID  | user data
 *                                                   or FSN
 */
#ifndef _SCTP_CORE_DATAFORMAT_H
#define _SCTP_CORE_DATAFORMAT_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "wire.h"

enum sctp_data_format_nr {
	SCTP_FORMAT_DATA,
	SCTP_FORMAT_I_DATA,
	SCTP_FORMATS,
};

/**
 * struct sctp_data_head - what the header of a chunk with user data says
 * @tsn: TSN
 * @mid: MID; its low half is the SSN
 * @fsn: which fragment of the message, I-DATA only
 * @ppid: payload protocol identifier; of I-DATA only the first fragment has it
 * @sid: stream
 * @len: length of the chunk, without padding
 * @flags: SCTP_DATA_*
 */
struct sctp_data_head {
	u32 tsn;
	u32 mid;
	u32 fsn;
	__be32 ppid;
	u16 sid;
	u16 len;
	u8 flags;
};

/**
 * struct sctp_data_format - a chunk type for user data
 * @type: chunk type
 * @hdr_len: bytes before the user data, a multiple of 4
 * @put: write a header, which is aligned
 * @get: read one, which need not be: all but length and flags
 * @follows: is the second one about fragment @n behind the first one's, of the
 *           same message, as far as type, TSN and flags do not tell?
 */
struct sctp_data_format {
	u8 type;
	u8 hdr_len;
	void (*put)(union sctpw_any_data *to, const struct sctp_data_head *h);
	void (*get)(const void *from, struct sctp_data_head *h);
	bool (*follows)(const union sctpw_any_data *first,
			const union sctpw_any_data *d, u32 n);
};

extern const struct sctp_data_format sctp_data_formats[SCTP_FORMATS];

void sctp_data_put_other(u8 nr, union sctpw_any_data *to,
			 const struct sctp_data_head *h);

/* By value: what has no address can stay in registers for DATA */
struct sctp_data_head sctp_data_get_other(u8 nr, const void *from,
					  struct sctp_data_head h);

static inline void sctp_data_put_plain(union sctpw_any_data *to,
				       const struct sctp_data_head *h)
{
	struct sctpw_data *d = &to->data;

	d->ch.type = SCTP_CT_DATA;
	d->ch.flags = h->flags;
	d->ch.len = cpu_to_be16(h->len);
	d->tsn = cpu_to_be32(h->tsn);
	d->sid = cpu_to_be16(h->sid);
	d->ssn = cpu_to_be16(h->flags & SCTP_DATA_U ? 0 : h->mid);
	d->ppid = h->ppid;
}

static inline void sctp_data_get_plain(const void *from,
				       struct sctp_data_head *h)
{
	const struct sctpw_data *d = from;

	h->tsn = get_unaligned_be32(&d->tsn);
	h->sid = get_unaligned_be16(&d->sid);
	h->mid = h->flags & SCTP_DATA_U ? 0 : get_unaligned_be16(&d->ssn);
	h->ppid = get_unaligned(&d->ppid);
}

/**
 * sctp_data_get() - read the header of a chunk with user data
 * @nr: enum sctp_data_format_nr
 * @from: the header
 * @h: what it says; flags and length are there already
 */
static __always_inline void sctp_data_get(u8 nr, const void *from,
					  struct sctp_data_head *h)
{
	if (likely(nr == SCTP_FORMAT_DATA))
		sctp_data_get_plain(from, h);
	else
		*h = sctp_data_get_other(nr, from, *h);
}

/**
 * sctp_data_size() - the size of a chunk with user data
 * @hdr: length of its header, bytes
 * @len: user bytes in it
 *
 * Return: its size with padding, as congestion control counts it.
 */
static inline u32 sctp_data_size(u32 hdr, u32 len)
{
	return SCTP_ALIGN4(hdr + len);
}

static inline bool sctp_data_follows_plain(const union sctpw_any_data *first,
					   const union sctpw_any_data *d, u32 n)
{
	return d->sid == first->sid && d->data.ssn == first->data.ssn &&
	       d->data.ppid == first->data.ppid;
}

/**
 * sctp_data_follows() - can a chunk belong to the message of one before it?
 * @nr: enum sctp_data_format_nr
 * @first: header of that one
 * @d: its header
 * @n: by how many it comes later
 *
 * Return: true when stream, message and fragment do not say otherwise.
 */
static __always_inline bool
sctp_data_follows(u8 nr, const union sctpw_any_data *first,
		  const union sctpw_any_data *d, u32 n)
{
	return likely(nr == SCTP_FORMAT_DATA) ?
		       sctp_data_follows_plain(first, d, n) :
		       sctp_data_formats[nr].follows(first, d, n);
}

#endif
