/* SPDX-License-Identifier: GPL-2.0-only */
/* Tail loss probe, RFC 8985 section 7 */
#ifndef _SCTP_CORE_TLP_H
#define _SCTP_CORE_TLP_H

#include "assoc.h"
#include "deadline.h"

/**
 * sctp_tlp_restart() - the next flush sets the probe timer anew
 * @p: path on which data has left or was acknowledged
 */
static inline void sctp_tlp_restart(struct sctp_path *p)
{
	p->tlp.restart = true;
}

/**
 * sctp_tlp_measured() - a round trip was measured: there may be a probe again
 * @p: path
 */
static inline void sctp_tlp_measured(struct sctp_path *p)
{
	p->tlp.spent = false;
}

/**
 * sctp_tlp_due() - has the probe timer expired?
 * @p: path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_tlp_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->tlp.at, now);
}

void sctp_tlp_schedule(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_tlp_dup(struct sctp_assoc *a, u32 tsn);
void sctp_tlp_acked(struct sctp_assoc *a, u32 cum);
void sctp_tlp_forget(struct sctp_path *p);
void sctp_tlp_reset(struct sctp_path *p);

#endif
