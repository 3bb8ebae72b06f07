// SPDX-License-Identifier: GPL-2.0-only
/*
 * INIT, and COOKIE ECHO when an association exists already: collision,
 * restart and delayed duplicates, RFC 9260 section 5.2. An INIT changes
 * nothing here: all it leaves is the cookie the peer gets.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "ctl.h"
#include "end.h"
#include "ep.h"
#include "frame.h"
#include "handshake.h"
#include "initchunk.h"
#include "packet.h"
#include "reasm.h"
#include "recovery.h"
#include "rto.h"
#include "rwnd.h"
#include "sack.h"
#include "sackin.h"
#include "sendq.h"
#include "shutdown.h"

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
	sctp_addr_walk_begin(&w, &info->params);
	while (sctp_addr_walk_next(&w, &addr))
		if (is_new(a, rx, &addr))
			return true;
	return false;
}

static void fill_tags(struct sctp_cookie *c, struct sctp_ep *ep,
		      struct sctp_assoc *a)
{
	if (a && sctp_assoc_connecting(a)) {
		/* collision: the parameters of our own INIT (5.2.1) */
		c->my_tag = a->hs.my_tag;
		c->my_tsn = a->hs.my_initial_tsn;
	} else {
		c->my_tag = sctp_random_tag(ep->ops);
		c->my_tsn = sctp_random_tag(ep->ops);
	}
	if (!a || a->state == SCTP_ST_COOKIE_WAIT)
		return;
	if (!a->hs.my_tie_tag) {
		a->hs.my_tie_tag = sctp_random_tag(ep->ops);
		a->hs.peer_tie_tag = sctp_random_tag(ep->ops);
	}
	c->my_tie_tag = a->hs.my_tie_tag;
	c->peer_tie_tag = a->hs.peer_tie_tag;
}

static void fill_cookie(struct sctp_cookie *c, struct sctp_ep *ep,
			struct sctp_assoc *a, const struct sctp_rx *rx,
			const struct sctp_init_info *info,
			const struct sctp_path *to)
{
	const struct sctp_config *cfg = a ? a->cfg : ep->cfg;

	memset(c, 0, sizeof(*c));
	fill_tags(c, ep, a);
	c->created = rx->now;
	c->life = cfg->cookie_life;
	if (cfg->cookie_preserve)
		c->life += min(info->preserve, SCTP_PRESERVE_MAX);
	c->peer_tag = info->tag;
	c->peer_tsn = info->tsn;
	c->peer_rwnd = info->a_rwnd;
	c->num_ostreams = min(cfg->num_ostreams, info->num_istreams);
	c->num_istreams = min(cfg->max_instreams, info->num_ostreams);
	c->lport = rx->dport;
	c->pport = rx->sport;
	c->caps = sctp_init_agree(cfg, info);
	c->adaptation = info->adaptation;
	c->adaptation_set = info->adaptation_set;
	c->paddr = rx->src;
	c->addrs = info->params;
	if (!to)
		return;
	c->paddr = to->addr;
	c->src = rx->src;
}

/* Does the peer take addresses of this family? The one it uses itself counts
 * although it does not say so (5.1.2).
 */
static bool peer_takes(const struct sctp_init_info *info,
		       const struct sctp_rx *rx, u16 family)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	if (!info->types_set || rx->src.family == family ||
	    (family == AF_INET ? info->v4 : info->v6))
		return true;
	sctp_addr_walk_begin(&w, &info->params);
	while (sctp_addr_walk_next(&w, &addr))
		if (addr.family == family)
			return true;
	return false;
}

/* Keep those of our addresses that are of use to the peer */
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

/* NULL when there is no memory */
static struct sk_buff *init_ack(struct sctp_init_build *b, struct sctp_ep *ep,
				struct sctp_assoc *a, const struct sctp_rx *rx,
				const struct sctp_init_info *info,
				const struct sctp_path *to)
{
	struct sctp_cookie c;
	struct sk_buff *skb;

	fill_cookie(&c, ep, a, rx, info, to);
	b->tag = c.my_tag;
	b->tsn = c.my_tsn;
	b->cookie_len = sctp_cookie_size(&c);
	skb = sctp_init_chunk(b);
	if (!skb)
		return NULL;
	if (sctp_cookie_seal(ep, &c, b->cookie, b->cookie_len, rx->now) > 0)
		return skb;
	kfree_skb(skb);
	return NULL;
}

/* To where the INIT came from, or to @to */
static void send_init_ack(struct sctp_ep *ep, struct sctp_assoc *a,
			  const struct sctp_rx *rx,
			  const struct sctp_init_info *info,
			  struct sctp_path *to)
{
	const struct sctp_config *cfg = a ? a->cfg : ep->cfg;
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT_ACK,
		.a_rwnd = max(a ? sctp_rwnd(a) : ep->rwnd, SCTP_RWND_MIN),
		/* no more than the peer takes (3.3.3) */
		.num_ostreams = min(cfg->num_ostreams, info->num_istreams),
		.num_istreams = cfg->max_instreams,
		.caps = cfg->caps,
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
		sctp_out_alone(a, to, skb, info->tag);
	else
		sctp_ep_reply(ep, rx, skb, info->tag);
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
	sctp_addr_walk_begin(&w, &info->params);
	while (sctp_addr_walk_next(&w, &addr))
		if (is_new(a, rx, &addr))
			len += sctp_addr_param_put(list + len,
						   SCTP_CAUSE_MAX - len, &addr);
	if (!len)
		len = sctp_addr_param_put(list, SCTP_CAUSE_MAX, &rx->src);
	sctp_ep_reply(ep, rx,
		      sctp_abort_build(0, SCTP_CAUSE_RESTART_NEW_ADDR, list,
				       len),
		      info->tag);
	kfree(list);
}

