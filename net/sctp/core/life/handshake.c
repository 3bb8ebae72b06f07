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

#include "core/recv/instream.h"
#include "core/caps.h"
#include "core/choice.h"
#include "core/ep.h"
#include "core/ext/auth.h"
#include "core/ext/nat.h"
#include "core/loss/rto.h"
#include "core/pathset.h"
#include "core/recv/reasm.h"
#include "core/recv/rwnd.h"
#include "core/recv/rxring.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "end.h"
#include "handshake.h"
#include "initchunk.h"
#include "state.h"
#include "t1.h"

/* How many Stale Cookie errors there may be before the handshake fails */
#define SCTP_MAX_STALE	3

static u64 t1_max(const struct sctp_assoc *a)
{
	return sctp_ms(a->cfg->max_init_timeo ? a->cfg->max_init_timeo :
					       a->cfg->rto_max);
}

/**
 * sctp_random_tag() - a random verification tag
 * @ops: the caller's struct sctp_ops
 *
 * Return: the tag, not 0.
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
 * sctp_new_tag() - a verification tag for a new association
 * @ops: the caller's struct sctp_ops
 * @ep: endpoint
 * @pport: the peer's port
 *
 * Return: the tag, not 0.
 */
u32 sctp_new_tag(const struct sctp_ops *ops, struct sctp_ep *ep, __be16 pport)
{
	u32 tag;

	do {
		tag = sctp_random_tag(ops);
	} while (ops->tag_ok && !ops->tag_ok(ep, tag, pport));
	return tag;
}

/**
 * sctp_handshake_send_init() - send the INIT that is pending
 * @a: association in COOKIE-WAIT
 * @now: time
 */
void sctp_handshake_send_init(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p = sctp_choose(a, SCTP_FOR_CONTROL, a->ctl.path);
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT,
		.tag = a->hs.my_tag,
		.num_ostreams = a->cfg->num_ostreams,
		.num_istreams = a->cfg->max_instreams,
		.tsn = a->hs.my_initial_tsn,
		.caps = sctp_nat_init_caps(a->cfg->caps),
		.adaptation = a->cfg->adaptation,
		.preserve = a->hs.preserve,
		.auth = sctp_auth_vector(a),
		.v4 = a->ep->addr_v4,
		.v6 = a->ep->addr_v6,
	};
	struct sctp_addr *addrs;

	sctp_ctl_unpend(a, SCTP_PEND_INIT);
	if (!p)
		return;
	b.naddrs = sctp_init_offer(a->ep, a, NULL, &p->addr, &addrs);
	if (b.naddrs < 0) {
		/* T1 retries */
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	b.addrs = addrs;
	b.a_rwnd = sctp_rwnd_begin(a);
	sctp_path_used(p, now);
	sctp_door_alone(a, p, sctp_init_chunk(&b), 0);
	kfree(addrs);
}

static void take_tag_and_tsn(struct sctp_assoc *a, u32 tag, u32 tsn)
{
	a->hs.my_tag = tag;
	a->hs.my_initial_tsn = tsn;
	sctp_txring_start(&a->tx.ring, tsn);
}

/* Choose DATA or I-DATA. A handshake has sent no data, or has taken it back
 * (RFC 8260 section 2.2.1).
 */
static void choose_format(struct sctp_assoc *a, u32 caps)
{
	enum sctp_data_format_nr nr = caps & SCTP_CAP_I_DATA ?
				      SCTP_FORMAT_I_DATA : SCTP_FORMAT_DATA;

	if (a->tx.format != nr)
		sctp_sendq_set_format(a, nr);
}

/**
 * sctp_assoc_connect() - begin to set up an association
 * @a: association in CLOSED with its peer's addresses added
 * @now: time
 *
 * Return: 0, -EINVAL without a peer address, -EISCONN when it began before,
 * -ENOMEM.
 */
int sctp_assoc_connect(struct sctp_assoc *a, u64 now)
{
	sctp_assoc_entered(a);
	if (!a->primary)
		return -EINVAL;
	if (a->state != SCTP_ST_CLOSED || a->was_up || a->end)
		return -EISCONN;
	if (sctp_auth_begin(a))
		return -ENOMEM;
	a->hs.passive = false;
	/* messages are laid out for what is offered, so that no cell is cut */
	choose_format(a, a->cfg->caps);
	take_tag_and_tsn(a, sctp_new_tag(a->ops, a->ep, a->pport),
			 sctp_random_tag(a->ops));
	sctp_set_state(a, SCTP_ST_COOKIE_WAIT);
	sctp_ctl_pend(a, SCTP_PEND_INIT,
		      sctp_choose(a, SCTP_FOR_CONTROL, NULL));
	sctp_t1_start(a, min(sctp_ms(a->cfg->rto_initial), t1_max(a)), now);
	return 0;
}

