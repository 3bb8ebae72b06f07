/* SPDX-License-Identifier: GPL-2.0-only */
/* Graceful end, RFC 9260 section 9.2 */
#ifndef _SCTP_CORE_SHUTDOWN_H
#define _SCTP_CORE_SHUTDOWN_H

#include "core/assoc.h"
#include "core/wire/verdict.h"

struct sctp_view;

void sctp_shutdown_progress(struct sctp_assoc *a, u64 now);
enum sctp_verdict sctp_shutdown_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v);
enum sctp_verdict sctp_shutdown_ack_input(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_view *v);
enum sctp_verdict sctp_shutdown_complete_input(struct sctp_assoc *a,
					       struct sctp_rx *rx,
					       const struct sctp_view *v);
void sctp_shutdown_data(struct sctp_assoc *a, u64 now);
void sctp_shutdown_repeat(struct sctp_assoc *a);
void sctp_shutdown_t2(struct sctp_assoc *a, u64 now);
void sctp_shutdown_t5(struct sctp_assoc *a);

#endif
