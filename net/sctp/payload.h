/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User messages on their way out: the bytes, and how packets refer to them.
 *
 *   struct sctp_kmsg
 *   | m | frag | frag | ... |
 *            |      |
 *            v      v
 *          pages, shared with the packets
 */
#ifndef _SCTP_PAYLOAD_H
#define _SCTP_PAYLOAD_H

#include <linux/socket.h>

#include "core/wire/wire.h"
#include "sctp.h"

struct ubuf_info;

/**
 * struct sctp_kmsg - a user message and its bytes
 * @m: core's part
 * @nfrags: entries of @frag
 * @small: there are SPARE_FRAGS entries, and the memory is of the cache for it
 * @shared: the bytes are in pages that others can write to
 * @seek_frag: entry where the last reader stopped
 * @seek_off: offset of that entry's first byte
 * @uarg: completion of MSG_ZEROCOPY, or NULL
 * @spare: next spare descriptor, while it is one itself
 * @frag: pages that hold the bytes
 */
struct sctp_kmsg {
	struct sctp_tx_msg m;
	u32 nfrags:30;
	u32 small:1;
	u32 shared:1;
	u32 seek_frag;
	u32 seek_off;
	union {
		struct ubuf_info *uarg;
		struct sctp_kmsg *spare;
	};
	struct page_frag frag[];
};

static inline struct sctp_kmsg *sctp_km(const struct sctp_tx_msg *m)
{
	return container_of(m, struct sctp_kmsg, m);
}

/* Bytes of user data with their headers, beginning with a cell */
static inline u32 sctp_cells_size(u32 len, u32 cell, u32 hdr)
{
	return SCTP_ALIGN4(len) + DIV_ROUND_UP(len, cell) * hdr;
}

int sctp_kmsg_init(void);
void sctp_kmsg_exit(void);
u32 sctp_kmsg_charge(size_t len);
struct sctp_kmsg *sctp_kmsg_new(struct sctp_kassoc *ka, struct msghdr *msg,
				size_t len, struct ubuf_info *uarg);
void sctp_kmsg_settle(struct sock *sk);
void sctp_kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km);
void sctp_kmsg_free_spare(struct sctp_kmsg *km);
void sctp_kmsg_copy(struct sctp_kmsg *km, u32 off, void *to, u32 len);
void sctp_kmsg_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to);

#endif
