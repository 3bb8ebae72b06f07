// SPDX-License-Identifier: GPL-2.0-only
/* ERROR and ABORT from the peer, RFC 9260 sections 3.3.7 and 3.3.10 */
#include <linux/kernel.h>

#include "cause.h"
#include "end.h"
#include "frame.h"
#include "handshake.h"

/**
 * struct cause_row - how an error cause of an ERROR is treated
 * @code: cause code
 * @min_len: shortest legal length, header included
 * @max_len: longest, 0 = any; one of another length is not acted on
 * @silent: out of the blue it is not answered (8.4 rule 7)
 * @event: what the user is told, once the association is up
 * @handle: the handler, called before the user is told, who is not if it returns
 *          another verdict than to go on; NULL: nothing to be done
 */
struct cause_row {
	u16 code;
	u16 min_len;
	u16 max_len;
	bool silent;
	enum sctp_event_type event;
	enum sctp_verdict (*handle)(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *cause);
};

#define TOLD	SCTP_EV_REMOTE_ERROR

static const struct cause_row cause_rows[] = {
	{ SCTP_CAUSE_INVALID_STREAM, 8, 8, false, TOLD },
	{ SCTP_CAUSE_MISSING_PARAM, 8, 0, false, TOLD },
	{ SCTP_CAUSE_STALE_COOKIE, 8, 8, true, TOLD, sctp_handshake_stale },
	{ SCTP_CAUSE_OUT_OF_RESOURCE, 4, 4, false, TOLD },
	{ SCTP_CAUSE_UNRESOLVABLE_ADDR, 4, 0, false, TOLD },
	{ SCTP_CAUSE_UNRECOGNIZED_CHUNK, 4, 0, false, TOLD },
	{ SCTP_CAUSE_INVALID_PARAM, 4, 4, false, TOLD },
	{ SCTP_CAUSE_UNRECOGNIZED_PARAM, 4, 0, false, TOLD },
	{ SCTP_CAUSE_NO_USER_DATA, 8, 8, false, TOLD },
	{ SCTP_CAUSE_COOKIE_IN_SHUTDOWN, 4, 4, false, TOLD },
	{ SCTP_CAUSE_RESTART_NEW_ADDR, 4, 0, false, TOLD },
	{ SCTP_CAUSE_USER_ABORT, 4, 0, false, TOLD },
	{ SCTP_CAUSE_PROTOCOL_VIOLATION, 4, 0, false, TOLD },
};

/* What is not known reaches the user, and no more */
static const struct cause_row *cause_row(u16 code)
{
	static const struct cause_row other = { 0, 4, 0, false, TOLD };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cause_rows); i++)
		if (cause_rows[i].code == code)
			return &cause_rows[i];
	return &other;
}

/**
 * sctp_causes_silent() - is a chunk out of the blue not answered for a cause?
 * @v: the ERROR
 *
 * Return: true if so.
 */
bool sctp_causes_silent(const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view cause;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &cause))
		if (cause_row(cause.type)->silent)
			return true;
	return false;
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

static void tell_cause(struct sctp_assoc *a, const struct cause_row *row,
		       const struct sctp_view *cause)
{
	struct sctp_notice ev = {
		.type = row->event,
		.error = cause->type,
		.data = cause->hdr + sizeof(struct sctpw_cause),
		.len = cause->len - sizeof(struct sctpw_cause),
	};

	a->ops->notify(a, &ev);
}

static enum sctp_verdict one_cause(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *cause)
{
	const struct cause_row *row = cause_row(cause->type);
	enum sctp_verdict verdict = SCTP_V_NEXT;

	if (row->handle && cause->len >= row->min_len &&
	    (!row->max_len || cause->len <= row->max_len))
		verdict = row->handle(a, rx, cause);
	if (verdict == SCTP_V_NEXT && sctp_is_up(a))
		tell_cause(a, row, cause);
	return verdict;
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
	enum sctp_verdict verdict = SCTP_V_NEXT;
	struct sctp_param_iter it;
	struct sctp_view cause;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (verdict == SCTP_V_NEXT && sctp_param_next(&it, &cause))
		verdict = one_cause(a, rx, &cause);
	return verdict;
}
