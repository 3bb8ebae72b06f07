/* SPDX-License-Identifier: GPL-2.0-only */
/* State changes, and what the states allow */
#ifndef _SCTP_CORE_STATE_H
#define _SCTP_CORE_STATE_H

#include "core/assoc.h"

void sctp_set_state(struct sctp_assoc *a, enum sctp_state state);
void sctp_tell_change(struct sctp_assoc *a, u32 change, u16 error,
		      const void *data, u32 len);

/**
 * sctp_assoc_connecting() - is the handshake in progress?
 * @a: association
 *
 * Return: true in COOKIE-WAIT and COOKIE-ECHOED.
 */
static inline bool sctp_assoc_connecting(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_COOKIE_WAIT ||
	       a->state == SCTP_ST_COOKIE_ECHOED;
}

/* Is the association set up and not ended? */
static inline bool sctp_is_up(const struct sctp_assoc *a)
{
	return a->state >= SCTP_ST_ESTABLISHED;
}

/* May DATA be sent in this state (RFC 9260 figure 3)? */
static inline bool sctp_may_send_data(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_ESTABLISHED ||
	       a->state == SCTP_ST_SHUTDOWN_PENDING ||
	       a->state == SCTP_ST_SHUTDOWN_RECEIVED;
}

#endif
