// SPDX-License-Identifier: GPL-2.0-only
/*
 * The invariants of an association, counted anew after every event that
 * touched it: flight sizes, the ring of outstanding chunks, queues, received
 * data, and timers.
 */
#include <string.h>

#include <linux/bitmap.h>
#include <linux/kernel.h>

#include "core/ext/auth.h"
#include "core/ext/plpmtud.h"
#include "core/ext/request.h"
#include "core/life/state.h"
#include "core/loss/recovery.h"
#include "core/recv/unfinished.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/telemetry.h"
#include "core/wire/dataformat.h"
#include "sim.h"

#define CWND_LIMIT	0x40000000u

static const struct sctp_tx_chunk *slot_of(const struct sctp_txring *r,
					   u32 tsn)
{
	return &r->slot[tsn & r->mask];
}

static bool is_mixed(const struct sim_assoc *sa)
{
	return sa->a.tx.format == SCTP_FORMAT_I_DATA;
}

static u32 chunk_size(const struct sim_assoc *sa, const struct sctp_tx_chunk *c)
{
	return SCTP_ALIGN4(sa->a.tx.data_hdr + c->len);
}

/* Chunks of one message have TSNs in a row, RFC 9260 section 6.9. Not those of
 * I-DATA
 */
static void check_neighbours(struct sim_assoc *sa,
			     const struct sctp_tx_chunk *prev,
			     const struct sctp_tx_chunk *c)
{
	bool first = !c->off && !(c->msg->flags & SCTP_TX_CONT);
	bool last = c->off + c->len == c->msg->len &&
		    !(c->msg->flags & SCTP_TX_OPEN);

	sim_require(first == !!(c->flags & SCTP_DATA_B) &&
		    last == !!(c->flags & SCTP_DATA_E),
		    "host %u: chunk at %u of %u has flags %x", sa->host,
		    c->off, c->msg->len, c->flags);
	sim_require(!(c->flags & SCTP_DATA_U) ==
		    !(c->msg->flags & SCTP_TX_UNORDERED),
		    "host %u: unordered flag is %x", sa->host, c->flags);
	if (!prev || sa->a.tx.format != SCTP_FORMAT_DATA)
		return;
	if (prev->msg == c->msg)
		sim_require(prev->off + prev->len == c->off,
			    "host %u: chunk at %u follows one up to %u",
			    sa->host, c->off, prev->off + prev->len);
	else
		sim_require(first == !!(prev->flags & SCTP_DATA_E) &&
			    (first || prev->msg->ppid == c->msg->ppid),
			    "host %u: two messages are mixed", sa->host);
}

/* Is the message of a chunk not needed any more? */
static bool sim_is_detached(const struct sctp_tx_chunk *c)
{
	return c->state == SCTP_CHUNK_ABANDONED || sctp_tx_chunk_kept(c);
}

static void check_slot(struct sim_assoc *sa, u32 tsn)
{
	const struct sctp_txring *r = &sa->a.tx.ring;
	const struct sctp_tx_chunk *c = slot_of(r, tsn);
	bool acked = test_bit(tsn & r->mask, r->acked);
	bool rtx = test_bit(tsn & r->mask, sctp_txring_rtx_map(r));

	if (sim_is_detached(c)) {
		sim_require(acked && !rtx && !c->msg && c->path &&
			    sctp_txring_gone(r, tsn) ==
			    (c->state == SCTP_CHUNK_ABANDONED),
			    "host %u: TSN %u given up, acked %d, marked %d",
			    sa->host, tsn, acked, rtx);
		return;
	}
	sim_require(!sctp_txring_gone(r, tsn) &&
		    acked == (c->state == SCTP_CHUNK_ACKED) &&
		    rtx == (c->state == SCTP_CHUNK_LOST) &&
		    c->state != SCTP_CHUNK_NEW,
		    "host %u: TSN %u acked %d, marked %d, state %d",
		    sa->host, tsn, acked, rtx, c->state);
	sim_require(c->msg && c->path && c->len &&
		    c->off + c->len <= c->msg->sent,
		    "host %u: TSN %u holds %u bytes at %u", sa->host, tsn,
		    c->len, c->off);
	/* Acknowledgments count for that path (RFC 9260 section 8.2). Without
	 * memory for its MAC a packet is lost before it leaves.
	 */
	sim_require(c->stray || (S.scarce && sctp_auth_on(&sa->a)) ||
		    sa->sent_on[tsn % SIM_RING] == sim_net_of(&c->path->addr,
							      NULL),
		    "host %u: TSN %u was last sent on another path", sa->host,
		    tsn);
}

