// SPDX-License-Identifier: GPL-2.0-only
/*
 * Outstanding DATA chunks: a power-of-two ring of slots indexed by TSN.
 *
 *      base                                    next
 *       v                                       v
 *   ... [c][c][a][a][c][r][g][k] .............. free ...
 *
 *   a: gap-acknowledged (bit in @acked), no longer in flight
 *   r: marked for retransmission (bit in the second map), not in flight
 *   g: given up; counts as acknowledged (RFC 3758 section 3.5 A2), so it has
 *      the bit in @acked, and one of its own
 *   k: kept: acknowledged by NR-SACK, so that the peer cannot renege; it has
 *      the bit in @acked, and one of its own, and no message any more
 *
 * A chunk is in flight from when it is sent until it is acknowledged or marked
 * for retransmission (enum sctp_chunk_state). Only chunk_launch() and
 * chunk_land() change flight sizes.
 *
 * The path of a chunk is the one it was last sent on, which its acknowledgment
 * is credited to (RFC 9260 section 8.2). Marked chunks that have the same path
 * are retransmitted to the same path.
 */
#include <linux/errno.h>
#include <linux/slab.h>

#include "core/assoc.h"
#include "core/ext/nrsack.h"
#include "core/wire/dataformat.h"
#include "txring.h"

/* Slots of the first ring, enough for requests and responses, and of the next
 */
#define SCTP_TXRING_FIRST	1U
#define SCTP_TXRING_SECOND	4U
#define SCTP_TXRING_THIRD	32U
/* SSNs are 16-bit serial numbers: at most half of them may be outstanding */
#define SCTP_TXRING_MAX		32768U

/* Allocate slots, with the bitmaps behind them */
static int txring_alloc(struct sctp_txring *r, u32 size)
{
	u32 words = BITS_TO_LONGS(size);

	r->slot = kvzalloc(size * sizeof(*r->slot) + 4 * words * sizeof(long),
			   GFP_ATOMIC);
	if (!r->slot)
		return -ENOMEM;
	r->acked = (unsigned long *)(r->slot + size);
	r->mask = size - 1;
	return 0;
}

/**
 * sctp_txring_start() - set the first TSN
 * @r: the ring, empty; a new one is zeroed and gets memory when it is used
 * @initial_tsn: TSN of the first chunk
 */
void sctp_txring_start(struct sctp_txring *r, u32 initial_tsn)
{
	r->base = initial_tsn;
	r->next = initial_tsn;
	r->reneged = 0;
}

/**
 * sctp_txring_free() - free the ring's memory, not the messages
 * @r: the ring
 */
void sctp_txring_free(struct sctp_txring *r)
{
	if (!r->slot)
		return;
	kvfree(r->slot);
	r->slot = NULL;
	r->acked = NULL;
}

/**
 * sctp_txring_trim() - free the memory of an idle ring
 * @r: the ring
 */
void sctp_txring_trim(struct sctp_txring *r)
{
	if (r->base == r->next)
		sctp_txring_free(r);
}

static u32 txring_next_size(const struct sctp_txring *r)
{
	u32 size = r->mask + 1;

	if (size < SCTP_TXRING_SECOND)
		return SCTP_TXRING_SECOND;
	return max(size * 2, SCTP_TXRING_THIRD);
}

static int txring_grow(struct sctp_txring *r)
{
	struct sctp_txring bigger = *r;
	u32 tsn;
	int err;

	err = txring_alloc(&bigger, txring_next_size(r));
	if (err)
		return err;
	for (tsn = r->base; tsn != r->next; tsn++) {
		*sctp_txring_slot(&bigger, tsn) = *sctp_txring_slot(r, tsn);
		if (sctp_ring_test(r->acked, r->mask, tsn))
			sctp_ring_set(bigger.acked, bigger.mask, tsn);
		if (sctp_ring_test(sctp_txring_rtx_map(r), r->mask, tsn))
			sctp_ring_set(sctp_txring_rtx_map(&bigger),
				      bigger.mask, tsn);
		if (sctp_txring_gone(r, tsn))
			sctp_ring_set(sctp_txring_gone_map(&bigger),
				      bigger.mask, tsn);
		if (sctp_tx_chunk_kept(sctp_txring_slot(r, tsn)))
			sctp_ring_set(sctp_txring_kept_map(&bigger),
				      bigger.mask, tsn);
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
 * Return: 0, -ENOMEM, or -ENOSPC when the ring has its largest size.
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
		tsn = sctp_ring_find(sctp_txring_rtx_map(r), r->mask, hole,
				     r->next, false);
		if (tsn == hole)
			return tsn;
	}
}

