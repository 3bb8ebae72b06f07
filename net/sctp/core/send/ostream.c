// SPDX-License-Identifier: GPL-2.0-only
/*
 * Outbound streams are allocated in blocks, when one of the block is used: an
 * association pays only for streams it uses. The scheduler's data of the
 * streams is behind the streams of a block.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sched.h"

/* Least size of the array of blocks */
#define SCTP_OSTREAM_BLOCKS_MIN	4U

static struct sctp_ostream *block_new(u32 room, gfp_t gfp)
{
	return kcalloc(SCTP_OSTREAM_BLOCK, sizeof(struct sctp_ostream) + room,
		       gfp | __GFP_ACCOUNT);
}

/* For @n blocks, and with @lives a life time for each of their streams */
static struct sctp_ostreams *streams_new(u32 n, bool lives, gfp_t gfp)
{
	struct sctp_ostreams *all;
	size_t size;

	n = roundup_pow_of_two(max(n, SCTP_OSTREAM_BLOCKS_MIN));
	size = struct_size(all, block, n);
	if (lives)
		size += n * SCTP_OSTREAM_BLOCK * sizeof(u32);
	all = kvzalloc(size, gfp | __GFP_ACCOUNT);
	if (!all)
		return NULL;
	all->n = n;
	all->lives = lives;
	return all;
}

/* Life times by stream, in milliseconds; @all has them */
static u32 *lives_of(const struct sctp_ostreams *all)
{
	return (u32 *)(all->block + all->n);
}

/* All of @old but its blocks goes to @all, which has as many or more */
static void streams_take(struct sctp_ostreams *all,
			 const struct sctp_ostreams *old)
{
	u32 n = all->n;
	bool lives = all->lives;

	*all = *old;
	all->n = n;
	all->lives = lives;
	if (old->lives)
		memcpy(lives_of(all), lives_of(old),
		       old->n * SCTP_OSTREAM_BLOCK * sizeof(u32));
}

static void streams_free(struct sctp_ostreams *all)
{
	u32 i;

	if (!all)
		return;
	for (i = 0; i < all->n; i++)
		kfree(all->block[i]);
	kvfree(all);
}

/* Enlarge the array for @n blocks, with life times or as it was */
static int streams_grow(struct sctp_assoc *a, u32 n, bool lives)
{
	struct sctp_ostreams *old = a->tx.streams.more, *more;

	more = streams_new(old ? max(n, old->n) : n,
			   lives || (old && old->lives), GFP_KERNEL);
	if (!more)
		return -ENOMEM;
	if (old) {
		streams_take(more, old);
		memcpy(more->block, old->block,
		       old->n * sizeof(*old->block));
	}
	a->tx.streams.more = more;
	kvfree(old);
	return 0;
}

static int blocks_grow(struct sctp_assoc *a, u32 n)
{
	return streams_grow(a, n, false);
}

/**
 * sctp_ostreams_need() - make sure that @a->tx.streams.more exists
 * @a: association; the caller may sleep
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_ostreams_need(struct sctp_assoc *a)
{
	return a->tx.streams.more ? 0 : blocks_grow(a, 1);
}

/**
 * sctp_ostreams_set_pr() - set the state of PR-SCTP
 * @a: association, with @a->tx.streams.more
 * @pr: the state, NULL for none
 */
void sctp_ostreams_set_pr(struct sctp_assoc *a, struct sctp_pr *pr)
{
	a->tx.streams.more->pr = pr;
	a->tx.streams.pr = !!pr;
}

/**
 * sctp_ostream_set_life() - set the life time of messages of some streams
 * @a: association; the caller may sleep
 * @first: the first stream
 * @last: the last one, not before @first, less than the number of streams
 * @ms: the life time of messages that have no other limit, milliseconds;
 *      0 for none
 *
 * Messages that are queued keep what they have.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_ostream_set_life(struct sctp_assoc *a, u16 first, u16 last, u32 ms)
{
	const struct sctp_ostreams *all = a->tx.streams.more;
	u32 n = last / SCTP_OSTREAM_BLOCK + 1, sid;

	if ((!all || !all->lives || all->n < n) && streams_grow(a, n, true))
		return -ENOMEM;
	for (sid = first; sid <= last; sid++)
		lives_of(a->tx.streams.more)[sid] = ms;
	a->tx.streams.lives = true;
	return 0;
}

/**
 * sctp_ostream_life() - the life time of messages of a stream
 * @a: association
 * @sid: the stream
 *
 * Return: milliseconds, 0 for none.
 */
u32 sctp_ostream_life(const struct sctp_assoc *a, u16 sid)
{
	const struct sctp_ostreams *all = a->tx.streams.more;

	if (!a->tx.streams.lives || sid / SCTP_OSTREAM_BLOCK >= all->n)
		return 0;
	return lives_of(all)[sid];
}

