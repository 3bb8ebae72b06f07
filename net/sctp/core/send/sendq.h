/* SPDX-License-Identifier: GPL-2.0-only */
/* User messages from sctp_assoc_send() to their release */
#ifndef _SCTP_CORE_SENDQ_H
#define _SCTP_CORE_SENDQ_H

#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/types.h>

#include "core/loss/sackin.h"
#include "core/wire/dataformat.h"
#include "flush.h"
#include "ostream.h"
#include "peerwin.h"
#include "txring.h"

struct sctp_assoc;
struct sctp_path;
struct sctp_sched_ops;
struct sctp_tx_msg;

/**
 * struct sctp_tx - the sending side: what waits, what is outstanding
 * @ring: outstanding chunks
 * @queue: messages with fragments that have no TSN yet; FCFS's
 * @turns: streams that have such messages; the other schedulers'
 * @queued_bytes: user bytes in @queue not yet sent
 * @queued_msgs: messages in @queue
 * @peer: the peer's window
 * @frag_point: largest user data of one chunk, by AMDCS and SCTP_MAXSEG
 * @open_ppid: payload protocol identifier of the open message
 * @sched: stream scheduler
 * @streams: outbound streams
 * @released: a message was released since the last wspace()
 * @dry: sender-dry was reported, and nothing was queued since
 * @mortal: some message has a life time: sctp_abandon_expired()
 * @addressed: some message in @queue may be for another path than the others
 * @open: the last message queued is open: its next part must follow
 * @open_lost: the open message failed; the user is told by the next part
 * @open_unordered: SCTP_TX_UNORDERED of the open message
 * @by_packet: the scheduler is told of packets: sctp_sched_new_packet()
 * @flush: of the last flush and the next one
 * @sackin: of received SACKs
 * @format: the chunk that carries user data, enum sctp_data_format_nr
 * @data_hdr: length of the header of that chunk
 * @open_sid: stream of the open message
 */
struct sctp_tx {
	struct sctp_txring ring;
	union {
		struct list_head queue;
		struct rb_root_cached turns;
	};
	u32 queued_bytes;
	u32 queued_msgs;
	struct sctp_peerwin peer;
	u32 frag_point;
	__be32 open_ppid;
	const struct sctp_sched_ops *sched;
	struct sctp_tx_streams streams;
	bool released:1;
	bool dry:1;
	bool mortal:1;
	bool addressed:1;
	bool open:1;
	bool open_lost:1;
	bool open_unordered:1;
	bool by_packet:1;
	struct sctp_flush flush;
	struct sctp_sackin sackin;
	u8 format;
	u8 data_hdr;
	u16 open_sid;
};

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
void sctp_sendq_arrived(struct sctp_assoc *a, u32 tsn);
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
static inline void sctp_sendq_mortal(struct sctp_tx *tx, bool mortal)
{
	tx->mortal = mortal;
}

/* Nothing is queued that may be for another path */
static inline void sctp_sendq_addressed_none(struct sctp_tx *tx)
{
	tx->addressed = false;
}

/* Is nothing queued and nothing outstanding? */
static inline bool sctp_sendq_drained(const struct sctp_tx *tx)
{
	return !tx->queued_msgs && sctp_txring_empty(&tx->ring);
}

#endif
