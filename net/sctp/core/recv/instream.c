// SPDX-License-Identifier: GPL-2.0-only
/*
 * Inbound streams: complete messages are delivered in the order of their SSN
 * within each stream (RFC 9260 section 6.6), or of their MID (RFC 8260 section
 * 2.2.3). A message that is early waits.
 *
 * Streams are allocated in blocks on first use and take two bytes each, with
 * I-DATA four. So a peer that uses many streams costs little memory.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/wire/dataformat.h"
#include "core/wire/serial.h"
#include "core/assoc.h"
#include "instream.h"
#include "rwnd.h"

static u32 blocks_for(u16 n)
{
	return DIV_ROUND_UP((u32)n, SCTP_INSTREAM_BLOCK);
}

/* Are there 32-bit MIDs instead of SSNs? */
static bool has_mids(const struct sctp_assoc *a)
{
	return unlikely(a->tx.format == SCTP_FORMAT_I_DATA);
}

/* How much later is a message than another of its stream? < 0: earlier */
static s32 mid_after(const struct sctp_assoc *a, u32 mid, u32 than)
{
	return has_mids(a) ? (s32)(mid - than) : (s16)(mid - than);
}

/* What a block has of its streams instead of SSNs */
static struct sctp_instream_mids *block_mids(struct sctp_instream_block *b)
{
	return (struct sctp_instream_mids *)(b + 1);
}

/* Memory of a block with @n streams */
static u32 block_size(const struct sctp_assoc *a, u32 n)
{
	const struct sctp_instream_block *b = NULL;
	const struct sctp_instream_mids *m = NULL;

	return has_mids(a) ? sizeof(*b) + struct_size(m, next, n) :
			     struct_size(b, ssn, n);
}

/* How many streams the block of @sid has */
static u32 block_streams(const struct sctp_assoc *a, u16 sid)
{
	u32 first = round_down(sid, SCTP_INSTREAM_BLOCK);

	return min_t(u32, a->rx.streams.num - first, SCTP_INSTREAM_BLOCK);
}

/* The array of pointers to blocks */
static struct sctp_instream_block **instream_blocks(struct sctp_assoc *a)
{
	struct sctp_instreams *s = &a->rx.streams;

	return s->many_blocks ? s->block : &s->only;
}

static u32 nr_blocks(const struct sctp_assoc *a)
{
	return a->rx.streams.many_blocks ? blocks_for(a->rx.streams.num) : 1;
}

/**
 * sctp_instream_set() - set the number of inbound streams, SSNs at 0
 * @a: association without waiting messages
 * @n: how many
 */
void sctp_instream_set(struct sctp_assoc *a, u16 n)
{
	sctp_instream_free(a);
	a->rx.streams.num = n;
}

/*
 * Allocate the array for all blocks; without it there is only the first block
 */
static int blocks_make(struct sctp_assoc *a)
{
	u32 size = blocks_for(a->rx.streams.num) *
		   sizeof(struct sctp_instream_block *);
	struct sctp_instream_block **block;

	block = kvzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT);
	if (!block)
		return -ENOMEM;
	block[0] = a->rx.streams.only;
	if (block[0])
		sctp_rx_charge(&a->rx.wnd, block_size(a, SCTP_INSTREAM_BLOCK));
	sctp_rx_charge(&a->rx.wnd, size);
	a->rx.streams.block = block;
	a->rx.streams.many_blocks = true;
	return 0;
}

static noinline int block_make(struct sctp_assoc *a, u16 sid)
{
	struct sctp_instream_block **b;
	u32 size;

	if (sid >= SCTP_INSTREAM_BLOCK && !a->rx.streams.many_blocks &&
	    blocks_make(a))
		return -ENOMEM;
	b = &instream_blocks(a)[sid / SCTP_INSTREAM_BLOCK];
	size = block_size(a, block_streams(a, sid));
	*b = kzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT);
	if (!*b)
		return -ENOMEM;
	if (a->rx.streams.many_blocks)
		sctp_rx_charge(&a->rx.wnd, size);
	INIT_LIST_HEAD(&(*b)->waiting);
	return 0;
}

