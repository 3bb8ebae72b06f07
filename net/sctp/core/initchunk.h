/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading and building INIT and INIT ACK */
#ifndef _SCTP_CORE_INITCHUNK_H
#define _SCTP_CORE_INITCHUNK_H

#include "assoc.h"

struct sctp_view;

/**
 * struct sctp_init_info - what an INIT or INIT ACK says
 * @tag: Initiate Tag
 * @a_rwnd: window
 * @num_ostreams: OS
 * @num_istreams: MIS
 * @tsn: initial TSN
 * @preserve: Cookie Preservative, milliseconds, 0 if none
 * @adaptation: adaptation indication
 * @adaptation_set: there is one
 * @types_set: Supported Address Types was there
 * @v4: IPv4 is listed in it
 * @v6: IPv6 is listed in it
 * @cookie: State Cookie (INIT ACK), or NULL
 * @cookie_len: its length
 * @naddrs: addresses listed
 * @addrs: those
 * @unrec_len: bytes in @unrec, the last one's padding not counted
 * @unrec: parameters to report as unrecognized, each wrapped in a TLV whose
 *         type the caller sets
 * @cause: why to answer with ABORT, 0 if not
 * @cause_info: its information
 * @cause_len: its length
 */
struct sctp_init_info {
	u32 tag;
	u32 a_rwnd;
	u16 num_ostreams;
	u16 num_istreams;
	u32 tsn;
	u32 preserve;
	u32 adaptation;
	bool adaptation_set;
	bool types_set;
	bool v4;
	bool v6;
	const u8 *cookie;
	u16 cookie_len;
	u16 naddrs;
	struct sctp_addr addrs[SCTP_MAX_PATHS];
	u16 unrec_len;
	u8 unrec[512];
	u16 cause;
	const u8 *cause_info;
	u16 cause_len;
};

/**
 * struct sctp_init_build - what goes into an INIT or INIT ACK
 * @type: SCTP_CT_INIT or SCTP_CT_INIT_ACK
 * @tag: Initiate Tag
 * @a_rwnd: window
 * @num_ostreams: OS
 * @num_istreams: MIS
 * @tsn: initial TSN
 * @adaptation: adaptation indication, 0 = none
 * @preserve: Cookie Preservative, 0 = none
 * @v4: IPv4 addresses are welcome
 * @v6: IPv6 addresses are welcome
 * @addrs: our addresses
 * @naddrs: how many; a single one needs no listing
 * @cookie: State Cookie
 * @cookie_len: its length
 * @unrec: Unrecognized Parameter parameters
 * @unrec_len: their length, without the last one's padding
 */
struct sctp_init_build {
	u8 type;
	u32 tag;
	u32 a_rwnd;
	u16 num_ostreams;
	u16 num_istreams;
	u32 tsn;
	u32 adaptation;
	u32 preserve;
	bool v4;
	bool v6;
	const struct sctp_addr *addrs;
	int naddrs;
	const u8 *cookie;
	u16 cookie_len;
	const u8 *unrec;
	u16 unrec_len;
};

bool sctp_init_parse(const struct sctp_view *v, u16 wrap,
		     struct sctp_init_info *info);
struct sk_buff *sctp_init_chunk(const struct sctp_init_build *b);

#endif
