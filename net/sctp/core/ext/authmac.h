/* SPDX-License-Identifier: GPL-2.0-only */
/* AUTH chunks: making and checking them, RFC 4895 sections 6.2 and 6.3 */
#ifndef _SCTP_CORE_AUTHMAC_H
#define _SCTP_CORE_AUTHMAC_H

#include "core/wire/frame.h"
#include "auth.h"

/* What is wrong with an AUTH chunk */
enum sctp_auth_flaw {
	SCTP_AUTH_GOOD,
	SCTP_AUTH_BAD_HMAC,	/* an algorithm that we did not list */
	SCTP_AUTH_BAD_KEY,	/* no such key */
	SCTP_AUTH_BAD_MAC,	/* wrong length or MAC */
};

u32 sctp_auth_len(const struct sctp_assoc *a);
bool sctp_auth_needed(const struct sctp_assoc *a, const struct sk_buff *skb);
int sctp_auth_seal(struct sctp_assoc *a, struct sk_buff *skb, u8 key);
struct sk_buff *sctp_auth_with_room(struct sctp_assoc *a, struct sk_buff *skb);
int sctp_auth_freeze(struct sctp_rx *rx);
enum sctp_auth_flaw sctp_auth_check(const struct sctp_ops *ops,
				    struct sctp_auth *au,
				    const struct sctp_rx *rx, u32 off);

#endif
