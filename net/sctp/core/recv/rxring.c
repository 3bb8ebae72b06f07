// SPDX-License-Identifier: GPL-2.0-only
/*
 * TSNs received out of order: a power-of-two ring of slots indexed by TSN,
 * with one bit per TSN that says it arrived, and one that says it is kept.
 *
 *   cum_tsn                                   highest
 *      v                                         v
 *   ---+ . [B][m] . . [B][m][E] . [BE] . . . . [m]
 *           '-run'     '--run---'
 *
 * A run is a series of adjacent fragments of one message. The slots at both
 * ends of a run have the TSN of the other end. So adding a fragment, and
 * telling whether a message is complete, take constant time in any order of
 * arrival.
 *
 * A slot without a packet is a TSN whose data was taken with its complete
 * message, or was dropped. Without a gap the ring is not used and has no
 * memory.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "rxmsg.h"
#include "rxring.h"

#define SCTP_RXRING_MIN		64U
/* A ring of at least that many slots is freed when it is not used any more */
#define SCTP_RXRING_KEPT	1024U

/**
 * sctp_rxring_init() - begin with nothing received
 * @r: the ring
 * @peer_initial_tsn: the first TSN the peer will send
 */
void sctp_rxring_init(struct sctp_rxring *r, u32 peer_initial_tsn)
{
	memset(r, 0, sizeof(*r));
	r->cum_tsn = peer_initial_tsn - 1;
	r->highest = r->cum_tsn;
}

/**
 * sctp_rxring_free() - drop all fragments and free the memory
 * @r: the ring
 */
void sctp_rxring_free(struct sctp_rxring *r)
{
	u32 tsn = r->cum_tsn + 1;

	if (!r->slot)
		return;
	while ((tsn = sctp_ring_find(r->have, r->mask, tsn, r->highest + 1,
				     true)) != r->highest + 1)
		kfree_skb(sctp_rxring_slot(r, tsn++)->skb);
	kvfree(r->slot);
	kfree(r->have);
	r->slot = NULL;
	r->have = NULL;
	r->held = 0;
}

/**
 * sctp_rxring_trim() - free the memory if there is no gap
 * @r: the ring
 */
void sctp_rxring_trim(struct sctp_rxring *r)
{
	if (r->highest == r->cum_tsn)
		sctp_rxring_free(r);
}

/**
 * sctp_rxring_shrink() - free a large ring
 * @r: the ring, in which no fragment waits
 *
 * A small one is kept for the next gap, until sctp_rxring_trim().
 */
void sctp_rxring_shrink(struct sctp_rxring *r)
{
	if (r->mask >= SCTP_RXRING_KEPT)
		sctp_rxring_free(r);
}

static int rxring_resize(struct sctp_rxring *r, u32 size)
{
	struct sctp_rxring bigger = *r;
	u32 end = r->highest + 1;
	u32 tsn = r->cum_tsn + 1;

	bigger.slot = kvcalloc(size, sizeof(*bigger.slot), GFP_ATOMIC);
	bigger.have = kcalloc(2 * BITS_TO_LONGS(size), sizeof(long),
			      GFP_ATOMIC);
	if (!bigger.slot || !bigger.have) {
		kvfree(bigger.slot);
		kfree(bigger.have);
		return -ENOMEM;
	}
	bigger.mask = size - 1;
	while (r->slot && (tsn = sctp_ring_find(r->have, r->mask, tsn, end,
						true)) != end) {
		*sctp_rxring_slot(&bigger, tsn) = *sctp_rxring_slot(r, tsn);
		sctp_ring_set(bigger.have, bigger.mask, tsn);
		if (sctp_ring_test(sctp_rxring_kept_map(r), r->mask, tsn))
			sctp_rxring_keep(&bigger, tsn);
		tsn++;
	}
	kvfree(r->slot);
	kfree(r->have);
	*r = bigger;
	return 0;
}

/**
 * sctp_rxring_reserve() - make room for a TSN
 * @r: the ring
 * @tsn: a TSN above the cumulative one
 * @limit: how far above the cumulative TSN it may be
 *
 * Return: 0, -ERANGE when it is beyond @limit, -ENOMEM.
 */
