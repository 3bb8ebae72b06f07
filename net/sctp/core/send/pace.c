// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing: DATA is sent in trains of a millisecond each, not as fast as the
 * congestion window opens.
 *
 *   ||||||||            ||||||||            ||||||||
 *   |<---- train ----->|<---- train ----->|
 *   now                 next, at: departure of the next train
 *
 * The rate is the limit that the user set, or computed from the congestion
 * window if configured so; the lower if both. Bytes on the link count: chunks
 * and the headers of each packet.
 *
 * A chunk gets its TSN when it is sent, so round trips, T3-rtx and the loss
 * probe begin then. Control chunks are not delayed, nor is the packet that
 * T3-rtx, fast retransmit or a loss probe sends at once. Its bytes delay the
 * next train.
 *
 * Pacing is rare: these functions are not inlined into the data path.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/time64.h>

#include "core/assoc.h"
#include "pace.h"

/* Trains per second, as with TCP. A train has at least two packets, and at most
 * SCTP_PACE_TRAIN_MAX bytes
 */
#define SCTP_PACE_TRAINS	1024U
#define SCTP_PACE_TRAIN_MAX	65536U
/* Headers of a packet on the link: Ethernet, IP, common header; bytes */
#define SCTP_PACE_HEADERS_V4	(14 + 20 + sizeof(struct sctpw_common))
#define SCTP_PACE_HEADERS_V6	(14 + 40 + sizeof(struct sctpw_common))

static u64 pace_duration(u64 bytes, u64 rate)
{
	return div64_u64(bytes * NSEC_PER_SEC, rate);
}

/* With TCP's factors: in slow start the window doubles within a round trip */
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
	pace->train = max_t(u64, pace_duration(bytes, rate), 1);
}

/**
 * sctp_pace_limit() - set the limit of a path's rate
 * @pace: its pacing
 * @limit: bytes a second, 0 = no limit
 *
 * It applies from the next train on, which may be sent at once.
 */
void sctp_pace_limit(struct sctp_pace *pace, u64 limit)
{
	pace->limit = limit;
	pace->next = 0;
	pace->at = 0;
}

/* Begin a train. At most half a train of unused time is made up for, since
 * timers are late.
 */
static void begin_train(const struct sctp_assoc *a, struct sctp_path *p,
			u64 now)
{
	struct sctp_pace *pace = p->pace;

	set_rate(a, p);
	pace->next = max(pace->next + pace->train / 2, now) - pace->train / 2;
}

/**
 * sctp_pace_may_send() - may another packet be sent now?
 * @a: association
 * @p: path with ->pace
 * @now: time
 *
 * Return: false when it has to wait for the next train: sctp_assoc_departure().
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
 * sctp_pace_room() - how much more may be sent with this train?
 * @p: path with ->pace, after sctp_pace_may_send() returned true
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
 * sctp_pace_sent() - data is sent
 * @p: path with ->pace
 * @bytes: bytes of chunks
 */
noinline void sctp_pace_sent(struct sctp_path *p, u32 bytes)
{
	struct sctp_pace *pace = p->pace;

	if (pace->rate)
		pace->next += pace_duration(bytes, pace->rate);
}

/**
 * sctp_pace_packets() - packets are finished: count their headers
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
 * sctp_assoc_departure() - when paced data may be sent
 * @a: association with ->tx.flush.paced, which a flush sets
 *
 * The caller flushes at that time, as exactly as possible. So it is no part of
 * sctp_assoc_deadline().
 *
 * Return: time in nanoseconds, U64_MAX when no data is delayed by pacing.
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
