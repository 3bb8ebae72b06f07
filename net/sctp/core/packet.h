/* SPDX-License-Identifier: GPL-2.0-only */
/* Building packets and bursts */
#ifndef _SCTP_CORE_PACKET_H
#define _SCTP_CORE_PACKET_H

#include "assoc.h"

/**
 * struct sctp_out - packets being built during one flush
 * @a: association
 * @now: time
 * @path: destination of @skb and @burst
 * @burst: finished packets for @path
 * @burst_bytes: their size
 * @burst_packets: their number, those in super-packets counted one by one
 * @skb: packet being built, perhaps behind others in a super-packet, or NULL
 * @begin: where in @skb it begins
 * @seg: length of each of those before it; 0 when there are none
 * @room: bytes it may still grow by
 * @last_data: header of the last DATA chunk in @skb, or NULL
 * @fresh: no packet before this one refers to that header
 * @sealed: nothing can be appended to @skb any more
 * @failed: no memory; the rest waits for the next flush
 */
struct sctp_out {
	struct sctp_assoc *a;
	u64 now;
	struct sctp_path *path;
	struct sk_buff_head burst;
	u32 burst_bytes;
	u32 burst_packets;
	struct sk_buff *skb;
	u32 begin;
	u32 seg;
	u32 room;
	struct sctpw_data *last_data;
	bool fresh;
	bool sealed;
	bool failed;
};

void sctp_out_begin(struct sctp_out *o, struct sctp_assoc *a, u64 now);
bool sctp_out_control(struct sctp_out *o, struct sctp_path *p);
void sctp_out_close(struct sctp_out *o);
void sctp_out_end(struct sctp_out *o);
void *sctp_out_put(struct sctp_out *o, u32 len);
bool sctp_out_join(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn);
bool sctp_out_data(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn);
void sctp_out_cell_header(struct sctp_out *o, const struct sctp_tx_chunk *c,
			  u32 tsn);
void sctp_out_alone(struct sctp_assoc *a, struct sctp_path *p,
		    struct sk_buff *skb, u32 vtag);

#endif
