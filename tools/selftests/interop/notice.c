// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications about extensions at work.
 */
#include <err.h>
#include <string.h>

#include "stack.h"

/**
 * notice_subscribe() - ask for notifications of extensions
 * @so: the socket
 */
void notice_subscribe(struct stack_sock so)
{
	static const int types[] = {
		SCTP_PEER_ADDR_CHANGE, SCTP_STREAM_RESET_EVENT,
		SCTP_ASSOC_RESET_EVENT, SCTP_STREAM_CHANGE_EVENT,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		struct sctp_event ev = { .se_type = types[i], .se_on = 1 };

		if (stack_set(so, SCTP_EVENT, &ev, sizeof(ev)))
			err(FAIL, "SCTP_EVENT %#x", types[i]);
	}
}

static bool same_host(const struct sockaddr_storage *a,
		      const struct sockaddr_storage *b)
{
	return a->ss_family == AF_INET && b->ss_family == AF_INET &&
	       !memcmp(&((const struct sockaddr_in *)a)->sin_addr,
		       &((const struct sockaddr_in *)b)->sin_addr,
		       sizeof(struct in_addr));
}

/* What became of the address that moves, or of the one it takes over from. */
static enum notice paddr_kind(const struct config *c,
			      const struct sctp_paddr_change *spc)
{
	struct sockaddr_storage addr;
	bool moves;

	memcpy(&addr, &spc->spc_aaddr, sizeof(addr));
	moves = same_host(&addr, &c->more);
	switch (spc->spc_state) {
	case SCTP_ADDR_ADDED:
		return moves ? NOTICE_ADDED : NOTICE_OTHER;
	case SCTP_ADDR_MADE_PRIM:
		return moves ? NOTICE_PRIMARY : NOTICE_OTHER;
	case SCTP_ADDR_REMOVED:
		return moves ? NOTICE_OTHER : NOTICE_REMOVED;
	default:
		return NOTICE_OTHER;
	}
}

static enum notice reset_kind(unsigned int flags)
{
	if (flags & (SCTP_STREAM_RESET_DENIED | SCTP_STREAM_RESET_FAILED))
		return NOTICE_REFUSED;
	return flags & SCTP_STREAM_RESET_INCOMING_SSN ? NOTICE_RESET_IN :
							NOTICE_RESET_OUT;
}

/**
 * notice_kind() - what does a notification say?
 * @c: the configuration
 * @data: the notification
 *
 * Return: its kind.
 */
enum notice notice_kind(const struct config *c, const void *data)
{
	/* these two begin as all do; "refused" has the same flags in all */
	const struct sctp_stream_reset_event *e = data;
	const unsigned int refused = SCTP_ASSOC_RESET_DENIED |
				     SCTP_ASSOC_RESET_FAILED;

	switch (e->strreset_type) {
	case SCTP_PEER_ADDR_CHANGE:
		return paddr_kind(c, data);
	case SCTP_STREAM_RESET_EVENT:
		return reset_kind(e->strreset_flags);
	case SCTP_ASSOC_RESET_EVENT:
		return e->strreset_flags & refused ? NOTICE_REFUSED :
						     NOTICE_RESET_ALL;
	case SCTP_STREAM_CHANGE_EVENT:
		return e->strreset_flags & refused ? NOTICE_REFUSED :
						     NOTICE_STREAMS;
	default:
		return NOTICE_OTHER;
	}
}