noinline int sctp_rxring_reserve(struct sctp_rxring *r, u32 tsn, u32 limit)
{
	u32 span = tsn - r->cum_tsn;

	if (span > limit)
		return -ERANGE;
	if (r->slot && span <= r->mask)
		return 0;
	return rxring_resize(r, max_t(u32, SCTP_RXRING_MIN,
				      roundup_pow_of_two(span + 1)));
}

/* Can @right be the fragment after @left in the same message? */
static bool same_message(const struct sctp_rx_slot *left,
			 const struct sctp_rx_slot *right)
{
	return left->skb && right->skb && !(left->flags & SCTP_DATA_E) &&
	       !(right->flags & SCTP_DATA_B) && left->sid == right->sid &&
	       left->mid == right->mid &&
	       !((left->flags ^ right->flags) & SCTP_DATA_U);
}

/**
 * sctp_rxring_store() - keep a fragment
 * @r: the ring, with room for @tsn
 * @tsn: a TSN not seen yet, above the cumulative one
 * @s: the fragment; the ring takes over the reference to its packet. Without a
 *     packet only the TSN is recorded.
 * @first: first TSN of the run it belongs to now
 * @last: last TSN of that run
 *
 * Return: true when the run is a complete message.
 */
bool sctp_rxring_store(struct sctp_rxring *r, u32 tsn,
		       const struct sctp_rx_slot *s, u32 *first, u32 *last)
{
	struct sctp_rx_slot *me = sctp_rxring_slot(r, tsn);

	*me = *s;
	*first = tsn;
	*last = tsn;
	sctp_ring_set(r->have, r->mask, tsn);
	r->held++;
	if (sctp_tsn_gt(tsn, r->highest))
		r->highest = tsn;
	if (tsn - 1 != r->cum_tsn &&
	    sctp_ring_test(r->have, r->mask, tsn - 1) &&
	    same_message(sctp_rxring_slot(r, tsn - 1), me))
		*first = sctp_rxring_slot(r, tsn - 1)->run;
	if (tsn != r->highest && sctp_ring_test(r->have, r->mask, tsn + 1) &&
	    same_message(me, sctp_rxring_slot(r, tsn + 1)))
		*last = sctp_rxring_slot(r, tsn + 1)->run;
	sctp_rxring_slot(r, *first)->run = *last;
	sctp_rxring_slot(r, *last)->run = *first;
	return me->skb &&
	       (sctp_rxring_slot(r, *first)->flags & SCTP_DATA_B) &&
	       (sctp_rxring_slot(r, *last)->flags & SCTP_DATA_E);
}

/**
 * sctp_rxring_take() - empty the slot of a fragment; its TSN stays received
 * @s: its slot; the reference to its packet was released
 * @tsn: its TSN
 */
void sctp_rxring_take(struct sctp_rx_slot *s, u32 tsn)
{
	s->skb = NULL;
	s->run = tsn;
}

/**
 * sctp_rxring_peek() - the slot of the next TSN in order
 * @r: the ring
 *
 * Return: the slot if that TSN was received, else NULL.
 */
struct sctp_rx_slot *sctp_rxring_peek(struct sctp_rxring *r)
{
	u32 tsn = r->cum_tsn + 1;

	if (r->cum_tsn == r->highest || !r->slot ||
	    !sctp_ring_test(r->have, r->mask, tsn))
		return NULL;
	return sctp_rxring_slot(r, tsn);
}

/* Clear the slot of the next TSN in order */
static void clear_slot(struct sctp_rxring *r, struct sctp_rx_slot *s, u32 tsn)
{
	sctp_ring_clear(r->have, r->mask, tsn);
	sctp_ring_clear(sctp_rxring_kept_map(r), r->mask, tsn);
	r->held--;
	if (s->run != tsn) {
		sctp_rxring_slot(r, tsn + 1)->run = s->run;
		sctp_rxring_slot(r, s->run)->run = tsn + 1;
	}
	memset(s, 0, sizeof(*s));
}

