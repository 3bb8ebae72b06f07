/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * SCTP sockets: what a program and the kernel tell each other.
 *
 * Level SOL_SCTP socket options, ancillary data of sendmsg(2) and recvmsg(2),
 * and notifications, in the spirit of RFC 6458. Every name, number and layout
 * is that of Linux's own <linux/sctp.h>: a program compiled against either
 * header works with either implementation. tools/selftests/abi compares the
 * two. Option numbers 0 to 133 belong to Linux; extensions of this module
 * begin at 200.
 *
 * Contents:
 *	1. Association ids
 *	2. Option numbers
 *	3. Ancillary data
 *	4. Notifications
 *	5. Arguments of options, by topic
 *	6. What sock_diag reports
 */
#if !defined(_SCTP_H) && !defined(_UAPI_SCTP_H)
/* Linux's header has the first name when installed and the other before. */
#define _SCTP_H
#define _UAPI_SCTP_H

#include <linux/types.h>
#include <linux/socket.h>

#ifndef __KERNEL__
#include <sys/socket.h>		/* for struct sockaddr_storage */
#endif

/* ------------------------------------------------------------------------
 * 1. Association ids
 */

/**
 * typedef sctp_assoc_t - names one association of a socket
 *
 * Real ids are above %SCTP_ALL_ASSOC. The three special ones matter on
 * one-to-many sockets only: a one-to-one socket has at most one association
 * and ignores the id.
 */
typedef __s32 sctp_assoc_t;

/* Special ids: associations to come, existing ones, or both. */
#define SCTP_FUTURE_ASSOC	0
#define SCTP_CURRENT_ASSOC	1
#define SCTP_ALL_ASSOC		2

/* ------------------------------------------------------------------------
 * 2. Option numbers at level SOL_SCTP
 *
 * To the right: the argument, then who may use it (get, set).
 */

/* Set up and tear down */
#define SCTP_INITMSG			2	/* sctp_initmsg: get, set */
#define SCTP_AUTOCLOSE			4	/* int, seconds: get, set */
#define SCTP_RTOINFO			0	/* sctp_rtoinfo: get, set */
#define SCTP_ASSOCINFO			1	/* sctp_assocparams: get, set */
#define SCTP_ADAPTATION_LAYER		7	/* sctp_setadaptation: both */
#define SCTP_SOCKOPT_CONNECTX_OLD	107	/* packed addresses: set */
#define SCTP_SOCKOPT_CONNECTX		110	/* packed addresses: set */
#define SCTP_SOCKOPT_CONNECTX3		111	/* sctp_getaddrs_old: get */
#define SCTP_SOCKOPT_PEELOFF		102	/* sctp_peeloff_arg_t: get */
#define SCTP_SOCKOPT_PEELOFF_FLAGS	122	/* its _flags_ twin: get */
#define SCTP_REUSE_PORT			36	/* int: get, set */

/* Addresses and paths */
#define SCTP_SOCKOPT_BINDX_ADD		100	/* packed addresses: set */
#define SCTP_SOCKOPT_BINDX_REM		101	/* packed addresses: set */
#define SCTP_GET_PEER_ADDRS		108	/* sctp_getaddrs: get */
#define SCTP_GET_LOCAL_ADDRS		109	/* sctp_getaddrs: get */
#define SCTP_GET_PEER_ADDR_INFO		15	/* sctp_paddrinfo: get */
#define SCTP_PRIMARY_ADDR		6	/* sctp_prim: get, set */
#define SCTP_SET_PEER_PRIMARY_ADDR	5	/* sctp_setpeerprim: set */
#define SCTP_PEER_ADDR_PARAMS		9	/* sctp_paddrparams: both */
#define SCTP_PEER_ADDR_THLDS		31	/* sctp_paddrthlds: get, set */
#define SCTP_PEER_ADDR_THLDS_V2		37	/* sctp_paddrthlds_v2: both */
#define SCTP_EXPOSE_POTENTIALLY_FAILED_STATE 131 /* sctp_assoc_value: both */
#define SCTP_EXPOSE_PF_STATE	SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
#define SCTP_PLPMTUD_PROBE_INTERVAL	133	/* sctp_probeinterval: both */
#define SCTP_REMOTE_UDP_ENCAPS_PORT	132	/* sctp_udpencaps: get, set */
/* This stack's own: SCTP_PLUGGABLE_CC of a path. */
#define SCTP_PEER_ADDR_CC		204	/* sctp_paddrcc: get, set */
#define SCTP_I_WANT_MAPPED_V4_ADDR	12	/* int: get, set */
#define SCTP_AUTO_ASCONF		30	/* int: get, set */

/* Sending */
#define SCTP_NODELAY			3	/* int: get, set */
#define SCTP_DISABLE_FRAGMENTS		8	/* int: get, set */
#define SCTP_MAXSEG			13	/* sctp_assoc_value: both */
#define SCTP_MAX_BURST			20	/* sctp_assoc_value: both */
#define SCTP_DEFAULT_SEND_PARAM		10	/* sctp_sndrcvinfo: get, set */
#define SCTP_DEFAULT_SNDINFO		34	/* sctp_sndinfo: get, set */
#define SCTP_DEFAULT_PRINFO		114	/* sctp_default_prinfo: both */
#define SCTP_PR_ASSOC_STATUS		115	/* sctp_prstatus: get */
#define SCTP_PR_STREAM_STATUS		116	/* sctp_prstatus: get */
#define SCTP_STREAM_SCHEDULER		123	/* sctp_assoc_value: both */
#define SCTP_STREAM_SCHEDULER_VALUE	124	/* sctp_stream_value: both */
/* This stack's own: RFC 6458 section 8.1.26. */
#define SCTP_EXPLICIT_EOR		200	/* int: get, set */
/* This stack's own: SO_ZEROCOPY, for kernels that keep SOL_SOCKET from us. */
#define SCTP_ZEROCOPY			201	/* int: get, set */
/* This stack's own: congestion control, by FreeBSD's numbers or by name. */
#define SCTP_PLUGGABLE_CC		203	/* sctp_assoc_value: both */
#define SCTP_CONGESTION			205	/* sctp_congestion: both */
/* This stack's own: the life time of messages, by stream. */
#define SCTP_SET_STREAM_TIMEOUTS	211	/* sctp_setstrm_timeout: both */
/* This stack's own: data takes several paths at once, as on FreeBSD. */
#define SCTP_CMT_ON_OFF			206	/* sctp_assoc_value: both */
#define SCTP_CMT_USE_DAC		207	/* sctp_assoc_value: both */
/* This stack's own: what limits an association, what is lost and why. */
#define SCTP_TELEMETRY			214	/* sctp_assoc_value: both */
#define SCTP_TELEMETRY_INFO		215	/* sctp_get_telemetry: get */

/* Not an option: what security modules see when sendmsg(2) connects. */
#define SCTP_SENDMSG_CONNECT		126

/* Receiving */
#define SCTP_EVENTS			11	/* sctp_event_subscribe: both */
#define SCTP_EVENT			127	/* sctp_event: get, set */
#define SCTP_RECVRCVINFO		32	/* int: get, set */
#define SCTP_RECVNXTINFO		33	/* int: get, set */
/* This stack's own: RFC 6458 section 8.1.22. */
#define SCTP_USE_EXT_RCVINFO		213	/* int: get, set */
#define SCTP_CONTEXT			17	/* sctp_assoc_value: both */
#define SCTP_FRAGMENT_INTERLEAVE	18	/* int: get, set */
#define SCTP_PARTIAL_DELIVERY_POINT	19	/* __u32, bytes: get, set */
#define SCTP_DELAYED_ACK_TIME		16	/* sctp_sack_info: get, set */
#define SCTP_DELAYED_ACK		SCTP_DELAYED_ACK_TIME
#define SCTP_DELAYED_SACK		SCTP_DELAYED_ACK_TIME
/*
 * This stack's own: a notification, or SCTP_SNDRCV data, as in the draft of
 * 2002. In the order of enum sctp_sn_type.
 */
#define SCTP_RECVDATAIOEVNT		220	/* int: get, set */
#define SCTP_RECVASSOCEVNT		221	/* int: get, set */
#define SCTP_RECVPADDEVNT		222	/* int: get, set */
#define SCTP_RECVSENDFAILEVNT		223	/* int: get, set */
#define SCTP_RECVPEERERR		224	/* int: get, set */
#define SCTP_RECVSHUTDOWNEVNT		225	/* int: get, set */
#define SCTP_RECVPDEVNT			226	/* int: get, set */
#define SCTP_RECVADAPTIONEVNT		227	/* int: get, set */
/* This stack's own: SCTP_COMM_UP and SCTP_RESTART have a list of features. */
#define SCTP_ASSOC_FEATURES		202	/* int: get, set */

/* Authentication (RFC 4895) */
#define SCTP_AUTH_CHUNK			21	/* sctp_authchunk: set */
#define SCTP_HMAC_IDENT			22	/* sctp_hmacalgo: get, set */
#define SCTP_AUTH_KEY			23	/* sctp_authkey: set */
#define SCTP_AUTH_ACTIVE_KEY		24	/* sctp_authkeyid: get, set */
#define SCTP_AUTH_DELETE_KEY		25	/* sctp_authkeyid: set */
#define SCTP_AUTH_DEACTIVATE_KEY	35	/* sctp_authkeyid: set */
#define SCTP_PEER_AUTH_CHUNKS		26	/* sctp_authchunks: get */
#define SCTP_LOCAL_AUTH_CHUNKS		27	/* sctp_authchunks: get */

/* Stream reconfiguration (RFC 6525) */
#define SCTP_ENABLE_STREAM_RESET	118	/* sctp_assoc_value: both */
#define SCTP_RESET_STREAMS		119	/* sctp_reset_streams: set */
#define SCTP_RESET_ASSOC		120	/* sctp_assoc_t: set */
#define SCTP_ADD_STREAMS		121	/* sctp_add_streams: set */

