// SPDX-License-Identifier: GPL-2.0-only
/*
 * Building packets and bursts.
 *
 * A packet begins with the control chunks that are due, SACK last, then DATA
 * (RFC 9260 section 6.10). User data is not copied. A message is laid out in
 * cells: a chunk's user data with room for its header in front. The packet
 * refers to the cells. The next packet may be built in the same skb (super.c).
 * Finished packets for one path are collected and sent as one GSO train
 * (door.c).
 *
 * There are three ways to add a chunk:
 *
 *   - A whole cell, by reference. This is the normal case.
 *   - A new header, and the user data by reference. For messages without cells,
 *     and when a retransmission gets the I bit: the first packet may still be
 *     in a queue with a checksum over the old header. Nothing can follow it.
 *   - All copied, when a message was laid out before the path's MTU became
 *     smaller.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "core/wire/dataformat.h"
#include "bundle.h"
#include "packet.h"
#include "parts.h"
#include "super.h"
#include "txring.h"

/**
 * sctp_out_begin() - begin to build packets
 * @o: all zero but the association and the time
 */
void sctp_out_begin(struct sctp_out *o)
{
	sctp_burst_begin(&o->burst);
}

static void close_packet(struct sctp_out *o)
{
	struct sk_buff *skb = o->skb;
	u8 key = o->key;

	sctp_super_close(o);
	o->skb = NULL;
	o->last_data = NULL;
	o->key = 0;
	o->sealed = false;
	if (!skb->len) {
		consume_skb(skb);
		return;
	}
	sctp_door_packet(o->a, o->path, &o->burst, skb, key);
}

static void burst_send(struct sctp_out *o)
{
	sctp_door_burst(o->a, o->path, &o->burst, o->a->hs.peer_tag);
}

/**
 * sctp_out_close() - finish the packet being built, if any
 * @o: builder
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
	burst_send(o);
}

/* Is the chunk a whole cell of its message, with room for its header? */
static bool in_cell(const struct sctp_assoc *a, const struct sctp_tx_chunk *c)
{
	const struct sctp_tx_msg *msg = c->msg;

	return c->len == min_t(u32, msg->cell, msg->len - c->off) &&
	       !(c->off % msg->cell) && msg->hdr == a->tx.data_hdr;
}

/* Was the cell sent with other flags than the chunk has now? */
static bool flags_differ(const struct sctp_tx_chunk *c)
{
	return c->sent_at &&
	       sctp_tx_msg_header(c->msg, c->off)->ch.flags != c->flags;
}

/* How a chunk is added to a packet */
enum placing {
	AS_IT_IS,	/* the cell by reference, with its header */
	APART,		/* a new header, the user data by reference */
	COPIED,
};

static enum placing placing_of(const struct sctp_assoc *a,
			       const struct sctp_tx_chunk *c)
{
	if (!c->msg->cell)
		return APART;
	if (!in_cell(a, c))
		return COPIED;
	return unlikely(flags_differ(c)) ? APART : AS_IT_IS;
}

/* Bytes of the packet's linear part that a chunk needs */
static u32 linear_size(const struct sctp_assoc *a,
		       const struct sctp_tx_chunk *c, enum placing how)
{
	switch (how) {
	case APART:
		return a->tx.data_hdr;
	case COPIED:
		return sctp_data_size(a->tx.data_hdr, c->len);
	default:
		return 0;
	}
}

/* Room for chunks. If only control chunks are authenticated, packets with some
 * have to have room for the AUTH chunk
 */
static u32 packet_room(const struct sctp_out *o)
{
	u32 room = sctp_door_room(o->a, o->path);

	if (sctp_auth_on(o->a) && !sctp_door_overhead(o->a) &&
	    sctp_bundle_size(o->a, o->path, room))
		room -= sctp_auth_len(o->a);
	return room;
}

static bool packet_begin(struct sctp_out *o, u32 linear)
{
	u32 headroom = sctp_door_headroom(o->a);
	u32 room = packet_room(o);

	linear += sctp_bundle_size(o->a, o->path, room);
	o->skb = sctp_skb_alloc(headroom + linear);
	if (!o->skb) {
		sctp_mib_add(o->a->mib, SCTP_MIB_NO_MEMORY, 1);
		o->failed = true;
		return false;
	}
	if (headroom)
		skb_reserve(o->skb, headroom);
	sctp_out_may_grow(o, room);
	sctp_bundle_put(o);
	return true;
}

