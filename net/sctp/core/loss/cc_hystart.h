/* SPDX-License-Identifier: GPL-2.0-only */
/* HyStart++, RFC 9406: slow start that ends when the round trip time grows */
#ifndef _SCTP_CORE_CC_HYSTART_H
#define _SCTP_CORE_CC_HYSTART_H

#include "core/path.h"

/**
 * struct sctp_hystart - slow start of a path
 * @current_round_min_rtt: least RTT of this round, nanoseconds, 0 = none
 * @last_round_min_rtt: the same of the round before
 * @css_baseline_min_rtt: RTT that conservative slow start began with, 0 = it is
 *                        standard slow start
 * @rtt_sample_count: RTTs seen in this round
 * @css_rounds: rounds of conservative slow start that are over
 */
struct sctp_hystart {
	u64 current_round_min_rtt;
	u64 last_round_min_rtt;
	u64 css_baseline_min_rtt;
	u32 rtt_sample_count;
	u32 css_rounds;
};

void sctp_hystart_begin(struct sctp_hystart *h);
void sctp_hystart_round(struct sctp_hystart *h, struct sctp_path *p);
void sctp_hystart_acked(struct sctp_hystart *h, struct sctp_path *p,
			const struct sctp_cc_ack *ack);

#endif