/* Extensions to offer to the peer: sctp_assoc_value, get and set */
#define SCTP_PR_SUPPORTED		113	/* RFC 3758 */
/* This stack's own: the same for the socket, as on Solaris. */
#define SCTP_PRSCTP			231	/* int: get, set */
#define SCTP_RECONFIG_SUPPORTED		117	/* RFC 6525 */
#define SCTP_INTERLEAVING_SUPPORTED	125	/* RFC 8260 */
#define SCTP_ASCONF_SUPPORTED		128	/* RFC 5061 */
#define SCTP_AUTH_SUPPORTED		129	/* RFC 4895 */
#define SCTP_ECN_SUPPORTED		130	/* RFC 9260 appendix A */
/* This stack's own: draft-natarajan-tsvwg-sctp-nrsack. */
#define SCTP_NRSACK_SUPPORTED		208
/* This stack's own: draft-stewart-sctp-pktdrprep. */
#define SCTP_PKTDROP_SUPPORTED		209

/* This stack's own: RFC 9653, SCTP_EDMID_*. */
#define SCTP_ACCEPT_ZERO_CHECKSUM	212	/* __u32: get, set */

/* Looking in */
#define SCTP_STATUS			14	/* sctp_status: get */
#define SCTP_GET_ASSOC_NUMBER		28	/* __u32: get */
#define SCTP_GET_ASSOC_ID_LIST		29	/* sctp_assoc_ids: get */
#define SCTP_GET_ASSOC_STATS		112	/* sctp_assoc_stats: get */
/* This stack's own: timers that expired, as on FreeBSD. */
#define SCTP_TIMEOUTS			210	/* sctp_timeouts: get */
/* This stack's own: of a socket, as on Solaris; setting it to 0 resets it. */
#define SCTP_GET_ENDPOINT_STATS		230	/* sctp_endpoint_stats, int */

/* Flags of sctp_bindx(3), a library call over options 100 and 101. */
#define SCTP_BINDX_ADD_ADDR	0x01
#define SCTP_BINDX_REM_ADDR	0x02

/* ------------------------------------------------------------------------
 * 3. Ancillary data (cmsg_level IPPROTO_SCTP) and message flags
 */

/**
 * enum sctp_msg_flags - msg_flags bits that only SCTP sets
 * @MSG_NOTIFICATION: recvmsg(2) returned a &union sctp_notification
 */
enum sctp_msg_flags {
	MSG_NOTIFICATION = 0x8000,
#define MSG_NOTIFICATION	MSG_NOTIFICATION
};

/**
 * enum sctp_cmsg_type - values of cmsg_type
 * @SCTP_INIT: &struct sctp_initmsg, when sending sets up the association
 * @SCTP_SNDRCV: &struct sctp_sndrcvinfo, both ways, superseded by the next two
 * @SCTP_SNDINFO: &struct sctp_sndinfo, when sending
 * @SCTP_RCVINFO: &struct sctp_rcvinfo, when receiving
 * @SCTP_NXTINFO: &struct sctp_nxtinfo, when receiving
 * @SCTP_PRINFO: &struct sctp_prinfo, when sending
 * @SCTP_AUTHINFO: &struct sctp_authinfo, when sending
 * @SCTP_DSTADDRV4: &struct in_addr, one more peer address for a set-up
 * @SCTP_DSTADDRV6: &struct in6_addr, one more peer address for a set-up
 */
typedef enum sctp_cmsg_type {
	SCTP_INIT,
#define SCTP_INIT	SCTP_INIT
	SCTP_SNDRCV,
#define SCTP_SNDRCV	SCTP_SNDRCV
	SCTP_SNDINFO,
#define SCTP_SNDINFO	SCTP_SNDINFO
	SCTP_RCVINFO,
#define SCTP_RCVINFO	SCTP_RCVINFO
	SCTP_NXTINFO,
#define SCTP_NXTINFO	SCTP_NXTINFO
	SCTP_PRINFO,
#define SCTP_PRINFO	SCTP_PRINFO
	SCTP_AUTHINFO,
#define SCTP_AUTHINFO	SCTP_AUTHINFO
	SCTP_DSTADDRV4,
#define SCTP_DSTADDRV4	SCTP_DSTADDRV4
	SCTP_DSTADDRV6,
#define SCTP_DSTADDRV6	SCTP_DSTADDRV6
} sctp_cmsg_t;

/* Only here: struct sctp_extrcvinfo instead of SCTP_SNDRCV, when receiving. */
#define SCTP_EXTRCV		200

/**
 * enum sctp_sinfo_flags - per message flags
 * @SCTP_UNORDERED: deliver outside the order of the stream
 * @SCTP_ADDR_OVER: send to msg_name even if it is not the primary path
 * @SCTP_ABORT: end the association with an ABORT; the data is its reason
 * @SCTP_SACK_IMMEDIATELY: ask the peer not to delay its SACK (RFC 7053)
 * @SCTP_SENDALL: send to every association of a one-to-many socket
 * @SCTP_PR_SCTP_ALL: &struct sctp_prstatus only: every policy summed up
 * @SCTP_NOTIFICATION: the next message is a notification (nxt_flags)
 * @SCTP_EOF: shut down gracefully; the value is that of MSG_FIN
 */
enum sctp_sinfo_flags {
	SCTP_UNORDERED		= 0x0001,
	SCTP_ADDR_OVER		= 0x0002,
	SCTP_ABORT		= 0x0004,
	SCTP_SACK_IMMEDIATELY	= 0x0008,
	/* 0x0010 and 0x0020 carry the partial reliability policy */
	SCTP_SENDALL		= 0x0040,
	SCTP_PR_SCTP_ALL	= 0x0080,
	SCTP_EOF		= 0x0200,
	SCTP_NOTIFICATION	= MSG_NOTIFICATION,
};

/* Only here: with SCTP_EXPLICIT_EOR it ends a message, as MSG_EOR does. */
#define SCTP_EOR		0x2000

/* Partial reliability policies (RFC 3758, RFC 7496), inside the flags. */
#define SCTP_PR_SCTP_NONE	0x0000	/* never give up */
#define SCTP_PR_SCTP_TTL	0x0010	/* after so many milliseconds */
#define SCTP_PR_SCTP_RTX	0x0020	/* after so many retransmissions */
#define SCTP_PR_SCTP_PRIO	0x0030	/* when space is needed for better */
#define SCTP_PR_SCTP_MAX	SCTP_PR_SCTP_PRIO
#define SCTP_PR_SCTP_MASK	0x0030

/* Policies as array indices: TTL 0, RTX 1, PRIO 2. */
#define __SCTP_PR_INDEX(x)	(((x) >> 4) - 1)
#define SCTP_PR_INDEX(x)	__SCTP_PR_INDEX(SCTP_PR_SCTP_ ## x)

#define SCTP_PR_POLICY(x)	((x) & SCTP_PR_SCTP_MASK)
#define SCTP_PR_SET_POLICY(flags, x)				\
	((flags) = ((flags) & ~SCTP_PR_SCTP_MASK) | (x))

#define SCTP_PR_TTL_ENABLED(x)	(SCTP_PR_POLICY(x) == SCTP_PR_SCTP_TTL)
#define SCTP_PR_RTX_ENABLED(x)	(SCTP_PR_POLICY(x) == SCTP_PR_SCTP_RTX)
#define SCTP_PR_PRIO_ENABLED(x)	(SCTP_PR_POLICY(x) == SCTP_PR_SCTP_PRIO)

/**
 * struct sctp_initmsg - how to set up an association
 * @sinit_num_ostreams: outgoing streams to ask for
 * @sinit_max_instreams: incoming streams to allow
 * @sinit_max_attempts: INITs to send before giving up
 * @sinit_max_init_timeo: largest RTO while doing so, in milliseconds
 *
 * RFC 6458 sections 5.3.1 and 8.1.3. A field of 0 keeps the default.
 */
struct sctp_initmsg {
	__u16 sinit_num_ostreams;
	__u16 sinit_max_instreams;
	__u16 sinit_max_attempts;
	__u16 sinit_max_init_timeo;
};

/**
 * struct sctp_sndrcvinfo - how a message is, or was, sent
 * @sinfo_stream: stream id
 * @sinfo_ssn: stream sequence number, receive only
 * @sinfo_flags: &enum sctp_sinfo_flags and a policy
 * @sinfo_ppid: payload protocol id, passed through untouched
 * @sinfo_context: for the application: comes back in failures
 * @sinfo_timetolive: argument of the policy, send only
 * @sinfo_tsn: TSN of the first fragment, receive only
 * @sinfo_cumtsn: cumulative TSN, receive only
 * @sinfo_assoc_id: association
 *
 * RFC 6458 section 5.3.2, which deprecates it.
 */
struct sctp_sndrcvinfo {
	__u16 sinfo_stream;
	__u16 sinfo_ssn;
	__u16 sinfo_flags;
	__u32 sinfo_ppid;
	__u32 sinfo_context;
	__u32 sinfo_timetolive;
	__u32 sinfo_tsn;
	__u32 sinfo_cumtsn;
	sctp_assoc_t sinfo_assoc_id;
};

/**
 * struct sctp_extrcvinfo - how a message was sent, and what is read next
 * @sinfo_stream: as in &struct sctp_sndrcvinfo, all of them
 * @sinfo_ssn: see there
 * @sinfo_flags: see there
 * @sinfo_ppid: see there
 * @sinfo_context: see there
 * @sinfo_pr_value: 0
 * @sinfo_tsn: see there
 * @sinfo_cumtsn: see there
 * @serinfo_next_flags: &enum sctp_next_flags; the members that follow are valid
 *                      with %SCTP_NEXT_MSG_AVAIL, once this message is read
 * @serinfo_next_stream: stream of the next message
 * @serinfo_next_aid: its association
 * @serinfo_next_length: its bytes, or those of it that are there
 * @serinfo_next_ppid: its payload protocol id
 * @sinfo_assoc_id: see there
 *
 * RFC 6458 section 5.3.3, which deprecates it.
 */
struct sctp_extrcvinfo {
	__u16 sinfo_stream;
	__u16 sinfo_ssn;
	__u16 sinfo_flags;
	__u32 sinfo_ppid;
	__u32 sinfo_context;
	__u32 sinfo_pr_value;
	__u32 sinfo_tsn;
	__u32 sinfo_cumtsn;
	__u16 serinfo_next_flags;
	__u16 serinfo_next_stream;
	__u32 serinfo_next_aid;
	__u32 serinfo_next_length;
	__u32 serinfo_next_ppid;
	sctp_assoc_t sinfo_assoc_id;
};

/**
 * enum sctp_next_flags - the message after the one that is read
 * @SCTP_NEXT_MSG_AVAIL: there is one
 * @SCTP_NEXT_MSG_ISCOMPLETE: all of it is there
 * @SCTP_NEXT_MSG_IS_UNORDERED: it is unordered
 * @SCTP_NEXT_MSG_IS_NOTIFICATION: it is a notification
 */