/*
 * Begin a packet with room for @need bytes, @linear of them in its linear part
 */
static bool packet_next(struct sctp_out *o, struct sctp_path *p, u32 need,
			u32 linear)
{
	if (o->failed)
		return false;
	sctp_out_close(o);
	if (o->path != p)
		burst_send(o);
	o->path = p;
	do {
		/* too little room after the control chunks: send them alone */
		sctp_out_close(o);
		if (!packet_begin(o, linear))
			return false;
	} while (need > o->room && o->skb->len);
	/* a chunk larger than the path's MTU: IP fragments the packet */
	sctp_out_may_grow(o, max(o->room, need));
	return true;
}

/**
 * sctp_out_control() - begin a packet with control chunks, unless there is one
 * @o: builder
 * @p: path
 *
 * A new packet begins with the control chunks that are due.
 *
 * Return: true when @o->skb is a packet for @p.
 */
bool sctp_out_control(struct sctp_out *o, struct sctp_path *p)
{
	return (o->skb && o->path == p && !o->sealed) ||
	       packet_next(o, p, 0, 0);
}

/* Which fragment of its message: each is a whole cell */
static u32 fragment_nr(const struct sctp_assoc *a,
		       const struct sctp_tx_chunk *c)
{
	return (c->msg->cell ? c->off / c->msg->cell : 0) +
	       sctp_parts_fsn(a, c->msg);
}

static __always_inline struct sctp_data_head
data_head(const struct sctp_assoc *a, const struct sctp_tx_chunk *c, u32 tsn)
{
	return (struct sctp_data_head) {
		.tsn = tsn,
		.mid = c->msg->mid,
		.ppid = c->msg->ppid,
		.sid = c->msg->sid,
		.len = a->tx.data_hdr + c->len,
		.flags = c->flags,
	};
}

static __always_inline void plain_header(const struct sctp_assoc *a,
					 union sctpw_any_data *d,
					 const struct sctp_tx_chunk *c, u32 tsn)
{
	const struct sctp_data_head h = data_head(a, c, tsn);

	sctp_data_put_plain(d, &h);
}

/* Not inlined, so that the usual case does not build the struct on the stack */
static noinline void other_header(const struct sctp_assoc *a,
				  union sctpw_any_data *d,
				  const struct sctp_tx_chunk *c, u32 tsn)
{
	struct sctp_data_head h = data_head(a, c, tsn);

	/* the first fragment has a PPID there */
	if (!(c->flags & SCTP_DATA_B))
		h.fsn = fragment_nr(a, c);
	sctp_data_put_other(a->tx.format, d, &h);
}

static __always_inline void data_header(const struct sctp_assoc *a,
					union sctpw_any_data *d,
					const struct sctp_tx_chunk *c, u32 tsn)
{
	if (unlikely(a->tx.format != SCTP_FORMAT_DATA))
		other_header(a, d, c, tsn);
	else
		plain_header(a, d, c, tsn);
}

/**
 * sctp_out_is_header() - is this the header of an outstanding chunk?
 * @a: association
 * @c: the chunk, with a message
 * @tsn: its TSN
 * @hdr: what may be its header, @a->tx.data_hdr bytes
 *
 * Return: true if so, whether it has the I bit or not.
 */
bool sctp_out_is_header(const struct sctp_assoc *a,
			const struct sctp_tx_chunk *c, u32 tsn, const void *hdr)
{
	union sctpw_any_data ours, d;

	memcpy(&d, hdr, a->tx.data_hdr);
	data_header(a, &ours, c, tsn);
	d.ch.flags &= ~SCTP_DATA_I;
	ours.ch.flags &= ~SCTP_DATA_I;
	return !memcmp(&d, &ours, a->tx.data_hdr);
}

