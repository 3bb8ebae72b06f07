// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports of packets whose CRC32c is wrong.
 *
 *                    |<------------ as long as the packet, at most ---------->|
 *   the packet       | common header | chunks ............................... |
 *   the report       | common header | PKTDROP | common header | chunks ..... |
 *
 * Nothing in such a packet can be relied on. Its verification tag must be ours
 * all the same: who does not know it makes nobody send anything. And a report
 * is never larger than the packet, there are few in a second, and one at most
 * waits to be sent.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>

#include "core/caps.h"
#include "core/chunk.h"
#include "core/life/state.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "pktdrop.h"

/* Both sides of a report that the packet does not have, bytes */
#define SCTP_PKTDROP_HEADERS	(sizeof(struct sctpw_common) + \
				 sizeof(struct sctpw_pktdrop))
/* Least and most bytes that are returned. A packet holds many chunks, but the
 * peer finds out what is missing without reports, too
 */
#define SCTP_QUOTE_MIN		(sizeof(struct sctpw_common) + \
				 sizeof(struct sctpw_chunk))
#define SCTP_QUOTE_MAX		2048U

/* In a quarter of a second: reports, and reports of the peer that cause control
 * chunks to be sent again
 */
#define SCTP_REPORTS_MAX	64
#define SCTP_REPEATS_MAX	4
#define SCTP_QUARTER_SHIFT	28	/* 2^28 nanoseconds */

/**
 * sctp_pktdrop_wants() - is a packet whose CRC32c is wrong worth a report?
 * @a: association that its addresses and ports belong to; RCU is enough
 * @vtag: its verification tag
 *
 * Return: true if the association agreed on it and the tag is ours.
 */
bool sctp_pktdrop_wants(const struct sctp_assoc *a, u32 vtag)
{
	return READ_ONCE(a->hs.caps) & SCTP_CAP_PKTDROP &&
	       READ_ONCE(a->hs.my_tag) == vtag;
}

/* Counters begin anew each quarter of a second */
static struct sctp_pktdrop *recent_counters(struct sctp_assoc *a, u64 now)
{
	struct sctp_pktdrop *d = &a->rx.pktdrop;
	u16 quarter = now >> SCTP_QUARTER_SHIFT;

	if (d->since != quarter)
		*d = (struct sctp_pktdrop) { .since = quarter };
	return d;
}

/**
 * sctp_pktdrop_may_repeat() - may a report of the peer cause control chunks to
 * be sent again?
 * @a: association
 * @now: time
 *
 * Return: true if so; it counts.
 */
bool sctp_pktdrop_may_repeat(struct sctp_assoc *a, u64 now)
{
	struct sctp_pktdrop *d = recent_counters(a, now);

	if (d->repeated >= SCTP_REPEATS_MAX)
		return false;
	d->repeated++;
	return true;
}

/* Is a chunk of a type that is never reported in a packet? Reports of reports
 * might have no end, and who sends ABORT does not want any answer.
 */
static bool not_reported(u8 type)
{
	const struct sctp_chunk_row *row = sctp_chunk_row(type);

	return type == SCTP_CT_PKTDROP ||
	       (row && row->flags & (SCTP_CHUNK_ALONE | SCTP_CHUNK_ABORTS));
}

/* As far as its lengths can be followed */
static bool holds_no_report(const struct sk_buff *skb)
{
	u32 off = sizeof(struct sctpw_common), len;
	struct sctp_skb_walk w;
	struct sctpw_chunk ch;

	sctp_skb_walk_begin(&w, skb);
	while (sctp_skb_walk_read(&w, off, &ch, sizeof(ch))) {
		if (not_reported(ch.type))
			return false;
		len = be16_to_cpu(ch.len);
		if (len < sizeof(ch) || len > skb->len - off)
			break;
		off += SCTP_ALIGN4(len);
	}
	return true;
}

/* How much of a packet is returned, 0 if that is too little to be of use */
static u32 quote_len(const struct sctp_assoc *a, const struct sctp_path *p,
		     u32 len)
{
	u32 headers = SCTP_PKTDROP_HEADERS;
	u32 room = sctp_path_pmdcs(p) - sizeof(struct sctpw_pktdrop);
	u32 auth = sctp_auth_on(a) ? sctp_auth_len(a) : 0;

	if (len < headers + auth + SCTP_QUOTE_MIN)
		return 0;
	return min3(len - headers, room, SCTP_QUOTE_MAX + auth) - auth;
}

/* Queue a report with the first @n bytes of a packet */
static void send_report(struct sctp_assoc *a, struct sctp_path *p,
			const struct sk_buff *skb, u32 n)
{
	const u32 skip = sizeof(struct sctpw_chunk);
	struct sctp_skb_walk w;
	struct sctpw_pktdrop h = {
		.bandwidth = cpu_to_be32(a->rx.wnd.rcvbuf),
		.queued = cpu_to_be32(a->rx.wnd.buffered),
		.whole = cpu_to_be16(skb->len),
	};
	u8 *value;

	value = sctp_ctl_pktdrop(a, p, SCTP_PKTDROP_B | SCTP_PKTDROP_T,
				 sizeof(h) - skip + n);
	if (!value)
		return;
	memcpy(value, (u8 *)&h + skip, sizeof(h) - skip);
	sctp_skb_walk_begin(&w, skb);
	sctp_skb_walk_read(&w, 0, value + sizeof(h) - skip, n);
	sctp_mib_add(a->mib, SCTP_MIB_OUT_PKTDROPS, 1);
}

/**
 * sctp_pktdrop_report() - a packet arrived whose CRC32c is wrong
 * @a: association, the caller flushes it
 * @rx: packet of its addresses and ports; its skb begins with the common header
 *
 * The report goes to where the packet came from.
 */
void sctp_pktdrop_report(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	struct sctp_path *p = sctp_path_find(a, &rx->src);
	struct sctp_pktdrop *d;
	u32 n;

	sctp_assoc_entered(a);
	d = recent_counters(a, rx->now);
	if (!sctp_pktdrop_wants(a, rx->vtag) || !sctp_is_up(a) || !p ||
	    !p->confirmed || rx->skb->len > U16_MAX ||
	    d->sent >= SCTP_REPORTS_MAX || !holds_no_report(rx->skb))
		return;
	n = quote_len(a, p, rx->skb->len) & ~3U;
	if (!n)
		return;
	d->sent++;
	send_report(a, p, rx->skb, n);
}
