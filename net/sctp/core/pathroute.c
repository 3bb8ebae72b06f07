// SPDX-License-Identifier: GPL-2.0-only
/*
 * The route of a path: its source address and MTU (RFC 9260 sections 7.2.5 and
 * 7.3).
 */
#include <linux/kernel.h>

#include "core/ext/plpmtud.h"
#include "core/loss/recovery.h"
#include "core/loss/t3.h"
#include "core/loss/tlp.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "choice.h"
#include "pathroute.h"
#include "telemetry.h"

static void path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	p->route_dead = sctp_ops(a)->path_route(a, p) != 0;
	p->mtu = max_t(u32, p->mtu, SCTP_MTU_MIN);
}

/**
 * sctp_path_first_route() - look the route of a new path up
 * @a: association
 * @p: path
 *
 * An unconfirmed address is routed when it is probed, since short associations
 * need only one address. Until then its MTU is that of the primary path.
 */
void sctp_path_first_route(struct sctp_assoc *a, struct sctp_path *p)
{
	if (!a->primary || p->confirmed) {
		path_route(a, p);
		return;
	}
	p->mtu = a->primary->mtu;
	p->moved = true;
}

/**
 * sctp_path_set_source() - set the source address of a path
 * @p: path
 * @saddr: our address
 *
 * Called by path_route().
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
 * The MTU or source address may change, or there may be no route.
 */
void sctp_path_reroute(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u32 mtu, old = p->mtu;
	bool dead;

	sctp_assoc_entered(a);
	path_route(a, p);
	dead = p->route_dead;
	mtu = p->mtu;
	p->mtu = old;
	sctp_path_rerouted(a, p, mtu, now);
	if (dead)
		sctp_path_unrouted(a, p);
	else
		sctp_choice_update(a);
}

/* Use another MTU. True if it is smaller */
static bool use_mtu(struct sctp_assoc *a, struct sctp_path *p, u32 mtu)
{
	u32 old = p->mtu;

	if (mtu == old)
		return false;
	p->mtu = mtu;
	sctp_sendq_frag_point(a);
	return mtu < old;
}

/**
 * sctp_path_pmtu() - the MTU of a path's route may have changed
 * @a: association
 * @p: path
 * @mtu: largest IP payload, bytes, as path_route() counts it
 * @now: time
 *
 * Larger chunks are retransmitted at once, in packets that IP may fragment: a
 * chunk with a TSN cannot be made smaller (RFC 9260 section 7.3).
 */
void sctp_path_pmtu(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		    u64 now)
{
	sctp_assoc_entered(a);
	mtu = clamp(mtu, SCTP_MTU_MIN, SCTP_MTU_MAX);
	if (unlikely(p->plpmtud)) {
		sctp_plpmtud_route(a, p, mtu, now);
		mtu = sctp_plpmtud_mtu(p);
	}
	if (use_mtu(a, p, mtu))
		sctp_sendq_pmtu_rtx(a, p);
}

/**
 * sctp_path_probed() - use the MTU that probing found
 * @a: association
 * @p: path with probing
 *
 * If it is smaller, packets were lost by their size: chunks of them are
 * retransmitted at once, as above.
 */
void sctp_path_probed(struct sctp_assoc *a, struct sctp_path *p)
{
	if (use_mtu(a, p, sctp_plpmtud_mtu(p)))
		sctp_sendq_pmtu_rtx(a, p);
}

/**
 * sctp_path_probe_begin() - begin to probe for the MTU of a path, if that is on
 * @a: association
 * @p: path
 * @now: time
 */
void sctp_path_probe_begin(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	if (likely(!p->plpmtud))
		return;
	sctp_plpmtud_begin(a, p, now);
	use_mtu(a, p, sctp_plpmtud_mtu(p));
}

/**
 * sctp_path_set_probing() - set the probe interval of a path (RFC 8899)
 * @a: association
 * @p: path; sctp_plpmtud_reserve() was called unless @interval is 0
 * @interval: milliseconds, 0 = off
 * @now: time
 */
void sctp_path_set_probing(struct sctp_assoc *a, struct sctp_path *p,
			   u32 interval, u64 now)
{
	u32 mtu = sctp_path_route_mtu(p);
	bool begins = !sctp_plpmtud_interval(p);

	sctp_assoc_entered(a);
	if (!interval) {
		sctp_plpmtud_free(p);
		use_mtu(a, p, mtu);
		return;
	}
	sctp_plpmtud_set(p, interval, now);
	if (begins)
		sctp_path_probe_begin(a, p, now);
}

/**
 * sctp_path_too_big() - an ICMP error says that a packet was too big
 * @a: association
 * @p: path
 * @mtu: the largest packet that passes, as path_route() counts it
 * @now: time
 *
 * Where the path is probed this is only a hint.
 */
void sctp_path_too_big(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		       u64 now)
{
	sctp_assoc_entered(a);
	if (!p->plpmtud)
		return;
	sctp_plpmtud_too_big(p, mtu, now);
	sctp_path_probed(a, p);
}

/**
 * sctp_path_route_mtu() - the MTU of a path's route
 * @p: path
 *
 * Return: as the path's mtu, which is smaller if probing found that.
 */
u32 sctp_path_route_mtu(const struct sctp_path *p)
{
	return p->plpmtud ? p->plpmtud->route : p->mtu;
}

/**
 * sctp_path_rerouted() - the route of a path was looked up again
 * @a: association
 * @p: path; @p->saddr is set
 * @mtu: largest IP payload, bytes, as path_route() counts it
 * @now: time
 *
 * With another source address packets may take another way through the network,
 * so congestion control begins again (RFC 9260 section 7.2.5.2). The RTO adapts
 * by itself.
 */
void sctp_path_rerouted(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now)
{
	sctp_assoc_entered(a);
	if (p->route_dead) {
		p->route_dead = false;
		sctp_choice_update(a);
	}
	sctp_path_pmtu(a, p, mtu, now);
	if (p->moved) {
		sctp_recovery_restart_cc(p);
		sctp_path_probe_begin(a, p, now);
	}
	p->moved = false;
}

/* What was sent last did not leave the host, which is found out now. T3-rtx
 * would be late.
 */
static void send_elsewhere(struct sctp_assoc *a, struct sctp_path *p)
{
	if (!p->flight.size)
		return;
	sctp_telemetry_count(a, p, SCTP_PE_LOST_ROUTE,
			     sctp_txring_path_lost(a, p));
	sctp_recovery_stop(p);
	sctp_tlp_forget(p);
	sctp_t3_stop(p);
}

/**
 * sctp_path_unrouted() - a path has no route
 * @a: association
 * @p: path
 *
 * Data takes another path until sctp_path_rerouted() is called, also what is in
 * flight, if there is one that works.
 */
void sctp_path_unrouted(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_assoc_entered(a);
	p->route_dead = true;
	sctp_choice_update(a);
	if (sctp_path_works(sctp_path_for_data(a)))
		send_elsewhere(a, p);
}
