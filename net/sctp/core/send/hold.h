/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Streams that are held back: their new messages wait, those of other streams
 * are sent. RE-CONFIG needs that while streams are reset (RFC 6525 section
 * 5.1.2 rule A1).
 *
 *   sctp_assoc_send() -> enqueue() --held--> parked --sctp_hold_end()--.
 *                           '----------> the scheduler's queue <-------'
 */
#ifndef _SCTP_CORE_HOLD_H
#define _SCTP_CORE_HOLD_H

#include <linux/types.h>

struct sctp_assoc;

int sctp_hold_begin(struct sctp_assoc *a, const __be16 *sids, u32 n);
bool sctp_hold_active(const struct sctp_assoc *a);
bool sctp_hold_clear(const struct sctp_assoc *a);
void sctp_hold_end(struct sctp_assoc *a);
void sctp_hold_swallowed(struct sctp_assoc *a);
void sctp_hold_settle(struct sctp_assoc *a);
void sctp_hold_free(struct sctp_assoc *a);

#endif
