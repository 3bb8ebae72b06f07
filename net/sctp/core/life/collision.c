// SPDX-License-Identifier: GPL-2.0-only
/*
 * INIT, and COOKIE ECHO for an existing association: collision, restart and
 * duplicates, RFC 9260 section 5.2. An INIT changes no state: everything is in
 * the cookie that the peer gets.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/encap.h"
#include "core/ep.h"
#include "core/ext/auth.h"
#include "core/ext/authin.h"
#include "core/ext/nat.h"
#include "core/ext/request.h"
#include "core/heartbeat.h"
#include "core/loss/recovery.h"
#include "core/loss/rto.h"
#include "core/loss/sackin.h"
#include "core/pathset.h"
#include "core/recv/reasm.h"
#include "core/recv/unfinished.h"
#include "core/recv/rwnd.h"
#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/send/sendq.h"
#include "core/telemetry.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "established.h"
#include "handshake.h"
#include "initchunk.h"
#include "state.h"
#include "t2.h"

static bool is_new(struct sctp_assoc *a, const struct sctp_rx *rx,
		   const struct sctp_addr *addr)
{
	return sctp_path_usable(a, &rx->src, addr) && !sctp_path_find(a, addr);
}

/* Does the INIT name an address the association does not have (5.2.2)? */
static bool adds_address(struct sctp_assoc *a, const struct sctp_rx *rx,
			 const struct sctp_init_info *info)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	if (!sctp_path_find(a, &rx->src))
		return true;
	sctp_addr_walk_begin(&w, &info->addrs);
	while (sctp_addr_walk_next(&w, &addr))
		if (is_new(a, rx, &addr))
			return true;
	return false;
}

static struct sctp_cookie tagged_cookie(struct sctp_ep *ep,
					struct sctp_assoc *a, __be16 pport)
{
	struct sctp_cookie c = {};

	if (a && sctp_assoc_connecting(a)) {
		/* collision: use the tag and TSN of our own INIT (5.2.1) */
		c.my_tag = a->hs.my_tag;
		c.my_tsn = a->hs.my_initial_tsn;
	} else {
		c.my_tag = sctp_new_tag(ep->ops, ep, pport);
		c.my_tsn = sctp_random_tag(ep->ops);
	}
	if (!a || a->state == SCTP_ST_COOKIE_WAIT)
		return c;
	sctp_handshake_tie(a);
	c.my_tie_tag = a->hs.my_tie_tag;
	c.peer_tie_tag = a->hs.peer_tie_tag;
	return c;
}

static struct sctp_cookie make_cookie(struct sctp_ep *ep, struct sctp_assoc *a,
				      const struct sctp_rx *rx,
				      const struct sctp_init_info *info,
				      const struct sctp_path *to)
{
	const struct sctp_config *cfg = a ? a->cfg : ep->cfg;
	struct sctp_cookie c = tagged_cookie(ep, a, rx->sport);

	c.created = rx->now;
	c.life = cfg->cookie_life;
	if (cfg->cookie_preserve)
		c.life += min(info->preserve, SCTP_PRESERVE_MAX);
	c.peer_tag = info->tag;
	c.peer_tsn = info->tsn;
	c.peer_rwnd = info->a_rwnd;
	c.num_ostreams = min(cfg->num_ostreams, info->num_istreams);
	c.num_istreams = min(cfg->max_instreams, info->num_ostreams);
	c.lport = rx->dport;
	c.pport = rx->sport;
	c.caps = sctp_init_agree(info);
	c.adaptation = info->adaptation;
	c.adaptation_set = info->adaptation_set;
	c.paddr = rx->src;
	c.addrs = info->addrs;
	if (to) {
		c.paddr = to->addr;
		c.src = rx->src;
	}
	return c;
}

/* Does the peer support this address family? The family of its source address
 * counts, listed or not (5.1.2).
 */
