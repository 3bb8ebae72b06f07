// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generating SACKs, RFC 9260 section 6.2: for every second packet, after
 * SACK.Delay at the latest, and at once when there is a gap or one is filled,
 * a duplicate, the I bit, or a good part of the window used up since the last
 * one; for the first DATA, within a millisecond.
 *
 * A SACK waits so that it can travel with the answer of the reader. But who
 * writes a message in two goes waits, too (Nagle), and there is no answer to
 * half of it:
 *
 *   peer   first half ---->            second half ---->
 *   here                 <---- SACK                     <---- answer, SACK
 *                         ^ SACK.Delay
 *
 * Where it was seen that more DATA came after a SACK and before an answer, the
 * first DATA that follows an answer is acknowledged at once, until an answer
 * comes first again.
 * Gap blocks come straight from the bitmap of the receive ring; their number
 * is bounded by the packet only.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <asm/byteorder.h>

#include "rto.h"
#include "rwnd.h"
#include "rxring.h"
#include "sack.h"

/*
 * The first DATA is acknowledged at once (section 5.1), which is with the
 * answer that a reader has within a millisecond, or without it.
 */
#define SCTP_SACK_FIRST	NSEC_PER_MSEC

/* DATA arrived: does its sender wait for the SACK? */
static bool sender_waits(struct sctp_sack_state *s)
{
	bool begins = s->answered;

	/* a stream of data, mostly */
	if (likely(!begins && !s->alone))
		return false;
	if (s->alone)
		s->quick = true;
	s->alone = begins && s->quick;
	s->answered = false;
	return s->alone;
}

/**
 * sctp_sack_packets() - packets with DATA were processed
 * @a: association
 * @rx: one packet, or many in one buffer
 */
void sctp_sack_packets(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	bool gap = a->rx.ring.cum_tsn != a->rx.ring.highest;
	bool waits = sender_waits(&a->sack);

	if (rx->path)
		a->sack.path = rx->path;
	a->sack.packets = min_t(u32, a->sack.packets + rx->npackets, U16_MAX);
	if (unlikely(!a->sack.started)) {
		a->sack.first = true;
		a->sack.started = true;
	}
	/* the sender waits for news of a gap (RFC 5681 section 4.2) */
	if (gap || a->sack.gap || waits || !a->cfg->sack_delay ||
	    a->sack.packets >= a->cfg->sack_freq)
		a->sack.now = true;
	a->sack.gap = gap;
	if (!a->sack.now && !a->sack.at)
		a->sack.at = rx->now + (a->sack.first ? SCTP_SACK_FIRST :
					sctp_ms(a->cfg->sack_delay));
}

/**
 * sctp_sack_hurry() - acknowledge with the next packet that leaves, or alone
 * @a: association, the caller flushes it
 */
void sctp_sack_hurry(struct sctp_assoc *a)
{
	a->sack.now = true;
}

/**
 * sctp_sack_data() - user data was taken that is not acknowledged yet
 * @a: association
 * @flags: SCTP_DATA_* of its chunk
 * @len: its bytes
 *
 * The sender may be waiting: it said so (RFC 7053), or much of the window it
 * had is used up by what was not acknowledged yet.
 */
void sctp_sack_data(struct sctp_assoc *a, u8 flags, u32 len)
{
	a->sack.bytes += len;
	if ((flags & SCTP_DATA_I) || a->sack.bytes >= a->rx.rcvbuf / 8 ||
	    sctp_rwnd_low(a))
		sctp_sack_hurry(a);
}

/**
 * sctp_sack_answered() - new DATA leaves
 * @a: association
 *
 * Ends what was learned of a sender that waits: it might have waited for this.
 */
void sctp_sack_answered(struct sctp_assoc *a)
{
	a->sack.quick &= !a->sack.alone;
	a->sack.alone = false;
	a->sack.answered = true;
}

/**
 * sctp_sack_expired() - it cannot wait for an answer any longer
 * @a: association, the caller flushes it
 */
void sctp_sack_expired(struct sctp_assoc *a)
{
	a->sack.at = 0;
	a->sack.now = true;
	a->sack.alone = true;
}

/**
 * sctp_assoc_unanswered() - nobody is there who could answer
 * @a: association, the caller flushes it
 *
 * The first DATA is acknowledged at once then (RFC 9260 section 5.1), so that
 * the peer can end before somebody looks.
 */
void sctp_assoc_unanswered(struct sctp_assoc *a)
{
	if (a->sack.first && sctp_sack_pending(a))
		sctp_sack_expired(a);
}

/**
 * sctp_sack_dup() - a TSN arrived again
 * @a: association
 * @tsn: the TSN
 *
 * Without memory it is not reported: that is a hint to the peer, no more.
 */
void sctp_sack_dup(struct sctp_assoc *a, u32 tsn)
{
	a->sack.now = true;
	if (!a->sack.dup)
		a->sack.dup = kmalloc_array(SCTP_MAX_DUPS,
					    sizeof(*a->sack.dup), GFP_ATOMIC);
	if (a->sack.dup && a->sack.ndups < SCTP_MAX_DUPS)
		a->sack.dup[a->sack.ndups++] = tsn;
}

