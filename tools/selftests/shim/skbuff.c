// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packet buffers of user space, see linux/skbuff.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/skbuff.h>

#include "shim.h"

/**
 * shim_head_new() - allocate bytes with a reference count
 * @size: how many; they hold garbage
 *
 * Return: the area, with one reference.
 */
struct shim_head *shim_head_new(size_t size)
{
	struct shim_head *head = malloc(sizeof(*head) + size);

	if (!head)
		abort();
	memset(head->bytes, 0xa5, size);
	head->users = 1;
	head->size = size;
	shim_counts.heads++;
	return head;
}

/**
 * shim_head_put() - drop a reference
 * @head: from shim_head_new(), or NULL
 */
void shim_head_put(struct shim_head *head)
{
	if (!head || --head->users)
		return;
	shim_counts.heads--;
	free(head);
}

static struct sk_buff *skb_new(void)
{
	struct sk_buff *skb = calloc(1, sizeof(*skb));

	if (!skb)
		abort();
	skb->users = 1;
	shim_counts.skbs++;
	return skb;
}

static void skb_set_head(struct sk_buff *skb, struct shim_head *buf,
			 unsigned int headroom, unsigned int linear)
{
	skb->buf = buf;
	skb->head = buf->bytes;
	skb->end = buf->bytes + buf->size;
	skb->data = skb->head + headroom;
	skb->tail = skb->data + linear;
}

/**
 * alloc_skb() - allocate an empty packet buffer
 * @size: bytes of the linear part
 * @gfp: ignored
 *
 * Return: the buffer, or NULL when memory was made to run out.
 */
struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp)
{
	struct sk_buff *skb;

	if (shim_alloc_fails && shim_alloc_fails()) {
		shim_counts.refused++;
		return NULL;
	}
	skb = skb_new();
	skb_set_head(skb, shim_head_new(size), 0, 0);
	skb->truesize = sizeof(*skb) + size;
	return skb;
}

static void skb_release_data(struct sk_buff *skb)
{
	unsigned int i;

	for (i = 0; i < skb->nr_frags; i++)
		shim_head_put(skb->frag[i].head);
	shim_head_put(skb->buf);
}

/**
 * kfree_skb() - drop a reference to a packet buffer
 * @skb: buffer or NULL
 */
void kfree_skb(struct sk_buff *skb)
{
	if (!skb || --skb->users)
		return;
	skb_release_data(skb);
	shim_counts.skbs--;
	free(skb);
}

/**
 * skb_clone() - another buffer for the same bytes
 * @skb: buffer
 * @gfp: ignored
 *
 * Return: the clone or NULL.
 */
struct sk_buff *skb_clone(struct sk_buff *skb, gfp_t gfp)
{
	struct sk_buff *n;
	unsigned int i;

	if (shim_alloc_fails && shim_alloc_fails()) {
		shim_counts.refused++;
		return NULL;
	}
	n = skb_new();
	*n = *skb;
	n->users = 1;
	n->next = NULL;
	n->prev = NULL;
	n->buf->users++;
	for (i = 0; i < n->nr_frags; i++)
		if (n->frag[i].head)
			n->frag[i].head->users++;
	return n;
}

/**
 * skb_copy() - another buffer with a copy of the bytes, all linear
 * @skb: buffer
 * @gfp: ignored
 *
 * Return: the copy or NULL.
 */
struct sk_buff *skb_copy(const struct sk_buff *skb, gfp_t gfp)
{
	unsigned int room = skb_headroom(skb);
	struct sk_buff *n = alloc_skb(room + skb->len, gfp);

	if (!n)
		return NULL;
	skb_reserve(n, room);
	skb_copy_bits(skb, 0, skb_put(n, skb->len), skb->len);
	memcpy(n->cb, skb->cb, sizeof(n->cb));
	n->ip_summed = skb->ip_summed;
	return n;
}

static void overrun(const struct sk_buff *skb, const char *what,
		    unsigned int len)
{
	fprintf(stderr, "%s of %u bytes: room %u, len %u (%u paged), tail %d\n",
		what, len, skb_headroom(skb), skb->len, skb->data_len,
		(int)(skb->end - skb->tail));
	abort();
}

/**
 * skb_put() - extend the linear part
 * @skb: buffer without fragments
 * @len: bytes
 *
 * Return: the first new byte.
 */
void *skb_put(struct sk_buff *skb, unsigned int len)
{
	u8 *p = skb->tail;

	if (skb->data_len || len > (unsigned int)(skb->end - skb->tail))
		overrun(skb, "skb_put", len);
	skb->tail += len;
	skb->len += len;
	return p;
}

/**
 * skb_push() - extend into the head-room
 * @skb: buffer
 * @len: bytes
 *
 * Return: the new first byte.
 */
void *skb_push(struct sk_buff *skb, unsigned int len)
{
	if (len > skb_headroom(skb))
		overrun(skb, "skb_push", len);
	skb->data -= len;
	skb->len += len;
	return skb->data;
}