/* What was sent before is in a list, in the order it left, and the oldest chunk
 * in flight is known
 */
static void check_resent(struct sim_assoc *sa, struct sctp_path *p)
{
	const struct sctp_txring *r = &sa->a.tx.ring;
	u32 n = 0, listed = 0, tsn, oldest = r->next;
	const struct sctp_tx_chunk *c;
	u64 at = 0;

	for (tsn = r->next; tsn != r->base; tsn--) {
		c = slot_of(r, tsn - 1);
		if (!sctp_tx_chunk_in_flight(c) || c->path != p)
			continue;
		oldest = tsn - 1;
		n += c->rtx > 0;
	}
	sim_require(!p->flight.size || p->flight.oldest == oldest,
		    "host %u: TSN %u is the oldest in flight, not %u",
		    sa->host, oldest, p->flight.oldest);
	for (tsn = p->flight.first; p->resent && listed <= n; tsn = c->next) {
		c = slot_of(r, tsn);
		sim_require(sctp_tx_chunk_in_flight(c) && c->path == p &&
			    c->sent_at >= at,
			    "host %u: a wrong chunk is among those resent",
			    sa->host);
		at = c->sent_at;
		listed++;
		if (tsn == p->flight.last)
			break;
	}
	sim_require(listed == n, "host %u: %u chunks were resent, %u listed",
		    sa->host, n, listed);
}

/* Chunks marked for retransmission count for the path that sent them last */
static void check_marked(struct sim_assoc *sa, struct sctp_path *p)
{
	const struct sctp_txring *r = &sa->a.tx.ring;
	u32 first = 0, n = 0, tsn;

	for (tsn = r->base; tsn != r->next; tsn++)
		if (test_bit(tsn & r->mask, sctp_txring_rtx_map(r)) &&
		    slot_of(r, tsn)->path == p && !n++)
			first = tsn;
	sim_require(n == p->flight.nr_rtx &&
		    (n || (!p->rtx_away && !p->rtx_now)),
		    "host %u: %u chunks marked on a path, %u counted",
		    sa->host, n, p->flight.nr_rtx);
	sim_require(!n || sctp_txring_first_rtx(r, p) == first,
		    "host %u: TSN %u is not the first to send again",
		    sa->host, sctp_txring_first_rtx(r, p));
}

