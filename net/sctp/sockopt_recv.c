// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for what is received: notifications, ancillary data, partial
 * delivery.
 */
#include <net/sock.h>

#include "event.h"
#include "rxq.h"
#include "sockopt.h"

/* One byte for each type, in the order of their numbers; any prefix will do */
static int set_events(struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);
	const u8 *on = c->val;
	struct sctp_kassoc *ka;
	u32 i;

	if (c->len > sizeof(struct sctp_event_subscribe))
		return -EINVAL;
	for (i = 0; i < c->len; i++) {
		sp->subscribe &= ~BIT(i);
		if (on[i])
			sp->subscribe |= BIT(i);
	}
	list_for_each_entry(ka, &sp->assocs, list) {
		u32 added = sp->subscribe & ~ka->subscribe;

		ka->subscribe = sp->subscribe;
		if (added & SCTP_EVENT_BIT(SCTP_SENDER_DRY_EVENT))
			sctp_event_sender_dry(ka);
	}
	return 0;
}

static int get_events(struct sctp_opt_call *c)
{
	u32 i;

	if (!c->len)
		return -EINVAL;
	c->len = min_t(u32, c->len, sizeof(struct sctp_event_subscribe));
	for (i = 0; i < c->len; i++)
		((u8 *)c->val)[i] = !!(sctp_sk(c->sk)->subscribe & BIT(i));
	return 0;
}

static u32 *subscribe_of(const struct sctp_opt_call *c)
{
	return c->ka ? &c->ka->subscribe : &sctp_sk(c->sk)->subscribe;
}

static int set_event(struct sctp_opt_call *c)
{
	const struct sctp_event *e = c->val;
	u32 *subscribe = subscribe_of(c);
	u32 bit, had = *subscribe;

	if (e->se_type < SCTP_SN_TYPE_BASE || e->se_type > SCTP_SN_TYPE_MAX)
		return -EINVAL;
	bit = SCTP_EVENT_BIT(e->se_type);
	*subscribe = e->se_on ? *subscribe | bit : *subscribe & ~bit;
	if (c->ka && e->se_type == SCTP_SENDER_DRY_EVENT &&
	    (*subscribe & ~had))
		sctp_event_sender_dry(c->ka);
	return 0;
}

static int get_event(struct sctp_opt_call *c)
{
	struct sctp_event *e = c->val;

	if (e->se_type < SCTP_SN_TYPE_BASE || e->se_type > SCTP_SN_TYPE_MAX)
		return -EINVAL;
	e->se_on = !!(*subscribe_of(c) & SCTP_EVENT_BIT(e->se_type));
	return 0;
}

static int set_recvrcvinfo(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->recvrcvinfo = !!*(int *)c->val;
	return 0;
}

static int get_recvrcvinfo(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->recvrcvinfo;
	return 0;
}

static int set_recvnxtinfo(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->recvnxtinfo = !!*(int *)c->val;
	return 0;
}

static int get_recvnxtinfo(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->recvnxtinfo;
	return 0;
}

static int set_assoc_features(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->assoc_features = *(int *)c->val != 0;
	return 0;
}

static int get_assoc_features(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->assoc_features;
	return 0;
}

static int set_context(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;

	if (c->ka)
		c->ka->context = v->assoc_value;
	else
		sctp_sk(c->sk)->context = v->assoc_value;
	return 0;
}

static int get_context(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = c->ka ? c->ka->context : sctp_sk(c->sk)->context;
	return 0;
}

static int set_frag_interleave(struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);

	sp->frag_interleave = !!*(int *)c->val;
	if (sp->frag_interleave) {
		sctp_rxq_settle(c->sk);
		sctp_rxq_wake(c->sk);
	}
	return 0;
}

static int get_frag_interleave(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->frag_interleave;
	return 0;
}

static void to_pd_point(struct sctp_config *cfg, u32 point)
{
	cfg->pd_point = point;
}

static int set_pd_point(struct sctp_opt_call *c)
{
	u32 point = *(u32 *)c->val;

	if (point > READ_ONCE(c->sk->sk_rcvbuf) / 2)
		return -EINVAL;
	return sctp_opt_set_all(c->sk, to_pd_point, point);
}

static int get_pd_point(struct sctp_opt_call *c)
{
	*(u32 *)c->val = sctp_sk(c->sk)->ep.cfg->pd_point;
	return 0;
}

const struct sctp_opt sctp_opts_recv[] = {
	{ SCTP_EVENTS, SCTP_OPT_SET_ANY | SCTP_OPT_GET_ANY,
	  sizeof(struct sctp_event_subscribe), 0,
	  SCTP_OPT_NO_ID, set_events, get_events },
	{ SCTP_EVENT, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_event), 0, 0, set_event, get_event },
	{ SCTP_RECVRCVINFO, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_recvrcvinfo, get_recvrcvinfo },
	{ SCTP_RECVNXTINFO, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_recvnxtinfo, get_recvnxtinfo },
	{ SCTP_CONTEXT, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_assoc_value), 0, 0, set_context, get_context },
	{ SCTP_FRAGMENT_INTERLEAVE, 0, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_frag_interleave, get_frag_interleave },
	{ SCTP_PARTIAL_DELIVERY_POINT, 0, sizeof(u32), 0,
	  SCTP_OPT_NO_ID, set_pd_point, get_pd_point },
	{ SCTP_ASSOC_FEATURES, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_assoc_features, get_assoc_features },
	{ }
};
