/* SPDX-License-Identifier: GPL-2.0-only */
/* Failure detection by error counters */
#ifndef _SCTP_CORE_ERRORS_H
#define _SCTP_CORE_ERRORS_H

#include "assoc.h"

/**
 * sctp_errors_clear() - clear the error counter of the association
 * @a: association
 */
static inline void sctp_errors_clear(struct sctp_assoc *a)
{
	a->error_count = 0;
}

/**
 * sctp_errors_clear_path() - clear the error counter of a path
 * @p: path
 */
static inline void sctp_errors_clear_path(struct sctp_path *p)
{
	p->error_count = 0;
}

bool sctp_path_error(struct sctp_assoc *a, struct sctp_path *p, bool counts);
void sctp_path_answered(struct sctp_assoc *a, struct sctp_path *p, u16 by);
void sctp_path_maybe_answered(struct sctp_assoc *a, struct sctp_path *p);

#endif
