/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chunk types are rows of a table in chunk.c, which say how each is treated.
 * Other files use type numbers only to build a chunk, and to find DATA fast.
 */
#ifndef _SCTP_CORE_CHUNK_H
#define _SCTP_CORE_CHUNK_H

#include "core/wire/verdict.h"

struct sctp_param_list;
struct sctp_view;

/* Which verification tag a packet must have, RFC 9260 section 8.5.1 */
enum sctp_tag_rule {
	SCTP_TAG_MINE,	/* ours */
	SCTP_TAG_T_BIT,	/* ours, or the peer's when the T bit is set */
	SCTP_TAG_NAT,	/* the same, from an address translator */
	SCTP_TAG_LATE,	/* ours; during set-up the handler checks it */
	SCTP_TAG_TOLD,	/* any but 0: the handler checks it */
	SCTP_TAG_ANY,	/* any: the handler checks it */
};

/* How a chunk out of the blue is answered, RFC 9260 section 8.4. Of all chunks
 * of a packet the rule that is last in this list counts. INIT and COOKIE ECHO
 * count only as the first chunk.
 */
enum sctp_ootb_rule {
	SCTP_OOTB_ABORT,	/* answer with ABORT */
	SCTP_OOTB_INIT,		/* answer with INIT ACK */
	SCTP_OOTB_COOKIE,	/* make an association */
	SCTP_OOTB_CAUSES,	/* by its causes */
	SCTP_OOTB_SILENT,	/* answer nothing */
	SCTP_OOTB_COMPLETE,	/* answer with SHUTDOWN COMPLETE */
	SCTP_OOTB_NEVER,	/* answer nothing, whatever other chunks ask */
};

#define SCTP_CHUNK_ALONE	0x01	/* only one in a packet (6.10) */
#define SCTP_CHUNK_ABORTS	0x02	/* others are not processed (9.1) ... */
#define SCTP_CHUNK_BESIDE	0x04	/* ... except those with this flag */
#define SCTP_CHUNK_AUTH		0x08	/* may have to be authenticated */
#define SCTP_CHUNK_TAG_0	0x10	/* sent with verification tag 0 */
#define SCTP_CHUNK_SETS_UP	0x20	/* a reply that refuses nothing */
#define SCTP_CHUNK_AS_DATA	0x40	/* acknowledged as DATA is */

/**
 * struct sctp_chunk_row - how a chunk type is treated
 * @handle: the handler, called only by input.c
 * @addrs: finds the addresses of the sender that it lists, NULL if it lists
 *         none
 * @cap: SCTP_CAP_* that both sides need, else the type counts as unknown
 * @states: states it is processed in, ignored in others
 * @min_len: shortest legal length, header included
 * @tag: enum sctp_tag_rule
 * @ootb: enum sctp_ootb_rule
 * @flags: SCTP_CHUNK_*
 */
struct sctp_chunk_row {
	enum sctp_verdict (*handle)(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v);
	bool (*addrs)(const struct sctp_view *v, struct sctp_param_list *list);
	u32 cap;
	u16 states;
	u8 min_len;
	u8 tag;
	u8 ootb;
	u8 flags;
};

/**
 * struct sctp_chunk_set - a set of chunk types
 * @bits: a bit for each
 */
struct sctp_chunk_set {
	u8 bits[(U8_MAX + 1) / 8];
};

static inline void sctp_chunk_set_add(struct sctp_chunk_set *set, u8 type)
{
	set->bits[type / 8] |= 1U << type % 8;
}

static inline bool sctp_chunk_set_empty(const struct sctp_chunk_set *set)
{
	u32 i;

	for (i = 0; i < sizeof(set->bits); i++)
		if (set->bits[i])
			return false;
	return true;
}

static inline bool sctp_chunk_set_has(const struct sctp_chunk_set *set, u8 type)
{
	return set->bits[type / 8] & 1U << type % 8;
}

const struct sctp_chunk_row *sctp_chunk_row(u8 type);
u32 sctp_chunk_caps(const struct sctp_chunk_set *types);
u32 sctp_chunk_types(u32 caps, u8 *types);

#endif
