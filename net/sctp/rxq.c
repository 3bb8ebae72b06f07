// SPDX-License-Identifier: GPL-2.0-only
/*
 * The receive queue of a socket.
 *
 * Each message holds a reference on its association until sctp_rxq_release().
 * Its memory is charged to the socket as part of the association's (rmem.c).
 *
 * A message that comes in parts (partial delivery) must not be mixed with
 * others unless SCTP_FRAGMENT_INTERLEAVE is set (RFC 6458 section 8.1.20). Core
 * ensures this within an association. Messages of other associations of a
 * one-to-many socket, and notifications, wait in the lobby until the message is
 * complete:
 *
 *   rxq:   A1(first) A2 A3(last) | B | event
 *   lobby:                B event  --- until A3 is there
 */
#include <net/sock.h>

#include "event.h"
#include "kassoc.h"
#include "rmem.h"
#include "rxq.h"

static bool rxq_ends_pd(const struct sctp_rx_msg *msg)
{
	if (msg->flags & SCTP_RX_EVENT)
		return msg->sid == SCTP_PARTIAL_DELIVERY_EVENT;
	return msg->flags & SCTP_RX_LAST;
}

static bool rxq_must_wait(const struct sctp_sock *sp,
			  const struct sctp_rx_msg *msg)
{
	if (!sp->pd_ka || sp->frag_interleave)
		return false;
	if (sctp_ka(msg->assoc) != sp->pd_ka)
		return true;
	return (msg->flags & SCTP_RX_EVENT) && !rxq_ends_pd(msg);
}

/*
 * Put @msg on the queue or into the lobby; true if it ended a partial delivery
 */
static bool rxq_place(struct sctp_sock *sp, struct sctp_rx_msg *msg)
{
	struct sctp_kassoc *ka = sctp_ka(msg->assoc);

	if (rxq_must_wait(sp, msg)) {
		list_add_tail(&msg->list, &sp->lobby);
		return false;
	}
	list_add_tail(&msg->list, &sp->rxq);
	if (!(msg->flags & SCTP_RX_EVENT)) {
		sp->rx_waiting += msg->len - msg->consumed;
		if (!(msg->flags & SCTP_RX_LAST)) {
			sp->pd_ka = ka;
			return false;
		}
	}
	if (sp->pd_ka != ka || !rxq_ends_pd(msg))
		return false;
	sp->pd_ka = NULL;
	return true;
}

/**
 * sctp_rxq_settle() - move messages from the lobby to the queue
 * @sk: the socket, owned by the caller
 *
 * To be called when a partial delivery ended or interleaving was allowed. The
 * caller must call sctp_rxq_wake().
 */
void sctp_rxq_settle(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_rx_msg *msg;
	LIST_HEAD(todo);

	if (list_empty(&sp->lobby))
		return;
	sp->rx_news = true;
	list_splice_init(&sp->lobby, &todo);
	while (!list_empty(&todo)) {
		msg = list_first_entry(&todo, struct sctp_rx_msg, list);
		list_del(&msg->list);
		if (rxq_place(sp, msg))
			list_splice_init(&sp->lobby, &todo);
	}
}

static void rxq_enter(struct sctp_sock *sp, struct sctp_rx_msg *msg)
{
	if (rxq_place(sp, msg))
		sctp_rxq_settle(&sp->inet.sk);
}

/* The memory of a notification, as sctp_rx_msg_free() will return it */
static u32 rxq_event_memory(const struct sctp_rx_msg *msg)
{
	const struct sk_buff *skb;
	u32 sum = sizeof(*msg);

	for (skb = msg->head; skb; skb = skb->next)
		sum += skb->truesize;
	return sum;
}

/*
 * The skb gets the socket's drop count (SO_RXQ_OVFL). That place in its control
 * buffer must be written in any case, as GRO uses it.
 *
 * Of the two callers one has nearly all calls.
 */
static __always_inline void rxq_add(struct sctp_kassoc *ka,
				    struct sctp_rx_msg *msg)
{
	struct sock *sk = ka->sk;

	sctp_assert_owned(sk);
	sock_skb_set_dropcount(sk, msg->head);
	msg->assoc = &ka->a;
	sctp_kassoc_get(ka);
	if (ka->unaccepted) {
		sctp_rx_fifo_add(&ka->early, msg);
		return;
	}
	rxq_enter(sctp_sk(sk), msg);
	sctp_sk(sk)->rx_news = true;
}

