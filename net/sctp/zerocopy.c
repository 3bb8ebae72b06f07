// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages that stay in pages which are not ours. Packets refer to these pages.
 *
 * With MSG_ZEROCOPY the pages are the user's. The socket's error queue tells
 * when the user may write to them again. The network core's struct ubuf_info
 * counts references of the call, of the message until it is released, and of
 * each packet:
 *
 *   sendmsg() ----- until it returns ------.
 *   message ------- until its release -----+--> ubuf_info --> error queue
 *   packet -------- until it is freed -----'
 *
 * The pages of a packet to a receiver on this host are copied on the way
 * (skb_orphan_frags_rx()), so that the sender cannot change what is being read.
 *
 * Spliced pages belong to a file or a pipe. There is no completion for them. As
 * with TCP and UDP, a write to the file can change what is sent.
 */
#include <linux/bvec.h>
#include <linux/mm.h>
#include <linux/net.h>
#include <linux/skbuff.h>
#include <net/sock.h>

#include "zerocopy.h"

/**
 * sctp_zerocopy_begin() - allocate the completion of a call with MSG_ZEROCOPY
 * @sk: the socket, owned by the caller until the message is queued or failed
 * @len: bytes of user data
 * @uarg: set, unless it is set already or the socket has no SO_ZEROCOPY
 *
 * Return: 0, or -ENOBUFS when too many calls are not completed, or too many
 * pages would be locked in memory.
 */
int sctp_zerocopy_begin(struct sock *sk, size_t len, struct ubuf_info **uarg)
{
	if (*uarg || !sock_flag(sk, SOCK_ZEROCOPY))
		return 0;
	*uarg = msg_zerocopy_realloc(sk, len, NULL, false);
	return *uarg ? 0 : -ENOBUFS;
}

/* Load the next page of a bvec; -EFAULT for pages that cannot be referred to */
static ssize_t bvec_page(struct sctp_page_source *s)
{
	const struct bio_vec *bv = s->from->bvec;
	size_t off = bv->bv_offset + s->from->iov_offset;
	struct page *page = bv->bv_page + (off >> PAGE_SHIFT);
	size_t len = min_t(size_t, bv->bv_len - s->from->iov_offset,
			   PAGE_SIZE - offset_in_page(off));

	if (!len || !sendpage_ok(page))
		return -EFAULT;
	len = min(len, iov_iter_count(s->from));
	get_page(page);
	s->page[0] = page;
	s->start = offset_in_page(off);
	iov_iter_advance(s->from, len);
	return len;
}

static ssize_t user_pages(struct sctp_page_source *s)
{
	size_t start;
	ssize_t len;

	len = iov_iter_get_pages2(s->from, s->page, iov_iter_count(s->from),
				  ARRAY_SIZE(s->page), &start);
	s->start = start;
	return len;
}

/**
 * sctp_page_next() - the page that holds the next bytes of a message
 * @s: source, zeroed at first but for @s->from
 * @len: bytes wanted at most; no more than there are
 * @f: set to the page, with a reference for the caller, and to the bytes in it
 *
 * Return: 0, or -EFAULT when the next page cannot be referred to.
 */
int sctp_page_next(struct sctp_page_source *s, u32 len, struct page_frag *f)
{
	struct page *page, *head;
	ssize_t got;

	if (!s->left) {
		got = iov_iter_is_bvec(s->from) ? bvec_page(s) : user_pages(s);
		if (got <= 0)
			return -EFAULT;
		s->left = got;
		s->i = 0;
	}
	page = s->page[s->i];
	head = compound_head(page);
	f->page = head;
	f->offset = s->start + ((page - head) << PAGE_SHIFT);
	f->size = min3(len, s->left, (u32)PAGE_SIZE - s->start);
	s->start += f->size;
	s->left -= f->size;
	if (s->start < PAGE_SIZE && s->left) {
		get_page(head);
		return 0;
	}
	s->start = 0;
	s->i++;
	return 0;
}

/**
 * sctp_page_source_end() - release pages that were not used
 * @s: source
 */
void sctp_page_source_end(struct sctp_page_source *s)
{
	for (; s->left; s->start = 0) {
		put_page(s->page[s->i++]);
		s->left -= min_t(u32, s->left, PAGE_SIZE - s->start);
	}
}
