/* SPDX-License-Identifier: GPL-2.0-only */
/* A packet that is being built */
#ifndef _SCTP_CORE_OUT_H
#define _SCTP_CORE_OUT_H

#include "core/assoc.h"
#include "door.h"

/**
 * struct sctp_out - packets being built during one flush
 * @a: association
 * @now: time
 * @path: destination of @skb and @burst
 * @burst: finished packets for @path
 * @skb: packet being built, or NULL; in a super-packet it has packets before it
 * @begin: offset in @skb where the packet begins
 * @seg: length of each packet before it in @skb; 0 when there is none
 * @room: bytes that can be appended to the packet
 * @last_data: header of the last DATA chunk in @skb, or NULL
 * @key: key of its DATA, of struct sctp_tx_msg; 0 while there is none
 * @fresh: no earlier packet refers to that header, so it can be changed
 * @sealed: nothing can be appended to @skb
 * @failed: there was no memory; the rest is sent by the next flush
 * @spread: new data takes several paths: multipath.c
 */
struct sctp_out {
	struct sctp_assoc *a;
	u64 now;
	struct sctp_path *path;
	struct sctp_burst burst;
	struct sk_buff *skb;
	u32 begin;
	u32 seg;
	u32 room;
	union sctpw_any_data *last_data;
	u8 key;
	bool fresh;
	bool sealed;
	bool failed;
	bool spread;
};

/**
 * sctp_out_may_grow() - set how much the packet may grow
 * @o: builder
 * @room: bytes it may grow by
 */
static inline void sctp_out_may_grow(struct sctp_out *o, u32 room)
{
	o->room = room;
}

/**
 * sctp_out_grew() - bytes were appended to the packet
 * @o: builder
 * @len: how many; if more than the room, no room is left
 */
static inline void sctp_out_grew(struct sctp_out *o, u32 len)
{
	o->room -= min(o->room, len);
}

void *sctp_out_put(struct sctp_out *o, u32 len);

#endif
