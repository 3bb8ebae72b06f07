/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User messages on their way out: the bytes, and how packets borrow them.
 *
 *   struct sctp_kmsg
 *   | m | frag | frag | ... |
 *            |      |
 *            v      v
 *          pages, shared with the packets
 */
#ifndef _SCTP_PAYLOAD_H
#define _SCTP_PAYLOAD_H

#include <linux/uio.h>

#include "sctp.h"

/**
 * struct sctp_kmsg - a user message and its bytes
 * @m: core's part
 * @nfrags: entries of @frag
 * @seek_frag: entry where the last reader stopped
 * @seek_off: offset of that entry's first byte
 * @spare: the next one to be used again, while it is none
 * @frag: pages that hold the bytes
 */
struct sctp_kmsg {
	struct sctp_tx_msg m;
	u32 nfrags;
	u32 seek_frag;
	u32 seek_off;
	struct sctp_kmsg *spare;
	struct page_frag frag[];
};

static inline struct sctp_kmsg *sctp_km(const struct sctp_tx_msg *m)
{
	return container_of(m, struct sctp_kmsg, m);
}

u32 sctp_kmsg_charge(size_t len);
struct sctp_kmsg *sctp_kmsg_new(struct sctp_kassoc *ka, struct iov_iter *from,
				size_t len);
void sctp_kmsg_settle(struct sock *sk);
void sctp_kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km);
void sctp_kmsg_copy(struct sctp_kmsg *km, u32 off, void *to, u32 len);
void sctp_kmsg_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to);

#endif
