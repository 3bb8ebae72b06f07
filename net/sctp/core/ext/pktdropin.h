/* SPDX-License-Identifier: GPL-2.0-only */
/* Packet drop reports of the peer: pktdropin.c */
#ifndef _SCTP_CORE_PKTDROPIN_H
#define _SCTP_CORE_PKTDROPIN_H

#include "core/wire/verdict.h"

struct sctp_assoc;
struct sctp_rx;
struct sctp_view;

enum sctp_verdict sctp_pktdrop_input(struct sctp_assoc *a, struct sctp_rx *rx,
				     const struct sctp_view *v);

#endif
