// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of extensions that are not there: AUTH, ASCONF, RE-CONFIG, PR-SCTP,
 * interleaving, ECN, and all stream schedulers but the first.
 *
 * Each answers as one does whose extension is off, so that programs find out
 * in the way they know: it can be asked for, and cannot be turned on. What is
 * but a wish for when the extension is there is kept.
 */
#include <linux/sched.h>
#include <net/sock.h>

#include "netns.h"
#include "socket.h"
#include "sockopt.h"

/* The errno says little: the log says more, once */
#define refuse(what, err) ({						\
	pr_info_once("%s[%d] asked for " what ", which is not there: see abi.md\n", \
		     current->comm, task_pid_nr(current));		\
	(err);								\
})

/* --- Is it there? --- */

static int set_supported(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;

	return v->assoc_value ? refuse("an extension", -EPERM) : 0;
}

static int get_supported(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = 0;
	return 0;
}

static int set_not_permitted(struct sctp_opt_call *c)
{
	return refuse("ASCONF or interleaving", -EPERM);
}

/* --- AUTH --- */

static int auth_off(struct sctp_opt_call *c)
{
	return refuse("AUTH", -EACCES);
}

static int write_only(struct sctp_opt_call *c)
{
	return -EOPNOTSUPP;
}

static int set_auth_key(struct sctp_opt_call *c)
{
	const struct sctp_authkey *key = c->val;

	if (key->sca_keylength > c->len - sizeof(*key))
		return -EINVAL;
	return auth_off(c);
}

/* --- ASCONF --- */

/* As with ASCONF off in Linux: a wish that has no effect */
static int set_auto_asconf(struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);
	bool on = *(int *)c->val;

	if (on && !sp->bind_any)
		return -EINVAL;
	sp->auto_asconf = on;
	return 0;
}

static int get_auto_asconf(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->auto_asconf;
	return 0;
}

/* --- RE-CONFIG --- */

static int reconf_off(struct sctp_opt_call *c)
{
	return -ENOPROTOOPT;
}

static int set_reset_streams(struct sctp_opt_call *c)
{
	const struct sctp_reset_streams *r = c->val;

	if (c->len < struct_size(r, srs_stream_list, r->srs_number_streams))
		return -EINVAL;
	return -ENOPROTOOPT;
}

/* --- PR-SCTP: nothing was ever abandoned --- */

static bool pr_policy_counted(u16 policy)
{
	if (policy == SCTP_PR_SCTP_ALL)
		return true;
	return policy && !(policy & ~SCTP_PR_SCTP_MASK);
}

static int get_pr_assoc_status(struct sctp_opt_call *c)
{
	struct sctp_prstatus *s = c->val;

	if (!pr_policy_counted(s->sprstat_policy))
		return -EINVAL;
	s->sprstat_abandoned_unsent = 0;
	s->sprstat_abandoned_sent = 0;
	return 0;
}

static int get_pr_stream_status(struct sctp_opt_call *c)
{
	const struct sctp_prstatus *s = c->val;

	if (s->sprstat_sid >= c->ka->a.tx.num_streams)
		return -EINVAL;
	return get_pr_assoc_status(c);
}

/* --- Stream schedulers: first come, first served --- */

static int set_scheduler(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;

	return v->assoc_value == SCTP_SS_FCFS ? 0 : -EINVAL;
}

static int get_scheduler(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = SCTP_SS_FCFS;
	return 0;
}

/* Which streams there are differs: an error for one association is one for
 * all
 */
static int set_current_scheduler_value(struct sctp_opt_call *c)
{
	const struct sctp_stream_value *v = c->val;
	const struct sctp_kassoc *ka;

	list_for_each_entry(ka, &sctp_sk(c->sk)->assocs, list)
		if (v->stream_id >= ka->a.tx.num_streams)
			return -EINVAL;
	return 0;
}

/* Of the ids that are none of an association, this takes but CURRENT. The
 * values are for schedulers that look at them: there is nothing to keep.
 */
static int set_scheduler_value(struct sctp_opt_call *c)
{
	const struct sctp_stream_value *v = c->val;
	const struct sctp_kassoc *ka;

	if (sctp_is_one_to_many(c->sk) && v->assoc_id == SCTP_CURRENT_ASSOC)
		return set_current_scheduler_value(c);
	ka = sctp_sock_assoc(c->sk, v->assoc_id);
	if (!ka)
		return sctp_is_one_to_many(c->sk) ? -EINVAL : 0;
	return v->stream_id < ka->a.tx.num_streams ? 0 : -EINVAL;
}