static bool peer_takes(const struct sctp_init_info *info,
		       const struct sctp_rx *rx, u16 family)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	if (!info->types_set || rx->src.family == family ||
	    (family == AF_INET ? info->v4 : info->v6))
		return true;
	sctp_addr_walk_begin(&w, &info->addrs);
	while (sctp_addr_walk_next(&w, &addr))
		if (addr.family == family)
			return true;
	return false;
}

/* Keep only our addresses of families that the peer supports */
static int useful_addrs(struct sctp_addr *addrs, int n,
			const struct sctp_init_info *info,
			const struct sctp_rx *rx)
{
	bool v4 = peer_takes(info, rx, AF_INET);
	bool v6 = peer_takes(info, rx, AF_INET6);
	int i, kept = 0;

	for (i = 0; i < n; i++)
		if (addrs[i].family == AF_INET ? v4 : v6)
			addrs[kept++] = addrs[i];
	return kept;
}

/* Both key vectors of RFC 4895, in memory that the caller frees; NULL without
 * memory. In a collision our vector is that of our own INIT, like our tag.
 */
static u8 *cookie_auth(struct sctp_param_list *my,
		       struct sctp_param_list *peer, struct sctp_ep *ep,
		       const struct sctp_assoc *a,
		       const struct sctp_init_info *info)
{
	bool ours = a && a->auth && sctp_assoc_connecting(a);
	u8 *bytes;

	my->len = ours ? a->auth->my.len : sctp_auth_vector_size(ep);
	peer->len = sctp_init_auth_size(info);
	bytes = kmalloc(my->len + peer->len, GFP_ATOMIC);
	if (!bytes)
		return NULL;
	if (ours)
		memcpy(bytes, a->auth->my.pos, a->auth->my.len);
	else
		sctp_auth_vector_put(ep, bytes);
	sctp_init_auth(info, bytes + my->len);
	my->pos = bytes;
	peer->pos = bytes + my->len;
	return bytes;
}

static struct sk_buff *init_ack_build(struct sctp_init_build *b,
				      struct sctp_ep *ep,
				      const struct sctp_cookie *c, u64 now)
{
	struct sk_buff *skb;

	b->tag = c->my_tag;
	b->tsn = c->my_tsn;
	b->auth = c->my_auth;
	b->cookie_len = sctp_cookie_size(c);
	skb = sctp_init_chunk(b);
	if (!skb)
		return NULL;
	if (sctp_cookie_seal(ep, c, b->cookie, b->cookie_len, now) > 0)
		return skb;
	kfree_skb(skb);
	return NULL;
}

/* Build an INIT ACK with its cookie; NULL without memory */
static struct sk_buff *init_ack(struct sctp_init_build *b, struct sctp_ep *ep,
				struct sctp_assoc *a, const struct sctp_rx *rx,
				const struct sctp_init_info *info,
				const struct sctp_path *to)
{
	struct sctp_cookie c = make_cookie(ep, a, rx, info, to);
	struct sk_buff *skb;
	u8 *auth = NULL;

	if (c.caps & SCTP_CAP_AUTH) {
		auth = cookie_auth(&c.my_auth, &c.peer_auth, ep, a, info);
		if (!auth)
			return NULL;
	} else {
		b->caps &= ~SCTP_CAP_AUTH;
	}
	skb = init_ack_build(b, ep, &c, rx->now);
	kfree(auth);
	return skb;
}

