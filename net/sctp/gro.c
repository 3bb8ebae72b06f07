// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that arrive together (generic receive offload).
 *
 * Packets of one association that have the same length and only DATA, or only
 * I-DATA, are merged. They pass IP, lookup and socket lock as one, and get one
 * SACK:
 *
 *   | IP | common header | DATA |-> | DATA |-> | DATA |   gso_size = first's
 *                              frag_list
 *
 * The checksum of each is verified before. On this host input.c takes them
 * apart again after the lookup, without a copy. When they are forwarded they
 * are cut every gso_size bytes, as they came.
 */
#include <linux/delay.h>
#include <linux/percpu.h>
#include <linux/udp.h>
#include <linux/inetdevice.h>
#include <net/addrconf.h>
#include <net/gro.h>
#include <net/route.h>

#include "core/wire/wire.h"
#include "gro.h"
#include "offload.h"

/* Merged packets, with headers, must fit into one IP packet */
#define GRO_MAX_BYTES	65535U

/* How long unloading waits for packets that are held back, milliseconds */
#define GRO_WAIT_MS	5000

/* The module is being unloaded: nothing is merged any more */
static bool gro_stopped;
/* Merged on this CPU minus completed on it; the sum is what is held back */
static DEFINE_PER_CPU(int, gro_held);

/* Verify the checksum and mark the packet, so that it is not done twice. A zero
 * may be meant (RFC 9653), which is the association's to know.
 */
static bool gro_verify(struct sk_buff *skb)
{
	if (sctp_checksum_is_zero(skb, skb_gro_offset(skb)) ||
	    !sctp_checksum_ok(skb, skb_gro_offset(skb)))
		return false;
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	return true;
}

/* Control chunks come before DATA in a packet, so a packet that begins with
 * DATA should have nothing else. Nothing depends on it: packets are taken apart
 * again.
 */
static bool begins_with_data(const struct sk_buff *skb, u32 off)
{
	struct sctpw_chunk ch;

	return !skb_copy_bits(skb, off, &ch, sizeof(ch)) &&
	       (ch.type == SCTP_CT_DATA || ch.type == SCTP_CT_I_DATA);
}

static bool same_assoc(const struct sctpw_common *a,
		       const struct sctpw_common *b)
{
	return a->sport == b->sport && a->dport == b->dport &&
	       a->vtag == b->vtag;
}

/* The held packet that @skb may be merged into. Clears same_flow of the others
 */
static struct sk_buff *gro_find(struct list_head *head,
				const struct sctpw_common *h, u32 off)
{
	struct sk_buff *p;

	list_for_each_entry(p, head, list) {
		if (!NAPI_GRO_CB(p)->same_flow)
			continue;
		if (same_assoc(h, (const void *)(p->data + off)))
			return p;
		NAPI_GRO_CB(p)->same_flow = 0;
	}
	return NULL;
}

static void gro_append(struct sk_buff *p, struct sk_buff *skb)
{
	if (NAPI_GRO_CB(p)->last == p)
		skb_shinfo(p)->frag_list = skb;
	else
		NAPI_GRO_CB(p)->last->next = skb;
	NAPI_GRO_CB(p)->last = skb;
	if (NAPI_GRO_CB(p)->count++ == 1)
		this_cpu_inc(gro_held);
	__skb_pull(skb, skb_gro_offset(skb));
	/* between namespaces the sender may still own it. The owner of the head
	 * counts
	 */
	skb->destructor = NULL;
	skb->sk = NULL;
	p->len += skb->len;
	p->data_len += skb->len;
	p->truesize += skb->truesize;
	NAPI_GRO_CB(skb)->same_flow = 1;
}

static bool gro_mergeable(const struct sk_buff *p, const struct sk_buff *skb)
{
	u32 seg = skb_shinfo(p)->gso_size, len = skb_gro_len(skb);

	return len <= seg && IS_ALIGNED(seg, 4) && seg >= SCTP_GSO_MIN &&
	       p->len + len <= GRO_MAX_BYTES - sizeof(struct sctpw_common);
}

/* The common header, pulled into the linear part; NULL if there is none */
static struct sctpw_common *gro_header(struct sk_buff *skb)
{
	u32 off = skb_gro_offset(skb), hlen = off + sizeof(struct sctpw_common);

	if (skb_headlen(skb) < hlen && !skb_gro_header_slow(skb, hlen, off))
		return NULL;
	return (struct sctpw_common *)(skb->data + off);
}

/* Is a packet for this host? Our UDP socket is found for packets to other
 * hosts, too. Their programs take only single packets.
 */
static bool gro_is_local(struct sk_buff *skb)
{
	const void *net_header = skb_gro_network_header(skb);
	const struct ipv6hdr *h6 = net_header;
	const struct iphdr *h4 = net_header;
	struct net *net = dev_net(skb->dev);

	if (h4->version == 6)
		return ipv6_chk_addr(net, &h6->daddr, NULL, 0);
	return inet_addr_type_dev_table(net, skb->dev, h4->daddr) == RTN_LOCAL;
}

/* Are both packets for this host, and as they were sent? The first may be
 * merged already. In UDP it is not enough that the device says so. A packet
 * that is not merged is checked when it is received.
 */
