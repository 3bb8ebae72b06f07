// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets in.
 *
 * Softirq finds the association under RCU, takes the spinlock of its socket and
 * checks again that the association is alive and on this socket. If a process
 * owns the socket the packet waits in the socket's backlog, with a reference to
 * its association. The checks are repeated when the process releases the
 * socket.
 *
 * A packet for no association goes to the endpoint that listens on its port,
 * or to the namespace's control endpoint, which answers it as RFC 9260 section
 * 8.4 says.
 */
#include <linux/filter.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <net/busy_poll.h>
#include <net/dsfield.h>
#include <net/dst.h>
#include <net/inet_ecn.h>
#include <net/xfrm.h>

#include "core/wire/addrlist.h"
#include "core/chunk.h"
#include "core/ext/pktdrop.h"
#include "core/ext/zerosum.h"
#include "core/recv/superin.h"
#include "drop.h"
#include "input.h"
#include "kassoc.h"
#include "lookup.h"
#include "mib.h"
#include "netns.h"
#include "offload.h"
#include "skbcb.h"
#include "socket.h"
#include "trace.h"
#include "udp.h"

static void rcv_discard(struct net *net, const struct sctp_rx *rx,
			enum skb_drop_reason reason)
{
	sctp_mib_inc(sctp_net(net), SCTP_MIB_IN_PKT_DISCARDS);
	sctp_drop(rx, reason);
}

/* --- trains --- */

/* A GSO skb that is taken apart into packets. They are made one by one, so that
 * only those that core keeps take memory.
 */
struct train {
	struct sk_buff_head q;	/* packets that exist already */
	struct sk_buff *head;	/* skb to cut or clone from, or NULL */
	struct sk_buff *next;	/* next in its frag_list, to be cloned */
	u32 seg;		/* bytes of each packet to cut, 0: none */
	u32 off;		/* where the next one is cut */
};

static void piece_inherits(struct sk_buff *piece, struct sk_buff *head)
{
	piece->dev = NULL;
	piece->skb_iif = head->skb_iif;
	piece->mark = head->mark;
	piece->tstamp = head->tstamp;
	*skb_hwtstamps(piece) = *skb_hwtstamps(head);
	*SCTP_SKB_CB(piece) = *SCTP_SKB_CB(head);
}

/* Is the skb not shared, so that its frag_list can be taken out of it? */
static bool train_is_ours(const struct sk_buff *head)
{
	const struct sk_buff *skb;

	if (skb_cloned(head))
		return false;
	skb_walk_frags(head, skb)
		if (skb_shared(skb))
			return false;
	return true;
}

/* Move the skbs of the frag_list to the queue */
static void uncouple_frags(struct sk_buff *head, struct sk_buff_head *q)
{
	struct sk_buff *skb = skb_shinfo(head)->frag_list, *next;

	skb_shinfo(head)->frag_list = NULL;
	for (; skb; skb = next) {
		next = skb->next;
		skb_mark_not_on_list(skb);
		head->len -= skb->len;
		head->data_len -= skb->len;
		head->truesize -= min(skb->truesize, head->truesize);
		piece_inherits(skb, head);
		__skb_queue_tail(q, skb);
	}
}

/* The frag_list is shared: a clone of the next skb in it */
static struct sk_buff *clone_next(struct train *p)
{
	struct sk_buff *skb = skb_clone(p->next, GFP_ATOMIC);

	p->next = p->next->next;
	if (!skb)
		return NULL;	/* lost, as on the wire */
	skb_mark_not_on_list(skb);
	piece_inherits(skb, p->head);
	return skb;
}

/* Is it a super-packet? Its packets lie one behind the other, not in a
 * frag_list.
 */
static bool is_super(const struct sk_buff *skb)
{
	return skb_is_gso(skb) && skb_shinfo(skb)->gso_size != GSO_BY_FRAGS;
}

/* Copy the next packet out of a super-packet that core did not take whole */
static struct sk_buff *cut_next(struct train *p)
{
	u32 len = min(p->seg, p->head->len - p->off);
	struct sk_buff *skb;

