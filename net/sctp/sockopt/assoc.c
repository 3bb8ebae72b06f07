// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for parameters and state of associations, and a few for the socket
 * itself. Without an association they are about the defaults of future ones.
 */
#include <linux/slab.h>
#include <net/sock.h>

#include "epstats.h"
#include "netns.h"
#include "socket.h"
#include "sockopt.h"
#include "uaddr.h"

static const struct sctp_opt_field rtoinfo_fields[] = {
	{ SCTP_ARG(struct sctp_rtoinfo, srto_initial),
	  SCTP_IN_CFG(rto_initial), .keep = true },
	{ SCTP_ARG(struct sctp_rtoinfo, srto_max),
	  SCTP_IN_CFG(rto_max), .keep = true },
	{ SCTP_ARG(struct sctp_rtoinfo, srto_min),
	  SCTP_IN_CFG(rto_min), .keep = true },
	{}
};

static int rtoinfo_check(const struct sctp_opt_call *c, struct sctp_config *cfg)
{
	return cfg->rto_min > cfg->rto_max ? -EINVAL : 0;
}

/* With several paths, Association.Max.Retrans must not exceed the sum of their
 * Path.Max.Retrans
 */
static bool maxrxt_ok(const struct sctp_kassoc *ka, u16 maxrxt)
{
	const struct sctp_path *p;
	u32 sum = 0;

	if (!ka || ka->a.npaths < 2)
		return true;
	list_for_each_entry(p, &ka->a.paths, list)
		sum += p->cfg.max_retrans;
	return maxrxt <= sum;
}

static const struct sctp_opt_field associnfo_fields[] = {
	{ SCTP_ARG(struct sctp_assocparams, sasoc_asocmaxrxt),
	  SCTP_IN_CFG(max_retrans), .keep = true },
	{ SCTP_ARG(struct sctp_assocparams, sasoc_cookie_life),
	  SCTP_IN_CFG(cookie_life), .keep = true },
	{}
};

static int associnfo_check(const struct sctp_opt_call *c,
			   struct sctp_config *cfg)
{
	const struct sctp_assocparams *p = c->val;

	return maxrxt_ok(c->ka, p->sasoc_asocmaxrxt) ? 0 : -EINVAL;
}

static void associnfo_shown(const struct sctp_opt_call *c)
{
	struct sctp_assocparams *p = c->val;

	p->sasoc_number_peer_destinations = c->ka ? c->ka->a.npaths : 0;
	p->sasoc_peer_rwnd = c->ka ? c->ka->a.tx.peer.rwnd : 0;
	p->sasoc_local_rwnd = c->ka ? c->ka->a.rx.wnd.a_rwnd : 0;
}

static const struct sctp_opt_field autoclose_fields[] = {
	{ SCTP_ARG_INT, SCTP_IN_CFG(autoclose) },
	{}
};

static int autoclose_check(const struct sctp_opt_call *c,
			   struct sctp_config *cfg)
{
	struct sctp_net *sn = sctp_sk_net(c->sk);

	cfg->autoclose = min_t(unsigned long, cfg->autoclose,
			       READ_ONCE(sn->tun.max_autoclose));
	return 0;
}

static int get_status(struct sctp_opt_call *c)
{
	const struct sctp_assoc *a = &c->ka->a;
	struct sctp_status *s = c->val;

	memset(s, 0, sizeof(*s));
	s->sstat_assoc_id = c->ka->id;
	/* core's states begin with CLOSED, those of the ABI with EMPTY */
	s->sstat_state = a->state + SCTP_CLOSED;
	s->sstat_rwnd = a->tx.peer.rwnd;
	s->sstat_unackdata = min_t(u32, U16_MAX,
				   a->tx.ring.next - a->tx.ring.base);
	s->sstat_penddata = min_t(u32, U16_MAX, a->rx.ring.held);
	s->sstat_instrms = a->rx.streams.num;
	s->sstat_outstrms = a->tx.streams.num;
	s->sstat_fragmentation_point = a->tx.frag_point;
	if (a->primary)
		sctp_opt_paddrinfo(c->ka, a->primary, &s->sstat_primary);
	return 0;
}

static int get_assoc_number(struct sctp_opt_call *c)
{
	*(u32 *)c->val = sctp_sk(c->sk)->nassocs;
	return 0;
}

/* The ids of all associations. ERR_PTR when @room is too small for them */
static struct sctp_assoc_ids *collect_ids(struct sock *sk, u32 room)
{
	struct sctp_sock *sp = sctp_sk(sk);
	struct sctp_assoc_ids *ids;
	struct sctp_kassoc *ka;
	u32 n = 0;

	if (room < struct_size(ids, gaids_assoc_id, sp->nassocs))
		return ERR_PTR(-EINVAL);
	ids = kvmalloc(struct_size(ids, gaids_assoc_id, sp->nassocs),
		       GFP_KERNEL);
	if (!ids)
		return ERR_PTR(-ENOMEM);
	list_for_each_entry(ka, &sp->assocs, list)
		ids->gaids_assoc_id[n++] = ka->id;
	ids->gaids_number_of_ids = n;
	return ids;
}

