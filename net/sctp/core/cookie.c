// SPDX-License-Identifier: GPL-2.0-only
/*
 * The State Cookie, RFC 9260 section 5.1.3: all that is needed to set up an
 * association, kept by the peer, so that an INIT costs us no memory.
 *
 *   MAC (32) | fixed part | laddr | paddr | further addresses of the peer
 *
 * The layout is ours alone: an address is its family and its bytes, so that
 * the cookie stays small. Although the MAC says that we wrote it, a cookie is
 * parsed like any other input. The key is changed every hour; the one before
 * is accepted for as long as a cookie can live, Cookie Preservative included.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <crypto/algapi.h>
#include <asm/unaligned.h>

#include "cookie.h"
#include "rto.h"

#define SCTP_SECRET_LIFE	(3600ULL * NSEC_PER_SEC)

/* Bounds-checked writing and reading of the layout */
struct buf {
	u8 *pos;
	u8 *end;
	bool bad;
};

static u8 *take(struct buf *b, u32 n)
{
	u8 *p = b->pos;

	if (b->bad || (u32)(b->end - b->pos) < n) {
		b->bad = true;
		return NULL;
	}
	b->pos += n;
	return p;
}

static void put32(struct buf *b, u32 v)
{
	u8 *p = take(b, 4);

	if (p)
		put_unaligned_be32(v, p);
}

static void put16(struct buf *b, u16 v)
{
	u8 *p = take(b, 2);

	if (p)
		put_unaligned_be16(v, p);
}

static u32 get32(struct buf *b)
{
	u8 *p = take(b, 4);

	return p ? get_unaligned_be32(p) : 0;
}

static u16 get16(struct buf *b)
{
	u8 *p = take(b, 2);

	return p ? get_unaligned_be16(p) : 0;
}

static void put_addr(struct buf *b, const struct sctp_addr *a)
{
	u8 *p = take(b, 1);
	u32 len = a->family == AF_INET ? 4 : 16;

	if (!p)
		return;
	*p = a->family == AF_INET ? 4 : 6;
	p = take(b, len);
	if (p)
		memcpy(p, a->v6, len);
	if (len == 16)
		put32(b, a->scope);
}

static void get_addr(struct buf *b, struct sctp_addr *a)
{
	u8 *p = take(b, 1);
	u8 kind = p ? *p : 0;

	memset(a, 0, sizeof(*a));
	if (kind != 4 && kind != 6) {
		b->bad = true;
		return;
	}
	a->family = kind == 4 ? AF_INET : AF_INET6;
	p = take(b, kind == 4 ? 4 : 16);
	if (p)
		memcpy(a->v6, p, kind == 4 ? 4 : 16);
	if (kind == 6)
		a->scope = get32(b);
}

static void rotate(struct sctp_ep *ep, u64 now)
{
	if (now - ep->secret_since < SCTP_SECRET_LIFE)
		return;
	memcpy(ep->secret[1], ep->secret[0], SCTP_SECRET_LEN);
	ep->secret_prev_until = now + sctp_ms(ep->cfg.cookie_life) +
				sctp_ms(SCTP_PRESERVE_MAX);
	ep->ops->random(ep->secret[0], SCTP_SECRET_LEN);
	ep->secret_since = now;
}

/**
 * sctp_cookie_seal() - write and sign a cookie
 * @ep: endpoint
 * @c: content
 * @out: where to write it
 * @size: room there, SCTP_COOKIE_MAX always suffices
 * @now: time
 *
 * Return: its length, a multiple of 4, or a negative errno.
 */