static void check_ring(struct sim_assoc *sa)
{
	const struct sctp_txring *r = &sa->a.tx.ring;
	const struct sctp_tx_chunk *prev = NULL;
	u32 flight = 0, rtx = 0, acked = 0, gone = 0, kept = 0, tsn;
	struct sctp_path *p;

	sa->last_open = sa->open;
	sa->open = 0;
	list_for_each_entry(p, &sa->a.paths, list)
		sim_path_of(p)->flight = 0;

	sim_require(r->base == r->next || r->next - r->base <= r->mask + 1,
		    "host %u: %u TSNs in a ring of %u", sa->host,
		    r->next - r->base, r->mask + 1);
	for (tsn = r->base; tsn != r->next && !S.failed; tsn++) {
		const struct sctp_tx_chunk *c = slot_of(r, tsn);

		check_slot(sa, tsn);
		if (S.failed)
			return;
		if (!sim_is_detached(c))
			check_neighbours(sa, prev, c);
		prev = c->msg ? c : NULL;
		if (sctp_tx_chunk_in_flight(c)) {
			flight += c->len;
			sim_path_of(c->path)->flight += chunk_size(sa, c);
		}
		sa->open += chunk_size(sa, c);
		rtx += test_bit(tsn & r->mask, sctp_txring_rtx_map(r));
		acked += test_bit(tsn & r->mask, r->acked);
		gone += sctp_txring_gone(r, tsn);
		kept += sctp_tx_chunk_kept(c);
	}
	sim_require(flight == sa->a.tx.ring.flight,
		    "host %u: %u bytes in flight, %u counted", sa->host,
		    flight, sa->a.tx.ring.flight);
	sim_require(rtx == r->nr_rtx, "host %u: %u chunks marked, %u counted",
		    sa->host, rtx, r->nr_rtx);
	if (!r->slot)
		return;
	sim_require(bitmap_weight(sctp_txring_rtx_map(r), r->mask + 1) == rtx &&
		    bitmap_weight(sctp_txring_gone_map(r),
				  r->mask + 1) == gone &&
		    bitmap_weight(sctp_txring_kept_map(r),
				  r->mask + 1) == kept &&
		    bitmap_weight(r->acked, r->mask + 1) == acked,
		    "host %u: bits set outside of the ring's window",
		    sa->host);
}

static void check_path(struct sim_assoc *sa, struct sctp_path *p)
{
	u32 pmdcs = (min_t(u32, sa->min_mtu, p->mtu) - 12) & ~3U;
	u32 flight = sim_path_of(p)->flight;
	int net = sim_net_of(&p->addr, NULL);

	/* probing for the MTU may have found less before */
	sa->min_mtu = min_t(u32, sa->min_mtu, p->mtu);
	sim_require(flight == p->flight.size,
		    "host %u net %d: flight size is %u, %u counted", sa->host,
		    net, flight, p->flight.size);
	sim_require(p->cc.cwnd >= pmdcs && p->cc.cwnd <= CWND_LIMIT,
		    "host %u net %d: cwnd is %u", sa->host, net, p->cc.cwnd);
	sim_require(!flight || p->t3_rtx ||
		    sa->a.state == SCTP_ST_COOKIE_ECHOED,
		    "host %u net %d: %u bytes in flight and no timer",
		    sa->host, net, flight);
	sim_require(p->rto.rto >= sa->a.cfg->rto_min * (u64)NSEC_PER_MSEC &&
		    p->rto.rto <= sa->a.cfg->rto_max * (u64)NSEC_PER_MSEC,
		    "host %u net %d: RTO is %llu ns", sa->host, net,
		    p->rto.rto);
}

/*
 * Flight may only grow as far as cwnd says, and by less than one packet
 * more (RFC 9260 section 6.1 rule B); one packet of retransmissions may
 * always go. With several paths in use cwnd may be reduced right after data was
 * sent, since the path blocks another one.
 */
static void check_growth(struct sim_assoc *sa, struct sctp_path *p)
{
	struct sim_path *sp = sim_path_of(p);
	u32 grown = sp->flight - min(sp->flight, sp->last_flight);
	u32 limit = p->cc.cwnd + sa->max_mtu;

	if (sa->a.cfg->cmt && p->ecn_cut && !sp->was_cut)
		limit = U32_MAX;
	sp->was_cut = p->ecn_cut;
	if (sa->reneges == S.host[sa->host].mib[SCTP_MIB_RENEGES])
		sim_require(grown <= sa->max_mtu || sp->flight <= limit,
			    "host %u: flight size %u with cwnd %u", sa->host,
			    sp->flight, p->cc.cwnd);
	sp->last_flight = sp->flight;
}

/*
 * New data fits into the window the peer told last, unless it is one chunk
 * that probes a closed one (RFC 9260 section 6.1 rule A).
 */
