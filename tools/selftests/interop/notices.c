// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for notifications. What comes while something else is waited for is
 * remembered.
 */
#include "peer.h"

static unsigned int seen[NOTICES];

/**
 * recv_event() - wait for a message or the end, and remember notifications
 * @m: filled in, as by stack_recv()
 *
 * Return: what it was; never EVENT_NOTICE.
 */
enum event recv_event(struct message *m)
{
	enum event e;

	while ((e = stack_recv(m)) == EVENT_NOTICE)
		seen[m->notice]++;
	return e;
}

/**
 * await() - a notification must come before anything else does
 * @want: which; that the peer refuses is another one
 *
 * Return: an exit status.
 */
int await(enum notice want)
{
	static struct message m;

	while (!seen[want]) {
		if (stack_recv(&m) != EVENT_NOTICE) {
			say("no notification %d", want);
			return FAIL;
		}
		seen[m.notice]++;
		if (m.notice == NOTICE_REFUSED) {
			say("refused, instead of notification %d", want);
			return FAIL;
		}
	}
	seen[want]--;
	return PASS;
}
