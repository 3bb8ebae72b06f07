// SPDX-License-Identifier: GPL-2.0-only
/*
 * Outstanding DATA chunks: a power-of-two ring of slots indexed by TSN.
 *
 *      base                                    next
 *       v                                       v
 *   ... [c][c][a][a][c][r][c] ................. free ...
 *
 *   a: gap-acknowledged (bit in @acked), no longer in flight
 *   r: marked for retransmission (bit in @rtx), not in flight
 *
 * A slot is in flight from the moment it is sent until it is acknowledged or
 * marked for retransmission: one state, enum sctp_chunk_state. Flight sizes and
 * the peer's window move with it in sctp_txring_sent() and
 * sctp_txring_landed() and nowhere else.
 *
 * Its path is the one it was last sent on, to which an acknowledgment is
 * credited (RFC 9260 section 8.2), until it is sent again. Those marked belong
 * together by that path: they go to the same path next.
 */
#include <linux/errno.h>
#include <linux/slab.h>

#include "rack.h"
#include "txring.h"

/* The first ring, which an idle association keeps, and the one after it */
#define SCTP_TXRING_FIRST	2U
#define SCTP_TXRING_MIN		32U
/* SSNs are compared as 16-bit serial numbers: no more in flight than half */
#define SCTP_TXRING_MAX		32768U

/* The bitmaps lie behind the slots */
static int txring_alloc(struct sctp_txring *r, u32 size)
{
	u32 words = BITS_TO_LONGS(size);

	r->slot = kvzalloc(size * sizeof(*r->slot) + 2 * words * sizeof(long),
			   GFP_ATOMIC);
	if (!r->slot)
		return -ENOMEM;
	r->acked = (unsigned long *)(r->slot + size);
	r->rtx = r->acked + words;
	r->mask = size - 1;
	return 0;
}

/**
 * sctp_txring_start() - TSNs begin here
 * @r: the ring, empty; zeroed when it is new, and without memory until it is
 *     used
 * @initial_tsn: TSN of the first chunk
 */
void sctp_txring_start(struct sctp_txring *r, u32 initial_tsn)
{
	r->base = initial_tsn;
	r->next = initial_tsn;
}

/**
 * sctp_txring_free() - free the ring's memory, not the messages
 * @r: the ring
 */
void sctp_txring_free(struct sctp_txring *r)
{
	kvfree(r->slot);
	r->slot = NULL;
	r->acked = NULL;
	r->rtx = NULL;
}

/**
 * sctp_txring_trim() - an idle association needs no memory for much data
 * @r: the ring
 */
void sctp_txring_trim(struct sctp_txring *r)
{
	if (r->base == r->next)
		sctp_txring_free(r);
}

static int txring_grow(struct sctp_txring *r)
{
	struct sctp_txring bigger = *r;
	u32 tsn;
	int err;

	err = txring_alloc(&bigger, max((r->mask + 1) * 2, SCTP_TXRING_MIN));
	if (err)
		return err;
	for (tsn = r->base; tsn != r->next; tsn++) {
		*sctp_txring_slot(&bigger, tsn) = *sctp_txring_slot(r, tsn);
		if (sctp_ring_test(r->acked, r->mask, tsn))
			sctp_ring_set(bigger.acked, bigger.mask, tsn);
		if (sctp_ring_test(r->rtx, r->mask, tsn))
			sctp_ring_set(bigger.rtx, bigger.mask, tsn);
	}
	sctp_txring_free(r);
	*r = bigger;
	return 0;
}

/**
 * sctp_txring_reserve() - make sure the next slots can be used
 * @r: the ring
 * @n: how many, from @r->next on
 *
 * Return: 0, -ENOMEM, or -ENOSPC when the ring would be larger than it may.
 */
int sctp_txring_reserve(struct sctp_txring *r, u32 n)
{
	u32 need = r->next - r->base + n;
	int err;

	if (need > SCTP_TXRING_MAX)
		return -ENOSPC;
	if (!r->slot) {
		err = txring_alloc(r, SCTP_TXRING_FIRST);
		if (err)
			return err;
	}
	while (need > r->mask + 1) {
		err = txring_grow(r);
		if (err)
			return err;
	}
	return 0;
}

