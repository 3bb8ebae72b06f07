// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing: DATA leaves in trains of a millisecond each, rather than as fast as
 * the congestion window opens.
 *
 *   ||||||||            ||||||||            ||||||||
 *   |<---- train ----->|<---- train ----->|
 *   now                 next, at: the departure of the next train
 *
 * The rate is what the user set as the limit, or follows from the congestion
 * window when the configuration asks for that, or the lower of the two. What
 * counts is what the link carries: chunks, and the headers of each packet.
 *
 * A chunk whose time has not come gets no TSN, so that round trips, T3-rtx and
 * the loss probe are counted from when it really leaves. SACKs and other
 * control chunks do not wait, nor does the one packet that T3-rtx, fast
 * retransmit or a loss probe sends at once; DATA pays for it later.
 *
 * Little is paced: none of this is inlined where all data passes.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include "assoc.h"
#include "pace.h"

/* A train takes a second divided by this, as with TCP, unless it would have
 * fewer than two packets or more bytes than one IP packet
 */
#define SCTP_PACE_TRAINS	1024U
#define SCTP_PACE_TRAIN_MAX	65536U
/* Ethernet, IP and the common header */
#define SCTP_PACE_HEADERS_V4	(14 + 20 + sizeof(struct sctpw_common))
#define SCTP_PACE_HEADERS_V6	(14 + 40 + sizeof(struct sctpw_common))

static u64 duration(u64 bytes, u64 rate)
{
	return div64_u64(bytes * NSEC_PER_SEC, rate);
}

/* TCP's factors: in slow start the window doubles within the round trip */
static u64 rate_of_window(const struct sctp_path *p)
{
	u64 bytes = max(sctp_cc_cwnd(&p->cc), p->flight.size);

	if (!p->rto.srtt)
		return 0;
	if (sctp_cc_cwnd(&p->cc) < sctp_cc_ssthresh(&p->cc) / 2)
		bytes *= 2;
	else
		bytes += bytes / 5;
	return max_t(u64, div64_u64(bytes * NSEC_PER_SEC, p->rto.srtt), 1);
}

static void set_rate(const struct sctp_assoc *a, const struct sctp_path *p)
{
	struct sctp_pace *pace = p->pace;
	u64 rate = a->cfg->pacing ? rate_of_window(p) : 0;
	u64 bytes;

	rate = min_not_zero(rate, pace->limit);
	if (rate == pace->rate)
		return;
	pace->rate = rate;
	if (!rate)
		return;
	bytes = clamp_t(u64, rate / SCTP_PACE_TRAINS, 2 * p->mtu,
			SCTP_PACE_TRAIN_MAX);
	pace->train = max_t(u64, duration(bytes, rate), 1);
}

/**
 * sctp_pace_limit() - set the limit of a path's rate
 * @pace: its pacing
 * @limit: bytes a second, 0 = no limit
 *
 * It holds from the next train on, which need not wait.
 */
void sctp_pace_limit(struct sctp_pace *pace, u64 limit)
{
	pace->limit = limit;
	pace->next = 0;
	pace->at = 0;
}

/* A train begins. Time that was not used is not made up for, but for half a
 * train: timers are late.
 */
static void begin_train(const struct sctp_assoc *a, struct sctp_path *p,
			u64 now)
{
	struct sctp_pace *pace = p->pace;

	set_rate(a, p);
	pace->next = max(pace->next + pace->train / 2, now) - pace->train / 2;
}

/**
 * sctp_pace_may_send() - has the time come for another packet?
 * @a: association
 * @p: path with ->pace
 * @now: time
 *
 * Return: false when it leaves with the next train. The caller asks for
 * sctp_assoc_departure() then.
 */
noinline bool sctp_pace_may_send(const struct sctp_assoc *a,
				 struct sctp_path *p, u64 now)
{
	struct sctp_pace *pace = p->pace;

	if (now < pace->at)
		return false;
	pace->at = 0;
	if (pace->next <= now)
		begin_train(a, p, now);
	if (!pace->rate || pace->next < now + pace->train)
		return true;
	pace->at = pace->next;
	return false;
}

/**
 * sctp_pace_room() - how much more may leave with this train?
 * @p: path with ->pace, to which sctp_pace_may_send() has said yes
 * @now: time
 *
 * Return: bytes; the last packet may exceed them.
 */
noinline u32 sctp_pace_room(const struct sctp_path *p, u64 now)
{
	const struct sctp_pace *pace = p->pace;
	u64 end = now + pace->train;

	if (!pace->rate)
		return U32_MAX;
	if (pace->next >= end)
		return 0;
	return min_t(u64, U32_MAX, div_u64((end - pace->next) * pace->rate,
					   NSEC_PER_SEC));
}

/**
 * sctp_pace_sent() - data leaves
 * @p: path with ->pace
 * @bytes: how much
 */
noinline void sctp_pace_sent(struct sctp_path *p, u32 bytes)
{
	struct sctp_pace *pace = p->pace;

	if (pace->rate)
		pace->next += duration(bytes, pace->rate);
}

/**
 * sctp_pace_packets() - packets are finished: their headers count, too
 * @p: path with ->pace
 * @packets: how many
 */
noinline void sctp_pace_packets(struct sctp_path *p, u32 packets)
{
	u32 headers = p->addr.family == AF_INET ? SCTP_PACE_HEADERS_V4 :
						  SCTP_PACE_HEADERS_V6;

	sctp_pace_sent(p, packets * headers);
}

/**
 * sctp_assoc_departure() - when will data that waits for its time leave?
 * @a: association with ->tx.paced, which a flush sets
 *
 * The next flush is due then, not before and as little later as can be: that
 * is why sctp_assoc_deadline() does not tell of it.
 *
 * Return: time in nanoseconds, U64_MAX when nothing waits.
 */
u64 sctp_assoc_departure(const struct sctp_assoc *a)
{
	const struct sctp_path *p;
	u64 best = U64_MAX;

	list_for_each_entry(p, &a->paths, list)
		if (p->pace && p->pace->at)
			best = min(best, p->pace->at);
	return best;
}
