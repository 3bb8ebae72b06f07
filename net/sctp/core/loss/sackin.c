// SPDX-License-Identifier: GPL-2.0-only
/*
 * Processing a received SACK, RFC 9260 sections 6.2.1, 7.2.4 and 6.3, or
 * NR-SACK (nrsack.h), which has two lists of gap blocks.
 *
 *   Cumulative TSN Ack -> gap blocks -> congestion control and T3-rtx of each
 *   path -> duplicates -> losses, by time or by counting -> a_rwnd
 *
 * The work is proportional to the chunks newly acknowledged and to the gaps:
 * chunks gap-acknowledged before are skipped a word of the bitmap at a time.
 * A peer that reneges again and again would cause much work with short SACKs:
 * its gap blocks are ignored until it has acknowledged as much cumulatively.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/errors.h"
#include "core/ext/dac.h"
#include "core/ext/nrsack.h"
#include "core/life/t5.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/telemetry.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "cc.h"
#include "couple.h"
#include "lost.h"
#include "rack.h"
#include "recovery.h"
#include "rto.h"
#include "sackin.h"
#include "t3.h"
#include "tlp.h"

/* Most duplicate TSNs processed in one SACK */
#define SCTP_SACK_DUPS		64U

/* A SACK while it is processed */
struct sack_in {
	struct sctp_assoc *a;
	const struct sctpw_gap *gap;
	u64 now;
	u32 cum;
	u32 num_gaps;
	u32 num_nr;		/* behind these: of what cannot be reneged on */
	u32 last_gap;		/* first TSN of the last gap block */
	u32 arrived;		/* chunks newly acknowledged */
	u32 ltna;		/* lowest TSN of them */
	u32 htna;		/* highest TSN of them */
	u32 moved;		/* bytes of chunks sent on several paths */
	bool advanced;
	u8 packets;		/* DAC: the SACK is for, 0 = it does not say */
	const __be32 *dup;
	u32 num_dups;
	u32 a_rwnd;
};

static void begin_paths(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		p->sacked.flight_before = p->flight.size;
		p->sacked.bytes = 0;
	}
}

/* Credit the path that the chunk was last sent on (8.2) */
static __always_inline void credit_path(struct sack_in *s,
					const struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctp_assoc *a = s->a;
	u32 size = sctp_data_size(a->tx.data_hdr, c->len);
	struct sctp_path *p = c->path;

	if (sctp_txring_timed(p, tsn) && !c->rtx) {
		sctp_rto_measured(&p->rto, a->cfg, s->now - c->sent_at);
		sctp_cc_rtt(p, s->now - c->sent_at, s->now);
		sctp_path_rto_seen(a, p);
		sctp_tlp_measured(&p->tlp);
	}
	sctp_rack_arrived(a, p, c, tsn, s->now);
	if (c->rtx) {
		sctp_recovery_arrived(c, tsn, s->now);
		s->moved += c->moved ? size : 0;
	}
	p->sacked.bytes += size;
}

/* A chunk is newly acknowledged, by the cumulative TSN or by a gap block.
 * Inlined: it does little for each chunk.
 */
static __always_inline void chunk_arrived(struct sack_in *s, u32 tsn)
{
	struct sctp_assoc *a = s->a;
	struct sctp_tx_chunk *c = sctp_txring_slot(&a->tx.ring, tsn);

	if (sctp_tx_chunk_sent_on(c))
		credit_path(s, c, tsn);
	else
		sctp_errors_clear(a);
	sctp_txring_arrived(a, c, tsn);
	if (!s->arrived)
		s->ltna = tsn;
	if (!s->arrived++ || sctp_tsn_gt(tsn, s->htna))
		s->htna = tsn;
}

static void sack_cumulative(struct sack_in *s)
{
	struct sctp_txring *r = &s->a->tx.ring;

	while (sctp_tsn_lte(r->base, s->cum)) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, r->base);

		if (!sctp_ring_test(r->acked, r->mask, r->base))
			chunk_arrived(s, r->base);
		else
			sctp_txring_forget(s->a, r->base);
		if (likely(c->msg))
			sctp_sendq_chunk_acked(s->a, c);
		sctp_txring_pop(r);
		s->advanced = true;
	}
	if (s->advanced)
		sctp_t5_acked(s->a, s->now);
}

/* Adjacent chunks that were given up are missing at the peer. If they count as
 * lost, congestion control is told as for others (RFC 3758 section 3.5 rule
 * F5). Returns the TSN after them.
 */
