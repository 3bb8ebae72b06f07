// SPDX-License-Identifier: GPL-2.0-only
/*
 * Inbound streams: complete messages become deliverable in the order of
 * their SSN within each stream (RFC 9260 section 6.6). One that is early
 * waits; streams come into being in blocks on first use, and cost two bytes
 * each, so that a peer gains nothing by asking for many and using them all.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "end.h"
#include "reasm.h"
#include "rwnd.h"
#include "serial.h"

/* Messages of a block that may wait for earlier ones; bounds what a hostile
 * order costs
 */
#define SCTP_MAX_WAITING	256

static u32 blocks_for(u16 n)
{
	return DIV_ROUND_UP((u32)n, SCTP_INSTREAM_BLOCK);
}

/* Memory of a block with @n streams */
static u32 block_size(u32 n)
{
	const struct sctp_instream_block *b = NULL;

	return struct_size(b, ssn, n);
}

/* How many streams the block of @sid has */
static u32 block_streams(const struct sctp_assoc *a, u16 sid)
{
	u32 first = round_down(sid, SCTP_INSTREAM_BLOCK);

	return min_t(u32, a->rx.num_streams - first, SCTP_INSTREAM_BLOCK);
}

/* Where the pointers to the blocks are */
static struct sctp_instream_block **blocks(struct sctp_assoc *a)
{
	return a->rx.many_blocks ? a->rx.block : &a->rx.only;
}

static u32 nr_blocks(const struct sctp_assoc *a)
{
	return a->rx.many_blocks ? blocks_for(a->rx.num_streams) : 1;
}

/**
 * sctp_instream_init() - nothing received
 * @a: association
 */
void sctp_instream_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->rx.held_msgs);
}

/**
 * sctp_reasm_set_streams() - set the number of inbound streams, SSNs at 0
 * @a: association without waiting messages
 * @n: how many
 */
void sctp_reasm_set_streams(struct sctp_assoc *a, u16 n)
{
	sctp_instream_free(a);
	a->rx.num_streams = n;
}

/* Pointers to all blocks there can be; until then there is the first one */
static int blocks_make(struct sctp_assoc *a)
{
	u32 size = blocks_for(a->rx.num_streams) *
		   sizeof(struct sctp_instream_block *);
	struct sctp_instream_block **block;

	block = kvzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT);
	if (!block)
		return -ENOMEM;
	block[0] = a->rx.only;
	if (block[0])
		sctp_rx_charge(a, block_size(SCTP_INSTREAM_BLOCK));
	sctp_rx_charge(a, size);
	a->rx.block = block;
	a->rx.many_blocks = true;
	return 0;
}

/**
 * sctp_instream_reserve() - make sure an inbound stream exists
 * @a: association
 * @sid: the stream, less than their number
 *
 * Done before a chunk of the stream is taken, since a message that was
 * acknowledged cannot be refused any more. What it takes is charged with what
 * is received, unless it is the first block, which every association has.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_instream_reserve(struct sctp_assoc *a, u16 sid)
{
	struct sctp_instream_block **b;
	u32 size;

	if (sid >= SCTP_INSTREAM_BLOCK && !a->rx.many_blocks && blocks_make(a))
		return -ENOMEM;
	b = &blocks(a)[sid / SCTP_INSTREAM_BLOCK];
	if (*b)
		return 0;
	size = block_size(block_streams(a, sid));
	*b = kzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT);
	if (!*b)
		return -ENOMEM;
	if (a->rx.many_blocks)
		sctp_rx_charge(a, size);
	INIT_LIST_HEAD(&(*b)->waiting);
	return 0;
}

/* The block of a stream that was reserved */
static struct sctp_instream_block *block_of(struct sctp_assoc *a, u16 sid)
{
	return blocks(a)[sid / SCTP_INSTREAM_BLOCK];
}

/* Its next SSN */
static u16 *next_ssn(struct sctp_instream_block *b, u16 sid)
{
	return &b->ssn[sid % SCTP_INSTREAM_BLOCK];
}

static void uncount(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	sctp_rx_drop(a, msg->len);
	sctp_rx_uncharge(a, sctp_rx_msg_free(msg));
}

static void block_free(struct sctp_assoc *a, struct sctp_instream_block *b,
		       u16 sid)
{
	struct sctp_rx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list)
		uncount(a, msg);
	if (a->rx.many_blocks)
		sctp_rx_uncharge(a, block_size(block_streams(a, sid)));
	kfree(b);
}

/**
 * sctp_instream_free() - drop all streams and what waits in them
 * @a: association
 */
