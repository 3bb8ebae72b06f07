// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bundles the control chunks that are due into a packet, in this order:
 *
 *   COOKIE ECHO or COOKIE ACK | SHUTDOWN, SHUTDOWN ACK | queued replies |
 *   ECNE, SACK
 *
 * COOKIE ECHO must come first (RFC 9260 section 3.2.2), and control chunks
 * before DATA (6.10).
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <asm/byteorder.h>

#include "core/choice.h"
#include "core/ext/nrsack.h"
#include "core/recv/sackout.h"
#include "bundle.h"
#include "ctl.h"
#include "out.h"

#define SCTP_PEND_COOKIE	(SCTP_PEND_COOKIE_ECHO | SCTP_PEND_COOKIE_ACK)
#define SCTP_PEND_BUNDLED	(SCTP_PEND_COOKIE | SCTP_PEND_SHUTDOWN | \
				 SCTP_PEND_SHUTDOWN_ACK)

/**
 * sctp_bundle_due() - is there a control chunk to be sent now?
 * @a: association
 *
 * A delayed SACK and a CWR are none, but are bundled with any packet that is
 * sent.
 *
 * Return: true when there is one.
 */
bool sctp_bundle_due(const struct sctp_assoc *a)
{
	/* before the peer's tag is known only INIT can be sent */
	if (!a->hs.peer_tag)
		return false;
	return (a->ctl.pending & SCTP_PEND_BUNDLED) ||
	       sctp_ctl_urgent(&a->ctl) || a->sack.now;
}

/* The path for pending chunks, NULL for any. Only COOKIE ECHO and COOKIE ACK
 * may be sent to an unconfirmed address (5.4).
 */
static struct sctp_path *pending_path(const struct sctp_assoc *a)
{
	struct sctp_path *p = a->ctl.path;

	return p && (p->confirmed || (a->ctl.pending & SCTP_PEND_COOKIE)) ?
	       p : NULL;
}

/* SACKs are sent to where the DATA came from (6.4) */
static struct sctp_path *sack_path(const struct sctp_assoc *a)
{
	return sctp_choose(a, SCTP_FOR_SACK, a->sack.path);
}

/* Is there an address that takes chunks without a path of their own (5.4)?
 * After ASCONF there may be none: then they wait for probes, and must not keep
 * these up.
 */
static bool any_takes(const struct sctp_assoc *a)
{
	const struct sctp_path *p = sctp_path_for_data(a);

	return !p || p->confirmed;
}

/**
 * sctp_bundle_path() - the path for the first control chunk that can be sent
 * @a: association with a control chunk due
 *
 * Return: the path, or NULL when the association has none.
 */
struct sctp_path *sctp_bundle_path(const struct sctp_assoc *a)
{
	struct sctp_path *p = pending_path(a);
	const struct sctp_ctl *c;

	if ((a->ctl.pending & SCTP_PEND_BUNDLED) && (p || any_takes(a)))
		return sctp_choose(a, SCTP_FOR_PROBE, p);
	list_for_each_entry(c, &a->ctl.list, list)
		if (c->path || any_takes(a))
			return sctp_choose(a, SCTP_FOR_PROBE, c->path);
	return sack_path(a);
}

/* May a chunk for path @want (NULL = any confirmed one, 5.4) be sent on @p? */
static bool takes_chunk(const struct sctp_path *want, const struct sctp_path *p)
{
	return want ? want == p : p->confirmed;
}

/* May a SACK be bundled? On the data's path, too, but not with a HEARTBEAT to
 * an unconfirmed address
 */
static bool takes_sack(const struct sctp_assoc *a, const struct sctp_path *p)
{
	return sctp_sack_pending(&a->sack) && p->confirmed &&
	       (p == sctp_path_for_data(a) || p == sack_path(a));
}

/* Bytes of the ECNE in front of a SACK */
static u32 ecne_size(const struct sctp_assoc *a)
{
	return sctp_ctl_has_ecne(&a->ctl) ? sizeof(struct sctpw_ecn) : 0;
}

/* Least bytes of a SACK, and of the ECNE in front of it */
static u32 sack_least(const struct sctp_assoc *a)
{
	return sctp_nrsack_hdr(a) + ecne_size(a);
}

static u32 pending_size(const struct sctp_assoc *a)
{
	u32 size = 0;

	if (a->ctl.pending & SCTP_PEND_COOKIE_ECHO)
		size += SCTP_ALIGN4(sizeof(struct sctpw_chunk) +
				    a->hs.echo->cookie_len) +
			SCTP_ALIGN4(sizeof(struct sctpw_chunk) +
				    a->hs.echo->error_len);
	if (a->ctl.pending & SCTP_PEND_COOKIE_ACK)
		size += sizeof(struct sctpw_chunk);
	if (a->ctl.pending & SCTP_PEND_SHUTDOWN)
		size += sizeof(struct sctpw_shutdown);
	if (a->ctl.pending & SCTP_PEND_SHUTDOWN_ACK)
		size += sizeof(struct sctpw_chunk);
	return size;
}

