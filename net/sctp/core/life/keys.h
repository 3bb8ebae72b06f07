/* SPDX-License-Identifier: GPL-2.0-only */
/* The keys State Cookies are signed with, RFC 9260 section 5.1.3 */
#ifndef _SCTP_CORE_KEYS_H
#define _SCTP_CORE_KEYS_H

#include <linux/refcount.h>

#include "core/assoc.h"

/**
 * struct sctp_keys - cookie keys; an object never changes
 * @ref: endpoints that have it
 * @secret: the current key first, then its predecessor
 * @since: when the current key was made
 * @prev_until: until when the predecessor is accepted, 0 = never
 */
struct sctp_keys {
	refcount_t ref;
	u64 secret[2][SCTP_SECRET_WORDS];
	u64 since;
	u64 prev_until;
};

const struct sctp_keys *sctp_keys_current(struct sctp_ep *ep, u64 now);
void sctp_keys_share(struct sctp_ep *to, const struct sctp_ep *from);
void sctp_keys_put(struct sctp_ep *ep);

#endif
