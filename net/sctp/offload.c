// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checksum of packets, and splitting GSO trains (xmit.c draws one) for
 * devices that cannot do it themselves.
 */
#include <linux/skbuff.h>
#include <net/gso.h>
#include <net/protocol.h>

#include "core/wire/wire.h"
#include "crc32c.h"
#include "gro.h"
#include "offload.h"

/**
 * sctp_crc() - the checksum a packet should have
 * @skb: packet
 * @offset: of its common header, which is linear
 *
 * Return: CRC32c of the packet with the checksum field taken as zero.
 */
__le32 sctp_crc(const struct sk_buff *skb, unsigned int offset)
{
	const unsigned int field = offsetof(struct sctpw_common, checksum);
	static const __le32 zero;
	u32 crc;

	crc = sctp_crc32c(~0, skb->data + offset, field);
	crc = sctp_crc32c(crc, &zero, sizeof(zero));
	offset += sizeof(struct sctpw_common);
	if (skb->len > offset)
		crc = sctp_crc32c_skb(crc, skb, offset, skb->len - offset);
	return cpu_to_le32(~crc);
}

/**
 * sctp_gso_ok() - are the GSO fields of a received skb possible for SCTP?
 * @skb: packet
 *
 * A guest or a packet socket can send an skb of SCTP whose GSO type is TCP's or
 * UDP's, or whose gso_size is a few bytes.
 *
 * Return: true for a single packet, and for a GSO packet of SCTP whose pieces
 * have room for a DATA chunk.
 */
bool sctp_gso_ok(const struct sk_buff *skb)
{
	return !skb_is_gso(skb) ||
	       (skb_is_gso_sctp(skb) &&
		skb_shinfo(skb)->gso_size >= SCTP_GSO_MIN);
}

/**
 * sctp_checksum_is_open() - was the CRC32c left open, and no other checksum?
 * @skb: packet
 * @offset: of its common header
 *
 * Return: true if so: it comes from this host, or from a guest.
 */
bool sctp_checksum_is_open(const struct sk_buff *skb, unsigned int offset)
{
	return skb->ip_summed == CHECKSUM_PARTIAL && skb->csum_not_inet &&
	       skb_checksum_start_offset(skb) == offset &&
	       skb->csum_offset == offsetof(struct sctpw_common, checksum);
}

/**
 * sctp_checksum_right() - is a packet as it was sent, whatever the device says?
 * @skb: packet
 * @offset: of its common header, which is linear
 *
 * Return: true if the CRC32c was left open, or is right.
 */
bool sctp_checksum_right(const struct sk_buff *skb, unsigned int offset)
{
	const struct sctpw_common *h = (const void *)(skb->data + offset);

	return sctp_checksum_is_open(skb, offset) ||
	       h->checksum == sctp_crc(skb, offset);
}

/**
 * sctp_checksum_ok() - is a received packet as it was sent?
 * @skb: packet
 * @offset: of its common header, which is linear
 *
 * Return: true if the device says so, or if the CRC32c computed here is right.
 */
bool sctp_checksum_ok(const struct sk_buff *skb, unsigned int offset)
{
	return skb->ip_summed == CHECKSUM_UNNECESSARY ||
	       sctp_checksum_right(skb, offset);
}

/**
 * sctp_checksum_open() - leave the checksum to the device
 * @skb: packet or packets, their transport header set
 */
void sctp_checksum_open(struct sk_buff *skb)
{
	skb->ip_summed = CHECKSUM_PARTIAL;
	skb->csum_not_inet = 1;
	skb->csum_start = skb_transport_header(skb) - skb->head;
	skb->csum_offset = offsetof(struct sctpw_common, checksum);
}

/**
 * sctp_checksum_fill() - fill in the checksum of a packet to be sent
 * @skb: packet
 * @offset: of its common header, which is linear
 *
 * Pages that others can write to are copied first, as for TCP and UDP, so that
 * the checksum is that of the bytes sent. Without memory for the copy the
 * checksum may turn out wrong: then the packet is lost.
 */
void sctp_checksum_fill(struct sk_buff *skb, unsigned int offset)
{
	struct sctpw_common *h;

	if (skb_has_shared_frag(skb))
		skb_linearize(skb);
	h = (struct sctpw_common *)(skb->data + offset);
	skb->ip_summed = CHECKSUM_NONE;
	h->checksum = sctp_crc(skb, offset);
}

/* Fill in the CRC32c now. An outer header may have a checksum that the device
 * does not fill in. Whoever fills it in sees only the linear part, so sum up
 * the rest, which may be in pages.
 */
