// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages for the bytes of user messages.
 *
 * A socket has a ring of page fragments and fills one after the other. When the
 * turn of a fragment comes again, and nobody refers to its bytes, it is filled
 * again. So a bulk sender need not allocate pages, nor have them zeroed on
 * kernels that initialise memory.
 *
 * If the next fragment is still in use, one is added to the ring, up to twice
 * the send buffer: a reader on the same host may hold as much as is in flight.
 * Beyond that the fragment in use is replaced by a new one.
 *
 *   [ in flight ][ in flight ][ being filled ][ free again ][ in flight ]
 *                                   ^cur          next
 *
 * A socket that sends little uses its task's page instead, as TCP does.
 *
 * Fragments are charged to the socket like messages. They are freed when the
 * socket was idle for a while, or memory is short.
 */
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/proto_memory.h>
#include <net/sock.h>

#include "pages.h"
#include "payload.h"
#include "sctp.h"

/*
 * Limits of the ring, and the size of a fragment as the network core makes it
 */
#define PAGES_MIN	32
#define PAGES_MAX	1024
#define FRAG_BYTES	32768

static u32 pages_limit(const struct sock *sk)
{
	return clamp_t(u32, READ_ONCE(sk->sk_sndbuf) / (FRAG_BYTES / 2),
		       PAGES_MIN, PAGES_MAX);
}

/* Add an empty fragment to the ring; NULL when it is full or without memory */
static struct page_frag *pages_add(struct sock *sk, struct sctp_pages *ps)
{
	struct page_frag *frag = ps->frag;

	if (ps->n >= pages_limit(sk))
		return NULL;
	if (ps->n == ps->room) {
		u16 room = max(2 * ps->room, PAGES_MIN);

		frag = krealloc_array(frag, room, sizeof(*frag),
				      sk->sk_allocation);
		if (!frag)
			return NULL;
		ps->frag = frag;
		ps->room = room;
	}
	frag[ps->n] = (struct page_frag){};
	return &frag[ps->n];
}

/* Reuse the fragment, or replace it by a new one */
static bool pages_refill(struct sock *sk, struct page_frag *pf, u32 need)
{
	u32 old = pf->page ? pf->size : 0;
	bool ok;

	if (!sk_wmem_schedule(sk, FRAG_BYTES))
		return false;
	/* its unused rest was too small: count it as used */
	pf->offset = old;
	ok = skb_page_frag_refill(need, pf, sk->sk_allocation);
	sk_mem_uncharge(sk, old);
	if (pf->page)
		sk_mem_charge(sk, pf->size);
	return ok;
}

/* Is a fragment not in use? One without a page is not, either */
static bool pages_idle(const struct page_frag *pf)
{
	return !pf->page || page_ref_count(pf->page) == 1;
}

/**
 * sctp_pages_room() - where to write the next bytes
 * @sk: the socket, owned by the caller
 * @need: bytes that have to be in one piece
 * @bulk: much is being sent: begin a ring. Else the task's page is used
 *
 * The caller takes a reference to the page for each message that lies in it,
 * and advances the offset.
 *
 * Return: a fragment with room for @need bytes, or a whole one if @need is more
 * than that; NULL without memory.
 */
struct page_frag *sctp_pages_room(struct sock *sk, u32 need, bool bulk)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;
	struct page_frag *pf = NULL;
	u16 next = 0;

	if (!ps->n && !bulk) {
		pf = sk_page_frag(sk);
		return skb_page_frag_refill(need, pf, sk->sk_allocation) ? pf :
									   NULL;
	}
	if (ps->n) {
		pf = &ps->frag[ps->cur];
		if (pf->page && pf->size - pf->offset >= need)
			return pf;
		next = ps->cur + 1 < ps->n ? ps->cur + 1 : 0;
		pf = &ps->frag[next];
	}
	if (pf && sk_under_memory_pressure(sk)) {
		sctp_pages_free(sk);
		pf = NULL;
	}
	if (!pf || !pages_idle(pf)) {
		struct page_frag *more = pages_add(sk, ps);

		if (more) {
			pf = more;
			next = ps->n++;
		}
	}
	if (!pf || !pages_refill(sk, pf, need))
		return NULL;
	ps->cur = next;
	return pf;
}

/**
 * sctp_pages_init() - begin without fragments
 * @ps: the pages of a new socket
 */
void sctp_pages_init(struct sctp_pages *ps)
{
	memset(ps, 0, sizeof(*ps));
}

/**
 * sctp_pages_free() - free all fragments and spare descriptors
 * @sk: the socket, owned by the caller
 */
void sctp_pages_free(struct sock *sk)
{
	struct sctp_pages *ps = &sctp_sk(sk)->pages;
	struct sctp_kmsg *km;
	u16 i;

	for (i = 0; i < ps->n; i++) {
		if (!ps->frag[i].page)
			continue;
		sk_mem_uncharge(sk, ps->frag[i].size);
		put_page(ps->frag[i].page);
	}
	kfree(ps->frag);
	while ((km = ps->spare) != NULL) {
		ps->spare = km->spare;
		sctp_kmsg_free_spare(km);
	}
	sctp_pages_init(ps);
}
