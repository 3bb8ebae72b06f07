// SPDX-License-Identifier: GPL-2.0-only
/*
 * What address translators tell, draft-ietf-tsvwg-natsupp. They are believed as
 * far as the peer is: the packet needs a tag that only those on the way know.
 */
#include "core/life/handshake.h"
#include "core/wire/frame.h"
#include "asconf.h"
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

/**
 * sctp_nat_abort() - was an INIT of ours refused for its tag?
 * @a: association
 * @v: an ABORT with the right tag
 * @code: its first cause
 * @now: time
 *
 * Another association of the translator has the tag and the ports. Each such
 * INIT counts as an attempt.
 *
 * Return: true if so, and the INIT is sent again with another tag. False: the
 * ABORT ends the association.
 */
bool sctp_nat_abort(struct sctp_assoc *a, const struct sctp_view *v, u16 code,
		    u64 now)
{
	if (!(v->flags & SCTP_FLAG_M) || code != SCTP_CAUSE_NAT_COLLISION ||
	    !(a->cfg->caps & SCTP_CAP_NAT) || a->state != SCTP_ST_COOKIE_WAIT)
		return false;
	return sctp_handshake_new_tag(a, now);
}

/**
 * sctp_nat_error() - an ERROR of an address translator arrived
 * @a: association that is up, the caller flushes it
 * @v: the ERROR, with the right tag
 * @now: time
 *
 * The only thing that it can cause is an ASCONF with the tags.
 */
void sctp_nat_error(struct sctp_assoc *a, const struct sctp_view *v, u64 now)
{
	struct sctp_param_iter it;
	struct sctp_view cause;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &cause))
		if (cause.type == SCTP_CAUSE_NAT_NO_STATE) {
			sctp_asconf_tell(a, now);
			return;
		}
}
