/* SPDX-License-Identifier: GPL-2.0-only */
/* From DATA chunks to messages in stream order */
#ifndef _SCTP_CORE_REASM_H
#define _SCTP_CORE_REASM_H

#include "core/assoc.h"

void sctp_reasm_init(struct sctp_assoc *a);
void sctp_reasm_set_streams(struct sctp_assoc *a, u16 n);
void sctp_reasm_free(struct sctp_assoc *a);
int sctp_reasm_next(struct sctp_assoc *a, u32 tsn,
		    const struct sctp_rx_slot *s);
int sctp_reasm_next_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e);
int sctp_reasm_whole(struct sctp_assoc *a, u32 tsn,
		     const struct sctp_rx_slot *s,
		     const struct sctp_rx_extent *e);
int sctp_reasm_next_idata(struct sctp_assoc *a, u32 tsn,
			  const struct sctp_rx_slot *s);
void sctp_reasm_run(struct sctp_assoc *a, u32 first, u32 last);
bool sctp_reasm_wants_delivery(struct sctp_assoc *a);
void sctp_reasm_partial_delivery(struct sctp_assoc *a);
void sctp_reasm_abort_partial(struct sctp_assoc *a);
int sctp_reasm_forward(struct sctp_assoc *a, u32 tsn);
bool sctp_reasm_skip(struct sctp_assoc *a, u16 sid, u32 mid);
void sctp_reasm_renege(struct sctp_assoc *a);
void sctp_reasm_reset(struct sctp_assoc *a);
void sctp_instream_init(struct sctp_assoc *a);
int sctp_instream_reserve(struct sctp_assoc *a, u16 sid);
void sctp_instream_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg);
int sctp_instream_message(struct sctp_assoc *a, struct sctp_rx_msg *msg);
bool sctp_instream_has_room(struct sctp_assoc *a, u16 sid, u32 mid);
bool sctp_instream_is_next(struct sctp_assoc *a, u16 sid, u32 mid);
bool sctp_instream_is_used(struct sctp_assoc *a, u16 sid, u32 mid);
u32 sctp_instream_next_mid(struct sctp_assoc *a, u16 sid);
void sctp_instream_set_parted(struct sctp_assoc *a, u16 sid, bool parted);
bool sctp_instream_is_parted(struct sctp_assoc *a, u16 sid);
void sctp_instream_restart(struct sctp_assoc *a, u16 sid);
void sctp_instream_restart_all(struct sctp_assoc *a);
int sctp_instream_add(struct sctp_assoc *a, u16 n);
void sctp_instream_skip(struct sctp_assoc *a, u16 sid, u32 mid);
void sctp_instream_free(struct sctp_assoc *a);
void sctp_instream_partial_done(struct sctp_assoc *a, u16 sid, bool ordered);

#endif
