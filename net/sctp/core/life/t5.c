// SPDX-License-Identifier: GPL-2.0-only
/* T5-shutdown-guard: how long it runs. shutdown.c handles its expiry. */
#include <linux/kernel.h>

#include "core/loss/rto.h"
#include "t5.h"

static u64 guard_time(const struct sctp_assoc *a)
{
	if (a->cfg->shutdown_guard)
		return sctp_ms(a->cfg->shutdown_guard);
	return 5 * sctp_ms(a->cfg->rto_max);
}

/**
 * sctp_t5_start() - start T5 unless it runs
 * @a: association
 * @now: time
 */
void sctp_t5_start(struct sctp_assoc *a, u64 now)
{
	if (!a->t5)
		a->t5 = now + guard_time(a);
}

/**
 * sctp_t5_acked() - data was acknowledged: restart T5
 * @a: association
 * @now: time
 */
void sctp_t5_acked(struct sctp_assoc *a, u64 now)
{
	if (a->t5)
		a->t5 = now + guard_time(a);
}
