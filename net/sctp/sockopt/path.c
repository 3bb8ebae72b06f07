// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options for paths. Their argument names a peer address. Without an address
 * they are about an association and all its paths, or the socket's defaults.
 */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/security.h>
#include <net/inet_ecn.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "connectx.h"
#include "core/encap.h"
#include "core/ext/plpmtud.h"
#include "core/heartbeat.h"
#include "core/loss/recovery.h"
#include "core/pathroute.h"
#include "ip.h"
#include "kassoc.h"
#include "netns.h"
#include "socket.h"
#include "sockopt.h"
#include "udp.h"
#include "uaddr.h"

#define PATH_MTU_MIN	512

/**
 * struct path_target - the path or paths that a call is about
 * @ka: the association, NULL for the socket's defaults
 * @p: the path, NULL for all of @ka's
 */
struct path_target {
	struct sctp_kassoc *ka;
	struct sctp_path *p;
};

static u32 path_mtu(const struct sctp_path *p)
{
	u32 header = p->addr.family == AF_INET ? sizeof(struct iphdr) :
						 sizeof(struct ipv6hdr);

	if (sctp_udp_ports(sctp_kp(p)).peer)
		header += sizeof(struct udphdr);
	return (p->mtu + header) & ~3U;
}

/* Does the argument name no address? The wildcard of either family means none
 */
static bool no_address(const struct sockaddr_storage *ss)
{
	const union sctp_uaddr *u = (const union sctp_uaddr *)ss;

	switch (ss->ss_family) {
	case 0:
		return true;
	case AF_INET:
		return u->v4.sin_addr.s_addr == htonl(INADDR_ANY);
	case AF_INET6:
		return ipv6_addr_any(&u->v6.sin6_addr);
	default:
		return false;
	}
}

/* Find a path by its address alone; the id is ignored */
static int find_by_addr(struct sock *sk, const struct sctp_taddr *t,
			struct path_target *target)
{
	struct sctp_kassoc *ka;

	ka = sctp_is_one_to_many(sk) ? sctp_connect_find(sk, t) :
				       sctp_sock_assoc(sk, 0);
	if (IS_ERR_OR_NULL(ka) || ka->a.pport != t->port)
		return -ENOENT;
	target->ka = ka;
	target->p = sctp_path_find(&ka->a, &t->addr);
	return target->p ? 0 : -ENOENT;
}

/* Find the path or paths. Return: 0; -ENOENT for an address that is not the
 * peer's; -EINVAL for a bad address or, without an address, a bad id.
 */
static int find_target(struct sock *sk, sctp_assoc_t id,
		       const struct sockaddr_storage *ss,
		       struct path_target *target)
{
	struct sctp_taddr t;
	int err;

	target->ka = NULL;
	target->p = NULL;
	if (!no_address(ss)) {
		err = sctp_uaddr_parse(sk, ss, sizeof(*ss), &t);
		return err < 0 ? err : find_by_addr(sk, &t, target);
	}
	target->ka = sctp_sock_assoc(sk, id);
	if (!target->ka && sctp_is_one_to_many(sk) && id != SCTP_FUTURE_ASSOC)
		return -EINVAL;
	return 0;
}

/**
 * sctp_opt_find_path() - the association and path an option is about
 * @sk: socket, owned
 * @id: association, ignored if there is an address, as in Linux
 * @ss: address of the peer; a wildcard for none
 * @ka: set to the association, NULL for the socket's defaults
 * @p: set to the path, NULL for all of the association's
 *
 * Return: 0; -ENOENT for an address that is not the peer's; -EINVAL for a bad
 * address or, without an address, a bad id.
 */
int sctp_opt_find_path(struct sock *sk, sctp_assoc_t id,
		       const struct sockaddr_storage *ss,
		       struct sctp_kassoc **ka, struct sctp_path **p)
{
	struct path_target t;
	int err = find_target(sk, id, ss, &t);

	*ka = t.ka;
	*p = t.p;
	return err;
}

/**
 * sctp_opt_paddrinfo() - the state of a path as options report it
 * @ka: its association
 * @p: the path
 * @info: filled in
 */
