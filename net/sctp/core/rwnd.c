// SPDX-License-Identifier: GPL-2.0-only
/*
 * The receive window.
 *
 *   rcvbuf    memory the receiver may hold for this association
 *   charged   memory held by received packets (their true size)
 *   buffered  user bytes in them
 *   held      memory held by all associations that share one buffer
 *
 * Half of rcvbuf is offered as window, since packets need more memory than
 * the user data in them; and never more than the memory left. What was
 * offered is honoured: only when small messages make packets cost far more
 * than their data, or many share a buffer, or the machine has no memory left,
 * is DATA inside the offered window dropped.
 *
 * Who holds nothing may always send a packet, whatever others hold, since
 * nobody tells it when they are read. And a packet that is next in order is
 * always taken of who holds nothing, or waits for it: so however little memory
 * there is, every association gets on.
 */
#include <linux/kernel.h>

#include "path.h"
#include "rwnd.h"
#include "rxring.h"

/* How far ahead of the cumulative TSN any peer may be */
#define SCTP_SPAN_MIN	1024U
/* Memory may exceed rcvbuf by this factor for data we had offered room for */
#define SCTP_RWND_OVERRUN	2

/* Memory it and those it shares the buffer with hold */
static u32 held(const struct sctp_assoc *a)
{
	return max(a->rx.charged, a->ep->held);
}

static u32 data_left(const struct sctp_assoc *a)
{
	u32 window = max(a->rx.rcvbuf / 2, SCTP_RWND_MIN);

	return window - min(window, a->rx.buffered);
}

/**
 * sctp_rwnd() - the window to advertise now
 * @a: association
 *
 * A window too small for a packet is advertised as none, so that the peer
 * does not fill it with tiny chunks (RFC 1122 section 4.2.3.3).
 *
 * Return: bytes.
 */
u32 sctp_rwnd(const struct sctp_assoc *a)
{
	u32 mem = max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN), used = held(a);
	u32 packet = a->primary ? sctp_path_pmdcs(a->primary) : SCTP_RWND_MIN;
	u32 left = a->rx.pressed ? 0 : data_left(a);

	packet = min(packet, mem / 4);
	if (used)
		left = min(left, mem - min(mem, used));
	if (left >= packet)
		return left;
	return a->rx.buffered ? 0 : packet;
}

/**
 * sctp_rwnd_begin() - advertise the first window, with INIT or INIT ACK
 * @a: association
 *
 * Return: bytes, at least what RFC 9260 section 3.3.2 asks for.
 */
u32 sctp_rwnd_begin(struct sctp_assoc *a)
{
	a->rx.a_rwnd = max(sctp_rwnd(a), SCTP_RWND_MIN);
	return a->rx.a_rwnd;
}

/**
 * sctp_rwnd_offer() - advertise the window with a SACK
 * @a: association; @a->rx.a_rwnd is set
 */
void sctp_rwnd_offer(struct sctp_assoc *a)
{
	a->rx.a_rwnd = sctp_rwnd(a);
	a->rx.scarce = a->rx.a_rwnd < a->rx.rcvbuf / 4;
}

/**
 * sctp_rwnd_low() - is most of the window used up?
 * @a: association
 *
 * Return: true when less than an eighth of the receive buffer is offered.
 */
bool sctp_rwnd_low(const struct sctp_assoc *a)
{
	u32 buf = a->rx.rcvbuf;

	/* mostly it is far from that */
	if (buf >= 4 * SCTP_RWND_MIN && a->rx.buffered <= buf / 4 &&
	    held(a) <= buf / 2 && !a->rx.pressed)
		return false;
	return sctp_rwnd(a) < buf / 8;
}

/**
 * sctp_rwnd_span() - how far above the cumulative TSN the peer may go
 * @a: association
 *
 * Bounds the memory of the ring by what the window may cost anyway, and makes
 * the peer pay for it: a single chunk far ahead gets it no large ring.
 *
 * Return: TSNs.
 */
u32 sctp_rwnd_span(const struct sctp_assoc *a)
{
	u32 span = clamp_t(u32, a->rx.rcvbuf / 32, SCTP_SPAN_MIN, 32767);

	return min(span, SCTP_SPAN_MIN + 4 * a->rx.ring.held);
}

/**
 * sctp_rwnd_exhausted() - is the window used up?
 * @a: association
 *
 * Return: true when a message being received cannot be completed within it.
 */
bool sctp_rwnd_exhausted(const struct sctp_assoc *a)
{
	return !sctp_rwnd(a);
}

/* Does it fill a gap, or is nothing held but what came with it? */
static bool gets_on(const struct sctp_assoc *a, const struct sctp_rx *rx,
		    u32 tsn)
{
	return tsn == a->rx.ring.cum_tsn + 1 &&
	       (a->rx.ring.held || a->rx.buffered <= rx->taken);
}

/**
 * sctp_rwnd_accepts() - is there room for a DATA chunk (RFC 9260 6.2)
 * @a: association
 * @rx: its packet
 * @tsn: its TSN, not received yet
 * @before: user bytes that came with it and were not accounted for yet
 *
 * What fills a gap is taken although the window is closed, since it lets
 * data out. When memory is used up that is only what is next in order; and who
 * holds nothing gets the packet that it was offered room for.
 *
 * Return: true to accept it.
 */
bool sctp_rwnd_accepts(const struct sctp_assoc *a, const struct sctp_rx *rx,
		       u32 tsn, u32 before)
{
	u32 mem = max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN);

	if ((a->rx.pressed || held(a) / SCTP_RWND_OVERRUN >= mem) &&
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
	a->rx.buffered -= min(a->rx.buffered, len);
	a->rx.unread -= min(a->rx.unread, len);
	a->rx.charged -= min(a->rx.charged, charge);
	/* until it is counted anew */
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

	/*
	 * The peer had plenty, so the next SACK is early enough. What the
	 * buffer grew by since then is no news: many associations may share it.
	 */
	if (!a->rx.scarce)
		return false;
	window = sctp_rwnd(a);
	step = max(a->rx.rcvbuf >> min_t(u8, a->cfg->rwnd_update_shift, 16),
		   a->primary ? a->primary->mtu : 0);
	/* with a small buffer the window is less than a packet: sctp_rwnd() */
	step = min(step, max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN) / 4);
	/* with nothing left to read it grows no more: the last chance to tell */
	if (!a->rx.unread && !a->rx.a_rwnd)
		step = 1;
	return window > a->rx.a_rwnd && window - a->rx.a_rwnd >= step;
}

/**
 * sctp_rwnd_press() - is there memory for more received data?
 * @a: association
 * @pressed: no
 */
void sctp_rwnd_press(struct sctp_assoc *a, bool pressed)
{
	a->rx.pressed = pressed;
}

/**
 * sctp_assoc_set_rcvbuf() - change the receive buffer
 * @a: association
 * @rcvbuf: memory allowed, bytes
 */
void sctp_assoc_set_rcvbuf(struct sctp_assoc *a, u32 rcvbuf)
{
	a->rx.rcvbuf = min_t(u32, rcvbuf, 0x7fffffff);
}
