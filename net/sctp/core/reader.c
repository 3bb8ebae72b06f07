// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the reader does, and who has memory to give, to what was received: data
 * is taken, memory gets short, there is memory again.
 */
#include <linux/kernel.h>

#include "reasm.h"
#include "rwnd.h"
#include "rxring.h"
#include "sack.h"

/**
 * sctp_assoc_consumed() - the reader took user data
 * @a: association
 * @len: user bytes taken
 * @charge: memory given back
 *
 * Return: true when the window grew enough to tell the peer (RFC 9260 section
 * 6.2), or when a partial delivery may begin: the caller flushes the
 * association then.
 */
bool sctp_assoc_consumed(struct sctp_assoc *a, u32 len, u32 charge)
{
	sctp_rwnd_consumed(a, len, charge);
	if (a->state == SCTP_ST_CLOSED)
		return false;
	if (a->rx.partial && sctp_reasm_wants_delivery(a))
		return true;
	if (a->state != SCTP_ST_ESTABLISHED &&
	    a->state != SCTP_ST_SHUTDOWN_PENDING &&
	    a->state != SCTP_ST_SHUTDOWN_SENT)
		return false;
	if (!sctp_rwnd_opened(a))
		return false;
	sctp_sack_hurry(a);
	return true;
}

/**
 * sctp_assoc_press() - there is no memory for more received data
 * @a: association
 *
 * Until sctp_assoc_relieve() it takes only what it cannot do without to get on.
 * What waits behind a gap is reneged on. Of a message that is not complete the
 * reader gets what there is, if that is how it could go on.
 */
void sctp_assoc_press(struct sctp_assoc *a)
{
	u32 held = a->rx.ring.held;

	sctp_rwnd_press(a, true);
	sctp_reasm_renege(a);
	sctp_rxring_trim(&a->rx.ring);
	held -= a->rx.ring.held;
	if (held) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_DATA_CHUNK_DISCARDS, held);
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	}
	if (a->state != SCTP_ST_CLOSED && a->rx.partial)
		sctp_reasm_partial_delivery(a);
}

/**
 * sctp_assoc_relieve() - there is memory again
 * @a: association; the caller flushes it, so that the peer learns
 */
void sctp_assoc_relieve(struct sctp_assoc *a)
{
	sctp_rwnd_press(a, false);
	if (a->sack.started && sctp_rwnd(a) > a->rx.a_rwnd)
		sctp_sack_hurry(a);
}
