// SPDX-License-Identifier: GPL-2.0-only
/*
 * Building packets and bursts.
 *
 * A packet begins with the control chunks that are due, SACK last, and is
 * filled with DATA (RFC 9260 section 6.10). User data is not copied: a chunk
 * lies in its message's memory with room for its header in front (a cell), and
 * the packet refers to that. Where messages lie one behind the other, so do
 * their chunks, and the next packet can be built in the same buffer (super.c).
 * Finished packets for the same path are collected and leave together, so that
 * the surroundings can send them as one GSO train.
 *
 * Not in a cell is a chunk of a message that was laid out before the path's
 * MTU sank, which is copied, and one of a message without cells, which is
 * referred to behind a header of its own and seals the packet. So is one that
 * was sent before and is sent again with the I bit: a queue may still hold the
 * packet it was in, whose checksum counts the header as it is.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "control.h"
#include "packet.h"
#include "super.h"
#include "txring.h"

/* A burst is handed over when it has this size */
#define SCTP_BURST_BYTES	57344U
#define SCTP_BURST_PACKETS	44

/**
 * sctp_out_begin() - start building
 * @o: to initialise
 * @a: association
 * @now: time
 */
void sctp_out_begin(struct sctp_out *o, struct sctp_assoc *a, u64 now)
{
	memset(o, 0, sizeof(*o));
	o->a = a;
	o->now = now;
	__skb_queue_head_init(&o->burst);
}

static void send_burst(struct sctp_out *o)
{
	if (skb_queue_empty(&o->burst))
		return;
	o->a->counts.opackets += o->burst_packets;
	sctp_mib_add(o->a->mib, SCTP_MIB_OUTSCTPPACKS, o->burst_packets);
	o->a->ops->xmit(o->a, o->path, &o->burst, o->a->hs.peer_tag);
	o->burst_bytes = 0;
	o->burst_packets = 0;
}

/**
 * sctp_out_alone() - send a packet by itself
 * @a: association
 * @p: path
 * @skb: the packet, NULL is counted as lack of memory
 * @vtag: verification tag
 */
void sctp_out_alone(struct sctp_assoc *a, struct sctp_path *p,
		    struct sk_buff *skb, u32 vtag)
{
	struct sk_buff_head burst;

	if (!skb) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	a->counts.octrlchunks++;
	a->counts.opackets++;
	sctp_mib_add(a->mib, SCTP_MIB_OUTCTRLCHUNKS, 1);
	sctp_mib_add(a->mib, SCTP_MIB_OUTSCTPPACKS, 1);
	__skb_queue_head_init(&burst);
	__skb_queue_tail(&burst, skb);
	a->ops->xmit(a, p, &burst, vtag);
}

static void close_packet(struct sctp_out *o)
{
	struct sk_buff *skb = o->skb;
	u32 packets;

	sctp_super_close(o);
	o->skb = NULL;
	o->last_data = NULL;
	o->sealed = false;
	if (!skb->len) {
		consume_skb(skb);
		return;
	}
	__skb_queue_tail(&o->burst, skb);
	packets = SCTP_TX_CB(skb)->packets ?: 1;
	if (unlikely(o->path->pace))
		sctp_pace_packets(o->path, packets);
	o->burst_bytes += skb->len;
	o->burst_packets += packets;
	if (o->burst_bytes >= SCTP_BURST_BYTES ||
	    o->burst_packets >= SCTP_BURST_PACKETS)
		send_burst(o);
}

/**
 * sctp_out_close() - the packet being built is finished
 * @o: builder; need not have one
 */
void sctp_out_close(struct sctp_out *o)
{
	if (o->skb)
		close_packet(o);
}

/**
 * sctp_out_end() - send everything that was built
 * @o: builder
 */
void sctp_out_end(struct sctp_out *o)
{
	sctp_out_close(o);
	send_burst(o);
}

/* Does the chunk, all of it, lie in its message's memory ready to be sent? */
static bool in_cell(const struct sctp_tx_chunk *c)
{
	const struct sctp_tx_msg *msg = c->msg;

	return msg->cell && c->len == min_t(u32, msg->cell, msg->len - c->off) &&
	       !(c->off % msg->cell);
}

/* Was it sent from its cell with other flags than it has now? */
static bool flags_differ(const struct sctp_tx_chunk *c)
{
	return c->sent_at &&
	       sctp_tx_msg_header(c->msg, c->off)->ch.flags != c->flags;
}

/* How a chunk becomes part of a packet */
enum placing {
	AS_IT_IS,	/* by reference, header and all */
	APART,		/* its header is new, its user data referred to */
	COPIED,
};

static enum placing placing_of(const struct sctp_tx_chunk *c)
{
	if (!c->msg->cell)
		return APART;
	if (!in_cell(c))
		return COPIED;
	return unlikely(flags_differ(c)) ? APART : AS_IT_IS;
}

/* Bytes it takes of the packet's linear part */
static u32 linear_size(const struct sctp_tx_chunk *c, enum placing how)
{
	switch (how) {
	case APART:
		return sizeof(struct sctpw_data);
	case COPIED:
		return sctp_tx_chunk_size(c->len);
	default:
		return 0;
	}
}

static bool packet_begin(struct sctp_out *o, u32 linear)
{
	u32 room = sctp_path_pmdcs(o->path);

	linear += sctp_control_size(o->a, o->path, room);
	o->skb = sctp_skb_alloc(linear);
	if (!o->skb) {
		sctp_mib_add(o->a->mib, SCTP_MIB_NO_MEMORY, 1);
		o->failed = true;
		return false;
	}
	o->room = room;
	sctp_control_put(o);
	return true;
}