/* Send it to @to, or if that is NULL to the source of the INIT */
static void send_init_ack(struct sctp_ep *ep, struct sctp_assoc *a,
			  const struct sctp_rx *rx,
			  const struct sctp_init_info *info,
			  struct sctp_path *to)
{
	const struct sctp_config *cfg = a ? a->cfg : ep->cfg;
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT_ACK,
		.a_rwnd = max(a ? sctp_rwnd(a) : ep->rwnd, SCTP_RWND_MIN),
		/* no more than the peer's MIS (3.3.3) */
		.num_ostreams = min(cfg->num_ostreams, info->num_istreams),
		.num_istreams = cfg->max_instreams,
		.caps = sctp_nat_reply_caps(cfg->caps, info->caps),
		.adaptation = cfg->adaptation,
		.unrec = info,
	};
	struct sctp_addr *addrs;
	struct sk_buff *skb;
	int n = sctp_init_offer(ep, a, rx, to ? &to->addr : &rx->src, &addrs);

	if (n < 0) {
		sctp_mib_add(ep->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	b.addrs = addrs;
	b.naddrs = useful_addrs(addrs, n, info, rx);
	skb = init_ack(&b, ep, a, rx, info, to);
	if (to)
		sctp_door_alone(a, to, skb, info->tag);
	else
		sctp_door_reply(ep, rx, skb, info->tag);
	kfree(addrs);
}

static void refuse_new_addr(struct sctp_ep *ep, struct sctp_assoc *a,
			    const struct sctp_rx *rx,
			    const struct sctp_init_info *info)
{
	u8 *list = kmalloc(SCTP_CAUSE_MAX, GFP_ATOMIC);
	struct sctp_addr_walk w;
	struct sctp_addr addr;
	u32 len = 0;

	if (!list) {
		sctp_mib_add(ep->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	sctp_addr_walk_begin(&w, &info->addrs);
	while (sctp_addr_walk_next(&w, &addr))
		if (is_new(a, rx, &addr))
			len += sctp_addr_param_put(list + len,
						   SCTP_CAUSE_MAX - len, &addr);
	if (!len)
		len = sctp_addr_param_put(list, SCTP_CAUSE_MAX, &rx->src);
	sctp_door_reply(ep, rx,
			sctp_abort_build(0, SCTP_CAUSE_RESTART_NEW_ADDR, list,
					 len),
			info->tag);
	kfree(list);
}

/* The path of an INIT from another UDP port than the peer's other packets come
 * from; else NULL. Its tag says nothing about who sent it.
 */
static const struct sctp_path *new_port_path(const struct sctp_assoc *a,
					     const struct sctp_rx *rx)
{
	const struct sctp_path *p = sctp_path_find(a, &rx->src);

	return p && p->cfg.encap_port != rx->encap ? p : NULL;
}

static void refuse_new_port(struct sctp_ep *ep, const struct sctp_path *p,
			    const struct sctp_rx *rx,
			    const struct sctp_init_info *info)
{
	__be16 ports[2] = {
		cpu_to_be16(p->cfg.encap_port),
		cpu_to_be16(rx->encap),
	};

	sctp_door_reply(ep, rx,
			sctp_abort_build(0, SCTP_CAUSE_NEW_ENCAP_PORT, ports,
					 sizeof(ports)),
			info->tag);
}

/* Restarts are disabled: what began with another tag is another host behind the
 * same address, or the peer after it crashed. A second association with the
 * same address and ports is not possible. A HEARTBEAT finds out whether the
 * peer of this one is still there: after a crash it answers with ABORT.
 */
static void refuse_restart(struct sctp_assoc *a, const struct sctp_rx *rx,
			   u32 tag)
{
	sctp_door_reply(a->ep, rx,
			sctp_abort_build(0, SCTP_CAUSE_NAT_PORTS, NULL, 0),
			tag);
	if (rx->path)
		sctp_path_unreachable(a, rx->path, rx->now);
}

static bool user_named(struct sctp_assoc *a, const struct sctp_addr *addr)
{
	const struct sctp_path *p = sctp_path_find(a, addr);

	return p && p->confirmed;
}

/* A path that both the user and the peer named */
static struct sctp_path *named_path(struct sctp_assoc *a,
				    const struct sctp_init_info *info)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->confirmed && sctp_addr_listed(&info->addrs, &p->addr))
			return p;
	return NULL;
}

static void init_answer(struct sctp_ep *ep, struct sctp_assoc *a,
			struct sctp_rx *rx, const struct sctp_init_info *info)
{
	const struct sctp_path *p;
	struct sctp_path *to = NULL;

	if (a && a->state == SCTP_ST_SHUTDOWN_ACK_SENT) {
		/* section 9.2: the last SHUTDOWN ACK was lost */
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN_ACK, rx->path);
		return;
	}
	if (info->cause) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_INIT);
		sctp_door_reply(ep, rx,
				sctp_abort_build(0, info->cause,
						 info->cause_info,
						 min_t(u16, info->cause_len,
						       SCTP_CAUSE_MAX)),
				info->tag);
		return;
	}
	if (a && unlikely(sctp_nat_on(a)) && sctp_is_up(a) &&
	    info->tag != a->hs.peer_tag) {
		refuse_restart(a, rx, info->tag);
		return;
	}
	/* 5.2.1 rules 1 and 2: only to an address that user and peer named */
	if (a && a->state == SCTP_ST_COOKIE_WAIT && !user_named(a, &rx->src)) {
		to = named_path(a, info);
		if (!to)
			return;
	}
	if (a && a->state != SCTP_ST_COOKIE_WAIT &&
	    adds_address(a, rx, info)) {
		refuse_new_addr(ep, a, rx, info);
		return;
	}
	p = a && a->state != SCTP_ST_COOKIE_WAIT ? new_port_path(a, rx) : NULL;
	if (p) {
		refuse_new_port(ep, p, rx, info);
		return;
	}
	if (sctp_ep_admits(ep, a, rx, SCTP_STEP_INIT))
		send_init_ack(ep, a, rx, info, to);
}

