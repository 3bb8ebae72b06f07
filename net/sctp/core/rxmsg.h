/* SPDX-License-Identifier: GPL-2.0-only */
/* Received messages' descriptors */
#ifndef _SCTP_CORE_RXMSG_H
#define _SCTP_CORE_RXMSG_H

#include "assoc.h"

void sctp_rx_msg_init(struct sctp_assoc *a);
struct sctp_rx_msg *sctp_rx_msg_new(struct sctp_assoc *a);
void sctp_rx_msg_trim(struct sctp_assoc *a);
void sctp_rx_msg_exit(struct sctp_assoc *a);

#endif
