// SPDX-License-Identifier: GPL-2.0-only
/* Chunk types for user data: a row for each */
#include <linux/compiler.h>

#include "dataformat.h"

static void put_i_data(union sctpw_any_data *to, const struct sctp_data_head *h)
{
	struct sctpw_idata *d = &to->idata;

	d->ch.type = SCTP_CT_I_DATA;
	d->ch.flags = h->flags;
	d->ch.len = cpu_to_be16(h->len);
	d->tsn = cpu_to_be32(h->tsn);
	d->sid = cpu_to_be16(h->sid);
	d->reserved = 0;
	d->mid = cpu_to_be32(h->mid);
	if (h->flags & SCTP_DATA_B)
		d->ppid = h->ppid;
	else
		d->fsn = cpu_to_be32(h->fsn);
}

static void get_i_data(const void *from, struct sctp_data_head *h)
{
	const struct sctpw_idata *d = from;

	h->tsn = get_unaligned_be32(&d->tsn);
	h->sid = get_unaligned_be16(&d->sid);
	h->mid = get_unaligned_be32(&d->mid);
	h->ppid = 0;
	h->fsn = 0;
	if (h->flags & SCTP_DATA_B)
		h->ppid = get_unaligned(&d->ppid);
	else
		h->fsn = get_unaligned_be32(&d->fsn);
}

static u32 fsn_of(const struct sctpw_idata *d)
{
	return d->ch.flags & SCTP_DATA_B ? 0 : be32_to_cpu(d->fsn);
}

static bool i_data_follows(const union sctpw_any_data *first,
			   const union sctpw_any_data *d, u32 n)
{
	return d->sid == first->sid && d->idata.mid == first->idata.mid &&
	       fsn_of(&d->idata) == fsn_of(&first->idata) + n;
}

const struct sctp_data_format sctp_data_formats[SCTP_FORMATS] = {
	[SCTP_FORMAT_DATA] = {
		.type		= SCTP_CT_DATA,
		.hdr_len	= sizeof(struct sctpw_data),
		.put		= sctp_data_put_plain,
		.get		= sctp_data_get_plain,
		.follows	= sctp_data_follows_plain,
	},
	[SCTP_FORMAT_I_DATA] = {
		.type		= SCTP_CT_I_DATA,
		.hdr_len	= sizeof(struct sctpw_idata),
		.put		= put_i_data,
		.get		= get_i_data,
		.follows	= i_data_follows,
	},
};

/*
 * I-DATA, the usual one of the others, is called directly: the compiler can
 * build that in.
 */

/**
 * sctp_data_put_other() - write the header of a chunk that is not DATA
 * @nr: enum sctp_data_format_nr
 * @to: where to write, aligned
 * @h: what it says
 */
void sctp_data_put_other(u8 nr, union sctpw_any_data *to,
			 const struct sctp_data_head *h)
{
	if (likely(nr == SCTP_FORMAT_I_DATA))
		put_i_data(to, h);
	else
		sctp_data_formats[nr].put(to, h);
}

/**
 * sctp_data_get_other() - sctp_data_get() of a format that is not DATA
 * @nr: enum sctp_data_format_nr
 * @from: the header
 * @h: its flags and length
 *
 * Return: what it says.
 */
struct sctp_data_head sctp_data_get_other(u8 nr, const void *from,
					  struct sctp_data_head h)
{
	if (likely(nr == SCTP_FORMAT_I_DATA))
		get_i_data(from, &h);
	else
		sctp_data_formats[nr].get(from, &h);
	return h;
}