static void check_window(struct sim_assoc *sa)
{
	u32 flying = 0, tsn;

	const struct sctp_tx *tx = &sa->a.tx;
	bool grown = tx->ring.next != sa->last_next &&
		     tx->ring.base != tx->ring.next &&
		     !sctp_txring_gone(&tx->ring, tx->ring.next - 1);

	sa->last_next = tx->ring.next;
	/* a SACK may be lost for want of memory even after it arrived */
	if (!grown || !S.orderly || S.hostile || S.scarce)
		return;
	for (tsn = tx->ring.base; tsn != tx->ring.next; tsn++)
		flying += sctp_tx_chunk_in_flight(slot_of(&tx->ring, tsn));
	sim_require(tx->ring.flight <= sa->peer_window || flying == 1,
		    "host %u: %u bytes in flight, the peer's window is %u",
		    sa->host, tx->ring.flight, sa->peer_window);
}

/*
 * A loss probe is due only where nothing else looks for losses, before T3-rtx,
 * and once for a measured round trip.
 */
static void check_probe(struct sim_assoc *sa, struct sctp_path *p)
{
	struct sim_path *sp = sim_path_of(p);
	bool was_spent = sp->spent;

	sim_require(!p->tlp.at ||
		    (sp->flight && p->tlp.at < p->t3_rtx && !p->tlp.spent &&
		     p->state == SCTP_PATH_ACTIVE && !p->recovering &&
		     !p->flight.nr_rtx && sa->a.cfg->tail_loss_probe),
		    "host %u: loss probe due at a wrong time", sa->host);
	sim_require(!p->rack.at || sa->a.cfg->rack,
		    "host %u: reordering timer runs", sa->host);
	sim_require(!p->cc.probe && !p->cc.burst_limit && !p->lost,
		    "host %u: limits of a flush survive it", sa->host);
	sp->spent = p->tlp.spent;
	/* the counter is that of the host */
	if (S.host[sa->host].mib[SCTP_MIB_LOSS_PROBES] != sa->probes)
		sim_require(sa->a.npaths > 1 || S.restarted || sa->ghost ||
			    (!was_spent && sp->spent),
			    "host %u: a second loss probe", sa->host);
}

/* That packets overtake each other can be known when the answers to the first
 * that were retransmitted have come
 */
static void note_needless(u8 host)
{
	u32 resent = S.host[host].mib[SCTP_MIB_FAST_RETRANSMITS];
	u64 *since = &S.needless_at[host];

	if (!S.overtaken || resent <= S.lost[host])
		return;
	if (!*since)
		*since = S.now;
	if (S.now <= *since + S.overtaken)
		S.needless[host] = resent - S.lost[host];
}

/* To undo fast recovery gives nothing that was not there before, and what was
 * acknowledged since. What is kept for it counts as seen, when a SACK has made
 * cwnd grow and shrink again.
 */
static void check_undo(struct sim_assoc *sa, struct sctp_path *p)
{
	struct sim_path *sp = sim_path_of(p);
	u32 most = max(sp->peak, 4 * sa->max_mtu) + sa->last_open;
	u32 undo = p->undo ? p->undo->was.cwnd : 0;
	u32 cwnd = undo;

	if (S.host[sa->host].mib[SCTP_MIB_RECOVERIES_UNDONE] != sa->undone)
		cwnd = max(cwnd, p->cc.cwnd);
	sim_require(cwnd <= most,
		    "host %u: cwnd %u, never more than %u before", sa->host,
		    cwnd, sp->peak);
	sp->peak = max3(sp->peak, p->cc.cwnd, undo);
}

