// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the two ends do. Each scenario is one association.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peer.h"

/* A short exchange: enough for several windows of control traffic. */
#define SHORT_BYTES	(256 * 1024)

#define REASON		"that is enough"

struct sender {
	const struct config *config;
	const struct plan *plan;
};

/**
 * plan_one() - a single message, on the last of the streams
 * @p: filled in
 * @streams: how many streams there are
 * @seed: UP or DOWN
 */
void plan_one(struct plan *p, unsigned int streams, unsigned int seed)
{
	*p = (struct plan){
		.bytes = 1,
		.largest = DEFAULT_BUFFER,
		.streams = streams,
		.seed = seed,
	};
	plan_init(p);
}

static void plan_short(struct plan *p)
{
	*p = (struct plan){
		.bytes = SHORT_BYTES,
		.largest = DEFAULT_BUFFER,
		.streams = STREAMS,
		.seed = UP,
	};
	plan_init(p);
}

static void plan_bulk(const struct config *c, unsigned int unordered_every,
		      struct plan *up, struct plan *down)
{
	*up = (struct plan){
		.bytes = c->bytes,
		.largest = c->largest,
		.streams = c->streams ? c->streams : STREAMS,
		.unordered_every = unordered_every,
		.seed = UP,
	};
	*down = *up;
	down->seed = DOWN;
	plan_init(up);
	plan_init(down);
}

static void run_hook(const char *command)
{
	if (system(command))
		say("'%s' failed", command);
}

static void *send_plan(void *arg)
{
	static struct message m;
	const struct sender *s = arg;
	unsigned int i;

	for (i = 0; i < s->plan->count; i++) {
		if (s->config->hook && i == s->plan->count / 2)
			run_hook(s->config->hook);
		plan_message(s->plan, i, &m);
		if (s->config->flip && i == s->plan->count / 2)
			m.data[m.len / 2] ^= 1;
		stack_send(&m);
	}
	return NULL;
}

/**
 * send_all() - send all messages of a plan
 * @c: the configuration
 * @p: the plan
 */
void send_all(const struct config *c, const struct plan *p)
{
	struct sender s = { .config = c, .plan = p };

	send_plan(&s);
}

/**
 * recv_plan() - receive all messages of a plan
 * @p: the plan
 *
 * Return: an exit status.
 */
int recv_plan(const struct plan *p)
{
	static struct message m;
	struct tally *t = tally_new(p);
	int rc = PASS;

	while (rc == PASS && !tally_complete(t)) {
		if (recv_event(&m) != EVENT_DATA) {
			say("the association ended before the data did");
			rc = FAIL;
		} else if (!tally_add(t, &m)) {
			rc = SPOILED;
		}
	}
	tally_free(t);
	return rc;
}

/**
 * both_ways() - both directions at once: send in a thread, receive here
 * @c: the configuration
 * @out: what to send
 * @in: what to expect
 *
 * Return: an exit status.
 */
int both_ways(const struct config *c, const struct plan *out,
	      const struct plan *in)
{
	struct sender s = { .config = c, .plan = out };
	pthread_t thread;
	int rc;

	if (pthread_create(&thread, NULL, send_plan, &s)) {
		say("no thread");
		return FAIL;
	}
	rc = recv_plan(in);
	/* the sender may wait for ever for a peer that has failed */
	if (rc != PASS)
		return rc;
	pthread_join(thread, NULL);
	return PASS;
}

/*
 * An ABORT that the user asked for says so in a cause (RFC 9260, section
 * 3.3.10.12), with the user's reason if there was a way to give one. Stacks
 * hand out the chunk with or without its header.
 */
static bool has_reason(const struct message *m)
{
	static const unsigned char bare[] = { 0, 12, 0, 4 };
	static const unsigned char full[] = {
		0, 12, 0, 4 + sizeof(REASON) - 1
	};

	return memmem(m->data, m->len, bare, sizeof(bare)) ||
	       (memmem(m->data, m->len, full, sizeof(full)) &&
		memmem(m->data, m->len, REASON, sizeof(REASON) - 1));
}

/**
 * expect() - something must come next
 * @want: that
 *
 * Return: an exit status.
 */
int expect(enum event want)
{
	static const char * const name[] = { "data", "a shutdown", "an abort",
					     "a contradiction" };
	static struct message m;
	enum event got = recv_event(&m);

	if (got != want) {
		say("%s instead of %s", name[got], name[want]);
		return FAIL;
	}
	if (want == EVENT_ABORT && !has_reason(&m)) {
		say("the abort came without its reason");
		return FAIL;
	}
	return PASS;
}

/**
 * expect_streams() - so many streams there must be
 * @want_in: to receive on
 * @want_out: to send on
 *
 * Return: an exit status.
 */
int expect_streams(unsigned int want_in, unsigned int want_out)
{
	unsigned int in, out;

	stack_streams(&in, &out);
	if (in == want_in && out == want_out)
		return PASS;
	say("%u streams in and %u out, want %u and %u", in, out, want_in,
	    want_out);
	return FAIL;
}

/* What was asked for and the other end can have, both must have. */
static int expect_features(const struct config *c)
{
	unsigned int got = stack_features();

	if (!c->features || got == c->features)
		return PASS;
	say("extensions %#x, want %#x", got, c->features);
	return FAIL;
}

/* setup: what was negotiated, one message each way, shutdown. */

static int setup_client(const struct config *c)
{
	struct plan up, down;
	int rc;

	plan_one(&up, SERVER_MAX_IN, UP);
	plan_one(&down, CLIENT_MAX_IN, DOWN);
	rc = expect_streams(CLIENT_MAX_IN, SERVER_MAX_IN);
	if (rc == PASS)
		rc = both_ways(c, &up, &down);
	if (rc != PASS)
		return rc;
	stack_shutdown();
	return expect(EVENT_END);
}

