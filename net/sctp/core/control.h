/* SPDX-License-Identifier: GPL-2.0-only */
/* Putting the control chunks that are due into a packet */
#ifndef _SCTP_CORE_CONTROL_H
#define _SCTP_CORE_CONTROL_H

#include "assoc.h"

struct sctp_out;

u32 sctp_control_size(const struct sctp_assoc *a, const struct sctp_path *p,
		      u32 room);
void sctp_control_put(struct sctp_out *o);
bool sctp_control_due(const struct sctp_assoc *a);
struct sctp_path *sctp_control_path(const struct sctp_assoc *a);

#endif
