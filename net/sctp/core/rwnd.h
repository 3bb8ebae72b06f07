/* SPDX-License-Identifier: GPL-2.0-only */
/* The receive window */
#ifndef _SCTP_CORE_RWND_H
#define _SCTP_CORE_RWND_H

#include "assoc.h"

/* RFC 9260 section 3.3.2: INIT with a smaller window is refused */
#define SCTP_RWND_MIN	1500U

/**
 * sctp_rx_hold() - user data arrived that is kept
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_hold(struct sctp_assoc *a, u32 len)
{
	a->rx.buffered += len;
}

/**
 * sctp_rx_drop() - of the user data that was kept some is given up
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_drop(struct sctp_assoc *a, u32 len)
{
	a->rx.buffered -= len;
}

/**
 * sctp_rx_hand_over() - the reader gets user data
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_hand_over(struct sctp_assoc *a, u32 len)
{
	a->rx.unread += len;
}

/**
 * sctp_rx_charge() - what is received holds more memory
 * @a: association
 * @n: bytes
 */
static inline void sctp_rx_charge(struct sctp_assoc *a, u32 n)
{
	a->rx.charged += n;
}

/**
 * sctp_rx_uncharge() - what is received holds less memory
 * @a: association
 * @n: bytes
 */
static inline void sctp_rx_uncharge(struct sctp_assoc *a, u32 n)
{
	a->rx.charged -= n;
}

u32 sctp_rwnd(const struct sctp_assoc *a);
u32 sctp_rwnd_begin(struct sctp_assoc *a);
void sctp_rwnd_offer(struct sctp_assoc *a);
bool sctp_rwnd_low(const struct sctp_assoc *a);
void sctp_rwnd_consumed(struct sctp_assoc *a, u32 len, u32 charge);
bool sctp_rwnd_opened(const struct sctp_assoc *a);
void sctp_rwnd_press(struct sctp_assoc *a, bool pressed);
u32 sctp_rwnd_span(const struct sctp_assoc *a);
bool sctp_rwnd_exhausted(const struct sctp_assoc *a);
bool sctp_rwnd_accepts(const struct sctp_assoc *a, const struct sctp_rx *rx,
		       u32 tsn, u32 before);

#endif
