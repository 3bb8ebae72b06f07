/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User messages on their way out: the bytes, and how packets borrow them.
 *
 *   up to SCTP_KMSG_INLINE bytes     more
 *   struct sctp_kmsg                 struct sctp_kmsg
 *   | m | user bytes |               | m | frag | frag | ... |
 *                                          |      |
 *                                          v      v
 *                                        pages, shared with the packets
 */
#ifndef _SCTP_PAYLOAD_H
#define _SCTP_PAYLOAD_H

#include <linux/uio.h>

#include "sctp.h"

/* Core copies user data up to this size, it never refers to it */
#define SCTP_KMSG_INLINE	512

/**
 * struct sctp_kmsg - a user message and its bytes
 * @m: core's part
 * @nfrags: entries of @frag; 0 when the bytes are in @data
 * @seek_frag: entry where the last reader stopped
 * @seek_off: message offset of that entry's first byte
 * @padded: three zero bytes follow the last byte in its page
 * @frag: pages that hold the bytes
 * @data: the bytes of a small message
 */
struct sctp_kmsg {
	struct sctp_tx_msg m;
	u32 nfrags;
	u32 seek_frag;
	u32 seek_off;
	bool padded;
	union {
		DECLARE_FLEX_ARRAY(struct page_frag, frag);
		DECLARE_FLEX_ARRAY(u8, data);
	};
};

static inline struct sctp_kmsg *sctp_km(const struct sctp_tx_msg *m)
{
	return container_of(m, struct sctp_kmsg, m);
}

u32 sctp_kmsg_charge(size_t len);
struct sctp_kmsg *sctp_kmsg_new(struct sctp_kassoc *ka, struct iov_iter *from,
				size_t len);
void sctp_kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km);
void sctp_kmsg_copy(struct sctp_kmsg *km, u32 off, void *to, u32 len);
void sctp_kmsg_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to);

#endif
