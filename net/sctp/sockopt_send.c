// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for how messages are sent.
 */
#include <net/sock.h>

#include "kassoc.h"
#include "sockopt.h"
#include "core/sendq.h"

#define DEFAULT_FLAGS \
	(SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_ABORT | SCTP_EOF)

/* Limits of SCTP_MAXSEG: what fits beside the headers of a packet */
#define MAXSEG_HEADERS_V4	(20 + 12 + 16)	/* IPv4, common, DATA */
#define MAXSEG_HEADERS_V6	(40 + 12 + 16)
#define MAXSEG_PMTU_MIN		512
#define MAXSEG_MAX		(65532 - 16)

static struct sctp_sndinfo *default_of(const struct sctp_opt_call *c)
{
	return c->ka ? &c->ka->default_snd : &sctp_sk(c->sk)->default_snd;
}

static u32 *timetolive_of(const struct sctp_opt_call *c)
{
	return c->ka ? &c->ka->default_timetolive :
		       &sctp_sk(c->sk)->default_timetolive;
}

static int set_default_send_param(struct sctp_opt_call *c)
{
	const struct sctp_sndrcvinfo *s = c->val;
	struct sctp_sndinfo *d = default_of(c);

	if (s->sinfo_flags & ~DEFAULT_FLAGS)
		return -EINVAL;
	d->snd_sid = s->sinfo_stream;
	d->snd_flags = s->sinfo_flags;
	d->snd_ppid = s->sinfo_ppid;
	d->snd_context = s->sinfo_context;
	*timetolive_of(c) = s->sinfo_timetolive;
	return 0;
}

static int get_default_send_param(struct sctp_opt_call *c)
{
	const struct sctp_sndinfo *d = default_of(c);
	struct sctp_sndrcvinfo *s = c->val;

	s->sinfo_stream = d->snd_sid;
	s->sinfo_flags = d->snd_flags;
	s->sinfo_ppid = d->snd_ppid;
	s->sinfo_context = d->snd_context;
	s->sinfo_timetolive = *timetolive_of(c);
	return 0;
}

static int set_default_sndinfo(struct sctp_opt_call *c)
{
	const struct sctp_sndinfo *s = c->val;

	if (s->snd_flags & ~DEFAULT_FLAGS)
		return -EINVAL;
	*default_of(c) = *s;
	return 0;
}

static int get_default_sndinfo(struct sctp_opt_call *c)
{
	struct sctp_sndinfo *s = c->val;
	sctp_assoc_t id = s->snd_assoc_id;

	*s = *default_of(c);
	s->snd_assoc_id = id;
	return 0;
}

/* Policy and value share their place with the flags and the time to live of
 * the default, as Linux has it. Without PR-SCTP all messages are reliable.
 */
static int set_default_prinfo(struct sctp_opt_call *c)
{
	const struct sctp_default_prinfo *p = c->val;
	struct sctp_sndinfo *d = default_of(c);

	if (p->pr_policy & ~SCTP_PR_SCTP_MASK)
		return -EINVAL;
	d->snd_flags &= ~SCTP_PR_SCTP_MASK;
	d->snd_flags |= p->pr_policy;
	*timetolive_of(c) = p->pr_policy == SCTP_PR_SCTP_NONE ? 0 :
								p->pr_value;
	return 0;
}

static int get_default_prinfo(struct sctp_opt_call *c)
{
	struct sctp_default_prinfo *p = c->val;

	p->pr_policy = default_of(c)->snd_flags & SCTP_PR_SCTP_MASK;
	p->pr_value = *timetolive_of(c);
	return 0;
}

/* NODELAY and DISABLE_FRAGMENTS count at once, for every association */

static void to_disable_fragments(struct sctp_config *cfg, u32 on)
{
	cfg->disable_fragments = on;
}

static int set_nodelay(struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);
	struct sctp_kassoc *ka, *next;

	sp->ep.nodelay = *(int *)c->val;
	if (!sp->ep.nodelay)
		return 0;
	list_for_each_entry_safe(ka, next, &sp->assocs, list)
		if (ka->a.tx.nagled)
			sctp_kassoc_run(ka, sctp_now());
	return 0;
}

static int get_nodelay(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->ep.nodelay;
	return 0;
}

static int set_disable_fragments(struct sctp_opt_call *c)
{
	return sctp_opt_set_all(c->sk, to_disable_fragments, !!*(int *)c->val);
}

static int get_disable_fragments(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->ep.cfg->disable_fragments;
	return 0;
}

static int set_maxseg(struct sctp_opt_call *c)
{
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, c->ka);
	const struct sctp_assoc_value *v = c->val;
	u32 val, min;
	int err;

	val = c->len == sizeof(int) ? *(u32 *)c->val : v->assoc_value;
	min = MAXSEG_PMTU_MIN - (c->sk->sk_family == AF_INET ?
				 MAXSEG_HEADERS_V4 : MAXSEG_HEADERS_V6);
	if (val && (val < min || val > MAXSEG_MAX))
		return -EINVAL;
	cfg.maxseg = val;
	err = sctp_opt_set_cfg(c->sk, c->ka, &cfg);
	if (!err && c->ka)
		sctp_sendq_frag_point(&c->ka->a);
	return err;
}

/* On an association it reads what results from it and the path MTUs */
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

/* That of SOL_SOCKET, which not every kernel lets us have */
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

static int set_explicit_eor(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->explicit_eor = *(int *)c->val != 0;
	return 0;
}

static int get_explicit_eor(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->explicit_eor;
	return 0;
}

const struct sctp_opt sctp_opts_send[] = {
	{ SCTP_DEFAULT_SEND_PARAM, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_sndrcvinfo), 0,
	  offsetof(struct sctp_sndrcvinfo, sinfo_assoc_id),
	  set_default_send_param, get_default_send_param },
	{ SCTP_DEFAULT_SNDINFO, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_sndinfo), 0,
	  offsetof(struct sctp_sndinfo, snd_assoc_id),
	  set_default_sndinfo, get_default_sndinfo },
	{ SCTP_DEFAULT_PRINFO, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_default_prinfo), 0,
	  offsetof(struct sctp_default_prinfo, pr_assoc_id),
	  set_default_prinfo, get_default_prinfo },
	{ SCTP_NODELAY, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_nodelay, get_nodelay },
	{ SCTP_DISABLE_FRAGMENTS, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_disable_fragments, get_disable_fragments },
	{ SCTP_MAXSEG, SCTP_OPT_FUTURE, sizeof(struct sctp_assoc_value),
	  sizeof(int), 0, set_maxseg, get_maxseg },
	{ SCTP_EXPLICIT_EOR, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_explicit_eor, get_explicit_eor },
	{ SCTP_ZEROCOPY, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_zerocopy, get_zerocopy },
	{ }
};
