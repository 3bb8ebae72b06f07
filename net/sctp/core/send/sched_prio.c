// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strict priorities (RFC 8260 section 3.4): a stream is served only while none
 * of a higher priority has messages. 0 is the highest, and the default. Streams
 * of the same priority are served in turn.
 */
#include "sched.h"
#include "sched_turns.h"

static void prio_place(struct sctp_assoc *a, struct sctp_turn *t, u32 len)
{
	t->rank = t->value;
	sctp_turn_last(a, t, len);
}

const struct sctp_sched_ops sctp_sched_prio = {
	.name		= "prio",
	.nr		= SCTP_SCHED_PRIO,
	.valued		= true,
	.place		= prio_place,
	SCTP_SCHED_TURNS,
};
