// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets out.
 *
 * Core hands over a burst: packets for one path, each beginning with its
 * first chunk. As many of them as one GSO packet holds leave together:
 *
 *   head: | IP | common header |         gso_size = GSO_BY_FRAGS
 *           '-> frag_list: chunks of packet 1 -> of packet 2 -> ...
 *
 * A super-packet of core is a GSO packet that is cut every gso_size bytes.
 *
 * Both kinds are cut by the device, by the receiver if it is on this host, or
 * by our gso_segment callback. The checksum is left open (CHECKSUM_PARTIAL) and
 * filled in there, unless something on the way does not support that.
 */
#include <linux/hash.h>
#include <linux/netdevice.h>
#include <net/dst.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/xfrm.h>

#include "core/chunk.h"
#include "core/ext/zerosum.h"
#include "core/ext/localaddr.h"
#include "core/ext/plpmtud.h"
#include "ip.h"
#include "mib.h"
#include "netns.h"
#include "offload.h"
#include "udp.h"
#include "xmit.h"

/* Most bytes of a train, which leaves room for IP headers and options */
#define TRAIN_MAX	(65535 - 256)

static void put_common(struct sk_buff *skb, __be16 sport, __be16 dport,
		       u32 vtag)
{
	struct sctpw_common *h = skb_push(skb, sizeof(*h));

	skb_reset_transport_header(skb);
	h->sport = sport;
	h->dport = dport;
	h->vtag = cpu_to_be32(vtag);
	h->checksum = 0;
}

/**
 * sctp_xmit_checksum() - fill in the checksum, or leave it to the device
 * @skb: one packet, beginning with its common header
 * @dst: its route
 * @mtu: largest SCTP packet that is not fragmented
 *
 * IPsec and IP fragmentation would fill in a one's complement checksum. Tunnels
 * would, too, but their devices never have NETIF_F_SCTP_CRC.
 */
void sctp_xmit_checksum(struct sk_buff *skb, const struct dst_entry *dst,
			u32 mtu)
{
	if (dst->dev->features & NETIF_F_SCTP_CRC && !dst_xfrm(dst) &&
	    skb->len <= mtu) {
		sctp_checksum_open(skb);
		return;
	}
	sctp_checksum_fill(skb, 0);
}

/* State of sending a burst */
struct burst {
	struct sctp_kassoc *ka;
	struct sctp_kpath *kp;
	const struct sctp_af *af;
	struct dst_entry *dst;
	u32 vtag;
	struct sctp_udp_ports udp;	/* 0: not in UDP */
	u32 mtu;	/* largest SCTP packet that needs no fragmentation */
	u32 route;	/* the same by the route, which probes may have */
	u32 max_bytes;	/* of a train, 0: no trains */
	u32 max_segs;
};

/* Not sock_wfree() itself: when a GSO packet is cut, skb_segment() knows that
 * one and gives only the last piece an owner. GRO in another namespace would
 * take that piece for another flow and let it overtake the rest.
 */
static void xmit_wfree(struct sk_buff *skb)
{
	sock_wfree(skb);
}

/* The hash for flow steering of an association's packets; never 0 */
static u32 flow_hash(const struct sctp_kassoc *ka)
{
	return hash_32(ka->id ^ net_hash_mix(sock_net(ka->sk)), 32) ?: 1;
}

static void set_owner(struct sk_buff *skb, struct sock *sk)
{
	skb_set_owner_w(skb, sk);
	skb->destructor = xmit_wfree;
}

/* IP fragments by the route's MTU unless the packet says otherwise */
static void limit_fragments(const struct burst *b, struct sk_buff *skb)
{
	u16 max = b->mtu + b->af->headers(b->ka->sk);

	if (b->kp->p.addr.family == AF_INET)
		IPCB(skb)->frag_max_size = max;
	else
		IP6CB(skb)->frag_max_size = max;
}

/* Give a packet to IP. Its control buffer, which IP uses, is all zeros */
static __always_inline void xmit_to_ip(struct burst *b, struct sk_buff *skb,
				       u8 ecn)
{
	struct sock *sk = b->ka->sk;

	if (skb->ignore_df && unlikely(b->mtu < b->route))
		limit_fragments(b, skb);
	set_owner(skb, sk);
	/* one hash for all packets: the same queue, and GRO keeps their order
	 */
	__skb_set_sw_hash(skb, flow_hash(b->ka), true);
	skb_dst_set_noref(skb, b->dst);
	if (unlikely(b->udp.peer))
		b->af->udp_xmit(sk, b->kp, skb, ecn, &b->udp);
	else
		b->af->xmit(sk, b->kp, skb, ecn);
}

