// SPDX-License-Identifier: GPL-2.0-only
/*
 * Paths: adding and removing, which one carries data, error counting and
 * failure detection (RFC 9260 section 8), heartbeats (8.3), PMTU.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <asm/byteorder.h>

#include "assoc.h"
#include "cc.h"
#include "ctl.h"
#include "end.h"
#include "rack.h"
#include "recovery.h"
#include "rto.h"
#include "rxring.h"
#include "sack.h"
#include "sendq.h"
#include "t3.h"
#include "tlp.h"
#include "txring.h"

/*
 * Heartbeat Information: opaque to the peer, RFC 9260 section 3.3.5. Packed,
 * since chunks are aligned to 4 bytes only.
 */
struct sctp_hb_info {
	struct sctpw_param p;
	__be32 reserved;
	__be64 nonce;
} __packed;

static void path_notify(struct sctp_assoc *a, struct sctp_path *p,
			enum sctp_path_change_state state, u16 error)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_PATH_CHANGE,
		.value = state,
		.error = error,
		.path = p,
	};

	a->ops->notify(a, &ev);
}

/* Data takes the primary path while that works. Else it takes one other path,
 * and stays with it while that works (RFC 9260 section 8.2).
 */
static void path_choose_active(struct sctp_assoc *a)
{
	struct sctp_path *p = a->primary;

	if (!p)
		return;
	if (sctp_path_works(p))
		a->active = p;
	else if (!a->active || !sctp_path_works(a->active))
		a->active = sctp_path_next(a, p);
}

static void path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	p->route_dead = a->ops->path_route(a, p) != 0;
	p->mtu = max(p->mtu, SCTP_MTU_MIN);
}

/*
 * An address that is to be confirmed is routed when it is probed: associations
 * that are over soon need one address. Until then it is like the first one.
 */
static void path_first_route(struct sctp_assoc *a, struct sctp_path *p)
{
	if (!a->primary || p->confirmed) {
		path_route(a, p);
		return;
	}
	p->mtu = a->primary->mtu;
	p->moved = true;
}

/**
 * sctp_path_set_source() - packets leave from this address from now on
 * @p: path
 * @saddr: our address
 *
 * For path_route() and whoever else looks a route up.
 */
void sctp_path_set_source(struct sctp_path *p, const struct sctp_addr *saddr)
{
	p->moved |= p->saddr.family && !sctp_addr_eq(&p->saddr, saddr);
	p->saddr = *saddr;
}

/**
 * sctp_path_reroute() - look the route of a path up again
 * @a: association
 * @p: path
 * @now: time
 *
 * It may have another MTU or source address now, or there may be none.
 */
void sctp_path_reroute(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u32 mtu, old = p->mtu;
	bool dead;

	path_route(a, p);
	dead = p->route_dead;
	mtu = p->mtu;
	p->mtu = old;
	sctp_path_rerouted(a, p, mtu, now);
	if (dead)
		sctp_path_unrouted(a, p);
	else
		path_choose_active(a);
}

static void path_confirm(struct sctp_path *p)
{
	p->confirmed = true;
	if (p->state == SCTP_PATH_UNCONFIRMED)
		p->state = SCTP_PATH_ACTIVE;
}

/**
 * sctp_path_add() - add a destination address
 * @a: association
 * @addr: the peer's address
 * @state: SCTP_PATH_ACTIVE when confirmed (RFC 9260 section 5.4)
 *
 * The first path becomes the primary one.
 *
 * Return: the path, an existing one for the same address, or NULL when there
 * is no memory or there are SCTP_MAX_PATHS already.
 */
struct sctp_path *sctp_path_add(struct sctp_assoc *a,
				const struct sctp_addr *addr,
				enum sctp_path_state state)
{
	struct sctp_path *p = sctp_path_find(a, addr);

