/* SPDX-License-Identifier: GPL-2.0-only */
/* Deadlines: times in nanoseconds, 0 for a timer that is stopped */
#ifndef _SCTP_CORE_DEADLINE_H
#define _SCTP_CORE_DEADLINE_H

#include <linux/types.h>

/**
 * sctp_deadline_over() - has a timer expired?
 * @deadline: its deadline; set to 0 if so
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_deadline_over(u64 *deadline, u64 now)
{
	if (!*deadline || *deadline > now)
		return false;
	*deadline = 0;
	return true;
}

#endif