/**
 * sctp_txring_in_flight() - the next chunk in flight
 * @r: the ring
 * @tsn: where to begin, from @r->base on
 *
 * Return: its TSN, @r->next when there is none.
 */
u32 sctp_txring_in_flight(const struct sctp_txring *r, u32 tsn)
{
	u32 hole;

	for (;;) {
		hole = sctp_ring_find(r->acked, r->mask, tsn, r->next, false);
		tsn = sctp_ring_find(r->rtx, r->mask, hole, r->next, false);
		if (tsn == hole)
			return tsn;
	}
}

/* A TSN that is not before the oldest one, from its low half */
static u32 whole_tsn(const struct sctp_txring *r, u16 low)
{
	u32 tsn = r->base + (u16)(low - r->base);

	return sctp_tsn_lte(tsn, r->next) ? tsn : r->base;
}

/* Chunks in flight that were sent before are in a list in the order they left,
 * since that is not the order of their TSNs (rack.c). Links are low halves of
 * TSNs, of which no two are the same in a ring; the ends are known by the path.
 */
static struct sctp_tx_chunk *half_slot(struct sctp_txring *r, u16 low)
{
	return &r->slot[low & r->mask];
}

static void resent_add(struct sctp_txring *r, struct sctp_path *p, u16 tsn)
{
	if (p->resent) {
		half_slot(r, tsn)->prev = p->flight.last;
		half_slot(r, p->flight.last)->next = tsn;
	} else {
		p->flight.first = tsn;
	}
	p->flight.last = tsn;
	p->resent = true;
}

static void resent_remove(struct sctp_txring *r, struct sctp_path *p, u16 tsn)
{
	const struct sctp_tx_chunk *c = half_slot(r, tsn);

	if (p->flight.first == p->flight.last) {
		p->resent = false;
		return;
	}
	if (p->flight.first == tsn)
		p->flight.first = c->next;
	else
		half_slot(r, c->prev)->next = c->next;
	if (p->flight.last == tsn)
		p->flight.last = c->prev;
	else
		half_slot(r, c->next)->prev = c->prev;
}

/**
 * sctp_txring_first_resent() - what of a path was retransmitted longest ago
 * @r: the ring
 * @p: path with ->resent
 *
 * Return: its TSN; it is in flight.
 */
u32 sctp_txring_first_resent(const struct sctp_txring *r,
			     const struct sctp_path *p)
{
	return whole_tsn(r, p->flight.first);
}

/* A chunk is in flight on its path from now on. It is said of each: a call
 * would cost as much as what it does.
 */
static __always_inline void chunk_launch(struct sctp_assoc *a,
					 struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctp_path *p = c->path;

	if (!p->flight.size) {
		p->flight.oldest = tsn;
		sctp_rack_begin(p, tsn);
	}
	if (unlikely(c->rtx)) {
		if (sctp_tsn_lt(tsn, p->flight.oldest))
			p->flight.oldest = tsn;
		resent_add(&a->tx.ring, p, tsn);
	}
	c->state = SCTP_CHUNK_IN_FLIGHT;
	p->flight.size += sctp_tx_chunk_size(c->len);
	a->tx.flight += c->len;
}

/**
 * sctp_txring_sent() - a chunk leaves for a path
 * @a: association
 * @tsn: its TSN, not in flight; ->rtx tells whether it was sent before
 * @p: the path
 * @now: time
 */
void sctp_txring_sent(struct sctp_assoc *a, u32 tsn, struct sctp_path *p,
		      u64 now)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	c->sent_at = now;
	c->path = p;
	c->stray = false;
	chunk_launch(a, c, tsn);
	sctp_peerwin_take(&a->tx.peer, c->len);
}

/**
 * sctp_txring_landed() - a chunk is no longer in flight
 * @a: association
 * @tsn: its TSN
 *
 * It was acknowledged, or is considered lost.
 */
void sctp_txring_landed(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	if (c->state != SCTP_CHUNK_IN_FLIGHT)
		return;
	c->state = SCTP_CHUNK_NEW;
	c->path->flight.size -= sctp_tx_chunk_size(c->len);
	a->tx.flight -= c->len;
	if (unlikely(c->rtx))
		resent_remove(&a->tx.ring, c->path, tsn);
}

