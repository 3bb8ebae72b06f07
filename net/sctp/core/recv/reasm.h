/* SPDX-License-Identifier: GPL-2.0-only */
/* From DATA chunks to messages */
#ifndef _SCTP_CORE_REASM_H
#define _SCTP_CORE_REASM_H

#include <linux/types.h>

struct sctp_assoc;
struct sctp_rx_extent;
struct sctp_rx_msg;
struct sctp_rx_slot;
struct sctp_unfinished_set;

/**
 * struct sctp_reasm - messages of which fragments are missing
 * @partial: message being assembled from in-order fragments, or NULL
 * @unfinished: the same with I-DATA: all messages that are not complete
 *              (unfinished.c); NULL until there is one
 */
struct sctp_reasm {
	union {
		struct sctp_rx_msg *partial;
		struct sctp_unfinished_set *unfinished;
	};
};

/**
 * struct sctp_delivery - how messages are delivered now
 * @partial: a partial delivery is in progress
 * @skipped: the TSN before the next one was given up by the peer
 */
struct sctp_delivery {
	bool partial:1;
	bool skipped:1;
};

void sctp_reasm_init(struct sctp_assoc *a);
void sctp_reasm_free(struct sctp_assoc *a);
int sctp_reasm_next(struct sctp_assoc *a, u32 tsn,
		    const struct sctp_rx_slot *s);
int sctp_reasm_next_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e);
int sctp_reasm_whole(struct sctp_assoc *a, u32 tsn,
		     const struct sctp_rx_slot *s,
		     const struct sctp_rx_extent *e);
int sctp_reasm_next_idata(struct sctp_assoc *a, u32 tsn,
			  const struct sctp_rx_slot *s);
void sctp_reasm_run(struct sctp_assoc *a, u32 first, u32 last);
bool sctp_reasm_wants_delivery(struct sctp_assoc *a);
void sctp_reasm_partial_delivery(struct sctp_assoc *a);
void sctp_reasm_abort_partial(struct sctp_assoc *a);
int sctp_reasm_forward(struct sctp_assoc *a, u32 tsn);
bool sctp_reasm_skip(struct sctp_assoc *a, u16 sid, u32 mid, u32 tsn);
void sctp_reasm_renege(struct sctp_assoc *a);
void sctp_reasm_reset(struct sctp_assoc *a);

#endif
