// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that set or ask for something.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "call.h"
#include "output.h"
#include "place.h"
#include "slot.h"

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

static int set_number(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value));
}

/* Like a cut cable: what comes for this socket is dropped. */
static int set_deaf(int fd, int value)
{
	struct sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog filter = { .len = 1, .filter = &drop };

	if (!value)
		return set_number(fd, SOL_SOCKET, SO_DETACH_FILTER, 0);

	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter,
			  sizeof(filter));
}

/* A bit for each type; all but those that tell of addresses. */
static int set_events(int fd, int value)
{
	struct sctp_event event = { .se_assoc_id = SCTP_ALL_ASSOC };
	int type, ret = 0;

	for (type = SCTP_ASSOC_CHANGE; type <= SCTP_SN_TYPE_MAX; type++) {
		event.se_type = type;
		event.se_on = value >> (type - SCTP_SN_TYPE_BASE) & 1;
		ret = setsockopt(fd, SOL_SCTP, SCTP_EVENT, &event,
				 sizeof(event)) ?: ret;
	}

	return ret;
}

static int set_linger(int fd, int value)
{
	struct linger linger = { .l_onoff = value >= 0, .l_linger = value };

	if (value < 0)
		linger.l_linger = 0;

	return setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
}

static int set_nonblock(int fd, int value)
{
	return fcntl(fd, F_SETFL, value ? O_NONBLOCK : 0);
}

static int set_wait(int fd, int option, int value)
{
	struct timeval tv = { value / 1000, value % 1000 * 1000 };

	return setsockopt(fd, SOL_SOCKET, option, &tv, sizeof(tv));
}

static int set_rcvtimeo(int fd, int value)
{
	return set_wait(fd, SO_RCVTIMEO, value);
}

static int set_sndtimeo(int fd, int value)
{
	return set_wait(fd, SO_SNDTIMEO, value);
}

static int set_streams(int fd, int value)
{
	struct sctp_initmsg init = {
		.sinit_num_ostreams = value, .sinit_max_instreams = value,
	};

	return setsockopt(fd, SOL_SCTP, SCTP_INITMSG, &init, sizeof(init));
}

static const struct option {
	const char *name;
	int level;
	int option;
	int (*set)(int fd, int value);
} options[] = {
	{ "deaf", 0, 0, set_deaf },
	{ "events", 0, 0, set_events },
	{ "linger", 0, 0, set_linger },
	{ "nonblock", 0, 0, set_nonblock },
	{ "rcvtimeo", 0, 0, set_rcvtimeo },
	{ "sndtimeo", 0, 0, set_sndtimeo },
	{ "streams", 0, 0, set_streams },
	{ "sndbuf", SOL_SOCKET, SO_SNDBUF, NULL },
	{ "rcvbuf", SOL_SOCKET, SO_RCVBUF, NULL },
	{ "reuseaddr", SOL_SOCKET, SO_REUSEADDR, NULL },
	{ "reuseport", SOL_SCTP, SCTP_REUSE_PORT, NULL },
	{ "nodelay", SOL_SCTP, SCTP_NODELAY, NULL },
	{ "autoclose", SOL_SCTP, SCTP_AUTOCLOSE, NULL },
	{ "rcvinfo", SOL_SCTP, SCTP_RECVRCVINFO, NULL },
	{ "nxtinfo", SOL_SCTP, SCTP_RECVNXTINFO, NULL },
	{ "interleave", SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE, NULL },
	{ "pdpoint", SOL_SCTP, SCTP_PARTIAL_DELIVERY_POINT, NULL },
	{ "maxseg", SOL_SCTP, SCTP_MAXSEG, NULL },
	{ "nofragments", SOL_SCTP, SCTP_DISABLE_FRAGMENTS, NULL },
	{ "mapped", SOL_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR, NULL },
	{ "v6only", IPPROTO_IPV6, IPV6_V6ONLY, NULL },
};

/**
 * call_set() - set an option
 * @c: the call
 * @fd: socket
 */
