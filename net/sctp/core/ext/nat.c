// SPDX-License-Identifier: GPL-2.0-only
/* Who takes part in draft-ietf-tsvwg-natsupp, see nat.h */
#include "nat.h"

/**
 * sctp_nat_init_caps() - what an INIT offers
 * @caps: SCTP_CAP_* of the configuration
 *
 * Return: the same, without Disable Restart unless INITs are to have it.
 */
u32 sctp_nat_init_caps(u32 caps)
{
	return caps & SCTP_CAP_NAT_INIT ? caps : caps & ~SCTP_CAP_NAT;
}

/**
 * sctp_nat_reply_caps() - what an INIT ACK offers
 * @caps: SCTP_CAP_* of the configuration
 * @theirs: those of the INIT
 *
 * Return: the same, with Disable Restart only if the INIT has it.
 */
u32 sctp_nat_reply_caps(u32 caps, u32 theirs)
{
	return caps & (theirs | ~SCTP_CAP_NAT);
}

/**
 * sctp_nat_says() - is an ERROR from an address translator?
 * @a: association
 * @flags: flags of the chunk
 *
 * Then it may have the tag of the packet that it answers, with the T bit.
 *
 * Return: true if so.
 */
bool sctp_nat_says(const struct sctp_assoc *a, u8 flags)
{
	return (flags & SCTP_FLAG_M) && sctp_nat_on(a);
}
