/* SPDX-License-Identifier: GPL-2.0-only */
/* FORWARD TSN that is sent: RFC 3758 section 3.5 */
#ifndef _SCTP_CORE_ADVANCE_H
#define _SCTP_CORE_ADVANCE_H

#include "core/assoc.h"

void sctp_advance_flush(struct sctp_assoc *a, u64 now);
bool sctp_advance_expired(struct sctp_assoc *a);

#endif