/* The TSN with this low half that is not before r->base */
static u32 whole_tsn(const struct sctp_txring *r, u16 low)
{
	u32 tsn = r->base + (u16)(low - r->base);

	return sctp_tsn_lte(tsn, r->next) ? tsn : r->base;
}

/* Retransmitted chunks in flight are in a list per path, in the order they were
 * sent, which is not their TSN order (rack.c). Links are low halves of TSNs,
 * which are unique in the ring. The path has both ends of the list.
 */
static struct sctp_tx_chunk *half_slot(struct sctp_txring *r, u16 low)
{
	return &r->slot[low & r->mask];
}

static noinline void resent_add(struct sctp_txring *r, struct sctp_path *p,
				u16 tsn)
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

static noinline void resent_remove(struct sctp_txring *r, struct sctp_path *p,
				   u16 tsn)
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
 * sctp_txring_first_resent() - the chunk of a path that was retransmitted first
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

/* Put a chunk in flight on its path. Inlined, since it runs for each chunk */
static __always_inline bool chunk_launch(struct sctp_assoc *a,
					 struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctp_path *p = c->path;
	bool first = !p->flight.size;
	u32 len = c->len;

	if (first) {
		p->flight.oldest = tsn;
		p->carried = true;
	}
	if (unlikely(c->rtx)) {
		if (sctp_tsn_lt(tsn, p->flight.oldest))
			p->flight.oldest = tsn;
		resent_add(&a->tx.ring, p, tsn);
	}
	c->state = SCTP_CHUNK_IN_FLIGHT;
	p->flight.size += sctp_data_size(a->tx.data_hdr, len);
	a->tx.ring.flight += len;
	return first;
}

/* A chunk is sent again, perhaps on another path */
static void chunk_again(struct sctp_tx_chunk *c, const struct sctp_path *p)
{
	if (c->stray || c->path != p)
		c->moved = true;
	c->stray = false;
}

/**
 * sctp_txring_sent() - a chunk is sent on a path
 * @a: association
 * @c: the chunk, not in flight; ->rtx tells whether it was sent before
 * @tsn: its TSN
 * @p: the path
 * @now: time
 *
 * Return: true when nothing was in flight there before.
 */
bool sctp_txring_sent(struct sctp_assoc *a, struct sctp_tx_chunk *c, u32 tsn,
		      struct sctp_path *p, u64 now)
{
	c->sent_at = now;
	if (unlikely(c->rtx))
		chunk_again(c, p);
	c->path = p;
	sctp_peerwin_take(&a->tx.peer, c->len);
	return chunk_launch(a, c, tsn);
}

/* A chunk is no longer in flight. Inlined, since it runs for each chunk */
static __always_inline void chunk_land(struct sctp_assoc *a,
				       struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctp_path *p = c->path;
	u32 len = c->len;

	if (c->state != SCTP_CHUNK_IN_FLIGHT)
		return;
	c->state = SCTP_CHUNK_NEW;
	p->flight.size -= sctp_data_size(a->tx.data_hdr, len);
	a->tx.ring.flight -= len;
	if (unlikely(c->rtx))
		resent_remove(&a->tx.ring, p, tsn);
}

/**
 * sctp_txring_landed() - a chunk is acknowledged or lost: no longer in flight
 * @a: association
 * @tsn: its TSN
 */
void sctp_txring_landed(struct sctp_assoc *a, u32 tsn)
{
	chunk_land(a, sctp_txring_slot(&a->tx.ring, tsn), tsn);
}

/**
 * sctp_txring_relaunch() - put a chunk that the peer reneged on in flight again
 * @a: association
 * @tsn: its TSN
 * @now: time
 *
 * It counts as retransmitted now. (SACKs that arrive in the wrong order look
 * like reneging.)
 *
 * Return: true when nothing was in flight on its path before.
 */
