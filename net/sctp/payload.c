// SPDX-License-Identifier: GPL-2.0-only
/*
 * User messages on their way out.
 *
 * User bytes are copied once, here. A large message lies in pages, which the
 * packets that carry it refer to: each transmission of a chunk takes page
 * references, so a message can be freed while its last packet is still in a
 * device queue. A small message lies behind its own descriptor and is copied
 * again into the packet it is bundled in.
 *
 * A message of many chunks lies in cells, what one chunk takes each, with room
 * for a DATA header before each, so that a super-packet (core/super.c) can
 * refer to many chunks at once:
 *
 *   page fragment |.header.|cell|.header.|cell|  page fragment |.header.|cell|
 *
 * A page fragment holds whole cells. Headers are written once.
 *
 * A message is charged to the socket's send buffer from here to
 * sctp_tx_msg_release().
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uio.h>

#include "core/wire.h"
#include "leak.h"
#include "pages.h"
#include "payload.h"
#include "xmit.h"

/* A chunk may begin and end in the midst of a page, and need padding */
static_assert(SCTP_CHUNK_MAX <= (MAX_SKB_FRAGS - 3) * PAGE_SIZE);

/* Zero bytes kept behind a message, so that padding needs no page of its own */
#define PAD_MAX		3

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

static struct sctp_kmsg *kmsg_alloc_inline(struct sock *sk,
					   struct iov_iter *from, size_t len)
{
	struct sctp_kmsg *km;

	km = kmalloc(struct_size(km, data, len), sk->sk_allocation);
	if (!km)
		return ERR_PTR(-ENOMEM);
	memset(km, 0, sizeof(*km));
	if (!copy_from_iter_full(km->data, len, from)) {
		kfree(km);
		return ERR_PTR(-EFAULT);
	}
	return km;
}

static void kmsg_free_pages(struct sctp_kmsg *km)
{
	u32 i;

	for (i = 0; i < km->nfrags; i++)
		put_page(km->frag[i].page);
}

/* Take up to @left bytes from the socket's page fragment */
static ssize_t kmsg_add_frag(struct sock *sk, struct sctp_kmsg *km,
			     struct iov_iter *from, size_t left)
{
	struct page_frag *pf = sctp_pages_room(sk, 32);
	struct page_frag *f = &km->frag[km->nfrags];
	size_t n;

	if (!pf)
		return -ENOMEM;
	n = min_t(size_t, left, pf->size - pf->offset);
	if (copy_page_from_iter(pf->page, pf->offset, n, from) != n)
		return -EFAULT;

	get_page(pf->page);
	f->page = pf->page;
	f->offset = pf->offset;
	f->size = n;
	km->nfrags++;
	pf->offset += n;
	if (n == left && pf->size - pf->offset >= PAD_MAX) {
		memset(page_address(pf->page) + pf->offset, 0, PAD_MAX);
		pf->offset += PAD_MAX;
		km->padded = true;
	}
	/* keep what follows aligned for the next copy */
	pf->offset = min_t(size_t, ALIGN(pf->offset, 8), pf->size);
	return n;
}

/* --- cells --- */

/* Worth it from that many cells on, and up to this size of one */
#define CELLS_MIN	4
#define CELL_MAX	16384U
/* What a page fragment usually is */
#define FRAG_BYTES	32768U

static u32 cell_stride(const struct sctp_kmsg *km)
{
	return km->m.cell + sizeof(struct sctpw_data);
}

/* Where the byte @off lies among all bytes of the pages, headers included */
static u32 kmsg_phys(const struct sctp_kmsg *km, u32 off)
{
	if (!km->m.cell)
		return off;
	return off + (off / km->m.cell + 1) * sizeof(struct sctpw_data);
}

static u32 cell_for(const struct sctp_kassoc *ka, size_t len)
{
	u32 cell = ka->a.tx.frag_point;

	return len >= CELLS_MIN * cell && cell <= CELL_MAX ? cell : 0;
}

