/* SPDX-License-Identifier: GPL-2.0-only */
/* HEARTBEAT and HEARTBEAT ACK from the peer */
#ifndef _SCTP_CORE_HEARTBEAT_H
#define _SCTP_CORE_HEARTBEAT_H

#include "assoc.h"
#include "verdict.h"

struct sctp_view;

enum sctp_verdict sctp_heartbeat_input(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *v);
enum sctp_verdict sctp_heartbeat_ack_input(struct sctp_assoc *a,
					   struct sctp_rx *rx,
					   const struct sctp_view *v);

#endif
