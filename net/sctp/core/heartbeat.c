// SPDX-License-Identifier: GPL-2.0-only
/* HEARTBEAT and HEARTBEAT ACK from the peer, RFC 9260 section 8.3 */
#include <linux/kernel.h>

#include "ctl.h"
#include "frame.h"
#include "heartbeat.h"

/* No HEARTBEAT is longer than this but to do harm */
#define SCTP_HEARTBEAT_MAX	61440

/**
 * sctp_heartbeat_input() - a HEARTBEAT arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_heartbeat_input(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *v)
{
	const u32 skip = sizeof(struct sctpw_chunk);

	/* the answer may need larger headers than the question */
	if (v->len > SCTP_HEARTBEAT_MAX) {
		sctp_mib_add(a->mib, SCTP_MIB_CTRL_QUEUE_LIMIT, 1);
		return SCTP_V_NEXT;
	}
	sctp_ctl_add(a, rx->path, SCTP_CT_HEARTBEAT_ACK, NULL, 0,
		     v->hdr + skip, v->len - skip);
	return SCTP_V_NEXT;
}

/**
 * sctp_heartbeat_ack_input() - a HEARTBEAT ACK arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_heartbeat_ack_input(struct sctp_assoc *a,
					   struct sctp_rx *rx,
					   const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view p;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	if (sctp_param_next(&it, &p) && p.type == SCTP_PT_HEARTBEAT_INFO)
		sctp_path_hb_ack(a, p.hdr, p.len, rx->now);
	return SCTP_V_NEXT;
}
