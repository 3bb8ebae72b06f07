// SPDX-License-Identifier: GPL-2.0-only
/*
 * recvmsg(2), RFC 6458 section 3.1.4.
 *
 * One call reads from one message or notification. MSG_EOR says that its end
 * was read; else the next call continues. If a message comes in parts (partial
 * delivery) a call reads all parts that are there.
 */
#include <linux/skbuff.h>
#include <net/busy_poll.h>
#include <net/inet_common.h>
#include <net/sock.h>

#include "autotune.h"
#include "cmsg.h"
#include "core/recv/extent.h"
#include "kassoc.h"
#include "pause.h"
#include "recvmsg.h"
#include "rxq.h"
#include "skbcb.h"
#include "skbwalk.h"
#include "socket.h"
#include "uaddr.h"

static int rx_wake(wait_queue_entry_t *wait, unsigned int mode, int sync,
		   void *key)
{
	/* do not wake a reader for write space */
	if (key && !(key_to_poll(key) & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return 0;
	return woken_wake_function(wait, mode, sync, key);
}

static bool rx_busy_end(void *p, unsigned long start)
{
	struct sock *sk = p;

	return !list_empty_careful(&sctp_sk(sk)->rxq) ||
	       sk_busy_loop_timeout(sk, start);
}

/* Poll the device for a while (SO_BUSY_POLL). True if something arrived */
static bool rx_busy_poll(struct sock *sk, bool nonblock)
{
	unsigned int napi_id = READ_ONCE(sk->sk_napi_id);

	if (!sk_can_busy_loop(sk) || napi_id < MIN_NAPI_ID)
		return false;
	release_sock(sk);
	napi_busy_loop(napi_id, nonblock ? NULL : rx_busy_end, sk,
		       READ_ONCE(sk->sk_prefer_busy_poll),
		       READ_ONCE(sk->sk_busy_poll_budget) ?: BUSY_POLL_BUDGET);
	lock_sock(sk);
	return sctp_rxq_first(sk);
}

/* Can no data come? There is no association, and no peer can set one up. */
static bool rx_unconnected(const struct sock *sk)
{
	return sk->sk_state != SCTP_SS_LISTENING &&
	       list_empty(&sctp_sk(sk)->assocs);
}

/* Sleep until the socket is woken; the caller checks why */
static void rx_sleep(struct sock *sk, long *timeo)
{
	DEFINE_WAIT_FUNC(wait, rx_wake);

	add_wait_queue(sk_sleep(sk), &wait);
	sk_set_bit(SOCKWQ_ASYNC_WAITDATA, sk);
	release_sock(sk);
	sctp_pause(SCTP_PAUSE_RECV_SLEEP);
	*timeo = wait_woken(&wait, TASK_INTERRUPTIBLE, *timeo);
	sctp_pause(SCTP_PAUSE_RECV_WAKE);
	lock_sock(sk);
	sk_clear_bit(SOCKWQ_ASYNC_WAITDATA, sk);
	remove_wait_queue(sk_sleep(sk), &wait);
}

/*
 * Wait for the first message of the queue, which stays there. NULL with an
 * error in *err; NULL with *err = 0 at the end of file: the peer shut down.
 * When we shut down and the association is over, a call that may wait gets
 * -ENOTCONN, as in Linux, unless poll() told it of the end of file. A call that
 * may not wait gets -EAGAIN.
 */
static struct sctp_rx_msg *rx_wait(struct sock *sk, int flags, int *err)
{
	long timeo = sock_rcvtimeo(sk, flags & MSG_DONTWAIT);
	struct sctp_rx_msg *rx;

	for (;;) {
		rx = sctp_rxq_first(sk);
		if (rx)
			return rx;
		*err = sock_error(sk);
		if (*err || (sk->sk_shutdown & RCV_SHUTDOWN))
			return NULL;
		if (rx_busy_poll(sk, !timeo))
			continue;
		if (sctp_sock_is_over(sk)) {
			*err = timeo ? -ENOTCONN : 0;
			return NULL;
		}
		if (!timeo) {
			*err = -EAGAIN;
			return NULL;
		}
		if (rx_unconnected(sk)) {
			*err = -ENOTCONN;
			return NULL;
		}
		if (signal_pending(current)) {
			*err = sock_intr_errno(timeo);
			return NULL;
		}
		rx_sleep(sk, &timeo);
	}
}

/* Copy @len bytes at @off, with skb_copy_datagram_iter() if not mapped */
static int rx_copy_bytes(struct sctp_skb_walk *w, u32 off, struct msghdr *msg,
			 u32 len)
{
	while (len) {
		const u8 *at;
		u32 n;

		at = sctp_skb_walk_at(w, off, &n);
		if (!at)
			return skb_copy_datagram_msg(w->skb, off, msg, len);
		n = min(len, n);
		/* without a check of bounds: the walk has checked them */
		if (_copy_to_iter(at, n, &msg->msg_iter) != n)
			return -EFAULT;
		off += n;
		len -= n;
	}
	return 0;
}

/* Copy what lies in [*skip, *skip + *len) of one packet of a message */
static int rx_copy_extent(const struct sk_buff *skb,
			  const struct sctp_rx_extent *e, u8 hdr,
			  struct msghdr *msg, u32 *skip, u32 *len)
{
	struct sctp_skb_walk w;
	u32 pos = *skip;
	int err = 0;

	sctp_skb_walk_begin(&w, skb);
	while (!err && *len && pos < e->len) {
		u32 n, off = sctp_rx_extent_at(e, pos, hdr, &n);

		n = min(n, *len);
		err = rx_copy_bytes(&w, off, msg, n);
		pos += n;
		*len -= n;
	}
	*skip = pos - min(pos, e->len);
	return err;
}

/* Copy the next @len bytes that were not read */
static int rx_copy(struct sctp_rx_msg *rx, struct msghdr *msg, u32 len)
{
	const struct sk_buff *skb;
	u32 skip = rx->consumed;
	int err = 0;

	for (skb = rx->head; !err && len && skb; skb = skb->next)
		err = rx_copy_extent(skb, sctp_rx_msg_extent(rx, skb), rx->hdr,
				     msg, &skip, &len);
	return err;
}

static void rx_name(const struct sock *sk, const struct sctp_rx_msg *rx,
		    struct msghdr *msg, int *addr_len)
{
	const struct sctp_addr *src = &SCTP_SKB_CB(rx->head)->src;

	if (msg->msg_name && src->family)
		*addr_len = sctp_uaddr_fill(sk, src, rx->assoc->pport,
					    msg->msg_name);
}

/* What is rare when bytes were read: a notification, the association has ended,
 * or nothing of it had been read before
 */
static void rx_consume_rare(struct sctp_kassoc *ka, bool event, u32 len)
{
	if (ka->unheard)
		sctp_sock_heard(ka);
	if (event || ka->dead)
		return;
	sctp_rxq_follow_rcvbuf(ka);
	sctp_autotune_read(ka, len);
}

/* Bytes were read: release window and memory */
static void rx_consume(struct sock *sk, struct sctp_rx_msg *rx, u32 len)
{
	struct sctp_kassoc *ka = sctp_ka(rx->assoc);
	bool event = rx->flags & SCTP_RX_EVENT;
	bool done = sctp_rxq_take(sk, rx, len);
	int rare = event | ka->dead | ka->unheard;

	/* one branch for all three */
	OPTIMIZER_HIDE_VAR(rare);
	/* the message holds @ka; when it is read whole, we do */
	if (likely(!rare)) {
		sctp_rxq_follow_rcvbuf(ka);
		sctp_autotune_read(ka, len);
	} else {
		rx_consume_rare(ka, event, len);
	}
	if (sctp_rxq_release(sk, rx, len, done))
		sctp_kassoc_run(ka, sctp_now());
	if (done)
		sctp_kassoc_put(ka);
}

/* Consume @len bytes, and set MSG_EOR if they are the last of the message */
static void rx_advance(struct sock *sk, struct msghdr *msg,
		       struct sctp_rx_msg *rx, u32 len, int flags)
{
	if ((rx->flags & SCTP_RX_LAST) && len == rx->len - rx->consumed)
		msg->msg_flags |= MSG_EOR;
	else
		msg->msg_flags &= ~MSG_EOR;
	if (!(flags & MSG_PEEK))
		rx_consume(sk, rx, len);
}

/*
 * The next part of the message that was read from @a, or NULL. It may just have
 * come: reading opened the window, and a peer on this host sends at once.
 */
static struct sctp_rx_msg *rx_next_part(struct sock *sk,
					const struct sctp_assoc *a)
{
	struct sctp_rx_msg *rx;

	sk_flush_backlog(sk);
	rx = sctp_rxq_first(sk);
	if (!rx || rx->assoc != a ||
	    (rx->flags & (SCTP_RX_EVENT | SCTP_RX_FIRST)))
		return NULL;
	return rx;
}

/* Set name, flags and ancillary data */
static void rx_tell(struct sock *sk, struct sctp_rx_msg *rx,
		    struct msghdr *msg, int *addr_len)
{
	const struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_rx_msg *next = NULL;

	sock_recv_cmsgs(msg, sk, rx->head);
	rx_name(sk, rx, msg, addr_len);
	if (!list_is_last(&rx->list, &sp->rxq))
		next = list_next_entry(rx, list);
	sctp_cmsg_put(sk, msg, rx, next);
	if (rx->flags & SCTP_RX_EVENT)
		msg->msg_flags |= MSG_NOTIFICATION;
}

static int rx_read(struct sock *sk, struct msghdr *msg, size_t size, int flags,
		   int *addr_len)
{
	/* who is told of the next part reads it with the next call */
	bool one = (flags & MSG_PEEK) || sctp_cmsg_tells_next(sk);
	const struct sctp_assoc *a;
	struct sctp_rx_msg *rx;
	u32 len, sum = 0;
	int err = 0;

	rx = rx_wait(sk, flags, &err);
	if (!rx)
		return err;
	a = rx->assoc;
	rx_tell(sk, rx, msg, addr_len);
	do {
		len = min_t(size_t, size - sum, rx->len - rx->consumed);
		err = rx_copy(rx, msg, len);
		if (err)
			break;
		rx_advance(sk, msg, rx, len, flags);
		sum += len;
	} while (!(msg->msg_flags & MSG_EOR) && !one && sum < size &&
		 (rx = rx_next_part(sk, a)) != NULL);
	/* a message that cannot be copied is lost, as with any datagram */
	if (err && !sum && !(flags & MSG_PEEK))
		rx_consume(sk, rx, rx->len - rx->consumed);
	return sum ?: err;
}

/**
 * sctp_recvmsg() - the recvmsg of struct proto
 * @sk: the socket
 * @msg: where to put bytes, name and ancillary data
 * @size: room for bytes
 * @flags: MSG_DONTWAIT, MSG_PEEK, MSG_ERRQUEUE
 * @addr_len: length of the name
 *
 * Return: bytes read; 0 when the peer will send no more; a negative errno.
 */
int sctp_recvmsg(struct sock *sk, struct msghdr *msg, size_t size, int flags,
		 int *addr_len)
{
	int ret;

	if (unlikely(flags & MSG_ERRQUEUE))
		return inet_read_error(sk, msg, size, addr_len);
	lock_sock(sk);
	if (!sctp_is_one_to_many(sk) && sk->sk_state == SCTP_SS_LISTENING)
		ret = -ENOTCONN;
	else
		ret = rx_read(sk, msg, size, flags, addr_len);
	release_sock(sk);
	return ret;
}
