/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Address translators that know SCTP, draft-ietf-tsvwg-natsupp. They leave
 * ports as they are and tell associations apart by their verification tags:
 *
 *   endpoint             translator               peer
 *     INIT, tag 1 ---->    tag 1 is another's
 *          <---- ABORT, M bit
 *     INIT, tag 2 ---------------------------------->
 *
 * One that has lost what it knew of an association says "Missing State". It
 * learns the tags again from an ASCONF, which has them (asconfask.c):
 *
 *     DATA ---------->
 *          <---- ERROR, M bit
 *     ASCONF: tags, wildcard address --------------->
 *
 * Several hosts may be behind one address. So an INIT from that address need
 * not come from the peer: if both sides said Disable Restart, a peer that
 * restarts is refused.
 */
#ifndef _SCTP_CORE_NAT_H
#define _SCTP_CORE_NAT_H

#include "core/assoc.h"
#include "core/caps.h"

/* ABORT and ERROR: from a translator on the way, not from the peer */
#define SCTP_FLAG_M	0x02

/**
 * sctp_nat_on() - is a restart of the peer disabled?
 * @a: association
 *
 * Return: true when both sides said so.
 */
static inline bool sctp_nat_on(const struct sctp_assoc *a)
{
	return a->hs.caps & SCTP_CAP_NAT;
}

u32 sctp_nat_init_caps(u32 caps);
u32 sctp_nat_reply_caps(u32 caps, u32 theirs);
bool sctp_nat_says(const struct sctp_assoc *a, u8 flags);

#endif