/**
 * sctp_init_input() - an INIT arrived, RFC 9260 sections 5.1 and 5.2
 * @ep: endpoint
 * @a: association it belongs to, or NULL
 * @rx: packet
 * @v: the chunk
 */
void sctp_init_input(struct sctp_ep *ep, struct sctp_assoc *a,
		     struct sctp_rx *rx, const struct sctp_view *v)
{
	const struct sctp_config *cfg = a ? a->cfg : ep->cfg;
	struct sctp_init_info info;

	if (sctp_init_parse(v, cfg->caps, &info))
		init_answer(ep, a, rx, &info);
	else
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_INIT);
}

/**
 * sctp_collision_init() - INIT for an existing association (5.2.1, 5.2.2)
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_collision_init(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	if (rx->vtag)
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
	else
		sctp_init_input(a->ep, a, rx, v);
	return SCTP_V_STOP;
}

/**
 * sctp_cookie_fits() - does a cookie belong to the packet it came in?
 * @c: cookie
 * @rx: packet
 *
 * Return: true when ports, tag and the peer's address agree (5.1.5 step 3).
 */
bool sctp_cookie_fits(const struct sctp_cookie *c, const struct sctp_rx *rx)
{
	return c->lport == rx->dport && c->pport == rx->sport &&
	       c->my_tag == rx->vtag &&
	       (sctp_addr_eq(&c->paddr, &rx->src) ||
		sctp_addr_listed(&c->addrs, &rx->src));
}

/**
 * sctp_stale_cookie_reply() - tell the peer that its cookie is too old
 * @ep: endpoint
 * @rx: packet it came in
 * @c: the cookie
 */
void sctp_stale_cookie_reply(struct sctp_ep *ep, struct sctp_rx *rx,
			     const struct sctp_cookie *c)
{
	u64 late = rx->now - c->created - sctp_ms(c->life);
	struct sctpw_stale_cookie cause = {
		.c.code = cpu_to_be16(SCTP_CAUSE_STALE_COOKIE),
		.c.len = cpu_to_be16(sizeof(cause)),
	};

	sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_STALE_COOKIE);
	cause.staleness = cpu_to_be32(min_t(u64, div_u64(late + 999, 1000),
					    U32_MAX));
	sctp_door_reply(ep, rx,
			sctp_chunk_build(SCTP_CT_ERROR, 0, &cause,
					 sizeof(cause)),
			c->peer_tag);
}

/* Reset each component: the peer has restarted. T5-shutdown-guard keeps running
 */
static void reset_components(struct sctp_assoc *a)
{
	sctp_request_reset(a);
	sctp_sendq_reset(a);
	sctp_peerwin_reset(&a->tx.peer);
	sctp_sackin_reset(a);
	sctp_recovery_reset(a);
	sctp_telemetry_renumbered(a);
	sctp_reasm_reset(a);
	sctp_unfinished_unlearn(a);
	sctp_sack_reset(a);
	sctp_ctl_purge(a);
	sctp_handshake_reset(a);
	sctp_t2_stop(a);
	sctp_path_reset_all(a);
}

