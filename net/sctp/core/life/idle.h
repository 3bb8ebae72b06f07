/* SPDX-License-Identifier: GPL-2.0-only */
/* Autoclose: an association is shut down after a time without user data */
#ifndef _SCTP_CORE_IDLE_H
#define _SCTP_CORE_IDLE_H

#include "core/assoc.h"

static inline u64 sctp_idle_deadline(const struct sctp_assoc *a, u64 now)
{
	return now + (u64)a->cfg->autoclose * NSEC_PER_SEC;
}

/**
 * sctp_idle_start() - the association is up: start the timer if configured
 * @a: association
 * @now: time
 */
static inline void sctp_idle_start(struct sctp_assoc *a, u64 now)
{
	if (a->cfg->autoclose)
		a->autoclose_at = sctp_idle_deadline(a, now);
}

/**
 * sctp_idle_touch() - user data was sent or received: restart the timer
 * @a: association
 * @now: time
 */
static inline void sctp_idle_touch(struct sctp_assoc *a, u64 now)
{
	if (a->autoclose_at)
		a->autoclose_at = sctp_idle_deadline(a, now);
}

/**
 * sctp_idle_stop() - stop the timer
 * @a: association
 */
static inline void sctp_idle_stop(struct sctp_assoc *a)
{
	a->autoclose_at = 0;
}

#endif
