/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ASCONF (RFC 5061): addresses are added and deleted, and the primary is set.
 *
 *   asconf.c      requests of the peer
 *   asconfask.c   requests of ours, and their answers
 *   localaddr.c   addresses of ours that the peer knows
 */
#ifndef _SCTP_CORE_ASCONF_H
#define _SCTP_CORE_ASCONF_H

#include "core/wire/verdict.h"
#include "localaddr.h"

struct sctp_param_list;
struct sctp_view;

/* Bytes of ASCONF and ASCONF-ACK without header, so that their packet, with
 * AUTH, fits the least MTU
 */
#define SCTP_ASCONF_MAX	(SCTP_MTU_MIN - sizeof(struct sctpw_common) - \
			 sizeof(struct sctpw_chunk) -		      \
			 sizeof(struct sctpw_auth) - SCTP_HASH_MAX)

/* asconf.c */
bool sctp_asconf_addr_list(const struct sctp_view *v,
			   struct sctp_param_list *list);
enum sctp_verdict sctp_asconf_input(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v);

/* asconfask.c */
void sctp_asconf_begin(struct sctp_assoc *a);
struct sctp_asconf *sctp_asconf_of(struct sctp_assoc *a);
bool sctp_asconf_asking(const struct sctp_assoc *a);
int sctp_asconf_add(struct sctp_assoc *a, const struct sctp_addr *addr,
		    u64 now);
int sctp_asconf_remove(struct sctp_assoc *a, const struct sctp_addr *addr,
		       u64 now);
int sctp_asconf_set_primary(struct sctp_assoc *a, const struct sctp_addr *addr,
			    u64 now);
void sctp_asconf_follow(struct sctp_assoc *a, u64 now);
void sctp_asconf_tell(struct sctp_assoc *a, u64 now);
void sctp_asconf_unknown(struct sctp_assoc *a);
struct sctp_asconf *sctp_asconf_received(struct sctp_assoc *a,
					 struct sctp_rx *rx,
					 enum sctp_verdict *verdict);
enum sctp_verdict sctp_asconf_malformed(struct sctp_assoc *a,
					struct sctp_rx *rx);
enum sctp_verdict sctp_asconf_ack_input(struct sctp_assoc *a,
					struct sctp_rx *rx,
					const struct sctp_view *v);

#endif
