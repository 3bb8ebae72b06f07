// SPDX-License-Identifier: GPL-2.0-only
/*
 * User messages on their way out: how their bytes lie in memory.
 *
 * A message is laid out in cells. A cell has the bytes of one chunk and, in
 * front of it, room for its DATA header. The bytes are copied there once.
 * Messages lie one behind the other, so that a packet or a super-packet
 * (core/send/super.c) needs few references:
 *
 *   page fragment |.header.|cell|.header.|cell|.header.|ce
 *   page fragment ll|.header.|cell|   |.header.|cell|.header.|cell|
 *                   first message     |   second    |    third    |
 *
 * With zero copy (zerocopy.c) the bytes stay in the user's pages. Headers and
 * padding are in pages of ours, between references to the user's:
 *
 *   page fragment |.header.|      |.header.|      |.header.|    |pad|
 *   user's pages           | cell |        | cell |        | ce |
 *
 * A message is charged to the socket's send buffer from here to
 * sctp_tx_msg_release().
 */
#include <linux/mm.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

#include "core/send/sendq.h"
#include "leak.h"
#include "pages.h"
#include "payload.h"
#include "zerocopy.h"

/*
 * One packet must be able to refer to any cell, which may begin inside a page
 */
static_assert(SCTP_CHUNK_MAX + sizeof(union sctpw_any_data) <=
	      (MAX_SKB_FRAGS - 2) * PAGE_SIZE);

/* Headers, and cells up to this many bytes, are never split over two pages */
#define PIECE_MIN	512U
/* How many descriptors a socket keeps to use them again, with pages of its own
 * and without: about as many as there are small messages in a packet. They are
 * freed when the socket is idle.
 */
#define SPARE_MAX	128
#define SPARE_FEW	64
/* Page fragments of such a descriptor */
#define SPARE_FRAGS	2
/* Bytes reserved at once for a socket that sends many small messages */
#define WMEM_AHEAD	16384U

/* With that many bytes queued a socket begins a ring of pages */
#define BULK_BYTES	16384

static struct kmem_cache *kmsg_cache;

/* Whoever takes an object sets it up. It is not cleared before, with a
 * constructor, where the kernel clears all that it allocates.
 */
static void kmsg_ctor(void *km)
{
	memset(km, 0, struct_size((struct sctp_kmsg *)km, frag, SPARE_FRAGS));
}

/**
 * sctp_kmsg_init() - make the cache of descriptors of small messages
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_kmsg_init(void)
{
	struct sctp_kmsg *km;

	kmsg_cache = kmem_cache_create("sctp_kmsg",
				       struct_size(km, frag, SPARE_FRAGS), 0,
				       0, kmsg_ctor);
	return kmsg_cache ? 0 : -ENOMEM;
}

/**
 * sctp_kmsg_exit() - undo sctp_kmsg_init()
 */
void sctp_kmsg_exit(void)
{
	kmem_cache_destroy(kmsg_cache);
}

/**
 * sctp_kmsg_charge() - what a message costs
 * @len: bytes of user data
 *
 * Return: bytes charged to the send buffer.
 */
u32 sctp_kmsg_charge(size_t len)
{
	return SKB_DATA_ALIGN(len + sizeof(struct sctp_kmsg));
}

static void kmsg_free_pages(struct sctp_kmsg *km)
{
	u32 i;

	for (i = 0; i < km->nfrags; i++)
		put_page(km->frag[i].page);
}

/* Only the first and the last page may have bytes of other messages, too */
static u32 kmsg_max_frags(u32 len, u32 cell, u32 hdr)
{
	return sctp_cells_size(len, cell, hdr) / (PAGE_SIZE - PIECE_MIN) + 2;
}

/* A descriptor with room for SPARE_FRAGS fragments, a spare one if there is */
static struct sctp_kmsg *kmsg_small(struct sock *sk)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;
	struct sctp_kmsg *km = ps->spare;

	if (km) {
		ps->spare = km->spare;
		ps->nr_spare--;
	} else {
		km = kmem_cache_alloc(kmsg_cache, sk->sk_allocation);
	}
	if (km)
		*km = (struct sctp_kmsg){ .small = 1 };
	return km;
}

/* A descriptor with room for @max_frags fragments */
static struct sctp_kmsg *kmsg_desc(struct sock *sk, u32 max_frags)
{
	struct sctp_kmsg *km;