bool sctp_txring_relaunch(struct sctp_assoc *a, u32 tsn, u64 now)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_ring_clear(a->tx.ring.acked, a->tx.ring.mask, tsn);
	a->tx.ring.reneged += a->tx.ring.reneged < U16_MAX;
	c->sent_at = now;
	c->rtx = max_t(u8, c->rtx, 1);
	return chunk_launch(a, c, tsn);
}

/* Advance a path's oldest chunk in flight */
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
 * sctp_txring_oldest_acked() - did a SACK acknowledge a path's oldest chunk?
 * @r: the ring
 * @p: path with chunks in flight
 *
 * To be called once for each SACK. It may have been one that another path sent,
 * which was removed, if the peer reneged on it since. The work is proportional
 * to how far the oldest chunk advances.
 *
 * Return: true if so.
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
	if (!p->flight.nr_rtx++ ||
	    sctp_tsn_lt(tsn, whole_tsn(r, p->flight.from)))
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
 * @p: path that it was sent on last
 * @tsn: where to begin, from @r->base on
 *
 * Return: its TSN, @r->next when there is none.
 */
u32 sctp_txring_next_rtx(const struct sctp_txring *r, const struct sctp_path *p,
			 u32 tsn)
{
	while ((tsn = sctp_txring_marked(r, tsn)) != r->next &&
	       r->slot[tsn & r->mask].path != p)
		tsn++;
	return tsn;
}

/**
 * sctp_txring_first_rtx() - the first chunk to be retransmitted
 * @r: the ring
 * @p: path with such chunks
 *
 * Return: its TSN.
 */
u32 sctp_txring_first_rtx(const struct sctp_txring *r,
			  const struct sctp_path *p)
{
	return sctp_txring_next_rtx(r, p, whole_tsn(r, p->flight.from));
}

/**
 * sctp_txring_oldest() - the oldest outstanding chunk of a path
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
 * @tsn: the first that could not be sent, or any TSN after the last
 */
void sctp_txring_rtx_tried(struct sctp_path *p, u32 tsn)
{
	p->flight.from = tsn;
	p->rtx_now = false;
}

/**
 * sctp_txring_rtx_now() - allow one packet of retransmissions beyond cwnd
 * @p: path
 */
void sctp_txring_rtx_now(struct sctp_path *p)
{
	p->rtx_now = p->flight.nr_rtx;
}

/**
 * sctp_txring_mark_rtx() - mark a chunk for retransmission
 * @a: association
 * @tsn: its TSN
 *
 * Its bytes are added to the peer's window (RFC 9260 6.2.1 C).
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
	sctp_ring_set(sctp_txring_rtx_map(r), r->mask, tsn);
	r->nr_rtx++;
	rtx_add(r, c->path, tsn);
	if (tsn == c->path->flight.oldest && c->path->flight.size)
		oldest_advance(r, c->path);
	/*
	 * Karn's algorithm: the chunk being timed may be this one or a later
	 * one
	 */
	sctp_txring_time_over(c->path);
}

/**
 * sctp_txring_path_lost() - all that is in flight on a path is lost
 * @a: association
 * @p: path whose T3-rtx has expired (RFC 9260 section 6.3.3), or whose route is
 *     gone
 *
 * The chunks, and those marked before, take another path.
 *
 * Return: how many were in flight.
 */
u32 sctp_txring_path_lost(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 marked = 0;
	u32 tsn;

	for (tsn = r->base; tsn != r->next; tsn++) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (!sctp_tx_chunk_in_flight(c) || c->path != p)
			continue;
		sctp_txring_mark_rtx(a, tsn);
		marked++;
	}
	p->rtx_away = p->flight.nr_rtx;
	p->rtx_now = p->flight.nr_rtx;
	return marked;
}

/**
 * sctp_txring_unmark_rtx() - undo sctp_txring_mark_rtx()
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
	sctp_ring_clear(sctp_txring_rtx_map(r), r->mask, tsn);
	r->nr_rtx--;
	rtx_remove(c->path);
}

/**
 * sctp_txring_worn_out() - was a lost chunk retransmitted as often as may be?
 * @r: the ring
 * @limit: how often one may be
 *
 * Return: true when one would be retransmitted once more.
 */
bool sctp_txring_worn_out(struct sctp_txring *r, u8 limit)
{
	u32 tsn = r->base;

	for (; (tsn = sctp_txring_marked(r, tsn)) != r->next; tsn++)
		if (sctp_txring_slot(r, tsn)->rtx >= limit)
			return true;
	return false;
}

