/* SPDX-License-Identifier: GPL-2.0-only */
/* Requests of ours to reconfigure streams */
#ifndef _SCTP_CORE_REASK_H
#define _SCTP_CORE_REASK_H

#include "reconfig.h"

/* Longest chunk with a request, without its header: a packet must hold it */
#define SCTP_RECONFIG_MAX	65400U

/* What a parameter of RE-CONFIG is, and its length */
static inline u16 sctp_reconfig_type(const struct sctpw_reconfig *q)
{
	return be16_to_cpu(q->p.type);
}

static inline u16 sctp_reconfig_len(const struct sctpw_reconfig *q)
{
	return be16_to_cpu(q->p.len);
}

/* How many streams are to be added */
static inline u16 sctp_reconfig_added(const struct sctpw_reconfig *q)
{
	return be16_to_cpu(((const struct sctpw_add_streams *)q)->n);
}

struct sctp_reconfig *sctp_reconfig_find(const struct sctp_assoc *a);
struct sctp_reconfig *sctp_reconfig_of(struct sctp_assoc *a);
const __be16 *sctp_reconfig_sids(const struct sctpw_reconfig *q, u32 *n);
void sctp_reconfig_tell_reset(struct sctp_assoc *a, u16 flags,
			      const struct sctpw_reconfig *q);
void sctp_reconfig_tell_tsns(struct sctp_assoc *a, u16 flags, u32 peer_next,
			     u32 next);
void sctp_reconfig_tell_added(struct sctp_assoc *a, u16 flags, u16 in, u16 out);

bool sctp_reask_covers(const struct sctp_assoc *a,
		       const struct sctp_reconfig *rc,
		       const struct sctpw_reconfig *q);
bool sctp_reask_waits_for_peer(const struct sctp_assoc *a,
			       const struct sctp_reconfig *rc);
u32 sctp_reask_put_reset(const struct sctp_assoc *a,
			 const struct sctp_reconfig *rc,
			 const struct sctpw_reconfig *q, void *to);
u32 sctp_reask_put_add(u16 type, u16 n, u32 serial, void *to);
void sctp_reask_implied(struct sctp_assoc *a, struct sctp_reconfig *rc,
			const struct sctpw_reconfig *q);
bool sctp_reask_answered(struct sctp_assoc *a, struct sctp_reconfig *rc,
			 const struct sctp_view *v, u64 now);

#endif
