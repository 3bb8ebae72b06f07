/* SPDX-License-Identifier: GPL-2.0-only */
/* Pages for the bytes of user messages */
#ifndef _SCTP_PAGES_H
#define _SCTP_PAGES_H

#include <linux/mm_types_task.h>
#include <linux/types.h>

struct sock;

/**
 * struct sctp_pages - the ring of page fragments of a socket
 * @frag: the fragments, or NULL until the first large message
 * @room: allocated entries of @frag
 * @n: entries of @frag in use
 * @cur: index of the one being filled
 * @nr_spare: entries of @spare
 * @spare: descriptors of small messages (payload.c), to be used again
 */
struct sctp_pages {
	struct page_frag *frag;
	u16 room;
	u16 n;
	u16 cur;
	u8 nr_spare;
	struct sctp_kmsg *spare;
};

struct page_frag *sctp_pages_room(struct sock *sk, u32 need, bool bulk);
void sctp_pages_init(struct sctp_pages *ps);
void sctp_pages_free(struct sock *sk);

#endif
