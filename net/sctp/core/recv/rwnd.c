// SPDX-License-Identifier: GPL-2.0-only
/*
 * The receive window.
 *
 *   rcvbuf    memory the receiver may hold for this association
 *   charged   memory held by received packets (their true size)
 *   buffered  user bytes in them
 *   held      memory held by all associations that share one buffer
 *
 * Half of rcvbuf is advertised as a_rwnd, since packets need more memory than
 * their user data. It is never more than the memory left. DATA within the
 * advertised window is dropped only in three cases: small messages make packets
 * cost far more than their data, many associations share a buffer, or the
 * machine is out of memory.
 *
 * An association that holds nothing always gets a window of one packet, however
 * much others hold: no event would tell its peer when the buffer was read. And
 * the packet that is next in order is always taken if the association holds
 * nothing else, or if it fills a gap. So each association proceeds, however
 * short memory is.
 *
 * A gap may be many packets long. So an association that holds more than
 * SCTP_RWND_FILL times its buffer fills no gap: first the reader has to read,
 * or, if there is nothing to read, chunks behind the gap are dropped.
 */
#include <linux/kernel.h>

#include "core/assoc.h"
#include "core/pmdcs.h"
#include "rwnd.h"
#include "rxring.h"

/* How many TSNs ahead of the cumulative TSN every peer may go */
#define SCTP_SPAN_MIN	1024U
/* Memory may exceed rcvbuf by this factor for data within the window */
#define SCTP_RWND_OVERRUN	2
/* Memory may exceed rcvbuf by this factor for data that fills a gap */
#define SCTP_RWND_FILL	3

/* Memory held by it, or by all associations that share its buffer */
static u32 rwnd_held(const struct sctp_assoc *a)
{
	return max(a->rx.wnd.charged, a->ep->held);
}

static u32 data_left(const struct sctp_assoc *a)
{
	u32 window = max(a->rx.wnd.rcvbuf / 2, SCTP_RWND_MIN);

	return window - min(window, a->rx.wnd.buffered);
}

/**
 * sctp_rwnd() - the window to advertise now
 * @a: association
 *
 * A window smaller than a packet is advertised as 0, so that the peer does not
 * send tiny chunks (RFC 1122 section 4.2.3.3).
 *
 * Return: bytes.
 */
u32 sctp_rwnd(const struct sctp_assoc *a)
{
	u32 mem = max(a->rx.wnd.rcvbuf, 2 * SCTP_RWND_MIN), used = rwnd_held(a);
	u32 packet = a->primary ? sctp_path_pmdcs(a->primary) : SCTP_RWND_MIN;
	u32 left = a->rx.wnd.pressed ? 0 : data_left(a);

	packet = min(packet, mem / 4);
	if (used)
		left = min(left, mem - min(mem, used));
	if (left >= packet)
		return left;
	return a->rx.wnd.buffered ? 0 : packet;
}

/**
 * sctp_rwnd_begin() - the first window, for INIT or INIT ACK
 * @a: association
 *
 * Return: bytes, at least the minimum of RFC 9260 section 3.3.2.
 */
u32 sctp_rwnd_begin(struct sctp_assoc *a)
{
	a->rx.wnd.a_rwnd = max(sctp_rwnd(a), SCTP_RWND_MIN);
	return a->rx.wnd.a_rwnd;
}

/**
 * sctp_rwnd_offer() - advertise the window with a SACK
 * @a: association; @a->rx.wnd.a_rwnd is set
 */
void sctp_rwnd_offer(struct sctp_assoc *a)
{
	a->rx.wnd.a_rwnd = sctp_rwnd(a);
	a->rx.wnd.scarce = a->rx.wnd.a_rwnd < a->rx.wnd.rcvbuf / 4;
}

/**
 * sctp_rwnd_low() - is most of the window used up?
 * @a: association
 *
 * Return: true when less than an eighth of the receive buffer is offered.
 */
bool sctp_rwnd_low(const struct sctp_assoc *a)
{
	u32 buf = a->rx.wnd.rcvbuf;

	/* fast path */
	if (buf >= 4 * SCTP_RWND_MIN && a->rx.wnd.buffered <= buf / 4 &&
	    rwnd_held(a) <= buf / 2 && !a->rx.wnd.pressed)
		return false;
	return sctp_rwnd(a) < buf / 8;
}

/**
 * sctp_rwnd_span() - how far above the cumulative TSN the peer may go
 * @a: association
 *
 * Bounds the memory of the ring. It grows with the chunks that wait there, so
 * that a single chunk far ahead does not cause a large ring.
 *
 * Return: TSNs.
 */
