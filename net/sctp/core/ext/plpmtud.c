// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probing for a path's MTU, RFC 8899. A probe is a HEARTBEAT with a PAD chunk
 * behind it (RFC 4820) that makes the packet as large as is to be tried. It has
 * no data. If it is lost that is no error of the path, and the RTO and
 * congestion control do not see it. Packets with data are at most as large as a
 * probe that was answered.
 *
 * One probe is outstanding at most. What is answered costs a round trip, what
 * is lost three intervals. So the largest size is tried first, since most paths
 * take it. Then sizes go up by a sixteenth of the gap, and by a sixteenth of
 * that after the next loss.
 *
 *   size             failed
 *    |--.--.--.--X.....|      confirmed, confirmed, confirmed, lost
 *             |.-X            the gap is four bytes: the search is complete
 *
 * Then a probe of this size is sent each interval. If three in a row are lost,
 * or T3-rtx expires twice, the path is a black hole for such packets: data
 * takes packets of the base size at once.
 *
 * An ICMP error is a hint. It counts only below the probe that is unanswered,
 * or below the size in use, and never below the base size (section 4.6). What
 * it says is tried next.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/life/state.h"
#include "core/loss/rto.h"
#include "core/send/door.h"
#include "plpmtud.h"

#define BASE_PLPMTU	1200U
#define MIN_PLPMTU	SCTP_MTU_MIN
/* Links that take more are hosts' own, where there is nothing to find */
#define MAX_PLPMTU	16384U
#define MAX_PROBES	3
/* The search ends where the gap is no larger, bytes */
#define GRAIN		4U
/* Confirmations until a larger size is tried again */
#define RAISE_AFTER	30

/* The size of the largest probe: chunks are padded to 4 bytes */
static u32 largest_probe(const struct sctp_plpmtud *m)
{
	return m->route & ~3U;
}

static u32 base_size(const struct sctp_plpmtud *m)
{
	return min(BASE_PLPMTU, largest_probe(m));
}

static void next_probe(struct sctp_plpmtud *m, u32 size, u64 at)
{
	m->probe = size;
	m->lost = 0;
	m->pending = false;
	m->at = at;
}

/* The base size is used without a probe, and tried. @size is used until then */
static void enter_base(struct sctp_plpmtud *m, u32 size, u64 now)
{
	m->state = SCTP_PLPMTUD_BASE;
	m->hinted = false;
	m->size = min(size, base_size(m));
	next_probe(m, base_size(m), now);
}

static void enter_error(struct sctp_plpmtud *m, u64 now)
{
	m->state = SCTP_PLPMTUD_ERROR;
	m->size = MIN_PLPMTU;
	m->failed = 0;
	next_probe(m, MIN_PLPMTU, now);
}

static void enter_complete(struct sctp_plpmtud *m, u64 now)
{
	m->state = SCTP_PLPMTUD_COMPLETE;
	m->confirms = 0;
	next_probe(m, m->size, now + sctp_ms(m->interval));
}

/* Try the next size, or end the search */
static void search_on(struct sctp_plpmtud *m, u64 now)
{
	u32 top = largest_probe(m), end, step;

	if (m->failed > top)
		m->failed = 0;
	m->state = SCTP_PLPMTUD_SEARCH;
	/* all below it is to be tried */
	end = m->failed ?: top + GRAIN;
	if (end <= m->size + GRAIN) {
		enter_complete(m, now);
		return;
	}
	step = max(((end - m->size) / 16) & ~3U, GRAIN);
	if (!m->failed || m->hinted)
		step = end - GRAIN - m->size;
	m->hinted = false;
	next_probe(m, m->size + step, now);
}

/**
 * sctp_plpmtud_reserve() - allocate the state of a path
 * @p: path
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_plpmtud_reserve(struct sctp_path *p)
{
	if (p->plpmtud)
		return 0;
	p->plpmtud = kzalloc(sizeof(*p->plpmtud), GFP_ATOMIC);
	if (!p->plpmtud)
		return -ENOMEM;
	p->plpmtud->route = p->mtu;
	return 0;
}

/**
 * sctp_plpmtud_set() - set the probe interval of a path
 * @p: path with state
 * @interval: milliseconds, not 0
 * @now: time
 *
 * The caller begins to probe.
 */
void sctp_plpmtud_set(struct sctp_path *p, u32 interval, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	m->interval = interval;
	if (m->at)
		m->at = min(m->at, now + sctp_ms(interval));
}

