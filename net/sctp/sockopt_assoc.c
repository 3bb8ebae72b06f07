// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for parameters and state of associations, and for the few of the
 * socket itself.
 *
 * A handler that gets an association changes or reads that; without one it
 * changes or reads the defaults of associations to come.
 */
#include <linux/slab.h>
#include <net/sock.h>

#include "netns.h"
#include "socket.h"
#include "sockopt.h"
#include "uaddr.h"

static const struct sctp_config *cfg_of(const struct sctp_opt_call *c)
{
	return sctp_opt_cfg(c->sk, c->ka);
}

static int set_cfg(const struct sctp_opt_call *c, const struct sctp_config *cfg)
{
	return sctp_opt_set_cfg(c->sk, c->ka, cfg);
}

static int set_rtoinfo(struct sctp_opt_call *c)
{
	const struct sctp_rtoinfo *r = c->val;
	struct sctp_config cfg = *cfg_of(c);
	u32 max = r->srto_max ?: cfg.rto_max;
	u32 min = r->srto_min ?: cfg.rto_min;

	if (min > max)
		return -EINVAL;
	if (r->srto_initial)
		cfg.rto_initial = r->srto_initial;
	cfg.rto_max = max;
	cfg.rto_min = min;
	return set_cfg(c, &cfg);
}

static int get_rtoinfo(struct sctp_opt_call *c)
{
	const struct sctp_config *cfg = cfg_of(c);
	struct sctp_rtoinfo *r = c->val;

	r->srto_initial = cfg->rto_initial;
	r->srto_max = cfg->rto_max;
	r->srto_min = cfg->rto_min;
	return 0;
}

/* With several paths, all of them together must be able to fail first */
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

static int set_associnfo(struct sctp_opt_call *c)
{
	const struct sctp_assocparams *p = c->val;
	struct sctp_config cfg = *cfg_of(c);

	if (p->sasoc_asocmaxrxt) {
		if (!maxrxt_ok(c->ka, p->sasoc_asocmaxrxt))
			return -EINVAL;
		cfg.max_retrans = p->sasoc_asocmaxrxt;
	}
	if (p->sasoc_cookie_life)
		cfg.cookie_life = p->sasoc_cookie_life;
	return set_cfg(c, &cfg);
}

static int get_associnfo(struct sctp_opt_call *c)
{
	const struct sctp_config *cfg = cfg_of(c);
	struct sctp_assocparams *p = c->val;

	p->sasoc_asocmaxrxt = cfg->max_retrans;
	p->sasoc_cookie_life = cfg->cookie_life;
	p->sasoc_number_peer_destinations = c->ka ? c->ka->a.npaths : 0;
	p->sasoc_peer_rwnd = c->ka ? c->ka->a.tx.peer.rwnd : 0;
	p->sasoc_local_rwnd = c->ka ? c->ka->a.rx.a_rwnd : 0;
	return 0;
}

static int set_initmsg(struct sctp_opt_call *c)
{
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, NULL);
	const struct sctp_initmsg *i = c->val;

	if (i->sinit_num_ostreams)
		cfg.num_ostreams = i->sinit_num_ostreams;
	if (i->sinit_max_instreams)
		cfg.max_instreams = i->sinit_max_instreams;
	if (i->sinit_max_attempts)
		cfg.max_init_attempts = i->sinit_max_attempts;
	if (i->sinit_max_init_timeo)
		cfg.max_init_timeo = i->sinit_max_init_timeo;
	return sctp_opt_set_cfg(c->sk, NULL, &cfg);
}

static int get_initmsg(struct sctp_opt_call *c)
{
	const struct sctp_config *cfg = sctp_sk(c->sk)->ep.cfg;
	struct sctp_initmsg *i = c->val;

	i->sinit_num_ostreams = cfg->num_ostreams;
	i->sinit_max_instreams = cfg->max_instreams;
	i->sinit_max_attempts = cfg->max_init_attempts;
	i->sinit_max_init_timeo = min_t(u32, U16_MAX, cfg->max_init_timeo ?:
					cfg->rto_max);
	return 0;
}

static int set_autoclose(struct sctp_opt_call *c)
{
	unsigned long max = READ_ONCE(sctp_sk_net(c->sk)->tun.max_autoclose);
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, NULL);

	cfg.autoclose = min_t(unsigned long, *(u32 *)c->val, max);
	return sctp_opt_set_cfg(c->sk, NULL, &cfg);
}

static int get_autoclose(struct sctp_opt_call *c)
{
	*(u32 *)c->val = sctp_sk(c->sk)->ep.cfg->autoclose;
	return 0;
}

static int set_adaptation(struct sctp_opt_call *c)
{
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, NULL);
	const struct sctp_setadaptation *s = c->val;

	cfg.adaptation = s->ssb_adaptation_ind;
	return sctp_opt_set_cfg(c->sk, NULL, &cfg);
}

static int get_adaptation(struct sctp_opt_call *c)
{
	struct sctp_setadaptation *s = c->val;

	s->ssb_adaptation_ind = sctp_sk(c->sk)->ep.cfg->adaptation;
	return 0;
}

