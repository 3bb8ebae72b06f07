/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What tests see of the user space that core runs in: memory that is counted
 * and can run out, user messages over plain memory, packets made of bytes,
 * and the algorithms the kernel lends core (CRC32c, SipHash, SHA-1, SHA-256).
 */
#ifndef _SHIM_H
#define _SHIM_H

#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/types.h>

#include "core/seam.h"

/**
 * struct shim_counts - objects alive, and allocations refused
 * @allocs: kmalloc() and friends
 * @bytes: of them
 * @skbs: packet buffers
 * @msgs: user messages handed to core or not yet freed
 * @heads: byte areas with a reference count (linear parts, message bytes)
 * @refused: allocations made to fail
 */
struct shim_counts {
	long allocs;
	long bytes;
	long skbs;
	long msgs;
	long heads;
	unsigned long refused;
};

extern struct shim_counts shim_counts;

/*
 * Asked before every allocation that core could see fail; NULL: none fails.
 * shim_fail_nth() sets one up that fails the @n-th allocation from now, once.
 */
extern bool (*shim_alloc_fails)(void);
void shim_fail_nth(unsigned long n);

/* Users can write to the pages that packets refer to */
extern bool shim_pages_shared;

/* Called before a packet's pages are read: others may have written there */
extern void (*shim_on_read)(const struct sk_buff *skb);

/* Called with the text of a WARN_ON() that struck; aborts when NULL */
extern void (*shim_on_warn)(const char *expr, const char *file, int line);

/**
 * struct shim_seam - a call from core about an association is on its way
 * @outer: the association of the call around it, or NULL
 */
struct shim_seam {
	const struct sctp_assoc *outer;
};

struct shim_seam shim_seam_enter(const struct sctp_assoc *a);
void shim_seam_leave(const struct shim_seam *seam);

/* For a variable of it in a function of struct sctp_ops: until that returns */
#define __shim_seam	__attribute__((cleanup(shim_seam_leave), unused))

/**
 * struct shim_msg - a user message over plain memory
 * @m: core's part
 * @bytes: the user data; packets in flight hold references to it, too
 * @cells: what keeps a copy with room for headers alive, made when core first
 *         asks for it
 * @cells_at: that copy
 * @cookie: whatever the test wants to know it by
 */
struct shim_msg {
	struct sctp_tx_msg m;
	struct shim_head *bytes;
	struct shim_head *cells;
	u8 *cells_at;
	u64 cookie;
};

/* Told when core gives a message back, before it is freed; may be NULL */
extern void (*shim_on_release)(struct sctp_assoc *a, struct shim_msg *msg);

static inline struct shim_msg *shim_msg_of(const struct sctp_tx_msg *m)
{
	return container_of(m, struct shim_msg, m);
}

static inline u8 *shim_msg_data(const struct shim_msg *msg)
{
	return msg->bytes->bytes;
}

struct shim_msg *shim_msg_new(u32 len);
void shim_msg_free(struct shim_msg *msg);
void shim_msg_scatter(struct shim_msg *msg);

struct sk_buff *shim_skb_from(const void *bytes, unsigned int len,
			      unsigned int linear);
void shim_skb_add_frag(struct sk_buff *skb, struct shim_head *head,
		       const u8 *p, unsigned int len);
bool shim_skb_extend_frag(struct sk_buff *skb, const struct shim_head *head,
			  const u8 *p, unsigned int len);
struct shim_head *shim_head_new(size_t size);
void shim_head_put(struct shim_head *head);

u32 shim_crc32c(u32 crc, const void *p, size_t len);
__le32 shim_sctp_checksum(const void *packet, size_t len);
int shim_hash_block(u16 id, const u8 block[SCTP_HASH_BLOCK],
		    u8 state[SCTP_HASH_STATE]);
int shim_hash(u16 id, const u8 *state, const struct sctp_piece *p, u32 n,
	      const struct sk_buff *skb, u32 off, u8 *digest);
u64 shim_mac(const u64 key[SCTP_SECRET_WORDS], const void *data, size_t len);

extern u64 shim_mib[SCTP_MIB_MAX];

#endif
