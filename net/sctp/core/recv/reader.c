// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls of the kernel half about received data: the reader took some, memory is
 * short, there is memory again.
 */
#include <linux/kernel.h>

#include "core/assoc.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxring.h"
#include "sackout.h"

/**
 * sctp_assoc_consumed() - the reader took user data
 * @a: association
 * @len: user bytes taken
 * @charge: memory given back
 *
 * Return: true when the caller must flush the association: the window grew
 * enough to tell the peer (RFC 9260 section 6.2), or a partial delivery may
 * begin.
 */
bool sctp_assoc_consumed(struct sctp_assoc *a, u32 len, u32 charge)
{
	sctp_rwnd_consumed(a, len, charge);
	if (a->state == SCTP_ST_CLOSED)
		return false;
	if (a->rx.reasm.partial && sctp_reasm_wants_delivery(a))
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
 * sctp_assoc_press() - memory for received data is short
 * @a: association
 *
 * Until sctp_assoc_relieve() only DATA is taken without which the association
 * could not proceed: sctp_rwnd_accepts(). Chunks behind a gap are reneged on.
 * An incomplete message is delivered partially if the association could not
 * proceed otherwise.
 */
void sctp_assoc_press(struct sctp_assoc *a)
{
	u32 held = a->rx.ring.held;

	sctp_assoc_entered(a);
	sctp_rwnd_press(a, true);
	sctp_reasm_renege(a);
	sctp_rxring_trim(&a->rx.ring);
	held -= a->rx.ring.held;
	if (held) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_DATA_CHUNK_DISCARDS, held);
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	}
	if (a->state != SCTP_ST_CLOSED && a->rx.reasm.partial)
		sctp_reasm_partial_delivery(a);
}

/**
 * sctp_assoc_relieve() - there is memory for received data again
 * @a: association; the caller flushes it, so that the peer is told
 */
void sctp_assoc_relieve(struct sctp_assoc *a)
{
	sctp_assoc_entered(a);
	sctp_rwnd_press(a, false);
	if (a->sack.started && sctp_rwnd(a) > a->rx.wnd.a_rwnd)
		sctp_sack_hurry(a);
}
