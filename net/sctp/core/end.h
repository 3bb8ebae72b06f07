/* SPDX-License-Identifier: GPL-2.0-only */
/* State changes, and the end of an association */
#ifndef _SCTP_CORE_END_H
#define _SCTP_CORE_END_H

#include "assoc.h"
#include "verdict.h"

void sctp_set_state(struct sctp_assoc *a, enum sctp_state state);
void sctp_assoc_established(struct sctp_assoc *a, u64 now);
void sctp_assoc_end(struct sctp_assoc *a, enum sctp_end why, u16 error,
		    const void *data, u32 len);
void sctp_assoc_give_up(struct sctp_assoc *a);
void sctp_assoc_violation(struct sctp_assoc *a, u16 code, const void *info,
			  u16 len);
bool sctp_assoc_obey(struct sctp_assoc *a, const struct sctp_rx *rx,
		     enum sctp_verdict verdict);

/* Is the association past its set-up and not yet gone? */
static inline bool sctp_is_up(const struct sctp_assoc *a)
{
	return a->state >= SCTP_ST_ESTABLISHED;
}

/* May new DATA leave, RFC 9260 figure 3? */
static inline bool sctp_may_send_data(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_ESTABLISHED ||
	       a->state == SCTP_ST_SHUTDOWN_PENDING ||
	       a->state == SCTP_ST_SHUTDOWN_RECEIVED;
}

#endif