void sctp_opt_paddrinfo(const struct sctp_kassoc *ka,
			const struct sctp_path *p, struct sctp_paddrinfo *info)
{
	union sctp_uaddr u;
	int len;

	memset(info, 0, sizeof(*info));
	info->spinfo_assoc_id = ka->id;
	len = sctp_uaddr_fill(ka->sk, &p->addr, ka->a.pport, &u);
	memcpy(&info->spinfo_address, &u, len);
	info->spinfo_state = p->state;
	info->spinfo_cwnd = sctp_cc_cwnd(&p->cc);
	info->spinfo_srtt = div_u64(p->rto.srtt, NSEC_PER_MSEC);
	info->spinfo_rto = div_u64(p->rto.rto, NSEC_PER_MSEC);
	info->spinfo_mtu = path_mtu(p);
}

static int get_peer_addr_info(struct sctp_opt_call *c)
{
	struct sctp_paddrinfo *info = c->val;
	struct sockaddr_storage ss;
	struct path_target t;

	memcpy(&ss, &info->spinfo_address, sizeof(ss));
	if (find_target(c->sk, info->spinfo_assoc_id, &ss, &t) || !t.p)
		return -EINVAL;
	if (t.p->state == SCTP_PATH_PF &&
	    t.ka->prefs.pf_expose == SCTP_PF_EXPOSE_DISABLE)
		return -EACCES;
	sctp_opt_paddrinfo(t.ka, t.p, info);
	return 0;
}

static int set_primary_addr(struct sctp_opt_call *c)
{
	const struct sctp_prim *prim = c->val;
	struct sockaddr_storage ss;
	struct path_target t;
	union sctp_uaddr u;
	int err, len;

	memcpy(&ss, &prim->ssp_addr, sizeof(ss));
	if (find_target(c->sk, prim->ssp_assoc_id, &ss, &t) || !t.p)
		return -EINVAL;
	len = sctp_uaddr_fill(c->sk, &t.p->addr, t.ka->a.pport, &u);
	err = security_sctp_bind_connect(c->sk, SCTP_PRIMARY_ADDR, &u.sa, len);
	if (err)
		return err;
	sctp_path_set_primary(&t.ka->a, t.p);
	sctp_kassoc_run(t.ka, sctp_now());
	return 0;
}

static int get_primary_addr(struct sctp_opt_call *c)
{
	struct sctp_prim *prim = c->val;
	union sctp_uaddr u;
	int len;

	c->ka = sctp_sock_assoc(c->sk, prim->ssp_assoc_id);
	if (!c->ka)
		return -EINVAL;
	if (!c->ka->a.primary)
		return -ENOTCONN;
	len = sctp_uaddr_fill(c->sk, &c->ka->a.primary->addr, c->ka->a.pport,
			      &u);
	memcpy(&prim->ssp_addr, &u, len);
	return 0;
}

/* --- SCTP_PEER_ADDR_PARAMS --- */

static bool both_flags(u32 flags, u32 pair)
{
	return (flags & pair) == pair;
}

static int params_check(const struct sctp_paddrparams *pp, bool old_form)
{
	u32 flags = pp->spp_flags;

	if (both_flags(flags, SPP_HB) || both_flags(flags, SPP_PMTUD) ||
	    both_flags(flags, SPP_SACKDELAY))
		return -EINVAL;
	if (pp->spp_sackdelay > SCTP_SACK_DELAY_MAX)
		return -EINVAL;
	if (pp->spp_pathmtu && pp->spp_pathmtu < PATH_MTU_MIN)
		return -EINVAL;
	if (old_form && (flags & (SPP_IPV6_FLOWLABEL | SPP_DSCP)))
		return -EINVAL;
	return 0;
}

static void params_to_path(const struct sctp_paddrparams *pp,
			   struct sctp_path_config *cfg)
{
	u32 flags = pp->spp_flags;

	if (flags & SPP_HB_ENABLE) {
		cfg->hb_enabled = true;
		if (flags & SPP_HB_TIME_IS_ZERO)
			cfg->hb_interval = 0;
		else if (pp->spp_hbinterval)
			cfg->hb_interval = pp->spp_hbinterval;
	}
	if (flags & SPP_HB_DISABLE)
		cfg->hb_enabled = false;
	if (flags & SPP_PMTUD_ENABLE)
		cfg->pmtud_enabled = true;
	if (flags & SPP_PMTUD_DISABLE) {
		cfg->pmtud_enabled = false;
		if (pp->spp_pathmtu)
			cfg->pathmtu = pp->spp_pathmtu;
	}
	if (pp->spp_pathmaxrxt)
		cfg->max_retrans = pp->spp_pathmaxrxt;
}