/* Is a retransmission one that @max_chunk_rtx counts? Not a window probe, of
 * which there may be any number, but for the first
 */
static bool rtx_counts(const struct sctp_assoc *a,
		       const struct sctp_tx_chunk *c)
{
	return !c->rtx || !a->cfg->max_chunk_rtx || !a->tx.peer.zero_window;
}

/**
 * sctp_txring_again() - a lost chunk is in a packet again
 * @a: association; sctp_txring_sent() follows
 * @tsn: its TSN
 */
void sctp_txring_again(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	sctp_txring_unmark_rtx(a, tsn);
	c->misses = 0;
	if (c->rtx < U8_MAX && rtx_counts(a, c))
		c->rtx++;
}

/**
 * sctp_txring_arrived() - a chunk was acknowledged
 * @a: association
 * @c: the chunk, in flight or queued to be sent again
 * @tsn: its TSN
 */
void sctp_txring_arrived(struct sctp_assoc *a, struct sctp_tx_chunk *c, u32 tsn)
{
	if (unlikely(c->state == SCTP_CHUNK_LOST))
		sctp_txring_unmark_rtx(a, tsn);
	else
		chunk_land(a, c, tsn);
}

/**
 * sctp_txring_gap_acked() - a chunk was gap-acknowledged: the peer may renege
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
 * sctp_txring_keep() - a chunk was acknowledged for good, by NR-SACK
 * @a: association
 * @tsn: its TSN, after sctp_txring_gap_acked(); its message is taken next
 *
 * What is needed to tell of which message it was stays.
 */
void sctp_txring_keep(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	c->gone.mid = c->msg->mid;
	c->gone.sid = c->msg->sid;
	c->gone.tx_flags = c->msg->flags;
	c->state = SCTP_CHUNK_KEPT;
	sctp_ring_set(sctp_txring_kept_map(r), r->mask, tsn);
}

/**
 * sctp_txring_forget() - clear all state of a chunk, to free its slot
 * @a: association
 * @tsn: its TSN, in any state
 */
void sctp_txring_forget(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	sctp_txring_arrived(a, c, tsn);
	if (unlikely(sctp_tx_chunk_kept(c)))
		sctp_ring_clear(sctp_txring_kept_map(r), r->mask, tsn);
	sctp_ring_clear(r->acked, r->mask, tsn);
	sctp_ring_clear(sctp_txring_gone_map(r), r->mask, tsn);
}

/**
 * sctp_txring_renegable() - the next chunk that a SACK may report as missing
 * @a: association
 * @tsn: where to begin
 * @end: where to end
 *
 * Return: the TSN of one that is gap-acknowledged, and that the peer has not
 * promised to keep, or of the first of several that were given up; @end when
 * there is none.
 */
u32 sctp_txring_renegable(const struct sctp_assoc *a, u32 tsn, u32 end)
{
	const struct sctp_txring *r = &a->tx.ring;

	if (sctp_nrsack_on(a))
		return sctp_ring_find_but(r->acked, sctp_txring_kept_map(r),
					  r->mask, tsn, end, true);
	return sctp_ring_find(r->acked, r->mask, tsn, end, true);
}

/**
 * sctp_txring_unsettled() - the next chunk that may be sent again
 * @r: the ring
 * @tsn: where to begin
 * @end: where to end
 *
 * Return: the TSN of one that was not given up, and that the peer has not
 * promised to keep; @end when there is none.
 */
u32 sctp_txring_unsettled(const struct sctp_txring *r, u32 tsn, u32 end)
{
	return sctp_ring_find_but(sctp_txring_gone_map(r),
				  sctp_txring_kept_map(r), r->mask, tsn, end,
				  false);
}

/**
 * sctp_txring_known_acked() - did a SACK acknowledge any of these by a gap
 * block?
 * @r: the ring
 * @tsn: where to begin
 * @end: where to end
 *
 * Return: true if so; those that were given up do not count.
 */
bool sctp_txring_known_acked(const struct sctp_txring *r, u32 tsn, u32 end)
{
	while ((tsn = sctp_ring_find(r->acked, r->mask, tsn, end, true)) !=
	       end) {
		if (!sctp_txring_gone(r, tsn))
			return true;
		tsn = sctp_ring_find(sctp_txring_gone_map(r), r->mask, tsn,
				     end, false);
	}
	return false;
}