static void segment_checksum(struct sk_buff *skb, netdev_features_t features)
{
	u32 off = skb_transport_offset(skb);
	u32 rest = off + sizeof(struct sctpw_common);

	sctp_checksum_fill(skb, off);
	skb->csum_not_inet = 0;
	if (!skb->encap_hdr_csum || features & NETIF_F_HW_CSUM)
		return;
	SKB_GSO_CB(skb)->csum = skb_checksum(skb, rest, skb->len - rest, 0);
	SKB_GSO_CB(skb)->csum_start = skb_headroom(skb) + rest;
}

/* For a device without scatter-gather: skb_segment() would cut a train whose
 * packets lie in pages at wrong places. Make its packets linear.
 */
static int linearize_train(struct sk_buff *head)
{
	struct sk_buff *list = NULL, **tail = &list;
	struct sk_buff *skb, *copy;

	skb_walk_frags(head, skb) {
		copy = skb_copy(skb, GFP_ATOMIC);
		if (!copy) {
			kfree_skb_list(list);
			return -ENOMEM;
		}
		*tail = copy;
		tail = &copy->next;
	}
	kfree_skb_list(skb_shinfo(head)->frag_list);
	skb_shinfo(head)->frag_list = list;
	return 0;
}

static u16 count_segs(const struct sk_buff *skb, bool train)
{
	const struct sk_buff *seg;
	u16 n = skb_headlen(skb) ? 1 : 0;

	if (!train)
		return DIV_ROUND_UP(skb->len, skb_shinfo(skb)->gso_size);
	skb_walk_frags(skb, seg)
		n++;
	return n;
}

static struct sk_buff *gso_segment(struct sk_buff *skb,
				   netdev_features_t features)
{
	struct sk_buff *segs, *seg;
	bool train;
	int err;

	if (!skb_is_gso_sctp(skb))
		return ERR_PTR(-EINVAL);
	train = skb_shinfo(skb)->gso_size == GSO_BY_FRAGS;
	if (train && !skb_has_frag_list(skb))
		return ERR_PTR(-EINVAL);
	if (!pskb_may_pull(skb, sizeof(struct sctpw_common)))
		return ERR_PTR(-EINVAL);
	__skb_pull(skb, sizeof(struct sctpw_common));

	/* the device cuts it, and needs only the number of packets */
	if (skb_gso_ok(skb, features | NETIF_F_GSO_ROBUST)) {
		skb_shinfo(skb)->gso_segs = count_segs(skb, train);
		return NULL;
	}
	if (train && !(features & NETIF_F_SG)) {
		err = skb_cow(skb, skb_headroom(skb)) ?: linearize_train(skb);
		if (err)
			return ERR_PTR(err);
	}

	/* so that skb_segment() computes no one's complement checksum */
	segs = skb_segment(skb, features | NETIF_F_HW_CSUM);
	if (IS_ERR(segs))
		return segs;
	if (!(features & NETIF_F_SCTP_CRC))
		for (seg = segs; seg; seg = seg->next)
			if (seg->ip_summed == CHECKSUM_PARTIAL)
				segment_checksum(seg, features);
	return segs;
}

/**
 * sctp_gso_cut() - take a GSO packet apart before IP has it
 * @skb: GSO packet, beginning with its common header; it is not consumed
 * @features: of the device it will leave by
 *
 * Their control buffers are not empty.
 *
 * Return: a list of packets with their checksums, or an ERR_PTR().
 */
struct sk_buff *sctp_gso_cut(struct sk_buff *skb, netdev_features_t features)
{
	/* skb_segment() wants one, and headers that it puts in front of each */
	skb->protocol = htons(ETH_P_IP);
	skb_reset_mac_header(skb);
	skb_reset_network_header(skb);
	SKB_GSO_CB(skb)->mac_offset = skb_headroom(skb);
	return gso_segment(skb,
			   features & ~(NETIF_F_GSO_MASK | NETIF_F_SCTP_CRC));
}

static const struct net_offload offload = {
	.callbacks = {
		.gso_segment = gso_segment,
		.gro_receive = sctp_gro_receive,
		.gro_complete = sctp_gro_complete,
	},
};

/**
 * sctp_offload_init() - register with the network core
 *
 * Return: 0 or a negative errno.
 */
int sctp_offload_init(void)
{
	int err;

	err = inet_add_offload(&offload, IPPROTO_SCTP);
	if (err)
		return err;
	err = inet6_add_offload(&offload, IPPROTO_SCTP);
	if (err) {
		inet_del_offload(&offload, IPPROTO_SCTP);
		return err;
	}
	return 0;
}

/**
 * sctp_offload_exit() - undo sctp_offload_init()
 */
void sctp_offload_exit(void)
{
	sctp_gro_stop();
	inet6_del_offload(&offload, IPPROTO_SCTP);
	inet_del_offload(&offload, IPPROTO_SCTP);
	synchronize_net();
}
