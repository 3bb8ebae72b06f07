/* SPDX-License-Identifier: GPL-2.0-only */
/* ERROR and ABORT from the peer, and the causes in them */
#ifndef _SCTP_CORE_CAUSE_H
#define _SCTP_CORE_CAUSE_H

#include "core/wire/verdict.h"
#include "assoc.h"

struct sctp_view;

bool sctp_causes_silent(const struct sctp_view *v);
enum sctp_verdict sctp_abort_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v);
enum sctp_verdict sctp_error_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v);

#endif
