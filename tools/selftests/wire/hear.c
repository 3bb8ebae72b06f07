// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write down what the victim sends, chunk by chunk, with symbols for what is
 * different each time:
 *
 *	SACK{cum=0 gaps=2-3} ~bad:ABORT{t 13}
 *
 * A chunk that came by itself, not as an answer at once, has a "~". A tag that
 * is not the peer's own is told: other, its (the victim's), zero, sent (that
 * of the packet answered), or "?". "@2" is the peer's second address. "-" is
 * silence.
 */
#include <stdio.h>
#include <stdlib.h>

#include "scene.h"
#include "names.h"

static void put_hex(FILE *out, const uint8_t *at, size_t len)
{
	size_t i;

	for (i = 0; i < len && i < 40; i++)
		fprintf(out, "%02x", at[i]);
	if (i < len)
		fputs("..", out);
}

static void hear_type(FILE *out, int type)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(chunk_names); i++) {
		if (chunk_names[i].type == type) {
			fputs(chunk_names[i].name, out);
			return;
		}
	}
	fprintf(out, "%#x", type);
}

static void hear_tag(const struct scene *s, FILE *out, uint32_t tag)
{
	if (tag == s->peer->my_tag)
		return;
	if (tag == OTHER_TAG)
		fputs("other:", out);
	else if (!tag)
		fputs("zero:", out);
	else if (tag == s->peer->its_tag)
		fputs("its:", out);
	else if (tag == s->sent_tag)
		fputs("sent:", out);
	else
		fputs("?:", out);
}

static int32_t own_tsn(const struct scene *s, const uint8_t *at)
{
	return get32(at) - s->first_tsn;
}

static int32_t victim_tsn(const struct scene *s, const uint8_t *at)
{
	int32_t old = get32(at) - s->peer->its_tsn;
	int32_t new = get32(at) - s->new_tsn;

	return abs(new) < abs(old) ? new : old;
}

static void hear_data(const struct scene *s, FILE *out, const uint8_t *chunk,
		      size_t len)
{
	if (len < 16)
		return;
	fprintf(out, "tsn=%d sid=%u ssn=%u len=%zu ",
		victim_tsn(s, chunk + 4), get16(chunk + 8), get16(chunk + 10),
		len - 16);
	/* When SACKs are wanted at once is everybody's own business. */
	fprintf(out, "%s%s%s", chunk[1] & DATA_U ? "u" : "",
		chunk[1] & DATA_B ? "b" : "", chunk[1] & DATA_E ? "e" : "");
}

static void hear_sack(const struct scene *s, FILE *out, const uint8_t *chunk,
		      size_t len)
{
	unsigned int gaps, dups, i;
	const uint8_t *at = chunk + 16;

	if (len < 16)
		return;
	gaps = get16(chunk + 12);
	dups = get16(chunk + 14);
	fprintf(out, "cum=%d%s", own_tsn(s, chunk + 4),
		get32(chunk + 8) < 1500 ? " closed" : "");
	if (len != 16 + 4 * (gaps + dups)) {
		fprintf(out, " length=%zu", len);
		return;
	}
	for (i = 0; i < gaps; i++, at += 4)
		fprintf(out, "%s%u-%u", i ? "," : " gaps=", get16(at),
			get16(at + 2));
	for (i = 0; i < dups; i++, at += 4)
		fprintf(out, "%s%d", i ? "," : " dups=", own_tsn(s, at));
}

static void hear_param(const struct scene *s, FILE *out, const uint8_t *at,
		       size_t len)
{
	(void)s;
	if (get16(at) == STATE_COOKIE) {
		fputs(" cookie", out);
		return;
	}
	fprintf(out, " %#x:", get16(at));
	put_hex(out, at + 4, len - 4);
}

static void hear_params(const struct scene *s, FILE *out, const uint8_t *at,
			const uint8_t *end)
{
	size_t len;

	for (; at + 4 <= end; at += (len + 3) & ~3) {
		len = get16(at + 2);
		if (len < 4 || len > (size_t)(end - at)) {
			fputs(" damaged", out);
			return;
		}
		hear_param(s, out, at, len);
	}
}