static void check_paths(struct sim_assoc *sa)
{
	struct sctp_path *p;
	bool primary = false, active = false;
	u32 n = 0;

	list_for_each_entry(p, &sa->a.paths, list) {
		check_path(sa, p);
		check_marked(sa, p);
		check_resent(sa, p);
		check_probe(sa, p);
		check_undo(sa, p);
		check_growth(sa, p);
		primary |= p == sa->a.primary;
		active |= p == sa->a.active;
		n++;
	}
	sa->reneges = S.host[sa->host].mib[SCTP_MIB_RENEGES];
	sa->probes = S.host[sa->host].mib[SCTP_MIB_LOSS_PROBES];
	sa->undone = S.host[sa->host].mib[SCTP_MIB_RECOVERIES_UNDONE];
	sim_require(n == sa->a.npaths && n, "host %u: %u paths, %u counted",
		    sa->host, sa->a.npaths, n);
	sim_require(primary && active, "host %u: no primary or active path",
		    sa->host);
}

static void check_queue(struct sim_assoc *sa)
{
	const struct sctp_tx *tx = &sa->a.tx;
	struct sctp_tx_msg *m;
	u32 n = 0, bytes = 0;

	for (m = sctp_sched_next(&sa->a, NULL); m;
	     m = sctp_sched_next(&sa->a, m)) {
		sim_require(m->sent < m->len, "host %u: sent message queued",
			    sa->host);
		n++;
		bytes += m->len - m->sent;
	}
	sim_require(n == tx->queued_msgs && bytes == tx->queued_bytes,
		    "host %u: %u messages, %u bytes queued; counted %u, %u",
		    sa->host, n, bytes, tx->queued_msgs, tx->queued_bytes);
	sim_require(tx->peer.rwnd < 0x80000000u || S.hostile,
		    "host %u: peer_rwnd is %u", sa->host, tx->peer.rwnd);
}

/**
 * struct held - what is held for the reader and not consumed yet
 * @bytes: user bytes
 * @memory: what takes memory: each packet once, however many pieces of it
 *          there are
 * @pieces: how many those are
 * @users: references to the packets
 */
struct held {
	u32 bytes;
	u32 memory;
	u32 pieces;
	u32 users;
};

/* Number of the count: a packet's that was seen in it */
static unsigned long round;

static void add_packet(struct held *h, struct sk_buff *skb)
{
	h->pieces++;
	if (skb->seen == round)
		return;
	skb->seen = round;
	h->memory += skb->truesize;
	h->users += skb->users;
}

static void add_msg(struct held *h, struct sctp_rx_msg *m)
{
	struct sk_buff *skb;

	h->bytes += m->len;
	h->memory += sizeof(*m);
	for (skb = m->head; skb; skb = skb == m->tail ? NULL : skb->next) {
		struct sk_buff *whole = SCTP_RX_CB(skb)->whole;

		if (whole)
			h->memory += sizeof(*skb);
		add_packet(h, whole ?: skb);
	}
}

static void add_msgs(struct held *h, const struct list_head *list)
{
	struct sctp_rx_msg *m;

	list_for_each_entry(m, list, list)
		add_msg(h, m);
}

/* A ring without a head: all but the last, and that one */
static void add_fifo(struct held *h, const struct sctp_rx_fifo *f)
{
	if (!f->last)
		return;
	add_msgs(h, &f->last->list);
	add_msg(h, f->last);
}

static void add_ring(struct sim_assoc *sa, struct held *h)
{
	const struct sctp_rxring *r = &sa->a.rx.ring;
	u32 tsn, have = 0, kept = 0;

	sim_require((s32)(r->highest - r->cum_tsn) >= 0,
		    "host %u: highest TSN %u below %u", sa->host, r->highest,
		    r->cum_tsn);
	if (!r->slot) {
		sim_require(r->highest == r->cum_tsn && !r->held,
			    "host %u: gap without a ring", sa->host);
		return;
	}
	for (tsn = r->cum_tsn + 1; (s32)(r->highest - tsn) >= 0; tsn++) {
		const struct sctp_rx_slot *s = &r->slot[tsn & r->mask];

		if (!test_bit(tsn & r->mask, r->have))
			continue;
		have++;
		kept += test_bit(tsn & r->mask, sctp_rxring_kept_map(r));
		if (!s->skb)
			continue;
		sim_require(!test_bit(tsn & r->mask, sctp_rxring_kept_map(r)),
			    "host %u: TSN %u waits in the ring, and is kept",
			    sa->host, tsn);
		h->bytes += s->len;
		add_packet(h, s->skb);
	}
	sim_require(have == r->held &&
		    have == bitmap_weight(r->have, r->mask + 1) &&
		    kept == bitmap_weight(sctp_rxring_kept_map(r),
					  r->mask + 1),
		    "host %u: %u TSNs held, %u counted", sa->host, have,
		    r->held);
}

