/* SPDX-License-Identifier: GPL-2.0-only */
/* Setting up an association; collision and restart */
#ifndef _SCTP_CORE_HANDSHAKE_H
#define _SCTP_CORE_HANDSHAKE_H

#include "core/wire/verdict.h"
#include "cookie.h"

struct sctp_assoc;
struct sctp_ep;
struct sctp_ops;
struct sctp_request;
struct sctp_rx;
struct sctp_view;

/**
 * struct sctp_echo - content of the packet with the COOKIE ECHO
 * @sent: when it was sent, nanoseconds
 * @cookie_len: length of the State Cookie
 * @error_len: length of the parameters that follow it
 * @data: the cookie, padded; then the parameters of the INIT ACK that are
 *        reported as unrecognized
 */
struct sctp_echo {
	u64 sent;
	u16 cookie_len;
	u16 error_len;
	u8 data[];
};

/**
 * struct sctp_handshake - the handshake, and what collisions need later
 * @my_tag: tag the peer puts into its packets
 * @peer_tag: tag we put into ours
 * @my_tie_tag: tie-tag for the cookie, 0 until needed
 * @peer_tie_tag: the peer's, 0 until needed
 * @my_initial_tsn: first TSN we send
 * @peer_initial_tsn: first TSN of the peer
 * @caps: SCTP_CAP_* that both sides have
 * @peer_adaptation: the peer's adaptation indication
 * @echo: the State Cookie to echo, NULL before INIT ACK and after COOKIE ACK;
 *        until the association is up
 * @requests: from then on: sctp_request_first(), NULL while there are none
 * @attempts: INITs or COOKIE ECHOs sent without answer
 * @stale_count: stale cookies received
 * @preserve: Cookie Preservative to ask for, milliseconds
 * @peer_adaptation_set: the peer sent an adaptation indication
 * @passive: set up by the peer
 */
struct sctp_handshake {
	u32 my_tag;
	u32 peer_tag;
	u32 my_tie_tag;
	u32 peer_tie_tag;
	u32 my_initial_tsn;
	u32 peer_initial_tsn;
	u32 caps;
	u32 peer_adaptation;
	union {
		struct sctp_echo *echo;
		struct sctp_request *requests;
	};
	u16 attempts;
	u16 stale_count;
	u16 preserve;
	bool peer_adaptation_set;
	bool passive;
};

u32 sctp_random_tag(const struct sctp_ops *ops);
u32 sctp_new_tag(const struct sctp_ops *ops, struct sctp_ep *ep, __be16 pport);
void sctp_handshake_send_init(struct sctp_assoc *a, u64 now);
bool sctp_handshake_new_tag(struct sctp_assoc *a, u64 now);
enum sctp_verdict sctp_handshake_init_ack(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_view *v);
enum sctp_verdict sctp_handshake_stale(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *cause);
void sctp_handshake_drop_cookie(struct sctp_assoc *a);
void sctp_handshake_reset(struct sctp_assoc *a);
void sctp_handshake_free(struct sctp_assoc *a);
void sctp_handshake_tie(struct sctp_assoc *a);
void sctp_handshake_t1(struct sctp_assoc *a, u64 now);

void sctp_init_input(struct sctp_ep *ep, struct sctp_assoc *a,
		     struct sctp_rx *rx, const struct sctp_view *v);
enum sctp_verdict sctp_collision_init(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v);
int sctp_handshake_accept(struct sctp_assoc *a, const struct sctp_cookie *c,
			  u64 now);
enum sctp_verdict sctp_collision_cookie(struct sctp_assoc *a,
					struct sctp_rx *rx,
					const struct sctp_view *v);
void sctp_stale_cookie_reply(struct sctp_ep *ep, struct sctp_rx *rx,
			     const struct sctp_cookie *c);
bool sctp_cookie_fits(const struct sctp_cookie *c, const struct sctp_rx *rx);

#endif