enum sctp_next_flags {
	SCTP_NEXT_MSG_AVAIL		= 0x0001,
	SCTP_NEXT_MSG_ISCOMPLETE	= 0x0002,
	SCTP_NEXT_MSG_IS_UNORDERED	= 0x0004,
	SCTP_NEXT_MSG_IS_NOTIFICATION	= 0x0008,
};

/**
 * struct sctp_sndinfo - how to send a message
 * @snd_sid: stream id
 * @snd_flags: &enum sctp_sinfo_flags
 * @snd_ppid: payload protocol id, passed through untouched
 * @snd_context: for the application: comes back in failures
 * @snd_assoc_id: association
 *
 * RFC 6458 section 5.3.4.
 */
struct sctp_sndinfo {
	__u16 snd_sid;
	__u16 snd_flags;
	__u32 snd_ppid;
	__u32 snd_context;
	sctp_assoc_t snd_assoc_id;
};

/**
 * struct sctp_rcvinfo - how the message at hand was sent
 * @rcv_sid: stream id
 * @rcv_ssn: stream sequence number
 * @rcv_flags: %SCTP_UNORDERED or 0
 * @rcv_ppid: payload protocol id as the peer gave it
 * @rcv_tsn: TSN of the first fragment
 * @rcv_cumtsn: cumulative TSN
 * @rcv_context: value of %SCTP_CONTEXT
 * @rcv_assoc_id: association
 *
 * RFC 6458 section 5.3.5.
 */
struct sctp_rcvinfo {
	__u16 rcv_sid;
	__u16 rcv_ssn;
	__u16 rcv_flags;
	__u32 rcv_ppid;
	__u32 rcv_tsn;
	__u32 rcv_cumtsn;
	__u32 rcv_context;
	sctp_assoc_t rcv_assoc_id;
};

/**
 * struct sctp_nxtinfo - what the next recvmsg(2) will return
 * @nxt_sid: stream id
 * @nxt_flags: %SCTP_UNORDERED, %SCTP_NOTIFICATION
 * @nxt_ppid: payload protocol id
 * @nxt_length: bytes there already
 * @nxt_assoc_id: association
 *
 * RFC 6458 section 5.3.6.
 */
struct sctp_nxtinfo {
	__u16 nxt_sid;
	__u16 nxt_flags;
	__u32 nxt_ppid;
	__u32 nxt_length;
	sctp_assoc_t nxt_assoc_id;
};

/**
 * struct sctp_prinfo - partial reliability of a message
 * @pr_policy: SCTP_PR_SCTP_*
 * @pr_value: milliseconds, retransmissions or priority
 *
 * RFC 6458 section 5.3.7.
 */
struct sctp_prinfo {
	__u16 pr_policy;
	__u32 pr_value;
};

/**
 * struct sctp_authinfo - key of a message
 * @auth_keynumber: shared key identifier
 *
 * RFC 6458 section 5.3.8.
 */
struct sctp_authinfo {
	__u16 auth_keynumber;
};

/**
 * typedef sctp_cmsg_data_t - ancillary data of the first two types
 */
typedef union {
	__u8 raw;
	struct sctp_initmsg init;
	struct sctp_sndrcvinfo sndrcv;
} sctp_cmsg_data_t;

/* ------------------------------------------------------------------------
 * 4. Notifications: messages from the stack, flagged MSG_NOTIFICATION
 *
 * All begin with type, flags and the length of the whole, header included.
 */

/**
 * enum sctp_sn_type - sn_type, and se_type of %SCTP_EVENT
 * @SCTP_SN_TYPE_BASE: the lowest one
 * @SCTP_DATA_IO_EVENT: no notification: switches %SCTP_SNDRCV data on
 * @SCTP_ASSOC_CHANGE: &struct sctp_assoc_change
 * @SCTP_PEER_ADDR_CHANGE: &struct sctp_paddr_change
 * @SCTP_SEND_FAILED: &struct sctp_send_failed
 * @SCTP_REMOTE_ERROR: &struct sctp_remote_error
 * @SCTP_SHUTDOWN_EVENT: &struct sctp_shutdown_event
 * @SCTP_PARTIAL_DELIVERY_EVENT: &struct sctp_pdapi_event
 * @SCTP_ADAPTATION_INDICATION: &struct sctp_adaptation_event
 * @SCTP_AUTHENTICATION_EVENT: &struct sctp_authkey_event
 * @SCTP_SENDER_DRY_EVENT: &struct sctp_sender_dry_event
 * @SCTP_STREAM_RESET_EVENT: &struct sctp_stream_reset_event
 * @SCTP_ASSOC_RESET_EVENT: &struct sctp_assoc_reset_event
 * @SCTP_STREAM_CHANGE_EVENT: &struct sctp_stream_change_event
 * @SCTP_SEND_FAILED_EVENT: &struct sctp_send_failed_event
 * @SCTP_SN_TYPE_MAX: the highest one
 */
enum sctp_sn_type {
	SCTP_SN_TYPE_BASE = 0x8000,
	SCTP_DATA_IO_EVENT = SCTP_SN_TYPE_BASE,
#define SCTP_DATA_IO_EVENT		SCTP_DATA_IO_EVENT
	SCTP_ASSOC_CHANGE,
#define SCTP_ASSOC_CHANGE		SCTP_ASSOC_CHANGE
	SCTP_PEER_ADDR_CHANGE,
#define SCTP_PEER_ADDR_CHANGE		SCTP_PEER_ADDR_CHANGE
	SCTP_SEND_FAILED,
#define SCTP_SEND_FAILED		SCTP_SEND_FAILED
	SCTP_REMOTE_ERROR,
#define SCTP_REMOTE_ERROR		SCTP_REMOTE_ERROR
	SCTP_SHUTDOWN_EVENT,
#define SCTP_SHUTDOWN_EVENT		SCTP_SHUTDOWN_EVENT
	SCTP_PARTIAL_DELIVERY_EVENT,
#define SCTP_PARTIAL_DELIVERY_EVENT	SCTP_PARTIAL_DELIVERY_EVENT
	SCTP_ADAPTATION_INDICATION,
#define SCTP_ADAPTATION_INDICATION	SCTP_ADAPTATION_INDICATION
	SCTP_AUTHENTICATION_EVENT,
#define SCTP_AUTHENTICATION_INDICATION	SCTP_AUTHENTICATION_EVENT
	SCTP_SENDER_DRY_EVENT,
#define SCTP_SENDER_DRY_EVENT		SCTP_SENDER_DRY_EVENT
	SCTP_STREAM_RESET_EVENT,
#define SCTP_STREAM_RESET_EVENT		SCTP_STREAM_RESET_EVENT
	SCTP_ASSOC_RESET_EVENT,
#define SCTP_ASSOC_RESET_EVENT		SCTP_ASSOC_RESET_EVENT
	SCTP_STREAM_CHANGE_EVENT,
#define SCTP_STREAM_CHANGE_EVENT	SCTP_STREAM_CHANGE_EVENT
	SCTP_SEND_FAILED_EVENT,
#define SCTP_SEND_FAILED_EVENT		SCTP_SEND_FAILED_EVENT
	SCTP_SN_TYPE_MAX = SCTP_SEND_FAILED_EVENT,
#define SCTP_SN_TYPE_MAX		SCTP_SN_TYPE_MAX
};

/* Not in Linux: notifications were lost, RFC 6458 section 6.1.10; no more than
 * a header. Comes to whoever subscribed to any.
 */
#define SCTP_NOTIFICATIONS_STOPPED_EVENT	0x80c8

/**
 * enum sctp_sn_error - sac_error and spc_error
 * @SCTP_FAILED_THRESHOLD: too many retransmissions
 * @SCTP_RECEIVED_SACK: a SACK answered
 * @SCTP_HEARTBEAT_SUCCESS: a HEARTBEAT ACK answered
 * @SCTP_RESPONSE_TO_USER_REQ: the application asked for it
 * @SCTP_INTERNAL_ERROR: out of resources
 * @SCTP_SHUTDOWN_GUARD_EXPIRES: the peer did not let the shutdown end
 * @SCTP_PEER_FAULTY: the peer broke the protocol
 */
typedef enum sctp_sn_error {
	SCTP_FAILED_THRESHOLD,
	SCTP_RECEIVED_SACK,
	SCTP_HEARTBEAT_SUCCESS,
	SCTP_RESPONSE_TO_USER_REQ,
	SCTP_INTERNAL_ERROR,
	SCTP_SHUTDOWN_GUARD_EXPIRES,
	SCTP_PEER_FAULTY,
} sctp_sn_error_t;

/**
 * struct sctp_assoc_change - an association began, ended or started over
 * @sac_type: %SCTP_ASSOC_CHANGE
 * @sac_flags: 0
 * @sac_length: bytes, @sac_info included
 * @sac_state: &enum sctp_sac_state
 * @sac_error: why it ended: cause code of an ABORT or &enum sctp_sn_error
 * @sac_outbound_streams: streams this end may send on
 * @sac_inbound_streams: streams the peer may send on
 * @sac_assoc_id: association
 * @sac_info: ABORT chunk received, on %SCTP_COMM_LOST; with
 *            %SCTP_ASSOC_FEATURES on, SCTP_ASSOC_SUPPORTS_* on %SCTP_COMM_UP
 *            and %SCTP_RESTART
 *
 * RFC 6458 section 6.1.1.
 */
struct sctp_assoc_change {
	__u16 sac_type;
	__u16 sac_flags;
	__u32 sac_length;
	__u16 sac_state;
	__u16 sac_error;
	__u16 sac_outbound_streams;
	__u16 sac_inbound_streams;
	sctp_assoc_t sac_assoc_id;
	__u8 sac_info[];
};

/* This stack's own: entries of sac_info, RFC 6458 section 6.1.1. */
#define SCTP_ASSOC_SUPPORTS_PR			1
#define SCTP_ASSOC_SUPPORTS_AUTH		2
#define SCTP_ASSOC_SUPPORTS_ASCONF		3
#define SCTP_ASSOC_SUPPORTS_MULTIBUF		4
#define SCTP_ASSOC_SUPPORTS_RE_CONFIG		5
#define SCTP_ASSOC_SUPPORTS_INTERLEAVING	6
#define SCTP_ASSOC_SUPPORTS_MAX			SCTP_ASSOC_SUPPORTS_INTERLEAVING

