// SPDX-License-Identifier: GPL-2.0-only
/*
 * The client's side of the four-way handshake, RFC 9260 section 5.1:
 *
 *   CLOSED -> INIT -> COOKIE-WAIT -> INIT ACK -> COOKIE-ECHOED -> COOKIE ACK
 *          -> ESTABLISHED
 *
 * and the server's last step, which makes an association from a cookie.
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
#include "rto.h"
#include "rwnd.h"
#include "rxring.h"
#include "sendq.h"
#include "txring.h"

/* A cookie may go stale on the way that often before we give up */
#define SCTP_MAX_STALE	3

static u64 t1_max(const struct sctp_assoc *a)
{
	return sctp_ms(a->cfg->max_init_timeo ? a->cfg->max_init_timeo :
					       a->cfg->rto_max);
}

static void start_t1(struct sctp_assoc *a, u64 now)
{
	a->t1 = now + a->t1_rto;
}

/**
 * sctp_random_tag() - a number nobody can guess
 * @ops: the surroundings
 *
 * Return: it, not 0.
 */
u32 sctp_random_tag(const struct sctp_ops *ops)
{
	u32 tag;

	do {
		ops->random(&tag, sizeof(tag));
	} while (!tag);
	return tag;
}

/**
 * sctp_handshake_send_init() - send the INIT that is pending
 * @a: association in COOKIE-WAIT
 * @now: time
 */
void sctp_handshake_send_init(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p = a->ctl.path ?: sctp_path_for_data(a);
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT,
		.tag = a->hs.my_tag,
		.num_ostreams = a->cfg->num_ostreams,
		.num_istreams = a->cfg->max_instreams,
		.tsn = a->hs.my_initial_tsn,
		.caps = a->cfg->caps,
		.adaptation = a->cfg->adaptation,
		.preserve = a->hs.preserve,
		.v4 = a->ep->addr_v4,
		.v6 = a->ep->addr_v6,
	};
	struct sctp_addr *addrs;

	sctp_ctl_unpend(a, SCTP_PEND_INIT);
	if (!p)
		return;
	b.naddrs = sctp_init_offer(a->ep, a, NULL, &p->addr, &addrs);
	if (b.naddrs < 0) {
		/* T1 sends the next one */
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	b.addrs = addrs;
	b.a_rwnd = sctp_rwnd_begin(a);
	p->last_used = now;
	sctp_out_alone(a, p, sctp_init_chunk(&b), 0);
	kfree(addrs);
}

static void take_tag_and_tsn(struct sctp_assoc *a, u32 tag, u32 tsn)
{
	a->hs.my_tag = tag;
	a->hs.my_initial_tsn = tsn;
	sctp_txring_start(&a->tx.ring, tsn);
}

/**
 * sctp_assoc_connect() - begin to set up an association
 * @a: association in CLOSED with its peer's addresses added
 * @now: time
 *
 * Return: 0, -EINVAL without a peer address, -EISCONN when it began before.
 */
int sctp_assoc_connect(struct sctp_assoc *a, u64 now)
{
	if (!a->primary)
		return -EINVAL;
	if (a->state != SCTP_ST_CLOSED || a->was_up || a->end)
		return -EISCONN;
	a->hs.passive = false;
	take_tag_and_tsn(a, sctp_random_tag(a->ops), sctp_random_tag(a->ops));
	a->t1_rto = min(sctp_ms(a->cfg->rto_initial), t1_max(a));
	sctp_set_state(a, SCTP_ST_COOKIE_WAIT);
	sctp_ctl_pend(a, SCTP_PEND_INIT, sctp_path_for_data(a));
	start_t1(a, now);
	return 0;
}

/**
 * sctp_handshake_t1() - T1-init or T1-cookie expired, RFC 9260 section 4
 * @a: association; closed afterwards when there were too many attempts
 * @now: time
 */