static int get_scheduler_value(struct sctp_opt_call *c)
{
	const struct sctp_stream_value *v = c->val;
	const struct sctp_kassoc *ka;

	ka = sctp_sock_assoc(c->sk, v->assoc_id);
	if (!ka || v->stream_id >= ka->a.tx.num_streams)
		return -EINVAL;
	return 0;
}

#define OPT_SUPPORTED(num)						\
	{ num, SCTP_OPT_FUTURE, sizeof(struct sctp_assoc_value), 0, 0,	\
	  set_supported, get_supported }

#define OPT_AUTH_KEY_ID(num)						\
	{ num, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_RAW,		\
	  sizeof(struct sctp_authkeyid), 0, 0, auth_off, write_only }

static const struct sctp_opt_field strreset_fields[] = {
	{ SCTP_ARG_VALUE,
	  SCTP_IN_PREFS(strreset_enable), .mask = SCTP_ENABLE_STRRESET_MASK },
	{}
};

static const struct sctp_opt_field pf_expose_fields[] = {
	{ SCTP_ARG_VALUE,
	  SCTP_IN_PREFS(pf_expose), .max = SCTP_PF_EXPOSE_ENABLE },
	{}
};

const struct sctp_opt sctp_opts_ext[] = {
	OPT_SUPPORTED(SCTP_PR_SUPPORTED),
	OPT_SUPPORTED(SCTP_RECONFIG_SUPPORTED),
	OPT_SUPPORTED(SCTP_ASCONF_SUPPORTED),
	OPT_SUPPORTED(SCTP_AUTH_SUPPORTED),
	OPT_SUPPORTED(SCTP_ECN_SUPPORTED),
	/* needs a sysctl as well, which is off: even 0 is refused */
	{ SCTP_INTERLEAVING_SUPPORTED, SCTP_OPT_FUTURE | SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_not_permitted, get_supported },

	{ SCTP_AUTH_CHUNK, SCTP_OPT_SET_ANY | SCTP_OPT_RAW, 0, 0,
	  SCTP_OPT_NO_ID, auth_off, write_only },
	{ SCTP_HMAC_IDENT, SCTP_OPT_SET_ANY | SCTP_OPT_RAW, 0, 0,
	  SCTP_OPT_NO_ID, auth_off, auth_off },
	{ SCTP_AUTH_KEY, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_SET_MIN |
	  SCTP_OPT_RAW, sizeof(struct sctp_authkey) + 1, 0, 0,
	  set_auth_key, write_only },
	{ SCTP_AUTH_ACTIVE_KEY, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_authkeyid), 0, 0, auth_off, auth_off },
	OPT_AUTH_KEY_ID(SCTP_AUTH_DELETE_KEY),
	OPT_AUTH_KEY_ID(SCTP_AUTH_DEACTIVATE_KEY),
	{ SCTP_PEER_AUTH_CHUNKS, 0, sizeof(struct sctp_authchunks), 0, 0,
	  NULL, auth_off },
	{ SCTP_LOCAL_AUTH_CHUNKS, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_authchunks), 0, 0, NULL, auth_off },

	{ SCTP_AUTO_ASCONF, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_auto_asconf, get_auto_asconf },
	{ SCTP_SET_PEER_PRIMARY_ADDR, SCTP_OPT_SET_ANY, 0, 0,
	  SCTP_OPT_NO_ID, set_not_permitted, NULL },

	{ .num = SCTP_ENABLE_STREAM_RESET,
	  .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_assoc_value),
	  .fields = strreset_fields },
	{ SCTP_RESET_STREAMS, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_reset_streams), 0, 0, set_reset_streams, NULL },
	{ SCTP_RESET_ASSOC, 0, sizeof(sctp_assoc_t), 0, 0, reconf_off, NULL },
	{ SCTP_ADD_STREAMS, 0, sizeof(struct sctp_add_streams), 0, 0,
	  reconf_off, NULL },

	{ SCTP_PR_ASSOC_STATUS, 0, sizeof(struct sctp_prstatus), 0, 0,
	  NULL, get_pr_assoc_status },
	{ SCTP_PR_STREAM_STATUS, 0, sizeof(struct sctp_prstatus), 0, 0,
	  NULL, get_pr_stream_status },

	{ .num = SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, .flags = SCTP_OPT_FUTURE,
	  .size = sizeof(struct sctp_assoc_value),
	  .fields = pf_expose_fields },

	{ SCTP_STREAM_SCHEDULER, SCTP_OPT_FUTURE | SCTP_OPT_SETS |
	  SCTP_OPT_SET_MIN, sizeof(struct sctp_assoc_value), 0, 0,
	  set_scheduler, get_scheduler },
	{ SCTP_STREAM_SCHEDULER_VALUE, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_stream_value), 0, SCTP_OPT_NO_ID,
	  set_scheduler_value, get_scheduler_value },
	{ }
};