/**
 * enum sctp_sac_state - sac_state
 * @SCTP_COMM_UP: established
 * @SCTP_COMM_LOST: aborted or given up
 * @SCTP_RESTART: the peer started over
 * @SCTP_SHUTDOWN_COMP: closed gracefully
 * @SCTP_CANT_STR_ASSOC: could not be established
 */
enum sctp_sac_state {
	SCTP_COMM_UP,
	SCTP_COMM_LOST,
	SCTP_RESTART,
	SCTP_SHUTDOWN_COMP,
	SCTP_CANT_STR_ASSOC,
};

/**
 * struct sctp_paddr_change - something happened to a peer address
 * @spc_type: %SCTP_PEER_ADDR_CHANGE
 * @spc_flags: 0
 * @spc_length: bytes
 * @spc_aaddr: the address
 * @spc_state: &enum sctp_spc_state
 * @spc_error: &enum sctp_sn_error
 * @spc_assoc_id: association
 *
 * RFC 6458 section 6.1.2.
 */
struct sctp_paddr_change {
	__u16 spc_type;
	__u16 spc_flags;
	__u32 spc_length;
	struct sockaddr_storage spc_aaddr;
	int spc_state;
	int spc_error;
	sctp_assoc_t spc_assoc_id;
} __attribute__((packed, aligned(4)));

/**
 * enum sctp_spc_state - spc_state
 * @SCTP_ADDR_AVAILABLE: answers again
 * @SCTP_ADDR_UNREACHABLE: does not answer
 * @SCTP_ADDR_REMOVED: no longer part of the association
 * @SCTP_ADDR_ADDED: now part of the association
 * @SCTP_ADDR_MADE_PRIM: is the primary address now
 * @SCTP_ADDR_CONFIRMED: has proved to be the peer's
 * @SCTP_ADDR_POTENTIALLY_FAILED: answers badly (RFC 7829)
 */
enum sctp_spc_state {
	SCTP_ADDR_AVAILABLE,
	SCTP_ADDR_UNREACHABLE,
	SCTP_ADDR_REMOVED,
	SCTP_ADDR_ADDED,
	SCTP_ADDR_MADE_PRIM,
	SCTP_ADDR_CONFIRMED,
	SCTP_ADDR_POTENTIALLY_FAILED,
#define SCTP_ADDR_PF	SCTP_ADDR_POTENTIALLY_FAILED
};

/**
 * struct sctp_remote_error - the peer sent an ERROR chunk
 * @sre_type: %SCTP_REMOTE_ERROR
 * @sre_flags: 0
 * @sre_length: bytes, @sre_data included
 * @sre_error: cause code, network byte order
 * @sre_assoc_id: association
 * @sre_data: the causes
 *
 * RFC 6458 section 6.1.3.
 */
struct sctp_remote_error {
	__u16 sre_type;
	__u16 sre_flags;
	__u32 sre_length;
	__be16 sre_error;
	sctp_assoc_t sre_assoc_id;
	__u8 sre_data[];
};

/**
 * struct sctp_send_failed - a message was not delivered
 * @ssf_type: %SCTP_SEND_FAILED
 * @ssf_flags: &enum sctp_ssf_flags
 * @ssf_length: bytes, @ssf_data included
 * @ssf_error: why: a cause code, or 0
 * @ssf_info: how it was sent
 * @ssf_assoc_id: association
 * @ssf_data: the payload
 *
 * RFC 6458 section 6.1.4, which prefers &struct sctp_send_failed_event.
 */
struct sctp_send_failed {
	__u16 ssf_type;
	__u16 ssf_flags;
	__u32 ssf_length;
	__u32 ssf_error;
	struct sctp_sndrcvinfo ssf_info;
	sctp_assoc_t ssf_assoc_id;
	__u8 ssf_data[];
};

/**
 * struct sctp_send_failed_event - a message was not delivered
 * @ssf_type: %SCTP_SEND_FAILED_EVENT
 * @ssf_flags: &enum sctp_ssf_flags
 * @ssf_length: bytes, @ssf_data included
 * @ssf_error: why: a cause code, or 0
 * @ssfe_info: how it was sent
 * @ssf_assoc_id: association
 * @ssf_data: the payload
 *
 * RFC 6458 section 6.1.11.
 */
struct sctp_send_failed_event {
	__u16 ssf_type;
	__u16 ssf_flags;
	__u32 ssf_length;
	__u32 ssf_error;
	struct sctp_sndinfo ssfe_info;
	sctp_assoc_t ssf_assoc_id;
	__u8 ssf_data[];
};

/**
 * enum sctp_ssf_flags - ssf_flags
 * @SCTP_DATA_UNSENT: never given a TSN
 * @SCTP_DATA_SENT: sent and not acknowledged: the peer may have it or not
 */
enum sctp_ssf_flags {
	SCTP_DATA_UNSENT,
	SCTP_DATA_SENT,
};

/**
 * struct sctp_shutdown_event - the peer sends no more
 * @sse_type: %SCTP_SHUTDOWN_EVENT
 * @sse_flags: 0
 * @sse_length: bytes
 * @sse_assoc_id: association
 *
 * RFC 6458 section 6.1.5.
 */
struct sctp_shutdown_event {
	__u16 sse_type;
	__u16 sse_flags;
	__u32 sse_length;
	sctp_assoc_t sse_assoc_id;
};

/**
 * struct sctp_adaptation_event - the peer's adaptation layer
 * @sai_type: %SCTP_ADAPTATION_INDICATION
 * @sai_flags: 0
 * @sai_length: bytes
 * @sai_adaptation_ind: its code point
 * @sai_assoc_id: association
 *
 * RFC 6458 section 6.1.6.
 */
struct sctp_adaptation_event {
	__u16 sai_type;
	__u16 sai_flags;
	__u32 sai_length;
	__u32 sai_adaptation_ind;
	sctp_assoc_t sai_assoc_id;
};

/**
 * struct sctp_pdapi_event - the rest of a message will not come
 * @pdapi_type: %SCTP_PARTIAL_DELIVERY_EVENT
 * @pdapi_flags: 1 with I-DATA if the message is unordered, else 0
 * @pdapi_length: bytes
 * @pdapi_indication: %SCTP_PARTIAL_DELIVERY_ABORTED
 * @pdapi_assoc_id: association
 * @pdapi_stream: stream id of the message
 * @pdapi_seq: its stream sequence number, or its MID
 *
 * RFC 6458 section 6.1.7.
 */
struct sctp_pdapi_event {
	__u16 pdapi_type;
	__u16 pdapi_flags;
	__u32 pdapi_length;
	__u32 pdapi_indication;
	sctp_assoc_t pdapi_assoc_id;
	__u32 pdapi_stream;
	__u32 pdapi_seq;
};

/* pdapi_indication */
enum {
	SCTP_PARTIAL_DELIVERY_ABORTED = 0,
};

/**
 * struct sctp_authkey_event - a key came or went
 * @auth_type: %SCTP_AUTHENTICATION_EVENT
 * @auth_flags: 0
 * @auth_length: bytes
 * @auth_keynumber: the key
 * @auth_altkeynumber: 0
 * @auth_indication: SCTP_AUTH_NEW_KEY, _FREE_KEY or _NO_AUTH
 * @auth_assoc_id: association
 *
 * RFC 6458 section 6.1.8.
 */
struct sctp_authkey_event {
	__u16 auth_type;
	__u16 auth_flags;
	__u32 auth_length;
	__u16 auth_keynumber;
	__u16 auth_altkeynumber;
	__u32 auth_indication;
	sctp_assoc_t auth_assoc_id;
};

/* auth_indication: used first, used last, or the peer does not do RFC 4895 */
enum {
	SCTP_AUTH_NEW_KEY,
	SCTP_AUTH_FREE_KEY,
	SCTP_AUTH_NO_AUTH,
#define SCTP_AUTH_NEWKEY	SCTP_AUTH_NEW_KEY
};

/**
 * struct sctp_sender_dry_event - all that was sent is acknowledged
 * @sender_dry_type: %SCTP_SENDER_DRY_EVENT
 * @sender_dry_flags: 0
 * @sender_dry_length: bytes
 * @sender_dry_assoc_id: association
 *
 * RFC 6458 section 6.1.9.
 */
struct sctp_sender_dry_event {
	__u16 sender_dry_type;
	__u16 sender_dry_flags;
	__u32 sender_dry_length;
	sctp_assoc_t sender_dry_assoc_id;
};

/* strreset_flags; the first two also say which direction was refused */
#define SCTP_STREAM_RESET_INCOMING_SSN	0x0001
#define SCTP_STREAM_RESET_OUTGOING_SSN	0x0002
#define SCTP_STREAM_RESET_DENIED	0x0004
#define SCTP_STREAM_RESET_FAILED	0x0008

/**
 * struct sctp_stream_reset_event - streams were, or were not, reset
 * @strreset_type: %SCTP_STREAM_RESET_EVENT
 * @strreset_flags: SCTP_STREAM_RESET_*
 * @strreset_length: bytes, @strreset_stream_list included
 * @strreset_assoc_id: association
 * @strreset_stream_list: the streams; none means all
 *
 * RFC 6525 section 6.1.1.
 */
struct sctp_stream_reset_event {
	__u16 strreset_type;
	__u16 strreset_flags;
	__u32 strreset_length;
	sctp_assoc_t strreset_assoc_id;
	__u16 strreset_stream_list[];
};

/* assocreset_flags */
#define SCTP_ASSOC_RESET_DENIED		0x0004
#define SCTP_ASSOC_RESET_FAILED		0x0008

/**
 * struct sctp_assoc_reset_event - all streams and TSNs were started over
 * @assocreset_type: %SCTP_ASSOC_RESET_EVENT
 * @assocreset_flags: SCTP_ASSOC_RESET_*
 * @assocreset_length: bytes
 * @assocreset_assoc_id: association
 * @assocreset_local_tsn: next TSN of this end
 * @assocreset_remote_tsn: next TSN of the peer
 *
 * RFC 6525 section 6.1.2.
 */
struct sctp_assoc_reset_event {
	__u16 assocreset_type;
	__u16 assocreset_flags;
	__u32 assocreset_length;
	sctp_assoc_t assocreset_assoc_id;
	__u32 assocreset_local_tsn;
	__u32 assocreset_remote_tsn;
};

