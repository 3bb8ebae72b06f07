// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received DATA chunks: duplicates, window and stream are checked here. Then
 * the ring and reassembly bring them into order (RFC 9260 sections 6.2, 6.5,
 * 6.6 and 6.9).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/ext/nrsack.h"
#include "core/life/idle.h"
#include "core/send/ctl.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "datain.h"
#include "instream.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxmsg.h"
#include "rxring.h"
#include "sackout.h"
#include "unfinished.h"

/* Fill in the fields that are in the header of a chunk */
static __always_inline void slot_set(struct sctp_rx_slot *s, u8 nr,
				     const void *hdr, u8 flags)
{
	struct sctp_data_head h = { .flags = flags };

	sctp_data_get(nr, hdr, &h);
	s->mid = h.mid;
	s->sid = h.sid;
	if (nr == SCTP_FORMAT_DATA || (flags & SCTP_DATA_B))
		s->ppid = h.ppid;
	else
		s->fsn = h.fsn;
}

static __always_inline struct sctp_rx_slot
slot_of(const struct sctp_assoc *a, const struct sctp_rx *rx,
	const struct sctp_view *v, u8 nr)
{
	struct sctp_rx_slot s = {
		.skb = rx->skb,
		.off = v->off + a->tx.data_hdr,
		.len = v->len - a->tx.data_hdr,
		.flags = v->flags,
		.shared = rx->ndata > 1,
	};

	slot_set(&s, nr, v->hdr, v->flags);
	return s;
}

static __always_inline void data_count(struct sctp_assoc *a,
				       const struct sctp_rx_slot *s,
				       u32 chunks)
{
	if (s->flags & SCTP_DATA_U) {
		a->counts.iuodchunks += chunks;
		sctp_mib_add(a->mib, SCTP_MIB_INUNORDERCHUNKS, chunks);
	} else {
		a->counts.iodchunks += chunks;
		sctp_mib_add(a->mib, SCTP_MIB_INORDERCHUNKS, chunks);
	}
}

static void data_discard(struct sctp_assoc *a, enum sctp_counter why)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_DATA_CHUNK_DISCARDS, 1);
	sctp_mib_add(a->mib, why, 1);
	sctp_sack_hurry(a);
}

/* Is a chunk, the next in order, delivered at once, or with what is there of
 * its message?
 */
static bool can_deliver(struct sctp_assoc *a, const struct sctp_rx_slot *s)
{
	if (s->sid >= a->rx.streams.num)
		return false;
	if (a->rx.delivery.partial)
		return !(s->flags & SCTP_DATA_B);
	if (a->tx.format == SCTP_FORMAT_I_DATA &&
	    !sctp_unfinished_is_next(a, s))
		return false;
	return (s->flags & SCTP_DATA_U) ||
	       (!sctp_instream_reserve(a, s->sid) &&
		sctp_instream_is_next(a, s->sid, s->mid));
}

/* There is no room for a chunk. If it is a message that can be delivered it is
 * taken all the same: messages that wait for it can be read then. These are not
 * dropped, so nothing else makes room. Of a message in fragments one is taken
 * at a time, and fragments behind a gap are dropped for it.
 */
static noinline bool data_delivers(struct sctp_assoc *a,
				   const struct sctp_rx *rx, u32 tsn,
				   const struct sctp_view *v, u8 nr)
{
	const struct sctp_rx_slot s = slot_of(a, rx, v, nr);
	bool whole = (s.flags & SCTP_DATA_BE) == SCTP_DATA_BE;

	if (tsn != a->rx.ring.cum_tsn + 1 || a->rx.wnd.unread ||
	    (rx->taken && !whole) || !can_deliver(a, &s))
		return false;
	if (!whole)
		sctp_reasm_renege(a);
	return true;
}

/* A chunk is dropped for want of room. If it is the next in order, and there is
 * nothing to read, chunks behind the gap are dropped so that it has room when
 * the peer sends it again.
 */
static void data_refused(struct sctp_assoc *a, u32 tsn)
{
	data_discard(a, SCTP_MIB_IN_BEYOND_WINDOW);
	if (tsn == a->rx.ring.cum_tsn + 1 && !a->rx.wnd.unread)
		sctp_reasm_renege(a);
}