	if (p) {
		if (state == SCTP_PATH_ACTIVE) {
			path_confirm(p);
			path_choose_active(a);
		}
		return p;
	}
	if (a->npaths >= SCTP_MAX_PATHS) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_ADDR_LIMIT, 1);
		return NULL;
	}
	p = a->ops->path_new(a, addr);
	if (!p) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return NULL;
	}
	p->addr = *addr;
	p->state = state;
	p->confirmed = state == SCTP_PATH_ACTIVE;
	p->cfg = a->cfg->path;
	sctp_rto_init(&p->rto, a->cfg);
	path_first_route(a, p);
	sctp_cc_init(p);
	list_add_tail(&p->list, &a->paths);
	a->npaths++;
	if (!a->primary) {
		a->primary = p;
		a->active = p;
	}
	path_choose_active(a);
	sctp_sendq_frag_point(a);
	return p;
}

/**
 * sctp_path_remove() - forget a destination address
 * @a: association
 * @p: path; what is in flight on it is sent again elsewhere
 *
 * The caller clears what it holds of the path itself, as in struct sctp_rx.
 *
 * Return: 0, or -EBUSY when it is the last one.
 */
int sctp_path_remove(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_path *other;

	if (a->npaths < 2)
		return -EBUSY;
	list_del(&p->list);
	a->npaths--;
	other = sctp_path_next(a, p);
	if (a->primary == p)
		a->primary = other;
	if (a->active == p)
		a->active = other;
	sctp_sack_forget_path(a, p);
	if (!sctp_assoc_connecting(a) && a->t2_path == p)
		a->t2_path = other;
	if (a->max_rto_path == p)
		a->max_rto_path = NULL;
	sctp_ctl_forget_path(a, p);
	sctp_sendq_forget_path(a, p, other);
	if (a->was_up)
		path_notify(a, p, SCTP_PC_REMOVED, 0);
	sctp_recovery_end_undo(p);
	a->ops->path_free(a, p);
	sctp_sendq_frag_point(a);
	return 0;
}

/**
 * sctp_path_usable() - can an address the peer lists become a path?
 * @a: association
 * @src: source address of the packet that lists it
 * @addr: the address
 *
 * Others are ignored (RFC 9260 section 5.1.2).
 *
 * Return: true when it can.
 */
bool sctp_path_usable(struct sctp_assoc *a, const struct sctp_addr *src,
		      const struct sctp_addr *addr)
{
	if (!sctp_ep_has_family(a->ep, addr->family))
		return false;
	return !a->ops->peer_addr_ok || a->ops->peer_addr_ok(a, src, addr);
}

/**
 * sctp_path_find() - the path to an address
 * @a: association
 * @addr: the peer's address
 *
 * Return: the path or NULL.
 */
struct sctp_path *sctp_path_find(const struct sctp_assoc *a,
				 const struct sctp_addr *addr)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (sctp_addr_eq(&p->addr, addr))
			return p;
	return NULL;
}

/* How much is to be expected of a path, 0 is best. Addresses that are not
 * confirmed come last: only probes may go there.
 */
static u32 path_rank(const struct sctp_path *p)
{
	if (sctp_path_works(p))
		return 0;
	if (!p->confirmed)
		return 3;
	return p->route_dead ? 2 : 1;
}

static bool path_better(const struct sctp_path *p, const struct sctp_path *than)
{
	u32 rank = path_rank(p), other = path_rank(than);

	return rank < other ||
	       (rank == other && p->error_count < than->error_count);
}

/**
 * sctp_path_next() - another path to try
 * @a: association
 * @not: the path that failed
 *
 * Of those that work the one with the fewest errors; of several that have
 * equally few the first behind @not, so that each is tried in turn (RFC 9260
 * sections 6.4 and 6.4.1). When none works the same is done with those that
 * are down.
 *
 * Return: the path; @not itself when all others are worse off or not
 * confirmed; NULL when there is none.
 */
struct sctp_path *sctp_path_next(const struct sctp_assoc *a,
				 const struct sctp_path *not)
{
	struct sctp_path *p, *same = NULL, *best = NULL;
	bool before = false;

	list_for_each_entry(p, &a->paths, list) {
		if (p == not) {
			same = p;
			continue;
		}
		if (best && !path_better(p, best) &&
		    !(same && before && !path_better(best, p)))
			continue;
		best = p;
		before = !same;
	}
	if (same && (!best || !best->confirmed ||
		     path_rank(same) < path_rank(best)))
		return same;
	return best;
}

/**
 * sctp_path_for_data() - where new data goes
 * @a: association
 *
 * Return: the path; NULL only when there are no paths at all.
 */
