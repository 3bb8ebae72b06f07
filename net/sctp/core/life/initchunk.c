// SPDX-License-Identifier: GPL-2.0-only
/* Reading and building INIT and INIT ACK, RFC 9260 sections 3.3.2, 3.3.3 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/ext/zerosum.h"
#include "core/caps.h"
#include "core/chunk.h"
#include "core/ext/authlist.h"
#include "core/recv/rwnd.h"
#include "core/wire/frame.h"
#include "cookie.h"
#include "initchunk.h"

/* Most bytes of all reports of unrecognized parameters */
#define UNREC_MAX	512U

static void info_refuse(struct sctp_init_info *info, u16 cause, const u8 *data,
			u16 len)
{
	info->cause = cause;
	info->cause_info = data;
	info->cause_len = len;
}

/* Addresses are read later: sctp_addr_walk_next() */
static bool take_addr(struct sctp_init_info *info, const struct sctp_view *v)
{
	if (!info->addrs.len)
		info->addrs.pos = v->hdr;
	info->addrs.len = v->hdr + v->len - info->addrs.pos;
	return true;
}

static bool take_cookie(struct sctp_init_info *info, const struct sctp_view *v)
{
	info->cookie = v->hdr + sizeof(struct sctpw_param);
	info->cookie_len = v->len - sizeof(struct sctpw_param);
	return true;
}

static bool take_preservative(struct sctp_init_info *info,
			      const struct sctp_view *v)
{
	info->preserve = get_unaligned_be32(v->hdr + 4);
	return true;
}

/* Host Name Address is deprecated: answer with ABORT (3.3.2.1.4) */
static bool take_host_name(struct sctp_init_info *info,
			   const struct sctp_view *v)
{
	info_refuse(info, SCTP_CAUSE_UNRESOLVABLE_ADDR, v->hdr, v->len);
	return false;
}

static bool take_addr_types(struct sctp_init_info *info,
			    const struct sctp_view *v)
{
	u32 i;

	info->types_set = true;
	for (i = sizeof(struct sctpw_param); i + 2 <= v->len; i += 2) {
		u16 type = get_unaligned_be16(v->hdr + i);

		info->v4 |= type == SCTP_PT_IPV4_ADDR;
		info->v6 |= type == SCTP_PT_IPV6_ADDR;
	}
	return true;
}

static bool take_adaptation(struct sctp_init_info *info,
			    const struct sctp_view *v)
{
	info->adaptation = get_unaligned_be32(v->hdr + 4);
	info->adaptation_set = true;
	return true;
}

/* RFC 9653 section 4: another method than the one we know is ignored */
static bool take_zero_checksum(struct sctp_init_info *info,
			       const struct sctp_view *v)
{
	if (get_unaligned_be32(v->hdr + 4) == SCTP_EDMID_DTLS)
		info->caps |= SCTP_CAP_ZERO_CHECKSUM;
	return true;
}

static bool take_ext(struct sctp_init_info *info, const struct sctp_view *v)
{
	u32 i;

	for (i = sizeof(struct sctpw_param); i < v->len; i++)
		sctp_chunk_set_add(&info->ext, v->hdr[i]);
	return true;
}

/* --- RFC 4895: not read unless we offer it, too --- */

static bool wants_auth(const struct sctp_init_info *info)
{
	return info->offered & SCTP_CAP_AUTH;
}

