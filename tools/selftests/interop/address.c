// SPDX-License-Identifier: GPL-2.0-only
/*
 * An end that moves to another address (RFC 5061), and the one that sees it.
 *
 * In each round the end that acts sends and then receives; the other end
 * answers when it has been notified. A stack may send data before its request.
 */
#include "peer.h"

/* Some packets. */
static void plan_round(struct plan *p, unsigned int seed)
{
	*p = (struct plan){
		.bytes = 20000,
		.largest = 5000,
		.streams = STREAMS,
		.seed = seed,
	};
	plan_init(p);
}

static int act_round(const struct config *c)
{
	struct plan up, down;

	plan_round(&up, UP);
	plan_round(&down, DOWN);
	send_all(c, &up);
	return recv_plan(&down);
}

/* NOTICE_OTHER: nothing has to be notified. */
static int see_round(const struct config *c, enum notice notice)
{
	struct plan up, down;
	int rc;

	plan_round(&up, UP);
	plan_round(&down, DOWN);
	rc = recv_plan(&up);
	if (rc == PASS && notice != NOTICE_OTHER)
		rc = await(notice);
	if (rc == PASS)
		send_all(c, &down);
	return rc;
}

static int finish(const struct config *c)
{
	if (!c->server)
		stack_shutdown();
	return expect(EVENT_END);
}

static int start(void)
{
	if (stack_features() & FEATURE_ASCONF)
		return PASS;
	say("the two ends do not have ASCONF");
	return FAIL;
}

/**
 * move_address() - add an address, make it the primary, delete the first one
 * @c: the configuration
 *
 * Return: an exit status.
 */
int move_address(const struct config *c)
{
	int rc = start() ?: act_round(c);

	if (rc != PASS)
		return rc;
	stack_add_address(&c->more);
	rc = act_round(c);
	if (rc != PASS)
		return rc;
	stack_set_primary(&c->more);
	rc = act_round(c);
	if (rc != PASS)
		return rc;
	stack_delete_address(&c->local[0]);
	return act_round(c) ?: act_round(c) ?: finish(c);
}

/**
 * see_move_address() - the other end of move_address()
 * @c: the configuration
 *
 * Return: an exit status.
 */
int see_move_address(const struct config *c)
{
	return start() ?: see_round(c, NOTICE_OTHER) ?:
	       see_round(c, NOTICE_ADDED) ?: see_round(c, NOTICE_PRIMARY) ?:
	       see_round(c, NOTICE_REMOVED) ?: see_round(c, NOTICE_OTHER) ?:
	       finish(c);
}