/* Action A: the peer restarted. Also action B once the association is up: the
 * peer's new tag shows that it has a new TCB.
 */
static enum sctp_verdict cookie_restart(struct sctp_assoc *a,
					struct sctp_rx *rx,
					const struct sctp_cookie *c)
{
	if (a->state == SCTP_ST_SHUTDOWN_ACK_SENT) {
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN_ACK, rx->path);
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_COOKIE_IN_SHUTDOWN,
			       NULL, 0);
		return SCTP_V_STOP;
	}
	if (unlikely(sctp_nat_on(a))) {
		refuse_restart(a, rx, c->peer_tag);
		return SCTP_V_STOP;
	}
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	reset_components(a);
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_ep_no_resource(a->ep, rx, c->peer_tag);
		return sctp_verdict_gone(rx, SCTP_END_NOMEM, 0, NULL, 0);
	}
	sctp_encap_came(a, rx);
	sctp_tell_change(a, SCTP_AC_RESTART, 0, NULL, 0);
	sctp_sendq_tell_dry(a);
	sctp_cookie_ack_due(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/* Action B: both sides sent an INIT at the same time */
static enum sctp_verdict cookie_collision(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_cookie *c)
{
	if (sctp_is_up(a))
		return cookie_restart(a, rx, c);
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	sctp_ctl_unpend(a, SCTP_PEND_INIT | SCTP_PEND_COOKIE_ECHO);
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_NO_MEMORY);
		return SCTP_V_STOP;
	}
	/* the source may be an address that was added just now */
	sctp_rx_came_by(rx, sctp_path_find(a, &rx->src));
	sctp_encap_came(a, rx);
	sctp_cookie_ack_due(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/* Action D: a duplicate, or both COOKIE ECHOs crossed */
static enum sctp_verdict cookie_duplicate(struct sctp_assoc *a,
					  struct sctp_rx *rx)
{
	bool comes_up = a->state == SCTP_ST_COOKIE_ECHOED;

	if (comes_up && !sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	sctp_cookie_ack_due(a, rx->path, rx->now);
	if (comes_up) {
		sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
		sctp_assoc_established(a, rx->now);
	}
	return SCTP_V_NEXT;
}

static enum sctp_verdict cookie_action(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_cookie *c)
{
	bool mine = c->my_tag == a->hs.my_tag;
	bool peers = a->hs.peer_tag && c->peer_tag == a->hs.peer_tag;

	if (mine && peers)
		return cookie_duplicate(a, rx);
	if (mine)
		return cookie_collision(a, rx, c);
	if (!peers && a->hs.my_tie_tag &&
	    c->my_tie_tag == a->hs.my_tie_tag &&
	    c->peer_tie_tag == a->hs.peer_tie_tag)
		return cookie_restart(a, rx, c);
	/* action C, and all combinations that table 12 does not list */
	sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK);
	return SCTP_V_STOP;
}

/**
 * sctp_collision_cookie() - COOKIE ECHO for an existing association (5.2.4)
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_collision_cookie(struct sctp_assoc *a,
					struct sctp_rx *rx,
					const struct sctp_view *v)
{
	struct sctp_cookie c;
	int err;

	err = sctp_cookie_open(a->ep, v->hdr + sizeof(struct sctpw_chunk),
			       v->len - sizeof(struct sctpw_chunk), &c,
			       rx->now);
	if (err == -EBADMSG || !sctp_cookie_fits(&c, rx) ||
	    !sctp_auth_cookie_ok(a, &c, rx)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_COOKIE);
		return SCTP_V_STOP;
	}
	if (err && (c.my_tag != a->hs.my_tag ||
		    c.peer_tag != a->hs.peer_tag)) {
		sctp_stale_cookie_reply(a->ep, rx, &c);
		return SCTP_V_STOP;
	}
	return cookie_action(a, rx, &c);
}
