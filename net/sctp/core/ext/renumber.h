/* SPDX-License-Identifier: GPL-2.0-only */
/* TSNs and SSNs begin anew while the association goes on */
#ifndef _SCTP_CORE_RENUMBER_H
#define _SCTP_CORE_RENUMBER_H

#include <linux/types.h>

struct sctp_assoc;

void sctp_renumber(struct sctp_assoc *a, u32 next, u32 peer_next);

#endif
