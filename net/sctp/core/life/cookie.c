// SPDX-License-Identifier: GPL-2.0-only
/*
 * The State Cookie, RFC 9260 section 5.1.3: all that is needed to make an
 * association. The peer keeps it, so an INIT takes no memory here.
 *
 *   MAC (8) | fixed part (44) | tie-tags | adaptation | scope | caps | AUTH |
 *                               '--------------- optional ------------------'
 *   addresses
 *
 * AUTH: the lengths of our and of the peer's parameters (2 bytes each), then
 * our parameters, then the peer's, both padded to 4 bytes.
 *
 * Only we read it, so the layout is our own. Addresses are parameters as in an
 * INIT; the first one is where the INIT ACK is sent. The MAC shows that we
 * wrote it, yet it is parsed with all checks, like any other input.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "core/loss/rto.h"
#include "core/wire/frame.h"
#include "cookie.h"
#include "keys.h"

/* Flags: which optional parts there are */
#define COOKIE_TIE_TAGS		0x01
#define COOKIE_ADAPTATION	0x02
#define COOKIE_SCOPE		0x04	/* of the first address */
#define COOKIE_CAPS		0x08
#define COOKIE_AUTH		0x10

/* The fixed part, behind the MAC */
struct cookie_fixed {
	__be64 created;
	__be32 life;
	__be32 my_tag;
	__be32 peer_tag;
	__be32 my_tsn;
	__be32 peer_tsn;
	__be32 peer_rwnd;
	__be16 num_ostreams;
	__be16 num_istreams;
	__be16 lport;
	__be16 pport;
	__be32 flags;
} __packed;

static_assert(sizeof(struct cookie_fixed) == SCTP_COOKIE_FIXED - SCTP_MAC_LEN);

/* A buffer with bounds checks, for writing and reading */
struct buf {
	u8 *pos;
	u8 *end;
	bool bad;
};

static u8 *cookie_take(struct buf *b, u32 n)
{
	u8 *p = b->pos;

	if (b->bad || (u32)(b->end - b->pos) < n) {
		b->bad = true;
		return NULL;
	}
	b->pos += n;
	return p;
}

static void cookie_put32(struct buf *b, u32 v)
{
	u8 *p = cookie_take(b, 4);

	if (p)
		put_unaligned_be32(v, p);
}

static void cookie_put16(struct buf *b, u16 v)
{
	u8 *p = cookie_take(b, 2);

	if (p)
		put_unaligned_be16(v, p);
}

static u32 cookie_get32(struct buf *b)
{
	u8 *p = cookie_take(b, 4);

	return p ? get_unaligned_be32(p) : 0;
}

static u16 cookie_get16(struct buf *b)
{
	u8 *p = cookie_take(b, 2);

	return p ? get_unaligned_be16(p) : 0;
}

static u16 flags_of(const struct sctp_cookie *c)
{
	u16 flags = 0;

	if (c->my_tie_tag || c->peer_tie_tag)
		flags |= COOKIE_TIE_TAGS;
	if (c->adaptation_set)
		flags |= COOKIE_ADAPTATION;
	if (c->paddr.scope)
		flags |= COOKIE_SCOPE;
	if (c->caps)
		flags |= COOKIE_CAPS;
	if (c->my_auth.len || c->peer_auth.len)
		flags |= COOKIE_AUTH;
	return flags;
}

static u32 auth_size(const struct sctp_cookie *c)
{
	return 4 + SCTP_ALIGN4(c->my_auth.len) + SCTP_ALIGN4(c->peer_auth.len);
}

static u32 optional_size(const struct sctp_cookie *c, u16 flags)
{
	return (flags & COOKIE_TIE_TAGS ? 8 : 0) +
	       (flags & COOKIE_ADAPTATION ? 4 : 0) +
	       (flags & COOKIE_SCOPE ? 4 : 0) +
	       (flags & COOKIE_CAPS ? 4 : 0) +
	       (flags & COOKIE_AUTH ? auth_size(c) : 0);
}

/* Walks the peer's addresses in the order of the cookie, each once */
struct addr_seq {
	const struct sctp_cookie *c;
	struct sctp_addr_walk walk;
	u16 n;
};

static bool addr_seq_next(struct addr_seq *s, struct sctp_addr *addr)
{
	if (s->n == SCTP_MAX_PATHS)
		return false;
	if (!s->n++) {
		sctp_addr_walk_begin(&s->walk, &s->c->addrs);
		*addr = s->c->paddr;
		return true;
	}
	if (s->n == 2 && s->c->src.family) {
		*addr = s->c->src;
		return true;
	}
	while (sctp_addr_walk_next(&s->walk, addr))
		if (!sctp_addr_eq(addr, &s->c->paddr) &&
		    !sctp_addr_eq(addr, &s->c->src))
			return true;
	s->n--;
	return false;
}

/**
 * sctp_cookie_size() - the length of a cookie
 * @c: content
 *
 * Return: its length, a multiple of 4.
 */
