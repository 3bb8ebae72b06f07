/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Outbound streams.
 *
 *   struct sctp_tx_streams
 *   +-- first     most associations use no other
 *   +-- more      the others, in blocks made when one of them is used
 *         +-- block[0]  streams 0 to 15, of which 0 is not used
 *         +-- block[1]  NULL
 *         +-- ...
 *
 * The messages of a stream are in the scheduler's queue (sched.h).
 */
#ifndef _SCTP_CORE_OSTREAM_H
#define _SCTP_CORE_OSTREAM_H

#include <linux/compiler.h>
#include <linux/types.h>

struct sctp_assoc;
struct sctp_open_msg;
struct sctp_pr;

#define SCTP_OSTREAM_BLOCK	16

/**
 * struct sctp_ostream - an outbound stream
 * @mid: number of the next ordered message; its low half is the SSN
 * @umid: number of the next unordered message, which only I-DATA has
 * @msgs: messages queued, or sent and not yet released
 */
struct sctp_ostream {
	u32 mid;
	u32 umid;
	u32 msgs;
};

/**
 * struct sctp_ostreams - outbound streams other than the first
 * @n: entries in @block
 * @begun: a message was sent in part: its rest must be sent next (not with
 *         FCFS)
 * @numbered: a number was used since all began at 0
 * @apart: parts that are queued have FSNs as Linux counts (parts.c)
 * @lives: behind @block there is a life time for each stream of it
 * @begun_sid: its stream
 * @clock: what sched_turns.c orders streams by
 * @open: messages that come in parts, with I-DATA (parts.c)
 * @pr: PR-SCTP, valid with @pr of struct sctp_tx_streams
 * @block: SCTP_OSTREAM_BLOCK streams each, NULL before one of them is used
 */
struct sctp_ostreams {
	u32 n;
	bool begun:1;
	bool numbered:1;
	bool apart:1;
	bool lives:1;
	u16 begun_sid;
	u64 clock;
	struct sctp_open_msg *open;
	struct sctp_pr *pr;
	struct sctp_ostream *block[];
};

/**
 * struct sctp_tx_streams - outbound streams of an association
 * @more: those other than the first, NULL until one is used
 * @first: the first stream
 * @num: how many there are
 * @pr: there is a struct sctp_pr: some message may be given up
 * @lives: @lives of struct sctp_ostreams: some stream may have a life time
 */
struct sctp_tx_streams {
	struct sctp_ostreams *more;
	struct sctp_ostream first;
	u16 num;
	bool pr:1;
	bool lives:1;
};

/**
 * sctp_ostreams_set_num() - set the number of outbound streams
 * @s: outbound streams
 * @n: how many
 */
static inline void sctp_ostreams_set_num(struct sctp_tx_streams *s, u16 n)
{
	s->num = n;
}

/**
 * sctp_ostream() - an outbound stream
 * @s: outbound streams
 * @sid: a stream that a message was queued for
 *
 * Return: the stream.
 */
static inline struct sctp_ostream *sctp_ostream(struct sctp_tx_streams *s,
						u16 sid)
{
	if (likely(!sid))
		return &s->first;
	return &s->more->block[sid / SCTP_OSTREAM_BLOCK]
			      [sid % SCTP_OSTREAM_BLOCK];
}

/**
 * sctp_ostream_joined() - a message was queued
 * @s: its stream
 */
static inline void sctp_ostream_joined(struct sctp_ostream *s)
{
	s->msgs++;
}

/**
 * sctp_ostream_left() - a message is released
 * @s: its stream
 */
static inline void sctp_ostream_left(struct sctp_ostream *s)
{
	s->msgs--;
}

/**
 * sctp_ostream_numbered() - the next number was given to a message
 * @s: its stream
 */
static inline void sctp_ostream_numbered(struct sctp_ostream *s)
{
	s->mid++;
}

/**
 * sctp_ostreams_numbered() - a number was used of a stream other than the first
 * @all: these streams
 */
static inline void sctp_ostreams_numbered(struct sctp_ostreams *all)
{
	all->numbered = true;
}

/**
 * sctp_ostream_unumbered() - an unordered message has its number
 * @s: its stream
 */
static inline void sctp_ostream_unumbered(struct sctp_ostream *s)
{
	s->umid++;
}

int sctp_ostream_set_life(struct sctp_assoc *a, u16 first, u16 last, u32 ms);
u32 sctp_ostream_life(const struct sctp_assoc *a, u16 sid);
int sctp_ostream_reserve(struct sctp_assoc *a, u16 sid);
bool sctp_ostream_exists(const struct sctp_assoc *a, u16 sid);
struct sctp_ostreams *sctp_ostreams_copy(const struct sctp_assoc *a, u32 room,
					 gfp_t gfp);
int sctp_ostreams_need(struct sctp_assoc *a);
void sctp_ostreams_set_pr(struct sctp_assoc *a, struct sctp_pr *pr);
void sctp_ostreams_replace(struct sctp_assoc *a, struct sctp_ostreams *all);
void *sctp_ostream_room(const struct sctp_assoc *a, u16 sid);
int sctp_ostreams_make(struct sctp_assoc *a);
void sctp_ostream_reset(struct sctp_assoc *a, u16 sid);
void sctp_ostream_restart(struct sctp_assoc *a);
void sctp_ostream_free(struct sctp_assoc *a);

#endif