	if (max_frags == SPARE_FRAGS)
		return kmsg_small(sk);
	km = kvmalloc(struct_size(km, frag, max_frags), sk->sk_allocation);
	if (km)
		*km = (struct sctp_kmsg){};
	return km;
}

/**
 * sctp_kmsg_free_spare() - free a spare descriptor
 * @km: descriptor, on no list
 */
void sctp_kmsg_free_spare(struct sctp_kmsg *km)
{
	kmem_cache_free(kmsg_cache, km);
}

/* Release the pages of a message; free its descriptor or keep it as a spare */
static void kmsg_dealloc(struct sock *sk, struct sctp_kmsg *km)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;

	kmsg_free_pages(km);
	if (!km->small) {
		kvfree(km);
		return;
	}
	if (ps->nr_spare >= (ps->n ? SPARE_MAX : SPARE_FEW) ||
	    km->m.len > PIECE_MIN * 3) {
		sctp_kmsg_free_spare(km);
		return;
	}
	km->spare = ps->spare;
	ps->spare = km;
	ps->nr_spare++;
}

/* Add the next @n bytes of the page fragment to the message */
static void kmsg_take(struct sctp_kmsg *km, struct page_frag *pf, u32 n)
{
	struct page_frag *f = &km->frag[km->nfrags - 1];

	if (km->nfrags && f->page == pf->page &&
	    f->offset + f->size == pf->offset) {
		f->size += n;
	} else {
		get_page(pf->page);
		f = &km->frag[km->nfrags++];
		f->page = pf->page;
		f->offset = pf->offset;
		f->size = n;
	}
	pf->offset += n;
}

/* State of laying out a message */
struct layout {
	struct sock *sk;
	struct sctp_kmsg *km;
	struct iov_iter *from;
	u32 len;	/* user bytes left */
	bool bulk;
};

/* Room for at least @need bytes in one piece, aligned for a header */
static struct page_frag *layout_room(struct layout *l, u32 need)
{
	struct page_frag *pf = sctp_pages_room(l->sk, need + 3, l->bulk);

	if (pf)
		pf->offset = ALIGN(pf->offset, 4);
	return pf;
}

static __always_inline bool layout_copy(struct layout *l, u8 *to, u32 n)
{
	u32 pad = SCTP_ALIGN4(n) - n;

	if (_copy_from_iter(to, n, l->from) != n)
		return false;
	l->len -= n;
	if (pad)
		memset(to + n, 0, pad);
	return true;
}

/* Lay out as many whole cells as the page fragment has room for */
static int layout_cells(struct layout *l)
{
	const u32 skip = l->km->m.hdr, cell = l->km->m.cell;
	struct page_frag *pf = layout_room(l, min(skip + cell, PIECE_MIN));
	u32 n, room, used = 0;

	if (!pf)
		return -ENOMEM;
	room = pf->size - pf->offset;
	for (; l->len; used += skip + SCTP_ALIGN4(n)) {
		n = min(l->len, cell);
		if (skip + SCTP_ALIGN4(n) > room - used)
			break;
		if (!layout_copy(l, page_address(pf->page) + pf->offset +
				    used + skip, n))
			return -EFAULT;
	}
	if (used)
		kmsg_take(l->km, pf, used);
	return 0;
}

/* Lay out a cell that is split over two page fragments, if enough is left */
static int layout_split_cell(struct layout *l)
{
	u32 skip = l->km->m.hdr;
	u32 left = min_t(u32, l->len, l->km->m.cell);
	u32 need = min(skip + left, PIECE_MIN);

	while (left) {
		struct page_frag *pf = layout_room(l, need);
		u32 n;

		if (!pf)
			return -ENOMEM;
		n = min(left, (pf->size - pf->offset - skip) & ~3U);
		if (!layout_copy(l, page_address(pf->page) + pf->offset + skip,
				 n))
			return -EFAULT;
		kmsg_take(l->km, pf, skip + SCTP_ALIGN4(n));
		left -= n;
		skip = 0;
		need = 4;
	}
	return 0;
}

