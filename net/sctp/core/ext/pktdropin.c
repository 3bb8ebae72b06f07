// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packet drop reports of the peer, or of a router. Nothing in one is believed:
 * what it returns must be what we sent, and still be outstanding.
 *
 *   CRC32c was wrong (B)   sent again, cwnd as before      lost.c
 *   anything else          lost: cwnd is reduced           recovery.c
 *
 * A report is taken of the first transmission of a chunk alone: a peer that
 * acknowledges nothing could have it sent again and again, and keep T3-rtx from
 * expiring. So reports at most double what is sent. Control chunks that fit
 * into a packet are sent again a few times in a second.
 *
 * The fields about bandwidth are not used.
 */
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "core/ext/nrsack.h"
#include "core/life/shutdown.h"
#include "core/life/state.h"
#include "core/loss/cc.h"
#include "core/loss/lost.h"
#include "core/loss/recovery.h"
#include "core/recv/sackout.h"
#include "core/send/advance.h"
#include "core/send/packet.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "pktdrop.h"
#include "pktdropin.h"
#include "request.h"

/* Control chunks to be sent again */
#define AGAIN_SACK	0x01
#define AGAIN_SHUTDOWN	0x02
#define AGAIN_FORWARD	0x04
#define AGAIN_ASCONF	0x08
#define AGAIN_RECONFIG	0x10

/* A report that is looked through */
struct report {
	struct sctp_assoc *a;
	u32 last;	/* TSN that was found dropped last */
	bool damaged;	/* its CRC32c was wrong */
};

/* Is it about a packet that we may have sent? @v is long enough */
static bool is_ours(const struct sctp_assoc *a, const struct sctp_view *v)
{
	const struct sctpw_common *c =
		(const void *)(v->hdr + sizeof(struct sctpw_pktdrop));

	return get_unaligned(&c->sport) == a->lport &&
	       get_unaligned(&c->dport) == a->pport &&
	       get_unaligned_be32(&c->vtag) == a->hs.peer_tag;
}

static void chunk_dropped(struct report *r, u32 tsn)
{
	sctp_mib_add(r->a->mib, SCTP_MIB_IN_DROPPED_CHUNKS, 1);
	if (r->damaged)
		sctp_lost_damaged(r->a, tsn);
	else
		sctp_lost_chunk(r->a, tsn);
}

/* User data of a dropped packet. Returns false if it is not outstanding, or not
 * what we sent
 */
static bool data_dropped(struct report *r, const u8 *hdr)
{
	u32 tsn = get_unaligned_be32(&((const union sctpw_any_data *)hdr)->tsn);
	struct sctp_txring *ring = &r->a->tx.ring;
	const struct sctp_tx_chunk *c;

	if (sctp_tsn_lt(tsn, ring->base) || sctp_tsn_gte(tsn, ring->next))
		return false;
	c = sctp_txring_slot(ring, tsn);
	if (!sctp_tx_chunk_in_flight(c) || c->rtx ||
	    !sctp_out_is_header(r->a, c, tsn, hdr))
		return false;
	r->last = tsn;
	chunk_dropped(r, tsn);
	return true;
}

/* Which TSN ends a packet of which @rest bytes are not there: those that
 * follow the last one there, were sent with it, and are just as many bytes. Our
 * own reports lack the last bytes, in which there may be a short message. The
 * last TSN that is there if others do not fit. All packets of a flush are sent
 * at the same time, so the caller sees that it is one packet.
 */
static u32 last_tsn(const struct report *r, u32 rest)
{
	struct sctp_txring *ring = &r->a->tx.ring;
	const struct sctp_tx_chunk *first = sctp_txring_slot(ring, r->last), *c;
	u32 tsn = r->last, size;

	while (rest && tsn + 1 != ring->next) {
		c = sctp_txring_slot(ring, tsn + 1);
		size = sctp_data_size(r->a->tx.data_hdr, c->len);
		if (!sctp_tx_chunk_in_flight(c) || c->path != first->path ||
		    c->sent_at != first->sent_at || c->rtx || size > rest)
			break;
		rest -= size;
		tsn++;
	}
	return rest ? r->last : tsn;
}

