/* SPDX-License-Identifier: GPL-2.0-only */
/* Received DATA chunks */
#ifndef _SCTP_CORE_DATA_H
#define _SCTP_CORE_DATA_H

#include "assoc.h"

struct sctp_view;

void sctp_data_input(struct sctp_assoc *a, struct sctp_rx *rx,
		     const struct sctp_view *v);
void sctp_data_done(struct sctp_assoc *a, struct sctp_rx *rx);

#endif
