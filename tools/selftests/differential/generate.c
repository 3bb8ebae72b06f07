// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scripts from numbers. Most begin with two sockets and an association, in one
 * of the ways there are, and go on with calls that may make sense.
 */
#include <stdarg.h>
#include <string.h>

#include "output.h"
#include "rng.h"
#include "script.h"
#include "slot.h"

enum part {
	PART_NONE,
	PART_FRESH,
	PART_LISTENS,
	PART_TALKS,
};

/**
 * struct world - what is known of the script so far
 * @rng: numbers
 * @script: the script
 * @family: '4' or '6'
 * @does: what each socket does
 * @style: of which kind each is, 's' or 'm'
 * @next: the next socket's number
 */
struct world {
	struct rng rng;
	struct script *script;
	char family;
	enum part does[NUM_SLOTS];
	char style[NUM_SLOTS];
	int next;
};

static void add(struct world *w, const char *format, ...) __printf(2, 3);

static void add(struct world *w, const char *format, ...)
{
	char text[96];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (w->script->num < MAX_STEPS)
		script_add(w->script, text);
}

static const char *pick_place(struct world *w)
{
	static const char * const usual[] = { "l1" };
	static const char * const odd[] = {
		"l1", "l2", "m1", "h1", "h2", "any", "away",
	};

	return rng_percent(&w->rng, 80) ? RNG_PICK(&w->rng, usual) :
					  RNG_PICK(&w->rng, odd);
}

static int new_slot(struct world *w, enum part what, char style)
{
	int slot = w->next % NUM_SLOTS;

	w->next++;
	w->does[slot] = what;
	w->style[slot] = style;

	return slot;
}

static int new_socket(struct world *w, char style)
{
	int slot = new_slot(w, PART_FRESH, style);

	add(w, "socket %d %c%c", slot, w->family, style);

	return slot;
}

/* One of the sockets there are, rather one that talks; -1 if there is none. */
static int pick_slot(struct world *w)
{
	int tries, slot;

	for (tries = 0; tries < 100; tries++) {
		slot = rng_below(&w->rng, NUM_SLOTS);
		if (w->does[slot] == PART_TALKS ||
		    (w->does[slot] != PART_NONE && rng_percent(&w->rng, 25)))
			return slot;
	}

	return -1;
}

static void add_option(struct world *w, int slot)
{
	static const char * const settings[] = {
		"nodelay 1", "nonblock 1", "nonblock 0", "linger 0",
		"linger -1", "linger 1", "rcvtimeo 50", "sndtimeo 50",
		"rcvinfo 1", "nxtinfo 1", "interleave 1", "interleave 2",
		"pdpoint 100", "maxseg 500", "nofragments 1", "reuseaddr 1",
		"reuseport 1", "autoclose 1", "mapped 0", "v6only 1",
		"streams 3", "deaf 1", "deaf 0", "deaf 0",
	};

	add(w, "set %d %s", slot, RNG_PICK(&w->rng, settings));
}

static void add_events(struct world *w, int slot)
{
	static const int masks[] = { 0x2, 0x22, 0x2b, 0x2222, 0x207e, 0x3ffe };

	add(w, "set %d events %#x", slot, RNG_PICK(&w->rng, masks));
}

static void furnish(struct world *w, int slot)
{
	if (rng_percent(&w->rng, 40))
		add_events(w, slot);
	if (rng_percent(&w->rng, 15))
		add_option(w, slot);
}

static void add_peeloff(struct world *w, int slot)
{
	int new = new_slot(w, PART_TALKS, 's');

	add(w, "peeloff %d %d a1", slot, new);
}

/* How the two meet. */
static void add_meeting(struct world *w, int server, int client, bool bound)
{
	bool early = w->style[server] == 's' && rng_percent(&w->rng, 20);
	int new = -1;

	if (w->style[server] == 's')
		new = new_slot(w, PART_TALKS, 's');
	if (early)
		add(w, "accept %d %d", server, new);
	if (bound || rng_percent(&w->rng, 20))
		add(w, "bind %d l1:p2", client);
	if (rng_percent(&w->rng, 15))
		add(w, "connectx %d l1:p1", client);
	else if (rng_percent(&w->rng, w->style[client] == 'm' ? 50 : 10))
		add(w, "send %d 5 to=l1:p1", client);
	else
		add(w, "connect %d l1:p1", client);
	if (new >= 0 && !early && rng_percent(&w->rng, 90))
		add(w, "accept %d %d", server, new);
	w->does[client] = PART_TALKS;
	if (w->style[server] == 'm')
		w->does[server] = PART_TALKS;
}

