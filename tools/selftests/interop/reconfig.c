// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stream reconfiguration (RFC 6525): the end that asks, and the other one.
 */
#include "peer.h"

/* The stream that is reset; the one beside it is not. */
#define SID		2

#define MORE_IN		2
#define MORE_OUT	3

/*
 * One message each way on a stream; what comes must have this number. It also
 * keeps the two ends in step.
 */
static int exchange(const struct config *c, unsigned int sid, unsigned int ssn)
{
	static struct message out, in;
	struct plan p;
	int rc = PASS;

	plan_one(&p, sid + 1, c->server ? DOWN : UP);
	plan_message(&p, 0, &out);
	stack_send(&out);
	if (recv_event(&in) != EVENT_DATA || in.sid != sid) {
		say("no message on stream %u", sid);
		rc = FAIL;
	} else if (in.ssn != ssn) {
		say("SSN %u on stream %u, want %u", in.ssn, sid, ssn);
		rc = FAIL;
	}
	return rc;
}

/* The client shuts down. */
static int finish(const struct config *c)
{
	if (!c->server)
		stack_shutdown();
	return expect(EVENT_END);
}

static int start(const struct config *c)
{
	if (!(stack_features() & FEATURE_RECONFIG)) {
		say("the two ends do not have RE-CONFIG");
		return FAIL;
	}
	return exchange(c, SID - 1, 0) ?: exchange(c, SID, 0) ?:
	       exchange(c, SID, 1);
}

/**
 * reset_streams() - reset one stream this way, then the other way
 * @c: the configuration
 *
 * Return: an exit status.
 */
int reset_streams(const struct config *c)
{
	int rc = start(c);

	if (rc == PASS) {
		stack_reset_stream(SID, true);
		rc = await(NOTICE_RESET_OUT) ?: exchange(c, SID, 2);
	}
	if (rc == PASS) {
		stack_reset_stream(SID, false);
		rc = await(NOTICE_RESET_IN) ?: exchange(c, SID, 0);
	}
	return rc ?: exchange(c, SID - 1, 1) ?: finish(c);
}

/**
 * see_reset_streams() - the other end of reset_streams()
 * @c: the configuration
 *
 * Return: an exit status.
 */
int see_reset_streams(const struct config *c)
{
	return start(c) ?: await(NOTICE_RESET_IN) ?: exchange(c, SID, 0) ?:
	       await(NOTICE_RESET_OUT) ?: exchange(c, SID, 1) ?:
	       exchange(c, SID - 1, 1) ?: finish(c);
}

/* Both directions may be reported at once or one after the other. */
static int await_streams(unsigned int in, unsigned int out)
{
	unsigned int now_in, now_out;

	do {
		if (await(NOTICE_STREAMS))
			return FAIL;
		stack_streams(&now_in, &now_out);
	} while (now_in != in || now_out != out);
	return PASS;
}

/**
 * add_streams() - ask for more streams both ways, and use the last ones
 * @c: the configuration
 *
 * How many there are now follows from -n: a look could come too late.
 *
 * Return: an exit status.
 */
int add_streams(const struct config *c)
{
	unsigned int n = c->streams;
	int rc = start(c);

	if (rc != PASS)
		return rc;
	stack_add_streams(0, MORE_OUT);
	rc = await_streams(n, n + MORE_OUT) ?: exchange(c, SID, 2);
	if (rc != PASS)
		return rc;
	stack_add_streams(MORE_IN, 0);
	return await_streams(n + MORE_IN, n + MORE_OUT) ?:
	       exchange(c, n + MORE_IN - 1, 0) ?: finish(c);
}

/**
 * see_add_streams() - the other end of add_streams()
 * @c: the configuration
 *
 * Return: an exit status.
 */
int see_add_streams(const struct config *c)
{
	unsigned int n = c->streams;

	return start(c) ?: await_streams(n + MORE_OUT, n) ?:
	       exchange(c, SID, 2) ?:
	       await_streams(n + MORE_OUT, n + MORE_IN) ?:
	       exchange(c, n + MORE_IN - 1, 0) ?: finish(c);
}

/**
 * reset_all() - reset streams and TSNs
 * @c: the configuration
 *
 * Return: an exit status.
 */
int reset_all(const struct config *c)
{
	int rc = start(c);

	if (rc != PASS)
		return rc;
	stack_reset_all();
	return await(NOTICE_RESET_ALL) ?: exchange(c, SID, 0) ?:
	       exchange(c, SID - 1, 0) ?: finish(c);
}

/**
 * see_reset_all() - the other end of reset_all()
 * @c: the configuration
 *
 * Return: an exit status.
 */
int see_reset_all(const struct config *c)
{
	return start(c) ?: await(NOTICE_RESET_ALL) ?: exchange(c, SID, 0) ?:
	       exchange(c, SID - 1, 0) ?: finish(c);
}
