/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading and building INIT and INIT ACK */
#ifndef _SCTP_CORE_INITCHUNK_H
#define _SCTP_CORE_INITCHUNK_H

#include "core/assoc.h"
#include "core/chunk.h"
#include "core/wire/addrlist.h"

/**
 * struct sctp_init_info - the content of an INIT or INIT ACK
 * @tag: Initiate Tag
 * @a_rwnd: window
 * @num_ostreams: OS
 * @num_istreams: MIS
 * @tsn: initial TSN
 * @preserve: Cookie Preservative, milliseconds, 0 if none
 * @offered: SCTP_CAP_* we offer; the parameters of others are unrecognized
 * @caps: those that the peer offers by a parameter of their own
 * @ext: chunk types it supports, of Supported Extensions
 * @adaptation: adaptation indication
 * @adaptation_set: there is one
 * @types_set: there is a Supported Address Types
 * @v4: IPv4 is listed in it
 * @v6: IPv6 is listed in it
 * @cookie: State Cookie (INIT ACK), or NULL
 * @cookie_len: its length
 * @random: RANDOM (RFC 4895), or NULL
 * @chunks: CHUNKS, or NULL
 * @hmacs: HMAC-ALGO, or NULL
 * @params: the parameters up to where processing stopped
 * @addrs: the part of @params from the first address to the last; empty if
 *         there is none
 * @unrec_len: bytes that sctp_init_unrecognized() writes, without the last
 *             padding
 * @cause: cause code if the answer is an ABORT, else 0
 * @cause_info: its information
 * @cause_len: its length
 *
 * Its pointers are into the chunk.
 */
struct sctp_init_info {
	u32 tag;
	u32 a_rwnd;
	u16 num_ostreams;
	u16 num_istreams;
	u32 tsn;
	u32 preserve;
	u32 offered;
	u32 caps;
	struct sctp_chunk_set ext;
	u32 adaptation;
	bool adaptation_set;
	bool types_set;
	bool v4;
	bool v6;
	const u8 *cookie;
	u16 cookie_len;
	u16 unrec_len;
	const u8 *random;
	const u8 *chunks;
	const u8 *hmacs;
	struct sctp_param_list params;
	struct sctp_param_list addrs;
	u16 cause;
	const u8 *cause_info;
	u16 cause_len;
};

/**
 * struct sctp_init_build - what an INIT or INIT ACK is built from
 * @type: SCTP_CT_INIT or SCTP_CT_INIT_ACK
 * @tag: Initiate Tag
 * @a_rwnd: window
 * @num_ostreams: OS
 * @num_istreams: MIS
 * @tsn: initial TSN
 * @caps: SCTP_CAP_* to offer
 * @adaptation: adaptation indication, 0 = none
 * @preserve: Cookie Preservative, 0 = none
 * @v4: IPv4 addresses are supported
 * @v6: IPv6 addresses are supported
 * @auth: key vector of RFC 4895, empty for none
 * @addrs: our addresses; a single one is not listed
 * @naddrs: how many
 * @cookie_len: length of the State Cookie
 * @cookie: set to where the caller writes it
 * @unrec: the INIT whose unrecognized parameters to report, or NULL
 */
struct sctp_init_build {
	u8 type;
	u32 tag;
	u32 a_rwnd;
	u16 num_ostreams;
	u16 num_istreams;
	u32 tsn;
	u32 caps;
	u32 adaptation;
	u32 preserve;
	bool v4;
	bool v6;
	struct sctp_param_list auth;
	const struct sctp_addr *addrs;
	int naddrs;
	u16 cookie_len;
	u8 *cookie;
	const struct sctp_init_info *unrec;
};

bool sctp_init_parse(const struct sctp_view *v, u32 offered,
		     struct sctp_init_info *info);
void sctp_init_unrecognized(const struct sctp_init_info *info, u16 wrap,
			    u8 *out);
u32 sctp_init_agree(const struct sctp_init_info *info);
u32 sctp_init_auth_size(const struct sctp_init_info *info);
void sctp_init_auth(const struct sctp_init_info *info, u8 *out);
bool sctp_init_addr_list(const struct sctp_view *v,
			 struct sctp_param_list *list);
int sctp_init_offer(struct sctp_ep *ep, struct sctp_assoc *a,
		    const struct sctp_rx *rx, const struct sctp_addr *peer,
		    struct sctp_addr **addrs);
struct sk_buff *sctp_init_chunk(struct sctp_init_build *b);

#endif