u32 sctp_rwnd_span(const struct sctp_assoc *a)
{
	u32 span = clamp_t(u32, a->rx.wnd.rcvbuf / 32, SCTP_SPAN_MIN, 32767);

	return min(span, SCTP_SPAN_MIN + 4 * a->rx.ring.held);
}

/**
 * sctp_rwnd_exhausted() - is the window used up?
 * @a: association
 *
 * Return: true if so: a message being received cannot be completed.
 */
bool sctp_rwnd_exhausted(const struct sctp_assoc *a)
{
	return !sctp_rwnd(a);
}

/* Is the chunk next in order, and needed to proceed? It is if it fills a gap,
 * or if nothing is held but data of the same packet.
 */
static bool gets_on(const struct sctp_assoc *a, const struct sctp_rx *rx,
		    u32 tsn)
{
	u32 mem = max(a->rx.wnd.rcvbuf, 2 * SCTP_RWND_MIN);

	if (tsn != a->rx.ring.cum_tsn + 1)
		return false;
	if (a->rx.ring.held && a->rx.wnd.charged / SCTP_RWND_FILL < mem)
		return true;
	/* The reader has read every part of a message so far. It has nothing to
	 * read before the next part.
	 */
	if (a->rx.delivery.partial && !a->rx.wnd.unread)
		return true;
	return a->rx.wnd.buffered <= rx->taken;
}

/**
 * sctp_rwnd_accepts() - is there room for a DATA chunk (RFC 9260 6.2)
 * @a: association
 * @rx: its packet
 * @tsn: its TSN, not received yet
 * @before: user bytes of chunks before it that were not accounted for yet
 *
 * A chunk that fills a gap is taken even if the window is closed: data behind
 * the gap can be delivered then. When memory is used up, only a chunk that is
 * next in order is taken. If nothing is held, the packet is taken that the
 * window was advertised for.
 *
 * Return: true to accept it.
 */
bool sctp_rwnd_accepts(const struct sctp_assoc *a, const struct sctp_rx *rx,
		       u32 tsn, u32 before)
{
	u32 mem = max(a->rx.wnd.rcvbuf, 2 * SCTP_RWND_MIN);

	if ((a->rx.wnd.pressed || rwnd_held(a) / SCTP_RWND_OVERRUN >= mem) &&
	    !gets_on(a, rx, tsn))
		return false;
	return data_left(a) > before || (s32)(tsn - a->rx.ring.highest) < 0;
}

/**
 * sctp_rwnd_consumed() - the reader took user data, or freed it
 * @a: association
 * @len: user bytes
 * @charge: memory given back
 */
void sctp_rwnd_consumed(struct sctp_assoc *a, u32 len, u32 charge)
{
	a->rx.wnd.buffered -= min(a->rx.wnd.buffered, len);
	a->rx.wnd.unread -= min(a->rx.wnd.unread, len);
	a->rx.wnd.charged -= min(a->rx.wnd.charged, charge);
	/* estimate, until ep->held is computed again */
	if (a->state != SCTP_ST_CLOSED)
		a->ep->held -= min(a->ep->held, charge);
}

/**
 * sctp_rwnd_opened() - did the window grow enough to tell the peer?
 * @a: association
 *
 * Return: true when a SACK is due for it (RFC 9260 section 6.2).
 */
bool sctp_rwnd_opened(const struct sctp_assoc *a)
{
	u32 window, step;

	/* The window advertised last was large, so the next SACK is early
	 * enough.
	 */
	if (!a->rx.wnd.scarce)
		return false;
	window = sctp_rwnd(a);
	step = max(a->rx.wnd.rcvbuf >> min_t(u8, a->cfg->rwnd_update_shift, 16),
		   a->primary ? a->primary->mtu : 0U);
	/* with a small buffer the window may never grow by a packet */
	step = min(step, max(a->rx.wnd.rcvbuf, 2 * SCTP_RWND_MIN) / 4);
	/* all was read, so the window grows no more: tell the peer now */
	if (!a->rx.wnd.unread && !a->rx.wnd.a_rwnd)
		step = 1;
	return window > a->rx.wnd.a_rwnd && window - a->rx.wnd.a_rwnd >= step;
}

/**
 * sctp_rwnd_press() - set whether memory for received data is short
 * @a: association
 * @pressed: it is short
 */
void sctp_rwnd_press(struct sctp_assoc *a, bool pressed)
{
	a->rx.wnd.pressed = pressed;
}

/**
 * sctp_assoc_set_rcvbuf() - change the receive buffer
 * @a: association
 * @rcvbuf: memory allowed, bytes
 */
void sctp_assoc_set_rcvbuf(struct sctp_assoc *a, u32 rcvbuf)
{
	a->rx.wnd.rcvbuf = min_t(u32, rcvbuf, 0x7fffffff);
}
