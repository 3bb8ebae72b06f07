// SPDX-License-Identifier: GPL-2.0-only
/*
 * FORWARD TSN tells the peer which TSNs were given up (RFC 3758 section 3.5),
 * and with I-DATA I-FORWARD-TSN (RFC 8260 section 2.3.1).
 *
 *   cumulative TSN ack          Advanced.Peer.Ack.Point
 *          v                            v
 *      ----+ [gone] [gone] ... [gone] [gone] [in flight] [gone] ...
 *            '------ FORWARD TSN ----------'
 *
 * The next flush sends it. A flush that comes a round trip later sends it
 * again, if no SACK has acknowledged those TSNs by then. Without such a flush
 * T3-rtx expires, which sends it again and counts an error.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "core/choice.h"
#include "core/ext/prsctp.h"
#include "core/life/state.h"
#include "core/loss/t3.h"
#include "core/wire/dataformat.h"
#include "advance.h"
#include "ctl.h"
#include "door.h"
#include "txring.h"

/* Most streams that a FORWARD TSN lists */
#define SCTP_SKIPS_MAX	64U

/* Are there TSNs that the peer is to be told of? */
static bool has_gone(const struct sctp_assoc *a)
{
	const struct sctp_txring *r = &a->tx.ring;

	return !sctp_txring_empty(r) && sctp_txring_gone(r, r->base);
}

/* Advanced.Peer.Ack.Point */
static u32 peer_ack_point(const struct sctp_txring *r)
{
	return sctp_ring_find(sctp_txring_gone_map(r), r->mask, r->base,
			      r->next, false) - 1;
}

/* Which entry a stream has for its ordered, or unordered messages; @n if it has
 * none
 */
static u32 skip_find(const struct sctpw_iskip *skip, u32 n, __be16 sid,
		     __be16 flags)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (skip[i].sid == sid && skip[i].flags == flags)
			break;
	return i;
}

/* Is it I-FORWARD-TSN, which has MIDs, and lists unordered messages? */
static bool with_mids(const struct sctp_assoc *a)
{
	return a->tx.format == SCTP_FORMAT_I_DATA;
}

/* List the streams of messages that were given up, each with its last MID. If
 * there are too many the point is lowered. Returns how many.
 */
static u32 list_skips(struct sctp_assoc *a, u32 *point,
		      struct sctpw_iskip *skip, u32 max)
{
	struct sctp_txring *r = &a->tx.ring;
	u32 tsn, i, n = 0;

	for (tsn = r->base; tsn != *point + 1; tsn++) {
		const struct sctp_tx_chunk *c = sctp_txring_slot(r, tsn);
		bool unordered = c->flags & SCTP_DATA_U;
		__be16 flags = cpu_to_be16(unordered ? SCTP_ISKIP_U : 0);

		if ((unordered && !with_mids(a)) ||
		    c->gone.sid == SCTP_GONE_KNOWN)
			continue;
		i = skip_find(skip, n, cpu_to_be16(c->gone.sid), flags);
		if (i == max) {
			*point = tsn - 1;
			break;
		}
		n = max(n, i + 1);
		skip[i].sid = cpu_to_be16(c->gone.sid);
		skip[i].flags = flags;
		skip[i].mid = cpu_to_be32(c->gone.mid);
	}
	return n;
}

/* Write entries of FORWARD TSN over those of I-FORWARD-TSN, which are longer */
static void skips_to_plain(void *list, u32 n)
{
	const struct sctpw_iskip *from = list;
	struct sctpw_skip *to = list;
	u32 i;

	for (i = 0; i < n; i++) {
		struct sctpw_iskip s = from[i];

		to[i].sid = s.sid;
		to[i].ssn = cpu_to_be16(be32_to_cpu(s.mid));
	}
}

/* How long an entry is */
static u32 skip_size(const struct sctp_assoc *a)
{
	return with_mids(a) ? sizeof(struct sctpw_iskip) :
			     sizeof(struct sctpw_skip);
}

/* How many streams a packet has room for */
static u32 max_skips(const struct sctp_assoc *a, const struct sctp_path *p)
{
	u32 room = sctp_door_room(a, p) - sizeof(struct sctpw_forward);

	return min_t(u32, SCTP_SKIPS_MAX, room / skip_size(a));
}

static void send_forward(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	u8 type = with_mids(a) ? SCTP_CT_I_FORWARD_TSN : SCTP_CT_FORWARD_TSN;
	struct sctpw_iskip skip[SCTP_SKIPS_MAX];
	struct sctp_pr *pr = sctp_pr_of(a);
	u32 point = pr->wanted;
	__be32 tsn;
	u32 n;

	n = list_skips(a, &point, skip, max_skips(a, p));
	if (!with_mids(a))
		skips_to_plain(skip, n);
	tsn = cpu_to_be32(point);
	if (sctp_ctl_add(a, NULL, type, &tsn, sizeof(tsn), skip,
			 n * skip_size(a)))
		return;
	pr->point = point;
	pr->sent_at = now;
	sctp_mib_add(a->mib, SCTP_MIB_OUT_FORWARD_TSNS, 1);
}

/* Is there another point to send, or was the last one sent a round trip ago? */
static bool forward_due(const struct sctp_assoc *a, const struct sctp_path *p,
			u32 wanted, u64 now)
{
	const struct sctp_pr *pr = sctp_pr_of(a);

	return !pr->sent_at || wanted != pr->wanted ||
	       sctp_tsn_gt(a->tx.ring.base, pr->point) ||
	       now - pr->sent_at >= (p->rto.srtt ?: p->rto.rto);
}

/**
 * sctp_advance_flush() - queue a FORWARD TSN if one is due
 * @a: association with @a->tx.streams.pr set, which is being flushed
 * @now: time
 *
 * T3-rtx runs until it is acknowledged.
 */
void sctp_advance_flush(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p = sctp_path_for_data(a);
	struct sctp_pr *pr = sctp_pr_of(a);
	u32 wanted;

	if (!has_gone(a) || !sctp_may_send_data(a) || !p) {
		pr->sent_at = 0;
		return;
	}
	wanted = peer_ack_point(&a->tx.ring);
	if (forward_due(a, p, wanted, now)) {
		pr->wanted = wanted;
		send_forward(a, p, now);
	}
	sctp_t3_start(p, now);
}

/**
 * sctp_advance_expired() - T3-rtx of a path expired, or the last FORWARD TSN
 * did not arrive
 * @a: association, the caller flushes it
 *
 * Return: true when a FORWARD TSN is sent again.
 */
bool sctp_advance_expired(struct sctp_assoc *a)
{
	if (!a->tx.streams.pr || !has_gone(a))
		return false;
	sctp_pr_of(a)->sent_at = 0;
	return true;
}