struct sctp_path *sctp_path_for_data(const struct sctp_assoc *a)
{
	return a->active ? a->active : a->primary;
}

/**
 * sctp_path_choose() - the path for what would like to take a certain one
 * @a: association
 * @want: that one, or NULL
 *
 * Return: @want while it works, or when no other does; else where new data
 * goes, RFC 9260 section 6.4.1.
 */
struct sctp_path *sctp_path_choose(const struct sctp_assoc *a,
				   struct sctp_path *want)
{
	struct sctp_path *data = sctp_path_for_data(a);

	if (!want || sctp_path_works(want))
		return want ?: data;
	return sctp_path_works(data) || !want->confirmed ? data : want;
}

static void path_down(struct sctp_assoc *a, struct sctp_path *p)
{
	p->state = SCTP_PATH_INACTIVE;
	path_choose_active(a);
	path_notify(a, p, SCTP_PC_UNREACHABLE, SCTP_PC_BY_THRESHOLD);
}

/**
 * sctp_path_error() - a transmission on a path was not answered
 * @a: association; may be closed afterwards (RFC 9260 section 8.1)
 * @p: path
 * @counts: against the association, too; of HEARTBEATs only some do
 */
void sctp_path_error(struct sctp_assoc *a, struct sctp_path *p, bool counts)
{
	if (p->state != SCTP_PATH_INACTIVE && p->error_count < U16_MAX)
		p->error_count++;
	if (counts && a->error_count < U16_MAX)
		a->error_count++;
	if (p->state != SCTP_PATH_INACTIVE &&
	    p->error_count > p->cfg.max_retrans)
		path_down(a, p);
	if (a->error_count > a->cfg->max_retrans)
		sctp_assoc_give_up(a);
}

static void path_answered(struct sctp_assoc *a, struct sctp_path *p, u16 by)
{
	a->error_count = 0;
	p->error_count = 0;
	if (p->state != SCTP_PATH_INACTIVE)
		return;
	p->state = p->confirmed ? SCTP_PATH_ACTIVE : SCTP_PATH_UNCONFIRMED;
	if (!p->confirmed)
		return;
	path_choose_active(a);
	path_notify(a, p, SCTP_PC_AVAILABLE, by);
}

/**
 * sctp_path_alive() - the peer answered something sent on a path
 * @a: association
 * @p: path
 * @now: time
 */
void sctp_path_alive(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	path_answered(a, p, SCTP_PC_BY_SACK);
}

/* HB.interval plus RTO, with half an RTO of jitter either way (8.3) */
static u64 path_hb_period(struct sctp_assoc *a, struct sctp_path *p)
{
	u32 random;

	a->ops->random(&random, sizeof(random));
	return sctp_ms(p->cfg.hb_interval) + p->rto.rto / 2 +
	       mul_u64_u32_shr(p->rto.rto, random, 32);
}

/**
 * sctp_path_hb_restart() - start or stop the heartbeat timer of a path
 * @a: association
 * @p: path
 * @now: time
 *
 * After a SHUTDOWN or SHUTDOWN ACK was sent there are no more HEARTBEATs.
 */
void sctp_path_hb_restart(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	p->hb_pending = false;
	if (sctp_may_send_data(a) &&
	    (p->cfg.hb_enabled || p->state == SCTP_PATH_UNCONFIRMED))
		p->hb_at = now + path_hb_period(a, p);
	else
		p->hb_at = 0;
}

/**
 * sctp_path_hb_request() - send a HEARTBEAT on a path at the next flush
 * @a: association, the caller flushes it
 * @p: path
 * @now: time
 */
void sctp_path_hb_request(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_hb_info hb = {
		.p.type = cpu_to_be16(SCTP_PT_HEARTBEAT_INFO),
		.p.len = cpu_to_be16(sizeof(hb)),
	};

	p->hb_pending = false;
	a->ops->random(&p->hb_nonce, sizeof(p->hb_nonce));
	hb.nonce = cpu_to_be64(p->hb_nonce);
	sctp_path_reroute(a, p, now);
	/* whether it can be queued or not, there will be another one */
	p->hb_at = now + p->rto.rto;
	if (sctp_ctl_add(a, p, SCTP_CT_HEARTBEAT, NULL, 0, &hb, sizeof(hb)))
		return;
	p->hb_pending = true;
	p->hb_sent = now;
}