static int get_status(struct sctp_opt_call *c)
{
	const struct sctp_assoc *a = &c->ka->a;
	struct sctp_status *s = c->val;

	memset(s, 0, sizeof(*s));
	s->sstat_assoc_id = c->ka->id;
	/* ours begin with CLOSED, those of the ABI with EMPTY */
	s->sstat_state = a->state + SCTP_CLOSED;
	s->sstat_rwnd = a->tx.peer.rwnd;
	s->sstat_unackdata = min_t(u32, U16_MAX,
				   a->tx.ring.next - a->tx.ring.base);
	s->sstat_penddata = min_t(u32, U16_MAX, a->rx.ring.held);
	s->sstat_instrms = a->rx.num_streams;
	s->sstat_outstrms = a->tx.num_streams;
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

/* The ids of all associations, as many as there are under the lock */
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
	s->sas_maxrto = max_t(u64, div_u64(a->max_rto_seen, NSEC_PER_MSEC),
			      a->cfg->rto_min);
	p = a->max_rto_path ?: a->primary;
	if (p) {
		len = sctp_uaddr_fill(c->sk, &p->addr, a->pport, &u);
		memcpy(&s->sas_obs_rto_ipaddr, &u, len);
	}
	a->max_rto_seen = 0;
	c->len = min_t(u32, c->len, sizeof(*s));
	return 0;
}

static int set_max_burst(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;
	struct sctp_config cfg = *cfg_of(c);

	cfg.max_burst = c->len == sizeof(int) ? *(u32 *)c->val : v->assoc_value;
	return set_cfg(c, &cfg);
}

static int get_max_burst(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	if (c->len == sizeof(int))
		*(u32 *)c->val = cfg_of(c)->max_burst;
	else
		v->assoc_value = cfg_of(c)->max_burst;
	return 0;
}

#define SACK_DELAY_MAX	500	/* milliseconds, RFC 9260 section 6.2 */

/* The older form: 0 turns delaying off, anything else on */
static int set_delayed_ack_old(struct sctp_config *cfg, u32 delay)
{
	if (delay > SACK_DELAY_MAX)
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
	struct sctp_config cfg = *cfg_of(c);
	bool old = c->len == sizeof(struct sctp_assoc_value);
	int err;

	if (old || s->sack_delay) {
		err = set_delayed_ack_old(&cfg, s->sack_delay);
		if (err)
			return err;
	}
	if (!old && s->sack_freq)
		cfg.sack_freq = s->sack_freq;
	return set_cfg(c, &cfg);
}

static int get_delayed_ack(struct sctp_opt_call *c)
{
	const struct sctp_config *cfg = cfg_of(c);
	struct sctp_sack_info *s = c->val;

	s->sack_delay = cfg->sack_freq == 1 ? 0 : cfg->sack_delay;
	if (c->len > sizeof(struct sctp_assoc_value))
		s->sack_freq = cfg->sack_freq;
	return 0;
}

static int set_reuse_port(struct sctp_opt_call *c)
{
	/* this is the errno that Linux gives */
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

static int set_mapped_v4(struct sctp_opt_call *c)
{
	sctp_sk(c->sk)->v4mapped = !!*(int *)c->val;
	return 0;
}

static int get_mapped_v4(struct sctp_opt_call *c)
{
	*(int *)c->val = sctp_sk(c->sk)->v4mapped;
	return 0;
}

const struct sctp_opt sctp_opts_assoc[] = {
	{ SCTP_RTOINFO, SCTP_OPT_FUTURE, sizeof(struct sctp_rtoinfo), 0,
	  0, set_rtoinfo, get_rtoinfo },
	{ SCTP_ASSOCINFO, SCTP_OPT_FUTURE, sizeof(struct sctp_assocparams), 0,
	  0, set_associnfo, get_associnfo },
	{ SCTP_INITMSG, 0, sizeof(struct sctp_initmsg), 0,
	  SCTP_OPT_NO_ID, set_initmsg, get_initmsg },
	{ SCTP_AUTOCLOSE, SCTP_OPT_MANY, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_autoclose, get_autoclose },
	{ SCTP_ADAPTATION_LAYER, 0, sizeof(struct sctp_setadaptation), 0,
	  SCTP_OPT_NO_ID, set_adaptation, get_adaptation },
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
	{ SCTP_MAX_BURST, SCTP_OPT_FUTURE | SCTP_OPT_SETS | SCTP_OPT_KEEP_LEN,
	  sizeof(struct sctp_assoc_value), sizeof(int),
	  0, set_max_burst, get_max_burst },
	{ SCTP_DELAYED_ACK_TIME, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_sack_info), sizeof(struct sctp_assoc_value),
	  0, set_delayed_ack, get_delayed_ack },
	{ SCTP_REUSE_PORT, SCTP_OPT_SET_ONE | SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_reuse_port, get_reuse_port },
	{ SCTP_I_WANT_MAPPED_V4_ADDR, SCTP_OPT_SET_MIN, sizeof(int), 0,
	  SCTP_OPT_NO_ID, set_mapped_v4, get_mapped_v4 },
	{ }
};
