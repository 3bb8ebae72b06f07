/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Capabilities: SCTP_CAP_*, bits of one word. A side offers the bits in its
 * struct sctp_config. The association has those that both offer; they are in
 * the cookie.
 *
 * A capability is offered by listing its chunk types in Supported Extensions
 * (RFC 5061 section 4.2.7), or by a parameter without value.
 *
 * SCTP_CAP_I_FORWARD is set by nobody: it is offered with PR-SCTP and I-DATA,
 * and an association with PR-SCTP has it.
 *
 * What RFC 9260 requires is no capability.
 */
#ifndef _SCTP_CORE_CAPS_H
#define _SCTP_CORE_CAPS_H

#include <linux/types.h>

#define SCTP_CAP_PRSCTP	0x0001	/* RFC 3758 */
#define SCTP_CAP_ECN	0x0002	/* RFC 3168, RFC 2960 appendix A */
#define SCTP_CAP_AUTH	0x0004	/* RFC 4895 */
#define SCTP_CAP_ASCONF	0x0008	/* RFC 5061 */
#define SCTP_CAP_RECONFIG	0x0010	/* RFC 6525 */
#define SCTP_CAP_NR_SACK	0x0020	/* draft-natarajan-tsvwg-sctp-nrsack */
#define SCTP_CAP_PKTDROP	0x0040	/* draft-stewart-sctp-pktdrprep */
#define SCTP_CAP_I_DATA	0x0100	/* RFC 8260 section 2 */
/* RFC 9653, for SCTP over DTLS */
#define SCTP_CAP_ZERO_CHECKSUM	0x0800
#define SCTP_CAP_NAT	0x2000	/* draft-ietf-tsvwg-natsupp: Disable Restart */
#define SCTP_CAP_TAKES_ZERO	0x1000	/* we offered it: sctp_init_agree() */
/* goes with PRSCTP: sctp_init_agree() */
#define SCTP_CAP_I_FORWARD	0x0200
/* The peer seems to number I-DATA as Linux does: sctp_init_agree() */
#define SCTP_CAP_FSN_APART	0x0400
/* Of @caps of struct sctp_config only: ASCONF does not need AUTH */
#define SCTP_CAP_NOAUTH	0x80000000
/* The same: INITs have Disable Restart, too, not only INIT ACKs */
#define SCTP_CAP_NAT_INIT	0x40000000

/* Types of parameters without value, each of which offers a capability */
enum sctp_cap_param_type {
	SCTP_PT_ECN_CAPABLE	= 0x8000,
	SCTP_PT_FORWARD_TSN	= 0xc000,
	SCTP_PT_DISABLE_RESTART	= 0xc007,
};

/**
 * sctp_cap_of_param() - the capability a parameter offers
 * @type: type of the parameter
 *
 * Return: SCTP_CAP_*, 0 if it offers none.
 */
static inline u32 sctp_cap_of_param(u16 type)
{
	switch (type) {
	case SCTP_PT_ECN_CAPABLE:
		return SCTP_CAP_ECN;
	case SCTP_PT_FORWARD_TSN:
		return SCTP_CAP_PRSCTP;
	case SCTP_PT_DISABLE_RESTART:
		return SCTP_CAP_NAT;
	default:
		return 0;
	}
}

/**
 * sctp_param_of_cap() - the parameter without value that offers a capability
 * @cap: SCTP_CAP_*
 *
 * Return: its type, 0 if there is none.
 */
static inline u16 sctp_param_of_cap(u32 cap)
{
	switch (cap) {
	case SCTP_CAP_ECN:
		return SCTP_PT_ECN_CAPABLE;
	case SCTP_CAP_PRSCTP:
		return SCTP_PT_FORWARD_TSN;
	case SCTP_CAP_NAT:
		return SCTP_PT_DISABLE_RESTART;
	default:
		return 0;
	}
}

u32 sctp_caps_listed(u32 caps);
u16 sctp_cap_param(u32 caps, u32 *done);

#endif
