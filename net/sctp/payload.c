// SPDX-License-Identifier: GPL-2.0-only
/*
 * User messages on their way out: how their bytes lie in memory.
 *
 * A message lies in cells, what one chunk takes each, with room for a DATA
 * header before each, ready to be sent once the header is filled in. Its bytes
 * are copied there once. Messages lie one behind the other, so that a packet,
 * or many (core/super.c), need few references:
 *
 *   page fragment |.header.|cell|.header.|cell|.header.|ce
 *   page fragment ll|.header.|cell|   |.header.|cell|.header.|cell|
 *                   first message     |   second    |    third    |
 *
 * Where the bytes can stay in the pages they are in (zerocopy.c), cells are of
 * the same form, with headers and padding of ours between them:
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

#include "core/sendq.h"
#include "leak.h"
#include "pages.h"
#include "payload.h"
#include "zerocopy.h"

/* A cell may begin in the midst of a page, and a packet has to take all of it */
static_assert(SCTP_CHUNK_MAX + sizeof(struct sctpw_data) <=
	      (MAX_SKB_FRAGS - 2) * PAGE_SIZE);

/* A header, or a cell as small as this, lies in one piece */
#define PIECE_MIN	512U
/* Descriptors that are kept to be used again: by a socket with pages of its own,
 * and by any other; and their fragments
 */
#define SPARE_MAX	128
#define SPARE_FEW	1
#define SPARE_FRAGS	2
/* What a socket that sends one message after the other is granted at once */
#define WMEM_AHEAD	16384U

/* From that many bytes on the way a socket keeps pages of its own */
#define BULK_BYTES	16384

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

/* The first and the last page may be shared, all others are filled */
static u32 kmsg_max_frags(u32 len, u32 cell)
{
	return sctp_cells_size(len, cell) / (PAGE_SIZE - PIECE_MIN) + 2;
}

/*
 * The descriptor of a message that may need @max_frags. One for few is taken
 * from those that were used before.
 */
static struct sctp_kmsg *kmsg_desc(struct sock *sk, u32 max_frags)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;
	struct sctp_kmsg *km;

	if (max_frags == SPARE_FRAGS && ps->nr_spare) {
		km = ps->spare;
		ps->spare = km->spare;
		ps->nr_spare--;
	} else {
		km = kvmalloc(struct_size(km, frag, max_frags),
			      sk->sk_allocation);
	}
	if (km)
		*km = (struct sctp_kmsg){};
	return km;
}

/* Give memory and pages of a message back */
static void kmsg_dealloc(struct sock *sk, struct sctp_kmsg *km)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;

	kmsg_free_pages(km);
	if (ps->nr_spare >= (ps->n ? SPARE_MAX : SPARE_FEW) ||
	    km->m.len > PIECE_MIN * 3) {
		kvfree(km);
		return;
	}
	km->spare = ps->spare;
	ps->spare = km;
	ps->nr_spare++;
}

/* The next @n bytes of the page fragment become the message's */
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

/* Room for @need bytes in a row, at least; headers are aligned */
static struct page_frag *layout_room(struct layout *l, u32 need)
{
	struct page_frag *pf = sctp_pages_room(l->sk, need + 3, l->bulk);

	if (pf)
		pf->offset = ALIGN(pf->offset, 4);
	return pf;
}

static bool layout_copy(struct layout *l, u8 *to, u32 n)
{
	if (_copy_from_iter(to, n, l->from) != n)
		return false;
	l->len -= n;
	memset(to + n, 0, SCTP_ALIGN4(n) - n);
	return true;
}

