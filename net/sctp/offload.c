// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC32c over packets, and splitting GSO trains (xmit.c draws one) for devices
 * that cannot do it themselves.
 *
 * The network core has a hook for whoever knows CRC32c: with it, a checksum
 * left open is filled in where a device cannot (crc32c_csum_stub).
 */
#include <linux/crc32.h>
#include <linux/skbuff.h>
#include <net/gso.h>
#include <net/protocol.h>

#include "core/wire.h"
#include "crypto.h"
#include "gro.h"
#include "offload.h"

static const struct skb_checksum_ops *other_stub;

static __wsum crc_update(const void *buf, int len, __wsum sum)
{
	return (__force __wsum)sctp_crc32c((__force u32)sum, buf, len);
}

static __wsum crc_combine(__wsum a, __wsum b, int offset, int len)
{
	return (__force __wsum)__crc32c_le_combine((__force u32)a,
						   (__force u32)b, len);
}

static const struct skb_checksum_ops crc_ops = {
	.update = crc_update,
	.combine = crc_combine,
};

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
		crc = (__force u32)__skb_checksum(skb, offset,
						  skb->len - offset,
						  (__force __wsum)crc,
						  &crc_ops);
	return cpu_to_le32(~crc);
}

/**
 * sctp_gso_ok() - can a received packet be what it says it is made of?
 * @skb: packet
 *
 * A guest or a packet socket may call a packet one of TCP or UDP that is cut
 * into single bytes, and have SCTP's number in the IP header.
 *
 * Return: true for a packet, and for packets of SCTP in one buffer that have
 * room for user data each.
 */
bool sctp_gso_ok(const struct sk_buff *skb)
{
	return !skb_is_gso(skb) ||
	       (skb_is_gso_sctp(skb) &&
		skb_shinfo(skb)->gso_size >= SCTP_GSO_MIN);
}

/* Was our checksum left to whoever needs it, and not another one? */
static bool checksum_is_open(const struct sk_buff *skb, unsigned int offset)
{
	return skb->ip_summed == CHECKSUM_PARTIAL && skb->csum_not_inet &&
	       skb_checksum_start_offset(skb) == offset &&
	       skb->csum_offset == offsetof(struct sctpw_common, checksum);
}

/**
 * sctp_checksum_ok() - is a received packet as it was sent?
 * @skb: packet
 * @offset: of its common header, which is linear
 *
 * Return: true if so, by what the device says or by computing it.
 */
bool sctp_checksum_ok(const struct sk_buff *skb, unsigned int offset)
{
	const struct sctpw_common *h = (const void *)(skb->data + offset);

	if (skb->ip_summed == CHECKSUM_UNNECESSARY)
		return true;
	/* it never left this host, or a device that computes it later */
	if (checksum_is_open(skb, offset))
		return true;
	return h->checksum == sctp_crc(skb, offset);
}

/**
 * sctp_checksum_open() - leave the checksum to whoever needs it first
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
 * What others can write to is copied first, as TCP and UDP do, so that the
 * checksum is that of what is sent. Without memory for that the packet is no
 * worse than one damaged on its way if it is changed.
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

/* Nothing else can fill in our checksum later, a tunnel's it still can */
static void segment_checksum(struct sk_buff *skb)
{
	sctp_checksum_fill(skb, skb_transport_offset(skb));
	skb->csum_not_inet = 0;
	SKB_GSO_CB(skb)->csum = (__force __wsum)~0;
	SKB_GSO_CB(skb)->csum_start = skb_headroom(skb) + skb->len;
}

/*
 * A device without scatter-gather: skb_segment() would cut a train whose
 * packets lie in pages at the wrong places. Give it linear ones.
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

	/* the device does it all, and only wants to know how many they are */
	if (skb_gso_ok(skb, features | NETIF_F_GSO_ROBUST)) {
		skb_shinfo(skb)->gso_segs = count_segs(skb, train);
		return NULL;
	}
	if (train && !(features & NETIF_F_SG)) {
		err = skb_cow(skb, skb_headroom(skb)) ?: linearize_train(skb);
		if (err)
			return ERR_PTR(err);
	}

	/* no one's complement sums, please */
	segs = skb_segment(skb, features | NETIF_F_HW_CSUM);
	if (IS_ERR(segs))
		return segs;
	if (!(features & NETIF_F_SCTP_CRC))
		for (seg = segs; seg; seg = seg->next)
			if (seg->ip_summed == CHECKSUM_PARTIAL)
				segment_checksum(seg);
	return segs;
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
	other_stub = crc32c_csum_stub;
	crc32c_csum_stub = &crc_ops;
	return 0;
}

/**
 * sctp_offload_exit() - undo sctp_offload_init()
 */
void sctp_offload_exit(void)
{
	sctp_gro_stop();
	crc32c_csum_stub = other_stub;
	inet6_del_offload(&offload, IPPROTO_SCTP);
	inet_del_offload(&offload, IPPROTO_SCTP);
	synchronize_net();
}
