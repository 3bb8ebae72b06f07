/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Names that other systems and older drafts have for what <linux/sctp.h> has.
 * A program written for them includes it after <netinet/sctp.h>, and is built
 * with the <linux/sctp.h> that is beside this file.
 *
 * A name is here only if its meaning is the same there. Documentation of this
 * stack, other-systems.md, has a table of all names, and of what differs.
 */
#ifndef _UAPI_SCTP_COMPAT_H
#define _UAPI_SCTP_COMPAT_H

#include <linux/sctp.h>

#ifndef SCTP_SET_STREAM_TIMEOUTS
#error "this is the system's <linux/sctp.h>; add the directory of ours with -I"
#endif

/* ------------------------------------------------------------------------
 * FreeBSD
 */

#define SCTP_MAXBURST			SCTP_MAX_BURST
#define SCTP_USE_EXT_RECVINFO		SCTP_USE_EXT_RCVINFO

#define SCTP_PLUGGABLE_SS		SCTP_STREAM_SCHEDULER
#define SCTP_SS_VALUE			SCTP_STREAM_SCHEDULER_VALUE
#define SCTP_SS_FIRST_COME		SCTP_SS_FCFS
#define SCTP_SS_ROUND_ROBIN		SCTP_SS_RR
#define SCTP_SS_ROUND_ROBIN_PACKET	SCTP_SS_RR_PKT
#define SCTP_SS_PRIORITY		SCTP_SS_PRIO
#define SCTP_SS_FAIR_BANDWITH		SCTP_SS_FC
#define SCTP_SS_FAIR_BANDWIDTH		SCTP_SS_FC

/* Of SCTP_FRAGMENT_INTERLEAVE. 2 is 1 and SCTP_INTERLEAVING_SUPPORTED here */
#define SCTP_FRAG_LEVEL_0		0
#define SCTP_FRAG_LEVEL_1		1
#define SCTP_FRAG_LEVEL_2		2

/* ------------------------------------------------------------------------
 * Solaris
 */

#define sas_outseqtsns			sas_outofseqtsns

/*
 * Linux has another SCTP_GET_ASSOC_STATS, of an association, with another
 * struct. Who wants Solaris', of a socket, defines this before.
 */
#ifdef SCTP_COMPAT_SOLARIS_STATS
#undef SCTP_GET_ASSOC_STATS
#define SCTP_GET_ASSOC_STATS		SCTP_GET_ENDPOINT_STATS
#define sctp_assoc_stats		sctp_endpoint_stats
typedef struct sctp_endpoint_stats sctp_assoc_stats_t;
#endif

/* ------------------------------------------------------------------------
 * draft-ietf-tsvwg-sctpsocket-04, of 2002
 *
 * SCTP_SET_PEER_PRIMARY_ADDR is what it says here: the peer is asked. There
 * it was the other way round, and is SCTP_PRIMARY_ADDR here.
 */

#define SCTP_SET_PRIMARY_ADDR		SCTP_SET_PEER_PRIMARY_ADDR
#define SCTP_ASSOCRTXINFO		SCTP_ASSOCINFO
#define SCTP_SET_PEER_ADDR_PARAMS	SCTP_PEER_ADDR_PARAMS
#define SET_DEFAULT_SEND_PARAM		SCTP_DEFAULT_SEND_PARAM
#define SCTP_SET_DEFAULT_SEND_PARAM	SCTP_DEFAULT_SEND_PARAM
#define SCTP_SET_EVENTS			SCTP_EVENTS
#define SCTP_SET_EVENT			SCTP_EVENTS

#define SCTP_SET_ADAPTION_LAYER		SCTP_ADAPTATION_LAYER
#define SCTP_ADAPTION_INDICATION	SCTP_ADAPTATION_INDICATION
#define sctp_setadaption		sctp_setadaptation
#define ssb_adaption_ind		ssb_adaptation_ind
#define sctp_adaption_event		sctp_adaptation_event
#define sn_adaption_event		sn_adaptation_event
#define sai_adaption_bits		sai_adaptation_ind
#define sai_adaptation_bits		sai_adaptation_ind
#define sctp_adaption_layer_event	sctp_adaptation_layer_event

#define SCTP_ADDR_UNREACHABL		SCTP_ADDR_UNREACHABLE

/* Bits of sinfo_flags */
#ifndef MSG_UNORDERED
#define MSG_UNORDERED			SCTP_UNORDERED
#endif
#ifndef MSG_ADDR_OVER
#define MSG_ADDR_OVER			SCTP_ADDR_OVER
#endif
#ifndef MSG_ABORT
#define MSG_ABORT			SCTP_ABORT
#endif
#ifndef MSG_EOF
#define MSG_EOF				SCTP_EOF
#endif

/* msg_flags of its examples; here nothing depends on it */
#ifndef MSG_XPG4_2
#define MSG_XPG4_2			0
#endif

#endif