/* Copy a message into cells of @cell bytes, a header of @hdr before each */
static struct sctp_kmsg *kmsg_copied(struct sock *sk, struct iov_iter *from,
				     u32 len, u32 cell, u8 hdr)
{
	struct layout l = {
		.sk = sk,
		.from = from,
		.len = len,
		.bulk = sk->sk_wmem_queued + len > BULK_BYTES,
	};
	int err;

	l.km = kmsg_desc(sk, kmsg_max_frags(len, cell, hdr));
	if (!l.km)
		return ERR_PTR(-ENOMEM);
	l.km->m.cell = cell;
	l.km->m.hdr = hdr;
	l.km->m.len = len;
	do {
		err = layout_cells(&l);
		if (!err && l.len)
			err = layout_split_cell(&l);
	} while (!err && l.len);
	if (!err)
		return l.km;
	kmsg_dealloc(sk, l.km);
	return ERR_PTR(err);
}

/* Add @n bytes in our pages: a header, or padding */
static int layout_own(struct layout *l, u32 n)
{
	struct page_frag *pf = layout_room(l, n);

	if (!pf)
		return -ENOMEM;
	memset(page_address(pf->page) + pf->offset, 0, n);
	kmsg_take(l->km, pf, n);
	return 0;
}

/* Add @n bytes by reference to the user's pages */
static int layout_refs(struct layout *l, struct sctp_page_source *src, u32 n)
{
	struct page_frag f;
	int err;

	for (; n; n -= f.size) {
		err = sctp_page_next(src, n, &f);
		if (err)
			return err;
		l->len -= f.size;
		kmsg_take(l->km, &f, f.size);
		put_page(f.page);
	}
	return 0;
}

static int layout_ref_cell(struct layout *l, struct sctp_page_source *src)
{
	u32 n = min_t(u32, l->len, l->km->m.cell), begin = l->km->nfrags;
	u32 pad = SCTP_ALIGN4(n) - n;
	int err;

	err = layout_own(l, l->km->m.hdr);
	if (!err)
		err = layout_refs(l, src, n);
	if (!err && pad)
		err = layout_own(l, pad);
	/* an empty packet must be able to refer to all of it */
	if (!err && l->km->nfrags - begin > MAX_SKB_FRAGS)
		err = -EMSGSIZE;
	return err;
}

/*
 * Lay a message out by reference to the user's pages, in cells of @cell bytes.
 * NULL if packets cannot refer to these pages.
 */
static struct sctp_kmsg *kmsg_referred(struct sock *sk, struct iov_iter *from,
				       u32 len, u32 cell, u8 hdr)
{
	struct iov_iter start = *from;
	struct layout l = {
		.sk = sk,
		.from = from,
		.len = len,
		.bulk = sk->sk_wmem_queued + len > BULK_BYTES,
	};
	struct sctp_page_source src = { .from = from };
	int err = 0;

	/* a cell has a header, and may begin in the midst of a page */
	l.km = kmsg_desc(sk, iov_iter_npages(from, INT_MAX) + 1 +
			     2 * DIV_ROUND_UP(len, cell));
	if (!l.km)
		return NULL;
	l.km->m.cell = cell;
	l.km->m.hdr = hdr;
	l.km->m.len = len;
	l.km->shared = true;
	while (!err && l.len)
		err = layout_ref_cell(&l, &src);
	sctp_page_source_end(&src);
	if (!err)
		return l.km;
	*from = start;
	kmsg_dealloc(sk, l.km);
	return NULL;
}

/* The completion of @uarg waits for the message and all its packets */
static void kmsg_awaited(struct sctp_kmsg *km, struct ubuf_info *uarg)
{
	if (!uarg)
		return;
	if (km->shared) {
		net_zcopy_get(uarg);
		km->uarg = uarg;
	} else {
		uarg_to_msgzc(uarg)->zerocopy = 0;
	}
}

/*
 * Reserve memory with the protocol and the cgroup. For small messages more is
 * reserved at once, unless memory is short. What is not needed is returned when
 * messages are acknowledged.
 */
static bool wmem_schedule(struct sock *sk, u32 charge)
{
	/* it is negative while the socket owes */
	if (sk->sk_forward_alloc >= 0 && charge <= sk->sk_forward_alloc)
		return true;
	if (charge < WMEM_AHEAD && sk->sk_wmem_queued &&
	    !sk_under_memory_pressure(sk) && sk_wmem_schedule(sk, WMEM_AHEAD))
		return true;
	return sk_wmem_schedule(sk, charge);
}

