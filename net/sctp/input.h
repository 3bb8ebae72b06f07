/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets in: from the IP layers to the association or endpoint they are for.
 *
 *   sctp_rcv -> length, checksum -> lookup -> lock -+-> core
 *                                                   '-> backlog -> core
 */
#ifndef _SCTP_INPUT_H
#define _SCTP_INPUT_H

#include "sctp.h"

int sctp_rcv(struct net *net, struct sctp_rx *rx, int dif, int sdif);

/* struct proto.backlog_rcv */
int sctp_backlog_rcv(struct sock *sk, struct sk_buff *skb);

#endif