/**
 * sctp_rxq_add_event() - queue a notification for the reader
 * @ka: the association it is from
 * @msg: what to queue
 *
 * The caller must call sctp_rmem_settle() and sctp_rxq_wake();
 * sctp_kassoc_run() does both.
 *
 * Context: the socket is owned.
 */
void sctp_rxq_add_event(struct sctp_kassoc *ka, struct sctp_rx_msg *msg)
{
	ka->noted += rxq_event_memory(msg);
	rxq_add(ka, msg);
}

/**
 * sctp_rxq_wake() - wake readers if something was queued
 * @sk: the socket, owned by the caller
 *
 * Once for a whole packet, or train of packets, with all its messages.
 */
void sctp_rxq_wake(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);

	if (!sp->rx_news)
		return;
	sp->rx_news = false;
	sk->sk_data_ready(sk);
}

/**
 * sctp_rxq_follow_rcvbuf() - take a change of SO_RCVBUF into account
 * @ka: association; its socket owned
 *
 * There is no callback for it, so this is called where the window matters.
 */
void sctp_rxq_follow_rcvbuf(struct sctp_kassoc *ka)
{
	u32 rcvbuf = READ_ONCE(ka->sk->sk_rcvbuf);

	if (unlikely(ka->a.rx.wnd.rcvbuf != rcvbuf))
		sctp_assoc_set_rcvbuf(&ka->a, rcvbuf);
}

/* Will nobody read it, since the socket was shut down for reading? */
static bool rxq_unwanted(const struct sctp_kassoc *ka)
{
	const struct sock *sk = ka->sk;

	if (sock_flag(sk, SOCK_DEAD))
		return true;
	return !ka->unaccepted && (sk->sk_shutdown & RCV_SHUTDOWN);
}

/**
 * sctp_rxq_end_partial() - the rest of a message will not come
 * @ka: its association; its socket owned
 *
 * Parts on the queue stay to be read. The caller must call sctp_rxq_wake().
 */
void sctp_rxq_end_partial(struct sctp_kassoc *ka)
{
	struct sctp_sock *sp = sctp_sk(ka->sk);

	if (sp->pd_ka == ka) {
		sp->pd_ka = NULL;
		sctp_rxq_settle(ka->sk);
	}
}

/* Drop a message that nobody will read. If it is the last part of a message,
 * what waited for that waits no more.
 */
static noinline void rxq_drop(struct sctp_kassoc *ka, struct sctp_rx_msg *msg)
{
	bool last = msg->flags & SCTP_RX_LAST;
	u32 len = msg->len;

	sctp_assoc_consumed(&ka->a, len, sctp_rx_msg_free(msg));
	if (last)
		sctp_rxq_end_partial(ka);
}

/**
 * sctp_sock_deliver() - the deliver() of struct sctp_ops
 * @a: association, its socket owned
 * @msg: a message, or a part of one
 */
void sctp_sock_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	struct sctp_kassoc *ka = sctp_ka(a);

	sctp_rxq_follow_rcvbuf(ka);
	if (rxq_unwanted(ka)) {
		rxq_drop(ka, msg);
		return;
	}
	msg->consumed = 0;
	rxq_add(ka, msg);
}

/**
 * sctp_rxq_first() - the message that is read next
 * @sk: the socket, owned by the caller
 *
 * Return: the message, still queued, or NULL.
 */
struct sctp_rx_msg *sctp_rxq_first(const struct sock *sk)
{
	return list_first_entry_or_null(&sctp_sk(sk)->rxq, struct sctp_rx_msg,
					list);
}

/**
 * sctp_rxq_take() - account for bytes that were read
 * @sk: the socket, owned by the caller
 * @msg: the first message of its queue
 * @len: bytes read now
 *
 * Return: true when all of @msg is read. It is off the queue then, and the
 * caller must call sctp_rxq_release().
 */
bool sctp_rxq_take(struct sock *sk, struct sctp_rx_msg *msg, u32 len)
{
	msg->consumed += len;
	if (!(msg->flags & SCTP_RX_EVENT))
		sctp_sk(sk)->rx_waiting -= len;
	if (msg->consumed < msg->len)
		return false;
	list_del(&msg->list);
	return true;
}