/* A fragment of I-DATA whose message was delivered: only its TSN counts */
static int fragment_done(struct sctp_assoc *a, const struct sctp_rx_slot *s,
			 int err)
{
	if (err != -ESTALE)
		return err;
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	sctp_rx_drop(&a->rx.wnd, s->len);
	return 0;
}

/* Take the chunk that is next in order, with I-DATA */
static int next_idata(struct sctp_assoc *a, u32 tsn,
		      const struct sctp_rx_slot *s)
{
	return fragment_done(a, s, sctp_reasm_next_idata(a, tsn, s));
}

/* Take a chunk that waited, unless it was taken before */
static int next_waiting(struct sctp_assoc *a, u32 tsn,
			const struct sctp_rx_slot *s)
{
	if (likely(a->tx.format == SCTP_FORMAT_DATA))
		return s->skb ? sctp_reasm_next(a, tsn, s) : 0;
	return s->skb ? next_idata(a, tsn, s) :
			sctp_unfinished_reached(a, tsn, s);
}

/**
 * sctp_data_drain() - take the chunks that waited behind a gap just closed
 * @a: association
 *
 * Without memory a chunk is reneged on: the peer sends it again (RFC 9260
 * section 6.2).
 *
 * Return: false when one breaks a rule.
 */
bool sctp_data_drain(struct sctp_assoc *a)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_slot *s;
	int err;

	while ((s = sctp_rxring_peek(r)) != NULL) {
		err = next_waiting(a, r->cum_tsn + 1, s);
		if (err == -ENOMEM) {
			sctp_rx_drop(&a->rx.wnd, s->len);
			sctp_rx_uncharge(&a->rx.wnd, sctp_rxring_forget(r));
			data_discard(a, SCTP_MIB_NO_MEMORY);
			return true;
		}
		if (err == -EPROTO)
			return false;
		sctp_rx_uncharge(&a->rx.wnd, sctp_rx_packet_put(s->skb));
		sctp_rxring_advance(r);
		if (err)
			return false;
	}
	return true;
}

/* A chunk could not be taken. False when it breaks a rule */
static noinline bool data_failed(struct sctp_assoc *a,
				 const struct sctp_rx_slot *s, int err)
{
	if (err == -E2BIG)
		return false;
	sctp_rx_drop(&a->rx.wnd, s->len);
	if (err == -ENOMEM)
		data_discard(a, SCTP_MIB_NO_MEMORY);
	return err == -ENOMEM;
}

/* Take the chunk that is next in order. False when it breaks a rule */
static __always_inline bool in_order(struct sctp_assoc *a, u32 tsn,
				     struct sctp_rx_slot *s, u8 nr)
{
	int err;

	sctp_rx_hold(&a->rx.wnd, s->len);
	data_count(a, s, 1);
	err = nr == SCTP_FORMAT_DATA ? sctp_reasm_next(a, tsn, s) :
				       next_idata(a, tsn, s);
	if (unlikely(err))
		return data_failed(a, s, err);
	sctp_rxring_advance(&a->rx.ring);
	return !a->rx.ring.held || sctp_data_drain(a);
}

static noinline void out_of_order(struct sctp_assoc *a, u32 tsn,
				  struct sctp_rx_slot *s)
{
	struct sctp_rxring *r = &a->rx.ring;
	u32 first, last;

	a->counts.outofseqtsns++;
	skb_get(s->skb);
	sctp_rx_hold(&a->rx.wnd, s->len);
	data_count(a, s, 1);
	if (sctp_rxring_store(r, tsn, s, &first, &last))
		sctp_reasm_run(a, first, last);
}

/* A fragment of I-DATA goes to its message. False when it breaks a rule */
static bool early_fragment(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s)
{
	struct sctp_rx_slot taken = *s;
	u32 first, last;
	int err;

	a->counts.outofseqtsns++;
	sctp_rx_hold(&a->rx.wnd, s->len);
	data_count(a, s, 1);
	err = fragment_done(a, s, sctp_unfinished_add(a, tsn, s));
	if (err)
		return data_failed(a, s, err);
	taken.skb = NULL;
	sctp_rxring_store(&a->rx.ring, tsn, &taken, &first, &last);
	if (sctp_nrsack_on(a) && !sctp_unfinished_waits(a, s))
		sctp_nrsack_keep(a, tsn);
	return true;
}