/* A wrong length ends the association (RFC 4895 section 6.1) */
static bool take_random(struct sctp_init_info *info, const struct sctp_view *v)
{
	if (!wants_auth(info) || info->random)
		return true;
	info->random = v->hdr;
	if (v->len == sizeof(struct sctpw_param) + SCTP_AUTH_RANDOM_LEN)
		return true;
	info_refuse(info, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
	return false;
}

static bool take_chunks(struct sctp_init_info *info, const struct sctp_view *v)
{
	if (!wants_auth(info) || info->chunks)
		return true;
	info->chunks = v->hdr;
	if (v->len <= sizeof(struct sctpw_param) + U8_MAX + 1)
		return true;
	info_refuse(info, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
	return false;
}

/* SHA-1 must be listed (RFC 4895 section 6.1) */
static bool take_hmacs(struct sctp_init_info *info, const struct sctp_view *v)
{
	u32 i;

	if (!wants_auth(info) || info->hmacs)
		return true;
	info->hmacs = v->hdr;
	for (i = sizeof(struct sctpw_param); i + 2 <= v->len; i += 2)
		if (get_unaligned_be16(v->hdr + i) ==
		    sctp_hmac_id(SCTP_HMAC_SHA1))
			return true;
	info_refuse(info, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
	return false;
}

static u32 auth_param_len(const u8 *param)
{
	return param ? get_unaligned_be16(param + 2) : 0;
}

/**
 * sctp_init_auth_size() - the length of the peer's key vector
 * @info: INIT or INIT ACK
 *
 * Return: bytes.
 */
u32 sctp_init_auth_size(const struct sctp_init_info *info)
{
	return auth_param_len(info->random) + auth_param_len(info->chunks) +
	       auth_param_len(info->hmacs);
}

/**
 * sctp_init_auth() - the peer's key vector, RFC 4895 section 6.1
 * @info: INIT or INIT ACK, whose packet still exists
 * @out: where to write sctp_init_auth_size() bytes
 */
void sctp_init_auth(const struct sctp_init_info *info, u8 *out)
{
	const u8 *param[] = { info->random, info->chunks, info->hmacs };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(param); i++) {
		if (!param[i])
			continue;
		memcpy(out, param[i], auth_param_len(param[i]));
		out += auth_param_len(param[i]);
	}
}

/* Does the peer authenticate chunks? It must name a random number and its
 * algorithms, and all of it has to fit into a cookie.
 */
static bool auth_complete(const struct sctp_init_info *info)
{
	return info->random && info->hmacs &&
	       sctp_init_auth_size(info) <= SCTP_COOKIE_AUTH_MAX;
}

/**
 * struct param_row - how a parameter is treated
 * @type: its type
 * @min_len: shortest legal length, header included
 * @max_len: longest, 0 = any; a parameter of another length is ignored
 * @take: reads it; returns false to stop processing parameters; NULL: it is not
 *        read here
 */
struct param_row {
	u16 type;
	u16 min_len;
	u16 max_len;
	bool (*take)(struct sctp_init_info *info, const struct sctp_view *v);
};

/* A row is found by the high two and the low four bits of its type */
#define PARAM_AT(type)	((type) >> 14 << 4 | ((type) & 0xf))

/* Unrecognized Parameters are known, but not read */
static const struct param_row param_rows[64] = {
	[PARAM_AT(SCTP_PT_IPV4_ADDR)] = { SCTP_PT_IPV4_ADDR, 8, 8, take_addr },
	[PARAM_AT(SCTP_PT_IPV6_ADDR)] = {
		SCTP_PT_IPV6_ADDR, 20, 20, take_addr },
	[PARAM_AT(SCTP_PT_STATE_COOKIE)] = {
		SCTP_PT_STATE_COOKIE, 4, 0, take_cookie },
	[PARAM_AT(SCTP_PT_UNRECOGNIZED)] = { SCTP_PT_UNRECOGNIZED, 4 },
	[PARAM_AT(SCTP_PT_COOKIE_PRESERVATIVE)] = {
		SCTP_PT_COOKIE_PRESERVATIVE, 8, 8, take_preservative },
	[PARAM_AT(SCTP_PT_HOST_NAME)] = {
		SCTP_PT_HOST_NAME, 4, 0, take_host_name },
	[PARAM_AT(SCTP_PT_SUPPORTED_ADDR_TYPES)] = {
		SCTP_PT_SUPPORTED_ADDR_TYPES, 4, 0, take_addr_types },
	[PARAM_AT(SCTP_PT_ECN_CAPABLE)] = { SCTP_PT_ECN_CAPABLE, 4 },
	[PARAM_AT(SCTP_PT_ZERO_CHECKSUM)] = {
		SCTP_PT_ZERO_CHECKSUM, 8, 8, take_zero_checksum },
	[PARAM_AT(SCTP_PT_RANDOM)] = { SCTP_PT_RANDOM, 4, 0, take_random },
	[PARAM_AT(SCTP_PT_CHUNKS)] = { SCTP_PT_CHUNKS, 4, 0, take_chunks },
	[PARAM_AT(SCTP_PT_HMAC_ALGO)] = { SCTP_PT_HMAC_ALGO, 4, 0, take_hmacs },
	[PARAM_AT(SCTP_PT_PAD)] = { SCTP_PT_PAD, 4 },
	[PARAM_AT(SCTP_PT_SUPPORTED_EXT)] = {
		SCTP_PT_SUPPORTED_EXT, 4, 0, take_ext },
	[PARAM_AT(SCTP_PT_ADAPTATION)] = {
		SCTP_PT_ADAPTATION, 8, 8, take_adaptation },
};

static const struct param_row *param_row(u16 type)
{
	const struct param_row *row = &param_rows[PARAM_AT(type)];

	return row->type == type && row->min_len ? row : NULL;
}

static bool param_take(struct sctp_init_info *info, const struct sctp_view *v,
		       const struct param_row *row)
{
	if (!row->take || v->len < row->min_len ||
	    (row->max_len && v->len > row->max_len))
		return true;
	return row->take(info, v);
}

/* Is a parameter to be reported, after @used bytes of reports? Not if there is
 * no room (3.2.2). Returns where its report ends, 0 if there is none.
 */
static u32 report_end(const struct sctp_init_info *info,
		      const struct sctp_view *v, u32 used)
{
	u32 end = SCTP_ALIGN4(used) + sizeof(struct sctpw_param) + v->len;

	if (param_row(v->type) || !(v->type & SCTP_PT_UNKNOWN_REPORT) ||
	    (sctp_cap_of_param(v->type) & info->offered))
		return 0;
	return end <= UNREC_MAX ? end : 0;
}

/**
 * sctp_init_unrecognized() - write reports of unrecognized parameters
 * @info: the INIT or INIT ACK, whose packet still exists
 * @wrap: type that wraps each parameter: SCTP_PT_UNRECOGNIZED for an INIT,
 *        SCTP_CAUSE_UNRECOGNIZED_PARAM for an INIT ACK
 * @out: where to write @info->unrec_len bytes; zeroed
 */
void sctp_init_unrecognized(const struct sctp_init_info *info, u16 wrap,
			    u8 *out)
{
	struct sctp_param_iter it = {
		.pos = info->params.pos,
		.left = info->params.len,
	};
	struct sctp_view v;
	u32 end, used = 0;
	u8 *to;

	while (used < info->unrec_len && sctp_param_next(&it, &v)) {
		end = report_end(info, &v, used);
		if (!end)
			continue;
		to = out + SCTP_ALIGN4(used);
		put_unaligned_be16(wrap, to);
		put_unaligned_be16(sizeof(struct sctpw_param) + v.len, to + 2);
		memcpy(to + sizeof(struct sctpw_param), v.hdr, v.len);
		used = end;
	}
}

/* Process a parameter. Returns false when processing stops here */
static bool one_param(struct sctp_init_info *info, const struct sctp_view *v)
{
	const u32 cap = sctp_cap_of_param(v->type) & info->offered;
	const struct param_row *row = param_row(v->type);
	u32 end;

	info->caps |= cap;
	if (cap)
		return true;
	if (row)
		return param_take(info, v, row);
	end = report_end(info, v, info->unrec_len);
	if (end)
		info->unrec_len = end;
	return v->type & SCTP_PT_UNKNOWN_SKIP;
}

static void parse_params(struct sctp_init_info *info, const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view p;
	bool more = true;

	sctp_param_begin(&it, v, sizeof(struct sctpw_init));
	info->params.pos = it.pos;
	while (more && sctp_param_next(&it, &p)) {
		more = one_param(info, &p);
		info->params.len = p.hdr + p.len - info->params.pos;
	}
	if (it.bad)
		info_refuse(info, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
}

/**
 * sctp_init_parse() - read an INIT or INIT ACK
 * @v: the chunk
 * @offered: SCTP_CAP_* we offer
 * @info: result; if @info->cause is set the answer is an ABORT
 *
 * Return: false when the chunk is to be discarded silently (Initiate Tag 0).
 */
bool sctp_init_parse(const struct sctp_view *v, u32 offered,
		     struct sctp_init_info *info)
{
	const struct sctpw_init *h = (const void *)v->hdr;

	memset(info, 0, sizeof(*info));
	info->offered = offered;
	info->tag = get_unaligned_be32(&h->init_tag);
	info->a_rwnd = get_unaligned_be32(&h->a_rwnd);
	info->num_ostreams = get_unaligned_be16(&h->num_ostreams);
	info->num_istreams = get_unaligned_be16(&h->num_istreams);
	info->tsn = get_unaligned_be32(&h->initial_tsn);
	if (!info->tag)
		return false;
	if (!info->num_ostreams || !info->num_istreams ||
	    info->a_rwnd < SCTP_RWND_MIN) {
		info_refuse(info, SCTP_CAUSE_INVALID_PARAM, NULL, 0);
		return true;
	}
	parse_params(info, v);
	return true;
}

/* ASCONF must be authenticated (RFC 5061 section 4.2.7) */
static u32 with_auth(u32 caps, u32 offered)
{
	if (caps & SCTP_CAP_AUTH || offered & SCTP_CAP_NOAUTH)
		return caps;
	return caps & ~SCTP_CAP_ASCONF;
}

/**
 * sctp_init_agree() - the capabilities of an association
 * @info: the peer's INIT or INIT ACK, and what we offer
 *
 * With I-DATA, PR-SCTP needs I-FORWARD-TSN of both (RFC 8260 section 2.3.1). A
 * peer that offers FORWARD TSN and I-DATA may have it and not list it. Linux
 * does so, and numbers fragments in its own way.
 *
 * Return: SCTP_CAP_* that both sides offer, and SCTP_CAP_TAKES_ZERO.
 */
u32 sctp_init_agree(const struct sctp_init_info *info)
{
	u32 caps, theirs;
	bool linux_way;

	if (!info->offered)
		return 0;
	theirs = info->caps;
	if ((info->offered & theirs) != info->offered)
		theirs |= sctp_chunk_caps(&info->ext);
	linux_way = (theirs & SCTP_CAP_PRSCTP) &&
		    !(theirs & SCTP_CAP_I_FORWARD);
	if ((theirs & SCTP_CAP_I_DATA) && (theirs & SCTP_CAP_I_FORWARD) &&
	    (info->offered & SCTP_CAP_I_DATA))
		theirs |= SCTP_CAP_PRSCTP;
	caps = info->offered & theirs;
	if (!auth_complete(info))
		caps &= ~SCTP_CAP_AUTH;
	caps = with_auth(caps, info->offered);
	if ((caps & SCTP_CAP_I_DATA) && linux_way)
		caps |= SCTP_CAP_FSN_APART;
	if (info->offered & SCTP_CAP_ZERO_CHECKSUM)
		caps |= SCTP_CAP_TAKES_ZERO;
	return caps & SCTP_CAP_PRSCTP ? caps | SCTP_CAP_I_FORWARD : caps;
}

/**
 * sctp_init_addr_list() - the addresses an INIT or INIT ACK lists
 * @v: the chunk
 * @list: where they are
 *
 * Return: true, as every INIT and INIT ACK may list them.
 */
bool sctp_init_addr_list(const struct sctp_view *v,
			 struct sctp_param_list *list)
{
	list->pos = v->hdr + sizeof(struct sctpw_init);
	list->len = v->len - sizeof(struct sctpw_init);
	return true;
}

/**
 * sctp_init_offer() - our addresses that an INIT or INIT ACK lists
 * @ep: endpoint
 * @a: association, NULL while there is none
 * @rx: the INIT that is answered, NULL for an INIT
 * @peer: where the peer is
 * @addrs: set to the addresses, to be freed by the caller; NULL for none
 *
 * A single address is the source of the packet and need not be listed.
 *
 * Return: how many, or -ENOMEM.
 */
int sctp_init_offer(struct sctp_ep *ep, struct sctp_assoc *a,
		    const struct sctp_rx *rx, const struct sctp_addr *peer,
		    struct sctp_addr **addrs)
{
	int n = ep->ops->local_addrs(ep, a, rx, peer, NULL,
				     SCTP_MAX_LOCAL_ADDRS);

	*addrs = NULL;
	if (n < 2)
		return 0;
	*addrs = kmalloc_array(n, sizeof(**addrs), GFP_ATOMIC);
	if (!*addrs)
		return -ENOMEM;
	return ep->ops->local_addrs(ep, a, rx, peer, *addrs, n);
}

static u32 addr_size(const struct sctp_init_build *b)
{
	u32 size = 0;
	int i;

	for (i = 0; b->naddrs > 1 && i < b->naddrs; i++)
		size += sctp_addr_param_size(&b->addrs[i]);
	return size;
}

/* Append @len zeroed bytes to the chunk. Its length does not include the
 * padding of the last parameter (3.2).
 */
static void *init_put(struct sk_buff *skb, u32 len)
{
	struct sctpw_init *h = (void *)skb->data;

	h->ch.len = cpu_to_be16(skb->len + len);
	return skb_put_zero(skb, SCTP_ALIGN4(len));
}

/* Append a parameter. Returns where its value, zeroed, is */
static void *put_param(struct sk_buff *skb, u16 type, u32 len)
{
	struct sctpw_param *p = init_put(skb, sizeof(*p) + len);

	p->type = cpu_to_be16(type);
	p->len = cpu_to_be16(sizeof(*p) + len);
	return p + 1;
}

static void put_word(struct sk_buff *skb, u16 type, u32 value)
{
	put_unaligned_be32(value, put_param(skb, type, sizeof(value)));
}

static void put_addrs(struct sk_buff *skb, const struct sctp_init_build *b)
{
	u32 left = addr_size(b);
	u8 *to = init_put(skb, left);
	u32 len;
	int i;

	for (i = 0; left; i++, to += len, left -= len)
		len = sctp_addr_param_put(to, left, &b->addrs[i]);
}

static void put_types(struct sk_buff *skb, const struct sctp_init_build *b)
{
	__be16 *types = put_param(skb, SCTP_PT_SUPPORTED_ADDR_TYPES,
				  2 * (b->v4 + b->v6));

	if (b->v4)
		*types++ = cpu_to_be16(SCTP_PT_IPV4_ADDR);
	if (b->v6)
		*types = cpu_to_be16(SCTP_PT_IPV6_ADDR);
}

static u32 caps_to_list(const struct sctp_init_build *b)
{
	return sctp_caps_listed(with_auth(b->caps, b->caps));
}

static void put_ext(struct sk_buff *skb, const struct sctp_init_build *b)
{
	u32 caps = caps_to_list(b);
	u32 n = sctp_chunk_types(caps, NULL);

	if (n)
		sctp_chunk_types(caps,
				 put_param(skb, SCTP_PT_SUPPORTED_EXT, n));
}

static void put_caps(struct sk_buff *skb, const struct sctp_init_build *b)
{
	u32 pos = 0;
	u16 type;

	while ((type = sctp_cap_param(b->caps, &pos)) != 0)
		put_param(skb, type, 0);
}

/* The parameters of a key vector, each padded now */
static void put_auth_params(struct sk_buff *skb,
			    const struct sctp_init_build *b)
{
	struct sctp_param_list left = b->auth;
	struct sctp_view v;

	while (sctp_auth_vector_next(&left, &v))
		memcpy(init_put(skb, v.len), v.hdr, v.len);
}

static u32 auth_params_size(const struct sctp_init_build *b)
{
	struct sctp_param_list left = b->auth;
	struct sctp_view v;
	u32 size = 0;

	while (sctp_auth_vector_next(&left, &v))
		size += SCTP_ALIGN4(v.len);
	return size;
}

static u32 params_size(const struct sctp_init_build *b)
{
	u32 size = addr_size(b) + auth_params_size(b);
	u32 n = sctp_chunk_types(caps_to_list(b), NULL);
	u32 pos = 0;

	while (sctp_cap_param(b->caps, &pos))
		size += sizeof(struct sctpw_param);
	if (n)
		size += SCTP_ALIGN4(sizeof(struct sctpw_param) + n);
	if (b->unrec)
		size += SCTP_ALIGN4(b->unrec->unrec_len);
	if (b->cookie_len)
		size += SCTP_ALIGN4(sizeof(struct sctpw_param) +
				    b->cookie_len);
	if (b->type == SCTP_CT_INIT)
		size += 8;	/* Supported Address Types */
	if (b->adaptation)
		size += 8;
	if (b->caps & SCTP_CAP_ZERO_CHECKSUM)
		size += 8;
	if (b->preserve)
		size += sizeof(struct sctpw_cookie_preservative);
	return size;
}

/**
 * sctp_init_chunk() - build a packet with an INIT or INIT ACK
 * @b: its content; the caller writes the cookie
 *
 * Return: the packet or NULL.
 */
struct sk_buff *sctp_init_chunk(struct sctp_init_build *b)
{
	struct sctpw_init *h;
	struct sk_buff *skb;
	u8 *report;

	skb = sctp_skb_alloc(sizeof(*h) + params_size(b));
	if (!skb)
		return NULL;
	h = init_put(skb, sizeof(*h));
	h->ch.type = b->type;
	h->init_tag = cpu_to_be32(b->tag);
	h->a_rwnd = cpu_to_be32(b->a_rwnd);
	h->num_ostreams = cpu_to_be16(b->num_ostreams);
	h->num_istreams = cpu_to_be16(b->num_istreams);
	h->initial_tsn = cpu_to_be32(b->tsn);
	put_addrs(skb, b);
	if (b->type == SCTP_CT_INIT)
		put_types(skb, b);
	if (b->preserve)
		put_word(skb, SCTP_PT_COOKIE_PRESERVATIVE, b->preserve);
	put_caps(skb, b);
	put_ext(skb, b);
	if (b->adaptation)
		put_word(skb, SCTP_PT_ADAPTATION, b->adaptation);
	put_auth_params(skb, b);
	if (b->caps & SCTP_CAP_ZERO_CHECKSUM)
		put_word(skb, SCTP_PT_ZERO_CHECKSUM, SCTP_EDMID_DTLS);
	if (b->cookie_len)
		b->cookie = put_param(skb, SCTP_PT_STATE_COOKIE,
				      b->cookie_len);
	if (b->unrec && b->unrec->unrec_len) {
		report = init_put(skb, b->unrec->unrec_len);
		sctp_init_unrecognized(b->unrec, SCTP_PT_UNRECOGNIZED, report);
	}
	return skb;
}
