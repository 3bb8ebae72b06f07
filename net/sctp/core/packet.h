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
 * @skb: packet being built, or NULL
 * @room: bytes @skb may still grow by
 * @last_data: header of the last DATA chunk in @skb, or NULL
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
	u32 room;
	struct sctpw_data *last_data;
	bool sealed;
	bool failed;
};

void sctp_out_begin(struct sctp_out *o, struct sctp_assoc *a, u64 now);
bool sctp_out_packet(struct sctp_out *o, struct sctp_path *p, u32 need,
		     u32 copied);
void sctp_out_close(struct sctp_out *o);
void sctp_out_end(struct sctp_out *o);
void *sctp_out_put(struct sctp_out *o, u32 len);
void sctp_out_to(struct sctp_out *o, struct sctp_path *p);
void sctp_out_data_header(struct sctpw_data *d, const struct sctp_tx_chunk *c,
			  u32 tsn);
bool sctp_out_data(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn);
void sctp_out_alone(struct sctp_assoc *a, struct sctp_path *p,
		    struct sk_buff *skb, u32 vtag);

#endif
