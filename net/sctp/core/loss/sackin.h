/* SPDX-License-Identifier: GPL-2.0-only */
/* Processing received acknowledgments */
#ifndef _SCTP_CORE_SACKIN_H
#define _SCTP_CORE_SACKIN_H

#include "core/wire/verdict.h"

struct sctp_assoc;
struct sctp_view;

/**
 * struct sctp_sacked - what the SACK being processed acknowledges on a path
 * @flight_before: flight size before
 * @bytes: bytes newly acknowledged
 */
struct sctp_sacked {
	u32 flight_before;
	u32 bytes;
};

/**
 * struct sctp_sackin - what is remembered of received SACKs
 * @gaps: the last one had gap blocks
 * @renumbered: TSNs began anew: SACKs from before may arrive late
 */
struct sctp_sackin {
	bool gaps:1;
	bool renumbered:1;
};

enum sctp_verdict sctp_sack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
enum sctp_verdict sctp_nrsack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v);
void sctp_sackin_reset(struct sctp_assoc *a);
void sctp_sackin_renumbered(struct sctp_assoc *a);
bool sctp_cum_ack_input(struct sctp_assoc *a, u32 cum, u64 now);

#endif