static void params_to_sack(const struct sctp_paddrparams *pp,
			   struct sctp_config *cfg)
{
	if (pp->spp_flags & SPP_SACKDELAY_ENABLE) {
		if (pp->spp_sackdelay)
			cfg->sack_delay = pp->spp_sackdelay;
		if (cfg->sack_freq == 1)
			cfg->sack_freq = 2;
	}
	if (pp->spp_flags & SPP_SACKDELAY_DISABLE)
		cfg->sack_freq = 1;
}

static void params_to_ip(const struct sctp_paddrparams *pp,
			 const struct sock *sk, struct sctp_ip_opts *ip)
{
	if ((pp->spp_flags & SPP_IPV6_FLOWLABEL) &&
	    sk->sk_family == AF_INET6) {
		ip->flowlabel = pp->spp_ipv6_flowlabel &
				ntohl(IPV6_FLOWLABEL_MASK);
		ip->has_flowlabel = true;
	}
	if (pp->spp_flags & SPP_DSCP) {
		ip->dscp = pp->spp_dscp & ~INET_ECN_MASK;
		ip->has_dscp = true;
	}
}

/* Look the route up again: it depends on the options, and the MTU on it */
static void path_reroute(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_kpath_drop_route(sctp_kp(p));
	sctp_path_reroute(a, p, sctp_now());
}

static void params_to_kpath(const struct sctp_paddrparams *pp,
			    struct sctp_kassoc *ka, struct sctp_path *p)
{
	struct sctp_assoc *a = &ka->a;

	struct sctp_ip_opts old = sctp_kp(p)->ip;

	params_to_path(pp, &p->cfg);
	params_to_ip(pp, ka->sk, &sctp_kp(p)->ip);
	/* RFC 9260 section 7.2.5.1: a new DSCP may mean another queue */
	if (sctp_kp(p)->ip.has_dscp &&
	    (!old.has_dscp || old.dscp != sctp_kp(p)->ip.dscp))
		sctp_recovery_restart_cc(p);
	if (pp->spp_flags & (SPP_PMTUD | SPP_IPV6_FLOWLABEL | SPP_DSCP))
		path_reroute(a, p);
	if (a->state < SCTP_ST_ESTABLISHED)
		return;
	if (pp->spp_flags & SPP_HB)
		sctp_path_hb_restart(a, p, sctp_now());
	if (pp->spp_flags & SPP_HB_DEMAND)
		sctp_path_hb_request(a, p, sctp_now());
}

static void params_to_assoc(const struct sctp_paddrparams *pp,
			    struct sctp_kassoc *ka)
{
	struct sctp_path *p;

	params_to_ip(pp, ka->sk, &ka->prefs.ip);
	list_for_each_entry(p, &ka->a.paths, list)
		params_to_kpath(pp, ka, p);
}

/* Only in this option the id is checked even if there is an address */
static int params_target(const struct sctp_opt_call *c,
			 const struct sctp_paddrparams *pp,
			 struct path_target *t)
{
	struct sockaddr_storage ss;

	if (sctp_is_one_to_many(c->sk) && pp->spp_assoc_id &&
	    !sctp_sock_assoc(c->sk, pp->spp_assoc_id))
		return -EINVAL;
	memcpy(&ss, &pp->spp_address, sizeof(ss));
	return find_target(c->sk, pp->spp_assoc_id, &ss, t);
}

/* Set the parameters of the association or socket. Those of a single path are
 * in a copy of its own: params_to_kpath()
 */
static int params_to_config(const struct sctp_paddrparams *pp,
			    struct sock *sk, const struct path_target *t)
{
	struct sctp_config cfg = *sctp_opt_cfg(sk, t->ka);

	params_to_sack(pp, &cfg);
	if (!t->p)
		params_to_path(pp, &cfg.path);
	return sctp_opt_set_cfg(sk, t->ka, &cfg);
}

