/* SPDX-License-Identifier: GPL-2.0-only */
/* UDP encapsulation, RFC 6951: the port that packets to an address go to. */
#ifndef _SCTP_CORE_ENCAP_H
#define _SCTP_CORE_ENCAP_H

#include "assoc.h"

void sctp_encap_set(struct sctp_assoc *a, struct sctp_path *p, u16 port,
		    u64 now);
void sctp_encap_learn(struct sctp_assoc *a, const struct sctp_rx *rx);
void sctp_encap_accepted(struct sctp_assoc *a, const struct sctp_rx *rx);

/**
 * sctp_encap_came() - a packet arrived: learn the port it came from
 * @a: association
 * @rx: packet; @rx->path is set
 */
static inline void sctp_encap_came(struct sctp_assoc *a,
				   const struct sctp_rx *rx)
{
	if (rx->path && unlikely(rx->path->cfg.encap_port != rx->encap))
		sctp_encap_learn(a, rx);
}

#endif
