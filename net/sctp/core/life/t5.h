/* SPDX-License-Identifier: GPL-2.0-only */
/* T5-shutdown-guard, RFC 9260 section 9.2: limits how long a shutdown takes */
#ifndef _SCTP_CORE_T5_H
#define _SCTP_CORE_T5_H

#include "core/assoc.h"
#include "core/deadline.h"

/**
 * sctp_t5_stop() - stop T5
 * @a: association
 */
static inline void sctp_t5_stop(struct sctp_assoc *a)
{
	a->t5 = 0;
}

/**
 * sctp_t5_due() - has T5 expired?
 * @a: association
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_t5_due(struct sctp_assoc *a, u64 now)
{
	return sctp_deadline_over(&a->t5, now);
}

void sctp_t5_start(struct sctp_assoc *a, u64 now);
void sctp_t5_acked(struct sctp_assoc *a, u64 now);

#endif