/* strchange_flags */
#define SCTP_ASSOC_CHANGE_DENIED	0x0004
#define SCTP_ASSOC_CHANGE_FAILED	0x0008
#define SCTP_STREAM_CHANGE_DENIED	SCTP_ASSOC_CHANGE_DENIED
#define SCTP_STREAM_CHANGE_FAILED	SCTP_ASSOC_CHANGE_FAILED

/**
 * struct sctp_stream_change_event - the number of streams changed
 * @strchange_type: %SCTP_STREAM_CHANGE_EVENT
 * @strchange_flags: SCTP_STREAM_CHANGE_*
 * @strchange_length: bytes
 * @strchange_assoc_id: association
 * @strchange_instrms: incoming streams there are now
 * @strchange_outstrms: outgoing streams there are now
 *
 * RFC 6525 section 6.1.3.
 */
struct sctp_stream_change_event {
	__u16 strchange_type;
	__u16 strchange_flags;
	__u32 strchange_length;
	sctp_assoc_t strchange_assoc_id;
	__u16 strchange_instrms;
	__u16 strchange_outstrms;
};

/**
 * union sctp_notification - any notification
 * @sn_header: what they have in common
 * @sn_assoc_change: %SCTP_ASSOC_CHANGE
 * @sn_paddr_change: %SCTP_PEER_ADDR_CHANGE
 * @sn_remote_error: %SCTP_REMOTE_ERROR
 * @sn_send_failed: %SCTP_SEND_FAILED
 * @sn_send_failed_event: %SCTP_SEND_FAILED_EVENT
 * @sn_shutdown_event: %SCTP_SHUTDOWN_EVENT
 * @sn_adaptation_event: %SCTP_ADAPTATION_INDICATION
 * @sn_pdapi_event: %SCTP_PARTIAL_DELIVERY_EVENT
 * @sn_authkey_event: %SCTP_AUTHENTICATION_EVENT
 * @sn_sender_dry_event: %SCTP_SENDER_DRY_EVENT
 * @sn_strreset_event: %SCTP_STREAM_RESET_EVENT
 * @sn_assocreset_event: %SCTP_ASSOC_RESET_EVENT
 * @sn_strchange_event: %SCTP_STREAM_CHANGE_EVENT
 */
union sctp_notification {
	struct {
		__u16 sn_type;
		__u16 sn_flags;
		__u32 sn_length;
	} sn_header;
	struct sctp_assoc_change sn_assoc_change;
	struct sctp_paddr_change sn_paddr_change;
	struct sctp_remote_error sn_remote_error;
	struct sctp_send_failed sn_send_failed;
	struct sctp_send_failed_event sn_send_failed_event;
	struct sctp_shutdown_event sn_shutdown_event;
	struct sctp_adaptation_event sn_adaptation_event;
	struct sctp_pdapi_event sn_pdapi_event;
	struct sctp_authkey_event sn_authkey_event;
	struct sctp_sender_dry_event sn_sender_dry_event;
	struct sctp_stream_reset_event sn_strreset_event;
	struct sctp_assoc_reset_event sn_assocreset_event;
	struct sctp_stream_change_event sn_strchange_event;
};

/**
 * struct sctp_event_subscribe - argument of %SCTP_EVENTS
 * @sctp_data_io_event: &struct sctp_sndrcvinfo with each message
 * @sctp_association_event: %SCTP_ASSOC_CHANGE
 * @sctp_address_event: %SCTP_PEER_ADDR_CHANGE
 * @sctp_send_failure_event: %SCTP_SEND_FAILED
 * @sctp_peer_error_event: %SCTP_REMOTE_ERROR
 * @sctp_shutdown_event: %SCTP_SHUTDOWN_EVENT
 * @sctp_partial_delivery_event: %SCTP_PARTIAL_DELIVERY_EVENT
 * @sctp_adaptation_layer_event: %SCTP_ADAPTATION_INDICATION
 * @sctp_authentication_event: %SCTP_AUTHENTICATION_EVENT
 * @sctp_sender_dry_event: %SCTP_SENDER_DRY_EVENT
 * @sctp_stream_reset_event: %SCTP_STREAM_RESET_EVENT
 * @sctp_assoc_reset_event: %SCTP_ASSOC_RESET_EVENT
 * @sctp_stream_change_event: %SCTP_STREAM_CHANGE_EVENT
 * @sctp_send_failure_event_event: %SCTP_SEND_FAILED_EVENT
 *
 * One switch for each type, in the order of &enum sctp_sn_type. It has grown
 * at its end: the kernel takes any shorter form. RFC 6458 section 6.2.1.
 */
struct sctp_event_subscribe {
	__u8 sctp_data_io_event;
	__u8 sctp_association_event;
	__u8 sctp_address_event;
	__u8 sctp_send_failure_event;
	__u8 sctp_peer_error_event;
	__u8 sctp_shutdown_event;
	__u8 sctp_partial_delivery_event;
	__u8 sctp_adaptation_layer_event;
	__u8 sctp_authentication_event;
	__u8 sctp_sender_dry_event;
	__u8 sctp_stream_reset_event;
	__u8 sctp_assoc_reset_event;
	__u8 sctp_stream_change_event;
	__u8 sctp_send_failure_event_event;
};

/**
 * struct sctp_event - argument of %SCTP_EVENT
 * @se_assoc_id: association, or a special id
 * @se_type: &enum sctp_sn_type
 * @se_on: 1 or 0
 *
 * RFC 6458 section 6.2.2.
 */
struct sctp_event {
	sctp_assoc_t se_assoc_id;
	__u16 se_type;
	__u8 se_on;
};

/* ------------------------------------------------------------------------
 * 5. Arguments of options
 */

/**
 * struct sctp_assoc_value - one number of an association
 * @assoc_id: association, or a special id
 * @assoc_value: the number
 */
struct sctp_assoc_value {
	sctp_assoc_t assoc_id;
	__u32 assoc_value;
};

/**
 * struct sctp_rtoinfo - bounds of the retransmission timeout
 * @srto_assoc_id: association, or a special id
 * @srto_initial: before there is a measurement, in milliseconds
 * @srto_max: upper bound, in milliseconds
 * @srto_min: lower bound, in milliseconds
 *
 * RFC 6458 section 8.1.1. A field of 0 keeps the value.
 */
struct sctp_rtoinfo {
	sctp_assoc_t srto_assoc_id;
	__u32 srto_initial;
	__u32 srto_max;
	__u32 srto_min;
};

/**
 * struct sctp_assocparams - parameters of an association
 * @sasoc_assoc_id: association, or a special id
 * @sasoc_asocmaxrxt: Association.Max.Retrans
 * @sasoc_number_peer_destinations: addresses of the peer, get only
 * @sasoc_peer_rwnd: receive window of the peer in bytes, get only
 * @sasoc_local_rwnd: receive window of this end in bytes, get only
 * @sasoc_cookie_life: life of a state cookie, in milliseconds
 *
 * RFC 6458 section 8.1.2. A field of 0 keeps the value.
 */
struct sctp_assocparams {
	sctp_assoc_t sasoc_assoc_id;
	__u16 sasoc_asocmaxrxt;
	__u16 sasoc_number_peer_destinations;
	__u32 sasoc_peer_rwnd;
	__u32 sasoc_local_rwnd;
	__u32 sasoc_cookie_life;
};

/**
 * struct sctp_setadaptation - adaptation layer to announce
 * @ssb_adaptation_ind: its code point, 0 for none
 *
 * RFC 6458 section 8.1.9.
 */
struct sctp_setadaptation {
	__u32 ssb_adaptation_ind;
};

/**
 * struct sctp_getaddrs_old - argument of %SCTP_SOCKOPT_CONNECTX3
 * @assoc_id: association set up
 * @addr_num: length of the addresses in bytes
 * @addrs: socket addresses, one right after the other
 */
struct sctp_getaddrs_old {
	sctp_assoc_t assoc_id;
	int addr_num;
	struct sockaddr *addrs;
};

/**
 * struct sctp_getaddrs - addresses of one side of an association
 * @assoc_id: association
 * @addr_num: number of addresses
 * @addrs: socket addresses, one right after the other
 */
struct sctp_getaddrs {
	sctp_assoc_t assoc_id;
	__u32 addr_num;
	__u8 addrs[];
};

/**
 * typedef sctp_peeloff_arg_t - argument of %SCTP_SOCKOPT_PEELOFF
 *
 * Holds the association to give a socket of its own, and that socket.
 */
typedef struct {
	sctp_assoc_t associd;
	int sd;
} sctp_peeloff_arg_t;

/**
 * typedef sctp_peeloff_flags_arg_t - argument of %SCTP_SOCKOPT_PEELOFF_FLAGS
 *
 * The same with SOCK_CLOEXEC and SOCK_NONBLOCK for the new socket.
 */
typedef struct {
	sctp_peeloff_arg_t p_arg;
	unsigned int flags;
} sctp_peeloff_flags_arg_t;

/**
 * struct sctp_prim - the address this end prefers to send to
 * @ssp_assoc_id: association
 * @ssp_addr: address of the peer
 *
 * RFC 6458 section 8.1.8.
 */
struct sctp_prim {
	sctp_assoc_t ssp_assoc_id;
	struct sockaddr_storage ssp_addr;
} __attribute__((packed, aligned(4)));

#define sctp_setprim	sctp_prim

/**
 * struct sctp_setpeerprim - the address the peer is asked to prefer
 * @sspp_assoc_id: association
 * @sspp_addr: address of this end
 *
 * RFC 6458 section 8.3.2.
 */
struct sctp_setpeerprim {
	sctp_assoc_t sspp_assoc_id;
	struct sockaddr_storage sspp_addr;
} __attribute__((packed, aligned(4)));

/**
 * enum sctp_spp_flags - spp_flags
 * @SPP_HB_ENABLE: send heartbeats
 * @SPP_HB_DISABLE: do not
 * @SPP_HB: both of them
 * @SPP_HB_DEMAND: send one at once
 * @SPP_PMTUD_ENABLE: discover the path MTU
 * @SPP_PMTUD_DISABLE: use spp_pathmtu
 * @SPP_PMTUD: both of them
 * @SPP_SACKDELAY_ENABLE: delay SACKs by spp_sackdelay
 * @SPP_SACKDELAY_DISABLE: do not
 * @SPP_SACKDELAY: both of them
 * @SPP_HB_TIME_IS_ZERO: spp_hbinterval of 0 is meant, not "keep"
 * @SPP_IPV6_FLOWLABEL: spp_ipv6_flowlabel is valid
 * @SPP_DSCP: spp_dscp is valid
 */
