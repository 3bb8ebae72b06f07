// SPDX-License-Identifier: GPL-2.0-only
/*
 * What address translators tell, draft-ietf-tsvwg-natsupp. They are believed as
 * far as the peer is: the packet needs a tag that only those on the way know.
 */
#include "core/life/handshake.h"
#include "core/wire/frame.h"
#include "asconf.h"
#include "nat.h"
#include "natin.h"

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