/**
 * skb_pull() - take bytes off the front
 * @skb: buffer
 * @len: bytes; they have to be linear
 *
 * Return: the new first byte, or NULL when the packet is shorter.
 */
void *skb_pull(struct sk_buff *skb, unsigned int len)
{
	if (len > skb->len)
		return NULL;
	if (len > skb_headlen(skb))
		overrun(skb, "skb_pull", len);
	skb->len -= len;
	return skb->data += len;
}

/**
 * skb_trim() - shorten a linear packet
 * @skb: buffer without fragments
 * @len: new length; nothing happens when it is shorter already
 */
void skb_trim(struct sk_buff *skb, unsigned int len)
{
	if (skb->len <= len)
		return;
	if (skb->data_len)
		overrun(skb, "skb_trim", len);
	skb->len = len;
	skb->tail = skb->data + len;
}

/**
 * pskb_trim() - shorten a packet
 * @skb: buffer
 * @len: new length
 *
 * Return: 0.
 */
int pskb_trim(struct sk_buff *skb, unsigned int len)
{
	struct shim_frag *f;
	unsigned int cut;

	while (skb->len > len && skb->nr_frags) {
		f = &skb->frag[skb->nr_frags - 1];
		cut = min(f->len, skb->len - len);
		f->len -= cut;
		skb->len -= cut;
		skb->data_len -= cut;
		if (!f->len) {
			shim_head_put(f->head);
			skb->nr_frags--;
		}
	}
	skb_trim(skb, len);
	return 0;
}

/**
 * skb_reserve() - make head-room in an empty buffer
 * @skb: buffer
 * @len: bytes
 */
void skb_reserve(struct sk_buff *skb, int len)
{
	if (skb->len || len > skb->end - skb->tail)
		overrun(skb, "skb_reserve", len);
	skb->data += len;
	skb->tail += len;
}

/* Bytes move from the fragments to a new linear part */
static void skb_move_head(struct sk_buff *skb, unsigned int linear)
{
	unsigned int more = linear - skb_headlen(skb);
	unsigned int room = skb_headroom(skb);
	struct shim_head *buf = shim_head_new(room + linear);
	struct shim_head *old = skb->buf;
	unsigned int i, n, gone = 0;

	memcpy(buf->bytes, skb->head, room);
	skb_copy_bits(skb, 0, buf->bytes + room, linear);
	for (i = 0; i < skb->nr_frags && more; i++) {
		n = min(more, skb->frag[i].len);
		skb->frag[i].p += n;
		skb->frag[i].len -= n;
		skb->data_len -= n;
		more -= n;
		if (skb->frag[i].len)
			break;
		shim_head_put(skb->frag[i].head);
		gone++;
	}
	skb->nr_frags -= gone;
	memmove(skb->frag, skb->frag + gone,
		skb->nr_frags * sizeof(skb->frag[0]));
	skb_set_head(skb, buf, room, linear);
	shim_head_put(old);
}

/**
 * pskb_may_pull() - make sure the first bytes are linear
 * @skb: buffer
 * @len: how many
 *
 * Pointers into the linear part are void afterwards, as in the kernel; here
 * they always are when anything had to be moved.
 *
 * Return: false when the packet is shorter or memory ran out.
 */
bool pskb_may_pull(struct sk_buff *skb, unsigned int len)
{
	if (len <= skb_headlen(skb))
		return true;
	if (len > skb->len)
		return false;
	if (shim_alloc_fails && shim_alloc_fails()) {
		shim_counts.refused++;
		return false;
	}
	skb_move_head(skb, len);
	return true;
}

/**
 * skb_linearize() - make the whole packet linear
 * @skb: buffer
 *
 * Return: 0 or -ENOMEM.
 */
int skb_linearize(struct sk_buff *skb)
{
	return pskb_may_pull(skb, skb->len) ? 0 : -ENOMEM;
}

/**
 * skb_copy_bits() - copy bytes out of a packet
 * @skb: buffer
 * @offset: first byte
 * @to: where to
 * @len: how many
 *
 * Return: 0, or -EFAULT when the packet is shorter.
 */
int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len)
{
	const unsigned int linear = skb_headlen(skb);
	unsigned int off = offset, n = len, i, step;
	u8 *dst = to;

	if (offset < 0 || len < 0 || off > skb->len || n > skb->len - off)
		return -EFAULT;
	if (off < linear) {
		step = min(n, linear - off);
		memcpy(dst, skb->data + off, step);
		dst += step;
		n -= step;
		off = 0;
	} else {
		off -= linear;
	}
	if (n && shim_on_read)
		shim_on_read(skb);
	for (i = 0; i < skb->nr_frags && n; i++) {
		const struct shim_frag *f = &skb->frag[i];

		if (off >= f->len) {
			off -= f->len;
			continue;
		}
		step = min(n, f->len - off);
		memcpy(dst, f->p + off, step);
		dst += step;
		n -= step;
		off = 0;
	}
	return 0;
}

