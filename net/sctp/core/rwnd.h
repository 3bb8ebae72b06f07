/* SPDX-License-Identifier: GPL-2.0-only */
/* The receive window */
#ifndef _SCTP_CORE_RWND_H
#define _SCTP_CORE_RWND_H

#include "assoc.h"

/* RFC 9260 section 3.3.2: INIT with a smaller window is refused */
#define SCTP_RWND_MIN	1500U

u32 sctp_rwnd(const struct sctp_assoc *a);
void sctp_rwnd_offer(struct sctp_assoc *a);
bool sctp_rwnd_low(const struct sctp_assoc *a);
u32 sctp_rwnd_span(const struct sctp_assoc *a);
bool sctp_rwnd_exhausted(const struct sctp_assoc *a);
bool sctp_rwnd_accepts(const struct sctp_assoc *a, const struct sctp_rx *rx,
		       u32 tsn, u32 before);

#endif
