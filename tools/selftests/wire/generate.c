// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scripts from numbers: a state of the association, and some packets.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "generate.h"
#include "output.h"
#include "rng.h"
#include "script.h"

enum stage {
	STAGE_NONE, STAGE_IDLE, STAGE_LISTEN, STAGE_COOKIE_WAIT,
	STAGE_COOKIE_ECHOED, STAGE_ESTABLISHED, STAGE_PENDING, STAGE_SENT,
	STAGE_RECEIVED, STAGE_ACK_SENT,
};

/**
 * struct work - a script in the making
 * @rng: numbers
 * @script: the script
 * @stage: where it began
 * @line: the step being written
 * @len: its length
 * @tsn: the next TSN in order
 * @sent: messages the user has sent
 * @again: a handshake within the association is under way
 */
struct work {
	struct rng rng;
	struct script *script;
	enum stage stage;
	char line[200];
	size_t len;
	int tsn;
	int sent;
	bool again;
};

/* One of a few words, by chance. */
#define WORD(w, ...)							\
	({								\
		static const char * const words[] = { __VA_ARGS__ };	\
		RNG_PICK(&(w)->rng, words);				\
	})

static __printf(2, 3) void add(struct work *w, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	w->len += vsnprintf(w->line + w->len, sizeof(w->line) - w->len, format,
			    args);
	va_end(args);
}

static void end_step(struct work *w)
{
	if (w->script->num < MAX_STEPS && w->len < sizeof(w->line))
		script_add(w->script, w->line);
	w->len = 0;
}

static bool chance(struct work *w, unsigned int percent)
{
	return rng_percent(&w->rng, percent);
}

static int below(struct work *w, int limit)
{
	return rng_below(&w->rng, limit);
}

static void add_data(struct work *w)
{
	int tsn = w->tsn;

	if (chance(w, 65))
		w->tsn++;
	else
		tsn += below(w, 8) - 3;
	if (chance(w, 3))
		tsn += chance(w, 50) ? 100000 : -100000;
	add(w, " DATA tsn=%d ssn=%d", tsn, tsn < 0 ? 0 : tsn);
	if (chance(w, 8))
		add(w, " sid=%d", chance(w, 50) ? 10 + below(w, 2) : 3);
	if (chance(w, 20))
		add(w, " bits=%s", WORD(w, "b", "e", "-", "ube", "bei", "ub",
					"eu", "ubei", "u"));
	if (chance(w, 12))
		add(w, " len=%s", WORD(w, "0", "1", "5", "1200"));
}

static const char *pick_param(struct work *w)
{
	return WORD(w, "v4a", "v4b", "v4any", "v4loop", "v4multi", "v4short",
		    "v6a", "v6b", "v6any", "v6short", "host", "preserve",
		    "types46", "types4", "types6", "typeshost", "ecn", "fwd",
		    "ext", "random", "adapt", "stop", "stopr", "skip", "skipr",
		    "odd", "zero", "three", "long", "cookie", "nocookie");
}

static void add_init_fields(struct work *w)
{
	int params;

	/* A peer that has begun anew has another one. */
	if (chance(w, w->stage >= STAGE_ESTABLISHED ? 75 : 25))
		add(w, " itag=%s", chance(w, 93) ? "other" : "zero");
	if (chance(w, 8))
		add(w, " rwnd=%s", WORD(w, "0", "1000", "1499", "1500"));
	if (chance(w, 12))
		add(w, " %s", WORD(w, "os=0", "os=1", "os=65535", "is=0",
				   "is=1", "is=65535"));
	if (chance(w, 15))
		add(w, " tsn=%d", below(w, 9) - 4);
	if (chance(w, 45)) {
		add(w, " p=%s", pick_param(w));
		for (params = below(w, 3); params > 0; params--)
			add(w, ",%s", pick_param(w));
	}
}

static void add_init(struct work *w)
{
	add(w, " INIT");
	add_init_fields(w);
	w->again = true;
}

static void add_init_ack(struct work *w)
{
	add(w, " INIT_ACK");
	add_init_fields(w);
	if (chance(w, 8))
		add(w, " nocookie");
}

/* A second one, which may overlap the first or end before it begins. */
static void add_gap(struct work *w, int gap)
{
	int last = gap + 2 + below(w, 3);
	int first = gap + 1 + below(w, 3);

	add(w, ",%d-%d", first, last);
}

static void add_sack(struct work *w)
{
	int cum = w->sent - 1, gap;

	if (chance(w, 50))
		cum = below(w, w->sent + 3) - 2;
	if (chance(w, 4))
		cum += chance(w, 50) ? 100000 : -100000;
	add(w, " SACK cum=%d", cum);
	if (chance(w, 30)) {
		gap = below(w, 4);
		add(w, " gaps=%d-%d", gap, gap + below(w, 4) - (gap > 0));
		if (chance(w, 30))
			add_gap(w, gap);
	}
	if (chance(w, 10))
		add(w, " dups=%d", below(w, 3));
	if (chance(w, 10))
		add(w, " rwnd=0");
}

