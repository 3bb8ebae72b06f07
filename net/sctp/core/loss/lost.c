// SPDX-License-Identifier: GPL-2.0-only
/* A chunk is considered lost: what that means for it, and for its path */
#include <linux/kernel.h>

#include "core/assoc.h"
#include "core/send/txring.h"
#include "core/telemetry.h"
#include "core/wire/dataformat.h"
#include "cc.h"
#include "lost.h"

/**
 * sctp_lost_chunk() - a chunk in flight is considered lost
 * @a: association; sctp_recovery_enter() follows
 * @tsn: its TSN
 *
 * The burst limit is lowered with the flight size: a SACK that shows many
 * losses must not release as many retransmissions at once.
 */
void sctp_lost_chunk(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_cc_burst_lost(c->path, sctp_data_size(a->tx.data_hdr, c->len));
	c->fast_rtx = true;
	c->path->lost = true;
	sctp_txring_mark_rtx(a, tsn);
	sctp_telemetry_count(a, c->path, SCTP_PE_LOST_ACKS, 1);
	sctp_mib_add(a->mib, SCTP_MIB_FAST_RETRANSMITS, 1);
}

/**
 * sctp_lost_damaged() - a chunk in flight arrived with wrong bits
 * @a: association, the caller flushes it
 * @tsn: its TSN
 *
 * That is no sign of congestion: cwnd stays what it is, and no recovery begins.
 * What has left the network may be replaced, so one packet with such chunks may
 * exceed cwnd.
 */
void sctp_lost_damaged(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	/* SACKs on their way miss what is sent again */
	c->fast_rtx = true;
	sctp_txring_mark_rtx(a, tsn);
	sctp_txring_rtx_now(c->path);
}
