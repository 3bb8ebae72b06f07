// SPDX-License-Identifier: GPL-2.0-only
/* Reading and building INIT and INIT ACK, RFC 9260 sections 3.3.2, 3.3.3 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "frame.h"
#include "initchunk.h"
#include "rwnd.h"

/* Parameters to report, each wrapped; too many are left out (3.2.2) */
static void unrecognized(struct sctp_init_info *info, u16 wrap,
			 const struct sctp_view *v)
{
	u32 len = sizeof(struct sctpw_param) + v->len;
	struct sctpw_param p = {
		.type = cpu_to_be16(wrap),
		.len = cpu_to_be16(len),
	};
	u32 off = SCTP_ALIGN4(info->unrec_len);
	u8 *out = info->unrec + off;

	if (off + len > sizeof(info->unrec))
		return;
	memcpy(out, &p, sizeof(p));
	memcpy(out + sizeof(p), v->hdr, v->len);
	info->unrec_len = off + len;
}

static void supported_types(struct sctp_init_info *info,
			    const struct sctp_view *v)
{
	u32 i;

	info->types_set = true;
	for (i = sizeof(struct sctpw_param); i + 2 <= v->len; i += 2) {
		u16 type = get_unaligned_be16(v->hdr + i);

		info->v4 |= type == SCTP_PT_IPV4_ADDR;
		info->v6 |= type == SCTP_PT_IPV6_ADDR;
	}
}

static void add_addr(struct sctp_init_info *info, const struct sctp_view *v)
{
	struct sctp_addr addr;

	if (info->naddrs < SCTP_MAX_PATHS && sctp_param_addr(v, &addr))
		info->addrs[info->naddrs++] = addr;
}

static void refuse(struct sctp_init_info *info, u16 cause, const u8 *data,
		   u16 len)
{
	info->cause = cause;
	info->cause_info = data;
	info->cause_len = len;
}

/* Returns false when processing of the parameters stops here */
static bool one_param(struct sctp_init_info *info, u16 wrap,
		      const struct sctp_view *v)
{
	switch (v->type) {
	case SCTP_PT_IPV4_ADDR:
	case SCTP_PT_IPV6_ADDR:
		add_addr(info, v);
		return true;
	case SCTP_PT_STATE_COOKIE:
		info->cookie = v->hdr + sizeof(struct sctpw_param);
		info->cookie_len = v->len - sizeof(struct sctpw_param);
		return true;
	case SCTP_PT_COOKIE_PRESERVATIVE:
		if (v->len == sizeof(struct sctpw_cookie_preservative))
			info->preserve = get_unaligned_be32(v->hdr + 4);
		return true;
	case SCTP_PT_HOST_NAME:
		/* deprecated: 3.3.2.1.4 */
		refuse(info, SCTP_CAUSE_UNRESOLVABLE_ADDR, v->hdr, v->len);
		return false;
	case SCTP_PT_SUPPORTED_ADDR_TYPES:
		supported_types(info, v);
		return true;
	case SCTP_PT_ADAPTATION:
		if (v->len == 8) {
			info->adaptation = get_unaligned_be32(v->hdr + 4);
			info->adaptation_set = true;
		}
		return true;
	case SCTP_PT_UNRECOGNIZED:
	case SCTP_PT_ECN_CAPABLE:
	case SCTP_PT_SUPPORTED_EXT:
	case SCTP_PT_PAD:
		/* known, and nothing to do as none of it is on */
		return true;
	}
	if (v->type & SCTP_PT_UNKNOWN_REPORT)
		unrecognized(info, wrap, v);
	return v->type & SCTP_PT_UNKNOWN_SKIP;
}

/**
 * sctp_init_parse() - read an INIT or INIT ACK
 * @v: the chunk
 * @wrap: type that wraps unrecognized parameters: SCTP_PT_UNRECOGNIZED for
 *        an INIT, SCTP_CAUSE_UNRECOGNIZED_PARAM for an INIT ACK
 * @info: result; @info->cause tells when to answer with ABORT
 *
 * Return: false when the chunk is to be discarded silently (Initiate Tag 0).
 */
bool sctp_init_parse(const struct sctp_view *v, u16 wrap,
		     struct sctp_init_info *info)
{
	const struct sctpw_init *h = (const void *)v->hdr;
	struct sctp_param_iter it;
	struct sctp_view p;

