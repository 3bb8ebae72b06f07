// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of extensions: ECN, I-DATA, PR-SCTP, NR-SACK, PKTDROP, zero checksum,
 * ASCONF, CMT.
 */
#include <linux/sched.h>
#include <linux/security.h>
#include <net/sock.h>

#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/ext/prsctp.h"
#include "core/ext/zerosum.h"
#include "autoaddr.h"
#include "bindx.h"
#include "kassoc.h"
#include "netns.h"
#include "socket.h"
#include "sockopt.h"
#include "uaddr.h"

/* --- Is a capability offered, or agreed upon by an association? --- */

/* For associations to come, whichever id is given, as in Linux */
static int set_cap(struct sctp_opt_call *c, u32 cap)
{
	const struct sctp_assoc_value *v = c->val;

	return sctp_opt_offer(c->sk, cap, v->assoc_value);
}

static int get_cap(struct sctp_opt_call *c, u32 cap)
{
	struct sctp_assoc_value *v = c->val;
	u32 caps = c->ka ? c->ka->a.hs.caps : sctp_sk(c->sk)->ep.cfg->caps;

	v->assoc_value = !!(caps & cap);
	return 0;
}

static int set_ecn(struct sctp_opt_call *c)
{
	return set_cap(c, SCTP_CAP_ECN);
}

static int get_ecn(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_ECN);
}

/* RFC 9653: offered to associations to come */
static int set_zero_checksum(struct sctp_opt_call *c)
{
	u32 edmid = *(u32 *)c->val;

	if (edmid > SCTP_EDMID_LOWER_LAYER_DTLS)
		return -EINVAL;
	return sctp_opt_offer(c->sk, SCTP_CAP_ZERO_CHECKSUM, edmid);
}

static int get_zero_checksum(struct sctp_opt_call *c)
{
	bool on = sctp_sk(c->sk)->ep.cfg->caps & SCTP_CAP_ZERO_CHECKSUM;

	*(u32 *)c->val = on ? SCTP_EDMID_LOWER_LAYER_DTLS : SCTP_EDMID_NONE;
	return 0;
}

static_assert(SCTP_EDMID_DTLS == SCTP_EDMID_LOWER_LAYER_DTLS);

/* I-DATA: the program has to be able to read mixed messages */
static int set_interleaving(struct sctp_opt_call *c)
{
	if (!READ_ONCE(sctp_sk_net(c->sk)->tun.intl_enable) ||
	    !sctp_sk(c->sk)->frag_interleave)
		return -EPERM;
	return set_cap(c, SCTP_CAP_I_DATA);
}

static int get_interleaving(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_I_DATA);
}

static int set_prsctp(struct sctp_opt_call *c)
{
	return set_cap(c, SCTP_CAP_PRSCTP);
}

static int get_prsctp(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_PRSCTP);
}

/* Solaris': the same, of the socket */
static int set_prsctp_switch(struct sctp_opt_call *c)
{
	return sctp_opt_offer(c->sk, SCTP_CAP_PRSCTP, *(int *)c->val);
}

static int get_prsctp_switch(struct sctp_opt_call *c)
{
	*(int *)c->val = !!(sctp_sk(c->sk)->ep.cfg->caps & SCTP_CAP_PRSCTP);
	return 0;
}

static int set_nrsack(struct sctp_opt_call *c)
{
	return set_cap(c, SCTP_CAP_NR_SACK);
}

static int get_nrsack(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_NR_SACK);
}

static int set_pktdrop(struct sctp_opt_call *c)
{
	return set_cap(c, SCTP_CAP_PKTDROP);
}

static int get_pktdrop(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_PKTDROP);
}

/* --- ASCONF --- */

/* A socket with AUTH lists it among what is to be authenticated */
static int set_asconf(struct sctp_opt_call *c)
{
	return set_cap(c, SCTP_CAP_ASCONF) ?:
	       sctp_asconf_list(&sctp_sk(c->sk)->ep);
}