enum sctp_spp_flags {
	SPP_HB_ENABLE		= 1 << 0,
	SPP_HB_DISABLE		= 1 << 1,
	SPP_HB			= SPP_HB_ENABLE | SPP_HB_DISABLE,
	SPP_HB_DEMAND		= 1 << 2,
	SPP_PMTUD_ENABLE	= 1 << 3,
	SPP_PMTUD_DISABLE	= 1 << 4,
	SPP_PMTUD		= SPP_PMTUD_ENABLE | SPP_PMTUD_DISABLE,
	SPP_SACKDELAY_ENABLE	= 1 << 5,
	SPP_SACKDELAY_DISABLE	= 1 << 6,
	SPP_SACKDELAY		= SPP_SACKDELAY_ENABLE | SPP_SACKDELAY_DISABLE,
	SPP_HB_TIME_IS_ZERO	= 1 << 7,
	SPP_IPV6_FLOWLABEL	= 1 << 8,
	SPP_DSCP		= 1 << 9,
};

/**
 * struct sctp_paddrparams - parameters of a path
 * @spp_assoc_id: association, or a special id
 * @spp_address: address of the peer; a wildcard means all of them
 * @spp_hbinterval: heartbeat interval in milliseconds
 * @spp_pathmaxrxt: Path.Max.Retrans
 * @spp_pathmtu: path MTU in bytes
 * @spp_sackdelay: SACK delay in milliseconds
 * @spp_flags: &enum sctp_spp_flags
 * @spp_ipv6_flowlabel: flow label of packets sent
 * @spp_dscp: DSCP of packets sent, in the upper six bits
 *
 * RFC 6458 section 8.1.12.
 */
struct sctp_paddrparams {
	sctp_assoc_t spp_assoc_id;
	struct sockaddr_storage spp_address;
	__u32 spp_hbinterval;
	__u16 spp_pathmaxrxt;
	__u32 spp_pathmtu;
	__u32 spp_sackdelay;
	__u32 spp_flags;
	__u32 spp_ipv6_flowlabel;
	__u8 spp_dscp;
} __attribute__((packed, aligned(4)));

/**
 * struct sctp_paddrthlds - when a path counts as failed
 * @spt_assoc_id: association, or a special id
 * @spt_address: address of the peer; a wildcard means all of them
 * @spt_pathmaxrxt: errors until it is inactive
 * @spt_pathpfthld: errors until it is potentially failed
 *
 * RFC 7829 section 7.2. An i386 program sees no padding before @spt_address,
 * here and in the other structs that are not packed.
 */
struct sctp_paddrthlds {
	sctp_assoc_t spt_assoc_id;
	struct sockaddr_storage spt_address;
	__u16 spt_pathmaxrxt;
	__u16 spt_pathpfthld;
};

/**
 * struct sctp_paddrthlds_v2 - the same with primary path switchover
 * @spt_assoc_id: association, or a special id
 * @spt_address: address of the peer; a wildcard means all of them
 * @spt_pathmaxrxt: errors until it is inactive
 * @spt_pathpfthld: errors until it is potentially failed
 * @spt_pathcpthld: errors until another path becomes primary
 *
 * RFC 7829 section 7.2.
 */
struct sctp_paddrthlds_v2 {
	sctp_assoc_t spt_assoc_id;
	struct sockaddr_storage spt_address;
	__u16 spt_pathmaxrxt;
	__u16 spt_pathpfthld;
	__u16 spt_pathcpthld;
};

/**
 * struct sctp_udpencaps - UDP port of the peer (RFC 6951)
 * @sue_assoc_id: association, or a special id
 * @sue_address: address of the peer; a wildcard means all of them
 * @sue_port: the port in network byte order, 0 for no encapsulation
 */
struct sctp_udpencaps {
	sctp_assoc_t sue_assoc_id;
	struct sockaddr_storage sue_address;
	__u16 sue_port;
};

/**
 * struct sctp_probeinterval - path MTU probing (RFC 8899)
 * @spi_assoc_id: association, or a special id
 * @spi_address: address of the peer; a wildcard means all of them
 * @spi_interval: between two probes, in milliseconds, 0 for no probing
 */
struct sctp_probeinterval {
	sctp_assoc_t spi_assoc_id;
	struct sockaddr_storage spi_address;
	__u32 spi_interval;
};

/*
 * Values of %SCTP_PLUGGABLE_CC and %SCTP_PEER_ADDR_CC. Those below 16 are
 * FreeBSD's.
 */
#define SCTP_CC_RFC2581		0	/* RFC 9260 section 7.2 */
#define SCTP_CC_HSTCP		1	/* RFC 3649 */
#define SCTP_CC_HTCP		2	/* draft-leith-tcp-htcp */
#define SCTP_CC_CUBIC		16	/* RFC 9438 and RFC 9406 */
#define SCTP_CC_DCTCP		17	/* RFC 8257, as far as ECNE allows */

/* Values of %SCTP_CMT_ON_OFF, FreeBSD's */
#define SCTP_CMT_OFF		0
#define SCTP_CMT_BASE		1	/* each path by itself */
#define SCTP_CMT_RPV1		2	/* coupled by ssthresh */
#define SCTP_CMT_RPV2		3	/* coupled by rate */
#define SCTP_CMT_MPTCP		4	/* coupled as in RFC 6356 */

/**
 * struct sctp_paddrcc - congestion control of a path
 * @spc_assoc_id: association, or a special id
 * @spc_value: one of SCTP_CC_*
 * @spc_address: address of the peer; a wildcard means all of them
 */
struct sctp_paddrcc {
	sctp_assoc_t spc_assoc_id;
	__u32 spc_value;
	struct sockaddr_storage spc_address;
};

/* Error detection methods of %SCTP_ACCEPT_ZERO_CHECKSUM, RFC 9653 */
#define SCTP_EDMID_NONE			0
#define SCTP_EDMID_LOWER_LAYER_DTLS	1

/**
 * struct sctp_setstrm_timeout - %SCTP_SET_STREAM_TIMEOUTS
 * @ssto_assoc_id: association
 * @ssto_timeout: life time of messages that do not say how long they live,
 *                milliseconds; 0 for none
 * @ssto_streamid_start: the first stream; getsockopt(2) is about this one
 * @ssto_streamid_end: the last one
 */
struct sctp_setstrm_timeout {
	sctp_assoc_t	ssto_assoc_id;
	__u32		ssto_timeout;
	__u16		ssto_streamid_start;
	__u16		ssto_streamid_end;
};

/**
 * struct sctp_congestion - congestion control by name
 * @assoc_id: association, or a special id
 * @name: as in /proc/sys/net/sctp/available_congestion_control; ends with a
 *        zero
 */
struct sctp_congestion {
	sctp_assoc_t assoc_id;
	char name[16];
};

/**
 * struct sctp_sack_info - when to acknowledge
 * @sack_assoc_id: association, or a special id
 * @sack_delay: at the latest after so many milliseconds
 * @sack_freq: at the latest after so many packets; 1 means never delay
 *
 * RFC 6458 section 8.1.19.
 */
struct sctp_sack_info {
	sctp_assoc_t sack_assoc_id;
	__u32 sack_delay;
	__u32 sack_freq;
};

/**
 * struct sctp_default_prinfo - partial reliability unless a message says it
 * @pr_assoc_id: association, or a special id
 * @pr_value: milliseconds, retransmissions or priority
 * @pr_policy: SCTP_PR_SCTP_*
 *
 * RFC 6458 section 8.1.32.
 */
struct sctp_default_prinfo {
	sctp_assoc_t pr_assoc_id;
	__u32 pr_value;
	__u16 pr_policy;
};

/**
 * struct sctp_prstatus - messages given up
 * @sprstat_assoc_id: association
 * @sprstat_sid: stream, for %SCTP_PR_STREAM_STATUS
 * @sprstat_policy: policy to report on, or %SCTP_PR_SCTP_ALL
 * @sprstat_abandoned_unsent: messages of which nothing was sent
 * @sprstat_abandoned_sent: messages of which something was sent
 *
 * RFC 7496 section 4.3.
 */
struct sctp_prstatus {
	sctp_assoc_t sprstat_assoc_id;
	__u16 sprstat_sid;
	__u16 sprstat_policy;
	__u64 sprstat_abandoned_unsent;
	__u64 sprstat_abandoned_sent;
};

/**
 * enum sctp_sched_type - which stream sends next (RFC 8260 section 3)
 * @SCTP_SS_FCFS: in the order the messages came
 * @SCTP_SS_DEFAULT: what a new socket has
 * @SCTP_SS_PRIO: the stream with the lowest value first
 * @SCTP_SS_RR: one message each in turn
 * @SCTP_SS_FC: equal bytes
 * @SCTP_SS_WFQ: bytes by weight
 * @SCTP_SS_MAX: the highest one; 2 in Linux before 6.4
 * @SCTP_SS_RR_PKT: one packet each in turn; not in Linux
 */
enum sctp_sched_type {
	SCTP_SS_FCFS,
	SCTP_SS_DEFAULT = SCTP_SS_FCFS,
	SCTP_SS_PRIO,
	SCTP_SS_RR,
	SCTP_SS_FC,
	SCTP_SS_WFQ,
	SCTP_SS_MAX = SCTP_SS_WFQ,
	SCTP_SS_RR_PKT = 1024,
};

/**
 * struct sctp_stream_value - argument of %SCTP_STREAM_SCHEDULER_VALUE
 * @assoc_id: association, or %SCTP_CURRENT_ASSOC
 * @stream_id: stream
 * @stream_value: its priority or weight
 *
 * RFC 8260 section 4.3.3.
 */
struct sctp_stream_value {
	sctp_assoc_t assoc_id;
	__u16 stream_id;
	__u16 stream_value;
};

/**
 * struct sctp_authchunk - a chunk type the peer must authenticate
 * @sauth_chunk: the type
 *
 * RFC 6458 section 8.3.3.
 */
struct sctp_authchunk {
	__u8 sauth_chunk;
};

/* shmac_idents (RFC 4895 section 8) */
enum {
	SCTP_AUTH_HMAC_ID_SHA1 = 1,
	SCTP_AUTH_HMAC_ID_SHA256 = 3,
};

/**
 * struct sctp_hmacalgo - HMACs this end takes, best first
 * @shmac_num_idents: how many
 * @shmac_idents: their identifiers
 *
 * RFC 6458 section 8.1.15.
 */