/* Begin a packet with room for @need bytes, @linear of them not referred to */
static bool packet_next(struct sctp_out *o, struct sctp_path *p, u32 need,
			u32 linear)
{
	if (o->failed)
		return false;
	sctp_out_close(o);
	if (o->path != p)
		send_burst(o);
	o->path = p;
	do {
		/* control chunks that leave too little go by themselves */
		sctp_out_close(o);
		if (!packet_begin(o, linear))
			return false;
	} while (need > o->room && o->skb->len);
	/* one larger than the path takes: IP will fragment it */
	o->room = max(o->room, need);
	return true;
}

/**
 * sctp_out_control() - make sure there is a packet to a path
 * @o: builder
 * @p: path
 *
 * A new packet begins with the control chunks that are due.
 *
 * Return: true when @o->skb is one.
 */
bool sctp_out_control(struct sctp_out *o, struct sctp_path *p)
{
	return (o->skb && o->path == p && !o->sealed) ||
	       packet_next(o, p, 0, 0);
}

/**
 * sctp_out_put() - append zeroed bytes to the packet
 * @o: builder with room for them
 * @len: how many
 *
 * Return: where they are.
 */
void *sctp_out_put(struct sctp_out *o, u32 len)
{
	o->room -= min(o->room, len);
	return skb_put_zero(o->skb, len);
}

static void data_header(struct sctpw_data *d, const struct sctp_tx_chunk *c,
			u32 tsn)
{
	d->ch.type = SCTP_CT_DATA;
	d->ch.flags = c->flags;
	d->ch.len = cpu_to_be16(sizeof(*d) + c->len);
	d->tsn = cpu_to_be32(tsn);
	d->sid = cpu_to_be16(c->msg->sid);
	d->ssn = cpu_to_be16(c->flags & SCTP_DATA_U ? 0 : c->msg->ssn);
	d->ppid = c->msg->ppid;
}

static bool put_cell(struct sctp_out *o, const struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctpw_data *d;

	if (!sctp_skb_ref_cells(o->skb, c->msg, c->off, 1))
		return false;
	d = sctp_tx_msg_header(c->msg, c->off);
	/* else it is there, and a packet in a queue may refer to it */
	o->fresh = !c->sent_at;
	if (o->fresh)
		data_header(d, c, tsn);
	o->last_data = d;
	return true;
}

/* Header, and what is to be copied, in the linear part */
static bool put_apart(struct sctp_out *o, const struct sctp_tx_chunk *c,
		      u32 tsn, enum placing how)
{
	u32 pad = SCTP_ALIGN4(c->len) - c->len;
	struct sctpw_data *d;

	if (o->skb->data_len ||
	    skb_tailroom(o->skb) < (int)linear_size(c, how))
		return false;
	d = skb_put(o->skb, sizeof(*d));
	if (how == COPIED) {
		sctp_skb_copy_payload(o->skb, c->msg, c->off, c->len);
		skb_put_zero(o->skb, pad);
	} else if (sctp_skb_ref_payload(o->skb, c->msg, c->off, c->len)) {
		skb_trim(o->skb, o->skb->len - sizeof(*d));
		return false;
	}
	if (how != COPIED)
		o->sealed = true;
	data_header(d, c, tsn);
	o->fresh = true;
	o->last_data = d;
	return true;
}

static bool put(struct sctp_out *o, const struct sctp_tx_chunk *c, u32 tsn,
		enum placing how)
{
	if (how == AS_IT_IS ? !put_cell(o, c, tsn) :
			      !put_apart(o, c, tsn, how)) {
		o->sealed = true;
		return false;
	}
	o->room -= min(o->room, sctp_tx_chunk_size(c->len));
	return true;
}

/**
 * sctp_out_join() - append a DATA chunk to the packet being built
 * @o: builder
 * @p: path the chunk has to take
 * @c: the chunk
 * @tsn: its TSN
 *
 * Return: false when there is no packet, or no room in it.
 */
bool sctp_out_join(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn)
{
	return o->skb && o->path == p && !o->sealed &&
	       sctp_tx_chunk_size(c->len) <= o->room &&
	       put(o, c, tsn, placing_of(c));
}

/**
 * sctp_out_data() - append a DATA chunk to the packet being built or the next
 * @o: builder
 * @p: path the chunk has to take
 * @c: the chunk; when it exceeds what an empty packet can hold it gets a
 *     packet of its own that IP will fragment
 * @tsn: its TSN
 *
 * Return: false when there is no memory.
 */
bool sctp_out_data(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn)
{
	u32 size = sctp_tx_chunk_size(c->len);
	enum placing how = placing_of(c);

	if (o->skb && o->path == p && !o->sealed &&
	    (size <= o->room ||
	     (how == AS_IT_IS && sctp_super_next(o, size))) &&
	    put(o, c, tsn, how))
		return true;
	if (!packet_next(o, p, size, linear_size(c, how)))
		return false;
	if (put(o, c, tsn, how))
		return true;
	o->failed = true;
	return false;
}

/**
 * sctp_out_cell_header() - fill in the DATA header of a cell
 * @o: builder with the super-packet that holds it
 * @c: the cell's chunk
 * @tsn: its TSN
 */
void sctp_out_cell_header(struct sctp_out *o, const struct sctp_tx_chunk *c,
			  u32 tsn)
{
	struct sctpw_data *d = sctp_tx_msg_header(c->msg, c->off);

	data_header(d, c, tsn);
	o->fresh = true;
	o->last_data = d;
}
