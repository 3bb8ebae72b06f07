/* SPDX-License-Identifier: GPL-2.0-only */
/* The set of the peer's addresses */
#ifndef _SCTP_CORE_PATHSET_H
#define _SCTP_CORE_PATHSET_H

#include "path.h"

struct sctp_path *sctp_path_add(struct sctp_assoc *a,
				const struct sctp_addr *addr,
				enum sctp_path_state state);
int sctp_path_remove(struct sctp_assoc *a, struct sctp_path *p);
bool sctp_path_usable(struct sctp_assoc *a, const struct sctp_addr *src,
		      const struct sctp_addr *addr);
void sctp_path_reset_all(struct sctp_assoc *a);
void sctp_paths_free(struct sctp_assoc *a);

#endif