/* Fill one page fragment with as many cells as it takes */
static int kmsg_add_cells(struct sock *sk, struct sctp_kmsg *km,
			  struct iov_iter *from, size_t *left)
{
	const u32 hdr = sizeof(struct sctpw_data), stride = cell_stride(km);
	struct page_frag *pf = sctp_pages_room(sk, stride);
	struct page_frag *f = &km->frag[km->nfrags];
	u32 n, room, pad;
	void *to;

	if (!pf)
		return -ENOMEM;
	room = pf->size - pf->offset;
	if (room < stride)
		return -ENOBUFS;
	f->page = pf->page;
	f->offset = pf->offset;
	for (; *left && room >= stride; room -= stride) {
		n = min_t(size_t, *left, km->m.cell);
		to = page_address(pf->page) + pf->offset + hdr;
		if (_copy_from_iter(to, n, from) != n)
			return -EFAULT;
		pad = SCTP_ALIGN4(n) - n;
		memset(to + n, 0, pad);
		pf->offset += hdr + n + pad;
		*left -= n;
	}
	f->size = pf->offset - f->offset;
	get_page(pf->page);
	km->nfrags++;
	pf->offset = min_t(size_t, ALIGN(pf->offset, 8), pf->size);
	return 0;
}

/* ERR_PTR(-ENOBUFS) with nothing consumed: it does not work for this one */
static struct sctp_kmsg *kmsg_alloc_cells(struct sock *sk,
					  struct iov_iter *from, size_t len,
					  u32 cell)
{
	u32 stride = cell + sizeof(struct sctpw_data);
	size_t left = len, max_frags;
	struct sctp_kmsg *km;
	int err = 0;

	max_frags = DIV_ROUND_UP(len, cell) * stride / (FRAG_BYTES - stride) +
		    2;
	km = kvmalloc(struct_size(km, frag, max_frags), sk->sk_allocation);
	if (!km)
		return ERR_PTR(-ENOMEM);
	memset(km, 0, sizeof(*km));
	km->m.cell = cell;
	while (!err && left)
		err = km->nfrags == max_frags ?
		      -ENOBUFS : kmsg_add_cells(sk, km, from, &left);
	if (!err)
		return km;
	if (err == -ENOBUFS)
		iov_iter_revert(from, len - left);
	kmsg_free_pages(km);
	kvfree(km);
	return ERR_PTR(err);
}

static struct sctp_kmsg *kmsg_alloc_paged(struct sock *sk,
					  struct iov_iter *from, size_t len)
{
	size_t max_frags = len / PAGE_SIZE + 2;
	struct sctp_kmsg *km;
	size_t left = len;
	ssize_t n;

	/* the first and the last page may be shared, all others are whole */
	km = kvmalloc(struct_size(km, frag, max_frags), sk->sk_allocation);
	if (!km)
		return ERR_PTR(-ENOMEM);
	memset(km, 0, sizeof(*km));
	while (left) {
		n = -ENOMEM;
		if (!WARN_ON_ONCE(km->nfrags == max_frags))
			n = kmsg_add_frag(sk, km, from, left);
		if (n < 0) {
			kmsg_free_pages(km);
			kvfree(km);
			return ERR_PTR(n);
		}
		left -= n;
	}
	return km;
}

/**
 * sctp_kmsg_new() - make a message of a user's bytes and charge it
 * @ka: association it will be sent on; the caller owns its socket
 * @from: user bytes
 * @len: how many, at least 1
 *
 * Whether the send buffer has room is the caller's to decide.
 *
 * May sleep in the copy, with the socket owned.
 *
 * Return: the message or ERR_PTR: -ENOMEM, -EFAULT, -ENOBUFS when the memory
 * limits of the protocol or cgroup leave no room.
 */
