/* SPDX-License-Identifier: GPL-2.0-only */
/* Chunks that are considered lost, however that was found out */
#ifndef _SCTP_CORE_LOST_H
#define _SCTP_CORE_LOST_H

#include "core/assoc.h"

void sctp_lost_chunk(struct sctp_assoc *a, u32 tsn);
void sctp_lost_damaged(struct sctp_assoc *a, u32 tsn);

/**
 * sctp_lost_path() - something was lost that is not sent again
 * @p: path; sctp_recovery_enter() follows
 */
static inline void sctp_lost_path(struct sctp_path *p)
{
	p->lost = true;
}

/**
 * sctp_lost_taken() - has a path lost something since it was asked last?
 * @p: path
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_lost_taken(struct sctp_path *p)
{
	bool lost = p->lost;

	p->lost = false;
	return lost;
}

#endif
