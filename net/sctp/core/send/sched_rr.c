// SPDX-License-Identifier: GPL-2.0-only
/*
 * Round robin: streams with messages are served in turn, a message each
 * (RFC 8260 section 3.2), or a packet each (section 3.3).
 */
#include "sched.h"
#include "sched_turns.h"

const struct sctp_sched_ops sctp_sched_rr = {
	.name		= "rr",
	.nr		= SCTP_SCHED_RR,
	.place		= sctp_turn_last,
	SCTP_SCHED_TURNS,
};

const struct sctp_sched_ops sctp_sched_rr_pkt = {
	.name		= "rr_pkt",
	.nr		= SCTP_SCHED_RR_PKT,
	.by_packet	= true,
	.place		= sctp_turn_last,
	SCTP_SCHED_TURNS,
};
