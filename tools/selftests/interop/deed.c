// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a user asks of an association beyond sending and receiving.
 */
#include <err.h>
#include <errno.h>
#include <string.h>
#include <time.h>

#include "stack.h"

/* A stack may want all data acknowledged, or the last request answered. */
static bool not_yet(void)
{
	static const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };

	if (errno != EAGAIN && errno != EINPROGRESS && errno != EALREADY &&
	    errno != EBUSY)
		return false;
	nanosleep(&pause, NULL);
	return true;
}

static void ask(int opt, const void *val, socklen_t len, const char *name)
{
	while (stack_set(stack_current(), opt, val, len))
		if (!not_yet())
			err(FAIL, "%s", name);
}

/**
 * stack_reset_stream() - have a stream's sequence numbers begin again
 * @sid: the stream
 * @out: the one we send on, or else the one the peer does
 */
void stack_reset_stream(unsigned short sid, bool out)
{
	union {
		struct sctp_reset_streams srs;
		char room[sizeof(struct sctp_reset_streams) + sizeof(sid)];
	} u = { .srs.srs_number_streams = 1 };

	u.srs.srs_flags = out ? SCTP_STREAM_RESET_OUTGOING :
				SCTP_STREAM_RESET_INCOMING;
	u.srs.srs_stream_list[0] = sid;
	ask(SCTP_RESET_STREAMS, &u,
	    sizeof(struct sctp_reset_streams) + sizeof(sid),
	    "SCTP_RESET_STREAMS");
}

/**
 * stack_add_streams() - ask for more streams
 * @in: how many more to receive on
 * @out: how many more to send on
 */
void stack_add_streams(unsigned short in, unsigned short out)
{
	struct sctp_add_streams sas = {
		.sas_instrms = in,
		.sas_outstrms = out,
	};

	ask(SCTP_ADD_STREAMS, &sas, sizeof(sas), "SCTP_ADD_STREAMS");
}

/**
 * stack_reset_all() - have all streams and TSNs begin again
 */
void stack_reset_all(void)
{
	sctp_assoc_t id = 0;

	ask(SCTP_RESET_ASSOC, &id, sizeof(id), "SCTP_RESET_ASSOC");
}

/**
 * stack_set_primary() - tell the peer where to send to
 * @addr: one of our addresses
 */
void stack_set_primary(const struct sockaddr_storage *addr)
{
	struct sctp_setpeerprim prim = { .sspp_assoc_id = 0 };

	memcpy(&prim.sspp_addr, addr, sizeof(*addr));
	ask(SCTP_SET_PEER_PRIMARY_ADDR, &prim, sizeof(prim),
	    "SCTP_SET_PEER_PRIMARY_ADDR");
}

/**
 * stack_abandoned() - did we give messages up?
 * @policy: for that reason
 *
 * Return: how many.
 */
unsigned long stack_abandoned(enum policy policy)
{
	static const unsigned short policies[] = {
		[POLICY_NONE] = SCTP_PR_SCTP_NONE,
		[POLICY_TTL] = SCTP_PR_SCTP_TTL,
		[POLICY_RTX] = SCTP_PR_SCTP_RTX,
#ifdef USRSCTP
		[POLICY_PRIO] = SCTP_PR_SCTP_BUF,
#else
		[POLICY_PRIO] = SCTP_PR_SCTP_PRIO,
#endif
	};
	struct sctp_prstatus st = { .sprstat_policy = policies[policy] };
	socklen_t len = sizeof(st);

	if (stack_get(stack_current(), SCTP_PR_ASSOC_STATUS, &st, &len))
		err(FAIL, "SCTP_PR_ASSOC_STATUS");
	return st.sprstat_abandoned_unsent + st.sprstat_abandoned_sent;
}
