// SPDX-License-Identifier: GPL-2.0-only
/*
 * Build a packet from words, see say.h.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "say.h"
#include "names.h"

/**
 * struct said - a chunk as words
 * @scene: to whose victim it goes
 * @word: the words, the type first
 * @num: how many there are
 */
struct said {
	struct scene *scene;
	const char * const *word;
	int num;
};

static bool is_type(const char *word)
{
	return isupper((unsigned char)word[0]) || !strncmp(word, "0x", 2);
}

static int type_of(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(chunk_names); i++) {
		if (!strcmp(chunk_names[i].name, word))
			return chunk_names[i].type;
	}
	if (isdigit((unsigned char)word[0]))
		return strtol(word, NULL, 0);
	FAIL("no such chunk: %s", word);
}

static const char *text_of(const struct said *c, const char *key,
			   const char *otherwise)
{
	size_t len = strlen(key);
	int i;

	for (i = 1; i < c->num; i++) {
		if (!strncmp(c->word[i], key, len))
			return c->word[i] + len;
	}

	return otherwise;
}

static long number_of(const struct said *c, const char *key, long otherwise)
{
	const char *text = text_of(c, key, NULL);

	return text ? strtol(text, NULL, 0) : otherwise;
}

static bool has_word(const struct said *c, const char *word)
{
	int i;

	for (i = 1; i < c->num; i++) {
		if (!strcmp(c->word[i], word))
			return true;
	}

	return false;
}

static uint32_t tag_named(const struct scene *s, const char *name)
{
	if (!strcmp(name, "its"))
		return s->peer->its_tag;
	if (!strcmp(name, "mine"))
		return s->peer->my_tag;
	if (!strcmp(name, "new"))
		return s->new_tag;
	if (!strcmp(name, "other"))
		return OTHER_TAG;
	if (!strcmp(name, "zero"))
		return 0;
	if (!strcmp(name, "bad"))
		return BAD_TAG;
	FAIL("no such tag: %s", name);
}

static uint32_t own_tsn(const struct said *c, const char *key)
{
	return c->scene->first_tsn + number_of(c, key, 0);
}

/* Which is the first one depends on whose association the packet is for. */
static uint32_t victim_first(const struct scene *s)
{
	return s->sent_tag == s->new_tag ? s->new_tsn : s->peer->its_tsn;
}

static uint32_t victim_tsn(const struct said *c, const char *key)
{
	return victim_first(c->scene) + number_of(c, key, -1);
}

static void say_data(struct packet *pk, const struct said *c)
{
	const char *bits = text_of(c, "bits=", "be");

	if (strchr(bits, 'u'))
		pk->data[pk->chunk + 1] |= DATA_U;
	if (strchr(bits, 'b'))
		pk->data[pk->chunk + 1] |= DATA_B;
	if (strchr(bits, 'e'))
		pk->data[pk->chunk + 1] |= DATA_E;
	if (strchr(bits, 'i'))
		pk->data[pk->chunk + 1] |= DATA_I;
	put32(pk, own_tsn(c, "tsn="));
	put16(pk, number_of(c, "sid=", 0));
	put16(pk, number_of(c, "ssn=", 0));
	put32(pk, 0);
	put_bytes(pk, "peer", number_of(c, "len=", 4) ? 1 : 0);
	put_bytes(pk, NULL, number_of(c, "len=", 4) ?
		  number_of(c, "len=", 4) - 1 : 0);
}