u32 sctp_cookie_size(const struct sctp_cookie *c)
{
	u32 size = SCTP_COOKIE_FIXED + optional_size(c, flags_of(c));
	struct addr_seq s = { .c = c };
	struct sctp_addr addr;

	while (addr_seq_next(&s, &addr))
		size += sctp_addr_param_size(&addr);
	return size;
}

static void put_fixed(struct buf *b, const struct sctp_cookie *c, u16 flags)
{
	struct cookie_fixed *f = (void *)cookie_take(b, sizeof(*f));

	if (!f)
		return;
	f->created = cpu_to_be64(c->created);
	f->life = cpu_to_be32(c->life);
	f->my_tag = cpu_to_be32(c->my_tag);
	f->peer_tag = cpu_to_be32(c->peer_tag);
	f->my_tsn = cpu_to_be32(c->my_tsn);
	f->peer_tsn = cpu_to_be32(c->peer_tsn);
	f->peer_rwnd = cpu_to_be32(c->peer_rwnd);
	f->num_ostreams = cpu_to_be16(c->num_ostreams);
	f->num_istreams = cpu_to_be16(c->num_istreams);
	f->lport = c->lport;
	f->pport = c->pport;
	f->flags = cpu_to_be32(flags);
}

/* Write a list of parameters, padded with zeros to 4 bytes */
static void put_list(struct buf *b, const struct sctp_param_list *list)
{
	u8 *p = cookie_take(b, SCTP_ALIGN4(list->len));

	if (!p || !list->len)
		return;
	memset(p + list->len, 0, SCTP_ALIGN4(list->len) - list->len);
	memcpy(p, list->pos, list->len);
}

static void put_auth(struct buf *b, const struct sctp_cookie *c)
{
	b->bad |= c->my_auth.len > SCTP_COOKIE_AUTH_MAX ||
		  c->peer_auth.len > SCTP_COOKIE_AUTH_MAX;
	cookie_put16(b, c->my_auth.len);
	cookie_put16(b, c->peer_auth.len);
	put_list(b, &c->my_auth);
	put_list(b, &c->peer_auth);
}

static void put_optional(struct buf *b, const struct sctp_cookie *c, u16 flags)
{
	if (flags & COOKIE_TIE_TAGS) {
		cookie_put32(b, c->my_tie_tag);
		cookie_put32(b, c->peer_tie_tag);
	}
	if (flags & COOKIE_ADAPTATION)
		cookie_put32(b, c->adaptation);
	if (flags & COOKIE_SCOPE)
		cookie_put32(b, c->paddr.scope);
	if (flags & COOKIE_CAPS)
		cookie_put32(b, c->caps);
	if (flags & COOKIE_AUTH)
		put_auth(b, c);
}

static void cookie_put_addrs(struct buf *b, const struct sctp_cookie *c)
{
	struct addr_seq s = { .c = c };
	struct sctp_addr addr;
	u32 len;

	while (!b->bad && addr_seq_next(&s, &addr)) {
		len = sctp_addr_param_put(b->pos, b->end - b->pos, &addr);
		b->pos += len;
		b->bad |= !len;
	}
}

/**
 * sctp_cookie_seal() - write and sign a cookie
 * @ep: endpoint
 * @c: content
 * @out: where to write it
 * @size: room there, at least sctp_cookie_size()
 * @now: time
 *
 * Return: its length, a multiple of 4, or a negative errno.
 */
int sctp_cookie_seal(struct sctp_ep *ep, const struct sctp_cookie *c, u8 *out,
		     u32 size, u64 now)
{
	const struct sctp_keys *keys = sctp_keys_current(ep, now);
	struct buf b = { .pos = out, .end = out + size };
	u16 flags = flags_of(c);
	int len;

	if (!keys)
		return -ENOMEM;
	cookie_take(&b, SCTP_MAC_LEN);
	put_fixed(&b, c, flags);
	put_optional(&b, c, flags);
	cookie_put_addrs(&b, c);
	if (b.bad)
		return -ENOSPC;
	len = b.pos - out;
	put_unaligned_be64(ep->ops->mac(keys->secret[0], out + SCTP_MAC_LEN,
					len - SCTP_MAC_LEN), out);
	return len;
}

static bool mac_ok(const struct sctp_ep *ep, const u8 *in, u32 len, u64 now)
{
	const struct sctp_keys *keys = ep->keys;
	u64 mac = get_unaligned_be64(in);
	int i, n;

	if (!keys)
		return false;
	n = keys->prev_until > now ? 2 : 1;
	for (i = 0; i < n; i++)
		if (ep->ops->mac(keys->secret[i], in + SCTP_MAC_LEN,
				 len - SCTP_MAC_LEN) == mac)
			return true;
	return false;
}

