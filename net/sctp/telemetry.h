/* SPDX-License-Identifier: GPL-2.0-only */
/* Telemetry as users read it */
#ifndef _SCTP_TELEMETRY_H
#define _SCTP_TELEMETRY_H

#include "kassoc.h"

void sctp_telemetry_info(const struct sctp_kassoc *ka,
			 const struct sctp_path *p,
			 struct sctp_telemetry_info *info) __visible;

#endif