/**
 * sctp_plpmtud_free() - free the state of a path
 * @p: path
 */
void sctp_plpmtud_free(struct sctp_path *p)
{
	kfree(p->plpmtud);
	p->plpmtud = NULL;
}

/* Is there something to find? */
static bool is_wanted(const struct sctp_assoc *a, const struct sctp_path *p)
{
	return sctp_may_send_data(a) && p->confirmed && p->cfg.pmtud_enabled &&
	       p->plpmtud->route <= MAX_PLPMTU;
}

/**
 * sctp_plpmtud_begin() - begin to probe, or begin again
 * @a: association
 * @p: path with state
 * @now: time
 *
 * Nothing is done until the association is up and the address is confirmed, nor
 * while SPP_PMTUD_DISABLE fixes the MTU.
 */
void sctp_plpmtud_begin(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	if (!is_wanted(a, p)) {
		sctp_plpmtud_stop(p);
		return;
	}
	m->failed = 0;
	enter_base(m, BASE_PLPMTU, now);
}

/**
 * sctp_plpmtud_stop() - stop probing: the MTU is that of the route
 * @p: path with state
 */
void sctp_plpmtud_stop(struct sctp_path *p)
{
	struct sctp_plpmtud *m = p->plpmtud;

	m->state = SCTP_PLPMTUD_DISABLED;
	next_probe(m, 0, 0);
}

/**
 * sctp_plpmtud_mtu() - the MTU for packets with data
 * @p: path with state
 *
 * Return: as the path's mtu.
 */
u32 sctp_plpmtud_mtu(const struct sctp_path *p)
{
	const struct sctp_plpmtud *m = p->plpmtud;

	if (m->state == SCTP_PLPMTUD_DISABLED || m->size == largest_probe(m))
		return m->route;
	return m->size;
}

/**
 * sctp_plpmtud_route() - the route was looked up
 * @a: association
 * @p: path with state
 * @mtu: MTU of the route
 * @now: time
 *
 * With another MTU the search goes on. A probe that is larger is lost. One that
 * is not is waited for: where the MTU changes with each packet, since UDP ports
 * do, probes would cause each other.
 */
void sctp_plpmtud_route(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;
	bool off = m->state == SCTP_PLPMTUD_DISABLED;
	bool changed = m->route != mtu;

	m->route = mtu;
	if (off || !is_wanted(a, p)) {
		sctp_plpmtud_begin(a, p, now);
		return;
	}
	if (!changed)
		return;
	m->size = min(m->size, largest_probe(m));
	m->failed = 0;
	if (m->pending && m->probe <= largest_probe(m)) {
		if (m->state == SCTP_PLPMTUD_COMPLETE)
			m->state = SCTP_PLPMTUD_SEARCH;
		return;
	}
	if (m->state == SCTP_PLPMTUD_BASE || m->state == SCTP_PLPMTUD_ERROR)
		enter_base(m, m->size, now);
	else
		search_on(m, now);
}

/* A probe was answered */
static void size_confirmed(struct sctp_plpmtud *m, u64 now)
{
	switch (m->state) {
	case SCTP_PLPMTUD_ERROR:
		/* the base size may pass by now */
		m->state = SCTP_PLPMTUD_SEARCH;
		next_probe(m, base_size(m), now);
		break;
	case SCTP_PLPMTUD_COMPLETE:
		if (++m->confirms < RAISE_AFTER || m->size == largest_probe(m))
			break;
		m->state = SCTP_PLPMTUD_SEARCH;
		m->failed = 0;
		next_probe(m, m->size + GRAIN, now);
		break;
	default:
		m->size = m->probe;
		search_on(m, now);
	}
}

/**
 * sctp_plpmtud_answered() - a HEARTBEAT ACK arrived
 * @p: path with state
 * @nonce: its nonce
 * @now: time
 *
 * Return: true if it answers the probe. The MTU may be another.
 */
bool sctp_plpmtud_answered(struct sctp_path *p, u64 nonce, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	if (!m->pending || m->nonce != nonce)
		return false;
	m->pending = false;
	m->lost = 0;
	size_confirmed(m, now);
	return true;
}

/**
 * sctp_plpmtud_too_big() - an ICMP error says that a packet was too big
 * @p: path with state
 * @mtu: the largest packet that passes, as the error says
 * @now: time
 */