	if (!len)
		return NULL;
	skb = alloc_skb(len, GFP_ATOMIC);
	if (!skb)
		return NULL;	/* lost, as on the wire */
	if (skb_copy_bits(p->head, p->off, skb_put(skb, len), len)) {
		kfree_skb_reason(skb, SKB_DROP_REASON_NOMEM);
		return NULL;
	}
	p->off += len;
	piece_inherits(skb, p->head);
	return skb;
}

/* Begin to take an skb apart; its common header is pulled. It is a packet, a
 * super-packet, a GSO train, or packets merged by GRO. The head of a train has
 * the IP header, and stays until train_end().
 */
static void train_begin(struct train *p, struct sk_buff *skb)
{
	bool list = skb_has_frag_list(skb) && train_is_ours(skb);

	*p = (struct train){};
	__skb_queue_head_init(&p->q);
	if (!is_super(skb) && !(skb_is_gso(skb) && skb_has_frag_list(skb))) {
		__skb_queue_tail(&p->q, skb);
		return;
	}
	if (is_super(skb) && list) {
		skb_gso_reset(skb);
		uncouple_frags(skb, &p->q);
		__skb_queue_head(&p->q, skb);
		return;
	}
	p->head = skb;
	if (is_super(skb))
		p->seg = skb_shinfo(skb)->gso_size;
	else if (list)
		uncouple_frags(skb, &p->q);
	else
		p->next = skb_shinfo(skb)->frag_list;
}

/* The next packet, or NULL */
static struct sk_buff *train_next(struct train *p)
{
	struct sk_buff *skb = __skb_dequeue(&p->q);

	if (skb)
		return skb;
	if (p->next)
		return clone_next(p);
	return p->seg ? cut_next(p) : NULL;
}

static void train_end(struct train *p)
{
	struct sk_buff *skb;

	while ((skb = __skb_dequeue(&p->q)) != NULL)
		consume_skb(skb);
	consume_skb(p->head);
}

/* --- to core --- */

/* Core refused a packet. The socket counts it if there is an association */
static void packet_refused(const struct sctp_assoc *a, struct sctp_rx *rx)
{
	if (a)
		sk_drops_skbadd(sctp_ka(a)->sk, rx->skb);
	sctp_drop_refused(rx);
}

/* Core has processed a packet */
static void feed_done(const struct sctp_assoc *a, struct sctp_rx *rx)
{
	if (sctp_trace_sack_enabled() && a && rx->sacked)
		sctp_trace_sack(a, rx->skb);
	if (unlikely(rx->refused))
		packet_refused(a, rx);
	else
		consume_skb(rx->skb);
}

/* Core has all packets that came together: send and arm the timer */
static void run_fed(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	if (unlikely(a->sack.first))
		sctp_sock_first_data(sctp_ka(a));
	sctp_kassoc_run(sctp_ka(a), rx->now);
}

/* A packet for an association */
static void feed_packet(struct sctp_assoc *a, struct sctp_rx *rx)
{
	__skb_pull(rx->skb, sizeof(struct sctpw_common));
	if (unlikely(rx->encap))
		sctp_udp_learn_whole(sctp_ka(a), rx);
	rx->path = NULL;
	sctp_assoc_input(a, rx);
	feed_done(a, rx);
	run_fed(a, rx);
}

/* Is it a super-packet, and did the association take it as one? */
static bool feed_super(struct sctp_assoc *a, struct sctp_rx *rx)
{
	struct sk_buff *skb = rx->skb;

	__skb_pull(skb, sizeof(struct sctpw_common));
	if (!a || !is_super(skb) || skb_has_frag_list(skb) ||
	    !sctp_assoc_input_super(a, rx, skb_shinfo(skb)->gso_size))
		return false;
	feed_done(a, rx);
	run_fed(a, rx);
	return true;
}

/* Feed the packets of a train one by one */
static noinline void feed_train(struct sctp_ep *ep, struct sctp_assoc *a,
				struct sctp_rx *rx)
{
	struct train train;

	train_begin(&train, rx->skb);
	rx->train = train.head;
	while ((rx->skb = train_next(&train)) != NULL) {
		rx->path = NULL;
		rx->refused = 0;
		if (a)
			sctp_assoc_input(a, rx);
		else
			a = sctp_ep_input(ep, rx);
		feed_done(a, rx);
		/* no association for the rest */
		if (!a || a->state == SCTP_ST_CLOSED)
			break;
	}
	train_end(&train);
	if (a)
		run_fed(a, rx);
}

