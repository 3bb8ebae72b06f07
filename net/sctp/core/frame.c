// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checked reading of packets. sctp_frame_check() runs once, before anything
 * acts on any chunk: afterwards every chunk header and every control chunk
 * is in the linear part and within the packet, so that the iterators cannot
 * fail half way through.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "frame.h"

/* Shortest legal length of each known chunk, header included */
static const u8 chunk_min[] = {
	[SCTP_CT_DATA]			= sizeof(struct sctpw_data),
	[SCTP_CT_INIT]			= sizeof(struct sctpw_init),
	[SCTP_CT_INIT_ACK]		= sizeof(struct sctpw_init),
	[SCTP_CT_SACK]			= sizeof(struct sctpw_sack),
	[SCTP_CT_HEARTBEAT]		= 4,
	[SCTP_CT_HEARTBEAT_ACK]		= 4,
	[SCTP_CT_ABORT]			= 4,
	[SCTP_CT_SHUTDOWN]		= sizeof(struct sctpw_shutdown),
	[SCTP_CT_SHUTDOWN_ACK]		= 4,
	[SCTP_CT_ERROR]			= 4,
	[SCTP_CT_COOKIE_ECHO]		= 4,
	[SCTP_CT_COOKIE_ACK]		= 4,
	[SCTP_CT_ECNE]			= 8,
	[SCTP_CT_CWR]			= 8,
	[SCTP_CT_SHUTDOWN_COMPLETE]	= 4,
};

/**
 * sctp_frame_check() - validate the frame of every chunk of a packet
 * @rx: packet; its skb is not shared. @rx->ndata is set.
 *
 * The last chunk may lack its padding. INIT, INIT ACK and SHUTDOWN COMPLETE
 * must be alone (RFC 9260 section 6.10).
 *
 * Return: 0, -EBADMSG when a length lies, -ENOMEM.
 */
int sctp_frame_check(struct sctp_rx *rx)
{
	struct sk_buff *skb = rx->skb;
	unsigned int count = 0;
	bool alone = false;
	u32 off = 0;

	rx->npackets = 1;
	rx->ndata = 0;
	rx->data_len = 0;
	rx->weighed = false;
	rx->aborts = false;
	rx->sacked = false;
	if (!skb->len)
		return -EBADMSG;
	while (off < skb->len) {
		const struct sctpw_chunk *ch;
		u32 len, min_len = sizeof(*ch);

		if (skb->len - off < sizeof(*ch))
			return -EBADMSG;
		if (!pskb_may_pull(skb, off + sizeof(*ch)))
			return -ENOMEM;
		ch = (const void *)(skb->data + off);
		len = be16_to_cpu(ch->len);
		if (ch->type < ARRAY_SIZE(chunk_min))
			min_len = chunk_min[ch->type];
		if (len < min_len || len > skb->len - off)
			return -EBADMSG;
		if (ch->type == SCTP_CT_INIT || ch->type == SCTP_CT_INIT_ACK ||
		    ch->type == SCTP_CT_SHUTDOWN_COMPLETE)
			alone = true;
		if (ch->type == SCTP_CT_ABORT)
			rx->aborts = true;
		if (ch->type == SCTP_CT_DATA) {
			rx->ndata++;
			rx->data_len += SCTP_ALIGN4(len);
			len = sizeof(struct sctpw_data);
		}
		if (!pskb_may_pull(skb, off + len))
			return -ENOMEM;
		ch = (const void *)(skb->data + off);
		off += SCTP_ALIGN4(be16_to_cpu(ch->len));
		count++;
	}
	return alone && count > 1 ? -EBADMSG : 0;
}

/**
 * sctp_chunk_next() - step to the next chunk
 * @it: iterator over a packet that passed sctp_frame_check()
 * @v: the chunk
 *
 * Return: false at the end of the packet.
 */
bool sctp_chunk_next(struct sctp_chunk_iter *it, struct sctp_view *v)
{
	const struct sctpw_chunk *ch;

	if (it->off >= it->skb->len)
		return false;
	ch = (const void *)(it->skb->data + it->off);
	v->type = ch->type;
	v->flags = ch->flags;
	v->len = be16_to_cpu(ch->len);
	v->hdr = (const u8 *)ch;
	v->off = it->off;
	it->off += SCTP_ALIGN4(v->len);
	return true;
}

/**
 * sctp_param_begin() - walk what follows the fixed part of a chunk
 * @it: iterator
 * @v: chunk or parameter that holds the list
 * @skip: length of its fixed part, header included, at most @v->len
 */
void sctp_param_begin(struct sctp_param_iter *it, const struct sctp_view *v,
		      u32 skip)
{
	it->pos = v->hdr + skip;
	it->left = v->len - skip;
	it->bad = false;
}

/**
 * sctp_param_next() - step to the next parameter or cause
 * @it: iterator
 * @v: the parameter
 *
 * Return: false at the end, or when a length is wrong (then @it->bad).
 */
bool sctp_param_next(struct sctp_param_iter *it, struct sctp_view *v)
{
	const struct sctpw_param *p = (const void *)it->pos;
	u32 len;

	if (!it->left)
		return false;
	if (it->left < sizeof(*p))
		goto bad;
	len = be16_to_cpu(p->len);
	if (len < sizeof(*p) || len > it->left)
		goto bad;
	v->type = be16_to_cpu(p->type);
	v->flags = 0;
	v->len = len;
	v->hdr = it->pos;
	v->off = 0;
	len = min(SCTP_ALIGN4(len), it->left);
	it->pos += len;
	it->left -= len;
	return true;
bad:
	it->bad = true;
	it->left = 0;
	return false;
}

/**
 * sctp_param_addr() - read an address parameter
 * @v: the parameter
 * @addr: result
 *
 * Return: false when it is not an address or has the wrong length.
 */
bool sctp_param_addr(const struct sctp_view *v, struct sctp_addr *addr)
{
	memset(addr, 0, sizeof(*addr));
	if (v->type == SCTP_PT_IPV4_ADDR &&
	    v->len == sizeof(struct sctpw_ipv4_param)) {
		addr->family = AF_INET;
		memcpy(&addr->v4, v->hdr + 4, 4);
		return true;
	}
	if (v->type == SCTP_PT_IPV6_ADDR &&
	    v->len == sizeof(struct sctpw_ipv6_param)) {
		addr->family = AF_INET6;
		memcpy(addr->v6, v->hdr + 4, 16);
		return true;
	}
	return false;
}
