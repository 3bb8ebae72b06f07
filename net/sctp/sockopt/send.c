// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for how messages are sent.
 */
#include <net/sock.h>

#include "kassoc.h"
#include "sockopt.h"
#include "core/send/ostream.h"
#include "core/send/sendq.h"

#define DEFAULT_FLAGS \
	(SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_ABORT | SCTP_EOF)

/* Headers that a packet has besides user data, for the limits of SCTP_MAXSEG */
#define MAXSEG_HEADERS_V4	(20 + 12 + 16)	/* IPv4, common, DATA */
#define MAXSEG_HEADERS_V6	(40 + 12 + 16)
#define MAXSEG_PMTU_MIN		512
#define MAXSEG_MAX		(65532 - 16)

/* As in Linux, policy and value are stored in the default flags and the default
 * time to live. Without PR-SCTP all messages are reliable once they were sent.
 */
static int set_default_prinfo(struct sctp_opt_call *c)
{
	const struct sctp_default_prinfo *p = c->val;
	struct sctp_prefs *prefs = sctp_prefs(c->sk, c->ka);

	if (p->pr_policy & ~SCTP_PR_SCTP_MASK)
		return -EINVAL;
	prefs->snd.snd_flags &= ~SCTP_PR_SCTP_MASK;
	prefs->snd.snd_flags |= p->pr_policy;
	prefs->timetolive = p->pr_policy == SCTP_PR_SCTP_NONE ? 0 : p->pr_value;
	return 0;
}

static int get_default_prinfo(struct sctp_opt_call *c)
{
	const struct sctp_prefs *prefs = sctp_prefs(c->sk, c->ka);
	struct sctp_default_prinfo *p = c->val;

	p->pr_policy = prefs->snd.snd_flags & SCTP_PR_SCTP_MASK;
	p->pr_value = prefs->timetolive;
	return 0;
}

/* Takes effect at once: send data that Nagle held back */
static void nodelay_done(const struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);
	struct sctp_kassoc *ka, *next;

	if (!sp->ep.nodelay)
		return;
	list_for_each_entry_safe(ka, next, &sp->assocs, list)
		if (ka->a.tx.flush.nagled)
			sctp_kassoc_run(ka, sctp_now());
}

static int maxseg_check(const struct sctp_opt_call *c, struct sctp_config *cfg)
{
	const u32 *val = c->val;
	u32 min;

	if (c->len != sizeof(int))
		val = &((struct sctp_assoc_value *)c->val)->assoc_value;
	min = MAXSEG_PMTU_MIN - (c->sk->sk_family == AF_INET ?
				 MAXSEG_HEADERS_V4 : MAXSEG_HEADERS_V6);
	return *val && (*val < min || *val > MAXSEG_MAX) ? -EINVAL : 0;
}

static void maxseg_done(const struct sctp_opt_call *c)
{
	if (c->ka)
		sctp_sendq_frag_point(&c->ka->a);
}

/* For an association: the result of the option and of the path MTUs */
static int get_maxseg(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;
	u32 val;

	val = c->ka ? c->ka->a.tx.frag_point : sctp_sk(c->sk)->ep.cfg->maxseg;
	if (c->len == sizeof(int))
		*(u32 *)c->val = val;
	else
		v->assoc_value = val;
	return 0;
}

/* SO_ZEROCOPY: older kernels refuse it at SOL_SOCKET for other protocols */
static int set_zerocopy(struct sctp_opt_call *c)
{
	int val = *(int *)c->val;

	if (val < 0 || val > 1)
		return -EINVAL;
	sock_valbool_flag(c->sk, SOCK_ZEROCOPY, val);
	return 0;
}

static int get_zerocopy(struct sctp_opt_call *c)
{
	*(int *)c->val = sock_flag(c->sk, SOCK_ZEROCOPY);
	return 0;
}