static void hear_init(struct scene *s, FILE *out, const uint8_t *chunk,
		      size_t len)
{
	const uint8_t *cookie;

	if (len < 20)
		return;
	s->new_tag = get32(chunk + 4);
	s->new_tsn = get32(chunk + 16);
	if (s->peer->its_tag == NO_TAG) {
		s->peer->its_tag = s->new_tag;
		s->peer->its_tsn = get32(chunk + 16);
	}
	cookie = find_param(chunk, 20, STATE_COOKIE);
	if (cookie) {
		s->peer->cookie_len = get16(cookie + 2) - 4;
		CHECK(s->peer->cookie_len <= sizeof(s->peer->cookie));
		memcpy(s->peer->cookie, cookie + 4, s->peer->cookie_len);
	}
	fprintf(out, "os=%u%s%s%s", get16(chunk + 12),
		get16(chunk + 14) ? "" : " is=0",
		get32(chunk + 8) < 1500 ? " closed" : "",
		s->new_tag ? "" : " itag=0");
	if (s->new_tag == s->peer->its_tag)
		fprintf(out, " same%+d",
			(int32_t)(s->new_tsn - s->peer->its_tsn));
	hear_params(s, out, chunk + 20, chunk + len);
}

static void hear_causes(FILE *out, const uint8_t *chunk, size_t size)
{
	const uint8_t *at = chunk + 4, *end = chunk + size;
	size_t len;

	for (; at + 4 <= end; at += (len + 3) & ~3) {
		len = get16(at + 2);
		fprintf(out, "%s%u", at == chunk + 4 ? "" : " ", get16(at));
		if (len < 4 || len > (size_t)(end - at)) {
			fputs(" damaged", out);
			return;
		}
		/* What follows is for people, or how long a cookie is over. */
		if (get16(at) == PROTOCOL_VIOLATION || len == 4)
			continue;
		fputc(':', out);
		if (get16(at) == STALE_COOKIE)
			fprintf(out, "%zu", len - 4);
		else
			put_hex(out, at + 4, len - 4);
	}
}

static void hear_body(struct scene *s, FILE *out, const uint8_t *chunk,
		      size_t len)
{
	switch (chunk[0]) {
	case DATA:
		hear_data(s, out, chunk, len);
		break;
	case INIT:
	case INIT_ACK:
		hear_init(s, out, chunk, len);
		break;
	case SACK:
		hear_sack(s, out, chunk, len);
		break;
	case HEARTBEAT:
		s->hb_len = len - 4 < sizeof(s->hb) ? len - 4 : sizeof(s->hb);
		memcpy(s->hb, chunk + 4, s->hb_len);
		break;
	case SHUTDOWN:
		fprintf(out, "cum=%d", own_tsn(s, chunk + 4));
		break;
	case CWR:
		break;
	case ABORT:
	case ERROR:
		hear_causes(out, chunk, len);
		break;
	default:
		put_hex(out, chunk + 4, len - 4);
		break;
	}
}

static void hear_chunk(struct scene *s, FILE *out, const uint8_t *chunk,
		       bool late)
{
	size_t len = get16(chunk + 2);
	uint8_t flags = chunk[0] == DATA ? 0 : chunk[1];

	fprintf(out, " %s", late ? "~" : "");
	hear_tag(s, out, packet_tag(&s->peer->got));
	hear_type(out, chunk[0]);
	fputc('{', out);
	if (flags == T_BIT)
		fputs("t ", out);
	else if (flags)
		fprintf(out, "flags=%#x ", flags);
	hear_body(s, out, chunk, len);
	fputc('}', out);
}

/* Is it from the socket of this script? */
static bool is_ours(const struct peer *p)
{
	return get16(p->got.data) == addr_port(&p->it) &&
	       get16(p->got.data + 2) == addr_port(&p->me);
}

static bool hear_packet(struct scene *s, FILE *out, bool late)
{
	const struct packet *pk = &s->peer->got;
	union addr second = raw_addr(s->peer->v, 2, addr_port(&s->peer->me));
	size_t at;

	if (!is_ours(s->peer))
		return false;
	if (addr_same(&s->peer->got_to, &second))
		fputs(" @2", out);
	for (at = HDR; at < pk->len; at += (get16(pk->data + at + 2) + 3) & ~3)
		hear_chunk(s, out, pk->data + at, late);

	return true;
}

/**
 * hear_answers() - write down what the victim sends
 * @s: the scene
 * @out: where to
 * @ms: it has had its say when it was silent for so long
 */
void hear_answers(struct scene *s, FILE *out, unsigned int ms)
{
	bool any = false;

	peer_fence(s->peer);
	while (peer_next(s->peer))
		any |= hear_packet(s, out, false);
	while (peer_recv(s->peer, ms))
		any |= hear_packet(s, out, true);
	if (!any)
		fputs(" -", out);
}
