/* SPDX-License-Identifier: GPL-2.0-only */
/* Processing received acknowledgments */
#ifndef _SCTP_CORE_SACKIN_H
#define _SCTP_CORE_SACKIN_H

#include "assoc.h"
#include "verdict.h"

struct sctp_view;

enum sctp_verdict sctp_sack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
void sctp_sackin_reset(struct sctp_assoc *a);
bool sctp_cum_ack_input(struct sctp_assoc *a, u32 cum, u64 now);

#endif
