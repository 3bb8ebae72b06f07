/* SPDX-License-Identifier: GPL-2.0-only */
/* The end of an association */
#ifndef _SCTP_CORE_END_H
#define _SCTP_CORE_END_H

#include "core/assoc.h"
#include "core/wire/verdict.h"

void sctp_assoc_end(struct sctp_assoc *a, enum sctp_end why, u16 error,
		    const void *data, u32 len);
void sctp_assoc_give_up(struct sctp_assoc *a, const char *why);
void sctp_assoc_violation(struct sctp_assoc *a, u16 code, const void *info,
			  u16 len);
bool sctp_assoc_obey(struct sctp_assoc *a, const struct sctp_rx *rx,
		     enum sctp_verdict verdict);

#endif
