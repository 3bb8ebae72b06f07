/* SPDX-License-Identifier: GPL-2.0-only */
/* Outstanding DATA chunks by TSN */
#ifndef _SCTP_CORE_TXRING_H
#define _SCTP_CORE_TXRING_H

#include <linux/compiler.h>
#include <linux/string.h>

#include "core/path.h"
#include "core/ring.h"
#include "core/seam.h"
#include "core/wire/serial.h"

/* From this many chunks on that the peer reneged on, its gap blocks are
 * ignored. A correct peer reneges on few: it does so for want of memory, or
 * seems to when SACKs arrive in the wrong order.
 */
#define SCTP_RENEGED_MAX	16384U
/* Miss indications that show a loss, RFC 9260 section 7.2.4 */
#define SCTP_LOST_MISSES	3

/* The state of an outstanding chunk. The bitmaps of struct sctp_txring have the
 * same information, to find the next chunk in a state.
 */
enum sctp_chunk_state {
	SCTP_CHUNK_NEW,		/* not sent yet */
	SCTP_CHUNK_IN_FLIGHT,	/* counted in flight sizes */
	SCTP_CHUNK_LOST,	/* marked for retransmission */
	SCTP_CHUNK_ACKED,	/* gap-acknowledged: the peer may renege */
	SCTP_CHUNK_ABANDONED,	/* given up: a FORWARD TSN tells the peer */
	SCTP_CHUNK_KEPT,	/* acknowledged by NR-SACK, for good */
};

/* No stream: the peer need not be told of the message that was given up */
#define SCTP_GONE_KNOWN	0xffff

/* An outstanding DATA chunk: a slot of the TSN ring. The path it was
 * sent on last is sctp_tx_chunk_sent_on().
 */
struct sctp_tx_chunk {
	struct sctp_tx_msg *msg;	/* NULL when it was given up, or kept */
	struct sctp_path *path;	/* counts it, and is the next it takes */
	union {
		u64 sent_at;	/* when it was sent last, nanoseconds */
		struct {	/* of the message it was detached from */
			u32 mid;
			u16 sid;
			u8 misses;
			u8 tx_flags;	/* SCTP_TX_*, of a kept one */
		} gone;
	};
	u32 off;
	u16 len;
	u8 flags;		/* SCTP_DATA_* */
	u8 misses;		/* miss indications, RFC 9260 7.2.4 */
	u8 rtx;			/* times retransmitted, saturating */
	u8 state;		/* enum sctp_chunk_state */
	bool fast_rtx;		/* was fast retransmitted once */
	bool stray:1;		/* was sent on a path that was removed */
	bool moved:1;		/* was sent on more than one path */
	u16 prev;		/* list of retransmitted chunks: low half of */
	u16 next;		/* the TSN before and after it */
};

/**
 * struct sctp_txring - outstanding chunks by TSN
 * @slot: chunks, index = TSN & @mask
 * @acked: bit per slot: gap-acknowledged; more bitmaps follow it
 * @mask: size - 1, a power of two
 * @base: oldest TSN not cumulatively acknowledged
 * @next: TSN of the next new chunk
 * @flight: user bytes in flight on all paths
 * @nr_rtx: chunks marked for retransmission
 * @reneged: chunks that the peer reneged on, less those it acknowledged
 *           cumulatively since
 * @trim_seen: sum of TSNs, ours and the peer's, when memory was looked at last
 */
struct sctp_txring {
	struct sctp_tx_chunk *slot;
	unsigned long *acked;
	u32 mask;
	u32 base;
	u32 next;
	u32 flight;
	u16 nr_rtx;
	u16 reneged;
	u32 trim_seen;
};