/* Give all packets in rx->skb to the association. Without one, the endpoint
 * gets them until it makes one. Consumes the skb.
 */
static void feed_skb(struct sctp_ep *ep, struct sctp_assoc *a,
		     struct sctp_rx *rx)
{
	rx->now = sctp_now();
	if (a && !skb_is_gso(rx->skb))
		feed_packet(a, rx);
	else if (!feed_super(a, rx))
		feed_train(ep, a, rx);
}

/* A packet for an endpoint, its socket locked. Since the lookup, an association
 * that it belongs to may have been made.
 */
static void feed_ep(struct sock *sk, struct sctp_rx *rx)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct net *net = sock_net(sk);
	struct sctp_kpath *kp;

	kp = sctp_lookup_path(net, &rx->dst, &rx->src, rx->dport, rx->sport,
			      rx->dif, rx->sdif);
	if (!kp && sp->hashed) {
		feed_skb(&sp->ep, NULL, rx);
		return;
	}
	if (kp && kp->ka->sk == sk && !kp->ka->dead) {
		feed_skb(NULL, &kp->ka->a, rx);
		return;
	}
	/* on another socket, or gone: the peer will retransmit */
	rcv_discard(net, rx, SKB_DROP_REASON_NO_SOCKET);
}

/* Bytes that may be in the backlog and the receive queue together, as for TCP:
 * a window of data, the SACKs for all that was sent, and some more.
 */
static u32 backlog_limit(const struct sock *sk)
{
	u64 limit = 2ULL * READ_ONCE(sk->sk_rcvbuf) +
		    READ_ONCE(sk->sk_sndbuf) / 2 + 64 * 1024;

	return min_t(u64, limit, U32_MAX);
}

static void to_backlog(struct sock *sk, struct sctp_kassoc *ka,
		       const struct sctp_rx *rx, bool damaged)
{
	struct sk_buff *skb = rx->skb;
	struct net *net = sock_net(sk);

	SCTP_SKB_CB(skb)->ka = ka;
	SCTP_SKB_CB(skb)->dif = rx->dif;
	SCTP_SKB_CB(skb)->sdif = rx->sdif;
	SCTP_SKB_CB(skb)->encap = rx->encap;
	SCTP_SKB_CB(skb)->damaged = damaged;
	if (ka)
		sctp_kassoc_get(ka);
	if (sk_add_backlog(sk, skb, backlog_limit(sk))) {
		sk_drops_skbadd(sk, skb);
		rcv_discard(net, rx, SKB_DROP_REASON_SOCKET_BACKLOG);
		if (ka)
			sctp_kassoc_put(ka);
		return;
	}
	sctp_mib_inc(sctp_sk_net(sk), SCTP_MIB_IN_PKT_BACKLOG);
}

/* Drop a packet that IPsec policy or the socket's filter does not allow */
static void deny_packet(struct net *net, struct sock *sk,
			const struct sctp_rx *rx, enum skb_drop_reason reason)
{
	if (sk)
		sk_drops_skbadd(sk, rx->skb);
	rcv_discard(net, rx, reason);
}

/* May the socket, if there is one, receive the packet? If not, the packet is
 * dropped. If so, it may be queued: it loses the references that are valid only
 * in softirq.
 */
static bool rcv_admit(struct net *net, struct sock *sk,
		      const struct sctp_rx *rx)
{
	struct sk_buff *skb = rx->skb;

	if (!xfrm_policy_check(sk, XFRM_POLICY_IN, skb, rx->src.family)) {
		deny_packet(net, sk, rx, SKB_DROP_REASON_XFRM_POLICY);
		return false;
	}
	nf_reset_ct(skb);
	if (sk && (sk_filter(sk, skb) ||
		   skb_headlen(skb) < sizeof(struct sctpw_common))) {
		deny_packet(net, sk, rx, SKB_DROP_REASON_SOCKET_FILTER);
		return false;
	}
	skb_orphan(skb);
	skb_dst_drop(skb);
	secpath_reset(skb);
	skb->dev = NULL;
	return true;
}

