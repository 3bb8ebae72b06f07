// SPDX-License-Identifier: GPL-2.0-only
/*
 * The out-of-line part of the user space that core is compiled into:
 * counted memory, bitmaps, and core's link-time seam over plain memory.
 * Packet buffers are in skbuff.c, checksums and MACs in crypto.c.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/wire/wire.h"
#include "shim.h"

struct shim_counts shim_counts;
bool (*shim_alloc_fails)(void);
void (*shim_on_read)(const struct sk_buff *skb);
void (*shim_on_warn)(const char *expr, const char *file, int line);
void (*shim_on_release)(struct sctp_assoc *a, struct shim_msg *msg);
u64 shim_mib[SCTP_MIB_MAX];

static unsigned long fail_countdown;

/**
 * shim_warn() - WARN_ON() of user space
 * @cond: whether it strikes
 * @expr: its text
 * @file: where it stands
 * @line: where it stands
 *
 * Return: @cond, when a handler is set that lets the program go on.
 */
bool shim_warn(bool cond, const char *expr, const char *file, int line)
{
	if (!cond)
		return false;
	if (!shim_on_warn) {
		fprintf(stderr, "%s:%d: WARN_ON(%s)\n", file, line, expr);
		abort();
	}
	shim_on_warn(expr, file, line);
	return true;
}

static bool fail_at_zero(void)
{
	if (--fail_countdown)
		return false;
	shim_alloc_fails = NULL;
	return true;
}

/**
 * shim_fail_nth() - make one allocation fail
 * @n: which one from now on, 1 being the next; 0: none
 */
void shim_fail_nth(unsigned long n)
{
	fail_countdown = n;
	shim_alloc_fails = n ? fail_at_zero : NULL;
}

static bool refused(void)
{
	if (!shim_alloc_fails || !shim_alloc_fails())
		return false;
	shim_counts.refused++;
	return true;
}

/**
 * kmalloc() - allocate counted memory
 * @size: bytes; absurd sizes fail as they do in the kernel
 * @gfp: __GFP_ZERO clears it, otherwise it holds garbage
 *
 * Return: the memory or NULL.
 */
void *kmalloc(size_t size, gfp_t gfp)
{
	void *p;

	if (size > SIZE_MAX / 2 || refused())
		return NULL;
	p = malloc(size);
	if (!p)
		abort();
	memset(p, gfp & __GFP_ZERO ? 0 : 0xa5, size);
	shim_counts.allocs++;
	shim_counts.bytes += malloc_usable_size(p);
	return p;
}

/**
 * kfree() - free counted memory
 * @p: from kmalloc() and friends, or NULL
 */
void kfree(const void *p)
{
	if (!p)
		return;
	shim_counts.allocs--;
	shim_counts.bytes -= malloc_usable_size((void *)p);
	free((void *)p);
}

/**
 * kmemdup() - copy memory into a new allocation
 * @src: bytes
 * @len: how many
 * @gfp: as for kmalloc()
 *
 * Return: the copy or NULL.
 */
void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *p = kmalloc(len, gfp);

	if (p && len)
		memcpy(p, src, len);
	return p;
}

/**
 * memchr_inv() - find a byte that differs
 * @p: memory
 * @c: the byte expected
 * @len: bytes
 *
 * Return: the first byte that is not @c, or NULL.
 */
void *memchr_inv(const void *p, int c, size_t len)
{
	const u8 *b = p;

	for (; len; len--, b++)
		if (*b != (u8)c)
			return (void *)b;
	return NULL;
}

static unsigned long find_next(const unsigned long *map, unsigned long size,
			       unsigned long from, unsigned long invert)
{
	unsigned long w, i;

	if (from >= size)
		return size;
	i = BIT_WORD(from);
	w = (map[i] ^ invert) & (~0UL << (from % BITS_PER_LONG));
	while (!w) {
		if (++i * BITS_PER_LONG >= size)
			return size;
		w = map[i] ^ invert;
	}
	w = i * BITS_PER_LONG + __ffs(w);
	return w < size ? w : size;
}

/**
 * find_next_bit() - find a set bit
 * @map: bits
 * @size: how many
 * @from: first to look at
 *
 * Return: its number, or @size.
 */
unsigned long find_next_bit(const unsigned long *map, unsigned long size,
			    unsigned long from)
{
	return find_next(map, size, from, 0);
}

/**
 * find_next_zero_bit() - find a clear bit
 * @map: bits
 * @size: how many
 * @from: first to look at
 *
 * Return: its number, or @size.
 */
unsigned long find_next_zero_bit(const unsigned long *map, unsigned long size,
				 unsigned long from)
{
	return find_next(map, size, from, ~0UL);
}

