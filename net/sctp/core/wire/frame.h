/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading received bytes. All other code reads them only through the views made
 * here, whose bounds are checked.
 */
#ifndef _SCTP_CORE_FRAME_H
#define _SCTP_CORE_FRAME_H

#include "core/seam.h"
#include "wire.h"

/**
 * struct sctp_view - a chunk, parameter or cause
 * @type: its type or code
 * @flags: chunk flags, 0 otherwise
 * @len: length with its header, without padding
 * @hdr: its header, valid until the next step of the iterator; @len bytes can
 *       be read, of DATA only the header
 * @off: offset of the header from skb->data (chunks only)
 */
struct sctp_view {
	u16 type;
	u8 flags;
	u16 len;
	const u8 *hdr;
	u32 off;
};

/**
 * struct sctp_chunk_iter - walks the chunks of a checked packet
 * @walk: reads bytes in pages
 * @rx: the packet; the header of a DATA chunk in pages is copied to @rx->data
 * @off: offset of the next chunk
 */
struct sctp_chunk_iter {
	struct sctp_skb_walk walk;
	struct sctp_rx *rx;
	u32 off;
};

/**
 * struct sctp_param_iter - walks parameters or causes
 * @pos: next one
 * @left: bytes from there
 * @bad: a length was wrong; the walk ended early
 */
struct sctp_param_iter {
	const u8 *pos;
	u32 left;
	bool bad;
};

/**
 * struct sctp_quote_iter - walks the chunks of a packet that another one quotes
 * @pos: next one
 * @left: bytes from there that are quoted
 */
struct sctp_quote_iter {
	const u8 *pos;
	u32 left;
};

int sctp_frame_check(struct sctp_rx *rx, u8 nr);
struct sctp_chunk_iter sctp_chunk_begin(struct sctp_rx *rx, u32 off);
void sctp_chunk_again(struct sctp_chunk_iter *it);
bool sctp_chunk_next(struct sctp_chunk_iter *it, struct sctp_view *v);
void sctp_param_begin(struct sctp_param_iter *it, const struct sctp_view *v,
		      u32 skip);
bool sctp_param_next(struct sctp_param_iter *it, struct sctp_view *v);
void sctp_quote_begin(struct sctp_quote_iter *it, const void *at, u32 len);
bool sctp_quote_next(struct sctp_quote_iter *it, struct sctp_view *v,
		     u32 *there);
bool sctp_param_addr(const struct sctp_view *v, struct sctp_addr *addr);

#endif
