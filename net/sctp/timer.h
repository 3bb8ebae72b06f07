/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one timer of an association, and work that is deferred because a process
 * owns the socket.
 */
#ifndef _SCTP_TIMER_H
#define _SCTP_TIMER_H

#include "sctp.h"

/* struct sctp_kassoc.deferred */
#define SCTP_DEFER_TIMER	0x01	/* the timer fired */
#define SCTP_DEFER_ICMP		0x02	/* a kpath has ->icmp set */
#define SCTP_DEFER_PACE		0x04	/* paced data may leave */

void sctp_timer_init(struct sctp_kassoc *ka);
void sctp_timer_arm(struct sctp_kassoc *ka, u64 now);
void sctp_timer_soon(struct sctp_kassoc *ka);
void sctp_timer_stop(struct sctp_kassoc *ka);
void sctp_defer(struct sctp_kassoc *ka, u8 what);
void sctp_defer_migrate(struct sctp_kassoc *ka, struct sock *from,
			struct sock *to);

/* struct proto.release_cb */
void sctp_release_cb(struct sock *sk);

#endif