void call_set(struct call *c, int fd)
{
	int value = strtol(c->step->word[3], NULL, 0);
	const struct option *o;
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(options); i++) {
		o = &options[i];
		if (strcmp(o->name, c->step->word[2]))
			continue;
		call_enter(c);
		ret = o->set ? o->set(fd, value) :
			       set_number(fd, o->level, o->option, value);
		if (call_leave(c, ret) >= 0)
			fputs("0", c->out);
		return;
	}
	fputs("?", c->out);
}

static void get_error(struct call *c, int fd)
{
	socklen_t len = sizeof(int);
	int value = 0;
	int ret;

	call_enter(c);
	ret = getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &len);
	if (call_leave(c, ret) >= 0)
		fputs(value ? strerrorname_np(value) : "0", c->out);
}

static void get_name(struct call *c, int fd)
{
	struct sockaddr_storage ss = { .ss_family = AF_UNSPEC };
	socklen_t len = sizeof(ss);

	call_enter(c);
	if (call_leave(c, getsockname(fd, (void *)&ss, &len)) >= 0)
		place_put(c->out, &ss);
}

static void get_peer(struct call *c, int fd)
{
	struct sockaddr_storage ss = { .ss_family = AF_UNSPEC };
	socklen_t len = sizeof(ss);

	call_enter(c);
	if (call_leave(c, getpeername(fd, (void *)&ss, &len)) >= 0)
		place_put(c->out, &ss);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The addresses of a list, which are in no order. */
static void put_addrs(FILE *out, const char *at, unsigned int num)
{
	char names[32][64];
	struct sockaddr_storage ss;
	unsigned int i;
	size_t len;
	FILE *name;

	num = num < ARRAY_SIZE(names) ? num : ARRAY_SIZE(names);
	for (i = 0; i < num; i++) {
		memcpy(&ss.ss_family, at, sizeof(ss.ss_family));
		len = ss.ss_family == AF_INET ? sizeof(struct sockaddr_in) :
						sizeof(struct sockaddr_in6);
		memcpy(&ss, at, len);
		at += len;
		name = fmemopen(names[i], sizeof(names[i]), "w");
		place_put(name, &ss);
		fclose(name);
	}
	qsort(names, num, sizeof(names[0]), compare_names);
	for (i = 0; i < num; i++)
		fprintf(out, "%s%s", i ? " " : "", names[i]);
}

static void get_addrs(struct call *c, int fd, int option)
{
	const char *id = step_value(c->step, "id=");
	union {
		struct sctp_getaddrs arg;
		char room[2048];
	} u;
	socklen_t len = sizeof(u);
	int ret;

	memset(&u, 0, sizeof(u));
	u.arg.assoc_id = id ? slot_id(&slots[c->step->slot], id) : 0;
	call_enter(c);
	ret = getsockopt(fd, SOL_SCTP, option, &u, &len);
	if (call_leave(c, ret) >= 0)
		put_addrs(c->out, (char *)u.arg.addrs, u.arg.addr_num);
}

static void get_peers(struct call *c, int fd)
{
	get_addrs(c, fd, SCTP_GET_PEER_ADDRS);
}

static void get_locals(struct call *c, int fd)
{
	get_addrs(c, fd, SCTP_GET_LOCAL_ADDRS);
}

static void get_status(struct call *c, int fd)
{
	const char *id = step_value(c->step, "id=");
	struct sctp_status status = {
		.sstat_assoc_id = id ? slot_id(&slots[c->step->slot], id) : 0,
	};
	socklen_t len = sizeof(status);
	int ret;

	call_enter(c);
	ret = getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len);
	if (call_leave(c, ret) >= 0)
		fprintf(c->out, "state=%d unacked=%u pending=%u in=%u out=%u",
			status.sstat_state, status.sstat_unackdata,
			status.sstat_penddata, status.sstat_instrms,
			status.sstat_outstrms);
}

static const struct question {
	const char *name;
	void (*get)(struct call *c, int fd);
} questions[] = {
	{ "error", get_error }, { "name", get_name }, { "peer", get_peer },
	{ "peers", get_peers }, { "locals", get_locals },
	{ "status", get_status },
};

/**
 * call_get() - ask for something
 * @c: the call
 * @fd: socket
 */
void call_get(struct call *c, int fd)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(questions); i++) {
		if (!strcmp(questions[i].name, c->step->word[2])) {
			questions[i].get(c, fd);
			return;
		}
	}
	fputs("?", c->out);
}
