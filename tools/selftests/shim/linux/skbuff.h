/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User space stand-in: packet buffers.
 *
 *   head        data        tail        end
 *    |           |           |           |
 *    +-----------+-----------+-----------+     frag[0]   frag[1] ...
 *    | head-room |  linear   | tail-room |  +  by reference, data_len bytes
 *    +-----------+-----------+-----------+
 *    (struct shim_head, shared by clones)
 *
 * It is stricter than the kernel where that finds bugs: pulling bytes from
 * the fragments always moves the linear part to new memory, so that a pointer
 * kept across it is caught by the address sanitizer, and every overrun of
 * head-room or tail-room aborts.
 */
#ifndef _SHIM_LINUX_SKBUFF_H
#define _SHIM_LINUX_SKBUFF_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/string.h>
#include <linux/types.h>

#define MAX_SKB_FRAGS	17

#define CHECKSUM_NONE		0
#define CHECKSUM_UNNECESSARY	1
#define CHECKSUM_COMPLETE	2
#define CHECKSUM_PARTIAL	3

/* Bytes with a reference count: the linear part, or a message's bytes */
struct shim_head {
	unsigned int users;
	size_t size;
	u8 bytes[];
};

struct shim_frag {
	struct shim_head *head;
	const u8 *p;
	unsigned int len;
};

struct sk_buff {
	/* first, as in struct sk_buff_head */
	struct sk_buff *next;
	struct sk_buff *prev;

	char cb[48] __aligned(8);
	unsigned int len;
	unsigned int data_len;
	unsigned int truesize;
	unsigned int users;
	u8 ip_summed;
	u8 *head;
	u8 *data;
	u8 *tail;
	u8 *end;
	struct shim_head *buf;
	unsigned long seen;	/* for whoever counts packets once */
	unsigned int nr_frags;
	struct shim_frag frag[MAX_SKB_FRAGS];
};

struct sk_buff_head {
	struct sk_buff *next;
	struct sk_buff *prev;
	u32 qlen;
};

#define skb_queue_walk(queue, skb)					\
	for ((skb) = (queue)->next;					\
	     (skb) != (struct sk_buff *)(queue); (skb) = (skb)->next)

#define skb_queue_walk_safe(queue, skb, tmp)				\
	for ((skb) = (queue)->next, (tmp) = (skb)->next;		\
	     (skb) != (struct sk_buff *)(queue);			\
	     (skb) = (tmp), (tmp) = (skb)->next)

struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp);
void kfree_skb(struct sk_buff *skb);
struct sk_buff *skb_clone(struct sk_buff *skb, gfp_t gfp);
struct sk_buff *skb_copy(const struct sk_buff *skb, gfp_t gfp);
void *skb_put(struct sk_buff *skb, unsigned int len);
void *skb_push(struct sk_buff *skb, unsigned int len);
void *skb_pull(struct sk_buff *skb, unsigned int len);
void skb_trim(struct sk_buff *skb, unsigned int len);
int pskb_trim(struct sk_buff *skb, unsigned int len);
void skb_reserve(struct sk_buff *skb, int len);
bool pskb_may_pull(struct sk_buff *skb, unsigned int len);
int skb_linearize(struct sk_buff *skb);
int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len);

static inline void consume_skb(struct sk_buff *skb)
{
	kfree_skb(skb);
}

static inline struct sk_buff *skb_get(struct sk_buff *skb)
{
	skb->users++;
	return skb;
}

static inline bool skb_shared(const struct sk_buff *skb)
{
	return skb->users > 1;
}

static inline bool skb_cloned(const struct sk_buff *skb)
{
	return skb->buf->users > 1;
}

static inline bool skb_is_nonlinear(const struct sk_buff *skb)
{
	return skb->data_len;
}

static inline unsigned int skb_headlen(const struct sk_buff *skb)
{
	return skb->len - skb->data_len;
}

static inline unsigned int skb_headroom(const struct sk_buff *skb)
{
	return skb->data - skb->head;
}

static inline int skb_tailroom(const struct sk_buff *skb)
{
	return skb_is_nonlinear(skb) ? 0 : skb->end - skb->tail;
}

static inline unsigned char *skb_tail_pointer(const struct sk_buff *skb)
{
	return skb->tail;
}

static inline void *skb_put_zero(struct sk_buff *skb, unsigned int len)
{
	return memset(skb_put(skb, len), 0, len);
}

static inline void *skb_put_data(struct sk_buff *skb, const void *data,
				 unsigned int len)
{
	return memcpy(skb_put(skb, len), data, len);
}

static inline void *__skb_put(struct sk_buff *skb, unsigned int len)
{
	return skb_put(skb, len);
}

static inline void *__skb_pull(struct sk_buff *skb, unsigned int len)
{
	return skb_pull(skb, len);
}

static inline void *skb_header_pointer(const struct sk_buff *skb, int offset,
				       int len, void *buffer)
{
	if (offset < 0 || len < 0)
		return NULL;
	if (offset + len <= (int)skb_headlen(skb))
		return skb->data + offset;
	return skb_copy_bits(skb, offset, buffer, len) ? NULL : buffer;
}

static inline void __skb_queue_head_init(struct sk_buff_head *q)
{
	q->next = (struct sk_buff *)q;
	q->prev = (struct sk_buff *)q;
	q->qlen = 0;
}

static inline void skb_queue_head_init(struct sk_buff_head *q)
{
	__skb_queue_head_init(q);
}

static inline bool skb_queue_empty(const struct sk_buff_head *q)
{
	return q->next == (const struct sk_buff *)q;
}

static inline u32 skb_queue_len(const struct sk_buff_head *q)
{
	return q->qlen;
}

static inline struct sk_buff *skb_peek(const struct sk_buff_head *q)
{
	return skb_queue_empty(q) ? NULL : q->next;
}

static inline struct sk_buff *skb_peek_tail(const struct sk_buff_head *q)
{
	return skb_queue_empty(q) ? NULL : q->prev;
}

void __skb_queue_tail(struct sk_buff_head *q, struct sk_buff *skb);
void __skb_queue_head(struct sk_buff_head *q, struct sk_buff *skb);
void __skb_unlink(struct sk_buff *skb, struct sk_buff_head *q);
struct sk_buff *__skb_dequeue(struct sk_buff_head *q);
struct sk_buff *__skb_dequeue_tail(struct sk_buff_head *q);
void __skb_queue_purge(struct sk_buff_head *q);
void skb_queue_splice_tail_init(struct sk_buff_head *from,
				struct sk_buff_head *to);

#endif