/* Does IP fragment a packet? Chunks that got their TSN with a larger PMTU need
 * it (RFC 9260 section 6.9), and so do users who turned PMTU discovery off.
 */
static bool may_fragment(const struct burst *b, const struct sk_buff *skb)
{
	return skb->len > b->mtu || !b->kp->p.cfg.pmtud_enabled;
}

/* The ECN field of a packet. Its control buffer is IP's from here on */
static u8 take_ecn(struct sk_buff *skb)
{
	u8 ecn = SCTP_TX_CB(skb)->ect ? INET_ECN_ECT_0 : INET_ECN_NOT_ECT;

	*SCTP_TX_CB(skb) = (struct sctp_tx_cb){};
	return ecn;
}

/* A GSO packet that nothing on the way can cut: its packets one by one */
static noinline void xmit_in_pieces(struct burst *b, struct sk_buff *skb,
				    u8 ecn)
{
	struct sk_buff *pieces, *piece, *next;

	pieces = sctp_gso_cut(skb, b->dst->dev->features);
	if (IS_ERR_OR_NULL(pieces)) {
		kfree_skb_reason(skb, SKB_DROP_REASON_NOMEM);
		return;
	}
	skb_list_walk_safe(pieces, piece, next) {
		skb_mark_not_on_list(piece);
		memset(piece->cb, 0, sizeof(piece->cb));
		piece->ignore_df = may_fragment(b, piece);
		xmit_to_ip(b, piece, ecn);
	}
	consume_skb(skb);
}

static void xmit_send(struct burst *b, struct sk_buff *skb)
{
	u8 ecn = take_ecn(skb);

	/* a receiver in UDP that may take single packets only */
	if (unlikely(b->udp.peer) &&
	    sctp_udp_must_cut(b->ka, skb, b->dst->dev))
		xmit_in_pieces(b, skb, ecn);
	else
		xmit_to_ip(b, skb, ecn);
}

/* RFC 9653: its packets leave with the zero of put_common() */
static noinline void leave_zero(const struct burst *b, struct sk_buff *skb)
{
	/* whoever cuts a train asks for no checksum, either */
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	sctp_mib_inc(sctp_sk_net(b->ka->sk), SCTP_MIB_OUT_ZERO_CHECKSUM);
}

/* In UDP the CRC32c cannot be left open: only one checksum can */
static void burst_checksum(const struct burst *b, struct sk_buff *skb, u32 mtu)
{
	if (sctp_zero_may_send(&b->ka->a))
		leave_zero(b, skb);
	else if (unlikely(b->udp.peer))
		sctp_checksum_fill(skb, 0);
	else
		sctp_xmit_checksum(skb, b->dst, mtu);
}

/* Of a train, or of a super-packet. In UDP the checksum of the outer header
 * depends on those of the pieces.
 */
static void train_checksum(const struct burst *b, struct sk_buff *skb)
{
	if (sctp_zero_may_send(&b->ka->a) && !b->udp.peer)
		leave_zero(b, skb);
	else
		sctp_checksum_open(skb);
}

/* RFC 8899: a probe is never fragmented here, and one that the route does not
 * take is lost
 */
static noinline void send_probe(struct burst *b, struct sk_buff *skb)
{
	const struct sctp_assoc *a = &b->ka->a;

	put_common(skb, a->lport, a->pport, b->vtag);
	if (skb->len > b->route) {
		kfree_skb_reason(skb, SKB_DROP_REASON_PKT_TOO_BIG);
		return;
	}
	skb->ignore_df = 0;
	burst_checksum(b, skb, b->route);
	xmit_send(b, skb);
}

/* Nearly all packets go here, from one place: a call would cost more */
static __always_inline void send_single(struct burst *b, struct sk_buff *skb)
{
	const struct sctp_assoc *a = &b->ka->a;

	if (unlikely(SCTP_TX_CB(skb)->probe)) {
		send_probe(b, skb);
		return;
	}
	put_common(skb, a->lport, a->pport, b->vtag);
	skb->ignore_df = may_fragment(b, skb);
	burst_checksum(b, skb, b->mtu);
	xmit_send(b, skb);
}

static bool fits_train(const struct burst *b, const struct sk_buff *skb)
{
	return skb->len + sizeof(struct sctpw_common) <= b->mtu;
}

