/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters: first those of /proc/net/sctp/snmp (RFC 3873, and Linux's own) in
 * their order there. Then ours, mostly reasons to refuse a packet, chunk or
 * request.
 */
#ifndef _SCTP_CORE_MIB_H
#define _SCTP_CORE_MIB_H

enum sctp_counter {
	SCTP_MIB_CURRESTAB,
	SCTP_MIB_ACTIVEESTABS,
	SCTP_MIB_PASSIVEESTABS,
	SCTP_MIB_ABORTEDS,
	SCTP_MIB_SHUTDOWNS,
	SCTP_MIB_OUTOFBLUES,
	SCTP_MIB_CHECKSUMERRORS,
	SCTP_MIB_OUTCTRLCHUNKS,
	SCTP_MIB_OUTORDERCHUNKS,
	SCTP_MIB_OUTUNORDERCHUNKS,
	SCTP_MIB_INCTRLCHUNKS,
	SCTP_MIB_INORDERCHUNKS,
	SCTP_MIB_INUNORDERCHUNKS,
	SCTP_MIB_FRAGUSRMSGS,
	SCTP_MIB_REASMUSRMSGS,
	SCTP_MIB_OUTSCTPPACKS,
	SCTP_MIB_INSCTPPACKS,
	SCTP_MIB_T1_INIT_EXPIREDS,
	SCTP_MIB_T1_COOKIE_EXPIREDS,
	SCTP_MIB_T2_SHUTDOWN_EXPIREDS,
	SCTP_MIB_T3_RTX_EXPIREDS,
	SCTP_MIB_T4_RTO_EXPIREDS,
	SCTP_MIB_T5_SHUTDOWN_GUARD_EXPIREDS,
	SCTP_MIB_DELAY_SACK_EXPIREDS,
	SCTP_MIB_AUTOCLOSE_EXPIREDS,
	SCTP_MIB_T3_RETRANSMITS,
	SCTP_MIB_PMTUD_RETRANSMITS,
	SCTP_MIB_FAST_RETRANSMITS,
	SCTP_MIB_IN_PKT_SOFTIRQ,
	SCTP_MIB_IN_PKT_BACKLOG,
	SCTP_MIB_IN_PKT_DISCARDS,
	SCTP_MIB_IN_DATA_CHUNK_DISCARDS,
	/* from here on not in-tree Linux's: /proc/net/sctp/snmp_ext */
	SCTP_MIB_IN_BAD_FRAME,		/* a length in the packet is wrong */
	SCTP_MIB_IN_BAD_VTAG,
	SCTP_MIB_IN_BAD_INIT,
	SCTP_MIB_IN_BAD_COOKIE,		/* too short, MAC or content wrong */
	SCTP_MIB_IN_STALE_COOKIE,
	SCTP_MIB_IN_BAD_SACK,
	SCTP_MIB_IN_BAD_STREAM,
	SCTP_MIB_IN_BEYOND_WINDOW,	/* DATA beyond the advertised window */
	SCTP_MIB_IN_DUP_TSN,
	SCTP_MIB_IN_UNEXPECTED_CHUNK,	/* not in this state */
	SCTP_MIB_IN_UNKNOWN_CHUNK,
	SCTP_MIB_IN_ADDR_LIMIT,		/* peer addresses past the limit */
	SCTP_MIB_CTRL_QUEUE_LIMIT,	/* queued replies past the limit */
	SCTP_MIB_NO_MEMORY,
	SCTP_MIB_RENEGES,
	SCTP_MIB_RATE_LIMITED,		/* replies to unverified addresses */
	SCTP_MIB_IN_BAD_AUTH,		/* RFC 4895: wrong key, hash or MAC */
	SCTP_MIB_IN_NOT_AUTH,		/* chunks without the AUTH they need */
	SCTP_MIB_LOSS_PROBES,		/* tail loss probes sent */
	SCTP_MIB_RECOVERIES_UNDONE,	/* fast recoveries without loss */
	SCTP_MIB_IN_ECN_MARKED,		/* packets with DATA and the CE mark */
	SCTP_MIB_IN_BAD_ECNE,		/* its TSN was never sent */
	SCTP_MIB_ECN_REDUCTIONS,	/* cwnd was reduced because of ECNE */
	SCTP_MIB_RECONFIG_EXPIREDS,	/* Re-configuration Timer, RFC 6525 */
	SCTP_MIB_IN_BAD_RECONFIG,	/* malformed, unasked, wrong number */
	SCTP_MIB_IN_FORWARD_TSNS,	/* that moved the cumulative TSN */
	SCTP_MIB_OUT_FORWARD_TSNS,
	SCTP_MIB_IN_BAD_ASCONF,		/* malformed, unasked, wrong number */
	SCTP_MIB_ABANDONED,		/* messages that were given up */
	SCTP_MIB_ENCAP_PORTS_LEARNT,	/* RFC 6951: new UDP port of a peer */
	SCTP_MIB_IN_ZERO_CHECKSUM,	/* RFC 9653: packets without CRC32c */
	SCTP_MIB_OUT_ZERO_CHECKSUM,	/* packets and trains */
	SCTP_MIB_IN_NR_ACKED,		/* chunks freed because of NR-SACK */
	SCTP_MIB_OUT_PKTDROPS,		/* damaged packets that were reported */
	SCTP_MIB_IN_PKTDROPS,		/* reports about packets of ours */
	SCTP_MIB_IN_BAD_PKTDROP,	/* malformed, or about other packets */
	SCTP_MIB_IN_DROPPED_CHUNKS,	/* sent again because of a report */
	SCTP_MIB_MAX
};

/**
 * sctp_mib_add() - add to a counter (implemented outside of core)
 * @mib: the counter block that came with the endpoint
 * @c: which counter
 * @n: how much, may be negative for SCTP_MIB_CURRESTAB
 */
void sctp_mib_add(void *mib, enum sctp_counter c, int n);

#endif