static void add_heartbeat(struct work *w)
{
	add(w, " HEARTBEAT");
	if (chance(w, 20))
		add(w, " info=%s", WORD(w, "0", "1", "20"));
}

static void add_heartbeat_ack(struct work *w)
{
	add(w, " HEARTBEAT_ACK");
	if (chance(w, 60))
		add(w, " echo=%s", WORD(w, "8", "0", "40"));
}

static void add_causes(struct work *w, unsigned int percent)
{
	if (chance(w, percent))
		add(w, " cause=%s",
		    WORD(w, "1:4", "2:6", "3:4", "4", "5:8", "6:4", "7:0",
			 "8:4", "9:4", "10:0", "11:8", "12:5", "13:3", "77:4",
			 "12:5,13:3"));
}

static void add_abort(struct work *w)
{
	add(w, " ABORT");
	add_causes(w, 60);
	if (chance(w, 30))
		add(w, " t");
}

static void add_error(struct work *w)
{
	add(w, " ERROR");
	add_causes(w, 95);
}

static void add_shutdown(struct work *w)
{
	int cum = w->sent - 1;

	if (chance(w, 40))
		cum = below(w, w->sent + 3) - 2;
	add(w, " SHUTDOWN cum=%d", cum);
}

static void add_shutdown_ack(struct work *w)
{
	add(w, " SHUTDOWN_ACK");
}

static void add_shutdown_complete(struct work *w)
{
	add(w, " SHUTDOWN_COMPLETE%s", chance(w, 40) ? " t" : "");
}

static void add_cookie_echo(struct work *w)
{
	add(w, " COOKIE_ECHO");
	if (chance(w, 25))
		add(w, " cookie=%s", WORD(w, "bad", "cut", "none"));
}

static void add_cookie_ack(struct work *w)
{
	add(w, " COOKIE_ACK");
}

static void add_ecn(struct work *w)
{
	int tsn = below(w, 3) - 1;

	add(w, " %s tsn=%d", WORD(w, "ECNE", "CWR"), tsn);
}

static void add_extension(struct work *w)
{
	int more = 4 * below(w, 5);

	add(w, " %s", WORD(w, "AUTH", "I_DATA", "ASCONF_ACK", "RE_CONFIG",
			   "PAD", "FORWARD_TSN", "ASCONF", "I_FORWARD_TSN"));
	add(w, " more=%d", more);
}

static void add_unknown(struct work *w)
{
	add(w, " %s", WORD(w, "0x3e", "0x7e", "0xbe", "0xfe", "0x1f", "0xff"));
	add(w, " more=%d", below(w, 6));
}

static const struct habit {
	unsigned int weight;
	void (*add)(struct work *w);
} habits[] = {
	{ 22, add_data }, { 10, add_init }, { 5, add_init_ack },
	{ 10, add_sack }, { 5, add_heartbeat }, { 2, add_heartbeat_ack },
	{ 5, add_abort }, { 9, add_shutdown }, { 6, add_shutdown_ack },
	{ 5, add_error }, { 8, add_cookie_echo }, { 5, add_cookie_ack },
	{ 2, add_ecn }, { 4, add_shutdown_complete }, { 4, add_extension },
	{ 4, add_unknown },
};

/* What goes on in an association that is being set up. */
static bool add_expected(struct work *w)
{
	switch (w->stage) {
	case STAGE_COOKIE_WAIT:
		add_init_ack(w);
		return true;
	case STAGE_COOKIE_ECHOED:
		add_cookie_ack(w);
		return true;
	case STAGE_LISTEN:
		add_init(w);
		return true;
	case STAGE_SENT:
		add_shutdown_ack(w);
		return true;
	case STAGE_ACK_SENT:
		add_shutdown_complete(w);
		return true;
	case STAGE_RECEIVED:
	case STAGE_PENDING:
		add_sack(w);
		return true;
	default:
		return false;
	}
}

static void add_any(struct work *w)
{
	unsigned int sum = 0, at;
	size_t i;

	if (chance(w, 12) && add_expected(w))
		return;
	for (i = 0; i < ARRAY_SIZE(habits); i++)
		sum += habits[i].weight;
	at = below(w, sum);
	for (i = 0; at >= habits[i].weight; i++)
		at -= habits[i].weight;
	habits[i].add(w);
}

/* A chunk with a wrong length, or with flags. */
static void add_damage(struct work *w)
{
	if (chance(w, 40))
		add(w, " length=%s", WORD(w, "0", "1", "3", "4", "5", "8", "12",
					  "16", "17", "200", "65535"));
	else if (chance(w, 50))
		add(w, " cut=%d", 1 + below(w, 8));
	else if (chance(w, 50))
		add(w, " more=%d", 1 + below(w, 8));
	else
		add(w, " flags=%s", WORD(w, "0x2", "0x80", "0xff"));
}

