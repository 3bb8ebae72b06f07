// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for what is received: notifications, ancillary data, partial
 * delivery.
 */
#include <net/sock.h>

#include "core/caps.h"
#include "event.h"
#include "rxq.h"
#include "sockopt.h"

/* The socket and all its associations get these notifications */
static void subscribe_all(struct sock *sk, u16 subscribe)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_kassoc *ka;

	sp->prefs.subscribe = subscribe;
	list_for_each_entry(ka, &sp->assocs, list) {
		u16 added = subscribe & ~ka->prefs.subscribe;

		ka->prefs.subscribe = subscribe;
		if (added & SCTP_EVENT_BIT(SCTP_SENDER_DRY_EVENT))
			sctp_event_sender_dry(ka);
	}
}

/* A byte per notification type, in order of their numbers; may be shorter */
static int set_events(struct sctp_opt_call *c)
{
	u16 subscribe = sctp_sk(c->sk)->prefs.subscribe;
	const u8 *on = c->val;
	u32 i;

	if (c->len > sizeof(struct sctp_event_subscribe))
		return -EINVAL;
	for (i = 0; i < c->len; i++) {
		subscribe &= ~BIT(i);
		if (on[i])
			subscribe |= BIT(i);
	}
	subscribe_all(c->sk, subscribe);
	return 0;
}

static int get_events(struct sctp_opt_call *c)
{
	u32 i;

	if (!c->len)
		return -EINVAL;
	c->len = min_t(u32, c->len, sizeof(struct sctp_event_subscribe));
	for (i = 0; i < c->len; i++)
		((u8 *)c->val)[i] =
			!!(sctp_sk(c->sk)->prefs.subscribe & BIT(i));
	return 0;
}

static int set_event(struct sctp_opt_call *c)
{
	const struct sctp_event *e = c->val;
	u16 *subscribe = &sctp_prefs(c->sk, c->ka)->subscribe;
	u16 bit, had = *subscribe;

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
	e->se_on = !!(sctp_prefs(c->sk, c->ka)->subscribe &
		      SCTP_EVENT_BIT(e->se_type));
	return 0;
}

static_assert(SCTP_RECVADAPTIONEVNT - SCTP_RECVDATAIOEVNT ==
	      SCTP_ADAPTATION_INDICATION - SCTP_SN_TYPE_BASE);

/* One notification, as in the API draft of 2002 */
static int set_interest(struct sctp_opt_call *c)
{
	u16 subscribe = sctp_sk(c->sk)->prefs.subscribe;
	u16 bit = BIT(c->num - SCTP_RECVDATAIOEVNT);

	subscribe_all(c->sk, *(int *)c->val ? subscribe | bit :
					      subscribe & ~bit);
	return 0;
}

static int get_interest(struct sctp_opt_call *c)
{
	*(int *)c->val = !!(sctp_sk(c->sk)->prefs.subscribe &
			    BIT(c->num - SCTP_RECVDATAIOEVNT));
	return 0;
}

static int set_ext_rcvinfo(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->ext_rcvinfo = !!*(int *)c->val;
	return 0;
}

static int get_ext_rcvinfo(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->ext_rcvinfo;
	return 0;
}

static const struct sctp_opt_field frag_interleave_fields[] = {
	{ SCTP_ARG_INT, SCTP_IN_SOCK(frag_interleave), .onoff = true },
	{}
};

/* I-DATA needs a reader of mixed messages: future associations do without */
static int set_frag_interleave(struct sctp_opt_call *c)
{
	bool on = *(int *)c->val;
	int err = on ? 0 : sctp_opt_offer(c->sk, SCTP_CAP_I_DATA, false);

	if (err)
		return err;
	sctp_sk(c->sk)->frag_interleave = on;
	if (on) {
		sctp_rxq_settle(c->sk);
		sctp_rxq_wake(c->sk);
	}
	return 0;
}

static const struct sctp_opt_field pd_point_fields[] = {
	{ SCTP_ARG_INT, SCTP_IN_CFG(pd_point) },
	{}
};

static int pd_point_check(const struct sctp_opt_call *c,
			  struct sctp_config *cfg)
{
	return cfg->pd_point > READ_ONCE(c->sk->sk_rcvbuf) / 2 ? -EINVAL : 0;
}

#define INTEREST(which)							\
	{ (which), SCTP_OPT_SET_MIN, sizeof(int), 0, SCTP_OPT_NO_ID,	\
	  set_interest, get_interest }

const struct sctp_opt sctp_opts_recv[] = {
	{ SCTP_EVENTS, SCTP_OPT_SET_ANY | SCTP_OPT_GET_ANY,
	  sizeof(struct sctp_event_subscribe), 0,
	  SCTP_OPT_NO_ID, set_events, get_events },
	{ SCTP_EVENT, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_event), 0, 0, set_event, get_event },
	INTEREST(SCTP_RECVDATAIOEVNT),
	INTEREST(SCTP_RECVASSOCEVNT),
	INTEREST(SCTP_RECVPADDEVNT),
	INTEREST(SCTP_RECVSENDFAILEVNT),
	INTEREST(SCTP_RECVPEERERR),
	INTEREST(SCTP_RECVSHUTDOWNEVNT),
	INTEREST(SCTP_RECVPDEVNT),
	INTEREST(SCTP_RECVADAPTIONEVNT),
	SCTP_OPT_SWITCH(SCTP_RECVRCVINFO, recvrcvinfo),
	SCTP_OPT_SWITCH(SCTP_RECVNXTINFO, recvnxtinfo),
	{ SCTP_USE_EXT_RCVINFO, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_ext_rcvinfo, get_ext_rcvinfo },
	SCTP_OPT_SWITCH(SCTP_ASSOC_FEATURES, assoc_features),
	SCTP_OPT_NUMBER(SCTP_CONTEXT, SCTP_OPT_SETS, SCTP_IN_PREFS(context)),
	{ .num = SCTP_FRAGMENT_INTERLEAVE, .size = sizeof(int),
	  .id_at = SCTP_OPT_NO_ID,
	  .set = set_frag_interleave,
	  .fields = frag_interleave_fields },
	{ .num = SCTP_PARTIAL_DELIVERY_POINT, .flags = SCTP_OPT_ALL,
	  .size = sizeof(u32), .id_at = SCTP_OPT_NO_ID,
	  .fields = pd_point_fields,
	  .check = pd_point_check },
	{ }
};