struct sctp_kmsg *sctp_kmsg_new(struct sctp_kassoc *ka, struct iov_iter *from,
				size_t len)
{
	u32 charge = sctp_kmsg_charge(len);
	u32 cell = cell_for(ka, len);
	struct sock *sk = ka->sk;
	struct sctp_kmsg *km;

	sctp_assert_owned(sk);
	if (!sk_wmem_schedule(sk, charge))
		return ERR_PTR(-ENOBUFS);
	sk_mem_charge(sk, charge);

	if (len <= SCTP_KMSG_INLINE)
		km = kmsg_alloc_inline(sk, from, len);
	else if (cell)
		km = kmsg_alloc_cells(sk, from, len, cell);
	else
		km = kmsg_alloc_paged(sk, from, len);
	if (km == ERR_PTR(-ENOBUFS))
		km = kmsg_alloc_paged(sk, from, len);
	if (IS_ERR(km)) {
		sk_mem_uncharge(sk, charge);
		return km;
	}

	INIT_LIST_HEAD(&km->m.list);
	km->m.len = len;
	km->m.charge = charge;
	ka->wmem += charge;
	sk_wmem_queued_add(sk, charge);
	sctp_obj_new(SCTP_OBJ_MSG);
	return km;
}

/**
 * sctp_kmsg_free() - uncharge and free a message
 * @ka: its association; the caller owns its socket
 * @km: message
 */
void sctp_kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km)
{
	struct sock *sk = ka->sk;

	ka->wmem -= km->m.charge;
	sk_wmem_queued_add(sk, -(int)km->m.charge);
	sk_mem_uncharge(sk, km->m.charge);
	kmsg_free_pages(km);
	kvfree(km);
	sctp_obj_gone(SCTP_OBJ_MSG);
}

/**
 * sctp_tx_msg_release() - core is done with a message: uncharge and free it
 * @a: its association
 * @msg: message
 */
void sctp_tx_msg_release(struct sctp_assoc *a, struct sctp_tx_msg *msg)
{
	sctp_kmsg_free(sctp_ka(a), sctp_km(msg));
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

/* The entry that holds byte @off, and where in it; readers go forward */
static struct page_frag *kmsg_seek(struct sctp_kmsg *km, u32 off, u32 *in)
{
	if (off < km->seek_off) {
		km->seek_frag = 0;
		km->seek_off = 0;
	}
	while (off - km->seek_off >= km->frag[km->seek_frag].size) {
		km->seek_off += km->frag[km->seek_frag].size;
		km->seek_frag++;
	}
	*in = off - km->seek_off;
	return &km->frag[km->seek_frag];
}

/**
 * sctp_kmsg_copy() - read a message's bytes
 * @km: message
 * @off: first byte
 * @to: where to
 * @len: how many; @off + @len lies within the message
 */
void sctp_kmsg_copy(struct sctp_kmsg *km, u32 off, void *to, u32 len)
{
	if (!km->nfrags) {
		memcpy(to, km->data + off, len);
		return;
	}
	while (len) {
		u32 in, n;
		struct page_frag *f = kmsg_seek(km, kmsg_phys(km, off), &in);

		n = min(len, f->size - in);
		if (km->m.cell)
			n = min(n, km->m.cell - off % km->m.cell);
		memcpy(to, page_address(f->page) + f->offset + in, n);
		to += n;
		off += n;
		len -= n;
	}
}

static void skb_add_page(struct sk_buff *skb, struct page *page, u32 off,
			 u32 len)
{
	int n = skb_shinfo(skb)->nr_frags;

	get_page(page);
	skb_fill_page_desc(skb, n, page, off, len);
	skb->len += len;
	skb->data_len += len;
	skb->truesize += len;
}

/**
 * sctp_skb_ref_cells() - append a message's cells by reference
 * @skb: empty packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: first user byte, a multiple of @msg->cell
 * @n: how many cells, each with the room for its DATA header
 *
 * Return: how many were appended, fewer when the packet cannot refer to more.
 */
u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *msg,
		       u32 off, u32 n)
{
	struct sctp_kmsg *km = sctp_km(msg);
	u32 stride = cell_stride(km);
	u32 pos = off / msg->cell * stride;
	u32 left = n * stride;

	/* the last cell may be shorter, and nothing follows it */
	while (left && skb_shinfo(skb)->nr_frags < MAX_SKB_FRAGS) {
		u32 in, len;
		struct page_frag *f = kmsg_seek(km, pos, &in);

		len = min(left, f->size - in);
		skb_add_page(skb, f->page, f->offset + in, len);
		pos += len;
		left -= len;
		if (f == &km->frag[km->nfrags - 1] && in + len == f->size)
			left = 0;
	}
	return DIV_ROUND_UP(skb->len, stride);
}