/* Unanswered HEARTBEATs count against the association only on a path that
 * data uses (RFC 9260 sections 5.4 and 8.1).
 */
static void hb_unanswered(struct sctp_assoc *a, struct sctp_path *p)
{
	p->hb_pending = false;
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	sctp_path_error(a, p, p->flight.size || p == sctp_path_for_data(a));
}

/* Probe an unconfirmed address again, and others between: all of them together
 * get one HEARTBEAT per RTO (HB.Max.Burst is 1)
 */
static void probe_again(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_path *q;
	u32 others = 0;

	list_for_each_entry(q, &a->paths, list)
		others += q != p && q->state == SCTP_PATH_UNCONFIRMED;
	if (others)
		p->hb_at = now + others * p->rto.rto;
	else
		sctp_path_hb_request(a, p, now);
}

/**
 * sctp_path_hb_expired() - the heartbeat timer of a path fired
 * @a: association
 * @p: path
 * @now: time
 *
 * The timer either waits for the next HEARTBEAT to be due or for the answer
 * to one. An unconfirmed address is probed again when its turn comes, others
 * after the interval. On a path that was idle that long the association gives
 * back what memory it does not need.
 */
void sctp_path_hb_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u64 idle_at;

	if (p->hb_pending) {
		hb_unanswered(a, p);
		if (a->state == SCTP_ST_CLOSED)
			return;
		if (p->state == SCTP_PATH_UNCONFIRMED)
			probe_again(a, p, now);
		else
			sctp_path_hb_restart(a, p, now);
		return;
	}
	/* not idle: data was timed on it meanwhile */
	idle_at = p->last_used + sctp_ms(p->cfg.hb_interval) + p->rto.rto;
	if (p->state == SCTP_PATH_ACTIVE && p->last_used && idle_at > now) {
		p->hb_at = idle_at;
		return;
	}
	sctp_path_hb_request(a, p, now);
}

/**
 * sctp_path_rto_seen() - the timeout of a path was changed
 * @a: association
 * @p: path
 *
 * For SCTP_GET_ASSOC_STATS, which tells the largest, and whose it was.
 */
void sctp_path_rto_seen(struct sctp_assoc *a, struct sctp_path *p)
{
	if (p->rto.rto <= a->max_rto_seen)
		return;
	a->max_rto_seen = p->rto.rto;
	a->max_rto_path = p;
}

/**
 * sctp_path_hb_ack() - a HEARTBEAT ACK arrived
 * @a: association
 * @info: Heartbeat Information parameter
 * @len: its length
 * @now: time
 *
 * The nonce tells which path was probed and proves that the peer got it.
 */
void sctp_path_hb_ack(struct sctp_assoc *a, const void *info, u32 len, u64 now)
{
	const struct sctp_hb_info *hb = info;
	struct sctp_path *p;
	__be64 nonce;

	if (len < sizeof(*hb))
		return;
	memcpy(&nonce, &hb->nonce, sizeof(nonce));
	list_for_each_entry(p, &a->paths, list)
		if (p->hb_pending && p->hb_nonce == be64_to_cpu(nonce))
			break;
	if (list_entry_is_head(p, &a->paths, list))
		return;
	sctp_rto_measured(&p->rto, a->cfg, now - p->hb_sent);
	sctp_path_rto_seen(a, p);
	path_answered(a, p, SCTP_PC_BY_HEARTBEAT);
	if (!p->confirmed) {
		path_confirm(p);
		path_choose_active(a);
		path_notify(a, p, SCTP_PC_CONFIRMED, SCTP_PC_BY_HEARTBEAT);
	}
	sctp_path_hb_restart(a, p, now);
}

/*
 * How long an association does without its other addresses. One that is over
 * soon needs one, and the user of another is to hear that it is up, and the
 * first data, before what becomes of them.
 */
static u64 probe_delay(const struct sctp_path *primary)
{
	return primary->rto.rto + primary->rto.rto / 2;
}