/**
 * sctp_kmsg_new() - make a message of a user's bytes and charge it
 * @ka: association it will be sent on; the caller owns its socket
 * @msg: user bytes
 * @len: how many, at least 1
 * @uarg: waits for their pages, or NULL
 *
 * The caller checks whether the send buffer has room.
 *
 * May sleep in the copy, with the socket owned.
 *
 * Return: the message or ERR_PTR: -ENOMEM, -EFAULT, -ENOBUFS when the memory
 * limits of the protocol or cgroup leave no room.
 */
struct sctp_kmsg *sctp_kmsg_new(struct sctp_kassoc *ka, struct msghdr *msg,
				size_t len, struct ubuf_info *uarg)
{
	u32 cell, charge = sctp_kmsg_charge(len);
	u8 hdr = ka->a.tx.data_hdr;
	struct sctp_kmsg *km = NULL;
	struct sock *sk = ka->sk;

	sctp_assert_owned(sk);
	if (!wmem_schedule(sk, charge))
		return ERR_PTR(-ENOBUFS);
	sk_mem_charge(sk, charge);

	cell = sctp_sendq_cell(&ka->a, len);
	if (sctp_zerocopy_fits(msg, len, uarg))
		km = kmsg_referred(sk, &msg->msg_iter, len, cell, hdr);
	if (!km)
		km = kmsg_copied(sk, &msg->msg_iter, len, cell, hdr);
	if (IS_ERR(km)) {
		sk_mem_uncharge(sk, charge);
		return km;
	}

	INIT_LIST_HEAD(&km->m.list);
	kmsg_awaited(km, uarg);
	ka->wmem += charge;
	sk_wmem_queued_add(sk, charge);
	sctp_obj_new(SCTP_OBJ_MSG);
	return km;
}

static void kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km,
		      u32 charge)
{
	struct ubuf_info *uarg = km->uarg;
	struct sock *sk = ka->sk;

	ka->wmem -= charge;
	sk_wmem_queued_add(sk, -(int)charge);
	kmsg_dealloc(sk, km);
	net_zcopy_put(uarg);
	sctp_obj_gone(SCTP_OBJ_MSG);
}

/**
 * sctp_kmsg_free() - uncharge and free a message core never had
 * @ka: its association; the caller owns its socket
 * @km: message
 */
void sctp_kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km)
{
	u32 charge = sctp_kmsg_charge(km->m.len);

	kmsg_free(ka, km, charge);
	sk_mem_uncharge(ka->sk, charge);
}

/**
 * sctp_tx_msg_release() - core is done with a message: free it
 * @a: its association
 * @msg: message
 *
 * The charge is kept until sctp_kmsg_settle(), which the caller of core calls.
 */
void sctp_tx_msg_release(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	u32 charge = sctp_kmsg_charge(msg->len);
	struct sctp_kassoc *ka = sctp_ka(a);

	sctp_sk(ka->sk)->released += charge;
	kmsg_free(ka, sctp_km(msg), charge);
}

/**
 * sctp_kmsg_settle() - uncharge the messages core was done with
 * @sk: their socket, owned by the caller
 *
 * Done last: data that came with the SACK was charged before, so that memory of
 * the limits of the protocol need not be returned and taken again.
 */
void sctp_kmsg_settle(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	if (!sp->released)
		return;
	sk_mem_uncharge(sk, sp->released);
	sp->released = 0;
}

/**
 * sctp_kmsg_migrate() - move the charge of all messages of an association
 * @ka: association
 * @from: socket they are charged to; owned by the caller
 * @to: socket they will be charged to; owned by the caller
 */
void sctp_kmsg_migrate(struct sctp_kassoc *ka, struct sock *from,
		       struct sock *to)
{
	int n = ka->wmem;

	if (!n)
		return;
	sk_wmem_queued_add(from, -n);
	sk_mem_uncharge(from, n);
	/*
	 * These bytes were accepted before. If they exceed a limit now, the new
	 * socket is in debt until they are sent.
	 */
	if (!sk_wmem_schedule(to, n))
		net_dbg_ratelimited("moved messages exceed the memory limit\n");
	sk_wmem_queued_add(to, n);
	sk_mem_charge(to, n);
}