/**
 * sctp_txring_relaunch() - a chunk that had arrived is in flight again
 * @a: association
 * @tsn: its TSN, which the peer reneged on
 * @now: time
 *
 * A SACK that was overtaken by a later one looks the same: no more is known of
 * the chunk than if it was retransmitted now.
 */
void sctp_txring_relaunch(struct sctp_assoc *a, u32 tsn, u64 now)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_ring_clear(a->tx.ring.acked, a->tx.ring.mask, tsn);
	c->sent_at = now;
	c->rtx = max_t(u8, c->rtx, 1);
	chunk_launch(a, c, tsn);
}

/* The lowest TSN in flight on a path moves on */
static void oldest_advance(const struct sctp_txring *r, struct sctp_path *p)
{
	u32 tsn = p->flight.oldest;

	if (sctp_tsn_lt(tsn, r->base))
		tsn = r->base;
	while ((tsn = sctp_txring_in_flight(r, tsn)) != r->next &&
	       r->slot[tsn & r->mask].path != p)
		tsn++;
	p->flight.oldest = tsn;
}

/**
 * sctp_txring_oldest_acked() - has a SACK acknowledged a path's oldest chunk?
 * @r: the ring
 * @p: path with chunks in flight
 *
 * To be asked once for each SACK that acknowledges any of the path's. It costs
 * what the path's oldest chunk moves on by.
 *
 * Return: true when it has.
 */
bool sctp_txring_oldest_acked(const struct sctp_txring *r, struct sctp_path *p)
{
	if (sctp_tsn_gte(p->flight.oldest, r->base) &&
	    sctp_tx_chunk_in_flight(&r->slot[p->flight.oldest & r->mask]))
		return false;
	oldest_advance(r, p);
	return true;
}

static void rtx_add(const struct sctp_txring *r, struct sctp_path *p, u32 tsn)
{
	if (!p->flight.nr_rtx++ || sctp_tsn_lt(tsn, whole_tsn(r, p->flight.from)))
		p->flight.from = tsn;
}

static void rtx_remove(struct sctp_path *p)
{
	if (--p->flight.nr_rtx)
		return;
	p->rtx_away = false;
	p->rtx_now = false;
}

/**
 * sctp_txring_next_rtx() - the next chunk to be retransmitted
 * @r: the ring
 * @p: path that was last to send it
 * @tsn: where to begin, from @r->base on
 *
 * Return: its TSN, @r->next when there is none.
 */
u32 sctp_txring_next_rtx(const struct sctp_txring *r, const struct sctp_path *p,
			 u32 tsn)
{
	while ((tsn = sctp_ring_find(r->rtx, r->mask, tsn, r->next,
				     true)) != r->next &&
	       r->slot[tsn & r->mask].path != p)
		tsn++;
	return tsn;
}

/**
 * sctp_txring_first_rtx() - the first of them
 * @r: the ring
 * @p: path with any
 *
 * Return: its TSN.
 */
u32 sctp_txring_first_rtx(const struct sctp_txring *r,
			  const struct sctp_path *p)
{
	return sctp_txring_next_rtx(r, p, whole_tsn(r, p->flight.from));
}

/**
 * sctp_txring_oldest() - the oldest chunk a path has outstanding
 * @r: the ring
 * @p: the path
 *
 * Return: its TSN, in flight or to be retransmitted; @r->next when there is
 * none.
 */
u32 sctp_txring_oldest(const struct sctp_txring *r, const struct sctp_path *p)
{
	u32 tsn = p->flight.size ? p->flight.oldest : r->next;
	u32 marked = p->flight.nr_rtx ? sctp_txring_first_rtx(r, p) : r->next;

	return sctp_tsn_lt(marked, tsn) ? marked : tsn;
}

/**
 * sctp_txring_rtx_tried() - chunks of a path were retransmitted
 * @p: path
 * @tsn: first of those that could not go, or any behind the last
 */
void sctp_txring_rtx_tried(struct sctp_path *p, u32 tsn)
{
	p->flight.from = tsn;
	p->rtx_now = false;
}