static bool put_cell(struct sctp_out *o, const struct sctp_tx_chunk *c, u32 tsn)
{
	union sctpw_any_data *d;

	d = sctp_skb_ref_cell(o->skb, c->msg, c->off);
	if (!d)
		return false;
	/* The cell of a retransmission has its header already. It is not
	 * written again: a packet in a queue may refer to it.
	 */
	o->fresh = !c->sent_at;
	if (o->fresh)
		data_header(o->a, d, c, tsn);
	o->last_data = d;
	return true;
}

/* Write the header, and user data to be copied, to the linear part */
static bool put_apart(struct sctp_out *o, const struct sctp_tx_chunk *c,
		      u32 tsn, enum placing how)
{
	u32 pad = SCTP_ALIGN4(c->len) - c->len;
	union sctpw_any_data *d;

	if (o->skb->data_len ||
	    skb_tailroom(o->skb) < (int)linear_size(o->a, c, how))
		return false;
	d = skb_put(o->skb, o->a->tx.data_hdr);
	if (how == COPIED) {
		sctp_skb_copy_payload(o->skb, c->msg, c->off, c->len);
		skb_put_zero(o->skb, pad);
	} else if (sctp_skb_ref_payload(o->skb, c->msg, c->off, c->len)) {
		skb_trim(o->skb, o->skb->len - o->a->tx.data_hdr);
		return false;
	}
	if (how != COPIED)
		o->sealed = true;
	data_header(o->a, d, c, tsn);
	o->fresh = true;
	o->last_data = d;
	return true;
}

static bool packet_put(struct sctp_out *o, const struct sctp_tx_chunk *c,
		       u32 tsn, enum placing how)
{
	if (how == AS_IT_IS ? !put_cell(o, c, tsn) :
			      !put_apart(o, c, tsn, how)) {
		o->sealed = true;
		return false;
	}
	o->key = c->msg->key;
	sctp_out_grew(o, sctp_data_size(o->a->tx.data_hdr, c->len));
	return true;
}

/* Can the packet take a chunk for @p? All DATA of a packet has the same key */
static bool packet_takes(const struct sctp_out *o, const struct sctp_path *p,
			 const struct sctp_tx_chunk *c)
{
	return o->skb && o->path == p && !o->sealed &&
	       (likely(o->key == c->msg->key) || !o->last_data);
}

/**
 * sctp_out_join() - append a DATA chunk to the packet being built
 * @o: builder
 * @p: path of the chunk
 * @c: the chunk
 * @tsn: its TSN
 *
 * Return: false when there is no packet for @p, or no room in it.
 */
bool sctp_out_join(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn)
{
	return packet_takes(o, p, c) &&
	       sctp_data_size(o->a->tx.data_hdr, c->len) <= o->room &&
	       packet_put(o, c, tsn, placing_of(o->a, c));
}

/**
 * sctp_out_data() - append a DATA chunk to the packet being built or a new one
 * @o: builder
 * @p: path of the chunk
 * @c: the chunk; if it does not fit into an empty packet it gets one of its own
 *     that IP fragments
 * @tsn: its TSN
 *
 * Return: false when there is no memory.
 */
bool sctp_out_data(struct sctp_out *o, struct sctp_path *p,
		   const struct sctp_tx_chunk *c, u32 tsn)
{
	u32 size = sctp_data_size(o->a->tx.data_hdr, c->len);
	enum placing how = placing_of(o->a, c);

	if (packet_takes(o, p, c) &&
	    (size <= o->room ||
	     (how == AS_IT_IS && sctp_super_next(o, size))) &&
	    packet_put(o, c, tsn, how))
		return true;
	if (!packet_next(o, p, size, linear_size(o->a, c, how)))
		return false;
	if (packet_put(o, c, tsn, how))
		return true;
	o->failed = true;
	return false;
}

/**
 * sctp_out_cell_header() - fill in the DATA header of a cell
 * @o: builder with the super-packet that refers to it
 * @c: the cell's chunk
 * @tsn: its TSN
 */
void sctp_out_cell_header(struct sctp_out *o, const struct sctp_tx_chunk *c,
			  u32 tsn)
{
	union sctpw_any_data *d = sctp_tx_msg_header(c->msg, c->off);

	data_header(o->a, d, c, tsn);
	o->fresh = true;
	o->last_data = d;
}
