// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages for the bytes of user messages.
 *
 * A fragment of a few pages is filled with messages, then the next one, round
 * and round. When its turn comes again and nobody refers to its bytes any more,
 * being acknowledged and read, it is written to once more: a bulk sender does
 * not wait for the page allocator, nor for the zeroing of new pages on kernels
 * hardened that way. While the next one is still in use there is one more, up
 * to twice the send buffer, which the reader may hold as much of on the same
 * host; then a new one takes its place.
 *
 *   [ in flight ][ in flight ][ being filled ][ free again ][ in flight ]
 *                                   ^cur          next
 *
 * A socket that sends little uses its task's page instead, as TCP does.
 *
 * They are charged to the socket like messages, and go when it has been idle
 * for a while, or memory becomes short.
 */
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/proto_memory.h>
#include <net/sock.h>

#include "pages.h"
#include "payload.h"
#include "sctp.h"

/* Fragments, each as large as the network core makes them */
#define PAGES_MIN	32
#define PAGES_MAX	1024
#define FRAG_BYTES	32768

static u32 pages_limit(const struct sock *sk)
{
	return clamp_t(u32, READ_ONCE(sk->sk_sndbuf) / (FRAG_BYTES / 2),
		       PAGES_MIN, PAGES_MAX);
}

/* A fragment more, or NULL */
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
	/* what its last user left of it was too little and is given up */
	pf->offset = old;
	ok = skb_page_frag_refill(need, pf, sk->sk_allocation);
	sk_mem_uncharge(sk, old);
	if (pf->page)
		sk_mem_charge(sk, pf->size);
	return ok;
}

/* Nobody refers to it, or there was no memory for it the last time */
static bool pages_idle(const struct page_frag *pf)
{
	return !pf->page || page_ref_count(pf->page) == 1;
}

/**
 * sctp_pages_room() - where to write the next bytes
 * @sk: the socket, owned by the caller
 * @need: bytes that have to follow each other
 * @bulk: there is much to be sent; else the task's page, which it uses for all
 *        its sockets, does
 *
 * The caller takes a reference to the page for each message that lies in it,
 * and moves the offset on.
 *
 * Return: a fragment with room for @need bytes if it is that large at all;
 * NULL when there is no memory.
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
 * sctp_pages_init() - there are none yet
 * @ps: a new socket's
 */
void sctp_pages_init(struct sctp_pages *ps)
{
	memset(ps, 0, sizeof(*ps));
}

/**
 * sctp_pages_free() - give all of them back
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
		kvfree(km);
	}
	sctp_pages_init(ps);
}
