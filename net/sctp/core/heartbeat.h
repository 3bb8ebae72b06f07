/* SPDX-License-Identifier: GPL-2.0-only */
/* HEARTBEAT and HEARTBEAT ACK, ours and the peer's */
#ifndef _SCTP_CORE_HEARTBEAT_H
#define _SCTP_CORE_HEARTBEAT_H

#include "core/wire/verdict.h"
#include "assoc.h"
#include "deadline.h"

struct sctp_view;

/**
 * sctp_path_hb_stop() - stop the heartbeat timer
 * @p: path
 */
static inline void sctp_path_hb_stop(struct sctp_path *p)
{
	p->hb_at = 0;
	p->hb_pending = false;
}

/**
 * sctp_path_hb_reset() - the peer restarted: no HEARTBEAT is outstanding
 * @p: path
 */
static inline void sctp_path_hb_reset(struct sctp_path *p)
{
	p->hb_pending = false;
}

/**
 * sctp_path_hb_due() - has the heartbeat timer expired?
 * @p: path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_path_hb_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->hb_at, now);
}

void sctp_path_hb_restart(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_hb_request(struct sctp_assoc *a, struct sctp_path *p, u64 now);
bool sctp_path_hb_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_hb_ack(struct sctp_assoc *a, const void *info, u32 len, u64 now);
void sctp_path_probe(struct sctp_assoc *a, struct sctp_path *p, u32 others,
		     u64 now);
void sctp_path_probe_all(struct sctp_assoc *a, u64 now);
void sctp_path_hb_failing(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_unreachable(struct sctp_assoc *a, struct sctp_path *p,
			   u64 now);
enum sctp_verdict sctp_heartbeat_input(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *v);
enum sctp_verdict sctp_heartbeat_ack_input(struct sctp_assoc *a,
					   struct sctp_rx *rx,
					   const struct sctp_view *v);

#endif