static int get_asconf(struct sctp_opt_call *c)
{
	return get_cap(c, SCTP_CAP_ASCONF);
}

static int set_auto_asconf(struct sctp_opt_call *c)
{
	bool on = *(int *)c->val;

	if (on && !sctp_sk(c->sk)->bind_any)
		return -EINVAL;
	sctp_auto_asconf_begin(c->sk, on);
	return 0;
}

static int get_auto_asconf(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->auto_asconf;
	return 0;
}

/* Which association, and may it have another primary there? */
static int peer_prim_assoc(struct sctp_opt_call *c,
			   const struct sctp_setpeerprim *prim)
{
	if (!(sctp_sk(c->sk)->ep.cfg->caps & SCTP_CAP_ASCONF)) {
		pr_info_once("%s[%d] asked for ASCONF, which is off: net.sctp.addip_enable or SCTP_ASCONF_SUPPORTED turns it on\n",
			     current->comm, task_pid_nr(current));
		return -EPERM;
	}
	if (c->len != sizeof(*prim))
		return -EINVAL;
	c->ka = sctp_sock_assoc(c->sk, prim->sspp_assoc_id);
	if (!c->ka)
		return -EINVAL;
	if (!sctp_asconf_on(&c->ka->a))
		return -EPERM;
	return c->ka->a.state == SCTP_ST_ESTABLISHED ? 0 : -ENOTCONN;
}

static int set_peer_primary(struct sctp_opt_call *c)
{
	struct sctp_setpeerprim *prim = c->val;
	struct sockaddr_storage ss;
	struct sctp_taddr t;
	u64 now = sctp_now();
	int err, len;

	err = peer_prim_assoc(c, prim);
	if (err)
		return err;
	memcpy(&ss, &prim->sspp_addr, sizeof(ss));
	len = sctp_uaddr_parse(c->sk, &ss, sizeof(ss), &t);
	if (len < 0)
		return -EINVAL;
	/* the port counts, too, as with Linux's own */
	if (t.port != c->ka->a.lport || !sctp_bind_match(c->sk, &t.addr))
		return -EADDRNOTAVAIL;
	err = security_sctp_bind_connect(c->sk, SCTP_SET_PEER_PRIMARY_ADDR,
					 (struct sockaddr *)&ss, len);
	if (err)
		return err;
	err = sctp_asconf_set_primary(&c->ka->a, &t.addr, now);
	if (!err)
		sctp_kassoc_run(c->ka, now);
	return err;
}

/* --- PR-SCTP: how many messages were given up --- */

static bool pr_policy_counted(u16 policy)
{
	if (policy == SCTP_PR_SCTP_ALL)
		return true;
	return policy && !(policy & ~SCTP_PR_SCTP_MASK);
}

static void add_pr_count(struct sctp_prstatus *s,
			 const struct sctp_pr_count *n)
{
	u32 i;

	for (i = 0; n && i < SCTP_PR_POLICIES; i++) {
		if (s->sprstat_policy != SCTP_PR_SCTP_ALL &&
		    __SCTP_PR_INDEX(s->sprstat_policy) != i)
			continue;
		s->sprstat_abandoned_unsent += n->unsent[i];
		s->sprstat_abandoned_sent += n->sent[i];
	}
}

static int get_pr_status(struct sctp_opt_call *c, bool stream)
{
	const struct sctp_assoc *a = &c->ka->a;
	struct sctp_prstatus *s = c->val;

	if (!pr_policy_counted(s->sprstat_policy))
		return -EINVAL;
	s->sprstat_abandoned_unsent = 0;
	s->sprstat_abandoned_sent = 0;
	if (a->tx.streams.pr)
		add_pr_count(s, stream ?
			     sctp_pr_stream_count(a, s->sprstat_sid) :
			     &sctp_pr_of(a)->count);
	return 0;
}

