// SPDX-License-Identifier: GPL-2.0-only
/* ERROR and ABORT from the peer, RFC 9260 sections 3.3.7 and 3.3.10 */
#include <linux/kernel.h>

#include "core/ext/asconf.h"
#include "core/ext/nat.h"
#include "core/ext/natin.h"
#include "core/life/handshake.h"
#include "core/life/state.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "cause.h"

/**
 * struct cause_row - how an error cause of an ERROR is treated
 * @code: cause code
 * @min_len: shortest legal length, header included
 * @max_len: longest, 0 = any; a cause of another length is ignored
 * @silent: a chunk out of the blue with it is not answered (8.4 rule 7)
 * @event: notification for the user, if the association is up
 * @handle: the handler, or NULL. The user is notified after it, and only if it
 *          returns SCTP_V_NEXT
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

/* The peer does not know a chunk of ours, which the cause has */
static enum sctp_verdict unknown_to_peer(struct sctp_assoc *a,
					 struct sctp_rx *rx,
					 const struct sctp_view *cause)
{
	if (cause->len > sizeof(struct sctpw_cause) &&
	    cause->hdr[sizeof(struct sctpw_cause)] == SCTP_CT_ASCONF)
		sctp_asconf_unknown(a);
	return SCTP_V_NEXT;
}

static const struct cause_row cause_rows[] = {
	{ SCTP_CAUSE_INVALID_STREAM, 8, 8, false, TOLD },
	{ SCTP_CAUSE_MISSING_PARAM, 8, 0, false, TOLD },
	{ SCTP_CAUSE_STALE_COOKIE, 8, 8, true, TOLD, sctp_handshake_stale },
	{ SCTP_CAUSE_OUT_OF_RESOURCE, 4, 4, false, TOLD },
	{ SCTP_CAUSE_UNRESOLVABLE_ADDR, 4, 0, false, TOLD },
	{ SCTP_CAUSE_UNRECOGNIZED_CHUNK, 4, 0, false, TOLD, unknown_to_peer },
	{ SCTP_CAUSE_INVALID_PARAM, 4, 4, false, TOLD },
	{ SCTP_CAUSE_UNRECOGNIZED_PARAM, 4, 0, false, TOLD },
	{ SCTP_CAUSE_NO_USER_DATA, 8, 8, false, TOLD },
	{ SCTP_CAUSE_COOKIE_IN_SHUTDOWN, 4, 4, false, TOLD },
	{ SCTP_CAUSE_RESTART_NEW_ADDR, 4, 0, false, TOLD },
	{ SCTP_CAUSE_USER_ABORT, 4, 0, false, TOLD },
	{ SCTP_CAUSE_PROTOCOL_VIOLATION, 4, 0, false, TOLD },
	{ SCTP_CAUSE_NEW_ENCAP_PORT, 8, 8, false, TOLD },
	{ SCTP_CAUSE_UNSUPPORTED_HMAC, 6, 6, false, TOLD },
};

/* The row of a cause. The user is notified of unknown ones */
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
 * sctp_causes_silent() - does a cause forbid to answer a chunk out of the blue?
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

	if (sctp_local_unsure(a, &rx->dst))
		return SCTP_V_STOP;
	sctp_param_begin(&it, v, skip);
	while (sctp_param_next(&it, &cause))
		code = code ? code : cause.type;
	/* 3.3.7: an ABORT with a format error is discarded */
	if (it.bad) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		return SCTP_V_STOP;
	}
	if (sctp_nat_abort(a, v, code, rx->now))
		return SCTP_V_STOP;
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

	sctp_ops(a)->notify(a, &ev);
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

	if (sctp_nat_says(a, v->flags)) {
		sctp_nat_error(a, v, rx->now);
		return SCTP_V_NEXT;
	}
	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (verdict == SCTP_V_NEXT && sctp_param_next(&it, &cause))
		verdict = one_cause(a, rx, &cause);
	return verdict;
}
