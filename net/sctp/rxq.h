/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The receive queue of a socket: data and notifications in the order they
 * are to be read.
 *
 *   core --deliver--> sctp_sock.rxq --recvmsg--> user
 *            |             ^
 *            |             | accept()
 *            '--> sctp_kassoc.early, while a one-to-one listener owns it
 */
#ifndef _SCTP_RXQ_H
#define _SCTP_RXQ_H

#include "sctp.h"

/* The entry of struct sctp_ops */
void sctp_sock_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg);

void sctp_rxq_add_event(struct sctp_kassoc *ka, struct sctp_rx_msg *msg);
void sctp_rxq_wake(struct sock *sk);
struct sctp_rx_msg *sctp_rxq_first(const struct sock *sk);
bool sctp_rxq_take(struct sock *sk, struct sctp_rx_msg *msg, u32 len);
bool sctp_rxq_release(struct sock *sk, struct sctp_rx_msg *msg, u32 len,
		      bool done);
bool sctp_rxq_purge(struct sock *sk);
bool sctp_rxq_purge_early(struct sctp_kassoc *ka);
void sctp_rxq_follow_rcvbuf(struct sctp_kassoc *ka);
void sctp_rxq_settle(struct sock *sk);
void sctp_rxq_end_partial(struct sctp_kassoc *ka);
void sctp_rxq_migrate(struct sctp_kassoc *ka, struct sock *from,
		      struct sock *to);

#endif
