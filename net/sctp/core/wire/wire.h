/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SCTP on the wire: every header, chunk, parameter and error cause of
 * RFC 9260, with their type numbers. No other file has offsets of the wire
 * format. All multi-byte fields are in network byte order.
 *
 *   common header | chunk | chunk | ...
 *   chunk     = type, flags, length, value, padding to 4 bytes
 *   parameter = type, length, value, padding      (in INIT, INIT ACK, ...)
 *   cause     = code, length, value, padding      (in ABORT, ERROR)
 */
#ifndef _SCTP_CORE_WIRE_H
#define _SCTP_CORE_WIRE_H

#include <linux/types.h>
#include <linux/build_bug.h>

#define SCTP_ALIGN4(len)	(((len) + 3) & ~3U)

/* Chunk types, RFC 9260 section 3.2 */
enum sctp_chunk_type {
	SCTP_CT_DATA			= 0,
	SCTP_CT_INIT			= 1,
	SCTP_CT_INIT_ACK		= 2,
	SCTP_CT_SACK			= 3,
	SCTP_CT_HEARTBEAT		= 4,
	SCTP_CT_HEARTBEAT_ACK		= 5,
	SCTP_CT_ABORT			= 6,
	SCTP_CT_SHUTDOWN		= 7,
	SCTP_CT_SHUTDOWN_ACK		= 8,
	SCTP_CT_ERROR			= 9,
	SCTP_CT_COOKIE_ECHO		= 10,
	SCTP_CT_COOKIE_ACK		= 11,
	SCTP_CT_ECNE			= 12,
	SCTP_CT_CWR			= 13,
	SCTP_CT_SHUTDOWN_COMPLETE	= 14,
	SCTP_CT_AUTH			= 15,	/* RFC 4895 */
	SCTP_CT_I_DATA			= 64,	/* RFC 8260 */
	SCTP_CT_ASCONF_ACK		= 0x80,	/* RFC 5061 */
	SCTP_CT_PKTDROP			= 0x81,	/* packet drop report */
	SCTP_CT_RECONFIG		= 0x82,	/* RFC 6525 */
	SCTP_CT_PAD			= 0x84,	/* RFC 4820 */
	SCTP_CT_FORWARD_TSN		= 0xc0,	/* RFC 3758 */
	SCTP_CT_ASCONF			= 0xc1,	/* RFC 5061 */
	SCTP_CT_I_FORWARD_TSN		= 0xc2,	/* RFC 8260 */
};

/* The two high bits of an unknown chunk or parameter type */
#define SCTP_CT_UNKNOWN_SKIP	0x80	/* skip it and go on */
#define SCTP_CT_UNKNOWN_REPORT	0x40	/* report it to the peer */
#define SCTP_PT_UNKNOWN_SKIP	0x8000
#define SCTP_PT_UNKNOWN_REPORT	0x4000

/*
 * Parameter types, RFC 9260 section 3.3.2.1. Those without value are in caps.h.
 */
enum sctp_param_type {
	SCTP_PT_HEARTBEAT_INFO		= 1,
	SCTP_PT_IPV4_ADDR		= 5,
	SCTP_PT_IPV6_ADDR		= 6,
	SCTP_PT_STATE_COOKIE		= 7,
	SCTP_PT_UNRECOGNIZED		= 8,
	SCTP_PT_COOKIE_PRESERVATIVE	= 9,
	SCTP_PT_HOST_NAME		= 11,
	SCTP_PT_SUPPORTED_ADDR_TYPES	= 12,
	/* of RE-CONFIG, RFC 6525 section 4 */
	SCTP_PT_RESET_OUT		= 13,
	SCTP_PT_RESET_IN		= 14,
	SCTP_PT_RESET_TSN		= 15,
	SCTP_PT_RECONFIG_ANSWER		= 16,
	SCTP_PT_ADD_OUT			= 17,
	SCTP_PT_ADD_IN			= 18,
	SCTP_PT_ZERO_CHECKSUM		= 0x8001,	/* RFC 9653 */
	SCTP_PT_RANDOM			= 0x8002,	/* RFC 4895 */
	SCTP_PT_CHUNKS			= 0x8003,	/* RFC 4895 */
	SCTP_PT_HMAC_ALGO		= 0x8004,	/* RFC 4895 */
	SCTP_PT_PAD			= 0x8005,	/* RFC 4820 */
	SCTP_PT_SUPPORTED_EXT		= 0x8008,	/* RFC 5061 */
	/* of ASCONF and ASCONF-ACK, RFC 5061 section 4.2 */
	SCTP_PT_ADD_IP			= 0xc001,
	SCTP_PT_DEL_IP			= 0xc002,
	SCTP_PT_ASCONF_ERROR		= 0xc003,
	SCTP_PT_SET_PRIMARY		= 0xc004,
	SCTP_PT_ASCONF_SUCCESS		= 0xc005,
	SCTP_PT_ADAPTATION		= 0xc006,	/* RFC 5061 */
	SCTP_PT_VTAGS			= 0xc008,	/* natsupp */
};