/* A stream that does not exist: acknowledge the TSN, drop the data (RFC 9260
 * section 6.5). False when a chunk that waited behind it breaks a rule.
 */
static noinline bool bad_stream(struct sctp_assoc *a, struct sctp_rx *rx,
				u32 tsn, const struct sctp_rx_slot *s)
{
	struct sctp_rx_slot taken = *s;
	__be16 info[2] = { cpu_to_be16(s->sid), 0 };
	u32 first, last;

	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	sctp_ctl_error(a, rx->path, SCTP_CAUSE_INVALID_STREAM, info,
		       sizeof(info));
	if (tsn == a->rx.ring.cum_tsn + 1) {
		sctp_rxring_advance(&a->rx.ring);
		return sctp_data_drain(a);
	}
	taken.skb = NULL;
	sctp_rxring_store(&a->rx.ring, tsn, &taken, &first, &last);
	sctp_nrsack_keep(a, tsn);
	return true;
}

/*
 * Allocate all that is needed before the TSN counts as received. A chunk that
 * is next in order needs no slot of the ring, unless others wait there.
 */
static __always_inline int make_room(struct sctp_assoc *a, u32 tsn, u16 sid,
				     u8 flags, u8 nr)
{
	if (sid < a->rx.streams.num &&
	    (nr != SCTP_FORMAT_DATA || !(flags & SCTP_DATA_U)) &&
	    sctp_instream_reserve(a, sid))
		return -ENOMEM;
	if (tsn == a->rx.ring.cum_tsn + 1)
		return 0;
	return sctp_rxring_reserve(&a->rx.ring, tsn, sctp_rwnd_span(a));
}

/* A chunk that is new, and for which there is room */
static __always_inline enum sctp_verdict
data_take(struct sctp_assoc *a, struct sctp_rx *rx, u32 tsn,
	  const struct sctp_view *v, u8 nr)
{
	struct sctp_rx_slot s = slot_of(a, rx, v, nr);
	bool right = true;

	if (s.sid >= a->rx.streams.num)
		right = bad_stream(a, rx, tsn, &s);
	else if (tsn == a->rx.ring.cum_tsn + 1)
		right = in_order(a, tsn, &s, nr);
	else if (nr != SCTP_FORMAT_DATA &&
		 (s.flags & SCTP_DATA_BE) != SCTP_DATA_BE)
		right = early_fragment(a, tsn, &s);
	else
		out_of_order(a, tsn, &s);
	sctp_rx_took(rx, s.len);
	if (!right)
		return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION,
					  NULL, 0);
	sctp_sack_data(a, s.flags, s.len);
	return SCTP_V_NEXT;
}

/* Inlined with a constant @nr, so that each chunk type has code of its own */
static __always_inline enum sctp_verdict
data_input(struct sctp_assoc *a, struct sctp_rx *rx, const struct sctp_view *v,
	   u8 nr)
{
	const union sctpw_any_data *d = (const void *)v->hdr;
	u32 tsn = get_unaligned_be32(&d->tsn);
	int err;

	if (unlikely(a->tx.format != nr))
		return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION,
					  NULL, 0);
	if (v->len == a->tx.data_hdr)
		return sctp_verdict_abort(rx, SCTP_CAUSE_NO_USER_DATA,
					  &d->tsn, sizeof(d->tsn));
	if (sctp_rxring_seen(&a->rx.ring, tsn)) {
		a->counts.idupchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_IN_DUP_TSN, 1);
		sctp_sack_dup(a, tsn);
		return SCTP_V_NEXT;
	}
	if (!sctp_rwnd_accepts(a, rx, tsn, 0) &&
	    !data_delivers(a, rx, tsn, v, nr)) {
		data_refused(a, tsn);
		return SCTP_V_NEXT;
	}
	err = make_room(a, tsn, get_unaligned_be16(&d->sid), v->flags, nr);
	if (err) {
		data_discard(a, err == -ENOMEM ? SCTP_MIB_NO_MEMORY :
					    SCTP_MIB_IN_BEYOND_WINDOW);
		return SCTP_V_NEXT;
	}
	return data_take(a, rx, tsn, v, nr);
}