static int get_assoc_id_list(struct sctp_opt_call *c)
{
	struct sctp_assoc_ids *ids;
	int err = 0;

	if (c->len < sizeof(*ids))
		return -EINVAL;
	lock_sock(c->sk);
	ids = collect_ids(c->sk, c->len);
	release_sock(c->sk);
	if (IS_ERR(ids))
		return PTR_ERR(ids);
	c->len = struct_size(ids, gaids_assoc_id, ids->gaids_number_of_ids);
	if (copy_to_user(c->user, ids, c->len))
		err = -EFAULT;
	kvfree(ids);
	return err;
}

static void fill_stats(struct sctp_assoc_stats *s,
		       const struct sctp_assoc_counts *n)
{
	s->sas_isacks = n->isacks;
	s->sas_osacks = n->osacks;
	s->sas_opackets = n->opackets;
	s->sas_ipackets = n->ipackets;
	s->sas_rtxchunks = n->rtxchunks;
	s->sas_outofseqtsns = n->outofseqtsns;
	s->sas_idupchunks = n->idupchunks;
	s->sas_gapcnt = n->gapcnt;
	s->sas_ouodchunks = n->ouodchunks;
	s->sas_iuodchunks = n->iuodchunks;
	s->sas_oodchunks = n->oodchunks;
	s->sas_iodchunks = n->iodchunks;
	s->sas_octrlchunks = n->octrlchunks;
	s->sas_ictrlchunks = n->ictrlchunks;
}

/* A caller with an older, shorter struct gets the beginning */
static int get_assoc_stats(struct sctp_opt_call *c)
{
	struct sctp_assoc_stats *s = c->val;
	const struct sctp_path *p;
	struct sctp_assoc *a;
	union sctp_uaddr u;
	sctp_assoc_t id;
	u64 rto;
	int len;

	if (c->len < sizeof(id))
		return -EINVAL;
	id = s->sas_assoc_id;
	c->ka = sctp_sock_assoc(c->sk, id);
	if (!c->ka)
		return -EINVAL;
	a = &c->ka->a;
	memset(s, 0, sizeof(*s));
	s->sas_assoc_id = id;
	fill_stats(s, &a->counts);
	rto = div_u64(sctp_path_take_max_rto(a), NSEC_PER_MSEC);
	s->sas_maxrto = max_t(u64, rto, a->cfg->rto_min);
	p = sctp_path_rto_peak(a);
	if (p) {
		len = sctp_uaddr_fill(c->sk, &p->addr, a->pport, &u);
		memcpy(&s->sas_obs_rto_ipaddr, &u, len);
	}
	c->len = min_t(u32, c->len, sizeof(*s));
	return 0;
}

static int get_timeouts(struct sctp_opt_call *c)
{
	const struct sctp_assoc *a = &c->ka->a;
	struct sctp_timeouts *t = c->val;

	t->stimo_assoc_id = c->ka->id;
	t->stimo_init = sctp_timeouts_of(a, SCTP_TIMEOUT_INIT);
	t->stimo_data = sctp_timeouts_of(a, SCTP_TIMEOUT_DATA);
	t->stimo_sack = sctp_timeouts_of(a, SCTP_TIMEOUT_SACK);
	t->stimo_shutdown = sctp_timeouts_of(a, SCTP_TIMEOUT_SHUTDOWN);
	t->stimo_heartbeat = sctp_timeouts_of(a, SCTP_TIMEOUT_HEARTBEAT);
	t->stimo_cookie = sctp_timeouts_of(a, SCTP_TIMEOUT_COOKIE);
	t->stimo_shutdownack = sctp_timeouts_of(a, SCTP_TIMEOUT_SHUTDOWN_ACK);
	return 0;
}

static int get_endpoint_stats(struct sctp_opt_call *c)
{
	sctp_epstats_get(c->sk, c->val);
	return 0;
}

/* Only 0 can be set: all counts */
static int set_endpoint_stats(struct sctp_opt_call *c)
{
	if (c->len != sizeof(int) || *(int *)c->val)
		return -EINVAL;
	return sctp_epstats_reset(c->sk);
}

/* The older form: 0 turns delaying off, anything else on */
static int set_delayed_ack_old(struct sctp_config *cfg, u32 delay)
{
	if (delay > SCTP_SACK_DELAY_MAX)
		return -EINVAL;
	if (!delay) {
		cfg->sack_freq = 1;
		return 0;
	}
	cfg->sack_delay = delay;
	if (cfg->sack_freq == 1)
		cfg->sack_freq = 2;
	return 0;
}

static int set_delayed_ack(struct sctp_opt_call *c)
{
	const struct sctp_sack_info *s = c->val;
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, c->ka);
	bool old = c->len == sizeof(struct sctp_assoc_value);
	int err;

	if (old || s->sack_delay) {
		err = set_delayed_ack_old(&cfg, s->sack_delay);
		if (err)
			return err;
	}
	if (!old && s->sack_freq)
		cfg.sack_freq = s->sack_freq;
	return sctp_opt_set_cfg(c->sk, c->ka, &cfg);
}

