/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What algorithms of congestion control have in common: RFC 9260 section 7.2.
 * Sizes are those of DATA chunks, with header and padding.
 */
#ifndef _SCTP_CORE_CC_WINDOW_H
#define _SCTP_CORE_CC_WINDOW_H

#include <linux/kernel.h>

#include "core/path.h"

/**
 * sctp_cc_window_full() - was cwnd fully used?
 * @p: path
 * @ack: what a SACK acknowledges
 *
 * The window grows only then (RFC 9260 sections 7.2.1 and 7.2.2).
 *
 * Return: true if it was.
 */
static inline bool sctp_cc_window_full(const struct sctp_path *p,
				       const struct sctp_cc_ack *ack)
{
	return ack->flight_before >= p->cc.cwnd;
}

/**
 * sctp_cc_window_acked() - what counts for growth in congestion avoidance
 * @p: path
 * @ack: what a SACK acknowledges
 *
 * What is more than a window was sent before cwnd was reduced.
 *
 * Return: bytes.
 */
static inline u32 sctp_cc_window_acked(const struct sctp_path *p,
				       const struct sctp_cc_ack *ack)
{
	return min(ack->bytes, p->cc.cwnd);
}

/**
 * sctp_cc_window_abc_l() - L of RFC 9260 section 7.2.1
 * @p: path
 *
 * Return: PMDCS that one SACK may add to cwnd in slow start.
 */
static inline u32 sctp_cc_window_abc_l(const struct sctp_path *p)
{
	return p->cc.abc_l ? p->cc.abc_l : SCTP_CC_ABC_L;
}

void sctp_cc_window_init(struct sctp_path *p);
void sctp_cc_window_slow_start(struct sctp_path *p,
			       const struct sctp_cc_ack *ack);
void sctp_cc_window_avoid(struct sctp_path *p, const struct sctp_cc_ack *ack,
			  u32 *partial_bytes_acked, u32 packets);
void sctp_cc_window_grow(struct sctp_path *p, u32 bytes);
void sctp_cc_window_grow_part(struct sctp_path *p, u64 gain, u64 *rest);
void sctp_cc_window_reduce(struct sctp_path *p, u32 to,
			   enum sctp_cc_signal signal);
void sctp_cc_window_undo(struct sctp_path *p, const struct sctp_cc_was *was);
bool sctp_cc_window_idle(struct sctp_path *p, u64 time, bool again);

#endif