void sctp_instream_free(struct sctp_assoc *a)
{
	struct sctp_instream_block **block = blocks(a);
	struct sctp_rx_msg *msg, *tmp;
	u32 i, n = nr_blocks(a);

	for (i = 0; i < n; i++)
		if (block[i])
			block_free(a, block[i], i * SCTP_INSTREAM_BLOCK);
	if (a->rx.many_blocks) {
		sctp_rx_uncharge(a, n * sizeof(*block));
		kvfree(block);
	}
	a->rx.many_blocks = false;
	a->rx.only = NULL;
	list_for_each_entry_safe(msg, tmp, &a->rx.held_msgs, list)
		uncount(a, msg);
	INIT_LIST_HEAD(&a->rx.held_msgs);
}

/**
 * sctp_instream_deliver() - hand a message to the reader
 * @a: association
 * @msg: message whose turn it is, or a part of one
 */
void sctp_instream_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	msg->assoc = a;
	msg->cum_tsn = a->rx.ring.cum_tsn;
	sctp_rx_hand_over(a, msg->len);
	a->ops->deliver(a, msg);
}

/* Nothing may come between the parts of a partial delivery */
static void deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	if (a->rx.pd_active)
		list_add_tail(&msg->list, &a->rx.held_msgs);
	else
		sctp_instream_deliver(a, msg);
}

/* An SSN that was used already breaks RFC 9260 section 6.6 */
static void drop_used(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	uncount(a, msg);
}

/* It is the turn of a stream's next message */
static void deliver_waiting(struct sctp_assoc *a, u16 sid)
{
	struct sctp_instream_block *b = block_of(a, sid);
	u16 *next = next_ssn(b, sid);
	struct sctp_rx_msg *msg, *tmp;

	list_for_each_entry_safe(msg, tmp, &b->waiting, list) {
		if (msg->sid != sid)
			continue;
		if (sctp_ssn_lt(*next, msg->ssn))
			return;
		list_del(&msg->list);
		b->nwaiting--;
		if (msg->ssn != *next) {
			drop_used(a, msg);
			continue;
		}
		++*next;
		deliver(a, msg);
	}
}

static void wait_for_turn(struct sctp_instream_block *b,
			  struct sctp_rx_msg *msg)
{
	struct sctp_rx_msg *pos;

	b->nwaiting++;
	list_for_each_entry_reverse(pos, &b->waiting, list)
		if (pos->sid == msg->sid && sctp_ssn_lt(pos->ssn, msg->ssn))
			break;
	list_add(&msg->list, &pos->list);
}

/**
 * sctp_instream_message() - a message is complete
 * @a: association
 * @msg: the message; delivered now or when its turn comes
 */
void sctp_instream_message(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	struct sctp_instream_block *b;
	u16 sid = msg->sid;
	u16 *next;

	if (msg->flags & SCTP_RX_UNORDERED) {
		deliver(a, msg);
		return;
	}
	b = block_of(a, sid);
	next = next_ssn(b, sid);
	if (sctp_ssn_lt(msg->ssn, *next)) {
		drop_used(a, msg);
		return;
	}
	if (msg->ssn == *next) {
		++*next;
		deliver(a, msg);
		deliver_waiting(a, sid);
		return;
	}
	if (b->nwaiting < SCTP_MAX_WAITING) {
		wait_for_turn(b, msg);
		return;
	}
	/* in TSN order no correct peer gets here: all before it is received */
	uncount(a, msg);
	sctp_assoc_violation(a, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
}

/**
 * sctp_instream_has_room() - may a message behind a gap be taken already?
 * @a: association
 * @sid: its stream
 * @ssn: its SSN
 *
 * Return: false when it is not its turn and too many wait: it stays in the
 * ring until it is next by TSN.
 */
bool sctp_instream_has_room(struct sctp_assoc *a, u16 sid, u16 ssn)
{
	struct sctp_instream_block *b = block_of(a, sid);

	return *next_ssn(b, sid) == ssn || b->nwaiting < SCTP_MAX_WAITING;
}

/**
 * sctp_instream_is_next() - is it an ordered message's turn?
 * @a: association
 * @sid: its stream
 * @ssn: its SSN
 *
 * Return: true when nothing before it is missing.
 */
bool sctp_instream_is_next(struct sctp_assoc *a, u16 sid, u16 ssn)
{
	return *next_ssn(block_of(a, sid), sid) == ssn;
}

/**
 * sctp_instream_partial_done() - a partial delivery is over
 * @a: association, no longer in partial delivery
 * @sid: its stream
 * @ordered: it used an SSN
 *
 * Lets out what was held back meanwhile, and what waited for this message.
 */
void sctp_instream_partial_done(struct sctp_assoc *a, u16 sid, bool ordered)
{
	struct sctp_rx_msg *msg, *tmp;
	LIST_HEAD(held);

	list_splice_init(&a->rx.held_msgs, &held);
	list_for_each_entry_safe(msg, tmp, &held, list)
		deliver(a, msg);
	if (!ordered)
		return;
	++*next_ssn(block_of(a, sid), sid);
	deliver_waiting(a, sid);
}
