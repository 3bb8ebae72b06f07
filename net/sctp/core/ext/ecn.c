// SPDX-License-Identifier: GPL-2.0-only
/*
 * Explicit Congestion Notification (RFC 3168), with the chunks of RFC 4960
 * appendix A:
 *
 *   sender                      network                       receiver
 *   DATA, ECT(0) ------------> marks: CE ------------------>
 *                <-------------------------------- ECNE, with each SACK
 *   cwnd reduced,
 *   CWR          ------------------------------------------> no ECNE any more
 *
 * ECNE has the lowest TSN of the packet that was marked, CWR that of the ECNE.
 * A sender reduces cwnd once per window, as for losses (recovery.c). It answers
 * each ECNE, since the CWR before may be lost, with the next packet it sends:
 * a packet with nothing but CWR would be dropped where DATA is marked.
 *
 * Packets with DATA are sent with ECT(0), others without: nobody would reduce
 * anything for them (RFC 3168 section 6.1.4).
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/loss/recovery.h"
#include "core/send/ctl.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/serial.h"
#include "ecn.h"

static u32 ecn_tsn(const struct sctp_view *v)
{
	return get_unaligned_be32(&((const struct sctpw_ecn *)v->hdr)->tsn);
}

/* The lowest TSN of a packet with DATA; false if it cannot be read again */
static bool lowest_tsn(struct sctp_rx *rx, u32 *lowest)
{
	struct sctp_chunk_iter it = sctp_chunk_begin(rx, 0);
	bool found = false;
	struct sctp_view v;
	u32 tsn;

	while (sctp_chunk_next(&it, &v)) {
		if (v.type != rx->format->type)
			continue;
		tsn = get_unaligned_be32(&((const union sctpw_any_data *)
					   v.hdr)->tsn);
		if (!found || sctp_tsn_lt(tsn, *lowest))
			*lowest = tsn;
		found = true;
	}
	return found;
}

/**
 * sctp_ecn_marked() - packets with DATA came with the CE mark
 * @a: association
 * @tsn: the lowest TSN in them
 * @npackets: how many
 *
 * ECNE goes with each SACK from now on. While one does, it keeps its TSN.
 */
void sctp_ecn_marked(struct sctp_assoc *a, u32 tsn, u32 npackets)
{
	if (!sctp_ecn_on(a))
		return;
	sctp_mib_add(a->mib, SCTP_MIB_IN_ECN_MARKED, npackets);
	if (!sctp_ctl_has_ecne(&a->ctl))
		sctp_ctl_ecne(a, tsn);
}

/**
 * sctp_ecn_came() - a packet with DATA came with the CE mark
 * @a: association
 * @rx: packet that passed sctp_frame_check(), its chunks processed
 */
void sctp_ecn_came(struct sctp_assoc *a, struct sctp_rx *rx)
{
	u32 tsn;

	if (lowest_tsn(rx, &tsn))
		sctp_ecn_marked(a, tsn, 1);
}

static bool tsn_outstanding(const struct sctp_assoc *a, u32 tsn)
{
	const struct sctp_txring *r = &a->tx.ring;

	return sctp_tsn_gte(tsn, r->base) && sctp_tsn_lt(tsn, r->next);
}

/* Was every TSN sent that is not to come? */
static bool all_tsns_used(const struct sctp_assoc *a)
{
	return a->tx.sackin.renumbered ||
	       a->counts.oodchunks + a->counts.ouodchunks > S32_MAX;
}

static bool tsn_acknowledged(const struct sctp_assoc *a, u32 tsn)
{
	const u32 base = a->tx.ring.base;

	return sctp_tsn_lt(tsn, base) &&
	       (base - tsn <= base - a->hs.my_initial_tsn || all_tsns_used(a));
}

/* Reduce cwnd of the path that last sent the chunk. Not if that path is gone,
 * or T3-rtx has reduced it already
 */
static void reduce_for(struct sctp_assoc *a, u32 tsn)
{
	const struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);
	struct sctp_path *p = sctp_tx_chunk_sent_on(c);

	if (p && c->state != SCTP_CHUNK_LOST)
		sctp_recovery_marked(a, p, tsn);
}

/**
 * sctp_ecne_input() - process an ECNE chunk
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * It comes before the SACK in its packet, so a TSN for which cwnd is still to
 * be reduced is outstanding. TSNs that were never sent are ignored.
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_ecne_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	u32 tsn = ecn_tsn(v);

	if (!sctp_ecn_on(a))
		return SCTP_V_NEXT;
	if (tsn_outstanding(a, tsn)) {
		reduce_for(a, tsn);
	} else if (!tsn_acknowledged(a, tsn)) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_ECNE, 1);
		return SCTP_V_NEXT;
	}
	sctp_ctl_cwr(a, tsn);
	return SCTP_V_NEXT;
}

/**
 * sctp_cwr_input() - process a CWR chunk
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * It is answered to the ECNE if its TSN is not lower: it may be that of a later
 * one.
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_cwr_input(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_view *v)
{
	if (sctp_ctl_has_ecne(&a->ctl) &&
	    sctp_tsn_gte(ecn_tsn(v), a->ctl.ecne_tsn))
		sctp_ctl_unpend(a, SCTP_PEND_ECNE);
	return SCTP_V_NEXT;
}