void sctp_plpmtud_too_big(struct sctp_path *p, u32 mtu, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	mtu &= ~3U;
	if (m->state < SCTP_PLPMTUD_SEARCH || mtu < base_size(m))
		return;
	if (mtu < m->size)
		enter_base(m, BASE_PLPMTU, now);
	else if (!m->pending || mtu >= m->probe)
		return;
	m->failed = mtu + GRAIN;
	m->hinted = true;
	if (m->state == SCTP_PLPMTUD_SEARCH)
		search_on(m, now);
}

/**
 * sctp_plpmtud_black_hole() - packets of the size in use do not arrive
 * @p: path with state
 * @now: time
 */
void sctp_plpmtud_black_hole(struct sctp_path *p, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	if (m->state == SCTP_PLPMTUD_DISABLED || m->size <= base_size(m))
		return;
	m->failed = 0;
	enter_base(m, BASE_PLPMTU, now);
}

/* All probes of a size were lost */
static void size_failed(struct sctp_plpmtud *m, u64 now)
{
	switch (m->state) {
	case SCTP_PLPMTUD_BASE:
		enter_error(m, now);
		break;
	case SCTP_PLPMTUD_ERROR:
		/* not even that: the size is not what matters */
		enter_base(m, m->size, now);
		break;
	case SCTP_PLPMTUD_SEARCH:
		m->failed = m->probe;
		search_on(m, now);
		break;
	default:
		if (m->size <= base_size(m)) {
			m->failed = 0;
			enter_error(m, now);
			break;
		}
		m->failed = m->size;
		enter_base(m, BASE_PLPMTU, now);
	}
}

static void probe_chunk(struct sk_buff *skb, u8 type, u32 len)
{
	struct sctpw_chunk *ch = skb_put_zero(skb, len);

	ch->type = type;
	ch->len = cpu_to_be16(len);
}

/* A packet of @m->probe bytes, without the common header */
static struct sk_buff *probe_build(struct sctp_assoc *a,
				   const struct sctp_plpmtud *m)
{
	u32 len = m->probe - sizeof(struct sctpw_common);
	struct sctpw_hb_info hb = {
		.p.type = cpu_to_be16(SCTP_PT_HEARTBEAT_INFO),
		.p.len = cpu_to_be16(sizeof(hb)),
		.nonce = cpu_to_be64(m->nonce),
	};
	const u32 hb_len = sizeof(struct sctpw_chunk) + sizeof(hb);
	struct sk_buff *skb;

	skb = sctp_skb_alloc(len);
	if (!skb)
		return NULL;
	probe_chunk(skb, SCTP_CT_HEARTBEAT, hb_len);
	memcpy(skb->data + sizeof(struct sctpw_chunk), &hb, sizeof(hb));
	probe_chunk(skb, SCTP_CT_PAD, len - hb_len);
	if (!sctp_auth_on(a) || !sctp_auth_needed(a, skb))
		return skb;
	/* the AUTH chunk counts, too */
	len -= sctp_auth_len(a);
	put_unaligned_be16(len - hb_len, skb->data + hb_len + 2);
	skb_trim(skb, len);
	return skb;
}

/* One that cannot be sent is not lost: it is sent an interval later */
static void probe_send(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;
	struct sk_buff *skb;

	m->at = now + sctp_ms(m->interval);
	sctp_ops(a)->random(&m->nonce, sizeof(m->nonce));
	skb = probe_build(a, m);
	m->pending = !!skb;
	sctp_door_probe(a, p, skb);
}

/**
 * sctp_plpmtud_expired() - send a probe, or one was not answered
 * @a: association
 * @p: path with state whose deadline is over
 * @now: time
 *
 * While the path does not work nothing is sent: other losses than by size say
 * nothing. The MTU may be another afterwards.
 */
void sctp_plpmtud_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_plpmtud *m = p->plpmtud;

	if (!sctp_may_send_data(a)) {
		sctp_plpmtud_stop(p);
		return;
	}
	if (p->state != SCTP_PATH_ACTIVE || p->route_dead) {
		next_probe(m, m->probe, now + sctp_ms(m->interval));
		return;
	}
	m->at = now;
	if (m->pending) {
		m->pending = false;
		if (++m->lost == MAX_PROBES)
			size_failed(m, now);
	}
	if (m->at <= now)
		probe_send(a, p, now);
}