	memset(info, 0, sizeof(*info));
	info->tag = get_unaligned_be32(&h->init_tag);
	info->a_rwnd = get_unaligned_be32(&h->a_rwnd);
	info->num_ostreams = get_unaligned_be16(&h->num_ostreams);
	info->num_istreams = get_unaligned_be16(&h->num_istreams);
	info->tsn = get_unaligned_be32(&h->initial_tsn);
	if (!info->tag)
		return false;
	if (!info->num_ostreams || !info->num_istreams ||
	    info->a_rwnd < SCTP_RWND_MIN) {
		refuse(info, SCTP_CAUSE_INVALID_PARAM, NULL, 0);
		return true;
	}
	sctp_param_begin(&it, v, sizeof(*h));
	while (sctp_param_next(&it, &p))
		if (!one_param(info, wrap, &p))
			return true;
	if (it.bad)
		refuse(info, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
	return true;
}

static u32 addr_size(const struct sctp_init_build *b)
{
	u32 size = 0;
	int i;

	for (i = 0; b->naddrs > 1 && i < b->naddrs; i++)
		size += b->addrs[i].family == AF_INET ?
			sizeof(struct sctpw_ipv4_param) :
			sizeof(struct sctpw_ipv6_param);
	return size;
}

static void put_param(struct sk_buff *skb, u16 type, const void *data, u32 len)
{
	struct sctpw_param *p;

	p = skb_put_zero(skb, SCTP_ALIGN4(sizeof(*p) + len));
	p->type = cpu_to_be16(type);
	p->len = cpu_to_be16(sizeof(*p) + len);
	memcpy(p + 1, data, len);
}

static void put_addrs(struct sk_buff *skb, const struct sctp_init_build *b)
{
	int i;

	for (i = 0; b->naddrs > 1 && i < b->naddrs; i++) {
		const struct sctp_addr *a = &b->addrs[i];

		if (a->family == AF_INET)
			put_param(skb, SCTP_PT_IPV4_ADDR, &a->v4, 4);
		else
			put_param(skb, SCTP_PT_IPV6_ADDR, a->v6, 16);
	}
}

static void put_types(struct sk_buff *skb, const struct sctp_init_build *b)
{
	__be16 types[2];
	u32 n = 0;

	if (b->v4)
		types[n++] = cpu_to_be16(SCTP_PT_IPV4_ADDR);
	if (b->v6)
		types[n++] = cpu_to_be16(SCTP_PT_IPV6_ADDR);
	put_param(skb, SCTP_PT_SUPPORTED_ADDR_TYPES, types, 2 * n);
}

static u32 params_size(const struct sctp_init_build *b)
{
	u32 size = addr_size(b) + SCTP_ALIGN4(b->unrec_len);

	if (b->cookie_len)
		size += SCTP_ALIGN4(sizeof(struct sctpw_param) +
				    b->cookie_len);
	if (b->type == SCTP_CT_INIT)
		size += 8;	/* Supported Address Types */
	if (b->adaptation)
		size += 8;
	if (b->preserve)
		size += sizeof(struct sctpw_cookie_preservative);
	return size;
}

/* The last parameter's padding is the chunk's own, not its length (3.2) */
static u32 last_padding(const struct sk_buff *skb)
{
	struct sctp_view chunk = { .hdr = skb->data, .len = skb->len };
	struct sctp_param_iter it;
	struct sctp_view p;
	u32 pad = 0;

	sctp_param_begin(&it, &chunk, sizeof(struct sctpw_init));
	while (sctp_param_next(&it, &p))
		pad = SCTP_ALIGN4(p.len) - p.len;
	return pad;
}

/**
 * sctp_init_chunk() - build a packet with an INIT or INIT ACK
 * @b: its content
 *
 * Return: the packet or NULL.
 */
struct sk_buff *sctp_init_chunk(const struct sctp_init_build *b)
{
	struct sctpw_init *h;
	struct sk_buff *skb;
	__be32 word;

	skb = sctp_skb_alloc(sizeof(*h) + params_size(b));
	if (!skb)
		return NULL;
	h = skb_put_zero(skb, sizeof(*h));
	h->ch.type = b->type;
	h->init_tag = cpu_to_be32(b->tag);
	h->a_rwnd = cpu_to_be32(b->a_rwnd);
	h->num_ostreams = cpu_to_be16(b->num_ostreams);
	h->num_istreams = cpu_to_be16(b->num_istreams);
	h->initial_tsn = cpu_to_be32(b->tsn);
	put_addrs(skb, b);
	if (b->type == SCTP_CT_INIT)
		put_types(skb, b);
	if (b->preserve) {
		word = cpu_to_be32(b->preserve);
		put_param(skb, SCTP_PT_COOKIE_PRESERVATIVE, &word, 4);
	}
	if (b->adaptation) {
		word = cpu_to_be32(b->adaptation);
		put_param(skb, SCTP_PT_ADAPTATION, &word, 4);
	}
	if (b->cookie_len)
		put_param(skb, SCTP_PT_STATE_COOKIE, b->cookie, b->cookie_len);
	if (b->unrec_len)
		memcpy(skb_put_zero(skb, SCTP_ALIGN4(b->unrec_len)), b->unrec,
		       b->unrec_len);
	h->ch.len = cpu_to_be16(skb->len - last_padding(skb));
	return skb;
}
