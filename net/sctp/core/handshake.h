/* SPDX-License-Identifier: GPL-2.0-only */
/* Setting an association up, colliding and restarting */
#ifndef _SCTP_CORE_HANDSHAKE_H
#define _SCTP_CORE_HANDSHAKE_H

#include "assoc.h"
#include "cookie.h"
#include "verdict.h"

struct sctp_view;

u32 sctp_random_tag(const struct sctp_ops *ops);
void sctp_handshake_send_init(struct sctp_assoc *a, u64 now);
enum sctp_verdict sctp_handshake_init_ack(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_view *v);
enum sctp_verdict sctp_handshake_cookie_ack(struct sctp_assoc *a,
					    struct sctp_rx *rx,
					    const struct sctp_view *v);
enum sctp_verdict sctp_handshake_stale(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *cause);
void sctp_handshake_drop_cookie(struct sctp_assoc *a);
void sctp_handshake_reset(struct sctp_assoc *a);
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
