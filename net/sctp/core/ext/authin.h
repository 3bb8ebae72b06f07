/* SPDX-License-Identifier: GPL-2.0-only */
/* Received AUTH chunks: authin.c */
#ifndef _SCTP_CORE_AUTHIN_H
#define _SCTP_CORE_AUTHIN_H

#include "core/chunk.h"
#include "core/wire/verdict.h"
#include "auth.h"

struct sctp_cookie;

enum sctp_verdict sctp_auth_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
const struct sctp_chunk_set *sctp_auth_wants(const struct sctp_assoc *a);
bool sctp_auth_begins(struct sctp_assoc *a, struct sctp_rx *rx, u32 *off);
bool sctp_auth_precedes_cookie(const struct sctp_rx *rx);
bool sctp_auth_cookie_first(struct sctp_ep *ep, struct sctp_assoc *a,
			    struct sctp_rx *rx, u32 *off);
bool sctp_auth_cookie_ok(const struct sctp_assoc *a,
			 const struct sctp_cookie *c, const struct sctp_rx *rx);

#endif