static bool user_named(struct sctp_assoc *a, const struct sctp_addr *addr)
{
	const struct sctp_path *p = sctp_path_find(a, addr);

	return p && p->confirmed;
}

/* An address that both the user and the peer named */
static struct sctp_path *named_path(struct sctp_assoc *a,
				    const struct sctp_init_info *info)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->confirmed && sctp_addr_listed(&info->params, &p->addr))
			return p;
	return NULL;
}

static void init_answer(struct sctp_ep *ep, struct sctp_assoc *a,
			struct sctp_rx *rx, const struct sctp_init_info *info)
{
	struct sctp_path *to = NULL;

	if (a && a->state == SCTP_ST_SHUTDOWN_ACK_SENT) {
		/* section 9.2: the last SHUTDOWN ACK was lost */
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN_ACK, rx->path);
		return;
	}
	if (info->cause) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_INIT);
		sctp_ep_reply(ep, rx,
			      sctp_abort_build(0, info->cause,
					       info->cause_info,
					       min_t(u16, info->cause_len,
						     SCTP_CAUSE_MAX)),
			      info->tag);
		return;
	}
	/* rules 1 and 2 of 5.2.1: to an address the user named, and the peer,
	 * too
	 */
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
	struct sctp_init_info info;

	if (sctp_init_parse(v, &info))
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
	sctp_ep_reply(ep, rx,
		      sctp_chunk_build(SCTP_CT_ERROR, 0, &cause,
				       sizeof(cause)),
		      c->peer_tag);
}

/* Forget all that was tied to the peer's former life, component by component */
static void reset_components(struct sctp_assoc *a)
{
	sctp_sendq_reset(a);
	sctp_peerwin_reset(&a->tx.peer);
	sctp_sackin_reset(a);
	sctp_recovery_reset(a);
	sctp_reasm_reset(a);
	sctp_sack_reset(a);
	sctp_ctl_purge(a);
	sctp_handshake_reset(a);
	sctp_shutdown_reset(a);
	sctp_path_reset_all(a);
}

/* Action A: the peer restarted. Also action B once the association is up: its
 * new tag belongs to a new TCB, which knows nothing of what was exchanged.
 */
static enum sctp_verdict restart(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_cookie *c)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_ASSOC_CHANGE,
		.value = SCTP_AC_RESTART,
	};

	if (a->state == SCTP_ST_SHUTDOWN_ACK_SENT) {
		sctp_ctl_pend(a, SCTP_PEND_SHUTDOWN_ACK, rx->path);
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_COOKIE_IN_SHUTDOWN,
			       NULL, 0);
		return SCTP_V_STOP;
	}
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	reset_components(a);
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_ep_no_resource(a->ep, rx, c->peer_tag);
		return sctp_verdict_gone(rx, SCTP_END_NOMEM, 0, NULL, 0);
	}
	a->ops->notify(a, &ev);
	sctp_sendq_tell_dry(a);
	sctp_ctl_cookie_ack(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/* Action B: both sides began at once */
static enum sctp_verdict collide(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_cookie *c)
{
	if (sctp_is_up(a))
		return restart(a, rx, c);
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	sctp_ctl_unpend(a, SCTP_PEND_INIT | SCTP_PEND_COOKIE_ECHO);
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_NO_MEMORY);
		return SCTP_V_STOP;
	}
	/* the source may be an address that is known only now */
	rx->path = sctp_path_find(a, &rx->src);
	sctp_ctl_cookie_ack(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/* Action D: a duplicate, or our own COOKIE ECHO crossed theirs */
static enum sctp_verdict same(struct sctp_assoc *a, struct sctp_rx *rx)
{
	bool comes_up = a->state == SCTP_ST_COOKIE_ECHOED;

	if (comes_up && !sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return SCTP_V_STOP;
	sctp_ctl_cookie_ack(a, rx->path, rx->now);
	if (comes_up) {
		sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
		sctp_assoc_established(a, rx->now);
	}
	return SCTP_V_NEXT;
}

static enum sctp_verdict decide(struct sctp_assoc *a, struct sctp_rx *rx,
				const struct sctp_cookie *c)
{
	bool mine = c->my_tag == a->hs.my_tag;
	bool peers = a->hs.peer_tag && c->peer_tag == a->hs.peer_tag;

	if (mine && peers)
		return same(a, rx);
	if (mine)
		return collide(a, rx, c);
	if (!peers && a->hs.my_tie_tag &&
	    c->my_tie_tag == a->hs.my_tie_tag &&
	    c->peer_tie_tag == a->hs.peer_tie_tag)
		return restart(a, rx, c);
	/* action C, and whatever table 12 does not list */
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
	if (err == -EBADMSG || !sctp_cookie_fits(&c, rx)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_COOKIE);
		return SCTP_V_STOP;
	}
	if (err && (c.my_tag != a->hs.my_tag ||
		    c.peer_tag != a->hs.peer_tag)) {
		sctp_stale_cookie_reply(a->ep, rx, &c);
		return SCTP_V_STOP;
	}
	return decide(a, rx, &c);
}
