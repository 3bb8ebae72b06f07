// SPDX-License-Identifier: GPL-2.0-only
/*
 * Chunk types: a row for each known type. The rows are used by the frame check,
 * for an association, and for packets out of the blue.
 *
 * The rows name handlers, but this file calls none.
 */
#include <linux/kernel.h>

#include "core/ext/asconf.h"
#include "core/ext/authin.h"
#include "core/ext/ecn.h"
#include "core/ext/nrsack.h"
#include "core/ext/pktdropin.h"
#include "core/ext/reconfig.h"
#include "core/life/cookie.h"
#include "core/life/established.h"
#include "core/life/handshake.h"
#include "core/life/initchunk.h"
#include "core/life/shutdown.h"
#include "core/loss/sackin.h"
#include "core/recv/datain.h"
#include "core/recv/forward.h"
#include "caps.h"
#include "cause.h"
#include "chunk.h"
#include "heartbeat.h"

#define IN(state)	(1U << SCTP_ST_##state)
#define IN_UP		(IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) | \
			 IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED) | \
			 IN(SHUTDOWN_ACK_SENT))
#define IN_ANY		((1U << SCTP_ST_MAX) - 1)

static enum sctp_verdict ignore_chunk(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	return SCTP_V_NEXT;
}

static const struct sctp_chunk_row chunk_rows[U8_MAX + 1] = {
	[SCTP_CT_DATA] = {
		.handle	= sctp_data_input,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT),
		.min_len = sizeof(struct sctpw_data),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_I_DATA] = {
		.handle	= sctp_idata_input,
		.cap	= SCTP_CAP_I_DATA,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT),
		.min_len = sizeof(struct sctpw_idata),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_INIT] = {
		.handle	= sctp_collision_init,
		.addrs	= sctp_init_addr_list,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_init),
		.tag	= SCTP_TAG_ANY,
		.ootb	= SCTP_OOTB_INIT,
		.flags	= SCTP_CHUNK_ALONE | SCTP_CHUNK_TAG_0,
	},
	[SCTP_CT_INIT_ACK] = {
		.handle	= sctp_handshake_init_ack,
		.addrs	= sctp_init_addr_list,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_init),
		.flags	= SCTP_CHUNK_ALONE | SCTP_CHUNK_SETS_UP,
	},
	[SCTP_CT_SACK] = {
		.handle	= sctp_sack_input,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_sack),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_NR_SACK] = {
		.handle	= sctp_nrsack_input,
		.cap	= SCTP_CAP_NR_SACK,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_nrsack),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_HEARTBEAT] = {
		.handle	= sctp_heartbeat_input,
		.states	= IN_UP | IN(COOKIE_ECHOED),
		.min_len = sizeof(struct sctpw_chunk),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_HEARTBEAT_ACK] = {
		.handle	= sctp_heartbeat_ack_input,
		.states	= IN_UP,
		.min_len = sizeof(struct sctpw_chunk),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_ABORT] = {
		.handle	= sctp_abort_input,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_T_BIT,
		.ootb	= SCTP_OOTB_NEVER,
		.flags	= SCTP_CHUNK_ABORTS | SCTP_CHUNK_BESIDE |
			  SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_SHUTDOWN] = {
		.handle	= sctp_shutdown_input,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_shutdown),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_SHUTDOWN_ACK] = {
		.handle	= sctp_shutdown_ack_input,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_LATE,
		.ootb	= SCTP_OOTB_COMPLETE,
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_ERROR] = {
		.handle	= sctp_error_input,
		.states	= IN_UP | IN(COOKIE_ECHOED),
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_NAT,
		.ootb	= SCTP_OOTB_CAUSES,
		.flags	= SCTP_CHUNK_BESIDE | SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_COOKIE_ECHO] = {
		.handle	= sctp_collision_cookie,
		.addrs	= sctp_cookie_addr_list,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_TOLD,
		.ootb	= SCTP_OOTB_COOKIE,
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_COOKIE_ACK] = {
		.handle	= sctp_handshake_cookie_ack,
		.states	= IN(COOKIE_ECHOED),
		.min_len = sizeof(struct sctpw_chunk),
		.ootb	= SCTP_OOTB_SILENT,
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_ECNE] = {
		.handle	= sctp_ecne_input,
		.states	= IN_UP,
		.min_len = sizeof(struct sctpw_ecn),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_CWR] = {
		.handle	= sctp_cwr_input,
		.states	= IN_UP,
		.min_len = sizeof(struct sctpw_ecn),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_SHUTDOWN_COMPLETE] = {
		.handle	= sctp_shutdown_complete_input,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_T_BIT,
		.ootb	= SCTP_OOTB_SILENT,
		.flags	= SCTP_CHUNK_ALONE,
	},
	/* its length is checked only where AUTH is on */
	[SCTP_CT_AUTH] = {
		.handle	= sctp_auth_input,
		.cap	= SCTP_CAP_AUTH,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_TOLD,
		.flags	= SCTP_CHUNK_BESIDE,
	},
	[SCTP_CT_RECONFIG] = {
		.handle	= sctp_reconfig_input,
		.cap	= SCTP_CAP_RECONFIG,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_chunk),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_ASCONF] = {
		.handle	= sctp_asconf_input,
		.addrs	= sctp_asconf_addr_list,
		.cap	= SCTP_CAP_ASCONF,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_asconf),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_ASCONF_ACK] = {
		.handle	= sctp_asconf_ack_input,
		.cap	= SCTP_CAP_ASCONF,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT) | IN(SHUTDOWN_RECEIVED),
		.min_len = sizeof(struct sctpw_asconf),
		.flags	= SCTP_CHUNK_AUTH,
	},
	/* its length is checked by its handler: who did not agree skips it */
	[SCTP_CT_PKTDROP] = {
		.handle	= sctp_pktdrop_input,
		.cap	= SCTP_CAP_PKTDROP,
		.states	= IN_UP,
		.min_len = sizeof(struct sctpw_chunk),
		.tag	= SCTP_TAG_T_BIT,
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_PAD] = {
		.handle	= ignore_chunk,
		.states	= IN_ANY,
		.min_len = sizeof(struct sctpw_chunk),
		.flags	= SCTP_CHUNK_AUTH,
	},
	[SCTP_CT_FORWARD_TSN] = {
		.handle	= sctp_forward_input,
		.cap	= SCTP_CAP_PRSCTP,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT),
		.min_len = sizeof(struct sctpw_forward),
		.flags	= SCTP_CHUNK_AUTH | SCTP_CHUNK_AS_DATA,
	},
	[SCTP_CT_I_FORWARD_TSN] = {
		.handle	= sctp_iforward_input,
		.cap	= SCTP_CAP_I_FORWARD,
		.states	= IN(ESTABLISHED) | IN(SHUTDOWN_PENDING) |
			  IN(SHUTDOWN_SENT),
		.min_len = sizeof(struct sctpw_forward),
		.flags	= SCTP_CHUNK_AUTH | SCTP_CHUNK_AS_DATA,
	},
};