/**
 * shim_skb_add_frag() - append bytes by reference
 * @skb: buffer with room for another fragment
 * @head: what keeps the bytes alive, or NULL when they always live
 * @p: the bytes
 * @len: how many
 */
void shim_skb_add_frag(struct sk_buff *skb, struct shim_head *head,
		       const u8 *p, unsigned int len)
{
	struct shim_frag *f = &skb->frag[skb->nr_frags];

	if (skb->nr_frags == MAX_SKB_FRAGS)
		overrun(skb, "shim_skb_add_frag", len);
	f->head = head;
	f->p = p;
	f->len = len;
	if (head)
		head->users++;
	skb->nr_frags++;
	skb->len += len;
	skb->data_len += len;
	skb->truesize += len;
}

/**
 * shim_skb_extend_frag() - append bytes that follow the last ones in memory
 * @skb: buffer
 * @head: what keeps the bytes alive
 * @p: the bytes
 * @len: how many
 *
 * Return: false, with nothing done, when they do not follow.
 */
bool shim_skb_extend_frag(struct sk_buff *skb, const struct shim_head *head,
			  const u8 *p, unsigned int len)
{
	struct shim_frag *f;

	if (!skb->nr_frags)
		return false;
	f = &skb->frag[skb->nr_frags - 1];
	if (f->head != head || f->p + f->len != p)
		return false;
	f->len += len;
	skb->len += len;
	skb->data_len += len;
	skb->truesize += len;
	return true;
}

/**
 * shim_skb_from() - make a received packet
 * @bytes: its content
 * @len: how long
 * @linear: how much of it is linear; the rest lies in two fragments
 *
 * The harness's own memory: it never fails on purpose.
 *
 * Return: the packet.
 */
struct sk_buff *shim_skb_from(const void *bytes, unsigned int len,
			      unsigned int linear)
{
	struct sk_buff *skb = skb_new();
	struct shim_head *paged;
	unsigned int half;

	linear = min(linear, len);
	skb_set_head(skb, shim_head_new(linear), 0, 0);
	skb->truesize = sizeof(*skb) + linear;
	skb_put_data(skb, bytes, linear);
	if (linear == len)
		return skb;
	len -= linear;
	paged = shim_head_new(len);
	memcpy(paged->bytes, (const u8 *)bytes + linear, len);
	half = (len + 1) / 2;
	shim_skb_add_frag(skb, paged, paged->bytes, half);
	if (len > half)
		shim_skb_add_frag(skb, paged, paged->bytes + half, len - half);
	shim_head_put(paged);
	return skb;
}

static void queue_between(struct sk_buff_head *q, struct sk_buff *skb,
			  struct sk_buff *prev, struct sk_buff *next)
{
	skb->prev = prev;
	skb->next = next;
	prev->next = skb;
	next->prev = skb;
	q->qlen++;
}

/**
 * __skb_queue_tail() - append to a queue
 * @q: queue
 * @skb: buffer
 */
void __skb_queue_tail(struct sk_buff_head *q, struct sk_buff *skb)
{
	queue_between(q, skb, q->prev, (struct sk_buff *)q);
}

/**
 * __skb_queue_head() - put in front of a queue
 * @q: queue
 * @skb: buffer
 */
void __skb_queue_head(struct sk_buff_head *q, struct sk_buff *skb)
{
	queue_between(q, skb, (struct sk_buff *)q, q->next);
}

/**
 * __skb_unlink() - take off a queue
 * @skb: buffer on @q
 * @q: queue
 */
void __skb_unlink(struct sk_buff *skb, struct sk_buff_head *q)
{
	skb->prev->next = skb->next;
	skb->next->prev = skb->prev;
	skb->next = NULL;
	skb->prev = NULL;
	q->qlen--;
}

/**
 * __skb_dequeue() - take the first off a queue
 * @q: queue
 *
 * Return: the buffer, or NULL when the queue is empty.
 */
struct sk_buff *__skb_dequeue(struct sk_buff_head *q)
{
	struct sk_buff *skb = skb_peek(q);

	if (skb)
		__skb_unlink(skb, q);
	return skb;
}

/**
 * __skb_dequeue_tail() - take the last off a queue
 * @q: queue
 *
 * Return: the buffer, or NULL when the queue is empty.
 */
struct sk_buff *__skb_dequeue_tail(struct sk_buff_head *q)
{
	struct sk_buff *skb = skb_peek_tail(q);

	if (skb)
		__skb_unlink(skb, q);
	return skb;
}

/**
 * __skb_queue_purge() - free all of a queue
 * @q: queue
 */
void __skb_queue_purge(struct sk_buff_head *q)
{
	struct sk_buff *skb;

	while ((skb = __skb_dequeue(q)))
		kfree_skb(skb);
}

/**
 * skb_queue_splice_tail_init() - append one queue to another
 * @from: queue, empty afterwards
 * @to: queue
 */
void skb_queue_splice_tail_init(struct sk_buff_head *from,
				struct sk_buff_head *to)
{
	struct sk_buff *skb;

	while ((skb = __skb_dequeue(from)))
		__skb_queue_tail(to, skb);
}
