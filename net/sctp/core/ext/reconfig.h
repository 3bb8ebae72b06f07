/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RE-CONFIG (RFC 6525): streams are reset and added, TSNs begin anew.
 *
 *   reconfig.c   the chunk
 *   reask.c      requests of ours, and their answers
 *   regrant.c    requests of the peer
 *   renumber.c   TSNs begin anew
 */
#ifndef _SCTP_CORE_RECONFIG_H
#define _SCTP_CORE_RECONFIG_H

#include "core/wire/verdict.h"
#include "request.h"

/* Parameters of a RE-CONFIG chunk (RFC 6525 section 3.1) */
#define SCTP_RECONFIG_PARAMS	2

/**
 * struct sctp_reconfig - requests of both sides
 * @r: one of ours that is outstanding, and the answer to the peer's last
 * @asked: the peer's last request, in the buffer of the answer
 * @tsns_again: from when on another request to reset TSNs may be sent
 * @answer_at: where in the answer that for a request of @asked is, bytes
 * @answer_len: bytes of the answer
 * @n: requests in @asked
 * @later: those that are in progress, a bit each
 * @holding: streams are held back for one of those, or while @unsure
 * @unsure: it is not known whether an answer that TSNs begin anew has arrived
 * @nonce: what the HEARTBEAT behind that answer has
 */
struct sctp_reconfig {
	struct sctp_request r;
	const struct sctpw_reconfig *asked[SCTP_RECONFIG_PARAMS];
	u64 tsns_again;
	u16 answer_at[SCTP_RECONFIG_PARAMS];
	u16 answer_len;
	u8 n;
	u8 later;
	bool holding;
	bool unsure;
	u64 nonce;
};

/* What a stream list is about: SCTP_STREAM_RESET_* of the socket API */
#define SCTP_RECONFIG_IN	0x01
#define SCTP_RECONFIG_OUT	0x02

int sctp_reconfig_reset_streams(struct sctp_assoc *a, u16 what,
				const u16 *sids, u16 n, u64 now);
int sctp_reconfig_reset_tsns(struct sctp_assoc *a, u64 now);
int sctp_reconfig_add_streams(struct sctp_assoc *a, u16 in, u16 out, u64 now);

enum sctp_verdict sctp_reconfig_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v);

#endif