/* As many cells as the page fragment takes whole */
static int layout_cells(struct layout *l)
{
	const u32 skip = sizeof(struct sctpw_data), cell = l->km->m.cell;
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

/* A cell that begins at the end of a page fragment, unless too near it */
static int layout_split_cell(struct layout *l)
{
	u32 skip = sizeof(struct sctpw_data);
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

/* Copy a message into cells of @cell bytes */
static struct sctp_kmsg *kmsg_copied(struct sock *sk, struct iov_iter *from,
				     u32 len, u32 cell)
{
	struct layout l = {
		.sk = sk,
		.from = from,
		.len = len,
		.bulk = sk->sk_wmem_queued + len > BULK_BYTES,
	};
	int err;

	l.km = kmsg_desc(sk, kmsg_max_frags(len, cell));
	if (!l.km)
		return ERR_PTR(-ENOMEM);
	l.km->m.cell = cell;
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

/* @n bytes of our own: a header, or padding */
static int layout_own(struct layout *l, u32 n)
{
	struct page_frag *pf = layout_room(l, n);

	if (!pf)
		return -ENOMEM;
	memset(page_address(pf->page) + pf->offset, 0, n);
	kmsg_take(l->km, pf, n);
	return 0;
}

/* @n bytes that stay where they are */
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

	err = layout_own(l, sizeof(struct sctpw_data));
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
 * Let a message stay where it is, in cells of @cell bytes. NULL when packets
 * cannot refer to that.
 */
static struct sctp_kmsg *kmsg_referred(struct sock *sk, struct iov_iter *from,
				       u32 len, u32 cell)
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

/* Who waits for the pages does so until the message and its packets are gone */
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
 * The limits of the protocol and cgroup are asked for many small messages at
 * once, unless memory is short. What was not needed goes back when some of them
 * are acknowledged.
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
 * Whether the send buffer has room is the caller's to decide.
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
	struct sctp_kmsg *km = NULL;
	struct sock *sk = ka->sk;

	sctp_assert_owned(sk);
	if (!wmem_schedule(sk, charge))
		return ERR_PTR(-ENOBUFS);
	sk_mem_charge(sk, charge);

	cell = sctp_sendq_cell(&ka->a, len);
	if (sctp_zerocopy_fits(msg, len, uarg))
		km = kmsg_referred(sk, &msg->msg_iter, len, cell);
	if (!km)
		km = kmsg_copied(sk, &msg->msg_iter, len, cell);
	if (IS_ERR(km)) {
		sk_mem_uncharge(sk, charge);
		return km;
	}

	INIT_LIST_HEAD(&km->m.list);
	kmsg_awaited(km, uarg);
	km->m.charge = charge;
	ka->wmem += charge;
	sk_wmem_queued_add(sk, charge);
	sctp_obj_new(SCTP_OBJ_MSG);
	return km;
}

static void kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km)
{
	struct ubuf_info *uarg = km->uarg;
	struct sock *sk = ka->sk;

	ka->wmem -= km->m.charge;
	sk_wmem_queued_add(sk, -(int)km->m.charge);
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
	u32 charge = km->m.charge;

	kmsg_free(ka, km);
	sk_mem_uncharge(ka->sk, charge);
}

/**
 * sctp_tx_msg_release() - core is done with a message: free it
 * @a: its association
 * @msg: message
 *
 * The caller of core owes sctp_kmsg_settle().
 */
void sctp_tx_msg_release(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	struct sctp_kassoc *ka = sctp_ka(a);

	sctp_sk(ka->sk)->released += msg->charge;
	kmsg_free(ka, sctp_km(msg));
}

/**
 * sctp_kmsg_settle() - uncharge the messages core was done with
 * @sk: their socket, owned by the caller
 *
 * At the end, since what came with the acknowledgment may be charged meanwhile:
 * the memory goes from the one to the other, without a way to the limits of the
 * protocol and back.
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
	 * These bytes were admitted already. If a limit was reached meanwhile
	 * the new socket owes them until they are sent.
	 */
	if (!sk_wmem_schedule(to, n))
		net_dbg_ratelimited("moved messages exceed the memory limit\n");
	sk_wmem_queued_add(to, n);
	sk_mem_charge(to, n);
}