static bool gro_verify_udp(const struct sk_buff *p, struct sk_buff *skb,
			   u32 off)
{
	if (!sctp_checksum_right(skb, off))
		return false;
	if (NAPI_GRO_CB(p)->count > 1)
		return true;
	return gro_is_local(skb) && sctp_checksum_right(p, off);
}

/* May the packet be merged at all? Not if its sender can still write to its
 * pages. Such pages are copied on receipt, but not in a frag_list.
 */
static bool gro_candidate(struct sk_buff *skb, const struct sctpw_common *h,
			  bool udp)
{
	return !READ_ONCE(gro_stopped) &&
	       !NAPI_GRO_CB(skb)->flush &&
	       NAPI_GRO_CB(skb)->encap_mark == udp &&
	       !skb_is_gso(skb) && !skb_has_frag_list(skb) &&
	       !skb_zcopy(skb) &&
	       begins_with_data(skb, skb_gro_offset(skb) + sizeof(*h)) &&
	       (udp || gro_verify(skb));
}

/* Receive a packet, at its common header; @udp: it came in UDP. Returns the
 * packet of @head that is to be passed on now, or NULL.
 */
static struct sk_buff *gro_receive(struct list_head *head, struct sk_buff *skb,
				   bool udp)
{
	/* the header behind IP's */
	const u32 outer = udp ? sizeof(struct udphdr) : 0;
	struct sctpw_common *h = gro_header(skb);
	u32 off = skb_gro_offset(skb);
	struct sk_buff *p;

	if (!h) {
		NAPI_GRO_CB(skb)->flush = 1;
		return NULL;
	}
	p = gro_find(head, h, off);
	/* it must not overtake packets that are held back */
	if (!gro_candidate(skb, h, udp)) {
		NAPI_GRO_CB(skb)->flush = 1;
		return p;
	}
	skb_gro_pull(skb, sizeof(*h));
	if (!p)
		return NULL;
	if (sctp_gro_network_flush((void *)h - outer, p->data + off - outer,
				   p) ||
	    !gro_mergeable(p, skb) || (udp && !gro_verify_udp(p, skb, off)))
		return p;
	gro_append(p, skb);
	/* a shorter packet is the last one */
	return skb->len < skb_shinfo(p)->gso_size ? p : NULL;
}

/**
 * sctp_gro_receive() - the gro_receive of struct net_offload
 * @head: packets held back, those of the same flow marked
 * @skb: a packet, at its common header
 *
 * Return: the packet of @head that is to be passed on now, or NULL.
 */
struct sk_buff *sctp_gro_receive(struct list_head *head, struct sk_buff *skb)
{
	return gro_receive(head, skb, false);
}

/**
 * sctp_gro_udp_receive() - the gro_receive of a UDP socket
 * @sk: the socket
 * @head: packets held back, those of the same flow and UDP ports marked
 * @skb: a packet, at its common header
 *
 * Return: the packet of @head that is to be passed on now, or NULL.
 */
struct sk_buff *sctp_gro_udp_receive(struct sock *sk, struct list_head *head,
				     struct sk_buff *skb)
{
	sctp_gro_no_inner_ip(skb);
	return gro_receive(head, skb, true);
}

/**
 * sctp_gro_complete() - the gro_complete of struct net_offload
 * @skb: packets that were merged
 * @thoff: offset of the common header
 *
 * Return: 0
 */
int sctp_gro_complete(struct sk_buff *skb, int thoff)
{
	skb_set_transport_header(skb, thoff);
	skb_shinfo(skb)->gso_type |= SKB_GSO_SCTP;
	sctp_checksum_open(skb);
	this_cpu_dec(gro_held);
	return 0;
}

/**
 * sctp_gro_udp_complete() - the gro_complete of a UDP socket
 * @sk: the socket
 * @skb: packets that were merged
 * @nhoff: offset of the common header
 *
 * If it is forwarded after all it can be cut, as those that sctp_udp_push()
 * makes.
 *
 * Return: 0
 */
int sctp_gro_udp_complete(struct sock *sk, struct sk_buff *skb, int nhoff)
{
	skb_set_inner_mac_header(skb, nhoff);
	skb_set_inner_network_header(skb, nhoff);
	skb_set_inner_transport_header(skb, nhoff);
	skb_set_inner_ipproto(skb, IPPROTO_SCTP);
	return sctp_gro_complete(skb, nhoff);
}

static int held_back(void)
{
	int cpu, n = 0;

	for_each_possible_cpu(cpu)
		n += READ_ONCE(*per_cpu_ptr(&gro_held, cpu));
	return n;
}

/**
 * sctp_gro_stop() - stop merging, and wait for packets that are held back
 *
 * The network core calls sctp_gro_complete() for merged packets, perhaps after
 * a while (gro_flush_timeout). Without that function it would warn and drop
 * them. It does not call it for a device that is removed meanwhile, so there is
 * a limit to waiting.
 *
 * Context: process, sleeps.
 */
void sctp_gro_stop(void)
{
	int ms;

	WRITE_ONCE(gro_stopped, true);
	synchronize_net();
	for (ms = 0; ms < GRO_WAIT_MS && held_back() > 0; ms += 20)
		msleep(20);
}
