// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fair shares of user bytes: equal ones (RFC 8260 section 3.5), or by weights
 * (section 3.6).
 */
#include <linux/kernel.h>
#include <linux/math64.h>

#include "sched.h"
#include "sched_turns.h"

static void fc_place(struct sctp_assoc *a, struct sctp_turn *t, u32 len)
{
	sctp_turn_share(a, t, len);
}

static void wfq_place(struct sctp_assoc *a, struct sctp_turn *t, u32 len)
{
	u32 weight = max_t(u32, t->value, 1);

	sctp_turn_share(a, t, div_u64((u64)len << SCTP_TURN_SHIFT, weight));
}

const struct sctp_sched_ops sctp_sched_fc = {
	.name		= "fc",
	.nr		= SCTP_SCHED_FC,
	.place		= fc_place,
	SCTP_SCHED_TURNS,
};

const struct sctp_sched_ops sctp_sched_wfq = {
	.name		= "wfq",
	.nr		= SCTP_SCHED_WFQ,
	.valued		= true,
	.least		= 1,
	.place		= wfq_place,
	SCTP_SCHED_TURNS,
};
