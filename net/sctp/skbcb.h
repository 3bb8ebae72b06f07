/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel half keeps in the control buffer of a received packet.
 *
 *   | core: sctp_rx_cb | source address | association |    | drop count |
 *   0                  8                32            40   44          48
 *
 * The drop count is the generic socket code's (SO_RXQ_OVFL).
 */
#ifndef _SCTP_SKBCB_H
#define _SCTP_SKBCB_H

#include "sctp.h"

/**
 * struct sctp_skb_cb - control buffer of a received packet
 * @rx: core's
 * @src: source address: msg_name of recvmsg()
 * @ka: the association it is for, with a reference, while in a backlog
 */
struct sctp_skb_cb {
	struct sctp_rx_cb rx;
	struct sctp_addr src;
	struct sctp_kassoc *ka;
};

#define SCTP_SKB_CB(skb)	((struct sctp_skb_cb *)(skb)->cb)

static_assert(sizeof(struct sctp_skb_cb) <=
	      sizeof_field(struct sk_buff, cb) - sizeof(u32));

#endif