/**
 * sctp_handshake_new_tag() - send the INIT again with another tag
 * @a: association in COOKIE-WAIT
 * @now: time
 *
 * It counts as if T1-init had expired.
 *
 * Return: false when there were too many attempts.
 */
bool sctp_handshake_new_tag(struct sctp_assoc *a, u64 now)
{
	if (a->hs.attempts >= a->cfg->max_init_attempts)
		return false;
	a->hs.attempts++;
	a->hs.my_tag = sctp_new_tag(a->ops, a->ep, a->pport);
	sctp_t1_start(a, a->t1_rto, now);
	sctp_ctl_pend(a, SCTP_PEND_INIT, a->ctl.path);
	return true;
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
	sctp_timeouts_count(a, wait ? SCTP_TIMEOUT_INIT : SCTP_TIMEOUT_COOKIE);
	if (++a->hs.attempts > a->cfg->max_init_attempts) {
		sctp_assoc_give_up(a, "no answer to COOKIE ECHO");
		return;
	}
	sctp_t1_start(a, min(a->t1_rto * 2, t1_max(a)), now);
	sctp_sendq_resend(a);
	/* try another address that the user named (5.1) */
	sctp_ctl_pend(a, wait ? SCTP_PEND_INIT : SCTP_PEND_COOKIE_ECHO,
		      sctp_choose(a, SCTP_FOR_REPEAT,
				  a->ctl.path ?: sctp_path_for_data(a)));
}

static bool peer_lists(const struct sctp_path *p, const struct sctp_addr *src,
		       const struct sctp_param_list *addrs)
{
	return sctp_addr_eq(&p->addr, src) || sctp_addr_listed(addrs, &p->addr);
}

/* Remove paths that the peer does not list (5.1.2 rules A and C). If it lists
 * none that is confirmed, the paths that the user named are kept.
 */
static void drop_unlisted(struct sctp_assoc *a, const struct sctp_addr *src,
			  const struct sctp_param_list *addrs)
{
	struct sctp_path *p, *tmp;
	bool usable = false;

	list_for_each_entry(p, &a->paths, list)
		usable |= p->confirmed && peer_lists(p, src, addrs);
	if (!usable)
		return;
	list_for_each_entry_safe(p, tmp, &a->paths, list)
		if (!peer_lists(p, src, addrs))
			sctp_path_remove(a, p);
}

/* All addresses are added, or none. A packet from a missing address would be
 * out of the blue, and our ABORT would end the association.
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

/* Set what the peer's INIT or INIT ACK decides: tag, TSN, window, streams */
static void take_peer(struct sctp_assoc *a, u32 tag, u32 tsn, u32 rwnd,
		      u16 num_ostreams, u16 num_istreams)
{
	if (num_ostreams != a->tx.streams.num)
		sctp_sendq_set_streams(a, num_ostreams);
	sctp_instream_set(a, num_istreams);
	a->hs.peer_tag = tag;
	a->hs.peer_initial_tsn = tsn;
	sctp_peerwin_start(&a->tx.peer, rwnd);
	sctp_rxring_init(&a->rx.ring, tsn);
	/* a packet may need room for an AUTH chunk now, or not any more */
	sctp_sendq_frag_point(a);
	choose_format(a, a->hs.caps);
}

/* Keep the cookie and the error causes for the COOKIE ECHO packet */
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

	/* an ABORT needs the peer's Initiate Tag (8.5.1 B) */
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
	a->hs.caps = sctp_init_agree(info);
	/* without memory: T1 sends the INIT again */
	if (sctp_auth_agree(a, info) ||
	    add_peer_addrs(a, &rx->src, SCTP_PATH_UNCONFIRMED,
			   &info->addrs) ||
	    keep_cookie(a, info)) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return SCTP_V_STOP;
	}
	a->hs.caps = sctp_init_agree(info);
	take_peer(a, info->tag, info->tsn, info->a_rwnd,
		  min(a->cfg->num_ostreams, info->num_istreams),
		  min(info->num_ostreams, a->cfg->max_instreams));
	p = sctp_path_find(a, &rx->src);
	a->hs.peer_adaptation = info->adaptation;
	a->hs.peer_adaptation_set = info->adaptation_set;
	if (!a->hs.attempts && p->last_used) {
		sctp_rto_measured(&p->rto, a->cfg, rx->now - sctp_t1_began(a));
		sctp_path_rto_seen(a, p);
	}
	a->hs.attempts = 0;
	sctp_t1_start(a, min(p->rto.rto, t1_max(a)), rx->now);
	sctp_set_state(a, SCTP_ST_COOKIE_ECHOED);
	/* to the source of the INIT ACK, if the user named it */
	sctp_ctl_pend(a, SCTP_PEND_COOKIE_ECHO,
		      sctp_choose(a, SCTP_FOR_REPLY, p));
	return SCTP_V_STOP;
}

