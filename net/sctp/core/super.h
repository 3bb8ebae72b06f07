/* SPDX-License-Identifier: GPL-2.0-only */
/* Many packets in one buffer */
#ifndef _SCTP_CORE_SUPER_H
#define _SCTP_CORE_SUPER_H

#include "packet.h"

bool sctp_assoc_input_super(struct sctp_assoc *a, struct sctp_rx *rx, u32 seg);
u32 sctp_out_super(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_msg *msg, u32 n);
void sctp_out_cell(struct sctp_out *o, const struct sctp_tx_chunk *c, u32 tsn);

#endif
