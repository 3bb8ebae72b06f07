/* SPDX-License-Identifier: GPL-2.0-only */
/* The way out for all packets: door.c */
#ifndef _SCTP_CORE_DOOR_H
#define _SCTP_CORE_DOOR_H

#include "core/assoc.h"
#include "core/ext/authmac.h"
#include "core/pmdcs.h"

/**
 * struct sctp_burst - complete packets for one path, sent together
 * @list: the packets
 * @bytes: their size
 * @packets: their number, those in super-packets counted one by one
 */
struct sctp_burst {
	struct sk_buff_head list;
	u32 bytes;
	u32 packets;
};

/**
 * sctp_burst_begin() - begin an empty burst
 * @b: burst
 */
static inline void sctp_burst_begin(struct sctp_burst *b)
{
	__skb_queue_head_init(&b->list);
	b->bytes = 0;
	b->packets = 0;
}

/**
 * sctp_door_overhead() - bytes that door.c puts in front of a packet's chunks
 * @a: association
 *
 * The length of an AUTH chunk if DATA is authenticated (RFC 4895).
 *
 * Return: how many, a multiple of 4.
 */
static inline u32 sctp_door_overhead(const struct sctp_assoc *a)
{
	return sctp_auth_on(a) ? a->auth->of_data : 0;
}

/**
 * sctp_door_headroom() - head-room that door.c needs in each packet
 * @a: association
 *
 * Return: bytes.
 */
static inline u32 sctp_door_headroom(const struct sctp_assoc *a)
{
	return sctp_auth_on(a) ? sctp_auth_len(a) : 0;
}

/**
 * sctp_door_room() - room for chunks in a packet
 * @a: association
 * @p: path
 *
 * Return: bytes.
 */
static inline u32 sctp_door_room(const struct sctp_assoc *a,
				 const struct sctp_path *p)
{
	return sctp_path_pmdcs(p) - sctp_door_overhead(a);
}

void sctp_door_packet(struct sctp_assoc *a, struct sctp_path *p,
		      struct sctp_burst *b, struct sk_buff *skb, u8 key);
void sctp_door_burst(struct sctp_assoc *a, struct sctp_path *p,
		     struct sctp_burst *b, u32 vtag);
void sctp_door_alone(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff *skb, u32 vtag);
void sctp_door_probe(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff *skb);
void sctp_door_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag);

#endif
