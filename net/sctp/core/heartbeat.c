// SPDX-License-Identifier: GPL-2.0-only
/*
 * HEARTBEAT and HEARTBEAT ACK, RFC 9260 section 8.3. Idle paths are probed, and
 * addresses that are not confirmed (5.4). The peer's HEARTBEATs are answered.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <asm/byteorder.h>

#include "core/ext/plpmtud.h"
#include "core/ext/regrant.h"
#include "core/life/state.h"
#include "core/loss/rto.h"
#include "core/send/ctl.h"
#include "core/wire/frame.h"
#include "choice.h"
#include "errors.h"
#include "heartbeat.h"
#include "pathroute.h"

/* Longer HEARTBEATs are not answered */
#define SCTP_HEARTBEAT_MAX	61440

/* Jitter, a fraction of 2^32: another for each association, path and time. It
 * need not be unforeseeable, so this is a multiplicative hash.
 */
static u32 hb_jitter(const struct sctp_assoc *a, const struct sctp_path *p,
		     u64 now)
{
	__be32 addr = p->addr.family == AF_INET ? p->addr.v4 : p->addr.v6[3];

	return (a->hs.my_tag ^ (__force u32)addr ^ (u32)now) * 0x9e3779b1U;
}

/* HB.interval plus RTO, with half an RTO of jitter either way (8.3). An RTO if
 * the path is potentially failed (RFC 7829 section 3)
 */
static u64 path_hb_period(const struct sctp_assoc *a, const struct sctp_path *p,
			  u64 now)
{
	if (p->state == SCTP_PATH_PF)
		return p->rto.rto;
	return sctp_ms(p->cfg.hb_interval) + p->rto.rto / 2 +
	       mul_u64_u32_shr(p->rto.rto, hb_jitter(a, p, now), 32);
}

/**
 * sctp_path_hb_restart() - start or stop the heartbeat timer of a path
 * @a: association
 * @p: path
 * @now: time
 *
 * Once a SHUTDOWN or SHUTDOWN ACK was sent no HEARTBEAT is sent, but to
 * addresses that have to be confirmed first.
 */
void sctp_path_hb_restart(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_assoc_entered(a);
	p->hb_pending = false;
	if (sctp_may_send_data(a) &&
	    (p->cfg.hb_enabled || p->state == SCTP_PATH_UNCONFIRMED))
		p->hb_at = now + path_hb_period(a, p, now);
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
	struct sctpw_hb_info hb = {
		.p.type = cpu_to_be16(SCTP_PT_HEARTBEAT_INFO),
		.p.len = cpu_to_be16(sizeof(hb)),
	};

	sctp_assoc_entered(a);
	p->hb_pending = false;
	sctp_ops(a)->random(&p->hb_nonce, sizeof(p->hb_nonce));
	hb.nonce = cpu_to_be64(p->hb_nonce);
	sctp_path_reroute(a, p, now);
	/* if it cannot be queued now, the timer tries again */
	p->hb_at = now + p->rto.rto;
	if (sctp_ctl_add(a, p, SCTP_CT_HEARTBEAT, NULL, 0, &hb, sizeof(hb)))
		return;
	p->hb_pending = true;
	p->hb_sent = now;
}

/* Is a potentially failed path due for a HEARTBEAT? Not with data in flight,
 * which shows as much (RFC 7829 section 3)
 */
static bool probes_failing(const struct sctp_path *p)
{
	return p->state == SCTP_PATH_PF && p->cfg.hb_enabled &&
	       !p->flight.size;
}

/* A HEARTBEAT was not answered. It counts for the association only on a path
 * that data uses (RFC 9260 sections 5.4 and 8.1). True when
 * Association.Max.Retrans is exceeded.
 */
static bool hb_unanswered(struct sctp_assoc *a, struct sctp_path *p)
{
	p->hb_pending = false;
	sctp_timeouts_count(a, SCTP_TIMEOUT_HEARTBEAT);
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	return sctp_path_error(a, p, p->flight.size ||
				     p == sctp_path_for_data(a));
}