/**
 * find_last_bit() - find the highest set bit
 * @map: bits
 * @size: how many
 *
 * Return: its number, or @size.
 */
unsigned long find_last_bit(const unsigned long *map, unsigned long size)
{
	unsigned long i = BITS_TO_LONGS(size);
	unsigned long w, mask = ~0UL;

	if (size % BITS_PER_LONG)
		mask >>= BITS_PER_LONG - size % BITS_PER_LONG;
	while (i--) {
		w = map[i] & mask;
		if (w)
			return i * BITS_PER_LONG + __fls(w);
		mask = ~0UL;
	}
	return size;
}

/**
 * bitmap_weight() - count set bits
 * @map: bits
 * @bits: how many to look at
 *
 * Return: how many are set.
 */
unsigned int bitmap_weight(const unsigned long *map, unsigned int bits)
{
	unsigned int n = 0;
	unsigned long i;

	for_each_set_bit(i, map, bits)
		n++;
	return n;
}

/**
 * bitmap_set() - set a range of bits
 * @map: bits
 * @start: first
 * @n: how many
 */
void bitmap_set(unsigned long *map, unsigned int start, unsigned int n)
{
	while (n--)
		__set_bit(start++, map);
}

/**
 * bitmap_clear() - clear a range of bits
 * @map: bits
 * @start: first
 * @n: how many
 */
void bitmap_clear(unsigned long *map, unsigned int start, unsigned int n)
{
	while (n--)
		__clear_bit(start++, map);
}

/**
 * shim_msg_new() - allocate a user message
 * @len: bytes of user data, to be filled in by the caller
 *
 * The harness's own memory: it never fails on purpose.
 *
 * Return: the message.
 */
struct shim_msg *shim_msg_new(u32 len)
{
	struct shim_msg *msg = calloc(1, sizeof(*msg));

	if (!msg)
		abort();
	msg->bytes = shim_head_new(len);
	msg->m.len = len;
	msg->m.hdr = sizeof(struct sctpw_data);
	INIT_LIST_HEAD(&msg->m.list);
	shim_counts.msgs++;
	return msg;
}

/**
 * shim_msg_free() - free a message core does not hold
 * @msg: message
 */
void shim_msg_free(struct shim_msg *msg)
{
	shim_head_put(msg->bytes);
	shim_head_put(msg->cells);
	shim_counts.msgs--;
	free(msg);
}

/* The association that core has called somebody about */
static const struct sctp_assoc *seam_busy;

/**
 * shim_seam_enter() - a function of struct sctp_ops is called
 * @a: association
 *
 * Return: what shim_seam_leave() wants.
 */
struct shim_seam shim_seam_enter(const struct sctp_assoc *a)
{
	struct shim_seam seam = { .outer = seam_busy };

	seam_busy = a;
	return seam;
}

/**
 * shim_seam_leave() - it returns
 * @seam: what shim_seam_enter() returned
 */
void shim_seam_leave(const struct shim_seam *seam)
{
	seam_busy = seam->outer;
}

/* An association has one caller at a time: who is called from core is none */
void sctp_assoc_entered(const struct sctp_assoc *a)
{
	WARN_ON(a == seam_busy);
}

void sctp_tx_msg_release(struct sctp_assoc *a, struct sctp_tx_msg *m)
{
	struct shim_msg *msg = shim_msg_of(m);
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (shim_on_release)
		shim_on_release(a, msg);
	shim_msg_free(msg);
}

struct sctp_rx_msg *sctp_rx_msg_alloc(void)
{
	return kmalloc(sizeof(struct sctp_rx_msg), GFP_ATOMIC);
}

void sctp_rx_msg_dealloc(struct sctp_rx_msg *msg)
{
	kfree(msg);
}

struct sk_buff *sctp_skb_alloc(unsigned int linear)
{
	/* common header, UDP, IPv6 and link header */
	const unsigned int room = 96;
	struct sk_buff *skb = alloc_skb(room + linear, GFP_ATOMIC);

	if (skb)
		skb_reserve(skb, room);
	return skb;
}

void sctp_skb_copy_payload(struct sk_buff *skb, const struct sctp_tx_msg *m,
			   u32 off, u32 len)
{
	WARN_ON(off > m->len || len > m->len - off);
	skb_put_data(skb, shim_msg_data(shim_msg_of(m)) + off, len);
}