static int set_paddrparams(struct sctp_opt_call *c)
{
	const struct sctp_paddrparams *pp = c->val;
	struct path_target t;
	int err;

	err = params_check(pp, c->len < sizeof(*pp));
	if (err)
		return err;
	if (params_target(c, pp, &t))
		return -EINVAL;
	if (!t.ka && (pp->spp_flags & SPP_HB_DEMAND))
		return -EINVAL;
	err = params_to_config(pp, c->sk, &t);
	if (err)
		return err;
	if (!t.ka) {
		params_to_ip(pp, c->sk, &sctp_sk(c->sk)->prefs.ip);
		return 0;
	}
	if (t.p)
		params_to_kpath(pp, t.ka, t.p);
	else
		params_to_assoc(pp, t.ka);
	sctp_kassoc_run(t.ka, sctp_now());
	return 0;
}

static void params_from(struct sctp_paddrparams *pp,
			const struct sctp_path_config *path,
			const struct sctp_config *cfg, u32 mtu)
{
	pp->spp_hbinterval = path->hb_interval;
	pp->spp_pathmaxrxt = path->max_retrans;
	pp->spp_pathmtu = mtu;
	pp->spp_sackdelay = cfg->sack_delay;
	pp->spp_flags = path->hb_enabled ? SPP_HB_ENABLE : SPP_HB_DISABLE;
	pp->spp_flags |= path->pmtud_enabled ? SPP_PMTUD_ENABLE :
					       SPP_PMTUD_DISABLE;
	pp->spp_flags |= cfg->sack_freq != 1 ? SPP_SACKDELAY_ENABLE :
					       SPP_SACKDELAY_DISABLE;
}

static void params_from_ip(struct sctp_paddrparams *pp,
			   const struct sctp_ip_opts *ip)
{
	if (ip->has_flowlabel) {
		pp->spp_ipv6_flowlabel = ip->flowlabel;
		pp->spp_flags |= SPP_IPV6_FLOWLABEL;
	}
	if (ip->has_dscp) {
		pp->spp_dscp = ip->dscp;
		pp->spp_flags |= SPP_DSCP;
	}
}

static int get_paddrparams(struct sctp_opt_call *c)
{
	const struct sctp_sock *sp = sctp_sk(c->sk);
	const struct sctp_ip_opts *ip = &sp->prefs.ip;
	struct sctp_paddrparams *pp = c->val;
	struct path_target t;

	if (params_target(c, pp, &t))
		return -EINVAL;
	if (t.p) {
		params_from(pp, &t.p->cfg, t.ka->a.cfg, path_mtu(t.p));
		ip = &sctp_kp(t.p)->ip;
	} else if (t.ka) {
		params_from(pp, &t.ka->a.cfg->path, t.ka->a.cfg,
			    t.ka->a.primary ? path_mtu(t.ka->a.primary) : 0);
		ip = &t.ka->prefs.ip;
	} else {
		params_from(pp, &sp->ep.cfg->path, sp->ep.cfg,
			    sp->ep.cfg->path.pathmtu);
	}
	if (c->len == sizeof(*pp))
		params_from_ip(pp, ip);
	return 0;
}

/* --- SCTP_PEER_ADDR_THLDS --- */

/* Zero in pathmaxrxt keeps the value. The first version has no ps threshold */
static void thlds_to(const struct sctp_paddrthlds_v2 *th, bool v2,
		     struct sctp_path_config *cfg)
{
	if (th->spt_pathmaxrxt)
		cfg->max_retrans = th->spt_pathmaxrxt;
	if (v2)
		cfg->ps_max_retrans = th->spt_pathcpthld;
	cfg->pf_max_retrans = th->spt_pathpfthld;
}

static int set_thlds(struct sctp_opt_call *c, bool v2)
{
	const struct sctp_paddrthlds_v2 *th = c->val;
	struct sctp_config cfg;
	struct path_target t;
	struct sctp_path *p;
	int err;

	if (v2 && th->spt_pathpfthld > th->spt_pathcpthld)
		return -EINVAL;
	err = find_target(c->sk, th->spt_assoc_id, &th->spt_address, &t);
	if (err)
		return err;
	if (t.p) {
		thlds_to(th, v2, &t.p->cfg);
		return 0;
	}
	cfg = *sctp_opt_cfg(c->sk, t.ka);
	thlds_to(th, v2, &cfg.path);
	err = sctp_opt_set_cfg(c->sk, t.ka, &cfg);
	if (err || !t.ka)
		return err;
	list_for_each_entry(p, &t.ka->a.paths, list)
		thlds_to(th, v2, &p->cfg);
	return 0;
}