/* The client goes without a word, and comes back on the same port. */
static void add_return(struct world *w, int server, int client)
{
	int deaf = w->style[server] == 's' ? client + 1 : server;
	int again;

	add(w, "set %d deaf 1", deaf);
	add(w, "abort %d", client);
	w->does[client] = PART_NONE;
	add(w, "set %d deaf 0", deaf);
	again = new_socket(w, rng_percent(&w->rng, 60) ? 's' : 'm');
	add(w, "bind %d l1:p2", again);
	furnish(w, again);
	add(w, "connect %d l1:p1", again);
	w->does[again] = PART_TALKS;
}

static void add_scene(struct world *w)
{
	bool again = rng_percent(&w->rng, 6);
	int server = new_socket(w, rng_percent(&w->rng, 60) ? 's' : 'm');
	int client;

	add(w, "bind %d %s:p1", server,
	    rng_percent(&w->rng, 70) ? "l1" : "any");
	furnish(w, server);
	add(w, "listen %d 5", server);
	w->does[server] = PART_LISTENS;
	client = new_socket(w, rng_percent(&w->rng, 60) ? 's' : 'm');
	furnish(w, client);
	add_meeting(w, server, client, again);
	if (again) {
		if (rng_percent(&w->rng, 50))
			add(w, "send %d 100", client);
		add_return(w, server, client);
		return;
	}
	if (w->style[client] == 'm' && rng_percent(&w->rng, 20))
		add_peeloff(w, client);
	if (w->style[server] == 'm' && rng_percent(&w->rng, 20))
		add_peeloff(w, server);
}

static void add_send(struct world *w, int slot)
{
	static const int sizes[] = { 1, 5, 5, 100, 1400, 5000, 20000, 0 };
	static const char * const flags[] = {
		" eof", " abort", " unordered", " dontwait", " str=1",
		" str=20", " ppid=7", " old", " nosignal", " more",
		" old eof", " context=9",
	};
	int size = RNG_PICK(&w->rng, sizes);
	char text[80] = "";

	if (rng_percent(&w->rng, 40))
		strcat(text, RNG_PICK(&w->rng, flags));
	if (strstr(text, "eof") && rng_percent(&w->rng, 80))
		size = 0;
	if (!size && !strstr(text, "eof") && rng_percent(&w->rng, 80))
		size = 7;
	if (w->style[slot] == 'm' && rng_percent(&w->rng, 80))
		strcat(text, " id=a1");
	else if (rng_percent(&w->rng, w->style[slot] == 'm' ? 60 : 10))
		strcat(text, " to=l1:p1");
	add(w, "send %d %d%s", slot, size, text);
}

static void add_recv(struct world *w, int slot)
{
	static const int sizes[] = { 3, 100, 4000, 4000, 70000 };
	const char *flag = "";

	if (rng_percent(&w->rng, 30))
		flag = " dontwait";
	else if (rng_percent(&w->rng, 15))
		flag = " peek";
	else if (rng_percent(&w->rng, 5))
		flag = " waitall";
	add(w, "recv %d %d%s", slot, RNG_PICK(&w->rng, sizes), flag);
}

static void add_end(struct world *w, int slot)
{
	static const char * const how[] = { "rd", "wr", "wr", "rdwr" };

	if (rng_percent(&w->rng, 50)) {
		add(w, "shutdown %d %s", slot, RNG_PICK(&w->rng, how));
		return;
	}
	add(w, "%s %d", rng_percent(&w->rng, 60) ? "close" : "abort", slot);
	w->does[slot] = PART_NONE;
}