/* Error cause codes, RFC 9260 section 3.3.10 */
enum sctp_cause_code {
	SCTP_CAUSE_INVALID_STREAM	= 1,
	SCTP_CAUSE_MISSING_PARAM	= 2,
	SCTP_CAUSE_STALE_COOKIE		= 3,
	SCTP_CAUSE_OUT_OF_RESOURCE	= 4,
	SCTP_CAUSE_UNRESOLVABLE_ADDR	= 5,
	SCTP_CAUSE_UNRECOGNIZED_CHUNK	= 6,
	SCTP_CAUSE_INVALID_PARAM	= 7,
	SCTP_CAUSE_UNRECOGNIZED_PARAM	= 8,
	SCTP_CAUSE_NO_USER_DATA		= 9,
	SCTP_CAUSE_COOKIE_IN_SHUTDOWN	= 10,
	SCTP_CAUSE_RESTART_NEW_ADDR	= 11,
	SCTP_CAUSE_USER_ABORT		= 12,
	SCTP_CAUSE_PROTOCOL_VIOLATION	= 13,
	/* draft-tuexen-tsvwg-rfc6951-bis */
	SCTP_CAUSE_NEW_ENCAP_PORT	= 14,
	/* draft-ietf-tsvwg-natsupp */
	SCTP_CAUSE_NAT_COLLISION	= 0xb0,	/* tag and ports */
	SCTP_CAUSE_NAT_NO_STATE		= 0xb1,
	SCTP_CAUSE_NAT_PORTS		= 0xb2,	/* ports */
	/* RFC 5061 section 4.3 */
	SCTP_CAUSE_DEL_LAST_IP		= 0x00a0,
	SCTP_CAUSE_RESOURCE_SHORTAGE	= 0x00a1,
	SCTP_CAUSE_DEL_SOURCE_IP	= 0x00a2,
	SCTP_CAUSE_ILLEGAL_ASCONF_ACK	= 0x00a3,
	SCTP_CAUSE_NO_AUTHORIZATION	= 0x00a4,
	SCTP_CAUSE_UNSUPPORTED_HMAC	= 0x0105,	/* RFC 4895 */
};

struct sctpw_common {
	__be16 sport;
	__be16 dport;
	__be32 vtag;
	__le32 checksum;
};

struct sctpw_chunk {
	__u8 type;
	__u8 flags;
	__be16 len;
};

/* DATA, RFC 9260 section 3.3.1 */
struct sctpw_data {
	struct sctpw_chunk ch;
	__be32 tsn;
	__be16 sid;
	__be16 ssn;
	__be32 ppid;
};

/* I-DATA, RFC 8260 section 2.1 */
struct sctpw_idata {
	struct sctpw_chunk ch;
	__be32 tsn;
	__be16 sid;
	__be16 reserved;
	__be32 mid;
	union {
		__be32 ppid;	/* of the first fragment */
		__be32 fsn;	/* of the others */
	};
};

/* Either of them, and what both begin with */
union sctpw_any_data {
	struct {
		struct sctpw_chunk ch;
		__be32 tsn;
		__be16 sid;
	};
	struct sctpw_data data;
	struct sctpw_idata idata;
};

#define SCTP_DATA_E	0x01	/* ending fragment */
#define SCTP_DATA_B	0x02	/* beginning fragment */
#define SCTP_DATA_U	0x04	/* unordered */
#define SCTP_DATA_I	0x08	/* SACK immediately */
#define SCTP_DATA_BE	(SCTP_DATA_B | SCTP_DATA_E)

/* INIT and INIT ACK, RFC 9260 sections 3.3.2 and 3.3.3 */
struct sctpw_init {
	struct sctpw_chunk ch;
	__be32 init_tag;
	__be32 a_rwnd;
	__be16 num_ostreams;
	__be16 num_istreams;
	__be32 initial_tsn;
};

struct sctpw_gap {
	__be16 start;
	__be16 end;
};

/* SACK, RFC 9260 section 3.3.4: gap blocks, then duplicate TSNs follow */
struct sctpw_sack {
	struct sctpw_chunk ch;
	__be32 cum_tsn_ack;
	__be32 a_rwnd;
	__be16 num_gaps;
	__be16 num_dups;
};

/* SHUTDOWN, RFC 9260 section 3.3.8 */
struct sctpw_shutdown {
	struct sctpw_chunk ch;
	__be32 cum_tsn_ack;
};

/* ECNE and CWR, RFC 4960 appendix A */
struct sctpw_ecn {
	struct sctpw_chunk ch;
	__be32 tsn;
};

/* AUTH, RFC 4895 section 5.1: the MAC follows */
struct sctpw_auth {
	struct sctpw_chunk ch;
	__be16 key_id;
	__be16 hmac_id;
};

/* FORWARD TSN, RFC 3758 section 3.2, and I-FORWARD-TSN; skipped streams next */
struct sctpw_forward {
	struct sctpw_chunk ch;
	__be32 tsn;
};

struct sctpw_skip {
	__be16 sid;
	__be16 ssn;
};

