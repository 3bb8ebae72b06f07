// SPDX-License-Identifier: GPL-2.0-only
/*
 * The extensions that are offered, and those that both ends have.
 */
#include <err.h>
#include <string.h>

#include "stack.h"

/* Ours, which <netinet/sctp.h> and in-tree SCTP do not have */
#ifndef SCTP_NRSACK_SUPPORTED
#define SCTP_NRSACK_SUPPORTED	208
#endif
#ifndef SCTP_PKTDROP_SUPPORTED
#define SCTP_PKTDROP_SUPPORTED	209
#endif

/* Of FreeBSD, and not in the header of usrsctp. */
#ifdef USRSCTP
#define SCTP_CMT_ON_OFF		0x1200
#define SCTP_PLUGGABLE_CC	0x1202
#else
#define SCTP_CMT_ON_OFF		206
#define SCTP_CMT_USE_DAC	207
#define SCTP_PLUGGABLE_CC	203
#endif

#define KEY_NUMBER	7
#define KEY		"a key both ends know"

static const struct {
	enum feature feature;
	int option;
} supported[] = {
	{ FEATURE_AUTH, SCTP_AUTH_SUPPORTED },
	{ FEATURE_ASCONF, SCTP_ASCONF_SUPPORTED },
	{ FEATURE_RECONFIG, SCTP_RECONFIG_SUPPORTED },
	{ FEATURE_PR, SCTP_PR_SUPPORTED },
	{ FEATURE_IDATA, SCTP_INTERLEAVING_SUPPORTED },
	{ FEATURE_ECN, SCTP_ECN_SUPPORTED },
	{ FEATURE_NRSACK, SCTP_NRSACK_SUPPORTED },
	{ FEATURE_PKTDROP, SCTP_PKTDROP_SUPPORTED },
};

static void set(struct stack_sock so, int opt, const void *val, socklen_t len)
{
	if (stack_set(so, opt, val, len))
		err(FAIL, "option %#x", opt);
}

/* DATA has to be authenticated, with a key that is not the empty one. */
static void set_auth(struct stack_sock so)
{
	union {
		struct sctp_authkey key;
		char room[sizeof(struct sctp_authkey) + sizeof(KEY)];
	} u = {
		.key.sca_keynumber = KEY_NUMBER,
		.key.sca_keylength = sizeof(KEY),
	};
	struct sctp_authkeyid active = { .scact_keynumber = KEY_NUMBER };
	struct sctp_authchunk data = { .sauth_chunk = 0 };

	memcpy(u.key.sca_key, KEY, sizeof(KEY));
	set(so, SCTP_AUTH_CHUNK, &data, sizeof(data));
	set(so, SCTP_AUTH_KEY, &u, sizeof(u));
	set(so, SCTP_AUTH_ACTIVE_KEY, &active, sizeof(active));
}

static void set_interleaving(struct stack_sock so)
{
	int level = 2;

#ifndef USRSCTP
	/* In-tree SCTP knows no other level that is not 0. */
	level = 1;
#endif
	set(so, SCTP_FRAGMENT_INTERLEAVE, &level, sizeof(level));
}

/* ASCONF needs AUTH as long as it is on. */
static void set_supported(struct stack_sock so, unsigned int features)
{
	struct sctp_assoc_value v = { .assoc_value = 0 };
	size_t i;

	stack_set(so, SCTP_ASCONF_SUPPORTED, &v, sizeof(v));
	for (i = 0; i < ARRAY_SIZE(supported); i++) {
		v.assoc_value = !!(features & supported[i].feature);
		if (!stack_set(so, supported[i].option, &v, sizeof(v)))
			continue;
		if (v.assoc_value)
			err(FAIL, "option %#x", supported[i].option);
	}
}

/**
 * offer() - offer the extensions that were asked for and no others
 * @so: a socket without associations
 * @c: the configuration
 */
void offer(struct stack_sock so, const struct config *c)
{
	struct sctp_assoc_value resets = {
		.assoc_value = SCTP_ENABLE_STRRESET_MASK,
	};
	struct sctp_rtoinfo rto = {
		.srto_initial = 200,
		.srto_min = 100,
		.srto_max = 1000,
	};

	notice_subscribe(so);
	set(so, SCTP_RTOINFO, &rto, sizeof(rto));
	if (c->features & FEATURE_IDATA)
		set_interleaving(so);
	set_supported(so, c->features);
	if (c->features & FEATURE_AUTH && !(c->features & FEATURE_ASCONF))
		set_auth(so);
	if (c->features & FEATURE_RECONFIG)
		set(so, SCTP_ENABLE_STREAM_RESET, &resets, sizeof(resets));
}

static void set_number(struct stack_sock so, int opt, unsigned int number)
{
	struct sctp_assoc_value v = { .assoc_value = number };
	socklen_t len = sizeof(v);

	set(so, opt, &v, sizeof(v));
	if (stack_get(so, opt, &v, &len) || v.assoc_value != number)
		err(FAIL, "option %#x is not %u", opt, number);
}

/**
 * choose() - what is one end's choice and not negotiated
 * @so: a socket without associations
 * @c: the configuration
 */
void choose(struct stack_sock so, const struct config *c)
{
	if (c->cc >= 0)
		set_number(so, SCTP_PLUGGABLE_CC, c->cc);
	if (c->cmt)
		set_number(so, SCTP_CMT_ON_OFF, c->cmt);
#ifndef USRSCTP
	if (c->dac)
		set_number(so, SCTP_CMT_USE_DAC, 1);
#endif
}

/**
 * stack_features() - which extensions do both ends have?
 *
 * Return: a set of &enum feature.
 */
unsigned int stack_features(void)
{
	unsigned int features = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(supported); i++) {
		struct sctp_assoc_value v = { .assoc_value = 0 };
		socklen_t len = sizeof(v);

		if (!stack_get(stack_current(), supported[i].option, &v,
			       &len) &&
		    v.assoc_value)
			features |= supported[i].feature;
	}
	return features;
}
