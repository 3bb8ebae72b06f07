/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packet drop reports, draft-stewart-sctp-pktdrprep: who gets a packet whose
 * CRC32c is wrong returns the begin of it, so that the sender knows that what
 * was in it is lost, and not because of congestion.
 *
 *   sender                                            receiver
 *   DATA ------------- bits flip ------------------>  CRC32c is wrong
 *        <---- PKTDROP | common header | DATA ... --  pktdrop.c
 *   DATA once more, cwnd as before: pktdropin.c
 *
 * Routers may send it, too, of packets that they drop.
 */
#ifndef _SCTP_CORE_PKTDROP_H
#define _SCTP_CORE_PKTDROP_H

#include "core/wire/wire.h"

struct sctp_assoc;
struct sctp_rx;

/* Flags of the chunk. M is the T bit of other chunks: the verification tag is
 * that of the packet that was dropped
 */
#define SCTP_PKTDROP_M	SCTP_FLAG_T	/* from a router */
#define SCTP_PKTDROP_B	0x02		/* its CRC32c was wrong */
#define SCTP_PKTDROP_T	0x04		/* it is truncated */

/* The dropped packet follows, from its common header on. @whole is its length,
 * if it is truncated
 */
struct sctpw_pktdrop {
	struct sctpw_chunk ch;
	__be32 bandwidth;	/* of a host: its receive buffer */
	__be32 queued;		/* what is in it */
	__be16 whole;
	__be16 reserved;
};

static_assert(sizeof(struct sctpw_pktdrop) == 16);

/**
 * struct sctp_pktdrop - what was done about damaged packets of late
 * @since: in which quarter of a second, low half
 * @sent: packets that were reported in it
 * @repeated: reports in it for which control chunks were sent again
 */
struct sctp_pktdrop {
	u16 since;
	u8 sent;
	u8 repeated;
};

bool sctp_pktdrop_wants(const struct sctp_assoc *a, u32 vtag);
void sctp_pktdrop_report(struct sctp_assoc *a, const struct sctp_rx *rx);
bool sctp_pktdrop_may_repeat(struct sctp_assoc *a, u64 now);

#endif