static u32 get_fixed(struct buf *b, struct sctp_cookie *c)
{
	const struct cookie_fixed *f = (void *)cookie_take(b, sizeof(*f));

	if (!f)
		return 0;
	c->created = be64_to_cpu(f->created);
	c->life = be32_to_cpu(f->life);
	c->my_tag = be32_to_cpu(f->my_tag);
	c->peer_tag = be32_to_cpu(f->peer_tag);
	c->my_tsn = be32_to_cpu(f->my_tsn);
	c->peer_tsn = be32_to_cpu(f->peer_tsn);
	c->peer_rwnd = be32_to_cpu(f->peer_rwnd);
	c->num_ostreams = be16_to_cpu(f->num_ostreams);
	c->num_istreams = be16_to_cpu(f->num_istreams);
	c->lport = f->lport;
	c->pport = f->pport;
	return be32_to_cpu(f->flags);
}

/* Addresses are the rest of the cookie. The first is that of the INIT ACK */
static bool cookie_get_addrs(struct buf *b, struct sctp_cookie *c, u32 scope)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	c->addrs.pos = b->pos;
	c->addrs.len = b->end - b->pos;
	sctp_addr_walk_begin(&w, &c->addrs);
	if (!sctp_addr_walk_next(&w, &c->paddr))
		return false;
	c->paddr.scope = scope;
	while (sctp_addr_walk_next(&w, &addr))
		;
	return !w.it.left && !w.it.bad;
}

static void get_auth(struct buf *b, struct sctp_cookie *c)
{
	c->my_auth.len = cookie_get16(b);
	c->peer_auth.len = cookie_get16(b);
	b->bad |= c->my_auth.len > SCTP_COOKIE_AUTH_MAX ||
		  c->peer_auth.len > SCTP_COOKIE_AUTH_MAX;
	c->my_auth.pos = cookie_take(b, SCTP_ALIGN4(c->my_auth.len));
	c->peer_auth.pos = cookie_take(b, SCTP_ALIGN4(c->peer_auth.len));
}

static bool cookie_parse(struct buf *b, struct sctp_cookie *c)
{
	u32 flags, scope = 0;

	memset(c, 0, sizeof(*c));
	flags = get_fixed(b, c);
	if (flags & COOKIE_TIE_TAGS) {
		c->my_tie_tag = cookie_get32(b);
		c->peer_tie_tag = cookie_get32(b);
	}
	c->adaptation_set = flags & COOKIE_ADAPTATION;
	if (c->adaptation_set)
		c->adaptation = cookie_get32(b);
	if (flags & COOKIE_SCOPE)
		scope = cookie_get32(b);
	if (flags & COOKIE_CAPS)
		c->caps = cookie_get32(b);
	if (flags & COOKIE_AUTH)
		get_auth(b, c);
	if (b->bad || !c->my_tag || !c->peer_tag || !c->num_ostreams ||
	    !c->num_istreams)
		return false;
	return cookie_get_addrs(b, c, scope);
}

/**
 * sctp_cookie_peek() - read a cookie without verifying it
 * @in: the cookie of a COOKIE ECHO
 * @len: its length
 * @c: content, not verified; refers to @in
 *
 * Return: false when it does not parse.
 */
bool sctp_cookie_peek(const u8 *in, u32 len, struct sctp_cookie *c)
{
	struct buf b = {
		.pos = (u8 *)in + SCTP_MAC_LEN,
		.end = (u8 *)in + len,
	};

	if (len <= SCTP_MAC_LEN || len > SCTP_COOKIE_MAX)
		return false;
	return cookie_parse(&b, c);
}

/**
 * sctp_cookie_addr_list() - the addresses that the cookie of a COOKIE ECHO
 * names
 * @v: the chunk
 * @list: where they are; not verified
 *
 * Return: false when it does not parse.
 */
bool sctp_cookie_addr_list(const struct sctp_view *v,
			   struct sctp_param_list *list)
{
	const u32 skip = sizeof(struct sctpw_chunk);
	struct sctp_cookie c;

	if (!sctp_cookie_peek(v->hdr + skip, v->len - skip, &c))
		return false;
	*list = c.addrs;
	return true;
}

/**
 * sctp_cookie_open() - verify and read a cookie
 * @ep: endpoint
 * @in: the cookie of a COOKIE ECHO
 * @len: its length
 * @c: content; refers to @in
 * @now: time
 *
 * Return: 0; -EBADMSG when it is not ours or does not parse; -ESTALE when it
 * is valid but too old, with @c filled in.
 */
int sctp_cookie_open(struct sctp_ep *ep, const u8 *in, u32 len,
		     struct sctp_cookie *c, u64 now)
{
	if (len <= SCTP_MAC_LEN || len > SCTP_COOKIE_MAX)
		return -EBADMSG;
	if (!mac_ok(ep, in, len, now) || !sctp_cookie_peek(in, len, c))
		return -EBADMSG;
	if (now < c->created || now - c->created > sctp_ms(c->life))
		return -ESTALE;
	return 0;
}