/**
 * sctp_instream_reserve() - make sure an inbound stream exists
 * @a: association
 * @sid: the stream, less than their number
 *
 * Done before a chunk of the stream is taken, since a message that was
 * acknowledged cannot be dropped. The memory is charged as received data,
 * except for the first block, which every association has.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_instream_reserve(struct sctp_assoc *a, u16 sid)
{
	if (likely((sid < SCTP_INSTREAM_BLOCK || a->rx.streams.many_blocks) &&
		   instream_blocks(a)[sid / SCTP_INSTREAM_BLOCK]))
		return 0;
	return block_make(a, sid);
}

/* The block of a stream that was reserved */
static struct sctp_instream_block *block_of(struct sctp_assoc *a, u16 sid)
{
	return instream_blocks(a)[sid / SCTP_INSTREAM_BLOCK];
}

/* How many messages of its stream are to come before a message; < 0: its number
 * was used before
 */
static s32 turns_left(const struct sctp_assoc *a, struct sctp_instream_block *b,
		      u16 sid, u32 mid)
{
	u32 i = sid % SCTP_INSTREAM_BLOCK;

	return mid_after(a, mid, has_mids(a) ? block_mids(b)->next[i] :
					       b->ssn[i]);
}

/* The number of the message whose turn it is */
static void set_turn(const struct sctp_assoc *a, struct sctp_instream_block *b,
		     u16 sid, u32 mid)
{
	u32 i = sid % SCTP_INSTREAM_BLOCK;

	if (has_mids(a))
		block_mids(b)->next[i] = mid;
	else
		b->ssn[i] = mid;
}

static void next_turn(const struct sctp_assoc *a, struct sctp_instream_block *b,
		      u16 sid)
{
	u32 i = sid % SCTP_INSTREAM_BLOCK;

	if (has_mids(a))
		block_mids(b)->next[i]++;
	else
		b->ssn[i]++;
}

static void uncount_msg(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	sctp_rx_drop(&a->rx.wnd, msg->len);
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(msg));
}

static void block_free(struct sctp_assoc *a, struct sctp_instream_block *b,
		       u16 sid)
{
	struct sctp_rx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list)
		uncount_msg(a, msg);
	if (a->rx.streams.many_blocks)
		sctp_rx_uncharge(&a->rx.wnd,
				 block_size(a, block_streams(a, sid)));
	kfree(b);
}

/**
 * sctp_instream_free() - free all streams and the messages that wait in them
 * @a: association
 */
void sctp_instream_free(struct sctp_assoc *a)
{
	struct sctp_instream_block **block = instream_blocks(a);
	struct sctp_rx_msg *msg, *tmp;
	u32 i, n = nr_blocks(a);
	struct list_head held;

	if (!a->rx.streams.only && !a->rx.streams.held_msgs.last)
		return;
	for (i = 0; i < n; i++)
		if (block[i])
			block_free(a, block[i], i * SCTP_INSTREAM_BLOCK);
	if (a->rx.streams.many_blocks) {
		sctp_rx_uncharge(&a->rx.wnd, n * sizeof(*block));
		kvfree(block);
	}
	a->rx.streams.many_blocks = false;
	a->rx.streams.only = NULL;
	sctp_rx_fifo_take(&a->rx.streams.held_msgs, &held);
	list_for_each_entry_safe(msg, tmp, &held, list)
		uncount_msg(a, msg);
}

/**
 * sctp_instream_deliver() - hand a message to the reader
 * @a: association
 * @msg: message whose turn it is, or a part of one
 */
void sctp_instream_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	msg->cum_tsn = a->rx.ring.cum_tsn;
	sctp_rx_hand_over(&a->rx.wnd, msg->len);
	sctp_ops(a)->deliver(a, msg);
}

