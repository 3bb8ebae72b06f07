/* SPDX-License-Identifier: GPL-2.0-only */
/* Received DATA chunks */
#ifndef _SCTP_CORE_DATA_H
#define _SCTP_CORE_DATA_H

#include "assoc.h"
#include "verdict.h"

struct sctp_view;
struct sctpw_data;

enum sctp_verdict sctp_data_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
bool sctp_data_input_extent(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctpw_data *d, u8 flags,
			    const struct sctp_rx_extent *e);
void sctp_data_settle(struct sctp_assoc *a, const struct sctp_rx *rx);
void sctp_data_done(struct sctp_assoc *a, struct sctp_rx *rx);

#endif