int sctp_skb_ref_payload(struct sk_buff *skb, const struct sctp_tx_msg *m,
			 u32 off, u32 len)
{
	struct shim_msg *msg = shim_msg_of(m);
	u32 pad = -len & 3;

	WARN_ON(off > m->len || len > m->len - off);
	WARN_ON(m->cell && (off % m->cell || len > m->cell));
	/* a large one may have more pages than a packet refers to */
	if (len > SCTP_CHUNK_MAX)
		return -ENOSPC;
	if (skb->nr_frags + !!pad >= MAX_SKB_FRAGS)
		return -ENOSPC;
	shim_skb_add_frag(skb, msg->bytes, shim_msg_data(msg) + off, len);
	if (pad) {
		static const u8 zero[4];

		shim_skb_add_frag(skb, NULL, zero, pad);
	}
	return 0;
}

void sctp_skb_walk_begin(struct sctp_skb_walk *w, const struct sk_buff *skb)
{
	w->skb = skb;
	w->start = 0;
}

bool sctp_skb_walk_read(struct sctp_skb_walk *w, u32 off, void *to, u32 len)
{
	/* a walk does not go back */
	WARN_ON(off < w->start);
	w->start = off;
	return !skb_copy_bits(w->skb, off, to, len);
}

bool sctp_skb_walk_data(struct sctp_skb_walk *w, u32 off,
			union sctpw_any_data *d, u32 len)
{
	return sctp_skb_walk_read(w, off, d, len);
}

#define ARENA_BYTES	16384

/* Messages lie one behind the other, as in the kernel's page fragments */
static struct shim_head *arena;
static size_t arena_used;

static u8 *arena_take(size_t size, struct shim_head **head)
{
	u8 *p;

	if (size > ARENA_BYTES / 2) {
		*head = shim_head_new(size);
		return (*head)->bytes;
	}
	if (!arena || arena_used + size > ARENA_BYTES) {
		/* its own reference is nobody's leak */
		if (arena)
			shim_counts.heads++;
		shim_head_put(arena);
		arena = shim_head_new(ARENA_BYTES);
		shim_counts.heads--;
		arena_used = 0;
	}
	p = arena->bytes + arena_used;
	arena_used += size;
	arena->users++;
	*head = arena;
	return p;
}

/* A message as the kernel keeps it: [header, cell] [header, cell] ... */
static void shim_msg_lay_out(struct shim_msg *msg)
{
	const u32 cell = msg->m.cell, gap = msg->m.hdr;
	u32 len = msg->m.len, n = DIV_ROUND_UP(len, cell), i;
	u8 *to = arena_take(n * gap + ALIGN(len, 4), &msg->cells);

	msg->cells_at = to;
	memset(to, 0, n * gap + ALIGN(len, 4));
	for (i = 0; i < n; i++)
		memcpy(to + i * (cell + gap) + gap,
		       shim_msg_data(msg) + i * cell,
		       min(cell, len - i * cell));
}

/**
 * shim_msg_scatter() - let a message lie in memory of its own
 * @msg: message with cells, not yet handed to core
 */
void shim_msg_scatter(struct shim_msg *msg)
{
	shim_msg_lay_out(msg);
	arena_used += 8;
}

union sctpw_any_data *sctp_tx_msg_header(const struct sctp_tx_msg *m, u32 off)
{
	struct shim_msg *msg = shim_msg_of(m);

	WARN_ON(off % m->cell || off >= m->len);
	if (!msg->cells)
		shim_msg_lay_out(msg);
	return (void *)(msg->cells_at + off / m->cell *
			(m->cell + m->hdr));
}

bool shim_pages_shared;

int sctp_skb_freeze(struct sk_buff *skb)
{
	return shim_pages_shared ? skb_linearize(skb) : 0;
}

u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *m,
		       u32 off, u32 n)
{
	const u32 gap = m->hdr;
	u32 i, len;

	WARN_ON(!n);
	for (i = 0; i < n && off < m->len; i++, off += m->cell) {
		const u8 *p = (const u8 *)sctp_tx_msg_header(m, off);
		struct shim_head *head = shim_msg_of(m)->cells;

		len = gap + ALIGN(min_t(u32, m->cell, m->len - off), 4);
		if (shim_skb_extend_frag(skb, head, p, len))
			continue;
		if (skb->nr_frags == MAX_SKB_FRAGS)
			break;
		shim_skb_add_frag(skb, head, p, len);
	}
	return i;
}

union sctpw_any_data *sctp_skb_ref_cell(struct sk_buff *skb,
					const struct sctp_tx_msg *m, u32 off)
{
	return sctp_skb_ref_cells(skb, m, off, 1) ? sctp_tx_msg_header(m, off) :
						    NULL;
}

void sctp_trace_retransmit(const struct sctp_assoc *a,
			   const struct sctp_path *p, u32 tsn,
			   const struct sctp_tx_chunk *c)
{
}

void sctp_mib_add(void *mib, enum sctp_counter c, int n)
{
	u64 *counter = mib;

	WARN_ON(c >= SCTP_MIB_MAX);
	counter[c] += n;
}