/* Deliver, or hold back while another message is delivered in parts */
static void deliver_in_turn(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	if (a->rx.delivery.partial)
		sctp_rx_fifo_add(&a->rx.streams.held_msgs, msg);
	else
		sctp_instream_deliver(a, msg);
}

/*
 * Drop a message whose SSN was used before: RFC 9260 section 6.6 forbids that
 */
static void drop_used(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	uncount_msg(a, msg);
}

static void stream_begin(const struct sctp_assoc *a,
			 struct sctp_instream_block *b, u16 sid)
{
	u32 i = sid % SCTP_INSTREAM_BLOCK;

	if (has_mids(a))
		block_mids(b)->next[i] = 0;
	else
		b->ssn[i] = 0;
}

/**
 * sctp_instream_restart() - the next SSN of a stream is 0, or the next MID (RFC
 * 6525, RFC 8260 section 2.3.3)
 * @a: association
 * @sid: the stream, less than their number
 *
 * Messages that wait, which a correct peer has none of, go on waiting.
 */
void sctp_instream_restart(struct sctp_assoc *a, u16 sid)
{
	struct sctp_instream_block *b;

	if (sid >= SCTP_INSTREAM_BLOCK && !a->rx.streams.many_blocks)
		return;
	b = block_of(a, sid);
	if (b)
		stream_begin(a, b, sid);
}

static void block_restart(struct sctp_assoc *a, struct sctp_instream_block *b,
			  u32 streams)
{
	struct sctp_rx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list) {
		list_del(&msg->list);
		deliver_in_turn(a, msg);
	}
	b->nwaiting = 0;
	if (has_mids(a))
		memset(block_mids(b)->next, 0,
		       streams * sizeof(*block_mids(b)->next));
	else
		memset(b->ssn, 0, streams * sizeof(*b->ssn));
}

/**
 * sctp_instream_restart_all() - the next SSNs or MIDs of all streams are 0
 * @a: association
 *
 * Messages that wait are delivered: they were acknowledged.
 */
void sctp_instream_restart_all(struct sctp_assoc *a)
{
	struct sctp_instream_block **block = instream_blocks(a);
	u32 i, n = nr_blocks(a);

	for (i = 0; i < n; i++)
		if (block[i])
			block_restart(a, block[i],
				      block_streams(a,
						    i * SCTP_INSTREAM_BLOCK));
}

/* Move the last block, which is not full, into one with @n streams */
static int block_grow(struct sctp_assoc *a, struct sctp_instream_block **at,
		      u32 had, u32 n)
{
	struct sctp_instream_block *b, *old = *at;
	u32 more = block_size(a, n) - block_size(a, had);

	b = kzalloc(block_size(a, n), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!b)
		return -ENOMEM;
	memcpy(b, old, block_size(a, had));
	INIT_LIST_HEAD(&b->waiting);
	list_splice(&old->waiting, &b->waiting);
	*at = b;
	if (a->rx.streams.many_blocks)
		sctp_rx_charge(&a->rx.wnd, more);
	kfree(old);
	return 0;
}

/* Does the array of blocks have to be larger for @n streams? */
static bool array_grows(const struct sctp_assoc *a, u16 n)
{
	return a->rx.streams.many_blocks &&
	       blocks_for(n) != blocks_for(a->rx.streams.num);
}

/* Use a larger array of blocks, @block, for @n streams */
static void array_replace(struct sctp_assoc *a,
			  struct sctp_instream_block **block, u16 n)
{
	u32 had = blocks_for(a->rx.streams.num);

	memcpy(block, a->rx.streams.block, had * sizeof(*block));
	sctp_rx_charge(&a->rx.wnd, (blocks_for(n) - had) * sizeof(*block));
	kvfree(a->rx.streams.block);
	a->rx.streams.block = block;
}

/**
 * sctp_instream_add() - add inbound streams (RFC 6525 section 5.2.5)
 * @a: association
 * @n: how many; with those that are there at most 65535
 *
 * Return: 0, or -ENOMEM with nothing added.
 */
