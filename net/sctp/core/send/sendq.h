/* SPDX-License-Identifier: GPL-2.0-only */
/* User messages from sctp_assoc_send() to their release */
#ifndef _SCTP_CORE_SENDQ_H
#define _SCTP_CORE_SENDQ_H

#include <linux/compiler.h>

#include "core/assoc.h"
#include "core/wire/dataformat.h"

void sctp_sendq_init(struct sctp_assoc *a);
void sctp_sendq_set_streams(struct sctp_assoc *a, u16 n);
void sctp_sendq_add_streams(struct sctp_assoc *a, u16 n);
void sctp_sendq_reset(struct sctp_assoc *a);
void sctp_sendq_resend(struct sctp_assoc *a);
void sctp_sendq_unsend(struct sctp_assoc *a);
void sctp_sendq_drop_all(struct sctp_assoc *a);
void sctp_sendq_free(struct sctp_assoc *a);
void sctp_sendq_set_format(struct sctp_assoc *a, enum sctp_data_format_nr nr);
void sctp_sendq_frag_point(struct sctp_assoc *a);
u16 sctp_sendq_cell(const struct sctp_assoc *a, u32 len);
void sctp_sendq_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			    struct sctp_path *other);
void sctp_sendq_pmtu_rtx(struct sctp_assoc *a, struct sctp_path *p);
void sctp_sendq_drop_bad_streams(struct sctp_assoc *a);
void sctp_sendq_fail_all(struct sctp_assoc *a, u16 error);
void sctp_sendq_fail(struct sctp_assoc *a, struct sctp_tx_msg *msg, u16 error);
void sctp_sendq_chunk_gone(struct sctp_assoc *a, struct sctp_tx_msg *msg);
void sctp_sendq_number_gone(struct sctp_assoc *a, u16 sid, bool unordered);
void sctp_sendq_tell_room(struct sctp_assoc *a);
void sctp_sendq_tell_dry(struct sctp_assoc *a);
void sctp_sendq_chunk_acked(struct sctp_assoc *a, struct sctp_tx_chunk *c);
struct sctp_tx_msg *sctp_sendq_head(struct sctp_assoc *a);
void sctp_sendq_number(struct sctp_assoc *a, struct sctp_tx_msg *msg);
void sctp_sendq_took(struct sctp_assoc *a, struct sctp_tx_msg *msg, u32 len);

/**
 * sctp_ostream() - an outbound stream
 * @a: association
 * @sid: a stream that a message was queued for
 *
 * Return: the stream.
 */
static inline struct sctp_ostream *sctp_ostream(struct sctp_assoc *a, u16 sid)
{
	if (likely(!sid))
		return &a->tx.stream0;
	return &a->tx.streams->block[sid / SCTP_OSTREAM_BLOCK]
				    [sid % SCTP_OSTREAM_BLOCK];
}

/**
 * sctp_tx_msg_hold() - a message waits outside of the scheduler
 * @msg: the message
 */
static inline void sctp_tx_msg_hold(struct sctp_tx_msg *msg)
{
	msg->flags |= SCTP_TX_HELD;
}

/**
 * sctp_tx_msg_unhold() - it does not wait there any more
 * @msg: the message
 */
static inline void sctp_tx_msg_unhold(struct sctp_tx_msg *msg)
{
	msg->flags &= ~SCTP_TX_HELD;
}

/* Some message has a life time, or none has */
static inline void sctp_sendq_mortal(struct sctp_assoc *a, bool mortal)
{
	a->tx.mortal = mortal;
}

/* Nothing is queued that may be for another path */
static inline void sctp_sendq_addressed_none(struct sctp_assoc *a)
{
	a->tx.addressed = false;
}

/* Is nothing queued and nothing outstanding? */
static inline bool sctp_sendq_drained(const struct sctp_assoc *a)
{
	return !a->tx.queued_msgs &&
	       a->tx.ring.base == a->tx.ring.next;
}

#endif