/**
 * sctp_chunk_row() - how a chunk type is treated
 * @type: the type
 *
 * Return: its row, or NULL when it is not known.
 */
const struct sctp_chunk_row *sctp_chunk_row(u8 type)
{
	const struct sctp_chunk_row *row = &chunk_rows[type];

	return row->handle ? row : NULL;
}

/**
 * sctp_chunk_caps() - the capabilities that chunk types announce
 * @types: chunk types that a peer lists
 *
 * Return: SCTP_CAP_* for each capability of which all chunk types are listed.
 */
u32 sctp_chunk_caps(const struct sctp_chunk_set *types)
{
	u32 type, there = 0, missing = 0;

	for (type = 0; type <= U8_MAX; type++) {
		if (types->bits[type / 8] & 1U << type % 8)
			there |= chunk_rows[type].cap;
		else
			missing |= chunk_rows[type].cap;
	}
	return there & ~missing;
}

/**
 * sctp_chunk_types() - the chunk types that capabilities are announced by
 * @caps: SCTP_CAP_*
 * @types: where to write them, or NULL
 *
 * Return: how many.
 */
u32 sctp_chunk_types(u32 caps, u8 *types)
{
	u32 type, n = 0;

	if (!caps)
		return 0;
	for (type = 0; type <= U8_MAX; type++) {
		if (!chunk_rows[type].cap || (chunk_rows[type].cap & ~caps))
			continue;
		if (types)
			types[n] = type;
		n++;
	}
	return n;
}
