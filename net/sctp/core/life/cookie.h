/* SPDX-License-Identifier: GPL-2.0-only */
/* The State Cookie, RFC 9260 section 5.1.3 */
#ifndef _SCTP_CORE_COOKIE_H
#define _SCTP_CORE_COOKIE_H

#include "core/seam.h"
#include "core/wire/addrlist.h"

struct sctp_ep;
struct sctp_view;

/**
 * struct sctp_cookie - the content of a State Cookie, in host order
 * @created: when it was made
 * @life: how long it is valid, milliseconds
 * @my_tag: our Initiate Tag
 * @peer_tag: the peer's
 * @my_tie_tag: local tie-tag, 0 if there was no association
 * @peer_tie_tag: peer's tie-tag, 0 if there was none
 * @my_tsn: our initial TSN
 * @peer_tsn: the peer's
 * @peer_rwnd: a_rwnd of the peer's INIT
 * @num_ostreams: outbound streams, no more than the peer's MIS
 * @num_istreams: inbound streams, no more than we allow
 * @lport: our port
 * @pport: the peer's
 * @adaptation: the peer's adaptation indication
 * @adaptation_set: it sent one
 * @caps: SCTP_CAP_* that both sides have
 * @my_auth: RANDOM, CHUNKS and HMAC-ALGO of our INIT ACK, concatenated: the
 *           vector that RFC 4895 makes keys from; empty without AUTH
 * @peer_auth: the same of the peer's INIT
 * @paddr: address the INIT ACK is sent to
 * @src: source address of the INIT if that is another one, else zeroed. Not set
 *       when a cookie is opened
 * @addrs: the peer's addresses: those the INIT lists when a cookie is made; all
 *         of them when it is opened
 */
struct sctp_cookie {
	u64 created;
	u32 life;
	u32 my_tag;
	u32 peer_tag;
	u32 my_tie_tag;
	u32 peer_tie_tag;
	u32 my_tsn;
	u32 peer_tsn;
	u32 peer_rwnd;
	u16 num_ostreams;
	u16 num_istreams;
	__be16 lport;
	__be16 pport;
	u32 adaptation;
	bool adaptation_set;
	u32 caps;
	struct sctp_param_list my_auth;
	struct sctp_param_list peer_auth;
	struct sctp_addr paddr;
	struct sctp_addr src;
	struct sctp_param_list addrs;
};

/* The longest a Cookie Preservative may add, milliseconds */
#define SCTP_PRESERVE_MAX	60000U

#define SCTP_COOKIE_FIXED	(SCTP_MAC_LEN + 44)
/* Most bytes of the RANDOM, CHUNKS and HMAC-ALGO parameters of one side */
#define SCTP_COOKIE_AUTH_MAX	512U
#define SCTP_COOKIE_MAX		(SCTP_COOKIE_FIXED + 24 + \
				 2 * SCTP_COOKIE_AUTH_MAX + SCTP_MAX_PATHS * \
				 sizeof(struct sctpw_ipv6_param))

u32 sctp_cookie_size(const struct sctp_cookie *c);
int sctp_cookie_seal(struct sctp_ep *ep, const struct sctp_cookie *c, u8 *out,
		     u32 size, u64 now);
bool sctp_cookie_peek(const u8 *in, u32 len, struct sctp_cookie *c);
bool sctp_cookie_addr_list(const struct sctp_view *v,
			   struct sctp_param_list *list);
int sctp_cookie_open(struct sctp_ep *ep, const u8 *in, u32 len,
		     struct sctp_cookie *c, u64 now);

#endif