/* A chunk counts as acknowledged for good from now on (RFC 3758 3.5 A2) */
static void chunk_gone(struct sctp_txring *r, struct sctp_tx_chunk *c, u32 tsn)
{
	c->state = SCTP_CHUNK_ABANDONED;
	sctp_ring_set(r->acked, r->mask, tsn);
	sctp_ring_set(sctp_txring_gone_map(r), r->mask, tsn);
}

/**
 * sctp_txring_abandon() - give up a chunk
 * @a: association
 * @tsn: its TSN, in any state
 *
 * If it was in flight, T3-rtx goes on running: it may still turn out that the
 * chunk was lost. Its bytes are not given back to the peer's window, as the
 * peer may hold them. The next SACK has the window.
 *
 * Return: its message, which the chunk is detached from.
 */
struct sctp_tx_msg *sctp_txring_abandon(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);
	struct sctp_tx_msg *msg = sctp_tx_chunk_take_msg(c);
	bool flies = sctp_tx_chunk_in_flight(c);
	struct sctp_path *p = c->path;
	u32 len = c->len;

	/* undo what sctp_txring_mark_rtx() gave back to the peer's window */
	if (c->state == SCTP_CHUNK_LOST)
		sctp_peerwin_take(&a->tx.peer, len);
	sctp_txring_arrived(a, c, tsn);
	c->gone.mid = msg->mid;
	c->gone.sid = msg->sid;
	c->gone.misses = flies ? 0 : SCTP_LOST_MISSES;
	chunk_gone(r, c, tsn);
	if (p->flight.size && tsn == p->flight.oldest)
		oldest_advance(r, p);
	if (p->flight.timed == tsn)
		sctp_txring_time_over(p);
	return msg;
}

/**
 * sctp_txring_abandon_kept() - give up a chunk that the peer keeps
 * @a: association
 * @tsn: its TSN; the rest of its message is given up, too
 *
 * The peer skips the message, and has to be told to skip all of it.
 */
void sctp_txring_abandon_kept(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	c->gone.misses = SCTP_LOST_MISSES;
	sctp_ring_clear(sctp_txring_kept_map(r), r->mask, tsn);
	chunk_gone(r, c, tsn);
}

/**
 * sctp_txring_abandon_next() - use the next TSN for a chunk that is not sent
 * @a: association, with a slot reserved
 * @p: any path
 * @mid: number of its message
 * @sid: stream
 * @flags: SCTP_DATA_*
 */
void sctp_txring_abandon_next(struct sctp_assoc *a, struct sctp_path *p,
			      u32 mid, u16 sid, u8 flags)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn = sctp_txring_push(r);
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	*c = (struct sctp_tx_chunk) {
		.path = p,
		.gone = { .mid = mid, .sid = sid, .misses = SCTP_LOST_MISSES },
		.flags = flags,
	};
	p->carried = true;
	chunk_gone(r, c, tsn);
}

/**
 * sctp_txring_known() - the peer has all up to a TSN, acknowledged or not
 * @a: association
 * @tsn: the TSN
 *
 * It has reset streams. With FORWARD TSN it would skip messages that have the
 * same numbers now, so it is not told of what was given up before.
 */
void sctp_txring_known(struct sctp_assoc *a, u32 tsn)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 i;

	for (i = r->base; i != r->next && sctp_tsn_lte(i, tsn); i++)
		if (sctp_txring_gone(r, i))
			sctp_txring_slot(r, i)->gone.sid = SCTP_GONE_KNOWN;
}

/**
 * sctp_txring_forget_path() - a path is removed
 * @a: association
 * @p: the path
 * @other: path for its chunks in flight or marked for retransmission
 *
 * @other did not send them, so it gets no credit when they are acknowledged. A
 * path that never had any costs nothing: a peer may add and delete it again and
 * again (RFC 5061).
 */
void sctp_txring_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			     struct sctp_path *other)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn;

	if (!p->carried)
		return;
	other->carried = true;
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
		/* its round trip must not be measured */
		c->rtx = max_t(u8, c->rtx, 1);
		if (again)
			sctp_txring_mark_rtx(a, tsn);
	}
}