static int get_delayed_ack(struct sctp_opt_call *c)
{
	const struct sctp_config *cfg = sctp_opt_cfg(c->sk, c->ka);
	struct sctp_sack_info *s = c->val;

	s->sack_delay = cfg->sack_freq == 1 ? 0 : cfg->sack_delay;
	if (c->len > sizeof(struct sctp_assoc_value))
		s->sack_freq = cfg->sack_freq;
	return 0;
}

static int set_reuse_port(struct sctp_opt_call *c)
{
	/* the same errno as Linux */
	if (sctp_sk(c->sk)->bucket)
		return -EFAULT;
	sctp_sk(c->sk)->reuse_port = !!*(int *)c->val;
	return 0;
}

static int get_reuse_port(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->reuse_port;
	return 0;
}

static const struct sctp_opt_field initmsg_fields[] = {
	{ SCTP_ARG(struct sctp_initmsg, sinit_num_ostreams),
	  SCTP_IN_CFG(num_ostreams), .keep = true },
	{ SCTP_ARG(struct sctp_initmsg, sinit_max_instreams),
	  SCTP_IN_CFG(max_instreams), .keep = true },
	{ SCTP_ARG(struct sctp_initmsg, sinit_max_attempts),
	  SCTP_IN_CFG(max_init_attempts), .keep = true },
	{ SCTP_ARG(struct sctp_initmsg, sinit_max_init_timeo),
	  SCTP_IN_CFG(max_init_timeo), .keep = true },
	{}
};

static const struct sctp_opt_field adaptation_fields[] = {
	{ SCTP_ARG(struct sctp_setadaptation, ssb_adaptation_ind),
	  SCTP_IN_CFG(adaptation) },
	{}
};

const struct sctp_opt sctp_opts_assoc[] = {
	{ .num = SCTP_RTOINFO, .flags = SCTP_OPT_FUTURE,
	  .size = sizeof(struct sctp_rtoinfo),
	  .fields = rtoinfo_fields,
	  .check = rtoinfo_check },
	{ .num = SCTP_ASSOCINFO, .flags = SCTP_OPT_FUTURE,
	  .size = sizeof(struct sctp_assocparams),
	  .fields = associnfo_fields,
	  .check = associnfo_check, .shown = associnfo_shown },
	{ .num = SCTP_INITMSG, .size = sizeof(struct sctp_initmsg),
	  .id_at = SCTP_OPT_NO_ID,
	  .fields = initmsg_fields },
	{ .num = SCTP_AUTOCLOSE, .flags = SCTP_OPT_MANY, .size = sizeof(int),
	  .id_at = SCTP_OPT_NO_ID,
	  .fields = autoclose_fields,
	  .check = autoclose_check },
	{ .num = SCTP_ADAPTATION_LAYER,
	  .size = sizeof(struct sctp_setadaptation), .id_at = SCTP_OPT_NO_ID,
	  .fields = adaptation_fields },
	{ SCTP_STATUS, 0, sizeof(struct sctp_status), 0,
	  0, NULL, get_status },
	{ SCTP_GET_ASSOC_NUMBER, SCTP_OPT_MANY, sizeof(u32), 0,
	  SCTP_OPT_NO_ID, NULL, get_assoc_number },
	{ SCTP_GET_ASSOC_ID_LIST, SCTP_OPT_MANY | SCTP_OPT_RAW, 0, 0,
	  SCTP_OPT_NO_ID, NULL, get_assoc_id_list },
	{ SCTP_GET_ASSOC_STATS, SCTP_OPT_GET_ANY,
	  sizeof(struct sctp_assoc_stats), 0,
	  SCTP_OPT_NO_ID, NULL, get_assoc_stats,
	  SCTP_OPT_SIZE32(struct sctp_assoc_stats, sas_ictrlchunks) },
	{ SCTP_TIMEOUTS, 0, sizeof(struct sctp_timeouts), 0, 0,
	  NULL, get_timeouts },
	{ SCTP_GET_ENDPOINT_STATS, SCTP_OPT_SET_ANY,
	  sizeof(struct sctp_endpoint_stats), 0,
	  SCTP_OPT_NO_ID, set_endpoint_stats, get_endpoint_stats },
	SCTP_OPT_NUMBER(SCTP_MAX_BURST, SCTP_OPT_SETS | SCTP_OPT_KEEP_LEN,
			SCTP_IN_CFG(max_burst), .alt = sizeof(int)),
	{ SCTP_DELAYED_ACK_TIME, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_sack_info), sizeof(struct sctp_assoc_value),
	  0, set_delayed_ack, get_delayed_ack },
	{ SCTP_REUSE_PORT, SCTP_OPT_SET_ONE | SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_reuse_port, get_reuse_port },
	SCTP_OPT_SWITCH(SCTP_I_WANT_MAPPED_V4_ADDR, v4mapped),
	{ }
};