static void to_assoc(struct sctp_kassoc *ka, struct sctp_rx *rx)
{
	struct sock *sk = sctp_kassoc_lock(ka);

	sk_mark_napi_id(sk, rx->skb);
	if (ka->dead) {
		rcv_discard(sock_net(ka->sk), rx, SKB_DROP_REASON_NO_SOCKET);
	} else if (sock_owned_by_user(sk)) {
		to_backlog(sk, ka, rx, false);
	} else {
		sctp_mib_inc(sctp_sk_net(sk), SCTP_MIB_IN_PKT_SOFTIRQ);
		feed_skb(NULL, &ka->a, rx);
	}
	bh_unlock_sock(sk);
}

static void rcv_assoc(struct net *net, struct sctp_kassoc *ka,
		      struct sctp_rx *rx)
{
	if (rcv_admit(net, READ_ONCE(ka->sk), rx))
		to_assoc(ka, rx);
}

static void rcv_ep(struct net *net, struct sock *sk, struct sctp_rx *rx)
{
	if (!rcv_admit(net, sk, rx))
		return;
	bh_lock_sock(sk);
	if (sock_owned_by_user(sk)) {
		to_backlog(sk, NULL, rx, false);
	} else {
		sctp_mib_inc(sctp_sk_net(sk), SCTP_MIB_IN_PKT_SOFTIRQ);
		feed_ep(sk, rx);
	}
	bh_unlock_sock(sk);
}

static void rcv_control(struct net *net, struct sctp_rx *rx)
{
	struct sctp_net *sn = sctp_net(net);

	if (!rcv_admit(net, NULL, rx))
		return;
	sctp_mib_inc(sn, SCTP_MIB_IN_PKT_SOFTIRQ);
	feed_skb(&sn->ctl_ep, NULL, rx);
}

/* --- packets whose CRC32c is wrong --- */

/* Report it to the sender if its association is this socket's; drop it */
static void feed_damaged(struct sock *sk, struct sctp_rx *rx)
{
	struct sctp_kpath *kp;

	kp = sctp_lookup_path(sock_net(sk), &rx->dst, &rx->src, rx->dport,
			      rx->sport, rx->dif, rx->sdif);
	if (kp && kp->ka->sk == sk && !kp->ka->dead) {
		rx->now = sctp_now();
		sctp_pktdrop_report(&kp->ka->a, rx);
		sctp_kassoc_run(kp->ka, rx->now);
	}
	sctp_drop(rx, SKB_DROP_REASON_SKB_CSUM);
}

static void rcv_damaged(struct sctp_kassoc *ka, struct sctp_rx *rx)
{
	struct sock *sk = sctp_kassoc_lock(ka);

	if (sock_owned_by_user(sk))
		to_backlog(sk, NULL, rx, true);
	else
		feed_damaged(sk, rx);
	bh_unlock_sock(sk);
}

/* --- from IP --- */

/* Fill in what the common header says; it is linear */
static void rx_common(struct sctp_rx *rx)
{
	const struct sctpw_common *h = (const void *)rx->skb->data;

	rx->sport = h->sport;
	rx->dport = h->dport;
	rx->vtag = be32_to_cpu(h->vtag);
}

/* Can a chunk of this type list addresses of its sender? An INIT, a COOKIE ECHO
 * (RFC 9260 sections 5.1.2 and 5.2) and an ASCONF (RFC 5061 section 5.2) may
 * come from an address that is not known yet. Then the association is found by
 * one that they list. An AUTH chunk may be before them.
 */
static bool lists_addresses(u8 type)
{
	const struct sctp_chunk_row *row = sctp_chunk_row(type);

	return type == SCTP_CT_AUTH || (row && row->addrs);
}

static struct sctp_kpath *lookup_listed(struct net *net, struct sctp_rx *rx)
{
	struct sctp_kpath *kp = NULL;
	struct sctp_param_list list;
	const struct sctpw_chunk *ch;
	struct sctpw_chunk copy;
	struct sctp_addr_walk w;
	struct sctp_addr addr;
	bool listed;