/* Does the packet so far have an INIT and nothing else? */
static bool has_chunk(const struct work *w, const char *name)
{
	const char *at = strstr(w->line, name);
	size_t len = strlen(name);

	return at && (at[len] == ' ' || !at[len]);
}

static const char *pick_tag(struct work *w)
{
	if (has_chunk(w, " INIT"))
		return chance(w, 92) ? "zero" : WORD(w, "its", "bad");
	if (chance(w, 8))
		return WORD(w, "bad", "zero", "mine", "other", "its");
	if (has_chunk(w, " t") && chance(w, 60))
		return "mine";
	if (w->again && (has_chunk(w, " COOKIE_ECHO") || chance(w, 30)))
		return "new";

	return "its";
}

static void put_packet(struct work *w)
{
	char chunks[sizeof(w->line)];
	const char *tag;

	w->len = 0;
	w->line[0] = 0;
	do {
		add_any(w);
		if (chance(w, 6))
			add_damage(w);
	} while (w->len < 120 && chance(w, 28));
	tag = pick_tag(w);
	snprintf(chunks, sizeof(chunks), "%s", w->line);
	w->len = 0;
	add(w, "peer");
	if (strcmp(tag, "its"))
		add(w, " tag=%s", tag);
	if (chance(w, 3))
		add(w, " from=2");
	add(w, "%s", chunks);
	end_step(w);
}

/* The handshake, as it should be. */
static void put_handshake(struct work *w)
{
	add(w, "peer tag=zero");
	add_init(w);
	end_step(w);
	add(w, "peer tag=new COOKIE_ECHO");
	if (chance(w, 20))
		add_data(w);
	end_step(w);
}

static void put_user(struct work *w)
{
	if (chance(w, 60)) {
		add(w, "user send %d", 1 + below(w, 60));
		w->sent++;
	} else {
		add(w, "%s", WORD(w, "user eof", "user eof", "user eof",
				  "user abort", "user close"));
	}
	end_step(w);
}

static void put_begin(struct work *w)
{
	static const struct {
		const char *name;
		enum stage stage;
		unsigned int weight;
	} stages[] = {
		{ "none", STAGE_NONE, 3 }, { "idle", STAGE_IDLE, 2 },
		{ "listen", STAGE_LISTEN, 14 },
		{ "cookie-wait", STAGE_COOKIE_WAIT, 12 },
		{ "cookie-echoed", STAGE_COOKIE_ECHOED, 12 },
		{ "established", STAGE_ESTABLISHED, 30 },
		{ "pending", STAGE_PENDING, 7 }, { "sent", STAGE_SENT, 9 },
		{ "received", STAGE_RECEIVED, 7 },
		{ "acksent", STAGE_ACK_SENT, 8 },
	};
	const char *role = chance(w, 50) ? "client" : "server";
	unsigned int sum = 0, at;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(stages); i++)
		sum += stages[i].weight;
	at = below(w, sum);
	for (i = 0; at >= stages[i].weight; i++)
		at -= stages[i].weight;
	w->stage = stages[i].stage;
	if (w->stage <= STAGE_LISTEN)
		role = "server";
	else if (w->stage <= STAGE_COOKIE_ECHOED)
		role = "client";
	if (w->stage == STAGE_PENDING || w->stage == STAGE_RECEIVED)
		w->sent = 1 + below(w, 3);
	else if (w->stage == STAGE_ESTABLISHED && chance(w, 40))
		w->sent = 1 + below(w, 4);
	add(w, "begin %s %s %c", stages[i].name, role,
	    chance(w, 75) ? '4' : '6');
	if (w->sent)
		add(w, " data=%d", w->sent);
	if (chance(w, 20))
		add(w, " wrap");
	end_step(w);
	if (w->stage == STAGE_LISTEN && chance(w, 40))
		put_handshake(w);
}

/**
 * generate_script() - make a script
 * @seed: always the same one from the same number
 * @script: the script
 */
void generate_script(unsigned long seed, struct script *script)
{
	struct work w = { .script = script };
	int left;

	rng_seed(&w.rng, seed, 7);
	script->num = 0;
	snprintf(script->name, sizeof(script->name), "%lu", seed);
	put_begin(&w);
	for (left = 1 + below(&w, 4); left > 0; left--) {
		if (chance(&w, 8))
			put_user(&w);
		else if (w.stage >= STAGE_LISTEN && chance(&w, 8))
			put_handshake(&w);
		else if (chance(&w, 2))
			script_add(script, "wait ms=70000");
		else
			put_packet(&w);
	}
}