int sctp_instream_add(struct sctp_assoc *a, u16 n)
{
	u16 last = a->rx.streams.num - 1, more = a->rx.streams.num + n;
	u32 had = block_streams(a, last);
	u32 will = min_t(u32, had + n, SCTP_INSTREAM_BLOCK);
	struct sctp_instream_block **at = NULL, **block = NULL;

	if (array_grows(a, more)) {
		block = kvcalloc(blocks_for(more), sizeof(*block),
				 GFP_ATOMIC | __GFP_ACCOUNT);
		if (!block)
			return -ENOMEM;
	}
	if (last < SCTP_INSTREAM_BLOCK || a->rx.streams.many_blocks)
		at = &instream_blocks(a)[last / SCTP_INSTREAM_BLOCK];
	if (at && *at && will != had && block_grow(a, at, had, will)) {
		kvfree(block);
		return -ENOMEM;
	}
	if (block)
		array_replace(a, block, more);
	a->rx.streams.num = more;
	return 0;
}

/* Deliver messages that waited for the one of the stream just delivered */
static void deliver_waiting(struct sctp_assoc *a, u16 sid)
{
	struct sctp_instream_block *b = block_of(a, sid);
	struct sctp_rx_msg *msg, *tmp;
	s32 left;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list) {
		if (msg->sid != sid)
			continue;
		left = turns_left(a, b, sid, msg->mid);
		if (left > 0)
			return;
		list_del(&msg->list);
		b->nwaiting--;
		if (left < 0) {
			drop_used(a, msg);
			continue;
		}
		next_turn(a, b, sid);
		deliver_in_turn(a, msg);
	}
}

static void wait_for_turn(const struct sctp_assoc *a,
			  struct sctp_instream_block *b,
			  struct sctp_rx_msg *msg)
{
	struct sctp_rx_msg *pos;

	b->nwaiting++;
	list_for_each_entry_reverse(pos, &b->waiting, list)
		if (pos->sid == msg->sid &&
		    mid_after(a, msg->mid, pos->mid) > 0)
			break;
	list_add(&msg->list, &pos->list);
}

/**
 * sctp_instream_message() - a message is complete
 * @a: association
 * @msg: the message; delivered now or when its turn comes
 *
 * Return: 0, or -E2BIG when it was dropped, since too many wait.
 */
int sctp_instream_message(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	struct sctp_instream_block *b;
	u16 sid = msg->sid;
	s32 left;

	if (msg->flags & SCTP_RX_UNORDERED) {
		deliver_in_turn(a, msg);
		return 0;
	}
	b = block_of(a, sid);
	left = turns_left(a, b, sid, msg->mid);
	if (left < 0) {
		drop_used(a, msg);
		return 0;
	}
	if (!left) {
		next_turn(a, b, sid);
		deliver_in_turn(a, msg);
		deliver_waiting(a, sid);
		return 0;
	}
	if (b->nwaiting < SCTP_MAX_WAITING) {
		wait_for_turn(a, b, msg);
		return 0;
	}
	/* All earlier TSNs were received. So the peer skipped the SSNs that
	 * these messages wait for, which a correct peer never does.
	 */
	uncount_msg(a, msg);
	return -E2BIG;
}

/* Deliver messages up to @last that waited for others that will not come */
static void deliver_stranded(struct sctp_assoc *a, u16 sid, u32 last)
{
	struct sctp_instream_block *b = block_of(a, sid);
	struct sctp_rx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list) {
		if (msg->sid != sid)
			continue;
		if (mid_after(a, msg->mid, last) > 0)
			return;
		list_del(&msg->list);
		b->nwaiting--;
		if (turns_left(a, b, sid, msg->mid) >= 0) {
			set_turn(a, b, sid, msg->mid + 1);
			deliver_in_turn(a, msg);
		} else {
			drop_used(a, msg);
		}
	}
}

/**
 * sctp_instream_skip() - messages of a stream will not come
 * @a: association
 * @sid: the stream, which was reserved
 * @mid: SSN, or MID, of the last of them
 *
 * Delivers those up to @mid that wait, and those that waited for them.
 */
