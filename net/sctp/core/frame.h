/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading what came from the network. Nothing else looks at received bytes
 * but through the views made here, whose bounds are checked first.
 */
#ifndef _SCTP_CORE_FRAME_H
#define _SCTP_CORE_FRAME_H

#include "seam.h"
#include "wire.h"

/**
 * struct sctp_view - a chunk, parameter or cause
 * @type: its type or code
 * @flags: chunk flags, 0 otherwise
 * @len: length with its header, without padding
 * @hdr: its header; @len bytes can be read, but of a DATA chunk only the
 *       header, until the next step of the iterator
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
 * @walk: reads what lies in pages
 * @off: offset of the next chunk
 * @data_off: offset of the DATA chunk in pages that was read last
 * @data: its header
 */
struct sctp_chunk_iter {
	struct sctp_skb_walk walk;
	u32 off;
	u32 data_off;
	struct sctpw_data data;
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

int sctp_frame_check(struct sctp_rx *rx);
void sctp_chunk_begin(struct sctp_chunk_iter *it, const struct sctp_rx *rx,
		      u32 off);
bool sctp_chunk_next(struct sctp_chunk_iter *it, struct sctp_view *v);
void sctp_param_begin(struct sctp_param_iter *it, const struct sctp_view *v,
		      u32 skip);
bool sctp_param_next(struct sctp_param_iter *it, struct sctp_view *v);
bool sctp_param_addr(const struct sctp_view *v, struct sctp_addr *addr);

#endif