/* Is an unconfirmed address the last one of those that are probed together? @n
 * counts them from 1
 */
static bool fills_burst(const struct sctp_assoc *a, u32 n)
{
	u32 burst = a->cfg->hb_max_burst;

	return burst && !(n % burst);
}

/* Schedule the next probe of an unconfirmed address. All such addresses
 * together get HB.Max.Burst HEARTBEATs per RTO
 */
static void probe_again(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	struct sctp_path *q;
	u32 others = 0;

	list_for_each_entry(q, &a->paths, list)
		others += q != p && q->state == SCTP_PATH_UNCONFIRMED;
	sctp_path_probe(a, p, others, now);
}

/**
 * sctp_path_hb_expired() - the heartbeat timer of a path fired
 * @a: association
 * @p: path
 * @now: time
 *
 * The timer runs for the next HEARTBEAT or for the answer to one. An
 * unconfirmed address is probed in turn with the others, a confirmed one after
 * HB.interval. If the path was idle that long, unused memory of the association
 * is freed.
 *
 * Return: true when Association.Max.Retrans is exceeded: the caller ends the
 * association.
 */
bool sctp_path_hb_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u64 idle_at;

	if (p->hb_pending) {
		if (hb_unanswered(a, p))
			return true;
		if (p->state == SCTP_PATH_UNCONFIRMED)
			probe_again(a, p, now);
		else if (probes_failing(p))
			sctp_path_hb_request(a, p, now);
		else
			sctp_path_hb_restart(a, p, now);
		return false;
	}
	if (p->state == SCTP_PATH_PF && p->flight.size) {
		sctp_path_hb_restart(a, p, now);
		return false;
	}
	/* not idle: a round trip was measured with data since */
	idle_at = now - sctp_path_idle(p, now) + sctp_ms(p->cfg.hb_interval) +
		  p->rto.rto;
	if (p->state == SCTP_PATH_ACTIVE && p->last_used && idle_at > now) {
		p->hb_at = idle_at;
		return false;
	}
	sctp_timeouts_count(a, SCTP_TIMEOUT_HEARTBEAT);
	sctp_path_hb_request(a, p, now);
	return false;
}

/* Does a HEARTBEAT ACK answer a probe for the MTU? */
static void mtu_probe_answered(struct sctp_assoc *a, u64 nonce, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		if (!p->plpmtud || !sctp_plpmtud_answered(p, nonce, now))
			continue;
		sctp_path_probed(a, p);
		sctp_path_answered(a, p, SCTP_PC_BY_HEARTBEAT);
		return;
	}
}

/**
 * sctp_path_hb_ack() - a HEARTBEAT ACK arrived
 * @a: association
 * @info: Heartbeat Information parameter
 * @len: its length
 * @now: time
 *
 * The nonce identifies the path, and shows that the peer received the
 * HEARTBEAT.
 */
void sctp_path_hb_ack(struct sctp_assoc *a, const void *info, u32 len, u64 now)
{
	const struct sctpw_hb_info *hb = info;
	struct sctp_path *p;
	__be64 nonce;

	if (len < sizeof(*hb))
		return;
	memcpy(&nonce, &hb->nonce, sizeof(nonce));
	list_for_each_entry(p, &a->paths, list)
		if (p->hb_pending && p->hb_nonce == be64_to_cpu(nonce))
			break;
	if (list_entry_is_head(p, &a->paths, list)) {
		mtu_probe_answered(a, be64_to_cpu(nonce), now);
		sctp_regrant_arrived(a, be64_to_cpu(nonce));
		return;
	}
	sctp_rto_measured(&p->rto, a->cfg, now - p->hb_sent);
	sctp_path_rto_seen(a, p);
	sctp_path_answered(a, p, SCTP_PC_BY_HEARTBEAT);
	if (!p->confirmed) {
		sctp_path_confirm(a, p);
		sctp_path_tell(a, p, SCTP_PC_CONFIRMED, SCTP_PC_BY_HEARTBEAT);
		sctp_path_probe_begin(a, p, now);
	}
	sctp_path_hb_restart(a, p, now);
}