static inline struct sctp_tx_chunk *sctp_txring_slot(struct sctp_txring *r,
						     u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

static inline bool sctp_txring_empty(const struct sctp_txring *r)
{
	return r->base == r->next;
}

/* A bit per slot, behind @acked: the chunk is marked for retransmission */
static inline unsigned long *sctp_txring_rtx_map(const struct sctp_txring *r)
{
	return r->acked + BITS_TO_LONGS(r->mask + 1);
}

/**
 * sctp_txring_marked() - the next chunk marked for retransmission
 * @r: the ring
 * @tsn: where to begin, from @r->base on
 *
 * Return: its TSN, @r->next when there is none.
 */
static inline u32 sctp_txring_marked(const struct sctp_txring *r, u32 tsn)
{
	return sctp_ring_find(sctp_txring_rtx_map(r), r->mask, tsn, r->next,
			      true);
}

/* A bit per slot, behind the last one: the chunk was given up */
static inline unsigned long *sctp_txring_gone_map(const struct sctp_txring *r)
{
	return r->acked + 2 * BITS_TO_LONGS(r->mask + 1);
}

/**
 * sctp_txring_gone() - was a chunk given up?
 * @r: the ring
 * @tsn: its TSN, outstanding
 *
 * Return: true if so.
 */
static inline bool sctp_txring_gone(const struct sctp_txring *r, u32 tsn)
{
	return sctp_ring_test(sctp_txring_gone_map(r), r->mask, tsn);
}

/* A bit per slot, behind the last one: the peer keeps the chunk for good */
static inline unsigned long *sctp_txring_kept_map(const struct sctp_txring *r)
{
	return r->acked + 3 * BITS_TO_LONGS(r->mask + 1);
}

/**
 * sctp_tx_chunk_kept() - has the peer acknowledged a chunk for good?
 * @c: chunk
 *
 * Return: true from its NR-SACK until its TSN is acknowledged cumulatively.
 */
static inline bool sctp_tx_chunk_kept(const struct sctp_tx_chunk *c)
{
	return c->state == SCTP_CHUNK_KEPT;
}

/**
 * sctp_txring_push() - use the next slot
 * @r: the ring, with a slot reserved
 *
 * Return: its TSN.
 */
static inline u32 sctp_txring_push(struct sctp_txring *r)
{
	return r->next++;
}

/**
 * sctp_txring_unpush() - free the last slot: its TSN was not used
 * @r: the ring, not empty
 *
 * Return: its TSN.
 */
static inline u32 sctp_txring_unpush(struct sctp_txring *r)
{
	return --r->next;
}

/**
 * sctp_txring_pop() - free the oldest slot
 * @r: the ring, not empty
 */
static inline void sctp_txring_pop(struct sctp_txring *r)
{
	r->base++;
	if (unlikely(r->reneged))
		r->reneged--;
}

/**
 * sctp_txring_doubts() - does the peer renege too much?
 * @r: the ring
 *
 * Return: true when its gap blocks are to be ignored.
 */
static inline bool sctp_txring_doubts(const struct sctp_txring *r)
{
	return unlikely(r->reneged >= SCTP_RENEGED_MAX);
}

/**
 * sctp_tx_chunk_fill() - fill a slot with a fragment of a message
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
 * sctp_tx_chunk_take_msg() - detach a chunk from its message
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
 * sctp_tx_chunk_hurry() - set the I bit
 * @c: chunk
 */
static inline void sctp_tx_chunk_hurry(struct sctp_tx_chunk *c)
{
	c->flags |= SCTP_DATA_I;
}

/**
 * sctp_tx_chunk_missed() - count a miss indication
 * @c: chunk
 *
 * Return: miss indications since it was sent.
 */
static inline u8 sctp_tx_chunk_missed(struct sctp_tx_chunk *c)
{
	return ++c->misses;
}

/**
 * sctp_tx_chunk_gone_missed() - a SACK reports that a chunk given up is missing
 * @c: chunk
 *
 * Return: true, once, when it was in flight and is lost (RFC 9260 7.2.4).
 */
static inline bool sctp_tx_chunk_gone_missed(struct sctp_tx_chunk *c)
{
	return c->gone.misses < SCTP_LOST_MISSES &&
	       ++c->gone.misses == SCTP_LOST_MISSES;
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
 * sctp_tx_chunk_sent_on() - the path that a chunk was last sent on
 * @c: chunk
 *
 * Return: the path, NULL when it was removed.
 */
static inline struct sctp_path *
sctp_tx_chunk_sent_on(const struct sctp_tx_chunk *c)
{
	return likely(!c->stray) ? c->path : NULL;
}

/**
 * sctp_txring_time() - a chunk was sent for the first time
 * @p: path
 * @tsn: its TSN; its round trip is measured unless another chunk's is
 */
static inline void sctp_txring_time(struct sctp_path *p, u32 tsn)
{
	if (p->timing)
		return;
	p->timing = true;
	p->flight.timed = tsn;
}

/**
 * sctp_txring_time_over() - stop measuring a round trip
 * @p: path
 */
static inline void sctp_txring_time_over(struct sctp_path *p)
{
	p->timing = false;
}

/**
 * sctp_txring_timed() - is the round trip of this chunk being measured?
 * @p: path it was last sent on
 * @tsn: its TSN; it was acknowledged
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

void sctp_txring_known(struct sctp_assoc *a, u32 tsn);
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
u32 sctp_txring_path_lost(struct sctp_assoc *a, struct sctp_path *p);
void sctp_txring_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			     struct sctp_path *other);
void sctp_txring_start(struct sctp_txring *r, u32 initial_tsn);
void sctp_txring_free(struct sctp_txring *r);
void sctp_txring_trim(struct sctp_txring *r);
int sctp_txring_reserve(struct sctp_txring *r, u32 n);
bool sctp_txring_sent(struct sctp_assoc *a, struct sctp_tx_chunk *c, u32 tsn,
		      struct sctp_path *p, u64 now);
void sctp_txring_arrived(struct sctp_assoc *a, struct sctp_tx_chunk *c,
			 u32 tsn);
void sctp_txring_gap_acked(struct sctp_assoc *a, u32 tsn);
void sctp_txring_keep(struct sctp_assoc *a, u32 tsn);
void sctp_txring_forget(struct sctp_assoc *a, u32 tsn);
struct sctp_tx_msg *sctp_txring_abandon(struct sctp_assoc *a, u32 tsn);
void sctp_txring_abandon_kept(struct sctp_assoc *a, u32 tsn);
void sctp_txring_abandon_next(struct sctp_assoc *a, struct sctp_path *p,
			      u32 mid, u16 sid, u8 flags);
bool sctp_txring_known_acked(const struct sctp_txring *r, u32 tsn, u32 end);
u32 sctp_txring_renegable(const struct sctp_assoc *a, u32 tsn, u32 end);
u32 sctp_txring_unsettled(const struct sctp_txring *r, u32 tsn, u32 end);
void sctp_txring_landed(struct sctp_assoc *a, u32 tsn);
bool sctp_txring_relaunch(struct sctp_assoc *a, u32 tsn, u64 now);
void sctp_txring_mark_rtx(struct sctp_assoc *a, u32 tsn);
void sctp_txring_unmark_rtx(struct sctp_assoc *a, u32 tsn);
void sctp_txring_again(struct sctp_assoc *a, u32 tsn);
bool sctp_txring_worn_out(struct sctp_txring *r, u8 limit);

#endif