/**
 * sctp_data_input() - process a DATA chunk
 * @a: association in a state that takes data
 * @rx: packet
 * @v: the chunk
 *
 * With I-DATA it is a protocol violation (RFC 8260 section 2.2.3).
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_data_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	return data_input(a, rx, v, SCTP_FORMAT_DATA);
}

/**
 * sctp_idata_input() - process an I-DATA chunk
 * @a: association in a state that takes data
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_idata_input(struct sctp_assoc *a, struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	return data_input(a, rx, v, SCTP_FORMAT_I_DATA);
}

/* Fragments that are next in order, many at once */
static int next_extent(struct sctp_assoc *a, u32 tsn,
		       const struct sctp_rx_slot *s,
		       const struct sctp_rx_extent *e, u32 n)
{
	if (likely(a->tx.format == SCTP_FORMAT_DATA))
		return sctp_reasm_next_extent(a, tsn, s, e);
	return (s->flags & SCTP_DATA_BE) == SCTP_DATA_BE ?
		       sctp_reasm_whole(a, tsn, s, e) :
		       sctp_unfinished_extent(a, tsn, s, e, n);
}

/**
 * sctp_data_input_extent() - process many fragments of a message at once
 * @a: association in a state that takes data
 * @rx: packet that holds @rx->ndata DATA chunks and nothing else
 * @d: header of the first; the others differ from it in TSN, which counts up,
 *     and B and E bit only
 * @flags: their flags together
 * @e: where their user data is
 *
 * Return: false, with nothing done, when they are not next in order or have to
 * be processed one by one for another reason.
 */
bool sctp_data_input_extent(struct sctp_assoc *a, struct sctp_rx *rx,
			    const union sctpw_any_data *d, u8 flags,
			    const struct sctp_rx_extent *e)
{
	u32 n = rx->ndata;
	u32 tsn = be32_to_cpu(d->tsn);
	struct sctp_rx_slot s = { .skb = rx->skb, .flags = flags };
	u8 nr = a->tx.format;
	int err;

	slot_set(&s, nr, d, d->ch.flags);
	if (tsn != a->rx.ring.cum_tsn + 1 || a->rx.ring.held ||
	    s.sid >= a->rx.streams.num ||
	    !sctp_rwnd_accepts(a, rx, tsn, e->len - e->seg) ||
	    make_room(a, tsn, s.sid, flags, nr))
		return false;
	sctp_rx_hold(&a->rx.wnd, e->len);
	err = next_extent(a, tsn, &s, e, n);
	if (err) {
		if (err != -E2BIG)
			sctp_rx_drop(&a->rx.wnd, e->len);
		return false;
	}
	data_count(a, &s, n);
	sctp_rxring_skip(&a->rx.ring, n);
	sctp_rx_took(rx, e->len);
	sctp_sack_data(a, flags, e->len);
	return true;
}

/**
 * sctp_data_settle() - charge a packet if a part of it is kept
 * @a: association; it may be closed
 * @rx: packet of which all chunks were processed; the caller's reference to
 *      its skb is still there
 *
 * Each part that is kept keeps the memory of the whole packet. So the whole
 * packet is charged, once, until its last part is freed.
 */
void sctp_data_settle(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	if (skb_shared(rx->skb))
		sctp_rx_charge(&a->rx.wnd, rx->skb->truesize);
}

/* Partial delivery. A reader that was shut down frees the part at once */
static void deliver_part(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	bool charged = skb_shared(rx->skb);

	sctp_reasm_partial_delivery(a);
	if (charged && !skb_shared(rx->skb))
		sctp_rx_uncharge(&a->rx.wnd, rx->skb->truesize);
}

/**
 * sctp_data_done() - the last chunk of a packet with DATA was processed
 * @a: association
 * @rx: packet, settled with sctp_data_settle()
 */
void sctp_data_done(struct sctp_assoc *a, struct sctp_rx *rx)
{
	if (a->rx.ring.slot && !a->rx.ring.held)
		sctp_rxring_shrink(&a->rx.ring);
	if (a->rx.reasm.partial)
		deliver_part(a, rx);
	sctp_sack_packets(a, rx);
	sctp_idle_touch(a, rx->now);
}
