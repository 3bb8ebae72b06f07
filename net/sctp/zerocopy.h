/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages that stay in pages which are not ours: MSG_ZEROCOPY, splice(2) */
#ifndef _SCTP_ZEROCOPY_H
#define _SCTP_ZEROCOPY_H

#include <linux/skbuff.h>
#include <linux/socket.h>
#include <linux/uio.h>

#include "sctp.h"

/**
 * struct sctp_page_source - gives the pages of a message one by one
 * @from: the rest of the message, after the pages in @page
 * @page: next pages, each with a reference
 * @i: index of the next one
 * @start: offset in it
 * @left: bytes left in @page
 */
struct sctp_page_source {
	struct iov_iter *from;
	struct page *page[16];
	u32 i;
	u32 start;
	u32 left;
};

int sctp_page_next(struct sctp_page_source *s, u32 len, struct page_frag *f);
void sctp_page_source_end(struct sctp_page_source *s);

int sctp_zerocopy_begin(struct sock *sk, size_t len, struct ubuf_info **uarg);

/**
 * sctp_zerocopy_end() - release the reference of the call
 * @uarg: from sctp_zerocopy_begin(), or NULL
 * @queued: the message was queued; if not, there will be no completion
 */
static inline void sctp_zerocopy_end(struct ubuf_info *uarg, bool queued)
{
	if (queued)
		net_zcopy_put(uarg);
	else
		net_zcopy_put_abort(uarg, true);
}

/**
 * sctp_is_spliced() - are the pages of a message spliced, or the kernel's?
 * @msg: the call's message
 *
 * Return: true when its pages may be referred to.
 */
static inline bool sctp_is_spliced(const struct msghdr *msg)
{
	return (msg->msg_flags & MSG_SPLICE_PAGES) &&
	       iov_iter_is_bvec(&msg->msg_iter);
}

/**
 * sctp_zerocopy_fits() - should a message stay in its pages?
 * @msg: the call's message
 * @len: bytes of user data
 * @uarg: completion of MSG_ZEROCOPY, or NULL
 *
 * Return: false when it should be copied, which is cheaper for small ones.
 */
static inline bool sctp_zerocopy_fits(const struct msghdr *msg, size_t len,
				      const struct ubuf_info *uarg)
{
	return len >= PAGE_SIZE && (uarg || sctp_is_spliced(msg));
}

#endif