static u32 gone_missing(struct sack_in *s, u32 tsn, u32 end)
{
	struct sctp_txring *r = &s->a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

	/* it is missing if something after it has arrived */
	if (end != r->next && sctp_tx_chunk_gone_missed(c))
		sctp_lost_path(c->path);
	return sctp_ring_find(sctp_txring_gone_map(r), r->mask, tsn, end,
			      false);
}

/* The peer reneged on gap-acknowledged chunks (6.2.1 rule D iii). They are in
 * flight again from now on, and T3-rtx runs for them. They count as missed like
 * any others when a later TSN is newly acknowledged.
 */
static void renege_range(struct sack_in *s, u32 tsn, u32 end)
{
	struct sctp_txring *r = &s->a->tx.ring;

	while ((tsn = sctp_txring_renegable(s->a, tsn, end)) != end) {
		struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);

		if (unlikely(sctp_txring_gone(r, tsn))) {
			tsn = gone_missing(s, tsn, end);
			continue;
		}
		sctp_mib_add(s->a->mib, SCTP_MIB_RENEGES, 1);
		if (sctp_txring_relaunch(s->a, tsn, s->now))
			sctp_rack_begin(&c->path->rack, tsn);
		sctp_recovery_reneged(s->a);
		sctp_t3_start(c->path, s->now);
		tsn++;
	}
}

static void gap_range(struct sack_in *s, u32 tsn, u32 end)
{
	struct sctp_txring *r = &s->a->tx.ring;

	while ((tsn = sctp_ring_find(r->acked, r->mask, tsn, end,
				     false)) != end) {
		chunk_arrived(s, tsn);
		sctp_txring_gap_acked(s->a, tsn);
		tsn++;
	}
}

/* The same of a block that the peer cannot renege on: the user data is not
 * needed any more. A chunk that was given up before stays so.
 */
static void nr_range(struct sack_in *s, u32 tsn, u32 end)
{
	struct sctp_txring *r = &s->a->tx.ring;

	while ((tsn = sctp_txring_unsettled(r, tsn, end)) != end) {
		if (!sctp_ring_test(r->acked, r->mask, tsn)) {
			chunk_arrived(s, tsn);
			sctp_txring_gap_acked(s->a, tsn);
		}
		sctp_txring_keep(s->a, tsn);
		sctp_sendq_chunk_acked(s->a, sctp_txring_slot(r, tsn));
		sctp_mib_add(s->a->mib, SCTP_MIB_IN_NR_ACKED, 1);
		tsn++;
	}
}

/* Is a gap block ordered, separate from the one before it, which ends before
 * @pos, and of what was sent? Else the rest is ignored.
 */
static bool block_valid(struct sack_in *s, u32 start, u32 end, u32 pos)
{
	if (!sctp_tsn_lt(start, pos) && !sctp_tsn_lt(end, start) &&
	    !sctp_tsn_gte(end, s->a->tx.ring.next))
		return true;
	sctp_mib_add(s->a->mib, SCTP_MIB_IN_BAD_SACK, 1);
	return false;
}

static void sack_gap_blocks(struct sack_in *s)
{
	struct sctp_txring *r = &s->a->tx.ring;
	u32 pos = r->base;
	u32 i;

	for (i = 0; i < s->num_gaps; i++) {
		u32 start = s->cum + get_unaligned_be16(&s->gap[i].start);
		u32 end = s->cum + get_unaligned_be16(&s->gap[i].end);

		if (!block_valid(s, start, end, pos)) {
			s->num_gaps = i;
			return;
		}
		renege_range(s, pos, start);
		gap_range(s, start, end + 1);
		s->last_gap = start;
		pos = end + 1;
	}
	renege_range(s, pos, r->next);
}

/* Which of both lists of an NR-SACK has the next block? */
static bool nr_is_next(const struct sack_in *s, const u32 done[2])
{
	const struct sctpw_gap *nr = s->gap + s->num_gaps;

	if (done[1] == s->num_nr)
		return false;
	return done[0] == s->num_gaps ||
	       get_unaligned_be16(&nr[done[1]].start) <
	       get_unaligned_be16(&s->gap[done[0]].start);
}

/* A block that was not looked at, of one list or the other */
static const struct sctpw_gap *block_at(const struct sack_in *s,
					const u32 done[2], bool nr)
{
	return &s->gap[nr ? s->num_gaps + done[1] : done[0]];
}

/* The gap blocks of an NR-SACK: first those of what may be reneged on, then the
 * others, each list in order. A TSN in both cannot be reneged on.
 */