static int get_pr_assoc_status(struct sctp_opt_call *c)
{
	return get_pr_status(c, false);
}

static int get_pr_stream_status(struct sctp_opt_call *c)
{
	const struct sctp_prstatus *s = c->val;

	if (s->sprstat_sid >= c->ka->a.tx.streams.num)
		return -EINVAL;
	return get_pr_status(c, true);
}

static const struct sctp_opt_field pf_expose_fields[] = {
	{ SCTP_ARG_VALUE,
	  SCTP_IN_PREFS(pf_expose), .max = SCTP_PF_EXPOSE_ENABLE },
	{}
};

static_assert((int)SCTP_MP_UNCOUPLED == SCTP_CMT_BASE);
static_assert((int)SCTP_MP_RPV1 == SCTP_CMT_RPV1);
static_assert((int)SCTP_MP_RPV2 == SCTP_CMT_RPV2);
static_assert((int)SCTP_MP_LINKED == SCTP_CMT_MPTCP);

/* How data takes several paths at once: FreeBSD's numbers */
static const struct sctp_opt_field cmt_fields[] = {
	{ SCTP_ARG_VALUE, SCTP_IN_CFG(cmt), .max = SCTP_MP_VALUES - 1 },
	{}
};

static const struct sctp_opt_field dac_fields[] = {
	{ SCTP_ARG_VALUE, SCTP_IN_CFG(cmt_dac), .onoff = true },
	{}
};

const struct sctp_opt sctp_opts_ext[] = {
	{ .num = SCTP_CMT_ON_OFF, .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_assoc_value), .fields = cmt_fields },
	{ .num = SCTP_CMT_USE_DAC, .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_assoc_value), .fields = dac_fields },
	{ SCTP_PR_SUPPORTED, SCTP_OPT_FUTURE, sizeof(struct sctp_assoc_value),
	  0, 0, set_prsctp, get_prsctp },
	{ SCTP_PRSCTP, SCTP_OPT_SET_MIN, sizeof(int), 0, SCTP_OPT_NO_ID,
	  set_prsctp_switch, get_prsctp_switch },
	{ SCTP_ASCONF_SUPPORTED, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_assoc_value), 0, 0, set_asconf, get_asconf },
	{ SCTP_ACCEPT_ZERO_CHECKSUM, 0, sizeof(u32), 0, SCTP_OPT_NO_ID,
	  set_zero_checksum, get_zero_checksum },
	{ SCTP_ECN_SUPPORTED, SCTP_OPT_FUTURE, sizeof(struct sctp_assoc_value),
	  0, 0, set_ecn, get_ecn },
	{ SCTP_NRSACK_SUPPORTED, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_assoc_value), 0, 0, set_nrsack, get_nrsack },
	{ SCTP_PKTDROP_SUPPORTED, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_assoc_value), 0, 0, set_pktdrop, get_pktdrop },
	/* without its sysctl even 0 is refused */
	{ SCTP_INTERLEAVING_SUPPORTED, SCTP_OPT_FUTURE | SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_interleaving, get_interleaving },

	{ SCTP_AUTO_ASCONF, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_auto_asconf, get_auto_asconf },
	{ SCTP_SET_PEER_PRIMARY_ADDR, SCTP_OPT_SET_ANY, 0, 0,
	  SCTP_OPT_NO_ID, set_peer_primary, NULL },

	{ SCTP_PR_ASSOC_STATUS, 0, sizeof(struct sctp_prstatus), 0, 0,
	  NULL, get_pr_assoc_status },
	{ SCTP_PR_STREAM_STATUS, 0, sizeof(struct sctp_prstatus), 0, 0,
	  NULL, get_pr_stream_status },

	{ .num = SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, .flags = SCTP_OPT_FUTURE,
	  .size = sizeof(struct sctp_assoc_value),
	  .fields = pf_expose_fields },
	{ }
};
