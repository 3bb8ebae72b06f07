/* SPDX-License-Identifier: GPL-2.0-only */
/* Concurrent multipath transfer: new data takes several paths at once */
#ifndef _SCTP_CORE_MULTIPATH_H
#define _SCTP_CORE_MULTIPATH_H

#include "core/assoc.h"

/**
 * sctp_multipath_on() - does new data take several paths?
 * @a: association
 *
 * Return: true if so.
 */
static inline bool sctp_multipath_on(const struct sctp_assoc *a)
{
	return unlikely(a->cfg->cmt) && a->npaths > 1;
}

struct sctp_path *sctp_multipath_choose(const struct sctp_assoc *a, u64 now);
void sctp_multipath_unblock(struct sctp_assoc *a);
u64 sctp_multipath_window(const struct sctp_assoc *a);

#endif
