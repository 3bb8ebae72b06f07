/* SPDX-License-Identifier: GPL-2.0-only */
/* ABORT and ERROR of address translators */
#ifndef _SCTP_CORE_NATIN_H
#define _SCTP_CORE_NATIN_H

#include <linux/types.h>

struct sctp_assoc;
struct sctp_view;

bool sctp_nat_abort(struct sctp_assoc *a, const struct sctp_view *v, u16 code,
		    u64 now);
void sctp_nat_error(struct sctp_assoc *a, const struct sctp_view *v, u64 now);

#endif