static void add_get(struct world *w, int slot)
{
	static const char * const what[] = {
		"error", "error", "name", "peer", "peers", "locals", "status",
	};

	add(w, "get %d %s%s", slot, RNG_PICK(&w->rng, what),
	    w->style[slot] == 'm' ? " id=a1" : "");
}

static void add_connect(struct world *w, int slot)
{
	int port = rng_percent(&w->rng, 80) ? 1 : rng_below(&w->rng, 4);

	add(w, "%s %d %s:p%d",
	    rng_percent(&w->rng, 70) ? "connect" : "connectx",
	    slot, pick_place(w), port);
	if (w->does[slot] == PART_FRESH)
		w->does[slot] = PART_TALKS;
}

static void add_bind(struct world *w, int slot)
{
	int port = rng_below(&w->rng, 4);

	if (rng_percent(&w->rng, 50))
		add(w, "bind %d %s:p%d", slot, pick_place(w), port);
	else
		add(w, "bindx %d %s %s:p%d", slot,
		    rng_percent(&w->rng, 80) ? "add" : "rem", pick_place(w),
		    port);
}

static void add_another(struct world *w)
{
	int slot = new_socket(w, rng_percent(&w->rng, 60) ? 's' : 'm');

	if (rng_percent(&w->rng, 30))
		add(w, "bind %d l1:p2", slot);
	if (rng_percent(&w->rng, 80))
		add_connect(w, slot);
}

static void add_accept(struct world *w, int slot)
{
	int new = new_slot(w, PART_TALKS, 's');

	add(w, "accept %d %d", slot, new);
}

static void add_listen(struct world *w, int slot)
{
	add(w, "listen %d %u", slot, rng_percent(&w->rng, 80) ? 5 :
	    rng_below(&w->rng, 2));
}

static void add_poll(struct world *w, int slot)
{
	static const char * const events[] = { "in", "in", "out", "both" };

	add(w, "poll %d %s", slot, RNG_PICK(&w->rng, events));
}

static void add_signal(struct world *w, int slot)
{
	add(w, "%s %d", rng_percent(&w->rng, 60) ? "signal" : "restart", slot);
}

static void add_fill(struct world *w, int slot)
{
	if (w->style[slot] == 'm' || rng_percent(&w->rng, 30)) {
		add(w, "drain %d", slot);
		return;
	}
	add(w, "fill %d", slot);
	if (rng_percent(&w->rng, 60))
		add(w, "send %d 5000", slot);
}

static const struct habit {
	unsigned int weight;
	void (*add)(struct world *w, int slot);
} habits[] = {
	{ 25, add_send }, { 25, add_recv }, { 16, add_end }, { 8, add_poll },
	{ 6, add_accept }, { 5, add_signal }, { 8, add_get }, { 5, add_option },
	{ 3, add_connect }, { 3, add_bind }, { 2, add_listen },
	{ 2, add_events }, { 2, add_fill },
};

static void add_any(struct world *w)
{
	unsigned int sum = 0, at;
	int slot = pick_slot(w);
	size_t i;

	if (slot < 0 || rng_percent(&w->rng, 4)) {
		add_another(w);
		return;
	}
	if (w->style[slot] == 'm' && rng_percent(&w->rng, 8)) {
		add_peeloff(w, slot);
		return;
	}
	if (w->does[slot] == PART_LISTENS && rng_percent(&w->rng, 50)) {
		add_accept(w, slot);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(habits); i++)
		sum += habits[i].weight;
	at = rng_below(&w->rng, sum);
	for (i = 0; at >= habits[i].weight; i++)
		at -= habits[i].weight;
	habits[i].add(w, slot);
}

/**
 * script_generate() - make a script
 * @seed: always the same one from the same number
 * @script: the script
 */
void script_generate(unsigned long seed, struct script *script)
{
	struct world w = { .script = script, .family = '4' };
	int left;

	rng_seed(&w.rng, seed, 1);
	script->num = 0;
	snprintf(script->name, sizeof(script->name), "%lu", seed);
	if (rng_percent(&w.rng, 25))
		w.family = '6';
	if (rng_percent(&w.rng, 90))
		add_scene(&w);
	for (left = 2 + rng_below(&w.rng, 9); left > 0; left--)
		add_any(&w);
}
