/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a handler says of a chunk. It does not end the association itself: who
 * gave it the packet does, with sctp_assoc_obey(), once nothing below refers to it any more.
 */
#ifndef _SCTP_CORE_VERDICT_H
#define _SCTP_CORE_VERDICT_H

#include "seam.h"

enum sctp_verdict {
	SCTP_V_NEXT,	/* go on with the next chunk */
	SCTP_V_STOP,	/* ignore the rest of the packet */
	SCTP_V_ABORT,	/* the peer broke a rule: sctp_verdict_abort() */
	SCTP_V_GONE,	/* the association is over: sctp_verdict_gone() */
};

/**
 * sctp_verdict_abort() - the association ends, with an ABORT that says why
 * @rx: packet
 * @code: cause code
 * @info: cause-specific information, or NULL; stays there until the verdict is
 *        carried out
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
 * sctp_verdict_gone() - the association ends, without a word to the peer
 * @rx: packet
 * @why: reason
 * @code: cause code for the user, 0 if none
 * @info: causes for the user, or NULL; stay there until the verdict is carried
 *        out
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
