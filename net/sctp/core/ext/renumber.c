// SPDX-License-Identifier: GPL-2.0-only
/*
 * SSN/TSN reset: each component begins anew. A restart of the peer has a longer
 * list (life/collision.c): there messages fail, and paths are verified again.
 */
#include <linux/kernel.h>

#include "core/loss/rack.h"
#include "core/loss/recovery.h"
#include "core/loss/sackin.h"
#include "core/loss/tlp.h"
#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "core/recv/rxring.h"
#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/send/ostream.h"
#include "core/send/txring.h"
#include "core/assoc.h"
#include "renumber.h"

/**
 * sctp_renumber() - begin with new TSNs, and SSNs at 0, in both directions
 * @a: association with nothing outstanding
 * @next: next TSN of ours
 * @peer_next: next TSN of the peer
 *
 * RFC 6525 sections 5.2.4 rules G3 to G5 and 5.2.7 rule H5. Incomplete messages
 * of the peer are dropped, complete ones delivered.
 */
void sctp_renumber(struct sctp_assoc *a, u32 next, u32 peer_next)
{
	struct sctp_path *p;

	sctp_txring_start(&a->tx.ring, next);
	sctp_ostream_restart(a);
	sctp_sackin_renumbered(a);
	sctp_recovery_reset(a);
	list_for_each_entry(p, &a->paths, list) {
		sctp_txring_time_over(p);
		sctp_rack_reset(p);
		sctp_tlp_reset(p);
	}
	sctp_reasm_reset(a);
	sctp_rxring_init(&a->rx.ring, peer_next);
	sctp_instream_restart_all(a);
	sctp_sack_reset(a);
	/* TSNs of before mean nothing to the peer */
	sctp_ctl_unpend(a, SCTP_PEND_ECNE);
}