/* Which control chunk is to be sent again, AGAIN_*, 0 for none. INIT has no
 * tag, and COOKIE ECHO is sent before there is an association that reports. The
 * peer asks again for answers, and HEARTBEATs are sent again by their timer.
 */
static u32 again_of(u8 type)
{
	switch (type) {
	case SCTP_CT_SACK:
	case SCTP_CT_NR_SACK:
		return AGAIN_SACK;
	case SCTP_CT_SHUTDOWN:
	case SCTP_CT_SHUTDOWN_ACK:
		return AGAIN_SHUTDOWN;
	case SCTP_CT_FORWARD_TSN:
	case SCTP_CT_I_FORWARD_TSN:
		return AGAIN_FORWARD;
	case SCTP_CT_ASCONF:
		return AGAIN_ASCONF;
	case SCTP_CT_RECONFIG:
		return AGAIN_RECONFIG;
	default:
		return 0;
	}
}

static void control_again(struct sctp_assoc *a, u32 again)
{
	if (again & AGAIN_SACK && a->sack.started && sctp_may_send_data(a))
		sctp_sack_hurry(a);
	if (again & AGAIN_SHUTDOWN)
		sctp_shutdown_repeat(a);
	if (again & AGAIN_FORWARD)
		sctp_advance_expired(a);
	if (again & AGAIN_ASCONF)
		sctp_request_repeat(a, SCTP_CT_ASCONF);
	if (again & AGAIN_RECONFIG)
		sctp_request_repeat(a, SCTP_CT_RECONFIG);
}

/* Returns AGAIN_*. Of a chunk that is not there as a whole the header may be */
static u32 chunks_dropped(struct report *r, const struct sctp_view *report)
{
	const struct sctpw_pktdrop *h = (const void *)report->hdr;
	const struct sctp_data_format *f =
		&sctp_data_formats[r->a->tx.format];
	u32 there, tsn, again = 0, len = sizeof(struct sctpw_common);
	u32 whole = get_unaligned_be16(&h->whole);
	struct sctp_quote_iter it;
	struct sctp_view v;
	bool data = false;

	sctp_quote_begin(&it, report->hdr + sizeof(*h) + len,
			 report->len - sizeof(*h) - len);
	while (sctp_quote_next(&it, &v, &there)) {
		if (v.type == f->type && there < f->hdr_len)
			break;
		data = v.type == f->type && data_dropped(r, v.hdr);
		if (v.type != f->type)
			again |= again_of(v.type);
		len += SCTP_ALIGN4(v.len);
	}
	if (data && report->flags & SCTP_PKTDROP_T && whole > len &&
	    whole <= sctp_txring_slot(&r->a->tx.ring, r->last)->path->mtu) {
		tsn = last_tsn(r, whole - len);
		while (r->last != tsn)
			chunk_dropped(r, ++r->last);
	}
	return again;
}

/* Chunks were lost because of congestion: as by the reordering timer */
static void congestion_dropped(struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->lost)
			sctp_cc_burst(p, a->cfg->max_burst, p->flight.size);
	sctp_recovery_enter(a);
}

/**
 * sctp_pktdrop_input() - a packet of ours was dropped, as the peer or a router
 * says
 * @a: association that agreed on it
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_pktdrop_input(struct sctp_assoc *a, struct sctp_rx *rx,
				     const struct sctp_view *v)
{
	struct report r = {
		.a = a,
		.damaged = v->flags & SCTP_PKTDROP_B,
	};
	u32 again;

	if (v->len < sizeof(struct sctpw_pktdrop) +
		     sizeof(struct sctpw_common) || !is_ours(a, v)) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_PKTDROP, 1);
		return SCTP_V_NEXT;
	}
	sctp_mib_add(a->mib, SCTP_MIB_IN_PKTDROPS, 1);
	again = chunks_dropped(&r, v);
	if (!r.damaged)
		congestion_dropped(a);
	if (again && sctp_pktdrop_may_repeat(a, rx->now))
		control_again(a, again);
	return SCTP_V_NEXT;
}
