/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When an association frees memory that was not used for a while, and fails
 * messages over their life time.
 */
#ifndef _SCTP_CORE_TIDY_H
#define _SCTP_CORE_TIDY_H

#include "assoc.h"

/**
 * sctp_tidy_at() - set the time
 * @a: association
 * @at: time, 0 = never
 */
static inline void sctp_tidy_at(struct sctp_assoc *a, u64 at)
{
	a->tidy_at = at;
}

/**
 * sctp_tidy_by() - set the time unless an earlier one is set
 * @a: association
 * @at: when
 */
static inline void sctp_tidy_by(struct sctp_assoc *a, u64 at)
{
	if (!a->tidy_at || at < a->tidy_at)
		sctp_tidy_at(a, at);
}

#endif
