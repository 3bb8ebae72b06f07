/* SPDX-License-Identifier: GPL-2.0-only */
/* Received DATA chunks */
#ifndef _SCTP_CORE_DATA_H
#define _SCTP_CORE_DATA_H

#include "core/assoc.h"
#include "core/wire/verdict.h"

struct sctp_view;
union sctpw_any_data;

enum sctp_verdict sctp_data_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
enum sctp_verdict sctp_idata_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v);
bool sctp_data_input_extent(struct sctp_assoc *a, struct sctp_rx *rx,
			    const union sctpw_any_data *d, u8 flags,
			    const struct sctp_rx_extent *e);
bool sctp_data_drain(struct sctp_assoc *a);
void sctp_data_settle(struct sctp_assoc *a, const struct sctp_rx *rx);
void sctp_data_done(struct sctp_assoc *a, struct sctp_rx *rx);

#endif