/* Bytes of the control chunks in front of ECNE and SACK */
static noinline u32 size_before_sack(const struct sctp_assoc *a,
				     const struct sctp_path *p, u32 room)
{
	const struct sctp_ctl *c;
	u32 size = 0;

	if ((a->ctl.pending & SCTP_PEND_BUNDLED) &&
	    takes_chunk(pending_path(a), p))
		size += pending_size(a);
	list_for_each_entry(c, &a->ctl.list, list) {
		if (!takes_chunk(c->path, p))
			continue;
		if (size && size + c->len > room)
			break;
		size += c->len;
	}
	return size;
}

/* Is there no control chunk that is due, but perhaps a SACK? */
static bool only_sack(const struct sctp_assoc *a)
{
	return likely(!a->ctl.pending && !a->ctl.count);
}

/**
 * sctp_bundle_size() - bytes that the control chunks of a packet take
 * @a: association
 * @p: path
 * @room: the packet's size
 *
 * Return: bytes, more than @room when a single chunk is larger than that.
 */
u32 sctp_bundle_size(const struct sctp_assoc *a, const struct sctp_path *p,
		     u32 room)
{
	u32 size = only_sack(a) ? 0 : size_before_sack(a, p, room);

	if (takes_sack(a, p) && size + sack_least(a) <= room)
		size += ecne_size(a) +
			sctp_sack_size(a, room - size - ecne_size(a));
	return size;
}

static void count_control(struct sctp_assoc *a)
{
	a->counts.octrlchunks++;
	sctp_mib_add(a->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
}

static void put_chunk(struct sctp_out *o, u8 type, const void *body, u16 len)
{
	u16 size = sizeof(struct sctpw_chunk) + len;
	u16 padding = SCTP_ALIGN4(size) - size;
	struct sctpw_chunk *ch = sctp_out_put(o, size + padding);

	*ch = (struct sctpw_chunk){
		.type = type,
		.len = cpu_to_be16(size),
	};
	if (len)
		memcpy(ch + 1, body, len);
	if (unlikely(padding))
		memset((u8 *)ch + size, 0, padding);
	count_control(o->a);
}

static void put_cookie_echo(struct sctp_out *o)
{
	struct sctp_echo *e = o->a->hs.echo;

	put_chunk(o, SCTP_CT_COOKIE_ECHO, e->data, e->cookie_len);
	if (e->error_len && SCTP_ALIGN4(sizeof(struct sctpw_chunk) +
					e->error_len) <= o->room)
		put_chunk(o, SCTP_CT_ERROR,
			  e->data + SCTP_ALIGN4(e->cookie_len), e->error_len);
	e->sent = o->now;
}

static void put_pending(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	u16 pending = a->ctl.pending & SCTP_PEND_BUNDLED;
	__be32 cum;

	/* to an unconfirmed address nothing else: the rest is sent later */
	if (!o->path->confirmed)
		pending &= SCTP_PEND_COOKIE;
	sctp_ctl_unpend(a, pending);
	if (pending & SCTP_PEND_COOKIE_ECHO)
		put_cookie_echo(o);
	if (pending & SCTP_PEND_COOKIE_ACK)
		put_chunk(o, SCTP_CT_COOKIE_ACK, NULL, 0);
	if (pending & SCTP_PEND_SHUTDOWN) {
		cum = cpu_to_be32(a->rx.ring.cum_tsn);
		put_chunk(o, SCTP_CT_SHUTDOWN, &cum, sizeof(cum));
	}
	if (pending & SCTP_PEND_SHUTDOWN_ACK)
		put_chunk(o, SCTP_CT_SHUTDOWN_ACK, NULL, 0);
}

static void put_ecne(struct sctp_out *o)
{
	__be32 tsn = cpu_to_be32(o->a->ctl.ecne_tsn);

	put_chunk(o, SCTP_CT_ECNE, &tsn, sizeof(tsn));
}

static void put_queued(struct sctp_out *o)
{
	struct sctp_ctl *c, *tmp;

	list_for_each_entry_safe(c, tmp, &o->a->ctl.list, list) {
		if (!takes_chunk(c->path, o->path))
			continue;
		if (o->skb->len && c->len > o->room)
			break;
		if (c->len > skb_tailroom(o->skb))
			break;
		memcpy(sctp_out_put(o, c->len), c->data, c->len);
		count_control(o->a);
		sctp_ctl_drop(o->a, c);
	}
}

static noinline void put_before_sack(struct sctp_out *o)
{
	if ((o->a->ctl.pending & SCTP_PEND_BUNDLED) &&
	    takes_chunk(pending_path(o->a), o->path))
		put_pending(o);
	put_queued(o);
}

/**
 * sctp_bundle_put() - fill a new packet with the control chunks due
 * @o: builder with an empty packet of at least sctp_bundle_size() linear
 *     bytes
 */
void sctp_bundle_put(struct sctp_out *o)
{
	struct sctp_assoc *a = o->a;
	u32 before;

	if (!only_sack(a))
		put_before_sack(o);
	if (!takes_sack(a, o->path) || o->room < sack_least(a) ||
	    skb_tailroom(o->skb) < (int)sack_least(a))
		return;
	if (unlikely(sctp_ctl_has_ecne(&a->ctl)))
		put_ecne(o);
	before = o->skb->len;
	sctp_sack_build(a, o->skb, min_t(u32, o->room,
					 skb_tailroom(o->skb)));
	sctp_out_grew(o, o->skb->len - before);
	count_control(a);
}