/**
 * sctp_ostream_reserve() - make sure an outbound stream exists
 * @a: association; the caller may sleep
 * @sid: the stream, less than their number
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_ostream_reserve(struct sctp_assoc *a, u16 sid)
{
	u32 i = sid / SCTP_OSTREAM_BLOCK;
	const struct sctp_ostreams *all;
	struct sctp_ostream **block;

	if (!sid)
		return 0;
	all = a->tx.streams.more;
	if ((!all || i >= all->n) && blocks_grow(a, i + 1))
		return -ENOMEM;
	block = &a->tx.streams.more->block[i];
	if (!*block)
		*block = block_new(a->tx.sched->room, GFP_KERNEL);
	return *block ? 0 : -ENOMEM;
}

/**
 * sctp_ostreams_copy() - copy the streams for another scheduler
 * @a: association
 * @room: bytes that the scheduler keeps for each stream
 * @gfp: how to allocate
 *
 * Return: the streams, for sctp_ostreams_replace(), or NULL.
 */
struct sctp_ostreams *sctp_ostreams_copy(const struct sctp_assoc *a, u32 room,
					 gfp_t gfp)
{
	const struct sctp_ostreams *old = a->tx.streams.more;
	struct sctp_ostreams *all;
	u32 i;

	all = streams_new(old ? old->n : 0, old && old->lives, gfp);
	if (!all)
		return NULL;
	if (old)
		streams_take(all, old);
	for (i = 0; i < all->n; i++) {
		/* block 0 is needed: it has the scheduler's data of stream 0 */
		if (i && !(old && old->block[i]))
			continue;
		all->block[i] = block_new(room, gfp);
		if (!all->block[i]) {
			streams_free(all);
			return NULL;
		}
		if (old && old->block[i])
			memcpy(all->block[i], old->block[i],
			       SCTP_OSTREAM_BLOCK * sizeof(*old->block[i]));
	}
	return all;
}

/**
 * sctp_ostreams_replace() - replace the streams by a copy
 * @a: association
 * @all: the copy
 */
void sctp_ostreams_replace(struct sctp_assoc *a, struct sctp_ostreams *all)
{
	streams_free(a->tx.streams.more);
	a->tx.streams.more = all;
}

/**
 * sctp_ostream_exists() - was an outbound stream reserved?
 * @a: association
 * @sid: the stream
 *
 * Return: true if so, or if one of its block was. The first one always exists.
 */
bool sctp_ostream_exists(const struct sctp_assoc *a, u16 sid)
{
	const struct sctp_ostreams *all = a->tx.streams.more;
	u32 i = sid / SCTP_OSTREAM_BLOCK;

	return !sid || (all && i < all->n && all->block[i]);
}

/**
 * sctp_ostreams_make() - allocate the streams other than the first, unless they
 * are there
 * @a: association
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_ostreams_make(struct sctp_assoc *a)
{
	if (!a->tx.streams.more)
		a->tx.streams.more = streams_new(0, false, GFP_ATOMIC);
	return a->tx.streams.more ? 0 : -ENOMEM;
}

/**
 * sctp_ostream_room() - the scheduler's data of a stream
 * @a: association
 * @sid: a stream that was reserved
 *
 * Return: @room bytes of struct sctp_sched_ops.
 */
void *sctp_ostream_room(const struct sctp_assoc *a, u16 sid)
{
	struct sctp_ostream *block =
		a->tx.streams.more->block[sid / SCTP_OSTREAM_BLOCK];
	u8 *rooms = (u8 *)(block + SCTP_OSTREAM_BLOCK);

	return rooms + sid % SCTP_OSTREAM_BLOCK * a->tx.sched->room;
}

static void stream_restart(struct sctp_ostream *s)
{
	s->mid = 0;
	s->umid = 0;
}

/**
 * sctp_ostream_reset() - reset the numbers of a stream to 0
 * @a: association
 * @sid: the stream; one that was never used has nothing to reset
 */
void sctp_ostream_reset(struct sctp_assoc *a, u16 sid)
{
	struct sctp_ostreams *all = a->tx.streams.more;
	u32 i = sid / SCTP_OSTREAM_BLOCK;

	if (!sid)
		stream_restart(&a->tx.streams.first);
	else if (all && i < all->n && all->block[i])
		stream_restart(&all->block[i][sid % SCTP_OSTREAM_BLOCK]);
}

/**
 * sctp_ostream_restart() - reset the numbers of all streams to 0
 * @a: association
 *
 * A peer may ask for it again and again (RFC 6525 section 5.2.4).
 */
void sctp_ostream_restart(struct sctp_assoc *a)
{
	struct sctp_ostreams *all = a->tx.streams.more;
	u32 i, j;

	stream_restart(&a->tx.streams.first);
	if (!all || !all->numbered)
		return;
	for (i = 0; i < all->n; i++)
		for (j = 0; all->block[i] && j < SCTP_OSTREAM_BLOCK; j++)
			stream_restart(&all->block[i][j]);
	all->numbered = false;
}

/**
 * sctp_ostream_free() - free the streams
 * @a: association that has ended, without messages
 */
void sctp_ostream_free(struct sctp_assoc *a)
{
	streams_free(a->tx.streams.more);
	a->tx.streams.more = NULL;
	a->tx.streams.lives = false;
}
