// SPDX-License-Identifier: GPL-2.0-only
/* Counting timers that expired */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "assoc.h"
#include "timeouts.h"

/* Counts that are in the word itself */
#define WORD_COUNTS	BIT_ULL(0)
#define WORD_SACK	BIT_ULL(1)
#define WORD_HEARTBEAT	BIT_ULL(32)

/* The block, NULL while there is none */
static u32 *timeout_block(const struct sctp_assoc *a)
{
	u64 word = a->timeouts.word;

	return word & WORD_COUNTS ? NULL : (u32 *)(uintptr_t)word;
}

static u32 word_sacks(const struct sctp_assoc *a)
{
	return (u32)a->timeouts.word >> 1;
}

static u32 word_heartbeats(const struct sctp_assoc *a)
{
	return a->timeouts.word >> 32;
}

/* Count in the word. False if it has no room for this kind, or no more */
static bool count_in_word(struct sctp_assoc *a, enum sctp_timeout what)
{
	u64 one;

	if (what == SCTP_TIMEOUT_SACK && word_sacks(a) < U32_MAX >> 1)
		one = WORD_SACK;
	else if (what == SCTP_TIMEOUT_HEARTBEAT &&
		 word_heartbeats(a) < U32_MAX)
		one = WORD_HEARTBEAT;
	else
		return false;
	a->timeouts.word = (a->timeouts.word | WORD_COUNTS) + one;
	return true;
}

/* Allocate the block, with what was counted until now; or NULL */
static u32 *make_block(struct sctp_assoc *a)
{
	u32 *n = kcalloc(SCTP_TIMEOUT_KINDS, sizeof(*n), GFP_ATOMIC);

	if (!n)
		return NULL;
	n[SCTP_TIMEOUT_SACK] = word_sacks(a);
	n[SCTP_TIMEOUT_HEARTBEAT] = word_heartbeats(a);
	a->timeouts.word = (uintptr_t)n;
	return n;
}

/**
 * sctp_timeouts_count() - a timer expired
 * @a: association
 * @what: which one
 *
 * Without memory for the first one that needs some, it is not counted.
 */
void sctp_timeouts_count(struct sctp_assoc *a, enum sctp_timeout what)
{
	u32 *n = timeout_block(a);

	if (!n && count_in_word(a, what))
		return;
	if (!n)
		n = make_block(a);
	if (n)
		n[what]++;
}

/**
 * sctp_timeouts_of() - how often did a timer expire?
 * @a: association
 * @what: which one
 *
 * Return: that, modulo 2^32.
 */
u32 sctp_timeouts_of(const struct sctp_assoc *a, enum sctp_timeout what)
{
	const u32 *n = timeout_block(a);

	if (n)
		return n[what];
	if (what == SCTP_TIMEOUT_SACK)
		return word_sacks(a);
	return what == SCTP_TIMEOUT_HEARTBEAT ? word_heartbeats(a) : 0;
}

/**
 * sctp_timeouts_free() - free what is left of it
 * @a: association that has ended
 */
void sctp_timeouts_free(struct sctp_assoc *a)
{
	if (likely(!a->timeouts.word))
		return;
	kfree(timeout_block(a));
	a->timeouts.word = 0;
}
