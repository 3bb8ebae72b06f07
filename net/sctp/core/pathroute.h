/* SPDX-License-Identifier: GPL-2.0-only */
/* The route of a path */
#ifndef _SCTP_CORE_PATHROUTE_H
#define _SCTP_CORE_PATHROUTE_H

#include "path.h"

void sctp_path_first_route(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_set_source(struct sctp_path *p, const struct sctp_addr *saddr);
void sctp_path_reroute(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_pmtu(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		    u64 now);
void sctp_path_probed(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_probe_begin(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_set_probing(struct sctp_assoc *a, struct sctp_path *p,
			   u32 interval, u64 now);
void sctp_path_too_big(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		       u64 now);
u32 sctp_path_route_mtu(const struct sctp_path *p);
void sctp_path_rerouted(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now);
void sctp_path_unrouted(struct sctp_assoc *a, struct sctp_path *p);

#endif