static void sack_both_lists(struct sack_in *s)
{
	struct sctp_txring *r = &s->a->tx.ring;
	u32 pos[2] = { r->base, r->base };
	u32 done[2] = { 0, 0 };
	u32 seen = r->base;

	while (done[0] + done[1] < s->num_gaps + s->num_nr) {
		bool nr = nr_is_next(s, done);
		const struct sctpw_gap *gap = block_at(s, done, nr);
		u32 start = s->cum + get_unaligned_be16(&gap->start);
		u32 end = s->cum + get_unaligned_be16(&gap->end);

		if (!block_valid(s, start, end, pos[nr]))
			break;
		if (sctp_tsn_lt(seen, start))
			renege_range(s, seen, start);
		if (nr)
			nr_range(s, start, end + 1);
		else
			gap_range(s, start, end + 1);
		s->last_gap = start;
		pos[nr] = end + 1;
		seen = sctp_tsn_lt(seen, end + 1) ? end + 1 : seen;
		done[nr]++;
	}
	if (done[0] + done[1] == s->num_gaps + s->num_nr)
		renege_range(s, seen, r->next);
	s->num_gaps = done[0] + done[1];
}

/* Does a SACK tell less than is known, and nothing new? With several paths in
 * use SACKs come back on several paths, too, and overtake each other. This one
 * was overtaken, or the peer reneged. If so, a later SACK that tells something
 * new shows that again. A peer without memory may take nothing new: what it
 * sends after a timeout was not overtaken.
 */
static noinline bool sack_overtaken(const struct sack_in *s)
{
	const struct sctp_txring *r = &s->a->tx.ring;
	u32 pos = r->base, start, end;
	u32 done[2] = { 0, 0 };
	bool less = false;

	if (!r->flight || s->a->error_count || s->cum != r->base - 1)
		return false;
	while (done[0] + done[1] < s->num_gaps + s->num_nr) {
		bool nr = nr_is_next(s, done);
		const struct sctpw_gap *gap = block_at(s, done, nr);

		start = s->cum + get_unaligned_be16(&gap->start);
		end = s->cum + get_unaligned_be16(&gap->end);
		if (sctp_tsn_lt(start, r->base) || sctp_tsn_lt(end, start) ||
		    sctp_tsn_gte(end, r->next))
			return false;
		if (sctp_ring_find(r->acked, r->mask, start, end + 1, false) !=
		    end + 1)
			return false;
		if (sctp_tsn_lt(pos, start))
			less |= sctp_txring_known_acked(r, pos, start);
		if (sctp_tsn_lt(pos, end + 1))
			pos = end + 1;
		done[nr]++;
	}
	return less || sctp_txring_known_acked(r, pos, r->next);
}

/* TSNs before the one returned count as missed by this SACK (7.2.4). It is the
 * highest TSN newly acknowledged. In fast recovery, if the Cumulative TSN Ack
 * Point has moved, it is the end of the last gap block.
 */
static u32 miss_end(const struct sack_in *s, bool in_fast_recovery)
{
	if (in_fast_recovery && s->advanced && s->num_gaps)
		return s->last_gap;
	return s->arrived ? s->htna : s->a->tx.ring.base;
}

/* DAC: the SACK is for several packets. If all came by one path, each of those
 * newly acknowledged shows that what was sent before all of them is missing.
 * Never more than there are.
 */
static u8 packets_of_a_path(const struct sack_in *s)
{
	struct sctp_path *p;
	u32 paths = 0;

	if (likely(!s->packets))
		return 0;
	list_for_each_entry(p, &s->a->paths, list)
		paths += p->sacked.bytes != 0;
	return paths == 1 ? min_t(u32, s->packets, s->arrived) : 0;
}

static void sack_missed(struct sack_in *s, u32 tsn)
{
	struct sctp_assoc *a = s->a;
	struct sctp_txring *r = &a->tx.ring;
	struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);
	u32 n = 1;

	if (c->fast_rtx || c->state == SCTP_CHUNK_LOST)
		return;
	if (unlikely(s->packets) && sctp_tsn_lt(tsn, s->ltna))
		n = s->packets;
	while (--n)
		sctp_tx_chunk_missed(c);
	if (sctp_tx_chunk_missed(c) < SCTP_LOST_MISSES)
		return;
	sctp_lost_chunk(a, tsn);
}

/* With several paths in use a chunk counts as missed only when the SACK newly
 * acknowledges one that was sent later on the same path
 */
static bool overtaken_on_path(const struct sack_in *s, u32 tsn)
{
	struct sctp_txring *r = &s->a->tx.ring;

	return likely(!s->a->cfg->cmt) ||
	       sctp_rack_overtaken(sctp_txring_slot(r, tsn), tsn, s->now);
}

