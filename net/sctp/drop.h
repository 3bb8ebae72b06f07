/* SPDX-License-Identifier: GPL-2.0-only */
/* Received packets that are dropped, with a reason for dropwatch and tracing */
#ifndef _SCTP_DROP_H
#define _SCTP_DROP_H

#include <linux/skbuff.h>

#include "core/seam.h"

void sctp_drop(const struct sctp_rx *rx, enum skb_drop_reason reason);
void sctp_drop_refused(const struct sctp_rx *rx);

#endif