/**
 * sctp_tx_msg_header() - the room for a DATA header in front of a cell
 * @msg: message with cells
 * @off: first user byte of the cell
 *
 * Return: where to write it.
 */
struct sctpw_data *sctp_tx_msg_header(const struct sctp_tx_msg *msg, u32 off)
{
	struct sctp_kmsg *km = sctp_km(msg);
	u32 in;
	struct page_frag *f;

	f = kmsg_seek(km, off / msg->cell * cell_stride(km), &in);
	return page_address(f->page) + f->offset + in;
}

/**
 * sctp_skb_alloc() - a packet with room for @linear bytes and all headers
 * @linear: bytes core will put with skb_put()
 *
 * Return: the packet or NULL.
 */
struct sk_buff *sctp_skb_alloc(unsigned int linear)
{
	struct sk_buff *skb;

	skb = alloc_skb(SCTP_MAX_HEADROOM + linear, GFP_ATOMIC);
	if (skb)
		skb_reserve(skb, SCTP_MAX_HEADROOM);
	return skb;
}

/**
 * sctp_skb_copy_payload() - append message bytes to the linear part
 * @skb: packet with tail-room
 * @msg: message
 * @off: first byte
 * @len: bytes
 */
void sctp_skb_copy_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			   u32 off, u32 len)
{
	sctp_kmsg_copy(sctp_km(msg), off, skb_put(skb, len), len);
}

/* How many entries the bytes span */
static int kmsg_span(struct sctp_kmsg *km, u32 off, u32 len)
{
	u32 in, n = 1;
	struct page_frag *f = kmsg_seek(km, off, &in);
	u32 have = f->size - in;

	while (have < len) {
		f++;
		have += f->size;
		n++;
	}
	return n;
}

/**
 * sctp_skb_ref_payload() - append message bytes by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message
 * @off: first byte
 * @len: bytes; padding to 4 bytes is added
 *
 * Return: 0, or -ENOSPC when the packet holds no more references or the
 * message has no pages to refer to; nothing was appended then.
 */
int sctp_skb_ref_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			 u32 off, u32 len)
{
	struct sctp_kmsg *km = sctp_km(msg);
	u32 pad = SCTP_ALIGN4(len) - len;
	bool pad_in_page = pad && km->padded && off + len == msg->len;
	int span;

	if (!km->nfrags)
		return -ENOSPC;
	off = kmsg_phys(km, off);
	span = kmsg_span(km, off, len) + (pad && !pad_in_page);
	if (skb_shinfo(skb)->nr_frags + span > MAX_SKB_FRAGS)
		return -ENOSPC;

	while (len) {
		u32 in, n;
		struct page_frag *f = kmsg_seek(km, off, &in);

		n = min(len, f->size - in);
		off += n;
		len -= n;
		if (!len && pad_in_page)
			skb_add_page(skb, f->page, f->offset + in, n + pad);
		else
			skb_add_page(skb, f->page, f->offset + in, n);
	}
	if (pad && !pad_in_page)
		skb_add_page(skb, ZERO_PAGE(0), 0, pad);
	return 0;
}
