// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generating SACKs, RFC 9260 section 6.2. A SACK is sent
 *
 *   - for every second packet
 *   - SACK.Delay after DATA at the latest
 *   - at once for a gap, a filled gap, a duplicate, the I bit, and when much of
 *     the window was used since the last SACK; with DAC (dac.h) not for a gap
 *   - within a millisecond for the first DATA
 *
 * A SACK is delayed so that it can be bundled with the reader's answer. But if
 * the peer sends one message in two steps, the second one may wait for the SACK
 * of the first (Nagle), and there is no answer before both have come:
 *
 *   peer   first half ---->            second half ---->
 *   here                 <---- SACK                     <---- answer, SACK
 *                         ^ SACK.Delay
 *
 * When this was seen once (after a SACK more DATA came before an answer), the
 * first DATA that follows an answer is acknowledged at once. This ends when an
 * answer is sent before more DATA comes.
 *
 * Gap blocks are made from the bitmap of the receive ring. Only the size of the
 * packet limits their number. NR-SACK has its own (nrsack.c).
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <asm/byteorder.h>

#include "core/ext/dac.h"
#include "core/ext/nrsack.h"
#include "core/loss/rto.h"
#include "core/assoc.h"
#include "rwnd.h"
#include "rxring.h"
#include "sackout.h"

/*
 * The first DATA is to be acknowledged immediately (section 5.1). The SACK
 * waits a millisecond at most, so that it can be bundled with an answer.
 */
#define SCTP_SACK_FIRST	NSEC_PER_MSEC

/*
 * DATA arrived. Does the peer seem to wait for its SACK before it sends more?
 */
static bool sender_waits(struct sctp_sack_state *s)
{
	bool begins = s->answered;

	/* the usual case: DATA without answers in between */
	if (likely(!begins && !s->alone))
		return false;
	if (s->alone)
		s->quick = true;
	s->alone = begins && s->quick;
	s->answered = false;
	return s->alone;
}

/* DAC: does the SACK take the path of the last packet? One for packets of two
 * paths takes either in turn. Otherwise, if every second packet came by a slow
 * path, all SACKs might be as slow, and if nothing goes back on a path, all
 * might be lost.
 */
static bool path_goes_on(struct sctp_sack_state *s, const struct sctp_rx *rx)
{
	if (!s->packets || s->now || !s->path || s->path == rx->path)
		return true;
	s->turn = !s->turn;
	return !s->turn;
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

	if (rx->path && (likely(!sctp_dac_on(a)) || path_goes_on(&a->sack, rx)))
		a->sack.path = rx->path;
	a->sack.packets = min_t(u32, a->sack.packets + rx->npackets, U16_MAX);
	if (unlikely(!a->sack.started)) {
		a->sack.first = true;
		a->sack.started = true;
	}
	/* gaps are reported at once, filled ones, too (RFC 5681 section 4.2) */
	if ((gap ? !sctp_dac_on(a) : a->sack.gap) || waits ||
	    !a->cfg->sack_delay || a->sack.packets >= a->cfg->sack_freq)
		a->sack.now = true;
	a->sack.gap = gap;
	if (!a->sack.now && !a->sack.at)
		a->sack.at = rx->now + (a->sack.first ? SCTP_SACK_FIRST :
					sctp_ms(a->cfg->sack_delay));
}

/**
 * sctp_sack_hurry() - send a SACK with the next flush
 * @a: association, the caller flushes it
 */
void sctp_sack_hurry(struct sctp_assoc *a)
{
	a->sack.now = true;
}

/**
 * sctp_sack_data() - count user data that is not acknowledged yet
 * @a: association
 * @flags: SCTP_DATA_* of its chunk
 * @len: its bytes
 *
 * A SACK is due at once for the I bit (RFC 7053), or if much of the window is
 * used by data not yet acknowledged.
 */
void sctp_sack_data(struct sctp_assoc *a, u8 flags, u32 len)
{
	a->sack.bytes += len;
	if ((flags & SCTP_DATA_I) || a->sack.bytes >= a->rx.wnd.rcvbuf / 8 ||
	    sctp_rwnd_low(a))
		sctp_sack_hurry(a);
}

/**
 * sctp_sack_answered() - new DATA is sent
 * @a: association
 *
 * If no more DATA came before it, the peer is not assumed to wait for SACKs.
 */
void sctp_sack_answered(struct sctp_assoc *a)
{
	a->sack.quick &= !a->sack.alone;
	a->sack.alone = false;
	a->sack.answered = true;
}

/**
 * sctp_sack_expired() - the delay of a SACK is over
 * @a: association, the caller flushes it
 */
void sctp_sack_expired(struct sctp_assoc *a)
{
	a->sack.at = 0;
	a->sack.now = true;
	a->sack.alone = true;
}

/**
 * sctp_assoc_unanswered() - no process waits for the first DATA
 * @a: association, the caller flushes it
 *
 * So no answer is to be expected: the first DATA is acknowledged at once (RFC
 * 9260 section 5.1).
 */
void sctp_assoc_unanswered(struct sctp_assoc *a)
{
	sctp_assoc_entered(a);
	if (a->sack.first && sctp_sack_pending(&a->sack))
		sctp_sack_expired(a);
}

