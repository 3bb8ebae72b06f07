// SPDX-License-Identifier: GPL-2.0-only
/*
 * The receive window.
 *
 *   rcvbuf    memory the receiver may hold for this association
 *   charged   memory held by received packets (their true size)
 *   buffered  user bytes in them
 *
 * Half of rcvbuf is offered as window, since packets need more memory than
 * the user data in them; and never more than the memory left. What was
 * offered is honoured: only when small messages make packets cost far more
 * than their data is DATA inside the offered window dropped.
 */
#include <linux/kernel.h>

#include "path.h"
#include "reasm.h"
#include "rwnd.h"

/* How far ahead of the cumulative TSN any peer may be */
#define SCTP_SPAN_MIN	1024U
/* Memory may exceed rcvbuf by this factor for data we had offered room for */
#define SCTP_RWND_OVERRUN	2

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
	u32 left = data_left(a);
	u32 mem = max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN);
	u32 packet = a->primary ? sctp_path_pmdcs(a->primary) : SCTP_RWND_MIN;

	if (a->rx.charged)
		left = min(left, mem - min(mem, a->rx.charged));
	return left < min(packet, mem / 4) ? 0 : left;
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
	    a->rx.charged <= buf / 2)
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

/**
 * sctp_rwnd_accepts() - is there room for a DATA chunk (RFC 9260 6.2)
 * @a: association
 * @tsn: its TSN, not received yet
 * @before: user bytes that came with it and were not accounted for yet
 *
 * What fills a gap is taken although the window is closed, since it lets
 * data out.
 *
 * Return: true to accept it.
 */
bool sctp_rwnd_accepts(const struct sctp_assoc *a, u32 tsn, u32 before)
{
	u32 mem = max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN);

	if (a->rx.charged / SCTP_RWND_OVERRUN >= mem)
		return tsn == a->rx.ring.cum_tsn + 1 && a->rx.ring.held;
	return data_left(a) > before || (s32)(tsn - a->rx.ring.highest) < 0;
}

/**
 * sctp_assoc_consumed() - the reader took user data
 * @a: association
 * @len: user bytes taken
 * @charge: memory given back
 *
 * Return: true when the window grew enough to tell the peer (RFC 9260 section
 * 6.2), or when a partial delivery may begin: the caller flushes the
 * association then.
 */
bool sctp_assoc_consumed(struct sctp_assoc *a, u32 len, u32 charge)
{
	u32 window, step;

	a->rx.buffered -= min(a->rx.buffered, len);
	a->rx.unread -= min(a->rx.unread, len);
	a->rx.charged -= min(a->rx.charged, charge);
	if (a->rx.partial && a->state != SCTP_ST_CLOSED &&
	    sctp_reasm_wants_delivery(a))
		return true;
	if (a->state != SCTP_ST_ESTABLISHED &&
	    a->state != SCTP_ST_SHUTDOWN_PENDING &&
	    a->state != SCTP_ST_SHUTDOWN_SENT)
		return false;
	/* while the peer has plenty, the next SACK is early enough */
	if (a->rx.a_rwnd >= a->rx.rcvbuf / 4)
		return false;
	window = sctp_rwnd(a);
	step = max(a->rx.rcvbuf >> min_t(u8, a->cfg->rwnd_update_shift, 16),
		   a->primary ? a->primary->mtu : 0);
	/* with a small buffer the window is less than a packet: sctp_rwnd() */
	step = min(step, max(a->rx.rcvbuf, 2 * SCTP_RWND_MIN) / 4);
	/* with nothing left to read it grows no more: the last chance to tell */
	if (!a->rx.unread && !a->rx.a_rwnd)
		step = 1;
	if (window <= a->rx.a_rwnd || window - a->rx.a_rwnd < step)
		return false;
	a->sack.now = true;
	return true;
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