static const struct sctp_opt_field default_send_param_fields[] = {
	{ SCTP_ARG(struct sctp_sndrcvinfo, sinfo_stream),
	  SCTP_IN_PREFS(snd.snd_sid) },
	{ SCTP_ARG(struct sctp_sndrcvinfo, sinfo_flags),
	  SCTP_IN_PREFS(snd.snd_flags), .mask = DEFAULT_FLAGS },
	{ SCTP_ARG(struct sctp_sndrcvinfo, sinfo_ppid),
	  SCTP_IN_PREFS(snd.snd_ppid) },
	{ SCTP_ARG(struct sctp_sndrcvinfo, sinfo_context),
	  SCTP_IN_PREFS(snd.snd_context) },
	{ SCTP_ARG(struct sctp_sndrcvinfo, sinfo_timetolive),
	  SCTP_IN_PREFS(timetolive) },
	{}
};

static const struct sctp_opt_field default_sndinfo_fields[] = {
	{ SCTP_ARG(struct sctp_sndinfo, snd_sid), SCTP_IN_PREFS(snd.snd_sid) },
	{ SCTP_ARG(struct sctp_sndinfo, snd_flags),
	  SCTP_IN_PREFS(snd.snd_flags), .mask = DEFAULT_FLAGS },
	{ SCTP_ARG(struct sctp_sndinfo, snd_ppid),
	  SCTP_IN_PREFS(snd.snd_ppid) },
	{ SCTP_ARG(struct sctp_sndinfo, snd_context),
	  SCTP_IN_PREFS(snd.snd_context) },
	{}
};

static const struct sctp_opt_field disable_fragments_fields[] = {
	{ SCTP_ARG_INT, SCTP_IN_CFG(disable_fragments), .onoff = true },
	{}
};

static int set_stream_timeouts(struct sctp_opt_call *c)
{
	const struct sctp_setstrm_timeout *t = c->val;
	struct sctp_assoc *a = &c->ka->a;

	if (t->ssto_streamid_start > t->ssto_streamid_end ||
	    t->ssto_streamid_end >= a->tx.streams.num)
		return -EINVAL;
	return sctp_ostream_set_life(a, t->ssto_streamid_start,
				     t->ssto_streamid_end, t->ssto_timeout);
}

static int get_stream_timeouts(struct sctp_opt_call *c)
{
	struct sctp_setstrm_timeout *t = c->val;
	const struct sctp_assoc *a = &c->ka->a;

	if (t->ssto_streamid_start >= a->tx.streams.num)
		return -EINVAL;
	t->ssto_timeout = sctp_ostream_life(a, t->ssto_streamid_start);
	t->ssto_streamid_end = t->ssto_streamid_start;
	return 0;
}

const struct sctp_opt sctp_opts_send[] = {
	{ .num = SCTP_DEFAULT_SEND_PARAM,
	  .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_sndrcvinfo),
	  .id_at = offsetof(struct sctp_sndrcvinfo, sinfo_assoc_id),
	  .fields = default_send_param_fields },
	{ .num = SCTP_DEFAULT_SNDINFO,
	  .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_sndinfo),
	  .id_at = offsetof(struct sctp_sndinfo, snd_assoc_id),
	  .fields = default_sndinfo_fields },
	{ SCTP_DEFAULT_PRINFO, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_default_prinfo), 0,
	  offsetof(struct sctp_default_prinfo, pr_assoc_id),
	  set_default_prinfo, get_default_prinfo },
	SCTP_OPT_SWITCH(SCTP_NODELAY, ep.nodelay, .done = nodelay_done),
	{ .num = SCTP_DISABLE_FRAGMENTS,
	  .flags = SCTP_OPT_SET_MIN | SCTP_OPT_ALL,
	  .size = sizeof(int), .id_at = SCTP_OPT_NO_ID,
	  .fields = disable_fragments_fields },
	SCTP_OPT_NUMBER(SCTP_MAXSEG, 0, SCTP_IN_CFG(maxseg),
			.alt = sizeof(int), .get = get_maxseg,
			.check = maxseg_check, .done = maxseg_done),
	{ SCTP_SET_STREAM_TIMEOUTS, 0, sizeof(struct sctp_setstrm_timeout), 0,
	  0, set_stream_timeouts, get_stream_timeouts },
	SCTP_OPT_SWITCH(SCTP_EXPLICIT_EOR, explicit_eor),
	{ SCTP_ZEROCOPY, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_zerocopy, get_zerocopy },
	{ }
};