static u32 block_memory(const struct sim_assoc *sa, u32 i)
{
	const struct sctp_instream_block *b = NULL;
	const struct sctp_instream_mids *m = NULL;
	u32 n = min(sa->a.rx.streams.num - i * SCTP_INSTREAM_BLOCK,
		    (u32)SCTP_INSTREAM_BLOCK);

	return sizeof(*b) + (is_mixed(sa) ?
			     sizeof(*m) + n * sizeof(m->next[0]) :
			     n * sizeof(b->ssn[0]));
}

static void add_early(struct held *h, const struct sctp_early *e)
{
	struct sk_buff *whole = SCTP_RX_CB(e->skb)->whole;

	h->bytes += e->len;
	h->memory += sizeof(*e) + (whole ? sizeof(*whole) : 0);
	add_packet(h, whole ?: e->skb);
}

static void add_unfinished(struct sim_assoc *sa, struct held *h)
{
	const struct sctp_unfinished_set *set = sa->a.rx.reasm.unfinished;
	struct rb_node *node, *early;
	u32 n;

	if (!set)
		return;
	h->memory += sizeof(*set);
	for (node = rb_first(&set->all); node; node = rb_next(node)) {
		struct sctp_unfinished *u = rb_entry(node,
						     struct sctp_unfinished,
						     node);

		n = 0;
		h->memory += sizeof(*u);
		add_msg(h, u->msg);
		for (early = rb_first(&u->early); early;
		     early = rb_next(early)) {
			add_early(h, rb_entry(early, struct sctp_early, node));
			n++;
		}
		sim_require(n == u->nearly && (n || u->begun),
			    "host %u: %u fragments are early, not %u",
			    sa->host, n, u->nearly);
	}
}

static void add_streams(struct sim_assoc *sa, struct held *h)
{
	const struct sctp_instreams *s = &sa->a.rx.streams;
	u32 blocks = s->many_blocks ? DIV_ROUND_UP((u32)s->num,
						   SCTP_INSTREAM_BLOCK) : 1;
	struct sctp_instream_block *const *block = s->block;
	u32 i;

	if (!s->many_blocks)
		block = &s->only;
	else
		h->memory += blocks * sizeof(*block);
	for (i = 0; i < blocks; i++) {
		if (!block[i])
			continue;
		add_msgs(h, &block[i]->waiting);
		if (s->many_blocks)
			h->memory += block_memory(sa, i);
	}
}

/* Answers to the peer's last requests */
static void add_answers(struct sim_assoc *sa, struct held *h)
{
	const struct sctp_request *r;

	for (r = sctp_request_first(&sa->a); r; r = r->next)
		if (r->kept)
			h->memory += struct_size(r->kept, data, r->kept->room);
}

static void check_received(struct sim_assoc *sa)
{
	const struct sctp_rx_side *rx = &sa->a.rx;
	struct held h = {};

	round++;
	add_msgs(&h, &sa->rxq);
	sim_require(h.bytes == sa->rxq_len, "host %u: %u bytes to read, not %u",
		    sa->host, h.bytes, sa->rxq_len);
	add_ring(sa, &h);
	add_streams(sa, &h);
	add_fifo(&h, &rx->streams.held_msgs);
	add_answers(sa, &h);
	if (is_mixed(sa))
		add_unfinished(sa, &h);
	else if (rx->reasm.partial)
		add_msg(&h, rx->reasm.partial);
	sim_require(h.bytes == rx->wnd.buffered && h.memory == rx->wnd.charged,
		    "host %u: %u bytes (%u charged) received, %u (%u) counted",
		    sa->host, rx->wnd.buffered, rx->wnd.charged, h.bytes,
		    h.memory);
	sim_require(h.pieces == h.users,
		    "host %u: %u references to packets of which %u pieces are kept",
		    sa->host, h.users, h.pieces);
}

