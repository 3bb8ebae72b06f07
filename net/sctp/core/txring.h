/* SPDX-License-Identifier: GPL-2.0-only */
/* Outstanding DATA chunks by TSN */
#ifndef _SCTP_CORE_TXRING_H
#define _SCTP_CORE_TXRING_H

#include <linux/compiler.h>
#include <linux/string.h>

#include "assoc.h"
#include "ring.h"
#include "serial.h"

static inline struct sctp_tx_chunk *sctp_txring_slot(struct sctp_txring *r,
						     u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

static inline bool sctp_txring_empty(const struct sctp_txring *r)
{
	return r->base == r->next;
}

/**
 * sctp_txring_push() - the slot behind the last one is in use
 * @r: the ring, with a slot reserved
 *
 * Return: its TSN.
 */
static inline u32 sctp_txring_push(struct sctp_txring *r)
{
	return r->next++;
}

/**
 * sctp_txring_unpush() - the last slot is free again: its TSN was not used
 * @r: the ring, not empty
 *
 * Return: its TSN.
 */
static inline u32 sctp_txring_unpush(struct sctp_txring *r)
{
	return --r->next;
}

/**
 * sctp_txring_pop() - the oldest slot is free again
 * @r: the ring, not empty
 */
static inline void sctp_txring_pop(struct sctp_txring *r)
{
	r->base++;
}

/**
 * sctp_tx_chunk_fill() - a fragment of a message is to be sent
 * @c: its slot
 * @msg: the message
 * @len: user bytes of the fragment
 * @flags: SCTP_DATA_*
 */
static inline void sctp_tx_chunk_fill(struct sctp_tx_chunk *c,
				      struct sctp_tx_msg *msg, u32 len,
				      u8 flags)
{
	memset(c, 0, sizeof(*c));
	c->msg = msg;
	c->off = msg->sent;
	c->len = len;
	c->flags = flags;
}

/**
 * sctp_tx_chunk_take_msg() - a chunk has no part in its message any more
 * @c: the chunk
 *
 * Return: the message, or NULL.
 */
static inline struct sctp_tx_msg *
sctp_tx_chunk_take_msg(struct sctp_tx_chunk *c)
{
	struct sctp_tx_msg *msg = c->msg;

	c->msg = NULL;
	return msg;
}

/**
 * sctp_tx_chunk_hurry() - the peer is asked to acknowledge it at once
 * @c: chunk
 */
static inline void sctp_tx_chunk_hurry(struct sctp_tx_chunk *c)
{
	c->flags |= SCTP_DATA_I;
}

/**
 * sctp_tx_chunk_missed() - a SACK reports a chunk missing
 * @c: chunk
 *
 * Return: miss indications since it was sent.
 */
static inline u8 sctp_tx_chunk_missed(struct sctp_tx_chunk *c)
{
	return ++c->misses;
}

/**
 * sctp_tx_chunk_in_flight() - is a chunk in flight?
 * @c: chunk
 *
 * Return: true if so.
 */
static inline bool sctp_tx_chunk_in_flight(const struct sctp_tx_chunk *c)
{
	return c->state == SCTP_CHUNK_IN_FLIGHT;
}

/**
 * sctp_tx_chunk_sent_on() - where was a chunk last sent?
 * @c: chunk
 *
 * That is not where it goes next when the path is gone.
 *
 * Return: the path, NULL when it is gone.
 */
static inline struct sctp_path *
sctp_tx_chunk_sent_on(const struct sctp_tx_chunk *c)
{
	return likely(!c->stray) ? c->path : NULL;
}

/* Size of a DATA chunk on the wire, as congestion control counts it */
static inline u32 sctp_tx_chunk_size(u32 len)
{
	return SCTP_ALIGN4(sizeof(struct sctpw_data) + len);
}

/**
 * sctp_txring_time() - a chunk was sent for the first time
 * @p: path
 * @tsn: its TSN; its round trip is timed unless another one's is
 */
static inline void sctp_txring_time(struct sctp_path *p, u32 tsn)
{
	if (p->timing)
		return;
	p->timing = true;
	p->flight.timed = tsn;
}

/**
 * sctp_txring_time_over() - no round trip is timed any more
 * @p: path
 */
static inline void sctp_txring_time_over(struct sctp_path *p)
{
	p->timing = false;
}

/**
 * sctp_txring_timed() - is it the chunk whose round trip is timed?
 * @p: path it was last sent on
 * @tsn: its TSN; it has arrived
 *
 * Return: true, once, if it is.
 */
static inline bool sctp_txring_timed(struct sctp_path *p, u32 tsn)
{
	if (!p->timing || p->flight.timed != tsn)
		return false;
	p->timing = false;
	return true;
}

bool sctp_txring_oldest_acked(const struct sctp_txring *r, struct sctp_path *p);
u32 sctp_txring_first_resent(const struct sctp_txring *r,
			     const struct sctp_path *p);
u32 sctp_txring_oldest(const struct sctp_txring *r, const struct sctp_path *p);
u32 sctp_txring_in_flight(const struct sctp_txring *r, u32 tsn);
u32 sctp_txring_next_rtx(const struct sctp_txring *r, const struct sctp_path *p,
			 u32 tsn);
u32 sctp_txring_first_rtx(const struct sctp_txring *r,
			  const struct sctp_path *p);
void sctp_txring_rtx_tried(struct sctp_path *p, u32 tsn);
void sctp_txring_rtx_now(struct sctp_path *p);
void sctp_txring_rtx_away(struct sctp_path *p);
void sctp_txring_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			     struct sctp_path *other);
void sctp_txring_start(struct sctp_txring *r, u32 initial_tsn);
void sctp_txring_free(struct sctp_txring *r);
void sctp_txring_trim(struct sctp_txring *r);
int sctp_txring_reserve(struct sctp_txring *r, u32 n);
void sctp_txring_sent(struct sctp_assoc *a, u32 tsn, struct sctp_path *p,
		      u64 now);
void sctp_txring_arrived(struct sctp_assoc *a, u32 tsn);
void sctp_txring_gap_acked(struct sctp_assoc *a, u32 tsn);
void sctp_txring_forget(struct sctp_assoc *a, u32 tsn);
void sctp_txring_landed(struct sctp_assoc *a, u32 tsn);
void sctp_txring_relaunch(struct sctp_assoc *a, u32 tsn, u64 now);
void sctp_txring_mark_rtx(struct sctp_assoc *a, u32 tsn);
void sctp_txring_unmark_rtx(struct sctp_assoc *a, u32 tsn);
void sctp_txring_again(struct sctp_assoc *a, u32 tsn);

#endif
