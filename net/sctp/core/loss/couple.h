/* SPDX-License-Identifier: GPL-2.0-only */
/* Congestion control of all paths together */
#ifndef _SCTP_CORE_COUPLE_H
#define _SCTP_CORE_COUPLE_H

#include "core/assoc.h"

/**
 * sctp_couple_on() - are the paths coupled?
 * @a: association
 *
 * Return: true if so.
 */
static inline bool sctp_couple_on(const struct sctp_assoc *a)
{
	return unlikely(a->cfg->cmt > SCTP_MP_UNCOUPLED) && a->npaths > 1;
}

u32 sctp_couple_acked(const struct sctp_assoc *a, const struct sctp_path *p,
		      u32 bytes);
void sctp_couple_congestion(struct sctp_assoc *a, struct sctp_path *p,
			    enum sctp_cc_signal signal);

#endif