/* Parameters by name; the length of the value may not be that of @value. */
static const struct named_param {
	const char *name;
	int type;
	int length;
	int size;
	const char *value;
} params[] = {
	{ "v4a", IPV4_ADDRESS, 8, 4, "\x0a\x4d\x01\x42" },
	{ "v4b", IPV4_ADDRESS, 8, 4, "\x0a\x4d\x01\x43" },
	{ "v4any", IPV4_ADDRESS, 8, 4, "\0\0\0\0" },
	{ "v4loop", IPV4_ADDRESS, 8, 4, "\x7f\0\0\1" },
	{ "v4multi", IPV4_ADDRESS, 8, 4, "\xe0\0\0\1" },
	{ "v4short", IPV4_ADDRESS, 6, 4, "\x0a\x4d\0\0" },
	{ "v6a", IPV6_ADDRESS, 20, 16,
	  "\xfd\x77\0\1\0\0\0\0\0\0\0\0\0\0\0\x66" },
	{ "v6b", IPV6_ADDRESS, 20, 16,
	  "\xfd\x77\0\1\0\0\0\0\0\0\0\0\0\0\0\x67" },
	{ "v6any", IPV6_ADDRESS, 20, 16, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" },
	{ "v6short", IPV6_ADDRESS, 12, 8, "\xfd\x77\0\1\0\0\0\0" },
	{ "host", HOST_NAME, 10, 8, "a.test\0\0" },
	{ "preserve", COOKIE_PRESERVATIVE, 8, 4, "\0\0\x10\0" },
	{ "types46", SUPPORTED_TYPES, 8, 4, "\0\5\0\6" },
	{ "types4", SUPPORTED_TYPES, 6, 4, "\0\5\0\0" },
	{ "types6", SUPPORTED_TYPES, 6, 4, "\0\6\0\0" },
	{ "typeshost", SUPPORTED_TYPES, 6, 4, "\0\x0b\0\0" },
	{ "ecn", 0x8000, 4, 0, "" },
	{ "fwd", 0xc000, 4, 0, "" },
	{ "ext", 0x8008, 9, 8, "\x80\x81\x82\xc0\xc1\0\0\0" },
	{ "random", 0x8002, 36, 32, "0123456789abcdef0123456789abcdef" },
	{ "adapt", 0xc006, 8, 4, "\0\0\0\7" },
	{ "stop", 0x1234, 8, 4, "stop" },
	{ "stopr", 0x5234, 8, 4, "stop" },
	{ "skip", 0x9234, 8, 4, "skip" },
	{ "skipr", 0xd234, 8, 4, "skip" },
	{ "odd", 0xd235, 9, 8, "odd12\0\0\0" },
	{ "zero", 0x9236, 0, 4, "zero" },
	{ "three", 0x9237, 3, 0, "" },
	{ "long", 0xd238, 400, 4, "long" },
	{ "cookie", STATE_COOKIE, 8, 4, "cake" },
	{ "nocookie", STATE_COOKIE, 4, 0, "" },
};

static void say_param(struct packet *pk, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(params); i++) {
		if (strlen(params[i].name) == len &&
		    !strncmp(params[i].name, name, len))
			break;
	}
	if (i == ARRAY_SIZE(params))
		FAIL("no such parameter: %s", name);
	put16(pk, params[i].type);
	put16(pk, params[i].length);
	put_bytes(pk, params[i].value, params[i].size);
}

static void say_init(struct packet *pk, const struct said *c)
{
	const char *list = text_of(c, "p=", "");
	size_t len;

	put32(pk, tag_named(c->scene, text_of(c, "itag=", "mine")));
	put32(pk, number_of(c, "rwnd=", 100000));
	put16(pk, number_of(c, "os=", 10));
	put16(pk, number_of(c, "is=", 10));
	put32(pk, own_tsn(c, "tsn="));
	for (; *list; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		say_param(pk, list, len);
	}
	if (type_of(c->word[0]) == INIT_ACK && !has_word(c, "nocookie"))
		put_param(pk, STATE_COOKIE, "biscuit", 7);
}

static void say_sack(struct packet *pk, const struct said *c)
{
	const char *gaps = text_of(c, "gaps=", "");
	const char *dups = text_of(c, "dups=", "");
	size_t at;
	char *end;

	put32(pk, victim_tsn(c, "cum="));
	put32(pk, number_of(c, "rwnd=", 100000));
	at = pk->len;
	put32(pk, 0);
	while (*gaps) {
		put16(pk, strtol(gaps, &end, 0));
		put16(pk, strtol(end + 1, &end, 0));
		gaps = end + (*end == ',');
		pk->data[at + 1]++;
	}
	while (*dups) {
		put32(pk, victim_first(c->scene) + strtol(dups, &end, 0));
		dups = end + (*end == ',');
		pk->data[at + 3]++;
	}
}

