/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * T1-init and T1-cookie, RFC 9260 section 4: running while an INIT or a COOKIE
 * ECHO is not answered. T2 uses the same field, since it runs in other states.
 */
#ifndef _SCTP_CORE_T1_H
#define _SCTP_CORE_T1_H

#include "core/assoc.h"
#include "core/deadline.h"

/**
 * sctp_t1_start() - start T1
 * @a: association in COOKIE-WAIT or COOKIE-ECHOED, or about to be
 * @rto: time to run, nanoseconds
 * @now: time
 */
static inline void sctp_t1_start(struct sctp_assoc *a, u64 rto, u64 now)
{
	a->t1_rto = rto;
	a->t1 = now + rto;
}

/**
 * sctp_t1_began() - when was T1 started?
 * @a: association in COOKIE-WAIT or COOKIE-ECHOED
 *
 * Return: time.
 */
static inline u64 sctp_t1_began(const struct sctp_assoc *a)
{
	return a->t1 - a->t1_rto;
}

/**
 * sctp_t1_stop() - stop T1
 * @a: association
 */
static inline void sctp_t1_stop(struct sctp_assoc *a)
{
	a->t1_rto = 0;
	a->t1 = 0;
}

/**
 * sctp_t1_due() - has T1 expired?
 * @a: association in COOKIE-WAIT or COOKIE-ECHOED
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_t1_due(struct sctp_assoc *a, u64 now)
{
	return sctp_deadline_over(&a->t1, now);
}

#endif
