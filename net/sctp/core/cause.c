// SPDX-License-Identifier: GPL-2.0-only
/* ERROR and ABORT from the peer, RFC 9260 sections 3.3.7 and 3.3.10 */
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "cause.h"
#include "end.h"
#include "frame.h"
#include "handshake.h"

/**
 * sctp_cause_stale() - is there a Stale Cookie among the causes of a chunk?
 * @v: the ERROR
 *
 * Return: true if so.
 */
bool sctp_cause_stale(const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view cause;
	bool stale = false;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &cause))
		stale |= cause.type == SCTP_CAUSE_STALE_COOKIE;
	return stale;
}

/**
 * sctp_abort_input() - an ABORT arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_abort_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	const u32 skip = sizeof(struct sctpw_chunk);
	struct sctp_param_iter it;
	struct sctp_view cause;
	u16 code = 0;

	sctp_param_begin(&it, v, skip);
	while (sctp_param_next(&it, &cause))
		code = code ? code : cause.type;
	/* 3.3.7: one with a format error is as good as none */
	if (it.bad) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		return SCTP_V_STOP;
	}
	return sctp_verdict_gone(rx, SCTP_END_PEER_ABORT, code, v->hdr + skip,
				 v->len - skip);
}

static void remote_error(struct sctp_assoc *a, const struct sctp_view *cause)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_REMOTE_ERROR,
		.error = cause->type,
		.data = cause->hdr + sizeof(struct sctpw_cause),
		.len = cause->len - sizeof(struct sctpw_cause),
	};

	a->ops->notify(a, &ev);
}

/**
 * sctp_error_input() - an ERROR arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_error_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view cause;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &cause)) {
		if (cause.type == SCTP_CAUSE_STALE_COOKIE &&
		    cause.len == sizeof(struct sctpw_stale_cookie))
			return sctp_handshake_stale(a, rx, &cause);
		if (sctp_is_up(a))
			remote_error(a, &cause);
	}
	return SCTP_V_NEXT;
}