/* Bytes of a message were read, or all of it. True when core has to run */
static bool rxq_consume(struct sctp_kassoc *ka, struct sctp_rx_msg *msg,
			u32 len, bool done)
{
	bool event = msg->flags & SCTP_RX_EVENT;
	u32 freed = done ? sctp_rx_msg_free(msg) : 0;

	if (!event)
		return sctp_assoc_consumed(&ka->a, len, freed);
	ka->noted -= freed;
	return false;
}

/**
 * sctp_rxq_release() - release window and memory after reading
 * @sk: the socket a message was read from, owned by the caller
 * @msg: the message; freed when it is off the queue
 * @len: bytes of it that were read
 * @done: it is off the queue; its reference on the association becomes the
 *        caller's
 *
 * Return: true when the caller must call sctp_kassoc_run().
 */
bool sctp_rxq_release(struct sock *sk, struct sctp_rx_msg *msg, u32 len,
		      bool done)
{
	struct sctp_kassoc *ka = sctp_ka(msg->assoc);
	bool run = rxq_consume(ka, msg, len, done);

	return (done && sctp_rmem_settle(ka, sk)) || run;
}

/*
 * Free a list; true if it had user data. The caller must run associations that
 * are alive, to settle their memory.
 */
static bool rxq_purge_list(struct sock *sk, struct list_head *list)
{
	struct sctp_rx_msg *msg, *next;
	bool data = false;

	list_for_each_entry_safe(msg, next, list, list) {
		struct sctp_kassoc *ka = sctp_ka(msg->assoc);

		if (!(msg->flags & SCTP_RX_EVENT))
			data = true;
		list_del(&msg->list);
		rxq_consume(ka, msg, msg->len - msg->consumed, true);
		if (ka->dead)
			sctp_rmem_settle(ka, sk);
		sctp_kassoc_put(ka);
	}
	return data;
}

/**
 * sctp_rxq_purge() - free all unread messages
 * @sk: the socket, owned by the caller
 *
 * Return: true when user data was among it.
 */
bool sctp_rxq_purge(struct sock *sk)
{
	struct sctp_sock *sp = sctp_sk(sk);
	bool data;

	sp->pd_ka = NULL;
	sp->rx_waiting = 0;
	data = rxq_purge_list(sk, &sp->rxq);
	return rxq_purge_list(sk, &sp->lobby) || data;
}

/**
 * sctp_rxq_purge_early() - free messages of an association not yet accepted
 * @ka: an association of a listener that closes; its socket owned
 *
 * Return: true when user data was among it.
 */
bool sctp_rxq_purge_early(struct sctp_kassoc *ka)
{
	struct list_head early;

	sctp_rx_fifo_take(&ka->early, &early);
	return rxq_purge_list(ka->sk, &early);
}

static void rxq_move(struct sctp_kassoc *ka, struct sock *from,
		     struct sock *to, struct list_head *list, bool counted)
{
	struct sctp_rx_msg *msg, *next;

	list_for_each_entry_safe(msg, next, list, list) {
		if (msg->assoc != &ka->a)
			continue;
		list_del(&msg->list);
		if (counted && !(msg->flags & SCTP_RX_EVENT))
			sctp_sk(from)->rx_waiting -= msg->len - msg->consumed;
		rxq_enter(sctp_sk(to), msg);
	}
}

/**
 * sctp_rxq_migrate() - move the unread messages of an association
 * @ka: the association
 * @from: the socket it leaves
 * @to: the socket it goes to
 *
 * Context: both sockets are owned.
 */
void sctp_rxq_migrate(struct sctp_kassoc *ka, struct sock *from,
		      struct sock *to)
{
	struct list_head early;

	sctp_assert_owned(from);
	sctp_assert_owned(to);
	sctp_rmem_migrate(ka, from, to);
	if (ka->unaccepted) {
		ka->unaccepted = false;
		sctp_rx_fifo_take(&ka->early, &early);
		rxq_move(ka, from, to, &early, false);
		if (ka->dead && sctp_sk(to)->pd_ka == ka) {
			sctp_sk(to)->pd_ka = NULL;
			sctp_rxq_settle(to);
		}
		return;
	}
	rxq_move(ka, from, to, &sctp_sk(from)->rxq, true);
	rxq_move(ka, from, to, &sctp_sk(from)->lobby, false);
	sctp_rxq_end_partial(ka);
	sctp_rxq_wake(from);
}