static int get_thlds(struct sctp_opt_call *c, bool v2)
{
	const struct sctp_path_config *cfg = &sctp_sk(c->sk)->ep.cfg->path;
	struct sctp_paddrthlds_v2 *th = c->val;
	struct path_target t;
	int err;

	err = find_target(c->sk, th->spt_assoc_id, &th->spt_address, &t);
	if (err)
		return err;
	if (t.p)
		cfg = &t.p->cfg;
	else if (t.ka)
		cfg = &t.ka->a.cfg->path;
	th->spt_pathmaxrxt = cfg->max_retrans;
	th->spt_pathpfthld = cfg->pf_max_retrans;
	if (v2)
		th->spt_pathcpthld = cfg->ps_max_retrans;
	return 0;
}

/* The structs differ in the last field of the second, padding in the first */
static_assert(sizeof(struct sctp_paddrthlds) ==
	      sizeof(struct sctp_paddrthlds_v2));

static int set_thlds_v1(struct sctp_opt_call *c)
{
	return set_thlds(c, false);
}

static int get_thlds_v1(struct sctp_opt_call *c)
{
	return get_thlds(c, false);
}

static int set_thlds_v2(struct sctp_opt_call *c)
{
	return set_thlds(c, true);
}

static int get_thlds_v2(struct sctp_opt_call *c)
{
	return get_thlds(c, true);
}

/* --- SCTP_REMOTE_UDP_ENCAPS_PORT --- */

static int set_udpencaps(struct sctp_opt_call *c)
{
	const struct sctp_udpencaps *u = c->val;
	u16 port = ntohs((__force __be16)u->sue_port);
	struct sctp_config cfg;
	struct path_target t;
	struct sctp_path *p;
	int err;

	if (find_target(c->sk, u->sue_assoc_id, &u->sue_address, &t))
		return -EINVAL;
	if (!t.p) {
		cfg = *sctp_opt_cfg(c->sk, t.ka);
		cfg.path.encap_port = port;
		err = sctp_opt_set_cfg(c->sk, t.ka, &cfg);
		if (err || !t.ka)
			return err;
	}
	list_for_each_entry(p, &t.ka->a.paths, list)
		if (!t.p || t.p == p)
			sctp_encap_set(&t.ka->a, p, port, sctp_now());
	sctp_kassoc_run(t.ka, sctp_now());
	return 0;
}

static int get_udpencaps(struct sctp_opt_call *c)
{
	struct sctp_udpencaps *u = c->val;
	struct path_target t;

	if (find_target(c->sk, u->sue_assoc_id, &u->sue_address, &t))
		return -EINVAL;
	u->sue_port = (__force u16)htons(t.p ? t.p->cfg.encap_port :
		sctp_opt_cfg(c->sk, t.ka)->path.encap_port);
	return 0;
}

/* --- SCTP_PLPMTUD_PROBE_INTERVAL --- */

/* Allocate all that is needed, for one path or all of an association */
static int probing_reserve(const struct path_target *t)
{
	struct sctp_path *p;

	if (t->p)
		return sctp_plpmtud_reserve(t->p);
	list_for_each_entry(p, &t->ka->a.paths, list)
		if (sctp_plpmtud_reserve(p))
			return -ENOMEM;
	return 0;
}

/* What was allocated and is not used is freed: its interval is 0 */
static void probing_unreserve(struct sctp_kassoc *ka)
{
	struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list)
		if (!sctp_plpmtud_interval(p))
			sctp_path_set_probing(&ka->a, p, 0, 0);
}

static void probing_set(const struct path_target *t, u32 interval)
{
	struct sctp_assoc *a = &t->ka->a;
	u64 now = sctp_now();
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (!t->p || p == t->p)
			sctp_path_set_probing(a, p, interval, now);
	sctp_kassoc_run(t->ka, now);
}