static void sack_count_misses(struct sack_in *s)
{
	struct sctp_txring *r = &s->a->tx.ring;
	u32 known = miss_end(s, false);
	u32 end = miss_end(s, true);
	u32 tsn = r->base;

	if (sctp_tsn_lt(end, known))
		end = known;
	if (sctp_tsn_lte(end, tsn))
		return;
	s->packets = packets_of_a_path(s);
	for (; (tsn = sctp_ring_find(r->acked, r->mask, tsn, end,
				     false)) != end; tsn++)
		if ((sctp_tsn_lt(tsn, known) ||
		     sctp_txring_slot(r, tsn)->path->recovering) &&
		    overtaken_on_path(s, tsn))
			sack_missed(s, tsn);
}

static void sack_detect_losses(struct sack_in *s)
{
	struct sctp_path *p;

	if (!s->a->cfg->rack) {
		sack_count_misses(s);
		return;
	}
	list_for_each_entry(p, &s->a->paths, list)
		if (p->sacked.bytes)
			sctp_rack_detect(s->a, p, s->now);
}

/* Duplicate TSNs, which follow the gap blocks */
static void sack_duplicates(struct sack_in *s)
{
	u32 i;

	for (i = 0; i < min(s->num_dups, SCTP_SACK_DUPS); i++) {
		u32 tsn = get_unaligned_be32(&s->dup[i]);

		sctp_recovery_dup(s->a, tsn, s->now);
		sctp_tlp_dup(s->a, tsn);
	}
}

/* Congestion window, T3-rtx, liveness and fast recovery of each path */
static void path_acked(struct sack_in *s, struct sctp_path *p)
{
	const struct sctp_cc_ack ack = {
		.now = s->now,
		.bytes = sctp_couple_on(s->a) ?
			 sctp_couple_acked(s->a, p, p->sacked.bytes) :
			 p->sacked.bytes,
		.flight_before = p->sacked.flight_before,
		.recovering = sctp_path_reduced(p),
	};

	sctp_cc_acked(p, &ack);
	/* on whatever path they were sent last */
	if (p->sacked.bytes > s->moved)
		sctp_path_answered(s->a, p, SCTP_PC_BY_SACK);
	else
		sctp_path_maybe_answered(s->a, p);
	sctp_tlp_restart(&p->tlp);
}

static void settle_paths(struct sack_in *s)
{
	struct sctp_assoc *a = s->a;
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (p->sacked.bytes)
			path_acked(s, p);
		sctp_cc_burst(p, a->cfg->max_burst, p->sacked.flight_before);
		if (!p->flight.size)
			sctp_t3_stop(p);
		else if (sctp_txring_oldest_acked(&a->tx.ring, p))
			sctp_t3_restart(p, s->now);
		if (unlikely(sctp_path_reduced(p)))
			sctp_recovery_acked(a, p, s->now);
	}
	if (sctp_telemetry_on(a))
		sctp_telemetry_acked(a, s->now);
}

/* The peer answers a window probe: it is alive, and so is the path of the probe
 * (RFC 9260 6.1 rule A), but not necessarily the other paths.
 */
static void probe_answered(struct sctp_assoc *a, bool open)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (!p->sacked.flight_before)
			continue;
		sctp_errors_clear(a);
		sctp_errors_clear_path(p);
		if (open && a->tx.peer.zero_window)
			sctp_rto_restore(&p->rto, a->cfg);
	}
	if (open)
		sctp_peerwin_opened(&a->tx.peer);
}

static void sack_window(struct sctp_assoc *a, u32 a_rwnd)
{
	if (sctp_peerwin_sacked(&a->tx.peer, a_rwnd, a->tx.ring.flight))
		probe_answered(a, a_rwnd);
}

/**
 * sctp_sackin_reset() - TSNs begin anew: no gaps were reported
 * @a: association
 */
void sctp_sackin_reset(struct sctp_assoc *a)
{
	a->tx.sackin.gaps = false;
	a->tx.sackin.renumbered = false;
}

/**
 * sctp_sackin_renumbered() - TSNs begin anew while the association goes on (RFC
 * 6525 section 5.1.4), or did so at the peer if its answer was lost
 * @a: association with nothing outstanding
 *
 * SACKs with TSNs of the other kind may arrive. They seem to acknowledge TSNs
 * that were never sent, and are ignored.
 */
void sctp_sackin_renumbered(struct sctp_assoc *a)
{
	sctp_sackin_reset(a);
	a->tx.sackin.renumbered = true;
}

