/* SPDX-License-Identifier: GPL-2.0-only */
/* Many packets in one skb */
#ifndef _SCTP_CORE_SUPER_H
#define _SCTP_CORE_SUPER_H

#include "out.h"

bool sctp_super_next(struct sctp_out *o, u32 need);
u32 sctp_super_cells(struct sctp_out *o, const struct sctp_tx_msg *msg, u32 n);
void sctp_super_close(struct sctp_out *o);

#endif