/* Initiate Tag 0: the ABORT has our own tag and the T bit (3.3.3) */
static enum sctp_verdict no_init_tag(struct sctp_assoc *a, struct sctp_rx *rx)
{
	struct sk_buff *skb = sctp_abort_build(SCTP_FLAG_T,
					       SCTP_CAUSE_INVALID_PARAM,
					       NULL, 0);

	sctp_door_reply(a->ep, rx, skb, rx->vtag);
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
	if (!sctp_init_parse(v, sctp_nat_init_caps(a->cfg->caps), &info))
		return no_init_tag(a, rx);
	return got_init_ack(a, rx, &info);
}

/**
 * sctp_handshake_drop_cookie() - free the cookie kept for COOKIE ECHO
 * @a: association
 */
void sctp_handshake_drop_cookie(struct sctp_assoc *a)
{
	sctp_ctl_unpend(a, SCTP_PEND_COOKIE_ECHO);
	sctp_handshake_free(a);
}

/**
 * sctp_handshake_free() - free what is left of it
 * @a: association that has ended
 */
void sctp_handshake_free(struct sctp_assoc *a)
{
	if (!a->hs.echo)
		return;
	kfree(a->hs.echo);
	a->hs.echo = NULL;
}

/**
 * sctp_handshake_tie() - have tie-tags, RFC 9260 section 5.2.2
 * @a: association that a cookie is about
 */
void sctp_handshake_tie(struct sctp_assoc *a)
{
	if (a->hs.my_tie_tag)
		return;
	a->hs.my_tie_tag = sctp_random_tag(a->ops);
	a->hs.peer_tie_tag = sctp_random_tag(a->ops);
}

/**
 * sctp_handshake_reset() - the peer restarted: forget cookie and tie-tags
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
 * sctp_handshake_stale() - our cookie was stale, RFC 9260 section 5.2.6
 * @a: association
 * @rx: packet
 * @cause: the Stale Cookie cause
 *
 * Sends another INIT with a Cookie Preservative: by how much the cookie was
 * late, but at most the round trip just measured plus one second.
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
	/* chunks that wait were for the peer's old tag */
	sctp_ctl_purge(a);
	sctp_sendq_unsend(a);
	sctp_set_state(a, SCTP_ST_COOKIE_WAIT);
	sctp_ctl_pend(a, SCTP_PEND_INIT, p);
	sctp_t1_start(a, a->t1_rto, rx->now);
	return SCTP_V_STOP;
}

/* Measure the round trip from INIT ACK to COOKIE ECHO. A side that sends no
 * DATA has no other measurement. It does not count if it took T1-cookie or
 * longer: the COOKIE ECHO may be a retransmission.
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
 * Return: 0; or -ENOMEM: then the caller ends the association.
 */
int sctp_handshake_accept(struct sctp_assoc *a, const struct sctp_cookie *c,
			  u64 now)
{
	int err;

	a->hs.passive = true;
	/* collision: data sent with our COOKIE ECHO is not in the peer's TCB */
	sctp_sendq_unsend(a);
	take_tag_and_tsn(a, c->my_tag, c->my_tsn);
	a->hs.caps = c->caps;
	a->hs.peer_adaptation = c->adaptation;
	a->hs.peer_adaptation_set = c->adaptation_set;
	err = sctp_auth_accept(a, c) ?:
	      add_peer_addrs(a, &c->paddr, SCTP_PATH_ACTIVE, &c->addrs);
	if (err)
		return err;
	take_peer(a, c->peer_tag, c->peer_tsn, c->peer_rwnd, c->num_ostreams,
		  c->num_istreams);
	measure_cookie(a, c, now);
	sctp_rwnd_begin(a);
	return 0;
}
