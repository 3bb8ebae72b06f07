/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a handler returns for a chunk. A handler never ends the association. The
 * caller of core's input does, with sctp_assoc_obey(), when no handler runs any
 * more.
 */
#ifndef _SCTP_CORE_VERDICT_H
#define _SCTP_CORE_VERDICT_H

#include "core/seam.h"

enum sctp_verdict {
	SCTP_V_NEXT,	/* go on with the next chunk */
	SCTP_V_STOP,	/* ignore the rest of the packet */
	SCTP_V_ABORT,	/* the peer broke a rule: sctp_verdict_abort() */
	SCTP_V_GONE,	/* the association ended: sctp_verdict_gone() */
};

/**
 * sctp_verdict_abort() - end the association with an ABORT
 * @rx: packet
 * @code: cause code
 * @info: cause-specific information, or NULL; must stay valid until the verdict
 *        is carried out
 * @len: its length
 *
 * Return: the verdict.
 */
static inline enum sctp_verdict
sctp_verdict_abort(struct sctp_rx *rx, u16 code, const void *info, u16 len)
{
	rx->fate.code = code;
	rx->fate.info = info;
	rx->fate.len = len;
	return SCTP_V_ABORT;
}

/**
 * sctp_verdict_gone() - end the association without a packet to the peer
 * @rx: packet
 * @why: reason
 * @code: cause code for the user, 0 if none
 * @info: causes for the user, or NULL; must stay valid until the verdict is
 *        carried out
 * @len: their length
 *
 * Return: the verdict.
 */
static inline enum sctp_verdict
sctp_verdict_gone(struct sctp_rx *rx, enum sctp_end why, u16 code,
		  const void *info, u16 len)
{
	rx->fate.why = why;
	rx->fate.code = code;
	rx->fate.info = info;
	rx->fate.len = len;
	return SCTP_V_GONE;
}

#endif
