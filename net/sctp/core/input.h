/* SPDX-License-Identifier: GPL-2.0-only */
/* The chunks of a packet, one by one */
#ifndef _SCTP_CORE_INPUT_H
#define _SCTP_CORE_INPUT_H

#include "assoc.h"

void sctp_assoc_chunks(struct sctp_assoc *a, struct sctp_rx *rx, u32 off);

#endif