	/* not for a train: reading would take it apart */
	if (skb_is_gso(rx->skb))
		return NULL;
	ch = skb_header_pointer(rx->skb, sizeof(struct sctpw_common),
				sizeof(copy), &copy);
	if (!ch || !lists_addresses(ch->type))
		return NULL;
	__skb_pull(rx->skb, sizeof(struct sctpw_common));
	listed = sctp_init_addrs(rx, &list);
	__skb_push(rx->skb, sizeof(struct sctpw_common));
	if (!listed)
		return NULL;
	sctp_addr_walk_begin(&w, &list);
	while (!kp && sctp_addr_walk_next(&w, &addr))
		if (!sctp_addr_eq(&addr, &rx->src))
			kp = sctp_lookup_path(net, &rx->dst, &addr, rx->dport,
					      rx->sport, rx->dif, rx->sdif);
	return kp;
}

/* Is there a COOKIE ECHO in a packet, be it behind other chunks? */
static bool has_cookie(const struct sk_buff *skb)
{
	u32 at = sizeof(struct sctpw_common);
	struct sctpw_chunk ch;

	while (!skb_copy_bits(skb, at, &ch, sizeof(ch))) {
		if (ch.type == SCTP_CT_COOKIE_ECHO)
			return true;
		/* core drops a packet that is malformed */
		if (be16_to_cpu(ch.len) < sizeof(ch))
			break;
		at += SCTP_ALIGN4(be16_to_cpu(ch.len));
	}
	return false;
}

/* RFC 9653: another method detects errors, as both ends said */
static noinline bool takes_zero(struct net *net, struct sctp_rx *rx)
{
	struct sctp_kpath *kp;

	if (skb_is_gso(rx->skb))
		return false;
	rx_common(rx);
	kp = sctp_lookup_path(net, &rx->dst, &rx->src, rx->dport, rx->sport,
			      rx->dif, rx->sdif);
	if (!kp || !sctp_zero_takes(&kp->ka->a, rx->vtag) ||
	    has_cookie(rx->skb))
		return false;
	sctp_mib_inc(sctp_net(net), SCTP_MIB_IN_ZERO_CHECKSUM);
	return true;
}

/* Is a packet as it was sent? A zero is looked at before it is computed */
static bool checksum_ok(struct net *net, struct sctp_rx *rx)
{
	return (unlikely(sctp_checksum_is_zero(rx->skb, 0)) &&
		takes_zero(net, rx)) || sctp_checksum_ok(rx->skb, 0);
}

/* The association that a packet with a wrong CRC32c is to be reported for, or
 * NULL
 */
static struct sctp_kassoc *wants_damaged(struct net *net, struct sctp_rx *rx)
{
	struct sctp_kpath *kp;

	if (skb_is_gso(rx->skb))
		return NULL;
	rx_common(rx);
	kp = sctp_lookup_path(net, &rx->dst, &rx->src, rx->dport, rx->sport,
			      rx->dif, rx->sdif);
	return kp && sctp_pktdrop_wants(&kp->ka->a, rx->vtag) ? kp->ka : NULL;
}

/* A packet is not as it was sent: it is dropped, and reported if that was
 * agreed upon
 */
static noinline void checksum_wrong(struct net *net, struct sctp_rx *rx)
{
	struct sctp_kassoc *ka;

	sctp_mib_inc(sctp_net(net), SCTP_MIB_CHECKSUMERRORS);
	ka = wants_damaged(net, rx);
	if (!ka) {
		sctp_drop(rx, SKB_DROP_REASON_SKB_CSUM);
		return;
	}
	SCTP_SKB_CB(rx->skb)->src = rx->src;
	if (rcv_admit(net, READ_ONCE(ka->sk), rx))
		rcv_damaged(ka, rx);
}

/**
 * sctp_rcv() - a packet arrived
 * @net: network namespace
 * @rx: addresses, interfaces and packet, which begins with the common header;
 *      the packet is consumed
 *
 * Context: softirq, RCU.
 * Return: 0
 */