/**
 * sctp_path_probe_all() - the association is up: confirm and watch its paths
 * @a: association
 * @now: time
 *
 * Unconfirmed addresses are probed one per RTO (HB.Max.Burst is 1), but not at
 * once. One may be probed with the COOKIE ACK already.
 */
void sctp_path_probe_all(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;
	u64 at = now + probe_delay(a->primary);

	list_for_each_entry(p, &a->paths, list)
		if (p->state == SCTP_PATH_UNCONFIRMED && p->hb_pending)
			at += p->rto.rto;
	list_for_each_entry(p, &a->paths, list) {
		if (p->state != SCTP_PATH_UNCONFIRMED) {
			sctp_path_hb_restart(a, p, now);
			continue;
		}
		if (p->hb_pending)
			continue;
		p->hb_at = at;
		at += p->rto.rto;
	}
}

/* What the peer's cookie does not confirm is to be verified again */
static void path_reset(struct sctp_assoc *a, struct sctp_path *p)
{
	p->state = SCTP_PATH_UNCONFIRMED;
	p->confirmed = false;
	p->hb_pending = false;
	p->error_count = 0;
	sctp_t3_stop(p);
	p->last_used = 0;
	sctp_rto_init(&p->rto, a->cfg);
	sctp_cc_init(p);
	sctp_txring_time_over(p);
	sctp_rack_reset(p);
	sctp_tlp_reset(p);
}

/**
 * sctp_path_reset_all() - the peer restarted: nothing is known of its addresses
 * @a: association with nothing in flight
 */
void sctp_path_reset_all(struct sctp_assoc *a)
{
	struct sctp_path *p;

	a->error_count = 0;
	list_for_each_entry(p, &a->paths, list)
		path_reset(a, p);
}

/**
 * sctp_path_set_primary() - make a path the primary one
 * @a: association
 * @p: path
 *
 * Data goes there once the address is confirmed (RFC 9260 section 5.4). The
 * user is told also when it was the primary one: who asks waits for it.
 */
void sctp_path_set_primary(struct sctp_assoc *a, struct sctp_path *p)
{
	path_notify(a, p, SCTP_PC_MADE_PRIM, 0);
	a->primary = p;
	path_choose_active(a);
}

/**
 * sctp_path_pmtu() - the path MTU changed
 * @a: association
 * @p: path
 * @mtu: largest IP payload, bytes, as path_route() counts it
 * @now: time
 *
 * Chunks larger than that go out again at once, in packets that IP may
 * fragment, since their size is bound to their TSN (RFC 9260 section 7.3).
 */
void sctp_path_pmtu(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		    u64 now)
{
	u32 old = p->mtu;

	mtu = max(mtu, SCTP_MTU_MIN);
	if (mtu == old)
		return;
	p->mtu = mtu;
	sctp_sendq_frag_point(a);
	if (mtu < old)
		sctp_sendq_pmtu_rtx(a, p);
}

/**
 * sctp_path_rerouted() - the route of a path was looked up again
 * @a: association
 * @p: path; @p->saddr is the source address from now on
 * @mtu: largest IP payload, bytes, as path_route() counts it
 * @now: time
 *
 * From another source address packets take another way through the network,
 * of which nothing is known (RFC 9260 section 7.2.5.2). The RTO is left to
 * adapt, as it does when the same way becomes longer.
 */
void sctp_path_rerouted(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now)
{
	if (p->route_dead) {
		p->route_dead = false;
		path_choose_active(a);
	}
	sctp_path_pmtu(a, p, mtu, now);
	if (p->moved)
		sctp_recovery_restart_cc(p);
	p->moved = false;
}

/**
 * sctp_path_unrouted() - a packet could not leave: there is no route
 * @a: association
 * @p: path
 *
 * Data takes another path until sctp_path_rerouted() is called.
 */
void sctp_path_unrouted(struct sctp_assoc *a, struct sctp_path *p)
{
	p->route_dead = true;
	path_choose_active(a);
}

/**
 * sctp_path_unreachable() - ICMP says an address cannot be reached
 * @a: association
 * @p: path
 * @now: time
 *
 * Treated as a hint: the path is probed at once, and an answer clears it.
 */
void sctp_path_unreachable(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	if (!sctp_may_send_data(a) || p->hb_pending)
		return;
	sctp_path_hb_request(a, p, now);
}