/**
 * sctp_txring_rtx_now() - a packet of what a path has lost may ignore cwnd
 * @p: path
 */
void sctp_txring_rtx_now(struct sctp_path *p)
{
	p->rtx_now = p->flight.nr_rtx;
}

/**
 * sctp_txring_rtx_away() - what a path has lost goes to another one
 * @p: path whose T3-rtx has expired
 */
void sctp_txring_rtx_away(struct sctp_path *p)
{
	p->rtx_away = p->flight.nr_rtx;
	p->rtx_now = p->flight.nr_rtx;
}

/**
 * sctp_txring_mark_rtx() - a chunk is considered lost
 * @a: association
 * @tsn: its TSN
 *
 * The peer's window is given back what the chunk took (RFC 9260 6.2.1 C).
 */
void sctp_txring_mark_rtx(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	if (c->state == SCTP_CHUNK_LOST)
		return;
	if (sctp_tx_chunk_in_flight(c))
		sctp_peerwin_give(&a->tx.peer, c->len);
	sctp_txring_landed(a, tsn);
	c->state = SCTP_CHUNK_LOST;
	sctp_ring_set(r->rtx, r->mask, tsn);
	r->nr_rtx++;
	rtx_add(r, c->path, tsn);
	if (tsn == c->path->flight.oldest && c->path->flight.size)
		oldest_advance(r, c->path);
	/* Karn: what is timed may have been this chunk or one after it */
	sctp_txring_time_over(c->path);
}

/**
 * sctp_txring_unmark_rtx() - a chunk needs no retransmission any more
 * @a: association
 * @tsn: its TSN
 */
void sctp_txring_unmark_rtx(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	if (c->state != SCTP_CHUNK_LOST)
		return;
	c->state = SCTP_CHUNK_NEW;
	sctp_ring_clear(r->rtx, r->mask, tsn);
	r->nr_rtx--;
	rtx_remove(c->path);
}

/**
 * sctp_txring_again() - a chunk that was lost is in a packet again
 * @a: association; sctp_txring_sent() follows
 * @tsn: its TSN
 */
void sctp_txring_again(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_txring_unmark_rtx(a, tsn);
	c->misses = 0;
	if (c->rtx < U8_MAX)
		c->rtx++;
}

/**
 * sctp_txring_arrived() - the peer has a chunk
 * @a: association
 * @tsn: its TSN, in flight or queued to be sent again
 */
void sctp_txring_arrived(struct sctp_assoc *a, u32 tsn)
{
	if (unlikely(sctp_txring_slot(&a->tx.ring, tsn)->state ==
		     SCTP_CHUNK_LOST))
		sctp_txring_unmark_rtx(a, tsn);
	else
		sctp_txring_landed(a, tsn);
}

/**
 * sctp_txring_gap_acked() - the peer has a chunk, and may give it back
 * @a: association
 * @tsn: its TSN, after sctp_txring_arrived()
 */
void sctp_txring_gap_acked(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;

	sctp_txring_slot(r, tsn)->state = SCTP_CHUNK_ACKED;
	sctp_ring_set(r->acked, r->mask, tsn);
}

/**
 * sctp_txring_forget() - nothing is known of a chunk any more
 * @a: association
 * @tsn: its TSN, in any state; its slot is to be free
 */
void sctp_txring_forget(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;

	sctp_txring_arrived(a, tsn);
	sctp_ring_clear(r->acked, r->mask, tsn);
}

/**
 * sctp_txring_forget_path() - a path goes away
 * @a: association
 * @p: the path
 * @other: where what was in flight on it, or waits to be retransmitted, goes
 *
 * @other has sent none of it, and gets no credit when it is acknowledged.
 */
void sctp_txring_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			     struct sctp_path *other)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);
		bool again;

		if (c->path != p)
			continue;
		if (sctp_tx_chunk_in_flight(c))
			sctp_txring_mark_rtx(a, tsn);
		again = c->state == SCTP_CHUNK_LOST;
		sctp_txring_unmark_rtx(a, tsn);
		c->path = other;
		c->stray = true;
		/* no round trip of it can be measured */
		c->rtx = max_t(u8, c->rtx, 1);
		if (again)
			sctp_txring_mark_rtx(a, tsn);
	}
}
