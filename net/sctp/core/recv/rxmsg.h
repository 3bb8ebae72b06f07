/* SPDX-License-Identifier: GPL-2.0-only */
/* Received messages' descriptors */
#ifndef _SCTP_CORE_RXMSG_H
#define _SCTP_CORE_RXMSG_H

#include "core/seam.h"

/**
 * struct sctp_rx_spare - descriptors of messages that were read
 * @list: those kept for the next messages
 */
struct sctp_rx_spare {
	struct sctp_rx_msg *list;
};

/**
 * struct sctp_rx_spares - their number
 * @n: how many there are
 * @max: how many may be kept
 */
struct sctp_rx_spares {
	u8 n;
	u8 max;
};

/* Memory that is freed with a reference to a packet: all with the last one */
static inline u32 sctp_rx_packet_last(const struct sk_buff *skb)
{
	return skb_shared(skb) ? 0 : skb->truesize;
}

/**
 * sctp_rx_packet_put() - release a reference to a received packet
 * @skb: packet, or NULL
 *
 * Return: bytes to uncharge.
 */
static inline u32 sctp_rx_packet_put(struct sk_buff *skb)
{
	u32 freed = skb ? sctp_rx_packet_last(skb) : 0;

	consume_skb(skb);
	return freed;
}

u32 sctp_rx_piece_put(struct sk_buff *skb);
void sctp_rx_msg_init(struct sctp_assoc *a);
struct sctp_rx_msg *sctp_rx_msg_get(struct sctp_assoc *a);
struct sctp_rx_msg *sctp_rx_msg_new(struct sctp_assoc *a);
void sctp_rx_msg_trim(struct sctp_assoc *a);
void sctp_rx_msg_exit(struct sctp_assoc *a);

#endif