/**
 * sctp_sack_dup() - record a duplicate TSN
 * @a: association
 * @tsn: the TSN
 *
 * Without memory it is not reported: a report is only a hint to the peer.
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

/* Write at most @max gap blocks to @out, unless it is NULL. Returns how many */
static noinline u32 write_gaps(const struct sctp_assoc *a,
			       struct sctpw_gap *out, u32 max)
{
	const struct sctp_rxring *r = &a->rx.ring;
	u32 end = r->highest + 1;
	u32 tsn = r->cum_tsn + 1;
	u32 n = 0;

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

/* The same; @num_nr is how many are of NR-SACK's second list */
static u32 gap_blocks(const struct sctp_assoc *a, struct sctpw_gap *out,
		      u32 max, u32 *num_nr)
{
	const struct sctp_rxring *r = &a->rx.ring;

	*num_nr = 0;
	if (likely(!r->slot || r->highest == r->cum_tsn))
		return 0;
	if (sctp_nrsack_on(a))
		return sctp_nrsack_blocks(a, out, max, num_nr);
	return write_gaps(a, out, max);
}

static u32 max_gaps(const struct sctp_assoc *a, u32 room)
{
	u32 hdr = sctp_nrsack_hdr(a);

	return room <= hdr ? 0 : (room - hdr) / sizeof(struct sctpw_gap);
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
	u32 n, nr;

	if (a->rx.ring.highest == a->rx.ring.cum_tsn && !a->sack.ndups)
		return sctp_nrsack_hdr(a);
	n = gap_blocks(a, NULL, max_gaps(a, room), &nr) + a->sack.ndups;

	return sctp_nrsack_hdr(a) +
	       min(n, max_gaps(a, room)) * sizeof(struct sctpw_gap);
}

/* Fill in the header, but what both kinds begin with */
static void put_counts(const struct sctp_assoc *a, void *hdr, u32 gaps, u32 nr,
		       u32 dups)
{
	struct sctpw_nrsack *n = hdr;
	struct sctpw_sack *h = hdr;

	if (!sctp_nrsack_on(a)) {
		h->ch.type = SCTP_CT_SACK;
		h->num_gaps = cpu_to_be16(gaps);
		h->num_dups = cpu_to_be16(dups);
		return;
	}
	n->ch.type = SCTP_CT_NR_SACK;
	n->num_gaps = cpu_to_be16(gaps - nr);
	n->num_nr = cpu_to_be16(nr);
	n->num_dups = cpu_to_be16(dups);
	n->reserved = 0;
}

/**
 * sctp_sack_build() - append a SACK, or an NR-SACK, to a packet
 * @a: association
 * @skb: packet with @room bytes of tail-room
 * @room: bytes it may take
 */
void sctp_sack_build(struct sctp_assoc *a, struct sk_buff *skb, u32 room)
{
	u32 hdr = sctp_nrsack_hdr(a), max = max_gaps(a, room);
	struct sctpw_sack *h = skb_put(skb, hdr);
	struct sctpw_gap *gap = (void *)h + hdr;
	u32 i, gaps, dups, nr;
	__be32 *dup;

	gaps = gap_blocks(a, gap, max, &nr);
	dups = min_t(u32, a->sack.ndups, max - gaps);
	skb_put(skb, 4 * (gaps + dups));
	dup = (__be32 *)(gap + gaps);
	for (i = 0; i < dups; i++)
		dup[i] = cpu_to_be32(a->sack.dup[i]);

	sctp_rwnd_offer(a);
	h->ch.flags = sctp_dac_flags(a);
	h->ch.len = cpu_to_be16(hdr + 4 * (gaps + dups));
	h->cum_tsn_ack = cpu_to_be32(a->rx.ring.cum_tsn);
	h->a_rwnd = cpu_to_be32(a->rx.wnd.a_rwnd);
	put_counts(a, h, gaps, nr, dups);
	a->counts.osacks++;
	sctp_sack_sent(a);
}

/**
 * sctp_sack_sent() - a SACK was sent: all that was received is acknowledged
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
 * sctp_sack_stop() - stop the timer: the association ended
 * @a: association
 */
void sctp_sack_stop(struct sctp_assoc *a)
{
	a->sack.at = 0;
}

/* How long until a SACK that could not be sent for want of memory is retried */
#define SCTP_SACK_RETRY	(10 * NSEC_PER_MSEC)

/**
 * sctp_sack_flushed() - the flush is over: retry later if a SACK is still due
 * @a: association
 * @now: time
 */
void sctp_sack_flushed(struct sctp_assoc *a, u64 now)
{
	if (a->sack.now && !a->sack.at)
		a->sack.at = now + SCTP_SACK_RETRY;
}

/**
 * sctp_sack_forget_path() - a path is removed
 * @a: association
 * @p: the path
 */
void sctp_sack_forget_path(struct sctp_assoc *a, const struct sctp_path *p)
{
	if (a->sack.path == p)
		a->sack.path = NULL;
}

/**
 * sctp_sack_reset() - the peer restarted: begin with nothing received
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
	a->sack.turn = false;
}

/**
 * sctp_sack_free() - free what is left of it
 * @a: association that has ended
 */
void sctp_sack_free(struct sctp_assoc *a)
{
	if (likely(!a->sack.dup))
		return;
	kfree(a->sack.dup);
	a->sack.dup = NULL;
}
