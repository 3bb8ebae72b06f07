/* SPDX-License-Identifier: GPL-2.0-only */
/* The State Cookie, RFC 9260 section 5.1.3 */
#ifndef _SCTP_CORE_COOKIE_H
#define _SCTP_CORE_COOKIE_H

#include "addrlist.h"
#include "assoc.h"

struct sctp_view;

/**
 * struct sctp_cookie - what a State Cookie says, in host order
 * @created: when it was made
 * @life: how long it is valid, milliseconds
 * @my_tag: our Initiate Tag
 * @peer_tag: the peer's
 * @my_tie_tag: local tie-tag, 0 if there was no association
 * @peer_tie_tag: peer's tie-tag, 0 if there was none
 * @my_tsn: our initial TSN
 * @peer_tsn: the peer's
 * @peer_rwnd: window the peer offered
 * @num_ostreams: outbound streams, both sides considered
 * @num_istreams: inbound streams
 * @lport: our port
 * @pport: the peer's
 * @adaptation: the peer's adaptation indication
 * @adaptation_set: it sent one
 * @caps: SCTP_CAP_* both sides agreed upon
 * @my_auth: RANDOM, CHUNKS and HMAC-ALGO of our INIT ACK, as they are there,
 *           together the vector keys are made from (RFC 4895); empty without
 * @peer_auth: those of the peer's INIT
 * @paddr: address the INIT ACK goes to
 * @src: address the INIT came from, if it is another one; else zeroed, and when
 *       it was opened
 * @addrs: the peer's addresses: what the INIT lists when a cookie is made; all
 *         of them, in the cookie, when it was opened
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
/* Each side's RANDOM, CHUNKS and HMAC-ALGO are no longer than this */
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
