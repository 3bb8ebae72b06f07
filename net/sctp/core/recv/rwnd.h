/* SPDX-License-Identifier: GPL-2.0-only */
/* The receive window */
#ifndef _SCTP_CORE_RWND_H
#define _SCTP_CORE_RWND_H

#include <linux/types.h>

struct sctp_assoc;
struct sctp_rx;

/* RFC 9260 section 3.3.2: an INIT with a smaller a_rwnd is refused */
#define SCTP_RWND_MIN	1500U

/**
 * struct sctp_rwnd - the receive window
 * @rcvbuf: memory allowed for received data, bytes
 * @buffered: user bytes received and not yet consumed
 * @unread: those of them that were delivered and not read
 * @charged: memory held by received data, bytes
 * @a_rwnd: window last advertised
 * @pressed: memory is short: sctp_assoc_press()
 * @scarce: the window last advertised was a small part of the buffer
 */
struct sctp_rwnd {
	u32 rcvbuf;
	u32 buffered;
	u32 unread;
	u32 charged;
	u32 a_rwnd;
	bool pressed;
	bool scarce;
};

/**
 * sctp_rx_hold() - count user data that was received and is kept
 * @w: receive window of an association
 * @len: its user bytes
 */
static inline void sctp_rx_hold(struct sctp_rwnd *w, u32 len)
{
	w->buffered += len;
}

/**
 * sctp_rx_drop() - uncount user data that is dropped
 * @w: receive window of an association
 * @len: its user bytes
 */
static inline void sctp_rx_drop(struct sctp_rwnd *w, u32 len)
{
	w->buffered -= len;
}

/**
 * sctp_rx_hand_over() - count user data that is delivered to the reader
 * @w: receive window of an association
 * @len: its user bytes
 */
static inline void sctp_rx_hand_over(struct sctp_rwnd *w, u32 len)
{
	w->unread += len;
}

/**
 * sctp_rx_charge() - charge memory for received data
 * @w: receive window of an association
 * @n: bytes
 */
static inline void sctp_rx_charge(struct sctp_rwnd *w, u32 n)
{
	w->charged += n;
}

/**
 * sctp_rx_uncharge() - undo sctp_rx_charge()
 * @w: receive window of an association
 * @n: bytes
 */
static inline void sctp_rx_uncharge(struct sctp_rwnd *w, u32 n)
{
	w->charged -= n;
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