static void soonest(u64 *at, u64 t)
{
	if (t && t < *at)
		*at = t;
}

static void check_timers(struct sim_assoc *sa)
{
	const struct sctp_assoc *a = &sa->a;
	const struct sctp_request *r;
	const struct sctp_path *p;
	u64 at = U64_MAX, t3 = U64_MAX;

	soonest(&at, a->t1);
	soonest(&at, a->t5);
	soonest(&at, a->autoclose_at);
	soonest(&at, a->tidy_at);
	soonest(&at, a->sack.at);
	for (r = sctp_request_first(a); r; r = r->next)
		soonest(&at, r->at);
	list_for_each_entry(p, &a->paths, list) {
		soonest(&at, p->hb_at);
		sim_require(a->state != SCTP_ST_ESTABLISHED || p->hb_at,
			    "host %u: a path has no heartbeat timer",
			    sa->host);
		soonest(&t3, p->t3_rtx);
		soonest(&at, p->tlp.at);
		soonest(&at, p->rack.at);
		if (p->plpmtud)
			soonest(&at, p->plpmtud->at);
	}
	soonest(&at, t3);
	sim_require(at == sctp_assoc_deadline(a),
		    "host %u: the deadline is %llu, but %llu was told",
		    sa->host, at, sctp_assoc_deadline(a));
	sim_require(!a->tx.flush.paced || sctp_assoc_departure(a) != U64_MAX,
		    "host %u: data waits for no time", sa->host);
	sim_require(!sctp_assoc_connecting(a) || a->t1,
		    "host %u: state %u without T1", sa->host, a->state);
	sim_require((a->state != SCTP_ST_SHUTDOWN_SENT &&
		     a->state != SCTP_ST_SHUTDOWN_ACK_SENT) || a->t2,
		    "host %u: state %u without T2", sa->host, a->state);
	if (a->state == SCTP_ST_ESTABLISHED ||
	    a->state == SCTP_ST_SHUTDOWN_PENDING ||
	    a->state == SCTP_ST_SHUTDOWN_RECEIVED)
		sim_require(t3 != U64_MAX || a->tx.flush.paced ||
			    (a->tx.ring.base == a->tx.ring.next &&
			     !sctp_sendq_head(&sa->a)),
			    "host %u: data waits, no timer runs", sa->host);
}

/* After ASCONF the peer may have no address that is confirmed: nothing but
 * probes may be sent then
 */
static bool any_confirmed(const struct sim_assoc *sa)
{
	const struct sctp_path *p;

	list_for_each_entry(p, &sa->a.paths, list)
		if (p->confirmed)
			return true;
	return false;
}

/* RFC 9260 section 6.2: within 500 ms, or what SACK.Delay says */
static void check_answer(struct sim_assoc *sa)
{
	u64 limit = sa->a.cfg->sack_delay * (u64)NSEC_PER_MSEC + S.slack +
		    NSEC_PER_MSEC;

	if (sa->a.state != SCTP_ST_ESTABLISHED &&
	    sa->a.state != SCTP_ST_SHUTDOWN_PENDING)
		sa->ack_owed = 0;
	if (S.scarce || S.hostile || !any_confirmed(sa))
		return;
	if (sa->up && sa->a.state < SCTP_ST_SHUTDOWN_SENT)
		sim_require(sa->packets < sa->a.cfg->sack_freq,
			    "host %u: %u packets with DATA not acknowledged",
			    sa->host, sa->packets);
	if (!sa->ack_owed)
		return;
	sim_require(S.now - sa->ack_owed <= limit,
		    "host %u: DATA of %llu ms ago is not acknowledged",
		    sa->host, (S.now - sa->ack_owed) / NSEC_PER_MSEC);
}

