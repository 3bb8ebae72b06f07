// SPDX-License-Identifier: GPL-2.0-only
/*
 * Extensions that a row's sockets have on: the NAME of a row ROW+NAME.
 *
 * What a namespace has to allow before, guest writes to its sysctls.
 */
#define _GNU_SOURCE
#include <err.h>
#include <string.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <linux/sctp.h>

#include "bench.h"

#define SCHED_WFQ	4	/* SCTP_SS_WFQ; old headers do not have it */
#define CONGESTION	203	/* this stack's own: SCTP_PLUGGABLE_CC, ... */
#define CUBIC		16	/* SCTP_CC_CUBIC */
#define MULTIPATH	206	/* SCTP_CMT_ON_OFF */
#define NRSACK		208	/* SCTP_NRSACK_SUPPORTED */
#define HOUR		3600000	/* ms */
#define SOON		100	/* ms */
#define DATA_CHUNK	0
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/**
 * struct extension - one of them
 * @name: what it is called behind the +
 * @on: turns it on: all messages of a socket use it
 * @arg: for @on
 */
struct extension {
	const char *name;
	void (*on)(int fd, unsigned int arg);
	unsigned int arg;
};

static void set(int fd, int option, const void *value, socklen_t len,
		const char *what)
{
	if (setsockopt(fd, IPPROTO_SCTP, option, value, len))
		err(1, "%s", what);
}

static void offer(int fd, unsigned int option)
{
	struct sctp_assoc_value val = { .assoc_value = 1 };

	set(fd, option, &val, sizeof(val), "an extension");
}

/* I-DATA wants messages of several streams to be mixed */
static void interleave(int fd, unsigned int option)
{
	int two = 2;

	set(fd, SCTP_FRAGMENT_INTERLEAVE, &two, sizeof(two),
	    "SCTP_FRAGMENT_INTERLEAVE");
	offer(fd, option);
}

/* Each message is given up when it is so old */
static void lifetime(int fd, unsigned int ms)
{
	struct sctp_default_prinfo info = {
		.pr_policy = SCTP_PR_SCTP_TTL,
		.pr_value = ms,
	};

	set(fd, SCTP_DEFAULT_PRINFO, &info, sizeof(info),
	    "SCTP_DEFAULT_PRINFO");
}

/* All DATA comes authenticated, with the key that both have at first. SHA-1 has
 * to be in the list, and is not chosen where it is the second.
 */
static void authenticate(int fd, unsigned int hmac)
{
	struct sctp_authchunk data = { .sauth_chunk = DATA_CHUNK };
	struct {
		struct sctp_hmacalgo head;
		__u16 idents[2];
	} algo = {
		{ .shmac_num_idents = 2 }, { hmac, SCTP_AUTH_HMAC_ID_SHA1 },
	};

	set(fd, SCTP_HMAC_IDENT, &algo, sizeof(algo), "SCTP_HMAC_IDENT");
	set(fd, SCTP_AUTH_CHUNK, &data, sizeof(data), "SCTP_AUTH_CHUNK");
}

static void schedule(int fd, unsigned int sched)
{
	struct sctp_assoc_value val = { .assoc_value = sched };

	set(fd, SCTP_STREAM_SCHEDULER, &val, sizeof(val),
	    "SCTP_STREAM_SCHEDULER");
}

static void congestion(int fd, unsigned int algo)
{
	struct sctp_assoc_value val = { .assoc_value = algo };

	set(fd, CONGESTION, &val, sizeof(val), "SCTP_PLUGGABLE_CC");
}

static const struct extension extensions[] = {
	{ "idata", interleave, SCTP_INTERLEAVING_SUPPORTED },
	{ "ttl", lifetime, HOUR },
	{ "ttl100", lifetime, SOON },
	{ "auth", authenticate, SCTP_AUTH_HMAC_ID_SHA256 },
	{ "asconf", offer, SCTP_ASCONF_SUPPORTED },
	{ "reconf", offer, SCTP_RECONFIG_SUPPORTED },
	{ "rr", schedule, SCTP_SS_RR },
	{ "wfq", schedule, SCHED_WFQ },
	{ "probe", NULL, 0 },
	{ "cubic", congestion, CUBIC },
	{ "cmt", offer, MULTIPATH },
	{ "nrsack", offer, NRSACK },
};

/**
 * extension_find() - what a row has on
 * @name: as in the row
 *
 * Return: the extension. There must be one.
 */
const struct extension *extension_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(extensions); i++)
		if (!strcmp(extensions[i].name, name))
			return &extensions[i];
	errx(2, "no such extension: %s", name);
}

/**
 * extension_on() - turn one on
 * @e: the extension, or NULL
 * @fd: a new socket
 */
void extension_on(const struct extension *e, int fd)
{
	if (e && e->on)
		e->on(fd, e->arg);
}