/* How many packets at the head of the queue can be one train. Packets with a
 * user's pages cannot: the network core copies these only in the head of a
 * train.
 */
static u32 train_len(const struct burst *b, const struct sk_buff_head *q)
{
	struct sk_buff *skb;
	u32 bytes = 0, n = 0;

	if (!b->max_bytes)
		return 1;
	skb_queue_walk(q, skb) {
		bytes += skb->len;
		if (bytes > b->max_bytes || n == b->max_segs ||
		    SCTP_TX_CB(skb)->seg || skb_zcopy(skb) ||
		    !fits_train(b, skb))
			break;
		n++;
	}
	return max(n, 1U);
}

/* Make a train of the first @n packets of the queue. They share the IP header,
 * and so ECT(0).
 */
static struct sk_buff *train_couple(struct sk_buff_head *q, u32 n)
{
	struct sk_buff *head, *skb, **tail;
	u32 i;

	head = sctp_skb_alloc(0);
	if (!head)
		return NULL;
	tail = &skb_shinfo(head)->frag_list;
	for (i = 0; i < n; i++) {
		skb = __skb_dequeue(q);
		SCTP_TX_CB(head)->ect |= SCTP_TX_CB(skb)->ect;
		*SCTP_TX_CB(skb) = (struct sctp_tx_cb){};
		*tail = skb;
		tail = &skb->next;
		head->len += skb->len;
		head->data_len += skb->len;
		head->truesize += skb->truesize;
	}
	skb_shinfo(head)->gso_type = SKB_GSO_SCTP;
	skb_shinfo(head)->gso_size = GSO_BY_FRAGS;
	skb_shinfo(head)->gso_segs = n;
	return head;
}

static noinline void send_train(struct burst *b, struct sk_buff_head *q,
				u32 n)
{
	const struct sctp_assoc *a = &b->ka->a;
	struct sk_buff *head = train_couple(q, n);

	if (!head) {
		send_single(b, __skb_dequeue(q));
		return;
	}
	put_common(head, a->lport, a->pport, b->vtag);
	head->ignore_df = !b->kp->p.cfg.pmtud_enabled;
	train_checksum(b, head);
	xmit_send(b, head);
}

/* Send a super-packet */
static void send_super(struct burst *b, struct sk_buff *skb)
{
	const struct sctp_assoc *a = &b->ka->a;
	struct sctp_tx_cb cb = *SCTP_TX_CB(skb);

	skb_shinfo(skb)->gso_type = SKB_GSO_SCTP;
	skb_shinfo(skb)->gso_size = cb.seg;
	skb_shinfo(skb)->gso_segs = cb.packets;
	put_common(skb, a->lport, a->pport, b->vtag);
	skb->ignore_df = !b->kp->p.cfg.pmtud_enabled;
	train_checksum(b, skb);
	/* IP fragments them if the PMTU became smaller, or the user set a
	 * larger one
	 */
	if (cb.seg + sizeof(struct sctpw_common) > b->mtu)
		xmit_in_pieces(b, skb, take_ecn(skb));
	else
		xmit_send(b, skb);
}

static void train_limits(struct burst *b)
{
	const struct net_device *dev = b->dst->dev;

	if (!(dev->features & NETIF_F_GSO) || dst_xfrm(b->dst))
		return;
	b->max_bytes = min_t(u32, READ_ONCE(dev->gso_max_size), TRAIN_MAX);
	b->max_bytes -= min(b->max_bytes, 256U);
	b->max_segs = READ_ONCE(dev->gso_max_segs);
}

static bool burst_init(struct burst *b, const struct sk_buff_head *q)
{
	b->af = sctp_af(b->kp->p.addr.family);
	b->dst = sctp_kpath_dst(b->kp, &b->route);
	if (!b->dst || !b->af)
		return false;
	b->udp = sctp_udp_ports(b->kp);
	b->mtu = b->route;
	if (sctp_path_probing(&b->kp->p))
		b->mtu = min_t(u32, b->mtu, b->kp->p.mtu);
	if (skb_queue_len(q) > 1)
		train_limits(b);
	return true;
}

/* The source address is one that the peer does not know yet: only an ASCONF may
 * leave (RFC 5061 section 5.3 rule F1)
 */