/* The gap blocks, at most @max, into @out unless NULL; returns how many */
static u32 gap_blocks(const struct sctp_assoc *a, struct sctpw_gap *out,
		      u32 max)
{
	const struct sctp_rxring *r = &a->rx.ring;
	u32 end = r->highest + 1;
	u32 tsn = r->cum_tsn + 1;
	u32 n = 0;

	if (!r->slot || r->highest == r->cum_tsn)
		return 0;
	while (n < max) {
		u32 from = sctp_ring_find(r->have, r->mask, tsn, end, true);
		u32 to;

		if (from == end || from - r->cum_tsn > U16_MAX)
			break;
		to = sctp_ring_find(r->have, r->mask, from, end, false);
		to = min_t(u32, to - 1 - r->cum_tsn, U16_MAX);
		if (out) {
			out[n].start = cpu_to_be16(from - r->cum_tsn);
			out[n].end = cpu_to_be16(to);
		}
		n++;
		tsn = r->cum_tsn + to + 1;
		if (tsn == end)
			break;
	}
	return n;
}

static u32 max_gaps(u32 room)
{
	if (room <= sizeof(struct sctpw_sack))
		return 0;
	return (room - sizeof(struct sctpw_sack)) / sizeof(struct sctpw_gap);
}

/**
 * sctp_sack_size() - length of the SACK that would be built now
 * @a: association
 * @room: bytes it may take, at least those of a SACK without blocks
 *
 * Return: bytes.
 */
u32 sctp_sack_size(const struct sctp_assoc *a, u32 room)
{
	u32 n;

	if (a->rx.ring.highest == a->rx.ring.cum_tsn && !a->sack.ndups)
		return sizeof(struct sctpw_sack);
	n = gap_blocks(a, NULL, max_gaps(room)) + a->sack.ndups;

	return sizeof(struct sctpw_sack) +
	       min(n, max_gaps(room)) * sizeof(struct sctpw_gap);
}

/**
 * sctp_sack_build() - append a SACK to a packet
 * @a: association
 * @skb: packet with @room bytes of tail-room
 * @room: bytes it may take
 */
void sctp_sack_build(struct sctp_assoc *a, struct sk_buff *skb, u32 room)
{
	u32 max = max_gaps(room);
	struct sctpw_sack *h;
	u32 i, gaps, dups;
	__be32 *dup;

	h = skb_put_zero(skb, sizeof(*h));
	gaps = gap_blocks(a, (struct sctpw_gap *)(h + 1), max);
	dups = min_t(u32, a->sack.ndups, max - gaps);
	skb_put(skb, 4 * (gaps + dups));
	dup = (__be32 *)((struct sctpw_gap *)(h + 1) + gaps);
	for (i = 0; i < dups; i++)
		dup[i] = cpu_to_be32(a->sack.dup[i]);

	sctp_rwnd_offer(a);
	h->ch.type = SCTP_CT_SACK;
	h->ch.len = cpu_to_be16(sizeof(*h) + 4 * (gaps + dups));
	h->cum_tsn_ack = cpu_to_be32(a->rx.ring.cum_tsn);
	h->a_rwnd = cpu_to_be32(a->rx.a_rwnd);
	h->num_gaps = cpu_to_be16(gaps);
	h->num_dups = cpu_to_be16(dups);
	a->counts.osacks++;
	sctp_sack_sent(a);
}

/**
 * sctp_sack_sent() - everything received so far is acknowledged
 * @a: association
 */
void sctp_sack_sent(struct sctp_assoc *a)
{
	a->sack.now = false;
	a->sack.first = false;
	a->sack.packets = 0;
	a->sack.bytes = 0;
	a->sack.at = 0;
	a->sack.ndups = 0;
	kfree(a->sack.dup);
	a->sack.dup = NULL;
}

/**
 * sctp_sack_stop() - the association ended: no SACK is sent by the timer
 * @a: association
 */
void sctp_sack_stop(struct sctp_assoc *a)
{
	a->sack.at = 0;
}

/* When there was no memory for the packet of a SACK it is tried again */
#define SCTP_SACK_RETRY	(10 * NSEC_PER_MSEC)

/**
 * sctp_sack_flushed() - all that could be sent was sent
 * @a: association
 * @now: time
 */
void sctp_sack_flushed(struct sctp_assoc *a, u64 now)
{
	if (a->sack.now && !a->sack.at)
		a->sack.at = now + SCTP_SACK_RETRY;
}

/**
 * sctp_sack_forget_path() - a path goes away
 * @a: association
 * @p: the path
 */
void sctp_sack_forget_path(struct sctp_assoc *a, const struct sctp_path *p)
{
	if (a->sack.path == p)
		a->sack.path = NULL;
}

/**
 * sctp_sack_reset() - the peer restarted: nothing was received
 * @a: association
 */
void sctp_sack_reset(struct sctp_assoc *a)
{
	sctp_sack_sent(a);
	a->sack.path = NULL;
	a->sack.started = false;
	a->sack.gap = false;
	a->sack.answered = false;
	a->sack.alone = false;
	a->sack.quick = false;
}
