/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chunk types are data: a row for each in chunk.c says how it is treated. No
 * other file tells them apart by number, but who builds one, and who has to
 * find DATA fast.
 */
#ifndef _SCTP_CORE_CHUNK_H
#define _SCTP_CORE_CHUNK_H

#include "verdict.h"

struct sctp_param_list;
struct sctp_view;

/* How the packet's verification tag must look, RFC 9260 section 8.5.1 */
enum sctp_tag_rule {
	SCTP_TAG_MINE,	/* ours */
	SCTP_TAG_T_BIT,	/* ours, or the peer's when the T bit is set */
	SCTP_TAG_LATE,	/* ours, but during set-up the handler looks at it */
	SCTP_TAG_TOLD,	/* any but 0: the handler looks at it */
	SCTP_TAG_ANY,	/* any: the handler looks at it */
};

/* What a chunk out of the blue asks for, RFC 9260 section 8.4. Of all that a
 * packet asks for the last of these counts; INIT and COOKIE ECHO count only
 * when they come first.
 */
enum sctp_ootb_rule {
	SCTP_OOTB_ABORT,	/* answer with ABORT */
	SCTP_OOTB_INIT,		/* answer with INIT ACK */
	SCTP_OOTB_COOKIE,	/* make an association */
	SCTP_OOTB_CAUSES,	/* its causes say */
	SCTP_OOTB_SILENT,	/* answer nothing */
	SCTP_OOTB_COMPLETE,	/* answer with SHUTDOWN COMPLETE */
	SCTP_OOTB_NEVER,	/* answer nothing, whatever else is there */
};

#define SCTP_CHUNK_ALONE	0x01	/* no other in its packet (6.10) */
#define SCTP_CHUNK_ABORTS	0x02	/* others are not processed (9.1) ... */
#define SCTP_CHUNK_BESIDE	0x04	/* ... but this one is */
#define SCTP_CHUNK_AUTH		0x08	/* may have to be authenticated */
#define SCTP_CHUNK_TAG_0	0x10	/* goes with verification tag 0 */
#define SCTP_CHUNK_SETS_UP	0x20	/* as a reply it refuses nothing */

/**
 * struct sctp_chunk_row - how a chunk type is treated
 * @handle: the handler, called by input.c alone
 * @addrs: finds the addresses of the sender that it lists, NULL if it lists none
 * @cap: SCTP_CAP_* both sides need, or it is unknown
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

const struct sctp_chunk_row *sctp_chunk_row(u8 type);
u32 sctp_chunk_caps(const u8 *types, u32 len);
u32 sctp_chunk_types(u32 caps, u8 *types);

#endif