static int set_probeinterval(struct sctp_opt_call *c)
{
	const struct sctp_probeinterval *pi = c->val;
	u32 interval = pi->spi_interval;
	struct sctp_config cfg;
	struct path_target t;
	int err = 0;

	if (find_target(c->sk, pi->spi_assoc_id, &pi->spi_address, &t))
		return -EINVAL;
	if (interval && interval < SCTP_PROBE_INTERVAL_MIN)
		return -EINVAL;
	if (t.ka && interval)
		err = probing_reserve(&t);
	if (!err && !t.p) {
		cfg = *sctp_opt_cfg(c->sk, t.ka);
		cfg.probe_interval = interval;
		err = sctp_opt_set_cfg(c->sk, t.ka, &cfg);
	}
	if (err && t.ka)
		probing_unreserve(t.ka);
	else if (t.ka)
		probing_set(&t, interval);
	return err;
}

static int get_probeinterval(struct sctp_opt_call *c)
{
	struct sctp_probeinterval *pi = c->val;
	struct path_target t;

	if (find_target(c->sk, pi->spi_assoc_id, &pi->spi_address, &t))
		return -EINVAL;
	pi->spi_interval = t.p ? sctp_plpmtud_interval(t.p) :
				 sctp_opt_cfg(c->sk, t.ka)->probe_interval;
	return 0;
}

/* --- SCTP_PEER_ADDR_CC --- */

static int set_path_cc(struct sctp_opt_call *c)
{
	const struct sctp_paddrcc *pc = c->val;
	struct path_target t;

	if (find_target(c->sk, pc->spc_assoc_id, &pc->spc_address, &t) ||
	    !sctp_cc_name(pc->spc_value))
		return -EINVAL;
	return t.p ? sctp_cc_set(&t.ka->a, t.p, pc->spc_value) :
		     sctp_opt_set_cc(c->sk, t.ka, pc->spc_value);
}

static int get_path_cc(struct sctp_opt_call *c)
{
	struct sctp_paddrcc *pc = c->val;
	struct path_target t;

	if (find_target(c->sk, pc->spc_assoc_id, &pc->spc_address, &t))
		return -EINVAL;
	pc->spc_value = t.p ? sctp_cc_algo(&t.p->cc) :
			      sctp_opt_cfg(c->sk, t.ka)->cc_algo;
	return 0;
}

/* The length of the older SCTP_PEER_ADDR_PARAMS, without the last fields */
#define PADDRPARAMS_OLD \
	ALIGN(offsetof(struct sctp_paddrparams, spp_ipv6_flowlabel), 4)

const struct sctp_opt sctp_opts_path[] = {
	{ SCTP_GET_PEER_ADDR_INFO, 0, sizeof(struct sctp_paddrinfo), 0,
	  SCTP_OPT_NO_ID, NULL, get_peer_addr_info },
	{ SCTP_PRIMARY_ADDR, 0, sizeof(struct sctp_prim), 0,
	  SCTP_OPT_NO_ID, set_primary_addr, get_primary_addr },
	{ SCTP_PEER_ADDR_PARAMS, SCTP_OPT_ALT_MIN,
	  sizeof(struct sctp_paddrparams), PADDRPARAMS_OLD,
	  SCTP_OPT_NO_ID, set_paddrparams, get_paddrparams },
	{ SCTP_PEER_ADDR_THLDS, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_paddrthlds), 0,
	  SCTP_OPT_NO_ID, set_thlds_v1, get_thlds_v1,
	  SCTP_OPT_SIZE32(struct sctp_paddrthlds, spt_pathpfthld) },
	{ SCTP_PEER_ADDR_THLDS_V2, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_paddrthlds_v2), 0,
	  SCTP_OPT_NO_ID, set_thlds_v2, get_thlds_v2,
	  SCTP_OPT_SIZE32(struct sctp_paddrthlds_v2, spt_pathcpthld) },
	{ SCTP_REMOTE_UDP_ENCAPS_PORT, 0, sizeof(struct sctp_udpencaps), 0,
	  SCTP_OPT_NO_ID, set_udpencaps, get_udpencaps,
	  SCTP_OPT_SIZE32(struct sctp_udpencaps, sue_port) },
	{ SCTP_PLPMTUD_PROBE_INTERVAL, 0, sizeof(struct sctp_probeinterval), 0,
	  SCTP_OPT_NO_ID, set_probeinterval, get_probeinterval,
	  SCTP_OPT_SIZE32(struct sctp_probeinterval, spi_interval) },
	{ SCTP_PEER_ADDR_CC, 0, sizeof(struct sctp_paddrcc), 0,
	  SCTP_OPT_NO_ID, set_path_cc, get_path_cc },
	{ }
};
