/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel half keeps in the control buffer of a received packet.
 *
 *   | association and interfaces, then core: | source address | drop count |
 *   |                            sctp_rx_cb  |                |            |
 *   0                                        20               44           48
 *
 * The drop count is the generic socket code's (SO_RXQ_OVFL).
 */
#ifndef _SCTP_SKBCB_H
#define _SCTP_SKBCB_H

#include "sctp.h"

/**
 * struct sctp_skb_cb - control buffer of a received packet
 * @ka: the association it is for, with a reference, while in a backlog
 * @dif: struct sctp_rx.dif, while in a backlog
 * @sdif: struct sctp_rx.sdif, likewise
 * @encap: struct sctp_rx.encap, likewise
 * @damaged: its CRC32c is wrong; @ka is not set then
 * @rx: core's, once it has the packet
 * @src: source address: msg_name of recvmsg()
 */
struct sctp_skb_cb {
	union {
		struct {
			struct sctp_kassoc *ka;
			int dif;
			int sdif;
			u16 encap;
			bool damaged;
		} __packed;
		struct sctp_rx_cb rx;
	} __packed __aligned(4);
	struct sctp_addr src;
};

#define SCTP_SKB_CB(skb)	((struct sctp_skb_cb *)(skb)->cb)

static_assert(sizeof(struct sctp_skb_cb) <=
	      sizeof_field(struct sk_buff, cb) - sizeof(u32));

#endif
