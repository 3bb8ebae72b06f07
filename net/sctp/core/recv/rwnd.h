/* SPDX-License-Identifier: GPL-2.0-only */
/* The receive window */
#ifndef _SCTP_CORE_RWND_H
#define _SCTP_CORE_RWND_H

#include "core/assoc.h"

/* RFC 9260 section 3.3.2: an INIT with a smaller a_rwnd is refused */
#define SCTP_RWND_MIN	1500U

/**
 * sctp_rx_hold() - count user data that was received and is kept
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_hold(struct sctp_assoc *a, u32 len)
{
	a->rx.buffered += len;
}

/**
 * sctp_rx_drop() - uncount user data that is dropped
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_drop(struct sctp_assoc *a, u32 len)
{
	a->rx.buffered -= len;
}

/**
 * sctp_rx_hand_over() - count user data that is delivered to the reader
 * @a: association
 * @len: its user bytes
 */
static inline void sctp_rx_hand_over(struct sctp_assoc *a, u32 len)
{
	a->rx.unread += len;
}

/**
 * sctp_rx_charge() - charge memory for received data
 * @a: association
 * @n: bytes
 */
static inline void sctp_rx_charge(struct sctp_assoc *a, u32 n)
{
	a->rx.charged += n;
}

/**
 * sctp_rx_uncharge() - undo sctp_rx_charge()
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