void sctp_handshake_t1(struct sctp_assoc *a, u64 now)
{
	bool wait = a->state == SCTP_ST_COOKIE_WAIT;

	sctp_mib_add(a->mib, wait ? SCTP_MIB_T1_INIT_EXPIREDS :
				    SCTP_MIB_T1_COOKIE_EXPIREDS, 1);
	if (++a->hs.attempts > a->cfg->max_init_attempts) {
		sctp_assoc_give_up(a);
		return;
	}
	a->t1_rto = min(a->t1_rto * 2, t1_max(a));
	start_t1(a, now);
	sctp_sendq_resend(a);
	/* the next one may go to another address the user named (5.1) */
	sctp_ctl_pend(a, wait ? SCTP_PEND_INIT : SCTP_PEND_COOKIE_ECHO,
		      sctp_path_next(a, a->ctl.path ?: sctp_path_for_data(a)));
}

static bool lists(const struct sctp_path *p, const struct sctp_addr *src,
		  const struct sctp_param_list *addrs)
{
	return sctp_addr_eq(&p->addr, src) || sctp_addr_listed(addrs, &p->addr);
}

/* The peer has the addresses it lists and no others (5.1.2 rules A and C).
 * If it lists none that is confirmed there is no choice but to go on with
 * what the user said.
 */
static void drop_unlisted(struct sctp_assoc *a, const struct sctp_addr *src,
			  const struct sctp_param_list *addrs)
{
	struct sctp_path *p, *tmp;
	bool usable = false;

	list_for_each_entry(p, &a->paths, list)
		usable |= p->confirmed && lists(p, src, addrs);
	if (!usable)
		return;
	list_for_each_entry_safe(p, tmp, &a->paths, list)
		if (!lists(p, src, addrs))
			sctp_path_remove(a, p);
}

/* All of them or none: a packet from an address that was left out would be
 * out of the blue, and the ABORT in answer to it ends the association.
 */
static int add_peer_addrs(struct sctp_assoc *a, const struct sctp_addr *src,
			  enum sctp_path_state src_state,
			  const struct sctp_param_list *addrs)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	if (!sctp_path_add(a, src, src_state))
		return -ENOMEM;
	sctp_addr_walk_begin(&w, addrs);
	while (sctp_addr_walk_next(&w, &addr)) {
		if (sctp_addr_eq(&addr, src) ||
		    !sctp_path_usable(a, src, &addr))
			continue;
		if (!sctp_path_add(a, &addr, SCTP_PATH_UNCONFIRMED) &&
		    a->npaths < SCTP_MAX_PATHS)
			return -ENOMEM;
	}
	drop_unlisted(a, src, addrs);
	return 0;
}

/* Both sides' wishes are known now */
static void take_peer(struct sctp_assoc *a, u32 tag, u32 tsn, u32 rwnd,
		      u16 num_ostreams, u16 num_istreams)
{
	if (num_ostreams != a->tx.num_streams)
		sctp_sendq_set_streams(a, num_ostreams);
	sctp_reasm_set_streams(a, num_istreams);
	a->hs.peer_tag = tag;
	a->hs.peer_initial_tsn = tsn;
	sctp_peerwin_start(&a->tx.peer, rwnd);
	sctp_rxring_init(&a->rx.ring, tsn);
}

/* Keep what goes into the COOKIE ECHO packet */
static int keep_cookie(struct sctp_assoc *a, const struct sctp_init_info *info)
{
	u32 cookie_size = SCTP_ALIGN4(info->cookie_len);
	struct sctp_echo *e;

	e = kzalloc(struct_size(e, data, cookie_size + info->unrec_len),
		    GFP_ATOMIC);
	if (!e)
		return -ENOMEM;
	sctp_handshake_drop_cookie(a);
	a->hs.echo = e;
	e->cookie_len = info->cookie_len;
	memcpy(e->data, info->cookie, info->cookie_len);
	e->error_len = info->unrec_len;
	sctp_init_unrecognized(info, SCTP_CAUSE_UNRECOGNIZED_PARAM,
			       e->data + cookie_size);
	return 0;
}