/**
 * sctp_path_probe() - begin to probe an address that was added
 * @a: association, the caller flushes it
 * @p: path
 * @others: addresses that are probed before it, HB.Max.Burst per RTO
 * @now: time
 */
void sctp_path_probe(struct sctp_assoc *a, struct sctp_path *p, u32 others,
		     u64 now)
{
	u32 burst = a->cfg->hb_max_burst;
	u32 turn = burst ? others / burst : 0;

	if (turn)
		p->hb_at = now + turn * p->rto.rto;
	else
		sctp_path_hb_request(a, p, now);
}

/* How long after set-up other addresses are first probed. Short associations
 * need only one address. In others the user first hears that the association is
 * up, and the first data is sent.
 */
static u64 probe_delay(const struct sctp_path *primary)
{
	return primary->rto.rto + primary->rto.rto / 2;
}

/**
 * sctp_path_probe_all() - the association is up: begin to probe its paths
 * @a: association
 * @now: time
 *
 * Unconfirmed addresses are probed HB.Max.Burst per RTO, after probe_delay().
 * One may have been probed with the COOKIE ACK.
 */
void sctp_path_probe_all(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;
	u64 at = now + probe_delay(a->primary);
	u32 n = 0;

	list_for_each_entry(p, &a->paths, list)
		if (p->state == SCTP_PATH_UNCONFIRMED && p->hb_pending &&
		    fills_burst(a, ++n))
			at += p->rto.rto;
	list_for_each_entry(p, &a->paths, list) {
		if (p->state != SCTP_PATH_UNCONFIRMED) {
			sctp_path_hb_restart(a, p, now);
			sctp_path_probe_begin(a, p, now);
			continue;
		}
		if (p->hb_pending)
			continue;
		p->hb_at = at;
		if (fills_burst(a, ++n))
			at += p->rto.rto;
	}
}

/**
 * sctp_path_hb_failing() - T3-rtx expired: begin to probe the path if that made
 * it potentially failed
 * @a: association, the caller flushes it
 * @p: path
 * @now: time
 *
 * A path that is still the one for data needs no probes.
 */
void sctp_path_hb_failing(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	if (p->state != SCTP_PATH_PF || p->hb_pending || !sctp_may_send_data(a))
		return;
	if (p != sctp_path_for_data(a) && probes_failing(p))
		sctp_path_hb_request(a, p, now);
	else
		sctp_path_hb_restart(a, p, now);
}

/**
 * sctp_path_unreachable() - an ICMP error: the address cannot be reached
 * @a: association
 * @p: path
 * @now: time
 *
 * It is only a hint: a HEARTBEAT is sent at once, which shows whether it is
 * true.
 */
void sctp_path_unreachable(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_assoc_entered(a);
	if (!sctp_may_send_data(a) || p->hb_pending)
		return;
	sctp_path_hb_request(a, p, now);
}

/**
 * sctp_heartbeat_input() - a HEARTBEAT arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_heartbeat_input(struct sctp_assoc *a, struct sctp_rx *rx,
				       const struct sctp_view *v)
{
	const u32 skip = sizeof(struct sctpw_chunk);

	/* the answer may need larger IP headers than the HEARTBEAT had */
	if (v->len > SCTP_HEARTBEAT_MAX) {
		sctp_mib_add(a->mib, SCTP_MIB_CTRL_QUEUE_LIMIT, 1);
		return SCTP_V_NEXT;
	}
	sctp_ctl_add(a, rx->path, SCTP_CT_HEARTBEAT_ACK, NULL, 0,
		     v->hdr + skip, v->len - skip);
	return SCTP_V_NEXT;
}

/**
 * sctp_heartbeat_ack_input() - a HEARTBEAT ACK arrived
 * @a: association
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_heartbeat_ack_input(struct sctp_assoc *a,
					   struct sctp_rx *rx,
					   const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view p;

	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	if (sctp_param_next(&it, &p) && p.type == SCTP_PT_HEARTBEAT_INFO)
		sctp_path_hb_ack(a, p.hdr, p.len, rx->now);
	return SCTP_V_NEXT;
}
