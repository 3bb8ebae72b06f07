/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The peer's window, RFC 9260 sections 6.1 rule A and 6.2.1: a_rwnd of the last
 * SACK minus the bytes in flight.
 *
 * While it is closed and nothing is in flight, one chunk is sent as a window
 * probe each time T3-rtx expires.
 */
#ifndef _SCTP_CORE_PEERWIN_H
#define _SCTP_CORE_PEERWIN_H

#include <linux/minmax.h>
#include <linux/types.h>

/**
 * struct sctp_peerwin - the peer's window
 * @rwnd: bytes that the peer has room for
 * @probe_now: the next chunk may exceed it, as a window probe
 * @zero_window: a window probe is outstanding
 */
struct sctp_peerwin {
	u32 rwnd;
	bool probe_now:1;
	bool zero_window:1;
};

/**
 * sctp_peerwin_start() - set the window from the peer's INIT or INIT ACK
 * @w: the window
 * @rwnd: bytes
 */
static inline void sctp_peerwin_start(struct sctp_peerwin *w, u32 rwnd)
{
	w->rwnd = rwnd;
}

/**
 * sctp_peerwin_reset() - the peer restarted: no window probe is outstanding
 * @w: the window
 */
static inline void sctp_peerwin_reset(struct sctp_peerwin *w)
{
	w->probe_now = false;
	w->zero_window = false;
}

/**
 * sctp_peerwin_sacked() - set the window from a SACK
 * @w: the window
 * @a_rwnd: Advertised Receiver Window Credit
 * @flight: bytes that are in flight
 *
 * Return: true when the SACK answers a window probe, or the window is closed.
 */
static inline bool sctp_peerwin_sacked(struct sctp_peerwin *w, u32 a_rwnd,
				       u32 flight)
{
	w->rwnd = a_rwnd - min(a_rwnd, flight);
	return w->zero_window || !a_rwnd;
}

/**
 * sctp_peerwin_opened() - no window probe is outstanding any more
 * @w: the window
 */
static inline void sctp_peerwin_opened(struct sctp_peerwin *w)
{
	w->zero_window = false;
}

/**
 * sctp_peerwin_take() - user data is sent
 * @w: the window
 * @len: bytes
 */
static inline void sctp_peerwin_take(struct sctp_peerwin *w, u32 len)
{
	w->rwnd -= min(w->rwnd, len);
}

/**
 * sctp_peerwin_give() - user data is not in flight any more (6.2.1 rule C)
 * @w: the window
 * @len: bytes
 */
static inline void sctp_peerwin_give(struct sctp_peerwin *w, u32 len)
{
	w->rwnd += len;
}

/**
 * sctp_peerwin_probe() - allow one chunk as a window probe: T3-rtx has expired
 * @w: the window
 */
static inline void sctp_peerwin_probe(struct sctp_peerwin *w)
{
	w->probe_now = true;
}

/**
 * sctp_peerwin_admits() - may a chunk be sent, rule A of section 6.1?
 * @w: the window
 * @len: its user data, bytes
 * @flight: bytes that are in flight
 *
 * Return: true when there is room for it, or it is a window probe.
 */
static inline bool sctp_peerwin_admits(struct sctp_peerwin *w, u32 len,
				       u32 flight)
{
	if (len <= w->rwnd)
		return true;
	if (flight || (!w->rwnd && !w->probe_now))
		return false;
	w->zero_window = true;
	w->probe_now = false;
	return true;
}

#endif