/* The same in I-FORWARD-TSN, RFC 8260 section 2.3.1 */
struct sctpw_iskip {
	__be16 sid;
	__be16 flags;
	__be32 mid;
};

#define SCTP_ISKIP_U	0x0001	/* unordered */

/* The T bit of ABORT and SHUTDOWN COMPLETE: the tag is reflected */
#define SCTP_FLAG_T	0x01

struct sctpw_param {
	__be16 type;
	__be16 len;
};

/* Heartbeat Information: opaque to the peer, RFC 9260 section 3.3.5. Packed,
 * since chunks are aligned to 4 bytes only.
 */
struct sctpw_hb_info {
	struct sctpw_param p;
	__be32 reserved;
	__be64 nonce;
} __packed;

struct sctpw_cause {
	__be16 code;
	__be16 len;
};

struct sctpw_ipv4_param {
	struct sctpw_param p;
	__be32 addr;
};

struct sctpw_ipv6_param {
	struct sctpw_param p;
	__be32 addr[4];
};

struct sctpw_cookie_preservative {
	struct sctpw_param p;
	__be32 increment;	/* milliseconds */
};

struct sctpw_invalid_stream {
	struct sctpw_cause c;
	__be16 sid;
	__be16 reserved;
};

struct sctpw_stale_cookie {
	struct sctpw_cause c;
	__be32 staleness;	/* microseconds */
};

struct sctpw_missing_param {
	struct sctpw_cause c;
	__be32 count;
	__be16 type;
	__be16 pad;
};

struct sctpw_no_user_data {
	struct sctpw_cause c;
	__be32 tsn;
};

/* ASCONF and ASCONF-ACK, RFC 5061 section 4.1: parameters follow */
struct sctpw_asconf {
	struct sctpw_chunk ch;
	__be32 serial;
};

/* A request in ASCONF, or an answer in ASCONF-ACK: all begin like this */
struct sctpw_asconf_param {
	struct sctpw_param p;
	__be32 id;		/* correlates an answer with its request */
};

/* The request VTags, draft-ietf-tsvwg-natsupp */
struct sctpw_vtags {
	struct sctpw_asconf_param a;
	__be32 mine;		/* the sender's tag */
	__be32 yours;
};

/* A parameter of RE-CONFIG: all begin like this */
struct sctpw_reconfig {
	struct sctpw_param p;
	__be32 serial;
};

/* Outgoing SSN Reset Request, RFC 6525 section 4.1 */
struct sctpw_reset_out {
	struct sctpw_param p;
	__be32 serial;
	__be32 answers;		/* serial number of the request it answers */
	__be32 last_tsn;
	__be16 sid[];
};

/* Incoming SSN Reset Request, RFC 6525 section 4.2 */
struct sctpw_reset_in {
	struct sctpw_param p;
	__be32 serial;
	__be16 sid[];
};

/* Re-configuration Response, RFC 6525 section 4.4 */
struct sctpw_reconfig_answer {
	struct sctpw_param p;
	__be32 serial;
	__be32 result;
	__be32 sender_next;	/* these two only after an SSN/TSN reset */
	__be32 receiver_next;
};

/* Add Outgoing and Add Incoming Streams Request, RFC 6525 section 4.5 */
struct sctpw_add_streams {
	struct sctpw_param p;
	__be32 serial;
	__be16 n;
	__be16 reserved;
};

/* Result of a Re-configuration Response, RFC 6525 section 4.4 */
enum sctp_reconfig_result {
	SCTP_RECONFIG_NOTHING,		/* success, nothing to do */
	SCTP_RECONFIG_DONE,
	SCTP_RECONFIG_DENIED,
	SCTP_RECONFIG_BAD_STREAM,
	SCTP_RECONFIG_BUSY,		/* another request is outstanding */
	SCTP_RECONFIG_BAD_SERIAL,
	SCTP_RECONFIG_IN_PROGRESS,
};

static_assert(sizeof(struct sctpw_common) == 12);
static_assert(sizeof(struct sctpw_data) == 16);
static_assert(sizeof(struct sctpw_idata) == 20);
static_assert(sizeof(struct sctpw_init) == 20);
static_assert(sizeof(struct sctpw_sack) == 16);
static_assert(sizeof(struct sctpw_shutdown) == 8);
static_assert(sizeof(struct sctpw_ecn) == 8);
static_assert(sizeof(struct sctpw_auth) == 8);
static_assert(sizeof(struct sctpw_forward) == 8);
static_assert(sizeof(struct sctpw_skip) == 4);
static_assert(sizeof(struct sctpw_iskip) == 8);
static_assert(sizeof(struct sctpw_ipv6_param) == 20);
static_assert(sizeof(struct sctpw_asconf) == 8);
static_assert(sizeof(struct sctpw_asconf_param) == 8);
static_assert(sizeof(struct sctpw_vtags) == 16);
static_assert(sizeof(struct sctpw_reset_out) == 16);
static_assert(sizeof(struct sctpw_reset_in) == 8);
static_assert(sizeof(struct sctpw_reconfig_answer) == 20);
static_assert(sizeof(struct sctpw_add_streams) == 12);

#endif