static enum sctp_verdict refuse_init_ack(struct sctp_assoc *a,
					 struct sctp_rx *rx,
					 const struct sctp_init_info *info)
{
	static const struct sctpw_missing_param m = {
		.count = cpu_to_be32(1),
		.type = cpu_to_be16(SCTP_PT_STATE_COOKIE),
	};

	/* the ABORT carries the tag the peer just told us (8.5.1 B) */
	a->hs.peer_tag = info->tag;
	if (info->cause)
		return sctp_verdict_abort(rx, info->cause, info->cause_info,
					  info->cause_len);
	return sctp_verdict_abort(rx, SCTP_CAUSE_MISSING_PARAM, &m.count, 6);
}

static enum sctp_verdict got_init_ack(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_init_info *info)
{
	struct sctp_path *p;

	if (info->cause || !info->cookie)
		return refuse_init_ack(a, rx, info);
	/* without memory T1 repeats the INIT */
	if (add_peer_addrs(a, &rx->src, SCTP_PATH_UNCONFIRMED,
			   &info->params) ||
	    keep_cookie(a, info)) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return SCTP_V_STOP;
	}
	take_peer(a, info->tag, info->tsn, info->a_rwnd,
		  min(a->cfg->num_ostreams, info->num_istreams),
		  min(info->num_ostreams, a->cfg->max_instreams));
	p = sctp_path_find(a, &rx->src);
	a->hs.caps = sctp_init_agree(a->cfg, info);
	a->hs.peer_adaptation = info->adaptation;
	a->hs.peer_adaptation_set = info->adaptation_set;
	if (!a->hs.attempts && p->last_used) {
		sctp_rto_measured(&p->rto, a->cfg, rx->now - p->last_used);
		sctp_path_rto_seen(a, p);
	}
	a->hs.attempts = 0;
	a->t1_rto = min(p->rto.rto, t1_max(a));
	start_t1(a, rx->now);
	sctp_set_state(a, SCTP_ST_COOKIE_ECHOED);
	/* back to where the INIT ACK came from, if the user named it */
	sctp_ctl_pend(a, SCTP_PEND_COOKIE_ECHO,
		      p->confirmed ? p : sctp_path_for_data(a));
	return SCTP_V_STOP;
}

/* Initiate Tag 0: there is nothing but our own tag to answer with (3.3.3) */
static enum sctp_verdict no_init_tag(struct sctp_assoc *a, struct sctp_rx *rx)
{
	struct sk_buff *skb = sctp_abort_build(SCTP_FLAG_T,
					       SCTP_CAUSE_INVALID_PARAM,
					       NULL, 0);

	if (skb)
		a->ops->reply(a->ep, rx, skb, rx->vtag);
	return sctp_verdict_gone(rx, SCTP_END_PROTOCOL, 0, NULL, 0);
}

/**
 * sctp_handshake_init_ack() - an INIT ACK arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * In other states than COOKIE-WAIT it is ignored (RFC 9260 5.2.3).
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_handshake_init_ack(struct sctp_assoc *a,
					  struct sctp_rx *rx,
					  const struct sctp_view *v)
{
	struct sctp_init_info info;

	if (a->state != SCTP_ST_COOKIE_WAIT) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_STOP;
	}
	if (!sctp_init_parse(v, &info))
		return no_init_tag(a, rx);
	return got_init_ack(a, rx, &info);
}

/**
 * sctp_handshake_drop_cookie() - the cookie has served
 * @a: association
 */
void sctp_handshake_drop_cookie(struct sctp_assoc *a)
{
	sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
	kfree(a->hs.echo);
	a->hs.echo = NULL;
}

/**
 * sctp_handshake_reset() - the peer restarted: tie-tags have served
 * @a: association
 */
void sctp_handshake_reset(struct sctp_assoc *a)
{
	sctp_handshake_drop_cookie(a);
	a->hs.my_tie_tag = 0;
	a->hs.peer_tie_tag = 0;
	a->hs.attempts = 0;
	a->hs.stale_count = 0;
	a->hs.preserve = 0;
}

