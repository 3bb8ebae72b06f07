/* SPDX-License-Identifier: GPL-2.0-only */
/* Bundling the control chunks that are due into a packet */
#ifndef _SCTP_CORE_CONTROL_H
#define _SCTP_CORE_CONTROL_H

#include "core/assoc.h"

struct sctp_out;

u32 sctp_bundle_size(const struct sctp_assoc *a, const struct sctp_path *p,
		     u32 room);
void sctp_bundle_put(struct sctp_out *o);
bool sctp_bundle_due(const struct sctp_assoc *a);
struct sctp_path *sctp_bundle_path(const struct sctp_assoc *a);

#endif