int sctp_cookie_seal(struct sctp_ep *ep, const struct sctp_cookie *c, u8 *out,
		     u32 size, u64 now)
{
	struct buf b = { .pos = out, .end = out + size };
	u32 len, i;
	u8 *pad;
	int err;

	rotate(ep, now);
	take(&b, SCTP_MAC_LEN);
	put32(&b, c->created >> 32);
	put32(&b, c->created);
	put32(&b, c->life);
	put32(&b, c->my_tag);
	put32(&b, c->peer_tag);
	put32(&b, c->my_tie_tag);
	put32(&b, c->peer_tie_tag);
	put32(&b, c->my_tsn);
	put32(&b, c->peer_tsn);
	put32(&b, c->peer_rwnd);
	put16(&b, c->num_ostreams);
	put16(&b, c->num_istreams);
	put16(&b, be16_to_cpu(c->lport));
	put16(&b, be16_to_cpu(c->pport));
	put32(&b, c->adaptation);
	put16(&b, c->adaptation_set);
	put16(&b, c->naddrs);
	put_addr(&b, &c->laddr);
	put_addr(&b, &c->paddr);
	for (i = 0; i < c->naddrs; i++)
		put_addr(&b, &c->addrs[i]);
	pad = take(&b, -(b.pos - out) & 3);
	if (b.bad)
		return -ENOSPC;
	memset(pad, 0, b.pos - pad);
	len = b.pos - out;
	err = ep->ops->hmac(ep->secret[0], out + SCTP_MAC_LEN,
			    len - SCTP_MAC_LEN, out);
	return err ? err : (int)len;
}

static bool mac_ok(struct sctp_ep *ep, const u8 *in, u32 len, u64 now)
{
	u8 mac[SCTP_MAC_LEN];
	int i, keys = ep->secret_prev_until > now ? 2 : 1;

	for (i = 0; i < keys; i++) {
		if (ep->ops->hmac(ep->secret[i], in + SCTP_MAC_LEN,
				  len - SCTP_MAC_LEN, mac))
			continue;
		if (!crypto_memneq(mac, in, SCTP_MAC_LEN))
			return true;
	}
	return false;
}

static bool parse(struct buf *b, struct sctp_cookie *c)
{
	u32 i;

	c->created = (u64)get32(b) << 32;
	c->created |= get32(b);
	c->life = get32(b);
	c->my_tag = get32(b);
	c->peer_tag = get32(b);
	c->my_tie_tag = get32(b);
	c->peer_tie_tag = get32(b);
	c->my_tsn = get32(b);
	c->peer_tsn = get32(b);
	c->peer_rwnd = get32(b);
	c->num_ostreams = get16(b);
	c->num_istreams = get16(b);
	c->lport = cpu_to_be16(get16(b));
	c->pport = cpu_to_be16(get16(b));
	c->adaptation = get32(b);
	c->adaptation_set = get16(b);
	c->naddrs = get16(b);
	if (b->bad || c->naddrs > SCTP_MAX_PATHS || !c->my_tag ||
	    !c->peer_tag || !c->num_ostreams || !c->num_istreams)
		return false;
	get_addr(b, &c->laddr);
	get_addr(b, &c->paddr);
	for (i = 0; i < c->naddrs; i++)
		get_addr(b, &c->addrs[i]);
	return !b->bad && b->end - b->pos < 4;
}

/**
 * sctp_cookie_peek() - read a cookie without verifying it
 * @in: what came back
 * @len: its length
 * @c: content, not to be trusted
 *
 * Return: false when it does not parse.
 */
bool sctp_cookie_peek(const u8 *in, u32 len, struct sctp_cookie *c)
{
	struct buf b = {
		.pos = (u8 *)in + SCTP_MAC_LEN,
		.end = (u8 *)in + len,
	};

	if (len <= SCTP_MAC_LEN || len > SCTP_COOKIE_MAX + 3)
		return false;
	return parse(&b, c);
}

/**
 * sctp_cookie_open() - verify and read a cookie
 * @ep: endpoint
 * @in: what came back
 * @len: its length
 * @c: content
 * @now: time
 *
 * Return: 0; -EBADMSG when it is not ours or does not parse; -ESTALE when it
 * is valid but too old, with @c filled in.
 */
int sctp_cookie_open(struct sctp_ep *ep, const u8 *in, u32 len,
		     struct sctp_cookie *c, u64 now)
{
	if (len <= SCTP_MAC_LEN || len > SCTP_COOKIE_MAX + 3)
		return -EBADMSG;
	if (!mac_ok(ep, in, len, now) || !sctp_cookie_peek(in, len, c))
		return -EBADMSG;
	if (now < c->created || now - c->created > sctp_ms(c->life))
		return -ESTALE;
	return 0;
}