/**
 * sctp_rxring_advance() - advance the cumulative TSN by one
 * @r: the ring; the slot's packet, if any, was taken over by the caller
 *
 * The rest of its run, if any, begins with the TSN after it.
 */
void sctp_rxring_advance(struct sctp_rxring *r)
{
	struct sctp_rx_slot *s = sctp_rxring_peek(r);
	u32 tsn = ++r->cum_tsn;

	if (sctp_tsn_gt(tsn, r->highest))
		r->highest = tsn;
	if (s)
		clear_slot(r, s, tsn);
}

/**
 * sctp_rxring_skip() - advance the cumulative TSN
 * @r: the ring, in which nothing waits
 * @n: how many
 */
void sctp_rxring_skip(struct sctp_rxring *r, u32 n)
{
	r->cum_tsn += n;
	r->highest = r->cum_tsn;
}

/**
 * sctp_rxring_forward() - advance the cumulative TSN over missing TSNs
 * @r: the ring
 * @tsn: the cumulative TSN to be, above the present one
 * @len: user bytes of fragments that are dropped are added to this
 *
 * The work is proportional to what the ring holds, however far it goes.
 *
 * Return: bytes to uncharge.
 */
u32 sctp_rxring_forward(struct sctp_rxring *r, u32 tsn, u32 *len)
{
	u32 end = (sctp_tsn_lt(tsn, r->highest) ? tsn : r->highest) + 1;
	u32 pos = r->cum_tsn + 1;
	u32 freed = 0;

	for (; r->slot && (pos = sctp_ring_find(r->have, r->mask, pos, end,
						true)) != end; pos++) {
		struct sctp_rx_slot *s = sctp_rxring_slot(r, pos);

		if (s->skb) {
			*len += s->len;
			freed += sctp_rx_packet_put(s->skb);
		}
		clear_slot(r, s, pos);
	}
	r->cum_tsn = tsn;
	if (sctp_tsn_gt(tsn, r->highest))
		r->highest = tsn;
	return freed;
}

/**
 * sctp_rxring_forget() - renege on the next TSN in order
 * @r: the ring, whose next slot in order is in use; its packet is freed
 *
 * Return: bytes to uncharge.
 */
u32 sctp_rxring_forget(struct sctp_rxring *r)
{
	struct sctp_rx_slot *s = sctp_rxring_peek(r);
	u32 tsn = r->cum_tsn + 1;
	u32 freed = sctp_rx_packet_last(s->skb);

	kfree_skb(s->skb);
	clear_slot(r, s, tsn);
	if (tsn == r->highest)
		r->highest = r->cum_tsn;
	return freed;
}

/**
 * sctp_rxring_unsee() - renege on a TSN whose data was taken
 * @r: the ring; sctp_rxring_renege() has to follow
 * @tsn: the TSN, above the cumulative one
 */
void sctp_rxring_unsee(struct sctp_rxring *r, u32 tsn)
{
	memset(sctp_rxring_slot(r, tsn), 0, sizeof(struct sctp_rx_slot));
	sctp_ring_clear(r->have, r->mask, tsn);
	r->held--;
}

/**
 * sctp_rxring_renege() - renege on all fragments in the ring
 * @r: the ring
 * @len: their user bytes are added to this
 *
 * TSNs whose data was taken stay received.
 *
 * Return: bytes to uncharge.
 */
u32 sctp_rxring_renege(struct sctp_rxring *r, u32 *len)
{
	u32 end = r->highest + 1;
	u32 tsn = r->cum_tsn + 1;
	u32 freed = 0;

	r->highest = r->cum_tsn;
	for (; r->slot && (tsn = sctp_ring_find(r->have, r->mask, tsn, end,
						true)) != end; tsn++) {
		struct sctp_rx_slot *s = sctp_rxring_slot(r, tsn);

		if (!s->skb) {
			r->highest = tsn;
			continue;
		}
		freed += sctp_rx_packet_last(s->skb);
		*len += s->len;
		kfree_skb(s->skb);
		memset(s, 0, sizeof(*s));
		sctp_ring_clear(r->have, r->mask, tsn);
		r->held--;
	}
	return freed;
}