static int setup_server(const struct config *c)
{
	struct plan up, down;
	int rc;

	plan_one(&up, SERVER_MAX_IN, UP);
	plan_one(&down, CLIENT_MAX_IN, DOWN);
	rc = expect_streams(SERVER_MAX_IN, CLIENT_MAX_IN);
	if (rc == PASS)
		rc = both_ways(c, &down, &up);
	return rc == PASS ? expect(EVENT_END) : rc;
}

/* What was damaged on its way the other end reported, and we were told. */
static int expect_told(const struct config *c)
{
	if (!c->told || stack_told())
		return PASS;
	say("no report of the peer made us send anything again");
	return FAIL;
}

/* bulk, unordered: much data both ways at once, shutdown by the client. */

static int transfer_client(const struct config *c, unsigned int unordered_every)
{
	struct plan up, down;
	int rc = expect_features(c);

	plan_bulk(c, unordered_every, &up, &down);
	if (rc == PASS && c->streams)
		rc = expect_streams(c->streams, c->streams);
	if (rc == PASS)
		rc = both_ways(c, &up, &down);
	if (rc != PASS)
		return rc;
	stack_shutdown();
	rc = expect(EVENT_END);
	return rc == PASS ? expect_told(c) : rc;
}

static int transfer_server(const struct config *c, unsigned int unordered_every)
{
	struct plan up, down;
	int rc = expect_features(c);

	plan_bulk(c, unordered_every, &up, &down);
	if (rc == PASS && c->streams)
		rc = expect_streams(c->streams, c->streams);
	if (rc == PASS)
		rc = both_ways(c, &down, &up);
	if (rc == PASS)
		rc = expect(EVENT_END);
	return rc == PASS ? expect_told(c) : rc;
}

static int bulk_client(const struct config *c)
{
	return transfer_client(c, 5);
}

static int bulk_server(const struct config *c)
{
	return transfer_server(c, 5);
}

static int unordered_client(const struct config *c)
{
	return transfer_client(c, 1);
}

static int unordered_server(const struct config *c)
{
	return transfer_server(c, 1);
}

/*
 * shutdown: one end sends and shuts down with all of it still queued; the
 * other must get every message, and then the end.
 */

static int shut_down(const struct config *c)
{
	struct plan p;

	plan_short(&p);
	send_all(c, &p);
	stack_shutdown();
	return expect(EVENT_END);
}

static int see_shutdown(const struct config *c)
{
	struct plan p;
	int rc;

	(void)c;
	plan_short(&p);
	rc = recv_plan(&p);
	return rc == PASS ? expect(EVENT_END) : rc;
}

/*
 * flow: one end sends much and shuts down; the other says how fast it came.
 */

static int flow(const struct config *c)
{
	struct plan up, down;

	plan_bulk(c, 0, &up, &down);
	send_all(c, &up);
	stack_shutdown();
	return expect(EVENT_END);
}

static int see_flow(const struct config *c)
{
	struct timespec from, to;
	struct plan up, down;
	int rc;

	plan_bulk(c, 0, &up, &down);
	clock_gettime(CLOCK_MONOTONIC, &from);
	rc = recv_plan(&up);
	clock_gettime(CLOCK_MONOTONIC, &to);
	if (rc != PASS)
		return rc;
	say("received %.1f Mbit/s", c->bytes * 8 /
	    ((to.tv_sec - from.tv_sec) * 1e6 +
	     (to.tv_nsec - from.tv_nsec) / 1e3));
	return expect(EVENT_END);
}

/*
 * abort: one end sends, waits until the other says that it has everything,
 * and aborts with a reason, which the other must be told.
 */

static int abort_it(const struct config *c)
{
	struct plan p, done;
	int rc;

	plan_short(&p);
	plan_one(&done, 1, DOWN);
	send_all(c, &p);
	rc = recv_plan(&done);
	if (rc == PASS)
		stack_abort(REASON);
	return rc;
}

static int see_abort(const struct config *c)
{
	struct plan p, done;
	int rc;

	plan_short(&p);
	plan_one(&done, 1, DOWN);
	rc = recv_plan(&p);
	if (rc != PASS)
		return rc;
	send_all(c, &done);
	return expect(EVENT_ABORT);
}

static const struct scenario scenarios[] = {
	{ "setup", setup_client, setup_server },
	{ "bulk", bulk_client, bulk_server },
	{ "unordered", unordered_client, unordered_server },
	{ "shutdown-by-client", shut_down, see_shutdown },
	{ "shutdown-by-server", see_shutdown, shut_down },
	{ "flow-by-client", flow, see_flow },
	{ "flow-by-server", see_flow, flow },
	{ "abort-by-client", abort_it, see_abort },
	{ "abort-by-server", see_abort, abort_it },
	{ "reset-streams-by-client", reset_streams, see_reset_streams },
	{ "reset-streams-by-server", see_reset_streams, reset_streams },
	{ "add-streams-by-client", add_streams, see_add_streams },
	{ "add-streams-by-server", see_add_streams, add_streams },
	{ "reset-all-by-client", reset_all, see_reset_all },
	{ "reset-all-by-server", see_reset_all, reset_all },
	{ "address-by-client", move_address, see_move_address },
	{ "address-by-server", see_move_address, move_address },
	{ "partial-by-client", send_partial, see_partial },
	{ "partial-by-server", see_partial, send_partial },
};

/**
 * scenario_find() - look a scenario up
 * @name: its name
 *
 * Return: the scenario, or NULL.
 */
const struct scenario *scenario_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(scenarios); i++)
		if (!strcmp(scenarios[i].name, name))
			return &scenarios[i];
	return NULL;
}