struct sctp_hmacalgo {
	__u32 shmac_num_idents;
	__u16 shmac_idents[];
};

#define shmac_number_of_idents	shmac_num_idents

/**
 * struct sctp_authkey - a shared key
 * @sca_assoc_id: association, or a special id
 * @sca_keynumber: its identifier
 * @sca_keylength: its length in bytes
 * @sca_key: the key
 *
 * RFC 6458 section 8.3.4.
 */
struct sctp_authkey {
	sctp_assoc_t sca_assoc_id;
	__u16 sca_keynumber;
	__u16 sca_keylength;
	__u8 sca_key[];
};

/**
 * struct sctp_authkeyid - which shared key
 * @scact_assoc_id: association, or a special id
 * @scact_keynumber: its identifier
 *
 * RFC 6458 sections 8.1.16, 8.3.5 and 8.3.6.
 */
struct sctp_authkeyid {
	sctp_assoc_t scact_assoc_id;
	__u16 scact_keynumber;
};

/**
 * struct sctp_authchunks - chunk types that one side wants authenticated
 * @gauth_assoc_id: association
 * @gauth_number_of_chunks: how many
 * @gauth_chunks: the types
 *
 * RFC 6458 sections 8.2.3 and 8.2.4.
 */
struct sctp_authchunks {
	sctp_assoc_t gauth_assoc_id;
	__u32 gauth_number_of_chunks;
	__u8 gauth_chunks[];
};

/* Some programs know the field by this misspelt name. */
#define guth_number_of_chunks	gauth_number_of_chunks

/* Bits of SCTP_ENABLE_STREAM_RESET: requests of the peer to grant */
#define SCTP_ENABLE_RESET_STREAM_REQ	0x01
#define SCTP_ENABLE_RESET_ASSOC_REQ	0x02
#define SCTP_ENABLE_CHANGE_ASSOC_REQ	0x04
#define SCTP_ENABLE_STRRESET_MASK	0x07

/* srs_flags */
#define SCTP_STREAM_RESET_INCOMING	0x01
#define SCTP_STREAM_RESET_OUTGOING	0x02

/**
 * struct sctp_reset_streams - start streams over at sequence number 0
 * @srs_assoc_id: association
 * @srs_flags: SCTP_STREAM_RESET_INCOMING, _OUTGOING
 * @srs_number_streams: how many; 0 means all
 * @srs_stream_list: which
 *
 * RFC 6525 section 6.3.2.
 */
struct sctp_reset_streams {
	sctp_assoc_t srs_assoc_id;
	__u16 srs_flags;
	__u16 srs_number_streams;
	__u16 srs_stream_list[];
};

/**
 * struct sctp_add_streams - have more streams
 * @sas_assoc_id: association
 * @sas_instrms: incoming ones to add
 * @sas_outstrms: outgoing ones to add
 *
 * RFC 6525 section 6.3.4.
 */
struct sctp_add_streams {
	sctp_assoc_t sas_assoc_id;
	__u16 sas_instrms;
	__u16 sas_outstrms;
};

/**
 * enum sctp_spinfo_state - spinfo_state
 * @SCTP_INACTIVE: does not answer
 * @SCTP_PF: potentially failed (RFC 7829)
 * @SCTP_ACTIVE: answers
 * @SCTP_UNCONFIRMED: not yet proved to be the peer's
 * @SCTP_UNKNOWN: not yet tried; never reported
 */
enum sctp_spinfo_state {
	SCTP_INACTIVE,
	SCTP_PF,
#define SCTP_POTENTIALLY_FAILED	SCTP_PF
	SCTP_ACTIVE,
	SCTP_UNCONFIRMED,
	SCTP_UNKNOWN = 0xffff,
};

/**
 * struct sctp_paddrinfo - state of a path
 * @spinfo_assoc_id: association
 * @spinfo_address: address of the peer
 * @spinfo_state: &enum sctp_spinfo_state
 * @spinfo_cwnd: congestion window in bytes
 * @spinfo_srtt: smoothed round trip time in milliseconds
 * @spinfo_rto: retransmission timeout in milliseconds
 * @spinfo_mtu: path MTU in bytes
 *
 * RFC 6458 section 8.2.2.
 */
struct sctp_paddrinfo {
	sctp_assoc_t spinfo_assoc_id;
	struct sockaddr_storage spinfo_address;
	__s32 spinfo_state;
	__u32 spinfo_cwnd;
	__u32 spinfo_srtt;
	__u32 spinfo_rto;
	__u32 spinfo_mtu;
} __attribute__((packed, aligned(4)));

/**
 * enum sctp_sstat_state - sstat_state
 * @SCTP_EMPTY: no association
 * @SCTP_CLOSED: RFC 9260 section 4, as are the rest
 * @SCTP_COOKIE_WAIT: INIT sent
 * @SCTP_COOKIE_ECHOED: COOKIE ECHO sent
 * @SCTP_ESTABLISHED: open
 * @SCTP_SHUTDOWN_PENDING: this end closes and waits for its queue to drain
 * @SCTP_SHUTDOWN_SENT: SHUTDOWN sent
 * @SCTP_SHUTDOWN_RECEIVED: the peer closes; this end drains its queue
 * @SCTP_SHUTDOWN_ACK_SENT: SHUTDOWN ACK sent
 */
enum sctp_sstat_state {
	SCTP_EMPTY,
	SCTP_CLOSED,
	SCTP_COOKIE_WAIT,
	SCTP_COOKIE_ECHOED,
	SCTP_ESTABLISHED,
	SCTP_SHUTDOWN_PENDING,
	SCTP_SHUTDOWN_SENT,
	SCTP_SHUTDOWN_RECEIVED,
	SCTP_SHUTDOWN_ACK_SENT,
};

/**
 * struct sctp_status - state of an association
 * @sstat_assoc_id: association
 * @sstat_state: &enum sctp_sstat_state
 * @sstat_rwnd: receive window of the peer in bytes
 * @sstat_unackdata: DATA chunks in flight
 * @sstat_penddata: DATA chunks received and not read yet
 * @sstat_instrms: incoming streams
 * @sstat_outstrms: outgoing streams
 * @sstat_fragmentation_point: longest message sent in one chunk, in bytes
 * @sstat_primary: the primary path
 *
 * RFC 6458 section 8.2.1.
 */
struct sctp_status {
	sctp_assoc_t sstat_assoc_id;
	__s32 sstat_state;
	__u32 sstat_rwnd;
	__u16 sstat_unackdata;
	__u16 sstat_penddata;
	__u16 sstat_instrms;
	__u16 sstat_outstrms;
	__u32 sstat_fragmentation_point;
	struct sctp_paddrinfo sstat_primary;
};

/**
 * struct sctp_assoc_ids - the associations of a one-to-many socket
 * @gaids_number_of_ids: how many
 * @gaids_assoc_id: their ids
 *
 * RFC 6458 section 8.2.6.
 */
struct sctp_assoc_ids {
	__u32 gaids_number_of_ids;
	sctp_assoc_t gaids_assoc_id[];
};

/**
 * struct sctp_assoc_stats - what an association has counted
 * @sas_assoc_id: association
 * @sas_obs_rto_ipaddr: path that had @sas_maxrto
 * @sas_maxrto: largest RTO since last asked, in milliseconds
 * @sas_isacks: SACKs received
 * @sas_osacks: SACKs sent
 * @sas_opackets: packets sent
 * @sas_ipackets: packets received
 * @sas_rtxchunks: DATA chunks retransmitted
 * @sas_outofseqtsns: DATA chunks received with a TSN too high
 * @sas_idupchunks: DATA chunks received twice
 * @sas_gapcnt: gap ack blocks received
 * @sas_ouodchunks: unordered DATA chunks sent
 * @sas_iuodchunks: unordered DATA chunks received
 * @sas_oodchunks: ordered DATA chunks sent
 * @sas_iodchunks: ordered DATA chunks received
 * @sas_octrlchunks: control chunks sent
 * @sas_ictrlchunks: control chunks received
 */
struct sctp_assoc_stats {
	sctp_assoc_t sas_assoc_id;
	struct sockaddr_storage sas_obs_rto_ipaddr;
	__u64 sas_maxrto;
	__u64 sas_isacks;
	__u64 sas_osacks;
	__u64 sas_opackets;
	__u64 sas_ipackets;
	__u64 sas_rtxchunks;
	__u64 sas_outofseqtsns;
	__u64 sas_idupchunks;
	__u64 sas_gapcnt;
	__u64 sas_ouodchunks;
	__u64 sas_iuodchunks;
	__u64 sas_oodchunks;
	__u64 sas_iodchunks;
	__u64 sas_octrlchunks;
	__u64 sas_ictrlchunks;
};

/**
 * struct sctp_endpoint_stats - what the associations of a socket have counted
 * @sas_rtxchunks: as in &struct sctp_assoc_stats, as are the others
 * @sas_gapcnt: see above
 * @sas_maxrto: largest RTO since last asked, in milliseconds; 0: none was
 *              measured
 * @sas_outofseqtsns: see above
 * @sas_osacks: see above
 * @sas_isacks: see above
 * @sas_octrlchunks: see above
 * @sas_ictrlchunks: see above
 * @sas_oodchunks: see above
 * @sas_iodchunks: see above
 * @sas_ouodchunks: see above
 * @sas_iuodchunks: see above
 * @sas_idupchunks: see above
 * @sas_opackets: see above
 * @sas_ipackets: see above
 *
 * %SCTP_GET_ENDPOINT_STATS. Associations that have ended count, too. The first
 * thirteen are Solaris' &struct sctp_assoc_stats.
 */
struct sctp_endpoint_stats {
	__u64 sas_rtxchunks;
	__u64 sas_gapcnt;
	__u64 sas_maxrto;
	__u64 sas_outofseqtsns;
	__u64 sas_osacks;
	__u64 sas_isacks;
	__u64 sas_octrlchunks;
	__u64 sas_ictrlchunks;
	__u64 sas_oodchunks;
	__u64 sas_iodchunks;
	__u64 sas_ouodchunks;
	__u64 sas_iuodchunks;
	__u64 sas_idupchunks;
	__u64 sas_opackets;
	__u64 sas_ipackets;
};

