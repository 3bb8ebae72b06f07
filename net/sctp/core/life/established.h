/* SPDX-License-Identifier: GPL-2.0-only */
/* The last step of the handshake */
#ifndef _SCTP_CORE_ESTABLISHED_H
#define _SCTP_CORE_ESTABLISHED_H

#include "core/assoc.h"
#include "core/wire/verdict.h"

struct sctp_view;

void sctp_assoc_established(struct sctp_assoc *a, u64 now);
enum sctp_verdict sctp_handshake_cookie_ack(struct sctp_assoc *a,
					    struct sctp_rx *rx,
					    const struct sctp_view *v);
void sctp_cookie_ack_due(struct sctp_assoc *a, struct sctp_path *p, u64 now);

#endif
