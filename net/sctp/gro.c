// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that arrive together (generic receive offload).
 *
 * Packets of one association with the same length and nothing but DATA go
 * through IP, the lookup, the socket's lock and the acknowledgment as one:
 *
 *   | IP | common header | DATA |-> | DATA |-> | DATA |   gso_size = first's
 *                              frag_list
 *
 * Each has had its checksum verified. Towards this host they are taken apart
 * again behind the lookup (input.c), with their chunks where they were; when
 * forwarded, they are cut as they came, every gso_size bytes.
 */
#include <linux/delay.h>
#include <linux/percpu.h>
#include <net/gro.h>

#include "core/wire.h"
#include "gro.h"
#include "offload.h"

/* Headers and all have to fit into an IP packet */
#define GRO_MAX_BYTES	65535U

/* How long packets may be held back when the module goes, milliseconds */
#define GRO_WAIT_MS	5000

/* The module goes: nothing is merged any more */
static bool gro_stopped;
/* Merged here, less completed here: the sum is what is held back */
static DEFINE_PER_CPU(int, gro_held);

/* Once is enough: whoever asks later is told */
static bool verify(struct sk_buff *skb)
{
	if (!sctp_checksum_ok(skb, skb_gro_offset(skb)))
		return false;
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	return true;
}

/* Bundled control chunks come first: one look says whether it is all DATA,
 * and if not, whoever takes it apart will see. DATA alone comes in numbers that
 * are worth merging.
 */
static bool begins_with_data(const struct sk_buff *skb, u32 off)
{
	struct sctpw_chunk ch;

	return !skb_copy_bits(skb, off, &ch, sizeof(ch)) &&
	       ch.type == SCTP_CT_DATA;
}

static bool same_assoc(const struct sctpw_common *a,
		       const struct sctpw_common *b)
{
	return a->sport == b->sport && a->dport == b->dport &&
	       a->vtag == b->vtag;
}

/* The held packet that @skb may follow, all others are told apart from it */
static struct sk_buff *find(struct list_head *head,
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

static void append(struct sk_buff *p, struct sk_buff *skb)
{
	if (NAPI_GRO_CB(p)->last == p)
		skb_shinfo(p)->frag_list = skb;
	else
		NAPI_GRO_CB(p)->last->next = skb;
	NAPI_GRO_CB(p)->last = skb;
	if (NAPI_GRO_CB(p)->count++ == 1)
		this_cpu_inc(gro_held);
	__skb_pull(skb, skb_gro_offset(skb));
	/* between namespaces its sender may still own it: one owner for all */
	skb->destructor = NULL;
	skb->sk = NULL;
	p->len += skb->len;
	p->data_len += skb->len;
	p->truesize += skb->truesize;
	NAPI_GRO_CB(skb)->same_flow = 1;
}

static bool mergeable(const struct sk_buff *p, const struct sk_buff *skb)
{
	u32 seg = skb_shinfo(p)->gso_size, len = skb_gro_len(skb);

	return len <= seg && IS_ALIGNED(seg, 4) && seg >= SCTP_GSO_MIN &&
	       p->len + len <= GRO_MAX_BYTES - sizeof(struct sctpw_common);
}

/* The common header, in the linear part; NULL when there is none */
static struct sctpw_common *header(struct sk_buff *skb)
{
	u32 off = skb_gro_offset(skb), hlen = off + sizeof(struct sctpw_common);

	if (skb_headlen(skb) < hlen && !skb_gro_header_slow(skb, hlen, off))
		return NULL;
	return (struct sctpw_common *)(skb->data + off);
}

/*
 * May it be merged with others at all? One in pages its sender can write to
 * is copied when it is received, which is not done for those in a list.
 */
static bool candidate(struct sk_buff *skb, const struct sctpw_common *h)
{
	return !READ_ONCE(gro_stopped) &&
	       !NAPI_GRO_CB(skb)->flush && !NAPI_GRO_CB(skb)->encap_mark &&
	       !skb_is_gso(skb) && !skb_has_frag_list(skb) &&
	       !skb_zcopy(skb) &&
	       begins_with_data(skb, skb_gro_offset(skb) + sizeof(*h)) &&
	       verify(skb);
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
	struct sctpw_common *h = header(skb);
	u32 off = skb_gro_offset(skb);
	struct sk_buff *p;

	if (!h) {
		NAPI_GRO_CB(skb)->flush = 1;
		return NULL;
	}
	p = find(head, h, off);
	/* it must not overtake what is held back, either */
	if (!candidate(skb, h)) {
		NAPI_GRO_CB(skb)->flush = 1;
		return p;
	}
	skb_gro_pull(skb, sizeof(*h));
	if (!p)
		return NULL;
	if (gro_receive_network_flush(h, p->data + off, p) ||
	    !mergeable(p, skb))
		return p;
	append(p, skb);
	/* nothing can follow one that is shorter */
	return skb->len < skb_shinfo(p)->gso_size ? p : NULL;
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

static int held_back(void)
{
	int cpu, n = 0;

	for_each_possible_cpu(cpu)
		n += READ_ONCE(*per_cpu_ptr(&gro_held, cpu));
	return n;
}

/**
 * sctp_gro_stop() - merge no more, and wait for what is held back
 *
 * The network core completes merged packets with sctp_gro_complete(), if only
 * after a while (gro_flush_timeout), and without it warns and drops them. Those
 * of a device that is removed meanwhile never are.
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
