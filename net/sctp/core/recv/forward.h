/* SPDX-License-Identifier: GPL-2.0-only */
/* TSNs that the peer gave up */
#ifndef _SCTP_CORE_FORWARD_H
#define _SCTP_CORE_FORWARD_H

#include "core/wire/verdict.h"

struct sctp_view;

enum sctp_verdict sctp_forward_input(struct sctp_assoc *a, struct sctp_rx *rx,
				     const struct sctp_view *v);
enum sctp_verdict sctp_iforward_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v);

#endif
