/* SPDX-License-Identifier: GPL-2.0-only */
/* Time, for components whose deadline is one of many */
#ifndef _SCTP_CORE_TIMEOUT_H
#define _SCTP_CORE_TIMEOUT_H

#include "assoc.h"

void sctp_tidy_by(struct sctp_assoc *a, u64 at);

#endif
