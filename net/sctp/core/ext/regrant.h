/* SPDX-License-Identifier: GPL-2.0-only */
/* Requests of the peer to reconfigure streams */
#ifndef _SCTP_CORE_REGRANT_H
#define _SCTP_CORE_REGRANT_H

#include "reconfig.h"

void sctp_regrant_input(struct sctp_assoc *a, struct sctp_reconfig *rc,
			struct sctp_rx *rx, const struct sctp_view *q, u8 n);
void sctp_regrant_arrived(struct sctp_assoc *a, u64 nonce);
void sctp_regrant_progress(struct sctp_assoc *a, u64 now);

#endif