/**
 * sctp_cum_ack_input() - process the Cumulative TSN Ack of a SHUTDOWN
 * @a: association
 * @cum: cumulative TSN
 * @now: time
 *
 * Return: false when it acknowledges a TSN that was never sent.
 */
bool sctp_cum_ack_input(struct sctp_assoc *a, u32 cum, u64 now)
{
	struct sack_in s = { .a = a, .now = now, .cum = cum };
	u32 flight = a->tx.ring.flight;

	if (sctp_tsn_gte(cum, a->tx.ring.next))
		return a->tx.sackin.renumbered;
	if (sctp_tsn_lt(cum, a->tx.ring.base))
		return true;
	begin_paths(a);
	sack_cumulative(&s);
	settle_paths(&s);
	/* there is no a_rwnd in it: add what was acknowledged */
	sctp_peerwin_give(&a->tx.peer, flight - a->tx.ring.flight);
	sctp_tlp_acked(a, cum);
	sctp_sendq_tell_dry(a);
	return true;
}

/* Acknowledge what a SACK says, whose numbers are possible */
static void sack_take(struct sack_in *s)
{
	struct sctp_assoc *a = s->a;

	begin_paths(a);
	sack_cumulative(s);
	/* nothing is outstanding: gap blocks are invalid */
	if (sctp_txring_doubts(&a->tx.ring) || sctp_txring_empty(&a->tx.ring)) {
		s->num_gaps = 0;
		s->num_nr = 0;
	}
	if (unlikely(s->num_nr))
		sack_both_lists(s);
	else if (!sctp_txring_empty(&a->tx.ring))
		sack_gap_blocks(s);
	a->counts.gapcnt += s->num_gaps;
	a->tx.sackin.gaps = s->num_gaps;
	settle_paths(s);
	sack_duplicates(s);
	sctp_tlp_acked(a, s->cum);
	sack_detect_losses(s);
	sctp_recovery_enter(a);
	sack_window(a, s->a_rwnd);
	sctp_sendq_tell_dry(a);
}

/* A SACK or NR-SACK with a header of @hdr bytes. Both begin alike */
static enum sctp_verdict sack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v, u32 hdr,
				    u32 num_nr, u32 num_dups)
{
	const struct sctpw_sack *h = (const void *)v->hdr;
	struct sack_in s = {
		.a = a,
		.now = rx->now,
		.cum = get_unaligned_be32(&h->cum_tsn_ack),
		.a_rwnd = get_unaligned_be32(&h->a_rwnd),
		.gap = (const void *)(v->hdr + hdr),
		.num_gaps = get_unaligned_be16(&h->num_gaps),
		.num_nr = num_nr,
		.num_dups = num_dups,
		.packets = sctp_dac_packets(a, h->ch.flags),
	};

	s.dup = (const __be32 *)(s.gap + s.num_gaps + s.num_nr);
	/* only the first SACK of a packet counts, to limit the work */
	if (!sctp_rx_first_sack(rx))
		return SCTP_V_NEXT;
	a->counts.isacks++;
	if (hdr + 4 * (s.num_gaps + s.num_nr + s.num_dups) > v->len) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_SACK, 1);
		return SCTP_V_NEXT;
	}
	if (sctp_tsn_gte(s.cum, a->tx.ring.next)) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_SACK, 1);
		if (a->tx.sackin.renumbered)
			return SCTP_V_NEXT;
		return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION,
					  NULL, 0);
	}
	/* older than the last one (6.2.1 rule D i) */
	if (sctp_tsn_lt(s.cum, a->tx.ring.base - 1))
		return SCTP_V_NEXT;
	if (unlikely(a->cfg->cmt) && sack_overtaken(&s))
		return SCTP_V_NEXT;
	sack_take(&s);
	return SCTP_V_NEXT;
}

/**
 * sctp_sack_input() - process a SACK chunk
 * @a: association in a state that allows it
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_sack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	const struct sctpw_sack *h = (const void *)v->hdr;

	return sack_input(a, rx, v, sizeof(*h), 0,
			  get_unaligned_be16(&h->num_dups));
}

static_assert(offsetof(struct sctpw_nrsack, num_gaps) ==
	      offsetof(struct sctpw_sack, num_gaps));

/**
 * sctp_nrsack_input() - process an NR-SACK chunk
 * @a: association that has agreed upon NR-SACK, in a state that allows it
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_nrsack_input(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v)
{
	const struct sctpw_nrsack *h = (const void *)v->hdr;

	return sack_input(a, rx, v, sizeof(*h), get_unaligned_be16(&h->num_nr),
			  get_unaligned_be16(&h->num_dups));
}
