// SPDX-License-Identifier: GPL-2.0-only
/*
 * Building packets and bursts.
 *
 * A packet begins with the control chunks that are due, SACK last, and is
 * filled with DATA (RFC 9260 section 6.10). Small user data is copied into
 * the linear part; a chunk that nothing will follow refers to the message's
 * own memory instead, which seals the packet. Finished packets for the same
 * path are collected and leave together, so that the surroundings can send
 * them as one GSO train.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "control.h"
#include "packet.h"
#include "txring.h"

/* Linear part of a packet that bundles copied data */
#define SCTP_LINEAR_MAX		3328U
/* What may follow a copied chunk in a packet that ends with a reference */
#define SCTP_LINEAR_SPARE	48U
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

/**
 * sctp_out_close() - the packet being built is finished
 * @o: builder
 */
void sctp_out_close(struct sctp_out *o)
{
	struct sk_buff *skb = o->skb;

	o->skb = NULL;
	o->last_data = NULL;
	o->sealed = false;
	if (!skb)
		return;
	if (!skb->len) {
		kfree_skb(skb);
		return;
	}
	__skb_queue_tail(&o->burst, skb);
	o->burst_bytes += skb->len;
	o->burst_packets += SCTP_TX_CB(skb)->packets ?: 1;
	if (o->burst_bytes >= SCTP_BURST_BYTES ||
	    o->burst_packets >= SCTP_BURST_PACKETS)
		send_burst(o);
}

/**
 * sctp_out_to() - the next packet goes to a path
 * @o: builder; its packet is finished
 * @p: path
 */
void sctp_out_to(struct sctp_out *o, struct sctp_path *p)
{
	sctp_out_close(o);
	if (o->path != p)
		send_burst(o);
	o->path = p;
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

/* Linear bytes for a packet whose first DATA chunk takes @need */
static u32 linear_size(const struct sctp_out *o, u32 room, u32 need,
		       u32 copied, u32 control)
{
	u32 want = control + copied;

	if (need > sctp_tx_chunk_size(SCTP_COPY_MAX)) {
		want = control + SCTP_LINEAR_SPARE;
		/* another one of that size may follow it */
		if (need * 2 <= room && control + need * 2 <= SCTP_LINEAR_MAX)
			want += max(copied, need);
	}
	/* a chunk that can only be copied may be larger than the path takes */
	return min(want, max3(room, need, control + SCTP_LINEAR_SPARE));
}

/**
 * sctp_out_packet() - make sure a packet to a path has room
 * @o: builder
 * @p: path
 * @need: size of the chunk to come; when it exceeds what an empty packet
 *        can hold it gets a packet of its own that IP will fragment
 * @copied: bytes of small chunks that wait and may be copied in, with their
 *          headers
 *
 * A new packet begins with the control chunks that are due.
 *
 * Return: true when @o->skb can take the chunk.
 */
bool sctp_out_packet(struct sctp_out *o, struct sctp_path *p, u32 need,
		     u32 copied)
{
	u32 room, control, linear;

	if (o->failed)
		return false;
	if (o->skb && o->path == p && !o->sealed && need <= o->room)
		return true;
	sctp_out_to(o, p);

	room = sctp_path_pmdcs(p);
	control = sctp_control_size(o->a, p, room);
	linear = linear_size(o, room, need, min(copied, SCTP_LINEAR_MAX),
			     control);
	o->skb = sctp_skb_alloc(linear);
	if (!o->skb) {
		sctp_mib_add(o->a->mib, SCTP_MIB_NO_MEMORY, 1);
		o->failed = true;
		return false;
	}
	o->room = room;
	sctp_control_put(o);
	if (need <= o->room)
		return true;
	/* the control chunks left too little: they go by themselves */
	if (o->skb->len)
		return sctp_out_packet(o, p, need, copied);
	o->room = need;
	return true;
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

static void put_payload(struct sctp_out *o, const struct sctp_tx_chunk *c)
{
	u32 pad = SCTP_ALIGN4(c->len) - c->len;

	sctp_skb_copy_payload(o->skb, c->msg, c->off, c->len);
	if (pad)
		skb_put_zero(o->skb, pad);
}

/* Copy when something may follow in the same packet, refer otherwise */
static bool want_copy(const struct sctp_out *o, u32 size, u32 len)
{
	if (skb_tailroom(o->skb) < size)
		return false;
	return len <= SCTP_COPY_MAX || o->room - size >= size;
}

/**
 * sctp_out_data_header() - write the header of a DATA chunk
 * @d: where to
 * @c: the chunk
 * @tsn: its TSN
 */
void sctp_out_data_header(struct sctpw_data *d, const struct sctp_tx_chunk *c,
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

/**
 * sctp_out_data() - append a DATA chunk to the packet
 * @o: builder, sctp_out_packet() gave room for it
 * @c: the chunk
 * @tsn: its TSN
 *
 * Return: false when it did not fit after all; a new packet is needed.
 */
bool sctp_out_data(struct sctp_out *o, struct sctp_tx_chunk *c, u32 tsn)
{
	u32 size = sctp_tx_chunk_size(c->len);
	struct sctpw_data *d;
	bool copy = want_copy(o, size, c->len);

	if (!copy && (skb_tailroom(o->skb) < (int)sizeof(*d) ||
		      o->skb->data_len)) {
		o->sealed = true;
		return false;
	}
	d = skb_put(o->skb, sizeof(*d));
	sctp_out_data_header(d, c, tsn);
	if (copy) {
		put_payload(o, c);
	} else {
		o->sealed = true;
		if (sctp_skb_ref_payload(o->skb, c->msg, c->off, c->len)) {
			skb_trim(o->skb, o->skb->len - sizeof(*d));
			return false;
		}
	}
	o->last_data = d;
	o->room -= min(o->room, size);
	return true;
}