/**
 * sctp_handshake_cookie_ack() - a COOKIE ACK arrived
 * @a: association in COOKIE-ECHOED
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_handshake_cookie_ack(struct sctp_assoc *a,
					    struct sctp_rx *rx,
					    const struct sctp_view *v)
{
	if (!sctp_ep_admits(a->ep, a, rx, SCTP_STEP_COOKIE_ACK))
		return SCTP_V_STOP;
	sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
	a->ctl.path = NULL;
	sctp_assoc_established(a, rx->now);
	return SCTP_V_NEXT;
}

/**
 * sctp_handshake_stale() - our cookie came too late, RFC 9260 section 5.2.6
 * @a: association
 * @rx: packet
 * @cause: the Stale Cookie cause
 *
 * Starts over, asking for a longer life: by what was missing, and by at most
 * the round trip just measured plus one second.
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_handshake_stale(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *cause)
{
	const struct sctpw_stale_cookie *h = (const void *)cause->hdr;
	u32 staleness_us = get_unaligned_be32(&h->staleness);
	struct sctp_path *p = a->ctl.path;
	u32 limit;
	u64 rtt;

	if (a->state != SCTP_ST_COOKIE_ECHOED) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_UNEXPECTED_CHUNK, 1);
		return SCTP_V_STOP;
	}
	if (++a->hs.stale_count > SCTP_MAX_STALE)
		return sctp_verdict_gone(rx, SCTP_END_TIMEOUT,
					 SCTP_CAUSE_STALE_COOKIE, NULL, 0);
	rtt = rx->now - a->hs.echo->sent;
	limit = min_t(u64, div_u64(rtt, NSEC_PER_MSEC) + 1000, 60000);
	a->hs.preserve = min(staleness_us / 1000 + 1, limit);
	sctp_handshake_drop_cookie(a);
	a->hs.peer_tag = 0;
	a->hs.attempts = 0;
	/* what waits was meant for the peer's tag, which is void now */
	sctp_ctl_purge(a);
	sctp_sendq_unsend(a);
	sctp_set_state(a, SCTP_ST_COOKIE_WAIT);
	sctp_ctl_pend(a, SCTP_PEND_INIT, p);
	start_t1(a, rx->now);
	return SCTP_V_STOP;
}

/* The round trip from INIT ACK to COOKIE ECHO: all that a side that sends no
 * DATA learns. What took as long as T1-cookie may have been repeated.
 */
static void measure_cookie(struct sctp_assoc *a, const struct sctp_cookie *c,
			   u64 now)
{
	struct sctp_path *p = sctp_path_find(a, &c->paddr);
	u64 rtt = now - c->created;

	if (p && rtt < sctp_ms(a->cfg->rto_initial))
		sctp_rto_measured(&p->rto, a->cfg, rtt);
}

/**
 * sctp_handshake_accept() - make an association from a cookie (5.1.5)
 * @a: new association in CLOSED, or one that restarts
 * @c: cookie that was opened
 * @now: time
 *
 * Return: 0 or -ENOMEM; the caller ends the association then.
 */
int sctp_handshake_accept(struct sctp_assoc *a, const struct sctp_cookie *c,
			  u64 now)
{
	int err;

	a->hs.passive = true;
	/* a collision: what went with our COOKIE ECHO went to another TCB */
	sctp_sendq_unsend(a);
	take_tag_and_tsn(a, c->my_tag, c->my_tsn);
	a->hs.caps = c->caps;
	a->hs.peer_adaptation = c->adaptation;
	a->hs.peer_adaptation_set = c->adaptation_set;
	err = add_peer_addrs(a, &c->paddr, SCTP_PATH_ACTIVE, &c->addrs);
	if (err)
		return err;
	take_peer(a, c->peer_tag, c->peer_tsn, c->peer_rwnd, c->num_ostreams,
		  c->num_istreams);
	measure_cookie(a, c, now);
	sctp_rwnd_begin(a);
	return 0;
}