void sctp_instream_skip(struct sctp_assoc *a, u16 sid, u32 mid)
{
	struct sctp_instream_block *b = block_of(a, sid);

	if (turns_left(a, b, sid, mid) < 0)
		return;
	deliver_stranded(a, sid, mid);
	set_turn(a, b, sid, mid + 1);
	deliver_waiting(a, sid);
}

/**
 * sctp_instream_has_room() - may a message behind a gap be taken now?
 * @a: association
 * @sid: its stream
 * @mid: its SSN, or its MID
 *
 * Return: false when it is not its turn and too many wait. Then it stays in the
 * ring until all earlier TSNs were received.
 */
bool sctp_instream_has_room(struct sctp_assoc *a, u16 sid, u32 mid)
{
	struct sctp_instream_block *b = block_of(a, sid);

	return !turns_left(a, b, sid, mid) || b->nwaiting < SCTP_MAX_WAITING;
}

/**
 * sctp_instream_is_next() - is it an ordered message's turn?
 * @a: association
 * @sid: its stream
 * @mid: its SSN, or its MID
 *
 * Return: true when all messages before it in its stream were delivered.
 */
bool sctp_instream_is_next(struct sctp_assoc *a, u16 sid, u32 mid)
{
	return !turns_left(a, block_of(a, sid), sid, mid);
}

/**
 * sctp_instream_is_used() - was the number of an ordered message used before?
 * @a: association
 * @sid: its stream
 * @mid: its SSN, or its MID
 *
 * Return: true if so.
 */
bool sctp_instream_is_used(struct sctp_assoc *a, u16 sid, u32 mid)
{
	return turns_left(a, block_of(a, sid), sid, mid) < 0;
}

/**
 * sctp_instream_next_mid() - which ordered message's turn is it?
 * @a: association that uses I-DATA
 * @sid: a stream that was reserved
 *
 * Return: its MID.
 */
u32 sctp_instream_next_mid(struct sctp_assoc *a, u16 sid)
{
	return block_mids(block_of(a, sid))->next[sid % SCTP_INSTREAM_BLOCK];
}

/**
 * sctp_instream_set_parted() - is an unordered message delivered in parts?
 * @a: association that uses I-DATA
 * @sid: its stream
 * @parted: true from its first part to its last one
 */
void sctp_instream_set_parted(struct sctp_assoc *a, u16 sid, bool parted)
{
	u64 *bits = &block_mids(block_of(a, sid))->parted;
	u64 bit = BIT_ULL(sid % SCTP_INSTREAM_BLOCK);

	*bits = parted ? *bits | bit : *bits & ~bit;
}

/**
 * sctp_instream_is_parted() - is an unordered message delivered in parts?
 * @a: association that uses I-DATA
 * @sid: a stream that was reserved
 *
 * A reader could not tell another unordered message of the stream from it.
 *
 * Return: true if so.
 */
bool sctp_instream_is_parted(struct sctp_assoc *a, u16 sid)
{
	return block_mids(block_of(a, sid))->parted &
	       BIT_ULL(sid % SCTP_INSTREAM_BLOCK);
}

/**
 * sctp_instream_partial_done() - a partial delivery is over
 * @a: association; with DATA no longer in partial delivery
 * @sid: its stream
 * @ordered: it used an SSN, or a MID for ordered messages
 *
 * Delivers messages that were held back, and those that waited for this one.
 */
void sctp_instream_partial_done(struct sctp_assoc *a, u16 sid, bool ordered)
{
	struct sctp_rx_msg *msg, *tmp;
	struct list_head held;

	sctp_rx_fifo_take(&a->rx.streams.held_msgs, &held);
	list_for_each_entry_safe(msg, tmp, &held, list)
		deliver_in_turn(a, msg);
	if (!ordered)
		return;
	next_turn(a, block_of(a, sid), sid);
	deliver_waiting(a, sid);
}