static noinline void keep_asconf(struct burst *b, struct sk_buff_head *q)
{
	struct sk_buff *skb, *next;

	skb_queue_walk_safe(q, skb, next) {
		if (sctp_local_may_leave(&b->ka->a, &b->kp->p, skb))
			continue;
		__skb_unlink(skb, q);
		kfree_skb_reason(skb, SKB_DROP_REASON_IP_OUTNOROUTES);
	}
}

/**
 * sctp_xmit_burst() - the xmit() of struct sctp_ops
 * @a: association
 * @p: path
 * @burst: packets, each beginning with its first chunk; consumed
 * @vtag: tag for the common header
 */
void sctp_xmit_burst(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff_head *burst, u32 vtag)
{
	struct burst b = {
		.ka = sctp_ka(a),
		.kp = sctp_kp(p),
		.vtag = vtag,
	};

	rcu_read_lock();
	if (!burst_init(&b, burst)) {
		IP_INC_STATS(sock_net(b.ka->sk), IPSTATS_MIB_OUTNOROUTES);
		while (!skb_queue_empty(burst))
			kfree_skb_reason(__skb_dequeue(burst),
					 SKB_DROP_REASON_IP_OUTNOROUTES);
	}
	if (sctp_asconf_on(a) && !sctp_local_is_source(a, &p->saddr))
		keep_asconf(&b, burst);
	while (!skb_queue_empty(burst)) {
		u32 n = train_len(&b, burst);

		if (SCTP_TX_CB(skb_peek(burst))->seg)
			send_super(&b, __skb_dequeue(burst));
		else if (n > 1)
			send_train(&b, burst, n);
		else
			send_single(&b, __skb_dequeue(burst));
	}
	rcu_read_unlock();
}

/* Does the administrator want no answer to a packet out of the blue? Of these
 * only an INIT has tag 0.
 */
static bool in_black_hole(struct sctp_net *sn, const struct sctp_rx *rx)
{
	int hole = READ_ONCE(sn->tun.blackhole);

	if (likely(!hole) || rx->refused != SCTP_MIB_OUTOFBLUES)
		return false;
	return hole > 1 || !rx->vtag;
}

/* Answer a packet whose source address may be forged: with one packet at most,
 * no train, and limited by sctp_net_may_reply().
 */
static void xmit_reply(struct sctp_net *sn, enum sctp_reply_kind kind,
		       struct sock *sk, const struct sctp_rx *rx,
		       struct sk_buff *skb, u32 vtag)
{
	const struct sctp_af *af = sctp_af(rx->src.family);

	if (!af || !sk || in_black_hole(sn, rx)) {
		kfree_skb(skb);
		return;
	}
	if (!sctp_net_may_reply(sn, kind, rx->skb)) {
		sctp_mib_inc(sn, SCTP_MIB_RATE_LIMITED);
		kfree_skb(skb);
		return;
	}
	put_common(skb, rx->dport, rx->sport, vtag);
	sctp_mib_inc(sn, SCTP_MIB_OUTSCTPPACKS);
	rcu_read_lock();
	af->reply(sk, rx, skb);
	rcu_read_unlock();
}

/**
 * sctp_xmit_reply() - the reply() of struct sctp_ops, for sockets
 * @ep: endpoint of a socket
 * @rx: what it answers to
 * @skb: the answer, beginning with its first chunk; consumed
 * @vtag: tag for the common header
 */
void sctp_xmit_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag)
{
	struct sock *sk = &container_of(ep, struct sctp_sock, ep)->inet.sk;
	const struct sctpw_chunk *ch = (const void *)skb->data;
	const struct sctp_chunk_row *row = sctp_chunk_row(ch->type);

	set_owner(skb, sk);
	xmit_reply(sctp_sk_net(sk), row && (row->flags & SCTP_CHUNK_SETS_UP) ?
				    SCTP_REPLY_INIT : SCTP_REPLY_REFUSAL,
		   sk, rx, skb, vtag);
}

/**
 * sctp_xmit_reply_control() - the same, for a namespace's control endpoint
 * @ep: control endpoint
 * @rx: what it answers to
 * @skb: the answer, beginning with its first chunk; consumed
 * @vtag: tag for the common header
 */
void sctp_xmit_reply_control(struct sctp_ep *ep, const struct sctp_rx *rx,
			     struct sk_buff *skb, u32 vtag)
{
	struct sctp_net *sn = container_of(ep, struct sctp_net, ctl_ep);

	xmit_reply(sn, SCTP_REPLY_STRAY,
		   rx->src.family == AF_INET ? sn->ctl4 : sn->ctl6, rx, skb,
		   vtag);
}