static void say_cookie(struct packet *pk, const struct said *c)
{
	const char *which = text_of(c, "cookie=", "good");
	const struct peer *p = c->scene->peer;
	size_t len = p->cookie_len;

	if (!strcmp(which, "none"))
		return;
	if (!len) {
		put_bytes(pk, "nobody baked it.", 16);
		return;
	}
	if (!strcmp(which, "cut"))
		len /= 2;
	put_bytes(pk, p->cookie, len & ~3);
	if (!strcmp(which, "bad"))
		pk->data[pk->len - 1 - len / 2] ^= 0x10;
}

static void say_causes(struct packet *pk, const struct said *c)
{
	const char *list = text_of(c, "cause=", "");
	char *end;
	int code;

	while (*list) {
		code = strtol(list, &end, 0);
		put_param(pk, code, NULL,
			  *end == ':' ? strtol(end + 1, &end, 0) : 0);
		list = end + (*end == ',');
	}
}

static void say_info(struct packet *pk, const struct said *c)
{
	static const char text[] = "heartbeat information";
	size_t len = number_of(c, "info=", 8);

	put16(pk, HB_INFO);
	put16(pk, 4 + len);
	put_bytes(pk, text, len < sizeof(text) ? len : sizeof(text));
}

static void say_echo(struct packet *pk, const struct said *c)
{
	if (!strcmp(text_of(c, "echo=", "last"), "last") && c->scene->hb_len) {
		put_bytes(pk, c->scene->hb, c->scene->hb_len);
		return;
	}
	put16(pk, HB_INFO);
	put16(pk, 4 + number_of(c, "echo=", 8));
	put_bytes(pk, NULL, number_of(c, "echo=", 8));
}

static void say_body(struct packet *pk, const struct said *c, int type)
{
	switch (type) {
	case DATA:
		say_data(pk, c);
		break;
	case INIT:
	case INIT_ACK:
		say_init(pk, c);
		break;
	case SACK:
		say_sack(pk, c);
		break;
	case SHUTDOWN:
		put32(pk, victim_tsn(c, "cum="));
		break;
	case COOKIE_ECHO:
		say_cookie(pk, c);
		break;
	case HEARTBEAT:
		say_info(pk, c);
		break;
	case HEARTBEAT_ACK:
		say_echo(pk, c);
		break;
	case ABORT:
	case ERROR:
		say_causes(pk, c);
		break;
	case ECNE:
	case CWR:
		put32(pk, victim_tsn(c, "tsn="));
		break;
	case FORWARD_TSN:
		put32(pk, own_tsn(c, "tsn="));
		break;
	}
}

static void say_chunk(struct packet *pk, const struct said *c)
{
	int type = type_of(c->word[0]);
	long length = number_of(c, "length=", -1);
	size_t cut = number_of(c, "cut=", 0);

	chunk_start(pk, type, number_of(c, "flags=", 0));
	if (has_word(c, "t"))
		pk->data[pk->chunk + 1] |= T_BIT;
	say_body(pk, c, type);
	put_bytes(pk, NULL, number_of(c, "more=", 0));
	chunk_end(pk);
	if (length >= 0)
		chunk_length(pk, length);
	pk->len -= cut < pk->len - HDR ? cut : pk->len - HDR;
}

/**
 * say_packet() - send a packet to the victim
 * @s: the scene
 * @words: see say.h
 * @num: how many there are
 */
void say_packet(struct scene *s, const char * const *words, int num)
{
	struct said head = { s, words - 1, num + 1 };
	static struct packet pk;
	int at = 0, next;

	while (at < num && !is_type(words[at]))
		at++;
	head.num = at + 1;
	s->sent_tag = tag_named(s, text_of(&head, "tag=", "its"));
	packet_start(&pk, s->peer, s->sent_tag);
	for (; at < num; at = next) {
		struct said c = { s, words + at, 1 };

		for (next = at + 1; next < num && !is_type(words[next]); next++)
			c.num++;
		say_chunk(&pk, &c);
	}
	packet_checksum(&pk);
	peer_send_to(s->peer, &pk,
		     number_of(&head, "from=", 1) == 1 ? s->peer->me :
		     raw_addr(s->peer->v, 2, addr_port(&s->peer->me)),
		     s->peer->it);
}