int sctp_rcv(struct net *net, struct sctp_rx *rx)
{
	struct sctp_net *sn = sctp_net_rcu(net);
	struct sk_buff *skb = rx->skb;
	struct sctp_kpath *kp;
	struct sock *sk;

	sctp_mib_inc(sn, SCTP_MIB_INSCTPPACKS);
	if (!sctp_gso_ok(skb)) {
		rcv_discard(net, rx, SKB_DROP_REASON_INVALID_PROTO);
		return 0;
	}
	if (!skb_frags_readable(skb) ||
	    !pskb_may_pull(skb, sizeof(struct sctpw_common)) ||
	    skb->len < sizeof(struct sctpw_common) +
		       sizeof(struct sctpw_chunk)) {
		rcv_discard(net, rx, SKB_DROP_REASON_PKT_TOO_SMALL);
		return 0;
	}
	if (!checksum_ok(net, rx)) {
		checksum_wrong(net, rx);
		return 0;
	}
	rx_common(rx);
	if (!rx->sport || !rx->dport) {
		rcv_discard(net, rx, SKB_DROP_REASON_INVALID_PROTO);
		return 0;
	}
	SCTP_SKB_CB(skb)->src = rx->src;
	SCTP_SKB_CB(skb)->ka = NULL;

	kp = sctp_lookup_path(net, &rx->dst, &rx->src, rx->dport, rx->sport,
			      rx->dif, rx->sdif);
	if (!kp)
		kp = lookup_listed(net, rx);
	if (kp) {
		rcv_assoc(net, kp->ka, rx);
		return 0;
	}
	sk = sctp_lookup_ep(net, skb, &rx->dst, &rx->src, rx->dport,
			    rx->sport, rx->dif, rx->sdif);
	if (sk)
		rcv_ep(net, sk, rx);
	else
		rcv_control(net, rx);
	return 0;
}

/* Fill in what the IP header says again, as sctp_rcv() had it */
static void rx_ip(struct sctp_rx *rx)
{
	rx->src = SCTP_SKB_CB(rx->skb)->src;
	rx->dif = SCTP_SKB_CB(rx->skb)->dif;
	rx->sdif = SCTP_SKB_CB(rx->skb)->sdif;
	rx->encap = SCTP_SKB_CB(rx->skb)->encap;
	memset(&rx->dst, 0, sizeof(rx->dst));
	rx->dst.family = rx->src.family;
	if (rx->src.family == AF_INET) {
		rx->dst.v4 = ip_hdr(rx->skb)->daddr;
		rx->ce = INET_ECN_is_ce(ip_hdr(rx->skb)->tos);
	} else {
		const struct in6_addr *a = &ipv6_hdr(rx->skb)->daddr;

		memcpy(rx->dst.v6, a, sizeof(rx->dst.v6));
		rx->ce = INET_ECN_is_ce(ipv6_get_dsfield(ipv6_hdr(rx->skb)));
		if (ipv6_addr_type(a) & IPV6_ADDR_LINKLOCAL)
			rx->dst.scope = rx->sdif ?: rx->dif;
	}
}

/* @ka moved to another socket while the packet waited */
static void rcv_moved(struct sctp_kassoc *ka, struct sctp_rx *rx)
{
	local_bh_disable();
	rcu_read_lock();
	to_assoc(ka, rx);
	rcu_read_unlock();
	local_bh_enable();
}

/**
 * sctp_backlog_rcv() - the backlog_rcv() of struct proto
 * @sk: socket, owned by the caller
 * @skb: packet that waited for it; consumed
 *
 * Return: 0
 */
int sctp_backlog_rcv(struct sock *sk, struct sk_buff *skb)
{
	struct sctp_kassoc *ka = SCTP_SKB_CB(skb)->ka;
	bool damaged = SCTP_SKB_CB(skb)->damaged;
	struct sctp_rx rx = { .skb = skb };

	rx_ip(&rx);
	rx_common(&rx);
	SCTP_SKB_CB(skb)->ka = NULL;
	if (!ka) {
		rcu_read_lock();
		if (unlikely(damaged))
			feed_damaged(sk, &rx);
		else
			feed_ep(sk, &rx);
		rcu_read_unlock();
		return 0;
	}
	if (ka->sk != sk)
		rcv_moved(ka, &rx);
	else if (ka->dead)
		rcv_discard(sock_net(ka->sk), &rx, SKB_DROP_REASON_NO_SOCKET);
	else
		feed_skb(NULL, &ka->a, &rx);
	sctp_kassoc_put(ka);
	return 0;
}
