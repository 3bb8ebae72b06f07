/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications, RFC 6458 section 6: made from core's struct sctp_notice, if
 * the user subscribed, and queued like data.
 */
#ifndef _SCTP_EVENT_H
#define _SCTP_EVENT_H

#include "sctp.h"

#define SCTP_EVENT_BIT(type)	(1U << ((type) - SCTP_SN_TYPE_BASE))
#define SCTP_EVENT_COUNT	(SCTP_SN_TYPE_MAX - SCTP_SN_TYPE_BASE + 1)

/* The entry of struct sctp_ops */
void sctp_sock_notify(struct sctp_assoc *a, const struct sctp_notice *ev);

void sctp_event_sender_dry(struct sctp_kassoc *ka);

#endif
