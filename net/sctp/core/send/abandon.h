/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages that are given up: RFC 3758 section 3.5, RFC 7496 */
#ifndef _SCTP_CORE_ABANDON_H
#define _SCTP_CORE_ABANDON_H

#include "core/ext/prsctp.h"

/**
 * sctp_abandon_due() - may the life time of a queued message have ended?
 * @a: association
 * @now: time
 *
 * Return: true if so: sctp_abandon_expired_head() has to look.
 */
static inline bool sctp_abandon_due(const struct sctp_assoc *a, u64 now)
{
	return unlikely(a->tx.mortal) && now >= sctp_pr_first_end(a);
}

u64 sctp_abandon_expired(struct sctp_assoc *a, u64 now);
void sctp_abandon_expired_head(struct sctp_assoc *a, u64 now);
void sctp_abandon_lost(struct sctp_assoc *a, u64 now);
bool sctp_assoc_make_room(struct sctp_assoc *a, u32 prio, u32 need);

#endif
