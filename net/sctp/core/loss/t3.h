/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * T3-rtx of a path, RFC 9260 section 6.3.2: it runs for the earliest
 * outstanding chunk while data is in flight on the path. expire.c handles its
 * expiry.
 */
#ifndef _SCTP_CORE_T3_H
#define _SCTP_CORE_T3_H

#include "core/deadline.h"
#include "core/path.h"

/**
 * sctp_t3_runs() - does T3-rtx run?
 * @p: path
 *
 * Return: true if so.
 */
static inline bool sctp_t3_runs(const struct sctp_path *p)
{
	return p->t3_rtx != 0;
}

/**
 * sctp_t3_restart() - restart T3-rtx
 * @p: path
 * @now: time
 */
static inline void sctp_t3_restart(struct sctp_path *p, u64 now)
{
	p->t3_rtx = now + p->rto.rto;
}

/**
 * sctp_t3_hasten() - let T3-rtx expire earlier
 * @p: path on which it runs
 * @at: when, if that is earlier
 *
 * Return: true when it is.
 */
static inline bool sctp_t3_hasten(struct sctp_path *p, u64 at)
{
	if (at >= p->t3_rtx)
		return false;
	p->t3_rtx = at;
	return true;
}

/**
 * sctp_t3_start() - start T3-rtx unless it runs
 * @p: path
 * @now: time
 */
static inline void sctp_t3_start(struct sctp_path *p, u64 now)
{
	if (!p->t3_rtx)
		sctp_t3_restart(p, now);
}

/**
 * sctp_t3_stop() - stop T3-rtx
 * @p: path
 */
static inline void sctp_t3_stop(struct sctp_path *p)
{
	p->t3_rtx = 0;
}

/**
 * sctp_t3_due() - has T3-rtx expired?
 * @p: path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_t3_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->t3_rtx, now);
}

#endif
