/* SPDX-License-Identifier: GPL-2.0-only */
/* Congestion control of a path, RFC 9260 section 7.2 */
#ifndef _SCTP_CORE_CC_H
#define _SCTP_CORE_CC_H

#include <linux/types.h>

struct sctp_path;

/* L of RFC 9260 section 7.2.1: how many PMDCS one SACK may add to cwnd in
 * slow start. One SACK answers a whole train of packets here, so L covers a
 * train (64 KiB); with L = 1 a long train would grow cwnd by one packet per
 * round trip, which is not slow start any more.
 */
#define SCTP_CC_ABC_L	48

void sctp_cc_init(struct sctp_path *p);
void sctp_cc_reset(struct sctp_path *p);
void sctp_cc_sack(struct sctp_path *p, u32 acked, u32 flight_before,
		  bool in_fast_recovery);
void sctp_cc_fast_rtx(struct sctp_path *p);
void sctp_cc_undo(struct sctp_path *p, u32 cwnd, u32 ssthresh);
void sctp_cc_burst(struct sctp_path *p, u32 max_burst, u32 flight);
void sctp_cc_timeout(struct sctp_path *p);
void sctp_cc_sent(struct sctp_path *p, u64 now);
void sctp_cc_idle(struct sctp_path *p, u64 now);
bool sctp_cc_may_send(const struct sctp_path *p);

#endif