/* Nobody without the tag can redirect what is sent */
static void check_encap(const struct sim_assoc *sa)
{
	const struct sctp_path *p;

	list_for_each_entry(p, &sa->a.paths, list)
		sim_require(p->cfg.encap_port != SIM_UDP_FORGED,
			    "host %u: sends to a forged UDP port", sa->host);
}

/* Each moment is one limit's, a path is busy with data in flight, and what is
 * delivered was sent
 */
static void check_telemetry(struct sim_assoc *sa)
{
	const struct sctp_telemetry *t = sa->a.telemetry;
	const struct sctp_path_telemetry *pt;
	u64 all = 0;
	u32 i;

	if (!t)
		return;
	if (!sa->counting_since)
		sa->counting_since = S.now;
	for (i = 0; i < SCTP_LIMITS; i++)
		all += sctp_telemetry_time(&sa->a, i, S.now);
	sim_require(all == S.now - sa->counting_since,
		    "host %u: limits of %llu ns in %llu ns", sa->host, all,
		    S.now - sa->counting_since);
	sim_require(sa->a.state == SCTP_ST_CLOSED ||
		    (t->limit == SCTP_LIMIT_IDLE) ==
		    sctp_sendq_drained(&sa->a.tx),
		    "host %u: limit is %u", sa->host, t->limit);
	for (pt = t->paths; pt; pt = pt->next) {
		sim_require(!pt->busy_since == !pt->path->flight.size &&
			    !pt->round_at == !pt->path->flight.size,
			    "host %u: a path with %u in flight is%s busy",
			    sa->host, pt->path->flight.size,
			    pt->busy_since ? "" : " not");
		sim_require(pt->n.busy <= all,
			    "host %u: a path was busy for %llu of %llu ns",
			    sa->host, pt->n.busy, all);
	}
}

static void check_expired(const struct sim_assoc *sa, enum sctp_timeout what,
			  enum sctp_counter all)
{
	u64 most = S.host[sa->host].mib[all];
	u32 n = sctp_timeouts_of(&sa->a, what);

	sim_require(n <= most, "host %u: %u timers of kind %d, of %llu",
		    sa->host, n, what, most);
}

/* No more timers than those of all associations of the host */
static void check_timeouts(const struct sim_assoc *sa)
{
	check_expired(sa, SCTP_TIMEOUT_INIT, SCTP_MIB_T1_INIT_EXPIREDS);
	check_expired(sa, SCTP_TIMEOUT_COOKIE, SCTP_MIB_T1_COOKIE_EXPIREDS);
	check_expired(sa, SCTP_TIMEOUT_DATA, SCTP_MIB_T3_RTX_EXPIREDS);
	check_expired(sa, SCTP_TIMEOUT_SACK, SCTP_MIB_DELAY_SACK_EXPIREDS);
	check_expired(sa, SCTP_TIMEOUT_SHUTDOWN,
		      SCTP_MIB_T2_SHUTDOWN_EXPIREDS);
	check_expired(sa, SCTP_TIMEOUT_SHUTDOWN_ACK,
		      SCTP_MIB_T2_SHUTDOWN_EXPIREDS);
}

/**
 * sim_check_assoc() - the books of an association must balance
 * @sa: association that was just flushed, and is not closed
 */
void sim_check_assoc(struct sim_assoc *sa)
{
	if (S.failed)
		return;
	check_encap(sa);
	sim_addrs_check(sa);
	check_ring(sa);
	if (!S.failed)
		check_paths(sa);
	check_queue(sa);
	check_window(sa);
	check_received(sa);
	check_timers(sa);
	check_telemetry(sa);
	check_answer(sa);
	check_timeouts(sa);
	note_needless(sa->host);
}
