// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages that may be given up (RFC 3758, RFC 7496). What arrives is whole and
 * in order; the last message may not be lost, nor may the end.
 */
#include "peer.h"

static void plan_partial(const struct config *c, struct plan *p)
{
	*p = (struct plan){
		.bytes = c->bytes,
		.largest = c->largest,
		.streams = STREAMS,
		.unordered_every = 5,
		.seed = UP,
	};
	plan_init(p);
}

static int start(void)
{
	if (stack_features() & FEATURE_PR)
		return PASS;
	say("the two ends do not have PR-SCTP");
	return FAIL;
}

/**
 * send_partial() - send a plan of which some may be lost
 * @c: the configuration
 *
 * Return: an exit status.
 */
int send_partial(const struct config *c)
{
	static struct message m;
	enum event e;
	struct plan p;
	unsigned int i;

	if (start() != PASS)
		return FAIL;
	plan_partial(c, &p);
	for (i = 0; i < p.count; i++) {
		plan_message(&p, i, &m);
		m.policy = i + 1 < p.count ? c->policy : POLICY_NONE;
		/* what comes later matters more */
		m.policy_value = c->policy == POLICY_PRIO ? p.count - i :
							    c->policy_value;
		stack_send(&m);
	}
	e = recv_event(&m);
	if (e != EVENT_DATA) {
		say("the last message was not answered");
		return FAIL;
	}
	if (!stack_abandoned(c->policy)) {
		say("nothing was given up");
		return FAIL;
	}
	stack_shutdown();
	return expect(EVENT_END);
}

/**
 * see_partial() - the other end of send_partial()
 * @c: the configuration
 *
 * Return: an exit status.
 */
int see_partial(const struct config *c)
{
	static struct message m;
	struct tally *t;
	struct plan p;
	enum event e;

	if (start() != PASS)
		return FAIL;
	plan_partial(c, &p);
	t = tally_new(&p);
	while ((e = recv_event(&m)) == EVENT_DATA) {
		if (!tally_add(t, &m))
			return SPOILED;
		if (m.ppid == p.count - 1) {
			plan_one(&p, 1, DOWN);
			plan_message(&p, 0, &m);
			stack_send(&m);
			plan_partial(c, &p);
		}
	}
	say("%u of %u messages were given up", tally_missing(t), p.count);
	if (e != EVENT_END) {
		say("no shutdown");
		return FAIL;
	}
	if (!tally_missing(t)) {
		say("nothing is missing");
		return FAIL;
	}
	tally_free(t);
	return PASS;
}