/**
 * struct sctp_timeouts - how often timers of an association expired
 * @stimo_assoc_id: association
 * @stimo_init: T1-init: an INIT was not answered
 * @stimo_data: T3-rtx: DATA was not acknowledged
 * @stimo_sack: a SACK was due because it had been delayed for long enough
 * @stimo_shutdown: T2-shutdown: a SHUTDOWN was not answered
 * @stimo_heartbeat: a HEARTBEAT was due, or was not answered
 * @stimo_cookie: T1-cookie: a COOKIE ECHO was not answered
 * @stimo_shutdownack: T2-shutdown: a SHUTDOWN ACK was not answered
 *
 * FreeBSD's.
 */
struct sctp_timeouts {
	sctp_assoc_t stimo_assoc_id;
	__u32 stimo_init;
	__u32 stimo_data;
	__u32 stimo_sack;
	__u32 stimo_shutdown;
	__u32 stimo_heartbeat;
	__u32 stimo_cookie;
	__u32 stimo_shutdownack;
};

/* ------------------------------------------------------------------------
 * 6. What sock_diag reports (INET_DIAG_INFO)
 */

/* Flags of struct sctp_telemetry_info */
#define SCTP_TELEMETRY_ON	0x1	/* it is counted */
#define SCTP_TELEMETRY_SHORT	0x2	/* there was little to send for it */

/**
 * struct sctp_telemetry_info - what limits an association, what is lost and why
 * @sti_busy: time with user data that is not acknowledged; of a path, with data
 *            in flight on it
 * @sti_cwnd_limited: of that, time when congestion control or pacing held data
 *                    back; 0 of a path, as are the three that follow
 * @sti_rwnd_limited: when the receive window of the peer did
 * @sti_sndbuf_limited: when nothing was held back, and the user waited for room
 *                      in the send buffer
 * @sti_user_limited: when the user had nothing more to send
 * @sti_delivery_rate: bytes a second that were acknowledged in the last round
 *                     trip; of an association, of all paths in use
 * @sti_delivered: bytes of DATA chunks acknowledged
 * @sti_resent: bytes of DATA chunks retransmitted
 * @sti_pacing_rate: bytes a second, 0 if there is no pacing
 * @sti_srtt: smoothed round trip time; of an association, of its primary path
 * @sti_rttvar: its variation
 * @sti_min_rtt: least round trip time of late
 * @sti_lost_acks: chunks found lost since later ones were acknowledged
 * @sti_lost_timeout: since T3-rtx expired
 * @sti_lost_probe: since a loss probe repaired it
 * @sti_lost_route: since the path lost its route
 * @sti_lost_size: since they are larger than the new path MTU
 * @sti_spurious: recoveries that were undone, as nothing was lost
 * @sti_ecn: reductions of cwnd because of ECN
 * @sti_reordered: chunks that were overtaken by later ones
 * @sti_reordering: by how many TSNs at most
 * @sti_flags: SCTP_TELEMETRY_*
 * @__reserved: 0
 *
 * Times are microseconds. Bytes are those of DATA chunks, with their headers.
 */
struct sctp_telemetry_info {
	__u64 sti_busy;
	__u64 sti_cwnd_limited;
	__u64 sti_rwnd_limited;
	__u64 sti_sndbuf_limited;
	__u64 sti_user_limited;
	__u64 sti_delivery_rate;
	__u64 sti_delivered;
	__u64 sti_resent;
	__u64 sti_pacing_rate;
	__u32 sti_srtt;
	__u32 sti_rttvar;
	__u32 sti_min_rtt;
	__u32 sti_lost_acks;
	__u32 sti_lost_timeout;
	__u32 sti_lost_probe;
	__u32 sti_lost_route;
	__u32 sti_lost_size;
	__u32 sti_spurious;
	__u32 sti_ecn;
	__u32 sti_reordered;
	__u32 sti_reordering;
	__u32 sti_flags;
	__u32 __reserved;
};

/**
 * struct sctp_get_telemetry - %SCTP_TELEMETRY_INFO
 * @stg_assoc_id: association
 * @__reserved: 0
 * @stg_address: address of the peer, for one path; a wildcard for all of the
 *               association
 * @stg_info: the answer
 */
struct sctp_get_telemetry {
	sctp_assoc_t stg_assoc_id;
	__u32 __reserved;
	struct sockaddr_storage stg_address;
	struct sctp_telemetry_info stg_info;
};

/**
 * struct sctp_info - an association, or a listening socket, in one record
 * @sctpi_tag: verification tag of this end
 * @sctpi_state: state as in RFC 9260 section 4, CLOSED being 0
 * @sctpi_rwnd: receive window of this end in bytes
 * @sctpi_unackdata: DATA chunks in flight
 * @sctpi_penddata: DATA chunks received and not read yet
 * @sctpi_instrms: incoming streams
 * @sctpi_outstrms: outgoing streams
 * @sctpi_fragmentation_point: longest message sent in one chunk, in bytes
 * @sctpi_inqueue: chunks waiting to be processed
 * @sctpi_outqueue: chunks waiting to be sent
 * @sctpi_overall_error: errors towards Association.Max.Retrans
 * @sctpi_max_burst: Max.Burst
 * @sctpi_maxseg: value of %SCTP_MAXSEG
 * @sctpi_peer_rwnd: receive window of the peer in bytes
 * @sctpi_peer_tag: verification tag of the peer
 * @sctpi_peer_capable: bits for extensions of the peer
 * @sctpi_peer_sack: bits for the state of acknowledging
 * @__reserved1: 0
 * @sctpi_isacks: as in &struct sctp_assoc_stats, as are the rest of these
 * @sctpi_osacks: see above
 * @sctpi_opackets: see above
 * @sctpi_ipackets: see above
 * @sctpi_rtxchunks: see above
 * @sctpi_outofseqtsns: see above
 * @sctpi_idupchunks: see above
 * @sctpi_gapcnt: see above
 * @sctpi_ouodchunks: see above
 * @sctpi_iuodchunks: see above
 * @sctpi_oodchunks: see above
 * @sctpi_iodchunks: see above
 * @sctpi_octrlchunks: see above
 * @sctpi_ictrlchunks: see above
 * @sctpi_p_address: primary path: address
 * @sctpi_p_state: &enum sctp_spinfo_state
 * @sctpi_p_cwnd: congestion window in bytes
 * @sctpi_p_srtt: smoothed round trip time
 * @sctpi_p_rto: retransmission timeout in milliseconds
 * @sctpi_p_hbinterval: heartbeat interval
 * @sctpi_p_pathmaxrxt: Path.Max.Retrans
 * @sctpi_p_sackdelay: SACK delay in milliseconds
 * @sctpi_p_sackfreq: packets until a SACK
 * @sctpi_p_ssthresh: slow start threshold in bytes
 * @sctpi_p_partial_bytes_acked: RFC 9260 section 7.2.2
 * @sctpi_p_flight_size: bytes in flight
 * @sctpi_p_error: errors towards Path.Max.Retrans
 * @__reserved2: 0
 * @sctpi_s_autoclose: socket: %SCTP_AUTOCLOSE in seconds
 * @sctpi_s_adaptation_ind: %SCTP_ADAPTATION_LAYER
 * @sctpi_s_pd_point: %SCTP_PARTIAL_DELIVERY_POINT in bytes
 * @sctpi_s_nodelay: %SCTP_NODELAY
 * @sctpi_s_disable_fragments: %SCTP_DISABLE_FRAGMENTS
 * @sctpi_s_v4mapped: %SCTP_I_WANT_MAPPED_V4_ADDR
 * @sctpi_s_frag_interleave: %SCTP_FRAGMENT_INTERLEAVE
 * @sctpi_s_type: one-to-many 0, peeled off 1, one-to-one 2
 * @__reserved3: 0
 */
struct sctp_info {
	__u32 sctpi_tag;
	__u32 sctpi_state;
	__u32 sctpi_rwnd;
	__u16 sctpi_unackdata;
	__u16 sctpi_penddata;
	__u16 sctpi_instrms;
	__u16 sctpi_outstrms;
	__u32 sctpi_fragmentation_point;
	__u32 sctpi_inqueue;
	__u32 sctpi_outqueue;
	__u32 sctpi_overall_error;
	__u32 sctpi_max_burst;
	__u32 sctpi_maxseg;
	__u32 sctpi_peer_rwnd;
	__u32 sctpi_peer_tag;
	__u8 sctpi_peer_capable;
	__u8 sctpi_peer_sack;
	__u16 __reserved1;

	/* the association's counters */
	__u64 sctpi_isacks;
	__u64 sctpi_osacks;
	__u64 sctpi_opackets;
	__u64 sctpi_ipackets;
	__u64 sctpi_rtxchunks;
	__u64 sctpi_outofseqtsns;
	__u64 sctpi_idupchunks;
	__u64 sctpi_gapcnt;
	__u64 sctpi_ouodchunks;
	__u64 sctpi_iuodchunks;
	__u64 sctpi_oodchunks;
	__u64 sctpi_iodchunks;
	__u64 sctpi_octrlchunks;
	__u64 sctpi_ictrlchunks;

	/* the primary path */
	struct sockaddr_storage sctpi_p_address;
	__s32 sctpi_p_state;
	__u32 sctpi_p_cwnd;
	__u32 sctpi_p_srtt;
	__u32 sctpi_p_rto;
	__u32 sctpi_p_hbinterval;
	__u32 sctpi_p_pathmaxrxt;
	__u32 sctpi_p_sackdelay;
	__u32 sctpi_p_sackfreq;
	__u32 sctpi_p_ssthresh;
	__u32 sctpi_p_partial_bytes_acked;
	__u32 sctpi_p_flight_size;
	__u16 sctpi_p_error;
	__u16 __reserved2;

	/* the socket, in the record of an endpoint */
	__u32 sctpi_s_autoclose;
	__u32 sctpi_s_adaptation_ind;
	__u32 sctpi_s_pd_point;
	__u8 sctpi_s_nodelay;
	__u8 sctpi_s_disable_fragments;
	__u8 sctpi_s_v4mapped;
	__u8 sctpi_s_frag_interleave;
	__u32 sctpi_s_type;
	__u32 __reserved3;
};

/**
 * struct sctp_info_long - INET_DIAG_INFO of sock_diag(7) as this stack has it
 * @info: as Linux has it
 * @telemetry: this stack's own; zeros unless it is on
 */
struct sctp_info_long {
	struct sctp_info info;
	struct sctp_telemetry_info telemetry;
};

#endif /* _SCTP_H */
