// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received DATA chunks: duplicates, the window, streams; then into order by
 * the ring and reassembly (RFC 9260 sections 6.2, 6.5, 6.6 and 6.9).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "ctl.h"
#include "data.h"
#include "end.h"
#include "frame.h"
#include "idle.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxmsg.h"
#include "rxring.h"
#include "sack.h"

static struct sctp_rx_slot slot_of(const struct sctp_rx *rx,
				   const struct sctp_view *v)
{
	const struct sctpw_data *d = (const void *)v->hdr;
	struct sctp_rx_slot s = {
		.skb = rx->skb,
		.off = v->off + sizeof(*d),
		.len = v->len - sizeof(*d),
		.ppid = get_unaligned(&d->ppid),
		.sid = get_unaligned_be16(&d->sid),
		.flags = v->flags,
		.shared = rx->ndata > 1,
	};

	if (!(s.flags & SCTP_DATA_U))
		s.ssn = get_unaligned_be16(&d->ssn);
	return s;
}

static void account(struct sctp_assoc *a, const struct sctp_rx_slot *s,
		    u32 len, u32 chunks)
{
	sctp_rx_hold(a, len);
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

/*
 * What waited behind the gap that was just closed. One there is no memory
 * for is reneged on, so that the peer sends it again (RFC 9260 section 6.2).
 */
static void drain(struct sctp_assoc *a)
{
	struct sctp_rxring *r = &a->rx.ring;
	struct sctp_rx_slot *s;
	int err;

	while (a->state != SCTP_ST_CLOSED &&
	       (s = sctp_rxring_peek(r)) != NULL) {
		err = s->skb ? sctp_reasm_next(a, r->cum_tsn + 1, s) : 0;
		if (err == -ENOMEM) {
			sctp_rx_drop(a, s->len);
			sctp_rx_uncharge(a, sctp_rxring_forget(r));
			data_discard(a, SCTP_MIB_NO_MEMORY);
		}
		if (err)
			return;
		sctp_rx_uncharge(a, sctp_rx_packet_put(s->skb));
		sctp_rxring_advance(r);
	}
}

static void in_order(struct sctp_assoc *a, u32 tsn, struct sctp_rx_slot *s)
{
	int err;

	account(a, s, s->len, 1);
	err = sctp_reasm_next(a, tsn, s);
	if (err) {
		sctp_rx_drop(a, s->len);
		if (err == -ENOMEM)
			data_discard(a, SCTP_MIB_NO_MEMORY);
		return;
	}
	sctp_rxring_advance(&a->rx.ring);
	if (a->rx.ring.held)
		drain(a);
}

static void out_of_order(struct sctp_assoc *a, u32 tsn, struct sctp_rx_slot *s)
{
	struct sctp_rxring *r = &a->rx.ring;
	u32 first, last;

	a->counts.outofseqtsns++;
	skb_get(s->skb);
	account(a, s, s->len, 1);
	if (sctp_rxring_store(r, tsn, s, &first, &last))
		sctp_reasm_run(a, first, last);
}

/* The TSN is acknowledged, the data is not kept (RFC 9260 section 6.5) */
static void bad_stream(struct sctp_assoc *a, struct sctp_rx *rx, u32 tsn,
		       const struct sctp_rx_slot *s)
{
	struct sctp_rx_slot taken = *s;
	__be16 info[2] = { cpu_to_be16(s->sid), 0 };
	u32 first, last;

	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	sctp_ctl_error(a, rx->path, SCTP_CAUSE_INVALID_STREAM, info,
		       sizeof(info));
	if (tsn == a->rx.ring.cum_tsn + 1) {
		sctp_rxring_advance(&a->rx.ring);
		drain(a);
		return;
	}
	taken.skb = NULL;
	sctp_rxring_store(&a->rx.ring, tsn, &taken, &first, &last);
}

/*
 * Memory for all that must not fail once the TSN counts as received. One
 * that is next in order needs no slot unless others wait already.
 */
static int make_room(struct sctp_assoc *a, u32 tsn, u16 sid, u8 flags)
{
	if (sid < a->rx.num_streams && !(flags & SCTP_DATA_U) &&
	    sctp_instream_reserve(a, sid))
		return -ENOMEM;
	if (tsn == a->rx.ring.cum_tsn + 1)
		return 0;
	return sctp_rxring_reserve(&a->rx.ring, tsn, sctp_rwnd_span(a));
}

/**
 * sctp_data_input() - process a DATA chunk
 * @a: association in a state that takes data; may be closed afterwards
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_data_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	const struct sctpw_data *d = (const void *)v->hdr;
	u32 tsn = get_unaligned_be32(&d->tsn);
	struct sctp_rx_slot s;
	int err;

	if (v->len == sizeof(*d))
		return sctp_verdict_abort(rx, SCTP_CAUSE_NO_USER_DATA,
					  &d->tsn, sizeof(d->tsn));
	if (sctp_rxring_seen(&a->rx.ring, tsn)) {
		a->counts.idupchunks++;
		sctp_mib_add(a->mib, SCTP_MIB_IN_DUP_TSN, 1);
		sctp_sack_dup(a, tsn);
		return SCTP_V_NEXT;
	}
	if (!sctp_rwnd_accepts(a, rx, tsn, 0)) {
		data_discard(a, SCTP_MIB_IN_BEYOND_WINDOW);
		return SCTP_V_NEXT;
	}
	err = make_room(a, tsn, get_unaligned_be16(&d->sid), v->flags);
	if (err) {
		data_discard(a, err == -ENOMEM ? SCTP_MIB_NO_MEMORY :
					    SCTP_MIB_IN_BEYOND_WINDOW);
		return SCTP_V_NEXT;
	}
	s = slot_of(rx, v);
	if (s.sid >= a->rx.num_streams)
		bad_stream(a, rx, tsn, &s);
	else if (tsn == a->rx.ring.cum_tsn + 1)
		in_order(a, tsn, &s);
	else
		out_of_order(a, tsn, &s);
	rx->taken += s.len;
	if (a->state != SCTP_ST_CLOSED)
		sctp_sack_data(a, s.flags, s.len);
	return SCTP_V_NEXT;
}

/**
 * sctp_data_input_extent() - process many fragments of a message at once
 * @a: association in a state that takes data; may be closed afterwards
 * @rx: packet that holds @rx->ndata DATA chunks and nothing else
 * @d: header of the first; the others differ from it in TSN, which counts up,
 *     and B and E bit only
 * @flags: their flags together
 * @e: where their user data is
 *
 * Return: false, with nothing done, when they are not next in order or have
 * to be looked at one by one for another reason.
 */
bool sctp_data_input_extent(struct sctp_assoc *a, struct sctp_rx *rx,
			    const struct sctpw_data *d, u8 flags,
			    const struct sctp_rx_extent *e)
{
	u32 n = rx->ndata;
	u32 tsn = be32_to_cpu(d->tsn);
	struct sctp_rx_slot s = {
		.skb = rx->skb,
		.ppid = d->ppid,
		.sid = be16_to_cpu(d->sid),
		.ssn = flags & SCTP_DATA_U ? 0 : be16_to_cpu(d->ssn),
		.flags = flags,
	};

	if (tsn != a->rx.ring.cum_tsn + 1 || a->rx.ring.held ||
	    s.sid >= a->rx.num_streams ||
	    !sctp_rwnd_accepts(a, rx, tsn, e->len - e->seg) ||
	    make_room(a, tsn, s.sid, flags))
		return false;
	account(a, &s, e->len, n);
	if (sctp_reasm_next_extent(a, tsn, &s, e)) {
		sctp_rx_drop(a, e->len);
		return a->state == SCTP_ST_CLOSED;
	}
	sctp_rxring_skip(&a->rx.ring, n);
	rx->taken += e->len;
	sctp_sack_data(a, flags, e->len);
	return true;
}

/**
 * sctp_data_settle() - charge the packet if anything of it is kept
 * @a: association; it may be closed
 * @rx: packet of which all chunks were processed; the caller's reference to
 *      its skb is still there
 *
 * Whatever else the packet held, what is kept of it keeps all of it: it is
 * charged whole, once, until the last piece of it goes.
 */
void sctp_data_settle(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	if (skb_shared(rx->skb))
		sctp_rx_charge(a, rx->skb->truesize);
}

/* A reader that wants no more frees what it is given at once */
static void deliver_part(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	bool charged = skb_shared(rx->skb);

	sctp_reasm_partial_delivery(a);
	if (charged && !skb_shared(rx->skb))
		sctp_rx_uncharge(a, rx->skb->truesize);
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
	if (a->rx.partial)
		deliver_part(a, rx);
	sctp_sack_packets(a, rx);
	sctp_idle_touch(a, rx->now);
}
