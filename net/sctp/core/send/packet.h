/* SPDX-License-Identifier: GPL-2.0-only */
/* Building packets and bursts */
#ifndef _SCTP_CORE_PACKET_H
#define _SCTP_CORE_PACKET_H

#include "out.h"

void sctp_out_begin(struct sctp_out *o);
bool sctp_out_control(struct sctp_out *o, struct sctp_path *p);
void sctp_out_close(struct sctp_out *o);
void sctp_out_end(struct sctp_out *o);
bool sctp_out_join(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn);
bool sctp_out_data(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn);
bool sctp_out_is_header(const struct sctp_assoc *a,
			const struct sctp_tx_chunk *c, u32 tsn,
			const void *hdr);
void sctp_out_cell_header(struct sctp_out *o, const struct sctp_tx_chunk *c,
			  u32 tsn);

#endif
