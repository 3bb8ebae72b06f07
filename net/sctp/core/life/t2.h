/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * T2-shutdown, RFC 9260 section 9.2: running while a SHUTDOWN or SHUTDOWN ACK
 * is not answered. It uses the same field as T1.
 */
#ifndef _SCTP_CORE_T2_H
#define _SCTP_CORE_T2_H

#include "core/assoc.h"
#include "core/deadline.h"
#include "state.h"

/**
 * sctp_t2_start() - start T2
 * @a: association in SHUTDOWN-SENT or SHUTDOWN-ACK-SENT
 * @p: path that the SHUTDOWN or SHUTDOWN ACK takes; its RTO is used
 * @now: time
 */
static inline void sctp_t2_start(struct sctp_assoc *a, struct sctp_path *p,
				 u64 now)
{
	a->t2_path = p;
	a->t2 = now + p->rto.rto;
}

/**
 * sctp_t2_aim() - remember where a SHUTDOWN came from
 * @a: association in SHUTDOWN-RECEIVED: T2 does not run yet
 * @p: path; the SHUTDOWN ACK takes it when all data is acknowledged
 */
static inline void sctp_t2_aim(struct sctp_assoc *a, struct sctp_path *p)
{
	a->t2_path = p;
}

/**
 * sctp_t2_stop() - stop T2
 * @a: association
 */
static inline void sctp_t2_stop(struct sctp_assoc *a)
{
	a->t2_path = NULL;
	a->t2 = 0;
}

/**
 * sctp_t2_due() - has T2 expired?
 * @a: association that is past its handshake
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_t2_due(struct sctp_assoc *a, u64 now)
{
	return sctp_deadline_over(&a->t2, now);
}

/**
 * sctp_t2_forget_path() - a path is removed
 * @a: association
 * @p: the path
 * @other: the one that takes its place
 */
static inline void sctp_t2_forget_path(struct sctp_assoc *a,
				       const struct sctp_path *p,
				       struct sctp_path *other)
{
	if (!sctp_assoc_connecting(a) && a->t2_path == p)
		a->t2_path = other;
}

#endif
