// SPDX-License-Identifier: GPL-2.0-only
/*
 * User messages on their way out.
 *
 * User bytes are copied once, here, into pages, and packets refer to them: each
 * transmission of a chunk takes page references, so a message can be freed
 * while its last packet is still in a device queue.
 *
 * A message lies in cells, what one chunk takes each, with room for a DATA
 * header before each, ready to be sent once the header is filled in. Messages
 * lie one behind the other, so that a packet, or many (core/super.c), need few
 * references:
 *
 *   page fragment |.header.|cell|.header.|cell|.header.|ce
 *   page fragment ll|.header.|cell|   |.header.|cell|.header.|cell|
 *                   first message     |   second    |    third    |
 *
 * A message is charged to the socket's send buffer from here to
 * sctp_tx_msg_release().
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uio.h>

#include "core/sendq.h"
#include "core/wire.h"
#include "leak.h"
#include "pages.h"
#include "payload.h"
#include "xmit.h"

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

/* Bytes of user data with their headers, beginning with a cell */
static u32 cells_size(u32 len, u32 cell)
{
	return SCTP_ALIGN4(len) +
	       DIV_ROUND_UP(len, cell) * (u32)sizeof(struct sctpw_data);
}

/* The first and the last page may be shared, all others are filled */
static u32 kmsg_max_frags(u32 len, u32 cell)
{
	return cells_size(len, cell) / (PAGE_SIZE - PIECE_MIN) + 2;
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

static void kmsg_desc_free(struct sock *sk, struct sctp_kmsg *km)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;

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

/* Lay out a message in cells of @cell bytes */
static struct sctp_kmsg *kmsg_alloc(struct sock *sk, struct iov_iter *from,
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
	do {
		err = layout_cells(&l);
		if (!err && l.len)
			err = layout_split_cell(&l);
	} while (!err && l.len);
	if (!err)
		return l.km;
	kmsg_free_pages(l.km);
	kmsg_desc_free(sk, l.km);
	return ERR_PTR(err);
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
	struct sock *sk = ka->sk;
	struct sctp_kmsg *km;

	sctp_assert_owned(sk);
	if (!sk_wmem_schedule(sk, charge))
		return ERR_PTR(-ENOBUFS);
	sk_mem_charge(sk, charge);

	km = kmsg_alloc(sk, from, len, sctp_sendq_cell(&ka->a, len));
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

static void kmsg_free(struct sctp_kassoc *ka, struct sctp_kmsg *km)
{
	struct sock *sk = ka->sk;

	ka->wmem -= km->m.charge;
	sk_wmem_queued_add(sk, -(int)km->m.charge);
	kmsg_free_pages(km);
	kmsg_desc_free(sk, km);
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

static bool skb_ends_at(struct sk_buff *skb, struct page *page, u32 off)
{
	return skb_can_coalesce(skb, skb_shinfo(skb)->nr_frags, page, off);
}

static void skb_add_page(struct sk_buff *skb, struct page *page, u32 off,
			 u32 len)
{
	int n = skb_shinfo(skb)->nr_frags;

	if (skb_ends_at(skb, page, off)) {
		skb_frag_size_add(&skb_shinfo(skb)->frags[n - 1], len);
	} else {
		get_page(page);
		skb_fill_page_desc(skb, n, page, off, len);
	}
	skb->len += len;
	skb->data_len += len;
	skb->truesize += len;
}

/*
 * How many of @len bytes from @in of fragment @f on the packet can refer to,
 * and to @spare pages besides.
 */
static u32 skb_takes(struct sk_buff *skb, const struct page_frag *f, u32 in,
		     u32 len, int spare)
{
	int n = MAX_SKB_FRAGS - skb_shinfo(skb)->nr_frags - spare;
	u32 have = 0;

	if (skb_ends_at(skb, f->page, f->offset + in))
		n++;
	for (; n > 0 && have < len; n--, f++, in = 0)
		have += f->size - in;
	return min(have, len);
}

static void skb_add_pages(struct sk_buff *skb, const struct page_frag *f,
			  u32 in, u32 len)
{
	u32 n;

	for (; len; len -= n, f++, in = 0) {
		n = min(len, f->size - in);
		skb_add_page(skb, f->page, f->offset + in, n);
	}
}

/**
 * sctp_skb_ref_cells() - append cells of a message by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: first user byte of the first, a multiple of @msg->cell
 * @n: how many there are to append
 *
 * Return: how many were appended, fewer when the packet cannot refer to more.
 */
u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *msg,
		       u32 off, u32 n)
{
	struct sctp_kmsg *km = sctp_km(msg);
	u32 len = cells_size(min(n * msg->cell, msg->len - off), msg->cell);
	struct page_frag *f;
	u32 in, takes;

	f = kmsg_seek(km, off / msg->cell * cell_stride(km), &in);
	takes = skb_takes(skb, f, in, len, 0);
	if (takes < len) {
		n = takes / cell_stride(km);
		len = n * cell_stride(km);
	}
	skb_add_pages(skb, f, in, len);
	return n;
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
	struct page_frag *f;
	u32 in;

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

/**
 * sctp_skb_ref_payload() - append message bytes by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message without cells
 * @off: first byte
 * @len: bytes; padding to 4 bytes is added
 *
 * Return: 0, or -ENOSPC when the packet holds no more references; nothing was
 * appended then.
 */
int sctp_skb_ref_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			 u32 off, u32 len)
{
	u32 pad = SCTP_ALIGN4(len) - len;
	struct page_frag *f;
	u32 in;

	f = kmsg_seek(sctp_km(msg), off, &in);
	if (skb_takes(skb, f, in, len, !!pad) < len)
		return -ENOSPC;
	skb_add_pages(skb, f, in, len);
	if (pad)
		skb_add_page(skb, ZERO_PAGE(0), 0, pad);
	return 0;
}
